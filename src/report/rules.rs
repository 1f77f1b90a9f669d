//! The addresses that Office 365 sends from as rules that a firewall takes: TCP port 25 inbound, from those and from nobody
//! else. Names in them are plain ASCII; what is said beside them is in the language of the person, as comments.
//!
//! Sources: New-NetFirewallRule (Microsoft Learn, module NetSecurity); nft(8) of nftables 1.0; iptables(8), ip6tables(8);
//! Cisco Secure Firewall ASA, CLI Book 2 (object groups, extended access lists; both families in one since 9.0);
//! FortiOS 7 CLI reference (firewall address, address6, policy with both families since 6.4).

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::ranges::list_line;
use crate::{knowledge::Addresses, l10n::Texts};

/// A kind of firewall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Firewall {
    /// Windows Defender Firewall, by PowerShell.
    Windows,
    /// nftables of Linux: a file for `nft -f`.
    Nftables,
    /// iptables and ip6tables of Linux: commands.
    Iptables,
    /// Cisco ASA: lines of its configuration.
    CiscoAsa,
    /// FortiGate: commands of FortiOS.
    Fortigate,
}

impl Firewall {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Windows, Self::Nftables, Self::Iptables, Self::CiscoAsa, Self::Fortigate];

    /// The word of `--rules`, and of messages (`rules-note-<id>`).
    pub fn id(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::Nftables => "nftables",
            Self::Iptables => "iptables",
            Self::CiscoAsa => "cisco-asa",
            Self::Fortigate => "fortigate",
        }
    }

    /// What begins a comment.
    fn comment(self) -> char {
        match self {
            Self::CiscoAsa => '!',
            Self::Windows | Self::Nftables | Self::Iptables | Self::Fortigate => '#',
        }
    }
}

/// The rules for a firewall, with the date of the list and what is to be known before they are used.
pub fn rules(firewall: Firewall, addresses: &Addresses, texts: &Texts) -> String {
    let mark = firewall.comment();
    let note = texts.get(&format!("rules-note-{}", firewall.id()));
    let ranges = Ranges::of(addresses);
    let rules = match firewall {
        Firewall::Windows => windows(&ranges),
        Firewall::Nftables => nftables(&ranges),
        Firewall::Iptables => iptables(&ranges),
        Firewall::CiscoAsa => cisco_asa(&ranges),
        Firewall::Fortigate => fortigate(&ranges),
    };
    let mut lines = vec![format!("{mark} {}", list_line(addresses, texts)), format!("{mark} {note}")];
    lines.extend(rules);
    lines.join("\n") + "\n"
}

/// The ranges by family: most firewalls keep them apart. A list may have none of one.
struct Ranges {
    v4: Vec<Ipv4Net>,
    v6: Vec<Ipv6Net>,
}

impl Ranges {
    fn of(addresses: &Addresses) -> Self {
        let mut ranges = Self { v4: Vec::new(), v6: Vec::new() };
        for range in &addresses.ranges {
            match range {
                IpNet::V4(range) => ranges.v4.push(*range),
                IpNet::V6(range) => ranges.v6.push(*range),
            }
        }
        ranges
    }

    /// All of them, as they are written with the length of their prefix.
    fn all(&self) -> impl Iterator<Item = String> {
        self.v4.iter().map(ToString::to_string).chain(self.v6.iter().map(ToString::to_string))
    }
}

/// What is not allowed is blocked by default there, so one rule is enough.
fn windows(ranges: &Ranges) -> Vec<String> {
    let all: Vec<_> = ranges.all().map(|range| format!("'{range}'")).collect();
    vec![format!(
        "New-NetFirewallRule -Name 'Office365-SMTP-In' -DisplayName 'Office 365 SMTP (TCP 25)' -Direction Inbound \
         -Protocol TCP -LocalPort 25 -Action Allow -RemoteAddress @({})",
        all.join(",")
    )]
}

/// A table of its own, made anew each time it is loaded. What this machine says to itself is none of its business.
fn nftables(ranges: &Ranges) -> Vec<String> {
    let mut lines = vec!["table inet office365_smtp".to_owned(), "delete table inet office365_smtp".to_owned()];
    lines.push("table inet office365_smtp {".to_owned());
    let mut accept = Vec::new();
    for (family, address, ranges) in [
        ("v4", "ip", ranges.v4.iter().map(ToString::to_string).collect::<Vec<_>>()),
        ("v6", "ip6", ranges.v6.iter().map(ToString::to_string).collect()),
    ] {
        if ranges.is_empty() {
            continue;
        }
        lines.push(format!("    set office365_{family} {{"));
        lines.push(format!("        type ip{family}_addr"));
        lines.push("        flags interval".to_owned());
        lines.push(format!("        elements = {{ {} }}", ranges.join(", ")));
        lines.push("    }".to_owned());
        accept.push(format!("        tcp dport 25 {address} saddr @office365_{family} accept"));
    }
    lines.push("    chain smtp_in {".to_owned());
    lines.push("        type filter hook input priority 0; policy accept;".to_owned());
    lines.push("        iifname \"lo\" accept".to_owned());
    lines.extend(accept);
    lines.extend(["        tcp dport 25 drop", "    }", "}"].map(str::to_owned));
    lines
}

/// A chain of its own for each family; both end in the same refusal, also that which has no range. What is there from a list
/// before goes first: a range that is appended behind the refusal would let nobody in.
fn iptables(ranges: &Ranges) -> Vec<String> {
    let families = [
        ("iptables", ranges.v4.iter().map(ToString::to_string).collect::<Vec<_>>()),
        ("ip6tables", ranges.v6.iter().map(ToString::to_string).collect()),
    ];
    let mut lines = Vec::new();
    for (program, ranges) in families {
        lines.push(format!("{program} -N OFFICE365-SMTP 2>/dev/null || {program} -F OFFICE365-SMTP"));
        lines.extend(ranges.iter().map(|range| format!("{program} -A OFFICE365-SMTP -s {range} -j ACCEPT")));
        lines.push(format!("{program} -A OFFICE365-SMTP -j DROP"));
        let jump = "INPUT ! -i lo -p tcp --dport 25 -j OFFICE365-SMTP";
        lines.push(format!("{program} -C {jump} 2>/dev/null || {program} -I {jump}"));
    }
    lines
}

fn cisco_asa(ranges: &Ranges) -> Vec<String> {
    let mut lines = vec!["object-group network OFFICE365-SMTP".to_owned()];
    lines.extend(ranges.v4.iter().map(|range| format!(" network-object {} {}", range.network(), range.netmask())));
    lines.extend(ranges.v6.iter().map(|range| format!(" network-object {range}")));
    lines.push("access-list OUTSIDE-IN extended permit tcp object-group OFFICE365-SMTP any eq 25".to_owned());
    lines.push("access-list OUTSIDE-IN extended deny tcp any any eq 25".to_owned());
    lines
}

fn fortigate(ranges: &Ranges) -> Vec<String> {
    let v4: Vec<_> =
        ranges.v4.iter().map(|range| format!("set subnet {} {}", range.network(), range.netmask())).collect();
    let v6: Vec<_> = ranges.v6.iter().map(|range| format!("set ip6 {range}")).collect();
    let mut lines = Vec::new();
    let mut sources = Vec::new();
    for (family, ranges) in [("", v4), ("6", v6)] {
        if ranges.is_empty() {
            continue;
        }
        let group = format!("Office365-SMTP{family}");
        let names: Vec<_> = (1..=ranges.len()).map(|number| format!("{group}-{number}")).collect();
        lines.push(format!("config firewall address{family}"));
        for (name, range) in names.iter().zip(ranges) {
            lines.extend([format!("    edit \"{name}\""), format!("        {range}"), "    next".to_owned()]);
        }
        lines.extend(["end".to_owned(), format!("config firewall addrgrp{family}"), format!("    edit \"{group}\"")]);
        let members: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
        lines.extend([format!("        set member {}", members.join(" ")), "    next".to_owned(), "end".to_owned()]);
        sources.push(format!("        set srcaddr{family} \"{group}\""));
        sources.push(format!("        set dstaddr{family} \"all\""));
    }
    lines.extend(
        ["config firewall service custom", "    edit \"Office365-SMTP-25\"", "        set tcp-portrange 25"]
            .map(str::to_owned),
    );
    lines.extend(["    next", "end", "config firewall policy", "    edit 0"].map(str::to_owned));
    lines.push("        set name \"Office365-SMTP-in\"".to_owned());
    lines.extend(["        set srcintf \"any\"", "        set dstintf \"any\""].map(str::to_owned));
    lines.extend(sources);
    let rest = ["set action accept", "set schedule \"always\"", "set service \"Office365-SMTP-25\""];
    lines.extend(rest.map(|line| format!("        {line}")));
    lines.extend(["    next", "end"].map(str::to_owned));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{knowledge::Knowledge, l10n::Locale};

    /// As each firewall writes a range: with its prefix, or with its mask.
    fn written(range: &IpNet) -> [String; 2] {
        [range.to_string(), format!("{} {}", range.network(), range.netmask())]
    }

    #[test]
    fn every_range_is_in_every_rule_set_in_every_language_with_port_25_and_the_date() {
        let addresses = &Knowledge::embedded().exchange().addresses;
        assert!(addresses.ranges.iter().any(|range| matches!(range, IpNet::V6(_))));
        for texts in Locale::all().map(Texts::new) {
            for firewall in Firewall::ALL {
                let text = rules(firewall, addresses, &texts);
                for range in &addresses.ranges {
                    let times = written(range).iter().map(|range| text.matches(range.as_str()).count()).sum::<usize>();
                    assert_eq!(times, 1, "{range} of {firewall:?}:\n{text}");
                }
                assert!(text.contains("25") && text.contains(&addresses.date), "{firewall:?}:\n{text}");
                assert!(!text.contains("{rules-") && !text.contains("{ranges-"), "{text}");
                let mark = firewall.comment();
                let rest = text.lines().skip(2);
                assert!(rest.clone().count() > 0 && rest.clone().all(|line| line.is_ascii()), "{text}");
                assert!(text.lines().take(2).all(|line| line.starts_with(mark)), "{text}");
            }
        }
    }

    #[test]
    fn rules_of_iptables_that_are_run_again_make_their_chain_anew_and_lead_there_once() {
        let text =
            rules(Firewall::Iptables, &Knowledge::embedded().exchange().addresses, &Texts::new(Locale::english()));
        for program in ["iptables", "ip6tables"] {
            let lines: Vec<_> = text.lines().filter(|line| line.starts_with(&format!("{program} "))).collect();
            let first = format!("{program} -N OFFICE365-SMTP 2>/dev/null || {program} -F OFFICE365-SMTP");
            assert_eq!(lines.first(), Some(&first.as_str()));
            let last = lines.last().and_then(|line| line.split_once(" 2>/dev/null || "));
            let (asked, put) = last.expect("it asks first whether it is there");
            assert_eq!(asked.replace(" -C ", " -I "), put);
        }
    }

    #[test]
    fn a_list_of_one_family_leaves_no_empty_set_behind_and_lets_nobody_else_in() {
        let known = &Knowledge::embedded().exchange().addresses;
        let texts = Texts::new(Locale::english());
        for v6 in [false, true] {
            let ranges = known.ranges.iter().filter(|range| matches!(range, IpNet::V6(_)) == v6).copied().collect();
            let addresses = Addresses { ranges, ..known.clone() };
            for firewall in Firewall::ALL {
                let text = rules(firewall, &addresses, &texts);
                assert!(!text.contains("{  }") && !text.contains("@()") && !text.contains("member \n"), "{text}");
                if firewall == Firewall::Iptables {
                    assert_eq!(text.matches("-j DROP").count(), 2, "both families end in a refusal:\n{text}");
                }
            }
        }
    }
}
