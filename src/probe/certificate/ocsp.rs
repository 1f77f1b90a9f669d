//! Reads a stapled OCSP answer (RFC 6960 section 4.2): what the issuer says of the certificate, and nothing where it
//! is not proved that the issuer said so of this certificate and for this time (section 3.2). The answer comes from
//! the server itself, which may staple whatever it likes.

use std::time::Duration;

use jiff::Timestamp;
use rustls::{
    crypto::ring,
    pki_types::{CertificateDer, TrustAnchor, UnixTime},
};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};
use x509_cert::{
    Certificate,
    der::{Decode, Encode, Tag, asn1::AnyRef},
    ext::Extensions,
};
use x509_ocsp::{
    BasicOcspResponse, CertId, CertStatus, OcspGeneralizedTime, OcspResponse, OcspResponseStatus, ResponderId,
    SingleResponse,
};
use x509_parser::{
    asn1_rs::BitString,
    prelude::{FromDer, X509Certificate},
    verify::verify_signature,
    x509::{AlgorithmIdentifier, SubjectPublicKeyInfo},
};

use super::details::Details;
use crate::probe::vantage::Roots;

/// Two clocks that are right differ by so much at the most.
const SKEW: Duration = Duration::from_secs(5 * 60);

/// `id-pkix-ocsp-basic` (RFC 6960 section 4.2.1).
const BASIC: &str = "1.3.6.1.5.5.7.48.1.1";

/// `id-kp-OCSPSigning`, 1.3.6.1.5.5.7.3.9 (section 4.2.2.2).
const OCSP_SIGNING: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 9];

/// SHA-1 with RSA, by both of its names, and with ECDSA: anybody with some money can forge these.
const WEAK: [&str; 3] = ["1.2.840.113549.1.1.5", "1.3.14.3.2.29", "1.2.840.10045.4.1"];

/// What the issuer says of the certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stapled {
    Good,
    Revoked,
}

/// What is proved of the certificate; `None` where nothing is, and revocation stays unknown.
pub(super) fn read(
    answer: &[u8],
    leaf: &Details<'_>,
    chain: &[Details<'_>],
    roots: &Roots,
    now: Timestamp,
) -> Option<Stapled> {
    let response = OcspResponse::from_der(answer).ok()?;
    let bytes = response.response_bytes.filter(|_| response.response_status == OcspResponseStatus::Successful)?;
    if bytes.response_type.to_string() != BASIC {
        return None;
    }
    let basic = BasicOcspResponse::from_der(bytes.response.as_bytes()).ok()?;
    let now = Duration::from_secs(u64::try_from(now.as_second()).ok()?);
    let above: Vec<_> = chain.iter().skip(1).filter(|c| c.issued(leaf)).map(|c| CertificateDer::from(c.der)).collect();
    let sent = above.iter().filter_map(|der| anchor_from_trusted_cert(der).ok());
    let trusted = roots.store.roots.iter().filter(|root| Some(&*root.subject) == leaf.issuer_name()).cloned();
    sent.chain(trusted).find_map(|issuer| Issuer::of(leaf, &issuer)?.said(&basic, leaf, now))
}

/// Who issued the certificate, which is proved by its signature.
struct Issuer<'a> {
    anchor: &'a TrustAnchor<'a>,
    name: Vec<u8>,
    key: Vec<u8>,
}

impl<'a> Issuer<'a> {
    fn of(leaf: &Details<'_>, anchor: &'a TrustAnchor<'a>) -> Option<Self> {
        let sequence = |content: &[u8]| AnyRef::new(Tag::Sequence, content).and_then(|any| any.to_der()).ok();
        let (name, key) = (sequence(&anchor.subject)?, sequence(&anchor.subject_public_key_info)?);
        let proved = leaf.is_proved_by(&SubjectPublicKeyInfo::from_der(&key).ok()?.1);
        proved.then_some(Self { anchor, name, key })
    }

    fn said(&self, basic: &BasicOcspResponse, leaf: &Details<'_>, now: Duration) -> Option<Stapled> {
        let data = &basic.tbs_response_data;
        let answer = data.responses.iter().find(|answer| self.speaks_of(&answer.cert_id, leaf))?;
        let is_now = since_1970(data.produced_at) <= now + SKEW && holds(answer, now);
        if !is_now || is_beyond_us(&data.response_extensions) || is_beyond_us(&answer.single_extensions) {
            return None;
        }
        let by_delegate = |certificate: &Certificate| self.delegated(certificate, basic, now);
        let delegates = basic.certs.as_deref().unwrap_or_default();
        if !is_signed_by(basic, &self.name, &self.key) && !delegates.iter().any(by_delegate) {
            return None;
        }
        match answer.cert_status {
            CertStatus::Good(_) => Some(Stapled::Good),
            CertStatus::Revoked(_) => Some(Stapled::Revoked),
            CertStatus::Unknown(_) => None,
        }
    }

    /// RFC 6960 section 4.1.1: issuer and serial number together name a certificate.
    fn speaks_of(&self, id: &CertId, leaf: &Details<'_>) -> bool {
        let hash = |bytes: &[u8]| match id.hash_algorithm.oid.to_string().as_str() {
            "1.3.14.3.2.26" => Some(Sha1::digest(bytes).to_vec()),
            "2.16.840.1.101.3.4.2.1" => Some(Sha256::digest(bytes).to_vec()),
            _ => None,
        };
        let key = SubjectPublicKeyInfo::from_der(&self.key).ok().map(|(_, key)| key.subject_public_key.data.to_vec());
        id.serial_number.as_bytes() == leaf.serial()
            && hash(&self.name).is_some_and(|hash| hash == id.issuer_name_hash.as_bytes())
            && key.and_then(|key| hash(&key)).is_some_and(|hash| hash == id.issuer_key_hash.as_bytes())
    }

    /// Signed by somebody whom the issuer itself appointed for that (section 4.2.2.2).
    fn delegated(&self, certificate: &Certificate, basic: &BasicOcspResponse, now: Duration) -> bool {
        let Ok(der) = certificate.to_der().map(CertificateDer::from) else { return false };
        let Ok((_, read)) = X509Certificate::from_der(&der) else { return false };
        let algorithms = ring::default_provider().signature_verification_algorithms.all;
        let (anchors, at) = (std::slice::from_ref(self.anchor), UnixTime::since_unix_epoch(now));
        let appointed = EndEntityCert::try_from(&der).is_ok_and(|certificate| {
            let usage = KeyUsage::required(OCSP_SIGNING);
            certificate.verify_for_usage(algorithms, anchors, &[], at, usage, None, None).is_ok()
        });
        appointed && is_signed_by(basic, read.subject().as_raw(), read.public_key().raw)
    }
}

/// Whether the answer names that responder and bears the signature of that key.
fn is_signed_by(basic: &BasicOcspResponse, name: &[u8], key: &[u8]) -> bool {
    let signed = || {
        let (_, key) = SubjectPublicKeyInfo::from_der(key).ok()?;
        let named = match &basic.tbs_response_data.responder_id {
            ResponderId::ByName(responder) => responder.to_der().ok()? == name,
            ResponderId::ByKey(hash) => hash.as_bytes() == Sha1::digest(&key.subject_public_key.data).as_slice(),
        };
        let algorithm = basic.signature_algorithm.to_der().ok()?;
        let (_, algorithm) = AlgorithmIdentifier::from_der(&algorithm).ok()?;
        let strong = !WEAK.contains(&algorithm.algorithm.to_id_string().as_str());
        let signature = BitString::new(0, basic.signature.as_bytes()?);
        let told = basic.tbs_response_data.to_der().ok()?;
        (named && strong).then(|| verify_signature(&key, &algorithm, &signature, &told).is_ok())
    };
    signed().unwrap_or(false)
}

/// RFC 6960 section 4.2.2.1. Without an end it would hold for ever.
fn holds(answer: &SingleResponse, now: Duration) -> bool {
    let ends = answer.next_update.map(since_1970);
    since_1970(answer.this_update) <= now + SKEW && ends.is_some_and(|ends| now <= ends)
}

fn since_1970(time: OcspGeneralizedTime) -> Duration {
    time.0.to_unix_duration()
}

/// Whether something critical is said beside it, which nobody may overlook (RFC 5280 section 4.2).
fn is_beyond_us(extensions: &Option<Extensions>) -> bool {
    extensions.iter().flatten().any(|extension| extension.critical)
}

#[cfg(test)]
mod tests;
