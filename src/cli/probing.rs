//! The way to the network: a vantage from the options, a runtime, and a probe followed to its end.

use std::{io, path::Path, time::Duration};

use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

use super::{
    Exit,
    args::Look,
    inputs,
    progress::{EVERY, Progress},
    words::made_safe,
};
use crate::{
    model::{ProbePlan, Run, Told, WireText},
    probe::{Prober, Runtime, Trust, TrustError, Vantage},
};

/// How long the end of the program waits for what cannot be stopped, such as roots being read.
const LAST_WAIT: Duration = Duration::from_millis(200);

/// Where to look from: this system, with the resolvers and roots that were named.
pub(super) fn vantage(look: &Look) -> Result<Vantage, Told> {
    let mut vantage = Vantage { resolvers: inputs::resolvers(&look.manner.resolver)?, ..Vantage::system() };
    for path in &look.manner.ca_file {
        trust(&mut vantage.trust, path)?;
    }
    Ok(vantage)
}

/// Trusts the roots of a file too.
pub(super) fn trust(trust: &mut Trust, path: &Path) -> Result<(), Told> {
    trust.add_pem(inputs::pem(path)?).map(|_| ()).map_err(|error| {
        let told = match error {
            TrustError::Empty => Told::new("ca-file-empty"),
            TrustError::Pem(error) => Told::new("ca-file-damaged").text("error", error),
            TrustError::Certificate { number, error } => {
                Told::new("ca-file-unfit").text("number", number).text("error", error)
            }
        };
        told.text("file", WireText::from_path(path))
    })
}

/// Probes one connector and tells of it, to the end or until it is to stop.
pub(super) async fn look(
    prober: &Prober,
    plan: &ProbePlan,
    progress: &mut Progress<'_>,
    stop: &CancellationToken,
) -> Run {
    let mut run = Run::default();
    let mut probe = prober.start(plan.clone());
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    // The first tick comes at once and says nothing new.
    ticks.reset();
    loop {
        tokio::select! {
            biased;
            event = probe.next_until(stop) => match event {
                Some(event) => {
                    run.apply(event);
                    if !stop.is_cancelled() {
                        progress.tell(&run);
                    }
                }
                None => return run,
            },
            _ = ticks.tick() => progress.tick(&run),
        }
    }
}

/// Runs a future to its end on a runtime of its own; what needs no network starts none.
pub(super) fn block_on(future: impl Future<Output = Exit>) -> Result<Exit, Told> {
    let runtime = Runtime::new().map_err(|error| no_runtime(&error))?;
    let exit = runtime.block_on(future);
    runtime.shutdown_timeout(LAST_WAIT);
    Ok(exit)
}

/// What is said where the system gives no threads, no descriptors or no memory.
pub(super) fn no_runtime(error: &io::Error) -> Told {
    Told::new("runtime").text("error", made_safe(&error.to_string()))
}
