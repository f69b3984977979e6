//! Addresses that only this desk can make: the way back of each mail, and the address of a paper.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::DeliveryId;
use super::rows::relay::Relay;
use crate::clock::Moment;
use crate::events::PaperNumber;
use crate::people::PersonId;

/// So many bytes of a seal stand in an address: nobody guesses them by mail.
const LENGTH: usize = 10;

/// So many days after a try a report on it is still taken: mail is given up after five, and reports are slow at times.
const COMES_BACK_DAYS: i64 = 30;

/// What an address of ours leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressed {
    /// The mail that came back.
    Mail(DeliveryId),
    /// A paper; whose answer it is follows from the seal, see `Addressed::is_of`.
    Paper(PaperNumber, [u8; LENGTH]),
}

/// HMAC-SHA256 of what an address says, cut; the secret is of any length.
fn seal(secret: &str, says: &str) -> [u8; LENGTH] {
    let mut cut = [0; LENGTH];
    if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) {
        mac.update(says.as_bytes());
        cut.copy_from_slice(&mac.finalize().into_bytes()[..LENGTH]);
    }
    cut
}

fn of_mail(secret: &str, (id, day): (DeliveryId, i64)) -> [u8; LENGTH] {
    seal(secret, &format!("bounce {} {day}", id.0))
}

/// The day of a moment, counted from 1970 on.
const fn day(at: Moment) -> i64 {
    at.0.div_euclid(24 * 3600 * 1000)
}

fn of_paper(secret: &str, (paper, person): (PaperNumber, PersonId)) -> [u8; LENGTH] {
    seal(secret, &format!("paper {} {}", paper.0, person.0))
}

/// The way back of a mail that is tried today: `bounce+7-20759.0f…@domain`. The day is sealed with the number, so that the
/// address leads back for a month and no longer.
pub(super) fn return_path(relay: &Relay, id: DeliveryId, now: Moment) -> Option<String> {
    let (domain, today) = (relay.way_back.as_deref()?, day(now));
    let seal = HEXLOWER.encode(&of_mail(&relay.secret, (id, today)));
    Some(format!("bounce+{}-{today}.{seal}@{domain}", id.0))
}

/// Where one person answers about one paper: `paper+p-1042.0f…@domain`.
pub(super) fn answer_address(
    (secret, domain): (&str, &str),
    whose: (PaperNumber, PersonId),
) -> String {
    let seal = HEXLOWER.encode(&of_paper(secret, whose));
    format!("paper+{}.{seal}@{domain}", whose.0).to_lowercase()
}

/// What an address leads to, if this desk made it; the way back of a mail only for a month.
#[must_use]
pub fn addressed(secret: &str, address: &str, now: Moment) -> Option<Addressed> {
    let address = address.to_lowercase();
    let (local, _) = address.split_once('@')?;
    let (kind, rest) = local.split_once('+')?;
    let (what, seal) = rest.split_once('.')?;
    let seal: [u8; LENGTH] = HEXLOWER.decode(seal.as_bytes()).ok()?.try_into().ok()?;
    match kind {
        "bounce" => {
            let (id, made_on) = what.split_once('-')?;
            let (id, made_on) = (DeliveryId(id.parse().ok()?), made_on.parse().ok()?);
            let is_ours = bool::from(of_mail(secret, (id, made_on)).ct_eq(&seal));
            let age = day(now) - made_on;
            (is_ours && age <= COMES_BACK_DAYS).then_some(Addressed::Mail(id))
        }
        "paper" => {
            let number = what.strip_prefix("p-")?.parse().ok()?;
            Some(Addressed::Paper(PaperNumber(number), seal))
        }
        _ => None,
    }
}

impl Addressed {
    /// Whether this is the address at which this person answers.
    #[must_use]
    pub fn is_of(&self, secret: &str, person: PersonId) -> bool {
        match self {
            Self::Mail(_) => false,
            Self::Paper(paper, seal) => bool::from(of_paper(secret, (*paper, person)).ct_eq(seal)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_known_by_its_seal_in_any_case_of_letters() {
        let way = answer_address(
            ("secret", "desk.example.edu"),
            (PaperNumber(1042), PersonId(3)),
        );
        let now = Moment(1_793_610_000_000);
        let known = addressed("secret", &way.to_uppercase(), now).expect("an address");
        assert!(known.is_of("secret", PersonId(3)));
        assert!(!known.is_of("secret", PersonId(4)) && !known.is_of("other", PersonId(3)));
        for odd in [
            "",
            "bounce+7@x",
            "bounce+7.0f0f0f0f0f0f0f0f0f0f@x",
            "bounce+7-1.zz@x",
            "bounce+-.@x",
            "a+7.00@x",
            "paper+1.00@x",
        ] {
            assert_eq!(addressed("secret", odd, now), None, "{odd}");
        }
    }

    #[test]
    fn the_way_back_of_a_mail_leads_there_for_a_month_and_nobody_can_make_it_longer() {
        let made = Moment(1_793_610_000_000);
        let sealed_on = |on: i64| HEXLOWER.encode(&of_mail("secret", (DeliveryId(7), on)));
        let (today, seal) = (day(made), sealed_on(day(made)));
        let back = |id: i64, on: i64, now: Moment| {
            addressed("secret", &format!("bounce+{id}-{on}.{seal}@x.example"), now)
        };
        let mail = Some(Addressed::Mail(DeliveryId(7)));
        assert_eq!(back(7, today, made), mail);
        assert_eq!(back(7, today, made.plus_days(30)), mail);
        assert_eq!(back(7, today, made.plus_days(31)), None);
        assert_eq!(back(7, today + 1, made), None);
        assert_eq!(back(8, today, made), None);
    }
}
