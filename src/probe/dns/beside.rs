//! Extra looks that run beside the route and never delay it: the authoritative servers' own answer against the
//! resolver's, and a second resolver's against the first one's.

use std::{collections::BTreeSet, net::SocketAddr};

use super::{Found, Names, answer::undelegated, exchange::Question, lame, server_name};
use crate::model::{DnsOutcome, Domain, Evidence, LookupRole, RecordType, WireText};

/// Authoritative servers that are asked at the most.
const MAX_SERVERS: usize = 2;

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
            let _ = outdated(&of, &found, resolver).await;
        });
    }
}

async fn compare(names: &Names, found: &Found, other: SocketAddr) {
    let theirs = names.find_at(other, &found.name, found.record).await;
    if !is_definite(theirs.outcome()) || !differ(found.record, &records(found), &records(&theirs)) {
        return;
    }
    names.sink().saw(
        None,
        Evidence::DnsSplit {
            name: found.name.clone(),
            record: found.record,
            server: found.server(),
            records: records(found),
            other: server_name(other),
            others: records(&theirs),
        },
    );
}

/// Asks the servers of the zone itself, one until it answers with authority.
async fn outdated(names: &Names, found: &Found, resolver: SocketAddr) -> Option<()> {
    let name = found.reading.end_of_aliases.clone().unwrap_or_else(|| found.name.clone());
    let servers = servers(names, found, &name, resolver).await?;
    for server in servers.into_iter().take(MAX_SERVERS) {
        for at in lame::addresses(names, resolver, &server).await {
            let question = Question::direct(name.clone(), found.record);
            let reading = names.ask(LookupRole::Authoritative, &question, at, names.until()).await;
            if !reading.answer.authoritative || !is_definite(reading.answer.outcome) {
                continue;
            }
            let (cached, current) = (records(found), reading.answer.records);
            // An alias there leads somewhere else; following it would ask other zones.
            if reading.alias_end.is_none() && differ(found.record, &cached, &current) {
                let ttl_ms = u64::from(found.reading.answer.ttl.unwrap_or(0)) * 1_000;
                names.sink().saw(
                    None,
                    Evidence::DnsOutdated {
                        name,
                        record: found.record,
                        server: found.server(),
                        cached,
                        authoritative: server.to_string(),
                        current,
                        ttl_ms,
                    },
                );
            }
            return Some(());
        }
    }
    None
}

/// The name servers of the zone that a name lies in.
async fn servers(names: &Names, found: &Found, name: &Domain, resolver: SocketAddr) -> Option<Vec<Domain>> {
    let ask = async |zone: &Domain| {
        let question = Question::recursive(zone.clone(), RecordType::Ns);
        names.ask(LookupRole::Authoritative, &question, resolver, names.until()).await
    };
    let mut zone = found.reading.answer.zone.clone();
    if zone.is_none() {
        let reading = ask(name).await;
        if !reading.name_servers().is_empty() {
            return Some(reading.name_servers());
        }
        zone = reading.answer.zone;
    }
    // The servers of a registry are nobody's of this name.
    let zone = zone.filter(|zone| *zone != Domain::root() && undelegated(name, Some(zone)).is_none())?;
    Some(ask(&zone).await.name_servers()).filter(|servers| !servers.is_empty())
}

fn is_definite(outcome: DnsOutcome) -> bool {
    matches!(outcome, DnsOutcome::Answer | DnsOutcome::NoData | DnsOutcome::NxDomain)
}

fn records(found: &Found) -> Vec<WireText> {
    found.reading.answer.records.clone()
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
