//! Lines of other mail servers: the host that Postfix, Exim or sendmail says it spoke to, or could not reach.

use std::net::IpAddr;

use super::{
    addresses::BLOT,
    server::{is_inside, server},
    status_codes::basic_of,
    tags::socket_address,
};
use crate::intake::status::is_exchange_online_inbound;

/// What a line of a log, or of a bounce that such a server wrote, says about the other side.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Logged {
    /// Its name.
    pub(super) server: Option<String>,
    /// Its address.
    pub(super) ip: Option<IpAddr>,
    /// Its port.
    pub(super) port: Option<u16>,
    /// It is a host inside Exchange Online, which is no destination.
    pub(super) inside: bool,
}

/// What sendmail says of a server that fell silent; of a client it says `… during server cmd read`.
const SILENT: &str = "timeout waiting for input from ";

/// What Exim says of a reply, and behind it to what: `… after RCPT TO:<…>: 550 …`.
pub(super) const REPLIED: &str = "smtp error from remote mail server after ";

/// Exim, of whom it did not let in.
const TURNED_AWAY: &str = " rejected rcpt ";

/// Words before the other side's name: of Postfix (`connect to HOST[IP]:25`, `relay=HOST[IP]:25`), Exim (`H=HOST [IP]`),
/// sendmail (`relay=HOST. [IP]`).
const BEFORE: [&str; 26] = [
    "verification failed for ",
    "relay=",
    "connect to ",
    "connecting to ",
    "lost connection with ",
    "conversation with ",
    "refused to talk to me: ",
    "session with ",
    "host ",
    " h=",
    "host=",
    "tried ",
    "host '",
    "remote_server\":\"",
    "connection refused by ",
    "connection reset by ",
    // sendmail, of whatever the system calls it: a connection, an operation.
    "timed out with ",
    // Exim, of a server that fell silent.
    "timeout while connected to ",
    // sendmail, of a session that broke or fell silent.
    "reply: read error from ",
    SILENT,
    // Postfix, of a session that broke in its handshake.
    "ssl_connect error to ",
    // Postfix, of a name that was not found; Mimecast.
    "name service error for name=",
    "remote host: ",
    // Kerio.
    "remote-host: ",
    "not offered by ",
    // Exim, of a server without STARTTLS.
    "session is required for ",
];

/// Words that only such a server writes, whether or not it names a host.
const MARKS: [&str; 42] = [
    // Exim, of what it was answered.
    REPLIED,
    "(in reply to ",
    "status=deferred",
    "status=bounced",
    "stat=",
    "== ",
    "t=remote_smtp",
    "no smtp servers were available",
    "smtp_enchcode",
    "noqueue: reject",
    "name service error for name=",
    // Gmail, of a name that was not found.
    "dns error: ",
    "tls library problem: ",
    "does not accept mail (nullmx)",
    "sorry, i couldn't find any host",
    "sorry, i wasn't able to establish",
    "sorry,_i_couldn't_find_any_host",
    "sorry,_i_wasn't_able_to_establish",
    "cname_lookup_failed",
    "host unknown (name server",
    "r=dnslookup",
    "retry timeout exceeded",
    "mx records point to non-existent hosts",
    // qmail, and the two sides of hMailServer.
    "remote host said:",
    // Momentum and PowerMTA, of what they did not get to say to anybody.
    "[internal] ",
    "\"smtpc\"",
    "\"smtpd\"",
    // What `mailq` of sendmail writes below a message that waits.
    "(deferred: ",
    // … and in the letter that it writes.
    ">... deferred: ",
    "(host map: lookup (",
    // OpenSMTPD, of one attempt and of what became of the message.
    "mta error reason=",
    "result=\"tempfail\"",
    "result=\"permfail\"",
    "reply: read error from ",
    SILENT,
    // sendmail, of what one of its rules turned away; Mimecast.
    "ruleset=",
    "required but not offered by ",
    // What `postqueue` of Postfix writes in brackets below a message that waits, with nobody's name.
    "server certificate not verified",
    "server certificate not trusted",
    "cannot start tls: ",
    "delivery temporarily suspended: ",
    // Postfix, of what no server replied (RFC 3464 section 2.3.6: the type of a `Diagnostic-Code`).
    "x-postfix;",
];

/// What Exim and Postfix write behind `HOST [IP]`, with nothing before it that names a host.
const BEHIND: [&str; 7] = [
    "said:",
    "connection refused",
    "connection timed out",
    "operation timed out",
    "connection reset by peer",
    "no route to host",
    "network is unreachable",
];

/// The other side of a log's line (`words`, and the same in lower case); `None` if it is no such line.
pub(super) fn read(words: &str, lower: &str) -> Option<Logged> {
    if words.len() != lower.len() {
        return None;
    }
    let mut marked = MARKS.iter().any(|mark| match *mark {
        // Exim puts it where a message is put off: `2024-01-01 10:00:00 1abc-0001 == user@…`.
        "== " => lower.contains(" == ") && lower.contains(" defer"),
        // Office 365 has a number for it that is its own.
        "does not accept mail (nullmx)" => lower.contains(mark) && !lower.contains("4.310 dns domain"),
        "(deferred: " | "(host map: lookup (" => lower.trim_start().starts_with(mark),
        SILENT => lower.contains(mark) && lower.contains(" during client "),
        mark => lower.contains(mark),
    });
    let (named_behind, is_marked) = behind_a_word(words, lower);
    let said = before_an_outcome(words, lower);
    marked |= is_marked || said.is_some();
    let mut found = named_behind.or(said);
    if lower.starts_with("h=") {
        found = found.or_else(|| named(&words[2..]).map(|(logged, _)| logged));
        marked |= found.as_ref().is_some_and(|logged| logged.ip.is_some());
    }
    // `stat=Deferred: 450 … by contoso-com.mail.protection.outlook.com.`
    if marked && found.is_none() {
        found = lower.rsplit_once(" by ").and_then(|(head, _)| named(&words[head.len() + 4..])).map(|(it, _)| it);
    }
    if let Some(logged) = google(words).or_else(|| opensmtpd(words, lower).filter(|_| marked)) {
        return Some(logged);
    }
    if is_of_the_destination(lower) {
        return Some(Logged::default());
    }
    // Whom a server turned away that nobody sends to over a connector.
    if lower.contains(TURNED_AWAY) {
        return None;
    }
    if !marked && is_bounce(lower) {
        marked = true;
        found = found.or_else(|| beside_an_address(words));
    }
    marked.then(|| found.unwrap_or_default())
}

/// The other side behind a word that announces it, and whether that alone shows that the line is of a log.
fn behind_a_word(words: &str, lower: &str) -> (Option<Logged>, bool) {
    let (mut found, mut is_sure, mut address, mut marked) = (None::<Logged>, false, None, false);
    for before in BEFORE {
        for (at, _) in lower.match_indices(before).take(8) {
            let Some((logged, sure)) = named(&words[at + before.len()..]) else { continue };
            // The name that was not found is no server that was tried, unless it tells whose it is, or its address was asked for.
            let is_host = || [" type=a:", " type=aaaa:"].iter().any(|kind| lower[at..].contains(kind));
            if before.ends_with("name=") && !sure && !is_host() {
                continue;
            }
            marked |= sure || before.contains(" by ");
            if logged.server.is_none() && !logged.inside {
                address = address.or(logged.ip);
                continue;
            }
            // The server that tells, `This is the mail system at host NAME.`, has no address beside it.
            if found.is_none() || (sure && !is_sure) {
                (found, is_sure) = (Some(logged), sure);
            }
        }
    }
    // `refused by 192.0.2.1`, alone or beside the field that names the host.
    match &mut found {
        None => found = address.map(|ip| Logged { ip: Some(ip), ..Logged::default() }),
        Some(found) if !found.inside => found.ip = found.ip.or(address),
        Some(_) => {}
    }
    (found, marked)
}

/// The host before what became of it: `HOST[IP] said: 550 …`, `HOST [IP] Connection refused`, `HOST [IP]:25 Connection refused`.
fn before_an_outcome(words: &str, lower: &str) -> Option<Logged> {
    lower.match_indices(']').take(8).find_map(|(at, _)| {
        let behind = lower[at + 1..].trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()).strip_prefix(' ')?;
        if !BEHIND.iter().any(|words| behind.starts_with(words)) {
            return None;
        }
        let host = words[..at].rfind('[').map_or("", |open| words[..open].trim_end());
        let start = host.rfind([' ', '<', '"']).map_or(0, |space| space + 1);
        named(&words[start..]).filter(|(_, sure)| *sure).map(|(logged, _)| logged)
    })
}

/// The reply that a line quotes, `host HOST[IP] said: 550 …`, `SMTP error from remote mail server after initial connection: 554 …`.
pub(super) fn reply(words: &str) -> Option<&str> {
    let said = ["] said: ", "] refused to talk to me: "].iter().find_map(|mark| words.split_once(mark));
    let behind = || {
        let at = words.to_ascii_lowercase().find(REPLIED)? + REPLIED.len();
        let behind = words.get(at..)?;
        behind
            .match_indices(": ")
            .take(4)
            .map(|(at, mark)| &behind[at + mark.len()..])
            .find(|said| basic_of(said).is_some())
    };
    said.map(|(_, said)| said).or_else(behind)
}

/// Whether a line says in words of such a server's own what became of the mail to somebody: `<***>: Server certificate not
/// trusted`. What begins with a number is a reply.
fn is_bounce(lower: &str) -> bool {
    let said = lower.trim_start().strip_prefix('<').and_then(|line| line.strip_prefix(BLOT)?.strip_prefix(">: "));
    said.is_some_and(|said| said.starts_with(|first: char| first.is_ascii_alphabetic()))
}

/// The first `HOST[IP]` of a line.
fn beside_an_address(words: &str) -> Option<Logged> {
    words.match_indices('[').take(8).find_map(|(open, _)| {
        let start = words[..open].rfind([' ', ',', '(', '<', '"']).map_or(0, |at| at + 1);
        named(&words[start..]).filter(|(_, sure)| *sure).map(|(logged, _)| logged)
    })
}

/// Whether a server that Office 365 sends to, which knows it by the name of the host that it sends from, writes that there
/// was no handshake, or that it turned the recipient away: nobody else's is told.
pub(super) fn is_of_the_destination(lower: &str) -> bool {
    const BROKEN: [&str; 6] = [
        "timeout after data from ",
        "ssl_accept",
        "starttls=server, error",
        "lost connection after starttls from ",
        "tls error on connection from ",
        TURNED_AWAY,
    ];
    lower.contains(".outbound.protection.outlook.com") && BROKEN.iter().any(|words| lower.contains(words))
}

/// The end of a report of Gmail's about a host that it did not reach, or not in the way that it must: `[HOST. IP: timed out]`,
/// `[HOST. IP]`. A name that lost its dot needs the outcome.
fn google(words: &str) -> Option<Logged> {
    words.match_indices('[').take(8).find_map(|(open, _)| {
        let (name, rest) = words[open + 1..].split_once(' ')?;
        let end = rest.find(": ").into_iter().chain(rest.find(']').filter(|_| name.ends_with('.'))).min()?;
        let (ip, port) = socket_address(&rest[..end])?;
        Some(Logged { server: Some(server(name)?), ip: Some(ip), port, inside: false })
    })
}

/// Whether a line is the host of such a report and nothing else: what became of it stands above.
pub(super) fn is_host_of_google(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('[') && line.ends_with(']') && !line.contains(": ") && google(line).is_some()
}

/// Whether a line is what Postfix says of a host that it did not reach, `connect to HOST[IP]:25: …`.
pub(super) fn names_attempt(line: &str) -> bool {
    let behind = line.split_once("connect to ").map(|(_, behind)| behind);
    behind.and_then(named).is_some_and(|(_, is_sure)| is_sure)
}

/// Whether a line begins with what became of the connection to the host before it.
pub(super) fn begins_with_outcome(line: &str) -> bool {
    let lower = line[..line.floor_char_boundary(40)].to_ascii_lowercase();
    BEHIND.iter().any(|words| lower.starts_with(words))
}

/// Whether a line begins with the host and its address that a word at the end of the one before announces, `connect to` and
/// `HOST[IP]`.
pub(super) fn goes_on_with_host(tail: &str, line: &str) -> bool {
    const LONGEST: usize = 40;
    let end = tail[tail.ceil_char_boundary(tail.len().saturating_sub(LONGEST))..].to_ascii_lowercase();
    let is_announced = || BEFORE.iter().any(|before| before.ends_with(' ') && end.ends_with(before.trim_end()));
    line.contains('[') && is_announced() && named(line).is_some_and(|(_, is_sure)| is_sure)
}

/// The relay of a delivery in OpenSMTPD's log: `relay="IP (NAME)"`.
fn opensmtpd(words: &str, lower: &str) -> Option<Logged> {
    let at = lower.find("relay=\"")? + "relay=\"".len();
    let relay = words[at..].split('"').next()?;
    let (address, name) = relay.split_once(" (").unwrap_or((relay, relay));
    let (ip, port) = socket_address(address).unzip();
    let server = server(name.trim_end_matches(')')).filter(|name| socket_address(name).is_none());
    Some(Logged { server, ip, port: port.flatten(), inside: false })
}

/// Whether a line may say that the message was handed over: a cheap look.
pub(super) fn may_tell_delivery(line: &str) -> bool {
    ["=sent (", "=Sent (", " C=\"250", "result=\"Ok\""].iter().any(|mark| line.contains(mark))
}

/// Whether a line says that the message was handed over: what stands in it is no fault, whatever its id looks like.
pub(super) fn tells_delivery(words: &str) -> bool {
    let lower = words[..words.floor_char_boundary(2048)].to_ascii_lowercase();
    let fails = ["status=deferred", "status=bounced", "stat=deferred", "led=", "returned '", "[message="];
    // The last two are Exim's, with what the other side replied, and OpenSMTPD's.
    let of_exim = [" => ", " -> ", " >> "].iter().any(|mark| lower.contains(mark)) && lower.contains(" c=\"250");
    let sent = ["status=sent (", "stat=sent (", "result=\"ok\""].iter().any(|mark| lower.contains(mark)) || of_exim;
    // `250 2.0.0 Ok: queued as 4XyZ5Q1Ghz`
    let reply = lower.trim_start().trim_start_matches(['\'', '"', '<', '-', '>', ' ']);
    let queued = ["250 2.", "250-2.", "250 ok"].iter().any(|ok| reply.starts_with(ok))
        && ["queued", "accepted", "delivered"].iter().any(|said| lower.contains(said));
    (sent || queued) && !fails.iter().any(|mark| lower.contains(mark))
}

/// A host and its address, `HOST[IP]:25`, `HOST. [IP]`, `HOST`; and whether no prose has it: an address in brackets stands
/// behind it, or it is one by which Office 365 receives.
fn named(rest: &str) -> Option<(Logged, bool)> {
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))).unwrap_or(rest.len());
    let name = rest[..end].trim_end_matches('.');
    if is_inside(name) && rest[end..].trim_start().starts_with('[') {
        return Some((Logged { inside: true, ..Logged::default() }, true));
    }
    let name = server(name)?;
    let behind = rest[end..].strip_prefix(' ').unwrap_or(&rest[end..]);
    let inside = behind.strip_prefix('[').and_then(|inside| inside.split_once(']'));
    let Some((inside, after)) = inside else {
        if let Ok(ip) = name.parse() {
            return Some((Logged { ip: Some(ip), ..Logged::default() }, false));
        }
        let sure = is_exchange_online_inbound(&name);
        return Some((Logged { server: Some(name), ..Logged::default() }, sure));
    };
    let ip = socket_address(inside.trim_start_matches("IPv6:")).map(|(ip, _)| ip);
    let digits = after.strip_prefix(':').unwrap_or_default();
    let digits = &digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())];
    let sure = ip.is_some();
    Some((Logged { server: Some(name), ip, port: digits.parse().ok().filter(|port| *port > 0), inside: false }, sure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_side_of_a_log_is_found() {
        for (line, name, address) in [
            ("connect to a.example[192.0.2.1]:25: Connection refused", "a.example", "192.0.2.1"),
            ("relay=a.example[192.0.2.1]:25, delay=1", "a.example", "192.0.2.1"),
            (
                "relay=a.example. [192.0.2.1], stat=Deferred: Connection timed out with a.example.",
                "a.example",
                "192.0.2.1",
            ),
            ("stat=Deferred: Connection reset by a.example.", "a.example", "-"),
            ("2026-02-02 10:10:10 1rVnfC-0003aP-2H a.example [192.0.2.1] Connection refused", "a.example", "192.0.2.1"),
            (
                "== *** R=r T=remote_smtp defer (110): Connection timed out H=a.example [2001:db8::1]",
                "a.example",
                "2001:db8::1",
            ),
        ] {
            let logged = read(line, &line.to_ascii_lowercase()).expect(line);
            let ip = logged.ip.map_or("-".into(), |ip| ip.to_string());
            assert_eq!((logged.server.as_deref(), ip.as_str()), (Some(name), address), "{line}");
        }
        for line in ["the host mail.contoso.com is down", "connect to the server", "450 4.4.316 Connection refused"] {
            assert_eq!(read(line, &line.to_ascii_lowercase()), None, "{line}");
        }
    }
}
