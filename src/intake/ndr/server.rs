//! What counts as a server in a report: a full name or an address; what stands there instead of one is told apart.

use std::net::IpAddr;

use super::tags;
use crate::intake::targets;

/// A server as written, its wrapped parts joined: a full name or an address, and not one of Microsoft's own, which only
/// tells who speaks.
pub(super) fn server(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['"', '\'']);
    let text = text.strip_prefix("dns;").unwrap_or(text).trim();
    let text = text.split(" (").next().unwrap_or(text);
    if text.is_empty() || text.len() > 300 {
        return None;
    }
    let name = tags::squeeze(text);
    // The dot of the root.
    let name = name.strip_suffix('.').map_or(name.as_str(), |bare| bare).to_owned();
    // `x.x.x.x`: somebody took the name out; no top-level domain has one letter.
    if name
        .rsplit('.')
        .next()
        .is_some_and(|last| last.len() == 1 && last.starts_with(|c: char| c.is_ascii_alphabetic()))
    {
        return None;
    }
    let is_host =
        (name.contains('.') || name.contains(':')) && !name.chars().any(is_sign) && targets::host(&name).is_ok();
    (is_host && !is_inside(&name) && !is_sending(&name)).then_some(name)
}

/// Whether a character is one that no name has, though the mapping of UTS #46 lets it pass: arrows, bullets, boxes (RFC 5892
/// allows none of U+2000 to U+2BFF but letters, and the two joiners).
fn is_sign(c: char) -> bool {
    let listed = matches!(c, '\u{a0}'..='\u{bf}' | '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}');
    listed && !c.is_alphanumeric() && !matches!(c, '\u{b7}' | '\u{200c}' | '\u{200d}')
}

/// The name of a send connector, which stands where an Exchange server tried no host of a name: words, and no more marks
/// than names of connectors have.
pub(super) fn connector(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '(' | ')');
    (text.contains(' ') && text.len() <= 64 && text.chars().all(plain)).then(|| text.to_owned())
}

/// How the names of hosts inside Exchange Online end.
pub(super) const INSIDE: [&str; 3] = [".prod.outlook.com", ".prod.protection.outlook.com", ".prod.exchangelabs.com"];

/// Whether a host is one that Office 365 sends from, `….outbound.protection.outlook.com` and the same in its other clouds: it
/// is never where mail goes.
fn is_sending(name: &str) -> bool {
    name.to_ascii_lowercase().contains(".outbound.protection.")
}

/// Whether a host is inside Exchange Online: it generates reports and is no destination.
pub(super) fn is_inside(name: &str) -> bool {
    let name = tags::squeeze(name).trim_end_matches('.').to_ascii_lowercase();
    INSIDE.iter().any(|end| name.ends_with(end))
}

/// Whether an address is one by which servers inside Exchange Online speak to each other: 2603:1000::/24 is Microsoft's
/// (ARIN, NET6-2603-1000-1), and nobody outside is answered there for mail.
pub(super) fn is_inside_address(ip: IpAddr) -> bool {
    matches!(ip, IpAddr::V6(ip) if ip.segments()[0] == 0x2603 && ip.segments()[1] >> 8 == 0x10)
}
