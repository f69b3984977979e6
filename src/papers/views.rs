//! Views: searches kept under a name, one's own or the centre's.

use super::rows::views as rows;
use super::search::Search;
use crate::db::{Tx, number_id};
use crate::people::{Person, clean_name};
use crate::refusal::{Complaints, Kind, Outcome, Refusal};

number_id! {
    /// A view's number.
    ViewId
}

/// So many of one's own, and so many of the centre's.
const MOST: usize = 50;

/// A search under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its number.
    pub id: ViewId,
    /// Whether it is there for all coordinators.
    pub shared: bool,
    /// What it is called.
    pub name: String,
    /// The search, as it was typed.
    pub search: String,
}

/// A person's own views and those of the centre, each by name.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &Tx<'_>, person: &Person) -> Outcome<Vec<View>> {
    rows::of(tx, person.id)
}

/// Keeps a search under a name; for all coordinators where that is wanted.
///
/// # Errors
/// A refusal at `name` or `q`, or for somebody who does not watch over all papers.
pub fn keep(tx: &Tx<'_>, by: &Person, (name, typed): (&str, &str), shared: bool) -> Outcome<()> {
    refuse_unless_overseeing(by)?;
    let (name, search) = (clean_name(name), Search::read(typed));
    let known: Vec<View> = of(tx, by)?
        .into_iter()
        .filter(|view| view.shared == shared)
        .collect();
    let mut complaints = Complaints::default();
    if !(1..=60).contains(&name.chars().count()) {
        complaints.add("name", "Enter what the view is called, up to 60 letters");
    }
    if known.iter().any(|view| view.name == name) {
        complaints.add("name", "There is already a view with this name");
    }
    if known.len() >= MOST {
        complaints.add(
            "name",
            "There are 50 views, and no more fit here. Remove one first",
        );
    }
    if search.is_empty() {
        complaints.add("q", "Search for something before keeping the view");
    } else if let Some(says) = search.misread().first() {
        complaints.add("q", *says);
    }
    complaints.settle()?;
    rows::insert(tx, (!shared).then_some(by.id), (&name, &search.written()))
}

/// Takes a view away: one's own, or one of the centre's.
///
/// # Errors
/// `NotFound` where there is none of theirs with this number.
pub fn remove(tx: &Tx<'_>, by: &Person, id: ViewId) -> Outcome<String> {
    refuse_unless_overseeing(by)?;
    let found = of(tx, by)?.into_iter().find(|view| view.id == id);
    let view = found.ok_or_else(Refusal::not_found)?;
    rows::delete(tx, view.id)?;
    Ok(view.name)
}

fn refuse_unless_overseeing(by: &Person) -> Result<(), Refusal> {
    if by.oversees() {
        return Ok(());
    }
    let says = "Only coordinators look over all papers.";
    Err(Refusal::new(Kind::NotAllowed, says))
}
