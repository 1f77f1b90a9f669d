//! Judges a certificate as the connector's TLS setting would: every problem at once, in the order in which they are
//! told, each with its evidence. Pure: the chain, the roots and the time come in.
//!
//! The verifier of the TLS library stops at the first problem and calls several of them `UnknownIssuer`; here they
//! are told apart, and what it says is asked again at a time at which the dates do not hide the rest.

mod details;
mod ocsp;
mod trust;

use std::net::IpAddr;

use jiff::Timestamp;
use x509_parser::prelude::{FromDer, X509Certificate};

use self::{details::Details, ocsp::Stapled, trust::Trusted};
use super::{tls::Presented, vantage::Roots};
use crate::model::{
    CertificateProblem, CertificateSeen, Domain, Evidence, Fault, Host, NamePattern, TlsPolicy, TlsSeen, WireText,
};

/// A certificate that ends within so many days gets a warning: the time a renewal by hand may take.
const ENDS_SOON_DAYS: u64 = 30;

/// The most names of one certificate that are shown.
const MAX_NAMES: usize = 100;

/// The most certificates of one chain that are shown; a chain has three or four.
const MAX_CHAIN: usize = 16;

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
    /// Whether roots were there to judge trust by.
    trust_known: bool,
    accepted: Option<Evidence>,
    thumbprint: Option<Evidence>,
}

impl Judgement {
    /// The outcome under a TLS setting: the first problem it minds.
    pub(super) fn fault(&self, policy: &TlsPolicy) -> Option<Fault> {
        let minded = self.problems.iter().map(|(problem, _)| *problem).find(|problem| policy.minds(*problem));
        let blind = policy.requires_trust() && !self.trust_known;
        minded.map(CertificateProblem::fault).or(blind.then_some(Fault::NoRoots))
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
        evidence.extend(self.warnings.iter().cloned());
        if fault.is_none() && evidence.iter().all(|evidence| !evidence.is_of_certificate()) {
            evidence.extend(self.accepted.clone());
        }
        evidence.extend(self.thumbprint.clone());
        evidence
    }
}

/// Judges what a handshake presented.
pub(super) fn judge(presented: &Presented, wanted: &Wanted, roots: &Roots, now: Timestamp) -> Judgement {
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
        trust_known: true,
        accepted: None,
        thumbprint: None,
    };
    let mut chain = Vec::new();
    for der in &presented.chain {
        match X509Certificate::from_der(der) {
            Ok((_, certificate)) => chain.push(Details::new(der, certificate)),
            Err(error) => judgement.malformed(WireText::default(), &error.to_string()),
        }
    }
    judgement.seen.chain = chain.iter().take(MAX_CHAIN).map(seen).collect();
    let first_is_readable = presented.chain.first().is_some_and(|der| chain.first().is_some_and(|c| *c.der == **der));
    if let Some(leaf) = chain.first().filter(|_| first_is_readable) {
        judgement.leaf(leaf, &chain, presented, wanted, roots, now);
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
        self.names(leaf, wanted);
        self.keys_and_signatures(chain);
        self.trust(leaf, chain, roots, now);
        match ocsp::read(&presented.ocsp, leaf.serial()) {
            Some(Stapled::Good) => self.seen.revocation_known = true,
            Some(Stapled::Revoked) => {
                self.seen.revocation_known = true;
                let evidence = Evidence::CertificateRevoked { subject: leaf.subject() };
                self.problems.push((CertificateProblem::Revoked, evidence));
            }
            Some(Stapled::Unknown) | None => {}
        }
        if let Err(error) = &presented.key_proof
            && !self.has(CertificateProblem::WeakKey)
        {
            // The library cannot use a weak key and calls that a bad signature.
            self.malformed(leaf.subject(), error);
        }
        if !trust::is_in_order(chain) {
            self.warnings.push(Evidence::ChainOrder {});
        }
        if !leaf.is_rsa() {
            self.warnings.push(Evidence::CertificateEcdsaOnly {});
        }
        let (subject, not_after_at) = (leaf.subject(), leaf.not_after());
        let days = days_between(now, not_after_at);
        self.accepted = Some(Evidence::CertificateAccepted { subject, not_after_at, days });
        self.thumbprint = Some(Evidence::Thumbprint { sha1: leaf.sha1() });
    }

    fn dates(&mut self, leaf: &Details<'_>, now: Timestamp) {
        let (not_before_at, not_after_at) = (leaf.not_before(), leaf.not_after());
        if now > not_after_at {
            self.expired(not_after_at, now);
        } else if now < not_before_at {
            self.not_yet_valid(not_before_at, now);
        } else if days_between(now, not_after_at) < ENDS_SOON_DAYS {
            let days = days_between(now, not_after_at);
            self.warnings.push(Evidence::CertificateEndsSoon { not_after_at, days });
        }
    }

    fn expired(&mut self, not_after_at: Timestamp, now: Timestamp) {
        let days = days_between(not_after_at, now);
        let evidence = Evidence::CertificateExpired { not_after_at, days };
        self.problems.push((CertificateProblem::Expired, evidence));
    }

    fn not_yet_valid(&mut self, not_before_at: Timestamp, now: Timestamp) {
        let days = days_between(now, not_before_at);
        let evidence = Evidence::CertificateNotYetValid { not_before_at, days };
        self.problems.push((CertificateProblem::NotYetValid, evidence));
    }

    /// Subject or SAN, as Microsoft's description of DomainValidation says (exchange-online notes, section 6).
    fn names(&mut self, leaf: &Details<'_>, wanted: &Wanted) {
        let (sans, common_names) = (leaf.sans(), leaf.common_names());
        let matches = |text: &String| match wanted {
            Wanted::Name(pattern) => NamePattern::from_ascii(text).is_ok_and(|name| name.agrees_with(pattern)),
            Wanted::Ip(ip) => text.parse() == Ok(*ip),
        };
        if sans.iter().chain(&common_names).any(matches) {
            return;
        }
        let common_name_only = sans.is_empty() && !common_names.is_empty();
        let mut presented: Vec<String> = sans;
        presented.extend(common_names);
        let mut known = std::collections::HashSet::new();
        presented.retain(|name| known.insert(name.to_ascii_lowercase()));
        let evidence =
            Evidence::CertificateNameMismatch { wanted: wanted.text(), presented: shown(&presented), common_name_only };
        self.problems.push((CertificateProblem::NameMismatch, evidence));
    }

    /// RSA under 2048 bits, EC under 256; SHA-1 and older anywhere but on a self-signed root, whose signature
    /// proves nothing; MD5 and MD2 anywhere (SUP KB 3027536).
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

    fn trust(&mut self, leaf: &Details<'_>, chain: &[Details<'_>], roots: &Roots, now: Timestamp) {
        let weak = self.has(CertificateProblem::WeakKey) || self.has(CertificateProblem::WeakSignature);
        let dated = self.has(CertificateProblem::Expired) || self.has(CertificateProblem::NotYetValid);
        match trust::look(leaf, chain, roots, now) {
            Trusted::Yes => {}
            Trusted::NotKnown => self.trust_known = false,
            Trusted::SelfSigned => {
                let evidence = Evidence::CertificateSelfSigned { subject: leaf.subject() };
                self.problems.push((CertificateProblem::SelfSigned, evidence));
            }
            Trusted::UnknownIssuer(issuer) => {
                let evidence = Evidence::CertificateUnknownIssuer { issuer };
                self.problems.push((CertificateProblem::UnknownIssuer, evidence));
            }
            Trusted::IncompleteChain(issuer) => {
                let evidence = Evidence::CertificateIncompleteChain { issuer };
                self.problems.push((CertificateProblem::IncompleteChain, evidence));
            }
            // The leaf's own dates are told already.
            Trusted::Expired(not_after) if !dated => self.expired(not_after, now),
            Trusted::NotYetValid(not_before) if !dated => self.not_yet_valid(not_before, now),
            Trusted::Expired(_) | Trusted::NotYetValid(_) => {}
            Trusted::Broken(error) if error.is_about_signatures && weak => {}
            Trusted::Broken(error) => self.malformed(leaf.subject(), &error.text),
        }
    }

    fn malformed(&mut self, subject: WireText, error: &str) {
        let error = WireText::from_text(error).shortened(256);
        self.problems.push((CertificateProblem::Malformed, Evidence::CertificateMalformed { subject, error }));
    }

    fn has(&self, problem: CertificateProblem) -> bool {
        self.problems.iter().any(|(p, _)| *p == problem)
    }
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

/// The host of an address on the web, if anybody outside could reach it (for reading an AIA; nothing is fetched).
fn is_public_url(url: &str) -> bool {
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

#[cfg(test)]
mod tests;
