//! Peers that would hold us, fill us or drown us: every check of them ends by its deadline, within its memory, and
//! with an output that a person can still read.

use std::{
    net::SocketAddr,
    process::{Command, Output},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::{StreamExt as _, future::BoxFuture};
use hickory_resolver::proto::{
    op::Message,
    rr::{
        Name, RData, Record, RecordType,
        rdata::{CNAME, MX},
    },
};
use mxray::model::{Endpoint, Limits, ProbePlan, Run, TlsPolicy};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

use crate::support::{
    program::{self, Lab},
    servers::*,
};

/// Short, so that every deadline comes soon: 0.8 s for DNS and 2.2 s for an address.
const SHORT: Limits = Limits { connect_ms: 400, reply_ms: 600 };

/// What a busy machine may add.
const SLACK: Duration = Duration::from_secs(15);

/// Between two bytes of a drip: many of them fit into a deadline, so a wait that begins anew with each is found out.
const DRIP: Duration = Duration::from_millis(40);

const EHLO: &[u8] = b"250-mx.test\r\n250 STARTTLS\r\n";

/// What a peer does once it is its turn to be hostile.
#[derive(Clone, Copy, Debug)]
enum Evil {
    /// Nothing at all, and the connection stays.
    Silence,
    /// It ends its own side and stays.
    HalfClosed,
    /// A byte now and then of something that would be right if it ever ended.
    Drip(&'static [u8]),
    /// The same over and over, as fast as it goes.
    Flood(&'static [u8]),
    /// The same over and over, slowly.
    Trickle(&'static [u8]),
}

impl Evil {
    fn name(self) -> String {
        let shown = |what: &str, bytes: &[u8]| format!("{what} of {:?}", String::from_utf8_lossy(bytes));
        match self {
            Self::Silence => "silence".into(),
            Self::HalfClosed => "half closed".into(),
            Self::Drip(bytes) => shown("a drip", bytes),
            Self::Flood(bytes) => shown("a flood", bytes),
            Self::Trickle(bytes) => shown("a trickle", bytes),
        }
    }

    async fn act<S: AsyncRead + AsyncWrite + Unpin>(self, stream: &mut S) {
        match self {
            Self::Silence => {}
            Self::HalfClosed => drop(stream.shutdown().await),
            Self::Drip(bytes) => {
                for byte in bytes.iter().cycle() {
                    if stream.write_all(&[*byte]).await.is_err() || stream.flush().await.is_err() {
                        return;
                    }
                    tokio::time::sleep(DRIP).await;
                }
            }
            Self::Flood(bytes) => {
                let much = bytes.repeat(65_536 / bytes.len() + 1);
                while stream.write_all(&much).await.is_ok() {}
            }
            Self::Trickle(bytes) => {
                while stream.write_all(bytes).await.is_ok() && stream.flush().await.is_ok() {
                    tokio::time::sleep(DRIP).await;
                }
            }
        }
        std::future::pending::<()>().await;
    }
}

/// Serves one connection properly up to a place, and is hostile from there on.
async fn turn_hostile(mut stream: TcpStream, place: usize, first: Vec<u8>, evil: Evil, tls: Option<TlsAcceptor>) {
    let mut chunk = [0; 2048];
    for reply in [b"220 mx.test\r\n", EHLO, b"220 ready\r\n"].into_iter().take(place) {
        if stream.write_all(reply).await.is_err() || stream.read(&mut chunk).await.is_err() {
            return;
        }
    }
    match tls {
        Some(tls) => {
            let _ = stream.write_all(b"220 ready\r\n").await;
            if let Ok(mut stream) = tls.accept(stream).await {
                let _ = stream.read(&mut chunk).await;
                evil.act(&mut stream).await;
            }
        }
        None => {
            let _ = stream.write_all(&first).await;
            evil.act(&mut stream).await;
        }
    }
}

/// A record of TLS 1.2 (RFC 5246 section 6.2.1) that claims this length.
fn record(kind: u8, length: u16, content: &[u8]) -> Vec<u8> {
    [&[kind, 3, 3], &length.to_be_bytes()[..], content].concat()
}

/// A whole hello of a TLS 1.2 server (section 7.4.1.3), and the begin of a chain of 16 MiB (section 7.4.2).
fn begin_of_an_endless_chain() -> Vec<u8> {
    let mut hello = vec![2, 0, 0, 38, 3, 3];
    hello.extend([7; 32]);
    hello.extend([0, 0xc0, 0x2f, 0]);
    let mut bytes = record(22, hello.len() as u16, &hello);
    bytes.extend(record(22, 16_384, &[11, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
    bytes
}

/// Every place at which an SMTP server can turn hostile, with every way to do so.
async fn mail_servers(tls: &TlsAcceptor) -> Vec<(String, ProbePlan)> {
    let clear = [
        Evil::Silence,
        Evil::HalfClosed,
        Evil::Drip(b"220-a line that never, never ends "),
        Evil::Drip(b"250-x\r\n"),
        Evil::Flood(b"250-more and more\r\n"),
        Evil::Flood(b"2"),
        Evil::Flood(b"220 one reply after another\r\n"),
        Evil::Trickle(b"250-more and more\r\n"),
        Evil::Flood(b"\0"),
    ];
    let mut all = Vec::new();
    for place in 0..3 {
        all.extend(clear.map(|evil| (place, Vec::new(), evil, None)));
    }
    // In the handshake: a record that never fills, records that say nothing, a chain without an end, and a flood.
    for (first, evil) in [
        (Vec::new(), Evil::Silence),
        (Vec::new(), Evil::HalfClosed),
        (record(22, 16_000, &[2, 0, 0x3e, 0x7c]), Evil::Drip(&[0])),
        (begin_of_an_endless_chain(), Evil::Drip(&[0x30])),
        (begin_of_an_endless_chain(), Evil::Flood(&[0x30])),
        (Vec::new(), Evil::Trickle(&[20, 3, 3, 0, 1, 1])),
        (Vec::new(), Evil::Flood(&[20, 3, 3, 0, 1, 1])),
        (Vec::new(), Evil::Flood(&[21, 3, 3, 0, 2, 1, 90])),
        (Vec::new(), Evil::Flood(b"250 plain\r\n")),
    ] {
        all.push((3, first, evil, None));
    }
    all.extend(clear.map(|evil| (2, Vec::new(), evil, Some(tls.clone()))));
    let mut plans = Vec::new();
    for (place, first, evil, tls) in all {
        let part = if tls.is_some() { "inside TLS" } else { "in clear" };
        let name = format!("{part}, turn {place}, {} bytes, then {}", first.len(), evil.name());
        let at = server(move |_, stream| turn_hostile(stream, place, first.clone(), evil, tls.clone())).await;
        plans.push((name, to_ip(at, TlsPolicy::EncryptionOnly)));
    }
    plans
}

/// Name servers that lead on, keep silent or drip.
async fn name_servers() -> Vec<(String, SocketAddr)> {
    let count = Arc::new(AtomicUsize::new(0));
    let aliases = dns(move |question: &Message| {
        let query = question.queries.first()?;
        let mut answer = Message::response(question.metadata.id, question.metadata.op_code);
        answer.metadata.recursion_available = true;
        answer.add_query(query.clone());
        let next = fqdn(&format!("a{}.test", count.fetch_add(1, Ordering::SeqCst)));
        answer.add_answer(Record::from_rdata(query.name.clone(), 300, RData::CNAME(CNAME(next))));
        answer.to_vec().ok()
    });
    let silent = dns(|_| None);
    let garbage = dns(|_| Some(vec![0xff; 1_200]));
    let foreign = dns(|question: &Message| {
        let mut bytes = question.to_vec().ok()?;
        bytes[0] = !bytes[0];
        bytes[2] |= 0x80;
        Some(bytes)
    });
    let mut all = vec![
        ("aliases without an end".to_owned(), aliases.await),
        ("a silent resolver".into(), silent.await),
        ("garbage".into(), garbage.await),
        ("answers to other questions".into(), foreign.await),
    ];
    // Every answer is cut, and the whole one comes over TCP in a drip that promises 64 KiB.
    let cut = dns(|question: &Message| {
        let mut bytes = question.to_vec().ok()?;
        bytes[2] |= 0x82;
        Some(bytes)
    })
    .await;
    if let Ok(listener) = TcpListener::bind(cut).await {
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let _ = stream.write_all(&[0xff, 0xff]).await;
                    Evil::Drip(&[0]).act(&mut stream).await;
                });
            }
        });
        all.push(("a drip over TCP".into(), cut));
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_check_ends_by_its_deadline_whatever_the_peer_does() {
    let authority = Authority::new("Test CA");
    let (leaf, key) = authority.leaf(|_| {});
    let mut checks: Vec<(String, BoxFuture<'static, Run>)> = Vec::new();
    let (_listener, _filler, dark) = silent().await;
    let mut plans = mail_servers(&acceptor(vec![leaf], &key)).await;
    plans.push(("a silent port".into(), to_ip(dark, TlsPolicy::EncryptionOnly)));
    for (name, mut plan) in plans {
        plan.limits = SHORT;
        checks.push((name, Box::pin(run(plan, vantage(&[], &[])))));
    }
    for (name, resolver) in name_servers().await {
        let mut plan = to_name("relay.test", 25, TlsPolicy::EncryptionOnly);
        plan.limits = SHORT;
        checks.push((name, Box::pin(run(plan, vantage(&[resolver], &[])))));
    }
    let deadline = Duration::from_millis(SHORT.total_ms());
    let checks = checks
        .into_iter()
        .map(|(name, check)| async move { (name, tokio::time::timeout(deadline + SLACK, check).await) });
    let mut wrong = Vec::new();
    for (name, ended) in futures_util::future::join_all(checks).await {
        match ended {
            Err(_) => wrong.push(format!("{name}: not over after {deadline:?} and {SLACK:?}")),
            Ok(run) if run.endpoints.iter().any(|endpoint| endpoint.is_healthy()) => {
                wrong.push(format!("{name}: called healthy"));
            }
            Ok(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A domain whose MX records name one address so many times.
async fn many_names(count: usize) -> SocketAddr {
    let zone = (0..count).fold(Zone::new("test"), |zone, number| {
        let name = format!("mx{number}.test");
        let preference = u16::try_from(number).expect("a small number");
        zone.mx("many.test", preference, &name).a(&name, "127.0.0.1")
    });
    zone.serve().await
}

#[tokio::test]
async fn a_check_of_many_names_on_one_address_ends_by_its_deadline_whatever_the_peer_does() {
    let authority = Authority::new("Test CA");
    let (leaf, key) = authority.leaf(|_| {});
    let resolver = many_names(12).await;
    let deadline = Duration::from_millis(SHORT.total_ms());
    let checks = mail_servers(&acceptor(vec![leaf], &key)).await.into_iter().map(|(name, plan)| async move {
        let mut many = to_domain("many.test", plan.connector.port, plan.connector.tls.clone());
        many.limits = SHORT;
        (name, tokio::time::timeout(deadline + SLACK, run(many, vantage(&[resolver], &[]))).await)
    });
    let mut wrong = Vec::new();
    // Not all at once: the names are to be found in time.
    let mut ended = futures_util::stream::iter(checks).buffer_unordered(12);
    while let Some((name, ended)) = ended.next().await {
        match ended {
            Err(_) => wrong.push(format!("{name}: not over after {deadline:?} and {SLACK:?}")),
            Ok(run) if run.endpoints.iter().any(|endpoint| endpoint.is_healthy()) => {
                wrong.push(format!("{name}: called healthy"));
            }
            Ok(run) if run.endpoints.is_empty() => wrong.push(format!("{name}: no addresses")),
            Ok(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn what_an_address_does_before_a_name_is_told_to_it_is_asked_once_for_all_its_names() {
    let resolver = many_names(12).await;
    let plain = Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() };
    let servers = [
        ("plain text", TlsPolicy::Opportunistic, plain.clone(), true),
        ("no STARTTLS", TlsPolicy::EncryptionOnly, plain, false),
        ("a refusal", TlsPolicy::EncryptionOnly, Smtp { greeting: "554 no\r\n", ..Smtp::plain() }, false),
        ("a late refusal", TlsPolicy::EncryptionOnly, Smtp { ehlo: "421 busy\r\n", ..Smtp::plain() }, false),
        ("a cut", TlsPolicy::EncryptionOnly, Smtp { ehlo: "", ..Smtp::plain() }, false),
        ("silence", TlsPolicy::EncryptionOnly, Smtp { greeting: "", ..Smtp::plain() }, false),
        ("no TLS after all", TlsPolicy::EncryptionOnly, Smtp { starttls: "454 not now\r\n", ..Smtp::plain() }, false),
    ];
    for (what, policy, smtp, healthy) in servers {
        let connections = Arc::new(AtomicUsize::new(0));
        let count = connections.clone();
        let at = server(move |_, stream| {
            count.fetch_add(1, Ordering::SeqCst);
            smtp.clone().serve(stream)
        })
        .await;
        let mut plan = to_domain("many.test", at.port(), policy);
        // The names are to be found on a busy machine too.
        plan.limits = Limits { connect_ms: 5_000, ..SHORT };
        let prober = mxray::probe::Prober::new(vantage(&[resolver], &[]), 64);
        // More than one connector of a list may lead there.
        let runs = (0..3).map(|_| run_with(&prober, plan.clone()));
        for run in futures_util::future::join_all(runs).await {
            assert_eq!(run.endpoints.len(), 12, "{what}");
            assert!(run.endpoints.iter().all(|endpoint| endpoint.is_healthy() == healthy), "{what}: {run:#?}");
            let first = &run.endpoints[0];
            let same = |endpoint: &Endpoint| endpoint.failure() == first.failure() && endpoint.is_over();
            assert!(run.endpoints.iter().all(same), "{what}: {:?}", run.endpoints);
        }
        // A look of its own may tell why nothing was said.
        let connections = connections.load(Ordering::SeqCst);
        assert!((1..=3).contains(&connections), "{what}: {connections} connections");
    }
}

#[tokio::test]
async fn an_address_that_could_not_be_over_in_time_is_not_begun_and_not_blamed() {
    let authority = Authority::new("Test CA");
    let (leaf, key) = authority.leaf(|_| {});
    let smtp = Smtp::healthy(acceptor(vec![leaf], &key));
    // One look takes longer than there is time to begin another, long before the address was asked often enough.
    let limits = Limits { connect_ms: 500, reply_ms: 2_000 };
    let slow = Duration::from_millis(limits.reply_ms).mul_f32(0.8);
    let at = server(move |_, stream| {
        let smtp = smtp.clone();
        async move {
            tokio::time::sleep(slow).await;
            smtp.serve(stream).await;
        }
    })
    .await;
    let mut plan = to_domain("many.test", at.port(), TlsPolicy::EncryptionOnly);
    plan.limits = limits;
    let deadline = Duration::from_millis(limits.total_ms()) + SLACK;
    let run = tokio::time::timeout(deadline, run(plan, vantage(&[many_names(32).await], &[]))).await;
    let run = run.expect("over by its deadline");
    let (tried, late): (Vec<_>, Vec<_>) = run.endpoints.iter().partition(|endpoint| endpoint.tried);
    assert!(!tried.is_empty() && !late.is_empty(), "{:?}", run.endpoints);
    assert!(tried.iter().all(|endpoint| endpoint.is_healthy()), "{tried:?}");
    assert!(late.iter().all(|endpoint| endpoint.failure().is_none() && endpoint.transcript.is_empty()), "{late:?}");
    assert!(ids(&run.evidence).contains(&"out-of-time"), "{:?}", run.evidence);
}

/// The real binary with a limit on what it may allocate in all, thread stacks included.
fn within(kib: u32, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("ulimit -d {kib} && exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_mxray")]);
    command.args(arguments).env_remove("SSL_CERT_FILE").env_remove("SSL_CERT_DIR").output().expect("a shell")
}

#[test]
fn no_scenario_costs_32_mib_or_prints_200_kb() {
    const KIB: u32 = 32 * 1024;
    const PRINTED: usize = 200_000;
    /// Checks that run side by side.
    const AT_ONCE: usize = 8;
    // The limit limits: nothing can start with a fortieth of it.
    assert_ne!(within(KIB / 40, &["explain", "--format", "json"]).status.code(), Some(0));
    let lab = Lab::start();
    let mut wrong = Vec::new();
    for some in lab.scenarios.chunks(AT_ONCE) {
        std::thread::scope(|scope| {
            let checks: Vec<_> = some
                .iter()
                .map(|scenario| {
                    let check = scope.spawn(|| {
                        let mut arguments = vec!["check", "--no-control", "--format", "json"];
                        arguments.extend(scenario.args.iter().map(String::as_str));
                        within(KIB, &arguments)
                    });
                    (scenario, check)
                })
                .collect();
            for (scenario, check) in checks {
                let output = check.join().expect("no panic");
                if !matches!(output.status.code(), Some(0 | 1 | 3)) {
                    wrong.push(format!("{}: {:?} {}", scenario.id, output.status, program::stderr(&output)));
                }
                let printed = output.stdout.len() + output.stderr.len();
                if printed > PRINTED {
                    wrong.push(format!("{}: {printed} bytes printed", scenario.id));
                }
                let found = &program::json(&output)["finding"]["code"];
                if found.as_str() != scenario.code.as_deref() {
                    wrong.push(format!("{}: {found}, not {:?}", scenario.id, scenario.code));
                }
            }
        });
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An answer to every MX question as large as DNS allows, each exchange a name of bytes that a terminal obeys, the best
/// one last; over UDP only that it is too large.
async fn a_flood_of_mx() -> SocketAddr {
    let whole = |question: &Message| {
        let query = question.queries.first()?;
        let mut answer = Message::response(question.metadata.id, question.metadata.op_code);
        answer.metadata.recursion_available = true;
        answer.add_query(query.clone());
        if query.query_type() == RecordType::MX {
            for preference in (1..=230).rev() {
                let labels = [&[0x1b; 60][..], &[0x07; 63], &[0x9b; 63], &[0xff; 50]];
                let exchange = match preference {
                    1 => fqdn("mx.flood.test"),
                    _ => Name::from_labels(labels).expect("a name"),
                };
                answer.add_answer(Record::from_rdata(
                    query.name.clone(),
                    300,
                    RData::MX(MX::new(preference, exchange)),
                ));
            }
        }
        answer.to_vec().ok()
    };
    let at = dns_alone(move |question| {
        let mut bytes = whole(question)?;
        if bytes.len() > 1_200 {
            bytes = question.to_vec().ok()?;
            bytes[2] |= 0x82;
        }
        Some(bytes)
    })
    .await;
    let listener = TcpListener::bind(at).await.expect("the same port");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            tokio::spawn(async move {
                while let Ok(length) = stream.read_u16().await {
                    let mut question = vec![0; usize::from(length)];
                    let Ok(_) = stream.read_exact(&mut question).await else { return };
                    let Some(answer) = Message::from_vec(&question).ok().and_then(|question| whole(&question)) else {
                        return;
                    };
                    let _ = stream.write_u16(answer.len() as u16).await;
                    let _ = stream.write_all(&answer).await;
                }
            });
        }
    });
    at
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_answer_of_dns_costs_32_mib_or_prints_200_kb_or_hides_the_best_mail_host() {
    let resolver = a_flood_of_mx().await.to_string();
    for format in ["json", "text", "markdown", "html"] {
        let resolver = resolver.clone();
        let arguments = move || {
            let arguments = ["check", "flood.test", "--no-control", "--timeout", "2", "--resolver", &resolver];
            within(32 * 1024, &[&arguments[..], &["--format", format]].concat())
        };
        let output = tokio::task::spawn_blocking(arguments).await.expect("no panic");
        assert_eq!(output.status.code(), Some(1), "{}", program::stderr(&output));
        assert!(output.stdout.len() < 200_000, "{format}: {} bytes", output.stdout.len());
        let text = String::from_utf8(output.stdout).expect("text");
        assert!(text.contains("mx.flood.test") && text.contains('…'), "{format}");
        assert!(!text.contains('\u{1b}') && !text.contains('\u{9b}') && !text.contains('\u{7}'), "{format}");
    }
}
