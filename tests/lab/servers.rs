//! The lab breaks what it says it breaks: each kind of breakage met with plain sockets, a TLS client and raw DNS
//! messages, never with the prober that it will be used to test.

use std::{
    fs, io,
    net::SocketAddr,
    os::unix::fs::PermissionsExt,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use hickory_resolver::proto::{
    op::{Edns, Message, OpCode, Query, ResponseCode},
    rr::{Name, RecordType, rdata::opt::EdnsCode},
};
use mxray::{
    knowledge::{Article, Knowledge, scenarios},
    l10n::{Locale, Texts},
    lab::{CaFolder, Exercise, Lab},
    model::{Host, Route, Scenario, Verdict},
};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, UdpSocket},
    time::timeout,
};
use tokio_rustls::TlsConnector;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::support::skipped;

/// Longer than anything on loopback takes, shorter than anybody's patience.
const SILENCE: Duration = Duration::from_millis(700);
const EVER: Duration = Duration::from_secs(20);

fn every_scenario() -> Vec<Scenario> {
    scenarios::all().expect("the assets are right")
}

async fn lab(ids: &[&str]) -> Lab {
    let all = every_scenario();
    let chosen: Vec<_> = all.into_iter().filter(|scenario| ids.contains(&scenario.id.as_str())).collect();
    assert_eq!(chosen.len(), ids.len(), "a scenario is missing");
    Lab::start(&chosen).await.expect("a lab")
}

/// Where the first server of an exercise listens.
fn address(exercise: &Exercise) -> SocketAddr {
    let ip = exercise.scenario.servers[0].addresses[0];
    SocketAddr::new(ip, exercise.connector.port)
}

// --- a client that goes as far as it can ---

/// How a conversation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
enum End {
    Refused,
    TimedOut,
    Closed,
    Reset,
    Silent,
    /// A reply that is no consent.
    Said(String),
    Tls(String),
    /// It went all the way.
    Through,
}

fn end(error: &io::Error) -> End {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => End::Refused,
        io::ErrorKind::ConnectionReset => End::Reset,
        io::ErrorKind::UnexpectedEof => End::Closed,
        _ => match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(error) => End::Tls(format!("{error:?}")),
            None => panic!("{error:?}"),
        },
    }
}

/// One reply, whole, however it comes; it never waits for more than is needed.
async fn reply(stream: &mut (impl AsyncRead + Unpin)) -> Result<String, End> {
    let mut text = Vec::new();
    let reading = async {
        loop {
            let mut byte = [0];
            match stream.read(&mut byte).await {
                Ok(0) => return Err(End::Closed),
                Ok(_) => text.push(byte[0]),
                Err(error) => return Err(end(&error)),
            }
            if text.ends_with(b"\n") {
                let last = text[..text.len() - 1].rsplit(|b| *b == b'\n').next().unwrap_or_default();
                if !(last.get(3) == Some(&b'-') && last[0].is_ascii_digit()) {
                    return Ok(());
                }
            }
            if text.len() > 20_000 {
                return Err(End::Said("endless".into()));
            }
        }
    };
    timeout(SILENCE, reading).await.unwrap_or(Err(End::Silent))?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

async fn say(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), line: &str) -> Result<String, End> {
    let sending = async {
        stream.write_all(format!("{line}\r\n").as_bytes()).await?;
        stream.flush().await
    };
    sending.await.map_err(|error| end(&error))?;
    reply(stream).await
}

fn consent(reply: String, with: &str) -> Result<String, End> {
    if reply.starts_with(with) { Ok(reply) } else { Err(End::Said(reply)) }
}

/// Accepts every certificate and keeps it.
#[derive(Debug)]
struct Keeper {
    provider: Arc<CryptoProvider>,
    kept: Mutex<(Vec<CertificateDer<'static>>, Vec<u8>)>,
}

impl ServerCertVerifier for Keeper {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        staple: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let chain = std::iter::once(leaf).chain(others).map(|der| der.clone().into_owned()).collect();
        *self.kept.lock().expect("no panic holds it") = (chain, staple.to_vec());
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// What one conversation came to: the stage it ended at, how, and the certificates seen.
struct Met {
    stage: &'static str,
    end: End,
    chain: Vec<CertificateDer<'static>>,
    staple: Vec<u8>,
    version: Option<rustls::ProtocolVersion>,
}

async fn meet(exercise: &Exercise) -> Met {
    let provider = Arc::new(ring::default_provider());
    let keeper = Arc::new(Keeper { provider: Arc::clone(&provider), kept: Mutex::default() });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&keeper) as Arc<dyn ServerCertVerifier>)
        .with_no_client_auth();
    let mut stage = "connect";
    let mut version = None;
    let walk = async {
        let connecting = timeout(SILENCE, TcpStream::connect(address(exercise))).await;
        let mut stream = connecting.map_err(|_| End::TimedOut)?.map_err(|error| end(&error))?;
        stage = "banner";
        consent(reply(&mut stream).await?, "220")?;
        stage = "ehlo";
        let keywords = consent(say(&mut stream, "EHLO client.example").await?, "250")?;
        if !keywords.lines().skip(1).any(|line| line.to_ascii_uppercase().ends_with("STARTTLS")) {
            return Err(End::Said("no STARTTLS".into()));
        }
        stage = "starttls";
        let answer = consent(say(&mut stream, "STARTTLS").await?, "220")?;
        let mut more = [0; 64];
        if let Ok(count @ 1..) = stream.try_read(&mut more) {
            return Err(End::Said(format!("{answer}{}", String::from_utf8_lossy(&more[..count]))));
        }
        stage = "handshake";
        let name = ServerName::try_from(exercise.scenario.host()).expect("a name");
        let handshake = TlsConnector::from(Arc::new(config)).connect(name, stream);
        let mut stream = timeout(SILENCE, handshake).await.map_err(|_| End::Silent)?.map_err(|error| end(&error))?;
        version = stream.get_ref().1.protocol_version();
        stage = "ehlo-tls";
        consent(say(&mut stream, "EHLO client.example").await?, "250")?;
        stage = "quit";
        consent(say(&mut stream, "QUIT").await?, "221")?;
        Ok(())
    };
    let end = walk.await.err().unwrap_or(End::Through);
    let (chain, staple) = keeper.kept.lock().expect("no panic holds it").clone();
    Met { stage, end, chain, staple, version }
}

async fn expect(rows: &[(&str, &str, End)]) {
    let ids: Vec<_> = rows.iter().map(|(id, _, _)| *id).collect();
    let lab = lab(&ids).await;
    for (id, stage, expected) in rows {
        let met = meet(lab.exercise(id).expect("it was started")).await;
        let same = match (expected, &met.end) {
            (End::Said(begin), End::Said(text)) => text.contains(begin.as_str()),
            (End::Tls(part), End::Tls(text)) => text.contains(part.as_str()),
            (expected, end) => expected == end,
        };
        assert!(same && *stage == met.stage, "{id}: {} {:?}, expected {stage} {expected:?}", met.stage, met.end);
    }
    lab.stop().await;
}

// --- connecting ---

#[tokio::test]
async fn a_bound_port_that_never_listens_refuses_and_a_full_queue_never_answers() {
    expect(&[
        ("refused", "connect", End::Refused),
        ("migrated", "connect", End::Refused),
        ("timed-out", "connect", End::TimedOut),
        ("wrong-smart-host", "connect", End::TimedOut),
    ])
    .await;
}

#[tokio::test]
async fn a_silent_address_stays_silent_however_often_it_is_tried() {
    let lab = lab(&["timed-out"]).await;
    let to = address(lab.exercise("timed-out").expect("it was started"));
    let attempts = (0..4).map(|_| tokio::spawn(timeout(SILENCE, TcpStream::connect(to))));
    for attempt in attempts.collect::<Vec<_>>() {
        assert!(attempt.await.expect("no panic").is_err(), "a connection attempt was answered");
    }
}

#[tokio::test]
async fn two_addresses_of_a_scenario_share_a_port_and_break_apart() {
    let lab = lab(&["one-address-dead", "backup-refuses"]).await;
    for (id, second) in [("one-address-dead", End::TimedOut), ("backup-refuses", End::Refused)] {
        let exercise = lab.exercise(id).expect("it was started");
        assert_eq!(meet(exercise).await.end, End::Through, "{id}");
        let other = SocketAddr::new([127, 0, 0, 2].into(), exercise.connector.port);
        let got = match timeout(SILENCE, TcpStream::connect(other)).await {
            Err(_) => End::TimedOut,
            Ok(connected) => end(&connected.expect_err("nobody accepts there")),
        };
        assert_eq!(got, second, "{id}");
    }
}

// --- the conversation ---

#[tokio::test]
async fn a_server_says_what_its_scenario_says() {
    let said = |text: &str| End::Said(text.into());
    expect(&[
        ("unavailable", "banner", said("421 4.3.2")),
        ("greeting-554", "banner", said("554 5.7.1")),
        ("branch-office", "banner", said("554 5.7.1 mx1.branch-office.lab.test ")),
        ("not-smtp-ssh", "banner", said("SSH-2.0")),
        ("not-smtp-pop3", "banner", said("+OK")),
        ("greeting-garbage", "banner", said("\u{0}\u{1}hello\u{1b}")),
        ("endless-greeting", "banner", said("endless")),
        ("endless-line", "banner", said("endless")),
        ("dribbled-greeting", "banner", End::Silent),
        ("not-smtp-http", "banner", End::Silent),
        ("not-smtp-tls", "banner", End::Silent),
        ("not-smtp-ftp", "ehlo", said("500")),
        ("ehlo-rejected", "ehlo", said("550")),
        ("ehlo-unsupported", "ehlo", said("502")),
        ("endless-ehlo", "ehlo", said("endless")),
        ("starttls-missing", "ehlo", said("no STARTTLS")),
        ("starttls-masked", "ehlo", said("no STARTTLS")),
        ("starttls-rejected", "starttls", said("454")),
        ("starttls-injected", "starttls", said("250 2.1.0 injected")),
        ("ehlo-tls-rejected", "ehlo-tls", said("550")),
    ])
    .await;
}

#[tokio::test]
async fn a_close_is_a_fin_a_reset_a_rst_and_silence_is_neither_at_every_stage() {
    let stages = ["banner", "ehlo", "starttls", "handshake", "ehlo-tls"];
    let all = [("closed", End::Closed, "ehlo"), ("reset", End::Reset, "handshake"), ("silent", End::Silent, "banner")];
    let mut rows = Vec::new();
    for (kind, end, plain) in all {
        for stage in stages {
            let id = if stage == plain { kind.to_owned() } else { format!("{kind}-{stage}") };
            rows.push((id, stage, end.clone()));
        }
    }
    expect(&rows.iter().map(|(id, stage, end)| (id.as_str(), *stage, end.clone())).collect::<Vec<_>>()).await;
}

#[tokio::test]
async fn a_server_of_another_protocol_speaks_it_when_spoken_to() {
    let lab = lab(&["not-smtp-http", "not-smtp-tls"]).await;
    let mut web = TcpStream::connect(address(lab.exercise("not-smtp-http").expect("started"))).await.expect("open");
    assert!(say(&mut web, "EHLO client.example").await.expect("an answer").starts_with("HTTP/1.1 400"));
    let mut tls = TcpStream::connect(address(lab.exercise("not-smtp-tls").expect("started"))).await.expect("open");
    tls.write_all(b"EHLO client.example\r\n").await.expect("sent");
    let mut first = [0];
    tls.read_exact(&mut first).await.expect("an answer");
    assert_eq!(first, [21], "an alert record");
}

#[tokio::test]
async fn helo_is_accepted_where_only_ehlo_is_unknown() {
    let lab = lab(&["helo-only"]).await;
    let mut stream = TcpStream::connect(address(lab.exercise("helo-only").expect("started"))).await.expect("open");
    reply(&mut stream).await.expect("a greeting");
    assert!(say(&mut stream, "EHLO client.example").await.expect("an answer").starts_with("502"));
    assert!(say(&mut stream, "HELO client.example").await.expect("an answer").starts_with("250"));
}

#[tokio::test]
async fn a_late_greeting_comes_late_and_a_split_one_whole() {
    let lab = lab(&["late-greeting", "split-replies"]).await;
    let begun = Instant::now();
    let mut late = TcpStream::connect(address(lab.exercise("late-greeting").expect("started"))).await.expect("open");
    assert_eq!(reply(&mut late).await, Err(End::Silent));
    assert_eq!(meet(lab.exercise("split-replies").expect("started")).await.end, End::Through);
    let mut first = [0];
    timeout(EVER, late.read_exact(&mut first)).await.expect("it comes").expect("it comes");
    assert!(begun.elapsed() >= Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_connection_can_be_cut_after_any_byte() {
    let mut healthy = every_scenario().into_iter().find(|scenario| scenario.id == "healthy").expect("it is there");
    for (cut, stage) in [(0, "banner"), (10, "banner"), (50, "ehlo"), (200, "handshake"), (1_000, "handshake")] {
        healthy.servers[0].cut_after = Some(cut);
        let lab = Lab::start(std::slice::from_ref(&healthy)).await.expect("a lab");
        let met = meet(lab.exercise("healthy").expect("started")).await;
        assert_eq!(met.stage, stage, "cut after {cut}");
        assert!(matches!(met.end, End::Closed | End::Reset), "cut after {cut}: {:?}", met.end);
    }
}

// --- TLS ---

#[tokio::test]
async fn a_handshake_breaks_as_the_scenario_says() {
    let tls = |text: &str| End::Tls(text.into());
    expect(&[
        ("tls-version", "handshake", tls("ProtocolVersion")),
        ("tls-cipher", "handshake", tls("HandshakeFailure")),
        ("old-suites", "handshake", tls("HandshakeFailure")),
        ("tls-alert", "handshake", tls("InternalError")),
        ("tls-plaintext", "handshake", tls("InvalidContentType")),
        ("tls-malformed", "handshake", tls("InvalidMessage")),
        ("closed-halfway", "handshake", End::Closed),
        // TLS 1.3 demands it behind its own Finished, so the client hears of it at its first read.
        ("client-certificate", "ehlo-tls", tls("CertificateRequired")),
        ("client-certificate-1-2", "handshake", tls("AlertReceived")),
    ])
    .await;
}

/// A ClientHello of one suite and no extension, as it was before TLS 1.3.
fn old_hello(version: u16, suite: u16) -> Vec<u8> {
    let mut body = version.to_be_bytes().to_vec();
    body.extend([0; 33]);
    body.extend([0, 2]);
    body.extend(suite.to_be_bytes());
    body.extend([1, 0]);
    let body = [&[1, 0, 0, u8::try_from(body.len()).expect("short")], &body[..]].concat();
    [&[22, 3, 1, 0, u8::try_from(body.len()).expect("short")], &body[..]].concat()
}

#[tokio::test]
async fn an_old_server_answers_an_old_hello_with_its_version_and_suite() {
    let lab = lab(&["tls-version", "old-suites", "tls-cipher"]).await;
    for (id, hello, expected) in [
        ("tls-version", old_hello(0x0301, 0xc014), [22, 3, 1]),
        ("old-suites", old_hello(0x0303, 0x009c), [22, 3, 3]),
        ("tls-cipher", old_hello(0x0303, 0x009c), [21, 3, 3]),
    ] {
        let mut stream = TcpStream::connect(address(lab.exercise(id).expect("started"))).await.expect("open");
        reply(&mut stream).await.expect("a greeting");
        say(&mut stream, "EHLO client.example").await.expect("an answer");
        say(&mut stream, "STARTTLS").await.expect("an answer");
        stream.write_all(&hello).await.expect("sent");
        let mut record = [0; 3];
        stream.read_exact(&mut record).await.expect("an answer");
        assert_eq!(record, expected, "{id}");
    }
}

// --- certificates ---

/// What a verifier with the lab's root says about what was shown.
fn verify(lab: &Lab, met: &Met, name: &str) -> Result<(), rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(lab.ca_pem().as_bytes()).expect("a root")).expect("a root");
    let provider = Arc::new(ring::default_provider());
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build().expect("roots");
    let (leaf, others) = met.chain.split_first().expect("a chain was shown");
    verifier
        .verify_server_cert(leaf, others, &ServerName::try_from(name.to_owned()).expect("a name"), &[], UnixTime::now())
        .map(drop)
}

#[tokio::test]
async fn a_certificate_is_wrong_in_the_way_the_scenario_says() {
    use CertificateError as Wrong;
    type Row = (&'static str, usize, fn(&Wrong) -> bool);
    let rows: &[Row] = &[
        ("expired", 2, |e| matches!(e, Wrong::ExpiredContext { .. })),
        ("not-yet-valid", 2, |e| matches!(e, Wrong::NotValidYetContext { .. })),
        ("wrong-name", 2, |e| matches!(e, Wrong::NotValidForNameContext { .. })),
        ("incomplete-chain", 1, |e| *e == Wrong::UnknownIssuer),
        ("private-ca", 2, |e| *e == Wrong::UnknownIssuer),
        ("unknown-issuer", 1, |e| *e == Wrong::UnknownIssuer),
        ("self-signed", 1, |e| *e == Wrong::UnknownIssuer),
        ("for-clients", 2, |e| matches!(e, Wrong::InvalidPurposeContext { .. })),
        ("sha1", 2, |e| matches!(e, Wrong::UnsupportedSignatureAlgorithmContext { .. })),
        ("md5", 2, |e| matches!(e, Wrong::UnsupportedSignatureAlgorithmContext { .. })),
        // The crypto library has no word for a key that is too short.
        ("weak-key", 2, |e| *e == Wrong::BadSignature),
    ];
    let lab = lab(&rows.iter().map(|row| row.0).collect::<Vec<_>>()).await;
    for (id, length, is_expected) in rows {
        let exercise = lab.exercise(id).expect("it was started");
        let met = meet(exercise).await;
        assert_eq!((met.end.clone(), met.chain.len()), (End::Through, *length), "{id}");
        match verify(&lab, &met, &exercise.scenario.host()) {
            Err(rustls::Error::InvalidCertificate(wrong)) => assert!(is_expected(&wrong), "{id}: {wrong:?}"),
            other => panic!("{id}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_healthy_certificate_is_trusted_under_the_lab_s_root_alone() {
    let ids =
        ["healthy", "tls-1-2", "tls-1-3", "wildcard", "wrong-order", "ecdsa", "ends-soon", "revoked", "long-chain"];
    let lab = lab(&ids).await;
    for id in ids {
        let exercise = lab.exercise(id).expect("it was started");
        let met = meet(exercise).await;
        assert_eq!(met.end, End::Through, "{id}");
        assert_eq!(verify(&lab, &met, &exercise.scenario.host()), Ok(()), "{id}");
        let expected = match id {
            "tls-1-2" => rustls::ProtocolVersion::TLSv1_2,
            _ => rustls::ProtocolVersion::TLSv1_3,
        };
        assert_eq!(met.version, Some(expected), "{id}");
        assert_eq!(met.staple.is_empty(), id != "revoked", "{id}");
        assert_eq!(met.chain.len() == 5, id == "long-chain", "{id}");
    }
}

#[tokio::test]
async fn what_makes_a_certificate_weak_is_in_it() {
    let lab = lab(&["weak-key", "sha1", "ecdsa", "revoked", "common-name-only"]).await;
    let shown = async |id: &str, index: usize| meet(lab.exercise(id).expect("started")).await.chain[index].clone();
    let key = |der: &CertificateDer<'_>| {
        let (_, certificate) = X509Certificate::from_der(der).expect("a certificate");
        certificate.public_key().parsed().expect("a key").key_size()
    };
    assert_eq!(key(&shown("weak-key", 1).await), 1024);
    assert_eq!(key(&shown("ecdsa", 0).await), 256);
    let der = shown("sha1", 0).await;
    let (_, sha1) = X509Certificate::from_der(&der).expect("a certificate");
    assert_eq!(sha1.signature_algorithm.algorithm.to_id_string(), "1.2.840.113549.1.1.5");
    let der = shown("revoked", 0).await;
    let (_, revoked) = X509Certificate::from_der(&der).expect("a certificate");
    assert_eq!(revoked.raw_serial_as_string(), "6d:78:72:61:79:01");
    let der = shown("common-name-only", 0).await;
    let (_, named) = X509Certificate::from_der(&der).expect("a certificate");
    assert!(named.subject_alternative_name().expect("readable").is_none());
    assert_eq!(named.subject().to_string(), "CN=common-name-only.lab.test");
}

#[tokio::test]
async fn two_servers_behind_one_address_take_turns() {
    let lab = lab(&["two-servers"]).await;
    let exercise = lab.exercise("two-servers").expect("started");
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(meet(exercise).await.chain[0].clone());
    }
    assert!(seen[0] == seen[2] && seen[1] == seen[3] && seen[0] != seen[1]);
}

// --- DNS ---

#[derive(Debug)]
enum Heard {
    Message(Box<Message>),
    Bytes(Vec<u8>),
    NobodyThere,
    Nothing,
}

fn query(name: &str, kind: RecordType, checking_disabled: bool) -> Message {
    let mut query = Message::query();
    query.metadata.op_code = OpCode::Query;
    query.metadata.recursion_desired = true;
    query.metadata.checking_disabled = checking_disabled;
    query.add_query(Query::query(Name::from_ascii(name).expect("a name"), kind));
    query.set_edns(Edns::new());
    query
}

async fn ask(server: SocketAddr, query: &Message) -> Heard {
    let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a socket");
    socket.connect(server).await.expect("loopback");
    socket.send(&query.to_vec().expect("a message")).await.expect("sent");
    let mut buffer = vec![0; 4096];
    match timeout(SILENCE, socket.recv(&mut buffer)).await {
        Err(_) => Heard::Nothing,
        Ok(Err(_)) => Heard::NobodyThere,
        Ok(Ok(length)) => match Message::from_vec(&buffer[..length]) {
            Ok(message) => Heard::Message(Box::new(message)),
            Err(_) => Heard::Bytes(buffer[..length].to_vec()),
        },
    }
}

async fn ask_over_tcp(server: SocketAddr, query: &Message) -> Message {
    let mut stream = TcpStream::connect(server).await.expect("open");
    let bytes = query.to_vec().expect("a message");
    stream.write_u16(u16::try_from(bytes.len()).expect("short")).await.expect("sent");
    stream.write_all(&bytes).await.expect("sent");
    let mut answer = vec![0; usize::from(stream.read_u16().await.expect("an answer"))];
    stream.read_exact(&mut answer).await.expect("an answer");
    Message::from_vec(&answer).expect("a message")
}

impl Heard {
    fn message(self) -> Box<Message> {
        match self {
            Self::Message(message) => message,
            other => panic!("{other:?}"),
        }
    }

    /// Response code, then the data of the answers, then the owner of an SOA in the authority section.
    fn shown(self) -> (ResponseCode, String, String) {
        let message = self.message();
        let answers: Vec<_> = message.answers.iter().map(|record| record.data.to_string()).collect();
        let soa = message.authorities.iter().find(|record| record.record_type() == RecordType::SOA);
        let soa = soa.map(|record| record.name.to_string()).unwrap_or_default();
        (message.metadata.response_code, answers.join(" "), soa)
    }
}

#[tokio::test]
async fn a_name_fails_in_the_way_the_scenario_says() {
    use RecordType::{A, MX};
    let all = every_scenario();
    let lab = Lab::start(&all).await.expect("a lab");
    let resolver = lab.resolver();
    for (name, kind, code, answers, soa) in [
        ("healthy", A, ResponseCode::NoError, "127.0.0.1", ""),
        ("healthy", MX, ResponseCode::NoError, "", "healthy.lab.test."),
        ("nx-domain", A, ResponseCode::NXDomain, "", "lab.test."),
        ("not-delegated", MX, ResponseCode::NXDomain, "", "test."),
        ("no-data", A, ResponseCode::NoError, "", "no-data.lab.test."),
        ("servfail", A, ResponseCode::ServFail, "", ""),
        ("mx-servfail", MX, ResponseCode::ServFail, "", ""),
        ("mx-servfail", A, ResponseCode::NoError, "127.0.0.1", ""),
        ("dns-refused", A, ResponseCode::Refused, "", ""),
        ("lame", A, ResponseCode::ServFail, "", ""),
        ("null-mx", MX, ResponseCode::NoError, "0 .", ""),
        ("mx-target-address", MX, ResponseCode::NoError, "10 127.0.0.1.", ""),
        ("mx1.mx-target-missing", A, ResponseCode::NXDomain, "", "mx-target-missing.lab.test."),
        ("cname-loop", MX, ResponseCode::NoError, "10 mail.cname-loop.lab.test.", ""),
        (
            "mail.alias-to-nowhere",
            A,
            ResponseCode::NXDomain,
            "mx9.alias-to-nowhere.lab.test.",
            "alias-to-nowhere.lab.test.",
        ),
        (
            "backup-refuses",
            MX,
            ResponseCode::NoError,
            "10 mx1.backup-refuses.lab.test. 20 mx2.backup-refuses.lab.test.",
            "",
        ),
    ] {
        let heard = ask(resolver, &query(&format!("{name}.lab.test."), kind, false)).await;
        assert_eq!(heard.shown(), (code, answers.to_owned(), soa.to_owned()), "{name} {kind}");
    }
    let loops = ask(resolver, &query("mail.cname-loop.lab.test.", A, false)).await.message();
    assert_eq!(loops.answers.len(), 2, "each alias once");
    let root = ask(resolver, &query(".", RecordType::NS, false)).await.message();
    assert_eq!(root.answers.len(), 1, "the resolver answers for the root");
}

#[tokio::test]
async fn answers_break_on_the_wire() {
    let ids = ["dns-silent", "dns-garbage", "dns-wrong-id", "truncated-answer", "dnssec-bogus"];
    let lab = lab(&ids).await;
    let resolver = lab.resolver();
    let of = |id: &str, checking_disabled| query(&format!("{id}.lab.test."), RecordType::A, checking_disabled);
    assert!(matches!(ask(resolver, &of("dns-silent", false)).await, Heard::Nothing));
    assert!(matches!(ask(resolver, &of("dns-garbage", false)).await, Heard::Bytes(bytes) if bytes.len() > 12));
    let asked = of("dns-wrong-id", false);
    assert_ne!(ask(resolver, &asked).await.message().metadata.id, asked.metadata.id);

    let asked = of("truncated-answer", false);
    let cut = ask(resolver, &asked).await.message();
    assert!(cut.metadata.truncation && cut.answers.is_empty());
    assert_eq!(ask_over_tcp(resolver, &asked).await.answers.len(), 1);

    let bogus = ask(resolver, &of("dnssec-bogus", false)).await.message();
    assert_eq!(bogus.metadata.response_code, ResponseCode::ServFail);
    assert!(bogus.edns.as_ref().is_some_and(|edns| edns.option(EdnsCode::from(15)).is_some()), "extended error");
    assert_eq!(ask(resolver, &of("dnssec-bogus", true)).await.message().answers.len(), 1);
}

#[tokio::test]
async fn authoritative_servers_and_a_second_resolver_have_data_of_their_own() {
    let lab = lab(&["outdated", "outdated-address", "split-horizon", "lame"]).await;
    let at = |last: u8| SocketAddr::new([127, 0, 0, last].into(), lab.resolver().port());
    let ask_for = async |server, name: &str, kind| ask(server, &query(&format!("{name}.lab.test."), kind, false)).await;
    let name_server = ask_for(lab.resolver(), "outdated", RecordType::NS).await.shown().1;
    assert_eq!(name_server, "ns.lab.test.");
    assert_eq!(ask_for(lab.resolver(), "ns", RecordType::A).await.shown().1, "127.0.0.53");
    for (server, name, kind, expected) in [
        (lab.resolver(), "outdated", RecordType::MX, "10 old.outdated.lab.test."),
        (at(53), "outdated", RecordType::MX, "10 mx1.outdated.lab.test."),
        (lab.resolver(), "outdated-address", RecordType::A, "127.0.0.1"),
        (at(53), "outdated-address", RecordType::A, "127.0.0.2"),
        (lab.resolver(), "split-horizon", RecordType::A, "127.0.0.1"),
        (at(2), "split-horizon", RecordType::A, "127.0.0.2"),
    ] {
        assert_eq!(ask_for(server, name, kind).await.shown().1, expected, "{name} at {server}");
    }
    let resolvers = &lab.exercise("split-horizon").expect("started").resolvers;
    assert_eq!(resolvers, &[lab.resolver(), at(2)]);

    let referral = ask_for(at(53), "lame", RecordType::SOA).await.message();
    assert!(!referral.metadata.authoritative && referral.answers.is_empty());
    assert_eq!(referral.authorities.len(), 2);
    assert_eq!(ask_for(at(54), "lame", RecordType::SOA).await.shown().0, ResponseCode::Refused);
}

#[tokio::test]
async fn a_resolver_can_be_no_use_at_all() {
    let lab = lab(&["resolver-silent", "resolver-refuses", "resolver-absent"]).await;
    let root = query(".", RecordType::NS, false);
    let first = |id: &str| lab.exercise(id).expect("started").resolvers[0];
    assert!(matches!(ask(first("resolver-silent"), &root).await, Heard::Nothing));
    assert_eq!(ask(first("resolver-refuses"), &root).await.shown().0, ResponseCode::Refused);
    let absent = TcpStream::connect(first("resolver-absent")).await.expect_err("nobody listens");
    assert_eq!(absent.kind(), io::ErrorKind::ConnectionRefused);
    // An ICMP message says it.
    assert!(matches!(ask(first("resolver-absent"), &root).await, Heard::NobodyThere));
}

// --- the lab as a whole ---

#[tokio::test]
async fn every_scenario_starts_and_tells_how_to_check_it() {
    let all = every_scenario();
    let lab = Lab::start(&all).await.expect("a lab");
    let told: Vec<_> = lab.exercises().map(|exercise| exercise.scenario.id.clone()).collect();
    assert_eq!(told, all.iter().map(|scenario| scenario.id.clone()).collect::<Vec<_>>());
    for exercise in lab.exercises() {
        let id = &exercise.scenario.id;
        let args = exercise.args("/run/ca.pem".as_ref());
        let after = |name: &str| args.iter().position(|arg| arg == name).map(|place| args[place + 1].as_str());
        assert_eq!(after("--port"), Some(exercise.connector.port.to_string().as_str()), "{id}");
        assert_eq!(after("--resolver"), Some(exercise.resolvers[0].to_string().as_str()), "{id}");
        assert_eq!(after("--ca-file"), Some("/run/ca.pem"), "{id}");
        assert_eq!(after("--tls"), Some(exercise.connector.tls.id()), "{id}");
        assert_eq!(after("--tls-domain").is_some(), exercise.connector.tls.tls_domain().is_some(), "{id}");
        assert!(after("--timeout").is_some_and(|seconds| seconds.parse::<u64>().is_ok_and(|s| s > 0)), "{id}");
        assert_eq!(args.contains(&"--mx".to_owned()), matches!(exercise.connector.route, Route::Mx(_)), "{id}");
        if let Route::SmartHosts(hosts) = &exercise.connector.route {
            assert_eq!(matches!(hosts[0], Host::Ip(_)), exercise.scenario.by_address, "{id}");
        }
    }
}

#[tokio::test]
async fn a_dropped_lab_ends_its_connections_too() {
    let lab = lab(&["silent"]).await;
    let mut open = TcpStream::connect(address(lab.exercise("silent").expect("started"))).await.expect("open");
    drop(lab);
    let left = timeout(EVER, open.read(&mut [0; 16])).await.expect("the connection is over");
    assert!(matches!(left, Ok(0) | Err(_)));
}

#[tokio::test]
async fn a_crowd_of_silent_clients_does_not_keep_the_next_scenario_from_answering() {
    let lab = lab(&["healthy", "silent"]).await;
    let busy = address(lab.exercise("silent").expect("started"));
    let mut crowd = Vec::new();
    for _ in 0..60 {
        crowd.push(TcpStream::connect(busy).await.expect("open"));
    }
    assert_eq!(meet(lab.exercise("healthy").expect("started")).await.end, End::Through);
}

#[tokio::test]
async fn two_labs_run_side_by_side() {
    let (one, two) = (lab(&["healthy"]).await, lab(&["healthy"]).await);
    for lab in [&one, &two] {
        assert_eq!(meet(lab.exercise("healthy").expect("started")).await.end, End::Through);
    }
    assert_ne!(one.resolver(), two.resolver());
}

// --- the folder of the root certificate ---

#[test]
fn the_root_lies_in_a_folder_of_its_own_and_goes_with_it() {
    let parent = tempfile::tempdir().expect("a folder");
    let folder = CaFolder::create(parent.path(), "PEM").expect("made");
    let file = folder.ca_file();
    assert_eq!(fs::read_to_string(&file).expect("readable"), "PEM");
    let mode = |path: &std::path::Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().expect("a folder"))), (0o600, 0o700));
    drop(folder);
    assert_eq!(fs::read_dir(parent.path()).expect("readable").count(), 0);
}

#[test]
fn only_our_own_folders_that_nobody_holds_are_cleared_away() {
    let parent = tempfile::tempdir().expect("a folder");
    let make = |name: &str| {
        fs::create_dir(parent.path().join(name)).expect("made");
        fs::write(parent.path().join(name).join("ca.pem"), "old").expect("written");
        parent.path().join(name)
    };
    let gone = make("mxray-lab-a");
    let kept = [make("mxray-lab-"), make("somebody-else")];
    let held = make("mxray-lab-held");
    let file = fs::File::open(held.join("ca.pem")).expect("there");
    file.try_lock().expect("nobody holds it");
    // One that is being made, and one whose certificate is a link.
    let begun = parent.path().join("mxray-lab-begun");
    fs::create_dir(&begun).expect("made");
    let linked = parent.path().join("mxray-lab-linked");
    fs::create_dir(&linked).expect("made");
    std::os::unix::fs::symlink(gone.join("ca.pem"), linked.join("ca.pem")).expect("linked");
    let link = parent.path().join("mxray-lab-link");
    std::os::unix::fs::symlink(&kept[1], &link).expect("linked");

    let ours = CaFolder::create(parent.path(), "PEM").expect("made");
    let _another = CaFolder::create(parent.path(), "PEM").expect("made");
    assert!(ours.ca_file().exists() && !gone.exists());
    for folder in kept {
        assert!(folder.join("ca.pem").exists(), "{}", folder.display());
    }
    assert!(held.join("ca.pem").exists() && begun.exists() && linked.exists() && link.is_symlink());
    drop(file);
    drop(CaFolder::create(parent.path(), "PEM").expect("made"));
    assert!(!held.exists(), "whoever held it is gone");
}

#[test]
fn a_lab_among_other_processes_leaves_the_folder_of_this_one() {
    let parent = tempfile::tempdir().expect("a folder");
    let ours = CaFolder::create(parent.path(), "PEM").expect("made");
    // Process ids of its own, as in a container that shares the temporary folder.
    let output = std::process::Command::new("unshare")
        .args(["-rpf", "--mount-proc", env!("CARGO_BIN_EXE_mxray"), "lab", "--serve", "refused"])
        .env("XDG_RUNTIME_DIR", parent.path())
        .stdin(std::process::Stdio::null())
        .output();
    match output {
        Ok(output) if output.status.success() => {}
        Ok(output) => return skipped(&String::from_utf8_lossy(&output.stderr)),
        Err(error) => return skipped(&error.to_string()),
    }
    assert!(ours.ca_file().exists());
    assert_eq!(fs::read_dir(parent.path()).expect("readable").count(), 1, "it took its own with it");
}

// --- the assets ---

#[test]
fn the_course_has_seven_chapters_and_the_bench_the_rest() {
    let all = every_scenario();
    for chapter in 1..=7 {
        assert!(all.iter().filter(|scenario| scenario.chapter == chapter).count() >= 3, "chapter {chapter}");
    }
    for scenario in all.iter().filter(|scenario| scenario.chapter > 0) {
        let healthy = scenario.verdict == Verdict::Healthy;
        assert!(healthy || scenario.step.is_some(), "{} names no first step", scenario.id);
    }
    assert!(all.iter().any(|scenario| scenario.id == "refused"), "the article of 4.4.316 names it");
}

#[test]
fn almost_every_fault_can_be_met_in_the_lab() {
    let all = every_scenario();
    let missing: Vec<_> = mxray::model::Fault::ALL
        .iter()
        .filter(|fault| !all.iter().any(|s| s.fault == Some(**fault) || s.also.contains(fault)))
        .map(|fault| fault.id())
        .collect();
    // Not every machine has ::1. Loopback is no address of a network inside, has no other host to send ICMP and takes packets of any size, trouble of this machine is not the lab's to make, and a difference
    // between samples takes a probe that samples. A zone file that gives a name two aliases is read as if it gave one.
    let not_on_loopback = [
        "dns-private-address",
        "several-aliases",
        "smart-host-not-public",
        "tcp-prohibited",
        "tcp-unreachable",
        "ipv6-fails",
        "local-no-route",
        "local-permission",
        "local-resources",
        "local-stopped",
        "outbound-blocked",
        "path-mtu",
        "no-roots",
        "sample-differs",
    ];
    assert_eq!(missing, not_on_loopback);
}

#[test]
fn what_a_scenario_teaches_is_in_the_article_of_its_code() {
    let knowledge = Knowledge::embedded();
    for scenario in every_scenario() {
        let id = &scenario.id;
        let Some(code) = &scenario.code else { continue };
        let article = knowledge.article(code).unwrap_or_else(|| panic!("{id}: no article {code}"));
        let claimed = scenario.fault.and_then(|fault| knowledge.claim(fault)).map(|(article, _)| &article.id);
        assert_eq!(claimed, Some(code), "{id}: who claims its fault");
        for cause in scenario.cause.iter().chain(&scenario.answer) {
            assert!(article.cause_ids().contains(cause), "{id}: {cause}");
        }
        if let Some(step) = &scenario.step {
            // What else is seen may call for a step of another article.
            let taught = |article: &Article| article.steps.iter().any(|known| article.step_id(known) == *step);
            assert!(knowledge.articles().iter().any(taught), "{id}: {step}");
        }
    }
}

#[test]
fn every_scenario_and_chapter_has_its_words_in_every_language() {
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let mut ids: Vec<_> = (0..=7).map(|chapter| format!("lab-chapter-{chapter}")).collect();
        for scenario in every_scenario() {
            ids.extend(["", ".case", ".task"].map(|part| format!("lab-{}{part}", scenario.id)));
        }
        let missing: Vec<_> = ids.into_iter().filter(|id| !texts.has(id) || texts.get(id).contains('{')).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", locale.tag());
    }
}

#[test]
fn the_last_chapter_gives_no_code_away() {
    let all = every_scenario();
    for texts in Locale::all().map(Texts::new) {
        for scenario in all.iter().filter(|scenario| scenario.chapter > 0) {
            let story = ["", ".case", ".task"].map(|part| texts.get(&format!("lab-{}{part}", scenario.id))).join(" ");
            let code = scenario.code.as_ref().map(ToString::to_string).unwrap_or_default();
            let tells = story.contains("4.4.") || story.contains("4.7.");
            assert_eq!(tells, scenario.chapter < 7, "{}: {story}", scenario.id);
            assert!(!tells || story.contains(&code), "{}: {story}", scenario.id);
        }
    }
}
