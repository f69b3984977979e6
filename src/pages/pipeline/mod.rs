//! The pipeline: how papers and the news of them flow, as a picture, as the same in tables, and in a sentence.

mod picture;
mod row;
mod said;

use serde::Serialize;

use super::drawing::Picture;
use super::{Page, Times};
use crate::flow::{Passage, Span, Step, Stuck, Sum};
use row::Row;
use said::Line;

/// What is known of the flow.
#[derive(Clone, Debug)]
pub struct Known {
    /// What went through.
    pub passage: Passage,
    /// What stands.
    pub standing: Vec<(Step, Sum)>,
    /// What keeps it.
    pub stuck: Vec<Stuck>,
}

impl Known {
    /// What stands at a step; nothing where nothing can.
    fn standing_at(&self, step: Step) -> Option<Sum> {
        let found = self.standing.iter().find(|(known, _)| *known == step);
        found.map(|(_, sum)| *sum)
    }
}

/// What stands still, and since when, in a sentence.
pub(super) fn sentence(stuck: &Stuck, times: &Times) -> String {
    said::says(stuck, times)
}

#[derive(Serialize)]
struct Look {
    href: String,
    label: &'static str,
    current: bool,
}

#[derive(Serialize)]
struct Part {
    id: &'static str,
    title: &'static str,
    rows: Vec<Row>,
}

/// The page.
#[derive(Serialize)]
pub struct PipelinePage {
    headline: String,
    is_well: bool,
    as_of: String,
    looks: Vec<Look>,
    within: &'static str,
    stuck: Vec<Line>,
    picture: Picture,
    finding: String,
    parts: [Part; 2],
    is_cut: bool,
}

/// A paper's own steps.
const OF_PAPERS: [Step; 6] = [
    Step::Submitted,
    Step::Stored,
    Step::Unread,
    Step::Assigned,
    Step::Begun,
    Step::Returned,
];

/// The steps of the news of it.
const OF_NEWS: [Step; 10] = [
    Step::Events,
    Step::Mail,
    Step::Webhook,
    Step::Digest,
    Step::MailTries,
    Step::WebhookTries,
    Step::Accepted,
    Step::Later,
    Step::Refused,
    Step::Unknown,
];

impl PipelinePage {
    /// From what is known.
    #[must_use]
    pub fn of(known: &Known, times: &Times) -> Self {
        let look = |span: &Span| Look {
            href: format!("/pipeline?last={}", span.as_str()),
            label: said::last(*span),
            current: *span == known.passage.span,
        };
        let part = |id, title, steps: &[Step]| Part {
            id,
            title,
            rows: steps.iter().map(|step| row::of(*step, known)).collect(),
        };
        Self {
            headline: said::standing(known, times),
            is_well: !known.stuck.iter().any(Stuck::is_trouble),
            as_of: times.within(times.now()),
            looks: Span::ALL.iter().map(look).collect(),
            within: said::within(known.passage.span),
            stuck: known
                .stuck
                .iter()
                .map(|stuck| said::line(stuck, times))
                .collect(),
            picture: picture::of(known),
            finding: said::finding(known),
            parts: [
                part("papers", "Papers", &OF_PAPERS),
                part("news", "News of them", &OF_NEWS),
            ],
            is_cut: known.passage.is_cut,
        }
    }
}

impl Page for PipelinePage {
    const TEMPLATE: &'static str = "pipeline/pipeline.html";

    fn title(&self) -> String {
        "Pipeline".to_owned()
    }
}
