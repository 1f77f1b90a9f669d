//! What an answer means that leads nowhere; and where a resolver fails at a name, whose trouble it is: DNSSEC's, the
//! delegation's, the name servers' own, or the resolver's alone.

use std::net::SocketAddr;

use super::{
    A_WHILE, Names,
    answer::{registered, undelegated},
    authority::{self, Round, Says},
    exchange::Question,
    found::Found,
    health::NotAsked,
};
use crate::{
    model::{AuthorityAnswer, DnsOutcome, Domain, Evidence, Fault, LookupRole, WireText},
    probe::tcp,
};

/// Why nobody is to blame.
pub(super) enum Unjudged {
    /// The question had no time, or that whose trouble its silence is.
    NotAsked,
    /// What failed is over: this is the answer, and takes the place of the failure.
    Over(Box<Found>),
}

impl From<NotAsked> for Unjudged {
    fn from(_: NotAsked) -> Self {
        Self::NotAsked
    }
}

/// What checking has to do with a failure.
enum Checking {
    /// It is what fails.
    Bogus,
    /// Nothing that could be shown.
    Unproved,
    /// The failure was a passing one.
    Over(Box<Found>),
}

impl Names {
    /// What an unusable answer means, with its evidence. It may take more questions to know, and one of them may be answered
    /// after all.
    pub(super) async fn fault(&self, found: &Found) -> Result<(Fault, Evidence), Unjudged> {
        if let Some(ours) = &found.reading.ours {
            return Ok(ours.clone());
        }
        if found.is_not_asked() {
            return Err(Unjudged::NotAsked);
        }
        let server = found.server();
        let record = found.record;
        // Of an alias it is the name at the end of the chain that fails.
        let name = found.reading.end_of_aliases.clone().unwrap_or_else(|| found.name.clone());
        let answer = &found.reading.answer;
        if let Some(error) = &found.reading.local {
            return Ok(tcp::local(error));
        }
        Ok(match answer.outcome {
            DnsOutcome::NxDomain => match undelegated(&name, answer.zone.as_ref()) {
                Some(zone) => (Fault::DnsNotDelegated, Evidence::DnsNotDelegated { name, zone, server }),
                None => (Fault::DnsNxDomain, Evidence::DnsNxDomain { name, record, server }),
            },
            DnsOutcome::Loop => {
                let (name, aliases, circle) = (found.name.clone(), answer.aliases.clone(), found.reading.circle);
                // The last name is no alias that was followed any more.
                let count = aliases.len().saturating_sub(1) as u64;
                (Fault::DnsLoop, Evidence::DnsLoop { name, aliases, server, circle, count })
            }
            DnsOutcome::Malformed => {
                (Fault::DnsMalformed, Evidence::DnsMalformed { name, record, server, cut: found.reading.cut })
            }
            DnsOutcome::ServFail => return judge(self, found, name).await,
            DnsOutcome::Refused => match self.whose_trouble(found).await? {
                Some(answer) => (Fault::ResolverUnavailable, Evidence::ResolverUnavailable { server, answer }),
                None => {
                    let rcode = found.reading.rcode.clone();
                    let answers_others = self.tally(found.server).answers();
                    (Fault::DnsRefused, Evidence::DnsRefused { name, record, server, rcode, answers_others })
                }
            },
            DnsOutcome::Timeout => match self.whose_trouble(found).await? {
                Some(answer) => (Fault::ResolverUnavailable, Evidence::ResolverUnavailable { server, answer }),
                None => (Fault::DnsTimedOut, found.timed_out(name, |server| self.tally(Some(server)).answers())),
            },
            DnsOutcome::Answer | DnsOutcome::NoData => match &found.reading.referral {
                // Upward: whoever was asked serves no zone of this name, and the root's servers are not to blame for that.
                Some((zone, _)) if *zone == Domain::root() => {
                    let zone = registered(&name).unwrap_or_else(|| name.clone());
                    (Fault::DnsLame, referred(name, zone, vec![WireText::from_safe(&server)]))
                }
                Some((zone, servers)) => (Fault::DnsLame, referred(name, zone.clone(), servers.clone())),
                None => match found.reading.null_ips().as_slice() {
                    [] => (Fault::DnsNoData, Evidence::DnsNoData { name, server }),
                    [_, ..] => (Fault::DnsNullAddress, found.null_address()),
                },
            },
        })
    }
}

/// A resolver that refers to others instead of asking them has found none that serves the zone.
fn referred(name: Domain, zone: Domain, servers: Vec<WireText>) -> Evidence {
    let none = Vec::new;
    Evidence::DnsLame {
        name,
        zone,
        refusing: servers.clone(),
        servers,
        failing: none(),
        silent: none(),
        missing: none(),
        answering: none(),
    }
}

/// SERVFAIL that goes away with checking disabled, and only then, is DNSSEC's (RFC 4035 section 3.2.2); else the zone's
/// own servers are asked the very question, so that nobody is blamed who answers it.
async fn judge(names: &Names, found: &Found, name: Domain) -> Result<(Fault, Evidence), Unjudged> {
    let (record, server) = (found.record, found.server());
    let rcode = found.reading.rcode.clone();
    let detail = found.reading.extended_error();
    let fails = |name, authority, servers, current| {
        let (server, rcode, detail) = (server.clone(), rcode.clone(), detail.clone());
        let evidence = Evidence::DnsServFail { name, record, server, rcode, detail, authority, servers, current };
        Ok((Fault::DnsServFail, evidence))
    };
    let Some(resolver) = found.server else {
        return fails(name, AuthorityAnswer::Unknown, Vec::new(), Vec::new());
    };
    let of_its_own = async {
        let zone = authority::delegation(names, resolver, &name).await?;
        Some(zone.ask(names, &name, record, names.until()).await)
    };
    let (checking, round) = tokio::join!(checking(names, found, &name, resolver), of_its_own);
    match checking {
        Checking::Bogus => {
            return Ok((Fault::DnsDnssecBogus, Evidence::DnsDnssecBogus { name, record, server, detail }));
        }
        Checking::Over(answer) => return Err(Unjudged::Over(answer)),
        Checking::Unproved => {}
    }
    let Some(round) = round else {
        return fails(name, AuthorityAnswer::Unknown, Vec::new(), Vec::new());
    };
    if let Some((server, reading)) = round.answers().next() {
        let (server, current) = (WireText::from_text(server.as_str()), reading.answer.records.clone());
        if let Some(lame) = lame(&round, name.clone()) {
            names.sink().saw(None, lame);
        }
        return fails(name, AuthorityAnswer::Answers, vec![server], current);
    }
    if let Some(lame) = lame(&round, name.clone()) {
        return Ok((Fault::DnsLame, lame));
    }
    let failing = round.that(|said| matches!(said, Says::Fails));
    let silent = round.that(|said| matches!(said, Says::Silent));
    if !failing.is_empty() {
        fails(name, AuthorityAnswer::Fails, failing, Vec::new())
    } else if silent.len() == round.said.len() {
        fails(name, AuthorityAnswer::Silent, silent, Vec::new())
    } else {
        fails(name, AuthorityAnswer::Unknown, Vec::new(), Vec::new())
    }
}

/// Whether it is DNSSEC that fails. By now the question failed as often as it was asked, so it must work with checking
/// disabled, and there must be more: a resolver that says so (RFC 8914), or a zone that is signed. Where there is neither,
/// it must fail and work so once more when whatever failed for a moment is over; an answer then is the answer.
async fn checking(names: &Names, found: &Found, name: &Domain, resolver: SocketAddr) -> Checking {
    let says = found.reading.answer.extended_error.as_ref().map(|(code, _)| *code);
    // Whether the code is one of validation, leaves it open, or speaks of something else.
    let validation = match says {
        Some(6..=12) => Some(true),
        Some(0..=2 | 5 | 27) | None => None,
        Some(_) => Some(false),
    };
    let unchecked = Question { checking_disabled: true, ..Question::recursive(name.clone(), found.record) };
    let works = async || {
        let reading = names.ask(LookupRole::CheckingDisabled, &unchecked, resolver, names.until()).await;
        let outcome = reading.answer.outcome;
        matches!(outcome, DnsOutcome::Answer | DnsOutcome::NoData | DnsOutcome::NxDomain).then_some(reading)
    };
    let Some(reading) = works().await else { return Checking::Unproved };
    match validation {
        Some(true) => return Checking::Bogus,
        Some(false) => return Checking::Unproved,
        None if reading.signed => return Checking::Bogus,
        None => {}
    }
    let Some(pause) = names.a_while() else { return Checking::Unproved };
    tokio::time::sleep(pause).await;
    match names.once_more(found, resolver).await {
        Ok(answer) => Checking::Over(Box::new(answer)),
        // What lasts for less may be a failure that the resolver keeps.
        Err(DnsOutcome::ServFail) if pause == A_WHILE && works().await.is_some() => Checking::Bogus,
        Err(_) => Checking::Unproved,
    }
}

/// Name servers that the delegation names and that do not answer for the zone: where some do, every other one; where
/// none does, only if the delegation itself must be wrong, because a server may be silent or fail for other reasons.
pub(super) fn lame(round: &Round, name: Domain) -> Option<Evidence> {
    let answering = round.that(|said| matches!(said, Says::Authority(_)));
    let refusing = round.that(|said| match said {
        Says::NotServing => true,
        Says::NoAuthority => answering.is_empty(),
        Says::Authority(_) | Says::Fails | Says::Silent | Says::Missing | Says::Unknown => false,
    });
    let failing = round.that(|said| matches!(said, Says::Fails));
    let silent = round.that(|said| matches!(said, Says::Silent));
    let missing = round.that(|said| matches!(said, Says::Missing));
    let servers = [&refusing[..], &failing, &silent, &missing].concat();
    if servers.is_empty() || (answering.is_empty() && refusing.is_empty() && missing.is_empty()) {
        return None;
    }
    let zone = round.zone.clone();
    Some(Evidence::DnsLame { name, zone, servers, refusing, failing, silent, missing, answering })
}
