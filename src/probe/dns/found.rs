//! [`Found`]: a question answered, and what of it is told as it is.

use std::{net::SocketAddr, time::Duration};

use super::answer::Reading;
use crate::{
    model::{DnsOutcome, Domain, Evidence, RecordType, WireText, dns_server},
    probe::events::millis,
};

/// A question answered, with who answered and how long it took.
#[derive(Clone, Debug)]
pub(in crate::probe) struct Found {
    pub(in crate::probe) name: Domain,
    pub(in crate::probe) record: RecordType,
    pub(in crate::probe) server: Option<SocketAddr>,
    pub(in crate::probe) reading: Reading,
    pub(in crate::probe) elapsed: Duration,
}

impl Found {
    pub(in crate::probe) fn outcome(&self) -> DnsOutcome {
        self.reading.answer.outcome
    }

    /// Whether there was no time for the question, or less than an answer is given.
    pub(in crate::probe) fn is_not_asked(&self) -> bool {
        self.reading.crowded && self.outcome() == DnsOutcome::Timeout && self.reading.local.is_none()
    }

    /// The server in the form of evidence. Where nothing listened at the one that decides, nobody waited for it: silent was
    /// another.
    pub(in crate::probe) fn server(&self) -> String {
        let waited = || self.reading.waited.iter().map(|(server, _)| *server);
        let is_silent = self.outcome() == DnsOutcome::Timeout && !self.reading.cut;
        let another = waited().next().filter(|_| is_silent && waited().all(|server| Some(server) != self.server));
        another.or(self.server).map(dns_server).unwrap_or_default()
    }

    /// Its addresses that are none, in the form of evidence.
    pub(in crate::probe) fn null_address(&self) -> Evidence {
        let name = self.reading.end_of_aliases.clone().unwrap_or_else(|| self.name.clone());
        let records = self.reading.null_ips().iter().map(|ip| WireText::from_text(&ip.to_string())).collect();
        Evidence::DnsNullAddress { name, record: self.record, records, server: self.server() }
    }

    /// That no answer came to a question about this name, in the form of evidence. Of several that stayed silent one is named
    /// that answers others.
    pub(in crate::probe) fn timed_out(&self, name: Domain, answers_others: impl Fn(SocketAddr) -> bool) -> Evidence {
        let (record, cut) = (self.record, self.reading.cut);
        let mut waited = self.reading.waited.iter();
        let of = waited.clone().find(|(server, _)| !cut && answers_others(*server));
        let of = of.or_else(|| waited.find(|(server, _)| Some(*server) == self.server));
        let named = of.map(|(server, _)| *server).or(self.server);
        let server = named.map(dns_server).unwrap_or_default();
        let answers_others = named.is_some_and(answers_others);
        let waited_ms = millis(of.map_or(self.elapsed, |(_, waited)| *waited));
        Evidence::DnsTimedOut { name, record, server, waited_ms, cut, answers_others }
    }

    /// The aliases that led on, in the form of evidence.
    pub(in crate::probe) fn alias(&self) -> Option<Evidence> {
        let end = self.reading.end_of_aliases.clone()?;
        let (name, aliases) = (self.name.clone(), self.reading.answer.aliases.clone());
        Some(Evidence::DnsAlias { name, aliases, end, server: self.server() })
    }
}
