//! TLS handshakes that go wrong, made by hand: what no TLS library would send.
//!
//! Only the first message of the client is read (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2); only a
//! ServerHello, an alert or nonsense is sent back.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::wire::{Wire, fall_silent};
use crate::model::LabHandshake;

/// Content types of a record (RFC 8446 section 5.1).
const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;
/// Alerts (RFC 8446 section 6).
const HANDSHAKE_FAILURE: u8 = 40;
const PROTOCOL_VERSION: u8 = 70;
/// Versions on the wire.
const TLS_1_0: u16 = 0x0301;
const TLS_1_2: u16 = 0x0303;
/// TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, which every client of TLS 1.0 time offers.
const OLD_SUITE: u16 = 0xc014;
/// TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, which every client of today offers.
const COMMON_SUITE: u16 = 0xc02f;
/// Suites of TLS 1.2 with CBC, or with RSA key exchange; those of the documented list of Exchange Online first.
const OLD_SUITES: [u16; 10] = [0xc028, 0xc027, 0xc014, 0xc013, 0x009d, 0x009c, 0x003d, 0x003c, 0x0035, 0x002f];
/// The extension `supported_versions` (RFC 8446 section 4.2.1).
const SUPPORTED_VERSIONS: u16 = 43;
/// The longest record (RFC 8446 section 5.1), with room for the expansion of old versions.
const RECORD: usize = 16_384 + 2_048;

/// Reads the client's first message and answers it in the wrong way.
pub(super) async fn break_off(mut stream: Wire, how: LabHandshake) -> io::Result<()> {
    let hello = read_hello(&mut stream).await?;
    let answer = match how {
        LabHandshake::Normal => Vec::new(),
        LabHandshake::PlainText => b"454 4.7.0 TLS not available due to local problem\r\n".to_vec(),
        LabHandshake::Alert(number) => alert(number),
        LabHandshake::OldVersion if hello.offers_version(TLS_1_0) => server_hello(TLS_1_0, OLD_SUITE),
        LabHandshake::OldVersion => alert(PROTOCOL_VERSION),
        LabHandshake::OldSuites => match OLD_SUITES.iter().find(|suite| hello.suites.contains(suite)) {
            Some(suite) => server_hello(TLS_1_2, *suite),
            None => alert(HANDSHAKE_FAILURE),
        },
        LabHandshake::RefusesNew if hello.versions.is_empty() => server_hello(TLS_1_2, COMMON_SUITE),
        LabHandshake::RefusesNew => alert(HANDSHAKE_FAILURE),
        LabHandshake::Garbage => record(HANDSHAKE, TLS_1_2, &[0xff; 40]),
        LabHandshake::Closes | LabHandshake::FallsSilent => Vec::new(),
        LabHandshake::ClosesHalfway => server_hello(TLS_1_2, COMMON_SUITE),
        LabHandshake::Resets => return stream.reset(),
    };
    stream.write_all(&answer).await?;
    match how {
        // A server that sent its hello waits for the client's answer to it.
        LabHandshake::FallsSilent => {}
        LabHandshake::OldVersion | LabHandshake::OldSuites | LabHandshake::RefusesNew
            if answer.first() == Some(&HANDSHAKE) => {}
        LabHandshake::Normal
        | LabHandshake::PlainText
        | LabHandshake::Alert(_)
        | LabHandshake::OldVersion
        | LabHandshake::OldSuites
        | LabHandshake::RefusesNew
        | LabHandshake::Garbage
        | LabHandshake::Closes
        | LabHandshake::ClosesHalfway
        | LabHandshake::Resets => stream.shutdown().await?,
    }
    fall_silent(&mut stream).await
}

/// What a ClientHello offers.
#[derive(Debug, Default, PartialEq, Eq)]
struct Hello {
    legacy_version: u16,
    suites: Vec<u16>,
    /// Empty where the extension is missing.
    versions: Vec<u16>,
}

impl Hello {
    fn offers_version(&self, version: u16) -> bool {
        match self.versions.is_empty() {
            true => self.legacy_version >= version,
            false => self.versions.contains(&version),
        }
    }

    /// Reads the body of the handshake message; what cannot be read is not offered.
    fn parse(message: &[u8]) -> Option<Self> {
        let mut at = message.get(4..)?;
        let legacy_version = number(&mut at, 2)?;
        take(&mut at, 32)?;
        let session = number(&mut at, 1)?;
        take(&mut at, session.into())?;
        let length = number(&mut at, 2)?;
        let suites = pairs(take(&mut at, length.into())?);
        let mut hello = Self { legacy_version, suites, versions: Vec::new() };
        let compression = number(&mut at, 1)?;
        take(&mut at, compression.into())?;
        if let Some(length) = number(&mut at, 2) {
            let mut extensions = take(&mut at, length.into())?;
            while let Some(kind) = number(&mut extensions, 2) {
                let length = number(&mut extensions, 2)?;
                let content = take(&mut extensions, length.into())?;
                if kind == SUPPORTED_VERSIONS {
                    hello.versions = pairs(content.get(1..)?);
                }
            }
        }
        Some(hello)
    }
}

fn take<'a>(at: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (head, tail) = at.split_at_checked(length)?;
    *at = tail;
    Some(head)
}

fn number(at: &mut &[u8], bytes: usize) -> Option<u16> {
    take(at, bytes).map(|bytes| bytes.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte)))
}

fn pairs(bytes: &[u8]) -> Vec<u16> {
    bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

async fn read_hello(stream: &mut Wire) -> io::Result<Hello> {
    let mut header = [0; 5];
    stream.read_exact(&mut header).await?;
    let length = usize::from(u16::from_be_bytes([header[3], header[4]]));
    if header[0] != HANDSHAKE || length > RECORD {
        return Ok(Hello::default());
    }
    let mut message = vec![0; length];
    stream.read_exact(&mut message).await?;
    Ok(Hello::parse(&message).unwrap_or_default())
}

fn record(kind: u8, version: u16, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).expect("everything sent here is short");
    [&[kind], &version.to_be_bytes()[..], &length.to_be_bytes()[..], content].concat()
}

fn alert(number: u8) -> Vec<u8> {
    const FATAL: u8 = 2;
    record(ALERT, TLS_1_2, &[FATAL, number])
}

fn server_hello(version: u16, suite: u16) -> Vec<u8> {
    let mut body = version.to_be_bytes().to_vec();
    body.extend([0x5a; 32]); // random
    body.push(0); // no session
    body.extend(suite.to_be_bytes());
    body.push(0); // no compression
    let length = u8::try_from(body.len()).expect("38 bytes");
    record(HANDSHAKE, version, &[&[2, 0, 0, length], &body[..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hello_cut_anywhere_offers_nothing_and_breaks_nothing() {
        let mut body = vec![3, 3];
        body.extend([0; 32]);
        body.extend([0, 0, 4, 0xc0, 0x2f, 0x00, 0x9c, 1, 0, 0, 7, 0, 43, 0, 3, 2, 3, 4]);
        let message = [&[1, 0, 0, u8::try_from(body.len()).expect("short")], &body[..]].concat();
        let whole = Hello { legacy_version: 0x0303, suites: vec![0xc02f, 0x009c], versions: vec![0x0304] };
        assert_eq!(Hello::parse(&message), Some(whole));
        for cut in 0..message.len() {
            let read = Hello::parse(&message[..cut]);
            assert!(read.is_none_or(|hello| hello.versions.is_empty()), "cut after {cut}");
        }
    }
}
