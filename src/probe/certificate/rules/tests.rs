//! What RFC 5280 refuses and the library lets pass: a fault where nobody may accept it, else no verdict.

use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, KeyPair, KeyUsagePurpose,
    NameConstraints,
};

use super::super::{Judgement, tests::*};
use crate::model::{
    CertificateFlaw as Flaw, CertificateLimit as Limit, CertificateProblem as Problem, Evidence, Fault, NamePattern,
    TlsPolicy, WireText,
};

const NAME: &str = "mail.contoso.com";

/// An authority with that key, below another or a root, changed before it is signed.
fn authority(above: Option<&Ca>, name: &str, key: KeyPair, change: impl FnOnce(&mut CertificateParams)) -> Ca {
    let mut params = Ca::params(name, 1000);
    change(&mut params);
    let made = match above {
        Some(above) => params.signed_by(&key, &above.issuer()),
        None => params.self_signed(&key),
    };
    let made = made.expect("an authority");
    Ca { der: made.der().clone(), pem: made.pem(), params, key }
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

fn again(key: &KeyPair) -> KeyPair {
    KeyPair::from_pem(&key.serialize_pem()).expect("a key")
}

fn domain() -> TlsPolicy {
    TlsPolicy::DomainValidation(NamePattern::from_ascii(NAME).expect("a pattern"))
}

/// What a setting leaves undecided, with nothing wrong.
fn doubt(judgement: &Judgement, policy: &TlsPolicy) -> Option<Limit> {
    assert_eq!(judgement.seen.problems, []);
    let limit = judgement.doubt(policy);
    assert_eq!(judgement.fault(policy), limit.map(|_| Fault::CertificateUnsupportedHere));
    let told = judgement.evidence(policy, &roots(&[])).into_iter().find_map(|evidence| match evidence {
        Evidence::CertificateUnsupportedHere { limit } => Some(limit),
        _ => None,
    });
    assert_eq!(told, limit);
    limit
}

#[test]
fn an_authority_whose_key_signs_no_certificates_is_a_fault() {
    let root = Ca::root("Root");
    let bad = |params: &mut CertificateParams| params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    let between = authority(Some(&root), "Between", key(), bad);
    let leaf = between.leaf(|_| {});
    let found = judged(&[&leaf, &between.der], NAME, &[&root.pem]);
    let evidence = Evidence::ChainMalformed {
        subject: WireText::from_text("CN=Between, O=Contoso"),
        flaw: Flaw::NotASigner,
        sha1: Some(super::super::details::sha1(&between.der)),
    };
    assert_eq!(found.problems, [(Problem::Malformed, evidence)]);
    assert_eq!(found.fault(&TlsPolicy::CertificateValidation), Some(Fault::ChainMalformed));
    assert_eq!(found.fault(&TlsPolicy::EncryptionOnly), None);
    // The same key with a certificate that is right leads up too.
    let right = authority(Some(&root), "Between", again(&between.key), |params| {
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    });
    for chain in [[&leaf, &between.der, &right.der], [&leaf, &right.der, &between.der]] {
        assert_eq!(problems(&chain, &[&root.pem]), []);
    }
    // And what the path does without harms nobody.
    assert_eq!(problems(&[&root.leaf(|_| {}), &between.der], &[&root.pem]), []);
}

#[test]
fn a_server_whose_key_is_not_for_tls_is_left_open() {
    use KeyUsagePurpose as For;
    let root = Ca::root("Root");
    for (usages, limit) in [
        (vec![For::CrlSign], Some(Limit::KeyUsage)),
        (vec![For::DataEncipherment, For::ContentCommitment], Some(Limit::KeyUsage)),
        (vec![For::DigitalSignature], None),
        (vec![For::KeyEncipherment], None),
        (vec![For::KeyAgreement, For::CrlSign], None),
        (vec![], None),
    ] {
        let leaf = root.leaf(|params| params.key_usages = usages.clone());
        let found = judged(&[&leaf], NAME, &[&root.pem]);
        assert_eq!(doubt(&found, &TlsPolicy::CertificateValidation), limit, "{usages:?}");
        assert_eq!(doubt(&found, &TlsPolicy::EncryptionOnly), None);
        let own = leaf_params(|params| params.key_usages = usages.clone()).self_signed(&key()).expect("one");
        let found = judged(&[own.der()], NAME, &[&own.pem()]);
        assert_eq!(doubt(&found, &TlsPolicy::CertificateValidation), limit, "trusted itself: {usages:?}");
    }
}

#[test]
fn a_name_in_the_subject_that_no_authority_may_vouch_for_is_left_open_where_it_is_compared() {
    let root = Ca::root("Root");
    let tree = |name: &str| vec![GeneralSubtree::DnsName(name.into())];
    for (permitted, excluded, limit) in [
        (tree("other.example"), vec![], Some(Limit::NameInSubject)),
        (vec![], tree("contoso.com"), Some(Limit::NameInSubject)),
        (vec![], tree("MAIL.contoso.com"), Some(Limit::NameInSubject)),
        (tree("contoso.com"), tree("l.contoso.com"), None),
        (tree("toso.com"), vec![], Some(Limit::NameInSubject)),
        (tree("mail.contoso.com"), tree("other.example"), None),
    ] {
        let narrow = |params: &mut CertificateParams| {
            let (permitted_subtrees, excluded_subtrees) = (permitted.clone(), excluded.clone());
            params.name_constraints = Some(NameConstraints { permitted_subtrees, excluded_subtrees });
        };
        let between = authority(Some(&root), "Between", key(), narrow);
        let narrow_root = authority(None, "Narrow", key(), narrow);
        let below = between.leaf(|params| params.subject_alt_names.clear());
        let direct = narrow_root.leaf(|params| params.subject_alt_names.clear());
        for found in
            [judged(&[&below, &between.der], NAME, &[&root.pem]), judged(&[&direct], NAME, &[&narrow_root.pem])]
        {
            assert_eq!(doubt(&found, &domain()), limit, "{permitted:?} {excluded:?}");
            assert_eq!(doubt(&found, &TlsPolicy::CertificateValidation), None, "no name is compared");
        }
    }
}

#[test]
fn what_a_trusted_root_says_against_itself_is_left_open() {
    type Change = fn(&mut CertificateParams);
    let changes: [(Change, Option<Limit>, Option<Limit>); 6] = [
        (|params| params.not_after = date(-30), Some(Limit::RootDates), Some(Limit::RootDates)),
        (|params| params.not_before = date(3), Some(Limit::RootDates), Some(Limit::RootDates)),
        (|params| params.is_ca = IsCa::ExplicitNoCa, Some(Limit::RootNotAnAuthority), Some(Limit::RootNotAnAuthority)),
        (
            |params| params.key_usages = vec![KeyUsagePurpose::CrlSign],
            Some(Limit::RootNotAnAuthority),
            Some(Limit::RootNotAnAuthority),
        ),
        (|params| params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0)), None, Some(Limit::RootPathLength)),
        (|params| params.is_ca = IsCa::Ca(BasicConstraints::Constrained(1)), None, None),
    ];
    for (number, (change, direct, below)) in changes.into_iter().enumerate() {
        let root = authority(None, "Root", key(), change);
        let between = root.below("Between", 1000);
        let policy = TlsPolicy::CertificateValidation;
        let found = judged(&[&root.leaf(|_| {})], NAME, &[&root.pem]);
        assert_eq!(doubt(&found, &policy), direct, "{number}: below the root");
        let leaf = between.leaf(|_| {});
        let found = judged(&[&leaf, &between.der], NAME, &[&root.pem]);
        assert_eq!(doubt(&found, &policy), below, "{number}: below an intermediate");
        // One that was renewed with its key counts, whichever stands first.
        let renewed = authority(None, "Root", again(&root.key), |_| {});
        for trusted in [[&root.pem, &renewed.pem], [&renewed.pem, &root.pem]] {
            let found = judged(&[&leaf, &between.der], NAME, &[trusted[0], trusted[1]]);
            assert_eq!(doubt(&found, &policy), None, "{number}: renewed");
        }
    }
}

#[test]
fn a_certificate_that_is_trusted_itself_must_be_for_servers() {
    for (uses, is_bad) in [
        (vec![ExtendedKeyUsagePurpose::ClientAuth], true),
        (vec![ExtendedKeyUsagePurpose::ClientAuth, ExtendedKeyUsagePurpose::ServerAuth], false),
        (vec![ExtendedKeyUsagePurpose::Any], false),
        (vec![], false),
    ] {
        let own = leaf_params(|params| params.extended_key_usages = uses.clone()).self_signed(&key()).expect("one");
        let found = judged(&[own.der()], NAME, &[&own.pem()]);
        let flaw = |flaw| (Problem::Malformed, Evidence::CertificateMalformed { subject: subject(), flaw });
        assert_eq!(
            found.problems,
            is_bad.then(|| flaw(Flaw::NotForServers)).into_iter().collect::<Vec<_>>(),
            "{uses:?}"
        );
    }
}

fn subject() -> WireText {
    WireText::from_text("CN=mail.contoso.com, O=Contoso")
}
