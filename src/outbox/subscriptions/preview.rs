//! What the last week would have been for somebody by what they chose now.

use std::collections::HashSet;

use super::super::rows::news as rows;
use super::super::{Letter, PaperNumber};
use super::chosen::deciding_for;
use super::{Habits, Topic, Way, habits_of, way, zone_of};
use crate::clock::Moment;
use crate::db::Tx;
use crate::people::Person;
use crate::refusal::Outcome;

/// News of the last days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// When.
    pub at: Moment,
    /// Of which paper.
    pub paper: Option<PaperNumber>,
    /// The letter it was or would have been.
    pub letter: Letter,
    /// What it is about; none: it is never held back.
    pub topic: Option<Topic>,
    /// For whatever happened: the kind of event.
    pub event: Option<String>,
}

/// A week of news, and how each would have come.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The newest first.
    pub news: Vec<(Past, Way)>,
    /// Mails of their own.
    pub at_once: usize,
    /// Digests.
    pub digests: usize,
    /// News in those.
    pub in_digests: usize,
    /// News that would not have come.
    pub untold: usize,
}

/// The last seven days of a person, as their present choices would have them.
///
/// # Errors
/// When the database fails.
pub fn last_week(tx: &Tx<'_>, person: &Person) -> Outcome<Preview> {
    let since = tx.now().plus_days(-7);
    let mut past = rows::past(tx, person.id, since)?;
    past.extend(rows::happened(tx, person, since)?);
    past.sort_by_key(|one| std::cmp::Reverse(one.at));
    let (habits, zone) = (habits_of(tx, person.id)?, zone_of(tx, person)?);
    let mut news = Vec::with_capacity(past.len());
    for one in past {
        let way = match one.topic {
            Some(topic) => {
                let asked = (topic, one.paper, one.event.as_deref());
                let rule = deciding_for(tx, person.id, asked)?;
                way(rule, (&habits, &zone), one.at)
            }
            None => way(None, (&Habits::default(), &zone), one.at),
        };
        news.push((one, way));
    }
    Ok(counted(news))
}

fn counted(news: Vec<(Past, Way)>) -> Preview {
    let mut digests = HashSet::new();
    let (mut at_once, mut in_digests, mut untold) = (0, 0, 0);
    for (_, way) in &news {
        match way {
            Way::AtOnce { .. } => at_once += 1,
            Way::Digest { due } => {
                digests.insert(*due);
                in_digests += 1;
            }
            Way::Not(_) => untold += 1,
        }
    }
    Preview {
        news,
        at_once,
        digests: digests.len(),
        in_digests,
        untold,
    }
}
