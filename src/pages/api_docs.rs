//! The API explained: every call with its fields, its answers and a line to try it; every kind of no.

use serde::Serialize;

use super::Page;

/// The page.
#[derive(Serialize)]
pub struct ApiDocsPage {
    parts: Vec<Part>,
    problems: Vec<ProblemShown>,
}

/// One part of the API.
#[derive(Serialize)]
pub struct Part {
    /// What it is about.
    pub name: String,
    /// Its calls.
    pub calls: Vec<CallShown>,
}

/// One call.
#[derive(Serialize)]
pub struct CallShown {
    /// GET, POST, PATCH.
    pub method: String,
    /// Its address.
    pub path: String,
    /// What it does.
    pub summary: String,
    /// What else there is to know.
    pub description: String,
    /// The scopes of which a token needs one.
    pub scopes: Vec<String>,
    /// The kinds of body that it takes.
    pub kinds: Vec<String>,
    /// What may stand in its address, its headers and its body.
    pub fields: Vec<FieldShown>,
    /// The statuses that it answers with, each with what it means.
    pub answers: Vec<(String, String)>,
    /// A line for a shell.
    pub curl: String,
}

/// One field.
#[derive(Serialize)]
pub struct FieldShown {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: String,
    /// What it takes.
    pub takes: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it is for.
    pub description: String,
}

/// One kind of no.
#[derive(Serialize)]
pub struct ProblemShown {
    /// Its HTTP status.
    pub status: u16,
    /// The end of its `type`.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it means.
    pub means: String,
}

impl Page for ApiDocsPage {
    const TEMPLATE: &'static str = "api/docs.html";

    fn title(&self) -> String {
        "API".to_owned()
    }
}

impl ApiDocsPage {
    /// The page from its parts.
    #[must_use]
    pub const fn of(parts: Vec<Part>, problems: Vec<ProblemShown>) -> Self {
        Self { parts, problems }
    }
}
