//! Handshakes that fail at what this program's library does not take: they are no fault of the destination, and
//! nothing is named that the server did not show.

use mxray::model::{Evidence, Fault, Run, Stage, TlsLimit, TlsPolicy};
use rustls::pki_types::{CertificateDer, pem::PemObject};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::servers::*;

const CERTIFICATE: TlsPolicy = TlsPolicy::CertificateValidation;

fn record(kind: u8, content: &[u8]) -> Vec<u8> {
    let record = |part: &[u8]| [&[kind, 3, 3][..], &(part.len() as u16).to_be_bytes(), part].concat();
    content.chunks(16_384).flat_map(record).collect()
}

fn counted(content: &[u8]) -> Vec<u8> {
    [&(content.len() as u32).to_be_bytes()[1..], content].concat()
}

fn message(kind: u8, content: &[u8]) -> Vec<u8> {
    record(22, &[&[kind][..], &counted(content)].concat())
}

/// RFC 5246 section 7.4.1.3.
fn server_hello(suite: u16, extensions: &[u8]) -> Vec<u8> {
    let mut body = vec![3, 3];
    body.extend([9; 32]);
    body.push(0);
    body.extend(suite.to_be_bytes());
    body.push(0);
    body.extend((extensions.len() as u16).to_be_bytes());
    body.extend(extensions);
    message(2, &body)
}

/// Section 7.4.2.
fn chain(certificates: &[&[u8]]) -> Vec<u8> {
    let all: Vec<u8> = certificates.iter().flat_map(|der| counted(der)).collect();
    message(11, &counted(&all))
}

/// RFC 8422 section 5.4: a named curve, a point, a signature; none of it is looked at.
fn key_exchange(curve: u16) -> Vec<u8> {
    let mut body = vec![3];
    body.extend(curve.to_be_bytes());
    body.extend([1, 4, 4, 1, 0, 1, 0]);
    message(12, &body)
}

fn done() -> Vec<u8> {
    message(14, &[])
}

fn p521() -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(include_bytes!("../fixtures/probe/p521.pem")).expect("a certificate")
}

fn alert(number: u8) -> Vec<u8> {
    record(21, &[2, number])
}

/// Answers each hello with the bytes of its turn, the last ones for ever.
async fn answers(bytes: Vec<Vec<u8>>) -> Run {
    let at = server(move |number, stream| {
        let answer = bytes[number.min(bytes.len() - 1)].clone();
        async move {
            let mut stream = tokio::io::BufReader::new(stream);
            let _ = stream.write_all(b"220 mx.test\r\n").await;
            for reply in ["250-mx.test\r\n250 STARTTLS\r\n", "220 go\r\n"] {
                let mut line = String::new();
                let _ = tokio::io::AsyncBufReadExt::read_line(&mut stream, &mut line).await;
                let _ = stream.write_all(reply.as_bytes()).await;
            }
            let mut hello = [0; 2048];
            let _ = stream.read(&mut hello).await;
            let _ = stream.write_all(&answer).await;
            let _ = stream.shutdown().await;
            while stream.read(&mut hello).await.is_ok_and(|count| count > 0) {}
        }
    })
    .await;
    run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await
}

fn assert_limit(run: &Run, limit: TlsLimit, alert: Option<&str>, offered: Option<&str>) {
    assert_eq!(only(run), Some((Stage::Handshake, Fault::TlsLimitHere)), "{run:#?}");
    let evidence = Evidence::TlsLimitHere { limit, alert: alert.map(Into::into), offered: offered.map(Into::into) };
    assert!(run.endpoints[0].evidence.contains(&evidence), "{evidence:?} is not in {run:#?}");
    assert!(!has(run, "tls-cipher") && !has(run, "tls-unsupported-here"), "{run:#?}");
    assert!(Fault::TlsLimitHere.is_unknowable());
}

const RSA_GCM: u16 = 0xc02f;
const ELLIPTIC_GCM: u16 = 0xc02b;
const HANDSHAKE_FAILURE: u8 = 40;
const PROTOCOL_VERSION: u8 = 70;

#[tokio::test]
async fn a_curve_is_named_only_where_the_server_names_it() {
    let failure = || alert(HANDSHAKE_FAILURE);
    let flight = |curve| [server_hello(RSA_GCM, &[]), chain(&[b"none"]), key_exchange(curve), done()].concat();
    let named = answers(vec![failure(), flight(25)]).await;
    assert_limit(&named, TlsLimit::Curve, Some("handshake_failure"), Some("secp521r1"));
    let offered = "TLS 1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
    for (name, answer) in [
        ("another curve", flight(23)),
        ("a hello only", server_hello(RSA_GCM, &[])),
        ("a hello, then an alert", [server_hello(RSA_GCM, &[]), failure()].concat()),
        ("half a key exchange", flight(25)[..flight(25).len() - 12].to_vec()),
    ] {
        for (alert_sent, called) in [(HANDSHAKE_FAILURE, "handshake_failure"), (71, "insufficient_security")] {
            let run = answers(vec![alert(alert_sent), answer.clone()]).await;
            assert!(!format!("{run:?}").contains("secp521r1"), "{name}: {run:#?}");
            assert_limit(&run, TlsLimit::Hello, Some(called), Some(offered));
        }
    }
}

#[tokio::test]
async fn a_server_that_refuses_tls_1_3_only_is_told_as_what_it_is() {
    let run = answers(vec![alert(PROTOCOL_VERSION), [server_hello(RSA_GCM, &[]), done()].concat()]).await;
    let offered = "TLS 1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
    assert_limit(&run, TlsLimit::Hello, Some("protocol_version"), Some(offered));
    // And one that has nothing but TLS 1.3, of which every documented suite was offered.
    let run = answers(vec![alert(HANDSHAKE_FAILURE), alert(PROTOCOL_VERSION)]).await;
    assert_limit(&run, TlsLimit::Hello, Some("handshake_failure"), Some("TLS 1.3"));
}

#[tokio::test]
async fn an_alert_behind_the_servers_hello_is_not_about_a_suite() {
    for number in [HANDSHAKE_FAILURE, PROTOCOL_VERSION, 71] {
        let run = answers(vec![[server_hello(RSA_GCM, &[]), alert(number)].concat()]).await;
        assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsAlert)), "{run:#?}");
    }
}

#[tokio::test]
async fn a_key_that_this_program_cannot_use_is_no_fault_of_the_server() {
    let (key, leaf) = (Some("EC 521"), p521());
    for suite in [ELLIPTIC_GCM, 0xc02c, 0xc009, 0xc00a] {
        let flight = [server_hello(suite, &[]), chain(&[&leaf]), key_exchange(23), done()].concat();
        let run = answers(vec![alert(HANDSHAKE_FAILURE), flight]).await;
        assert_limit(&run, TlsLimit::Key, Some("handshake_failure"), key);
    }
}

#[tokio::test]
async fn a_key_on_a_curve_that_is_offered_in_the_last_hello_only_is_no_fault_of_the_server() {
    macro_rules! odd {
        ($name:literal) => {
            CertificateDer::from_pem_slice(include_bytes!(concat!("../fixtures/probe/odd/", $name, ".pem")))
                .expect("a certificate")
        };
    }
    let failure = || alert(HANDSHAKE_FAILURE);
    for (key, leaf) in [("secp256k1", odd!("secp256k1")), ("brainpoolP256r1", odd!("brainpoolp256r1"))] {
        let flight = [server_hello(ELLIPTIC_GCM, &[]), chain(&[&leaf]), key_exchange(23), done()].concat();
        let run = answers(vec![failure(), failure(), flight]).await;
        assert_limit(&run, TlsLimit::Key, Some("handshake_failure"), Some(key));
    }
    for (number, curve) in [(22, "secp256k1"), (26, "brainpoolP256r1"), (30, "x448")] {
        let flight = [server_hello(RSA_GCM, &[]), chain(&[b"none"]), key_exchange(number), done()].concat();
        let run = answers(vec![failure(), failure(), flight]).await;
        assert_limit(&run, TlsLimit::Curve, Some("handshake_failure"), Some(curve));
    }
    // One that has none of the suites refuses all the same.
    let run = answers(vec![failure()]).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsCipher)), "{run:#?}");
}

#[tokio::test]
async fn a_long_chain_is_beyond_this_program_and_no_fault_of_the_server() {
    let one = vec![7; 30_000];
    let long = chain(&[&one, &one, &one]);
    let by_hand = answers(vec![[server_hello(RSA_GCM, &[]), long].concat()]).await;
    assert_limit(&by_hand, TlsLimit::LongChain, None, None);
    // From a real server, in both versions.
    let authority = Authority::new("Test CA");
    let (leaf, key) = authority.leaf(|_| {});
    let chain: Vec<_> = std::iter::once(leaf).chain(std::iter::repeat_n(authority.der.clone(), 250)).collect();
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let config =
            rustls::ServerConfig::builder_with_provider(std::sync::Arc::new(rustls::crypto::ring::default_provider()))
                .with_protocol_versions(&[version])
                .expect("a version")
                .with_no_client_auth()
                .with_single_cert(
                    chain.clone(),
                    rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).expect("a key"),
                )
                .expect("a chain");
        let at = Smtp::healthy(tokio_rustls::TlsAcceptor::from(std::sync::Arc::new(config))).listen().await;
        let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[&authority.pem])).await;
        assert_limit(&run, TlsLimit::LongChain, None, None);
    }
}

#[tokio::test]
async fn a_large_message_that_is_no_chain_breaks_the_rules() {
    let huge = record(22, &[12, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
    let run = answers(vec![[server_hello(RSA_GCM, &[]), huge].concat()]).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsMalformed)), "{run:#?}");
}

#[tokio::test]
async fn an_empty_staple_is_beyond_this_program_and_no_fault_of_the_server() {
    // The server says that it staples (RFC 6066 section 8), and then an answer without a byte.
    let hello = server_hello(RSA_GCM, &[0, 5, 0, 0]);
    let run =
        answers(vec![[hello, chain(&[&p521()]), message(22, &[1, 0, 0, 0]), key_exchange(23), done()].concat()]).await;
    assert_limit(&run, TlsLimit::EmptyStaple, None, None);
}
