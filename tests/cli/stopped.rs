//! A check that is stopped by a signal: what was seen until then is told, and that it was stopped; then it ends by the
//! signal, which a shell makes 128 + n of.

use std::{
    os::unix::process::ExitStatusExt as _,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::program::{Lab, json, stderr, stdout};

/// The bit of a signal in the masks of proc_pid_status(5).
pub(crate) fn is_in(mask: &str, pid: u32, signal: Signal) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let bits = status.lines().find_map(|line| line.strip_prefix(mask)).map(str::trim);
    bits.and_then(|bits| u64::from_str_radix(bits, 16).ok()).unwrap_or(0) & (1 << (signal.as_raw() - 1)) != 0
}

/// `mxray check` of what the lab has, in a shell that says something first, stopped by these signals once it listens.
fn stopped(before: &str, arguments: &[String], signals: &[Signal]) -> Output {
    let mut command = Command::new("/bin/sh");
    let script = format!("{before} exec \"$0\" check \"$@\"");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_mxray")]).args(arguments).args(["--no-control", "--lang", "en"]);
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let begun = Instant::now();
    while !is_in("SigCgt:", child.id(), Signal::TERM) {
        assert!(begun.elapsed() < Duration::from_secs(20), "it never listens to signals");
        std::thread::sleep(Duration::from_millis(5));
    }
    // What is silent is silent for seconds; this is enough to get there.
    std::thread::sleep(Duration::from_millis(300));
    for signal in signals {
        let pid = Pid::from_raw(i32::try_from(child.id()).expect("a pid")).expect("a pid");
        kill_process(pid, *signal).expect("a signal");
        std::thread::sleep(Duration::from_millis(50));
    }
    child.wait_with_output().expect("it ends")
}

/// The arguments that lead to a scenario whose server is silent, with patience for it.
fn silent(lab: &Lab) -> Vec<String> {
    let mut args = lab.scenario("silent").args.clone();
    if let Some(place) = args.iter().position(|word| word == "--reply-timeout") {
        "60".clone_into(&mut args[place + 1]);
    }
    args
}

#[test]
fn a_check_that_is_stopped_tells_what_was_seen_and_that_it_was_stopped_once() {
    let lab = Lab::start();
    // Where this test runs in the background of a script, SIGINT is ignored for good.
    let heeded = |signal: &Signal| !is_in("SigIgn:", std::process::id(), *signal);
    for signal in [Signal::INT, Signal::TERM, Signal::HUP].into_iter().filter(heeded) {
        let output = stopped("", &silent(&lab), &[signal]);
        let text = stdout(&output);
        assert_eq!(output.status.signal(), Some(signal.as_raw()), "{text}{}", stderr(&output));
        assert!(text.starts_with("NO VERDICT: the probe was stopped before its end - silent.lab.test\n"), "{text}");
        assert_eq!(text.matches("was stopped").count(), 1, "{text}");
        assert!(text.contains("silent.lab.test"), "{text}");
    }
}

#[test]
fn a_check_that_is_stopped_tells_monitoring_nothing_half() {
    let lab = Lab::start();
    let with = |more: &[&str]| silent(&lab).into_iter().chain(more.iter().map(ToString::to_string)).collect::<Vec<_>>();
    // Who calls a plugin stops it after a time, and reads what it says then.
    let output = stopped("", &with(&["--format", "nagios"]), &[Signal::TERM]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(3), "{text}{}", stderr(&output));
    assert!(text.starts_with("MXRAY UNKNOWN - silent.lab.test: NO VERDICT: the probe was stopped"), "{text}");

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mxray.prom");
    std::fs::write(&file, "as it was").expect("written");
    let path = file.to_str().expect("a path");
    for (more, kept) in [(&["--format", "openmetrics"], true), (&["--format", "jsonl"], false)] {
        let output = stopped("", &with(&[&more[..], &["--output", path]].concat()), &[Signal::TERM]);
        assert_eq!(output.status.signal(), Some(Signal::TERM.as_raw()), "{}", stderr(&output));
        assert_eq!(std::fs::read_to_string(&file).expect("there") == "as it was", kept, "{more:?}");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "{more:?}");
    }
    let output = stopped("", &with(&["--format", "openmetrics"]), &[Signal::TERM]);
    assert_eq!((output.status.signal(), stdout(&output).as_str()), (Some(Signal::TERM.as_raw()), ""));
}

#[test]
fn a_check_that_is_stopped_prints_a_whole_document_in_every_form() {
    let lab = Lab::start();
    let with = |more: &[&str]| silent(&lab).into_iter().chain(more.iter().map(ToString::to_string)).collect::<Vec<_>>();
    let output = stopped("", &with(&["--format", "json"]), &[Signal::TERM]);
    let whole = json(&output);
    assert_eq!(whole["finding"]["provisional"], true, "{whole}");
    assert_eq!(whole["finding"]["verdict"], "inconclusive", "{whole}");
    // Of several those that were begun are told of, and how many were not is said.
    let target = silent(&lab).remove(0);
    let output = stopped("", &with(&[&target, &target, "--jobs", "1", "--format", "json"]), &[Signal::TERM]);
    let list = json(&output);
    assert_eq!(list["results"].as_array().map(Vec::len), Some(1), "{list}");
    assert!(stderr(&output).contains("Stopped: 2 connectors were not looked at."), "{}", stderr(&output));
}

#[test]
fn a_signal_that_was_ignored_before_stays_ignored() {
    let lab = Lab::start();
    let output = stopped("trap '' HUP INT;", &silent(&lab), &[Signal::HUP, Signal::INT, Signal::TERM]);
    assert_eq!(output.status.signal(), Some(Signal::TERM.as_raw()), "{}", stderr(&output));
}
