//! More addresses than are tried at once: it goes on until one can be connected to or the time is over, and what was not
//! tried makes no fault.

use std::net::SocketAddr;

use mxray::{
    diagnose::diagnose,
    knowledge::Knowledge,
    model::{Evidence, Fault, Finding, Limits, MAX_ADDRESSES, ProbePlan, Run, TlsPolicy, Verdict},
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
    let plan = ProbePlan { limits, ..to_domain("large.test", port, OPEN) };
    let run = run(plan.clone(), vantage(&[domain_of(count).await], &[])).await;
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
        let batches = (alive / MAX_ADDRESSES + 1) * MAX_ADDRESSES;
        assert_eq!(tried(&run), batches.min(count), "{count} {alive}");
        assert_eq!(left_out(&run), (count.saturating_sub(batches) as u64, 0), "{count} {alive}");
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
    let most = std::time::Duration::from_millis(limits.total_ms() + 1_000);
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
