//! More addresses than are tried at once: it goes on as long as one that is left may be where Office 365 ends up and the
//! time is not over. What was not tried makes no fault, nothing is well that only it can tell, and whose answer came
//! first changes nothing.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use mxray::{
    diagnose::diagnose,
    knowledge::Knowledge,
    model::{
        Evidence, Fault, Finding, Host, Limits, MAX_ADDRESSES, ProbePlan, Route, Run, Stage, StageState, TlsPolicy,
        Unknown, Verdict,
    },
};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::support::servers::*;

const OPEN: TlsPolicy = TlsPolicy::Opportunistic;

/// Addresses of one host: an answer of as many goes over UDP.
const OF_HOST: usize = 25;

/// The address of that number, from 0.
fn address(number: usize) -> String {
    format!("127.9.{}.{}", number / 200, number % 200 + 1)
}

/// A domain whose mail hosts have so many addresses in all.
async fn domain_of(count: usize) -> SocketAddr {
    let zone = (0..count).fold(Zone::new("test"), |zone, number| {
        let host = format!("mx{}.test", number / OF_HOST);
        let zone = if number % OF_HOST == 0 { zone.mx("large.test", 10, &host) } else { zone };
        zone.a(&host, &address(number))
    });
    zone.serve().await
}

async fn probed(count: usize, port: u16, limits: Limits) -> (Run, Finding) {
    probed_by(domain_of(count).await, port, limits).await
}

async fn probed_by(resolver: SocketAddr, port: u16, limits: Limits) -> (Run, Finding) {
    let plan = ProbePlan { limits, ..to_domain("large.test", port, OPEN) };
    let run = run(plan.clone(), vantage(&[resolver], &[])).await;
    let finding = diagnose(&plan.connector, None, &run, Knowledge::embedded()).finding;
    (run, finding)
}

/// A port at which all but that address refuse.
async fn alive_at(number: usize) -> u16 {
    let plain = Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() };
    plain.listen_at(format!("{}:0", address(number)).parse().expect("an address")).await.port()
}

fn tried(run: &Run) -> usize {
    run.endpoints.iter().filter(|endpoint| endpoint.tried).count()
}

/// How many are told as left out because one could be connected to or there are too many, and for want of time.
fn left_out(run: &Run) -> (u64, u64) {
    run.evidence.iter().fold((0, 0), |(beyond, late), seen| match seen {
        Evidence::NotTried { count, .. } => (beyond + count, late),
        Evidence::OutOfTime { count, .. } => (beyond, late + count),
        _ => (beyond, late),
    })
}

#[tokio::test]
async fn where_no_address_of_a_batch_can_be_connected_to_the_next_one_is_tried() {
    for (count, alive) in [(40, 39), (100, 99), (100, 40), (100, 0), (128, 127)] {
        let (run, finding) = probed(count, alive_at(alive).await, LIMITS).await;
        assert_eq!(finding.verdict, Verdict::Healthy, "{count} {alive}: {run:#?}");
        // One that answers leaves open what the others of its preference do.
        assert_eq!((tried(&run), left_out(&run)), (count, (0, 0)), "{count} {alive}");
        assert!(run.endpoints.iter().all(|endpoint| endpoint.is_over()), "{count} {alive}");
    }
}

#[tokio::test]
async fn many_dead_addresses_are_a_fault_only_when_all_were_tried() {
    let (_bound, dead) = refusing();
    for count in [40, 100, 128] {
        let (run, finding) = probed(count, dead.port(), LIMITS).await;
        assert_eq!((tried(&run), left_out(&run)), (count, (0, 0)), "{count}");
        assert_eq!((finding.verdict, finding.fault), (Verdict::Fault, Some(Fault::TcpRefused)), "{count}");
    }
    // More than get a row.
    let (run, finding) = probed(200, dead.port(), LIMITS).await;
    assert_eq!((tried(&run), left_out(&run)), (128, (72, 0)));
    assert_eq!((finding.verdict, finding.fault, finding.code), (Verdict::Inconclusive, None, None));
    assert_eq!(finding.unknown, [Unknown::Untried, Unknown::RefusalSource]);
    assert!(finding.evidence.iter().any(|noted| noted.evidence.fault() == Some(Fault::TcpRefused)));
    // Nor is anything well that only those can tell.
    let (run, finding) = probed(200, alive_at(0).await, LIMITS).await;
    assert_eq!((tried(&run), left_out(&run)), (128, (72, 0)));
    assert_eq!((finding.verdict, finding.fault, finding.code), (Verdict::Inconclusive, None, None));
}

/// A domain whose only mail host has so many addresses.
async fn one_host_of(count: usize) -> SocketAddr {
    let zone = Zone::new("test").mx("large.test", 10, "mx.test");
    (0..count).fold(zone, |zone, number| zone.a("mx.test", &address(number))).serve().await
}

#[tokio::test]
async fn every_address_of_one_name_is_tried_or_counted() {
    for (count, alive) in [(65, 64), (128, 127)] {
        let (run, finding) = probed_by(one_host_of(count).await, alive_at(alive).await, LIMITS).await;
        assert_eq!((tried(&run), left_out(&run)), (count, (0, 0)), "{count}");
        assert_eq!(finding.verdict, Verdict::Healthy, "{count}: {run:#?}");
    }
    // The last one is not tried, and may be the one that answers, or of those that do the one that fails.
    for alive in [199, 0] {
        let (run, finding) = probed_by(one_host_of(200).await, alive_at(alive).await, LIMITS).await;
        assert_eq!((tried(&run), left_out(&run)), (128, (72, 0)), "{alive}");
        let verdict = (finding.verdict, finding.fault, finding.code);
        assert_eq!(verdict, (Verdict::Inconclusive, None, None), "{alive}: {run:#?}");
    }
}

#[tokio::test]
async fn mail_hosts_beyond_those_that_are_looked_at_are_counted() {
    // The last two records name hosts that are among those looked at already, and are no more hosts for that.
    let hosts = |answering: usize| {
        let numbers = (0..70).chain([0, 1]).zip(10..);
        let zone = numbers.fold(Zone::new("test"), |zone, (number, preference)| {
            zone.mx("large.test", preference, &format!("mx{number}.test"))
        });
        zone.a(&format!("mx{answering}.test"), &address(0)).serve()
    };
    for (answering, expected) in [(69, Verdict::Inconclusive), (0, Verdict::Healthy)] {
        let (run, finding) = probed_by(hosts(answering).await, alive_at(0).await, LIMITS).await;
        assert_eq!(left_out(&run), (6, 0), "{answering}");
        assert_eq!((finding.verdict, finding.fault), (expected, None), "{answering}: {run:#?}");
    }
}

/// A port at which every address of this machine is a healthy server, but that one says that it has no service.
async fn healthy_but(number: usize) -> u16 {
    let bad: IpAddr = address(number).parse().expect("an address");
    let plain = Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() };
    let at = server_at(([0, 0, 0, 0], 0).into(), move |_, stream: TcpStream| {
        let here = stream.local_addr().map(|at| at.ip());
        let greeting = if here.is_ok_and(|ip| ip == bad) { "554 no service\r\n" } else { plain.greeting };
        let smtp = Smtp { greeting, ..plain.clone() };
        async move { smtp.serve(stream).await }
    });
    at.await.port()
}

#[tokio::test]
async fn where_one_can_be_connected_to_all_of_its_preference_are_tried() {
    for bad in [0, 33, 39] {
        let (run, finding) = probed(40, healthy_but(bad).await, LIMITS).await;
        let verdict = (finding.verdict, finding.fault);
        assert_eq!(verdict, (Verdict::Fault, Some(Fault::GreetingRejected)), "{bad}: {run:#?}");
        // One that stops the mail is enough.
        let beyond = if bad < MAX_ADDRESSES { 8 } else { 0 };
        assert_eq!((tried(&run), left_out(&run)), (40 - beyond, (beyond as u64, 0)), "{bad}");
    }
    let (run, finding) = probed(40, healthy_but(40).await, LIMITS).await;
    assert_eq!((finding.verdict, tried(&run), left_out(&run)), (Verdict::Healthy, 40, (0, 0)), "{run:#?}");
}

#[tokio::test]
async fn each_smart_host_is_tried_as_far_as_it_hangs_on_its_own_preferences() {
    // Better preferences of the first one alone leave the addresses of the second one open.
    let zone = Zone::new("test").mx("one.test", 10, "mx.one.test").mx("one.test", 30, "worse.one.test");
    let zone = zone.mx("two.test", 20, "mx.two.test").a("mx.one.test", &address(0)).a("worse.one.test", &address(1));
    let zone = (2..45).fold(zone, |zone, number| zone.a("mx.two.test", &address(number)));
    let resolver = zone.serve().await;
    let two = ["one.test", "two.test"].map(|name| Host::Name(domain(name)));
    for (bad, expected) in [(100, None), (44, Some(Fault::GreetingRejected))] {
        for hosts in [two.to_vec(), two.iter().rev().cloned().collect()] {
            let plan = plan(Route::SmartHosts(hosts), healthy_but(bad).await, OPEN);
            let run = run(plan.clone(), vantage(&[resolver], &[])).await;
            let finding = diagnose(&plan.connector, None, &run, Knowledge::embedded()).finding;
            let verdict = if expected.is_some() { Verdict::Fault } else { Verdict::Healthy };
            assert_eq!((finding.verdict, finding.fault), (verdict, expected), "{bad}: {run:#?}");
            assert!(tried(&run) >= 44, "{bad}: {}", tried(&run));
        }
    }
}

/// A resolver that takes its time over the address records of one name.
async fn late_about(late: &'static str, zone: Zone) -> SocketAddr {
    dns_in_its_time((LOOPBACK, 0).into(), move |question| {
        let is_late = question.queries.iter().any(|query| query.name == fqdn(late));
        let wait = Duration::from_millis(if is_late { 200 } else { 0 });
        Some((wait, zone.answer(question)?.to_vec().ok()?))
    })
    .await
}

/// One host with so many addresses from number 0 on, and a worse one with one address, number 100.
fn two_hosts(count: usize) -> Zone {
    let zone = Zone::new("test").mx("large.test", 10, "better.test").mx("large.test", 20, "worse.test");
    let zone = (0..count).fold(zone, |zone, number| zone.a("better.test", &address(number)));
    zone.a("worse.test", &address(100))
}

#[tokio::test]
async fn whose_answer_comes_first_changes_nothing() {
    // A look-up that is late is waited for.
    let limits = Limits { connect_ms: 30_000, ..LIMITS };
    for (count, expected) in [(32, 32), (40, 41), (30, 31)] {
        let port = alive_at(100).await;
        let rejects = Smtp { greeting: "554 no service\r\n", ..Smtp::plain() };
        let last = format!("{}:{port}", address(count - 1));
        rejects.listen_at(last.parse().expect("an address")).await;
        for late in ["better.test", "worse.test", "nobody.test"] {
            let (run, finding) = probed_by(late_about(late, two_hosts(count)).await, port, limits).await;
            let verdict = (finding.verdict, finding.fault);
            assert_eq!(verdict, (Verdict::Fault, Some(Fault::GreetingRejected)), "{count} {late}: {run:#?}");
            // A worse one whose answer is there first is tried too, and decides nothing.
            assert!(tried(&run) >= expected, "{count} {late}: {}", tried(&run));
        }
    }
}

#[tokio::test]
async fn addresses_that_come_too_late_for_a_place_are_tried_all_the_same() {
    // Nobody waits for the late ones: three tenths of the time are over before.
    let limits = Limits { connect_ms: 500, reply_ms: 2_000 };
    let port = alive_at(100).await;
    let rejects = Smtp { greeting: "554 no service\r\n", ..Smtp::plain() };
    rejects.listen_at(format!("{}:{port}", address(31)).parse().expect("an address")).await;
    let (run, finding) = probed_by(late_about("better.test", two_hosts(32)).await, port, limits).await;
    assert_eq!((finding.verdict, finding.fault), (Verdict::Fault, Some(Fault::GreetingRejected)), "{run:#?}");
    assert_eq!((tried(&run), left_out(&run)), (33, (0, 0)));
}

#[tokio::test]
async fn a_look_up_that_is_never_answered_holds_worse_addresses_up_no_longer_than_that() {
    let limits = Limits { connect_ms: 3_000, ..LIMITS };
    let zone = two_hosts(0).a("better.test", &address(0)).silent("better.test");
    let (run, _) = probed_by(zone.serve().await, alive_at(100).await, limits).await;
    assert_eq!(only(&run), None, "{run:#?}");
    let StageState::Ended { at_ms, .. } = run.endpoints[0].stage(Stage::Quit) else { panic!("{run:#?}") };
    assert!(at_ms < limits.connect_ms, "the address waited {at_ms} ms");
}

/// A port at which every address of this machine drops: the queue of connections is full.
async fn silent_everywhere() -> (TcpListener, TcpStream, u16) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(([0, 0, 0, 0], 0).into()).expect("a port");
    let listener = socket.listen(0).expect("a queue");
    let port = listener.local_addr().expect("its address").port();
    let filler = TcpStream::connect((LOOPBACK, port)).await.expect("the only place");
    (listener, filler, port)
}

#[tokio::test]
async fn where_the_time_ends_before_the_addresses_there_is_no_verdict() {
    let (_listener, _filler, port) = silent_everywhere().await;
    let limits = Limits { connect_ms: 400, reply_ms: 300 };
    let begun = std::time::Instant::now();
    let (run, finding) = probed(128, port, limits).await;
    let most = Duration::from_millis(limits.total_ms() + 1_000);
    assert!(begun.elapsed() < most, "{:?}", begun.elapsed());
    let (beyond, late) = left_out(&run);
    assert!(beyond == 0 && late > 0 && tried(&run) >= MAX_ADDRESSES, "{beyond} {late} {}", tried(&run));
    assert_eq!(tried(&run) as u64 + late, 128);
    assert_eq!((finding.verdict, finding.fault, finding.code), (Verdict::Inconclusive, None, None), "{run:#?}");
}

#[tokio::test]
async fn silence_at_every_address_is_a_fault_where_all_were_tried() {
    let (_listener, _filler, port) = silent_everywhere().await;
    let (run, finding) = probed(40, port, Limits { connect_ms: 1_000, reply_ms: 1_000 }).await;
    assert_eq!((tried(&run), left_out(&run)), (40, (0, 0)));
    assert_eq!((finding.verdict, finding.fault), (Verdict::Fault, Some(Fault::TcpTimedOut)), "{run:#?}");
}
