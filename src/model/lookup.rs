//! What is asked of DNS servers and what they answer.

use std::net::SocketAddr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Domain, WireText};

/// A record type that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "DNS record types, RFC 1035 and RFC 3596")]
pub enum RecordType {
    Mx,
    A,
    Aaaa,
    Ns,
    Soa,
    Cname,
}

impl RecordType {
    /// `MX`, `A`, `AAAA` …
    pub fn id(self) -> &'static str {
        match self {
            Self::Mx => "MX",
            Self::A => "A",
            Self::Aaaa => "AAAA",
            Self::Ns => "NS",
            Self::Soa => "SOA",
            Self::Cname => "CNAME",
        }
    }
}

/// Why a question was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LookupRole {
    /// To find the way, as Exchange Online does.
    Route,
    /// `. NS`, to see whether the resolver answers at all.
    Health,
    /// Again with checking disabled, to see whether DNSSEC is what fails.
    CheckingDisabled,
    /// Of the authoritative servers, to see whether the delegation works and the data are the same.
    Authoritative,
    /// Of a second resolver, to compare.
    Comparison,
}

/// `dns[].outcome` of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the contract's words")]
pub enum DnsOutcome {
    Answer,
    NoData,
    NxDomain,
    ServFail,
    Refused,
    Timeout,
    Malformed,
    Loop,
}

/// The port of DNS servers (RFC 1035 section 4.2).
pub const DNS_PORT: u16 = 53;

/// A DNS server as people write it: the port only where it is not the usual one, the zone where there is one.
pub fn dns_server(server: SocketAddr) -> String {
    match server {
        _ if server.port() != DNS_PORT => server.to_string(),
        SocketAddr::V6(server) if server.scope_id() != 0 => format!("{}%{}", server.ip(), server.scope_id()),
        SocketAddr::V4(_) | SocketAddr::V6(_) => server.ip().to_string(),
    }
}

/// What came back to one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// How it ended.
    pub outcome: DnsOutcome,
    /// The records as a zone file writes their data: `10 mx1.contoso.com.`, `203.0.113.25`.
    pub records: Vec<WireText>,
    /// The smallest TTL of those records, in seconds.
    pub ttl: Option<u32>,
    /// The zone whose SOA came with a negative answer (RFC 2308 section 3).
    pub zone: Option<Domain>,
    /// The names a CNAME chain led through, the name asked first.
    pub aliases: Vec<WireText>,
    /// Whether the server said that it is authoritative (AA).
    pub authoritative: bool,
    /// An extended DNS error (RFC 8914): its number and text.
    pub extended_error: Option<(u16, WireText)>,
    /// Whether it had to be asked again over TCP, because the answer was cut (TC).
    pub over_tcp: bool,
}

/// Numbers the look-ups of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LookupId(pub u32);
