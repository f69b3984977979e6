//! A program in a story: it shows a token, sends JSON, and reads what it is answered.

use paperdesk::sign_in::{self, Lifetime, NewToken, Scope};
use paperdesk::web::gate::Inbound;
use rocket::http::{Header, Method};
use serde_json::Value;

use crate::desk::Desk;
use crate::seat::Answer;

pub struct Program<'d> {
    desk: &'d Desk,
    token: String,
}

impl Desk {
    /// A program of somebody of the cast, with every scope there is.
    pub fn program(&self, email: &str) -> Program<'_> {
        self.program_with(email, Scope::ALL)
    }

    /// The same with these scopes only.
    pub fn program_with(&self, email: &str, scopes: &[Scope]) -> Program<'_> {
        let (person, scopes) = (self.person(email), scopes.to_vec());
        let secret = self.deed(move |tx| {
            let new = NewToken {
                name: "A story",
                scopes: &scopes,
                lasts: Lifetime::parse("90d"),
                form: None,
            };
            sign_in::create_token(tx, None, &person, &new)
        });
        Program::with(self, secret.1.reveal())
    }
}

impl<'d> Program<'d> {
    pub fn with(desk: &'d Desk, token: &str) -> Self {
        Self {
            desk,
            token: token.to_owned(),
        }
    }

    /// Sends anything.
    pub fn send(
        &self,
        (method, path): (Method, &str),
        headers: &[(&'static str, &str)],
        body: &[u8],
    ) -> Answer {
        let seat = self.desk.stranger();
        let mut request = seat.request(method, path);
        request.add_header(Header::new(
            "authorization",
            format!("Bearer {}", self.token),
        ));
        for (name, value) in headers {
            request.add_header(Header::new(*name, (*value).to_owned()));
        }
        let flows = headers
            .iter()
            .any(|(_, value)| value.starts_with("multipart/"));
        if flows {
            request
                .inner()
                .local_cache(|| Inbound::holding(body.to_vec()));
        } else {
            request.set_body(body);
        }
        Answer::read(request.dispatch())
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send((Method::Get, path), &[], b"")
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        let json = [("content-type", "application/json")];
        self.send((Method::Post, path), &json, body.to_string().as_bytes())
    }

    /// The same under a name of the program's own.
    pub fn post_as(&self, key: &str, path: &str, body: &Value) -> Answer {
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", key),
        ];
        self.send((Method::Post, path), &headers, body.to_string().as_bytes())
    }

    pub fn patch(&self, path: &str, body: &Value) -> Answer {
        let merge = [("content-type", "application/merge-patch+json")];
        self.send((Method::Patch, path), &merge, body.to_string().as_bytes())
    }

    /// A form with a file.
    pub fn post_file(&self, path: &str, fields: &[(&str, &str)], file: (&str, &[u8])) -> Answer {
        let (kind, body) = crate::seat::form_with_file(fields, file);
        self.send(
            (Method::Post, path),
            &[("content-type", &kind.to_string())],
            &body,
        )
    }
}

impl Answer {
    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    /// One field of the body as text.
    #[track_caller]
    pub fn field(&self, name: &str) -> String {
        let json = self.json();
        match &json[name] {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }

    /// The names of the fields that a problem is about.
    #[track_caller]
    pub fn bad_fields(&self) -> Vec<String> {
        let json = self.json();
        let errors = json["errors"].as_array().into_iter().flatten();
        errors
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Holds that it is a problem of this kind, as RFC 9457 has it.
    #[track_caller]
    pub fn is_problem(&self, status: u16, kind: &str) -> &Self {
        self.is(status);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let json = self.json();
        assert_eq!(json["type"], format!("/api/docs#{kind}"));
        assert_eq!(json["status"], status);
        for name in ["title", "detail", "instance"] {
            assert!(
                json[name].as_str().is_some_and(|text| !text.is_empty()),
                "{json}"
            );
        }
        self
    }
}
