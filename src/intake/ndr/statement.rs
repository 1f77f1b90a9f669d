//! One logical line to what it states: who said which code about which server, with what detail.
//!
//! Fields are found by their names and in any order, because the portal cuts the strings it shows anywhere.

use std::net::IpAddr;

use jiff::Timestamp;

use super::{
    answered::{answered, receiver},
    elsewhere,
    fields::{self, Label},
    legible::Legible,
    logs, lowercase, mentions, pieces, prose, protocol,
    server::{connector, is_inside, server},
    software, status_codes,
    tags::{self, Tag, socket_address},
    titles, tried,
};
use crate::{
    intake::status::{self, is_exchange_online_inbound},
    knowledge::Knowledge,
    model::EnhancedCode,
};

/// What one line states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Statement {
    /// The leading code, with the basic code before it.
    pub(super) code: Option<EnhancedCode>,
    pub(super) basic: Option<u16>,
    /// The code comes from a title without a number.
    pub(super) titled: bool,
    /// The date of the line, or of the last attempt, as written.
    pub(super) date: Option<String>,
    /// A UTC stamp.
    pub(super) at: Option<Timestamp>,
    /// The host that was tried, or that answered.
    pub(super) server: Option<String>,
    pub(super) ip: Option<IpAddr>,
    pub(super) port: Option<u16>,
    pub(super) detail: Option<String>,
    pub(super) expected: Option<String>,
    pub(super) presented: Option<String>,
    pub(super) thumbprint: Option<String>,
    /// The codes inside the line, each once, without the leading one.
    pub(super) inner: Vec<EnhancedCode>,
    /// Fields that are not understood, as they stand.
    pub(super) unread: Vec<String>,
    /// Fields that are known and whose meaning nobody has published, as they stand.
    pub(super) unpublished: Vec<String>,
    /// The reply: what is concluded from.
    pub(super) words: String,
    /// The line says that the message expired.
    pub(super) expired: bool,
    /// `Server at … returned`.
    pub(super) enveloped: bool,
    /// `[{LED=…}]`.
    pub(super) trace: bool,
    /// A sentence of *Validate this connector*.
    pub(super) validation: bool,
    /// A line of another mail server's log.
    pub(super) logged: bool,
    /// What a program says that somebody ran.
    pub(super) tried: bool,
    /// A row of an Exchange server's log of what it sent.
    pub(super) row: Option<protocol::Event>,
    /// It stands in a row of a message tracking log.
    pub(super) tracked: bool,
    /// A field names a host inside Exchange Online as the one that was tried.
    pub(super) inside: bool,
    /// The server that wrote the report, where the line names it.
    pub(super) reporter: Option<String>,
    /// The send connector that stands where a server does.
    pub(super) connector: Option<String>,
    /// It has fields of a report and states nothing by itself: it goes on with what stood before.
    pub(super) continues: bool,
    /// A code is named and nothing beside it tells of mail.
    pub(super) mentioned: bool,
    /// The piece of the line it was read from.
    pub(super) text: Legible,
}

impl Statement {
    /// Whether the reply is temporary: by its basic code, else by its class.
    pub(super) fn is_temporary(&self) -> bool {
        match (self.basic, self.code) {
            (Some(basic), _) => basic < 500,
            (None, Some(code)) => code.class == 4,
            (None, None) => false,
        }
    }

    /// Whether the line says when the message was given up, and not when it was tried.
    pub(super) fn gives_up(&self) -> bool {
        self.enveloped && self.expired && !self.is_temporary() && self.date.is_none()
    }

    /// Whether the line tells of one attempt, and when it was.
    pub(super) fn is_attempt(&self) -> bool {
        self.enveloped && self.is_temporary() && self.date.is_some()
    }

    /// Whether the line only says that the message waits or that its time is over: another line says why.
    pub(super) fn is_envelope(&self) -> bool {
        let wraps = |code: EnhancedCode| matches!((code.subject, code.detail), (4, 7 | 300 | 395 | 397 | 400));
        self.code.is_some_and(wraps) && self.inner.is_empty() && self.detail.is_none()
    }
}

/// The statements of one logical line; a whole report on one line has several.
pub(super) fn statements(line: &Legible, knowledge: &Knowledge) -> impl Iterator<Item = Statement> {
    pieces::pieces(line.as_str()).into_iter().map(pieces::present).filter_map(|piece| statement(line, piece, knowledge))
}

fn statement(line: &Legible, piece: &str, knowledge: &Knowledge) -> Option<Statement> {
    let tracked = protocol::tracked(line.as_str()).is_some();
    let mut it = Statement { text: line.trimmed(piece.trim(), piece), tracked, ..Statement::default() };
    match protocol::row(piece) {
        Some(row) if !row.may_fail() => return None,
        Some(row) => it.row(row),
        None => it.envelope(piece),
    }
    if logs::tells_delivery(&it.words) {
        return None;
    }
    let lower = it.words.to_ascii_lowercase();
    // qmail's log has no spaces in what was said.
    let lower = if lower.contains("_host_said:_") {
        it.words = it.words.replace('_', " ");
        lower.replace('_', " ")
    } else {
        lower
    };
    it.trace = led(&lower).is_some() && !it.enveloped;
    let reply = match led(&lower) {
        Some((start, end)) => it.words[start..end].to_owned(),
        None => it.words.clone(),
    };
    it.expired = lower.contains("message expired") || lower.contains("queue.expired");
    let words = item_of_recipient(&it.words).to_owned();
    for tag in tags::tags(&words) {
        it.take(&tag);
    }
    it.without_brackets(&lower);
    it.proxy(&lower);
    it.columns();
    if let Some(logged) = logs::read(&words, &lower) {
        it.logged = true;
        it.inside |= logged.inside;
        it.server = it.server.take().or(logged.server);
        (it.ip, it.port) = (it.ip.or(logged.ip), it.port.or(logged.port));
    }
    it.other_software(&words, &lower);
    it.named_before(&words);
    it.words = reply;
    it.lead(knowledge);
    it.distrust_a_cut_code(knowledge);
    if lower.contains("subject:") || lower.contains("thumbprint:") {
        it.names();
    }
    // A sentence of the letter around the error has brackets and links too: only a field says that it is a detail.
    let named = it.detail.is_some();
    if !named {
        it.detail = tags::inside(&it.words).filter(|cell| !tried::begins_row_of_queue(cell));
    }
    it.validation = lower.contains("not configured as part of connector");
    it.in_prose(&it.words.clone(), knowledge);
    it.mentioned = it.only_mentions();
    if it.is_of_another_service(&words, &lower, knowledge) {
        return None;
    }
    let told = it.tells(named, &words, &lower, knowledge);
    it.continues = !told && (it.server.is_some() || it.ip.is_some()) && lower.contains("lastattempted");
    (told || it.continues).then_some(it)
}

/// The item of a trace inside the recipient of a message in a queue (`Get-Message`): `{a@b;2;2;[{LED=…};{FQDN=…}];0;CN=…}`, with
/// braces around it or without.
fn item_of_recipient(words: &str) -> &str {
    let is_inside = |before: &str| before.contains('{') || before.ends_with(|c: char| c.is_ascii_digit());
    let at = words.find(";[{").filter(|at| is_inside(&words[..*at]));
    let Some(item) = at.map(|at| &words[at + 1..]) else { return words };
    item.find("}]").map_or(item, |end| &item[..end + 2])
}

/// What was said in such an item, which the message's last error repeats; any other text as it stands.
pub(super) fn item_inside(text: &str) -> &str {
    let item = item_of_recipient(text);
    let said = item.find("LED=").filter(|_| item.len() < text.len()).map(|at| &item[at + 4..]);
    said.map_or(text, |said| &said[..said.find('}').unwrap_or(said.len())])
}

/// Whether a text is a reply without an enhanced code that says by its words alone why mail is not taken: `554 Service
/// unavailable; Client host [IP] blocked using NAME`. What an HTTP server answers has none of these words.
fn is_a_list_refusal(words: &str, knowledge: &Knowledge) -> bool {
    let is_reply = status_codes::basic_of(words.trim_start()).is_some();
    let about = || status::conclude(None, words, None, knowledge);
    is_reply && about().matter.is_some_and(|matter| ["blocklist", "greylisting"].contains(&matter.as_str()))
}

/// Whether a line of a log says that something failed.
fn fails(lower: &str) -> bool {
    [
        "fail",
        "refused",
        "timed out",
        "timeout",
        "lost connection",
        "closed connection",
        "unreachable",
        "no route",
        "not verified",
        "not offered",
        "did not complete",
        "expired",
        "defer",
    ]
    .iter()
    .any(|word| lower.contains(word))
        || ["cannot", "unable", "reset by", "blocked", "no smtp servers"].iter().any(|word| lower.contains(word))
}

/// Where the reply of a trace lies: after `LED=`, up to the next field.
fn led(lower: &str) -> Option<(usize, usize)> {
    let at = lower
        .match_indices("led=")
        .map(|(at, _)| at)
        .find(|at| !lower[..*at].ends_with(|c: char| c.is_alphanumeric()))?;
    let start = at + 4;
    let rest = &lower[start..];
    let mut end = rest.len();
    for key in ["};{", "}]", "]. outboundproxy", ". outboundproxy"] {
        if let Some(found) = rest.find(key) {
            end = end.min(found);
        }
    }
    // One brace of the field itself may be left at the end.
    let closed = rest[..end].trim_end_matches(['"', '.', ' ']);
    let end = closed.strip_suffix('}').map_or(end, |inside| if inside.contains('{') { end } else { inside.len() });
    Some((start, start + end))
}

impl Statement {
    /// Whether a code stands in prose, with words before it and no number of a reply, and nothing there tells of mail.
    fn only_mentions(&self) -> bool {
        let is_prose = !(self.titled || self.enveloped || self.trace || self.logged || self.row.is_some());
        let is_bare = self.basic.is_none() && self.inner.is_empty() && self.detail.is_none() && self.expected.is_none();
        let of_nobody = self.server.is_none() && self.ip.is_none();
        // What begins with its code is a reply.
        let before = |code: EnhancedCode| self.words.split(&code.to_string()).next().map(str::to_owned);
        let is_named = self.code.and_then(before).is_some_and(|before| before.contains(char::is_alphabetic));
        is_named && is_prose && is_bare && of_nobody && !mentions::tells_of_mail(&self.words)
    }

    /// Whether it is no report of its own kind and has no number of one.
    pub(super) fn is_unnumbered(&self, knowledge: &Knowledge) -> bool {
        let is_of_a_report = self.enveloped || self.trace || self.row.is_some() || self.inside;
        let is_own = !self.titled && self.code.is_some_and(|code| knowledge.numbered(code).is_some());
        !is_of_a_report && !is_own
    }

    /// Whether it tells of another service than mail, or of what a mail server has beside it.
    fn is_of_another_service(&self, words: &str, lower: &str, knowledge: &Knowledge) -> bool {
        let is_bare = self.titled || self.tried || self.code.is_none();
        self.is_unnumbered(knowledge)
            && !lower.contains("lastattempted")
            && ((is_bare && (elsewhere::is_of_another_service(words) || status_codes::numbers_a_step(words)))
                || elsewhere::is_of_a_helper(lower))
    }

    /// Whether anything is stated, be it without a code; `named` if a field of its own is the detail.
    fn tells(&self, named: bool, words: &str, lower: &str, knowledge: &Knowledge) -> bool {
        let concludes = || status::conclude(None, words, None, knowledge).code.is_some();
        // What Office 365 receives by, in the log of another server, tells what the line is about without any code.
        let inbound = self.logged && self.server.as_deref().is_some_and(is_exchange_online_inbound) && fails(lower);
        let of_a_log = self.logged || self.tried || self.row.is_some();
        let worded = [
            "negotiation failed with error",
            "only over tls connections",
            "security status ",
            "suspiciousremoteservererror",
            "winsock error code",
        ];
        self.code.is_some()
            || self.validation
            || named
            || self.expected.is_some()
            || inbound
            || (of_a_log && titles::anywhere(words, knowledge).is_some())
            || worded.iter().any(|mark| lower.contains(mark))
            || ((of_a_log || self.detail.is_some()) && concludes())
            || is_a_list_refusal(words, knowledge)
            || (self.logged && self.basic.is_some())
    }

    /// The host that somebody names in those words of their own, beside a code of Office 365's.
    pub(super) fn in_prose(&mut self, words: &str, knowledge: &Knowledge) {
        let is_prose = !(self.titled || self.enveloped || self.trace || self.logged || self.row.is_some());
        let is_bare = self.expected.is_none() && !self.words.contains('{');
        if is_prose
            && is_bare
            && self.server.is_none()
            && self.ip.is_none()
            && let Some(code) = self.code.filter(|code| knowledge.numbered(*code).is_some())
        {
            let (server, address) = prose::other_side(words, code);
            (self.server, self.ip) = (server, address.map(|(ip, _)| ip));
            self.port = address.and_then(|(_, port)| port);
            self.mentioned &= self.server.is_none() && self.ip.is_none();
        }
    }

    /// What other software says of the other side.
    fn other_software(&mut self, words: &str, lower: &str) {
        if self.enveloped || self.trace || self.row.is_some() || lower.contains("lastattempted") {
            return;
        }
        let Some(told) = software::told(words, lower) else { return };
        self.logged |= told.by_server;
        self.tried |= !told.by_server;
        if self.ip.is_none() && (self.server.is_none() || self.server == told.server) {
            (self.server, self.ip, self.port) = (told.server, told.ip, told.port);
        }
    }

    /// What a row of a log says, and beside that whom it was sent to.
    fn row(&mut self, row: protocol::Row) {
        self.row = Some(row.event);
        self.words = row.said;
        (self.ip, self.port) = row.remote.unzip();
        self.connector = some(&row.connector);
    }

    /// `<date> - Server at <name> (<ip>) returned '<reply>'`, `Remote Server returned '<reply>'`.
    fn envelope(&mut self, piece: &str) {
        let Some((head, reply)) = piece.split_once("returned").filter(|(head, reply)| {
            head.len() < 500 && (head.contains("Server at ") || ends_in_remote_server(head, reply))
        }) else {
            self.in_other_words(piece);
            return;
        };
        self.enveloped = true;
        if let Some((before, name)) = head.rsplit_once("Server at ") {
            let before = before.trim_end().strip_suffix("Remote").unwrap_or(before);
            self.date = pieces::date_before(before).map(|(_, date)| date.to_owned());
            let name = name.trim();
            let (name, address) = match name.strip_suffix(')').and_then(|name| name.rsplit_once('(')) {
                Some((name, address)) => (name.trim(), Some(address)),
                None => (name, None),
            };
            if let Some((ip, port)) = address.and_then(socket_address) {
                (self.ip, self.port) = (Some(ip), port);
            }
            self.server = server(name);
            self.connector = connector(name).filter(|_| self.server.is_none());
        }
        let reply = reply.trim_start_matches([' ', ':', '=']);
        let mark = if reply.starts_with('"') { '"' } else { '\'' };
        let reply = reply.strip_prefix(mark).unwrap_or(reply);
        // The closing quote is the last one with no letter behind it: "The recipient's inbox" has none.
        let end = reply
            .rmatch_indices(mark)
            .map(|(at, _)| at)
            .find(|at| !reply[*at + 1..].starts_with(|c: char| c.is_alphanumeric()))
            .unwrap_or(reply.len());
        self.words = reply[..end].trim().to_owned();
        self.named_behind(reply.get(end + 1..).unwrap_or_default());
    }

    /// The same in another language, or a text that is the reply itself.
    fn in_other_words(&mut self, piece: &str) {
        let Some(it) = answered(piece) else {
            self.words = piece.trim().to_owned();
            return;
        };
        self.enveloped = true;
        let dated = it.head.rsplit_once(" - ").and_then(|(date, _)| pieces::date_before(&it.head[..date.len() + 2]));
        self.date = dated.map(|(_, date)| date.to_owned());
        self.server = server(it.name);
        if let Some((ip, port)) = socket_address(it.address) {
            (self.ip, self.port) = (Some(ip), port);
        }
        self.words = it.reply.to_owned();
    }

    /// `Remote Server returned '<reply>' Server at <name> (<ip>)`, `… Receiving server: <name> (<ip>)`.
    fn named_behind(&mut self, behind: &str) {
        if self.server.is_some() || self.ip.is_some() {
            return;
        }
        let behind = behind.trim();
        let behind = behind.strip_prefix("Server at ").unwrap_or(behind);
        let value = match fields::label(behind) {
            Some((Label::Receiver | Label::Remote, value)) => value,
            Some(_) => return,
            None => behind,
        };
        let Some((name, address)) = receiver(value) else { return };
        self.server = server(name);
        if let Some((ip, port)) = socket_address(address) {
            (self.ip, self.port) = (Some(ip), port);
        }
    }

    /// What a bracketed or braced field says.
    fn take(&mut self, tag: &Tag<'_>) {
        let value = tag.value.trim();
        match tag.key.as_str() {
            "message" if self.detail.is_none() => self.detail = some(value),
            // What was cut is no name, unless its end tells whose it is.
            "fqdn" if !tag.closed && is_exchange_online_inbound(value) => {
                self.server = server(value.trim_end_matches('.'))
            }
            "lastattemptedservername" | "lastattemptedip" | "fqdn" | "ip" if !tag.closed => {}
            "lastattemptedservername" => {
                self.inside = is_inside(value);
                // A literal of RFC 5321 section 4.1.3.
                let bare = value.strip_prefix('[').and_then(|value| value.strip_suffix(']')).unwrap_or(value);
                self.server = server(bare).or_else(|| self.server.take());
            }
            "lastattemptedip" => {
                if let Some((ip, port)) = tried::endpoint(value) {
                    (self.ip, self.port) = (Some(ip), port);
                }
            }
            "fqdn" => {
                self.inside |= self.server.is_none() && is_inside(value);
                self.server = self.server.take().or_else(|| server(value));
            }
            // The name that was looked up: `DNS server returned ErrorRetry reported by 0.0.0.0. [Domain=HOST]`.
            "domain" if tag.closed && self.words.contains("DNS") => {
                self.server = self.server.take().or_else(|| server(value));
            }
            "ip" if self.ip.is_none() => self.ip = socket_address(value).map(|(ip, _)| ip),
            "lrt" => self.date = some(value).or_else(|| self.date.take()),
            "msg" if self.detail.is_none() => self.detail = some(value),
            "led" | "ip" | "message" => {}
            "smtpsecurity" | "name" | "agt" | "mxid" => self.unpublished.push(tag.whole.to_owned()),
            "msg" if value.is_empty() || self.detail.as_deref() == Some(value) => {}
            "" => match tags::stamp(value) {
                Some(at) => self.at = self.at.or(Some(at)),
                // A domain in brackets is a word of the sentence.
                None if tags::is_noise(value) || server(value).is_some() => {}
                None => self.unread.push(tag.whole.to_owned()),
            },
            _ => self.unread.push(tag.whole.to_owned()),
        }
    }

    /// What stands in fields that lost their brackets.
    fn without_brackets(&mut self, lower: &str) {
        let (name, ip) = tried::without_brackets(&self.words, lower);
        self.server = self.server.take().or(name);
        if self.ip.is_none()
            && let Some((ip, port)) = ip
        {
            (self.ip, self.port) = (Some(ip), port);
        }
    }

    /// `HOST (IP) 450 …`, `HOST [IP]: 450 …`, with nothing but a date before it.
    fn named_before(&mut self, words: &str) {
        let Some((name, (ip, port))) = tried::before_reply(words).filter(|_| self.server.is_none()) else { return };
        if self.ip.is_none_or(|own| own == ip) {
            (self.server, self.ip, self.port) = (Some(name), Some(ip), port.or(self.port));
        }
    }

    /// `OutboundProxyTargetIP: …. OutboundProxyTargetHostName: …`, and the endpoint of a proxied session.
    fn proxy(&mut self, lower: &str) {
        self.alert();
        let after = |mark: &str| {
            lower.find(mark).map(|at| {
                let rest = self.words[at + mark.len()..].trim_start_matches([' ', ':', '=']);
                rest.split([' ', ',', ';', '\'', '"', '}', ']', '<', '>'])
                    .next()
                    .unwrap_or_default()
                    .trim_end_matches('.')
            })
        };
        let last = after("last endpoint attempted was").and_then(tried::endpoint);
        let ip = after("outboundproxytargetip:").and_then(socket_address).or(last);
        // The front end that was to pass the session on is the sender's own.
        if lower.contains("proxy session setup failed on frontend") && last.is_some() {
            (self.server, self.ip, self.port) = (None, None, None);
        }
        let tried =
            after("last endpoint attempted was").and_then(server).filter(|name| is_exchange_online_inbound(name));
        // What an Exchange server notes of a connection that it could not open, in its event log too.
        let told = || {
            let marks = ["destination:", "destination ", "actively refused it"];
            marks.iter().find_map(|mark| after(mark).and_then(socket_address))
        };
        let ip = ip.or_else(|| lower.contains("winsock error code").then(told).flatten());
        // A host behind the label, with or without its address.
        let at = lower.find("destination:").filter(|_| lower.contains("winsock error code"));
        let destination = at.and_then(|at| self.words.get(at..)).map(software::endpoint).unwrap_or_default();
        let ip = ip.or_else(|| destination.ip.map(|ip| (ip, destination.port)));
        // The domain of the mail is no host, but tells that it goes into Office 365.
        let domain = || after("destination domain:").and_then(server).filter(|name| is_exchange_online_inbound(name));
        let name =
            after("outboundproxytargethostname:").and_then(server).or(tried).or(destination.server).or_else(domain);
        match (self.ip, ip) {
            (None, Some((ip, port))) => (self.ip, self.port) = (Some(ip), port),
            (Some(known), Some((ip, port))) if known == ip => self.port = self.port.or(port),
            (_, _) => {}
        }
        if self.server.is_none() {
            self.server = name;
        }
        // A row of `Get-Queue` on one line.
        if self.server.is_none() {
            self.server = after("nexthopdomain").and_then(server);
        }
        // `DNS domain fabrikam.test does not exist`
        if self.server.is_none() && lower.contains(" does not exist") {
            self.server = after("dns domain ").and_then(server);
        }
        self.in_old_brackets();
        if self.server.is_none() {
            self.server = tried::before_marked_reply(&self.words);
        }
    }

    /// The oldest forms: `HOST #<HOST #5.7.1 smtp;530 …> #SMTP#`, what stands in its brackets as what the host before them or
    /// `Remote Server` returned, and what Outlook shows of it, `<HOST #5.7.1 smtp;530 …>`, where HOST wrote the report.
    fn in_old_brackets(&mut self) {
        let first = |text: &str| text.split([' ', '#', '<']).find(|word| !word.is_empty()).and_then(server);
        if let Some((before, _)) = self.words.split_once("#<") {
            self.server = self.server.take().or_else(|| server(before.split_whitespace().last()?));
        } else if let Some(host) = self.words.strip_prefix('<').filter(|host| host.contains(" #")) {
            let named = if self.enveloped { &mut self.server } else { &mut self.reporter };
            *named = named.take().or_else(|| first(host));
        }
    }

    /// The cells of a table behind the one that holds the reply, `450 4.4.315 …⇥HOST⇥IP`, of which one is a host or an address;
    /// else those before it.
    fn columns(&mut self) {
        for cells in [tried::in_columns, tried::in_row, tried::in_tracking] {
            if self.server.is_none() && self.ip.is_none() {
                let (name, ip) = cells(&self.words);
                (self.server, self.ip) = (name, ip.map(|(ip, _)| ip));
            }
        }
    }

    /// `Destination server: HOST. Last IP address: IP. Last error: 450 …`: the fields of an alert in one sentence.
    fn alert(&mut self) {
        let lower = lowercase::in_place(&self.words);
        let error = fields::error_inside(&lower).map(|(error, _)| error);
        // Behind the error itself, `450 4.7.320 …. Destination server: HOST. …`.
        let behind = fields::value_inside(&lower, Label::Server).filter(|_| error.is_none());
        let Some(error) = error.or(behind) else { return };
        let value = |label| {
            let at = fields::value_inside(&lower, label)?;
            let words = self.words.get(at..)?.split_whitespace();
            words.map(|word| word.trim_end_matches(['.', ',', ';'])).next()
        };
        let begins_with_code = lower[error..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        if self.server.is_some() || !(begins_with_code || behind.is_some()) {
            return;
        }
        let ip = value(Label::Ip).and_then(socket_address).filter(|_| self.ip.is_none());
        self.server = value(Label::Server).and_then(server);
        if let Some((ip, port)) = ip {
            (self.ip, self.port) = (Some(ip), port);
        }
    }

    /// The leading code, or the title that stands for one, and the codes inside.
    fn lead(&mut self, knowledge: &Knowledge) {
        let found = status_codes::codes(&self.words, knowledge);
        let outer = || found.iter().filter(|code| code.depth == 0);
        // A code behind its basic one is a reply; one without may only be mentioned.
        let told = || outer().find(|found| titles::is_told(&self.words, found.code, knowledge));
        let outside = outer().find(|code| code.basic.is_some()).or_else(told).or_else(|| outer().next());
        let title = titles::title(&self.words, knowledge)
            .filter(|_| !self.logged || titles::in_log(&self.words, knowledge).is_some());
        let lead = match (outside, title) {
            (Some(lead), _) => Some(lead),
            (None, Some(title)) => {
                (self.code, self.titled) = (Some(title), true);
                None
            }
            // `(450 4.4.316 Connection refused)` in a sentence; but what a field holds is only inside.
            (None, None) => found.first().filter(|_| self.detail.is_none()),
        };
        // Without an enhanced code.
        if lead.is_none() && self.logged {
            self.basic = logs::reply(&self.words).and_then(status_codes::basic_of);
        }
        if let Some(lead) = lead {
            self.code = Some(lead.code);
            self.basic = found.iter().filter(|found| found.code == lead.code).find_map(|found| found.basic);
        }
        for code in found {
            if Some(code.code) != self.code && !self.inner.contains(&code.code) {
                self.inner.push(code.code);
            }
        }
    }

    /// A code at the very end of a string that was cut may have lost its last digits: `550 5.4.3`.
    fn distrust_a_cut_code(&mut self, knowledge: &Knowledge) {
        let Some(code) = self.code else { return };
        let known = knowledge.numbered(code).is_some() || status::is_wrapper(code.temporary());
        let text = self.text.as_str();
        let cut = (self.enveloped && !text.ends_with(['\'', '"'])) || (self.trace && !text.contains('}'));
        if cut && !known && self.words.trim_end().ends_with(&code.to_string()) {
            (self.code, self.basic) = (None, None);
        }
    }

    /// `Expected Subject: a. Presented Subject: CN=b. Thumbprint: c.`
    fn names(&mut self) {
        let lower = self.words.to_ascii_lowercase();
        let value = |mark: &str| {
            let at = lower.find(mark)? + mark.len();
            let rest = &self.words[at..];
            let ends = [
                ". presented",
                ". thumbprint",
                ", presented",
                ", thumbprint",
                "]",
                ")",
                "}",
                ". expected subject",
                // Where a mailer took the full stops, and the space with them.
                "presented subject:",
                "expected subject:",
                "thumbprint:",
                "'",
                "\"",
            ];
            let end = ends.iter().filter_map(|end| lower[at..].find(end)).min().unwrap_or(rest.len());
            let value = rest[..end].trim().trim_end_matches('.').trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        self.expected = value("expected subject:").map(|name| tags::squeeze(&name));
        self.presented = value("presented subject:").or_else(|| value(", presented:"));
        self.thumbprint = value("thumbprint:")
            .map(|hex| tags::squeeze(&hex).replace(':', "").to_ascii_uppercase())
            .filter(|hex| hex.len() >= 32 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
    }
}

/// Whether a line says what the host returned that stands on the line above, `Remote Server returned '550 …'`.
pub(super) fn is_of_the_host_above(line: &str) -> bool {
    line.split_once(" returned").is_some_and(|(head, reply)| head.len() < 16 && ends_in_remote_server(head, reply))
}

/// Whether words end in `Remote Server`; with a small letter only where the reply is quoted: Exchange Online has sentences of its
/// own that begin so.
fn ends_in_remote_server(head: &str, reply: &str) -> bool {
    let head = head.trim_end();
    let is_quoted = || reply.trim_start().starts_with(['\'', '"']);
    head.ends_with("Remote Server") || (head.ends_with("Remote server") && is_quoted())
}

fn some(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}
