//! [`Evidence`]: what was seen, with its numbers and the other side's own words.
//!
//! Rendering needs no code per variant: the message is `evidence-<id>` and its arguments are the fields.
//! A field that ends in `_ms` is passed to the message as a worded duration, one that ends in `_at` as a date,
//! both without that ending; a list as its items joined by commas; `days`, `count` and other whole numbers
//! as numbers; all else as text. What is not there is passed as `none`, a truth value as `yes` or `no`, and
//! messages select on these and on the words of our own enums.

use std::net::IpAddr;

use jiff::Timestamp;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error as _},
};
use serde_json::{Map, Value};

use super::{
    AddressKind, CertificateFlaw, CertificateLimit, DnsOutcome, Domain, EndpointOutcome, Fault, Host, RecordType,
    Stage, TlsLimit, WireText,
};

/// The enum as it stands, and its reader: field by field, by one function for each type of a field. That of the derive has
/// a visitor for each variant, 300 kB in all.
macro_rules! read_by_field {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$of_variant:meta])* $variant:ident $( { $( $(#[$of_field:meta])* $field:ident: $type:ty ),* $(,)? } )? ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        pub enum $name {
            $( $(#[$of_variant])* $variant $( { $( $(#[$of_field])* $field: $type ),* } )? ),*
        }

        impl $name {
            fn read(mut fields: Map<String, Value>) -> Result<Self, serde_json::Error> {
                let id: String = part(&mut fields, "id")?;
                match variant_of(&id).as_str() {
                    $( stringify!($variant) => Ok(Self::$variant {
                        $( $( $field: part(&mut fields, stringify!($field))? ),* )?
                    }), )*
                    _ => Err(serde_json::Error::custom(format_args!("no evidence {id}"))),
                }
            }
        }
    };
}

/// A field by its name; one that is not there is as null.
#[inline(never)]
fn part<T: DeserializeOwned>(fields: &mut Map<String, Value>, name: &str) -> Result<T, serde_json::Error> {
    T::deserialize(fields.remove(name).unwrap_or_default())
}

/// The variant that is written under that id.
fn variant_of(id: &str) -> String {
    let words = id.strip_prefix("starttls-").map_or_else(|| id.to_owned(), |rest| format!("start-tls-{rest}"));
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
    };
    words.split('-').map(capital).collect()
}

impl<'de> Deserialize<'de> for Evidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(Map::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

read_by_field! {
/// One fact of a run. `id` in JSON and in messages is the kebab-case name; where it is wrong, that is
/// also the id of the [`Fault`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "id", rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "the variants are documented at the Fault of the same name, the fields by their names and types"
)]
pub enum Evidence {
    // --- names ---
    /// Records were found.
    Records {
        name: Domain,
        record: RecordType,
        records: Vec<WireText>,
        elapsed_ms: u64,
        server: String,
    },
    /// The name is an alias (CNAME): the names it led through, itself first, and the name at the end.
    DnsAlias {
        name: Domain,
        aliases: Vec<WireText>,
        end: Domain,
        server: String,
    },
    /// No MX: the name's own addresses are used (RFC 5321 section 5.1).
    ImplicitMx {
        name: Domain,
        server: String,
    },
    ResolverUnavailable {
        server: String,
        answer: ResolverAnswer,
    },
    DnsNxDomain {
        name: Domain,
        record: RecordType,
        server: String,
    },
    DnsNotDelegated {
        name: Domain,
        zone: Domain,
        server: String,
    },
    DnsNoData {
        name: Domain,
        server: String,
    },
    /// `rcode` is the IANA name of the response code (RFC 6895 section 2.3); `servers` are the zone's own that were
    /// asked the same, and `current` what they have.
    DnsServFail {
        name: Domain,
        record: RecordType,
        server: String,
        rcode: String,
        detail: Option<WireText>,
        authority: AuthorityAnswer,
        servers: Vec<WireText>,
        current: Vec<WireText>,
    },
    DnsDnssecBogus {
        name: Domain,
        record: RecordType,
        server: String,
        detail: Option<WireText>,
    },
    /// `answers_others`: it gave the records of another question, or that there are none.
    DnsRefused {
        name: Domain,
        record: RecordType,
        server: String,
        rcode: String,
        #[serde(default)]
        answers_others: bool,
    },
    /// `cut`: over UDP came an answer that was cut, and over TCP nothing.
    DnsTimedOut {
        name: Domain,
        record: RecordType,
        server: String,
        waited_ms: u64,
        cut: bool,
        #[serde(default)]
        answers_others: bool,
    },
    /// `cut`: over UDP came an answer that was cut, and it could not be had over TCP.
    DnsMalformed {
        name: Domain,
        record: RecordType,
        server: String,
        cut: bool,
    },
    /// `circle`: the chain comes back to itself; else it was given up after `count` aliases.
    DnsLoop {
        name: Domain,
        aliases: Vec<WireText>,
        server: String,
        circle: bool,
        count: u64,
    },
    /// `servers` are all that do not answer for the zone, the lists behind it say in which way; `answering` those
    /// that do.
    DnsLame {
        name: Domain,
        zone: Domain,
        servers: Vec<WireText>,
        refusing: Vec<WireText>,
        failing: Vec<WireText>,
        silent: Vec<WireText>,
        missing: Vec<WireText>,
        answering: Vec<WireText>,
    },
    /// A resolver answers; `servers`, all that the zone has, are silent.
    DnsAuthoritySilent {
        zone: Domain,
        servers: Vec<WireText>,
        server: String,
    },
    /// Two servers of the zone.
    DnsServersDiffer {
        name: Domain,
        record: RecordType,
        server: String,
        records: Vec<WireText>,
        other: String,
        others: Vec<WireText>,
    },
    /// What it answered at first.
    DnsUnsteady {
        name: Domain,
        record: RecordType,
        server: String,
        rcode: String,
        detail: Option<WireText>,
    },
    /// `other` is the kind of record that was found.
    DnsHalfAnswered {
        name: Domain,
        record: RecordType,
        other: RecordType,
        server: String,
        outcome: DnsOutcome,
        waited_ms: u64,
    },
    /// There was no time to ask for it, or less than an answer is given: many questions of this program were before it.
    /// `record`: none for the addresses of either family.
    DnsNotAsked {
        name: Domain,
        record: Option<RecordType>,
    },
    /// `all`: the name has no other address.
    DnsPrivateAddress {
        name: Domain,
        records: Vec<WireText>,
        kind: AddressKind,
        all: bool,
        server: String,
    },
    DnsNullAddress {
        name: Domain,
        record: RecordType,
        records: Vec<WireText>,
        server: String,
    },
    MxTargetMissing {
        name: Domain,
        target: Domain,
        server: String,
    },
    MxTargetAddress {
        name: Domain,
        target: WireText,
        /// Whether it is an address; else something else that no host can be called.
        is_address: bool,
        server: String,
    },
    MxTargetAlias {
        name: Domain,
        target: Domain,
        aliases: Vec<WireText>,
        server: String,
    },
    SeveralAliases {
        name: WireText,
        aliases: Vec<WireText>,
        server: String,
    },
    NullMx {
        name: Domain,
        server: String,
    },
    NullMxBeside {
        name: Domain,
        server: String,
    },
    /// `missing`: the server still denies the name itself, which is there by now.
    DnsOutdated {
        name: Domain,
        record: RecordType,
        server: String,
        cached: Vec<WireText>,
        authoritative: String,
        current: Vec<WireText>,
        ttl_ms: u64,
        missing: bool,
    },
    /// `missing` is the server that denies the name itself, where only one of them does.
    DnsSplit {
        name: Domain,
        record: RecordType,
        server: String,
        records: Vec<WireText>,
        other: String,
        others: Vec<WireText>,
        missing: Option<String>,
    },
    // --- connecting ---
    SmartHostNotPublic {
        ip: IpAddr,
        kind: AddressKind,
    },
    /// What is probed is this machine itself, outside of the training lab.
    Loopback {},
    /// The connection stands.
    Connected {
        from: Option<IpAddr>,
        elapsed_ms: u64,
    },
    /// Named by the connector, and without a dot.
    SingleLabel {
        name: Domain,
    },
    /// Named by the connector as its smart host, and of Office 365 itself.
    SmartHostOffice365 {
        name: Domain,
    },
    TcpTimedOut {
        waited_ms: u64,
    },
    TcpRefused {
        elapsed_ms: u64,
    },
    TcpProhibited {
        by: IpAddr,
    },
    TcpUnreachable {
        by: Option<IpAddr>,
    },
    /// Told by what a run shows as a whole, not by an address.
    Ipv6Fails {
        failing: Vec<IpAddr>,
        working: Vec<IpAddr>,
    },
    LocalNoRoute {
        error: String,
    },
    LocalPermission {
        error: String,
    },
    LocalResources {
        error: String,
    },
    LocalStopped {
        stopped_ms: u64,
    },
    OutboundBlocked {
        control: String,
        port: String,
        /// Whether the control connection was refused; else it had no answer.
        refused: bool,
    },
    /// The control connection answered, so the port gets out of here.
    ControlAnswered {
        control: String,
    },
    /// Another port than 25 was probed; Office 365 always uses 25.
    OtherPort {
        port: String,
    },
    /// So many addresses were not tried, after `limit` that were: one of those could be connected to, or they are as
    /// many as get a row.
    NotTried {
        count: u64,
        limit: u64,
    },
    /// Addresses were not tried because the time of the connector would have been over before theirs was.
    OutOfTime {
        count: u64,
        total_ms: u64,
    },
    /// The address was asked as often as one is in a run, for other names that lead to it. What it does for this one is
    /// not known.
    NotAskedAgain {
        count: u64,
    },
    // --- SMTP ---
    GreetingLate {
        waited_ms: u64,
    },
    GreetingRejected {
        reply: WireText,
        status: String,
    },
    NotSmtp {
        kind: ServiceKind,
        received: WireText,
    },
    GreetingMasked {
        received: WireText,
    },
    ReplyMalformed {
        at: Stage,
        received: WireText,
    },
    /// The first line that ended so at the address.
    BareLineFeed {
        at: Stage,
        received: WireText,
    },
    /// The first line at the address with one in it. `character`: `CR`, `NUL`, or the number of another, as `U+001B`.
    StrayCharacter {
        at: Stage,
        character: String,
        received: WireText,
    },
    /// The stage is that of the command which it would have been taken to answer.
    ReplyUnasked {
        at: Stage,
        received: WireText,
        status: String,
        /// Whether it came before its turn; else in its turn, as the answer to something else.
        early: bool,
    },
    /// The lines are legal and the last one does not come; the latest of what did.
    ReplyEndless {
        at: Stage,
        elapsed_ms: u64,
        /// Whole lines that had come.
        lines: u64,
        received: WireText,
    },
    EhloRejected {
        reply: WireText,
        status: String,
    },
    /// The server refuses an address where Office 365 greets with a name, which was tried too.
    EhloName {
        /// The address that was refused, as it was said.
        address: WireText,
        reply: WireText,
        name: WireText,
        /// Whether it takes the name.
        accepted: bool,
    },
    EhloUnsupported {
        reply: WireText,
    },
    /// The server takes messages of so many octets at the most (RFC 1870), and every server must take 64 KiB (RFC 5321
    /// section 4.5.3.1.7).
    SizeSmall {
        octets: u64,
    },
    EhloMasked {
        keyword: WireText,
    },
    #[serde(rename = "starttls-missing")]
    StartTlsMissing {
        keywords: Vec<WireText>,
    },
    #[serde(rename = "starttls-masked")]
    StartTlsMasked {
        keyword: WireText,
    },
    /// STARTTLS is not offered and TLS not required: mail goes in clear.
    PlainText {},
    #[serde(rename = "starttls-rejected")]
    StartTlsRejected {
        reply: WireText,
        status: String,
    },
    #[serde(rename = "starttls-injected")]
    StartTlsInjected {
        received: WireText,
    },
    EhloTlsRejected {
        reply: WireText,
        status: String,
    },
    Closed {
        at: Stage,
        elapsed_ms: u64,
        last: Option<WireText>,
    },
    Reset {
        at: Stage,
        elapsed_ms: u64,
        last: Option<WireText>,
    },
    Silent {
        at: Stage,
        waited_ms: u64,
        /// What had come of the reply by then.
        partial: Option<WireText>,
        /// Whether the wait ended because the time for the address as a whole was over.
        spent: bool,
    },
    /// A second connection with small segments was answered where one with large segments was not.
    PathMtu {},
    // --- TLS ---
    TlsVersion {
        offered: Option<String>,
    },
    TlsCipher {
        alert: String,
    },
    TlsAlert {
        alert: String,
    },
    TlsPlaintext {
        received: WireText,
    },
    TlsMalformed {
        error: WireText,
    },
    TlsKeyMismatch {},
    TlsClientCertificate {},
    TlsUnsupportedHere {
        detail: String,
    },
    TlsLimitHere {
        limit: TlsLimit,
        /// What the server answered to this program's hello with.
        alert: Option<String>,
        /// What it has instead, as its answer to another hello shows.
        offered: Option<String>,
    },
    // --- the certificate ---
    CertificateExpired {
        not_after_at: Timestamp,
        days: u64,
    },
    CertificateNotYetValid {
        not_before_at: Timestamp,
        days: u64,
    },
    CertificateNameMismatch {
        wanted: String,
        presented: Vec<WireText>,
        common_name_only: bool,
    },
    CertificateSelfSigned {
        subject: WireText,
    },
    /// `root_sent`: the chain goes up to a root, which is the issuer; nothing of it is missing.
    CertificateUnknownIssuer {
        issuer: WireText,
        root_sent: bool,
    },
    CertificateIncompleteChain {
        issuer: WireText,
    },
    CertificateWeakKey {
        subject: WireText,
        key: String,
    },
    CertificateWeakSignature {
        subject: WireText,
        signature: String,
    },
    CertificateRevoked {
        subject: WireText,
    },
    CertificateMalformed {
        subject: WireText,
        flaw: CertificateFlaw,
    },
    CertificateUnsupportedHere {
        limit: CertificateLimit,
    },
    ChainExpired {
        subject: WireText,
        not_after_at: Timestamp,
        days: u64,
        sha1: String,
    },
    ChainNotYetValid {
        subject: WireText,
        not_before_at: Timestamp,
        days: u64,
        sha1: String,
    },
    /// Its place (`#2`) instead of a subject where it cannot be read; no thumbprint where it was not sent: the root's.
    ChainMalformed {
        subject: WireText,
        flaw: CertificateFlaw,
        sha1: Option<String>,
    },
    CertificateEndsSoon {
        not_after_at: Timestamp,
        days: u64,
    },
    ChainEndsSoon {
        subject: WireText,
        not_after_at: Timestamp,
        days: u64,
        sha1: String,
    },
    ChainOrder {},
    /// The certificate asks for a stapled answer with it (RFC 7633), and the server gave none.
    StapleMissing {
        subject: WireText,
    },
    /// `key`: its kind, which need not be ECDSA: `EC 256`, `Ed25519`.
    CertificateEcdsaOnly {
        key: String,
    },
    NoRoots {
        errors: Vec<WireText>,
    },
    /// The certificate is accepted: what it is and how long it lasts.
    CertificateAccepted {
        subject: WireText,
        not_after_at: Timestamp,
        days: u64,
    },
    /// The thumbprint, to compare with the one in a report.
    Thumbprint {
        sha1: String,
    },
    // --- the address as a whole ---
    /// Every stage passed.
    Healthy {
        elapsed_ms: u64,
        tls: Option<String>,
    },
    /// QUIT had another answer than the 221 that RFC 5321 section 4.1.1.10 demands, or none.
    QuitAnswered {
        answer: QuitAnswer,
        received: Option<WireText>,
        waited_ms: u64,
    },
    SampleDiffers {
        count: u64,
        total: u64,
        what: SampleDifference,
    },
    /// Fewer connections were made than were asked for (`--samples`): more would have taken longer than one address is
    /// given, or have asked it more often than is done in a run. What they would have met is not known.
    SamplesLeftOut {
        made: u64,
        asked: u64,
    },
    // --- the report against what is seen ---
    /// The reported thumbprint is not the one seen here: another device or a second server.
    ReportThumbprintDiffers {
        reported: WireText,
        seen: String,
    },
    /// The reported thumbprint is the one seen here.
    ReportThumbprintSame {
        reported: WireText,
    },
    /// The reported address is none of those the name has now: old DNS data or a wrong smart host.
    ReportAddressDiffers {
        reported: IpAddr,
        current: Vec<IpAddr>,
    },
    /// The reported server is not of this connector.
    ReportServerDiffers {
        reported: WireText,
        expected: Vec<Host>,
    },
    /// The report is older than the retry window: history.
    ReportOld {
        reported_at: Timestamp,
        days: u64,
    },
}
}

/// What kind of server speaks where SMTP was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "protocol names")]
pub enum ServiceKind {
    Http,
    Ssh,
    Tls,
    Ftp,
    Pop3,
    Imap,
    Unknown,
}

/// How a resolver failed as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResolverAnswer {
    /// It left questions without an answer: the one that `. NS` was asked for, and that.
    Silent,
    /// Nothing listens there.
    Absent,
    /// It refused.
    Refuses,
    /// This machine has no route to it.
    Unroutable,
    /// This system names no resolver.
    None,
}

/// What the name servers of a zone say to the question at which a resolver failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthorityAnswer {
    /// They were not found, or it could not be told.
    Unknown,
    /// They answer it well: the resolver fails alone.
    Answers,
    /// They fail too.
    Fails,
    /// They are silent from here too.
    Silent,
}

/// What came on QUIT where 221 should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuitAnswer {
    /// Something else.
    Other,
    /// Something without an end.
    Unended,
    /// The end of the connection.
    Closed,
    /// Nothing in the time that it is waited for.
    Silent,
}

/// What differed between repeated connections to one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SampleDifference {
    /// The certificate.
    Certificate,
    /// The outcome: some connections failed.
    Outcome,
    /// The greeting's host name.
    Greeting,
}

/// What a piece of evidence is: that of a fault, or plain information of that id.
enum Kind {
    Wrong(Fault),
    Told(&'static str),
}

impl Evidence {
    fn kind(&self) -> Kind {
        match self {
            Self::Records { .. } => Kind::Told("records"),
            Self::DnsAlias { .. } => Kind::Told("dns-alias"),
            Self::ImplicitMx { .. } => Kind::Told("implicit-mx"),
            Self::ResolverUnavailable { .. } => Kind::Wrong(Fault::ResolverUnavailable),
            Self::DnsNxDomain { .. } => Kind::Wrong(Fault::DnsNxDomain),
            Self::DnsNotDelegated { .. } => Kind::Wrong(Fault::DnsNotDelegated),
            Self::DnsNoData { .. } => Kind::Wrong(Fault::DnsNoData),
            Self::DnsServFail { .. } => Kind::Wrong(Fault::DnsServFail),
            Self::DnsDnssecBogus { .. } => Kind::Wrong(Fault::DnsDnssecBogus),
            Self::DnsRefused { .. } => Kind::Wrong(Fault::DnsRefused),
            Self::DnsTimedOut { .. } => Kind::Wrong(Fault::DnsTimedOut),
            Self::DnsMalformed { .. } => Kind::Wrong(Fault::DnsMalformed),
            Self::DnsLoop { .. } => Kind::Wrong(Fault::DnsLoop),
            Self::DnsLame { .. } => Kind::Wrong(Fault::DnsLame),
            Self::DnsAuthoritySilent { .. } => Kind::Wrong(Fault::DnsAuthoritySilent),
            Self::DnsServersDiffer { .. } => Kind::Wrong(Fault::DnsServersDiffer),
            Self::DnsUnsteady { .. } => Kind::Wrong(Fault::DnsUnsteady),
            Self::DnsHalfAnswered { .. } => Kind::Wrong(Fault::DnsHalfAnswered),
            Self::DnsNotAsked { .. } => Kind::Told("dns-not-asked"),
            Self::DnsPrivateAddress { .. } => Kind::Wrong(Fault::DnsPrivateAddress),
            Self::DnsNullAddress { .. } => Kind::Wrong(Fault::DnsNullAddress),
            Self::MxTargetMissing { .. } => Kind::Wrong(Fault::MxTargetMissing),
            Self::MxTargetAddress { .. } => Kind::Wrong(Fault::MxTargetAddress),
            Self::MxTargetAlias { .. } => Kind::Wrong(Fault::MxTargetAlias),
            Self::SeveralAliases { .. } => Kind::Wrong(Fault::SeveralAliases),
            Self::NullMx { .. } => Kind::Wrong(Fault::NullMx),
            Self::NullMxBeside { .. } => Kind::Wrong(Fault::NullMxBeside),
            Self::DnsOutdated { .. } => Kind::Wrong(Fault::DnsOutdated),
            Self::DnsSplit { .. } => Kind::Wrong(Fault::DnsSplit),
            Self::SmartHostNotPublic { .. } => Kind::Wrong(Fault::SmartHostNotPublic),
            Self::Loopback {} => Kind::Told("loopback"),
            Self::SingleLabel { .. } => Kind::Told("single-label"),
            Self::SmartHostOffice365 { .. } => Kind::Told("smart-host-office365"),
            Self::Connected { .. } => Kind::Told("connected"),
            Self::TcpTimedOut { .. } => Kind::Wrong(Fault::TcpTimedOut),
            Self::TcpRefused { .. } => Kind::Wrong(Fault::TcpRefused),
            Self::TcpProhibited { .. } => Kind::Wrong(Fault::TcpProhibited),
            Self::TcpUnreachable { .. } => Kind::Wrong(Fault::TcpUnreachable),
            Self::Ipv6Fails { .. } => Kind::Wrong(Fault::Ipv6Fails),
            Self::LocalNoRoute { .. } => Kind::Wrong(Fault::LocalNoRoute),
            Self::LocalPermission { .. } => Kind::Wrong(Fault::LocalPermission),
            Self::LocalResources { .. } => Kind::Wrong(Fault::LocalResources),
            Self::LocalStopped { .. } => Kind::Wrong(Fault::LocalStopped),
            Self::OutboundBlocked { .. } => Kind::Wrong(Fault::OutboundBlocked),
            Self::ControlAnswered { .. } => Kind::Told("control-answered"),
            Self::OtherPort { .. } => Kind::Told("other-port"),
            Self::NotTried { .. } => Kind::Told("not-tried"),
            Self::OutOfTime { .. } => Kind::Told("out-of-time"),
            Self::NotAskedAgain { .. } => Kind::Told("not-asked-again"),
            Self::GreetingLate { .. } => Kind::Wrong(Fault::GreetingLate),
            Self::GreetingRejected { .. } => Kind::Wrong(Fault::GreetingRejected),
            Self::NotSmtp { .. } => Kind::Wrong(Fault::NotSmtp),
            Self::GreetingMasked { .. } => Kind::Wrong(Fault::GreetingMasked),
            Self::ReplyMalformed { .. } => Kind::Wrong(Fault::ReplyMalformed),
            Self::ReplyEndless { .. } => Kind::Wrong(Fault::ReplyEndless),
            Self::BareLineFeed { .. } => Kind::Wrong(Fault::BareLineFeed),
            Self::StrayCharacter { .. } => Kind::Wrong(Fault::StrayCharacter),
            Self::ReplyUnasked { .. } => Kind::Wrong(Fault::ReplyUnasked),
            Self::EhloRejected { .. } => Kind::Wrong(Fault::EhloRejected),
            Self::EhloName { .. } => Kind::Told("ehlo-name"),
            Self::SizeSmall { .. } => Kind::Told("size-small"),
            Self::EhloUnsupported { .. } => Kind::Wrong(Fault::EhloUnsupported),
            Self::EhloMasked { .. } => Kind::Wrong(Fault::EhloMasked),
            Self::StartTlsMissing { .. } => Kind::Wrong(Fault::StartTlsMissing),
            Self::StartTlsMasked { .. } => Kind::Wrong(Fault::StartTlsMasked),
            Self::PlainText { .. } => Kind::Told("plain-text"),
            Self::StartTlsRejected { .. } => Kind::Wrong(Fault::StartTlsRejected),
            Self::StartTlsInjected { .. } => Kind::Wrong(Fault::StartTlsInjected),
            Self::EhloTlsRejected { .. } => Kind::Wrong(Fault::EhloTlsRejected),
            Self::Closed { .. } => Kind::Wrong(Fault::Closed),
            Self::Reset { .. } => Kind::Wrong(Fault::Reset),
            Self::Silent { .. } => Kind::Wrong(Fault::Silent),
            Self::PathMtu { .. } => Kind::Wrong(Fault::PathMtu),
            Self::TlsVersion { .. } => Kind::Wrong(Fault::TlsVersion),
            Self::TlsCipher { .. } => Kind::Wrong(Fault::TlsCipher),
            Self::TlsAlert { .. } => Kind::Wrong(Fault::TlsAlert),
            Self::TlsPlaintext { .. } => Kind::Wrong(Fault::TlsPlaintext),
            Self::TlsMalformed { .. } => Kind::Wrong(Fault::TlsMalformed),
            Self::TlsKeyMismatch { .. } => Kind::Wrong(Fault::TlsKeyMismatch),
            Self::TlsClientCertificate { .. } => Kind::Wrong(Fault::TlsClientCertificate),
            Self::TlsLimitHere { .. } => Kind::Wrong(Fault::TlsLimitHere),
            Self::TlsUnsupportedHere { .. } => Kind::Wrong(Fault::TlsUnsupportedHere),
            Self::CertificateExpired { .. } => Kind::Wrong(Fault::CertificateExpired),
            Self::CertificateNotYetValid { .. } => Kind::Wrong(Fault::CertificateNotYetValid),
            Self::CertificateNameMismatch { .. } => Kind::Wrong(Fault::CertificateNameMismatch),
            Self::CertificateSelfSigned { .. } => Kind::Wrong(Fault::CertificateSelfSigned),
            Self::CertificateUnknownIssuer { .. } => Kind::Wrong(Fault::CertificateUnknownIssuer),
            Self::CertificateIncompleteChain { .. } => Kind::Wrong(Fault::CertificateIncompleteChain),
            Self::CertificateWeakKey { .. } => Kind::Wrong(Fault::CertificateWeakKey),
            Self::CertificateWeakSignature { .. } => Kind::Wrong(Fault::CertificateWeakSignature),
            Self::CertificateRevoked { .. } => Kind::Wrong(Fault::CertificateRevoked),
            Self::CertificateMalformed { .. } => Kind::Wrong(Fault::CertificateMalformed),
            Self::CertificateUnsupportedHere { .. } => Kind::Wrong(Fault::CertificateUnsupportedHere),
            Self::ChainExpired { .. } => Kind::Wrong(Fault::ChainExpired),
            Self::ChainNotYetValid { .. } => Kind::Wrong(Fault::ChainNotYetValid),
            Self::ChainMalformed { .. } => Kind::Wrong(Fault::ChainMalformed),
            Self::CertificateEndsSoon { .. } => Kind::Wrong(Fault::CertificateEndsSoon),
            Self::ChainEndsSoon { .. } => Kind::Wrong(Fault::ChainEndsSoon),
            Self::ChainOrder { .. } => Kind::Wrong(Fault::ChainOrder),
            Self::StapleMissing { .. } => Kind::Told("staple-missing"),
            Self::CertificateEcdsaOnly { .. } => Kind::Wrong(Fault::CertificateEcdsaOnly),
            Self::NoRoots { .. } => Kind::Wrong(Fault::NoRoots),
            Self::CertificateAccepted { .. } => Kind::Told("certificate-accepted"),
            Self::Thumbprint { .. } => Kind::Told("thumbprint"),
            Self::Healthy { .. } => Kind::Told("healthy"),
            Self::QuitAnswered { .. } => Kind::Told("quit-answered"),
            Self::SampleDiffers { .. } => Kind::Wrong(Fault::SampleDiffers),
            Self::SamplesLeftOut { .. } => Kind::Told("samples-left-out"),
            Self::ReportThumbprintDiffers { .. } => Kind::Told("report-thumbprint-differs"),
            Self::ReportThumbprintSame { .. } => Kind::Told("report-thumbprint-same"),
            Self::ReportAddressDiffers { .. } => Kind::Told("report-address-differs"),
            Self::ReportServerDiffers { .. } => Kind::Told("report-server-differs"),
            Self::ReportOld { .. } => Kind::Told("report-old"),
        }
    }

    /// The id in JSON and in messages.
    pub fn id(&self) -> &'static str {
        match self.kind() {
            Kind::Wrong(fault) => fault.id(),
            Kind::Told(id) => id,
        }
    }

    /// The fault it is the evidence of; `None` for plain information.
    pub fn fault(&self) -> Option<Fault> {
        match self.kind() {
            Kind::Wrong(fault) => Some(fault),
            Kind::Told(_) => None,
        }
    }

    /// Whether it tells of addresses that were not looked at. Where nothing else decides, it says why there is no verdict.
    pub fn tells_of_untried(&self) -> bool {
        matches!(
            self,
            Self::DnsNotAsked { .. } | Self::NotAskedAgain { .. } | Self::NotTried { .. } | Self::OutOfTime { .. }
        )
    }

    /// The code of the reply that turned the client away, if one did.
    pub fn reply_status(&self) -> Option<&str> {
        if let Self::GreetingRejected { status, .. }
        | Self::ReplyUnasked { status, .. }
        | Self::EhloRejected { status, .. }
        | Self::StartTlsRejected { status, .. }
        | Self::EhloTlsRejected { status, .. } = self
        {
            Some(status)
        } else {
            None
        }
    }

    /// What the other side said that made it a fault.
    pub fn words(&self) -> Option<&WireText> {
        if let Self::GreetingRejected { reply: words, .. }
        | Self::EhloRejected { reply: words, .. }
        | Self::StartTlsRejected { reply: words, .. }
        | Self::EhloTlsRejected { reply: words, .. }
        | Self::ReplyUnasked { received: words, .. }
        | Self::ReplyMalformed { received: words, .. }
        | Self::NotSmtp { received: words, .. } = self
        {
            Some(words)
        } else {
            None
        }
    }

    /// The evidence of a certificate problem is told by these; `true` for what the chain or its leaf shows.
    pub fn is_of_certificate(&self) -> bool {
        self.fault().is_some_and(|fault| fault.endpoint_outcome() == Some(EndpointOutcome::CertificateInvalid))
    }

    /// Whether it is the same wherever the same certificate is shown.
    pub fn is_about_certificate(&self) -> bool {
        self.is_of_certificate()
            || matches!(
                self,
                Self::CertificateAccepted { .. }
                    | Self::Thumbprint { .. }
                    | Self::CertificateEndsSoon { .. }
                    | Self::ChainEndsSoon { .. }
                    | Self::ChainOrder {}
                    | Self::StapleMissing { .. }
                    | Self::CertificateEcdsaOnly { .. }
            )
    }
}
