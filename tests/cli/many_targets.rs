//! A thousand targets at once through the real binary: few descriptors, little memory, none stopped by another, and
//! the same verdicts whatever `--jobs` is.

use std::{
    collections::BTreeMap,
    fs,
    net::{Ipv4Addr, SocketAddr},
    process::{Command, Output},
    sync::Arc,
};

use mxray::{knowledge::scenarios, model::Fault};
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt as _, sync::Semaphore};

use crate::support::{
    program::{Lab, stderr},
    servers::{Smtp, server_at},
};

/// One line of JSON for each connector, by the host it names.
fn lines(output: &Output) -> BTreeMap<String, Value> {
    let text = String::from_utf8_lossy(&output.stdout);
    let parsed = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
    let host = |value: &Value| value["connector"]["route"]["hosts"][0].as_str().expect("a host").to_owned();
    parsed.map(|value| (host(&value), value)).collect()
}

/// The `number`th address of loopback, from one where nobody else listens.
fn address(number: usize) -> Ipv4Addr {
    let [a, b] = u16::try_from(number).expect("not so many").to_be_bytes();
    Ipv4Addr::new(127, 77, a, b)
}

#[test]
fn a_thousand_targets_need_64_descriptors_and_32_mib_and_none_stops_another() {
    const TARGETS: usize = 1_000;
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    // Every fifth listens, all on one port: healthy without TLS, but for one that floods and one that is mute.
    let (flooding, mute) = (250, 500);
    let port = runtime.block_on(async {
        let first = Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() }.listen_at((address(0), 0).into()).await;
        let port = first.port();
        for number in (5..TARGETS).step_by(5) {
            let at: SocketAddr = (address(number), port).into();
            if number == flooding {
                let flood = |_, mut stream: tokio::net::TcpStream| async move {
                    while stream.write_all(&[b'2'; 65_536]).await.is_ok() {}
                };
                server_at(at, flood).await;
            } else if number == mute {
                let wait = |_, stream: tokio::net::TcpStream| async move {
                    std::future::pending::<()>().await;
                    drop(stream);
                };
                server_at(at, wait).await;
            } else {
                Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() }.listen_at(at).await;
            }
        }
        port
    });
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("targets.txt");
    let targets: Vec<String> = (0..TARGETS).map(|number| address(number).to_string()).collect();
    fs::write(&file, targets.join("\n")).expect("written");
    let output = Command::new("sh")
        .args(["-c", "ulimit -n 64 && ulimit -d 32768 && exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_mxray")])
        .args(["check", "--no-control", "--tls", "opportunistic", "--format", "jsonl", "--jobs", "16"])
        .args(["--timeout", "5", "--reply-timeout", "3", "--port", &port.to_string(), "--from"])
        .arg(&file)
        .output()
        .expect("a shell");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let found = lines(&output);
    assert_eq!(found.len(), TARGETS, "{}", stderr(&output));
    for number in 0..TARGETS {
        let expected = match number {
            _ if number == flooding => "4.4.317",
            _ if number == mute => "4.4.318",
            _ if number % 5 == 0 => "healthy",
            _ => "4.4.316",
        };
        let finding = &found[&address(number).to_string()]["finding"];
        let got = finding["code"].as_str().or(finding["verdict"].as_str());
        assert_eq!(got, Some(expected), "target {number}: {finding}");
    }
}

/// Targets on that port, as a file of `folder`.
fn targets(folder: &tempfile::TempDir, count: usize) -> std::path::PathBuf {
    let file = folder.path().join("targets.txt");
    let targets: Vec<String> = (0..count).map(|number| address(number).to_string()).collect();
    fs::write(&file, targets.join("\n")).expect("written");
    file
}

#[test]
fn one_silent_target_holds_no_other_up_whatever_the_format() {
    const TARGETS: usize = 150;
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for format in ["text", "json", "markdown", "html", "jsonl", "csv"] {
        // The first target greets nobody before all others were asked.
        let asked = Arc::new(Semaphore::new(0));
        let port = runtime.block_on(async {
            let all = asked.clone();
            let first = server_at((address(0), 0).into(), move |_, stream| {
                let all = all.clone();
                async move {
                    let waited = all.acquire_many(u32::try_from(TARGETS - 1).expect("not so many")).await;
                    waited.expect("never closed").forget();
                    Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() }.serve(stream).await;
                }
            });
            let port = first.await.port();
            for number in 1..TARGETS {
                let asked = asked.clone();
                let count = move |_, stream| {
                    asked.add_permits(1);
                    Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() }.serve(stream)
                };
                server_at((address(number), port).into(), count).await;
            }
            port
        });
        let folder = tempfile::tempdir().expect("a folder");
        let output = Command::new(env!("CARGO_BIN_EXE_mxray"))
            .args(["check", "--no-control", "--tls", "opportunistic", "--format", format, "--jobs", "8"])
            .args(["--timeout", "20", "--reply-timeout", "60", "--port", &port.to_string(), "--from"])
            .arg(targets(&folder, TARGETS))
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{format}: {}", stderr(&output));
        let text = String::from_utf8_lossy(&output.stdout);
        let place = |number: usize| text.find(&address(number).to_string());
        assert!((0..TARGETS).all(|number| place(number).is_some()), "{format}: {text}");
        // The order is that of the list, but for lines that are printed as each ends.
        assert_eq!(
            (1..TARGETS).all(|number| place(number - 1) < place(number)),
            !["jsonl", "csv"].contains(&format),
            "{format}"
        );
    }
}

#[test]
fn the_usual_jobs_get_by_with_64_descriptors_and_blame_nobody_for_it() {
    const TARGETS: usize = 120;
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mute = |_, stream: tokio::net::TcpStream| async move {
        std::future::pending::<()>().await;
        drop(stream);
    };
    let at = runtime.block_on(server_at((Ipv4Addr::UNSPECIFIED, 0).into(), mute));
    for jobs in [&[][..], &["--jobs", "1024"]] {
        let folder = tempfile::tempdir().expect("a folder");
        let output = Command::new("sh")
            .args(["-c", "ulimit -n 64 && exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_mxray")])
            .args(["check", "--no-control", "--format", "jsonl", "--timeout", "2", "--reply-timeout", "0.5"])
            .args(jobs)
            .args(["--port", &at.port().to_string(), "--from"])
            .arg(targets(&folder, TARGETS))
            .output()
            .expect("a shell");
        let found = lines(&output);
        assert_eq!(found.len(), TARGETS, "{}", stderr(&output));
        let other: Vec<_> = found.values().map(|one| &one["finding"]).filter(|one| one["code"] != "4.4.318").collect();
        assert!(other.is_empty(), "{jobs:?}: {} of {TARGETS}: {:#?}", other.len(), other.first());
    }
}

/// All of a check but the times in it, and what was merely noted on the way: a look that is not needed any more is
/// cut short wherever it stands.
fn without_times(value: &Value) -> Value {
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let endpoint = |one: Value| json!([one["ip"], one["outcome"], one["stage"], one["tls"]]);
    let endpoints: Vec<Value> = list(&value["endpoints"]).into_iter().map(endpoint).collect();
    let finding = &value["finding"];
    let evidence = list(&finding["evidence"]).into_iter().filter(|one| one["level"] != "info");
    let evidence: Vec<Value> = evidence.map(|one| json!([one["id"], one["level"], one["host"], one["ip"]])).collect();
    json!([endpoints, finding["verdict"], finding["code"], finding["also_reported_as"], finding["cause"], evidence])
}

#[test]
fn the_verdict_is_the_same_whatever_jobs_is() {
    /// Waiting for these would only take its time.
    const SLOW: [Fault; 4] = [Fault::Silent, Fault::TcpTimedOut, Fault::DnsTimedOut, Fault::DnsMalformed];
    let all = scenarios::all().expect("the assets are right");
    let lab = Lab::start();
    let value = |args: &[String], name: &str| {
        args.iter().position(|arg| arg == name).map(|place| args[place + 1].clone()).unwrap_or_default()
    };
    let resolver = lab.announced["resolver"].as_str().expect("an address").to_owned();
    let chosen: Vec<_> = lab
        .scenarios
        .iter()
        .filter(|listening| {
            let scenario = all.iter().find(|scenario| scenario.id == listening.id).expect("shipped");
            let one_resolver = listening.args.iter().filter(|arg| *arg == "--resolver").count() == 1;
            let certificate = value(&listening.args, "--tls") == "certificate";
            let waits = scenario.fault.iter().chain(&scenario.also).any(|fault| SLOW.contains(fault))
                || ["late-greeting", "dribbled-greeting", "two-servers", "endless-ehlo"]
                    .contains(&scenario.id.as_str());
            // What changes with each look is another thing each time.
            let stays = scenario.servers.iter().all(|server| server.later.is_empty());
            stays
                && one_resolver
                && value(&listening.args, "--resolver") == resolver
                && certificate
                && !scenario.mx
                && !waits
        })
        .collect();
    assert!(chosen.len() > 40, "only {}", chosen.len());
    let targets: Vec<String> =
        chosen.iter().map(|one| format!("{}:{}", one.args[0], value(&one.args, "--port"))).collect();
    let ca_file = lab.announced["ca_file"].as_str().expect("a path");
    let look = |jobs: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_mxray"))
            .args(["check", "--no-control", "--format", "jsonl", "--timeout", "3", "--reply-timeout", "3"])
            .args(["--resolver", &resolver, "--ca-file", ca_file, "--jobs", jobs])
            .args(&targets)
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        lines(&output).into_iter().map(|(host, value)| (host, without_times(&value))).collect::<BTreeMap<_, _>>()
    };
    let one = look("1");
    assert_eq!(one.len(), targets.len());
    for jobs in ["3", "64"] {
        for (host, seen) in look(jobs) {
            assert_eq!(seen, one[&host], "{host} with --jobs {jobs}");
        }
    }
}

#[test]
fn five_thousand_targets_that_answer_fit_into_32_mib_too() {
    const TARGETS: usize = 5_000;
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let port = runtime.block_on(async {
        // It listens on all of loopback, so each target is an address of its own.
        let all = SocketAddr::from(([0, 0, 0, 0], 0));
        Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() }.listen_at(all).await.port()
    });
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("targets.txt");
    let targets: Vec<String> = (0..TARGETS).map(|number| address(number).to_string()).collect();
    fs::write(&file, targets.join("\n")).expect("written");
    let output = Command::new("sh")
        .args(["-c", "ulimit -d 32768 && exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_mxray")])
        .args(["check", "--no-control", "--tls", "opportunistic", "--format", "jsonl", "--jobs", "16"])
        .args(["--port", &port.to_string(), "--from"])
        .arg(&file)
        .output()
        .expect("a shell");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(lines(&output).len(), TARGETS);
}
