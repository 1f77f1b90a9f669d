//! What stands for what in a text: every name, address, person and thumbprint that is found in it, in one of ours by what is
//! known, in a stranger's by its look too. What stands for each is given by [`StandIns`].

use std::{collections::BTreeSet, ops::Range};

use super::{
    named::{Kind, named},
    persons::{common_name, person},
    stand_ins::StandIns,
    words::{escape, fingerprint, is_host, is_of_dotnet, is_part, local, pieces, reach, whole},
};
use crate::report::{
    addresses::{STOPS, Written, addresses, turned},
    nobody::{OF_SENTENCES, is_authority, is_like_host},
    quads::{is_surely, quads},
    spelled::{Spelled, cut},
};

impl StandIns<'_> {
    /// A text of ours into which values were put: what is known to be a name in it is replaced.
    pub(super) fn in_ours(&mut self, text: &str) -> String {
        self.replaced(text, false)
    }

    /// A text that a stranger wrote: what looks like a name in it is replaced too.
    pub(super) fn in_theirs(&mut self, text: &str) -> String {
        self.replaced(text, true)
    }

    /// What is named by more than a word, and what stands between.
    fn replaced(&mut self, text: &str, theirs: bool) -> String {
        let mut out = String::with_capacity(text.len());
        let mut end = 0;
        for (at, kind) in if theirs { named(text, self.spelled(text)) } else { Vec::new() } {
            if let Some(stand_in) = self.named(&text[at.clone()], kind) {
                out.push_str(&self.phrased(&text[end..at.start], theirs));
                out.push_str(&stand_in);
                end = at.end;
            }
        }
        out + &self.phrased(&text[end..], theirs)
    }

    /// Names and addresses that are known, however they are spelled, and hosts whose points are.
    fn spelled(&self, text: &str) -> Vec<(Range<usize>, Kind)> {
        let spelled = Spelled::of(text);
        let plain = spelled.plain().to_ascii_lowercase();
        let mut found = Vec::new();
        for name in self.names.iter().filter(|name| name.contains('.')) {
            let places = plain.match_indices(name.as_str()).map(|(at, name)| at..at + name.len());
            found.extend(places.filter(|at| {
                let is_glued = |c: char| c.is_alphanumeric();
                spelled.is_odd(at.clone())
                    && !plain[..at.start].ends_with(is_glued)
                    && !plain[at.end..].starts_with(is_glued)
            }));
        }
        found.extend(spelled.hosts().filter(|at| is_host(&plain[at.clone()]) && !is_like_host(&plain[at.clone()])));
        let hosts = found.into_iter().map(|at| spelled.origin(at)).chain(cut(text, self.names.iter()));
        let hosts = hosts.map(|at| (at, Kind::Host));
        let marked = plain.replace('_', " ");
        let apart = self.short.iter().filter(|name| name.contains(' ')).flat_map(|name| {
            let places = marked.match_indices(name.as_str()).map(|(at, name)| at..at + name.len());
            let is_glued = |c: char| c.is_alphanumeric();
            let places =
                places.filter(|at| !marked[..at.start].ends_with(is_glued) && !marked[at.end..].starts_with(is_glued));
            places.map(|at| (spelled.origin(at), Kind::Organization)).collect::<Vec<_>>()
        });
        let addresses = quads(spelled.plain()).into_iter().filter_map(|(at, ips)| {
            let known = ips.iter().find(|ip| self.known.contains(ip));
            let ip = *known.or_else(|| ips.last().filter(|_| is_surely(spelled.plain(), at.clone())))?;
            let is_plain = !spelled.is_odd(at.clone()) && !addresses(&plain[at.clone()]).is_empty();
            (!is_plain).then_some((spelled.origin(at), Kind::Address(ip)))
        });
        hosts.chain(apart).chain(addresses).chain(self.of_known_domains(&spelled)).collect()
    }

    /// Users behind a domain of Windows that is known: `CONTOSO/john`.
    fn of_known_domains(&self, spelled: &Spelled<'_>) -> Vec<(Range<usize>, Kind)> {
        let plain = spelled.plain().to_ascii_lowercase();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '$');
        let mut found = Vec::new();
        for domain in self.organizations.iter().chain(self.labels.keys()) {
            for (at, domain) in plain.match_indices(domain.as_str()) {
                let behind = plain[at + domain.len()..].strip_prefix('/');
                let user = behind.map(|behind| &behind[..behind.find(|c| !is_part(c)).unwrap_or(behind.len())]);
                let user = user.map(|user| user.trim_end_matches(['.', '-']));
                let is_apart = !plain[..at].ends_with(|c: char| is_part(c) || c == '/');
                let user = user.filter(|user| is_apart && user.starts_with(char::is_alphabetic) && !user.contains('.'));
                found.extend(user.map(|user| (spelled.origin(at..at + domain.len() + 1 + user.len()), Kind::Person)));
            }
        }
        found
    }

    /// What stands for what is named by more than a word; `None` where its words say what it is.
    fn named(&mut self, text: &str, kind: Kind) -> Option<String> {
        let user = |stand_ins: &mut Self, who: &str| stand_ins.stand_in("user", who, |number| format!("user-{number}"));
        match kind {
            Kind::Person if self.is_known(text) => None,
            Kind::Person => Some(user(self, text)),
            Kind::Mailbox(length) => {
                let (local, rest) = text.split_at(length);
                let (domain, length) = self.mailbox(&rest[1..], true);
                Some(format!("{}@{domain}{}", user(self, local), self.words(&rest[1 + length..], true)))
            }
            Kind::Host => Some(self.hosted(Spelled::of(text).plain())),
            Kind::Organization => Some(self.organization(&Spelled::of(text).plain().to_lowercase())),
            Kind::Name => Some(self.unread(text)),
            Kind::Address(ip) if self.known.contains(&ip) => Some(self.address(ip).to_string()),
            Kind::Address(ip) => {
                let turned = turned(ip);
                let known = self.addresses.contains_key(&turned) && !self.addresses.contains_key(&ip);
                Some(self.address(if known { turned } else { ip }).to_string())
            }
            Kind::Numbers => {
                addresses(text).iter().all(|written| !self.known.contains(&written.ip)).then(|| text.to_owned())
            }
            Kind::Print => {
                let digits = text.replace(['x', '\\'], " ").replace([' ', '-', '_', ',', '.', '%'], "");
                let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                Some(self.thumbprint(if is_hex { &digits } else { text }))
            }
            Kind::Serial => {
                let digits = text.replace([' ', '-', ':'], "");
                Some(self.stand_in("serial", &digits, |number| format!("serial-{number}")))
            }
        }
    }

    /// Whether what may be somebody is a host that is known or looks like one.
    fn is_known(&self, text: &str) -> bool {
        let bare = text.rsplit('\\').next().unwrap_or(text).trim_matches(['.', '-', '_', '<', '>']);
        let is_host = !text.contains('\\') && is_host(bare) || !addresses(bare).is_empty();
        is_host || self.names.contains(&bare.to_lowercase())
    }

    /// What stands for the domain of one label that a text begins with behind an `@`, and how long it is.
    fn mailbox(&mut self, rest: &str, is_somebody: bool) -> (String, usize) {
        let domain = &rest[..rest.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(rest.len())];
        let is_apart = !rest[domain.len()..].starts_with(['.', ':', '_', '\\', '@']) && is_somebody;
        let is_name = is_apart && domain.contains(char::is_alphabetic) && addresses(domain).is_empty();
        if is_name { (self.name(domain), domain.len()) } else { (String::new(), 0) }
    }

    /// Whole texts that are known, and what stands between.
    fn phrased(&mut self, text: &str, theirs: bool) -> String {
        let mut phrases = self.phrases.clone();
        phrases.retain(|(phrase, _)| text.contains(phrase.as_str()));
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        loop {
            let places = phrases.iter().filter_map(|each| Some((whole(rest, &each.0)?, each)));
            // The first in the text, and of those that begin there the longest.
            let Some((at, (phrase, stand_in))) = places.min_by_key(|(at, _)| *at) else { break };
            out.push_str(&self.persons(&rest[..at], theirs));
            out.push_str(stand_in);
            rest = &rest[at + phrase.len()..];
        }
        out + &self.persons(rest, theirs)
    }

    /// Who has a common name, and word by word what stands between.
    fn persons(&mut self, text: &str, theirs: bool) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = common_name(rest).filter(|_| theirs) {
            out.push_str(&self.addressed(&rest[..at.start], theirs));
            let name = &rest[at.clone()];
            out.push_str(&if is_authority(name) { name.to_owned() } else { self.carried(name) });
            rest = &rest[at.end..];
        }
        out + &self.addressed(rest, theirs)
    }

    /// Who stands before an `@`, and word by word what stands between.
    fn addressed(&mut self, text: &str, theirs: bool) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('@').filter(|_| theirs) {
            let person = person(&rest[..at]);
            out.push_str(&self.words(&rest[..at - person.len()], theirs));
            if !person.is_empty() {
                out.push_str(&self.stand_in("user", person, |number| format!("user-{number}")));
            }
            out.push('@');
            rest = &rest[at + 1..];
            // Where somebody has a mailbox is a name, of one label too.
            let (domain, length) = self.mailbox(rest, !person.is_empty());
            out.push_str(&domain);
            rest = &rest[length..];
        }
        out + &self.words(rest, theirs)
    }

    /// Word by word; what a gate made of a character (`\x1b`) parts words, and one that nobody sees (`\u{ad}`) may not.
    fn words(&mut self, text: &str, theirs: bool) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if let Some(local) = local(rest).filter(|local| theirs && self.persons.contains(&local.to_lowercase())) {
                out.push('<');
                out.push_str(&self.stand_in("user", local, |number| format!("user-{number}")));
                rest = &rest[1 + local.len()..];
                continue;
            }
            let end = match first {
                '\\' => escape(rest),
                c if is_part(c) => reach(rest),
                c => c.len_utf8(),
            };
            let (word, after) = rest.split_at(end);
            out.push_str(&if is_part(first) { self.seen(word, theirs) } else { word.to_owned() });
            rest = after;
        }
        out
    }

    /// A word as it looks, and else its pieces between what nobody sees.
    fn seen(&mut self, run: &str, theirs: bool) -> String {
        let pieces = pieces(run);
        if let [_] = pieces.as_slice() {
            return self.word(run, theirs);
        }
        let looks: String = pieces.iter().map(|(piece, _)| *piece).collect();
        let bare = looks.trim_matches(['.', '-', '_']);
        if self.names.contains(&bare.to_lowercase()) || theirs && is_host(bare) {
            return self.word(&looks, theirs);
        }
        let apart: String = pieces.iter().map(|(piece, unseen)| self.word(piece, theirs) + unseen).collect();
        let whole = self.word(&looks, theirs);
        match (whole == looks, apart == run) {
            (true, _) => apart,
            (false, true) => whole,
            // Each way leaves something of the other.
            (false, false) => self.unread(&looks),
        }
    }

    fn word(&mut self, word: &str, theirs: bool) -> String {
        if let Some((before, print, after)) = fingerprint(word) {
            let stand_in = self.thumbprint(&print.replace(':', ""));
            return format!("{}{stand_in}{}", self.parts(before, theirs), self.parts(after, theirs));
        }
        let mut out = String::with_capacity(word.len());
        let mut end = 0;
        // What has colons in it, or stops of its own: the others are looked for in what is no name.
        let is_apart = |written: &&Written| written.ip.is_ipv6() || word[written.at.clone()].contains(STOPS);
        for written in addresses(word).iter().filter(is_apart) {
            out.push_str(&self.parts(&word[end..written.at.start], theirs));
            out.push_str(&self.written(word, written));
            end = written.at.end;
        }
        out + &self.parts(&word[end..], theirs)
    }

    /// What stands for an address, written as that one was.
    fn written(&mut self, text: &str, written: &Written) -> String {
        let reversed = written.reversed();
        if self.addresses.contains_key(&reversed) && !self.addresses.contains_key(&written.ip) {
            return written.with(turned(self.address(reversed)));
        }
        match self.address(written.ip) {
            same if same == written.ip => text[written.at.clone()].to_owned(),
            stand_in => written.with(stand_in),
        }
    }

    fn parts(&mut self, text: &str, theirs: bool) -> String {
        text.split(':').map(|part| self.stopped(part, theirs)).collect::<Vec<_>>().join(":")
    }

    /// A word without colons, with the stops of another script: they end sentences there, so its last label is of letters
    /// that this script does not have.
    fn stopped(&mut self, part: &str, theirs: bool) -> String {
        if !part.contains(STOPS) {
            return self.part(part, theirs);
        }
        let plain = part.replace(STOPS, ".");
        let bare = plain.trim_matches(['.', '-', '_']);
        let is_name = is_host(bare) && bare.rsplit('.').next().is_some_and(|last| last.is_ascii());
        if self.names.contains(&bare.to_lowercase()) || theirs && is_name {
            return self.part(&plain, theirs);
        }
        let stops = part.chars().filter(|c| STOPS.contains(c)).map(String::from).chain(Some(String::new()));
        part.split(STOPS).zip(stops).map(|(piece, stop)| self.part(piece, theirs) + &stop).collect()
    }

    /// A word without colons.
    fn part(&mut self, part: &str, theirs: bool) -> String {
        let bare = part.trim_matches(['.', '-', '_']);
        let small = bare.to_lowercase();
        let is_thumbprint = matches!(bare.len(), 40 | 64) && bare.bytes().all(|byte| byte.is_ascii_hexdigit());
        let stand_in = match () {
            () if bare.is_empty() => return part.to_owned(),
            () if is_thumbprint => self.thumbprint(bare),
            () if self.names.contains(&small) => self.name(bare),
            () if theirs && is_host(bare) && is_like_host(bare) => return part.to_owned(),
            () if theirs && is_host(bare) && !is_of_dotnet(bare) => self.hosted(bare),
            () if theirs && self.organizations.contains(&small) => self.organization(&small),
            () => return self.inside(part, theirs),
        };
        part.replacen(bare, &stand_in, 1)
    }

    /// A host, with the code of a reply of several lines before it (`250-mx.example`, RFC 5321 section 4.2.1).
    fn hosted(&mut self, word: &str) -> String {
        let (code, name) = word.split_once('-').unwrap_or_default();
        let is_code = code.len() == 3 && code.starts_with(['2', '4', '5']) && code.parse::<u16>().is_ok();
        let is_behind = is_code && is_host(name) && !self.names.contains(&word.to_lowercase());
        if is_behind { format!("{code}-{}", self.name(name)) } else { self.name(word) }
    }

    /// What stands for an organization, in whatever form its name is written.
    fn organization(&mut self, name: &str) -> String {
        let begins = |whole: &&String| whole.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'));
        let whole = self.organizations.iter().find(begins).filter(|_| !self.organizations.contains(name));
        let name = whole.map_or(name, String::as_str).replace(['-', '_', ' '], "");
        self.stand_in("organization", &name, |number| format!("organization-{number}"))
    }

    /// What is known, as it may stand in a text in lower case: anywhere, or as a whole word.
    fn known_in(&self, small: &str, theirs: bool) -> Vec<(String, bool)> {
        let of = |known: &BTreeSet<String>, is_whole: bool| {
            let known = known.iter().filter(|known| small.contains(known.as_str()));
            known.map(|known| (known.clone(), is_whole)).collect::<Vec<_>>()
        };
        let mut known = of(&self.names, false);
        known.iter_mut().for_each(|(name, is_whole)| *is_whole = !name.contains('.'));
        known.retain(|(_, is_whole)| theirs || !is_whole);
        if theirs {
            known.extend(of(&self.organizations, false));
            known.extend(of(&self.short, true));
            let labels = self.labels.keys().filter(|label| small.contains(label.as_str()));
            known.extend(labels.map(|label| (label.clone(), true)));
        }
        known
    }

    /// Addresses, and what is known, in the middle of a longer word: of what begins at one place the longest.
    fn inside(&mut self, word: &str, theirs: bool) -> String {
        let small = word.to_ascii_lowercase();
        let known = self.known_in(&small, theirs);
        let mut addresses = addresses(word).into_iter().peekable();
        let mut out = String::with_capacity(word.len());
        let mut at = 0;
        while let Some(c) = word[at..].chars().next() {
            while addresses.next_if(|written| written.at.start < at).is_some() {}
            if let Some(written) = addresses.next_if(|written| written.at.start == at) {
                out.push_str(&self.written(word, &written));
                at = written.at.end;
                continue;
            }
            let is_here = |(known, is_whole): &&(String, bool)| {
                // What is known is never nothing: each step goes on.
                !known.is_empty()
                    && small[at..].starts_with(known.as_str())
                    && (!is_whole || self.is_word(word, at..at + known.len()))
            };
            match known.iter().filter(is_here).max_by_key(|(known, _)| known.len()) {
                Some((known, _)) => {
                    let host = self.labels.get(known).filter(|_| !self.organizations.contains(known)).cloned();
                    let is_name = self.names.contains(known);
                    out.push_str(&match host {
                        _ if is_name => self.name(known),
                        Some(host) => host,
                        None => self.organization(known),
                    });
                    at += known.len();
                }
                None => {
                    out.push(c);
                    at += c.len_utf8();
                }
            }
        }
        out
    }

    /// Whether a part of a text stands by itself, and is no word of a sentence.
    fn is_word(&self, text: &str, at: Range<usize>) -> bool {
        let is_apart = !text[..at.start].ends_with(char::is_alphanumeric);
        let written = &text[at.clone()];
        let of_sentence = OF_SENTENCES.contains(&written) && !self.names.contains(written);
        is_apart && !text[at.end..].starts_with(char::is_alphanumeric) && !of_sentence
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{knowledge::Knowledge, model::Domain, report::nobody::CONTROL};

    fn stand_ins() -> StandIns<'static> {
        let mut stand_ins = StandIns::new(&Knowledge::embedded().exchange().addresses);
        ["relay.quuxcorp.com", "ops1"].into_iter().for_each(|name| stand_ins.learn(name));
        stand_ins.learn_phrase("connector", "the Quux's");
        stand_ins
    }

    #[test]
    fn a_name_that_is_nothing_is_found_nowhere_and_holds_nothing_up() {
        let mut stand_ins = stand_ins();
        assert_eq!(stand_ins.domain(&Domain::root()), Domain::root());
        for nothing in ["", ".", "..", " "] {
            stand_ins.learn(nothing);
            stand_ins.learn_phrase("connector", nothing);
            assert_eq!(stand_ins.name(nothing), nothing);
        }
        for text in ["554 -x", "554 .local", "554 a--b", "554 (see -help)", "*.", "@.", "", "-", "a b"] {
            stand_ins.meet(text);
            assert_eq!((stand_ins.in_theirs(text), stand_ins.in_ours(text)), (text.to_owned(), text.to_owned()));
        }
    }

    #[test]
    fn names_are_found_wherever_they_stand_and_nothing_else_is_touched() {
        for (text, expected) in [
            ("EHLO OPS1", "EHLO host-2.example"),
            (r"\x0aops1\u{202e}ops1\\ops1", r"\x0ahost-2.example\u{202e}host-2.example\\host-2.example"),
            (r"\u{ ops1 }", r"\u{ host-2.example }"),
            ("x_relay.quuxcorp.com_25, Quuxcorp-gw", "x_host-1.example_25, organization-1-gw"),
            ("'the Quux''s' of 'the Quux's'", "'connector-1' of 'connector-1'"),
            ("[IPv6:2001:db8:1::9]:25 40.92.0.1 198.18.0.1:25", "[IPv6:2001:db8::1]:25 40.92.0.1 192.0.2.1:25"),
            (r"relay.quux\u{ad}corp.com q\u{200b}uuxcorp", "host-1.example organization-1"),
            (r"ops1\u{ad}x198.18.0.1 op\u{ad}s1", "name-1 host-2.example"),
            ("x_ops1 OPS1-gw ops12 h:ops1", "x_host-2.example host-2.example-gw ops12 h:host-2.example"),
            (
                "x.corp2 x.c0m Postfix-3.7.11 3.7.rc1 1.1.1w",
                "host-3.example host-4.example Postfix-3.7.11 3.7.rc1 1.1.1w",
            ),
            (
                "ABC abc ABC-gw abcd in IN IN.",
                "organization-1 organization-1 organization-1-gw abcd in organization-2 organization-2.",
            ),
            (
                "relay\u{3002}quuxcorp\u{ff0e}com a\u{3002}ops1\u{3002}b",
                "host-1.example a\u{3002}host-2.example\u{3002}b",
            ),
            ("\u{5931}\u{8d25}\u{3002}\u{8bf7}\u{91cd}\u{8bd5}", "\u{5931}\u{8d25}\u{3002}\u{8bf7}\u{91cd}\u{8bd5}"),
            ("<john> <jane> john@a.test", "<user-1> <jane> user-1@host-3.example"),
            ("j.doe@a.test <Doe>", "user-1@host-3.example <user-2>"),
            ("bob@ops2 bob@198.18.0.1", "user-1@host-3.example user-1@192.0.2.1"),
            (
                "SHA1:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33: 00112233445566778899aabbccddeeff00112233",
                "SHA1:thumbprint-1: thumbprint-1",
            ),
            ("ip:198.18.0.1:25: 198.18.0.1-198.18.0.9", "ip:192.0.2.1:25: 192.0.2.1-192.0.2.2"),
            ("ip_198.18.0.001 x198.18.0.1y 1.0.18.198", "ip_192.0.2.1 x192.0.2.1y 1.2.0.192"),
            ("h-198-18-0-1 ip:2001:db8:1::9 ip-40.92.0.1", "h-192-0-2-1 ip:2001:db8::1 ip-40.92.0.1"),
            ("Postfix 3.7.11, build 15.1.2507.39, DB::Error", "Postfix 3.7.11, build 15.1.2507.39, DB::Error"),
            ("\"Anna B\"@a.test, anna@a.test", "user-1@host-3.example, user-2@host-3.example"),
            ("\"john\" . \"doe\"@a.test", "user-1@host-3.example"),
            ("user cn=John Doe of CN=a.test: cn=John Doe", "user cn=name-1 of CN=host-3.example: cn=name-1"),
            (
                "450 4.4.316 at 2026-11-21T14:12:07.5Z, TLS 1.3, 8 % done",
                "450 4.4.316 at 2026-11-21T14:12:07.5Z, TLS 1.3, 8 % done",
            ),
            ("contoso-com.mail.protection.outlook.com", "tenant-1.mail.protection.outlook.com"),
            ("agency.mail.protection.office365.us", "tenant-1.mail.protection.office365.us"),
            ("agency.mail.protection.partner.outlook.cn", "tenant-1.mail.protection.partner.outlook.cn"),
            ("agency.mail.onmicrosoft.us smtp.office365.us", "tenant-1.mail.onmicrosoft.us smtp.office365.us"),
            (CONTROL, CONTROL),
            ("*.a.test ü.test", "*.host-3.example host-4.example"),
        ] {
            // Each alone, but for the hosts that stand in the order of the table.
            let mut stand_ins = stand_ins();
            stand_ins.meet(text);
            if text.contains("ABC") {
                ["mail.abc.de", "mail.in.de"].into_iter().for_each(|name| stand_ins.learn(name));
            }
            if text.contains(".test") && text.starts_with('*') {
                stand_ins.learn("a.test");
            }
            assert_eq!(stand_ins.in_theirs(text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_of_nothing_but_signs_and_names_takes_neither_the_stack_nor_the_day() {
        let mut stand_ins = stand_ins();
        for part in [
            "@",
            "a@",
            "\".",
            " . ",
            "a . ",
            "\"a\".",
            "()",
            r"a\u{ad}",
            r"ops1\u{ad}",
            "00:",
            "a\u{3002}",
            "<a",
            "cn=",
            "cn=A ",
            "cn=\"",
            "the Quux's ",
            "relay.quuxcorp.com.x",
            "xrelay.quuxcorp.com",
            r"a\\\\",
            r"\\\\a",
            "user ",
            "user x ",
            "user: ",
            "unknown user x: ",
            "<x>: user ",
            "\"a\" at b.c",
            "<a@b.c> (A B) ",
            "a dot ",
            "a\u{b7}",
            "quuxcorp/a",
            "ip 12345678 ",
            "0x1.0x1.",
            "jurisdictionC=a ",
            "4F ",
            "4F-",
            "4F1C ",
            "serial ",
            "serial 4f",
            "sha256/",
            "sha",
            "=?u?q?",
            "=?",
            "A <a@",
            "A B <",
            "\" <a@b>",
            "a!",
            "a&#64;",
            "&amp;",
            "O=",
            "O = A, ",
            "(at)",
            "/o=a/cn=b",
            "\\",
            ":",
            ".",
        ] {
            let text = part.repeat(20_000);
            let told = stand_ins.in_theirs(&text);
            assert!(!told.contains("quux") && !told.contains("Quux"), "{part}");
        }
    }
}
