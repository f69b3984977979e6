//! Each policy beside the sentence that students read because of it.

use serde::Serialize;

use super::{Times, words};
use crate::centre::{Centre, Joining, Ways};
use crate::clock::Moment;
use crate::papers::courses::Course;
use crate::papers::limits::Full;
use crate::papers::promise;

/// A policy, and what students read.
#[derive(Serialize)]
pub struct Policy {
    name: String,
    says: String,
}

impl Policy {
    fn new(name: &str, says: String) -> Self {
        Self {
            name: name.to_owned(),
            says,
        }
    }
}

/// What students read because of a centre's policies, for a paper sent at this moment.
#[must_use]
pub fn policies(
    (centre, ways): (&Centre, &Ways),
    courses: &[Course],
    now: Moment,
    times: &Times,
) -> Vec<Policy> {
    let promised = times.within(promise::for_paper(centre, now));
    let limit = words::thousands(i64::from(centre.word_limit));
    let most = words::counted(i64::from(ways.drafts), "draft", "drafts");
    let weekly = (centre.papers_a_week > 0).then(|| {
        let full = Full::Student(centre.papers_a_week);
        Policy::new(
            "If they send many",
            full.sentence(&times.within(now.plus_days(7))),
        )
    });
    let sent = Policy::new(
        "If they send a paper now",
        format!("We promise it back by {promised}."),
    );
    let long = Policy::new(
        "If it is long",
        format!(
            "A tutor reads up to {limit} words in one go. Name the part that matters most in your question."
        ),
    );
    let last = Policy::new(
        "After the last draft",
        format!(
            "This paper has had {most}, which is the most for one paper. It can be sent in as a new paper."
        ),
    );
    let mut all = vec![sent];
    all.extend(next_holiday(centre, now, times));
    all.extend([long, last]);
    all.extend(weekly);
    all.extend(courses.iter().filter_map(of_course));
    all.push(Policy::new("To come in", joining(centre)));
    all.push(Policy::new("About their teacher", consent(centre)));
    all
}

fn consent(centre: &Centre) -> String {
    let told = if centre.consent_default {
        "is ticked until they take it away"
    } else {
        "is not ticked until they do so"
    };
    format!("“Tell my teacher that I used the centre” {told}.")
}

fn joining(centre: &Centre) -> String {
    match centre.joining {
        Joining::Anyone => {
            "Anyone can sign in with their mail address and send a paper.".to_owned()
        }
        Joining::Domains => format!(
            "You can sign in with an address at {}.",
            centre.joining_domains.replace(' ', ", ")
        ),
        Joining::Invited => "You can sign in once the centre has added you.".to_owned(),
    }
}

/// What is said while the next holiday lasts.
fn next_holiday(centre: &Centre, now: Moment, times: &Times) -> Option<Policy> {
    let today = now.timestamp().to_zoned(centre.zone()).date();
    let next = centre.holidays.iter().find(|one| one.last >= today)?;
    let begins = next.first.to_zoned(centre.zone()).ok()?;
    let from = Moment(begins.timestamp().as_millisecond()).max(now);
    let opens = promise::after_opening_seconds(centre, from, 0);
    Some(Policy::new(
        &format!("On the next holiday, {}", next.name),
        closed_until(&times.within(opens)),
    ))
}

/// What students read while the doors are shut.
#[must_use]
pub fn closed_until(opens: &str) -> String {
    format!("We are closed until {opens}. You can send it now, and it waits for us.")
}

/// Where a course has rules of its own.
fn of_course(course: &Course) -> Option<Policy> {
    let hours = course
        .turnaround_hours
        .map(|hours| format!("Feedback is promised within {hours} opening hours."));
    let cap = course.weekly_cap.map(|cap| {
        format!(
            "After {} in seven days: “We have as many papers for {} this week as we can read.”",
            words::counted(i64::from(cap), "paper", "papers"),
            course.code
        )
    });
    let says: Vec<String> = hours.into_iter().chain(cap).collect();
    (!says.is_empty()).then(|| Policy::new(&format!("For {}", course.code), says.join(" ")))
}
