//! A person's own words as HTML: the letters of a text under its marks, and what a note or a letter says.

use super::html::Html;
use crate::drafts::reading::Span;
use crate::feedback::lite::{self, Run};

/// Some letters under the same notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Segment {
    text: String,
    /// The look of the note that began last; empty under none.
    look: &'static str,
    /// The ids of all its notes, for `aria-details`.
    details: String,
    /// Notes that begin here, and notes that end here.
    begins: Vec<u32>,
    ends: Vec<u32>,
}

/// A paragraph's letters, cut wherever a note begins or ends.
pub(super) fn segments(
    (span, text): (Span, &str),
    notes: &[(u32, Span, &'static str)],
) -> Vec<Segment> {
    let Span { start, end } = span;
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

/// The letters of a paragraph. Nothing may stand between these tags: every space is the writer's own.
pub(super) fn letters(segments: &[Segment]) -> Html {
    let mut html = Html::default();
    for segment in segments {
        let words = [
            ("text", segment.text.as_str()),
            ("look", segment.look),
            ("details", &segment.details),
        ];
        if segment.look.is_empty() {
            html.put("{text}", &words);
            continue;
        }
        html.put(r#"<mark class="{look}" aria-details="{details}">"#, &words);
        for n in &segment.begins {
            html.put(
                r#"<span class="vh x" id="m{n}">start of note {n} </span>"#,
                &[("n", &n.to_string())],
            );
        }
        html.put("{text}", &words);
        for n in &segment.ends {
            html.put(
                r##"<a class="x" href="#c{n}"><span class="vh">Note </span>{n}</a><span class="vh x"> end of note {n}</span>"##,
                &[("n", &n.to_string())],
            );
        }
        html.put("</mark>", &[]);
    }
    html
}

/// What a note or a letter says, as it was typed: paragraphs and lists of plain, bold, italic and linked runs.
#[must_use]
pub fn words(typed: &str) -> Html {
    let mut html = Html::default();
    say(&mut html, typed);
    html
}

/// Adds what a note or a letter says.
pub(super) fn say(html: &mut Html, typed: &str) {
    for block in lite::read(typed) {
        html.put(if block.list { "<ul>" } else { "<p>" }, &[]);
        for (at, line) in block.lines.iter().enumerate() {
            let begins = match (block.list, at) {
                (true, _) => "<li>",
                (false, 0) => "",
                (false, _) => "<br>",
            };
            html.put(begins, &[]);
            for run in line {
                put_run(html, run);
            }
            html.put(if block.list { "</li>" } else { "" }, &[]);
        }
        html.put(if block.list { "</ul>" } else { "</p>" }, &[]);
    }
}

fn put_run(html: &mut Html, run: &Run) {
    let markup = match run.look {
        "plain" => "{text}",
        "bold" => "<strong>{text}</strong>",
        "italic" => "<em>{text}</em>",
        _ => r#"<a href="{href}" rel="noopener noreferrer">{text}</a>"#,
    };
    html.put(markup, &[("text", &run.text), ("href", &run.href)]);
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
        let paragraph = Span { start: 10, end: 18 };
        assert_eq!(
            shape(&segments((paragraph, "abcdefgh"), &notes)),
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
        let (first, second) = (Span { start: 0, end: 4 }, Span { start: 5, end: 9 });
        assert_eq!(
            shape(&segments((first, "ab\u{1F469}c"), &notes)),
            ["ab|||[][]", "\u{1F469}c|k-big|c1|[1][]"]
        );
        assert_eq!(
            shape(&segments((second, "defg"), &notes)),
            ["de|k-big|c1|[][1]", "fg|||[][]"]
        );
    }
}
