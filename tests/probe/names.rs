//! The way from a connector to its addresses, from real DNS servers on loopback that behave as each test says.

use std::time::Duration;

use hickory_resolver::proto::{
    op::{Message, ResponseCode},
    rr::{RData, Record, RecordType as RecordTypeOnWire},
};
use mxray::{
    l10n::{Locale, Texts},
    model::{AuthorityAnswer, DnsOutcome, Evidence, Fault, Outcome, RecordType, Run, TlsPolicy, dns_server},
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::servers::*;

const OPEN: TlsPolicy = TlsPolicy::Opportunistic;

/// A plain server, so that a way that is found ends well.
async fn mail() -> u16 {
    Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() }.listen().await.port()
}

#[tokio::test]
async fn a_smart_host_is_looked_up_by_its_mx_first() {
    let port = mail().await;
    let zone =
        Zone::new("test").mx("relay.test", 10, "mx1.test").a("mx1.test", "127.0.0.1").a("relay.test", "127.0.0.9");
    let run = run(to_name("relay.test", port, OPEN), vantage(&[zone.serve().await], &[])).await;
    assert_healthy(&run);
    assert_eq!(run.hosts[0].preference, Some(10));
    assert_eq!(run.hosts[0].host.to_string(), "mx1.test");
    assert_eq!(run.route, Some(Outcome::Passed));
}

#[tokio::test]
async fn without_mx_a_smart_host_is_its_own_address() {
    let port = mail().await;
    let zone = Zone::new("test").a("relay.test", "127.0.0.1");
    let run = run(to_name("relay.test", port, OPEN), vantage(&[zone.serve().await], &[])).await;
    assert_healthy(&run);
    assert_eq!(run.hosts[0].preference, None);
}

#[tokio::test]
async fn names_that_lead_nowhere_say_why() {
    let zone = Zone::new("test").a("other.test", "127.0.0.1");
    let cases = [
        (zone.clone(), Fault::DnsNotDelegated),
        (zone.clone().soa("relay.test"), Fault::DnsNxDomain),
        (zone.clone().ns("relay.test", "ns.relay.test"), Fault::DnsNoData),
        (zone.clone().code("relay.test", ResponseCode::ServFail), Fault::DnsServFail),
        (zone.clone().code("relay.test", ResponseCode::Refused), Fault::DnsRefused),
        (zone.clone().silent("relay.test"), Fault::DnsTimedOut),
        (zone.clone().mx("relay.test", 0, "."), Fault::NullMx),
        (zone.clone().mx("relay.test", 10, "gone.test"), Fault::MxTargetMissing),
        (zone.clone().mx("relay.test", 10, "192.0.2.1"), Fault::MxTargetAddress),
        (zone.clone().cname("relay.test", "b.test").cname("b.test", "relay.test"), Fault::DnsLoop),
    ];
    for (zone, fault) in cases {
        let run = run(to_name("relay.test", 25, OPEN), vantage(&[zone.serve().await], &[])).await;
        assert_eq!(run.route, Some(Outcome::Failed(fault)), "{run:#?}");
        assert!(has(&run, fault.id()), "{run:#?}");
        assert!(run.endpoints.is_empty());
    }
}

#[tokio::test]
async fn a_resolver_that_is_no_use_is_this_machines_trouble() {
    let silent = dns(|_| None).await;
    let absent = {
        let socket = std::net::UdpSocket::bind((LOOPBACK, 0)).expect("a port");
        socket.local_addr().expect("its address")
    };
    let refusing = Zone::new("test").code("", ResponseCode::Refused).serve().await;
    for resolver in [silent, absent, refusing] {
        let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(run.route, Some(Outcome::Failed(Fault::ResolverUnavailable)), "{run:#?}");
    }
}

#[tokio::test]
async fn where_nothing_listens_nobody_was_waited_for() {
    let absent = std::net::UdpSocket::bind((LOOPBACK, 0)).and_then(|socket| socket.local_addr()).expect("a port");
    let zone = Zone::new("test").a("relay.test", "127.0.0.1");
    let half = dns(move |question| {
        let is_v6 = question.queries.first().is_some_and(|query| query.query_type() == RecordTypeOnWire::AAAA);
        (!is_v6).then(|| zone.answer(question)?.to_vec().ok()).flatten()
    });
    let half = half.await;
    let run = run(to_name("relay.test", 25, OPEN), vantage(&[absent, half], &[])).await;
    let waited = run.evidence.iter().filter_map(|seen| match seen {
        Evidence::DnsHalfAnswered { server, .. } => Some(server.as_str()),
        _ => None,
    });
    assert_eq!(waited.collect::<Vec<_>>(), [dns_server(half)], "{run:#?}");
}

#[tokio::test]
async fn a_second_resolver_is_used_only_when_the_first_gives_no_answer() {
    let port = mail().await;
    let good = Zone::new("test").a("relay.test", "127.0.0.1").serve().await;
    let silent = dns(|_| None).await;
    assert_healthy(&run(to_name("relay.test", port, OPEN), vantage(&[silent, good], &[])).await);
}

#[tokio::test]
async fn garbage_is_no_answer() {
    let garbage = dns(|_| Some(vec![1, 2, 3])).await;
    let wrong_id = dns(|question| {
        let mut answer = question.clone().into_response();
        answer.metadata.id ^= 1;
        answer.to_vec().ok()
    })
    .await;
    for resolver in [garbage, wrong_id] {
        let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsMalformed)), "{run:#?}");
    }
}

#[tokio::test]
async fn hosts_are_told_in_order_of_preference() {
    let port = mail().await;
    let zone = Zone::new("test")
        .mx("contoso.test", 20, "b.test")
        .mx("contoso.test", 10, "a.test")
        .a("a.test", "127.0.0.1")
        .a("b.test", "127.0.0.1");
    let run = run(to_domain("contoso.test", port, OPEN), vantage(&[zone.serve().await], &[])).await;
    let hosts: Vec<_> = run.hosts.iter().map(|host| (host.preference, host.host.to_string())).collect();
    assert_eq!(hosts, [(Some(10), "a.test".into()), (Some(20), "b.test".into())]);
    assert_eq!(run.endpoints.iter().map(|e| e.host).collect::<Vec<_>>(), [0, 1]);
}

#[tokio::test]
async fn an_alias_as_mx_is_a_warning() {
    let port = mail().await;
    let zone =
        Zone::new("test").mx("contoso.test", 10, "alias.test").cname("alias.test", "mx.test").a("mx.test", "127.0.0.1");
    let run = run(to_domain("contoso.test", port, OPEN), vantage(&[zone.serve().await], &[])).await;
    assert_healthy(&run);
    assert!(has(&run, "mx-target-alias"));
}

#[tokio::test]
async fn several_aliases_at_one_name_are_a_warning_wherever_they_are_met() {
    let port = mail().await;
    let two = || Zone::new("test").cname("alias.test", "mx.test").cname("alias.test", "other.test");
    let full = || two().a("mx.test", "127.0.0.1").a("other.test", "127.0.0.1");
    let further = || full().cname("first.test", "alias.test");
    let one =
        || Zone::new("test").cname("alias.test", "mx.test").cname("alias.test", "MX.test").a("mx.test", "127.0.0.1");
    for (zone, domain, expected) in [
        (full().mx("contoso.test", 10, "alias.test"), "contoso.test", true),
        (further().mx("contoso.test", 10, "first.test"), "contoso.test", true),
        (full(), "alias.test", true),
        (full().mx("mx.test", 10, "mx.test").mx("other.test", 10, "mx.test"), "alias.test", true),
        // The resolver follows none of them itself.
        (
            two().mx("contoso.test", 10, "direct.test").a("direct.test", "127.0.0.1").mx("mx.test", 10, "direct.test"),
            "alias.test",
            true,
        ),
        (one().mx("contoso.test", 10, "alias.test"), "contoso.test", false),
    ] {
        let run = run(to_domain(domain, port, OPEN), vantage(&[zone.serve().await], &[])).await;
        assert_healthy(&run);
        assert_eq!(has(&run, "several-aliases"), expected, "{domain}: {run:#?}");
    }
}

#[tokio::test]
async fn records_are_told_as_a_zone_file_writes_them() {
    let port = mail().await;
    let zone = Zone::new("test").mx("contoso.test", 10, "mx.test").a("mx.test", "127.0.0.1");
    let run = run(to_domain("contoso.test", port, OPEN), vantage(&[zone.serve().await], &[])).await;
    let mx =
        run.lookups.iter().find(|l| l.record == RecordType::Mx).and_then(|l| l.answer.as_ref()).expect("an answer");
    assert_eq!(mx.1.records[0].as_str(), "10 mx.test.");
    assert!(run.evidence.iter().any(|e| matches!(e, Evidence::Records { record: RecordType::Mx, .. })));
}

#[tokio::test]
async fn a_servfail_that_goes_away_with_checking_disabled_is_dnssec() {
    let good = Zone::new("test").mx("relay.test", 10, "mx.test");
    let bad = good.clone().code("relay.test", ResponseCode::ServFail);
    let resolver = dns(move |question| {
        let zone = if question.metadata.checking_disabled { &good } else { &bad };
        zone.answer(question).and_then(|answer| answer.to_vec().ok())
    })
    .await;
    // Without a sign of DNSSEC it has to last for longer than a resolver keeps a failure.
    for (connect_ms, fault) in [(9_000, Fault::DnsServFail), (10_000, Fault::DnsDnssecBogus)] {
        let mut plan = to_name("relay.test", 25, OPEN);
        plan.limits.connect_ms = connect_ms;
        let run = run(plan, vantage(&[resolver], &[])).await;
        assert_eq!(run.route, Some(Outcome::Failed(fault)), "{run:#?}");
    }
}

#[tokio::test]
async fn a_delegation_to_servers_that_do_not_serve_the_zone_is_lame() {
    // One server plays them all: as a resolver it fails, as the zone above it delegates, as the zone it refuses.
    let above = Zone::new("test").ns("test", "ns.test").a("ns.test", "127.0.0.1").a("ns.relay.test", "127.0.0.1");
    let resolver = dns(move |question| {
        let query = &question.queries[0];
        let name = query.name.to_ascii();
        let mut answer = above.answer(question)?;
        if name == "relay.test." {
            answer.answers.clear();
            answer.authorities.clear();
            answer.metadata.response_code = ResponseCode::ServFail;
            if !question.metadata.recursion_desired && query.query_type == RecordTypeOnWire::NS {
                answer.metadata.response_code = ResponseCode::NoError;
                let ns = RData::NS(hickory_resolver::proto::rr::rdata::NS(fqdn("ns.relay.test")));
                answer.add_authority(Record::from_rdata(fqdn("relay.test"), 300, ns));
            }
        }
        answer.to_vec().ok()
    })
    .await;
    let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
    assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsLame)), "{run:#?}");
    let servers = run.evidence.iter().find_map(|e| match e {
        Evidence::DnsLame { zone, servers, .. } => Some((zone.to_string(), servers[0].to_string())),
        _ => None,
    });
    assert_eq!(servers, Some(("relay.test".into(), "ns.relay.test".into())));
}

#[tokio::test]
async fn old_data_in_the_resolver_are_told_with_what_is_left_of_their_time() {
    let port = mail().await;
    let base = Zone::new("contoso.test").ns("contoso.test", "ns.contoso.test").a("ns.contoso.test", "127.0.0.1");
    let old = base.clone().mx("contoso.test", 10, "old.contoso.test").a("old.contoso.test", "127.0.0.1");
    let mut new = base.mx("contoso.test", 10, "new.contoso.test").a("old.contoso.test", "127.0.0.1");
    new.authoritative = true;
    // The resolver's cache answers whoever wants recursion, the zone itself whoever does not.
    let resolver = dns(move |question| {
        let zone = if question.metadata.recursion_desired { &old } else { &new };
        zone.answer(question).and_then(|answer| answer.to_vec().ok())
    })
    .await;
    let run = run(to_domain("contoso.test", port, OPEN), vantage(&[resolver], &[])).await;
    assert_healthy(&run);
    let outdated = run.evidence.iter().find_map(|e| match e {
        Evidence::DnsOutdated { cached, current, ttl_ms, authoritative, .. } => {
            Some((cached[0].to_string(), current[0].to_string(), *ttl_ms, authoritative.clone()))
        }
        _ => None,
    });
    let expected = ("10 old.contoso.test.".into(), "10 new.contoso.test.".into(), 300_000, "ns.contoso.test".into());
    assert_eq!(outdated, Some(expected), "{run:#?}");
}

#[tokio::test]
async fn two_resolvers_that_differ_are_told_apart() {
    let port = mail().await;
    let inside = Zone::new("test").a("relay.test", "127.0.0.1").serve().await;
    let outside = Zone::new("test").mx("relay.test", 10, "mx.test").a("relay.test", "127.0.0.7").serve().await;
    let run = run(to_name("relay.test", port, OPEN), vantage(&[inside, outside], &[])).await;
    assert_healthy(&run);
    let records = |wanted: RecordType| {
        run.evidence.iter().any(|e| matches!(e, Evidence::DnsSplit { record, .. } if *record == wanted))
    };
    assert!(records(RecordType::Mx) && records(RecordType::A), "{run:#?}");
}

#[tokio::test]
async fn a_cut_answer_is_asked_for_again_over_tcp() {
    let zone = Zone::new("test").a("relay.test", "127.0.0.1");
    let (over_tcp, port) = (zone.clone(), mail().await);
    let resolver = dns_alone(move |question| {
        let mut answer = zone.answer(question)?;
        answer.answers.clear();
        answer.metadata.truncation = true;
        answer.to_vec().ok()
    })
    .await;
    server_at(resolver, move |_, mut stream| {
        let zone = over_tcp.clone();
        async move {
            let Ok(length) = stream.read_u16().await else { return };
            let mut question = vec![0; usize::from(length)];
            let _ = stream.read_exact(&mut question).await;
            let Some(answer) = Message::from_vec(&question).ok().and_then(|question| zone.answer(&question)) else {
                return;
            };
            let bytes = answer.to_vec().expect("an answer");
            let _ = stream.write_u16(bytes.len() as u16).await;
            let _ = stream.write_all(&bytes).await;
        }
    })
    .await;
    let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
    assert_healthy(&run);
    let answers = run.lookups.iter().filter_map(|lookup| lookup.answer.as_ref());
    assert!(answers.into_iter().any(|(_, answer)| answer.over_tcp), "{run:#?}");
}

#[tokio::test]
async fn a_chain_of_aliases_is_followed_to_a_server_that_knows_its_end() {
    let port = mail().await;
    let zone = Zone::new("test").cname("relay.test", "far.test").a("far.test", "127.0.0.1");
    // A server that gives the alias and not what it leads to.
    let resolver = dns(move |question| {
        let mut answer = zone.answer(question)?;
        if question.queries[0].name.to_ascii() == "relay.test." {
            answer.answers.truncate(1);
            answer.authorities.clear();
        }
        answer.to_vec().ok()
    })
    .await;
    let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
    assert_healthy(&run);
}

#[tokio::test]
async fn an_alias_that_leads_nowhere_names_its_end() {
    let zone = Zone::new("relay.test").cname("relay.test", "gone.relay.test");
    let run = run(to_name("relay.test", 25, OPEN), vantage(&[zone.serve().await], &[])).await;
    let name = run.evidence.iter().find_map(|e| match e {
        Evidence::DnsNxDomain { name, .. } => Some(name.to_string()),
        _ => None,
    });
    assert_eq!(name.as_deref(), Some("gone.relay.test"), "{run:#?}");
}

#[tokio::test]
async fn looks_beside_the_route_do_not_hold_a_run_for_long() {
    let port = mail().await;
    let zone = Zone::new("contoso.test")
        .mx("contoso.test", 10, "mx.contoso.test")
        .a("mx.contoso.test", "127.0.0.1")
        .ns("contoso.test", "ns.contoso.test");
    let resolver = dns(move |question| {
        if question.queries[0].name.to_ascii() == "ns.contoso.test." {
            return None;
        }
        zone.answer(question).and_then(|answer| answer.to_vec().ok())
    })
    .await;
    let mut plan = to_domain("contoso.test", port, OPEN);
    plan.limits = HOURS;
    let run = run(plan, vantage(&[resolver], &[])).await;
    assert_healthy(&run);
    assert!(run.lookups.iter().all(|lookup| lookup.answer.is_some()), "{run:#?}");
}

#[tokio::test]
async fn addresses_behind_a_full_batch_that_answers_are_listed_and_not_tried() {
    let port = mail().await;
    let zone = Zone::new("test").mx("relay.test", 10, "mx1.test").mx("relay.test", 20, "mx2.test");
    let zone = (1..=40)
        .fold(zone, |zone, last| zone.a(if last <= 32 { "mx1.test" } else { "mx2.test" }, &format!("127.0.0.{last}")));
    // The first of the better host answers: what is behind it is not asked.
    let run = run(to_name("relay.test", port, OPEN), vantage(&[zone.serve().await], &[])).await;
    assert_eq!(run.endpoints.len(), 40);
    assert_eq!(run.endpoints.iter().filter(|endpoint| endpoint.tried).count(), mxray::model::MAX_ADDRESSES);
    assert!(has(&run, "not-tried"));
}

/// The first piece of evidence that a test looks for.
fn seen<T>(run: &Run, of: impl FnMut(&Evidence) -> Option<T>) -> T {
    run.evidence.iter().find_map(of).unwrap_or_else(|| panic!("{run:#?}"))
}

#[tokio::test]
async fn a_code_that_is_not_servfail_is_told_by_its_name() {
    for (code, name) in [
        (ResponseCode::FormErr, "FORMERR"),
        (ResponseCode::NotImp, "NOTIMP"),
        (ResponseCode::YXDomain, "YXDOMAIN"),
        (ResponseCode::NotAuth, "NOTAUTH"),
        (ResponseCode::NotZone, "NOTZONE"),
    ] {
        let zone = Zone::new("test").code("relay.test", code);
        let run = run(to_name("relay.test", 25, OPEN), vantage(&[zone.serve().await], &[])).await;
        let told = seen(&run, |e| match e {
            Evidence::DnsServFail { rcode, .. } | Evidence::DnsRefused { rcode, .. } => Some(rcode.clone()),
            _ => None,
        });
        assert_eq!(told, name);
    }
}

#[tokio::test]
async fn a_name_that_only_the_second_resolver_knows_is_told_with_its_address() {
    let inside = Zone::new("relay.test").serve().await;
    let outside = Zone::new("relay.test").a("relay.test", "127.0.0.7").serve().await;
    let run = run(to_name("relay.test", 25, OPEN), vantage(&[inside, outside], &[])).await;
    assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsNxDomain)));
    let split = seen(&run, |e| match e {
        Evidence::DnsSplit { record, others, missing, .. } => Some((*record, others[0].to_string(), missing.clone())),
        _ => None,
    });
    assert_eq!(split, (RecordType::A, "127.0.0.7".into(), Some(inside.to_string())));
}

/// A resolver that answers from one zone, and the server of that zone, which answers from another.
async fn cache_and_authority(cached: Zone, mut current: Zone) -> std::net::SocketAddr {
    current.authoritative = true;
    dns(move |question| {
        let zone = if question.metadata.recursion_desired { &cached } else { &current };
        zone.answer(question).and_then(|answer| answer.to_vec().ok())
    })
    .await
}

fn contoso() -> Zone {
    Zone::new("contoso.test").ns("contoso.test", "ns.contoso.test").a("ns.contoso.test", "127.0.0.1")
}

#[tokio::test]
async fn a_denial_that_is_still_cached_is_told_with_what_is_there_by_now() {
    let resolver = cache_and_authority(contoso(), contoso().a("relay.contoso.test", "127.0.0.1")).await;
    let run = run(to_name("relay.contoso.test", 25, OPEN), vantage(&[resolver], &[])).await;
    assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsNxDomain)));
    let outdated = seen(&run, |e| match e {
        Evidence::DnsOutdated { record, current, missing, ttl_ms, .. } => {
            Some((*record, current[0].to_string(), *missing, *ttl_ms))
        }
        _ => None,
    });
    assert_eq!(outdated, (RecordType::A, "127.0.0.1".into(), true, 60_000));
}

#[tokio::test]
async fn a_resolver_that_fails_at_what_the_zone_answers_fails_alone() {
    let cached = contoso().code("relay.contoso.test", ResponseCode::ServFail);
    let resolver = cache_and_authority(cached, contoso().mx("relay.contoso.test", 10, "mx.contoso.test")).await;
    let run = run(to_name("relay.contoso.test", 25, OPEN), vantage(&[resolver], &[])).await;
    assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsServFail)));
    let (authority, server, current) = seen(&run, |e| match e {
        Evidence::DnsServFail { authority, servers, current, .. } => {
            Some((*authority, servers[0].to_string(), current[0].to_string()))
        }
        _ => None,
    });
    assert_eq!(authority, AuthorityAnswer::Answers);
    assert_eq!((server.as_str(), current.as_str()), ("ns.contoso.test", "10 mx.contoso.test."));
}

#[tokio::test]
async fn nobody_above_the_registered_domain_is_asked_why_a_resolver_fails() {
    let zone = Zone::new("").ns("", "ns.test").a("ns.test", "127.0.0.1").code("contoso.com", ResponseCode::ServFail);
    let asked = zone.asked.clone();
    let run = run(to_name("relay.contoso.com", 25, OPEN), vantage(&[zone.serve().await], &[])).await;
    assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsServFail)));
    let asked = asked.lock().expect("no panic");
    assert!(asked.contains(&"com NS".to_owned()), "the zone above is where the delegation stands: {asked:?}");
    assert!(!asked.contains(&" NS".to_owned()) && !asked.contains(&"ns.test A".to_owned()), "{asked:?}");
}

#[tokio::test]
async fn an_alias_that_leads_to_an_address_is_told() {
    let port = mail().await;
    let zone = Zone::new("test").cname("relay.test", "a.test").cname("a.test", "b.test").a("b.test", "127.0.0.1");
    let resolver = zone.serve().await;
    let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
    assert_healthy(&run);
    let alias = seen(&run, |e| match e {
        Evidence::DnsAlias { name, aliases, end, server } => {
            Some((name.to_string(), aliases.len(), end.to_string(), server.clone()))
        }
        _ => None,
    });
    assert_eq!(alias, ("relay.test".into(), 2, "b.test".into(), resolver.to_string()));
    assert!(run.lookups.iter().all(|lookup| {
        lookup
            .answer
            .as_ref()
            .is_some_and(|(_, answer)| lookup.name != domain("relay.test") || answer.aliases.len() == 2)
    }));
}

#[tokio::test]
async fn too_many_aliases_are_no_circle() {
    let chain = |length: u32| {
        let links = (1..length).fold(Zone::new("test").cname("relay.test", "a1.test"), |zone, n| {
            zone.cname(&format!("a{n}.test"), &format!("a{}.test", n + 1))
        });
        links.a(&format!("a{length}.test"), "127.0.0.1")
    };
    let port = mail().await;
    assert_healthy(&run(to_name("relay.test", port, OPEN), vantage(&[chain(16).serve().await], &[])).await);
    let circle = Zone::new("test").cname("relay.test", "b.test").cname("b.test", "relay.test");
    for (zone, expected) in [(chain(17), (false, 16)), (circle, (true, 2))] {
        let run = run(to_name("relay.test", port, OPEN), vantage(&[zone.serve().await], &[])).await;
        let told = seen(&run, |e| match e {
            Evidence::DnsLoop { circle, count, .. } => Some((*circle, *count)),
            _ => None,
        });
        assert_eq!(told, expected);
    }
}

#[tokio::test]
async fn every_fact_about_names_tells_which_server_said_so() {
    let zone = Zone::new("test").a("other.test", "127.0.0.1");
    let cases = [
        (zone.clone().mx("relay.test", 0, "."), "null-mx"),
        (zone.clone().mx("relay.test", 10, "gone.test"), "mx-target-missing"),
        (zone.clone().mx("relay.test", 10, "192.0.2.1"), "mx-target-address"),
        (zone.clone().mx("relay.test", 10, "a.test").cname("a.test", "gone.test"), "mx-target-alias"),
        (zone.clone().cname("relay.test", "relay.test"), "dns-loop"),
        (zone.clone().ns("relay.test", "ns.test"), "implicit-mx"),
        (zone.clone().mx("relay.test", 10, "gone.test"), "records"),
        (zone.clone().a("relay.test", "0.0.0.0"), "dns-null-address"),
    ];
    for (zone, id) in cases {
        let resolver = zone.serve().await;
        let run = run(to_domain("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
        let told = seen(&run, |e| (e.id() == id).then(|| serde_json::to_value(e).expect("it is written")));
        assert_eq!(told["server"], resolver.to_string(), "{id}");
    }
}

#[tokio::test]
async fn an_address_of_nobody_is_not_connected_to() {
    let port = mail().await;
    for zone in [Zone::new("test").a("relay.test", "0.0.0.0"), Zone::new("test").aaaa("relay.test", "::")] {
        let run = run(to_name("relay.test", port, OPEN), vantage(&[zone.serve().await], &[])).await;
        assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsNullAddress)), "{run:#?}");
        assert!(run.endpoints.is_empty());
    }
    let both = Zone::new("test").a("relay.test", "0.0.0.0").a("relay.test", "127.0.0.1").serve().await;
    let run = run(to_name("relay.test", port, OPEN), vantage(&[both], &[])).await;
    assert_healthy(&run);
    assert!(has(&run, "dns-null-address"));
}

#[tokio::test]
async fn an_mx_in_a_domain_that_is_gone_says_so() {
    let mx = Zone::new("contoso.com").mx("contoso.com", 10, "mx.gone-hoster.com");
    let above = Zone::new("com");
    let resolver = dns(move |question| {
        let gone = question.queries[0].name.to_ascii().contains("gone-hoster");
        let zone = if gone { &above } else { &mx };
        zone.answer(question).and_then(|answer| answer.to_vec().ok())
    })
    .await;
    let run = run(to_domain("contoso.com", 25, OPEN), vantage(&[resolver], &[])).await;
    assert_eq!(run.route, Some(Outcome::Failed(Fault::MxTargetMissing)));
    let zone = seen(&run, |e| match e {
        Evidence::DnsNotDelegated { name, zone, .. } => Some((name.to_string(), zone.to_string())),
        _ => None,
    });
    assert_eq!(zone, ("mx.gone-hoster.com".into(), "com".into()));
}

#[tokio::test]
async fn a_question_nobody_waits_for_any_more_is_answered_all_the_same() {
    // The first question for addresses is lost, so its answer comes behind that for MX.
    let zone = Zone::new("test").mx("relay.test", 0, ".").a("relay.test", "127.0.0.1");
    let lost = std::sync::Mutex::new(std::collections::HashSet::new());
    let resolver = dns(move |question| {
        let query = &question.queries[0];
        let first = lost.lock().expect("no panic").insert(query.query_type);
        if first && query.query_type != RecordTypeOnWire::MX {
            return None;
        }
        zone.answer(question).and_then(|answer| answer.to_vec().ok())
    })
    .await;
    let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
    assert_eq!(run.route, Some(Outcome::Failed(Fault::NullMx)));
    let answered = run.lookups.iter().filter(|lookup| lookup.answer.is_some()).count();
    assert_eq!(answered, 3, "{run:#?}");
}

#[tokio::test]
async fn look_ups_are_listed_in_one_order_whichever_came_first() {
    let zone = Zone::new("test").mx("relay.test", 10, "b.test").mx("relay.test", 20, "a.test").a("a.test", "127.0.0.1");
    let mut run = run(to_name("relay.test", 25, OPEN), vantage(&[zone.serve().await], &[])).await;
    let order = |run: &Run| {
        let lookups = run.lookups_in_order();
        lookups.iter().map(|l| (l.role, l.name.to_string(), l.record, l.server)).collect::<Vec<_>>()
    };
    let forward = order(&run);
    run.lookups.reverse();
    assert_eq!(order(&run), forward);
    let first: Vec<_> = forward.iter().take(5).map(|(_, name, record, _)| format!("{name} {}", record.id())).collect();
    assert_eq!(first, ["relay.test MX", "relay.test A", "relay.test AAAA", "b.test A", "b.test AAAA"]);
}

/// What becomes of a question to a resolver.
#[derive(Clone, Copy)]
enum Fate {
    Answered,
    Refused,
    Failed,
    Silent,
    Late,
}

/// What resolvers are like: of their fates one by chance each time.
const NATURES: [&[Fate]; 7] = [
    &[Fate::Silent],
    &[Fate::Refused],
    &[Fate::Late],
    &[Fate::Answered, Fate::Silent],
    &[Fate::Answered, Fate::Refused],
    &[Fate::Silent, Fate::Refused, Fate::Late],
    &[Fate::Answered, Fate::Refused, Fate::Failed, Fate::Silent, Fate::Late],
];

/// What a sentence claims in each language: that others were answered, questions were left, or one was refused.
const CLAIMS: [(&str, [&str; 3]); 3] = [
    ("en", ["answers others", "left questions", "refuse"]),
    ("fr", ["répond à d'autres", "a laissé des questions", "refus"]),
    ("pt-BR", ["responde a outras", "deixou consultas", "recus"]),
];

/// Words about all that a resolver was or will be asked.
const ALL: [&str; 6] = [
    "no question",
    "every question",
    "aucune question",
    "toutes les questions",
    "nenhuma consulta",
    "todas as consultas",
];

fn chance(seed: impl std::hash::Hash, of: usize) -> usize {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    seed.hash(&mut hasher);
    usize::try_from(hasher.finish() % of as u64).expect("small")
}

/// A resolver that treats each question, not each packet of it, as chance will have it.
async fn moody(seed: (u32, u32)) -> std::net::SocketAddr {
    let nature = NATURES[chance(seed, NATURES.len())];
    let zone = Zone::new("test").a("relay.test", "127.0.0.1");
    let asked = std::sync::Mutex::new(Vec::<u16>::new());
    dns_in_its_time(([127, 0, 0, 1], 0).into(), move |question| {
        let mut asked = asked.lock().expect("no panic");
        let id = question.metadata.id;
        let place = asked.iter().position(|known| *known == id).unwrap_or_else(|| {
            asked.push(id);
            asked.len() - 1
        });
        let fate = nature[chance((seed, place), nature.len())];
        let wait = Duration::from_millis(if matches!(fate, Fate::Late) { 500 } else { 0 });
        let mut answer = match fate {
            Fate::Silent => return None,
            Fate::Answered | Fate::Late => zone.answer(question)?,
            Fate::Refused | Fate::Failed => question.clone().into_response(),
        };
        match fate {
            Fate::Refused => answer.metadata.response_code = ResponseCode::Refused,
            Fate::Failed => answer.metadata.response_code = ResponseCode::ServFail,
            Fate::Answered | Fate::Silent | Fate::Late => {}
        }
        Some((wait, answer.to_vec().ok()?))
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_said_of_a_resolver_follows_from_what_became_of_its_questions() {
    let told = futures_util::future::join_all((0..48).map(|round| async move {
        let count = 1 + u32::try_from(chance(("resolvers", round), 3)).expect("small");
        let mut resolvers = Vec::new();
        for place in 0..count {
            resolvers.push(moody((round, place)).await);
        }
        let mut plan = to_name("relay.test", 25, OPEN);
        (plan.limits.connect_ms, plan.limits.reply_ms) = (400 * u64::from(count), 400);
        let run = run(plan, vantage(&resolvers, &[])).await;
        run.evidence.iter().filter(|evidence| holds(&run, evidence)).count()
    }))
    .await;
    assert!(told.iter().sum::<usize>() > 24, "too few sentences to tell: {told:?}");
}

/// Whether something is said of a resolver, which then is so.
fn holds(run: &Run, evidence: &Evidence) -> bool {
    let (Evidence::ResolverUnavailable { server, .. }
    | Evidence::DnsRefused { server, .. }
    | Evidence::DnsTimedOut { server, .. }) = evidence
    else {
        return false;
    };
    let outcomes = run.lookups.iter().filter(|lookup| dns_server(lookup.server) == *server);
    let outcomes: Vec<_> = outcomes.filter_map(|lookup| Some(lookup.answer.as_ref()?.1.outcome)).collect();
    let count = |these: &[DnsOutcome]| outcomes.iter().filter(|outcome| these.contains(outcome)).count();
    let least = [
        count(&[DnsOutcome::Answer, DnsOutcome::NoData, DnsOutcome::NxDomain]) >= 1,
        count(&[DnsOutcome::Timeout]) >= 2,
        count(&[DnsOutcome::Refused]) >= 1,
    ];
    for (tag, claims) in CLAIMS {
        let texts = Texts::new(Locale::parse(tag).expect("a language"));
        let said = texts.evidence(evidence);
        for (claim, is_so) in claims.into_iter().zip(least) {
            assert!(is_so || !said.contains(claim), "{said:?} of {outcomes:?}");
        }
        assert!(!ALL.iter().any(|all| said.contains(all)), "{said:?}");
    }
    true
}
