//! Who wrote the line that a report rests on: what only Office 365 writes, what only an Exchange server does, what only
//! the log of another mail server, and what is left as the destination's own reply.

use super::{
    protocol::{self, Event},
    server::is_inside,
    statement::Statement,
};
use crate::{
    intake::status,
    knowledge::Knowledge,
    model::{EnhancedCode, MailDirection, Speaker},
};

/// Marks of Office 365: fields and hosts of its own.
const OF_EXCHANGE_ONLINE: [&str; 12] = [
    "lastattempted",
    "smtpsecurity",
    "outboundproxy",
    ".prod.outlook.com",
    ".prod.protection.outlook.com",
    ".prod.exchangelabs.com",
    "tenantattribution",
    "tenantinboundattribution",
    "failed mta-sts validation",
    "failed dane validation",
    "matching the hostname (mta-sts)",
    // A limit that it alone has.
    "per resource forest",
];

/// Marks of an Exchange server of an organization.
const OF_EXCHANGE_SERVER: [&str; 9] = [
    "primary target ip",
    "proxy session setup failed",
    "smtpsend.",
    "edgesync",
    "sendconnector",
    "queue.expired",
    // Its event log.
    "msexchangetransport",
    "domain-secured domain",
    // What it says itself in the place of a reply.
    "4.2.1 unable to connect",
];

/// Marks of Exchange that an organization's server and Office 365 write alike: Office 365 where something else of the report
/// is its own.
const OF_EXCHANGE: [&str; 16] = [
    "winsock error code",
    "storedrv.",
    "storedrv;",
    "resolver.adr.",
    "resolver.rst.",
    "resolver.grp.",
    "resolver.fwd.",
    "routing.loopdetected",
    "routing.noroute",
    "routing.noconnector",
    "routing.sizelimit",
    "transport.rules.",
    "smtp; client does not have permissions",
    // What it says of a session that it broke off itself, and of a message that it could not read.
    "cannot achieve exchange server authentication",
    "cipher strength is too weak",
    "5.6.0 corrupt message",
];

/// What a sending server says itself of the certificate that it was shown, whosever it is.
const OF_ANY_SENDER: &str = "certificate validation failure";

/// What is known of a report beside its lines.
pub(super) struct Beside<'a> {
    /// The server that wrote it, where a field names one.
    pub(super) generator: Option<&'a str>,
    /// The field is one that servers of every kind write.
    pub(super) is_any_reporter: bool,
    /// A field of `Get-Queue`, which only an Exchange server has.
    pub(super) get_queue: bool,
    /// Which way the mail went.
    pub(super) direction: MailDirection,
    /// What it is about is said by Office 365 alone.
    pub(super) of_exchange_online: bool,
}

/// Who wrote `lead`, a line of `all`.
pub(super) fn speaker(all: &[Statement], lead: &Statement, beside: &Beside<'_>, knowledge: &Knowledge) -> Speaker {
    if all.iter().any(|statement| statement.logged) {
        return Speaker::MailServer;
    }
    // What an Exchange server notes in its log, and what it was answered.
    match (lead.row, beside.direction) {
        (Some(Event::Note), _) => return Speaker::ExchangeServer,
        (Some(_), MailDirection::Inbound) => return Speaker::ExchangeOnline,
        (Some(_), _) => return Speaker::Destination,
        (None, _) => {}
    }
    let lower = all.iter().map(|statement| statement.text.as_str().to_ascii_lowercase()).collect::<Vec<_>>().join(" ");
    let has = |marks: &[&str]| marks.iter().any(|mark| lower.contains(mark));
    let numbered = lead.code.is_some_and(|code| status::is_of_exchange_online(code, knowledge)) && !lead.titled;
    if lead.mentioned && beside.generator.is_none() {
        return Speaker::Unknown;
    }
    // A chain that ends in what Office 365 tried was told by it.
    if lead.expired && !beside.get_queue && lower.contains("[lastattempted") {
        return Speaker::ExchangeOnline;
    }
    if let Some(known) = of_an_item(&lower, lead, beside, numbered) {
        return known;
    }
    // Whatever marks its lines share with an Exchange server's: a host of its own generated them, or gave the message up.
    if beside.generator.is_some_and(is_of_exchange_online) || all.iter().any(is_given_up_inside) {
        return Speaker::ExchangeOnline;
    }
    if lead.code.is_some_and(is_wrapped) || has(&OF_EXCHANGE_SERVER) {
        return if numbered { Speaker::ExchangeOnline } else { Speaker::ExchangeServer };
    }
    if numbered || lead.validation || beside.of_exchange_online || has(&OF_EXCHANGE_ONLINE) {
        return Speaker::ExchangeOnline;
    }
    if beside.generator.is_some() && !beside.is_any_reporter {
        return Speaker::ExchangeServer;
    }
    if has(&OF_EXCHANGE) || protocol::is_received(lead.text.as_str()) {
        return Speaker::ExchangeServer;
    }
    let replies = lead.basic.is_some() && !lead.trace && (!lead.enveloped || lower.contains("remote server"));
    match beside.direction {
        // What Office 365 refuses it says itself.
        MailDirection::Inbound if replies && lead.code.is_none_or(|code| !is_vague(code)) => Speaker::ExchangeOnline,
        MailDirection::Outbound | MailDirection::Unknown if lower.contains(OF_ANY_SENDER) => Speaker::Unknown,
        MailDirection::Outbound | MailDirection::Unknown if replies && lead.code.is_none_or(|code| !is_vague(code)) => {
            Speaker::Destination
        }
        MailDirection::Inbound | MailDirection::Outbound | MailDirection::Unknown => Speaker::Unknown,
    }
}

/// Whether the server that wrote a report is one of Office 365's.
pub(super) fn is_of_exchange_online(generator: &str) -> bool {
    let generator = generator.to_ascii_lowercase();
    ["outlook.com", "exchangelabs.com"].iter().any(|end| generator.ends_with(end))
}

/// Whether a host inside Exchange Online says of itself that the message's time is over: `Server at HOST returned '550 5.4.300 Message
/// expired …'`.
fn is_given_up_inside(statement: &Statement) -> bool {
    let host = || statement.text.as_str().split_once("Server at ").and_then(|(_, at)| at.split([' ', '(']).next());
    statement.enveloped && statement.expired && host().is_some_and(is_inside)
}

/// Who wrote the item of a queue, which has its time first, or of a trace, which has it last: a queue is an Exchange server's and
/// quotes whom it sends to, Office 365 among them, which says what it tried.
fn of_an_item(lower: &str, lead: &Statement, beside: &Beside<'_>, numbered: bool) -> Option<Speaker> {
    let begins_with_time = lower.find("{lrt=").zip(lower.find("{led=")).is_some_and(|(time, said)| time < said);
    let of_a_queue = beside.get_queue || begins_with_time || lead.tracked;
    let of_a_trace = !of_a_queue && lead.trace && lower.contains("{msg=") && lead.code.is_some_and(is_wrapped);
    if lower.contains("outboundproxy") || of_a_trace {
        return Some(Speaker::ExchangeOnline);
    }
    let quotes = numbered && lower.contains("lastattempted");
    of_a_queue.then_some(if quotes { Speaker::ExchangeOnline } else { Speaker::ExchangeServer })
}

/// Whether the code is one that Exchange puts around what it was answered.
fn is_wrapped(code: EnhancedCode) -> bool {
    matches!((code.subject, code.detail), (4, 395 | 397))
}

/// Whether Exchange and others write the code alike, or it is one of those that Office 365 counts its own in: nobody else
/// is known to write `x.4.3nn`.
fn is_vague(code: EnhancedCode) -> bool {
    status::is_wrapper(code.temporary()) || (code.subject == 4 && (300..400).contains(&code.detail))
}
