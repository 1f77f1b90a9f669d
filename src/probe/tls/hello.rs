//! A ClientHello of our own making, and how a server answers it: it names what an alert leaves open. It offers
//! the versions from SSL 3.0 to TLS 1.2 and the suites that Exchange Online is documented to have, beside those
//! that only old servers speak. The handshake is never finished.

use std::{io, time::Duration};

use rustls::{AlertDescription, CipherSuite};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    time::{Instant, timeout_at},
};

use crate::model::Domain;

/// TLS 1.2 suites that Microsoft documents for Exchange Online ("Technical reference details about encryption", table
/// "TLS cipher suites supported by Office 365", in its order): ECDHE-RSA with AES-GCM, with AES-CBC and SHA-2, with AES-CBC
/// and SHA-1, then RSA with AES-GCM; all of them authenticated by RSA. This is the only list of them.
const DOCUMENTED: [u16; 8] = [0xc030, 0xc02f, 0xc028, 0xc027, 0xc014, 0xc013, 0x009d, 0x009c];

/// What only old servers speak: CBC and RC4 with RSA key exchange, DHE, 3DES, ECDSA with CBC.
const OLD: [u16; 13] =
    [0x003d, 0x003c, 0x0035, 0x002f, 0x009f, 0x009e, 0x0039, 0x0033, 0x000a, 0x0005, 0x0004, 0xc00a, 0xc009];

/// ECDSA with AES-GCM, for servers whose only key is of a kind that this program's TLS does not have.
const ELLIPTIC: [u16; 2] = [0xc02c, 0xc02b];

/// What this program speaks too, and other suites with an elliptic key.
const TELLING: [u16; 6] = [0xc030, 0xc02f, 0xc02c, 0xc02b, 0xc00a, 0xc009];

/// `secp521r1` (RFC 8446 section 4.2.7), which only a hello of our own offers.
const SECP521R1: u16 = 25;

/// Curves in none of Microsoft's lists of what SChannel has (RFC 8422 section 5.1.1, RFC 7027): a server whose key is on one
/// refuses whoever does not offer it.
const STRANGE_CURVES: [(u16, &str); 7] = [
    (19, "secp192r1"),
    (21, "secp224r1"),
    (22, "secp256k1"),
    (26, "brainpoolP256r1"),
    (27, "brainpoolP384r1"),
    (28, "brainpoolP512r1"),
    (30, "x448"),
];

/// Types of handshake messages (RFC 5246 section 7.4).
const CERTIFICATE: u8 = 11;
const SERVER_KEY_EXCHANGE: u8 = 12;
const SERVER_HELLO_DONE: u8 = 14;

/// The level of an alert that ends nothing by itself (RFC 5246 section 7.2).
const WARNING: u8 = 1;

/// The most that is read of an answer: a hello, a chain, and the key exchange behind it.
const MOST: usize = 128 * 1024;

/// How long what comes behind a server's hello is waited for.
const REST: Duration = Duration::from_secs(2);

/// What a server chose in its hello.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::probe) struct Offer {
    /// The version on the wire: 0x0301 is TLS 1.0.
    pub(in crate::probe) version: u16,
    /// The suite on the wire.
    pub(in crate::probe) suite: u16,
}

impl Offer {
    /// Older than TLS 1.2, the floor of Exchange Online.
    pub(in crate::probe) fn is_old(self) -> bool {
        self.version < 0x0303
    }

    /// Whether what comes behind the hello may tell why it was this one: of what this program speaks itself.
    fn wants_more(self) -> bool {
        !self.is_old() && TELLING.contains(&self.suite)
    }

    /// Whether Exchange Online is documented to have the suite.
    pub(in crate::probe) fn is_documented(self) -> bool {
        DOCUMENTED.contains(&self.suite)
    }

    /// The version as JSON writes it.
    pub(in crate::probe) fn version(self) -> String {
        version_name(self.version)
    }

    /// The version with the name of its protocol: `TLS 1.0`, `SSL 3.0`.
    pub(in crate::probe) fn version_name(self) -> String {
        let version = self.version();
        if version.starts_with("1.") { format!("TLS {version}") } else { version }
    }

    pub(in crate::probe) fn suite_name(self) -> String {
        suite_name(CipherSuite::from(self.suite))
    }
}

/// The version as JSON writes it: `1.2`, `1.3`; older protocols by name.
pub(in crate::probe) fn version_name(version: u16) -> String {
    match version {
        0x0300 => "SSL 3.0".into(),
        0x0301 => "1.0".into(),
        0x0302 => "1.1".into(),
        0x0303 => "1.2".into(),
        0x0304 => "1.3".into(),
        other => format!("0x{other:04x}"),
    }
}

/// The IANA name of a suite: rustls writes those of TLS 1.3 with a prefix of its own.
pub(super) fn suite_name(suite: CipherSuite) -> String {
    suite.as_str().map_or_else(|| format!("0x{:04x}", u16::from(suite)), |name| name.replacen("TLS13_", "TLS_", 1))
}

/// How much a hello of ours offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::probe) enum Breadth {
    /// Up to TLS 1.2, with the extensions that go with it.
    Wide,
    /// The same with the suites that Exchange Online is documented to have, and no other: a server that goes by an order
    /// of its own takes one of the others where it can.
    Documented,
    /// TLS 1.0 as it was in 1999: some servers of that age drop whoever offers more.
    Old,
    /// All of that, on strange curves and with strange keys too.
    Curves,
}

/// Sends the hello and gives the first bytes of the answer; none when nothing came.
pub(in crate::probe) async fn ask<S>(stream: &mut S, name: Option<&Domain>, breadth: Breadth, until: Instant) -> Vec<u8>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut answer = Vec::new();
    let asking = async {
        stream.write_all(&client_hello(name, breadth)).await?;
        let mut chunk = [0; 1024];
        let mut until = until;
        while answer.len() < MOST && !is_complete(&answer) {
            let Ok(count) = timeout_at(until, stream.read(&mut chunk)).await else { break };
            let count = count?;
            if count == 0 {
                break;
            }
            answer.extend_from_slice(&chunk[..count]);
            if read(&answer).is_some() {
                until = until.min(Instant::now() + REST);
            }
        }
        Ok::<_, io::Error>(())
    };
    // What came counts, however it ended.
    let _ = timeout_at(until, asking).await;
    answer
}

fn is_complete(answer: &[u8]) -> bool {
    match answer {
        [0x15, _, _, _, _, _, _, ..] => true,
        [0x16, ..] => read(answer).is_some_and(|offer| {
            let told = |(kind, _): &(u8, &[u8])| matches!(*kind, SERVER_KEY_EXCHANGE | SERVER_HELLO_DONE);
            !offer.wants_more() || messages(&handshake(answer)).iter().any(told)
        }),
        [_, _, ..] => !looks_like_tls(answer),
        [] | [_] => false,
    }
}

/// Whether bytes begin like a TLS record (RFC 8446 section 5.1).
pub(in crate::probe) fn looks_like_tls(bytes: &[u8]) -> bool {
    matches!(bytes, [0x14..=0x18, 3, ..] | [0x14..=0x18])
}

/// What a server chose, if bytes are a record that begins with its hello.
pub(in crate::probe) fn read(bytes: &[u8]) -> Option<Offer> {
    let [0x16, 3, _, _, _, 2, _, _, _, hello @ ..] = bytes else { return None };
    let (version, rest) = hello.split_first_chunk::<2>()?;
    let rest = rest.get(32..)?;
    let (session, rest) = rest.split_first()?;
    let (suite, _) = rest.get(usize::from(*session)..)?.split_first_chunk::<2>()?;
    Some(Offer { version: u16::from_be_bytes(*version), suite: u16::from_be_bytes(*suite) })
}

/// The name of the alert in an answer, if it is one.
pub(in crate::probe) fn read_alert(answer: &[u8]) -> Option<AlertDescription> {
    if let [0x15, 3, _, 0, 2, _, alert, ..] = answer { Some(AlertDescription::from(*alert)) } else { None }
}

/// The alerts in front of the first record of the handshake, up to one that is no warning (RFC 5246 section 7.2).
pub(in crate::probe) fn alerts_before_hello(mut bytes: &[u8]) -> impl Iterator<Item = AlertDescription> {
    let mut alerts = Vec::new();
    while let [kind @ (0x14 | 0x15 | 0x17), 3, _, high, low, rest @ ..] = bytes {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some((content, behind)) = rest.split_at_checked(length) else { break };
        if let (0x15, [level, alert]) = (*kind, content) {
            alerts.push(AlertDescription::from(*alert));
            if *level != WARNING {
                break;
            }
        }
        bytes = behind;
    }
    alerts.into_iter()
}

/// The name of a curve that this program's TLS lacks.
pub(in crate::probe) fn curve_lacking(curve: u16) -> Option<&'static str> {
    let lacking = STRANGE_CURVES.iter().chain(&[(SECP521R1, "secp521r1")]);
    lacking.into_iter().find(|(number, _)| *number == curve).map(|(_, name)| *name)
}

/// The curve on which the server would exchange keys, as it says itself (RFC 8422 section 5.4).
pub(in crate::probe) fn curve(answer: &[u8]) -> Option<u16> {
    let stream = handshake(answer);
    let exchange = messages(&stream).into_iter().find(|(kind, _)| *kind == SERVER_KEY_EXCHANGE)?;
    if let (_, [3, high, low, ..]) = exchange { Some(u16::from_be_bytes([*high, *low])) } else { None }
}

/// The server's own certificate, where it was sent in clear.
pub(in crate::probe) fn certificate(answer: &[u8]) -> Option<Vec<u8>> {
    let stream = handshake(answer);
    let (_, chain) = messages(&stream).into_iter().find(|(kind, _)| *kind == CERTIFICATE)?;
    let (first, _) = counted_long(chain.get(3..)?)?;
    Some(first.to_vec())
}

/// Whether what comes behind a server's hello can be its chain, as far as that is seen.
pub(in crate::probe) fn may_be_chain(bytes: &[u8]) -> bool {
    let stream = handshake(bytes);
    let hello = stream.get(1..4).map_or(0, |length| 4 + long(length));
    stream.get(hello).is_none_or(|kind| *kind == CERTIFICATE)
}

/// What a record of the handshake holds in clear, record by record.
fn handshake(mut bytes: &[u8]) -> Vec<u8> {
    let mut stream = Vec::new();
    while let [0x16, 3, _, high, low, rest @ ..] = bytes {
        let length = usize::from(u16::from_be_bytes([*high, *low])).min(rest.len());
        stream.extend_from_slice(&rest[..length]);
        bytes = &rest[length..];
    }
    stream
}

/// The whole messages, each with its type.
fn messages(mut stream: &[u8]) -> Vec<(u8, &[u8])> {
    let mut all = Vec::new();
    while let [kind, rest @ ..] = stream {
        let Some((content, rest)) = counted_long(rest) else { break };
        all.push((*kind, content));
        stream = rest;
    }
    all
}

/// What a length of three bytes counts, and what follows.
fn counted_long(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_at_checked(3)?;
    rest.split_at_checked(long(length))
}

fn long(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte))
}

/// RFC 5246 section 7.4.1.2. `signature_algorithms` belongs in it: without, today's OpenSSL answers a TLS 1.2
/// hello with an alert.
fn client_hello(name: Option<&Domain>, breadth: Breadth) -> Vec<u8> {
    let mut body = match breadth {
        Breadth::Wide | Breadth::Documented | Breadth::Curves => vec![0x03, 0x03],
        Breadth::Old => vec![0x03, 0x01],
    };
    // The handshake is never finished, so its randomness protects nothing.
    body.extend([0x6d; 32]);
    body.push(0);
    let others = ELLIPTIC.iter().chain(&OLD).filter(|_| breadth != Breadth::Documented);
    let suites: Vec<u8> = DOCUMENTED.iter().chain(others).flat_map(|suite| suite.to_be_bytes()).collect();
    body.extend(counted(&suites));
    body.extend([1, 0]);
    if breadth != Breadth::Old {
        body.extend(extensions(name, breadth));
    }
    let length = u32::try_from(body.len()).expect("a hello is a few hundred bytes").to_be_bytes();
    let handshake = [&[1][..], &length[1..], &body].concat();
    [&[0x16, 0x03, 0x01][..], &counted(&handshake)].concat()
}

fn extensions(name: Option<&Domain>, breadth: Breadth) -> Vec<u8> {
    let mut extensions = Vec::new();
    if let Some(name) = name {
        let entry = [&[0][..], &counted(name.as_str().as_bytes())].concat();
        extensions.extend(extension(0, &counted(&entry)));
    }
    // x25519, secp256r1, secp384r1, secp521r1; uncompressed points.
    let mut curves = vec![0, 29, 0, 23, 0, 24, 0, 25];
    // RSA-PSS, PKCS#1 and ECDSA with SHA-256 to SHA-512, then SHA-1.
    let mut schemes = vec![8, 4, 8, 5, 8, 6, 4, 1, 5, 1, 6, 1, 4, 3, 5, 3, 6, 3, 2, 1, 2, 3];
    if breadth == Breadth::Curves {
        curves.extend(STRANGE_CURVES.iter().flat_map(|(curve, _)| curve.to_be_bytes()));
        // Ed25519 and Ed448.
        schemes.extend([8, 7, 8, 8]);
    }
    extensions.extend(extension(10, &counted(&curves)));
    extensions.extend(extension(11, &[1, 0]));
    extensions.extend(extension(13, &counted(&schemes)));
    counted(&extensions)
}

fn extension(kind: u16, data: &[u8]) -> Vec<u8> {
    [&kind.to_be_bytes()[..], &counted(data)].concat()
}

fn counted(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a hello is a few hundred bytes").to_be_bytes();
    [&length[..], data].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_servers_hello_tells_version_and_suite() {
        let mut bytes = vec![0x16, 3, 1, 0, 74, 2, 0, 0, 70, 3, 1];
        bytes.extend([7; 32]);
        bytes.push(4);
        bytes.extend([9; 4]);
        bytes.extend([0xc0, 0x14, 0]);
        let offer = read(&bytes).expect("a hello");
        assert_eq!((offer.version_name().as_str(), offer.is_old()), ("TLS 1.0", true));
        assert_eq!(offer.suite_name(), "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");
        for end in 0..bytes.len() - 1 {
            assert_eq!(read(&bytes[..end]), None, "cut after {end} bytes");
        }
    }

    #[test]
    fn our_hello_counts_its_own_bytes() {
        for breadth in [Breadth::Wide, Breadth::Documented, Breadth::Curves, Breadth::Old] {
            let hello = client_hello(Some(&Domain::from_ascii("mail.contoso.com").expect("a name")), breadth);
            assert_eq!(usize::from(u16::from_be_bytes([hello[3], hello[4]])), hello.len() - 5);
            assert_eq!(hello[5..9], [1, 0, (hello.len() - 9).to_be_bytes()[6], (hello.len() - 9).to_be_bytes()[7]]);
        }
    }

    #[test]
    fn records_of_tls_are_told_from_text() {
        assert!(looks_like_tls(&[0x15, 3, 1, 0, 2]));
        assert!(!looks_like_tls(b"220 mx"));
        assert!(!looks_like_tls(b"HTTP"));
    }

    proptest::proptest! {
        #[test]
        fn no_answer_makes_the_reader_panic(tail in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..80)) {
            let hello = [&[0x16, 3, 1, 0, 74, 2, 0, 0, 70][..], &tail].concat();
            let chain = [&[0x16, 3, 3, 0, 64, CERTIFICATE, 0, 0][..], &tail].concat();
            let exchange = [&[0x16, 3, 3, 0, 64, SERVER_KEY_EXCHANGE, 0, 0][..], &tail].concat();
            for bytes in [tail, hello, chain, exchange] {
                read(&bytes);
                read_alert(&bytes);
                alerts_before_hello(&bytes).for_each(drop);
                curve(&bytes);
                certificate(&bytes);
                may_be_chain(&bytes);
                is_complete(&bytes);
            }
        }
    }
}
