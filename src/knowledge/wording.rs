//! How reports write what an article is about: titles, other codes, socket error numbers, and words of the detail.
//!
//! Finding them in a text is left to `intake`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{EnhancedCode, Fault};

/// A code without an article of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherCode {
    /// The code, as it fails for now: `4.4.310`.
    pub id: EnhancedCode,
    /// The cause that it establishes (a cause of the article).
    pub cause: Option<String>,
}

/// Words of a reply's detail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Any of them, in lower case.
    #[serde(default)]
    pub any: Vec<String>,
    /// Any of them within the one word that a detail consists of or begins with (`[Message=CertRole]`), in lower case.
    #[serde(default)]
    pub stems: Vec<String>,
    /// The cause that they establish (a cause of the article).
    pub cause: Option<String>,
    /// The causes that they leave likely where they establish none, the likeliest first.
    #[serde(default)]
    pub causes: Vec<String>,
    /// What they give as the reason, to be compared with what is seen: `untrusted-root`.
    pub reason: Option<String>,
    /// The faults in which a probe sees that reason; none: no probe can.
    #[serde(default)]
    pub shown_by: Vec<Fault>,
    /// How sure they are: what is surer counts before what is less so.
    #[serde(default)]
    pub sureness: Sureness,
}

/// How sure the words of a detail are, the surest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sureness {
    /// The very name of a finding: it counts before a socket error number, and whatever code is wrapped around it.
    Name,
    /// Words that say what happened.
    #[default]
    Plain,
    /// Words that say it where nothing else does.
    Vague,
}

/// The titles by which reports call the articles.
#[derive(Clone, Debug)]
pub struct Titles {
    /// In lower case.
    all: Vec<(String, EnhancedCode)>,
    /// The letters that they begin with, small and capital.
    initials: String,
}

impl Titles {
    /// Titles as they are written, each with the code of its article.
    pub(super) fn of<'a>(titles: impl IntoIterator<Item = (&'a String, EnhancedCode)>) -> Self {
        let all: Vec<_> = titles.into_iter().map(|(title, code)| (title.to_lowercase(), code)).collect();
        let first = all.iter().filter_map(|(title, _)| title.chars().next());
        let initials = first.flat_map(|c| std::iter::once(c).chain(c.to_uppercase())).collect();
        Self { all, initials }
    }

    /// Whether a title may begin with that letter: a cheap look before the thorough one.
    pub fn may_begin_with(&self, letter: char) -> bool {
        self.initials.contains(letter)
    }

    /// Every title in lower case, with the code of its article.
    pub fn iter(&self) -> impl Iterator<Item = (&str, EnhancedCode)> {
        self.all.iter().map(|(title, code)| (title.as_str(), *code))
    }
}

impl Wording {
    /// How many letters of a detail (in lower case) say it; `None` if none do. `word` is the word that it begins with.
    fn length(&self, lower: &str, word: Option<&str>) -> Option<usize> {
        let anywhere = self.any.iter().filter(|words| lower.contains(words.as_str()));
        let within = self.stems.iter().filter(|stem| word.is_some_and(|word| word.contains(stem.as_str())));
        anywhere.chain(within).map(String::len).max()
    }
}

/// What says most of a detail (in lower case); of equal ones the first.
pub(super) fn said<'a>(wordings: impl IntoIterator<Item = &'a Wording>, lower: &str) -> Option<&'a Wording> {
    let mut best: Option<(usize, &Wording)> = None;
    let word = token(lower);
    for wording in wordings {
        let Some(length) = wording.length(lower, word) else { continue };
        if best.is_none_or(|(longest, _)| length > longest) {
            best = Some((length, wording));
        }
    }
    best.map(|(_, wording)| wording)
}

/// The one word that a detail consists of, or begins with before the names of certificates: `certrole`,
/// `cert_e_purpose`. A sentence has none.
fn token(lower: &str) -> Option<&str> {
    let detail = lower.split_once("[message=").map_or(lower, |(_, detail)| detail).trim_start();
    let end = detail.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(detail.len());
    let (word, rest) = detail.split_at(end);
    let named = ["expected ", "presented ", "thumbprint", "[", "(", "]", "}", ")", ".", ";", ",", "'"];
    let rest = rest.trim_start();
    let alone = rest.is_empty() || named.iter().any(|mark| rest.starts_with(mark));
    (alone && word.len() > 3 && word.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(word)
}

/// What stands under the longest beginning of a reply.
pub(super) fn by_beginning<'a>(by: &'a BTreeMap<String, String>, reply: &str) -> Option<&'a str> {
    let begins = by.iter().filter(|(begin, _)| reply.starts_with(begin.as_str()));
    begins.max_by_key(|(begin, _)| begin.len()).map(|(_, cause)| cause.as_str())
}
