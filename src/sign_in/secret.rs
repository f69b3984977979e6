//! Secrets that cannot be guessed, and the fingerprints of them that are all we keep.

use data_encoding::BASE64URL_NOPAD;
use rand::Rng;
use sha2::{Digest, Sha256};

/// 256 random bits, written so that they may stand in an address or a cookie. Never logged, never kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A fresh one.
    #[must_use]
    pub fn new() -> Self {
        let mut bytes = [0u8; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(BASE64URL_NOPAD.encode(&bytes))
    }

    /// A fresh one for a program; its beginning tells whoever finds it lying about what it is.
    #[must_use]
    pub(super) fn for_api() -> Self {
        Self(format!("pd_{}", Self::new().0))
    }

    /// One that came back from outside.
    #[must_use]
    pub fn received(text: &str) -> Self {
        Self(text.chars().take(64).collect())
    }

    /// The secret itself, for the one who is to have it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What we keep of it: its SHA-256.
    #[must_use]
    pub fn fingerprint(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Six digits, the first of which may be 0.
pub(super) fn six_digits() -> String {
    format!("{:06}", rand::random_range(0..1_000_000u32))
}

/// What we keep of a code: its SHA-256 together with the address it was sent to.
pub(super) fn code_fingerprint(email: &str, code: &str) -> Vec<u8> {
    Sha256::digest(format!("{email}\n{code}").as_bytes()).to_vec()
}
