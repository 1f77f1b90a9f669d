//! Real links between network namespaces. Here: who says no, ICMP from a router or this machine's own routes. In
//! `links`: what a link does without a word. No root is needed; where namespaces cannot be made, the test says so and
//! is skipped.

mod links;

use std::net::IpAddr;

use mxray::model::{Evidence, Fault, Host, Route, Stage, TlsPolicy};

use crate::support::{again::in_namespaces, servers::*};

/// A host (this side) and a router (the other), which rejects some destinations and swallows one.
const SET_UP: &str = "
mount -t tmpfs none /run || exit 77
ip netns add router || exit 77
ip link set lo up
ip link add wan type veth peer name lan netns router || exit 77
ip addr add 198.51.100.1/24 dev wan && ip link set wan up
ip -6 addr add 2001:db8:1::1/64 dev wan nodad
r='ip -n router'
$r addr add 198.51.100.254/24 dev lan && $r link set lan up && $r link set lo up
$r -6 addr add 2001:db8:1::fe/64 dev lan nodad
ip netns exec router sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding'
ip route add 203.0.113.0/24 via 198.51.100.254
ip -6 route add 2001:db8:2::/64 via 2001:db8:1::fe
$r route add unreachable 203.0.113.1
$r route add prohibit 203.0.113.2
$r route add blackhole 203.0.113.3
$r -6 route add unreachable 2001:db8:2::1
$r -6 route add prohibit 2001:db8:2::2
ip route add unreachable 203.0.113.4
ip route add prohibit 203.0.113.5
exec \"$0\" \"$@\"
";

#[test]
fn refusals_are_told_by_who_sent_them() {
    in_namespaces(SET_UP, module_path!(), "inside");
}

#[tokio::test]
#[ignore = "runs within the namespaces that the other test makes"]
async fn inside() {
    let router: IpAddr = "198.51.100.254".parse().expect("an address");
    let router6: IpAddr = "2001:db8:1::fe".parse().expect("an address");
    for (target, fault, by) in [
        ("203.0.113.1", Fault::TcpUnreachable, Some(router)),
        ("203.0.113.2", Fault::TcpProhibited, Some(router)),
        ("203.0.113.3", Fault::TcpTimedOut, None),
        ("2001:db8:2::1", Fault::TcpUnreachable, Some(router6)),
        ("2001:db8:2::2", Fault::TcpProhibited, Some(router6)),
        ("203.0.113.4", Fault::LocalNoRoute, None),
        ("203.0.113.5", Fault::LocalPermission, None),
        ("192.0.2.99", Fault::LocalNoRoute, None),
        ("2001:db8:9::1", Fault::LocalNoRoute, None),
        // On the link and not there: our own kernel says so.
        ("198.51.100.77", Fault::LocalNoRoute, None),
        ("198.51.100.254", Fault::TcpRefused, None),
    ] {
        let ip: IpAddr = target.parse().expect("an address");
        let mut plan = plan(Route::SmartHosts(vec![Host::Ip(ip)]), 25, TlsPolicy::Opportunistic);
        // Neighbour discovery gives up after three seconds.
        plan.limits.connect_ms = 5_000;
        let run = run(plan, vantage(&[], &[])).await;
        assert_eq!(only(&run), Some((Stage::Connect, fault)), "{target}: {run:#?}");
        let witness = run.endpoints[0].evidence.iter().find_map(|evidence| match evidence {
            Evidence::TcpUnreachable { by } => *by,
            Evidence::TcpProhibited { by } => Some(*by),
            _ => None,
        });
        assert_eq!(witness, by, "{target}");
    }
}
