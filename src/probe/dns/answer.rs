//! Reads a DNS message: records, a chain of aliases, why there are none. Pure.

use std::{
    collections::{BTreeSet, HashSet},
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use hickory_resolver::proto::{
    op::{Message, ResponseCode},
    rr::{
        Name, RData, Record,
        rdata::opt::{EdnsCode, EdnsOption},
    },
};

use super::exchange::{Question, wire_type};
use crate::model::{Answer, DnsOutcome, Domain, Evidence, Fault, MAX_ADDRESSES, Reach, RecordType, WireText};

/// The most aliases of a chain that are followed: as far as BIND went for long; newer resolvers give up sooner.
pub(super) const MAX_ALIASES: usize = 16;

/// The most records of one answer that are kept: an answer of 64 KiB has thousands, a mail domain a handful.
const MAX_RECORDS: usize = 64;

/// The most addresses of one answer that are kept: as many as ever get a row.
pub(super) const MAX_IPS: usize = 4 * MAX_ADDRESSES;

/// The most of the records of one answer that is shown, in bytes: an answer may be 64 KiB of names that are all escapes.
const SHOWN: usize = 4 * 1024;

/// An answer, read.
#[derive(Clone, Debug)]
pub(in crate::probe) struct Reading {
    pub(in crate::probe) answer: Answer,
    pub(in crate::probe) data: Vec<Data>,
    /// What it has beyond those.
    pub(in crate::probe) beyond: Beyond,
    /// The chain of aliases leads to this name, of which the answer says nothing: ask again.
    pub(in crate::probe) alias_end: Option<Domain>,
    /// The name at the end of the chain.
    pub(in crate::probe) end_of_aliases: Option<Domain>,
    /// A name of the chain with several aliases (RFC 2181 section 10.1), and those.
    pub(in crate::probe) several: Option<(WireText, Vec<WireText>)>,
    /// A referral instead of an answer: the zone, and the servers it names.
    pub(in crate::probe) referral: Option<(Domain, Vec<WireText>)>,
    /// Addresses that came along for the servers of a referral.
    pub(in crate::probe) glue: Vec<(Domain, IpAddr)>,
    /// The IANA name of the response code (RFC 6895 section 2.3).
    pub(in crate::probe) rcode: String,
    /// Of a chain of aliases without an end: whether it comes back to itself.
    pub(in crate::probe) circle: bool,
    /// Over UDP the answer was cut, and over TCP it could not be had.
    pub(in crate::probe) cut: bool,
    /// It came only when the question was asked again.
    pub(in crate::probe) unsteady: Option<Evidence>,
    /// Records of DNSSEC came with it.
    pub(in crate::probe) signed: bool,
    /// Many questions of this program were before it, so it had less time than an answer is given, or was never asked.
    pub(in crate::probe) crowded: bool,
    /// How long each server was waited for, where all that were asked stayed silent.
    pub(in crate::probe) waited: Vec<(SocketAddr, Duration)>,
    /// What there is to say where no answer came, and this process was stopped or had lost its way there meanwhile.
    pub(in crate::probe) ours: Option<(Fault, Evidence)>,
    /// Nothing listens where the question went.
    pub(in crate::probe) absent: bool,
    /// This machine has no route to where the question should go.
    pub(in crate::probe) unroutable: bool,
    /// This machine could not ask.
    pub(in crate::probe) local: Option<Arc<io::Error>>,
}

/// What leads on in an answer and is not kept of it, since it is too much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::probe) struct Beyond {
    /// How many hosts or addresses that are not among those kept.
    pub(in crate::probe) count: u64,
    /// The best preference of the hosts; nothing to addresses.
    pub(in crate::probe) preference: u16,
}

/// The data of a record that leads on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::probe) enum Data {
    /// MX: preference and exchange.
    Mx(u16, Exchange),
    /// A or AAAA.
    Ip(IpAddr),
    /// NS.
    Ns(Domain),
}

/// What an MX record names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::probe) enum Exchange {
    /// A host.
    Host(Domain),
    /// An address where a name must stand, as it is written.
    Address(IpAddr, WireText),
    /// The root: no mail is accepted (RFC 7505).
    Null,
    /// A name no host can have.
    NoName(WireText),
}

impl Reading {
    /// A reading without records.
    pub(in crate::probe) fn of(outcome: DnsOutcome) -> Self {
        Self {
            answer: empty(outcome),
            data: Vec::new(),
            beyond: Beyond::default(),
            alias_end: None,
            end_of_aliases: None,
            several: None,
            referral: None,
            glue: Vec::new(),
            rcode: String::new(),
            circle: false,
            cut: false,
            unsteady: None,
            signed: false,
            crowded: false,
            waited: Vec::new(),
            ours: None,
            absent: false,
            unroutable: false,
            local: None,
        }
    }

    /// An extended DNS error as it is written: its number, and its text where it has one.
    pub(in crate::probe) fn extended_error(&self) -> Option<WireText> {
        let (code, text) = self.answer.extended_error.as_ref()?;
        // Numbers and the server's own words only: nothing here needs a translation.
        Some(WireText::from_safe(&if text.is_empty() { format!("EDE {code}") } else { format!("EDE {code}: {text}") }))
    }

    /// The addresses in it that a host can have.
    pub(in crate::probe) fn ips(&self) -> Vec<IpAddr> {
        self.all_ips().filter(|ip| !is_null(*ip)).collect()
    }

    /// Those that no host can have.
    pub(in crate::probe) fn null_ips(&self) -> Vec<IpAddr> {
        self.all_ips().filter(|ip| is_null(*ip)).collect()
    }

    fn all_ips(&self) -> impl Iterator<Item = IpAddr> {
        self.data.iter().filter_map(|data| if let Data::Ip(ip) = data { Some(*ip) } else { None })
    }

    /// The name servers in it.
    pub(in crate::probe) fn name_servers(&self) -> Vec<Domain> {
        self.data.iter().filter_map(|data| if let Data::Ns(name) = data { Some(name.clone()) } else { None }).collect()
    }
}

/// Whether an address is no host's: none at all, a group's, every host's, or nobody's. A connection to some of these would
/// meet this very machine (RFC 1122 section 3.2.1.3).
fn is_null(ip: IpAddr) -> bool {
    matches!(Reach::of(ip), Reach::Nowhere(_))
}

/// Reads the answer to a question.
pub(in crate::probe) fn read(message: &Message, question: &Question, over_tcp: bool) -> Reading {
    let outcome = match message.metadata.response_code {
        ResponseCode::NoError => DnsOutcome::Answer,
        ResponseCode::NXDomain => DnsOutcome::NxDomain,
        ResponseCode::Refused | ResponseCode::NotAuth => DnsOutcome::Refused,
        // SERVFAIL, and whatever else says that there is no answer.
        _ => DnsOutcome::ServFail,
    };
    let mut reading = Reading::of(outcome);
    reading.rcode = rcode(message.metadata.response_code);
    reading.answer.over_tcp = over_tcp;
    reading.answer.authoritative = message.metadata.authoritative;
    reading.answer.extended_error = extended_error(message);
    reading.signed = is_signed(message);
    let Chain { end, aliases, endless, several } = follow(message, &question.name);
    let (soa, ns) = authority(message, &end);
    if let Some((zone, ttl)) = soa.clone() {
        reading.answer.zone = zone;
        reading.answer.ttl = Some(ttl);
    }
    if !matches!(outcome, DnsOutcome::Answer | DnsOutcome::NxDomain) {
        return reading;
    }
    reading.several = several;
    if let Some(circle) = endless {
        return Reading { answer: Answer { aliases, ..empty(DnsOutcome::Loop) }, circle, ..reading };
    }
    if !aliases.is_empty() {
        reading.end_of_aliases = domain(&end);
    }
    reading.answer.aliases = aliases;
    if outcome == DnsOutcome::NxDomain {
        return reading;
    }
    let mut records = asked_for(message, question, &end);
    let beyond = records.split_off(records.len().min(most(question.record)));
    if records.is_empty() {
        if !reading.answer.aliases.is_empty() && soa.is_none() {
            // The chain leaves what this server knows; a name no host can have ends it.
            match domain(&end) {
                Some(next) => reading.alias_end = Some(next),
                None => reading.answer.outcome = DnsOutcome::NxDomain,
            }
            return reading;
        }
        reading.answer.outcome = DnsOutcome::NoData;
        if soa.is_none() {
            reading.referral = ns;
            reading.glue = glue(message);
        }
        return reading;
    }
    reading.answer.ttl = records.iter().map(|record| record.ttl).min();
    reading.answer.records = shown(&records, !beyond.is_empty());
    reading.data = records.iter().filter_map(|record| data(&record.data)).collect();
    reading.beyond = Beyond::of(&reading.data, &beyond);
    reading
}

/// The records of the type that is asked for at the end of the aliases; the best come first, so that no cut loses them.
fn asked_for<'a>(message: &'a Message, question: &Question, end: &Name) -> Vec<&'a Record> {
    let wanted = wire_type(question.record);
    let of_this = |record: &&Record| record.record_type() == wanted && same_name(&record.name, end);
    let mut records: Vec<&Record> = message.answers.iter().filter(of_this).collect();
    records.sort_by_key(|record| if let RData::MX(mx) = &record.data { mx.preference } else { 0 });
    records
}

/// The most records of that type that are kept.
fn most(record: RecordType) -> usize {
    match record {
        RecordType::A | RecordType::Aaaa => MAX_IPS,
        RecordType::Mx | RecordType::Ns | RecordType::Soa | RecordType::Cname => MAX_RECORDS,
    }
}

impl Beyond {
    /// Counts each once, whatever its preference, and only what a connection could be made to.
    fn of(kept: &[Data], beyond: &[&Record]) -> Self {
        let bare = |data: &Data| match data {
            Data::Mx(preference, host @ Exchange::Host(_)) => Some((*preference, Data::Mx(0, host.clone()))),
            Data::Ip(ip) if !is_null(*ip) => Some((0, data.clone())),
            Data::Mx(..) | Data::Ip(_) | Data::Ns(_) => None,
        };
        let kept: HashSet<Data> = kept.iter().filter_map(bare).map(|(_, data)| data).collect();
        let others = beyond.iter().filter_map(|record| bare(&data(&record.data)?));
        let others: Vec<_> = others.filter(|(_, data)| !kept.contains(data)).collect();
        let preference = others.iter().map(|(preference, _)| *preference).min().unwrap_or_default();
        let others: HashSet<Data> = others.into_iter().map(|(_, data)| data).collect();
        Self { count: others.len() as u64, preference }
    }
}

struct Chain {
    end: Name,
    /// The names it led through, the name asked first; empty without an alias.
    aliases: Vec<WireText>,
    /// It has no end: whether it comes back to itself, or is only longer than is followed.
    endless: Option<bool>,
    /// The first name that has several aliases, and those.
    several: Option<(WireText, Vec<WireText>)>,
}

fn follow(message: &Message, name: &Domain) -> Chain {
    let mut end = Name::from_ascii(format!("{}.", name.as_str().trim_end_matches('.'))).unwrap_or_default();
    let mut names = vec![end.to_lowercase()];
    let mut several = None;
    loop {
        let targets = message.answers.iter().filter_map(|record| match &record.data {
            RData::CNAME(target) if same_name(&record.name, &end) => Some(target.0.clone()),
            _ => None,
        });
        let targets: Vec<Name> = targets.take(MAX_RECORDS).collect();
        let Some(next) = targets.first().cloned() else { break };
        let all: BTreeSet<Name> = targets.iter().map(Name::to_lowercase).collect();
        if several.is_none() && all.len() > 1 {
            let all: Vec<Name> = all.into_iter().collect();
            several = texts(std::slice::from_ref(&end)).pop().map(|name| (name, texts(&all)));
        }
        let circle = names.contains(&next.to_lowercase());
        names.push(next.to_lowercase());
        if circle || names.len() > MAX_ALIASES + 1 {
            return Chain { aliases: texts(&names), end, endless: Some(circle), several };
        }
        end = next;
    }
    names.pop();
    Chain { aliases: texts(&names), end, endless: None, several }
}

fn texts(names: &[Name]) -> Vec<WireText> {
    names.iter().map(|name| WireText::from_text(name.to_ascii().trim_end_matches('.'))).collect()
}

/// The SOA of a negative answer (owner and the time it may be kept, RFC 2308 section 5), and the name servers of
/// a referral, which may lead upward, to the root. An SOA of another zone than that of the name at the end of the aliases
/// says nothing about it (RFC 2308 section 2).
#[expect(clippy::type_complexity, reason = "two optional pairs, taken apart at once by the only caller")]
fn authority(message: &Message, end: &Name) -> (Option<(Option<Domain>, u32)>, Option<(Domain, Vec<WireText>)>) {
    let soa = message.authorities.iter().find_map(|record| match &record.data {
        RData::SOA(soa) if record.name.zone_of(end) => Some((zone_at(&record.name), record.ttl.min(soa.minimum))),
        _ => None,
    });
    let servers = message.authorities.iter().filter_map(|record| match &record.data {
        RData::NS(server) => Some((&record.name, server)),
        _ => None,
    });
    let (mut zone, mut names) = (None, Vec::new());
    for (owner, server) in servers.take(MAX_RECORDS) {
        zone = zone.or_else(|| zone_at(owner));
        names.extend(texts(std::slice::from_ref(&server.0)));
    }
    (soa, zone.map(|zone| (zone, names)))
}

/// The zone with that name, the root among them.
fn zone_at(name: &Name) -> Option<Domain> {
    if name.is_root() { Some(Domain::root()) } else { domain(name) }
}

fn glue(message: &Message) -> Vec<(Domain, IpAddr)> {
    let addresses = message.additionals.iter().filter_map(|record| match &record.data {
        RData::A(a) => Some((domain(&record.name)?, a.0.into())),
        RData::AAAA(aaaa) => Some((domain(&record.name)?, aaaa.0.into())),
        _ => None,
    });
    addresses.take(MAX_RECORDS).collect()
}

/// The name of a response code in the registry "DNS RCODEs" of IANA (RFC 6895 section 2.3), in capitals as in RFC 1035.
fn rcode(code: ResponseCode) -> String {
    let name = match u16::from(code) {
        0 => "NOERROR",
        1 => "FORMERR",
        2 => "SERVFAIL",
        3 => "NXDOMAIN",
        4 => "NOTIMP",
        5 => "REFUSED",
        6 => "YXDOMAIN",
        7 => "YXRRSET",
        8 => "NXRRSET",
        9 => "NOTAUTH",
        10 => "NOTZONE",
        11 => "DSOTYPENI",
        16 => "BADVERS",
        23 => "BADCOOKIE",
        other => return format!("RCODE {other}"),
    };
    name.to_owned()
}

/// Whether signatures came with it, or what stands for a key of the zone (RFC 4034): that zone is signed.
fn is_signed(message: &Message) -> bool {
    use hickory_resolver::proto::rr::RecordType;
    let all = message.answers.iter().chain(&message.authorities);
    all.map(Record::record_type).any(|kind| matches!(kind, RecordType::RRSIG | RecordType::DS | RecordType::DNSKEY))
}

/// RFC 8914: option 15, a number and perhaps UTF-8 text.
fn extended_error(message: &Message) -> Option<(u16, WireText)> {
    let EdnsOption::Unknown(_, bytes) = message.edns.as_ref()?.option(EdnsCode::from(15))? else { return None };
    let (code, text) = bytes.split_first_chunk::<2>()?;
    Some((u16::from_be_bytes(*code), WireText::from_bytes(text).shortened(256)))
}

fn data(data: &RData) -> Option<Data> {
    match data {
        RData::A(a) => Some(Data::Ip(a.0.into())),
        RData::AAAA(aaaa) => Some(Data::Ip(aaaa.0.into())),
        RData::NS(name) => domain(&name.0).map(Data::Ns),
        RData::MX(mx) => Some(Data::Mx(mx.preference, exchange(&mx.exchange))),
        _ => None,
    }
}

fn exchange(name: &Name) -> Exchange {
    let text = name.to_ascii();
    let text = text.trim_end_matches('.');
    if name.is_root() {
        Exchange::Null
    } else if let Ok(ip) = text.trim_start_matches('[').trim_end_matches(']').parse() {
        Exchange::Address(ip, WireText::from_text(text))
    } else {
        domain(name).map_or_else(|| Exchange::NoName(WireText::from_text(text)), Exchange::Host)
    }
}

/// The data as a zone file writes them.
/// The records as a zone file writes them, as far as they are shown, with a mark where that is not all.
fn shown(records: &[&Record], mut cut: bool) -> Vec<WireText> {
    let mut room = SHOWN;
    let mut texts = Vec::with_capacity(records.len());
    for text in records.iter().map(|record| written(&record.data)) {
        let Some(left) = room.checked_sub(text.as_str().len()) else {
            cut = true;
            break;
        };
        room = left;
        texts.push(text);
    }
    texts.extend(cut.then(|| WireText::from_text("[…]")));
    texts
}

fn written(data: &RData) -> WireText {
    WireText::from_text(&match data {
        RData::MX(mx) => format!("{} {}", mx.preference, mx.exchange.to_ascii()),
        RData::NS(name) => name.0.to_ascii(),
        RData::CNAME(name) => name.0.to_ascii(),
        other => other.to_string(),
    })
    .shortened(512)
}

fn domain(name: &Name) -> Option<Domain> {
    Domain::from_ascii(&name.to_ascii()).ok()
}

fn same_name(a: &Name, b: &Name) -> bool {
    a.to_ascii().eq_ignore_ascii_case(&b.to_ascii())
}

/// The zone that denied a name, if it lies above the domain somebody registered: then that domain is not delegated
/// any more. The public suffix list tells `co.uk` from `contoso.com`.
pub(in crate::probe) fn undelegated(name: &Domain, zone: Option<&Domain>) -> Option<Domain> {
    let zone = zone?;
    let registered = registered(name)?;
    (*zone != Domain::root() && *zone != registered && registered.is_within(zone)).then(|| zone.clone())
}

/// The domain somebody registered, of which a name is part. Suffixes that are private (`azurewebsites.net`) are such
/// domains themselves: who got a name below one registered nothing.
pub(in crate::probe) fn registered(name: &Domain) -> Option<Domain> {
    let mut suffix = psl2::compat::suffix(name.as_str().as_bytes())?;
    while suffix.typ() == Some(psl2::Type::Private) {
        let text = std::str::from_utf8(suffix.as_bytes()).ok()?;
        suffix = psl2::compat::suffix(text.split_once('.')?.1.as_bytes())?;
    }
    let suffix = Domain::from_ascii(std::str::from_utf8(suffix.as_bytes()).ok()?).ok()?;
    let mut domain = name.clone();
    while domain.parent()? != suffix {
        domain = domain.parent()?;
    }
    Some(domain)
}

/// An answer without anything in it.
fn empty(outcome: DnsOutcome) -> Answer {
    Answer {
        outcome,
        records: Vec::new(),
        ttl: None,
        zone: None,
        aliases: Vec::new(),
        authoritative: false,
        extended_error: None,
        over_tcp: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn domain(text: &str) -> Domain {
        Domain::from_ascii(text).expect("a name")
    }

    #[test]
    fn a_name_denied_above_its_registered_domain_is_not_delegated() {
        for (name, zone, expected) in [
            ("mail.contoso.com", "com", true),
            ("contoso.co.uk", "co.uk", true),
            ("contoso.co.uk", "uk", true),
            ("mail.contoso.com", "contoso.com", false),
            ("a.b.contoso.com", "contoso.com", false),
            ("gone.lab.test", "test", true),
            ("gone.lab.test", "lab.test", false),
            // Microsoft registered it; whose app has a name there did not.
            ("foo.azurewebsites.net", "azurewebsites.net", false),
            ("mail.x.github.io", "github.io", false),
            ("mail.x.github.io", "io", true),
        ] {
            let found = undelegated(&domain(name), Some(&domain(zone)));
            assert_eq!(found.is_some(), expected, "{name} denied by {zone}");
        }
        assert_eq!(undelegated(&domain("mail.contoso.lan"), Some(&Domain::root())), None);
        assert_eq!(undelegated(&domain("contoso.com"), None), None);
    }

    proptest::proptest! {
        #[test]
        fn no_packet_makes_the_reader_panic(tail in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            // A header of an answer with records to come, then anything.
            let head = [7, 7, 0x81, 0x80, 0, 1, 0, 2, 0, 1, 0, 1, 1, b'a', 4, b't', b'e', b's', b't', 0, 0, 15, 0, 1];
            if let Ok(message) = Message::from_vec(&[&head[..], &tail].concat()) {
                let question = Question::recursive(domain("a.test"), RecordType::Mx);
                read(&message, &question, false);
            }
        }
    }
}
