//! The command line as scripts and people meet it: exit codes, one clear sentence for a mistake, the same ids in every
//! language, pipes that break. The real binary, in a clean environment.

use std::{
    io::{Read as _, Write as _},
    os::unix::ffi::OsStrExt as _,
    process::{Command as StdCommand, Stdio},
};

use crate::support::cmdlets::OTHER_CMDLETS;
use crate::support::languages::tags;
use crate::support::program::{Lab, NO_HOME, json, mxray, stderr, stdout};
use mxray::{
    intake::outbound_connector::EXPORT_COMMAND,
    l10n::{Args, Locale, Texts},
};
use serde_json::Value;

/// A command line that cannot be done, and what its sentence must name.
fn mistakes(folder: &std::path::Path) -> Vec<(Vec<String>, Vec<&'static str>)> {
    let file = |name: &str, content: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, content).expect("a file");
        path.display().to_string()
    };
    let no_pem = file("no.pem", b"not a certificate");
    let bad_pem = file("bad.pem", b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n");
    let empty = file("empty.txt", b"");
    let lunch = file("lunch.txt", b"Dear all, lunch is at noon.");
    let inbound = file("in.json", br#"[{"Name":"x","ConnectorType":"OnPremises","SenderDomains":["*"]}]"#);
    let outbound =
        file("out.json", br#"[{"Name":"x","SmartHosts":["a.test"],"TlsSettings":null,"UseMXRecord":false}]"#);
    let folder = folder.display().to_string();
    let line = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let with = |text: &str, path: &str| {
        let mut line = line(text);
        line.push(path.to_owned());
        line
    };
    vec![
        (line("check host..name"), vec!["host..name"]),
        (vec!["check".into(), "mail contoso com".into()], vec!["mail contoso com", "mail.contoso.com"]),
        (vec!["check".into(), "a; b".into()], vec![";", "a, b"]),
        (line("check smtp:mail.contoso.com"), vec!["smtp:mail.contoso.com", " mail.contoso.com"]),
        (with("check", &lunch), vec!["lunch.txt", "mxray read ", " --ndr "]),
        (with("--plain", &lunch), vec!["lunch.txt", "mxray read "]),
        (with("check --mx", &outbound), vec!["out.json", "mxray check --from "]),
        (line("explain SubjectMismach"), vec!["SubjectMismach", "subjectmismatch"]),
        (line("check -- -host"), vec!["-host"]),
        (line("check a_b!.test"), vec!["a_b!.test", "!"]),
        (line("check 256.1.1.1"), vec!["256.1.1.1"]),
        (line("check https://mail.contoso.com/owa"), vec!["https://mail.contoso.com/owa", "mail.contoso.com"]),
        (line("check user@contoso.com"), vec!["user@contoso.com", " contoso.com"]),
        (line("check 192.0.2.0/24"), vec!["192.0.2.0/24", " 192.0.2.0"]),
        (line("check fe80::1%eth0"), vec!["fe80::1%eth0", " fe80::1"]),
        (line("check *.contoso.com"), vec!["*.contoso.com", " contoso.com"]),
        (line("--mx --timeout 3"), vec!["--mx", "mail.contoso.com"]),
        (line("--tls opportunistic"), vec!["--tls"]),
        (line("--tls-domain y.test"), vec!["--tls-domain"]),
        (line("--port 2525"), vec!["--port"]),
        (line("--partner --plain"), vec!["--partner"]),
        (line("check x.test:70000"), vec!["70000", "65535"]),
        (line("check x.test --port 0"), vec!["0", "65535"]),
        (line("check x.test --port smtp"), vec!["smtp", "65535"]),
        (line("check x.test --timeout 0"), vec!["--timeout", "0"]),
        (line("check x.test --reply-timeout soon"), vec!["--reply-timeout", "soon"]),
        (line("check x.test --jobs 0"), vec!["--jobs", "1024"]),
        (line("check x.test --samples 7"), vec!["--samples", "6"]),
        (line("check x.test --warn-days 3651"), vec!["--warn-days", "3651", "3650"]),
        (line("check x.test --crit-days soon"), vec!["--crit-days", "soon", "3650"]),
        (line("check x.test --warn-days 5 --crit-days 6"), vec!["--crit-days 6", "5", "--warn-days"]),
        (line("check x.test --crit-days 31"), vec!["--crit-days 31", "30"]),
        (line("check x.test --strict --watch"), vec!["--strict", "--watch"]),
        (line("check x.test --watch --format openmetrics"), vec!["--format openmetrics", "--watch", "--output"]),
        (line("check x.test --watch --output x"), vec!["--format openmetrics", "--watch", "--output"]),
        (line("check x.test --redact --format openmetrics"), vec!["--redact", "--format openmetrics"]),
        (line("check x.test --output /nowhere/x"), vec!["/nowhere"]),
        (line("check x.test --tls maybe"), vec!["--tls", "maybe", "opportunistic, encryption, certificate, domain"]),
        (line("check 192.0.2.1 --tls domain"), vec!["--tls-domain"]),
        (line("check x.test --tls encryption --tls-domain y.test"), vec!["--tls-domain"]),
        (line("check x.test --tls-domain 192.0.2.1"), vec!["192.0.2.1"]),
        (line("check 192.0.2.1 --mx"), vec!["192.0.2.1", "--mx"]),
        (line("check a.test,b.test --mx"), vec!["a.test,b.test", "--mx"]),
        (line("check a.test:25,b.test:26"), vec!["25", "26"]),
        (line("check x.test --resolver dns.example"), vec!["dns.example", "192.0.2.53"]),
        (line("check x.test --control a.test,b.test"), vec!["a.test,b.test"]),
        (line("check x.test --control a.test:25 --no-control"), vec!["--control", "--no-control"]),
        (line("check x.test --reported 4.4.x"), vec!["4.4.x", "4.4.316"]),
        (line("check x.test --reported 4.4.316 --ndr x"), vec!["--reported", "--ndr"]),
        (line("check x.test --ndr /nowhere/x"), vec!["/nowhere/x"]),
        (with("check x.test --ndr", &lunch), vec!["lunch.txt"]),
        (line("check x.test --ca-file /nowhere/ca.pem"), vec!["/nowhere/ca.pem"]),
        (with("check x.test --ca-file", &folder), vec![]),
        (with("check x.test --ca-file", &no_pem), vec!["no.pem", "BEGIN CERTIFICATE"]),
        (with("check x.test --ca-file", &bad_pem), vec!["bad.pem"]),
        (with("check --from", &empty), vec!["Get-OutboundConnector"]),
        (with("check --from", &inbound), vec!["Get-OutboundConnector"]),
        (line("check x.test --ehlo two,words"), vec!["two,words"]),
        (with("check x.test --endpoints", &lunch), vec!["https://endpoints.office.com"]),
        (line("check x.test --until healthy"), vec!["--watch"]),
        (line("check x.test --watch=0"), vec!["--watch", "0"]),
        (line("check x.test --for 8h"), vec!["--watch"]),
        (line("check x.test --watch --for soon"), vec!["--for", "soon", "30d"]),
        (line("check x.test --watch --for 31d"), vec!["--for", "31d", "30d"]),
        (line("check x.test --watch --format json"), vec!["--format json", "--format jsonl", "--watch"]),
        (line("check x.test --watch --format html"), vec!["--format html", "--format jsonl", "--watch"]),
        (line("check x.test --watch --format markdown"), vec!["--format markdown", "--format jsonl", "--watch"]),
        (line("check x.test --watch --letter partner"), vec!["--letter", "--watch"]),
        (line("check x.test --only everything"), vec!["--only", "everything", "faults"]),
        (line("check x.test --summary --format json"), vec!["--format json", "--summary"]),
        (line("check x.test --summary --watch"), vec!["--summary", "--watch"]),
        (line("check x.test --only faults --letter partner"), vec!["--only", "--letter"]),
        (line("check x.test --watch --format csv"), vec!["--format csv", "--format jsonl", "--watch"]),
        (line("check x.test --letter partner --format csv"), vec!["--format csv", "--letter"]),
        (line("check x.test --redact --letter partner"), vec!["--redact", "--letter"]),
        (line("check x.test --full --letter partner"), vec!["--full", "--letter"]),
        (line("check x.test --redact --watch"), vec!["--redact", "--watch"]),
        (line("cases list --redact"), vec!["--redact", "mxray cases show"]),
        (line("check x.test --prot 25"), vec!["--prot", "--port"]),
        (line("check x.test --frobnicate"), vec!["--frobnicate"]),
        (line("check x.test --letter you"), vec!["--letter", "you", "partner"]),
        (line("check x.test --letter-lang fr"), vec!["--letter"]),
        (line("check x.test --letter partner --letter-lang tlh"), vec!["tlh"]),
        (line("check x.test --letter partner --format json"), vec!["--format json", "--letter"]),
        (line("ranges 40.92.0"), vec!["40.92.0", "40.92.0.1"]),
        (line("ranges mail.contoso.com"), vec!["mail.contoso.com"]),
        (line("ranges --rules pix"), vec!["--rules", "pix", "cisco-asa"]),
        (line("ranges 40.92.0.1 --rules windows"), vec!["--rules"]),
        (with("ranges --endpoints", &lunch), vec!["https://endpoints.office.com"]),
        (line("check x.test --format yaml"), vec!["--format", "yaml", "jsonl"]),
        (line("check"), vec!["mxray check"]),
        (line("explain lunch"), vec!["lunch", "4.4.316"]),
        (line("explain 9.9.999"), vec!["9.9.999"]),
        (line("lab --list --serve"), vec!["--list", "--serve"]),
        (line("lab --serve refusd"), vec!["refusd", "refused"]),
        (line("completions csh"), vec!["csh", "bash"]),
        (line("chekc"), vec!["chekc", "check"]),
        (line("x.test check y.test"), vec!["TARGET", "check"]),
        (line("--mx check y.test"), vec!["--mx", "check"]),
        (line("https://x.test"), vec!["https://x.test", " x.test"]),
        (line("x.test"), vec!["mxray check x.test"]),
        (line("lab"), vec!["mxray lab --plain"]),
        (Vec::new(), vec!["mxray check"]),
    ]
}

#[test]
fn a_mistake_is_one_sentence_that_names_it_in_the_language_chosen_and_exit_code_2() {
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, named) in mistakes(folder.path()) {
        let mut said = Vec::new();
        for language in tags() {
            let mut line = vec!["--lang", language];
            line.extend(arguments.iter().map(String::as_str));
            let output = mxray(&line).output().expect("runs");
            let text = stderr(&output);
            assert_eq!(output.status.code(), Some(2), "{line:?}: {text}");
            assert!(output.stdout.is_empty(), "{line:?}: {}", stdout(&output));
            assert_eq!(text.lines().count(), 1, "{line:?}: {text}");
            assert!(!text.contains(['{', '}']), "{line:?}: a word is missing: {text}");
            let flat = text.replace('\u{a0}', " ");
            let translated = |name: &str| language != "en" && name == "TARGET";
            for name in named.iter().filter(|name| !translated(name)) {
                assert!(flat.contains(name), "{line:?}: {name:?} not in {text}");
            }
            said.push(text);
        }
        said.dedup();
        assert_eq!(said.len(), tags().len(), "{arguments:?}: not translated: {said:?}");
    }
}

#[test]
fn an_argument_that_is_missing_is_named_as_the_usage_names_it() {
    for language in tags() {
        for command in ["compare", "open", "completions"] {
            let said = stderr(&mxray(&["--lang", language, command]).output().expect("runs"));
            assert!(!said.contains(['<', '>']) && said.lines().count() == 1, "{language} {command}: {said}");
        }
    }
}

#[test]
fn the_ranges_are_one_a_line_and_an_address_is_one_of_them_or_not() {
    let lines = stdout(&mxray(&["ranges"]).output().expect("runs"));
    assert!(lines.starts_with("# ") && lines.contains("\n40.92.0.0/15\n"), "{lines}");
    assert!(lines.contains("\n2a01:111:f403::/48\n"), "{lines}");
    for (ip, code) in [
        ("40.92.1.2", 0),
        ("::ffff:40.92.1.2", 0),
        ("[2a01:111:f400::1]", 0),
        ("40.94.0.1", 1),
        ("2a01:111:f401::1", 1),
        ("192.0.2.1", 1),
        ("::1", 1),
    ] {
        let output = mxray(&["ranges", ip]).output().expect("runs");
        assert_eq!(output.status.code(), Some(code), "{ip}: {}", stdout(&output));
        let asked = mxray(&["ranges", ip, "--format", "json"]).output().expect("runs");
        assert_eq!(asked.status.code(), Some(code), "{ip}");
        let asked = &json(&asked)["asked"];
        assert_eq!((asked["office365"].as_bool(), asked["range"].is_string()), (Some(code == 0), code == 0), "{ip}");
    }
    let mapped = stdout(&mxray(&["ranges", "::ffff:40.92.1.2"]).output().expect("runs"));
    assert!(mapped.starts_with("40.92.1.2 ") && mapped.contains("40.92.0.0/15"), "{mapped}");
}

#[test]
fn rules_and_ranges_follow_a_list_that_was_downloaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("list.json");
    let text = r#"[{"id": 9, "serviceArea": "Exchange", "tcpPorts": "25", "ips": ["198.51.100.0/24"]}]"#;
    std::fs::write(&list, text).expect("a file");
    let list = list.display().to_string();
    for rules in ["windows", "nftables", "iptables", "cisco-asa", "fortigate"] {
        let output = mxray(&["ranges", "--rules", rules, "--endpoints", &list]).output().expect("runs");
        let text = stdout(&output);
        assert!(output.status.success() && text.contains("198.51.100.0"), "{rules}: {text}");
        assert!(!text.contains("40.92.") && text.contains("list.json"), "{rules}: {text}");
    }
    let inside = mxray(&["ranges", "198.51.100.7", "--endpoints", &list]).output().expect("runs");
    assert_eq!(inside.status.code(), Some(0));
    assert_eq!(mxray(&["ranges", "40.92.1.2", "--endpoints", &list]).output().expect("runs").status.code(), Some(1));
}

#[test]
fn a_letter_is_printed_in_its_own_language_and_keeps_the_exit_code_of_the_check() {
    let lab = Lab::start();
    let expired = lab.scenario("expired");
    let letter = |more: &[&str]| lab.check(expired, &[&["--partner"], more].concat());
    let output = letter(&["--letter", "partner", "--letter-lang", "pt-BR"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.starts_with("Assunto: ") && text.contains("SHA-256") && !text.contains('{'), "{text}");
    let own = nix::unistd::gethostname().expect("this machine has a name").to_string_lossy().into_owned();
    let is_own = |word: &str| word.eq_ignore_ascii_case(&own);
    let mut words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-')));
    assert!(own.is_empty() || !words.any(is_own), "{own} in {text}");
    let page = stdout(&letter(&["--letter", "partner", "--format", "html", "--letter-lang", "fr"]));
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Objet"), "{page}");
    // To nobody: one sentence in the language of the person, and nothing that could be sent.
    let nobody = letter(&["--letter", "dns-host", "--lang", "fr"]);
    assert_eq!((nobody.status.code(), stdout(&nobody).as_str()), (Some(1), ""));
    assert!(stderr(&nobody).contains("Il n'y a pas de lettre à écrire"), "{}", stderr(&nobody));
}

#[test]
fn a_check_is_told_in_full_where_that_is_asked_for_and_a_page_always_is() {
    let lab = Lab::start();
    let expired = lab.scenario("expired");
    let goal = "Goal: A probe sees the new one.";
    for (more, is_full) in [
        (vec![], false),
        (vec!["--full"], true),
        (vec!["--format", "markdown"], false),
        (vec!["--format", "markdown", "--full"], true),
        (vec!["--format", "html"], true),
    ] {
        let text = stdout(&lab.check(expired, &more));
        assert_eq!(text.contains(goal), is_full, "{more:?}: {text}");
        assert_eq!(text.contains("mxray explain 4.7.320"), !is_full, "{more:?}: {text}");
        assert_eq!(text.contains("<svg"), more.contains(&"html"), "{more:?}: {text}");
    }
}

#[test]
fn two_redacted_checks_in_one_output_have_stand_ins_in_common() {
    let lab = Lab::start();
    let expired = lab.scenario("expired");
    let host = expired.args.first().expect("a host").clone();
    for format in ["text", "markdown", "html", "json", "jsonl"] {
        // The same server twice, and between both another name for nothing.
        let output = lab.check(expired, &["--redact", "--format", format, "nothing.lab.test", &host]);
        let text = stdout(&output);
        assert_eq!(output.status.code(), Some(1), "{text}{}", stderr(&output));
        assert!(!text.contains("lab.test") && !text.contains("127.0.0"), "{format}: {text}");
        assert!(text.contains("host-1.example") && text.contains("host-2.example"), "{format}: {text}");
    }
}

#[test]
fn what_is_wrong_with_a_file_of_a_redacted_check_names_nothing_of_it_either() {
    let folder = tempfile::tempdir().expect("a folder");
    for (hosts, says) in [("[\"quixote host\"]", "name-1"), ("[]", "smart host")] {
        let path = folder.path().join("x.json");
        let first = "{\"Name\":\"Plumb one\",\"UseMXRecord\":false,\"SmartHosts\":[\"x.test\"]}";
        let second = format!("{{\"Name\":\"Quixote's Plumb\",\"UseMXRecord\":false,\"SmartHosts\":{hosts}}}");
        std::fs::write(&path, format!("[{first},{second}]")).expect("written");
        let from = path.to_string_lossy().into_owned();
        let told = stderr(&mxray(&["check", "--redact", "--from", &from]).output().expect("it runs"));
        assert!(told.contains("connector-2") && told.contains(says), "{told}");
        assert!(!told.to_lowercase().contains("quixote") && !told.contains("Plumb"), "{told}");
    }
}

#[test]
fn what_a_redacted_check_notes_of_a_file_names_nothing_of_it_either() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("connectors.json");
    let export = r#"[{"Name": "The Quux's way", "Enabled": false, "SmartHosts": ["127.0.0.1", "10.9.8.0/24", "quux quux"],
        "UseMXRecord": false, "RecipientDomains": ["quux..test"], "ConnectorType": "OnPremises", "TlsSettings": "EncryptionOnly"},
        {"Name": " ", "Enabled": false, "SmartHosts": ["127.0.0.2"], "UseMXRecord": false, "ConnectorType": "OnPremises",
        "TlsSettings": "EncryptionOnly"}]"#;
    std::fs::write(&path, export).expect("written");
    let from = path.to_string_lossy();
    for language in ["en", "fr", "pt-BR"] {
        let check = ["check", "--from", &from, "--port", "1", "--no-control", "--lang", language];
        let output = mxray(&[&check[..], &["--redact"]].concat()).output().expect("runs");
        let beside = stderr(&mxray(&[&check[..], &["--redact", "--format", "json"]].concat()).output().expect("runs"));
        let report = stdout(&output) + &stderr(&output);
        for notes in [&report, &beside] {
            assert!(notes.contains("connector-1") && notes.contains("name-1") && notes.lines().count() > 3, "{notes}");
        }
        let told = (beside + &report).to_lowercase();
        let left: Vec<_> = ["quux", "127.0.0.", "10.9.8."].into_iter().filter(|word| told.contains(word)).collect();
        assert!(left.is_empty(), "{left:?} in {told}");
    }
}

#[test]
fn an_unknown_language_names_those_there_are() {
    let output = mxray(&["explain", "4.4.316", "--lang", "tlh"]).output().expect("runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("tlh") && stderr(&output).contains(&tags().join(", ")), "{}", stderr(&output));
}

#[test]
fn the_environment_chooses_the_language_and_the_option_beats_it() {
    let title = |command: &mut assert_cmd::Command| {
        stdout(&command.output().expect("runs")).lines().next().unwrap_or_default().to_owned()
    };
    for (name, value, expected) in [
        ("LANG", "fr_CA.UTF-8", "450 4.4.316 Connexion refusée"),
        ("LC_MESSAGES", "pt_PT.UTF-8", "450 4.4.316 Conexão recusada"),
        ("LC_ALL", "C", "450 4.4.316 Connection refused"),
        ("LANG", "de_DE", "450 4.4.316 Connection refused"),
    ] {
        assert_eq!(title(mxray(&["explain", "4.4.316"]).env(name, value)), expected, "{name}={value}");
    }
    assert_eq!(
        title(mxray(&["--lang", "en", "explain", "4.4.316"]).env("LANG", "fr")),
        "450 4.4.316 Connection refused"
    );
}

#[test]
fn every_code_is_explained_in_every_spelling_and_language() {
    let all = json(&mxray(&["explain", "--format", "json"]).output().expect("runs"));
    for article in all["codes"].as_array().expect("codes") {
        let code = article["code"].as_str().expect("a code");
        let spellings = match code.strip_prefix("4.") {
            Some(rest) => vec![
                code.to_owned(),
                format!("450 {code}"),
                format!("5.{rest}"),
                format!("550 5.{rest}"),
                code.replace('.', ""),
            ],
            None => vec![code.to_owned(), "4.9.999".to_owned()],
        };
        for spelling in spellings {
            let one = json(&mxray(&["explain", &spelling, "--format", "json"]).output().expect("runs"));
            assert_eq!(one["code"], code, "{spelling}");
        }
        for language in tags() {
            let text = stdout(&mxray(&["explain", code, "--lang", language]).output().expect("runs"));
            assert!(text.lines().count() > 10 && !lacks_a_word(&text), "{code} {language}: {text}");
            let too_long: Vec<_> = text
                .lines()
                .filter(|line| line.trim().contains(' ') && !line.starts_with("     "))
                .filter(|line| line.chars().count() > 80)
                .collect();
            assert!(too_long.is_empty(), "{code} {language}: {too_long:#?}");
        }
    }
}

/// JSON without what changes with the language.
fn without_words(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(key, _)| !["lang", "text", "title", "summary", "meaning"].contains(&key.as_str()))
            // Times differ from one run to the next, and so does the order of answers.
            .filter(|(key, _)| !["started", "elapsed_ms", "at_ms", "waited_ms", "dns"].contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), without_words(value)))
            .collect(),
        Value::Array(items) => items.iter().map(without_words).collect(),
        value => value.clone(),
    }
}

#[test]
fn machine_output_is_the_same_in_every_language() {
    let lab = Lab::start();
    let commands: Vec<Vec<&str>> = vec![
        vec!["explain", "--format", "json"],
        vec!["explain", "4.7.320", "--format", "json"],
        vec!["lab", "--list", "--format", "json"],
    ];
    let same = |arguments: &[&str]| {
        let output = |tag| json(&mxray(&[arguments, &["--lang", tag]].concat()).output().expect("runs"));
        let english = output("en");
        for tag in &tags()[1..] {
            let other = output(tag);
            assert_eq!(without_words(&english), without_words(&other), "{arguments:?} {tag}");
            assert_ne!(english, other, "{arguments:?} {tag}: the words are its own");
        }
    };
    commands.iter().for_each(|arguments| same(arguments));
    for id in ["expired", "refused", "closed"] {
        let mut arguments = vec!["check"];
        arguments.extend(lab.scenario(id).args.iter().map(String::as_str));
        arguments.extend(["--no-control", "--format", "json", "--reported", "4.4.317"]);
        same(&arguments);
    }
}

#[test]
fn every_exit_code_is_that_of_the_verdict() {
    let lab = Lab::start();
    for (scenario, output) in lab.check_all(&["--format", "json"]) {
        let finding = &json(&output)["finding"];
        let expected = match finding["verdict"].as_str() {
            Some("healthy") => 0,
            Some("fault") => 1,
            Some("inconclusive") => 3,
            verdict => panic!("{}: {verdict:?}", scenario.id),
        };
        assert_eq!(output.status.code(), Some(expected), "{}", scenario.id);
        assert_eq!(stderr(&output), "", "{}: progress goes to terminals only", scenario.id);
    }
    for (id, expected) in [("healthy", 0), ("refused", 1), ("resolver-silent", 3), ("one-address-dead", 0)] {
        assert_eq!(lab.check(lab.scenario(id), &[]).status.code(), Some(expected), "{id}");
    }
}

/// A message that is missing stands as `{id}`; what was sent and made safe may hold `\u{…}`.
fn lacks_a_word(text: &str) -> bool {
    text.replace("\\u{", "").split('{').skip(1).any(|rest| {
        let id = rest.split('}').next().unwrap_or_default();
        !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.'))
    })
}

#[test]
fn a_missing_word_is_noticed() {
    assert!(lacks_a_word("a {code-4-4-316.meaning} b"));
    assert!(!lacks_a_word(r"a \u{202e} b { required: x }"));
}

#[test]
fn a_text_report_says_the_verdict_first_and_fits_in_80_columns() {
    let lab = Lab::start();
    for language in tags() {
        for (scenario, output) in lab.check_all(&["--lang", language]) {
            let text = stdout(&output);
            assert!(!lacks_a_word(&text), "{} {language}: a word is missing: {text}", scenario.id);
            assert!(!text.contains(['\u{1b}', '✓', '✗']), "{} {language}: {text}", scenario.id);
            // Commands, which stand behind five spaces, are never broken; nor is what has no space.
            let broken =
                |line: &&str| line.chars().count() > 80 && !line.starts_with("     ") && line.trim().contains(' ');
            let too_long: Vec<_> = text.lines().filter(broken).collect();
            assert!(too_long.is_empty(), "{} {language}: {too_long:#?}", scenario.id);
            if output.status.code() == Some(1) && scenario.code.as_deref() != Some("other") {
                let title = text.lines().next().unwrap_or_default();
                assert!(title.contains(" 450 4."), "{}: {title}", scenario.id);
            }
        }
    }
}

#[test]
fn a_report_of_a_bad_certificate_shows_every_certificate_and_the_setting_that_refuses_it() {
    let lab = Lab::start();
    let scenario = lab.scenario("ended-issuer");
    let found = json(&lab.check(scenario, &["--format", "json"]));
    let chain = found["endpoints"][0]["tls"]["chain"].as_array().expect("a chain").clone();
    assert_eq!(chain.len(), 3);
    for language in tags() {
        for format in ["text", "markdown", "html"] {
            let report = stdout(&lab.check(scenario, &["--lang", language, "--format", format]));
            for certificate in &chain {
                for fact in ["subject", "issuer", "key", "sha1", "sha256"] {
                    let fact = certificate[fact].as_str().expect("a text");
                    assert!(report.contains(fact), "{language} {format} lacks {fact}:\n{report}");
                }
            }
            assert!(report.contains("CertificateValidation"), "{language} {format} names no setting:\n{report}");
        }
    }
    let healthy = stdout(&lab.check(lab.scenario("healthy"), &[]));
    assert!(!healthy.contains("SHA-256"), "a good certificate is no matter of a ticket:\n{healthy}");
}

#[test]
fn a_report_is_compared_with_what_is_seen() {
    let lab = Lab::start();
    let agreement = |id: &str, reported: &str| {
        let finding = json(&lab.check(lab.scenario(id), &["--format", "json", "--reported", reported]));
        finding["finding"]["agreement"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(agreement("refused", "4.4.316"), "code-fits");
    assert_eq!(agreement("expired", "5.4.317"), "code-fits");
    assert_eq!(agreement("refused", "4.4.315"), "different");
    assert_eq!(agreement("healthy", "450 4.4.316"), "not-reproduced");
}

#[test]
fn connectors_come_from_a_file_and_from_standard_input() {
    let lab = Lab::start();
    let refused = lab.scenario("refused");
    let list = format!("# our relays\n{}\n", refused.args[0]);
    let mut arguments = vec!["check", "--from", "-", "--no-control", "--format", "json"];
    arguments.extend(refused.args[1..].iter().map(String::as_str));
    let output = mxray(&arguments).write_stdin(list).output().expect("runs");
    assert_eq!(json(&output)["finding"]["code"], "4.4.316", "{}", stderr(&output));

    let export = format!(
        r#"[{{"Name":"To <b>HQ</b>","ConnectorType":"OnPremises","UseMXRecord":false,"SmartHosts":["{}"],"TlsSettings":null,"Enabled":false}}]"#,
        refused.args[0]
    );
    let output = mxray(&arguments).write_stdin(export).output().expect("runs");
    let check = json(&output);
    assert_eq!(
        (check["connector"]["name"].as_str(), check["connector"]["tls"].as_str()),
        (Some("To <b>HQ</b>"), Some("opportunistic"))
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("turned off"), "{}", stderr(&output));
}

#[test]
fn of_several_connectors_a_fault_outweighs_doubt_and_doubt_health() {
    let lab = Lab::start();
    let exit = |hosts: &[&str], options: &str| {
        let mut arguments = vec!["check"];
        arguments.extend(hosts);
        arguments.extend(lab.scenario(options).args[1..].iter().map(String::as_str));
        arguments.push("--no-control");
        mxray(&arguments).output().expect("runs").status.code()
    };
    // Both names are known to the resolver of either; the port is that of the healthy one.
    assert_eq!(exit(&["healthy.lab.test", "nx-domain.lab.test"], "healthy"), Some(1));
    assert_eq!(exit(&["healthy.lab.test", "healthy.lab.test"], "healthy"), Some(0));
}

#[test]
fn a_downloaded_list_of_addresses_takes_the_place_of_the_one_shipped() {
    let lab = Lab::start();
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("endpoints.json");
    std::fs::write(&list, r#"[{"serviceArea":"Exchange","tcpPorts":"25","ips":["203.0.113.0/24"]}]"#).expect("written");
    let list = list.display().to_string();
    let output = lab.check(lab.scenario("refused"), &["--endpoints", &list, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
}

#[test]
fn a_watch_ends_when_the_connector_is_healthy() {
    let lab = Lab::start();
    let output = lab.check(lab.scenario("healthy"), &["--watch=0.1", "--until", "healthy", "--format", "jsonl"]);
    assert_eq!((output.status.code(), stdout(&output).lines().count()), (Some(0), 2));
}

#[test]
fn a_report_that_is_read_says_what_it_found_by_its_exit_code() {
    let read = |text: &str| mxray(&["read"]).write_stdin(text).output().expect("runs");
    let found = read("450 4.4.317 Cannot establish session with remote server [Message=CertificateExpired]");
    assert_eq!(found.status.code(), Some(0));
    assert!(stdout(&found).starts_with("Office 365 reports 450 4.7.320"), "{}", stdout(&found));
    assert_eq!(read("Dear all, lunch is at noon.").status.code(), Some(1));
    assert_eq!(read("").status.code(), Some(2));
}

#[test]
fn connectors_in_the_place_of_a_report_are_told_with_the_command_that_is_right() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let path = file.path().to_str().expect("a name");
    for (id, text) in OTHER_CMDLETS {
        std::fs::write(file.path(), text).expect("written");
        // Neither is a report read, nor a connector probed.
        for arguments in [["read", path].as_slice(), &["check", "--from", path]] {
            for locale in Locale::all() {
                let texts = Texts::new(locale);
                let said = texts.with(&format!("error-{id}"), &Args::new().text("command", EXPORT_COMMAND));
                let output = mxray(arguments).args(["--lang", locale.tag()]).output().expect("runs");
                assert_eq!(output.status.code(), Some(2), "{arguments:?} {text}");
                let told = stderr(&output).split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(told.contains(&said.split_whitespace().collect::<Vec<_>>().join(" ")), "{text}: {told}");
            }
        }
    }
    let outbound = r#"[{"Name":"x","SmartHosts":["a.test"],"UseMXRecord":false}]"#;
    let output = mxray(&["read"]).write_stdin(outbound).output().expect("runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("mxray check --from"), "{}", stderr(&output));
}

#[test]
fn what_is_told_of_a_report_holds_of_its_words_and_of_who_sent_it() {
    let refused = "Feb  2 10:10:10 mx sm-mta[1]: x: to=<b@a.test>, relay=mail.a.test. [203.0.113.4], dsn=4.0.0, \
                   stat=Deferred: Connection refused by mail.a.test.";
    for (text, said, unsaid) in [
        ("450 4.4.317 Cannot connect [Message=UntrustedRoot]", "private or unknown certificate authority", "expired"),
        ("450 4.7.320 Certificate validation failed [Message=RevocationFailure]", "revoked", "renew"),
        ("450 4.4.318 Connection was closed abruptly (SuspiciousRemoteServerError)", "Service health", "inspection, a"),
        (refused, "--reported 4.4.316", "Get-ReceiveConnector"),
        (refused, "another server sends", "from Office 365's IP"),
        ("451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35.", "sending server is still", "365 is still"),
        ("550 5.7.64 TenantAttribution; Relay Access Denied", "inbound connector", "4.4.62"),
        ("550 5.4.312 Message expired, DNS query failed(ServerFailure)", "550 5.4.312", "450 4.4.312"),
    ] {
        let output = mxray(&["read"]).write_stdin(text).output().expect("runs");
        let told = stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(said) && !told.contains(unsaid), "{text}: {told}");
    }
}

#[test]
fn a_pipe_that_breaks_is_no_panic_and_keeps_the_exit_code() {
    let lab = Lab::start();
    let mut arguments = vec!["check", "--no-control"];
    arguments.extend(lab.scenario("refused").args.iter().map(String::as_str));
    let mut child = StdCommand::new(env!("CARGO_BIN_EXE_mxray"))
        .args(&arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
    assert_eq!((child.wait().expect("ends").code(), said.as_str()), (Some(1), ""));
}

#[test]
fn a_full_disk_is_told_and_is_no_verdict() {
    // Nothing is probed in the second: the first question cannot be asked.
    for arguments in [&["explain", "4.4.316"][..], &["--plain", "127.0.0.1:9"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has one");
        let output = StdCommand::new(env!("CARGO_BIN_EXE_mxray"))
            .args(arguments)
            .args(["--lang", "en"])
            .env_remove("XDG_STATE_HOME")
            .env("HOME", NO_HOME)
            .stdin(Stdio::null())
            .stdout(full)
            .output()
            .expect("runs");
        assert_eq!(output.status.code(), Some(3), "{arguments:?}");
        assert!(stderr(&output).contains("could not be written"), "{}", stderr(&output));
    }
}

#[test]
fn help_tells_the_deadline_and_the_exit_codes_in_every_language() {
    for language in tags() {
        for command in [&["--help"][..], &["check", "--help"]] {
            let output = mxray(&[command, &["--lang", language]].concat()).output().expect("runs");
            let help = stdout(&output).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(output.status.code(), Some(0));
            assert!(help.contains("120\u{a0}s"), "{language}: {help}");
            for code in [" 0 ", " 1 ", " 2 ", " 3 "] {
                assert!(help.contains(code), "{language}: {help}");
            }
            assert!(!help.contains(['{', '}']), "{language}: {help}");
        }
    }
}

#[test]
fn the_lab_ends_with_its_input_and_leaves_nothing() {
    let lab = Lab::start();
    let ca_file = std::path::PathBuf::from(lab.announced["ca_file"].as_str().expect("a path"));
    assert!(ca_file.is_file());
    assert_eq!(lab.end(), Some(0));
    assert!(!ca_file.exists() && !ca_file.parent().expect("a folder").exists());
}

#[test]
fn the_lab_with_an_empty_input_ends_at_once() {
    let output = mxray(&["lab", "--serve"]).write_stdin("").output().expect("runs");
    assert_eq!(output.status.code(), Some(0));
    let mut child = StdCommand::new(env!("CARGO_BIN_EXE_mxray"))
        .args(["lab", "--serve"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("runs");
    child.stdin.take().expect("a pipe").write_all(b"bytes are no end\n").expect("written");
    assert_eq!(child.wait().expect("ends").code(), Some(0));
}

#[test]
fn without_a_terminal_the_wizard_names_the_command_that_looks_at_the_same() {
    let typed = "mx1.test --mx --tls domain --tls-domain mail.test --port 2525 --partner --resolver 127.0.0.1:5353 \
                 --timeout 7 --reply-timeout 9 --ehlo out.test --reported 4.4.316";
    let folder = tempfile::tempdir().expect("a folder");
    for language in tags() {
        let said = |words: &[&std::ffi::OsStr]| {
            let output = mxray(&["--lang", language]).args(words).output().expect("it ran");
            assert_eq!(output.status.code(), Some(2), "{output:?}");
            stderr(&output)
        };
        let line = |words: &str| said(&words.split_whitespace().map(AsRef::as_ref).collect::<Vec<_>>());
        let text = line(typed);
        let offered = text.split_once("mxray check ").expect("a command").1;
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
        assert_eq!(words(offered), words(&format!("{typed} --lang {language}")), "{text}");
        // Options that no connector is needed for stay without one, and a name of any bytes is spelt.
        let settings = "--resolver 127.0.0.1:5353 --timeout 7 --reply-timeout 9 --ehlo out.test --reported 4.4.316";
        let text = line(settings);
        let offered = text.split_once("mxray check ").expect("a command").1.split_once(' ').expect("its options").1;
        assert_eq!(words(offered), words(&format!("{settings} --lang {language}")), "{text}");
        let file = folder.path().join(std::ffi::OsStr::from_bytes(b"\xffa\nb.txt"));
        std::fs::write(&file, "450 4.4.316 Connection refused").expect("written");
        let text = said(&["mx1.test".as_ref(), "--ndr".as_ref(), file.as_ref(), "--partner".as_ref()]);
        let path = folder.path().display();
        let offered = format!(r"mxray check mx1.test --partner --ndr $'{path}/\377a\012b.txt' --lang {language}");
        assert!(text.ends_with(&format!("{offered}\n")), "{text}");
        for (typed, offered) in [
            ("lab nx-domain", "mxray lab nx-domain --plain"),
            ("lab --no-state", "mxray lab --plain --no-state"),
            ("lab nx-domain --no-state", "mxray lab nx-domain --plain --no-state"),
        ] {
            assert!(line(typed).ends_with(&format!("{offered} --lang {language}\n")), "{typed}");
        }
        assert!(said(&[]).contains("mxray check "));
    }
}
