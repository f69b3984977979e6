//! The page of one webhook, with the log of all it was told.

use serde::Serialize;

use super::call::{label_of, sent_at, what};
use super::hook_form::{format_name, href};
use super::hooks::{health, label, look};
use super::{Page, Times, words};
use crate::hooks::{Format, Hook, KINDS, Sent, Switch};
use crate::papers::courses::Course;
use crate::people::Person;

/// So many lines of a log stand on a page.
pub const PER_PAGE: u32 = 50;

/// A range of days as somebody typed it.
#[derive(Clone, Debug, Serialize)]
pub struct Range {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Also what was taken.
    pub all: bool,
}

#[derive(Serialize)]
struct Line {
    href: String,
    says: String,
    paper: Option<String>,
    when: String,
    iso: String,
    state: &'static str,
    label: &'static str,
    attempts: u32,
    answer: String,
}

fn line(sent: Sent, times: &Times) -> Line {
    Line {
        href: sent_at(&sent),
        says: what(&sent),
        paper: sent
            .message
            .paper
            .as_ref()
            .map(|paper| paper.reference.to_string()),
        when: times.clock(sent.created_at),
        iso: times.iso(sent.created_at),
        state: sent.state.as_str(),
        label: label_of(sent.state),
        attempts: sent.attempts,
        answer: sent.last_answer.unwrap_or_default(),
    }
}

/// One webhook, and its log.
#[derive(Serialize)]
pub struct HookPage {
    href: String,
    name: String,
    url: String,
    format: &'static str,
    signs: bool,
    hears: Vec<String>,
    only: String,
    owner: String,
    made: String,
    state: &'static str,
    label: &'static str,
    says: String,
    is_on: bool,
    turns: i64,
    both_until: Option<String>,
    lines: Vec<Line>,
    newest: bool,
    older: String,
    range: Range,
}

impl HookPage {
    /// From a webhook, the lines of its log found (one more than a page holds tells that there are others), and what its
    /// filters could name.
    #[must_use]
    pub fn of(
        hook: &Hook,
        (mut found, newest): (Vec<Sent>, bool),
        (courses, tutors): (&[Course], &[Person]),
        times: &Times,
    ) -> Self {
        let more = found.len() > PER_PAGE as usize;
        found.truncate(PER_PAGE as usize);
        let last = found.last().filter(|_| more);
        let both = hook
            .secrets
            .1
            .as_ref()
            .filter(|(_, until)| *until > times.now());
        Self {
            href: href(hook.id),
            name: hook.name.clone(),
            url: hook.url.clone(),
            format: format_name(hook.format),
            signs: hook.format == Format::Standard,
            hears: hears(hook),
            only: only(hook, courses, tutors),
            owner: hook.owner_name.clone(),
            made: times.clock(hook.created_at),
            state: look(hook),
            label: label(hook),
            says: health(hook, times),
            is_on: hook.state == Switch::On,
            turns: hook.turns,
            both_until: both.map(|(_, until)| times.within(*until)),
            newest,
            older: last
                .map(|last| format!("{}?before={}", href(hook.id), last.id.0))
                .unwrap_or_default(),
            lines: found.into_iter().map(|sent| line(sent, times)).collect(),
            range: Range {
                from: times.day(times.now()),
                to: times.day(times.now()),
                all: false,
            },
        }
    }

    /// The same with a range as somebody typed it.
    #[must_use]
    pub fn ranging(self, range: Range) -> Self {
        Self { range, ..self }
    }
}

impl Page for HookPage {
    const TEMPLATE: &'static str = "hooks/hook.html";

    fn title(&self) -> String {
        self.name.clone()
    }
}

fn hears(hook: &Hook) -> Vec<String> {
    let chosen = KINDS
        .iter()
        .filter(|(kind, _)| hook.kinds.iter().any(|word| word == kind));
    chosen.map(|(_, says)| format!("A paper {says}")).collect()
}

/// Which papers it hears of, as a sentence.
fn only(hook: &Hook, courses: &[Course], tutors: &[Person]) -> String {
    let mut parts = Vec::new();
    if let Some(id) = hook.course {
        let course = courses.iter().find(|course| course.id == id);
        parts.push(format!(
            "for {}",
            course.map_or("a course", |course| &course.code)
        ));
    }
    if let Some(id) = hook.tutor {
        let tutor = tutors.iter().find(|tutor| tutor.id == id);
        parts.push(format!(
            "with {}",
            tutor.map_or("a tutor", |tutor| &tutor.name)
        ));
    }
    if let Some(state) = crate::papers::State::parse(&hook.paper_state) {
        parts.push(format!("that are then “{}”", words::staff_state(state)));
    }
    if parts.is_empty() {
        "Any paper".to_owned()
    } else {
        format!("Papers {}", parts.join(", "))
    }
}
