//! The words of one delivery's page.

use super::delivery::{DeliveryKnown, DeliveryPage, Letter};
use crate::centre::Centre;
use crate::clock::Moment;
use crate::outbox::{Attempt, Delivery, DeliveryId, Hold, Letter as Kind, Relay, Shelf, State};
use crate::pages::letters::Written;
use crate::pages::mail::{MailKnown, MailPage, PER_PAGE};
use crate::pages::{Page, Pages, Shell, Times};
use crate::papers::PaperNumber;

const NOW: Moment = Moment(1_794_500_000_000);

fn delivery(id: i64, state: State, hold: Option<Hold>) -> Delivery {
    Delivery {
        id: DeliveryId(id),
        message_id: format!("{id}@example.edu"),
        event: None,
        paper: (id % 2 == 0).then_some(PaperNumber(1042)),
        person: None,
        recipient: "ada@example.edu".into(),
        name: "Ada".into(),
        letter: if id % 2 == 0 {
            Kind::Returned
        } else {
            Kind::Invitation
        },
        facts: "{}".into(),
        why: "It is their paper".into(),
        state,
        hold,
        attempts: 1,
        crashes: 0,
        created_at: NOW.plus_minutes(-30),
        due_at: NOW.plus_minutes(5),
        expires_at: NOW.plus_days(5),
        last_answer: Some("450 4.7.1 <later>".into()),
        finished_at: Some(NOW),
        quiet_until: None,
        stop_token: None,
        own: None,
        answer_to: None,
    }
}

fn relay(configured: bool, troubles: u32) -> Relay {
    let (said, trouble_at) = (Some("535 5.7.8 no".to_owned()), Some(NOW.plus_minutes(-20)));
    let sent_at = Some(NOW.plus_minutes(-2));
    Relay {
        configured,
        domain: String::new(),
        troubles,
        paused_until: None,
        said,
        trouble_at,
        sent_at,
        secret: String::new(),
        way_back: None,
    }
}

fn times() -> Times {
    Times::new(&Centre::default(), NOW)
}

fn render<P: Page>(page: &P) -> String {
    let shell = Shell::new(("The centre", ""), None, "/mail");
    Pages::open()
        .and_then(|pages| pages.render(&shell, page, &[]))
        .expect("a page")
        .replace("&#x2F;", "/")
}

fn known(delivery: Delivery, attempts: Vec<Attempt>) -> DeliveryKnown {
    DeliveryKnown {
        delivery,
        attempts,
        bounces: Vec::new(),
        unreached: None,
        stops: Vec::new(),
        relay: relay(true, 0),
    }
}

fn list(relay: Relay, found: Vec<Delivery>, shelf: Option<Shelf>) -> String {
    let known = MailKnown {
        relay,
        stops: Vec::new(),
        counts: vec![(Shelf::Failed, 1), (Shelf::Held, 1001)],
        kept: 3,
        found,
        hooks: (false, None),
    };
    render(&MailPage::of(known, (shelf, None), &times()))
}

#[test]
fn the_top_line_says_whether_mail_goes_out() {
    assert!(
        list(relay(false, 0), Vec::new(), None)
            .contains("No mail server is set: letters are kept here and can be read.")
    );
    assert!(
        list(relay(true, 0), Vec::new(), None)
            .contains("Mail is going out normally. Last sent 2 min ago.")
    );
    let html = list(relay(true, 3), Vec::new(), None);
    assert!(
        html.contains("Nothing has gone out since")
            && html.contains("the server said “535 5.7.8 no”."),
        "{html}"
    );
    assert!(
        html.contains("No mail yet. Send yourself a test."),
        "{html}"
    );
}

#[test]
fn mail_that_waits_for_a_person_can_go_again_all_at_once() {
    let many = (1..=i64::from(PER_PAGE) + 1)
        .rev()
        .map(|id| delivery(id, State::Failed, None))
        .collect();
    let html = list(relay(true, 0), many, Some(Shelf::Failed));
    assert!(
        html.contains("/mail/again?state=failed") && html.contains("1,000+"),
        "{html}"
    );
    assert!(
        html.contains("/mail?state=failed&amp;before=2") && html.contains("&lt;later&gt;"),
        "{html}"
    );
    assert!(list(relay(true, 0), Vec::new(), Some(Shelf::Held)).contains("/mail/again?state=held"));
    assert!(!list(relay(false, 0), Vec::new(), Some(Shelf::Held)).contains("/mail/again"));
}

#[test]
fn every_standing_has_its_sentence_and_a_closed_letter_stays_closed() {
    let tried = Attempt {
        delivery: DeliveryId(1),
        n: 1,
        started_at: NOW,
        millis: 1234,
        outcome: "later".into(),
        said: "450 4.7.1 <later>".into(),
    };
    let held = [Hold::Undo, Hold::NoRelay, Hold::Restored].map(|hold| (State::Held, Some(hold)));
    let states = State::ALL
        .iter()
        .filter(|state| **state != State::Held)
        .map(|state| (*state, None));
    for (state, hold) in states.chain(held) {
        let written = Written {
            subject: "Hello".into(),
            text: "A <b>letter</b>".into(),
            html: String::new(),
        };
        let open = Letter::Open {
            written: Some(written),
            raw: Some(b"Subject: Hello".to_vec()),
        };
        let about = known(delivery(2, state, hold), vec![tried.clone()]);
        let html = render(&DeliveryPage::of(about, open, &times()));
        assert!(
            html.contains("A &lt;b&gt;letter")
                && html.contains("Subject: Hello")
                && html.contains("1.2 s"),
            "{html}"
        );
    }
    let about = known(delivery(1, State::Pending, None), Vec::new());
    let html = render(&DeliveryPage::of(about, Letter::Closed, &times()));
    assert!(
        html.contains(
            "This letter would let its reader sign in as Ada, so only an admin can open it."
        ),
        "{html}"
    );
    assert!(!html.contains("<details"), "{html}");
}
