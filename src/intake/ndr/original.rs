//! By what Microsoft finds the message that failed: its Message-ID and the tenant it was sent from, where a text tells of one.
//! Of several nobody knows which is meant, so none is kept.

use crate::model::{Symptom, WireText};

/// The longest Message-ID that is kept; Exchange Online's own have some 80 bytes.
const MAX_ID: usize = 250;
/// The fewest bytes and digits on the left of the sign: what has fewer may be somebody's address.
const LEAST: (usize, usize) = (16, 4);
/// How the hosts end under which Exchange Online names messages.
const THEIRS: &str = ".prod.outlook.com";
/// Labels of a Message-ID: a header (RFC 5322 section 3.6.4), `Get-MessageTrace`, the admin center.
const MESSAGE: [&str; 5] = ["message-id", "message id", "messageid", "internet message id", "message_id"];
/// Labels of a tenant: a header of Exchange Online, `Get-MessageTrace`, the admin center.
const TENANT: [&str; 4] = ["x-ms-exchange-crosstenant-id", "tenant id", "tenantid", "organization"];

/// What one text tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Original {
    message: Option<WireText>,
    tenant: Option<WireText>,
}

impl Original {
    /// Looks through a text, before its mail addresses are masked.
    pub(super) fn of(text: &str) -> Self {
        let (mut labelled, mut others, mut tenants) = (Vec::new(), Vec::new(), Vec::new());
        let (mut is_below, mut is_awaited, mut column) = (false, false, None);
        for line in text.lines() {
            column = column.filter(|column| cell(line, *column).is_some()).or_else(|| header(line));
            let told = column.and_then(|column| cell(line, column)).into_iter().flat_map(ids);
            told.filter(|id| is_message_id(id, true)).for_each(|id| once(&mut labelled, id));
            let is_indented = line.starts_with([' ', '\t']);
            let is_folded = is_below && is_indented;
            is_awaited &= is_indented;
            let line = line.trim_start_matches(['>', ' ', '\t', '"']);
            let is_message = is_folded || MESSAGE.iter().any(|label| value(line, label).is_some());
            let found = if is_message { &mut labelled } else { &mut others };
            ids(line).filter(|id| is_message_id(id, is_message)).for_each(|id| once(found, id));
            is_below = is_message && !is_folded && !line.contains('<');
            let tenant = TENANT.iter().find_map(|label| value(line, label));
            let tenant = tenant.or_else(|| is_awaited.then_some(line.trim_end())).map(|it| it.trim_matches(['{', '}']));
            is_awaited = tenant == Some("");
            tenant.filter(|tenant| is_tenant(tenant)).into_iter().for_each(|tenant| once(&mut tenants, tenant));
        }
        let messages = if labelled.is_empty() { others } else { labelled };
        Self {
            message: only(&messages).filter(|id| is_nobody(id)).map(|id| WireText::from_text(&format!("<{id}>"))),
            tenant: only(&tenants).map(WireText::from_text),
        }
    }

    /// What is known of a report's.
    pub(super) fn told(reports: &[Symptom]) -> Self {
        let message = reports.iter().find_map(|report| report.message_id.clone());
        Self { message, tenant: reports.iter().find_map(|report| report.tenant.clone()) }
    }

    /// The same, with what is known otherwise where it tells nothing.
    pub(super) fn or(self, other: Self) -> Self {
        Self { message: self.message.or(other.message), tenant: self.tenant.or(other.tenant) }
    }

    /// Says it of every report of its text.
    pub(super) fn tell(&self, reports: &mut [Symptom]) {
        for report in reports {
            (report.message_id, report.tenant) = (self.message.clone(), self.tenant.clone());
        }
    }
}

/// What stands behind a label and its colon, or the sign of a parameter.
fn value<'a>(line: &'a str, label: &str) -> Option<&'a str> {
    let (start, rest) = line.split_at_checked(label.len())?;
    let rest = start.eq_ignore_ascii_case(label).then_some(rest)?;
    Some(rest.trim_start_matches(['"', ' ', '\t']).strip_prefix([':', '='])?.trim_matches(['"', ',', ' ', '\t']))
}

/// The separator and the place of the column of Message-IDs, where a line heads a table that has one.
fn header(line: &str) -> Option<(char, usize)> {
    let is_named = |cell: &str| MESSAGE.iter().any(|label| cell.trim_matches(['"', ' ']).eq_ignore_ascii_case(label));
    let place = |separator| Some((separator, cells(line, separator).position(is_named)?));
    [',', ';', '\t'].into_iter().filter(|separator| line.contains(*separator)).find_map(place)
}

fn cell(line: &str, (separator, place): (char, usize)) -> Option<&str> {
    cells(line, separator).nth(place).filter(|_| line.contains(separator))
}

fn cells(line: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    line.split(move |c| {
        is_quoted ^= c == '"';
        c == separator && !is_quoted
    })
}

fn ids(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0))
}

/// Whether it has the form of a Message-ID; without a label only Exchange Online's own are known. Where one may be somebody's
/// address, it tells that there are several, and no more.
fn is_message_id(id: &str, is_labelled: bool) -> bool {
    let Some((_, host)) = id.split_once('@') else { return false };
    let is_whole = id.len() <= MAX_ID && id.bytes().all(|byte| byte.is_ascii_graphic()) && !host.contains('@');
    is_whole && (is_labelled || host.to_ascii_lowercase().ends_with(THEIRS))
}

/// Whether it is too long, and has too many digits, for somebody's address.
fn is_nobody(id: &str) -> bool {
    let own = id.split_once('@').map_or(id, |(own, _)| own);
    own.len() >= LEAST.0 && own.bytes().filter(u8::is_ascii_digit).count() >= LEAST.1
}

/// A GUID, or the name that every tenant has.
fn is_tenant(value: &str) -> bool {
    let is_guid = value.len() == 36
        && value.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    let name = value.to_ascii_lowercase();
    let name = name.strip_suffix(".onmicrosoft.com").filter(|name| !name.is_empty() && value.len() <= MAX_ID);
    is_guid || name.is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
}

/// Keeps what is new, and no more than tells that there are several.
fn once<'a>(kept: &mut Vec<&'a str>, new: &'a str) {
    if kept.len() < 2 && !kept.iter().any(|other| other.eq_ignore_ascii_case(new)) {
        kept.push(new);
    }
}

fn only<'a>(all: &[&'a str]) -> Option<&'a str> {
    if let [only] = all { Some(only) } else { None }
}
