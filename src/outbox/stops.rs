//! Stopping mail and letting it go on: all of it, or all to one destination. Sign-in codes are never stopped.

use super::LIFE_DAYS;
use super::rows::stops as rows;
use crate::audit::{self, Act, Subject};
use crate::clock::Moment;
use crate::db::Tx;
use crate::people::{Email, Person};
use crate::refusal::{Outcome, Refusal};

pub use super::rows::stops::all as stops;

/// Something that is stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// A mail domain; none: everything.
    pub destination: Option<String>,
    /// Since when.
    pub at: Moment,
    /// Who stopped it.
    pub by: Option<String>,
}

/// Stops all mail (an empty destination), or all to one mail domain. Nothing that waits is given up meanwhile.
///
/// # Errors
/// A refusal at the field `destination` where that is no mail domain.
pub fn stop(tx: &Tx<'_>, by: &Person, typed: &str) -> Outcome<()> {
    let destination = domain(typed)?;
    if rows::insert(tx, &destination, Some(by.id).filter(|id| id.0 != 0))? {
        noted(tx, by, Act::MailStopped, &destination)?;
    }
    Ok(())
}

/// Writes down in the audit what was stopped or goes on; no destination is all of it.
fn noted(tx: &Tx<'_>, by: &Person, act: Act, destination: &str) -> Outcome<()> {
    let to = if destination.is_empty() {
        "all"
    } else {
        destination
    };
    let details = serde_json::json!({ "destination": to });
    audit::note(tx, Some(by.id.0), (act, Subject::Desk), &details).map(drop)
}

/// Lets it go on.
///
/// # Errors
/// `NotFound` where it is not stopped.
pub fn go_on(tx: &Tx<'_>, by: &Person, typed: &str) -> Outcome<()> {
    let destination = domain(typed)?;
    if !rows::delete(tx, &destination)? {
        return Err(Refusal::not_found().into());
    }
    noted(tx, by, Act::MailWentOn, &destination)?;
    rows::renew(tx, &destination, tx.now().plus_days(LIFE_DAYS))?;
    tx.ring();
    Ok(())
}

fn domain(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim().to_lowercase();
    let domain = typed.rsplit('@').next().unwrap_or_default().to_owned();
    if typed.is_empty() || Email::parse(&format!("a@{domain}")).is_some() {
        return Ok(domain);
    }
    Err(Refusal::field(
        "destination",
        "Enter a mail domain like example.edu",
    ))
}
