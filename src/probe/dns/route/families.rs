//! What the questions for both families of a host come to together: its addresses, or why it has none.

use std::collections::BTreeSet;

use super::{Entry, FAMILY_STRIDE, Finder, first_of};
use crate::{
    model::{DnsOutcome, EndpointId, Evidence, Fault, Host, Outcome, Reach, RecordType, WireText},
    probe::{
        dns::{
            answer::{self, Beyond},
            beside,
            failure::Unjudged,
            found::Found,
        },
        events::millis,
    },
};

impl Finder<'_> {
    /// What one question brings for a host.
    pub(super) fn family(&mut self, index: u32, entry: &Entry, found: &Found) {
        self.records(found);
        if !found.reading.null_ips().is_empty() {
            self.names.sink().saw(None, found.null_address());
        }
        self.beyond(&entry.of, Beyond { preference: entry.rank(), ..found.reading.beyond });
        let first = first_of(index, found.record == RecordType::Aaaa);
        // Each once, in an order that an answer which rotates does not change.
        let ips = BTreeSet::from_iter(found.reading.ips());
        for (ip, place) in ips.into_iter().zip(0..FAMILY_STRIDE) {
            self.address(index, entry, ip, EndpointId(first.0 + place));
        }
    }

    pub(super) async fn addresses_known(&mut self, index: u32, entry: &Entry, mut both: Vec<Found>) {
        both.sort_by_key(|found| found.record == RecordType::Aaaa);
        let known = self.settle(index, entry, &mut both).await;
        let sink = self.names.sink().clone();
        if let (Some(of), Host::Name(target)) = (&entry.mx_of, &entry.host)
            && let Some(found) = both.iter().find(|found| !found.reading.answer.aliases.is_empty())
        {
            let (aliases, server) = (found.reading.answer.aliases.clone(), found.server());
            sink.saw(None, Evidence::MxTargetAlias { name: of.clone(), target: target.clone(), aliases, server });
        }
        if has_addresses(&both) {
            self.half_answered(&both);
            self.inside(&both);
            if index == 0 {
                both.iter().filter(|found| !found.reading.ips().is_empty()).for_each(|f| beside::look(self.names, f));
            }
            self.ended(Some(index), Outcome::Passed);
            return;
        }
        // Whatever one family says, the other may lead on.
        match both.iter().filter(|found| found.is_not_asked()).collect::<Vec<_>>()[..] {
            [] => {}
            [open] => return self.not_asked(index, open.name.clone(), Some(open.record)),
            [open, ..] => return self.not_asked(index, open.name.clone(), None),
        }
        let Some(worst) = worst(&both) else { return };
        beside::look(self.names, worst);
        let Some((fault, evidence)) = known.or_else(|| self.missing_target(entry, worst)) else {
            return self.not_asked(index, worst.name.clone(), Some(worst.record));
        };
        // What an address says that is none was told as it came.
        if fault != Fault::DnsNullAddress {
            sink.saw(None, evidence);
        }
        self.blame(index, fault);
        self.ended(Some(index), Outcome::Failed(fault));
    }

    /// Judges a host that leads nowhere. An answer that comes after all takes the place of the failure, and may lead on.
    async fn settle(&mut self, index: u32, entry: &Entry, both: &mut [Found]) -> Option<(Fault, Evidence)> {
        loop {
            if has_addresses(both) || both.iter().any(Found::is_not_asked) {
                return None;
            }
            let worst = worst(both).filter(|worst| entry.mx_of.is_none() || rank(worst) <= 1)?;
            let answer = match self.names.fault(worst).await {
                Ok(known) => return Some(known),
                Err(Unjudged::NotAsked) => return None,
                Err(Unjudged::Over(answer)) => *answer,
            };
            for failed in both.iter_mut() {
                // What was the matter with one family was most likely that of the other.
                let other = failed.record != answer.record;
                let now = if other { self.names.over(failed).await } else { Some(answer.clone()) };
                if let Some(now) = now {
                    self.family(index, entry, &now);
                    *failed = now;
                }
            }
        }
    }

    /// The target of an MX record has no addresses, and nothing failed.
    fn missing_target(&self, entry: &Entry, worst: &Found) -> Option<(Fault, Evidence)> {
        let (Some(of), Host::Name(target), true) = (&entry.mx_of, &entry.host, rank(worst) > 1) else { return None };
        let zone = answer::undelegated(target, worst.reading.answer.zone.as_ref());
        if let Some(zone) = zone.filter(|_| worst.outcome() == DnsOutcome::NxDomain) {
            let (name, server) = (target.clone(), worst.server());
            self.names.sink().saw(None, Evidence::DnsNotDelegated { name, zone, server });
        }
        let (name, target, server) = (of.clone(), target.clone(), worst.server());
        Some((Fault::MxTargetMissing, Evidence::MxTargetMissing { name, target, server }))
    }

    /// One family leads on, and of the other nobody knows: who asks for it first may wait, or give up. What there was no time
    /// for leads nobody knows where.
    fn half_answered(&self, both: &[Found]) {
        let Some(good) = both.iter().find(|found| !found.reading.ips().is_empty()) else { return };
        if let Some(open) = both.iter().find(|found| found.is_not_asked()) {
            let (name, record) = (open.name.clone(), Some(open.record));
            return self.names.sink().saw(None, Evidence::DnsNotAsked { name, record });
        }
        let told = |found: &&Found| match found.outcome() {
            DnsOutcome::ServFail
            | DnsOutcome::Refused
            | DnsOutcome::Malformed
            | DnsOutcome::Loop
            | DnsOutcome::Timeout => true,
            // The name is there: to deny it denies its other records too (RFC 4074 section 4.2, RFC 8020).
            DnsOutcome::NxDomain => true,
            // A referral says that somebody else knows (RFC 1034 section 4.3.1), and no one else is asked.
            DnsOutcome::Answer | DnsOutcome::NoData => {
                found.reading.ips().is_empty() && found.reading.referral.is_some()
            }
        };
        if let Some(bad) = both.iter().find(told) {
            self.names.sink().saw(
                None,
                Evidence::DnsHalfAnswered {
                    name: bad.reading.end_of_aliases.clone().unwrap_or_else(|| bad.name.clone()),
                    record: bad.record,
                    other: good.record,
                    server: bad.server(),
                    outcome: bad.outcome(),
                    waited_ms: millis(bad.elapsed),
                },
            );
        }
    }

    /// Addresses of a network inside, which may be the only ones.
    fn inside(&self, both: &[Found]) {
        let ips = || both.iter().flat_map(|found| found.reading.ips());
        let kind = |ip| if let Reach::Inside(kind) = Reach::of(ip) { Some(kind) } else { None };
        let Some(found) = both.iter().find(|found| found.reading.ips().into_iter().any(|ip| kind(ip).is_some())) else {
            return;
        };
        let Some(first) = ips().find_map(kind) else { return };
        let records = ips().filter(|ip| kind(*ip).is_some()).map(|ip| WireText::from_text(&ip.to_string())).collect();
        let (name, all) = (found.name.clone(), ips().all(|ip| kind(ip).is_some()));
        let evidence = Evidence::DnsPrivateAddress { name, records, kind: first, all, server: found.server() };
        self.names.sink().saw(None, evidence);
    }
}

fn has_addresses(both: &[Found]) -> bool {
    both.iter().any(|found| !found.reading.ips().is_empty())
}

/// That of the two families which speaks for a host without addresses.
fn worst(both: &[Found]) -> Option<&Found> {
    both.iter().min_by_key(|found| rank(found))
}

/// Not there at all is worth more than no such record, and a failure more than both.
fn rank(found: &Found) -> u8 {
    match found.outcome() {
        DnsOutcome::Answer if found.reading.referral.is_none() => 1,
        DnsOutcome::NoData if found.reading.referral.is_none() => 3,
        DnsOutcome::NxDomain => 2,
        DnsOutcome::Answer
        | DnsOutcome::NoData
        | DnsOutcome::ServFail
        | DnsOutcome::Refused
        | DnsOutcome::Timeout
        | DnsOutcome::Malformed
        | DnsOutcome::Loop => 0,
    }
}
