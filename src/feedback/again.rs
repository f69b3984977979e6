//! A note's place in a later draft: found by its words and by what stood around them, or said to be gone. Never guessed.

use super::place::{Place, plain};
use crate::drafts::reading::{ReadingText, Span};

/// What the words count, and what stood before and after them; of 90 points a place needs seven tenths.
const QUOTE: f64 = 50.0;
const AROUND: f64 = 20.0;
const ENOUGH: f64 = 0.7;
/// A place that is hardly better than another one is no place.
const AHEAD: f64 = 0.04;
/// Shorter words than this, in code points, prove nothing without their neighbours.
const SHORT: usize = 24;

/// A later draft, made ready to be looked through many times.
pub struct Later {
    letters: Vec<char>,
    /// Where each word begins and ends, in code points, and what it is in small letters.
    words: Vec<(usize, usize, String)>,
}

impl Later {
    /// Makes a text ready.
    #[must_use]
    pub fn of(text: &ReadingText) -> Self {
        let letters: Vec<char> = text.whole().chars().map(plain).collect();
        let words = words(&letters);
        Self { letters, words }
    }

    /// Where a note's words stand now; nothing where they are gone, or could be in two places.
    #[must_use]
    pub fn find(&self, place: &Place) -> Option<Span> {
        let exact: Vec<char> = place.exact.chars().map(plain).collect();
        let mut found: Vec<(f64, usize, usize)> = self
            .occurrences(&exact)
            .into_iter()
            .map(|start| (start, start + exact.len()))
            .map(|(start, end)| (self.score(place, 1.0, (start, end)), start, end))
            .collect();
        if found.is_empty() {
            found = self.alike(place, &exact);
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (best, start, end) = *found.first()?;
        let other = found
            .iter()
            .skip(1)
            .find(|(_, from, to)| *to <= start || *from >= end);
        let needed = if found.len() == 1 && exact.len() >= SHORT && best >= QUOTE / 90.0 {
            QUOTE / 90.0
        } else {
            ENOUGH
        };
        let clear = other.is_none_or(|other| best - other.0 >= AHEAD);
        let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (best >= needed && clear).then(|| Span {
            start: at(start),
            end: at(end),
        })
    }

    fn occurrences(&self, exact: &[char]) -> Vec<usize> {
        if exact.is_empty() || exact.len() > self.letters.len() {
            return Vec::new();
        }
        let windows = self.letters.windows(exact.len()).enumerate();
        windows
            .filter(|(_, window)| *window == exact)
            .map(|(start, _)| start)
            .collect()
    }

    /// Stretches of about as many words that share most of them.
    fn alike(&self, place: &Place, exact: &[char]) -> Vec<(f64, usize, usize)> {
        let wanted: Vec<String> = words(exact).into_iter().map(|(_, _, word)| word).collect();
        let many = wanted.len();
        if many < 4 || many > self.words.len() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for first in 0..=self.words.len() - many {
            let window = &self.words[first..first + many];
            let shared = window
                .iter()
                .filter(|(_, _, word)| wanted.contains(word))
                .count();
            if shared * 10 < many * 6 {
                continue;
            }
            let (kept, from, to) = in_order(&wanted, window);
            #[expect(clippy::cast_precision_loss, reason = "few words")]
            let alike = kept as f64 / many as f64;
            // The words themselves, or as many as there were: whichever fits what stood around better.
            for (from, to) in [(from, to), (0, many - 1)] {
                let (start, end) = (window[from].0, self.with_marks(exact, window[to].1));
                found.push((self.score(place, alike, (start, end)), start, end));
            }
        }
        found
    }

    /// The end of a stretch with the marks behind its last word, where the note's own words ended with some.
    fn with_marks(&self, exact: &[char], end: usize) -> usize {
        if exact.last().is_none_or(|last| last.is_alphanumeric()) {
            return end;
        }
        let marks = self.letters[end..].iter();
        end + marks
            .take_while(|c| !c.is_alphanumeric() && !c.is_whitespace())
            .count()
    }

    /// How well a stretch fits a place, from 0 to 1.
    fn score(&self, place: &Place, alike: f64, (start, end): (usize, usize)) -> f64 {
        let before: Vec<char> = place.prefix.chars().map(plain).collect();
        let after: Vec<char> = place.suffix.chars().map(plain).collect();
        let here = self.letters[..start].iter().rev();
        let prefix = share(before.iter().rev().zip(here), before.len());
        let suffix = share(after.iter().zip(&self.letters[end..]), after.len());
        (QUOTE * alike + AROUND * prefix + AROUND * suffix) / (QUOTE + 2.0 * AROUND)
    }
}

/// Which part of what stood around still does, counted from the place outwards.
fn share<'a>(pairs: impl Iterator<Item = (&'a char, &'a char)>, of: usize) -> f64 {
    if of == 0 {
        return 1.0;
    }
    let same = pairs.take_while(|(one, other)| one == other).count();
    #[expect(clippy::cast_precision_loss, reason = "at most 32 letters")]
    let share = same as f64 / of as f64;
    share
}

/// How many of the wanted words stand in a window in their order, and between which of its words.
fn in_order(wanted: &[String], window: &[(usize, usize, String)]) -> (usize, usize, usize) {
    let (mut kept, mut next, mut first, mut last) = (0, 0, None, 0);
    for word in wanted {
        let rest = &window[next..];
        let Some(ahead) = rest.iter().position(|(_, _, found)| found == word) else {
            continue;
        };
        if ahead > 3 {
            continue;
        }
        kept += 1;
        last = next + ahead;
        first = first.or(Some(last));
        next = last + 1;
    }
    (kept, first.unwrap_or(0), last)
}

fn words(letters: &[char]) -> Vec<(usize, usize, String)> {
    let mut words = Vec::new();
    let mut begun = None;
    for (at, letter) in letters.iter().chain([&' ']).enumerate() {
        let inside = letter.is_alphanumeric() || *letter == '\'';
        match (begun, inside) {
            (None, true) => begun = Some(at),
            (Some(start), false) => {
                let word: String = letters[start..at].iter().collect();
                words.push((start, at, word.to_lowercase()));
                begun = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::Later;
    use crate::drafts::reading::{ParagraphKind::Body, ReadingText, Span};
    use crate::feedback::place;

    fn text(lines: &[&str]) -> ReadingText {
        ReadingText::from_blocks(
            lines
                .iter()
                .map(|line| (Body, (*line).to_owned()))
                .collect(),
        )
    }

    fn moves(old: &[&str], quote: &str, new: &[&str]) -> Option<String> {
        let old = text(old);
        let whole = old.whole();
        let start = whole.find(quote).expect("a quote");
        let at = |bytes: usize| u32::try_from(whole[..bytes].chars().count()).expect("short");
        let span = Span {
            start: at(start),
            end: at(start + quote.len()),
        };
        let new = text(new);
        let found = Later::of(&new).find(&place::at(&old, span))?;
        let letters: Vec<char> = new.whole().chars().collect();
        Some(
            letters[found.start as usize..found.end as usize]
                .iter()
                .collect(),
        )
    }

    const OLD: [&str; 2] = [
        "Gardens heal cities, and they cost very little. Nobody doubts it.",
        "The council has plans for four more of them. Nobody doubts it.",
    ];

    #[test]
    fn words_that_stayed_are_found_where_they_went() {
        let new = [
            "The council has plans for four more of them.",
            "Gardens heal cities, and they cost very little.",
        ];
        let quote = "Gardens heal cities, and they cost very little.";
        assert_eq!(moves(&OLD, quote, &new).as_deref(), Some(quote));
    }

    #[test]
    fn words_that_were_changed_a_little_are_found_by_their_neighbours() {
        let new = ["Gardens heal cities, and they cost hardly anything. Nobody doubts it."];
        let found = moves(
            &OLD,
            "Gardens heal cities, and they cost very little.",
            &new,
        );
        assert_eq!(
            found.as_deref(),
            Some("Gardens heal cities, and they cost hardly anything.")
        );
    }

    #[test]
    fn words_that_stand_twice_are_told_apart_by_what_stands_around_them() {
        let new = [
            "It is so. Nobody doubts it.",
            "The council has plans for four more of them. Nobody doubts it.",
        ];
        let old = [
            "They cost little. Nobody doubts it.",
            "The council has plans for four more of them. Nobody doubts it.",
        ];
        let found = moves(&old[1..], "Nobody doubts it.", &new);
        assert_eq!(found.as_deref(), Some("Nobody doubts it."));
        assert_eq!(
            moves(
                &old[..1],
                "Nobody doubts it.",
                &["A. Nobody doubts it.", "B. Nobody doubts it."]
            ),
            None
        );
    }

    #[test]
    fn what_is_gone_is_never_guessed() {
        let new = ["Castles are tall. They cost a lot of money, and kings paid."];
        assert_eq!(
            moves(
                &OLD,
                "Gardens heal cities, and they cost very little.",
                &new
            ),
            None
        );
        assert_eq!(moves(&OLD, "more", &["There is no more to say."]), None);
    }
}
