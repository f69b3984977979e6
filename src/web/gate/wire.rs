//! The socket with patience that ends: slow heads and readers who take nothing are cut, and partings are gentle.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

use super::doorway::Visitor;
use super::head::HeadWatch;
use super::pace::Pace;

/// A timer that exists only while somebody is being waited for.
type Waiting = Option<Pin<Box<Sleep>>>;

/// One visitor's socket.
pub struct Wire {
    stream: TcpStream,
    visitor: Arc<Visitor>,
    head: HeadWatch,
    /// The visit whose head was watched last.
    visit: u32,
    /// Whether a head has begun and is owed; a new connection owes one.
    owed: bool,
    head_wait: Waiting,
    reader: Pace,
    /// Since when we wait for the reader, and the timer that ends it.
    write_wait: Option<(Instant, Pin<Box<Sleep>>)>,
    parting: Waiting,
}

impl Wire {
    pub fn new(stream: TcpStream, visitor: Arc<Visitor>) -> Self {
        let limits = &visitor.doorway.limits;
        let (idle, grace) = (limits.stalled_reader, limits.reader_grace);
        Self {
            reader: Pace::new(idle, grace, limits.reader_rate),
            stream,
            visitor,
            head: HeadWatch::default(),
            visit: 0,
            owed: true,
            head_wait: None,
            write_wait: None,
            parting: None,
        }
    }

    /// Starts afresh with the head that follows a visit; tells whether it is a head that is being read.
    fn reads_head(&mut self) -> bool {
        let (visit, answering) = self.visitor.standing();
        if visit != self.visit && !answering {
            self.visit = visit;
            self.owed = false;
            self.head = HeadWatch::default();
            self.head_wait = None;
        }
        !answering
    }

    fn watch(&mut self, bytes: &[u8]) {
        self.owed |= !bytes.is_empty();
        self.head.look(bytes);
        if self.head.is_muddled() {
            self.visitor.note_muddled();
        }
    }

    fn written(
        &mut self,
        cx: &mut Context<'_>,
        result: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(result) = result {
            if let Some((since, _)) = self.write_wait.take() {
                self.reader.spend(since.elapsed());
            }
            self.reader.note(*result.as_ref().unwrap_or(&0));
            return Poll::Ready(result);
        }
        let (_, timer) = self.write_wait.get_or_insert_with(|| {
            let now = Instant::now();
            (now, Box::pin(sleep(self.reader.patience())))
        });
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

fn out_of_patience(waiting: &mut Waiting, cx: &mut Context<'_>, patience: Duration) -> Poll<()> {
    waiting
        .get_or_insert_with(|| Box::pin(sleep(patience)))
        .as_mut()
        .poll(cx)
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let reads_head = this.reads_head();
        let before = buffer.filled().len();
        match Pin::new(&mut this.stream).poll_read(cx, buffer) {
            Poll::Ready(result) => {
                if reads_head {
                    this.watch(&buffer.filled()[before..]);
                }
                Poll::Ready(result)
            }
            Poll::Pending if reads_head && this.owed => {
                let patience = this.visitor.doorway.limits.head;
                ready!(out_of_patience(&mut this.head_wait, cx, patience));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.written(cx, result)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let result = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.written(cx, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    /// Closing with bytes unread would make the kernel throw our answer away, so we read on for a moment.
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.parting.is_none() {
            ready!(Pin::new(&mut this.stream).poll_shutdown(cx))?;
        }
        let patience = this.visitor.doorway.limits.parting;
        if out_of_patience(&mut this.parting, cx, patience).is_ready() {
            return Poll::Ready(Ok(()));
        }
        let mut waste = [0; 4096];
        loop {
            let mut buffer = ReadBuf::new(&mut waste);
            let read = ready!(Pin::new(&mut this.stream).poll_read(cx, &mut buffer));
            if read.is_err() || buffer.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
        }
    }
}
