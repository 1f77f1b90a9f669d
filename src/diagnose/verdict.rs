//! How several addresses make one verdict: the rule of `docs/decisions.md`, "Several addresses".
//!
//! Exchange Online is known to try another address only where one does not answer. So a fault of one that
//! answers stops the mail although another address is healthy, and a dead address among living ones does not. One that
//! was not tried is no fault while it could take the mail, and nothing is well that only it can tell.

use std::cmp::Reverse;

use crate::{
    knowledge::Knowledge,
    model::{
        AuthorityAnswer, Endpoint, EndpointId, Evidence, Fault, Host, MailHost, Outcome, Run, Stage, StageState,
        Symptom, Verdict,
    },
};

/// What was decided, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) verdict: Verdict,
    pub(super) fault: Option<Fault>,
    pub(super) endpoint: Option<EndpointId>,
}

pub(super) fn decide(run: &Run, symptom: Option<&Symptom>, knowledge: &Knowledge) -> Decision {
    let decision = decide_from_run(run);
    // What Office 365 may do better is unknown from here, unless the report says that it failed there too.
    let perhaps = decision.fault.filter(|fault| fault.is_unknowable() && !fault.is_local());
    let code = perhaps.and_then(|fault| knowledge.claim(fault)).map(|(article, _)| &article.id);
    let told = code.is_some() && symptom.and_then(|symptom| symptom.code.as_ref()) == code;
    if told { Decision { verdict: Verdict::Fault, ..decision } } else { decision }
}

fn decide_from_run(run: &Run) -> Decision {
    let (inside, tried): (Vec<&Endpoint>, Vec<&Endpoint>) =
        run.endpoints.iter().filter(|endpoint| endpoint.tried).partition(|endpoint| run.is_inside(endpoint));
    if tried.is_empty() && (untried(run).next().is_some() || !run.unlisted.is_empty()) {
        return nothing_known(run);
    }
    if tried.is_empty() && is_unasked(run) {
        return nothing_known(run);
    }
    if tried.is_empty() {
        // Whatever is there for this machine, Office 365 meets something else or nothing.
        return if inside.is_empty() { decide_from_names(run) } else { judged(Fault::DnsPrivateAddress, None) };
    }
    let blocked = run.evidence.iter().any(|evidence| matches!(evidence, Evidence::OutboundBlocked { .. }));
    if blocked && tried.iter().all(|endpoint| failed(endpoint).is_some_and(Fault::is_before_connection)) {
        return judged(Fault::OutboundBlocked, None);
    }
    // What this machine could not try says nothing about the destination, as long as anything else does.
    let looked: Vec<&Endpoint> =
        tried.iter().copied().filter(|endpoint| !failed(endpoint).is_some_and(Fault::is_local)).collect();
    if looked.is_empty() {
        let first = tried[0];
        return judged(failed(first).unwrap_or(Fault::LocalNoRoute), Some(first.id));
    }
    if let Some((endpoint, fault)) = deciding(run, &looked) {
        let of = |endpoint: &Endpoint| &run.host_of(endpoint).of;
        let is_before = |(lost, _): &(&Endpoint, Fault)| {
            of(lost) == of(endpoint) && run.preference_of(lost) < run.preference_of(endpoint)
        };
        if let Some((lost, fault)) = lost(run, &tried).filter(is_before) {
            return judged(fault, Some(lost.id));
        }
        let perhaps_elsewhere = !fault.is_unknowable() && may_end_up_elsewhere(run, endpoint);
        return if perhaps_elsewhere { nothing_known(run) } else { judged(fault, Some(endpoint.id)) };
    }
    if let Some((lost, fault)) = lost(run, &tried) {
        return judged(fault, Some(lost.id));
    }
    // What was not reached when it was stopped is skipped, so that nothing tells it from what is over.
    let unseen_address = |endpoint: &&Endpoint| failed(endpoint).is_none() && !endpoint.is_healthy();
    let skipped = |outcome: Option<Outcome>| !matches!(outcome, Some(Outcome::Passed | Outcome::Failed(_)));
    let unseen_name = skipped(run.route) || run.hosts.iter().any(|host| skipped(host.outcome));
    let left_out = run.finished && may_meet_another(run);
    let verdict = if left_out || run.cancelled && (unseen_name || tried.iter().any(unseen_address)) {
        // One that was not seen to its end may be one that would stop the mail.
        Verdict::Inconclusive
    } else if looked.iter().any(|endpoint| endpoint.is_healthy()) {
        Verdict::Healthy
    } else {
        unseen(run)
    };
    Decision { verdict, fault: None, endpoint: None }
}

/// An address where Exchange Online may end up, and of which this machine lost sight, with why: the connection stood, or nobody
/// was there to see whether it would.
fn lost<'a>(run: &Run, tried: &[&'a Endpoint]) -> Option<(&'a Endpoint, Fault)> {
    tried.iter().copied().find_map(|endpoint| {
        let fault = failed(endpoint)?;
        let is_lost = fault == Fault::LocalStopped || fault.is_local() && had_a_way(endpoint);
        let answering = run.answering_preference(&run.host_of(endpoint).of);
        let may_end_there = answering.is_none_or(|answering| run.preference_of(endpoint) <= answering);
        (is_lost && may_end_there).then_some((endpoint, fault))
    })
}

/// The longest that a connection is begun for which this machine has no way at all, in milliseconds: the system says so at once.
/// Whether a way is lost later is looked at four times in a second.
const AT_ONCE_MS: u64 = 200;

/// Whether this machine had a way to an address when it began: the connection stood, or it was under way for a while.
fn had_a_way(endpoint: &Endpoint) -> bool {
    match endpoint.stage(Stage::Connect) {
        StageState::Ended { outcome: Outcome::Passed, .. } => true,
        StageState::Ended { took_ms, .. } => took_ms > AT_ONCE_MS,
        StageState::NotYet | StageState::Running { .. } => false,
    }
}

/// Addresses that were found and not tried, for whatever reason.
fn untried(run: &Run) -> impl Iterator<Item = &Endpoint> {
    run.endpoints.iter().filter(|endpoint| !endpoint.tried && !run.is_inside(endpoint))
}

/// Where mail may go that was not tried: the smart host or domain that leads there, and the preference.
type Open<'a> = (&'a Host, u16);

/// Whether there is no verdict while addresses were not tried: what they do is what is not known.
pub(super) fn hangs_on_untried(run: &Run, decision: &Decision) -> bool {
    let nothing_decides = decision.verdict == Verdict::Inconclusive && decision.fault.is_none();
    nothing_decides && !run.cancelled && open(run).next().is_some()
}

/// All that is there and was not tried: addresses with a row or without, and those of hosts whose look-up did not conclude.
fn open(run: &Run) -> impl Iterator<Item = Open<'_>> {
    let listed = untried(run).map(|endpoint| (&run.host_of(endpoint).of, run.preference_of(endpoint)));
    let unknown = run.hosts.iter().filter(|host| may_have_addresses(run, host));
    let unknown = unknown.map(|host| (&host.of, host.preference.unwrap_or(0)));
    listed.chain(unknown).chain(run.unlisted.iter().map(|unlisted| (&unlisted.of, unlisted.preference)))
}

/// Whether the addresses of a host, or those of one family, are not known and may well be there for Office 365: nothing that
/// its name is to blame for was established.
fn may_have_addresses(run: &Run, host: &MailHost) -> bool {
    let fault = match host.outcome {
        Some(Outcome::Failed(fault)) => fault,
        // There was no time to ask for them.
        Some(Outcome::Skipped) => return !run.cancelled,
        Some(Outcome::Passed) => return run.evidence.iter().any(|seen| is_not_asked(seen, host)),
        None => return false,
    };
    let is_its_own = |seen: &Evidence| match seen {
        Evidence::DnsServFail { name, authority, .. } => {
            host.host.name() == Some(name) && *authority == AuthorityAnswer::Fails
        }
        _ => false,
    };
    match fault {
        Fault::DnsTimedOut | Fault::DnsRefused | Fault::DnsMalformed => true,
        // What the zone's own servers say too is said to everybody.
        Fault::DnsServFail => !run.evidence.iter().any(is_its_own),
        fault => fault.is_local(),
    }
}

/// Whether there was no time to ask for the records of a host.
fn is_not_asked(seen: &Evidence, host: &MailHost) -> bool {
    matches!(seen, Evidence::DnsNotAsked { name, .. } if host.host.name() == Some(name))
}

/// Whether an address that was not tried may be where Exchange Online ends up instead of one that failed: for its smart
/// host or domain nothing answers that it would come to before, or as soon as, to that; or nothing answers at all.
fn may_end_up_elsewhere(run: &Run, failing: &Endpoint) -> bool {
    let nothing_answers = !run.endpoints.iter().any(|endpoint| run.ends_up_at(endpoint));
    let its = &run.host_of(failing).of;
    let answering = run.answering_preference(its);
    open(run).any(|(of, rank)| nothing_answers || (of == its && answering.is_some_and(|its| rank < its)))
}

/// Whether Exchange Online may meet an address that was not tried: it takes those of one preference as they come, so one
/// of the preference where it ends up is among them.
fn may_meet_another(run: &Run) -> bool {
    open(run).any(|(of, rank)| run.answering_preference(of).is_none_or(|answering| rank <= answering))
}

/// What was seen decides nothing, since more could have been.
fn nothing_known(run: &Run) -> Decision {
    Decision { verdict: unseen(run), fault: None, endpoint: None }
}

/// Whether there was no time to ask for one of the names, which may lead anywhere.
fn is_unasked(run: &Run) -> bool {
    run.hosts.iter().any(|host| run.evidence.iter().any(|seen| is_not_asked(seen, host)))
}

/// Where no address is known, the names decide. Nothing is known of them yet, or it was stopped before anything could be:
/// that is no fault.
fn decide_from_names(run: &Run) -> Decision {
    let of_names = run.route.into_iter().chain(run.hosts.iter().filter_map(|host| host.outcome));
    let mut faults = of_names.filter_map(|outcome| match outcome {
        Outcome::Failed(fault) => Some(fault),
        Outcome::Passed | Outcome::Skipped => None,
    });
    match faults.next() {
        Some(fault) => judged(fault, None),
        None => nothing_known(run),
    }
}

/// The address whose failure stops the mail, of those that were looked at, and that failure: one that no untried one may
/// stand in for, there the one that got furthest, then by address. Each smart host is a destination of its own, and no
/// preference weighs against that of another.
fn deciding<'a>(run: &Run, looked: &[&'a Endpoint]) -> Option<(&'a Endpoint, Fault)> {
    let stopping = looked.iter().copied().filter(|endpoint| stops_here(run, looked, endpoint));
    let order = |endpoint: &&Endpoint| (may_end_up_elsewhere(run, endpoint), Reverse(progress(endpoint)), endpoint.id);
    let endpoint = stopping.min_by_key(order)?;
    Some((endpoint, failed(endpoint)?))
}

/// Whether an address stops the mail for its smart host or domain. Where all failed: each of the best preference there.
/// Else: those that answer, where Exchange Online ends up.
fn stops_here(run: &Run, looked: &[&Endpoint], endpoint: &Endpoint) -> bool {
    let Some(fault) = failed(endpoint) else { return false };
    if looked.iter().any(|endpoint| failed(endpoint).is_none()) {
        return !fault.is_before_connection() && run.ends_up_at(endpoint);
    }
    let of = |endpoint: &Endpoint| &run.host_of(endpoint).of;
    let its = looked.iter().filter(|other| of(other) == of(endpoint));
    its.map(|other| run.preference_of(other)).min() == Some(run.preference_of(endpoint))
}

/// What a fault at an address, or at none, makes of the whole.
fn judged(fault: Fault, endpoint: Option<EndpointId>) -> Decision {
    let verdict = if fault.is_unknowable() { Verdict::Inconclusive } else { Verdict::Fault };
    Decision { verdict, fault: Some(fault), endpoint }
}

/// The fault an address failed with.
fn failed(endpoint: &Endpoint) -> Option<Fault> {
    endpoint.failure().map(|(_, fault)| fault)
}

/// Nothing wrong was seen and nothing right either: unknown once it is over, "nothing wrong so far" before.
fn unseen(run: &Run) -> Verdict {
    if run.finished { Verdict::Inconclusive } else { Verdict::Healthy }
}

/// How many stages an address got through.
fn progress(endpoint: &Endpoint) -> usize {
    endpoint.stages.iter().filter(|state| state.passed()).count()
}

/// Whether the failure of an address is one that stops the mail, given what was decided.
pub(super) fn stops(run: &Run, decision: &Decision, endpoint: &Endpoint, same_code: bool) -> bool {
    let Some((_, fault)) = endpoint.failure() else { return false };
    if decision.verdict != Verdict::Fault || fault.is_local() || run.is_inside(endpoint) {
        return false;
    }
    let tried: Vec<&Endpoint> = run.endpoints.iter().filter(|e| e.tried && !run.is_inside(e)).collect();
    same_code || (!fault.is_before_connection() && stops_here(run, &tried, endpoint))
}
