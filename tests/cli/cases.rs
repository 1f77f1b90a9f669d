//! The cases of the real program: kept as they come, whatever ends it, and gone on from by another one.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use mxray::{
    model::{Case, Fault, Verdict},
    store::{Cases, Hold},
};

use crate::{
    json_schema::assert_holds,
    support::{
        again::again,
        program::{Lab, json, stderr, stdout},
    },
};

/// The program at home in a folder.
fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mxray"));
    command.args(arguments).args(["--color", "never"]).env_clear().env("HOME", folder).current_dir(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder, arguments).output().expect("it runs")
}

/// The walk as lines to a port that refuses on loopback.
const WALK: [&str; 8] = ["--plain", "127.0.0.1", "--port", "1", "--reported", "4.4.316", "--resolver", "127.0.0.1:1"];

/// What it says to these lines, until it ends by itself.
fn said(folder: &Path, arguments: &[&str], lines: &str) -> String {
    let mut child = program(folder, arguments).spawn().expect("it runs");
    child.stdin.take().expect("a pipe").write_all(lines.as_bytes()).expect("it listens");
    stdout(&child.wait_with_output().expect("it ends"))
}

fn state(folder: &Path) -> PathBuf {
    folder.join(".local/state/mxray")
}

fn only(folder: &Path) -> Case {
    let Cases { kept, trouble } = Cases::read(&state(folder));
    assert_eq!((kept.len(), trouble), (1, Vec::new()));
    kept.into_iter().next().expect("one")
}

/// The walk, killed as soon as it has said so.
fn killed_after(folder: &Path, lines: &str, words: &str) {
    let mut child: Child = program(folder, &WALK).spawn().expect("it runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(lines.as_bytes()).expect("it listens");
    let mut said = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let found = said.any(|line| line.is_ok_and(|line| line.contains(words)));
    child.kill().expect("killed");
    child.wait().expect("over");
    assert!(found, "it never said {words}");
}

#[test]
fn a_walk_that_is_killed_has_lost_nothing_and_goes_on_in_any_language() {
    let folder = tempfile::tempdir().expect("a folder");
    killed_after(folder.path(), "1\n2m\n2?\n", "See: ");
    // The second line is answered after the tick is kept.
    let case = only(folder.path());
    assert_eq!(case.probes.len(), 1);
    for (lang, resumed) in [("en", "Case resumed"), ("fr", "Cas repris"), ("pt-BR", "Caso retomado")] {
        let said = said(folder.path(), &["--plain", "--lang", lang], "6\nq\n");
        assert!(said.contains("127.0.0.1") && said.contains(resumed), "{said}");
        assert!(said.contains("4.4.316"), "{said}");
    }
}

#[test]
fn an_answer_is_kept_as_it_is_given_whatever_ends_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    // The second question is asked after the first answer is kept.
    killed_after(folder.path(), "a\n2\n", "What never worked");
    let case = only(folder.path());
    assert_eq!(case.answers.to("mailboxes"), Some("none"));
    let mut steps: Vec<_> = case.steps.iter().map(|step| &step.id).collect();
    let count = steps.len();
    steps.dedup();
    assert_eq!(steps.len(), count);
    let text = said(folder.path(), &["--plain"], "6\na\nq\n");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("What never worked") && text.contains("No, all of them are in Office 365."), "{text}");
}

#[test]
fn a_kept_tick_is_no_loss_and_one_that_is_not_kept_is_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = said(folder.path(), &WALK, "1\nq\n");
    assert!(!text.contains("not saved"), "{text}");
    assert_eq!(only(folder.path()).steps.iter().filter(|step| step.by_hand.is_some()).count(), 1);
    // Resumed, the tick is there, and quitting asks nothing.
    let text = said(folder.path(), &["--plain"], "6\nq\n");
    assert!(text.contains("ticked") && !text.contains("not saved"), "{text}");

    let other = tempfile::tempdir().expect("a folder");
    let text = said(other.path(), &[&WALK[..], &["--no-state"]].concat(), "1\nq\nq\n");
    assert!(text.contains("not saved"), "{text}");
    assert_eq!(fs::read_dir(other.path()).expect("a folder").count(), 0, "something was kept");
}

#[test]
fn cases_are_listed_shown_exported_opened_elsewhere_and_deleted() {
    let (folder, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let none = run(folder.path(), &["cases"]);
    assert_eq!((none.status.code(), stdout(&none).contains("No case is open")), (Some(0), true));
    said(folder.path(), &WALK, "1\n2m\nq\n");
    let case = only(folder.path());
    let id = case.id.as_str();
    let listed = stdout(&run(folder.path(), &["cases"]));
    assert!(listed.starts_with(&format!("{id}\n    127.0.0.1: ")), "{listed}");
    let list = json(&run(folder.path(), &["cases", "list", "--format", "json"]));
    assert_holds("cases", &list);
    assert_eq!((&list["schema"], &list["cases"][0]["id"]), (&"mxray-cases/1".into(), &id.into()));
    assert_eq!(list["cases"][0]["probes"][0]["at"], case.probes[0].at.to_string());
    for lang in ["en", "fr", "pt-BR"] {
        let shown = stdout(&run(folder.path(), &["cases", "show", "127", "--lang", lang]));
        assert!(shown.contains("4.4.316"), "{shown}");
    }
    let shown = json(&run(folder.path(), &["cases", "show", id, "--format", "json"]));
    assert_eq!((&shown["schema"], &shown["checklist"][0]["state"]), (&"mxray/1".into(), &"ticked".into()));

    // Without names it is told in every form.
    for format in ["text", "json"] {
        let shown = stdout(&run(folder.path(), &["cases", "show", id, "--redact", "--format", format]));
        assert!(shown.contains("192.0.2.") && !shown.contains("127.0.0.1"), "{shown}");
    }

    // What is exported is the whole case, on another machine too.
    let exported = run(folder.path(), &["cases", "export", id]);
    let file = elsewhere.path().join("case.json");
    fs::write(&file, &exported.stdout).expect("written");
    let text = said(elsewhere.path(), &["open", "case.json", "--plain"], "q\n");
    assert!(text.contains("Case resumed"), "{text}");
    // But for the DNS servers, which are none of that machine.
    assert_eq!(case.looked.resolvers.len(), 1);
    let opened = Case { looked: case.looked.clone().elsewhere(), ..case.clone() };
    assert_eq!(only(elsewhere.path()), opened);
    // What cannot be shown is not kept.
    fs::remove_dir_all(state(elsewhere.path())).expect("removed");
    let unseen = run(elsewhere.path(), &["open", "case.json"]);
    assert_eq!((unseen.status.code(), stderr(&unseen).contains("mxray check 127.0.0.1 --port 1")), (Some(2), true));
    assert!(!state(elsewhere.path()).exists(), "something was kept");
    // A case is compared like a report; one without names is not, because its stand-ins are its own.
    let compared = run(elsewhere.path(), &["compare", "case.json", "case.json", "--format", "json"]);
    let same = json(&compared);
    assert_eq!((same["same"].as_array().map(Vec::len), compared.status.code()), (Some(1), Some(0)), "{same}");
    let redacted = run(folder.path(), &["cases", "show", id, "--redact", "--format", "json"]);
    fs::write(elsewhere.path().join("redacted.json"), &redacted.stdout).expect("written");
    for files in [["redacted.json", "case.json"], ["case.json", "redacted.json"]] {
        let refused = run(elsewhere.path(), &["compare", files[0], files[1]]);
        let said = stderr(&refused);
        assert_eq!((refused.status.code(), said.contains("redacted.json is a report without names")), (Some(2), true));
    }
    // And what a case is made of it stays without names, and says so.
    said(elsewhere.path(), &["open", "redacted.json", "--plain"], "s again.json\ns again.txt\nq\n");
    let again = fs::read_to_string(elsewhere.path().join("again.json")).expect("saved");
    assert!(again.contains("\"redacted\": true"), "{again}");
    let again = fs::read_to_string(elsewhere.path().join("again.txt")).expect("saved");
    assert!(again.contains("stand-ins replace names"), "{again}");
    let exported = run(elsewhere.path(), &["cases", "export", only(elsewhere.path()).id.as_str()]);
    fs::write(elsewhere.path().join("exported.json"), &exported.stdout).expect("written");
    for file in ["again.json", "exported.json"] {
        let refused = run(elsewhere.path(), &["compare", "case.json", file]);
        assert!(stderr(&refused).contains(&format!("{file} is a report without names")), "{}", stderr(&refused));
    }
    fs::remove_dir_all(state(elsewhere.path())).expect("removed");
    // A report that was saved is a case as well, and the same one however often it is opened.
    fs::write(&file, shown.to_string()).expect("written");
    for _ in 0..2 {
        let text = said(elsewhere.path(), &["open", "case.json", "--plain"], "q\n");
        assert!(text.contains("Case resumed") && text.contains("ticked"), "{text}");
    }
    assert_eq!(only(elsewhere.path()).run.map(|run| run.endpoints.len()), Some(1));

    assert_eq!(run(folder.path(), &["cases", "delete", id]).status.code(), Some(0));
    let again = run(folder.path(), &["cases", "delete", id]);
    assert_eq!((again.status.code(), stderr(&again).contains("There is no case")), (Some(2), true));
}

#[test]
fn a_resumed_case_asks_its_resolver_and_trusts_its_roots_and_one_without_names_tells_neither() {
    let lab = Lab::start();
    let (folder, home) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    fs::copy(lab.announced["ca_file"].as_str().expect("a path"), home.path().join("ours.pem")).expect("a copy");
    // Named from where it lies, and gone on from in another folder.
    let mut begun = vec!["--plain", "--reported", "4.7.320"];
    let mut given = lab.scenario("healthy").args.iter().map(String::as_str);
    while let Some(argument) = given.next() {
        begun.push(argument);
        if argument == "--ca-file" {
            given.next();
            begun.push("ours.pem");
        }
    }
    let said_to = |arguments: &[&str], at: &Path, lines: &str| {
        let mut child = program(folder.path(), arguments).current_dir(at).spawn().expect("it runs");
        child.stdin.take().expect("a pipe").write_all(lines.as_bytes()).expect("it listens");
        stdout(&child.wait_with_output().expect("it ends"))
    };
    said_to(&begun, home.path(), "q\n");
    let case = only(folder.path());
    let last = |case: &Case| case.probes.last().map(|probed| (probed.verdict, probed.fault));
    assert_eq!(last(&case), Some((Verdict::Healthy, None)));
    let path = home.path().canonicalize().expect("there").join("ours.pem").display().to_string();
    assert_eq!(case.looked.ca_files.iter().map(ToString::to_string).collect::<Vec<_>>(), std::slice::from_ref(&path));
    let text = String::from_utf8(case.bytes()).expect("JSON");
    assert!(!text.contains("BEGIN CERTIFICATE"), "what is in the file is kept");
    // Only the lab's own DNS server knows the name, and only its own root leads to the certificate.
    let file = folder.path().join("case.json");
    let again = || {
        let id = only(folder.path()).id;
        said_to(&["open", "case.json", "--plain"], folder.path(), "r\nq\n");
        (id == only(folder.path()).id).then(|| last(&only(folder.path()))).flatten()
    };
    fs::write(&file, &text).expect("written");
    assert_eq!(again(), Some((Verdict::Healthy, None)));
    assert_eq!(only(folder.path()).probes.len(), 2);
    let shown = |more: &[&str]| stdout(&run(folder.path(), &[&["cases", "show", case.id.as_str()], more].concat()));
    // Without the file nobody says that the certificate is untrusted.
    fs::remove_file(&path).expect("removed");
    assert_eq!(again(), Some((Verdict::Inconclusive, Some(Fault::NoRoots))));
    assert!(shown(&[]).contains("ours.pem"), "{}", shown(&[]));
    for format in ["text", "json"] {
        let shown = shown(&["--redact", "--format", format]);
        assert!(!shown.contains("ours.pem") && !shown.contains(&*home.path().to_string_lossy()), "{shown}");
    }
}

#[test]
fn a_case_that_is_open_elsewhere_is_told_kept_for_both_and_not_deleted() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut first = program(folder.path(), &WALK).spawn().expect("it runs");
    let mut stdin = first.stdin.take().expect("a pipe");
    stdin.write_all(b"1\n2?\n").expect("it listens");
    let mut lines = BufReader::new(first.stdout.take().expect("a pipe")).lines();
    assert!(lines.any(|line| line.is_ok_and(|line| line.contains("See: "))));
    let id = only(folder.path()).id;
    let deleted = run(folder.path(), &["cases", "delete", id.as_str()]);
    assert_eq!(deleted.status.code(), Some(2), "{deleted:?}");
    assert!(stderr(&deleted).contains("is open in another mxray"), "{deleted:?}");
    let text = said(folder.path(), &["--plain"], "6\n2\nq\n");
    assert_eq!(text.matches("Another mxray has this case open too").count(), 1, "{text}");
    // The first learns of it as it notes something, and loses nothing of the second.
    stdin.write_all(b"3\nq\n").expect("it listens");
    let rest: Vec<String> = lines.map_while(Result::ok).collect();
    assert!(first.wait().expect("it ends").success());
    assert!(!rest.iter().any(|line| line.contains("not saved")), "{rest:?}");
    let case = only(folder.path());
    assert_eq!(case.steps.iter().filter(|step| step.by_hand.is_some()).count(), 3);
    let text = said(folder.path(), &["--plain"], "6\nq\n");
    assert!(!text.contains("Another mxray"), "{text}");
    assert_eq!(run(folder.path(), &["cases", "delete", id.as_str()]).status.code(), Some(0));
}

#[test]
fn with_no_state_there_are_no_cases_to_see() {
    let folder = tempfile::tempdir().expect("a folder");
    said(folder.path(), &WALK, "1\nq\n");
    let text = said(folder.path(), &["--plain", "--no-state"], "q\n");
    assert!(!text.contains("Resume"), "{text}");
    for arguments in [&["cases", "--no-state"][..], &["cases", "delete", "127", "--no-state"]] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(stderr(&output).contains("--no-state"), "{output:?}");
    }
    assert_eq!(only(folder.path()).probes.len(), 1);
}

#[test]
fn an_id_of_nothing_is_no_case_and_deletes_none() {
    let folder = tempfile::tempdir().expect("a folder");
    said(folder.path(), &WALK, "q\n");
    let id = only(folder.path()).id;
    for arguments in [["cases", "delete", ""], ["cases", "delete", " "], ["cases", "show", ""], ["cases", "show", " "]]
    {
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        assert!(stdout(&output).is_empty() && !stderr(&output).is_empty(), "{arguments:?}: {output:?}");
        assert_eq!(only(folder.path()).id, id, "{arguments:?}");
    }
}

#[test]
fn what_is_no_case_and_no_report_is_one_sentence_and_exit_code_2() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("text"), "450 4.4.316").expect("written");
    fs::write(folder.path().join("other"), "{\"schema\": \"else\"}").expect("written");
    fs::write(folder.path().join("newer"), "{\"version\": 9}").expect("written");
    fs::write(folder.path().join("lines"), "{\"schema\": \"mxray/1\"}\n".repeat(2)).expect("written");
    for (arguments, words) in [
        (vec!["open", "text", "--plain"], "text is no JSON"),
        (vec!["open", "other", "--plain"], "no report of mxray"),
        (vec!["open", "newer", "--plain"], "A newer mxray"),
        (vec!["open", "gone", "--plain"], "gone"),
        (vec!["compare", "text", "other"], "text is no JSON"),
        (vec!["compare", "other", "text"], "other is JSON, but no report of mxray"),
        (vec!["compare", "lines", "other"], "a report on each line"),
        (vec!["open", "lines", "--plain"], "a report on each line"),
        (vec!["compare", "-", "-"], "Only one of the two"),
        (vec!["cases", "show"], "which case"),
        (vec!["cases", "show", ""], "which case"),
        (vec!["cases", "show", "../x"], "There is no case"),
        (vec!["cases", "list", "x"], "not needed"),
        (vec!["cases", "export", "x", "--redact"], "mxray cases show --redact"),
    ] {
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        assert!(stderr(&output).contains(words), "{arguments:?}: {output:?}");
    }
}

#[test]
fn a_damaged_case_is_set_aside_with_a_sentence_in_both_lists() {
    let folder = tempfile::tempdir().expect("a folder");
    said(folder.path(), &WALK, "q\n");
    let path = state(folder.path()).join("cases").join(format!("{}.json", only(folder.path()).id));
    fs::write(&path, "{\"version\": 1").expect("written");
    let text = said(folder.path(), &["--plain"], "q\n");
    assert!(text.contains("Nothing of it is lost") && !text.contains("Resume"), "{text}");
    assert!(path.with_extension("json.damaged").exists());
    fs::write(&path, "{").expect("written");
    let output = run(folder.path(), &["cases"]);
    assert!(stderr(&output).contains("Nothing of it is lost"), "{output:?}");
    assert_eq!(output.status.code(), Some(0));
    assert!(path.with_extension("json.damaged-2").exists());
}

#[test]
fn where_no_case_can_be_kept_that_is_told_and_the_ticks_are_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join(".local/state")).expect("made");
    fs::write(state(folder.path()), "in the way").expect("written");
    let text = said(folder.path(), &WALK, "1\nq\nq\n");
    let told = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("is a file and not a folder") && !told.contains("There is no folder"), "{text}");
    assert!(text.contains("not saved"), "{text}");
    assert_eq!(fs::read_to_string(state(folder.path())).expect("there"), "in the way");
    // A limit on the size of files is as a full disk is.
    let full = tempfile::tempdir().expect("a folder");
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -f 1; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_mxray")])
        .args(WALK)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", full.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    child.stdin.take().expect("a pipe").write_all(b"1\nq\nq\n").expect("it listens");
    let text = stdout(&child.wait_with_output().expect("it ends"));
    assert!(text.contains("There is no room left") && text.contains("not saved"), "{text}");
    assert_eq!(fs::read_dir(state(full.path()).join("cases")).expect("a folder").count(), 0, "a part was left");
}

#[test]
fn a_case_is_old_or_new_when_the_program_is_killed_while_it_keeps_it() {
    let folder = tempfile::tempdir().expect("a folder");
    said(folder.path(), &WALK, "q\n");
    let probes = only(folder.path()).probes.len();
    for round in 0..8_u64 {
        let mut writer = again(module_path!(), "inside_a_keeper")
            .env("FOLDER", state(folder.path()))
            .stdout(Stdio::null())
            .spawn()
            .expect("it runs");
        std::thread::sleep(Duration::from_micros(60_000 + 2_300 * round));
        writer.kill().expect("killed");
        writer.wait().expect("over");
        let case = only(folder.path());
        assert!([0, 1].contains(&(case.letters.len() % 2)) && case.probes.len() == probes);
    }
    let file = fs::read_dir(state(folder.path()).join("cases")).expect("a folder").flatten().next().expect("a file");
    assert_eq!(file.metadata().expect("there").mode() & 0o777, 0o600);
}

#[test]
#[ignore = "runs until the other test kills it"]
fn inside_a_keeper() {
    let folder = PathBuf::from(std::env::var_os("FOLDER").expect("set"));
    let mut case = Cases::read(&folder).kept.into_iter().next().expect("a case");
    let mut hold = Hold::default();
    for letter in 0.. {
        let at = jiff::Timestamp::from_second(letter).expect("a time");
        let to = mxray::model::Actor::Partner;
        case.letters.push(mxray::model::Written { to, lang: "fr".to_owned(), at });
        Cases::keep(&folder, case.clone(), &mut hold).expect("kept");
    }
}
