//! What the product knows: articles by code, codes by fault, links, and the numbers of Exchange Online.
//!
//! Everything comes from `assets/`, exactly as serde reads it; unknown fields are errors, so a slip of the
//! pen is found by the first test. No words for people live here (`locales/` has them under the same ids) and no
//! rules: a condition is a list of named facts that must all hold.
//!
//! How reports write what an article is about (titles, numbers, tokens) is in [`wording`].

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
    sync::LazyLock,
};

use ipnet::IpNet;
use serde::Deserialize;

use crate::model::{CodeId, EnhancedCode, Fault};

mod article;
mod known;
mod matter;
mod packed;
mod question;
mod reports;
pub mod scenarios;
pub mod wording;

pub use article::{Article, COMMAND_VALUES, Cause, Circumstance, Claim, Condition, Contrast, Entry, ReplyWords, Step};
pub use known::Known;
pub use matter::{Matter, Writing};
pub use question::{Answer, Question};
pub use reports::{Reason, ShownBy};
use wording::Titles;

/// Each article's name and its file.
const CODES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/assets/codes.tsv"));

/// What reports are about beside the articles.
const MATTERS: &str = include_str!(concat!(env!("OUT_DIR"), "/assets/matters.json"));

/// What tells causes apart that no probe can.
const QUESTIONS: &str = include_str!(concat!(env!("OUT_DIR"), "/assets/questions.json"));

/// Where more is written about it.
const LINKS: &str = include_str!(concat!(env!("OUT_DIR"), "/assets/links.json"));

/// The numbers of Exchange Online.
const EXCHANGE: &str = include_str!(concat!(env!("OUT_DIR"), "/assets/exchange-online.json"));

/// Everything known, read once.
#[derive(Clone, Debug)]
pub struct Knowledge {
    articles: Vec<Article>,
    titles: Titles,
    words: BTreeSet<String>,
    matters: Vec<Matter>,
    links: Vec<Link>,
    exchange: ExchangeOnline,
}

/// An address on the web; its words are `link-<id>`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Its name.
    pub id: String,
    /// The address.
    pub url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkFile {
    link: Vec<Link>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MatterFile {
    matter: Vec<Matter>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    question: Vec<Question>,
}

/// The numbers of Exchange Online that change with time, each with its source in `assets/exchange-online.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExchangeOnline {
    /// How long it retries.
    pub retry: Retry,
    /// Which addresses it connects from.
    pub addresses: Addresses,
    /// What it speaks.
    pub tls: TlsFloor,
}

impl ExchangeOnline {
    /// The numbers that words may use, by the names of their variables.
    pub fn values(&self) -> BTreeMap<String, String> {
        let ranges: Vec<_> = self.addresses.ranges.iter().map(ToString::to_string).collect();
        [
            ("ranges", ranges.join(", ")),
            ("list-version", self.addresses.version.clone()),
            ("list-date", self.addresses.date.clone()),
            ("retry-hours", self.retry.hours.to_string()),
            ("retry-hours-before", self.retry.hours_before.to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }
}

/// How long Exchange Online keeps a message it cannot deliver.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retry {
    /// Hours it retries today.
    pub hours: u32,
    /// Since when: `2019-07`.
    pub since: String,
    /// Hours it retried before.
    pub hours_before: u32,
    /// Hours a tenant may shorten it to.
    pub hours_least: u32,
    /// Minutes between the first tries, at most.
    pub minutes_first: u32,
    /// Minutes between later tries, at most.
    pub minutes_later: u32,
}

/// The published source addresses on TCP port 25.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addresses {
    /// The version of Microsoft's list: `2026081400`.
    pub version: String,
    /// Its date: `2026-08-14`.
    pub date: String,
    /// The ranges.
    pub ranges: Vec<IpNet>,
}

impl Addresses {
    /// The range that an address belongs to. One of IPv4 that is written as one of IPv6 (`::ffff:40.92.0.1`, RFC 4291
    /// section 2.5.5.2) is the one of IPv4.
    pub fn range_of(&self, ip: IpAddr) -> Option<&IpNet> {
        let ip = ip.to_canonical();
        self.ranges.iter().find(|range| range.contains(&ip))
    }
}

/// The floor of TLS.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsFloor {
    /// The lowest version it uses: `1.2`.
    pub version: String,
}

/// Why the assets could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {error}")]
pub struct KnowledgeError {
    /// The file.
    pub file: String,
    /// What is wrong, with line and column.
    pub error: String,
}

fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, KnowledgeError> {
    serde_json::from_str(text).map_err(|error| KnowledgeError { file: file.to_owned(), error: error.to_string() })
}

impl Knowledge {
    /// Reads everything that is built in.
    ///
    /// # Errors
    /// [`KnowledgeError`] names the file; `tests/words/knowledge.rs` shows that it never happens to what is shipped.
    pub fn read() -> Result<Self, KnowledgeError> {
        let codes = packed::text(CODES);
        let mut files: Vec<_> = packed::files(&codes).collect();
        files.sort_by_key(|(name, _)| (name.starts_with("other"), *name));
        Self::from_texts(files.into_iter().map(|(name, text)| (name, text.to_owned())), MATTERS, LINKS, EXCHANGE)
    }

    /// Reads articles, each behind the name of its file, what else reports are about, links, and the numbers of
    /// Exchange Online: all as the JSON that `build.rs` makes of the TOML in `assets/`.
    ///
    /// # Errors
    /// [`KnowledgeError`] names the file.
    pub fn from_texts<'a>(
        articles: impl IntoIterator<Item = (&'a str, String)>,
        matters: &str,
        links: &str,
        exchange: &str,
    ) -> Result<Self, KnowledgeError> {
        let articles: Vec<Article> =
            articles.into_iter().map(|(file, text)| parse(file, &text)).collect::<Result<_, _>>()?;
        let matters: MatterFile = parse("matters.json", matters)?;
        let links: LinkFile = parse("links.json", links)?;
        let exchange = parse("exchange-online.json", exchange)?;
        let titles = articles.iter().filter_map(|article| {
            let number = article.number()?;
            Some(article.titles.iter().chain(&article.other_titles).map(move |title| (title, number)))
        });
        let titles = Titles::of(titles.flatten());
        let mut it =
            Self { articles, titles, words: BTreeSet::new(), matters: matters.matter, links: links.link, exchange };
        it.words = it.words_of_reports();
        Ok(it)
    }

    /// What is built in, read once: when it is first looked into, not when it is passed on.
    pub fn embedded() -> &'static LazyLock<Self> {
        static KNOWLEDGE: LazyLock<Knowledge> =
            LazyLock::new(|| Knowledge::read().expect("the shipped assets are read by tests/words/knowledge.rs"));
        &KNOWLEDGE
    }

    /// Every article, by code, `other` last.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The single words that reports give as their reason, in lower case.
    pub fn reasons(&self) -> impl Iterator<Item = &str> {
        let words = self.articles().iter().flat_map(|article| &article.wordings).flat_map(|wording| &wording.any);
        words.map(String::as_str).filter(|word| word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
    }

    /// The article of a code.
    pub fn article(&self, code: &CodeId) -> Option<&Article> {
        self.articles.iter().find(|article| article.id == *code)
    }

    /// The article of a code as a reply has it, whether it says 4 or 5.
    pub fn numbered(&self, code: EnhancedCode) -> Option<&Article> {
        self.articles.iter().find(|article| article.number() == Some(code.temporary()))
    }

    /// The titles of every article.
    pub fn titles(&self) -> &Titles {
        &self.titles
    }

    /// Whether a word stands in what reports write, as far as it is known: in whatever case, and none that is short.
    pub fn is_written(&self, word: &str) -> bool {
        self.words.contains(&word.to_ascii_lowercase())
    }

    /// The article that claims a fault, and its claim.
    pub fn claim(&self, fault: Fault) -> Option<(&Article, &Claim)> {
        self.articles.iter().find_map(|article| {
            let claim = article.claims.iter().find(|claim| claim.id == fault)?;
            Some((article, claim))
        })
    }

    /// The questions that may be asked, in their order. They are read when the first is asked for.
    pub fn questions(&self) -> &'static [Question] {
        static ALL: LazyLock<QuestionFile> = LazyLock::new(|| {
            parse("questions.json", QUESTIONS).expect("the shipped questions are read by tests/words/questions.rs")
        });
        &ALL.question
    }

    /// Every link.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The address of a link, and its number: its place among all.
    pub fn numbered_link(&self, id: &str) -> Option<(u8, &Link)> {
        let place = self.links.iter().position(|link| link.id == id)?;
        Some((u8::try_from(place).ok()?, &self.links[place]))
    }

    /// The address of a link.
    pub fn link(&self, id: &str) -> Option<&Link> {
        self.links.iter().find(|link| link.id == id)
    }

    /// The same with another list of addresses: a newer one than was shipped.
    #[must_use]
    pub fn with_addresses(mut self, addresses: Addresses) -> Self {
        self.exchange.addresses = addresses;
        self
    }

    /// The numbers of Exchange Online.
    pub fn exchange(&self) -> &ExchangeOnline {
        &self.exchange
    }
}
