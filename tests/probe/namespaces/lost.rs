//! An interface or a route that is lost while a probe waits, and back before the time of what waits is over.

use std::{process::Command, time::Duration};

use mxray::{
    diagnose::diagnose,
    knowledge::Knowledge,
    model::{Evidence, Fault, Outcome, ProbePlan, Stage, TlsPolicy, Verdict},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::sleep,
};

use crate::support::{again::in_namespaces, servers::*};

/// The rule that finds this machine's own addresses comes after one that may deny them; and packets to the servers come from an
/// address of their own.
const SET_UP: &str = "ip link set lo up && ip rule add pref 100 lookup local && ip rule del pref 0 || exit 77
ip addr add 10.9.9.5/32 dev lo && ip route replace table local local 127.0.0.1 dev lo src 10.9.9.5 || exit 77
exec \"$0\" \"$@\"";

/// Another address is taken from then on, and there is a way all the time.
const RENUMBERED: &str = "addr del 10.9.9.5/32 dev lo;route replace table local local 127.0.0.1 dev lo src 127.0.0.1";

/// How the way is lost and comes back, and what that is: the interface itself, the address that packets come from, and each
/// kind of a rule that denies.
const WAYS: [(&str, &str, Fault); 5] = [
    (RENUMBERED, "addr add 10.9.9.5/32 dev lo", Fault::LocalNoRoute),
    ("link set lo down", "link set lo up", Fault::LocalNoRoute),
    ("rule add pref 9 unreachable", "rule del pref 9", Fault::LocalNoRoute),
    ("rule add pref 9 blackhole", "rule del pref 9", Fault::LocalNoRoute),
    ("rule add pref 9 prohibit", "rule del pref 9", Fault::LocalPermission),
];

/// The time of everything that is waited for.
const TIME_MS: u64 = 4_000;

/// When the interface is lost and when it is back: between the third time that a question is sent and the fourth, as it is
/// known at once at any of them that there is no way.
const LOST: Duration = Duration::from_millis(1_300);
const BACK: Duration = Duration::from_millis(2_200);

/// When a server says or does something again, after the interface is back.
const LATER_MS: u64 = 3_000;

#[test]
fn what_is_lost_and_back_while_an_answer_is_waited_for_is_this_machines_trouble() {
    std::thread::scope(|scope| {
        for way in 0..WAYS.len() {
            let set_up = format!("export WAY={way}; {SET_UP}");
            scope.spawn(move || in_namespaces(&set_up, module_path!(), "inside_a_network_lost_and_back"));
        }
    });
}

/// A server that says nothing, or greets after so long; then it says no more, or hangs up after so long.
async fn taciturn(greeting: Option<u64>, hangs_up: Option<u64>) -> ProbePlan {
    let at = server(move |_, mut stream| async move {
        if let Some(after) = greeting {
            sleep(Duration::from_millis(after)).await;
            let _ = stream.write_all(b"220 mx.test ESMTP\r\n").await;
        }
        match hangs_up {
            Some(after) => sleep(Duration::from_millis(after)).await,
            None => while matches!(stream.read(&mut [0; 512]).await, Ok(1..)) {},
        }
    });
    patient(to_ip(at.await, TlsPolicy::Opportunistic))
}

/// A server that greets late, and is well.
async fn late() -> ProbePlan {
    let well = Smtp { ehlo: "250 mx.test\r\n", ..Smtp::plain() };
    let at = server(move |_, stream| {
        let well = well.clone();
        async move {
            sleep(Duration::from_millis(5_500)).await;
            well.serve(stream).await;
        }
    });
    let mut plan = patient(to_ip(at.await, TlsPolicy::Opportunistic));
    plan.limits.reply_ms = 2 * TIME_MS;
    plan
}

fn patient(mut plan: ProbePlan) -> ProbePlan {
    (plan.limits.connect_ms, plan.limits.reply_ms) = (TIME_MS, TIME_MS);
    plan
}

fn ip(arguments: &str) {
    for command in arguments.split(';') {
        assert!(Command::new("ip").args(command.split(' ')).status().expect("ip").success(), "{command}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "runs within the namespaces that the other test makes"]
async fn inside_a_network_lost_and_back() {
    let way: usize = std::env::var("WAY").expect("set").parse().expect("a number");
    let (lose, find, lost) = WAYS[way];
    let (_queue, _filler, drops) = silent().await;
    let dropped = patient(to_ip(drops, TlsPolicy::Opportunistic));
    let names = patient(to_name("relay.test", 25, TlsPolicy::Opportunistic));
    let (mute, deaf) = (taciturn(None, None).await, taciturn(Some(0), None).await);
    let (left, later) = (taciturn(None, Some(LATER_MS)).await, taciturn(Some(LATER_MS), None).await);
    let late = late().await;
    let deals = Zone::new("test").silent("relay.test").serve().await;
    let flap = async {
        sleep(LOST).await;
        ip(lose);
        sleep(BACK - LOST).await;
        ip(find);
    };
    let plans = [&mute, &deaf, &left, &dropped, &later, &late];
    let runs = futures_util::future::join_all(plans.map(|plan| run(plan.clone(), vantage(&[], &[]))));
    let (runs, named, ()) = tokio::join!(runs, run(names.clone(), vantage(&[deals], &[])), flap);

    let ours = |stage| Some((stage, lost));
    let (healthy, fault) = (Verdict::Healthy, Verdict::Fault);
    for (what, run, plan, failure, verdict) in [
        ("silent", &runs[0], plans[0], ours(Stage::Greeting), Verdict::Inconclusive),
        ("silent after its greeting", &runs[1], plans[1], ours(Stage::Ehlo), Verdict::Inconclusive),
        ("gone, perhaps for want of patience", &runs[2], plans[2], ours(Stage::Greeting), Verdict::Inconclusive),
        ("not even connected", &runs[3], plans[3], ours(Stage::Connect), Verdict::Inconclusive),
        ("silent long after", &runs[4], plans[4], Some((Stage::Ehlo, Fault::Silent)), fault),
        ("well", &runs[5], plans[5], None, healthy),
    ] {
        assert_eq!(only(run), failure, "{lose}, {what}: {run:#?}");
        assert_eq!(
            diagnose(&plan.connector, None, run, Knowledge::embedded()).finding.verdict,
            verdict,
            "{lose}, {what}"
        );
    }
    assert!(!has(&runs[5], "greeting-late"), "nobody knows who was late: {:#?}", runs[5]);

    assert_eq!(named.route, Some(Outcome::Failed(Fault::ResolverUnavailable)), "{named:#?}");
    let told = |seen: &Evidence| matches!(seen, Evidence::DnsTimedOut { .. });
    assert!(!named.evidence.iter().any(told), "{named:#?}");
    let finding = diagnose(&names.connector, None, &named, Knowledge::embedded()).finding;
    assert_eq!(finding.verdict, Verdict::Inconclusive, "{finding:#?}");
}
