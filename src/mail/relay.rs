//! Carries mail to the mail server over a few connections that stay open.

use super::classify::{Failure, answer, quoted};
use super::dialogue::{Broken, Dialogue, Terms};
use super::relay_url::{RelayUrl, Tls};
use super::spoken::Spoken;
use crate::outbox::carrier::{Answer, Carrier, Outcome, Parcel, Phase};
use lettre::transport::smtp::client::TlsParameters;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

/// How long we wait for the mail server; an attempt ends after `before_message` + `message`.
#[derive(Debug, Clone)]
pub struct Deadlines {
    /// For each address of the server.
    pub connect: Duration,
    /// For the reply to each command.
    pub command: Duration,
    /// For everything before the message, connecting included.
    pub before_message: Duration,
    /// For the message and the reply to its final dot.
    pub message: Duration,
    /// How long a connection is kept without mail.
    pub idle: Duration,
}

impl Deadlines {
    /// For a person who waits: this long for each step, and twice as long for the steps that take several.
    #[must_use]
    pub const fn of(wait: Duration) -> Self {
        let twice = wait.saturating_mul(2);
        Self {
            connect: wait,
            command: wait,
            before_message: twice,
            message: twice,
            idle: wait,
        }
    }
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(15),
            command: Duration::from_mins(1),
            before_message: Duration::from_secs(90),
            message: Duration::from_secs(560),
            idle: Duration::from_secs(30),
        }
    }
}

/// The way to one mail server; clones share its connections.
#[derive(Clone)]
pub struct Relay(Arc<Shared>);

struct Shared {
    url: RelayUrl,
    deadlines: Deadlines,
    slots: Semaphore,
    rest: Mutex<Rest>,
    /// What the server must prove; `None` where the line is not sealed.
    tls: Result<Option<TlsParameters>, String>,
}

/// The open connections that carry nothing right now, and since when.
#[derive(Default)]
struct Rest {
    idle: Vec<(Dialogue, Instant)>,
    swept: bool,
    closed: bool,
}

impl Relay {
    /// Up to `connections` mails travel at once; must be used inside the runtime.
    #[must_use]
    pub fn new(url: RelayUrl, connections: usize) -> Self {
        Self::with_deadlines(url, connections, Deadlines::default())
    }

    /// As `new`, with other deadlines; reads this machine's trusted certificates where it needs them.
    #[must_use]
    pub fn with_deadlines(url: RelayUrl, connections: usize, deadlines: Deadlines) -> Self {
        let tls = match url.tls {
            Tls::None => Ok(None),
            _ => proof_of(&url.host).map(Some),
        };
        Self(Arc::new(Shared {
            url,
            deadlines,
            slots: Semaphore::new(connections.max(1)),
            rest: Mutex::default(),
            tls,
        }))
    }

    /// Greets the mail server, signs in and leaves: `Sent` means that it would take mail.
    pub async fn probe(&self) -> Answer {
        match self.0.terms() {
            Err(failure) => answer(Phase::Connect, &failure),
            Ok(terms) => match Dialogue::open(&terms).await {
                Err((phase, failure)) => answer(phase, &failure),
                Ok(dialogue) => {
                    dialogue.quit().await;
                    let said = format!("The mail server at {} answers.", self.0.url);
                    Answer {
                        outcome: Outcome::Sent,
                        said,
                        phase: Phase::Greeting,
                    }
                }
            },
        }
    }

    /// Says goodbye on every idle connection; later ones are closed after their mail.
    pub async fn close(&self) {
        let idle = {
            let mut rest = self.0.rest();
            rest.closed = true;
            std::mem::take(&mut rest.idle)
        };
        let goodbyes: JoinSet<()> = idle
            .into_iter()
            .map(|(dialogue, _)| dialogue.quit())
            .collect();
        goodbyes.join_all().await;
    }
}

impl Carrier for Relay {
    async fn carry(&self, parcel: &Parcel) -> Answer {
        let mail = match Spoken::new(parcel) {
            Ok(mail) => mail,
            Err(said) => {
                return Answer {
                    outcome: Outcome::Refused,
                    said,
                    phase: Phase::Recipient,
                };
            }
        };
        let _slot = self.0.slots.acquire().await;
        match self.0.attempt(&mail).await {
            Ok(said) => Answer {
                outcome: Outcome::Sent,
                said: quoted(&said),
                phase: Phase::Dot,
            },
            Err((phase, failure)) => answer(phase, &failure),
        }
    }
}

impl Shared {
    fn rest(&self) -> MutexGuard<'_, Rest> {
        self.rest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn terms(&self) -> Result<Terms<'_>, Failure> {
        let until = Instant::now() + self.deadlines.before_message;
        let tls = self
            .tls
            .as_ref()
            .map_err(|why| Failure::Lost(why.clone()))?;
        Ok(Terms {
            url: &self.url,
            tls: tls.as_ref(),
            deadlines: &self.deadlines,
            until,
        })
    }

    async fn attempt(self: &Arc<Self>, mail: &Spoken) -> Result<String, Broken> {
        let terms = self.terms().map_err(|failure| (Phase::Connect, failure))?;
        if let Some(dialogue) = self.take_idle() {
            match self.hand_over(dialogue, mail, &terms).await {
                // The server had hung up on a connection at rest; nothing was handed over yet.
                Err((Phase::From | Phase::Recipient, Failure::Lost(_) | Failure::Said(421, _))) => {
                }
                done => return done,
            }
        }
        let dialogue = Dialogue::open(&terms).await?;
        self.hand_over(dialogue, mail, &terms).await
    }

    async fn hand_over(
        self: &Arc<Self>,
        mut dialogue: Dialogue,
        mail: &Spoken,
        terms: &Terms<'_>,
    ) -> Result<String, Broken> {
        let done = dialogue.hand_over(mail, terms).await;
        if dialogue.alive {
            self.put_back(dialogue);
        }
        done
    }

    fn take_idle(&self) -> Option<Dialogue> {
        let (dialogue, since) = self.rest().idle.pop()?;
        (since.elapsed() < self.deadlines.idle).then_some(dialogue)
    }

    /// The connections that rested too long, and whether others are left to look after.
    fn take_old(&self) -> (Vec<Dialogue>, bool) {
        let mut rest = self.rest();
        let limit = self.deadlines.idle;
        let old = rest
            .idle
            .extract_if(.., |(_, since)| since.elapsed() >= limit);
        let old = old.map(|(dialogue, _)| dialogue).collect();
        rest.swept = !rest.idle.is_empty();
        (old, rest.swept)
    }

    fn put_back(self: &Arc<Self>, dialogue: Dialogue) {
        let mut rest = self.rest();
        if rest.closed {
            tokio::spawn(dialogue.quit());
            return;
        }
        rest.idle.push((dialogue, Instant::now()));
        if !rest.swept {
            rest.swept = true;
            tokio::spawn(sweep(Arc::clone(self)));
        }
    }
}

/// Closes connections that rest too long, and ends when none is left.
async fn sweep(shared: Arc<Shared>) {
    let mut rested = true;
    while rested {
        sleep(shared.deadlines.idle / 2).await;
        let (old, left) = shared.take_old();
        for dialogue in old {
            dialogue.quit().await;
        }
        rested = left;
    }
}

fn proof_of(host: &str) -> Result<TlsParameters, String> {
    TlsParameters::new_rustls(host.to_owned())
        .map_err(|why| format!("We cannot check the mail server's certificate: {why}."))
}
