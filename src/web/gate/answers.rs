//! Answers on their way out: the gate's own words, or what comes from inside as it comes.

use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};

use super::doorway::Presence;
use super::lines::Line;

/// An answer's body on its way out.
pub struct Answer {
    presence: Presence,
    source: Source,
}

enum Source {
    /// The gate's own words.
    Own(Bytes),
    /// What comes from inside; the line goes back to its place when all is read.
    Inside {
        incoming: Incoming,
        line: Option<Box<Line>>,
        ended: bool,
    },
}

impl Answer {
    /// The gate's own words.
    pub fn own(presence: Presence, words: String) -> Self {
        let source = Source::Own(words.into());
        Self { presence, source }
    }

    /// What comes from inside over this line.
    pub fn inside(presence: Presence, incoming: Incoming, line: Box<Line>) -> Self {
        let source = Source::Inside {
            incoming,
            line: Some(line),
            ended: false,
        };
        Self { presence, source }
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<hyper::Result<Frame<Bytes>>>> {
        match &mut self.source {
            Source::Own(words) if words.is_empty() => Poll::Ready(None),
            Source::Own(words) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(words))))),
            Source::Inside {
                incoming,
                line,
                ended,
            } => {
                let mut frame = Pin::new(&mut *incoming).poll_frame(cx);
                if let (Poll::Pending, Some(line)) = (&frame, line) {
                    line.drive(cx);
                    frame = Pin::new(incoming).poll_frame(cx);
                }
                *ended = matches!(frame, Poll::Ready(None));
                frame
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.source {
            Source::Own(words) => words.is_empty(),
            Source::Inside { incoming, .. } => incoming.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.source {
            Source::Own(words) => SizeHint::with_exact(words.len() as u64),
            Source::Inside { incoming, .. } => incoming.size_hint(),
        }
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        let Source::Inside {
            incoming,
            line,
            ended,
        } = &mut self.source
        else {
            return;
        };
        let read_to_its_end = *ended || incoming.is_end_stream();
        if let (true, Some(line)) = (read_to_its_end, line.take()) {
            self.presence.doorway().lines.keep(line);
        }
    }
}
