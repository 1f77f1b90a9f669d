//! Name servers and strangers that answer what was not asked, fail for a moment, or answer half.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use hickory_resolver::proto::{
    op::{Message, Query, ResponseCode},
    rr::{DNSClass, RData, RecordType as RecordTypeOnWire, rdata::A},
};
use mxray::model::{Evidence, Fault, LookupRole, Outcome, TlsPolicy};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpStream, UdpSocket},
};

use crate::support::servers::*;

const OPEN: TlsPolicy = TlsPolicy::Opportunistic;

async fn mail() -> u16 {
    Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() }.listen().await.port()
}

/// What a stranger may send where an answer is awaited, by name.
type Stray = fn(&Message) -> Vec<u8>;

/// An answer with one thing changed.
fn changed(question: &Message, change: impl FnOnce(&mut Message)) -> Vec<u8> {
    let mut answer = Zone::new("test").code("", ResponseCode::NXDomain).answer(question).expect("an answer");
    change(&mut answer);
    answer.to_vec().expect("a message")
}

const STRAYS: [(&str, Stray); 12] = [
    ("nothing at all", |_| Vec::new()),
    ("one byte", |_| vec![0]),
    ("half a header", |question| question.to_vec().expect("a message")[..7].to_vec()),
    ("the question itself", |question| question.to_vec().expect("a message")),
    ("another id", |question| changed(question, |answer| answer.metadata.id ^= 1)),
    ("a failure with another id", |question| {
        changed(question, |answer| {
            answer.metadata.id = answer.metadata.id.wrapping_add(1);
            answer.metadata.response_code = ResponseCode::ServFail;
        })
    }),
    ("a bare failure with another id", |question| {
        changed(question, |answer| {
            answer.metadata.id = answer.metadata.id.wrapping_sub(1);
            answer.metadata.response_code = ResponseCode::FormErr;
            answer.queries.clear();
        })
    }),
    ("another name", |question| changed(question, |answer| answer.queries[0].name = fqdn("other.test"))),
    ("another type", |question| changed(question, |answer| answer.queries[0].query_type = RecordTypeOnWire::TXT)),
    ("another class", |question| changed(question, |answer| answer.queries[0].query_class = DNSClass::CH)),
    ("two questions", |question| {
        changed(question, |answer| {
            answer.add_query(Query::query(fqdn("other.test"), RecordTypeOnWire::A));
        })
    }),
    ("no question and no error", |question| {
        changed(question, |answer| {
            answer.metadata.response_code = ResponseCode::NoError;
            answer.queries.clear();
        })
    }),
];

/// A server over UDP that sends two strays before each answer.
async fn haunted(stray: Stray, answer: impl Fn(&Message) -> Option<Vec<u8>> + Send + Sync + 'static) -> SocketAddr {
    haunted_at((LOOPBACK, 0).into(), stray, answer).await
}

async fn haunted_at(
    at: SocketAddr,
    stray: Stray,
    answer: impl Fn(&Message) -> Option<Vec<u8>> + Send + Sync + 'static,
) -> SocketAddr {
    let socket = Arc::new(UdpSocket::bind(at).await.expect("a port"));
    let at = socket.local_addr().expect("its address");
    tokio::spawn(async move {
        let mut packet = [0; 4096];
        loop {
            let Ok((count, from)) = socket.recv_from(&mut packet).await else { continue };
            let Ok(question) = Message::from_vec(&packet[..count]) else { continue };
            let (bytes, socket) = (answer(&question), socket.clone());
            tokio::spawn(async move {
                for _ in 0..2 {
                    let _ = socket.send_to(&stray(&question), from).await;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
                if let Some(bytes) = bytes {
                    let _ = socket.send_to(&bytes, from).await;
                }
            });
        }
    });
    at
}

fn bytes(zone: Zone) -> impl Fn(&Message) -> Option<Vec<u8>> + Send + Sync + 'static {
    move |question| zone.answer(question).and_then(|answer| answer.to_vec().ok())
}

#[tokio::test]
async fn whatever_comes_before_the_answer_is_not_the_answer() {
    let port = mail().await;
    for (what, stray) in STRAYS {
        let zone = Zone::new("test").mx("relay.test", 10, "mx.test").a("mx.test", "127.0.0.1");
        let resolver = haunted(stray, bytes(zone)).await;
        let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(only(&run), None, "{what}: {run:#?}");
        assert!(run.endpoints[0].is_healthy(), "{what}: {run:#?}");
    }
}

#[tokio::test]
async fn an_error_that_names_no_question_counts_only_where_nothing_better_comes() {
    let bare: Stray = |question| {
        changed(question, |answer| {
            answer.metadata.response_code = ResponseCode::Refused;
            answer.queries.clear();
        })
    };
    let port = mail().await;
    let resolver = haunted(bare, bytes(Zone::new("test").a("relay.test", "127.0.0.1"))).await;
    assert_healthy(&run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await);
    let resolver = haunted(bare, |question| (question.queries[0].name.is_root()).then(|| changed(question, |_| {}))).await;
    let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
    assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsRefused)), "{run:#?}");
}

#[tokio::test]
async fn garbled_is_said_only_when_nothing_else_came_by_the_end() {
    for (what, stray) in STRAYS {
        let resolver = haunted(stray, |_| None).await;
        let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsMalformed)), "{what}: {run:#?}");
        let waited = run.lookups.iter().find_map(|lookup| lookup.answer.as_ref()).expect("an end").0;
        assert!(waited + 50 >= LIMITS.connect_ms, "{what}: given up after {waited} ms");
    }
}

#[tokio::test]
async fn whatever_comes_before_the_answer_over_tcp_is_not_the_answer() {
    let port = mail().await;
    for (what, stray) in STRAYS {
        let zone = Zone::new("test").a("relay.test", "127.0.0.1");
        let whole = zone.clone();
        let resolver = dns(move |question| {
            let mut answer = zone.answer(question)?;
            answer.answers.clear();
            answer.metadata.truncation = true;
            answer.to_vec().ok()
        })
        .await;
        server_at(resolver, move |_, mut stream: TcpStream| {
            let zone = whole.clone();
            async move {
                let Ok(length) = stream.read_u16().await else { return };
                let mut question = vec![0; usize::from(length)];
                let _ = stream.read_exact(&mut question).await;
                let Ok(question) = Message::from_vec(&question) else { return };
                let answer = zone.answer(&question).and_then(|answer| answer.to_vec().ok()).expect("an answer");
                for bytes in [stray(&question), stray(&question), answer] {
                    let _ = stream.write_u16(bytes.len() as u16).await;
                    let _ = stream.write_all(&bytes).await;
                    let _ = stream.flush().await;
                }
            }
        })
        .await;
        let run = run(to_name("relay.test", port, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(only(&run), None, "{what}: {run:#?}");
        assert!(run.endpoints[0].is_healthy(), "{what}: {run:#?}");
    }
}

#[tokio::test]
async fn looks_beside_the_route_take_no_stray_for_an_answer() {
    let port = mail().await;
    for (what, stray) in STRAYS {
        let base = Zone::new("contoso.test").ns("contoso.test", "ns.contoso.test").a("ns.contoso.test", "127.0.0.1");
        let old = base.clone().mx("contoso.test", 10, "old.contoso.test").a("old.contoso.test", "127.0.0.1");
        let mut new = base.mx("contoso.test", 10, "new.contoso.test").a("old.contoso.test", "127.0.0.1");
        new.authoritative = true;
        let first = haunted(stray, move |question| {
            let zone = if question.metadata.recursion_desired { &old } else { &new };
            zone.answer(question).and_then(|answer| answer.to_vec().ok())
        })
        .await;
        let second = haunted(stray, bytes(Zone::new("contoso.test").mx("contoso.test", 10, "else.contoso.test"))).await;
        let run = run(to_domain("contoso.test", port, OPEN), vantage(&[first, second], &[])).await;
        assert!(has(&run, "dns-outdated"), "{what}: {run:#?}");
        assert!(has(&run, "dns-split"), "{what}: {run:#?}");
        let garbled = |role| {
            run.lookups.iter().any(|lookup| {
                lookup.role == role
                    && lookup.answer.as_ref().is_some_and(|(_, a)| a.outcome == mxray::model::DnsOutcome::Malformed)
            })
        };
        assert!(!garbled(LookupRole::Authoritative) && !garbled(LookupRole::Comparison), "{what}: {run:#?}");
    }
}

#[tokio::test]
async fn the_look_at_a_resolvers_health_takes_no_stray_for_an_answer() {
    for (what, stray) in STRAYS {
        let refused = Zone::new("test").code("", ResponseCode::Refused);
        let resolver = haunted(stray, bytes(refused)).await;
        let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
        assert_eq!(run.route, Some(Outcome::Failed(Fault::ResolverUnavailable)), "{what}: {run:#?}");
    }
}

#[tokio::test]
async fn records_of_another_class_are_no_answer() {
    for class in [DNSClass::CH, DNSClass::HS, DNSClass::NONE, DNSClass::ANY, DNSClass::Unknown(4711)] {
        let zone = Zone::new("test").mx("relay.test", 10, "mx.test").a("mx.test", "127.0.0.1").a("relay.test", "127.0.0.1");
        let resolver = dns(move |question| {
            let mut answer = zone.answer(question)?;
            for record in answer.answers.iter_mut().chain(&mut answer.authorities) {
                record.dns_class = class;
            }
            answer.to_vec().ok()
        })
        .await;
        let run = run(to_name("relay.test", 25, OPEN), vantage(&[resolver], &[])).await;
        assert!(run.endpoints.is_empty(), "{class}: {run:#?}");
        assert_eq!(run.route, Some(Outcome::Failed(Fault::DnsNoData)), "{class}: {run:#?}");
    }
}
