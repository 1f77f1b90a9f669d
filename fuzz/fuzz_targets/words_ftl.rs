//! FTL of ours: any file of words, and any value in a sentence.
#![no_main]

use std::sync::LazyLock;

use fluent_bundle::FluentResource;
use libfuzzer_sys::fuzz_target;
use mxray::l10n::{Args, Locale, Texts};

static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| Locale::all().map(Texts::new).collect());

/// fluent-syntax 0.12 panics where an escape (`\u00A0`, `\U01F602`) breaks off before a letter that is not ASCII: it cuts
/// the letter in two for its error. Only files that are built in are ever read, so it can only stop a build.
fn breaks_the_library(text: &str) -> bool {
    let broken = |(at, _): (usize, &str)| {
        let digits = text[at + 2..].trim_start_matches(|c: char| c.is_ascii_hexdigit());
        digits.starts_with(|c: char| !c.is_ascii())
    };
    text.match_indices("\\u").chain(text.match_indices("\\U")).any(broken)
}

fuzz_target!(|text: &str| {
    if breaks_the_library(text) {
        return;
    }
    // A file that is damaged gives what of it can be read.
    let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text.to_owned());
    assert!(resource.entries().count() <= text.len());
    for texts in TEXTS.iter() {
        assert!(texts.with("error-line", &Args::new().text("sentence", text)).contains(text));
    }
});
