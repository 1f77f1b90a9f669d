//! [`LabError`]: why there is no lab on this machine.

use std::{fmt::Display, io};

use crate::{
    model::{Told, WireText},
    system::errno,
};

/// Why the lab cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum LabError {
    /// The operating system gives no socket.
    #[error("cannot listen on loopback: {0}")]
    Bind(#[source] io::Error),
    /// The zone of a scenario cannot be read.
    #[error("zone of {id}: {reason}")]
    Zone {
        /// The scenario.
        id: String,
        /// What the zone parser says.
        reason: String,
    },
    /// There is no fixture of that name, or it cannot be read.
    #[error("no such fixture: {0}")]
    Fixture(String),
    /// A certificate cannot be made.
    #[error("cannot make a certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    /// A server cannot be given its certificate.
    #[error("cannot set up TLS: {0}")]
    Tls(#[from] rustls::Error),
    /// Client certificates cannot be demanded.
    #[error("cannot demand client certificates: {0}")]
    ClientVerifier(#[from] rustls::client::VerifierBuilderError),
}

impl LabError {
    /// What is to be told: that the limit of open files is too low for its sockets, which whoever asks can change, or what
    /// else it is.
    pub fn told(&self) -> Told {
        match self {
            Self::Bind(error) if is_out_of_files(error) => {
                Told::new("lab-files").text("error", WireText::from_text(&error.to_string()))
            }
            Self::Bind(_)
            | Self::Zone { .. }
            | Self::Fixture(_)
            | Self::Certificate(_)
            | Self::Tls(_)
            | Self::ClientVerifier(_) => not_set_up(self),
        }
    }
}

fn is_out_of_files(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(errno::MFILE | errno::NFILE))
}

/// That the lab cannot be set up, for another reason than its own errors.
pub fn not_set_up(error: impl Display) -> Told {
    Told::new("lab").text("error", WireText::from_text(&error.to_string()))
}
