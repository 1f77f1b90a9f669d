//! [`Journal`]: what a walk keeps for its case beside what it is made of: its probes in short, letters, and when which step
//! was ticked.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::model::{Actor, CaseId, Finding, Probed, Run, StepId, Written};

/// What the case of a walk holds beside the walk itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Journal {
    /// The name of the case and when it was begun, once there is one.
    pub(super) begun: Option<(CaseId, Timestamp)>,
    pub(super) probes: Vec<Probed>,
    pub(super) letters: Vec<Written>,
    pub(super) by_hand: BTreeMap<StepId, Timestamp>,
    /// How many addresses of the first probe were done with when the case was written last.
    pub(super) over: usize,
    /// Whether something is not in the case yet.
    pub(super) changed: bool,
}

impl Journal {
    /// Notes what a probe came to: the same one again only as it is now.
    pub(super) fn probed(&mut self, run: &Run, finding: &Finding) {
        let Some(at) = run.started.filter(|_| run.finished) else { return };
        let healthy = run.endpoints.iter().filter(|endpoint| endpoint.is_healthy()).count();
        let probed = Probed {
            at,
            elapsed_ms: run.elapsed_ms,
            verdict: finding.verdict,
            code: finding.code.clone(),
            fault: finding.fault,
            healthy: healthy as u64,
            addresses: run.endpoints.len() as u64,
            repaired: finding.is_repaired(),
            cancelled: run.cancelled,
        };
        match self.probes.iter_mut().find(|known| known.at == at) {
            Some(known) => *known = probed,
            None => self.probes.push(probed),
        }
        self.changed = true;
    }

    /// Notes how far the first probe has come.
    pub(super) fn came_to(&mut self, run: &Run) {
        let over = run.endpoints.iter().filter(|endpoint| endpoint.is_over()).count();
        self.changed |= over > self.over;
        self.over = over;
    }

    /// Notes that a person ticked a step, or took the tick back.
    pub(super) fn ticked(&mut self, step: StepId, at: Timestamp) {
        self.by_hand.insert(step, at);
        self.changed = true;
    }

    /// Notes that a letter was copied, saved or read out.
    pub(super) fn wrote(&mut self, to: Actor, lang: &str, at: Timestamp) {
        self.letters.push(Written { to, lang: lang.to_owned(), at });
        self.changed = true;
    }
}
