//! Whether a name fails because the delegation of its zone is broken: name servers that are missing, or that do
//! not serve the zone. Asked only after a resolver failed.

use std::net::SocketAddr;

use super::{Names, answer::Data, exchange::Question};
use crate::model::{DnsOutcome, Domain, LookupRole, RecordType, WireText};

/// Name servers that are asked at the most.
const MAX_SERVERS: usize = 3;

/// The zone and its name servers, if none of them serves it.
pub(super) async fn look(names: &Names, resolver: SocketAddr, name: &Domain) -> Option<(Domain, Vec<WireText>)> {
    let (zone, servers) = delegation(names, resolver, name).await?;
    let mut listed: Vec<WireText> = servers.iter().map(|server| WireText::from_text(server.as_str())).collect();
    listed.dedup();
    for server in servers.iter().take(MAX_SERVERS) {
        for at in addresses(names, resolver, server).await {
            let question = Question::direct(zone.clone(), RecordType::Soa);
            let reading = names.ask(LookupRole::Authoritative, &question, at, names.until()).await;
            let answers = matches!(reading.answer.outcome, DnsOutcome::Answer | DnsOutcome::NoData);
            if answers && reading.answer.authoritative {
                return None;
            }
        }
    }
    Some((zone, listed))
}

/// The zone of a name and the servers it is delegated to: what the resolver knows of the zone itself, else what
/// the servers of the zone above say.
async fn delegation(names: &Names, resolver: SocketAddr, name: &Domain) -> Option<(Domain, Vec<Domain>)> {
    let mut cut = Some(name.clone());
    while let Some(zone) = cut {
        let question = Question::recursive(zone.clone(), RecordType::Ns);
        let reading = names.ask(LookupRole::Authoritative, &question, resolver, names.until()).await;
        let servers = reading.name_servers();
        if !servers.is_empty() {
            if zone == *name {
                return Some((zone, servers));
            }
            return referral(names, resolver, name, &servers).await.or(Some((zone, servers)));
        }
        if matches!(reading.answer.outcome, DnsOutcome::Timeout | DnsOutcome::Refused | DnsOutcome::Malformed) {
            return None;
        }
        cut = zone.parent();
    }
    None
}

/// What the servers of the zone above say about the delegation.
async fn referral(
    names: &Names,
    resolver: SocketAddr,
    name: &Domain,
    above: &[Domain],
) -> Option<(Domain, Vec<Domain>)> {
    for server in above.iter().take(MAX_SERVERS) {
        for at in addresses(names, resolver, server).await {
            let question = Question::direct(name.clone(), RecordType::Ns);
            let reading = names.ask(LookupRole::Authoritative, &question, at, names.until()).await;
            if let Some((zone, servers)) = reading.referral {
                let servers = servers.iter().filter_map(|server| Domain::from_ascii(server.as_str()).ok()).collect();
                return Some((zone, servers));
            }
            if reading.answer.outcome == DnsOutcome::Answer {
                let servers = reading.data.into_iter();
                let servers = servers.filter_map(|data| if let Data::Ns(server) = data { Some(server) } else { None });
                return Some((name.clone(), servers.collect()));
            }
        }
    }
    None
}

/// Where a name server is asked: on the port of the resolver, which is 53 but in an exercise. One address will do.
pub(super) async fn addresses(names: &Names, resolver: SocketAddr, server: &Domain) -> Vec<SocketAddr> {
    let ask = |record| {
        let question = Question::recursive(server.clone(), record);
        async move { names.ask(LookupRole::Authoritative, &question, resolver, names.until()).await }
    };
    let mut ips = ask(RecordType::A).await.ips();
    if ips.is_empty() {
        ips = ask(RecordType::Aaaa).await.ips();
    }
    ips.into_iter().take(1).map(|ip| SocketAddr::new(ip, resolver.port())).collect()
}
