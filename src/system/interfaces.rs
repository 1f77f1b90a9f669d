//! The interfaces of this machine. On Windows none is known, and so none is called down.

use std::net::IpAddr;

pub use self::here::{all, number};

/// An address, and the state of the interface that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interface {
    /// The address; `None`: one that is none of IP.
    pub ip: Option<IpAddr>,
    /// Whether it is the one of loopback.
    pub is_loopback: bool,
    /// Whether it is up, and something is plugged in.
    pub is_up: bool,
}

#[cfg(unix)]
mod here {
    use std::net::IpAddr;

    use nix::{
        ifaddrs::getifaddrs,
        net::if_::{InterfaceFlags, if_nametoindex},
        sys::socket::SockaddrStorage,
    };

    use super::Interface;

    /// Every interface's state, once for each of its addresses.
    pub fn all() -> Vec<Interface> {
        let ip = |address: &SockaddrStorage| {
            let v4 = address.as_sockaddr_in().map(|address| IpAddr::from(address.ip()));
            v4.or_else(|| address.as_sockaddr_in6().map(|address| address.ip().into()))
        };
        let all = getifaddrs().into_iter().flatten();
        all.map(|found| Interface {
            ip: found.address.as_ref().and_then(ip),
            is_loopback: found.flags.contains(InterfaceFlags::IFF_LOOPBACK),
            is_up: found.flags.contains(InterfaceFlags::IFF_UP | InterfaceFlags::IFF_RUNNING),
        })
        .collect()
    }

    /// The number of the interface of that name.
    pub fn number(name: &str) -> Option<u32> {
        if_nametoindex(name).ok()
    }
}

#[cfg(not(unix))]
mod here {
    use super::Interface;

    /// None that is known.
    pub fn all() -> Vec<Interface> {
        Vec::new()
    }

    /// Windows writes the number itself into an address.
    pub fn number(_name: &str) -> Option<u32> {
        None
    }
}
