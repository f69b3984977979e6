//! The pages of reading and planning, and of the comment bank, rendered with something in each place.

use super::bank::BankPage;
use super::feedback::{Facts, FeedbackPage, Returned, View};
use super::kept::KeptPage;
use super::marking_tests::{item, letter, note, ways};
use super::plan::{self, PlanPage};
use super::standing::tests::{moment, paper, times};
use super::student_tests::{has, manuscript, render, text};
use crate::feedback::Kind;
use crate::feedback::bank::{Snippet, SnippetId};
use crate::feedback::remarks::{Remark, RemarkKind};
use crate::papers::State;

pub(super) fn facts(returned: bool) -> Facts {
    let returned = returned.then(|| Returned {
        draft: 1,
        manuscript: manuscript(9),
        letter: letter(),
        versions: vec![letter()],
        notes: vec![note()],
        text: Some(text()),
        opened: None,
        remarks: vec![Remark {
            kind: RemarkKind::Question,
            words: "What is <this>?".to_owned(),
            at: moment("2026-11-10T11:59:00Z"),
            answer: None,
        }],
        survey: None,
    });
    Facts {
        paper: paper(if returned.is_some() {
            State::Returned
        } else {
            State::NeedsInfo
        }),
        returned,
        since: None,
        mended: false,
        plan: vec![item(false)],
        ways: ways(),
    }
}

#[test]
fn feedback_is_the_letter_and_then_the_text_with_its_notes() {
    let view = View {
        writes: true,
        ..View::default()
    };
    let html = render(&FeedbackPage::of(facts(true), view, &times()), &[]);
    has(
        &html,
        &[
            "Dear Ada,",
            "Feedback on",
            "Your text</h2>",
            "Ben on draft 1",
            "In my plan",
            "href=\"#c1\"",
            "What is &lt;this&gt;?",
            "1 in my plan",
        ],
    );
    let without = View {
        kinds: &[Kind::Big],
        ..view
    };
    let html = render(&FeedbackPage::of(facts(true), without, &times()), &[]);
    assert!(
        !html.contains("id=\"c1\"") && !html.contains("<mark"),
        "{html}"
    );
    let none = render(&FeedbackPage::of(facts(false), view, &times()), &[]);
    has(
        &none,
        &[
            "No feedback yet on",
            "We need something from you",
            "/papers/P-1042#answer",
        ],
    );
}

#[test]
fn a_plan_has_what_is_to_be_done_and_what_is_put_off() {
    let facts = plan::Facts {
        paper: paper(State::Returned),
        plan: vec![item(false), item(true)],
        notes: vec![(1, note())],
        letter: Some(letter()),
        ways: ways(),
    };
    has(
        &render(&PlanPage::of(&facts, &times()), &[]),
        &[
            "0 of 1 done",
            "/papers/P-1042/feedback#c1",
            "Not this time (1)",
            "Start the next draft",
        ],
    );
}

#[test]
fn the_bank_shows_what_is_shared_and_what_is_ones_own() {
    let snippet = |id, shared| Snippet {
        id: SnippetId(id),
        shared,
        words: "Say <why>, {name}.".to_owned(),
        used: 2,
    };
    let page = BankPage::of(vec![snippet(1, true), snippet(2, false)], "", false);
    has(
        &render(&page, &[]),
        &[
            "Shared by the centre",
            "/desk/bank/2",
            "Say &lt;why&gt;, {name}.",
            "Used 2 times",
        ],
    );
    let kept = KeptPage {
        why: "It moved on.".to_owned(),
        words: "Dear Ada".to_owned(),
    };
    has(&render(&kept, &[]), &["Dear Ada"]);
}
