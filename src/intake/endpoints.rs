//! The list of Office 365 addresses, as its web service publishes it (`https://endpoints.office.com/endpoints/worldwide`):
//! a JSON array of sets, each with a service area, ports and ranges.
//!
//! Taken are the ranges of service area Exchange on TCP port 25: those that mail comes from. Fetching the list is
//! left to whoever has a network that may.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// The most that is read, in bytes; the list has some 100 kB.
const MAX_BYTES: usize = 4 << 20;
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

/// The ranges that Exchange Online hands mail over from, in the order of the list, each once.
///
/// # Errors
/// [`EndpointsError`]; a range that cannot be read counts as none.
pub fn endpoints(bytes: &[u8]) -> Result<Vec<IpNet>, EndpointsError> {
    if bytes.len() > MAX_BYTES {
        return Err(EndpointsError::TooLarge { limit_mib: MAX_BYTES >> 20 });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let sets: Vec<Set> =
        serde_json::from_slice(bytes).map_err(|error| EndpointsError::Broken { line: error.line().to_string() })?;
    let mut ranges: Vec<IpNet> = Vec::new();
    let of_mail = |set: &&Set| set.area == "Exchange" && set.ports.split(',').any(|port| port.trim() == SMTP);
    for range in sets.iter().filter(of_mail).flat_map(|set| &set.ips).filter_map(|range| range.parse().ok()) {
        if !ranges.contains(&range) {
            ranges.push(range);
        }
    }
    if ranges.is_empty() { Err(EndpointsError::NoRanges) } else { Ok(ranges) }
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
        let ranges = endpoints(list).expect("a list");
        assert_eq!(ranges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["40.92.0.0/15", "2a01:111:f400::/48"]);
    }

    #[test]
    fn what_is_no_list_is_told_apart_from_a_list_without_mail() {
        assert_eq!(endpoints(b"[]"), Err(EndpointsError::NoRanges));
        assert_eq!(endpoints(b"<html>"), Err(EndpointsError::Broken { line: "1".into() }));
        assert!(matches!(endpoints(&vec![b' '; MAX_BYTES + 1]), Err(EndpointsError::TooLarge { .. })));
    }
}
