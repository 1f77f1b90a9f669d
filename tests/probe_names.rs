//! The way from a connector to its addresses, from real DNS servers on loopback that behave as each test says.

#[path = "probe_support/servers.rs"]
mod servers;

use hickory_resolver::proto::op::ResponseCode;
use mxray::model::{Evidence, Fault, Outcome, RecordType, TlsPolicy};

use self::servers::*;

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
async fn a_second_resolver_is_used_only_when_the_first_gives_no_answer() {
    let port = mail().await;
    let good = Zone::new("test").a("relay.test", "127.0.0.1").serve().await;
    let silent = dns(|_| None).await;
    assert_healthy(&run(to_name("relay.test", port, OPEN), vantage(&[silent, good], &[])).await);
    let refusing = Zone::new("test").code("relay.test", ResponseCode::Refused).serve().await;
    let run = run(to_name("relay.test", port, OPEN), vantage(&[refusing, good], &[])).await;
    assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsRefused)));
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
async fn records_are_told_as_a_zone_file_writes_them() {
    let port = mail().await;
    let zone = Zone::new("test").mx("contoso.test", 10, "mx.test").a("mx.test", "127.0.0.1");
    let run = run(to_domain("contoso.test", port, OPEN), vantage(&[zone.serve().await], &[])).await;
    let mx =
        run.lookups.iter().find(|l| l.record == RecordType::Mx).and_then(|l| l.answer.as_ref()).expect("an answer");
    assert_eq!(mx.1.records[0].as_str(), "10 mx.test.");
    assert!(run.evidence.iter().any(|e| matches!(e, Evidence::Records { record: RecordType::Mx, .. })));
}
