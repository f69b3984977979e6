//! The next draft is not a stranger: the same paper, one version on, waiting again.

use super::{
    PaperNumber, Said, State, centre_of, courses, find, find_for, not_possible, possible, promise,
    rows, shift, telling,
};
use crate::centre;
use crate::db::Tx;
use crate::drafts::{self, HandedIn};
use crate::events::Event;
use crate::people::Person;
use crate::refusal::{Fault, Outcome, Refusal};

/// Takes in the next draft of a returned paper, from its student or for them: it waits again, under a new promise,
/// and whoever read the last draft is told first. Gives the new draft's number.
///
/// # Errors
/// `NotFound` if it is not theirs; `Conflict` while feedback on the last draft is still to come, or after as many as the centre reads.
pub fn add_draft(
    tx: &Tx<'_>,
    by: &Person,
    number: PaperNumber,
    handed_in: &HandedIn,
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
