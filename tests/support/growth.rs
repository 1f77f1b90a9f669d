//! That work grows with the size of what is given and not with its square, on any machine and however busy it is: the
//! time that a processor gave to an input is held against the time it gave to a quarter of it.

use std::time::{Duration, Instant};

/// Four times as much may take so many times as long: four where work is linear, sixteen where it is not.
const MOST: u32 = 8;

/// Below this nothing can be told.
const FLOOR: Duration = Duration::from_millis(30);

/// A host of virtual machines may count as ours what it took; what is not linear never is.
const TRIES: u32 = 3;

/// Does the work for a quarter of a size and for the whole of it, on this thread alone.
#[track_caller]
pub fn assert_linear(what: &str, size: usize, mut work: impl FnMut(usize)) {
    // What is made at the first use is made.
    work(size / 64);
    let mut seen = Vec::new();
    for _ in 0..TRIES {
        let (quarter, whole) = (spent(|| work(size / 4)), spent(|| work(size)));
        if whole <= quarter * MOST + FLOOR {
            return;
        }
        seen.push((quarter, whole));
    }
    panic!("{what}: for {} and for {size}: {seen:?}", size / 4);
}

/// What the processor spent on that; where the system does not tell, how long it took.
fn spent(work: impl FnOnce()) -> Duration {
    let (begun, before) = (Instant::now(), on_processor());
    work();
    match (before, on_processor()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => begun.elapsed(),
    }
}

/// The time this thread has had so far, as Linux tells it.
fn on_processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
