//! A stream that remembers the first bytes that came through it: what broke a handshake is in them.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Enough for a hello, or for a line of plain text.
const REMEMBERED: usize = 512;

/// Passes everything on, and keeps the beginning of what was read.
#[derive(Debug)]
pub(in crate::probe) struct Tap<S> {
    stream: S,
    first: First,
}

/// The bytes a [`Tap`] kept.
#[derive(Clone, Debug, Default)]
pub(super) struct First(Arc<Mutex<Vec<u8>>>);

impl First {
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl<S> Tap<S> {
    pub(super) fn new(stream: S) -> (Self, First) {
        let first = First::default();
        (Self { stream, first: first.clone() }, first)
    }

    /// What it passes on from.
    pub(super) fn below(&self) -> &S {
        &self.stream
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Tap<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.stream).poll_read(cx, buffer);
        let mut first = self.first.0.lock().unwrap_or_else(PoisonError::into_inner);
        let room = REMEMBERED - first.len();
        first.extend(buffer.filled()[before..].iter().take(room));
        result
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Tap<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
