//! What a person chose about one paper: to hear of whatever happens to it, or of nothing that can be left out.

use super::super::rows::subscriptions as rows;
use super::{Channel, Narrow, Topic};
use crate::db::{Tx, word_enum};
use crate::events::PaperNumber;
use crate::people::PersonId;
use crate::refusal::Outcome;

word_enum! {
    /// What a person chose about one paper.
    OnPaper {
        /// What is usual.
        Usual = "usual",
        /// To hear at once of whatever happens to it.
        Followed = "followed",
        /// To hear of it in the digest.
        Digested = "digested",
        /// To hear nothing of it that can be left out.
        Muted = "muted",
    }
}

/// What a person chose about a paper.
///
/// # Errors
/// When the database fails.
pub fn on_paper(tx: &Tx<'_>, person: PersonId, paper: PaperNumber) -> Outcome<OnPaper> {
    let chosen = rows::on_paper(tx, person, paper)?;
    Ok(
        chosen.map_or(OnPaper::Usual, |(topic, channel)| match (topic, channel) {
            (Topic::Everything, _) => OnPaper::Muted,
            (_, Channel::Digest) => OnPaper::Digested,
            (_, Channel::AtOnce) => OnPaper::Followed,
            (_, Channel::Never) => OnPaper::Usual,
        }),
    )
}

/// Keeps what a person chose about a paper. Whoever asks has looked first whether they may see it.
///
/// # Errors
/// When the database fails.
pub fn choose_on_paper(
    tx: &Tx<'_>,
    person: PersonId,
    (paper, choice): (PaperNumber, OnPaper),
) -> Outcome<()> {
    rows::clear_paper(tx, person, paper)?;
    let (topic, channel) = match choice {
        OnPaper::Usual => return Ok(()),
        OnPaper::Followed => (Topic::Happened, Channel::AtOnce),
        OnPaper::Digested => (Topic::Happened, Channel::Digest),
        OnPaper::Muted => (Topic::Everything, Channel::Never),
    };
    rows::insert(tx, person, &Narrow::about(paper, topic, channel))
}
