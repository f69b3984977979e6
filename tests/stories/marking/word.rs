//! Word in, Word out: the student's own file comes back with comments, and a tutor's comments in Word become notes.

use std::io::{Cursor, Read};

use paperdesk::documents::{self, MarkedUp, word};
use paperdesk::drafts::reading::{FileKind, Span};
use paperdesk::papers::PaperNumber;
use zip::ZipArchive;

use super::{note, quotes};
use crate::deeds::{give_to_ben_who_begins, return_letter, send_file};
use crate::desk::Desk;
use crate::files::zipped;
use crate::seat::{Answer, Seat};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const GARDENS: &str =
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Gardens heal cities. They cost little.</w:t></w:r></w:p>";
const TREES: &str = "<w:p><w:r><w:t>Trees shade every street in town.</w:t></w:r></w:p>";

/// A Word file with these paragraphs, and comments: who, what, and the paragraph they stand on, counted from 0.
fn word_file(paragraphs: &[&str], comments: &[(&str, &str, usize)]) -> Vec<u8> {
    let (mut body, mut listed) = (String::new(), String::new());
    for (n, paragraph) in paragraphs.iter().enumerate() {
        let mut within = paragraph.replacen("<w:p>", "", 1).replace("</w:p>", "");
        for (id, (author, words, _)) in comments.iter().enumerate().filter(|(_, (.., on))| *on == n)
        {
            within = format!(
                "<w:commentRangeStart w:id=\"{id}\"/>{within}<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>"
            );
            listed += &format!(
                "<w:comment w:id=\"{id}\" w:author=\"{author}\" w:date=\"2026-11-02T09:00:00Z\"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>"
            );
        }
        body += &format!("<w:p>{within}</w:p>");
    }
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>";
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let listed = format!("<w:comments {W}>{listed}</w:comments>");
    zipped(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/comments.xml", listed.as_bytes()),
        ("word/settings.xml", b"<as-it-was/>"),
    ])
}

/// Ada sends in a Word file of two paragraphs with a comment of her own, and Ben begins.
fn marked_by_ben(desk: &Desk) -> PaperNumber {
    let file = word_file(&[GARDENS, TREES], &[("Ada", "Note to self", 1)]);
    let number = send_file(desk, &desk.ada(), "gardens.docx", &file);
    give_to_ben_who_begins(desk, number);
    number
}

fn send(ben: &Seat<'_>, file: &[u8]) -> Answer {
    ben.post_file("/desk/P-1001/word", &[], ("marked.docx", file))
}

/// What the comments of a file say, and on which words.
fn comments(file: &[u8]) -> Vec<(String, String)> {
    let MarkedUp { text, notes } = documents::marked_up(file).unwrap();
    let letters: Vec<char> = text.whole().chars().collect();
    let said = |span: Span| {
        letters[span.start as usize..span.end as usize]
            .iter()
            .collect()
    };
    let found = notes.into_iter();
    found
        .map(|note| (note.words, note.span.map_or_else(String::new, said)))
        .collect()
}

fn part(file: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn the_students_own_word_file_comes_back_with_the_letter_and_the_notes_as_comments() {
    let desk = Desk::open();
    let number = marked_by_ben(&desk);
    note(
        &desk.ben(),
        &[
            ("words", "For **whom**?"),
            ("kind", "question"),
            ("p", "1"),
            ("quote", "cost little"),
        ],
    )
    .is(303);
    return_letter(&desk, number, "Dear Ada,");
    let file = desk.ada().get("/papers/P-1001/feedback/word");
    file.is(200);
    let expected = [
        ("Note to self", "Trees shade every street in town."),
        (
            "The letter\nDear Ada,",
            "Gardens heal cities. They cost little.",
        ),
        ("Question: For whom?", "cost little"),
    ];
    let expected = expected.map(|(words, on)| (words.to_owned(), on.to_owned()));
    assert_eq!(comments(&file.bytes), expected);
    assert_eq!(part(&file.bytes, "word/settings.xml"), "<as-it-was/>");
    assert!(part(&file.bytes, "word/comments.xml").contains("w:author=\"Ben Okafor\""));
}

#[test]
fn where_the_centre_marks_blind_no_comment_names_the_tutor() {
    let desk = Desk::open();
    let number = marked_by_ben(&desk);
    return_letter(&desk, number, "Dear Ada,");
    desk.deed(|tx| {
        let ways = paperdesk::centre::ways(tx)?;
        paperdesk::centre::settle_ways(
            tx,
            &paperdesk::centre::Ways {
                blind: true,
                ..ways
            },
        )
    });
    let file = desk.ada().get("/papers/P-1001/feedback/word").bytes;
    let listed = part(&file, "word/comments.xml");
    assert!(
        listed.contains("w:author=\"Your tutor\"") && !listed.contains("Ben"),
        "{listed}"
    );
}

#[test]
fn a_file_that_cannot_take_comments_is_made_anew_and_says_so() {
    let desk = Desk::open();
    let spoiled = "<w:p><w:r><w:t>Orchards heal cit\u{FFFD}es.</w:t></w:r></w:p>";
    let file = word_file(&[spoiled], &[]);
    let number = send_file(&desk, &desk.ada(), "orchards.docx", &file);
    give_to_ben_who_begins(&desk, number);
    return_letter(&desk, number, "Dear Ada,");
    let file = desk.ada().get("/papers/P-1001/feedback/word");
    let read = documents::read(FileKind::Docx, &file.is(200).bytes).unwrap();
    let whole = read.text.whole();
    let says = "We could not put the comments into your own Word file";
    assert!(whole.starts_with(says), "{whole}");
    assert!(whole.contains("Orchards heal"), "{whole}");
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
    let newest = super::newest_note(&desk);
    ben.post(&format!("/desk/P-1001/notes/{newest}/away"), &[])
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

#[test]
fn what_cannot_be_placed_is_listed_placed_by_hand_or_left_out() {
    let desk = Desk::open();
    marked_by_ben(&desk);
    let ben = desk.ben();
    let other = "<w:p><w:r><w:t>Castles are expensive buildings of stone.</w:t></w:r></w:p>";
    let file = word_file(
        &[GARDENS, other],
        &[("Ben", "Which castles?", 1), ("Ben", "Cut this.", 1)],
    );
    send(&ben, &file).is(303);
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
        .is(200)
        .says("Trees shade every street in town.");
    note(
        &ben,
        &[
            ("words", "Which castles?"),
            ("kind", "question"),
            ("p", "2"),
            ("sentence", "1"),
            ("comment", &id),
        ],
    )
    .is(303);
    assert_eq!(quotes(&desk), ["Trees shade every street in town."]);
    ben.get(&place).is(404);
    let other = desk.count("select max(id) as n from margin_notes");
    ben.post(&format!("/desk/P-1001/margin/{other}"), &[])
        .is(303);
    ben.get("/desk/P-1001").says("Left out (1)");
    ben.post(&format!("/desk/P-1001/margin/{other}"), &[("back", "true")])
        .is(303);
    send(&ben, &file).is(303);
    assert_eq!(
        desk.count("select count(*) as n from margin_notes where left_at is null"),
        2
    );
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
    let number = marked_by_ben(&desk);
    note(
        &desk.ben(),
        &[
            ("words", "For **whom**?"),
            ("kind", "question"),
            ("p", "1"),
            ("quote", "cost little"),
        ],
    )
    .is(303);
    return_letter(&desk, number, "Dear Ada,");
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
