//! What comes back: a mail refused while it was handed over, or reported later (RFC 3464), and what follows from it.

use super::rows::{bounces as rows, carried};
use super::{DeliveryId, Reason, find, outcomes, reach};
use crate::clock::Moment;
use crate::db::Tx;
use crate::refusal::Outcome;

pub use super::rows::bounces::of as bounces_of;

/// What came back of one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounce {
    /// When.
    pub at: Moment,
    /// By a report that came later; else it was refused while it was handed over.
    pub by_report: bool,
    /// It did not arrive; else it is late.
    pub failed: bool,
    /// The other side's own words.
    pub said: String,
}

/// A report on one mail, as another mail server wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Which mail, by the address that the report came to.
    pub delivery: DeliveryId,
    /// It did not arrive; else it is late.
    pub failed: bool,
    /// The status and the other side's words.
    pub said: String,
    /// SHA-256 of the report.
    pub print: String,
}

/// Files a report: one that says "failed" ends the mail, and where it says "for good", the address is not written to
/// any more. The same report twice, or one on a mail that is gone, changes nothing.
///
/// # Errors
/// When the database fails.
pub fn report(tx: &Tx<'_>, report: &Report) -> Outcome<()> {
    let Some(delivery) = find(tx, report.delivery)? else {
        return Ok(());
    };
    let action = if report.failed { "failed" } else { "delayed" };
    let words = (report.said.as_str(), Some(report.print.as_str()));
    if !rows::insert(tx, delivery.id, ("report", action), words)? || !report.failed {
        return Ok(());
    }
    if rows::set_failed(tx, delivery.id, (tx.now(), &report.said))? {
        if delivery.letter.opens_the_door() {
            carried::forget_secret(tx, delivery.id)?;
        }
        outcomes::tell_of_failure(tx, delivery.id)?;
    }
    refused(tx, (delivery.id, &delivery.recipient), &report.said)
}

/// A mail server refused a mail at its recipient while it was handed over.
pub(super) fn refused_at_once(tx: &Tx<'_>, id: DeliveryId, said: &str) -> Outcome<()> {
    let Some(delivery) = find(tx, id)?.filter(|_| is_for_good(said)) else {
        return Ok(());
    };
    rows::insert(tx, id, ("refusal", "failed"), (said, None))?;
    refused(tx, (id, &delivery.recipient), said)
}

/// Sets the address aside where the words say that mail will never reach it.
fn refused(tx: &Tx<'_>, (id, address): (DeliveryId, &str), said: &str) -> Outcome<()> {
    if is_for_good(said) {
        reach::set_aside(tx, address, (Reason::Bounced, said), (Some(id), None))?;
    }
    Ok(())
}

/// Whether a status such as 5.1.1 in these words is about the address: not about a full mailbox, the sender, the size,
/// what was written, or what somebody's rules forbid.
fn is_for_good(said: &str) -> bool {
    let codes = said.split(|c: char| !c.is_ascii_digit() && c != '.');
    let status = codes.filter_map(|word| {
        let mut numbers = word.split('.').map(str::parse::<u16>);
        let triple = (
            numbers.next()?.ok()?,
            numbers.next()?.ok()?,
            numbers.next()?.ok()?,
        );
        numbers.next().is_none().then_some(triple)
    });
    let first = status
        .into_iter()
        .find(|(class, _, _)| matches!(class, 2 | 4 | 5));
    match first {
        Some((5, 1, 7 | 8) | (5, 2, 2 | 3)) => false,
        Some((5, subject, _)) => matches!(subject, 0 | 1 | 2 | 4),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_for_good;

    #[test]
    fn only_words_about_the_address_set_it_aside() {
        for said in [
            "550 5.1.1 no such user",
            "5.1.10 null MX",
            "550 5.2.1 closed",
            "5.4.4 no route",
        ] {
            assert!(is_for_good(said), "{said}");
        }
        for said in [
            "550 no",
            "552 5.2.2 mailbox full",
            "550 5.7.1 looks like spam (RFC 5.1.1)",
            "554 5.6.0 what is this",
            "553 5.1.8 sender unknown",
            "4.4.7 too old; 10.0.0.1 said 5.1.1.9",
            "host 10.5.1.1 is closed",
        ] {
            assert!(!is_for_good(said), "{said}");
        }
    }
}
