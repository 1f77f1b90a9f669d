use jiff::ToSpan;
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, SanType,
};
use rustls::pki_types::{CertificateDer, pem::PemObject};

use super::*;
use crate::{model::WARN_DAYS, probe::vantage::Trust};

/// A day on which the fixtures are valid.
pub(super) fn now() -> Timestamp {
    "2026-12-21T12:00:00Z".parse().expect("a time")
}

pub(super) fn date(days: i64) -> time::OffsetDateTime {
    time::OffsetDateTime::from_unix_timestamp(now().as_second()).expect("a time") + time::Duration::days(days)
}

pub(super) struct Ca {
    pub(super) params: CertificateParams,
    pub(super) key: KeyPair,
    pub(super) der: CertificateDer<'static>,
    pub(super) pem: String,
}

impl Ca {
    pub(super) fn root(name: &str) -> Self {
        let (params, key) = (Self::params(name, 3650), KeyPair::generate().expect("a key"));
        let made = params.self_signed(&key).expect("a root");
        Self { der: made.der().clone(), pem: made.pem(), params, key }
    }

    pub(super) fn below(&self, name: &str, days: i64) -> Self {
        let (params, key) = (Self::params(name, days), KeyPair::generate().expect("a key"));
        let made = params.signed_by(&key, &self.issuer()).expect("an intermediate");
        Self { der: made.der().clone(), pem: made.pem(), params, key }
    }

    pub(super) fn params(name: &str, days: i64) -> CertificateParams {
        let mut params = CertificateParams::default();
        params.distinguished_name = named(name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        (params.not_before, params.not_after) = (date(-3650), date(days));
        params
    }

    pub(super) fn issuer(&self) -> Issuer<'_, &KeyPair> {
        Issuer::from_params(&self.params, &self.key)
    }

    pub(super) fn leaf(&self, change: impl FnOnce(&mut CertificateParams)) -> CertificateDer<'static> {
        let key = KeyPair::generate().expect("a key");
        leaf_params(change).signed_by(&key, &self.issuer()).expect("a leaf").der().clone()
    }
}

pub(super) fn named(name: &str) -> DistinguishedName {
    let mut names = DistinguishedName::new();
    names.push(DnType::OrganizationName, "Contoso");
    names.push(DnType::CommonName, name);
    names
}

pub(super) fn leaf_params(change: impl FnOnce(&mut CertificateParams)) -> CertificateParams {
    let mut params = CertificateParams::new(vec!["mail.contoso.com".to_owned()]).expect("a name");
    params.distinguished_name = named("mail.contoso.com");
    (params.not_before, params.not_after) = (date(-100), date(100));
    change(&mut params);
    params
}

/// AuthorityInfoAccess with one caIssuers address.
pub(super) fn aia(url: &str) -> CustomExtension {
    let part = |tag: u8, content: &[u8]| [&[tag, content.len() as u8][..], content].concat();
    let method = part(6, &[0x2b, 6, 1, 5, 5, 7, 0x30, 2]);
    let access = part(0x30, &[method, part(0x86, url.as_bytes())].concat());
    CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], part(0x30, &access))
}

pub(super) fn presented(chain: &[&CertificateDer<'static>]) -> Presented {
    Presented {
        version: "1.3".into(),
        cipher: "TLS_AES_256_GCM_SHA384".into(),
        chain: chain.iter().map(|der| (*der).clone()).collect(),
        ocsp: Vec::new(),
        key_proof: Ok(()),
        asked_for_certificate: false,
    }
}

pub(super) fn roots(pem: &[&str]) -> Roots {
    let pem = pem.iter().map(|pem| pem.as_bytes().to_vec()).collect();
    Roots::load(&Trust { system: false, pem, ..Trust::default() })
}

pub(super) fn wanted(name: &str) -> Wanted {
    name.parse().map_or_else(|_| Wanted::Name(NamePattern::from_ascii(name).expect("a pattern")), Wanted::Ip)
}

pub(super) fn judged(chain: &[&CertificateDer<'static>], name: &str, trusted: &[&str]) -> Judgement {
    judge(&presented(chain), &wanted(name), &roots(trusted), now(), WARN_DAYS)
}

pub(super) fn problems(chain: &[&CertificateDer<'static>], trusted: &[&str]) -> Vec<CertificateProblem> {
    judged(chain, "mail.contoso.com", trusted).seen.problems
}

use CertificateProblem as Problem;

#[test]
fn a_good_chain_has_no_problem_however_many_intermediates_it_has() {
    let root = Ca::root("Root");
    let one = root.below("One", 1000);
    let two = one.below("Two", 1000);
    let leaf = two.leaf(|_| {});
    assert_eq!(problems(&[&leaf, &two.der, &one.der], &[&root.pem]), []);
    assert_eq!(problems(&[&leaf, &two.der, &one.der, &root.der], &[&root.pem]), [], "the root may be sent");
}

#[test]
fn all_problems_are_told_at_once_and_in_order() {
    let (trusted, private) = (Ca::root("Trusted"), Ca::root("Private"));
    let leaf = private.leaf(|params| {
        (params.not_before, params.not_after) = (date(-400), date(-12));
        params.subject_alt_names = vec![SanType::DnsName("owa.contoso.com".try_into().expect("a name"))];
        params.distinguished_name = named("owa.contoso.com");
    });
    let judgement = judged(&[&leaf], "mail.contoso.com", &[&trusted.pem]);
    assert_eq!(judgement.seen.problems, [Problem::Expired, Problem::NameMismatch, Problem::UnknownIssuer]);
    let not_after_at = now() - (12 * 24).hours();
    assert_eq!(judgement.problems[0].1, Evidence::CertificateExpired { not_after_at, days: 12 });
    let presented = vec![WireText::from_text("owa.contoso.com")];
    let wanted = "mail.contoso.com".to_owned();
    let mismatch = Evidence::CertificateNameMismatch { wanted, presented, common_name_only: false };
    assert_eq!(judgement.problems[1].1, mismatch);
}

#[test]
fn the_setting_decides_what_is_a_fault() {
    let (root, private) = (Ca::root("Root"), Ca::root("Private"));
    let other = root.leaf(|params| params.subject_alt_names.clear());
    let wrong_name = judged(&[&other], "owa.contoso.com", &[&root.pem]);
    let pattern = NamePattern::from_ascii("owa.contoso.com").expect("a pattern");
    let domain = TlsPolicy::DomainValidation(pattern);
    for (policy, fault) in [
        (TlsPolicy::Opportunistic, None),
        (TlsPolicy::EncryptionOnly, None),
        (TlsPolicy::CertificateValidation, None),
        (domain.clone(), Some(Fault::CertificateNameMismatch)),
    ] {
        assert_eq!(wrong_name.fault(&policy), fault, "{policy:?}");
        let told = wrong_name.evidence(&policy, &roots(&[&root.pem]));
        let told = told.iter().any(|e| matches!(e, Evidence::CertificateNameMismatch { .. }));
        assert_eq!(told, fault.is_some(), "a name nobody compares is no warning: {policy:?}");
    }
    let untrusted = private.leaf(|_| {});
    let untrusted = judged(&[&untrusted], "mail.contoso.com", &[&root.pem]);
    for (policy, fault) in [
        (TlsPolicy::Opportunistic, None),
        (TlsPolicy::EncryptionOnly, None),
        (TlsPolicy::CertificateValidation, Some(Fault::CertificateUnknownIssuer)),
        (domain, Some(Fault::CertificateUnknownIssuer)),
    ] {
        assert_eq!(untrusted.fault(&policy), fault, "{policy:?}");
    }
}

#[test]
fn names_match_as_connectors_and_certificates_write_them() {
    let root = Ca::root("Root");
    let leaf = root.leaf(|params| {
        let dns = |name: &str| SanType::DnsName(name.try_into().expect("a name"));
        params.subject_alt_names =
            vec![dns("*.wild.com"), dns("MAIL.Upper.com"), SanType::IpAddress([192, 0, 2, 1].into())];
        params.distinguished_name = named("cn.contoso.com");
    });
    for (name, matches) in [
        ("a.wild.com", true),
        ("*.wild.com", true),
        ("wild.com", false),
        ("a.b.wild.com", false),
        ("mail.upper.com", true),
        ("*.upper.com", true),
        ("cn.contoso.com", true),
        ("*.contoso.com", true),
        ("other.contoso.com", false),
        ("192.0.2.1", true),
        ("192.0.2.2", false),
    ] {
        let problems = judged(&[&leaf], name, &[&root.pem]).seen.problems;
        assert_eq!(problems.is_empty(), matches, "{name}: {problems:?}");
    }
}

#[test]
fn a_name_is_read_whatever_kind_of_string_it_is() {
    let root = Ca::root("Root");
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    let widest = |text: &str| -> Vec<u8> { text.chars().flat_map(|c| (c as u32).to_be_bytes()).collect() };
    let named = |value: rcgen::DnValue| {
        let leaf = root.leaf(|params| {
            params.subject_alt_names.clear();
            params.distinguished_name = DistinguishedName::new();
            params.distinguished_name.push(DnType::CommonName, value);
        });
        let seen = judged(&[&leaf], "mail.contoso.com", &[&root.pem]).seen;
        (seen.chain[0].subject.as_str().to_owned(), seen.problems)
    };
    use rcgen::string::{BmpString, TeletexString, UniversalString};
    let bmp = |text: &str| rcgen::DnValue::BmpString(BmpString::from_utf16be(wide(text)).expect("a string"));
    let universal =
        |text: &str| rcgen::DnValue::UniversalString(UniversalString::from_utf32be(widest(text)).expect("a string"));
    let teletex = |text: &str| rcgen::DnValue::TeletexString(TeletexString::try_from(text).expect("a string"));
    for value in [bmp("mail.contoso.com"), universal("mail.contoso.com"), teletex("mail.contoso.com")] {
        assert_eq!(named(value), ("CN=mail.contoso.com".to_owned(), vec![]));
    }
    for (value, shown) in [
        (bmp("Zürich \u{202e}x"), r"CN=Zürich \u{202e}x"),
        (universal("Zürich 😀"), "CN=Zürich 😀"),
        (bmp("other.contoso.com"), "CN=other.contoso.com"),
    ] {
        assert_eq!(named(value), (shown.to_owned(), vec![Problem::NameMismatch]));
    }
}

#[test]
fn a_missing_intermediate_is_told_from_a_private_authority() {
    let root = Ca::root("Root");
    let between = root.below("Between", 1000);
    let public = between.leaf(|params| params.custom_extensions = vec![aia("http://ca.example.net/between.crt")]);
    let inside = between.leaf(|params| params.custom_extensions = vec![aia("http://pki.corp/between.crt")]);
    let ldap = between.leaf(|params| params.custom_extensions = vec![aia("ldap:///CN=Between")]);
    let silent = between.leaf(|_| {});
    for (leaf, problem) in [
        (&public, Problem::IncompleteChain),
        (&inside, Problem::UnknownIssuer),
        (&ldap, Problem::UnknownIssuer),
        (&silent, Problem::UnknownIssuer),
    ] {
        assert_eq!(problems(&[leaf], &[&root.pem]), [problem]);
        assert_eq!(problems(&[leaf, &between.der], &[&root.pem]), [], "with it, all is well");
    }
    // A certificate of somebody else does not fill the gap.
    let stranger = Ca::root("Stranger").below("Nobody", 1000);
    assert_eq!(problems(&[&public, &stranger.der], &[&root.pem]), [Problem::IncompleteChain]);
}

#[test]
fn a_private_root_that_is_sent_along_is_an_unknown_issuer_by_name() {
    let (trusted, private) = (Ca::root("Trusted"), Ca::root("Private"));
    let leaf = private.leaf(|params| params.custom_extensions = vec![aia("http://ca.example.net/x.crt")]);
    let judgement = judged(&[&leaf, &private.der], "mail.contoso.com", &[&trusted.pem]);
    assert_eq!(judgement.seen.problems, [Problem::UnknownIssuer]);
    let issuer = WireText::from_text("CN=Private, O=Contoso");
    assert_eq!(judgement.problems[0].1, Evidence::CertificateUnknownIssuer { issuer, root_sent: true });
}

#[test]
fn a_self_signed_certificate_is_one_whatever_it_claims_to_be() {
    let trusted = Ca::root("Trusted");
    let key = KeyPair::generate().expect("a key");
    for is_ca in [IsCa::NoCa, IsCa::ExplicitNoCa, IsCa::Ca(BasicConstraints::Unconstrained)] {
        let made = leaf_params(|params| params.is_ca = is_ca).self_signed(&key).expect("a certificate");
        assert_eq!(problems(&[made.der()], &[&trusted.pem]), [Problem::SelfSigned]);
        assert_eq!(problems(&[made.der()], &[&made.pem()]), [], "unless it is trusted itself");
    }
}

#[test]
fn a_certificate_with_the_name_of_its_authority_is_not_self_signed() {
    let (trusted, root) = (Ca::root("Trusted"), Ca::root("Root"));
    let between = root.below("Between", 1000);
    for identified in [true, false] {
        let named = |name: &str| {
            let name = named(name);
            move |params: &mut CertificateParams| {
                params.distinguished_name = name;
                params.use_authority_key_identifier_extension = identified;
            }
        };
        let (direct, below) = (root.leaf(named("Root")), between.leaf(named("Between")));
        for chain in [vec![&direct], vec![&direct, &root.der], vec![&below, &between.der]] {
            assert_eq!(problems(&chain, &[&root.pem]), []);
            assert_eq!(problems(&chain, &[&trusted.pem]), [Problem::UnknownIssuer]);
            assert!(!warnings(&chain, &[&root.pem]).contains(&"chain-order"));
        }
        assert_eq!(problems(&[&below], &[&root.pem]), [Problem::UnknownIssuer], "its intermediate is missing");
        // A root of that name with another key did not sign it.
        assert_eq!(problems(&[&direct], &[&Ca::root("Root").pem]), [Problem::UnknownIssuer]);
    }
}

#[test]
fn a_key_that_the_library_cannot_use_signs_itself_as_far_as_anybody_sees() {
    let trusted = Ca::root("Trusted");
    let strange = KeyPair::generate_for(&rcgen::PKCS_ED25519).expect("a key");
    let made = leaf_params(|_| {}).self_signed(&strange).expect("a certificate");
    assert_eq!(problems(&[made.der()], &[&trusted.pem]), [Problem::SelfSigned]);
    let p521 = fixture(include_str!("../../../tests/fixtures/probe/p521.pem"));
    let found = judged(&[&p521], "mx.test", &[&trusted.pem]).seen;
    assert!(found.problems.contains(&Problem::SelfSigned), "{found:?}");
}

#[test]
fn an_expired_intermediate_is_an_expired_chain() {
    let root = Ca::root("Root");
    let between = root.below("Between", -5);
    let leaf = between.leaf(|_| {});
    let judgement = judged(&[&leaf, &between.der], "mail.contoso.com", &[&root.pem]);
    assert_eq!(judgement.seen.problems, [Problem::Expired]);
    // Its own subject and thumbprint: the server's certificate is good and not to be renewed.
    let evidence = Evidence::ChainExpired {
        subject: WireText::from_text("CN=Between, O=Contoso"),
        not_after_at: now() - (5 * 24).hours(),
        days: 5,
        sha1: details::sha1(&between.der),
    };
    assert_eq!(judgement.problems[0].1, evidence);
}

#[test]
fn dates_do_not_hide_the_rest() {
    let (trusted, root) = (Ca::root("Trusted"), Ca::root("Root"));
    let between = root.below("Between", -5);
    let late = between.leaf(|params| (params.not_before, params.not_after) = (date(-100), date(-1)));
    assert_eq!(problems(&[&late, &between.der], &[&root.pem]), [Problem::Expired]);
    let both = judged(&[&late, &between.der], "mail.contoso.com", &[&root.pem]);
    assert_eq!(ids(&both), ["certificate-expired", "chain-expired"], "each needs its own renewal");
    assert_eq!(problems(&[&late, &between.der], &[&trusted.pem]), [Problem::Expired, Problem::UnknownIssuer]);
    let early = root.leaf(|params| (params.not_before, params.not_after) = (date(3), date(90)));
    assert_eq!(problems(&[&early], &[&root.pem]), [Problem::NotYetValid]);
    assert_eq!(problems(&[&early], &[&trusted.pem]), [Problem::NotYetValid, Problem::UnknownIssuer]);
}

#[test]
fn a_certificate_for_other_uses_is_no_servers() {
    let root = Ca::root("Root");
    let client = root.leaf(|params| params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth]);
    assert_eq!(problems(&[&client], &[&root.pem]), [Problem::Malformed]);
    assert_eq!(problems(&[&CertificateDer::from(vec![0x30, 0])], &[&root.pem]), [Problem::Malformed]);
}

pub(super) fn ids(judgement: &Judgement) -> Vec<&'static str> {
    judgement.problems.iter().map(|(_, evidence)| evidence.id()).collect()
}

fn bad_signature() -> Result<(), rustls::Error> {
    Err(rustls::Error::InvalidCertificate(rustls::CertificateError::BadSignature))
}

#[test]
fn a_key_that_was_not_proved_is_told() {
    let root = Ca::root("Root");
    let leaf = root.leaf(|_| {});
    let presented = Presented { key_proof: bad_signature(), ..presented(&[&leaf]) };
    let judgement = judge(&presented, &wanted("mail.contoso.com"), &roots(&[&root.pem]), now(), WARN_DAYS);
    assert_eq!(judgement.seen.problems, [Problem::Malformed]);
}

pub(super) fn warnings(chain: &[&CertificateDer<'static>], trusted: &[&str]) -> Vec<&'static str> {
    judged(chain, "mail.contoso.com", trusted).warnings.iter().map(Evidence::id).collect()
}

#[test]
fn a_certificate_that_asks_for_a_staple_and_has_none_is_told_of() {
    let root = Ca::root("Root");
    let feature =
        |number| CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 24], vec![0x30, 3, 2, 1, number]);
    for (number, expected) in [(5, true), (17, false)] {
        let leaf = root.leaf(|params| params.custom_extensions = vec![feature(number)]);
        assert_eq!(warnings(&[&leaf], &[&root.pem]).contains(&"staple-missing"), expected, "{number}");
        assert_eq!(problems(&[&leaf], &[&root.pem]), []);
        let stapled = Presented { ocsp: vec![0x30, 0], ..presented(&[&leaf]) };
        let judgement = judge(&stapled, &wanted("mail.contoso.com"), &roots(&[&root.pem]), now(), WARN_DAYS);
        assert!(judgement.warnings.iter().all(|evidence| evidence.id() != "staple-missing"), "{number}");
    }
}

#[test]
fn a_wrong_order_and_a_near_end_are_warnings() {
    let root = Ca::root("Root");
    let one = root.below("One", 1000);
    let two = one.below("Two", 1000);
    let leaf = two.leaf(|_| {});
    assert_eq!(warnings(&[&leaf, &one.der, &two.der], &[&root.pem]), ["chain-order", "certificate-ecdsa-only"]);
    assert_eq!(problems(&[&leaf, &one.der, &two.der], &[&root.pem]), []);
    for (days, soon) in [(29, true), (30, false)] {
        let leaf = root.leaf(|params| params.not_after = date(days));
        assert_eq!(warnings(&[&leaf], &[&root.pem]).contains(&"certificate-ends-soon"), soon, "{days}");
    }
}

#[test]
fn a_date_that_means_never_is_no_trouble() {
    let root = Ca::root("Root");
    let leaf = root.leaf(|params| params.not_after = rcgen::date_time_ymd(9999, 12, 31));
    assert_eq!(problems(&[&leaf], &[&root.pem]), []);
}

#[test]
fn without_roots_only_what_needs_none_is_a_fault() {
    let root = Ca::root("Root");
    let (good, old) = (root.leaf(|_| {}), root.leaf(|params| params.not_after = date(-1)));
    let policy = TlsPolicy::CertificateValidation;
    assert_eq!(judged(&[&good], "mail.contoso.com", &[]).fault(&policy), Some(Fault::NoRoots));
    assert_eq!(judged(&[&old], "mail.contoso.com", &[]).fault(&policy), Some(Fault::CertificateExpired));
    assert_eq!(judged(&[&good], "mail.contoso.com", &[]).fault(&TlsPolicy::EncryptionOnly), None);
}

fn fixture(text: &str) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(text.as_bytes()).expect("a certificate")
}

#[test]
fn weak_keys_and_signatures_are_named() {
    let ca = include_str!("../../../tests/fixtures/probe/ca.pem");
    let judged = |text: &str| judged(&[&fixture(text)], "mx.test", &[ca]);
    let good = judged(include_str!("../../../tests/fixtures/probe/rsa2048-sha256.pem"));
    assert_eq!(good.seen.problems, []);
    assert!(good.warnings.is_empty(), "RSA is what Exchange Online documents: {:?}", good.warnings);
    assert_eq!(
        (good.seen.chain[0].key.as_str(), good.seen.chain[0].signature.as_str()),
        ("RSA 2048", "SHA-256 with RSA")
    );
    for (text, problem, id) in [
        (include_str!("../../../tests/fixtures/probe/rsa2048-sha1.pem"), Problem::WeakSignature, "SHA-1 with RSA"),
        (include_str!("../../../tests/fixtures/probe/rsa2048-md5.pem"), Problem::WeakSignature, "MD5 with RSA"),
        (include_str!("../../../tests/fixtures/probe/rsa1024-sha256.pem"), Problem::WeakKey, "RSA 1024"),
    ] {
        let judgement = judged(text);
        assert_eq!(judgement.seen.problems, [problem], "{id}");
        let leaf = &judgement.seen.chain[0];
        assert!([&leaf.key, &leaf.signature].iter().any(|shown| *shown == id), "{leaf:?}");
    }
}

#[test]
fn a_key_that_is_weak_explains_a_proof_that_fails() {
    let ca = include_str!("../../../tests/fixtures/probe/ca.pem");
    let leaf = fixture(include_str!("../../../tests/fixtures/probe/rsa1024-sha256.pem"));
    let presented = Presented { key_proof: bad_signature(), ..presented(&[&leaf]) };
    let judgement = judge(&presented, &wanted("mx.test"), &roots(&[ca]), now(), WARN_DAYS);
    assert_eq!(judgement.seen.problems, [Problem::WeakKey]);
    assert!(!tells_by_its_key(&leaf), "the library cannot tell a wrong key from one it cannot use");
    assert!(tells_by_its_key(&fixture(include_str!("../../../tests/fixtures/probe/rsa2048-sha256.pem"))));
}

#[test]
fn what_is_shown_of_a_certificate_is_safe_and_compares_with_a_report() {
    let root = Ca::root("Root");
    let leaf = root.leaf(|params| params.distinguished_name = named("a\u{202e}b\x1b[2J"));
    let seen = judged(&[&leaf], "mail.contoso.com", &[&root.pem]).seen;
    assert_eq!(seen.chain[0].subject.as_str(), r"CN=a\u{202e}b\x1b[2J, O=Contoso");
    assert_eq!((seen.chain[0].sha1.len(), seen.chain[0].sha256.len()), (40, 64));
    assert!(seen.chain[0].sha1.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase()));
}

#[test]
fn addresses_that_only_an_inside_network_knows_are_not_public() {
    for (url, public) in [
        ("http://cacerts.example.com/ca.crt", true),
        ("http://ca.example.com:80/ca.crt", true),
        ("http://ca/ca.crt", false),
        ("http://pki.contoso.local/ca.crt", false),
        ("http://10.0.0.1/ca.crt", false),
        ("ldap:///CN=x", false),
        ("", false),
    ] {
        assert_eq!(trust::is_public_url(url), public, "{url}");
    }
}

proptest::proptest! {
    /// A stranger's certificate may be anything.
    #[test]
    fn no_damage_to_a_certificate_makes_the_judge_panic(
        changes in proptest::collection::vec((proptest::prelude::any::<proptest::sample::Index>(), proptest::prelude::any::<u8>()), 1..6),
        ocsp in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..64),
    ) {
        let ca = include_str!("../../../tests/fixtures/probe/ca.pem");
        let mut der = fixture(include_str!("../../../tests/fixtures/probe/rsa2048-sha256.pem")).to_vec();
        for (place, byte) in changes {
            let place = place.index(der.len());
            der[place] = byte;
        }
        let presented = Presented { ocsp, ..presented(&[&CertificateDer::from(der)]) };
        judge(&presented, &wanted("mx.test"), &roots(&[ca]), now(), WARN_DAYS);
    }
}
