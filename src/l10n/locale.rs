//! [`Locale`]: one of the languages that are there, and how one is chosen.

use std::{
    collections::BTreeMap,
    hash::{Hash, Hasher},
    sync::LazyLock,
};

use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

#[derive(RustEmbed)]
#[folder = "locales"]
#[include = "*.ftl"]
struct LocaleFiles;

/// The message of `ui.ftl` that says the place of a language among the languages.
const ORDER: &str = "locale-order";

/// A tag as text and read, and the paths of its files.
type Language = (&'static str, LanguageIdentifier, Vec<String>);

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
            Some((&*tag.leak(), id, paths))
        })
        .collect();
    available.sort_by_cached_key(|(tag, ..)| (*tag != "en", place(tag), *tag));
    available
});

/// The place that a language says it has; behind all others where it says none. This is looked for before anything is
/// on the screen, so the file is not parsed.
fn place(tag: &str) -> u32 {
    let text = Locale::read(&format!("{tag}/ui.ftl")).unwrap_or_default();
    let said = text.lines().find_map(|line| line.strip_prefix(ORDER)?.trim_start().strip_prefix('='));
    said.and_then(|number| number.trim().parse().ok()).unwrap_or(u32::MAX)
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
        AVAILABLE[self.at].0
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
        let available: Vec<_> = AVAILABLE.iter().map(|(_, id, _)| id.clone()).collect();
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
        &AVAILABLE[self.at].1
    }

    /// Its files, by their paths; read anew each time, because only one language is on the screen.
    pub(super) fn files(self) -> impl Iterator<Item = (&'static str, String)> {
        AVAILABLE[self.at].2.iter().filter_map(|path| Some((path.as_str(), Self::read(path)?)))
    }

    /// One of its files.
    pub(super) fn file(self, name: &str) -> Option<String> {
        Self::read(&format!("{}/{name}", self.tag()))
    }

    fn read(path: &str) -> Option<String> {
        LocaleFiles::get(path).map(|file| String::from_utf8_lossy(&file.data).into_owned())
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
