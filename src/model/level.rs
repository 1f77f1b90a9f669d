//! [`Level`]: how much what was seen weighs; [`Unknown`]: what nobody here can weigh.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much a piece of evidence weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Good to know.
    Info,
    /// Wrong, but mail still gets through.
    Warning,
    /// Stops the mail.
    Fault,
}

/// What a probe from here cannot know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unknown {
    /// Whether the certificate was revoked: nothing was asked.
    Revocation,
    /// Whether Office 365 meets the same server: this is the view from here.
    Vantage,
    /// Whether Office 365 would wait longer than this program did.
    Patience,
    /// Whether Office 365 falls back to plain text when STARTTLS is offered and broken.
    PlainFallback,
    /// Whether a client certificate of Office 365 would be accepted.
    ClientCertificate,
    /// Whether Office 365 can speak what this program cannot.
    CipherSuite,
    /// Whether Office 365 accepts a certificate that this program cannot judge.
    Certificate,
    /// Whether Office 365 gets through a handshake that this program's library does not.
    TlsLimit,
    /// Whether the server would refuse the name with which Office 365 greets as well.
    GreetingName,
    /// Whether a firewall sent the refusal that reached us.
    RefusalSource,
    /// Whether Office 365 gets other addresses from public DNS.
    PublicAddress,
    /// Whether the outside meets the same: an address of one's own may be answered inside.
    Inside,
    /// Whether the addresses that were not tried take the mail.
    Untried,
}

impl Unknown {
    /// All of them, for the tests that walk the words.
    pub const ALL: [Self; 13] = [
        Self::Revocation,
        Self::Vantage,
        Self::Patience,
        Self::PlainFallback,
        Self::ClientCertificate,
        Self::CipherSuite,
        Self::Certificate,
        Self::TlsLimit,
        Self::GreetingName,
        Self::RefusalSource,
        Self::PublicAddress,
        Self::Inside,
        Self::Untried,
    ];

    /// The id of messages (`unknown-<id>`).
    pub fn id(self) -> &'static str {
        match self {
            Self::Revocation => "revocation",
            Self::Vantage => "vantage",
            Self::Patience => "patience",
            Self::PlainFallback => "plain-fallback",
            Self::ClientCertificate => "client-certificate",
            Self::CipherSuite => "cipher-suite",
            Self::Certificate => "certificate",
            Self::TlsLimit => "tls-limit",
            Self::GreetingName => "greeting-name",
            Self::RefusalSource => "refusal-source",
            Self::PublicAddress => "public-address",
            Self::Inside => "inside",
            Self::Untried => "untried",
        }
    }
}
