//! The largest segment that the other side of a connection may send.

use tokio::net::TcpSocket;

/// Asks for segments of at most so many bytes. Where it cannot be set the connection is one like the others.
#[cfg(unix)]
pub fn at_most(socket: &TcpSocket, bytes: u32) {
    use nix::sys::socket::{setsockopt, sockopt};
    let _ = setsockopt(socket, sockopt::TcpMaxSeg, &bytes);
}

/// Windows has no such option.
#[cfg(not(unix))]
pub fn at_most(_socket: &TcpSocket, _bytes: u32) {}
