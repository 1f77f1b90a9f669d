use rcgen::{ExtendedKeyUsagePurpose, KeyPair, SigningKey};
use x509_cert::{
    der::{
        Any,
        asn1::{BitString as Bits, GeneralizedTime, Null, ObjectIdentifier, OctetString},
    },
    ext::Extension,
    serial_number::SerialNumber,
    spki::AlgorithmIdentifierOwned,
};
use x509_ocsp::{AsResponseBytes, ResponseData, RevokedInfo, UnknownInfo, Version};

use super::{
    super::tests::{Ca, date, leaf_params, now, presented, roots, wanted},
    *,
};
use crate::{
    model::{CertificateProblem, WARN_DAYS},
    probe::certificate::{Presented, judge},
};

fn time(days: i64) -> OcspGeneralizedTime {
    let seconds = u64::try_from(date(days).unix_timestamp()).expect("after 1970");
    OcspGeneralizedTime(GeneralizedTime::from_unix_duration(Duration::from_secs(seconds)).expect("a time"))
}

fn revoked() -> CertStatus {
    CertStatus::Revoked(RevokedInfo { revocation_time: time(-3), revocation_reason: None })
}

fn serial(of: &[u8]) -> SerialNumber {
    Certificate::from_der(of).expect("a certificate").tbs_certificate.serial_number
}

fn id(issuer: &[u8], serial: SerialNumber) -> CertId {
    let issuer = Certificate::from_der(issuer).expect("a certificate").tbs_certificate;
    let hash = |bytes: &[u8]| OctetString::new(Sha1::digest(bytes).to_vec()).expect("20 bytes");
    let key = issuer.subject_public_key_info.subject_public_key;
    CertId {
        hash_algorithm: AlgorithmIdentifierOwned {
            oid: ObjectIdentifier::new_unwrap("1.3.14.3.2.26"),
            parameters: Some(Any::from(Null)),
        },
        issuer_name_hash: hash(&issuer.subject.to_der().expect("a name")),
        issuer_key_hash: hash(key.raw_bytes()),
        serial_number: serial,
    }
}

/// An answer that is right in everything; a test changes what it is about.
#[derive(Clone)]
struct Answer<'a> {
    id: CertId,
    status: CertStatus,
    this_update: i64,
    next_update: Option<i64>,
    produced: i64,
    responder: CertificateDer<'static>,
    key: &'a KeyPair,
    certs: Vec<CertificateDer<'static>>,
    critical: bool,
    algorithm: &'static str,
}

impl<'a> Answer<'a> {
    fn new(ca: &'a Ca, leaf: &[u8], status: CertStatus) -> Self {
        Self {
            id: id(&ca.der, serial(leaf)),
            status,
            this_update: -1,
            next_update: Some(6),
            produced: -1,
            responder: ca.der.clone(),
            key: &ca.key,
            certs: Vec::new(),
            critical: false,
            algorithm: "1.2.840.10045.4.3.2",
        }
    }

    fn der(&self) -> Vec<u8> {
        let read = |der: &CertificateDer<'_>| Certificate::from_der(der).expect("a certificate");
        let critical = Extension {
            extn_id: ObjectIdentifier::new_unwrap("1.2.3.4"),
            critical: true,
            extn_value: OctetString::new(Vec::new()).expect("nothing"),
        };
        let data = ResponseData {
            version: Version::V1,
            responder_id: ResponderId::ByName(read(&self.responder).tbs_certificate.subject),
            produced_at: time(self.produced),
            responses: vec![SingleResponse {
                cert_id: self.id.clone(),
                cert_status: self.status,
                this_update: time(self.this_update),
                next_update: self.next_update.map(time),
                single_extensions: self.critical.then(|| vec![critical]),
            }],
            response_extensions: None,
        };
        let signature = self.key.sign(&data.to_der().expect("DER")).expect("a signature");
        let basic = BasicOcspResponse {
            tbs_response_data: data,
            signature_algorithm: AlgorithmIdentifierOwned {
                oid: ObjectIdentifier::new_unwrap(self.algorithm),
                parameters: None,
            },
            signature: Bits::from_bytes(&signature).expect("bytes"),
            certs: (!self.certs.is_empty()).then(|| self.certs.iter().map(read).collect()),
        };
        let bytes = basic.to_response_bytes().expect("DER");
        let response = OcspResponse { response_status: OcspResponseStatus::Successful, response_bytes: Some(bytes) };
        response.to_der().expect("DER")
    }
}

fn said(answer: &[u8], chain: &[&CertificateDer<'static>], trusted: &[&str]) -> Option<Stapled> {
    let read = |der: &'static [u8]| X509Certificate::from_der(der).expect("a certificate").1;
    let chain: Vec<_> = chain
        .iter()
        .map(|der| {
            let der: &'static [u8] = der.to_vec().leak();
            Details::new(der, read(der))
        })
        .collect();
    super::read(answer, &chain[0], &chain, &roots(trusted), now())
}

#[test]
fn what_the_issuer_signed_counts_whether_it_was_sent_or_is_a_root() {
    let root = Ca::root("Root");
    let between = root.below("Between", 1000);
    for (issuer, chain) in [(&between, vec![&between.der]), (&root, vec![])] {
        let leaf = issuer.leaf(|_| {});
        let chain: Vec<_> = std::iter::once(&leaf).chain(chain).collect();
        for (status, expected) in [
            (CertStatus::good(), Some(Stapled::Good)),
            (revoked(), Some(Stapled::Revoked)),
            (CertStatus::Unknown(UnknownInfo {}), None),
        ] {
            assert_eq!(said(&Answer::new(issuer, &leaf, status).der(), &chain, &[&root.pem]), expected);
        }
    }
}

#[test]
fn nothing_counts_that_the_issuer_did_not_say_of_this_certificate_for_this_time() {
    let (root, stranger) = (Ca::root("Root"), Ca::root("Stranger"));
    // A stranger by the issuer's own name.
    let twin = Ca::root("Root");
    let leaf = root.leaf(|_| {});
    let other = root.leaf(|_| {});
    for status in [CertStatus::good(), revoked()] {
        let right = Answer::new(&root, &leaf, status);
        assert!(said(&right.der(), &[&leaf], &[&root.pem]).is_some());
        let foreign = |ca: &Ca| id(&ca.der, serial(&leaf));
        let name_of_another = CertId { issuer_name_hash: foreign(&stranger).issuer_name_hash, ..foreign(&root) };
        let wrong: [(&str, Answer<'_>); 13] = [
            ("another key", Answer { key: &stranger.key, ..right.clone() }),
            ("a stranger", Answer { key: &stranger.key, responder: stranger.der.clone(), ..right.clone() }),
            ("a twin", Answer { key: &twin.key, responder: twin.der.clone(), ..right.clone() }),
            ("a twin who is sent along", Answer { key: &twin.key, certs: vec![twin.der.clone()], ..right.clone() }),
            ("another responder named", Answer { responder: stranger.der.clone(), ..right.clone() }),
            ("another serial number", Answer { id: id(&root.der, serial(&other)), ..right.clone() }),
            ("another issuer", Answer { id: foreign(&stranger), ..right.clone() }),
            ("another issuer's key", Answer { id: foreign(&twin), ..right.clone() }),
            ("another issuer's name", Answer { id: name_of_another, ..right.clone() }),
            ("expired", Answer { next_update: Some(-1), this_update: -9, produced: -9, ..right.clone() }),
            ("not yet", Answer { this_update: 1, ..right.clone() }),
            ("from the future", Answer { produced: 1, ..right.clone() }),
            ("without an end", Answer { next_update: None, ..right.clone() }),
        ];
        for (what, answer) in wrong {
            assert_eq!(said(&answer.der(), &[&leaf], &[&root.pem]), None, "{what}");
        }
        let critical = Answer { critical: true, ..right.clone() };
        assert_eq!(said(&critical.der(), &[&leaf], &[&root.pem]), None, "something critical is said beside it");
        let weak = Answer { algorithm: "1.2.840.10045.4.1", ..right.clone() };
        assert_eq!(said(&weak.der(), &[&leaf], &[&root.pem]), None, "signed with SHA-1");
        assert_eq!(said(&right.der(), &[&leaf, &twin.der], &[&twin.pem]), None, "the twin did not issue it");
    }
}

#[test]
fn a_delegate_counts_only_where_the_issuer_appointed_it() {
    let (root, stranger) = (Ca::root("Root"), Ca::root("Stranger"));
    let leaf = root.leaf(|_| {});
    let key = KeyPair::generate().expect("a key");
    let delegate = |ca: &Ca, usage: Option<ExtendedKeyUsagePurpose>, from: i64, to: i64| {
        let params = leaf_params(|params| {
            params.extended_key_usages = usage.into_iter().collect();
            (params.not_before, params.not_after) = (date(from), date(to));
        });
        params.signed_by(&key, &ca.issuer()).expect("a certificate").der().clone()
    };
    use ExtendedKeyUsagePurpose as Use;
    for (what, certificate, counts) in [
        ("appointed", delegate(&root, Some(Use::OcspSigning), -1, 9), true),
        ("a server of that issuer", delegate(&root, Some(Use::ServerAuth), -1, 9), false),
        ("one for any use", delegate(&root, Some(Use::Any), -1, 9), false),
        ("one that names no use", delegate(&root, None, -1, 9), false),
        ("no more", delegate(&root, Some(Use::OcspSigning), -9, -1), false),
        ("by another", delegate(&stranger, Some(Use::OcspSigning), -1, 9), false),
    ] {
        for status in [CertStatus::good(), revoked()] {
            let right = Answer::new(&root, &leaf, status);
            let certs = vec![certificate.clone()];
            let answer = Answer { key: &key, responder: certificate.clone(), certs, ..right };
            assert_eq!(said(&answer.der(), &[&leaf], &[&root.pem]).is_some(), counts, "{what}");
        }
    }
}

#[test]
fn no_staple_that_is_not_proved_changes_what_is_judged_or_known() {
    let (root, stranger) = (Ca::root("Root"), Ca::root("Stranger"));
    let leaf = root.leaf(|_| {});
    let judged = |ocsp: Vec<u8>| {
        let presented = Presented { ocsp, ..presented(&[&leaf]) };
        judge(&presented, &wanted("mail.contoso.com"), &roots(&[&root.pem]), now(), WARN_DAYS).seen
    };
    for (status, problems) in [(CertStatus::good(), vec![]), (revoked(), vec![CertificateProblem::Revoked])] {
        let right = Answer::new(&root, &leaf, status);
        let seen = judged(right.der());
        assert_eq!((seen.problems, seen.revocation_known), (problems, true));
        let forged = judged(Answer { key: &stranger.key, ..right.clone() }.der());
        assert_eq!((forged.problems, forged.revocation_known), (vec![], false));
        let old = judged(Answer { this_update: -400, next_update: Some(-393), ..right }.der());
        assert_eq!((old.problems, old.revocation_known), (vec![], false));
    }
    let garbage = judged(b"good".to_vec());
    assert_eq!((garbage.problems, garbage.revocation_known), (vec![], false));
}

#[test]
fn a_cut_or_a_changed_answer_says_nothing_and_harms_nothing() {
    let root = Ca::root("Root");
    let leaf = root.leaf(|_| {});
    let whole = Answer::new(&root, &leaf, revoked()).der();
    for end in 0..whole.len() {
        assert_eq!(said(&whole[..end], &[&leaf], &[&root.pem]), None, "cut after {end}");
    }
    for more in [&b"x"[..], &[0; 4000], &whole] {
        assert_eq!(said(&[&whole, more].concat(), &[&leaf], &[&root.pem]), None, "{} bytes behind it", more.len());
    }
    for place in 0..whole.len() {
        let mut changed = whole.clone();
        changed[place] ^= 0x10;
        let told = said(&changed, &[&leaf], &[&root.pem]);
        assert_ne!(told, Some(Stapled::Good), "changed at {place}");
    }
}
