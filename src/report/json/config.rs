//! `mxray-config/1`: what is set once, and where it comes from.

use schemars::JsonSchema;
use serde::Serialize;

/// What `mxray config` prints with `--format json`.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "mxray-config/1")]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct Settings {
    #[schemars(extend("const" = "mxray-config/1"))]
    pub schema: &'static str,
    /// The files that were looked for, the one that counts least first.
    pub files: Vec<ConfigFile>,
    pub settings: Vec<Setting>,
}

/// A file of settings.
#[derive(Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct ConfigFile {
    pub file: String,
    pub found: bool,
}

/// A key, and what holds of it.
#[derive(Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct Setting {
    pub key: &'static str,
    /// As its option takes it; none where the default is no value.
    pub value: Vec<String>,
    #[schemars(extend("enum" = ["default", "file", "environment", "option"]))]
    pub source: &'static str,
    pub file: Option<String>,
    /// Counted from 1.
    pub line: Option<usize>,
    pub variable: Option<String>,
}
