//! `mxray-ranges/1`: the addresses that Office 365 sends from, and whether one is among them.

use std::net::IpAddr;

use schemars::JsonSchema;
use serde::Serialize;

use crate::knowledge::Addresses;

/// What `mxray ranges` prints with `--format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "mxray-ranges/1")]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct Ranges {
    #[schemars(extend("const" = "mxray-ranges/1"))]
    pub schema: &'static str,
    pub list_version: String,
    pub list_date: String,
    pub ranges: Vec<String>,
    pub asked: Option<AskedAddress>,
}

/// The address that was asked about.
#[derive(Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct AskedAddress {
    pub ip: IpAddr,
    /// Whether Office 365 sends from it.
    pub office365: bool,
    /// The range that it is in, or null.
    pub range: Option<String>,
}

/// The list, and what it says of an address, if one was asked about.
pub fn ranges(addresses: &Addresses, asked: Option<IpAddr>) -> Ranges {
    let asked = asked.map(|ip| {
        let range = addresses.range_of(ip).map(ToString::to_string);
        AskedAddress { ip: ip.to_canonical(), office365: range.is_some(), range }
    });
    Ranges {
        schema: "mxray-ranges/1",
        list_version: addresses.version.clone(),
        list_date: addresses.date.clone(),
        ranges: addresses.ranges.iter().map(ToString::to_string).collect(),
        asked,
    }
}
