//! The page about one mail: why this person is told, every try with the mail server's own words, and what it says.

use serde::Serialize;

use super::letters::Written;
use super::mail::{PaperLink, next_try, paper_link};
use super::suppressed::sentence;
use super::{Page, Times, deliveries};
use crate::outbox::{Attempt, Bounce, Delivery, Hold, Relay, State, Stop, Suppression};

/// Told after a delivery was called back.
pub const CALLED_BACK: &str = "It is called back and is not sent.";
/// Told after a delivery got another address.
pub const READDRESSED: &str = "It goes to the new address. The account keeps its own.";
/// Told after a delivery was sent again.
pub const GOES_AGAIN: &str = "It is tried again at once.";

#[derive(Serialize)]
struct Try {
    n: u32,
    when: String,
    iso: String,
    took: String,
    says: &'static str,
    said: String,
}

/// What a letter says, for those who may read it.
pub enum Letter {
    /// Only an admin may.
    Closed,
    /// It opened a door and is no longer kept.
    Gone,
    /// In words where it could be written, and byte for byte once it is frozen.
    Open {
        /// In words.
        written: Option<Written>,
        /// As it goes out.
        raw: Option<Vec<u8>>,
    },
}

#[derive(Serialize)]
struct Back {
    when: String,
    iso: String,
    says: &'static str,
    said: String,
}

/// What is known of one delivery.
pub struct DeliveryKnown {
    /// The delivery.
    pub delivery: Delivery,
    /// Its tries.
    pub attempts: Vec<Attempt>,
    /// What came back of it.
    pub bounces: Vec<Bounce>,
    /// Why mail does not reach its address, if it does not.
    pub unreached: Option<Suppression>,
    /// What is stopped.
    pub stops: Vec<Stop>,
    /// The mail server.
    pub relay: Relay,
}

/// One delivery.
#[derive(Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that the page shows or does not"
)]
pub struct DeliveryPage {
    id: i64,
    what: &'static str,
    to: String,
    name: String,
    paper: Option<PaperLink>,
    state: &'static str,
    label: &'static str,
    standing: String,
    why: String,
    message_id: String,
    when: String,
    iso: String,
    next: String,
    gives_up: Option<String>,
    tries: Vec<Try>,
    came_back: Vec<Back>,
    unreached: Option<String>,
    stopped: bool,
    can_go_again: bool,
    can_be_called_back: bool,
    can_change_address: bool,
    address: String,
    needs_relay: bool,
    letter: &'static str,
    subject: Option<String>,
    text: Option<String>,
    raw: Option<String>,
}

impl DeliveryPage {
    /// From a delivery and all that is known of it.
    #[must_use]
    pub fn of(known: DeliveryKnown, letter: Letter, times: &Times) -> Self {
        let DeliveryKnown {
            delivery,
            attempts,
            bounces,
            unreached,
            stops,
            relay,
        } = known;
        let relay = &relay;
        let (letter, written, raw) = match letter {
            Letter::Closed => ("closed", None, None),
            Letter::Gone => ("gone", None, None),
            Letter::Open { written, raw } => ("open", written, raw),
        };
        let (subject, text) = written
            .map(|written| (written.subject, written.text))
            .unzip();
        Self {
            id: delivery.id.0,
            what: deliveries::letter(delivery.letter),
            paper: paper_link(&delivery),
            state: delivery.state.as_str(),
            label: deliveries::state(delivery.state),
            standing: standing(&delivery, times),
            when: times.clock(delivery.created_at),
            iso: times.iso(delivery.created_at),
            next: next_try(&delivery, relay, times),
            gives_up: (delivery.state == State::Pending).then(|| times.clock(delivery.expires_at)),
            came_back: bounces.iter().map(|bounce| back(bounce, times)).collect(),
            unreached: unreached.map(|one| sentence(&one, times)),
            stopped: delivery.state == State::Pending && is_stopped(&delivery, &stops),
            can_be_called_back: matches!(delivery.state, State::Pending | State::Held),
            can_change_address: can_change_address(&delivery),
            address: delivery.recipient.clone(),
            tries: attempts
                .iter()
                .map(|attempt| a_try(attempt, times))
                .collect(),
            can_go_again: can_go_again(&delivery, relay),
            needs_relay: delivery.hold == Some(Hold::NoRelay) && !relay.configured,
            letter,
            subject,
            text,
            raw: raw.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
            why: delivery.why,
            message_id: delivery.message_id,
            to: delivery.recipient,
            name: delivery.name,
        }
    }
}

impl DeliveryPage {
    /// The same with another address typed.
    #[must_use]
    pub fn addressing(self, address: &str) -> Self {
        Self {
            address: address.to_owned(),
            ..self
        }
    }
}

fn back(bounce: &Bounce, times: &Times) -> Back {
    Back {
        when: times.clock(bounce.at),
        iso: times.iso(bounce.at),
        says: match (bounce.by_report, bounce.failed) {
            (_, false) => "Another mail server says that it is late, and goes on trying.",
            (true, true) => "Another mail server says that it did not arrive.",
            (false, true) => "The mail server says that the address takes no mail.",
        },
        said: bounce.said.clone(),
    }
}

fn is_stopped(delivery: &Delivery, stops: &[Stop]) -> bool {
    let domain = delivery.recipient.rsplit('@').next();
    let mut stopped = stops.iter().map(|stop| stop.destination.as_deref());
    stopped.any(|one| one.is_none() || one == domain)
}

const fn can_change_address(delivery: &Delivery) -> bool {
    !delivery.letter.opens_the_door()
        && match delivery.state {
            State::Failed | State::Pending => true,
            State::Held => !matches!(delivery.hold, Some(Hold::Undo)),
            State::Sending | State::Sent | State::Cancelled => false,
        }
}

impl Page for DeliveryPage {
    const TEMPLATE: &'static str = "mail_page/delivery.html";

    fn title(&self) -> String {
        format!("{} to {}", self.what, self.to)
    }
}

fn a_try(attempt: &Attempt, times: &Times) -> Try {
    let millis = attempt.millis;
    Try {
        n: attempt.n,
        when: times.clock(attempt.started_at),
        iso: times.iso(attempt.started_at),
        took: if millis < 1000 {
            format!("{millis} ms")
        } else {
            format!("{}.{} s", millis / 1000, millis % 1000 / 100)
        },
        says: deliveries::outcome(&attempt.outcome),
        said: attempt.said.clone(),
    }
}

/// Where a delivery stands, as a sentence.
fn standing(delivery: &Delivery, times: &Times) -> String {
    let clock = |moment| times.within(moment);
    match (delivery.state, delivery.hold) {
        (State::Pending, _) if deliveries::is_quiet(delivery, times) => format!(
            "It waits until {}: {}’s quiet hours.",
            clock(delivery.due_at),
            delivery.name
        ),
        (State::Pending, _) if delivery.attempts > 0 => "It is tried again.".to_owned(),
        (State::Pending, _) => "It waits for its turn.".to_owned(),
        (State::Sending, _) => "It is on its way just now.".to_owned(),
        (State::Sent, _) => {
            let at = delivery
                .finished_at
                .map_or_else(|| "before".to_owned(), clock);
            format!("The mail server took it {at}.")
        }
        (State::Held, Some(Hold::Undo)) => {
            format!(
                "It goes out {}; until then, what caused it can be undone.",
                clock(delivery.due_at)
            )
        }
        (State::Held, Some(Hold::Restored)) => {
            "It came back with a backup and may have been sent before, so somebody decides."
                .to_owned()
        }
        (State::Held, _) => "It is kept here, because no mail server was set.".to_owned(),
        (State::Failed, _) => "It was given up.".to_owned(),
        (State::Cancelled, _) => "It was called back and is not sent.".to_owned(),
    }
}

/// Whether somebody may ask for another try.
const fn can_go_again(delivery: &Delivery, relay: &Relay) -> bool {
    let waits = match (delivery.state, delivery.hold) {
        (State::Failed, _) => delivery.is_kept(),
        (State::Pending, _) => true,
        (State::Held, hold) => !matches!(hold, Some(Hold::Undo)),
        _ => false,
    };
    waits && relay.configured
}
