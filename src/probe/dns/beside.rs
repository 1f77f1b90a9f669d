//! Extra looks that run beside the route and never delay it: the authoritative servers' own answer against the
//! resolver's, and a second resolver's against the first one's.

use std::{collections::BTreeSet, net::SocketAddr, time::Duration};

use futures_util::future::join_all;
use tokio::time::Instant;

use super::{
    Names,
    answer::Reading,
    authority::{self, Round, Says},
    failure::lame,
    found::Found,
    zone::Zone,
};
use crate::model::{DnsOutcome, Domain, Evidence, RecordType, WireText, dns_server};

/// How long the servers of a zone may take here: less than the grace of looks beside the route, so that their silence
/// is known before nobody waits any more.
const PATIENCE: Duration = Duration::from_millis(900);

/// How often the servers of a zone are asked again whether they deal addresses out: of two that are dealt by chance, the
/// same one comes all four times in one case of eight.
const DEALS: usize = 3;

/// Looks again at an answer that the route rests on.
pub(super) fn look(names: &Names, found: &Found) {
    if !is_definite(found.outcome()) {
        return;
    }
    for other in names.others(found) {
        let (of, found) = (names.clone(), found.clone());
        names.aside(async move { compare(&of, &found, other).await });
    }
    // Whoever says that it is authoritative has nothing cached.
    if let Some(resolver) = found.server.filter(|_| !found.reading.answer.authoritative) {
        let (of, found) = (names.clone(), found.clone());
        names.aside(async move {
            let _ = ask_authority(&of, &found, resolver).await;
        });
    }
}

async fn compare(names: &Names, found: &Found, other: SocketAddr) {
    let denied = found.outcome() == DnsOutcome::NxDomain;
    let theirs = join_all(kinds(found).map(|record| names.find_at(other, &found.name, record))).await;
    let Some(same) = theirs.first().filter(|theirs| is_definite(theirs.outcome())) else { return };
    let missing = match (denied, same.outcome() == DnsOutcome::NxDomain) {
        (true, false) => Some(found.server()),
        (false, true) => Some(dns_server(other)),
        (true, true) | (false, false) => None,
    };
    let split = |theirs: &Found| Evidence::DnsSplit {
        name: found.name.clone(),
        record: theirs.record,
        server: found.server(),
        records: records(found),
        other: dns_server(other),
        others: records(theirs),
        missing: missing.clone(),
    };
    if denied {
        // What is there for the other one: the way to the host, else nothing but the name.
        let there = theirs.iter().find(|theirs| !records(theirs).is_empty()).unwrap_or(same);
        if missing.is_some() {
            names.sink().saw(None, split(there));
        }
    } else if differ(found.record, &records(found), &records(same)) && !deals(names, found, same).await {
        names.sink().saw(None, split(same));
    }
}

/// What is asked again: the same, and of a name that is said not to exist, whatever could lead to a host.
fn kinds(found: &Found) -> impl Iterator<Item = RecordType> + use<> {
    let all = found.outcome() == DnsOutcome::NxDomain;
    let others = [RecordType::Mx, RecordType::A, RecordType::Aaaa].into_iter().filter(move |_| all);
    let first = found.record;
    std::iter::once(first).chain(others.filter(move |record| *record != first))
}

/// Asks the servers of the zone itself, side by side.
async fn ask_authority(names: &Names, found: &Found, resolver: SocketAddr) -> Option<()> {
    let name = found.reading.end_of_aliases.clone().unwrap_or_else(|| found.name.clone());
    let zone = authority::zone_of(names, resolver, &name, found.reading.answer.zone.as_ref()).await?;
    let until = names.until().min(Instant::now() + PATIENCE);
    let rounds = join_all(kinds(found).map(|record| {
        let (zone, name) = (&zone, &name);
        async move { (record, zone.ask(names, name, record, until).await) }
    }))
    .await;
    let (_, first) = rounds.first()?;
    servers_told(names, found, first);
    let mut newer = Vec::new();
    for (record, round) in &rounds {
        let (differ, old) = (disagreement(&name, *record, round), outdated(found, &name, *record, round));
        if (differ.is_some() || old.is_some()) && zone_deals(names, &zone, &name, *record, until).await {
            continue;
        }
        if let Some(differ) = differ {
            names.sink().saw(None, differ);
        }
        newer.extend(old);
    }
    // Of a name that was denied, the record that leads on is told, else that it is there by now.
    let leads = |evidence: &Evidence| matches!(evidence, Evidence::DnsOutdated { current, .. } if !current.is_empty());
    let place = newer.iter().position(leads).unwrap_or(0);
    if let Some(evidence) = newer.into_iter().nth(place) {
        names.sink().saw(None, evidence);
    }
    Some(())
}

/// Name servers that do not do their part, once a run.
fn servers_told(names: &Names, found: &Found, round: &Round) {
    let silent = round.that(|said| matches!(said, Says::Silent));
    let evidence = if silent.len() == round.said.len() {
        let (zone, server) = (round.zone.clone(), found.server());
        Some(Evidence::DnsAuthoritySilent { zone, servers: silent, server })
    } else if round.that(|said| matches!(said, Says::NoAuthority)).is_empty() {
        lame(round, round.zone.clone())
    } else {
        // An answer without authority is that of something on the way, as long as the resolver finds the zone.
        None
    };
    if let Some(evidence) = evidence
        && names.is_news(&round.zone)
    {
        names.sink().saw(None, evidence);
    }
}

/// Two servers of a zone that have different data.
fn disagreement(name: &Domain, record: RecordType, round: &Round) -> Option<Evidence> {
    let mut answers = round.answers();
    let (server, first) = answers.next()?;
    let (other, theirs) = answers.find(|(_, theirs)| differs(record, first, theirs))?;
    Some(Evidence::DnsServersDiffer {
        name: name.clone(),
        record,
        server: server.to_string(),
        records: first.answer.records.clone(),
        other: other.to_string(),
        others: theirs.answer.records.clone(),
    })
}

/// Whether the servers of a zone deal addresses out in turn: asked again, one of them gives others than before. Whoever
/// wants to know asks once, because questions in step with each other would get the same answers each time.
async fn zone_deals(names: &Names, zone: &Zone, name: &Domain, record: RecordType, until: Instant) -> bool {
    if !is_of_address(record) {
        return false;
    }
    let look = || async {
        let before = zone.ask(names, name, record, until).await;
        for _ in 0..DEALS {
            let again = zone.ask(names, name, record, until).await;
            let other = |server: &Domain, now: &Reading| {
                let before = before.answers().find(|(before, _)| *before == server);
                before.is_some_and(|(_, before)| deal(&before.answer.records, &now.answer.records))
            };
            if again.answers().any(|(server, now)| other(server, now)) {
                return true;
            }
        }
        false
    };
    *names.deals(name, record).get_or_init(look).await
}

/// Whether a name is dealt out one address at a time: then two resolvers differ and are both right.
async fn deals(names: &Names, found: &Found, theirs: &Found) -> bool {
    if !is_of_address(found.record) {
        return false;
    }
    for of in [found, theirs] {
        let Some(server) = of.server else { continue };
        let again = names.find_at(server, &found.name, found.record).await;
        if deal(&records(of), &records(&again)) {
            return true;
        }
    }
    let Some(resolver) = found.server else { return false };
    let name = found.reading.end_of_aliases.as_ref().unwrap_or(&found.name);
    let above = found.reading.answer.zone.as_ref();
    let Some(zone) = authority::zone_of(names, resolver, name, above).await else { return false };
    let until = names.until().min(Instant::now() + PATIENCE);
    zone_deals(names, &zone, name, found.record, until).await
}

/// Whether one server gave other addresses the second time.
fn deal(before: &[WireText], now: &[WireText]) -> bool {
    let set = |records: &[WireText]| records.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    !before.is_empty() && !now.is_empty() && set(before) != set(now)
}

fn is_of_address(record: RecordType) -> bool {
    matches!(record, RecordType::A | RecordType::Aaaa)
}

/// What the resolver holds that no server of the zone has any more.
fn outdated(found: &Found, name: &Domain, record: RecordType, round: &Round) -> Option<Evidence> {
    let denied = found.outcome() == DnsOutcome::NxDomain;
    let held = |theirs: &Reading| match theirs.answer.outcome == DnsOutcome::NxDomain {
        same if denied => same,
        _ => !differ(record, &records(found), &theirs.answer.records),
    };
    // An alias there leads somewhere else; following it would ask other zones.
    if round.answers().any(|(_, theirs)| theirs.alias_end.is_some() || held(theirs)) {
        return None;
    }
    let (server, newest) = round.answers().next()?;
    Some(Evidence::DnsOutdated {
        name: name.clone(),
        record,
        server: found.server(),
        cached: records(found),
        authoritative: server.to_string(),
        current: newest.answer.records.clone(),
        ttl_ms: u64::from(found.reading.answer.ttl.unwrap_or(0)) * 1_000,
        missing: denied,
    })
}

fn is_definite(outcome: DnsOutcome) -> bool {
    matches!(outcome, DnsOutcome::Answer | DnsOutcome::NoData | DnsOutcome::NxDomain)
}

fn records(found: &Found) -> Vec<WireText> {
    found.reading.answer.records.clone()
}

/// Whether two servers of one zone say different things, one of which may be that the name is not there.
fn differs(record: RecordType, a: &Reading, b: &Reading) -> bool {
    let denied = |reading: &Reading| reading.answer.outcome == DnsOutcome::NxDomain;
    denied(a) != denied(b) || differ(record, &a.answer.records, &b.answer.records)
}

/// Whether two answers say different things. Addresses are often dealt out in turn: there, one in common will do.
fn differ(record: RecordType, a: &[WireText], b: &[WireText]) -> bool {
    let set = |records: &[WireText]| records.iter().map(|r| r.as_str().to_ascii_lowercase()).collect::<BTreeSet<_>>();
    let (a, b) = (set(a), set(b));
    match record {
        RecordType::A | RecordType::Aaaa => a.is_disjoint(&b) && !(a.is_empty() && b.is_empty()),
        RecordType::Mx | RecordType::Ns | RecordType::Soa | RecordType::Cname => a != b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_dealt_out_in_turn_are_no_difference() {
        let texts = |all: &[&str]| all.iter().map(|text| WireText::from_text(text)).collect::<Vec<_>>();
        let (one, two) = (texts(&["192.0.2.1", "192.0.2.2"]), texts(&["192.0.2.2", "192.0.2.3"]));
        assert!(!differ(RecordType::A, &one, &two));
        assert!(differ(RecordType::A, &one, &texts(&["192.0.2.9"])));
        assert!(differ(RecordType::A, &one, &[]));
        assert!(!differ(RecordType::Aaaa, &[], &[]));
        assert!(differ(RecordType::Mx, &texts(&["10 a.", "20 b."]), &texts(&["10 a."])));
        assert!(!differ(RecordType::Mx, &texts(&["10 A."]), &texts(&["10 a."])));
    }
}
