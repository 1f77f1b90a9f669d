//! What a command line becomes: files read, connectors and a report built, each mistake a sentence.

use std::{
    net::{IpAddr, SocketAddr},
    path::Path,
};

use jiff::Timestamp;

use super::{
    args::{Look, Manner, Tls},
    output::Output,
    words::made_safe,
};
use crate::{
    intake::{
        endpoints, ndr,
        outbound_connector::{self, ExportKind, Exported, Note},
        saved::SavedError,
        status, targets,
    },
    knowledge::{Addresses, Knowledge, Known, Question},
    l10n::{Args, Texts},
    model::{
        Answers, Case, CaseError, Connector, Control, DNS_PORT, DONT_KNOW, Host, Limits, NamePattern, Party, Route,
        SMTP_PORT, Settings, Symptom, TlsPolicy, Told, WireText,
    },
    report::{self, Redactor},
    store::{self, MAX_INPUT},
};

/// The most that is read of a file with roots; a whole system's store has about 250 kB.
const MAX_PEM: u64 = 4 << 20;

/// Reads a file, or standard input for `-` and for none.
pub(super) fn file(path: Option<&Path>) -> Result<Vec<u8>, Told> {
    bounded(path.filter(|path| *path != Path::new("-")), MAX_INPUT)
}

/// The case that a file holds, exported or kept, if it holds one.
pub(super) fn case(bytes: &[u8]) -> Result<Option<Case>, Told> {
    match Case::read(bytes) {
        Ok(case) => Ok(Some(case)),
        Err(CaseError::Newer { version }) => Err(Told::new("case-newer").text("version", version)),
        Err(CaseError::Damaged) => Ok(None),
    }
}

/// That a file is none of the reports that are saved.
pub(super) fn not_saved(file: &Path, error: &SavedError) -> Told {
    Told::of(error.id(), error).text("file", WireText::from_path(file))
}

fn bounded(path: Option<&Path>, limit: u64) -> Result<Vec<u8>, Told> {
    store::read_bounded(path, limit).map_err(|error| Told::of(error.id(), &error))
}

/// A root file's bytes; what is in them is judged by whoever trusts it.
pub(super) fn pem(path: &Path) -> Result<Vec<u8>, Told> {
    bounded(Some(path), MAX_PEM)
}

/// What the name of a file ends in that is no top-level domain (IANA's list of 2026), so a file was meant where one is.
const FILES: [&str; 10] = ["txt", "eml", "msg", "json", "csv", "log", "html", "htm", "xml", "clixml"];

/// The connector of a TARGET that was typed. A mistake says what was probably meant: a file that is there, the right form.
pub(super) fn typed(target: &str, look: &Look, texts: &Texts) -> Result<Connector, Told> {
    if let Some(told) = meant_file(target) {
        return Err(told);
    }
    connector(target, look).map_err(|told| {
        let has_its_own = told.values.contains_key("suggestion");
        // Only a list of smart hosts has commas.
        let meant = targets::meant(target).filter(|meant| !(has_its_own || look.mx && meant.contains(',')));
        match meant {
            Some(meant) if told.id.starts_with("target-") => {
                Told::new("target-meant").text("why", texts.told("error", &told)).text("suggestion", meant)
            }
            Some(_) | None => told,
        }
    })
}

/// What to say where a TARGET is the name of a file that is there: one of connectors, or of a report.
fn meant_file(target: &str) -> Option<Told> {
    let path = Path::new(target);
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    if !FILES.contains(&ending.as_str()) || !path.is_file() {
        return None;
    }
    let has_connectors = file(Some(path)).is_ok_and(|bytes| {
        let export = outbound_connector::connectors(&bytes);
        export.is_ok_and(|export| export.kind != ExportKind::Targets)
    });
    let id = if has_connectors { "target-file-connectors" } else { "target-file-report" };
    Some(Told::new(id).text("value", made_safe(target)).text("file", report::typed(path).unwrap_or_default()))
}

/// The connector that a TARGET and the options around it describe.
pub(super) fn connector(target: &str, look: &Look) -> Result<Connector, Told> {
    let wrong = |error: targets::TargetError| Told::of(error.id(), &error);
    let read = targets::target(target).map_err(wrong)?;
    let route = if look.mx {
        let (domain, several) = (read.hosts[0].clone(), read.hosts.len() > 1);
        match domain {
            Host::Name(domain) if !several => Route::Mx(domain),
            Host::Name(_) => {
                return Err(Told::new("mx-several").text("value", made_safe(target)));
            }
            Host::Ip(_) => {
                return Err(Told::new("mx-address").text("value", made_safe(target)));
            }
        }
    } else {
        Route::SmartHosts(read.hosts)
    };
    let name = look.tls_domain.as_deref().map(targets::name_pattern).transpose().map_err(wrong)?;
    Ok(Connector {
        name: None,
        tls: tls(look, name, &route)?,
        route,
        party: if look.partner { Party::Partner } else { Party::Own },
        port: read.port.or(look.port).unwrap_or(SMTP_PORT),
    })
}

fn tls(look: &Look, name: Option<NamePattern>, route: &Route) -> Result<TlsPolicy, Told> {
    match (look.tls, name) {
        (None | Some(Tls::Domain), Some(name)) => Ok(TlsPolicy::DomainValidation(name)),
        (Some(Tls::Domain), None) => match route.hosts().into_iter().next() {
            Some(Host::Name(domain)) => Ok(TlsPolicy::DomainValidation(NamePattern::exact(domain))),
            Some(Host::Ip(_)) | None => Err(Told::new("tls-domain-missing")),
        },
        (None | Some(Tls::Certificate), None) => Ok(TlsPolicy::CertificateValidation),
        (Some(Tls::Opportunistic), None) => Ok(TlsPolicy::Opportunistic),
        (Some(Tls::Encryption), None) => Ok(TlsPolicy::EncryptionOnly),
        (Some(Tls::Opportunistic | Tls::Encryption | Tls::Certificate), Some(_)) => Err(Told::new("tls-domain-stray")),
    }
}

/// The connectors of a file; what keeps one of them from being probed is a mistake of the whole input, told with its
/// place, so that no connector is left out silently.
/// A mistake has no names either where the report has none.
pub(super) fn connectors(
    path: &Path,
    look: &Look,
    mut redactor: Option<Redactor<'_>>,
    texts: &Texts,
) -> Result<Vec<(Connector, Vec<Note>)>, Told> {
    let bytes = file(Some(path))?;
    let export = outbound_connector::connectors(&bytes).map_err(|error| Told::of(error.id(), &error))?;
    let mut found = Vec::new();
    for exported in export.connectors {
        let Exported { name, connector, notes, line, .. } = exported;
        // A connector has the number of its place in the file.
        redactor.iter_mut().zip(&name).for_each(|(redactor, name)| redactor.learn_name(name));
        let mut connector = connector.map_err(|error| {
            let place = match (&name, line) {
                (_, Some(line)) => line.to_string(),
                (Some(name), None) => texts.with("export-named", &Args::new().text("name", name)),
                (None, None) => "?".to_owned(),
            };
            let (mut place, mut why) = (place, error.told());
            if let Some(redactor) = &mut redactor {
                place = redactor.line(&place);
                // What was wanted and is none is no name.
                let text = why.values.get("text").and_then(|text| text.as_str()).filter(|text| *text != "none");
                let text = text.map(|text| redactor.unread(&WireText::from_safe(text)));
                why = text.into_iter().fold(why.clone(), |why, text| why.text("text", text));
            }
            Told::new("export-at").text("place", place).text("why", texts.told("error", &why))
        })?;
        // A list of targets brings no settings, so the options say them.
        if line.is_some() {
            connector = self::connector(name.as_ref().map_or("", |name| name.as_str()), look)?;
        } else if let Some(port) = look.port {
            connector.port = port;
        }
        found.push((connector, notes));
    }
    Ok(found)
}

/// What Office 365 reported, from `--reported` or `--ndr`.
pub(super) fn symptom(look: &Look) -> Result<Option<Symptom>, Told> {
    if let Some(code) = &look.reported {
        let code = status::code(code).map_err(|error| Told::of(error.id(), &error))?;
        return Ok(Some(status::reported(code, Knowledge::embedded())));
    }
    let Some(path) = &look.ndr else { return Ok(None) };
    let reading = ndr::read(&file(Some(path))?, Knowledge::embedded()).map_err(|error| Told::of(error.id(), &error))?;
    match reading.first() {
        Some(symptom) => Ok(Some(symptom.clone())),
        None => Err(Told::new("ndr-none").text("file", WireText::from_path(path))),
    }
}

/// What was answered with `--answer`, each the id of a question and of one of its answers.
pub(super) fn answers(given: &[String]) -> Result<Answers, Told> {
    let questions = Knowledge::embedded().questions();
    given.iter().try_fold(Answers::default(), |answers, text| {
        let known = text.split_once('=').and_then(|(question, answer)| {
            let question = questions.iter().find(|known| known.id == question)?;
            (answer == DONT_KNOW || question.answer(answer).is_some()).then_some((question, answer))
        });
        let Some((question, answer)) = known else {
            let all = questions.iter().map(Question::options).collect::<Vec<_>>().join(", ");
            return Err(Told::new("answer").text("value", made_safe(text)).text("answers", all));
        };
        Ok(answers.with(&question.id, answer))
    })
}

/// The addresses of Office 365 from a downloaded list, which has neither version nor date: its file has. And what is to
/// be said about it.
pub(super) fn addresses(path: &Path, texts: &Texts) -> Result<(Addresses, Option<String>), Told> {
    let read = endpoints::endpoints(&file(Some(path))?).map_err(|error| Told::of(error.id(), &error))?;
    let modified = path.metadata().and_then(|metadata| metadata.modified()).ok();
    let modified = modified.and_then(|at| Timestamp::try_from(at).ok()).map(|at| texts.date(at));
    let note = read.impossible.map(|(first, count)| {
        texts.with("note-endpoints-impossible", &Args::new().number("count", count).text("first", first))
    });
    let addresses = Addresses {
        version: WireText::from_path(Path::new(path.file_name().unwrap_or_default())).to_string(),
        date: modified.unwrap_or_else(|| "-".to_owned()),
        ranges: read.ranges,
    };
    Ok((addresses, note))
}

/// The DNS servers that were named: an address, with a port where it is not 53.
pub(super) fn resolvers(named: &[String]) -> Result<Vec<SocketAddr>, Told> {
    named
        .iter()
        .map(|text| {
            let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
            let socket = text.parse::<SocketAddr>().ok().filter(|socket| socket.port() != 0);
            socket
                .or_else(|| bare.parse::<IpAddr>().ok().map(|ip| SocketAddr::new(ip, DNS_PORT)))
                .ok_or_else(|| Told::new("resolver").text("value", made_safe(text)))
        })
        .collect()
}

/// How connectors are looked at, and the file that this report was read from.
pub(super) fn settings(look: &Look, symptom: Option<&Symptom>) -> Result<Settings, Told> {
    // What came over standard input is there no more.
    let report = look.ndr.clone().filter(|path| path != Path::new("-")).zip(symptom.cloned());
    Ok(Settings {
        limits: limits(&look.manner),
        ehlo: look.manner.ehlo.as_deref().map(ehlo).transpose()?,
        resolvers: resolvers(&look.manner.resolver)?,
        ca_files: look.manner.ca_file.clone(),
        report,
        control: control(&look.manner)?,
        samples: look.manner.samples.unwrap_or(1),
        endpoints: look.manner.endpoints.clone(),
    })
}

/// What is known, with the addresses of a list that was downloaded where one is named.
pub(super) fn known(look: &Look, texts: &Texts, output: &Output) -> Result<&'static Known, Told> {
    let Some(path) = &look.manner.endpoints else { return Ok(Known::embedded()) };
    let (addresses, note) = addresses(path, texts)?;
    note.iter().for_each(|note| output.note(note));
    // Read once, and wanted until the program ends.
    Ok(Box::leak(Box::new(Known::with_addresses(addresses))))
}

/// The control connection that is wanted.
fn control(manner: &Manner) -> Result<Control, Told> {
    match &manner.control {
        _ if manner.no_control => Ok(Control::None),
        None => Ok(Control::Default),
        Some(text) => control_host(text),
    }
}

/// The host of a control connection, with a port where it is not 25.
pub(super) fn control_host(text: &str) -> Result<Control, Told> {
    let target = targets::target(text).map_err(|error| Told::of(error.id(), &error))?;
    match (target.hosts.as_slice(), target.port) {
        ([host], port) => Ok(Control::Named(host.clone(), port.unwrap_or(SMTP_PORT))),
        _ => Err(Told::new("control").text("value", made_safe(text))),
    }
}

/// How long to wait for what.
fn limits(manner: &Manner) -> Limits {
    let default = Limits::default();
    Limits {
        connect_ms: manner.timeout.unwrap_or(default.connect_ms),
        reply_ms: manner.reply_timeout.unwrap_or(default.reply_ms),
    }
}

/// The name to greet with: a host name, or an address literal.
pub(super) fn ehlo(name: &str) -> Result<String, Told> {
    let literal = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let is_literal =
        literal.is_some_and(|inside| inside.strip_prefix("IPv6:").unwrap_or(inside).parse::<IpAddr>().is_ok());
    if is_literal {
        return Ok(name.to_owned());
    }
    match targets::host(name) {
        Ok(Host::Name(name)) => Ok(name.to_string()),
        Ok(Host::Ip(_)) | Err(_) => Err(Told::new("ehlo").text("value", made_safe(name))),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::{
        cli::args::{Command, parse},
        config::Config,
        l10n::Locale,
        model::Domain,
        report::{self, Inquiry},
    };

    fn tls_of(look: &Look, target: &str) -> Result<TlsPolicy, String> {
        connector(target, look).map(|c| c.tls).map_err(|complaint| complaint.id)
    }

    #[test]
    fn the_tls_setting_follows_from_the_options() {
        let name = NamePattern::from_ascii("mail.contoso.com").expect("a name");
        let look =
            |tls, tls_domain: Option<&str>| Look { tls, tls_domain: tls_domain.map(Into::into), ..Look::default() };
        let domain = TlsPolicy::DomainValidation(name);
        for (options, target, expected) in [
            (look(None, None), "x.test", Ok(TlsPolicy::CertificateValidation)),
            (look(None, Some("mail.contoso.com")), "192.0.2.1", Ok(domain.clone())),
            (look(Some(Tls::Domain), None), "mail.contoso.com", Ok(domain)),
            (look(Some(Tls::Domain), None), "192.0.2.1", Err("tls-domain-missing".to_owned())),
            (look(Some(Tls::Encryption), Some("x.test")), "x.test", Err("tls-domain-stray".to_owned())),
        ] {
            assert_eq!(tls_of(&options, target), expected, "{options:?}");
        }
    }

    #[test]
    fn a_resolver_is_an_address_with_a_port_if_one_likes() {
        for (text, expected) in [
            ("192.0.2.53", Some("192.0.2.53:53")),
            ("127.0.0.1:5353", Some("127.0.0.1:5353")),
            ("2001:db8::53", Some("[2001:db8::53]:53")),
            ("[2001:db8::53]:5353", Some("[2001:db8::53]:5353")),
            ("[2001:db8::53]", Some("[2001:db8::53]:53")),
            ("dns.example", None),
            ("192.0.2.53:0", None),
        ] {
            let read = resolvers(&[text.to_owned()]).ok().map(|found| found[0].to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }

    /// Connectors that differ in every option there is: route, TLS setting, port, owner.
    fn every_option() -> impl Iterator<Item = Connector> {
        let domain = |name: &str| Domain::from_ascii(name).expect("a domain");
        let name = |text: &str| targets::name_pattern(text).expect("a name");
        let routes = [
            Route::Mx(domain("contoso.com")),
            Route::SmartHosts(vec![Host::Name(domain("relay.contoso.com"))]),
            Route::SmartHosts(vec![
                Host::Name(domain("xn--bcher-kva.example")),
                Host::Ip([192, 0, 2, 25].into()),
                Host::Ip("2001:db8::25".parse().expect("an address")),
            ]),
        ];
        let settings = [
            TlsPolicy::Opportunistic,
            TlsPolicy::EncryptionOnly,
            TlsPolicy::CertificateValidation,
            TlsPolicy::DomainValidation(name("mail.contoso.com")),
            TlsPolicy::DomainValidation(name("*.contoso.com")),
        ];
        routes.into_iter().flat_map(move |route| {
            settings.clone().into_iter().flat_map(move |tls| {
                let route = route.clone();
                [(SMTP_PORT, Party::Own), (2525, Party::Own), (SMTP_PORT, Party::Partner), (2525, Party::Partner)]
                    .map(|(port, party)| Connector { name: None, route: route.clone(), tls: tls.clone(), party, port })
            })
        })
    }

    /// Settings that differ in every option there is, and the report that goes with each.
    fn every_setting() -> Vec<(Settings, Option<Symptom>)> {
        let file = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/runs").join(name);
        let usual = Settings::default;
        let look = Look { ndr: Some(file("relay.ndr.txt")), ..Look::default() };
        let read = symptom(&look).expect("a report");
        let reported = symptom(&Look { reported: Some("5.4.316".into()), ..Look::default() }).expect("a code");
        let named = Host::Name(Domain::from_ascii("mail.example").expect("a domain"));
        let resolvers = ["192.0.2.53:53", "127.0.0.1:5353", "[2001:db8::53]:5353", "[2001:db8::53]:53"];
        vec![
            (usual(), None),
            (usual(), reported),
            (Settings { report: look.ndr.clone().zip(read.clone()), ..usual() }, read),
            (
                Settings {
                    resolvers: resolvers.map(|text| text.parse().expect("a server")).to_vec(),
                    ca_files: ["/etc/ours.pem", "its root (new).pem", "it's", "-x.pem"].map(Into::into).to_vec(),
                    limits: Limits { connect_ms: 1_500, reply_ms: 1 },
                    ehlo: Some("[IPv6:2001:db8::25]".into()),
                    samples: 3,
                    endpoints: Some("$(x) *.json".into()),
                    ..usual()
                },
                None,
            ),
            (Settings { control: Control::None, ehlo: Some("mail.contoso.com".into()), ..usual() }, None),
            (Settings { control: Control::Named(named, 2525), ..usual() }, None),
            (
                Settings {
                    control: Control::Named(Host::Ip("2001:db8::1".parse().expect("an address")), 25),
                    ..usual()
                },
                None,
            ),
        ]
    }

    /// The words of a command as a shell reads them (POSIX.1-2024, Shell Command Language, 2.2).
    fn as_a_shell_reads_it(command: &str) -> Vec<OsString> {
        let mut words: Vec<String> = Vec::new();
        let (mut word, mut quoted, mut escaped) = (None::<String>, false, false);
        for c in command.chars() {
            match c {
                '\n' if escaped => escaped = false,
                c if escaped => {
                    word.get_or_insert_default().push(c);
                    escaped = false;
                }
                '\'' => {
                    word.get_or_insert_default();
                    quoted = !quoted;
                }
                '\\' if !quoted => escaped = true,
                ' ' | '\n' if !quoted => words.extend(word.take()),
                c => word.get_or_insert_default().push(c),
            }
        }
        words.extend(word);
        words.into_iter().map(Into::into).collect()
    }

    /// What a printed command asks for.
    fn asked_by(printed: &str) -> (Connector, Settings, Option<Symptom>, Answers) {
        let words = as_a_shell_reads_it(printed);
        let parsed = parse(&words, &Config::default(), &Texts::new(Locale::english()))
            .unwrap_or_else(|error| panic!("{printed}: {error}"));
        let Some(Command::Check(check)) = parsed.command else { panic!("{printed} is no check") };
        let [target] = check.targets.as_slice() else { panic!("{printed} has several targets") };
        let connector = connector(target, &check.look).unwrap_or_else(|error| panic!("{printed}: {error:?}"));
        let symptom = symptom(&check.look).unwrap_or_else(|error| panic!("{printed}: {error:?}"));
        let settings = settings(&check.look, symptom.as_ref());
        let answers = answers(&check.answer).unwrap_or_else(|error| panic!("{printed}: {error:?}"));
        (connector, settings.unwrap_or_else(|error| panic!("{printed}: {error:?}")), symptom, answers)
    }

    #[test]
    fn a_printed_command_parsed_again_gives_the_same_connector_and_the_same_settings() {
        let every = every_option().flat_map(|connector| {
            every_setting().into_iter().map(move |(settings, symptom)| (connector.clone(), settings, symptom))
        });
        let some = Answers::default().with("before", "yes").with("mailboxes", DONT_KNOW);
        for (place, (connector, settings, symptom)) in every.enumerate() {
            let given = if place % 2 == 0 { Answers::default() } else { some.clone() };
            let inquiry = Inquiry {
                connector: &connector,
                symptom: symptom.as_ref(),
                settings: &settings,
                answers: &given,
                scenario: None,
                redacted: false,
            };
            let words = report::command(&inquiry);
            // On one line, and as it stands in a report or a small window.
            let rows = report::continued(&words, 120).expect("no word is so long");
            for printed in [words.join(" "), rows.join("\n     ")] {
                let (again, how, reported, answered) = asked_by(&printed);
                assert_eq!(answered, given, "{printed}");
                assert_eq!(again, connector, "{printed}");
                // A name that begins with a dash is named by its folder.
                let files = |settings: &Settings| {
                    settings
                        .ca_files
                        .iter()
                        .map(|path| path.components().next_back().map(|c| c.as_os_str().to_owned()))
                        .collect::<Vec<_>>()
                };
                assert_eq!(files(&how), files(&settings), "{printed}");
                let ca_files = settings.ca_files.clone();
                assert_eq!(Settings { ca_files, ..how }, settings, "{printed}");
                assert_eq!(reported, symptom, "{printed}");
            }
        }
    }

    #[test]
    fn a_file_whose_name_cannot_be_typed_is_spelt_so_that_a_shell_reads_the_same_bytes() {
        use std::os::unix::ffi::OsStringExt as _;
        for (name, expected) in [
            (&b"a\nb"[..], r"$'a\012b'"),
            (b"\xff0", r"$'\3770'"),
            (b"-\x1b'\\", r"$'./-\033\'\\'"),
            ("a\u{202e}b c".as_bytes(), r"$'a\342\200\256b c'"),
            ("caf\u{e9} d'\u{e9}t\u{e9}".as_bytes(), "'caf\u{e9} d'\\''\u{e9}t\u{e9}'"),
        ] {
            let ca_files = vec![OsString::from_vec(name.to_vec()).into()];
            let words = report::options(&Settings { ca_files, ..Settings::default() }, None);
            assert_eq!(words, [format!("--ca-file {expected}")]);
        }
    }
}
