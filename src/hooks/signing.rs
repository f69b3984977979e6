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
}

/// HMAC-SHA256 over an id, a time in seconds and a body; none where the key cannot be used.
fn seal(key: &[u8], (id, time): (&str, &str), body: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    for part in [id.as_bytes(), b".", time.as_bytes(), b".", body] {
        mac.update(part);
    }
    Some(mac)
}

/// Whether one of these signatures, as `webhook-signature` names them, is of this id, time and body by this key.
#[must_use]
pub fn is_signed(key: &[u8], named: (&str, &str), body: &[u8], signatures: &str) -> bool {
    let Some(seal) = seal(key, named, body) else {
        return false;
    };
    let is_ours = |signature: &str| {
        let coded = signature.strip_prefix("v1,");
        let bytes = coded.and_then(|coded| BASE64.decode(coded.as_bytes()).ok());
        bytes.is_some_and(|bytes| seal.clone().verify_slice(&bytes).is_ok())
    };
    signatures.split(' ').any(is_ours)
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
    let sign = |secret: &Secret| {
        let seal = seal(&secret.0, (id, &time), body);
        let bytes = seal
            .ok_or_else(|| Fault::new("a webhook's key cannot sign"))?
            .finalize();
        Ok::<_, Fault>(format!("v1,{}", BASE64.encode(&bytes.into_bytes())))
    };
    let signatures: Vec<String> = secrets.into_iter().map(sign).collect::<Result<_, _>>()?;
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
