//! Outlook's `.msg`, as Windows users save a report: a compound file (MS-CFB) of properties (MS-OXMSG) to its readable
//! parts.
//!
//! The crate `cfb` knows how such a file is laid out; which streams hold words is in MS-OXPROPS.

use std::{
    io::{Cursor, Read as _},
    path::{Path, PathBuf},
};

use mail_parser::MessageParser;

use super::mail::{Mail, instant};
use crate::intake::decode;

/// The most bytes of one property: no report has more.
const MAX_STREAM: u64 = 1 << 20;
/// The most recipients whose reports are read.
const MAX_RECIPIENTS: usize = 50;

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
    let root = PathBuf::from("/");
    let mut mail = Mail::default();
    let body = text(&mut file, &root, BODY);
    let mut reports = words(&mut file, &root);
    for recipient in recipients(&file) {
        reports.extend(words(&mut file, &recipient));
    }
    // The subject of a report may be all that names its code.
    mail.plain.extend(text(&mut file, &root, SUBJECT).map(|subject| format!("Subject: {subject}")));
    mail.plain.extend(body);
    mail.html.extend(text(&mut file, &root, HTML));
    reports.dedup();
    mail.status = reports;
    mail.date = text(&mut file, &root, HEADERS).and_then(|headers| {
        let parsed = MessageParser::new().with_date_headers().parse_headers(headers.as_bytes())?;
        instant(parsed.date()?)
    });
    let empty = mail.plain.is_empty() && mail.html.is_empty() && mail.status.is_empty();
    (!empty).then_some(mail)
}

/// What was written of one recipient, or of the message.
fn words(file: &mut File<'_>, storage: &Path) -> Vec<String> {
    REPORT.iter().filter_map(|property| text(file, storage, *property)).collect()
}

/// The storages of recipients: `__recip_version1.0_#00000000` (MS-OXMSG section 2.2.1).
fn recipients(file: &File<'_>) -> Vec<PathBuf> {
    let Ok(entries) = file.read_storage("/") else { return Vec::new() };
    let recipient = |name: &str| name.starts_with("__recip_version1.0_");
    let found = entries.filter(|entry| entry.is_storage() && recipient(entry.name()));
    found.take(MAX_RECIPIENTS).map(|entry| entry.path().to_path_buf()).collect()
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
