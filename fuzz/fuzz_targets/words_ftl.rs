//! FTL of ours: any file of words, and any value in a sentence.
#![no_main]

use std::sync::LazyLock;

use fluent_bundle::FluentResource;
use libfuzzer_sys::fuzz_target;
use mxray::l10n::{Args, Locale, Texts};

static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| Locale::all().map(Texts::new).collect());

fuzz_target!(|text: &str| {
    // A file that is damaged gives what of it can be read.
    let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text.to_owned());
    assert!(resource.entries().count() <= text.len());
    for texts in TEXTS.iter() {
        assert!(texts.with("error-line", &Args::new().text("sentence", text)).contains(text));
    }
});
