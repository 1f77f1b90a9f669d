//! [`Own`]: what of the own network must not leave the house, and its replacement in all that was seen.
//!
//! A server repeats who greets it (RFC 5321 section 4.1.1.1), a rejection names the client, an answer of DNS its resolver.
//! So every text from the wire is looked through: a name of ours, and an address that is neither theirs nor one of
//! Office 365, becomes words in angle brackets. Sentences of our own are not touched: a host may be called `mail`.

use std::{collections::BTreeSet, net::IpAddr, net::SocketAddr};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    knowledge::{Addresses, Knowledge},
    l10n::Texts,
    model::{
        Actor, Answer, Direction, Endpoint, Evidence, Finding, Host, LookupRole, Noted, Run, Symptom, TranscriptLine,
        View, WireText,
    },
    report::command::Inquiry,
};

/// What is ours, what is theirs, and the words that stand for ours.
pub(super) struct Own<'a> {
    /// Names of this machine, in lower case.
    names: BTreeSet<String>,
    /// Addresses of this machine and of its resolvers.
    addresses: BTreeSet<IpAddr>,
    resolvers: BTreeSet<IpAddr>,
    /// Names and addresses that the letter is about.
    their_names: BTreeSet<String>,
    theirs: BTreeSet<IpAddr>,
    microsoft: &'a Addresses,
    name: String,
    address: String,
    resolver: String,
}

impl<'a> Own<'a> {
    pub(super) fn of(inquiry: &Inquiry<'_>, run: &Run, knowledge: &'a Knowledge, texts: &Texts) -> Self {
        let hosts = inquiry.connector.route.hosts();
        let hosts: Vec<&Host> = hosts.iter().chain(run.hosts.iter().map(|host| &host.host)).collect();
        let mut their_names: BTreeSet<_> = hosts.iter().filter_map(|host| Some(host.name()?.to_string())).collect();
        their_names.extend(inquiry.connector.tls.tls_domain().map(ToString::to_string));
        let mut theirs: BTreeSet<IpAddr> = run.endpoints.iter().map(|endpoint| endpoint.ip).collect();
        theirs.extend(hosts.iter().filter_map(|host| if let Host::Ip(ip) = host { Some(*ip) } else { None }));
        let resolvers = run.view.resolvers.iter().chain(&inquiry.settings.resolvers).map(SocketAddr::ip);
        let resolvers: BTreeSet<_> = resolvers.filter(|ip| !theirs.contains(ip)).collect();
        for lookup in &run.lookups {
            if lookup.role == LookupRole::Authoritative {
                theirs.insert(lookup.server.ip());
            }
            if let Some((_, Answer { records, .. })) = &lookup.answer {
                theirs.extend(records.iter().filter_map(|record| record.as_str().parse::<IpAddr>().ok()));
            }
        }
        let mut names: BTreeSet<_> = run.view.host.iter().map(|name| name.as_str().to_lowercase()).collect();
        names.extend(inquiry.settings.ehlo.iter().map(|name| name.to_lowercase()));
        names.extend(run.endpoints.iter().flat_map(|endpoint| greeted_as(&endpoint.transcript)));
        names.retain(|name| !name.is_empty() && !their_names.contains(name));
        let addresses = run.view.ip.into_iter().chain(resolvers.iter().copied());
        let words = |id: &str| format!("<{}>", texts.get(id));
        Self {
            addresses: addresses.filter(|ip| !run.endpoints.iter().any(|endpoint| endpoint.ip == *ip)).collect(),
            names,
            resolvers,
            their_names,
            theirs,
            microsoft: &knowledge.exchange().addresses,
            name: words("letter-our-host"),
            address: words("letter-our-address"),
            resolver: words("letter-our-resolver"),
        }
    }

    /// A run without what is ours in it.
    pub(super) fn run(&self, run: &Run) -> Run {
        let mut run = run.clone();
        run.view = View::default();
        run.lookups.clear();
        run.evidence.clear();
        for endpoint in &mut run.endpoints {
            self.endpoint(endpoint);
        }
        run
    }

    fn endpoint(&self, endpoint: &mut Endpoint) {
        endpoint.evidence.clear();
        endpoint.tls = endpoint.tls.as_ref().and_then(|tls| self.looked_through(tls));
        let mut greeted = false;
        for line in &mut endpoint.transcript {
            let words: Vec<_> = line.text.as_str().splitn(2, ' ').collect();
            line.text = match (line.direction, words.as_slice()) {
                (Direction::Out, [verb, _]) if greets(verb) => {
                    greeted = true;
                    WireText::from_safe(&format!("{verb} {}", self.name))
                }
                // The rest of the first line greets us back, by whatever it knows of us.
                (Direction::In, [begin, _]) if greeted => {
                    greeted = false;
                    WireText::from_safe(&format!("{begin} […]"))
                }
                (Direction::In | Direction::Out, _) => {
                    greeted = false;
                    self.text(&line.text)
                }
            };
        }
    }

    /// What was concluded, without what is ours. What cannot be told without it is left out.
    pub(super) fn finding(&self, finding: &Finding, actor: Actor) -> Finding {
        let evidence = finding.evidence.iter().filter(|noted| !is_of_own_network(&noted.evidence));
        Finding { evidence: evidence.filter_map(|noted| self.noted(noted, actor)).collect(), ..finding.clone() }
    }

    fn noted(&self, noted: &Noted, actor: Actor) -> Option<Noted> {
        let evidence = match &noted.evidence {
            Evidence::Connected { elapsed_ms, .. } => Evidence::Connected { from: None, elapsed_ms: *elapsed_ms },
            // Who on the way says no is what a network team asks first.
            Evidence::TcpUnreachable { by: Some(by) } | Evidence::TcpProhibited { by }
                if actor == Actor::NetworkTeam && !self.addresses.contains(by) =>
            {
                noted.evidence.clone()
            }
            Evidence::TcpUnreachable { by: Some(by) } if self.is_ours(*by) => Evidence::TcpUnreachable { by: None },
            evidence => self.looked_through(evidence)?,
        };
        Some(Noted { evidence, ..noted.clone() })
    }

    /// What Office 365 wrote, without what is ours.
    pub(super) fn symptom(&self, symptom: &Symptom) -> Symptom {
        Symptom {
            detail: symptom.detail.as_ref().map(|text| self.text(text)),
            server_name: symptom.server_name.as_ref().map(|text| self.text(text)),
            server_ip: symptom.server_ip.filter(|ip| !self.addresses.contains(ip)),
            ..symptom.clone()
        }
    }

    /// The same value with every text in it looked through; `None` where it is none any more.
    fn looked_through<T: Serialize + DeserializeOwned>(&self, value: &T) -> Option<T> {
        let mut value = serde_json::to_value(value).ok()?;
        self.value(&mut value);
        serde_json::from_value(value).ok()
    }

    fn value(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.hidden(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.value(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn text(&self, text: &WireText) -> WireText {
        WireText::from_safe(&self.hidden(text.as_str()))
    }

    /// A text in which words stand for what is ours.
    pub(super) fn hidden(&self, text: &str) -> String {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | ':' | '-' | '_');
        let mut hidden = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(begin) = rest.find(is_part) {
            let (before, from) = rest.split_at(begin);
            let (word, after) = from.split_at(from.find(|c| !is_part(c)).unwrap_or(from.len()));
            hidden.push_str(before);
            hidden.push_str(&self.word(word));
            rest = after;
        }
        hidden + rest
    }

    fn word(&self, word: &str) -> String {
        // An address literal of IPv6 has its tag in front (RFC 5321 section 4.1.3).
        let tagged = word.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case("ipv6:"));
        let (tag, bare) = if tagged { word.split_at(5) } else { ("", word) };
        if let Some((ip, written)) = address(bare) {
            let Some(words) = self.words_for(ip) else { return word.to_owned() };
            return format!("{tag}{}", bare.replacen(written, words, 1));
        }
        let name = word.split(':').next().unwrap_or_default().trim_matches(['.', '-', '_']);
        let small = name.to_lowercase();
        let is_ours = self
            .names
            .iter()
            .any(|own| small.strip_prefix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')));
        if is_ours && !self.their_names.contains(&small) { word.replacen(name, &self.name, 1) } else { word.to_owned() }
    }

    /// What stands for an address, unless it is theirs or one of Office 365.
    fn words_for(&self, ip: IpAddr) -> Option<&str> {
        match ip {
            _ if self.resolvers.contains(&ip) => Some(&self.resolver),
            _ if self.is_ours(ip) => Some(&self.address),
            _ => None,
        }
    }

    /// Whether an address is ours, or may be: a server writes by which one it knows us, and that is known to nobody here.
    fn is_ours(&self, ip: IpAddr) -> bool {
        self.addresses.contains(&ip) || !(self.theirs.contains(&ip) || self.microsoft.range_of(ip).is_some())
    }
}

fn greets(verb: &str) -> bool {
    verb.eq_ignore_ascii_case("EHLO") || verb.eq_ignore_ascii_case("HELO")
}

/// The names that were greeted with.
fn greeted_as(transcript: &[TranscriptLine]) -> impl Iterator<Item = String> {
    transcript.iter().filter(|line| line.direction == Direction::Out).filter_map(|line| {
        let (verb, name) = line.text.as_str().split_once(' ')?;
        greets(verb).then(|| name.trim().to_lowercase())
    })
}

/// The address that a word is, perhaps with a port, or a mark behind it; and how it stands there.
fn address(word: &str) -> Option<(IpAddr, &str)> {
    let bare = word.trim_end_matches(['.', ':', '-', '_']);
    let before_port = word.rsplit_once(':').map_or(word, |(before, _)| before);
    [word, bare, before_port].into_iter().find_map(|text| Some((text.parse().ok()?, text)))
}

/// Evidence that tells of the own network alone.
fn is_of_own_network(evidence: &Evidence) -> bool {
    matches!(evidence, Evidence::DnsSplit { .. } | Evidence::ResolverUnavailable { .. } | Evidence::Loopback {})
}
