//! The name servers of a zone: which they are, where they are, and what each of them says to one question. What it
//! means is decided in `beside` (the resolver answered) and `failure` (it did not).

use std::{
    collections::HashSet,
    net::{IpAddr, SocketAddr},
};

use futures_util::future::join_all;
use tokio::time::Instant;

use super::{
    Names,
    answer::{Reading, registered, undelegated},
    exchange::Question,
    zone::{Known, NameServer, Place, Zone},
};
use crate::model::{DnsOutcome, Domain, LookupRole, RecordType, WireText};

/// Name servers of a zone that are asked at the most, side by side; few zones have more.
const MAX_SERVERS: usize = 4;

/// What became of a question to one name server.
#[derive(Clone, Debug)]
pub(super) enum Says {
    /// It answers with authority.
    Authority(Box<Reading>),
    /// It refuses, or refers to others: it does not serve the zone.
    NotServing,
    /// It has an answer and no authority: perhaps something on the way answers in its place.
    NoAuthority,
    /// SERVFAIL or its kin.
    Fails,
    /// Nothing came in time, or nothing listens there.
    Silent,
    /// It has no address.
    Missing,
    /// It could not be told.
    Unknown,
}

/// What the servers of one zone say to one question, in the order of the delegation.
#[derive(Clone, Debug)]
pub(super) struct Round {
    pub(super) zone: Domain,
    pub(super) said: Vec<(Domain, Says)>,
}

impl Round {
    /// Those that say so.
    pub(super) fn that(&self, says: impl Fn(&Says) -> bool) -> Vec<WireText> {
        let those = self.said.iter().filter(|(_, said)| says(said));
        those.map(|(server, _)| WireText::from_text(server.as_str())).collect()
    }

    /// The answers with authority.
    pub(super) fn answers(&self) -> impl Iterator<Item = (&Domain, &Reading)> {
        self.said.iter().filter_map(|(server, said)| match said {
            Says::Authority(reading) => Some((server, reading.as_ref())),
            Says::NotServing | Says::NoAuthority | Says::Fails | Says::Silent | Says::Missing | Says::Unknown => None,
        })
    }
}

impl Zone {
    /// Asks every server of the zone the same, side by side.
    pub(super) async fn ask(&self, names: &Names, name: &Domain, record: RecordType, until: Instant) -> Round {
        let asked = self.servers.iter().map(async |server| {
            let says = match server.place {
                Place::Missing => Says::Missing,
                Place::Unknown => Says::Unknown,
                Place::At(at) => {
                    let question = Question::direct(name.clone(), record);
                    let reading = names.ask(LookupRole::Authoritative, &question, at, until).await;
                    self.judge(names, reading)
                }
            };
            (server.name.clone(), says)
        });
        Round { zone: self.name.clone(), said: join_all(asked).await }
    }

    fn judge(&self, names: &Names, reading: Reading) -> Says {
        match reading.answer.outcome {
            DnsOutcome::Answer | DnsOutcome::NoData | DnsOutcome::NxDomain if reading.answer.authoritative => {
                Says::Authority(Box::new(reading))
            }
            DnsOutcome::Answer | DnsOutcome::NoData | DnsOutcome::NxDomain => match &reading.referral {
                // A zone of its own below this one: another server's matter.
                Some((below, _)) if *below != self.name && below.is_within(&self.name) => Says::Unknown,
                Some(_) => Says::NotServing,
                None => Says::NoAuthority,
            },
            DnsOutcome::Refused => Says::NotServing,
            DnsOutcome::ServFail => Says::Fails,
            // Nobody waited for it, or it could not be asked from here: that says nothing about the server.
            DnsOutcome::Timeout
                if names.0.enough.is_cancelled()
                    || reading.crowded
                    || reading.local.is_some()
                    || reading.unroutable =>
            {
                Says::Unknown
            }
            DnsOutcome::Timeout => Says::Silent,
            DnsOutcome::Malformed | DnsOutcome::Loop => Says::Unknown,
        }
    }
}

/// The zone that a name lies in, as the resolver knows it. `above` is where an answer said that it is.
pub(super) async fn zone_of(
    names: &Names,
    resolver: SocketAddr,
    name: &Domain,
    above: Option<&Domain>,
) -> Option<Zone> {
    let mut cut = Some(above.unwrap_or(name).clone());
    while let Some(zone) = cut.filter(|zone| is_below_registry(name, zone)) {
        match known(names, resolver, &zone).await {
            Known::Zone(zone) => return Some(zone),
            Known::Above(above) => cut = above.filter(|above| *above != zone).or_else(|| zone.parent()),
        }
    }
    None
}

/// The servers of a registry are nobody's of this name.
fn is_below_registry(name: &Domain, zone: &Domain) -> bool {
    *zone != Domain::root() && undelegated(name, Some(zone)).is_none()
}

async fn known(names: &Names, resolver: SocketAddr, zone: &Domain) -> Known {
    let cell = names.0.zones.of(zone);
    let look = || async {
        let reading = servers_of(names, resolver, zone).await;
        match reading.name_servers() {
            servers if servers.is_empty() => Known::Above(reading.answer.zone.filter(|above| zone.is_within(above))),
            servers => Known::Zone(at(names, resolver, zone.clone(), servers, None).await),
        }
    };
    cell.get_or_init(look).await.clone()
}

async fn servers_of(names: &Names, resolver: SocketAddr, zone: &Domain) -> Reading {
    let question = Question::recursive(zone.clone(), RecordType::Ns);
    names.ask(LookupRole::Authoritative, &question, resolver, names.until()).await
}

/// The zone of a name that a resolver fails at: what it knows all the same, else what the servers above say.
pub(super) async fn delegation(names: &Names, resolver: SocketAddr, name: &Domain) -> Option<Zone> {
    let mut cut = Some(name.clone());
    while let Some(zone) = cut.filter(|zone| *zone != Domain::root()) {
        let reading = servers_of(names, resolver, &zone).await;
        let servers = reading.name_servers();
        if !servers.is_empty() {
            let above = at(names, resolver, zone.clone(), servers, None).await;
            if zone == *name {
                return Some(above);
            }
            let below = referral(names, resolver, name, &above).await;
            return below.or(Some(above).filter(|_| is_below_registry(name, &zone)));
        }
        if matches!(reading.answer.outcome, DnsOutcome::Timeout | DnsOutcome::Refused | DnsOutcome::Malformed) {
            return None;
        }
        // The root's servers are never asked: above a registry nothing of this name is decided.
        cut = zone.parent().filter(|_| registered(name).is_none_or(|domain| zone.is_within(&domain)));
    }
    None
}

/// What the servers of the zone above say about the delegation.
async fn referral(names: &Names, resolver: SocketAddr, name: &Domain, above: &Zone) -> Option<Zone> {
    let places = above.servers.iter().filter_map(|server| match server.place {
        Place::At(at) => Some(at),
        Place::Missing | Place::Unknown => None,
    });
    let asked = places.map(async |at| {
        let question = Question::direct(name.clone(), RecordType::Ns);
        names.ask(LookupRole::Authoritative, &question, at, names.until()).await
    });
    let readings = join_all(asked).await;
    let found = readings.into_iter().find_map(|reading| match &reading.referral {
        Some((zone, servers)) if zone.is_within(&above.name) && *zone != above.name => {
            let servers = servers.iter().filter_map(|server| Domain::from_ascii(server.as_str()).ok()).collect();
            Some((zone.clone(), servers, Some(reading.glue)))
        }
        _ if reading.name_servers().is_empty() => None,
        _ => Some((name.clone(), reading.name_servers(), None)),
    });
    let (zone, servers, glue) = found?;
    Some(at(names, resolver, zone, servers, glue.as_deref()).await)
}

/// Where name servers are asked: on the port of the resolver, which is 53 but in an exercise. One address of each will
/// do; what came with a delegation (`glue`) is taken first, because a resolver that fails may not know it.
async fn at(
    names: &Names,
    resolver: SocketAddr,
    zone: Domain,
    mut servers: Vec<Domain>,
    glue: Option<&[(Domain, IpAddr)]>,
) -> Zone {
    let mut once = HashSet::new();
    servers.retain(|server| once.insert(server.clone()));
    servers.truncate(MAX_SERVERS);
    let found = servers.into_iter().map(async |name| {
        let mut ips: Vec<_> =
            glue.into_iter().flatten().filter(|(owner, _)| *owner == name).map(|(_, ip)| *ip).collect();
        ips.sort_by_key(IpAddr::is_ipv6);
        // Of a server inside the zone nobody but the zone above can tell the address (RFC 1034 section 4.2.1).
        let mut missing = glue.is_some() && name.is_within(&zone);
        for record in [RecordType::A, RecordType::Aaaa] {
            if ips.is_empty() && !missing {
                let question = Question::recursive(name.clone(), record);
                let reading = names.ask(LookupRole::Authoritative, &question, resolver, names.until()).await;
                ips = reading.ips();
                let denied = matches!(reading.answer.outcome, DnsOutcome::NoData | DnsOutcome::NxDomain);
                if !denied && ips.is_empty() {
                    return NameServer { name, place: Place::Unknown };
                }
                missing = reading.answer.outcome == DnsOutcome::NxDomain || (denied && record == RecordType::Aaaa);
            }
        }
        let place = ips.first().map(|ip| Place::At(SocketAddr::new(*ip, resolver.port())));
        NameServer { name, place: place.unwrap_or(Place::Missing) }
    });
    let servers = join_all(found).await;
    Zone { name: zone, servers }
}
