//! Finds the words of comments in the draft they belong to, and tells equal comments apart.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::{Comment, Found, Seat};
use crate::drafts::reading::{ReadingText, Span};
use crate::feedback::again::Later;
use crate::feedback::pieces::Kind;
use crate::feedback::place::{self, Place};

/// Looks for the words of all comments in the draft's text. Takes its time on a long text: not on an async thread.
#[must_use]
pub fn look_for(text: &ReadingText, comments: Vec<Comment>) -> Vec<Found> {
    let later = Later::of(text);
    let mut times: HashMap<[u8; 32], u32> = HashMap::new();
    let found = comments.into_iter().map(|comment| {
        let seat = comment
            .place
            .as_ref()
            .map_or(Seat::Nowhere, |place| seat(text, &later, place));
        let same = signed(&comment, 0);
        let nth = times.entry(same).and_modify(|n| *n += 1).or_default();
        Found {
            sign: signed(&comment, *nth),
            kind: comment
                .kind
                .unwrap_or_else(|| guess(text, &comment.words, &seat)),
            words: comment.words,
            quote: comment.place.map_or_else(String::new, |place| place.exact),
            seat,
        }
    });
    found.collect()
}

/// Where a comment's words stand: at the very same place, or wherever they went. Never guessed.
fn seat(text: &ReadingText, later: &Later, place: &Place) -> Seat {
    if place.exact.chars().count() > place::LONGEST {
        return Seat::Whole;
    }
    if place::at(text, place.span) == *place {
        return Seat::At(place.clone());
    }
    later
        .find(place)
        .map_or(Seat::Nowhere, |span| Seat::At(place::at(text, span)))
}

/// A sign that the `nth` of the same comments has, however often its file is sent.
fn signed(comment: &Comment, nth: u32) -> [u8; 32] {
    let quote = comment.place.as_ref().map_or("", |place| &place.exact);
    let mut hash = Sha256::new();
    for part in [&comment.author, &comment.at, &comment.words, quote] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.update(nth.to_le_bytes());
    hash.finalize().into()
}

/// What kind of note a comment is that does not say: one that asks is a question, one on a part of a sentence is about
/// the sentence, any other is about the big picture.
fn guess(text: &ReadingText, words: &str, seat: &Seat) -> Kind {
    if words.trim_end().ends_with('?') {
        return Kind::Question;
    }
    let Seat::At(Place { span, .. }) = seat else {
        return Kind::Big;
    };
    let within =
        |around: &Span| around.start <= span.start && span.end <= around.end && around != span;
    let mut sentences = text.paragraphs.iter().flat_map(|p| &p.sentences);
    if sentences.any(within) {
        Kind::Sentence
    } else {
        Kind::Big
    }
}

#[cfg(test)]
mod tests {
    use super::look_for;
    use crate::drafts::reading::{ParagraphKind::Body, ReadingText, Span};
    use crate::feedback::margin::{Comment, Found, Seat};
    use crate::feedback::{Kind, place};

    const DRAFT: [&str; 2] = [
        "Gardens heal cities. They cost little.",
        "Nobody doubts it.",
    ];

    fn text(lines: &[&str]) -> ReadingText {
        let blocks = lines.iter().map(|line| (Body, (*line).to_owned()));
        ReadingText::from_blocks(blocks.collect())
    }

    fn comment(lines: &[&str], words: &str, (start, end): (u32, u32)) -> Comment {
        Comment {
            author: "Ben".into(),
            at: String::new(),
            words: words.into(),
            kind: None,
            place: Some(place::at(&text(lines), Span { start, end })),
        }
    }

    fn found(comment: Comment) -> Found {
        look_for(&text(&DRAFT), vec![comment]).remove(0)
    }

    fn stands_on(found: &Found) -> Option<&str> {
        match &found.seat {
            Seat::At(place) => Some(&place.exact),
            Seat::Whole => Some("whole"),
            Seat::Nowhere => None,
        }
    }

    #[test]
    fn words_are_found_where_they_stood_or_where_they_went_and_else_nowhere() {
        assert_eq!(
            stands_on(&found(comment(&DRAFT, "Ah.", (21, 38)))),
            Some("They cost little.")
        );
        let moved = ["A letter first.", DRAFT[0], DRAFT[1]];
        assert_eq!(
            stands_on(&found(comment(&moved, "Ah.", (16, 36)))),
            Some("Gardens heal cities.")
        );
        let other = ["Castles are tall and cost a lot."];
        assert_eq!(stands_on(&found(comment(&other, "Ah.", (0, 16)))), None);
        let long = "word ".repeat(1000);
        assert_eq!(
            stands_on(&found(comment(&[&long], "Ah.", (0, 4900)))),
            Some("whole")
        );
    }

    #[test]
    fn a_kind_is_guessed_from_what_is_asked_and_where() {
        assert_eq!(
            found(comment(&DRAFT, "Which ones?", (0, 20))).kind,
            Kind::Question
        );
        assert_eq!(
            found(comment(&DRAFT, "Too strong.", (8, 12))).kind,
            Kind::Sentence
        );
        assert_eq!(found(comment(&DRAFT, "A claim!", (0, 20))).kind, Kind::Big);
    }

    #[test]
    fn equal_comments_have_signs_of_their_own_that_stay() {
        let twice = || {
            vec![
                comment(&DRAFT, "Cite.", (0, 7)),
                comment(&DRAFT, "Cite.", (0, 7)),
            ]
        };
        let signs = |found: Vec<Found>| {
            found
                .into_iter()
                .map(|found| found.sign)
                .collect::<Vec<_>>()
        };
        let first = signs(look_for(&text(&DRAFT), twice()));
        assert_ne!(first[0], first[1]);
        assert_eq!(first, signs(look_for(&text(&DRAFT), twice())));
    }
}
