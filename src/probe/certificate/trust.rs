//! Whether a chain leads to a trusted root, asked so that dates do not hide the answer, and why not.
//!
//! What the library refuses is one of two things: a flaw that nobody may accept, or a limit of its own, of which
//! nobody can say whether Office 365 shares it. Which certificate a flaw is in is left to `blame`.

use std::{cell::Cell, time::Duration};

use jiff::Timestamp;
use rustls::{
    crypto::ring,
    pki_types::{CertificateDer, UnixTime},
};
use webpki::{
    EndEntityCert, Error, ExtendedKeyUsageValidator, KeyPurposeId, KeyPurposeIdIter, KeyUsage,
    RequiredEkuNotFoundContext, VerifiedPath,
};

use super::{
    blame,
    details::Details,
    rules::{self, Objection, Rules, Unusable},
};
use crate::{
    model::{CertificateFlaw, CertificateLimit, Domain, WireText},
    probe::vantage::Roots,
};

/// The answer. Places are those of the chain as it was sent, the server's own certificate at 0.
pub(super) enum Trusted {
    /// It leads to a trusted root, whatever the dates say, by way of these.
    Yes(Vec<usize>),
    /// So it does, and one of these may not vouch for a name that counts by the subject alone.
    NotForName(Vec<usize>),
    /// There are no roots to judge by.
    NotKnown,
    SelfSigned,
    /// `root_sent`: what was sent goes up to a root, which is the issuer.
    UnknownIssuer {
        issuer: WireText,
        root_sent: bool,
    },
    /// What was sent may be right: the trusted root of its issuer's name has a key that is too weak to verify it with.
    WeakRoot {
        subject: WireText,
        key: String,
    },
    /// An intermediate was not sent: likely, because the last one that was tells where its issuer's can be had.
    IncompleteChain(WireText),
    /// Something that no chain may be. The place of the certificate at fault; without: the root's.
    Broken(CertificateFlaw, Option<usize>),
    /// Something of which nobody can say whether Office 365 takes it; it would lead to a trusted root by way of these.
    Unsupported(CertificateLimit, Vec<usize>),
}

/// Looks for a way up. `subjects` are the names that count by the subject alone.
pub(super) fn look(
    leaf: &Details<'_>,
    chain: &[Details<'_>],
    subjects: &[String],
    roots: &Roots,
    now: Timestamp,
) -> Trusted {
    if roots.certificates.iter().any(|root| *leaf.der == **root) {
        return trusted_itself(leaf);
    }
    if leaf.is_self_signed() {
        // Decided here: to the library it is an unknown issuer, or a CA used as a server.
        return Trusted::SelfSigned;
    }
    if roots.store.is_empty() {
        return Trusted::NotKnown;
    }
    let der = CertificateDer::from(leaf.der);
    let leaf_only = match EndEntityCert::try_from(&der) {
        Ok(leaf) => leaf,
        Err(error) => return why(&error, chain, roots),
    };
    let rules = Rules { chain, roots, now };
    let above: Vec<CertificateDer<'_>> = chain.iter().skip(1).map(|c| CertificateDer::from(c.der)).collect();
    let verify = |at: Timestamp| verify(&leaf_only, &above, subjects, &rules, at);
    // Not `clamp`, which panics where a certificate ends before it begins.
    let first = now.max(leaf.not_before()).min(leaf.not_after());
    let error = match verify(first) {
        Ok(found) => return found,
        Err(error) => error,
    };
    let Some(dated) = dated(&error, chain) else { return why(&error, chain, roots) };
    // A date above the leaf; whatever else is wrong is worse than that.
    let edges = chain.iter().flat_map(|c| [c.not_after(), c.not_before()]);
    for at in edges {
        match verify(at) {
            Ok(found) => return found,
            Err(error) if is_dated(&error) => {}
            Err(error) => return why(&error, chain, roots),
        }
    }
    Trusted::Yes(dated)
}

/// A certificate that is trusted as it is needs no path, and must be a server's all the same.
fn trusted_itself(leaf: &Details<'_>) -> Trusted {
    if !leaf.is_for_servers() {
        Trusted::Broken(CertificateFlaw::NotForServers, Some(0))
    } else {
        rules::of_the_server(leaf)
            .map_or_else(|| Trusted::Yes(Vec::new()), |limit| Trusted::Unsupported(limit, Vec::new()))
    }
}

/// What the library finds at a time, and what is left to say of it.
fn verify(
    leaf: &EndEntityCert<'_>,
    above: &[CertificateDer<'_>],
    subjects: &[String],
    rules: &Rules<'_>,
    at: Timestamp,
) -> Result<Trusted, Error> {
    let algorithms = ring::default_provider().signature_verification_algorithms.all;
    let objected = Cell::new(false);
    let unobjected = |path: &VerifiedPath<'_>| {
        let objection = rules.objection(path).is_some();
        objected.set(objected.get() || objection);
        if objection { Err(Error::UnknownIssuer) } else { Ok(()) }
    };
    let anchors = &rules.roots.store.roots;
    // Of several ways up, one that nothing speaks against is enough.
    let mut found = leaf.verify_for_usage(algorithms, anchors, above, unix(at), ForServers, None, Some(&unobjected));
    if found.is_err() && objected.get() {
        found = leaf.verify_for_usage(algorithms, anchors, above, unix(at), ForServers, None, None);
    }
    let path = found?;
    Ok(match rules.objection(&path) {
        Some(Objection::Flaw(flaw, place)) => Trusted::Broken(flaw, Some(place)),
        Some(Objection::Limit(limit)) => Trusted::Unsupported(limit, rules.above(&path)),
        None if subjects.iter().any(|name| rules.excludes(name, &path)) => Trusted::NotForName(rules.above(&path)),
        None => Trusted::Yes(rules.above(&path)),
    })
}

/// RFC 5280 section 4.2.1.12: a certificate that names its uses must name this one, or any use at all.
struct ForServers;

impl ExtendedKeyUsageValidator for ForServers {
    fn validate(&self, uses: KeyPurposeIdIter<'_, '_>) -> Result<(), Error> {
        // 1.3.6.1.5.5.7.3.1 and 2.5.29.37.0.
        const SERVER: KeyPurposeId<'static> = KeyPurposeId::new(&[0x2b, 6, 1, 5, 5, 7, 3, 1]);
        const ANY: KeyPurposeId<'static> = KeyPurposeId::new(&[0x55, 0x1d, 0x25, 0]);
        let mut named = false;
        for used in uses {
            let used = used?;
            if used == SERVER || used == ANY {
                return Ok(());
            }
            named = true;
        }
        if !named {
            return Ok(());
        }
        let missing = RequiredEkuNotFoundContext { required: KeyUsage::server_auth(), present: Vec::new() };
        Err(Error::RequiredEkuNotFoundContext(missing))
    }
}

fn is_dated(error: &Error) -> bool {
    matches!(error, Error::CertExpired { .. } | Error::CertNotValidYet { .. })
}

/// The certificate above the leaf whose dates an error is about.
fn dated(error: &Error, chain: &[Details<'_>]) -> Option<Vec<usize>> {
    let at = |date: fn(&Details<'_>) -> Timestamp, time: UnixTime| {
        let place = chain.iter().skip(1).position(|c| u64::try_from(date(c).as_second()) == Ok(time.as_secs()));
        place.map(|place| place + 1).into_iter().collect()
    };
    match error {
        Error::CertExpired { not_after, .. } => Some(at(|c| c.not_after(), *not_after)),
        Error::CertNotValidYet { not_before, .. } => Some(at(|c| c.not_before(), *not_before)),
        _ => None,
    }
}

fn why(error: &Error, chain: &[Details<'_>], roots: &Roots) -> Trusted {
    let path = blame::path(chain);
    if matches!(error, Error::UnknownIssuer) {
        return unknown(&path, chain);
    }
    match flaw(error) {
        Ok(flaw) => {
            let place = blame::place(flaw, &path, chain);
            let unproved = flaw == CertificateFlaw::WrongSignature;
            // A key that the library refuses to verify with does not show that the signature is another's.
            let top = path.last().filter(|top| unproved && place == Some(**top)).and_then(|top| chain.get(*top));
            let refused = top.and_then(|top| rules::unusable_root(top, roots));
            if let Some(Unusable::Weak { subject, key }) = refused {
                return Trusted::WeakRoot { subject, key };
            }
            let beyond = refused.is_some() || unproved && blame::is_signed_beyond_us(place, &path, chain);
            match up_to_root(&path, chain, roots) {
                Some(path) if beyond => Trusted::Unsupported(CertificateLimit::SignatureAlgorithm, path),
                // Every certificate was made by the next that was sent, and the last not by the root that is known here under
                // its issuer's name: another one of that name may have made it.
                _ if unproved && place == path.last().copied() => untrusted(&path, chain),
                _ => Trusted::Broken(flaw, place),
            }
        }
        // Without a root of that name nobody could trust it, whatever else the library cannot do.
        Err(limit) => match up_to_root(&path, chain, roots) {
            Some(path) => Trusted::Unsupported(limit, path),
            None => unknown(&path, chain),
        },
    }
}

/// What nobody may accept, or what this library does not take. Its names for them are never shown.
pub(super) fn flaw(error: &Error) -> Result<CertificateFlaw, CertificateLimit> {
    match error {
        Error::RequiredEkuNotFoundContext(_) | Error::EmptyEkuExtension => Ok(CertificateFlaw::NotForServers),
        Error::EndEntityUsedAsCa => Ok(CertificateFlaw::NotAnAuthority),
        Error::PathLenConstraintViolated => Ok(CertificateFlaw::PathLength),
        Error::NameConstraintViolation => Ok(CertificateFlaw::NameConstraint),
        Error::InvalidSignatureForPublicKey => Ok(CertificateFlaw::WrongSignature),
        Error::SignatureAlgorithmMismatch => Ok(CertificateFlaw::AlgorithmMismatch),
        Error::CaUsedAsEndEntity => Err(CertificateLimit::AuthorityAsServer),
        Error::UnsupportedSignatureAlgorithmContext(_) | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => {
            Err(CertificateLimit::SignatureAlgorithm)
        }
        Error::UnsupportedCriticalExtension => Err(CertificateLimit::CriticalExtension),
        Error::UnsupportedCertVersion => Err(CertificateLimit::Version),
        Error::MaximumNameConstraintComparisonsExceeded
        | Error::MaximumPathBuildCallsExceeded
        | Error::MaximumPathDepthExceeded
        | Error::MaximumSignatureChecksExceeded => Err(CertificateLimit::TooComplex),
        // What is left are encodings; the list of the library is open, and what it adds is not known either.
        _ => Err(CertificateLimit::Encoding),
    }
}

/// Nothing leads to a root that is trusted here: is one missing, or is the root not trusted?
fn unknown(path: &[usize], chain: &[Details<'_>]) -> Trusted {
    match path.last().and_then(|place| chain.get(*place)) {
        Some(end) if !end.is_self_signed() && end.issuer_urls().into_iter().any(is_public_url) => {
            Trusted::IncompleteChain(end.issuer())
        }
        Some(_) | None => untrusted(path, chain),
    }
}

/// Whatever issued the last certificate that was sent is not trusted here.
fn untrusted(path: &[usize], chain: &[Details<'_>]) -> Trusted {
    let end = path.last().and_then(|place| chain.get(*place));
    end.map_or(Trusted::NotKnown, |end| Trusted::UnknownIssuer {
        issuer: end.issuer(),
        root_sent: end.is_self_signed(),
    })
}

/// The host of an address on the web, if anybody outside could reach it (for reading an AIA; nothing is fetched).
pub(super) fn is_public_url(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://").or_else(|| url.strip_prefix("https://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let Ok(domain) = Domain::from_ascii(host) else { return false };
    // Names for inside use only: RFC 6762, 8375, 2606, 9476 and what the draft "reserved top-level domains" lists.
    const INSIDE: [&str; 11] = [
        "local",
        "localhost",
        "localdomain",
        "internal",
        "intranet",
        "lan",
        "home",
        "corp",
        "private",
        "invalid",
        "arpa",
    ];
    let top = domain.as_str().rsplit('.').next().unwrap_or_default();
    domain.parent().is_some() && !INSIDE.contains(&top)
}

/// The places above the leaf up to the first whose issuer has the name of a trusted root; `None` if none has.
fn up_to_root(path: &[usize], chain: &[Details<'_>], roots: &Roots) -> Option<Vec<usize>> {
    let is_root = |name: &[u8]| roots.store.roots.iter().any(|root| *root.subject == *name);
    let last = path.iter().position(|place| chain[*place].issuer_name().is_some_and(is_root))?;
    Some(path[1..=last].to_vec())
}

fn unix(at: Timestamp) -> UnixTime {
    UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(at.as_second()).unwrap_or(0)))
}
