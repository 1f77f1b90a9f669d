//! Soak under attack: for ten minutes a name server and mail servers that misbehave at random, thousands of them. Each
//! case knows from how it was made whether healthy could be true. It fails where
//!
//! - something is called healthy that is not, an address or a connector, or a forged answer was believed;
//! - a connector is not over by its documented end;
//! - an address was connected to more often in a run than promised, as the servers count;
//! - memory or descriptors grew, or anything panicked;
//! - what is healthy is not found so, twice.
//!
//! `cargo test --bench hostile [-- SECONDS [SEED [CASE]]]`; a seed makes the same cases again, a case runs alone. What
//! failed is told with both.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod case;
mod dice;
mod mail;
mod names;

#[path = "../held.rs"]
mod held;
#[path = "../../tests/support/mod.rs"]
mod support;

use std::{
    process::ExitCode,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use futures_util::{StreamExt as _, stream};
use jiff::Timestamp;

use self::{
    case::{Case, Tally, deadline},
    held::Held,
    mail::Office,
};

/// What can be true of something that is called healthy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Truth {
    Never,
    May,
    Must,
}

impl Truth {
    fn and(self, other: Self) -> Self {
        self.min(other)
    }
}

/// Cases that run side by side.
const ABREAST: usize = 32;
/// Between two readings every case has ended, so that only what is kept is counted.
const BATCH: u64 = 160;
/// How far two readings differ where nothing is kept (measured: 15 KiB of 150).
const NOISE_KIB: f32 = 100.0;

static PANICS: AtomicUsize = AtomicUsize::new(0);

struct Asked {
    time: Duration,
    seed: u64,
    only: Option<u64>,
}

impl Asked {
    fn read() -> Self {
        let mut numbers = std::env::args().skip(1).filter_map(|arg| arg.parse().ok());
        let now = Timestamp::now().as_second().unsigned_abs();
        Self {
            time: Duration::from_secs(numbers.next().unwrap_or(600)),
            seed: numbers.next().unwrap_or(now),
            only: numbers.next(),
        }
    }
}

#[derive(Default)]
struct Sum {
    cases: u64,
    again: usize,
    tally: Tally,
    readings: Vec<Held>,
}

impl Sum {
    /// One batch; what was wrong in it.
    async fn batch(&mut self, asked: &Asked, office: &Office) -> Vec<String> {
        let cases = match asked.only {
            Some(number) => number..number + 1,
            None => self.cases..self.cases + BATCH,
        };
        self.cases += cases.end - cases.start;
        let (mut wrong, mut missed) = (Vec::new(), Vec::new());
        let mut told = |case: &Case, what: String| {
            wrong.push(format!("seed {} case {case:?}\n{what}", asked.seed));
        };
        let met = stream::iter(cases.map(|number| Case::new(asked.seed, number)));
        let met = met.map(|case| async move { (case.met(office).await, case) }).buffer_unordered(ABREAST);
        let mut met = std::pin::pin!(met);
        while let Some((outcome, case)) = met.next().await {
            self.tally.add(&outcome.tally);
            outcome.wrong.into_iter().for_each(|what| told(&case, what));
            if !outcome.missed.is_empty() {
                missed.push(case);
            }
        }
        for case in missed {
            // Alone it has time enough.
            self.again += 1;
            let outcome = case.met(office).await;
            outcome.wrong.into_iter().chain(outcome.missed).for_each(|what| told(&case, what));
        }
        wrong
    }

    fn tell(&self, begun: Instant) {
        let Tally { connectors, healthy, hopeless, connections, most_to_one, longest } = self.tally;
        let held = self.readings[self.readings.len() - 1];
        println!(
            "{:>6} cases, {:>4.0} s: {connectors} connectors, {healthy} healthy, {hopeless} could not be, {} tried \
             again; {connections} connections, {most_to_one} to one address at the most; the longest took {:.1} s of \
             {:.1} s; {held}",
            self.cases,
            begun.elapsed().as_secs_f64(),
            self.again,
            longest.as_secs_f64(),
            deadline().as_secs_f64(),
        );
    }

    /// The first batches have met everything once.
    fn grew(&self) -> Option<String> {
        let (first, last) = (self.readings.get(1)?, self.readings.last()?);
        let grew = last.heap > first.heap + NOISE_KIB || last.descriptors > first.descriptors + ABREAST;
        grew.then(|| format!("It grew: {first} after the first {}, {last} at the end.", 2 * BATCH))
    }
}

#[tokio::main(worker_threads = 2)]
async fn main() -> ExitCode {
    let asked = Asked::read();
    println!("seed {}, for {} s", asked.seed, asked.time.as_secs());
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::SeqCst);
        usual(panic);
    }));
    let (begun, office, mut sum) = (Instant::now(), Office::new(), Sum::default());
    loop {
        let mut wrong = sum.batch(&asked, &office).await;
        // What was let go of on the way has gone.
        tokio::time::sleep(Duration::from_millis(300)).await;
        sum.readings.push(Held::now());
        sum.tell(begun);
        wrong.extend(sum.grew());
        let panics = PANICS.load(Ordering::SeqCst);
        wrong.extend((panics > 0).then(|| format!("{panics} panics")));
        if !wrong.is_empty() {
            println!("{}", wrong.join("\n\n"));
            println!("again: cargo test --bench hostile -- 1 {} CASE", asked.seed);
            return ExitCode::FAILURE;
        }
        if begun.elapsed() >= asked.time || asked.only.is_some() {
            return ExitCode::SUCCESS;
        }
    }
}
