//! [`Locale`]: one of the languages that are there, and how one is chosen.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::{Hash, Hasher},
    sync::{LazyLock, OnceLock},
};

use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use super::written::messages;
use crate::model::unpacked;

/// While developing, the folder itself; in a release, what `build.rs` packed.
#[derive(RustEmbed)]
#[cfg_attr(not(packed), folder = "locales")]
#[cfg_attr(packed, folder = "$OUT_DIR/locales")]
#[include = "*.ftl"]
struct LocaleFiles;

/// One of the languages.
struct Language {
    tag: &'static str,
    id: LanguageIdentifier,
    /// In that language.
    name: &'static str,
    /// The paths of its files.
    paths: Vec<String>,
    /// Its messages as they are written, by their ids; looked for when the first is asked for.
    written: OnceLock<HashMap<&'static str, &'static str>>,
}

/// Every language there is, English first and the others by the place that their own files say.
static AVAILABLE: LazyLock<Vec<Language>> = LazyLock::new(|| {
    let mut languages: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in LocaleFiles::iter() {
        if let Some((tag, _)) = path.split_once('/') {
            languages.entry(tag.to_owned()).or_default().push(path.into_owned());
        }
    }
    let mut available: Vec<_> = languages
        .into_iter()
        .filter_map(|(tag, mut paths)| {
            let id = tag.parse().ok()?;
            paths.sort();
            let name = said(&tag, "locale-name").unwrap_or_default().leak();
            Some(Language { tag: tag.leak(), id, name, paths, written: OnceLock::new() })
        })
        .collect();
    // Behind all others where it says no place.
    let place = |tag: &str| said(tag, "locale-order").and_then(|place| place.parse().ok()).unwrap_or(u32::MAX);
    available.sort_by_cached_key(|language| (language.tag != "en", place(language.tag), language.tag));
    available
});

/// The words of all messages in every language, in lower case; read when the first is looked for.
static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let texts = Locale::all().flat_map(|locale| locale.written().values().copied());
    let words = texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
});

/// Whether a word, in lower case, stands in any message of any language.
pub fn is_of_catalogue(word: &str) -> bool {
    WORDS.contains(word)
}

/// What a language says of itself: a message of its `locale.ftl` that is one line of text. This is asked of languages that
/// are not spoken, so nothing else of them is read.
fn said(tag: &str, id: &str) -> Option<String> {
    let file = read(&format!("{tag}/locale.ftl"))?;
    let said = file.lines().find_map(|line| line.strip_prefix(id)?.trim_start().strip_prefix('='))?;
    Some(said.trim().to_owned())
}

/// The text of a file.
fn read(path: &str) -> Option<String> {
    unpacked(&LocaleFiles::get(path)?.data)
}

/// A language that is available.
#[derive(Clone, Copy, Debug)]
pub struct Locale {
    /// Its place in the list.
    at: usize,
    /// How many languages there are to go round.
    circle: usize,
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Eq for Locale {}

impl Hash for Locale {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.at.hash(state);
    }
}

impl Locale {
    /// Every language there is, English first and new ones last.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..AVAILABLE.len()).map(Self::at)
    }

    /// English, to which everything falls back.
    pub fn english() -> Self {
        Self::at(0)
    }

    fn at(at: usize) -> Self {
        Self { at, circle: AVAILABLE.len() }
    }

    /// The same language, as if it was the last: English comes next. For what is recorded and must stay the same when
    /// another language is added behind it.
    #[must_use]
    pub fn as_last(self) -> Self {
        Self { circle: self.at + 1, ..self }
    }

    /// The tag: `en`, `fr`, `pt-BR`.
    pub fn tag(self) -> &'static str {
        AVAILABLE[self.at].tag
    }

    /// The name of the language, in that language.
    pub fn name(self) -> &'static str {
        AVAILABLE[self.at].name
    }

    /// The language after this one, in a circle.
    #[must_use]
    pub fn next(self) -> Self {
        Self::at((self.at + 1) % self.circle)
    }

    /// The language for what `--lang` says; `fr_CA.UTF-8`, `pt` and `pt_PT@euro` find a home too.
    /// `None` when the text is no language tag, or one of a language that is not there.
    pub fn parse(text: &str) -> Option<Self> {
        let tag = text.split(['.', '@']).next().unwrap_or_default();
        let wanted: LanguageIdentifier = tag.parse().ok()?;
        let available: Vec<_> = AVAILABLE.iter().map(|language| language.id.clone()).collect();
        let found =
            negotiate_languages(std::slice::from_ref(&wanted), &available, None, NegotiationStrategy::Filtering);
        let found = found.first().map(|id| (*id).clone()).or_else(|| {
            // Another region's form is closer than another language: pt-PT reads pt-BR.
            available.iter().find(|id| id.language == wanted.language).cloned()
        })?;
        available.iter().position(|id| *id == found).map(Self::at)
    }

    /// The language for a session: the first of LC_ALL, LC_MESSAGES and LANG that is set and not empty decides
    /// (POSIX, Base Definitions section 8.2); what is not available is English.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| variable(name).filter(|value| !value.is_empty()))
            .and_then(|value| Self::parse(&value))
            .unwrap_or_else(Self::english)
    }

    pub(super) fn id(self) -> &'static LanguageIdentifier {
        &AVAILABLE[self.at].id
    }

    /// Its messages and terms as its files have them, by their ids: `evidence-connected`, `-brand`.
    pub(super) fn written(self) -> &'static HashMap<&'static str, &'static str> {
        let Language { paths, written, .. } = &AVAILABLE[self.at];
        written.get_or_init(|| {
            // A list first, so that the table has its size from the start.
            let files = paths.iter().filter_map(|path| read(path)).map(|file| &*file.leak());
            let found: Vec<_> = files.flat_map(messages).collect();
            found.into_iter().collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_name_a_language_finds_a_home() {
        for (text, tag) in [
            ("en", Some("en")),
            ("en_US.UTF-8", Some("en")),
            ("fr", Some("fr")),
            ("fr_CA", Some("fr")),
            ("pt", Some("pt-BR")),
            ("pt_PT.UTF-8", Some("pt-BR")),
            ("pt-br", Some("pt-BR")),
            ("de_DE.UTF-8", None),
            ("C", None),
            ("", None),
            ("no language at all", None),
        ] {
            assert_eq!(Locale::parse(text).map(Locale::tag), tag, "{text}");
        }
    }

    #[test]
    fn the_first_variable_that_is_set_decides() {
        let chosen = |set: &[(&str, &str)]| {
            Locale::of_environment(|name| set.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned())).tag()
        };
        assert_eq!(chosen(&[("LANG", "fr_FR.UTF-8")]), "fr");
        assert_eq!(chosen(&[("LANG", "fr_FR.UTF-8"), ("LC_MESSAGES", "pt_BR.UTF-8")]), "pt-BR");
        assert_eq!(chosen(&[("LANG", "fr_FR.UTF-8"), ("LC_ALL", "C.UTF-8")]), "en");
        assert_eq!(chosen(&[("LANG", "fr"), ("LC_ALL", "")]), "fr");
        assert_eq!(chosen(&[]), "en");
    }
}
