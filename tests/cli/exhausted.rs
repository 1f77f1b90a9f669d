//! Nothing left on our own side: no thread, no memory, nobody who writes to a pipe. Each gives a sentence and the
//! documented exit code, without a panic, and does not wait for ever.

use std::{
    fs,
    os::unix::process::ExitStatusExt as _,
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use crate::support::{
    program::{NO_HOME, json, stderr, stdout},
    skipped,
};
use mxray::store::LabProgress;

const MXRAY: &str = env!("CARGO_BIN_EXE_mxray");
/// How long anything may take here.
const PATIENCE: Duration = Duration::from_secs(60);

fn mxray(arguments: &[&str]) -> Command {
    let mut command = Command::new(MXRAY);
    command.args(arguments).env_remove("LC_ALL").env("LANG", "C.UTF-8");
    command.env_remove("XDG_STATE_HOME").env("HOME", NO_HOME);
    command
}

/// Runs it to its end, with nothing on its standard input; one that does not end fails the test.
#[track_caller]
fn ended(command: &mut Command) -> Output {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it can be started");
    let begun = Instant::now();
    while child.try_wait().expect("a status").is_none() {
        if begun.elapsed() > PATIENCE {
            child.kill().expect("it is ours");
            panic!("it does not end: {command:?}");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().expect("its output")
}

/// A sentence and one of these exit codes, and no panic.
#[track_caller]
fn assert_said(output: &Output, codes: &[i32], what: &str) {
    let said = stdout(output) + &stderr(output);
    assert_eq!(output.status.signal(), None, "{what}: {said}");
    assert!(output.status.code().is_some_and(|code| codes.contains(&code)), "{what}: {:?} {said}", output.status);
    assert!(!said.contains("panicked"), "{what}: {said}");
}

const CHECK: [&str; 5] = ["check", "127.0.0.1", "--port", "1", "--no-control"];

#[test]
fn without_threads_it_looks_all_the_same_or_says_that_it_cannot() {
    // Root has no limit, so somebody else runs it; a copy, because he may not come to where it is built.
    let root = rustix::process::getuid().is_root();
    if root && Command::new("setpriv").arg("--version").output().is_err() {
        return skipped("no setpriv here");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("mxray");
    fs::copy(MXRAY, &copy).expect("a copy");
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("its owner");
    for threads in 1..=4 {
        for (arguments, codes) in
            [(&CHECK[..], &[1, 3][..]), (&["lab", "--serve", "refused"], &[0, 3]), (&["--plain"], &[0, 3])]
        {
            let mut command = if root { Command::new("setpriv") } else { Command::new("bash") };
            if root {
                // Nobody else runs as that user.
                command.args(["--reuid", "64987", "--regid", "64987", "--clear-groups", "bash"]);
            }
            command.args(["-c", &format!("ulimit -u {threads} && exec \"$0\" \"$@\""), &copy.to_string_lossy()]);
            command.args(arguments).env("TMPDIR", "/tmp").env_remove("XDG_RUNTIME_DIR");
            let output = ended(&mut command);
            if stderr(&output).starts_with("setpriv:") {
                return skipped(&stderr(&output));
            }
            assert_said(&output, codes, &format!("{arguments:?} with {threads}"));
        }
    }
}

#[test]
fn with_little_memory_it_looks_or_says_that_it_cannot() {
    let limited = |kib: u32, arguments: &[&str]| {
        let script = format!("ulimit -v {kib} && exec \"$0\" \"$@\"");
        ended(Command::new("sh").args(["-c", &script, MXRAY]).args(arguments))
    };
    // What a program needs to begin at all depends on how it was built.
    let least = (10..200).map(|step| step * 2000).find(|kib| limited(*kib, &["--version"]).status.success());
    let Some(least) = least else { return skipped("no limit of memory lets it begin") };
    let mut codes = Vec::new();
    for kib in (least + 2000..least + 40_000).step_by(3000) {
        for (arguments, allowed) in
            [(&CHECK[..], &[1, 3][..]), (&["lab", "--serve", "refused"], &[0, 2, 3]), (&["--plain"], &[0, 3])]
        {
            let output = limited(kib, arguments);
            assert_said(&output, allowed, &format!("{arguments:?} with {kib} KiB"));
            codes.extend(output.status.code());
        }
    }
    assert!(codes.contains(&3), "the limit limits: {codes:?}");
}

#[test]
fn with_a_stack_too_small_for_what_it_reads_it_does_all_the_same() {
    let deep = "[".repeat(120) + "\"450 4.4.316 Connection refused\"" + &"]".repeat(120);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("deep.json");
    fs::write(&file, deep).expect("a file");
    let file = file.to_string_lossy();
    for kib in [32, 64, 128, 512] {
        for (arguments, code) in
            [(&CHECK[..], 1), (&["read", &file], 0), (&["explain", "4.4.316"], 0), (&["--plain"], 0)]
        {
            let script = format!("ulimit -s {kib} && exec \"$0\" \"$@\"");
            let output = ended(Command::new("sh").args(["-c", &script, MXRAY]).args(arguments));
            assert_said(&output, &[code], &format!("{arguments:?} with {kib} KiB"));
        }
    }
}

fn pipe(folder: &Path, name: &str) -> String {
    let path = folder.join(name).to_string_lossy().into_owned();
    assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    path
}

#[test]
fn a_pipe_that_nobody_writes_to_is_a_sentence_wherever_a_file_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = pipe(folder.path(), "pipe");
    for arguments in [
        &["read", &pipe][..],
        &["check", "--from", &pipe, "--no-control"],
        &[&CHECK[..], &["--ndr", &pipe]].concat(),
        &[&CHECK[..], &["--ca-file", &pipe]].concat(),
        &[&CHECK[..], &["--endpoints", &pipe]].concat(),
        &["127.0.0.1", "--plain", "--ndr", &pipe],
    ] {
        let output = ended(&mut mxray(arguments));
        assert_said(&output, &[2], &format!("{arguments:?}"));
        assert!(stderr(&output).contains("is a pipe that nobody writes to"), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn what_a_shell_writes_into_a_pipe_is_read_to_its_end() {
    let script = "\"$0\" read --format json <(sleep 0.3; printf '450 4.4.3'; sleep 0.3; echo '16 Connection refused')";
    let output = ended(Command::new("bash").args(["-c", script, MXRAY]));
    assert_eq!(json(&output)["code"], "4.4.316", "{}", stderr(&output));
}

#[test]
fn a_pipe_in_the_place_of_what_is_remembered_is_told_and_counts_as_none() {
    let folder = tempfile::tempdir().expect("a folder");
    pipe(folder.path(), "lab.json");
    let begun = Instant::now();
    let (progress, error) = LabProgress::load(folder.path());
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert_eq!((progress, error.map(|error| error.id())), (LabProgress::default(), Some("store-no-file")));
}

#[test]
fn a_pipe_in_the_place_of_the_resolvers_holds_up_nobody() {
    let script = "mount -t tmpfs none /run && mkfifo /run/pipe && mount --bind /run/pipe /etc/resolv.conf || exit 77
        exec \"$0\" \"$@\"";
    let output = ended(Command::new("unshare").args(["-rm", "sh", "-c", script, MXRAY]).args(CHECK));
    if output.status.code() == Some(77) || stderr(&output).starts_with("unshare:") {
        return skipped("namespaces cannot be made here");
    }
    assert_said(&output, &[1], "a pipe for a file of resolvers");
}

#[test]
fn a_check_prints_less_than_200_kb_however_many_smart_hosts_there_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("connectors.json");
    for count in [200, 100_000] {
        let hosts: Vec<_> = (0..count).map(|host| format!("\"a-rather-long-name-{host}.example.invalid\"")).collect();
        let export = format!(
            r#"[{{"Name": "x", "SmartHosts": [{}], "UseMXRecord": false, "ConnectorType": "OnPremises", "TlsSettings": "CertificateValidation"}}]"#,
            hosts.join(",")
        );
        fs::write(&path, export).expect("written");
        for format in ["text", "json", "jsonl", "markdown", "html"] {
            let from = path.to_string_lossy();
            let check = ["check", "--from", &from, "--resolver", "127.0.0.1:1", "--timeout", "1", "--no-control"];
            let output = mxray(&[&check[..], &["--format", format]].concat()).output().expect("it runs");
            assert!(output.stdout.len() < 200_000, "{count} {format}: {} bytes", output.stdout.len());
            if format.starts_with("json") {
                assert!(json(&output)["left_out"].as_u64().is_some_and(|left| left > 0 || count == 200), "{count}");
            }
        }
    }
}

#[test]
fn a_note_on_a_connector_without_a_name_begins_with_where_it_leads() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("connectors.json");
    for name in ["", r#""Name": "","#, r#""Name": null,"#, r#""Name": " ","#] {
        let export = format!(
            r#"[{{{name} "Enabled": false, "SmartHosts": ["127.0.0.1"], "UseMXRecord": false, "ConnectorType": "OnPremises", "TlsSettings": "CertificateValidation"}}]"#
        );
        fs::write(&path, export).expect("written");
        let from = path.to_string_lossy();
        let output = ended(&mut mxray(&["check", "--from", &from, "--port", "1", "--no-control", "--format", "json"]));
        let notes = stderr(&output);
        assert!(notes.contains("127.0.0.1: "), "{name}: {notes}");
        assert!(!notes.lines().any(|line| line.trim_start().starts_with(':')), "{name}: {notes}");
    }
}

#[test]
fn ranges_that_cannot_be_are_told_in_every_language() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("endpoints.json");
    fs::write(
        &path,
        r#"[{"id": 1, "serviceArea": "Exchange", "tcpPorts": "25", "ips": ["10.0.0.0/33", "x", "0.0.0.0/0", "40.92.0.0/15"]}]"#,
    )
    .expect("written");
    for language in ["en", "fr", "pt-BR"] {
        let named = path.to_string_lossy();
        let output = ended(&mut mxray(&[&CHECK[..], &["--endpoints", &named, "--lang", language]].concat()));
        let said = stderr(&output);
        assert!(said.contains('3') && said.contains("10.0.0.0/33"), "{language}: {said}");
    }
}
