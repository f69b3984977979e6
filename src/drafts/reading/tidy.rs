//! Cleans one paragraph of a file: what cannot be seen goes, and every gap becomes one space.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// One clean line: composed characters, single spaces, nothing invisible but the joiners some scripts need.
pub fn line(raw: &str) -> String {
    let seen = raw.chars().map(plain).filter(|&c| !is_invisible(c));
    // Most writing is composed already, and to see that is quicker than to compose it.
    let is_composed = raw.is_ascii() || is_nfc_quick(seen.clone()) == IsNormalized::Yes;
    let line = if is_composed {
        spaced(seen, raw.len())
    } else {
        spaced(seen.nfc(), raw.len())
    };
    let is_blank = |c: char| matches!(c, '\u{200C}' | '\u{200D}' | ' ');
    if line.chars().all(is_blank) {
        String::new()
    } else {
        line
    }
}

/// Single spaces between what is seen, and none around it.
fn spaced(seen: impl Iterator<Item = char>, size: usize) -> String {
    let mut line = String::with_capacity(size);
    let mut space = false;
    for c in seen {
        if c == ' ' {
            space = !line.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            line.push(' ');
        }
        line.push(c);
    }
    line
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
    use super::line;

    #[test]
    fn invisible_characters_go_and_joiners_stay() {
        assert_eq!(
            line("\u{202E}a\u{AD}b\u{200B} \u{A0}\n c\u{7}\u{200C}d\u{FEFF} "),
            "ab c\u{200C}d"
        );
        assert_eq!(line(" \u{200D} \t"), "");
        assert_eq!(line("e\u{301} non\u{2011}stop"), "\u{E9} non-stop");
    }
}
