//! What is said on the wire, to whom, and when: every scenario of the lab met through a relay that writes everything
//! down, servers that listen for early talk, and a network in which everything that leaves this machine is counted.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    process::Command,
    sync::{Arc, Mutex},
    time::Duration,
};

use futures_util::{StreamExt as _, stream};
use mxray::{
    knowledge::scenarios,
    lab::{Exercise, Lab},
    model::{Control, Direction, Fault, LabListening, Run, Stage, TlsPolicy, Verdict},
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::timeout,
};

use crate::support::{again::in_namespaces, exercises, servers::*};

/// Probes that run side by side. More would time healthy servers out on a busy machine.
const AT_ONCE: usize = 8;

/// What one side said in one piece.
#[derive(Debug)]
enum Piece {
    Client(Vec<u8>),
    Server(Vec<u8>),
}

/// Everything that happened at one address.
#[derive(Debug, Default)]
struct Address {
    /// The conversations, one a connection, each in the order in which things were said.
    talks: Vec<Vec<Piece>>,
    /// Whether a connection was still open when the next one came.
    overlapped: bool,
}

type Record = Arc<Mutex<Address>>;

/// Listens in front of `to` and writes down what passes.
fn relay(listener: TcpListener, to: SocketAddr) -> Record {
    let record = Record::default();
    let written = record.clone();
    tokio::spawn(async move {
        let alone = Arc::new(tokio::sync::Mutex::new(()));
        while let Ok((client, _)) = listener.accept().await {
            let (record, alone) = (written.clone(), alone.clone());
            tokio::spawn(async move {
                // Whoever closed one connection before opening the next has its turn at once; whoever did not waits
                // in vain, because nothing is said to it.
                let turn = timeout(Duration::from_secs(1), alone.lock_owned()).await;
                let number = {
                    let mut address = record.lock().expect("no panic");
                    address.overlapped |= turn.is_err();
                    address.talks.push(Vec::new());
                    address.talks.len() - 1
                };
                pass(client, to, |piece| record.lock().expect("no panic").talks[number].push(piece)).await;
            });
        }
    });
    record
}

/// Carries bytes both ways until the client is done. Each piece is told before it is handed on, so nothing is told
/// after what it caused.
async fn pass(client: TcpStream, to: SocketAddr, tell: impl Fn(Piece)) {
    let Ok(server) = TcpStream::connect(to).await else { return };
    let ((mut from_client, mut to_client), (mut from_server, mut to_server)) =
        (client.into_split(), server.into_split());
    let up = async {
        let mut chunk = vec![0; 65_536];
        while let Ok(count @ 1..) = from_client.read(&mut chunk).await {
            tell(Piece::Client(chunk[..count].to_vec()));
            // A server that is gone hears no more; what is said to it counts all the same.
            let _ = to_server.write_all(&chunk[..count]).await;
        }
    };
    let down = async {
        let mut chunk = vec![0; 65_536];
        while let Ok(count @ 1..) = from_server.read(&mut chunk).await {
            tell(Piece::Server(chunk[..count].to_vec()));
            if to_client.write_all(&chunk[..count]).await.is_err() {
                break;
            }
        }
        let _ = to_client.shutdown().await;
        std::future::pending::<()>().await;
    };
    tokio::select! {
        () = up => {}
        () = down => {}
    }
}

/// One port that is free on all of these addresses, listened on.
async fn same_port(ips: &[IpAddr]) -> (u16, Vec<(IpAddr, TcpListener)>) {
    for _ in 0..64 {
        let mut port = 0;
        let mut listeners = Vec::new();
        for ip in ips {
            match TcpListener::bind((*ip, port)).await {
                Ok(listener) => {
                    port = listener.local_addr().expect("its address").port();
                    listeners.push((*ip, listener));
                }
                // No IPv6 here.
                Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => {}
                Err(_) => break,
            }
        }
        if listeners.len() + 1 >= ips.len() {
            return (port, listeners);
        }
    }
    panic!("no port is free on {ips:?}");
}

/// Probes an exercise through relays, and hands out what went over each address.
async fn overheard(lab: &Lab, exercise: &Exercise) -> (Run, Vec<Address>) {
    let open = exercise.scenario.servers.iter().filter(|server| server.listens == LabListening::Accepts);
    let ips: Vec<IpAddr> = open.flat_map(|server| server.addresses.clone()).collect();
    let (port, listeners) = same_port(&ips).await;
    let records: Vec<Record> =
        listeners.into_iter().map(|(ip, listener)| relay(listener, (ip, exercise.connector.port).into())).collect();
    let run = exercises::probe(lab, exercise, |plan| {
        if port != 0 {
            plan.connector.port = port;
        }
    })
    .await;
    let take = |record: &Record| std::mem::take(&mut *record.lock().expect("no panic"));
    (run, records.iter().map(take).collect())
}

/// Whether these bytes are whole lines and the last one ends a reply (RFC 5321 section 4.2.1).
fn is_whole_reply(bytes: &[u8]) -> bool {
    let Some(lines) = bytes.strip_suffix(b"\n") else { return false };
    let last = lines.split(|byte| *byte == b'\n').next_back().unwrap_or_default();
    last.len() >= 3 && last.get(3) != Some(&b'-')
}

/// The commands of a talk in clear, or what was wrong with it.
fn commands(talk: &[Piece]) -> Result<Vec<String>, String> {
    let (mut said, mut reply): (Vec<String>, Vec<u8>) = (Vec::new(), Vec::new());
    for piece in talk {
        match piece {
            Piece::Server(bytes) => reply.extend_from_slice(bytes),
            Piece::Client(bytes) if bytes.first() == Some(&0x16) => {
                // A hello of TLS: after STARTTLS was answered, or to a server that has not said a word.
                let asked = said.last().is_some_and(|word| word == "STARTTLS") && reply.starts_with(b"220");
                let mute = said.is_empty() && reply.is_empty();
                return if asked || mute { Ok(said) } else { Err(format!("a hello after {said:?}")) };
            }
            Piece::Client(bytes) => {
                let text = String::from_utf8_lossy(bytes).into_owned();
                let line = text.strip_suffix("\r\n").ok_or(format!("half a line: {text:?}"))?;
                if line.contains('\n') {
                    return Err(format!("pipelined: {text:?}"));
                }
                if !is_whole_reply(&reply) {
                    return Err(format!("{line:?} after {:?}", String::from_utf8_lossy(&reply)));
                }
                let word = line.split(' ').next().unwrap_or_default();
                let refused = said.last().is_some_and(|word| word == "EHLO") && reply.first() == Some(&b'5');
                let allowed = matches!(word, "EHLO" | "STARTTLS" | "QUIT") || word == "HELO" && refused;
                if !allowed {
                    return Err(format!("{line:?} in clear after {said:?}"));
                }
                said.push(word.to_owned());
                reply.clear();
            }
        }
    }
    Ok(said)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_hears_ehlo_starttls_and_quit_and_nothing_else() {
    let all = scenarios::all().expect("the assets are right");
    let lab = Arc::new(Lab::start(&all).await.expect("a lab"));
    let probes = all.iter().map(|scenario| {
        let lab = Arc::clone(&lab);
        async move {
            let (run, addresses) = overheard(&lab, lab.exercise(&scenario.id).expect("it was started")).await;
            (scenario, run, addresses)
        }
    });
    let results: Vec<_> = stream::iter(probes).buffer_unordered(AT_ONCE).collect().await;
    let mut wrong = Vec::new();
    let (mut words, mut most) = (Vec::new(), 0);
    for (scenario, run, addresses) in &results {
        let mut note = |what: String| wrong.push(format!("{}: {what}", scenario.id));
        for address in addresses {
            most = most.max(address.talks.len());
            if address.talks.len() > 3 {
                note(format!("{} connections to an address", address.talks.len()));
            }
            if address.overlapped {
                note("two connections at a time".into());
            }
            for talk in &address.talks {
                match commands(talk) {
                    Ok(said) => words.extend(said),
                    Err(what) => note(what),
                }
            }
        }
        // Inside TLS the transcript is what there is.
        for endpoint in &run.endpoints {
            let out = || endpoint.transcript.iter().filter(|line| line.direction == Direction::Out);
            for line in out() {
                let word = line.text.as_str().split(' ').next().unwrap_or_default();
                if !matches!(word, "EHLO" | "HELO" | "STARTTLS" | "QUIT") {
                    note(format!("said {:?}", line.text));
                }
            }
            if endpoint.is_healthy() && out().next_back().is_none_or(|line| line.text.as_str() != "QUIT") {
                note(format!("no QUIT at {}", endpoint.ip));
            }
        }
    }
    assert!(wrong.is_empty(), "{} breaches of manners:\n{}", wrong.len(), wrong.join("\n"));
    // The relays did hear everything there is to hear.
    for word in ["EHLO", "HELO", "STARTTLS", "QUIT"] {
        assert!(words.iter().any(|said| said == word), "{word} was never heard");
    }
    assert!(most > 1, "no scenario needed a second connection");
    let healthy = results.iter().filter(|(scenario, ..)| scenario.verdict == Verdict::Healthy);
    assert!(healthy.flat_map(|(_, run, _)| &run.endpoints).any(|endpoint| endpoint.is_healthy()));
}

#[tokio::test]
async fn a_breach_of_manners_is_noticed() {
    let client = |text: &str| Piece::Client(text.as_bytes().to_vec());
    let server = |text: &str| Piece::Server(text.as_bytes().to_vec());
    let greeted = || server("220 mx.test\r\n");
    for breach in [
        vec![client("EHLO me\r\n")],
        vec![server("220-mx.test\r\n"), client("EHLO me\r\n")],
        vec![server("220 mx"), client("EHLO me\r\n")],
        vec![greeted(), client("EHLO me\r\nSTARTTLS\r\n")],
        vec![greeted(), client("EHLO me\r\n"), client("STARTTLS\r\n")],
        vec![greeted(), client("HELO me\r\n")],
        vec![greeted(), client("EHLO me\r\n"), server("250 mx\r\n"), client("MAIL FROM:<>\r\n")],
        vec![greeted(), client("EHLO me\r\n"), server("250 mx\r\n"), client("\u{16}\u{3}")],
    ] {
        assert!(commands(&breach).is_err(), "{breach:?}");
    }
    // Two connections at a time, through a relay to a server that greets each of them.
    let listener = TcpListener::bind((LOOPBACK, 0)).await.expect("a port");
    let at = listener.local_addr().expect("its address");
    let record = relay(listener, Smtp::plain().listen().await);
    let mut both = [TcpStream::connect(at).await.expect("open"), TcpStream::connect(at).await.expect("open")];
    for stream in &mut both {
        assert!(stream.read(&mut [0; 64]).await.expect("a greeting") > 0);
    }
    assert!(record.lock().expect("no panic").overlapped);
}

/// Says the pieces one after the other, and between them listens for a while whether the client can wait.
async fn say_in_pieces(stream: &mut TcpStream, pieces: &[&str]) {
    for (number, piece) in pieces.iter().enumerate() {
        stream.write_all(piece.as_bytes()).await.expect("a client that listens");
        if number + 1 < pieces.len() {
            let mut early = [0; 64];
            let talk = timeout(Duration::from_millis(60), stream.read(&mut early)).await;
            assert!(talk.is_err(), "the client spoke, or left, after {:?}", &pieces[..=number]);
        }
    }
}

/// The next line of the client; nothing may stand behind it.
async fn only_line(stream: &mut TcpStream) -> String {
    let mut chunk = [0; 512];
    let count = stream.read(&mut chunk).await.expect("a line");
    let text = String::from_utf8_lossy(&chunk[..count]).into_owned();
    assert!(text.ends_with("\r\n") && text.matches('\n').count() <= 1, "{text:?}");
    text.trim_end().to_owned()
}

#[tokio::test]
async fn nothing_is_said_before_a_reply_is_whole() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let (told, mut done) = tokio::sync::mpsc::unbounded_channel();
    let record = heard.clone();
    let at = server(move |_, mut stream| {
        let (heard, told) = (record.clone(), told.clone());
        async move {
            let replies: [&[&str]; 3] = [
                &["", "2", "20-mx.test\r\n", "220-wait\r", "\n220", " now\r", "\n"],
                &["250-mx.test\r\n", "250-SIZE 1000\r\n250-", "STARTTLS\r\n", "250 8BITMIME\r", "\n"],
                &["454", " not now\r", "\n"],
            ];
            for reply in replies {
                say_in_pieces(&mut stream, reply).await;
                let line = only_line(&mut stream).await;
                heard.lock().expect("no panic").push(line);
            }
            // Behind QUIT there is nothing but the end.
            assert_eq!(stream.read(&mut [0; 16]).await.unwrap_or(0), 0);
            told.send(()).expect("the test waits");
        }
    })
    .await;
    let mut plan = to_ip(at, TlsPolicy::EncryptionOnly);
    plan.limits.reply_ms = 5_000;
    let run = run(plan, vantage(&[], &[])).await;
    assert_eq!(only(&run), Some((Stage::StartTls, Fault::StartTlsRejected)), "{run:#?}");
    done.recv().await.expect("the server had no complaint");
    assert_eq!(*heard.lock().expect("no panic"), ["EHLO probe.test", "STARTTLS", "QUIT"]);
}

#[tokio::test]
async fn bytes_before_tls_are_an_injection_and_never_an_answer() {
    // At once with the answer to STARTTLS, and a moment later: the first is seen, the second breaks TLS. Neither is
    // taken for the answer to EHLO, and neither is answered.
    for (pause, faults) in [
        (0, &[(Stage::StartTls, Fault::StartTlsInjected)][..]),
        (80, &[(Stage::Handshake, Fault::TlsPlaintext), (Stage::Handshake, Fault::TlsMalformed)]),
    ] {
        let behind = Arc::new(Mutex::new(Vec::new()));
        let record = behind.clone();
        let at = server(move |_, mut stream| {
            let behind = record.clone();
            async move {
                let mut chunk = [0; 2048];
                for reply in ["220 mx.test\r\n", "250-mx.test\r\n250 STARTTLS\r\n"] {
                    stream.write_all(reply.as_bytes()).await.expect("a client that listens");
                    assert!(stream.read(&mut chunk).await.expect("a command") > 0);
                }
                let (answer, injected) = ("220 ready\r\n", "250-mx.test\r\n250 AUTH PLAIN\r\n");
                if pause == 0 {
                    let _ = stream.write_all(format!("{answer}{injected}").as_bytes()).await;
                } else {
                    let _ = stream.write_all(answer.as_bytes()).await;
                    tokio::time::sleep(Duration::from_millis(pause)).await;
                    let _ = stream.write_all(injected.as_bytes()).await;
                }
                while let Ok(count @ 1..) = stream.read(&mut chunk).await {
                    behind.lock().expect("no panic").extend_from_slice(&chunk[..count]);
                }
            }
        })
        .await;
        let run = run(to_ip(at, TlsPolicy::EncryptionOnly), vantage(&[], &[])).await;
        assert!(faults.iter().any(|fault| only(&run) == Some(*fault)), "{run:#?}");
        let behind = behind.lock().expect("no panic");
        // A hello of TLS, and perhaps the alert that ends it; no command.
        let spoke = String::from_utf8_lossy(&behind);
        assert!(pause > 0 || behind.is_empty(), "said {spoke:?} to whoever injected");
        assert!(!spoke.contains("EHLO") && !spoke.contains("QUIT"), "{spoke:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_user_name_is_sent_and_the_name_greeted_with_is_the_documented_one() {
    let authority = Authority::new("Test CA");
    let smtp = healthy(&authority);
    let heard = smtp.heard.clone();
    let at = smtp.listen().await;
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").expect("Linux tells");
    let host = host.trim().to_ascii_lowercase();
    let own = if host.contains('.') { host } else { "[127.0.0.1]".to_owned() };
    for (named, name) in [(None, own.as_str()), (Some("relay.contoso.com"), "relay.contoso.com")] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mxray"));
        command
            .args(["check", "127.0.0.1", "--tls", "encryption", "--no-control", "--port"])
            .arg(at.port().to_string());
        if let Some(named) = named {
            command.args(["--ehlo", named]);
        }
        for variable in ["USER", "LOGNAME", "USERNAME", "SUDO_USER", "HOSTNAME", "EMAIL", "MAIL", "HOME"] {
            command.env(variable, "/home/maria-secret");
        }
        let output = tokio::task::spawn_blocking(move || command.output()).await.expect("no panic").expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let said = std::mem::take(&mut *heard.lock().expect("no panic"));
        let greeting = format!("EHLO {name}");
        assert_eq!(said, [&greeting, "STARTTLS", &greeting, "QUIT"]);
    }
}

/// A network of its own, with a default route on which every packet that leaves is counted and nothing answers: no
/// ARP and no multicast, so that nothing but a program makes a packet.
const SET_UP: &str = "
ip link set lo up || exit 77
ip link add wan type veth peer name lan || exit 77
for end in wan lan; do
    ip link set $end addrgenmode none
    ip link set $end multicast off arp off
    ip link set $end up || exit 77
done
ip addr add 198.51.100.1/24 dev wan && ip route add default dev wan || exit 77
ip -6 addr add 2001:db8:1::1/64 dev wan nodad && ip -6 route add default dev wan
mount -t tmpfs none /run && echo 'nameserver 203.0.113.53' > /run/resolv.conf && mount --bind /run/resolv.conf /etc/resolv.conf || exit 77
exec \"$0\" \"$@\"
";

#[test]
fn nobody_is_contacted_but_those_who_were_named() {
    in_namespaces(SET_UP, module_path!(), "inside_a_counted_network");
}

/// How many packets left on the default route.
fn left() -> u64 {
    let all = std::fs::read_to_string("/proc/net/dev").expect("Linux tells");
    let line = all.lines().find_map(|line| line.trim().strip_prefix("wan:")).expect("the route's device");
    line.split_whitespace().nth(9).and_then(|count| count.parse().ok()).expect("a number")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "runs within the network that the other test makes"]
async fn inside_a_counted_network() {
    // The count counts: a packet to anybody is seen.
    let stray = std::net::UdpSocket::bind("0.0.0.0:0").expect("a socket");
    stray.send_to(b"x", "192.0.2.7:9").expect("sent");
    assert_eq!(left(), 1);
    // Every scenario, certificates that name addresses to fetch from and silent hosts included, with the built-in
    // control host: its name would have to be looked up, and loopback targets must not make it so.
    let all = scenarios::all().expect("the assets are right");
    let lab = Arc::new(Lab::start(&all).await.expect("a lab"));
    let probes = all.iter().map(|scenario| {
        let lab = Arc::clone(&lab);
        async move {
            let exercise = lab.exercise(&scenario.id).expect("it was started");
            exercises::probe(&lab, exercise, |plan| plan.control = Control::Default).await
        }
    });
    let runs: Vec<Run> = stream::iter(probes).buffer_unordered(AT_ONCE).collect().await;
    assert!(runs.iter().all(|run| run.finished));
    assert_eq!(left(), 1, "something was sent to somebody who was not named");
}
