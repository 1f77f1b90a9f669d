//! A resolver fails at a name: whose trouble it is. DNSSEC's, the delegation's, the name servers' own, or the
//! resolver's alone.

use super::{
    Found, Names,
    authority::{self, Round, Says},
    exchange::Question,
};
use crate::model::{AuthorityAnswer, DnsOutcome, Domain, Evidence, Fault, LookupRole, WireText};

/// SERVFAIL that goes away with checking disabled is DNSSEC's (RFC 4035 section 3.2.2); else the zone's own servers
/// are asked the very question, so that nobody is blamed who answers it.
pub(super) async fn judge(names: &Names, found: &Found, name: Domain) -> (Fault, Evidence) {
    let (record, server) = (found.record, found.server());
    let rcode = found.reading.rcode.clone();
    let detail = found.reading.answer.extended_error.as_ref().map(|(code, text)| extended_error(*code, text));
    let fails = |name, authority, servers, current| {
        let (server, rcode, detail) = (server.clone(), rcode.clone(), detail.clone());
        let evidence = Evidence::DnsServFail { name, record, server, rcode, detail, authority, servers, current };
        (Fault::DnsServFail, evidence)
    };
    let Some(resolver) = found.server else {
        return fails(name, AuthorityAnswer::Unknown, Vec::new(), Vec::new());
    };
    let question = Question { checking_disabled: true, ..Question::recursive(name.clone(), record) };
    let of_its_own = async {
        let zone = authority::delegation(names, resolver, &name).await?;
        Some(zone.ask(names, &name, record, names.until()).await)
    };
    let unchecked = names.ask(LookupRole::CheckingDisabled, &question, resolver, names.until());
    let (unchecked, round) = tokio::join!(unchecked, of_its_own);
    if matches!(unchecked.answer.outcome, DnsOutcome::Answer | DnsOutcome::NoData | DnsOutcome::NxDomain) {
        return (Fault::DnsDnssecBogus, Evidence::DnsDnssecBogus { name, record, server, detail });
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
        return (Fault::DnsLame, lame);
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

/// An extended DNS error as it is written: its number, and its text where it has one.
fn extended_error(code: u16, text: &WireText) -> WireText {
    // Numbers and the server's own words only: nothing here needs a translation.
    WireText::from_safe(&if text.is_empty() { format!("EDE {code}") } else { format!("EDE {code}: {text}") })
}
