//! The student's own papers: where each stands, and the one thing to do next.

use serde::Serialize;

use super::{Page, Times, standing, words};
use crate::clock::Moment;
use crate::papers::{Paper, State};

/// The list, newest first.
#[derive(Serialize)]
pub struct MyPapersPage {
    papers: Vec<Card>,
    newer: &'static str,
    older: String,
    turnaround: String,
}

impl Page for MyPapersPage {
    const TEMPLATE: &'static str = "papers/mine.html";

    fn title(&self) -> String {
        "My papers".to_owned()
    }
}

#[derive(Serialize)]
struct Card {
    reference: String,
    title: String,
    about: String,
    state: &'static str,
    label: String,
    sentence: String,
    calls: bool,
    href: String,
    next: String,
}

impl MyPapersPage {
    /// One page of a list: papers with the moment since which a tutor has them. There are older ones if there are
    /// more than `most`; `begins` tells that this is the first page.
    #[must_use]
    pub fn of(
        papers: &[(Paper, Option<Moment>)],
        (most, begins): (u32, bool),
        hours: u32,
        times: &Times,
    ) -> Self {
        let most = most as usize;
        let shown = &papers[..papers.len().min(most)];
        let last = shown.last().filter(|_| papers.len() > most);
        Self {
            papers: shown
                .iter()
                .map(|(paper, since)| card(paper, *since, times))
                .collect(),
            newer: if begins { "" } else { "/papers" },
            older: last.map_or_else(String::new, |(paper, _)| {
                format!("/papers?before={}", paper.number)
            }),
            turnaround: words::counted(hours.into(), "opening hour", "opening hours"),
        }
    }
}

fn card(paper: &Paper, since: Option<Moment>, times: &Times) -> Card {
    let number = paper.number;
    let course = if paper.course.is_empty() {
        String::new()
    } else {
        format!(" · {}", paper.course)
    };
    let page = format!("/papers/{number}");
    let (next, href) = match paper.state {
        State::Returned => ("Read feedback", format!("{page}/feedback")),
        State::NeedsInfo => ("Answer the question", format!("{page}#answer")),
        State::Waiting | State::Assigned => ("Change or withdraw", page),
        State::Marking | State::Withdrawn | State::SentBack => ("Open", page),
    };
    Card {
        reference: number.to_string(),
        title: paper.title.clone(),
        about: format!(
            "{number}{course} · draft {} · {}",
            paper.draft,
            words::length(paper.words)
        ),
        state: paper.state.as_str(),
        label: standing::word(paper),
        sentence: standing::sentence(paper, since, times),
        calls: paper.state == State::NeedsInfo,
        href,
        next: next.to_owned(),
    }
}
