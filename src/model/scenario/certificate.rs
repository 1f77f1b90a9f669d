//! How a scenario's certificate is made, and what is sent with it.

use serde::Deserialize;

/// How a server's certificate is made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LabCertificate {
    /// The names and addresses of its SAN; without: the server's host.
    pub names: Option<Vec<String>>,
    /// Its common name; without: its first name.
    pub common_name: Option<String>,
    /// When it begins, in days from now.
    pub from_days: i64,
    /// When it ends, in days from now.
    pub to_days: i64,
    /// Who signed it.
    pub signed_by: LabIssuer,
    /// How many more intermediates stand between it and its issuer.
    pub between: u8,
    /// When the lowest of them begins, in days from now.
    pub between_from_days: i64,
    /// When the lowest of them ends, in days from now.
    pub between_to_days: i64,
    /// Whether the lowest of them says that it is an authority's.
    pub between_authority: bool,
    /// What is sent with it.
    pub sends: LabChain,
    /// Its key.
    pub key: LabKey,
    /// Whether the server holds another key than that.
    pub wrong_key: bool,
    /// Whether it says where its issuer's certificate can be fetched (AIA, RFC 5280 section 4.2.2.1).
    pub aia: bool,
    /// What it is meant for.
    pub meant_for: LabUse,
    /// Whether it says that it is an authority's itself.
    pub authority: bool,
    /// A chain of `assets/lab/fixtures/` instead: what the crypto library of the lab refuses to make.
    pub fixture: Option<String>,
    /// A stapled answer of `assets/lab/fixtures/` about it.
    pub staple: Option<String>,
}

impl Default for LabCertificate {
    fn default() -> Self {
        Self {
            names: None,
            common_name: None,
            from_days: -30,
            to_days: 335,
            signed_by: LabIssuer::Issuing,
            between: 0,
            between_from_days: -365,
            between_to_days: 3285,
            between_authority: true,
            sends: LabChain::Whole,
            key: LabKey::Rsa,
            wrong_key: false,
            aia: true,
            meant_for: LabUse::Servers,
            authority: false,
            fixture: None,
            staple: None,
        }
    }
}

/// Who signed a certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabIssuer {
    /// The lab's intermediate, under the root that a probe of the lab trusts.
    #[default]
    Issuing,
    /// That root itself.
    Root,
    /// A root of its own that nobody trusts.
    Private,
    /// Itself.
    Itself,
}

/// What is sent with a certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabChain {
    /// Its issuers up to the root, without it; of a private root that root too.
    #[default]
    Whole,
    /// Nothing.
    Alone,
    /// The lowest of its issuers only.
    Lowest,
    /// Root and intermediate, in the wrong order.
    WrongOrder,
}

/// The kind of a certificate's key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabKey {
    /// RSA with 2048 bits.
    #[default]
    Rsa,
    /// ECDSA on P-256.
    Ecdsa,
    /// Ed25519.
    Ed25519,
}

/// What a certificate is meant for (extended key usage, RFC 5280 section 4.2.1.12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabUse {
    /// Servers.
    #[default]
    Servers,
    /// Clients only.
    Clients,
    /// Anything, said in so many words.
    Anything,
}
