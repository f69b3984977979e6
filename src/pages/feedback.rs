//! A returned letter as its student reads it, alone or on the paper's own page.

use serde::Serialize;

use super::reading::{Numbered, numbered};
use super::{Page, Times, standing};
use crate::clock::Moment;
use crate::drafts::reading::ReadingText;
use crate::feedback::Letter;
use crate::papers::Paper;

/// A letter in paragraphs of lines.
#[derive(Clone, Debug, Serialize)]
pub struct Written {
    draft: u32,
    paragraphs: Vec<Vec<String>>,
    tutor: String,
    when: String,
    iso: String,
}

impl Written {
    /// The letter on a draft.
    #[must_use]
    pub fn of((draft, letter): &(u32, Letter), times: &Times) -> Self {
        Self {
            draft: *draft,
            paragraphs: paragraphs(&letter.text),
            tutor: letter.tutor.clone(),
            when: times.within(letter.returned_at),
            iso: times.iso(letter.returned_at),
        }
    }
}

/// Plain text in paragraphs: an empty line parts them, and each keeps its own line breaks.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let parts = lines
        .split(|line| line.is_empty())
        .filter(|part| !part.is_empty());
    parts
        .map(|part| part.iter().map(|line| (*line).to_owned()).collect())
        .collect()
}

/// The feedback, or where the paper stands as long as there is none.
#[derive(Serialize)]
pub struct FeedbackPage {
    reference: String,
    paper: String,
    student: String,
    writes: bool,
    letter: Option<Written>,
    sentence: String,
    answer: bool,
    paragraphs: Vec<Numbered>,
}

impl Page for FeedbackPage {
    const TEMPLATE: &'static str = "papers/feedback.html";

    fn title(&self) -> String {
        let what = if self.letter.is_some() {
            "Feedback on"
        } else {
            "No feedback yet on"
        };
        format!("{what} {}", self.paper)
    }
}

impl FeedbackPage {
    /// The newest letter with the text of its draft, for the one who wrote the paper or for staff.
    #[must_use]
    pub fn of(
        (paper, writes): (&Paper, bool),
        letter: Option<&(u32, Letter)>,
        text: Option<ReadingText>,
        (since, times): (Option<Moment>, &Times),
    ) -> Self {
        let for_student = || standing::sentence(paper, since, times);
        Self {
            reference: paper.number.to_string(),
            paper: paper.title.clone(),
            student: paper.student.name.clone(),
            writes,
            letter: letter.map(|letter| Written::of(letter, times)),
            sentence: if writes {
                for_student()
            } else {
                paper.standing()
            },
            answer: writes && paper.state == crate::papers::State::NeedsInfo,
            paragraphs: text.map(numbered).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn an_empty_line_parts_paragraphs_and_single_breaks_stay() {
        let letter = "Dear Ada,\n\n\nYour point is clear.\nSay it sooner.\n \nBen\n";
        assert_eq!(
            paragraphs(letter),
            vec![
                vec!["Dear Ada,"],
                vec!["Your point is clear.", "Say it sooner."],
                vec!["Ben"]
            ]
        );
    }
}
