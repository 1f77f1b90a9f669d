//! [`Fault`]: the closed list of what can be wrong on the way to a server.
//!
//! It is the hinge of the program: closed here, so that the compiler lists the work when one is added;
//! claimed by codes in `assets/codes/`, so that a code is a file. A fault carries no data: the numbers and
//! words that go with it are the [`Evidence`](super::Evidence) of the same name.

use serde::{Deserialize, Serialize};

use super::{CertificateProblem, EndpointOutcome};

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $id:literal $(=> $outcome:ident)?,)*) => {
        /// One way in which delivery fails or is at risk. The id is its kebab-case name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Fault { $($(#[$doc])* #[serde(rename = $id)] $name,)* }

        impl Fault {
            /// Every fault there is, in the order in which a delivery would meet them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The id in assets, messages (`fault-<id>`, `evidence-<id>`) and machine output.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// How the row of an address that ends in this fault is summed up in JSON; `None` for what
            /// is no end of a connection (name look-ups, warnings).
            pub fn endpoint_outcome(self) -> Option<EndpointOutcome> {
                match self { $(Self::$name => faults!(@outcome $($outcome)?),)* }
            }
        }
    };
    (@outcome) => { None };
    (@outcome $outcome:ident) => { Some(EndpointOutcome::$outcome) };
}

faults! {
    // --- names ---
    /// The resolver could not be used at all: silent, not there, or refusing every question. Ours.
    ResolverUnavailable = "resolver-unavailable",
    /// NXDOMAIN: the name does not exist (RFC 1035 section 4.1.1, RFC 2308).
    DnsNxDomain = "dns-nx-domain",
    /// NXDOMAIN from a zone above the domain: it is not delegated any more, so perhaps expired.
    DnsNotDelegated = "dns-not-delegated",
    /// NODATA: the name exists and has no record of the kind asked for (RFC 2308 section 2.2).
    DnsNoData = "dns-no-data",
    /// SERVFAIL, or another code that says so: the resolver could not get an answer.
    DnsServFail = "dns-serv-fail",
    /// SERVFAIL that goes away with checking disabled: DNSSEC validation fails (RFC 4035 section 5.5).
    DnsDnssecBogus = "dns-dnssec-bogus",
    /// REFUSED for this name.
    DnsRefused = "dns-refused",
    /// No answer for this name in time, from a resolver that answers others.
    DnsTimedOut = "dns-timed-out",
    /// An answer that is no DNS message, or belongs to another question.
    DnsMalformed = "dns-malformed",
    /// A chain of CNAME records that comes back to itself, or is longer than resolvers follow.
    DnsLoop = "dns-loop",
    /// The delegation is broken: name servers that are missing or do not serve the zone. A warning where others do.
    DnsLame = "dns-lame",
    /// Every name server of the zone is silent from here, though the resolver answers. A warning.
    DnsAuthoritySilent = "dns-authority-silent",
    /// The name servers of the zone have different data. A warning.
    DnsServersDiffer = "dns-servers-differ",
    /// An address record holds what is no host's address: 0.0.0.0 or :: (RFC 6890 section 2.2.2).
    DnsNullAddress = "dns-null-address",
    /// An MX record names a host without addresses.
    MxTargetMissing = "mx-target-missing",
    /// An MX record holds an IP address where a name must stand (RFC 1035 section 3.3.9).
    MxTargetAddress = "mx-target-address",
    /// An MX record names an alias (RFC 2181 section 10.3 forbids it). A warning.
    MxTargetAlias = "mx-target-alias",
    /// A null MX: the domain says that it accepts no mail (RFC 7505).
    NullMx = "null-mx",
    /// The resolver still holds other data than the authoritative servers. A warning.
    DnsOutdated = "dns-outdated",
    /// Two resolvers give different answers (split horizon). A warning.
    DnsSplit = "dns-split",
    // --- connecting ---
    /// No answer to the connection attempt in time.
    TcpTimedOut = "tcp-timed-out" => TimedOut,
    /// Refused: a reset on connect.
    TcpRefused = "tcp-refused" => Refused,
    /// Refused by ICMP from another host: port unreachable or administratively prohibited.
    TcpProhibited = "tcp-prohibited" => Refused,
    /// ICMP from another host: host or network unreachable.
    TcpUnreachable = "tcp-unreachable" => Unreachable,
    /// This machine has no route to the address, or does not speak its family. Ours.
    LocalNoRoute = "local-no-route" => Local,
    /// This machine may not connect: a local firewall or permission. Ours.
    LocalPermission = "local-permission" => Local,
    /// This machine has no descriptors, ports or memory left. Ours.
    LocalResources = "local-resources" => Local,
    /// Every connection was silent, the control connection too: the port is blocked from here. Ours.
    OutboundBlocked = "outbound-blocked" => Local,
    // --- SMTP ---
    /// The greeting came late, but within the time limit. A warning.
    GreetingLate = "greeting-late",
    /// The greeting is a 4xx or 5xx reply (RFC 5321 section 3.1).
    GreetingRejected = "greeting-rejected" => Rejected,
    /// The first bytes are not SMTP: HTTP, SSH, TLS, or something unknown.
    NotSmtp = "not-smtp" => ProtocolError,
    /// The greeting is masked with asterisks: an inspecting firewall. A warning.
    GreetingMasked = "greeting-masked",
    /// A reply that does not end, or breaks the syntax of RFC 5321 section 4.2.
    ReplyMalformed = "reply-malformed" => ProtocolError,
    /// A reply of legal lines that does not end: more of them, or slower, than a person would wait for.
    ReplyEndless = "reply-endless" => ProtocolError,
    /// EHLO (and HELO after it) is refused.
    EhloRejected = "ehlo-rejected" => Rejected,
    /// EHLO is refused and HELO accepted: no TLS is possible. A warning where TLS is not required.
    EhloUnsupported = "ehlo-unsupported" => TlsUnavailable,
    /// Keywords of the EHLO reply are overwritten (`XXXXXXXA`): an inspecting firewall. A warning.
    EhloMasked = "ehlo-masked",
    /// TLS is required and STARTTLS is not offered.
    StartTlsMissing = "starttls-missing" => TlsUnavailable,
    /// TLS is required, and an inspecting firewall overwrote the offer of STARTTLS.
    StartTlsMasked = "starttls-masked" => TlsUnavailable,
    /// STARTTLS is offered and then refused.
    StartTlsRejected = "starttls-rejected" => TlsUnavailable,
    /// Bytes in clear arrived behind the answer to STARTTLS (RFC 3207 section 6).
    StartTlsInjected = "starttls-injected" => ProtocolError,
    /// EHLO inside TLS is refused.
    EhloTlsRejected = "ehlo-tls-rejected" => Rejected,
    // --- cut or silent, at any stage after the connection ---
    /// The other side closed the connection (FIN).
    Closed = "closed" => Closed,
    /// The other side reset the connection (RST).
    Reset = "reset" => Closed,
    /// The other side went silent until the time limit.
    Silent = "silent" => Closed,
    /// Only small packets of the server get through (RFC 1191, RFC 8201): told beside the silence that it causes.
    PathMtu = "path-mtu",
    // --- TLS ---
    /// No TLS version in common: the server speaks 1.1 or older only.
    TlsVersion = "tls-version" => TlsFailed,
    /// No cipher suite in common.
    TlsCipher = "tls-cipher" => TlsFailed,
    /// The handshake is refused with another alert (RFC 8446 section 6).
    TlsAlert = "tls-alert" => TlsFailed,
    /// Plain text came where TLS should be.
    TlsPlaintext = "tls-plaintext" => TlsFailed,
    /// The handshake breaks the rules of TLS.
    TlsMalformed = "tls-malformed" => TlsFailed,
    /// The server signs the handshake with another key than its certificate's.
    TlsKeyMismatch = "tls-key-mismatch" => TlsFailed,
    /// The server demands a client certificate. Exchange Online has one, this program has none: not known.
    TlsClientCertificate = "tls-client-certificate" => TlsFailed,
    /// The server wants what this program lacks and Exchange Online is documented to have: not known.
    TlsUnsupportedHere = "tls-unsupported-here" => TlsFailed,
    // --- the certificate ---
    /// It ended before now.
    CertificateExpired = "certificate-expired" => CertificateInvalid,
    /// It begins after now.
    CertificateNotYetValid = "certificate-not-yet-valid" => CertificateInvalid,
    /// None of its names is the one wanted.
    CertificateNameMismatch = "certificate-name-mismatch" => CertificateInvalid,
    /// It signed itself.
    CertificateSelfSigned = "certificate-self-signed" => CertificateInvalid,
    /// It leads to no root that is trusted here.
    CertificateUnknownIssuer = "certificate-unknown-issuer" => CertificateInvalid,
    /// An intermediate certificate was not sent; Exchange Online fetches none.
    CertificateIncompleteChain = "certificate-incomplete-chain" => CertificateInvalid,
    /// A key too short: RSA under 2048 bits, EC under 256.
    CertificateWeakKey = "certificate-weak-key" => CertificateInvalid,
    /// Signed with SHA-1, MD5 or older.
    CertificateWeakSignature = "certificate-weak-signature" => CertificateInvalid,
    /// Revoked, as a stapled answer says.
    CertificateRevoked = "certificate-revoked" => CertificateInvalid,
    /// It cannot be read, is not meant for servers, or its signature is wrong.
    CertificateMalformed = "certificate-malformed" => CertificateInvalid,
    /// It has something that this program's library does not take and others do: not known.
    CertificateUnsupportedHere = "certificate-unsupported-here" => CertificateInvalid,
    /// An authority's certificate between it and its root ended before now.
    ChainExpired = "chain-expired" => CertificateInvalid,
    /// An authority's certificate between it and its root begins after now.
    ChainNotYetValid = "chain-not-yet-valid" => CertificateInvalid,
    /// An authority's certificate between it and its root cannot be read, or may not vouch for it.
    ChainMalformed = "chain-malformed" => CertificateInvalid,
    /// It ends within 30 days. A warning.
    CertificateEndsSoon = "certificate-ends-soon",
    /// An authority's certificate between it and its root ends within 30 days. A warning.
    ChainEndsSoon = "chain-ends-soon",
    /// The chain was sent in the wrong order. A warning.
    ChainOrder = "chain-order",
    /// No RSA key but an elliptic one: no such suite is on the documented list of Exchange Online. A warning.
    CertificateEcdsaOnly = "certificate-ecdsa-only",
    /// No trusted roots were found here, so trust cannot be judged. Ours.
    NoRoots = "no-roots" => Local,
    /// Repeated connections to one address met different servers. A warning.
    SampleDiffers = "sample-differs",
}

impl Fault {
    /// Whether this machine could not look: never the destination's fault.
    pub fn is_local(self) -> bool {
        matches!(
            self,
            Self::ResolverUnavailable
                | Self::LocalNoRoute
                | Self::LocalPermission
                | Self::LocalResources
                | Self::OutboundBlocked
                | Self::NoRoots
        )
    }

    /// Whether Exchange Online may fare better than this program: the verdict is then inconclusive.
    pub fn is_unknowable(self) -> bool {
        self.is_local()
            || matches!(self, Self::TlsClientCertificate | Self::TlsUnsupportedHere | Self::CertificateUnsupportedHere)
    }

    /// Whether it is met before a connection stands; Exchange Online then tries another address.
    pub fn is_before_connection(self) -> bool {
        matches!(
            self.endpoint_outcome(),
            Some(
                EndpointOutcome::TimedOut
                    | EndpointOutcome::Refused
                    | EndpointOutcome::Unreachable
                    | EndpointOutcome::Local
            )
        )
    }
}

impl Fault {
    /// The certificate problem behind it. The contract has one word for the server's certificate and for those above
    /// it; the faults tell them apart, because other people mend them.
    pub fn problem(self) -> Option<CertificateProblem> {
        Some(match self {
            Self::CertificateExpired | Self::ChainExpired => CertificateProblem::Expired,
            Self::CertificateNotYetValid | Self::ChainNotYetValid => CertificateProblem::NotYetValid,
            Self::CertificateNameMismatch => CertificateProblem::NameMismatch,
            Self::CertificateSelfSigned => CertificateProblem::SelfSigned,
            Self::CertificateUnknownIssuer => CertificateProblem::UnknownIssuer,
            Self::CertificateIncompleteChain => CertificateProblem::IncompleteChain,
            Self::CertificateWeakKey => CertificateProblem::WeakKey,
            Self::CertificateWeakSignature => CertificateProblem::WeakSignature,
            Self::CertificateRevoked => CertificateProblem::Revoked,
            Self::CertificateMalformed | Self::ChainMalformed => CertificateProblem::Malformed,
            Self::TlsVersion => CertificateProblem::UnsupportedVersion,
            _ => return None,
        })
    }
}
