//! Which way the mail of a reply went: out over a connector, or into Exchange Online, whose refusals are another matter.

use std::net::IpAddr;

use super::{judge::is_wrapper, title::title};
use crate::{
    knowledge::{Knowledge, wording::Sureness},
    model::{Domain, EnhancedCode, MailDirection},
};

/// Marks of the other direction that are no words: Exchange Online refusing what was sent to it. What it says in words is
/// a matter of `assets/matters.toml`.
fn is_inbound(code: Option<EnhancedCode>, words: &str, lower: &str, knowledge: &Knowledge) -> bool {
    let digits_after = |mark: &str| {
        words.match_indices(mark).any(|(at, _)| {
            !words[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
                && words[at + mark.len()..].starts_with(|c: char| c.is_ascii_digit())
        })
    };
    // Postfix writes it in lower case, and then it is a destination that refuses.
    words.contains("Relay Access Denied")
        || digits_after("ATTR")
        || digits_after("AS(")
        || digits_after("(AS")
        || is_said_by_exchange_online(code, lower, knowledge)
}

/// Whether the reply ends in the name of the host in Exchange Online that said it: `… [HOST.prod.protection.outlook.com]`.
/// A line about mail that went out ends so too, and says what it tried.
fn is_said_by_exchange_online(code: Option<EnhancedCode>, lower: &str, knowledge: &Knowledge) -> bool {
    let own = [".prod.protection.outlook.com", ".prod.outlook.com"];
    let signed = lower.split('[').skip(1).any(|tail| {
        let host = tail.split([' ', ']']).next().unwrap_or_default();
        own.iter().any(|suffix| host.ends_with(suffix))
    });
    let sends = ["lastattempted", "[message=", " -> ", "led=", "remote server returned"]
        .iter()
        .any(|mark| lower.contains(mark));
    signed && !sends && code.is_none_or(|code| knowledge.numbered(code).is_none())
}

pub(super) fn direction(
    code: Option<EnhancedCode>,
    words: &str,
    lower: &str,
    remote: Option<&str>,
    knowledge: &Knowledge,
) -> MailDirection {
    if is_inbound(code, words, lower, knowledge) || remote.is_some_and(|host| is_of_office_365(host, knowledge)) {
        return MailDirection::Inbound;
    }
    const OUTBOUND: [&str; 25] = [
        "led=",
        "server at ",
        "remote server returned",
        "message expired",
        "queue.expired",
        "#smtp#",
        "outboundproxy",
        "lastattempted",
        "winsock error",
        "socket error code",
        "primary target ip",
        "proxy session setup",
        "smtpsend.",
        "starttls command first",
        "starttls is required",
        "only over tls connections",
        "tlscertificatename of the sendconnector",
        "connection dropped due to",
        "mta-sts validation",
        "suspiciousremoteservererror",
        "not configured as part of connector",
        "tls negotiation failed with error",
        "security status ",
        "4.2.1 unable to connect",
        // The name by which Office 365 greets: a log of the server that it sends to.
        ".outbound.protection.outlook.com",
    ];
    let by_code = code.map(EnhancedCode::temporary).is_some_and(|code| {
        knowledge.numbered(code).is_some()
            || is_wrapper(code)
            || matches!((code.subject, code.detail), (4, 8 | 310) | (7, 321..=325))
    });
    let named = knowledge.worded(lower, Sureness::Name).is_some();
    if by_code || named || OUTBOUND.iter().any(|mark| lower.contains(mark)) || title(words, knowledge).is_some() {
        MailDirection::Outbound
    } else {
        MailDirection::Unknown
    }
}

/// The host that takes a tenant's mail (`contoso-com.mail.protection.outlook.com`), where a line names one and no server as tried:
/// nothing is sent by such a host.
pub(in crate::intake) fn mx_of_tenant(lower: &str) -> Option<&str> {
    let words =
        lower.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).map(|word| word.trim_matches('.'));
    words.filter(|word| word.contains(".mail.protection.")).find(|word| is_exchange_online_inbound(word))
}

/// Whether a host that was tried is Office 365: by its name, or by an address of its published ranges.
pub(in crate::intake) fn is_of_office_365(host: &str, knowledge: &Knowledge) -> bool {
    let listed = |ip: IpAddr| knowledge.exchange().addresses.range_of(ip).is_some() || is_of_mailboxes(ip);
    host.parse().map_or_else(|_| is_exchange_online_inbound(host), listed)
}

/// Whether an address is one of those that programs reach mailboxes by, and hand in mail at port 587, which no connector does:
/// 40.96.0.0/13, 40.104.0.0/15 and 52.96.0.0/14 ("Office 365 URLs and IP address ranges", Exchange Online, ids 1 and 2).
fn is_of_mailboxes(ip: IpAddr) -> bool {
    matches!(ip, IpAddr::V4(ip) if matches!(ip.octets(), [40, 96..=105, ..] | [52, 96..=99, ..]))
}

/// Where mailboxes of Office 365 and Outlook.com hand in their mail, and what stands in its place ("POP, IMAP, and SMTP
/// settings for Outlook.com"; "How to set up a multifunction device or application to send email using Microsoft 365").
const SUBMISSION: [&str; 9] = [
    "smtp.office365.com",
    "outlook.office365.com",
    "outlook.office.com",
    "smtp-mail.outlook.com",
    "smtp-legacy.office365.com",
    "smtp.office365.us",
    "outlook.office365.us",
    "smtp.partner.outlook.cn",
    "partner.outlook.cn",
];

/// Where Exchange Online and Outlook.com receive: worldwide, under names of tenants (`contoso.mail.onmicrosoft.com` is one's
/// routing domain), and under the name of old; then the clouds of the United States' government and of its defence, 21Vianet's in
/// China, and Germany's of old ("Office 365 US Government GCC High endpoints", "… DoD endpoints", "… operated by 21Vianet").
const RECEIVING: [&str; 11] = [
    "protection.outlook.com",
    "mx.microsoft",
    "onmicrosoft.com",
    "eo.outlook.com",
    "protection.office365.us",
    "onmicrosoft.us",
    "protection.apps.mil",
    "protection.partner.outlook.cn",
    "partner.onmschina.cn",
    "protection.outlook.de",
    "onmicrosoft.de",
];

/// What stands under those names and sends, or is a server inside.
const NOT_RECEIVING: [&str; 3] = ["outbound", "prod", "spf"];

/// Whether the host is where Exchange Online or Outlook.com receives ([`RECEIVING`]), or where programs hand mail to it
/// ([`SUBMISSION`]). What it sends by, and its own servers, stand under the same names.
pub(in crate::intake) fn is_exchange_online_inbound(host: &str) -> bool {
    Domain::from_ascii(host.trim().trim_end_matches('.')).is_ok_and(|host| {
        let before = |suffix: &str| {
            let rest = host.as_str().strip_suffix(suffix)?;
            (rest.is_empty() || rest.ends_with('.')).then(|| rest.trim_end_matches('.'))
        };
        let own = |rest: &str| {
            let last = rest.rsplit('.').next().unwrap_or_default();
            NOT_RECEIVING.contains(&last)
        };
        let receives =
            |suffix: &&str| before(suffix).is_some_and(|rest| !(suffix.starts_with("protection.") && own(rest)));
        RECEIVING.iter().any(receives) || SUBMISSION.iter().any(|name| before(name).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remote_host_of_exchange_online_is_the_other_direction() {
        for (host, inbound) in [
            ("contoso-com.mail.protection.outlook.com", true),
            ("Contoso.mail.onmicrosoft.com", true),
            ("contoso-com.k-v1.mx.microsoft.", true),
            ("hotmail-com.olc.protection.outlook.com", true),
            ("contoso.protection.outlook.com", true),
            ("mail-db5eur01.outbound.protection.outlook.com", false),
            ("DB5EUR01FT031.eop-EUR01.prod.protection.outlook.com", false),
            ("AM0PR01MB0000.eurprd01.prod.exchangelabs.com", false),
            ("agency.mail.protection.office365.us", true),
            ("agency.mail.protection.partner.outlook.cn.", true),
            ("contoso-de.mail.protection.outlook.de", true),
            ("contoso.mail.eo.outlook.com", true),
            ("agency.protection.apps.mil", true),
            ("mail-usg.outbound.protection.office365.us", false),
            ("notprotection.office365.us", false),
            ("smtp.office365.com", true),
            ("mail.contoso.com", false),
        ] {
            assert_eq!(is_exchange_online_inbound(host), inbound, "{host}");
        }
    }
}
