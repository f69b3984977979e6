//! The line to the mail server, which hangs up on a server that never stops talking.

#![expect(
    deprecated,
    reason = "lettre has no other public stream that can be sealed from the first byte"
)]

use futures_io::{AsyncRead as _, AsyncWrite as _};
use lettre::transport::smtp::client::{AsyncNetworkStream, AsyncTokioStream, TlsParameters};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

const LONGEST_REPLY: usize = 32 * 1024;
/// lettre reads all lines of a reply again for each new one: many lines would cost seconds.
const MOST_LINES: usize = 200;

/// A connection that fails when one reply is longer than 32 kB or 200 lines.
#[derive(Debug)]
pub(super) struct Wire {
    stream: AsyncNetworkStream,
    heard: usize,
    lines: usize,
    /// While set, bytes are read one by one, so that nothing said before the line is sealed
    /// can wait in a buffer and pass for something said after.
    one_by_one: Arc<AtomicBool>,
}

impl Wire {
    /// Takes a connected socket and seals it at once where `tls` is given.
    pub(super) async fn new(
        socket: TcpStream,
        tls: Option<TlsParameters>,
    ) -> Result<Self, lettre::transport::smtp::Error> {
        let mut stream = AsyncNetworkStream::use_existing_tokio1(Box::new(socket));
        if let Some(tls) = tls {
            stream.upgrade_tls(tls).await?;
        }
        Ok(Self {
            stream,
            heard: 0,
            lines: 0,
            one_by_one: Arc::default(),
        })
    }

    /// Reads byte by byte until the switch that it returns is turned off.
    pub(super) fn one_by_one(&self) -> Arc<AtomicBool> {
        self.one_by_one.store(true, Ordering::Relaxed);
        Arc::clone(&self.one_by_one)
    }
}

impl AsyncTokioStream for Wire {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.peer_addr()
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let slow = self.one_by_one.load(Ordering::Relaxed);
        let room = if slow {
            buf.remaining().min(1)
        } else {
            buf.remaining()
        };
        let part = buf.initialize_unfilled_to(room);
        let read = ready!(Pin::new(&mut self.stream).poll_read(cx, part))?;
        buf.advance(read);
        self.heard += read;
        let new = &buf.filled()[before..];
        self.lines += new
            .iter()
            .map(|byte| usize::from(*byte == b'\n'))
            .sum::<usize>();
        if self.heard > LONGEST_REPLY || self.lines > MOST_LINES {
            return Poll::Ready(Err(io::Error::other("its reply did not end")));
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.heard = 0;
        self.lines = 0;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_close(cx)
    }
}
