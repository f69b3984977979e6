//! After the sending: twice is once, a wrong file is swapped, a paper is taken back; until work begins.

use super::{GOOD, NO_FILE, TEXT, preparation};
use crate::deeds::{give, give_to_ben_who_begins, paper, promised, send_file, told_after};
use crate::desk::Desk;
use crate::telling_everyone::send_in;
use paperdesk::outbox::Letter;

const OTHER: (&str, &[u8]) = ("right.md", b"# Rivers\n\nRivers run.");

#[test]
fn sending_from_two_tabs_makes_one_paper() {
    let desk = Desk::open();
    let (here, there) = (desk.ada(), desk.ada());
    let checked = here.post_file("/submit", &GOOD, TEXT);
    there.get(checked.location()).is(200);
    let send = format!("{}/send", checked.location());
    let (first, second) = (here.post(&send, &[]), there.post(&send, &[]));
    assert_eq!(first.location(), "/papers/P-1001/sent");
    assert_eq!(second.location(), "/papers/P-1001/sent");
    assert_eq!(
        there.get(checked.location()).location(),
        "/papers/P-1001/sent"
    );
    assert_eq!(desk.count("select count(*) as n from papers"), 1);
    assert_eq!(
        promised(&desk, desk.newest_paper(), Letter::Received).len(),
        1
    );
}

#[test]
fn editing_after_sending_prepares_another_paper() {
    let desk = Desk::open();
    let ada = desk.ada();
    let checked = ada.post_file("/submit", &GOOD, TEXT);
    ada.post(&format!("{}/send", checked.location()), &[])
        .is(303);
    let id = checked.location().rsplit('/').next().unwrap().to_owned();
    let typed = [("title", "Rivers"), GOOD[1], ("preparation", id.as_str())];
    let second = ada.post_file("/submit", &typed, OTHER);
    assert_ne!(second.location(), checked.location());
    assert_eq!(paper(&desk, desk.newest_paper()).title, "Gardens");
    ada.post(&format!("{}/send", second.location()), &[])
        .is(303);
    assert_eq!(paper(&desk, desk.newest_paper()).title, "Rivers");
}

#[test]
fn what_somebody_else_prepares_is_not_there() {
    let desk = Desk::open();
    let checked = desk.ada().post_file("/submit", &GOOD, TEXT);
    let cleo = desk.cleo();
    let at = checked.location();
    cleo.get(at).is(404);
    cleo.get(&format!("{at}/file")).is(404);
    cleo.post(&format!("{at}/send"), &[]).is(404);
    assert_eq!(desk.count("select count(*) as n from papers"), 0);
}

#[test]
fn going_on_with_what_somebody_else_prepares_begins_something_of_ones_own() {
    let desk = Desk::open();
    let checked = desk.ada().post_file("/submit", &GOOD, TEXT);
    let id = checked.location().rsplit('/').next().unwrap().to_owned();
    let typed = [("title", "Mine now"), ("preparation", id.as_str())];
    let answer = desk.cleo().post_file("/submit", &typed, NO_FILE);
    answer.is(422).says("Select your paper or paste the text");
    assert_ne!(preparation(&answer.body()), id);
    desk.ada().get(checked.location()).says("Gardens");
}

#[test]
fn a_wrong_file_is_swapped_and_its_bytes_are_gone() {
    let desk = Desk::open();
    let ada = desk.ada();
    let number = send_file(&desk, &ada, TEXT.0, TEXT.1);
    ada.post_file(&format!("/papers/{number}/file"), &[], OTHER)
        .is(303);
    let file = ada.get(&format!("/papers/{number}/drafts/1/file"));
    assert_eq!(file.bytes, OTHER.1);
    assert_eq!(paper(&desk, number).words, 3);
    assert_eq!(desk.count("select count(*) as n from files"), 1);
    assert_eq!(desk.count("select count(*) as n from manuscripts"), 1);
    assert_eq!(desk.count("select count(*) as n from drafts"), 1);
    assert_eq!(desk.state(number), "waiting");
}

#[test]
fn a_file_that_two_papers_share_stays_when_one_of_them_is_swapped() {
    let desk = Desk::open();
    let (ada, cleo) = (desk.ada(), desk.cleo());
    let hers = send_file(&desk, &cleo, TEXT.0, TEXT.1);
    let number = send_file(&desk, &ada, TEXT.0, TEXT.1);
    ada.post_file(&format!("/papers/{number}/file"), &[], OTHER)
        .is(303);
    let file = cleo.get(&format!("/papers/{hers}/drafts/1/file"));
    assert_eq!(file.bytes, TEXT.1);
}

#[test]
fn a_swap_without_a_file_or_with_a_picture_changes_nothing() {
    let desk = Desk::open();
    let ada = desk.ada();
    let number = send_file(&desk, &ada, TEXT.0, TEXT.1);
    let place = format!("/papers/{number}/file");
    ada.post_file(&place, &[], NO_FILE)
        .is(422)
        .says("Select the file that should stand in its place");
    ada.post_file(&place, &[], ("a.jpg", b"\xFF\xD8"))
        .is(422)
        .says("Your paper must be a Word, PDF, OpenDocument or plain text file");
    let file = ada.get(&format!("/papers/{number}/drafts/1/file"));
    assert_eq!(file.bytes, TEXT.1);
}

#[test]
fn once_work_began_neither_file_nor_paper_can_be_taken_back() {
    let desk = Desk::open();
    let ada = desk.ada();
    let number = send_file(&desk, &ada, TEXT.0, TEXT.1);
    give_to_ben_who_begins(&desk, number);
    ada.post_file(&format!("/papers/{number}/file"), &[], OTHER)
        .is(409)
        .says("Ben Okafor is marking P-1001. Its file can no longer be swapped.");
    ada.post(&format!("/papers/{number}/withdraw"), &[])
        .is(409)
        .says("Ben Okafor is marking P-1001. It can no longer be withdrawn.");
    assert_eq!(desk.state(number), "marking");
    assert_eq!(
        desk.ben()
            .get(&format!("/papers/{number}/drafts/1/file"))
            .bytes,
        TEXT.1
    );
}

#[test]
fn a_paper_is_withdrawn_until_work_begins_and_its_tutor_is_told() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    give(&desk, number, "ben@example.edu");
    desk.minutes_pass(10);
    let told = told_after(&desk, || {
        desk.ada()
            .post(&format!("/papers/{number}/withdraw"), &[])
            .is(303);
    });
    assert_eq!(told, ["ada@example.edu", "ben@example.edu"]);
    assert_eq!(desk.state(number), "withdrawn");
}

#[test]
fn a_tutor_who_never_heard_of_a_paper_does_not_hear_that_it_was_withdrawn() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    desk.carry();
    give(&desk, number, "ben@example.edu");
    let told = told_after(&desk, || {
        desk.ada()
            .post(&format!("/papers/{number}/withdraw"), &[])
            .is(303);
    });
    assert_eq!(told, ["ada@example.edu"]);
}

#[test]
fn withdrawing_twice_is_withdrawing_once() {
    let desk = Desk::open();
    let number = send_in(&desk, &desk.ada(), "Gardens");
    let withdraw = format!("/papers/{number}/withdraw");
    desk.ada().post(&withdraw, &[]).is(303);
    desk.ada()
        .post(&withdraw, &[])
        .is(409)
        .says("P-1001 was withdrawn by its student.");
    assert_eq!(promised(&desk, number, Letter::Withdrawn).len(), 1);
}
