//! `check --watch`: servers on loopback that heal, change their fault or heal by half while they are watched; what is
//! said of it, how often they are met, and how it ends.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    os::unix::process::ExitStatusExt as _,
    process::{Child, Command, ExitStatus, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::{
    stopped::is_in,
    support::program::{Lab, stderr, stdout},
};

/// The lines of JSON that a watch of a scenario prints, and its exit code.
fn events(lab: &Lab, id: &str, more: &[&str]) -> (Vec<Value>, Option<i32>) {
    let output = lab.check(lab.scenario(id), &[&["--format", "jsonl", "--watch=0.2"], more].concat());
    let lines = stdout(&output);
    let lines = lines.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    (lines, output.status.code())
}

/// Each line in short: what it is, where, and what became of it.
fn in_short(events: &[Value]) -> Vec<String> {
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let short = |event: &Value| match event["event"].as_str() {
        None => format!("report {} {}", word(&event["finding"]["verdict"]), word(&event["finding"]["code"])),
        Some("end") => format!("end {} {}", word(&event["why"]), word(&event["after"]["state"])),
        Some(kind) => {
            let state = |of: &str| {
                let state = &event[of];
                let more = [&state["fault"], &state["code"]].into_iter().find_map(Value::as_str);
                more.map_or_else(|| word(&state["state"]), str::to_owned)
            };
            format!("{kind} {} {} > {}", word(&event["ip"]), state("before"), state("after"))
        }
    };
    events.iter().map(short).collect()
}

#[test]
fn a_server_that_heals_while_watched_is_told_line_by_line_and_ends_the_watch() {
    let lab = Lab::start();
    let (lines, code) = events(&lab, "heals-watched", &["--until", "healthy", "--for", "50s"]);
    let expected = [
        "report fault 4.4.317",
        "change 127.0.0.1 starttls-missing > healthy",
        "verdict - 4.4.317 > healthy",
        "report healthy -",
        "end healthy healthy",
    ];
    assert_eq!((in_short(&lines), code), (expected.map(str::to_owned).to_vec(), Some(0)));
    assert_eq!(lines[3]["finding"]["repaired"][0]["fault"], "starttls-missing", "{}", lines[3]["finding"]);
    assert_eq!(lines[3]["checklist"][0]["state"], "verified", "{}", lines[3]["checklist"]);
    // Three connections, one for each look, and two pauses between them.
    assert!(lines[1]["lasted_ms"].as_u64().is_some_and(|ms| ms >= 400), "{}", lines[1]);
}

#[test]
fn the_metrics_of_a_watch_are_written_anew_after_each_round() {
    let lab = Lab::start();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mxray.prom");
    std::fs::write(&file, "old").expect("written");
    let path = file.to_str().expect("a path");
    let arguments = ["--format", "openmetrics", "--output", path, "--watch=0.5", "--until", "healthy", "--for", "50s"];
    let seen = std::thread::scope(|scope| {
        let check = scope.spawn(|| lab.check(lab.scenario("heals-watched"), &arguments));
        let mut seen = vec!["old".to_owned()];
        while !check.is_finished() {
            let now = std::fs::read_to_string(&file).expect("it is always there");
            if seen.last() != Some(&now) {
                seen.push(now);
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let output = check.join().expect("a check");
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), ""), "{}", stderr(&output));
        seen.push(std::fs::read_to_string(&file).expect("there"));
        seen
    });
    assert!(seen[1..].iter().all(|text| text.ends_with("# EOF\n")), "never half: {seen:#?}");
    let healthy = |text: &String| text.contains("mxray_healthy{connector=\"heals-watched.lab.test\"} 1");
    assert!(!healthy(&seen[1]) && healthy(seen.last().expect("the last")), "{seen:#?}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn another_fault_while_watched_is_a_change_of_verdict() {
    let lab = Lab::start();
    let (lines, code) = events(&lab, "changes-watched", &["--for", "2s"]);
    let expected = [
        "report fault 4.4.317",
        "change 127.0.0.1 starttls-missing > certificate-expired",
        "verdict - 4.4.317 > 4.7.320",
        "report fault 4.7.320",
        "end time fault",
    ];
    assert_eq!((in_short(&lines), code), (expected.map(str::to_owned).to_vec(), Some(1)));
}

#[test]
fn half_a_pool_that_heals_is_a_line_and_no_report() {
    let lab = Lab::start();
    let (lines, code) = events(&lab, "half-heals-watched", &["--for", "2s", "--until", "healthy"]);
    let expected =
        ["report fault 4.4.317", "change 127.0.0.1 starttls-missing > healthy", "end time fault"].map(str::to_owned);
    assert_eq!((in_short(&lines), code), (expected.to_vec(), Some(1)));
}

#[test]
fn each_change_is_one_line_with_its_time_and_place_in_every_language() {
    for (language, well) in [("en", "now ok;"), ("fr", "maintenant, correct\u{a0};"), ("pt-BR", "agora, ok;")] {
        // A lab of its own each time: what has healed stays so.
        let lab = Lab::start();
        let watched = ["--watch=0.2", "--until", "healthy", "--lang", language];
        let output = lab.check(lab.scenario("heals-watched"), &watched);
        let text = stdout(&output);
        let changes: Vec<_> = text.lines().filter(|line| line.contains(well)).collect();
        assert_eq!(changes.len(), 1, "{text}");
        assert!(changes[0].contains(" UTC  127.0.0.1 (heals-watched.lab.test)"), "{text}");
        assert!(stderr(&output).contains("200\u{a0}ms"), "{}", stderr(&output));
    }
}

/// A watch of the program itself, its lines as they come.
struct Watch {
    child: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Watch {
    fn of(lab: &Lab, id: &str, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mxray"));
        command.arg("check").args(&lab.scenario(id).args).args(["--no-control", "--watch=0.2", "--format", "jsonl"]);
        let mut child = command.args(more).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
        let lines = BufReader::new(child.stdout.take().expect("a pipe"));
        Self { child, lines }
    }

    fn next(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("a line");
        serde_json::from_str(&line).expect("a line is JSON")
    }

    fn end(mut self) -> (String, ExitStatus) {
        let mut rest = String::new();
        self.lines.read_to_string(&mut rest).expect("UTF-8");
        (rest, self.child.wait().expect("it ends"))
    }
}

#[test]
fn a_resolver_that_dies_while_watched_is_could_not_look_and_no_fault() {
    let lab = Lab::start();
    let mut watch = Watch::of(&lab, "healthy", &["--for", "4s"]);
    assert_eq!(watch.next()["finding"]["verdict"], "healthy");
    assert_eq!(lab.end(), Some(0));
    let event = watch.next();
    assert_eq!(
        (&event["event"], &event["after"]["fault"]),
        (&"blind".into(), &"resolver-unavailable".into()),
        "{event}"
    );
    let (rest, status) = watch.end();
    assert_eq!((rest.lines().count(), status.code()), (1, Some(3)), "{rest}");
}

fn interrupt(watch: &Watch, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(watch.child.id()).expect("a pid")).expect("a pid");
    kill_process(pid, signal).expect("a signal");
}

#[test]
fn ctrl_c_ends_a_watch_with_the_last_verdict_and_another_signal_by_itself() {
    let lab = Lab::start();
    // Where this test runs in the background of a script, SIGINT is ignored for good.
    let heeded = |signal: &Signal| !is_in("SigIgn:", std::process::id(), *signal);
    for (id, verdict, code) in [("healthy", "healthy", 0), ("starttls-missing", "fault", 1)] {
        for signal in [Signal::INT, Signal::TERM].into_iter().filter(heeded) {
            let mut watch = Watch::of(&lab, id, &[]);
            assert_eq!(watch.next()["finding"]["verdict"], verdict);
            interrupt(&watch, signal);
            let (rest, status) = watch.end();
            assert!(rest.contains("\"why\":\"stopped\""), "{rest}");
            let ended = if signal == Signal::INT { (Some(code), None) } else { (None, Some(signal.as_raw())) };
            assert_eq!((status.code(), status.signal()), ended, "{id} {rest}");
        }
    }
}

#[test]
fn several_connectors_are_watched_side_by_side_until_all_are_healthy() {
    let lab = Lab::start();
    let healthy = lab.scenario("healthy").args[0].clone();
    let output = lab.check(
        lab.scenario("heals-watched"),
        &[healthy.as_str(), "--watch=0.2", "--until", "healthy", "--format", "jsonl", "--for", "3s"],
    );
    // The other one is asked on the port of the first, where it has no server that is its own.
    let lines: Vec<Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let reports = lines.iter().filter(|line| line["schema"] == "mxray/1").count();
    assert!(reports >= 3, "{:?}", in_short(&lines));
    let targets: Vec<_> = lines.iter().filter(|line| line["event"] == "change").map(|line| &line["target"]).collect();
    assert_eq!(targets[0], "heals-watched.lab.test", "{:?}", in_short(&lines));
}
