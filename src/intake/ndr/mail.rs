//! A saved mail to its readable parts: the human text, the delivery status (RFC 3464), mail inside it.
//!
//! The parts are cut out here, because their nesting must be bounded and a file may be cut anywhere; headers,
//! encodings and charsets are read by the mail library.

use std::borrow::Cow;

use jiff::Timestamp;
use mail_parser::{
    DateTime, MessageParser, MimeHeaders,
    decoders::{base64::base64_decode, charsets::map::charset_decoder, quoted_printable::quoted_printable_decode},
};

/// How deep mails and parts may lie in each other.
pub(super) const MAX_DEPTH: usize = 12;
/// The most parts that are read of one mail.
const MAX_PARTS: usize = 1000;
/// The most bytes of the headers of one part; a bounce through several gateways has some 20 KiB.
const MAX_HEADERS: usize = 128 * 1024;
/// The most bytes of one header that matters.
const MAX_HEADER: usize = 2 * 1024;

/// What one mail holds.
#[derive(Debug, Default)]
pub(super) struct Mail {
    /// `text/plain` parts.
    pub(super) plain: Vec<String>,
    /// `text/html` parts.
    pub(super) html: Vec<String>,
    /// `message/delivery-status` parts.
    pub(super) status: Vec<String>,
    /// The headers of the mails inside it.
    pub(super) original: Vec<String>,
    /// The mails inside it.
    pub(super) nested: Vec<Mail>,
    /// Its date.
    pub(super) date: Option<Timestamp>,
    /// What of it was not read.
    pub(super) closed: Option<Closed>,
}

/// What of a mail is there and is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closed {
    /// A text that is RTF and nothing else.
    RichText,
    /// Parts that lie too deep.
    TooDeep,
}

/// Reads a mail, if it is one: it begins with headers, and two of those that every mail has.
pub(super) fn read(bytes: &[u8]) -> Option<Mail> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    // A mailbox file begins with a line of its own.
    let bytes = if bytes.starts_with(b"From ") { split_line(bytes).1 } else { bytes };
    let (headers, _) = split_headers(bytes)?;
    let usual: [&[u8]; 9] = [
        b"from",
        b"to",
        b"subject",
        b"date",
        b"received",
        b"return-path",
        b"mime-version",
        b"content-type",
        b"message-id",
    ];
    let first = headers.split(|b| *b == b'\n').next().and_then(name_of)?;
    let known = headers
        .split(|b| *b == b'\n')
        .filter_map(name_of)
        .filter(|name| usual.contains(&name.as_slice()))
        .take(2)
        .count();
    if known < 2 || first.contains(&b' ') {
        return None;
    }
    let mut parts = 0;
    let mut mail = Mail::default();
    walk(bytes, 0, &mut parts, &mut mail);
    Some(mail)
}

fn name_of(line: &[u8]) -> Option<Vec<u8>> {
    let end = line.iter().position(|b| *b == b':')?;
    let name = &line[..end];
    let valid = !name.is_empty() && name.len() < 80 && name.iter().all(|b| b.is_ascii_graphic());
    valid.then(|| name.to_ascii_lowercase())
}

fn split_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.iter().position(|b| *b == b'\n') {
        Some(end) => (&bytes[..end], &bytes[end + 1..]),
        None => (bytes, &[]),
    }
}

/// Whether an empty line stands anywhere behind the beginning: without one a mail has headers and nothing else.
pub(super) fn has_body(bytes: &[u8]) -> bool {
    let mut lines = bytes.trim_ascii_start().split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    lines.by_ref().any(<[u8]>::is_empty) && lines.any(|line| !line.is_empty())
}

/// The instant of a date in headers; `None` where it is none that can be.
pub(super) fn instant(date: &DateTime) -> Option<Timestamp> {
    Timestamp::from_second(date.to_timestamp()).ok()
}

/// The headers and what follows the empty line; without one all of it is headers. `None` if they are endless.
fn split_headers(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut at = 0;
    while at < bytes.len() {
        let (line, _) = split_line(&bytes[at..]);
        if line.trim_ascii().is_empty() {
            return Some((&bytes[..at], bytes.get(at + line.len() + 1..).unwrap_or_default()));
        }
        at += line.len() + 1;
        if at > MAX_HEADERS {
            return None;
        }
    }
    Some((bytes, &[]))
}

/// Whether a line of headers goes on with the one before: it begins with a space (RFC 5322 section 2.2.3), or it is no
/// header, as where a second mailer wrapped the lines of the first and left the space out.
fn is_folded(line: &[u8]) -> bool {
    let named = |name: Vec<u8>| name[0].is_ascii_lowercase() && !name.contains(&b';') && !name.contains(&b'/');
    !line.trim_ascii().is_empty() && !name_of(line).is_some_and(named)
}

/// The headers that matter, each bounded, folded lines kept.
fn wanted(headers: &[u8]) -> Vec<u8> {
    const WANTED: [&[u8]; 3] = [b"content-type", b"content-transfer-encoding", b"date"];
    let mut out = Vec::new();
    let mut keep = 0;
    for line in headers.split(|b| *b == b'\n') {
        let folded = is_folded(line);
        if !folded {
            keep = if name_of(line).is_some_and(|name| WANTED.contains(&name.as_slice())) { MAX_HEADER } else { 0 };
        }
        let line = &line[..line.len().min(keep)];
        keep -= line.len();
        if !line.is_empty() {
            // Nothing may stand between a parameter's sign and its value (RFC 2045 section 5.1).
            let value = folded && out.trim_ascii_end().ends_with(b"=");
            if value {
                out.truncate(out.trim_ascii_end().len());
            } else if folded {
                out.push(b' ');
            }
            out.extend_from_slice(if value { line.trim_ascii_start() } else { line });
            out.push(b'\n');
        }
        if out.len() > 4 * MAX_HEADER {
            break;
        }
    }
    out.extend_from_slice(b"\n");
    out
}

fn walk(bytes: &[u8], depth: usize, parts: &mut usize, mail: &mut Mail) {
    *parts += 1;
    if depth > MAX_DEPTH {
        mail.closed = Some(Closed::TooDeep);
        return;
    }
    if *parts > MAX_PARTS {
        return;
    }
    let Some((headers, body)) = split_headers(bytes) else { return };
    let headers = wanted(headers);
    let parser = MessageParser::new().with_mime_headers().with_date_headers();
    let parsed = parser.parse_headers(&headers);
    let kind = parsed.as_ref().and_then(|parsed| parsed.content_type());
    let main = kind.map_or("text", |kind| kind.ctype());
    let sub = kind.and_then(|kind| kind.subtype()).unwrap_or("plain");
    if mail.date.is_none() {
        mail.date = parsed.as_ref().and_then(|parsed| parsed.date()).and_then(instant);
    }
    if let ("multipart", Some(boundary)) = (main, kind.and_then(|kind| kind.attribute("boundary"))) {
        for part in split_parts(body, boundary.as_bytes()) {
            walk(part, depth + 1, parts, mail);
        }
        return;
    }
    let encoding = parsed.as_ref().and_then(|parsed| parsed.content_transfer_encoding()).unwrap_or_default();
    let decoded = match encoding.trim().to_ascii_lowercase().as_str() {
        // A file that was cut decodes up to its last whole group.
        "base64" => Cow::Owned(base64_decode(body).unwrap_or_else(|| base64_prefix(body))),
        "quoted-printable" => quoted_printable_decode(body).map_or(Cow::Borrowed(body), Cow::Owned),
        _ => Cow::Borrowed(body),
    };
    let text =
        || match kind.and_then(|kind| kind.attribute("charset")).and_then(|name| charset_decoder(name.as_bytes())) {
            Some(decode) => decode(&decoded),
            None => super::super::decode::text(&decoded).unwrap_or_default(),
        };
    match (main, sub) {
        ("message", "rfc822" | "global") => {
            let headers = split_headers(&decoded).map(|(headers, _)| String::from_utf8_lossy(headers).into_owned());
            mail.original.extend(headers);
            let mut inside = Mail::default();
            walk(&decoded, depth + 1, parts, &mut inside);
            mail.closed = mail.closed.or(inside.closed);
            mail.nested.push(inside);
        }
        ("message", "delivery-status" | "global-delivery-status") => mail.status.push(text()),
        ("text", "html") => mail.html.push(text()),
        ("text", "rfc822-headers") => mail.original.push(text()),
        ("text", _) => mail.plain.push(text()),
        (_, _) => {}
    }
}

/// What of a base64 body is whole.
fn base64_prefix(body: &[u8]) -> Vec<u8> {
    let mut letters: Vec<u8> = body
        .iter()
        .copied()
        .take_while(|b| b.is_ascii_alphanumeric() || b.is_ascii_whitespace() || matches!(b, b'+' | b'/'))
        .filter(|b| !b.is_ascii_whitespace())
        .collect();
    letters.truncate(letters.len() & !3);
    base64_decode(&letters).unwrap_or_default()
}

/// The parts between the boundary lines (RFC 2046 section 5.1.1); without the last line, the rest is a part.
fn split_parts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut all = Vec::new();
    let mut start = None;
    let mut at = 0;
    while at < body.len() {
        let (line, _) = split_line(&body[at..]);
        if let Some(rest) = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary)) {
            let closing = rest.starts_with(b"--");
            if closing || rest.trim_ascii().is_empty() {
                if let Some(start) = start {
                    all.push(&body[start..at]);
                }
                start = (!closing).then_some((at + line.len() + 1).min(body.len()));
                if closing || all.len() >= MAX_PARTS {
                    return all;
                }
            }
        }
        at += line.len() + 1;
    }
    if let Some(start) = start {
        all.push(&body[start..]);
    }
    all
}
