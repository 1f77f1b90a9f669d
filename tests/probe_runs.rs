//! Runs as a whole: what connectors share, how many connections are open, samples, the control connection.

#[path = "probe_support/servers.rs"]
mod servers;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use mxray::{
    model::{Control, Evidence, Fault, Host, Outcome, SampleDifference, Stage, StageState, TlsPolicy},
    probe::Prober,
};

use self::servers::*;

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
    let at = server(move |_, stream| {
        let smtp = smtp.clone();
        async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
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
    assert_healthy(&second.await.expect("no panic"));
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
async fn the_control_connection_tells_whose_silence_it_is() {
    let (_listener, _filler, at) = silent().await;
    let (_dark, _full, dark) = silent().await;
    let light = plain().listen().await;
    for (control, blocked) in [(dark, true), (light, false)] {
        let mut plan = to_ip(at, OPEN);
        plan.control = Control::Named(Host::Ip(control.ip()), control.port());
        let run = run(plan, vantage(&[], &[])).await;
        assert_eq!(only(&run), Some((Stage::Connect, Fault::TcpTimedOut)));
        assert_eq!(has(&run, "outbound-blocked"), blocked, "{run:#?}");
        assert_eq!(has(&run, "control-answered"), !blocked, "{run:#?}");
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
    let mut run = mxray::model::Run::default();
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
        while tokio::io::AsyncWriteExt::write_all(&mut stream, &chunk).await.is_ok() {}
    })
    .await;
    let lines = server(|_, mut stream| async move {
        while tokio::io::AsyncWriteExt::write_all(&mut stream, b"220-more\r\n").await.is_ok() {}
    })
    .await;
    for (at, fault) in [(at, Fault::NotSmtp), (lines, Fault::ReplyMalformed)] {
        let run = run(to_ip(at, OPEN), vantage(&[], &[])).await;
        assert_eq!(only(&run), Some((Stage::Greeting, fault)));
        let transcript: usize = run.endpoints[0].transcript.iter().map(|line| line.text.as_str().len()).sum();
        assert!(transcript < 9_000, "{transcript}");
    }
}
