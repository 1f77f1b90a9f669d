//! Statements to reports: which lines belong together, and in which order the reports stand.

use jiff::{Timestamp, fmt::rfc2822};

use super::{
    addresses::{BLOT, blotted},
    answered, dates, elsewhere, entries,
    fields::{self as labels, Label},
    joints::begins_reply,
    legible::{Legible, MASK},
    logs, lowercase,
    open_line::Line,
    order, protocol,
    receivers::{Receiver, cell, host_alone, refuser},
    server, software,
    statement::{self, Statement},
    status_codes,
    symptom::{Group, MAX_TEXT, symptom},
    tags, titles, tried,
};
use crate::{
    knowledge::Knowledge,
    model::{EnhancedCode, ReportForm, Symptom, WireText},
};

/// The most lines one report keeps.
const MAX_STATEMENTS: usize = 16;
/// The most bytes of a complaint in somebody's own words, whose host may stand in another line than its code.
const MAX_PROSE: usize = 1024;
/// The most bytes of all that is kept of one text: a thousand reports of two kilobytes.
const MAX_KEPT: usize = 2 * 1024 * 1024;

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
    /// It may be a server of any kind.
    is_any_reporter: bool,
    /// The bytes of what is done.
    kept: usize,
    /// A queue was shown above, which only an Exchange server has.
    of_queue: bool,
    /// The group before: an export says the same for every message.
    last_group: Group,
    /// The line before: a log says the same a thousand times.
    last_line: String,
    /// The session in an Exchange server's log in which the other side was named last, and its name.
    greeted: Option<(String, String)>,
    /// In which order the dates of the text have their day and month.
    order: dates::Order,
    /// The last date that stood on a line of its own, or in a field: that of the event whose error comes below it.
    dated: Option<String>,
    /// The server that a field says was to receive, below an error that names none: of that error, or of the next one.
    below: Option<Receiver>,
    /// The host that is all of the line before, or of one above short ones: the cells of a row.
    above: Option<Receiver>,
    /// It is that of the line before.
    is_right_above: bool,
}

impl<'k> Builder<'k> {
    pub(super) fn new(limit: usize, order: dates::Order, knowledge: &'k Knowledge) -> Self {
        Self {
            knowledge,
            done: Vec::new(),
            group: Group::default(),
            parted: false,
            in_original: false,
            left_out: 0,
            limit,
            generator: None,
            is_any_reporter: false,
            kept: 0,
            of_queue: false,
            last_group: Group::default(),
            last_line: String::new(),
            greeted: None,
            order,
            dated: None,
            below: None,
            above: None,
            is_right_above: false,
        }
    }

    pub(super) fn take(&mut self, line: Line) {
        let above = self.above.take();
        match line {
            Line::Recipient => self.parted |= !self.group.statements.is_empty(),
            Line::Field(Label::Original, _) => self.in_original = true,
            Line::Field(Label::Diagnostics, value) => {
                self.in_original = false;
                // Somebody left out what stands between the heading and the error.
                if value.as_str().starts_with(|first: char| first.is_ascii_digit()) {
                    self.state(&value, ReportForm::Line);
                } else {
                    self.on_one_line(&value);
                }
            }
            Line::Field(..) | Line::Text(_) if self.in_original => {}
            Line::Text(text) if refuser(text.as_str()).is_some() => {
                self.close();
                (self.group.server, self.group.ip) = refuser(text.as_str()).unwrap_or_default();
                self.state(&text, ReportForm::Line);
            }
            Line::Field(label, value) => self.field(label, &value),
            Line::Text(text) => {
                self.other_side(text.as_str());
                // `HOST`, and below it `Remote Server returned '550 …'`, or in the next cells of a row its error.
                let line = text.as_str();
                let is_right_below = self.is_right_above && statement::is_of_the_host_above(line);
                let is_below = is_right_below || (begins_reply(line) && self.is_of_nothing());
                self.is_right_above = host_alone(line).is_some();
                self.above = cell(line, above.clone().filter(|_| !is_below));
                if let Some((name, ip)) = above.filter(|_| is_below) {
                    self.close();
                    (self.group.server, self.group.ip) = (name, ip);
                }
                self.state(&text, ReportForm::Line);
            }
        }
    }

    /// Whether there is no error yet, and no host.
    fn is_of_nothing(&self) -> bool {
        self.group.statements.is_empty() && self.group.server.is_none() && self.group.ip.is_none()
    }

    /// Whether there is an error, and no host is named beside it.
    fn is_of_nobody(&self) -> bool {
        let names = |it: &Statement| it.server.is_some() || it.ip.is_some() || it.inside;
        let is_named = self.group.server.is_some() || self.group.ip.is_some();
        !self.group.statements.is_empty() && !is_named && !self.group.statements.iter().any(names)
    }

    /// Keeps whom other software tries, where a line says no more than that.
    fn other_side(&mut self, line: &str) {
        if self.group.statements.is_empty() && self.group.server.is_none() {
            self.group.server = software::greeted(line);
        }
        let Some(told) = software::names_other_side(line) else { return };
        let is_attempt = !line.trim_start().starts_with(|first: char| first.is_ascii_lowercase());
        if is_attempt && !self.group.statements.is_empty() {
            self.close();
        }
        self.group.logged |= told.by_server;
        self.group.server = told.server.or(self.group.server.take());
        self.group.ip = told.ip.map(|ip| (ip, told.port)).or(self.group.ip);
    }

    /// The fields of an alert or a queue in one sentence, `Destination server: HOST. Last IP address: IP. Last error: 450 …`,
    /// of which the first has its label already; whether it is one.
    fn in_one_sentence(&mut self, label: Label, text: &Legible) -> bool {
        const NAMED: [Label; 4] = [Label::Server, Label::NextHop, Label::Ip, Label::Connector];
        let value = text.as_str();
        let lower = lowercase::in_place(value);
        let own = |at: usize| {
            let rest = value[at..].trim_start();
            let next = labels::next_inside(&lower[value.len() - rest.len()..]);
            let end = [". ", ", ", "; ", " |"].iter().filter_map(|mark| rest.find(mark)).min();
            text.within(rest[..end.unwrap_or(next).min(next)].trim_end())
        };
        let inside = |wanted: Label| labels::value_inside(&lower, wanted).map(|at| (wanted, at));
        let others = NAMED.into_iter().filter(|other| *other != label).filter_map(inside);
        if matches!(label, Label::LastError | Label::QueueError) {
            self.alone(label, text);
            // What it names behind the error is of that error, a word each.
            let is_free = self.group.server.is_none() && self.group.ip.is_none() && !self.group.statements.is_empty();
            for (other, at) in others.filter(|(other, _)| is_free && *other != Label::Connector) {
                let word = value[at..].split_whitespace().next().unwrap_or_default();
                self.alone(other, &text.within(word.trim_end_matches(['.', ',', ';'])));
            }
            return true;
        }
        let known = NAMED.contains(&label) || label == Label::Ignored;
        let Some((error, of_error)) = labels::error_inside(&lower).filter(|_| known) else { return false };
        self.alone(label, &own(0));
        others.filter(|(_, at)| *at < error).for_each(|(other, at)| self.alone(other, &own(at)));
        self.alone(of_error, &text.within(value[error..].trim_start()));
        true
    }

    fn field(&mut self, label: Label, text: &Legible) {
        if !self.in_one_sentence(label, text) {
            self.alone(label, text);
        }
    }

    /// One field.
    fn alone(&mut self, label: Label, text: &Legible) {
        let value = text.as_str();
        match label {
            Label::Server | Label::NextHop => {
                self.of_queue |= label == Label::NextHop;
                if self.group.server.is_some() && !self.group.statements.is_empty() {
                    self.close();
                }
                self.group.server = server::server(blotted(text).as_str()).or(self.group.server.take());
                let address = answered::receiver(value.trim_start_matches("dns;")).map(|(_, address)| address);
                self.group.ip = address.and_then(tags::socket_address).or(self.group.ip);
            }
            Label::Remote => match answered::receiver(value) {
                Some((name, address)) => {
                    (self.group.server, self.group.ip) = (server::server(name), tags::socket_address(address));
                }
                None => self.group.server = server::server(blotted(text).as_str()).or(self.group.server.take()),
            },
            Label::Receiver => self.receiver(text),
            Label::Gateway | Label::Named => {
                self.group.logged |= label == Label::Gateway;
                self.named(value);
            }
            Label::Ip => self.group.ip = tags::socket_address(value).or(self.group.ip),
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
                self.group.get_queue = self.of_queue || label == Label::QueueError;
                self.state(text, ReportForm::Queue);
            }
            Label::Recipient => {
                self.close();
                self.group.dsn = true;
            }
            Label::Generator | Label::Reporter => {
                self.is_any_reporter = label == Label::Reporter;
                self.generator = generator(value);
                self.on_one_line(text);
            }
            Label::Error => self.state(text, ReportForm::Line),
            Label::LastAttempt => self.group.last_attempt = stated(value),
            Label::RetryUntil => self.group.retry_until = stated(value),
            Label::Ignored => {
                self.of_queue |= tried::begins_row_of_queue(value);
                self.on_one_line(text);
            }
            // Handled by the caller: they only say where to read.
            Label::Original | Label::Diagnostics => {}
        }
    }

    /// Who was to receive, `NAME (IP)`: of the errors below, or of the one above where nothing names a host of that and no other
    /// comes.
    fn receiver(&mut self, text: &Legible) {
        self.on_one_line(text);
        let named = answered::receiver(text.as_str())
            .map(|(name, address)| (server::server(name), tags::socket_address(address)));
        if named.is_some() && self.is_of_nobody() {
            self.below = named;
            return;
        }
        if !self.group.statements.is_empty() {
            self.close();
        }
        if let Some((name, ip)) = named {
            (self.group.server, self.group.ip) = (name, ip);
        }
    }

    /// A host alone, behind a label that means a server: of the error above it or, where that has one, of the one below.
    fn named(&mut self, value: &str) {
        if let Some((name, address)) = answered::receiver(value) {
            if self.group.server.is_none() {
                self.group.server = server::server(name);
                self.group.ip = tags::socket_address(address).or(self.group.ip);
            }
        } else if let Some((name, port)) = labels::host_and_port(value) {
            self.group.server.get_or_insert(name);
            self.group.ip = self.group.ip.map(|(ip, own)| (ip, own.or(port)));
        } else {
            self.group.ip = self.group.ip.or_else(|| tags::socket_address(value));
        }
    }

    /// A whole report on one line hides behind its first label, and an error behind one that says no more, `Error details:
    /// 450 …`; else the value is of no use.
    fn on_one_line(&mut self, text: &Legible) {
        let value = text.as_str();
        if begins_reply(value) {
            self.state(text, ReportForm::Line);
        } else if value.contains(" returned ") || value.contains("LED=") {
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
        self.remember_date(line);
        self.of_queue |= tried::shows_a_queue(line);
        let is_row = tried::is_row_of_queue(line);
        if logs::may_tell_delivery(line) && logs::tells_delivery(line) {
            self.forget_attempts_before(line);
        }
        let row = protocol::row(line);
        if let Some((row, name)) = row.as_ref().and_then(|row| Some((row, row.other_side()?))) {
            self.greeted = Some((row.session.clone(), name));
        }
        if (row.is_none() && !status_codes::may_state(line, self.knowledge) && !software::may_tell(line))
            || (form == ReportForm::Line && !self.parted && self.last_line == line)
        {
            return;
        }
        // Nothing that long is said a thousand times.
        self.last_line.clear();
        self.last_line.push_str(if line.len() <= MAX_TEXT { line } else { "" });
        for mut statement in statement::statements(text, self.knowledge) {
            self.of_the_session(&mut statement, row.as_ref());
            if let Some(reporter) = statement.reporter.take() {
                (self.generator, self.is_any_reporter) = (Some(reporter), false);
            }
            statement.logged |= self.group.logged;
            if statement.trace && statement.date.is_none() {
                statement.date = self.dated.take();
            }
            if statement.continues && self.group.statements.is_empty() {
                // Fields on lines of their own, above their error.
                if line.get(..13).is_some_and(|start| start.eq_ignore_ascii_case("lastattempted")) {
                    self.group.server = self.group.server.take().or(statement.server);
                    self.group.ip = self.group.ip.or(statement.ip.map(|ip| (ip, statement.port)));
                }
                continue;
            }
            // Another error below a field is the one that it is of.
            if let Some((name, ip)) = self.below.take() {
                self.close();
                (self.group.server, self.group.ip) = (name, ip);
            }
            if self.group.dsn && self.says_more_than_its_status(&statement) {
                self.group.statements.clear();
            } else if !self.belongs(&statement, form) {
                self.close();
            }
            self.parted = false;
            // A row of Get-Queue says how the queue delivers; its list has a field of its own.
            self.group.get_queue |= is_row || (self.of_queue && statement.trace);
            if self.group.statements.len() < MAX_STATEMENTS && !self.group.statements.contains(&statement) {
                self.group.statements.push(statement);
            }
        }
    }

    /// Completes what a row of an Exchange server's log states by the name of the other side of its session.
    fn of_the_session(&self, statement: &mut Statement, row: Option<&protocol::Row>) {
        let is_of_it = |session: &str| row.is_some_and(|row| row.session == session && row.remote.is_some());
        let Some((_, name)) = self.greeted.as_ref().filter(|(session, _)| is_of_it(session)) else { return };
        if server::is_inside(name) {
            statement.inside = true;
        } else {
            statement.server.get_or_insert_with(|| name.clone());
        }
    }

    /// Drops the hosts that could not be reached before the message of a log's line was handed over to another.
    fn forget_attempts_before(&mut self, line: &str) {
        let delivered = entries::threads(line);
        let led_to_it = |text: &str| {
            let is_near = delivered.iter().any(|thread| text.contains(thread));
            is_near && !entries::decides(text) && entries::threads(text).iter().any(|thread| delivered.contains(thread))
        };
        if self.group.statements.iter().all(|it| led_to_it(it.text.as_str())) {
            self.group.statements.clear();
        }
        self.done.retain(|report| !led_to_it(report.text.as_str()));
    }

    /// Keeps the date with which the row of a trace begins, or that stands in a field of its own above its error.
    fn remember_date(&mut self, line: &str) {
        const MAX_FIELD: usize = 100;
        let head = line.split("[{").next().unwrap_or_default();
        if line.len() > MAX_FIELD && head.len() == line.len() {
            return;
        }
        if let Some(date) = dates::within(&head[..head.floor_char_boundary(4 * MAX_FIELD)]) {
            self.dated = Some(date.to_owned());
        }
    }

    /// Whether a `Diagnostic-Code` decides instead of the `Status` above it, which only names its class: Exim writes 5.0.0
    /// whatever was said (RFC 3463 section 3.1: a detail of 0 is other or undefined), and Postfix numbers in its own way
    /// what its words say better. A reply that has another code decides too.
    fn says_more_than_its_status(&self, new: &Statement) -> bool {
        let [status] = &self.group.statements[..] else { return false };
        let alone = status.text.as_str() == status.code.map_or(String::new(), |code| code.to_string());
        let vague = status.code.is_some_and(order::is_vague);
        // What the server replied is a reply; its number beside it is what the reporter made of that.
        let replies =
            new.basic.is_some() && new.code.map(EnhancedCode::temporary) != status.code.map(EnhancedCode::temporary);
        alone && ((vague && (new.code.is_some() || new.detail.is_some())) || new.logged || replies)
    }

    /// Whether a statement speaks of the delivery that the group is about.
    fn belongs(&self, new: &Statement, form: ReportForm) -> bool {
        let Some(last) = self.group.statements.last() else { return true };
        if form == ReportForm::Queue || self.parted || tried::begins_row_of_queue(new.text.as_str()) {
            return false;
        }
        if last == new || new.continues || sums_up(new, last) {
            return true;
        }
        // What a server logs of what it receives is no part of what the sender says.
        let is_received = |it: &Statement| logs::is_of_the_destination(&it.text.as_str().to_ascii_lowercase());
        if new.logged != last.logged && (is_received(new) || is_received(last)) {
            return false;
        }
        // What only says that the message waits stands above or below what says why.
        let dated = |s: &Statement| s.enveloped && s.date.is_some();
        if (last.is_envelope() && dated(new)) || (new.is_envelope() && dated(last)) {
            return true;
        }
        // Another server that was tried, in the log of one that sends.
        if new.row.is_some() && last.row.is_some() && new.ip != last.ip {
            return false;
        }
        // What a trace cut off may go on below; what has a code of its own is another.
        if new.trace || (last.trace && new.code.is_some()) {
            return false;
        }
        // Dated lines that follow each other are the history of one delivery.
        if new.enveloped && last.enveloped && new.date.is_some() && last.date.is_some() {
            return true;
        }
        // What gave the message up names the domain, and the attempt below it the host that was tried.
        if last.gives_up() && new.is_attempt() {
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
        group.is_any_reporter = self.is_any_reporter;
        group.order = self.order;
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

    /// The reports of a text, and how many more there were.
    pub(super) fn finish(mut self, text: &str) -> (Vec<Symptom>, u64) {
        let is_unnumbered =
            |it: &Statement| (it.titled || it.tried || it.code.is_none()) && it.is_unnumbered(self.knowledge);
        let is_at_another_port = |paragraph: &str| {
            let words: Vec<&str> = paragraph.split_whitespace().filter(|word| *word != ">").collect();
            let line = words.join(" ");
            titles::anywhere(&line, self.knowledge).is_some() && elsewhere::is_at_another_port(&line)
        };
        if self.done.is_empty()
            && text.len() <= MAX_PROSE
            && self.group.statements.iter().all(is_unnumbered)
            && (elsewhere::is_of_another_service(text) || text.split("\n\n").any(is_at_another_port))
        {
            self.group.statements.clear();
        }
        // What a label names leads over any sentence.
        let is_named = self.group.server.is_some() || self.group.ip.is_some();
        if let [only] = &mut self.group.statements[..]
            && self.done.is_empty()
            && !is_named
            && text.len() <= MAX_PROSE
        {
            only.in_prose(text, self.knowledge);
        }
        if let Some((name, ip)) = self.below.take().filter(|_| self.is_of_nobody()) {
            (self.group.server, self.group.ip) = (name, ip);
        }
        self.close();
        let mut reports = order::absorb(self.done);
        order::quoted_last(&mut reports, text);
        order::in_order(&mut reports, self.order);
        (reports, self.left_out)
    }
}

/// Whether a line is what sendmail makes of the reply above it: `<<< 550 5.7.64 …`, and below that `554 5.0.0 Service unavailable`.
fn sums_up(new: &Statement, last: &Statement) -> bool {
    const REPLIED: &str = "<<<";
    let class = |it: &Statement| it.basic.map(|basic| basic / 100);
    let is_replied = |it: &Statement| it.text.as_str().starts_with(REPLIED);
    is_replied(last) && !is_replied(new) && class(new).is_some() && class(new) == class(last) && new.server.is_none()
}

/// When a field of a delivery status says (RFC 5322 section 3.3). No zone is farther from UTC than +14:00 (tzdata, Kiritimati).
fn stated(value: &str) -> Option<Timestamp> {
    let date = rfc2822::parse(value).ok()?;
    (date.offset().seconds().unsigned_abs() <= 14 * 3600).then(|| date.timestamp())
}

/// The server that a field says wrote the report: where a page lost its line ends, the recipient and the error stand
/// behind it; where it was taken for an address, nothing is known of it.
fn generator(value: &str) -> Option<String> {
    let name = value.trim_start_matches("dns;").trim();
    let name = name.split([' ', MASK]).next().unwrap_or_default();
    let name = name.strip_suffix("Remote").unwrap_or(name);
    (!name.is_empty() && name.len() <= 300).then(|| name.to_owned())
}

/// How many bytes of text a report keeps.
fn bytes(report: &Symptom) -> usize {
    let Symptom { detail, unread, text, server_name, expected_name, presented_name, connector_name, .. } = report;
    let named = [detail, server_name, expected_name, presented_name, connector_name];
    named.into_iter().flatten().chain(unread).chain([text]).map(|text| text.as_str().len()).sum()
}

/// The beginning of a text that holds no report, in one line.
pub(super) fn unread(text: &Legible) -> Option<WireText> {
    let start = &text.as_str()[..text.as_str().floor_char_boundary(4 * 1024)];
    let shown = blotted(&text.within(start)).shown();
    let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && line != BLOT).then(|| WireText::from_text(&line).shortened(512))
}
