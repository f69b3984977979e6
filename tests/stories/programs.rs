//! Programs at the desk: the original pipeline's calls, and all that a school's own systems need.

mod changing;
mod described;
pub mod doors;
mod following;
mod gates;
mod once;
mod people;
mod reading;
mod submitting;

use paperdesk::papers::PaperNumber;

use crate::deeds::{give, give_to_ben_who_begins};
use crate::desk::Desk;
use crate::telling_everyone::send_in;

/// A paper by Ada that Ben has.
fn ben_has(desk: &Desk, title: &str) -> PaperNumber {
    let number = send_in(desk, &desk.ada(), title);
    give(desk, number, "ben@example.edu");
    number
}

/// A paper by Ada that Ben marks.
fn ben_marks(desk: &Desk, title: &str) -> PaperNumber {
    let number = send_in(desk, &desk.ada(), title);
    give_to_ben_who_begins(desk, number);
    number
}
