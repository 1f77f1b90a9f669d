//! `mxray-read/1`, and `reported` of `mxray/1`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{MailDirection, ReportForm, Speaker, Symptom};

/// What `mxray read --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "mxray-read/1")]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct Read {
    #[schemars(extend("const" = "mxray-read/1"))]
    pub schema: &'static str,
    /// The first report of the text.
    #[serde(flatten)]
    pub report: Reported,
    /// Every report of the text, the first one too.
    pub reports: Vec<Reported>,
    /// How many more there are, which were counted and not kept.
    pub left_out: u64,
}

/// One report that was read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct Reported {
    #[schemars(extend("enum" = super::words::<MailDirection>()))]
    pub direction: String,
    /// Who wrote the line.
    #[schemars(extend("enum" = super::words::<Speaker>()))]
    pub speaker: String,
    /// What kind of text it is.
    #[schemars(extend("enum" = super::words::<ReportForm>()))]
    pub form: String,
    /// The enhanced code of the line as written.
    pub reported_code: Option<String>,
    /// The same code; null where a title stood without a number.
    pub enhanced: Option<String>,
    /// The conclusion: one of the articles, or null.
    pub code: Option<String>,
    pub cause: Option<String>,
    /// Why the conclusion is not the code of the line.
    pub reason: Option<String>,
    /// What it is about, where no article has it: the message `matter-<id>`.
    pub matter: Option<String>,
    /// The basic reply code: 450, 550.
    pub status: Option<u16>,
    pub expired: Option<bool>,
    pub expired_code: Option<String>,
    pub server_name: Option<String>,
    pub server_ip: Option<String>,
    pub server_port: Option<u16>,
    pub detail: Option<String>,
    pub expected_name: Option<String>,
    pub presented_name: Option<String>,
    pub thumbprint: Option<String>,
    pub connector_name: Option<String>,
    /// RFC 3339, only where it is certain.
    pub at: Option<String>,
    /// The time of the last attempt as the sender wrote it.
    pub last_attempt: Option<String>,
    /// Until when the message is tried, as the report states it (Will-Retry-Until): RFC 3339.
    pub retry_until: Option<String>,
    /// The Message-ID of the message that failed, where the text names one and no other.
    pub message_id: Option<String>,
    /// The tenant it was sent from: a GUID, or its name under onmicrosoft.com.
    pub tenant: Option<String>,
    /// Every other code in the text.
    pub inner: Vec<String>,
    /// What was found and is not understood.
    pub unread: Vec<String>,
    /// Fields that are known and have no published meaning.
    pub unpublished: Vec<String>,
    pub addresses_dropped: u64,
    /// The line or lines the reading rests on.
    pub text: String,
}

impl From<&Symptom> for Reported {
    fn from(symptom: &Symptom) -> Self {
        let word = |text: &Option<crate::model::WireText>| text.as_ref().map(ToString::to_string);
        Self {
            direction: super::word(&symptom.direction),
            speaker: super::word(&symptom.speaker),
            form: super::word(&symptom.form),
            reported_code: symptom.reported_code.map(|code| code.to_string()),
            enhanced: symptom.reported_code.map(|code| code.to_string()),
            code: symptom.code.as_ref().map(ToString::to_string),
            cause: symptom.cause.as_ref().map(ToString::to_string),
            reason: symptom.reason.as_ref().map(super::word),
            matter: symptom.matter.as_ref().map(ToString::to_string),
            status: symptom.status,
            expired: symptom.expired,
            expired_code: symptom.expired_code.map(|code| code.to_string()),
            server_name: word(&symptom.server_name),
            server_ip: symptom.server_ip.map(|ip| ip.to_string()),
            server_port: symptom.server_port,
            detail: word(&symptom.detail),
            expected_name: word(&symptom.expected_name),
            presented_name: word(&symptom.presented_name),
            thumbprint: word(&symptom.thumbprint),
            connector_name: word(&symptom.connector_name),
            at: symptom.at.map(|at| at.to_string()),
            last_attempt: word(&symptom.last_attempt),
            retry_until: symptom.retry_until.map(|at| at.to_string()),
            message_id: word(&symptom.message_id),
            tenant: word(&symptom.tenant),
            inner: symptom.inner.iter().map(ToString::to_string).collect(),
            unread: symptom.unread.iter().map(ToString::to_string).collect(),
            unpublished: symptom.unpublished.iter().map(ToString::to_string).collect(),
            addresses_dropped: symptom.addresses_dropped,
            text: symptom.text.to_string(),
        }
    }
}

/// What a text says: its reports, the first of which speaks for it.
pub fn read(first: &Symptom, all: &[Symptom], left_out: u64) -> Read {
    Read { schema: "mxray-read/1", report: first.into(), reports: all.iter().map(Into::into).collect(), left_out }
}
