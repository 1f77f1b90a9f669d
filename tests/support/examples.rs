//! An example of every piece of evidence. A new one without an example does not compile.

use std::net::{IpAddr, Ipv4Addr};

use jiff::Timestamp;
use mxray::model::{
    AddressKind, AuthorityAnswer, CertificateFlaw, CertificateLimit, DnsOutcome, Domain, Evidence, Host, QuitAnswer,
    RecordType, ResolverAnswer, SampleDifference, ServiceKind, Stage, TlsLimit, WireText,
};

fn name(text: &str) -> Domain {
    Domain::from_ascii(text).expect("a name")
}

fn wire(text: &str) -> WireText {
    WireText::from_text(text)
}

fn wires(texts: &[&str]) -> Vec<WireText> {
    texts.iter().map(|text| wire(text)).collect()
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn ip(last: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(203, 0, 113, last))
}

macro_rules! examples {
    ($($pattern:pat => [$($example:expr),+ $(,)?],)+) => {
        /// At least one example of every kind; where a value selects among sentences, one for each of them.
        pub(crate) fn examples() -> Vec<Evidence> {
            vec![$($($example,)+)+]
        }

        /// The list above in the order of the enum: the compiler finds a kind that is missing there.
        pub(crate) fn is_listed(evidence: &Evidence) -> bool {
            match evidence { $($pattern => true,)+ }
        }
    };
}

fn half_answered(outcome: DnsOutcome) -> Evidence {
    Evidence::DnsHalfAnswered {
        name: name("relay.contoso.com"),
        record: RecordType::Aaaa,
        other: RecordType::A,
        server: SERVER.into(),
        outcome,
        waited_ms: 10_000,
    }
}

fn unsteady(detail: Option<&str>) -> Evidence {
    Evidence::DnsUnsteady {
        name: name("relay.contoso.com"),
        record: RecordType::Mx,
        server: SERVER.into(),
        rcode: "SERVFAIL".into(),
        detail: detail.map(wire),
    }
}

fn private(records: &[&str], all: bool) -> Evidence {
    let (name, kind) = (name("relay.contoso.com"), AddressKind::Private);
    Evidence::DnsPrivateAddress { name, records: wires(records), kind, all, server: SERVER.into() }
}

fn tunnel(all: bool) -> Evidence {
    let (name, kind) = (name("relay.contoso.com"), AddressKind::Tunnel);
    Evidence::DnsPrivateAddress { name, records: wires(&["2002:808:808::25"]), kind, all, server: SERVER.into() }
}

fn not_public(ip: &str, kind: AddressKind) -> Evidence {
    Evidence::SmartHostNotPublic { ip: ip.parse().expect("an address"), kind }
}

const SHA1: &str = "4F1C9A0B7D3E52A86610FB94C7D2E8395A1B6CA7";

fn malformed(flaw: CertificateFlaw) -> Evidence {
    Evidence::CertificateMalformed { subject: wire("CN=mail.contoso.com"), flaw }
}

fn stray(at: Stage, character: &str, received: &str) -> Evidence {
    Evidence::StrayCharacter { at, character: character.into(), received: wire(received) }
}

fn unasked(at: Stage, received: &str, status: &str, early: bool) -> Evidence {
    Evidence::ReplyUnasked { at, received: wire(received), status: status.into(), early }
}

fn quit_answered(answer: QuitAnswer, received: Option<&str>) -> Evidence {
    Evidence::QuitAnswered { answer, received: received.map(wire), waited_ms: 200 }
}

fn ehlo_name(accepted: bool) -> Evidence {
    let (address, name) = (wire("[192.0.2.10]"), wire("ops1"));
    Evidence::EhloName { address, reply: wire("550 HELO literal refused"), name, accepted }
}

fn limit(limit: TlsLimit, alert: Option<&str>, offered: Option<&str>) -> Evidence {
    Evidence::TlsLimitHere { limit, alert: alert.map(Into::into), offered: offered.map(Into::into) }
}

fn chain_malformed(flaw: CertificateFlaw) -> Evidence {
    Evidence::ChainMalformed { subject: wire("CN=Example TLS CA 3"), flaw, sha1: Some(SHA1.into()) }
}

fn chain_expired(days: u64) -> Evidence {
    let (subject, not_after_at) = (wire("CN=Example TLS CA 3"), at("2026-11-09T12:00:00Z"));
    Evidence::ChainExpired { subject, not_after_at, days, sha1: SHA1.into() }
}

fn chain_not_yet_valid(days: u64) -> Evidence {
    let (subject, not_before_at) = (wire("CN=Example TLS CA 3"), at("2026-12-01T00:00:00Z"));
    Evidence::ChainNotYetValid { subject, not_before_at, days, sha1: SHA1.into() }
}

fn chain_ends_soon(days: u64) -> Evidence {
    let (subject, not_after_at) = (wire("CN=Example TLS CA 3"), at("2026-12-01T00:00:00Z"));
    Evidence::ChainEndsSoon { subject, not_after_at, days, sha1: SHA1.into() }
}

const SERVER: &str = "192.0.2.53:53";

fn servfail(detail: Option<&str>, authority: AuthorityAnswer, servers: &[&str], current: &[&str]) -> Evidence {
    Evidence::DnsServFail {
        name: name("relay.contoso.com"),
        record: RecordType::A,
        server: SERVER.into(),
        rcode: "SERVFAIL".into(),
        detail: detail.map(wire),
        authority,
        servers: wires(servers),
        current: wires(current),
    }
}

fn lame(refusing: &[&str], failing: &[&str], silent: &[&str], missing: &[&str], answering: &[&str]) -> Evidence {
    Evidence::DnsLame {
        name: name("relay.contoso.com"),
        zone: name("contoso.com"),
        servers: wires(&[refusing, failing, silent, missing].concat()),
        refusing: wires(refusing),
        failing: wires(failing),
        silent: wires(silent),
        missing: wires(missing),
        answering: wires(answering),
    }
}

fn differ(records: &[&str], others: &[&str]) -> Evidence {
    Evidence::DnsServersDiffer {
        name: name("relay.contoso.com"),
        record: RecordType::A,
        server: "ns1.contoso.com".into(),
        records: wires(records),
        other: "ns2.contoso.com".into(),
        others: wires(others),
    }
}

fn outdated(cached: &[&str], current: &[&str], missing: bool) -> Evidence {
    Evidence::DnsOutdated {
        name: name("relay.contoso.com"),
        record: RecordType::A,
        server: SERVER.into(),
        cached: wires(cached),
        authoritative: "ns1.contoso.com".into(),
        current: wires(current),
        ttl_ms: 2_400_000,
        missing,
    }
}

fn split(records: &[&str], others: &[&str], missing: bool) -> Evidence {
    Evidence::DnsSplit {
        name: name("relay.contoso.com"),
        record: RecordType::A,
        server: SERVER.into(),
        records: wires(records),
        other: "198.51.100.53:53".into(),
        others: wires(others),
        missing: missing.then(|| SERVER.into()),
    }
}

examples! {
    Evidence::Records { .. } => [Evidence::Records {
        name: name("relay.contoso.com"), record: RecordType::Mx,
        records: wires(&["10 mx1.contoso.com.", "20 mx2.contoso.com."]), elapsed_ms: 31,
        server: SERVER.into(),
    }],
    Evidence::DnsAlias { .. } => [Evidence::DnsAlias {
        name: name("relay.contoso.com"), aliases: wires(&["relay.contoso.com", "a.contoso.com"]),
        end: name("b.contoso.com"), server: SERVER.into(),
    }],
    Evidence::ImplicitMx { .. } => [Evidence::ImplicitMx { name: name("relay.contoso.com"), server: SERVER.into() }],
    Evidence::ResolverUnavailable { .. } => [
        Evidence::ResolverUnavailable { server: SERVER.into(), answer: ResolverAnswer::Silent },
        Evidence::ResolverUnavailable { server: SERVER.into(), answer: ResolverAnswer::Absent },
        Evidence::ResolverUnavailable { server: SERVER.into(), answer: ResolverAnswer::Refuses },
        Evidence::ResolverUnavailable { server: SERVER.into(), answer: ResolverAnswer::Unroutable },
        Evidence::ResolverUnavailable { server: String::new(), answer: ResolverAnswer::None },
    ],
    Evidence::DnsNxDomain { .. } => [Evidence::DnsNxDomain {
        name: name("relay.contoso.com"), record: RecordType::Mx, server: SERVER.into(),
    }],
    Evidence::DnsNotDelegated { .. } => [Evidence::DnsNotDelegated {
        name: name("relay.contoso.com"), zone: name("com"), server: SERVER.into(),
    }],
    Evidence::DnsNoData { .. } => [Evidence::DnsNoData { name: name("relay.contoso.com"), server: SERVER.into() }],
    Evidence::DnsServFail { .. } => [
        servfail(None, AuthorityAnswer::Unknown, &[], &[]),
        servfail(Some("EDE 22: No Reachable Authority"), AuthorityAnswer::Unknown, &[], &[]),
        servfail(None, AuthorityAnswer::Answers, &["ns1.contoso.com"], &["203.0.113.25"]),
        servfail(None, AuthorityAnswer::Answers, &["ns1.contoso.com"], &[]),
        servfail(None, AuthorityAnswer::Fails, &["ns1.contoso.com"], &[]),
        servfail(Some("EDE 22"), AuthorityAnswer::Fails, &["ns1.contoso.com", "ns2.contoso.com"], &[]),
        servfail(None, AuthorityAnswer::Silent, &["ns1.contoso.com"], &[]),
        servfail(None, AuthorityAnswer::Silent, &["ns1.contoso.com", "ns2.contoso.com"], &[]),
    ],
    Evidence::DnsDnssecBogus { .. } => [
        Evidence::DnsDnssecBogus {
            name: name("relay.contoso.com"), record: RecordType::Mx, server: SERVER.into(), detail: None,
        },
        Evidence::DnsDnssecBogus {
            name: name("relay.contoso.com"), record: RecordType::Mx, server: SERVER.into(),
            detail: Some(wire("signature expired")),
        },
    ],
    Evidence::DnsRefused { .. } => [
        Evidence::DnsRefused {
            name: name("relay.contoso.com"), record: RecordType::Mx, server: SERVER.into(), rcode: "REFUSED".into(),
            answers_others: true,
        },
        Evidence::DnsRefused {
            name: name("relay.contoso.com"), record: RecordType::Mx, server: SERVER.into(), rcode: "NOTAUTH".into(),
            answers_others: true,
        },
        Evidence::DnsRefused {
            name: name("relay.contoso.com"), record: RecordType::Mx, server: SERVER.into(), rcode: "NOTAUTH".into(),
            answers_others: false,
        },
    ],
    Evidence::DnsTimedOut { .. } => [
        Evidence::DnsTimedOut {
            name: name("relay.contoso.com"), record: RecordType::Mx, server: SERVER.into(), waited_ms: 10_000, cut: false,
            answers_others: true,
        },
        Evidence::DnsTimedOut {
            name: name("relay.contoso.com"), record: RecordType::Mx, server: SERVER.into(), waited_ms: 10_000, cut: false,
            answers_others: false,
        },
        Evidence::DnsTimedOut {
            name: name("relay.contoso.com"), record: RecordType::Mx, server: SERVER.into(), waited_ms: 10_000, cut: true,
            answers_others: true,
        },
    ],
    Evidence::DnsMalformed { .. } => [
        Evidence::DnsMalformed {
            name: name("relay.contoso.com"), record: RecordType::Mx, server: SERVER.into(), cut: false,
        },
        Evidence::DnsMalformed {
            name: name("relay.contoso.com"), record: RecordType::Mx, server: SERVER.into(), cut: true,
        },
    ],
    Evidence::DnsLoop { .. } => [
        Evidence::DnsLoop {
            name: name("relay.contoso.com"), aliases: wires(&["relay.contoso.com", "a.contoso.com", "relay.contoso.com"]),
            server: SERVER.into(), circle: true, count: 2,
        },
        Evidence::DnsLoop {
            name: name("relay.contoso.com"), aliases: wires(&["relay.contoso.com", "a.contoso.com", "b.contoso.com"]),
            server: SERVER.into(), circle: false, count: 16,
        },
    ],
    Evidence::DnsLame { .. } => [
        lame(&["ns1.contoso.com"], &[], &[], &[], &[]),
        lame(&["ns1.contoso.com", "ns2.contoso.com"], &[], &[], &[], &[]),
        lame(&["ns1.contoso.com"], &["ns2.contoso.com"], &["ns3.contoso.com"], &["ns4.contoso.com"], &[]),
        lame(&[], &["ns1.contoso.com", "ns2.contoso.com"], &[], &["ns3.contoso.com", "ns4.contoso.com"], &[]),
        lame(&[], &[], &["ns1.contoso.com", "ns2.contoso.com"], &[], &["ns3.contoso.com"]),
        lame(&["ns1.contoso.com"], &[], &[], &[], &["ns3.contoso.com", "ns4.contoso.com"]),
    ],
    Evidence::DnsAuthoritySilent { .. } => [
        Evidence::DnsAuthoritySilent {
            zone: name("contoso.com"), servers: wires(&["ns1.contoso.com"]), server: SERVER.into(),
        },
        Evidence::DnsAuthoritySilent {
            zone: name("contoso.com"), servers: wires(&["ns1.contoso.com", "ns2.contoso.com"]), server: SERVER.into(),
        },
    ],
    Evidence::DnsServersDiffer { .. } => [
        differ(&["203.0.113.25"], &["203.0.113.26"]), differ(&[], &["203.0.113.26"]), differ(&["203.0.113.25"], &[]),
        differ(&[], &[]),
    ],
    Evidence::DnsUnsteady { .. } => [unsteady(None), unsteady(Some("EDE 22: no reachable authority"))],
    Evidence::DnsHalfAnswered { .. } => [
        half_answered(DnsOutcome::Timeout), half_answered(DnsOutcome::NxDomain), half_answered(DnsOutcome::Malformed),
        half_answered(DnsOutcome::Refused), half_answered(DnsOutcome::ServFail), half_answered(DnsOutcome::Loop),
        half_answered(DnsOutcome::NoData),
    ],
    Evidence::DnsNotAsked { .. } => [
        Evidence::DnsNotAsked { name: name("relay.contoso.com"), record: None },
        Evidence::DnsNotAsked { name: name("relay.contoso.com"), record: Some(RecordType::Aaaa) },
    ],
    Evidence::DnsPrivateAddress { .. } => [
        private(&["10.0.0.5"], true), private(&["10.0.0.5", "fd00::5"], true), private(&["10.0.0.5"], false),
        private(&["10.0.0.5", "fd00::5"], false), tunnel(true), tunnel(false),
    ],
    Evidence::DnsNullAddress { .. } => [Evidence::DnsNullAddress {
        name: name("relay.contoso.com"), record: RecordType::A, records: wires(&["0.0.0.0"]), server: SERVER.into(),
    }],
    Evidence::MxTargetMissing { .. } => [Evidence::MxTargetMissing {
        name: name("contoso.com"), target: name("mx1.contoso.com"), server: SERVER.into(),
    }],
    Evidence::MxTargetAddress { .. } => [
        Evidence::MxTargetAddress {
            name: name("contoso.com"), target: wire("203.0.113.25."), is_address: true, server: SERVER.into(),
        },
        Evidence::MxTargetAddress {
            name: name("contoso.com"), target: wire("mx1.contoso.com:25."), is_address: false, server: SERVER.into(),
        },
    ],
    Evidence::MxTargetAlias { .. } => [Evidence::MxTargetAlias {
        name: name("contoso.com"), target: name("mx1.contoso.com"), aliases: wires(&["mx1.contoso.com", "mx.contoso.net"]),
        server: SERVER.into(),
    }],
    Evidence::SeveralAliases { .. } => [Evidence::SeveralAliases {
        name: wire("mx1.contoso.com"), aliases: wires(&["mx.contoso.net", "mx.fabrikam.com"]), server: SERVER.into(),
    }],
    Evidence::NullMxBeside { .. } => [
        Evidence::NullMxBeside { name: name("contoso.com"), server: SERVER.into() },
    ],
    Evidence::NullMx { .. } => [Evidence::NullMx { name: name("news.contoso.com"), server: SERVER.into() }],
    Evidence::DnsOutdated { .. } => [
        outdated(&["203.0.113.25"], &["203.0.113.26"], false), outdated(&[], &["203.0.113.26"], false),
        outdated(&["203.0.113.25"], &[], false), outdated(&[], &["203.0.113.26"], true), outdated(&[], &[], true),
    ],
    Evidence::DnsSplit { .. } => [
        split(&["10.0.0.25"], &["203.0.113.25"], false), split(&[], &["203.0.113.25"], false),
        split(&["10.0.0.25"], &[], false), split(&[], &["203.0.113.25"], true), split(&["10.0.0.25"], &[], true),
        split(&[], &[], true),
    ],
    Evidence::SmartHostNotPublic { .. } => [
        not_public("10.0.0.5", AddressKind::Private), not_public("100.64.0.9", AddressKind::Shared),
        not_public("169.254.7.7", AddressKind::LinkLocal), not_public("fd00::5", AddressKind::UniqueLocal),
        not_public("198.18.0.1", AddressKind::Benchmark), not_public("::ffff:127.0.0.1", AddressKind::Mapped),
        not_public("224.0.0.1", AddressKind::Multicast), not_public("255.255.255.255", AddressKind::Broadcast),
        not_public("0.0.0.1", AddressKind::Unspecified), not_public("240.0.0.1", AddressKind::Reserved),
        not_public("2002:808:808::25", AddressKind::Tunnel),
    ],
    Evidence::Loopback {} => [Evidence::Loopback {}],
    Evidence::Connected { .. } => [
        Evidence::Connected { from: Some(ip(10)), elapsed_ms: 18 },
        Evidence::Connected { from: None, elapsed_ms: 18 },
    ],
    Evidence::SingleLabel { .. } => [Evidence::SingleLabel { name: name("contoso") }],
    Evidence::SmartHostOffice365 { .. } => [
        Evidence::SmartHostOffice365 { name: name("contoso-com.mail.protection.outlook.com") },
    ],
    Evidence::TcpTimedOut { .. } => [Evidence::TcpTimedOut { waited_ms: 10_000 }],
    Evidence::TcpRefused { .. } => [Evidence::TcpRefused { elapsed_ms: 18 }],
    Evidence::TcpProhibited { .. } => [Evidence::TcpProhibited { by: ip(1) }],
    Evidence::TcpUnreachable { .. } => [
        Evidence::TcpUnreachable { by: Some(ip(1)) },
        Evidence::TcpUnreachable { by: None },
    ],
    Evidence::Ipv6Fails { .. } => [
        Evidence::Ipv6Fails { failing: vec!["2001:db8::25".parse().expect("an address")], working: vec![ip(25)] },
        Evidence::Ipv6Fails {
            failing: ["2001:db8::25", "2001:db8::26"].map(|text| text.parse().expect("an address")).to_vec(),
            working: vec![ip(25), ip(26)],
        },
    ],
    Evidence::LocalNoRoute { .. } => [Evidence::LocalNoRoute { error: "ENETUNREACH".into() }],
    Evidence::LocalPermission { .. } => [Evidence::LocalPermission { error: "EACCES".into() }],
    Evidence::LocalStopped { .. } => [Evidence::LocalStopped { stopped_ms: 8_250 }],
    Evidence::LocalResources { .. } => [Evidence::LocalResources { error: "EMFILE".into() }],
    Evidence::OutboundBlocked { .. } => [
        Evidence::OutboundBlocked { control: "control.example:25".into(), port: "25".into(), refused: false },
        Evidence::OutboundBlocked { control: "control.example:25".into(), port: "25".into(), refused: true },
    ],
    Evidence::ControlAnswered { .. } => [Evidence::ControlAnswered { control: "control.example:25".into() }],
    Evidence::OtherPort { .. } => [Evidence::OtherPort { port: "2525".into() }],
    Evidence::NotTried { .. } => [
        Evidence::NotTried { count: 1, limit: 32 },
        Evidence::NotTried { count: 1_000_000, limit: 32 },
    ],
    Evidence::OutOfTime { .. } => [
        Evidence::OutOfTime { count: 1, total_ms: 120_000 },
        Evidence::OutOfTime { count: 31, total_ms: 120_000 },
    ],
    Evidence::NotAskedAgain { .. } => [Evidence::NotAskedAgain { count: 3 }],
    Evidence::GreetingLate { .. } => [Evidence::GreetingLate { waited_ms: 6_400 }],
    Evidence::GreetingRejected { .. } => [Evidence::GreetingRejected {
        reply: wire("421 4.3.2 Service not available"), status: "421".into(),
    }],
    Evidence::NotSmtp { .. } => [
        Evidence::NotSmtp { kind: ServiceKind::Http, received: wire("HTTP/1.1 400 Bad Request") },
        Evidence::NotSmtp { kind: ServiceKind::Ssh, received: wire("SSH-2.0-OpenSSH_9.6") },
        Evidence::NotSmtp { kind: ServiceKind::Tls, received: wire("\x15\x03\x01") },
        Evidence::NotSmtp { kind: ServiceKind::Ftp, received: wire("220 FTP server") },
        Evidence::NotSmtp { kind: ServiceKind::Pop3, received: wire("+OK ready") },
        Evidence::NotSmtp { kind: ServiceKind::Imap, received: wire("* OK IMAP4rev1") },
        Evidence::NotSmtp { kind: ServiceKind::Unknown, received: wire("hello") },
    ],
    Evidence::GreetingMasked { .. } => [Evidence::GreetingMasked { received: wire("220 ****************") }],
    Evidence::StrayCharacter { .. } => [
        stray(Stage::Greeting, "CR", "220 mx1.contoso.com\r421 bye"),
        stray(Stage::Ehlo, "NUL", "250-SIZE\0"),
        stray(Stage::StartTls, "CR", "220 2.0.0\rReady"),
        stray(Stage::EhloTls, "NUL", "250-SIZE\0"),
        stray(Stage::Quit, "CR", "221 Bye\r"),
    ],
    Evidence::BareLineFeed { .. } => [
        Evidence::BareLineFeed { at: Stage::Greeting, received: wire("220 mx1.contoso.com ESMTP") },
        Evidence::BareLineFeed { at: Stage::Ehlo, received: wire("250-SIZE") },
        Evidence::BareLineFeed { at: Stage::StartTls, received: wire("220 2.0.0 Ready") },
        Evidence::BareLineFeed { at: Stage::EhloTls, received: wire("250-SIZE") },
        Evidence::BareLineFeed { at: Stage::Quit, received: wire("221 Bye") },
    ],
    Evidence::ReplyMalformed { .. } => [
        Evidence::ReplyMalformed { at: Stage::Greeting, received: wire("22") },
        Evidence::ReplyMalformed { at: Stage::Ehlo, received: wire("250") },
        Evidence::ReplyMalformed { at: Stage::StartTls, received: wire("2 20") },
        Evidence::ReplyMalformed { at: Stage::EhloTls, received: wire("x") },
        Evidence::ReplyMalformed { at: Stage::Quit, received: wire("x") },
    ],
    Evidence::EhloRejected { .. } => [Evidence::EhloRejected { reply: wire("550 5.7.1 No"), status: "550".into() }],
    Evidence::SizeSmall { .. } => [Evidence::SizeSmall { octets: 1_000 }],
    Evidence::EhloName { .. } => [ehlo_name(true), ehlo_name(false)],
    Evidence::EhloUnsupported { .. } => [Evidence::EhloUnsupported { reply: wire("502 Command not implemented") }],
    Evidence::EhloMasked { .. } => [Evidence::EhloMasked { keyword: wire("XXXXXXXA") }],
    Evidence::StartTlsMissing { .. } => [
        Evidence::StartTlsMissing { keywords: wires(&["SIZE", "8BITMIME"]) },
        Evidence::StartTlsMissing { keywords: Vec::new() },
    ],
    Evidence::StartTlsMasked { .. } => [Evidence::StartTlsMasked { keyword: wire("XXXXXXXA") }],
    Evidence::PlainText {} => [Evidence::PlainText {}],
    Evidence::StartTlsRejected { .. } => [Evidence::StartTlsRejected {
        reply: wire("454 4.7.0 TLS not available"), status: "454".into(),
    }],
    Evidence::StartTlsInjected { .. } => [Evidence::StartTlsInjected { received: wire("250 OK") }],
    Evidence::EhloTlsRejected { .. } => [Evidence::EhloTlsRejected {
        reply: wire("550 5.7.1 No"), status: "550".into(),
    }],
    Evidence::Closed { .. } => [
        Evidence::Closed { at: Stage::Ehlo, elapsed_ms: 60, last: Some(wire("220 mx1.contoso.com ESMTP")) },
        Evidence::Closed { at: Stage::Connect, elapsed_ms: 60, last: None },
        Evidence::Closed { at: Stage::Greeting, elapsed_ms: 60, last: None },
        Evidence::Closed { at: Stage::StartTls, elapsed_ms: 60, last: None },
        Evidence::Closed { at: Stage::Handshake, elapsed_ms: 60, last: None },
        Evidence::Closed { at: Stage::EhloTls, elapsed_ms: 60, last: None },
    ],
    Evidence::Reset { .. } => [
        Evidence::Reset { at: Stage::Ehlo, elapsed_ms: 60, last: Some(wire("220 mx1.contoso.com ESMTP")) },
        Evidence::Reset { at: Stage::Connect, elapsed_ms: 60, last: None },
        Evidence::Reset { at: Stage::Greeting, elapsed_ms: 60, last: None },
        Evidence::Reset { at: Stage::StartTls, elapsed_ms: 60, last: None },
        Evidence::Reset { at: Stage::Handshake, elapsed_ms: 60, last: None },
        Evidence::Reset { at: Stage::EhloTls, elapsed_ms: 60, last: None },
    ],
    Evidence::Silent { .. } => [
        Evidence::Silent { at: Stage::Greeting, waited_ms: 30_000, partial: None, spent: false },
        Evidence::Silent { at: Stage::Ehlo, waited_ms: 30_000, partial: None, spent: false },
        Evidence::Silent { at: Stage::StartTls, waited_ms: 30_000, partial: None, spent: false },
        Evidence::Silent { at: Stage::Handshake, waited_ms: 30_000, partial: None, spent: false },
        Evidence::Silent { at: Stage::EhloTls, waited_ms: 30_000, partial: None, spent: false },
        Evidence::Silent { at: Stage::Connect, waited_ms: 30_000, partial: None, spent: false },
        Evidence::Silent { at: Stage::Greeting, waited_ms: 30_000, partial: Some(wire("220-mx.con")), spent: false },
        Evidence::Silent { at: Stage::EhloTls, waited_ms: 1_200, partial: Some(wire("250-SIZE")), spent: true },
    ],
    Evidence::TlsVersion { .. } => [
        Evidence::TlsVersion { offered: Some("TLS 1.0".into()) },
        Evidence::TlsVersion { offered: None },
    ],
    Evidence::TlsCipher { .. } => [Evidence::TlsCipher { alert: "handshake_failure".into() }],
    Evidence::TlsAlert { .. } => [Evidence::TlsAlert { alert: "internal_error".into() }],
    Evidence::TlsPlaintext { .. } => [Evidence::TlsPlaintext { received: wire("454 TLS not available") }],
    Evidence::TlsKeyMismatch {} => [Evidence::TlsKeyMismatch {}],
    Evidence::PathMtu {} => [Evidence::PathMtu {}],
    Evidence::ReplyUnasked { .. } => [
        unasked(Stage::Ehlo, "220 mx ready", "220", true),
        unasked(Stage::StartTls, "421 closing", "421", true),
        unasked(Stage::EhloTls, "250 again", "250", true),
        unasked(Stage::Quit, "250 x", "250", true),
        unasked(Stage::Ehlo, "251 hello", "251", false),
        unasked(Stage::StartTls, "250 ok", "250", false),
        unasked(Stage::EhloTls, "220 mx ready", "220", false),
        unasked(Stage::Quit, "250 x", "250", false),
    ],
    Evidence::ReplyEndless { .. } => [
        Evidence::ReplyEndless { at: Stage::Greeting, elapsed_ms: 30_000, lines: 0, received: wire("220-and so on") },
        Evidence::ReplyEndless { at: Stage::Ehlo, elapsed_ms: 30_000, lines: 128, received: wire("250-and so on") },
        Evidence::ReplyEndless { at: Stage::StartTls, elapsed_ms: 30_000, lines: 1, received: wire("220-and so on") },
        Evidence::ReplyEndless { at: Stage::EhloTls, elapsed_ms: 30_000, lines: 128, received: wire("250-and so on") },
    ],
    Evidence::TlsMalformed { .. } => [Evidence::TlsMalformed { error: wire("decode error") }],
    Evidence::TlsClientCertificate {} => [Evidence::TlsClientCertificate {}],
    Evidence::TlsLimitHere { .. } => [
        limit(TlsLimit::LongChain, None, None),
        limit(TlsLimit::EmptyStaple, None, None),
        limit(TlsLimit::Key, Some("handshake_failure"), Some("EC 521")),
        limit(TlsLimit::Curve, Some("handshake_failure"), Some("secp521r1")),
        limit(TlsLimit::Hello, Some("handshake_failure"), Some("TLS 1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")),
    ],
    Evidence::TlsUnsupportedHere { .. } => [Evidence::TlsUnsupportedHere {
        detail: "TLS_RSA_WITH_AES_256_GCM_SHA384".into(),
    }],
    Evidence::CertificateExpired { .. } => [
        Evidence::CertificateExpired { not_after_at: at("2026-11-09T12:00:00Z"), days: 12 },
        Evidence::CertificateExpired { not_after_at: at("2026-11-09T12:00:00Z"), days: 1 },
        Evidence::CertificateExpired { not_after_at: at("2026-11-09T12:00:00Z"), days: 0 },
    ],
    Evidence::CertificateNotYetValid { .. } => [
        Evidence::CertificateNotYetValid { not_before_at: at("2026-12-01T00:00:00Z"), days: 10 },
        Evidence::CertificateNotYetValid { not_before_at: at("2026-12-01T00:00:00Z"), days: 1 },
        Evidence::CertificateNotYetValid { not_before_at: at("2026-12-01T00:00:00Z"), days: 0 },
    ],
    Evidence::CertificateNameMismatch { .. } => [
        Evidence::CertificateNameMismatch {
            wanted: "mail.contoso.com".into(), presented: wires(&["owa.contoso.com", "autodiscover.contoso.com"]),
            common_name_only: false,
        },
        Evidence::CertificateNameMismatch {
            wanted: "mail.contoso.com".into(), presented: wires(&["owa.contoso.com"]), common_name_only: true,
        },
        Evidence::CertificateNameMismatch {
            wanted: "mail.contoso.com".into(), presented: Vec::new(), common_name_only: false,
        },
    ],
    Evidence::CertificateSelfSigned { .. } => [Evidence::CertificateSelfSigned { subject: wire("CN=EX01") }],
    Evidence::CertificateUnknownIssuer { .. } => [
        Evidence::CertificateUnknownIssuer { issuer: wire("CN=Contoso Internal CA"), root_sent: false },
        Evidence::CertificateUnknownIssuer { issuer: wire("CN=Contoso Internal CA"), root_sent: true },
    ],
    Evidence::CertificateIncompleteChain { .. } => [Evidence::CertificateIncompleteChain {
        issuer: wire("CN=Example TLS CA 3"),
    }],
    Evidence::CertificateWeakKey { .. } => [Evidence::CertificateWeakKey {
        subject: wire("CN=mail.contoso.com"), key: "RSA 1024".into(),
    }],
    Evidence::CertificateWeakSignature { .. } => [Evidence::CertificateWeakSignature {
        subject: wire("CN=mail.contoso.com"), signature: "SHA-1 with RSA".into(),
    }],
    Evidence::CertificateRevoked { .. } => [Evidence::CertificateRevoked { subject: wire("CN=mail.contoso.com") }],
    Evidence::CertificateMalformed { .. } => [
        malformed(CertificateFlaw::Unreadable),
        malformed(CertificateFlaw::NotForServers),
        malformed(CertificateFlaw::WrongSignature),
        malformed(CertificateFlaw::AlgorithmMismatch),
        malformed(CertificateFlaw::KeyNotProved),
    ],
    Evidence::CertificateUnsupportedHere { .. } => [
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::AuthorityAsServer },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::SignatureAlgorithm },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::CriticalExtension },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::Version },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::Encoding },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::TooComplex },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::KeyUsage },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::KeyKind },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::PathKind },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::AnyUsage },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::NameInSubject },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::NameFinalDot },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::NamePublicSuffix },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::NamePartWildcard },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::NameDeeper },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::NameUnicode },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::RootNotAnAuthority },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::RootPathLength },
        Evidence::CertificateUnsupportedHere { limit: CertificateLimit::RootDates },
    ],
    Evidence::ChainExpired { .. } => [chain_expired(12), chain_expired(1), chain_expired(0)],
    Evidence::ChainNotYetValid { .. } => [chain_not_yet_valid(10), chain_not_yet_valid(1), chain_not_yet_valid(0)],
    Evidence::ChainMalformed { .. } => [
        chain_malformed(CertificateFlaw::Unreadable),
        chain_malformed(CertificateFlaw::NotForServers),
        chain_malformed(CertificateFlaw::NotAnAuthority),
        chain_malformed(CertificateFlaw::NotASigner),
        chain_malformed(CertificateFlaw::PathLength),
        chain_malformed(CertificateFlaw::NameConstraint),
        chain_malformed(CertificateFlaw::WrongSignature),
        chain_malformed(CertificateFlaw::AlgorithmMismatch),
    ],
    Evidence::CertificateEndsSoon { .. } => [
        Evidence::CertificateEndsSoon { not_after_at: at("2026-12-01T00:00:00Z"), days: 10 },
        Evidence::CertificateEndsSoon { not_after_at: at("2026-12-01T00:00:00Z"), days: 1 },
        Evidence::CertificateEndsSoon { not_after_at: at("2026-12-01T00:00:00Z"), days: 0 },
    ],
    Evidence::ChainEndsSoon { .. } => [chain_ends_soon(10), chain_ends_soon(1), chain_ends_soon(0)],
    Evidence::ChainOrder {} => [Evidence::ChainOrder {}],
    Evidence::StapleMissing { .. } => [Evidence::StapleMissing { subject: wire("CN=mail.contoso.com") }],
    Evidence::CertificateEcdsaOnly { .. } => [Evidence::CertificateEcdsaOnly { key: "EC 256".into() }],
    Evidence::NoRoots { .. } => [
        Evidence::NoRoots { errors: Vec::new() },
        Evidence::NoRoots { errors: wires(&["no such file"]) },
    ],
    Evidence::CertificateAccepted { .. } => [
        Evidence::CertificateAccepted {
            subject: wire("CN=mail.contoso.com"), not_after_at: at("2027-05-20T23:59:59Z"), days: 179,
        },
        Evidence::CertificateAccepted {
            subject: wire("CN=mail.contoso.com"), not_after_at: at("2027-05-20T23:59:59Z"), days: 1,
        },
        Evidence::CertificateAccepted {
            subject: wire("CN=mail.contoso.com"), not_after_at: at("2027-05-20T23:59:59Z"), days: 0,
        },
    ],
    Evidence::Thumbprint { .. } => [Evidence::Thumbprint {
        sha1: "4F1C9A0B7D3E52A86610FB94C7D2E8395A1B6CA7".into(),
    }],
    Evidence::Healthy { .. } => [
        Evidence::Healthy { elapsed_ms: 152, tls: Some("1.2".into()) },
        Evidence::Healthy { elapsed_ms: 152, tls: None },
    ],
    Evidence::QuitAnswered { .. } => [
        quit_answered(QuitAnswer::Other, Some("500 What?")),
        quit_answered(QuitAnswer::Unended, Some("221-Bye")),
        quit_answered(QuitAnswer::Closed, None),
        quit_answered(QuitAnswer::Silent, None),
    ],
    Evidence::SampleDiffers { .. } => [
        Evidence::SampleDiffers { count: 2, total: 6, what: SampleDifference::Certificate },
        Evidence::SampleDiffers { count: 2, total: 6, what: SampleDifference::Outcome },
        Evidence::SampleDiffers { count: 1, total: 6, what: SampleDifference::Greeting },
    ],
    Evidence::SamplesLeftOut { .. } => [
        Evidence::SamplesLeftOut { made: 1, asked: 2 },
        Evidence::SamplesLeftOut { made: 5, asked: 6 },
    ],
    Evidence::ReportThumbprintDiffers { .. } => [Evidence::ReportThumbprintDiffers {
        reported: wire("4F1C9A0B7D3E52A86610FB94C7D2E8395A1B6CA7"),
        seen: "0B7D3E52A86610FB94C7D2E8395A1B6CA74F1C9A".into(),
    }],
    Evidence::ReportThumbprintSame { .. } => [Evidence::ReportThumbprintSame {
        reported: wire("4F1C9A0B7D3E52A86610FB94C7D2E8395A1B6CA7"),
    }],
    Evidence::ReportAddressDiffers { .. } => [
        Evidence::ReportAddressDiffers { reported: ip(25), current: vec![ip(26), ip(27)] },
        Evidence::ReportAddressDiffers { reported: ip(25), current: Vec::new() },
    ],
    Evidence::ReportServerDiffers { .. } => [Evidence::ReportServerDiffers {
        reported: wire("mx9.fabrikam.com"), expected: vec![Host::from(name("relay.contoso.com"))],
    }],
    Evidence::ReportOld { .. } => [
        Evidence::ReportOld { reported_at: at("2026-11-01T08:00:00Z"), days: 20 },
        Evidence::ReportOld { reported_at: at("2026-11-01T08:00:00Z"), days: 1 },
        Evidence::ReportOld { reported_at: at("2026-11-01T08:00:00Z"), days: 0 },
    ],
}
