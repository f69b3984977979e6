//! One paper in a list, as staff read it.

use serde::Serialize;

use super::Times;
use super::promised::Promised;
use super::words::{course, length, staff_state};
use crate::papers::Paper;

/// A row.
#[derive(Serialize)]
pub struct Listed {
    reference: String,
    href: String,
    title: String,
    meta: String,
    writer: String,
    course: String,
    state: &'static str,
    state_label: &'static str,
    tutor: String,
    look: &'static str,
    when: String,
    when_iso: String,
    when_clock: String,
    submitted: String,
    submitted_iso: String,
}

impl Listed {
    /// Of one paper in the list of a search.
    pub fn of(paper: Paper, q: &str, times: &Times) -> Self {
        let reference = paper.number.to_string();
        let promised = if paper.state.is_open() {
            Promised::of(&paper, times)
        } else {
            ended(&paper, times)
        };
        let coded: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
        Self {
            href: format!("/papers/{reference}?list={coded}"),
            meta: format!(
                "{reference} · {} · draft {}",
                length(paper.words),
                paper.draft
            ),
            course: course(&paper.course).to_owned(),
            state: paper.state.as_str(),
            state_label: staff_state(paper.state),
            tutor: paper
                .tutor
                .map_or_else(|| "Nobody".to_owned(), |tutor| tutor.name),
            look: promised.look,
            when: promised.label,
            when_iso: promised.iso,
            when_clock: promised.clock,
            submitted: times.clock(paper.submitted_at),
            submitted_iso: times.iso(paper.submitted_at),
            reference,
            title: paper.title,
            writer: paper.student.name,
        }
    }
}

/// The end of a paper's life, as its last change: what has ended does not change any more.
fn ended(paper: &Paper, times: &Times) -> Promised {
    let clock = times.clock(paper.updated_at);
    Promised {
        look: "done",
        away: clock.clone(),
        label: clock.clone(),
        clock,
        iso: times.iso(paper.updated_at),
    }
}
