//! What those concerned by one event chose: looked up for one of them, or for all at once. What everybody chose of all of a
//! topic, when they want their mail and where they live seldom changes and is remembered; what is more exact is not.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::rows::subscriptions as rows;
use super::{Habits, Rule, Topic, defaults};
use crate::db::Tx;
use crate::events::PaperNumber;
use crate::people::{self, PersonId};
use crate::refusal::Outcome;

/// What somebody may have chosen of: a topic, which paper, and which kind of event where anything is wanted.
pub(in crate::outbox) type Of<'a> = (Topic, Option<PaperNumber>, Option<&'a str>);

/// What whoever is concerned chose.
#[derive(Default)]
pub(in crate::outbox) struct Chosen {
    standing: Arc<Standing>,
    /// In the place of what they chose of all of the topic.
    exact: HashMap<PersonId, Rule>,
}

/// What was chosen of all of a topic, or set by the centre for those who chose nothing.
#[derive(Default)]
struct Standing {
    rules: HashMap<PersonId, Rule>,
    /// Whether anybody chose of some courses, tutors, states or kinds of event.
    has_narrow: bool,
    habits: HashMap<PersonId, Habits>,
    /// Of those who chose one.
    zones: HashMap<PersonId, String>,
}

impl Chosen {
    /// By one person.
    pub(in crate::outbox) fn by_one(tx: &Tx<'_>, person: PersonId, of: Of<'_>) -> Outcome<Self> {
        let rule = deciding_for(tx, person, of)?;
        let standing = Standing {
            rules: rule.map(|rule| (person, rule)).into_iter().collect(),
            has_narrow: false,
            habits: HashMap::from([(person, rows::habits_of(tx, person)?)]),
            zones: people::zone_of(tx, person)?
                .map(|zone| (person, zone))
                .into_iter()
                .collect(),
        };
        Ok(Self {
            standing: Arc::new(standing),
            exact: HashMap::new(),
        })
    }

    /// By everybody.
    pub(in crate::outbox) fn by_all(tx: &Tx<'_>, of: Of<'_>) -> Outcome<Self> {
        let topic = of.0;
        let standing = tx.remembered(topic.as_str().as_bytes(), || {
            let mut rules = rows::of_all(tx, topic)?;
            defaults::for_all(tx, topic, &mut rules)?;
            Ok(Some(Standing {
                rules,
                has_narrow: rows::has_narrow(tx, topic)?,
                habits: rows::every_habit(tx)?,
                zones: people::zones(tx)?.into_iter().collect(),
            }))
        })?;
        let standing = standing.unwrap_or_default();
        let exact = if standing.has_narrow {
            rows::of_some(tx, of)?
        } else {
            rows::of_paper(tx, of)?
        };
        Ok(Self { standing, exact })
    }

    /// The rule that decides for somebody; none: what is usual.
    pub(in crate::outbox) fn rule(&self, person: PersonId) -> Option<Rule> {
        let exact = self.exact.get(&person);
        exact.or_else(|| self.standing.rules.get(&person)).copied()
    }

    /// When they want their mail.
    pub(in crate::outbox) fn habits(&self, person: PersonId) -> Habits {
        let habits = self.standing.habits.get(&person).copied();
        habits.unwrap_or_default()
    }

    /// The time zone that they chose.
    pub(in crate::outbox) fn zone(&self, person: PersonId) -> Option<&str> {
        self.standing.zones.get(&person).map(String::as_str)
    }
}

/// The choice of one person that decides, or what the centre set.
pub(super) fn deciding_for(tx: &Tx<'_>, person: PersonId, of: Of<'_>) -> Outcome<Option<Rule>> {
    match rows::deciding_for(tx, person, of)? {
        Some(rule) => Ok(Some(rule)),
        None => defaults::for_one(tx, person, of.0),
    }
}
