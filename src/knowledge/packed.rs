//! Assets of which there are many: `build.rs` makes one text of a folder, and packs that for a release.

/// The text that is built in.
pub(super) fn text(built_in: &[u8]) -> String {
    let text = if cfg!(debug_assertions) {
        Some(built_in.to_vec())
    } else {
        lz4_flex::decompress_size_prepended(built_in).ok()
    };
    text.and_then(|text| String::from_utf8(text).ok()).expect("build.rs wrote it")
}

/// The files of such a text: each has a line, its name, a tab and its JSON.
pub(super) fn files(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| line.split_once('\t'))
}
