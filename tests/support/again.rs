//! An ignored test of this program that another runs again in a process made for it: under a limit, in namespaces, to
//! be killed. Its name is `module_path!()` and its own.

use std::process::{Command, Output};

use super::skipped;

/// What the harness takes for one ignored test.
fn arguments(module: &str, test: &str) -> [String; 4] {
    let module = module.split_once("::").map(|(_, module)| format!("{module}::")).unwrap_or_default();
    ["--ignored".into(), "--exact".into(), format!("{module}{test}"), "--nocapture".into()]
}

/// The test, as it is.
pub fn again(module: &str, test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(arguments(module, test));
    command
}

/// The test, where a script says `exec "$0" "$@"`.
pub fn under(script: &str, module: &str, test: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script]).arg(std::env::current_exe().expect("this program")).args(arguments(module, test));
    command
}

/// The same, and that it passes, as root of namespaces of its own: mounts, a network. The script ends with 77 where
/// what it needs cannot be made; then the test is skipped.
#[track_caller]
pub fn in_namespaces(script: &str, module: &str, test: &str) {
    let mut command = Command::new("unshare");
    command.args(["-rnm", "sh", "-c", script]).arg(std::env::current_exe().expect("this program"));
    for name in ["SSL_CERT_FILE", "SSL_CERT_DIR"] {
        command.env_remove(name);
    }
    let output = match command.args(arguments(module, test)).env("LC_ALL", "C.UTF-8").output() {
        Ok(output) => output,
        Err(error) => return skipped(&format!("no namespaces for {test} ({error})")),
    };
    let said = said(&output);
    if output.status.code() == Some(77) || said.starts_with("unshare:") {
        return skipped(&format!("no namespaces for {test} ({})", said.trim()));
    }
    assert_passed(&output);
}

/// The test was run, and passed.
#[track_caller]
pub fn assert_passed(output: &Output) {
    let said = said(output);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text)).concat()
}
