//! `mxray-lab/1`: the scenarios, and where they listen.

use schemars::JsonSchema;
use serde::Serialize;

/// What `mxray lab --list` and `mxray lab --serve` print with `--format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "mxray-lab/1")]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct Lab {
    #[schemars(extend("const" = "mxray-lab/1"))]
    pub schema: &'static str,
    /// `IP:PORT` of the lab's DNS server; only while it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolver: Option<String>,
    /// The file with the lab's root; only while it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<String>,
    pub scenarios: Vec<LabScenario>,
}

/// One scenario.
#[derive(Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct LabScenario {
    pub id: String,
    pub title: String,
    /// The code it ends in; null for a healthy one.
    pub code: Option<String>,
    /// What makes `mxray check` diagnose it; only while it serves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub args: Option<Vec<String>>,
}

impl Lab {
    /// The scenarios alone.
    pub fn list(scenarios: Vec<LabScenario>) -> Self {
        Self { schema: "mxray-lab/1", resolver: None, ca_file: None, scenarios }
    }
}
