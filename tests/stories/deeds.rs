//! What the people of the stories do again and again, through the same doors as everybody.

use paperdesk::centre::{self, SecondReader, Ways};
use paperdesk::db::Tx;
use paperdesk::documents;
use paperdesk::drafts::reading::ReadingText;
use paperdesk::drafts::{self, HandedIn};
use paperdesk::feedback::margin;
use paperdesk::feedback::pieces::{self, Hand, Typed};
use paperdesk::feedback::place::Aim;
use paperdesk::feedback::{Kind, PieceId};
use paperdesk::outbox::{self, Letter, State};
use paperdesk::papers::preparation::{self, Form};
use paperdesk::papers::{self, Paper, PaperNumber};
use paperdesk::people::Person;
use paperdesk::refusal::{Outcome, Refusal};

use crate::desk::{Desk, Mail};
use crate::seat::{Answer, Seat};

/// The number behind an address of the cast, as forms send it.
pub fn id(desk: &Desk, email: &str) -> String {
    desk.person(email).id.0.to_string()
}

pub fn paper(desk: &Desk, number: PaperNumber) -> Paper {
    desk.look(|tx| papers::find(tx, number)).unwrap()
}

/// Puts a file into the form, with all else as it should be.
pub fn prepare_file(student: &Seat<'_>, name: &str, bytes: &[u8]) -> Answer {
    let typed = [("title", "Gardens"), ("concerns", "I am not sure")];
    student.post_file("/submit", &typed, (name, bytes))
}

/// Sends in a file, and gives the paper's number.
pub fn send_file(desk: &Desk, student: &Seat<'_>, name: &str, bytes: &[u8]) -> PaperNumber {
    let checked = prepare_file(student, name, bytes);
    checked.is(303);
    student
        .post(&format!("{}/send", checked.location()), &[])
        .is(303);
    desk.newest_paper()
}

/// Cora gives a paper to a tutor.
pub fn give(desk: &Desk, number: PaperNumber, tutor: &str) {
    let (number, tutor) = (number.to_string(), id(desk, tutor));
    let form = [("papers", number.as_str()), ("tutor", &tutor)];
    desk.cora().post("/assign", &form).is(303);
}

/// Cora gives a paper to Ben, both are told, and he begins.
pub fn give_to_ben_who_begins(desk: &Desk, number: PaperNumber) {
    give(desk, number, "ben@example.edu");
    desk.minutes_pass(10);
    desk.carry();
    desk.ben()
        .post(&format!("/desk/{number}/begin"), &[])
        .is(303);
}

/// The mails that go out because of something, by address.
pub fn mails_after<T>(desk: &Desk, something: impl FnOnce() -> T) -> Vec<Mail> {
    let before = desk.carry().len();
    something();
    desk.minutes_pass(10);
    let mut mails = desk.carry().split_off(before);
    mails.sort_by(|a, b| a.to.cmp(&b.to));
    mails
}

/// Who is told because of something, by address.
pub fn told_after<T>(desk: &Desk, something: impl FnOnce() -> T) -> Vec<String> {
    mails_after(desk, something)
        .into_iter()
        .map(|mail| mail.to)
        .collect()
}

/// Who was promised a letter of this kind about a paper, unless it was called back.
pub fn promised(desk: &Desk, number: PaperNumber, letter: Letter) -> Vec<String> {
    let of_kind =
        |found: &outbox::Delivery| found.letter == letter && found.state != State::Cancelled;
    let found = desk.look(|tx| outbox::of_paper(tx, number));
    let mut to: Vec<String> = found
        .into_iter()
        .filter(of_kind)
        .map(|delivery| delivery.recipient)
        .collect();
    to.sort();
    to
}

/// What an answer tells on the page that it leads to.
pub fn flash(answer: &Answer) -> String {
    let cookies = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie");
    let mut told = cookies.filter_map(|(_, value)| value.strip_prefix("told="));
    let told = told.next().unwrap();
    let coded = told.split(';').next().unwrap();
    let json = data_encoding::BASE64URL_NOPAD
        .decode(coded.as_bytes())
        .unwrap();
    let flash: serde_json::Value = serde_json::from_slice(&json).unwrap();
    flash["says"].as_str().unwrap().to_owned()
}

/// A paper for Tess's course, by Ada, who agrees that Tess is told, or does not.
pub fn send_for_tess(desk: &Desk, agrees: bool) -> PaperNumber {
    desk.deed(|tx| papers::courses::settle(tx, "SOC 201", "Cities", "tess@example.edu"));
    let mut typed = vec![
        ("title", "Community gardens"),
        (
            "text",
            "Community gardens are often described as a cure for everything.",
        ),
        ("concerns", "Is my main point clear?"),
        ("course", "soc 201"),
    ];
    if agrees {
        typed.push(("consent_teacher", "on"));
    }
    let checked = desk.ada().post_file("/submit", &typed, ("", b""));
    desk.ada()
        .post(&format!("{}/send", checked.location()), &[])
        .is(303);
    desk.newest_paper()
}

/// Ben writes this letter on a paper he marks, and returns it.
pub fn return_letter(desk: &Desk, number: PaperNumber, letter: &str) {
    let ben = desk.ben();
    ben.post(&format!("/desk/{number}/letter"), &[("letter", letter)])
        .is(303);
    ben.post(&format!("/desk/{number}/return"), &[]).is(303);
}

/// A paper handed in without a browser, for tables that need many.
pub fn handed_in(tx: &Tx<'_>, student: &Person) -> Outcome<PaperNumber> {
    let form = Form {
        title: "Rivers".to_owned(),
        due_on: "2026-12-04".to_owned(),
        concerns: vec!["I am not sure".to_owned()],
        ..Form::default()
    };
    let words = "Rivers are long. They are wet.\n\nSome are not.";
    let paper = HandedIn::pasted(words.to_owned(), documents::pasted(words));
    let saved = preparation::save(tx, student, None, (form, Some(&paper)))?;
    preparation::send(tx, student, &saved.id)
}

/// The centre says whose returns a second reader looks at first.
pub fn ask_for_second_readers(tx: &Tx<'_>, whose: SecondReader) -> Outcome<()> {
    let ways = Ways {
        second_reader: whose,
        ..centre::ways(tx)?
    };
    centre::settle_ways(tx, &ways)
}

/// Somebody writes the letter, or a note on the whole paper.
pub fn write(
    tx: &Tx<'_>,
    tutor: &Person,
    number: PaperNumber,
    (kind, words): (Kind, &str),
) -> Outcome<()> {
    let typed = Typed {
        kind,
        words: words.to_owned(),
        aim: Aim::Whole,
    };
    pieces::keep(tx, tutor, number, (&Hand::default(), &typed)).map(drop)
}

/// Somebody writes a note anew, from another form than the one it was made in.
pub fn rewrite(
    tx: &Tx<'_>,
    tutor: &Person,
    number: PaperNumber,
    (id, words): (PieceId, &str),
) -> Outcome<()> {
    let hand = Hand {
        piece: Some(id),
        version: 1,
        sitting: "another".to_owned(),
    };
    let typed = Typed {
        kind: Kind::Big,
        words: words.to_owned(),
        aim: Aim::Whole,
    };
    pieces::keep(tx, tutor, number, (&hand, &typed)).map(drop)
}

/// A comment out of a Word file that stands nowhere in the draft.
pub fn comment(tx: &Tx<'_>, tutor: &Person, number: PaperNumber, words: &str) -> Outcome<()> {
    let draft = drafts::newest(tx, number)?.ok_or_else(Refusal::not_found)?;
    let comment = margin::Comment {
        author: tutor.name.clone(),
        at: String::new(),
        words: words.to_owned(),
        kind: None,
        place: None,
    };
    let found = margin::look_for(&ReadingText::default(), vec![comment]);
    margin::take(tx, tutor, number, (draft.id, &found)).map(drop)
}
