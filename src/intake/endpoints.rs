//! The list of Office 365 addresses, as its web service publishes it (`https://endpoints.office.com/endpoints/worldwide`):
//! a JSON array of sets, each with a service area, ports and ranges.
//!
//! Taken are the ranges of service area Exchange on TCP port 25: those that mail comes from. Fetching the list is
//! left to whoever has a network that may.

use std::collections::HashSet;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::model::{Reach, WireText};

/// The most that is read, in bytes; the list has some 100 kB.
const MAX_BYTES: usize = 4 << 20;
/// The most that is shown of what is no range.
const MAX_SHOWN: usize = 64;
/// The port that mail is handed over on (RFC 5321 section 4.5.4.2).
const SMTP: &str = "25";

/// One set of the list; what else it has is of no use here.
#[derive(Deserialize)]
struct Set {
    #[serde(rename = "serviceArea", default)]
    area: String,
    #[serde(rename = "tcpPorts", default)]
    ports: String,
    #[serde(default)]
    ips: Vec<String>,
}

/// Why a text is no such list. Messages are `error-<id>`, their arguments the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum EndpointsError {
    /// More than is read.
    #[error("more than {limit_mib} MiB")]
    TooLarge {
        /// The most that is read, in MiB.
        limit_mib: usize,
    },
    /// It is not the JSON of the web service.
    #[error("not the list, at line {line}")]
    Broken {
        /// Where, from 1.
        line: String,
    },
    /// It has no range of Exchange on port 25.
    #[error("no range of Exchange on port 25")]
    NoRanges,
}

impl EndpointsError {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 3] = ["endpoints-too-large", "endpoints-broken", "endpoints-no-ranges"];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "endpoints-too-large",
            Self::Broken { .. } => "endpoints-broken",
            Self::NoRanges => "endpoints-no-ranges",
        }
    }
}

/// What a list holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranges {
    /// The ranges that Exchange Online hands mail over from, in the order of the list, each once.
    pub ranges: Vec<IpNet>,
    /// What stands in their place and can be none, and how often: the first is kept, the rest counted.
    pub impossible: Option<(WireText, u64)>,
}

/// The fewest bits that a range of one organisation has; the list's own have 14 and 36 at the least.
const fn least_bits(range: &IpNet) -> u8 {
    match range {
        IpNet::V4(_) => 8,
        IpNet::V6(_) => 16,
    }
}

/// Whether a range can be one of theirs, as it is written: of addresses that are reached from anywhere, without bits of a
/// host, and with one reading only. `010.1.2.3` is octal to some, and the list's own are written in one way.
fn is_possible(text: &str, range: &IpNet) -> bool {
    let plain = range.addr().is_ipv6() || range.to_string() == text;
    let known = |ip| matches!(Reach::of(ip), Reach::Public | Reach::Example);
    let public = known(range.addr()) && known(range.broadcast());
    range.prefix_len() >= least_bits(range) && *range == range.trunc() && plain && public
}

/// Reads the list.
///
/// # Errors
/// [`EndpointsError`].
pub fn endpoints(bytes: &[u8]) -> Result<Ranges, EndpointsError> {
    if bytes.len() > MAX_BYTES {
        return Err(EndpointsError::TooLarge { limit_mib: MAX_BYTES >> 20 });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let sets: Vec<Set> =
        serde_json::from_slice(bytes).map_err(|error| EndpointsError::Broken { line: error.line().to_string() })?;
    let mut ranges: Vec<IpNet> = Vec::new();
    let of_mail = |set: &&Set| set.area == "Exchange" && set.ports.split(',').any(|port| port.trim() == SMTP);
    let mut seen: HashSet<IpNet> = HashSet::new();
    let mut impossible: Option<(WireText, u64)> = None;
    for text in sets.iter().filter(of_mail).flat_map(|set| &set.ips) {
        match text.parse::<IpNet>() {
            Ok(range) if is_possible(text, &range) => {
                if seen.insert(range) {
                    ranges.push(range);
                }
            }
            Ok(_) | Err(_) => {
                let first = || WireText::from_text(text).shortened(MAX_SHOWN);
                impossible = Some(impossible.map_or_else(|| (first(), 1), |(first, count)| (first, count + 1)));
            }
        }
    }
    if ranges.is_empty() { Err(EndpointsError::NoRanges) } else { Ok(Ranges { ranges, impossible }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ranges_that_mail_comes_from_are_taken() {
        let list = br#"[
            {"id": 1, "serviceArea": "Exchange", "urls": ["outlook.office.com"], "ips": ["13.107.6.152/31"], "tcpPorts": "80,443"},
            {"id": 10, "serviceArea": "Exchange", "ips": ["40.92.0.0/15", "2a01:111:f400::/48", "40.92.0.0/15"], "tcpPorts": "25", "required": true},
            {"id": 31, "serviceArea": "SharePoint", "ips": ["13.107.136.0/22"], "tcpPorts": "25"}
        ]"#;
        let read = endpoints(list).expect("a list");
        assert_eq!(read.impossible, None);
        assert_eq!(
            read.ranges.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["40.92.0.0/15", "2a01:111:f400::/48"]
        );
    }

    #[test]
    fn what_can_be_no_range_of_theirs_is_told() {
        let list = |ranges: &str| format!(r#"[{{"serviceArea": "Exchange", "ips": [{ranges}], "tcpPorts": "25"}}]"#);
        for wrong in [
            "10.0.0.0/33",
            "x",
            "1.2.3.4/-1",
            "0.0.0.0/0",
            "::/0",
            "40.0.0.0/7",
            "",
            "40.92.0.0",
            "\u{1b}[2J",
            "10.0.0.0/8",
            "127.0.0.0/8",
            "192.168.0.0/16",
            "fd00::/16",
            "010.1.2.3/24",
            "040.092.0.0/15",
            "40.92.0.1/15",
            "2a01:111:f400::1/48",
            "::ffff:1.2.3.4/120",
            "::ffff:1.2.3.0/120",
        ] {
            let text = serde_json::to_string(wrong).expect("a string");
            let read = endpoints(list(&format!(r#"{text}, "40.92.0.0/15", "y""#)).as_bytes()).expect("a list");
            assert_eq!(read.ranges.len(), 1, "{wrong}");
            assert_eq!(read.impossible, Some((WireText::from_text(wrong), 2)), "{wrong}");
            assert_eq!(endpoints(list(&text).as_bytes()), Err(EndpointsError::NoRanges), "{wrong}");
        }
    }

    #[test]
    fn a_list_as_large_as_is_read_is_read_in_time() {
        let range = |number: usize| format!(r#""{}.{}.{}.0/24""#, number >> 16, number >> 8 & 255, number & 255);
        let all: Vec<_> = (1 << 20..(1 << 20) + 200_000).map(range).collect();
        let list = format!(r#"[{{"serviceArea": "Exchange", "ips": [{}], "tcpPorts": "25"}}]"#, all.join(","));
        let begun = std::time::Instant::now();
        assert_eq!(endpoints(list.as_bytes()).expect("a list").ranges.len(), 200_000);
        // A list that is looked through for each range takes minutes here.
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    }

    #[test]
    fn what_is_no_list_is_told_apart_from_a_list_without_mail() {
        assert_eq!(endpoints(b"[]"), Err(EndpointsError::NoRanges));
        assert_eq!(endpoints(b"<html>"), Err(EndpointsError::Broken { line: "1".into() }));
        assert!(matches!(endpoints(&vec![b' '; MAX_BYTES + 1]), Err(EndpointsError::TooLarge { .. })));
    }
}
