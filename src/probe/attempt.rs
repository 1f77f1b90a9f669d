//! One try of one address, as far as every look at it must know: whom to call, where to tell it, when to be over.

use std::{
    net::{IpAddr, SocketAddr},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use tokio::time::Instant;

use super::{address_log::AddressLog, pulse::Pulse};
use crate::model::{Host, Limits};

/// Connections to an address beside those that samples are: to name what is behind a failed handshake (`explain`), or
/// for other names (`docs/promises.md`, 19).
const MORE_CONNECTIONS: u64 = 2;

/// Everything that is to be known before an address is tried. A TLS setting is not: it judges what was seen.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) ip: IpAddr,
    pub(super) port: u16,
    /// The host the address belongs to: SNI, and the name wanted where the connector names none.
    pub(super) host: Host,
    pub(super) ehlo: Option<String>,
    pub(super) limits: Limits,
    /// How many conversations are held, one after the other.
    pub(super) samples: u8,
}

/// The connections that were made to an address, whoever asked for them and under whatever name.
#[derive(Debug, Default)]
pub(super) struct Visits(AtomicU64);

impl Visits {
    /// Whether one more may be made.
    pub(super) fn may_have(&self, call: &Call) -> bool {
        self.made() < call.most_connections()
    }

    /// Counts one more, if it may be made.
    pub(super) fn another(&self, call: &Call) -> bool {
        let more = |made| (made < call.most_connections()).then_some(made + 1);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more).is_ok()
    }

    pub(super) fn made(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Call {
    fn most_connections(&self) -> u64 {
        u64::from(self.samples) + MORE_CONNECTIONS
    }

    pub(super) fn address(&self) -> SocketAddr {
        SocketAddr::new(self.ip, self.port)
    }
}

/// One try of an address.
pub(super) struct Attempt<'a> {
    pub(super) call: &'a Call,
    pub(super) log: &'a AddressLog,
    pub(super) visits: &'a Visits,
    /// When the address must be over: the connection and three replies, extra looks included.
    pub(super) end: Instant,
    pub(super) begun: Instant,
    /// The name that the server was greeted with last.
    pub(super) ehlo: String,
    /// When the connection stood; until then, when it was begun.
    pub(super) connected: Instant,
    /// Whether this process was there all the time, and its machine's way to the address.
    pub(super) pulse: Pulse,
}

impl<'a> Attempt<'a> {
    /// A try that begins now.
    pub(super) fn new(call: &'a Call, log: &'a AddressLog, visits: &'a Visits, end: Instant) -> Self {
        let now = Instant::now();
        Self {
            call,
            log,
            visits,
            end,
            begun: now,
            ehlo: String::new(),
            connected: now,
            pulse: Pulse::new(call.address()),
        }
    }

    /// The end of an extra look: so many times what the connection took, within bounds and what time is left.
    pub(super) fn patience(&self, times: u32, (least, most): (Duration, Duration)) -> Instant {
        let patience = (self.connected - self.begun).saturating_mul(times).clamp(least, most);
        (Instant::now() + patience).min(self.end)
    }
}
