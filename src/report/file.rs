//! A report as a file: what it is called, and what the ending of a name that was typed asks for.

use jiff::{Timestamp, tz::TimeZone};

use super::{Document, Dress, Inquiry, Overview, Redactor, check, json, letter::letter_text};
use crate::{
    knowledge::Knowledge,
    l10n::{Locale, Texts},
    model::{Actor, Connector, Diagnosis, Run},
};

/// The longest name of ours in bytes: NAME_MAX of POSIX is 255, and a number may come behind it (`-99`).
const MOST: usize = 250;

/// What a report is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Lines of text.
    Text,
    /// CommonMark.
    Markdown,
    /// A page.
    Html,
    /// The machine output of `check`.
    Json,
    /// A spreadsheet; only a table is one.
    Csv,
}

/// How a report is saved, where that is not as usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Its language, where it is not that of the screen.
    pub locale: Option<Locale>,
    /// Whether stand-ins replace the names in it.
    pub redact: bool,
}

impl FileKind {
    /// What the ending of a name asks for; any other is text.
    pub fn of_name(name: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("md" | "markdown") => Self::Markdown,
            Some("html" | "htm") => Self::Html,
            Some("json") => Self::Json,
            Some("csv") => Self::Csv,
            Some(_) | None => Self::Text,
        }
    }

    /// A report on one connector as a file of that kind.
    pub fn contents(
        self,
        inquiry: &Inquiry<'_>,
        run: &Run,
        diagnosis: &Diagnosis,
        manner: Manner,
        knowledge: &Knowledge,
        texts: &Texts,
    ) -> String {
        let texts = &manner.locale.map_or_else(|| texts.clone(), |locale| texts.in_language(locale));
        let redacted = manner.redact.then(|| Redactor::new(knowledge).redacted(inquiry, run, diagnosis));
        let dress = match self {
            Self::Text | Self::Csv => Dress::Text { styled: false },
            Self::Markdown => Dress::Markdown,
            Self::Html => Dress::Html,
            Self::Json => {
                return json::document(&match redacted {
                    Some(redacted) => redacted.json(knowledge, texts),
                    None => json::check(inquiry, run, diagnosis, knowledge, texts),
                });
            }
        };
        let document = match redacted {
            Some(redacted) => redacted.document(dress.depth(), knowledge, texts),
            None => check(inquiry, run, diagnosis, dress.depth(), knowledge, texts),
        };
        document.dressed(dress, texts.locale())
    }

    /// A table of connectors as a file of that kind. It is no machine output: that is text too.
    pub fn table(self, table: &Overview, texts: &Texts) -> String {
        let dress = match self {
            Self::Csv => return table.csv(texts),
            Self::Text | Self::Json => Dress::Text { styled: false },
            Self::Markdown => Dress::Markdown,
            Self::Html => Dress::Html,
        };
        table.document(texts).dressed(dress, texts.locale())
    }

    /// A letter in that language as a file of that kind. It is no machine output: that is text too.
    pub fn letter(self, letter: &Document, locale: Locale) -> String {
        match self {
            Self::Text | Self::Json | Self::Csv => letter_text(letter),
            Self::Markdown => letter.dressed(Dress::Markdown, locale),
            Self::Html => letter.dressed(Dress::Html, locale),
        }
    }
}

/// The name of the report of a connector: its first host, as much of it as a file name takes, and the day.
/// One without names has none in its own.
pub fn file_name(connector: &Connector, manner: Manner, at: Timestamp) -> String {
    if manner.redact { format!("mxray-redacted{}", day(at)) } else { name("mxray-", connector, at) }
}

/// The name of a letter about a connector: to whom it goes as well.
pub fn letter_file_name(connector: &Connector, actor: Actor, at: Timestamp) -> String {
    name(&format!("mxray-letter-{}-", actor.id()), connector, at)
}

/// The name of the table of all connectors.
pub fn table_file_name(at: Timestamp) -> String {
    format!("mxray-connectors{}", day(at))
}

fn name(begin: &str, connector: &Connector, at: Timestamp) -> String {
    let day = day(at);
    let host = connector.route.hosts().first().map(ToString::to_string).unwrap_or_default().replace(':', "-");
    // Its end tells a long name apart no better than its beginning.
    let room = host.floor_char_boundary(MOST.saturating_sub(begin.len() + day.len()));
    format!("{begin}{}{day}", &host[..room])
}

fn day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("-%Y-%m-%d.txt").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Host, Party, Route, SMTP_PORT, TlsPolicy};

    #[test]
    fn every_host_makes_a_name_that_a_file_may_have() {
        let long = format!("{}.test", ["a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(50)].join("."));
        for (host, expected) in [
            ("relay.contoso.com", "mxray-relay.contoso.com-2026-11-21.txt"),
            ("2001:db8::25", "mxray-2001-db8--25-2026-11-21.txt"),
            (&long, &format!("mxray-{}-2026-11-21.txt", &long[..229])),
        ] {
            let host = match host.parse() {
                Ok(ip) => Host::Ip(ip),
                Err(_) => Host::Name(host.parse().expect("a name")),
            };
            let connector = Connector {
                name: None,
                route: Route::SmartHosts(vec![host]),
                tls: TlsPolicy::CertificateValidation,
                party: Party::Own,
                port: SMTP_PORT,
            };
            let at = "2026-11-21T14:12:07Z".parse().expect("a time");
            let name = file_name(&connector, Manner::default(), at);
            assert_eq!(name, expected);
            assert!(name.len() <= MOST);
            let redacted = Manner { redact: true, ..Manner::default() };
            assert_eq!(file_name(&connector, redacted, at), "mxray-redacted-2026-11-21.txt");
        }
    }

    #[test]
    fn the_ending_decides_what_is_saved() {
        for (name, kind) in [
            ("report.md", FileKind::Markdown),
            ("a/b.HTML", FileKind::Html),
            ("x.json", FileKind::Json),
            ("x.txt", FileKind::Text),
            ("folder", FileKind::Text),
            ("", FileKind::Text),
        ] {
            assert_eq!(FileKind::of_name(name), kind, "{name}");
        }
    }
}
