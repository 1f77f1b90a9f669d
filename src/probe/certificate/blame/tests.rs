//! Which certificate of a chain is blamed, and what is left undecided because only this program stumbles over it.

use rcgen::{BasicConstraints, CertificateParams, CustomExtension, ExtendedKeyUsagePurpose, IsCa, KeyPair};
use rustls::pki_types::CertificateDer;

use super::super::{Judgement, tests::*};
use crate::model::{
    CertificateFlaw as Flaw, CertificateLimit as Limit, CertificateProblem as Problem, Evidence, Fault, TlsPolicy,
    WireText,
};

/// An authority below another, changed before it is signed.
fn changed(above: &Ca, name: &str, change: impl FnOnce(&mut CertificateParams)) -> Ca {
    let (mut params, key) = (Ca::params(name, 1000), KeyPair::generate().expect("a key"));
    change(&mut params);
    let made = params.signed_by(&key, &above.issuer()).expect("an intermediate");
    Ca { der: made.der().clone(), pem: made.pem(), params, key }
}

/// The flaw that is told, and of which subject; `""` for the server's own certificate.
fn flaw(chain: &[&CertificateDer<'static>], trusted: &str) -> Option<(Flaw, String)> {
    let judgement = judged(chain, "mail.contoso.com", &[trusted]);
    assert!(judgement.problems.len() <= 1, "told once: {:?}", judgement.problems);
    match judgement.problems.first().map(|(_, evidence)| evidence) {
        Some(Evidence::CertificateMalformed { flaw, .. }) => Some((*flaw, String::new())),
        Some(Evidence::ChainMalformed { flaw, subject, .. }) => Some((*flaw, subject.to_string())),
        _ => None,
    }
}

fn subject(name: &str) -> String {
    format!("CN={name}, O=Contoso")
}

#[test]
fn the_last_certificate_that_was_sent_tells_whether_one_above_it_is_missing() {
    let root = Ca::root("Root");
    let high = root.below("High", 1000);
    let low = changed(&high, "Low", |params| params.custom_extensions = vec![aia("http://ca.example.net/high.crt")]);
    let quiet = changed(&high, "Quiet", |_| {});
    let leaf = low.leaf(|_| {});
    let judgement = judged(&[&leaf, &low.der], "mail.contoso.com", &[&root.pem]);
    let issuer = WireText::from_text(&subject("High"));
    assert_eq!(judgement.problems[0].1, Evidence::CertificateIncompleteChain { issuer });
    assert_eq!(problems(&[&leaf, &low.der, &high.der], &[&root.pem]), [], "with it, all is well");
    assert_eq!(problems(&[&quiet.leaf(|_| {}), &quiet.der], &[&root.pem]), [Problem::UnknownIssuer]);
}

#[test]
fn any_use_is_a_use_by_servers_and_another_is_none() {
    let root = Ca::root("Root");
    for (uses, found) in [
        (vec![ExtendedKeyUsagePurpose::Any], None),
        (vec![ExtendedKeyUsagePurpose::ClientAuth, ExtendedKeyUsagePurpose::Any], None),
        (vec![ExtendedKeyUsagePurpose::ServerAuth], None),
        (vec![ExtendedKeyUsagePurpose::ClientAuth], Some(Flaw::NotForServers)),
    ] {
        let leaf = root.leaf(|params| params.extended_key_usages = uses.clone());
        assert_eq!(flaw(&[&leaf], &root.pem), found.map(|found| (found, String::new())), "{uses:?}");
        let between = changed(&root, "Between", |params| params.extended_key_usages = uses.clone());
        let chain = [&between.leaf(|_| {}), &between.der];
        assert_eq!(flaw(&chain, &root.pem), found.map(|found| (found, subject("Between"))), "{uses:?}");
    }
}

#[test]
fn a_flaw_of_an_intermediate_is_told_of_the_intermediate() {
    let root = Ca::root("Root");
    for is_ca in [IsCa::NoCa, IsCa::ExplicitNoCa] {
        let none = changed(&root, "No authority", |params| params.is_ca = is_ca);
        let told = Some((Flaw::NotAnAuthority, subject("No authority")));
        assert_eq!(flaw(&[&none.leaf(|_| {}), &none.der], &root.pem), told, "{is_ca:?}");
    }

    let short = changed(&root, "Short", |params| params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0)));
    let low = short.below("Low", 1000);
    let told = Some((Flaw::PathLength, subject("Short")));
    assert_eq!(flaw(&[&low.leaf(|_| {}), &low.der, &short.der], &root.pem), told);

    let narrow = changed(&root, "Narrow", |params| {
        let only = rcgen::GeneralSubtree::DnsName("fabrikam.com".into());
        params.name_constraints =
            Some(rcgen::NameConstraints { permitted_subtrees: vec![only], excluded_subtrees: Vec::new() });
    });
    let told = Some((Flaw::NameConstraint, subject("Narrow")));
    assert_eq!(flaw(&[&narrow.leaf(|_| {}), &narrow.der], &root.pem), told);
}

#[test]
fn a_wrong_signature_is_told_of_the_certificate_that_bears_it() {
    let (root, other) = (Ca::root("Root"), Ca::root("Root"));
    let between = root.below("Between", 1000);
    let namesake = other.below("Between", 1000);
    let told = Some((Flaw::WrongSignature, String::new()));
    assert_eq!(flaw(&[&namesake.leaf(|_| {}), &between.der], &root.pem), told);
    // A root too that was sent: its key did not make what it stands above, whatever is trusted under its name.
    let third = Ca::root("Root");
    let told = Some((Flaw::WrongSignature, subject("Between")));
    for trusted in [&root, &third] {
        assert_eq!(flaw(&[&namesake.leaf(|_| {}), &namesake.der, &root.der], &trusted.pem), told);
    }
}

#[test]
fn a_root_of_the_same_name_and_another_key_is_not_known_and_nothing_is_malformed() {
    let (root, other) = (Ca::root("Root"), Ca::root("Root"));
    let (between, namesake) = (root.below("Between", 1000), other.below("Between", 1000));
    let told = changed(&other, "Told", |params| params.custom_extensions = vec![aia("http://ca.example.net/root.crt")]);
    let (direct, leaf) = (other.leaf(|_| {}), namesake.leaf(|_| {}));
    for (what, chain, root_sent) in [
        ("straight below it", &[&direct][..], false),
        ("below an intermediate", &[&leaf, &namesake.der], false),
        ("and the root sent", &[&leaf, &namesake.der, &other.der], true),
        ("straight below the root that was sent", &[&direct, &other.der], true),
        ("and the root of that name that is trusted", &[&leaf, &namesake.der, &root.der, &other.der], true),
        ("beside an intermediate of the same name", &[&leaf, &between.der, &namesake.der], false),
        ("which tells where its issuer is", &[&told.leaf(|_| {}), &told.der], false),
    ] {
        let judgement = judged(chain, "mail.contoso.com", &[&root.pem]);
        let problems: Vec<_> = judgement.problems.iter().map(|(_, evidence)| evidence.clone()).collect();
        let issuer = WireText::from_text(&subject("Root"));
        assert_eq!(problems, [Evidence::CertificateUnknownIssuer { issuer, root_sent }], "{what}");
        assert_eq!(judgement.fault(&TlsPolicy::CertificateValidation), Some(Fault::CertificateUnknownIssuer), "{what}");
        // Where both are trusted, all is well.
        assert_eq!(super::super::tests::problems(chain, &[&root.pem, &other.pem]), [], "{what}");
    }
}

#[test]
fn every_certificate_of_the_path_warns_of_its_end() {
    let root = Ca::root("Root");
    let soon = root.below("Soon", 5);
    let leaf = soon.leaf(|_| {});
    let judgement = judged(&[&leaf, &soon.der], "mail.contoso.com", &[&root.pem]);
    assert_eq!(judgement.seen.problems, []);
    let warning = judgement.warnings.iter().find(|warning| warning.id() == "chain-ends-soon");
    let Some(Evidence::ChainEndsSoon { subject: named, days: 5, .. }) = warning else { panic!("{warning:?}") };
    assert_eq!(named.to_string(), subject("Soon"));
    // One that the path does without may end when it likes.
    let stranger = Ca::root("Stranger").below("Nobody", 5);
    let direct = root.leaf(|_| {});
    assert!(!warnings(&[&direct, &stranger.der], &[&root.pem]).contains(&"chain-ends-soon"));
}

/// What is left undecided, and by what.
fn doubt(judgement: &Judgement) -> Option<Limit> {
    let policy = TlsPolicy::CertificateValidation;
    assert_eq!(judgement.seen.problems, []);
    assert_eq!(judgement.fault(&policy), judgement.doubt.map(|_| Fault::CertificateUnsupportedHere));
    assert_eq!(judgement.fault(&TlsPolicy::EncryptionOnly), None, "no doubt where any certificate will do");
    judgement.doubt
}

#[test]
fn what_only_this_library_refuses_is_no_fault_of_the_server() {
    let root = Ca::root("Root");
    let authority = root.leaf(|params| params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained));
    let found = judged(&[&authority], "mail.contoso.com", &[&root.pem]);
    assert_eq!(doubt(&found), Some(Limit::AuthorityAsServer));

    // A TLS feature too (RFC 7633): nothing published says whether Windows knows it.
    let unknown = [(&[1, 2, 3, 4, 5][..], vec![5, 0]), (&[1, 3, 6, 1, 5, 5, 7, 1, 24][..], vec![0x30, 3, 2, 1, 5])];
    for (number, content) in unknown {
        let critical = root.leaf(|params| {
            let mut unknown = CustomExtension::from_oid_content(number, content.clone());
            unknown.set_criticality(true);
            params.custom_extensions = vec![unknown];
        });
        let found = judged(&[&critical], "mail.contoso.com", &[&root.pem]);
        assert_eq!(doubt(&found), Some(Limit::CriticalExtension), "{number:?}");
    }
}

#[test]
fn what_no_root_is_there_for_is_a_fault_whatever_else_is_unusual() {
    let (root, trusted) = (Ca::root("Root"), Ca::root("Trusted"));
    let authority = |params: &mut CertificateParams| params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    assert_eq!(problems(&[&root.leaf(authority)], &[&trusted.pem]), [Problem::UnknownIssuer]);
}

#[test]
fn the_dates_of_an_unusual_chain_are_looked_at_too() {
    let root = Ca::root("Root");
    let old = root.below("Old", -5);
    let leaf = old.leaf(|params| params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained));
    let judgement = judged(&[&leaf, &old.der], "mail.contoso.com", &[&root.pem]);
    assert_eq!(ids(&judgement), ["chain-expired"]);
    assert_eq!(judgement.fault(&TlsPolicy::CertificateValidation), Some(Fault::ChainExpired));
}

#[test]
fn a_certificate_that_cannot_be_read_harms_only_the_chain_that_needs_it() {
    let root = Ca::root("Root");
    let between = root.below("Between", 1000);
    let (direct, below) = (root.leaf(|_| {}), between.leaf(|_| {}));
    let noise = CertificateDer::from(vec![0x30, 0]);
    assert_eq!(problems(&[&direct, &noise], &[&root.pem]), []);
    assert_eq!(problems(&[&below, &between.der, &noise], &[&root.pem]), []);
    let judgement = judged(&[&below, &noise], "mail.contoso.com", &[&root.pem]);
    assert_eq!(ids(&judgement), ["certificate-unknown-issuer", "chain-malformed"]);
    assert_eq!(problems(&[&noise], &[&root.pem]), [Problem::Malformed]);
}

#[test]
fn a_key_is_called_by_its_own_name() {
    let root = Ca::root("Root");
    let key = KeyPair::generate_for(&rcgen::PKCS_ED25519).expect("a key");
    let leaf = leaf_params(|_| {}).signed_by(&key, &root.issuer()).expect("a leaf").der().clone();
    let judgement = judged(&[&leaf], "mail.contoso.com", &[&root.pem]);
    assert_eq!(judgement.seen.problems, []);
    assert_eq!(judgement.warnings, [Evidence::CertificateEcdsaOnly { key: "Ed25519".into() }]);
}
