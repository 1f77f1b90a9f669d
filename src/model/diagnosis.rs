//! [`Diagnosis`]: what was concluded, and what to do about it.

use super::{Checklist, Finding};

/// The whole conclusion: what it is and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// What it is.
    pub finding: Finding,
    /// What to do.
    pub checklist: Checklist,
}
