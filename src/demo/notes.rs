//! The notes that the demo's tutors write beside a text, and what its students make of them.

use crate::db::Tx;
use crate::documents;
use crate::drafts;
use crate::feedback::margin;
use crate::feedback::pieces::{self, Hand, Kind, Typed};
use crate::feedback::place::{self, Aim};
use crate::feedback::plan::{self, Choice};
use crate::feedback::remarks::{self, RemarkKind, Survey};
use crate::feedback::{self, bank};
use crate::papers::PaperNumber;
use crate::people::Person;
use crate::refusal::{Outcome, Refusal};

/// What a tutor could say about nearly any text, by kind.
const NOTES: [(Kind, &str); 9] = [
    (
        Kind::Big,
        "Your reader learns the topic here but not yet your claim. What do you want them to believe by the end? **One sentence that takes a side** would steer everything after it.",
    ),
    (
        Kind::Well,
        "Concrete, local and checkable. This one detail does more persuading than any statistic.",
    ),
    (
        Kind::Question,
        "Who says so? If it is you, say \u{201c}I think\u{201d}; if it is a source, name it *here* and not at the end of the paragraph.",
    ),
    (
        Kind::Sentence,
        "Read this one aloud. Where you run out of breath, your reader does, too: that is where a full stop wants to be.",
    ),
    (
        Kind::Big,
        "This paragraph does two jobs. Try it as two:\n- what happened\n- what you make of it",
    ),
    (
        Kind::Question,
        "What would somebody say who disagrees? One line that answers them would make this much stronger.",
    ),
    (
        Kind::Well,
        "I like how this sentence turns. It is the first time I hear your own voice.",
    ),
    (
        Kind::Sentence,
        "There is a pattern to look for: find the noun that does the action, then check the ending of its verb.",
    ),
    (
        Kind::Big,
        "The ending repeats the beginning. What do we know now that we did not know then?",
    ),
];

/// A comment out of a Word file whose words the student has changed since.
const LOOSE: &str = "This is the sentence I would open with. Can it move to the very beginning?";
const GONE: &str = "Nobody who has stood there at six in the morning forgets it.";

/// Leaves a comment waiting for its place, as it comes from a tutor who marked an older copy in Word.
pub fn bring_comment(tx: &Tx<'_>, tutor: &Person, number: PaperNumber) -> Outcome<()> {
    let draft = drafts::newest(tx, number)?.ok_or_else(Refusal::not_found)?;
    let text = drafts::reading_text(tx, draft.manuscript.id)?.unwrap_or_default();
    let older = documents::pasted(GONE);
    let whole = older.paragraphs.iter().filter_map(|p| p.sentences.first());
    let comments = whole.map(|span| margin::Comment {
        author: tutor.name.clone(),
        at: String::new(),
        words: LOOSE.to_owned(),
        kind: None,
        place: Some(place::at(&older, *span)),
    });
    let found = margin::look_for(&text, comments.collect());
    margin::take(tx, tutor, number, (draft.id, &found)).map(drop)
}

/// Notes on some sentences of a paper, and one on the whole of it.
pub fn write(tx: &Tx<'_>, tutor: &Person, number: PaperNumber, seed: usize) -> Outcome<()> {
    let draft = drafts::newest(tx, number)?.ok_or_else(Refusal::not_found)?;
    let text = drafts::reading_text(tx, draft.manuscript.id)?.unwrap_or_default();
    let long = (1..)
        .zip(&text.paragraphs)
        .filter(|(_, p)| p.sentences.len() > 1);
    for (n, (paragraph, found)) in long.take(5).enumerate() {
        let (kind, words) = NOTES[(seed + n) % NOTES.len()];
        let sentence = 1 + (seed + 2 * n) % found.sentences.len();
        let aim = Aim::Sentences {
            paragraph,
            first: sentence,
            last: sentence,
        };
        keep(tx, tutor, number, (kind, words, aim))?;
    }
    let (kind, words) = NOTES[8 - seed % 2 * 4];
    if seed.is_multiple_of(3) {
        keep(tx, tutor, number, (kind, words, Aim::Whole))?;
    }
    Ok(())
}

/// One note, or the letter.
pub fn keep(
    tx: &Tx<'_>,
    tutor: &Person,
    number: PaperNumber,
    (kind, words, aim): (Kind, &str, Aim),
) -> Outcome<()> {
    let typed = Typed {
        kind,
        words: words.to_owned(),
        aim,
    };
    pieces::keep(tx, tutor, number, (&Hand::default(), &typed)).map(drop)
}

/// The student opens what was returned, plans some of it, and says something back.
pub fn read(tx: &Tx<'_>, student: &Person, number: PaperNumber, seed: usize) -> Outcome<()> {
    let all = drafts::of_paper(tx, number)?;
    let Some((_, letter)) = feedback::newest_letter(tx, &all)? else {
        return Ok(());
    };
    feedback::note_opening(tx, letter.id, student)?;
    for (n, note) in feedback::returned_notes(tx, letter.id)?.iter().enumerate() {
        let choice = match (seed + n) % 4 {
            0 | 1 => Choice::Plan,
            2 => Choice::NotNow,
            _ => Choice::Open,
        };
        plan::choose(tx, student, number, (note.piece, choice))?;
    }
    if seed.is_multiple_of(2) {
        plan::add(
            tx,
            student,
            number,
            "Ask the library for the second edition.",
        )?;
    }
    if seed.is_multiple_of(3) {
        let thanks = "Thank you! I did not see that the middle part was two things.";
        remarks::say(tx, student, number, (RemarkKind::Thanks, thanks))?;
    }
    if seed.is_multiple_of(5) {
        let said = Survey {
            helped: 4,
            words: String::new(),
        };
        remarks::survey(tx, student, number, &said)?;
    }
    Ok(())
}

/// The comment bank as the centre and its tutors have filled it.
pub fn fill_bank(tx: &Tx<'_>, coordinator: &Person, tutors: &[Person]) -> Outcome<()> {
    let shared = [
        "{name}, what is the one sentence you want your reader to remember?",
        "This works: \u{201c}{quote}\u{201d}. Can you say in the margin why? Then do it again elsewhere.",
        "Try a reverse outline: write beside each paragraph, in five words, what it does.",
    ];
    for words in shared {
        bank::add(tx, coordinator, words, true)?;
    }
    for tutor in tutors {
        bank::add(
            tx,
            tutor,
            "Read it aloud, {name}, and mark where you stumble.",
            false,
        )?;
    }
    Ok(())
}
