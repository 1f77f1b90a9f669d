//! Two looks at the same connectors: what is gone, what is new, what is the same. Nothing is gone that was not looked at
//! again.

use super::{Past, diagnose};
use crate::{
    knowledge::Knowledge,
    model::{Comparison, Connector, Lately, Met, Placed, Run},
};

/// Compares what was seen of connectors before and after.
pub fn compare(before: &[(Connector, Run)], after: &[(Connector, Run)], knowledge: &Knowledge) -> Comparison {
    let mut comparison = Comparison::default();
    for (connector, run) in before {
        let since = after.iter().find(|(other, _)| is_same(other, connector)).map(|(_, run)| run);
        compare_one(connector, run, since, knowledge, &mut comparison);
    }
    for (connector, run) in after {
        if !before.iter().any(|(other, _)| is_same(other, connector)) {
            let met = learned(&mut Past::default(), connector, run, knowledge);
            comparison.new.extend(met.into_iter().map(|met| Placed { connector: connector.clone(), met }));
        }
    }
    comparison
}

/// Whether both lead to the same place; what is demanded there may have been changed since.
fn is_same(one: &Connector, other: &Connector) -> bool {
    one.route == other.route && one.port == other.port
}

fn learned(past: &mut Past, connector: &Connector, run: &Run, knowledge: &Knowledge) -> Vec<Met> {
    past.learn(run, &diagnose(connector, None, run, knowledge).finding);
    past.met().to_vec()
}

fn compare_one(
    connector: &Connector,
    before: &Run,
    after: Option<&Run>,
    knowledge: &Knowledge,
    comparison: &mut Comparison,
) {
    let placed = |met: Met| Placed { connector: connector.clone(), met };
    let mut past = Past::default();
    let known = learned(&mut past, connector, before, knowledge);
    let Some(after) = after.filter(|run| run.started.is_some()) else {
        comparison.unseen.extend(known.into_iter().map(|met| (placed(met), None)));
        return;
    };
    let there = learned(&mut Past::default(), connector, after, knowledge);
    let is_in = |all: &[Met], met: &Met| all.iter().any(|seen| is_one(seen, met));
    for met in learned(&mut past, connector, after, knowledge) {
        match met.now {
            _ if !is_in(&known, &met) => comparison.new.push(placed(met)),
            _ if is_in(&there, &met) => comparison.same.push(placed(met)),
            Lately::Gone { .. } => comparison.gone.push(placed(met)),
            Lately::Unseen(fault) => comparison.unseen.push((placed(met), fault)),
            // The probe was stopped before it came there.
            Lately::There => comparison.unseen.push((placed(met), None)),
        }
    }
}

fn is_one(one: &Met, other: &Met) -> bool {
    one.fault == other.fault && one.ip == other.ip && one.host == other.host
}
