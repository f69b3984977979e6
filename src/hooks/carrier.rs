//! What is handed to whoever carries webhooks, and what they can answer.

use std::future::Future;
use std::time::Duration;

/// One request to one address, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// Where to.
    pub url: String,
    /// Put in place of post.
    pub puts: bool,
    /// What stands above the body.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What came of one try.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// The answer's status; none: there was no answer.
    pub status: Option<u16>,
    /// How long the other side asks us to wait.
    pub retry_after: Option<Duration>,
    /// The beginning of the answer's body as plain text, or a sentence of ours; at most 1,000 letters.
    pub said: String,
}

impl Heard {
    /// Without an answer, for this reason.
    #[must_use]
    pub fn nothing(why: impl Into<String>) -> Self {
        Self {
            said: why.into(),
            ..Self::default()
        }
    }

    /// Whether the other side took it.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.status
            .is_some_and(|status| (200..300).contains(&status))
    }

    /// Whether the other side wants no more of them, ever.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.status == Some(410)
    }
}

/// Whoever carries webhooks: the HTTP client, or somebody in a test.
pub trait Carrier: Send + Sync {
    /// Makes one try; never fails, the answer says how it went.
    fn carry(&self, errand: &Errand) -> impl Future<Output = Heard> + Send;
}
