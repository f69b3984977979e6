//! Cleans one paragraph of a file: what cannot be seen goes, and every gap becomes one space.

use std::iter::once;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// One clean line: composed characters, single spaces, nothing invisible but the joiners some scripts need.
pub fn line(raw: &str) -> String {
    let raw = raw.trim_matches(' ');
    if is_clean(raw) {
        return raw.to_owned();
    }
    let seen = raw.chars().map(plain).filter(|&c| !is_invisible(c));
    // Most writing is composed already, and to see that is quicker than to compose it.
    let is_composed = raw.is_ascii() || is_nfc_quick(seen.clone()) == IsNormalized::Yes;
    let line = if is_composed {
        spaced(seen, raw.len())
    } else {
        spaced(seen.nfc(), raw.len())
    };
    if line.chars().all(is_blank) {
        String::new()
    } else {
        line
    }
}

/// The same line letter by letter, each with the letters of `raw` it was made of: from which up to but not including which.
pub fn traced(raw: &str) -> Vec<(char, (usize, usize))> {
    let seen = raw.chars().map(plain).enumerate();
    let seen = seen.filter(|(_, c)| !is_invisible(*c));
    let mut line = Vec::with_capacity(raw.len());
    let mut push = |c, from| line.push((c, from));
    let mut spacing = Spacing::default();
    let mut letters = seen.peekable();
    while let Some((at, c)) = letters.next() {
        // Whatever may melt into the letter before it is composed together with that.
        let (mut end, mut melting) = (at + 1, String::from(c));
        while let Some((at, c)) = letters.next_if(|(_, c)| may_melt(*c)) {
            end = at + 1;
            melting.push(c);
        }
        for c in melting.nfc() {
            spacing.take(c, (at, end), &mut push);
        }
    }
    if line.iter().all(|(c, _)| is_blank(*c)) {
        line.clear();
    }
    line
}

/// Whether nothing is to be done inside a line, as seen from what most are made of alone.
fn is_clean(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let gap = |pair: &[u8]| pair == b"  ";
    bytes.iter().all(|byte| matches!(byte, b' '..=b'~')) && !bytes.windows(2).any(gap)
}

/// Whether a letter may become one with what stands before it, or change places with it.
fn may_melt(c: char) -> bool {
    !c.is_ascii()
        && (canonical_combining_class(c) != 0 || is_nfc_quick(once(c)) != IsNormalized::Yes)
}

/// Single spaces between what is seen, and none around it.
fn spaced(seen: impl Iterator<Item = char>, size: usize) -> String {
    let mut line = String::with_capacity(size);
    let mut spacing = Spacing::default();
    for c in seen {
        spacing.take(c, (), &mut |c, ()| line.push(c));
    }
    line
}

/// Holds a gap back until something is seen behind it; `T` is where a letter comes from.
struct Spacing<T> {
    begun: bool,
    gap: Option<T>,
}

impl<T> Default for Spacing<T> {
    fn default() -> Self {
        Self {
            begun: false,
            gap: None,
        }
    }
}

impl<T> Spacing<T> {
    fn take(&mut self, c: char, from: T, push: &mut impl FnMut(char, T)) {
        if c == ' ' {
            if self.begun && self.gap.is_none() {
                self.gap = Some(from);
            }
            return;
        }
        if let Some(gap) = self.gap.take() {
            push(' ', gap);
        }
        self.begun = true;
        push(c, from);
    }
}

/// What leaves a line empty where there is nothing else.
const fn is_blank(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | ' ')
}

/// Every kind of gap as a space, and every kind of hyphen as the one on the keyboard.
fn plain(c: char) -> char {
    match c {
        '\u{2010}' | '\u{2011}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Control characters, soft hyphens, zero-width and direction marks, and the private signs of symbol fonts.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{F000}'..='\u{F0FF}' | '\u{FDD0}'..='\u{FDEF}'
            | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFC}' | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E007F}' | '\u{F0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::{line, traced};

    #[test]
    fn invisible_characters_go_and_joiners_stay() {
        assert_eq!(
            line("\u{202E}a\u{AD}b\u{200B} \u{A0}\n c\u{7}\u{200C}d\u{FEFF} "),
            "ab c\u{200C}d"
        );
        assert_eq!(line(" \u{200D} \t"), "");
        assert_eq!(line("e\u{301} non\u{2011}stop"), "\u{E9} non-stop");
    }

    #[test]
    fn the_traced_line_is_the_line_and_tells_where_each_letter_came_from() {
        for raw in [
            "  plain \t words ",
            "e\u{301}te\u{301} \u{202E}a\u{AD}\u{301}b",
            "\u{1100}\u{1161}\u{11A8} q\u{307}\u{323} \u{212B}\u{2126}",
            " \u{200D} ",
            "\u{301} first",
            "clean, as it is",
            "a  gap",
            "a tail ",
            "a bell\u{7}",
            "",
        ] {
            let seen: String = traced(raw).iter().map(|(c, _)| c).collect();
            assert_eq!(seen, line(raw), "{raw:?}");
        }
        assert_eq!(
            traced(" e\u{AD}\u{301}  x"),
            [('\u{E9}', (1, 4)), (' ', (4, 5)), ('x', (6, 7))]
        );
    }
}
