//! [`Fault`]: the closed list of what can be wrong on the way to a server.
//!
//! It is the hinge of the program: closed here, so that the compiler lists the work when one is added;
//! claimed by codes in `assets/codes/`, so that a code is a file. A fault carries no data: the numbers and
//! words that go with it are the [`Evidence`](super::Evidence) of the same name.

use serde::{Deserialize, Serialize};

use super::{CertificateProblem, EndpointOutcome, Level, Unknown};

/// For whom holds what was seen.
enum Sight {
    /// Office 365 meets the same.
    Everywhere,
    /// Office 365 may fare better, because it has what this program lacks.
    Perhaps,
    /// This machine could not look; to Office 365 it would look the same if it met it.
    Here,
    /// This machine could not look, which says nothing about what Office 365 would meet.
    HereAlone,
}

/// Whether the other side would still understand a QUIT.
#[derive(PartialEq, Eq)]
enum Talk {
    /// It speaks SMTP and waits for more.
    Open,
    /// There is no conversation, or it is gone, silent, or speaks something else.
    Over,
}

/// Everything that a fault is, a row each: its id; for whom it holds and, in brackets, what cannot be known of it
/// from here; how much it weighs at the most; whether a QUIT can be said after it; and how the row of an address that
/// ends in it is summed up (`None`: it is no end of a connection), with the problem of the certificate in brackets.
macro_rules! faults {
    ($(
        $(#[$doc:meta])*
        $name:ident = $id:literal:
        $sight:ident $(($unknown:ident))?, $level:ident, $talk:ident, $outcome:ident $(($problem:ident))?;
    )*) => {
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

            /// What a probe from here cannot know about it.
            pub fn unknown(self) -> Option<Unknown> {
                match self { $(Self::$name => faults!(@unknown $sight $($unknown)?),)* }
            }

            /// How much it weighs at the most: what is no more than a warning never stops the mail.
            pub fn level(self) -> Level {
                match self { $(Self::$name => Level::$level,)* }
            }

            /// How the row of an address that ends in this fault is summed up in JSON; `None` for what
            /// is no end of a connection (name look-ups, warnings).
            pub fn endpoint_outcome(self) -> Option<EndpointOutcome> {
                match self { $(Self::$name => faults!(@outcome $outcome),)* }
            }

            /// The certificate problem behind it. The contract has one word for the server's certificate and for
            /// those above it; the faults tell them apart, because other people mend them.
            pub fn problem(self) -> Option<CertificateProblem> {
                match self { $(Self::$name => faults!(@problem $outcome $($problem)?),)* }
            }

            fn sight(self) -> Sight {
                match self { $(Self::$name => Sight::$sight,)* }
            }

            fn talk(self) -> Talk {
                match self { $(Self::$name => Talk::$talk,)* }
            }
        }
    };
    (@unknown Perhaps) => { compile_error!("what Office 365 may do better is something unknown: Perhaps(…)") };
    (@unknown $sight:ident) => { None };
    (@unknown $sight:ident $unknown:ident) => { Some(Unknown::$unknown) };
    (@outcome None) => { None };
    (@outcome $outcome:ident) => { Some(EndpointOutcome::$outcome) };
    (@problem CertificateInvalid) => {
        compile_error!("which problem of the certificate is it? CertificateInvalid(…), or Unjudged if none is known")
    };
    (@problem CertificateInvalid Unjudged) => { None };
    (@problem $outcome:ident) => { None };
    (@problem $outcome:ident $problem:ident) => { Some(CertificateProblem::$problem) };
}

faults! {
    // --- names ---
    /// The resolver could not be used at all: silent, not there, or refusing every question. Ours.
    ResolverUnavailable = "resolver-unavailable": Here, Fault, Over, None;
    /// NXDOMAIN: the name does not exist (RFC 1035 section 4.1.1, RFC 2308).
    DnsNxDomain = "dns-nx-domain": Everywhere, Fault, Over, None;
    /// NXDOMAIN from a zone above the domain: it is not delegated any more, so perhaps expired.
    DnsNotDelegated = "dns-not-delegated": Everywhere, Fault, Over, None;
    /// NODATA: the name exists and has no record of the kind asked for (RFC 2308 section 2.2).
    DnsNoData = "dns-no-data": Everywhere, Fault, Over, None;
    /// SERVFAIL, or another code that says so: the resolver could not get an answer.
    DnsServFail = "dns-serv-fail": Everywhere, Fault, Over, None;
    /// SERVFAIL that goes away with checking disabled: DNSSEC validation fails (RFC 4035 section 5.5).
    DnsDnssecBogus = "dns-dnssec-bogus": Everywhere, Fault, Over, None;
    /// REFUSED for this name.
    DnsRefused = "dns-refused": Everywhere, Fault, Over, None;
    /// No answer for this name in time, from a resolver that answers others.
    DnsTimedOut = "dns-timed-out": Everywhere, Fault, Over, None;
    /// An answer that is no DNS message, or belongs to another question.
    DnsMalformed = "dns-malformed": Everywhere, Fault, Over, None;
    /// A chain of CNAME records that comes back to itself, or is longer than resolvers follow.
    DnsLoop = "dns-loop": Everywhere, Fault, Over, None;
    /// The delegation is broken: name servers that are missing or do not serve the zone. A warning where others do.
    DnsLame = "dns-lame": Everywhere, Fault, Over, None;
    /// Every name server of the zone is silent from here, though the resolver answers. Told only: many
    /// networks let only their resolver ask, and each of their checks would be a warning.
    DnsAuthoritySilent = "dns-authority-silent": Everywhere, Info, Over, None;
    /// The name servers of the zone have different data.
    DnsServersDiffer = "dns-servers-differ": Everywhere, Warning, Over, None;
    /// The resolver failed at first and answered when it was asked again.
    DnsUnsteady = "dns-unsteady": Everywhere, Warning, Over, None;
    /// Addresses of one family are there, and the question for the other had no answer that says whether there are any.
    DnsHalfAnswered = "dns-half-answered": Everywhere, Warning, Over, None;
    /// Addresses that only a network inside can reach: Office 365 may get others (split DNS). A warning beside public ones.
    DnsPrivateAddress = "dns-private-address": Perhaps(PublicAddress), Fault, Over, None;
    /// An address record holds what is no host's address: 0.0.0.0, multicast, broadcast and the like (RFC 6890).
    DnsNullAddress = "dns-null-address": Everywhere, Fault, Over, None;
    /// An MX record names a host without addresses.
    MxTargetMissing = "mx-target-missing": Everywhere, Fault, Over, None;
    /// An MX record holds an IP address where a name must stand (RFC 1035 section 3.3.9).
    MxTargetAddress = "mx-target-address": Everywhere, Fault, Over, None;
    /// An MX record names an alias (RFC 2181 section 10.3 forbids it).
    MxTargetAlias = "mx-target-alias": Everywhere, Warning, Over, None;
    /// Several CNAME records at one name (RFC 2181 section 10.1 forbids it): each resolver follows one of them.
    SeveralAliases = "several-aliases": Everywhere, Warning, Over, None;
    /// A null MX: the domain says that it accepts no mail (RFC 7505).
    NullMx = "null-mx": Everywhere, Fault, Over, None;
    /// A null MX beside other MX records, which RFC 7505 section 3 forbids: whoever meets it may take it for either.
    NullMxBeside = "null-mx-beside": Everywhere, Warning, Over, None;
    /// The resolver still holds other data than the authoritative servers.
    DnsOutdated = "dns-outdated": Everywhere, Warning, Over, None;
    /// Two resolvers give different answers (split horizon).
    DnsSplit = "dns-split": Everywhere, Warning, Over, None;
    // --- connecting ---
    /// The connector names an address that Office 365 can never reach (RFC 6890); nothing is connected to.
    SmartHostNotPublic = "smart-host-not-public": Everywhere, Fault, Over, Unreachable;
    /// No answer to the connection attempt in time.
    TcpTimedOut = "tcp-timed-out": Everywhere, Fault, Over, TimedOut;
    /// Refused: a reset on connect.
    TcpRefused = "tcp-refused": Everywhere(RefusalSource), Fault, Over, Refused;
    /// Refused by ICMP from another host: port unreachable or administratively prohibited.
    TcpProhibited = "tcp-prohibited": Everywhere, Fault, Over, Refused;
    /// ICMP from another host: host or network unreachable.
    TcpUnreachable = "tcp-unreachable": Everywhere, Fault, Over, Unreachable;
    /// The IPv6 addresses of a preference fail and the IPv4 ones do not; Exchange Online tries IPv6 first.
    Ipv6Fails = "ipv6-fails": Everywhere, Warning, Over, None;
    /// This machine has no route to the address, or does not speak its family. Ours.
    LocalNoRoute = "local-no-route": HereAlone, Fault, Over, Local;
    /// This machine may not connect: a local firewall or permission. Ours.
    LocalPermission = "local-permission": HereAlone, Fault, Over, Local;
    /// This machine has no descriptors, ports or memory left. Ours.
    LocalResources = "local-resources": HereAlone, Fault, Over, Local;
    /// This process was stopped (Ctrl-Z, SIGSTOP) while it waited, so a limit that passed says nothing. Ours.
    LocalStopped = "local-stopped": HereAlone, Fault, Over, Local;
    /// Every connection was silent, the control connection too: the port is blocked from here. Ours.
    OutboundBlocked = "outbound-blocked": Here, Fault, Over, Local;
    // --- SMTP ---
    /// The greeting came late, but within the time limit.
    GreetingLate = "greeting-late": Everywhere, Warning, Open, None;
    /// The greeting is a 4xx or 5xx reply (RFC 5321 section 3.1).
    GreetingRejected = "greeting-rejected": Everywhere, Fault, Open, Rejected;
    /// The first bytes are not SMTP: HTTP, SSH, TLS, or something unknown.
    NotSmtp = "not-smtp": Everywhere, Fault, Over, ProtocolError;
    /// The greeting is masked with asterisks: an inspecting firewall.
    GreetingMasked = "greeting-masked": Everywhere, Warning, Open, None;
    /// A reply that does not end, or breaks the syntax of RFC 5321 section 4.2.
    ReplyMalformed = "reply-malformed": Everywhere, Fault, Over, ProtocolError;
    /// A line of a reply ends in LF alone, which is no end of a line in SMTP (RFC 5321 section 2.3.8); some clients wait
    /// for the rest of it.
    BareLineFeed = "bare-line-feed": Everywhere, Warning, Open, None;
    /// A line of a reply has a CR in it that ends no line (RFC 5321 section 2.3.8), or a NUL, which is none of its
    /// characters (section 4.2); some clients go on reading behind it, and some end the line there.
    StrayCharacter = "stray-character": Everywhere, Warning, Open, None;
    /// A reply that nobody asked for, or that does not belong to what was asked: replies and commands are out of step.
    ReplyUnasked = "reply-unasked": Everywhere, Fault, Open, ProtocolError;
    /// A reply of legal lines that does not end: more of them, or slower, than a person would wait for.
    ReplyEndless = "reply-endless": Everywhere, Fault, Over, ProtocolError;
    /// EHLO (and HELO after it) is refused.
    EhloRejected = "ehlo-rejected": Everywhere(GreetingName), Fault, Open, Rejected;
    /// EHLO is refused and HELO accepted: no TLS is possible. A warning where TLS is not required.
    EhloUnsupported = "ehlo-unsupported": Everywhere, Fault, Open, TlsUnavailable;
    /// Keywords of the EHLO reply are overwritten (`XXXXXXXA`): an inspecting firewall.
    EhloMasked = "ehlo-masked": Everywhere, Warning, Open, None;
    /// TLS is required and STARTTLS is not offered.
    StartTlsMissing = "starttls-missing": Everywhere, Fault, Open, TlsUnavailable;
    /// TLS is required, and an inspecting firewall overwrote the offer of STARTTLS.
    StartTlsMasked = "starttls-masked": Everywhere, Fault, Open, TlsUnavailable;
    /// STARTTLS is offered and then refused.
    StartTlsRejected = "starttls-rejected": Everywhere, Fault, Open, TlsUnavailable;
    /// Bytes in clear arrived behind the answer to STARTTLS (RFC 3207 section 6). The other side believes that TLS
    /// begins: nothing more can be said in clear.
    StartTlsInjected = "starttls-injected": Everywhere, Fault, Over, ProtocolError;
    /// EHLO inside TLS is refused.
    EhloTlsRejected = "ehlo-tls-rejected": Everywhere(GreetingName), Fault, Open, Rejected;
    // --- cut or silent, at any stage after the connection ---
    /// The other side closed the connection (FIN).
    Closed = "closed": Everywhere, Fault, Over, Closed;
    /// The other side reset the connection (RST).
    Reset = "reset": Everywhere, Fault, Over, Closed;
    /// The other side went silent until the time limit.
    Silent = "silent": Everywhere(Patience), Fault, Over, Closed;
    /// Only small packets of the server get through (RFC 1191, RFC 8201): told beside the silence that it causes.
    PathMtu = "path-mtu": Everywhere, Warning, Over, None;
    // --- TLS ---
    /// No TLS version in common: the server speaks 1.1 or older only.
    TlsVersion = "tls-version": Everywhere, Fault, Over, TlsFailed(UnsupportedVersion);
    /// No cipher suite in common.
    TlsCipher = "tls-cipher": Everywhere, Fault, Over, TlsFailed;
    /// The handshake is refused with another alert (RFC 8446 section 6).
    TlsAlert = "tls-alert": Everywhere, Fault, Over, TlsFailed;
    /// Plain text came where TLS should be.
    TlsPlaintext = "tls-plaintext": Everywhere, Fault, Over, TlsFailed;
    /// The handshake breaks the rules of TLS.
    TlsMalformed = "tls-malformed": Everywhere, Fault, Over, TlsFailed;
    /// The server signs the handshake with another key than its certificate's.
    TlsKeyMismatch = "tls-key-mismatch": Everywhere, Fault, Over, TlsFailed;
    /// The server demands a client certificate. Exchange Online has one, this program has none: not known.
    TlsClientCertificate = "tls-client-certificate": Perhaps(ClientCertificate), Fault, Over, TlsFailed;
    /// The server wants what this program lacks and Exchange Online is documented to have: not known.
    TlsUnsupportedHere = "tls-unsupported-here": Perhaps(CipherSuite), Fault, Over, TlsFailed;
    /// The handshake fails at something that this program's library does not take and others do: not known.
    TlsLimitHere = "tls-limit-here": Perhaps(TlsLimit), Fault, Over, TlsFailed;
    // --- the certificate ---
    /// It ended before now.
    CertificateExpired = "certificate-expired": Everywhere, Fault, Open, CertificateInvalid(Expired);
    /// It begins after now.
    CertificateNotYetValid = "certificate-not-yet-valid": Everywhere, Fault, Open, CertificateInvalid(NotYetValid);
    /// None of its names is the one wanted.
    CertificateNameMismatch = "certificate-name-mismatch": Everywhere, Fault, Open, CertificateInvalid(NameMismatch);
    /// It signed itself.
    CertificateSelfSigned = "certificate-self-signed": Everywhere, Fault, Open, CertificateInvalid(SelfSigned);
    /// It leads to no root that is trusted here.
    CertificateUnknownIssuer = "certificate-unknown-issuer": Everywhere, Fault, Open, CertificateInvalid(UnknownIssuer);
    /// An intermediate certificate was not sent; Exchange Online fetches none.
    CertificateIncompleteChain = "certificate-incomplete-chain": Everywhere, Fault, Open, CertificateInvalid(IncompleteChain);
    /// A key too short: RSA under 2048 bits, EC under 256.
    CertificateWeakKey = "certificate-weak-key": Everywhere, Fault, Open, CertificateInvalid(WeakKey);
    /// Signed with SHA-1, MD5 or older.
    CertificateWeakSignature = "certificate-weak-signature": Everywhere, Fault, Open, CertificateInvalid(WeakSignature);
    /// Revoked, as a stapled answer says.
    CertificateRevoked = "certificate-revoked": Everywhere, Fault, Open, CertificateInvalid(Revoked);
    /// It cannot be read, is not meant for servers, or its signature is wrong.
    CertificateMalformed = "certificate-malformed": Everywhere, Fault, Open, CertificateInvalid(Malformed);
    /// It has something that this program's library does not take and others do: not known.
    CertificateUnsupportedHere = "certificate-unsupported-here": Perhaps(Certificate), Fault, Open, CertificateInvalid(Unjudged);
    /// An authority's certificate between it and its root ended before now.
    ChainExpired = "chain-expired": Everywhere, Fault, Open, CertificateInvalid(Expired);
    /// An authority's certificate between it and its root begins after now.
    ChainNotYetValid = "chain-not-yet-valid": Everywhere, Fault, Open, CertificateInvalid(NotYetValid);
    /// An authority's certificate between it and its root cannot be read, or may not vouch for it.
    ChainMalformed = "chain-malformed": Everywhere, Fault, Open, CertificateInvalid(Malformed);
    /// It ends within 30 days.
    CertificateEndsSoon = "certificate-ends-soon": Everywhere, Warning, Open, None;
    /// An authority's certificate between it and its root ends within 30 days.
    ChainEndsSoon = "chain-ends-soon": Everywhere, Warning, Open, None;
    /// The chain was sent in the wrong order.
    ChainOrder = "chain-order": Everywhere, Warning, Open, None;
    /// No RSA key but an elliptic one: no such suite is on the documented list of Exchange Online.
    CertificateEcdsaOnly = "certificate-ecdsa-only": Everywhere, Warning, Open, None;
    /// No trusted roots were found here, so trust cannot be judged. Ours.
    NoRoots = "no-roots": HereAlone, Fault, Open, Local;
    /// Repeated connections to one address met different servers.
    SampleDiffers = "sample-differs": Everywhere, Warning, Open, None;
}

impl Fault {
    /// Whether this machine could not look: never the destination's fault.
    pub fn is_local(self) -> bool {
        match self.sight() {
            Sight::Here | Sight::HereAlone => true,
            Sight::Everywhere | Sight::Perhaps => false,
        }
    }

    /// Whether Exchange Online may fare better than this program: the verdict is then inconclusive.
    pub fn is_unknowable(self) -> bool {
        match self.sight() {
            Sight::Perhaps | Sight::Here | Sight::HereAlone => true,
            Sight::Everywhere => false,
        }
    }

    /// Whether Office 365 would report a code for what was seen. Trouble of this machine alone says nothing about
    /// what it would meet; a silent resolver or port still looks as it would look to Office 365.
    pub fn tells_code(self) -> bool {
        match self.sight() {
            Sight::Everywhere | Sight::Perhaps | Sight::Here => true,
            Sight::HereAlone => false,
        }
    }

    /// Whether the other side would still understand a QUIT: one that is gone, silent, or speaks no SMTP would not.
    pub fn can_be_told_goodbye(self) -> bool {
        self.talk() == Talk::Open
    }

    /// Whether it is met before a connection stands; Exchange Online then tries another address.
    pub fn is_before_connection(self) -> bool {
        self.endpoint_outcome().is_some_and(|outcome| match outcome {
            EndpointOutcome::TimedOut
            | EndpointOutcome::Refused
            | EndpointOutcome::Unreachable
            | EndpointOutcome::Local => true,
            EndpointOutcome::Healthy
            | EndpointOutcome::Rejected
            | EndpointOutcome::TlsUnavailable
            | EndpointOutcome::Closed
            | EndpointOutcome::CertificateInvalid
            | EndpointOutcome::TlsFailed
            | EndpointOutcome::ProtocolError
            | EndpointOutcome::NotTried => false,
        })
    }
}
