//! The lab's name servers: a resolver, a second one, the authoritative server, and some that are no use.
//!
//! All listen on one port number, UDP and TCP, on addresses of their own ([`Role`]), so that a probe which asks
//! authoritative servers "on the port of the resolver" meets them. What is answered is decided in
//! [`names`], without a socket; here it is carried out.

mod names;
mod role;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use hickory_resolver::proto::op::Message;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UdpSocket},
    sync::Semaphore,
    task::JoinSet,
    time::timeout,
};

pub(super) use self::names::{Names, host_label};
use self::{names::Reply, role::Role};
use super::{error::LabError, socket::PORT_ATTEMPTS};
use crate::model::{LabResolver, Scenario};

/// TCP connections that are open at once; more wait.
const CONNECTIONS: usize = 64;
/// How long a TCP connection may be quiet.
const IDLE: Duration = Duration::from_secs(10);

/// Where nothing listens: the resolver of [`LabResolver::Absent`].
const ABSENT: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 5);

/// The resolvers a probe of this scenario is to ask.
pub(super) fn resolvers(scenario: &Scenario, port: u16) -> Vec<SocketAddr> {
    let first = match scenario.dns.resolver {
        LabResolver::Works => Role::Resolver.ip(),
        LabResolver::Silent => Role::Silent.ip(),
        LabResolver::Refuses => Role::Refusing.ip(),
        LabResolver::Absent => ABSENT,
    };
    let second = scenario.dns.second.as_ref().map(|_| Role::Second.ip());
    [Some(first), second].into_iter().flatten().map(|ip| SocketAddr::new(ip.into(), port)).collect()
}

/// The sockets of every role on one port number; roles whose address this system lacks are left out, but for
/// the resolver.
pub(super) async fn bind() -> Result<Vec<(Role, UdpSocket, TcpListener)>, LabError> {
    let mut last = None;
    for _ in 0..PORT_ATTEMPTS {
        match bind_once().await {
            Ok(sockets) => return Ok(sockets),
            Err(error) => last = Some(error),
        }
    }
    Err(LabError::Bind(last.unwrap_or_else(|| io::Error::from(io::ErrorKind::AddrInUse))))
}

async fn bind_once() -> io::Result<Vec<(Role, UdpSocket, TcpListener)>> {
    let mut sockets: Vec<(Role, UdpSocket, TcpListener)> = Vec::new();
    let mut port = 0;
    for role in Role::ALL {
        let listener = match TcpListener::bind((role.ip(), port)).await {
            Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable && port != 0 => continue,
            other => other?,
        };
        port = listener.local_addr()?.port();
        sockets.push((role, UdpSocket::bind((role.ip(), port)).await?, listener));
    }
    Ok(sockets)
}

/// Answers on UDP until it is dropped.
pub(super) async fn serve_udp(names: Arc<Names>, role: Role, socket: UdpSocket) {
    let mut buffer = vec![0; 4096];
    loop {
        // An error here is an ICMP message about an answer that nobody waited for.
        let Ok((length, from)) = socket.recv_from(&mut buffer).await else { continue };
        if let Some(reply) = reply_to(&names, role, &buffer[..length], false) {
            let _ = socket.send_to(&reply, from).await;
        }
    }
}

/// Answers on TCP (RFC 7766) until it is dropped.
pub(super) async fn serve_tcp(names: Arc<Names>, role: Role, listener: TcpListener) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut connections = JoinSet::new();
    loop {
        let Ok(seat) = Arc::clone(&room).acquire_owned().await else { return };
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else { continue };
        let names = Arc::clone(&names);
        connections.spawn(async move {
            let _ = serve_stream(&names, role, stream).await;
            drop(seat);
        });
    }
}

async fn serve_stream(names: &Names, role: Role, mut stream: TcpStream) -> io::Result<()> {
    loop {
        let length = timeout(IDLE, stream.read_u16()).await??;
        let mut query = vec![0; usize::from(length)];
        timeout(IDLE, stream.read_exact(&mut query)).await??;
        let Some(reply) = reply_to(names, role, &query, true) else { continue };
        let length = u16::try_from(reply.len()).map_err(|_| io::ErrorKind::InvalidData)?;
        stream.write_all(&[&length.to_be_bytes()[..], &reply].concat()).await?;
    }
}

fn reply_to(names: &Names, role: Role, query: &[u8], over_tcp: bool) -> Option<Vec<u8>> {
    let query = Message::from_vec(query).ok()?;
    match names.answer(role, &query, over_tcp) {
        Reply::Message(message) => message.to_vec().ok(),
        Reply::Bytes(bytes) => Some(bytes),
        Reply::Nothing => None,
    }
}
