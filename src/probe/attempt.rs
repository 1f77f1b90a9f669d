//! One try of one address, as far as every look at it must know: whom to call, where to tell it, when to be over.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use tokio::time::Instant;

use super::address_log::AddressLog;
use crate::model::{Host, Limits, TlsPolicy};

/// Everything that is to be known before an address is tried.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) ip: IpAddr,
    pub(super) port: u16,
    /// The host the address belongs to: SNI, and the name wanted where the connector names none.
    pub(super) host: Host,
    pub(super) policy: TlsPolicy,
    pub(super) ehlo: Option<String>,
    pub(super) limits: Limits,
}

impl Call {
    pub(super) fn address(&self) -> SocketAddr {
        SocketAddr::new(self.ip, self.port)
    }
}

/// One try of an address.
pub(super) struct Attempt<'a> {
    pub(super) call: &'a Call,
    pub(super) log: &'a AddressLog,
    /// When the address must be over: the connection and three replies, extra looks included.
    pub(super) end: Instant,
    pub(super) begun: Instant,
    /// The name that the server was greeted with last.
    pub(super) ehlo: String,
    /// When the connection stood; until then, when it was begun.
    pub(super) connected: Instant,
}

impl<'a> Attempt<'a> {
    /// A try that begins now.
    pub(super) fn new(call: &'a Call, log: &'a AddressLog, end: Instant) -> Self {
        let now = Instant::now();
        Self { call, log, end, begun: now, ehlo: String::new(), connected: now }
    }

    /// The end of an extra look: so many times what the connection took, within bounds and what time is left.
    pub(super) fn patience(&self, times: u32, (least, most): (Duration, Duration)) -> Instant {
        let patience = (self.connected - self.begun).saturating_mul(times).clamp(least, most);
        (Instant::now() + patience).min(self.end)
    }
}
