//! Statements to reports: which lines belong together, which of them leads, what they come to.

use std::net::IpAddr;

use jiff::{Timestamp, fmt::rfc2822};

use super::{
    addresses::{BLOT, blotted},
    fields::{self as labels, Label},
    legible::{Legible, MASK},
    lines::Line,
    server,
    speaker::{self, Beside},
    statement::{self, Statement},
    tags,
};
use crate::{
    intake::status,
    knowledge::Knowledge,
    model::{CodeId, ConclusionReason, EnhancedCode, MailDirection, ReportForm, Symptom, WireText},
};

/// The most lines one report keeps.
const MAX_STATEMENTS: usize = 16;
/// The most bytes of one kept text.
const MAX_TEXT: usize = 8 * 1024;
/// The most bytes of a detail, a name or a field.
const MAX_FIELD: usize = 2 * 1024;
/// The most bytes of all that is kept of one text: a thousand reports of two kilobytes.
const MAX_KEPT: usize = 2 * 1024 * 1024;
/// The most fields that are kept raw.
const MAX_UNREAD: usize = 20;

/// Statements of one failed delivery, and the fields that were given beside them.
#[derive(Clone, Debug, Default, PartialEq)]
struct Group {
    statements: Vec<Statement>,
    server: Option<String>,
    ip: Option<IpAddr>,
    connector: Option<String>,
    last_attempt: Option<Timestamp>,
    queue: bool,
    /// Its error came in a field that only `Get-Queue` has.
    get_queue: bool,
    dsn: bool,
    /// The server that wrote the report.
    generator: Option<String>,
}

/// Puts reports together, line by line.
pub(super) struct Builder<'k> {
    knowledge: &'k Knowledge,
    done: Vec<Symptom>,
    group: Group,
    /// A recipient was named since the last statement: the next one begins a new report.
    parted: bool,
    /// The returned message is passed over until the report goes on.
    in_original: bool,
    left_out: u64,
    limit: usize,
    /// The server that wrote the report, for all of its recipients.
    generator: Option<String>,
    /// The bytes of what is done.
    kept: usize,
    /// The group before: an export says the same for every message.
    last_group: Group,
    /// The line before: a log says the same a thousand times.
    last_line: String,
}

impl<'k> Builder<'k> {
    pub(super) fn new(limit: usize, knowledge: &'k Knowledge) -> Self {
        Self {
            knowledge,
            done: Vec::new(),
            group: Group::default(),
            parted: false,
            in_original: false,
            left_out: 0,
            limit,
            generator: None,
            kept: 0,
            last_group: Group::default(),
            last_line: String::new(),
        }
    }

    pub(super) fn take(&mut self, line: Line) {
        match line {
            Line::Recipient => self.parted |= !self.group.statements.is_empty(),
            Line::Field(Label::Original, _) => self.in_original = true,
            Line::Field(Label::Diagnostics, value) => {
                self.in_original = false;
                self.on_one_line(&value);
            }
            Line::Field(..) | Line::Text(_) if self.in_original => {}
            Line::Text(text) if refuser(text.as_str()).is_some() => {
                self.close();
                self.group.server = refuser(text.as_str());
                self.state(&text, ReportForm::Line);
            }
            Line::Field(label, value) => self.field(label, &value),
            Line::Text(text) => self.state(&text, ReportForm::Line),
        }
    }

    fn field(&mut self, label: Label, text: &Legible) {
        let value = text.as_str();
        match label {
            Label::Server => {
                if self.group.server.is_some() && !self.group.statements.is_empty() {
                    self.close();
                }
                self.group.server = server::server(blotted(text).as_str()).or(self.group.server.take());
            }
            Label::Ip => self.group.ip = tags::socket_address(value).map(|(ip, _)| ip).or(self.group.ip),
            Label::Connector => {
                if self.group.connector.is_some() && !self.group.statements.is_empty() {
                    self.close();
                }
                self.group.connector = (!value.is_empty()).then(|| blotted(text).shown());
            }
            Label::LastError | Label::QueueError => {
                if self.group.queue && !self.group.statements.is_empty() {
                    let fields = Group { connector: self.group.connector.clone(), ..Group::default() };
                    self.close();
                    self.group = fields;
                }
                self.group.queue = true;
                self.group.get_queue = label == Label::QueueError;
                self.state(text, ReportForm::Queue);
            }
            Label::Recipient => {
                self.close();
                self.group.dsn = true;
            }
            Label::Generator => {
                let name = value.trim_start_matches("dns;").trim();
                self.generator = (!name.is_empty() && name.len() <= 300).then(|| name.to_owned());
                self.on_one_line(text);
            }
            Label::Error => self.state(text, ReportForm::Line),
            Label::LastAttempt => self.group.last_attempt = rfc2822::parse(value).ok().map(|date| date.timestamp()),
            Label::Ignored => self.on_one_line(text),
            // Handled by the caller: they only say where to read.
            Label::Original | Label::Diagnostics => {}
        }
    }

    /// A whole report on one line hides behind its first label; else the value is of no use.
    fn on_one_line(&mut self, text: &Legible) {
        let value = text.as_str();
        if value.contains(" returned ") || value.contains("LED=") {
            self.state(&text.within(&value[..labels::original(value)]), ReportForm::Line);
        }
    }

    /// Takes what a text states, if anything.
    fn state(&mut self, text: &Legible, form: ReportForm) {
        let without;
        let text = if text.as_str().contains(MASK) {
            without = blotted(text);
            &without
        } else {
            text
        };
        let line = text.as_str();
        if !tags::may_state(line, self.knowledge)
            || (form == ReportForm::Line && !self.parted && self.last_line == line)
        {
            return;
        }
        // Nothing that long is said a thousand times.
        self.last_line.clear();
        self.last_line.push_str(if line.len() <= MAX_TEXT { line } else { "" });
        for statement in statement::statements(text, self.knowledge) {
            if statement.continues && self.group.statements.is_empty() {
                continue;
            }
            if !self.belongs(&statement, form) {
                self.close();
            }
            self.parted = false;
            if self.group.statements.len() < MAX_STATEMENTS && !self.group.statements.contains(&statement) {
                self.group.statements.push(statement);
            }
        }
    }

    /// Whether a statement speaks of the delivery that the group is about.
    fn belongs(&self, new: &Statement, form: ReportForm) -> bool {
        let Some(last) = self.group.statements.last() else { return true };
        if form == ReportForm::Queue || self.parted {
            return false;
        }
        if last == new || new.continues {
            return true;
        }
        // What only says that the message waits stands above or below what says why.
        let dated = |s: &Statement| s.enveloped && s.date.is_some();
        if (last.is_envelope() && dated(new)) || (new.is_envelope() && dated(last)) {
            return true;
        }
        // What a trace cut off may go on below; what has a code of its own is another.
        if new.trace || (last.trace && new.code.is_some()) {
            return false;
        }
        // Dated lines that follow each other are the history of one delivery.
        if new.enveloped && last.enveloped && new.date.is_some() && last.date.is_some() {
            return true;
        }
        let same = |code: Option<EnhancedCode>| code.map(EnhancedCode::temporary);
        let servers_differ = matches!((&new.server, &last.server), (Some(a), Some(b)) if !a.eq_ignore_ascii_case(b));
        if servers_differ {
            return false;
        }
        let expiry = |s: &Statement| s.expired || !s.is_temporary();
        match (new.code, last.code) {
            (None, _) | (_, None) => true,
            (Some(a), Some(b)) if a == b => {
                // The same code twice: a field and its diagnostic, unless both tell a whole story.
                self.group.dsn || new.detail.is_none() || last.detail.is_none() || new.detail == last.detail
            }
            _ => same(new.code) == same(last.code) || (expiry(last) && new.is_temporary() && new.date.is_some()),
        }
    }

    fn close(&mut self) {
        self.parted = false;
        self.last_line.clear();
        let mut group = std::mem::take(&mut self.group);
        group.generator.clone_from(&self.generator);
        if group.statements.is_empty() {
            // Fields that wait for their error.
            if group.queue || !group.dsn {
                self.group = Group { queue: false, get_queue: false, ..group };
            }
            return;
        }
        if group == self.last_group {
            return;
        }
        if self.done.len() == self.limit {
            self.left_out += 1;
            return;
        }
        let symptom = symptom(&group, self.knowledge);
        let kept = self.kept + bytes(&symptom);
        if kept > MAX_KEPT {
            self.left_out += 1;
            return;
        }
        self.last_group = group;
        if self.done.iter().rev().take(8).any(|done| done == &symptom) {
            return;
        }
        self.kept = kept;
        self.done.push(symptom);
    }

    /// The reports, and how many more there were.
    pub(super) fn finish(mut self) -> (Vec<Symptom>, u64) {
        self.close();
        let mut reports = absorb(self.done);
        in_order(&mut reports);
        (reports, self.left_out)
    }
}

/// The server of `mx.fabrikam.com rejected your message to the following email addresses:` and `… gave this error:`.
fn refuser(line: &str) -> Option<String> {
    let (first, rest) = line.trim_start().split_once(' ')?;
    let says = ["rejected your message", "gave this error"].iter().any(|words| rest.starts_with(words));
    if says { server::server(first) } else { None }
}

/// In order of appearance, but what says less never leads what says more: a conclusion, a code without one, neither; and
/// before a code that is only mentioned, what names a server or a detail.
pub(super) fn in_order(reports: &mut [Symptom]) {
    let mentions = |report: &Symptom| {
        let Symptom { server_name, server_ip, detail, expected_name, form, status, .. } = report;
        *form == ReportForm::Line
            && status.is_none()
            && server_name.is_none()
            && server_ip.is_none()
            && detail.is_none()
            && expected_name.is_none()
    };
    reports.sort_by_key(|report| {
        let concludes = report.code.is_some() || report.matter.is_some();
        (mentions(report), !concludes, report.code.is_none(), report.reported_code.is_none())
    });
}

/// A report that says a code and nothing else belongs to one that tells the same code's story: the status line
/// above a bounce, the delivery status below it; and one that only says that the message waits, to any that says why.
pub(super) fn absorb(reports: Vec<Symptom>) -> Vec<Symptom> {
    let tail = |code: Option<EnhancedCode>| code.map(EnhancedCode::temporary);
    let bare = |report: &Symptom| report.server_name.is_none() && report.detail.is_none() && report.server_ip.is_none();
    let stories: Vec<Option<EnhancedCode>> = reports
        .iter()
        .filter(|report| !bare(report))
        .flat_map(|report| [tail(report.reported_code), tail(report.expired_code)])
        .filter(Option::is_some)
        .collect();
    let waits = |report: &Symptom| {
        let envelope = |code: EnhancedCode| matches!((code.subject, code.detail), (4, 7 | 300));
        report.inner.is_empty() && report.code == Some(CodeId::other()) && report.reported_code.is_some_and(envelope)
    };
    let told = reports.iter().any(|report| (report.code.is_some() || report.matter.is_some()) && !waits(report));
    let mut kept: Vec<Symptom> = Vec::new();
    for report in reports {
        if told && waits(&report) {
            continue;
        }
        if bare(&report) && stories.contains(&tail(report.reported_code)) {
            continue;
        }
        kept.push(report);
    }
    kept
}

/// How many bytes of text a report keeps.
fn bytes(report: &Symptom) -> usize {
    let Symptom { detail, unread, text, server_name, expected_name, presented_name, connector_name, .. } = report;
    let named = [detail, server_name, expected_name, presented_name, connector_name];
    named.into_iter().flatten().chain(unread).chain([text]).map(|text| text.as_str().len()).sum()
}

/// What the statements of one delivery come to.
fn symptom(group: &Group, knowledge: &Knowledge) -> Symptom {
    let lead = lead(&group.statements);
    let pick = |pick: fn(&Statement) -> Option<&String>| {
        std::iter::once(lead).chain(&group.statements).find_map(|it| pick(it).map(|text| (it, text)))
    };
    // A name is told as it is compared with others; what hid in it is seen in the text.
    let name = |of| pick(of).map(|(_, text)| wire(text));
    let first = |of| pick(of).map(|(it, text)| wire(&it.text.shown_part(text)));
    let with_ip = std::iter::once(lead).chain(&group.statements).find(|statement| statement.ip.is_some());
    let server = name(|s| s.server.as_ref()).or_else(|| group.server.as_deref().map(wire));
    let code = lead.code;
    let expired_code = group
        .statements
        .iter()
        .filter(|statement| statement.expired && !statement.is_temporary())
        .find_map(|statement| statement.code)
        .filter(|code| Some(*code) != lead.code);
    // The server that wrote the report is not the one that it could not reach.
    let generated =
        |server: &WireText| group.generator.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(server.as_str()));
    let server = server.filter(|server| !generated(server));
    let conclusion = conclude(group, lead, server.as_ref().map(WireText::as_str), knowledge);
    let text = group.statements.iter().map(|statement| statement.text.shown()).collect::<Vec<_>>().join(" ");
    let matter = conclusion.matter.as_ref().and_then(|id| knowledge.matter(id));
    let beside = Beside {
        generator: group.generator.as_deref(),
        get_queue: group.get_queue,
        direction: conclusion.direction,
        of_exchange_online: matter.is_some_and(|matter| matter.of_exchange_online),
    };
    Symptom {
        matter: conclusion.matter,
        speaker: speaker::speaker(&group.statements, lead, &beside, knowledge),
        direction: conclusion.direction,
        form: form(group),
        // A title that speaks of mail into Office 365 stands for no number.
        reported_code: code.filter(|_| !(lead.titled && conclusion.direction == MailDirection::Inbound)),
        code: conclusion.code,
        cause: conclusion.cause,
        reason: conclusion.reason,
        status: lead.basic,
        expired: expired(group, lead, knowledge),
        expired_code,
        server_name: server,
        server_ip: with_ip.and_then(|s| s.ip).or(group.ip),
        server_port: with_ip.and_then(|s| s.port),
        detail: first(|s| s.detail.as_ref()),
        expected_name: name(|s| s.expected.as_ref()),
        presented_name: first(|s| s.presented.as_ref()),
        thumbprint: name(|s| s.thumbprint.as_ref()),
        connector_name: group.connector.as_deref().map(wire).or_else(|| name(|s| s.connector.as_ref())),
        at: lead.at.or_else(|| group.statements.iter().find_map(|s| s.at)).or(group.last_attempt),
        last_attempt: first(|s| s.date.as_ref()),
        inner: inner(group, lead, expired_code),
        unread: fields(group, |statement| &statement.unread),
        unpublished: fields(group, |statement| &statement.unpublished),
        addresses_dropped: 0,
        text: WireText::from_text(&text).shortened(MAX_TEXT),
    }
}

/// The codes inside the lines, each once, without those that lead.
fn inner(group: &Group, lead: &Statement, expired: Option<EnhancedCode>) -> Vec<EnhancedCode> {
    let mut inner: Vec<EnhancedCode> = Vec::new();
    for code in group.statements.iter().flat_map(|statement| &statement.inner) {
        if Some(*code) != lead.code && Some(*code) != expired && !inner.contains(code) {
            inner.push(*code);
        }
    }
    inner
}

/// Fields as they stand, each once.
fn fields(group: &Group, of: fn(&Statement) -> &Vec<String>) -> Vec<WireText> {
    let mut kept: Vec<WireText> = Vec::new();
    for (it, raw) in group.statements.iter().flat_map(|it| of(it).iter().map(move |raw| (it, raw))) {
        let raw = wire(&it.text.shown_part(raw));
        if kept.len() < MAX_UNREAD && !kept.contains(&raw) {
            kept.push(raw);
        }
    }
    kept
}

fn wire(text: &str) -> WireText {
    WireText::from_text(text).shortened(MAX_FIELD)
}

/// The line that leads: of several, the last temporary one; without any, the first with a basic code.
fn lead(statements: &[Statement]) -> &Statement {
    let temporary =
        statements.iter().filter(|s| s.code.is_some() && s.is_temporary() && !s.expired && !s.is_envelope());
    let latest = temporary.reduce(|best, next| if instant(next) > instant(best) { next } else { best });
    latest
        .or_else(|| statements.iter().find(|s| s.code.is_some() && s.basic.is_some() && !s.is_envelope()))
        .or_else(|| statements.iter().find(|s| s.code.is_some() && s.basic.is_some()))
        .or_else(|| statements.iter().find(|s| s.code.is_some()))
        .unwrap_or_else(|| statements.first().expect("a group is closed only with a statement in it"))
}

/// The numbers of a date, year first, to compare the lines of one report: they are written alike. Newest lines
/// stand first, so of equal ones the first counts.
fn instant(statement: &Statement) -> Option<[u32; 6]> {
    let date = statement.date.as_deref()?;
    let mut numbers = date
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty() && n.len() < 5)
        .map(|n| n.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0_u32);
    let (a, b, c) = (next(), next(), next());
    let (hour, minute, second) = (next(), next(), next());
    let (year, month, day) = match (a > 31, a > 12) {
        (true, _) => (a, b, c),
        (false, true) => (c, b, a),
        (false, false) => (c, a, b),
    };
    let lower = date.to_lowercase();
    let afternoon = lower.contains("pm") || lower.contains("p. m.") || date.contains("下午");
    let noon = lower.contains("am") || lower.contains("pm") || date.contains("上午") || date.contains("下午");
    let hour = if noon { hour % 12 } else { hour };
    Some([year, month, day, hour + if afternoon { 12 } else { 0 }, minute, second])
}

fn conclude(group: &Group, lead: &Statement, remote: Option<&str>, knowledge: &Knowledge) -> status::Conclusion {
    // An old line may hold the detail that the last one lacks.
    let words = match &lead.detail {
        None => match group.statements.iter().find_map(|s| s.detail.as_deref()) {
            Some(detail) => format!("{} ({detail})", lead.words),
            None => lead.words.clone(),
        },
        Some(detail) if lead.words.contains(detail.as_str()) => lead.words.clone(),
        Some(detail) => format!("{} ({detail})", lead.words),
    };
    // The log of another server numbers what it saw in its own way: its words say it better.
    let titled = || lead.logged.then(|| tags::title_anywhere(&lead.words, knowledge)).flatten();
    let own = || status::conclude(titled(), &words, remote, knowledge);
    let by_words = lead.logged.then(own).filter(|own| own.code.as_ref().is_some_and(|code| *code != CodeId::other()));
    let mut conclusion = by_words.unwrap_or_else(|| status::conclude(lead.code, &words, remote, knowledge));
    if lead.validation && lead.code.is_none() {
        conclusion.direction = MailDirection::Outbound;
        conclusion.reason = Some(ConclusionReason::OtherKind);
    }
    let matter = conclusion.matter.as_ref().and_then(|id| knowledge.matter(id));
    let open = conclusion.direction == MailDirection::Unknown && matter.is_none_or(|matter| matter.direction.is_none());
    if (lead.enveloped || lead.trace || group.queue) && open {
        conclusion.direction = MailDirection::Outbound;
    }
    if lead.titled && conclusion.reason.is_none() {
        conclusion.reason = Some(ConclusionReason::Title);
    }
    conclusion
}

fn expired(group: &Group, lead: &Statement, knowledge: &Knowledge) -> Option<bool> {
    if group.statements.iter().any(|s| s.expired) {
        return Some(true);
    }
    let code = lead.code?;
    let ours = knowledge.numbered(code).is_some() || status::is_wrapper(code.temporary());
    match (lead.titled, lead.is_temporary(), ours) {
        (true, ..) => None,
        (false, true, _) => Some(false),
        (false, false, true) => Some(true),
        (false, false, false) => None,
    }
}

fn form(group: &Group) -> ReportForm {
    let any = |is: fn(&Statement) -> bool| group.statements.iter().any(is);
    if group.queue {
        ReportForm::Queue
    } else if any(|s| s.trace) {
        ReportForm::Trace
    } else if group.dsn {
        ReportForm::Dsn
    } else if any(|s| s.validation) {
        ReportForm::Validation
    } else if any(|s| s.enveloped) {
        ReportForm::Ndr
    } else {
        ReportForm::Line
    }
}

/// The beginning of a text that holds no report, in one line.
pub(super) fn unread(text: &Legible) -> Option<WireText> {
    let start = &text.as_str()[..text.as_str().floor_char_boundary(4 * 1024)];
    let shown = blotted(&text.within(start)).shown();
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && line != BLOT).then(|| WireText::from_text(&line).shortened(512))
}
