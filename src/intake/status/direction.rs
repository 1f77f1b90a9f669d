//! Which way the mail of a reply went: out over a connector, or into Exchange Online, whose refusals are another matter.

use super::{judge::is_wrapper, title::title};
use crate::{
    knowledge::Knowledge,
    model::{Domain, EnhancedCode, MailDirection},
};

/// Words of the other direction: Exchange Online refusing what was sent to it.
fn is_inbound(code: Option<EnhancedCode>, words: &str, lower: &str) -> bool {
    let by_code = code.is_some_and(|EnhancedCode { class, subject, detail }| match (class, subject, detail) {
        (5, 7, 51 | 57 | 64) | (_, 4, 62) | (5, 4, 14) => true,
        (4, 7, 500..=699) => true,
        (5, 4, 1) => lower.contains("access denied"),
        _ => false,
    });
    let digits_after = |mark: &str| {
        words.match_indices(mark).any(|(at, _)| {
            !words[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
                && words[at + mark.len()..].starts_with(|c: char| c.is_ascii_digit())
        })
    };
    by_code
        || lower.contains("tenantattribution")
        || lower.contains("tenantinboundattribution")
        // Postfix writes it in lower case, and then it is a destination that refuses.
        || words.contains("Relay Access Denied")
        || digits_after("ATTR")
        || digits_after("AS(")
        || digits_after("(AS")
}

pub(super) fn direction(
    code: Option<EnhancedCode>,
    words: &str,
    lower: &str,
    remote: Option<&str>,
    knowledge: &Knowledge,
) -> MailDirection {
    if is_inbound(code, words, lower) || remote.is_some_and(is_exchange_online_inbound) {
        return MailDirection::Inbound;
    }
    const OUTBOUND: [&str; 19] = [
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
        "tlscertificatename of the sendconnector",
        "connection dropped due to",
        "mta-sts validation",
        "not configured as part of connector",
    ];
    let by_code = code.map(EnhancedCode::temporary).is_some_and(|code| {
        knowledge.numbered(code).is_some()
            || is_wrapper(code)
            || matches!((code.subject, code.detail), (4, 8 | 310) | (7, 321..=325))
    });
    if by_code || OUTBOUND.iter().any(|mark| lower.contains(mark)) || title(words, knowledge).is_some() {
        MailDirection::Outbound
    } else {
        MailDirection::Unknown
    }
}

/// Whether the host is where Exchange Online receives: under mail.protection.outlook.com or
/// mail.onmicrosoft.com.
fn is_exchange_online_inbound(host: &str) -> bool {
    Domain::from_ascii(host.trim()).is_ok_and(|host| {
        ["mail.protection.outlook.com", "mail.onmicrosoft.com"]
            .iter()
            .any(|suffix| host.as_str() == *suffix || host.as_str().ends_with(&format!(".{suffix}")))
        // contoso.mail.onmicrosoft.com is a tenant's routing domain.
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
            ("AM0PR01MB0000.eurprd01.prod.exchangelabs.com", false),
            ("mail.contoso.com", false),
        ] {
            assert_eq!(is_exchange_online_inbound(host), inbound, "{host}");
        }
    }
}
