//! Marking: notes are placed where they are meant, and what they say can be changed, taken away and put back.

mod claiming;
mod keeping;
mod pace;
mod reading;
mod releasing;
mod second_reader;
mod taking_home;
mod word;

use paperdesk::papers::PaperNumber;

use crate::deeds::{give_to_ben_who_begins, send_file};
use crate::desk::Desk;
use crate::seat::{Answer, Seat};

const TEXT: &[u8] = "\u{1F469}\u{200D}\u{1F4BB} Gardens heal cities. They cost little.\n\nTwo gardens, two stories. \u{201C}It works,\u{201D} says Ana.".as_bytes();

/// A paper of two paragraphs that Ben is marking.
pub fn marked_by_ben(desk: &Desk) -> PaperNumber {
    let number = send_file(desk, &desk.ada(), "gardens.txt", TEXT);
    give_to_ben_who_begins(desk, number);
    number
}

/// Ben writes a note in a plain form.
pub fn note(ben: &Seat<'_>, fields: &[(&str, &str)]) -> Answer {
    let kind = [("kind", "big")];
    let all: Vec<(&str, &str)> = kind
        .iter()
        .filter(|_| !fields.iter().any(|(name, _)| *name == "kind"))
        .chain(fields)
        .copied()
        .collect();
    ben.post("/desk/P-1001/notes", &all)
}

pub fn quotes(desk: &Desk) -> Vec<String> {
    let sql = "select exact from pieces where kind <> 'letter' order by starts, id";
    desk.look(|tx| tx.all(sql, &[], |row| row.get("exact")))
}

pub fn newest_note(desk: &Desk) -> i64 {
    desk.count("select max(id) as n from pieces where kind <> 'letter'")
}

#[test]
fn a_note_stands_on_a_sentence_on_chosen_words_or_on_the_whole_paper() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    note(
        &ben,
        &[("words", "Do they?"), ("p", "1"), ("sentence", "1")],
    )
    .is(303);
    note(
        &ben,
        &[
            ("words", "Good."),
            ("kind", "well"),
            ("p", "2"),
            ("quote", "\"It works,\""),
        ],
    )
    .is(303);
    note(&ben, &[("words", "What is your claim?")]).is(303);
    let found = [
        "",
        "\u{1F469}\u{200D}\u{1F4BB} Gardens heal cities.",
        "\u{201C}It works,\u{201D}",
    ];
    assert_eq!(quotes(&desk), found);
    let page = ben.get("/desk/P-1001");
    page.is(200).says("3 notes: 2 big picture, 1 working well");
    let html = page.body();
    let (text, beside) = (
        html.find("id=\"p1\"").unwrap(),
        html.find("id=\"c2\"").unwrap(),
    );
    assert!(
        text < beside && beside < html.find("id=\"p2\"").unwrap(),
        "{html}"
    );
}

#[test]
fn positions_count_code_points_and_keep_what_stands_around() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    note(
        &desk.ben(),
        &[("words", "Why?"), ("p", "1"), ("quote", "Gardens")],
    )
    .is(303);
    let row = desk.look(|tx| {
        tx.one(
            "select starts, ends, prefix, suffix from pieces",
            &[],
            |row| {
                Ok((
                    row.get::<i64>("starts")?,
                    row.get::<i64>("ends")?,
                    row.get::<String>("prefix")?,
                    row.get::<String>("suffix")?,
                ))
            },
        )
    });
    let (starts, ends, prefix, suffix) = row.unwrap();
    assert_eq!(
        (starts, ends, prefix.as_str()),
        (4, 11, "\u{1F469}\u{200D}\u{1F4BB} ")
    );
    assert_eq!(suffix, " heal cities. They cost little.\n");
}

#[test]
fn words_that_are_not_there_or_stand_twice_are_asked_for_again_with_all_that_was_typed() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    for (quote, says) in [
        (
            "castles",
            "We could not find those words in paragraph 2. Choose the sentence instead",
        ),
        ("wo", "Those words stand 3 times in paragraph 2"),
    ] {
        let typed = [("words", "My long thought."), ("p", "2"), ("quote", quote)];
        note(&ben, &typed)
            .is(422)
            .says(says)
            .says("My long thought.");
    }
    note(&ben, &[("words", " "), ("p", "1"), ("sentence", "1")])
        .is(422)
        .says("Write the comment before saving it");
    note(&ben, &[("words", "Hm."), ("kind", "x"), ("p", "1")])
        .is(422)
        .says("Choose what kind of note it is");
    note(&ben, &[("words", "Hm."), ("p", "1")])
        .is(422)
        .says("Choose a sentence, or type its words");
    assert_eq!(quotes(&desk), [] as [String; 0]);
}

#[test]
fn a_note_is_changed_deleted_and_put_back_and_its_earlier_words_are_kept() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    note(
        &ben,
        &[
            ("words", "First thought."),
            ("p", "1"),
            ("sentence", "1"),
            ("sitting", "one"),
        ],
    )
    .is(303);
    let id = newest_note(&desk).to_string();
    note(
        &ben,
        &[
            ("piece", &id),
            ("version", "1"),
            ("sitting", "two"),
            ("words", "Second thought."),
        ],
    )
    .is(303);
    ben.get(&format!("/desk/P-1001/notes/{id}"))
        .says("What it said before")
        .says("First thought.");
    let gone = ben.post(&format!("/desk/P-1001/notes/{id}/away"), &[]);
    gone.is(303);
    ben.get(gone.location())
        .says("is deleted.")
        .says("No notes yet");
    ben.post(&format!("/desk/P-1001/notes/{id}/back"), &[])
        .is(303);
    ben.get("/desk/P-1001").says("Second thought.");
}
