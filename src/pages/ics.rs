//! Lines of a calendar, as RFC 5545 writes them.

use crate::clock::Moment;

/// The longest line, in bytes; a longer one goes on in the next.
const LONGEST_LINE: usize = 75;

/// A moment in UTC: 20261204T090000Z.
pub(super) fn stamp(moment: Moment) -> String {
    moment.timestamp().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Words inside a value: what has a meaning there is marked, a line break becomes a sign for one, and no control
/// character passes.
pub(super) fn escaped(words: &str) -> String {
    let mut value = String::new();
    for c in words.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' => value.push_str("\\n"),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value
}

/// A line in pieces of at most 75 bytes, never through the middle of a letter; each piece after the first begins with a
/// space.
pub(super) fn folded(line: &str) -> String {
    let (mut pieces, mut length) = (String::new(), 0);
    for c in line.chars() {
        if length + c.len_utf8() > LONGEST_LINE {
            pieces.push_str("\r\n ");
            length = 1;
        }
        pieces.push(c);
        length += c.len_utf8();
    }
    pieces + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::{escaped, folded};

    #[test]
    fn what_means_something_in_a_calendar_is_marked() {
        assert_eq!(
            escaped("a, b; c\\d\r\ne\u{7}\nEND:VEVENT"),
            "a\\, b\\; c\\\\d\\ne\\nEND:VEVENT"
        );
    }

    #[test]
    fn long_lines_are_folded_between_letters_and_unfold_to_the_same() {
        let line = format!("SUMMARY:{}", "\u{1F469}\u{200D}\u{1F4BB}\u{e4}x".repeat(40));
        let pieces = folded(&line);
        assert!(
            pieces.split("\r\n").all(|piece| piece.len() <= 75),
            "{pieces}"
        );
        assert_eq!(pieces.replace("\r\n ", "").trim_end(), line);
        assert_eq!(folded(&"a".repeat(75)), format!("{}\r\n", "a".repeat(75)));
    }
}
