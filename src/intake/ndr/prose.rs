//! The host that a complaint in somebody's own words names: `we get 4.4.316 since Monday, host mail.contoso.com`.

use std::net::IpAddr;

use super::{server::server, tags::socket_address};
use crate::intake::status::is_exchange_online_inbound;

/// Words before the host that the mail came from, or that wrote of it, in lower case.
const FROM: [&str; 17] = [
    "from", "by", "von", "durch", "de", "par", "por", "da", "di", "van", "door", "via", "at", "in", "see", "log", "ns",
];

/// Words a little before one that sends, in lower case: `from our host`, `unser sendender Server`.
const SENDS: [&str; 10] =
    ["from", "von", "sending", "sender", "sendet", "sendender", "absender", "émetteur", "remetente", "expéditeur"];

/// Words that say of a name with a single dot that it is a host, in lower case.
const HOST: [&str; 12] = [
    "host",
    "server",
    "mailserver",
    "serveur",
    "servidor",
    "mx",
    "smarthost",
    "gateway",
    "hostname",
    "hôte",
    "サーバー",
    "relay",
];

/// Ends of names that are no hosts of anybody's mail: files, and pages of help.
const NO_HOST: [&str; 16] = [
    ".txt",
    ".log",
    ".eml",
    ".msg",
    ".pdf",
    ".png",
    ".jpg",
    ".csv",
    ".xlsx",
    ".docx",
    ".zip",
    ".html",
    ".exe",
    ".ps1",
    "microsoft.com",
    "office.com",
];

/// The host that a sentence names, and the address: of several names none, for nobody says which.
pub(super) fn other_side(words: &str) -> (Option<String>, Option<(IpAddr, Option<u16>)>) {
    let near = &words[..words.floor_char_boundary(600)];
    let parts = |c: char| {
        c.is_whitespace()
            || matches!(c, ',' | ';' | '(' | ')' | '"' | '\'' | '<' | '>' | '=' | '!' | '?' | '。' | '、' | '，')
    };
    let all: Vec<&str> = near.split(parts).filter(|word| !word.is_empty()).collect();
    let (mut names, mut addresses): (Vec<String>, Vec<_>) = (Vec::new(), Vec::new());
    for (at, word) in all.iter().enumerate() {
        let bare = word.trim_end_matches(['.', ':']);
        let before = at.checked_sub(1).and_then(|at| all.get(at)).copied().unwrap_or_default();
        let before = before.trim_end_matches(':').to_lowercase();
        let sends = all[at.saturating_sub(4)..at].iter().any(|word| SENDS.contains(&word.to_lowercase().as_str()));
        if sends || FROM.contains(&before.as_str()) {
            continue;
        }
        match socket_address(bare).filter(|_| bare.contains(['.', ':'])) {
            Some(address) if bare.matches('.').count() == 3 || bare.contains("::") => addresses.push(address),
            Some(_) => {}
            None => names.extend(host(bare, HOST.contains(&before.as_str()))),
        }
    }
    names.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    let only = (names.len() == 1).then(|| names.swap_remove(0));
    (only, addresses.first().copied().filter(|_| addresses.len() == 1))
}

/// The host that a word is; with a single dot it is one only where a word before it says so (`announced`).
fn host(word: &str, announced: bool) -> Option<String> {
    let name = word.split_once(':').map_or(word, |(name, _)| name);
    let lower = name.to_lowercase();
    let last = name.rsplit('.').next()?;
    let is_lettered = last.len() > 1 && last.chars().all(char::is_alphabetic);
    let is_long = name.matches('.').count() > 1 || announced;
    let is_other = name.contains(['/', '\\', '@', '_', '\u{1}', '*', '[', ']', '{', '}'])
        || NO_HOST.iter().any(|end| lower.ends_with(end))
        || is_exchange_online_inbound(name);
    server(name).filter(|_| is_lettered && is_long && !is_other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_host_of_a_complaint_is_found_and_no_other() {
        let read = |text: &str| other_side(text).0.unwrap_or_default();
        for (text, name) in [
            ("we get 4.4.316 since Monday for our connector, host mail.contoso.com", "mail.contoso.com"),
            ("seit Montag 4.4.316 auf mail.contoso.com:25.", "mail.contoso.com"),
            ("4.4.316, Server contoso.com", "contoso.com"),
            ("4.4.316 for contoso.com", ""),
            ("4.4.316 from relay.contoso.com", ""),
            ("From our host relay.contoso.com (10.2.0.14) we get 4.4.315", ""),
            ("4.4.316 on a.contoso.com and b.contoso.com", ""),
            ("4.4.316, see learn.microsoft.com and report.2026.txt", ""),
        ] {
            assert_eq!(read(text), name, "{text}");
        }
        let address = other_side("4.4.316 when it sends to mail.contoso.com (203.0.113.7)").1;
        assert_eq!(address.map(|(ip, _)| ip.to_string()).as_deref(), Some("203.0.113.7"));
    }
}
