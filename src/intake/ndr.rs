//! Reports: what Office 365 or Exchange wrote about mail it could not deliver, in whatever form it arrives.
//!
//! An NDR as text or HTML, a mail with a delivery status, a line of a message trace or of a queue, the fields of
//! an alert, a code alone. The way is: bytes to text (`decode`), mail to its readable parts (`mail`), text to
//! logical lines (`lines`), each line to what it states (`statement`), statements to reports (`report`).
//! What a reply comes to is decided in [`status`](super::status).

use serde::Serialize;

use super::{
    decode::{self, MAX_BYTES, Undecodable},
    status,
};
use crate::model::{ReportForm, Symptom, WireText};

/// The most reports that are kept of one text.
pub const MAX_REPORTS: usize = 1000;

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The reports, in order of appearance; the first leads. Empty if there is no delivery error in the text.
    pub reports: Vec<Symptom>,
    /// What kind of text it is.
    pub form: ReportForm,
    /// Its lines, as they came.
    pub lines: u64,
    /// Reports beyond [`MAX_REPORTS`], counted and not kept.
    pub left_out: u64,
    /// Mail addresses that were seen and not kept.
    pub addresses_dropped: u64,
    /// The beginning of a text in which no report was found, without its mail addresses.
    pub unread: Option<WireText>,
}

impl Reading {
    /// The report that leads.
    pub fn first(&self) -> Option<&Symptom> {
        self.reports.first()
    }

    /// Whether an article was found: the exit code of `mxray read` is then 0, else 1.
    pub fn has_code(&self) -> bool {
        self.first().is_some_and(|report| report.code.is_some())
    }
}

/// Why nothing could be read at all. Messages are `error-<id>`, their arguments the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum ReadError {
    /// Nothing, or nothing but spaces.
    #[error("nothing to read")]
    Empty,
    /// More than is read.
    #[error("more than {limit_mib} MiB")]
    TooLarge {
        /// The most that is read, in MiB.
        limit_mib: usize,
    },
    /// An Outlook message (`.msg`): save it as text or `.eml`, or copy its text.
    #[error("an Outlook message")]
    OutlookMessage,
    /// An archive, a document, a picture or a program.
    #[error("a {format} file")]
    Binary {
        /// The name of its format, `binary` if it has none.
        format: &'static str,
    },
}

impl ReadError {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 4] = ["read-empty", "read-too-large", "read-outlook-message", "read-binary"];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Empty => "read-empty",
            Self::TooLarge { .. } => "read-too-large",
            Self::OutlookMessage => "read-outlook-message",
            Self::Binary { .. } => "read-binary",
        }
    }
}

impl From<Undecodable> for ReadError {
    fn from(why: Undecodable) -> Self {
        match why {
            Undecodable::Empty => Self::Empty,
            Undecodable::TooLarge => Self::TooLarge { limit_mib: MAX_BYTES >> 20 },
            Undecodable::Ole => Self::OutlookMessage,
            Undecodable::Binary(format) => Self::Binary { format },
        }
    }
}

/// Reads whatever was pasted, piped or saved.
///
/// # Errors
/// [`ReadError`] if it holds no text. A text without a report is no error: [`Reading::reports`] is then empty.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_decoded(&decode::text(bytes)?)
}

/// Reads what was pasted.
///
/// # Errors
/// As [`read`].
pub fn read_text(text: &str) -> Result<Reading, ReadError> {
    read(text.as_bytes())
}

fn read_decoded(text: &str) -> Result<Reading, ReadError> {
    let reports = status::code(text).map(status::reported).into_iter().collect();
    Ok(Reading { reports, form: ReportForm::Code, lines: 1, left_out: 0, addresses_dropped: 0, unread: None })
}
