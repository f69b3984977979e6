//! Feedback as files say it: a letter in lines, notes as comments, and all of it as plain text.

use std::fmt::Write;

use super::Times;
use super::feedback::{Facts, Returned};
use super::noted::label;
use crate::drafts::reading::Span;
use crate::feedback::lite::{self, Block};
use crate::feedback::{Kind, Letter, Note};

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

/// What the comment says first that holds the letter.
const LETTER: &str = "The letter";
/// Who wrote the comments, where the centre marks blind.
const SOMEBODY: &str = "Your tutor";
/// What a file says that is not the student's own, though that was a Word file.
pub const NOT_YOUR_FILE: &str =
    "We could not put the comments into your own Word file, so this file is made from its text.";

/// The notes of what was returned.
#[must_use]
pub fn comments(facts: &Facts, times: &Times) -> Vec<Said> {
    let Some(returned) = &facts.returned else {
        return Vec::new();
    };
    let said = returned.notes.iter().map(|note| Said {
        span: note.place.as_ref().map(|place| place.span),
        lines: commented((note.kind, &note.words), &facts.ways.kinds),
        ..by_tutor(facts, returned, times)
    });
    said.collect()
}

/// The letter as a comment on the whole paper.
#[must_use]
pub fn letter_comment(facts: &Facts, times: &Times) -> Option<Said> {
    let returned = facts.returned.as_ref()?;
    let mut lines = letter_lines(&returned.letter);
    lines.insert(0, LETTER.to_owned());
    Some(Said {
        lines,
        ..by_tutor(facts, returned, times)
    })
}

fn by_tutor(facts: &Facts, returned: &Returned, times: &Times) -> Said {
    Said {
        span: None,
        author: if facts.ways.blind {
            SOMEBODY.to_owned()
        } else {
            returned.letter.tutor.clone()
        },
        at: times.iso(returned.letter.returned_at),
        lines: Vec::new(),
    }
}

/// A note as its comment says it: its kind, and its words without marks, a paragraph each.
#[must_use]
pub fn commented((kind, words): (Kind, &str), kinds: &[String; 4]) -> Vec<String> {
    let mut lines = lines(&lite::read(words));
    let kind = label(kind, kinds);
    match lines.first_mut() {
        Some(first) => *first = format!("{kind}: {first}"),
        None => lines.push(kind),
    }
    lines
}

/// Reads a comment back: the kind that it says itself, and its words; nothing where it is a letter of ours.
#[must_use]
pub fn read_back(words: &str, kinds: &[String; 4]) -> Option<(Option<Kind>, String)> {
    if words.lines().next() == Some(LETTER) {
        return None;
    }
    let said = Kind::NOTES.iter().find_map(|kind| {
        let rest = words
            .strip_prefix(&label(*kind, kinds))?
            .strip_prefix(':')?;
        let rest = rest.trim_start();
        (!rest.is_empty()).then(|| (Some(*kind), rest.to_owned()))
    });
    Some(said.unwrap_or_else(|| (None, words.to_owned())))
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

#[cfg(test)]
mod tests {
    use super::{commented, read_back};
    use crate::centre::Ways;
    use crate::feedback::Kind;

    #[test]
    fn what_a_note_says_in_word_is_read_back_as_its_kind_and_words() {
        let kinds = Ways::default().kinds;
        let said = commented((Kind::Well, "**Good**: it turns.\n- here"), &kinds);
        assert_eq!(said, ["Working well: Good: it turns.", "\u{2022} here"]);
        let back = read_back(&said.join("\n"), &kinds);
        assert_eq!(
            back,
            Some((Some(Kind::Well), "Good: it turns.\n\u{2022} here".into()))
        );
        assert_eq!(
            read_back("Nice: yes", &kinds),
            Some((None, "Nice: yes".into()))
        );
        assert_eq!(read_back("The letter\nDear Ada", &kinds), None);
    }
}
