//! What a stranger sent stays text: a run, a report and a connector full of escapes, bidirectional controls, markup,
//! formulas and commands go through every output, and nothing of it is live.

use std::{
    ffi::OsStr,
    net::{SocketAddr, UdpSocket},
    os::unix::ffi::OsStrExt as _,
    path::PathBuf,
    process::Command,
};

use crate::support::program::{mxray, stderr, stdout};
use jiff::Timestamp;
use mxray::{
    diagnose::diagnose,
    knowledge::Knowledge,
    l10n::{Locale, Texts},
    model::{
        Answers, CertificateDays, CertificateProblem, CertificateSeen, CodeId, Connector, Direction, Domain,
        EndpointId, Evidence, Fault, Host, Limits, NamePattern, Outcome, Party, ProbeEvent, Route, Run, Settings,
        Stage, Symptom, TlsPolicy, TlsSeen, TranscriptLine, View, WireText,
    },
    report::{self, Dress, Inquiry, json},
};
use proptest::prelude::*;

/// What hostile peers send. Each holds the mark, so that a test sees where it went.
const HOSTILE: [&str; 13] = [
    "\u{1b}[2J\u{1b}[H MARK cleared",
    "\u{1b}]0;MARK title\u{7}\u{1b}]52;c;TUFSSw==\u{7}",
    "\u{9b}31m MARK \u{90}q\u{9c}",
    "MARK \u{202e}moc.live\u{202c} \u{2066}x\u{2069}",
    "MARK zero\u{200b}\u{200d}\u{feff}width \u{e0041}tag",
    "MARK \u{61c}\u{180e}\u{2800}\u{3164}\u{fe0f}\u{fdd0}\u{1fffe}\u{10ffff}\u{e000}\u{2028} blank",
    "<script>alert('MARK')</script><img src=x onerror=MARK()>",
    "\"><a href=\"javascript:MARK()\">x</a>",
    "=cmd|'/c MARK'!A1",
    "[MARK](https://evil.example) ![MARK](x) `MARK` **MARK** @MARK www.evil.example user@evil.example",
    "'; Remove-Item MARK; $(MARK) `MARK \u{2019}; MARK",
    "MARK\r\n# heading\r\n- item\r\n\r\n```\r\nMARK",
    "C:\\MARK\\x1b",
];

/// When an ending certificate is told.
const DAYS: CertificateDays = CertificateDays { warn: 30, crit: 7 };

/// A run in which every text is hostile: the greeting, the reply, the certificate.
fn run(text: &WireText, at: Timestamp) -> Run {
    let endpoint = EndpointId(0);
    let stage = |stage, at_ms, outcome| {
        [
            ProbeEvent::Started { endpoint, stage, at_ms, until_ms: 10_000 },
            ProbeEvent::Ended { endpoint, stage, at_ms: at_ms + 1, outcome },
        ]
    };
    let certificate = CertificateSeen {
        subject: text.clone(),
        sans: vec![text.clone()],
        issuer: text.clone(),
        not_before: at,
        not_after: at,
        key: "RSA 2048".into(),
        signature: "SHA-256 with RSA".into(),
        sha1: "AA".into(),
        sha256: "BB".into(),
    };
    let mut events = vec![
        ProbeEvent::Began {
            at,
            view: View { host: Some(text.clone()), ip: None, resolvers: Vec::new() },
            limits: Limits::default(),
        },
        ProbeEvent::Host { index: 0, host: host(), preference: Some(10), of: host() },
        ProbeEvent::HostEnded { index: Some(0), outcome: Outcome::Passed, at_ms: 1 },
        ProbeEvent::HostEnded { index: None, outcome: Outcome::Passed, at_ms: 1 },
        ProbeEvent::Address { endpoint, host: 0, ip: [192, 0, 2, 25].into(), port: 25, tried: true },
        ProbeEvent::Said { endpoint, line: TranscriptLine { at_ms: 3, direction: Direction::In, text: text.clone() } },
        ProbeEvent::Tls {
            endpoint,
            tls: TlsSeen {
                version: "1.3".into(),
                cipher: "TLS_AES_128_GCM_SHA256".into(),
                chain: vec![certificate],
                problems: vec![CertificateProblem::NameMismatch, CertificateProblem::SelfSigned],
                revocation_known: false,
            },
        },
    ];
    for passed in [Stage::Connect, Stage::Greeting, Stage::Ehlo, Stage::StartTls, Stage::Handshake] {
        events.extend(stage(passed, 2, Outcome::Passed));
    }
    for evidence in [
        Evidence::CertificateNameMismatch {
            wanted: "mail.contoso.com".into(),
            presented: vec![text.clone()],
            common_name_only: false,
        },
        Evidence::CertificateSelfSigned { subject: text.clone() },
        Evidence::GreetingMasked { received: text.clone() },
        Evidence::CertificateMalformed { subject: text.clone(), flaw: mxray::model::CertificateFlaw::NotForServers },
    ] {
        events.push(ProbeEvent::Saw { endpoint: Some(endpoint), at_ms: 5, evidence });
    }
    events.extend(stage(Stage::Certificate, 6, Outcome::Failed(Fault::CertificateNameMismatch)));
    events.push(ProbeEvent::Finished { at_ms: 9, cancelled: false });
    Run::replay(events)
}

fn host() -> Host {
    Host::Name(Domain::from_ascii("mail.contoso.com").expect("a name"))
}

fn connector(text: &WireText) -> Connector {
    Connector {
        name: Some(text.clone()),
        route: Route::SmartHosts(vec![host()]),
        tls: TlsPolicy::DomainValidation(NamePattern::from_ascii("mail.contoso.com").expect("a name")),
        party: Party::Own,
        port: 25,
    }
}

fn symptom(text: &WireText) -> Symptom {
    Symptom {
        code: Some(CodeId::new("4.4.317")),
        detail: Some(text.clone()),
        server_name: Some(text.clone()),
        expected_name: Some(text.clone()),
        presented_name: Some(text.clone()),
        thumbprint: Some(text.clone()),
        connector_name: Some(text.clone()),
        last_attempt: Some(text.clone()),
        unread: vec![text.clone()],
        text: text.clone(),
        ..Symptom::default()
    }
}

/// Every output of a run and a report full of that text: its name, and what it says.
fn outputs(sent: &str, locale: Locale) -> Vec<(&'static str, String)> {
    let text = WireText::from_text(sent);
    let (connector, symptom, run) = (connector(&text), symptom(&text), run(&text, Timestamp::UNIX_EPOCH));
    let (knowledge, texts) = (Knowledge::embedded(), Texts::new(locale));
    let diagnosis = diagnose(&connector, Some(&symptom), &run, knowledge);
    let settings = Settings::default();
    let inquiry = Inquiry {
        connector: &connector,
        symptom: Some(&symptom),
        settings: &settings,
        answers: &Answers::default(),
        scenario: None,
        redacted: false,
    };
    let check = report::check(&inquiry, &run, &diagnosis, report::Depth::Short, knowledge, &texts);
    let brief = report::Brief::new(&connector, true).found(&run, &diagnosis.finding);
    let table = report::overview(std::slice::from_ref(&brief), &[0], &[0], &texts);
    let read = report::read(&symptom, 0, None, Knowledge::embedded(), &texts);
    let service = || report::Service::new(&connector, &run, &diagnosis.finding, DAYS, &texts);
    let whole = json::check(&inquiry, &run, &diagnosis, knowledge, &texts);
    vec![
        ("check text", check.dressed(Dress::Text { styled: false }, locale)),
        ("check markdown", check.dressed(Dress::Markdown, locale)),
        ("check html", check.dressed(Dress::Html, locale)),
        ("check json", json::document(&whole)),
        ("check jsonl", json::line(&whole)),
        ("table text", table.dressed(Dress::Text { styled: false }, locale)),
        ("table markdown", table.dressed(Dress::Markdown, locale)),
        ("table html", table.dressed(Dress::Html, locale)),
        ("table csv", report::csv_line(&brief, &texts)),
        ("plugin", report::nagios(vec![service()], DAYS, &texts).1),
        ("metrics", report::openmetrics(vec![service(), service()], Timestamp::UNIX_EPOCH)),
        ("read text", read.dressed(Dress::Text { styled: false }, locale)),
        ("read html", read.dressed(Dress::Html, locale)),
        ("read markdown", read.dressed(Dress::Markdown, locale)),
        ("read json", json::document(&json::read(&symptom, std::slice::from_ref(&symptom), 0))),
    ]
}

/// Whether a character does something, or hides, where text is shown: what was sent here as such, and whatever the gate
/// would not let pass.
fn is_live(c: char) -> bool {
    let sent = HOSTILE[..6].iter().any(|sent| sent.contains(c));
    (sent && !c.is_ascii_graphic() && !c.is_ascii_whitespace())
        || c != '\n' && c != '\\' && WireText::from_text(&c.to_string()).as_str() != c.to_string()
}

/// Every hostile text in every language and output.
fn everywhere(check: impl Fn(&str, &str, &str)) {
    for locale in Locale::all() {
        for sent in HOSTILE {
            for (name, output) in outputs(sent, locale) {
                assert!(output.contains("MARK"), "{name} does not show {sent:?}, so this test sees nothing");
                check(sent, name, &output);
            }
        }
    }
}

#[test]
fn no_control_a_stranger_sent_reaches_an_output() {
    everywhere(|sent, name, output| {
        let live = output.chars().find(|c| is_live(*c));
        assert_eq!(live, None, "{name} of {sent:?}:\n{output}");
    });
}

#[test]
fn a_line_that_was_sent_is_one_line_and_no_formula() {
    everywhere(|sent, name, output| {
        for line in output.lines() {
            assert!(
                !line.starts_with(['=', '#', '@', '`'])
                    || name.ends_with("markdown")
                    || name == "metrics"
                        && ["# TYPE mx", "# UNIT mx", "# HELP mx", "# EOF"].iter().any(|ours| line.starts_with(ours)),
                "{name} of {sent:?}: {line}"
            );
        }
    });
}

#[test]
fn html_holds_our_tags_and_no_other() {
    const OURS: [&str; 30] = [
        "!DOCTYPE html",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "p",
        "ul",
        "ol",
        "li",
        "pre",
        "br",
        "a",
        "div",
        "span",
        "figure",
        "figcaption",
        "svg",
        "desc",
        "g",
        "path",
        "circle",
        "text",
        "table",
        "tr",
        "th",
        "td",
    ];
    everywhere(|sent, name, output| {
        if !name.ends_with("html") {
            return;
        }
        for tag in output.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            let element = tag.trim_matches('/').split(' ').next().unwrap_or_default();
            assert!(tag == OURS[0] || OURS.contains(&element), "{name} of {sent:?}: <{tag}>");
            assert!(!tag.to_lowercase().contains(" on") && !tag.contains("javascript"), "{name} of {sent:?}: <{tag}>");
            assert!(!tag.contains("MARK"), "{name} of {sent:?}: <{tag}>");
        }
    });
}

/// What is left of Markdown when code is taken out, which is literal.
fn without_code(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(begin) = rest.find('`') {
        let escaped = rest[..begin].chars().rev().take_while(|c| *c == '\\').count() % 2 == 1;
        let fence = rest[begin..].chars().take_while(|c| *c == '`').count();
        let marks = &rest[begin..begin + fence];
        let after = &rest[begin + fence..];
        match after.find(marks).filter(|_| !escaped) {
            Some(end) => {
                out.push_str(&rest[..begin]);
                rest = &after[end + fence..];
            }
            None => {
                out.push_str(&rest[..begin + fence]);
                rest = after;
            }
        }
    }
    out + rest
}

/// A table in which every row has as many cells as its head, without what is ours of it: bars, the rule, the link.
fn without_table(output: &str) -> String {
    let is_bar = |row: &str, at: usize| row[..at].chars().rev().take_while(|c| *c == '\\').count() % 2 == 0;
    let bars = |row: &str| row.match_indices('|').filter(|(at, _)| is_bar(row, *at)).count();
    let rows: Vec<&str> = output.lines().filter(|line| line.starts_with("| ")).collect();
    assert!(rows.len() > 2 && rows.iter().all(|row| bars(row) == bars(rows[0])), "{output}");
    let bare = |line: &str| {
        let line = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")).unwrap_or(line);
        line.replace(" | [", " ").replace("](#connector-1)", "").replace(" | ", " ")
    };
    output.lines().map(|line| bare(line) + "\n").collect()
}

#[test]
fn markdown_holds_no_markup_of_a_stranger() {
    everywhere(|sent, name, output| {
        if !name.ends_with("markdown") {
            return;
        }
        let table = name.starts_with("table");
        let prose = without_code(&if table { without_table(output) } else { output.to_owned() });
        let mut before = ' ';
        for (place, c) in prose.char_indices() {
            let begin = prose[..place].rfind('\n').map_or(0, |end| end + 1);
            let line = &prose[begin..];
            // Links of ours stand alone on their line, in angle brackets.
            let ours = line.trim_start().starts_with("- <https://learn.microsoft.com")
                || line.trim_start().starts_with("- <https://admin.exchange.microsoft.com");
            if matches!(c, '<' | '[' | ']' | '*' | '_' | '|') && !ours {
                assert_eq!(before, '\\', "{name} of {sent:?}: {c} in {}", line.lines().next().unwrap_or_default());
            }
            before = if before == '\\' && c == '\\' { ' ' } else { c };
        }
        for live in ["https://evil", "www.evil", "@MARK", "user@"] {
            assert!(!prose.contains(live), "{name} of {sent:?}: {live} in {prose}");
        }
    });
}

#[test]
fn json_keeps_what_was_sent_without_loss() {
    for sent in HOSTILE {
        let output = outputs(sent, Locale::english());
        let (_, check) = output.iter().find(|(name, _)| *name == "check json").expect("JSON");
        let check: serde_json::Value = serde_json::from_str(check).expect("JSON");
        let shown = check.pointer("/endpoints/0/transcript/0/text").and_then(|text| text.as_str()).expect("a line");
        assert_eq!(shown, WireText::from_text(sent).as_str());
        assert_eq!(original(shown), sent);
    }
}

/// Turns the made-safe form back.
fn original(shown: &str) -> String {
    let mut out = String::new();
    let mut rest = shown;
    while let Some(place) = rest.find('\\') {
        out.push_str(&rest[..place]);
        rest = &rest[place + 1..];
        let (code, after) = if let Some(hex) = rest.strip_prefix("u{") {
            hex.split_once('}').expect("closed")
        } else if let Some(hex) = rest.strip_prefix('x') {
            hex.split_at(2)
        } else {
            out.push('\\');
            rest = rest.strip_prefix('\\').expect("a backslash from outside is doubled");
            continue;
        };
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        rest = after;
    }
    out + rest
}

#[test]
fn a_command_to_copy_holds_a_strangers_words_in_quotes_only() {
    for sent in HOSTILE {
        let text = WireText::from_text(sent);
        let diagnosis = diagnose(&connector(&text), None, &run(&text, Timestamp::UNIX_EPOCH), Knowledge::embedded());
        let commands: Vec<_> = diagnosis.checklist.items.iter().flat_map(|item| &item.commands).collect();
        assert!(commands.iter().any(|command| command.contains("MARK")), "{sent:?}: {commands:#?}");
        for command in commands {
            assert!(!unquoted(command).contains("MARK"), "{sent:?}: {command}");
            assert_eq!(command.lines().count(), 1, "{sent:?}: {command}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_monitoring_reads_is_well_formed_whatever_a_stranger_sent(
        sent in prop_oneof![
            "[\\PC\\x00-\\x1f|'\"=;\\\\\u{202e}\u{e9}\u{6771}]{0,400}",
            ".{0,40}\\|x=1;.{0,40}\n.{0,20}",
        ],
        count in 1..40_usize,
    ) {
        let text = WireText::from_text(&sent);
        let (connector, run) = (connector(&text), run(&text, Timestamp::UNIX_EPOCH));
        let finding = diagnose(&connector, None, &run, Knowledge::embedded()).finding;
        for locale in Locale::all() {
            let texts = Texts::new(locale);
            let services = || vec![report::Service::new(&connector, &run, &finding, DAYS, &texts); count];
            let (state, plugin) = report::nagios(services(), DAYS, &texts);
            prop_assert!(plugin.len() < 4_096 && plugin.ends_with('\n') && !plugin.contains("\n\n"), "{}", plugin);
            prop_assert!(plugin.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)), "{}", plugin);
            let first = plugin.lines().next().unwrap_or_default();
            prop_assert!(first.starts_with(&format!("MXRAY {} - ", state.word())), "{}", plugin);
            // The numbers stand behind the only bar, and whoever takes the labels off finds nothing but numbers.
            prop_assert_eq!(plugin.matches('|').count(), 1, "{}", &plugin);
            let numbers = first.split(" | ").nth(1).unwrap_or_default();
            let labels_off: String = numbers.split('\'').step_by(2).collect();
            let bare = labels_off.replace("time=", "").replace("cert_days=", "").replace("endpoints_ok=", "");
            let is_number = |c: char| c.is_ascii_digit() || " =;:.s".contains(c);
            prop_assert!(bare.replace("faults=", "").chars().all(is_number), "{}", first);
            let metrics = report::openmetrics(services(), Timestamp::UNIX_EPOCH);
            prop_assert!(metrics.ends_with("\n# EOF\n"), "{}", metrics);
            for line in metrics.lines().filter(|line| !line.starts_with("# ")) {
                prop_assert!(is_sample(line), "{}", line);
            }
            let healthy = metrics.lines().filter(|line| line.starts_with("mxray_healthy{")).count();
            prop_assert_eq!(healthy, count, "{}", metrics);
        }
    }

    #[test]
    fn a_shell_reads_the_command_of_a_check_as_it_was_typed(
        files in prop::collection::vec("[-a\u{fc}\u{5d0}\u{202e}\u{2019}'\"`$(){}*?!~#;&|<> \t\n\\\\]{1,12}", 3),
        bytes in prop::collection::vec(1..=u8::MAX, 1..8),
        note in "[-a-z'$` \"!\\\\]{1,8}",
    ) {
        let connector = Connector {
            tls: TlsPolicy::DomainValidation(NamePattern::from_ascii("*.xn--bcher-kva.example").expect("a name")),
            ..connector(&WireText::from_text("x"))
        };
        let named: Vec<PathBuf> =
            files.iter().map(PathBuf::from).chain([OsStr::from_bytes(&bytes).into()]).collect();
        let settings = Settings { ca_files: named.clone(), ehlo: Some(note.clone()), ..Settings::default() };
        let answers = Answers::default().with("before", &note);
        let inquiry = Inquiry { connector: &connector, symptom: None, settings: &settings, answers: &answers, scenario: None, redacted: false };
        let command = report::command(&inquiry).join(" ");
        prop_assert!(!command.contains(is_live), "{}", command);
        // Only builtins: whatever the words are, nothing of them runs.
        let script = format!("mxray() {{ printf '%s\\0' \"$@\"; }}; {command}");
        let output = Command::new("bash").args(["--norc", "-c", &script]).env_clear().output().expect("it runs");
        let words: Vec<&[u8]> = output.stdout.split(|byte| *byte == 0).collect();
        let after = |option: &str| -> Vec<&[u8]> {
            words.windows(2).filter(|pair| pair[0] == option.as_bytes()).map(|pair| pair[1]).collect()
        };
        // A name that begins like an option is told with its folder.
        let typed = named.iter().map(|path| {
            let bytes = path.as_os_str().as_bytes();
            if bytes.starts_with(b"-") { [b"./", bytes].concat() } else { bytes.to_vec() }
        });
        let as_typed = typed.collect::<Vec<_>>();
        prop_assert_eq!(after("--ca-file"), as_typed, "{}", command);
        prop_assert_eq!(after("--ehlo"), [note.as_bytes()], "{}", command);
        let answer = format!("before={note}");
        prop_assert_eq!(after("--answer"), [answer.as_bytes()], "{}", command);
        prop_assert_eq!(after("--tls-domain"), ["*.xn--bcher-kva.example".as_bytes()], "{}", command);
    }
}

/// Whether a line is a sample as OpenMetrics 1.0 has it: `name{label="value",…} number`, with three escapes in a value.
fn is_sample(line: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let Some((series, number)) = line.rsplit_once(' ') else { return false };
    let Some((name, labels)) = series.split_once('{') else { return is_name(series) && number.parse::<f64>().is_ok() };
    let Some(mut rest) = labels.strip_suffix('}') else { return false };
    while !rest.is_empty() {
        let Some((label, value)) = rest.split_once("=\"") else { return false };
        let mut end = None;
        let mut chars = value.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    end = Some(at);
                    break;
                }
                '\\' if !chars.next().is_some_and(|(_, c)| matches!(c, '\\' | '"' | 'n')) => return false,
                _ => {}
            }
        }
        let Some(end) = end else { return false };
        if !is_name(label) {
            return false;
        }
        rest = &value[end + 1..];
        match rest.strip_prefix(',') {
            Some(more) => rest = more,
            None if !rest.is_empty() => return false,
            None => {}
        }
    }
    is_name(name) && number.parse::<f64>().is_ok()
}

/// What PowerShell reads outside of single quotes; the typographic ones are quotes too, and two are one inside.
fn unquoted(command: &str) -> String {
    let quote = |c: char| matches!(c, '\'' | '\u{2018}'..='\u{201b}');
    let mut out = String::new();
    let mut inside = false;
    let mut chars = command.chars().peekable();
    while let Some(c) = chars.next() {
        match (inside, quote(c)) {
            (false, true) => inside = true,
            (true, true) if chars.peek().is_some_and(|next| quote(*next)) => {
                chars.next();
            }
            (true, true) => inside = false,
            (true, false) => {}
            (false, false) => out.push(c),
        }
    }
    out
}

#[test]
fn what_is_typed_and_what_files_are_called_is_made_safe_in_complaints() {
    for arguments in [
        ["check", "x\u{1b}[2J.test"],
        ["check", "\u{202e}moc"],
        ["read", "/nowhere/\u{1b}]0;x\u{7}"],
        ["explain", "\u{9b}31m"],
        ["lab", "\u{1b}[31m"],
        ["check", "--\u{1b}[31m"],
        ["--lang", "\u{1b}[31m"],
    ] {
        let output = mxray(&arguments).output().expect("runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = stderr(&output);
        assert!(said.contains("\\x1b") || said.contains("\\u{"), "{arguments:?}: {said}");
        assert_eq!(said.chars().find(|c| is_live(*c)), None, "{arguments:?}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn the_bytes_of_a_file_name_are_told_in_complaints_as_they_are() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    let folder = tempfile::tempdir().expect("a folder");
    let name = OsStr::from_bytes(b"caf\xe9\xff\x1b[2J");
    let empty = folder.path().join(name);
    std::fs::write(&empty, "nothing of a report").expect("written");
    for (arguments, file) in [
        (vec!["read"], folder.path().join("missing").join(name)),
        (vec!["check", "127.0.0.1", "--no-control", "--resolver", "127.0.0.1:9", "--ndr"], empty.clone()),
        (vec!["check", "127.0.0.1", "--no-control", "--resolver", "127.0.0.1:9", "--ca-file"], empty.clone()),
    ] {
        let output = mxray(&arguments).arg(&file).output().expect("runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = stderr(&output).replace(['\n', ' '], "");
        assert!(said.contains(r"caf\xe9\xff\x1b[2J"), "{arguments:?}: {said}");
    }
}

/// Answers every question about `evil.test` with names that no host has, until the test ends.
fn hostile_resolver() -> SocketAddr {
    fn name(labels: &[&[u8]]) -> Vec<u8> {
        let mut wire: Vec<u8> = labels.iter().flat_map(|label| [&[label.len() as u8], *label].concat()).collect();
        wire.push(0);
        wire
    }
    let socket = UdpSocket::bind("127.0.0.1:0").expect("a port");
    let address = socket.local_addr().expect("its address");
    std::thread::spawn(move || {
        let hostile: [&[u8]; 6] = [
            b"\x1b]0;MARK\x07\x1b[2J",
            "\u{202e}moc.\u{200b}\\b".as_bytes(),
            b"<script>MARK",
            b"\xff\x9b\x00\r\n",
            b"=cmd|x",
            b"test",
        ];
        let mut packet = [0; 4096];
        while let Ok((length, from)) = socket.recv_from(&mut packet) {
            // RFC 1035 section 4.1: a header of 12 bytes, one question, its type behind the name.
            let end = 12 + packet[12..length].iter().position(|byte| *byte == 0).expect("a name ends") + 1;
            let (kind, question) = (packet[end + 1], &packet[12..end + 4]);
            let data = match kind {
                15 => [&[0, 10], name(&hostile).as_slice()].concat(),
                5 | 2 => name(&hostile),
                _ => Vec::new(),
            };
            let count = u8::from(!data.is_empty());
            let mut answer = [&packet[..2], &[0x81, 0x80, 0, 1, 0, count, 0, 0, 0, 0], question].concat();
            if count == 1 {
                answer.extend([0xc0, 12, 0, kind, 0, 1, 0, 0, 1, 44, 0, data.len() as u8]);
                answer.extend(data);
            }
            socket.send_to(&answer, from).expect("sent");
        }
    });
    address
}

#[test]
fn hostile_names_of_hosts_are_inert_in_everything_the_program_prints() {
    let resolver = hostile_resolver().to_string();
    for format in ["text", "json", "jsonl", "markdown", "html"] {
        let output = mxray(&["check", "evil.test", "--mx", "--no-control", "--resolver", &resolver, "--timeout", "2"])
            .args(["--format", format])
            .output()
            .expect("runs");
        let printed = stdout(&output) + &stderr(&output);
        assert!(printed.contains("MARK"), "{format} does not show the name: {printed}");
        assert_eq!(printed.chars().find(|c| is_live(*c)), None, "{format}: {printed}");
        assert!(!printed.contains("<script>MARK") || format != "html", "{printed}");
    }
}
