//! Two looks at the same connectors: what is gone, what is new, what is the same. Nothing is gone that was not looked at
//! again, and nothing new that was not looked at before.

use super::{Past, diagnose};
use crate::{
    knowledge::Knowledge,
    model::{Comparison, Connector, Fault, Finding, Lately, Met, Placed, Run, Verdict},
};

/// Compares what was seen of connectors before and after.
pub fn compare(before: &[(Connector, Run)], after: &[(Connector, Run)], knowledge: &Knowledge) -> Comparison {
    let mut comparison = Comparison { apart: !before.is_empty() && !after.is_empty(), ..Comparison::default() };
    for (connector, run) in before {
        let there = after.iter().filter(|(other, _)| is_same(other, connector));
        // Of two that differ only in what they demand it is the one that demands as much.
        let since = there.min_by_key(|(other, _)| other.tls != connector.tls);
        comparison.apart &= since.is_none();
        comparison.reset |= since.is_some_and(|(other, _)| other.tls != connector.tls);
        let times = run.started.zip(since.and_then(|(_, since)| since.started));
        comparison.blind |=
            since.is_some_and(|(other, since)| is_blind(&diagnose(other, None, since, knowledge).finding));
        comparison.swapped |= times.is_some_and(|(then, since)| then > since);
        compare_one((connector, run), since, knowledge, &mut comparison);
    }
    for (connector, run) in after {
        if !before.iter().any(|(other, _)| is_same(other, connector)) {
            let met = learned(&mut Past::default(), connector, run, knowledge);
            let placed = met.into_iter().map(|met| (Placed { connector: connector.clone(), met }, None));
            comparison.unseen_before.extend(placed);
        }
    }
    comparison
}

/// Whether both lead to the same place; what is demanded there may have been changed since.
fn is_same(one: &Connector, other: &Connector) -> bool {
    one.route == other.route && one.port == other.port
}

/// Whether a look was stopped, or tells of nothing but its own machine: what it does not show may be there.
fn is_blind(finding: &Finding) -> bool {
    finding.provisional || finding.verdict == Verdict::Inconclusive && finding.fault.is_none_or(Fault::is_local)
}

fn learned(past: &mut Past, connector: &Connector, run: &Run, knowledge: &Knowledge) -> Vec<Met> {
    past.learn(run, &diagnose(connector, None, run, knowledge).finding);
    past.met().to_vec()
}

fn compare_one(
    (connector, before): (&Connector, &Run),
    after: Option<&(Connector, Run)>,
    knowledge: &Knowledge,
    comparison: &mut Comparison,
) {
    let placed = |met: Met| Placed { connector: connector.clone(), met };
    let mut past = Past::default();
    let known = learned(&mut past, connector, before, knowledge);
    let Some((demanding, after)) = after.filter(|(_, run)| run.started.is_some()) else {
        comparison.unseen.extend(known.into_iter().map(|met| (placed(met), None)));
        return;
    };
    let there = learned(&mut Past::default(), demanding, after, knowledge);
    let is_in = |all: &[Met], met: &Met| all.iter().any(|seen| is_one(seen, met));
    // What was let pass is met anew where the connector lets it pass no more.
    let stops = |all: &[Met], met: &Met| all.iter().any(|seen| is_one(seen, met) && seen.stops);
    let is_minded_now = |met: &Met| connector.tls != demanding.tls && stops(&there, met) && !stops(&known, met);
    // What the look before says of what is there now: the same question, backwards.
    let earlier = learned(&mut Past::from(there.clone()), connector, before, knowledge);
    for met in learned(&mut past, demanding, after, knowledge) {
        match met.now {
            _ if is_in(&known, &met) && is_minded_now(&met) => comparison.new.push(placed(met)),
            _ if !is_in(&known, &met) => match unseen_before(&met, &earlier, &known) {
                Some(why) => comparison.unseen_before.push((placed(met), why)),
                None => comparison.new.push(placed(met)),
            },
            _ if is_in(&there, &met) => comparison.same.push(placed(met)),
            Lately::Gone { .. } => comparison.gone.push(placed(met)),
            Lately::Unseen(fault) => comparison.unseen.push((placed(met), fault)),
            // The probe was stopped before it came there.
            Lately::There => comparison.unseen.push((placed(met), None)),
        }
    }
}

/// Why nobody saw before whether it was there; `None` where that was seen, or something else was wrong in its stead.
fn unseen_before(met: &Met, earlier: &[Met], known: &[Met]) -> Option<Option<Fault>> {
    let in_its_stead =
        |other: &Met| other.stops && other.stage >= met.stage && other.ip == met.ip && other.host == met.host;
    let then = earlier.iter().find(|then| is_one(then, met)).map(|then| then.now);
    match then {
        Some(Lately::Unseen(why)) if !known.iter().any(in_its_stead) => Some(why),
        // The probe was stopped before it came there.
        Some(Lately::There) => Some(None),
        Some(Lately::Unseen(_) | Lately::Gone { .. }) | None => None,
    }
}

fn is_one(one: &Met, other: &Met) -> bool {
    one.fault == other.fault && one.ip == other.ip && one.host == other.host
}
