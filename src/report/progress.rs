//! What is said while a probe runs, where nothing is redrawn: a line after DNS, one as each address ends, and one now
//! and then for what is left. Where the lines go, and how often time is told, is left to whoever follows the probe.

use std::collections::BTreeSet;

use crate::{
    l10n::{Args, Texts},
    model::{EndpointId, EndpointOutcome, Host, ProbePlan, Run},
};

/// The progress of one connector: what was told of it already.
#[derive(Clone, Debug)]
pub struct Progress {
    host: String,
    total_ms: u64,
    begun: bool,
    ended: BTreeSet<EndpointId>,
}

impl Progress {
    /// Nothing told yet.
    pub fn new(plan: &ProbePlan) -> Self {
        let hosts: Vec<_> = plan.connector.route.hosts().iter().map(Host::to_string).collect();
        Self { host: hosts.join(","), total_ms: plan.limits.total_ms(), begun: false, ended: BTreeSet::new() }
    }

    /// What is new in the run since it was asked last.
    pub fn news(&mut self, run: &Run, texts: &Texts) -> Vec<String> {
        let mut news = Vec::new();
        if !self.begun && run.route.is_some() && !run.endpoints.is_empty() {
            self.begun = true;
            news.push(self.sentence("progress-addresses", run.endpoints.len(), run.elapsed_ms, texts));
        }
        for endpoint in run.endpoints.iter().filter(|endpoint| endpoint.tried && endpoint.is_over()) {
            if self.ended.insert(endpoint.id) {
                let outcome = endpoint.outcome().unwrap_or(EndpointOutcome::NotTried);
                let word = serde_json::to_value(outcome).ok().and_then(|word| word.as_str().map(str::to_owned));
                let args = Args::new()
                    .text("host", &self.host)
                    .text("ip", endpoint.ip)
                    .text("outcome", texts.get(&format!("outcome-{}", word.unwrap_or_default())))
                    .text("elapsed", texts.duration(endpoint.elapsed_ms()));
                // An address that was given by itself is named once.
                let is_its_own = self.host.trim_matches(['[', ']']).parse() == Ok(endpoint.ip);
                let id = if is_its_own { "progress-ended-alone" } else { "progress-ended" };
                news.push(texts.with(id, &args));
            }
        }
        news
    }

    /// What is still awaited, so many milliseconds after the begin; `None` once nothing is.
    pub fn left(&self, run: &Run, elapsed_ms: u64, texts: &Texts) -> Option<String> {
        let left = run.endpoints.iter().filter(|endpoint| !endpoint.is_over()).count();
        let id = if self.begun { "progress-left" } else { "progress-dns" };
        (!run.finished).then(|| self.sentence(id, left, elapsed_ms, texts))
    }

    fn sentence(&self, id: &str, count: usize, elapsed_ms: u64, texts: &Texts) -> String {
        let seconds = self.total_ms.saturating_sub(elapsed_ms).div_ceil(1_000);
        let args =
            Args::new().text("host", &self.host).number("count", count).text("left", texts.duration(seconds * 1_000));
        texts.with(id, &args)
    }
}
