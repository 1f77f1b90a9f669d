//! What other software says of a connection that it could not open or use: mail servers that write no log of a known kind,
//! and what is tried by hand (telnet, Test-NetConnection, openssl, swaks, programs of Node, Python, Go and .NET). Told by
//! the shape of the sentence; what it comes to is knowledge.

use std::net::IpAddr;

use super::{
    elsewhere::{self, MAIL_PORTS},
    server::server,
    tags::socket_address,
};
use crate::intake::status::is_exchange_online_inbound;

/// How mail servers word it, in lower case.
const OF_SERVERS: [&str; 40] = [
    // hMailServer, MailEnable.
    "smtpdeliverer",
    "hmailserver",
    "(error type: smtp)",
    "remote server replied:",
    "no mail servers appear to exist",
    "mailenable",
    "me-e0",
    "me-i0",
    // qmail.
    "but greeting failed",
    "but connection died",
    "but sender was rejected",
    "connected_to_",
    " deferral: ",
    "_does_not_like_",
    " does not like recipient",
    // Kerio, Mimecast.
    "mx lookup failed",
    "outbound tls negotiation failed",
    // Haraka, Postal, Kerio, Barracuda, PowerMTA.
    "[outbound]",
    "smtp delivery:",
    "no smtp servers were available",
    "queue-id:",
    "outbound/smtp:",
    "smtp service unavailable",
    "smtp;[internal]",
    "scan/smtp",
    // IIS.
    "message delivery to the host",
    "message delivery to the remote domain",
    // OpenSMTPD, Exim.
    "network error on destination mx",
    "connection refused on destination mx",
    "ssl verify error",
    "certificate verification fail",
    // IronPort, of the number of a connection, and of a name; hMailServer.
    " dcid ",
    "dns error looking up ",
    "tcpconnection - ",
    "remote computer refused the network connection",
    // MDaemon, Stalwart.
    "winsock error 100",
    "*  socket error 100",
    "* socket error 100",
    "ssl negotiation failed",
    "(delivery.connect-error)",
];

/// How programs and commands word it, in lower case.
const OF_TOOLS: [&str; 34] = [
    "econnrefused",
    "etimedout",
    "ehostunreach",
    "enetunreach",
    "enotfound",
    "eai_again",
    "econnreset",
    "econnaborted",
    "cert_has_expired",
    "self_signed_cert",
    "unable_to_verify_leaf",
    "err_tls_cert_altname",
    "connect:errno=",
    "[errno ",
    "gaierror",
    "socketexception",
    "send-mailmessage : ",
    "connectexception",
    "sockettimeoutexception",
    "dial tcp",
    "telnet:",
    "open connection to the host",
    "nc: ",
    "ncat: ",
    "curl: (",
    "name resolution of",
    "*** error connecting",
    "io::socket",
    "starttls not supported",
    "didn't find starttls",
    "connect: operation timed out",
    // Go, OpenSSL and .NET, of the certificate that they were shown.
    "x509: ",
    "verify error:num=",
    "remote certificate is invalid",
];

/// Words before the name of the other side, in lower case.
const BEFORE: [&str; 24] = [
    "to",
    // hMailServer: `Host name: HOST, message: …`.
    "name:",
    "host",
    "host:",
    "server",
    "with",
    "lookup",
    "enotfound",
    "eai_again",
    "tried",
    "resolve",
    "resolution",
    "of",
    "relay",
    "remote-host:",
    "port:",
    "trying",
    "h",
    "server:",
    "-connect",
    "mx",
    "hostname",
    "--server",
    "destination:",
];

/// Words before an address that is not that of the other side.
const OWN: [&str; 8] = ["local", "from", "on", "source", "client", "bind", "interface", "asking"];

/// The other side of what such software says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Told {
    /// A mail server says it, no program that somebody ran.
    pub(super) by_server: bool,
    pub(super) server: Option<String>,
    pub(super) ip: Option<IpAddr>,
    pub(super) port: Option<u16>,
}

/// Whether a text may be of such software: a cheap look.
pub(super) fn may_tell(text: &str) -> bool {
    let lower = text[..text.floor_char_boundary(2048)].to_ascii_lowercase();
    is_of_a_server(&lower) || OF_TOOLS.iter().any(|mark| lower.contains(mark))
}

/// Whether a mail server words it so.
fn is_of_a_server(lower: &str) -> bool {
    let is_of_hmailserver = || lower.contains("host name: ") && lower.contains(", message: ");
    OF_SERVERS.iter().any(|mark| lower.contains(mark)) || is_of_hmailserver()
}

/// What a line of such software tells (`lower` is `words` in lower case); `None` if it is of nothing that is known, or of
/// another service than mail.
pub(super) fn told(words: &str, lower: &str) -> Option<Told> {
    if words.len() != lower.len() {
        return None;
    }
    let by_server = is_of_a_server(lower);
    if !by_server && (!OF_TOOLS.iter().any(|mark| lower.contains(mark)) || elsewhere::is_of_a_tool(words, lower)) {
        return None;
    }
    let told = Told { by_server, ..endpoint(words) };
    // What a program hands to the machine that it runs on goes over no connector.
    if !by_server && told.server.is_none() && told.ip.is_none() && elsewhere::names_the_machine(lower) {
        return None;
    }
    told.port.is_none_or(|port| MAIL_PORTS.contains(&port)).then_some(told)
}

/// The name and the address of the other side in a sentence: `HOST:25`, `HOST (IP)`, `IP:25`, `(IP : 25)`, a name behind a
/// word that announces one.
pub(super) fn endpoint(words: &str) -> Told {
    let near = &words[..words.floor_char_boundary(2048)];
    let parts = |c: char| {
        c.is_whitespace() || matches!(c, '\'' | '"' | '(' | ')' | '<' | '>' | ',' | ';' | '=' | '[' | ']' | '/' | '…')
    };
    let all: Vec<&str> = near.split("...").flat_map(|part| part.split(parts)).filter(|word| !word.is_empty()).collect();
    let mut told = Told::default();
    for (at, word) in all.iter().enumerate() {
        let before =
            at.checked_sub(1).and_then(|at| all.get(at)).map_or(String::new(), |word| word.to_ascii_lowercase());
        let bare = word.trim_end_matches(['.', ':', '_', '/']);
        if let Some((ip, port)) = address(bare) {
            let own = OWN.contains(&before.trim_end_matches(':')) || is_of_the_machine(ip) || told.ip.is_some();
            if !own {
                (told.ip, told.port) = (Some(ip), port.or(told.port));
            }
            continue;
        }
        let (name, port) = match bare.rsplit_once(':').map(|(name, port)| (name, port.parse())) {
            Some((name, Ok(port))) => (name, Some(port)),
            Some((_, Err(_))) | None => (bare, None),
        };
        let is_lettered =
            name.rsplit('.').next().is_some_and(|last| last.len() > 1 && last.chars().all(char::is_alphabetic));
        let is_beside = all.get(at + 1).is_some_and(|next| address(next.trim_end_matches([':', '.'])).is_some());
        let announced =
            port.is_some() || is_beside || BEFORE.contains(&before.as_str()) || is_exchange_online_inbound(name);
        // Java's mail: `host, port: HOST, 25`.
        let port = port.or_else(|| all.get(at + 1).filter(|_| before == "port:").and_then(|next| next.parse().ok()));
        if told.server.is_none() && announced && is_lettered && !OWN.contains(&before.trim_end_matches(':')) {
            told.server = server(name);
            told.port = told.port.or(port.filter(|_| told.server.is_some()));
        }
    }
    told
}

/// Whether an address is of the machine itself; Node joins a port to `::1`, which is then another that nobody has (`::/96`, RFC
/// 4291 section 2.5.5.1).
fn is_of_the_machine(ip: IpAddr) -> bool {
    ip.is_loopback() || matches!(ip, IpAddr::V6(ip) if ip.segments()[..6] == [0; 6])
}

/// An address, with its port where one stands behind it; qmail's log writes `_` for spaces.
fn address(word: &str) -> Option<(IpAddr, Option<u16>)> {
    let first = word.trim_start_matches('_').split('_').find(|part| part.contains(['.', ':'])).unwrap_or(word);
    first.contains(|c: char| c.is_ascii_digit()).then(|| socket_address(first)).flatten()
}

/// What a server's log has in a line that says whom it tries, in lower case: MDaemon, hMailServer, OpenSMTPD, IronPort.
const OF_ATTEMPTS: [&str; 6] = [
    "new smtp dcid ",
    "attempting smtp connection to ",
    " mx=[",
    "relaying to host ",
    "] resolve: ",
    "mta connecting address=",
];

/// A line that names the other side and says no more: what is tried, `Trying 192.0.2.1...`, `telnet HOST 25`, or what
/// answered, `Remote server (192.0.2.1) issued an error.` It is of what stands below.
pub(super) fn names_other_side(line: &str) -> Option<Told> {
    // The last is sendmail's, above what was said to it and what it sums up itself.
    const TOOLS: [&str; 10] = [
        "trying ",
        "connected to ",
        "connecting to ",
        "error connecting to ",
        "telnet ",
        "openssl s_client ",
        "swaks ",
        "nc ",
        "ncat ",
        "while talking to ",
    ];
    const FIELDS: [&str; 2] = ["address: '", "host: '"];
    if line.len() > 300 {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let bare = lower.trim_start_matches(['=', '*', '$', '#', '>', '.', ' ', '\t']);
    let bare =
        bare.rsplit_once("> ").filter(|(prompt, _)| prompt.starts_with("ps ")).map_or(bare, |(_, command)| command);
    let by_server = bare.starts_with("remote server (") && bare.contains("issued an error")
        || lower.contains(" - connecting to ")
        || (bare.starts_with("host ") && bare.ends_with(']'))
        || OF_ATTEMPTS.iter().any(|mark| lower.contains(mark))
        || (bare.starts_with("connected to ") && bare.contains(" but "))
        || bare.trim_end().ends_with(" does not like recipient.");
    let by_tool = TOOLS.iter().chain(&FIELDS).any(|start| bare.starts_with(start))
        || ["host, port: ", "smtp host: "].iter().any(|words| bare.contains(words));
    if let Some(told) = in_code(line, &lower) {
        return Some(told);
    }
    if !by_server && !by_tool {
        return None;
    }
    let words = &line[line.len() - bare.len()..];
    let command = words.split_once(' ').map_or(words, |(_, rest)| rest);
    let told = Told { by_server, ..endpoint(words) };
    // `telnet HOST 25`, `Test-NetConnection HOST -Port 25`: the name stands first.
    let name = || {
        command
            .split([' ', '\'', ','])
            .find(|word| word.contains('.'))
            .map(|word| word.trim_end_matches('.'))
            .and_then(server)
    };
    let name = told.server.clone().or_else(|| name().filter(|name| socket_address(name).is_none()));
    let told = Told { server: name, ..told };
    let is_of_mail = told.port.is_none_or(|port| MAIL_PORTS.contains(&port));
    (is_of_mail && (told.server.is_some() || told.ip.is_some())).then_some(told)
}

/// The name with which the other side greets in the transcript of a session: MDaemon, swaks; hMailServer.
pub(super) fn greeted(line: &str) -> Option<String> {
    const ARROWS: [&str; 5] = ["<-- 220", "<-  220", "<~  220", "<- 220", "RECEIVED: 220"];
    let near = &line[..line.floor_char_boundary(300)];
    let behind = ARROWS.iter().find_map(|arrow| near.split_once(arrow)).map(|(_, behind)| behind)?;
    server(behind.strip_prefix([' ', '-'])?.split([' ', '"']).next()?)
}

/// The host that a line of a program names where it opens a session, `smtplib.SMTP("HOST", 25)`, `new SmtpClient("HOST")`: of a
/// variable nothing is known.
fn in_code(line: &str, lower: &str) -> Option<Told> {
    const CALLS: [&str; 5] = ["smtplib.smtp(", "smtp_ssl(", "smtpclient(", "createtransport(", "-smtpserver "];
    let at = CALLS.iter().find_map(|call| Some(lower.find(call)? + call.len()))?;
    let mut words = line.get(at..)?.split([' ', '"', '\'', ',', ')', ';', ':', '{']).filter(|word| !word.is_empty());
    let named = |word: &&str| word.contains('.') && (server(word).is_some() || socket_address(word).is_some());
    let host = words.find(named)?;
    let port = words.find_map(|word| word.parse().ok());
    let ip = socket_address(host).map(|(ip, _)| ip);
    let server = server(host).filter(|_| ip.is_none());
    port.is_none_or(|port| MAIL_PORTS.contains(&port)).then_some(Told { by_server: false, server, ip, port })
}
