//! What becomes of a telling after a try: taken, another try later, or given up; and of a webhook that takes nothing.

use std::time::Duration;

use serde::Serialize;

use super::carrier::Heard;
use super::rows::{carried, kept};
use super::{HookId, OffWhy};
use crate::centre;
use crate::clock::Moment;
use crate::db::Tx;
use crate::outbox::tally::{Ending, Tally};
use crate::outbox::{self, DeliveryId, Letter, Recipient, State, Telling};
use crate::people;
use crate::refusal::Outcome;

/// Waits after each try but the last, in seconds: twelve tries within 123 h 35 m 05 s.
const WAITS: [i64; 11] = [
    5,
    5 * 60,
    30 * 60,
    2 * 3600,
    5 * 3600,
    10 * 3600,
    14 * 3600,
    20 * 3600,
    24 * 3600,
    24 * 3600,
    24 * 3600,
];
/// The other side may ask for a longer wait, but for no more than a day.
const LONGEST_ASKED: i64 = 24 * 3600;
/// After so many days of nothing but failures a webhook is switched off, if there were so many of them.
const PATIENCE_DAYS: i64 = 5;
const PATIENCE_TRIES: u32 = 10;
/// What stopped the desk this often is set aside.
const CRASHES: u32 = 3;

/// One finished try.
pub(super) struct Tried {
    pub id: DeliveryId,
    pub started_at: Moment,
    /// For a first try: how long it might have gone before it began.
    pub waited: Option<Duration>,
    pub took: Duration,
    /// Between 0 and 1: how much sooner or later than usual the next try is.
    pub luck: f64,
    /// None: it was never begun (the desk is closing) and is let go untouched.
    pub heard: Option<Heard>,
}

impl Tried {
    /// Counts it, once it is written down.
    pub(super) fn count(&self, tally: &Tally) {
        if let Some(heard) = &self.heard {
            let ending = if heard.is_taken() {
                Ending::Accepted
            } else {
                Ending::Later
            };
            tally.count(ending, self.waited, self.took);
        }
    }
}

/// The wait after so many tries; a fifth more or less by chance, never before what the other side asked for.
fn wait(tries: u32, luck: f64, asked: Option<Duration>) -> Option<i64> {
    let usual = *WAITS.get(usize::try_from(tries).ok()?.checked_sub(1)?)?;
    let factor = 0.8 + 0.4 * luck.clamp(0.0, 1.0);
    let millis = i64::try_from(
        Duration::from_secs(usual.unsigned_abs())
            .mul_f64(factor)
            .as_millis(),
    )
    .ok()?;
    let asked = asked.map_or(0, |asked| {
        i64::try_from(asked.as_secs()).unwrap_or(i64::MAX)
    });
    Some(millis.max(asked.min(LONGEST_ASKED) * 1000))
}

/// Writes down how a try ended and what follows from it.
pub(super) fn settle(tx: &Tx<'_>, boot: &str, tried: &Tried) -> Outcome<()> {
    let Some(heard) = &tried.heard else {
        return let_go(tx, boot, tried.id);
    };
    let millis = i64::try_from(tried.took.as_millis()).unwrap_or(i64::MAX);
    let word = if heard.is_taken() { "sent" } else { "later" };
    let status = heard.status.map(u32::from);
    carried::insert_attempt(
        tx,
        tried.id,
        (tried.started_at, millis),
        (word, status, &heard.said),
    )?;
    let Some((before, is_test, hook)) = carried::standing(tx, tried.id)? else {
        return Ok(());
    };
    let again =
        wait(before + 1, tried.luck, heard.retry_after).filter(|_| !is_test && !heard.is_gone());
    let (state, due_at) = match again {
        _ if heard.is_taken() => (State::Sent, None),
        Some(millis) => (State::Pending, Some(Moment(tx.now().0 + millis))),
        None => (State::Failed, None),
    };
    let says = answer(heard);
    let next = carried::Next {
        state,
        due_at,
        counts: true,
        answer: Some(&says),
        crashed: false,
    };
    let ours = carried::finish(tx, tried.id, boot, &next)?;
    if ours && !is_test {
        judge(tx, hook, heard)?;
    }
    Ok(())
}

/// The other side's last words in one line: its status, or why there was none.
fn answer(heard: &Heard) -> String {
    let said = heard.said.lines().next().unwrap_or_default();
    match heard.status {
        Some(status) => format!("{status} {said}").trim_end().to_owned(),
        None => said.to_owned(),
    }
}

fn let_go(tx: &Tx<'_>, boot: &str, id: DeliveryId) -> Outcome<()> {
    let next = carried::Next {
        state: State::Pending,
        due_at: None,
        counts: false,
        answer: None,
        crashed: false,
    };
    carried::finish(tx, id, boot, &next).map(drop)
}

/// What an answer says about the webhook itself.
fn judge(tx: &Tx<'_>, hook: HookId, heard: &Heard) -> Outcome<()> {
    if heard.is_taken() {
        return kept::set_well(tx, hook);
    }
    let counted = kept::count_failure(tx, hook)?;
    if heard.is_gone() {
        return switch_off(tx, hook, OffWhy::Gone);
    }
    let has_failed_long = |(since, failures): (Moment, u32)| {
        failures >= PATIENCE_TRIES && since.plus_days(PATIENCE_DAYS) <= tx.now()
    };
    if counted.is_some_and(has_failed_long) {
        return switch_off(tx, hook, OffWhy::Failing);
    }
    Ok(())
}

#[derive(Serialize)]
struct Off<'a> {
    hook: HookId,
    name: &'a str,
    host: &'a str,
    why: &'static str,
    centre: String,
}

/// Switches it off and tells its owner, once.
fn switch_off(tx: &Tx<'_>, id: HookId, why: OffWhy) -> Outcome<()> {
    if !kept::set_off(tx, id, why)? {
        return Ok(());
    }
    let Some(hook) = kept::find(tx, id)? else {
        return Ok(());
    };
    let Some(owner) = people::find(tx, hook.owner)?.filter(|owner| !owner.disabled) else {
        return Ok(());
    };
    let facts = outbox::facts(&Off {
        hook: id,
        name: &hook.name,
        host: &hook.host,
        why: why.as_str(),
        centre: centre::find(tx)?.unwrap_or_default().name,
    })?;
    let telling = Telling {
        about: None,
        letter: Letter::WebhookOff,
        facts: &facts,
        why: "They look after this webhook",
        hold_until: None,
        expires: None,
    };
    outbox::tell(tx, &telling, &Recipient::from(&owner)).map(drop)
}

/// What an earlier run was sending when it died may or may not have arrived: the same bytes go again at once.
pub(super) fn recover(tx: &Tx<'_>, boot: &str) -> Outcome<usize> {
    let orphans = carried::orphans(tx, boot)?;
    for (id, dead, crashes) in &orphans {
        let said = "the desk stopped while this was being sent";
        carried::insert_attempt(tx, *id, (tx.now(), 0), ("crash", None, said))?;
        let set_aside = crashes + 1 >= CRASHES;
        let next = carried::Next {
            state: if set_aside {
                State::Failed
            } else {
                State::Pending
            },
            due_at: Some(tx.now()),
            counts: false,
            answer: Some(said),
            crashed: true,
        };
        carried::finish(tx, *id, dead, &next)?;
    }
    Ok(orphans.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_tries_take_five_days_and_a_little() {
        let waits: Vec<i64> = (1..=11)
            .map(|tries| wait(tries, 0.5, None).unwrap())
            .collect();
        let whole = ((123 * 60 + 35) * 60 + 5) * 1000;
        assert_eq!(waits.iter().sum::<i64>(), whole);
        assert_eq!(wait(12, 0.5, None), None);
        let spread = |luck| {
            (1..=11)
                .map(|tries| wait(tries, luck, None).unwrap())
                .sum::<i64>()
        };
        assert_eq!((spread(0.0), spread(1.0)), (whole / 5 * 4, whole / 5 * 6));
    }

    #[test]
    fn what_the_other_side_asks_for_is_waited_but_no_more_than_a_day() {
        let asked = |seconds| wait(1, 0.5, Some(Duration::from_secs(seconds)));
        assert_eq!(asked(120), Some(120_000));
        assert_eq!(asked(1), Some(5_000));
        assert_eq!(asked(99_999_999), Some(24 * 3_600_000));
    }
}
