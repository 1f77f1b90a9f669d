//! What may stand behind an option: closed lists of words, and how a port, seconds and a span of time are read.

use clap::ValueEnum;

/// The most days before its end that a certificate may be warned of: ten years, longer than any lasts.
pub(super) const MOST_DAYS: i64 = 3_650;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Shell {
    Bash,
    Elvish,
    Fish,
    Nushell,
    Powershell,
    Zsh,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CaseAction {
    List,
    Show,
    Export,
    Delete,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Tls {
    Opportunistic,
    Encryption,
    Certificate,
    Domain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    Text,
    Json,
    Jsonl,
    Markdown,
    Html,
    Csv,
    Nagios,
    Openmetrics,
}

impl Format {
    /// Its word.
    pub(in crate::cli) fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Nagios => "nagios",
            Self::Openmetrics => "openmetrics",
        }
    }

    /// Whether it is for monitoring, which is told of all connectors together.
    pub(in crate::cli) fn is_monitoring(self) -> bool {
        matches!(self, Self::Nagios | Self::Openmetrics)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum TwoFormats {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ThreeFormats {
    Text,
    Json,
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Rules {
    Windows,
    Nftables,
    Iptables,
    CiscoAsa,
    Fortigate,
}

/// Everybody who may have to act but the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum LetterTo {
    Partner,
    DnsHost,
    NetworkTeam,
    Microsoft,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Color {
    Auto,
    Always,
    Never,
}

/// Which connectors are told whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Only {
    Faults,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Until {
    Healthy,
}

pub(super) fn port(text: &str) -> Result<u16, String> {
    crate::intake::targets::port(text).map_err(|error| error.to_string())
}

/// Seconds, with a fraction if one likes, as milliseconds; more than an hour is a slip of the finger.
pub(super) fn seconds(text: &str) -> Result<u64, String> {
    match text.parse::<f64>() {
        // In range, so the conversion neither loses its sign nor saturates.
        Ok(seconds) if (0.001..=3_600.0).contains(&seconds) => Ok((seconds * 1_000.0).round() as u64),
        Ok(_) | Err(_) => Err(format!("{text}: seconds")),
    }
}

/// A span of time: `90`, `90s`, `30m`, `8h`, `2d`, as milliseconds; at most 30 days.
pub(super) fn span(text: &str) -> Result<u64, String> {
    const UNITS: [(char, u64); 4] = [('s', 1), ('m', 60), ('h', 3_600), ('d', 86_400)];
    let unit = UNITS.into_iter().find(|(letter, _)| text.ends_with(*letter));
    let (number, seconds) = unit.map_or((text, 1), |(_, seconds)| (&text[..text.len() - 1], seconds));
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let ms = number.parse::<u64>().ok().filter(|_| is_number).and_then(|number| number.checked_mul(seconds * 1_000));
    ms.filter(|ms| (1_000..=30 * 86_400_000).contains(ms)).ok_or_else(|| format!("{text}: no span of time"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_may_have_a_fraction_and_a_limit() {
        for (text, expected) in [("10", Some(10_000)), ("0.5", Some(500)), ("0", None), ("-1", None), ("3601", None)] {
            assert_eq!(seconds(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn a_span_has_a_unit_or_is_seconds_and_has_a_limit() {
        let day = 86_400_000;
        for (text, expected) in [
            ("90", Some(90_000)),
            ("90s", Some(90_000)),
            ("30m", Some(1_800_000)),
            ("8h", Some(28_800_000)),
            ("30d", Some(30 * day)),
            ("31d", None),
            ("0", None),
            ("", None),
            ("h", None),
            ("-1h", None),
            ("+1h", None),
            ("1.5h", None),
            ("1é", None),
            ("99999999999999999999d", None),
        ] {
            assert_eq!(span(text).ok(), expected, "{text}");
        }
    }
}
