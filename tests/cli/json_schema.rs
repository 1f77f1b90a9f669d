//! Outputs are promises: the schemas in `assets/schema/` are those of the structs that are written, every output of the
//! binary holds against its schema, and the fields that `docs/contract.md` names are there.

use crate::support::{
    program::{Lab, json, mxray},
    recorded::assert_recorded_folder,
};
use mxray::report::json::{
    Articles, Check, Explained, Lab as LabOutput, List, Ranges, Read, Settings, Watched, schema,
};
use serde_json::Value;

/// Every output: its file, and its schema.
fn schemas() -> [(&'static str, String); 12] {
    [
        ("check", schema::<Check>()),
        ("check-list", schema::<List>()),
        ("read", schema::<Read>()),
        ("explain", schema::<Explained>()),
        ("explain-list", schema::<Articles>()),
        ("lab", schema::<LabOutput>()),
        ("ranges", schema::<Ranges>()),
        ("cases", schema::<mxray::report::json::Cases>()),
        ("compare", schema::<mxray::report::json::Compared>()),
        ("watch", schema::<Watched>()),
        ("config", schema::<Settings>()),
        ("config-file", mxray::report::json::document(&mxray::config::schema())),
    ]
}

#[test]
fn the_shipped_schemas_are_those_of_the_outputs() {
    let schemas = schemas().map(|(name, schema)| (format!("{name}.json"), schema));
    assert_recorded_folder("assets/schema", &schemas.into());
}

fn errors(name: &str, output: &Value) -> Vec<String> {
    let (_, schema) = schemas().into_iter().find(|(known, _)| *known == name).expect("a schema of that name");
    let schema: Value = serde_json::from_str(&schema).expect("a schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema is one");
    validator.iter_errors(output).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

pub(crate) fn assert_holds(name: &str, output: &Value) {
    let errors = errors(name, output);
    assert!(errors.is_empty(), "{name}: {errors:#?}\n{output:#}");
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

/// The names of `docs/contract.md` for each object of `mxray/1`.
const CONTRACT: [(&str, &[&str]); 10] = [
    (
        "",
        &[
            "schema",
            "version",
            "started",
            "elapsed_ms",
            "connector",
            "reported",
            "dns",
            "endpoints",
            "finding",
            "checklist",
        ],
    ),
    ("/connector", &["name", "kind", "route", "port", "tls", "tls_domain"]),
    ("/connector/route", &["kind", "hosts"]),
    ("/dns/0", &["name", "type", "server", "outcome", "records", "ttl", "elapsed_ms"]),
    ("/endpoints/0", &["host", "ip", "port", "outcome", "stage", "elapsed_ms", "detail", "transcript", "tls"]),
    ("/endpoints/0/transcript/0", &["at_ms", "direction", "text"]),
    ("/endpoints/0/tls", &["version", "cipher", "verified", "problems", "chain"]),
    (
        "/endpoints/0/tls/chain/0",
        &["subject", "sans", "issuer", "not_before", "not_after", "key", "signature", "sha1", "sha256"],
    ),
    ("/finding", &["verdict", "code", "also_reported_as", "cause", "summary", "evidence", "alternatives", "agreement"]),
    ("/checklist/0", &["id", "text", "actor", "verify", "state"]),
];

#[test]
fn a_check_holds_against_its_schema_and_has_every_field_of_the_contract() {
    let lab = Lab::start();
    for (_, output) in lab.check_all(&["--format", "json"]) {
        assert_holds("check", &json(&output));
    }
    let expired = json(&lab.check(lab.scenario("expired"), &["--format", "json", "--reported", "4.4.317"]));
    for (place, names) in CONTRACT {
        let object = expired.pointer(place).unwrap_or_else(|| panic!("nothing at {place:?}: {expired:#}"));
        let there = keys(object);
        let missing: Vec<_> = names.iter().filter(|name| !there.contains(name)).collect();
        assert!(missing.is_empty(), "{place}: {missing:?} missing from {there:?}");
    }
    let read = json(
        &mxray(&["read", "--format", "json", "-"])
            .write_stdin("450 4.4.316 Connection refused")
            .output()
            .expect("runs"),
    );
    let reported = keys(&expired["reported"]);
    let missing: Vec<_> = keys(&read)
        .into_iter()
        .filter(|key| !["schema", "reports", "left_out"].contains(key) && !reported.contains(key))
        .collect();
    assert!(missing.is_empty(), "`reported` has the keys of `read`: {missing:?}");
}

#[test]
fn the_schema_refuses_what_is_not_promised() {
    let lab = Lab::start();
    let good = json(&lab.check(lab.scenario("refused"), &["--format", "json"]));
    for (place, wrong) in [
        ("/finding/verdict", Value::from("maybe")),
        ("/endpoints/0/stage", Value::Null),
        ("/elapsed_ms", Value::from("3")),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(place).expect("there") = wrong;
        assert!(!errors("check", &bad).is_empty(), "{place}");
    }
    let mut bad = good;
    bad.as_object_mut().expect("an object").remove("finding");
    assert!(!errors("check", &bad).is_empty());
}

#[test]
fn several_targets_are_a_list_and_lines_are_single_checks() {
    let lab = Lab::start();
    let (one, other) = (lab.scenario("refused"), lab.scenario("nx-domain"));
    let mut arguments: Vec<&str> = vec!["check", &one.args[0], &other.args[0]];
    arguments.extend(one.args[1..].iter().map(String::as_str));
    let list = mxray(&[&arguments[..], &["--no-control", "--format", "json"]].concat()).output().expect("runs");
    let list = json(&list);
    assert_holds("check-list", &list);
    let hosts: Vec<_> =
        list["results"].as_array().expect("results").iter().map(|r| &r["connector"]["route"]["hosts"][0]).collect();
    assert_eq!(hosts, [&Value::from(one.args[0].as_str()), &Value::from(other.args[0].as_str())], "in the order named");

    let lines = mxray(&[&arguments[..], &["--no-control", "--format", "jsonl"]].concat()).output().expect("runs");
    let lines = String::from_utf8(lines.stdout).expect("UTF-8");
    assert_eq!(lines.lines().count(), 2);
    for line in lines.lines() {
        assert_holds("check", &serde_json::from_str(line).expect("a line is JSON"));
    }
}

#[test]
fn every_article_holds_against_its_schema() {
    let all = json(&mxray(&["explain", "--format", "json"]).output().expect("runs"));
    assert_holds("explain-list", &all);
    for article in all["codes"].as_array().expect("codes") {
        let code = article["code"].as_str().expect("a code");
        let one = json(&mxray(&["explain", code, "--format", "json"]).output().expect("runs"));
        assert_holds("explain", &one);
        assert_eq!(one["steps"], article["steps"], "{code} whole in the list");
    }
}

#[test]
fn what_is_read_and_listed_holds_against_its_schema() {
    for text in
        ["450 4.4.317 Cannot connect to remote server [Message=CertificateExpired]", "Dear all, lunch is at noon."]
    {
        let read = mxray(&["read", "--format", "json"]).write_stdin(text).output().expect("runs");
        assert_holds("read", &json(&read));
    }
    assert_holds("lab", &json(&mxray(&["lab", "--list", "--format", "json"]).output().expect("runs")));
    assert_holds("lab", &Lab::start().announced);
    for asked in [&["ranges", "--format", "json"][..], &["ranges", "40.92.0.1", "--format", "json"]] {
        assert_holds("ranges", &json(&mxray(asked).output().expect("runs")));
    }
}

#[test]
fn every_line_of_a_watch_holds_against_its_schema() {
    let lab = Lab::start();
    let watched = ["--watch=0.2", "--until", "healthy", "--format", "jsonl"];
    let output = lab.check(lab.scenario("heals-watched"), &watched);
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    for line in lines.lines() {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        assert_holds(if line["schema"] == "mxray/1" { "check" } else { "watch" }, &line);
    }
    assert_eq!(lines.lines().count(), 5, "{lines}");
}
