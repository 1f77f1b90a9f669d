//! What one can do with a report that was read, and which exercises there are: the same on a screen and in lines.

use std::sync::LazyLock;

use super::ConnectorForm;
use crate::{
    knowledge::scenarios,
    model::{CodeId, Connector, MailDirection, Scenario, Symptom, Told},
};

/// A way on from a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportWay {
    /// Probe the connector as the report tells it.
    Probe(Box<Connector>),
    /// Look at the answers first, and correct them.
    Correct,
    /// Read the article on its code.
    Explain(CodeId),
}

impl ReportWay {
    /// The message `paste-<id>` that offers it.
    pub fn told(&self) -> Told {
        match self {
            Self::Probe(connector) => {
                let server = connector.route.hosts().first().map(ToString::to_string).unwrap_or_default();
                Told::new("probe").text("server", server)
            }
            Self::Correct => Told::new("correct"),
            Self::Explain(code) => Told::new("explain").text("code", code),
        }
    }
}

/// What one can do with a report, the likeliest first. Of mail into Exchange Online, and of what is no delivery over a
/// connector at all, there is no connector to probe.
pub fn ways(symptom: &Symptom) -> Vec<ReportWay> {
    let mut ways = Vec::new();
    let elsewhere = symptom.matter.is_some() && symptom.code.is_none();
    if symptom.direction != MailDirection::Inbound && !elsewhere {
        ways.extend(ConnectorForm::of_symptom(symptom).connector().ok().map(|c| ReportWay::Probe(Box::new(c))));
        ways.push(ReportWay::Correct);
    }
    ways.extend(symptom.code.clone().map(ReportWay::Explain));
    ways
}

/// The exercises of the training lab, chapter by chapter; chapter 0, the bench, is none. Read when first asked for.
pub fn exercises() -> &'static [Scenario] {
    static EXERCISES: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
        let all = scenarios::all().unwrap_or_default();
        all.into_iter().filter(|scenario| scenario.chapter > 0).collect()
    });
    &EXERCISES
}
