//! Every page on which a student sends papers is rendered once with something in each place, so that no template asks
//! for what is not there.

use super::check::CheckPage;
use super::my_papers::MyPapersPage;
use super::standing::tests::{paper, times};
use super::submit::{Around, SentPage, SubmitPage};
use super::{Page, Pages, Shell};
use crate::centre::Centre;
use crate::drafts::reading::{FileKind, ParagraphKind, ReadingText};
use crate::drafts::{FileId, Manuscript, ManuscriptId};
use crate::papers::preparation::{Form, Preparation};
use crate::papers::{State, courses::Course, intake::Intake};
use crate::people::{Person, PersonId, Role};
use crate::refusal::FieldError;

pub(super) fn render<P: Page>(page: &P, errors: &[(&str, &str)]) -> String {
    let error = |(field, says): &(&str, &str)| FieldError {
        field: (*field).into(),
        says: (*says).into(),
    };
    let errors: Vec<FieldError> = errors.iter().map(error).collect();
    let shell = Shell::new(("The centre", "help@example.edu"), None, "/");
    Pages::open()
        .expect("templates")
        .render(&shell, page, &errors)
        .expect("a page")
}

pub(super) fn has(html: &str, parts: &[&str]) {
    let html = html.replace("&#x2F;", "/");
    for part in parts {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

pub(super) fn person(id: i64, roles: &[Role]) -> Person {
    Person {
        id: PersonId(id),
        email: "ada@example.edu".into(),
        roles: roles.to_vec(),
        ..Person::operator()
    }
}

pub(super) fn manuscript(words: u32) -> Manuscript {
    Manuscript {
        id: ManuscriptId(1),
        file: FileId(1),
        file_name: "essay.docx".into(),
        kind: FileKind::Docx,
        size: 9,
        words,
        unread_why: (words == 0)
            .then(|| "We can see pages but no text. Your tutor will open it as it is".to_owned()),
        flags: vec!["macros".into()],
    }
}

pub(super) fn text() -> ReadingText {
    let blocks = [
        (ParagraphKind::Heading(1), "Gardens"),
        (ParagraphKind::Body, "A <b>garden</b> is a place."),
    ];
    ReadingText::from_blocks(
        blocks
            .map(|(kind, words)| (kind, words.to_owned()))
            .to_vec(),
    )
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
        answers: [(7, "Portuguese".to_owned())].into(),
    };
    Preparation {
        id: "some-id".into(),
        form,
        manuscript: Some(manuscript(words)),
        sent_as: None,
    }
}

fn around() -> Around {
    let course = Course {
        id: 1,
        code: "SOC 201".into(),
        title: "City life".into(),
        teacher: None,
        turnaround_hours: None,
        weekly_cap: None,
    };
    Around {
        courses: vec![course],
        max_upload: 10 * 1024 * 1024,
        intake: vec![Intake {
            id: 7,
            question: "Which language do you write best?".into(),
        }],
    }
}

#[test]
fn the_form_shows_every_field_and_keeps_what_was_typed() {
    let fresh = render(
        &SubmitPage::fresh(&Centre::default(), &around(), false).explained(true),
        &[],
    );
    has(
        &fresh,
        &[
            "Send us your paper</h1>",
            "Your paper</label>",
            "What is it called?",
            "Course</label>",
            "up to 10 MB",
        ],
    );
    has(
        &fresh,
        &[
            "When is it due?",
            "What would you like help with?",
            "Check and send",
            "data-remember=\"submit\"",
            "A tutor reads it",
        ],
    );
    let kept = SubmitPage::of(&preparation(1284), &around(), false);
    let again = render(&kept, &[("file", "This file is empty")]);
    has(
        &again,
        &[
            "We have essay.docx: 1,284 words. Choose another file only if it is the wrong one.",
            "This file is empty",
        ],
    );
    has(
        &again,
        &[
            "value=\"2026-11-11\"",
            "Gardens &quot;and&quot; cities",
            "checked",
            "value=\"some-id\"",
            "<title>Error: ",
        ],
    );
    has(
        &render(
            &SubmitPage::of(&preparation(0), &around(), true).reopened(),
            &[],
        ),
        &["Paste your text</label>", "name=\"text\"", "submit-some-id"],
    );
}

#[test]
fn one_look_before_it_goes_shows_the_promise_and_what_stands_out() {
    let centre = Centre {
        word_limit: 1000,
        ..Centre::default()
    };
    let page = CheckPage::of(&preparation(1284), Some(text()), (&centre, &times()));
    let html = render(&page, &[]);
    has(
        &html,
        &[
            "We promise it back by <strong>Thu 12 Nov 12:00</strong>",
            "That is after your due date. Send it anyway?",
        ],
    );
    has(
        &html,
        &[
            "We read 1,284 words in it",
            "small programs (macros)",
            "Send my paper",
            "A &lt;b&gt;garden&lt;/b&gt; is a place.",
            "Wed 11 Nov 2026",
        ],
    );
    has(
        &render(
            &CheckPage::of(&preparation(0), None, (&centre, &times())),
            &[],
        ),
        &["We can see pages but no text."],
    );
}

#[test]
fn the_confirmation_and_the_list_say_when_it_comes_back() {
    let sent = SentPage::of(
        &paper(State::Waiting),
        &person(1, &[Role::Student]),
        &times(),
    );
    has(
        &render(&sent, &[]),
        &[
            "P-1042",
            "by <strong>Thu 12 Nov 17:00</strong>",
            "ada@example.edu",
            "withdraw your paper",
            "help@example.edu",
        ],
    );
    let papers: Vec<_> = State::ALL
        .iter()
        .map(|state| (paper(*state), None))
        .collect();
    let html = render(&MyPapersPage::of(&papers, (6, true), 48, &times()), &[]);
    has(
        &html,
        &[
            "Community &lt;gardens&gt;",
            "Read feedback",
            "Answer the question",
            "Change or withdraw",
            "/papers?before=P-1042",
        ],
    );
    has(
        &render(&MyPapersPage::of(&[], (50, true), 48, &times()), &[]),
        &["Nothing here yet", "48 opening hours"],
    );
}
