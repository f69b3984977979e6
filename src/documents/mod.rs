//! Turns the files people send into reading text; the only place that knows the file formats.

mod apart;
mod archive;
mod comment;
mod docx;
mod markdown;
mod meaning;
mod odt;
pub mod parcel;
mod parts;
mod pdf;
mod recognise;
mod rtf;
mod text;
pub mod word;
mod xml;

use crate::drafts::reading::{FileKind, ParagraphKind, ReadingText, Span};
pub use apart::{Apart, child_main};
pub use comment::Comment;
pub use docx::{insert, marked_up};
pub use recognise::{WrongFile, recognise};
use serde::{Deserialize, Serialize};
use std::fmt::Display;
pub use text::decode;

/// What a format's reader finds: paragraphs in reading order, not yet tidied.
type Blocks = Vec<(ParagraphKind, String)>;

/// What we read out of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub text: ReadingText,
    pub flags: Vec<Flag>,
}

/// A Word file that somebody marked up: its own reading text, and the comments in its margin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkedUp {
    pub text: ReadingText,
    pub notes: Vec<MarginNote>,
}

/// A comment in the margin of a Word file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarginNote {
    /// Who wrote it, as the word processor calls them.
    pub author: String,
    /// When, as the word processor wrote it down.
    pub at: String,
    /// What it says, a line for each paragraph.
    pub words: String,
    /// Where it stands in the reading text of its own file, where it stands anywhere.
    pub span: Option<Span>,
}

/// Comments on their way into the file that a reading text was read from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Annotations {
    pub text: ReadingText,
    pub comments: Vec<Comment>,
}

/// Something in a file that the people who open it should know of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Programs that could run when the file is opened.
    Macros,
    /// Pictures or templates that are fetched from elsewhere.
    LinkedContent,
    /// Other files inside this one.
    Embedded,
    /// The author's name is written into the file.
    Author,
}

/// Why a file of the right kind gave no text; never a reason to refuse it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    Locked,
    NoText,
    /// What was wrong, for the log; no words of the paper.
    Broken(String),
}

impl Unreadable {
    /// What we tell the person who sent the file.
    #[must_use]
    pub const fn sentence(&self) -> &'static str {
        match self {
            Self::Locked => WrongFile::Locked.sentence(),
            Self::NoText => "We can see pages but no text. Your tutor will open it as it is",
            Self::Broken(_) => {
                "We could not read the text of this file. Your tutor will open it as it is"
            }
        }
    }
}

/// Reads the text of a file that [`recognise()`] accepted. Only for the child process of [`Apart`]: files are hostile.
///
/// # Errors
/// Why there is no text to show.
pub fn read(kind: FileKind, bytes: &[u8]) -> Result<Reading, Unreadable> {
    let (blocks, flags) = match kind {
        FileKind::Docx => docx::read(bytes)?,
        FileKind::Odt => odt::read(bytes)?,
        FileKind::Rtf => rtf::read(bytes)?,
        FileKind::Pdf => pdf::read(bytes)?,
        FileKind::Txt => (text::blocks(&text::decode(bytes)), Vec::new()),
        FileKind::Md => (markdown::blocks(&text::decode(bytes)), Vec::new()),
    };
    let text = ReadingText::from_blocks(blocks);
    if text.words() == 0 {
        return Err(Unreadable::NoText);
    }
    Ok(Reading { text, flags })
}

/// The reading text of what a person pasted into the form; quick enough to do at once.
#[must_use]
pub fn pasted(text: &str) -> ReadingText {
    ReadingText::from_blocks(text::blocks(text))
}

fn broken(reason: impl Display) -> Unreadable {
    Unreadable::Broken(format!("{reason}"))
}
