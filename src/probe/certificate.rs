//! Judges a certificate as the connector's TLS setting would: every problem at once, in the order in which they are
//! told, each with its evidence. Pure: the chain, the roots and the time come in.
//!
//! The verifier of the TLS library stops at the first problem and calls several of them `UnknownIssuer`; here they
//! are told apart, and what it says is asked again at a time at which the dates do not hide the rest.

mod blame;
mod details;
mod names;
mod ocsp;
mod rules;
mod trust;

use std::{net::IpAddr, sync::Arc};

use jiff::Timestamp;
use rustls::pki_types::CertificateDer;
use x509_parser::prelude::{FromDer, X509Certificate};

use self::{details::Details, names::Fit, ocsp::Stapled, trust::Trusted};
use super::vantage::Roots;
use crate::model::{
    CertificateFlaw, CertificateLimit, CertificateProblem, CertificateSeen, Evidence, Fault, Host, NamePattern,
    TlsPolicy, TlsSeen, WireText,
};

/// The most names of one certificate that are shown.
const MAX_NAMES: usize = 100;

/// The most certificates of one chain that are shown; a chain has three or four.
const MAX_CHAIN: usize = 16;

/// What a handshake showed.
#[derive(Debug)]
pub(super) struct Presented {
    /// `"1.2"`, `"1.3"`.
    pub(super) version: String,
    /// The IANA name of the suite.
    pub(super) cipher: String,
    /// The chain as it was sent.
    pub(super) chain: Vec<CertificateDer<'static>>,
    /// The stapled OCSP answer; empty without one.
    pub(super) ocsp: Vec<u8>,
    /// Whether the server proved that it has the key.
    pub(super) key_proof: Result<(), rustls::Error>,
    /// Whether it asked for a client certificate.
    pub(super) asked_for_certificate: bool,
}

/// The same with what it is judged by, so that each TLS setting can judge it without another connection.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) presented: Presented,
    pub(super) roots: Arc<Roots>,
    pub(super) at: Timestamp,
}

impl Shown {
    /// What a TLS setting finds, where the server was asked for under that host's name (SNI); an end within so many days is
    /// told.
    pub(super) fn judge(&self, policy: &TlsPolicy, host: &Host, warn_days: u32) -> Judgement {
        judge(&self.presented, &Wanted::of(policy, host), &self.roots, self.at, warn_days)
    }
}

/// The name a certificate is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// TlsDomain, or the host that was asked for.
    Name(NamePattern),
    /// The address that was asked for.
    Ip(IpAddr),
}

impl Wanted {
    /// TlsDomain where the connector has one, never the smart host then.
    pub(super) fn of(policy: &TlsPolicy, host: &Host) -> Self {
        match (policy.tls_domain(), host) {
            (Some(pattern), _) => Self::Name(pattern.clone()),
            (None, Host::Name(domain)) => Self::Name(NamePattern::exact(domain.clone())),
            (None, Host::Ip(ip)) => Self::Ip(*ip),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Name(pattern) => pattern.to_string(),
            Self::Ip(ip) => ip.to_string(),
        }
    }
}

/// What was found.
#[derive(Debug)]
pub(super) struct Judgement {
    /// For the row of the address.
    pub(super) seen: TlsSeen,
    /// The problems with their evidence, in order.
    problems: Vec<(CertificateProblem, Evidence)>,
    /// What is told and stops nothing.
    warnings: Vec<Evidence>,
    /// Whether it leads to a root.
    pub(super) is_trusted: bool,
    /// Whether roots were there to judge trust by.
    trust_known: bool,
    /// What this program cannot judge about it, where Office 365 may.
    doubt: Option<CertificateLimit>,
    /// The same, where the name is compared.
    name_doubt: Option<CertificateLimit>,
    /// The same, whatever the setting: it keeps TLS itself from coming about.
    key_doubt: Option<CertificateLimit>,
    accepted: Option<Evidence>,
    thumbprint: Option<Evidence>,
    /// An end within so many days is told.
    warn_days: u32,
}

impl Judgement {
    /// The outcome under a TLS setting: the first problem it minds, else what kept this program from judging.
    pub(super) fn fault(&self, policy: &TlsPolicy) -> Option<Fault> {
        let minded = self.problems.iter().find(|(problem, _)| policy.minds(*problem));
        let blind = policy.requires_trust() && !self.trust_known;
        let doubtful = self.doubt(policy).is_some();
        minded
            .and_then(|(_, evidence)| evidence.fault())
            .or(blind.then_some(Fault::NoRoots))
            .or(doubtful.then_some(Fault::CertificateUnsupportedHere))
    }

    /// A setting that takes any certificate leaves nothing to doubt but whether TLS comes about.
    fn doubt(&self, policy: &TlsPolicy) -> Option<CertificateLimit> {
        let doubt = self.doubt.filter(|_| policy.requires_trust());
        self.key_doubt.or(doubt).or(self.name_doubt.filter(|_| policy.minds(CertificateProblem::NameMismatch)))
    }

    /// Everything worth telling under a TLS setting. A wrong name is told only where it is compared: elsewhere it
    /// stands among the problems and is no warning.
    pub(super) fn evidence(&self, policy: &TlsPolicy, roots: &Roots) -> Vec<Evidence> {
        let fault = self.fault(policy);
        let told = |(problem, evidence): &(CertificateProblem, Evidence)| {
            (*problem != CertificateProblem::NameMismatch || policy.minds(*problem)).then(|| evidence.clone())
        };
        let mut evidence: Vec<_> = self.problems.iter().filter_map(told).collect();
        if fault == Some(Fault::NoRoots) {
            evidence.push(Evidence::NoRoots { errors: roots.errors.clone() });
        }
        evidence.extend(self.doubt(policy).map(|limit| Evidence::CertificateUnsupportedHere { limit }));
        evidence.extend(self.warnings.iter().cloned());
        if fault.is_none() && evidence.iter().all(|evidence| !evidence.is_of_certificate()) {
            evidence.extend(self.accepted.clone());
        }
        evidence.extend(self.thumbprint.clone());
        evidence
    }
}

/// Judges what a handshake presented.
pub(super) fn judge(
    presented: &Presented,
    wanted: &Wanted,
    roots: &Roots,
    now: Timestamp,
    warn_days: u32,
) -> Judgement {
    let mut judgement = Judgement {
        seen: TlsSeen {
            version: presented.version.clone(),
            cipher: presented.cipher.clone(),
            chain: Vec::new(),
            problems: Vec::new(),
            revocation_known: false,
        },
        problems: Vec::new(),
        warnings: Vec::new(),
        is_trusted: false,
        trust_known: true,
        doubt: None,
        name_doubt: None,
        key_doubt: None,
        accepted: None,
        thumbprint: None,
        warn_days,
    };
    let mut chain = Vec::new();
    let mut unreadable = Vec::new();
    for (der, place) in presented.chain.iter().zip(1..) {
        match X509Certificate::from_der(der) {
            Ok((_, certificate)) => chain.push(Details::new(der, certificate)),
            Err(_) => unreadable.push((place, der)),
        }
    }
    judgement.seen.chain = chain.iter().take(MAX_CHAIN).map(seen).collect();
    let first_is_readable = presented.chain.first().is_some_and(|der| chain.first().is_some_and(|c| *c.der == **der));
    match chain.first().filter(|_| first_is_readable) {
        Some(leaf) => {
            judgement.leaf(leaf, &chain, presented, wanted, roots, now);
            judgement.unreadable(&unreadable);
        }
        None => judgement.malformed(WireText::default(), CertificateFlaw::Unreadable),
    }
    judgement.problems.sort_by_key(|(problem, _)| rank(*problem));
    judgement.seen.problems = judgement.problems.iter().map(|(problem, _)| *problem).collect();
    judgement.seen.problems.dedup();
    judgement
}

impl Judgement {
    fn leaf(
        &mut self,
        leaf: &Details<'_>,
        chain: &[Details<'_>],
        presented: &Presented,
        wanted: &Wanted,
        roots: &Roots,
        now: Timestamp,
    ) {
        self.dates(leaf, now);
        let subjects = self.names(leaf, wanted);
        self.keys_and_signatures(chain);
        self.trust(leaf, chain, &subjects, roots, now);
        match ocsp::read(&presented.ocsp, leaf, chain, roots, now) {
            Some(Stapled::Good) => self.seen.revocation_known = true,
            Some(Stapled::Revoked) => {
                self.seen.revocation_known = true;
                let evidence = Evidence::CertificateRevoked { subject: leaf.subject() };
                self.problems.push((CertificateProblem::Revoked, evidence));
            }
            None if presented.ocsp.is_empty() && leaf.asks_for_staple() => {
                self.warnings.push(Evidence::StapleMissing { subject: leaf.subject() });
            }
            None => {}
        }
        if let Err(error) = &presented.key_proof
            && !self.has(CertificateProblem::WeakKey)
        {
            // The library cannot use a weak key and calls that a bad signature.
            match key_flaw(error, leaf) {
                Ok(flaw) => self.malformed(leaf.subject(), flaw),
                Err(limit) => self.doubt = self.doubt.or(Some(limit)),
            }
        }
        if !blame::is_in_order(chain) {
            self.warnings.push(Evidence::ChainOrder {});
        }
        if !leaf.has_key_of_windows() {
            self.key_doubt = Some(CertificateLimit::KeyKind);
        }
        if !leaf.is_rsa() {
            self.warnings.push(Evidence::CertificateEcdsaOnly { key: leaf.key() });
        }
        let (subject, not_after_at) = (leaf.subject(), leaf.not_after());
        let days = days_between(now, not_after_at);
        self.accepted = Some(Evidence::CertificateAccepted { subject, not_after_at, days });
        self.thumbprint = Some(Evidence::Thumbprint { sha1: leaf.sha1() });
    }

    fn dates(&mut self, leaf: &Details<'_>, now: Timestamp) {
        let (not_before_at, not_after_at) = (leaf.not_before(), leaf.not_after());
        let days = days_between(now, not_after_at);
        if now > not_after_at {
            let days = days_between(not_after_at, now);
            let evidence = Evidence::CertificateExpired { not_after_at, days };
            self.problems.push((CertificateProblem::Expired, evidence));
        } else if now < not_before_at {
            let days = days_between(now, not_before_at);
            let evidence = Evidence::CertificateNotYetValid { not_before_at, days };
            self.problems.push((CertificateProblem::NotYetValid, evidence));
        } else if days < u64::from(self.warn_days) {
            self.warnings.push(Evidence::CertificateEndsSoon { not_after_at, days });
        }
    }

    /// The dates of an authority's certificate that the path needs: other people renew it, so it is told apart.
    fn dates_above(&mut self, above: &Details<'_>, now: Timestamp) {
        let (subject, sha1) = (above.subject(), above.sha1());
        let (not_before_at, not_after_at) = (above.not_before(), above.not_after());
        let days = days_between(now, not_after_at);
        if now > not_after_at {
            let days = days_between(not_after_at, now);
            let evidence = Evidence::ChainExpired { subject, not_after_at, days, sha1 };
            self.problems.push((CertificateProblem::Expired, evidence));
        } else if now < not_before_at {
            let days = days_between(now, not_before_at);
            let evidence = Evidence::ChainNotYetValid { subject, not_before_at, days, sha1 };
            self.problems.push((CertificateProblem::NotYetValid, evidence));
        } else if days < u64::from(self.warn_days) {
            self.warnings.push(Evidence::ChainEndsSoon { subject, not_after_at, days, sha1 });
        }
    }

    /// Subject or SAN, as the admin center says of DomainValidation ("subject name or subject alternative name").
    /// Gives the DNS names that count by the subject alone.
    fn names(&mut self, leaf: &Details<'_>, wanted: &Wanted) -> Vec<String> {
        let (sans, common_names) = (leaf.sans(), leaf.common_names());
        let fit = |text: &String| match wanted {
            Wanted::Name(pattern) => names::fit(text, pattern),
            Wanted::Ip(ip) if names::is_address(text, *ip) => Fit::Yes,
            Wanted::Ip(_) => Fit::No,
        };
        if sans.iter().any(|name| fit(name) == Fit::Yes) {
            return Vec::new();
        }
        if let Some(name) = common_names.iter().find(|name| fit(name) == Fit::Yes) {
            // Names that this program cannot read may be those that count.
            self.name_doubt = (!leaf.names_are_readable()).then_some(CertificateLimit::Encoding);
            let both = [name.clone(), wanted.text()];
            return if matches!(wanted, Wanted::Name(_)) { both.into() } else { Vec::new() };
        }
        let perhaps = sans.iter().chain(&common_names).find_map(|name| match fit(name) {
            Fit::Perhaps(limit) => Some(limit),
            Fit::Yes | Fit::No => None,
        });
        if perhaps.is_some() {
            self.name_doubt = perhaps;
            return Vec::new();
        }
        let common_name_only = sans.is_empty() && !common_names.is_empty();
        let mut presented: Vec<String> = sans;
        presented.extend(common_names);
        let mut known = std::collections::HashSet::new();
        presented.retain(|name| known.insert(name.to_ascii_lowercase()));
        let evidence =
            Evidence::CertificateNameMismatch { wanted: wanted.text(), presented: shown(&presented), common_name_only };
        self.problems.push((CertificateProblem::NameMismatch, evidence));
        Vec::new()
    }

    /// RSA under 2048 bits, EC under 256; SHA-1 and older anywhere but on a self-signed root, whose signature
    /// proves nothing; MD5 and MD2 anywhere (Microsoft support, KB 3027536).
    fn keys_and_signatures(&mut self, chain: &[Details<'_>]) {
        for certificate in chain {
            if certificate.has_weak_key() {
                let (subject, key) = (certificate.subject(), certificate.key());
                let evidence = Evidence::CertificateWeakKey { subject, key };
                self.problems.push((CertificateProblem::WeakKey, evidence));
            }
            if certificate.has_weak_signature() {
                let (subject, signature) = (certificate.subject(), certificate.signature());
                let evidence = Evidence::CertificateWeakSignature { subject, signature };
                self.problems.push((CertificateProblem::WeakSignature, evidence));
            }
        }
    }

    fn trust(&mut self, leaf: &Details<'_>, chain: &[Details<'_>], subjects: &[String], roots: &Roots, now: Timestamp) {
        let weak = self.has(CertificateProblem::WeakKey) || self.has(CertificateProblem::WeakSignature);
        let mut used = Vec::new();
        match trust::look(leaf, chain, subjects, roots, now) {
            Trusted::Yes(path) => (self.is_trusted, used) = (true, path),
            Trusted::NotForName(path) => {
                (self.is_trusted, used) = (true, path);
                self.name_doubt = self.name_doubt.or(Some(CertificateLimit::NameInSubject));
            }
            Trusted::NotKnown => self.trust_known = false,
            Trusted::SelfSigned => {
                let evidence = Evidence::CertificateSelfSigned { subject: leaf.subject() };
                self.problems.push((CertificateProblem::SelfSigned, evidence));
            }
            Trusted::UnknownIssuer { issuer, root_sent } => {
                let evidence = Evidence::CertificateUnknownIssuer { issuer, root_sent };
                self.problems.push((CertificateProblem::UnknownIssuer, evidence));
            }
            Trusted::WeakRoot { subject, key } => {
                self.problems.push((CertificateProblem::WeakKey, Evidence::CertificateWeakKey { subject, key }));
            }
            Trusted::IncompleteChain(issuer) => {
                let evidence = Evidence::CertificateIncompleteChain { issuer };
                self.problems.push((CertificateProblem::IncompleteChain, evidence));
            }
            // A weak key or signature is told already, and it is why the library fails.
            Trusted::Broken(CertificateFlaw::WrongSignature, _)
            | Trusted::Unsupported(CertificateLimit::SignatureAlgorithm, _)
                if weak => {}
            Trusted::Broken(flaw, Some(0)) => self.malformed(leaf.subject(), flaw),
            Trusted::Broken(flaw, place) => self.malformed_above(flaw, place, chain),
            Trusted::Unsupported(limit, path) => (self.doubt, used) = (Some(limit), path),
        }
        for above in used.into_iter().filter_map(|place| chain.get(place)) {
            self.dates_above(above, now);
        }
    }

    fn malformed(&mut self, subject: WireText, flaw: CertificateFlaw) {
        self.problems.push((CertificateProblem::Malformed, Evidence::CertificateMalformed { subject, flaw }));
    }

    /// A flaw of a certificate above the leaf, or (no place) of the root, which is known by its name only.
    fn malformed_above(&mut self, flaw: CertificateFlaw, place: Option<usize>, chain: &[Details<'_>]) {
        let bad = place.and_then(|place| chain.get(place));
        let root = || blame::path(chain).last().map(|last| chain[*last].issuer()).unwrap_or_default();
        let (subject, sha1) = (bad.map_or_else(root, Details::subject), bad.map(Details::sha1));
        self.problems.push((CertificateProblem::Malformed, Evidence::ChainMalformed { subject, flaw, sha1 }));
    }

    /// What cannot be read is no harm where the path does without it. It is told by its place, counted from 1.
    fn unreadable(&mut self, certificates: &[(u32, &CertificateDer<'_>)]) {
        if !self.has(CertificateProblem::UnknownIssuer) && !self.has(CertificateProblem::IncompleteChain) {
            return;
        }
        for (place, der) in certificates {
            let (subject, flaw) = (WireText::from_text(&format!("#{place}")), CertificateFlaw::Unreadable);
            let sha1 = Some(details::sha1(der));
            self.problems.push((CertificateProblem::Malformed, Evidence::ChainMalformed { subject, flaw, sha1 }));
        }
    }

    fn has(&self, problem: CertificateProblem) -> bool {
        self.problems.iter().any(|(p, _)| *p == problem)
    }
}

/// Why the server's proof that it has the key of its certificate was not accepted.
fn key_flaw(error: &rustls::Error, leaf: &Details<'_>) -> Result<CertificateFlaw, CertificateLimit> {
    use rustls::CertificateError as E;
    match error {
        rustls::Error::InvalidCertificate(E::BadSignature) if leaf.has_huge_key() => {
            Err(CertificateLimit::SignatureAlgorithm)
        }
        rustls::Error::InvalidCertificate(E::BadSignature) => Ok(CertificateFlaw::KeyNotProved),
        rustls::Error::InvalidCertificate(
            E::UnsupportedSignatureAlgorithmContext { .. } | E::UnsupportedSignatureAlgorithmForPublicKeyContext { .. },
        ) => Err(CertificateLimit::SignatureAlgorithm),
        // The proof was not looked at, because the library does not take the certificate.
        rustls::Error::InvalidCertificate(E::Other(other)) => {
            let known = other.0.downcast_ref::<webpki::Error>().map(trust::flaw);
            Err(known.and_then(Result::err).unwrap_or(CertificateLimit::Encoding))
        }
        rustls::Error::InvalidCertificate(_) => Err(CertificateLimit::Encoding),
        _ => Ok(CertificateFlaw::KeyNotProved),
    }
}

/// Whether a signature that does not fit the key of that certificate is the server's doing: of a key that is too short
/// or too long for the library nothing is known.
pub(super) fn tells_by_its_key(der: &CertificateDer<'_>) -> bool {
    X509Certificate::from_der(der).is_ok_and(|(_, certificate)| Details::new(der, certificate).has_usable_key())
}

/// The kind of a certificate's key, where it is none with which a server can shake hands with this program.
pub(super) fn strange_key(der: &[u8]) -> Option<String> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let key = Details::new(der, certificate).key();
    let known = key.starts_with("RSA") || matches!(key.as_str(), "EC 256" | "EC 384" | "Ed25519");
    (!known).then_some(key)
}

fn seen(certificate: &Details<'_>) -> CertificateSeen {
    CertificateSeen {
        subject: certificate.subject(),
        sans: shown(&certificate.sans()),
        issuer: certificate.issuer(),
        not_before: certificate.not_before(),
        not_after: certificate.not_after(),
        key: certificate.key(),
        signature: certificate.signature(),
        sha1: certificate.sha1(),
        sha256: certificate.sha256(),
    }
}

/// Names to show: a cut is marked.
fn shown(names: &[String]) -> Vec<WireText> {
    let mut shown: Vec<_> = names.iter().take(MAX_NAMES).map(|name| WireText::from_text(name).shortened(256)).collect();
    if names.len() > MAX_NAMES {
        shown.push(WireText::from_text("[…]"));
    }
    shown
}

/// Whole days from one time to a later one; 0 when it is not later.
fn days_between(from: Timestamp, to: Timestamp) -> u64 {
    let seconds = to.as_second().saturating_sub(from.as_second());
    u64::try_from(seconds / (24 * 60 * 60)).unwrap_or(0)
}

/// The order of `CertificateProblem`, which is the order of telling.
fn rank(problem: CertificateProblem) -> u8 {
    match problem {
        CertificateProblem::Expired => 0,
        CertificateProblem::NotYetValid => 1,
        CertificateProblem::NameMismatch => 2,
        CertificateProblem::SelfSigned => 3,
        CertificateProblem::UnknownIssuer => 4,
        CertificateProblem::IncompleteChain => 5,
        CertificateProblem::WeakKey => 6,
        CertificateProblem::WeakSignature => 7,
        CertificateProblem::Revoked => 8,
        CertificateProblem::Malformed => 9,
        CertificateProblem::UnsupportedVersion => 10,
    }
}

/// What is seen of a server that only speaks an old version: no certificate, one problem.
pub(super) fn of_old_version(version: String, cipher: String) -> TlsSeen {
    TlsSeen {
        version,
        cipher,
        chain: Vec::new(),
        problems: vec![CertificateProblem::UnsupportedVersion],
        revocation_known: false,
    }
}

#[cfg(test)]
mod tests;
