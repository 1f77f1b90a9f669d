//! The real binary in a clean environment, and the lab as it serves other programs.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, ChildStdin, Command as StdCommand, Output, Stdio},
};

use assert_cmd::Command;
use serde_json::Value;

/// Whatever could change what the program says or trusts.
const CLEARED: [&str; 13] = [
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "LANGUAGE",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "TERM",
    "XDG_STATE_HOME",
    "XDG_CONFIG_HOME",
];

/// A home in which nothing can be kept and nothing is found, not even by root.
pub(crate) const NO_HOME: &str = "/proc/no-home";

/// The program with these arguments, at home where nothing is kept: it reads no state of anybody.
pub(crate) fn mxray(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mxray"));
    CLEARED.iter().for_each(|name| {
        command.env_remove(name);
    });
    command.env("HOME", NO_HOME).args(arguments).timeout(std::time::Duration::from_secs(60));
    command
}

/// What it printed, as JSON.
pub(crate) fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

/// What it printed, as text.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("standard output is UTF-8")
}

/// What it said on standard error.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("standard error is UTF-8")
}

/// `mxray lab --serve`, until it is dropped.
pub(crate) struct Lab {
    child: Child,
    stdin: Option<ChildStdin>,
    /// The line it printed when all of it listened.
    pub(crate) announced: Value,
    /// Every scenario.
    pub(crate) scenarios: Vec<LabScenario>,
}

/// A scenario that listens.
pub(crate) struct LabScenario {
    pub(crate) id: String,
    pub(crate) code: Option<String>,
    pub(crate) args: Vec<String>,
}

impl Lab {
    /// All of it, listening.
    pub(crate) fn start() -> Self {
        let mut command = StdCommand::new(env!("CARGO_BIN_EXE_mxray"));
        CLEARED.iter().for_each(|name| {
            command.env_remove(name);
        });
        let mut child = command
            .args(["lab", "--serve", "--format", "json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the lab starts");
        let stdin = child.stdin.take();
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        let announced: Value = serde_json::from_str(&line).expect("a line of JSON");
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let scenarios = announced["scenarios"]
            .as_array()
            .expect("scenarios")
            .iter()
            .map(|scenario| LabScenario {
                id: text(&scenario["id"]).expect("an id"),
                code: text(&scenario["code"]),
                args: scenario["args"].as_array().expect("args").iter().filter_map(text).collect(),
            })
            .collect();
        Self { child, stdin, announced, scenarios }
    }

    /// One of its scenarios.
    pub(crate) fn scenario(&self, id: &str) -> &LabScenario {
        self.scenarios.iter().find(|scenario| scenario.id == id).unwrap_or_else(|| panic!("no scenario {id}"))
    }

    /// `mxray check` of a scenario, with further arguments and no control connection.
    pub(crate) fn check(&self, scenario: &LabScenario, more: &[&str]) -> Output {
        let mut arguments = vec!["check"];
        arguments.extend(scenario.args.iter().map(String::as_str));
        arguments.extend(["--no-control"]);
        arguments.extend(more);
        mxray(&arguments).output().expect("the program runs")
    }

    /// The same for every scenario, several at a time, in the order of the lab.
    pub(crate) fn check_all(&self, more: &[&str]) -> Vec<(&LabScenario, Output)> {
        // Most of them wait for a time limit, so they share the time.
        const SIDE_BY_SIDE: usize = 12;
        let mut found = Vec::new();
        for some in self.scenarios.chunks(SIDE_BY_SIDE) {
            std::thread::scope(|scope| {
                let checks: Vec<_> =
                    some.iter().map(|scenario| (scenario, scope.spawn(|| self.check(scenario, more)))).collect();
                found.extend(checks.into_iter().map(|(scenario, check)| (scenario, check.join().expect("a check"))));
            });
        }
        found
    }

    /// Closes its standard input and waits for its end.
    pub(crate) fn end(mut self) -> Option<i32> {
        drop(self.stdin.take());
        self.child.wait().expect("the lab ends").code()
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        drop(self.stdin.take());
        let _ = self.child.wait();
    }
}
