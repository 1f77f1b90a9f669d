//! What became of a resolver's questions, in numbers. What may be said of a resolver for them is the work of `health`.

use super::answer::Reading;
use crate::model::{DnsOutcome, ResolverAnswer};

/// What became of the questions that a resolver was asked. What is said of it follows from these numbers and is still true
/// whatever becomes of its next question: that it left some without an answer, refused, or answered others.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    answered: u64,
    failed: u64,
    refused: u64,
    silent: u64,
}

impl Tally {
    /// One more question has its end.
    pub(super) fn note(&mut self, reading: &Reading) {
        let ours = reading.ours.is_some() || reading.unroutable || reading.local.is_some() || reading.crowded;
        let count = match reading.answer.outcome {
            DnsOutcome::Answer | DnsOutcome::NoData | DnsOutcome::NxDomain => &mut self.answered,
            DnsOutcome::ServFail => &mut self.failed,
            DnsOutcome::Refused => &mut self.refused,
            DnsOutcome::Timeout if !ours && !reading.absent && !reading.cut => &mut self.silent,
            DnsOutcome::Timeout | DnsOutcome::Malformed | DnsOutcome::Loop => return,
        };
        *count += 1;
    }

    /// Whether it said anything that a resolver says which is at work.
    pub(super) fn is_alive(self) -> bool {
        self.answered + self.failed > 0
    }

    /// Whether it said what there is, or that there is nothing.
    pub(super) fn answers(self) -> bool {
        self.answered > 0
    }

    /// Whether that can be said of it.
    pub(super) fn bears(self, answer: ResolverAnswer) -> bool {
        match answer {
            // The question, and whether it answers anything.
            ResolverAnswer::Silent => self.silent >= 2,
            ResolverAnswer::Refuses => self.refused >= 1,
            ResolverAnswer::Absent | ResolverAnswer::Unroutable | ResolverAnswer::None => true,
        }
    }
}
