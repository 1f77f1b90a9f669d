//! What is seen at one address, from real sockets on loopback that behave as each test says.

use std::time::Duration;

use mxray::model::{CertificateProblem, Evidence, Fault, Limits, Stage, StageState, TlsPolicy};
use rcgen::{DnType, KeyPair};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::servers::*;

const CERTIFICATE: TlsPolicy = TlsPolicy::CertificateValidation;

#[tokio::test]
async fn a_healthy_server_passes_every_stage_in_one_connection() {
    let authority = Authority::new("Test CA");
    let smtp = healthy(&authority);
    let heard = smtp.heard.clone();
    let at = smtp.listen().await;
    let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[&authority.pem])).await;
    assert_healthy(&run);
    let tls = run.endpoints[0].tls.as_ref().expect("TLS");
    assert_eq!((tls.version.as_str(), tls.problems.as_slice()), ("1.3", &[][..]), "{tls:?}");
    assert!(run.endpoints[0].stages.iter().all(StageState::passed));
    // The server may read QUIT a moment after the probe is done.
    for _ in 0..100 {
        if heard.lock().expect("no panic").len() == 4 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(*heard.lock().expect("no panic"), ["EHLO probe.test", "STARTTLS", "EHLO probe.test", "QUIT"]);
}

#[tokio::test]
async fn a_refused_port_is_refused() {
    let (_bound, at) = refusing();
    let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await;
    assert_eq!(only(&run), Some((Stage::Connect, Fault::TcpRefused)));
}

#[tokio::test]
async fn a_dropped_connection_attempt_times_out() {
    let (_listener, _filler, at) = silent().await;
    let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await;
    assert_eq!(only(&run), Some((Stage::Connect, Fault::TcpTimedOut)));
}

#[tokio::test]
async fn a_reset_at_once_is_no_refusal() {
    let at = server(|_, stream| async move {
        stream.set_zero_linger().expect("an option");
    })
    .await;
    let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await;
    assert_eq!(only(&run), Some((Stage::Greeting, Fault::Reset)), "{run:#?}");
}

#[tokio::test]
async fn replies_that_say_no_are_told_by_stage() {
    let authority = Authority::new("Test CA");
    let base = || healthy(&authority);
    for (smtp, stage, fault) in [
        (Smtp { greeting: "421 busy\r\n", ..base() }, Stage::Greeting, Fault::GreetingRejected),
        (Smtp { greeting: "554-no\r\n554 mail here\r\n", ..base() }, Stage::Greeting, Fault::GreetingRejected),
        (Smtp { greeting: "250 what\r\n", ..base() }, Stage::Greeting, Fault::ReplyMalformed),
        (Smtp { ehlo: "421 closing\r\n", ..base() }, Stage::Ehlo, Fault::EhloRejected),
        (Smtp { ehlo: "502 what\r\n", helo: "502 what\r\n", ..base() }, Stage::Ehlo, Fault::EhloRejected),
        (Smtp { ehlo: "502 what\r\n", ..base() }, Stage::Ehlo, Fault::EhloUnsupported),
        (Smtp { ehlo: "250 mx\r\n", ..base() }, Stage::Ehlo, Fault::StartTlsMissing),
        (Smtp { ehlo: "250-mx\r\n250-XXXXXXXA\r\n250 SIZE\r\n", ..base() }, Stage::Ehlo, Fault::StartTlsMasked),
        (Smtp { starttls: "454 not now\r\n", ..base() }, Stage::StartTls, Fault::StartTlsRejected),
        (Smtp { starttls: "220 go\r\n250 injected\r\n", ..base() }, Stage::StartTls, Fault::StartTlsInjected),
        (Smtp { ehlo_tls: "550 no\r\n", ..base() }, Stage::EhloTls, Fault::EhloTlsRejected),
        (Smtp { ehlo: "", ..base() }, Stage::Ehlo, Fault::Closed),
        (Smtp { starttls: "", ..base() }, Stage::StartTls, Fault::Closed),
        (Smtp { ehlo_tls: "", ..base() }, Stage::EhloTls, Fault::Closed),
        (Smtp { greeting: "HTTP/1.1 400 Bad Request\r\n", ..base() }, Stage::Greeting, Fault::NotSmtp),
        (
            Smtp { greeting: "220 ProFTPD Server\r\n", ehlo: "500 EHLO not understood\r\n", ..base() },
            Stage::Ehlo,
            Fault::NotSmtp,
        ),
        (Smtp { tls: None, ..base() }, Stage::Handshake, Fault::Silent),
        (Smtp { greeting: "", ..base() }, Stage::Greeting, Fault::Silent),
    ] {
        let at = smtp.listen().await;
        let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[&authority.pem])).await;
        assert_eq!(only(&run), Some((stage, fault)), "{run:#?}");
        assert!(has(&run, fault.id()), "the evidence of {fault:?}: {run:#?}");
        let later = Stage::OF_ADDRESS.iter().filter(|later| **later > stage);
        assert!(later.clone().all(|later| matches!(run.endpoints[0].stage(*later), StageState::Ended { .. })));
    }
}

#[tokio::test]
async fn a_certificate_is_judged_by_the_setting_of_the_connector() {
    let (authority, private) = (Authority::new("Test CA"), Authority::new("Private CA"));
    let ago = |days: i64| time::OffsetDateTime::now_utc() - time::Duration::days(days);
    let cases = [
        (authority.leaf(|p| (p.not_before, p.not_after) = (ago(40), ago(12))), CertificateProblem::Expired),
        (authority.leaf(|p| (p.not_before, p.not_after) = (ago(-3), ago(-90))), CertificateProblem::NotYetValid),
        (private.leaf(|_| {}), CertificateProblem::UnknownIssuer),
    ];
    for ((leaf, key), problem) in cases {
        let at = Smtp::healthy(acceptor(vec![leaf], &key)).listen().await;
        let vantage = vantage(&[], &[&authority.pem]);
        let strict = run(to_ip(at, CERTIFICATE), vantage.clone()).await;
        let (stage, fault) = only(&strict).expect("it fails");
        assert_eq!((stage, fault.problem()), (Stage::Certificate, Some(problem)), "{strict:#?}");
        assert_eq!(strict.endpoints[0].tls.as_ref().expect("TLS").problems, [problem]);
        let lenient = run(to_ip(at, TlsPolicy::EncryptionOnly), vantage).await;
        assert_healthy(&lenient);
        assert!(has(&lenient, fault.id()), "it is told all the same");
    }
}

#[tokio::test]
async fn the_name_is_compared_only_where_the_connector_asks_for_it() {
    let authority = Authority::new("Test CA");
    let at = healthy(&authority).listen().await;
    let vantage = vantage(&[], &[&authority.pem]);
    let wrong = run(to_ip(at, tls_domain("mail.contoso.com")), vantage.clone()).await;
    assert_eq!(only(&wrong), Some((Stage::Certificate, Fault::CertificateNameMismatch)));
    assert_healthy(&run(to_ip(at, tls_domain("mx.test")), vantage.clone()).await);
}

#[tokio::test]
async fn a_self_signed_certificate_is_called_that() {
    let key = KeyPair::generate().expect("a key");
    let certificate = leaf_params().self_signed(&key).expect("a certificate");
    let at = Smtp::healthy(acceptor(vec![certificate.der().clone()], &key)).listen().await;
    let trusted = Authority::new("Test CA");
    let strict = run(to_ip(at, CERTIFICATE), vantage(&[], &[&trusted.pem])).await;
    assert_eq!(only(&strict), Some((Stage::Certificate, Fault::CertificateSelfSigned)));
    let itself = certificate.pem();
    assert_healthy(&run(to_ip(at, CERTIFICATE), vantage(&[], &[&itself])).await);
}

#[tokio::test]
async fn without_roots_trust_cannot_be_judged() {
    let authority = Authority::new("Test CA");
    let at = healthy(&authority).listen().await;
    let blind = run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await;
    assert_eq!(only(&blind), Some((Stage::Certificate, Fault::NoRoots)));
    assert_healthy(&run(to_ip(at, TlsPolicy::EncryptionOnly), vantage(&[], &[])).await);
}

#[tokio::test]
async fn without_starttls_an_opportunistic_connector_goes_on_in_clear() {
    let at = Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() }.listen().await;
    let run = run(to_ip(at, TlsPolicy::Opportunistic), vantage(&[], &[])).await;
    assert_healthy(&run);
    assert!(has(&run, "plain-text"));
}

#[tokio::test]
async fn cancelling_ends_a_run_soon_and_skips_the_rest() {
    let at = Smtp { greeting: "220-wait\r\n", ..Smtp::plain() }.listen().await;
    // No time limit ends it while the test is patient.
    let plan = mxray::model::ProbePlan { limits: HOURS, ..to_ip(at, CERTIFICATE) };
    let mut probe = mxray::probe::start(plan, vantage(&[], &[]));
    let mut run = mxray::model::Run::default();
    while let Some(event) = probe.next().await {
        let greets = matches!(event, mxray::model::ProbeEvent::Said { .. });
        run.apply(event);
        if greets {
            break;
        }
    }
    probe.cancel();
    let rest = async {
        while let Some(event) = probe.next().await {
            run.apply(event);
        }
    };
    tokio::time::timeout(PATIENCE, rest).await.expect("it ends");
    assert!(run.cancelled && run.finished && run.endpoints[0].is_over(), "{run:#?}");
}

#[tokio::test]
async fn a_greeting_that_drips_does_not_outlast_the_limit() {
    let at = server(|_, mut stream| async move {
        // For as long as anybody listens.
        while stream.write_all(b"220-x\r\n").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await;
    assert_eq!(only(&run), Some((Stage::Greeting, Fault::ReplyEndless)));
}

#[tokio::test]
async fn a_silent_server_that_speaks_tls_is_named() {
    let authority = Authority::new("Test CA");
    let (leaf, key) = authority.leaf(|_| {});
    let acceptor = acceptor(vec![leaf], &key);
    let at = server(move |_, stream| {
        let acceptor = acceptor.clone();
        async move {
            let _ = acceptor.accept(stream).await;
        }
    })
    .await;
    let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await;
    assert_eq!(only(&run), Some((Stage::Greeting, Fault::Silent)));
    assert!(has(&run, "not-smtp"), "{run:#?}");
}

#[tokio::test]
async fn plain_text_instead_of_tls_is_told() {
    let smtp = Smtp { starttls: "220 go\r\n", ..Smtp::plain() };
    let at = server(move |_, stream| {
        let smtp = smtp.clone();
        async move {
            let mut stream = tokio::io::BufReader::new(stream);
            let mut buffer = [0; 512];
            let _ = stream.write_all(smtp.greeting.as_bytes()).await;
            let _ = stream.read(&mut buffer).await;
            let _ = stream.write_all(smtp.ehlo.as_bytes()).await;
            let _ = stream.read(&mut buffer).await;
            let _ = stream.write_all(smtp.starttls.as_bytes()).await;
            let _ = stream.read(&mut buffer).await;
            let _ = stream.write_all(b"500 what is that\r\n").await;
            let _ = stream.read(&mut buffer).await;
        }
    })
    .await;
    let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await;
    assert_eq!(only(&run), Some((Stage::Handshake, Fault::TlsPlaintext)), "{run:#?}");
}

#[tokio::test]
async fn a_common_name_counts_as_a_name() {
    let authority = Authority::new("Test CA");
    let (leaf, key) = authority.leaf(|params| {
        params.subject_alt_names.clear();
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "mail.contoso.com");
    });
    let at = Smtp::healthy(acceptor(vec![leaf], &key)).listen().await;
    let vantage = vantage(&[], &[&authority.pem]);
    assert_healthy(&run(to_ip(at, tls_domain("*.contoso.com")), vantage.clone()).await);
    let wrong = run(to_ip(at, tls_domain("owa.contoso.com")), vantage).await;
    let mismatch = wrong.endpoints[0].evidence.iter().find_map(|e| match e {
        Evidence::CertificateNameMismatch { common_name_only, .. } => Some(*common_name_only),
        _ => None,
    });
    assert_eq!(mismatch, Some(true));
}

#[tokio::test]
async fn a_server_that_refuses_ehlo_and_hangs_up_has_refused_in_its_own_words() {
    for ends in [true, false] {
        let at = server(move |_, mut stream| async move {
            let mut line = [0; 512];
            let _ = stream.write_all(b"220 mx.test\r\n").await;
            let _ = stream.read(&mut line).await;
            let _ = stream.write_all(b"550 5.7.1 Your IP is on a block list\r\n").await;
            if !ends {
                std::future::pending::<()>().await;
            }
        })
        .await;
        let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await;
        assert_eq!(only(&run), Some((Stage::Ehlo, Fault::EhloRejected)), "{run:#?}");
        let words = run.endpoints[0]
            .evidence
            .iter()
            .any(|seen| matches!(seen, Evidence::EhloRejected { reply, .. } if reply.as_str().contains("block list")));
        assert!(words, "{run:#?}");
    }
}

#[tokio::test]
async fn a_greeting_that_begins_and_does_not_end_is_not_called_none() {
    let at = server(|_, mut stream| async move {
        let _ = stream.write_all(b"220 mx.con").await;
        std::future::pending::<()>().await;
    })
    .await;
    let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[])).await;
    let partial = |seen: &Evidence| matches!(seen, Evidence::Silent { partial: Some(text), spent: false, .. } if text.as_str() == "220 mx.con");
    assert!(run.endpoints[0].evidence.iter().any(partial), "{run:#?}");
}

#[tokio::test]
async fn a_wait_that_ended_with_the_time_of_the_address_says_so() {
    // Each answer takes most of the time it may, so the last one finds less; on a busy machine it finds still less.
    let authority = Authority::new("Test CA");
    let (leaf, key) = authority.leaf(|_| {});
    let acceptor = acceptor(vec![leaf], &key);
    let at = server(move |_, mut stream| {
        let acceptor = acceptor.clone();
        async move {
            let mut line = [0; 512];
            for reply in [&b"220 mx.test\r\n"[..], b"250-mx.test\r\n250 STARTTLS\r\n", b"220 go\r\n"] {
                tokio::time::sleep(Duration::from_millis(1_450)).await;
                let _ = stream.write_all(reply).await;
                if !reply.ends_with(b"go\r\n") {
                    let _ = stream.read(&mut line).await;
                }
            }
            if let Ok(stream) = acceptor.accept(stream).await {
                let _held = stream;
                std::future::pending::<()>().await;
            }
        }
    })
    .await;
    let mut plan = to_ip(at, TlsPolicy::EncryptionOnly);
    plan.limits = Limits { connect_ms: 200, reply_ms: 2_000 };
    let run = run(plan, vantage(&[], &[&authority.pem])).await;
    assert_eq!(only(&run), Some((Stage::EhloTls, Fault::Silent)), "{run:#?}");
    let spent = |seen: &Evidence| matches!(seen, Evidence::Silent { at: Stage::EhloTls, spent: true, .. });
    assert!(run.endpoints[0].evidence.iter().any(spent), "{run:#?}");
}

#[tokio::test]
async fn a_certificate_that_ends_before_it_begins_is_judged_like_any_other() {
    let authority = Authority::new("Test CA");
    let (leaf, key) = authority.leaf(|params| params.not_after = rcgen::date_time_ymd(2020, 1, 1));
    let at = Smtp::healthy(acceptor(vec![leaf], &key)).listen().await;
    let run = run(to_ip(at, CERTIFICATE), vantage(&[], &[&authority.pem])).await;
    assert_eq!(only(&run), Some((Stage::Certificate, Fault::CertificateExpired)), "{run:#?}");
}
