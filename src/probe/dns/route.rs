//! From a connector to addresses, as Exchange Online goes: the MX of a name first, by preference, its own address
//! records only where there is no MX; an IP address as it is.

mod families;

use std::{collections::BTreeMap, net::IpAddr};

use tokio::sync::mpsc::UnboundedSender;

use super::{
    Names,
    answer::{Beyond, Data, Exchange, MAX_IPS},
    beside,
    failure::Unjudged,
    found::Found,
};
use crate::{
    model::{
        Connector, DnsOutcome, Domain, EndpointId, Evidence, Fault, Host, MAX_ADDRESSES, Outcome, ProbeEvent,
        RecordType, Route,
    },
    probe::{events::millis, tasks::Owned},
};

/// Numbers between the first addresses of two hosts: an answer of 64 KiB holds fewer of each family.
const HOST_STRIDE: u32 = 16_384;

/// Numbers between the first addresses of the two families of one host.
const FAMILY_STRIDE: u32 = HOST_STRIDE / 2;

/// The most hosts that are looked at; more would only ever be listed as not tried.
const MAX_HOSTS: usize = 64;

/// The most addresses that get a row at all; the rest is only counted.
const MAX_LISTED: u32 = MAX_IPS as u32;

/// An address to try, as soon as it is known.
#[derive(Clone, Debug)]
pub(in crate::probe) struct Discovery {
    pub(in crate::probe) endpoint: EndpointId,
    pub(in crate::probe) host: Host,
    /// The smart host or domain that leads there.
    pub(in crate::probe) of: Host,
    pub(in crate::probe) ip: IpAddr,
    /// That of its host, which weighs against others of the same smart host or domain alone; a smart host's is 0.
    pub(in crate::probe) preference: u16,
    /// Whether it is of the first batch; else it waits for what those do.
    pub(in crate::probe) at_once: bool,
}

/// What becomes known on the way.
#[derive(Clone, Debug)]
pub(in crate::probe) enum Step {
    /// All hosts are known; these are the questions that addresses come from now, by what [`Step::Answered`] says.
    Hosts(Vec<(bool, EndpointId)>),
    /// All addresses are known that one question brings.
    Answered {
        /// Whether it is of IPv6.
        v6: bool,
        /// The number that its first address has, or would have.
        first: EndpointId,
    },
    /// An address.
    Address(Discovery),
}

/// Looks up everything a connector names, tells each address as its answer comes, and returns when all is known: how
/// many addresses there are, those without a row too.
pub(in crate::probe) async fn find(names: &Names, connector: &Connector, found: UnboundedSender<Step>) -> u64 {
    let mut route = Finder {
        names,
        connector,
        found,
        hosts: 0,
        addresses: 0,
        listed: 0,
        beyond: 0,
        unlisted: BTreeMap::new(),
        fault: None,
        unasked: false,
        pending: Vec::new(),
    };
    // Every name is asked about at once; they are told in the order of the connector.
    let hosts = connector.route.hosts();
    let asked: Vec<_> = hosts
        .into_iter()
        .map(|of| {
            let questions = of.name().map(|name| Questions::ask(names, name));
            (of, questions)
        })
        .collect();
    for (of, questions) in asked {
        match questions {
            None => route.host(Entry::of_its_own(of, None), None),
            Some(questions) => route.name(of, questions).await,
        }
    }
    route.addresses().await;
    let outcome = match route.fault {
        // What was not asked may lead on.
        Some(_) | None if route.addresses == 0 && route.unasked => Outcome::Skipped,
        Some((_, fault)) if route.addresses == 0 => Outcome::Failed(fault),
        Some(_) | None => Outcome::Passed,
    };
    let sink = names.sink();
    sink.send(ProbeEvent::HostEnded { index: None, outcome, at_ms: sink.now() });
    u64::from(route.listed) + route.beyond
}

/// The three questions about a name, under way together: one round trip for all.
struct Questions {
    name: Domain,
    mx: Owned<Found>,
    own: Addresses,
}

struct Addresses {
    a: Owned<Found>,
    aaaa: Owned<Found>,
}

impl Questions {
    fn ask(names: &Names, name: &Domain) -> Self {
        let mx = ask(names, name, RecordType::Mx);
        Self { name: name.clone(), mx, own: Addresses::ask(names, name) }
    }
}

impl Addresses {
    fn ask(names: &Names, name: &Domain) -> Self {
        Self { a: ask(names, name, RecordType::A), aaaa: ask(names, name, RecordType::Aaaa) }
    }
}

fn ask(names: &Names, name: &Domain, record: RecordType) -> Owned<Found> {
    let (names, name) = (names.clone(), name.clone());
    Owned::spawn(async move { names.find(&name, record).await })
}

/// A host and where it comes from.
struct Entry {
    host: Host,
    preference: Option<u16>,
    of: Host,
    /// The name whose MX it is.
    mx_of: Option<Domain>,
}

impl Entry {
    /// The preference of its addresses: smart hosts are all alike.
    fn rank(&self) -> u16 {
        self.preference.unwrap_or(0)
    }
}

impl Entry {
    fn of_its_own(of: Host, preference: Option<u16>) -> Self {
        Self { host: of.clone(), preference, of, mx_of: None }
    }
}

struct Finder<'a> {
    names: &'a Names,
    connector: &'a Connector,
    found: UnboundedSender<Step>,
    hosts: u32,
    /// Addresses of the first batch, and all there are.
    addresses: u32,
    listed: u32,
    /// Hosts and addresses that answers have beyond what is kept of them, each host as one.
    beyond: u64,
    /// The best preference of those without a row, by smart host or domain.
    unlisted: BTreeMap<Host, u16>,
    /// The first fault in order of rank, which speaks for the route where nothing else is found.
    fault: Option<(u32, Fault)>,
    /// Whether there was no time to ask for one of them.
    unasked: bool,
    pending: Vec<(u32, Entry, Addresses)>,
}

impl Finder<'_> {
    /// One name of the connector: its MX records, or itself.
    async fn name(&mut self, of: Host, questions: Questions) {
        let Questions { name, mx, own } = questions;
        let Some(mx) = mx.join().await else { return };
        let (mx, known) = self.settled(mx).await;
        if let Some(alias) = mx.alias() {
            self.names.sink().saw(None, alias);
        }
        self.records(&mx);
        let exchanges = exchanges(&mx);
        match mx.outcome() {
            DnsOutcome::Answer
                if !exchanges.is_empty() && exchanges.iter().all(|(_, exchange)| *exchange == Exchange::Null) =>
            {
                self.names.let_end([own.a, own.aaaa]);
                self.names.sink().saw(None, Evidence::NullMx { name, server: mx.server() });
                self.failed(Entry::of_its_own(of, None), Fault::NullMx);
            }
            DnsOutcome::Answer => {
                let mut own = Some(own);
                beside::look(self.names, &mx);
                if exchanges.iter().any(|(_, exchange)| *exchange == Exchange::Null) {
                    self.names.sink().saw(None, Evidence::NullMxBeside { name, server: mx.server() });
                }
                for (preference, exchange) in exchanges.into_iter().take(MAX_HOSTS) {
                    self.exchange(&mx, &of, preference, exchange, &mut own);
                }
                self.beyond(&of, mx.reading.beyond);
                self.names.let_end(own.into_iter().flat_map(|own| [own.a, own.aaaa]));
            }
            DnsOutcome::NoData if mx.reading.referral.is_none() => {
                beside::look(self.names, &mx);
                if matches!(self.connector.route, Route::Mx(_)) {
                    self.names.sink().saw(None, Evidence::ImplicitMx { name, server: mx.server() });
                }
                self.host(Entry::of_its_own(of, None), Some(own));
            }
            DnsOutcome::NoData
            | DnsOutcome::NxDomain
            | DnsOutcome::ServFail
            | DnsOutcome::Refused
            | DnsOutcome::Timeout
            | DnsOutcome::Malformed
            | DnsOutcome::Loop => {
                // No fallback to address records (RFC 5321 section 5.1): only an MX that is known not to be there
                // makes room for them.
                self.names.let_end([own.a, own.aaaa]);
                beside::look(self.names, &mx);
                match known {
                    Some((fault, evidence)) => {
                        self.names.sink().saw(None, evidence);
                        self.failed(Entry::of_its_own(of, None), fault);
                    }
                    None => {
                        let index = self.announce(&Entry::of_its_own(of, None));
                        self.not_asked(index, name, Some(RecordType::Mx));
                    }
                }
            }
        }
    }

    /// What is wrong with an answer for MX that leads nowhere; one that comes after all takes its place.
    async fn settled(&self, mut mx: Found) -> (Found, Option<(Fault, Evidence)>) {
        while !leads_on(&mx) {
            match self.names.fault(&mx).await {
                Ok(known) => return (mx, Some(known)),
                Err(Unjudged::NotAsked) => break,
                Err(Unjudged::Over(answer)) => mx = *answer,
            }
        }
        (mx, None)
    }

    /// One MX record.
    fn exchange(&mut self, mx: &Found, of: &Host, preference: u16, exchange: Exchange, own: &mut Option<Addresses>) {
        let (name, server) = (&mx.name, mx.server());
        let entry = |host| Entry { host, preference: Some(preference), of: of.clone(), mx_of: Some(name.clone()) };
        let sink = self.names.sink();
        match exchange {
            Exchange::Host(target) => {
                // The name's own addresses are asked for already.
                let asked = own.take_if(|_| target == *name).unwrap_or_else(|| Addresses::ask(self.names, &target));
                self.host(entry(target.into()), Some(asked));
            }
            Exchange::Address(ip, target) => {
                sink.saw(None, Evidence::MxTargetAddress { name: name.clone(), target, is_address: true, server });
                self.failed(entry(ip.into()), Fault::MxTargetAddress);
            }
            Exchange::NoName(target) => {
                // What no host can be called was most likely meant as an address: `1.2.3.4.5`, `host:25`.
                let target = target.shortened(256);
                sink.saw(None, Evidence::MxTargetAddress { name: name.clone(), target, is_address: false, server });
                self.blame(self.hosts, Fault::MxTargetAddress);
            }
            // Beside other records it leads nowhere, and is told once (RFC 7505 section 3).
            Exchange::Null => {}
        }
    }

    /// A host is known. Its addresses are told at once when it is one itself.
    fn host(&mut self, entry: Entry, questions: Option<Addresses>) {
        let index = self.announce(&entry);
        match (&entry.host, questions) {
            (Host::Ip(ip), _) => {
                let ip = *ip;
                self.address(index, &entry, ip, first_of(index, false));
                self.ended(Some(index), Outcome::Passed);
            }
            (Host::Name(_), Some(questions)) => self.pending.push((index, entry, questions)),
            (Host::Name(name), None) => {
                let questions = Addresses::ask(self.names, name);
                self.pending.push((index, entry, questions));
            }
        }
    }

    fn announce(&mut self, entry: &Entry) -> u32 {
        let index = self.hosts;
        self.hosts += 1;
        let (host, of) = (entry.host.clone(), entry.of.clone());
        self.names.sink().send(ProbeEvent::Host { index, host, preference: entry.preference, of });
        index
    }

    /// A host that leads nowhere.
    fn failed(&mut self, entry: Entry, fault: Fault) {
        let index = self.announce(&entry);
        self.blame(index, fault);
        self.ended(Some(index), Outcome::Failed(fault));
    }

    /// The best host speaks for the route, whichever answer came first.
    fn blame(&mut self, index: u32, fault: Fault) {
        if self.fault.is_none_or(|(of, _)| index < of) {
            self.fault = Some((index, fault));
        }
    }

    /// There was no time to ask for a host: it may lead anywhere.
    fn not_asked(&mut self, index: u32, name: Domain, record: Option<RecordType>) {
        self.names.sink().saw(None, Evidence::DnsNotAsked { name, record });
        self.unasked = true;
        self.ended(Some(index), Outcome::Skipped);
    }

    fn ended(&self, index: Option<u32>, outcome: Outcome) {
        let sink = self.names.sink();
        sink.send(ProbeEvent::HostEnded { index, outcome, at_ms: sink.now() });
    }

    /// Tells the addresses of all hosts, each family as its answer comes.
    async fn addresses(&mut self) {
        let (told, mut answers) = tokio::sync::mpsc::unbounded_channel();
        let mut waiting = Vec::new();
        let mut hosts = Vec::new();
        let open = self.pending.iter().flat_map(|(index, ..)| [false, true].map(|v6| (v6, first_of(*index, v6))));
        self.tell(Step::Hosts(open.collect()));
        for (index, entry, Addresses { a, aaaa }) in std::mem::take(&mut self.pending) {
            for (v6, question) in [(false, a), (true, aaaa)] {
                let told = told.clone();
                waiting.push(Owned::spawn(async move {
                    // The receiver is gone only when the run is.
                    let _ = told.send((index, v6, question.join().await));
                }));
            }
            hosts.push((index, entry, Vec::new()));
        }
        drop(told);
        while let Some((index, v6, found)) = answers.recv().await {
            let Some(place) = hosts.iter().position(|(of, ..)| *of == index) else { continue };
            let (_, entry, both) = &mut hosts[place];
            if let Some(found) = found {
                self.family(index, entry, &found);
                both.push(found);
            }
            self.tell(Step::Answered { v6, first: first_of(index, v6) });
            if both.len() == 2 {
                let (index, entry, both) = hosts.remove(place);
                self.addresses_known(index, &entry, both).await;
            }
        }
    }

    fn address(&mut self, index: u32, entry: &Entry, ip: IpAddr, endpoint: EndpointId) {
        let preference = entry.rank();
        let at_once = (self.addresses as usize) < MAX_ADDRESSES;
        self.listed += 1;
        if self.listed > MAX_LISTED {
            return self.unlisted(&entry.of, preference);
        }
        let port = self.connector.port;
        self.names.sink().send(ProbeEvent::Address { endpoint, host: index, ip, port, tried: at_once });
        self.addresses += u32::from(at_once);
        let (host, of) = (entry.host.clone(), entry.of.clone());
        self.tell(Step::Address(Discovery { endpoint, host, of, ip, preference, at_once }));
    }

    /// What an answer has beyond what is kept of it is there all the same, and is not tried.
    fn beyond(&mut self, of: &Host, Beyond { count, preference }: Beyond) {
        self.beyond += count;
        if count > 0 {
            self.unlisted(of, preference);
        }
    }

    /// One of that preference is there that gets no row.
    fn unlisted(&mut self, of: &Host, preference: u16) {
        if self.unlisted.get(of).is_none_or(|best| preference < *best) {
            self.unlisted.insert(of.clone(), preference);
            self.names.sink().send(ProbeEvent::Unlisted { of: of.clone(), preference });
        }
    }

    fn tell(&self, step: Step) {
        // The receiver is gone only when the run is.
        let _ = self.found.send(step);
    }

    /// Records that lead on are worth telling.
    fn records(&self, found: &Found) {
        if let Some(unsteady) = &found.reading.unsteady {
            self.names.sink().saw(None, unsteady.clone());
        }
        if let Some((name, aliases)) = found.reading.several.clone() {
            self.names.sink().saw(None, Evidence::SeveralAliases { name, aliases, server: found.server() });
        }
        let records = &found.reading.answer.records;
        if !found.reading.data.is_empty() {
            self.names.sink().saw(
                None,
                Evidence::Records {
                    name: found.name.clone(),
                    record: found.record,
                    records: records.clone(),
                    elapsed_ms: millis(found.elapsed),
                    server: found.server(),
                },
            );
        }
    }
}

/// Whether an answer for MX leads to hosts, or says that the name is one.
fn leads_on(mx: &Found) -> bool {
    match mx.outcome() {
        DnsOutcome::Answer => true,
        DnsOutcome::NoData => mx.reading.referral.is_none(),
        DnsOutcome::NxDomain
        | DnsOutcome::ServFail
        | DnsOutcome::Refused
        | DnsOutcome::Timeout
        | DnsOutcome::Malformed
        | DnsOutcome::Loop => false,
    }
}

/// The number of the first address of a host in a family.
fn first_of(index: u32, v6: bool) -> EndpointId {
    EndpointId(index * HOST_STRIDE + if v6 { FAMILY_STRIDE } else { 0 })
}

/// The MX records by preference, equal ones by name: many resolvers rotate their answers.
fn exchanges(mx: &Found) -> Vec<(u16, Exchange)> {
    let mut exchanges: Vec<_> = mx
        .reading
        .data
        .iter()
        .filter_map(|data| {
            if let Data::Mx(preference, exchange) = data { Some((*preference, exchange.clone())) } else { None }
        })
        .collect();
    exchanges.sort();
    let mut once = Vec::new();
    exchanges.retain(|(_, exchange)| {
        !once.contains(exchange) && {
            once.push(exchange.clone());
            true
        }
    });
    exchanges
}
