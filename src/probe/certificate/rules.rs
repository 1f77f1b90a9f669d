//! What RFC 5280 asks of a path beyond what the library verifies, which looks at no keyUsage, lets name constraints
//! bind no subject, and takes of a trusted root its name, its key and its name constraints only (section 6.1.1 (d)).

use jiff::Timestamp;
use rustls::pki_types::TrustAnchor;
use webpki::VerifiedPath;
use x509_parser::prelude::{FromDer, X509Certificate};

use super::details::Details;
use crate::{
    model::{CertificateFlaw, CertificateLimit, WireText},
    probe::vantage::Roots,
};

/// What speaks against a path.
pub(super) enum Objection {
    /// Nobody may accept it. With the place in the chain as it was sent.
    Flaw(CertificateFlaw, usize),
    /// Nothing published says whether Office 365 minds.
    Limit(CertificateLimit),
}

/// Why a key is not verified with.
pub(super) enum Unusable {
    /// RSA below 2048 bits.
    Weak { subject: WireText, key: String },
    /// RSA beyond what the library takes.
    Long,
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
        own.or_else(|| self.root(path.anchor(), &above))
            .or_else(|| self.kinds(path.anchor(), &above))
            .map(Objection::Limit)
    }

    /// Whoever verifies the path needs every key above the server's, the root's too (RFC 5280 section 6.1.1 (d)), and every
    /// signature below the root. The server's own key is asked for apart: without it TLS itself may not come about.
    fn kinds(&self, anchor: &TrustAnchor<'_>, above: &[usize]) -> Option<CertificateLimit> {
        let above: Vec<_> = above.iter().filter_map(|place| self.chain.get(*place)).collect();
        let keys = above.iter().all(|authority| authority.has_key_of_windows())
            && self.certificates(anchor).all(|root| root.has_key_of_windows());
        let signatures = self.chain.iter().take(1).chain(above).all(Details::has_signature_of_windows);
        (!(keys && signatures)).then_some(CertificateLimit::PathKind)
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

/// A trusted root with the name of that certificate's issuer whose key the library refuses to verify with.
pub(super) fn unusable_root(below: &Details<'_>, roots: &Roots) -> Option<Unusable> {
    let all = roots.store.roots.iter().zip(&roots.certificates);
    let named = all.filter(|(root, _)| below.issuer_name().is_some_and(|name| *root.subject == *name));
    let read =
        named.filter_map(|(_, der)| X509Certificate::from_der(der).ok().map(|(_, root)| Details::new(der, root)));
    let mut unusable: Vec<_> = read.filter(|root| !root.has_usable_key()).collect();
    // One that is too long may be the right one.
    unusable.sort_by_key(Details::has_weak_key);
    let weak = |root: &Details<'_>| Unusable::Weak { subject: root.subject(), key: root.key() };
    unusable.first().map(|root| if root.has_weak_key() { weak(root) } else { Unusable::Long })
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
