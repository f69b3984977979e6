//! Who hears of what a student answered by mail.

use super::{HOLDER, OVERSEER, Paper, Told, blind, centre_of, reader, recipient};
use crate::db::Tx;
use crate::outbox::{self, Letter, Recipient, Telling};
use crate::people::{self, Role};
use crate::refusal::Outcome;

/// The tutor who has the paper, or coordinators where nobody does: that there is an answer, never what it says.
///
/// # Errors
/// When the database fails.
pub fn answered_by_mail(tx: &Tx<'_>, paper: &Paper) -> Outcome<()> {
    let centre = centre_of(tx)?;
    let facts = outbox::facts(&Told::of(paper, &centre))?;
    if let Some(tutor) = &paper.tutor {
        return tell(tx, paper, (&recipient(tutor), HOLDER), &facts);
    }
    people::with_role(tx, Role::Coordinator)?
        .iter()
        .try_for_each(|one| tell(tx, paper, (&Recipient::from(one), OVERSEER), &facts))
}

fn tell(tx: &Tx<'_>, paper: &Paper, (to, why): (&Recipient, &str), facts: &str) -> Outcome<()> {
    let facts = blind::seen_by(tx, paper, (Letter::AnsweredByMail, facts), to)?;
    let facts = reader::in_their_time(tx, paper, facts, to)?;
    let telling = Telling {
        about: None,
        letter: Letter::AnsweredByMail,
        facts: &facts,
        why,
        hold_until: None,
        expires: None,
    };
    outbox::tell(tx, &telling, to).map(drop)
}
