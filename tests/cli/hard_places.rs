//! Hard places on our own side: no resolver, no roots, no home, no room, no permission, a clock that is far off, few
//! descriptors, little memory, no IPv6, an open umask, an ordinary user. Each gives a sentence and the documented exit
//! code, and loses nothing.
//!
//! What needs a mount or a network of its own runs in namespaces and needs no root; where they cannot be made, the test
//! says so and is skipped.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, Output},
};

use jiff::Timestamp;
use mxray::{
    diagnose::diagnose,
    knowledge::{Knowledge, scenarios},
    l10n::{Args, Locale, Texts},
    lab::Lab as Scenes,
    model::{Answers, Fault, ProbePlan, Run, Settings, Verdict},
    probe::{Clock, Trust, Vantage},
    report::{self, Dress, Inquiry},
    store::{self, LabProgress, StoreError},
};
use serde_json::Value;

use crate::support::{
    again::{again, assert_passed, in_namespaces, under},
    program::{Lab, json, stderr, stdout},
    recorded::root,
    servers::run,
    skipped,
};

const MXRAY: &str = env!("CARGO_BIN_EXE_mxray");

/// Runs a script whose `$0` is the program; it ends with 77 where the place cannot be made.
fn shell(script: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script, MXRAY]).args(arguments);
    for name in ["SSL_CERT_FILE", "SSL_CERT_DIR", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command
}

/// The same as root of namespaces of its own: mounts always, a network where `kind` says so (`-rm`, `-rnm`).
fn namespace(kind: &str, script: &str, arguments: &[&str]) -> Option<Output> {
    let output = Command::new("unshare")
        .args([kind, "sh", "-c", script, MXRAY])
        .args(arguments)
        .env_remove("SSL_CERT_FILE")
        .env_remove("SSL_CERT_DIR")
        .env("LC_ALL", "C.UTF-8")
        .output();
    match output {
        Ok(output) if output.status.code() != Some(77) && !stderr(&output).starts_with("unshare:") => Some(output),
        Ok(output) => {
            skipped(&format!("namespaces cannot be made here ({})", stderr(&output).trim()));
            None
        }
        Err(error) => {
            skipped(&format!("no namespaces here ({error})"));
            None
        }
    }
}

/// A sentence or more on standard error or output, and no panic.
fn assert_said(output: &Output, code: i32, words: &str) {
    let said = stdout(output) + &stderr(output);
    assert_eq!(output.status.code(), Some(code), "{said}");
    // Reports wrap at 80 columns.
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(words), "no {words:?} in {said}");
    assert!(!said.contains("panicked"), "{said}");
}

/// The arguments that diagnose a healthy server, but for those named.
fn healthy_but(lab: &Lab, left_out: &[&str]) -> Vec<String> {
    let mut arguments = vec!["check".to_owned(), "--no-control".into()];
    let mut given = lab.scenario("healthy").args.iter();
    while let Some(argument) = given.next() {
        if left_out.contains(&argument.as_str()) {
            given.next();
        } else {
            arguments.push(argument.clone());
        }
    }
    arguments
}

fn as_str(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).collect()
}

#[test]
fn without_a_resolver_this_machine_could_not_look_and_says_so() {
    const EMPTY: &str =
        "mount -t tmpfs none /run && : > /run/none && mount --bind /run/none /etc/resolv.conf || exit 77
        exec \"$0\" \"$@\"";
    const ABSENT: &str = "mount -t tmpfs none /etc || exit 77; exec \"$0\" \"$@\"";
    for script in [EMPTY, ABSENT] {
        let check = ["check", "mail.contoso.com", "--no-control", "--timeout", "1"];
        let Some(output) = namespace("-rnm", script, &check) else { return };
        assert_said(&output, 3, "resolver");
        let Some(output) = namespace("-rnm", script, &[&check[..], &["--format", "json"]].concat()) else { return };
        let finding = &json(&output)["finding"];
        assert_eq!((finding["verdict"].as_str(), finding["code"].as_str()), (Some("inconclusive"), Some("4.4.312")));
    }
}

#[test]
fn an_odd_word_in_the_resolvers_file_hides_no_resolver() {
    const ODD: &str = "ip link set lo up && mount -t tmpfs none /run || exit 77
        printf 'search -foo.example foo*bar.example a_b..c .\\nnameserver 127.0.0.53\\n' > /run/odd
        mount --bind /run/odd /etc/resolv.conf || exit 77
        exec \"$0\" \"$@\"";
    let check = ["check", "mail.contoso.com", "--no-control", "--timeout", "1"];
    let Some(output) = namespace("-rnm", ODD, &check) else { return };
    assert_said(&output, 3, "127.0.0.53");
}

#[test]
fn roots_without_an_end_are_told_and_not_read() {
    let lab = Lab::start();
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("it runs").success());
    let sparse = folder.path().join("sparse");
    fs::File::create(&sparse).and_then(|file| file.set_len(1 << 40)).expect("a file without a byte in it");
    for endless in [Path::new("/dev/zero"), Path::new("/dev/urandom"), &pipe, &sparse] {
        let look = |left_out: &[&str]| {
            let mut command = shell("ulimit -v 262144 && exec \"$0\" \"$@\"", &as_str(&healthy_but(&lab, left_out)));
            command.env("SSL_CERT_FILE", endless).output().expect("a shell")
        };
        assert_said(&look(&["--ca-file"]), 3, &endless.to_string_lossy());
        assert_eq!(look(&[]).status.code(), Some(0), "what was named is enough");
    }
}

#[test]
fn a_limit_on_the_size_of_files_is_told_as_a_full_disk_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let to_a_file = "ulimit -f 0; cd \"$FOLDER\" || exit; \"$0\" \"$@\" > out";
    let output = shell(to_a_file, &["explain", "4.4.316"]).env("FOLDER", folder.path()).output().expect("a shell");
    assert_said(&output, 3, "could not be written");
    let lab = Lab::start();
    let output =
        shell(to_a_file, &as_str(&healthy_but(&lab, &[]))).env("FOLDER", folder.path()).output().expect("a shell");
    assert_said(&output, 3, "could not be written");
}

#[test]
fn without_roots_trust_is_not_judged_and_a_ca_file_is_enough() {
    let lab = Lab::start();
    let empty = tempfile::tempdir().expect("a folder");
    let look = |arguments: &[String]| {
        let mut command = Command::new(MXRAY);
        command.args(arguments).env("SSL_CERT_FILE", "/dev/null").env("SSL_CERT_DIR", empty.path());
        command.output().expect("it runs")
    };
    let without = look(&healthy_but(&lab, &["--ca-file"]));
    assert_said(&without, 3, "root");
    assert_eq!(look(&healthy_but(&lab, &[])).status.code(), Some(0));
}

#[test]
fn a_root_that_only_a_folder_has_is_trusted() {
    let lab = Lab::start();
    let folder = tempfile::tempdir().expect("a folder");
    let look = || {
        let mut command = Command::new(MXRAY);
        command.args(healthy_but(&lab, &["--ca-file"])).env("SSL_CERT_DIR", folder.path());
        command.env("SSL_CERT_FILE", root("tests/fixtures/probe/ca.pem"));
        command.output().expect("it runs").status.code()
    };
    assert_eq!(look(), Some(1), "a root of somebody else is none of ours");
    let ours = lab.announced["ca_file"].as_str().expect("a path");
    fs::copy(ours, folder.path().join("ours.pem")).expect("a copy");
    assert_eq!(look(), Some(0));
}

#[test]
fn without_an_environment_everything_but_remembering_works() {
    let lab = Lab::start();
    let bare = |arguments: &[&str]| Command::new(MXRAY).args(arguments).env_clear().output().expect("it runs");
    assert_said(&bare(&as_str(&healthy_but(&lab, &[]))), 0, "healthy.lab.test");
    assert_said(&bare(&["explain", "4.4.316"]), 0, "4.4.316");
    assert_said(&bare(&["lab", "--list"]), 0, "healthy");
    // The lab needs a folder for its root: the temporary one.
    let served = shell("exec env -i \"$0\" \"$@\" < /dev/null", &["lab", "--serve"]).output().expect("a shell");
    assert_said(&served, 0, "mxray check");
}

#[test]
fn a_home_that_is_not_there_is_told_and_costs_nothing_else() {
    const NO_HOME: &str = "ip link set lo up && mount -t tmpfs none /etc && mount -t tmpfs none /root || exit 77
        unset HOME XDG_STATE_HOME
        printf '\\n5\\n4\\nq\\n' | \"$0\" \"$@\"";
    for locale in Locale::all() {
        let Some(output) = namespace("-rnm", NO_HOME, &["lab", "refused", "--plain", "--lang", locale.tag()]) else {
            return;
        };
        let texts = Texts::new(locale);
        let flat = |text: &str| text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        assert_said(&output, 0, "4.4.316");
        let said = flat(&stdout(&output).replace('\n', " "));
        assert!(said.contains(&flat(&texts.get("quiz-solved"))), "{said}");
        assert!(said.contains(&flat(&texts.get("error-store-no-home"))), "{said}");
    }
}

#[test]
fn a_home_that_is_full_or_read_only_keeps_no_case_says_so_once_and_the_walk_goes_on() {
    const WALK: &str = "export HOME=/run; unset XDG_STATE_HOME
        printf '1\\n2\\n3?\\nq\\nq\\n' | \"$0\" \"$@\"";
    // Room for the folders, and for nothing in them.
    const FULL: &str = "mount -t tmpfs -o size=4k none /run && mkdir -p /run/.local/state/mxray/cases &&
        dd if=/dev/zero of=/run/full bs=4k count=1 2> /dev/null";
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (mount, id) in [("mount -t tmpfs -o ro none /run", "store-read-only"), (FULL, "store-full")] {
        for locale in Locale::all() {
            let walk = ["--plain", "127.0.0.1", "--port", "1", "--reported", "4.4.316", "--resolver", "127.0.0.1:1"];
            let arguments = [&walk[..], &["--color", "never", "--lang", locale.tag()]].concat();
            let script = format!("ip link set lo up && {mount} || exit 77\n{WALK}");
            let Some(output) = namespace("-rnm", &script, &arguments) else { return };
            let (texts, said) = (Texts::new(locale), flat(&stdout(&output)));
            let told = |id: &str, args: &Args| {
                let sentence = texts.with(id, args);
                let part = sentence.split("PATH").max_by_key(|part| part.len()).expect("a part");
                said.matches(&flat(part)).count()
            };
            assert_eq!(told(&format!("error-{id}"), &Args::new().text("path", "PATH")), 1, "{said}");
            assert_eq!(told("case-not-kept", &Args::new().text("reason", "PATH")), 1, "{said}");
            assert_eq!(told("plain-unsaved", &Args::new().number("count", 2)), 1, "{said}");
            assert_said(&output, 0, "4.4.316");
        }
    }
}

#[test]
fn no_room_no_permission_and_a_read_only_disk_are_told_apart_and_nothing_is_left_behind() {
    const DISKS: &str = "mount -t tmpfs -o size=4k none /run && mkdir /run/full /run/read-only /run/room || exit 77
        mount -t tmpfs -o size=4k none /run/full && mount -t tmpfs none /run/read-only || exit 77
        mount -t tmpfs -o size=1m none /run/room || exit 77
        echo first > /run/room/report.md
        echo kept > /run/read-only/report.md && mount -o remount,ro /run/read-only || exit 77
        exec \"$0\" \"$@\"";
    in_namespaces(DISKS, module_path!(), "inside_with_bad_disks");
}

#[test]
#[ignore = "runs where the other test mounts the disks"]
fn inside_with_bad_disks() {
    let report = "x".repeat(100_000);
    let saved = |folder: &str| store::save_report(Path::new(folder), "report.md", &report);
    for (folder, id) in
        [("/run/full", "store-full"), ("/run/read-only", "store-read-only"), ("/run/room", "store-exists")]
    {
        let error = saved(folder).expect_err("it cannot be saved");
        assert_eq!(error.id(), id, "{error}");
        assert_sentence(&error);
    }
    assert_eq!(fs::read_dir("/run/full").expect("a folder").count(), 0, "a part was left behind");
    assert_eq!(fs::read_to_string("/run/read-only/report.md").expect("there"), "kept\n");
    assert_eq!(fs::read_to_string("/run/room/report.md").expect("there"), "first\n");
    assert_eq!(fs::read_dir("/run/room").expect("a folder").count(), 1, "a part was left behind");
    // There is room where there is room: it was the disk.
    store::save_report(Path::new("/run/room"), "other.md", &report).expect("saved");
    // What goes to standard output is told too, and the exit code is no verdict.
    let full = fs::File::create("/run/full/out").expect("a file takes no room");
    let output = Command::new(MXRAY).args(["explain", "--format", "json"]).stdout(full).output().expect("it runs");
    assert_said(&output, 3, "could not be written");
    // The lab's root finds no place.
    for folder in ["/run/full", "/run/read-only"] {
        let mut command = shell("exec \"$0\" \"$@\" < /dev/null", &["lab", "--serve", "--format", "json"]);
        let output = command.env("TMPDIR", folder).env_remove("XDG_RUNTIME_DIR").output().expect("a shell");
        if output.status.code() != Some(0) {
            assert_said(&output, 3, "The lab cannot be set up");
        }
    }
}

#[test]
fn what_is_remembered_is_old_or_new_when_the_program_is_killed_while_it_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    for round in 0..8_u64 {
        let mut writer = again(module_path!(), "inside_a_writer")
            .env("FOLDER", folder.path())
            .stdout(std::process::Stdio::null())
            .spawn()
            .expect("it runs");
        // From when it has begun to write, at another moment of its writing each time.
        while round == 0 && !folder.path().join("lab.json").exists() {
            std::thread::yield_now();
        }
        std::thread::sleep(std::time::Duration::from_micros(60_000 + 2_300 * round));
        writer.kill().expect("killed");
        writer.wait().expect("over");
        let (progress, error) = LabProgress::load(folder.path());
        assert_eq!(error, None);
        assert!([1, 2_000].contains(&progress.solved.len()), "{} exercises", progress.solved.len());
    }
}

#[test]
#[ignore = "runs until the other test kills it"]
fn inside_a_writer() {
    let folder = std::env::var_os("FOLDER").expect("set");
    let (mut few, mut many) = (LabProgress::default(), LabProgress::default());
    few.note("refused", None, Timestamp::UNIX_EPOCH);
    (0..2_000).for_each(|number| many.note(&format!("exercise-{number}"), None, Timestamp::UNIX_EPOCH));
    loop {
        few.save(Path::new(&folder)).expect("saved");
        many.save(Path::new(&folder)).expect("saved");
    }
}

/// The error has a sentence in every language that names what it is about.
fn assert_sentence(error: &StoreError) {
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let sentence = texts.with(&format!("error-{}", error.id()), &texts.args_of(error));
        assert!(sentence.len() > 20 && !sentence.contains('{'), "{locale:?} {sentence:?}");
    }
}

#[test]
fn files_of_ours_are_private_under_any_umask() {
    let output = under("umask 0; exec \"$0\" \"$@\"", module_path!(), "inside_an_open_umask").output();
    assert_passed(&output.expect("a shell"));
}

#[test]
#[ignore = "runs under the umask that the other test sets"]
fn inside_an_open_umask() {
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("open"), "").expect("written");
    assert_eq!(mode(&folder.path().join("open")), 0o666, "the umask is open");
    let report = store::save_report(folder.path(), "report.md", "x").expect("saved");
    assert_eq!(mode(&report), 0o600);
    // The lab's root is nobody else's either.
    let lab = Lab::start();
    let root = lab.announced["ca_file"].as_str().expect("a path");
    assert_eq!(mode(Path::new(root)), 0o600);
    assert_eq!(mode(Path::new(root).parent().expect("a folder")), 0o700);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_before_2000_or_after_2100_is_no_trouble() {
    let all = scenarios::all().expect("the assets are right");
    let healthy: Vec<_> = all.into_iter().filter(|scenario| scenario.id == "healthy").collect();
    let lab = Scenes::start(&healthy).await.expect("a lab");
    let exercise = lab.exercise("healthy").expect("it was started");
    for (now, fault) in [
        ("1970-01-01T00:00:00Z", Fault::CertificateNotYetValid),
        ("1999-12-31T23:59:59Z", Fault::CertificateNotYetValid),
        ("2100-02-28T00:00:00Z", Fault::CertificateExpired),
        ("9999-12-30T00:00:00Z", Fault::CertificateExpired),
    ] {
        let now: Timestamp = now.parse().expect("a time");
        let vantage = Vantage {
            resolvers: exercise.resolvers.clone(),
            trust: Trust { system: false, pem: vec![lab.ca_pem().into()], ..Trust::default() },
            clock: Clock::fixed(now),
        };
        let plan = ProbePlan { limits: exercise.limits, ..ProbePlan::for_connector(exercise.connector.clone()) };
        let run: Run = run(plan, vantage).await;
        let knowledge = Knowledge::embedded();
        let diagnosis = diagnose(&exercise.connector, None, &run, knowledge);
        assert_eq!((diagnosis.finding.verdict, diagnosis.finding.fault), (Verdict::Fault, Some(fault)), "{now}");
        let settings = Settings::default();
        let inquiry = Inquiry {
            connector: &exercise.connector,
            symptom: None,
            settings: &settings,
            answers: &Answers::default(),
            scenario: None,
            redacted: false,
        };
        for locale in Locale::all() {
            let texts = Texts::new(locale);
            let document = report::check(&inquiry, &run, &diagnosis, report::Depth::Short, knowledge, &texts);
            let text = document.dressed(Dress::Text { styled: false }, locale);
            assert!(text.contains("4.7.320"), "{now}: {text}");
            let value = report::json::check(&inquiry, &run, &diagnosis, knowledge, &texts);
            assert!(report::json::line(&value).contains(&now.to_string()), "{now}");
        }
    }
}

#[test]
fn the_clock_of_the_machine_itself_may_stand_anywhere() {
    let Ok(true) = Command::new("faketime").args(["2000-01-01", "true"]).status().map(|status| status.success()) else {
        return skipped("no faketime here");
    };
    let lab = Lab::start();
    for (time, words) in
        [("1960-06-01 00:00:00", "4.7.320"), ("1999-12-31 23:59:59", "4.7.320"), ("2101-01-01 00:00:00", "4.7.320")]
    {
        let mut command = Command::new("faketime");
        // The clock that only goes forward stays what it is: limits are counted with it.
        command.env("DONT_FAKE_MONOTONIC", "1").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        let output = command.args(["-f", time, MXRAY]).args(healthy_but(&lab, &[])).output().expect("it runs");
        assert_said(&output, 1, words);
        // The lab itself begins at any time; its standard input is at its end.
        let mut serves = Command::new("faketime");
        serves.args(["-f", time, MXRAY, "lab", "--serve"]).stdin(std::process::Stdio::null());
        assert_said(&serves.output().expect("it runs"), 0, "mxray check");
    }
}

#[test]
fn few_descriptors_give_a_verdict_or_a_sentence_and_never_a_panic() {
    let lab = Lab::start();
    let arguments = healthy_but(&lab, &[]);
    let look = |count: u32| {
        shell(&format!("ulimit -n {count} && exec \"$0\" \"$@\""), &as_str(&arguments)).output().expect("a shell")
    };
    assert_said(&look(64), 0, "healthy.lab.test");
    for count in 4..16 {
        let output = look(count);
        let said = stdout(&output) + &stderr(&output);
        // With a handful not even the loader or the root file can be opened; the code is then that of who says so.
        assert!(!said.contains("panicked"), "{count}: {said}");
        assert!(!said.trim().is_empty(), "{count}: nothing was said");
        assert_ne!(output.status.code(), Some(1), "{count}: our own trouble is held against the server: {said}");
        assert!(matches!(output.status.code(), Some(0 | 2 | 3 | 127)), "{count}: {output:?}");
    }
    let serve = shell("ulimit -n 24 && exec \"$0\" \"$@\" < /dev/null", &["lab", "--serve"]).output().expect("a shell");
    assert_said(&serve, 3, "Allow more with ulimit -n 1024");
}

#[test]
fn a_check_and_the_lab_fit_into_256_mib() {
    let limit = "ulimit -v 262144 && exec \"$0\" \"$@\" < /dev/null";
    let lab = Lab::start();
    for arguments in [as_str(&healthy_but(&lab, &[])), vec!["lab", "--serve"], vec!["explain"]] {
        let output = shell(limit, &arguments).output().expect("a shell");
        assert_said(&output, 0, "");
    }
}

#[test]
fn without_ipv6_an_ipv6_address_is_our_trouble_and_the_rest_works() {
    const NO_IPV6: &str = "ip link set lo up || exit 77
        echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6 || exit 77
        echo 1 > /proc/sys/net/ipv6/conf/lo/disable_ipv6 || exit 77
        exec \"$0\" \"$@\"";
    in_namespaces(NO_IPV6, module_path!(), "inside_without_ipv6");
}

#[test]
#[ignore = "runs where the other test takes IPv6 away"]
fn inside_without_ipv6() {
    let lab = Lab::start();
    let healthy = Command::new(MXRAY).args(healthy_but(&lab, &[])).output().expect("it runs");
    assert_said(&healthy, 0, "healthy.lab.test");
    let check = ["check", "2001:db8::25", "--no-control", "--timeout", "2"];
    let output = Command::new(MXRAY).args(check).output().expect("it runs");
    assert_said(&output, 3, "this machine has no route to the server");
    let output = Command::new(MXRAY).args(check).args(["--format", "json"]).output().expect("it runs");
    assert_eq!(json(&output)["endpoints"][0]["outcome"], Value::from("local"));
    assert_eq!(json(&output)["endpoints"][0]["fault"], Value::from("local-no-route"));
}

/// The arguments that look at a server which takes connections and never says a word.
const MUTE: [&str; 8] = ["check", "127.0.0.1", "--no-control", "--reply-timeout", "2", "--format", "json", "--port"];

#[test]
fn a_check_that_was_stopped_while_it_waited_holds_it_against_nobody() {
    let mute = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a server");
    let port = mute.local_addr().expect("its address").port().to_string();
    let silent = std::net::UdpSocket::bind(("127.0.0.1", 0)).expect("a resolver");
    let resolver = silent.local_addr().expect("its address").to_string();
    let names = ["check", "mail.contoso.com", "--resolver", &resolver, "--timeout", "2", "--format", "json"];
    for (arguments, fault) in [([&MUTE[..], &[&port]].concat(), Some("local-stopped")), (names.to_vec(), None)] {
        let mut child = Command::new(MXRAY);
        let child = child.args(&arguments).stdout(std::process::Stdio::piped()).spawn().expect("it runs");
        let say = |signal: &str| {
            let told = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill runs");
            assert!(told.success(), "{signal}");
        };
        std::thread::sleep(std::time::Duration::from_millis(700));
        say("-STOP");
        std::thread::sleep(std::time::Duration::from_secs(5));
        say("-CONT");
        let output = child.wait_with_output().expect("it ends");
        let said = json(&output);
        assert_eq!(output.status.code(), Some(3), "{said:#}");
        if let Some(fault) = fault {
            assert_eq!(said["endpoints"][0]["fault"], Value::from(fault), "{said:#}");
        }
    }
}

#[test]
fn a_network_that_is_lost_while_a_check_waits_is_this_machines_trouble() {
    const LOSE_IT: &str = "ip link set lo up || exit 77
        (sleep 1; ip link set lo down) &
        exec \"$0\" \"$@\"";
    in_namespaces(LOSE_IT, module_path!(), "inside_a_lost_network");
}

#[test]
#[ignore = "runs where the other test takes the network away"]
fn inside_a_lost_network() {
    let mute = std::net::TcpListener::bind(("127.0.0.1", 2525)).expect("a server");
    let output = Command::new(MXRAY).args(MUTE).arg("2525").output().expect("it runs");
    let said = json(&output);
    assert_eq!(said["endpoints"][0]["fault"], Value::from("local-no-route"), "{said:#}");
    assert_eq!(said["endpoints"][0]["stage"], Value::from("banner"), "it was lost before the connection: {said:#}");
    assert_eq!(output.status.code(), Some(3), "{said:#}");
    drop(mute);
}

#[test]
fn where_every_port_is_taken_it_is_no_route_that_is_missing() {
    // One port to leave from, and it is taken: the system's words are those of a missing address.
    const NO_PORTS: &str = "ip link set lo up && echo 40000 40000 > /proc/sys/net/ipv4/ip_local_port_range || exit 77
        exec \"$0\" \"$@\"";
    in_namespaces(NO_PORTS, module_path!(), "inside_without_a_port");
}

#[test]
#[ignore = "runs where the other test leaves one port"]
fn inside_without_a_port() {
    let server = std::net::TcpListener::bind(("127.0.0.1", 2525)).expect("a server");
    let taken = std::net::TcpStream::connect(server.local_addr().expect("its address")).expect("the last port");
    let check = ["check", "127.0.0.1", "--port", "2525", "--no-control", "--format", "json"];
    let output = Command::new(MXRAY).args(check).output().expect("it runs");
    assert_eq!(json(&output)["endpoints"][0]["fault"], Value::from("local-resources"));
    drop(taken);
}

#[test]
fn in_a_root_with_nothing_else_in_it_everything_works() {
    // What a dynamic program needs is all that is there: no `/dev`, `/etc` or `/proc`.
    let root = tempfile::tempdir().expect("a folder");
    let needed = Command::new("ldd").arg(MXRAY).output().expect("ldd");
    let libraries = stdout(&needed);
    let libraries = libraries.split_whitespace().filter(|word| word.starts_with('/'));
    for library in libraries.chain([MXRAY]) {
        let place = root.path().join(if library == MXRAY { "mxray" } else { &library[1..] });
        fs::create_dir_all(place.parent().expect("a folder")).expect("made");
        fs::copy(library, &place).expect("copied");
    }
    // A build for developing reads its words from the folder.
    let words = concat!(env!("CARGO_MANIFEST_DIR"), "/locales");
    let copied = Command::new("cp").args(["-R", "--parents", words]).arg(root.path()).status().expect("cp");
    assert!(copied.success());
    let inside = |arguments: &[&str]| {
        let enter = "ip link set lo up && exec chroot \"$1\" /mxray \"${@:2}\" < /dev/null";
        let mut command = Command::new("unshare");
        command.args(["-rn", "bash", "-c", enter, "sh"]).arg(root.path()).args(arguments).env_clear();
        command.env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").env("LC_ALL", "C.UTF-8");
        command.output().expect("unshare")
    };
    let first = inside(&["--version"]);
    if first.status.code() != Some(0) {
        return skipped(&format!("no root of one's own here ({})", stderr(&first).trim()));
    }
    assert_said(&inside(&["check", "127.0.0.1:1", "--no-control"]), 1, "4.4.316");
    // The lab keeps its root certificate in a file.
    fs::create_dir_all(root.path().join("tmp")).expect("made");
    assert_said(&inside(&["lab", "--serve", "refused"]), 0, "mxray check");
    assert_said(&inside(&["--plain", "127.0.0.1:1"]), 0, "4.4.316");
}

#[test]
fn an_ordinary_user_can_do_everything() {
    // A user of their own in a namespace of their own has no capability at all.
    let made = Command::new("unshare").args(["--user", "--map-user=12345", "--map-group=12345", "true"]).status();
    if !made.is_ok_and(|status| status.success()) {
        return skipped("no user namespaces here");
    }
    let state = tempfile::tempdir().expect("a folder");
    let lab = Lab::start();
    let ordinary = |arguments: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-user=12345", "--map-group=12345", "sh", "-c"]);
        command.args(["[ \"$(id -u)\" = 12345 ] && exec \"$0\" \"$@\" < /dev/null", MXRAY]).args(arguments);
        command.env("LC_ALL", "C.UTF-8").env("HOME", state.path()).output().expect("it runs")
    };
    assert_said(&ordinary(&as_str(&healthy_but(&lab, &[]))), 0, "healthy.lab.test");
    assert_said(&ordinary(&["lab", "--serve"]), 0, "mxray check");
    let refused: Vec<String> =
        ["check".to_owned(), "--no-control".into()].into_iter().chain(lab.scenario("refused").args.clone()).collect();
    assert_said(&ordinary(&as_str(&refused)), 1, "4.4.316");
}
