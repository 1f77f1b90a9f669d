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
    fn of(error: &TargetError) -> Self {
        Self { told: Told::of(error.id(), error), suggestion: error.suggestion().map(str::to_owned) }
    }
}

/// Reads smart hosts, separated by commas; a port behind one of them is the connector's.
pub(super) fn smart_hosts(text: &str) -> Result<(Vec<Host>, Option<u16>), AnswerError> {
    match targets::target(text) {
        Ok(target) => Ok((target.hosts, target.port)),
        Err(error) => Err(with_whole_suggestion(text, AnswerError::of(&error))),
    }
}

/// A suggestion for one host of several stands in the list in its place.
fn with_whole_suggestion(text: &str, mut error: AnswerError) -> AnswerError {
    if let Some(one) = &error.suggestion {
        let whole: Vec<_> = text
            .split(',')
            .map(str::trim)
            .map(|part| if targets::target(part).is_err() { one.as_str() } else { part })
            .collect();
        error.suggestion = Some(whole.join(", "));
    }
    error
}

/// Reads a recipient domain.
pub(super) fn domain(text: &str) -> Result<Domain, AnswerError> {
    targets::domain(text).map_err(|error| AnswerError::of(&error))
}

/// Reads a TlsDomain.
pub(super) fn tls_domain(text: &str) -> Result<NamePattern, AnswerError> {
    targets::name_pattern(text).map_err(|error| AnswerError::of(&error))
}

/// Reads a port.
pub(super) fn port(text: &str) -> Result<u16, AnswerError> {
    targets::port(text.trim()).map_err(|error| AnswerError::of(&error))
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
