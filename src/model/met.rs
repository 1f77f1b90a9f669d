//! [`Met`]: a fault that a probe of a walk saw at a place, and what the latest probe says of it.

use std::net::IpAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Fault, Host, Stage};

/// A fault at a place, and what the latest probe says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Met {
    /// The host it was seen at.
    pub host: Option<Host>,
    /// The address it was seen at; `None` where it was of a name.
    pub ip: Option<IpAddr>,
    /// What it was.
    pub fault: Fault,
    /// The stage that shows by its success that the fault is gone.
    pub stage: Stage,
    /// Whether it stopped the mail.
    pub stops: bool,
    /// When the latest probe began that saw it.
    pub seen: Timestamp,
    /// When a probe began that saw the place past that stage before one saw the fault there: so long it was well, as far as
    /// this case knows. Files of older programs do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub well: Option<Timestamp>,
    /// What the latest probe says of it.
    pub now: Lately,
}

/// What the latest probe says of a fault that was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lately {
    /// It is there.
    There,
    /// A probe got past it, or the address was no longer one of the connector's.
    #[expect(missing_docs, reason = "when that probe began, and whether the address was still one of the connector's")]
    Gone { at: Timestamp, listed: bool },
    /// The place was not seen past that stage, because of that.
    Unseen(Option<Fault>),
}
