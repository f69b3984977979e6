//! Loopback connections to Rocket, kept and used again.
//!
//! A line is driven by the visit that holds it rather than by a task of its own: no hand-over between threads for
//! each request, and a visitor who leaves takes the line, and with it the work inside, along.

use std::future::{Future, poll_fn};
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use hyper::body::Incoming;
use hyper::client::conn::http1::{Builder, Connection, SendRequest};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::uploads::{Fate, Upload, Word};

/// Idle lines beyond this are closed.
const KEPT: usize = 64;
/// What a line holds of an answer nobody reads, in bytes; the head of an answer must fit in.
const BUFFER: usize = 64 * 1024;

/// The lines not in use.
pub struct Lines {
    inside: SocketAddr,
    #[expect(
        clippy::vec_box,
        reason = "a line is large and changes hands with each request"
    )]
    idle: Mutex<Vec<Box<Line>>>,
}

impl Lines {
    pub fn new(inside: SocketAddr) -> Self {
        Self {
            inside,
            idle: Mutex::default(),
        }
    }

    /// A line ready for a request: one used before, else a new one.
    ///
    /// # Errors
    /// When Rocket cannot be reached.
    pub async fn take(&self) -> Result<Box<Line>, Box<dyn std::error::Error + Send + Sync>> {
        loop {
            let kept = self
                .idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop();
            let Some(mut line) = kept else { break };
            if poll_fn(|cx| Poll::Ready(line.is_ready(cx))).await {
                return Ok(line);
            }
        }
        let stream = TcpStream::connect(self.inside).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = Builder::new()
            .max_buf_size(BUFFER)
            .handshake(TokioIo::new(stream))
            .await?;
        let mut line = Box::new(Line {
            sender,
            connection,
            upload: None,
            ended: false,
        });
        poll_fn(|cx| line.poll_open(cx)).await?;
        Ok(line)
    }

    /// Keeps a line whose answer has been read to its end, unless its upload was not.
    pub fn keep(&self, line: Box<Line>) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if line.is_free() && idle.len() < KEPT {
            idle.push(line);
        }
    }
}

/// One connection to Rocket.
pub struct Line {
    sender: SendRequest<Upload>,
    connection: Connection<TokioIo<TcpStream>, Upload>,
    upload: Option<Word>,
    ended: bool,
}

impl Line {
    /// Moves what can be moved on this line; what fails here shows in the answer.
    pub fn drive(&mut self, cx: &mut Context<'_>) {
        if !self.ended {
            self.ended = Pin::new(&mut self.connection).poll(cx).is_ready();
        }
    }

    /// Asks and waits for the head of the answer, or until `patience` is at its end.
    pub async fn ask(
        &mut self,
        request: Request<Upload>,
        upload: Option<Word>,
        patience: impl Future<Output = ()>,
    ) -> Asked {
        self.upload = upload;
        let mut answer = pin!(self.sender.send_request(request));
        let mut patience = pin!(patience);
        poll_fn(|cx| {
            if !self.ended {
                self.ended = Pin::new(&mut self.connection).poll(cx).is_ready();
            }
            match answer.as_mut().poll(cx) {
                Poll::Ready(Ok(answer)) => Poll::Ready(Asked::Answered(answer)),
                Poll::Ready(Err(error)) => Poll::Ready(Asked::Failed(error)),
                Poll::Pending => patience.as_mut().poll(cx).map(|()| Asked::TooLate),
            }
        })
        .await
    }

    fn is_free(&self) -> bool {
        let uploading = self
            .upload
            .as_ref()
            .is_some_and(|word| word.fate() != Fate::Whole);
        !self.ended && !uploading
    }

    fn is_ready(&mut self, cx: &mut Context<'_>) -> bool {
        self.drive(cx);
        !self.ended && matches!(self.sender.poll_ready(cx), Poll::Ready(Ok(())))
    }

    fn poll_open(&mut self, cx: &mut Context<'_>) -> Poll<hyper::Result<()>> {
        self.drive(cx);
        self.sender.poll_ready(cx)
    }
}

/// What came of asking.
pub enum Asked {
    /// The head of the answer; its body is still on the line.
    Answered(Response<Incoming>),
    /// The line broke, or what was being sent did.
    Failed(hyper::Error),
    /// No answer in time.
    TooLate,
}
