//! Sockets that accept, refuse, or never answer, on loopback and without root.

use std::{
    io,
    net::{IpAddr, SocketAddr},
};

use tokio::net::{TcpListener, TcpSocket, TcpStream};

use super::error::LabError;
use crate::{model::LabListening, system::errno};

/// How often a port number is tried that must be free on several addresses at once.
pub(super) const PORT_ATTEMPTS: usize = 64;

/// Connections that wait to be accepted; a probe makes one at a time to an address.
const BACKLOG: u32 = 64;

/// What stands at an address of a scenario.
pub(super) enum Door {
    /// Connections are accepted here.
    Open(TcpListener),
    /// Bound and never listening: the kernel answers a SYN with a reset, and nobody else gets the port.
    Refusing(#[expect(dead_code, reason = "held so that the port stays taken")] TcpSocket),
    /// Listening with an accept queue that is full: Linux drops the SYN, so a connection attempt is never
    /// answered. The filler is the connection that fills it.
    Silent(
        #[expect(dead_code, reason = "held so that the queue stays")] TcpListener,
        #[expect(dead_code, reason = "held so that the queue stays full")] TcpStream,
    ),
}

/// Binds these addresses on one port number that is free on all of them.
///
/// An address that this machine lacks (`::1` where IPv6 is off) is left out; the result says which got a door.
pub(super) async fn bind(wanted: &[(IpAddr, LabListening)]) -> Result<(u16, Vec<(IpAddr, Door)>), LabError> {
    let mut last = None;
    for _ in 0..PORT_ATTEMPTS {
        match bind_once(wanted).await {
            Ok(doors) => return Ok(doors),
            Err(error) => last = Some(error),
        }
    }
    Err(LabError::Bind(last.unwrap_or_else(|| io::Error::from(io::ErrorKind::AddrInUse))))
}

async fn bind_once(wanted: &[(IpAddr, LabListening)]) -> io::Result<(u16, Vec<(IpAddr, Door)>)> {
    let mut port = 0;
    let mut doors = Vec::new();
    for (ip, listens) in wanted {
        let address = SocketAddr::new(*ip, port);
        let socket = match ip {
            IpAddr::V4(_) => TcpSocket::new_v4(),
            IpAddr::V6(_) => TcpSocket::new_v6(),
        };
        let bound = socket.and_then(|socket| socket.bind(address).map(|()| socket));
        let socket = match bound {
            Err(error) if is_missing(&error) => continue,
            other => other?,
        };
        port = socket.local_addr()?.port();
        let door = match listens {
            LabListening::Accepts => Door::Open(socket.listen(BACKLOG)?),
            LabListening::Refuses => Door::Refusing(socket),
            LabListening::Silent => {
                let listener = socket.listen(0)?;
                let filler = TcpStream::connect(listener.local_addr()?).await?;
                Door::Silent(listener, filler)
            }
        };
        doors.push((*ip, door));
    }
    if doors.is_empty() { Err(io::ErrorKind::AddrNotAvailable.into()) } else { Ok((port, doors)) }
}

/// Whether this machine has no such address, or does not speak its family.
fn is_missing(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::AddrNotAvailable || error.raw_os_error() == Some(errno::AFNOSUPPORT)
}
