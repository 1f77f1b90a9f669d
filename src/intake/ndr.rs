//! Reports: what Office 365 or Exchange wrote about mail it could not deliver, in whatever form it arrives.
//!
//! An NDR as text or HTML, a mail with a delivery status, Outlook's `.msg` (`outlook`), a line of a message trace or of a queue, the fields of
//! an alert, a code alone. The way is: bytes to text (`decode`), mail to its readable parts (`mail`), text to
//! logical lines (`lines`), each line to what it states (`statement`), statements to reports (`report`).
//! What a reply comes to is decided in [`status`].

use serde::Serialize;

mod addresses;
mod answered;
mod codes;
mod dates;
mod edges;
mod elements;
mod elsewhere;
mod encoded;
mod encoded_words;
mod entities;
mod entries;
mod escapes;
mod fields;
mod joints;
mod json;
mod labels;
mod legible;
mod lines;
mod links;
mod logs;
mod lowercase;
mod mail;
mod mentions;
mod open_line;
mod order;
mod original;
mod outlook;
mod pages;
mod people;
mod pieces;
mod plain;
mod prose;
mod protocol;
mod quoted_printable;
mod receivers;
mod report;
mod retold;
mod scanned;
mod server;
mod software;
mod speaker;
mod statement;
mod status_codes;
mod symptom;
mod tags;
mod titles;
mod tried;

pub use people::people;

use legible::Legible;
use mail::{Closed, Mail};
use original::Original;
use report::Builder;

use super::{
    decode::{self, MAX_BYTES, Undecodable},
    status,
};
use crate::{
    knowledge::Knowledge,
    model::{MailDirection, ReportForm, Speaker, Symptom, WireText},
};

/// The most bytes that a face keeps of a paste: a little more than is read, so that it can be told that it is too much.
pub const MAX_PASTE: usize = MAX_BYTES + (1 << 20);
/// The most reports that are kept of one text.
pub const MAX_REPORTS: usize = 1000;

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The reports, in order of appearance, those without a conclusion last; the first leads. Empty if there is no
    /// delivery error in the text.
    pub reports: Vec<Symptom>,
    /// What kind of text it is.
    pub form: ReportForm,
    /// Its lines, as they came.
    pub lines: u64,
    /// Reports beyond [`MAX_REPORTS`], or beyond what is kept of one text, counted and not kept.
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
    /// A compound file that is no Outlook message (`.msg`), or a broken one: an old Office document.
    #[error("no readable Outlook message")]
    OutlookMessage,
    /// An archive, a document, a picture or a program.
    #[error("a {format} file")]
    Binary {
        /// The name of its format, `binary` if it has none.
        format: &'static str,
    },
    /// A message of Outlook's whose text is there as RTF only (`PidTagRtfCompressed`), and nothing else in it is a report.
    #[error("text as RTF only")]
    RichText,
    /// A mail whose parts lie deeper in each other than is read, and nothing in the others is a report.
    #[error("parts more than {limit} deep")]
    TooDeep {
        /// How deep is read.
        limit: usize,
    },
    /// An export of outbound connectors, where a report was wanted.
    #[error("outbound connectors, no report")]
    Export,
    /// The same in a file.
    #[error("outbound connectors in {file}, no report")]
    ExportFile {
        /// Its name, as a word of a command.
        file: WireText,
    },
}

impl ReadError {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 8] = [
        "read-empty",
        "read-too-large",
        "read-outlook-message",
        "read-binary",
        "read-rich-text",
        "read-too-deep",
        "read-export",
        "read-export-file",
    ];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Empty => "read-empty",
            Self::TooLarge { .. } => "read-too-large",
            Self::OutlookMessage => "read-outlook-message",
            Self::Binary { .. } => "read-binary",
            Self::RichText => "read-rich-text",
            Self::TooDeep { .. } => "read-too-deep",
            Self::Export => "read-export",
            Self::ExportFile { .. } => "read-export-file",
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

/// Reads whatever was pasted, piped or saved; which codes and titles there are is knowledge.
///
/// # Errors
/// [`ReadError`] if it holds no text. A text without a report is no error: [`Reading::reports`] is then empty.
pub fn read(bytes: &[u8], knowledge: &Knowledge) -> Result<Reading, ReadError> {
    let text = match decode::text(bytes) {
        Err(Undecodable::Ole) => {
            let mail = outlook::read(bytes).ok_or(ReadError::OutlookMessage)?;
            return Ok(counted(read_whole(mail, knowledge)?));
        }
        text => text?,
    };
    if let Some(reading) = code_alone(&text, knowledge) {
        return Ok(reading);
    }
    // A mail says itself how its parts are encoded, so its own bytes are read; UTF-16 is no mail's encoding.
    // What a terminal pasted has a bare CR at the end of its lines, which is no line end of a mail.
    let pasted: Option<Vec<u8>> = (bytes.contains(&b'\r') && !bytes.contains(&b'\n'))
        .then(|| bytes.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect());
    let bytes = pasted.as_deref().unwrap_or(bytes);
    let as_mail = if !mail::has_body(bytes) {
        // A letter pasted without the empty line behind its headers; all of it is text.
        None
    } else if bytes.contains(&0) {
        mail::read(text.as_bytes())
    } else {
        mail::read(bytes)
    };
    let lines = text.lines().count() as u64;
    let mut reading = match as_mail {
        Some(mail) => {
            drop(text);
            read_whole(mail, knowledge)?
        }
        None => read_plain(text, knowledge),
    };
    reading.lines = lines;
    Ok(counted(reading))
}

/// Whether a report is a row of the log of what a server received from Office 365, which then sends.
pub fn is_received(report: &Symptom) -> bool {
    let text = report.text.as_str();
    report.direction == MailDirection::Outbound
        && (protocol::is_received(text) || logs::is_of_the_destination(&text.to_ascii_lowercase()))
}

/// The first report speaks for the text, so it says how many addresses were left out.
fn counted(mut reading: Reading) -> Reading {
    if let Some(first) = reading.reports.first_mut() {
        first.addresses_dropped = reading.addresses_dropped;
    }
    reading
}

/// Reads what was pasted.
///
/// # Errors
/// As [`read`].
pub fn read_text(text: &str, knowledge: &Knowledge) -> Result<Reading, ReadError> {
    read(text.as_bytes(), knowledge)
}

/// A code and nothing else.
fn code_alone(text: &str, knowledge: &Knowledge) -> Option<Reading> {
    let text = text.trim();
    // `smtp;450 4.4.316` with its marks is the longest.
    let legible = Legible::new((text.len() <= lines::MAX_CODE).then(|| text.to_owned())?);
    let code = status::code(legible.as_str()).ok()?;
    let mut report = status::reported(code, knowledge);
    let digits = legible.as_str().trim_start_matches(|c: char| !c.is_ascii_digit());
    report.status =
        digits.get(..3).filter(|_| digits[3..].starts_with([' ', '-'])).and_then(|basic| basic.parse().ok());
    report.text = WireText::from_text(text);
    let reports = vec![report];
    Some(Reading { reports, form: ReportForm::Code, lines: 1, left_out: 0, addresses_dropped: 0, unread: None })
}

fn read_plain(text: String, knowledge: &Knowledge) -> Reading {
    read_as(plain::plain, text, knowledge)
}

/// Reads a text in the one form that something makes of it.
fn read_as(form: fn(String, &Knowledge) -> Legible, text: String, knowledge: &Knowledge) -> Reading {
    let seen = plain::unbroken(&text).map(|whole| addresses::seen(form(whole, knowledge))).unwrap_or_default();
    let text = form(text, knowledge);
    let original = Original::of(text.as_str());
    let (text, addresses_dropped) = addresses::masked(text, seen);
    let text = text.without_pieces(&['\u{1b}'], escapes::inside_code);
    let mut builder = Builder::new(MAX_REPORTS, dates::order(text.as_str()), knowledge);
    lines::lines(&text, knowledge, |line| builder.take(line));
    let (mut reports, left_out) = builder.finish(text.as_str());
    original.tell(&mut reports);
    if tells_of_a_validation(text.as_str()) {
        // What the destination replied to its message is of mail that Office 365 sends.
        let replied =
            |report: &Symptom| report.speaker == Speaker::Destination && report.direction == MailDirection::Unknown;
        let of_it = |report: &&mut Symptom| {
            let exchange = [Speaker::ExchangeOnline, Speaker::ExchangeServer].contains(&report.speaker);
            report.form == ReportForm::Line && (exchange || replied(report))
        };
        for report in reports.iter_mut().filter(of_it) {
            report.form = ReportForm::Validation;
            if replied(report) {
                report.direction = MailDirection::Outbound;
            } else {
                // It validates nothing but its own connectors.
                report.speaker = Speaker::ExchangeOnline;
            }
        }
    }
    // A code alone is one beside the line of whom the report was about, too.
    if reports.is_empty()
        && addresses_dropped > 0
        && let Some(reading) = lines::beside_people(&text).and_then(|rest| code_alone(&rest, knowledge))
    {
        return Reading { addresses_dropped, ..reading };
    }
    let unread = if reports.is_empty() { report::unread(&text) } else { None };
    let form = reports.first().map_or(ReportForm::Line, |report| report.form);
    Reading { reports, form, lines: 0, left_out, addresses_dropped, unread }
}

/// Whether a text is what became of *Validate this connector*: its title or a task of it, in the admin center's words of these
/// languages, or the cmdlet.
fn tells_of_a_validation(text: &str) -> bool {
    const WORDS: [&str; 11] = [
        "istasksuccessful",
        "task: send test email",
        "validate this connector",
        "validate-outboundconnector",
        "connector validation",
        "validation details",
        "check connectivity",
        "valider ce connecteur",
        "vérifier la connectivité",
        "validar este conector",
        "verificar a conectividade",
    ];
    let lower = lowercase::in_place(&text[..text.floor_char_boundary(4 * 1024)]);
    WORDS.iter().any(|words| lower.contains(words))
}

/// Parts as one text, an empty line between them.
fn joined(parts: Vec<String>) -> String {
    parts.into_iter().reduce(|all, part| all + "\n\n" + &part).unwrap_or_default()
}

/// Reads a mail, or says what of it could not be read where nothing else is a report.
fn read_whole(mail: Mail, knowledge: &Knowledge) -> Result<Reading, ReadError> {
    let closed = mail.closed;
    let reading = read_mail(mail, knowledge);
    match closed.filter(|_| reading.reports.is_empty()) {
        Some(Closed::RichText) => Err(ReadError::RichText),
        Some(Closed::TooDeep) => Err(ReadError::TooDeep { limit: mail::MAX_DEPTH }),
        None => Ok(reading),
    }
}

/// Reads a mail: the human part for the cause, the delivery status for the code; a mail inside it only if it
/// says nothing itself, for what a report returns is the message that failed.
fn read_mail(mail: Mail, knowledge: &Knowledge) -> Reading {
    let plain = joined(mail.plain);
    let order = dates::order(&plain);
    let mut reading = read_plain(plain, knowledge);
    if reading.reports.is_empty() && !mail.html.is_empty() {
        let html = read_plain(joined(mail.html), knowledge);
        let unread = reading.unread.take();
        reading = html;
        reading.unread = unread.or(reading.unread);
    }
    let status = read_as(plain::fields, joined(mail.status), knowledge);
    // What came back says it better than what is told of it.
    let told = Original::told(&reading.reports).or(Original::told(&status.reports));
    let original = Original::of(&joined(mail.original)).or(told);
    if !status.reports.is_empty() {
        let mut reports = std::mem::take(&mut reading.reports);
        let told = reports.len();
        reports.extend(status.reports);
        reports = order::absorb(reports);
        order::in_order(&mut reports, order);
        for report in reports.iter_mut() {
            report.form = ReportForm::Dsn;
            report.at = report.at.or(mail.date);
        }
        reading.left_out += status.left_out + reports.len().saturating_sub(MAX_REPORTS.max(told)) as u64;
        reports.truncate(MAX_REPORTS.max(told));
        reading.reports = reports;
        reading.unread = None;
    }
    original.tell(&mut reading.reports);
    reading.addresses_dropped = reading.addresses_dropped.max(status.addresses_dropped);
    if reading.reports.is_empty()
        && let Some(inside) =
            mail.nested.into_iter().map(|mail| read_mail(mail, knowledge)).find(|inside| !inside.reports.is_empty())
    {
        return inside;
    }
    reading.form = reading.reports.first().map_or(ReportForm::Ndr, |report| report.form);
    reading
}
