//! Texts that are built in, which `build.rs` packs for a release.

/// The text; `None` if it is none that `build.rs` wrote.
pub fn unpacked(built_in: &[u8]) -> Option<String> {
    let text = if cfg!(packed) { lz4_flex::decompress_size_prepended(built_in).ok() } else { Some(built_in.to_vec()) };
    text.and_then(|text| String::from_utf8(text).ok())
}
