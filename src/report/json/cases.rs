//! `mxray-cases/1`: the cases that are kept.

use schemars::JsonSchema;
use serde::Serialize;

use super::words;
use crate::{
    model::{Actor, Case, Fault, Verdict},
    report::case_state,
};

/// What `mxray cases --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "mxray-cases/1")]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct Cases {
    #[schemars(extend("const" = "mxray-cases/1"))]
    pub schema: &'static str,
    pub cases: Vec<CaseJson>,
}

/// One case.
#[derive(Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct CaseJson {
    pub id: String,
    /// The name of the connector.
    pub connector: Option<String>,
    /// Its first host, or the recipient domain.
    pub host: String,
    #[schemars(extend("enum" = ["begun", "stopped", "healthy", "repaired", "inconclusive", "fault"]))]
    pub state: &'static str,
    pub code: Option<String>,
    pub fault: Option<&'static str>,
    pub created: String,
    pub updated: String,
    /// How many steps are ticked, verified or no longer needed.
    pub done: u64,
    pub steps: u64,
    pub probes: Vec<ProbedJson>,
    pub letters: Vec<LetterJson>,
}

/// One probe of a case.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProbedJson {
    pub at: String,
    pub elapsed_ms: u64,
    #[schemars(extend("enum" = words::<Verdict>()))]
    pub verdict: &'static str,
    pub code: Option<String>,
    pub fault: Option<&'static str>,
    /// Addresses that took mail, and all of them.
    pub healthy: u64,
    pub addresses: u64,
    pub repaired: bool,
    /// Whether it was stopped before its end.
    pub cancelled: bool,
}

/// One letter that was copied, saved or read out.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LetterJson {
    pub at: String,
    #[schemars(extend("enum" = words::<Actor>()))]
    pub to: &'static str,
    pub lang: String,
}

impl Cases {
    /// The cases, in the order of a list.
    pub fn new(cases: &[Case]) -> Self {
        Self { schema: "mxray-cases/1", cases: cases.iter().map(case_json).collect() }
    }
}

fn case_json(case: &Case) -> CaseJson {
    let line = case.line();
    CaseJson {
        id: line.id.to_string(),
        connector: line.connector.as_ref().map(ToString::to_string),
        state: case_state(&line),
        code: line.last.as_ref().and_then(|last| last.code.as_ref()).map(ToString::to_string),
        fault: line.last.as_ref().and_then(|last| last.fault).map(Fault::id),
        host: line.host,
        created: case.created.to_string(),
        updated: case.updated.to_string(),
        done: line.done as u64,
        steps: line.steps as u64,
        probes: case
            .probes
            .iter()
            .map(|probed| ProbedJson {
                at: probed.at.to_string(),
                elapsed_ms: probed.elapsed_ms,
                verdict: probed.verdict.id(),
                code: probed.code.as_ref().map(ToString::to_string),
                fault: probed.fault.map(Fault::id),
                healthy: probed.healthy,
                addresses: probed.addresses,
                repaired: probed.repaired,
                cancelled: probed.cancelled,
            })
            .collect(),
        letters: case
            .letters
            .iter()
            .map(|letter| LetterJson { at: letter.at.to_string(), to: letter.to.id(), lang: letter.lang.clone() })
            .collect(),
    }
}
