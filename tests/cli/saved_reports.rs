//! Reports that the real program saves in hard places: killed in the middle, without room, under a limit on the size of
//! files, for a host whose name is too long for a file. Nothing is lost, and nothing is left behind.

use crate::support::program;

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// The walk as lines, at the finding of a port that refuses on loopback.
fn walk(folder: &Path, script: &str, target: &str) -> Child {
    let mut child = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_mxray"), "--plain", target, "--port", "1"])
        .args(["--resolver", "127.0.0.1:1", "--timeout", "1", "--color", "never", "--no-state"])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("it runs");
    child.stdin.as_mut().expect("a pipe").write_all(b"f\n").expect("it listens");
    child
}

fn names(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
}

/// What it said to these lines, until it ended.
fn said(mut child: Child, lines: &str) -> String {
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(lines.as_bytes()).expect("it listens");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    program::stdout(&output).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_kill_while_a_report_is_saved_leaves_whole_reports_and_nothing_else() {
    let mut seen = 0;
    for round in 0..24_u64 {
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = walk(folder.path(), "exec \"$0\" \"$@\"", "127.0.0.1");
        let mut stdin = child.stdin.take().expect("a pipe");
        let typist = std::thread::spawn(move || while stdin.write_all(b"s\n").is_ok() {});
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let first = lines.find(|line| line.as_ref().is_ok_and(|line| line.starts_with("Saved as")));
        assert!(first.is_some_and(|line| line.is_ok()), "nothing was saved");
        // From when it saves, at another moment of its saving each time.
        std::thread::sleep(Duration::from_micros(1_370 * round));
        child.kill().expect("killed");
        child.wait().expect("over");
        drop(lines);
        typist.join().expect("the typist");
        for report in names(folder.path()) {
            let name = report.file_name().expect("a name").to_string_lossy().into_owned();
            assert!(name.starts_with("mxray-127.0.0.1-"), "{name} was left behind");
            let text = fs::read_to_string(&report).expect("a report");
            assert!(
                text.starts_with("FAULT") && text.ends_with('\n') && text.contains("Not seen from here"),
                "{name}: {text}"
            );
            seen += 1;
        }
    }
    assert!(seen > 24, "{seen} reports");
}

#[test]
fn a_report_that_may_not_grow_is_told_as_a_full_disk_is_and_is_still_there() {
    let (folder, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let child = walk(folder.path(), "ulimit -f 0; exec \"$0\" \"$@\"", "127.0.0.1");
    let said = said(child, "s\n<\nf\nq\n");
    assert!(said.contains("There is no room left for"), "{said}");
    assert!(said.contains("The report is still here."), "{said}");
    assert_eq!(said.matches("4.4.316").count() % 2, 0, "the finding is told again: {said}");
    assert!(names(folder.path()).is_empty() && names(other.path()).is_empty());
}

#[test]
fn the_longest_host_name_makes_a_report_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let host = format!("{}.test", ["a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(50)].join("."));
    let said = said(walk(folder.path(), "exec \"$0\" \"$@\"", &host), "s\nq\n");
    assert!(said.contains("Saved as"), "{said}");
    assert_eq!(names(folder.path()).len(), 1);
}
