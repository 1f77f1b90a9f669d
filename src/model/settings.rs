//! [`Settings`]: how connectors are looked at, whichever they are.

use std::{net::SocketAddr, path::PathBuf};

use serde::{Deserialize, Serialize};

use super::{Control, Limits, Symptom, WireText};

/// The longest wait that a case may ask for, as of an option: an hour.
const MOST_MS: u64 = 3_600_000;
/// DNS servers, and files of roots, that a case may name; more than anybody names.
const MOST_NAMED: usize = 16;

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

/// What a case keeps of how its connector was looked at. Of a file of roots only where it stands: what is in it is read
/// anew for each probe, and never kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Looked {
    /// How long to wait for what.
    pub limits: Limits,
    /// The DNS servers that were named.
    pub resolvers: Vec<SocketAddr>,
    /// The name to greet with.
    pub ehlo: Option<String>,
    /// The files with roots that were named; a case of version 2 does not tell.
    #[serde(default)]
    pub ca_files: Vec<WireText>,
}

impl Looked {
    /// What a case of another machine tells: its servers, its name and its files are none of this one.
    #[must_use]
    pub fn elsewhere(self) -> Self {
        Self { limits: self.limits, ..Self::default() }
    }

    /// The same, and what only another tells.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        if self.limits == Limits::default() {
            self.limits = other.limits;
        }
        if self.resolvers.is_empty() {
            self.resolvers = other.resolvers;
        }
        if self.ca_files.is_empty() {
            self.ca_files = other.ca_files;
        }
        Self { ehlo: self.ehlo.or(other.ehlo), ..self }
    }
}

impl Settings {
    /// What a case keeps of them.
    pub fn looked(&self) -> Looked {
        Looked {
            limits: self.limits,
            resolvers: self.resolvers.clone(),
            ehlo: self.ehlo.clone(),
            ca_files: self.ca_files.iter().map(|path| WireText::from_path(path)).collect(),
        }
    }

    /// The same, with what a case was looked at with wherever nothing else was named now.
    #[must_use]
    pub fn going_on(mut self, looked: Looked) -> Self {
        let usual = Limits::default();
        let wait = |now: &mut u64, usual: u64, kept: u64| {
            if *now == usual {
                *now = kept.clamp(1, MOST_MS);
            }
        };
        wait(&mut self.limits.connect_ms, usual.connect_ms, looked.limits.connect_ms);
        wait(&mut self.limits.reply_ms, usual.reply_ms, looked.limits.reply_ms);
        if self.resolvers.is_empty() {
            self.resolvers = looked.resolvers.into_iter().take(MOST_NAMED).collect();
        }
        if self.ca_files.is_empty() {
            let files = looked.ca_files.iter().map(|path| PathBuf::from(path.as_str()));
            self.ca_files = files.filter(|path| path.is_absolute()).take(MOST_NAMED).collect();
        }
        let fits =
            |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '[' | ']' | ':'));
        self.ehlo = self.ehlo.or(looked.ehlo.filter(|name| !name.is_empty() && fits(name)));
        self
    }
}
