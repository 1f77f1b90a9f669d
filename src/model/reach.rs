//! [`Reach`]: from where an address can be reached at all, by the column "Globally Reachable" of the IANA registries of
//! special-purpose addresses, IPv4 and IPv6 (RFC 6890, as RFC 8190 changed it). The one place that knows.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

/// From where an address can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// From everywhere, as far as the address tells.
    Public,
    /// From this machine alone: whoever names it tests.
    Loopback,
    /// From nowhere, and meant as an example (RFC 5737, RFC 3849, RFC 9637): it is judged like a public one.
    Example,
    /// From inside a network, where another host may have the same; never from Office 365.
    Inside(AddressKind),
    /// From nowhere: no host has such an address.
    Nowhere(AddressKind),
}

/// Why Office 365 can never reach an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressKind {
    /// RFC 1918; in IPv6 what RFC 3879 took back, and NAT64 of a network's own (RFC 8215).
    Private,
    /// Shared behind a provider's NAT (RFC 6598).
    Shared,
    /// Of one link only (RFC 3927, RFC 4291 section 2.5.6).
    LinkLocal,
    /// RFC 4193.
    UniqueLocal,
    /// For measurements in a laboratory (RFC 2544, RFC 5180).
    Benchmark,
    /// Of a tunnel, 6to4 (RFC 3056) or Teredo (RFC 4380): the registry says of neither that it is globally reachable, and the
    /// relays that lead there are withdrawn (RFC 7526) or whoever runs one's own affair.
    Tunnel,
    /// An IPv4 address in the dress of IPv6 (RFC 4291 section 2.5.5), which no packet carries.
    Mapped,
    /// A group of hosts (RFC 5771, RFC 4291 section 2.7).
    Multicast,
    /// Every host of a link (RFC 919).
    Broadcast,
    /// None at all: "this host on this network" (RFC 1122 section 3.2.1.3).
    Unspecified,
    /// Given to nobody, or given back (RFC 1112 section 4, RFC 6890, RFC 4291 section 2.4, RFC 7526).
    Reserved,
}

impl AddressKind {
    /// All of them, for the tests that walk the words.
    pub const ALL: [Self; 11] = [
        Self::Private,
        Self::Shared,
        Self::LinkLocal,
        Self::UniqueLocal,
        Self::Benchmark,
        Self::Tunnel,
        Self::Mapped,
        Self::Multicast,
        Self::Broadcast,
        Self::Unspecified,
        Self::Reserved,
    ];
}

impl Reach {
    /// That of an address.
    pub fn of(ip: IpAddr) -> Self {
        match ip {
            IpAddr::V4(ip) => of_v4(ip),
            IpAddr::V6(ip) => of_v6(ip),
        }
    }

    /// Why Office 365 can never reach it; `None` for what it may, and for tests and examples.
    pub fn barred(self) -> Option<AddressKind> {
        match self {
            Self::Inside(kind) | Self::Nowhere(kind) => Some(kind),
            Self::Public | Self::Loopback | Self::Example => None,
        }
    }
}

fn of_v4(ip: Ipv4Addr) -> Reach {
    match ip.octets() {
        [0, ..] => Reach::Nowhere(AddressKind::Unspecified),
        [127, ..] => Reach::Loopback,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Reach::Inside(AddressKind::Private),
        [100, 64..=127, ..] => Reach::Inside(AddressKind::Shared),
        [169, 254, ..] => Reach::Inside(AddressKind::LinkLocal),
        [198, 18..=19, ..] => Reach::Inside(AddressKind::Benchmark),
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => Reach::Example,
        // Two anycast addresses of this block are for everybody (RFC 7723, RFC 8155).
        [192, 0, 0, last] if !matches!(last, 9 | 10) => Reach::Nowhere(AddressKind::Reserved),
        // The relays of 6to4, which are withdrawn (RFC 7526 section 7), and that of 6a44 (RFC 6751).
        [192, 88, 99, _] => Reach::Nowhere(AddressKind::Reserved),
        [224..=239, ..] => Reach::Nowhere(AddressKind::Multicast),
        [255, 255, 255, 255] => Reach::Nowhere(AddressKind::Broadcast),
        [240..=255, ..] => Reach::Nowhere(AddressKind::Reserved),
        _ => Reach::Public,
    }
}

fn of_v6(ip: Ipv6Addr) -> Reach {
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        of_v4(Ipv4Addr::new(a, b, c, d))
    };
    match ip.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => Reach::Nowhere(AddressKind::Unspecified),
        [0, 0, 0, 0, 0, 0, 0, 1] => Reach::Loopback,
        [0, 0, 0, 0, 0, 0xffff, ..] => Reach::Nowhere(AddressKind::Mapped),
        // Translated to IPv4 on the way (RFC 6052), or carried in it (RFC 3056): it leads where the IPv4 address in it does.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => {
            match (embedded(high, low), ip.segments()[0]) {
                (Reach::Loopback, _) => Reach::Nowhere(AddressKind::Reserved),
                (Reach::Public | Reach::Example, 0x2002) => Reach::Inside(AddressKind::Tunnel),
                (reach, _) => reach,
            }
        }
        [0x64, 0xff9b, 1, ..] => Reach::Inside(AddressKind::Private),
        [0x2001, 0x2, 0, ..] => Reach::Inside(AddressKind::Benchmark),
        [0x2001, 0, ..] => Reach::Inside(AddressKind::Tunnel),
        // Of the block for protocols (RFC 2928) these alone: anycast of PCP, TURN and service registration (RFC 7723, RFC
        // 8155, RFC 9665), AMT (RFC 7450), AS112 (RFC 7535), ORCHIDv2 (RFC 7343), identities of drones (RFC 9374).
        [0x2001, 1, 0, 0, 0, 0, 0, 1..=3] | [0x2001, 3, ..] | [0x2001, 4, 0x112, ..] | [0x2001, 0x20..=0x3f, ..] => {
            Reach::Public
        }
        [0x2001, 0..=0x1ff, ..] => Reach::Nowhere(AddressKind::Reserved),
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] => Reach::Example,
        [0x2000..=0x3fff, ..] => Reach::Public,
        [0xfc00..=0xfdff, ..] => Reach::Inside(AddressKind::UniqueLocal),
        [0xfe80..=0xfebf, ..] => Reach::Inside(AddressKind::LinkLocal),
        [0xfec0..=0xfeff, ..] => Reach::Inside(AddressKind::Private),
        [0xff00..=0xffff, ..] => Reach::Nowhere(AddressKind::Multicast),
        // Nothing but 2000::/3 was ever given to hosts of the Internet.
        _ => Reach::Nowhere(AddressKind::Reserved),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(ip: &str) -> Reach {
        Reach::of(ip.parse().expect("an address"))
    }

    #[test]
    fn every_range_is_known_from_its_first_address_to_its_last_and_no_further() {
        use AddressKind::*;
        for (first, last, kind) in [
            ("0.0.0.0", "0.255.255.255", Unspecified),
            ("10.0.0.0", "10.255.255.255", Private),
            ("172.16.0.0", "172.31.255.255", Private),
            ("192.168.0.0", "192.168.255.255", Private),
            ("100.64.0.0", "100.127.255.255", Shared),
            ("169.254.0.0", "169.254.255.255", LinkLocal),
            ("198.18.0.0", "198.19.255.255", Benchmark),
            ("224.0.0.0", "239.255.255.255", Multicast),
            ("240.0.0.0", "255.255.255.254", Reserved),
            ("192.0.0.0", "192.0.0.8", Reserved),
            ("192.0.0.11", "192.0.0.255", Reserved),
            ("192.88.99.0", "192.88.99.255", Reserved),
            ("255.255.255.255", "255.255.255.255", Broadcast),
            ("::", "::", Unspecified),
            ("::2", "::fffe:ffff:ffff", Reserved),
            ("::ffff:0.0.0.0", "::ffff:255.255.255.255", Mapped),
            ("100::", "100::ffff:ffff:ffff:ffff", Reserved),
            ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", Private),
            ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", UniqueLocal),
            ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", LinkLocal),
            ("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Multicast),
            ("64:ff9b::10.0.0.1", "64:ff9b::10.255.255.255", Private),
            ("2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", Tunnel),
            ("2001:1::", "2001:1::", Reserved),
            ("2001:1::4", "2001:1:ffff:ffff:ffff:ffff:ffff:ffff", Reserved),
            ("2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", Benchmark),
            ("2001:2:1::", "2001:2:ffff:ffff:ffff:ffff:ffff:ffff", Reserved),
            ("2001:4::", "2001:4:111:ffff:ffff:ffff:ffff:ffff", Reserved),
            ("2001:10::", "2001:1f:ffff:ffff:ffff:ffff:ffff:ffff", Reserved),
            ("2001:40::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", Reserved),
            ("2002:808:808::", "2002:808:808:ffff:ffff:ffff:ffff:ffff", Tunnel),
            // Of examples of IPv4 too: nothing in a laboratory of ours is reached so.
            ("2002:c000:200::", "2002:c000:2ff:ffff:ffff:ffff:ffff:ffff", Tunnel),
            ("2002:c633:6400::", "2002:c633:64ff:ffff:ffff:ffff:ffff:ffff", Tunnel),
            ("2002:cb00:7100::", "2002:cb00:71ff:ffff:ffff:ffff:ffff:ffff", Tunnel),
            ("2002:c058:6300::", "2002:c058:63ff:ffff:ffff:ffff:ffff:ffff", Reserved),
            ("100:0:0:1::", "100:0:0:1:ffff:ffff:ffff:ffff", Reserved),
            ("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Reserved),
            ("2002:a00::", "2002:aff:ffff:ffff:ffff:ffff:ffff:ffff", Private),
        ] {
            for ip in [first, last] {
                assert_eq!(reach(ip).barred(), Some(kind), "{ip}");
            }
        }
        for public in [
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.0.9",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2000::",
            "2620:1ec:4::1",
            "64:ff9b::8.8.8.8",
            "192.0.0.10",
            "192.31.196.1",
            "192.52.193.1",
            "192.88.98.255",
            "192.88.100.0",
            "192.175.48.1",
            "2001:1::1",
            "2001:1::2",
            "2001:1::3",
            "2001:3::1",
            "2001:4:112::1",
            "2001:20::1",
            "2001:3f:ffff::1",
            "2001:200::",
            "2001:db7:ffff::",
            "2003::",
            "2620:4f:8000::1",
        ] {
            assert_eq!(reach(public), Reach::Public, "{public}");
        }
    }

    #[test]
    fn tests_and_examples_are_barred_to_nobody() {
        for ip in ["127.0.0.1", "127.255.255.255", "::1"] {
            assert_eq!(reach(ip), Reach::Loopback, "{ip}");
        }
        for ip in ["192.0.2.0", "192.0.2.255", "198.51.100.7", "203.0.113.25", "2001:db8::1", "3fff:fff::1"] {
            assert_eq!(reach(ip), Reach::Example, "{ip}");
        }
    }
}
