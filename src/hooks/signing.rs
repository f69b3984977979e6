//! How a webhook is signed, by Standard Webhooks: HMAC-SHA256 over its id, its time and its body.

use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::Sha256;

use crate::clock::Moment;
use crate::refusal::Fault;

const BYTES: usize = 32;

/// A key that signs. Never logged; shown once.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub(super) Vec<u8>);

impl Secret {
    /// A fresh one.
    #[must_use]
    pub fn new() -> Self {
        let mut bytes = vec![0u8; BYTES];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// The secret as receivers want it.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("whsec_{}", BASE64.encode(&self.0))
    }

    fn sign(&self, signed: &[&[u8]]) -> Result<String, Fault> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0)
            .map_err(|error| Fault::from_error("signing a webhook", error))?;
        for part in signed {
            mac.update(part);
        }
        let signature = BASE64.encode(&mac.finalize().into_bytes());
        Ok(format!("v1,{signature}"))
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The three headers of a webhook that is sent at this moment, signed by each of these keys.
///
/// # Errors
/// When a key cannot be used.
pub fn headers<'s>(
    (id, at): (&str, Moment),
    body: &[u8],
    secrets: impl IntoIterator<Item = &'s Secret>,
) -> Result<Vec<(&'static str, String)>, Fault> {
    let time = at.0.div_euclid(1000).to_string();
    let signed: [&[u8]; 5] = [id.as_bytes(), b".", time.as_bytes(), b".", body];
    let signatures: Vec<String> = secrets
        .into_iter()
        .map(|secret| secret.sign(&signed))
        .collect::<Result<_, _>>()?;
    Ok(vec![
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", time),
        ("webhook-signature", signatures.join(" ")),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        let coded = text.strip_prefix("whsec_").unwrap();
        Secret(BASE64.decode(coded.as_bytes()).unwrap())
    }

    /// The vector of the Standard Webhooks libraries.
    #[test]
    fn the_official_vector_is_signed_as_it_should_be() {
        let key = secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let (id, at) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", Moment(1_614_265_330_000));
        let signed = headers((id, at), br#"{"test": 2432232314}"#, [&key]).unwrap();
        assert_eq!(
            signed,
            [
                ("webhook-id", id.to_owned()),
                ("webhook-timestamp", "1614265330".to_owned()),
                (
                    "webhook-signature",
                    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn while_a_secret_is_changed_both_sign() {
        let (new, old) = (Secret::new(), Secret::new());
        let both = headers(("msg_1", Moment(0)), b"{}", [&new, &old]).unwrap();
        let alone = |key| {
            headers(("msg_1", Moment(0)), b"{}", [key]).unwrap()[2]
                .1
                .clone()
        };
        assert_eq!(both[2].1, format!("{} {}", alone(&new), alone(&old)));
        assert_ne!(alone(&new), alone(&old));
    }

    #[test]
    fn a_secret_is_written_as_receivers_want_it_and_never_by_accident() {
        let fresh = Secret::new();
        assert_eq!(secret(&fresh.reveal()), fresh);
        assert_eq!(format!("{fresh:?}"), "Secret(…)");
    }
}
