//! What webhooks were told, seen from elsewhere than their own pages: of one paper, and of all webhooks together.

use super::rows::{calls as rows, kept};
use super::{Attempt, Hook, HookId, Sent};
use crate::db::Tx;
use crate::events::PaperNumber;
use crate::outbox::{DeliveryId, Shelf};
use crate::people::Person;
use crate::refusal::Outcome;

pub use super::rows::calls::count as count_calls;

/// Tellings with the webhooks they go to, also such as were removed, and with their tries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// What is told.
    pub sent: Vec<Sent>,
    /// By whom it is to be heard.
    pub hooks: Vec<Hook>,
    /// Each try with what it was a try at, in order.
    pub attempts: Vec<(DeliveryId, Attempt)>,
}

impl Calls {
    /// Each telling with its webhook and its tries.
    pub fn each(&self) -> impl Iterator<Item = (&Sent, &Hook, Vec<&Attempt>)> {
        self.sent.iter().filter_map(|sent| {
            let hook = self.hooks.iter().find(|hook| hook.id == sent.hook)?;
            let theirs = self.attempts.iter().filter(|(of, _)| *of == sent.id);
            Some((sent, hook, theirs.map(|(_, attempt)| attempt).collect()))
        })
    }

    fn of(tx: &Tx<'_>, sent: Vec<Sent>) -> Outcome<Self> {
        let hooks: Vec<HookId> = sent.iter().map(|sent| sent.hook).collect();
        Ok(Self {
            hooks: kept::among(tx, &hooks)?,
            sent,
            attempts: Vec::new(),
        })
    }
}

/// What was told of a paper, oldest first, as far as this person may know it: all of it for those who oversee, and for
/// anybody else what their own webhooks were told.
///
/// # Errors
/// When the database fails.
pub fn calls_of_paper(tx: &Tx<'_>, paper: PaperNumber, person: &Person) -> Outcome<Calls> {
    let mut calls = Calls::of(tx, rows::of_paper(tx, paper)?)?;
    calls
        .hooks
        .retain(|hook| person.oversees() || hook.owner == person.id);
    let hooks = &calls.hooks;
    calls
        .sent
        .retain(|sent| hooks.iter().any(|hook| hook.id == sent.hook));
    let ids: Vec<DeliveryId> = calls.sent.iter().map(|sent| sent.id).collect();
    calls.attempts = rows::attempts_among(tx, &ids)?;
    Ok(calls)
}

/// What lies on a shelf (none: all), the newest first, before a number; at most `limit`, without their tries.
///
/// # Errors
/// When the database fails.
pub fn calls_on(
    tx: &Tx<'_>,
    shelf: Option<Shelf>,
    before: Option<DeliveryId>,
    limit: u32,
) -> Outcome<Calls> {
    Calls::of(tx, rows::on(tx, shelf, before, limit)?)
}
