//! What a handler can answer: a page, the same page again, the way to another one, a file.

use data_encoding::BASE64URL_NOPAD;
use rocket::Request;
use rocket::http::{ContentType, Cookie, CookieJar, Header, SameSite, Status};
use rocket::response::{Responder, Response, Result as Responded};

use super::calm::Stop;
use super::house::House;
use crate::pages::Flash;
use crate::refusal::{Failure, Fault, Kind, Refusal};
use crate::sign_in::Token;

/// Rocket cuts bodies into pieces of 4 KiB as it comes, each with a way through the gate of its own.
pub(super) const CHUNK: usize = 64 * 1024;

const FLASH: &str = "told";

/// What every handler gives.
pub type Reply = Result<Answer, Stop>;

/// An answer that went well.
pub enum Answer {
    /// A page.
    Page {
        /// 200, or 422 for a form that must be filled in again.
        status: Status,
        /// The whole document.
        html: String,
    },
    /// The way to another page, with a word on it, and perhaps a session begun or ended.
    Go {
        /// Where to.
        to: String,
        /// What was done.
        flash: Option<Flash>,
        /// A session's token to keep, or `None` inside to forget it.
        session: Option<Option<Token>>,
    },
    /// A small file made for this answer.
    File {
        /// What it is, and what it is called.
        named: (&'static str, String),
        /// All of it.
        bytes: Vec<u8>,
    },
    /// A few words for our own script.
    Json {
        /// Its status.
        status: Status,
        /// The words.
        body: String,
    },
}

impl Answer {
    pub(super) const fn page(status: Status, html: String) -> Self {
        Self::Page { status, html }
    }

    /// A few words for our own script.
    #[must_use]
    pub fn json(status: Status, says: &serde_json::Value) -> Self {
        Self::Json {
            status,
            body: says.to_string(),
        }
    }

    /// A file made for this answer: its content type, its name, and all of it.
    #[must_use]
    pub fn file((kind, name): (&'static str, &str), bytes: Vec<u8>) -> Self {
        Self::File {
            named: (kind, name.to_owned()),
            bytes,
        }
    }

    /// The way to another page.
    pub fn go(to: impl Into<String>) -> Self {
        Self::Go {
            to: to.into(),
            flash: None,
            session: None,
        }
    }

    /// The way to another page, which tells what was done.
    pub fn told(to: impl Into<String>, says: impl Into<String>) -> Self {
        let flash = Flash {
            kind: "ok".into(),
            says: says.into(),
        };
        Self::Go {
            to: to.into(),
            flash: Some(flash),
            session: None,
        }
    }

    /// The way to another page, which tells what could not be done.
    pub fn warned(to: impl Into<String>, says: impl Into<String>) -> Self {
        let flash = Flash {
            kind: "warn".into(),
            says: says.into(),
        };
        Self::Go {
            to: to.into(),
            flash: Some(flash),
            session: None,
        }
    }

    /// The same answer, and a session begins.
    #[must_use]
    pub fn with_session(self, token: Token) -> Self {
        self.set_session(Some(token))
    }

    /// The same answer, and the session is forgotten.
    #[must_use]
    pub fn without_session(self) -> Self {
        self.set_session(None)
    }

    fn set_session(self, token: Option<Token>) -> Self {
        match self {
            Self::Go { to, flash, .. } => Self::Go {
                to,
                flash,
                session: Some(token),
            },
            other => other,
        }
    }
}

impl<'r> Responder<'r, 'static> for Answer {
    fn respond_to(self, request: &'r Request<'_>) -> Responded<'static> {
        let house = request
            .rocket()
            .state::<House>()
            .ok_or(Status::InternalServerError)?;
        match self {
            Self::Page { status, html } => {
                let mut response = html_response(status, html);
                if request.cookies().get(FLASH).is_some() {
                    response.adjoin_header(forget(house, FLASH));
                }
                Ok(response)
            }
            Self::File { named, bytes } => Response::build()
                .raw_header("Content-Type", named.0)
                .raw_header(
                    "Content-Disposition",
                    super::download::disposition(&named.1),
                )
                .raw_header("Content-Security-Policy", "default-src 'none'; sandbox")
                .sized_body(bytes.len(), std::io::Cursor::new(bytes))
                .max_chunk_size(CHUNK)
                .ok(),
            Self::Json { status, body } => Response::build()
                .status(status)
                .header(ContentType::JSON)
                .sized_body(body.len(), std::io::Cursor::new(body))
                .ok(),
            Self::Go { to, flash, session } => {
                let mut response = Response::build()
                    .status(Status::SeeOther)
                    .raw_header("Location", to)
                    .finalize();
                if let Some(flash) = flash.and_then(|flash| serde_json::to_vec(&flash).ok()) {
                    response.adjoin_header(keep(house, FLASH, &BASE64URL_NOPAD.encode(&flash)));
                }
                match session {
                    Some(Some(token)) => {
                        response.adjoin_header(keep(house, session_cookie(house), token.reveal()));
                    }
                    Some(None) => {
                        response.adjoin_header(forget(house, session_cookie(house)));
                        response.set_header(Header::new("Clear-Site-Data", "\"cache\""));
                    }
                    None => {}
                }
                Ok(response)
            }
        }
    }
}

pub(super) fn html_response(status: Status, html: String) -> Response<'static> {
    Response::build()
        .status(status)
        .header(ContentType::HTML)
        .sized_body(html.len(), std::io::Cursor::new(html))
        .max_chunk_size(CHUNK)
        .finalize()
}

/// The session cookie's name; behind https the browser itself guards it against other sites and paths.
pub(super) fn session_cookie(house: &House) -> &'static str {
    if house.is_secure() {
        "__Host-session"
    } else {
        "session"
    }
}

fn keep(house: &House, name: &'static str, value: &str) -> Header<'static> {
    let cookie = Cookie::build((name, value.to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(house.is_secure());
    let lasting = if name == FLASH {
        cookie
    } else {
        cookie.max_age(rocket::time::Duration::days(14))
    };
    Header::new("Set-Cookie", lasting.build().to_string())
}

fn forget(house: &House, name: &'static str) -> Header<'static> {
    let cookie = Cookie::build((name, ""))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(house.is_secure())
        .max_age(rocket::time::Duration::ZERO);
    Header::new("Set-Cookie", cookie.build().to_string())
}

/// What the last page left to be told.
pub(super) fn read_flash(cookies: &CookieJar<'_>) -> Option<Flash> {
    let bytes = BASE64URL_NOPAD
        .decode(cookies.get(FLASH)?.value().as_bytes())
        .ok()?;
    let flash: Flash = serde_json::from_slice(&bytes).ok()?;
    matches!(flash.kind.as_str(), "ok" | "warn" | "danger").then_some(flash)
}

/// A path inside this desk to go on to, or its front door: never another site.
#[must_use]
pub fn safe_next(next: Option<&str>) -> String {
    let inside = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            // Anything else could not stand in a header, or would be read as something else there.
            && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    };
    next.filter(inside).unwrap_or("/").to_owned()
}

/// A refusal or a fault from a task on another thread.
pub(super) fn joined<T>(done: Result<T, tokio::task::JoinError>) -> Result<T, Fault> {
    done.map_err(|error| Fault::from_error("a task stopped half-way", error))
}

/// Whether a failure is about the fields of a form.
pub(super) fn is_about_fields(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Refused(Refusal {
            kind: Kind::Invalid,
            ..
        })
    )
}
