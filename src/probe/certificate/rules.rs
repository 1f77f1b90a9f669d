//! What RFC 5280 asks of a path beyond what the library verifies, which looks at no keyUsage, lets name constraints
//! bind no subject, and takes of a trusted root its name, its key and its name constraints only (section 6.1.1 (d)).

use jiff::Timestamp;
use rustls::pki_types::TrustAnchor;
use webpki::VerifiedPath;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::details::Details;
use crate::{
    model::{CertificateFlaw, CertificateLimit},
    probe::vantage::Roots,
};

/// What speaks against a path.
pub(super) enum Objection {
    /// Nobody may accept it. With the place in the chain as it was sent.
    Flaw(CertificateFlaw, usize),
    /// Nothing published says whether Office 365 minds.
    Limit(CertificateLimit),
}

/// What a path is judged by.
pub(super) struct Rules<'a> {
    pub(super) chain: &'a [Details<'a>],
    pub(super) roots: &'a Roots,
    pub(super) now: Timestamp,
}

impl Rules<'_> {
    /// The places of the certificates between the server's own and the root.
    pub(super) fn above(&self, path: &VerifiedPath<'_>) -> Vec<usize> {
        let used = path.intermediate_certificates().map(|used| used.der());
        used.filter_map(|der| self.chain.iter().position(|c| *c.der == *der)).collect()
    }

    pub(super) fn objection(&self, path: &VerifiedPath<'_>) -> Option<Objection> {
        let above = self.above(path);
        if let Some(place) = above.iter().find(|place| !self.chain[**place].signs_certificates()) {
            return Some(Objection::Flaw(CertificateFlaw::NotASigner, *place));
        }
        let own = self.chain.first().and_then(of_the_server);
        own.or_else(|| self.root(path.anchor(), &above)).map(Objection::Limit)
    }

    /// Several certificates may bear the name and the key of the root: one that nothing speaks against is enough.
    fn root(&self, anchor: &TrustAnchor<'_>, above: &[usize]) -> Option<CertificateLimit> {
        // Self-issued certificates do not count (RFC 5280 section 4.2.1.9).
        let below = above.iter().filter(|place| !self.chain[**place].is_self_issued()).count();
        let limit = |root: &Details<'_>| {
            let allows = root.path_length().is_none_or(|most| usize::try_from(most).is_ok_and(|most| below <= most));
            if root.denies_authority() || !root.signs_certificates() {
                Some(CertificateLimit::RootNotAnAuthority)
            } else if !allows {
                Some(CertificateLimit::RootPathLength)
            } else {
                let is_now = root.not_before() <= self.now && self.now <= root.not_after();
                (!is_now).then_some(CertificateLimit::RootDates)
            }
        };
        let limits: Vec<_> = self.certificates(anchor).map(|root| limit(&root)).collect();
        if limits.contains(&None) { None } else { limits.into_iter().flatten().next() }
    }

    /// Whether an authority of the path may not vouch for a name.
    pub(super) fn excludes(&self, name: &str, path: &VerifiedPath<'_>) -> bool {
        self.above(path).into_iter().any(|place| self.chain[place].excludes(name))
            || self.certificates(path.anchor()).any(|root| root.excludes(name))
    }

    /// The trusted certificates with the name and the key of a root. The store has each in the same place.
    fn certificates<'b>(&'b self, anchor: &'b TrustAnchor<'_>) -> impl Iterator<Item = Details<'b>> {
        let all = self.roots.store.roots.iter().zip(&self.roots.certificates);
        let same = all.filter(|(root, _)| {
            root.subject == anchor.subject && root.subject_public_key_info == anchor.subject_public_key_info
        });
        same.filter_map(|(_, der)| X509Certificate::from_der(der).ok().map(|(_, root)| Details::new(der, root)))
    }
}

/// What the server's own certificate says of its uses that nothing published says Office 365 takes.
pub(super) fn of_the_server(leaf: &Details<'_>) -> Option<CertificateLimit> {
    if !leaf.shakes_hands() {
        Some(CertificateLimit::KeyUsage)
    } else {
        leaf.is_for_anything_alone().then_some(CertificateLimit::AnyUsage)
    }
}

#[cfg(test)]
mod tests;
