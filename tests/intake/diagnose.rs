//! From runs to findings: the rules for several addresses, agreement with a report, and checklists that
//! follow from one probe to the next.

use std::{collections::BTreeSet, net::IpAddr, path::Path};

use jiff::Timestamp;
use mxray::{
    diagnose::diagnose,
    intake::ndr,
    knowledge::Knowledge,
    l10n::{Locale, Texts},
    model::*,
    report::{self, Dress, FileKind, Inquiry, Manner, json, phrases},
    wizard::{Change, Now, RunId, Walk},
};

const NOW: &str = "2026-11-21T14:12:07Z";

/// A run written as what each address did, best preference first.
struct Story {
    events: Vec<ProbeEvent>,
    addresses: u32,
    hosts: u32,
}

impl Story {
    fn begin() -> Self {
        let at = NOW.parse().expect("a time");
        let began = ProbeEvent::Began { at, view: View::default(), limits: Limits::default() };
        Self { events: vec![began], addresses: 0, hosts: 0 }
    }

    fn host(self, name: &str, preference: Option<u16>) -> Self {
        self.host_of("relay.contoso.com", name, preference)
    }

    /// A host that the MX of that smart host leads to.
    fn host_of(mut self, of: &str, name: &str, preference: Option<u16>) -> Self {
        let host = Host::Name(Domain::from_ascii(name).expect("a name"));
        let of = Host::Name(Domain::from_ascii(of).expect("a name"));
        self.events.push(ProbeEvent::Host { index: self.hosts, host, preference, of });
        self.events.push(ProbeEvent::HostEnded { index: Some(self.hosts), outcome: Outcome::Passed, at_ms: 1 });
        self.hosts += 1;
        self
    }

    /// An address that passes every stage before `fails`, fails there with that evidence, and skips the rest.
    fn address(mut self, ip: &str, fails: Option<(Stage, Fault, Vec<Evidence>)>) -> Self {
        let endpoint = EndpointId(self.addresses);
        self.addresses += 1;
        let ip: IpAddr = ip.parse().expect("an address");
        self.events.push(ProbeEvent::Address { endpoint, host: self.hosts - 1, ip, port: 25, tried: true });
        let mut failed = false;
        for stage in Stage::OF_ADDRESS {
            let outcome = match &fails {
                Some((at, fault, evidence)) if *at == stage => {
                    failed = true;
                    for evidence in evidence.clone() {
                        self.events.push(ProbeEvent::Saw { endpoint: Some(endpoint), at_ms: 5, evidence });
                    }
                    Outcome::Failed(*fault)
                }
                _ if failed => Outcome::Skipped,
                _ => Outcome::Passed,
            };
            if outcome != Outcome::Skipped {
                self.events.push(ProbeEvent::Started { endpoint, stage, at_ms: 2, until_ms: 10_002 });
            }
            self.events.push(ProbeEvent::Ended { endpoint, stage, at_ms: 5, outcome });
        }
        self
    }

    fn healthy(self, ip: &str) -> Self {
        self.address(ip, None)
    }

    fn silent(self, ip: &str) -> Self {
        self.address(ip, Some((Stage::Connect, Fault::TcpTimedOut, vec![Evidence::TcpTimedOut { waited_ms: 10_000 }])))
    }

    fn expired(self, ip: &str) -> Self {
        let evidence = Evidence::CertificateExpired { not_after_at: Timestamp::UNIX_EPOCH, days: 12 };
        self.address(ip, Some((Stage::Certificate, Fault::CertificateExpired, vec![evidence])))
    }

    /// An address that is known and was not tried, at all or under its name.
    fn untried(mut self, ip: &str, why: Option<Evidence>) -> Self {
        let endpoint = EndpointId(self.addresses);
        self.addresses += 1;
        let ip: IpAddr = ip.parse().expect("an address");
        self.events.push(ProbeEvent::Address { endpoint, host: self.hosts - 1, ip, port: 25, tried: why.is_some() });
        if let Some(evidence) = why {
            self.events.push(ProbeEvent::Saw { endpoint: Some(endpoint), at_ms: 5, evidence });
            self.events.push(ProbeEvent::NotTried { endpoint, at_ms: 5 });
        }
        self
    }

    /// Addresses of that preference that have no row, of the smart host that was last.
    fn unlisted(mut self, preference: u16) -> Self {
        let last = self.events.iter().rev().find_map(|event| match event {
            ProbeEvent::Host { of, .. } => Some(of.clone()),
            _ => None,
        });
        let of = last.expect("a host came before");
        self.events.push(ProbeEvent::Unlisted { of, preference });
        self
    }

    fn saw(mut self, evidence: Evidence) -> Self {
        self.events.push(ProbeEvent::Saw { endpoint: None, at_ms: 5, evidence });
        self
    }

    /// That there was no time to ask for the host that was last: for all of it, or for one family.
    fn unasked(mut self, record: Option<RecordType>) -> Self {
        let last = self.events.iter().rev().find_map(|event| match event {
            ProbeEvent::Host { host: Host::Name(name), .. } => Some(name.clone()),
            _ => None,
        });
        let name = last.expect("a host came before");
        let outcome = if record.is_none() { Outcome::Skipped } else { Outcome::Passed };
        self.events.push(ProbeEvent::HostEnded { index: Some(self.hosts - 1), outcome, at_ms: 5 });
        self.saw(Evidence::DnsNotAsked { name, record })
    }

    fn name_failed(mut self, fault: Fault, evidence: Evidence) -> Self {
        self.events.push(ProbeEvent::Saw { endpoint: None, at_ms: 5, evidence });
        self.events.push(ProbeEvent::HostEnded { index: None, outcome: Outcome::Failed(fault), at_ms: 5 });
        self
    }

    fn end(mut self) -> Run {
        self.events.push(ProbeEvent::Finished { at_ms: 10_100, cancelled: false });
        Run::replay(self.events)
    }
}

fn connector(tls: TlsPolicy) -> Connector {
    let host = Host::Name(Domain::from_ascii("relay.contoso.com").expect("a name"));
    Connector { name: None, route: Route::SmartHosts(vec![host]), tls, party: Party::Own, port: 25 }
}

fn find(tls: TlsPolicy, run: &Run) -> Finding {
    diagnose(&connector(tls), None, run, Knowledge::embedded()).finding
}

fn reported(code: &str, conclusion: &str) -> Symptom {
    Symptom {
        direction: MailDirection::Outbound,
        form: ReportForm::Line,
        reported_code: code.parse().ok(),
        code: Some(CodeId::new(conclusion)),
        text: WireText::from_text(code),
        ..Symptom::default()
    }
}

fn code(finding: &Finding) -> Option<&str> {
    finding.code.as_ref().map(CodeId::as_str)
}

#[test]
fn one_dead_address_among_living_ones_is_a_warning() {
    let run = Story::begin().host("mx1.contoso.com", Some(10)).silent("192.0.2.1").healthy("192.0.2.2").end();
    let finding = find(TlsPolicy::CertificateValidation, &run);
    assert_eq!((finding.verdict, code(&finding)), (Verdict::Healthy, None));
    let level = |id: &str| finding.evidence.iter().find(|n| n.evidence.id() == id).map(|n| n.level);
    assert_eq!(level("tcp-timed-out"), Some(Level::Warning), "{:#?}", finding.evidence);
}

#[test]
fn an_address_of_the_best_preference_that_answers_and_fails_stops_the_mail() {
    let run = Story::begin().host("mx1.contoso.com", Some(10)).expired("192.0.2.1").healthy("192.0.2.2").end();
    let finding = find(TlsPolicy::CertificateValidation, &run);
    assert_eq!((finding.verdict, code(&finding)), (Verdict::Fault, Some("4.7.320")));
    assert_eq!(finding.also_reported_as, [CodeId::new("4.4.317")]);
    assert_eq!(finding.cause, Some(CauseId::new("320.cause.expired")));
}

#[test]
fn an_address_that_was_not_tried_leaves_no_verdict_where_office_365_may_end_up_at_it() {
    let asked = || Some(Evidence::NotAskedAgain { count: 3 });
    let one = || Story::begin().host("mx1.contoso.com", Some(10));
    let two = |story: Story| story.host("mx2.contoso.com", Some(20));
    let three = |story: Story| story.host("mx3.contoso.com", Some(30));
    let (fault, none) = (Verdict::Fault, Verdict::Inconclusive);
    for (what, story, verdict) in [
        ("a dead one", one().silent("192.0.2.1").untried("192.0.2.2", None), none),
        ("a dead one of a better name", two(one().silent("192.0.2.1")).untried("192.0.2.2", None), none),
        ("nothing else", one().untried("192.0.2.1", asked()), none),
        ("one that answers and fails", one().expired("192.0.2.1").untried("192.0.2.2", None), fault),
        ("the same, not asked", one().expired("192.0.2.1").untried("192.0.2.2", asked()), fault),
        ("a worse one that fails", two(one().untried("192.0.2.1", None)).expired("192.0.2.2"), none),
        (
            "a worse one, behind one that fails",
            three(two(one().silent("192.0.2.1")).expired("192.0.2.2")).untried("192.0.2.3", None),
            fault,
        ),
        ("a healthy one", one().healthy("192.0.2.1").untried("192.0.2.2", None), none),
        ("a healthy one behind it", two(one().untried("192.0.2.1", None)).healthy("192.0.2.2"), none),
        ("a healthy one before it", two(one().healthy("192.0.2.1")).untried("192.0.2.2", None), Verdict::Healthy),
        ("a healthy one, one as good without a row", one().healthy("192.0.2.1").unlisted(10), none),
        ("a healthy one, a worse one without a row", one().healthy("192.0.2.1").unlisted(20), Verdict::Healthy),
        ("a dead one, a worse one without a row", one().silent("192.0.2.1").unlisted(20), none),
        ("one that fails, one as good without a row", one().expired("192.0.2.1").unlisted(10), fault),
        ("one that fails, a better one without a row", one().expired("192.0.2.1").unlisted(5), none),
        ("one without a row and nothing else", one().unlisted(10), none),
        ("a healthy one, not asked", one().healthy("192.0.2.1").untried("192.0.2.2", asked()), none),
        (
            "a healthy one, a worse one not asked",
            two(one().healthy("192.0.2.1")).untried("192.0.2.2", asked()),
            Verdict::Healthy,
        ),
    ] {
        let finding = find(TlsPolicy::CertificateValidation, &story.end());
        assert_eq!(finding.verdict, verdict, "{what}: {finding:#?}");
        assert_eq!(finding.fault.is_some() && code(&finding).is_some(), verdict == fault, "{what}: {finding:#?}");
    }
}

/// The first addresses end in one fault, the one behind them in another, and more are there than get a row.
fn of_two_kinds(first: &Failure, other: &Failure) -> Run {
    let story = Story::begin().host("mx1.contoso.com", Some(10));
    let story = (1..=120).fold(story, |story, n| story.address(&format!("192.0.2.{n}"), Some(first.clone())));
    story.address("192.0.2.121", Some(other.clone())).unlisted(10).end()
}

type Failure = (Stage, Fault, Vec<Evidence>);

#[test]
fn a_name_that_there_was_no_time_for_leaves_no_verdict_where_office_365_may_end_up_at_it() {
    let one = || Story::begin().host("mx1.contoso.com", Some(10));
    let two = |story: Story, preference| story.host("mx2.contoso.com", Some(preference));
    let (fault, none) = (Verdict::Fault, Verdict::Inconclusive);
    for record in [None, Some(RecordType::A), Some(RecordType::Aaaa)] {
        for (what, story, verdict) in [
            ("nothing else", one().unasked(record), none),
            ("a private address", two(one().healthy("10.1.2.3"), 10).unasked(record), none),
            ("a healthy one as good", two(one().healthy("192.0.2.1"), 10).unasked(record), none),
            ("a healthy one before it", two(one().healthy("192.0.2.1"), 20).unasked(record), Verdict::Healthy),
            ("a healthy one behind it", two(one().unasked(record), 20).healthy("192.0.2.1"), none),
            ("a dead one", two(one().silent("192.0.2.1"), 20).unasked(record), none),
            ("one that answers and fails", two(one().expired("192.0.2.1"), 10).unasked(record), fault),
            ("one that fails behind it", two(one().unasked(record), 20).expired("192.0.2.1"), none),
        ] {
            let run = story.end();
            for symptom in [None, Some(reported("4.4.315", "4.4.315"))] {
                let connector = connector(TlsPolicy::CertificateValidation);
                let finding = diagnose(&connector, symptom.as_ref(), &run, Knowledge::embedded()).finding;
                assert_eq!(finding.verdict, verdict, "{what}, {record:?}: {finding:#?}");
            }
        }
    }
}

#[test]
fn where_addresses_were_not_tried_that_is_unknown_and_what_the_tried_ones_showed_stands_in_the_finding() {
    let reset = Evidence::Reset { at: Stage::Greeting, elapsed_ms: 5, last: None };
    let silent = Evidence::Silent { at: Stage::Greeting, waited_ms: 1_000, partial: None, spent: false };
    let failures: [Failure; 5] = [
        (Stage::Connect, Fault::TcpRefused, vec![Evidence::TcpRefused { elapsed_ms: 1 }]),
        (Stage::Connect, Fault::TcpTimedOut, vec![Evidence::TcpTimedOut { waited_ms: 10_000 }]),
        (Stage::Connect, Fault::TcpUnreachable, vec![Evidence::TcpUnreachable { by: None }]),
        (Stage::Greeting, Fault::Reset, vec![reset]),
        (Stage::Greeting, Fault::Silent, vec![silent]),
    ];
    let (knowledge, settings, texts) = (Knowledge::embedded(), Settings::default(), Texts::new(Locale::english()));
    let connector = connector(TlsPolicy::Opportunistic);
    let inquiry = Inquiry {
        connector: &connector,
        symptom: None,
        settings: &settings,
        answers: &Answers::default(),
        scenario: None,
        redacted: false,
    };
    for (first, other) in failures.iter().flat_map(|first| failures.iter().map(move |other| (first, other))) {
        let run = of_two_kinds(first, other);
        let diagnosis = diagnose(&connector, None, &run, knowledge);
        if first.1.is_before_connection() && other.1.is_before_connection() {
            let finding = &diagnosis.finding;
            assert_eq!((finding.verdict, finding.fault), (Verdict::Inconclusive, None), "{first:?} {other:?}");
            let expected = [first.1, other.1].into_iter().filter_map(Fault::unknown).chain([Unknown::Untried]);
            let (expected, told): (BTreeSet<_>, BTreeSet<_>) =
                (expected.map(Unknown::id).collect(), finding.unknown.iter().map(|unknown| unknown.id()).collect());
            assert_eq!(told, expected, "{first:?} {other:?}");
        }
        let json = serde_json::to_value(json::check(&inquiry, &run, &diagnosis, knowledge, &texts)).expect("JSON");
        for (_, fault, _) in [first, other] {
            let evidence = json["finding"]["evidence"].as_array().expect("a list");
            assert!(evidence.iter().any(|seen| seen["id"] == fault.id()), "{first:?} {other:?}: {json:#}");
        }
    }
    // Where the tried ones decide, nothing hangs on the others.
    let decided = Story::begin().host("mx1.contoso.com", Some(10)).expired("192.0.2.1").unlisted(10).end();
    assert!(!find(TlsPolicy::CertificateValidation, &decided).unknown.contains(&Unknown::Untried));
}

#[test]
fn a_fault_at_a_worse_preference_is_a_warning_while_the_best_one_answers() {
    let run = Story::begin()
        .host("mx1.contoso.com", Some(10))
        .healthy("192.0.2.1")
        .host("mx2.contoso.com", Some(20))
        .expired("192.0.2.2")
        .end();
    assert_eq!(find(TlsPolicy::CertificateValidation, &run).verdict, Verdict::Healthy);
}

/// Two smart hosts, each with the preference of its own MX.
fn two_smart_hosts(of_first: Option<u16>, of_other: Option<u16>, first: impl Fn(Story, &str) -> Story) -> Story {
    let story = first(Story::begin().host_of("s.contoso.com", "mx.s.contoso.com", of_first), "192.0.2.1");
    story.host_of("t.contoso.com", "mx.t.contoso.com", of_other)
}

#[test]
fn a_preference_weighs_only_against_those_of_its_own_smart_host() {
    let texts = Texts::new(Locale::english());
    for (first, other) in [(None, None), (Some(10), Some(20)), (Some(20), Some(10)), (Some(10), None), (None, Some(10))]
    {
        let stopped = [
            two_smart_hosts(first, other, Story::healthy).expired("192.0.2.2"),
            two_smart_hosts(first, other, Story::expired).healthy("192.0.2.2"),
            // What was not tried of one says nothing about the other.
            two_smart_hosts(first, other, Story::expired).untried("192.0.2.2", None),
            two_smart_hosts(first, other, Story::expired).healthy("192.0.2.2").unlisted(0),
        ];
        for (at, story) in stopped.into_iter().enumerate() {
            let run = story.end();
            let finding = find(TlsPolicy::CertificateValidation, &run);
            assert_eq!(finding.verdict, Verdict::Fault, "{first:?} {other:?} {at}: {finding:#?}");
            let level = finding.evidence.iter().find(|n| n.evidence.fault().is_some()).map(|n| n.level);
            assert_eq!(level, Some(Level::Fault), "{first:?} {other:?} {at}");
            assert_eq!(phrases::pool(&run, &finding, &texts).is_some(), at != 2, "{first:?} {other:?} {at}");
        }
        let others = [
            (two_smart_hosts(first, other, Story::healthy).silent("192.0.2.2"), Verdict::Healthy),
            (two_smart_hosts(first, other, Story::healthy).untried("192.0.2.2", None), Verdict::Inconclusive),
            (two_smart_hosts(first, other, Story::healthy).unlisted(0), Verdict::Inconclusive),
            (two_smart_hosts(first, other, Story::healthy).healthy("192.0.2.2").unlisted(30), Verdict::Healthy),
        ];
        for (story, verdict) in others {
            let finding = find(TlsPolicy::CertificateValidation, &story.end());
            assert_eq!(finding.verdict, verdict, "{first:?} {other:?}: {finding:#?}");
        }
    }
    // Behind a dead one of its own, the worse one is where mail for that smart host ends up.
    let behind = two_smart_hosts(Some(10), Some(10), Story::healthy).silent("192.0.2.2");
    let behind = behind.host_of("t.contoso.com", "mx2.t.contoso.com", Some(20)).expired("192.0.2.3").end();
    assert_eq!(find(TlsPolicy::CertificateValidation, &behind).decided_by, Some(EndpointId(2)));
}

#[test]
fn ipv6_that_fails_is_told_for_each_smart_host() {
    let story = two_smart_hosts(None, Some(10), Story::healthy);
    let run = story.silent("2a01:111::1").healthy("203.0.114.2").end();
    let finding = find(TlsPolicy::CertificateValidation, &run);
    let told = finding.evidence.iter().find_map(|noted| match &noted.evidence {
        Evidence::Ipv6Fails { failing, working } => Some((failing.len(), working.len())),
        _ => None,
    });
    assert_eq!(told, Some((1, 1)), "{finding:#?}");
}

#[test]
fn with_every_address_failing_the_code_is_that_of_the_best_host_and_there_of_the_furthest() {
    let run = Story::begin()
        .host("mx1.contoso.com", Some(10))
        .silent("192.0.2.1")
        .expired("192.0.2.2")
        .host("mx2.contoso.com", Some(20))
        .silent("192.0.2.3")
        .end();
    let finding = find(TlsPolicy::CertificateValidation, &run);
    assert_eq!((finding.verdict, code(&finding)), (Verdict::Fault, Some("4.7.320")));
    assert_eq!(finding.decided_by, Some(EndpointId(1)));
    let at = |ip: &str| {
        let ip: IpAddr = ip.parse().expect("an address");
        finding.evidence.iter().find(|n| n.ip == Some(ip)).map(|n| n.level)
    };
    assert_eq!(at("192.0.2.2"), Some(Level::Fault));
    assert_eq!(at("192.0.2.3"), Some(Level::Warning));

    let run = Story::begin().host("mx1.contoso.com", None).silent("192.0.2.1").end();
    let finding = find(TlsPolicy::CertificateValidation, &run);
    assert_eq!(code(&finding), Some("4.4.315"));
    assert_eq!(finding.also_reported_as, [CodeId::new("4.4.317")]);
    assert_eq!(finding.cause, None, "a time-out alone establishes no cause");
    assert_eq!(finding.causes[0], CauseId::new("315.cause.server-down"), "the likeliest leads: {:?}", finding.causes);
}

#[test]
fn a_cut_in_the_handshake_is_4_4_318_and_also_reported_as_4_4_317() {
    let cut = |at| {
        let evidence = Evidence::Closed { at, elapsed_ms: 20, last: None };
        Story::begin()
            .host("mx1.contoso.com", None)
            .address("192.0.2.1", Some((at, Fault::Closed, vec![evidence])))
            .end()
    };
    let finding = find(TlsPolicy::EncryptionOnly, &cut(Stage::Handshake));
    assert_eq!((code(&finding), finding.also_reported_as.len()), (Some("4.4.318"), 1));
    let finding = find(TlsPolicy::EncryptionOnly, &cut(Stage::Ehlo));
    assert_eq!((code(&finding), finding.also_reported_as.len()), (Some("4.4.318"), 0));
}

#[test]
fn trouble_of_this_machine_is_never_the_destinations_fault() {
    let local = Evidence::LocalNoRoute { error: "network unreachable".into() };
    let run = Story::begin()
        .host("mx1.contoso.com", None)
        .address("2001:db8::1", Some((Stage::Connect, Fault::LocalNoRoute, vec![local])))
        .end();
    let finding = find(TlsPolicy::CertificateValidation, &run);
    assert_eq!((finding.verdict, code(&finding)), (Verdict::Inconclusive, None));

    let blocked = Evidence::OutboundBlocked { control: "control.test".into(), port: "25".into(), refused: false };
    let run = Story::begin().host("mx1.contoso.com", None).silent("192.0.2.1").saw(blocked).end();
    assert_eq!(find(TlsPolicy::CertificateValidation, &run).verdict, Verdict::Inconclusive);

    let silent = Evidence::ResolverUnavailable { server: "192.0.2.53:53".into(), answer: ResolverAnswer::Silent };
    let run = Story::begin().name_failed(Fault::ResolverUnavailable, silent).end();
    let finding = find(TlsPolicy::CertificateValidation, &run);
    assert_eq!((finding.verdict, code(&finding)), (Verdict::Inconclusive, Some("4.4.312")));
}

#[test]
fn an_address_that_this_machine_lost_sight_of_leaves_no_verdict_where_mail_may_end_up_there() {
    let stopped = |stage| Some((stage, Fault::LocalStopped, vec![Evidence::LocalStopped { stopped_ms: 8_000 }]));
    let no_route =
        |stage| Some((stage, Fault::LocalNoRoute, vec![Evidence::LocalNoRoute { error: "network is down".into() }]));
    let pool = |lost_at: u16, lost, other| {
        Story::begin()
            .host("mx1.contoso.com", Some(lost_at))
            .address("192.0.2.1", lost)
            .host("mx2.contoso.com", Some(20))
            .address("192.0.2.2", other)
            .end()
    };
    let refused = || Some((Stage::Ehlo, Fault::EhloRejected, vec![]));
    for (preference, lost, other, verdict) in [
        (10, stopped(Stage::Greeting), None, Verdict::Inconclusive),
        (20, stopped(Stage::Greeting), None, Verdict::Inconclusive),
        (30, stopped(Stage::Greeting), None, Verdict::Healthy),
        (10, stopped(Stage::Connect), None, Verdict::Inconclusive),
        (10, no_route(Stage::Ehlo), None, Verdict::Inconclusive),
        // Whoever has no way to a family at all may judge by the other.
        (10, no_route(Stage::Connect), None, Verdict::Healthy),
        (10, stopped(Stage::Greeting), refused(), Verdict::Inconclusive),
        (20, stopped(Stage::Greeting), refused(), Verdict::Fault),
        (30, stopped(Stage::Greeting), refused(), Verdict::Fault),
    ] {
        let said = format!("{preference} {lost:?} {other:?}");
        let finding = find(TlsPolicy::EncryptionOnly, &pool(preference, lost, other));
        assert_eq!(finding.verdict, verdict, "{said}");
    }
}

#[test]
fn a_way_that_was_lost_while_a_connection_was_begun_is_none_that_was_never_there() {
    let lost = Evidence::LocalNoRoute { error: "network is down".into() };
    for (took_ms, verdict) in [(3, Verdict::Healthy), (1_250, Verdict::Inconclusive)] {
        let mut run = Story::begin()
            .host("mx1.contoso.com", Some(10))
            .address("192.0.2.1", Some((Stage::Connect, Fault::LocalNoRoute, vec![lost.clone()])))
            .address("192.0.2.2", None)
            .end();
        run.endpoints[0].stages[0] =
            StageState::Ended { outcome: Outcome::Failed(Fault::LocalNoRoute), at_ms: took_ms, took_ms };
        assert_eq!(find(TlsPolicy::EncryptionOnly, &run).verdict, verdict, "{took_ms} ms");
    }
}

#[test]
fn old_data_in_the_resolver_is_the_cause_of_a_failed_query() {
    let name = Domain::from_ascii("relay.contoso.com").expect("a name");
    let outdated = Evidence::DnsOutdated {
        name: name.clone(),
        record: RecordType::Mx,
        server: "192.0.2.53".into(),
        cached: vec![],
        authoritative: "192.0.2.54".into(),
        current: vec![],
        ttl_ms: 60_000,
        missing: false,
    };
    let no_data = Evidence::DnsNoData { name, server: "192.0.2.53".into() };
    let run = Story::begin().saw(outdated).name_failed(Fault::DnsNoData, no_data).end();
    let finding = find(TlsPolicy::CertificateValidation, &run);
    assert_eq!((code(&finding), finding.cause.clone()), (Some("4.4.312"), Some(CauseId::new("312.cause.mx-changed"))));
}

#[test]
fn the_same_certificate_is_judged_by_the_tls_setting() {
    let expired = |level: TlsPolicy, stage_fails: bool| {
        let evidence = Evidence::CertificateExpired { not_after_at: Timestamp::UNIX_EPOCH, days: 12 };
        let mut story = Story::begin().host("mx1.contoso.com", None);
        story = if stage_fails {
            story.expired("192.0.2.1")
        } else {
            let mut story = story.healthy("192.0.2.1");
            story.events.push(ProbeEvent::Saw { endpoint: Some(EndpointId(0)), at_ms: 4, evidence });
            story
        };
        let finding = find(level, &story.end());
        let weight = finding.evidence.iter().find(|n| n.evidence.id() == "certificate-expired").map(|n| n.level);
        (finding.verdict, weight)
    };
    assert_eq!(expired(TlsPolicy::EncryptionOnly, false), (Verdict::Healthy, Some(Level::Warning)));
    assert_eq!(expired(TlsPolicy::CertificateValidation, true), (Verdict::Fault, Some(Level::Fault)));
}

fn agreement(symptom: &Symptom, run: &Run) -> Option<Agreement> {
    diagnose(&connector(TlsPolicy::CertificateValidation), Some(symptom), run, Knowledge::embedded()).finding.agreement
}

fn read(text: &str) -> Symptom {
    let reading = ndr::read_text(text, Knowledge::embedded()).expect("a report");
    reading.reports.into_iter().next().expect("a report")
}

/// What a report comes to that has this detail within a 4.4.317.
fn read_in_317(detail: &str) -> Symptom {
    let line = format!("450 4.4.317 Cannot connect to remote server [Message={detail}]");
    read(&line)
}

#[test]
fn a_code_without_a_reason_fits_by_itself_its_conclusion_or_the_code_used_today() {
    let run = Story::begin().host("mx1.contoso.com", None).expired("192.0.2.1").end();
    assert_eq!(agreement(&reported("4.4.317", "4.7.320"), &run), Some(Agreement::CodeFits));
    assert_eq!(agreement(&reported("4.4.317", "4.4.317"), &run), Some(Agreement::CodeFits));
    assert_eq!(
        agreement(&reported("4.4.316", "4.4.316"), &run),
        Some(Agreement::Different { reported: CodeId::new("4.4.316") })
    );
    let run = Story::begin().host("mx1.contoso.com", None).healthy("192.0.2.1").end();
    assert_eq!(agreement(&reported("4.4.316", "4.4.316"), &run), Some(Agreement::NotReproduced));
}

#[test]
fn a_report_is_confirmed_only_by_the_reason_it_gives() {
    let run = Story::begin().host("mx1.contoso.com", None).expired("192.0.2.1").end();
    assert_eq!(agreement(&read_in_317("CertificateExpired"), &run), Some(Agreement::Confirmed));
    for detail in [
        "UntrustedRoot",
        "SubjectMismatch Expected Subject: mail.contoso.com",
        "451 5.7.3 STARTTLS is required to send mail",
        "RevocationStatusUnknown",
        "CertificateNotYetValid",
        "ChainRevoked",
    ] {
        assert_eq!(agreement(&read_in_317(detail), &run), Some(Agreement::OtherReason), "{detail}");
    }
    let missing = Some((Stage::StartTls, Fault::StartTlsMissing, vec![]));
    let run = Story::begin().host("mx1.contoso.com", None).address("192.0.2.1", missing).end();
    assert_eq!(agreement(&read_in_317("UntrustedRoot"), &run), Some(Agreement::OtherReason));
    let starttls = read_in_317("451 5.7.3 STARTTLS is required to send mail");
    assert_eq!(agreement(&starttls, &run), Some(Agreement::Confirmed));
}

#[test]
fn one_of_several_addresses_that_shows_the_reason_confirms_it() {
    let missing = Some((Stage::StartTls, Fault::StartTlsMissing, vec![Evidence::StartTlsMissing { keywords: vec![] }]));
    let run = Story::begin().host("mx1.contoso.com", None).expired("192.0.2.1").address("192.0.2.2", missing).end();
    let starttls = read_in_317("451 5.7.3 STARTTLS is required to send mail");
    assert_eq!(agreement(&starttls, &run), Some(Agreement::Confirmed));
    assert_eq!(agreement(&read_in_317("CertificateExpired"), &run), Some(Agreement::Confirmed));
}

#[test]
fn a_socket_error_number_is_a_reason_that_a_refusal_confirms() {
    let run = Story::begin().host("mx1.contoso.com", None).address("192.0.2.1", refused()).end();
    let told = read("450 4.4.316 Connection refused [Message=Socket error code 10061]");
    assert_eq!(agreement(&told, &run), Some(Agreement::Confirmed));
    assert_eq!(agreement(&read("450 4.4.316 Connection refused"), &run), Some(Agreement::CodeFits));
}

#[test]
fn a_report_says_the_code_that_stands_in_it_whatever_it_comes_to() {
    let symptom = read_in_317("CertificateExpired");
    let cut = Some((Stage::Greeting, Fault::Silent, vec![]));
    for story in [pool().address("192.0.2.1", cut), pool().expired("192.0.2.1"), pool().healthy("192.0.2.1")] {
        let finding =
            diagnose(&connector(TlsPolicy::CertificateValidation), Some(&symptom), &story.end(), Knowledge::embedded())
                .finding;
        let agreed = finding.agreement.as_ref().expect("a report and a finding");
        for locale in Locale::all() {
            let told = report::reported::agreement(agreed, &finding, Some(&symptom), false, &Texts::new(locale));
            let seen = finding.code.as_ref().filter(|_| matches!(agreed, Agreement::Different { .. }));
            let rest = seen.map_or(told.clone(), |seen| told.replace(seen.as_str(), ""));
            assert!(rest.contains("4.4.317") && !rest.contains("4.7.320"), "{told}");
        }
    }
}

#[test]
fn another_reason_suspects_several_servers_and_what_stands_in_between() {
    let run = Story::begin().host("mx1.contoso.com", None).expired("192.0.2.1").end();
    let connector = connector(TlsPolicy::CertificateValidation);
    let diagnosis = diagnose(&connector, Some(&read_in_317("UntrustedRoot")), &run, Knowledge::embedded());
    let causes = causes(&diagnosis.finding);
    assert_eq!(causes[..3], ["320.cause.expired", "320.cause.several-servers", "320.cause.gateway"], "{causes:?}");
    assert!(causes.contains(&"320.cause.inspection"), "{causes:?}");
    assert!(steps(&diagnosis).contains(&"320.fix.every-server"), "{:?}", steps(&diagnosis));
}

#[test]
fn a_report_is_laid_beside_address_server_certificate_and_date() {
    let symptom = Symptom {
        server_ip: Some("203.0.113.9".parse().expect("an address")),
        server_name: Some(WireText::from_text("old.contoso.com")),
        at: Some("2026-11-18T00:00:00Z".parse().expect("a time")),
        ..reported("4.4.315", "4.4.315")
    };
    let run = Story::begin().host("mx1.contoso.com", None).healthy("192.0.2.1").end();
    let connector = connector(TlsPolicy::CertificateValidation);
    let diagnosis = diagnose(&connector, Some(&symptom), &run, Knowledge::embedded());
    let ids: Vec<&str> = diagnosis.finding.evidence.iter().map(|noted| noted.evidence.id()).collect();
    for id in ["report-address-differs", "report-server-differs", "report-old"] {
        assert!(ids.contains(&id), "{id} in {ids:?}");
    }
    assert!(!diagnosis.checklist.items.is_empty(), "not reproduced: the steps of the reported code are what is left");
}

#[test]
fn a_partner_is_contacted_and_an_own_server_is_mended() {
    let run = Story::begin().host("mx1.contoso.com", None).expired("192.0.2.1").end();
    for party in [Party::Own, Party::Partner] {
        let connector = Connector { party, ..connector(TlsPolicy::CertificateValidation) };
        let checklist = diagnose(&connector, None, &run, Knowledge::embedded()).checklist;
        let mends = checklist.items.iter().any(|item| item.faults.contains(&Fault::CertificateExpired));
        assert_eq!(mends, party == Party::Own, "{party:?}: {:?}", checklist.items);
        let partner_step = checklist.items.iter().any(|item| item.id == StepId::new("320.fix.partner"));
        assert_eq!(partner_step, party == Party::Partner);
    }
}

/// A probe of the walk that begins at that time of day and sees that.
fn probed(walk: &mut Walk, time: &str, story: Story) -> Change {
    let at = format!("2026-11-21T{time}Z").parse().expect("a time");
    walk.begin(RunId(walk.run_id().0 + 1), 0);
    let mut made = Change::default();
    let end = ProbeEvent::Finished { at_ms: 10_100, cancelled: false };
    for event in story.events.into_iter().chain([end]) {
        let event = match event {
            ProbeEvent::Began { view, limits, .. } => ProbeEvent::Began { at, view, limits },
            other => other,
        };
        made = walk.see(event, Now { wall: Timestamp::UNIX_EPOCH, ms: 0 }, Knowledge::embedded());
    }
    made
}

fn walk(symptom: Option<Symptom>) -> Walk {
    Walk::new(connector(TlsPolicy::CertificateValidation), symptom, Settings::default())
}

fn state(walk: &Walk, id: &str) -> ItemState {
    let item = walk.items().iter().find(|item| item.id.as_str() == id);
    item.unwrap_or_else(|| panic!("no {id} in {:?}", walk.items())).state
}

fn pool() -> Story {
    Story::begin().host("mx1.contoso.com", None)
}

#[test]
fn a_second_probe_verifies_what_is_mended_and_says_what_is_still_seen() {
    let mut walk = walk(None);
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1"));
    let ids = |walk: &Walk| walk.items().iter().map(|item| item.id.clone()).collect::<Vec<_>>();
    let before = ids(&walk);
    let place = walk.items().iter().position(|item| item.id.as_str() == "320.fix.renew").expect("the step");
    walk.tick(place, Timestamp::UNIX_EPOCH);

    let made = probed(&mut walk, "16:34:00", pool().expired("192.0.2.1"));
    assert_eq!(state(&walk, "320.fix.renew"), ItemState::StillSeen);
    assert_eq!((made.verified, made.still_seen), (0, 1), "a tick that is seen again is no news in silence");
    assert_eq!(ids(&walk), before);

    let made = probed(&mut walk, "16:35:00", pool().healthy("192.0.2.1"));
    assert_eq!(state(&walk, "320.fix.renew"), ItemState::Verified);
    assert!(made.verified > 0 && made.still_seen == 0, "{made:?}");
    assert_eq!(ids(&walk), before, "steps never vanish and never change places");

    probed(&mut walk, "16:36:00", pool().expired("192.0.2.1"));
    assert_eq!(state(&walk, "320.fix.renew"), ItemState::StillSeen);
}

#[test]
fn trouble_of_this_machine_makes_no_tick_no_other_fault_and_no_step_that_stays() {
    let no_route =
        || Some((Stage::Connect, Fault::LocalNoRoute, vec![Evidence::LocalNoRoute { error: "no route".into() }]));
    let missing = || {
        let missing = Evidence::StartTlsMissing { keywords: Vec::new() };
        Some((Stage::Ehlo, Fault::StartTlsMissing, vec![missing]))
    };
    // A step that several articles have is one step.
    let name = |item: &Item| item.shared.clone().unwrap_or_else(|| item.id.to_string());
    let ids = |walk: &Walk| walk.items().iter().map(name).collect::<Vec<_>>();
    let code = |walk: &Walk| walk.checklist().code.clone().map(|code| code.to_string());

    // All of it is out of sight, again and again: nothing is ticked that nobody ticked, and no step is left behind.
    let mut alone = walk(None);
    probed(&mut alone, "16:33:10", pool().expired("192.0.2.1"));
    let before = ids(&alone);
    for minute in 34..38 {
        let story = if minute % 2 == 0 { pool().address("192.0.2.1", no_route()) } else { pool().expired("192.0.2.1") };
        let made = probed(&mut alone, &format!("16:{minute}:00"), story);
        assert_eq!((made.verified, made.set_aside, alone.checklist().ticks()), (0, 0, 0), "{made:?}");
        assert_eq!(code(&alone).as_deref(), Some("4.7.320"));
        let (here, there) = (ids(&alone).len(), before.len());
        assert!(if minute % 2 == 0 { here > there } else { here == there }, "{here} {there}");
    }
    assert_eq!(ids(&alone), before);

    // One address of two is out of sight, and the other one has a fault of its own.
    let mut half = walk(None);
    let both = || pool().expired("192.0.2.1").address("192.0.2.2", missing());
    probed(&mut half, "16:33:10", both());
    let (before, own) = (ids(&half), code(&half));
    half.tick(0, Timestamp::UNIX_EPOCH);
    let ticked = name(&half.items()[0]);
    let story = match own.as_deref() {
        Some("4.7.320") => pool().address("192.0.2.1", no_route()).address("192.0.2.2", missing()),
        _ => pool().expired("192.0.2.1").address("192.0.2.2", no_route()),
    };
    let made = probed(&mut half, "16:34:00", story);
    assert_eq!((made.set_aside, code(&half)), (0, own.clone()), "{made:?}");
    assert!(half.items().iter().any(|item| name(item) == ticked && item.state == ItemState::Ticked));
    assert!(before.iter().all(|id| ids(&half).contains(id)));
    let said = phrases::standing(&half.told().expect("it was probed").1, true, &Texts::new(Locale::english()));
    assert!(said.is_some_and(|said| said.contains(own.as_deref().expect("a code"))), "whose steps these are is told");
    probed(&mut half, "16:35:00", both());
    assert!(before.iter().all(|id| ids(&half).contains(id)), "{:?}", ids(&half));
    assert_eq!(code(&half), own);
    assert_eq!(half.checklist().past().count(), 0);
}

#[test]
fn the_steps_of_another_fault_stand_in_their_order_and_no_stage_before_it_proves_one_done() {
    let mut walk = walk(None);
    let missing = Evidence::StartTlsMissing { keywords: Vec::new() };
    let no_tls = pool().address("192.0.2.1", Some((Stage::Ehlo, Fault::StartTlsMissing, vec![missing])));
    probed(&mut walk, "16:33:10", no_tls);
    probed(&mut walk, "16:34:00", pool().expired("192.0.2.1"));
    let ids = |items: &[Item]| items.iter().map(|item| item.id.as_str().to_owned()).collect::<Vec<_>>();
    let alone = diagnose(&walk.connector, None, walk.run(), Knowledge::embedded()).checklist;
    assert_eq!(ids(walk.checklist().present()), ids(&alone.items));
    assert_ne!(state(&walk, "317.fix.tls"), ItemState::Verified, "it is about the certificate too");
}

#[test]
fn where_another_fault_takes_the_place_its_steps_come_first_and_the_earlier_ones_are_kept_behind() {
    let mut walk = walk(None);
    probed(&mut walk, "16:33:10", pool().silent("192.0.2.1"));
    let silent = walk.items().to_vec();
    walk.tick(0, Timestamp::UNIX_EPOCH);

    let made = probed(&mut walk, "16:34:00", pool().expired("192.0.2.1"));
    let present: Vec<_> = walk.checklist().present().iter().map(|item| item.code.as_str()).collect();
    assert!(present.iter().all(|code| *code == "4.7.320"), "{present:?}");
    let shared = walk.items().iter().filter_map(|item| item.shared.as_ref());
    assert_eq!(shared.clone().collect::<BTreeSet<_>>().len(), shared.count(), "what both have stands once");
    let groups: Vec<_> = walk.checklist().past().collect();
    let [(place, steps)] = groups[..] else { panic!("{groups:?}") };
    assert_eq!((place, made.set_aside), (present.len(), steps.len()));
    let goes_on =
        |item: &&Item| item.shared.is_some() && walk.checklist().present().iter().any(|now| now.shared == item.shared);
    let silent: Vec<_> = silent.iter().filter(|item| !goes_on(item)).map(|item| item.id.clone()).collect();
    assert_eq!(steps.iter().map(|item| item.id.clone()).collect::<Vec<_>>(), silent, "none is lost");
    assert!(made.told().iter().any(|(id, _)| *id == "another-fault"), "{made:?}");
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let (run, diagnosis) = walk.told().expect("it was probed");
        let settings = Settings::default();
        let inquiry = Inquiry {
            connector: &walk.connector,
            symptom: None,
            settings: &settings,
            answers: &Answers::default(),
            scenario: None,
            redacted: false,
        };
        let report = report::check(&inquiry, run, &diagnosis, report::Depth::Short, Knowledge::embedded(), &texts);
        let text = report.dressed(Dress::Text { styled: false }, locale);
        let head = phrases::another(&diagnosis, &texts).expect("it is another fault");
        let told = text.split(&texts.get("report-seen")).next().unwrap_or_default().split_whitespace();
        assert!(told.collect::<Vec<_>>().join(" ").contains(&head.replace('\u{a0}', " ")), "{head}\n{text}");
        let (steps, earlier) = (text.find(&texts.get("report-steps")), text.find(&texts.get("report-earlier")));
        assert!(steps.is_some() && steps < earlier, "{text}");
    }

    // Repaired: the list stays as it is, and there is no other fault.
    let another = |walk: &Walk| phrases::another(&walk.told().expect("probed").1, &Texts::new(Locale::english()));
    assert!(another(&walk).is_some_and(|told| told.contains("4.4.315")));
    probed(&mut walk, "16:35:00", pool().healthy("192.0.2.1"));
    assert_eq!(walk.checklist().earlier, silent.len());
    assert_eq!(another(&walk), None);
    // The first fault again: its steps are the present ones.
    probed(&mut walk, "16:36:00", pool().silent("192.0.2.1"));
    let present: Vec<_> = walk.checklist().present().iter().map(|item| item.id.clone()).collect();
    assert!(silent.iter().all(|id| present.contains(id)), "{present:?}");
    assert!(walk.checklist().past().all(|(_, steps)| steps.iter().all(|item| item.code.as_str() == "4.7.320")));
}

#[test]
fn a_report_of_what_the_walk_saw_repaired_needs_no_other_explanation_for_what_is_wrong_now() {
    let no_tls = || {
        let seen = vec![Evidence::StartTlsMissing { keywords: Vec::new() }];
        pool().address("192.0.2.1", Some((Stage::Ehlo, Fault::StartTlsMissing, seen)))
    };
    for (reported, first) in [
        ("450 4.4.315 Connection timed out", pool().silent("192.0.2.1")),
        ("450 4.4.317 Cannot establish session with remote server [Message=STARTTLS is required]", no_tls()),
    ] {
        let symptom = read(reported);
        let mut repaired = walk(Some(symptom.clone()));
        probed(&mut repaired, "16:33:10", first);
        let mut other = walk(Some(symptom));
        for walk in [&mut repaired, &mut other] {
            probed(walk, "16:34:00", pool().expired("192.0.2.1"));
        }
        let (repaired, other) = (repaired.told().expect("probed").1, other.told().expect("probed").1);
        let (repaired, other) = (repaired.finding, other.finding);
        assert_eq!(repaired.agreement, Some(Agreement::Repaired), "{reported}");
        assert_ne!(other.agreement, Some(Agreement::Repaired), "{reported}: no probe of this walk saw it");
        assert!(repaired.repaired.len() == 1 && !repaired.is_repaired() && other.repaired.is_empty(), "{reported}");
        assert!(repaired.causes.len() <= other.causes.len(), "{reported}: {:?}", repaired.causes);
        for locale in Locale::all() {
            let texts = Texts::new(locale);
            let told = |finding: &Finding| {
                let agreement = finding.agreement.as_ref().expect("it has one");
                report::reported::agreement(agreement, finding, None, false, &texts)
            };
            let healthy = Finding { verdict: Verdict::Healthy, ..repaired.clone() };
            assert_ne!(told(&repaired), told(&healthy), "the queue does not empty by itself yet");
        }
    }
}

#[test]
fn a_repair_takes_back_what_would_turn_the_way_off_and_verifies_no_remedy_that_may_not_have_been_the_one() {
    let refused = || (Stage::Connect, Fault::TcpRefused, vec![Evidence::TcpRefused { elapsed_ms: 1 }]);
    let mut walk = walk(Some(read("450 4.4.316 Connection refused [Message=Socket error code 10061]")));
    probed(&mut walk, "16:33:10", pool().address("192.0.2.1", Some(refused())));
    probed(&mut walk, "16:34:00", pool().healthy("192.0.2.1"));
    for step in ["fix-now", "connector-off", "authoritative", "wait"] {
        let id = format!("316.fix.{step}");
        assert_eq!(state(&walk, &id), ItemState::NotNeeded, "{id}: the server is there again");
    }
    assert_eq!(state(&walk, "316.fix.firewall"), ItemState::NotNeeded, "no probe comes from Office 365's addresses");
    assert_eq!(state(&walk, "316.fix.listener"), ItemState::Verified, "it listens");
    assert_eq!(state(&walk, "316.fix.validate"), ItemState::Open);
    probed(&mut walk, "16:35:00", pool().address("192.0.2.1", Some(refused())));
    for step in ["firewall", "listener", "connector-off"] {
        assert_eq!(state(&walk, &format!("316.fix.{step}")), ItemState::Open, "{step}: it is refused again");
    }

    let mut walk = self::walk(None);
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1"));
    let place = walk.items().iter().position(|item| item.id.as_str() == "320.fix.chosen").expect("the step");
    walk.tick(place, Timestamp::UNIX_EPOCH);
    probed(&mut walk, "16:33:30", pool().expired("192.0.2.1"));
    assert_eq!(state(&walk, "320.fix.chosen"), ItemState::StillSeen, "it was not enough");
    let mut ticked = walk.clone();
    walk.tick(place, Timestamp::UNIX_EPOCH);
    for (walk, state) in [(&mut walk, ItemState::NotNeeded), (&mut ticked, ItemState::Ticked)] {
        probed(walk, "16:34:00", pool().healthy("192.0.2.1"));
        assert_eq!(self::state(walk, "320.fix.renew"), ItemState::Verified);
        assert_eq!(self::state(walk, "320.fix.chosen"), state, "that, or the renewal; and nothing is seen any more");
    }
}

#[test]
fn a_report_of_something_else_than_was_repaired_is_not_called_older_than_the_repair() {
    for (reported, agreement) in [
        ("450 4.4.316 Connection refused [Message=Socket error code 10061]", Agreement::NotReproduced),
        ("450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]", Agreement::NotReproduced),
        ("450 4.4.317 Cannot connect to remote server [Message=CertificateExpired]", Agreement::Repaired),
        ("450 4.4.317 Cannot connect to remote server", Agreement::Repaired),
        ("450 4.7.320 Certificate validation failed", Agreement::Repaired),
    ] {
        let mut walk = walk(Some(read(reported)));
        probed(&mut walk, "16:33:10", pool().expired("192.0.2.1"));
        probed(&mut walk, "16:34:00", pool().healthy("192.0.2.1"));
        let (run, diagnosis) = walk.told().expect("it was probed");
        assert_eq!(diagnosis.finding.agreement.as_ref(), Some(&agreement), "{reported}");
        assert_eq!(diagnosis.finding.is_repaired(), agreement == Agreement::Repaired, "{reported}");
        assert_eq!(diagnosis.finding.repaired.len(), 1, "{reported}: it is told in each case");
        let text = in_english(&walk, run, &diagnosis);
        assert_eq!(text.contains("what was repaired is something else"), agreement != Agreement::Repaired, "{text}");
    }
}

#[test]
fn what_was_met_at_another_address_than_the_report_names_makes_nothing_of_it_repaired() {
    let reported = |ip: &str| {
        read(&format!(
            "450 4.4.317 Cannot connect to remote server [Message=CertificateExpired] [LastAttemptedIP={ip}:25]"
        ))
    };
    for (ip, is_repaired) in [("192.0.2.1", true), ("192.0.2.2", false), ("203.0.113.9", true)] {
        let mut walk = walk(Some(reported(ip)));
        probed(&mut walk, "16:33:10", pool().expired("192.0.2.1").healthy("192.0.2.2"));
        probed(&mut walk, "16:34:00", pool().healthy("192.0.2.1").healthy("192.0.2.2"));
        let finding = walk.told().expect("it was probed").1.finding;
        let agreement = if is_repaired { Agreement::Repaired } else { Agreement::NotReproduced };
        assert_eq!(finding.agreement, Some(agreement), "{ip}");
        assert_eq!((finding.repaired.len(), finding.is_repaired()), (1, is_repaired), "{ip}");

        // The same while something else is wrong.
        let mut walk = self::walk(Some(reported(ip)));
        probed(&mut walk, "16:33:10", pool().expired("192.0.2.1").healthy("192.0.2.2"));
        let cut = || Some((Stage::Greeting, Fault::Silent, vec![]));
        probed(&mut walk, "16:35:00", pool().healthy("192.0.2.1").address("192.0.2.2", cut()));
        let finding = walk.told().expect("it was probed").1.finding;
        assert_eq!(finding.agreement == Some(Agreement::Repaired), is_repaired, "{ip}: {:?}", finding.agreement);
    }
}

/// What a report of an address comes to at the first look, where nothing is wrong at the second.
fn looked_twice(told: &Symptom, first: Story) -> [Option<Agreement>; 2] {
    let mut walk = walk(Some(told.clone()));
    probed(&mut walk, "16:33:10", first);
    let before = walk.told().expect("it was probed").1.finding.agreement;
    probed(&mut walk, "16:34:00", pool().healthy("192.0.2.1").healthy("192.0.2.2"));
    [before, walk.told().expect("it was probed").1.finding.agreement]
}

#[test]
fn a_report_that_names_an_address_is_judged_by_that_one_at_every_look() {
    use Agreement::{CodeFits, Confirmed, Different, NotReproduced, OtherReason, Repaired};
    type At = fn(Story, &str) -> Story;
    let (wrong, well, silent): (At, At, At) = (Story::expired, Story::healthy, Story::silent);
    let different = || Different { reported: CodeId::new("4.7.320") };
    for (named, other, first, second) in [
        (wrong, wrong, Confirmed, Repaired),
        (wrong, well, Confirmed, Repaired),
        (wrong, silent, Confirmed, Repaired),
        (well, wrong, NotReproduced, NotReproduced),
        (well, well, NotReproduced, NotReproduced),
        (well, silent, NotReproduced, NotReproduced),
        (silent, wrong, NotReproduced, NotReproduced),
        (silent, well, NotReproduced, NotReproduced),
        (silent, silent, different(), NotReproduced),
    ] {
        for (detail, is_given) in [("450 4.7.320 Certificate validation failed", false), ("CertificateExpired", true)] {
            let told = if is_given { read_in_317(detail) } else { read(detail) };
            let told = Symptom { server_ip: "192.0.2.1".parse().ok(), ..told };
            let first = match first.clone() {
                Confirmed if !is_given => CodeFits,
                // Silence is a failure of a session too.
                Different { .. } if is_given => OtherReason,
                first => first,
            };
            let seen = looked_twice(&told, other(named(pool(), "192.0.2.1"), "192.0.2.2"));
            assert_eq!(seen, [Some(first), Some(second.clone())], "{detail}");
        }
    }
    // One that is none of the connector's may be another name of any of them.
    let told = Symptom { server_ip: "203.0.113.9".parse().ok(), ..read_in_317("CertificateExpired") };
    let seen = looked_twice(&told, pool().healthy("192.0.2.1").expired("192.0.2.2"));
    assert_eq!(seen, [Some(Confirmed), Some(Repaired)]);
}

/// Two hosts of one domain, mail1 of preference 10 and mail2, each with one address.
fn two_hosts(one: impl Fn(Story, &str) -> Story, preference: u16, two: impl Fn(Story, &str) -> Story) -> Story {
    let first = one(Story::begin().host("mail1.contoso.com", Some(10)), "192.0.2.1");
    two(first.host("mail2.contoso.com", Some(preference)), "192.0.2.2")
}

#[test]
fn what_a_report_names_is_judged_there_whatever_address_decides() {
    use Agreement::{Confirmed, NotReproduced, Repaired};
    type At = fn(Story, &str) -> Story;
    let (expired, well): (At, At) = (Story::expired, Story::healthy);
    let refused: At = |story, ip| story.address(ip, refused());
    let of_date = || read_in_317("CertificateExpired");
    let of_refusal = || read("450 4.4.316 Connection refused [Message=Socket error code 10061]");
    // What mail1 and mail2 do, mail2's preference, what is reported of which; the verdict, whether another one decides, and both
    // looks.
    for (one, two, preference, told, named, verdict, beside, first, second) in [
        (well, expired, 20, of_date(), 2, Verdict::Healthy, true, Confirmed, Repaired),
        (refused, well, 10, of_refusal(), 1, Verdict::Healthy, true, Confirmed, Repaired),
        (refused, expired, 10, of_refusal(), 1, Verdict::Fault, true, Confirmed, Repaired),
        (refused, expired, 20, of_date(), 2, Verdict::Fault, true, Confirmed, Repaired),
        (refused, expired, 20, of_refusal(), 1, Verdict::Fault, false, Confirmed, Repaired),
        (refused, expired, 10, of_date(), 2, Verdict::Fault, false, Confirmed, Repaired),
        (expired, well, 20, of_date(), 1, Verdict::Fault, false, Confirmed, Repaired),
        (expired, well, 20, of_date(), 2, Verdict::Fault, false, NotReproduced, NotReproduced),
        (well, expired, 20, of_date(), 1, Verdict::Healthy, false, NotReproduced, NotReproduced),
        (refused, well, 10, of_refusal(), 2, Verdict::Healthy, false, NotReproduced, NotReproduced),
        (well, well, 10, of_date(), 2, Verdict::Healthy, false, NotReproduced, NotReproduced),
    ] {
        let ip = Symptom { server_ip: format!("192.0.2.{named}").parse().ok(), ..told.clone() };
        let name = WireText::from_text(&format!("Mail{named}.contoso.com."));
        for told in [ip, Symptom { server_name: Some(name), ..told }] {
            let case = format!("{named} of {preference} {:?} {:?} {first:?} {verdict:?}", told.server_ip, told.detail);
            let mut walk = walk(Some(told.clone()));
            probed(&mut walk, "16:33:10", two_hosts(one, preference, two));
            let finding = walk.told().expect("it was probed").1.finding;
            let seen = (finding.verdict, finding.reported_at.is_some(), finding.agreement.clone());
            assert_eq!(seen, (verdict, beside, Some(first.clone())), "{case}");
            assert!(!finding.may_remain && !finding.is_repaired(), "{case}");
            assert_is_said_truly(&finding, &told);

            probed(&mut walk, "16:34:00", two_hosts(well, preference, well));
            let finding = walk.told().expect("it was probed").1.finding;
            assert_eq!(finding.agreement, Some(second.clone()), "{case}");
            assert_eq!(finding.is_repaired(), second == Repaired, "{case}");
        }
    }
}

#[test]
fn what_a_report_names_remains_until_it_was_seen_past_its_fault_though_mail_went_by_another_address() {
    let told = Symptom { server_ip: "192.0.2.2".parse().ok(), ..read_in_317("CertificateExpired") };
    let mut walk = walk(Some(told));
    probed(&mut walk, "16:33:10", two_hosts(Story::healthy, 20, Story::expired));
    probed(&mut walk, "16:34:00", two_hosts(Story::healthy, 20, Story::silent));
    let finding = walk.told().expect("it was probed").1.finding;
    assert!(finding.may_remain && !finding.is_repaired(), "{:?}", finding.agreement);
    assert_eq!(finding.reported_at, None, "it is not seen now");
}

/// Where the fault is seen at the named place beside what decides, that is said and names it, and nothing denies it.
fn assert_is_said_truly(finding: &Finding, told: &Symptom) {
    let agreed = finding.agreement.as_ref().expect("a report and a finding");
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let said = report::reported::agreement(agreed, finding, Some(told), false, &texts);
        let place = told.server_ip.map(|ip| ip.to_string());
        let place = place.or_else(|| told.server_name.as_ref().map(ToString::to_string)).expect("it names one");
        let is_elsewhere = *agreed == Agreement::NotReproduced && finding.verdict == Verdict::Fault;
        let names = finding.reported_at.is_some() || is_elsewhere;
        assert_eq!(said.contains(&place), names, "{said}");
    }
}

#[test]
fn a_fault_at_another_address_than_the_report_names_is_told_as_such_and_mended_all_the_same() {
    let told = Symptom { server_ip: "192.0.2.1".parse().ok(), ..read_in_317("CertificateExpired") };
    let run = pool().healthy("192.0.2.1").expired("192.0.2.2").end();
    let connector = connector(TlsPolicy::CertificateValidation);
    let with = diagnose(&connector, Some(&told), &run, Knowledge::embedded());
    let without = diagnose(&connector, None, &run, Knowledge::embedded());
    assert_eq!((with.finding.verdict, &with.finding.causes), (Verdict::Fault, &without.finding.causes));
    assert_eq!(steps(&with), steps(&without), "no firewall is suspected where the fault is seen");
    for locale in Locale::all() {
        let said = report::reported::agreement(
            &Agreement::NotReproduced,
            &with.finding,
            Some(&told),
            false,
            &Texts::new(locale),
        );
        assert!(said.contains("192.0.2.1") && said.contains("4.4.317"), "{said}");
    }
}

#[test]
fn what_went_wrong_only_after_the_report_makes_nothing_of_it_repaired() {
    let expired = "450 4.4.317 Cannot connect to remote server [Message=CertificateExpired]";
    let walked = |first: Story, told: Symptom| {
        let mut walk = walk(Some(told));
        probed(&mut walk, "16:33:10", first);
        // What a case that is gone on with saw last counts as well.
        let case = walk.case_to_keep("2026-11-21T16:33:15Z".parse().expect("a time")).expect("a case");
        let mut walk = Walk::resume(case, Settings::default(), Knowledge::embedded());
        // A look that came less far takes nothing back of what was seen before.
        let silent = Some((Stage::Greeting, Fault::Silent, vec![]));
        probed(&mut walk, "16:33:20", pool().address("192.0.2.1", silent));
        probed(&mut walk, "16:33:40", pool().expired("192.0.2.1"));
        let case = walk.case_to_keep("2026-11-21T16:33:45Z".parse().expect("a time")).expect("a case");
        let case = Case::read(&case.bytes()).expect("it was just written");
        let mut walk = Walk::resume(case, Settings::default(), Knowledge::embedded());
        probed(&mut walk, "16:34:00", pool().healthy("192.0.2.1"));
        walk.told().expect("it was probed").1.finding
    };
    let well = || pool().healthy("192.0.2.1");
    let wrong = || pool().expired("192.0.2.1");
    let at = |time: &str| {
        let at = Some(format!("2026-11-21T{time}Z").parse().expect("a time"));
        Symptom { at, ..read(expired) }
    };
    for (first, told, is_repaired) in [
        (well(), read(expired), false),
        (well(), at("12:00:00"), false),
        (well(), at("16:33:50"), true),
        (wrong(), read(expired), true),
        (wrong(), at("12:00:00"), true),
    ] {
        let case = format!("{:?}", told.at);
        let finding = walked(first, told);
        let agreement = if is_repaired { Agreement::Repaired } else { Agreement::NotReproduced };
        assert_eq!(finding.agreement, Some(agreement), "{case}: {:?}", finding.repaired);
        assert!(
            finding.repaired.iter().any(|repair| repair.fault == Fault::CertificateExpired),
            "it is told in each case"
        );
        assert_eq!(finding.is_repaired(), finding.agreement == Some(Agreement::Repaired), "{case}");
    }
}

/// The report of a walk as one row of words.
fn in_english(walk: &Walk, run: &Run, diagnosis: &Diagnosis) -> String {
    let (settings, answers) = (Settings::default(), Answers::default());
    let inquiry = Inquiry {
        connector: &walk.connector,
        symptom: None,
        settings: &settings,
        answers: &answers,
        scenario: None,
        redacted: false,
    };
    let texts = Texts::new(Locale::english());
    let report = report::check(&inquiry, run, diagnosis, report::Depth::Short, Knowledge::embedded(), &texts);
    let text = report.dressed(Dress::Text { styled: false }, Locale::english());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_repaired_report_never_asks_for_what_an_address_that_fell_out_may_need() {
    let mut walk = walk(Some(read_in_317("CertificateExpired")));
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1").expired("192.0.2.2"));
    probed(&mut walk, "16:34:00", pool().silent("192.0.2.1").healthy("192.0.2.2"));
    let (run, diagnosis) = walk.told().expect("it was probed");
    assert_eq!(diagnosis.finding.verdict, Verdict::Healthy);
    let text = in_english(&walk, run, &diagnosis);
    let (unseen, to_do) = text.split_once(" Do this 1. ").expect("something is left");
    assert!(!to_do.contains("Renew the certificate"), "{to_do}");
    let (_, unseen) = unseen.split_once(" Not seen this time - ").expect("its own part");
    assert!(unseen.contains("Renew the certificate"), "{unseen}");
    assert_eq!(unseen.matches("192.0.2.1 did not get").count(), 1, "which address, and why:\n{unseen}");
}

#[test]
fn a_fault_that_an_address_may_still_have_is_not_told_as_repaired_and_the_report_says_which_and_why() {
    let mut walk = walk(Some(read_in_317("CertificateExpired")));
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1").expired("192.0.2.2"));
    let cut = || (Stage::Greeting, Fault::Silent, vec![]);
    probed(&mut walk, "16:34:00", pool().address("192.0.2.1", Some(cut())).healthy("192.0.2.2"));
    let (run, diagnosis) = walk.told().expect("it was probed");
    let finding = &diagnosis.finding;
    assert!(matches!(finding.agreement, Some(Agreement::Different { .. })), "{:?}", finding.agreement);
    assert_eq!(finding.repaired.len(), 1, "what was seen of the other address is told all the same");
    let text = in_english(&walk, run, &diagnosis);
    let texts = Texts::new(Locale::english());
    let earlier = text.split(&texts.get("report-earlier")).nth(1).expect("the steps of the earlier fault");
    assert_eq!(earlier.matches("192.0.2.1 did not get").count(), 1, "{earlier}");

    probed(&mut walk, "16:35:00", pool().address("192.0.2.2", Some(cut())).healthy("192.0.2.1"));
    let agreement = walk.told().expect("it was probed").1.finding.agreement;
    assert_eq!(agreement, Some(Agreement::Repaired), "each of them was seen past it by now");
}

#[test]
fn nothing_is_repaired_before_every_address_that_had_the_fault_was_seen_past_it_or_is_gone() {
    let expired = || pool().expired("192.0.2.1").expired("192.0.2.2");
    let refused = || (Stage::Connect, Fault::TcpRefused, vec![Evidence::TcpRefused { elapsed_ms: 1 }]);
    let half = || pool().healthy("192.0.2.1").address("192.0.2.2", Some(refused()));
    for symptom in [None, Some(read_in_317("CertificateExpired"))] {
        let mut walk = walk(symptom.clone());
        probed(&mut walk, "16:33:10", expired());
        probed(&mut walk, "16:34:00", half());
        let (run, diagnosis) = walk.told().expect("it was probed");
        assert_eq!(diagnosis.finding.verdict, Verdict::Healthy);
        assert!(!diagnosis.finding.is_repaired() && diagnosis.finding.repaired.len() == 1);
        assert_ne!(diagnosis.finding.agreement, Some(Agreement::Repaired));
        let text = in_english(&walk, run, &diagnosis);
        assert!(!text.contains("REPAIRED") && !text.contains("by itself"), "{text}");
        assert!(text.contains("was not seen past its fault"), "{text}");

        let mut gone = walk.clone();
        for (walk, story) in
            [(&mut walk, pool().healthy("192.0.2.1").healthy("192.0.2.2")), (&mut gone, pool().healthy("192.0.2.1"))]
        {
            probed(walk, "16:35:00", story);
            let finding = walk.told().expect("it was probed").1.finding;
            assert!(finding.is_repaired() && finding.repaired.len() == 2, "{:?}", finding.repaired);
            assert_eq!(finding.agreement, symptom.as_ref().map(|_| Agreement::Repaired));
        }
        // It is among the connector's addresses again, and nobody saw it past its fault.
        probed(&mut gone, "16:36:00", half());
        assert!(!gone.told().expect("it was probed").1.finding.is_repaired());
    }
    // What was repaired is not all that may be wrong, whichever of it the report speaks of.
    let no_tls = vec![Evidence::StartTlsMissing { keywords: Vec::new() }];
    let no_tls = Some((Stage::Ehlo, Fault::StartTlsMissing, no_tls));
    let mut walk = walk(Some(read_in_317("CertificateExpired")));
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1").address("192.0.2.2", no_tls));
    probed(&mut walk, "16:34:00", half());
    assert!(!walk.told().expect("it was probed").1.finding.is_repaired());
}

#[test]
fn a_step_is_verified_only_where_every_address_that_had_the_fault_was_seen_past_it() {
    let mut walk = walk(None);
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1").expired("192.0.2.2"));
    probed(&mut walk, "16:34:00", pool().silent("192.0.2.1").healthy("192.0.2.2"));
    assert_eq!(state(&walk, "320.fix.renew"), ItemState::NotSeen);
    let item = walk.items().iter().find(|item| item.id.as_str() == "320.fix.renew").expect("the step");
    let silent = Unseen { ip: "192.0.2.1".parse().ok(), fault: Some(Fault::TcpTimedOut) };
    assert_eq!(item.unseen, [silent], "which address, and why");

    probed(&mut walk, "16:35:00", pool().healthy("192.0.2.1").healthy("192.0.2.2"));
    assert_eq!(state(&walk, "320.fix.renew"), ItemState::Verified);
}

#[test]
fn what_no_probe_can_prove_is_no_longer_needed_and_never_verified() {
    let mut walk = walk(None);
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1"));
    probed(&mut walk, "16:34:00", pool().healthy("192.0.2.1"));
    assert_eq!(state(&walk, "320.fix.thumbprint"), ItemState::NotNeeded, "nobody sees that somebody compared");
    assert_eq!(state(&walk, "320.fix.next-renewal"), ItemState::Open, "it keeps the fault from coming again");
    assert_eq!(state(&walk, "320.fix.validate"), ItemState::Open);
    probed(&mut walk, "16:35:00", pool().expired("192.0.2.1"));
    assert_eq!(state(&walk, "320.fix.thumbprint"), ItemState::Open);
}

#[test]
fn a_fault_that_the_walk_saw_and_sees_no_more_is_repaired_with_both_times() {
    let mut walk = walk(Some(read_in_317("CertificateExpired")));
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1").expired("192.0.2.2"));
    assert_eq!(walk.diagnosis().expect("a finding").finding.agreement, Some(Agreement::Confirmed));
    probed(&mut walk, "16:33:23", pool().healthy("192.0.2.1").healthy("192.0.2.2"));
    let finding = &walk.diagnosis().expect("a finding").finding;
    assert_eq!((finding.verdict, finding.agreement.clone()), (Verdict::Healthy, Some(Agreement::Repaired)));
    assert_eq!(finding.causes, [], "nothing is left that treats Office 365 differently");
    assert_eq!(finding.questions, Vec::<String>::new(), "and nothing to narrow");
    let times: Vec<_> = finding.repaired.iter().map(|r| (r.seen.to_string(), r.gone.to_string())).collect();
    let both = ("2026-11-21T16:33:10Z".to_owned(), "2026-11-21T16:33:23Z".to_owned());
    assert_eq!(times, [both.clone(), both]);
    // One more probe changes nothing of when it was repaired.
    probed(&mut walk, "17:00:00", pool().healthy("192.0.2.1").healthy("192.0.2.2"));
    let finding = &walk.diagnosis().expect("a finding").finding;
    assert_eq!(finding.repaired[0].gone.to_string(), "2026-11-21T16:33:23Z");
}

#[test]
fn a_report_that_is_newer_than_the_repair_is_not_explained_by_it() {
    let symptom = Symptom { at: "2026-11-21T18:00:00Z".parse().ok(), ..read_in_317("CertificateExpired") };
    let mut walk = walk(Some(symptom));
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1"));
    probed(&mut walk, "16:33:23", pool().healthy("192.0.2.1"));
    let finding = &walk.diagnosis().expect("a finding").finding;
    assert_eq!((finding.agreement.clone(), finding.repaired.len()), (Some(Agreement::NotReproduced), 0));
}

#[test]
fn an_address_that_is_taken_away_is_told_as_such() {
    let mut walk = walk(None);
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1").expired("192.0.2.2"));
    probed(&mut walk, "16:34:00", pool().healthy("192.0.2.2"));
    let listed: Vec<_> = walk.diagnosis().expect("a finding").finding.repaired.iter().map(|r| r.listed).collect();
    assert_eq!(listed, [false, true]);
    assert_eq!(state(&walk, "320.fix.renew"), ItemState::Verified, "it was seen at the address that is left");
}

#[test]
fn what_was_read_of_a_certificate_that_is_refused_for_something_else_is_seen() {
    let refused = |fault, evidence| {
        let sha1 = "AB".repeat(20);
        move |story: Story| {
            story.address("192.0.2.2", Some((Stage::Certificate, fault, vec![evidence, Evidence::Thumbprint { sha1 }])))
        }
    };
    let name = Evidence::CertificateNameMismatch {
        wanted: "mail.contoso.com".into(),
        presented: Vec::new(),
        common_name_only: false,
    };
    let issuer = Evidence::CertificateUnknownIssuer { issuer: WireText::from_text("CN=x"), root_sent: false };
    let mut walk = walk(None);
    let wrong_name = refused(Fault::CertificateNameMismatch, name);
    let wanted = NamePattern::exact(Domain::from_ascii("mail.contoso.com").expect("a name"));
    walk.connector.tls = TlsPolicy::DomainValidation(wanted);
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1").expired("192.0.2.2"));
    probed(&mut walk, "16:34:00", wrong_name(pool().healthy("192.0.2.1")));
    assert_eq!(state(&walk, "320.fix.renew"), ItemState::Verified, "its dates were read");
    assert!(walk.items().iter().all(|item| item.unseen.is_empty()), "{:?}", walk.items());

    // An authority nobody knows hides what is above, and neither the dates nor the name.
    let unknown = refused(Fault::CertificateUnknownIssuer, issuer);
    let above = Evidence::ChainExpired {
        subject: WireText::from_text("CN=above"),
        not_after_at: Timestamp::UNIX_EPOCH,
        days: 12,
        sha1: "CD".repeat(20),
    };
    let above = refused(Fault::ChainExpired, above);
    for (before, unseen) in [(pool().expired("192.0.2.2"), false), (above(pool()), true)] {
        let mut walk = self::walk(None);
        probed(&mut walk, "16:33:10", before);
        probed(&mut walk, "16:34:00", unknown.clone()(pool()));
        let is_unseen = walk.items().iter().any(|item| !item.unseen.is_empty());
        assert_eq!(is_unseen, unseen, "{:?}", walk.items());
    }
}

#[test]
fn a_step_at_addresses_that_were_all_taken_away_is_no_longer_needed_and_not_verified() {
    let mut walk = walk(None);
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1"));
    probed(&mut walk, "16:34:00", pool().healthy("192.0.2.5"));
    assert!(walk.told().expect("it was probed").1.finding.is_repaired());
    for item in walk.items() {
        assert_ne!(item.state, ItemState::Verified, "{}: nobody saw any of them mended", item.id);
    }
    assert_eq!(state(&walk, "320.fix.renew"), ItemState::NotNeeded, "nobody saw it renewed");
    probed(&mut walk, "16:35:00", pool().expired("192.0.2.5"));
    assert_eq!(state(&walk, "320.fix.renew"), ItemState::Open);
    probed(&mut walk, "16:36:00", pool().healthy("192.0.2.5"));
    assert_eq!(state(&walk, "320.fix.renew"), ItemState::Verified);
}

/// Only that IPv6 failed was seen, and not what of it: the address may have been another server, or its certificate.
#[test]
fn no_probe_sees_that_the_way_over_ipv6_was_repaired() {
    let mut walk = walk(None);
    probed(&mut walk, "16:33:10", pool().healthy("192.0.2.1").expired("2001:db8::1"));
    assert_eq!(state(&walk, "315.fix.ipv6"), ItemState::Open);
    probed(&mut walk, "16:34:00", pool().healthy("192.0.2.1").healthy("2001:db8::1"));
    assert_eq!(state(&walk, "315.fix.ipv6"), ItemState::NotNeeded);
}

#[test]
fn where_what_the_report_does_not_speak_of_was_repaired_no_other_fault_is_announced() {
    let mut walk = walk(Some(read("450 4.4.316 Connection refused [Message=Socket error code 10061]")));
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1"));
    let made = probed(&mut walk, "16:34:00", pool().healthy("192.0.2.1"));
    let (_, diagnosis) = walk.told().expect("it was probed");
    assert_eq!(diagnosis.finding.verdict, Verdict::Healthy);
    assert!(diagnosis.checklist.earlier > 0, "{diagnosis:?}");
    assert!(made.told().iter().all(|(id, _)| *id != "another-fault"), "{made:?}");
}

#[test]
fn what_is_repaired_is_said_alike_in_every_report_and_language() {
    let mut walk = walk(Some(read_in_317("CertificateExpired")));
    probed(&mut walk, "16:33:10", pool().expired("192.0.2.1"));
    probed(&mut walk, "16:33:23", pool().healthy("192.0.2.1"));
    let (run, diagnosis) = walk.told().expect("a finding");
    let (knowledge, settings) = (Knowledge::embedded(), Settings::default());
    let (connector, symptom) = (&walk.connector, walk.symptom.as_ref());
    let inquiry = Inquiry {
        connector,
        symptom,
        settings: &settings,
        answers: &Answers::default(),
        scenario: None,
        redacted: false,
    };
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        for kind in [FileKind::Text, FileKind::Markdown, FileKind::Html] {
            let text = kind.contents(&inquiry, run, &diagnosis, Manner::default(), knowledge, &texts);
            let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let has = |words: &str| flat(&text).contains(&flat(words));
            assert!(has(&texts.get("report-title-repaired")), "{text}");
            assert!(has("16:33:10") && has("16:33:23"), "before and after:\n{text}");
            let (settled, left) = (texts.get("report-settled"), texts.get("report-steps"));
            let order = text.rfind(&left).zip(text.rfind(&settled));
            let (left, settled) = order.unwrap_or_else(|| panic!("{text}"));
            assert!(settled < left, "what is left comes last:\n{text}");
            let renew = texts.get("code-4-7-320.step-renew-here");
            let first = renew.split(' ').take(3).collect::<Vec<_>>().join(" ");
            assert!(!flat(&text[left..]).contains(&first), "{first} is no order any more:\n{text}");
            let how = texts.get("code-4-7-320.step-renew-how").split(' ').take(3).collect::<Vec<_>>().join(" ");
            let is_full = kind == FileKind::Html;
            assert_eq!(has(&how), is_full, "what is handed on tells how it was done: {how}\n{text}");
        }
        let json: serde_json::Value =
            serde_json::from_str(&json::document(&json::check(&inquiry, run, &diagnosis, knowledge, &texts)))
                .expect("JSON");
        assert_eq!(
            (&json["finding"]["verdict"], &json["finding"]["agreement"]),
            (&"healthy".into(), &"repaired".into())
        );
        assert_eq!(json["finding"]["repaired"][0]["fault"], "certificate-expired");
        assert_eq!(json["reported"]["detail_reason"], "expired");
    }
}

#[test]
fn before_the_end_a_finding_is_provisional_and_says_what_may_still_come() {
    let story = Story::begin().host("mx1.contoso.com", Some(10)).expired("192.0.2.1");
    let mut events = story.events;
    let endpoint = EndpointId(1);
    let ip = "192.0.2.2".parse().expect("an address");
    events.push(ProbeEvent::Address { endpoint, host: 0, ip, port: 25, tried: true });
    events.push(ProbeEvent::Started { endpoint, stage: Stage::Connect, at_ms: 6, until_ms: 10_006 });
    let finding = find(TlsPolicy::CertificateValidation, &Run::replay(events));
    assert!(finding.provisional);
    assert_eq!(code(&finding), Some("4.7.320"));
    assert_eq!(finding.alternative_codes, [CodeId::new("4.4.315")]);
}

#[test]
fn a_value_in_a_command_is_one_inert_word() {
    let hostile = WireText::from_text("x\" ; Remove-Mailbox 'everyone\u{2019}; $(calc)");
    let name = Domain::from_ascii("owa.contoso.com").expect("a name");
    let evidence = Evidence::CertificateNameMismatch {
        wanted: "mail.contoso.com".into(),
        presented: vec![hostile, WireText::from_text(name.as_str())],
        common_name_only: false,
    };
    let pattern = NamePattern::from_ascii("mail.contoso.com").expect("a name");
    let mut connector = connector(TlsPolicy::DomainValidation(pattern));
    connector.name = Some(WireText::from_text("Outbound $(calc) to 'Contoso'"));
    let run = Story::begin()
        .host("mx1.contoso.com", None)
        .address("192.0.2.1", Some((Stage::Certificate, Fault::CertificateNameMismatch, vec![evidence])))
        .end();
    let checklist = diagnose(&connector, None, &run, Knowledge::embedded()).checklist;
    let commands: Vec<&String> = checklist.items.iter().flat_map(|item| &item.commands).collect();
    let with_name: Vec<_> = commands.iter().filter(|command| command.contains("Outbound $(calc)")).collect();
    assert!(!with_name.is_empty(), "{commands:?}");
    for command in with_name {
        assert!(command.contains("'Outbound $(calc) to ''Contoso'''"), "{command}");
        assert!(!command.contains("{connector}") && !command.contains("{presented}"), "{command}");
    }
}

/// What is concluded of an address that fails at its certificate with this evidence.
fn certificate(evidence: Evidence, symptom: Option<&Symptom>) -> Finding {
    let fault = evidence.fault().expect("it is of a fault");
    let run = Story::begin()
        .host("mx1.contoso.com", Some(10))
        .address("203.0.113.25", Some((Stage::Certificate, fault, vec![evidence])))
        .end();
    diagnose(&connector(TlsPolicy::CertificateValidation), symptom, &run, Knowledge::embedded()).finding
}

#[test]
fn a_missing_intermediate_and_an_unknown_issuer_are_each_others_alternative() {
    let issuer = WireText::from_text("CN=Issuing CA");
    let (missing, unknown) = (CauseId::new("320.cause.incomplete-chain"), CauseId::new("320.cause.unknown-issuer"));
    let found = certificate(Evidence::CertificateIncompleteChain { issuer: issuer.clone() }, None);
    assert_eq!(found.cause.as_ref(), Some(&missing));
    assert!(found.causes.contains(&unknown), "{:?}", found.causes);
    let found = certificate(Evidence::CertificateUnknownIssuer { issuer: issuer.clone(), root_sent: false }, None);
    assert_eq!(found.cause.as_ref(), Some(&unknown));
    assert!(found.causes.contains(&missing), "{:?}", found.causes);
    // Where the root itself was sent, nothing is missing.
    let found = certificate(Evidence::CertificateUnknownIssuer { issuer, root_sent: true }, None);
    assert!(!found.causes.contains(&missing), "{:?}", found.causes);
}

#[test]
fn a_certificate_that_only_mxray_cannot_judge_is_inconclusive_unless_office_365_refused_it_too() {
    let evidence = || Evidence::CertificateUnsupportedHere { limit: CertificateLimit::AuthorityAsServer };
    let found = certificate(evidence(), None);
    assert_eq!((found.verdict, found.code.as_ref().map(CodeId::as_str)), (Verdict::Inconclusive, Some("4.7.320")));
    assert!(found.unknown.contains(&Unknown::Certificate), "{:?}", found.unknown);
    let found = certificate(evidence(), Some(&reported("4.4.317", "4.7.320")));
    assert_eq!(found.verdict, Verdict::Fault);
    let found = certificate(evidence(), Some(&reported("4.4.316", "4.4.316")));
    assert_eq!(found.verdict, Verdict::Inconclusive, "another report proves nothing about the certificate");
}

#[test]
fn an_intermediate_that_ended_is_replaced_and_the_certificate_not_renewed() {
    let evidence = Evidence::ChainExpired {
        subject: WireText::from_text("CN=Issuing CA"),
        not_after_at: Timestamp::UNIX_EPOCH,
        days: 3,
        sha1: String::new(),
    };
    let run = Story::begin()
        .host("mx1.contoso.com", Some(10))
        .address("203.0.113.25", Some((Stage::Certificate, Fault::ChainExpired, vec![evidence])))
        .end();
    let diagnosis = diagnose(&connector(TlsPolicy::CertificateValidation), None, &run, Knowledge::embedded());
    let steps: Vec<_> = diagnosis.checklist.items.iter().map(|item| item.id.as_str()).collect();
    assert!(steps.contains(&"320.fix.new-intermediate") && !steps.contains(&"320.fix.renew"), "{steps:?}");
}

/// What is built in, and one more article that takes a fault over from another.
fn with_another_article() -> Knowledge {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let read = |file: &str| std::fs::read_to_string(assets.join(file)).expect("an asset");
    let reset = "[[fault]]\nid = \"reset\"\n";
    let embedded = Knowledge::embedded().articles().iter().map(|article| {
        let text = read(&format!("codes/{}.toml", article.id));
        // Unknown keys are errors, so what is left of the claim goes to the table before it.
        let taken = text.split_once(reset).map(|(before, after)| {
            let rest = after.split_once("\n\n").expect("an empty line between the tables").1;
            format!("{before}{rest}")
        });
        ("one of ours", taken.unwrap_or(text))
    });
    let another = r#"
        id = "4.4.777"
        expired = "550 5.4.777"
        titles = ["Connection was put on hold"]
        other_titles = ["Zurückgestellt"]
        sockets = [10062]
        other_codes = [{ id = "4.4.27", cause = "queue" }]

        [[wording]]
        any = ["heldbypeer"]
        cause = "queue"

        [[fault]]
        id = "reset"
        cause = "queue"
        causes = ["queue"]

        [[cause]]
        id = "queue"

        [[step]]
        id = "wait"
        actor = "you"
        faults = ["reset"]
    "#;
    // As `build.rs` does it.
    let json = |text: &str| toml::from_str::<serde_json::Value>(text).expect("it is TOML").to_string();
    let read = |file: &str| json(&read(file));
    let texts = embedded.chain([("4.4.777.toml", another.to_owned())]).map(|(file, text)| (file, json(&text)));
    Knowledge::from_texts(texts, &read("matters.toml"), &read("links.toml"), &read("exchange-online.toml"))
        .expect("a sound article")
}

#[test]
fn an_article_is_read_explained_and_diagnosed_by_being_there() {
    let knowledge = with_another_article();
    let code = CodeId::new("4.4.777");
    let queue = CauseId::new("777.cause.queue");
    for (text, cause) in [
        ("450 4.4.777 Something", None),
        ("550 5.4.777 Message expired", None),
        ("4.4.777", None),
        ("Connection was put on hold", None),
        ("zurückgestellt", None),
        ("450 4.4.777 Connection was put on hold [Message=HeldByPeer]", Some(&queue)),
        ("450 4.4.317 Cannot connect to remote server [Message=HeldByPeer]", Some(&queue)),
        ("450 4.4.317 Cannot connect to remote server [Message=Socket error code 10062]", None),
        ("450 4.4.27 Something", Some(&queue)),
    ] {
        let reading = ndr::read_text(text, &knowledge).expect("a text");
        let read = reading.first().unwrap_or_else(|| panic!("{text}: nothing was read"));
        assert_eq!((read.code.as_ref(), read.cause.as_ref()), (Some(&code), cause), "{text}");
        assert_ne!(read.direction, MailDirection::Inbound, "{text}");
    }

    let texts = Texts::new(Locale::english());
    let article = knowledge.article(&code).expect("it is there");
    let explained = serde_json::to_value(json::explain(article, &knowledge, &texts)).expect("an object");
    assert_eq!(
        (&explained["code"], &explained["expired"]),
        (&"4.4.777".into(), &"550 5.4.777".into()),
        "{explained:#}"
    );
    assert_eq!(explained["causes"][0]["id"], "777.cause.queue", "{explained:#}");

    let evidence = Evidence::Reset { at: Stage::Greeting, elapsed_ms: 5, last: None };
    let story = Story::begin().host("mx.contoso.com", None);
    let run = story.address("203.0.113.25", Some((Stage::Greeting, Fault::Reset, vec![evidence]))).end();
    let reported = ndr::read_text("450 4.4.777 Something", &knowledge).expect("a text");
    let diagnosis = diagnose(&connector(TlsPolicy::EncryptionOnly), reported.first(), &run, &knowledge);
    assert_eq!((diagnosis.finding.code, diagnosis.finding.cause), (Some(code), Some(queue)));
    assert_eq!(diagnosis.finding.agreement, Some(Agreement::CodeFits));
    assert_eq!(diagnosis.checklist.items[0].id.as_str(), "777.fix.wait");
}

#[test]
fn a_command_to_copy_reaches_the_server_that_was_probed() {
    let unsupported = Evidence::TlsUnsupportedHere { detail: "TLS_RSA_WITH_AES_256_GCM_SHA384".into() };
    let limit = Evidence::TlsLimitHere { limit: TlsLimit::LongChain, alert: None, offered: None };
    let silent = Evidence::TcpTimedOut { waited_ms: 10_000 };
    for (stage, evidence, command) in [
        (Stage::Handshake, unsupported, "-connect relay.contoso.com:2525 "),
        (Stage::Handshake, limit, "-connect relay.contoso.com:2525 "),
        (Stage::Connect, silent, "Test-NetConnection 203.0.113.25 -Port 2525"),
    ] {
        let fault = evidence.fault().expect("a fault");
        let story = Story::begin().host("relay.contoso.com", None);
        let run = story.address("203.0.113.25", Some((stage, fault, vec![evidence]))).end();
        let connector = Connector { port: 2525, ..connector(TlsPolicy::EncryptionOnly) };
        let checklist = diagnose(&connector, None, &run, Knowledge::embedded()).checklist;
        let commands: Vec<_> = checklist.items.iter().flat_map(|item| &item.commands).collect();
        assert!(commands.iter().any(|line| line.contains(command)), "{fault:?}: {commands:?}");
    }
    // An address of IPv6 as the smart host: in brackets, or its last part would be the port.
    let limit = Evidence::TlsLimitHere { limit: TlsLimit::LongChain, alert: None, offered: None };
    let host = Host::Ip("2001:db8::25".parse().expect("an address"));
    let mut story = Story::begin();
    story.events.push(ProbeEvent::Host { index: 0, host: host.clone(), preference: None, of: host.clone() });
    story.events.push(ProbeEvent::HostEnded { index: Some(0), outcome: Outcome::Passed, at_ms: 1 });
    story.hosts = 1;
    let failed = Some((Stage::Handshake, Fault::TlsLimitHere, vec![limit]));
    let run = story.address("2001:db8::25", failed).end();
    let connector = Connector { route: Route::SmartHosts(vec![host]), ..connector(TlsPolicy::EncryptionOnly) };
    let checklist = diagnose(&connector, None, &run, Knowledge::embedded()).checklist;
    let commands: Vec<_> = checklist.items.iter().flat_map(|item| &item.commands).collect();
    assert!(commands.iter().any(|line| line.contains("-connect '[2001:db8::25]:25' ")), "{commands:?}");
}

/// A report that comes to a conclusion and names a cause.
fn reported_cause(code: &str, cause: &str) -> Symptom {
    Symptom { cause: Some(CauseId::new(cause)), ..reported(code, code) }
}

fn causes(finding: &Finding) -> Vec<&str> {
    finding.causes.iter().map(CauseId::as_str).collect()
}

fn steps(diagnosis: &Diagnosis) -> Vec<&str> {
    diagnosis.checklist.items.iter().map(|item| item.id.as_str()).collect()
}

fn refused() -> Option<(Stage, Fault, Vec<Evidence>)> {
    Some((Stage::Connect, Fault::TcpRefused, vec![Evidence::TcpRefused { elapsed_ms: 18 }]))
}

/// The walk of a server that refuses, seen once.
fn refusing() -> Walk {
    let mut walk = walk(None);
    probed(&mut walk, "16:33:10", pool().address("192.0.2.1", refused()));
    walk
}

fn step_ids(walk: &Walk) -> Vec<&str> {
    walk.items().iter().map(|item| item.id.as_str()).collect()
}

#[test]
fn whether_mailboxes_are_on_premises_chooses_the_branch_of_a_refusal() {
    let knowledge = Knowledge::embedded();
    let mut walk = refusing();
    assert_eq!(walk.open_questions(knowledge).first().map(|question| question.id.as_str()), Some("mailboxes"));
    walk.answer("mailboxes", Some("none"), knowledge);
    let finding = &walk.diagnosis().expect("a finding").finding;
    assert_eq!(causes(finding).first(), Some(&"316.cause.migrated"));
    assert_eq!(step_ids(&walk), ["316.fix.fix-now", "316.fix.connector-off", "316.fix.authoritative", "316.fix.wait"]);
    walk.answer("mailboxes", Some("some"), knowledge);
    let finding = &walk.diagnosis().expect("a finding").finding;
    assert!(!causes(finding).contains(&"316.cause.migrated"), "{:?}", causes(finding));
    assert!(step_ids(&walk).contains(&"316.fix.firewall") && !step_ids(&walk).contains(&"316.fix.fix-now"));
    walk.answer("mailboxes", None, knowledge);
    assert!(step_ids(&walk).contains(&"316.fix.firewall") && step_ids(&walk).contains(&"316.fix.fix-now"));
}

#[test]
fn an_answer_counts_for_later_probes_too_and_takes_no_tick_away() {
    let knowledge = Knowledge::embedded();
    let mut walk = refusing();
    let place = step_ids(&walk).iter().position(|id| *id == "316.fix.firewall").expect("the step");
    walk.tick(place, NOW.parse().expect("a time"));
    walk.answer("mailboxes", Some("none"), knowledge);
    assert_eq!(step_ids(&walk).first(), Some(&"316.fix.fix-now"));
    assert_eq!(state(&walk, "316.fix.firewall"), ItemState::Ticked, "what was done stays told");
    probed(&mut walk, "16:34:00", pool().address("192.0.2.1", refused()));
    assert_eq!(step_ids(&walk).first(), Some(&"316.fix.fix-now"), "{:?}", step_ids(&walk));
    assert!(!step_ids(&walk).contains(&"316.fix.listener"), "{:?}", step_ids(&walk));
    assert_eq!(walk.diagnosis().expect("a finding").finding.answers.to("mailboxes"), Some("none"));
}

#[test]
fn what_was_answered_is_told_whatever_is_answered_after_it() {
    let given = [("mailboxes", "some"), ("before", "yes"), ("changed", "connector"), ("in-front", "inspecting")];
    for place in 0..given.len() {
        // In whichever order.
        let mut walk = walk(Some(reported("4.4.316", "4.4.316")));
        probed(&mut walk, "16:33:10", pool().address("192.0.2.1", refused()));
        for (question, answer) in given.iter().cycle().skip(place).take(given.len()) {
            walk.answer(question, Some(answer), Knowledge::embedded());
        }
        let answers = &walk.diagnosis().expect("a finding").finding.answers;
        for (question, answer) in given {
            assert_eq!(answers.to(question), Some(answer), "{question}");
        }
    }
}

#[test]
fn a_healthy_destination_and_an_exercise_are_asked_nothing() {
    let mut healthy = walk(None);
    probed(&mut healthy, "16:33:10", pool().healthy("192.0.2.1"));
    assert!(healthy.questions(Knowledge::embedded()).is_empty());
    let scenario = mxray::knowledge::scenarios::all().expect("the assets").into_iter().find(|s| s.id == "refused");
    let mut exercise = Walk::in_lab("refused", connector(TlsPolicy::Opportunistic), Settings::default(), scenario);
    probed(&mut exercise, "16:33:10", pool().address("192.0.2.1", refused()));
    assert!(exercise.questions(Knowledge::embedded()).is_empty());
}

fn greeted_with(reply: &str) -> Option<(Stage, Fault, Vec<Evidence>)> {
    let evidence = Evidence::GreetingRejected { reply: WireText::from_text(reply), status: reply[..3].into() };
    Some((Stage::Greeting, Fault::GreetingRejected, vec![evidence]))
}

fn no_mx() -> Evidence {
    Evidence::ImplicitMx { name: Domain::from_ascii("contoso.com").expect("a name"), server: "192.0.2.53:53".into() }
}

#[test]
fn a_report_of_no_starttls_where_starttls_is_seen_suspects_the_client_certificate_first() {
    let run = Story::begin().host("mx1.contoso.com", Some(10)).healthy("192.0.2.1").end();
    let symptom = reported_cause("4.4.317", "317.cause.no-tls");
    let connector = connector(TlsPolicy::CertificateValidation);
    let diagnosis = diagnose(&connector, Some(&symptom), &run, Knowledge::embedded());
    let finding = &diagnosis.finding;
    assert_eq!((finding.verdict, finding.cause.as_ref()), (Verdict::Healthy, None));
    assert_eq!(causes(finding).first(), Some(&"317.cause.client-certificate"), "{:?}", causes(finding));
    assert!(!causes(finding).contains(&"317.cause.no-tls"), "what is seen is there: {:?}", causes(finding));
    let step = diagnosis.checklist.items.iter().find(|item| item.id.as_str() == "317.fix.client-certificate");
    let step = step.unwrap_or_else(|| panic!("{:?}", steps(&diagnosis)));
    assert_eq!((step.verify, step.faults.len()), (None, 0), "no probe from here can show that it is done");
}

#[test]
fn a_step_against_what_only_office_365_meets_stays_as_a_person_left_it() {
    let mut walk = walk(Some(reported_cause("4.4.317", "317.cause.session-tickets")));
    probed(&mut walk, "16:33:10", pool().healthy("192.0.2.1"));
    let index = walk.items().iter().position(|item| item.id.as_str() == "317.fix.session-tickets").expect("the step");
    walk.tick(index, NOW.parse().expect("a time"));
    probed(&mut walk, "16:34:00", pool().healthy("192.0.2.1"));
    assert_eq!(walk.items()[index].state, ItemState::Ticked);
}

#[test]
fn a_domain_without_mx_establishes_that_a_web_host_answers() {
    for (fails, code, cause) in [
        (refused(), "4.4.316", "316.cause.web-host"),
        (
            Some((Stage::Connect, Fault::TcpTimedOut, vec![Evidence::TcpTimedOut { waited_ms: 10_000 }])),
            "4.4.315",
            "315.cause.web-host",
        ),
    ] {
        let run = Story::begin().saw(no_mx()).host("contoso.com", None).address("192.0.2.1", fails.clone()).end();
        let domain = Route::Mx(Domain::from_ascii("contoso.com").expect("a name"));
        let by_mx = Connector { route: domain, ..connector(TlsPolicy::Opportunistic) };
        let diagnosis = diagnose(&by_mx, None, &run, Knowledge::embedded());
        let finding = &diagnosis.finding;
        assert_eq!(finding.code.as_ref().map(CodeId::as_str), Some(code));
        assert_eq!(finding.cause.as_ref().map(CauseId::as_str), Some(cause));
        assert_eq!(causes(finding), [cause], "nothing else is likely then");
        let short = cause.split('.').next().expect("a code");
        assert_eq!(steps(&diagnosis).first(), Some(&&*format!("{short}.fix.web-host")), "{:?}", steps(&diagnosis));
        assert!(!steps(&diagnosis).contains(&"316.fix.firewall"), "{:?}", steps(&diagnosis));
        // The name of a smart host needs no MX record.
        assert!(!causes(&find(TlsPolicy::Opportunistic, &run)).contains(&cause));
        let run = Story::begin().host("contoso.com", Some(10)).address("192.0.2.1", fails).end();
        let finding = diagnose(&by_mx, None, &run, Knowledge::embedded()).finding;
        assert!(finding.cause.is_none() && !causes(&finding).contains(&cause), "an MX rules it out");
    }
}

#[test]
fn an_aaaa_that_fails_beside_an_a_says_that_ipv6_is_tried_first() {
    let families = |finding: &Finding| {
        finding.evidence.iter().find(|noted| noted.evidence.fault() == Some(Fault::Ipv6Fails)).cloned()
    };
    let run = Story::begin().host("mx1.contoso.com", Some(10)).silent("2001:db8::25").healthy("192.0.2.1").end();
    let diagnosis = diagnose(&connector(TlsPolicy::Opportunistic), None, &run, Knowledge::embedded());
    let noted = families(&diagnosis.finding).expect("both are compared");
    assert_eq!((diagnosis.finding.verdict, noted.level), (Verdict::Healthy, Level::Warning));
    for locale in Locale::all() {
        let sentence = Texts::new(locale).evidence(&noted.evidence);
        for part in ["2001:db8::25", "192.0.2.1", "2024"] {
            assert!(sentence.contains(part), "{sentence}");
        }
    }
    assert!(steps(&diagnosis).contains(&"315.fix.ipv6"), "{:?}", steps(&diagnosis));
    // It leads to another machine, which stops the mail.
    let run = Story::begin().host("mx1.contoso.com", Some(10)).expired("2001:db8::25").healthy("192.0.2.1").end();
    let finding = find(TlsPolicy::CertificateValidation, &run);
    assert_eq!(finding.verdict, Verdict::Fault);
    assert!(causes(&finding).contains(&"320.cause.ipv6"), "{:?}", causes(&finding));
    // Both fail, both work, or this machine has no IPv6: there is nothing to compare.
    let here =
        Some((Stage::Connect, Fault::LocalNoRoute, vec![Evidence::LocalNoRoute { error: "ENETUNREACH".into() }]));
    for run in [
        Story::begin().host("mx1.contoso.com", Some(10)).silent("2001:db8::25").silent("192.0.2.1").end(),
        Story::begin().host("mx1.contoso.com", Some(10)).healthy("2001:db8::25").healthy("192.0.2.1").end(),
        Story::begin().host("mx1.contoso.com", Some(10)).address("2001:db8::25", here).healthy("192.0.2.1").end(),
    ] {
        assert_eq!(families(&find(TlsPolicy::Opportunistic, &run)), None);
    }
}

#[test]
fn the_servers_own_words_choose_among_the_causes_of_a_refusal() {
    for (reply, cause, likely, not) in [
        ("421 4.3.2 Service not active", "317.cause.inactive-component", "317.cause.unavailable", ""),
        ("421 4.7.1 Greylisted, come again", "317.cause.greylisting", "317.cause.blocklist", ""),
        (
            "554 5.7.1 Client host blocked using list.example",
            "317.cause.rejected",
            "317.cause.blocklist",
            "317.cause.greylisting",
        ),
        ("554 5.7.1 No", "317.cause.rejected", "317.cause.blocklist", "317.cause.unavailable"),
        ("421 4.3.2 Service not available", "317.cause.unavailable", "317.cause.greylisting", "317.cause.some-servers"),
    ] {
        let run = Story::begin().host("mx1.contoso.com", Some(10)).address("192.0.2.1", greeted_with(reply)).end();
        let finding = find(TlsPolicy::Opportunistic, &run);
        assert_eq!(finding.cause.as_ref().map(CauseId::as_str), Some(cause), "{reply}");
        assert!(causes(&finding).contains(&likely), "{reply}: {:?}", causes(&finding));
        assert!(!causes(&finding).contains(&not), "{reply}: {:?}", causes(&finding));
    }
}

#[test]
fn only_some_servers_are_suspected_where_another_takes_mail() {
    let run = Story::begin().host("mx1.contoso.com", Some(10)).address("192.0.2.1", greeted_with("554 5.7.1 No"));
    let finding = find(TlsPolicy::Opportunistic, &run.healthy("192.0.2.2").end());
    assert!(causes(&finding).contains(&"317.cause.some-servers"), "{:?}", causes(&finding));
}

#[test]
fn a_refusal_that_is_not_seen_from_here_says_that_inside_proves_nothing() {
    let run = Story::begin().host("mx1.contoso.com", Some(10)).healthy("192.0.2.1").end();
    for code in ["4.4.315", "4.4.316"] {
        let symptom = reported(code, code);
        let diagnosis = diagnose(&connector(TlsPolicy::Opportunistic), Some(&symptom), &run, Knowledge::embedded());
        assert!(diagnosis.finding.unknown.contains(&Unknown::Inside), "{code}");
        let short = code.rsplit('.').next().expect("a number");
        let rules = format!("{short}.fix.firewall-rules");
        assert!(steps(&diagnosis).contains(&rules.as_str()), "{:?}", steps(&diagnosis));
    }
    assert!(!find(TlsPolicy::Opportunistic, &run).unknown.contains(&Unknown::Inside));
    let run = Story::begin().host("mx1.contoso.com", Some(10)).healthy("10.0.0.5").end();
    assert!(find(TlsPolicy::Opportunistic, &run).unknown.contains(&Unknown::Inside), "a private address");
}

#[test]
fn what_is_cut_only_for_office_365_asks_for_service_health_first() {
    let run = Story::begin().host("mx1.contoso.com", Some(10)).healthy("192.0.2.1").end();
    let symptom = reported("4.4.318", "4.4.318");
    for (party, second) in [(Party::Partner, "318.fix.sender-authentication"), (Party::Own, "318.fix.scenario")] {
        let connector = Connector { party, ..connector(TlsPolicy::Opportunistic) };
        let diagnosis = diagnose(&connector, Some(&symptom), &run, Knowledge::embedded());
        assert_eq!(steps(&diagnosis)[..2], ["318.fix.service-health", second]);
        assert_eq!(causes(&diagnosis.finding).first(), Some(&"318.cause.incident"));
    }
}
