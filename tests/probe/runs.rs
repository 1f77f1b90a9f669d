//! Runs as a whole: what connectors share, how many connections are open, samples, the control connection.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use mxray::{
    diagnose::diagnose,
    knowledge::Knowledge,
    model::{
        Control, Evidence, Fault, Host, Limits, Outcome, ProbePlan, Route, Run, SampleDifference, Stage, StageState,
        TlsPolicy, Verdict,
    },
    probe::{Prober, Vantage},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_util::sync::CancellationToken;

use crate::support::{
    again::{assert_passed, under},
    servers::*,
    skipped,
};

const OPEN: TlsPolicy = TlsPolicy::Opportunistic;

fn plain() -> Smtp {
    Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() }
}

#[tokio::test]
async fn an_address_that_many_connectors_name_is_probed_once() {
    let connections = Arc::new(AtomicUsize::new(0));
    let (count, smtp) = (connections.clone(), plain());
    let at = server(move |_, stream| {
        count.fetch_add(1, Ordering::SeqCst);
        smtp.clone().serve(stream)
    })
    .await;
    let prober = Prober::new(vantage(&[], &[]), 4);
    let runs = (0..20).map(|_| run_with(&prober, to_ip(at, OPEN)));
    let runs = futures_util::future::join_all(runs).await;
    runs.iter().for_each(assert_healthy);
    // Later too, as long as the prober lives.
    assert_healthy(&run_with(&prober, to_ip(at, OPEN)).await);
    assert_eq!(connections.load(Ordering::SeqCst), 1);
    assert!(runs.iter().all(|run| run.endpoints[0].transcript == runs[0].endpoints[0].transcript));
}

/// What is concluded of a run that is stopped as soon as `enough` is seen of it.
async fn stopped(plan: ProbePlan, vantage: Vantage, enough: impl Fn(&Run) -> bool) -> (Run, Verdict) {
    let connector = plan.connector.clone();
    let mut probe = mxray::probe::start(plan, vantage);
    let mut run = Run::default();
    while let Some(event) = probe.next().await {
        run.apply(event);
        if enough(&run) {
            probe.cancel();
        }
    }
    let verdict = diagnose(&connector, None, &run, Knowledge::embedded()).finding.verdict;
    (run, verdict)
}

#[tokio::test]
async fn a_run_that_was_stopped_before_all_was_seen_is_never_healthy() {
    let healthy = plain().listen_at("127.0.0.1:0".parse().expect("an address")).await;
    let mute = |_, stream: TcpStream| async move {
        std::future::pending::<()>().await;
        drop(stream);
    };
    server_at(("127.0.0.7".parse::<std::net::IpAddr>().expect("an address"), healthy.port()).into(), mute).await;
    let one_is_healthy = |run: &Run| run.endpoints.iter().any(|endpoint| endpoint.is_healthy());
    let to = |hosts: &[&str]| {
        let hosts = hosts
            .iter()
            .map(|host| host.parse::<std::net::IpAddr>().map_or_else(|_| Host::Name(domain(host)), Host::Ip));
        let mut plan = plan(Route::SmartHosts(hosts.collect()), healthy.port(), OPEN);
        plan.limits = Limits { connect_ms: 60_000, reply_ms: 600_000 };
        plan
    };
    // An address that is still silent, and a name that is still looked up.
    let (run, verdict) = stopped(to(&["127.0.0.1", "127.0.0.7"]), vantage(&[], &[]), one_is_healthy).await;
    assert!(run.cancelled && one_is_healthy(&run), "{run:?}");
    assert_eq!(verdict, Verdict::Inconclusive, "{:?}", run.endpoints);
    let silent = Zone::new("test").silent("late.test").serve().await;
    let (run, verdict) = stopped(to(&["127.0.0.1", "late.test"]), vantage(&[silent], &[]), one_is_healthy).await;
    assert!(run.cancelled && one_is_healthy(&run), "{run:?}");
    assert_eq!(verdict, Verdict::Inconclusive, "{:?}", run.hosts);
}

#[tokio::test]
async fn no_more_connections_are_open_than_asked_for() {
    let (open, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let prober = Prober::new(vantage(&[], &[]), 3);
    let mut plans = Vec::new();
    for _ in 0..12 {
        let (open, most, smtp) = (open.clone(), most.clone(), plain());
        let at = server(move |_, stream| {
            let (open, most, smtp) = (open.clone(), most.clone(), smtp.clone());
            async move {
                most.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                open.fetch_sub(1, Ordering::SeqCst);
                smtp.serve(stream).await;
            }
        })
        .await;
        plans.push(to_ip(at, OPEN));
    }
    let runs = futures_util::future::join_all(plans.into_iter().map(|plan| run_with(&prober, plan))).await;
    runs.iter().for_each(assert_healthy);
    assert!(most.load(Ordering::SeqCst) <= 3, "{most:?}");
}

#[tokio::test]
async fn cancelling_one_connector_leaves_another_its_address() {
    let smtp = plain();
    let dropped = CancellationToken::new();
    let server_waits = dropped.clone();
    let at = server(move |_, stream| {
        let (smtp, dropped) = (smtp.clone(), server_waits.clone());
        async move {
            dropped.cancelled().await;
            smtp.serve(stream).await;
        }
    })
    .await;
    let prober = Prober::new(vantage(&[], &[]), 4);
    let mut first = prober.start(to_ip(at, OPEN));
    let second = tokio::spawn({
        let (prober, plan) = (prober.clone(), to_ip(at, OPEN));
        async move { run_with(&prober, plan).await }
    });
    while first.next().await.is_some_and(|event| !matches!(event, mxray::model::ProbeEvent::Started { .. })) {}
    drop(first);
    dropped.cancel();
    assert_healthy(&second.await.expect("no panic"));
}

#[tokio::test]
async fn the_time_of_the_dns_begins_with_the_turn_of_its_connector() {
    let at = server(|_, stream| async move {
        // Longer than all questions of a connector may take.
        tokio::time::sleep(Duration::from_millis(1_000)).await;
        plain().serve(stream).await;
    })
    .await;
    let resolver = Zone::new("test").a("relay.test", "127.0.0.1").serve().await;
    let prober = Prober::new(vantage(&[resolver], &[]), 1);
    let limits = Limits { connect_ms: 250, reply_ms: 3_000 };
    let plans = [to_ip(at, OPEN), to_name("relay.test", plain().listen().await.port(), OPEN)];
    let runs = plans.map(|plan| run_with(&prober, ProbePlan { limits, ..plan }));
    for run in futures_util::future::join_all(runs).await {
        assert_healthy(&run);
    }
}

#[tokio::test]
async fn samples_tell_two_servers_behind_one_address() {
    let authority = Authority::new("Test CA");
    let servers = [healthy(&authority), healthy(&authority)];
    let at = server(move |number, stream| servers[number % 2].clone().serve(stream)).await;
    let mut plan = to_ip(at, TlsPolicy::CertificateValidation);
    plan.samples = 2;
    let run = run(plan, vantage(&[], &[&authority.pem])).await;
    assert_healthy(&run);
    let differs = Evidence::SampleDiffers { count: 1, total: 2, what: SampleDifference::Certificate };
    assert!(run.endpoints[0].evidence.contains(&differs), "{run:#?}");
}

#[tokio::test]
async fn samples_for_which_there_is_no_time_are_told() {
    let at = plain().listen().await;
    for samples in [1, 6] {
        let mut plan = to_ip(at, OPEN);
        plan.samples = samples;
        plan.limits = Limits { connect_ms: 2_000, reply_ms: 1_000 };
        let run = run(plan, vantage(&[], &[])).await;
        let told = |seen: &Evidence| matches!(seen, Evidence::SamplesLeftOut { made: 1..=5, asked: 6 });
        assert_eq!(run.endpoints[0].evidence.iter().any(told), samples == 6, "{run:#?}");
    }
}

/// Takes so long for each reply that of the second conversation some comes in the time of the address, and not all: of
/// 3.7 s the first takes 1.5 s, and the pause 1 s more.
async fn slow(mut stream: TcpStream, greeting: &str) -> Option<()> {
    for (wait, reply) in [(600, greeting), (900, "250 mx.test\r\n"), (0, "221 bye\r\n")] {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        stream.write_all(reply.as_bytes()).await.ok()?;
        // Whoever is gone is told nothing more.
        (stream.read(&mut [0; 512]).await.ok()? > 0).then_some(())?;
    }
    Some(())
}

fn sampled(at: SocketAddr) -> ProbePlan {
    ProbePlan { samples: 2, limits: Limits { connect_ms: 100, reply_ms: 1_200 }, ..to_ip(at, OPEN) }
}

#[tokio::test]
async fn a_sample_that_the_end_of_the_address_cuts_short_is_one_that_was_not_made() {
    for (second, greets_otherwise) in [("220 mx.test\r\n", false), ("220 other.test\r\n", true)] {
        let at = server(move |number, stream| async move {
            slow(stream, if number == 0 { "220 mx.test\r\n" } else { second }).await;
        })
        .await;
        let run = run(sampled(at), vantage(&[], &[])).await;
        assert_healthy(&run);
        let seen = &run.endpoints[0].evidence;
        let left_out = Evidence::SamplesLeftOut { made: 1, asked: 2 };
        assert_eq!(seen.contains(&left_out), !greets_otherwise, "{run:#?}");
        // What it had shown by then counts all the same.
        let differs: Vec<_> = seen.iter().filter(|seen| seen.fault() == Some(Fault::SampleDiffers)).collect();
        let greeting = Evidence::SampleDiffers { count: 1, total: 2, what: SampleDifference::Greeting };
        assert_eq!(differs, Vec::from_iter(greets_otherwise.then_some(&greeting)), "{run:#?}");
    }
}

#[tokio::test]
async fn a_sample_that_is_turned_away_or_silent_for_as_long_as_a_reply_may_take_speaks_for_the_address() {
    for (second, fault) in [("554 go away\r\n", Fault::GreetingRejected), ("", Fault::Silent)] {
        let at = server(move |number, stream| async move {
            let greeting = if number == 0 { "220 mx.test\r\n" } else { second };
            Smtp { greeting, ..plain() }.serve(stream).await;
        })
        .await;
        let run = run(sampled(at), vantage(&[], &[])).await;
        assert_eq!(only(&run), Some((Stage::Greeting, fault)), "{run:#?}");
    }
}

#[tokio::test]
async fn one_server_of_two_behind_an_address_that_turns_mail_away_speaks_for_it() {
    let authority = Authority::new("Test CA");
    let (old, key) = authority.leaf(|params| {
        params.not_before = rcgen::date_time_ymd(2019, 1, 1);
        params.not_after = rcgen::date_time_ymd(2020, 1, 1);
    });
    let servers = [healthy(&authority), Smtp::healthy(acceptor(vec![old], &key))];
    let at = server(move |number, stream| servers[number % 2].clone().serve(stream)).await;
    let mut plan = to_ip(at, TlsPolicy::CertificateValidation);
    plan.samples = 3;
    let run = run(plan, vantage(&[], &[&authority.pem])).await;
    assert_eq!(only(&run), Some((Stage::Certificate, Fault::CertificateExpired)), "{run:#?}");
    let differs = Evidence::SampleDiffers { count: 1, total: 3, what: SampleDifference::Outcome };
    assert!(run.endpoints[0].evidence.contains(&differs), "{run:#?}");
}

#[tokio::test]
async fn the_control_connection_tells_whose_silence_it_is() {
    let (_listener, _filler, at) = silent().await;
    let (_dark, _full, dark) = silent().await;
    let (_bound, shut) = refusing();
    let light = plain().listen().await;
    for (control, blocked) in [(dark, true), (shut, true), (light, false)] {
        let mut plan = to_ip(at, OPEN);
        plan.control = Control::Named(Host::Ip(control.ip()), control.port());
        let run = run(plan, vantage(&[], &[])).await;
        assert_eq!(only(&run), Some((Stage::Connect, Fault::TcpTimedOut)));
        assert_eq!(has(&run, "outbound-blocked"), blocked, "{run:#?}");
        assert_eq!(has(&run, "control-answered"), !blocked, "{run:#?}");
        let was_refused = |seen: &Evidence| matches!(seen, Evidence::OutboundBlocked { refused: true, .. });
        assert_eq!(run.evidence.iter().any(was_refused), control == shut, "{run:#?}");
    }
}

#[tokio::test]
async fn the_control_host_is_left_alone_while_anything_answers() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let control = server(move |_, _| {
        count.fetch_add(1, Ordering::SeqCst);
        async {}
    })
    .await;
    let (_bound, at) = refusing();
    let mut plan = to_ip(at, OPEN);
    plan.control = Control::Named(Host::Ip(control.ip()), control.port());
    run(plan, vantage(&[], &[])).await;
    assert_eq!(asked.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn stopping_while_names_are_looked_up_leaves_nothing_open() {
    let resolver = dns(|_| None).await;
    let prober = Prober::new(vantage(&[resolver], &[]), 4);
    let mut probe = prober.start(to_name("relay.test", 25, OPEN));
    let mut run = Run::default();
    run.apply(probe.next().await.expect("an event"));
    probe.cancel();
    while let Some(event) = probe.next().await {
        run.apply(event);
    }
    assert!(run.cancelled);
    assert_eq!(run.route, Some(Outcome::Skipped));
}

#[tokio::test]
async fn every_row_is_over_when_the_run_is() {
    let (_bound, at) = refusing();
    let run = run(to_ip(at, OPEN), vantage(&[], &[])).await;
    assert!(run.finished && !run.cancelled);
    let skipped =
        |stage: &Stage| matches!(run.endpoints[0].stage(*stage), StageState::Ended { outcome: Outcome::Skipped, .. });
    assert!(Stage::OF_ADDRESS[1..].iter().all(skipped), "{run:#?}");
}

#[tokio::test]
async fn a_server_that_talks_for_ever_costs_little_and_ends() {
    let at = server(|_, mut stream| async move {
        let chunk = [b'a'; 65_536];
        while AsyncWriteExt::write_all(&mut stream, &chunk).await.is_ok() {}
    })
    .await;
    let lines = server(|_, mut stream| async move {
        while AsyncWriteExt::write_all(&mut stream, b"220-more\r\n").await.is_ok() {}
    })
    .await;
    for (at, fault) in [(at, Fault::NotSmtp), (lines, Fault::ReplyEndless)] {
        let run = run(to_ip(at, OPEN), vantage(&[], &[])).await;
        assert_eq!(only(&run), Some((Stage::Greeting, fault)));
        let transcript: usize = run.endpoints[0].transcript.iter().map(|line| line.text.as_str().len()).sum();
        assert!(transcript < 9_000, "{transcript}");
    }
}

#[test]
fn sixteen_jobs_get_by_with_sixty_four_descriptors() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let ports = runtime.block_on(async {
        let mut ports = Vec::new();
        for _ in 0..200 {
            ports.push(plain().listen().await.port().to_string());
        }
        ports
    });
    let zone = (0..200).fold(Zone::new("test"), |zone, host| zone.a(&format!("h{host}.test"), "127.0.0.1"));
    let resolver = runtime.block_on(zone.serve());
    let output = under("ulimit -n 64; exec \"$0\" \"$@\"", module_path!(), "many_targets")
        .env("PORTS", ports.join(","))
        .env("RESOLVER", resolver.to_string())
        .output()
        .expect("a shell");
    assert_passed(&output);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "runs under the limit that the other test sets"]
async fn many_targets() {
    let resolver = std::env::var("RESOLVER").expect("set").parse().expect("an address");
    let prober = Prober::new(vantage(&[resolver], &[]), 16);
    let ports = std::env::var("PORTS").expect("set");
    let plans = ports.split(',').enumerate().map(|(host, port)| {
        let mut plan = to_name(&format!("h{host}.test"), port.parse().expect("a port"), OPEN);
        plan.limits = Limits { connect_ms: 5_000, reply_ms: 5_000 };
        plan
    });
    let runs = futures_util::future::join_all(plans.map(|plan| run_with(&prober, plan))).await;
    assert_eq!(runs.len(), 200);
    runs.iter().for_each(assert_healthy);
}

#[tokio::test]
async fn a_server_on_ipv6_is_met_as_well() {
    let Ok(probe) = std::net::TcpListener::bind("[::1]:0") else { return skipped("no IPv6 here") };
    drop(probe);
    let at = plain().listen_at("[::1]:0".parse().expect("an address")).await;
    assert_healthy(&run(to_ip(at, OPEN), vantage(&[], &[])).await);
}
