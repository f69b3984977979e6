//! Where sentences end by the rules of Unicode (UAX #29), without a look at every letter: an end needs a mark, and most
//! letters are none.

use std::iter;

use unicode_segmentation::UnicodeSegmentation;

/// The sentences of `text` as the rules see them, without a gap: what `split_sentence_bounds` gives, sooner.
pub(super) fn bounds(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (sentence, after) = rest.split_at(first_end(rest));
        rest = after;
        Some(sentence)
    })
}

/// Where the first sentence ends, in bytes. Before its first mark nothing ends, so the rules are asked from the letter before
/// that: they look one letter back, past what joins it, which ASCII never does.
fn first_end(text: &str) -> usize {
    let Some((mark, _)) = text.char_indices().find(|(_, c)| may_end(*c)) else {
        return text.len();
    };
    let start = text[..mark].rfind(|c: char| c.is_ascii()).unwrap_or(0);
    let first = text[start..].split_sentence_bounds().next();
    start + first.map_or(0, str::len)
}

/// Whether a sentence may end behind this. Marks of every script may, so all that is neither a letter nor a usual sign
/// counts as one; a test asks the rules about every sign there is.
fn may_end(c: char) -> bool {
    match c {
        '.' | '!' | '?' | '\n' | '\r' => true,
        '\u{2010}'..='\u{2023}' | '\u{2025}' | '\u{2026}' => false, // dashes, quotes, bullets, dots
        _ => !c.is_ascii() && !c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(text: &str) {
        let ours: Vec<&str> = bounds(text).collect();
        let theirs: Vec<&str> = text.split_sentence_bounds().collect();
        assert_eq!(ours, theirs, "{text:?}");
    }

    #[test]
    fn nothing_ends_behind_what_is_no_mark() {
        for c in (char::MIN..=char::MAX).filter(|c| !may_end(*c)) {
            for text in [format!("a{c}B"), format!("a{c} B"), format!("a{c}) 1")] {
                assert_eq!(text.split_sentence_bounds().count(), 1, "{c:?}");
            }
        }
    }

    #[test]
    fn sentences_are_those_of_the_rules() {
        let marks = [
            ".", "!", "?", "\u{3002}", "\u{2026}", "\u{2024}", "\n", "\r\n", "\u{2028}",
        ];
        let before = [
            "", "a", "U.S", "3", "e\u{301}", "\u{4F60}", "b\u{AD}", ")", " ",
        ];
        let after = [
            "",
            " ",
            "B",
            " b",
            " 4",
            "5",
            ") C",
            "\u{301}",
            " \u{201C}D",
            ", e",
            ".",
            " - F",
        ];
        for mark in marks {
            for before in before {
                for after in after {
                    same(&format!("{before}{mark}{after}"));
                    same(&format!(
                        "It is so{before}{mark}{after} and on. Next? {after}{mark}"
                    ));
                }
            }
        }
    }

    #[test]
    fn whatever_stands_where_has_the_sentences_of_the_rules() {
        let signs: Vec<char> =
            "aB1 .!?)\"',-\n\r\u{301}\u{AD}\u{4F60}\u{3002}\u{2019}\u{2026}\u{2028}\u{1F600}\u{2024}\u{FF0E}\u{903}\u{345}"
                .chars()
                .collect();
        let mut dice = 1_u64;
        for _ in 0..20_000 {
            let text = iter::from_fn(|| {
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                Some(signs[usize::try_from(dice >> 33).unwrap() % signs.len()])
            });
            same(&text.take(14).collect::<String>());
        }
    }
}
