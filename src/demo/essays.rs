//! Makes the files that the demo's students send in: pasted text, Markdown, rich text, Word, and a scan without any text.

use std::fmt::Write;

use super::chance::Chance;
use super::subjects::{STATEMENT, SUBJECTS};
use crate::documents::{self, Unreadable};
use crate::drafts::reading::FileKind;
use crate::drafts::{Bytes, HandedIn};

/// A paper's text as one of several students would have written it: first and last stay, some between are missing.
pub fn written(text: &str, chance: &mut Chance) -> String {
    let all: Vec<&str> = text.trim().split("\n\n").collect();
    let stays =
        |n: usize| n == 0 || n + 1 == all.len() || is_heading(all[n]) || is_heading(all[n - 1]);
    let kept: Vec<&str> = (0..all.len())
        .filter(|n| chance.below(3) > 0 || stays(*n))
        .map(|n| all[n])
        .collect();
    kept.join("\n\n")
}

/// All subjects one after the other.
pub fn portfolio() -> String {
    let parts: Vec<String> = SUBJECTS
        .iter()
        .map(|subject| format!("## {}\n\n{}", subject.titles[0], subject.text.trim()))
        .collect();
    parts.join("\n\n")
}

/// A text handed in as a file of this kind; whatever is neither Markdown nor rich text nor Word is pasted.
pub fn handed_in(kind: FileKind, title: &str, text: &str) -> HandedIn {
    match kind {
        FileKind::Md => file(
            "draft.md",
            kind,
            format!("# {title}\n\n{text}\n").into_bytes(),
        ),
        FileKind::Rtf => file(
            "Paper final (2).rtf",
            kind,
            rich(title, &without_marks(text)).into_bytes(),
        ),
        FileKind::Docx => word(title, text),
        _ => pasted(&without_marks(text)),
    }
}

fn word(title: &str, text: &str) -> HandedIn {
    let read = documents::read(FileKind::Md, text.as_bytes());
    let written = read
        .map(|reading| reading.text)
        .map(|text| documents::word::with_comments(title, &[], &text, &[]));
    match written {
        Ok(Ok(bytes)) => file("Essay v3.docx", FileKind::Docx, bytes),
        _ => pasted(&without_marks(text)),
    }
}

/// A personal statement that got into the wrong hand-in.
pub fn wrong_file() -> HandedIn {
    file(
        "statement-OLD.md",
        FileKind::Md,
        format!("# {}\n\n{}\n", STATEMENT.0, STATEMENT.1.trim()).into_bytes(),
    )
}

/// Pages that were photographed: we can keep them and not read them.
pub fn scan() -> HandedIn {
    let bytes = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n\
        trailer<</Root 1 0 R>>\n%%EOF\n";
    let unread = Err(Unreadable::NoText.sentence().to_owned());
    HandedIn::new(
        ("Scan_0042.pdf", FileKind::Pdf),
        Bytes::held(bytes.to_vec()),
        unread,
        &[],
    )
}

fn pasted(text: &str) -> HandedIn {
    HandedIn::pasted(text.to_owned(), documents::pasted(text))
}

/// Our own few words are no hostile file, so they are read without a process of their own.
fn file(name: &str, kind: FileKind, bytes: Vec<u8>) -> HandedIn {
    let text = documents::read(kind, &bytes)
        .map(|reading| reading.text)
        .map_err(|unreadable| unreadable.sentence().to_owned());
    HandedIn::new((name, kind), Bytes::held(bytes), text, &[])
}

fn rich(title: &str, text: &str) -> String {
    let mut rtf = String::from("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\f0\\fs24 ");
    let lines = std::iter::once(title).chain(text.split("\n\n"));
    for line in lines {
        for unit in line.encode_utf16() {
            let plain = u8::try_from(unit).ok().filter(u8::is_ascii).map(char::from);
            match plain {
                Some(mark @ ('\\' | '{' | '}')) => rtf.extend(['\\', mark]),
                Some(letter) => rtf.push(letter),
                // Rich text counts the upper half of the plane below zero; writing to a string cannot fail.
                None => drop(write!(rtf, "\\u{}?", unit.cast_signed())),
            }
        }
        rtf.push_str("\\par\n");
    }
    rtf.push('}');
    rtf
}

fn without_marks(text: &str) -> String {
    let lines: Vec<&str> = text
        .split("\n\n")
        .map(|line| line.strip_prefix("## ").unwrap_or(line))
        .collect();
    lines.join("\n\n")
}

fn is_heading(paragraph: &str) -> bool {
    paragraph.starts_with("## ")
}
