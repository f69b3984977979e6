//! The way through a list on a paper's own page: the one before, the one after, and back.

use serde::Serialize;

use super::Page;
use super::all_papers::address;
use crate::papers::PaperNumber;
use crate::papers::search::Search;

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
    /// What every act on the page sends along, so that the walk goes on after it.
    coded: String,
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
    /// A page that was reached from nowhere in particular.
    #[must_use]
    pub const fn alone(page: P) -> Self {
        Self { page, walk: None }
    }

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
            coded: walk.coded(),
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
        format!("/papers/{number}?{}", self.coded())
    }

    /// The walk that the words of an address or a form name, if they name one.
    #[must_use]
    pub fn named_by(list: Option<&str>, queue: Option<&str>) -> Option<Self> {
        let written = |typed: &str| Search::read(typed).written();
        let all = list.map(|q| Self::All(written(q)));
        all.or_else(|| Some(Self::Waiting(written(queue?))))
    }

    /// How addresses and forms name it, and its search.
    #[must_use]
    pub fn named(&self) -> (&'static str, &str) {
        match self {
            Self::All(q) => ("list", q),
            Self::Waiting(q) => ("queue", q),
        }
    }

    /// The same as a piece of an address.
    fn coded(&self) -> String {
        let (name, q) = self.named();
        let coded: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        format!("{name}={coded}")
    }

    /// The list.
    #[must_use]
    pub fn back(&self) -> String {
        match self {
            Self::All(q) => address(q, None),
            Self::Waiting(q) => super::assign::address(q),
        }
    }

    /// What the list is called.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::All(q) if q.is_empty() => "All papers".to_owned(),
            Self::Waiting(q) if q.is_empty() => "The queue".to_owned(),
            Self::All(q) | Self::Waiting(q) => q.clone(),
        }
    }
}
