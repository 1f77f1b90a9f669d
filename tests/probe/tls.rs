//! What is behind a handshake that fails, from real sockets: old versions, suites, client certificates, alerts.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use mxray::model::{CertificateProblem, Evidence, Fault, ProbeEvent, Run, Stage, StageState, TlsLimit, TlsPolicy};
use rustls::pki_types::PrivateKeyDer;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};
use tokio_rustls::TlsAcceptor;

use crate::support::servers::*;

const CERTIFICATE: TlsPolicy = TlsPolicy::CertificateValidation;

/// Speaks SMTP up to STARTTLS, then hands the connection over with its number.
async fn behind_starttls<F, W>(handle: F) -> std::net::SocketAddr
where
    F: Fn(usize, TcpStream) -> W + Clone + Send + Sync + 'static,
    W: Future<Output = ()> + Send + 'static,
{
    server(move |number, stream| {
        let handle = handle.clone();
        async move {
            let mut stream = BufReader::new(stream);
            let _ = stream.write_all(b"220 mx.test\r\n").await;
            for reply in ["250-mx.test\r\n250 STARTTLS\r\n", "220 go\r\n"] {
                let mut line = String::new();
                let _ = stream.read_line(&mut line).await;
                let _ = stream.write_all(reply.as_bytes()).await;
            }
            handle(number, stream.into_inner()).await;
        }
    })
    .await
}

/// A server's hello of that version and suite.
fn server_hello(version: u16, suite: u16) -> Vec<u8> {
    let mut body = version.to_be_bytes().to_vec();
    body.extend([9; 32]);
    body.push(0);
    body.extend(suite.to_be_bytes());
    body.push(0);
    let length = body.len() as u8;
    [&[0x16, 3, 1, 0, length + 4, 2, 0, 0, length][..], &body].concat()
}

async fn answers(bytes: Vec<Vec<u8>>) -> Run {
    let at = behind_starttls(move |number, mut stream| {
        let answer = bytes[number.min(bytes.len() - 1)].clone();
        async move {
            let mut hello = [0; 2048];
            let _ = stream.read(&mut hello).await;
            let _ = stream.write_all(&answer).await;
            let _ = stream.shutdown().await;
            // Until the other side is done too, so that no reset swallows the answer.
            while stream.read(&mut hello).await.is_ok_and(|count| count > 0) {}
        }
    })
    .await;
    run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await
}

const HANDSHAKE_FAILURE: [u8; 7] = [0x15, 3, 3, 0, 2, 2, 40];
const PROTOCOL_VERSION: [u8; 7] = [0x15, 3, 1, 0, 2, 2, 70];

#[tokio::test]
async fn a_server_of_old_versions_only_is_named_by_its_version() {
    for first in [PROTOCOL_VERSION.to_vec(), HANDSHAKE_FAILURE.to_vec(), Vec::new(), server_hello(0x0301, 0xc014)] {
        let run = answers(vec![first, server_hello(0x0301, 0xc014)]).await;
        assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsVersion)), "{run:#?}");
        assert!(run.endpoints[0].evidence.contains(&Evidence::TlsVersion { offered: Some("TLS 1.0".into()) }));
        let tls = run.endpoints[0].tls.as_ref().expect("what was seen");
        assert_eq!(tls.problems, [CertificateProblem::UnsupportedVersion]);
    }
}

#[tokio::test]
async fn a_refusal_of_everything_is_no_suite_in_common() {
    let run = answers(vec![HANDSHAKE_FAILURE.to_vec()]).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsCipher)), "{run:#?}");
    assert!(run.endpoints[0].evidence.contains(&Evidence::TlsCipher { alert: "handshake_failure".into() }));
}

#[tokio::test]
async fn a_documented_suite_that_only_this_program_lacks_is_not_held_against_the_server() {
    let run = answers(vec![HANDSHAKE_FAILURE.to_vec(), server_hello(0x0303, 0x009d)]).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsUnsupportedHere)), "{run:#?}");
    let detail = Evidence::TlsUnsupportedHere { detail: "TLS_RSA_WITH_AES_256_GCM_SHA384".into() };
    assert!(run.endpoints[0].evidence.contains(&detail), "{run:#?}");
}

/// Suites of the TLS 1.2 hello of a client, in its order (RFC 5246 section 7.4.1.2).
fn suites(hello: &[u8]) -> Vec<u16> {
    let session = usize::from(hello[43]);
    let length = usize::from(u16::from_be_bytes([hello[44 + session], hello[45 + session]]));
    hello[46 + session..][..length].chunks_exact(2).map(|suite| u16::from_be_bytes([suite[0], suite[1]])).collect()
}

/// A server of TLS 1.2 that goes by its own order of suites, up to so many connections; and how many came.
async fn of_order(order: &'static [u16], most: usize) -> (Run, usize) {
    let all = Arc::new(AtomicUsize::new(0));
    let counter = all.clone();
    let at = behind_starttls(move |number, mut stream| {
        counter.fetch_add(1, Ordering::SeqCst);
        async move {
            let mut hello = [0; 2048];
            let count = stream.read(&mut hello).await.unwrap_or(0);
            if number >= most || count < 50 {
                return;
            }
            let offered = suites(&hello[..count]);
            let suite = order.iter().find(|suite| offered.contains(suite));
            let answer = suite.map_or(HANDSHAKE_FAILURE.to_vec(), |suite| server_hello(0x0303, *suite));
            let _ = stream.write_all(&answer).await;
            let _ = stream.shutdown().await;
            while stream.read(&mut hello).await.is_ok_and(|count| count > 0) {}
        }
    })
    .await;
    (run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await, all.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_server_that_prefers_what_office_365_lacks_is_asked_for_what_it_has_alone() {
    // The order of Windows Server 2008 R2: AES with the key exchange of RSA first.
    const OLD: [u16; 4] = [0x003c, 0x002f, 0x003d, 0x0035];
    let (run, count) = of_order(&[0x003c, 0x002f, 0x003d, 0x0035, 0xc027, 0xc013], 3).await;
    assert_eq!((only(&run), count), (Some((Stage::Handshake, Fault::TlsUnsupportedHere)), 3), "{run:#?}");
    let detail = Evidence::TlsUnsupportedHere { detail: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256".into() };
    assert!(run.endpoints[0].evidence.contains(&detail), "{run:#?}");
    // One that has nothing else has nothing for Office 365.
    let (run, count) = of_order(&OLD, 3).await;
    assert_eq!((only(&run), count), (Some((Stage::Handshake, Fault::TlsCipher)), 3), "{run:#?}");
}

#[tokio::test]
async fn a_suite_that_this_program_has_is_a_limit_behind_another_preference_too() {
    // It turns down the hello of this program's TLS, whatever it holds.
    let run =
        answers(vec![HANDSHAKE_FAILURE.to_vec(), server_hello(0x0303, 0x003c), server_hello(0x0303, 0xc030)]).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsLimitHere)), "{run:#?}");
    let run =
        answers(vec![HANDSHAKE_FAILURE.to_vec(), server_hello(0x0303, 0x003c), server_hello(0x0303, 0x003c)]).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsCipher)), "{run:#?}");
}

#[tokio::test]
async fn another_alert_is_told_by_its_name() {
    let run = answers(vec![vec![0x15, 3, 3, 0, 2, 2, 80]]).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsAlert)), "{run:#?}");
    assert!(run.endpoints[0].evidence.contains(&Evidence::TlsAlert { alert: "internal_error".into() }));
}

#[tokio::test]
async fn a_cut_in_the_handshake_is_told_as_a_cut() {
    let run = answers(vec![Vec::new()]).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::Closed)), "{run:#?}");
}

#[tokio::test]
async fn bytes_that_break_the_rules_of_tls_are_told_so() {
    let run = answers(vec![vec![0x16, 3, 3, 0, 4, 0xff, 0, 0, 0]]).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsMalformed)), "{run:#?}");
}

#[tokio::test]
async fn a_failed_handshake_costs_at_most_three_connections_one_at_a_time() {
    let (open, most, all) =
        (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counters = (open.clone(), most.clone(), all.clone());
    let at = behind_starttls(move |_, mut stream| {
        let (open, most, all) = counters.clone();
        async move {
            all.fetch_add(1, Ordering::SeqCst);
            most.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let mut hello = [0; 2048];
            let _ = stream.read(&mut hello).await;
            // Counted down before the answer goes out: the next connection may come at once.
            open.fetch_sub(1, Ordering::SeqCst);
            let _ = stream.write_all(&HANDSHAKE_FAILURE).await;
        }
    })
    .await;
    run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await;
    assert!(all.load(Ordering::SeqCst) <= 3 && most.load(Ordering::SeqCst) == 1);
}

/// A server that asks for a client certificate, and insists on it in the handshake or leaves that to SMTP.
async fn asks_for_a_certificate(version: Version, insists: bool, ehlo_tls: &'static str) -> Run {
    let authority = Authority::new("Test CA");
    let (leaf, key) = authority.leaf(|_| {});
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = rustls::RootCertStore::empty();
    roots.add(authority.der.clone()).expect("a root");
    let verifier = rustls::server::WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone());
    let verifier = if insists { verifier } else { verifier.allow_unauthenticated() };
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[version])
        .expect("a version")
        .with_client_cert_verifier(verifier.build().expect("a verifier"))
        .with_single_cert(vec![leaf], PrivateKeyDer::try_from(key.serialize_der()).expect("a key"))
        .expect("a chain");
    let smtp = Smtp { ehlo_tls, ..Smtp::healthy(TlsAcceptor::from(Arc::new(config))) };
    run(to_ip(smtp.listen().await, CERTIFICATE), vantage(&[], &[&authority.pem])).await
}

type Version = &'static rustls::SupportedProtocolVersion;

#[tokio::test]
async fn a_demand_for_a_client_certificate_is_called_that() {
    const WELCOME: &str = "250 mx.test\r\n";
    const IN_WORDS: &str = "421 4.7.1 mx.test Error: No client certificate presented\r\n";
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        for (insists, ehlo_tls) in [(true, WELCOME), (false, IN_WORDS)] {
            let run = asks_for_a_certificate(version, insists, ehlo_tls).await;
            let (stage, fault) = only(&run).expect("a failure");
            assert_eq!(fault, Fault::TlsClientCertificate, "{run:#?}");
            assert!(matches!(stage, Stage::Handshake | Stage::EhloTls));
        }
        assert_healthy(&asks_for_a_certificate(version, false, WELCOME).await);
        let other = asks_for_a_certificate(version, false, "421 4.3.2 closing\r\n").await;
        assert_eq!(only(&other), Some((Stage::EhloTls, Fault::EhloTlsRejected)));
    }
}

#[tokio::test]
async fn both_versions_of_today_are_healthy() {
    let authority = Authority::new("Test CA");
    for (version, name) in [(&rustls::version::TLS12, "1.2"), (&rustls::version::TLS13, "1.3")] {
        let (leaf, key) = authority.leaf(|_| {});
        let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_protocol_versions(&[version])
            .expect("a version")
            .with_no_client_auth()
            .with_single_cert(vec![leaf], PrivateKeyDer::try_from(key.serialize_der()).expect("a key"))
            .expect("a chain");
        let at = Smtp::healthy(TlsAcceptor::from(Arc::new(config))).listen().await;
        let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[&authority.pem])).await;
        assert_healthy(&run);
        assert_eq!(run.endpoints[0].tls.as_ref().expect("TLS").version, name);
    }
}

#[tokio::test]
async fn a_server_that_drops_whoever_offers_more_than_tls_1_0_is_named_by_its_version() {
    let run = answers(vec![Vec::new(), Vec::new(), server_hello(0x0301, 0x002f)]).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsVersion)), "{run:#?}");
    assert!(run.endpoints[0].evidence.contains(&Evidence::TlsVersion { offered: Some("TLS 1.0".into()) }));
}

#[tokio::test]
async fn nothing_is_said_of_suites_where_the_second_look_did_not_come_to_them() {
    let first = behind_starttls(|_, mut stream| async move {
        let mut hello = [0; 2048];
        let _ = stream.read(&mut hello).await;
        let _ = stream.write_all(&HANDSHAKE_FAILURE).await;
    })
    .await;
    // The second connection meets a limit.
    let at = server(move |number, mut stream| async move {
        if number > 0 {
            let _ = stream.write_all(b"421 4.7.0 too many connections\r\n").await;
        } else if let Ok(mut behind) = TcpStream::connect(first).await {
            let _ = tokio::io::copy_bidirectional(&mut stream, &mut behind).await;
        }
    })
    .await;
    let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsAlert)), "{run:#?}");
}

#[tokio::test]
async fn bytes_that_no_one_could_read_are_not_called_plain_text() {
    let run = answers(vec![vec![0x80, 0x2e, 0x01, 0x00, 0x02, 0x00, 0x15]]).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsMalformed)), "{run:#?}");
    let run = answers(vec![b"454 not now\r\n".to_vec()]).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsPlaintext)), "{run:#?}");
}

/// A server that speaks one version with one suite only.
async fn of_suite(version: Version, suite: rustls::CipherSuite) -> Run {
    let authority = Authority::new("Test CA");
    let (leaf, key) = authority.leaf(|_| {});
    let mut provider = rustls::crypto::ring::default_provider();
    provider.cipher_suites.retain(|known| known.suite() == suite);
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(provider))
        .with_protocol_versions(&[version])
        .expect("a version")
        .with_no_client_auth()
        .with_single_cert(vec![leaf], PrivateKeyDer::try_from(key.serialize_der()).expect("a key"))
        .expect("a chain");
    let at = Smtp::healthy(TlsAcceptor::from(Arc::new(config))).listen().await;
    run(to_ip(at, CERTIFICATE), vantage(&[], &[&authority.pem])).await
}

#[tokio::test]
async fn a_suite_that_office_365_is_not_documented_to_have_does_not_make_a_server_well() {
    use rustls::CipherSuite as Suite;
    let (old, new) = (&rustls::version::TLS12, &rustls::version::TLS13);
    assert_healthy(&of_suite(old, Suite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384).await);
    let run = of_suite(old, Suite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsCipher)), "{run:#?}");
    for suite in [Suite::TLS13_AES_128_GCM_SHA256, Suite::TLS13_AES_256_GCM_SHA384] {
        assert_healthy(&of_suite(new, suite).await);
    }
    // Windows has this one, switched off.
    let run = of_suite(new, Suite::TLS13_CHACHA20_POLY1305_SHA256).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsLimitHere)), "{run:#?}");
    let (alert, offered) = (Some("handshake_failure".into()), Some("TLS 1.3".into()));
    let evidence = Evidence::TlsLimitHere { limit: TlsLimit::Hello, alert, offered };
    assert!(run.endpoints[0].evidence.contains(&evidence), "{run:#?}");
}

#[tokio::test]
async fn another_key_than_the_certificates_is_a_fault_under_every_setting() {
    let authority = Authority::new("Test CA");
    let (leaf, _) = authority.leaf(|_| {});
    let (_, other) = authority.leaf(|_| {});
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let key = PrivateKeyDer::try_from(other.serialize_der()).expect("a key");
        let key = provider.key_provider.load_private_key(key).expect("a key");
        let pair = rustls::sign::CertifiedKey::new(vec![leaf.clone()], key);
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[version])
            .expect("a version")
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(pair)));
        let at = Smtp::healthy(TlsAcceptor::from(Arc::new(config))).listen().await;
        for policy in [TlsPolicy::Opportunistic, TlsPolicy::EncryptionOnly, CERTIFICATE] {
            let run = run(to_ip(at, policy), vantage(&[], &[&authority.pem])).await;
            assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsKeyMismatch)), "{run:#?}");
            let shown = run.endpoints[0].tls.as_ref().expect("what was presented");
            assert_eq!(shown.chain.len(), 1, "{shown:?}");
        }
    }
}

#[tokio::test]
async fn a_server_that_hangs_in_the_handshake_is_not_called_a_hole_in_the_path() {
    let at = behind_starttls(|_, stream| async move {
        let _held = stream;
        std::future::pending::<()>().await;
    })
    .await;
    let events = events(to_ip(at, CERTIFICATE), vantage(&[], &[])).await;
    // Each connection tells how long it may take, and the stage is as long as both.
    let waits: Vec<(u64, u64)> = events
        .iter()
        .filter_map(|event| match event {
            ProbeEvent::Started { stage: Stage::Handshake, at_ms, until_ms, .. } => Some((*at_ms, *until_ms)),
            _ => None,
        })
        .collect();
    let run = Run::replay(events);
    let StageState::Ended { at_ms, took_ms, .. } = run.endpoints[0].stage(Stage::Handshake) else { panic!("{run:#?}") };
    assert!(matches!(waits[..], [(_, first), (second, last)] if first <= second && second < last), "{waits:?}");
    assert_eq!(at_ms - took_ms, waits[0].0, "{waits:?}");
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::Silent)), "{run:#?}");
    assert!(!has(&run, "path-mtu"), "{run:#?}");
}
