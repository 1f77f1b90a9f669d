//! What is wrong with an export or with one connector of it, and what an admin should know: ids and values only, their
//! words are the work of `l10n`.

use serde::Serialize;

use crate::{
    intake::{
        decode::{MAX_BYTES, Undecodable},
        targets::TargetError,
    },
    model::{Told, WireText},
};

/// What keeps a connector from being probed. Messages are `error-<id>`, their arguments the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum Unusable {
    /// It routes by MX, and is for several domains or for none that is named: choose one of
    /// [`Exported::recipient_domains`](super::Exported::recipient_domains), or type one.
    #[error("routes by MX: a recipient domain is needed")]
    RecipientDomain {
        /// How many there are to choose from.
        choices: usize,
    },
    /// It uses smart hosts and the export names none.
    #[error("no smart host")]
    NoSmartHosts,
    /// The export lost the values of a list.
    #[error("the export lost {property}")]
    Lost {
        /// The property: `SmartHosts`.
        property: &'static str,
    },
    /// None of its smart hosts is a host.
    #[error("{text} is no host")]
    SmartHost {
        /// The first, as it stands.
        text: WireText,
    },
    /// TlsSettings has a value that is not known.
    #[error("TlsSettings {text} is not known")]
    TlsSettings {
        /// The value.
        text: WireText,
    },
    /// DomainValidation without a TlsDomain that is a name.
    #[error("TlsDomain {text} is no name")]
    TlsDomain {
        /// The value; empty if there is none.
        text: WireText,
    },
    /// A line of a list of targets is none.
    #[error(transparent)]
    Target(
        /// Why.
        TargetError,
    ),
}

impl Unusable {
    /// Why, as the message `error-<id>`.
    pub fn told(&self) -> Told {
        match self {
            // A message cannot select on an empty text.
            Self::TlsDomain { text } if text.is_empty() => Told::new(self.id()).text("text", "none"),
            _ => Told::of(self.id(), self),
        }
    }

    /// Every id of its own there is, for the tests that walk the words; a target brings its own.
    pub const IDS: [&'static str; 6] = [
        "export-recipient-domain",
        "export-no-smart-hosts",
        "export-lost",
        "export-smart-host",
        "export-tls-settings",
        "export-tls-domain",
    ];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::RecipientDomain { .. } => "export-recipient-domain",
            Self::NoSmartHosts => "export-no-smart-hosts",
            Self::Lost { .. } => "export-lost",
            Self::SmartHost { .. } => "export-smart-host",
            Self::TlsSettings { .. } => "export-tls-settings",
            Self::TlsDomain { .. } => "export-tls-domain",
            Self::Target(error) => error.id(),
        }
    }
}

/// What an admin should know about an exported connector. Messages are `note-<id>`, their arguments the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Note {
    /// It is turned off: no mail uses it.
    Disabled,
    /// Only a transport rule sends mail through it.
    RuleScoped,
    /// It is in test mode.
    TestMode,
    /// All mail of the organization goes through the on-premises servers (centralized mail transport).
    CentralizedTransport,
    /// It is for all accepted domains.
    AllAcceptedDomains,
    /// A smart host is a range of addresses, which cannot be probed; it was left out.
    CidrSmartHost {
        /// The range.
        text: WireText,
    },
    /// A smart host is no host; it was left out.
    SmartHostUnreadable {
        /// As it stands.
        text: WireText,
    },
    /// `Format-List` cut a list: there may be more values than the export shows.
    ListCut {
        /// The property.
        property: &'static str,
        /// The command that exports it whole.
        command: &'static str,
    },
    /// The export lost the values of a list.
    ListLost {
        /// The property.
        property: &'static str,
        /// The command that exports it whole.
        command: &'static str,
    },
    /// The export has no such property, so its default was assumed.
    Missing {
        /// The property.
        property: &'static str,
    },
    /// A recipient domain cannot be read; it was left out.
    DomainUnreadable {
        /// As it stands.
        text: WireText,
    },
}

impl Note {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 11] = [
        "export-disabled",
        "export-rule-scoped",
        "export-test-mode",
        "export-centralized",
        "export-all-accepted-domains",
        "export-cidr",
        "export-smart-host-unreadable",
        "export-list-cut",
        "export-list-lost",
        "export-missing",
        "export-domain-unreadable",
    ];

    /// What stands in the export and could not be read.
    pub fn text(&self) -> Option<&WireText> {
        match self {
            Self::CidrSmartHost { text } | Self::SmartHostUnreadable { text } | Self::DomainUnreadable { text } => {
                Some(text)
            }
            Self::Disabled
            | Self::RuleScoped
            | Self::TestMode
            | Self::CentralizedTransport
            | Self::AllAcceptedDomains
            | Self::ListCut { .. }
            | Self::ListLost { .. }
            | Self::Missing { .. } => None,
        }
    }

    /// The id of its message, which is `note-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Disabled => "export-disabled",
            Self::RuleScoped => "export-rule-scoped",
            Self::TestMode => "export-test-mode",
            Self::CentralizedTransport => "export-centralized",
            Self::AllAcceptedDomains => "export-all-accepted-domains",
            Self::CidrSmartHost { .. } => "export-cidr",
            Self::SmartHostUnreadable { .. } => "export-smart-host-unreadable",
            Self::ListCut { .. } => "export-list-cut",
            Self::ListLost { .. } => "export-list-lost",
            Self::Missing { .. } => "export-missing",
            Self::DomainUnreadable { .. } => "export-domain-unreadable",
        }
    }
}

/// Why an export could not be read at all. Messages are `error-<id>`, their arguments the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum ExportError {
    /// Nothing, or nothing but spaces or comments.
    #[error("nothing to import")]
    Empty,
    /// More than is read.
    #[error("more than {limit_mib} MiB")]
    TooLarge {
        /// The most that is read, in MiB.
        limit_mib: usize,
    },
    /// More connectors than are taken.
    #[error("more than {limit} connectors")]
    TooMany {
        /// The most that are taken.
        limit: usize,
    },
    /// An archive, a document, a picture or a program.
    #[error("a {format} file")]
    Binary {
        /// The name of its format, `binary` if it has none.
        format: &'static str,
    },
    /// It begins like one of the forms and breaks off or breaks its rules.
    #[error("broken {kind:?} at line {line}")]
    Broken {
        /// The form: `JSON`, `CSV`, `CLIXML`.
        kind: &'static str,
        /// Where, from 1.
        line: u64,
    },
    /// It is well-formed and holds no outbound connector.
    #[error("no outbound connector in it")]
    NoConnectors {
        /// The command that exports them.
        command: &'static str,
    },
    /// It holds inbound connectors: the wrong cmdlet.
    #[error("inbound connectors")]
    Inbound {
        /// The command that exports outbound ones.
        command: &'static str,
    },
    /// It holds send connectors of an Exchange server, which send to Office 365 and not from it.
    #[error("send connectors")]
    Send {
        /// The command that exports outbound ones.
        command: &'static str,
    },
    /// It holds receive connectors of an Exchange server.
    #[error("receive connectors")]
    Receive {
        /// The command that exports outbound ones.
        command: &'static str,
    },
    /// `Format-Table` or the default view: columns cut, most properties missing.
    #[error("a table without the properties that matter")]
    Table {
        /// The command that exports well.
        command: &'static str,
    },
    /// The export lost the smart hosts or domains of every connector.
    #[error("the export lost {property}")]
    Lossy {
        /// The first property that was lost.
        property: &'static str,
        /// The command that exports well.
        command: &'static str,
    },
}

impl ExportError {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 11] = [
        "export-empty",
        "export-too-large",
        "export-too-many",
        "export-binary",
        "export-broken",
        "export-no-connectors",
        "export-inbound",
        "export-send",
        "export-receive",
        "export-table",
        "export-lossy",
    ];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Empty => "export-empty",
            Self::TooLarge { .. } => "export-too-large",
            Self::TooMany { .. } => "export-too-many",
            Self::Binary { .. } => "export-binary",
            Self::Broken { .. } => "export-broken",
            Self::NoConnectors { .. } => "export-no-connectors",
            Self::Inbound { .. } => "export-inbound",
            Self::Send { .. } => "export-send",
            Self::Receive { .. } => "export-receive",
            Self::Table { .. } => "export-table",
            Self::Lossy { .. } => "export-lossy",
        }
    }
}

impl From<Undecodable> for ExportError {
    fn from(why: Undecodable) -> Self {
        match why {
            Undecodable::Empty => Self::Empty,
            Undecodable::TooLarge => Self::TooLarge { limit_mib: MAX_BYTES >> 20 },
            Undecodable::Ole => Self::Binary { format: "OLE" },
            Undecodable::Binary(format) => Self::Binary { format },
        }
    }
}
