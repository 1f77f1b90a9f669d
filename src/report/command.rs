//! The command that repeats a check: one for reports and screens, so that what is offered in one place is what is offered
//! in the other. Whatever a file is called, its name is written so that a shell reads the same.

use std::{ffi::OsStr, net::SocketAddr, path::Path};

use crate::model::{
    Answers, Connector, Control, DNS_PORT, Host, Limits, MailDirection, Party, Route, SMTP_PORT, Settings, Symptom,
    TlsPolicy, is_invisible,
};

/// What was asked for: a connector, what was reported of it, and how it is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Inquiry<'a> {
    /// The connector.
    pub connector: &'a Connector,
    /// What Office 365 reported, to compare with.
    pub symptom: Option<&'a Symptom>,
    /// How it is looked at.
    pub settings: &'a Settings,
    /// What a person answered to the questions that narrow.
    pub answers: &'a Answers,
    /// The scenario of the training lab it is, if it is one: from outside of the lab nothing leads there.
    pub scenario: Option<&'a str>,
    /// Whether all of it has stand-ins in place of names, as what is read of a redacted report does: each report says so.
    pub redacted: bool,
}

/// The command that looks at this again in the same way, in the order in which it is typed: the program and what it
/// checks, then an option with its value each, quoted for a shell where one would mind.
pub fn command(inquiry: &Inquiry<'_>) -> Vec<String> {
    if let Some(id) = inquiry.scenario {
        return vec![format!("mxray lab {id}"), "--plain".to_owned()];
    }
    let mut words = of_connector(inquiry.connector);
    words.extend(options(inquiry.settings, inquiry.symptom));
    words.extend(inquiry.answers.iter().map(|(question, answer)| quoted_answer(question, answer)));
    words
}

/// The options of a command that say how to look, and with what report to compare: all but the connector and the answers.
pub fn options(settings: &Settings, symptom: Option<&Symptom>) -> Vec<String> {
    let mut words = of_settings(settings);
    words.extend(symptom.and_then(|symptom| of_report(symptom, settings)));
    words
}

/// The command that probes the very server that a report names and compares it with the report, read from `file`; `None`
/// where it names none, or mail to it goes into Office 365.
pub(super) fn check_of_report(symptom: &Symptom, file: Option<&Path>) -> Option<Vec<String>> {
    let outbound = symptom.direction != MailDirection::Inbound && symptom.code.is_some();
    let name = symptom.server_name.as_ref().map(|name| name.as_str().to_owned());
    let host = name.or_else(|| symptom.server_ip.map(|ip| ip.to_string())).filter(|_| outbound)?;
    let mut words = vec![format!("mxray check {}", quoted(&host))];
    words.extend(symptom.server_port.filter(|port| *port != SMTP_PORT).map(|port| format!("--port {port}")));
    // What only wraps the code, or a number of another server's own, is compared with nothing.
    let concluded = symptom.code.as_ref().filter(|code| code.reply().is_some());
    let written =
        symptom.reported_code.filter(|own| concluded.is_none_or(|code| own.temporary().to_string() == code.as_str()));
    let told = written.map(|code| code.to_string()).or_else(|| concluded.map(ToString::to_string));
    let told = told.map(|code| format!("--reported {code}"));
    words.extend(file.map(|file| format!("--ndr {}", named(file))).or(told));
    Some(words)
}

/// A command in rows of that width, to be pasted as it stands: a shell goes on behind a backslash. `None` where one of
/// its words is longer than a row.
pub fn continued(words: &[String], width: usize) -> Option<Vec<String>> {
    const MARK: &str = " \\";
    let mut rows: Vec<String> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let mark = if place + 1 == words.len() { 0 } else { MARK.len() };
        match rows.last_mut() {
            Some(row) if columns(row) + 1 + columns(word) + mark <= width => {
                row.push(' ');
                row.push_str(word);
            }
            _ if columns(word) + mark <= width => rows.push(word.clone()),
            _ => return None,
        }
    }
    let last = rows.len().saturating_sub(1);
    rows.iter_mut().take(last).for_each(|row| row.push_str(MARK));
    Some(rows)
}

fn columns(text: &str) -> usize {
    textwrap::core::display_width(text)
}

fn of_connector(connector: &Connector) -> Vec<String> {
    let hosts: Vec<_> = connector.route.hosts().iter().map(Host::to_string).collect();
    let mut words = vec![format!("mxray check {}", hosts.join(","))];
    words.extend(matches!(connector.route, Route::Mx(_)).then(|| "--mx".to_owned()));
    match &connector.tls {
        TlsPolicy::CertificateValidation => {}
        TlsPolicy::Opportunistic | TlsPolicy::EncryptionOnly => words.push(format!("--tls {}", connector.tls.id())),
        TlsPolicy::DomainValidation(name) => {
            words.push("--tls domain".to_owned());
            words.push(format!("--tls-domain {}", quoted(&name.to_string())));
        }
    }
    words.extend((connector.port != SMTP_PORT).then(|| format!("--port {}", connector.port)));
    words.extend((connector.party == Party::Partner).then(|| "--partner".to_owned()));
    words
}

fn of_settings(settings: &Settings) -> Vec<String> {
    let Settings { limits, ehlo, control, resolvers, ca_files, report: _, samples, endpoints } = settings;
    let usual = Limits::default();
    let mut words: Vec<_> =
        resolvers.iter().map(|server| format!("--resolver {}", quoted(&resolver(server)))).collect();
    words.extend(ca_files.iter().map(|path| format!("--ca-file {}", named(path))));
    for (option, ms, usual) in
        [("--timeout", limits.connect_ms, usual.connect_ms), ("--reply-timeout", limits.reply_ms, usual.reply_ms)]
    {
        words.extend((ms != usual).then(|| format!("{option} {}", seconds(ms))));
    }
    words.extend(ehlo.as_ref().map(|name| format!("--ehlo {}", quoted(name))));
    words.extend(match control {
        Control::Default => None,
        Control::None => Some("--no-control".to_owned()),
        Control::Named(Host::Ip(ip), port) => {
            Some(format!("--control {}", quoted(&SocketAddr::new(*ip, *port).to_string())))
        }
        Control::Named(Host::Name(name), port) => Some(format!("--control {name}:{port}")),
    });
    words.extend((*samples > 1).then(|| format!("--samples {samples}")));
    words.extend(endpoints.as_ref().map(|path| format!("--endpoints {}", named(path))));
    words
}

/// The report to compare with: its file, or else the code that it tells.
fn of_report(symptom: &Symptom, settings: &Settings) -> Option<String> {
    match &settings.report {
        Some((path, read)) if read == symptom => return Some(format!("--ndr {}", named(path))),
        Some(_) | None => {}
    }
    let written = symptom.reported_code.map(|code| code.to_string());
    let concluded = || symptom.code.as_ref().filter(|code| code.reply().is_some()).map(ToString::to_string);
    written.or_else(concluded).map(|code| format!("--reported {code}"))
}

/// An answer as the option that gives it again.
fn quoted_answer(question: &str, answer: &str) -> String {
    format!("--answer {}", quoted(&format!("{question}={answer}")))
}

/// A DNS server as it is named: its port only where it is not the usual one.
fn resolver(server: &SocketAddr) -> String {
    if server.port() == DNS_PORT { server.ip().to_string() } else { server.to_string() }
}

/// Milliseconds as seconds, with a fraction where there is one.
fn seconds(ms: u64) -> String {
    let whole = format!("{}.{:03}", ms / 1_000, ms % 1_000);
    whole.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The name of a file as a word of a command; `None` where it is standard input.
pub fn typed(path: &Path) -> Option<String> {
    (path != Path::new("-")).then(|| named(path))
}

/// The same, of what is surely a file.
fn named(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let here: &[u8] = if bytes.starts_with(b"-") { b"./" } else { b"" };
    of_bytes(&[here, bytes].concat())
}

/// Whatever was typed as a word of a command.
pub fn word(typed: &OsStr) -> String {
    of_bytes(typed.as_encoded_bytes())
}

fn of_bytes(bytes: &[u8]) -> String {
    match str::from_utf8(bytes) {
        Ok(text) if !text.contains(is_invisible) => quoted(text),
        Ok(_) | Err(_) => spelt(bytes),
    }
}

/// A text as one word of a shell (POSIX.1-2024, Shell Command Language, 2.2.2).
fn quoted(text: &str) -> String {
    let plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/' | ':' | ',' | '@' | '%' | '+' | '=' | '-');
    let is_plain = !text.is_empty() && text.chars().all(plain);
    if is_plain { text.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// Bytes as one word of a shell, of characters that anybody can see and type: the others by their three octal digits
/// (POSIX.1-2024, Shell Command Language, 2.2.4).
fn spelt(bytes: &[u8]) -> String {
    let inside = bytes.iter().map(|byte| match byte {
        b'\'' | b'\\' => format!("\\{}", char::from(*byte)),
        b' '..=b'~' => char::from(*byte).to_string(),
        _ => format!("\\{byte:03o}"),
    });
    format!("$'{}'", inside.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_goes_on_behind_a_backslash_and_no_word_of_it_is_broken() {
        let words = ["mxray check relay.contoso.com", "--port 2525", "--partner"].map(str::to_owned);
        let rows = |width| continued(&words, width).map(|rows| rows.join("\n"));
        assert_eq!(rows(80).as_deref(), Some("mxray check relay.contoso.com --port 2525 --partner"));
        assert_eq!(rows(32).as_deref(), Some("mxray check relay.contoso.com \\\n--port 2525 --partner"));
        assert_eq!(rows(30), None, "there is no room for the mark");
    }

    #[test]
    fn seconds_are_written_as_they_are_read() {
        for (ms, expected) in [(10_000, "10"), (1_500, "1.5"), (1, "0.001"), (3_600_000, "3600")] {
            assert_eq!(seconds(ms), expected);
        }
    }
}
