//! What the statements of one delivery come to: which of them leads, what is concluded, who speaks. Which lines belong
//! together is left to `report`.

use std::net::IpAddr;

use jiff::Timestamp;

use super::{
    dates, protocol,
    server::is_inside_address,
    speaker::{self, Beside},
    statement::Statement,
    tags, titles,
};
use crate::{
    intake::status,
    knowledge::Knowledge,
    model::{
        CodeId, ConclusionReason, EnhancedCode, MailDirection, MatterId, Reach, ReportForm, Speaker, Symptom, WireText,
    },
};

/// The most bytes of one kept text.
pub(super) const MAX_TEXT: usize = 8 * 1024;
/// The most bytes of a detail, a name or a field.
const MAX_FIELD: usize = 2 * 1024;
/// The most fields that are kept raw.
const MAX_UNREAD: usize = 20;

/// Statements of one failed delivery, and the fields that were given beside them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Group {
    pub(super) statements: Vec<Statement>,
    pub(super) server: Option<String>,
    pub(super) ip: Option<(IpAddr, Option<u16>)>,
    pub(super) connector: Option<String>,
    pub(super) last_attempt: Option<Timestamp>,
    pub(super) retry_until: Option<Timestamp>,
    pub(super) queue: bool,
    /// Its error came in a field that only `Get-Queue` has.
    pub(super) get_queue: bool,
    pub(super) dsn: bool,
    /// Another mail server names the other side above what it says.
    pub(super) logged: bool,
    /// The server that wrote the report.
    pub(super) generator: Option<String>,
    /// It may be a server of any kind.
    pub(super) is_any_reporter: bool,
    /// In which order its dates have their day and month.
    pub(super) order: dates::Order,
}

/// What the statements of one delivery come to.
pub(super) fn symptom(group: &Group, knowledge: &Knowledge) -> Symptom {
    let lead = lead(&group.statements, group.order);
    let pick = |pick: fn(&Statement) -> Option<&String>| {
        std::iter::once(lead).chain(&group.statements).find_map(|it| pick(it).map(|text| (it, text)))
    };
    // A name is told as it is compared with others; what hid in it is seen in the text.
    let name = |of| pick(of).map(|(_, text)| wire(text));
    let first = |of| pick(of).map(|(it, text)| wire(&it.text.shown_part(text)));
    let server = name(|s| s.server.as_ref()).or_else(|| group.server.as_deref().map(wire));
    let (server, (ip, port)) = without_literal(server, address(group, lead));
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
    let tried = server.as_ref().map(ToString::to_string).or_else(|| ip.map(|ip| ip.to_string()));
    let conclusion = concluded(group, lead, tried.as_deref(), knowledge);
    let text = group.statements.iter().map(|statement| statement.text.shown()).collect::<Vec<_>>().join(" ");
    let matter = conclusion.matter.as_ref().and_then(|id| knowledge.matter(id));
    let beside = Beside {
        generator: group.generator.as_deref(),
        is_any_reporter: group.is_any_reporter,
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
        server_ip: ip,
        server_port: port,
        detail: first(|s| s.detail.as_ref()),
        expected_name: name(|s| s.expected.as_ref()),
        presented_name: first(|s| s.presented.as_ref()),
        thumbprint: name(|s| s.thumbprint.as_ref()),
        connector_name: group.connector.as_deref().map(wire).or_else(|| name(|s| s.connector.as_ref())),
        at: lead.at.or_else(|| group.statements.iter().find_map(|s| s.at)).or(group.last_attempt),
        last_attempt: first(|s| s.date.as_ref()),
        retry_until: group.retry_until,
        inner: inner(group, lead, expired_code),
        unread: fields(group, |statement| &statement.unread),
        unpublished: fields(group, |statement| &statement.unpublished),
        text: WireText::from_text(&text).shortened(MAX_TEXT),
        ..Symptom::default()
    }
}

/// A name that is an address in brackets (RFC 5321 section 4.1.3) is that address.
fn without_literal(
    server: Option<WireText>,
    (ip, port): (Option<IpAddr>, Option<u16>),
) -> (Option<WireText>, (Option<IpAddr>, Option<u16>)) {
    let literal = server.as_ref().filter(|name| name.as_str().starts_with('['));
    match literal.and_then(|name| tags::socket_address(name.as_str())) {
        Some((own, own_port)) => (None, if ip.is_some() { (ip, port) } else { (Some(own), own_port) }),
        None => (server, (ip, port)),
    }
}

/// The address that was tried, and its port: none inside Exchange Online, by which nobody else is reached.
fn address(group: &Group, lead: &Statement) -> (Option<IpAddr>, Option<u16>) {
    let outside = |ip: IpAddr| !is_inside_address(ip);
    // Beside a host inside Exchange Online stands an address of the network that it is in.
    let is_its_own = |it: &Statement, ip: IpAddr| it.inside && it.server.is_none() && Reach::of(ip) != Reach::Public;
    let tells = |it: &&Statement| it.ip.is_some_and(|ip| outside(ip) && !is_its_own(it, ip));
    let stated = std::iter::once(lead).chain(&group.statements).find(tells);
    let beside = group.ip.filter(|(ip, _)| outside(*ip));
    match stated {
        Some(statement) => (statement.ip, statement.port),
        None => (beside.map(|(ip, _)| ip), beside.and_then(|(_, port)| port)),
    }
}

/// What it comes to; `tried` is the host that was tried, where one is known.
fn concluded(group: &Group, lead: &Statement, tried: Option<&str>, knowledge: &Knowledge) -> status::Conclusion {
    let conclusion = conclude(group, lead, tried, knowledge);
    let is_unreached = conclusion.matter.as_ref().is_some_and(|matter| matter.as_str() == "inbound-connect");
    if is_unreached && is_sent_by_office_365(group, lead, knowledge) {
        return status::Conclusion { direction: MailDirection::Inbound, ..status::inside() };
    }
    if is_unreached && status::is_about_tls(&words(group, lead), knowledge) {
        return status::Conclusion { matter: Some(MatterId::new("inbound-tls")), ..conclusion };
    }
    // A host inside Exchange Online greeted the server whose log it is.
    if lead.row.is_some() && lead.inside && conclusion.direction != MailDirection::Inbound {
        return status::into_office_365();
    }
    if tried.is_some() || conclusion.matter.is_some() || !is_between_their_own(group, lead, knowledge) {
        return conclusion;
    }
    // A queue is one of an Exchange server's own, which sends into Office 365 then; so does a server with a log of its own.
    if group.get_queue || lead.logged { status::into_office_365() } else { status::inside() }
}

/// Whether a connection failed between two servers inside Exchange Online: a field names one as the host that was tried,
/// or one answers from its address in words that are no number of Office 365's own.
fn is_between_their_own(group: &Group, lead: &Statement, knowledge: &Knowledge) -> bool {
    let numbered = lead.code.is_some_and(|code| status::is_of_exchange_online(code, knowledge));
    let answers = lead.ip.is_some_and(is_inside_address) && !lead.is_envelope() && !lead.expired && !numbered;
    group.statements.iter().any(|statement| statement.inside) || answers
}

/// Who wrote the line that leads, as far as that is known before anything is concluded.
fn teller(group: &Group, lead: &Statement, knowledge: &Knowledge) -> Speaker {
    let beside = Beside {
        generator: group.generator.as_deref(),
        is_any_reporter: group.is_any_reporter,
        get_queue: group.get_queue,
        direction: MailDirection::Unknown,
        of_exchange_online: false,
    };
    speaker::speaker(&group.statements, lead, &beside, knowledge)
}

/// Whether Office 365 tells of a connection of its own: what it did not reach is then a host of its own too.
fn is_sent_by_office_365(group: &Group, lead: &Statement, knowledge: &Knowledge) -> bool {
    let is_its_own = teller(group, lead, knowledge) == Speaker::ExchangeOnline;
    let tried = |statement: &Statement| statement.text.as_str().to_ascii_lowercase().contains("lastattempted");
    is_its_own && !group.get_queue && group.statements.iter().any(tried)
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
        // What is all of the line is what was read.
        if raw == it.text.as_str() {
            continue;
        }
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
fn lead(statements: &[Statement], order: dates::Order) -> &Statement {
    let temporary =
        statements.iter().filter(|s| s.code.is_some() && s.is_temporary() && !s.expired && !s.is_envelope());
    // Newest lines stand first, so of equal ones the first counts.
    let instant = |s: &Statement| dates::instant(s.date.as_deref()?, order);
    let latest = temporary.reduce(|best, next| if instant(next) > instant(best) { next } else { best });
    latest
        .or_else(|| statements.iter().find(|s| s.code.is_some() && s.basic.is_some() && !s.is_envelope()))
        .or_else(|| statements.iter().find(|s| s.code.is_some() && s.basic.is_some()))
        .or_else(|| statements.iter().find(|s| s.code.is_some()))
        .unwrap_or_else(|| statements.first().expect("a group is closed only with a statement in it"))
}

/// What is concluded from. An old line may hold the detail that the last one lacks.
fn words(group: &Group, lead: &Statement) -> String {
    let older = || group.statements.iter().find_map(|s| s.detail.as_deref());
    match lead.detail.as_deref().or_else(older) {
        Some(detail) if !lead.words.contains(detail) => format!("{} ({detail})", lead.words),
        Some(_) | None => lead.words.clone(),
    }
}

fn conclude(group: &Group, lead: &Statement, remote: Option<&str>, knowledge: &Knowledge) -> status::Conclusion {
    let words = words(group, lead);
    // The log of another server numbers what it saw in its own way: its words say it better.
    let titled = || lead.logged.then(|| titles::in_log(&lead.words, knowledge)).flatten();
    let own = || status::conclude(titled(), &words, remote, knowledge);
    let says = |own: &status::Conclusion| {
        own.code.as_ref().is_some_and(|code| *code != CodeId::other())
            || own.matter.as_ref().is_some_and(|matter| matter.as_str() == "inbound-connect")
    };
    // sendmail sums up every refusal so, `dsn=5.x.x, stat=Service unavailable`: for good, nothing is out of service.
    let sums_up = |own: &status::Conclusion| {
        !lead.is_temporary() && own.cause.as_ref().is_some_and(|cause| cause.name() == "unavailable")
    };
    let by_words = lead.logged.then(own).filter(|own| says(own) && !(lead.code.is_some() && sums_up(own)));
    let mut conclusion = by_words.unwrap_or_else(|| status::conclude(lead.code, &words, remote, knowledge));
    if lead.logged && conclusion.code.is_some() && conclusion.cause.is_none() {
        conclusion.cause = group.statements.iter().filter(|it| it.logged).find_map(|it| {
            let other = status::conclude(None, &it.words, remote, knowledge);
            other.cause.filter(|_| other.code == conclusion.code)
        });
    }
    if lead.validation && lead.code.is_none() {
        conclusion.direction = MailDirection::Outbound;
        conclusion.reason = Some(ConclusionReason::OtherKind);
    }
    // What the server replied in a log is its refusal, whatever its words.
    if lead.logged && lead.basic.is_some() && lead.code.is_none() && conclusion == status::Conclusion::default() {
        conclusion.code = Some(CodeId::other());
        conclusion.reason = Some(ConclusionReason::NoArticle);
    }
    let matter = |conclusion: &status::Conclusion| conclusion.matter.as_ref().and_then(|id| knowledge.matter(id));
    // Where the host that was tried would tell whose certificate it is, an organization's own server that tells of it does too.
    if remote.is_none()
        && matter(&conclusion).is_some_and(|matter| matter.host_tells)
        && teller(group, lead, knowledge) == Speaker::ExchangeServer
    {
        conclusion = status::of_the_tried(lead.code, &words, knowledge);
    }
    let matter = matter(&conclusion);
    let open = conclusion.direction == MailDirection::Unknown && matter.is_none_or(|matter| matter.direction.is_none());
    let failed = lead.row.is_some() || ((lead.logged || lead.tried) && conclusion.code.is_some());
    let received = || {
        let from = protocol::received_from(lead.text.as_str());
        from.is_some_and(|ip| status::is_of_office_365(&ip.to_string(), knowledge))
    };
    // The field of a delivery status that Office 365 wrote names the server that refused, as its letter does (RFC 3464 section
    // 2.3.5).
    let sent =
        || group.dsn && remote.is_some() && group.generator.as_deref().is_some_and(speaker::is_of_exchange_online);
    if (lead.enveloped || lead.trace || group.queue || failed || received() || sent()) && open {
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
    match (lead.titled, lead.is_temporary(), status::tells_expiry(code, knowledge)) {
        (true, ..) => None,
        (false, true, _) => Some(false),
        (false, false, true) => Some(true),
        (false, false, false) => None,
    }
}

fn form(group: &Group) -> ReportForm {
    let any = |is: fn(&Statement) -> bool| group.statements.iter().any(is);
    if any(|s| s.mentioned) && group.statements.len() == 1 && !group.dsn && !group.queue {
        ReportForm::Code
    } else if group.queue || (group.get_queue && any(|s| s.trace)) {
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
