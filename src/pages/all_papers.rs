//! Every paper there is, newest first, in one state or in all.

use serde::Serialize;

use super::promised::Promised;
use super::words::{course, length, staff_state};
use super::{Page, Times};
use crate::papers::{Paper, State};

/// Papers on one page.
pub const ROWS: usize = 50;

/// The page.
#[derive(Serialize)]
pub struct AllPapersPage {
    filters: Vec<Filter>,
    rows: Vec<Row>,
    newest: String,
    older: String,
    empty: String,
}

#[derive(Serialize)]
struct Filter {
    label: &'static str,
    href: String,
    current: bool,
}

#[derive(Serialize)]
struct Row {
    reference: String,
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

impl Page for AllPapersPage {
    const TEMPLATE: &'static str = "all_papers/list.html";

    fn title(&self) -> String {
        "All papers".to_owned()
    }
}

impl AllPapersPage {
    /// The page from up to one paper more than it shows; `is_later` says that it does not begin with the newest.
    #[must_use]
    pub fn of(
        mut papers: Vec<Paper>,
        times: &Times,
        (state, is_later): (Option<State>, bool),
    ) -> Self {
        let is_more = papers.len() > ROWS;
        papers.truncate(ROWS);
        let last = papers.last().filter(|_| is_more).map(|paper| paper.number);
        let base = address(state);
        let joint = if state.is_some() { '&' } else { '?' };
        Self {
            older: last
                .map(|last| format!("{base}{joint}before={last}"))
                .unwrap_or_default(),
            newest: if is_later { base } else { String::new() },
            rows: papers
                .into_iter()
                .map(|paper| Row::of(paper, times))
                .collect(),
            empty: match state {
                _ if is_later => "There are no older papers.".to_owned(),
                Some(state) => format!("No paper is in the state “{}”.", staff_state(state)),
                None => "No paper has been sent in yet.".to_owned(),
            },
            filters: filters(state),
        }
    }
}

fn address(state: Option<State>) -> String {
    state.map_or_else(
        || "/papers/all".to_owned(),
        |state| format!("/papers/all?state={}", state.as_str()),
    )
}

fn filters(chosen: Option<State>) -> Vec<Filter> {
    let all = Filter {
        label: "All",
        href: address(None),
        current: chosen.is_none(),
    };
    let each = State::ALL.iter().map(|state| Filter {
        label: staff_state(*state),
        href: address(Some(*state)),
        current: chosen == Some(*state),
    });
    std::iter::once(all).chain(each).collect()
}

impl Row {
    fn of(paper: Paper, times: &Times) -> Self {
        let reference = paper.number.to_string();
        let promised = if paper.state.is_open() {
            Promised::of(&paper, times)
        } else {
            ended(&paper, times)
        };
        Self {
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

/// That there is no such paper, in words.
#[must_use]
pub fn no_such_paper(typed: &str) -> String {
    let typed = crate::people::clean_name(typed);
    if typed.is_empty() {
        return "Type a reference like P-1042.".to_owned();
    }
    let shown: String = typed.chars().take(40).collect();
    format!("There is no paper {shown}. A reference looks like P-1042.")
}
