//! Name servers and strangers that answer what was not asked, fail for a moment, or answer half.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use hickory_resolver::proto::{
    op::{Edns, Message, Query, ResponseCode},
    rr::{
        DNSClass, Name, RData, Record, RecordType as RecordTypeOnWire,
        rdata::{A, CNAME, NS, NULL, SOA, TXT, opt::EdnsOption},
    },
};
use mxray::{
    diagnose::diagnose,
    knowledge::Knowledge,
    l10n::{Locale, Texts},
    model::{
        DnsOutcome, Evidence, Fault, Finding, Host, Level, LookupRole, Outcome, ProbePlan, RecordType, Route, Run,
        Stage, StageState, TlsPolicy, Verdict,
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpStream, UdpSocket},
};

use crate::support::servers::*;

const OPEN: TlsPolicy = TlsPolicy::Opportunistic;

async fn mail() -> u16 {
    Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() }.listen().await.port()
}

/// What a stranger may send where an answer is awaited, by name.
type Stray = fn(&Message) -> Vec<u8>;

/// An answer with one thing changed.
fn changed(question: &Message, change: impl FnOnce(&mut Message)) -> Vec<u8> {
    let mut answer = Zone::new("test").code("", ResponseCode::NXDomain).answer(question).expect("an answer");
    change(&mut answer);
    answer.to_vec().expect("a message")
}

const STRAYS: [(&str, Stray); 12] = [
    ("nothing at all", |_| Vec::new()),
    ("one byte", |_| vec![0]),
    ("half a header", |question| question.to_vec().expect("a message")[..7].to_vec()),
    ("the question itself", |question| question.to_vec().expect("a message")),
    ("another id", |question| changed(question, |answer| answer.metadata.id ^= 1)),
    ("a failure with another id", |question| {
        changed(question, |answer| {
            answer.metadata.id = answer.metadata.id.wrapping_add(1);
            answer.metadata.response_code = ResponseCode::ServFail;
        })
    }),
    ("a bare failure with another id", |question| {
        changed(question, |answer| {
            answer.metadata.id = answer.metadata.id.wrapping_sub(1);
            answer.metadata.response_code = ResponseCode::FormErr;
            answer.queries.clear();
        })
    }),
    ("another name", |question| changed(question, |answer| answer.queries[0].name = fqdn("other.test"))),
    ("another type", |question| changed(question, |answer| answer.queries[0].query_type = RecordTypeOnWire::TXT)),
    ("another class", |question| changed(question, |answer| answer.queries[0].query_class = DNSClass::CH)),
    ("two questions", |question| {
        changed(question, |answer| {
            answer.add_query(Query::query(fqdn("other.test"), RecordTypeOnWire::A));
        })
    }),
    ("no question and no error", |question| {
        changed(question, |answer| {
            answer.metadata.response_code = ResponseCode::NoError;
            answer.queries.clear();
        })
    }),
];

/// An error that does not say what it is an error about.
fn bare(question: &Message, code: ResponseCode) -> Vec<u8> {
    changed(question, |answer| {
        answer.metadata.response_code = code;
        answer.queries.clear();
        answer.authorities.clear();
    })
}

const BARE: [(&str, Stray); 6] = [
    ("a bare refusal", |question| bare(question, ResponseCode::Refused)),
    ("a bare denial", |question| bare(question, ResponseCode::NXDomain)),
    ("a bare failure", |question| bare(question, ResponseCode::ServFail)),
    ("a bare FORMERR", |question| bare(question, ResponseCode::FormErr)),
    ("a bare NOTIMP", |question| bare(question, ResponseCode::NotImp)),
    ("a bare BADVERS", |question| {
        changed(question, |answer| {
            answer.metadata.response_code = ResponseCode::BADVERS;
            answer.queries.clear();
            answer.set_edns(Edns::new());
        })
    }),
];

/// A server over UDP that sends two strays before each answer.
async fn haunted(stray: Stray, answer: impl Fn(&Message) -> Option<Vec<u8>> + Send + Sync + 'static) -> SocketAddr {
    haunted_at((LOOPBACK, 0).into(), stray, answer).await
}

async fn haunted_at(
    at: SocketAddr,
    stray: Stray,
    answer: impl Fn(&Message) -> Option<Vec<u8>> + Send + Sync + 'static,
) -> SocketAddr {
    let socket = Arc::new(UdpSocket::bind(at).await.expect("a port"));
    let at = socket.local_addr().expect("its address");
    tokio::spawn(async move {
        let mut packet = [0; 4096];
        loop {
            let Ok((count, from)) = socket.recv_from(&mut packet).await else { continue };
            let Ok(question) = Message::from_vec(&packet[..count]) else { continue };
            let (bytes, socket) = (answer(&question), socket.clone());
            tokio::spawn(async move {
                for _ in 0..2 {
                    let _ = socket.send_to(&stray(&question), from).await;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
                if let Some(bytes) = bytes {
                    let _ = socket.send_to(&bytes, from).await;
                }
            });
        }
    });
    at
}

fn bytes(zone: Zone) -> impl Fn(&Message) -> Option<Vec<u8>> + Send + Sync + 'static {
    move |question| zone.answer(question).and_then(|answer| answer.to_vec().ok())
}

#[tokio::test]
async fn whatever_comes_before_the_answer_is_not_the_answer() {
    let port = mail().await;
    for (what, stray) in STRAYS {
        let zone = Zone::new("test").mx("relay.test", 10, "mx.test").a("mx.test", "127.0.0.1");
        let resolver = haunted(stray, bytes(zone)).await;
        let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(only(&run), None, "{what}: {run:#?}");
        assert!(run.endpoints[0].is_healthy(), "{what}: {run:#?}");
    }
}

#[tokio::test]
async fn an_error_that_names_no_question_counts_only_where_nothing_better_comes() {
    let port = mail().await;
    for (what, bare) in BARE {
        let resolver = haunted(bare, bytes(Zone::new("test").a("relay.test", "127.0.0.1"))).await;
        let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(only(&run), None, "{what}: {run:#?}");
        assert_healthy(&run);
    }
    let (_, bare) = BARE[0];
    let resolver =
        haunted(bare, |question| (question.queries[0].name.is_root()).then(|| changed(question, |_| {}))).await;
    let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
    assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsRefused)), "{run:#?}");
}

#[tokio::test]
async fn garbled_is_said_only_when_nothing_else_came_by_the_end() {
    for (what, stray) in STRAYS {
        let resolver = haunted(stray, |_| None).await;
        let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsMalformed)), "{what}: {run:#?}");
        let waited = run.lookups.iter().find_map(|lookup| lookup.answer.as_ref()).expect("an end").0;
        assert!(waited + 50 >= LIMITS.connect_ms, "{what}: given up after {waited} ms");
    }
}

/// A resolver that cuts each answer over UDP, but whether it is there at all, and over TCP sends two strays before the whole
/// one, if there is one; then it closes, or stays.
async fn haunted_over_tcp(stray: Stray, whole: Option<Zone>, stays: bool) -> SocketAddr {
    let zone = whole.clone().unwrap_or_else(|| Zone::new("test"));
    let resolver = dns_alone(move |question| {
        let mut answer = zone.answer(question)?;
        if !question.queries[0].name.is_root() {
            answer.answers.clear();
            answer.metadata.truncation = true;
        }
        answer.to_vec().ok()
    })
    .await;
    server_at(resolver, move |_, mut stream: TcpStream| {
        let zone = whole.clone();
        async move {
            let Ok(length) = stream.read_u16().await else { return };
            let mut question = vec![0; usize::from(length)];
            let _ = stream.read_exact(&mut question).await;
            let Ok(question) = Message::from_vec(&question) else { return };
            let answer = zone.and_then(|zone| zone.answer(&question)?.to_vec().ok());
            for (bytes, wait) in
                [(stray(&question), 0), (stray(&question), 0)].into_iter().chain(answer.map(|a| (a, 20)))
            {
                tokio::time::sleep(Duration::from_millis(wait)).await;
                let _ = stream.write_u16(bytes.len() as u16).await;
                let _ = stream.write_all(&bytes).await;
                let _ = stream.flush().await;
            }
            if stays {
                let _ = stream.read_u16().await;
            }
        }
    })
    .await;
    resolver
}

#[tokio::test]
async fn a_bare_error_over_tcp_counts_by_the_end_of_the_time_or_of_the_connection() {
    for (what, bare) in &BARE[..3] {
        let fault = match *what {
            "a bare refusal" => Fault::DnsRefused,
            "a bare denial" => Fault::DnsNxDomain,
            _ => Fault::DnsServFail,
        };
        for stays in [false, true] {
            let resolver = haunted_over_tcp(*bare, None, stays).await;
            let begun = std::time::Instant::now();
            let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
            assert_eq!(run.route, Some(Outcome::Failed(fault)), "{what} {stays}: {run:#?}");
            let waited = begun.elapsed().as_millis() + 50 >= u128::from(LIMITS.connect_ms);
            assert!(waited || !stays, "{what}: not waited for");
        }
    }
}

#[tokio::test]
async fn whatever_comes_before_the_answer_over_tcp_is_not_the_answer() {
    let port = mail().await;
    // Over UDP this says to ask over TCP.
    let cut: Stray = |question| {
        changed(question, |answer| {
            answer.metadata.response_code = ResponseCode::NoError;
            answer.metadata.truncation = true;
            answer.queries.clear();
        })
    };
    for (what, stray) in STRAYS.into_iter().chain(BARE).chain([("cut and no question", cut)]) {
        let resolver = haunted_over_tcp(stray, Some(Zone::new("test").a("relay.test", "127.0.0.1")), false).await;
        let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(only(&run), None, "{what}: {run:#?}");
        assert!(run.endpoints[0].is_healthy(), "{what}: {run:#?}");
    }
}

/// A resolver that says of every answer, over TCP too, that it was cut.
async fn always_cut(answer: impl Fn(&Message) -> Option<Message> + Clone + Send + Sync + 'static) -> SocketAddr {
    let cut = move |question: &Message| {
        let mut answer = answer(question)?;
        answer.metadata.truncation = true;
        answer.to_vec().ok()
    };
    let resolver = dns_alone(cut.clone()).await;
    server_at(resolver, move |_, mut stream: TcpStream| {
        let cut = cut.clone();
        async move {
            let Ok(length) = stream.read_u16().await else { return };
            let mut question = vec![0; usize::from(length)];
            let _ = stream.read_exact(&mut question).await;
            let Some(answer) = Message::from_vec(&question).ok().and_then(|question| cut(&question)) else { return };
            let _ = stream.write_u16(answer.len() as u16).await;
            let _ = stream.write_all(&answer).await;
            // It stays, so that nothing but the answer ends the look-up.
            let _ = stream.read_u16().await;
        }
    })
    .await;
    resolver
}

#[tokio::test]
async fn an_answer_that_is_cut_over_tcp_too_is_garbled_and_neither_well_nor_an_absence() {
    let port = mail().await;
    let zone =
        || Zone::new("test").mx("relay.test", 10, "mx.test").a("mx.test", "127.0.0.1").a("relay.test", "127.0.0.1");
    type Change = fn(&mut Message);
    let changes: [(&str, Change); 3] = [
        ("some of the records", |_| {}),
        ("none of them", |answer| answer.answers.clear()),
        ("no such name", |answer| {
            answer.answers.clear();
            answer.metadata.response_code = ResponseCode::NXDomain;
        }),
    ];
    for (what, change) in changes {
        let zone = zone();
        let resolver = always_cut(move |question| {
            let mut answer = zone.answer(question)?;
            change(&mut answer);
            Some(answer)
        })
        .await;
        for plan in [to_name("relay.test", port, OPEN), to_domain("relay.test", port, OPEN)] {
            let begun = std::time::Instant::now();
            let run = run(plan, vantage(&[resolver], &[])).await;
            assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsMalformed)), "{what}: {run:#?}");
            assert!(run.endpoints.is_empty(), "{what}: {run:#?}");
            let told = |e: &Evidence| matches!(e, Evidence::DnsMalformed { cut: true, .. });
            assert!(run.evidence.iter().any(told), "{what}: {run:#?}");
            assert!(begun.elapsed().as_millis() < u128::from(LIMITS.connect_ms), "{what}: not at once");
        }
    }
    // An error has no records that could be missing.
    let refusing = always_cut(|question| Zone::new("test").code("", ResponseCode::Refused).answer(question)).await;
    let run = run(to_name("relay.test", port, OPEN), vantage(&[refusing], &[])).await;
    assert_ne!(run.route, Some(Outcome::Failed(Fault::DnsMalformed)), "{run:#?}");
}

#[tokio::test]
async fn looks_beside_the_route_take_no_stray_for_an_answer() {
    let port = mail().await;
    for (what, stray) in STRAYS {
        let base = Zone::new("contoso.test").ns("contoso.test", "ns.contoso.test").a("ns.contoso.test", "127.0.0.1");
        let old = base.clone().mx("contoso.test", 10, "old.contoso.test").a("old.contoso.test", "127.0.0.1");
        let mut new = base.mx("contoso.test", 10, "new.contoso.test").a("old.contoso.test", "127.0.0.1");
        new.authoritative = true;
        let first = haunted(stray, move |question| {
            let zone = if question.metadata.recursion_desired { &old } else { &new };
            zone.answer(question).and_then(|answer| answer.to_vec().ok())
        })
        .await;
        let second = haunted(stray, bytes(Zone::new("contoso.test").mx("contoso.test", 10, "else.contoso.test"))).await;
        let run = run(to_domain("contoso.test", port, OPEN), vantage(&[first, second], &[])).await;
        assert!(has(&run, "dns-outdated"), "{what}: {run:#?}");
        assert!(has(&run, "dns-split"), "{what}: {run:#?}");
        let garbled = |role| {
            run.lookups.iter().any(|lookup| {
                lookup.role == role && lookup.answer.as_ref().is_some_and(|(_, a)| a.outcome == DnsOutcome::Malformed)
            })
        };
        assert!(!garbled(LookupRole::Authoritative) && !garbled(LookupRole::Comparison), "{what}: {run:#?}");
    }
}

#[tokio::test]
async fn the_look_at_a_resolvers_health_takes_no_stray_for_an_answer() {
    for (what, stray) in STRAYS {
        let refused = Zone::new("test").code("", ResponseCode::Refused);
        let resolver = haunted(stray, bytes(refused)).await;
        let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(run.route, Some(Outcome::Failed(Fault::ResolverUnavailable)), "{what}: {run:#?}");
    }
}

#[tokio::test]
async fn records_of_another_class_are_no_answer() {
    for class in [DNSClass::CH, DNSClass::HS, DNSClass::NONE, DNSClass::ANY, DNSClass::Unknown(4711)] {
        let zone =
            Zone::new("test").mx("relay.test", 10, "mx.test").a("mx.test", "127.0.0.1").a("relay.test", "127.0.0.1");
        let resolver = dns(move |question| {
            let mut answer = zone.answer(question)?;
            for record in answer.answers.iter_mut().chain(&mut answer.authorities) {
                record.dns_class = class;
            }
            answer.to_vec().ok()
        })
        .await;
        let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
        assert!(run.endpoints.is_empty(), "{class}: {run:#?}");
        assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsMalformed)), "{class}: {run:#?}");
    }
}

#[tokio::test]
async fn an_answer_with_nothing_but_records_of_others_does_not_say_that_there_are_none() {
    let port = mail().await;
    type Change = fn(&mut Record);
    let changes: [(&str, Change); 5] = [
        ("another owner", |record| record.name = Name::from_ascii("other.test.").expect("a name")),
        ("a name below", |record| record.name = Name::from_ascii("x.contoso.test.").expect("a name")),
        ("another class", |record| record.dns_class = DNSClass::CH),
        ("no class", |record| record.dns_class = DNSClass::ANY),
        ("another type", |record| record.data = RData::TXT(TXT::new(vec!["x".into()]))),
    ];
    for (what, change) in changes {
        for record in [RecordTypeOnWire::MX, RecordTypeOnWire::A] {
            let zone = Zone::new("test").mx("contoso.test", 10, "mx.test").a("mx.test", "127.0.0.1");
            let zone = zone.a("contoso.test", "127.0.0.1");
            let resolver = dns(move |question| {
                let mut answer = zone.answer(question)?;
                if question.queries[0].query_type == record {
                    answer.answers.iter_mut().for_each(change);
                }
                answer.to_vec().ok()
            })
            .await;
            let run = run(to_domain("contoso.test", port, OPEN), vantage(&[resolver], &[])).await;
            assert!(run.endpoints.iter().all(|e| !e.is_healthy()), "{what} {record}: {run:#?}");
            assert!(format!("{run:?}").contains("DnsMalformed"), "{what} {record}: {run:#?}");
        }
    }
}

#[tokio::test]
async fn records_of_others_beside_the_soa_that_denies_an_mx_stand_in_nobodys_way() {
    let port = mail().await;
    let zone = Zone::new("test").a("contoso.test", "127.0.0.1");
    let other = Name::from_ascii("other.test.").expect("a name");
    let resolver = dns(move |question| {
        let mut answer = zone.answer(question)?;
        answer.add_answer(Record::from_rdata(other.clone(), 60, RData::TXT(TXT::new(vec!["x".into()]))));
        answer.to_vec().ok()
    })
    .await;
    let run = run(to_domain("contoso.test", port, OPEN), vantage(&[resolver], &[])).await;
    assert!(run.endpoints.iter().any(|endpoint| endpoint.is_healthy()), "{run:#?}");
    assert!(has(&run, "implicit-mx"), "{run:#?}");
}

/// Questions for some types of record.
type Which = fn(RecordTypeOnWire) -> bool;

/// Instead of an answer to what `empties` says: none, and these records as its authority.
async fn without_answer(authority: Vec<Record>, empties: Which) -> SocketAddr {
    let zone = Zone::new("test").a("contoso.test", "127.0.0.1");
    dns(move |question| {
        let mut answer = zone.answer(question)?;
        let query = &question.queries[0];
        if empties(query.query_type) && !query.name.is_root() {
            answer.answers.clear();
            answer.authorities.clone_from(&authority);
        }
        answer.to_vec().ok()
    })
    .await
}

fn refers(zone: &str, server: &str) -> Record {
    Record::from_rdata(fqdn(zone), 60, RData::NS(NS(fqdn(server))))
}

fn soa_of(zone: &str) -> Record {
    Record::from_rdata(fqdn(zone), 60, RData::SOA(SOA::new(fqdn("ns.test"), fqdn("admin.test"), 1, 1, 1, 1, 1)))
}

#[tokio::test]
async fn a_referral_is_no_denial_wherever_it_leads_and_whatever_soa_of_others_stands_beside() {
    let port = mail().await;
    let (only_mx, all): (Which, Which) = (|kind| kind == RecordTypeOnWire::MX, |_| true);
    for (zone, server) in [("", "a.root-servers.net"), ("test", "ns.x.test"), ("contoso.test", "ns.x.test")] {
        for beside in [vec![], vec![soa_of("elsewhere.org")], vec![soa_of("x.contoso.test")]] {
            for (empties, what) in [(only_mx, "MX"), (all, "all")] {
                let authority = [vec![refers(zone, server)], beside.clone()].concat();
                let resolver = without_answer(authority, empties).await;
                let run = run(to_domain("contoso.test", port, OPEN), vantage(&[resolver], &[])).await;
                assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsLame)), "{zone:?} {what} {beside:?}: {run:#?}");
                // The servers of the root are nobody's of this name.
                assert!(!zone.is_empty() || !told(&run, "root-servers"), "{run:#?}");
            }
        }
    }
}

fn told(run: &Run, words: &str) -> bool {
    run.evidence.iter().any(|noted| format!("{noted:?}").contains(words))
}

#[tokio::test]
async fn an_soa_of_another_zone_does_not_say_that_there_are_none() {
    let port = mail().await;
    for (zone, denies) in [("elsewhere.org", false), ("x.contoso.test", false), ("contoso.test", true), ("", true)] {
        let resolver = without_answer(vec![soa_of(zone)], |kind| kind == RecordTypeOnWire::MX).await;
        let run = run(to_domain("contoso.test", port, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(run.endpoints.iter().any(|endpoint| endpoint.is_healthy()), denies, "{zone:?}: {run:#?}");
        let malformed = run.route == Some(Outcome::Failed(Fault::DnsMalformed));
        assert_eq!(malformed, !denies, "{zone:?}: {run:#?}");
    }
}

#[tokio::test]
async fn behind_an_alias_the_soa_of_the_zone_of_its_end_denies_and_that_of_its_beginning_does_not() {
    let port = mail().await;
    for (soa, asked_again) in [("elsewhere.org", false), ("contoso.test", true)] {
        let zone = Zone::new("elsewhere.org").a("mx.elsewhere.org", "127.0.0.1");
        let (again, asked) = (Arc::new(AtomicUsize::new(0)), fqdn("mx.elsewhere.org"));
        let (seen, soa) = (again.clone(), soa_of(soa));
        let resolver = dns(move |question| {
            let query = &question.queries[0];
            let mut answer = zone.answer(question)?;
            if query.name == asked && query.query_type == RecordTypeOnWire::MX {
                seen.fetch_add(1, Ordering::Relaxed);
            } else if query.name == fqdn("contoso.test") {
                let alias = RData::CNAME(CNAME(asked.clone()));
                answer.metadata.response_code = ResponseCode::NoError;
                answer.add_answer(Record::from_rdata(query.name.clone(), 60, alias));
                answer.authorities = vec![soa.clone()];
                if query.query_type == RecordTypeOnWire::A {
                    answer.add_answer(Record::from_rdata(asked.clone(), 60, RData::A(A::new(127, 0, 0, 1))));
                }
            }
            answer.to_vec().ok()
        })
        .await;
        let run = run(to_domain("contoso.test", port, OPEN), vantage(&[resolver], &[])).await;
        assert!(run.endpoints.iter().any(|endpoint| endpoint.is_healthy()), "{run:#?}");
        assert_eq!(again.load(Ordering::Relaxed) > 0, asked_again, "{run:#?}");
    }
}

/// A resolver that fails as a function of the how manieth question for the same it is, and of its CD bit, says.
async fn failing(zone: Zone, fails: impl Fn(usize, bool) -> bool + Send + 'static) -> SocketAddr {
    failing_with(zone, fails, |_, _| {}).await
}

async fn failing_with(
    zone: Zone,
    fails: impl Fn(usize, bool) -> bool + Send + 'static,
    change: impl Fn(bool, &mut Message) + Send + 'static,
) -> SocketAddr {
    let asked = Mutex::new(HashMap::new());
    dns(move |question| {
        let query = &question.queries[0];
        let unchecked = question.metadata.checking_disabled;
        let mut asked = asked.lock().expect("no panic");
        let count: &mut usize = asked.entry((query.name.clone(), query.query_type, unchecked)).or_default();
        let failed = fails(*count, unchecked) && !query.name.is_root();
        *count += 1;
        let mut answer = zone.answer(question)?;
        if failed {
            answer.answers.clear();
            answer.metadata.response_code = ResponseCode::ServFail;
        }
        change(failed, &mut answer);
        answer.to_vec().ok()
    })
    .await
}

fn unsteady(run: &Run) -> Vec<(String, RecordType)> {
    let told = run.evidence.iter().filter_map(|evidence| match evidence {
        Evidence::DnsUnsteady { name, record, rcode, .. } if rcode == "SERVFAIL" => Some((name.to_string(), *record)),
        _ => None,
    });
    told.collect()
}

#[tokio::test]
async fn a_failure_that_passes_is_a_warning_and_never_dnssec() {
    let port = mail().await;
    let zone = Zone::new("test").mx("relay.test", 10, "mx.test").a("mx.test", "127.0.0.1");
    type Fails = fn(usize, bool) -> bool;
    let passing: [(&str, Fails); 4] = [
        ("the first", |count, unchecked| !unchecked && count == 0),
        ("the first two", |count, unchecked| !unchecked && count < 2),
        ("every other", |count, _| count % 2 == 0),
        ("the first, and those unchecked", |count, unchecked| unchecked || count == 0),
    ];
    for (what, fails) in passing {
        let resolver = failing(zone.clone(), fails).await;
        let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(only(&run), None, "{what}: {run:#?}");
        assert!(run.endpoints[0].is_healthy(), "{what}: {run:#?}");
        let told = unsteady(&run);
        for of in [("relay.test", RecordType::Mx), ("mx.test", RecordType::A), ("mx.test", RecordType::Aaaa)] {
            assert!(told.contains(&(of.0.into(), of.1)), "{what}: {told:?}");
        }
        assert!(!has(&run, "dns-dnssec-bogus"), "{what}: {run:#?}");
    }
}

#[tokio::test]
async fn one_counter_for_all_questions_makes_no_dnssec_fault_of_every_other_failure() {
    let port = mail().await;
    for first in 0..4 {
        let zone = Zone::new("test").mx("relay.test", 10, "mx.test").a("mx.test", "127.0.0.1");
        let asked = AtomicUsize::new(first);
        let resolver = dns(move |question| {
            let mut answer = zone.answer(question)?;
            if asked.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) {
                answer.answers.clear();
                answer.metadata.response_code = ResponseCode::ServFail;
            }
            answer.to_vec().ok()
        })
        .await;
        let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
        assert!(!has(&run, "dns-dnssec-bogus"), "{first}: {run:#?}");
    }
}

#[tokio::test]
async fn dnssec_is_blamed_for_what_only_checking_fails_at_and_with_evidence() {
    let zone = || Zone::new("test").mx("relay.test", 10, "mx.test");
    let extended = |number: u16| {
        move |failed: bool, answer: &mut Message| {
            if failed {
                let mut edns = Edns::new();
                edns.options_mut().insert(EdnsOption::Unknown(15, number.to_be_bytes().to_vec()));
                answer.set_edns(edns);
            }
        }
    };
    let checked = |_: usize, unchecked: bool| !unchecked;
    for (number, fault) in [
        (6, Fault::DnsDnssecBogus),
        (7, Fault::DnsDnssecBogus),
        (9, Fault::DnsDnssecBogus),
        (12, Fault::DnsDnssecBogus),
        (13, Fault::DnsServFail),
        (22, Fault::DnsServFail),
        (23, Fault::DnsServFail),
    ] {
        let resolver = failing_with(zone(), checked, extended(number)).await;
        let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(run.route, Some(Outcome::Failed(fault)), "{number}: {run:#?}");
    }
    // Signatures that come with the answer that is not checked.
    let signed = |failed: bool, answer: &mut Message| {
        if !failed {
            let data = RData::Unknown { code: RecordTypeOnWire::RRSIG, rdata: NULL::with(vec![0; 30]) };
            answer.add_answer(Record::from_rdata(fqdn("relay.test"), 300, data));
        }
    };
    let resolver = failing_with(zone(), checked, signed).await;
    let run_signed = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
    assert_eq!(run_signed.route, Some(Outcome::Failed(Fault::DnsDnssecBogus)), "{run_signed:#?}");
}

/// A resolver that fails the first three times at these, and never with checking disabled.
async fn late(zone: Zone, at: &'static [(&'static str, RecordTypeOnWire)]) -> SocketAddr {
    let asked = Mutex::new(HashMap::<_, usize>::new());
    dns(move |question| {
        let query = &question.queries[0];
        let (name, record) = (query.name.to_ascii(), query.query_type);
        let mut answer = zone.answer(question)?;
        if at.contains(&(name.trim_end_matches('.'), record)) && !question.metadata.checking_disabled {
            let mut asked = asked.lock().expect("no panic");
            let count = asked.entry((name, record)).or_default();
            *count += 1;
            if *count <= 3 {
                answer.answers.clear();
                answer.metadata.response_code = ResponseCode::ServFail;
            }
        }
        answer.to_vec().ok()
    })
    .await
}

#[tokio::test]
async fn a_failure_that_is_over_after_the_look_at_dnssec_is_a_warning_too() {
    use RecordTypeOnWire::{A, AAAA, MX};
    let port = mail().await;
    let base = || Zone::new("test").mx("relay.test", 10, "mx.test");
    let (both, v6) = (base().a("mx.test", "127.0.0.1"), base().aaaa("mx.test", "::1"));
    let own = Zone::new("test").a("relay.test", "127.0.0.1");
    let mut aliased = Zone::new("test").cname("relay.test", "else.test").mx("else.test", 10, "mx.test");
    aliased = aliased.a("mx.test", "127.0.0.1");
    for (zone, at) in [
        (&both, &[("relay.test", MX)][..]),
        (&both, &[("mx.test", A)]),
        (&both, &[("mx.test", A), ("mx.test", AAAA)]),
        (&both, &[("relay.test", MX), ("mx.test", A), ("mx.test", AAAA)]),
        (&v6, &[("mx.test", AAAA)]),
        (&v6, &[("mx.test", A), ("mx.test", AAAA)]),
        (&own, &[("relay.test", A)]),
        (&own, &[("relay.test", MX), ("relay.test", A), ("relay.test", AAAA)]),
        (&aliased, &[("relay.test", MX)]),
        (&aliased, &[("mx.test", A)]),
    ] {
        for plan in [to_name("relay.test", port, OPEN), to_domain("relay.test", port, OPEN)] {
            let resolver = late(zone.clone(), at).await;
            let run = run(plan, vantage(&[resolver], &[])).await;
            assert_eq!(run.route, Some(Outcome::Passed), "{at:?}: {run:#?}");
            assert_eq!(run.endpoints.len(), 1, "{at:?}: {run:#?}");
            // There may be no IPv6 where this runs.
            assert!(at.contains(&("mx.test", AAAA)) || run.endpoints[0].is_healthy(), "{at:?}: {run:#?}");
            for (name, record) in at {
                let told = |(n, r): &(String, RecordType)| {
                    n == name && format!("{r:?}").eq_ignore_ascii_case(&record.to_string())
                };
                assert!(unsteady(&run).iter().any(told), "{at:?}: {run:#?}");
            }
            for id in ["dns-dnssec-bogus", "dns-serv-fail", "dns-half-answered"] {
                assert!(!has(&run, id), "{id} {at:?}: {run:#?}");
            }
        }
    }
}

#[tokio::test]
async fn an_answer_after_all_may_be_that_there_is_nothing() {
    use RecordTypeOnWire::{A, AAAA, MX};
    for (zone, at, fault) in [
        (Zone::new("relay.test"), &[("relay.test", MX)][..], Fault::DnsNxDomain),
        (
            Zone::new("test").mx("relay.test", 10, "mx.test"),
            &[("mx.test", A), ("mx.test", AAAA)],
            Fault::MxTargetMissing,
        ),
    ] {
        let resolver = late(zone, at).await;
        let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(run.route, Some(Outcome::Failed(fault)), "{run:#?}");
        assert_eq!(unsteady(&run).len(), at.len(), "{run:#?}");
    }
}

#[tokio::test]
async fn a_server_that_knows_another_version_of_edns_is_asked_without() {
    let port = mail().await;
    let zone = Zone::new("test").mx("relay.test", 10, "mx.test").a("mx.test", "127.0.0.1");
    let resolver = dns(move |question| {
        let mut answer = zone.answer(question)?;
        if question.edns.is_some() {
            answer.answers.clear();
            answer.metadata.response_code = ResponseCode::BADVERS;
            answer.set_edns(Edns::new());
        }
        answer.to_vec().ok()
    })
    .await;
    let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
    assert_healthy(&run);
    assert!(unsteady(&run).is_empty(), "{run:#?}");
}

#[tokio::test]
async fn one_refusal_of_several_resolvers_is_not_the_end() {
    let port = mail().await;
    let good = Zone::new("test").a("relay.test", "127.0.0.1").serve().await;
    let silent = dns(|_| None).await;
    for ending in ["relay.test", ""] {
        let refusing = Zone::new("test").code(ending, ResponseCode::Refused).serve().await;
        for resolvers in [vec![refusing, good], vec![silent, refusing, good], vec![refusing, silent, good]] {
            let run = run(to_name("relay.test", port, OPEN), vantage(&resolvers, &[])).await;
            assert_healthy(&run);
            let told = has(&run, "dns-refused") || has(&run, "resolver-unavailable") || has(&run, "dns-timed-out");
            assert!(told, "{run:#?}");
        }
    }
    let refusing = Zone::new("test").code("relay.test", ResponseCode::Refused).serve().await;
    let run = run(to_name("relay.test", port, OPEN), vantage(&[refusing, refusing], &[])).await;
    assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsRefused)), "{run:#?}");
}

/// What a server sends to a question; `None` is silence.
type Reply = fn(&Message) -> Option<Vec<u8>>;

/// How a resolver may deal with a question and say nothing of the name.
const NO_ANSWERS: [(&str, Reply); 7] = [
    ("silent", |_| None),
    ("refused", |question| failed(question, ResponseCode::Refused)),
    ("failing", |question| failed(question, ResponseCode::ServFail)),
    ("not implemented", |question| failed(question, ResponseCode::NotImp)),
    ("garbled", |question| Some(question.to_vec().ok()?[..9].to_vec())),
    ("strays", |question| Some(changed(question, |answer| answer.metadata.id ^= 1))),
    // Nothing listens for TCP there.
    ("cut", |question| {
        Some(changed(question, |answer| {
            answer.metadata.response_code = ResponseCode::NoError;
            answer.metadata.truncation = true;
        }))
    }),
];

fn failed(question: &Message, code: ResponseCode) -> Option<Vec<u8>> {
    Some(changed(question, |answer| answer.metadata.response_code = code))
}

/// A resolver of these records that deals so with one name.
async fn knows_all_but(name: &'static str, zone: Zone, deals: fn(&Message) -> Option<Vec<u8>>) -> SocketAddr {
    dns_alone(move |question| {
        let asked = question.queries.first()?.name.to_ascii();
        if asked.trim_end_matches('.').eq_ignore_ascii_case(name) {
            return deals(question);
        }
        zone.answer(question)?.to_vec().ok()
    })
    .await
}

#[tokio::test]
async fn whatever_one_resolver_says_that_is_no_answer_the_next_one_is_asked_and_it_is_told() {
    let port = mail().await;
    let zone = || Zone::new("test").mx("contoso.test", 10, "relay.test").a("relay.test", "127.0.0.1");
    let good = zone().serve().await;
    for (what, deals) in NO_ANSWERS {
        for name in ["relay.test", "contoso.test"] {
            let first = knows_all_but(name, zone(), deals).await;
            let run = run(to_domain("contoso.test", port, OPEN), vantage(&[first, good], &[])).await;
            assert_eq!(only(&run), None, "{what} {name}: {run:#?}");
            assert!(run.endpoints[0].is_healthy(), "{what} {name}: {run:#?}");
            let told = |evidence: &Evidence| match evidence {
                Evidence::DnsTimedOut { server, .. }
                | Evidence::DnsRefused { server, .. }
                | Evidence::DnsServFail { server, .. }
                | Evidence::DnsMalformed { server, .. } => *server == mxray::model::dns_server(first),
                _ => false,
            };
            assert!(run.evidence.iter().any(told), "{what} {name}: {run:#?}");
        }
        // Where the next one does no better, the first decides.
        let first = knows_all_but("relay.test", zone(), deals).await;
        let run = run(to_name("relay.test", port, OPEN), vantage(&[first, first], &[])).await;
        assert!(matches!(run.route, Some(Outcome::Failed(_))), "{what}: {run:#?}");
    }
}

/// The verdict on two hosts of which one is looked up in vain, and whether it is told that something was not tried.
fn of_two(plan: &ProbePlan, run: &Run) -> (Verdict, Option<Fault>, bool) {
    let finding = diagnosed(plan, run);
    (finding.verdict, finding.fault, finding.unknown.contains(&mxray::model::Unknown::Untried))
}

#[tokio::test]
async fn a_host_whose_look_up_did_not_conclude_leaves_no_verdict_where_mail_may_go_to_it() {
    let port = mail().await;
    let zone = || {
        let zone = Zone::new("test").a("well.test", "127.0.0.1").mx("better.test", 10, "lost.test");
        let zone = zone.mx("better.test", 20, "well.test").mx("same.test", 10, "lost.test");
        let zone = zone.mx("same.test", 10, "well.test").mx("worse.test", 20, "lost.test");
        zone.mx("worse.test", 10, "well.test").mx("weighed.test", 30, "lost.test")
    };
    let hosts = |names: [&str; 2]| Route::SmartHosts(names.map(|name| Host::Name(domain(name))).to_vec());
    for (what, deals) in NO_ANSWERS {
        let resolver = knows_all_but("lost.test", zone(), deals).await;
        for plan in [
            to_domain("better.test", port, OPEN),
            to_domain("same.test", port, OPEN),
            plan(hosts(["lost.test", "well.test"]), port, OPEN),
            plan(hosts(["well.test", "lost.test"]), port, OPEN),
            // The preferences of one smart host weigh nothing against another one.
            plan(hosts(["well.test", "weighed.test"]), port, OPEN),
        ] {
            let run = run(plan.clone(), vantage(&[resolver], &[])).await;
            assert_eq!(of_two(&plan, &run), (Verdict::Inconclusive, None, true), "{what}: {run:#?}");
            // It was not this machine that could not look.
            let texts = Texts::new(Locale::english());
            let said = mxray::report::phrases::verdict(&run, &diagnosed(&plan, &run), &texts);
            assert_eq!(said, texts.get("report-title-inconclusive"), "{what}");
        }
        // It comes to that only where the better one does not answer.
        let plan = to_domain("worse.test", port, OPEN);
        let run = run(plan.clone(), vantage(&[resolver], &[])).await;
        assert_eq!(of_two(&plan, &run), (Verdict::Healthy, None, false), "{what}: {run:#?}");
    }
    // A host that is not there is known not to be.
    let resolver = zone().serve().await;
    let plan = to_domain("better.test", port, OPEN);
    let run = run(plan.clone(), vantage(&[resolver], &[])).await;
    assert_eq!(of_two(&plan, &run), (Verdict::Healthy, None, false), "{run:#?}");
    assert!(diagnosed(&plan, &run).evidence.iter().any(|noted| noted.level == Level::Warning));
}

#[tokio::test]
async fn a_fault_stands_where_no_better_host_was_looked_up_in_vain() {
    let port = Smtp { greeting: "554 no\r\n", ..Smtp::plain() }.listen().await.port();
    let zone = || {
        let zone = Zone::new("test").a("bad.test", "127.0.0.1").mx("better.test", 10, "lost.test");
        let zone = zone.mx("better.test", 20, "bad.test").mx("worse.test", 10, "bad.test");
        zone.mx("worse.test", 20, "lost.test").mx("weighed.test", 30, "bad.test")
    };
    let hosts = |names: [&str; 2]| Route::SmartHosts(names.map(|name| Host::Name(domain(name))).to_vec());
    let resolver = knows_all_but("lost.test", zone(), |_| None).await;
    let fault = Some(Fault::GreetingRejected);
    for (plan, expected) in [
        (to_domain("better.test", port, OPEN), (Verdict::Inconclusive, None, true)),
        (to_domain("worse.test", port, OPEN), (Verdict::Fault, fault, false)),
        (plan(hosts(["lost.test", "bad.test"]), port, OPEN), (Verdict::Fault, fault, false)),
        (plan(hosts(["lost.test", "weighed.test"]), port, OPEN), (Verdict::Fault, fault, false)),
    ] {
        let run = run(plan.clone(), vantage(&[resolver], &[])).await;
        assert_eq!(of_two(&plan, &run), expected, "{run:#?}");
    }
}

/// Names the servers of the root, and says neither that there is a record nor that there is none.
fn refer_upward(answer: &mut Message) {
    answer.authorities = vec![Record::from_rdata(Name::root(), 60, RData::NS(NS(fqdn("a.root-servers.net"))))];
}

#[tokio::test]
async fn a_family_that_is_not_answered_is_told_and_holds_nothing_up() {
    let port = Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() }.listen().await.port();
    let garbled: fn(&mut Message) = |answer| answer.metadata.id ^= 1;
    let coded = |code: ResponseCode| move |answer: &mut Message| answer.metadata.response_code = code;
    type Change = Box<dyn Fn(&mut Message) + Send>;
    let broken: [(&str, Option<Change>, DnsOutcome); 6] = [
        ("silent", None, DnsOutcome::Timeout),
        ("servfail", Some(Box::new(coded(ResponseCode::ServFail))), DnsOutcome::ServFail),
        ("refused", Some(Box::new(coded(ResponseCode::Refused))), DnsOutcome::Refused),
        ("garbled", Some(Box::new(garbled)), DnsOutcome::Malformed),
        ("denied", Some(Box::new(coded(ResponseCode::NXDomain))), DnsOutcome::NxDomain),
        ("referred", Some(Box::new(refer_upward)), DnsOutcome::NoData),
    ];
    for (what, change, expected) in broken {
        let zone = Zone::new("test").mx("relay.test", 10, "mx.test").a("mx.test", "127.0.0.1");
        let resolver = dns(move |question| {
            let mut answer = zone.answer(question)?;
            if question.queries[0].query_type == RecordTypeOnWire::AAAA {
                answer.answers.clear();
                change.as_ref()?(&mut answer);
            }
            answer.to_vec().ok()
        })
        .await;
        let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(only(&run), None, "{what}: {run:#?}");
        let told = run.evidence.iter().find_map(|evidence| match evidence {
            Evidence::DnsHalfAnswered { record, other, outcome, .. } => Some((*record, *other, *outcome)),
            _ => None,
        });
        assert_eq!(told, Some((RecordType::Aaaa, RecordType::A, expected)), "{what}: {run:#?}");
        let StageState::Ended { at_ms, .. } = run.endpoints[0].stage(Stage::Quit) else { panic!("{what}: {run:#?}") };
        assert!(at_ms < LIMITS.connect_ms, "{what}: the address waited {at_ms} ms");
    }
}

#[tokio::test]
async fn ipv4_that_is_not_answered_beside_ipv6_is_told_too() {
    let zone = Zone::new("test").mx("relay.test", 10, "mx.test").aaaa("mx.test", "::1");
    let resolver = dns(move |question| {
        let mut answer = zone.answer(question)?;
        if question.queries[0].query_type == RecordTypeOnWire::A {
            answer.metadata.response_code = ResponseCode::ServFail;
        }
        answer.to_vec().ok()
    })
    .await;
    let run = run(to_name("relay.test", 9, OPEN), vantage(&[resolver], &[])).await;
    assert!(has(&run, "dns-half-answered"), "{run:#?}");
}

#[tokio::test]
async fn a_name_that_is_dealt_out_has_no_old_data_and_no_two_views() {
    let port = mail().await;
    for (kind, count) in [("one after the other", 3_usize), ("two in turn", 2), ("many", 40)] {
        let base = Zone::new("contoso.test").ns("contoso.test", "ns.contoso.test").a("ns.contoso.test", "127.0.0.1");
        let cached = base.clone().a("relay.contoso.test", "127.0.0.1");
        let dealt = AtomicUsize::new(0);
        let of_zone = move |question: &Message| {
            let recursive = question.metadata.recursion_desired;
            let mut answer = if recursive {
                cached.answer(question)?
            } else {
                let turn = dealt.fetch_add(1, Ordering::Relaxed) % count;
                base.clone().a("relay.contoso.test", &format!("127.0.0.{}", 20 + turn)).answer(question)?
            };
            answer.metadata.authoritative = !recursive;
            answer.to_vec().ok()
        };
        let first = dns(of_zone).await;
        let second = Zone::new("contoso.test").a("relay.contoso.test", "127.0.0.99").serve().await;
        let run = run(to_name("relay.contoso.test", port, OPEN), vantage(&[first, second], &[])).await;
        assert!(!has(&run, "dns-outdated"), "{kind}: {run:#?}");
        assert!(!has(&run, "dns-split"), "{kind}: {run:#?}");
        assert!(!has(&run, "dns-servers-differ"), "{kind}: {run:#?}");
    }
}

/// Of every kind that only a network inside can reach.
const INSIDE: [&str; 9] = [
    "10.0.0.5",
    "172.31.255.1",
    "192.168.1.25",
    "100.64.0.9",
    "169.254.7.7",
    "198.18.0.1",
    "fd00::5",
    "2002:808:808::25",
    "2001:0:808:808::25",
];

/// Of every kind that is no host's.
const NOWHERE: [&str; 13] = [
    "0.0.0.1",
    "224.0.0.1",
    "239.1.2.3",
    "255.255.255.255",
    "240.0.0.1",
    "192.0.0.8",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "100::1",
    "192.88.99.1",
    "2001:10::1",
    "2002:c058:6301::",
];

fn smart_host(ip: &str) -> ProbePlan {
    plan(Route::SmartHosts(vec![Host::Ip(ip.parse().expect("an address"))]), 25, OPEN)
}

fn diagnosed(plan: &ProbePlan, run: &Run) -> Finding {
    diagnose(&plan.connector, None, run, Knowledge::embedded()).finding
}

#[tokio::test]
async fn a_smart_host_given_as_an_address_that_office_365_cannot_reach_is_a_fault() {
    for ip in INSIDE.iter().chain(&NOWHERE).chain(&["fe80::1", "0.0.0.0", "::"]) {
        let plan = smart_host(ip);
        let run = run(plan.clone(), vantage(&[], &[])).await;
        assert_eq!(only(&run), Some((Stage::Connect, Fault::SmartHostNotPublic)), "{ip}: {run:#?}");
        let finding = diagnosed(&plan, &run);
        assert_eq!(finding.verdict, Verdict::Fault, "{ip}");
        assert_eq!(finding.code.map(|code| code.to_string()).as_deref(), Some("4.4.315"), "{ip}");
        assert!(finding.cause.is_some(), "{ip}");
    }
}

/// A zone with one address.
fn zone_with(ips: &[&str]) -> Zone {
    ips.iter().fold(Zone::new("test"), |zone, ip| {
        if ip.contains(':') { zone.aaaa("relay.test", ip) } else { zone.a("relay.test", ip) }
    })
}

#[tokio::test]
async fn an_address_of_no_host_in_the_dns_is_the_destinations_fault_and_never_connected_to() {
    for ip in NOWHERE {
        let plan = to_name("relay.test", 25, OPEN);
        let run = run(plan.clone(), vantage(&[zone_with(&[ip]).serve().await], &[])).await;
        assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsNullAddress)), "{ip}: {run:#?}");
        assert!(run.endpoints.is_empty(), "{ip}: {run:#?}");
        assert_eq!(diagnosed(&plan, &run).verdict, Verdict::Fault, "{ip}");
    }
}

#[tokio::test]
async fn loopback_is_a_test_that_is_told_of_and_nothing_more_and_not_in_the_lab() {
    let at = Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() }.listen().await;
    let resolver = Zone::new("test").a("relay.test", "127.0.0.1").serve().await;
    for plan in [to_ip(at, OPEN), to_name("relay.test", at.port(), OPEN)] {
        let run_here = run(plan.clone(), vantage(&[resolver], &[])).await;
        let finding = diagnosed(&plan, &run_here);
        let notes = finding.evidence.iter().filter(|noted| noted.evidence == Evidence::Loopback {});
        assert_eq!(notes.map(|noted| noted.level).collect::<Vec<_>>(), [Level::Info]);
        assert_eq!(finding.verdict, Verdict::Healthy);
        assert!(finding.evidence.iter().all(|noted| noted.level == Level::Info), "{finding:#?}");
        let in_lab = run(ProbePlan { in_lab: true, ..plan }, vantage(&[resolver], &[])).await;
        assert!(!has(&in_lab, "loopback"), "{in_lab:#?}");
    }
}

#[tokio::test]
async fn of_several_silent_resolvers_the_one_that_is_named_is_said_to_have_had_its_own_time() {
    let quiet = || Zone::new("test").silent("relay.test").a("other.test", "127.0.0.1");
    for count in [1_u64, 2, 3] {
        let mut resolvers = Vec::new();
        for _ in 0..count {
            resolvers.push(quiet().serve().await);
        }
        let run = run(to_name("relay.test", 25, OPEN), vantage(&resolvers, &[])).await;
        let waits: Vec<_> = run
            .evidence
            .iter()
            .filter_map(|evidence| match evidence {
                Evidence::DnsTimedOut { server, waited_ms, .. } => Some((server.clone(), *waited_ms)),
                _ => None,
            })
            .collect();
        let named = mxray::model::dns_server(resolvers[0]);
        let share = LIMITS.connect_ms / count;
        assert!(!waits.is_empty(), "{count}: {run:#?}");
        for (server, waited) in waits {
            assert_eq!(server, named, "{count}");
            assert!((share - 5..share + LIMITS.connect_ms / 8).contains(&waited), "{count}: {waited} ms of {share}");
        }
    }
}

#[tokio::test]
async fn of_several_silent_resolvers_one_is_said_to_answer_others_that_does() {
    let mute = || dns_alone(|_| None);
    let (port_taken, gone) = refusing();
    let deals = Zone::new("test").silent("relay.test").mx("contoso.test", 10, "relay.test").serve().await;
    for (what, resolvers, named) in [
        ("the first", vec![deals, mute().await], deals),
        ("the second", vec![mute().await, deals], deals),
        ("the last", vec![mute().await, mute().await, deals], deals),
        ("where nothing listens", vec![gone, deals], deals),
    ] {
        let plan = to_domain("contoso.test", 25, OPEN);
        let run = run(plan.clone(), vantage(&resolvers, &[])).await;
        let mut told = run.evidence.iter().filter_map(|seen| match seen {
            Evidence::DnsTimedOut { server, waited_ms, .. } => Some((server.clone(), *waited_ms)),
            _ => None,
        });
        let (server, waited) = told.next().expect(what);
        assert_eq!(server, mxray::model::dns_server(named), "{what}: {run:#?}");
        let share = LIMITS.connect_ms / resolvers.len() as u64;
        assert!(waited >= share - 5, "{what}: {waited} ms of {share}");
        assert_eq!(diagnosed(&plan, &run).verdict, Verdict::Fault, "{what}");
    }
    drop(port_taken);
}
