//! Feedback as files say it: a letter in lines, notes as comments, and all of it as plain text.

use std::fmt::Write;

use super::Times;
use super::feedback::Facts;
use super::noted::label;
use crate::drafts::reading::Span;
use crate::feedback::lite::{self, Block};
use crate::feedback::{Letter, Note};

/// A note as a comment.
pub struct Said {
    /// Where; none: on the whole paper.
    pub span: Option<Span>,
    /// Who wrote it.
    pub author: String,
    /// When, in RFC 3339.
    pub at: String,
    /// Its kind, and what it says.
    pub lines: Vec<String>,
}

/// The notes of what was returned.
#[must_use]
pub fn comments(facts: &Facts, times: &Times) -> Vec<Said> {
    let Some(returned) = &facts.returned else {
        return Vec::new();
    };
    let said = returned.notes.iter().map(|note| {
        let mut lines = lines(&lite::read(&note.words));
        let kind = label(note.kind, &facts.ways.kinds);
        match lines.first_mut() {
            Some(first) => *first = format!("{kind}: {first}"),
            None => lines.push(kind),
        }
        Said {
            span: note.place.as_ref().map(|place| place.span),
            author: returned.letter.tutor.clone(),
            at: times.iso(returned.letter.returned_at),
            lines,
        }
    });
    said.collect()
}

/// A letter line by line.
#[must_use]
pub fn letter_lines(letter: &Letter) -> Vec<String> {
    lines(&lite::read(&letter.text))
}

fn lines(blocks: &[Block]) -> Vec<String> {
    let mut all = Vec::new();
    for block in blocks {
        for line in &block.lines {
            let words: Vec<String> = line
                .iter()
                .map(|run| match run.href.as_str() {
                    "" => run.text.clone(),
                    href => format!("{} ({href})", run.text),
                })
                .collect();
            let mark = if block.list { "\u{2022} " } else { "" };
            all.push(format!("{mark}{}", words.concat()));
        }
    }
    all
}

/// The letter, then each paragraph with its notes beneath it.
#[must_use]
pub fn plain(facts: &Facts, times: &Times) -> String {
    let mut text = format!("{}: {}\n", facts.paper.number, facts.paper.title);
    let Some(returned) = &facts.returned else {
        return text;
    };
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{} on draft {}, {}\n",
        returned.letter.tutor,
        returned.draft,
        times.clock(returned.letter.returned_at)
    );
    let _ = writeln!(text, "{}\n\n---", returned.letter.text);
    let whole = |note: &&Note| note.place.is_none();
    for note in returned.notes.iter().filter(whole) {
        add(&mut text, note, facts);
    }
    for (n, paragraph) in (1..).zip(returned.text.iter().flat_map(|text| &text.paragraphs)) {
        let _ = writeln!(text, "\n[{n}] {}", paragraph.text);
        let length = u32::try_from(paragraph.text.chars().count()).unwrap_or(u32::MAX);
        let within = paragraph.start..=paragraph.start + length;
        for note in &returned.notes {
            if note
                .place
                .as_ref()
                .is_some_and(|place| within.contains(&place.span.start))
            {
                add(&mut text, note, facts);
            }
        }
    }
    text
}

fn add(text: &mut String, note: &Note, facts: &Facts) {
    let quote = note.place.as_ref().map_or_else(String::new, |place| {
        format!(" \u{201C}{}\u{201D}", place.exact.replace('\n', " "))
    });
    let kind = label(note.kind, &facts.ways.kinds);
    let _ = writeln!(text, "\n    {}. {kind}{quote}", note.n);
    for line in lines(&lite::read(&note.words)) {
        let _ = writeln!(text, "       {line}");
    }
}
