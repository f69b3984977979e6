//! The flow as a picture: what the tables say, where it happens.

use super::Known;
use super::row::{name, standing, through};
use crate::flow::Step;
use crate::pages::drawing::{Picture, Station};

pub(super) fn of(known: &Known) -> Picture {
    let columns = [
        vec![Step::Events],
        vec![Step::Mail, Step::Webhook, Step::Digest],
        vec![Step::MailTries, Step::WebhookTries],
        vec![Step::Accepted, Step::Later, Step::Refused, Step::Unknown],
    ];
    let columns = columns.map(|steps| {
        let small = |step: &Step| small(*step, known);
        steps.iter().map(small).collect::<Vec<_>>()
    });
    let row = [
        Step::Submitted,
        Step::Stored,
        Step::Assigned,
        Step::Begun,
        Step::Returned,
    ];
    let row = row.map(|step| large(step, known));
    Picture::flow(
        ("Papers", &row),
        ("News of them", &columns),
        "How much stands there now",
    )
}

/// A station of the row: its figures have a line each.
fn large(step: Step, known: &Known) -> Station {
    let mut says = vec![format!("{} through", through(known.passage.at(step).count))];
    let stands = known.standing_at(step).map_or(0, |sum| sum.count);
    if known.standing_at(step).is_some() {
        says.push(standing(step, stands));
    }
    if step == Step::Stored {
        let unread = through(known.passage.at(Step::Unread).count);
        says.push(format!("{unread} not read"));
    }
    Station {
        label: name(step).to_owned(),
        says,
        stands,
    }
}

/// A station of a column: its name with what went through, and what stands there.
fn small(step: Step, known: &Known) -> Station {
    let count = through(known.passage.at(step).count);
    let stands = known.standing_at(step).map(|sum| sum.count);
    Station {
        label: format!("{} {count}", name(step)),
        says: stands
            .map(|stands| standing(step, stands))
            .into_iter()
            .collect(),
        stands: stands.unwrap_or(0),
    }
}
