//! From a code and the words behind it to the article: chains unwrapped, the detail before the number.

use super::article::{four, has_article, is_wrapper, title};
use crate::model::{CauseId, CodeId, ConclusionReason, EnhancedCode};

/// Certificate findings as Exchange Online names them inside `[Message=…]`, with the cause where the
/// article has one. The first two are seen in the wild; the rest are names of the Windows chain engine.
const CERTIFICATE: [(&str, Option<&str>); 13] = [
    ("subjectmismatch", Some("name")),
    ("certificateexpired", Some("expired")),
    // A private authority, a self-signed certificate or an intermediate that was not sent: all say this.
    ("untrustedroot", None),
    ("untrustedtestroot", None),
    ("partialchain", Some("incomplete-chain")),
    ("chainrevoked", Some("revoked")),
    ("certificaterevoked", Some("revoked")),
    ("revocationstatusunknown", None),
    ("revocationoffline", None),
    ("certificatenotyetvalid", Some("not-yet-valid")),
    ("notyetvalid", Some("not-yet-valid")),
    ("wrongusage", Some("malformed")),
    ("presented subject:", None),
];

type Judgement = (Option<CodeId>, Option<CauseId>, Option<ConclusionReason>);

/// How deep wrappers are unwrapped; four are the most that were seen.
const MAX_DEPTH: usize = 8;

/// What a reply comes to; `depth` wrappers around it were taken off.
pub(super) fn judge(code: Option<EnhancedCode>, lower: &str, depth: usize) -> Judgement {
    let Some(code) = code else {
        return detail(lower, depth).unwrap_or_default();
    };
    let other = |reason| (Some(CodeId::other()), None, Some(reason));
    let article = |code: EnhancedCode| Some(CodeId::new(code.to_string()));
    let temporary = code.temporary();
    let expired = code.is_permanent().then_some(ConclusionReason::Expired);
    let found = if depth < MAX_DEPTH { detail(lower, depth) } else { None };
    match (code.class, code.subject, code.detail) {
        (2, ..) => (None, None, None),
        // An address that does not exist, a loop, a refused recipient: not a connector's trouble.
        (5, 1, 0..=19) | (5, 4, 1 | 6) => (None, None, Some(ConclusionReason::OtherKind)),
        (_, 4, 315 | 316) => match socket(lower) {
            Some(by_socket) if by_socket != temporary => (article(by_socket), None, Some(ConclusionReason::Socket)),
            _ => (article(temporary), None, expired),
        },
        (_, 4, 317) => match found {
            // The same article: its own cause counts, the reason is that of the line.
            Some((Some(id), cause, _)) if id.as_str() == "4.4.317" => (Some(id), cause, expired),
            Some((Some(id), cause, reason)) if id != CodeId::other() => (Some(id), cause, reason),
            _ => (article(temporary), refusal(lower), expired),
        },
        (_, 7, 320) => (article(temporary), certificate(lower).flatten(), expired),
        (_, 4, 312) => (article(temporary), name(lower), expired),
        (_, 4, 318) => (article(temporary), None, expired),
        (_, 4, 310) => {
            let cause = CauseId::of(&CodeId::new("4.4.312"), "no-such-name");
            (article(four(4, 312)), Some(cause), Some(ConclusionReason::NoArticle))
        }
        _ => match found {
            Some(found)
                if is_wrapper(temporary) || matches!((code.subject, code.detail), (7, 0 | 3) | (3, 2) | (2, 1)) =>
            {
                found
            }
            _ => match (temporary.subject, temporary.detail) {
                (4, 1) => (article(four(4, 315)), None, Some(ConclusionReason::NoArticle)),
                (4, 2) => (article(four(4, 318)), None, Some(ConclusionReason::NoArticle)),
                (3, 2) if code.class == 4 => {
                    let cause = CauseId::of(&CodeId::new("4.4.317"), "unavailable");
                    (article(four(4, 317)), Some(cause), Some(ConclusionReason::NoArticle))
                }
                _ if is_wrapper(temporary) && lower.contains("->") => other(ConclusionReason::Wrapped),
                _ => other(ConclusionReason::NoArticle),
            },
        },
    }
}

/// What the words inside a code establish: a wrapped code, a certificate finding, a socket number, a token.
fn detail(lower: &str, depth: usize) -> Option<Judgement> {
    let words = lower.rsplit("->").next().unwrap_or(lower);
    let wrapped = lower.len() != words.len();
    let id = |code: EnhancedCode| Some(CodeId::new(code.to_string()));
    let by_detail = |code, cause: Option<&str>| {
        let article = CodeId::new(EnhancedCode::to_string(&code));
        let cause = cause.map(|name| CauseId::of(&article, name));
        Some((Some(article), cause, Some(if wrapped { ConclusionReason::Wrapped } else { ConclusionReason::Detail })))
    };
    if let Some(cause) = certificate(words) {
        let article = CodeId::new("4.7.320");
        return Some((Some(article), cause, Some(ConclusionReason::Detail)));
    }
    if let Some(code) = socket(words) {
        return Some((id(code), None, Some(ConclusionReason::Socket)));
    }
    if ["infonorecords", "infodomainnonexistent", "errorretry"].iter().any(|token| words.contains(token)) {
        let (article, _, reason) = by_detail(four(4, 312), None)?;
        return Some((article, name(words), reason));
    }
    if words.contains("starttls is required") || words.contains("must issue a starttls") {
        return by_detail(four(4, 317), Some("no-tls"));
    }
    if words.contains("tls negotiation failed") || words.contains("security status") {
        return by_detail(four(4, 317), Some("handshake"));
    }
    const CUT: [&str; 5] = [
        "suspiciousremoteservererror",
        "disconnected abruptly",
        "connection dropped due to",
        "connection was closed abruptly",
        "connectionreset",
    ];
    if CUT.iter().any(|mark| words.contains(mark)) {
        return by_detail(four(4, 318), None);
    }
    if words.contains("socketconnectionrefused") {
        return by_detail(four(4, 316), None);
    }
    if words.contains("service not available") || words.contains("service unavailable") {
        return by_detail(four(4, 317), Some("unavailable"));
    }
    // A code with an article inside a wrapper: `5.4.300 … -> 450 4.4.316 Connection refused`.
    if wrapped {
        let inner = words
            .split(|c: char| c.is_whitespace() || c == '-')
            .find_map(|word| word.trim_matches(['\'', '"', '(']).parse::<EnhancedCode>().ok());
        if let Some(inner) = inner.filter(|inner| has_article(inner.temporary()) || is_wrapper(inner.temporary())) {
            let (article, cause, _) = judge(Some(inner), words, depth + 1);
            return Some((article, cause, Some(ConclusionReason::Wrapped)));
        }
        if let Some(code) = title(words) {
            return by_detail(code.temporary(), None);
        }
    }
    None
}

/// Whether the words name a certificate finding, and its cause.
fn certificate(lower: &str) -> Option<Option<CauseId>> {
    CERTIFICATE
        .iter()
        .find(|(token, _)| lower.contains(token))
        .map(|(_, cause)| cause.map(|name| CauseId::of(&CodeId::new("4.7.320"), name)))
}

/// What the DNS token establishes (section 2.4).
fn name(lower: &str) -> Option<CauseId> {
    const TOKENS: [(&str, &str); 2] = [("infodomainnonexistent", "no-such-name"), ("infonorecords", "no-address")];
    let (_, cause) = TOKENS.iter().find(|(token, _)| lower.contains(token))?;
    Some(CauseId::of(&CodeId::new("4.4.312"), cause))
}

/// What a reply of the server itself inside a 4.4.317 establishes: 5xx refuses, 4xx cannot now.
fn refusal(lower: &str) -> Option<CauseId> {
    let start = lower.find("[message=").map(|at| at + 9).or_else(|| lower.find('(').map(|at| at + 1))?;
    let reply = lower[start..].trim_start();
    let code = reply.split(|c: char| !c.is_ascii_digit()).next().filter(|digits| digits.len() == 3)?;
    // `(450-4.4.317 … [Message=550-5.7.0 …` is Exchange Online's own line first; the field was looked for first.
    let cause = if code.starts_with('5') { "rejected" } else { "unavailable" };
    (code.starts_with(['4', '5'])).then(|| CauseId::of(&CodeId::new("4.4.317"), cause))
}

/// What a Winsock number means for a delivery; `None` where there is none, or it is local trouble.
fn socket(lower: &str) -> Option<EnhancedCode> {
    let number = lower.match_indices("error code").find_map(|(at, mark)| {
        let rest = lower[at + mark.len()..].trim_start_matches([':', ' ', '=']);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end.min(9)].parse::<u32>().ok()
    })?;
    match number {
        // Timed out; operation aborted, which is what an abandoned attempt looks like; no route to it.
        10060 | 995 | 10051 | 10065 => Some(four(4, 315)),
        10061 => Some(four(4, 316)),
        10054 | 10053 => Some(four(4, 318)),
        // Host not found, try again, no data.
        11001 | 11002 | 11004 => Some(four(4, 312)),
        _ => None,
    }
}
