//! `docs/promises.md` names, for each promise, the tests that keep it: they are there, and no promise is without one.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// How many promises there are.
const PROMISES: u32 = 56;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The rows of the table: number, the promise, and what keeps it.
fn rows() -> BTreeMap<u32, (String, Vec<String>)> {
    let page = fs::read_to_string(root().join("docs/promises.md")).expect("the page");
    let mut rows = BTreeMap::new();
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let Ok(number) = cells[0].parse::<u32>() else { continue };
        assert_eq!(cells.len(), 3, "{line}");
        let keepers = cells[2].split('`').skip(1).step_by(2).map(str::to_owned).collect();
        assert!(rows.insert(number, (cells[1].to_owned(), keepers)).is_none(), "promise {number} stands there twice");
    }
    rows
}

/// The names of the tests in a file: functions below an attribute that makes them tests, and property tests.
fn tests(file: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let mut names = BTreeSet::new();
    let mut is_test = false;
    for line in text.lines().map(str::trim) {
        is_test |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
        let function = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ");
        if let Some(name) = function.and_then(|rest| rest.split('(').next()).filter(|_| is_test) {
            names.insert(name.to_owned());
            is_test = false;
        }
    }
    names
}

/// What is wrong with a keeper: `file::name` of a test, or a script.
fn complaint(keeper: &str) -> Option<String> {
    let Some((file, name)) = keeper.split_once("::") else {
        return (!root().join(keeper).is_file()).then(|| format!("there is no {keeper}"));
    };
    let tests = tests(&root().join(file));
    (!tests.contains(name)).then(|| format!("there is no test {name} in {file}"))
}

#[test]
fn every_promise_has_a_row_and_the_tests_of_each_row_exist() {
    let rows = rows();
    let numbers: Vec<u32> = rows.keys().copied().collect();
    assert_eq!(numbers, (1..=PROMISES).collect::<Vec<_>>());
    let mut wrong = Vec::new();
    for (number, (promise, keepers)) in &rows {
        if promise.len() < 10 {
            wrong.push(format!("{number}: what is promised?"));
        }
        if !keepers.iter().any(|keeper| keeper.contains("::")) {
            wrong.push(format!("{number}: no test keeps it"));
        }
        wrong.extend(keepers.iter().filter_map(|keeper| complaint(keeper)).map(|what| format!("{number}: {what}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_test_that_is_not_there_is_noticed() {
    let this = "tests/house/promises.rs::a_test_that_is_not_there_is_noticed";
    assert_eq!(complaint(this), None);
    assert!(complaint(&format!("{this}_at_all")).is_some());
    assert!(complaint("tests/house/promises.rs::complaint").is_some(), "a function that is no test");
    assert!(complaint("tests/nowhere.rs::complaint").is_some());
    assert!(complaint("tests/nowhere.sh").is_some());
}
