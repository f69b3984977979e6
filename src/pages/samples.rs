//! Made-up facts for every letter, to show what it looks like before anybody gets it.

use serde_json::{Value, json};

use crate::outbox::Letter;
use crate::papers::telling::Told;
use crate::watch::{Letters, Matter, Noticed};

const CENTRE: &str = "Northfield Writing Centre";

/// What a letter could say, as it would be frozen with a delivery.
#[must_use]
pub fn sample(letter: Letter) -> Value {
    match letter {
        Letter::Received | Letter::QueueAlert | Letter::TeacherSubmitted => paper("", "", ""),
        Letter::AssignedStudent | Letter::AssignedTutor | Letter::SecondReaderReleased => {
            paper("Ben", "Cora", "")
        }
        Letter::HandedBack => paper(
            "",
            "Ben",
            "I know Ada well.\nAnother reader would be fairer to her.",
        ),
        Letter::TakenOver => paper(
            "Bea",
            "Cora",
            "Ada needs it before the weekend, and you are away until Monday.",
        ),
        Letter::PromiseExtended => paper("Ben", "Cora", "Two of our tutors are ill this week."),
        Letter::QuestionAsked | Letter::AnswerAwaited => paper(
            "Ben",
            "Ben",
            "Which assignment is this for?\n\nThe file names two of them.",
        ),
        Letter::QuestionAnswered => paper("Ben", "Ada", "The second one, about public space."),
        Letter::Returned
        | Letter::FeedbackCopy
        | Letter::PromiseMissed
        | Letter::TeacherReturned
        | Letter::DraftAdded
        | Letter::AskedBack
        | Letter::AnsweredBack
        | Letter::AnsweredByMail => paper("Ben", "", ""),
        Letter::SecondReaderAsked => paper("Ben", "Ben", ""),
        Letter::SecondReaderGaveBack => paper(
            "Ben",
            "Cora",
            "The letter is kind and clear.\nThe third note says what to write; could it ask instead?",
        ),
        Letter::Withdrawn => paper("Ben", "Ada", ""),
        Letter::SentBack => paper(
            "Ben",
            "",
            "This is a take-home exam, and we may not help with those.",
        ),
        Letter::NeedsAttention => noticed(&[(Matter::Untaken, false)]),
        Letter::SignInCode => {
            json!({"centre": CENTRE, "code": "123456", "link": "/sign-in/link/sample", "minutes": 15})
        }
        Letter::Invitation => json!({
            "centre": CENTRE, "by": "Cora", "roles": ["tutor", "teacher"], "link": "/sign-in/once/sample", "days": 7
        }),
        Letter::DeliveryFailed => json!({
            "delivery": 7, "recipient": "ada@example.edu", "recipient_name": "Ada",
            "answer": "550 5.1.1 no mailbox by that name", "reference": "P-1042"
        }),
        Letter::WebhookOff => json!({
            "hook": 3, "name": "Course system", "host": "hooks.example.edu", "why": "failing", "centre": CENTRE
        }),
        Letter::Digest => json!({"entries": [
            {"letter": "queue_alert", "facts": paper("", "", "")},
            {"letter": "handed_back", "facts": paper("", "Ben", "")},
            {"letter": "needs_attention", "facts": noticed(&[(Matter::Untaken, false)])}
        ], "more": 0, "centre": CENTRE}),
        Letter::News => json!({"entries": [
            {"letter": "news", "facts": {"reference": "P-1042", "title": "Community gardens and the city", "says": "Ben began to mark draft 1"}},
            {"letter": "news", "facts": {"reference": "P-1042", "title": "Community gardens and the city", "says": "Ben returned feedback on draft 1"}}
        ], "more": 0, "reference": "P-1042", "title": "Community gardens and the city", "centre": CENTRE}),
        Letter::Test => json!({"centre": CENTRE}),
    }
}

/// What a letter says about papers on which nothing moves: each matter, and whether the reader has the paper.
#[must_use]
pub fn noticed(matters: &[(Matter, bool)]) -> Value {
    let papers: Vec<Noticed> = matters
        .iter()
        .map(|(matter, yours)| Noticed {
            reference: "P-1042".to_owned(),
            title: "Community gardens and the city".to_owned(),
            matter: *matter,
            yours: *yours,
            tutor: if matches!(matter, Matter::Untaken) {
                ""
            } else {
                "Ben"
            }
            .to_owned(),
            when: "Tue 10 Nov 2026, 09:00".to_owned(),
            promised: "Thu 12 Nov 2026, 17:00".to_owned(),
            expected: "Fri 13 Nov 2026, 12:00".to_owned(),
        })
        .collect();
    let alone = papers.first().filter(|_| papers.len() == 1);
    let letters = Letters {
        reference: alone.map_or("", |only| &only.reference),
        title: alone.map_or("", |only| &only.title),
        yours: papers.iter().any(|paper| paper.yours),
        papers: &papers,
        centre: CENTRE,
    };
    serde_json::to_value(letters).unwrap_or_default()
}

fn paper(tutor: &str, actor: &str, said: &str) -> Value {
    let concerns = [
        "Is my main point clear?".to_owned(),
        "Am I using sources well?".to_owned(),
    ];
    let told = Told {
        reference: "P-1042".to_owned(),
        title: "Community gardens and the city",
        student: "Ada",
        course: "SOC 201",
        draft: 1,
        words: 1284,
        promised: "Thu 12 Nov 2026, 17:00".to_owned(),
        expected: "Fri 13 Nov 2026, 12:00".to_owned(),
        tutor,
        concerns: &concerns,
        question: "Does the second part say too much?",
        actor,
        said,
        centre: CENTRE,
    };
    serde_json::to_value(told).unwrap_or_default()
}
