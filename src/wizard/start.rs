//! Where the walk begins, on a screen and in lines alike.

use crate::model::{Case, Connector};

/// Where the walk begins.
#[derive(Clone, Debug)]
pub enum Start {
    /// At the question what one has in hand.
    Welcome,
    /// At the probe of a connector.
    Connector(Box<Connector>),
    /// At a case that is gone on from.
    Case(Box<Case>),
    /// At the list of exercises.
    Lab,
    /// At one exercise, by its id.
    Scenario(String),
}

/// A way on from the welcome: what one has in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayIn {
    /// A report that was pasted.
    Report,
    /// A connector, asked for.
    Connector,
    /// An export of connectors.
    Export,
    /// A code.
    Code,
    /// Nothing: the training lab.
    Lab,
}

impl WayIn {
    /// The ways that work, in their order: without exercises there is no lab.
    pub fn all(has_lab: bool) -> &'static [Self] {
        let all = &[Self::Report, Self::Connector, Self::Export, Self::Code, Self::Lab];
        if has_lab { all } else { &all[..all.len() - 1] }
    }

    /// The word of messages: `welcome-<id>`, with `.about`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Connector => "connector",
            Self::Export => "export",
            Self::Code => "code",
            Self::Lab => "lab",
        }
    }
}
