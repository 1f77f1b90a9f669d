//! [`LabError`]: why there is no lab on this machine.

use std::io;

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
