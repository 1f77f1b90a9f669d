//! The TCP connection: whether it stands, and if not, who said no. A refusal by the other side, one by a host on
//! the way, and one by this machine are three different things.

use std::{
    cell::RefCell,
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use tokio::{
    net::{TcpSocket, TcpStream},
    time::{Instant, timeout_at},
};

use super::events::millis;
use crate::{
    model::{Evidence, Fault},
    system::{
        errno,
        error_queue::{self, ErrorQueue, IcmpError, Meaning},
        interfaces::{self, Interface},
        segments,
    },
};

/// A connection that stands, or stood.
#[derive(Debug)]
pub(super) enum Connected {
    /// It stands.
    Open(TcpStream),
    /// It stood, and was reset before this side could say so: that is no refusal.
    ResetAtOnce,
}

/// How large the segments may be that the other side sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Segments {
    /// As the system's interface would have it.
    Usual,
    /// [`SMALL_SEGMENT`].
    Small,
}

/// The segment that every IPv4 host takes without being asked (RFC 9293 section 3.7.1); IPv6 takes more.
const SMALL_SEGMENT: u32 = 536;

/// Sooner than this no look-up of a neighbour has failed, even one that was under way.
const NEIGHBOUR: Duration = Duration::from_millis(100);

/// How old what is known of the interfaces may be where many connections ask for it at each of their beats.
const LATELY: Duration = Duration::from_millis(100);

/// How often a socket is asked for its error: nothing wakes whoever has read the other side's FIN already.
const ASKED_EVERY: Duration = Duration::from_millis(5);

/// Connects. A failure is what was seen, with its evidence.
pub(super) async fn connect(
    to: SocketAddr,
    segments: Segments,
    until: Instant,
) -> Result<Connected, (Fault, Evidence)> {
    let begun = Instant::now();
    let socket = if to.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() };
    let socket = socket.map_err(|error| local(&error))?;
    if segments == Segments::Small {
        segments::at_most(&socket, SMALL_SEGMENT);
    }
    // A second handle keeps the socket's error queue readable: tokio closes its own when connecting fails.
    let queue = ErrorQueue::of(&socket, to.is_ipv4());
    match timeout_at(until, socket.connect(to)).await {
        Ok(Ok(stream)) => {
            // Replies are short and awaited one by one; waiting for more to send would only cost time.
            let _ = stream.set_nodelay(true);
            Ok(Connected::Open(stream))
        }
        Ok(Err(error)) => {
            let icmp = queue.as_ref().and_then(ErrorQueue::read);
            if error.kind() == io::ErrorKind::AddrNotAvailable && !has_source(to) {
                return Err(no_route(&error));
            }
            judge(&error, icmp, begun).map_or(Ok(Connected::ResetAtOnce), Err)
        }
        Err(_) => Err((Fault::TcpTimedOut, Evidence::TcpTimedOut { waited_ms: millis(begun.elapsed()) })),
    }
}

/// What a failed attempt means; nothing for a connection that stood and was reset.
fn judge(error: &io::Error, icmp: Option<IcmpError>, begun: Instant) -> Option<(Fault, Evidence)> {
    if let Some(icmp) = icmp {
        return Some(by_icmp(error, &icmp, begun.elapsed()));
    }
    let elapsed_ms = millis(begun.elapsed());
    match error.kind() {
        io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionAborted => None,
        io::ErrorKind::ConnectionRefused => Some((Fault::TcpRefused, Evidence::TcpRefused { elapsed_ms })),
        io::ErrorKind::TimedOut => Some((Fault::TcpTimedOut, Evidence::TcpTimedOut { waited_ms: elapsed_ms })),
        // Where no error queue tells who said it, it stays open who did.
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable if !error_queue::SUPPORTED => {
            Some((Fault::TcpUnreachable, Evidence::TcpUnreachable { by: None }))
        }
        _ => Some(local(error)),
    }
}

fn by_icmp(error: &io::Error, icmp: &IcmpError, after: Duration) -> (Fault, Evidence) {
    match (icmp.by, icmp.meaning) {
        // Our own kernel says so when it looked for the neighbour and nobody has the address. That takes it a while
        // (RFC 4861 section 7.2.2), whereas a route or a firewall of ours says no at once.
        (Some(_), Meaning::Unreachable) if after >= NEIGHBOUR => {
            (Fault::TcpUnreachable, Evidence::TcpUnreachable { by: icmp.by.filter(|by| !is_ours(*by)) })
        }
        (Some(by), Meaning::Unreachable) if !is_ours(by) => {
            (Fault::TcpUnreachable, Evidence::TcpUnreachable { by: Some(by) })
        }
        (Some(by), Meaning::Prohibited) if !is_ours(by) => (Fault::TcpProhibited, Evidence::TcpProhibited { by }),
        (None, Meaning::Unreachable) => (Fault::TcpUnreachable, Evidence::TcpUnreachable { by: None }),
        (Some(_), Meaning::Unreachable) => no_route(error),
        (_, Meaning::Prohibited) => permission(error),
    }
}

/// Whether an address is one of this machine's: only then can a socket be bound to it. Nothing is sent.
fn is_ours(ip: IpAddr) -> bool {
    std::net::UdpSocket::bind((ip, 0)).is_ok()
}

/// Whether an address is no more one of this machine's. Where no socket can be had at all, that is not known.
fn is_gone(ip: IpAddr) -> bool {
    let bound = std::net::UdpSocket::bind((ip, 0));
    bound.is_err_and(|error| error.kind() == io::ErrorKind::AddrNotAvailable)
}

/// Whether this machine has an address of its own to send from: where it has one, all the ports of it are taken.
fn has_source(to: SocketAddr) -> bool {
    routed(to).is_ok()
}

/// The address of ours that packets there come from; `None` where there is no way.
pub(super) fn source(to: SocketAddr) -> Option<IpAddr> {
    routed(to).ok()
}

/// What there is to say where this machine has no way there any more, its interface is down, or the address is gone that
/// packets came from, so that no answer can come back to it; asked when no answer came.
pub(super) fn lost_way(to: SocketAddr, from: Option<IpAddr>) -> Option<(Fault, Evidence)> {
    lost_way_since(to, from, Duration::ZERO)
}

/// The same as it was a moment ago; asked time and again while an answer is waited for.
pub(super) fn lost_way_lately(to: SocketAddr, from: Option<IpAddr>) -> Option<(Fault, Evidence)> {
    lost_way_since(to, from, LATELY)
}

fn lost_way_since(to: SocketAddr, before: Option<IpAddr>, lately: Duration) -> Option<(Fault, Evidence)> {
    match routed(to) {
        Ok(from) if is_down(from, lately) => Some(no_route(&io::Error::from_raw_os_error(errno::NETDOWN))),
        // Another address is taken where that one is gone; as long as it is there, it may be another way that is better now.
        Ok(from) if before.is_some_and(|before| before != from && is_gone(before)) => {
            Some(no_route(&io::Error::from_raw_os_error(errno::ADDRNOTAVAIL)))
        }
        Ok(_) => None,
        Err(error) => match error.raw_os_error() {
            Some(errno::ACCES) => Some(permission(&error)),
            Some(number) if is_no_way(number) => Some(no_route(&error)),
            Some(_) | None => None,
        },
    }
}

/// Whether an error number is the routing table's: EINVAL and EACCES are those of routes and rules of the kinds blackhole and
/// prohibit (ip-route(8)).
pub(super) fn is_no_way(number: i32) -> bool {
    matches!(
        number,
        errno::NETUNREACH
            | errno::HOSTUNREACH
            | errno::NETDOWN
            | errno::HOSTDOWN
            | errno::ACCES
            | errno::INVAL
            | errno::AFNOSUPPORT
            | errno::ADDRNOTAVAIL
    )
}

/// The address that packets there would come from. A UDP socket that is connected only asks the routing table.
fn routed(to: SocketAddr) -> io::Result<IpAddr> {
    let any: IpAddr = if to.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = std::net::UdpSocket::bind((any, 0))?;
    socket.connect(to)?;
    Ok(socket.local_addr()?.ip())
}

/// Whether every interface with that address is down, or nothing is plugged in. All of loopback is one interface's.
fn is_down(from: IpAddr, lately: Duration) -> bool {
    let is_its = |its: &&Interface| its.ip == Some(from) || from.is_loopback() && its.is_loopback;
    INTERFACES.with_borrow_mut(|known| {
        if known.as_ref().is_none_or(|(at, _)| at.elapsed() >= lately) {
            *known = Some((Instant::now(), interfaces::all()));
        }
        let all = known.iter().flat_map(|(_, all)| all);
        let mut its = all.filter(is_its).map(|its| its.is_up);
        its.next().is_some_and(|is_up| !is_up) && its.all(|is_up| !is_up)
    })
}

thread_local! {
    /// The interfaces, and when that was so. The system takes longer to list them than to find a way.
    static INTERFACES: RefCell<Option<(Instant, Vec<Interface>)>> = const { RefCell::new(None) };
}

/// What this machine itself says, told by the error number.
pub(super) fn local(error: &io::Error) -> (Fault, Evidence) {
    match error.raw_os_error() {
        Some(errno::ACCES | errno::PERM) => permission(error),
        Some(errno::MFILE | errno::NFILE | errno::NOBUFS | errno::NOMEM | errno::ADDRNOTAVAIL | errno::AGAIN) => {
            (Fault::LocalResources, Evidence::LocalResources { error: error.to_string() })
        }
        // ENETUNREACH, EHOSTUNREACH without ICMP, EAFNOSUPPORT, EINVAL (an address no socket of its kind takes).
        Some(_) | None => no_route(error),
    }
}

fn permission(error: &io::Error) -> (Fault, Evidence) {
    (Fault::LocalPermission, Evidence::LocalPermission { error: error.to_string() })
}

fn no_route(error: &io::Error) -> (Fault, Evidence) {
    (Fault::LocalNoRoute, Evidence::LocalNoRoute { error: error.to_string() })
}

/// What lies below a conversation.
pub(super) trait Wire {
    /// The connection itself.
    fn tcp(&self) -> &TcpStream;
}

impl Wire for TcpStream {
    fn tcp(&self) -> &TcpStream {
        self
    }
}

/// Whether the other side, whose FIN has come, answers what was sent with a reset until then: its socket was closed before
/// that reached it (RFC 9293 section 3.10.7.1), so nobody there has read it.
pub(super) async fn is_reset(stream: &TcpStream, until: Instant) -> bool {
    loop {
        if matches!(stream.take_error(), Ok(Some(_)) | Err(_)) {
            return true;
        }
        if Instant::now() >= until {
            return false;
        }
        tokio::time::sleep(ASKED_EVERY).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(number: i32) -> io::Error {
        io::Error::from_raw_os_error(number)
    }

    #[test]
    fn a_neighbour_that_nobody_is_was_looked_for_and_is_the_destinations() {
        let icmp = Some(IcmpError { by: Some(Ipv4Addr::LOCALHOST.into()), meaning: Meaning::Unreachable });
        let error = numbered(errno::HOSTUNREACH);
        let begun = Instant::now() - Duration::from_secs(3);
        let (fault, evidence) = judge(&error, icmp, begun).expect("no connection");
        assert_eq!((fault, evidence), (Fault::TcpUnreachable, Evidence::TcpUnreachable { by: None }));
    }

    fn fault(error: &io::Error, icmp: Option<(&str, Meaning)>) -> Option<Fault> {
        let icmp = icmp.map(|(by, meaning)| IcmpError { by: Some(by.parse().expect("an address")), meaning });
        judge(error, icmp, Instant::now()).map(|(fault, _)| fault)
    }

    #[test]
    fn who_said_no_decides_what_it_is() {
        let elsewhere = |meaning| Some(("192.0.2.1", meaning));
        let here = |meaning| Some(("127.0.0.1", meaning));
        for (error, icmp, expected) in [
            (errno::CONNREFUSED, None, Some(Fault::TcpRefused)),
            (errno::CONNREFUSED, elsewhere(Meaning::Prohibited), Some(Fault::TcpProhibited)),
            (errno::HOSTUNREACH, elsewhere(Meaning::Prohibited), Some(Fault::TcpProhibited)),
            (errno::HOSTUNREACH, elsewhere(Meaning::Unreachable), Some(Fault::TcpUnreachable)),
            (errno::HOSTUNREACH, here(Meaning::Unreachable), Some(Fault::LocalNoRoute)),
            (errno::CONNREFUSED, here(Meaning::Prohibited), Some(Fault::LocalPermission)),
            (errno::ACCES, None, Some(Fault::LocalPermission)),
            (errno::PERM, None, Some(Fault::LocalPermission)),
            (errno::MFILE, None, Some(Fault::LocalResources)),
            (errno::AFNOSUPPORT, None, Some(Fault::LocalNoRoute)),
        ] {
            assert_eq!(fault(&numbered(error), icmp), expected, "{error} {icmp:?}");
        }
        assert_eq!(fault(&io::ErrorKind::TimedOut.into(), None), Some(Fault::TcpTimedOut));
        assert_eq!(fault(&io::ErrorKind::ConnectionReset.into(), None), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn unreachable_without_a_witness_is_ours() {
        assert_eq!(fault(&numbered(errno::NETUNREACH), None), Some(Fault::LocalNoRoute));
        assert_eq!(fault(&numbered(errno::HOSTUNREACH), None), Some(Fault::LocalNoRoute));
    }
}
