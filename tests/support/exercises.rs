//! The scenarios of the lab, probed as they are or through something that stands before them.

use std::time::Duration;

use mxray::{
    lab::{Exercise, Lab},
    model::{ProbePlan, Run},
    probe::{Clock, Trust, Vantage, start},
};

/// Probes one exercise, the plan changed as a test likes.
pub(crate) async fn probe(lab: &Lab, exercise: &Exercise, change: impl FnOnce(&mut ProbePlan)) -> Run {
    let vantage = Vantage {
        resolvers: exercise.resolvers.clone(),
        trust: Trust { system: false, pem: vec![lab.ca_pem().into()], ..Trust::default() },
        clock: Clock::default(),
    };
    let mut plan = ProbePlan::for_connector(exercise.connector.clone());
    plan.limits = exercise.limits;
    change(&mut plan);
    let mut probe = start(plan, vantage);
    let mut run = Run::default();
    let all = async {
        while let Some(event) = probe.next().await {
            run.apply(event);
        }
    };
    tokio::time::timeout(Duration::from_secs(60), all).await.expect("a probe ends");
    run
}
