//! The page on which a person chooses their mail: what they get in words, the choices, and what the last week would have
//! been by them.

use serde::Serialize;

use super::some_papers::{Narrowed, choice, narrow_topics, narrowed, states};
use super::{Choice, Page, Times, deliveries, topics, words};
use crate::centre::DAYS;
use crate::outbox::subscriptions::preview::{Past, Preview};
use crate::outbox::subscriptions::{Channel, Defaults, Habits, Subscription, Topic, Way, usual};
use crate::people::Person;

/// Told after choices were saved.
pub const CHOSEN: &str = "Saved. This is what you get from now on.";
/// Told after a choice about some papers was added.
pub const ADDED: &str = "Added.";
/// Told after one was removed.
pub const REMOVED: &str = "Removed.";
/// Told after the address of the feeds was taken back.
pub const FEEDS_GONE: &str = "The address of your feeds opens nothing any more.";
/// Said at a time that is none.
pub const NO_TIME: &str = "Enter a time like 08:00";
/// So many pieces of news stand in the preview.
const SHOWN: usize = 40;

/// All that was looked up for the page.
pub struct Chosen {
    /// Which kinds of news concern the person.
    pub topics: Vec<Topic>,
    /// What they chose.
    pub subscriptions: Vec<Subscription>,
    /// What the centre set for those who chose nothing.
    pub set: Defaults,
    /// When they want their mail.
    pub habits: Habits,
    /// What the last week would have been.
    pub preview: Preview,
    /// Courses and tutors to choose from.
    pub lists: (Vec<Choice>, Vec<Choice>),
    /// Whether they have feeds.
    pub has_feeds: bool,
}

#[derive(Serialize)]
struct Row {
    name: String,
    label: &'static str,
    channel: &'static str,
    unchosen: String,
}

#[derive(Serialize)]
struct PastRow {
    when: String,
    iso: String,
    paper: Option<String>,
    what: String,
    way: String,
}

/// The page.
#[derive(Serialize)]
pub struct MailChoicesPage {
    get: Vec<String>,
    rows: Vec<Row>,
    channels: Vec<Choice>,
    narrowed: Vec<Narrowed>,
    digest_at: String,
    days: Vec<Choice>,
    digest_days: Vec<String>,
    quiet_from: String,
    quiet_to: String,
    topics: Vec<Choice>,
    courses: Vec<Choice>,
    tutors: Vec<Choice>,
    states: Vec<Choice>,
    week: String,
    past: Vec<PastRow>,
    more: usize,
    has_feeds: bool,
    is_tutor: bool,
    feed: Option<(String, String)>,
}

impl Page for MailChoicesPage {
    const TEMPLATE: &'static str = "account/mail.html";

    fn title(&self) -> String {
        "Your mail".to_owned()
    }
}

impl MailChoicesPage {
    /// Of a person with what they chose.
    #[must_use]
    pub fn of(person: &Person, chosen: Chosen, times: &Times) -> Self {
        let has = |topic: &Topic| Has {
            topic: *topic,
            chosen: of_topic(&chosen.subscriptions, *topic),
            by_centre: chosen.set.of_roles(&person.roles, *topic),
        };
        let rows: Vec<Has> = chosen.topics.iter().map(has).collect();
        let (from, to) = chosen.habits.quiet.unzip();
        let past = &chosen.preview.news;
        Self {
            get: says(person, &rows, &chosen.habits),
            rows: rows.iter().map(row).collect(),
            channels: Channel::ALL
                .iter()
                .map(|one| choice(one.as_str(), topics::channel(*one)))
                .collect(),
            narrowed: chosen.subscriptions.iter().filter_map(narrowed).collect(),
            digest_at: clock(chosen.habits.digest_at),
            days: days(),
            digest_days: (0..7u32)
                .filter(|day| chosen.habits.digest_days & (1 << day) != 0)
                .map(|day| day.to_string())
                .collect(),
            quiet_from: from.map(clock).unwrap_or_default(),
            quiet_to: to.map(clock).unwrap_or_default(),
            topics: narrow_topics(&chosen.topics, person),
            courses: chosen.lists.0,
            tutors: chosen.lists.1,
            states: states(),
            week: week(&chosen.preview),
            past: past
                .iter()
                .take(SHOWN)
                .map(|one| past_row(one, times))
                .collect(),
            more: past.len().saturating_sub(SHOWN),
            has_feeds: chosen.has_feeds,
            is_tutor: person.is(crate::people::Role::Tutor),
            feed: None,
        }
    }

    /// The same with the times as somebody typed them.
    #[must_use]
    pub fn typed(self, [digest_at, quiet_from, quiet_to]: [&str; 3]) -> Self {
        Self {
            digest_at: digest_at.to_owned(),
            quiet_from: quiet_from.to_owned(),
            quiet_to: quiet_to.to_owned(),
            ..self
        }
    }

    /// The same with the addresses of the feeds, which are shown this once: (calendar, news).
    #[must_use]
    pub fn with_feeds(self, calendar: String, news: String) -> Self {
        Self {
            feed: Some((calendar, news)),
            has_feeds: true,
            ..self
        }
    }
}

/// What somebody has of a topic.
struct Has {
    topic: Topic,
    /// Their own choice.
    chosen: Option<Channel>,
    /// The centre's, where that is not what is usual.
    by_centre: Option<Channel>,
}

impl Has {
    /// What they get while they choose nothing.
    fn unchosen(&self) -> Channel {
        self.by_centre.unwrap_or(usual(self.topic))
    }

    fn channel(&self) -> Channel {
        self.chosen.unwrap_or(self.unchosen())
    }
}

fn row(has: &Has) -> Row {
    let comes = topics::channel(has.unchosen()).to_lowercase();
    Row {
        name: format!("topics[{}]", has.topic.as_str()),
        label: topics::topic(has.topic),
        channel: has.chosen.map_or("", Channel::as_str),
        unchosen: format!("As your centre set it: {comes}"),
    }
}

/// What a person chose of a whole topic.
fn of_topic(all: &[Subscription], topic: Topic) -> Option<Channel> {
    let whole = all.iter().find(|one| one.topic == topic && one.is_whole());
    whole.map(|one| one.channel)
}

/// What they get, in words.
fn says(person: &Person, rows: &[Has], habits: &Habits) -> Vec<String> {
    let named = |wanted: &dyn Fn(&Has) -> bool| {
        let all = rows.iter().filter(|has| wanted(has));
        let all: Vec<&str> = all.map(|has| topics::topic(has.topic)).collect();
        all.join(" · ")
    };
    let mut says = vec![topics::always(person).to_owned()];
    let digest = format!("In a digest, {}", comes(habits));
    for (channel, name) in [
        (Channel::AtOnce, "At once"),
        (Channel::Digest, digest.as_str()),
        (Channel::Never, "Not by mail"),
    ] {
        let all = named(&|has| has.channel() == channel);
        if !all.is_empty() {
            says.push(format!("{name}: {all}."));
        }
    }
    if !rows.is_empty() {
        let own = named(&|has| has.chosen.is_some());
        says.push(if own.is_empty() {
            "All of this is as your centre set it.".to_owned()
        } else {
            format!("You chose yourself: {own}. All else is as your centre set it.")
        });
    }
    if let Some((from, to)) = habits.quiet {
        says.push(format!(
            "Between {} and {} nothing comes that can wait; it comes at {}.",
            clock(from),
            clock(to),
            clock(to)
        ));
    }
    says
}

/// When the digest comes: "Mon, Tue and Fri at 08:00".
fn comes(habits: &Habits) -> String {
    let chosen: Vec<&str> = (0..7)
        .filter(|day| habits.digest_days & (1 << day) != 0)
        .filter_map(|day: usize| DAYS.get(day))
        .map(|day| &day[..3])
        .collect();
    let days = match habits.digest_days {
        0b001_1111 => "Monday to Friday".to_owned(),
        0b111_1111 => "every day".to_owned(),
        _ => chosen.join(", "),
    };
    format!("{days} at {}", clock(habits.digest_at))
}

fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn days() -> Vec<Choice> {
    let day = |(n, name): (usize, &&str)| choice(&n.to_string(), name);
    DAYS.iter().enumerate().map(day).collect()
}

fn week(preview: &Preview) -> String {
    let count = |n: usize, one: &str, many: &str| {
        words::counted(i64::try_from(n).unwrap_or(i64::MAX), one, many)
    };
    let comes = format!(
        "{} at once and {} with {}.",
        count(preview.at_once, "mail", "mails"),
        count(preview.digests, "digest", "digests"),
        count(preview.in_digests, "piece of news", "pieces of news"),
    );
    if preview.untold == 0 {
        return comes;
    }
    let untold = count(preview.untold, "piece of news", "pieces of news");
    format!("{comes} {untold} would not have come.")
}

fn past_row((past, way): &(Past, Way), times: &Times) -> PastRow {
    let event = past.event.as_deref().and_then(topics::event);
    PastRow {
        when: times.clock(past.at),
        iso: times.iso(past.at),
        paper: past.paper.map(|paper| paper.to_string()),
        what: event.map_or_else(|| deliveries::letter(past.letter).to_owned(), str::to_owned),
        way: match way {
            Way::AtOnce { quiet_until: None } => "At once".to_owned(),
            Way::AtOnce {
                quiet_until: Some(until),
            } => format!("After quiet hours, {}", times.within(*until)),
            Way::Digest { due } => format!("In the digest of {}", times.within(*due)),
            Way::Not(_) => "Not by mail".to_owned(),
        },
    }
}
