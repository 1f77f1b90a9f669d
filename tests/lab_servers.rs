//! The lab breaks what it says it breaks: each kind of breakage met with plain sockets, a TLS client and raw DNS
//! messages, never with the prober that it will later be used to test.

use mxray::{knowledge::scenarios, lab::Lab};

#[tokio::test]
async fn every_scenario_starts() {
    let all = scenarios::all().expect("the assets are right");
    let lab = Lab::start(&all).await.expect("a lab");
    assert_eq!(lab.exercises().count(), all.len());
    lab.stop().await;
}
