//! What `check` says while it looks: on standard error, to a terminal only.
//!
//! A line after DNS, one as each address ends, one every 10 s for what is left: nothing is silent for long, and a
//! screen reader is not disturbed.

use std::{
    collections::BTreeSet,
    io::{self, IsTerminal, Write},
    time::Duration,
};

use super::check::label;
use crate::{
    l10n::{Args, Texts},
    model::{EndpointId, EndpointOutcome, ProbePlan, Run},
};

/// How often what is left is told.
pub(super) const EVERY: Duration = Duration::from_secs(10);

/// The progress of one connector.
pub(super) struct Progress<'a> {
    texts: &'a Texts,
    host: String,
    total_ms: u64,
    shown: bool,
    begun: bool,
    ended: BTreeSet<EndpointId>,
}

impl<'a> Progress<'a> {
    pub(super) fn new(plan: &ProbePlan, texts: &'a Texts) -> Self {
        Self {
            texts,
            host: label(&plan.connector),
            total_ms: plan.limits.total_ms(),
            shown: io::stderr().is_terminal(),
            begun: false,
            ended: BTreeSet::new(),
        }
    }

    /// Says what is new in the run.
    pub(super) fn tell(&mut self, run: &Run) {
        if !self.shown {
            return;
        }
        if !self.begun && run.route.is_some() && !run.endpoints.is_empty() {
            self.begun = true;
            self.left(run, "progress-addresses", run.endpoints.len());
        }
        for endpoint in run.endpoints.iter().filter(|endpoint| endpoint.tried && endpoint.is_over()) {
            if self.ended.insert(endpoint.id) {
                let outcome = endpoint.outcome().unwrap_or(EndpointOutcome::NotTried);
                let word = serde_json::to_value(outcome).ok().and_then(|word| word.as_str().map(str::to_owned));
                let args = Args::new()
                    .text("host", &self.host)
                    .text("ip", endpoint.ip)
                    .text("outcome", self.texts.get(&format!("outcome-{}", word.unwrap_or_default())))
                    .text("elapsed", self.texts.duration(endpoint.elapsed_ms()));
                self.say(&self.texts.with("progress-ended", &args));
            }
        }
    }

    /// Says what is still awaited.
    pub(super) fn tick(&self, run: &Run) {
        if !self.shown || run.finished {
            return;
        }
        let left = run.endpoints.iter().filter(|endpoint| !endpoint.is_over()).count();
        if self.begun {
            self.left(run, "progress-left", left);
        } else {
            self.left(run, "progress-dns", left);
        }
    }

    fn left(&self, run: &Run, id: &str, count: usize) {
        let seconds = self.total_ms.saturating_sub(run.elapsed_ms).div_ceil(1_000);
        let args = Args::new()
            .text("host", &self.host)
            .number("count", count)
            .text("left", self.texts.duration(seconds * 1_000));
        self.say(&self.texts.with(id, &args));
    }

    fn say(&self, line: &str) {
        // A terminal that went away needs no progress.
        let _ = writeln!(io::stderr().lock(), "{line}");
    }
}
