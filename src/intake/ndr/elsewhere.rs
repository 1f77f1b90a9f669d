//! What is said of other services than mail between servers, and of a mail server's own helpers: no error of a delivery.

use crate::model::EnhancedCode;

/// The ports that mail is taken at (RFC 5321, RFC 6409, RFC 8314; the others are used beside them).
pub(super) const MAIL_PORTS: [u16; 6] = [24, 25, 26, 465, 587, 2525];

/// The first port that the end of a connection which asks may have (Linux; RFC 6335 and Windows begin at 49152).
const FIRST_OF_CLIENTS: u16 = 32768;

/// The port of the resolver that a name was asked of (RFC 1035).
const DNS_PORT: u16 = 53;

/// How words begin that are of another service, in lower case.
const SERVICES: [&str; 48] = [
    "npm",
    "redis",
    "mysql",
    "mariadb",
    "postgres",
    "mongo",
    "ldap",
    "axios",
    "fetch",
    "docker",
    "error response from daemon",
    "git",
    "mqtt",
    "kafka",
    "websocket",
    "amqp",
    "rabbitmq",
    "elasticsearch",
    "memcache",
    "zookeeper",
    "imap",
    "pop3",
    "pop.",
    "ftp",
    "rsync",
    "nfs",
    "mount.",
    "cifs",
    "smbclient",
    "vpn",
    "openvpn",
    "wireguard",
    "kube",
    "readiness probe",
    "liveness probe",
    "artifact",
    "maven",
    "newconnectionerror",
    "pip install",
    "wget",
    "failed to connect to bus",
    "systemctl",
    "snmp",
    "mstsc",
    // Lists of what is new in a program.
    "release notes",
    "### fixed",
    "### changed",
    "### added",
];

/// Programs that speak to no port of mail.
const PROGRAMS: [&str; 8] = ["ssh:", "ssh ", "scp:", "sftp", "rdp ", "remote desktop", "winrm", "curl: "];

/// What tells of mail all the same, in lower case.
const OF_MAIL: [&str; 6] = ["smtp", "exchange", "office 365", "connector", "m365", "deliver"];

/// How a mail server speaks of its own filters, look-ups and sockets, in lower case.
const HELPERS: [&str; 14] = [
    "milter",
    "rbl lookup",
    "dnsbl",
    "rbl_",
    "clamd",
    "clamav",
    "spamd",
    "unix socket",
    "unix:/",
    ".sock:",
    "[private/",
    "policy service",
    "policyd",
    "content_filter",
];

/// Words before an address that something connects to, in lower case.
const CONNECTS: [&str; 6] = ["connect to ", "connecting to ", "connection to ", "server ", "inet:", "socket "];

/// How addresses and names of the machine itself begin, in lower case.
const LOOPBACK: [&str; 5] = ["127.", "localhost:", "localhost[", "[::1]", "::1"];

/// Whether a text is about another service, and nothing in it about mail.
pub(super) fn is_of_another_service(text: &str) -> bool {
    let lower = text[..text.floor_char_boundary(2048)].to_ascii_lowercase();
    !is_about_mail(&lower) && (SERVICES.iter().any(|word| begins(&lower, word)) || joins_another_port(&lower))
}

/// Whether the first word of a text is a service that logs under its name, `mongo: …`.
pub(super) fn begins_with_service(text: &str) -> bool {
    let head = text[..text.floor_char_boundary(64)].split(' ').next().unwrap_or_default();
    let lower = text[..text.floor_char_boundary(2048)].to_ascii_lowercase();
    head.strip_suffix(':').is_some_and(|name| SERVICES.contains(&name.to_ascii_lowercase().as_str()))
        && !is_about_mail(&lower)
}

fn is_about_mail(lower: &str) -> bool {
    OF_MAIL.iter().any(|word| lower.contains(word))
}

/// The same of a paragraph whose port may stand in another line than what became of the connection.
pub(super) fn is_at_another_port(text: &str) -> bool {
    let lower = text[..text.floor_char_boundary(2048)].to_ascii_lowercase();
    !is_about_mail(&lower) && names_another_port(&lower)
}

/// The same of what a program says that somebody ran, which names no link but the one that it was to open (`lower` is
/// `words` in lower case).
pub(super) fn is_of_a_tool(words: &str, lower: &str) -> bool {
    begins(lower, "http")
        || SERVICES.iter().any(|word| begins(lower, word))
        || joins_another_port(lower)
        || names_another_port(words)
}

/// Whether a line of a mail server (in lower case) tells of a helper of its own: a filter, a look-up, a socket, a port of
/// the machine itself. What a server replied may name what it refused by.
pub(super) fn is_of_a_helper(lower: &str) -> bool {
    let is_own = |at: usize, words: &str| LOOPBACK.iter().any(|start| lower[at + words.len()..].starts_with(start));
    let own = &lower[..reply(lower)];
    HELPERS.iter().any(|word| own.contains(word))
        || CONNECTS.iter().any(|words| lower.match_indices(words).any(|(at, _)| is_own(at, words)))
}

/// Where the first reply of a server stands in a line (RFC 5321 section 4.2, RFC 2034); its length if nowhere.
fn reply(lower: &str) -> usize {
    let is_reply = |(at, word): (usize, &str)| {
        let digits = word.rsplit(['\'', '"', '(', '=', ';']).next().unwrap_or_default();
        let begins = digits.starts_with(['4', '5']) && digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit());
        let before = lower[..at].trim_end();
        let is_said =
            before.is_empty() || before.ends_with("said:") || before.ends_with("smtp;") || word.len() > digits.len();
        let next = lower[at + word.len()..].trim_start_matches([' ', '-']).split(' ').next().unwrap_or_default();
        (begins && (is_said || next.parse::<EnhancedCode>().is_ok())).then_some(at)
    };
    let mut at = 0;
    let words = lower.split([' ', '-']).map(|word| {
        let place = at;
        at += word.len() + 1;
        (place, word)
    });
    words.filter(|(_, word)| !word.is_empty()).find_map(is_reply).unwrap_or(lower.len())
}

/// Whether a text, in lower case, names an address of the machine itself.
pub(super) fn names_the_machine(lower: &str) -> bool {
    LOOPBACK.iter().any(|start| begins(lower, start))
}

/// Whether a text speaks of a port that is not for mail: a browser, a remote desktop, a shell.
pub(super) fn names_another_port(text: &str) -> bool {
    let lower = text[..text.floor_char_boundary(512)].to_ascii_lowercase();
    let ports: Vec<&str> = lower
        .match_indices("port ")
        .map(|(at, mark)| digits(&lower[at + mark.len()..]))
        .filter(|digits| !digits.is_empty())
        .collect();
    if ports.is_empty() {
        return PROGRAMS.iter().any(|name| begins(&lower, name));
    }
    !ports.iter().any(|port| is_of_mail(port))
}

/// Whether a host or an address has a port of another service behind it, `HOST:8080`, `192.0.2.8/995`, and none one of mail.
fn joins_another_port(lower: &str) -> bool {
    let joined = lower.match_indices([':', '/']).filter_map(|(at, mark)| {
        let is_joint = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ']'));
        let host = lower[..at].rsplit(is_joint).next().unwrap_or_default();
        let number = digits(&lower[at + 1..]);
        let behind = &lower[at + 1 + number.len()..];
        let is_address = host.matches('.').count() == 3 && host.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let is_name = mark == ":" && host.contains('.') && host.rsplit('.').next().is_some_and(|last| last.len() > 1);
        let is_host =
            is_address || host == "localhost" || (is_name && host.contains(|c: char| c.is_ascii_alphabetic()));
        // Behind an address `/24` is the length of its network.
        let is_long = mark == ":" || number.len() > 2;
        let is_number = (2..=5).contains(&number.len()) && !behind.starts_with(|c: char| c.is_ascii_alphabetic());
        (is_host && is_long && is_number).then_some(number)
    });
    let ports: Vec<&str> = joined.collect();
    let is_another = |port: &&str| port.parse().is_ok_and(|port: u16| port < FIRST_OF_CLIENTS && port != DNS_PORT);
    ports.iter().any(is_another) && !ports.iter().any(|port| is_of_mail(port))
}

/// Whether a number is a port of mail.
fn is_of_mail(port: &str) -> bool {
    port.parse().is_ok_and(|port| MAIL_PORTS.contains(&port))
}

/// The digits that a text begins with.
fn digits(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())]
}

/// Whether a word begins with those letters.
fn begins(lower: &str, letters: &str) -> bool {
    lower.match_indices(letters).any(|(at, _)| !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_service_is_told_by_its_port_or_its_name_and_a_helper_by_its_socket() {
        for text in [
            "cache.contoso.com:6379. Connection refused",
            "[192.0.2.8/995] failed: Connection refused",
            "deb.contoso.org:80 (192.0.2.4), connection timed out",
            "The VPN connection: connection timed out",
        ] {
            assert!(is_of_another_service(text), "{text}");
        }
        for text in [
            "mail.contoso.com:25: Connection refused",
            "10:02 Connection refused by 192.0.2.0/24",
            "from 192.0.2.8:51234: Connection refused",
            "fe80::1:80 Connection refused",
        ] {
            assert!(!is_of_another_service(text), "{text}");
        }
        for line in ["connect to milter service inet:127.0.0.1:8891", "connect to 127.0.0.1[127.0.0.1]:10024: refused"]
        {
            assert!(is_of_a_helper(line), "{line}");
        }
        assert!(
            is_of_a_helper("rspamd: connect to redis refused") && is_of_a_helper("milter-reject: from a: 4.7.1 later")
        );
        for reply in ["554 5.7.1 blocked using dnsbl.sorbs.net", "<a>: host b said: 451 later (milter failure)"] {
            assert!(!is_of_a_helper(reply), "{reply}");
        }
        assert!(!is_of_a_helper("connect to mail.contoso.com[192.0.2.1]:25: connection refused"));
    }
}
