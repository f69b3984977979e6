//! Addresses that only this desk can make: the way back of each mail, and the address of a paper.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::DeliveryId;
use super::rows::relay::Relay;
use crate::events::PaperNumber;
use crate::people::PersonId;

/// So many bytes of a seal stand in an address: nobody guesses them by mail.
const LENGTH: usize = 10;

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

fn of_mail(secret: &str, id: DeliveryId) -> [u8; LENGTH] {
    seal(secret, &format!("bounce {}", id.0))
}

fn of_paper(secret: &str, (paper, person): (PaperNumber, PersonId)) -> [u8; LENGTH] {
    seal(secret, &format!("paper {} {}", paper.0, person.0))
}

/// The way back of a mail: `bounce+7.0f…@domain`.
pub(super) fn return_path(relay: &Relay, id: DeliveryId) -> Option<String> {
    let domain = relay.way_back.as_deref()?;
    let seal = HEXLOWER.encode(&of_mail(&relay.secret, id));
    Some(format!("bounce+{}.{seal}@{domain}", id.0))
}

/// Where one person answers about one paper: `paper+p-1042.0f…@domain`.
pub(super) fn answer_address(
    (secret, domain): (&str, &str),
    whose: (PaperNumber, PersonId),
) -> String {
    let seal = HEXLOWER.encode(&of_paper(secret, whose));
    format!("paper+{}.{seal}@{domain}", whose.0).to_lowercase()
}

/// What an address leads to, if this desk made it.
#[must_use]
pub fn addressed(secret: &str, address: &str) -> Option<Addressed> {
    let address = address.to_lowercase();
    let (local, _) = address.split_once('@')?;
    let (kind, rest) = local.split_once('+')?;
    let (what, seal) = rest.split_once('.')?;
    let seal: [u8; LENGTH] = HEXLOWER.decode(seal.as_bytes()).ok()?.try_into().ok()?;
    match kind {
        "bounce" => {
            let id = DeliveryId(what.parse().ok()?);
            let is_ours = bool::from(of_mail(secret, id).ct_eq(&seal));
            is_ours.then_some(Addressed::Mail(id))
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
        let known = addressed("secret", &way.to_uppercase()).expect("an address");
        assert!(known.is_of("secret", PersonId(3)));
        assert!(!known.is_of("secret", PersonId(4)) && !known.is_of("other", PersonId(3)));
        let seal = HEXLOWER.encode(&of_mail("secret", DeliveryId(7)));
        let back = |id: i64| addressed("secret", &format!("bounce+{id}.{seal}@x.example"));
        assert_eq!(back(7), Some(Addressed::Mail(DeliveryId(7))));
        assert_eq!(back(8), None);
        for odd in [
            "",
            "bounce+7@x",
            "bounce+7.zz@x",
            "bounce+.@x",
            "a+7.00@x",
            "paper+1.00@x",
        ] {
            assert_eq!(addressed("secret", odd), None, "{odd}");
        }
    }
}
