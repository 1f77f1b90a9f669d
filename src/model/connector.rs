//! What is to be delivered to: a connector as Exchange Online knows it.
//!
//! Values follow `Get-OutboundConnector` (Exchange Online PowerShell reference): ConnectorType,
//! UseMXRecord, SmartHosts, TlsSettings, TlsDomain. Reading an export is left to `intake`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CertificateProblem, Domain, Host, NamePattern, WireText};

/// The port Exchange Online always uses for an outbound connector; there is no field for another.
pub const SMTP_PORT: u16 = 25;

/// One outbound connector, complete enough to be probed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connector {
    /// Its name, where one is known.
    pub name: Option<WireText>,
    /// How the next hop is found.
    pub route: Route,
    /// What it demands of TLS.
    pub tls: TlsPolicy,
    /// Whose server is at the other end: that decides who must act.
    pub party: Party,
    /// TCP port; 25 but in the lab and behind `--port`.
    pub port: u16,
}

/// How Exchange Online finds the next hop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// UseMXRecord: by the MX records of the recipient domain.
    Mx(Domain),
    /// SmartHosts; each name is looked up MX first. Never empty.
    SmartHosts(Vec<Host>),
}

impl Route {
    /// The words of JSON, of messages and of the form: smart hosts, MX.
    pub const IDS: [&'static str; 2] = ["smart-host", "mx"];

    /// Its word.
    pub fn id(&self) -> &'static str {
        match self {
            Self::SmartHosts(_) => Self::IDS[0],
            Self::Mx(_) => Self::IDS[1],
        }
    }

    /// The hosts named in the connector: the smart hosts, or the recipient domain.
    pub fn hosts(&self) -> Vec<Host> {
        match self {
            Self::Mx(domain) => vec![Host::Name(domain.clone())],
            Self::SmartHosts(hosts) => hosts.clone(),
        }
    }
}

/// TlsSettings of the connector, and what each enforces (Exchange Online PowerShell, Set-OutboundConnector).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TlsPolicy {
    /// null: TLS if offered, else plain text.
    Opportunistic,
    /// EncryptionOnly: TLS with any certificate.
    EncryptionOnly,
    /// CertificateValidation: TLS with a valid certificate of a trusted CA; no name is compared.
    CertificateValidation,
    /// DomainValidation: the same, and the certificate carries TlsDomain.
    DomainValidation(NamePattern),
}

impl TlsPolicy {
    /// The words of `--tls`, of JSON and of the form, from the least to the most that is demanded.
    pub const IDS: [&'static str; 4] = ["opportunistic", "encryption", "certificate", "domain"];

    /// What Exchange Online calls them; the first is no value at all.
    pub const IN_EXCHANGE: [Option<&'static str>; 4] =
        [None, Some("EncryptionOnly"), Some("CertificateValidation"), Some("DomainValidation")];

    /// Its word.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Opportunistic => Self::IDS[0],
            Self::EncryptionOnly => Self::IDS[1],
            Self::CertificateValidation => Self::IDS[2],
            Self::DomainValidation(_) => Self::IDS[3],
        }
    }

    /// Whether a connection without TLS is refused.
    pub fn requires_tls(&self) -> bool {
        !matches!(self, Self::Opportunistic)
    }

    /// Whether the certificate must chain to a trusted root.
    pub fn requires_trust(&self) -> bool {
        matches!(self, Self::CertificateValidation | Self::DomainValidation(_))
    }

    /// The name the certificate must carry.
    pub fn tls_domain(&self) -> Option<&NamePattern> {
        match self {
            Self::DomainValidation(pattern) => Some(pattern),
            Self::Opportunistic | Self::EncryptionOnly | Self::CertificateValidation => None,
        }
    }

    /// Whether this TLS setting refuses a certificate with that problem; where it does not, the problem
    /// is told and mail gets through.
    pub fn minds(&self, problem: CertificateProblem) -> bool {
        match problem {
            CertificateProblem::UnsupportedVersion => true,
            CertificateProblem::NameMismatch => self.tls_domain().is_some(),
            CertificateProblem::Expired
            | CertificateProblem::NotYetValid
            | CertificateProblem::SelfSigned
            | CertificateProblem::UnknownIssuer
            | CertificateProblem::IncompleteChain
            | CertificateProblem::WeakKey
            | CertificateProblem::WeakSignature
            | CertificateProblem::Revoked
            | CertificateProblem::Malformed => self.requires_trust(),
        }
    }
}

/// Whose server it is (ConnectorType).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// OnPremises: our own organization's.
    #[default]
    Own,
    /// Partner: another organization's.
    Partner,
}

impl Party {
    /// The word of JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Partner => "partner",
        }
    }
}
