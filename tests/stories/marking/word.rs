//! Word in, Word out: the student's own file comes back with comments, and a tutor's comments in Word become notes.

mod taken_in;

use std::fmt::Write as _;
use std::io::{Cursor, Read};

use paperdesk::documents::{self, MarkedUp};
use paperdesk::drafts::reading::{FileKind, Span};
use paperdesk::papers::PaperNumber;
use zip::ZipArchive;

use super::note;
use crate::deeds::{give_to_ben_who_begins, return_letter, send_file};
use crate::desk::Desk;
use crate::files::zipped;

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
            write!(listed,
                "<w:comment w:id=\"{id}\" w:author=\"{author}\" w:date=\"2026-11-02T09:00:00Z\"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>"
            ).unwrap();
        }
        write!(body, "<w:p>{within}</w:p>").unwrap();
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

/// Ben's note and letter on that paper have gone out.
fn returned_by_ben(desk: &Desk) {
    let number = marked_by_ben(desk);
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
    return_letter(desk, number, "Dear Ada,");
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
    returned_by_ben(&desk);
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
