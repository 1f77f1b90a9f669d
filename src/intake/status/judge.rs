//! From a code and the words behind it to the article: chains unwrapped, the detail before the number. Which words,
//! numbers and codes mean which article is knowledge; which of them counts is decided here.

use super::title::title;
use crate::{
    knowledge::{Article, Knowledge, wording::Sureness},
    model::{CauseId, CodeId, ConclusionReason, EnhancedCode, MatterId},
};

type Judgement = (Option<CodeId>, Option<CauseId>, Option<ConclusionReason>);

/// How deep wrappers are unwrapped; four are the most that were seen.
const MAX_DEPTH: usize = 8;

/// What a reply comes to; `depth` wrappers around it were taken off.
pub(super) fn judge(code: Option<EnhancedCode>, lower: &str, depth: usize, knowledge: &Knowledge) -> Judgement {
    let Some(code) = code else {
        return detail(lower, depth, knowledge).unwrap_or_default();
    };
    let other = |reason| (Some(CodeId::other()), None, Some(reason));
    let temporary = code.temporary();
    if code.class == 2 {
        return (None, None, None);
    }
    let found = if depth < MAX_DEPTH { detail(lower, depth, knowledge) } else { None };
    if let Some(article) = knowledge.numbered(code) {
        return of_article(article, code, lower, found, knowledge);
    }
    let catches = is_wrapper(temporary) || matches!((code.subject, code.detail), (7, 0 | 3 | 5) | (3, 2 | 3) | (2, 1));
    // Names of findings are Exchange's own, whatever number stands in front of them.
    let named = || knowledge.worded(innermost(lower), Sureness::Name).is_some();
    if let Some(found) = found.filter(|_| catches || named()) {
        return found;
    }
    if code.subject == 4
        && let Some(titled) = title(behind_codes(lower), knowledge).or_else(|| title_behind(code, lower, knowledge))
    {
        return (Some(CodeId::new(titled.temporary().to_string())), None, Some(ConclusionReason::Title));
    }
    match knowledge.meant_by(code) {
        Some((article, cause)) => (Some(article.id.clone()), cause, Some(ConclusionReason::NoArticle)),
        None if is_wrapper(temporary) && lower.contains("->") => other(ConclusionReason::Wrapped),
        None => other(ConclusionReason::NoArticle),
    }
}

/// What a reply with the code of an article comes to; `found` is what the words inside it establish.
fn of_article(
    article: &Article,
    code: EnhancedCode,
    lower: &str,
    found: Option<Judgement>,
    knowledge: &Knowledge,
) -> Judgement {
    let id = || Some(article.id.clone());
    let expired = code.is_permanent().then_some(ConclusionReason::Expired);
    if article.catch_all {
        return match found {
            // The same article: its own cause counts, the reason is that of the line.
            Some((Some(inside), cause, _)) if inside == article.id => {
                let named = is_named(article, lower);
                (id(), refusal(article, lower, knowledge).filter(|_| !named).or(cause), expired)
            }
            Some((Some(inside), cause, reason)) if inside != CodeId::other() || cause.is_some() => {
                (Some(inside), cause, reason)
            }
            _ => (id(), refusal(article, lower, knowledge), expired),
        };
    }
    // Where a certificate was shown, somebody answered.
    let shown = ["expected subject:", "presented subject:"].iter().any(|field| lower.contains(field));
    if let Some((other, cause)) = knowledge.worded(innermost(lower), Sureness::Name)
        && other.id != article.id
        // A domain that takes no mail at all is no fault of its names.
        && (shown || other.id == CodeId::other())
    {
        return (Some(other.id.clone()), cause, Some(ConclusionReason::Detail));
    }
    match by_socket(lower, knowledge).filter(|_| article.socket_decides) {
        Some(other) if other.id != article.id => (Some(other.id.clone()), None, Some(ConclusionReason::Socket)),
        _ => (id(), article.cause_worded(lower), expired),
    }
}

/// Whether the words name what happened, so that the reply in which they stand says no more.
fn is_named(article: &Article, lower: &str) -> bool {
    article.wordings.iter().any(|wording| {
        wording.sureness != Sureness::Vague && wording.any.iter().any(|words| lower.contains(words.as_str()))
    })
}

/// The reply that the others are wrapped around: behind the last arrow, and there what stands in quotes behind the words
/// of older Exchange servers.
pub(super) fn innermost(lower: &str) -> &str {
    let mut words = lower.rsplit("->").next().unwrap_or(lower);
    for mark in ["frontend with", "responded with", "primary target ip address:"] {
        let Some((_, rest)) = words.split_once(mark) else { continue };
        let rest = rest.trim_start_matches([':', ' ']);
        let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
        // A table doubles the quotes.
        let inside = rest.trim_start_matches(quote);
        words = inside.split(quote).next().unwrap_or(inside);
    }
    if words.len() == lower.len() { quoted_reply(lower).unwrap_or(words) } else { words }
}

/// The reply in quotes or brackets behind a code that only wraps another, whatever the language of the words between them: pages of help
/// are translated with the errors that they quote.
fn quoted_reply(lower: &str) -> Option<&str> {
    inner_code(lower).filter(|code| is_wrapper(code.temporary()))?;
    lower.match_indices(['"', '“', '„', '«', '(']).find_map(|(at, quote)| {
        let inside = lower[at + quote.len()..].trim_start();
        let ends: &[char] = if quote == "(" { &[')'] } else { &['"', '”', '“', '»'] };
        is_reply(inside).then(|| inside.split(ends).next().unwrap_or(inside))
    })
}

/// The code of the reply that another is wrapped around.
pub(super) fn inner_reply(lower: &str) -> Option<EnhancedCode> {
    let inner = innermost(lower).trim();
    inner_code(inner).filter(|_| inner.len() < lower.len() && is_reply(inner))
}

/// Whether a text begins as a reply does: `421 4.4.1 …`, `451-5.7.3 …`.
fn is_reply(text: &str) -> bool {
    let basic = text.split_at_checked(3).filter(|(basic, _)| basic.bytes().all(|b| b.is_ascii_digit()));
    let rest = basic.and_then(|(_, rest)| rest.strip_prefix([' ', '-']));
    rest.and_then(|rest| rest.split_whitespace().next()).is_some_and(|code| code.parse::<EnhancedCode>().is_ok())
}

/// The title behind a code that a row of a table, or a name, stands before: of a number that is said twice, the first with one.
fn title_behind(code: EnhancedCode, lower: &str, knowledge: &Knowledge) -> Option<EnhancedCode> {
    let code = code.to_string();
    let is_of_number = |c: char| c.is_ascii_digit() || c == '.';
    lower.match_indices(&code).take(4).find_map(|(at, _)| {
        let (before, behind) = (&lower[..at], &lower[at + code.len()..]);
        let is_whole = !before.ends_with(is_of_number) && !behind.starts_with(is_of_number);
        title(behind.trim_start_matches([' ', '-', ':', '\'', '"']), knowledge).filter(|_| is_whole)
    })
}

/// What stands behind the codes that a reply begins with.
fn behind_codes(lower: &str) -> &str {
    let mut rest = lower;
    for _ in 0..2 {
        let trimmed = rest.trim_start_matches([' ', '#', '-', '\'', '"']);
        let trimmed = trimmed.strip_prefix("smtp;").map_or(trimmed, str::trim_start);
        let end = trimmed.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(trimmed.len());
        let word = trimmed[..end].trim_end_matches('.');
        let basic = word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit());
        if !basic && word.parse::<EnhancedCode>().is_err() {
            break;
        }
        rest = trimmed[word.len()..].trim_start_matches(['.', ':']);
    }
    rest.trim_matches([' ', '-', '.', '\'', '"', ','])
}

/// What the words inside a code establish: a wrapped code, a certificate finding, a socket number, a token.
fn detail(lower: &str, depth: usize, knowledge: &Knowledge) -> Option<Judgement> {
    let words = innermost(lower);
    let wrapped = lower.len() != words.len();
    let inside = if wrapped { ConclusionReason::Wrapped } else { ConclusionReason::Detail };
    if let Some((article, cause)) = knowledge.worded(words, Sureness::Name) {
        return Some((Some(article.id.clone()), cause, Some(ConclusionReason::Detail)));
    }
    if let Some(article) = by_socket(words, knowledge) {
        return Some((Some(article.id.clone()), None, Some(ConclusionReason::Socket)));
    }
    let worded = |sureness| knowledge.worded(words, sureness);
    if let Some((article, cause)) = worded(Sureness::Plain).or_else(|| worded(Sureness::Vague)) {
        return Some((Some(article.id.clone()), cause, Some(inside)));
    }
    if wrapped {
        // Behind the quoted reply stands which endpoint was tried last, and what became of it.
        if let Some(article) = by_socket(lower, knowledge) {
            return Some((Some(article.id.clone()), None, Some(ConclusionReason::Socket)));
        }
        // A code with an article inside a wrapper: `5.4.300 … -> 450 4.4.316 Connection refused`.
        let inner = inner_code(words);
        let is_known = |inner: &EnhancedCode| {
            knowledge.numbered(*inner).is_some()
                || is_wrapper(inner.temporary())
                || knowledge.meant_by(*inner).is_some()
        };
        if let Some(inner) = inner.filter(is_known) {
            let (article, cause, _) = judge(Some(inner), words, depth + 1, knowledge);
            return Some((article, cause, Some(ConclusionReason::Wrapped)));
        }
        if let Some(code) = title(words, knowledge) {
            return Some((Some(CodeId::new(code.temporary().to_string())), None, Some(ConclusionReason::Wrapped)));
        }
    }
    None
}

/// The first enhanced code of a reply.
pub(super) fn inner_code(words: &str) -> Option<EnhancedCode> {
    words
        .split(|c: char| c.is_whitespace() || c == '-')
        .find_map(|word| word.trim_matches(['\'', '"', '(', '.', ':', ';']).parse::<EnhancedCode>().ok())
}

/// What a reply of the server itself inside a catch-all code establishes.
fn refusal(article: &Article, lower: &str, knowledge: &Knowledge) -> Option<CauseId> {
    // `(450-4.4.317 … [Message=550-5.7.0 …` is Exchange Online's own line first, so the field is looked for first.
    let start = lower.find("[message=").map(|at| at + 9).or_else(|| lower.find('(').map(|at| at + 1))?;
    let reply = lower[start..].trim_start();
    if article.own_words.iter().any(|own| reply.starts_with(own.as_str())) {
        return None;
    }
    // A full mailbox is no trouble of the server's.
    let said = &reply[..reply.find([']', ')']).unwrap_or(reply.len())];
    let of_mailbox =
        knowledge.matter_of(inner_code(said), said).is_some_and(|(matter, _)| matter.id == MatterId::new("mailbox"));
    if of_mailbox {
        return None;
    }
    let code = reply.split(|c: char| !c.is_ascii_digit()).next().filter(|digits| digits.len() == 3)?;
    article.cause_of_reply(code)
}

/// The article that a socket error number in the words means; `None` where there is none, or it is local trouble.
fn by_socket<'a>(lower: &str, knowledge: &'a Knowledge) -> Option<&'a Article> {
    const BEFORE: [&str; 3] = ["error code", "winsock error", "socket error"];
    let behind = |(at, mark): (usize, &str)| {
        let rest = lower[at + mark.len()..].trim_start_matches([':', ' ', '=']);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end.min(9)].parse::<u32>().ok()
    };
    let number = BEFORE.iter().find_map(|mark| lower.match_indices(mark).find_map(behind)).or_else(|| in_hex(lower))?;
    knowledge.by_socket(number)
}

/// The socket error number behind its name in the connectivity log of an Exchange server, `(TimedOut:0000274C)`.
fn in_hex(lower: &str) -> Option<u32> {
    lower.match_indices(":0000").find_map(|(at, _)| {
        let digits = lower.get(at + 1..at + 9)?;
        let is_closed = lower[at + 9..].starts_with(')') && digits.bytes().all(|b| b.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| is_closed)
    })
}

/// Whether a code says in class 5 that Office 365 gave the message up once its time was over: others of that class, what
/// a server refused among them, say it of no message.
pub(in crate::intake) fn tells_expiry(code: EnhancedCode, knowledge: &Knowledge) -> bool {
    let refuses = matches!((code.subject, code.detail), (4, 0..=2)) || (350..=359).contains(&code.detail);
    knowledge.numbered(code).is_some() || (is_wrapper(code.temporary()) && !refuses)
}

/// Whether the code only says that something inside it failed (class 4).
pub(in crate::intake) fn is_wrapper(code: EnhancedCode) -> bool {
    let EnhancedCode { class, subject, detail } = code;
    class == 4
        && (matches!((subject, detail), (4, 0 | 1 | 2 | 7 | 101 | 300 | 395 | 397 | 400))
            || (350..=359).contains(&detail))
}
