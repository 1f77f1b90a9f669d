//! Soak: thousands of probes of mixed lab scenarios in one process. Neither the memory that is allocated nor the
//! descriptors may grow after the first 200; it fails if they do.
//!
//! `cargo test --bench soak [-- PROBES]` runs it as built for tests, `cargo bench --bench soak` as released. Nothing
//! is asserted about time.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod held;

use std::{process::ExitCode, time::Instant};

use futures_util::{StreamExt as _, stream};
use mxray::{
    knowledge::scenarios,
    lab::Lab,
    model::{Control, ProbePlan, Run},
    probe::{Trust, Vantage, start},
};

use self::held::Held;

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

/// Probes run side by side.
const ABREAST: usize = 16;
/// Between two readings every probe has ended, so that only what is kept is counted.
const BATCH: usize = 200;
/// How far two readings differ where nothing is kept (measured: 50 KiB of 1,530).
const NOISE_KIB: f32 = 150.0;

#[tokio::main]
async fn main() -> ExitCode {
    let probes: usize = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(2_000);
    let mut all = scenarios::all().expect("the shipped scenarios");
    // What waits for seconds says nothing more about leaks and would only take its time.
    all.retain(|scenario| scenario.id != "late-greeting");
    let lab = Lab::start(&all).await.expect("loopback");
    let ids: Vec<&str> = all.iter().map(|scenario| scenario.id.as_str()).collect();
    let begun = Instant::now();
    let mut readings = Vec::new();
    for batch in 0..probes.div_ceil(BATCH).max(2) {
        let ids = ids.iter().cycle().skip(batch * BATCH).take(BATCH);
        let mut runs = std::pin::pin!(stream::iter(ids.map(|id| probe(&lab, id))).buffer_unordered(ABREAST));
        while let Some(run) = runs.next().await {
            assert!(run.finished, "a probe ended without its last event");
        }
        let held = Held::now();
        println!("{:>6} probes: {held}", (batch + 1) * BATCH);
        readings.push(held);
    }
    println!("{} probes of {} scenarios in {:.0} s", readings.len() * BATCH, all.len(), begun.elapsed().as_secs_f64(),);
    // The first batch has met every scenario. Sixteen ended connections more or less in the lab's hands are noise; a
    // probe that kept as little as a KiB would stand out tenfold.
    let (first, last) = (readings[0], readings[readings.len() - 1]);
    if last.heap > first.heap + NOISE_KIB || last.descriptors > first.descriptors + ABREAST {
        println!("It grew: {first} after the first {BATCH}, {last} at the end.");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
