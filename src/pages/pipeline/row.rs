//! One step as a line of a table.

use serde::Serialize;

use super::Known;
use crate::flow::{MOST, MOST_STANDING, Spell, Step, Thing};
use crate::pages::words::thousands;

/// A way to something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Link {
    text: String,
    href: String,
}

#[derive(Serialize)]
pub(super) struct Row {
    step: &'static str,
    note: &'static str,
    through: String,
    rate: String,
    took: String,
    slowest: Option<Spelled>,
    standing: Option<String>,
    standing_href: Option<&'static str>,
    age: String,
    oldest: Option<Spelled>,
}

/// How long something took, and what it was.
#[derive(Serialize)]
struct Spelled {
    long: String,
    link: Option<Link>,
}

pub(super) fn of(step: Step, known: &Known) -> Row {
    let passed = known.passage.at(step);
    let standing = known.standing_at(step);
    Row {
        step: name(step),
        note: note(step),
        through: through(passed.count),
        rate: rate(passed.count, known.passage.span.hours()),
        took: passed.median.map(long).unwrap_or_default(),
        slowest: passed.longest.and_then(spelled),
        standing: standing.map(|sum| self::standing(step, sum.count)),
        standing_href: standing.filter(|sum| sum.count > 0).and(place(step)),
        age: standing
            .and_then(|sum| sum.median)
            .map(long)
            .unwrap_or_default(),
        oldest: standing.and_then(|sum| sum.longest).and_then(spelled),
    }
}

fn spelled(spell: Spell) -> Option<Spelled> {
    Some(Spelled {
        long: long(spell.millis?),
        link: spell.thing.map(link),
    })
}

fn link(thing: Thing) -> Link {
    match thing {
        Thing::Paper(paper) => Link {
            text: paper.to_string(),
            href: format!("/papers/{paper}"),
        },
        Thing::Mail(mail) => Link {
            text: format!("mail {}", mail.0),
            href: format!("/mail/{}", mail.0),
        },
        Thing::Told(hook, sent) => Link {
            text: format!("webhook {}", sent.0),
            href: format!("/settings/webhooks/{}/sent/{}", hook.0, sent.0),
        },
    }
}

/// How many went through: "12", or "10,000+" where no more are looked at.
pub(super) fn through(count: i64) -> String {
    capped(count, MOST)
}

/// How many stand at a step: "3 wait", "1,000+ wait".
pub(super) fn standing(step: Step, count: i64) -> String {
    format!("{} {}", capped(count, MOST_STANDING), verb(step))
}

/// So many, or "1,000+" where no more are counted.
pub(super) fn capped(count: i64, most: u32) -> String {
    let most = i64::from(most);
    if count >= most {
        format!("{}+", thousands(most / 1000 * 1000))
    } else {
        thousands(count)
    }
}

/// So many an hour, to a tenth.
fn rate(count: i64, hours: i64) -> String {
    let tenths = (count * 10 + hours / 2) / hours;
    format!("{}.{}", thousands(tenths / 10), tenths % 10)
}

/// A length of time: "340 ms", "12 s", "25 min", "19 h", "3 days".
fn long(millis: i64) -> String {
    let minutes = millis / 60_000;
    match millis {
        ..1_000 => format!("{} ms", millis.max(0)),
        1_000..90_000 => format!("{} s", millis / 1_000),
        90_000..5_400_000 => format!("{minutes} min"),
        5_400_000..172_800_000 => format!("{} h", (minutes + 30) / 60),
        _ => format!("{} days", (minutes + 720) / 1440),
    }
}

pub(super) const fn name(step: Step) -> &'static str {
    match step {
        Step::Submitted => "Submitted",
        Step::Stored => "Stored",
        Step::Unread => "Text not read",
        Step::Assigned => "Assigned",
        Step::Begun => "Begun",
        Step::Returned => "Returned",
        Step::Events => "Events",
        Step::Mail => "Mails",
        Step::Webhook => "Webhooks",
        Step::Digest => "Digests",
        Step::MailTries => "Mail tries",
        Step::WebhookTries => "Hook tries",
        Step::Accepted => "Accepted",
        Step::Later => "Later",
        Step::Refused => "Refused",
        Step::Unknown => "Unknown",
    }
}

/// What happens there, and what its time is.
const fn note(step: Step) -> &'static str {
    match step {
        Step::Submitted => "A draft is sent in. Here stand forms that were begun.",
        Step::Stored => "It is kept, and its text was read. Here stand papers that nobody has.",
        Step::Unread => "It is kept, and its text could not be read.",
        Step::Assigned => "Somebody has it. Time since it was sent in.",
        Step::Begun => "Marking began. Time since it was given.",
        Step::Returned => "Feedback went back. Time since it was sent in.",
        Step::Events => "Each is kept together with the deliveries it causes, or not at all.",
        Step::Mail => "Promised. Time from when one may go until it is taken.",
        Step::Webhook => "Promised. Time until it is taken.",
        Step::Digest => "News that is told together with other news, at its reader’s hour.",
        Step::MailTries => {
            "Handed to the mail server. Here stands what is on its way, or waits for another try."
        }
        Step::WebhookTries => {
            "Sent to its address. Here stands what is on its way, or waits for another try."
        }
        Step::Accepted => "The other side took it. Time of the try.",
        Step::Later => "Not now: it is tried again.",
        Step::Refused => "Refused for good. Here stands what was given up.",
        Step::Unknown => "It broke off before the answer: it is tried again.",
    }
}

/// What something does that stands at a step.
const fn verb(step: Step) -> &'static str {
    match step {
        Step::Submitted => "begun",
        Step::Stored | Step::Mail | Step::Webhook | Step::Digest => "wait",
        Step::Unread => "to be seen",
        Step::Assigned => "not begun",
        Step::Begun => "being marked",
        Step::Refused => "given up",
        _ => "under way",
    }
}

/// Where what stands at a step is listed.
const fn place(step: Step) -> Option<&'static str> {
    match step {
        Step::Stored => Some("/papers/all?q=is%3Awaiting"),
        Step::Assigned => Some("/papers/all?q=is%3Aassigned"),
        Step::Begun => Some("/papers/all?q=is%3Amarking"),
        Step::Mail => Some("/mail?state=waiting"),
        Step::MailTries => Some("/mail?state=delayed"),
        Step::Refused => Some("/mail?state=failed"),
        Step::Webhook | Step::WebhookTries => Some("/settings/webhooks"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{long, rate, through};

    #[test]
    fn lengths_of_time_are_said_in_the_unit_that_fits() {
        let said = [340, 12_900, 25 * 60_000, 19 * 3_600_000, 3 * 86_400_000].map(long);
        assert_eq!(said, ["340 ms", "12 s", "25 min", "19 h", "3 days"]);
    }

    #[test]
    fn rates_are_said_to_a_tenth_and_counts_end_where_nobody_counts_further() {
        assert_eq!((rate(10, 24), rate(7, 1)), ("0.4".into(), "7.0".into()));
        assert_eq!(through(10_000), "10,000+");
        assert_eq!(through(9_999), "9,999");
    }
}
