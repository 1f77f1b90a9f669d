//! How often an address is asked: once for every TLS setting, and three times at the most in a run, however many names,
//! connectors and settings lead to it. What was not asked is neither well nor wrong.

use std::{
    net::SocketAddr,
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use hickory_resolver::proto::op::Message;
use mxray::{
    diagnose::diagnose,
    knowledge::Knowledge,
    model::{Diagnosis, Endpoint, Evidence, Fault, Limits, ProbePlan, Run, Stage, TlsPolicy, Verdict},
    probe::Prober,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UdpSocket,
};

use crate::support::servers::*;

/// The most connections to an address without samples (`docs/promises.md`, 19).
const MOST: usize = 3;

/// How many connections a server got.
#[derive(Clone, Default)]
struct Count(Arc<AtomicUsize>);

impl Count {
    fn now(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    /// The server, with its connections counted.
    async fn of(&self, smtp: Smtp) -> SocketAddr {
        let count = self.clone();
        server(move |_, stream| {
            count.0.fetch_add(1, Ordering::SeqCst);
            smtp.clone().serve(stream)
        })
        .await
    }
}

/// A server whose certificate ended and whose authority nobody trusts.
fn expired(authority: &Authority) -> Smtp {
    let ago = |days: i64| time::OffsetDateTime::now_utc() - time::Duration::days(days);
    let (leaf, key) = authority.leaf(|params| (params.not_before, params.not_after) = (ago(40), ago(12)));
    Smtp::healthy(acceptor(vec![leaf], &key))
}

fn policies() -> [TlsPolicy; 5] {
    let (right, wrong) = (tls_domain("mx.test"), tls_domain("mail.contoso.com"));
    [TlsPolicy::Opportunistic, TlsPolicy::EncryptionOnly, TlsPolicy::CertificateValidation, right, wrong]
}

fn diagnosed(plan: &ProbePlan, run: &Run) -> Diagnosis {
    diagnose(&plan.connector, None, run, Knowledge::embedded())
}

/// All at once, as a list is probed.
async fn all(prober: &Prober, plans: &[ProbePlan]) -> Vec<Run> {
    futures_util::future::join_all(plans.iter().map(|plan| run_with(prober, plan.clone()))).await
}

/// Limits that leave a queue of many names its time.
const PATIENT: Limits = Limits { connect_ms: 10_000, reply_ms: 5_000 };

/// `h0.test` and so on, all of one address.
async fn names(count: usize) -> SocketAddr {
    (0..count).fold(Zone::new("test"), |zone, name| zone.a(&format!("h{name}.test"), "127.0.0.1")).serve().await
}

fn to_each(count: usize, port: u16, tls: &TlsPolicy) -> Vec<ProbePlan> {
    let plan = |name| ProbePlan { limits: PATIENT, ..to_name(&format!("h{name}.test"), port, tls.clone()) };
    (0..count).map(plan).collect()
}

#[tokio::test]
async fn one_connection_is_judged_under_every_tls_setting_whichever_comes_first() {
    let (authority, other) = (Authority::new("Test CA"), Authority::new("Another CA"));
    let plain = Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() };
    let old = Smtp { ehlo: "502 what\r\n", ..Smtp::plain() };
    let masked = Smtp { ehlo: "250-mx.test\r\n250 XXXXXXXA\r\n", ..Smtp::plain() };
    let at = |stage, fault| Some((stage, fault));
    let name = at(Stage::Certificate, Fault::CertificateNameMismatch);
    let ended = at(Stage::Certificate, Fault::CertificateExpired);
    let unknown = at(Stage::Certificate, Fault::CertificateUnknownIssuer);
    let cases = [
        ("healthy", healthy(&authority), [None, None, None, None, name]),
        ("expired", expired(&authority), [None, None, ended, ended, ended]),
        ("unknown", healthy(&other), [None, None, unknown, unknown, name]),
        ("plain", plain, [None; 5]),
        ("old", old, [None; 5]),
        ("masked", masked, [None; 5]),
    ];
    for (what, smtp, mut expected) in cases {
        let without_tls = match what {
            "plain" => at(Stage::Ehlo, Fault::StartTlsMissing),
            "old" => at(Stage::Ehlo, Fault::EhloUnsupported),
            "masked" => at(Stage::Ehlo, Fault::StartTlsMasked),
            _ => None,
        };
        if without_tls.is_some() {
            expected[1..].fill(without_tls);
        }
        for turn in 0..2 {
            let count = Count::default();
            let at = count.of(smtp.clone()).await;
            let prober = Prober::new(vantage(&[], &[&authority.pem]), 8);
            let mut plans = policies().map(|policy| to_ip(at, policy));
            let mut expected = expected;
            if turn == 1 {
                plans.reverse();
                expected.reverse();
            }
            // Once side by side, once when all is known.
            for _ in 0..2 {
                for (run, expected) in all(&prober, &plans).await.iter().zip(expected) {
                    assert_eq!(only(run), expected, "{what} {turn}: {run:#?}");
                    assert_eq!(run.endpoints[0].is_healthy(), expected.is_none(), "{what} {turn}: {run:#?}");
                    assert!(run.endpoints[0].is_over(), "{what} {turn}: {run:#?}");
                }
            }
            assert_eq!(count.now(), 1, "{what} {turn}");
        }
    }
}

#[tokio::test]
async fn a_setting_that_refuses_the_certificate_is_told_nothing_of_what_came_after_it() {
    let authority = Authority::new("Test CA");
    let smtp = Smtp { ehlo_tls: "550 no\r\n", ..expired(&authority) };
    let at = smtp.listen().await;
    let prober = Prober::new(vantage(&[], &[&authority.pem]), 8);
    let plans = [TlsPolicy::CertificateValidation, TlsPolicy::EncryptionOnly].map(|policy| to_ip(at, policy));
    let runs = all(&prober, &plans).await;
    assert_eq!(only(&runs[0]), Some((Stage::Certificate, Fault::CertificateExpired)), "{:#?}", runs[0]);
    assert!(!has(&runs[0], "ehlo-tls-rejected"), "{:#?}", runs[0]);
    assert_eq!(only(&runs[1]), Some((Stage::EhloTls, Fault::EhloTlsRejected)), "{:#?}", runs[1]);
}

#[tokio::test]
async fn three_hundred_settings_for_one_name_cost_one_connection() {
    let authority = Authority::new("Test CA");
    let count = Count::default();
    let at = count.of(healthy(&authority)).await;
    let prober = Prober::new(vantage(&[names(1).await], &[&authority.pem]), 64);
    let plan = |number| {
        let policy = tls_domain(&if number == 7 { "mx.test".into() } else { format!("d{number}.contoso.com") });
        ProbePlan { limits: PATIENT, ..to_name("h0.test", at.port(), policy) }
    };
    let plans: Vec<_> = (0..300).map(plan).collect();
    for (number, run) in all(&prober, &plans).await.iter().enumerate() {
        let expected = (number != 7).then_some((Stage::Certificate, Fault::CertificateNameMismatch));
        assert_eq!(only(run), expected, "{number}: {run:#?}");
    }
    assert_eq!(count.now(), 1);
}

/// Whether a row was left out because the address had been asked often enough.
fn was_not_asked(endpoint: &Endpoint) -> bool {
    let told = |seen: &Evidence| matches!(seen, Evidence::NotAskedAgain { count } if *count == MOST as u64);
    !endpoint.tried && endpoint.evidence.iter().any(told)
}

#[tokio::test]
async fn an_address_is_asked_three_times_at_most_whatever_names_and_settings_lead_to_it() {
    let authority = Authority::new("Test CA");
    let count = Count::default();
    let at = count.of(healthy(&authority)).await;
    let prober = Prober::new(vantage(&[names(12).await], &[&authority.pem]), 64);
    let plans: Vec<_> = policies()[1..4].iter().flat_map(|policy| to_each(12, at.port(), policy)).collect();
    let runs = all(&prober, &plans).await;
    assert_eq!(count.now(), MOST);
    let mut well = 0;
    for (plan, run) in plans.iter().zip(&runs) {
        let finding = diagnosed(plan, run).finding;
        if run.endpoints[0].is_healthy() {
            well += 1;
            assert_eq!(finding.verdict, Verdict::Healthy, "{run:#?}");
        } else {
            assert!(was_not_asked(&run.endpoints[0]), "{run:#?}");
            // The certificate was sent for another name.
            assert!(run.endpoints[0].tls.is_none() && run.endpoints[0].transcript.is_empty(), "{run:#?}");
            assert_eq!((finding.verdict, finding.fault), (Verdict::Inconclusive, None), "{run:#?}");
        }
    }
    assert_eq!(well, 3 * MOST, "each name that was asked is judged under its three settings");
}

#[tokio::test]
async fn a_connector_of_which_a_name_was_not_asked_is_well_only_where_that_name_would_not_be_met() {
    let authority = Authority::new("Test CA");
    for (preferences, verdict) in [([10; 5], Verdict::Inconclusive), ([10, 10, 10, 20, 30], Verdict::Healthy)] {
        let at = healthy(&authority).listen().await;
        let zone = preferences.iter().enumerate().fold(Zone::new("test"), |zone, (number, preference)| {
            let name = format!("mx{number}.test");
            zone.mx("many.test", *preference, &name).a(&name, "127.0.0.1")
        });
        let mut plan = to_domain("many.test", at.port(), TlsPolicy::EncryptionOnly);
        plan.limits = PATIENT;
        let run = run(plan.clone(), vantage(&[zone.serve().await], &[&authority.pem])).await;
        assert_eq!(run.endpoints.iter().filter(|endpoint| endpoint.is_healthy()).count(), MOST, "{run:#?}");
        assert_eq!(run.endpoints.iter().filter(|endpoint| was_not_asked(endpoint)).count(), 2, "{run:#?}");
        assert_eq!(diagnosed(&plan, &run).finding.verdict, verdict, "{run:#?}");
    }
}

/// A server that refuses every hello.
async fn refuses_every_hello(count: &Count) -> SocketAddr {
    let count = count.clone();
    server(move |_, mut stream| {
        count.0.fetch_add(1, Ordering::SeqCst);
        async move {
            let mut chunk = [0; 2048];
            for reply in [&b"220 mx.test\r\n"[..], b"250-mx.test\r\n250 STARTTLS\r\n", b"220 go\r\n"] {
                let _ = stream.write_all(reply).await;
                let _ = stream.read(&mut chunk).await;
            }
            // handshake_failure (RFC 8446 section 6).
            let _ = stream.write_all(&[0x15, 3, 3, 0, 2, 2, 40]).await;
            while stream.read(&mut chunk).await.is_ok_and(|count| count > 0) {}
        }
    })
    .await
}

#[tokio::test]
async fn a_refused_handshake_that_could_not_be_looked_into_is_told_and_is_no_fault() {
    let count = Count::default();
    let at = refuses_every_hello(&count).await;
    let prober = Prober::new(vantage(&[names(4).await], &[]), 8);
    let mut verdicts = Vec::new();
    for plan in to_each(4, at.port(), &TlsPolicy::EncryptionOnly) {
        let run = run_with(&prober, plan.clone()).await;
        verdicts.push((diagnosed(&plan, &run).finding.verdict, has(&run, "tls-alert"), has(&run, "not-asked-again")));
    }
    assert_eq!(count.now(), MOST);
    // The first name takes all there are: its own, and two to look what is refused. The others have none to look with.
    let unknown = (Verdict::Inconclusive, false, true);
    assert_eq!(verdicts, [(Verdict::Fault, false, false), unknown, unknown, unknown]);
}

#[tokio::test]
async fn a_sample_that_could_not_be_looked_into_differs_from_no_other() {
    let count = Count::default();
    let at = refuses_every_hello(&count).await;
    let plan = ProbePlan { samples: 2, ..to_ip(at, TlsPolicy::EncryptionOnly) };
    let run = run(plan, vantage(&[], &[])).await;
    assert_eq!(count.now(), 4);
    let seen = &run.endpoints[0].evidence;
    assert!(seen.contains(&Evidence::SamplesLeftOut { made: 1, asked: 2 }), "{run:#?}");
    assert!(seen.iter().all(|seen| seen.fault() != Some(Fault::SampleDiffers)), "{run:#?}");
}

#[tokio::test]
async fn samples_are_as_many_as_were_asked_for_and_two_connections_more_at_the_most() {
    let authority = Authority::new("Test CA");
    let count = Count::default();
    let at = count.of(healthy(&authority)).await;
    let prober = Prober::new(vantage(&[names(4).await], &[&authority.pem]), 64);
    let plans: Vec<_> = to_each(4, at.port(), &TlsPolicy::EncryptionOnly)
        .into_iter()
        .map(|plan| ProbePlan { samples: 2, ..plan })
        .collect();
    let runs = all(&prober, &plans).await;
    assert_eq!(count.now(), 4);
    assert_eq!(runs.iter().filter(|run| run.endpoints[0].is_healthy()).count(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_many_names_on_one_address_asks_it_three_times_and_says_so() {
    let authority = Authority::new("Test CA");
    let count = Count::default();
    let at = count.of(healthy(&authority)).await;
    let resolver = names(40).await.to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("names.txt");
    let lines: String = (0..40).map(|name| format!("h{name}.test\n")).collect();
    std::fs::write(&list, lines).expect("a list");
    let mut command = Command::new(env!("CARGO_BIN_EXE_mxray"));
    command.args(["check", "--no-control", "--tls", "encryption", "--format", "text", "--resolver", &resolver]);
    command.args(["--port", &at.port().to_string(), "--lang", "en", "--from"]).arg(&list);
    let output = tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("it runs");
    let text = String::from_utf8(output.stdout).expect("text");
    assert_eq!(count.now(), MOST, "{text}");
    assert_eq!(output.status.code(), Some(3), "{text}");
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(words.join(" ").contains("had been asked 3 times"), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_jobs_leave_no_time_for_is_left_open_and_told_and_turns_no_verdict() {
    let authority = Authority::new("Test CA");
    let (smtp, other) = (healthy(&authority), Authority::new("Another CA"));
    // The second name of the address waits so long for the first that it could not be over in its time, where its time
    // began with that of the first.
    let limits = Limits { connect_ms: 600, reply_ms: 2_600 };
    let at = server(move |_, stream| {
        let smtp = smtp.clone();
        async move {
            tokio::time::sleep(Duration::from_millis(1_900)).await;
            smtp.serve(stream).await;
        }
    })
    .await;
    for (trusted, verdict) in [(&authority.pem, Verdict::Healthy), (&other.pem, Verdict::Fault)] {
        for (jobs, late) in [(1, 0), (64, 1)] {
            let prober = Prober::new(vantage(&[names(2).await], &[trusted]), jobs);
            let mut plans = to_each(2, at.port(), &TlsPolicy::CertificateValidation);
            plans.iter_mut().for_each(|plan| plan.limits = limits);
            let runs = all(&prober, &plans).await;
            let verdicts: Vec<_> =
                plans.iter().zip(&runs).map(|(plan, run)| diagnosed(plan, run).finding.verdict).collect();
            let open = if late == 0 { verdict } else { Verdict::Inconclusive };
            assert_eq!(verdicts, [verdict, open], "{jobs} jobs: {runs:#?}");
            assert_eq!(runs.iter().filter(|run| has(run, "out-of-time")).count(), late, "{jobs} jobs: {runs:#?}");
        }
    }
}

/// A name server that answers in another order each time: the records of an answer, and the answers to each other.
async fn rotating(zone: Zone) -> SocketAddr {
    let socket = Arc::new(UdpSocket::bind((LOOPBACK, 0)).await.expect("a port"));
    let at = socket.local_addr().expect("its address");
    tokio::spawn(async move {
        let mut packet = [0; 4096];
        for turn in 0_usize.. {
            let Ok((count, from)) = socket.recv_from(&mut packet).await else { continue };
            let question = Message::from_vec(&packet[..count]).expect("a question");
            let Some(mut answer) = zone.answer(&question) else { continue };
            if let Some(first) = turn.checked_rem(answer.answers.len()) {
                answer.answers.rotate_left(first);
            }
            let socket = socket.clone();
            tokio::spawn(async move {
                // Thirteen is prime to how many questions a run asks, so that no two runs hear the same.
                tokio::time::sleep(Duration::from_millis(turn as u64 * 29 % 13 * 15)).await;
                let _ = socket.send_to(&answer.to_vec().expect("bytes"), from).await;
            });
        }
    });
    at
}

/// The names under which an address was asked.
fn asked(run: &Run) -> Vec<String> {
    let asked = run.endpoints.iter().filter(|endpoint| !was_not_asked(endpoint));
    asked.map(|endpoint| run.hosts[endpoint.host].host.to_string()).collect()
}

#[tokio::test]
async fn which_names_of_a_connector_are_asked_does_not_hang_on_the_order_of_dns_answers() {
    let authority = Authority::new("Test CA");
    for _ in 0..4 {
        let at = healthy(&authority).listen().await;
        let zone = (0..6).rev().fold(Zone::new("test"), |zone, number| {
            let name = format!("mx{number}.test");
            zone.mx("many.test", if number == 4 { 5 } else { 10 }, &name).a(&name, "127.0.0.1")
        });
        let resolver = rotating(zone).await;
        for _ in 0..3 {
            let mut plan = to_domain("many.test", at.port(), TlsPolicy::EncryptionOnly);
            plan.limits = PATIENT;
            let run = run(plan, vantage(&[resolver], &[&authority.pem])).await;
            assert_eq!(asked(&run), ["mx4.test", "mx0.test", "mx1.test"], "{run:#?}");
        }
    }
}

#[tokio::test]
async fn which_names_of_a_list_are_asked_does_not_hang_on_the_order_of_dns_answers_or_on_jobs() {
    let authority = Authority::new("Test CA");
    let at = healthy(&authority).listen().await;
    let zone = (0..8).fold(Zone::new("test"), |zone, name| zone.a(&format!("h{name}.test"), "127.0.0.1"));
    let resolver = rotating(zone).await;
    for jobs in [1, 3, 64, 64, 64] {
        let prober = Prober::new(vantage(&[resolver], &[&authority.pem]), jobs);
        let runs = all(&prober, &to_each(8, at.port(), &TlsPolicy::EncryptionOnly)).await;
        let asked: Vec<String> = runs.iter().flat_map(asked).collect();
        assert_eq!(asked, ["h0.test", "h1.test", "h2.test"], "{jobs}");
    }
}

#[tokio::test]
async fn a_name_that_is_never_answered_holds_those_behind_it_up_for_a_second_at_most() {
    let authority = Authority::new("Test CA");
    let at = healthy(&authority).listen().await;
    let zone = Zone::new("test").a("h1.test", "127.0.0.1").silent("h0.test").serve().await;
    let prober = Prober::new(vantage(&[zone], &[&authority.pem]), 64);
    let begun = Instant::now();
    let plans = to_each(2, at.port(), &TlsPolicy::EncryptionOnly);
    let (_silent, mut second) = (prober.start(plans[0].clone()), prober.start(plans[1].clone()));
    let mut run = Run::default();
    while let Some(event) = second.next().await {
        run.apply(event);
    }
    assert_healthy(&run);
    // The wait of the first is ten seconds and more.
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
}
