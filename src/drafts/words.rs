//! How many words a text has, counted the way a person would count them.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The number of words in `text`: "don't" and "well-known" are one word each, "1,284" too.
#[must_use]
pub fn count(text: &str) -> usize {
    ranges(text).count()
}

/// Where each word of `text` stands, as byte ranges, from the first to the last.
pub fn ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = text.unicode_word_indices().peekable();
    std::iter::from_fn(move || {
        let (start, word) = rest.next()?;
        let mut end = start + word.len();
        while let Some(&(next, word)) = rest.peek() {
            if !joins(&text[end..next]) {
                break;
            }
            end = next + word.len();
            rest.next();
        }
        Some(start..end)
    })
}

fn joins(between: &str) -> bool {
    matches!(
        between,
        "-" | "\u{2010}" | "\u{2011}" | "'" | "\u{2019}" | "@"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_apostrophes_and_hyphens_are_one_word() {
        assert_eq!(
            count("I don't like the well-known \u{201C}mother-in-law\u{201D}."),
            6
        );
        assert_eq!(
            count("rock \u{2019}n\u{2019} roll, the students\u{2019} work"),
            6
        );
    }

    #[test]
    fn numbers_and_dashes_are_counted_like_a_person_would() {
        assert_eq!(
            count("1,284 people paid 3.50 \u{2014} or nothing\u{2014}at all"),
            8
        );
        assert_eq!(count(" \u{2026} -- * "), 0);
    }

    #[test]
    fn each_chinese_character_is_a_word() {
        assert_eq!(count("\u{6211}\u{7231}\u{5199}\u{4F5C}\u{3002}"), 4);
    }
}
