//! The way to the collector: a queue that never makes anybody wait, and one thread that empties it.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::span::Span;
use super::{Counts, Spans, wire};
use crate::refusal::Fault;

/// So many spans may wait; whatever comes on top is dropped.
const QUEUE: usize = 4096;
/// So many go together at most.
const BATCH: usize = 512;
/// How long the first of them waits for others.
const COMPANY: Duration = Duration::from_secs(1);
/// How long the last ones may take when the desk closes.
const CLOSING: Duration = Duration::from_secs(4);

enum Word {
    Span(Box<Span>),
    Close,
}

/// Where spans are put as they end.
#[derive(Clone)]
pub(super) struct Queue {
    words: SyncSender<Word>,
    counts: Counts,
}

impl Queue {
    pub(super) fn offer(&self, span: Span) {
        if self.words.try_send(Word::Span(Box::new(span))).is_err() {
            self.counts.add_dropped(1);
        }
    }
}

/// Who sends spans, until it is closed.
pub struct Exporter {
    queue: Queue,
    ended: Receiver<()>,
}

impl Exporter {
    /// What became of spans.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.queue.counts.clone()
    }

    /// Sends what is left, and waits for it a little.
    pub fn close(self) {
        // A full queue means that the collector does not keep up: then its end is lost too.
        if self.queue.words.try_send(Word::Close).is_ok() {
            let _ = self.ended.recv_timeout(CLOSING);
        }
    }
}

/// Begins to send: gives the listener for the log, and who sends. `post` hands a body to the collector and says why it was
/// not taken; it may take its time, but has to end.
///
/// # Errors
/// When the machine gives no more threads.
pub fn begin(
    post: impl FnMut(Vec<u8>) -> Result<(), String> + Send + 'static,
) -> Result<(Spans, Exporter), Fault> {
    let (words, waiting) = sync_channel(QUEUE);
    let (end, ended) = sync_channel(1);
    let counts = Counts::default();
    let queue = Queue {
        words,
        counts: counts.clone(),
    };
    thread::Builder::new()
        .name("spans".into())
        .spawn(move || {
            work(&waiting, &counts, post);
            drop(end);
        })
        .map_err(|error| Fault::from_error("starting to send spans", error))?;
    Ok((Spans(queue.clone()), Exporter { queue, ended }))
}

fn work(
    waiting: &Receiver<Word>,
    counts: &Counts,
    mut post: impl FnMut(Vec<u8>) -> Result<(), String>,
) {
    let mut in_trouble = false;
    while let Ok(Word::Span(first)) = waiting.recv() {
        let (spans, closing) = gather(*first, waiting);
        match wire::written(&spans).and_then(&mut post) {
            Ok(()) => {
                counts.add_taken(spans.len());
                if std::mem::take(&mut in_trouble) {
                    tracing::info!("the collector takes spans again");
                }
            }
            Err(why) => {
                counts.add_dropped(spans.len());
                // Once, until it is well again: a collector that is away for days fills no log.
                if !std::mem::replace(&mut in_trouble, true) {
                    tracing::warn!(why, "the collector takes no spans; they are dropped");
                }
            }
        }
        if closing {
            return;
        }
    }
}

/// The first one and those that come within a moment; and whether these are the last.
fn gather(first: Span, waiting: &Receiver<Word>) -> (Vec<Span>, bool) {
    let until = Instant::now() + COMPANY;
    let mut spans = vec![first];
    while spans.len() < BATCH {
        let left = until.saturating_duration_since(Instant::now());
        match waiting.recv_timeout(left) {
            Ok(Word::Span(another)) => spans.push(*another),
            Ok(Word::Close) | Err(RecvTimeoutError::Disconnected) => return (spans, true),
            Err(RecvTimeoutError::Timeout) => break,
        }
    }
    (spans, false)
}
