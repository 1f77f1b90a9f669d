//! What RFC 5280 refuses and the library lets pass: a fault where nobody may accept it, else no verdict.

use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, KeyPair, KeyUsagePurpose,
    NameConstraints,
};

use rustls::pki_types::{CertificateDer, pem::PemObject};

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
        (vec![For::DigitalSignature, For::KeyEncipherment], None),
        // Of use to suites without forward secrecy and to fixed Diffie-Hellman, which this program does not speak.
        (vec![For::KeyEncipherment], Some(Limit::KeyUsage)),
        (vec![For::KeyAgreement, For::CrlSign], Some(Limit::KeyUsage)),
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

#[test]
fn uses_that_are_not_those_of_a_server_are_a_fault_and_any_use_alone_is_left_open() {
    use ExtendedKeyUsagePurpose as For;
    let root = Ca::root("Root");
    let policy = TlsPolicy::CertificateValidation;
    for only in [For::ClientAuth, For::EmailProtection, For::OcspSigning, For::CodeSigning, For::TimeStamping] {
        let leaf = root.leaf(|params| params.extended_key_usages = vec![only.clone()]);
        assert_eq!(judged(&[&leaf], NAME, &[&root.pem]).fault(&policy), Some(Fault::CertificateMalformed), "{only:?}");
    }
    for (uses, limit) in [
        (vec![For::Any], Some(Limit::AnyUsage)),
        (vec![For::Any, For::ClientAuth], Some(Limit::AnyUsage)),
        (vec![For::Any, For::ServerAuth], None),
        (vec![For::ServerAuth, For::ClientAuth], None),
        (vec![], None),
    ] {
        let leaf = root.leaf(|params| params.extended_key_usages = uses.clone());
        let found = judged(&[&leaf], NAME, &[&root.pem]);
        assert_eq!((doubt(&found, &policy), doubt(&found, &TlsPolicy::EncryptionOnly)), (limit, None), "{uses:?}");
        let own = leaf_params(|params| params.extended_key_usages = uses.clone()).self_signed(&key()).expect("one");
        assert_eq!(doubt(&judged(&[own.der()], NAME, &[&own.pem()]), &policy), limit, "trusted itself: {uses:?}");
    }
}

/// The certificates in `odd/` are made by `openssl req` and `openssl x509 -req`, each below `odd/ca.pem` or the root that
/// its name names; `pss-signature` is below `usual-root`. The keys are gone.
macro_rules! odd {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../tests/fixtures/probe/odd/", $name, ".pem")))
    };
}

/// What the judge finds in the worst and in the mildest setting.
fn odd(pem: &str) -> (Judgement, [Option<Fault>; 2]) {
    let leaf = CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate");
    let found = judged(&[&leaf], "mx.test", &[odd!("ca").1]);
    let faults = [TlsPolicy::CertificateValidation, TlsPolicy::Opportunistic].map(|policy| found.fault(&policy));
    (found, faults)
}

#[test]
fn a_key_that_windows_is_not_documented_to_have_is_healthy_under_no_setting() {
    for ((name, pem), key) in [
        (odd!("secp256k1"), "secp256k1"),
        (odd!("brainpoolp256r1"), "brainpoolP256r1"),
        (odd!("ed448"), "Ed448"),
        (odd!("rsapss"), "RSASSA-PSS"),
    ] {
        let (found, faults) = odd(pem);
        assert_eq!(faults, [Some(Fault::CertificateUnsupportedHere); 2], "{name}: {:?}", found.problems);
        assert_eq!((found.key_doubt, found.seen.chain[0].key.as_str()), (Some(Limit::KeyKind), key));
    }
    let root = Ca::root("Root");
    let edwards = KeyPair::generate_for(&rcgen::PKCS_ED25519).expect("a key");
    let leaf = leaf_params(|_| {}).signed_by(&edwards, &root.issuer()).expect("a leaf").der().clone();
    let found = judged(&[&leaf], NAME, &[&root.pem]);
    for policy in [TlsPolicy::Opportunistic, TlsPolicy::EncryptionOnly, TlsPolicy::CertificateValidation, domain()] {
        assert_eq!(doubt(&found, &policy), Some(Limit::KeyKind), "{policy:?}");
    }
    for (name, pem) in [odd!("p384"), odd!("p521")] {
        let (found, faults) = odd(pem);
        assert_eq!((found.key_doubt, faults), (None, [None; 2]), "{name}: {:?}", found.problems);
    }
}

#[test]
fn a_key_or_signature_above_the_server_that_windows_is_not_documented_to_have_is_left_open() {
    let edwards = || KeyPair::generate_for(&rcgen::PKCS_ED25519).expect("a key");
    let (root, odd_root) = (Ca::root("Root"), authority(None, "Odd root", edwards(), |_| {}));
    let odd = authority(Some(&root), "Odd", edwards(), |_| {});
    let usual = odd.below("Usual", 1000);
    let crossed = authority(Some(&odd_root), "Crossed", key(), |_| {});
    let (low, high) = (usual.leaf(|_| {}), crossed.leaf(|_| {}));
    let policy = TlsPolicy::CertificateValidation;
    for (chain, trusted, limit) in [
        (vec![&odd.leaf(|_| {}), &odd.der], vec![&root.pem], Some(Limit::PathKind)),
        (vec![&low, &usual.der, &odd.der], vec![&root.pem], Some(Limit::PathKind)),
        (vec![&odd_root.leaf(|_| {})], vec![&odd_root.pem], Some(Limit::PathKind)),
        (vec![&high, &crossed.der], vec![&odd_root.pem], Some(Limit::PathKind)),
        // Another way up is enough, and what the path does without harms nobody.
        (vec![&high, &crossed.der], vec![&odd_root.pem, &crossed.pem], None),
        (vec![&root.leaf(|_| {}), &odd.der], vec![&root.pem, &odd_root.pem], None),
    ] {
        let trusted: Vec<&str> = trusted.into_iter().map(String::as_str).collect();
        let found = judged(&chain, NAME, &trusted);
        assert_eq!(doubt(&found, &policy), limit);
        assert_eq!(doubt(&found, &domain()), limit);
        assert_eq!((doubt(&found, &TlsPolicy::EncryptionOnly), doubt(&found, &TlsPolicy::Opportunistic)), (None, None));
    }
    let found = below(odd!("pss-signature").1, odd!("usual-root").1);
    assert_eq!(doubt(&found, &policy), Some(Limit::PathKind), "a key of RSA that signs with RSASSA-PSS");
}

/// What the judge finds in a certificate of `odd/` below one of the roots there.
fn below(pem: &str, root: &str) -> Judgement {
    let leaf = CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate");
    judged(&[&leaf], "mx.test", &[root])
}

#[test]
fn a_root_whose_key_is_not_verified_with_is_no_proof_of_a_wrong_signature() {
    let policy = TlsPolicy::CertificateValidation;
    let weak = below(odd!("below-small-root").1, odd!("small-root").1);
    let evidence =
        Evidence::CertificateWeakKey { subject: WireText::from_text("CN=Small root"), key: "RSA 1024".to_owned() };
    assert_eq!(weak.problems, [(Problem::WeakKey, evidence)]);
    assert_eq!((weak.fault(&policy), weak.fault(&TlsPolicy::EncryptionOnly)), (Some(Fault::CertificateWeakKey), None));
    let long = below(odd!("below-huge-root").1, odd!("huge-root").1);
    assert_eq!(doubt(&long, &policy), Some(Limit::SignatureAlgorithm));
    let wrong = below(odd!("below-small-root").1, odd!("usual-root").1);
    assert_eq!(wrong.seen.problems, [Problem::UnknownIssuer]);
}

#[test]
fn what_is_too_weak_or_too_old_is_no_healthy_certificate() {
    for ((name, pem), fault) in [
        (odd!("rsa512"), Some(Fault::CertificateWeakKey)),
        (odd!("dsa"), Some(Fault::CertificateWeakKey)),
        (odd!("v1"), Some(Fault::CertificateUnsupportedHere)),
        // RFC 5280 section 4.1.2.2 asks for a positive number of at most 20 octets, and asks nobody to refuse others.
        (odd!("serial-0"), None),
        (odd!("serial-long"), None),
    ] {
        let (found, faults) = odd(pem);
        assert_eq!(faults, [fault, None], "{name}: {:?}", found.problems);
    }
}

#[test]
fn a_long_life_is_no_trouble_whoever_may_not_sell_one() {
    // 398 days and less is asked of public authorities, not of whoever verifies.
    let root = Ca::root("Root");
    for days in [398, 3650] {
        let leaf = root.leaf(|params| params.not_after = date(days));
        assert_eq!(doubt(&judged(&[&leaf], NAME, &[&root.pem]), &TlsPolicy::CertificateValidation), None);
    }
}

#[test]
fn a_name_of_which_nobody_knows_whether_it_fits_is_left_open_where_it_is_compared() {
    use rcgen::SanType;
    let root = Ca::root("Root");
    let dns = |name: &str| SanType::DnsName(name.try_into().expect("a name"));
    let with = |sans: &[&str], cn: &str| {
        let leaf = root.leaf(|params| {
            params.subject_alt_names = sans.iter().map(|name| dns(name)).collect();
            params.distinguished_name = named(cn);
        });
        judged(&[&leaf], NAME, &[&root.pem])
    };
    for (sans, cn, limit) in [
        (&["mail.contoso.com."][..], "x", Some(Limit::NameFinalDot)),
        (&["ma*.contoso.com"], "x", Some(Limit::NamePartWildcard)),
        (&[], "mail.contoso.com.", Some(Limit::NameFinalDot)),
        (&["owa.contoso.com"], "ma*.contoso.com", Some(Limit::NamePartWildcard)),
        // One that fits is enough, wherever it stands.
        (&["mail.contoso.com.", "mail.contoso.com"], "x", None),
        (&["ma*.contoso.com"], "mail.contoso.com", None),
    ] {
        let found = with(sans, cn);
        assert_eq!(doubt(&found, &domain()), limit, "{sans:?} {cn}");
        assert_eq!(doubt(&found, &TlsPolicy::CertificateValidation), None, "no name is compared");
    }
    for sans in [&["m*l.contoso.com"][..], &["*.*.contoso.com"], &["*.com"]] {
        assert_eq!(with(sans, "x").seen.problems, [Problem::NameMismatch], "{sans:?}");
    }
}
