//! How several addresses make one verdict: the rule of `docs/decisions.md`, "Several addresses".
//!
//! Exchange Online is known to try another address only where one does not answer. So a fault of one that
//! answers stops the mail although another address is healthy, and a dead address among living ones does not. One that
//! was not tried is no fault while it could take the mail, and nothing is well that only it can tell.

use std::cmp::Reverse;

use crate::{
    knowledge::Knowledge,
    model::{
        AuthorityAnswer, Endpoint, EndpointId, Evidence, Fault, Host, MailHost, Outcome, Reach, Run, Stage, Symptom,
        Verdict,
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
        run.endpoints.iter().filter(|endpoint| endpoint.tried).partition(|endpoint| is_inside(run, endpoint));
    if tried.is_empty() && (untried(run).next().is_some() || run.unlisted.is_some()) {
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
        let perhaps_elsewhere = !fault.is_unknowable() && may_end_up_elsewhere(run, &looked);
        return if perhaps_elsewhere { nothing_known(run) } else { judged(fault, Some(endpoint)) };
    }
    // What was not reached when it was stopped is skipped, so that nothing tells it from what is over.
    let unseen_address = |endpoint: &&Endpoint| failed(endpoint).is_none() && !endpoint.is_healthy();
    let skipped = |outcome: Option<Outcome>| !matches!(outcome, Some(Outcome::Passed | Outcome::Failed(_)));
    let unseen_name = skipped(run.route) || run.hosts.iter().any(|host| skipped(host.outcome));
    let left_out = run.finished && may_meet_another(run, &looked);
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

/// Addresses that were found and not tried, for whatever reason.
fn untried(run: &Run) -> impl Iterator<Item = &Endpoint> {
    run.endpoints.iter().filter(|endpoint| !endpoint.tried && !is_inside(run, endpoint))
}

/// Where mail may go that was not tried: the smart host or domain that leads there, `None` where no row says that, and
/// the preference.
type Open<'a> = (Option<&'a Host>, u16);

/// Whether there is no verdict while addresses were not tried: what they do is what is not known.
pub(super) fn hangs_on_untried(run: &Run, decision: &Decision) -> bool {
    let nothing_decides = decision.verdict == Verdict::Inconclusive && decision.fault.is_none();
    nothing_decides && !run.cancelled && open(run).next().is_some()
}

/// All that is there and was not tried: addresses with a row or without, and those of hosts whose look-up did not conclude.
fn open(run: &Run) -> impl Iterator<Item = Open<'_>> {
    let listed = untried(run).map(|endpoint| (Some(&run.host_of(endpoint).of), rank(run, endpoint)));
    let unknown = run.hosts.iter().filter(|host| may_have_addresses(run, host));
    let unknown = unknown.map(|host| (Some(&host.of), host.preference.unwrap_or(0)));
    listed.chain(unknown).chain(run.unlisted.map(|rank| (None, rank)))
}

/// Whether the addresses of a host are not known and may well be there for Office 365: nothing that its name is to blame
/// for was established.
fn may_have_addresses(run: &Run, host: &MailHost) -> bool {
    let Some(Outcome::Failed(fault)) = host.outcome else { return false };
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

/// Whether an address that was not tried may be where Exchange Online ends up instead: nothing answers that it would
/// come to before, or as soon as, to that.
fn may_end_up_elsewhere(run: &Run, looked: &[&Endpoint]) -> bool {
    let nothing_answers = answering_rank(run, looked).is_none();
    open(run).any(|(of, rank)| answering_rank_of(run, looked, of).map_or(nothing_answers, |answering| rank < answering))
}

/// Whether Exchange Online may meet an address that was not tried: it takes those of one preference as they come, so one
/// of the preference where it ends up is among them.
fn may_meet_another(run: &Run, looked: &[&Endpoint]) -> bool {
    open(run).any(|(of, rank)| answering_rank_of(run, looked, of).is_none_or(|answering| rank <= answering))
}

/// The best preference at which some address answers of those that one smart host or domain leads to: a preference weighs
/// against no other's.
fn answering_rank_of(run: &Run, looked: &[&Endpoint], of: Option<&Host>) -> Option<u16> {
    let its: Vec<&Endpoint> =
        looked.iter().copied().filter(|endpoint| of.is_none_or(|of| run.host_of(endpoint).of == *of)).collect();
    answering_rank(run, &its)
}

/// What was seen decides nothing, since more could have been.
fn nothing_known(run: &Run) -> Decision {
    Decision { verdict: unseen(run), fault: None, endpoint: None }
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

/// The address whose failure stops the mail, of those that were looked at, and that failure. Where all failed: of the
/// best-preference host the one that got furthest, then by address. Else: likewise of those that answer, where Exchange
/// Online ends up.
fn deciding(run: &Run, looked: &[&Endpoint]) -> Option<(EndpointId, Fault)> {
    let all_failed = looked.iter().all(|endpoint| failed(endpoint).is_some());
    let best =
        if all_failed { looked.iter().map(|endpoint| rank(run, endpoint)).min() } else { answering_rank(run, looked) };
    let stops = |fault: Fault| all_failed || !fault.is_before_connection();
    let of_best = looked.iter().filter(|endpoint| Some(rank(run, endpoint)) == best);
    let stopping = of_best.filter(|endpoint| failed(endpoint).is_some_and(stops));
    let endpoint = stopping.min_by_key(|endpoint| (Reverse(progress(endpoint)), endpoint.id))?;
    Some((endpoint.id, failed(endpoint)?))
}

/// What a fault at an address, or at none, makes of the whole.
fn judged(fault: Fault, endpoint: Option<EndpointId>) -> Decision {
    let verdict = if fault.is_unknowable() { Verdict::Inconclusive } else { Verdict::Fault };
    Decision { verdict, fault: Some(fault), endpoint }
}

/// Whether a name led to an address that only a network inside can reach: it says nothing about what Office 365 meets.
pub(super) fn is_inside(run: &Run, endpoint: &Endpoint) -> bool {
    run.host_of(endpoint).host.name().is_some() && matches!(Reach::of(endpoint.ip), Reach::Inside(_))
}

/// The fault an address failed with.
fn failed(endpoint: &Endpoint) -> Option<Fault> {
    endpoint.failure().map(|(_, fault)| fault)
}

/// Nothing wrong was seen and nothing right either: unknown once it is over, "nothing wrong so far" before.
fn unseen(run: &Run) -> Verdict {
    if run.finished { Verdict::Inconclusive } else { Verdict::Healthy }
}

/// The MX preference of an address; smart hosts are all alike (first at random, then in turn).
fn rank(run: &Run, endpoint: &Endpoint) -> u16 {
    run.host_of(endpoint).preference.unwrap_or(0)
}

/// The best preference at which some address answers: where Exchange Online ends up.
fn answering_rank(run: &Run, looked: &[&Endpoint]) -> Option<u16> {
    looked.iter().filter(|endpoint| endpoint.stage(Stage::Connect).passed()).map(|endpoint| rank(run, endpoint)).min()
}

/// How many stages an address got through.
fn progress(endpoint: &Endpoint) -> usize {
    endpoint.stages.iter().filter(|state| state.passed()).count()
}

/// Whether the failure of an address is one that stops the mail, given what was decided.
pub(super) fn stops(run: &Run, decision: &Decision, endpoint: &Endpoint, same_code: bool) -> bool {
    let Some((_, fault)) = endpoint.failure() else { return false };
    if decision.verdict != Verdict::Fault || fault.is_local() || is_inside(run, endpoint) {
        return false;
    }
    let best = run.endpoints.iter().filter(|e| e.tried && !is_inside(run, e)).map(|e| rank(run, e)).min();
    same_code || (!fault.is_before_connection() && Some(rank(run, endpoint)) == best)
}
