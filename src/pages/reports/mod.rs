//! The page of reports: a term at a glance, each block a sentence, a picture and a table with its file.

mod block;
mod counted;
pub mod files;
mod grouped;
mod sorting;
mod table;
mod taken_up;
mod timing;
mod view;

use serde::Serialize;

use super::{Choice, Page};
use crate::centre::Ways;
use crate::reports::{Asked, Report, Typed};
use block::Block;
use view::View;

/// How somebody wants to see a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// With small numbers, which is for their own eyes.
    pub whole: bool,
    /// Without tutors' names.
    pub nameless: bool,
}

/// The page.
#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a tick of the form or a case of the template"
)]
pub struct ReportsPage {
    from: String,
    to: String,
    course: String,
    tutor: String,
    compared: bool,
    whole: bool,
    nameless: bool,
    courses: Vec<Choice>,
    tutors: Vec<Choice>,
    days: String,
    as_of: String,
    /// What every file's address ends with.
    query: String,
    /// The way to see small numbers, or to hide them again.
    other_look: String,
    is_too_small: bool,
    /// Nothing came in on these days.
    is_bare: bool,
    /// Too little was returned for pictures.
    is_early: bool,
    blocks: Vec<Block>,
}

impl Page for ReportsPage {
    const TEMPLATE: &'static str = "reports/reports.html";

    fn title(&self) -> String {
        "Reports".to_owned()
    }
}

impl ReportsPage {
    /// The page of a report; `as_of` is its moment in words.
    #[must_use]
    pub fn of(report: &Report, ways: &Ways, look: Look, as_of: String) -> Self {
        let view = view(report, ways, look);
        let asked = &report.asked;
        let typed = Typed::of(asked);
        let is_too_small = view.is_too_small();
        let query = query(asked, look);
        let tutors = report.every_tutor.iter().map(|(id, name)| Choice {
            value: id.0.to_string(),
            label: name.clone(),
        });
        let courses = report.every_course.iter().map(|course| Choice {
            value: course.clone(),
            label: course.clone(),
        });
        let other = Look {
            whole: !look.whole,
            ..look
        };
        Self {
            courses: with_chosen(courses.collect(), &typed.course),
            tutors: tutors.collect(),
            days: said(asked),
            other_look: format!("/reports?{}", self::query(asked, other)),
            is_bare: report.figures.count.drafts() == 0,
            is_early: report.figures.count.returned < block::FIRST_PICTURE,
            blocks: if is_too_small {
                Vec::new()
            } else {
                blocks(&view)
            },
            from: typed.from,
            to: typed.to,
            course: typed.course,
            tutor: typed.tutor,
            compared: asked.compared,
            whole: look.whole,
            nameless: look.nameless,
            is_too_small,
            as_of,
            query,
        }
    }

    /// The same with one of its tables in the order of a column, as an address asks for it.
    #[must_use]
    pub fn sorted(mut self, asked: &str) -> Self {
        sorting::sort(&mut self.blocks, asked, &self.query);
        self
    }

    /// The same with dates as somebody typed them.
    #[must_use]
    pub fn typed(self, (from, to): (&str, &str)) -> Self {
        Self {
            from: from.to_owned(),
            to: to.to_owned(),
            ..self
        }
    }
}

/// A course that was asked for can be chosen, whether anything came for it or not.
fn with_chosen(mut courses: Vec<Choice>, chosen: &str) -> Vec<Choice> {
    let is_chosen = |choice: &Choice| choice.value.eq_ignore_ascii_case(chosen);
    match courses.iter_mut().find(|choice| is_chosen(choice)) {
        Some(choice) => chosen.clone_into(&mut choice.value),
        None if !chosen.is_empty() => courses.push(Choice {
            value: chosen.to_owned(),
            label: chosen.to_owned(),
        }),
        None => {}
    }
    courses
}

fn view<'a>(report: &'a Report, ways: &Ways, look: Look) -> View<'a> {
    View {
        report,
        whole: look.whole,
        named: !look.nameless,
        kinds: ways.kinds.clone(),
    }
}

/// Every block, in the order of the page.
fn blocks(view: &View<'_>) -> Vec<Block> {
    vec![
        counted::papers(view),
        counted::weeks(view),
        timing::turnaround(view),
        timing::days(view),
        timing::promises(view),
        grouped::courses(view),
        counted::arrivals(view),
        grouped::tutors(view),
        taken_up::asked(view),
        taken_up::planned(view),
        taken_up::helped(view),
        taken_up::unserved(view),
    ]
}

/// What a report is about: "7 Sep 2026 to 26 Nov 2026, SOC 201".
fn said(asked: &Asked) -> String {
    let day = |date: jiff::civil::Date| format!("{} {}", block::day(date), date.year());
    let mut said = format!("{} to {}", day(asked.period.first), day(asked.period.last));
    if let Some(course) = &asked.course {
        said = format!("{said}, {course}");
    }
    said
}

fn query(asked: &Asked, look: Look) -> String {
    let typed = Typed::of(asked);
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("from", &typed.from);
    query.append_pair("to", &typed.to);
    for (name, value) in [("course", &typed.course), ("tutor", &typed.tutor)] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    for (name, is_on) in [
        ("compare", asked.compared),
        ("nameless", look.nameless),
        ("whole", look.whole),
    ] {
        if is_on {
            query.append_pair(name, "yes");
        }
    }
    query.finish()
}
