//! `mxray ranges [IP]`: the addresses that Office 365 sends from, whether one is among them, and rules for firewalls.

use std::{borrow::Cow, net::IpAddr};

use super::{
    Exit,
    args::{Ranges, Rules, TwoFormats},
    inputs,
    output::Output,
    words::made_safe,
};
use crate::{
    knowledge::Knowledge,
    l10n::Texts,
    model::Told,
    report::{self, Firewall},
};

pub(super) fn run(ranges: &Ranges, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    let asked = ranges.ip.as_deref().map(address).transpose()?;
    let addresses = match &ranges.endpoints {
        None => Cow::Borrowed(&Knowledge::embedded().exchange().addresses),
        Some(path) => {
            let (addresses, note) = inputs::addresses(path, texts)?;
            note.iter().for_each(|note| output.note(note));
            Cow::Owned(addresses)
        }
    };
    output.print(&match (ranges.rules, ranges.format, asked) {
        (Some(rules), _, _) => report::rules(firewall(rules), &addresses, texts),
        (None, TwoFormats::Json, _) => report::json::document(&report::json::ranges(&addresses, asked)),
        (None, TwoFormats::Text, Some(ip)) => report::is_theirs(ip, &addresses, texts) + "\n",
        (None, TwoFormats::Text, None) => report::ranges(&addresses, texts),
    });
    let is_theirs = asked.is_none_or(|ip| addresses.range_of(ip).is_some());
    Ok(if is_theirs { Exit::Healthy } else { Exit::Fault })
}

/// One address, in brackets too, as it stands in a log.
fn address(text: &str) -> Result<IpAddr, Told> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.trim().parse().map_err(|_| Told::new("ip").text("value", made_safe(text)))
}

fn firewall(rules: Rules) -> Firewall {
    match rules {
        Rules::Windows => Firewall::Windows,
        Rules::Nftables => Firewall::Nftables,
        Rules::Iptables => Firewall::Iptables,
        Rules::CiscoAsa => Firewall::CiscoAsa,
        Rules::Fortigate => Firewall::Fortigate,
    }
}
