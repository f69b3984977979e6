//! A kept file on its way back: the same bytes, always as an attachment, under a name that harms nobody.

use super::{GOOD, TEXT};
use crate::deeds::{prepare_file, send_file};
use crate::desk::Desk;
use crate::files;

/// What a prepared file is called when its student fetches it.
fn offered(name: &str) -> String {
    let desk = Desk::open();
    let ada = desk.ada();
    let checked = prepare_file(&ada, name, b"Gardens are gardens.");
    checked.is(303);
    let file = ada.get(&format!("{}/file", checked.location()));
    file.is(200);
    file.header("content-disposition").to_owned()
}

#[test]
fn the_bytes_that_come_back_are_the_bytes_that_were_sent() {
    let desk = Desk::open();
    let ada = desk.ada();
    for (name, bytes) in [
        ("a.docx", files::docx("Gardens", "They grow.")),
        ("a.odt", files::odt("They grow.")),
        ("a.pdf", files::pdf("They grow.")),
        ("a.txt", b"na\xEFve \r\n\0".to_vec()),
    ] {
        let checked = prepare_file(&ada, name, &bytes);
        if checked.status == 303 {
            let file = ada.get(&format!("{}/file", checked.location()));
            assert_eq!(file.bytes, bytes, "{name}");
        }
    }
}

#[test]
fn a_file_of_a_megabyte_is_kept_in_pieces_and_comes_back_whole() {
    let desk = Desk::open();
    let ada = desk.ada();
    let long = files::docx_of_size(1_050_000);
    let number = send_file(&desk, &ada, "long.docx", &long);
    let file = ada.get(&format!("/papers/{number}/drafts/1/file"));
    assert_eq!(file.header("content-length"), "1050000");
    assert!(file.bytes == long, "the bytes differ");
    assert_eq!(desk.count("select count(*) as n from file_pieces"), 5);
}

#[test]
fn a_draft_is_an_attachment_under_a_name_of_ours_that_no_browser_runs() {
    let desk = Desk::open();
    let ada = desk.ada();
    let number = send_file(&desk, &ada, "essay.docx", &files::docx("A", "B"));
    let file = ada.get(&format!("/papers/{number}/drafts/1/file"));
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"P-1001-draft-1.docx\"; filename*=UTF-8''P-1001-draft-1.docx"
    );
    assert_eq!(
        file.header("content-type"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    );
    assert_eq!(
        file.header("content-security-policy"),
        "default-src 'none'; sandbox"
    );
}

#[test]
fn a_path_in_a_name_leads_nowhere() {
    assert_eq!(
        offered("../../etc/passwd.txt"),
        "attachment; filename=\"passwd.txt\"; filename*=UTF-8''passwd.txt"
    );
    assert_eq!(
        offered("C:\\\\Users\\\\ada\\\\essay.txt"),
        "attachment; filename=\"essay.txt\"; filename*=UTF-8''essay.txt"
    );
}

#[test]
fn a_name_that_is_a_page_is_no_paper() {
    let desk = Desk::open();
    for name in ["../../etc/passwd", "x%22;y.html", "x\\\";y.html"] {
        prepare_file(&desk.ada(), name, b"Gardens").is(422);
    }
}

#[test]
fn a_quote_in_a_name_does_not_end_it() {
    assert_eq!(
        offered("x%22;y.html;z.txt"),
        "attachment; filename=\"x_22_y.html_z.txt\"; filename*=UTF-8''x%2522%3By.html%3Bz.txt"
    );
    let quoted = offered("x\\\";y.txt");
    assert!(!quoted.contains("\";y"), "{quoted}");
}

#[test]
fn letters_that_turn_a_name_around_are_left_out() {
    assert_eq!(
        offered("essay\u{202e}fdp.txt"),
        "attachment; filename=\"essayfdp.txt\"; filename*=UTF-8''essayfdp.txt"
    );
}

#[test]
fn a_name_in_any_script_comes_back_as_it_was() {
    assert_eq!(
        offered("Fähre 日本.txt"),
        "attachment; filename=\"F_hre __.txt\"; filename*=UTF-8''F%C3%A4hre%20%E6%97%A5%E6%9C%AC.txt"
    );
}

#[test]
fn a_line_break_in_a_name_makes_no_header() {
    let desk = Desk::open();
    let ada = desk.ada();
    let name = "essay\r\nX-Evil: yes\r\n.txt";
    let answer = ada.post_file("/submit", &GOOD, (name, TEXT.1));
    assert!(answer.status < 500, "{}", answer.status);
    assert_eq!(answer.header("x-evil"), "");
    let coded = offered("essay%0D%0AX-Evil: yes.txt");
    assert!(!coded.contains(['\r', '\n']), "{coded}");
}

#[test]
fn a_name_of_three_hundred_letters_is_cut_and_keeps_its_ending() {
    let name = format!("{}.txt", "a".repeat(300));
    let offered = offered(&name);
    assert!(offered.contains(".txt\""), "{offered}");
    assert!(offered.len() < 500, "{}", offered.len());
}
