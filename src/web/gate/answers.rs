//! Answers on their way out: the gate's own words, or what comes from inside as it comes.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, SizeHint};

use super::doorway::Presence;
use super::inside::Work;

/// An answer's body on its way out; the visit lasts as long as it.
pub struct Answer {
    source: Source,
    _presence: Presence,
}

/// Where an answer's body comes from.
pub enum Source {
    /// It is here, all of it.
    Whole(Bytes),
    /// Its beginning is here; the rest comes from work that goes on.
    Flowing(Option<Bytes>, Work),
}

impl Answer {
    pub const fn new(source: Source, presence: Presence) -> Self {
        Self {
            source,
            _presence: presence,
        }
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match &mut self.source {
            Source::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Source::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Source::Flowing(first, work) => match first.take() {
                Some(bytes) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
                None => work.poll_piece(cx).map_ok(Frame::data),
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(&self.source, Source::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match &self.source {
            Source::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Source::Flowing(..) => SizeHint::default(),
        }
    }
}
