//! Real links between network namespaces. Here: who says no, ICMP from a router or this machine's own routes. In
//! `links`: what a link does without a word; in `lost`: one that is gone and comes back. No root is needed; where
//! namespaces cannot be made, the test says so and is skipped.

mod links;
mod lost;

use std::net::IpAddr;

use mxray::{
    diagnose::diagnose,
    knowledge::Knowledge,
    model::{Evidence, Fault, Finding, Host, ProbePlan, Route, Run, Stage, Symptom, TlsPolicy, Verdict},
};

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
        // On the link and not there: our own kernel says so, after it looked for a neighbour.
        ("198.51.100.77", Fault::TcpUnreachable, None),
        ("2001:db8:1::77", Fault::TcpUnreachable, None),
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

/// Addresses of every kind that only a network inside can reach, all of this machine, so that a server can be there.
const INSIDE: [&str; 9] = [
    "10.0.0.5",
    "172.31.255.1",
    "192.168.1.25",
    "100.64.0.9",
    "169.254.7.7",
    "198.18.0.1",
    "fd00::5",
    "2002:808:808::25",
    "2001:0:808:808::25",
];

const INSIDE_SET_UP: &str = "
ip link set lo up || exit 77
for ip in 10.0.0.5 172.31.255.1 192.168.1.25 100.64.0.9 169.254.7.7 198.18.0.1; do
  ip addr add $ip/32 dev lo || exit 77
done
for ip in fd00::5 2002:808:808::25 2001:0:808:808::25; do
  ip -6 addr add $ip/128 dev lo nodad || exit 77
done
exec \"$0\" \"$@\"
";

#[test]
fn names_that_lead_inside_a_network_only_leave_it_open_what_office_365_meets() {
    in_namespaces(INSIDE_SET_UP, module_path!(), "inside_a_network");
}

fn zone(ips: &[&str]) -> Zone {
    let mx = Zone::new("test").mx("relay.test", 10, "mx.test");
    ips.iter().fold(mx, |zone, ip| if ip.contains(':') { zone.aaaa("mx.test", ip) } else { zone.a("mx.test", ip) })
}

fn found(plan: &ProbePlan, run: &Run, symptom: Option<&Symptom>) -> Finding {
    diagnose(&plan.connector, symptom, run, Knowledge::embedded()).finding
}

#[tokio::test]
#[ignore = "runs within the namespaces that the other test makes"]
async fn inside_a_network() {
    let port = 2525;
    let server = Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() };
    for ip in INSIDE.iter().chain(&["127.0.0.1"]) {
        server.clone().listen_at((ip.parse::<IpAddr>().expect("an address"), port).into()).await;
    }
    let plan = to_name("relay.test", port, TlsPolicy::Opportunistic);
    let told = |run: &Run| {
        run.evidence.iter().find_map(|evidence| match evidence {
            Evidence::DnsPrivateAddress { records, all, .. } => Some((records.len(), *all)),
            _ => None,
        })
    };
    for ip in INSIDE {
        let alone = run(plan.clone(), vantage(&[zone(&[ip]).serve().await], &[])).await;
        assert!(alone.endpoints[0].is_healthy(), "what is there is seen: {ip}: {alone:#?}");
        let finding = found(&plan, &alone, None);
        assert_eq!((finding.verdict, finding.fault), (Verdict::Inconclusive, Some(Fault::DnsPrivateAddress)), "{ip}");
        assert_eq!(told(&alone), Some((1, true)), "{ip}");
        // Where Office 365 met silence itself, this explains it.
        let symptom = Symptom { code: finding.code.clone(), ..Symptom::default() };
        assert_eq!(found(&plan, &alone, Some(&symptom)).verdict, Verdict::Fault, "{ip}");

        let beside = run(plan.clone(), vantage(&[zone(&[ip, "127.0.0.1"]).serve().await], &[])).await;
        let finding = found(&plan, &beside, None);
        assert_eq!((finding.verdict, told(&beside)), (Verdict::Healthy, Some((1, false))), "{ip}: {beside:#?}");

        // A server inside that is well makes up for nothing that Office 365 meets.
        let dead = run(plan.clone(), vantage(&[zone(&[ip, "127.0.0.9"]).serve().await], &[])).await;
        let finding = found(&plan, &dead, None);
        assert_eq!((finding.verdict, finding.fault), (Verdict::Fault, Some(Fault::TcpRefused)), "{ip}: {dead:#?}");
    }
    let all = run(plan.clone(), vantage(&[zone(&INSIDE).serve().await], &[])).await;
    assert_eq!((found(&plan, &all, None).verdict, told(&all)), (Verdict::Inconclusive, Some((9, true))));
    // Nothing is there, and nobody says that this machine has no route.
    let link_local = run(plan.clone(), vantage(&[zone(&["fe80::1"]).serve().await], &[])).await;
    let finding = found(&plan, &link_local, None);
    assert_eq!((finding.verdict, finding.fault), (Verdict::Inconclusive, Some(Fault::DnsPrivateAddress)));
}
