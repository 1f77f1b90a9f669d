//! What is asked of the network and what it answers, as values: [`ProbePlan`] in, [`ProbeEvent`]s out.
//!
//! Nothing here looks anything up; the `probe` room does, and `Run` folds the events into one picture.

use std::net::{IpAddr, SocketAddr};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Answer, CertificateProblem, Connector, Domain, Evidence, Fault, Host, LookupId, LookupRole, RecordType, Stage,
    WireText,
};

/// Addresses of one connector that are tried at once. The rest follows in batches of so many, until one can be connected
/// to or the time is over (`docs/decisions.md`).
pub const MAX_ADDRESSES: usize = 32;

/// Everything a probe needs to know about what to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbePlan {
    /// The connector to be tried.
    pub connector: Connector,
    /// The name to greet with; `None`: this host's name, or its address literal (RFC 5321 section 4.1.1.1).
    pub ehlo: Option<String>,
    /// How long to wait for what.
    pub limits: Limits,
    /// How often each address is tried in turn, 1 to 6.
    pub samples: u8,
    /// Where to try a connection when every address was silent.
    pub control: Control,
    /// Whether it is an exercise of the lab, whose servers are this machine's own.
    pub in_lab: bool,
    /// A certificate that ends within so many days gets a warning.
    pub warn_days: u32,
}

/// The days before its end from which on a certificate gets a warning, where nobody says another number: the time a
/// renewal by hand may take.
pub const WARN_DAYS: u32 = 30;

/// Time limits in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// For each DNS question and each connection attempt.
    pub connect_ms: u64,
    /// For the greeting, each SMTP reply and the TLS handshake.
    pub reply_ms: u64,
}

impl Default for Limits {
    /// Those of `docs/contract.md`: 10 s and 30 s.
    fn default() -> Self {
        Self { connect_ms: 10_000, reply_ms: 30_000 }
    }
}

impl Limits {
    /// The longest that all DNS of one connector may take.
    pub fn dns_total_ms(&self) -> u64 {
        2 * self.connect_ms
    }

    /// The longest that one address may take, extra looks included.
    pub fn address_total_ms(&self) -> u64 {
        self.connect_ms + 3 * self.reply_ms
    }

    /// The longest that the probe of a connector may take (`--help` tells it).
    pub fn total_ms(&self) -> u64 {
        self.dns_total_ms() + self.address_total_ms()
    }
}

/// The control connection, which tells "this port is blocked from here" from "their server is silent".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Control {
    /// None.
    #[default]
    None,
    /// The built-in public Microsoft mail endpoint; not for loopback and private targets.
    Default,
    /// The one that was named; always tried.
    Named(Host, u16),
}

/// How a stage ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Nothing wrong.
    Passed,
    /// It failed so; the evidence of that name was sent before.
    Failed(Fault),
    /// Not looked at: an earlier stage failed, the person stopped it, or it does not apply.
    Skipped,
}

/// Which view this is: the host the probe runs on and the address it speaks from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// This host's name, without its domain.
    pub host: Option<WireText>,
    /// The address packets to the outside leave from.
    pub ip: Option<IpAddr>,
    /// The resolvers asked.
    pub resolvers: Vec<SocketAddr>,
}

/// A line that was sent or received, made safe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranscriptLine {
    /// Milliseconds since this address was begun.
    pub at_ms: u64,
    /// Which way it went.
    pub direction: Direction,
    /// What it said, without the line end.
    pub text: WireText,
}

/// Which way a line of the transcript went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the server.
    In,
    /// To the server.
    Out,
}

/// What was seen of TLS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TlsSeen {
    /// `"1.2"`, `"1.3"`.
    pub version: String,
    /// The IANA name of the cipher suite: `TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384`.
    pub cipher: String,
    /// The chain as it was sent, the server's own certificate first.
    pub chain: Vec<CertificateSeen>,
    /// Every problem, whether the TLS setting minds it or not, in order.
    pub problems: Vec<CertificateProblem>,
    /// Whether revocation could be known (a stapled answer).
    pub revocation_known: bool,
}

/// One certificate of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateSeen {
    /// The subject (RFC 4514 form): `CN=owa.contoso.com, O=Contoso`.
    pub subject: WireText,
    /// The names it carries: DNS names and IP addresses of the SAN.
    pub sans: Vec<WireText>,
    /// The issuer.
    pub issuer: WireText,
    /// Valid from.
    pub not_before: Timestamp,
    /// Valid until.
    pub not_after: Timestamp,
    /// The key: `RSA 2048`, `EC 256`, `Ed25519`.
    pub key: String,
    /// How it is signed: `SHA-256 with RSA`.
    pub signature: String,
    /// Thumbprint, upper-case hex without colons.
    pub sha1: String,
    /// Thumbprint, upper-case hex without colons.
    pub sha256: String,
}

/// Numbers the addresses of a run, by rank: host by host in order of preference, of equal ones by name; then by address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EndpointId(pub u32);

/// One thing that happened. `at_ms` counts from the begin of the run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum ProbeEvent {
    /// The first event of a run.
    Began {
        /// When, by this machine's clock.
        at: Timestamp,
        /// From where it looks.
        view: View,
        /// The limits that hold.
        limits: Limits,
    },
    /// A question was sent.
    Asked {
        /// Which look-up.
        lookup: LookupId,
        /// Why.
        role: LookupRole,
        /// The name asked for.
        name: Domain,
        /// The type asked for.
        record: RecordType,
        /// Who was asked.
        server: SocketAddr,
        /// When.
        at_ms: u64,
        /// When the wait for it ends at the latest.
        until_ms: u64,
    },
    /// It was answered, or the wait is over.
    Answered {
        /// Which look-up.
        lookup: LookupId,
        /// When.
        at_ms: u64,
        /// What came back.
        answer: Answer,
    },
    /// A host mail goes to is known: the smart host itself or an MX host. In order of preference.
    Host {
        /// Its place in that order, from 0.
        index: u32,
        /// The host.
        host: Host,
        /// The MX preference, where it comes from an MX record.
        preference: Option<u16>,
        /// The smart host or recipient domain it belongs to.
        of: Host,
    },
    /// Looking up a host (or, with `index` `None`, the connector's name) ended; a fault has its evidence.
    HostEnded {
        /// Its place, as in `Host`.
        index: Option<u32>,
        /// How.
        outcome: Outcome,
        /// When.
        at_ms: u64,
    },
    /// An address is known; it gets its row, for good.
    Address {
        /// Its number and rank.
        endpoint: EndpointId,
        /// The place of its host.
        host: u32,
        /// The address.
        ip: IpAddr,
        /// The port.
        port: u16,
        /// Whether it is tried at once ([`MAX_ADDRESSES`]); else it is not, unless a stage of it begins.
        tried: bool,
    },
    /// Addresses are known that get no row. Told again only for another smart host or domain, or a better preference.
    Unlisted {
        /// The smart host or recipient domain they belong to.
        of: Host,
        /// That of the best of them; a smart host's is 0.
        preference: u16,
    },
    /// A stage of an address began, or takes one more connection to find out why it failed.
    Started {
        /// Which address.
        endpoint: EndpointId,
        /// Which stage.
        stage: Stage,
        /// When.
        at_ms: u64,
        /// When the wait for it ends at the latest.
        until_ms: u64,
    },
    /// A line went over the wire.
    Said {
        /// Which address.
        endpoint: EndpointId,
        /// The line.
        line: TranscriptLine,
    },
    /// TLS stands, or its certificates are known.
    Tls {
        /// Which address.
        endpoint: EndpointId,
        /// What was seen.
        tls: TlsSeen,
    },
    /// Something worth telling was seen: at an address, or (`None`) for the run as a whole.
    Saw {
        /// Which address.
        endpoint: Option<EndpointId>,
        /// When.
        at_ms: u64,
        /// What.
        evidence: Evidence,
    },
    /// An address that was to be tried is left out: there was no time left for it.
    NotTried {
        /// Which address.
        endpoint: EndpointId,
        /// When.
        at_ms: u64,
    },
    /// A stage of an address ended. After a failure every later stage is sent as skipped.
    Ended {
        /// Which address.
        endpoint: EndpointId,
        /// Which stage.
        stage: Stage,
        /// When.
        at_ms: u64,
        /// How.
        outcome: Outcome,
    },
    /// The last event of a run.
    Finished {
        /// When.
        at_ms: u64,
        /// Whether it was stopped before its end.
        cancelled: bool,
    },
}
