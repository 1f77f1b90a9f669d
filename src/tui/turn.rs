//! Where one can be ([`Screen`]) and what a key came to ([`Turn`]): plain data, so that a screen can say where it leads
//! without knowing who is there.
//!
//! What follows from a turn is decided in one place, `app`.

use super::message::Effect;
use crate::{
    l10n::Locale,
    model::{Actor, CaseId, CodeId, Connector, Domain, EndpointId, Run, Stage, Symptom},
    report::Overview,
    wizard::{ConnectorForm, Field},
};

/// One of the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// What do you have?
    Welcome,
    /// The questions about a connector.
    Connector,
    /// A report that was pasted.
    Paste,
    /// The connectors of an export.
    Export,
    /// Every address and stage, live.
    Probing,
    /// One address: its conversation and certificates. And the lookups.
    Details,
    /// The questions of an exercise.
    Quiz,
    /// What was found.
    Finding,
    /// What tells the likely causes apart.
    Questions,
    /// The steps.
    Checklist,
    /// The letter to whoever takes a step.
    Letter,
    /// The articles.
    Codes,
    /// The training lab.
    Lab,
}

impl Screen {
    /// All of them, for the test that wants a scene of each.
    pub(crate) const ALL: [Self; 13] = [
        Self::Welcome,
        Self::Connector,
        Self::Paste,
        Self::Export,
        Self::Probing,
        Self::Details,
        Self::Quiz,
        Self::Finding,
        Self::Questions,
        Self::Checklist,
        Self::Letter,
        Self::Codes,
        Self::Lab,
    ];

    /// The id of its title: `title-<id>`.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Connector => "connector",
            Self::Paste => "report",
            Self::Export => "export",
            Self::Probing => "probe",
            Self::Details => "details",
            Self::Quiz => "quiz",
            Self::Finding => "finding",
            Self::Questions => "questions",
            Self::Checklist => "checklist",
            Self::Letter => "letter",
            Self::Codes => "codes",
            Self::Lab => "lab",
        }
    }

    /// Which of the four steps of the walk it is, from 0, if it is one.
    pub(crate) fn step(self) -> Option<usize> {
        match self {
            Self::Connector | Self::Paste => Some(0),
            Self::Probing | Self::Details => Some(1),
            Self::Finding | Self::Questions => Some(2),
            Self::Checklist | Self::Letter => Some(3),
            Self::Welcome | Self::Export | Self::Quiz | Self::Codes | Self::Lab => None,
        }
    }

    /// Whether its two panes have the same width: a list, and what belongs to its focused item.
    pub(crate) fn halves(self) -> bool {
        matches!(self, Self::Paste | Self::Checklist | Self::Codes | Self::Lab | Self::Quiz | Self::Questions)
    }

    /// Whether it tells of a probe that may go on meanwhile, without showing how far that is.
    pub(crate) fn is_beside_the_probe(self) -> bool {
        match self {
            Self::Details | Self::Finding | Self::Questions | Self::Checklist | Self::Letter => true,
            Self::Welcome
            | Self::Connector
            | Self::Paste
            | Self::Export
            | Self::Probing
            | Self::Quiz
            | Self::Codes
            | Self::Lab => false,
        }
    }
}

/// A letter: to whom, and in which language, whatever that of the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) to: Actor,
    pub(crate) locale: Locale,
}

/// What a line of the finding rests on: where it can be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// The lookups, and which are looked for, if some are.
    Lookups(Option<Sought>),
    /// What was said at an address, and at which stage, where one is looked for.
    Said(EndpointId, Option<Stage>),
    /// A field of a certificate that an address showed.
    Certificate(EndpointId, CertificateField),
}

/// Lookups that are looked for: of a name, of a type of record, as far as either is known; else those that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sought {
    pub(crate) name: Option<Domain>,
    pub(crate) record: Option<String>,
}

/// A field of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CertificateField {
    /// Whose it is.
    Subject,
    /// The names it is for.
    Names,
    /// From when to when it is valid.
    Valid,
    /// Who signed it.
    Issuer,
    /// Its key, and how it is signed.
    Key,
    /// Its SHA-1.
    Thumbprint,
}

/// What a key or a paste came to.
#[derive(Clone, Debug)]
pub(crate) enum Turn {
    /// It does nothing here.
    Nothing,
    /// It is done here, and that is to be done outside.
    Stay(Vec<Effect>),
    /// One screen back.
    Back,
    /// To a screen; back leads here.
    Go(Screen),
    /// To a screen in the place of this one; back leads where it led from here.
    Instead(Screen),
    /// To the questions about a connector, answered as far as they are, one of them to be looked at first; and what
    /// Office 365 reported of that connector.
    Form(Box<ConnectorForm>, Field, Option<Box<Symptom>>),
    /// To where a pasted report is read.
    Report(String),
    /// To where a report is read, of a file that was named.
    ReportFile(String),
    /// A report is to be held against the finding.
    Compare(String),
    /// To where an export of connectors is read.
    Export(String),
    /// To where an export is read, of a file that was named.
    ExportFile(String),
    /// To the article on a code.
    Article(CodeId),
    /// To an exercise of the lab, by its id.
    Exercise(String),
    /// To the probe of a connector.
    Probe(Box<Connector>),
    /// To the probe of the connector that a report tells of.
    ProbeReported(Box<Connector>, Box<Symptom>),
    /// The probe of all connectors of an export.
    Survey,
    /// To what a probe of all found of a connector.
    Found(Box<Connector>, Box<Run>),
    /// A table is to be saved.
    SaveTable(Box<Overview>),
    /// A table is to be saved in a place that is asked for.
    SaveTableAs(Box<Overview>),
    /// To a case that is kept.
    Case(CaseId),
    /// To what a line of the finding rests on.
    Open(Proof),
    /// To the questions about the connector of the walk, answered as it is.
    Edit,
    /// The probe again.
    ProbeAgain,
    /// To the letter to an actor.
    Letter(Actor),
    /// A letter is to be saved.
    SaveLetter(Letter),
    /// A letter is to be saved in a place that is asked for.
    SaveLetterAs(Letter),
    /// A report of the walk is to be saved.
    Save,
    /// A report of the walk is to be saved in a place that is asked for.
    SaveAs,
}

impl Turn {
    /// It is done here, and nothing is to be done outside.
    pub(crate) fn stay() -> Self {
        Self::Stay(Vec::new())
    }
}
