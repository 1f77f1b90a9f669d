//! [`StandIns`]: what stands for each name, address, person and thumbprint of a file, the same for the same thing.
//!
//! Addresses become those that are there for examples (RFC 5737, RFC 3849), names hosts under `example` (RFC 2606). What is
//! Microsoft's stays, so that it can still be told which side is which; a tenant's part of such a name does not.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use super::{persons::person, words::is_host};
use crate::{
    knowledge::Addresses,
    model::{Domain, Host, powershell_word},
    report::{
        addresses::addresses,
        nobody::{EVERYBODY, OF_HOSTS, OF_PROTOCOLS, REGISTRIES, forms, is_word, microsoft, organization},
    },
};

/// What stands for what.
#[derive(Clone, Debug)]
pub(super) struct StandIns<'a> {
    pub(super) microsoft: &'a Addresses,
    /// By kind and by what it is, in lower case.
    pub(super) given: BTreeMap<(&'static str, String), String>,
    /// How many there are of a kind.
    pub(super) counts: BTreeMap<&'static str, usize>,
    /// Names that are known to be names: those of one label cannot be told from words.
    pub(super) names: BTreeSet<String>,
    /// First labels of hosts, and what stands for those.
    pub(super) labels: BTreeMap<String, String>,
    /// Words for an organization that a domain is called after.
    pub(super) organizations: BTreeSet<String>,
    /// Such words that are too short to be looked for in others, and other forms of the longer ones.
    pub(super) short: BTreeSet<String>,
    /// Who stood before an `@`, in lower case.
    pub(super) persons: BTreeSet<String>,
    /// Whole texts: the name of a connector, the path of a file.
    pub(super) phrases: Vec<(String, String)>,
    pub(super) addresses: BTreeMap<IpAddr, IpAddr>,
    /// Addresses that are somebody's, so that none of them stands for another.
    pub(super) taken: BTreeSet<IpAddr>,
    /// Addresses of what was asked and seen, and of this machine.
    pub(super) known: BTreeSet<IpAddr>,
    pub(super) next: [u32; 2],
}

impl<'a> StandIns<'a> {
    pub(super) fn new(microsoft: &'a Addresses) -> Self {
        Self {
            microsoft,
            given: BTreeMap::new(),
            counts: BTreeMap::new(),
            names: BTreeSet::new(),
            labels: BTreeMap::new(),
            organizations: BTreeSet::new(),
            short: BTreeSet::new(),
            persons: BTreeSet::new(),
            phrases: Vec::new(),
            addresses: BTreeMap::new(),
            taken: BTreeSet::new(),
            known: BTreeSet::new(),
            next: [0; 2],
        }
    }

    /// Keeps every address of a text from standing for another.
    pub(super) fn take(&mut self, text: &str) {
        self.taken.extend(addresses(text).iter().map(|written| written.ip));
    }

    /// Learns an address of this check, which is one however it is spelled.
    pub(super) fn learn_address(&mut self, ip: IpAddr) {
        self.known.extend(Some(ip.to_canonical()).filter(|ip| !ip.is_unspecified()));
    }

    /// Takes note of everybody who has a mail address in a text: some servers write `<john>` for him elsewhere.
    pub(super) fn meet(&mut self, text: &str) {
        let mut parts: Vec<_> = text.split('@').collect();
        parts.pop();
        for person in parts.into_iter().map(|before| person(before).to_lowercase()) {
            // By the first name alone, too.
            self.persons.extend(person.split(['.', '-', '_', '+']).map(str::to_owned));
            self.persons.insert(person);
        }
        self.persons.remove("");
    }

    /// Learns that a text is a name, however short it is.
    pub(super) fn learn(&mut self, name: &str) {
        let small = name.trim_end_matches('.').to_lowercase();
        let is_name = !small.is_empty() && small.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
        if !is_name || small.parse::<IpAddr>().is_ok() || microsoft(&small).is_some() {
            return;
        }
        let labels: Vec<_> = small.rsplit('.').collect();
        if let Some(organization) = organization(&small) {
            self.short.extend(forms(organization));
            self.organizations.insert(organization.to_owned());
        }
        let is_short = |label: &&&str| (2..=3).contains(&label.len()) && label.contains(char::is_alphabetic);
        let first = labels.iter().skip(1).find(|label| !REGISTRIES.contains(label)).filter(is_short);
        self.short.extend(first.filter(|word| !OF_PROTOCOLS.contains(word)).map(ToString::to_string));
        self.name(&small);
        self.learn_label(&small);
    }

    /// Learns the first label of a host, unless it is a common word: it stands for the host where a server writes no more.
    fn learn_label(&mut self, name: &str) {
        let Some((label, rest)) = name.split_once('.').filter(|(label, _)| label.starts_with(char::is_alphabetic))
        else {
            return;
        };
        let common = [EVERYBODY.as_slice(), &OF_PROTOCOLS, &OF_HOSTS];
        let is_common = is_word(label) || common.iter().any(|words| words.contains(&label));
        if rest.contains('.') && label.len() > 2 && !is_common && !self.labels.contains_key(label) {
            let host = self.name(name);
            self.labels.insert(label.to_owned(), host);
        }
    }

    /// Learns a text that is replaced as a whole, and how PowerShell quotes it.
    pub(super) fn learn_phrase(&mut self, kind: &'static str, text: &str) {
        // A sign alone names nobody, and stands everywhere.
        if !text.chars().any(char::is_alphanumeric) || self.phrases.iter().any(|(phrase, _)| phrase == text) {
            return;
        }
        let stand_in = self.stand_in(kind, text, |number| format!("{kind}-{number}"));
        let quoted = powershell_word(text);
        // What stands between quotes; of an expression all of it.
        let quoted = quoted.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(&quoted).to_owned();
        for phrase in [quoted, text.to_owned()] {
            self.phrases.push((phrase, stand_in.clone()));
        }
        // What holds another is replaced first.
        self.phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    }

    pub(super) fn stand_in(&mut self, kind: &'static str, text: &str, make: impl Fn(usize) -> String) -> String {
        let key = (kind, text.to_lowercase());
        if let Some(given) = self.given.get(&key) {
            return given.clone();
        }
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        let made = make(*count);
        self.given.insert(key, made.clone());
        made
    }

    pub(super) fn address(&mut self, ip: IpAddr) -> IpAddr {
        if ip.is_unspecified() || self.microsoft.range_of(ip).is_some() {
            return ip;
        }
        if let Some(given) = self.addresses.get(&ip) {
            return *given;
        }
        let made = loop {
            let made = documented(ip, &mut self.next);
            if !self.taken.contains(&made) {
                break made;
            }
        };
        self.addresses.insert(ip, made);
        made
    }

    /// What stands for a name, perhaps of several labels: itself where it is Microsoft's.
    pub(super) fn name(&mut self, name: &str) -> String {
        let small = name.trim_end_matches('.').to_lowercase();
        match microsoft(&small) {
            // The root names nobody.
            _ if small.trim().is_empty() => name.to_owned(),
            Some("") => name.to_owned(),
            Some(suffix) => self.stand_in("tenant", &small, |number| format!("tenant-{number}.{suffix}")),
            None => {
                // Once it is known to be a name it is one in our own commands, too.
                self.names.insert(small.clone());
                self.stand_in("host", &small, |number| format!("host-{number}.example"))
            }
        }
    }

    pub(super) fn domain(&mut self, domain: &Domain) -> Domain {
        match Domain::from_ascii(&self.name(domain.as_str())) {
            Ok(made) => made,
            Err(_) => Domain::root(),
        }
    }

    pub(super) fn host(&mut self, host: &Host) -> Host {
        match host {
            Host::Ip(ip) => Host::Ip(self.address(*ip)),
            Host::Name(name) => Host::Name(self.domain(name)),
        }
    }

    /// A name that a certificate carries or a connector wants: a host, a pattern, an address, or anything else.
    pub(super) fn carried(&mut self, name: &str) -> String {
        let (wildcard, base) = name.strip_prefix("*.").map_or(("", name), |base| ("*.", base));
        match base.parse::<IpAddr>() {
            Ok(ip) => self.address(ip).to_string(),
            Err(_) if is_host(base) || self.names.contains(&base.to_lowercase()) => {
                format!("{wildcard}{}", self.name(base))
            }
            Err(_) if name.contains('=') => self.subject(name),
            // A place in a chain names nobody, a value in the hexadecimal form of RFC 4514 section 2.4 does.
            Err(_) if name.is_empty() || is_place(name) => name.to_owned(),
            Err(_) => self.unread(name),
        }
    }

    /// The subject or issuer of a certificate (RFC 4514): nothing but a stand-in for its common name is left.
    pub(super) fn subject(&mut self, subject: &str) -> String {
        if subject.is_empty() || is_place(subject) {
            return subject.to_owned();
        }
        let common = subject.split(", ").find_map(|part| part.strip_prefix("CN=")).unwrap_or_default();
        let base = common.strip_prefix("*.").unwrap_or(common);
        if is_host(base) || self.names.contains(&base.to_lowercase()) {
            return format!("CN={}", self.carried(common));
        }
        self.stand_in("certificate", subject, |number| format!("CN=certificate-{number}"))
    }

    /// What is neither a name nor an address, and may be like one.
    pub(super) fn unread(&mut self, text: &str) -> String {
        self.stand_in("name", text, |number| format!("name-{number}"))
    }

    pub(super) fn thumbprint(&mut self, thumbprint: &str) -> String {
        self.stand_in("thumbprint", thumbprint, |number| format!("thumbprint-{number}"))
    }
}

/// Whether a text is the place of a certificate that could not be read: `#1`.
fn is_place(name: &str) -> bool {
    name.strip_prefix('#').is_some_and(|rest| rest.len() < 4)
}

/// The next address for examples of the family: of TEST-NET-1 to 3, and of IPv6 once those are used up.
fn documented(ip: IpAddr, next: &mut [u32; 2]) -> IpAddr {
    let [v4, v6] = next;
    if ip.is_ipv6() {
        *v6 += 1;
        return Ipv6Addr::from(0x2001_0db8_u128 << 96 | u128::from(*v6)).into();
    }
    *v4 += 1;
    let (net, last) = ((*v4 - 1) / 254, (*v4 - 1) % 254 + 1);
    let last = u8::try_from(last).unwrap_or(u8::MAX);
    match net {
        0 => Ipv4Addr::new(192, 0, 2, last).into(),
        1 => Ipv4Addr::new(198, 51, 100, last).into(),
        2 => Ipv4Addr::new(203, 0, 113, last).into(),
        _ => Ipv6Addr::from(0x2001_0db8_ffff_u128 << 80 | u128::from(*v4)).into(),
    }
}
