//! What stands at each step now, and since when.

use super::rows::{mail, papers, webhooks};
use super::{Spell, Step, Sum};
use crate::db::Tx;
use crate::outbox::State;
use crate::refusal::Outcome;

/// Where something can stand, with what stands there; counted up to `MOST_STANDING`, the oldest first where they are kept in
/// the order in which they came. Steps that are not named here are over in the moment in which they happen.
///
/// # Errors
/// When the database fails.
pub fn standing(tx: &Tx<'_>) -> Outcome<Vec<(Step, Sum)>> {
    let mut waiting = mail::untried(tx)?;
    waiting.extend(mail::in_state(tx, State::Held)?);
    let mut tried = mail::delayed(tx)?;
    tried.extend(mail::in_state(tx, State::Sending)?);
    let mut told = webhooks::pending(tx, false)?;
    told.extend(webhooks::in_trouble(tx, State::Held)?);
    let mut told_before = webhooks::pending(tx, true)?;
    told_before.extend(webhooks::under_way(tx)?);
    let mut given_up = mail::in_state(tx, State::Failed)?;
    given_up.extend(webhooks::in_trouble(tx, State::Failed)?);
    let standing: [(Step, Vec<Spell>); 10] = [
        (Step::Submitted, papers::being_prepared(tx)?),
        (Step::Stored, papers::waiting(tx)?),
        (Step::Unread, papers::unread(tx)?),
        (Step::Assigned, papers::assigned(tx)?),
        (Step::Begun, papers::being_marked(tx)?),
        (Step::Mail, waiting),
        (Step::Webhook, told),
        (Step::Digest, mail::not_told_yet(tx)?),
        (Step::MailTries, tried),
        (Step::WebhookTries, told_before),
    ];
    let mut sums: Vec<(Step, Sum)> = standing
        .into_iter()
        .map(|(step, spells)| (step, Sum::of(&spells)))
        .collect();
    sums.push((Step::Refused, Sum::of(&given_up)));
    Ok(sums)
}
