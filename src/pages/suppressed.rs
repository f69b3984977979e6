//! The page of addresses that mail does not reach, and the sentence about one wherever it matters.

use serde::Serialize;

use super::{Page, Times};
use crate::outbox::{Reason, Suppression};

/// So many stand on the page.
pub const MOST: u32 = 500;
/// Told after an address came off the list.
pub const LIFTED: &str = "It is off the list. What is written from now on goes there again; what failed can be sent again.";
/// Told after an address was put on the list.
pub const ADDED: &str =
    "It is on the list. Nothing goes there but what somebody asks for just then.";

/// Why mail does not reach an address, as one sentence.
#[must_use]
pub fn sentence(one: &Suppression, times: &Times) -> String {
    let (since, said) = (times.within(one.at), one.said.trim_end_matches('.'));
    match one.reason {
        Reason::Bounced => format!("Mail to {} comes back ({since}): {said}.", one.address),
        Reason::ByHand => {
            let by = one.by.as_deref().unwrap_or("Somebody");
            format!(
                "{by} said not to write to {} ({since}): {said}.",
                one.address
            )
        }
    }
}

/// Told at a sign-in with something that we mailed, where mail had come back before.
#[must_use]
pub fn reached_after_all(one: &Suppression, times: &Times) -> String {
    format!(
        "{} You have just used a mail from us, so we write to you there again.",
        sentence(one, times)
    )
}

/// Told at any other sign-in.
#[must_use]
pub fn does_not_reach_you(one: &Suppression, times: &Times) -> String {
    format!(
        "{} Nothing we write reaches you. Once it is mended, sign in with a code by mail; if the address is wrong, tell the centre.",
        sentence(one, times)
    )
}

#[derive(Serialize)]
struct Row {
    address: String,
    who: Option<(i64, String)>,
    says: String,
    mail: Option<i64>,
}

/// Addresses that mail does not reach.
#[derive(Serialize)]
pub struct SuppressedPage {
    rows: Vec<Row>,
    address: String,
    reason: String,
}

impl SuppressedPage {
    /// From those on the list.
    #[must_use]
    pub fn of(all: Vec<Suppression>, times: &Times) -> Self {
        let row = |one: Suppression| Row {
            says: sentence(&one, times),
            who: one.person.map(|id| id.0).zip(one.name),
            mail: one.delivery.map(|id| id.0),
            address: one.address,
        };
        Self {
            rows: all.into_iter().map(row).collect(),
            address: String::new(),
            reason: String::new(),
        }
    }

    /// The same with what was typed.
    #[must_use]
    pub fn typed(self, address: &str, reason: &str) -> Self {
        Self {
            address: address.to_owned(),
            reason: reason.to_owned(),
            ..self
        }
    }
}

impl Page for SuppressedPage {
    const TEMPLATE: &'static str = "mail_page/unreached.html";

    fn title(&self) -> String {
        "Addresses that mail does not reach".to_owned()
    }
}
