//! Whether a resolver is any use at all: what it says to `. NS`, which every one knows, and whose trouble its silence is.

use std::{
    net::SocketAddr,
    sync::{PoisonError, atomic::Ordering},
    time::Duration,
};

use tokio::time::Instant;

use super::{Names, answer::Reading, exchange::Question, found::Found, tally::Tally};
use crate::{
    model::{AuthorityAnswer, DnsOutcome, Domain, Evidence, LookupRole, RecordType, ResolverAnswer},
    probe::tasks::Owned,
};

/// There was no time to ask whether a resolver answers anything, or less than an answer is given.
#[derive(Debug)]
pub(super) struct NotAsked;

impl Names {
    /// Tells once that the first resolver, which decides, gave no answer that says anything, and a later one did: mail of
    /// this machine is slow for it, and a comparison of the two is not to be had.
    pub(super) fn passed_over(
        &self,
        name: &Domain,
        record: RecordType,
        server: SocketAddr,
        silent: Option<(Reading, Duration)>,
    ) {
        let its = silent.filter(|(reading, _)| reading.ours.is_none());
        let Some((reading, waited)) = its.filter(|_| !self.0.passed_over.swap(true, Ordering::Relaxed)) else {
            return;
        };
        let (names, name) = (self.clone(), name.clone());
        self.aside(async move {
            let found = Found { name: name.clone(), record, server: Some(server), reading, elapsed: waited };
            let evidence = names.of_another(found, name).await;
            names.sink().saw(None, evidence);
        });
    }

    /// What an answer is that another resolver had to make up for. Nobody else is asked why: that name has one.
    async fn of_another(&self, found: Found, name: Domain) -> Evidence {
        let (record, server, rcode) = (found.record, found.server(), found.reading.rcode.clone());
        match found.outcome() {
            DnsOutcome::Malformed => Evidence::DnsMalformed { name, record, server, cut: found.reading.cut },
            DnsOutcome::ServFail => {
                let (detail, authority) = (found.reading.extended_error(), AuthorityAnswer::Unknown);
                let (servers, current) = (Vec::new(), Vec::new());
                Evidence::DnsServFail { name, record, server, rcode, detail, authority, servers, current }
            }
            DnsOutcome::Refused
            | DnsOutcome::Timeout
            | DnsOutcome::Answer
            | DnsOutcome::NoData
            | DnsOutcome::NxDomain
            | DnsOutcome::Loop => match self.whose_silence(&found).await {
                Ok(Some(answer)) => Evidence::ResolverUnavailable { server, answer },
                _ if found.outcome() == DnsOutcome::Refused => {
                    let answers_others = self.tally(found.server).answers();
                    Evidence::DnsRefused { name, record, server, rcode, answers_others }
                }
                Ok(None) | Err(NotAsked) => found.timed_out(name, |server| self.tally(Some(server)).answers()),
            },
        }
    }

    /// Looks at the resolver's health beside a question that is slow: should it end in silence, it is known at
    /// once whose silence it is.
    pub(super) fn health_beside(&self, server: SocketAddr, until: Instant) -> Owned<()> {
        let names = self.clone();
        Owned::spawn(async move {
            tokio::time::sleep(until.saturating_duration_since(Instant::now()) * 2 / 5).await;
            let of = names.clone();
            names.aside(async move {
                // Who needs to know asks again.
                let _ = of.health(server, until).await;
            });
        })
    }

    /// Whether the resolver answers anything: `. NS` is known to every one.
    async fn health(&self, server: SocketAddr, until: Instant) -> Result<Option<ResolverAnswer>, NotAsked> {
        let ask = || async {
            let question = Question::recursive(Domain::root(), RecordType::Ns);
            let reading = self.ask(LookupRole::Health, &question, server, until).await;
            Ok(match reading.answer.outcome {
                DnsOutcome::Refused => Some(ResolverAnswer::Refuses),
                DnsOutcome::Timeout if reading.absent => Some(ResolverAnswer::Absent),
                DnsOutcome::Timeout if reading.unroutable => Some(ResolverAnswer::Unroutable),
                // It answers; the way to the whole of it is barred.
                DnsOutcome::Timeout if reading.cut => None,
                DnsOutcome::Timeout if reading.crowded => return Err(NotAsked),
                DnsOutcome::Timeout => Some(ResolverAnswer::Silent),
                DnsOutcome::Answer
                | DnsOutcome::NoData
                | DnsOutcome::NxDomain
                | DnsOutcome::ServFail
                | DnsOutcome::Malformed
                | DnsOutcome::Loop => None,
            })
        };
        self.0.health.get_or_try_init(ask).await.copied()
    }

    /// What became of the questions that a resolver was asked so far.
    pub(super) fn tally(&self, server: Option<SocketAddr>) -> Tally {
        let tallies = self.0.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        server.and_then(|server| tallies.get(&server).copied()).unwrap_or_default()
    }

    /// Whose trouble an answer is that says nothing: `None` where the resolver answers others, or another that stayed silent
    /// too does. That is always asked, so that it does not hang on which answer came first.
    pub(super) async fn whose_trouble(&self, found: &Found) -> Result<Option<ResolverAnswer>, NotAsked> {
        let trouble = self.whose_silence(found).await;
        let is_there = found.server.is_some() && !found.reading.absent && !found.reading.unroutable;
        let silent = found.reading.waited.iter().map(|(server, _)| *server);
        let is_alive = found.server.into_iter().chain(silent).any(|server| self.tally(Some(server)).is_alive());
        if is_there && is_alive { Ok(None) } else { trouble }
    }

    /// Whether the resolver is no use at all, or only to this question.
    async fn whose_silence(&self, found: &Found) -> Result<Option<ResolverAnswer>, NotAsked> {
        let Some(server) = found.server else { return Ok(Some(ResolverAnswer::None)) };
        if found.reading.absent {
            return Ok(Some(ResolverAnswer::Absent));
        }
        if found.reading.unroutable {
            return Ok(Some(ResolverAnswer::Unroutable));
        }
        if found.reading.cut {
            return Ok(None);
        }
        let health = self.health(server, self.until()).await?;
        // It refused this name, so it is not silent, whatever became of the second question.
        let refused = found.outcome() == DnsOutcome::Refused;
        let answer = health.map(|health| if refused { ResolverAnswer::Refuses } else { health });
        // Of each other resolver only what it was asked itself is known.
        if answer.is_some_and(|answer| !self.tally(found.server).bears(answer)) { Err(NotAsked) } else { Ok(answer) }
    }
}
