//! Finding tutors for papers: what tutors take, who is kept apart, what is suggested, and what becomes of it.

mod facts;
mod many;
mod overview;
mod suggesting;

use paperdesk::tutors::{self, Typed};

use crate::desk::Desk;

/// Cora writes down how many papers a tutor takes at once.
pub fn takes(desk: &Desk, email: &str, at_once: u32) {
    let (cora, tutor) = (desk.person("cora@example.edu"), desk.person(email));
    let typed = Typed {
        at_once: at_once.to_string(),
        ..Typed::default()
    };
    desk.deed(move |tx| tutors::settle(tx, &cora, tutor.id, &typed));
}

/// Cora keeps a tutor and a student apart.
pub fn apart(desk: &Desk, tutor: &str, student: &'static str) {
    let (cora, tutor) = (desk.person("cora@example.edu"), desk.person(tutor));
    desk.deed(move |tx| tutors::keep_apart(tx, &cora, tutor.id, student));
}
