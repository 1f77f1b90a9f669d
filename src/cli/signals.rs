//! Signals that ask to stop: what was seen until then is told, and then the program ends by the signal, as a shell that
//! runs a script expects of it.

use std::{
    fs,
    sync::{Arc, atomic::AtomicBool},
};

use rustix::process::Signal;
use tokio::signal::unix::{self, SignalKind, signal};

use super::Exit;

/// The signals that ask to stop.
const STOPS: [Signal; 3] = [Signal::INT, Signal::TERM, Signal::HUP];

/// Who listens to them. What cannot be listened to acts as it would without us.
pub(super) struct Signals([Option<unix::Signal>; 3]);

impl Signals {
    /// Listens, within a runtime. One that is ignored from the start (`nohup`, `&` in a script) stays ignored.
    pub(super) fn new() -> Self {
        let ignored = ignored();
        Self(STOPS.map(|stop| {
            let number = stop.as_raw();
            let heeded = ignored & (1 << (number - 1)) == 0;
            heeded.then(|| signal(SignalKind::from_raw(number)).ok()).flatten()
        }))
    }

    /// Listens for one of each: a second one ends the program at once, whatever it waits for.
    pub(super) fn once() -> Self {
        let signals = Self::new();
        for (stop, _) in STOPS.iter().zip(&signals.0).filter(|(_, heard)| heard.is_some()) {
            let seen = Arc::new(AtomicBool::new(false));
            // Where it cannot be had, a second one changes nothing.
            let _ = signal_hook::flag::register_conditional_default(stop.as_raw(), Arc::clone(&seen));
            let _ = signal_hook::flag::register(stop.as_raw(), seen);
        }
        signals
    }

    /// The number of the next one.
    pub(super) async fn next(&mut self) -> u8 {
        let [interrupt, terminate, hangup] = &mut self.0;
        let stop = tokio::select! {
            () = heard(interrupt) => Signal::INT,
            () = heard(terminate) => Signal::TERM,
            () = heard(hangup) => Signal::HUP,
        };
        u8::try_from(stop.as_raw()).unwrap_or(u8::MAX)
    }
}

async fn heard(signal: &mut Option<unix::Signal>) {
    match signal {
        Some(signal) => drop(signal.recv().await),
        None => std::future::pending().await,
    }
}

/// The signals that this process ignores, the first in the lowest bit (proc_pid_status(5)); none where nobody says so.
fn ignored() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}

/// Ends the program by the signal that ended its work; returns where it was none, or where it cannot be.
pub(super) fn end_by(exit: Exit) -> Exit {
    if let Exit::Signal(number) = exit {
        // What cannot be raised is told by the exit code.
        let _ = signal_hook::low_level::emulate_default_handler(i32::from(number));
    }
    exit
}
