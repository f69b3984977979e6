//! What becomes of a delivery after a try: sent, another try later, or given up; and of the mail server after trouble.

use std::time::Duration;

use serde::Serialize;

use super::bounces;
use super::carrier::{Answer, Outcome as How, Phase};
use super::rows::{carried, relay, shown};
use super::tally::{Ending, Tally};
use super::under_way::{Noted, Reached};
use super::{Delivery, DeliveryId, Letter, Recipient, State, Telling, facts, tell};
use crate::centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::people::{self, Role};
use crate::refusal::{Fault, Outcome};

/// A mail that stopped the desk this often is set aside.
const CRASHES: u32 = 3;
/// After a drop behind the last byte the server may have the mail: wait this long before the same bytes go again.
const UNKNOWN_WAIT: i64 = 15 * 60;
const LONGEST_PAUSE: i64 = 60;

/// One finished try.
pub(super) struct Tried {
    pub id: DeliveryId,
    pub started_at: Moment,
    /// For a first try: how long it might have gone before it began.
    pub waited: Option<Duration>,
    pub took: Duration,
    /// None: it was never begun (the desk is closing) and is let go untouched.
    pub answer: Option<Answer>,
}

impl Tried {
    /// Whether it ended in trouble with the mail server itself.
    pub(super) fn met_trouble(&self) -> bool {
        self.answer
            .as_ref()
            .is_some_and(|answer| answer.outcome == How::RelayTrouble)
    }

    /// Counts it, once it is written down.
    pub(super) fn count(&self, tally: &Tally) {
        if let Some(answer) = &self.answer {
            let ending = match answer.outcome {
                How::Sent => Ending::Accepted,
                How::Refused => Ending::Refused,
                How::Later { .. } | How::RelayTrouble => Ending::Later,
                How::Unknown => Ending::Unknown,
            };
            tally.count(ending, self.waited, self.took);
        }
    }
}

/// Writes down how a try ended and what follows from it.
pub(super) fn settle(tx: &Tx<'_>, boot: &str, tried: &Tried) -> Outcome<()> {
    let Some(answer) = &tried.answer else {
        return let_go(tx, tried.id, boot);
    };
    let millis = i64::try_from(tried.took.as_millis()).unwrap_or(i64::MAX);
    carried::insert_attempt(
        tx,
        tried.id,
        (tried.started_at, millis),
        (word(&answer.outcome), &answer.said),
    )?;
    let (state, due_at) = match &answer.outcome {
        How::Sent => (State::Sent, None),
        How::Refused => (State::Failed, None),
        How::Later { not_before } => (State::Pending, Some(later(tx, tried.id, *not_before)?)),
        How::RelayTrouble => (State::Pending, None),
        How::Unknown => (State::Pending, Some(tx.now().plus_seconds(UNKNOWN_WAIT))),
    };
    let counts = answer.outcome != How::RelayTrouble;
    let next = carried::Next {
        state,
        due_at,
        counts,
        answer: Some(&answer.said),
        crashed: false,
    };
    let ours = carried::finish(tx, tried.id, boot, &next)?;
    if ours && state == State::Failed {
        tell_of_failure(tx, tried.id)?;
        if answer.phase == Phase::Recipient {
            bounces::refused_at_once(tx, tried.id, &answer.said)?;
        }
    }
    Ok(())
}

/// What a whole batch says about the mail server itself.
pub(super) fn judge_relay(tx: &Tx<'_>, batch: &[Tried]) -> Outcome<()> {
    let answers = || batch.iter().filter_map(|tried| tried.answer.as_ref());
    if let Some(trouble) = answers().find(|answer| answer.outcome == How::RelayTrouble) {
        return pause(tx, &trouble.said);
    }
    if answers().any(|answer| answer.outcome == How::Sent) {
        relay::set_sent(tx)?;
        relay::set_well(tx)?;
    }
    Ok(())
}

/// Leaves the mail server alone for a while: 5 s, doubling to a minute.
pub(super) fn pause(tx: &Tx<'_>, said: &str) -> Outcome<()> {
    let troubles = relay::find(tx)?.troubles;
    let seconds = (5 << troubles.min(5)).min(LONGEST_PAUSE);
    relay::set_trouble(tx, tx.now().plus_seconds(seconds), said)
}

/// What an earlier run had claimed when it died: what the mail server took is sent, what was never begun is let go
/// untouched, and all else may or may not have arrived: the same bytes go again at once.
pub(super) fn recover(tx: &Tx<'_>, boot: &str, noted: Option<&Noted>) -> Outcome<()> {
    for (id, dead, crashes) in carried::orphans(tx, boot)? {
        match noted.map_or(Reached::Somewhere, |noted| noted.reached(id, &dead)) {
            Reached::Nothing => let_go(tx, id, &dead)?,
            Reached::Taken(said) => {
                carried::insert_attempt(tx, id, (tx.now(), 0), ("sent", said))?;
                let next = carried::Next {
                    state: State::Sent,
                    due_at: None,
                    counts: true,
                    answer: Some(said),
                    crashed: false,
                };
                carried::finish(tx, id, &dead, &next)?;
            }
            Reached::Somewhere => crashed(tx, id, (&dead, crashes))?,
        }
    }
    Ok(())
}

/// A claim that came to nothing leaves no trace.
fn let_go(tx: &Tx<'_>, id: DeliveryId, boot: &str) -> Outcome<()> {
    let next = carried::Next {
        state: State::Pending,
        due_at: None,
        counts: false,
        answer: None,
        crashed: false,
    };
    carried::finish(tx, id, boot, &next).map(drop)
}

/// A try that ended with the desk itself; the third time the mail is set aside so that it stops nobody else's.
pub(super) fn crashed(tx: &Tx<'_>, id: DeliveryId, (boot, before): (&str, u32)) -> Outcome<()> {
    let said = "the desk stopped while this mail was being sent";
    carried::insert_attempt(tx, id, (tx.now(), 0), ("crash", said))?;
    let state = if before + 1 >= CRASHES {
        State::Failed
    } else {
        State::Pending
    };
    let next = carried::Next {
        state,
        due_at: Some(tx.now()),
        counts: false,
        answer: Some(said),
        crashed: true,
    };
    carried::finish(tx, id, boot, &next)?;
    if state == State::Failed {
        tell_of_failure(tx, id)?;
    }
    Ok(())
}

/// Gives up what is too old, and tells of it.
pub(super) fn expire(tx: &Tx<'_>) -> Outcome<()> {
    carried::expire(tx)?
        .into_iter()
        .try_for_each(|id| tell_of_failure(tx, id))
}

#[derive(Serialize)]
struct Failed<'a> {
    delivery: DeliveryId,
    recipient: &'a str,
    recipient_name: &'a str,
    answer: &'a str,
    reference: Option<String>,
    centre: String,
}

/// Tells the coordinators; never the address that failed, and never about a mail that tells of a failure. Nor about a
/// code for somebody without an account: anybody can ask for those, and would flood the coordinators.
pub(super) fn tell_of_failure(tx: &Tx<'_>, id: DeliveryId) -> Outcome<()> {
    let is_strangers = |it: &Delivery| it.letter == Letter::SignInCode && it.person.is_none();
    let Some(delivery) =
        shown::find(tx, id)?.filter(|it| it.letter != Letter::DeliveryFailed && !is_strangers(it))
    else {
        return Ok(());
    };
    let said = facts(&Failed {
        delivery: id,
        recipient: &delivery.recipient,
        recipient_name: &delivery.name,
        answer: delivery.last_answer.as_deref().unwrap_or_default(),
        reference: delivery.paper.map(|paper| paper.to_string()),
        centre: centre::find(tx)?.unwrap_or_default().name,
    })?;
    let telling = Telling {
        about: None,
        letter: Letter::DeliveryFailed,
        facts: &said,
        why: "Coordinators hear of every mail that could not be delivered",
        hold_until: None,
        expires: None,
    };
    for coordinator in people::with_role(tx, Role::Coordinator)? {
        if coordinator.email != delivery.recipient {
            tell(tx, &telling, &Recipient::from(&coordinator))?;
        }
    }
    Ok(())
}

/// 30 s doubling to 2 h, half as much more or less by chance, never before the server's own hint, never past its end.
fn later(tx: &Tx<'_>, id: DeliveryId, not_before: Option<Duration>) -> Outcome<Moment> {
    let delivery =
        shown::find(tx, id)?.ok_or_else(|| Fault::new("a delivery vanished under its try"))?;
    let seconds =
        f64::from((30u32 << delivery.attempts.min(8)).min(7200)) * (0.5 + rand::random::<f64>());
    let wait = Duration::from_secs_f64(seconds).max(not_before.unwrap_or_default());
    let next = tx
        .now()
        .plus_seconds(i64::try_from(wait.as_secs()).unwrap_or(i64::MAX));
    Ok(next.min(delivery.expires_at))
}

/// The outcome as tables and the log name it.
pub(super) const fn word(how: &How) -> &'static str {
    match how {
        How::Sent => "sent",
        How::Refused => "refused",
        How::Later { .. } => "later",
        How::RelayTrouble => "relay_trouble",
        How::Unknown => "unknown",
    }
}
