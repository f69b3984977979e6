//! Whatever happens to a paper, for those whom no rule names and who chose to hear of it.

use jiff::tz::TimeZone;
use serde::Serialize;

use super::super::gathering::{New, SHORT_HOLD};
use super::super::rows::{gathered, news as rows};
use super::super::{Letter, facts};
use super::chosen::Chosen;
use super::{Topic, Way, way};
use crate::centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::events::{PaperNumber, Seq};
use crate::people::PersonId;
use crate::refusal::Outcome;

/// Why a follower is told.
const FOLLOWS: &str = "They chose to hear what happens to it";

/// What happened, as it is told.
#[derive(Clone, Debug, Serialize)]
pub struct News<'a> {
    /// P-1042.
    pub reference: String,
    /// What it is called.
    pub title: &'a str,
    /// What happened, as a sentence without its full stop; its student is not named in it.
    pub says: &'a str,
    /// When, for machines.
    pub at: Moment,
}

/// What is known of an event beside what is told of it.
#[derive(Clone, Copy, Debug)]
pub struct Happening<'a> {
    /// Which.
    pub seq: Seq,
    /// Its kind.
    pub kind: &'a str,
    /// Of which paper.
    pub paper: PaperNumber,
    /// Who did it: they know.
    pub actor: Option<PersonId>,
    /// Before this it can be called back.
    pub sure_at: Moment,
}

/// Whether anybody chose to hear what happens to this paper, or to papers at all.
///
/// # Errors
/// When the database fails.
pub fn is_wanted(tx: &Tx<'_>, paper: PaperNumber) -> Outcome<bool> {
    rows::is_wanted(tx, paper)
}

/// Gathers it for everybody who chose to hear of it and may see the paper at this moment.
///
/// # Errors
/// When the database fails.
pub fn spread(tx: &Tx<'_>, what: Happening<'_>, news: &News<'_>) -> Outcome<()> {
    let chosen = (Topic::Happened, Some(what.paper), Some(what.kind));
    let chosen = Chosen::by_all(tx, chosen)?;
    let written = facts(news)?;
    let here = centre::find(tx)?.unwrap_or_default().zone();
    for id in &rows::who_may_see(tx, what.paper)? {
        let rule = chosen.rule(*id);
        if rule.is_none() || what.actor == Some(*id) {
            continue;
        }
        let own = chosen.zone(*id).and_then(|name| TimeZone::get(name).ok());
        let zone = own.unwrap_or_else(|| here.clone());
        // When it goes out as a mail of its own, quiet hours are looked at then.
        let (into_letter, due_at) = match way(rule, (&chosen.habits(*id), &zone), what.sure_at) {
            Way::Not(_) => continue,
            Way::Digest { due } => (Letter::Digest, due),
            Way::AtOnce { .. } => (Letter::News, tx.now().plus_minutes(SHORT_HOLD)),
        };
        let new = New {
            about: Some((what.seq, what.paper)),
            letter: Letter::News,
            facts: &written,
            why: FOLLOWS,
            into_letter,
            due_at,
            sure_at: what.sure_at,
            delivery: None,
        };
        gathered::insert(tx, *id, &new)?;
    }
    Ok(())
}
