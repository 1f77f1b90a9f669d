//! Every fact of a run with its weight and its place, in the order in which a report tells them: names, then
//! the run as a whole, then address by address, then the report against all of it.

use super::{
    agreement,
    dedup::dedup,
    verdict::{self, Decision},
};
use crate::{
    knowledge::Knowledge,
    model::{
        CodeId, Connector, DnsOutcome, Endpoint, Evidence, Fault, Host, Level, Noted, Outcome, Reach, RecordType, Run,
        Stage, Symptom, Verdict, dns_server, doubts,
    },
};

pub(super) fn noted(
    connector: &Connector,
    symptom: Option<&Symptom>,
    run: &Run,
    knowledge: &Knowledge,
    decision: &Decision,
    code: Option<&CodeId>,
) -> Vec<Noted> {
    let mut noted = of_route(connector);
    noted.extend(of_names(run));
    let stopped_by_names = decision.endpoint.is_none() && decision.verdict == Verdict::Fault;
    for evidence in run.evidence.iter().filter(|evidence| !is_derived(evidence)) {
        let fault = evidence.fault();
        let weighs = stopped_by_names && (fault == decision.fault || host_failed(run, fault));
        let level = match fault {
            None => Level::Info,
            Some(fault) if weighs => fault.level(),
            Some(fault) => fault.level().min(Level::Warning),
        };
        noted.push(Noted { level, host: None, ip: None, stage: fault.map(|_| Stage::Dns), evidence: evidence.clone() });
    }
    for endpoint in &run.endpoints {
        noted.extend(of_endpoint(connector, run, knowledge, decision, code, endpoint));
    }
    noted.extend(of_families(run));
    let late = run.evidence.iter().map(|seen| if let Evidence::OutOfTime { count, .. } = seen { *count } else { 0 });
    // Why an address was not asked once more stands beside it.
    let beyond = |endpoint: &&Endpoint| !endpoint.tried && endpoint.evidence.is_empty();
    let untried = run.endpoints.iter().filter(beyond).count() as u64;
    let untried = untried.saturating_sub(late.sum());
    let told = |n: &Noted| matches!(n.evidence, Evidence::NotTried { .. });
    if untried > 0 && !noted.iter().any(told) {
        let tried = run.endpoints.iter().filter(|endpoint| endpoint.tried).count() as u64;
        let evidence = Evidence::NotTried { count: untried, limit: tried };
        noted.push(Noted { level: Level::Info, host: None, ip: None, stage: None, evidence });
    }
    if let Some(symptom) = symptom {
        noted.extend(agreement::comparison(symptom, connector, run, knowledge));
    }
    dedup(&mut noted);
    noted
}

/// Exchange Online tries every AAAA of a preference before any A ("IPv6 updates for Exchange Online", 30 October 2024),
/// so an IPv6 path that fails costs each message time, or stops it, where an IPv4 one hides that from others.
fn of_families(run: &Run) -> Option<Noted> {
    let is_public = |ip| !matches!(Reach::of(ip), Reach::Inside(_) | Reach::Nowhere(_));
    let tried = || run.endpoints.iter().filter(|endpoint| endpoint.tried && is_public(endpoint.ip));
    let failed = |endpoint: &Endpoint| endpoint.failure().is_some_and(|(_, fault)| !fault.is_local());
    let (mut failing, mut working) = (Vec::new(), Vec::new());
    let mut ends: Vec<&Host> = run.hosts.iter().map(|host| &host.of).collect();
    dedup(&mut ends);
    // A preference weighs only against those of the same smart host or domain.
    for of in ends {
        let its = || tried().filter(|endpoint| run.host_of(endpoint).of == *of);
        let best = its().map(|endpoint| run.preference_of(endpoint)).min();
        let of_best = || its().filter(|endpoint| Some(run.preference_of(endpoint)) == best);
        let fail: Vec<_> = of_best().filter(|e| e.ip.is_ipv6() && failed(e)).map(|e| e.ip).collect();
        let work: Vec<_> = of_best().filter(|e| e.ip.is_ipv4() && e.is_healthy()).map(|e| e.ip).collect();
        if !fail.is_empty() && !work.is_empty() {
            failing.extend(fail);
            working.extend(work);
        }
    }
    let is_told = !failing.is_empty();
    let evidence = Evidence::Ipv6Fails { failing, working };
    is_told.then_some(Noted { level: Level::Warning, host: None, ip: None, stage: None, evidence })
}

/// What is told from the look-ups and stages themselves, so that it is told once and always.
fn is_derived(evidence: &Evidence) -> bool {
    matches!(evidence, Evidence::Records { .. } | Evidence::Healthy { .. } | Evidence::Connected { .. })
}

/// Whether a host could not be looked up because of that fault.
fn host_failed(run: &Run, fault: Option<Fault>) -> bool {
    let failed = |outcome: Option<Outcome>| fault.is_some_and(|fault| outcome == Some(Outcome::Failed(fault)));
    failed(run.route) || run.hosts.iter().any(|host| failed(host.outcome))
}

/// What is doubtful about the names of the connector; an address of which that is true is not connected to, which says it.
fn of_route(connector: &Connector) -> Vec<Noted> {
    let of_names = doubts(&connector.route).into_iter().filter(|doubt| doubt.fault().is_none());
    let noted = |evidence| Noted { level: Level::Warning, host: None, ip: None, stage: Some(Stage::Dns), evidence };
    of_names.map(noted).collect()
}

fn of_names(run: &Run) -> Vec<Noted> {
    let mut noted = Vec::new();
    // Questions asked together are told in one order, whichever answer came first.
    let mut lookups: Vec<_> = run.route_lookups().collect();
    let first_asked = |name| run.lookups.iter().position(|lookup| lookup.name == name).unwrap_or(0);
    lookups.sort_by_key(|lookup| (first_asked(lookup.name.clone()), lookup.record as u8));
    for lookup in lookups {
        if let Some((elapsed_ms, answer)) = &lookup.answer
            && answer.outcome == DnsOutcome::Answer
            && !answer.records.is_empty()
            && matches!(lookup.record, RecordType::Mx | RecordType::A | RecordType::Aaaa)
        {
            let evidence = Evidence::Records {
                name: lookup.name.clone(),
                record: lookup.record,
                records: answer.records.clone(),
                elapsed_ms: *elapsed_ms,
                server: dns_server(lookup.server),
            };
            let host = Some(Host::Name(lookup.name.clone()));
            noted.push(Noted { level: Level::Info, host, ip: None, stage: Some(Stage::Dns), evidence });
        }
    }
    noted
}

fn of_endpoint(
    connector: &Connector,
    run: &Run,
    knowledge: &Knowledge,
    decision: &Decision,
    code: Option<&CodeId>,
    endpoint: &Endpoint,
) -> Vec<Noted> {
    let own_code = endpoint.failure().and_then(|(_, fault)| knowledge.claim(fault)).map(|(article, _)| &article.id);
    let stops = verdict::stops(run, decision, endpoint, own_code.is_some() && own_code == code);
    let place = |level, evidence: Evidence, stage| Noted {
        level,
        host: Some(run.host_of(endpoint).host.clone()),
        ip: Some(endpoint.ip),
        stage,
        evidence,
    };
    let mut noted = Vec::new();
    if endpoint.is_healthy() {
        let tls = endpoint.tls.as_ref().map(|tls| tls.version.clone());
        let evidence = Evidence::Healthy { elapsed_ms: endpoint.elapsed_ms(), tls };
        noted.push(place(Level::Info, evidence, Some(Stage::Quit)));
    }
    let failed_at = endpoint.failure();
    for evidence in endpoint.evidence.iter().filter(|evidence| !is_derived(evidence)) {
        let fault = evidence.fault();
        let failed = |fault: Fault| {
            failed_at.is_some_and(|(stage, why)| {
                why == fault || (stage == Stage::Certificate && evidence.is_of_certificate() && !fault.is_unknowable())
            })
        };
        let level = level_of(connector, evidence, stops && fault.is_some_and(failed));
        noted.push(place(level, evidence.clone(), failed_at.map(|(stage, _)| stage)));
    }
    noted
}

/// How much a fault weighs at an address whose failure stops the mail, or does not.
fn level_of(connector: &Connector, evidence: &Evidence, stops: bool) -> Level {
    let Some(fault) = evidence.fault() else { return Level::Info };
    if fault == Fault::CertificateNameMismatch && !minded(connector, fault) {
        return Level::Info;
    }
    let weight = if !stops || !minded(connector, fault) { Level::Warning } else { Level::Fault };
    weight.min(fault.level())
}

/// Whether the connector's TLS setting minds that fault; faults that are not the certificate's always count.
fn minded(connector: &Connector, fault: Fault) -> bool {
    fault.problem().is_none_or(|problem| connector.tls.minds(problem))
}
