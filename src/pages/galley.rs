//! The text with its notes: each paragraph cut where notes begin and end, and its notes right behind it.

use serde::Serialize;

use super::noted::Noted;
use crate::drafts::reading::{Paragraph, ParagraphKind, ReadingText, Span};

/// The whole of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Galley {
    /// Notes on the whole paper.
    pub whole: Vec<Noted>,
    /// The paragraphs, with their notes.
    pub paragraphs: Vec<Para>,
    /// How many notes there are.
    pub count: usize,
}

/// One paragraph and the notes that begin in it.
#[derive(Clone, Debug, Serialize)]
pub struct Para {
    n: usize,
    #[serde(flatten)]
    kind: ParagraphKind,
    /// Its first code point in the whole text.
    start: u32,
    /// Where its sentences begin and end, counted from its own first code point: "0 45 46 80".
    sentences: String,
    segments: Vec<Segment>,
    notes: Vec<Noted>,
}

/// Some letters under the same notes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Segment {
    text: String,
    /// The look of the note that began last; empty under none.
    look: &'static str,
    /// The ids of all its notes, for `aria-details`.
    details: String,
    /// Notes that begin here, and notes that end here.
    begins: Vec<u32>,
    ends: Vec<u32>,
}

impl Galley {
    /// The text with its notes; notes come in the order of their numbers.
    #[must_use]
    pub fn of(text: ReadingText, notes: Vec<Noted>) -> Self {
        let count = notes.len();
        let (placed, whole): (Vec<_>, Vec<_>) =
            notes.into_iter().partition(|note| note.span.is_some());
        let spans: Vec<(u32, Span, &'static str)> = placed
            .iter()
            .filter_map(|note| Some((note.n, note.span?, note.look)))
            .collect();
        let mut placed = placed.into_iter().peekable();
        let mut paragraphs = Vec::with_capacity(text.paragraphs.len());
        for (at, paragraph) in text.paragraphs.into_iter().enumerate() {
            let end = paragraph.start + length(&paragraph.text);
            let mut notes = Vec::new();
            while let Some(note) =
                placed.next_if(|note| note.span.is_some_and(|span| span.start <= end))
            {
                notes.push(note);
            }
            paragraphs.push(Para::of(at + 1, &paragraph, &spans, notes));
        }
        Self {
            whole,
            paragraphs,
            count,
        }
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

impl Para {
    fn of(
        n: usize,
        paragraph: &Paragraph,
        spans: &[(u32, Span, &'static str)],
        notes: Vec<Noted>,
    ) -> Self {
        let start = paragraph.start;
        let ends: Vec<String> = paragraph
            .sentences
            .iter()
            .flat_map(|span| [span.start, span.end])
            .map(|at| at.saturating_sub(start).to_string())
            .collect();
        let end = start + length(&paragraph.text);
        let touching: Vec<_> = spans
            .iter()
            .filter(|(_, span, _)| span.start < end && span.end > start)
            .copied()
            .collect();
        Self {
            n,
            kind: paragraph.kind,
            start,
            sentences: ends.join(" "),
            segments: segments((start, &paragraph.text), &touching),
            notes,
        }
    }
}

/// A paragraph's letters, cut wherever a note begins or ends.
fn segments((start, text): (u32, &str), notes: &[(u32, Span, &'static str)]) -> Vec<Segment> {
    let end = start + length(text);
    let mut cuts: Vec<u32> = notes
        .iter()
        .flat_map(|(_, span, _)| [span.start.clamp(start, end), span.end.clamp(start, end)])
        .chain([start, end])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut letters = text.chars();
    let pairs = cuts.windows(2);
    pairs
        .map(|pair| {
            let (from, to) = (pair[0], pair[1]);
            let over = || {
                notes
                    .iter()
                    .filter(move |(_, span, _)| span.start < to && span.end > from)
            };
            let details: Vec<String> = over().map(|(n, _, _)| format!("c{n}")).collect();
            Segment {
                text: letters.by_ref().take((to - from) as usize).collect(),
                look: over().next_back().map_or("", |(_, _, look)| look),
                details: details.join(" "),
                begins: over()
                    .filter(|(_, span, _)| span.start == from)
                    .map(|(n, _, _)| *n)
                    .collect(),
                ends: over()
                    .filter(|(_, span, _)| span.end == to)
                    .map(|(n, _, _)| *n)
                    .collect(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Segment, segments};
    use crate::drafts::reading::Span;

    fn shape(segments: &[Segment]) -> Vec<String> {
        let said = segments.iter().map(|segment| {
            let Segment {
                text,
                look,
                details,
                begins,
                ends,
            } = segment;
            format!("{text}|{look}|{details}|{begins:?}{ends:?}")
        });
        said.collect()
    }

    #[test]
    fn overlapping_notes_share_the_letters_under_both() {
        let notes = [
            (1, Span { start: 11, end: 15 }, "k-big"),
            (2, Span { start: 13, end: 17 }, "k-qn"),
        ];
        assert_eq!(
            shape(&segments((10, "abcdefgh"), &notes)),
            [
                "a|||[][]",
                "bc|k-big|c1|[1][]",
                "de|k-qn|c1 c2|[2][1]",
                "fg|k-qn|c2|[][2]",
                "h|||[][]"
            ]
        );
    }

    #[test]
    fn a_note_over_two_paragraphs_begins_in_one_and_ends_in_the_other() {
        let notes = [(1, Span { start: 2, end: 7 }, "k-big")];
        assert_eq!(
            shape(&segments((0, "ab\u{1F469}c"), &notes)),
            ["ab|||[][]", "\u{1F469}c|k-big|c1|[1][]"]
        );
        assert_eq!(
            shape(&segments((5, "defg"), &notes)),
            ["de|k-big|c1|[][1]", "fg|||[][]"]
        );
    }
}
