//! A tutor's comments in Word become notes, once each; what has no place waits for one.

use paperdesk::documents::{self, word};
use paperdesk::drafts::reading::FileKind;

use super::{GARDENS, TREES, marked_by_ben, returned_by_ben, word_file};
use crate::desk::Desk;
use crate::marking::{newest_note, note, quotes};
use crate::seat::{Answer, Seat};

fn send(ben: &Seat<'_>, file: &[u8]) -> Answer {
    ben.post_file("/desk/P-1001/word", &[], ("marked.docx", file))
}

#[test]
fn comments_in_a_marked_up_file_become_notes_and_the_students_own_do_not() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let file = word_file(
        &[GARDENS, TREES],
        &[
            ("Ada", "Note to self", 1),
            ("Ben", "Who says so?", 0),
            ("Ben", "Working well: Concrete!", 1),
        ],
    );
    send(&desk.ben(), &file).is(303);
    assert_eq!(
        quotes(&desk),
        [
            "Gardens heal cities. They cost little.",
            "Trees shade every street in town."
        ]
    );
    desk.ben()
        .get("/desk/P-1001")
        .says("2 notes: 1 working well, 1 question")
        .says("Concrete!");
    assert_eq!(
        desk.count("select count(*) as n from pieces where words like '%self%'"),
        0
    );
}

#[test]
fn a_file_sent_twice_brings_nothing_twice_also_when_its_notes_were_changed_meanwhile() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    let mut all = vec![
        ("Ben", "Who says so?", 0),
        ("Ben", "Cite.", 1),
        ("Ben", "Cite.", 1),
    ];
    send(&ben, &word_file(&[GARDENS, TREES], &all)).is(303);
    let newest = newest_note(&desk);
    ben.post(&format!("/desk/P-1001/notes/{newest}/away"), &[])
        .is(303);
    let first = newest - 2;
    let changed = [
        ("words", "Says who?"),
        ("kind", "question"),
        ("version", "1"),
    ];
    note(
        &ben,
        &[&[("piece", &*first.to_string())][..], &changed].concat(),
    )
    .is(303);
    all.push(("Ben", "One more.", 0));
    let again = send(&ben, &word_file(&[GARDENS, TREES], &all));
    again.is(303);
    assert_eq!(desk.count("select count(*) as n from pieces"), 4);
    assert_eq!(
        desk.count("select count(*) as n from pieces where deleted_at is null"),
        3
    );
}

/// Ben sends a file with two comments on a paragraph that is not in the draft.
fn two_lost_comments(desk: &Desk) -> Vec<u8> {
    marked_by_ben(desk);
    let other = "<w:p><w:r><w:t>Castles are expensive buildings of stone.</w:t></w:r></w:p>";
    let file = word_file(
        &[GARDENS, other],
        &[("Ben", "Which castles?", 1), ("Ben", "Cut this.", 1)],
    );
    send(&desk.ben(), &file).is(303);
    file
}

#[test]
fn what_cannot_be_placed_is_listed_and_placed_by_hand() {
    let desk = Desk::open();
    two_lost_comments(&desk);
    let ben = desk.ben();
    assert_eq!(quotes(&desk), [] as [&str; 0]);
    let page = ben.get("/desk/P-1001");
    page.says("Could not place")
        .says("Which castles?")
        .says("Castles are expensive");
    let id = desk
        .count("select min(id) as n from margin_notes")
        .to_string();
    let place = format!("/desk/P-1001/notes/new?comment={id}");
    ben.get(&place).is(200).says("Which paragraph is it about?");
    ben.get(&format!("{place}&p=2"))
        .says("Trees shade every street in town.");
    let chosen = [("p", "2"), ("sentence", "1"), ("comment", &id)];
    note(
        &ben,
        &[&[("words", "Which castles?")][..], &chosen].concat(),
    )
    .is(303);
    assert_eq!(quotes(&desk), ["Trees shade every street in town."]);
    ben.get(&place).is(404);
}

#[test]
fn a_comment_without_a_place_can_be_left_out_and_taken_up_again() {
    let desk = Desk::open();
    let file = two_lost_comments(&desk);
    let ben = desk.ben();
    let id = desk.count("select max(id) as n from margin_notes");
    let leave = format!("/desk/P-1001/margin/{id}");
    ben.post(&leave, &[]).is(303);
    ben.get("/desk/P-1001").says("Left out (1)");
    send(&ben, &file).is(303);
    let waiting = "select count(*) as n from margin_notes where left_at is null";
    assert_eq!(desk.count(waiting), 1);
    ben.post(&leave, &[("back", "true")]).is(303);
    assert_eq!(desk.count(waiting), 2);
}

#[test]
fn a_comment_is_placed_once_and_only_by_whoever_has_the_paper() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let file = word_file(
        &["<w:p><w:r><w:t>Castles.</w:t></w:r></w:p>"],
        &[("Ben", "Which?", 0)],
    );
    send(&desk.ben(), &file).is(303);
    let id = desk
        .count("select max(id) as n from margin_notes")
        .to_string();
    let place = |sitting: &str| {
        note(
            &desk.ben(),
            &[("words", "Which?"), ("comment", &id), ("sitting", sitting)],
        )
    };
    place("a").is(303);
    place("a").is(303);
    place("b").is(409);
    assert_eq!(desk.count("select count(*) as n from pieces"), 1);
    desk.bea()
        .get(&format!("/desk/P-1001/notes/new?comment={id}"))
        .is(404);
    send(&desk.bea(), &file).is(404);
}

#[test]
fn notes_that_went_out_in_a_file_do_not_come_back_as_others() {
    let desk = Desk::open();
    returned_by_ben(&desk);
    let file = desk.ben().get("/papers/P-1001/feedback/word").bytes;
    send(&desk.ben(), &file)
        .is(422)
        .says("There are no new comments in this file");
    assert_eq!(desk.count("select count(*) as n from pieces"), 2);
}

#[test]
fn a_wrong_file_is_refused_in_a_sentence_and_nothing_is_taken() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    let says = |file: (&str, &[u8]), sentence: &str| {
        ben.post_file("/desk/P-1001/word", &[], file)
            .is(422)
            .says(sentence);
    };
    says(("", b""), "Select the Word file with your comments");
    says(
        ("marked.pdf", b"%PDF-1.4"),
        "Your comments must be in a Word file (.docx)",
    );
    says(("marked.docx", b""), "This file is empty");
    says(
        ("marked.docx", b"PK and nothing else"),
        "Your comments must be in a Word file (.docx)",
    );
    says(
        ("marked.docx", &word_file(&[GARDENS], &[])),
        "There are no new comments in this file",
    );
    let hostile = word_file(
        &["<w:p></w:p></w:body></w:document><!DOCTYPE a><w:document><w:body>"],
        &[],
    );
    says(
        ("marked.docx", &hostile),
        "We could not read the comments in this file",
    );
    assert_eq!(desk.count("select count(*) as n from margin_notes"), 0);
}

#[test]
fn the_built_file_too_can_be_marked_up_and_sent_back() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let text = documents::read(FileKind::Docx, &word_file(&[GARDENS, TREES], &[]))
        .unwrap()
        .text;
    let on = text.paragraphs[1].sentences[0];
    let comment = documents::Comment {
        span: Some(on),
        author: "Ben".into(),
        at: "2026-11-02T09:00:00Z".into(),
        lines: vec!["Every street?".into()],
    };
    let file = word::with_comments("Gardens", &["A letter.".into()], &text, &[comment]).unwrap();
    send(&desk.ben(), &file).is(303);
    assert_eq!(quotes(&desk), ["Trees shade every street in town."]);
}
