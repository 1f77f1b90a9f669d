//! What the name servers know and what they answer: decided without a socket.

use std::{
    collections::{BTreeMap, HashSet},
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use hickory_resolver::proto::{
    op::{Edns, Message, OpCode, ResponseCode},
    rr::{Name, RData, Record, RecordType, rdata::opt::EdnsOption},
    serialize::txt::Parser,
};

use super::role::Role;
use crate::{
    lab::LabError,
    model::{self, LabDnsAnswer, LabDnsBy, LabName, Scenario},
};

/// TTL of every record, in seconds: short enough to be met again within an exercise.
const TTL: u32 = 300;
/// CNAME records that are followed in one answer.
const CHAIN: usize = 8;

/// One zone: its records by name and type.
struct Zone {
    origin: Name,
    records: BTreeMap<(Name, RecordType), Vec<Record>>,
}

impl Zone {
    fn parse(origin: &str, text: &str) -> Result<Self, String> {
        let origin = Name::from_ascii(format!("{}.", origin.trim_end_matches('.'))).map_err(|e| e.to_string())?;
        let text = format!(
            "$TTL {TTL}\n@ SOA ns.{LAB}. hostmaster.{LAB}. 2026112101 3600 600 86400 60\n@ NS ns.{LAB}.\n{text}\n",
            LAB = model::LAB_DOMAIN
        );
        let (_, sets) = Parser::new(text, None, Some(origin.clone())).parse().map_err(|e| e.to_string())?;
        let mut records: BTreeMap<_, Vec<Record>> = BTreeMap::new();
        for set in sets.values() {
            for record in set.records_without_rrsigs() {
                records.entry((record.name.clone(), record.record_type())).or_default().push(record.clone());
            }
        }
        Ok(Self { origin, records })
    }

    fn get(&self, name: &Name, record: RecordType) -> Option<&Vec<Record>> {
        self.records.get(&(name.clone(), record))
    }

    /// Whether the name, or one below it, has any record (RFC 8020).
    fn has(&self, name: &Name) -> bool {
        self.records.keys().any(|(owner, _)| name.zone_of(owner))
    }

    /// The delegation at or above the name, but below the origin.
    fn delegation(&self, name: &Name) -> Option<&Vec<Record>> {
        self.records
            .iter()
            .find(|((owner, kind), _)| *kind == RecordType::NS && *owner != self.origin && owner.zone_of(name))
            .map(|(_, records)| records)
    }

    fn soa(&self) -> Record {
        self.get(&self.origin, RecordType::SOA).and_then(|set| set.first()).expect("every zone begins with one").clone()
    }
}

struct Break {
    name: Name,
    record: Option<RecordType>,
    does: LabDnsAnswer,
    by: LabDnsBy,
}

/// Everything the name servers know.
pub(in crate::lab) struct Names {
    /// As the resolver has it.
    cached: Vec<Zone>,
    /// As the second resolver has it, where that is something else.
    second: Vec<Zone>,
    /// As the authoritative server has it, where that is something else.
    current: Vec<Zone>,
    /// As the other authoritative server has it, where that is something else.
    other: Vec<Zone>,
    /// Names that `test` does not delegate any more.
    undelegated: Vec<Name>,
    /// Names whose delegation leads nowhere.
    lame: Vec<Name>,
    breaks: Vec<Break>,
    /// What a server that falters did not answer the last time.
    failed: Mutex<HashSet<(Name, RecordType)>>,
}

/// What a name server does with a question.
pub(in crate::lab) enum Reply {
    /// It answers.
    Message(Box<Message>),
    /// It sends these bytes.
    Bytes(Vec<u8>),
    /// It says nothing.
    Nothing,
}

impl Names {
    /// The zones of these scenarios under `.`, `test` and `lab.test`; with each come the addresses its servers got.
    pub(in crate::lab) fn new<'a>(
        scenarios: impl Iterator<Item = (&'a Scenario, &'a [Vec<IpAddr>])>,
    ) -> Result<Self, LabError> {
        let mut names = Self {
            cached: Vec::new(),
            second: Vec::new(),
            current: Vec::new(),
            other: Vec::new(),
            undelegated: Vec::new(),
            lame: Vec::new(),
            breaks: Vec::new(),
            failed: Mutex::default(),
        };
        let mut parent = format!("ns A {}\n", Role::Authoritative.ip());
        for (scenario, addresses) in scenarios {
            names
                .add(scenario, addresses, &mut parent)
                .map_err(|reason| LabError::Zone { id: scenario.id.clone(), reason })?;
        }
        for (origin, text) in [(model::LAB_DOMAIN, parent.as_str()), ("test", ""), ("", "")] {
            let zone = Zone::parse(origin, text).map_err(|reason| LabError::Zone { id: origin.to_owned(), reason })?;
            names.cached.push(zone);
        }
        Ok(names)
    }

    fn add(&mut self, scenario: &Scenario, addresses: &[Vec<IpAddr>], parent: &mut String) -> Result<(), String> {
        let dns = &scenario.dns;
        for broken in &dns.breaks {
            self.breaks.push(Break {
                name: absolute(&scenario.absolute(&broken.name))?,
                record: broken.record.map(wire_type),
                does: broken.does,
                by: broken.by,
            });
        }
        let host = scenario.host();
        for (text, zones) in
            [(&dns.second, &mut self.second), (&dns.authoritative, &mut self.current), (&dns.other, &mut self.other)]
        {
            if let Some(text) = text {
                zones.push(Zone::parse(&host, text)?);
            }
        }
        match dns.name {
            LabName::Exists => {
                let made = zone_of_servers(scenario, addresses);
                self.cached.push(Zone::parse(&host, dns.zone.as_ref().unwrap_or(&made))?);
            }
            LabName::Unknown => {}
            LabName::NotDelegated => self.undelegated.push(absolute(&host)?),
            LabName::Lame => {
                let (id, stranger) = (&scenario.id, Role::Stranger.ip());
                parent.push_str(&format!("{id} NS ns1.{id}\n{id} NS ns2.{id}\nns1.{id} A {stranger}\n"));
                self.lame.push(absolute(&host)?);
            }
        }
        Ok(())
    }

    /// What the server in this role does with this question.
    pub(in crate::lab) fn answer(&self, role: Role, query: &Message, over_tcp: bool) -> Reply {
        let mut reply = Message::response(query.metadata.id, query.metadata.op_code);
        reply.metadata.recursion_desired = query.metadata.recursion_desired;
        reply.metadata.checking_disabled = query.metadata.checking_disabled;
        reply.metadata.recursion_available = matches!(role, Role::Resolver | Role::Second);
        reply.add_queries(query.queries.iter().cloned());
        if let Some(asked) = &query.edns {
            let mut edns = Edns::new();
            edns.set_max_payload(1232).set_dnssec_ok(asked.flags().dnssec_ok);
            reply.set_edns(edns);
        }
        let [question] = query.queries.as_slice() else {
            return refusal(reply, ResponseCode::FormErr);
        };
        match role {
            Role::Silent => return Reply::Nothing,
            Role::Refusing | Role::Stranger => return refusal(reply, ResponseCode::Refused),
            Role::Resolver | Role::Second | Role::Authoritative | Role::Other => {}
        }
        if query.metadata.op_code != OpCode::Query {
            return refusal(reply, ResponseCode::NotImp);
        }
        let (name, kind) = (question.name(), question.query_type());
        if !role.has_authority() && self.lame.iter().any(|lame| lame.zone_of(name)) {
            explain(&mut reply, 22, "no reachable authority");
            return refusal(reply, ResponseCode::ServFail);
        }
        match self.broken(role, name, kind) {
            None => {}
            Some(LabDnsAnswer::ServFail) => return refusal(reply, ResponseCode::ServFail),
            Some(LabDnsAnswer::Falters) if self.answered_last(name, kind) => {
                return refusal(reply, ResponseCode::ServFail);
            }
            Some(LabDnsAnswer::Falters) => {}
            Some(LabDnsAnswer::NotImp) => return refusal(reply, ResponseCode::NotImp),
            Some(LabDnsAnswer::Bogus) if query.metadata.checking_disabled => {}
            Some(LabDnsAnswer::Bogus) => {
                explain(&mut reply, 6, "signature expired");
                return refusal(reply, ResponseCode::ServFail);
            }
            Some(LabDnsAnswer::Refused) => return refusal(reply, ResponseCode::Refused),
            Some(LabDnsAnswer::NoEdns) if query.edns.is_none() => {}
            Some(LabDnsAnswer::Cut) if over_tcp => return Reply::Nothing,
            Some(LabDnsAnswer::Silent | LabDnsAnswer::NoEdns) => return Reply::Nothing,
            Some(LabDnsAnswer::Garbage) => return Reply::Bytes(b"\0this is no DNS message".to_vec()),
            Some(LabDnsAnswer::WrongId) => reply.metadata.id ^= 0x5555,
            Some(LabDnsAnswer::Truncated) if over_tcp => {}
            Some(LabDnsAnswer::Truncated | LabDnsAnswer::Cut) => {
                reply.metadata.truncation = true;
                return Reply::Message(Box::new(reply));
            }
        }
        self.look_up(role, name.clone(), kind, &mut reply);
        Reply::Message(Box::new(reply))
    }

    /// Whether the last question for this was answered, or there was none: then this one is not.
    fn answered_last(&self, name: &Name, kind: RecordType) -> bool {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        let of = (name.clone(), kind);
        !failed.remove(&of) && failed.insert(of)
    }

    fn broken(&self, role: Role, name: &Name, kind: RecordType) -> Option<LabDnsAnswer> {
        let mut breaks = self.breaks.iter().filter(|broken| match broken.by {
            LabDnsBy::Resolver => !role.has_authority(),
            LabDnsBy::Authority => role.has_authority(),
            LabDnsBy::All => true,
        });
        breaks.find(|b| b.name == *name && b.record.is_none_or(|record| record == kind)).map(|b| b.does)
    }

    /// Fills in the answer from the zones, following aliases as a resolver does.
    fn look_up(&self, role: Role, mut name: Name, kind: RecordType, reply: &mut Message) {
        for _ in 0..CHAIN {
            if self.undelegated.iter().any(|gone| gone.zone_of(&name)) {
                let test = Name::from_ascii("test.").expect("a name");
                let zone = self.zone(role, &test).expect("the lab has this zone");
                reply.metadata.authoritative = role.has_authority();
                reply.metadata.response_code = ResponseCode::NXDomain;
                reply.add_authority(zone.soa());
                return;
            }
            let Some(zone) = self.zone(role, &name) else {
                reply.metadata.response_code = ResponseCode::Refused;
                return;
            };
            if let Some(delegation) = zone.delegation(&name) {
                for record in delegation {
                    if let RData::NS(server) = &record.data {
                        reply.add_additionals(zone.get(&server.0, RecordType::A).into_iter().flatten().cloned());
                    }
                }
                reply.add_authorities(delegation.iter().cloned());
                return;
            }
            reply.metadata.authoritative = role.has_authority();
            if let Some(records) = zone.get(&name, kind) {
                reply.add_answers(records.iter().cloned());
                return;
            }
            let alias = zone.get(&name, RecordType::CNAME).and_then(|set| set.first());
            let Some((alias, RData::CNAME(target))) = alias.map(|record| (record, &record.data)) else {
                if !zone.has(&name) {
                    reply.metadata.response_code = ResponseCode::NXDomain;
                }
                reply.add_authority(zone.soa());
                return;
            };
            if reply.answers.iter().any(|seen| seen.name == alias.name) {
                return;
            }
            reply.add_answer(alias.clone());
            name = target.0.clone();
        }
    }

    /// The innermost zone of a name, as the server in this role has it.
    fn zone(&self, role: Role, name: &Name) -> Option<&Zone> {
        let other: &[Zone] = match role {
            Role::Second => &self.second,
            Role::Authoritative => &self.current,
            Role::Other => &self.other,
            Role::Resolver | Role::Silent | Role::Refusing | Role::Stranger => &[],
        };
        let inner = |zones: &'_ [Zone]| -> Option<usize> {
            let fitting = zones.iter().enumerate().filter(|(_, zone)| zone.origin.zone_of(name));
            fitting.max_by_key(|(_, zone)| zone.origin.num_labels()).map(|(index, _)| index)
        };
        inner(other).map(|index| &other[index]).or_else(|| inner(&self.cached).map(|index| &self.cached[index]))
    }
}

fn absolute(name: &str) -> Result<Name, String> {
    Name::from_ascii(format!("{name}.")).map_err(|error| error.to_string())
}

fn refusal(mut reply: Message, code: ResponseCode) -> Reply {
    reply.metadata.response_code = code;
    Reply::Message(Box::new(reply))
}

/// Adds an extended DNS error (RFC 8914), where the client speaks EDNS.
fn explain(reply: &mut Message, number: u16, text: &str) {
    if let Some(edns) = &mut reply.edns {
        let data = [&number.to_be_bytes()[..], text.as_bytes()].concat();
        edns.options_mut().insert(EdnsOption::Unknown(15, data));
    }
}

fn wire_type(record: model::RecordType) -> RecordType {
    match record {
        model::RecordType::Mx => RecordType::MX,
        model::RecordType::A => RecordType::A,
        model::RecordType::Aaaa => RecordType::AAAA,
        model::RecordType::Ns => RecordType::NS,
        model::RecordType::Soa => RecordType::SOA,
        model::RecordType::Cname => RecordType::CNAME,
    }
}

/// The records that lead to the servers as they listen.
fn zone_of_servers(scenario: &Scenario, addresses: &[Vec<IpAddr>]) -> String {
    let mut zone = String::new();
    for (index, (server, addresses)) in scenario.servers.iter().zip(addresses).enumerate() {
        let host = host_label(scenario, index);
        if host != "@" {
            zone.push_str(&format!("@ MX {} {host}\n", server.preference.unwrap_or(10)));
        }
        for ip in addresses {
            zone.push_str(&format!("{host} {} {ip}\n", if ip.is_ipv4() { "A" } else { "AAAA" }));
        }
    }
    zone
}

/// The name of a server, as a file writes it: `@`, or `mx<n>` where an MX record leads to it.
pub(in crate::lab) fn host_label(scenario: &Scenario, index: usize) -> String {
    if scenario.mx || scenario.servers.iter().any(|server| server.preference.is_some()) {
        format!("mx{}", index + 1)
    } else {
        "@".to_owned()
    }
}
