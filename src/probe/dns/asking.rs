//! One question to one server: its turn, its events, and what of the silence is our own. Which servers are asked, and how often,
//! is left to the parent.

use std::{
    net::SocketAddr,
    sync::{Arc, PoisonError, atomic::Ordering},
};

use tokio::time::{Instant, timeout_at};

use super::{
    Names,
    answer::{self, Reading},
    exchange::{self, Heard, Question},
    turns::Turn,
};
use crate::{
    model::{DnsOutcome, Evidence, Fault, LookupId, LookupRole, ProbeEvent, ResolverAnswer, dns_server},
    probe::{events::millis, pulse::Pulse},
};

impl Names {
    /// Asks one server one question, as events. What it waits for its turn is no time of the server's.
    pub(super) async fn ask(
        &self,
        role: LookupRole,
        question: &Question,
        server: SocketAddr,
        mut until: Instant,
    ) -> Reading {
        match self.turn(role, &mut until, self.0.end).await {
            Some(turn) => self.ask_now(role, question, server, turn).await,
            None => Reading { crowded: true, ..Reading::of(DnsOutcome::Timeout) },
        }
    }

    /// Waits for a question's turn, and puts off by that when it must be over; none where `end` comes before.
    pub(super) async fn turn(&self, role: LookupRole, until: &mut Instant, end: Instant) -> Option<Turn<'_>> {
        let begun = Instant::now();
        if begun >= end {
            return None;
        }
        let turn = timeout_at(end, self.0.sockets.of(role).acquire());
        // The semaphore is never closed.
        let socket = self.0.enough.run_until_cancelled(turn).await?.ok()?.ok()?;
        let now = Instant::now();
        *until += now - begun;
        let due = until.saturating_duration_since(now);
        let until = end.min(*until);
        Some(Turn { _socket: socket, until, crowded: until.saturating_duration_since(now) < due * 3 / 4 })
    }

    pub(super) async fn ask_now(
        &self,
        role: LookupRole,
        question: &Question,
        server: SocketAddr,
        turn: Turn<'_>,
    ) -> Reading {
        let lookup = LookupId(self.0.lookups.fetch_add(1, Ordering::Relaxed));
        let sink = &self.0.sink;
        sink.send(ProbeEvent::Asked {
            lookup,
            role,
            name: question.name.clone(),
            record: question.record,
            server,
            at_ms: sink.now(),
            until_ms: sink.at(turn.until),
        });
        let reading = self.hear(question, server, turn).await;
        sink.send(ProbeEvent::Answered { lookup, at_ms: sink.now(), answer: reading.answer.clone() });
        if self.0.resolvers.contains(&server) {
            self.0.tallies.lock().unwrap_or_else(PoisonError::into_inner).entry(server).or_default().note(&reading);
        }
        reading
    }

    pub(super) async fn hear(&self, question: &Question, server: SocketAddr, turn: Turn<'_>) -> Reading {
        let exchange = exchange::exchange(server, question, turn.until);
        let pulse = Pulse::new(server);
        let heard = pulse.beside(self.0.enough.run_until_cancelled(exchange)).await;
        // Whoever is not waited for any more had less time too.
        let crowded = turn.crowded || heard.is_none();
        let heard = heard.unwrap_or(Heard::Silent);
        let is_lost = match heard {
            Heard::Silent => pulse.lost().is_some(),
            Heard::CutSilent | Heard::CutMalformed | Heard::Malformed => pulse.was_lost().is_some(),
            Heard::Message(..) | Heard::Absent | Heard::Unroutable | Heard::Local(_) => false,
        };
        let reading = match heard {
            _ if is_lost => {
                let (server, answer) = (dns_server(server), ResolverAnswer::Unroutable);
                let ours = Some((Fault::ResolverUnavailable, Evidence::ResolverUnavailable { server, answer }));
                Reading { unroutable: true, ours, ..Reading::of(DnsOutcome::Timeout) }
            }
            Heard::Message(message, over_tcp) => answer::read(&message, question, over_tcp),
            Heard::Silent => Reading { crowded, ..Reading::of(DnsOutcome::Timeout) },
            Heard::CutSilent => Reading { cut: true, crowded, ..Reading::of(DnsOutcome::Timeout) },
            Heard::CutMalformed => Reading { cut: true, ..Reading::of(DnsOutcome::Malformed) },
            Heard::Absent => Reading { absent: true, ..Reading::of(DnsOutcome::Timeout) },
            Heard::Unroutable => Reading { unroutable: true, ..Reading::of(DnsOutcome::Timeout) },
            Heard::Malformed => Reading::of(DnsOutcome::Malformed),
            Heard::Local(error) => Reading { local: Some(Arc::new(error)), ..Reading::of(DnsOutcome::Timeout) },
        };
        // Who was stopped meanwhile has not waited.
        let stopped = pulse.stopped().filter(|_| reading.answer.outcome == DnsOutcome::Timeout);
        let stopped = stopped.map(|stopped| Evidence::LocalStopped { stopped_ms: millis(stopped) });
        Reading { ours: stopped.map(|stopped| (Fault::LocalStopped, stopped)).or(reading.ours), ..reading }
    }
}
