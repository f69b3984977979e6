//! The key by which a mail server proves that what it hands over is its own.

use std::fmt;

use data_encoding::BASE64;

/// A key for HMAC-SHA256, which shows itself to nobody by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct InboundKey(Vec<u8>);

/// Fewer bytes can be guessed.
const FEWEST: usize = 24;
const MOST: usize = 64;

impl InboundKey {
    /// Reads a key as Standard Webhooks writes it: `whsec_` and 24 to 64 bytes in base64.
    ///
    /// # Errors
    /// One sentence that says what it should look like.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bytes = text
            .strip_prefix("whsec_")
            .and_then(|rest| BASE64.decode(rest.as_bytes()).ok());
        bytes
            .filter(|bytes| (FEWEST..=MOST).contains(&bytes.len()))
            .map(Self)
            .ok_or_else(|| {
                "inbound_key must be whsec_ and 24 to 64 bytes in base64, such as from: echo whsec_$(openssl rand -base64 32)"
                    .to_owned()
            })
    }

    /// The key itself.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for InboundKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("whsec_***")
    }
}
