//! Reads plain text: finds out how it is written down, and where its paragraphs are.

use std::borrow::Cow;

use super::Blocks;
use crate::drafts::reading::ParagraphKind;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Lines longer than this were not broken by hand.
const WIDEST_WRAP: usize = 100;
/// Lines that all stay below this are verse or notes, not wrapped prose.
const NARROWEST_WRAP: usize = 50;
/// How many columns a hand-broken line may stay short of the full width, beyond the word that did not fit.
const SLACK: usize = 6;

/// The characters of a text file: by its mark where it has one, else UTF-8, else the old Windows way.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned();
    }
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => text.into_owned(),
        None => WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned(),
    }
}

/// The paragraphs of a plain text: parted by blank lines or line ends; lines that were wrapped by hand are joined.
pub fn blocks(text: &str) -> Blocks {
    let text = &with_plain_ends(text);
    let width = wrap_width(text);
    let mut blocks: Blocks = Vec::new();
    let mut last: Option<&str> = None;
    for line in text.split('\n') {
        if line.trim().is_empty() {
            last = None;
            continue;
        }
        match (last, blocks.last_mut()) {
            (Some(before), Some((_, paragraph))) if goes_on(before, line, width) => {
                paragraph.push(' ');
                paragraph.push_str(line.trim());
            }
            _ => blocks.push(begin(line)),
        }
        last = Some(line);
    }
    blocks
}

/// The same with one kind of line end.
fn with_plain_ends(text: &str) -> Cow<'_, str> {
    const OTHERS: [char; 6] = ['\r', '\u{2028}', '\u{2029}', '\u{B}', '\u{C}', '\u{85}'];
    if text.contains(OTHERS) {
        text.replace("\r\n", "\n").replace(OTHERS, "\n").into()
    } else {
        text.into()
    }
}

fn begin(line: &str) -> (ParagraphKind, String) {
    match without_bullet(line) {
        Some(item) => (ParagraphKind::ListItem(1), item.to_owned()),
        None => (ParagraphKind::Body, line.to_owned()),
    }
}

/// The rest of a line that begins with a bullet; a dash or star is one only with a space behind it.
pub fn without_bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let bullet = line.strip_prefix([
        '\u{2022}', '\u{25CF}', '\u{25CB}', '\u{25E6}', '\u{25AA}', '\u{25A0}', '\u{2023}',
        '\u{00B7}',
    ]);
    let dash = || {
        line.strip_prefix(['-', '*', '\u{2013}'])
            .filter(|rest| rest.starts_with(char::is_whitespace))
    };
    let item = bullet.or_else(dash)?.trim_start();
    (!item.is_empty()).then_some(item)
}

/// The width the text was wrapped to by hand, if it was.
fn wrap_width(text: &str) -> Option<usize> {
    let lengths = text.split('\n').map(|line| line.trim_end().chars().count());
    let (mut all, mut long, mut width) = (0, 0, 0);
    for length in lengths.filter(|&length| length > 0) {
        all += 1;
        if length > WIDEST_WRAP {
            long += 1;
        } else {
            width = width.max(length);
        }
    }
    (long * 10 <= all && width >= NARROWEST_WRAP).then_some(width)
}

/// Whether `line` only begins because the line before was full.
fn goes_on(before: &str, line: &str, width: Option<usize>) -> bool {
    let Some(width) = width else { return false };
    if without_bullet(line).is_some() || (indent(line) >= 3 && indent(before) < indent(line)) {
        return false;
    }
    let room = before.trim_end().chars().count() + 1;
    let first_word = line
        .split_whitespace()
        .next()
        .map_or(0, |word| word.chars().count());
    room + first_word + SLACK > width
}

fn indent(line: &str) -> usize {
    let blank = line.chars().take_while(|c| c.is_whitespace());
    blank.map(|c| if c == '\t' { 8 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        blocks(text).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn text_is_decoded_by_its_mark_or_by_what_fits() {
        assert_eq!(decode(b"\xEF\xBB\xBFcaf\xC3\xA9"), "caf\u{e9}");
        assert_eq!(decode(b"\xFF\xFEa\0\xE9\0"), "a\u{e9}");
        assert_eq!(decode(b"\xFE\xFF\0a\0\xE9"), "a\u{e9}");
        assert_eq!(decode(b"caf\xE9 \x93x\x94"), "caf\u{e9} \u{201c}x\u{201d}");
    }

    #[test]
    fn blank_lines_or_line_ends_part_paragraphs() {
        assert_eq!(lines("A\r\n\r\nB\n\n\nC"), ["A", "B", "C"]);
        assert_eq!(lines("A\nB\nC"), ["A", "B", "C"]);
    }

    #[test]
    fn lines_wrapped_by_hand_are_joined() {
        let wrapped = "The quick brown fox jumps over the lazy dog and then it runs\naway from the dog into the deep forest where nobody can find\nit again.\nA new paragraph that begins after a short line stands by its\nown.";
        assert_eq!(lines(wrapped).len(), 2);
        assert!(lines(wrapped)[0].ends_with("find it again."));
    }

    #[test]
    fn bullets_are_list_items() {
        assert_eq!(
            blocks("- one\n* two"),
            [
                (ParagraphKind::ListItem(1), "one".into()),
                (ParagraphKind::ListItem(1), "two".into())
            ]
        );
    }
}
