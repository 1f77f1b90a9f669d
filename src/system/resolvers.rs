//! The DNS servers of this system (`resolv.conf(5)`, which macOS keeps too): its `nameserver` lines and nothing else.
//! Search domains, options and the hosts file are left out, because Exchange Online has none of ours; so no odd word in
//! them costs a server. On Windows there is no such file, so none is found and a person names one.

use std::{
    io::{self, Read as _},
    net::{IpAddr, SocketAddr, SocketAddrV6},
    path::Path,
};

use super::{files, interfaces};
use crate::model::DNS_PORT;

const PATH: &str = "/etc/resolv.conf";
/// The most that is read of it, in bytes: far more than ever is in one.
const MOST: u64 = 1 << 20;

/// The DNS servers of this system, in order; empty where it names none or the file cannot be read.
pub fn of_system() -> Vec<SocketAddr> {
    read().map(|text| servers(&String::from_utf8_lossy(&text), interfaces::number)).unwrap_or_default()
}

fn read() -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    // A pipe or a device of that name is asked for what is there, and never waited for.
    files::open(Path::new(PATH))?.take(MOST).read_to_end(&mut text)?;
    Ok(text)
}

/// The servers of the lines that name one; `interface` knows the number of a network interface.
fn servers(text: &str, interface: impl Fn(&str) -> Option<u32>) -> Vec<SocketAddr> {
    let mut servers = Vec::new();
    for line in text.lines() {
        // The keyword begins the line, and anything may stand behind the address.
        let Some(rest) = line.strip_prefix("nameserver").filter(|rest| rest.starts_with([' ', '\t'])) else { continue };
        let Some(word) = rest.split(|c: char| c.is_whitespace() || c == ';' || c == '#').find(|word| !word.is_empty())
        else {
            continue;
        };
        let (ip, zone) = word.split_once('%').map_or((word, None), |(ip, zone)| (ip, Some(zone)));
        let server = match (ip.parse(), zone) {
            (Ok(IpAddr::V4(ip)), None) => SocketAddr::from((ip, DNS_PORT)),
            (Ok(IpAddr::V6(ip)), zone) => {
                // RFC 4007 section 11: the zone is an interface's name or number. A link-local server without one that
                // is known is kept: that it cannot be asked is told with its name.
                let scope = zone.and_then(|zone| zone.parse().ok().or_else(|| interface(zone))).unwrap_or(0);
                SocketAddr::V6(SocketAddrV6::new(ip, DNS_PORT, 0, scope))
            }
            (Ok(IpAddr::V4(_)), Some(_)) | (Err(_), _) => continue,
        };
        if !servers.contains(&server) {
            servers.push(server);
        }
    }
    servers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dns_server;

    fn read(text: &str) -> Vec<String> {
        servers(text, |name| (name == "br-lan").then_some(7)).into_iter().map(dns_server).collect()
    }

    #[test]
    fn an_odd_word_beside_the_servers_costs_none_of_them() {
        for odd in
            ["search -foo.example", "search foo*bar.example", "search a_b..c .", "options \u{1b}", "nameserver x"]
        {
            for text in [format!("{odd}\nnameserver 192.0.2.53\n"), format!("nameserver 192.0.2.53\n{odd}")] {
                assert_eq!(read(&text), ["192.0.2.53"], "{odd:?}");
            }
        }
    }

    #[test]
    fn servers_keep_their_order_and_their_zone() {
        let text = "# local\nnameserver\tfe80::1%br-lan # router\nnameserver fe80::1%3\nnameserver fe80::1%gone\n\
            nameserver 192.0.2.53\nnameserver 192.0.2.53\nnameservers 192.0.2.54\n;nameserver 192.0.2.55\nnameserver\n";
        assert_eq!(read(text), ["fe80::1%7", "fe80::1%3", "fe80::1", "192.0.2.53"]);
    }
}
