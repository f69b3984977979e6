//! Who wants which news, about which papers and by which way: what each person chose instead of what is usual.

pub(super) mod chosen;
mod decide;
pub mod defaults;
mod habits;
pub mod news;
mod on_paper;
pub mod preview;
mod topic;

use jiff::tz::TimeZone;

use super::rows::subscriptions as rows;
use crate::centre;
use crate::clock::Moment;
use crate::db::{Tx, number_id, word_enum};
use crate::events::{Event, PaperNumber};
use crate::people::{self, Person, PersonId};
use crate::refusal::{Complaints, Outcome, Refusal};

pub use super::rows::untold::{Missed, missed_of_paper};
pub use decide::{Rule, Untold, Way, way};
pub use defaults::Defaults;
pub use habits::Habits;
pub use on_paper::{OnPaper, choose_on_paper, on_paper};
pub use rows::{habits_of, of_person};
pub use topic::Topic;

number_id! {
    /// A choice's number.
    SubscriptionId
}

word_enum! {
    /// How news is wanted.
    Channel {
        /// By mail, at once.
        AtOnce = "now",
        /// By mail, in the digest.
        Digest = "digest",
        /// Not by mail.
        Never = "none",
    }
}

/// What stands in the place of a topic in a digest's own way to stop digests.
pub const DIGEST: &str = "digest";
/// The most choices about some papers alone that one person may keep.
const MOST: usize = 100;

/// One choice of a person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// Its number.
    pub id: SubscriptionId,
    /// About which kind of news.
    pub topic: Topic,
    /// Of anything that happens, only this kind of event.
    pub event: Option<String>,
    /// Only papers of this course, by its code.
    pub course: Option<String>,
    /// Only papers that this tutor has, by name.
    pub tutor: Option<String>,
    /// Only this paper.
    pub paper: Option<PaperNumber>,
    /// Only papers in this state.
    pub state: Option<String>,
    /// How it is wanted.
    pub channel: Channel,
}

impl Subscription {
    /// Whether it is about all of its topic.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.event.is_none()
            && self.course.is_none()
            && self.tutor.is_none()
            && self.paper.is_none()
            && self.state.is_none()
    }
}

/// A choice about some papers alone, as a person makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Narrow<'a> {
    /// About which kind of news.
    pub topic: Topic,
    /// Of anything that happens, only this kind of event.
    pub event: Option<&'a str>,
    /// Only papers of this course, by its code.
    pub course: Option<&'a str>,
    /// Only papers that this tutor has.
    pub tutor: Option<PersonId>,
    /// Only this paper.
    pub paper: Option<PaperNumber>,
    /// Only papers in this state.
    pub state: Option<&'a str>,
    /// How it is wanted.
    pub channel: Channel,
}

impl Narrow<'_> {
    /// Of a whole topic.
    const fn all_of(topic: Topic, channel: Channel) -> Self {
        Self {
            topic,
            event: None,
            course: None,
            tutor: None,
            paper: None,
            state: None,
            channel,
        }
    }

    /// Of everything about one paper.
    const fn about(paper: PaperNumber, topic: Topic, channel: Channel) -> Self {
        Self {
            paper: Some(paper),
            ..Self::all_of(topic, channel)
        }
    }
}

/// What is usual where a person chose nothing: what a rule names them for comes at once, and nothing else comes.
#[must_use]
pub const fn usual(topic: Topic) -> Channel {
    match topic {
        Topic::Happened => Channel::Never,
        _ => Channel::AtOnce,
    }
}

/// Keeps what a person chose of whole topics, and their habits. No channel is no choice: they get what is usual, or what
/// the centre sets, whatever that becomes.
///
/// # Errors
/// A refusal that names each field.
pub fn choose(
    tx: &Tx<'_>,
    person: PersonId,
    choices: &[(Topic, Option<Channel>)],
    habits: Habits,
) -> Outcome<()> {
    habits.check()?;
    for (topic, channel) in choices {
        rows::clear(tx, person, *topic)?;
        if let Some(channel) = channel {
            rows::insert(tx, person, &Narrow::all_of(*topic, *channel))?;
        }
    }
    rows::set_habits(tx, person, (habits != Habits::default()).then_some(habits))
}

/// Adds a choice about some papers alone, or changes the one that is about the same ones.
///
/// # Errors
/// A refusal that names each field; one where there are a hundred already.
pub fn narrow(tx: &Tx<'_>, person: PersonId, typed: &Narrow<'_>) -> Outcome<()> {
    let mut complaints = Complaints::default();
    let is_narrow = typed.course.is_some()
        || typed.tutor.is_some()
        || typed.state.is_some()
        || typed.paper.is_some()
        || typed.event.is_some();
    let wanted = typed.topic == Topic::Happened && typed.channel != Channel::Never;
    if !is_narrow && !wanted {
        complaints.add("course", "Choose a course, a tutor or a state");
    }
    if typed
        .event
        .is_some_and(|event| typed.topic != Topic::Happened || !Event::KINDS.contains(&event))
    {
        complaints.add("topic", "Choose a kind of news");
    }
    if typed.course.is_some_and(str::is_empty) || !rows::is_known(tx, typed)? {
        complaints.add("course", "Choose a course and a tutor from the lists");
    }
    complaints.settle()?;
    if of_person(tx, person)?.len() >= MOST {
        return Err(
            Refusal::conflict("You keep a hundred choices already. Remove one first.").into(),
        );
    }
    rows::insert(tx, person, typed)
}

/// Removes a choice of a person's own.
///
/// # Errors
/// `NotFound` when they have none with this number.
pub fn remove(tx: &Tx<'_>, person: PersonId, id: SubscriptionId) -> Outcome<()> {
    match rows::delete(tx, person, id)? {
        0 => Err(Refusal::not_found().into()),
        _ => Ok(()),
    }
}

/// Stops a topic for whoever a mail's own way to stop belongs to; no topic: whatever comes in their digest. An unknown
/// token stops nothing.
///
/// # Errors
/// When the database fails.
pub fn stop(tx: &Tx<'_>, token: &str, topic: Option<Topic>) -> Outcome<()> {
    let Some(person) = people::find_by_stop_token(tx, token)? else {
        return Ok(());
    };
    // A mail to an account that is part of another by now stops what that one gets.
    let person = people::merged::leads_to(tx, person.id)?.unwrap_or(person.id);
    let Some(topic) = topic else {
        return stop_digests(tx, person);
    };
    rows::clear_all(tx, person, topic)?;
    if usual(topic) == Channel::Never {
        return Ok(());
    }
    rows::insert(tx, person, &Narrow::all_of(topic, Channel::Never))
}

/// Whatever comes in a digest comes no more, also where the centre put it there.
fn stop_digests(tx: &Tx<'_>, person: PersonId) -> Outcome<()> {
    let set = Defaults::set(tx)?;
    let roles = people::find(tx, person)?.map_or_else(Vec::new, |person| person.roles);
    let chosen = of_person(tx, person)?;
    let is_open = |topic: &&Topic| {
        !chosen
            .iter()
            .any(|one| one.topic == **topic && one.is_whole())
    };
    for topic in Topic::ALL.iter().filter(is_open) {
        if set.of_roles(&roles, *topic) == Some(Channel::Digest) {
            rows::insert(tx, person, &Narrow::all_of(*topic, Channel::Never))?;
        }
    }
    rows::stop_digests(tx, person)
}

/// Where somebody lives, as far as their mail is concerned.
///
/// # Errors
/// When the database fails.
pub fn zone_of(tx: &Tx<'_>, person: &Person) -> Outcome<TimeZone> {
    let own = person
        .zone
        .as_deref()
        .and_then(|name| TimeZone::get(name).ok());
    match own {
        Some(zone) => Ok(zone),
        None => Ok(centre::find(tx)?.unwrap_or_default().zone()),
    }
}

/// The moment from which something may go out that is held until another one.
pub(super) fn may_go_from(tx: &Tx<'_>, hold_until: Option<Moment>) -> Moment {
    hold_until.map_or_else(|| tx.now(), |until| until.max(tx.now()))
}
