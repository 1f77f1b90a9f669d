//! [`Repair`]: a fault that an earlier probe of a walk saw, and a later one of the same place sees no more.

use std::net::IpAddr;

use jiff::Timestamp;

use super::{Fault, Host, Stage};

/// Before and after, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The host it was seen at.
    pub host: Option<Host>,
    /// The address it was seen at; `None` where it was of a name.
    pub ip: Option<IpAddr>,
    /// The stage at which it stopped the mail.
    pub stage: Stage,
    /// What it was.
    pub fault: Fault,
    /// When a probe began that saw the place past that stage before one saw the fault there, if one did.
    pub well: Option<Timestamp>,
    /// When the last probe that saw it began.
    pub seen: Timestamp,
    /// When the first probe began that got past it.
    pub gone: Timestamp,
    /// Whether the address is still one of the connector's: else it is not mended there but no longer used.
    pub listed: bool,
}
