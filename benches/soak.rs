//! Soak: thousands of probes of mixed lab scenarios in one process. Memory and descriptors must not grow after
//! the first tenth.
//!
//! `cargo bench --bench soak [-- PROBES]` prints the figures; nothing is asserted about time.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::{fs, time::Instant};

use futures_util::{StreamExt as _, stream};
use mxray::{
    knowledge::scenarios,
    lab::Lab,
    model::{Control, ProbePlan, Run},
    probe::{Trust, Vantage, start},
};

/// Resident memory in KiB and open descriptors of this process.
fn held() -> (u64, usize) {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find(|line| line.starts_with("VmRSS")).expect("every process has it");
    let kib = line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("a number");
    (kib, fs::read_dir("/proc/self/fd").expect("Linux tells").count())
}

async fn probe(lab: &Lab, id: &str) -> Run {
    let exercise = lab.exercise(id).expect("it was started");
    let mut trust = Trust { system: false, ..Trust::default() };
    trust.add_pem(lab.ca_pem().as_bytes()).expect("the lab's root");
    let vantage = Vantage { resolvers: exercise.resolvers.clone(), trust, ..Vantage::system() };
    let plan = ProbePlan {
        limits: exercise.limits,
        control: Control::None,
        ..ProbePlan::for_connector(exercise.connector.clone())
    };
    let (mut probe, mut run) = (start(plan, vantage), Run::default());
    while let Some(event) = probe.next().await {
        run.apply(event);
    }
    run
}

#[tokio::main]
async fn main() {
    let probes: usize = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(2_000);
    let mut all = scenarios::all().expect("the shipped scenarios");
    // What waits for seconds says nothing more about leaks and would only take its time.
    all.retain(|scenario| scenario.id != "late-greeting");
    let lab = Lab::start(&all).await.expect("loopback");
    let ids: Vec<String> = all.iter().map(|scenario| scenario.id.clone()).collect();
    let begun = Instant::now();
    let mut done = 0;
    let mut early = (0, 0);
    let mut unfinished = 0;
    let runs = stream::iter((0..probes).map(|n| probe(&lab, &ids[n % ids.len()]))).buffer_unordered(16);
    let mut runs = std::pin::pin!(runs);
    while let Some(run) = runs.next().await {
        done += 1;
        unfinished += usize::from(!run.finished);
        if done == probes / 10 {
            early = held();
        }
        if done % (probes / 10).max(1) == 0 {
            let (kib, descriptors) = held();
            println!("{done:>6} probes: {kib} KiB resident, {descriptors} descriptors");
        }
    }
    let late = held();
    println!(
        "{probes} probes of {} scenarios in {:.0} s; after the first tenth {} KiB and {} descriptors, at the end {} and {}; {unfinished} unfinished",
        ids.len(),
        begun.elapsed().as_secs_f64(),
        early.0,
        early.1,
        late.0,
        late.1,
    );
}
