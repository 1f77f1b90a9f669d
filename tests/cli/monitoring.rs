//! Monitoring through the real binary: the line and the state of a plugin, metrics, and files that are replaced whole.

use std::{
    fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink},
    path::Path,
    process::Output,
};

use mxray::{
    knowledge::scenarios,
    l10n::Locale,
    model::{Level, Scenario, Verdict},
};

use crate::support::program::{Lab, mxray, stderr, stdout};

/// What a plugin may print: a line with a state, numbers behind the first bar of it and none after, lines of details;
/// ASCII, less than 4 KiB. The state, and the sentence.
fn plugin(output: &Output) -> (String, String) {
    let text = stdout(output);
    assert!(text.len() < 4_096 && text.is_ascii() && text.ends_with('\n'), "{} bytes: {text}", text.len());
    assert!(text.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)), "{text:?}");
    assert!(text.matches('|').count() <= 1, "{text}");
    let first = text.lines().next().expect("a line");
    let (state, rest) = first.strip_prefix("MXRAY ").and_then(|rest| rest.split_once(" - ")).expect("a state");
    let number = ["OK", "WARNING", "CRITICAL", "UNKNOWN"].iter().position(|word| *word == state).expect("a state");
    assert_eq!(output.status.code(), i32::try_from(number).ok(), "{text}");
    assert_eq!(stderr(output), "", "{text}");
    let Some((sentence, numbers)) = rest.split_once(" | ") else { return (state.to_owned(), rest.to_owned()) };
    numbered(numbers);
    (state.to_owned(), sentence.to_owned())
}

/// The numbers of a plugin, each a label, a value, a unit and four limits (Monitoring Plugins Development Guidelines).
fn numbered(numbers: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = numbers;
    while !rest.is_empty() {
        let (label, after) = match rest.strip_prefix('\'') {
            Some(quoted) => quoted.split_once("'=").expect("the end of a label"),
            None => rest.split_once('=').expect("a value"),
        };
        assert!(!label.is_empty() && !label.contains(['\'', '=']), "{numbers}");
        let (value, next) = after.split_once(' ').unwrap_or((after, ""));
        let fields: Vec<&str> = value.split(';').collect();
        assert!((4..=5).contains(&fields.len()), "{numbers}");
        assert!(fields[0].trim_end_matches('s').parse::<f64>().is_ok(), "{numbers}");
        let limits = fields[1..].iter().map(|limit| limit.trim_end_matches(':'));
        assert!(limits.filter(|limit| !limit.is_empty()).all(|limit| limit.parse::<u32>().is_ok()), "{numbers}");
        assert!(found.iter().all(|(known, _)| known != label), "twice {label}: {numbers}");
        found.push((label.to_owned(), value.to_owned()));
        rest = next;
    }
    found
}

/// The state by the file of the scenario.
fn expected(scenario: &Scenario) -> &'static str {
    match (scenario.verdict, scenario.id.as_str()) {
        // Four days are left.
        (Verdict::Healthy, "issuer-ends-soon") => "CRITICAL",
        (Verdict::Healthy, _) if scenario.also.iter().any(|fault| fault.level() > Level::Info) => "WARNING",
        (Verdict::Healthy, _) => "OK",
        (Verdict::Fault, _) => "CRITICAL",
        (Verdict::Inconclusive, _) => "UNKNOWN",
    }
}

#[test]
fn every_scenario_has_the_state_of_its_verdict_and_one_line_that_names_it() {
    let lab = Lab::start();
    let all = scenarios::all().expect("the assets are right");
    let mut wrong = Vec::new();
    for (listening, output) in lab.check_all(&["--format", "nagios"]) {
        let scenario = all.iter().find(|scenario| scenario.id == listening.id).expect("it is known");
        let (state, sentence) = plugin(&output);
        let code = scenario.code.as_ref().filter(|_| scenario.verdict == Verdict::Fault).and_then(|code| code.reply());
        let named = sentence.starts_with(&listening.args[0]) || listening.args[0].contains(',');
        if state != expected(scenario) || !named || code.is_some_and(|code| !sentence.contains(&code)) {
            wrong.push(format!("{}: {}, expected {}: {sentence}", scenario.id, state, expected(scenario)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_certificate_that_ends_is_told_from_the_days_that_are_asked_for() {
    let lab = Lab::start();
    // It has ten days, of which the first may be over when it is seen.
    let ends = lab.scenario("ends-soon");
    for (more, state) in [
        (&[][..], "WARNING"),
        (&["--warn-days", "9"], "OK"),
        (&["--warn-days", "11"], "WARNING"),
        (&["--warn-days", "11", "--crit-days", "9"], "WARNING"),
        (&["--crit-days", "11"], "CRITICAL"),
        (&["--warn-days", "0"], "OK"),
        (&["--warn-days", "3"], "OK"),
    ] {
        let output = lab.check(ends, &[&["--format", "nagios"], more].concat());
        assert_eq!(plugin(&output).0, state, "{more:?}: {}", stdout(&output));
    }
    // Where the setting minds no certificate, its end is a warning as ever, and the number has no limits.
    let args: Vec<_> = ends.args.iter().map(|arg| if arg == "certificate" { "encryption" } else { arg }).collect();
    let output = mxray(&[&["check", "--no-control", "--format", "nagios"], &args[..]].concat()).output().expect("runs");
    let has_days =
        |text: &str, limits: &str| ["9", "10"].iter().any(|days| text.contains(&format!(" cert_days={days};{limits}")));
    assert!(has_days(&stdout(&output), ";;0 "), "{}", stdout(&output));
    let output = stdout(&lab.check(ends, &["--format", "nagios", "--warn-days", "20"]));
    assert!(has_days(&output, "20:;7:;0 endpoints_ok=1;;;0;1\n"), "{output}");
    // Longer than anybody asks by himself.
    let healthy = lab.check(lab.scenario("healthy"), &["--warn-days", "3650"]);
    assert!(stdout(&healthy).starts_with("HEALTHY, with "), "{}", stdout(&healthy));
    assert_eq!(healthy.status.code(), Some(0));
}

#[test]
fn with_strict_a_warning_is_a_fault_to_whoever_reads_the_exit_code() {
    let lab = Lab::start();
    for (id, usual, strict) in [("ends-soon", 0, 1), ("healthy", 0, 0), ("refused", 1, 1), ("resolver-absent", 3, 3)] {
        for (more, code) in [(&[][..], usual), (&["--strict"], strict), (&["--strict", "--format", "json"], strict)] {
            assert_eq!(lab.check(lab.scenario(id), more).status.code(), Some(code), "{id} {more:?}");
        }
    }
}

/// The targets of scenarios that share a resolver, and the options they share.
fn many(lab: &Lab, ids: &[&str]) -> Vec<String> {
    let value = |args: &[String], name: &str| args[args.iter().position(|arg| arg == name).expect(name) + 1].clone();
    let of = |id: &str| lab.scenario(id).args.clone();
    let mut arguments = vec!["check".to_owned(), "--no-control".to_owned()];
    arguments.extend(ids.iter().map(|id| format!("{}:{}", of(id)[0], value(&of(id), "--port"))));
    for option in ["--resolver", "--ca-file"] {
        arguments.extend([option.to_owned(), value(&of(ids[0]), option)]);
    }
    arguments
}

fn checked(arguments: &[String], more: &[&str]) -> Output {
    let all: Vec<&str> = arguments.iter().map(String::as_str).chain(more.iter().copied()).collect();
    mxray(&all).output().expect("it runs")
}

#[test]
fn of_several_connectors_the_worst_state_counts_and_the_first_line_counts_them() {
    let lab = Lab::start();
    let arguments = many(&lab, &["healthy", "expired", "refused", "ends-soon", "healthy"]);
    let output = checked(&arguments, &["--format", "nagios"]);
    let (state, sentence) = plugin(&output);
    assert_eq!((state.as_str(), sentence.as_str()), ("CRITICAL", "5 connectors: 2 faults, 1 warning"));
    let text = stdout(&output);
    // What is worst stands first, and no connector hides another of its name.
    let lines: Vec<&str> = text.lines().skip(1).take(5).collect();
    let states: Vec<&str> = lines.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(states, ["CRITICAL", "CRITICAL", "WARNING", "OK", "OK"], "{text}");
    assert!(text.contains("'healthy.lab.test #2 time'="), "{text}");
    let output = checked(&many(&lab, &["healthy", "ends-soon"]), &["--format", "nagios"]);
    assert_eq!(plugin(&output).0, "WARNING");
}

#[test]
fn a_hundred_connectors_are_told_within_four_kib_and_say_what_is_left_out() {
    let lab = Lab::start();
    let refused = lab.scenario("refused");
    let port = refused.args.iter().skip_while(|arg| *arg != "--port").nth(1).expect("a port").clone();
    let targets: String = (0..100).map(|number| format!("127.0.1.{number}:{port}\n")).collect();
    let output = mxray(&["check", "--from", "-", "--no-control", "--format", "nagios"]).write_stdin(targets).output();
    let output = output.expect("it runs");
    assert_eq!(plugin(&output), ("CRITICAL".to_owned(), "100 connectors: 100 faults".to_owned()));
    let text = stdout(&output);
    assert!(text.trim_end().ends_with(" more lines are left out."), "{text}");
}

#[test]
fn whoever_calls_a_plugin_is_told_there_what_is_wrong_with_the_call() {
    for (arguments, words) in [
        (&["check"][..], "There is nothing to check"),
        (&["check", "x.test", "--jobs", "0"], "--jobs cannot be"),
        (&["check", "x.test", "--nonsense"], "There is no option --nonsense."),
        (&["check", "x.test", "--warn-days", "5", "--crit-days", "6"], "--crit-days 6 is more than the 5 days"),
        (&["check", "x.test", "--crit-days", "31"], "--crit-days 31 is more than the 30 days"),
        (&["check", "x.test", "--warn-days", "3651"], "from 0 to 3650"),
        (&["check", "x.test", "--redact"], "--redact and --format nagios do not go together"),
        (&["check", "x.test", "--only", "faults"], "--only and --format nagios do not go together"),
        (&["check", "x.test", "--summary"], "--summary is a table"),
        (&["check", "x.test", "--watch"], "--format nagios writes one document"),
        (&["check", "--from", "/nowhere/x|y"], "/nowhere/x\\x7cy"),
        (&["check", "x.test", "--output", "/nowhere/x"], "There is no folder /nowhere"),
        (&["check", "x.test", "--lang", "xx"], "is not a language"),
    ] {
        let output = mxray(arguments).args(["--format", "nagios"]).output().expect("it runs");
        let (state, sentence) = plugin(&output);
        assert!(state == "UNKNOWN" && sentence.contains(words), "{arguments:?}: {sentence}");
    }
    let output = mxray(&["check", "x.test", "--crit-days", "x"]).output().expect("it runs");
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    assert!(stderr(&output).contains("--crit-days cannot be \"x\". It takes a whole number of days"));
}

#[test]
fn a_plugin_speaks_every_language_in_ascii_and_its_states_and_labels_are_the_same() {
    let lab = Lab::start();
    for locale in Locale::all() {
        let output = lab.check(lab.scenario("expired"), &["--format", "nagios", "--lang", locale.tag()]);
        let (state, sentence) = plugin(&output);
        assert!(state == "CRITICAL" && sentence.contains("450 4.7.320"), "{}: {sentence}", locale.tag());
        let told = ["Certificate validation failed", "Echec de la validation du certificat", "certificado"];
        assert!(told.iter().any(|words| sentence.contains(words)), "{}: {sentence}", locale.tag());
        assert!(stdout(&output).contains(" cert_days=0;30:;7:;0 endpoints_ok=0;;;0;1\n"), "{}", stdout(&output));
    }
}

/// The samples of a text in the format of OpenMetrics, each with its labels; what its rules say of the rest.
fn metrics(text: &str) -> Vec<(String, f64)> {
    assert!(text.ends_with("\n# EOF\n") && text.matches("# EOF").count() == 1, "{text}");
    let mut samples: Vec<(String, f64)> = Vec::new();
    let mut typed = Vec::new();
    for line in text.lines().filter(|line| *line != "# EOF") {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').expect("a type");
            assert!(kind == "gauge" && !typed.contains(&name), "{line}");
            typed.push(name);
        } else if let Some(rest) = line.strip_prefix("# UNIT ") {
            let (name, unit) = rest.split_once(' ').expect("a unit");
            assert!(name.ends_with(&format!("_{unit}")) && typed.last() == Some(&name), "{line}");
        } else if let Some(rest) = line.strip_prefix("# HELP ") {
            assert!(typed.last().is_some_and(|name| rest.starts_with(&format!("{name} "))), "{line}");
        } else {
            let (series, value) = line.rsplit_once(' ').expect("a value");
            let name = series.split('{').next().unwrap_or_default();
            assert_eq!(typed.last(), Some(&name), "{line}");
            assert!(samples.iter().all(|(known, _)| known != series), "twice {series}");
            samples.push((series.to_owned(), value.parse().expect("a number")));
        }
    }
    samples
}

#[test]
fn metrics_tell_of_every_connector_address_and_certificate() {
    let lab = Lab::start();
    let arguments = many(&lab, &["healthy", "expired", "silent-and-refused", "healthy"]);
    let output = checked(&arguments, &["--format", "openmetrics", "--timeout", "1"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let found = metrics(&stdout(&output));
    let value = |series: &str| found.iter().find(|(known, _)| known == series).map(|(_, value)| *value);
    assert_eq!(value(r#"mxray_healthy{connector="healthy.lab.test"}"#), Some(1.0));
    assert_eq!(value(r#"mxray_healthy{connector="healthy.lab.test #2"}"#), Some(1.0));
    assert_eq!(value(r#"mxray_verdict{connector="healthy.lab.test",verdict="healthy",code=""}"#), Some(1.0));
    assert_eq!(value(r#"mxray_verdict{connector="expired.lab.test",verdict="fault",code="4.7.320"}"#), Some(1.0));
    let up =
        r#"mxray_endpoint_up{connector="expired.lab.test",host="expired.lab.test",ip="127.0.0.1",stage="certificate"}"#;
    assert_eq!(value(up), Some(0.0));
    let ends = |id: &str| {
        value(&format!(r#"mxray_certificate_expiry_timestamp_seconds{{connector="{id}",host="{id}",ip="127.0.0.1"}}"#))
            .expect("a certificate")
    };
    let last = value(r#"mxray_last_run_timestamp_seconds{connector="healthy.lab.test"}"#).expect("a time");
    let days = |id: &str| (ends(id) - last) / 86_400.0;
    assert!((334.0..336.0).contains(&days("healthy.lab.test")), "{}", days("healthy.lab.test"));
    assert!((-13.0..-11.0).contains(&days("expired.lab.test")), "{}", days("expired.lab.test"));
    assert!(found.iter().any(|(series, _)| series.starts_with("mxray_seconds{")), "{found:?}");
    // A collector that reads two files wants one help for one name.
    let help = |lang: &str| {
        let text = stdout(&checked(&arguments[..3], &["--format", "openmetrics", "--timeout", "0.1", "--lang", lang]));
        text.lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(help("fr"), help("en"));
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_format_goes_into_a_file_that_is_replaced_whole() {
    let lab = Lab::start();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("out");
    let path = file.to_str().expect("a path");
    let refused = lab.scenario("refused");
    for format in ["text", "json", "jsonl", "markdown", "html", "csv", "nagios", "openmetrics"] {
        let code = if format == "nagios" { 2 } else { 1 };
        fs::write(&file, "old").expect("written");
        let output = lab.check(refused, &["--format", format, "--color", "auto", "--output", path]);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(code), ""), "{format}: {}", stderr(&output));
        let text = fs::read_to_string(&file).expect("there");
        assert!(text.contains("4.4.316") && !text.starts_with("old"), "{format}: {text}");
        assert_eq!(names(folder.path()), ["out"], "{format}");
    }
    let output = lab.check(refused, &["--output", "-"]);
    assert!(stdout(&output).starts_with("FAULT"), "{}", stdout(&output));
}

#[test]
fn a_file_of_output_has_the_mode_of_the_one_it_replaces_or_what_the_mask_leaves() {
    let lab = Lab::start();
    let folder = tempfile::tempdir().expect("a folder");
    let (file, link) = (folder.path().join("out"), folder.path().join("link"));
    let write = |to: &Path| {
        let output = lab.check(lab.scenario("refused"), &["--output", to.to_str().expect("a path")]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    };
    let mode = |of: &Path| fs::metadata(of).expect("there").mode() & 0o777;
    let plain = folder.path().join("plain");
    fs::write(&plain, "").expect("written");
    write(&file);
    assert_eq!(mode(&file), mode(&plain), "as every program would make it");
    // A link leads to a file that is not there yet, too.
    fs::remove_file(&file).expect("removed");
    symlink(Path::new("out"), &link).expect("a link");
    write(&link);
    assert!(fs::symlink_metadata(&file).expect("there").is_file());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
    write(&link);
    assert_eq!(mode(&file), 0o640);
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink(), "a link stays one");
    assert!(fs::read_to_string(&file).expect("there").starts_with("FAULT"));
}

#[test]
fn where_no_file_can_be_written_nothing_is_probed_and_nothing_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let there = folder.path().join("there");
    fs::write(&there, "old").expect("written");
    let path = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    for (file, words) in [
        (path("gone/x"), "There is no folder"),
        (path("there/x"), "is a file and not a folder"),
        (folder.path().to_str().expect("a path").to_owned(), "is not a file"),
        ("/dev/null".to_owned(), "is not a file"),
        ("/dev/stdout".to_owned(), "is not a file"),
        ("/proc/x".to_owned(), "/proc"),
        (path("new/"), "There is no folder"),
    ] {
        let output = mxray(&["check", "127.0.0.1", "--port", "1", "--no-control", "--output", &file]).output();
        let output = output.expect("it runs");
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""), "{file}: {}", stderr(&output));
        assert!(stderr(&output).contains(words) && stderr(&output).lines().count() == 1, "{file}: {}", stderr(&output));
    }
    assert_eq!(names(folder.path()), ["there"]);
    assert_eq!(fs::read_to_string(&there).expect("there"), "old");
}

#[test]
fn a_file_that_cannot_be_written_to_its_end_leaves_the_old_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("out");
    fs::write(&file, "old").expect("written");
    for format in ["text", "json", "nagios", "openmetrics"] {
        // Files may have no byte: a disk that is full from the beginning.
        let output = std::process::Command::new("sh")
            .args(["-c", "ulimit -f 0 && exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_mxray")])
            .args(["check", "127.0.0.1", "--port", "1", "--no-control", "--format", format, "--output"])
            .arg(&file)
            .output()
            .expect("a shell");
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(3), ""), "{format}: {}", stderr(&output));
        assert!(stderr(&output).contains("There is no room left for"), "{format}: {}", stderr(&output));
        assert_eq!(fs::read_to_string(&file).expect("there"), "old");
        assert_eq!(names(folder.path()), ["out"], "{format}");
    }
}
