//! Where a note stands: the server finds the words, counts in code points, and keeps what stood around them.

use crate::drafts::reading::{Paragraph, ReadingText, Span};
use crate::refusal::Refusal;

/// So many code points are kept on either side of a place.
const AROUND: usize = 32;
/// The longest words that one note may stand on, in code points.
pub(super) const LONGEST: usize = 4000;

/// A place in a reading text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// From which code point up to but not including which.
    pub span: Span,
    /// The words there.
    pub exact: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
}

/// Where a note is to stand, as a form says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aim {
    /// On the whole paper.
    Whole,
    /// On some sentences of a paragraph, counted from 1.
    Sentences {
        /// Which paragraph.
        paragraph: usize,
        /// From which sentence.
        first: usize,
        /// Up to and with which.
        last: usize,
    },
    /// On these very words.
    Words {
        /// In which paragraph; none: anywhere.
        paragraph: Option<usize>,
        /// The words.
        quote: String,
        /// Near which code point of the whole text, where the page knew it.
        near: Option<u32>,
    },
}

/// Finds the place that a form means; nothing for the whole paper.
///
/// # Errors
/// A refusal at the field `quote` or `sentence`, in words that say what to do instead.
pub fn locate(text: &ReadingText, aim: &Aim) -> Result<Option<Place>, Refusal> {
    match aim {
        Aim::Whole => Ok(None),
        Aim::Sentences {
            paragraph,
            first,
            last,
        } => sentences(text, *paragraph, (*first, *last)).map(Some),
        Aim::Words {
            paragraph,
            quote,
            near,
        } => words(text, *paragraph, (quote, *near)).map(Some),
    }
}

/// The place at a span of a text.
#[must_use]
pub fn at(text: &ReadingText, span: Span) -> Place {
    let whole: Vec<char> = text.whole().chars().collect();
    let start = (span.start as usize).min(whole.len());
    let end = (span.end as usize).clamp(start, whole.len());
    let said = |from: usize, to: usize| whole[from..to].iter().collect();
    Place {
        span,
        exact: said(start, end),
        prefix: said(start.saturating_sub(AROUND), start),
        suffix: said(end, (end + AROUND).min(whole.len())),
    }
}

fn paragraph_of(text: &ReadingText, n: usize) -> Result<&Paragraph, Refusal> {
    let found = n
        .checked_sub(1)
        .and_then(|before| text.paragraphs.get(before));
    found.ok_or_else(|| Refusal::field("sentence", "Choose a paragraph that is there"))
}

fn sentences(
    text: &ReadingText,
    paragraph: usize,
    (first, last): (usize, usize),
) -> Result<Place, Refusal> {
    let all = &paragraph_of(text, paragraph)?.sentences;
    let (first, last) = (first.min(last), first.max(last));
    let chosen = first
        .checked_sub(1)
        .and_then(|before| Some((all.get(before)?, all.get(last - 1)?)));
    let (first, last) =
        chosen.ok_or_else(|| Refusal::field("sentence", "Choose a sentence that is there"))?;
    let span = Span {
        start: first.start,
        end: last.end,
    };
    Ok(at(text, span))
}

fn words(
    text: &ReadingText,
    paragraph: Option<usize>,
    (quote, near): (&str, Option<u32>),
) -> Result<Place, Refusal> {
    let (from, region, called) = match paragraph {
        Some(n) => {
            let found = paragraph_of(text, n)?;
            (found.start, found.text.clone(), format!("paragraph {n}"))
        }
        None => (0, text.whole(), "the text".to_owned()),
    };
    let wanted: Vec<char> = tidy(quote);
    if wanted.is_empty() || wanted.len() > LONGEST {
        let says = format!("Type up to {LONGEST} letters of {called}, or choose a sentence");
        return Err(Refusal::field("quote", says));
    }
    let exact = found(&region.chars().map(plain).collect::<Vec<_>>(), &wanted);
    let starts = if exact.is_empty() {
        let lower = |c: &char| c.to_lowercase().next().unwrap_or(*c);
        let region: Vec<char> = region.chars().map(|c| lower(&plain(c))).collect();
        found(&region, &wanted.iter().map(lower).collect::<Vec<_>>())
    } else {
        exact
    };
    let offset = |start: usize| from + u32::try_from(start).unwrap_or(u32::MAX);
    let nearest = match near {
        Some(near) => starts
            .iter()
            .min_by_key(|start| offset(**start).abs_diff(near)),
        None => starts.first().filter(|_| starts.len() == 1),
    };
    let Some(start) = nearest.map(|start| offset(*start)) else {
        return Err(Refusal::field("quote", none_or_many(&called, starts.len())));
    };
    let end = start + u32::try_from(wanted.len()).unwrap_or(0);
    Ok(at(text, Span { start, end }))
}

fn none_or_many(called: &str, many: usize) -> String {
    if many == 0 {
        format!("We could not find those words in {called}. Choose the sentence instead")
    } else {
        format!("Those words stand {many} times in {called}. Add a word before or after them")
    }
}

/// Where `wanted` begins in `region`, every time.
fn found(region: &[char], wanted: &[char]) -> Vec<usize> {
    if wanted.is_empty() || wanted.len() > region.len() {
        return Vec::new();
    }
    region
        .windows(wanted.len())
        .enumerate()
        .filter(|(_, window)| *window == wanted)
        .map(|(start, _)| start)
        .collect()
}

/// Typed words as the reading text writes them: single spaces, plain quotation marks.
fn tidy(quote: &str) -> Vec<char> {
    let words: Vec<&str> = quote.split_whitespace().collect();
    words.join(" ").chars().map(plain).collect()
}

/// One letter in the form in which keyboards and word processors agree; one code point stays one.
#[must_use]
pub const fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{02BC}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{00A0}' | '\u{202F}' | '\u{2009}' | '\n' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Aim, locate};
    use crate::drafts::reading::{ParagraphKind::Body, ReadingText};

    fn text() -> ReadingText {
        let lines = [
            "\u{1F469}\u{200D}\u{1F4BB} It\u{2019}s here. It is not there.",
            "Two words, two words.",
        ];
        ReadingText::from_blocks(lines.map(|line| (Body, line.to_owned())).to_vec())
    }

    fn words(paragraph: Option<usize>, quote: &str, near: Option<u32>) -> Result<String, String> {
        let aim = Aim::Words {
            paragraph,
            quote: quote.to_owned(),
            near,
        };
        locate(&text(), &aim)
            .map(|place| {
                place.map_or_else(String::new, |place| {
                    format!("{}-{} {}", place.span.start, place.span.end, place.exact)
                })
            })
            .map_err(|refusal| refusal.says)
    }

    #[test]
    fn words_are_found_however_their_marks_were_typed() {
        assert_eq!(
            words(Some(1), "it's  here", None),
            Ok("4-13 It\u{2019}s here".into())
        );
    }

    #[test]
    fn words_that_stand_twice_want_a_neighbour_or_a_position() {
        let twice =
            "Those words stand 2 times in paragraph 2. Add a word before or after them".to_owned();
        assert_eq!(words(Some(2), "wo words", None), Err(twice));
        assert_eq!(
            words(Some(2), "two words.", None),
            Ok("43-53 two words.".into())
        );
        assert_eq!(
            words(None, "two words", Some(44)),
            Ok("43-52 two words".into())
        );
    }

    #[test]
    fn what_is_not_there_is_said_so() {
        let says =
            "We could not find those words in paragraph 1. Choose the sentence instead".to_owned();
        assert_eq!(words(Some(1), "Two words", None), Err(says));
    }

    #[test]
    fn sentences_are_counted_from_one_and_may_be_chosen_backwards() {
        let aim = Aim::Sentences {
            paragraph: 1,
            first: 2,
            last: 1,
        };
        let place = locate(&text(), &aim)
            .expect("a place")
            .expect("not the whole");
        assert_eq!((place.span.start, place.prefix.as_str()), (0, ""));
        assert_eq!(place.suffix, "\nTwo words, two words.");
    }
}
