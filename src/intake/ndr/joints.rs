//! What the ends of two lines say about whether they belong together: brackets that are open, replies that begin, words that
//! a terminal broke. Joining them is left to `lines`.

use std::net::{IpAddr, SocketAddr};

use crate::{intake::status, knowledge::Knowledge, model::EnhancedCode};

/// Words that break off at the edge of a terminal, to know them when they are joined.
const WORDS: [&str; 72] = [
    "returned",
    "server",
    "remote",
    "lastattemptedservername",
    "lastattemptedip",
    "message",
    "connection",
    "refused",
    "connect",
    "session",
    "establish",
    "certificateexpired",
    "subjectmismatch",
    "untrustedroot",
    "expected",
    "presented",
    "subject",
    "thumbprint",
    "socket",
    "error",
    "code",
    "winsock",
    "win32",
    "starttls",
    "required",
    "expired",
    "cannot",
    "failed",
    "abruptly",
    "certificate",
    "validation",
    "outboundproxytargetip",
    "outboundproxytargethostname",
    "smtpsecurity",
    "suspiciousremoteservererror",
    "communicating",
    "target",
    "host",
    "infonorecords",
    "infodomainnonexistent",
    "errorretry",
    "query",
    "negotiation",
    "socketerror",
    "illegalmessage",
    "closed",
    "dropped",
    "timed",
    "connectionreset",
    "timedout",
    "responded",
    "address",
    "primary",
    "alternate",
    "attempted",
    "failover",
    "endpoint",
    "proxy",
    "setup",
    "frontend",
    "destination",
    "service",
    "available",
    "recipient",
    "configured",
    "connector",
    "domain",
    "10051",
    "10054",
    "10060",
    "10061",
    "socketconnectionrefused",
];

/// Whether a text ends in three digits, as a reply does whose enhanced code is on the next line.
pub(super) fn ends_in_basic_code(text: &str) -> bool {
    let digits = text.trim_end().bytes().rev().take_while(u8::is_ascii_digit).count();
    digits >= 3
}

/// How many more brackets open than close.
pub(super) fn nesting(text: &str) -> i32 {
    text.bytes()
        .map(|byte| match byte {
            b'[' | b'(' | b'{' => 1,
            b']' | b')' | b'}' => -1,
            _ => 0,
        })
        .sum()
}

/// The least that [`nesting`] comes to within a text.
pub(super) fn least_nesting(text: &str) -> i32 {
    let (mut depth, mut least) = (0, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'(' | b'{' => depth += 1,
            b']' | b')' | b'}' => depth -= 1,
            _ => {}
        }
        least = least.min(depth);
    }
    least
}

/// Whether the text so far holds a reply that may go on on the next line.
pub(super) fn is_live(text: &str, knowledge: &Knowledge) -> bool {
    let start = &text[..text.floor_char_boundary(400)];
    start.split(|c: char| !(c.is_ascii_digit() || c == '.')).any(|word| word.parse::<EnhancedCode>().is_ok())
        || status::title(start, knowledge).is_some()
}

/// Whether a line begins a dated entry, a trace or a field of `Get-Queue`, whatever stands before it.
pub(super) fn begins_report(line: &str) -> bool {
    let start = &line[..line.floor_char_boundary(120)];
    let dated = start.find("Server at ").is_some_and(|at| start[..at].trim_end().ends_with(['-', 'e']) || at == 0);
    dated
        || start.starts_with("Remote Server")
        || start.contains("{LED=")
        || start.starts_with("LED=")
        || start.contains("Reason: [{")
}

/// Whether a line begins with a reply code.
pub(super) fn begins_reply(line: &str) -> bool {
    let line = line.trim_start_matches(['\'', '"', '#', '(', '*', '-', '•', ' ']);
    let mut words = line.split([' ', '-']).filter(|word| !word.is_empty());
    let code = |word: Option<&str>| {
        word.is_some_and(|word| word.trim_end_matches([',', ':', ';']).parse::<EnhancedCode>().is_ok())
    };
    let first = words.next();
    match first {
        Some(word) if word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit()) => code(words.next()),
        _ => code(first),
    }
}

/// Whether a reply stands further on in a line, `Now: 450 4.4.317 Cannot connect …`: it is another one than that before.
pub(super) fn holds_reply(line: &str) -> bool {
    let start = &line[..line.floor_char_boundary(80)];
    // What stands in quotes is inside the one before.
    let words: Vec<&str> = start.split_whitespace().collect();
    let basic =
        |word: &str| word.len() == 3 && word.starts_with(['4', '5']) && word.bytes().all(|b| b.is_ascii_digit());
    // What stands behind an arrow belongs to what it is wrapped in.
    (0..words.len()).any(|at| {
        let chained = at > 0 && words[at - 1] == "->";
        let coded = words.get(at + 1).is_some_and(|next| next.parse::<EnhancedCode>().is_ok());
        basic(words[at]) && coded && !chained
    })
}

fn is_ip(text: &str) -> bool {
    text.parse::<IpAddr>().is_ok() || text.parse::<SocketAddr>().is_ok()
}

/// Whether two ends belong to one word that a terminal broke.
pub(super) fn inside_word(before: &str, after: &str, knowledge: &Knowledge) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':');
    let start = before.trim_end_matches(part).len();
    let end = after.find(|c: char| !part(c)).unwrap_or(after.len());
    let (tail, head) = (&before[start..], &after[..end]);
    if tail.is_empty() || head.is_empty() || tail.len() + head.len() > 64 {
        return false;
    }
    let whole = format!("{tail}{head}");
    let trimmed = whole.trim_end_matches(['.', ':']);
    let hex = |text: &str| text.len() >= 4 && text.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_lowercase());
    let is_word = |text: &str| WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    // `Socket` and `error` are words of their own before they are `SocketError` broken in two.
    (is_word(trimmed) && !(is_word(tail) && is_word(head)))
        || (whole.parse::<EnhancedCode>().is_ok_and(|code| knowledge.numbered(code).is_some()))
        || (is_ip(&whole) && !is_ip(tail))
        || (trimmed.len() == 40 && hex(trimmed))
}
