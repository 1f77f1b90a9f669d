//! [`Settings`]: how connectors are looked at, whichever they are.

use std::{net::SocketAddr, path::PathBuf};

use super::{Control, Limits, Symptom};

/// How connectors are looked at; the same for all of a session. What was named is kept as it was named, so that a command
/// can say it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long to wait for what.
    pub limits: Limits,
    /// The name to greet with.
    pub ehlo: Option<String>,
    /// The control connection.
    pub control: Control,
    /// The DNS servers that were named; none: those of the system.
    pub resolvers: Vec<SocketAddr>,
    /// The files with roots that were named.
    pub ca_files: Vec<PathBuf>,
    /// The file of a report, and what was read from it.
    pub report: Option<(PathBuf, Symptom)>,
    /// Connections to each address.
    pub samples: u8,
    /// A downloaded list of Office 365 addresses.
    pub endpoints: Option<PathBuf>,
}

impl Default for Settings {
    /// Those that hold where nothing is said.
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            ehlo: None,
            control: Control::Default,
            resolvers: Vec::new(),
            ca_files: Vec::new(),
            report: None,
            samples: 1,
            endpoints: None,
        }
    }
}
