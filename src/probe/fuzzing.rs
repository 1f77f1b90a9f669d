//! This room's readers of foreign bytes, opened for `fuzz/`, which sees only what is public. Built with
//! `--cfg fuzzing` alone and never shipped. Beside not panicking, each must keep its bounds.

use hickory_resolver::proto::{
    op::{Message, Query, ResponseCode},
    rr::{DNSClass, Name},
};
use jiff::Timestamp;
use rustls::pki_types::{CertificateDer, pem::PemObject};
use serde_json::Value;

use super::{
    certificate::{self, Judgement, Presented, Wanted},
    dns::{
        answer::{read, undelegated},
        exchange::{self, Question, Read, wire_type},
    },
    smtp::{
        self,
        reply::{LINE_READ, REPLY_READ, ReplyReader, Step},
    },
    tls::hello,
    vantage::{Roots, Trust},
};
use crate::model::{Domain, Host, NamePattern, RecordType, TlsPolicy, WARN_DAYS};

/// The longest piece in which bytes come from a socket.
const PIECE: usize = 4_096;

/// Replies of an SMTP server; the first byte says in how long pieces they come.
pub fn smtp_replies(bytes: &[u8]) {
    let Some((size, bytes)) = bytes.split_first() else { return };
    let mut reader = ReplyReader::default();
    for piece in bytes.chunks(if *size == 0 { PIECE } else { usize::from(*size) }) {
        reader.feed(piece);
        loop {
            match reader.step() {
                Step::More => break,
                Step::Line(_) => {}
                Step::Bad(_) => return,
                Step::Last(line, reply) => {
                    assert!(
                        reply.lines.iter().map(Vec::len).sum::<usize>() <= REPLY_READ
                            && (200..600).contains(&reply.code)
                    );
                    let _ = smtp::keywords(&reply).iter().filter(|keyword| smtp::is_masked(keyword)).count();
                    let _ =
                        (smtp::is_masked_greeting(&reply), smtp::greets_like_ftp(&reply), smtp::service_kind(&line));
                }
            }
        }
        assert!(reader.pending().len() < LINE_READ + PIECE);
    }
}

/// What may be asked for.
const RECORDS: [RecordType; 5] = [RecordType::Mx, RecordType::A, RecordType::Aaaa, RecordType::Ns, RecordType::Cname];

/// The id of a question.
const ID: u16 = 0x0707;

/// An answer of a name server; the first byte says what was asked for.
pub fn dns_answer(bytes: &[u8]) {
    let Some((asked, packet)) = bytes.split_first() else { return };
    let Ok(message) = Message::from_vec(packet) else { return };
    understand(&message, RECORDS[usize::from(*asked) % RECORDS.len()]);
}

/// What comes where the answer of a name server is awaited; the first byte says what was asked for.
pub fn dns_packet(bytes: &[u8]) {
    let Some((asked, packet)) = bytes.split_first() else { return };
    let record = RECORDS[usize::from(*asked) % RECORDS.len()];
    let name = Name::from_ascii("a.test.").expect("a name");
    let mut question = Message::query();
    question.metadata.id = ID;
    question.add_query(Query::query(name.clone(), wire_type(record)));
    match exchange::read(packet, &question) {
        Read::Strange => {}
        Read::Unasked(error) => {
            assert!(error.metadata.id == ID && error.metadata.response_code != ResponseCode::NoError, "{error:?}");
        }
        Read::Answer(answer) => {
            let mut of = answer.queries.iter();
            assert!(answer.metadata.id == ID && of.len() <= 1, "{answer:?}");
            assert!(of.all(|of| of.query_type == wire_type(record) && of.name.eq_ignore_root(&name)), "{answer:?}");
            let records = answer.answers.iter().chain(&answer.authorities).chain(&answer.additionals);
            assert!(records.map(|record| record.dns_class).all(|class| class == DNSClass::IN), "{answer:?}");
            understand(&answer, record);
        }
    }
}

fn understand(message: &Message, record: RecordType) {
    let name = Domain::from_ascii("a.test").expect("a name");
    let question = Question::recursive(name.clone(), record);
    let reading = read(message, &question, false);
    let _ = (reading.ips(), reading.name_servers(), undelegated(&name, reading.answer.zone.as_ref()));
    assert_safe(&serde_json::to_value(&reading.answer).expect("string keys only"));
}

/// What a server says in its first TLS record.
pub fn tls_hello(bytes: &[u8]) {
    if let Some(offer) = hello::read(bytes) {
        let _ = (offer.is_old(), offer.is_documented(), offer.version_name(), offer.suite_name());
    }
    let _ = (hello::curve(bytes), hello::certificate(bytes), hello::may_be_chain(bytes), hello::read_alert(bytes));
    hello::looks_like_tls(bytes);
}

/// A certificate chain: each with its length before it in two bytes, then a stapled answer.
pub fn certificate_chain(bytes: &[u8]) {
    let (mut chain, mut rest) = (Vec::new(), bytes);
    while let [high, low, more @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        rest = more;
        if length == 0 || length > more.len() {
            break;
        }
        let (certificate, after) = more.split_at(length);
        chain.push(CertificateDer::from(certificate.to_vec()));
        rest = after;
    }
    judge(chain, rest, Timestamp::UNIX_EPOCH, |_| {});
}

/// A stapled answer about a certificate whose issuer's key nobody has: whatever it is, it proves nothing.
pub fn ocsp_answer(bytes: &[u8]) {
    let leaf = CertificateDer::from_pem_slice(include_bytes!("../../tests/fixtures/probe/rsa2048-sha256.pem"));
    // Later than any answer among the seeds was made.
    let now = Timestamp::from_second(1_893_456_000).expect("2030");
    judge(vec![leaf.expect("a certificate")], bytes, now, |judgement| {
        assert!(!judgement.seen.revocation_known, "{:?}", judgement.seen);
    });
}

fn judge(chain: Vec<CertificateDer<'static>>, ocsp: &[u8], now: Timestamp, holds: impl Fn(&Judgement)) {
    let presented = Presented {
        version: "1.3".into(),
        cipher: String::new(),
        chain,
        ocsp: ocsp.to_vec(),
        key_proof: Ok(()),
        asked_for_certificate: false,
    };
    let root = include_bytes!("../../tests/fixtures/probe/ca.pem").to_vec();
    let roots = Roots::load(&Trust { system: false, pem: vec![root], ..Trust::default() });
    let name = Domain::from_ascii("mx.test").expect("a name");
    let pattern = NamePattern::from_ascii("*.test").expect("a pattern");
    for policy in [TlsPolicy::CertificateValidation, TlsPolicy::DomainValidation(pattern)] {
        let wanted = Wanted::of(&policy, &Host::Name(name.clone()));
        let judgement = certificate::judge(&presented, &wanted, &roots, now, WARN_DAYS);
        let evidence = judgement.evidence(&policy, &roots);
        assert_safe(&serde_json::to_value((evidence, &judgement.seen)).expect("string keys only"));
        judgement.fault(&policy);
        holds(&judgement);
    }
}

/// Nothing that a terminal acts on is in what is handed on.
fn assert_safe(value: &Value) {
    match value {
        Value::String(text) => assert!(!text.contains(char::is_control), "{text:?}"),
        Value::Array(values) => values.iter().for_each(assert_safe),
        Value::Object(fields) => fields.values().for_each(assert_safe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
