//! [`Scenario`]: one exercise of the training lab, as its TOML in `assets/lab/` says it.
//!
//! What to break and which code it must end in; breaking it is the work of `lab`, reading it of `knowledge`.

use serde::{Deserialize, Serialize};

use super::{CauseId, CodeId, Fault, Party, TlsPolicy, Verdict};

/// One exercise. Its id is its file's name; its words are `lab-<id>` with `.case` and `.task`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Scenario {
    /// The file's name without `.toml`; the host is `<id>.lab.test`.
    #[serde(skip)]
    pub id: String,
    /// The chapter of the lab it stands in: 1 names … 7 "which one is it?".
    pub chapter: u8,
    /// Its place in the chapter, from 1.
    pub order: u8,
    /// The verdict it must end in.
    pub verdict: Verdict,
    /// The code it must end in; none for a healthy one.
    pub code: Option<CodeId>,
    /// The fault that must be seen; none for a healthy one.
    pub fault: Option<Fault>,
    /// The cause that must be established, if any.
    pub cause: Option<CauseId>,
    /// The TLS setting of its connector.
    #[serde(default = "certificate_validation")]
    pub tls: TlsPolicy,
    /// Whose server it is.
    #[serde(default)]
    pub party: Party,
    /// Whether the connector routes by the MX of the recipient domain.
    #[serde(default)]
    pub mx: bool,
}

fn certificate_validation() -> TlsPolicy {
    TlsPolicy::CertificateValidation
}
