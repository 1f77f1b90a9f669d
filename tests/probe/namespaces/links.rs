//! Links that are bad in a way that nobody tells of: one that swallows whatever is large, and one that takes its time.
//! The server is here; the real program runs in the namespace `near`, beyond the link.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::{IpAddr, SocketAddr},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use rcgen::SanType;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{again::in_namespaces, servers::*};

/// A router between `near` and here, whose link to `near` takes packets of 1,280 bytes (the least that IPv6 allows)
/// where both ends believe in 1,500. Whatever the router itself would say ("too big", RFC 1191 section 4 and RFC 8201
/// section 4) comes to nothing, as behind a firewall that drops all ICMP: packets of its own (`iif lo`) have no route.
const HOLE: &str = "
mount -t tmpfs none /run && ip netns add router && ip netns add near || exit 77
ip link add wan type veth peer name far netns router || exit 77
ip link add wan netns near type veth peer name near netns router || exit 77
set -e
n='ip -n near'; r='ip -n router'
ip link set lo up; ip link set wan up; $n link set lo up; $n link set wan up; $r link set lo up; $r link set far up
ip addr add 203.0.113.1/24 dev wan; ip -6 addr add 2001:db8:2::1/64 dev wan nodad
$r addr add 203.0.113.254/24 dev far; $r -6 addr add 2001:db8:2::fe/64 dev far nodad
$n addr add 198.51.100.1/24 dev wan; $n -6 addr add 2001:db8:1::1/64 dev wan nodad
$r addr add 198.51.100.254/24 dev near; $r -6 addr add 2001:db8:1::fe/64 dev near nodad
ip route add default via 203.0.113.254; ip -6 route add default via 2001:db8:2::fe
$n route add default via 198.51.100.254; $n -6 route add default via 2001:db8:1::fe
ip netns exec router sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding'
echo 0 > /proc/sys/net/ipv4/tcp_mtu_probing
$r link set near up mtu 1280
$r rule add iif lo pref 1 blackhole; $r -6 rule add iif lo pref 1 blackhole
exec \"$0\" \"$@\"
";

/// Only what the delaying link needs; it makes its devices itself.
const SLOW: &str = "
mount -t tmpfs none /run && ip netns add near || exit 77
ip tuntap add trial mode tun && ip tuntap del trial mode tun || { echo 'no TUN device'; exit 77; }
command -v python3 || { echo 'no python3'; exit 77; }
set -e
ip link set lo up
exec \"$0\" \"$@\"
";

/// The delay of the slow link, one way, and there and back.
const ONE_WAY_MS: u64 = 300;
const TRIP_MS: u64 = 2 * ONE_WAY_MS;

/// How long a greeting is held back: not late for those who stand beside the server, and late over the link, from 5 s on.
const HELD_MS: u64 = 5_000 - ONE_WAY_MS;

/// The time limit of a connection, and what the program may take beyond its limits to start and to end.
const TIMEOUT_S: u64 = 4;
const SLACK: Duration = Duration::from_secs(15);

#[test]
fn a_path_that_swallows_large_packets_is_named() {
    in_namespaces(HOLE, module_path!(), "inside_a_hole");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "runs within the namespaces that the other test makes"]
async fn inside_a_hole() {
    let authority = Authority::new("Root");
    // A shared host's certificate: its flight is larger than a packet, and nothing else in the conversation is.
    let shops = (0..100).map(|number| SanType::DnsName(format!("shop-{number}.mx.test").try_into().expect("a name")));
    let (leaf, key) = authority.leaf(|params| params.subject_alt_names.extend(shops));
    let server = Smtp::healthy(acceptor(vec![leaf], &key));
    let targets = [ip("203.0.113.1"), ip("2001:db8:2::1")];
    for target in targets {
        server.clone().listen_at((target, 25).into()).await;
    }
    let checks = targets.map(|target| check(target.to_string(), &authority, None, 4));
    for result in futures_util::future::join_all(checks).await {
        let (finding, endpoint) = (&result["finding"], &result["endpoints"][0]);
        assert_eq!(
            (&finding["fault"], &finding["code"], &finding["also_reported_as"], &finding["cause"]),
            (&json!("silent"), &json!("4.4.318"), &json!(["4.4.317"]), &json!("318.cause.network")),
            "{result:#}"
        );
        assert_eq!((&endpoint["outcome"], &endpoint["stage"]), (&json!("closed"), &json!("handshake")), "{result:#}");
        // What is small went through.
        assert_eq!(said(endpoint), ["220 mx.test ESMTP", "EHLO", "250", "STARTTLS", "220 ready"], "{result:#}");
        // A second connection over small segments tells the hole from a server that hangs.
        let ids =
            |part: &Value| part.as_array().expect("a list").iter().map(|one| one["id"].clone()).collect::<Vec<_>>();
        assert!(ids(&finding["evidence"]).contains(&json!("path-mtu")), "{result:#}");
        assert!(ids(&result["checklist"]).contains(&json!("318.fix.path-mtu")), "{result:#}");
    }
    // The same link is healthy as soon as the router may say what it cannot carry: the server sends smaller packets.
    for family in ["-4", "-6"] {
        let lifted = Command::new("ip").args([family, "-n", "router", "rule", "del", "pref", "1"]).status();
        assert!(lifted.expect("ip").success());
    }
    for target in targets {
        let result = check(target.to_string(), &authority, None, 4).await;
        assert_eq!(result["finding"]["verdict"], "healthy", "{result:#}");
    }
}

#[test]
fn a_link_that_delays_is_no_fault_and_shows_in_the_times() {
    in_namespaces(SLOW, module_path!(), "inside_a_slow_network");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "runs within the namespaces that the other test makes"]
async fn inside_a_slow_network() {
    let mut link = Command::new("python3")
        .args([concat!(env!("CARGO_MANIFEST_DIR"), "/benches/link.py"), "near", &ONE_WAY_MS.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python");
    let mut line = String::new();
    BufReader::new(link.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
    assert_eq!(line, "ready\n");

    let (authority, far) = (Authority::new("Root"), ip("198.51.100.2"));
    let resolver = Zone::new("test").a("mx.test", "198.51.100.2").serve_at((far, 53).into()).await;
    let prompt = healthy(&authority);
    prompt.clone().listen_at((far, 25).into()).await;
    server_at((far, 2525).into(), move |_, stream: TcpStream| {
        let server = prompt.clone();
        async move {
            tokio::time::sleep(Duration::from_millis(HELD_MS)).await;
            server.serve(stream).await;
        }
    })
    .await;
    server_at((far, 2626).into(), hangs_up_while_quit_is_on_its_way).await;
    server_at((far, 2727).into(), leaves_without_a_word).await;
    let (result, late, crossed, wordless) = tokio::join!(
        check("mx.test:25".into(), &authority, Some(resolver), 8),
        check("mx.test:2525".into(), &authority, Some(resolver), 8),
        check("mx.test:2626".into(), &authority, Some(resolver), 8),
        check("mx.test:2727".into(), &authority, Some(resolver), 8),
    );
    let fault = |result: &Value| result["endpoints"][0]["fault"].clone();
    assert_eq!(fault(&crossed), json!("closed"), "its FIN comes behind our QUIT: {crossed:#}");
    assert_eq!(fault(&wordless), json!("starttls-missing"), "it has read QUIT: {wordless:#}");

    let (finding, endpoint) = (&result["finding"], &result["endpoints"][0]);
    assert_eq!((&finding["verdict"], &finding["code"]), (&json!("healthy"), &Value::Null), "{result:#}");
    assert!(!warnings(&result).contains(&"greeting-late"), "{result:#}");
    // Connection, greeting, EHLO, STARTTLS, TLS 1.3 (RFC 8446 section 2) and EHLO again: six trips, after one of DNS.
    assert!(ms(&endpoint["elapsed_ms"]) >= 6 * TRIP_MS, "{result:#}");
    assert!(ms(&result["elapsed_ms"]) >= 7 * TRIP_MS, "{result:#}");
    let questions = result["dns"].as_array().expect("questions");
    assert!(!questions.is_empty() && questions.iter().all(|asked| ms(&asked["elapsed_ms"]) >= TRIP_MS), "{result:#}");
    // Every word of the server came a trip after what it answers, or after the connection was begun.
    let mut asked_ms = 0;
    for line in endpoint["transcript"].as_array().expect("lines") {
        match line["direction"].as_str() {
            Some("out") => asked_ms = ms(&line["at_ms"]),
            _ => assert!(ms(&line["at_ms"]) >= asked_ms + TRIP_MS, "{line} of {result:#}"),
        }
    }

    assert_eq!(late["finding"]["verdict"], "healthy", "{late:#}");
    assert!(warnings(&late).contains(&"greeting-late"), "{late:#}");
    assert!(ms(&late["endpoints"][0]["elapsed_ms"]) >= 6 * TRIP_MS + HELD_MS, "{late:#}");
    link.kill().and_then(|()| link.wait()).expect("it was running");
}

/// Greets and answers EHLO, without TLS.
async fn answers_ehlo(stream: &mut TcpStream) {
    let _ = stream.write_all(b"220 mx.test\r\n").await;
    let _ = stream.read(&mut [0; 512]).await;
    let _ = stream.write_all(b"250-mx.test\r\n250 SIZE 1\r\n").await;
}

/// Hangs up a moment after its answer to EHLO: the client has that by then, or soon, and has said QUIT when it hears it.
async fn hangs_up_while_quit_is_on_its_way(_: usize, mut stream: TcpStream) {
    answers_ehlo(&mut stream).await;
    tokio::time::sleep(Duration::from_millis(ONE_WAY_MS / 3)).await;
}

/// Reads QUIT, and leaves without an answer.
async fn leaves_without_a_word(_: usize, mut stream: TcpStream) {
    answers_ehlo(&mut stream).await;
    let _ = stream.read(&mut [0; 512]).await;
}

fn ip(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

fn ms(value: &Value) -> u64 {
    value.as_u64().expect("milliseconds")
}

/// The ids of all warnings.
fn warnings(result: &Value) -> Vec<&str> {
    let evidence = result["finding"]["evidence"].as_array().expect("evidence");
    evidence.iter().filter(|one| one["level"] == "warning").filter_map(|one| one["id"].as_str()).collect()
}

/// The transcript, each reply of several lines and each EHLO by their first words.
fn said(endpoint: &Value) -> Vec<&str> {
    let lines =
        endpoint["transcript"].as_array().expect("lines").iter().map(|line| line["text"].as_str().expect("text"));
    let short = lines.map(|line| {
        if line.starts_with("EHLO") {
            "EHLO"
        } else if line.starts_with("250") {
            "250"
        } else {
            line
        }
    });
    let mut said: Vec<_> = short.collect();
    said.dedup();
    said
}

/// What the program says from `near`, within its time limits.
async fn check(target: String, authority: &Authority, resolver: Option<SocketAddr>, reply_timeout_s: u64) -> Value {
    let root = tempfile::NamedTempFile::new().expect("a file");
    fs::write(&root, &authority.pem).expect("written");
    // A resolver is always named: without one it would be the machine's. An address needs none.
    let resolver = resolver.unwrap_or_else(|| (LOOPBACK, 53).into()).to_string();
    let mut command = Command::new("ip");
    command
        .args(["netns", "exec", "near", "env", "-i", env!("CARGO_BIN_EXE_mxray"), "check", &target, "--format", "json"])
        .args(["--no-control", "--resolver", &resolver, "--ehlo", "probe.test"])
        .args(["--timeout", &TIMEOUT_S.to_string(), "--reply-timeout", &reply_timeout_s.to_string()])
        .arg("--ca-file")
        .arg(root.path());
    // Two time limits for DNS, one for the connection, and three replies.
    let (begun, deadline) = (Instant::now(), Duration::from_secs(3 * TIMEOUT_S + 3 * reply_timeout_s));
    let output = tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("it runs");
    assert!(begun.elapsed() < deadline + SLACK, "{target}: not over after {deadline:?} and {SLACK:?}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}
