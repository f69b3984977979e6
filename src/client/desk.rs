//! A desk on another machine, and what can be asked of it with a token.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::multipart::{Form, Part};
use reqwest::redirect::Policy;
use reqwest::{Body, Client, RequestBuilder, StatusCode};
use uuid::Uuid;

use super::address::Address;
use super::answers::{Answer, Known};
use super::body::{CHANGED, Pieces};
use super::paper::Paper;
use super::patience::Patience;
use super::progress::Progress;
use super::trouble::{Miss, Trouble};
use crate::refusal::Fault;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);
/// How long nothing may move before the desk counts as away.
const STILL: Duration = Duration::from_mins(1);
const PAPERS: &str = "/api/papers";

/// A desk on another machine. Its token is shown to that one address, and follows no redirect.
pub struct Desk {
    address: Address,
    http: Client,
    token: HeaderValue,
    patience: Patience,
    /// Whether the token turned out to be none that reads papers.
    blind: AtomicBool,
}

/// A paper that the desk has.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The paper.
    pub paper: Known,
    /// Whether it was there before it was sent.
    pub was_there: bool,
}

impl Desk {
    /// A desk, to be asked with a token.
    ///
    /// # Errors
    /// When the token cannot stand in a header, or this machine knows no authorities to trust for https.
    pub fn new(address: Address, token: &str, patience: Patience) -> Result<Self, Fault> {
        // Already chosen where mail was sent before: it is the same one.
        drop(rustls::crypto::ring::default_provider().install_default());
        let mut token = HeaderValue::try_from(format!("Bearer {token}"))
            .map_err(|error| Fault::from_error("reading the token", error))?;
        token.set_sensitive(true);
        let builder = Client::builder()
            .redirect(Policy::none())
            .connect_timeout(CONNECT)
            .user_agent(concat!("paperdesk/", env!("CARGO_PKG_VERSION")));
        // What is not secret on the way goes through no proxy, and needs nobody's word for the other side.
        let builder = if address.is_secure() {
            builder.https_only(true)
        } else {
            builder.no_proxy().tls_certs_only([])
        };
        let http = builder
            .build()
            .map_err(|error| Fault::new(format!("preparing to ask the desk: {}", cause(&error))))?;
        Ok(Self {
            address,
            http,
            token,
            patience,
            blind: AtomicBool::new(false),
        })
    }

    /// Whether papers may be sent with this token: asks with a paper that says nothing, which no desk takes.
    ///
    /// # Errors
    /// Why they may not.
    pub async fn may_send(&self) -> Result<(), Trouble> {
        let ask = || async {
            let request = self.http.post(self.address.at(PAPERS));
            let request = request.header(CONTENT_TYPE, "application/json").body("{}");
            let answer = self.ask(request, &Progress::default()).await?;
            match answer.status {
                StatusCode::UNPROCESSABLE_ENTITY => Ok(()),
                _ => Err(answer.miss(&self.address)),
            }
        };
        self.patience.ask(ask).await
    }

    /// The paper of this id; none where there is none, or where this token does not read papers.
    ///
    /// # Errors
    /// When the desk does not say.
    pub async fn find(&self, id: Uuid) -> Result<Option<Known>, Trouble> {
        if self.blind.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let ask = || async {
            let request = self.http.get(self.address.at(&format!("{PAPERS}/{id}")));
            let answer = self.ask(request, &Progress::default()).await?;
            match answer.status {
                StatusCode::OK => Ok(Some(answer.paper(&self.address)?)),
                StatusCode::FORBIDDEN => {
                    self.blind.store(true, Ordering::Relaxed);
                    Ok(None)
                }
                StatusCode::NOT_FOUND => Ok(None),
                _ => Err(answer.miss(&self.address)),
            }
        };
        self.patience.ask(ask).await
    }

    /// Sends a paper, once, however often it is asked to: the paper's own key and id see to it.
    ///
    /// # Errors
    /// Why the desk did not take it.
    pub async fn send(&self, paper: &Paper, progress: &Arc<Progress>) -> Result<Taken, Trouble> {
        let answer = self
            .patience
            .ask(|| async {
                let request = self.post(paper, progress)?;
                let answer = self.ask(request, progress).await?;
                match answer.status {
                    StatusCode::CREATED | StatusCode::CONFLICT => Ok(answer),
                    _ => Err(answer.miss(&self.address)),
                }
            })
            .await?;
        // Where an answer was lost on its way, it was our own paper that we met again.
        let is_first_try = progress.tries() == 1;
        if answer.status == StatusCode::CREATED {
            let replayed = answer.header("idempotency-replayed") == "true";
            return Ok(Taken {
                paper: answer.paper(&self.address)?,
                was_there: replayed && is_first_try,
            });
        }
        let found = self.find(paper.id()).await?;
        let unseen = "it is there already, but this token may not read it";
        Ok(Taken {
            paper: found.ok_or_else(|| Trouble::with_this(unseen))?,
            was_there: is_first_try,
        })
    }

    fn post(&self, paper: &Paper, progress: &Arc<Progress>) -> Result<RequestBuilder, Miss> {
        let manuscript = &paper.manuscript;
        let pieces = Pieces::of(manuscript, Arc::clone(progress))
            .map_err(|error| Trouble::with_this(format!("the file cannot be read: {error}")))?;
        let file = Part::stream_with_length(Body::wrap_stream(pieces), manuscript.size);
        let form = paper
            .fields()
            .into_iter()
            .fold(Form::new(), |form, (name, value)| form.text(name, value))
            .text("id", paper.id().to_string())
            .part("file", file.file_name(manuscript.name.clone()));
        let request = self.http.post(self.address.at(PAPERS));
        Ok(request
            .header("idempotency-key", paper.key())
            .multipart(form))
    }

    async fn ask(&self, request: RequestBuilder, progress: &Progress) -> Result<Answer, Miss> {
        let asked = async {
            let request = request.header(AUTHORIZATION, self.token.clone());
            Answer::read(request.send().await?).await
        };
        tokio::select! {
            answer = asked => answer.map_err(|error| self.away(&error)),
            () = stands_still(progress) => Err(Miss::ForNow {
                says: format!("{} did not answer for {} s", self.address, STILL.as_secs()),
                seconds: None,
            }),
        }
    }

    fn away(&self, error: &reqwest::Error) -> Miss {
        let says = cause(error);
        if says == CHANGED {
            return Trouble::with_this(says).into();
        }
        match distrust(error) {
            Some(rustls::Error::InvalidCertificate(_)) => Trouble::with_all(format!(
                "{} cannot prove that it is who it says: {says}; SSL_CERT_FILE may name a file of authorities to trust",
                self.address
            ))
            .into(),
            Some(_) => {
                Trouble::with_all(format!("{} does not speak https: {says}", self.address)).into()
            }
            None => Miss::ForNow {
                says: format!("{} cannot be reached: {says}", self.address),
                seconds: None,
            },
        }
    }
}

/// Ends when nothing has moved for a while.
async fn stands_still(progress: &Progress) {
    let mut before = None;
    while before != Some(progress.sent()) {
        before = Some(progress.sent());
        tokio::time::sleep(STILL).await;
    }
}

/// What an error was made of. An error of input and output hides it.
fn beneath<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().map(io::Error::get_ref) {
        Some(hidden) => hidden.map(|hidden| hidden as &dyn Error),
        None => error.source(),
    }
}

/// The innermost cause: the others only say that something was asked.
pub(super) fn cause(error: &reqwest::Error) -> String {
    let mut innermost: &(dyn Error + 'static) = error;
    while let Some(inner) = beneath(innermost) {
        innermost = inner;
    }
    innermost.to_string()
}

/// Why the other side could not be trusted, where that is so; it does not get better by asking again.
fn distrust(error: &reqwest::Error) -> Option<&rustls::Error> {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = next {
        if let Some(distrust) = error.downcast_ref() {
            return Some(distrust);
        }
        next = beneath(error);
    }
    None
}
