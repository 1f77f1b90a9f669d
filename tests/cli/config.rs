//! What is set once: which of the four sources wins for each key, what is wrong with a value and where, and that it reaches
//! what is probed.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command as StdCommand,
};

use assert_cmd::Command;
use mxray::config::{Key, Kind};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::program::{Lab, json, mxray, stderr, stdout};
use crate::support::skipped;

/// A home with a configuration, and another file of settings in the place of the system's.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("own/mxray")).expect("a folder");
        fs::create_dir_all(folder.path().join("etc/mxray")).expect("a folder");
        Self { folder }
    }

    fn own(&self) -> PathBuf {
        self.folder.path().join("own/mxray/config.toml")
    }

    fn with(self, text: &str) -> Self {
        fs::write(self.own(), text).expect("written");
        self
    }

    fn mxray(&self, arguments: &[&str]) -> Command {
        let mut command = mxray(arguments);
        command.env("XDG_CONFIG_HOME", self.folder.path().join("own")).current_dir(self.folder.path());
        command
    }
}

/// Two values of a key that its option takes, as an option takes them.
fn examples(key: Key, folder: &Path) -> [String; 4] {
    let file = |name: &str| {
        let path = folder.join(name);
        match key {
            Key::ReportFolder => fs::create_dir_all(path.with_extension("d")).expect("a folder"),
            _ => fs::write(&path, "x").expect("a file"),
        }
        let folder = path.with_extension("d");
        if key == Key::ReportFolder { folder } else { path }.display().to_string()
    };
    let four = |values: [&str; 4]| values.map(str::to_owned);
    match key {
        Key::Resolver => four(["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"]),
        Key::CaFile | Key::Endpoints | Key::ReportFolder => ["f1", "f2", "f3", "f4"].map(file),
        Key::Ehlo => four(["a.test", "b.test", "c.test", "d.test"]),
        Key::Control => four(["a.test:25", "b.test:25", "c.test:25", "d.test:25"]),
        Key::NoControl => four(["false", "true", "false", "true"]),
        Key::Lang => four(["fr", "pt-BR", "en", "fr"]),
        Key::Format => four(["json", "html", "csv", "jsonl"]),
        Key::Color => four(["never", "always", "auto", "never"]),
        _ => four(["2", "3", "4", "5"]),
    }
}

fn line(key: Key, value: &str) -> String {
    match key.kind() {
        Kind::Number | Kind::Switch => format!("{} = {value}\n", key.name()),
        _ => format!("{} = \"{value}\"\n", key.name()),
    }
}

fn setting(printed: &Value, key: Key) -> (&str, &str) {
    let settings = printed["settings"].as_array().expect("settings");
    let found = settings.iter().find(|setting| setting["key"] == key.name()).expect("every key is there");
    (found["source"].as_str().unwrap_or_default(), found["value"][0].as_str().unwrap_or_default())
}

#[test]
fn of_the_four_sources_the_higher_wins_for_every_key() {
    // The system's file needs a namespace of one's own: another `/etc` is put there.
    let made = StdCommand::new("unshare").args(["-r", "-m", "true"]).status();
    if !made.is_ok_and(|status| status.success()) {
        return skipped("no mounts of one's own here");
    }
    let home = Home::new();
    let etc = home.folder.path().join("etc");
    for key in Key::ALL {
        let [system, own, variable, option] = examples(key, home.folder.path());
        fs::write(etc.join("mxray/config.toml"), line(key, &system)).expect("written");
        for depth in 0..=4 {
            match depth {
                0..=1 => drop(fs::remove_file(home.own())),
                _ => fs::write(home.own(), line(key, &own)).expect("written"),
            }
            let mut command = StdCommand::new("unshare");
            command.args(["-r", "-m", "sh", "-c", "mount --bind \"$0\" /etc && shift 0 && exec \"$@\""]);
            command.arg(if depth == 0 { home.folder.path().join("own") } else { etc.clone() });
            command.arg(env!("CARGO_BIN_EXE_mxray"));
            // A format is that of `check`, so it is not typed here.
            let typed = depth == 4 && key != Key::Format;
            command.args(["config"]).env_clear().env("HOME", "/proc/no-home");
            command.env("XDG_CONFIG_HOME", home.folder.path().join("own"));
            if depth >= 3 {
                command.env(key.variable(), &variable);
            }
            match (typed, key.kind()) {
                (true, Kind::Switch) => drop(command.arg(key.option())),
                (true, _) => drop(command.arg(format!("{}={option}", key.option()))),
                (false, _) => {}
            }
            let output = command.args(["--format", "json"]).output().expect("unshare is there");
            assert!(output.status.success(), "{key:?} {depth}: {output:?}");
            let printed = json(&output);
            let expected = match depth {
                0 => ("default", None),
                1 => ("file", Some(&system)),
                2 => ("file", Some(&own)),
                4 if typed => ("option", Some(&option)),
                _ => ("environment", Some(&variable)),
            };
            let (source, value) = setting(&printed, key);
            assert_eq!(source, expected.0, "{key:?} {depth}");
            if let Some(expected) = expected.1 {
                assert_eq!(value, expected, "{key:?} {depth}");
            }
        }
    }
}

#[test]
fn what_is_printed_is_a_file_that_says_the_same() {
    let home = Home::new().with("timeout = 0.5\nresolver = [\"192.0.2.1\", \"2001:db8::1\"]\nehlo = \"mail.test\"\n");
    let first = stdout(&home.mxray(&["config"]).output().expect("it runs"));
    let again = Home::new().with(&first);
    let settings = |home: &Home| {
        let printed = json(&home.mxray(&["config", "--format", "json"]).output().expect("it runs"));
        let all = printed["settings"].as_array().expect("settings").clone();
        all.into_iter().map(|setting| (setting["key"].clone(), setting["value"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(settings(&again), settings(&home), "{first}");
    for language in ["fr", "pt-BR"] {
        let page = stdout(&home.mxray(&["config", "--lang", language]).output().expect("it runs"));
        assert_eq!(settings(&Home::new().with(&page)).len(), Key::ALL.len(), "{page}");
    }
}

#[test]
fn what_is_typed_is_printed_so_that_a_file_elsewhere_can_have_it() {
    let home = Home::new();
    fs::write(home.folder.path().join("a\u{85}\u{202e}\\b\".pem"), "x").expect("written");
    let mut command = home.mxray(&["config", "--ca-file", "a\u{85}\u{202e}\\b\".pem", "--timeout", ".5"]);
    let page = stdout(&command.env("MXRAY_REPLY_TIMEOUT", "05").output().expect("it runs"));
    assert!(!page.contains(['\u{85}', '\u{202e}']), "{page}");
    let again = Home::new().with(&page);
    let printed = json(&again.mxray(&["config", "--format", "json"]).output().expect("it runs"));
    assert_eq!((setting(&printed, Key::Timeout).1, setting(&printed, Key::ReplyTimeout).1), ("0.5", "5"), "{page}");
    let whole = home.folder.path().join(r#"a\u{85}\u{202e}\\b".pem"#);
    assert_eq!(setting(&printed, Key::CaFile).1, whole.display().to_string(), "{page}");
    // What is not said follows from what is.
    let days = Home::new().with("warn_days = 5");
    let printed = json(&days.mxray(&["config", "--format", "json"]).output().expect("it runs"));
    assert_eq!(setting(&printed, Key::CritDays), ("default", "5"));
}

#[test]
fn a_wrong_key_or_value_is_told_with_its_place_and_ends_with_2() {
    for (text, variable, expected) in [
        (
            "timeout = 5\nresolvers = \"192.0.2.1\"",
            None,
            "config.toml, line 2: there is no key \"resolvers\". Did you mean resolver?",
        ),
        ("reply-timeout = 5", None, "line 1: there is no key \"reply-timeout\". Did you mean reply_timeout?"),
        ("whatever = 5", None, "line 1: there is no key \"whatever\". There are: resolver, ca_file"),
        ("\ntimeout = 0", None, "config.toml, line 2: timeout cannot be \"0\". It takes seconds"),
        ("jobs = \"many\"", None, "line 1: jobs takes a number, such as jobs = 5."),
        ("jobs = 2000", None, "line 1: jobs cannot be \"2000\". It takes a number from 1 to 1024."),
        ("format = \"yaml\"", None, "line 1: format cannot be \"yaml\". It takes: text, json"),
        ("resolver = \"dns.test\"", None, "line 1: \"dns.test\" is no DNS server."),
        ("ehlo = \"a b\"", None, "line 1: \"a b\" cannot be the name to greet with."),
        ("lang = \"xx\"", None, "line 1: \"xx\" is not a language of mxray."),
        ("no_control = true\ncontrol = \"x.test\"", None, "line 2: control and no_control do not go together."),
        ("ca_file = \"missing.pem\"", None, "line 1: There is no file "),
        ("report_folder = \"missing\"", None, "line 1: There is no folder "),
        ("timeout 5", None, "line 1, is no TOML"),
        (
            "warn_days = 3651",
            None,
            "line 1: warn_days cannot be \"3651\". It takes a whole number of days from 0 to 3650.",
        ),
        ("timeout = 5\ncrit_days = 31", None, "line 2: --crit-days 31 is more"),
        ("ca_file = \"config.toml\"", None, "line 1: "),
        ("endpoints = \"config.toml\"", None, "line 1: "),
        ("", Some(("MXRAY_JOB", "5")), "mxray: There is no variable MXRAY_JOB. Did you mean MXRAY_JOBS?"),
        ("", Some(("MXRAY_JOBS", "0")), "mxray: MXRAY_JOBS cannot be \"0\". It takes a number from 1 to 1024."),
        ("", Some(("MXRAY_NO_CONTROL", "perhaps")), "MXRAY_NO_CONTROL cannot be \"perhaps\". It takes 1 or 0"),
        ("", Some(("MXRAY_RESOLVER", "dns.test")), "MXRAY_RESOLVER: \"dns.test\" is no DNS server."),
    ] {
        let home = Home::new().with(text);
        // Of the folder for reports only the wizard knows.
        let arguments: &[&str] = if text.starts_with("report") { &["--plain"] } else { &["check", "x.test"] };
        let mut command = home.mxray(arguments);
        if let Some((name, value)) = variable {
            command.env(name, value);
        }
        let output = command.output().expect("it runs");
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{text}: {said}");
        assert!(said.contains(expected) && said.lines().count() == 1, "{text}: {said}");
        // Who asks for help gets it, and `--no-config` is the way out.
        assert!(home.mxray(&["check", "--help"]).output().expect("it runs").status.success(), "{text}");
        if variable.is_none() {
            let way_out = home.mxray(&["config", "--no-config"]).output().expect("it runs");
            assert!(way_out.status.success(), "{text}: {way_out:?}");
        }
    }
}

#[test]
fn a_file_that_others_may_write_is_told_and_used() {
    let home = Home::new().with("lang = \"fr\"");
    for (mode, told) in [(0o600, false), (0o644, false), (0o664, true), (0o646, true)] {
        fs::set_permissions(home.own(), fs::Permissions::from_mode(mode)).expect("changed");
        let output = home.mxray(&["explain", "4.4.316"]).output().expect("it runs");
        assert!(stdout(&output).contains("Connexion refusée"), "{mode:o}");
        assert_eq!(stderr(&output).contains("n'est pas le seul à pouvoir y écrire"), told, "{mode:o}");
    }
    let named = home.own().display().to_string();
    let missing = mxray(&["--config", "/proc/no-home/x.toml", "explain", "4.4.316"]).output().expect("it runs");
    assert_eq!(missing.status.code(), Some(2), "{missing:?}");
    let both = home.mxray(&["--config", &named, "--no-config", "config"]).output().expect("it runs");
    assert_eq!(both.status.code(), Some(2), "{both:?}");
    let without = home.mxray(&["--no-config", "explain", "4.4.316"]).output().expect("it runs");
    assert!(stdout(&without).contains("Connection refused"), "{without:?}");
}

#[test]
fn what_is_set_reaches_the_probe_and_gives_way_to_what_is_typed() {
    let lab = Lab::start();
    let healthy = lab.scenario("healthy");
    // Resolver and roots come from the file instead of the options that the lab prints.
    let value = |option: &str| {
        let at = healthy.args.iter().position(|arg| arg == option).expect("the lab says it");
        healthy.args[at + 1].clone()
    };
    let file = format!(
        "resolver = \"{}\"\nca_file = \"{}\"\nno_control = true\nehlo = \"set.test\"\nformat = \"json\"\n",
        value("--resolver"),
        value("--ca-file")
    );
    let home = Home::new().with(&file);
    let mut rest = Vec::new();
    let mut arguments = healthy.args.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--resolver" | "--ca-file" | "--ehlo" => drop(arguments.next()),
            "--no-control" => {}
            _ => rest.push(argument.as_str()),
        }
    }
    let check = |more: &[&str]| {
        let all: Vec<_> = ["check"].iter().chain(&rest).chain(more).copied().collect();
        home.mxray(&all).output().expect("it runs")
    };
    let printed = json(&check(&[]));
    assert_eq!(printed["finding"]["verdict"], "healthy", "{printed:#}");
    assert!(printed.to_string().contains("EHLO set.test"), "{printed:#}");
    let typed = check(&["--ehlo", "typed.test", "--format", "jsonl"]);
    assert!(stdout(&typed).contains("EHLO typed.test"), "{typed:?}");
    assert_eq!(stdout(&typed).lines().count(), 1);
    let service =
        home.mxray(&["check", "--no-control", "a b"]).env("MXRAY_FORMAT", "nagios").output().expect("it runs");
    assert!(stdout(&service).starts_with("MXRAY UNKNOWN - "), "{service:?}");
    assert_eq!(service.status.code(), Some(3));
    let shown = json(&home.mxray(&["config", "--control", "x.test", "--format", "json"]).output().expect("it runs"));
    assert_eq!((setting(&shown, Key::Control).0, setting(&shown, Key::NoControl)), ("option", ("default", "false")));
    // A format that is only usual keeps nobody from a letter.
    let letter = check(&["--letter", "partner"]);
    assert!(!stderr(&letter).contains("--format"), "{letter:?}");
}

#[test]
fn the_wizard_saves_where_it_is_said_and_looks_as_it_is_said() {
    let lab = Lab::start();
    let home = Home::new();
    let reports = home.folder.path().join("reports");
    fs::create_dir(&reports).expect("a folder");
    fs::write(home.own(), "report_folder = \"../../reports\"\nsamples = 2\nlang = \"en\"\n").expect("written");
    let healthy = lab.scenario("healthy");
    let arguments: Vec<_> = ["--plain"].into_iter().chain(healthy.args.iter().map(String::as_str)).collect();
    let output = home.mxray(&arguments).write_stdin("s\n\n\nq\n").output().expect("it runs");
    let said = stdout(&output);
    let saved: Vec<_> = fs::read_dir(&reports).expect("there").flatten().map(|entry| entry.path()).collect();
    let [report] = saved.as_slice() else { panic!("{saved:?}: {said}") };
    let report = fs::read_to_string(report).expect("a report");
    assert!(report.contains("--samples 2"), "{report}");
    for (option, value, id) in [
        ("--control", "a.test,b.test", "is no control host"),
        ("--samples", "7", "It takes a number from 1 to 6"),
        ("--endpoints", "/proc/no-home/list.json", "There is no file"),
        ("--report-folder", "/proc/no-home/x", "There is no folder"),
    ] {
        let output = home.mxray(&["--plain", option, value]).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{option}");
        assert!(stderr(&output).contains(id), "{option}: {output:?}");
    }
}
