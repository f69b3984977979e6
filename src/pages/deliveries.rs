//! Deliveries in words: which letter, to whom, by which rule, how it stands, and each try with the server's own answer.

use serde::Serialize;

use super::Times;
use crate::outbox::gathering::Gathered;
use crate::outbox::{Attempt, Delivery, Hold, Letter, State};

/// One delivery as the part `parts/deliveries.html` wants it.
#[derive(Clone, Debug, Serialize)]
pub struct Carried {
    /// Which letter, to whom and why.
    pub says: String,
    /// The state's own word.
    pub state: &'static str,
    /// The state as people read it.
    pub label: &'static str,
    /// Its tries, in order.
    pub attempts: Vec<Tried>,
    /// Where "Send again" leads, for those who may.
    pub retry: Option<String>,
    /// Where it stands by itself, for those who may look there, and what that place is called.
    pub look: Option<(String, String)>,
}

/// One try in words.
#[derive(Clone, Debug, Serialize)]
pub struct Tried {
    /// By the clock.
    pub when: String,
    /// For machines.
    pub iso: String,
    /// How it ended.
    pub says: String,
    /// The other side's own words.
    pub answer: String,
}

impl Carried {
    /// One delivery with its tries among all given; `may_retry` shows the ways to look after it.
    #[must_use]
    pub fn of(delivery: &Delivery, attempts: &[Attempt], times: &Times, may_retry: bool) -> Self {
        let Delivery {
            id,
            name,
            recipient,
            ..
        } = delivery;
        let can_retry = delivery.state == State::Failed
            || (delivery.state == State::Held && delivery.hold != Some(Hold::Undo));
        let theirs = || attempts.iter().filter(|attempt| attempt.delivery == *id);
        let tried_last = theirs().next_back().map(|attempt| attempt.said.as_str());
        Self {
            says: format!(
                "{} to {name} ({recipient}). {}.{}{}",
                letter(delivery.letter),
                delivery.why.trim_end_matches('.'),
                stands(delivery, times),
                came_back(delivery, tried_last)
            ),
            state: delivery.state.as_str(),
            label: state(delivery.state),
            attempts: theirs().map(|attempt| tried(attempt, times)).collect(),
            retry: (may_retry && can_retry).then(|| format!("/mail/{}/again", id.0)),
            look: may_retry.then(|| (format!("/mail/{}", id.0), format!("Mail {}", id.0))),
        }
    }

    /// News that is told together with other news in one mail.
    #[must_use]
    pub fn together(one: &Gathered, times: &Times) -> Self {
        let (state, label) = match one.delivery {
            None => (State::Held, "Waits"),
            Some(_) => (State::Sent, "Told together"),
        };
        let stands = match (one.delivery, one.into_letter) {
            (None, Letter::Digest) => {
                format!("Waits for their digest, {}", times.within(one.due_at))
            }
            (None, _) => format!(
                "Waits until {}: several changes are one mail",
                times.within(one.due_at)
            ),
            (Some(id), _) => format!("It went into mail {}, {}", id.0, letter(one.into_letter)),
        };
        Self {
            says: format!(
                "{} to {} ({}). {}. {stands}.",
                letter(one.letter),
                one.name,
                one.email,
                one.why
            ),
            state: state.as_str(),
            label,
            attempts: Vec::new(),
            retry: None,
            look: None,
        }
    }

    /// Whether it was given up.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.state == State::Failed.as_str()
    }
}

/// What a state means just now; empty where the state's word says it all.
fn stands(delivery: &Delivery, times: &Times) -> String {
    match (delivery.state, delivery.hold) {
        (State::Held, Some(Hold::Undo)) => {
            format!(
                " Held until {}: what caused it can still be undone.",
                times.within(delivery.due_at)
            )
        }
        (State::Held, Some(Hold::NoRelay)) => " Held: no mail server is set.".to_owned(),
        (State::Held, Some(Hold::Restored)) => {
            " Held: it came back with a backup and may have been sent before.".to_owned()
        }
        (State::Pending, _) if is_quiet(delivery, times) => format!(
            " Waits until {}: {}’s quiet hours.",
            times.within(delivery.due_at),
            delivery.name
        ),
        (State::Pending, _) if delivery.attempts > 0 => {
            format!(" Next try {}.", times.within(delivery.due_at))
        }
        _ => String::new(),
    }
}

/// What ended a delivery where that was none of its tries: a report that came later, or a list of addresses.
fn came_back(delivery: &Delivery, tried_last: Option<&str>) -> String {
    match delivery.last_answer.as_deref() {
        Some(said) if delivery.state == State::Failed && tried_last != Some(said) => {
            format!(" What ended it: {}.", said.trim_end_matches('.'))
        }
        _ => String::new(),
    }
}

/// Whether it waits for the end of its reader's quiet hours.
pub(super) fn is_quiet(delivery: &Delivery, times: &Times) -> bool {
    delivery
        .quiet_until
        .is_some_and(|until| until == delivery.due_at && !times.is_past(until))
}

fn tried(attempt: &Attempt, times: &Times) -> Tried {
    Tried {
        when: times.clock(attempt.started_at),
        iso: times.iso(attempt.started_at),
        says: outcome(&attempt.outcome).to_owned(),
        answer: attempt.said.clone(),
    }
}

/// How a try ended.
#[must_use]
pub fn outcome(word: &str) -> &'static str {
    match word {
        "sent" => "The mail server took it.",
        "later" => "Not yet: the mail server asks us to try again.",
        "refused" => "Refused for good.",
        "relay_trouble" => "The mail server itself had trouble.",
        "crash" => "The desk stopped while it was being sent.",
        _ => "We do not know whether it arrived.",
    }
}

/// A delivery's state as people read it.
#[must_use]
pub const fn state(state: State) -> &'static str {
    match state {
        State::Pending => "Waiting",
        State::Sending => "Sending",
        State::Sent => "Sent",
        State::Held => "Held",
        State::Failed => "Failed",
        State::Cancelled => "Cancelled",
    }
}

/// What a letter is called.
#[must_use]
pub const fn letter(letter: Letter) -> &'static str {
    match letter {
        Letter::Received => "Receipt",
        Letter::QueueAlert => "\u{201c}A paper joined the queue\u{201d}",
        Letter::TeacherSubmitted => "\u{201c}Your student sent a paper\u{201d}",
        Letter::AssignedStudent => "\u{201c}Who reads your paper\u{201d}",
        Letter::AssignedTutor => "\u{201c}A paper is yours\u{201d}",
        Letter::HandedBack => "\u{201c}A paper was handed back\u{201d}",
        Letter::TakenOver => "\u{201c}A paper went to somebody else\u{201d}",
        Letter::AskedBack => "\u{201c}Your student asks\u{201d}",
        Letter::AnsweredByMail => "\u{201c}Your student answered by mail\u{201d}",
        Letter::AnsweredBack => "\u{201c}Your tutor answered\u{201d}",
        Letter::QuestionAsked => "The question",
        Letter::QuestionAnswered => "The answer",
        Letter::SecondReaderAsked => "\u{201c}Feedback waits for a second reader\u{201d}",
        Letter::SecondReaderGaveBack => "\u{201c}A second reader gave it back\u{201d}",
        Letter::SecondReaderReleased => "\u{201c}A second reader released it\u{201d}",
        Letter::FeedbackCopy => "\u{201c}The feedback you asked for\u{201d}",
        Letter::Returned => "\u{201c}Your feedback is ready\u{201d}",
        Letter::TeacherReturned => "\u{201c}Feedback was returned\u{201d}",
        Letter::DraftAdded => "\u{201c}The next draft is here\u{201d}",
        Letter::Withdrawn => "\u{201c}A paper was withdrawn\u{201d}",
        Letter::SentBack => "\u{201c}A paper was sent back\u{201d}",
        Letter::PromiseExtended => "\u{201c}A little later\u{201d}",
        Letter::PromiseMissed => "\u{201c}We are late\u{201d}",
        Letter::AnswerAwaited => "The question, once more",
        Letter::NeedsAttention => "\u{201c}A paper needs you\u{201d}",
        Letter::SignInCode => "Sign-in code",
        Letter::Invitation => "Invitation",
        Letter::DeliveryFailed => "\u{201c}A mail could not be delivered\u{201d}",
        Letter::WebhookOff => "\u{201c}A webhook was switched off\u{201d}",
        Letter::Digest => "Digest",
        Letter::News => "\u{201c}What happened to a paper\u{201d}",
        Letter::Test => "Test mail",
    }
}
