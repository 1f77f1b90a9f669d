//! What a text is that is no target, and what was meant: ids and values only, their words are the work of `l10n`.

use serde::Serialize;

use crate::model::WireText;

/// Why a text is no target, and what was meant. Messages are `error-<id>`, their arguments the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum TargetError {
    /// Nothing was given.
    #[error("no target")]
    Empty,
    /// More text than any target has.
    #[error("a target of more than {limit} bytes")]
    TooLong {
        /// The most that is read, in bytes.
        limit: usize,
    },
    /// More targets than are taken from one list.
    #[error("more than {limit} targets")]
    TooMany {
        /// The most that are taken.
        limit: usize,
    },
    /// A URL or a path.
    #[error("{text} is a URL")]
    Url {
        /// What was given.
        text: WireText,
        /// Its host.
        suggestion: String,
    },
    /// A mail address.
    #[error("{text} is a mail address")]
    MailAddress {
        /// What was given.
        text: WireText,
        /// Its domain.
        suggestion: String,
    },
    /// A range of addresses (CIDR), which cannot be connected to.
    #[error("{text} is a range of addresses")]
    Cidr {
        /// What was given.
        text: WireText,
        /// Its first address.
        suggestion: String,
    },
    /// An IPv6 address with a zone id, which means something on one machine only (RFC 4007 section 11).
    #[error("{text} has a zone id")]
    ZoneId {
        /// What was given.
        text: WireText,
        /// The address without it.
        suggestion: String,
    },
    /// A pattern where one host is wanted.
    #[error("{text} is a pattern")]
    Wildcard {
        /// What was given.
        text: WireText,
        /// The name behind the `*.`.
        suggestion: String,
    },
    /// A port that is no number from 1 to 65535.
    #[error("{text} is no port")]
    Port {
        /// What was given.
        text: WireText,
    },
    /// Smart hosts of one connector with different ports.
    #[error("{first} and {second}: one connector has one port")]
    PortsDiffer {
        /// The first port, as text.
        first: String,
        /// The one that differs, as text.
        second: String,
    },
    /// An address where a name is wanted: a recipient domain, a TlsDomain.
    #[error("{text} is an address, not a name")]
    NotAName {
        /// What was given.
        text: WireText,
    },
    /// It looks like an IP address and is none.
    #[error("{text} looks like an IP address and is none")]
    NotAnAddress {
        /// What was given.
        text: WireText,
    },
    /// A character that no name has.
    #[error("{text} has the character {character}")]
    Character {
        /// What was given.
        text: WireText,
        /// The first such character, made safe.
        character: WireText,
    },
    /// A space within it, of whatever width.
    #[error("{text} has a space")]
    Space {
        /// What was given.
        text: WireText,
        /// What stands before it.
        before: WireText,
    },
    /// Two dots in a row, or a dot in front.
    #[error("{text} has an empty label")]
    EmptyLabel {
        /// What was given.
        text: WireText,
    },
    /// A label that begins or ends with a hyphen.
    #[error("{text} has a label with a hyphen at its edge")]
    Hyphen {
        /// What was given.
        text: WireText,
    },
    /// A label over 63 or a name over 253 octets (RFC 1035 section 2.3.4).
    #[error("{text} is longer than a name may be")]
    NameTooLong {
        /// The beginning of what was given.
        text: WireText,
    },
    /// An international name that UTS 46 does not allow.
    #[error("{text} is no valid international name")]
    Idn {
        /// What was given.
        text: WireText,
    },
}

impl TargetError {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 18] = [
        "target-empty",
        "target-too-long",
        "target-too-many",
        "target-url",
        "target-mail-address",
        "target-cidr",
        "target-zone-id",
        "target-wildcard",
        "target-port",
        "target-ports-differ",
        "target-not-a-name",
        "target-not-an-address",
        "target-character",
        "target-space",
        "target-empty-label",
        "target-hyphen",
        "target-name-too-long",
        "target-idn",
    ];

    /// The id of its message, which is `error-<id>`.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Empty => "target-empty",
            Self::TooLong { .. } => "target-too-long",
            Self::TooMany { .. } => "target-too-many",
            Self::Url { .. } => "target-url",
            Self::MailAddress { .. } => "target-mail-address",
            Self::Cidr { .. } => "target-cidr",
            Self::ZoneId { .. } => "target-zone-id",
            Self::Wildcard { .. } => "target-wildcard",
            Self::Port { .. } => "target-port",
            Self::PortsDiffer { .. } => "target-ports-differ",
            Self::NotAName { .. } => "target-not-a-name",
            Self::NotAnAddress { .. } => "target-not-an-address",
            Self::Character { .. } => "target-character",
            Self::Space { .. } => "target-space",
            Self::EmptyLabel { .. } => "target-empty-label",
            Self::Hyphen { .. } => "target-hyphen",
            Self::NameTooLong { .. } => "target-name-too-long",
            Self::Idn { .. } => "target-idn",
        }
    }

    /// What was probably meant: itself a valid target.
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Self::Url { suggestion, .. }
            | Self::MailAddress { suggestion, .. }
            | Self::Cidr { suggestion, .. }
            | Self::ZoneId { suggestion, .. }
            | Self::Wildcard { suggestion, .. } => Some(suggestion),
            Self::Empty
            | Self::TooLong { .. }
            | Self::TooMany { .. }
            | Self::Port { .. }
            | Self::PortsDiffer { .. }
            | Self::NotAName { .. }
            | Self::NotAnAddress { .. }
            | Self::Character { .. }
            | Self::Space { .. }
            | Self::EmptyLabel { .. }
            | Self::Hyphen { .. }
            | Self::NameTooLong { .. }
            | Self::Idn { .. } => None,
        }
    }
}
