//! SEAM until `probe` is merged.

use super::{Complaint, Exit, args::Look, inputs, progress::Progress};
use crate::{
    l10n::Texts,
    model::{ProbePlan, Run},
};

pub(super) struct Looker;

pub(super) fn looker(look: &Look, _jobs: usize, _texts: &Texts) -> Result<Looker, Complaint> {
    inputs::resolvers(&look.resolver)?;
    for path in &look.ca_file {
        inputs::pem(path)?;
    }
    Ok(Looker)
}

pub(super) async fn look(_looker: &Looker, _plan: ProbePlan, _progress: &mut Progress<'_>) -> Run {
    Run::default()
}

/// Runs the future on a runtime of its own.
pub(super) fn block_on(future: impl Future<Output = Exit>) -> Result<Exit, Complaint> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| {
        Complaint::new("error-runtime", crate::l10n::Args::new().text("error", error.to_string()))
    })?;
    let exit = runtime.block_on(future);
    // What is still under way (reading roots, a last QUIT) does not hold the exit.
    runtime.shutdown_timeout(std::time::Duration::from_millis(200));
    Ok(exit)
}
