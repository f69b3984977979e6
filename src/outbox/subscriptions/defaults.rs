//! What people get who chose nothing: what is usual, or what the centre set for their role.

use std::collections::HashMap;

use super::super::rows::defaults as rows;
use super::{Channel, Rule, Topic, usual};
use crate::centre::changes::{self, Change};
use crate::db::Tx;
use crate::people::{self, Person, PersonId, Role};
use crate::refusal::{Outcome, Refusal};

/// All that a centre set otherwise than it is usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults(Vec<(Role, Topic, Channel)>);

impl Defaults {
    /// As the centre set them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn set(tx: &Tx<'_>) -> Outcome<Self> {
        rows::all(tx).map(Self)
    }

    /// What somebody with one role gets of a topic.
    #[must_use]
    pub fn of_role(&self, role: Role, topic: Topic) -> Channel {
        let found = self.0.iter().find(|(r, t, _)| (*r, *t) == (role, topic));
        found.map_or(usual(topic), |(.., channel)| *channel)
    }

    /// What somebody with these roles gets; none: what is usual, because the centre said nothing of it. Where their roles
    /// differ, the one by which they hear the sooner counts.
    #[must_use]
    pub fn of_roles(&self, roles: &[Role], topic: Topic) -> Option<Channel> {
        let concerned = roles.iter().filter(|role| topic.concerns(**role));
        let channels: Vec<Channel> = concerned.map(|role| self.of_role(*role, topic)).collect();
        let soonest = Channel::ALL.iter().find(|one| channels.contains(one));
        soonest.copied().filter(|channel| *channel != usual(topic))
    }

    const fn rule(channel: Channel) -> Rule {
        Rule {
            channel,
            of_paper: false,
            narrowed: false,
            by_centre: true,
        }
    }
}

/// A setting of one topic for one role, and what the two are called in history.
#[derive(Clone, Debug)]
pub struct Setting {
    /// For whom.
    pub role: Role,
    /// Of what.
    pub topic: Topic,
    /// How they get it.
    pub channel: Channel,
    /// As history names it.
    pub called: String,
}

/// Sets what those get who chose nothing; each change stays in history with who made it.
///
/// # Errors
/// `NotFound` where a topic does not concern a role, so that nobody could choose it.
pub fn settle(tx: &Tx<'_>, by: &Person, all: &[Setting]) -> Outcome<()> {
    if !all.iter().all(|one| one.topic.concerns(one.role)) {
        return Err(Refusal::not_found().into());
    }
    let before = Defaults::set(tx)?;
    let mut made = Vec::new();
    for one in all {
        rows::clear(tx, one.role, one.topic)?;
        if one.channel != usual(one.topic) {
            rows::insert(tx, (one.role, one.topic, one.channel))?;
        }
        made.push(Change {
            what: one.called.clone(),
            was: in_words(before.of_role(one.role, one.topic)).to_owned(),
            became: in_words(one.channel).to_owned(),
        });
    }
    changes::note(tx, Some(by), &made)
}

const fn in_words(channel: Channel) -> &'static str {
    match channel {
        Channel::AtOnce => "at once",
        Channel::Digest => "in the digest",
        Channel::Never => "not by mail",
    }
}

/// The rule of one person who chose nothing that fits.
pub(super) fn for_one(tx: &Tx<'_>, person: PersonId, topic: Topic) -> Outcome<Option<Rule>> {
    let set = Defaults(rows::of_topic(tx, topic)?);
    if set.0.is_empty() {
        return Ok(None);
    }
    let roles = people::find(tx, person)?.map_or_else(Vec::new, |person| person.roles);
    Ok(set.of_roles(&roles, topic).map(Defaults::rule))
}

/// The same of everybody: rules are added for those who have none.
pub(super) fn for_all(
    tx: &Tx<'_>,
    topic: Topic,
    rules: &mut HashMap<PersonId, Rule>,
) -> Outcome<()> {
    let set = Defaults(rows::of_topic(tx, topic)?);
    if set.0.is_empty() {
        return Ok(());
    }
    let mut people: HashMap<PersonId, Vec<Role>> = HashMap::new();
    for (person, role) in rows::who_has(tx, topic)? {
        people.entry(person).or_default().push(role);
    }
    for (person, theirs) in people {
        if let Some(channel) = set.of_roles(&theirs, topic) {
            rules.entry(person).or_insert(Defaults::rule(channel));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Channel, Defaults, Role, Topic};

    #[test]
    fn of_several_roles_the_one_counts_by_which_they_hear_the_sooner() {
        let set = Defaults(vec![
            (Role::Tutor, Topic::Queue, Channel::Never),
            (Role::Coordinator, Topic::Queue, Channel::Digest),
            (Role::Teacher, Topic::Course, Channel::Never),
        ]);
        let of = |roles: &[Role], topic| set.of_roles(roles, topic);
        assert_eq!(of(&[Role::Tutor], Topic::Queue), Some(Channel::Never));
        let both = [Role::Tutor, Role::Coordinator];
        assert_eq!(of(&both, Topic::Queue), Some(Channel::Digest));
        // A role that a topic does not concern says nothing about it.
        let teaches = [Role::Student, Role::Teacher];
        assert_eq!(of(&teaches, Topic::Course), Some(Channel::Never));
        assert_eq!(of(&[Role::Admin], Topic::Queue), None);
        assert_eq!(of(&both, Topic::Yours), None);
    }
}
