//! The courier: claims what is due, hands it to the carrier, and writes down every answer, in batches.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, mpsc, watch};

use super::carrier::Carrier;
use super::carrying::carry;
use super::exchange::{Ready, URGENT_LANE, exchange, write_due};
use super::outcomes::{self, Tried};
use super::rows::{carried, relay};
use super::tally::Tally;
use super::under_way::{Noted, UnderWay};
use super::{Delivery, DeliveryId};
use crate::db::Db;
use crate::refusal::{Fault, Outcome};

/// Turns a delivery into the mail's bytes; a pure function of the delivery, so that every try sends the same.
pub type Scribe = Arc<dyn Fn(&Delivery) -> Result<Vec<u8>, Fault> + Send + Sync>;

/// How many mails may be claimed and not yet answered.
const IN_HAND: usize = 768;
/// Below this many in hand the next batch is claimed, while the rest is still on the wire.
const REFILL_AT: usize = 512;
/// Sign-in codes have connections of their own, so that they never queue behind bulk.
const EXPRESS: usize = 2;
/// How many mails one claim takes: enough to share an fsync, few enough to be written while the rest is carried.
const BATCH: usize = 256;
/// How long the first answer waits for others.
const COMPANY: Duration = Duration::from_millis(5);
const URGENT_IN_HAND: usize = 16;
const LAST_LANE: u32 = 9;
/// The net under the bell: how often to look without being woken.
const LOOK_AGAIN: Duration = Duration::from_secs(1);
/// How long mail in flight may take to finish when the desk closes.
const CLOSING: Duration = Duration::from_secs(12);

/// Carries deliveries until the desk closes.
pub struct Courier<C> {
    db: Db,
    carrier: Arc<C>,
    scribe: Scribe,
    from: String,
    boot: String,
    under_way: Arc<UnderWay>,
    bulk: Arc<Semaphore>,
    express: Arc<Semaphore>,
    done: (mpsc::UnboundedSender<Tried>, mpsc::UnboundedReceiver<Tried>),
    in_hand: usize,
    /// Written while the batch before was being claimed, and not claimed yet.
    ahead: Vec<Ready>,
    /// Answers that could not be written down, as on a full disk: they go with the next round.
    unwritten: Vec<Tried>,
    tally: Tally,
}

impl<C: Carrier + 'static> Courier<C> {
    /// A courier that sends from this bare address, over this many connections at once.
    pub fn new(
        db: Db,
        carrier: Arc<C>,
        scribe: Scribe,
        (from, connections): (String, usize),
    ) -> Self {
        Self {
            under_way: Arc::new(UnderWay::new(db.path())),
            db,
            carrier,
            scribe,
            from,
            boot: uuid::Uuid::now_v7().to_string(),
            bulk: Arc::new(Semaphore::new(connections)),
            express: Arc::new(Semaphore::new(EXPRESS)),
            done: mpsc::unbounded_channel(),
            in_hand: 0,
            ahead: Vec::new(),
            unwritten: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// The same, counting what comes of tries where others can ask.
    #[must_use]
    pub fn counting(self, tally: Tally) -> Self {
        Self { tally, ..self }
    }

    /// Works until `closing` turns true, then lets what is on the wire finish. `beat` is stamped at every round,
    /// so that readiness can see a courier that hangs.
    pub async fn work(
        mut self,
        mut closing: watch::Receiver<bool>,
        beat: Arc<watch::Sender<Instant>>,
    ) {
        self.recover().await;
        let bell = self.db.bell();
        let mut idle_until = Duration::ZERO;
        while !*closing.borrow() {
            let mut tried = Vec::new();
            tokio::select! {
                () = self.answered(&mut tried) => {}
                () = bell.notified() => {}
                () = tokio::time::sleep(idle_until) => {}
                _ = closing.changed() => break,
            }
            self.gather(&mut tried);
            beat.send_replace(Instant::now());
            tried.append(&mut self.unwritten);
            let tried = Arc::new(tried);
            idle_until = match self.round(Arc::clone(&tried)).await {
                Ok(wait) => wait,
                Err(failure) => {
                    tracing::error!(%failure, "a round of the courier failed");
                    self.unwritten = Arc::into_inner(tried).unwrap_or_default();
                    LOOK_AGAIN
                }
            };
        }
        self.close().await;
    }

    /// Takes up again what an earlier run was sending when it died, and begins the notes of this one.
    async fn recover(&self) {
        let (boot, noted) = (self.boot.clone(), Noted::read(self.db.path()));
        let recovered = self
            .db
            .write(move |tx| outcomes::recover(tx, &boot, noted.as_ref()))
            .await;
        if let Err(failure) = recovered {
            tracing::error!(%failure, "what an earlier run was sending could not be taken up again");
        }
        self.under_way.open(&self.boot);
    }

    /// Carries everything that is due at this moment and waits for every answer; gives how many tries it took.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn carry_all_due(&mut self) -> Outcome<usize> {
        let (mut count, mut tried, mut idle_rounds) = (0, Vec::new(), 0);
        // One round lets go what can no longer be undone, the next one carries it.
        while idle_rounds < 2 {
            let answered = !tried.is_empty();
            self.round(Arc::new(std::mem::take(&mut tried))).await?;
            idle_rounds = if answered || self.in_hand > 0 {
                0
            } else {
                idle_rounds + 1
            };
            while self.in_hand > tried.len() {
                match self.done.1.recv().await {
                    Some(another) => tried.push(another),
                    None => break,
                }
            }
            count += tried.len();
            self.in_hand -= tried.len();
        }
        Ok(count)
    }

    /// Waits for an answer, and while the hands are full a moment for more of them: they share one commit.
    async fn answered(&mut self, tried: &mut Vec<Tried>) {
        if let Some(first) = self.done.1.recv().await {
            tried.push(first);
        }
        if self.in_hand - tried.len() > REFILL_AT {
            tokio::time::sleep(COMPANY).await;
        }
    }

    fn gather(&mut self, tried: &mut Vec<Tried>) {
        while let Ok(another) = self.done.1.try_recv() {
            tried.push(another);
        }
        self.in_hand -= tried.len();
    }

    /// Writes down what was answered, claims what is due, sends it off; gives how long nothing will be due.
    async fn round(&mut self, tried: Arc<Vec<Tried>>) -> Outcome<Duration> {
        let look = self
            .db
            .read(|tx| Ok((relay::find(tx)?, carried::next_due(tx)?, tx.now())))
            .await?;
        let (server, next_due, now) = look;
        let due_now = next_due.is_some_and(|due| due <= now);
        let paused = server.paused_until.is_some_and(|until| until > now);
        let in_trouble = tried.iter().any(Tried::met_trouble);
        let can_go = server.configured && !paused && !in_trouble && due_now;
        let ready = if can_go {
            self.next_batch(server.troubles > 0).await?
        } else {
            self.ahead.clear();
            Vec::new()
        };
        if !tried.is_empty() || !ready.is_empty() || due_now {
            let written = Arc::clone(&tried);
            let claimed = self.exchange((tried, ready), server.configured).await?;
            written.iter().for_each(|one| one.count(&self.tally));
            let settled: Vec<DeliveryId> = written.iter().map(|one| one.id).collect();
            self.under_way.settled(&settled);
            for mail in claimed {
                self.dispatch(mail);
            }
        }
        let until_due = next_due.filter(|due| *due > now).map(|due| due.0 - now.0);
        let until_probe = server
            .paused_until
            .filter(|until| *until > now)
            .map(|until| until.0 - now.0);
        let wait = until_due
            .into_iter()
            .chain(until_probe)
            .min()
            .and_then(|ms| u64::try_from(ms).ok());
        Ok(wait
            .map_or(LOOK_AGAIN, Duration::from_millis)
            .clamp(Duration::from_millis(5), LOOK_AGAIN))
    }

    /// What is due, each with its bytes, written before anything is claimed: one to probe a server in trouble,
    /// only urgent ones while the hands are full.
    async fn next_batch(&mut self, probing: bool) -> Outcome<Vec<Ready>> {
        let full = self.in_hand > REFILL_AT;
        if !full && !probing && !self.ahead.is_empty() {
            return Ok(std::mem::take(&mut self.ahead));
        }
        let (last_lane, room) = match self.in_hand {
            _ if full => (URGENT_LANE, URGENT_IN_HAND),
            few => (LAST_LANE, BATCH.min(IN_HAND - few)),
        };
        let most = if probing { 1 } else { room };
        let beside = self.ahead.iter().map(|mail| mail.id).collect();
        write_due(&self.db, &self.scribe, (last_lane, most), beside).await
    }

    /// Results in, claims out; meanwhile, where much is due, the next batch is written.
    async fn exchange(
        &mut self,
        (tried, ready): (Arc<Vec<Tried>>, Vec<Ready>),
        configured: bool,
    ) -> Outcome<Vec<Ready>> {
        let boot = self.boot.clone();
        let beside: HashSet<DeliveryId> = ready.iter().map(|mail| mail.id).collect();
        let is_much = beside.len() == BATCH && self.ahead.is_empty();
        let claiming = self
            .db
            .write(move |tx| exchange(tx, &boot, (tried.as_slice(), ready), configured));
        if !is_much {
            return claiming.await;
        }
        let writing = write_due(&self.db, &self.scribe, (LAST_LANE, BATCH), beside);
        let (claimed, ahead) = tokio::join!(claiming, writing);
        self.ahead = ahead?;
        claimed
    }

    fn dispatch(&mut self, mail: Ready) {
        self.in_hand += 1;
        let lane = if mail.urgent {
            &self.express
        } else {
            &self.bulk
        };
        let (lane, done) = (Arc::clone(lane), self.done.0.clone());
        let carrier = (Arc::clone(&self.carrier), Arc::clone(&self.under_way));
        let way = (self.from.clone(), self.db.clock().clone());
        tokio::spawn(async move {
            // The courier may be gone: then the lease is taken up at the next start.
            drop(done.send(carry(mail, lane, carrier, way).await));
        });
    }

    /// Nothing new is begun; what is on the wire may finish; what was not begun is let go.
    async fn close(mut self) {
        self.bulk.close();
        self.express.close();
        let deadline = tokio::time::Instant::now() + CLOSING;
        let mut tried = Vec::new();
        while self.in_hand > tried.len() {
            match tokio::time::timeout_at(deadline, self.done.1.recv()).await {
                Ok(Some(another)) => tried.push(another),
                _ => break,
            }
        }
        tried.append(&mut self.unwritten);
        let boot = self.boot.clone();
        let kept = self
            .db
            .write(move |tx| exchange(tx, &boot, (&tried, Vec::new()), true))
            .await;
        if let Err(failure) = kept {
            tracing::error!(%failure, "the last answers could not be written down");
        }
    }
}
