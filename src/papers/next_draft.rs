//! The next draft is not a stranger: the same paper, one version on, waiting again.

use super::{
    PaperNumber, Said, State, centre_of, courses, find, find_for, not_possible, possible,
    preparation, promise, rows, shift, submission, telling,
};
use crate::centre;
use crate::db::Tx;
use crate::drafts::{self, HandedIn};
use crate::events::Event;
use crate::people::Person;
use crate::refusal::{Complaints, Fault, Outcome, Refusal};

/// What a student wants of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Up to three sentences of the list.
    pub concerns: Vec<String>,
    /// Their own question.
    pub question: String,
}

/// Takes in the next draft of a returned paper, from its student or for them: it waits again, under a new promise,
/// and whoever read the last draft is told first. No wish: they want the same as before. Gives the new draft's number.
///
/// # Errors
/// `NotFound` if it is not theirs; `Conflict` while feedback on the last draft is still to come, or after as many as the centre reads.
pub fn add_draft(
    tx: &Tx<'_>,
    by: &Person,
    number: PaperNumber,
    (handed_in, wish): (&HandedIn, Option<&Wish>),
) -> Outcome<u32> {
    let paper = find_for(tx, by, number)?.ok_or_else(Refusal::not_found)?;
    if !possible(&paper, by).next_draft {
        return Err(not_possible(&paper));
    }
    let n = paper.draft + 1;
    let most = centre::ways(tx)?.drafts;
    if n > most {
        let says = format!(
            "{number} has had {most} drafts, which is the most for one paper. It can be sent in as a new paper."
        );
        return Err(Refusal::conflict(says).into());
    }
    let last = drafts::newest(tx, number)?.ok_or_else(|| Fault::new("a paper without a draft"))?;
    rows::wishes::keep_with(tx, last.id, number)?;
    if let Some(wish) = wish {
        settle(tx, number, wish)?;
    }
    let manuscript = drafts::keep(tx, handed_in)?;
    drafts::add(tx, number, n, manuscript)?;
    let words = drafts::find(tx, manuscript)?.map_or(0, |kept| kept.words);
    let rules = courses::rules_for(tx, &centre_of(tx)?, number)?;
    let promised = promise::for_paper(&rules, tx.now());
    rows::set_draft(tx, number, (n, words), promised)?;
    let said = Said::by(by, Event::DraftAdded { draft: n, words });
    let seq = shift(tx, &paper, (State::Waiting, None), &said)?;
    let added = find(tx, number)?.ok_or_else(|| Fault::new("a paper vanished"))?;
    telling::draft_added(tx, seq, &added, paper.tutor.as_ref())?;
    Ok(n)
}

fn settle(tx: &Tx<'_>, number: PaperNumber, wish: &Wish) -> Outcome<()> {
    let mut complaints = Complaints::default();
    preparation::complain_of_concerns(&mut complaints, &wish.concerns);
    submission::complain_of_question(&mut complaints, &wish.question);
    complaints.settle()?;
    let concerns = serde_json::to_string(&wish.concerns)
        .map_err(|error| Fault::from_error("writing a paper's concerns", error))?;
    rows::wishes::set(tx, number, (&concerns, wish.question.trim()))
}
