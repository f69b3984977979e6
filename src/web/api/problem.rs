//! What a program reads when the desk says no: RFC 9457, each kind with an address of its own.

use rocket::Request;
use rocket::http::{ContentType, Header, Status};
use rocket::response::{Responder, Response, Result as Responded};
use serde::Serialize;
use utoipa::ToSchema;

use crate::refusal::{Failure, Fault, FieldError, Kind, Refusal};
use crate::sign_in::Scope;
use crate::web::calm::request_id;

/// One kind of no.
pub struct Sort {
    /// Its HTTP status.
    pub status: u16,
    /// The end of its `type`.
    pub name: &'static str,
    /// Its `title`.
    pub title: &'static str,
    /// What it means, for the documentation; also what is said where nothing better is known.
    pub means: &'static str,
}

/// Every kind of no there is, by status.
pub const SORTS: [Sort; 14] = [
    Sort {
        status: 400,
        name: "malformed",
        title: "The request cannot be read",
        means: "The body, a header or the address is not what it claims to be.",
    },
    Sort {
        status: 401,
        name: "no-token",
        title: "There is no good token",
        means: "Send a token as `Authorization: Bearer TOKEN`: one that is neither expired nor revoked.",
    },
    Sort {
        status: 403,
        name: "not-allowed",
        title: "This is not for this token",
        means: "The token lacks the scope, or its person the right.",
    },
    Sort {
        status: 404,
        name: "not-found",
        title: "There is nothing here",
        means: "There is nothing here, or it is not yours to see.",
    },
    Sort {
        status: 405,
        name: "no-such-method",
        title: "This cannot be done here",
        means: "`Allow` says which methods this address knows.",
    },
    Sort {
        status: 409,
        name: "conflict",
        title: "That is not possible now",
        means: "The paper stands otherwise, or something with this id is already there.",
    },
    Sort {
        status: 412,
        name: "changed-meanwhile",
        title: "It has changed meanwhile",
        means: "What `If-Match` names is not the present version. Read it again.",
    },
    Sort {
        status: 413,
        name: "too-large",
        title: "That is too large",
        means: "The body is larger than this desk takes.",
    },
    Sort {
        status: 415,
        name: "media-type",
        title: "This kind of body is not taken here",
        means: "`Accept-Post` or `Accept-Patch` says which kinds are.",
    },
    Sort {
        status: 422,
        name: "bad-field",
        title: "A field cannot be taken",
        means: "`errors` names each field and says why.",
    },
    Sort {
        status: 429,
        name: "too-often",
        title: "That was too often",
        means: "`Retry-After` says in how many seconds another try makes sense.",
    },
    Sort {
        status: 500,
        name: "broken",
        title: "Something is broken on our side",
        means: "It is written down under `instance`. Nothing that was acknowledged is lost.",
    },
    Sort {
        status: 503,
        name: "not-now",
        title: "Not just now",
        means: "The desk cannot write just now: it is closing, very busy, or its disk is full.",
    },
    Sort {
        status: 504,
        name: "too-late",
        title: "That took too long",
        means: "The desk did not answer in time.",
    },
];

/// Where the kinds of no are explained.
pub const EXPLAINED: &str = "/api/docs#";

/// A no on its way to a program.
#[derive(Debug)]
pub struct Problem {
    status: u16,
    detail: Option<String>,
    fields: Vec<FieldError>,
    headers: Vec<(&'static str, String)>,
    fault: Option<Fault>,
}

impl Problem {
    /// Of a kind, in words of its own.
    pub fn new(status: u16, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..Self::of(Status::new(status))
        }
    }

    /// Of a kind, in the words of the kind.
    pub const fn of(status: Status) -> Self {
        Self {
            status: status.code,
            detail: None,
            fields: Vec::new(),
            headers: Vec::new(),
            fault: None,
        }
    }

    /// There is no token, or none that is good.
    pub fn no_token() -> Self {
        Self::of(Status::Unauthorized).with("www-authenticate", "Bearer realm=\"paperdesk\"")
    }

    /// The token is good, but not for this.
    pub fn lacks(scopes: &[Scope]) -> Self {
        let names: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
        let all = names.join(" ");
        Self::new(
            403,
            format!("This token lacks the scope {}.", names.join(" or ")),
        )
        .with(
            "www-authenticate",
            format!("Bearer realm=\"paperdesk\", error=\"insufficient_scope\", scope=\"{all}\""),
        )
    }

    /// The kind of body is not taken; `header` says by which of the two headers the kinds are told.
    pub fn media_type(header: &'static str, kinds: &str) -> Self {
        Self::of(Status::UnsupportedMediaType).with(header, kinds)
    }

    /// The same, with a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same, with fields called as the API calls them: `(within, outside)`.
    #[must_use]
    pub fn renamed(mut self, names: &[(&str, &str)]) -> Self {
        for error in &mut self.fields {
            if let Some((_, outside)) = names.iter().find(|(within, _)| *within == error.field) {
                (*outside).clone_into(&mut error.field);
            }
        }
        self
    }

    /// Its HTTP status.
    pub const fn status(&self) -> u16 {
        self.status
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let headers = refusal
            .retry_after
            .map(|seconds| ("retry-after", seconds.to_string()));
        let status = crate::web::calm::status_of(refusal.kind);
        Self {
            detail: (refusal.kind != Kind::NotFound).then_some(refusal.says),
            fields: refusal.fields,
            headers: headers.into_iter().collect(),
            ..Self::of(status)
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        Self {
            fault: Some(fault),
            ..Self::of(Status::InternalServerError)
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::Broken(fault) => fault.into(),
        }
    }
}

/// A no, by RFC 9457.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Said<'a> {
    /// Which kind of no it is; it never changes, and leads to where it is explained.
    #[schema(format = "uri-reference", example = "/api/docs#bad-field")]
    r#type: String,
    /// The kind in words.
    title: &'a str,
    /// The HTTP status.
    status: u16,
    /// What this no is about.
    detail: &'a str,
    /// The request's own name, by which we find it in the log.
    instance: &'a str,
    /// Which fields cannot be taken, where it is about fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<SaidOfField<'a>>,
}

/// A field that cannot be taken.
#[derive(Serialize, ToSchema)]
#[schema(as = BadField)]
pub struct SaidOfField<'a> {
    /// Its name in the request.
    field: &'a str,
    /// Why.
    detail: &'a str,
}

/// The kind with this status, or the one nearest to it.
fn sort_of(status: u16) -> &'static Sort {
    let nearest = if status < 500 { 400 } else { 500 };
    let find = |wanted| SORTS.iter().find(|sort| sort.status == wanted);
    find(status).or_else(|| find(nearest)).unwrap_or(&SORTS[0])
}

impl<'r> Responder<'r, 'static> for Problem {
    fn respond_to(self, request: &'r Request<'_>) -> Responded<'static> {
        let instance = request_id(request);
        if let Some(fault) = &self.fault {
            tracing::error!(request = instance, %fault, "the desk is broken");
        }
        let sort = sort_of(self.status);
        let said = Said {
            r#type: format!("{EXPLAINED}{}", sort.name),
            title: sort.title,
            status: self.status,
            detail: self.detail.as_deref().unwrap_or(sort.means),
            instance: &instance,
            errors: self
                .fields
                .iter()
                .map(|error| SaidOfField {
                    field: &error.field,
                    detail: &error.says,
                })
                .collect(),
        };
        let json = serde_json::to_string(&said).map_err(|_| Status::InternalServerError)?;
        let mut response = Response::build()
            .status(Status::new(self.status))
            .header(ContentType::new("application", "problem+json"))
            .sized_body(json.len(), std::io::Cursor::new(json))
            .finalize();
        for (name, value) in self.headers {
            response.set_header(Header::new(name, value));
        }
        Ok(response)
    }
}
