//! The runner: claims what webhooks are to be told, hands it to the carrier, and writes down every answer. It works
//! beside the courier of mail and never in its way.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, watch};
use tracing::Instrument;

use super::carrier::{Carrier, Errand, Heard};
use super::exchange::{Ready, due, exchange};
use super::outcomes::{self, Tried};
use super::{Format, bodies, signing};
use crate::clock::Moment;
use crate::db::Db;
use crate::outbox::tally::{Tally, waited};
use crate::refusal::{Fault, Outcome};

/// How many may be on their way at once.
const IN_HAND: usize = 64;
/// How often to look for what is due.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// How long the first answer waits for others, so that they share a commit.
const COMPANY: Duration = Duration::from_millis(5);
/// How long what is on its way may take when the desk closes.
const CLOSING: Duration = Duration::from_secs(12);

/// Carries what webhooks are told until the desk closes.
pub struct Runner<C> {
    db: Db,
    carrier: Arc<C>,
    public_url: String,
    /// Between 0 and 1, by chance: how much sooner or later than usual a next try is.
    luck: fn() -> f64,
    boot: String,
    done: (mpsc::UnboundedSender<Tried>, mpsc::UnboundedReceiver<Tried>),
    in_hand: usize,
    /// Answers that could not be written down, as on a full disk: they go with the next round.
    unwritten: Vec<Tried>,
    tally: Tally,
}

impl<C: Carrier + 'static> Runner<C> {
    /// A runner; links in what it carries begin with this address.
    pub fn new(db: Db, carrier: Arc<C>, public_url: &str, luck: fn() -> f64) -> Self {
        Self {
            db,
            carrier,
            public_url: public_url.to_owned(),
            luck,
            boot: uuid::Uuid::now_v7().to_string(),
            done: mpsc::unbounded_channel(),
            in_hand: 0,
            unwritten: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// The same, counting what comes of tries where others can ask.
    #[must_use]
    pub fn counting(self, tally: Tally) -> Self {
        Self { tally, ..self }
    }

    /// Works until `closing` turns true, then lets what is on its way finish.
    pub async fn work(mut self, mut closing: watch::Receiver<bool>) {
        let boot = self.boot.clone();
        if let Err(failure) = self.db.write(move |tx| outcomes::recover(tx, &boot)).await {
            tracing::error!(%failure, "what an earlier run told webhooks could not be taken up again");
        }
        while !*closing.borrow() {
            let mut tried = std::mem::take(&mut self.unwritten);
            tokio::select! {
                Some(first) = self.done.1.recv() => {
                    tried.push(first);
                    tokio::time::sleep(COMPANY).await;
                }
                () = tokio::time::sleep(LOOK_AGAIN) => {}
                _ = closing.changed() => {
                    self.unwritten = tried;
                    break;
                }
            }
            self.gather(&mut tried);
            if let Err(failure) = self.round(tried).await {
                tracing::error!(%failure, "a round of webhooks failed");
            }
        }
        self.close().await;
    }

    /// Carries everything that is due at this moment and waits for every answer; gives how many tries it took.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn carry_all_due(&mut self) -> Outcome<usize> {
        let mut count = 0;
        loop {
            let mut tried = Vec::new();
            while self.in_hand > 0 {
                match self.done.1.recv().await {
                    Some(another) => tried.push(another),
                    None => break,
                }
                self.in_hand -= 1;
            }
            count += tried.len();
            self.round(tried).await?;
            if self.in_hand == 0 {
                return Ok(count);
            }
        }
    }

    fn gather(&mut self, tried: &mut Vec<Tried>) {
        while let Ok(another) = self.done.1.try_recv() {
            tried.push(another);
        }
        self.in_hand = self.in_hand.saturating_sub(tried.len());
    }

    /// Writes down what was answered, claims what is due, and sends it off.
    async fn round(&mut self, tried: Vec<Tried>) -> Outcome<()> {
        let room = u32::try_from(IN_HAND - self.in_hand.min(IN_HAND)).unwrap_or(0);
        let ready = if room == 0 {
            Vec::new()
        } else {
            due(&self.db, &self.public_url, room).await?
        };
        if tried.is_empty() && ready.is_empty() {
            return Ok(());
        }
        let (boot, tried) = (self.boot.clone(), Arc::new(tried));
        let written = Arc::clone(&tried);
        let claiming = self
            .db
            .write(move |tx| exchange(tx, &boot, (written.as_slice(), ready)));
        match claiming.await {
            Ok(claimed) => {
                tried.iter().for_each(|one| one.count(&self.tally));
                for one in claimed {
                    self.dispatch(one);
                }
                Ok(())
            }
            Err(failure) => {
                self.in_hand += tried.len();
                for one in Arc::into_inner(tried).unwrap_or_default() {
                    drop(self.done.0.send(one));
                }
                Err(failure)
            }
        }
    }

    fn dispatch(&mut self, ready: Ready) {
        self.in_hand += 1;
        let (carrier, done, luck) = (
            Arc::clone(&self.carrier),
            self.done.0.clone(),
            (self.luck)(),
        );
        let clock = self.db.clock().clone();
        let public_url = self.public_url.clone();
        let span = tracing::error_span!(
            "delivery",
            channel = "webhook",
            delivery = ready.sent.id.0,
            event = ready.sent.message.paper.as_ref().map(|told| told.seq.0),
            hook = ready.hook.id.0
        );
        let trying = async move {
            let (started_at, started) = (clock.now(), Instant::now());
            let is_first = ready.sent.attempts == 0;
            let waited = is_first.then(|| waited(ready.sent.due_at, started_at));
            let heard = match errand(&ready, started_at, &public_url) {
                Ok(errand) => carried_by(carrier, errand).await,
                Err(fault) => {
                    tracing::error!(%fault, "a webhook could not be signed");
                    Heard::nothing("this could not be signed")
                }
            };
            let took = started.elapsed();
            let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            tracing::info!(status = heard.status, millis, "a webhook was tried");
            // The runner may be gone: then the lease is taken up at the next start.
            drop(done.send(Tried {
                id: ready.sent.id,
                started_at,
                waited,
                took,
                luck,
                heard: Some(heard),
            }));
        };
        tokio::spawn(trying.instrument(span));
    }

    /// Nothing new is begun; what is on its way may finish.
    async fn close(mut self) {
        let deadline = tokio::time::Instant::now() + CLOSING;
        let mut tried = std::mem::take(&mut self.unwritten);
        while self.in_hand > 0 {
            match tokio::time::timeout_at(deadline, self.done.1.recv()).await {
                Ok(Some(another)) => tried.push(another),
                _ => break,
            }
            self.in_hand -= 1;
        }
        let boot = self.boot.clone();
        let kept = self
            .db
            .write(move |tx| exchange(tx, &boot, (&tried, Vec::new())).map(drop));
        if let Err(failure) = kept.await {
            tracing::error!(%failure, "the last answers of webhooks could not be written down");
        }
    }
}

/// One try on a task of its own: a carrier that breaks off half-way ends nothing else.
async fn carried_by<C: Carrier + 'static>(carrier: Arc<C>, errand: Errand) -> Heard {
    let carrying = async move { carrier.carry(&errand).await };
    let carrying = tokio::spawn(carrying.in_current_span());
    carrying.await.unwrap_or_else(|_| {
        tracing::error!("carrying a webhook broke off");
        Heard::nothing("handing this over broke off half-way")
    })
}

/// The request as it goes out at this moment; only programs are sent signatures.
fn errand(ready: &Ready, at: Moment, public_url: &str) -> Result<Errand, Fault> {
    let Ready { sent, hook, bytes } = ready;
    let mut headers = bodies::headers(hook, &sent.message, public_url);
    if hook.format == Format::Standard {
        let signed = (sent.message.id.as_str(), at);
        headers.extend(signing::headers(signed, bytes, hook.signing_at(at))?);
    }
    Ok(Errand {
        url: bodies::url(hook, &sent.message),
        puts: hook.format == Format::Matrix,
        headers,
        body: bytes.clone(),
    })
}
