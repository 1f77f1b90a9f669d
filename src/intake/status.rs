//! Status codes: reading one as people write it, and concluding from a reply which article it belongs to.
//!
//! The number alone does not tell: since about 2020 Exchange Online reports certificate faults and time-outs
//! under 4.4.317, Exchange Server wraps the news in 4.4.397, and some replies speak of mail into Office 365.
//! The tables are those of sections 2.1 to 2.4 of the project's notes on Exchange Online. Finding the reply in
//! a text is left to [`ndr`](super::ndr).

use serde::Serialize;

use crate::model::{
    CauseId, CodeId, ConclusionReason, Domain, EnhancedCode, MailDirection, ReportForm, Symptom, WireText,
};

/// What a reply comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conclusion {
    /// Which way the mail went.
    pub direction: MailDirection,
    /// The article; `None` where it is no delivery error of a connector.
    pub code: Option<CodeId>,
    /// The cause that the words establish.
    pub cause: Option<CauseId>,
    /// Why the article is not that of the number.
    pub reason: Option<ConclusionReason>,
}

/// A text is no status code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum CodeError {
    /// Nothing was given.
    #[error("no code")]
    Empty,
    /// It is written like no code.
    #[error("{text} is no status code")]
    Malformed {
        /// What was given.
        text: WireText,
    },
}

impl CodeError {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 2] = ["code-empty", "code-malformed"];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Empty => "code-empty",
            Self::Malformed { .. } => "code-malformed",
        }
    }
}

/// Reads one code in any spelling: `4.4.316`, `450 4.4.316`, `450-4.4.316`, `5.4.316`, `44316`, `#4.4.316`.
///
/// # Errors
/// [`CodeError`]: it is empty, or no enhanced status code (RFC 3463 section 2).
pub fn code(text: &str) -> Result<EnhancedCode, CodeError> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || "#'\"“”‘’()[]<>.,;:".contains(c));
    if trimmed.is_empty() {
        return Err(CodeError::Empty);
    }
    let bare = trimmed.strip_prefix("smtp;").unwrap_or(trimmed).trim_start();
    // The basic code of three digits (RFC 5321 section 4.2) says nothing more here.
    let bare = match bare.split_at_checked(3) {
        Some((basic, rest)) if basic.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with([' ', '-', '\u{a0}']) => {
            rest.trim_start_matches([' ', '-', '\u{a0}', '#'])
        }
        _ => bare,
    };
    let read = match bare.as_bytes() {
        [class, subject, detail @ ..] if detail.len() == 3 && bare.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{}.{}.{}", char::from(*class), char::from(*subject), &bare[2..]).parse()
        }
        _ => bare.parse(),
    };
    read.map_err(|_| CodeError::Malformed { text: WireText::from_text(text.trim()).shortened(80) })
}

/// A code alone, as `--reported` brings it.
pub fn reported(code: EnhancedCode) -> Symptom {
    let conclusion = conclude(Some(code), "", None);
    Symptom {
        direction: conclusion.direction,
        form: ReportForm::Code,
        reported_code: Some(code),
        code: conclusion.code,
        cause: conclusion.cause,
        reason: conclusion.reason,
        expired: (has_article(code.temporary()) || is_wrapper(code.temporary())).then_some(code.is_permanent()),
        text: WireText::from_text(&code.to_string()),
        ..Symptom::default()
    }
}

/// Concludes from a reply: its leading code, its words (the leading code may be among them), and the host
/// that is known to have said it or to have been tried.
pub fn conclude(code: Option<EnhancedCode>, words: &str, remote: Option<&str>) -> Conclusion {
    let lower = words.to_ascii_lowercase();
    let direction = direction(code, words, &lower, remote);
    if direction == MailDirection::Inbound {
        return Conclusion { direction, reason: Some(ConclusionReason::OtherDirection), ..Conclusion::default() };
    }
    let (article, cause, reason) = judge(code, &lower, 0);
    Conclusion { direction, code: article, cause, reason }
}

/// The code of a title that Exchange Online, its admin center or its pages give to an error, in the three
/// languages; the title stands at the beginning of the words.
pub fn title(words: &str) -> Option<EnhancedCode> {
    let words = words.trim_start();
    // The letters that titles begin with.
    if !words.starts_with([
        'c', 'C', 'd', 'D', 'm', 'M', 'é', 'É', 'l', 'L', 'i', 'I', 'f', 'F', 't', 'T', 'n', 'N', 'a', 'A',
    ]) {
        return None;
    }
    let rest = after(words, "message expired").map(|rest| rest.trim_start_matches([',', ' ']));
    let (_, code) = TITLES.iter().find(|(title, _)| after(rest.unwrap_or(words), title).is_some())?;
    Some(if rest.is_some() { EnhancedCode { class: 5, ..*code } } else { *code })
}

/// What follows a beginning in lower case, whatever the case and the apostrophe of the words. Without
/// allocation: it is asked at every word of a text.
fn after<'a>(words: &'a str, lower: &str) -> Option<&'a str> {
    let mut rest = words.chars();
    for wanted in lower.chars() {
        let c = rest.next()?;
        let same = match c {
            '’' => wanted == '\'',
            c if c.is_ascii() => c.to_ascii_lowercase() == wanted,
            c => c == wanted || c.to_lowercase().eq(std::iter::once(wanted)),
        };
        if !same {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Whether Exchange Online gives the code to a failed delivery over a connector (class 4).
pub(super) fn has_article(code: EnhancedCode) -> bool {
    let EnhancedCode { class, subject, detail } = code;
    class == 4 && matches!((subject, detail), (4, 312 | 315..=318) | (7, 320))
}

/// Whether the code only says that something inside it failed (class 4).
pub(super) fn is_wrapper(code: EnhancedCode) -> bool {
    let EnhancedCode { class, subject, detail } = code;
    class == 4
        && (matches!((subject, detail), (4, 0 | 1 | 2 | 7 | 101 | 300 | 395 | 397 | 400))
            || (350..=359).contains(&detail))
}

const fn four(subject: u16, detail: u16) -> EnhancedCode {
    EnhancedCode { class: 4, subject, detail }
}

/// Titles in lower case. English: what the service writes. French and Portuguese: Microsoft's pages.
const TITLES: [(&str, EnhancedCode); 26] = [
    ("dns query failed", four(4, 312)),
    ("connection timed out", four(4, 315)),
    ("connection refused", four(4, 316)),
    ("cannot connect to remote server", four(4, 317)),
    ("cannot establish session with remote server", four(4, 317)),
    ("connection was closed abruptly", four(4, 318)),
    ("connection reset", four(4, 318)),
    ("certificate validation failed", four(7, 320)),
    ("échec de la requête dns", four(4, 312)),
    ("délai de connexion dépassé", four(4, 315)),
    ("connexion refusée", four(4, 316)),
    ("la connexion au serveur distant a échoué", four(4, 317)),
    ("impossible de se connecter au serveur distant", four(4, 317)),
    ("la connexion a été interrompue brusquement", four(4, 318)),
    ("échec de la validation du certificat", four(7, 320)),
    ("falha na consulta dns", four(4, 312)),
    ("tempo limite da conexão esgotado", four(4, 315)),
    ("conexão esgotada", four(4, 315)),
    ("conexão recusada", four(4, 316)),
    ("não é possível se conectar ao servidor remoto", four(4, 317)),
    ("não é possível conectar ao servidor remoto", four(4, 317)),
    ("a conexão foi fechada abruptamente", four(4, 318)),
    ("a conexão foi encerrada abruptamente", four(4, 318)),
    ("falha na validação do certificado", four(7, 320)),
    ("falha na validação de certificado", four(7, 320)),
    ("échec de validation du certificat", four(7, 320)),
];

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

/// Words of the other direction: Exchange Online refusing what was sent to it.
fn is_inbound(code: Option<EnhancedCode>, words: &str, lower: &str) -> bool {
    let by_code = code.is_some_and(|EnhancedCode { class, subject, detail }| match (class, subject, detail) {
        (5, 7, 51 | 57 | 64) | (_, 4, 62) | (5, 4, 14) => true,
        (4, 7, 500..=699) => true,
        (5, 4, 1) => lower.contains("access denied"),
        _ => false,
    });
    let digits_after = |mark: &str| {
        words.match_indices(mark).any(|(at, _)| {
            !words[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
                && words[at + mark.len()..].starts_with(|c: char| c.is_ascii_digit())
        })
    };
    by_code
        || lower.contains("tenantattribution")
        || lower.contains("tenantinboundattribution")
        // Postfix writes it in lower case, and then it is a destination that refuses.
        || words.contains("Relay Access Denied")
        || digits_after("ATTR")
        || digits_after("AS(")
        || digits_after("(AS")
}

fn direction(code: Option<EnhancedCode>, words: &str, lower: &str, remote: Option<&str>) -> MailDirection {
    if is_inbound(code, words, lower) || remote.is_some_and(is_exchange_online_inbound) {
        return MailDirection::Inbound;
    }
    const OUTBOUND: [&str; 19] = [
        "led=",
        "server at ",
        "remote server returned",
        "message expired",
        "queue.expired",
        "#smtp#",
        "outboundproxy",
        "lastattempted",
        "winsock error",
        "socket error code",
        "primary target ip",
        "proxy session setup",
        "smtpsend.",
        "starttls command first",
        "starttls is required",
        "tlscertificatename of the sendconnector",
        "connection dropped due to",
        "mta-sts validation",
        "not configured as part of connector",
    ];
    let by_code = code.map(EnhancedCode::temporary).is_some_and(|code| {
        has_article(code) || is_wrapper(code) || matches!((code.subject, code.detail), (4, 8 | 310) | (7, 321..=325))
    });
    if by_code || OUTBOUND.iter().any(|mark| lower.contains(mark)) || title(words).is_some() {
        MailDirection::Outbound
    } else {
        MailDirection::Unknown
    }
}

/// Whether the host is where Exchange Online receives: under mail.protection.outlook.com or
/// mail.onmicrosoft.com.
pub(super) fn is_exchange_online_inbound(host: &str) -> bool {
    Domain::from_ascii(host.trim()).is_ok_and(|host| {
        ["mail.protection.outlook.com", "mail.onmicrosoft.com"]
            .iter()
            .any(|suffix| host.as_str() == *suffix || host.as_str().ends_with(&format!(".{suffix}")))
        // contoso.mail.onmicrosoft.com is a tenant's routing domain.
    })
}

type Judgement = (Option<CodeId>, Option<CauseId>, Option<ConclusionReason>);

/// How deep wrappers are unwrapped; four are the most that were seen.
const MAX_DEPTH: usize = 8;

fn judge(code: Option<EnhancedCode>, lower: &str, depth: usize) -> Judgement {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_in_every_spelling() {
        for (text, expected) in [
            ("4.4.316", "4.4.316"),
            ("450 4.4.316", "4.4.316"),
            ("450-4.4.316", "4.4.316"),
            ("550 5.4.316", "5.4.316"),
            ("44316", "4.4.316"),
            ("54316", "5.4.316"),
            ("#4.4.316", "4.4.316"),
            ("#550 5.4.316", "5.4.316"),
            (" '4.4.316'. ", "4.4.316"),
            ("smtp;550 5.4.316", "5.4.316"),
            ("4.4.7", "4.4.7"),
        ] {
            assert_eq!(code(text).map(|c| c.to_string()), Ok(expected.into()), "{text}");
        }
        for text in ["4.4", "316", "4.4.3166", "9.4.316", "443166", "4.4.x", "450", "hello", "450 44", "4 4 316"] {
            assert_eq!(code(text).map_err(|e| e.id()), Err("code-malformed"), "{text}");
        }
        assert_eq!(code(" # "), Err(CodeError::Empty));
    }

    #[test]
    fn a_code_alone_is_concluded_from_its_number() {
        for (text, article, direction) in [
            ("4.4.316", Some("4.4.316"), MailDirection::Outbound),
            ("5.4.316", Some("4.4.316"), MailDirection::Outbound),
            ("5.7.320", Some("4.7.320"), MailDirection::Outbound),
            ("5.4.310", Some("4.4.312"), MailDirection::Outbound),
            ("4.4.397", Some("other"), MailDirection::Outbound),
            ("4.4.2", Some("4.4.318"), MailDirection::Outbound),
            ("4.4.999", Some("other"), MailDirection::Unknown),
            ("4.7.321", Some("other"), MailDirection::Outbound),
            ("5.7.64", None, MailDirection::Inbound),
            ("4.7.500", None, MailDirection::Inbound),
            ("5.1.1", None, MailDirection::Unknown),
            ("2.1.5", None, MailDirection::Unknown),
        ] {
            let read = reported(code(text).expect(text));
            assert_eq!(
                (read.code.as_ref().map(CodeId::as_str), read.direction),
                (article, direction),
                "{text}: {:?}",
                read.reason
            );
        }
    }

    #[test]
    fn the_detail_decides_what_a_catch_all_is() {
        let c317 = EnhancedCode { class: 4, subject: 4, detail: 317 };
        for (words, article, cause) in [
            ("CertificateExpired Expected Subject: a", "4.7.320", Some("320.cause.expired")),
            ("SubjectMismatch", "4.7.320", Some("320.cause.name")),
            ("UntrustedRoot", "4.7.320", None),
            ("451 5.7.3 STARTTLS is required to send mail", "4.4.317", Some("317.cause.no-tls")),
            ("451 4.4.0 TLS negotiation failed with error SocketError", "4.4.317", Some("317.cause.handshake")),
            ("451 4.4.0 Security status IllegalMessage", "4.4.317", Some("317.cause.handshake")),
            ("Failed to connect. Winsock error code: 995, Win32 error code: 995", "4.4.315", None),
            ("Socket error code 10060", "4.4.315", None),
            ("Socket error code 10061", "4.4.316", None),
            ("Socket error code 10054", "4.4.318", None),
            ("Socket error code 10013", "4.4.317", None),
            ("421 4.3.2 Service not available", "4.4.317", Some("317.cause.unavailable")),
            ("550-5.7.0 Connection refused - IB116", "4.4.317", Some("317.cause.rejected")),
            ("421 mail.contoso.com too many connections", "4.4.317", Some("317.cause.unavailable")),
            ("ChainRevoked", "4.7.320", Some("320.cause.revoked")),
            ("InfoNoRecords", "4.4.312", Some("312.cause.no-address")),
            ("421 4.4.2 Connection dropped due to SocketError", "4.4.318", None),
            ("SomethingNew", "4.4.317", None),
        ] {
            let read =
                conclude(Some(c317), &format!("450 4.4.317 Cannot connect to remote server [Message={words}]"), None);
            assert_eq!(read.code.as_ref().map(CodeId::as_str), Some(article), "{words}");
            assert_eq!(read.cause.as_ref().map(CauseId::as_str), cause, "{words}");
        }
    }

    #[test]
    fn a_remote_host_of_exchange_online_is_the_other_direction() {
        for (host, inbound) in [
            ("contoso-com.mail.protection.outlook.com", true),
            ("Contoso.mail.onmicrosoft.com", true),
            ("AM0PR01MB0000.eurprd01.prod.exchangelabs.com", false),
            ("mail.contoso.com", false),
        ] {
            assert_eq!(is_exchange_online_inbound(host), inbound, "{host}");
        }
    }
}
