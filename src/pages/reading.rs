//! The reading text as pages show it: numbered paragraphs, each with what it is.

use serde::Serialize;

use crate::drafts::reading::{ParagraphKind, ReadingText};
use crate::drafts::words;

/// One paragraph as the part `parts/reading.html` wants it.
#[derive(Clone, Debug, Serialize)]
pub struct Numbered {
    /// Its number, from 1; the page's anchor is #p1.
    pub n: usize,
    /// What it is, and its level.
    #[serde(flatten)]
    pub kind: ParagraphKind,
    /// Its words.
    pub text: String,
}

/// All paragraphs of a text, numbered.
#[must_use]
pub fn numbered(text: ReadingText) -> Vec<Numbered> {
    let paragraphs = text.paragraphs.into_iter().enumerate();
    paragraphs
        .map(|(at, paragraph)| Numbered {
            n: at + 1,
            kind: paragraph.kind,
            text: paragraph.text,
        })
        .collect()
}

/// The beginning of a text, at most `most` words of it, and whether it goes on.
#[must_use]
pub fn opening(text: ReadingText, most: usize) -> (Vec<Numbered>, bool) {
    let (mut left, mut goes_on, mut shown) = (most, false, Vec::new());
    for mut paragraph in numbered(text) {
        if left == 0 {
            return (shown, true);
        }
        let next = words::ranges(&paragraph.text).nth(left);
        if let Some(next) = next {
            paragraph.text.truncate(next.start);
            paragraph.text.truncate(paragraph.text.trim_end().len());
            paragraph.text.push('…');
            (left, goes_on) = (0, true);
        } else {
            left -= words::count(&paragraph.text);
        }
        shown.push(paragraph);
    }
    (shown, goes_on)
}

#[cfg(test)]
mod tests {
    use super::opening;
    use crate::drafts::reading::{ParagraphKind, ReadingText};

    #[test]
    fn the_first_page_ends_inside_a_paragraph_or_after_one() {
        let lines = ["One two three.", "Four five six seven.", "Eight."];
        let text = ReadingText::from_blocks(
            lines
                .map(|line| (ParagraphKind::Body, line.to_owned()))
                .to_vec(),
        );
        let texts = |most| {
            let (shown, goes_on) = opening(text.clone(), most);
            (
                shown
                    .into_iter()
                    .map(|paragraph| paragraph.text)
                    .collect::<Vec<_>>(),
                goes_on,
            )
        };
        assert_eq!(
            texts(5),
            (
                vec!["One two three.".to_owned(), "Four five…".to_owned()],
                true
            )
        );
        assert!(texts(7).1);
        assert_eq!(texts(8), (lines.map(str::to_owned).to_vec(), false));
    }
}
