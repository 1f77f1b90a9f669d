//! What can be wrong with one certificate of a chain, as closed lists: the words for each are messages, so nobody is
//! shown the name that a library has for it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is wrong with a certificate, in the order in which problems are told (decisions.md); the first
/// that the TLS setting minds is the cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateProblem {
    /// [`Fault::CertificateExpired`](super::Fault::CertificateExpired) or [`Fault::ChainExpired`](super::Fault::ChainExpired)
    Expired,
    /// [`Fault::CertificateNotYetValid`](super::Fault::CertificateNotYetValid) or [`Fault::ChainNotYetValid`](super::Fault::ChainNotYetValid)
    NotYetValid,
    /// [`Fault::CertificateNameMismatch`](super::Fault::CertificateNameMismatch)
    NameMismatch,
    /// [`Fault::CertificateSelfSigned`](super::Fault::CertificateSelfSigned)
    SelfSigned,
    /// [`Fault::CertificateUnknownIssuer`](super::Fault::CertificateUnknownIssuer)
    UnknownIssuer,
    /// [`Fault::CertificateIncompleteChain`](super::Fault::CertificateIncompleteChain)
    IncompleteChain,
    /// [`Fault::CertificateWeakKey`](super::Fault::CertificateWeakKey)
    WeakKey,
    /// [`Fault::CertificateWeakSignature`](super::Fault::CertificateWeakSignature)
    WeakSignature,
    /// [`Fault::CertificateRevoked`](super::Fault::CertificateRevoked)
    Revoked,
    /// [`Fault::CertificateMalformed`](super::Fault::CertificateMalformed) or [`Fault::ChainMalformed`](super::Fault::ChainMalformed)
    Malformed,
    /// [`Fault::TlsVersion`](super::Fault::TlsVersion)
    UnsupportedVersion,
}

/// Why a certificate cannot serve, whoever looks at it. Sections are those of RFC 5280.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateFlaw {
    /// It is no X.509 certificate.
    Unreadable,
    /// It names its uses, and a TLS server is none of them (section 4.2.1.12).
    NotForServers,
    /// It signed another certificate and is no authority's (section 4.2.1.9).
    NotAnAuthority,
    /// It signed another certificate, and its key is not for that (section 4.2.1.3).
    NotASigner,
    /// It allows fewer authorities below it than stand there (section 4.2.1.9).
    PathLength,
    /// It may not issue for names like the server's (section 4.2.1.10).
    NameConstraint,
    /// The signature on it was not made with its issuer's key (section 6.1.3).
    WrongSignature,
    /// It names one signature algorithm inside and another outside (section 4.1.1.2).
    AlgorithmMismatch,
    /// The server did not prove that it has the key (RFC 8446 section 4.4.3).
    KeyNotProved,
}

/// What this program's library does not take while others do, or what RFC 5280 leaves to whoever verifies: whether
/// Office 365 takes it is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateLimit {
    /// The server's own certificate says that it is an authority's (RFC 5280 section 4.2.1.9).
    AuthorityAsServer,
    /// A signature or key algorithm, or parameters of one, such as an unusual salt of RSASSA-PSS.
    SignatureAlgorithm,
    /// A critical extension that the library does not know (RFC 5280 section 4.2).
    CriticalExtension,
    /// An X.509 version before 3.
    Version,
    /// An encoding that the library does not read and another reader here does.
    Encoding,
    /// More certificates, names or signatures than the library is willing to try.
    TooComplex,
    /// The key of the server's own certificate is not for signing (RFC 5280 section 4.2.1.3), which every suite that
    /// this program speaks asks of it (RFC 5246 section 7.4.2, RFC 8446 section 4.4.2.2).
    KeyUsage,
    /// It is of a kind that nothing published says Windows has for TLS: Ed25519, Ed448, a curve that is none of NIST's.
    KeyKind,
    /// A key above the server's, the trusted root's among them, or a signature below that root is of a kind of which the
    /// same is to be said, RSASSA-PSS among them.
    PathKind,
    /// It names any use at all and not that of a TLS server, which those who ask for that one may refuse (section 4.2.1.12).
    AnyUsage,
    /// The name counts by the subject alone, and an authority may not vouch for it: its constraints bind the other
    /// names of a certificate (section 4.2.1.10).
    NameInSubject,
    /// The name that fits ends in a dot, which the preferred syntax does not have (section 4.2.1.6).
    NameFinalDot,
    /// The name that fits has a wildcard right below what everybody registers under: `*.com`, `*.co.uk`.
    NamePublicSuffix,
    /// The name that fits has a wildcard behind letters (`ma*.contoso.com`), which RFC 9525 section 6.3 refuses.
    NamePartWildcard,
    /// The name stands more than one label below the connector's wildcard.
    NameDeeper,
    /// The name that fits is written in letters that the DNS does not have (`bücher.example`).
    NameUnicode,
    /// The trusted root says that it is no authority's, or that its key signs no certificates (section 6.1.1 (d)).
    RootNotAnAuthority,
    /// The trusted root allows fewer authorities below it than stand there.
    RootPathLength,
    /// The trusted root has ended, or has not begun.
    RootDates,
}

/// What in a handshake this program's library does not take, while others do: whether Office 365 does is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TlsLimit {
    /// A message with the chain of more than 64 KiB; RFC 8446 section 4.4.2 allows 16 MiB, OpenSSL takes 100 KB.
    LongChain,
    /// A stapled answer that is empty (RFC 6066 section 8 has at least one byte).
    EmptyStaple,
    /// The key of the server's own certificate: of a kind that signs no handshake with this library.
    Key,
    /// The curve for the exchange of keys.
    Curve,
    /// Something in the hello: the server turned it down and went on with another.
    Hello,
}

/// `CN=owa.contoso.com` of `CN=owa.contoso.com, O=Contoso`.
pub fn common_name(subject: &str) -> &str {
    match subject.split_once(", ") {
        Some((first, _)) if first.starts_with("CN=") && !first.ends_with('\\') => first,
        _ => subject,
    }
}
