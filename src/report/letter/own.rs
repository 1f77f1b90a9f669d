//! [`Own`]: what of the own network must not leave the house, and its replacement in all that was seen.
//!
//! A server repeats who greets it (RFC 5321 section 4.1.1.1), a rejection names the client, an answer of DNS its resolver.
//! So every text from the wire is looked through: a name of ours, and an address that is neither theirs nor one of
//! Office 365, becomes words in angle brackets. Sentences of our own are not touched: a host may be called `mail`.

use std::{
    collections::BTreeSet,
    net::{IpAddr, SocketAddr},
    ops::Range,
};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    knowledge::{Addresses, Knowledge},
    l10n::Texts,
    model::{
        Actor, Answer, Direction, Endpoint, Evidence, Finding, Host, LookupRole, Noted, Run, Symptom, TranscriptLine,
        View, WireText,
    },
    report::{
        addresses::{Written, addresses},
        command::Inquiry,
        nobody::{
            EVERYBODY, OF_HOSTS, OF_PROTOCOLS, OF_SENTENCES, REGISTRIES, forms, is_word, microsoft, organization,
        },
        quads::quads,
        spelled::{Spelled, cut},
    },
};

/// What a name may be glued to.
const MARKS: [char; 3] = ['.', '-', '_'];

/// The longest address between brackets, with its tag: `IPv6:` and 45 (RFC 4291 section 2.2).
const LONGEST_LITERAL: usize = 50;

/// The longest name (RFC 1035 section 2.3.4).
const LONGEST_NAME: usize = 255;

/// What is ours, what is theirs, and the words that stand for ours.
pub(super) struct Own<'a> {
    /// Names of this machine, in lower case.
    names: BTreeSet<String>,
    /// Words for the organization that these are called after.
    organizations: BTreeSet<String>,
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
        let organizations = names.iter().filter_map(|name| organization_of(name, &their_names));
        let organizations: BTreeSet<_> = organizations.map(str::to_owned).collect();
        names.extend(names.iter().flat_map(|name| parts(name, &their_names)).collect::<Vec<_>>());
        // As some systems write them, the last label first.
        let turned = |name: &String| name.rsplit('.').collect::<Vec<_>>().join(".");
        names.extend(names.iter().map(turned).collect::<Vec<_>>());
        names.extend(organizations.iter().cloned());
        let forms = organizations.iter().flat_map(|name| forms(name));
        names.extend(forms.filter(|form| !their_names.iter().any(|name| name.contains(form))).collect::<Vec<_>>());
        names.retain(|name| !name.is_empty() && !their_names.contains(name));
        // From where this machine connected is its address, too.
        let connected =
            run.endpoints.iter().flat_map(|endpoint| &endpoint.evidence).filter_map(|evidence| match evidence {
                Evidence::Connected { from, .. } => *from,
                _ => None,
            });
        let addresses = run.view.ip.into_iter().chain(connected).chain(resolvers.iter().copied());
        let words = |id: &str| format!("<{}>", texts.get(id));
        Self {
            addresses: addresses.filter(|ip| !run.endpoints.iter().any(|endpoint| endpoint.ip == *ip)).collect(),
            names,
            organizations,
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
                // The rest of the first line greets us back, by whatever it knows of us. One that refuses says why.
                (Direction::In, [begin, _]) if greeted && begin.starts_with('2') => {
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

    /// A text in which words stand for what is ours, however it is spelled.
    pub(super) fn hidden(&self, text: &str) -> String {
        let mut hidden = String::with_capacity(text.len());
        let mut end = 0;
        for (at, words) in self.spelled(text) {
            if at.start >= end {
                hidden.push_str(&self.words(&text[end..at.start]));
                hidden.push_str(words);
                end = at.end;
            }
        }
        hidden + &self.words(&text[end..])
    }

    /// Where what is ours is spelled as no program writes it, in order, and what stands for it.
    fn spelled(&self, text: &str) -> Vec<(Range<usize>, &str)> {
        let spelled = Spelled::of(text);
        let mut found: Vec<_> =
            spelled.addresses().filter_map(|(at, written)| Some((at, self.words_for(&written)?))).collect();
        let plain = spelled.plain().to_ascii_lowercase();
        // Names with marks for their points too.
        let marked = plain.replace(['-', '_'], ".");
        let apart = plain.replace('_', " ");
        for own in &self.names {
            let has_point = own.contains('.');
            let name = own.replace(['-', '_'], ".");
            let (text, name) = match has_point {
                true => (&marked, &name),
                false if own.contains(' ') => (&apart, own),
                false => (&plain, own),
            };
            for (at, _) in text.match_indices(name.as_str()) {
                let end = at + name.len();
                let glued = text[..at].ends_with(char::is_alphanumeric);
                // `xgate3.contoso.com` is ours, `xcontoso.com` anybody's; `ops1` is no name of `mail.ops1.example`.
                let may_be_glued = has_point && name.matches('.').count() > 1;
                let apart = !text[end..].starts_with(char::is_alphanumeric)
                    && (!glued || may_be_glued)
                    && (has_point || !text[..at].ends_with('.'));
                let is_odd = spelled.is_odd(at..end) || glued || own.contains(' ') || plain[at..end] != **own;
                if apart && is_odd && !self.is_part_of_theirs(text, at..end) {
                    let begin = if glued { word_before(text, at) } else { at };
                    found.push((spelled.origin(begin..end), self.name.as_str()));
                }
            }
        }
        found.extend(cut(text, self.names.iter()).map(|at| (at, self.name.as_str())));
        found.extend(self.numbers(&spelled));
        found.extend(self.of_windows(&spelled, &plain));
        found.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
        found
    }

    /// Our addresses in other numbers and with other marks than programs write.
    fn numbers(&self, spelled: &Spelled<'_>) -> Vec<(Range<usize>, &str)> {
        let plain = spelled.plain();
        let places = quads(plain).into_iter().filter_map(|(at, ips)| {
            // What is an address for every program is looked for word by word.
            let is_plain =
                !spelled.is_odd(at.clone()) && addresses(&plain[at.clone()]).iter().any(|it| it.at.len() == at.len());
            let words = match () {
                () if ips.iter().any(|ip| self.resolvers.contains(ip)) => &self.resolver,
                () if ips.iter().any(|ip| self.addresses.contains(ip)) => &self.address,
                () => return None,
            };
            let stays = is_plain || self.is_part_of_theirs(plain, at.clone());
            (!stays).then_some((spelled.origin(at), words.as_str()))
        });
        places.collect()
    }

    /// Our domain as Windows has it before a name: `CONTOSO\ops1$`.
    fn of_windows(&self, spelled: &Spelled<'_>, plain: &str) -> Vec<(Range<usize>, &str)> {
        let labels = self.names.iter().filter_map(|own| own.split_once('.')).map(|(label, _)| label);
        let is_theirs = |label: &str| self.their_names.iter().any(|name| name.split('.').any(|theirs| theirs == label));
        let labels = labels.filter(|label| label.len() > 2 && !EVERYBODY.contains(label) && !is_theirs(label));
        let places = labels.flat_map(|label| {
            let written = format!(r"{label}\\");
            let places: Vec<_> = plain.match_indices(&written).map(|(at, _)| at).collect();
            places.into_iter().map(|at| at..at + label.len())
        });
        let apart = places.filter(|at| !plain[..at.start].ends_with(char::is_alphanumeric));
        apart.map(|at| (spelled.origin(at), self.name.as_str())).collect()
    }

    /// Whether the word in which something stands is a name that the letter is about, whatever marks stand for its points.
    fn is_part_of_theirs(&self, text: &str, at: Range<usize>) -> bool {
        let is_part = |c: char| c.is_alphanumeric() || MARKS.contains(&c);
        let begin = text[..at.start].char_indices().rev().take(LONGEST_NAME).take_while(|(_, c)| is_part(*c)).last();
        let begin = begin.map_or(at.start, |(begin, _)| begin);
        let behind: usize =
            text[at.end..].chars().take(LONGEST_NAME).take_while(|c| is_part(*c)).map(char::len_utf8).sum();
        let word = text[begin..at.end + behind].trim_matches(MARKS);
        self.their_names
            .iter()
            .any(|name| name.len() == word.len() && name.replace(['-', '_'], ".") == word.replace(['-', '_'], "."))
    }

    /// Word by word.
    fn words(&self, text: &str) -> String {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | ':' | '-' | '_');
        let mut hidden = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(begin) = rest.find(is_part) {
            let (before, from) = rest.split_at(begin);
            let (word, after) = from.split_at(from.find(|c| !is_part(c)).unwrap_or(from.len()));
            hidden.push_str(before);
            match self.is_known_as(word, after) {
                true => hidden.push_str(&self.name),
                false => hidden.push_str(&self.word(word)),
            }
            rest = after;
        }
        hidden + rest
    }

    /// Whether a name is one by which a server knows us: that of an address of ours, which stands behind it in brackets as
    /// MTAs write who calls (`nat7.corp.test[203.0.113.9]`; address literals, RFC 5321 section 4.1.3).
    fn is_known_as(&self, word: &str, after: &str) -> bool {
        let is_name = word.contains('.') && word.contains(char::is_alphabetic) && addresses(word).is_empty();
        let Some(inside) = after.strip_prefix(' ').unwrap_or(after).strip_prefix('[').filter(|_| is_name) else {
            return false;
        };
        let begin = &inside[..inside.floor_char_boundary(LONGEST_LITERAL)];
        let literal = begin.split_once(']').map_or(begin, |(literal, _)| literal);
        !self.is_theirs(word) && addresses(literal).iter().any(|written| self.words_for(written).is_some())
    }

    fn word(&self, word: &str) -> String {
        let mut hidden = String::with_capacity(word.len());
        let mut end = 0;
        for written in addresses(word) {
            if let Some(words) = self.words_for(&written).filter(|_| !self.is_in_their_name(word, &written)) {
                hidden.push_str(&self.names_in(&word[end..written.at.start]));
                hidden.push_str(words);
                end = written.at.end;
            }
        }
        hidden + &self.names_in(&word[end..])
    }

    /// Whether an address is a part of a name that the letter is about: `mail-203-0-113-9.contoso.com`.
    fn is_in_their_name(&self, word: &str, written: &Written) -> bool {
        let begin = word[..written.at.start].rfind(':').map_or(0, |at| at + 1);
        let end = word[written.at.end..].find(':').map_or(word.len(), |at| written.at.end + at);
        self.is_theirs(&word[begin..end])
    }

    fn is_theirs(&self, name: &str) -> bool {
        self.their_names.contains(&name.trim_matches(MARKS).to_lowercase())
    }

    /// A word in which words stand for a name of ours, between colons each part by itself.
    fn names_in(&self, word: &str) -> String {
        word.split(':').map(|part| self.name_in(part)).collect::<Vec<_>>().join(":")
    }

    /// A part with a name of ours, whatever marks glue to it: with what a stranger takes for its domain.
    fn name_in(&self, part: &str) -> String {
        let lower = part.to_lowercase();
        let small = if lower.len() == part.len() { lower } else { part.to_ascii_lowercase() };
        let places = self.names.iter().flat_map(|own| small.match_indices(own.as_str())).filter(|(at, own)| {
            let before = small[..*at].chars().next_back();
            // `ops1` is no name of `mail.ops1.example`.
            let is_label = own.contains('.') || self.organizations.contains(*own);
            let glued = |c: char| c.is_alphanumeric() || c == '.' && !is_label;
            !before.is_some_and(glued) && !small[at + own.len()..].starts_with(char::is_alphanumeric)
        });
        let mut places: Vec<_> = places.map(|(at, own)| (at, at + own.len())).collect();
        places.retain(|_| !self.is_theirs(part));
        places.sort_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)));
        let mut hidden = String::with_capacity(part.len());
        let mut told = 0;
        for (at, end) in places {
            if at >= told {
                hidden.push_str(&part[told..at]);
                hidden.push_str(&self.name);
                // What a server takes for our domain goes with it, the marks at the end do not.
                told = if part[end..].starts_with('.') { part.trim_end_matches(MARKS).len().max(end) } else { end };
            }
        }
        hidden + &part[told..]
    }

    /// What stands for an address, unless it is theirs or one of Office 365; whoever lists it writes it the other way round.
    fn words_for(&self, written: &Written) -> Option<&str> {
        let ip = written.ip.to_canonical();
        let both = [ip, written.reversed()];
        match () {
            () if both.iter().any(|ip| self.resolvers.contains(ip)) => Some(&self.resolver),
            () if both.iter().any(|ip| self.addresses.contains(ip)) => Some(&self.address),
            () if !self.theirs.contains(&both[1]) && self.is_ours(ip) => Some(&self.address),
            () => None,
        }
    }

    /// Whether an address is ours, or may be: a server writes by which one it knows us, and that is known to nobody here.
    fn is_ours(&self, ip: IpAddr) -> bool {
        self.addresses.contains(&ip) || !(self.theirs.contains(&ip) || self.microsoft.range_of(ip).is_some())
    }
}

/// Where the letters begin that a name is glued to.
fn word_before(text: &str, at: usize) -> usize {
    let letters = text[..at].char_indices().rev().take(LONGEST_NAME).take_while(|(_, c)| c.is_alphanumeric());
    letters.last().map_or(at, |(begin, _)| begin)
}

/// What of a name of ours stands for it where a server writes no more: its first label, and the domains above it, unless
/// many have them or the letter is about one of them.
fn parts(name: &str, their_names: &BTreeSet<String>) -> Vec<String> {
    let is_theirs = |part: &str| {
        their_names
            .iter()
            .any(|name| name.strip_suffix(part).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
    };
    let Some((first, _)) = name.split_once('.').filter(|_| name.parse::<IpAddr>().is_err()) else { return Vec::new() };
    let word = first.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_'));
    let common = [EVERYBODY.as_slice(), &OF_PROTOCOLS, &OF_SENTENCES].iter().any(|words| words.contains(&word));
    let of_their_names = their_names.iter().any(|name| name.split('.').any(|label| label == first));
    let is_name = first.len() > 2 && !word.is_empty() && !common && !of_their_names;
    let domains = name.match_indices('.').map(|(at, _)| &name[at + 1..]).filter(|domain| {
        let organization = domain.split_once('.').map(|(organization, _)| organization);
        organization.is_some_and(|label| !REGISTRIES.contains(&label))
            && microsoft(domain).is_none()
            && !is_theirs(domain)
    });
    domains.chain(Some(first).filter(|_| is_name)).map(str::to_owned).collect()
}

/// The word for the organization that a name of ours is called after, unless many have it or it is in a name of theirs.
fn organization_of<'a>(name: &'a str, their_names: &BTreeSet<String>) -> Option<&'a str> {
    let is_common = |word: &str| is_word(word) || OF_HOSTS.contains(&word);
    let is_theirs = |word: &str| their_names.iter().any(|name| name.contains(word));
    let is_address = name.parse::<IpAddr>().is_ok();
    let word = organization(name).filter(|_| !is_address && microsoft(name).is_none());
    word.filter(|word| !is_common(word) && !is_theirs(word))
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

/// Evidence that tells of the own network alone.
fn is_of_own_network(evidence: &Evidence) -> bool {
    matches!(evidence, Evidence::DnsSplit { .. } | Evidence::ResolverUnavailable { .. } | Evidence::Loopback {})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> Own<'static> {
        let set = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        let ips = |ips: &[&str]| ips.iter().map(|ip| ip.parse().expect("an address")).collect();
        Own {
            names: set(&["ops1", "ops1.corp.test", "quuxcorp"]),
            organizations: set(&["quuxcorp"]),
            addresses: ips(&["192.0.2.10"]),
            resolvers: ips(&["192.0.2.53"]),
            their_names: set(&["mail-198-51-100-7.test", "ops1.theirs.test"]),
            theirs: ips(&["198.51.100.7"]),
            microsoft: &Knowledge::embedded().exchange().addresses,
            name: "<host>".into(),
            address: "<address>".into(),
            resolver: "<resolver>".into(),
        }
    }

    #[test]
    fn what_is_ours_is_hidden_whatever_it_is_glued_to_and_what_is_theirs_stays() {
        for (text, expected) in [
            ("ip:192.0.2.10:25: h-192-0-2-10.test", "ip:<address>:25: h-<address>.test"),
            ("10.2.0.192.zen.test 053.002.000.192", "<address>.zen.test <resolver>"),
            ("ip:2001:db8::9 [IPv6:2001:db8::9]", "ip:<address> [IPv6:<address>]"),
            ("h:ops1 ip:OPS1.corp.test:25 x_ops1 ops1-x.", "h:<host> ip:<host>:25 x_<host> <host>-x."),
            ("ops1.local_ x-ops1.corp.test", "<host>_ x-<host>"),
            ("ops12 mail.ops1.test ops1.theirs.test:25", "ops12 mail.ops1.test ops1.theirs.test:25"),
            ("ip:198.51.100.7 7.100.51.198.zen.test", "ip:198.51.100.7 7.100.51.198.zen.test"),
            ("mail-198-51-100-7.test:25 40.92.0.1:25", "mail-198-51-100-7.test:25 40.92.0.1:25"),
            (
                "nat7.corp.test[192.0.2.99]: x nat7.corp.test [IPv6:2001:db8::9]",
                "<host>[<address>]: x <host> [IPv6:<address>]",
            ),
            ("ops1.theirs.test [192.0.2.99] 5.7.1 [192.0.2.99]", "ops1.theirs.test [<address>] 5.7.1 [<address>]"),
            ("ops1%2Ecorp%2Etest ops1=2ecorp.test ops1&#46;corp.test", "<host> <host> <host>"),
            (r"ops1\\.corp\\.test op\u{200b}s1 ops1.co\x01rp.test", "<host> <host> <host>"),
            (
                "ops1_corp_test OPS1-corp-test ops1\u{ff0e}corp\u{3002}test xops1.corp.test",
                "<host> <host> <host> <host>",
            ),
            ("Quuxcorp's QUUXCORP-x www.quuxcorp.test xquuxcorp", "<host>'s <host>-x www.<host> xquuxcorp"),
            ("ops1+2Ecorp+2Etest for ops1.cor […]", "<host> for <host> […]"),
            ("c000020a 0xC0000235 3221225994 deadbeef", "<address> <resolver> <address> deadbeef"),
            ("192%2E0%2E2%2E10 192[.]0[.]2[.]53", "<address> <resolver>"),
            ("mail-198-51-100-7_test 198%2E51%2E100%2E7", "mail-198-51-100-7_test 198%2E51%2E100%2E7"),
            ("::ffff:198.51.100.7 Postfix 3.7.11 4.4.316", "::ffff:198.51.100.7 Postfix 3.7.11 4.4.316"),
        ] {
            assert_eq!(own().hidden(text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_of_nothing_but_what_is_ours_takes_neither_the_stack_nor_the_day() {
        for part in [
            "ops1-",
            "ops1.",
            "ops1:",
            "192.0.2.10.",
            "1:",
            "::",
            "1.2.",
            ".",
            "%2e",
            "x",
            "-",
            "a.",
            "ops1.corp.test",
            "xops1.corp.test-",
        ] {
            let told = own().hidden(&part.repeat(10_000));
            assert!(!told.contains("ops1") && !told.contains("192.0.2.10"), "{part}");
        }
    }
}
