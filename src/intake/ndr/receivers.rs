//! Whom a line of its own names as the receiving side: a host alone, the cells of a row, a sentence of refusal. What the report
//! makes of it is left to `report`.

use std::net::IpAddr;

use super::{answered, fields, server, tags};

/// Who was to receive: a name, and its address.
pub(super) type Receiver = (Option<String>, Option<(IpAddr, Option<u16>)>);

/// The host, with or without its address, that is all of a line: with a single dot it may be the end of a sentence.
pub(super) fn host_alone(line: &str) -> Option<Receiver> {
    if let Some((name, address)) = answered::receiver(line) {
        return Some((server::server(name), tags::socket_address(address)));
    }
    let (name, port) = fields::host_and_port(line.trim()).filter(|_| !line.trim_end().ends_with('.'))?;
    port.is_none().then_some((Some(name), None))
}

/// Whom the cells of a row name so far, a line each, as a page has them: a host and its address among short ones.
pub(super) fn cell(line: &str, above: Option<Receiver>) -> Option<Receiver> {
    const MAX_CELL: usize = 40;
    const MAX_WORDS: usize = 4;
    let line = line.trim();
    if let Some(address) = tags::socket_address(line) {
        return Some((above.and_then(|(name, _)| name), Some(address)));
    }
    let is_short = line.len() <= MAX_CELL && line.split_whitespace().count() <= MAX_WORDS;
    let is_page = line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    let goes_on = is_short && !is_page && !line.ends_with(['.', '!', '?', ':', ',']);
    host_alone(line).filter(|_| !is_page).or_else(|| above.filter(|_| goes_on))
}

/// The server of `mx.fabrikam.com rejected your message to the following email addresses:` and `… gave this error:`, with its
/// address or without.
pub(super) fn refuser(line: &str) -> Option<Receiver> {
    let (first, rest) = line.trim_start().split_once(' ')?;
    let inside = rest.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    let (address, rest) = inside.unwrap_or(("", rest));
    let says = ["rejected your message", "gave this error"].iter().any(|words| rest.starts_with(words));
    server::server(first).filter(|_| says).map(|name| (Some(name), tags::socket_address(address)))
}
