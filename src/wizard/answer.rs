//! One answer: what is wrong with it, and what it means.

use crate::{
    intake::targets::{self, TargetError},
    model::{Domain, Host, NamePattern, TlsPolicy, Told},
};

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerError {
    /// The message `answer-<id>` and its values.
    pub told: Told,
    /// What was probably meant; itself a good answer to the whole field.
    pub suggestion: Option<String>,
}

impl AnswerError {
    /// What is wrong, with what was meant where that is a good answer.
    fn of<T>(text: &str, error: &TargetError, read: impl Fn(&str) -> Result<T, TargetError>) -> Self {
        let suggestion = [targets::meant(text), error.suggestion().map(str::to_owned)];
        let suggestion = suggestion.into_iter().flatten().find(|meant| read(meant).is_ok());
        Self { told: Told::of(error.id(), error), suggestion }
    }
}

/// Reads smart hosts, separated by commas; a port behind one of them is the connector's.
pub(super) fn smart_hosts(text: &str) -> Result<(Vec<Host>, Option<u16>), AnswerError> {
    let target = targets::target(text).map_err(|error| AnswerError::of(text, &error, targets::target))?;
    Ok((target.hosts, target.port))
}

/// Reads a recipient domain.
pub(super) fn domain(text: &str) -> Result<Domain, AnswerError> {
    targets::domain(text).map_err(|error| AnswerError::of(text, &error, targets::domain))
}

/// Reads a TlsDomain.
pub(super) fn tls_domain(text: &str) -> Result<NamePattern, AnswerError> {
    targets::name_pattern(text).map_err(|error| AnswerError::of(text, &error, targets::name_pattern))
}

/// Reads a port.
pub(super) fn port(text: &str) -> Result<u16, AnswerError> {
    targets::port(text).map_err(|error| AnswerError::of(text, &error, targets::port))
}

/// The four TLS settings as one chooses them, the name apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TlsChoice {
    /// null: TLS when it is offered.
    Opportunistic,
    /// EncryptionOnly.
    Encryption,
    /// CertificateValidation, the setting of most connectors.
    #[default]
    Certificate,
    /// DomainValidation, with a name.
    Domain,
}

impl TlsChoice {
    /// All of them, from the loosest to the strictest.
    pub const ALL: [Self; 4] = [Self::Opportunistic, Self::Encryption, Self::Certificate, Self::Domain];

    /// The word of `--tls`, and of messages (`choice-tls-<id>`).
    pub fn id(self) -> &'static str {
        match self {
            Self::Opportunistic => TlsPolicy::IDS[0],
            Self::Encryption => TlsPolicy::IDS[1],
            Self::Certificate => TlsPolicy::IDS[2],
            Self::Domain => TlsPolicy::IDS[3],
        }
    }

    pub(super) fn of(policy: &TlsPolicy) -> Self {
        match policy {
            TlsPolicy::Opportunistic => Self::Opportunistic,
            TlsPolicy::EncryptionOnly => Self::Encryption,
            TlsPolicy::CertificateValidation => Self::Certificate,
            TlsPolicy::DomainValidation(_) => Self::Domain,
        }
    }
}
