//! Outlook's `.msg`, as Windows users save a report: a compound file (MS-CFB) of properties (MS-OXMSG) to its readable
//! parts.
//!
//! The crate `cfb` knows how such a file is laid out; which streams hold words is in MS-OXPROPS.

use std::{
    io::{Cursor, Read as _},
    path::{Path, PathBuf},
};

use mail_parser::MessageParser;

use super::mail::{Closed, Mail, instant};
use crate::intake::decode;

/// The most bytes of one property: no report has more.
const MAX_STREAM: u64 = 1 << 20;
/// The most recipients whose reports are read.
const MAX_RECIPIENTS: usize = 50;
/// How deep messages may be attached to each other: a report that was passed on a few times.
const MAX_DEPTH: usize = 6;
/// The most messages that are read of one file.
const MAX_MESSAGES: usize = 50;
/// `PidTagAttachDataObject`: a message that is attached (MS-OXMSG section 2.2.2.1).
const EMBEDDED: &str = "__substg1.0_3701000D";

/// `PidTagRtfCompressed` (MS-OXPROPS): a text as RTF.
const RTF: &str = "__substg1.0_10090102";

/// Properties that hold words, by their numbers (MS-OXPROPS).
const BODY: u16 = 0x1000;
const HTML: u16 = 0x1013;
const SUBJECT: u16 = 0x0037;
const HEADERS: u16 = 0x007d;
/// `PidTagReportText` and `PidTagSupplementaryInfo`, which a report has for each recipient.
const REPORT: [u16; 2] = [0x1001, 0x0c1b];

type File<'a> = cfb::CompoundFile<Cursor<&'a [u8]>>;

/// The parts of a saved message; `None` if the bytes are no message of Outlook's, or a broken one.
pub(super) fn read(bytes: &[u8]) -> Option<Mail> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mail = message(&mut file, Path::new("/"), 0, &mut 0);
    let empty = mail.plain.is_empty() && mail.html.is_empty() && mail.status.is_empty() && mail.nested.is_empty();
    let empty = empty && mail.closed.is_none();
    (!empty).then_some(mail)
}

/// The parts of one message, `depth` others around it, and of those that are attached to it; `read` counts them all.
fn message(file: &mut File<'_>, storage: &Path, depth: usize, read: &mut usize) -> Mail {
    *read += 1;
    let mut mail = Mail::default();
    let body = text(file, storage, BODY);
    let mut reports = words(file, storage);
    for recipient in storages(file, storage, "__recip_version1.0_", MAX_RECIPIENTS) {
        reports.extend(words(file, &recipient));
    }
    // The subject of a report may be all that names its code.
    mail.plain.extend(text(file, storage, SUBJECT).map(|subject| format!("Subject: {subject}")));
    mail.plain.extend(body);
    mail.html.extend(text(file, storage, HTML));
    let silent = mail.html.is_empty() && mail.plain.len() < 2 && reports.is_empty();
    mail.closed = Some(Closed::RichText).filter(|_| silent && file.is_stream(storage.join(RTF)));
    reports.dedup();
    mail.status = reports;
    mail.date = text(file, storage, HEADERS).and_then(|headers| {
        let parsed = MessageParser::new().with_date_headers().parse_headers(headers.as_bytes())?;
        instant(parsed.date()?)
    });
    if depth < MAX_DEPTH {
        for attached in storages(file, storage, "__attach_version1.0_", MAX_MESSAGES) {
            let inside = attached.join(EMBEDDED);
            if *read < MAX_MESSAGES && file.is_storage(&inside) {
                let inside = message(file, &inside, depth + 1, read);
                mail.closed = mail.closed.or(inside.closed);
                mail.nested.push(inside);
            }
        }
    }
    mail
}

/// What was written of one recipient, or of the message.
fn words(file: &mut File<'_>, storage: &Path) -> Vec<String> {
    REPORT.iter().filter_map(|property| text(file, storage, *property)).collect()
}

/// The storages of recipients or attachments inside another, `__recip_version1.0_#00000000` and
/// `__attach_version1.0_#00000000` (MS-OXMSG sections 2.2.1 and 2.2.2).
fn storages(file: &File<'_>, inside: &Path, begins: &str, most: usize) -> Vec<PathBuf> {
    let Ok(entries) = file.read_storage(inside) else { return Vec::new() };
    let found = entries.filter(|entry| entry.is_storage() && entry.name().starts_with(begins));
    found.take(most).map(|entry| entry.path().to_path_buf()).collect()
}

/// A property of text: `__substg1.0_<number><type>`, of which 001F is UTF-16, 001E is eight bits a letter, and 0102 bytes
/// (MS-OXMSG section 2.4).
fn text(file: &mut File<'_>, storage: &Path, property: u16) -> Option<String> {
    ["001F", "001E", "0102"].iter().find_map(|kind| {
        let path = storage.join(format!("__substg1.0_{property:04X}{kind}"));
        if !file.is_stream(&path) {
            return None;
        }
        let mut bytes = Vec::new();
        // What lies behind a broken link is left out; the beginning counts.
        let _ = file.open_stream(&path).ok()?.take(MAX_STREAM).read_to_end(&mut bytes);
        let read = if *kind == "001F" { decode::utf16_text(&bytes) } else { decode::text(&bytes).ok()? };
        Some(read.trim_end_matches('\0').to_owned()).filter(|read| !read.trim().is_empty())
    })
}
