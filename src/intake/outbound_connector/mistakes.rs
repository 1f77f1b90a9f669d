//! What is wrong with an export or with one connector of it, and what an admin should know: ids and values only, their
//! words are the work of `l10n`.

use serde::Serialize;

use crate::{
    intake::{
        decode::{MAX_BYTES, Undecodable},
        targets::TargetError,
    },
    model::WireText,
};

/// What keeps a connector from being probed. Messages are `error-<id>`, their arguments the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum Unusable {
    /// It routes by MX, and is for several domains or for none that is named: choose one of
    /// [`Imported::recipient_domains`](super::Imported::recipient_domains), or type one.
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
    /// Every id of its own there is, for the tests that walk the words; a target brings its own.
    pub const IDS: [&'static str; 6] = [
        "import-recipient-domain",
        "import-no-smart-hosts",
        "import-lost",
        "import-smart-host",
        "import-tls-settings",
        "import-tls-domain",
    ];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::RecipientDomain { .. } => "import-recipient-domain",
            Self::NoSmartHosts => "import-no-smart-hosts",
            Self::Lost { .. } => "import-lost",
            Self::SmartHost { .. } => "import-smart-host",
            Self::TlsSettings { .. } => "import-tls-settings",
            Self::TlsDomain { .. } => "import-tls-domain",
            Self::Target(error) => error.id(),
        }
    }
}

/// What an admin should know about an imported connector. Messages are `note-<id>`, their arguments the fields.
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
        "import-disabled",
        "import-rule-scoped",
        "import-test-mode",
        "import-centralized",
        "import-all-accepted-domains",
        "import-cidr",
        "import-smart-host-unreadable",
        "import-list-cut",
        "import-list-lost",
        "import-missing",
        "import-domain-unreadable",
    ];

    /// The id of its message, which is `note-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Disabled => "import-disabled",
            Self::RuleScoped => "import-rule-scoped",
            Self::TestMode => "import-test-mode",
            Self::CentralizedTransport => "import-centralized",
            Self::AllAcceptedDomains => "import-all-accepted-domains",
            Self::CidrSmartHost { .. } => "import-cidr",
            Self::SmartHostUnreadable { .. } => "import-smart-host-unreadable",
            Self::ListCut { .. } => "import-list-cut",
            Self::ListLost { .. } => "import-list-lost",
            Self::Missing { .. } => "import-missing",
            Self::DomainUnreadable { .. } => "import-domain-unreadable",
        }
    }
}

/// Why an export could not be read at all. Messages are `error-<id>`, their arguments the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum ImportError {
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

impl ImportError {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 9] = [
        "import-empty",
        "import-too-large",
        "import-too-many",
        "import-binary",
        "import-broken",
        "import-no-connectors",
        "import-inbound",
        "import-table",
        "import-lossy",
    ];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Empty => "import-empty",
            Self::TooLarge { .. } => "import-too-large",
            Self::TooMany { .. } => "import-too-many",
            Self::Binary { .. } => "import-binary",
            Self::Broken { .. } => "import-broken",
            Self::NoConnectors { .. } => "import-no-connectors",
            Self::Inbound { .. } => "import-inbound",
            Self::Table { .. } => "import-table",
            Self::Lossy { .. } => "import-lossy",
        }
    }
}

impl From<Undecodable> for ImportError {
    fn from(why: Undecodable) -> Self {
        match why {
            Undecodable::Empty => Self::Empty,
            Undecodable::TooLarge => Self::TooLarge { limit_mib: MAX_BYTES >> 20 },
            Undecodable::Ole => Self::Binary { format: "OLE" },
            Undecodable::Binary(format) => Self::Binary { format },
        }
    }
}
