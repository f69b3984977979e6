//! What kind of body a request brings, by its address and its own word, and how large such a body may be.

use hyper::HeaderMap;
use hyper::header::CONTENT_TYPE;

use super::Limits;

/// What a body is, as far as the gate treats it differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A form with files: it flows to whoever reads it.
    Files,
    /// JSON for the API, which may hold a file.
    Json,
    /// All else.
    Form,
}

impl Kind {
    pub fn of(path: &str, headers: &HeaderMap) -> Self {
        let said = headers
            .get(CONTENT_TYPE)
            .map_or(&b""[..], |value| value.as_bytes());
        let essence = said.split(|byte| *byte == b';').next().unwrap_or(said);
        let is = |kind: &str| essence.trim_ascii().eq_ignore_ascii_case(kind.as_bytes());
        if is("multipart/form-data") {
            Self::Files
        } else if is_api(path) && (is("application/json") || is("application/merge-patch+json")) {
            Self::Json
        } else {
            Self::Form
        }
    }

    /// The most bytes such a body may have.
    pub const fn largest(self, limits: &Limits) -> u64 {
        match self {
            Self::Files => limits.max_files,
            Self::Json => limits.max_json,
            Self::Form => limits.max_form,
        }
    }
}

/// Whether a program asks there, rather than a person.
pub fn is_api(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}
