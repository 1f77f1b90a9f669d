//! Phrases on what was reported: the line of a report, what it is, what its words mean, how old it is, and how it goes together
//! with what is seen from here.

use jiff::Timestamp;

use super::phrases::code_line;
use crate::{
    intake::{
        ndr,
        status::{self, Meant},
    },
    knowledge::Knowledge,
    l10n::{Args, Texts},
    model::{Agreement, CodeId, Finding, Noted, Speaker, Stage, Symptom, Verdict, WireText},
};

/// What Office 365 wrote, as it wrote it: `450 4.4.317 [CertificateExpired]`.
pub fn symptom_line(symptom: &Symptom) -> String {
    let mut words = Vec::new();
    words.extend(symptom.status.map(|status| status.to_string()));
    words.extend(reported(symptom));
    // The whole detail may be a paragraph; a line of a ticket holds its begin.
    words.extend(symptom.detail.as_ref().map(|detail| format!("[{}]", beginning(detail))));
    words.join(" ")
}

/// As much of a detail as a line holds, cut between two words.
fn beginning(detail: &WireText) -> WireText {
    const MOST: usize = 120;
    let text = detail.as_str();
    let fits = &text[..text.floor_char_boundary(MOST)];
    let end = if fits.len() == text.len() { MOST } else { fits.rfind(' ').filter(|at| *at > MOST / 2).unwrap_or(MOST) };
    detail.shortened(end)
}

/// What a report is, in a sentence: who tells of which code, or what it is about where no article has it.
pub fn reading(symptom: &Symptom, texts: &Texts) -> String {
    let reported = symptom.reported_code.map_or("none".to_owned(), |code| code.to_string());
    match (&symptom.matter, &symptom.code) {
        (Some(matter), _) => texts.get(&matter.message()),
        (None, Some(code)) if code.reply().is_none() => {
            let id = if symptom.cause.is_some() { "report-read-told" } else { "report-read-other" };
            texts.with(id, &Args::new().text("reported", reported))
        }
        (None, Some(code)) => {
            // Once a message has expired, the code is written in its other class.
            let expired = symptom.reported_code.filter(|own| own.is_permanent());
            let line = match expired.filter(|own| own.temporary().to_string() == code.as_str()) {
                Some(own) => format!("550 {own} {}", texts.code_title(code)),
                None => code_line(code, texts),
            };
            let args = Args::new().text("code", line).text("speaker", symptom.speaker.id());
            texts.with("report-read-found", &args)
        }
        (None, None) => texts.get("report-read-none"),
    }
}

/// Whether another server than Office 365 sends the mail: an article names Office 365 as the sender, and its steps are
/// for those whom Office 365 cannot reach.
pub(super) fn sends_elsewhere(symptom: &Symptom) -> bool {
    matches!(symptom.speaker, Speaker::ExchangeServer | Speaker::MailServer) && !ndr::is_received(symptom)
}

/// The cause that a report establishes, as a sentence.
pub fn established(symptom: &Symptom, texts: &Texts) -> Option<String> {
    let (code, cause) = (symptom.code.as_ref()?, symptom.cause.as_ref()?);
    // An article speaks of Office 365 and its connectors.
    let own = || texts.try_get(&format!("report-elsewhere-{}", cause.name()));
    Some(own().filter(|_| sends_elsewhere(symptom)).unwrap_or_else(|| texts.cause(code, cause, &Args::new())))
}

/// The code of a report: as it is written there, else the one it concludes to.
fn reported(symptom: &Symptom) -> Option<String> {
    let written = symptom.reported_code.map(|code| code.to_string());
    let numbered = symptom.code.as_ref().filter(|code| code.reply().is_some());
    written.or_else(|| numbered.map(ToString::to_string))
}

/// What a word that a report gives as its reason stands for, in a sentence: its causes, or what its article says in short.
pub fn meant(word: &str, meant: &Meant<'_>, texts: &Texts) -> String {
    let id = &meant.article.id;
    let causes: Vec<_> = meant.causes.iter().map(|cause| texts.cause(id, cause, &Args::new())).collect();
    let message = id.message();
    let whole =
        || texts.try_get(&format!("{message}.verdict")).unwrap_or_else(|| texts.get(&format!("{message}.meaning")));
    let text = if causes.is_empty() { whole() } else { causes.join(" ") };
    // Whether it is written 4 or 5 is not the word's.
    let code = id.reply().map_or_else(|| texts.code_title(id), |_| format!("{id} {}", texts.code_title(id)));
    let args = Args::new().text("word", word).text("code", code).text("text", text);
    texts.with("reason-means", &args.number("count", meant.causes.len()))
}

/// The same of the reason that a report gives, where it establishes no cause, which says more.
pub fn reason_meant(symptom: &Symptom, knowledge: &Knowledge, texts: &Texts) -> Option<String> {
    let detail = symptom.detail.as_ref().filter(|_| symptom.matter.is_none() && symptom.cause.is_none())?;
    let word = detail_word(detail).unwrap_or_else(|| detail.as_str());
    let meant = status::meant(word, knowledge).filter(|meant| symptom.code.as_ref() == Some(&meant.article.id))?;
    Some(self::meant(word.rsplit(' ').next().unwrap_or(word), &meant, texts))
}

/// How old a report is, told wherever something rests on it; `None` where it has no date, or one that is still to come.
pub fn report_age(symptom: &Symptom, now: Timestamp, texts: &Texts) -> Option<String> {
    report_aged(symptom, now, "report-age", texts)
}

/// The same where it is a day or more, for what has few rows: a report of today needs no word.
pub fn report_age_in_days(symptom: &Symptom, now: Timestamp, texts: &Texts) -> Option<String> {
    let is_of_today = |at: Timestamp| now.duration_since(at).as_hours() < 24;
    report_age(symptom, now, texts).filter(|_| !symptom.at.is_some_and(is_of_today))
}

/// The same in a word or two.
pub fn report_age_in_short(symptom: &Symptom, now: Timestamp, texts: &Texts) -> Option<String> {
    report_aged(symptom, now, "report-age.short", texts)
}

fn report_aged(symptom: &Symptom, now: Timestamp, id: &str, texts: &Texts) -> Option<String> {
    let at = symptom.at.filter(|at| *at <= now)?;
    let days = now.duration_since(at).as_hours() / 24;
    let args = Args::new().text("at", texts.date(at)).number("days", u64::try_from(days).unwrap_or(0));
    Some(texts.with(id, &args))
}

/// The word that names the failure, where the detail of a report begins with one, written as the names of .NET are:
/// `CertificateExpired`. The first word of a sentence is none.
pub fn detail_word(detail: &WireText) -> Option<&str> {
    let word = detail.as_str().split([' ', '.', ';', ']']).next()?;
    let is_name = (4..=40).contains(&word.len()) && word.chars().all(|c| c.is_ascii_alphanumeric());
    let is_joined = word.as_bytes().windows(2).any(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase());
    (is_name && is_joined).then_some(word)
}

/// How the report and what is seen from here go together; `with_word`: with the word that names the failure.
pub fn agreement(
    agreement: &Agreement,
    finding: &Finding,
    symptom: Option<&Symptom>,
    with_word: bool,
    texts: &Texts,
) -> String {
    // The code that stands there, as everywhere else: what it comes to is not what the report says.
    let concluded = || match agreement {
        Agreement::Different { reported } if reported.reply().is_some() => reported.to_string(),
        _ => texts.concluded(&CodeId::other()),
    };
    let mut told = symptom.and_then(reported).unwrap_or_else(concluded);
    let detail = symptom.and_then(|symptom| symptom.detail.as_ref());
    let word = detail.and_then(detail_word).filter(|_| with_word).map(str::to_owned);
    // Of two reasons both are told, whatever room that takes.
    let reason =
        || detail.map(|detail| detail_word(detail).map_or_else(|| detail.shortened(60).to_string(), str::to_owned));
    let word = if *agreement == Agreement::OtherReason { reason() } else { word };
    if let Some(word) = word {
        told = format!("{told} [{word}]");
    }
    let code = finding.code.as_ref().map(ToString::to_string).unwrap_or_default();
    let named = symptom.and_then(named).unwrap_or_default();
    let args = Args::new().text("reported", told).text("code", code).text("address", named);
    let args = args.text("verdict", finding.verdict.id());
    let id = match agreement {
        Agreement::Confirmed | Agreement::CodeFits if finding.reported_at.is_some() => "agreement-beside".to_owned(),
        Agreement::NotReproduced if finding.verdict != Verdict::Healthy => "agreement-elsewhere".to_owned(),
        Agreement::NotReproduced if finding.may_remain => "agreement-may-remain".to_owned(),
        Agreement::NotReproduced if !finding.repaired.is_empty() => "agreement-repaired-another".to_owned(),
        Agreement::Repaired if !finding.is_repaired() => "agreement-repaired-since".to_owned(),
        _ => format!("agreement-{}", agreement.id()),
    };
    texts.with(&id, &seen_args(finding, args, texts))
}

/// The place that a report names: the address, else the server.
fn named(symptom: &Symptom) -> Option<String> {
    let ip = symptom.server_ip.filter(|ip| !ip.is_unspecified()).map(|ip| ip.to_string());
    ip.or_else(|| symptom.server_name.as_ref().map(ToString::to_string))
}

/// What decided, for a sentence that lays it beside a report: its stage, the fault, and whether a name or a server is
/// behind it.
fn seen_args(finding: &Finding, args: Args, texts: &Texts) -> Args {
    let deciding = |noted: &&Noted| finding.fault.is_some() && noted.evidence.fault() == finding.fault;
    let stage = finding.evidence.iter().find(deciding).and_then(|noted| noted.stage);
    args.text("place", if stage == Some(Stage::Dns) { "name" } else { "server" })
        .text("stage", stage.map(|stage| texts.stage(stage)).unwrap_or_default())
        .text("fault", finding.fault.map(|fault| texts.fault(fault)).unwrap_or_default())
}
