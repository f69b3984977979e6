//! One conversation with the mail server: greeting, sealing, signing in, handing over mails.

use super::classify::Failure;
use super::dial::{dial, own_name};
use super::relay::Deadlines;
use super::relay_url::{RelayUrl, Tls};
use super::spoken::Spoken;
use super::wire::Wire;
use crate::outbox::carrier::Phase;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Ehlo, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use std::future::Future;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};

const GOODBYE: Duration = Duration::from_secs(2);

/// Where it broke, and how.
pub(super) type Broken = (Phase, Failure);

/// With whom we speak, and how long everything before the message may take.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) url: &'a RelayUrl,
    pub(super) tls: Option<&'a TlsParameters>,
    pub(super) deadlines: &'a Deadlines,
    pub(super) until: Instant,
}

impl Terms<'_> {
    async fn step<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
        within(
            self.until.min(Instant::now() + self.deadlines.command),
            work,
        )
        .await
    }
}

/// A connection that has been greeted and, where needed, sealed and signed in.
pub(super) struct Dialogue {
    line: AsyncSmtpConnection,
    /// The server takes several commands at once (RFC 2920), which saves two round trips a mail.
    groups: bool,
    /// Whether the next mail may go over this line.
    pub(super) alive: bool,
}

impl Dialogue {
    /// Connects, greets, seals and signs in.
    pub(super) async fn open(terms: &Terms<'_>) -> Result<Self, Broken> {
        let at = |phase| move |failure| (phase, failure);
        let socket = dial(terms).await.map_err(at(Phase::Connect))?;
        let name = own_name(&socket);
        let at_once = terms.tls.filter(|_| terms.url.tls == Tls::Implicit);
        let wire = terms.step(Wire::new(socket, at_once.cloned())).await;
        let wire = wire.map_err(at(Phase::Connect))?;
        let mut line = greet(terms, wire, &name)
            .await
            .map_err(at(Phase::Greeting))?;
        // lettre does not keep whether the server takes groups of commands: ask once more.
        let hello = terms.step(line.command(Ehlo::new(name))).await;
        let groups = hello.is_ok_and(|hello| hello.message().any(offers_groups));
        if let Some((user, password)) = &terms.url.sign_in {
            let who = Credentials::new(user.clone(), password.clone());
            let asked = line.auth(&[Mechanism::Plain, Mechanism::Login], &who);
            terms.step(asked).await.map_err(at(Phase::Auth))?;
        }
        Ok(Self {
            line,
            groups,
            alive: true,
        })
    }

    /// Hands over one mail; the server's words when it took it.
    pub(super) async fn hand_over(
        &mut self,
        mail: &Spoken,
        terms: &Terms<'_>,
    ) -> Result<String, Broken> {
        self.alive = false;
        let mut together = Some(
            mail.steps
                .each_ref()
                .map(|(_, words)| words.as_str())
                .concat(),
        );
        for (asked, (phase, words)) in (1..).zip(&mail.steps) {
            let reply = if !self.groups {
                terms.step(self.line.command(words)).await
            } else if let Some(all) = together.take() {
                terms.step(self.line.command(all)).await
            } else {
                terms.step(self.line.read_response()).await
            };
            if let Err(failure) = reply.and_then(|reply| expected(*phase, reply)) {
                if let Failure::Said(code, _) = &failure
                    && *code != 421
                {
                    let unread = if self.groups {
                        mail.steps.len() - asked
                    } else {
                        0
                    };
                    self.alive = self.start_over(unread, terms).await;
                }
                return Err((*phase, failure));
            }
        }
        let end = Instant::now() + terms.deadlines.message;
        let reply = within(end, self.line.command(&mail.body)).await;
        self.alive = matches!(&reply, Ok(_) | Err(Failure::Said(400..=420 | 422.., _)));
        reply
            .map(|reply| said(&reply))
            .map_err(|failure| (Phase::Dot, failure))
    }

    /// Clears a refused mail off the line; false where the server now waits for a message.
    async fn start_over(&mut self, unread: usize, terms: &Terms<'_>) -> bool {
        for _ in 0..unread {
            match terms.step(self.line.read_response()).await {
                Ok(reply) if reply.has_code(354) => return false,
                Err(Failure::Lost(_) | Failure::Late) => return false,
                Ok(_) | Err(Failure::Said(..)) => {}
            }
        }
        terms.step(self.line.command(Rset)).await.is_ok()
    }

    /// Says goodbye, without waiting long for an answer.
    pub(super) async fn quit(mut self) {
        // Whether the server answers a goodbye changes nothing for us.
        let _ = timeout(GOODBYE, self.line.quit()).await;
    }
}

async fn greet(
    terms: &Terms<'_>,
    wire: Wire,
    name: &ClientId,
) -> Result<AsyncSmtpConnection, Failure> {
    let starts_clear = matches!(terms.url.tls, Tls::Required | Tls::Opportunistic);
    let slow = starts_clear.then(|| wire.one_by_one());
    let mut line = terms
        .step(AsyncSmtpConnection::connect_with_transport(
            Box::new(wire),
            name,
        ))
        .await?;
    if let Some(tls) = terms.tls.filter(|_| starts_clear && line.can_starttls()) {
        terms.step(line.starttls(tls.clone(), name)).await?;
    } else if terms.url.tls == Tls::Required {
        return Err(Failure::Lost(
            "The mail server does not offer a sealed line (STARTTLS).".to_owned(),
        ));
    } else if starts_clear && terms.url.sign_in.is_some() {
        return Err(Failure::Lost(
            "We do not send the password over a line that is not sealed.".to_owned(),
        ));
    }
    if let Some(slow) = slow {
        slow.store(false, Ordering::Relaxed);
    }
    Ok(line)
}

async fn within<T>(
    end: Instant,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Failure> {
    match timeout_at(end, work).await {
        Ok(done) => done.map_err(|why| failure(&why)),
        Err(_) => Err(Failure::Late),
    }
}

fn failure(why: &Error) -> Failure {
    let detail = std::error::Error::source(why).map_or_else(String::new, ToString::to_string);
    match why.status() {
        Some(code) => Failure::Said(code.into(), detail),
        None if detail.contains("incomplete response") => {
            Failure::Lost("The mail server closed the connection.".to_owned())
        }
        None if why.is_tls() || detail.contains("certificate") => Failure::Lost(format!(
            "The mail server could not prove who it is: {detail}."
        )),
        None => Failure::Lost(format!(
            "The talk with the mail server broke off: {detail}."
        )),
    }
}

/// DATA must be answered with 354, everything before it with 2xx: else we lost the thread.
fn expected(phase: Phase, reply: Response) -> Result<Response, Failure> {
    if (phase == Phase::Data) == reply.has_code(354) {
        Ok(reply)
    } else {
        Err(Failure::Lost(format!(
            "The mail server gave an answer that fits no question: {}.",
            said(&reply)
        )))
    }
}

fn offers_groups(word: &str) -> bool {
    word.trim().eq_ignore_ascii_case("PIPELINING")
}

fn said(reply: &Response) -> String {
    let words: Vec<&str> = reply.message().collect();
    format!("{} {}", reply.code(), words.join(" "))
}
