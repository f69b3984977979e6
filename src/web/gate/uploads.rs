//! Uploads on their way in: counted, timed, and cut when they are too much or too slow; never held as a whole.

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use hyper::body::{Body, Bytes, Incoming};
use rocket::futures::Stream;
use tokio::time::{Instant, Sleep, sleep_until};

use super::Limits;
use super::pace::Pace;
use super::replies::Reply;

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

impl Fate {
    /// What the visitor hears of it, where it did not arrive.
    pub const fn reply(self) -> Option<Reply> {
        match self {
            Self::Flowing | Self::Whole => None,
            Self::TooLarge => Some(Reply::TooLarge),
            Self::TooSlow => Some(Reply::TooSlow),
            Self::Broken => Some(Reply::Unreadable),
        }
    }
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
pub struct Cut(pub(super) Fate);

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the upload was cut: {:?}", self.0)
    }
}

impl std::error::Error for Cut {}

/// A form with files on its way in. The gate puts it into the request's local cache; whoever reads it takes it out.
#[derive(Clone, Default)]
pub struct Inbound(Arc<Mutex<Option<Flow>>>);

impl Inbound {
    /// What the gate lets flow.
    pub(super) fn of(flow: Flow) -> Self {
        Self(Arc::new(Mutex::new(Some(flow))))
    }

    /// A body that is here already, for whoever asks without a gate.
    #[must_use]
    pub fn holding(bytes: Vec<u8>) -> Self {
        Self::of(Flow {
            source: Source::Here(Some(bytes.into())),
            pace: pace(&Limits::default()),
            largest: u64::MAX,
            latest: Instant::now(),
            word: Word::new(),
            waiting: None,
        })
    }

    /// The body, for the first who asks.
    #[must_use]
    pub fn take(&self) -> Option<Flow> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A request's body on its way in, with its limits: a stream of pieces.
pub struct Flow {
    source: Source,
    pace: Pace,
    /// In bytes.
    largest: u64,
    /// When all of it must be here.
    latest: Instant,
    word: Word,
    /// Since when we wait for the visitor, and the timer that ends it.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

enum Source {
    Wire(Incoming),
    Here(Option<Bytes>),
}

fn pace(limits: &Limits) -> Pace {
    Pace::new(limits.body_idle, limits.body_grace, limits.body_rate)
}

impl Flow {
    /// A body with its limits, and the word on its fate; `largest` in bytes.
    pub(super) fn new(incoming: Incoming, limits: &Limits, largest: u64) -> (Self, Word) {
        let word = Word::new();
        let flow = Self {
            source: Source::Wire(incoming),
            pace: pace(limits),
            largest,
            latest: Instant::now() + limits.body_whole,
            word: word.clone(),
            waiting: None,
        };
        (flow, word)
    }

    /// How many bytes were announced, as far as they are allowed; zero where nothing was said.
    pub(super) fn announced(&self) -> usize {
        let Source::Wire(incoming) = &self.source else {
            return 0;
        };
        let size = incoming.size_hint().lower().min(self.largest);
        usize::try_from(size).unwrap_or(0)
    }

    /// The next piece, or why there is none.
    pub(super) fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Cut>>> {
        let incoming = match &mut self.source {
            Source::Wire(incoming) => incoming,
            Source::Here(bytes) => return Poll::Ready(bytes.take().map(Ok)),
        };
        let Poll::Ready(arrived) = Pin::new(&mut *incoming).poll_frame(cx) else {
            return self.wait(cx);
        };
        let ends = incoming.is_end_stream();
        if let Some((since, _)) = self.waiting.take() {
            self.pace.spend(since.elapsed());
        }
        let frame = match arrived {
            Some(Ok(frame)) => frame,
            Some(Err(_)) => return self.cut(Fate::Broken),
            None => return self.finish(),
        };
        let Ok(bytes) = frame.into_data() else {
            return self.finish();
        };
        self.pace.note(bytes.len());
        if self.pace.moved() > self.largest {
            return self.cut(Fate::TooLarge);
        }
        if ends {
            self.word.tell(Fate::Whole);
        }
        Poll::Ready(Some(Ok(bytes)))
    }

    fn wait(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Cut>>> {
        let (_, timer) = self.waiting.get_or_insert_with(|| {
            let now = Instant::now();
            let until = (now + self.pace.patience()).min(self.latest);
            (now, Box::pin(sleep_until(until)))
        });
        ready!(timer.as_mut().poll(cx));
        self.cut(Fate::TooSlow)
    }

    fn finish(&self) -> Poll<Option<Result<Bytes, Cut>>> {
        self.word.tell(Fate::Whole);
        Poll::Ready(None)
    }

    /// Ends it: nothing more comes after this.
    fn cut(&mut self, fate: Fate) -> Poll<Option<Result<Bytes, Cut>>> {
        self.source = Source::Here(None);
        self.word.tell(fate);
        Poll::Ready(Some(Err(Cut(fate))))
    }
}

impl Stream for Flow {
    type Item = Result<Bytes, Cut>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_piece(cx)
    }
}
