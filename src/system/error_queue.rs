//! The error queue of a socket, which says who sent the ICMP error that ended a connection attempt: Linux keeps
//! it for TCP too (`IP_RECVERR`, ip(7)). Elsewhere nothing is known.

use std::net::IpAddr;

/// An ICMP error that came for a connection attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IcmpError {
    /// The host that sent it, where it is told.
    pub by: Option<IpAddr>,
    /// What it says.
    pub meaning: Meaning,
}

/// What an ICMP error means to a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Host or network unreachable.
    Unreachable,
    /// Port unreachable or administratively prohibited: somebody refuses.
    Prohibited,
}

pub use self::here::{ErrorQueue, SUPPORTED};

#[cfg(target_os = "linux")]
mod here {
    use std::{
        io::IoSliceMut,
        net::{IpAddr, Ipv4Addr, Ipv6Addr},
        os::fd::{AsFd as _, AsRawFd as _, OwnedFd},
    };

    use nix::sys::socket::{ControlMessageOwned, MsgFlags, SockaddrStorage, recvmsg, setsockopt, sockopt};
    use tokio::net::TcpSocket;

    use super::{IcmpError, Meaning};

    /// Whether this system tells.
    pub const SUPPORTED: bool = true;

    // Origins of an entry (linux/errqueue.h).
    const BY_ICMP: u8 = 2;
    const BY_ICMP6: u8 = 3;

    /// The queue of a socket, which can still be read when the socket itself is closed.
    #[derive(Debug)]
    pub struct ErrorQueue(OwnedFd);

    impl ErrorQueue {
        /// Turns the queue on, and gives a handle to read it with; `None` where that fails.
        pub fn of(socket: &TcpSocket, v4: bool) -> Option<Self> {
            let on = if v4 {
                setsockopt(socket, sockopt::Ipv4RecvErr, &true)
            } else {
                setsockopt(socket, sockopt::Ipv6RecvErr, &true)
            };
            on.ok()?;
            socket.as_fd().try_clone_to_owned().ok().map(Self)
        }

        /// The ICMP error in the queue, if there is one.
        pub fn read(&self) -> Option<IcmpError> {
            let mut packet = [0; 512];
            let mut parts = [IoSliceMut::new(&mut packet)];
            let mut space = vec![0; 512];
            let flags = MsgFlags::MSG_ERRQUEUE | MsgFlags::MSG_DONTWAIT;
            let message = recvmsg::<SockaddrStorage>(self.0.as_raw_fd(), &mut parts, Some(&mut space), flags).ok()?;
            message.cmsgs().ok()?.find_map(|control| match control {
                ControlMessageOwned::Ipv4RecvErr(error, by) if error.ee_origin == BY_ICMP => {
                    let by = by.map(|by| IpAddr::from(Ipv4Addr::from(u32::from_be(by.sin_addr.s_addr))));
                    Some(IcmpError { by: known(by), meaning: meaning_v4(error.ee_type, error.ee_code) })
                }
                ControlMessageOwned::Ipv6RecvErr(error, by) if error.ee_origin == BY_ICMP6 => {
                    let by = by.map(|by| IpAddr::from(Ipv6Addr::from(by.sin6_addr.s6_addr)));
                    Some(IcmpError { by: known(by), meaning: meaning_v6(error.ee_type, error.ee_code) })
                }
                _ => None,
            })
        }
    }

    fn known(by: Option<IpAddr>) -> Option<IpAddr> {
        by.filter(|by| !by.is_unspecified())
    }

    /// RFC 792 and RFC 1812 section 5.2.7.1: type 3 is "destination unreachable"; of its codes protocol (2), port
    /// (3) and the prohibitions (9, 10, 13) refuse, the others cannot deliver.
    fn meaning_v4(kind: u8, code: u8) -> Meaning {
        if kind == 3 && matches!(code, 2 | 3 | 9 | 10 | 13) { Meaning::Prohibited } else { Meaning::Unreachable }
    }

    /// RFC 4443 section 3.1: type 1 is "destination unreachable"; prohibited (1), port (4), policy (5) and reject
    /// route (6) refuse. Type 4 code 1 (an unrecognized next header) comes from a host without TCP.
    fn meaning_v6(kind: u8, code: u8) -> Meaning {
        if kind == 1 && matches!(code, 1 | 4 | 5 | 6) { Meaning::Prohibited } else { Meaning::Unreachable }
    }
}

#[cfg(not(target_os = "linux"))]
mod here {
    use tokio::net::TcpSocket;

    use super::IcmpError;

    /// Whether this system tells.
    pub const SUPPORTED: bool = false;

    /// There is no queue.
    #[derive(Debug)]
    pub enum ErrorQueue {}

    impl ErrorQueue {
        /// There is no queue to turn on.
        pub fn of(_socket: &TcpSocket, _v4: bool) -> Option<Self> {
            None
        }

        /// There is no queue to read.
        pub fn read(&self) -> Option<IcmpError> {
            match *self {}
        }
    }
}
