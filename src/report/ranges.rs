//! The addresses that Office 365 sends from, one a line, and whether one is among them.

use std::net::IpAddr;

use crate::{
    knowledge::Addresses,
    l10n::{Args, Texts},
};

/// Where the list is from, then a range a line: what a script reads, and a person too.
pub fn ranges(addresses: &Addresses, texts: &Texts) -> String {
    let head = format!("# {}\n", list_line(addresses, texts));
    addresses.ranges.iter().fold(head, |text, range| text + &format!("{range}\n"))
}

/// Whether an address is one that Office 365 sends from, as a sentence.
pub fn is_theirs(ip: IpAddr, addresses: &Addresses, texts: &Texts) -> String {
    let ip = ip.to_canonical();
    let args = list_args(addresses).text("ip", ip);
    match addresses.range_of(ip) {
        Some(range) => texts.with("ranges-inside", &args.text("range", range)),
        None => texts.with("ranges-outside", &args),
    }
}

/// Which list it is, and of when.
pub(super) fn list_line(addresses: &Addresses, texts: &Texts) -> String {
    texts.with("ranges-list", &list_args(addresses))
}

fn list_args(addresses: &Addresses) -> Args {
    Args::new().text("version", &addresses.version).text("date", &addresses.date)
}
