//! Assets of which there are many: `build.rs` makes one text of a folder.

use crate::model::unpacked;

/// The text that is built in.
pub(super) fn text(built_in: &[u8]) -> String {
    unpacked(built_in).expect("build.rs wrote it")
}

/// The files of such a text: each has a line, its name, a tab and its JSON.
pub(super) fn files(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| line.split_once('\t'))
}
