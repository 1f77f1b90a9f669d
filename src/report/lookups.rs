//! The DNS lookups of a run in the order of `dig`: question, answer, authority, how long it may be kept, which server said
//! it. How they stand on a screen is left to the faces.

use jiff::Timestamp;

use crate::{
    l10n::{Args, Texts},
    model::{Answer, DnsOutcome, Domain, Lookup, LookupRole, RecordType, Run, dns_server},
};

/// One question and what came of it, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookupTold {
    /// The name that was asked for.
    pub name: Domain,
    /// The type of record.
    pub record: RecordType,
    /// Whether something else came than an answer, or nothing did.
    pub failed: bool,
    /// What it was asked for; where several follow each other for the same, they are told under one heading.
    pub purpose: String,
    /// The name and the type of record.
    pub question: String,
    /// Labels (messages) and what stands behind each, in lines.
    pub parts: Vec<(&'static str, Vec<String>)>,
}

/// The labels of [`LookupTold::parts`].
pub const LOOKUP_LABELS: [&str; 5] =
    ["lookup-answer", "lookup-authority", "lookup-ttl", "lookup-server", "lookup-extended-error"];

/// Every lookup of a run, those of one purpose together.
pub fn lookups(run: &Run, now: Timestamp, texts: &Texts) -> Vec<LookupTold> {
    let told = |lookup: &&Lookup| LookupTold {
        name: lookup.name.clone(),
        record: lookup.record,
        failed: lookup
            .answer
            .as_ref()
            .is_none_or(|(_, answer)| !matches!(answer.outcome, DnsOutcome::Answer | DnsOutcome::NoData)),
        purpose: texts.get(purpose(lookup.role)),
        question: format!("{} {}", lookup.name, lookup.record.id()),
        parts: parts(lookup, run, now, texts),
    };
    run.lookups_in_order().iter().map(told).collect()
}

fn purpose(role: LookupRole) -> &'static str {
    match role {
        LookupRole::Route => "lookup-for-route",
        LookupRole::Health => "lookup-for-health",
        LookupRole::CheckingDisabled => "lookup-for-checking-disabled",
        LookupRole::Authoritative => "lookup-for-authoritative",
        LookupRole::Comparison => "lookup-for-comparison",
    }
}

fn parts(lookup: &Lookup, run: &Run, now: Timestamp, texts: &Texts) -> Vec<(&'static str, Vec<String>)> {
    let server = Args::new().text("server", dns_server(lookup.server));
    let Some((took_ms, answer)) = &lookup.answer else {
        return vec![
            (LOOKUP_LABELS[0], vec![texts.get("lookup-awaited")]),
            (LOOKUP_LABELS[3], vec![texts.with("lookup-asked", &server)]),
        ];
    };
    let came =
        run.started.map(|started| started + jiff::SignedDuration::from_millis(signed(lookup.asked_ms + took_ms)));
    let kept = answer.ttl.map(|ttl| {
        let age = came.map_or(0, |came| now.duration_since(came).as_secs()).max(0);
        let left = i64::from(ttl).saturating_sub(age).max(0);
        let args = Args::new().number("ttl", ttl).number("left", u64::try_from(left).unwrap_or(0));
        texts.with("lookup-ttl-left", &args)
    });
    let how = server
        .text("time", texts.duration(*took_ms))
        .text("authoritative", if answer.authoritative { "yes" } else { "no" })
        .text("tcp", if answer.over_tcp { "yes" } else { "no" });
    let authority = answer.zone.as_ref().map(|zone| format!("{zone} SOA"));
    let extended = answer.extended_error.as_ref().map(|(code, text)| format!("{code} {text}").trim_end().to_owned());
    let lines = [
        answered(answer, texts),
        authority.into_iter().collect(),
        kept.into_iter().collect(),
        vec![texts.with("lookup-answered", &how)],
        extended.into_iter().collect(),
    ];
    LOOKUP_LABELS.into_iter().zip(lines).filter(|(_, lines)| !lines.is_empty()).collect()
}

/// The records, behind the aliases that lead to them; else why there are none.
fn answered(answer: &Answer, texts: &Texts) -> Vec<String> {
    let aliases = answer.aliases.iter().map(|alias| format!("{alias} CNAME"));
    let mut lines: Vec<_> = aliases.chain(answer.records.iter().map(ToString::to_string)).collect();
    if answer.outcome != DnsOutcome::Answer || lines.is_empty() {
        lines.push(texts.dns_outcome(answer.outcome));
    }
    lines
}

/// A time of a run, for the library that counts backwards too.
fn signed(ms: u64) -> i64 {
    i64::try_from(ms).unwrap_or(i64::MAX)
}
