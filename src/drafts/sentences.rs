//! Where each sentence of a paragraph begins and ends, so that a note can point at one.

mod abbreviations;
mod bounds;

use super::reading::Span;
use bounds::bounds;
use unicode_normalization::char::is_combining_mark;

/// A run of brackets, quotes and gaps longer than this is no prose: the paragraph stays one sentence. The rules of Unicode
/// look ahead from each sign of such a run.
const LONGEST_BRACKET_RUN: usize = 50;
/// In bytes, with its brackets.
const LONGEST_LIST_MARK: usize = 16;

/// The sentences of one paragraph, in code points counted from `start`; spaces between them belong to none.
#[must_use]
pub fn spans(text: &str, start: u32) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = start;
    for sentence in split(text) {
        let bare = sentence.trim();
        let before = sentence.len() - sentence.trim_start().len();
        let begin = at + length(&sentence[..before]);
        if !bare.is_empty() {
            spans.push(Span {
                start: begin,
                end: begin + length(bare),
            });
        }
        at += length(sentence);
    }
    spans
}

/// The sentences of `text` as slices that follow each other without a gap.
fn split(text: &str) -> Vec<&str> {
    if has_long_bracket_run(text) {
        return vec![text];
    }
    let mut sentences = Vec::new();
    let mut begin = 0;
    let mut end = 0;
    for part in bounds(text) {
        if end > begin && !belongs_together(&text[begin..end], part) {
            sentences.push(&text[begin..end]);
            begin = end;
        }
        end += part.len();
    }
    if end > begin {
        sentences.push(&text[begin..end]);
    }
    sentences
}

/// Whether `next` goes on with the sentence `so_far`, although the Unicode rule saw an end between them.
fn belongs_together(so_far: &str, next: &str) -> bool {
    let before = so_far.trim_end();
    next.trim().is_empty()
        || only_closing(next)
        || is_inside_a_word(so_far, next)
        || goes_on_in_lower_case(before, next)
        || is_citation(next)
        || is_list_mark(before)
        || abbreviations::ends_in_one(before, next)
}

fn only_closing(next: &str) -> bool {
    next.trim()
        .chars()
        .all(|c| is_closing(c) || matches!(c, '.' | ',' | ';' | ':' | '!' | '?'))
}

/// As in "example.org/?page=1": where words are parted by spaces, an end of a sentence has one behind it.
fn is_inside_a_word(so_far: &str, next: &str) -> bool {
    so_far.ends_with(['.', '?', '!'])
        && next.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '"'
            | '\''
            | '\u{201D}'
            | '\u{2019}'
            | '\u{00BB}'
            | '\u{203A}'
            | '\u{300D}'
            | '\u{300F}'
    )
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '"'
            | '\''
            | '\u{201C}'
            | '\u{2018}'
            | '\u{00AB}'
            | '\u{2039}'
            | '\u{201E}'
            | '\u{201A}'
            | '\u{300C}'
            | '\u{300E}'
    )
}

/// "Is it?" she asked; He (why?) left; and then ... he went on.
fn goes_on_in_lower_case(before: &str, next: &str) -> bool {
    let lower = next.trim_start().starts_with(char::is_lowercase);
    lower
        && (before.ends_with(is_closing)
            || before.ends_with("..")
            || before.ends_with('\u{2026}')
            || before.ends_with(". ."))
}

/// A bracket with a number in it after the full stop, as in "quote." (Smith, 2010). or `[12]`.
fn is_citation(next: &str) -> bool {
    let close = match next.trim_start().chars().next() {
        Some('(') => ')',
        Some('[') => ']',
        _ => return false,
    };
    let Some((inside, after)) = next.trim_start()[1..].split_once(close) else {
        return false;
    };
    let short = inside.chars().take(121).count() <= 120;
    let cites =
        short && inside.chars().any(|c| c.is_ascii_digit()) && !inside.ends_with(['.', '!', '?']);
    cites && (only_closing(after) || after.trim_start().starts_with(char::is_lowercase))
}

/// "1." or "b." or "(iv)." standing alone in front of what it numbers. A longer beginning is not looked through, as
/// this is asked anew at each of its ends.
fn is_list_mark(before: &str) -> bool {
    if before.len() > LONGEST_LIST_MARK {
        return false;
    }
    let mark = before
        .trim_matches(|c: char| is_opening(c) || is_closing(c) || c == '.' || c.is_whitespace());
    let digits = !mark.is_empty() && mark.len() <= 3 && mark.chars().all(|c| c.is_ascii_digit());
    let letter = mark.len() == 1 && mark.chars().all(|c| c.is_ascii_alphabetic());
    digits || letter
}

fn has_long_bracket_run(text: &str) -> bool {
    let mut run = 0;
    text.chars().any(|c| {
        run = if ends_a_run(c) { 0 } else { run + 1 };
        run > LONGEST_BRACKET_RUN
    })
}

/// Whether this is neither a bracket, a quote nor a gap, nor joins what stands before it. Of other scripts' signs only letters and
/// numbers are known to be none.
fn ends_a_run(c: char) -> bool {
    match c {
        '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\'' | '\u{FF9E}' | '\u{FF9F}' => false,
        '!'..='~' | '\u{2010}'..='\u{2015}' | '\u{2022}'..='\u{2026}' => true,
        _ => c.is_alphanumeric() && !is_combining_mark(c),
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let cut = |s: &Span| chars[s.start as usize..s.end as usize].iter().collect();
        spans(text, 0).iter().map(cut).collect()
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        for one in [
            "Dr. Smith met Mrs. Jones, i.e. Ada, at No. 5 (see Fig. 3 and pp. 12-14).",
            "J. K. Rowling wrote it in the U.S. Army style.",
            "Smith et al. (2010) say e.g. Paris costs 3.50 a day.",
            "1. First, read the text.",
            "On Oct. 12 he left.",
            "See https://example.org/a?page=1!x for more.",
        ] {
            assert_eq!(sentences(one), [one]);
        }
    }

    #[test]
    fn a_new_sentence_after_an_abbreviation_is_seen() {
        assert_eq!(
            sentences("He lives in the U.S. The house is big. So is No. It is."),
            [
                "He lives in the U.S.",
                "The house is big.",
                "So is No.",
                "It is."
            ]
        );
        assert_eq!(
            sentences("Bread, milk, etc. They ate."),
            ["Bread, milk, etc.", "They ate."]
        );
    }

    #[test]
    fn quotes_brackets_and_citations_stay_with_their_sentence() {
        assert_eq!(
            sentences(
                "He said \u{201C}Stop.\u{201D} (Smith, 2010). Then he left. (She stayed.) End"
            ),
            [
                "He said \u{201C}Stop.\u{201D} (Smith, 2010).",
                "Then he left.",
                "(She stayed.)",
                "End"
            ]
        );
        assert_eq!(
            sentences("\u{201C}Is it?\u{201D} she asked. Well... maybe. And so . . . on! Yes"),
            [
                "\u{201C}Is it?\u{201D} she asked.",
                "Well... maybe.",
                "And so . . . on!",
                "Yes"
            ]
        );
    }

    #[test]
    fn other_scripts_have_sentences_too() {
        assert_eq!(
            sentences("\u{4F60}\u{597D}\u{3002}\u{6211}\u{597D}\u{3002}").len(),
            2
        );
        assert_eq!(sentences("\u{645}\u{631}\u{62D}\u{628}\u{627}. \u{643}\u{64A}\u{641}\u{61F} \u{646}\u{639}\u{645}.").len(), 3);
    }

    #[test]
    fn positions_are_code_points_and_leave_the_spaces_out() {
        let spans = spans("\u{1F600} Hi. Yo.", 10);
        assert_eq!(
            spans,
            [Span { start: 10, end: 15 }, Span { start: 16, end: 19 }]
        );
    }

    #[test]
    fn a_wall_of_signs_is_quick() {
        for sign in [
            ")",
            ")\u{903}",
            "[\u{345}",
            " \u{200D}",
            "\u{1C90}.",
            "\"\u{FF9E}",
            "A.",
            ". (",
            "\u{301}",
            "\u{3002}",
            ".",
            "(1) ",
        ] {
            let wall = format!("a. {}", sign.repeat(300_000));
            assert!(!spans(&wall, 0).is_empty(), "{sign}");
        }
    }

    #[test]
    fn what_ends_a_run_is_not_looked_past_by_the_rules() {
        let marks = ['.', '!', '?', '\u{2024}'];
        for c in (char::MIN..=char::MAX).filter(|c| ends_a_run(*c) && !marks.contains(c)) {
            let text = format!("a.){c}B");
            let first = unicode_segmentation::UnicodeSegmentation::split_sentence_bounds(&*text);
            assert_ne!(first.map(str::len).next(), Some(3 + c.len_utf8()), "{c:?}");
        }
    }
}
