//! Whether a resolver is any use at all: what it says to `. NS`, which every one knows, and whose trouble its silence is.

use std::{net::SocketAddr, sync::atomic::Ordering, time::Duration};

use tokio::time::Instant;

use super::{Found, Names, answer::Reading, exchange::Question};
use crate::{
    model::{DnsOutcome, Domain, Evidence, LookupRole, RecordType, ResolverAnswer, dns_server},
    probe::tasks::Owned,
};

impl Names {
    /// Tells once that the first resolver, which decides, gave no answer or refused, and a later one answered: mail of this machine is
    /// slow for it, and a comparison of the two is not to be had.
    pub(super) fn passed_over(
        &self,
        name: &Domain,
        record: RecordType,
        server: SocketAddr,
        silent: Option<(Reading, Duration)>,
    ) {
        let Some((reading, waited)) = silent.filter(|_| !self.0.passed_over.swap(true, Ordering::Relaxed)) else {
            return;
        };
        let (names, name) = (self.clone(), name.clone());
        self.aside(async move {
            let found = Found { name: name.clone(), record, server: Some(server), reading, elapsed: waited };
            let evidence = match names.whose_silence(&found).await {
                Some(answer) => Evidence::ResolverUnavailable { server: dns_server(server), answer },
                None if found.outcome() == DnsOutcome::Refused => {
                    let rcode = found.reading.rcode.clone();
                    Evidence::DnsRefused { name, record, server: dns_server(server), rcode }
                }
                None => found.timed_out(name),
            };
            names.sink().saw(None, evidence);
        });
    }

    /// Looks at the resolver's health beside a question that is slow: should it end in silence, it is known at
    /// once whose silence it is.
    pub(super) fn health_beside(&self, server: SocketAddr, until: Instant) -> Owned<()> {
        let names = self.clone();
        Owned::spawn(async move {
            tokio::time::sleep(until.saturating_duration_since(Instant::now()) * 2 / 5).await;
            let of = names.clone();
            names.aside(async move {
                of.health(server, until).await;
            });
        })
    }

    /// Whether the resolver answers anything: `. NS` is known to every one.
    async fn health(&self, server: SocketAddr, until: Instant) -> Option<ResolverAnswer> {
        let ask = || async {
            let question = Question::recursive(Domain::root(), RecordType::Ns);
            let reading = self.ask(LookupRole::Health, &question, server, until).await;
            match reading.answer.outcome {
                DnsOutcome::Refused => Some(ResolverAnswer::Refuses),
                DnsOutcome::Timeout if reading.absent => Some(ResolverAnswer::Absent),
                DnsOutcome::Timeout if reading.unroutable => Some(ResolverAnswer::Unroutable),
                // It answers; the way to the whole of it is barred.
                DnsOutcome::Timeout if reading.cut => None,
                DnsOutcome::Timeout => Some(ResolverAnswer::Silent),
                DnsOutcome::Answer
                | DnsOutcome::NoData
                | DnsOutcome::NxDomain
                | DnsOutcome::ServFail
                | DnsOutcome::Malformed
                | DnsOutcome::Loop => None,
            }
        };
        *self.0.health.get_or_init(ask).await
    }

    /// Whose trouble an answer is that says nothing: `None` where the resolver answers others. That is always asked, so
    /// that it does not hang on which answer came first.
    pub(super) async fn whose_trouble(&self, found: &Found) -> Option<ResolverAnswer> {
        let trouble = self.whose_silence(found).await;
        let is_alive = self.0.alive.load(Ordering::Relaxed) && found.server.is_some() && !found.reading.absent;
        trouble.filter(|_| !is_alive)
    }

    /// Whether the resolver is no use at all, or only to this question.
    async fn whose_silence(&self, found: &Found) -> Option<ResolverAnswer> {
        let Some(server) = found.server else { return Some(ResolverAnswer::None) };
        if found.reading.absent {
            return Some(ResolverAnswer::Absent);
        }
        if found.reading.unroutable {
            return Some(ResolverAnswer::Unroutable);
        }
        if found.reading.cut {
            return None;
        }
        let health = self.health(server, self.until()).await?;
        // It refused this name, so it is not silent, whatever became of the second question.
        let refused = found.outcome() == DnsOutcome::Refused;
        Some(if refused { ResolverAnswer::Refuses } else { health })
    }
}
