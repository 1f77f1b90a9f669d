//! The one switch that records what tests compare: `UPDATE=1` writes, and where `CI` is set nothing does.

use std::fs;

use crate::support::{again::again, recorded::assert_recorded};

#[test]
fn only_update_records_and_ci_forbids_it() {
    for (update, ci, written) in [("1", "", true), ("1", "1", false), ("0", "", false), ("", "", false)] {
        let folder = tempfile::tempdir().expect("a folder");
        let page = folder.path().join("page");
        fs::write(&page, "old\n").expect("written");
        let mut run = again(module_path!(), "inside_a_run_that_differs");
        let output = run.env("UPDATE", update).env("CI", ci).env("PAGE", &page).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.success(), written, "UPDATE={update} CI={ci}: {said}");
        assert_eq!(
            said.contains("- old") && said.contains("+ new") && !said.contains("Fixing"),
            !written,
            "UPDATE={update} CI={ci}: {said}"
        );
        let now = fs::read_to_string(&page).expect("the page");
        assert_eq!(now, if written { "new\n" } else { "old\n" }, "UPDATE={update} CI={ci}: {said}");
    }
}

#[test]
#[ignore = "runs with the switches that the other test sets"]
fn inside_a_run_that_differs() {
    let page = std::env::var("PAGE").expect("set");
    assert_recorded([(page.as_str(), "new\n")]);
}
