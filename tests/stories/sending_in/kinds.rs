//! Which files we take, and what we say of the others.

use crate::deeds::{prepare_file, send_file};
use crate::desk::Desk;
use crate::files::{self, SENTENCE};

const NOT_A_PAPER: &str = "Your paper must be a Word, PDF, OpenDocument or plain text file";
const LOCKED: &str = "This file is locked with a password. Save a copy without it and try again";

#[track_caller]
fn is_read(name: &str, bytes: &[u8]) {
    let desk = Desk::open();
    let ada = desk.ada();
    let checked = prepare_file(&ada, name, bytes);
    checked.is(303);
    ada.get(checked.location()).is(200).says(SENTENCE);
}

#[track_caller]
fn is_refused(name: &str, bytes: &[u8], says: &str) {
    let desk = Desk::open();
    prepare_file(&desk.ada(), name, bytes).is(422).says(says);
    assert_eq!(desk.count("select count(*) as n from files"), 0);
}

#[test]
fn a_word_file_is_read() {
    is_read("Essay.DOCX", &files::docx("Gardens", SENTENCE));
}

#[test]
fn an_opendocument_file_is_read() {
    is_read("essay.odt", &files::odt(SENTENCE));
}

#[test]
fn a_rich_text_file_is_read() {
    is_read("essay.rtf", &files::rtf(SENTENCE));
}

#[test]
fn a_pdf_is_read() {
    is_read("essay.pdf", &files::pdf(SENTENCE));
}

#[test]
fn plain_text_and_markdown_are_read() {
    is_read("essay.txt", SENTENCE.as_bytes());
    is_read("essay.md", format!("# Gardens\n\n{SENTENCE}").as_bytes());
}

#[test]
fn a_picture_is_not_a_paper_whatever_it_is_called() {
    is_refused("photo.jpg", b"\xFF\xD8\xFF\xE0 JFIF", NOT_A_PAPER);
    is_refused("photo.docx", b"\xFF\xD8\xFF\xE0 JFIF", NOT_A_PAPER);
    is_refused("page.html", b"<script>alert(1)</script>", NOT_A_PAPER);
    is_refused("zip.docx", &files::zipped(&[("a", b"b")]), NOT_A_PAPER);
    is_refused("no-ending", SENTENCE.as_bytes(), NOT_A_PAPER);
}

#[test]
fn an_older_word_file_is_told_the_way_on() {
    let old = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on";
    is_refused(
        "essay.doc",
        old,
        "This is an older Word file (.doc). Save it as .docx and try again",
    );
}

#[test]
fn an_empty_file_says_so() {
    is_refused("essay.docx", b"", "This file is empty");
}

#[test]
fn a_locked_file_says_so() {
    is_refused("essay.pdf", &files::locked_pdf(), LOCKED);
    is_refused("essay.docx", &files::locked_docx(), LOCKED);
}

#[test]
fn a_file_of_more_than_ten_megabytes_is_too_large_and_one_of_ten_is_not() {
    let large = files::docx_of_size(10 * 1024 * 1024 + 1);
    is_refused(
        "essay.docx",
        &large,
        "Your paper must be smaller than 10 MB",
    );
    let desk = Desk::open();
    let just = files::docx_of_size(10 * 1024 * 1024);
    prepare_file(&desk.ada(), "essay.docx", &just).is(303);
}

#[test]
fn a_file_that_is_much_too_large_still_gets_its_form_back() {
    let large = vec![b'a'; 30 * 1024 * 1024];
    is_refused("essay.txt", &large, "Your paper must be smaller than 10 MB");
}

#[test]
fn a_file_we_cannot_read_is_accepted_kept_byte_for_byte_and_says_so_calmly() {
    let desk = Desk::open();
    let ada = desk.ada();
    let broken = files::docx_of(b"<w:document><w:body><w:p>");
    let checked = prepare_file(&ada, "essay.docx", &broken);
    ada.get(checked.location())
        .is(200)
        .says("We could not read the text of this file. Your tutor will open it as it is.")
        .says("essay.docx, words not counted");
    let number = send_file(&desk, &ada, "essay.docx", &broken);
    let kept = ada.get(&format!("/papers/{number}/drafts/1/file"));
    assert_eq!(kept.bytes, broken);
}

#[test]
fn a_pdf_of_scanned_pages_is_accepted_and_says_so_calmly() {
    let desk = Desk::open();
    let checked = prepare_file(&desk.ada(), "scan.pdf", &files::pdf(""));
    desk.ada()
        .get(checked.location())
        .is(200)
        .says("We can see pages but no text. Your tutor will open it as it is.");
}
