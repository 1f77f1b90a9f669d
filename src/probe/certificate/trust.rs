//! Whether a chain leads to a trusted root, asked so that dates do not hide the answer, and why not.

use std::time::Duration;

use jiff::Timestamp;
use rustls::{
    crypto::ring,
    pki_types::{CertificateDer, UnixTime},
};
use sha2::{Digest, Sha256};
use webpki::{EndEntityCert, Error, KeyUsage};

use super::{details::Details, is_public_url};
use crate::{model::WireText, probe::vantage::Roots};

/// The answer.
pub(super) enum Trusted {
    Yes,
    /// There are no roots to judge by.
    NotKnown,
    SelfSigned,
    UnknownIssuer(WireText),
    /// An intermediate was not sent: likely, because the certificate tells where its issuer's can be had.
    IncompleteChain(WireText),
    /// One of the certificates above it ended.
    Expired(Timestamp),
    /// One of the certificates above it begins later.
    NotYetValid(Timestamp),
    Broken(Broken),
}

/// Something that no server certificate may be.
pub(super) struct Broken {
    pub(super) text: String,
    /// What the library says of keys and algorithms it does not use.
    pub(super) is_about_signatures: bool,
}

pub(super) fn look(leaf: &Details<'_>, chain: &[Details<'_>], roots: &Roots, now: Timestamp) -> Trusted {
    let thumbprint: [u8; 32] = Sha256::digest(leaf.der).into();
    if roots.thumbprints.contains(&thumbprint) {
        return Trusted::Yes;
    }
    if leaf.is_self_issued() {
        // Decided here: to the library it is an unknown issuer, or a CA used as a server.
        return Trusted::SelfSigned;
    }
    if roots.store.is_empty() {
        return Trusted::NotKnown;
    }
    let der = CertificateDer::from(leaf.der);
    let leaf_only = match EndEntityCert::try_from(&der) {
        Ok(leaf) => leaf,
        Err(error) => return broken(&error),
    };
    let above: Vec<CertificateDer<'_>> = chain.iter().skip(1).map(|c| CertificateDer::from(c.der)).collect();
    let algorithms = ring::default_provider().signature_verification_algorithms.all;
    let verify = |at: Timestamp| {
        let usage = KeyUsage::server_auth();
        leaf_only.verify_for_usage(algorithms, &roots.store.roots, &above, unix(at), usage, None, None).map(drop)
    };
    // Not `clamp`, which panics where a certificate ends before it begins.
    let first = now.max(leaf.not_before()).min(leaf.not_after());
    let error = match verify(first) {
        Ok(()) => return Trusted::Yes,
        Err(error) => error,
    };
    let Some(dated) = dated(&error) else { return why(&error, leaf, chain) };
    // A date above the leaf; whatever else is wrong is worse than that.
    let edges = chain.iter().flat_map(|c| [c.not_after(), c.not_before()]);
    for at in edges {
        match verify(at) {
            Ok(()) => return dated,
            Err(error) if is_dated(&error) => {}
            Err(error) => return why(&error, leaf, chain),
        }
    }
    dated
}

fn is_dated(error: &Error) -> bool {
    dated(error).is_some()
}

fn dated(error: &Error) -> Option<Trusted> {
    match error {
        Error::CertExpired { not_after, .. } => Some(Trusted::Expired(timestamp(*not_after))),
        Error::CertNotValidYet { not_before, .. } => Some(Trusted::NotYetValid(timestamp(*not_before))),
        _ => None,
    }
}

fn why(error: &Error, leaf: &Details<'_>, chain: &[Details<'_>]) -> Trusted {
    if !matches!(error, Error::UnknownIssuer) {
        return broken(error);
    }
    let path = path(chain);
    let end = path.last().map_or(leaf, |place| &chain[*place]);
    if path.len() <= 1 && leaf.issuer_urls().into_iter().any(is_public_url) {
        Trusted::IncompleteChain(leaf.issuer())
    } else {
        Trusted::UnknownIssuer(end.issuer())
    }
}

fn broken(error: &Error) -> Trusted {
    // The library's name for it is a term to search for; there are no sentences in it to translate.
    let mut text = format!("{error:?}");
    let is_about_signatures = ["Signature", "PublicKey"].iter().any(|word| text.contains(word));
    if text.starts_with("RequiredEkuNotFound") {
        // RFC 5280 section 4.2.1.12: a server's certificate that names its uses must name this one.
        text = "extendedKeyUsage without serverAuth".to_owned();
    } else if let Some(end) = text.find(|c: char| !c.is_alphanumeric()) {
        text.truncate(end);
    }
    Trusted::Broken(Broken { text, is_about_signatures })
}

/// The places in the chain that lead upward from the leaf, by name.
fn path(chain: &[Details<'_>]) -> Vec<usize> {
    let mut path = vec![0];
    while let Some(below) = path.last().and_then(|place| chain.get(*place)).filter(|below| !below.is_self_issued()) {
        let above = chain.iter().enumerate().position(|(place, c)| !path.contains(&place) && c.issued(below));
        let Some(above) = above else { break };
        path.push(above);
    }
    path
}

/// Whether each certificate stands behind the one it issued. What belongs to no path is not asked for its place.
pub(super) fn is_in_order(chain: &[Details<'_>]) -> bool {
    path(chain).is_sorted()
}

fn unix(at: Timestamp) -> UnixTime {
    UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(at.as_second()).unwrap_or(0)))
}

fn timestamp(at: UnixTime) -> Timestamp {
    i64::try_from(at.as_secs()).ok().and_then(|second| Timestamp::from_second(second).ok()).unwrap_or(Timestamp::MAX)
}
