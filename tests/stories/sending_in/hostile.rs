//! Files that mean harm: the paper is refused or taken calmly, and the desk goes on for everybody else.

use crate::deeds::prepare_file;
use crate::desk::Desk;
use crate::files;
use crate::telling_everyone::send_in;
use paperdesk::web::House;

const UNREAD: &str = "We could not read the text of this file. Your tutor will open it as it is.";

#[track_caller]
fn is_refused(name: &str, bytes: &[u8]) {
    let desk = Desk::open();
    prepare_file(&desk.ada(), name, bytes)
        .is(422)
        .says("Your paper must be a Word, PDF, OpenDocument or plain text file");
    send_in(&desk, &desk.cleo(), "Rivers");
}

#[track_caller]
fn is_taken_unread(name: &str, bytes: &[u8]) {
    let desk = Desk::open();
    let checked = prepare_file(&desk.ada(), name, bytes);
    checked.is(303);
    desk.ada().get(checked.location()).is(200).says(UNREAD);
    send_in(&desk, &desk.cleo(), "Rivers");
}

#[test]
fn a_zip_bomb_is_not_a_paper() {
    is_refused("bomb.docx", &files::zip_bomb());
}

#[test]
fn a_zip_bomb_that_lies_about_its_size_is_unpacked_no_further_than_it_says() {
    let desk = Desk::open();
    let checked = prepare_file(&desk.ada(), "bomb.docx", &files::lying_zip_bomb());
    desk.ada()
        .get(checked.location())
        .is(200)
        .says("Your tutor will open it as it is.");
    send_in(&desk, &desk.cleo(), "Rivers");
}

#[test]
fn a_word_file_that_defines_its_own_words_is_not_read() {
    is_taken_unread("laughs.docx", &files::billion_laughs());
}

#[test]
fn a_pdf_nested_deeper_than_any_reader_is_not_read() {
    is_taken_unread("deep.pdf", &files::nested_pdf());
}

#[test]
fn a_pdf_that_contains_itself_is_not_read() {
    let desk = Desk::open();
    let checked = prepare_file(&desk.ada(), "endless.pdf", &files::endless_pdf());
    desk.ada()
        .get(checked.location())
        .is(200)
        .says("Your tutor will open it as it is.");
    send_in(&desk, &desk.cleo(), "Rivers");
}

#[test]
fn an_upload_leaves_nothing_behind_where_it_arrived() {
    let desk = Desk::open();
    let ada = desk.ada();
    prepare_file(&ada, "essay.txt", b"Gardens").is(303);
    prepare_file(&ada, "essay.exe", b"MZ").is(422);
    prepare_file(&ada, "essay.txt", &vec![b'a'; 11 * 1024 * 1024]).is(422);
    let house = desk.client.rocket().state::<House>().unwrap();
    assert_eq!(std::fs::read_dir(&house.uploads).unwrap().count(), 0);
}

#[test]
fn text_that_looks_like_a_page_is_shown_as_text() {
    let desk = Desk::open();
    let text = b"Gardens\n\n<script>alert(1)</script> & <img src=x onerror=alert(2)>";
    let checked = prepare_file(&desk.ada(), "essay.txt", text);
    let body = desk.ada().get(checked.location()).body();
    assert!(body.contains("&lt;script&gt;"), "{body}");
    assert!(!body.contains("<script>alert") && !body.contains("<img src=x"));
}
