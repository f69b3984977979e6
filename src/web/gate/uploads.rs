//! Uploads on their way in: counted, timed, and cut when they are too much or too slow; never held as a whole.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use super::Limits;

/// What became of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Fate {
    /// It is still on its way.
    Flowing,
    /// It arrived to its end.
    Whole,
    /// It went over the limit and was cut.
    TooLarge,
    /// It was too slow and was cut.
    TooSlow,
    /// The visitor went away, or sent what cannot be read.
    Broken,
}

/// The fate of an upload, told to the visit that waits for its answer.
#[derive(Clone)]
pub struct Word(Arc<AtomicU8>);

impl Word {
    fn new() -> Self {
        Self(Arc::new(AtomicU8::new(Fate::Flowing as u8)))
    }

    fn tell(&self, fate: Fate) {
        self.0.store(fate as u8, Ordering::Relaxed);
    }

    /// What is known so far.
    pub fn fate(&self) -> Fate {
        let told = self.0.load(Ordering::Relaxed);
        [Fate::Whole, Fate::TooLarge, Fate::TooSlow, Fate::Broken]
            .into_iter()
            .find(|fate| *fate as u8 == told)
            .unwrap_or(Fate::Flowing)
    }
}

/// Why an upload was cut.
#[derive(Debug)]
pub struct Cut(Fate);

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the upload was cut: {:?}", self.0)
    }
}

impl std::error::Error for Cut {}

/// A request's body on its way in; most requests have none.
pub struct Upload(Option<Box<Flow>>);

impl Upload {
    /// The body with its limits, and the word on its fate; no word when there is no body.
    pub fn new(incoming: Incoming, limits: &Limits) -> (Self, Option<Word>) {
        if incoming.is_end_stream() {
            return (Self(None), None);
        }
        let word = Word::new();
        let flow = Flow {
            incoming,
            pace: Pace::new(limits),
            word: word.clone(),
            waiting: None,
        };
        (Self(Some(Box::new(flow))), Some(word))
    }
}

struct Flow {
    incoming: Incoming,
    pace: Pace,
    word: Word,
    /// Since when we wait for the visitor, and the timer that ends it.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

/// How much has come, and how long the visitor let us wait for it.
struct Pace {
    largest: u64,
    idle: Duration,
    grace: Duration,
    rate: u64,
    latest: Instant,
    seen: u64,
    waited: Duration,
}

impl Pace {
    fn new(limits: &Limits) -> Self {
        Self {
            largest: limits.max_body,
            idle: limits.body_idle,
            grace: limits.body_grace,
            rate: limits.body_rate.max(1),
            latest: Instant::now() + limits.body_whole,
            seen: 0,
            waited: Duration::ZERO,
        }
    }

    /// Until when the next bytes must come. Only waiting counts: a slow desk is not the visitor's fault.
    fn patience(&self, now: Instant) -> Instant {
        let earned = Duration::from_millis(self.seen.saturating_mul(1000) / self.rate);
        let left = self.grace.max(earned).saturating_sub(self.waited);
        (now + self.idle.min(left)).min(self.latest)
    }
}

impl Flow {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Cut>>> {
        let Poll::Ready(arrived) = Pin::new(&mut self.incoming).poll_frame(cx) else {
            return self.wait(cx);
        };
        if let Some((since, _)) = self.waiting.take() {
            self.pace.waited += since.elapsed();
        }
        let frame = match arrived {
            Some(Ok(frame)) => frame,
            Some(Err(_)) => return self.cut(Fate::Broken),
            None => return self.finish(),
        };
        let Ok(bytes) = frame.into_data() else {
            return self.finish();
        };
        self.pace.seen += bytes.len() as u64;
        if self.pace.seen > self.pace.largest {
            return self.cut(Fate::TooLarge);
        }
        if self.incoming.is_end_stream() {
            self.word.tell(Fate::Whole);
        }
        Poll::Ready(Some(Ok(bytes)))
    }

    fn wait(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Cut>>> {
        let (_, timer) = self.waiting.get_or_insert_with(|| {
            let now = Instant::now();
            (now, Box::pin(sleep_until(self.pace.patience(now))))
        });
        ready!(timer.as_mut().poll(cx));
        self.cut(Fate::TooSlow)
    }

    fn finish(&self) -> Poll<Option<Result<Bytes, Cut>>> {
        self.word.tell(Fate::Whole);
        Poll::Ready(None)
    }

    fn cut(&self, fate: Fate) -> Poll<Option<Result<Bytes, Cut>>> {
        self.word.tell(fate);
        Poll::Ready(Some(Err(Cut(fate))))
    }
}

impl Body for Upload {
    type Data = Bytes;
    type Error = Cut;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cut>>> {
        match &mut self.0 {
            Some(flow) => flow.poll(cx).map_ok(Frame::data),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.0
            .as_ref()
            .is_none_or(|flow| flow.incoming.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Some(flow) => flow.incoming.size_hint(),
            None => SizeHint::with_exact(0),
        }
    }
}
