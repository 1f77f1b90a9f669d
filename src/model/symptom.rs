//! [`Symptom`]: what Office 365 wrote, as read from an NDR, a queue line, a trace or an alert.
//!
//! Reading it is left to `intake`; comparing it with what is seen, to `diagnose`.

use std::net::IpAddr;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CauseId, CodeId, EnhancedCode, MatterId, WireText};

/// One reported delivery error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Symptom {
    /// Which way the mail went.
    pub direction: MailDirection,
    /// What kind of text it is.
    pub form: ReportForm,
    /// The enhanced code of the line as written; of several dated lines the last temporary one.
    pub reported_code: Option<EnhancedCode>,
    /// The conclusion: one of the articles, or `None` when the text holds no delivery error of this kind.
    pub code: Option<CodeId>,
    /// The cause that the detail establishes.
    pub cause: Option<CauseId>,
    /// Why the conclusion is not the code of the line, where it is not.
    pub reason: Option<ConclusionReason>,
    /// What it is about, where none of the articles has it: mail into Office 365, a sending limit, a refusal.
    pub matter: Option<MatterId>,
    /// Who wrote the line.
    pub speaker: Speaker,
    /// The basic reply code of the line as written: `450`, `550`.
    pub status: Option<u16>,
    /// Whether Office 365 gave up; `None` where the text does not tell.
    pub expired: Option<bool>,
    /// The final code of an expired message (`5.4.316`), where both lines are there.
    pub expired_code: Option<EnhancedCode>,
    /// The destination server as the text names it.
    pub server_name: Option<WireText>,
    /// Its address.
    pub server_ip: Option<IpAddr>,
    /// Its port, where one is named.
    pub server_port: Option<u16>,
    /// The detail: the content of `[Message=…]`, `{MSG=…}` or `(…)`.
    pub detail: Option<WireText>,
    /// The certificate name that was wanted.
    pub expected_name: Option<WireText>,
    /// The certificate subject that was presented.
    pub presented_name: Option<WireText>,
    /// The thumbprint of the certificate that was presented, upper-case hex.
    pub thumbprint: Option<WireText>,
    /// The connector's name, where a queue or alert text tells it.
    pub connector_name: Option<WireText>,
    /// When it happened, only where that is certain (a UTC stamp, a DSN's date).
    pub at: Option<Timestamp>,
    /// The time of the last attempt as written, in the sender's own way of writing dates.
    pub last_attempt: Option<WireText>,
    /// Until when the message is tried, where the report itself states it (RFC 3464 section 2.3.9).
    pub retry_until: Option<Timestamp>,
    /// The Message-ID of the message that failed, where the text names one and no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<WireText>,
    /// The tenant it was sent from, where the text names one and no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<WireText>,
    /// The codes inside the line, in (…), in […], in quotes or after `->`, in order of appearance, each once;
    /// neither the reported nor the expired code stands here.
    pub inner: Vec<EnhancedCode>,
    /// What was found and is not understood, as it stands: `[Odd=1]`.
    pub unread: Vec<WireText>,
    /// Fields that are known and have no published meaning, as they stand: `[SmtpSecurity=-1;-1]`.
    pub unpublished: Vec<WireText>,
    /// Mail addresses that were seen and not kept.
    pub addresses_dropped: u64,
    /// The line or lines the reading rests on.
    pub text: WireText,
}

/// Which way the mail went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MailDirection {
    /// From Office 365 (or an on-premises server) to a destination.
    Outbound,
    /// Into Office 365: another kind of problem.
    Inbound,
    /// The text does not tell.
    #[default]
    Unknown,
}

/// Who wrote the line that a report rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Speaker {
    /// Office 365 (Exchange Online).
    ExchangeOnline,
    /// An Exchange server of an organization, which sends by a send connector.
    ExchangeServer,
    /// The server that mail was sent to: its own reply, with nothing of a sender around it.
    Destination,
    /// The log of another mail server: Postfix, Exim, sendmail.
    MailServer,
    /// The text does not tell.
    #[default]
    Unknown,
}

impl Speaker {
    /// The word of JSON, and of messages that select on it.
    pub fn id(self) -> &'static str {
        match self {
            Self::ExchangeOnline => "exchange-online",
            Self::ExchangeServer => "exchange-server",
            Self::Destination => "destination",
            Self::MailServer => "mail-server",
            Self::Unknown => "unknown",
        }
    }
}

/// What kind of text was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReportForm {
    /// A code alone.
    Code,
    /// A reply line without more around it.
    #[default]
    Line,
    /// The text of a non-delivery report.
    Ndr,
    /// A mail with a `message/delivery-status` part (RFC 3464).
    Dsn,
    /// The detail of a message trace, or a queue's LastError: `[{LED=…};…]`.
    Trace,
    /// The fields of a queue or an alert.
    Queue,
    /// The result of *Validate this connector*.
    Validation,
}

impl ReportForm {
    /// The word of JSON, and of messages that select on it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Line => "line",
            Self::Ndr => "ndr",
            Self::Dsn => "dsn",
            Self::Trace => "trace",
            Self::Queue => "queue",
            Self::Validation => "validation",
        }
    }
}

/// Why the conclusion differs from the code of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConclusionReason {
    /// The line says 5.x: the message expired; the temporary code is what failed.
    Expired,
    /// A code that only wraps another: the innermost one counts.
    Wrapped,
    /// A catch-all code: its detail names the fault.
    Detail,
    /// A title without a number.
    Title,
    /// A Winsock error number.
    Socket,
    /// A code without an article of its own.
    NoArticle,
    /// It speaks of mail into Office 365.
    OtherDirection,
    /// It is another kind of failure than a connector's.
    OtherKind,
}
