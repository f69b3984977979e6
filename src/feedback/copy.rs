//! Feedback mailed to its student because they ask for it: with links, or word for word where the centre lets it.

use crate::centre;
use crate::db::Tx;
use crate::events::{self, Event};
use crate::outbox::{self, Letter};
use crate::papers::{self, PaperNumber, telling};
use crate::people::Person;
use crate::refusal::{Outcome, Refusal};

/// Asking again within so many minutes sends no second mail.
const AGAIN_MINUTES: i64 = 10;

/// Mails what was returned last to its student; `text` is all of it in plain words, and stays here unless the centre
/// lets feedback travel by mail.
///
/// # Errors
/// `NotFound` where nothing was returned to this person.
pub fn mail(tx: &Tx<'_>, student: &Person, number: PaperNumber, text: &str) -> Outcome<()> {
    let paper = papers::find_for(tx, student, number)?;
    let paper = paper
        .filter(|paper| paper.student.id == student.id)
        .ok_or_else(Refusal::not_found)?;
    let happened = events::of_paper(tx, number)?;
    let returned = happened
        .iter()
        .rfind(|one| matches!(one.event, Event::Returned { .. }));
    let returned = returned.ok_or_else(Refusal::not_found)?;
    let lately = tx.now().plus_minutes(-AGAIN_MINUTES);
    let is_under_way = outbox::of_paper(tx, number)?
        .iter()
        .any(|one| one.letter == Letter::FeedbackCopy && one.created_at > lately);
    if is_under_way {
        return Ok(());
    }
    let travels = centre::ways(tx)?.letters_by_mail;
    let text = if travels { text } else { "" };
    telling::feedback_copy(tx, returned.seq, &paper, text)
}
