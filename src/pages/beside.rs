//! The way through a list on a paper's own page: the one before, the one after, and back.

use serde::Serialize;

use super::Page;
use super::all_papers::address;
use crate::papers::PaperNumber;

/// Which list somebody is walking through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Walk {
    /// A search among all papers, newest first.
    All(String),
    /// A search among those that wait, by promise.
    Waiting(String),
}

/// A paper's page with the way through its list.
#[derive(Serialize)]
pub struct Beside<P> {
    #[serde(flatten)]
    page: P,
    walk: Option<Steps>,
}

#[derive(Serialize)]
struct Steps {
    back: String,
    label: String,
    previous: Option<Step>,
    next: Option<Step>,
}

#[derive(Serialize)]
struct Step {
    reference: String,
    href: String,
}

impl<P: Page> Page for Beside<P> {
    const TEMPLATE: &'static str = P::TEMPLATE;

    fn title(&self) -> String {
        self.page.title()
    }
}

impl<P: Page> Beside<P> {
    /// A page with what stands before and after its paper in a list.
    #[must_use]
    pub fn of(
        page: P,
        walk: &Walk,
        (previous, next): (Option<PaperNumber>, Option<PaperNumber>),
    ) -> Self {
        let step = |number: PaperNumber| Step {
            reference: number.to_string(),
            href: walk.on(number),
        };
        let walk = Some(Steps {
            back: walk.back(),
            label: walk.label(),
            previous: previous.map(step),
            next: next.map(step),
        });
        Self { page, walk }
    }
}

impl Walk {
    /// A paper's page on the walk.
    #[must_use]
    pub fn on(&self, number: PaperNumber) -> String {
        let (name, q) = match self {
            Self::All(q) => ("list", q),
            Self::Waiting(q) => ("queue", q),
        };
        let coded: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        format!("/papers/{number}?{name}={coded}")
    }

    fn back(&self) -> String {
        match self {
            Self::All(q) => address(q, None),
            Self::Waiting(q) => super::assign::address(q),
        }
    }

    fn label(&self) -> String {
        match self {
            Self::All(q) if q.is_empty() => "All papers".to_owned(),
            Self::Waiting(q) if q.is_empty() => "The queue".to_owned(),
            Self::All(q) | Self::Waiting(q) => q.clone(),
        }
    }
}
