//! What the tests know of each language beside its words: `tests/fixtures/languages/`, a file each.

use std::collections::BTreeMap;

use mxray::l10n::Locale;
use serde::Deserialize;

use super::recorded::root;

/// What is known of a language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    #[serde(skip)]
    pub tag: &'static str,
    /// Words that turn a sentence around.
    pub negating: Vec<String>,
    /// What no text holds, a blank put before it and behind it.
    pub never: Vec<String>,
    /// Words of another country, or of another way to speak to people.
    pub foreign: Vec<String>,
    /// Words that were once used beside another for one thing, and the word for it; beside that, what may hold them.
    pub instead: BTreeMap<String, String>,
    /// Words among `instead` that whoever writes a letter may say: of "us" nobody else speaks.
    #[serde(default)]
    pub in_letters: Vec<String>,
    /// How a purpose begins, and how it does not go on.
    pub so_that: Option<SoThat>,
    /// What is the same as in English, and why; in the file of English, what is the same in every language.
    pub same: BTreeMap<String, String>,
}

/// What machines turn around: a result become a purpose.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SoThat {
    pub begin: String,
    pub result: Vec<String>,
}

/// Every language, in the order of the program. One that is not known here yet fails.
pub fn languages() -> Vec<Language> {
    Locale::all().map(language).collect()
}

/// The tags of all languages.
pub fn tags() -> Vec<&'static str> {
    Locale::all().map(Locale::tag).collect()
}

fn language(locale: Locale) -> Language {
    let file = format!("tests/fixtures/languages/{}.toml", locale.tag());
    let Ok(text) = std::fs::read_to_string(root(&file)) else {
        panic!("{file} is missing: what the tests are to know of the language; en.toml shows what belongs into it")
    };
    let read: Language = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert!(!read.negating.is_empty() && !read.never.is_empty(), "{file}: `negating` and `never` hold something");
    let is_word = |word: &&String| word.chars().all(char::is_alphabetic) && word.to_lowercase() == **word;
    let lists = [&read.negating, &read.foreign];
    let odd: Vec<_> = lists.into_iter().flatten().filter(|word| !is_word(word)).collect();
    assert!(odd.is_empty(), "{file}: no single word in small letters, so it would never be found: {odd:?}");
    assert!(read.same.values().all(|reason| !reason.is_empty()), "{file}: each of `same` says why");
    let is_english = locale == Locale::english();
    assert!(is_english || read.so_that.is_some(), "{file}: `so_that` says how a purpose begins");
    Language { tag: locale.tag(), ..read }
}
