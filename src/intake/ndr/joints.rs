//! What the ends of two lines say about whether they belong together: brackets that are open, replies that begin, words that
//! a terminal broke. Joining them is left to `lines`.

use std::net::{IpAddr, SocketAddr};

use super::{entries, protocol, server::server};
use crate::{intake::status, knowledge::Knowledge, model::EnhancedCode};

/// Words that break off at the edge of a terminal, to know them when they are joined.
const WORDS: [&str; 73] = [
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
    "out",
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

/// Names written as one word of several, whose parts are words too: in their own letters they are a name that was broken,
/// `Socket` before `error` is none.
const NAMES: [&str; 21] = [
    "CertificateExpired",
    "SubjectMismatch",
    "UntrustedRoot",
    "SelfSigned",
    "SocketError",
    "ConnectionReset",
    "ConnectionRefused",
    "ConnectionAborted",
    "TimedOut",
    "InfoNoRecords",
    "InfoDomainNonexistent",
    "ErrorRetry",
    "ErrorTimeout",
    "ServerFailure",
    "IllegalMessage",
    "InvalidToken",
    "AlgorithmMismatch",
    "LogonDenied",
    "SuspiciousRemoteServerError",
    "LastAttemptedServerName",
    "LastAttemptedIP",
];

/// Fields of a record, without spaces and in lower case.
const FIELDS: [&str; 10] = [
    "[message=",
    "[lastattempted",
    "[smtpsecurity=",
    "{msg=",
    "{fqdn=",
    "{ip=",
    "{lrt=",
    "outboundproxytargetip:",
    "outboundproxytargethostname:",
    "lastattemptedservername=",
];

/// Whether a field of a record ends its name behind a place in a text without spaces, in lower case.
pub(super) fn names_field(squeezed: &str, behind: usize) -> bool {
    FIELDS.iter().any(|name| squeezed.match_indices(name).any(|(at, _)| at + name.len() > behind))
}

/// Whether a text ends before what it announces: the next link of a chain, what another server said, the value of a field.
pub(super) fn awaits(tail: &str) -> bool {
    const ENDS: [&str; 24] = [
        "The error was:",
        " Winsock",
        " Winsock error",
        "->",
        "=",
        "endpoint attempted was",
        "error code",
        "error code:",
        "responded with:",
        "target IP address:",
        "Frontend with",
        "] said:",
        "stat=Deferred:",
        // Of a command or a log that somebody's mailer wrapped.
        "connect to",
        ": Connection",
        "onnection timed",
        " timed out with",
        " refused by",
        " reset by",
        "TLS negotiation",
        " ETIMEDOUT",
        " ECONNREFUSED",
        "OutboundProxyTargetIP:",
        "OutboundProxyTargetHostName:",
    ];
    ENDS.iter().any(|end| tail.ends_with(end))
}

/// Whether a line goes on with the entry of a log that a mailer wrapped: with its next field, with the address of its host,
/// or with what became of a connection. A new entry begins with its time.
pub(super) fn goes_on_in_log(tail: &str, line: &str) -> bool {
    const FIELDS: [&str; 6] = ["relay=", "dsn=", "stat=", "status=", "delay=", "H="];
    let last = tail.rsplit(' ').next().unwrap_or_default();
    let field = (tail.ends_with(',') || line.starts_with("H=")) && FIELDS.iter().any(|field| line.starts_with(field));
    // sendmail's name of a host ends in a dot, and its address stands behind it; others name it in a sentence.
    let is_host = || last.starts_with("relay=") || last.starts_with("H=") || server(last).is_some();
    let host =
        line.strip_prefix('[').and_then(|line| line.split_once(']')).is_some_and(|(ip, _)| is_ip(ip)) && is_host();
    let endpoint = last.ends_with(':') && last.contains("]:");
    field || host || endpoint || (last == "connect" && line.starts_with("to "))
}

/// Whether a line goes on with the sentence that stands before an empty line: that stops at no mark, and this begins as
/// no sentence does; or it is the next link of a chain, or what Exchange says became of the last attempt.
pub(super) fn runs_on(tail: &str, line: &str) -> bool {
    let outcome = line.strip_prefix("Socket").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    let inside = line.starts_with(|c: char| c.is_ascii_lowercase())
        || line.strip_prefix('[').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let mut words = tail.rsplit(' ');
    let coded = words.next().is_some_and(|word| word.parse::<EnhancedCode>().is_ok())
        && words
            .next()
            .map(|word| word.trim_start_matches(['"', '\'']))
            .is_some_and(|word| word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit()));
    line.starts_with("->")
        || outcome
        || coded
        || tail.ends_with([',', ';'])
        || (inside && tail.ends_with(|c: char| c.is_alphanumeric()))
}

/// Whether a line holds in round brackets what was said inside the reply before it, `… cannot connect to remote server` and
/// `(451 4.4.0 Security status …)`: a list of replies in brackets has one at the end of the line before.
pub(super) fn goes_on_in_brackets(so_far: &str, line: &str) -> bool {
    let tail = so_far.trim_end();
    line.starts_with('(')
        && begins_reply(line)
        && tail.ends_with(|c: char| c.is_alphanumeric())
        && (begins_reply(so_far) || holds_reply(so_far))
        && !so_far.contains(['(', '['])
}

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

/// Whether a line begins a dated entry, a row of a log, a trace or a field of `Get-Queue`, whatever stands before it.
pub(super) fn begins_report(line: &str) -> bool {
    let start = &line[..line.floor_char_boundary(120)];
    let dated = start.find("Server at ").is_some_and(|at| start[..at].trim_end().ends_with(['-', 'e']) || at == 0);
    dated
        || protocol::begins(start)
        || protocol::begins_with_event(start)
        || entries::begins(start)
        || is_answered(start)
        || start.starts_with("Remote Server")
        || start.contains("{LED=")
        || start.starts_with("LED=")
        || start.contains("Reason: [{")
}

/// Whether a line begins the sentence `<date> - <words> NAME (IP) <words> '550 …` of another language.
fn is_answered(start: &str) -> bool {
    let address = start.split_once(" (").and_then(|(_, rest)| rest.split_once(')'));
    let is_dated = start.starts_with(|c: char| c.is_ascii_digit()) && start.contains(" - ");
    is_dated && address.is_some_and(|(address, rest)| is_ip(address) && rest.starts_with(' '))
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

/// Where the last word of a text begins, and where the first one of the next text ends.
fn ends(before: &str, after: &str) -> (usize, usize) {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':');
    (before.trim_end_matches(part).len(), after.find(|c: char| !part(c)).unwrap_or(after.len()))
}

fn is_word(text: &str, knowledge: &Knowledge) -> bool {
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text)) || knowledge.is_written(text)
}

/// Whether a line that fills its width ended at a word all the same, its space gone: two words that make none together.
pub(super) fn between_words(before: &str, after: &str, knowledge: &Knowledge) -> bool {
    const SHORT: [&str; 10] = ["is", "to", "at", "of", "in", "on", "was", "the", "with", "not"];
    let (start, end) = ends(before, after);
    let (tail, head) = (&before[start..], after[..end].trim_end_matches(['.', ':']));
    let known = |text: &str| is_word(text, knowledge) || SHORT.contains(&text);
    let basic = tail.len() == 3 && tail.starts_with(['4', '5']) && tail.bytes().all(|b| b.is_ascii_digit());
    if basic && head.parse::<EnhancedCode>().is_ok() {
        return true;
    }
    known(tail) && known(head) && !inside_word(before, after, knowledge)
}

/// Whether two ends belong to one word that a terminal broke.
pub(super) fn inside_word(before: &str, after: &str, knowledge: &Knowledge) -> bool {
    let (start, end) = ends(before, after);
    let (tail, head) = (&before[start..], &after[..end]);
    if tail.is_empty() || head.is_empty() || tail.len() + head.len() > 64 {
        return false;
    }
    let whole = format!("{tail}{head}");
    let trimmed = whole.trim_end_matches(['.', ':']);
    let hex = |text: &str| text.len() >= 4 && text.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_lowercase());
    let is_word = |text: &str| is_word(text, knowledge);
    // `Socket` and `error` are words of their own before they are `SocketError` broken in two.
    (is_word(trimmed) && !(is_word(tail) && is_word(head)))
        || NAMES.contains(&trimmed)
        || (whole.parse::<EnhancedCode>().is_ok_and(|code| knowledge.numbered(code).is_some()))
        || is_broken_reply(&whole, &before[..start], &after[end..])
        || (is_ip(&whole) && (!is_ip(tail) || is_broken_port(tail, head, &after[end..])))
        || is_broken_host(tail, head, &after[end..])
        || is_broken_name(tail, head, &after[end..])
        || (trimmed.len() == 40 && hex(trimmed))
}

/// Whether two ends are a basic code that was broken, its enhanced code behind it: `'4` and `50 4.4.317 …`.
fn is_broken_reply(whole: &str, before: &str, behind: &str) -> bool {
    let alone = before.is_empty() || before.ends_with([' ', '=', '\'', '"']);
    let basic = whole.len() == 3 && whole.starts_with(['4', '5']) && whole.bytes().all(|b| b.is_ascii_digit());
    let coded = behind.trim_start().split(' ').next().is_some_and(|word| word.parse::<EnhancedCode>().is_ok());
    basic && alone && coded
}

/// Whether an address goes on with the rest of its port, `192.0.2.25:2` and `5]`.
fn is_broken_port(tail: &str, head: &str, behind: &str) -> bool {
    tail.parse::<SocketAddr>().is_ok() && head.bytes().all(|b| b.is_ascii_digit()) && behind.starts_with(']')
}

/// Whether a name of Exchange's own goes on, `RESOLVER.RST.R` and `ecipSizeLimit;`: a semicolon ends it.
fn is_broken_name(tail: &str, head: &str, behind: &str) -> bool {
    let class = tail.split_once('.').map(|(class, _)| class);
    let is_named = class.is_some_and(|class| class.len() > 4 && class.bytes().all(|b| b.is_ascii_uppercase()));
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let ends = head.ends_with(';') || behind.starts_with(';');
    is_named && ends && head.trim_end_matches(';').chars().all(plain)
}

/// Whether a host goes on: `mail.contoso` and `.com`, or `mail.contoso.` and `com` before what closes its field. A sentence
/// ends in one dot, and the next one begins with a capital letter.
fn is_broken_host(tail: &str, head: &str, behind: &str) -> bool {
    let letters = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase());
    let dotted = tail.ends_with(|c: char| c.is_ascii_alphanumeric()) && head.starts_with('.');
    if dotted {
        return head[1..].starts_with(|c: char| c.is_ascii_lowercase());
    }
    let name = tail.strip_suffix('.').is_some_and(|name| name.contains('.') && !name.contains(".."));
    name && letters(head) && (behind.starts_with([']', ')', '}', '\'']) || behind.starts_with(" ("))
}
