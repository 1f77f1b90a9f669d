//! The host that was tried and its address, where a line names them without the brackets of Exchange's fields.

use std::net::IpAddr;

use super::{
    answered::receiver, dates::is_of_a_date, joints::begins_reply, protocol, server::server, tags::socket_address,
};

/// What is found of a host: its name, and its address and port.
type Tried = (Option<String>, Option<(IpAddr, Option<u16>)>);

/// Fields that lost their brackets, `; LastAttemptedServerName=HOST; LastAttemptedIP=IP:25`, of words that are given in lower
/// case too.
pub(super) fn without_brackets(words: &str, lower: &str) -> Tried {
    let value = |name: &str| {
        let at = lower.match_indices(name).map(|(at, _)| at).find(|at| !lower[..*at].ends_with(['[', '{', '(']))?;
        let value = words.get(at + name.len()..)?;
        let rest = value.trim_start_matches([' ', '=', ':', '"']);
        let word = rest.split([' ', ';', ',', '\'', '"', '}', '<']).next().unwrap_or_default();
        // What was cut is no name and no address.
        (rest.len() < value.len() && !word.ends_with('.')).then_some(word)
    };
    let fqdn = || ["; fqdn", ". fqdn"].iter().find_map(|name| value(name));
    // On a line of its own below its error, or behind the last link of a chain.
    let alone = || value(" fqdn").filter(|_| lower.contains(" fqdn="));
    let name = value("lastattemptedservername").or_else(fqdn).or_else(alone);
    let name = name.and_then(|name| server(name.trim_end_matches(']')));
    (name, value("lastattemptedip").and_then(endpoint))
}

/// The cells of a table behind the one that holds the reply, `450 4.4.315 …⇥HOST⇥IP`; of a row with commas one cell is both,
/// `HOST (IP)`, and of the log of hMailServer's client that one before the reply is the other side.
pub(super) fn in_columns(words: &str) -> Tried {
    if !words.contains('\t') {
        let mut cells = words.split(',').skip_while(|cell| !cell.contains(";4") && !cell.contains(";5")).skip(1);
        let Some((name, address)) = cells.find_map(receiver) else { return (None, None) };
        return (server(name), socket_address(address));
    }
    if words.starts_with("\"SMTPC\"") {
        return (None, words.split('\t').find_map(socket_address));
    }
    let behind = |cell: &&str| !(begins_reply(cell) || cell.contains("LED="));
    let cells = || words.split('\t').skip_while(behind).skip(1);
    let is_name = |cell: &&str| socket_address(cell).is_none() && !cell.contains(' ');
    (cells().filter(is_name).find_map(server), cells().find_map(socket_address))
}

/// Whether a line is a row of `Get-Queue` or of the queue viewer: it says that the queue delivers over a connector (a narrow table
/// cuts the word), or begins with the identity of a queue, `SERVER\NUMBER`.
pub(super) fn is_row_of_queue(line: &str) -> bool {
    const MARKS: [&str; 2] = ["DnsConnector", "SmartHostCo"];
    MARKS.iter().any(|mark| line.contains(mark)) || begins_row_of_queue(line)
}

/// Whether a line shows that a queue of an Exchange server is looked at: the command that lists it or its messages, its type, or
/// the name of a field that it alone has.
pub(super) fn shows_a_queue(line: &str) -> bool {
    const MARKS: [&str; 6] =
        ["Get-Queue", "Get-Message ", "QueueViewer", "Queue Viewer", "NextHopDomain", " LastError"];
    MARKS.iter().any(|mark| line.contains(mark))
}

/// Whether a line begins with the identity of a queue, `SERVER\NUMBER`.
pub(super) fn begins_row_of_queue(line: &str) -> bool {
    let first =
        line.trim_start_matches([' ', '"', '|']).split(|c: char| c.is_whitespace() || ",;|\"".contains(c)).next();
    let identity = first.and_then(|first| first.split_once('\\'));
    let is_numbered = |(server, number): (&str, &str)| {
        !server.is_empty() && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    };
    identity.is_some_and(is_numbered)
}

/// The cells of a row before the reply, of which one is a host or an address: those of a table in tabs, lines or columns of
/// spaces, of a queue's row those between commas too. Of two hosts nobody says which.
pub(super) fn in_row(words: &str) -> Tried {
    const MAX_HEAD: usize = 600;
    // hMailServer's log of a client has that one's address.
    if words.starts_with("\"SMTP") {
        return (None, None);
    }
    let near = &words[..words.floor_char_boundary(MAX_HEAD)];
    let begins = |c: char| matches!(c, ' ' | '\t' | '|' | '"' | ',' | ';');
    let reply = near
        .match_indices(begins)
        .map(|(at, mark)| at + mark.len())
        .find(|at| near[*at..].starts_with(|first: char| first.is_ascii_digit()) && begins_reply(&near[*at..]));
    let Some(head) = reply.map(|at| &near[..at]) else { return (None, None) };
    let is_parted = |c: char| matches!(c, '\t' | '|') || (matches!(c, ',' | ';') && is_row_of_queue(head));
    let cells = || {
        let cells = head.split(is_parted).flat_map(|cell| cell.split("  "));
        cells.map(|cell| cell.trim_matches([' ', '"'])).filter(|cell| !cell.is_empty())
    };
    if !head.contains(is_parted) && !head.contains("  ") {
        return (None, None);
    }
    let only = |mut all: Vec<String>| {
        all.dedup();
        (all.len() == 1).then(|| all.swap_remove(0))
    };
    let is_name = |cell: &&str| socket_address(cell).is_none() && !cell.contains(' ');
    (only(cells().filter(is_name).filter_map(server).collect()), cells().find_map(socket_address))
}

/// The next server and its address, of a row of a message tracking log without its head.
pub(super) fn in_tracking(words: &str) -> Tried {
    let Some((address, name)) = protocol::tracked(words) else { return (None, None) };
    (server(name), socket_address(address))
}

/// `192.0.2.1:25`, and an IPv6 address without brackets whose last group is the port: Exchange ends its sentences so.
pub(super) fn endpoint(text: &str) -> Option<(IpAddr, Option<u16>)> {
    let bare = text.trim_matches(['"', '\'', '.', ';', ',']);
    let unbracketed = bare.rsplit_once(":25").filter(|(ip, rest)| rest.is_empty() && ip.matches(':').count() > 1);
    let read = unbracketed.and_then(|(ip, _)| Some((ip.parse().ok()?, Some(25))));
    read.or_else(|| socket_address(text))
}

/// The host before a reply in the marks of old Exchange servers, `HOST #421 4.4.1 Connection timed out##`: what such a server says
/// in words of its own it says of itself.
pub(super) fn before_marked_reply(words: &str) -> Option<String> {
    const OF_ITS_OWN: [&str; 5] = ["RESOLVER.", "STOREDRV", "ROUTING.", "QUEUE.", "TRANSPORT."];
    let (name, reply) = words.split_once(" #")?;
    let is_marked = begins_reply(reply) && words.trim_end().ends_with('#');
    let is_alone = !name.contains(char::is_whitespace) && socket_address(name).is_none();
    let is_other = OF_ITS_OWN.iter().all(|own| !reply.contains(own));
    (is_marked && is_alone && is_other).then(|| server(name)).flatten()
}

/// Whether a text begins with a port and a colon behind it.
fn behind_is_port(behind: &str) -> bool {
    let port = behind.strip_prefix(':').and_then(|rest| rest.split_once(": ")).map(|(port, _)| port);
    port.is_some_and(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()))
}

/// The host that stands before a reply, `HOST (IP) 450 …`, where before it stand a date and marks alone.
pub(super) fn before_reply(words: &str) -> Option<(String, (IpAddr, Option<u16>))> {
    const MAX_HEAD: usize = 400;
    let near = &words[..words.floor_char_boundary(MAX_HEAD)];
    // A port may stand behind the bracket.
    let replies = |behind: &str| {
        let behind =
            behind.strip_prefix(':').map_or(behind, |port| port.trim_start_matches(|c: char| c.is_ascii_digit()));
        begins_reply(behind.trim_start_matches([' ', ':', '-', '>', ',', '|', '\t']))
    };
    let close = near.match_indices([')', ']']).map(|(at, _)| at).find(|at| replies(&near[at + 1..]))?;
    let open = near[..close].rfind(['(', '['])?;
    let head = near[..open].trim_end();
    let start = head.rfind([' ', '\t', ',', '|', ';']).map_or(0, |at| at + 1);
    let is_of_date = |word: &str| {
        !word.contains(char::is_alphabetic) || is_of_a_date(word.trim_matches(['[', ']']).to_lowercase().as_str())
    };
    let (ip, port) = socket_address(&near[open + 1..close])?;
    let behind = near[close + 1..].strip_prefix(':').and_then(|port| port.split([' ', ':']).next()?.parse().ok());
    let address = (ip, port.or(behind));
    // Nobody but a mail server joins both with a port, `HOST[IP]:25: 450 …`.
    let is_joined = behind_is_port(&near[close + 1..]) && near[..open].len() == head.len();
    (is_joined || head[..start].split_whitespace().all(is_of_date))
        .then(|| server(&head[start..]))
        .flatten()
        .map(|name| (name, address))
}
