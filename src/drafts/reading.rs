//! The reading text: what we read out of a draft, as paragraphs and sentences with fixed positions.

mod kind;
mod tidy;

use super::{sentences, words};
pub use kind::FileKind;
use serde::{Deserialize, Serialize};
pub use tidy::traced;

/// The most words a reading text keeps; what follows is left out.
pub const MOST_WORDS: usize = 200_000;
/// The most characters a reading text keeps, for texts whose "words" are endless.
const MOST_CHARACTERS: usize = 2_000_000;

/// The whole text of a draft. Its positions count Unicode code points in the paragraphs joined by one line break each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingText {
    pub paragraphs: Vec<Paragraph>,
}

/// One paragraph: never empty, one line, `start` is its first code point in the whole text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    #[serde(flatten)]
    pub kind: ParagraphKind,
    pub start: u32,
    pub text: String,
    pub sentences: Vec<Span>,
}

/// What a paragraph is on the page; levels count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "level", rename_all = "snake_case")]
pub enum ParagraphKind {
    Body,
    Heading(u8),
    ListItem(u8),
    Quote,
    Footnote,
    TableCell,
}

/// A place in the whole text, from `start` up to but not including `end`, in code points; written as `[start,end]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl ReadingText {
    /// Tidies the blocks of a file into a reading text: clean characters, single spaces, no empty paragraphs.
    #[must_use]
    pub fn from_blocks(blocks: Vec<(ParagraphKind, String)>) -> Self {
        // Every word has a byte: what is shorter than that many words need not be counted.
        let may_be_too_long = blocks.iter().map(|(_, raw)| raw.len()).sum::<usize>() > MOST_WORDS;
        let mut paragraphs = Vec::new();
        let mut start = 0;
        let mut words_left = MOST_WORDS;
        for (kind, raw) in blocks {
            let mut text = tidy::line(&raw);
            if may_be_too_long {
                let characters_left = MOST_CHARACTERS.saturating_sub(start);
                cut(&mut text, &mut words_left, characters_left);
            }
            if text.is_empty() {
                continue;
            }
            let at = u32::try_from(start).unwrap_or(u32::MAX);
            start += text.chars().count() + 1;
            let sentences = sentences::spans(&text, at);
            paragraphs.push(Paragraph {
                kind,
                start: at,
                text,
                sentences,
            });
        }
        Self { paragraphs }
    }

    /// The number of words in the whole text.
    #[must_use]
    pub fn words(&self) -> usize {
        self.paragraphs.iter().map(|p| words::count(&p.text)).sum()
    }

    /// The beginning of the text, at most `n` words of it, on one line.
    #[must_use]
    pub fn first_words(&self, n: usize) -> String {
        let mut left = n;
        let mut beginning = String::new();
        for paragraph in &self.paragraphs {
            let mut text = paragraph.text.clone();
            cut(&mut text, &mut left, MOST_CHARACTERS);
            if !beginning.is_empty() && !text.is_empty() {
                beginning.push(' ');
            }
            beginning.push_str(&text);
        }
        beginning
    }

    /// What the paper is probably called: its first heading, or a short line above the first full paragraph.
    #[must_use]
    pub fn title_guess(&self) -> Option<&str> {
        let early = &self.paragraphs[..self.paragraphs.len().min(12)];
        let is_heading = |p: &&Paragraph| matches!(p.kind, ParagraphKind::Heading(_));
        let mut top = early.iter().take_while(|p| is_title_like(&p.text));
        let heading = top.find(is_heading);
        if let Some(heading) = heading {
            return Some(&heading.text);
        }
        let lines = early
            .iter()
            .take_while(|p| p.kind == ParagraphKind::Body && is_title_like(&p.text))
            .count();
        if lines == self.paragraphs.len() && lines > 1 {
            return None;
        }
        // Many papers open with name, teacher, course and date; then the title stands last.
        let title = if lines >= 3 { lines - 1 } else { 0 };
        early[..lines].get(title).map(|p| p.text.as_str())
    }

    /// The whole text: every paragraph on a line of its own, as the positions count it.
    #[must_use]
    pub fn whole(&self) -> String {
        let lines: Vec<&str> = self.paragraphs.iter().map(|p| p.text.as_str()).collect();
        lines.join("\n")
    }
}

fn is_title_like(text: &str) -> bool {
    let short = text.chars().take(201).count() <= 200 && words::count(text) <= 20;
    short && !text.ends_with(['.', ';', ',']) && words::count(text) > 0
}

/// Shortens `text` to the words and characters that are left, and takes its words off the account.
fn cut(text: &mut String, words_left: &mut usize, characters_left: usize) {
    if let Some((end, _)) = text.char_indices().nth(characters_left) {
        text.truncate(end);
    }
    let kept = words::ranges(text)
        .take(*words_left + 1)
        .collect::<Vec<_>>();
    if kept.len() > *words_left {
        let end = words_left.checked_sub(1).map_or(0, |last| kept[last].end);
        text.truncate(end);
    }
    *words_left -= kept.len().min(*words_left);
    text.truncate(text.trim_end().len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Body, Heading};

    fn text(lines: &[&str]) -> ReadingText {
        ReadingText::from_blocks(lines.iter().map(|l| (Body, (*l).to_owned())).collect())
    }

    #[test]
    fn positions_count_code_points_over_the_whole_text() {
        let text = text(&[
            "\u{1F469}\u{200D}\u{1F4BB} Hi.",
            " \t ",
            "Cafe\u{301} one. Two.",
        ]);
        assert_eq!(
            text.paragraphs.iter().map(|p| p.start).collect::<Vec<_>>(),
            [0, 8]
        );
        assert_eq!(text.paragraphs[1].text, "Caf\u{E9} one. Two.");
        assert_eq!(
            text.paragraphs[1].sentences,
            [Span { start: 8, end: 17 }, Span { start: 18, end: 22 }]
        );
        let whole: Vec<char> = text.whole().chars().collect();
        assert_eq!(whole[18..22].iter().collect::<String>(), "Two.");
    }

    #[test]
    fn the_json_is_compact_and_comes_back_the_same() {
        let text = ReadingText::from_blocks(vec![
            (Heading(2), "Hello".into()),
            (Body, "Yes. No.".into()),
        ]);
        let json = serde_json::to_string(&text).unwrap();
        assert_eq!(
            json,
            r#"{"paragraphs":[{"kind":"heading","level":2,"start":0,"text":"Hello","sentences":[[0,5]]},{"kind":"body","start":6,"text":"Yes. No.","sentences":[[6,10],[11,14]]}]}"#
        );
        assert_eq!(serde_json::from_str::<ReadingText>(&json).unwrap(), text);
    }

    #[test]
    fn the_beginning_and_the_words_are_those_of_the_text() {
        let text = text(&["One two.", "Three, four five."]);
        assert_eq!(text.words(), 5);
        assert_eq!(text.first_words(3), "One two. Three");
        assert_eq!(text.first_words(9), "One two. Three, four five.");
    }

    #[test]
    fn a_very_long_text_is_cut() {
        let long = text(&[&"word ".repeat(150_000), &"more ".repeat(150_000), "end"]);
        assert_eq!(long.words(), 200_000);
        assert_eq!(long.paragraphs.len(), 2);
    }

    #[test]
    fn the_title_is_a_heading_or_a_short_line_on_top() {
        let body = "This is a long first paragraph that says something.";
        assert_eq!(text(&["On Cars", body]).title_guess(), Some("On Cars"));
        assert_eq!(
            text(&[
                "Ada Ray",
                "Prof. Lee",
                "ENG 101",
                "2 May 2025",
                "On Cars",
                body
            ])
            .title_guess(),
            Some("On Cars")
        );
        assert_eq!(text(&[body, body]).title_guess(), None);
        let headed = ReadingText::from_blocks(vec![
            (Body, "Ada Ray".into()),
            (Heading(1), "Cars".into()),
            (Body, body.into()),
        ]);
        assert_eq!(headed.title_guess(), Some("Cars"));
    }
}
