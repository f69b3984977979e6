//! The paper's own page and its feedback, rendered for its student and for staff, with something in each place.

use super::paper::{Looked, PaperPage};
use super::paper_acts::Act;
use super::standing::tests::{moment, paper, times};
use super::story::Behind;
use super::student_tests::{has, manuscript, person, render, text};
use crate::drafts::{Draft, DraftId};
use crate::events::{Event, Happened, Seq};
use crate::feedback::{Letter, ReturnId};
use crate::outbox::{self, Attempt, Delivery, DeliveryId};
use crate::papers::{PaperNumber, State};
use crate::people::{PersonId, Role};

fn looked(state: State) -> Looked {
    let draft = Draft {
        id: DraftId(1),
        n: 1,
        manuscript: manuscript(1284),
        sent_at: moment("2026-11-09T08:00:00Z"),
        begun_at: None,
    };
    let asked = Happened {
        seq: Seq(1),
        at: moment("2026-11-09T08:00:00Z"),
        event: Event::QuestionAsked {},
        actor: Some("Ben".into()),
        tutor: None,
        words: Some("Which assignment?".into()),
    };
    let returned_at = moment("2026-11-10T09:00:00Z");
    let letter = Letter {
        id: ReturnId(1),
        draft: DraftId(1),
        version: 1,
        undo_until: returned_at,
        tutor: "Ben".into(),
        text: "Dear Ada,\n\nWell done.\nMore <soon>.".into(),
        returned_at,
    };
    Looked {
        seen: Vec::new(),
        paper: paper(state),
        drafts: vec![draft],
        text: Some(text()),
        letter: (state == State::Returned).then_some((1, letter)),
        question: (state == State::NeedsInfo).then(|| {
            (
                "Ben".to_owned(),
                "Which assignment?\nThe file names two.".to_owned(),
            )
        }),
        answers: Vec::new(),
        replies: Vec::new(),
        unreached: None,
        ready_texts: Vec::new(),
        since: None,
        events: vec![asked],
        tutors: vec![super::tests::load(9, "Bea", 2)],
        behind: Behind {
            deliveries: vec![delivery()],
            attempts: vec![attempt()],
            ..Behind::default()
        },
        mail: outbox::subscriptions::OnPaper::Usual,
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
        quiet_until: None,
        stop_token: None,
        own: None,
        answer_to: None,
    }
}

fn attempt() -> Attempt {
    let started_at = moment("2026-11-10T09:00:00Z");
    let (outcome, said) = ("refused".to_owned(), "550 5.1.1 <nobody>".to_owned());
    Attempt {
        delivery: DeliveryId(7),
        n: 1,
        started_at,
        millis: 12,
        outcome,
        said,
    }
}

#[test]
fn a_paper_page_shows_its_student_what_they_can_do_and_no_mail() {
    let ada = person(1, &[Role::Student]);
    let html = render(
        &PaperPage::of(looked(State::NeedsInfo), &ada, &times())
            .with(Act::Answer, "The <2nd>".into()),
        &[("answer", "Write your answer")],
    );
    has(
        &html,
        &[
            "Ben asks you",
            "The file names two.",
            "The &lt;2nd&gt;</textarea>",
            "Send my answer",
            "/papers/P-1042/drafts/1/file",
        ],
    );
    assert!(
        !html.contains("550 5.1.1") && !html.contains("Send again") && !html.contains("Hand back"),
        "{html}"
    );
    let html = render(
        &PaperPage::of(looked(State::Waiting), &ada, &times()),
        &[("file", "This file is empty")],
    );
    has(
        &html,
        &["Withdraw P-1042", "Put it in place", "<details open>"],
    );
    has(
        &render(&PaperPage::of(looked(State::Returned), &ada, &times()), &[]),
        &["Read feedback", "Well done.<br>More &lt;soon&gt;."],
    );
}

#[test]
fn a_paper_page_shows_staff_what_is_behind_it() {
    let cora = person(3, &[Role::Coordinator]);
    let html = render(
        &PaperPage::of(looked(State::Assigned), &cora, &times()).with(Act::HandBack, "Ill".into()),
        &[("hand_back", "Say why")],
    );
    has(
        &html,
        &[
            "550 5.1.1 &lt;nobody&gt;",
            "/mail/7/again",
            "Its student is always told",
            "Ill</textarea>",
            "Send it back",
            "href=\"#hand_back\"",
        ],
    );
    let ben = render(
        &PaperPage::of(
            looked(State::Assigned),
            &person(2, &[Role::Tutor]),
            &times(),
        ),
        &[],
    );
    has(
        &ben,
        &[
            "550 5.1.1",
            "Ask the student",
            "Open it on your desk",
            "macros",
        ],
    );
    assert!(!ben.contains("Send again"), "{ben}");
}
