//! [`Stage`]: the steps of the way to an address, and the words for how that way ended.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A stage of the way to one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The name look-ups; before any address.
    Dns,
    /// The TCP connection.
    Connect,
    /// The server's first reply (`banner` in JSON).
    #[serde(rename = "banner")]
    Greeting,
    /// EHLO in clear.
    Ehlo,
    /// The answer to STARTTLS.
    #[serde(rename = "starttls")]
    StartTls,
    /// The TLS handshake.
    Handshake,
    /// The certificate, judged as the connector's TLS setting would.
    Certificate,
    /// EHLO inside TLS.
    EhloTls,
    /// QUIT: everything before it went well.
    Quit,
}

impl Stage {
    /// The stages of an address, in order.
    pub const OF_ADDRESS: [Self; 8] = [
        Self::Connect,
        Self::Greeting,
        Self::Ehlo,
        Self::StartTls,
        Self::Handshake,
        Self::Certificate,
        Self::EhloTls,
        Self::Quit,
    ];

    /// The word of JSON, and of messages (`stage-<id>`).
    pub fn id(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Connect => "connect",
            Self::Greeting => "banner",
            Self::Ehlo => "ehlo",
            Self::StartTls => "starttls",
            Self::Handshake => "handshake",
            Self::Certificate => "certificate",
            Self::EhloTls => "ehlo-tls",
            Self::Quit => "quit",
        }
    }
}

/// `endpoints[].outcome` of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the contract's words; Fault says what each one means")]
pub enum EndpointOutcome {
    Healthy,
    TimedOut,
    Refused,
    Unreachable,
    Rejected,
    TlsUnavailable,
    Closed,
    CertificateInvalid,
    TlsFailed,
    ProtocolError,
    NotTried,
    Local,
}
