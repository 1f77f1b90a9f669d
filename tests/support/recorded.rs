//! What is recorded beside the program and must be what the program says now: pages, schemas, drawings, tables and
//! snapshots of screens. `UPDATE=1 cargo test` writes all of it anew, to be read in `git diff`; where `CI` is set,
//! nothing is ever written.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use snapbox::{Assert, Data, assert::Action, data::DataFormat};

/// A path of the source tree.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Whether this run records instead of comparing.
fn records() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    is_set("UPDATE") && !is_set("CI")
}

/// Fails unless each file of the source tree holds what belongs into it.
#[track_caller]
pub fn assert_recorded<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) {
    let differing: Vec<_> = files.into_iter().filter_map(|(path, wanted)| differs(path, wanted)).collect();
    assert!(
        differing.is_empty(),
        "not what the program says now; if it is right to, `UPDATE=1 cargo test` records it:\n{}",
        differing.join("\n")
    );
}

/// The same for a folder, by the names of its files, which holds nothing else.
#[track_caller]
pub fn assert_recorded_folder(folder: &str, files: &BTreeMap<String, String>) {
    let paths: Vec<_> = files.iter().map(|(name, wanted)| (format!("{folder}/{name}"), wanted)).collect();
    assert_recorded(paths.iter().map(|(path, wanted)| (path.as_str(), wanted.as_str())));
    for file in fs::read_dir(root(folder)).expect("a folder of the source tree") {
        let name = file.expect("a file").file_name().to_string_lossy().into_owned();
        assert!(files.contains_key(&name), "{folder}/{name} belongs to nothing any more: delete it");
    }
}

fn differs(path: &str, wanted: &str) -> Option<String> {
    let file = root(path);
    let action = if records() { Action::Overwrite } else { Action::Verify };
    if action == Action::Overwrite && !file.exists() {
        fs::create_dir_all(file.parent().expect("a file has a folder")).expect("the folder can be made");
        fs::write(&file, "").expect("the file can be made");
    }
    // As they are: no pattern in a recorded file stands for something else.
    let recorded = Data::read_from(&file, Some(DataFormat::Text)).raw();
    Assert::new().action(action).try_eq(Some(&"now"), Data::text(wanted), recorded).err().map(|error| error.to_string())
}
