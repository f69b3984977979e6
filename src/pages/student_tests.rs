//! Every page of the student is rendered once with something in each place, so that no template asks for what is not there.

use super::feedback::FeedbackPage;
use super::my_papers::MyPapersPage;
use super::paper::{Act, Looked, PaperPage};
use super::standing::tests::{moment, paper, times};
use super::submit::{Around, CheckPage, SentPage, SubmitPage};
use super::{Page, Pages, Shell};
use crate::centre::Centre;
use crate::drafts::reading::{FileKind, ParagraphKind, ReadingText};
use crate::drafts::{Draft, DraftId, FileId, Manuscript, ManuscriptId};
use crate::events::{Event, Happened, Seq};
use crate::feedback::Letter;
use crate::outbox::{self, Attempt, Delivery, DeliveryId};
use crate::papers::preparation::{Form, Preparation};
use crate::papers::{PaperNumber, State, courses::Course};
use crate::people::{Person, PersonId, Role};
use crate::refusal::FieldError;

fn render<P: Page>(page: &P, errors: &[(&str, &str)]) -> String {
    let error = |(field, says): &(&str, &str)| FieldError { field: (*field).into(), says: (*says).into() };
    let errors: Vec<FieldError> = errors.iter().map(error).collect();
    let shell = Shell::new(("The centre", "help@example.edu"), None, "/");
    Pages::open().expect("templates").render(&shell, page, &errors).expect("a page")
}

fn has(html: &str, parts: &[&str]) {
    let html = html.replace("&#x2F;", "/");
    for part in parts {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

fn person(id: i64, roles: &[Role]) -> Person {
    Person { id: PersonId(id), email: "ada@example.edu".into(), roles: roles.to_vec(), ..Person::operator() }
}

fn manuscript(words: u32) -> Manuscript {
    Manuscript {
        id: ManuscriptId(1),
        file: FileId(1),
        file_name: "essay.docx".into(),
        kind: FileKind::Docx,
        size: 9,
        words,
        unread_why: (words == 0).then(|| "We can see pages but no text. Your tutor will open it as it is".to_owned()),
        flags: vec!["macros".into()],
    }
}

fn text() -> ReadingText {
    let blocks = [(ParagraphKind::Heading(1), "Gardens"), (ParagraphKind::Body, "A <b>garden</b> is a place.")];
    ReadingText::from_blocks(blocks.map(|(kind, words)| (kind, words.to_owned())).to_vec())
}

fn preparation(words: u32) -> Preparation {
    let form = Form {
        title: "Gardens \"and\" cities".into(),
        course: "SOC 201".into(),
        due_on: "11 11 2026".into(),
        concerns: vec!["Is my main point clear?".into()],
        question: "Does it?".into(),
        consent_teacher: true,
        text: String::new(),
    };
    Preparation { id: "some-id".into(), form, manuscript: Some(manuscript(words)), sent_as: None }
}

fn around() -> Around {
    let course = Course { id: 1, code: "SOC 201".into(), title: "City life".into(), teacher: None };
    Around { courses: vec![course], max_upload: 10 * 1024 * 1024 }
}

#[test]
fn the_form_shows_every_field_and_keeps_what_was_typed() {
    let fresh = render(&SubmitPage::fresh(&Centre::default(), &around(), false).explained(true), &[]);
    has(&fresh, &["Send us your paper</h1>", "Your paper</label>", "What is it called?", "Course</label>", "up to 10 MB"]);
    has(&fresh, &["When is it due?", "What would you like help with?", "Check and send", "data-remember=\"submit\"", "A tutor reads it"]);
    let kept = SubmitPage::of(&preparation(1284), &around(), false);
    let again = render(&kept, &[("file", "This file is empty")]);
    has(&again, &["We have essay.docx: 1,284 words. Choose another file only if it is the wrong one.", "This file is empty"]);
    has(&again, &["value=\"2026-11-11\"", "Gardens &quot;and&quot; cities", "checked", "value=\"some-id\"", "<title>Error: "]);
    has(&render(&SubmitPage::of(&preparation(0), &around(), true).reopened(), &[]), &["Paste your text</label>", "name=\"text\"", "submit-some-id"]);
}

#[test]
fn one_look_before_it_goes_shows_the_promise_and_what_stands_out() {
    let centre = Centre { word_limit: 1000, ..Centre::default() };
    let page = CheckPage::of(&preparation(1284), Some(text()), (&centre, &times()));
    let html = render(&page, &[]);
    has(&html, &["We promise it back by <strong>Thu 12 Nov 12:00</strong>", "That is after your due date. Send it anyway?"]);
    has(&html, &["We read 1,284 words in it", "small programs (macros)", "Send my paper", "A &lt;b&gt;garden&lt;/b&gt; is a place.", "Wed 11 Nov 2026"]);
    has(&render(&CheckPage::of(&preparation(0), None, (&centre, &times())), &[]), &["We can see pages but no text."]);
}

#[test]
fn the_confirmation_and_the_list_say_when_it_comes_back() {
    let sent = SentPage::of(&paper(State::Waiting), &person(1, &[Role::Student]), &times());
    has(&render(&sent, &[]), &["P-1042", "by <strong>Thu 12 Nov 17:00</strong>", "ada@example.edu", "withdraw your paper", "help@example.edu"]);
    let papers: Vec<_> = State::ALL.iter().map(|state| (paper(*state), None)).collect();
    let html = render(&MyPapersPage::of(&papers, (6, true), 48, &times()), &[]);
    has(&html, &["Community &lt;gardens&gt;", "Read feedback", "Answer the question", "Change or withdraw", "/papers?before=P-1042"]);
    has(&render(&MyPapersPage::of(&[], (50, true), 48, &times()), &[]), &["Nothing here yet", "48 opening hours"]);
}

fn looked(state: State) -> Looked {
    let draft = Draft { id: DraftId(1), n: 1, manuscript: manuscript(1284), sent_at: moment("2026-11-09T08:00:00Z"), begun_at: None };
    let asked = Happened {
        seq: Seq(1),
        at: moment("2026-11-09T08:00:00Z"),
        event: Event::QuestionAsked {},
        actor: Some("Ben".into()),
        tutor: None,
        words: Some("Which assignment?".into()),
    };
    let returned_at = moment("2026-11-10T09:00:00Z");
    let letter = Letter { tutor: "Ben".into(), text: "Dear Ada,\n\nWell done.\nMore <soon>.".into(), returned_at };
    Looked {
        paper: paper(state),
        drafts: vec![draft],
        text: Some(text()),
        letter: (state == State::Returned).then_some((1, letter)),
        question: (state == State::NeedsInfo).then(|| ("Ben".to_owned(), "Which assignment?\nThe file names two.".to_owned())),
        since: None,
        events: vec![asked],
        carried: (vec![delivery()], vec![attempt()]),
    }
}

fn delivery() -> Delivery {
    let now = moment("2026-11-10T09:00:00Z");
    Delivery {
        id: DeliveryId(7),
        message_id: "x@y".into(),
        event: Some(Seq(1)),
        paper: Some(PaperNumber(1042)),
        person: Some(PersonId(1)),
        recipient: "ada@example.edu".into(),
        name: "Ada".into(),
        letter: outbox::Letter::QuestionAsked,
        facts: String::new(),
        why: "Its student is always told".into(),
        state: outbox::State::Failed,
        hold: None,
        attempts: 1,
        crashes: 0,
        created_at: now,
        due_at: now,
        expires_at: now,
        last_answer: None,
        finished_at: Some(now),
    }
}

fn attempt() -> Attempt {
    let started_at = moment("2026-11-10T09:00:00Z");
    let (outcome, said) = ("refused".to_owned(), "550 5.1.1 <nobody>".to_owned());
    Attempt { delivery: DeliveryId(7), n: 1, started_at, millis: 12, outcome, said }
}

#[test]
fn a_paper_page_shows_its_student_what_they_can_do_and_no_mail() {
    let ada = person(1, &[Role::Student]);
    let html = render(&PaperPage::of(looked(State::NeedsInfo), &ada, &times()).with(Act::Answer, "The <2nd>".into()), &[("answer", "Write your answer")]);
    has(&html, &["Ben asks you", "The file names two.", "The &lt;2nd&gt;</textarea>", "Send my answer", "/papers/P-1042/drafts/1/file"]);
    assert!(!html.contains("550 5.1.1") && !html.contains("Send again") && !html.contains("Hand back"), "{html}");
    let html = render(&PaperPage::of(looked(State::Waiting), &ada, &times()), &[("file", "This file is empty")]);
    has(&html, &["Withdraw P-1042", "Put it in place", "<details open>"]);
    has(&render(&PaperPage::of(looked(State::Returned), &ada, &times()), &[]), &["Read feedback", "Well done.<br>More &lt;soon&gt;."]);
}

#[test]
fn a_paper_page_shows_staff_what_is_behind_it() {
    let cora = person(3, &[Role::Coordinator]);
    let html = render(&PaperPage::of(looked(State::Assigned), &cora, &times()).with(Act::HandBack, "Ill".into()), &[("hand_back", "Say why")]);
    has(&html, &["550 5.1.1 &lt;nobody&gt;", "/mail/7/again", "Its student is always told", "Ill</textarea>", "Send it back", "href=\"#hand_back\""]);
    let ben = render(&PaperPage::of(looked(State::Assigned), &person(2, &[Role::Tutor]), &times()), &[]);
    has(&ben, &["550 5.1.1", "Ask the student", "Open it on your desk", "macros"]);
    assert!(!ben.contains("Send again"), "{ben}");
}

#[test]
fn feedback_is_the_letter_and_then_the_text() {
    let Looked { paper, letter, .. } = looked(State::Returned);
    let page = FeedbackPage::of((&paper, true), letter.as_ref(), Some(text()), (None, &times()));
    has(&render(&page, &[]), &["Dear Ada,", "Feedback on", "Your text</h2>", "Ben on draft 1"]);
    let none = FeedbackPage::of((&looked(State::NeedsInfo).paper, true), None, None, (None, &times()));
    has(&render(&none, &[]), &["No feedback yet on", "We need something from you", "/papers/P-1042#answer"]);
}
