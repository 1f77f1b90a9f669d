//! The same error told twice in one text: for people and for machines, in a line and in a field. It is one report, which
//! knows what either of them says.

use std::collections::HashMap;

use super::statement;
use crate::model::{EnhancedCode, MailDirection, ReportForm, Speaker, Symptom, WireText};

/// Drops what tells an earlier report again, and keeps what it says beyond that.
pub(super) fn once(reports: Vec<Symptom>) -> Vec<Symptom> {
    let mut kept: Vec<Symptom> = Vec::with_capacity(reports.len());
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for report in reports {
        let Some(words) = words(&report) else {
            kept.push(report);
            continue;
        };
        if let Some(above) = kept.last_mut().filter(|above| is_item_of(&report, &words, above)) {
            complete(above, report);
            continue;
        }
        let same = places.entry(words).or_default();
        if let Some(place) = same.iter().copied().find(|place| is_same(&kept[*place], &report)) {
            complete(&mut kept[place], report);
        } else {
            same.push(kept.len());
            kept.push(report);
        }
    }
    kept
}

/// What the server or the sender said, from its code on and without what wrapping, quoting and marks make of it; `None`
/// where that is no more than a code.
fn words(report: &Symptom) -> Option<String> {
    let parts = statement::item_inside(report.text.as_str()).split(|c: char| !c.is_alphanumeric() && c != '.');
    let parts: Vec<&str> = parts.map(|part| part.trim_matches('.')).filter(|part| !part.is_empty()).collect();
    let is_code = |part: &&str| part.parse::<EnhancedCode>().is_ok();
    let is_reply = |pair: &[&str]| pair[0].len() == 3 && pair[0].parse::<u16>().is_ok() && is_code(&pair[1]);
    let begins = parts.windows(2).position(is_reply).map(|place| place + 1);
    let said = &parts[begins.or_else(|| parts.iter().position(is_code))?..];
    (said.len() > 2).then(|| said.concat().to_lowercase())
}

/// Whether a report is the item of a message's recipient (`Get-Message`), which says the beginning of the error above it.
fn is_item_of(report: &Symptom, said: &str, above: &Symptom) -> bool {
    let text = report.text.as_str();
    statement::item_inside(text).len() < text.len()
        && words(above).is_some_and(|words| words.starts_with(said))
        && is_same(above, report)
}

/// Whether two reports of the same words are of one error: nothing that both say differs.
fn is_same(one: &Symptom, other: &Symptom) -> bool {
    let in_both = |of: fn(&Symptom) -> Option<&WireText>| {
        let both = of(one).zip(of(other));
        both.is_none_or(|(a, b)| a.as_str().eq_ignore_ascii_case(b.as_str()))
    };
    // A delivery status says when the report was written or tried last, the text beside it when the line was.
    let are_two_parts = (one.form == ReportForm::Dsn) != (other.form == ReportForm::Dsn);
    one.code == other.code
        && one.matter == other.matter
        && one.reported_code == other.reported_code
        && agree(one.expired_code, other.expired_code)
        && agree(one.retry_until, other.retry_until)
        && agree(one.server_ip, other.server_ip)
        && agree(one.server_port, other.server_port)
        && (are_two_parts || agree(one.at, other.at))
        && in_both(|report| report.server_name.as_ref())
        && in_both(|report| report.connector_name.as_ref())
        && in_both(|report| report.thumbprint.as_ref())
}

fn agree<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
}

/// What the first telling lacks.
fn complete(told: &mut Symptom, again: Symptom) {
    told.cause = told.cause.take().or(again.cause);
    told.status = told.status.or(again.status);
    told.expired = told.expired.or(again.expired);
    told.expired_code = told.expired_code.or(again.expired_code);
    told.server_name = told.server_name.take().or(again.server_name);
    told.server_port = told.server_port.or(again.server_port.filter(|_| agree(told.server_ip, again.server_ip)));
    told.server_ip = told.server_ip.or(again.server_ip);
    told.connector_name = told.connector_name.take().or(again.connector_name);
    told.detail = told.detail.take().or(again.detail);
    told.at = told.at.or(again.at);
    told.retry_until = told.retry_until.or(again.retry_until);
    if told.direction == MailDirection::Unknown {
        told.direction = again.direction;
    }
    if told.speaker == Speaker::Unknown {
        told.speaker = again.speaker;
    }
}
