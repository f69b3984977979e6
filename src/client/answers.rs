//! What a desk answered, understood: the paper, or why not.

use reqwest::header::{CONTENT_TYPE, HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde::Deserialize;
use serde_json::Value;

use super::address::Address;
use super::trouble::{Miss, Trouble};

/// More than any answer of a desk, in bytes.
const LONGEST: usize = 1024 * 1024;
const PROBLEM: &str = "application/problem+json";

/// A paper at the desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// Its id.
    pub id: String,
    /// What people say aloud: P-1042.
    pub reference: String,
    /// Where it stands.
    pub status: String,
    /// Words in its newest draft; 0 where its text could not be read.
    pub words: i64,
    /// By when feedback is promised, RFC 3339 UTC.
    pub promised_at: String,
    /// All that the desk says of it, as JSON.
    pub all: Value,
}

/// An answer that came whole.
pub struct Answer {
    pub status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// A no, by RFC 9457.
#[derive(Deserialize)]
struct Problem {
    #[serde(default)]
    title: String,
    #[serde(default)]
    detail: String,
    #[serde(default)]
    errors: Vec<FieldProblem>,
}

#[derive(Deserialize)]
struct FieldProblem {
    field: String,
    detail: String,
}

impl Answer {
    /// Reads an answer to its end.
    pub async fn read(mut response: Response) -> reqwest::Result<Self> {
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await? {
            body.extend_from_slice(&piece);
            if body.len() > LONGEST {
                body.clear();
                break;
            }
        }
        Ok(Self {
            status,
            headers,
            body,
        })
    }

    /// A header's value; empty where there is none.
    pub fn header(&self, name: impl reqwest::header::AsHeaderName) -> &str {
        let value = self.headers.get(name);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// The paper that the answer holds.
    pub fn paper(&self, desk: &Address) -> Result<Known, Trouble> {
        let all: Option<Value> = serde_json::from_slice(&self.body).ok();
        all.and_then(known).ok_or_else(|| self.of_a_stranger(desk))
    }

    /// Why there is no paper in it.
    pub fn miss(&self, desk: &Address) -> Miss {
        let says = self.says();
        match (self.status.as_u16(), says) {
            (300..=399, _) => self.leads_elsewhere(desk).into(),
            (429 | 502..=504, says) => {
                let seconds = self.header(RETRY_AFTER).parse().ok();
                let says =
                    says.unwrap_or_else(|| format!("{desk} cannot answer now ({})", self.status));
                let again = seconds.map(|seconds| format!("; it asks for a pause of {seconds} s"));
                let says = format!("{says}{}", again.unwrap_or_default());
                Miss::ForNow { says, seconds }
            }
            (401, Some(_)) => {
                let says = format!(
                    "{desk} does not take this token: it is mistyped, expired or revoked, or of another desk"
                );
                Trouble::with_all(says).into()
            }
            (_, Some(says)) => Trouble::with_this(says).into(),
            (413, None) => {
                Trouble::with_this(format!("this is more than {desk} lets through")).into()
            }
            (_, None) => self.of_a_stranger(desk).into(),
        }
    }

    /// The desk's own words; none where it is no desk that speaks.
    fn says(&self) -> Option<String> {
        let kind = self.header(CONTENT_TYPE);
        if kind.split(';').next() != Some(PROBLEM) {
            return None;
        }
        let problem: Problem = serde_json::from_slice(&self.body).ok()?;
        let of_field = |error: &FieldProblem| format!("{}: {}", error.field, error.detail);
        let fields: Vec<String> = problem.errors.iter().map(of_field).collect();
        let words = [fields.join("; "), problem.detail, problem.title];
        let said = words.into_iter().find(|words| !words.is_empty())?;
        Some(said.trim_end_matches('.').to_owned())
    }

    fn leads_elsewhere(&self, desk: &Address) -> Trouble {
        let to = self.header(LOCATION);
        Trouble::with_all(format!(
            "{desk} leads on to {to}, where a token does not follow; if the desk is there, name that with --server"
        ))
    }

    fn of_a_stranger(&self, desk: &Address) -> Trouble {
        Trouble::with_all(format!(
            "{desk} does not answer as a desk does ({})",
            self.status
        ))
    }
}

fn known(all: Value) -> Option<Known> {
    let text = |name: &str| all.get(name)?.as_str().map(str::to_owned);
    Some(Known {
        id: text("id")?,
        reference: text("reference")?,
        status: text("status")?,
        words: all.get("words")?.as_i64()?,
        promised_at: text("promised_at")?,
        all,
    })
}
