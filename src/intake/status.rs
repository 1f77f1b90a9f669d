//! Status codes: reading one as people write it, and concluding from a reply which article it belongs to.
//!
//! The number alone does not tell: since about 2020 Exchange Online reports certificate faults and time-outs
//! under 4.4.317, Exchange Server wraps the news in 4.4.397, and some replies speak of mail into Office 365.
//! What an article is called and what its details are comes from [`Knowledge`]. Finding the reply in a text is left
//! to [`ndr`](super::ndr).

use serde::Serialize;

mod direction;
mod judge;
mod title;

use direction::direction;
pub(super) use direction::{is_exchange_online_inbound, is_of_office_365, mx_of_tenant};
use judge::{inner_code, inner_reply, innermost, judge};
pub(super) use judge::{is_wrapper, tells_expiry};
pub use title::title;

use crate::{
    knowledge::{Article, Knowledge, Matter},
    model::{
        CauseId, CodeId, ConclusionReason, EnhancedCode, MailDirection, MatterId, ReportForm, Speaker, Symptom,
        WireText,
    },
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
    /// What it is about, where no article has it.
    pub matter: Option<MatterId>,
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
pub fn reported(code: EnhancedCode, knowledge: &Knowledge) -> Symptom {
    let conclusion = conclude(Some(code), "", None, knowledge);
    Symptom {
        direction: conclusion.direction,
        form: ReportForm::Code,
        reported_code: Some(code),
        code: conclusion.code,
        cause: conclusion.cause,
        reason: conclusion.reason,
        matter: conclusion.matter,
        speaker: if is_of_exchange_online(code, knowledge) { Speaker::ExchangeOnline } else { Speaker::Unknown },
        expired: if code.is_permanent() {
            tells_expiry(code, knowledge).then_some(true)
        } else {
            (knowledge.numbered(code).is_some() || is_wrapper(code)).then_some(false)
        },
        text: WireText::from_text(&code.to_string()),
        ..Symptom::default()
    }
}

/// Concludes from a reply: its leading code, its words (the leading code may be among them), and the host
/// that is known to have said it or to have been tried.
pub fn conclude(code: Option<EnhancedCode>, words: &str, remote: Option<&str>, knowledge: &Knowledge) -> Conclusion {
    let lower = in_lower_case(words);
    let remote = remote.or_else(|| mx_of_tenant(&lower));
    let theirs = remote.is_some_and(|host| is_of_office_365(host, knowledge));
    // Whose certificate it is tells the host that was tried.
    let matter = matter(code, &lower, knowledge).filter(|(it, _)| theirs || remote.is_none() || !it.host_tells);
    let (matter, told) = matter.unzip();
    let of_the_sender = theirs && matter.is_some_and(|matter| matter.of_the_sender);
    // What a sender checks of whom it sends to is of mail into Office 365 where that is one of its hosts.
    let checks = theirs && matter.is_some_and(|matter| matter.is_delivery);
    let told = told.filter(|_| !of_the_sender && !checks);
    let direction = told.flatten().unwrap_or_else(|| direction(code, words, &lower, remote, knowledge));
    let id = |matter: &Matter| matter.id.clone();
    if direction == MailDirection::Inbound {
        let own = |matter: &&Matter| matter.of_the_sender || matter.direction.is_none_or(|own| own == direction);
        let matter = matter.filter(own);
        // Where nothing but the host tells, what became of the connection does: it was not refused by Office 365.
        let broken = || judge(code, &lower, 0, knowledge).0.is_some_and(|article| article != CodeId::other());
        let reached = if remote.is_some() && broken() { "inbound-connect" } else { "inbound" };
        // What only wraps says less than what became of the connection.
        let matter = matter.filter(|matter| !(matter.last_resort && remote.is_some() && broken()));
        let matter = matter.map_or_else(|| MatterId::new(reached), id);
        let reason = Some(ConclusionReason::OtherDirection);
        return Conclusion { direction, reason, matter: Some(matter), ..Conclusion::default() };
    }
    // What only wraps says something where nothing else does, a reply inside it neither.
    let is_answered = || {
        code.is_some_and(|code| matches!((code.subject, code.detail), (4, 395 | 397)))
            && inner_reply(&lower).is_some_and(|inner| !is_wrapper(inner.temporary()))
    };
    let matter = matter.filter(|matter| !(matter.last_resort && is_answered()));
    let resort = matter.filter(|matter| matter.last_resort);
    let (article, cause, reason) = match matter.filter(|matter| !matter.last_resort) {
        Some(matter) if matter.is_delivery => (Some(CodeId::other()), None, Some(ConclusionReason::NoArticle)),
        Some(_) => (None, None, Some(ConclusionReason::OtherKind)),
        None => judge(code, &lower, 0, knowledge),
    };
    let concluded = article.as_ref().is_some_and(|article| *article != CodeId::other());
    let matter = matter.filter(|_| resort.is_none() || !concluded);
    let article = article.or_else(|| matter.filter(|matter| matter.is_delivery).map(|_| CodeId::other()));
    let matter = matter.map(id);
    Conclusion { direction, code: article, cause, reason, matter }
}

/// What a reply comes to that is known to be about the server that was tried, whichever that is.
pub(super) fn of_the_tried(code: Option<EnhancedCode>, words: &str, knowledge: &Knowledge) -> Conclusion {
    let (code, cause, reason) = judge(code, &in_lower_case(words), 0, knowledge);
    Conclusion { direction: MailDirection::Outbound, code, cause, reason, matter: None }
}

/// Words in lower case, one space between them.
fn in_lower_case(words: &str) -> String {
    let lower = words.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    // Somebody's editor put spaces around the sign.
    lower.replace("[message =", "[message=").replace("[message= ", "[message=")
}

/// What it comes to where one server of Office 365 did not reach another.
pub(super) fn inside() -> Conclusion {
    let matter = Some(MatterId::new("inside"));
    Conclusion { reason: Some(ConclusionReason::OtherKind), matter, ..Conclusion::default() }
}

/// What it comes to where a server did not reach Office 365.
pub(super) fn into_office_365() -> Conclusion {
    let matter = Some(MatterId::new("inbound-connect"));
    let direction = MailDirection::Inbound;
    Conclusion { direction, reason: Some(ConclusionReason::OtherDirection), matter, ..Conclusion::default() }
}

/// Whether the words say that the connection broke at TLS: none was offered, the handshake failed, or a certificate was not
/// accepted.
pub(super) fn is_about_tls(words: &str, knowledge: &Knowledge) -> bool {
    const CAUSES: [&str; 7] = [
        "no-tls",
        "handshake",
        "tls-version",
        "tls-cipher",
        "client-certificate",
        "starttls-broken",
        "session-tickets",
    ];
    let (code, cause, _) = judge(None, &in_lower_case(words), 0, knowledge);
    let is_certificate = code.is_some_and(|code| code == CodeId::new("4.7.320"));
    is_certificate || cause.is_some_and(|cause| CAUSES.contains(&cause.name()))
}

/// What a code that somebody asks about leads to.
#[derive(Clone, Debug)]
pub enum AskedCode<'k> {
    /// An article.
    Article(&'k Article),
    /// A code that no article has, and what it is about.
    Matter(EnhancedCode, &'k Matter),
    /// A word that reports have in the place of a reason.
    Word(Meant<'k>),
}

/// What a word of a report stands for.
#[derive(Clone, Debug)]
pub struct Meant<'k> {
    /// The article that it comes to.
    pub article: &'k Article,
    /// The cause that it establishes, or those that it leaves likely; none: the article says all.
    pub causes: Vec<CauseId>,
}

/// What a word stands for that a report gives as its reason: `UntrustedRoot`, `10061`, `STARTTLS`, a title. `None` where it is
/// known from no report.
pub fn meant<'k>(text: &str, knowledge: &'k Knowledge) -> Option<Meant<'k>> {
    let lower = in_lower_case(text);
    // A keyword of EHLO is a reason where it is missing.
    let lower = if lower == "starttls" { "starttls is required".to_owned() } else { lower };
    if !(3..=300).contains(&lower.len()) {
        return None;
    }
    let article = |code: &CodeId| knowledge.article(code).filter(|article| article.id != CodeId::other());
    // A number, and .NET's name of one, stand behind these words.
    let spelt = ["", "socket error ", "socket error code "].map(|before| format!("{before}{lower}"));
    // Some are known by what follows.
    let mut spelt = spelt.into_iter().chain([format!("{lower} ")]);
    let worded = spelt.find_map(|words| {
        let (code, cause, _) = judge(None, &words, 0, knowledge);
        let article = article(&code?)?;
        let causes = cause.map_or_else(|| article.causes_left(&words), |cause| vec![cause]);
        Some(Meant { article, causes })
    });
    worded.or_else(|| {
        let article = article(&CodeId::new(title(&lower, knowledge)?.temporary().to_string()))?;
        Some(Meant { article, causes: Vec::new() })
    })
}

/// What a code means that is typed in any spelling, a word that reports give as their reason, or the word `other`; a code that nothing is known of leads to the
/// article on all others.
///
/// # Errors
/// [`CodeError`] as [`code`] has it.
pub fn asked<'k>(text: &str, knowledge: &'k Knowledge) -> Result<AskedCode<'k>, CodeError> {
    let other = || knowledge.article(&CodeId::other());
    let all = "tests/words/knowledge.rs shows that there is an article on all other codes";
    if text.trim().eq_ignore_ascii_case(CodeId::other().as_str()) {
        return Ok(AskedCode::Article(other().expect(all)));
    }
    let code = match (code(text), meant(text, knowledge)) {
        (Ok(code), _) => code,
        (Err(_), Some(meant)) => return Ok(AskedCode::Word(meant)),
        (Err(error), None) => return Err(error),
    };
    let reported = reported(code, knowledge);
    if let Some(matter) = reported.matter.and_then(|id| knowledge.matter(&id)) {
        return Ok(AskedCode::Matter(code, matter));
    }
    let article = reported.code.and_then(|id| knowledge.article(&id));
    Ok(AskedCode::Article(article.or_else(other).expect(all)))
}

/// What a reply is about beside the articles: by its own code and words, or by those of the reply inside it.
fn matter<'k>(
    code: Option<EnhancedCode>,
    lower: &str,
    knowledge: &'k Knowledge,
) -> Option<(&'k Matter, Option<MailDirection>)> {
    let inner = Some(innermost(lower)).filter(|inner| inner.len() < lower.len());
    let found = inner
        .and_then(|inner| knowledge.matter_of(inner_code(inner), inner))
        .filter(|(matter, _)| !matter.said_by_destinations)
        .or_else(|| knowledge.matter_of(code, lower))?;
    // The number of an article says more than a word in its detail, unless it was mail into Office 365.
    let numbered = code.is_some_and(|code| knowledge.numbered(code).is_some());
    Some(found).filter(|(_, direction)| !numbered || *direction == Some(MailDirection::Inbound))
}

/// Whether only Office 365 writes that number.
pub(in crate::intake) fn is_of_exchange_online(code: EnhancedCode, knowledge: &Knowledge) -> bool {
    let EnhancedCode { subject, detail, .. } = code;
    knowledge.numbered(code).is_some()
        || matches!((subject, detail), (4, 310) | (7, 321..=325 | 500..=699))
        || (code.is_permanent() && (350..=369).contains(&detail))
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
            let read = reported(code(text).expect(text), Knowledge::embedded());
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
            ("421 mail.contoso.com too many connections", "4.4.317", Some("317.cause.rejected")),
            ("450 4.7.1 Client host rejected: cannot find your hostname", "4.4.317", Some("317.cause.rejected")),
            ("454 TLS currently unavailable", "4.4.317", Some("317.cause.starttls-broken")),
            ("500 5.3.3 Unrecognized command 'XXXXXXXX'", "4.4.317", Some("317.cause.inspection")),
            ("502 5.5.2 Error: command not recognized", "4.4.317", None),
            ("552 5.7.0 STARTTLS required", "4.4.317", Some("317.cause.no-tls")),
            ("HTTP/1.1 400 Bad Request", "4.4.317", Some("317.cause.not-smtp")),
            ("501 5.5.4 Invalid domain name", "4.4.317", None),
            ("ChainRevoked", "4.7.320", Some("320.cause.revoked")),
            ("InfoNoRecords", "4.4.312", Some("312.cause.no-address")),
            ("421 4.4.2 Connection dropped due to SocketError", "4.4.318", None),
            ("SomethingNew", "4.4.317", None),
        ] {
            let read = conclude(
                Some(c317),
                &format!("450 4.4.317 Cannot connect to remote server [Message={words}]"),
                None,
                Knowledge::embedded(),
            );
            assert_eq!(read.code.as_ref().map(CodeId::as_str), Some(article), "{words}");
            assert_eq!(read.cause.as_ref().map(CauseId::as_str), cause, "{words}");
        }
    }
}
