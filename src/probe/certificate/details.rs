//! What one certificate says, in the forms that are shown and compared.

use std::{borrow::Cow, net::IpAddr};

use jiff::Timestamp;
use sha1::Sha1;
use sha2::{Digest, Sha256};
use x509_parser::{
    asn1_rs::{Any, FromDer, Tag},
    error::X509Error,
    extensions::{GeneralName, GeneralSubtree, KeyUsage, ParsedExtension},
    objects::{oid_registry, oid2sn},
    oid_registry::OidRegistry,
    prelude::X509Certificate,
    public_key::PublicKey,
    time::ASN1Time,
    x509::{SubjectPublicKeyInfo, X509Name, X509Version},
};

use crate::model::WireText;

/// A certificate, with the bytes it was read from.
pub(super) struct Details<'a> {
    pub(super) der: &'a [u8],
    certificate: X509Certificate<'a>,
}

/// Names of signature algorithms (RFC 3279, 4055, 5758, 8410), and whether they are weak.
const SIGNATURES: [(&str, &str, Strength); 17] = [
    ("1.2.840.113549.1.1.2", "MD2 with RSA", Strength::Broken),
    ("1.2.840.113549.1.1.3", "MD4 with RSA", Strength::Broken),
    ("1.2.840.113549.1.1.4", "MD5 with RSA", Strength::Broken),
    ("1.2.840.113549.1.1.5", "SHA-1 with RSA", Strength::Weak),
    ("1.3.14.3.2.29", "SHA-1 with RSA", Strength::Weak),
    ("1.2.840.10040.4.3", "SHA-1 with DSA", Strength::Weak),
    ("1.2.840.10045.4.1", "SHA-1 with ECDSA", Strength::Weak),
    ("1.2.840.113549.1.1.14", "SHA-224 with RSA", Strength::Good),
    ("1.2.840.113549.1.1.11", "SHA-256 with RSA", Strength::Good),
    ("1.2.840.113549.1.1.12", "SHA-384 with RSA", Strength::Good),
    ("1.2.840.113549.1.1.13", "SHA-512 with RSA", Strength::Good),
    ("1.2.840.113549.1.1.10", "RSASSA-PSS", Strength::Good),
    ("1.2.840.10045.4.3.2", "SHA-256 with ECDSA", Strength::Good),
    ("1.2.840.10045.4.3.3", "SHA-384 with ECDSA", Strength::Good),
    ("1.2.840.10045.4.3.4", "SHA-512 with ECDSA", Strength::Good),
    ("1.3.101.112", "Ed25519", Strength::Good),
    ("1.3.101.113", "Ed448", Strength::Good),
];

/// The curves P-256, P-384 and P-521 (RFC 5480 section 2.1.1.1).
const NIST_CURVES: [&str; 3] = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

/// Other curves (SEC 2; RFC 5480 section 2.1.1.1; RFC 5639 section 3).
const CURVES: [(&str, &str); 6] = [
    ("1.2.840.10045.3.1.1", "secp192r1"),
    ("1.3.132.0.33", "secp224r1"),
    ("1.3.132.0.10", "secp256k1"),
    ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
    ("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"),
    ("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"),
];

/// Keywords that RFC 4514 section 3 fixes; the registry calls some of them by their long names.
const SHORT_NAMES: [(&str, &str); 9] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.6", "C"),
    ("2.5.4.9", "STREET"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("0.9.2342.19200300.100.1.1", "UID"),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    Good,
    /// Refused since June 2016 (Microsoft, Technical reference details about encryption).
    Weak,
    /// Breaks TLS 1.2 wherever it stands in a chain.
    Broken,
}

impl<'a> Details<'a> {
    pub(super) fn new(der: &'a [u8], certificate: X509Certificate<'a>) -> Self {
        Self { der, certificate }
    }

    pub(super) fn subject(&self) -> WireText {
        name(self.certificate.subject())
    }

    pub(super) fn issuer(&self) -> WireText {
        name(self.certificate.issuer())
    }

    /// The issuer's name as trusted roots carry theirs: the DER inside its sequence.
    pub(super) fn issuer_name(&self) -> Option<&[u8]> {
        Any::from_der(self.certificate.issuer().as_raw()).ok().map(|(_, name)| name.data)
    }

    pub(super) fn issued(&self, other: &Details<'_>) -> bool {
        self.certificate.subject().as_raw() == other.certificate.issuer().as_raw()
    }

    /// Subject and issuer are the same (RFC 5280 section 3.2); whose key signed it is another matter.
    pub(super) fn is_self_issued(&self) -> bool {
        self.issued(self)
    }

    /// Its own key made its signature, as far as the library can tell. Where it cannot, the identifiers of the keys
    /// tell, which are the same in a self-signed certificate that has both (section 4.2.1.1).
    pub(super) fn is_self_signed(&self) -> bool {
        self.is_self_issued()
            && match self.certificate.verify_signature(None) {
                Ok(()) => true,
                Err(X509Error::SignatureVerificationError) if self.has_usable_key() => false,
                Err(_) => !self.names_another_key(),
            }
    }

    /// The key that signed it has another identifier than its own (RFC 5280 sections 4.2.1.1 and 4.2.1.2).
    fn names_another_key(&self) -> bool {
        let (mut own, mut issuers) = (None, None);
        for extension in self.certificate.extensions() {
            match extension.parsed_extension() {
                ParsedExtension::SubjectKeyIdentifier(key) => own = Some(key.0),
                ParsedExtension::AuthorityKeyIdentifier(key) => issuers = key.key_identifier.as_ref().map(|key| key.0),
                _ => {}
            }
        }
        own.is_some() && issuers.is_some() && own != issuers
    }

    pub(super) fn not_before(&self) -> Timestamp {
        timestamp(self.certificate.validity().not_before)
    }

    pub(super) fn not_after(&self) -> Timestamp {
        timestamp(self.certificate.validity().not_after)
    }

    pub(super) fn serial(&self) -> &[u8] {
        self.certificate.raw_serial()
    }

    /// DNS names and addresses of the SAN, as they are written.
    pub(super) fn sans(&self) -> Vec<String> {
        let Ok(Some(sans)) = self.certificate.subject_alternative_name() else { return Vec::new() };
        let text = |name: &GeneralName<'_>| match name {
            GeneralName::DNSName(name) => Some((*name).to_owned()),
            GeneralName::IPAddress(bytes) => ip(bytes).map(|ip| ip.to_string()),
            _ => None,
        };
        sans.value.general_names.iter().filter_map(text).collect()
    }

    /// Whether its other names could be read, if it has any.
    pub(super) fn names_are_readable(&self) -> bool {
        self.certificate.subject_alternative_name().is_ok()
    }

    pub(super) fn common_names(&self) -> Vec<String> {
        let names = self.certificate.subject().iter_common_name();
        names.map(|cn| String::from_utf8_lossy(&text(cn.attr_value())).into_owned()).collect()
    }

    /// `RSA 2048`, `EC 256`, `Ed25519`; a curve that is none of NIST's by its name: `secp256k1`.
    pub(super) fn key(&self) -> String {
        let bits = self.key_bits();
        match self.certificate.public_key().parsed() {
            Ok(PublicKey::RSA(_)) => format!("RSA {bits}"),
            Ok(PublicKey::EC(_)) => match self.curve() {
                Some(curve) if !NIST_CURVES.contains(&curve.as_str()) => {
                    CURVES.iter().find(|(id, _)| *id == curve).map_or(curve, |(_, name)| (*name).to_owned())
                }
                Some(_) | None => format!("EC {bits}"),
            },
            Ok(PublicKey::DSA(_)) => "DSA".into(),
            Ok(_) | Err(_) => {
                let oid = &self.certificate.public_key().algorithm.algorithm;
                let known = |oid: String| SIGNATURES.iter().find(|(id, ..)| *id == oid).map(|(_, name, _)| *name);
                known(oid.to_id_string()).map_or_else(|| oid.to_id_string(), str::to_owned)
            }
        }
    }

    fn key_bits(&self) -> usize {
        match self.certificate.public_key().parsed() {
            Ok(PublicKey::RSA(key)) => {
                let modulus = key.modulus.iter().skip_while(|byte| **byte == 0);
                let (bytes, first) = (modulus.clone().count(), modulus.clone().next().copied().unwrap_or_default());
                (bytes * 8).saturating_sub(first.leading_zeros() as usize)
            }
            // Coordinates fill whole bytes: those of P-521 are 66 of them.
            Ok(PublicKey::EC(point)) if point.key_size() == 528 => 521,
            Ok(PublicKey::EC(point)) => point.key_size(),
            Ok(_) | Err(_) => 0,
        }
    }

    /// The curve of its key, where it names one (RFC 5480 section 2.1.1).
    fn curve(&self) -> Option<String> {
        let parameters = self.certificate.public_key().algorithm.parameters.as_ref();
        parameters.and_then(|named| named.as_oid().ok()).map(|oid| oid.to_id_string())
    }

    /// A kind of key that Windows is documented to have for TLS: RSA, and ECDSA on the curves of NIST ("Cipher Suites in
    /// TLS/SSL (Schannel SSP)"; "TLS Elliptic Curves in Windows 10 version 1607 and later" has others, all of them
    /// switched off). DSA is weak, and told as that.
    pub(super) fn has_key_of_windows(&self) -> bool {
        match self.certificate.public_key().parsed() {
            Ok(PublicKey::RSA(_) | PublicKey::DSA(_)) => true,
            Ok(PublicKey::EC(_)) => self.curve().is_some_and(|curve| NIST_CURVES.contains(&curve.as_str())),
            Ok(_) | Err(_) => false,
        }
    }

    /// A kind of signature of which the same can be said: RSA with PKCS #1, and ECDSA. What is weak is told as that.
    pub(super) fn has_signature_of_windows(&self) -> bool {
        let oid = self.certificate.signature_algorithm.algorithm.to_id_string();
        let known = SIGNATURES.iter().find(|(id, ..)| *id == oid).map(|(_, name, _)| *name);
        known.is_some_and(|name| !matches!(name, "RSASSA-PSS" | "Ed25519" | "Ed448"))
    }

    pub(super) fn is_rsa(&self) -> bool {
        matches!(self.certificate.public_key().parsed(), Ok(PublicKey::RSA(_)))
    }

    pub(super) fn has_weak_key(&self) -> bool {
        match self.certificate.public_key().parsed() {
            Ok(PublicKey::RSA(_)) => self.key_bits() < 2048,
            Ok(PublicKey::EC(_)) => self.key_bits() < 256,
            Ok(PublicKey::DSA(_)) => true,
            Ok(_) | Err(_) => false,
        }
    }

    /// An RSA key beyond the 8192 bits that ring verifies with.
    pub(super) fn has_huge_key(&self) -> bool {
        self.is_rsa() && self.key_bits() > 8192
    }

    /// An RSA key that ring verifies with; what it cannot use it calls a bad signature.
    pub(super) fn has_usable_key(&self) -> bool {
        !self.is_rsa() || (2048..=8192).contains(&self.key_bits())
    }

    /// A TLS server is among the uses it names, or it names none (RFC 5280 section 4.2.1.12).
    pub(super) fn is_for_servers(&self) -> bool {
        match self.certificate.extended_key_usage() {
            Ok(Some(uses)) => uses.value.any || uses.value.server_auth,
            Ok(None) => true,
            Err(_) => false,
        }
    }

    /// Any use at all is named, and that of a TLS server is not.
    pub(super) fn is_for_anything_alone(&self) -> bool {
        self.certificate
            .extended_key_usage()
            .is_ok_and(|uses| uses.is_some_and(|uses| uses.value.any && !uses.value.server_auth))
    }

    /// It says that its key signs certificates (RFC 5280 section 4.2.1.9).
    pub(super) fn is_authority(&self) -> bool {
        self.certificate.is_ca()
    }

    /// How many authorities may stand below it, where it says so (RFC 5280 section 4.2.1.9).
    pub(super) fn path_length(&self) -> Option<u32> {
        self.certificate.basic_constraints().ok().flatten().and_then(|said| said.value.path_len_constraint)
    }

    /// Certificates older than version 3 have no extensions to say it in.
    pub(super) fn denies_authority(&self) -> bool {
        !self.is_authority() && self.certificate.version() == X509Version::V3
    }

    /// Its key may sign certificates, or it does not say what its key is for (RFC 5280 sections 4.2.1.3, 6.1.4 (n)).
    pub(super) fn signs_certificates(&self) -> bool {
        self.key_is_for(KeyUsage::key_cert_sign)
    }

    /// Its key is for signing, which every suite of this program asks of a server's: those of TLS 1.3 (RFC 8446 section
    /// 4.4.2.2) and those with ECDHE (RFC 5246 section 7.4.2).
    pub(super) fn shakes_hands(&self) -> bool {
        self.key_is_for(KeyUsage::digital_signature)
    }

    fn key_is_for(&self, uses: impl Fn(&KeyUsage) -> bool) -> bool {
        match self.certificate.key_usage() {
            Ok(Some(usage)) => uses(usage.value),
            Ok(None) => true,
            Err(_) => false,
        }
    }

    /// Whether it may not vouch for that DNS name (RFC 5280 section 4.2.1.10).
    pub(super) fn excludes(&self, name: &str) -> bool {
        let Ok(Some(constraints)) = self.certificate.name_constraints() else { return false };
        let of_names = |trees: &Option<Vec<GeneralSubtree<'_>>>| -> Vec<bool> {
            let covers = |tree: &GeneralSubtree<'_>| match tree.base {
                GeneralName::DNSName(base) => Some(covers(base, name)),
                _ => None,
            };
            trees.iter().flatten().filter_map(covers).collect()
        };
        let permitted = of_names(&constraints.value.permitted_subtrees);
        let is_left_out = !permitted.is_empty() && !permitted.contains(&true);
        is_left_out || of_names(&constraints.value.excluded_subtrees).contains(&true)
    }

    pub(super) fn has_name_constraints(&self) -> bool {
        !matches!(self.certificate.name_constraints(), Ok(None))
    }

    /// Another signature algorithm inside than outside (RFC 5280 section 4.1.1.2).
    pub(super) fn names_two_algorithms(&self) -> bool {
        self.certificate.signature_algorithm != self.certificate.tbs_certificate.signature
    }

    /// Whether that key made its signature, for certain.
    pub(super) fn is_proved_by(&self, key: &SubjectPublicKeyInfo<'_>) -> bool {
        self.certificate.verify_signature(Some(key)).is_ok()
    }

    /// As far as the library can tell; what it cannot verify counts as signed.
    pub(super) fn is_signed_by(&self, issuer: &Details<'_>) -> bool {
        let verified = self.certificate.verify_signature(Some(issuer.certificate.public_key()));
        !matches!(verified, Err(X509Error::SignatureVerificationError))
    }

    pub(super) fn signature(&self) -> String {
        let oid = self.certificate.signature_algorithm.algorithm.to_id_string();
        SIGNATURES.iter().find(|(id, ..)| *id == oid).map_or(oid, |(_, name, _)| (*name).to_owned())
    }

    pub(super) fn has_weak_signature(&self) -> bool {
        let oid = self.certificate.signature_algorithm.algorithm.to_id_string();
        let strength = SIGNATURES.iter().find(|(id, ..)| *id == oid).map(|(.., strength)| *strength);
        match strength {
            Some(Strength::Broken) => true,
            Some(Strength::Weak) => !self.is_self_signed(),
            Some(Strength::Good) | None => false,
        }
    }

    pub(super) fn sha1(&self) -> String {
        sha1(self.der)
    }

    pub(super) fn sha256(&self) -> String {
        hex(&Sha256::digest(self.der))
    }

    /// Whether it is to be shown with a stapled answer alone: the TLS feature `status_request` (RFC 7633 section 4), which
    /// is extension 5 of TLS.
    pub(super) fn asks_for_staple(&self) -> bool {
        const TLS_FEATURE: &str = "1.3.6.1.5.5.7.1.24";
        const STATUS_REQUEST: &[u8] = &[2, 1, 5];
        let mut features = self.certificate.extensions().iter().filter(|of| of.oid.to_id_string() == TLS_FEATURE);
        features.any(|of| of.value.windows(STATUS_REQUEST.len()).any(|feature| feature == STATUS_REQUEST))
    }

    /// Where its issuer's certificate could be fetched (AIA, RFC 5280 section 4.2.2.1). Exchange Online does not.
    pub(super) fn issuer_urls(&self) -> Vec<&str> {
        const CA_ISSUERS: &str = "1.3.6.1.5.5.7.48.2";
        let access = self.certificate.extensions().iter().find_map(|extension| match extension.parsed_extension() {
            ParsedExtension::AuthorityInfoAccess(access) => Some(access),
            _ => None,
        });
        let issuers = access.into_iter().flat_map(|access| &access.accessdescs);
        issuers
            .filter(|access| access.access_method.to_id_string() == CA_ISSUERS)
            .filter_map(|access| if let GeneralName::URI(url) = access.access_location { Some(url) } else { None })
            .collect()
    }
}

/// A constraint covers its own name and all below it; one that begins with a dot only those below, as libraries read
/// what RFC 5280 section 4.2.1.10 says of other kinds of names.
fn covers(base: &str, name: &str) -> bool {
    let (base, name) = (base.to_ascii_lowercase(), name.trim_end_matches('.').to_ascii_lowercase());
    match name.strip_suffix(&base) {
        Some(below) => below.is_empty() || base.is_empty() || base.starts_with('.') || below.ends_with('.'),
        None => false,
    }
}

/// A time that a certificate may name and `Timestamp` may not hold: RFC 5280 section 4.1.2.5 uses the last second
/// of the year 9999 for "never".
fn timestamp(time: ASN1Time) -> Timestamp {
    let second = time.timestamp().clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(second).unwrap_or(Timestamp::MAX)
}

/// The parts of a name, the most telling first (RFC 4514 section 2.1).
fn name(name: &X509Name<'_>) -> WireText {
    let registry = oid_registry();
    let parts: Vec<Vec<u8>> = name.iter_rdn().map(|rdn| part(rdn.iter(), registry)).collect();
    let parts: Vec<&[u8]> = parts.iter().rev().map(Vec::as_slice).collect();
    WireText::from_bytes(&parts.join(&b", "[..])).shortened(512)
}

fn part<'a, 'b: 'a>(
    attributes: impl Iterator<Item = &'a x509_parser::x509::AttributeTypeAndValue<'b>>,
    registry: &OidRegistry<'_>,
) -> Vec<u8> {
    let attributes: Vec<Vec<u8>> = attributes
        .map(|attribute| {
            let oid = attribute.attr_type();
            let id = oid.to_id_string();
            let short = SHORT_NAMES.iter().find(|(known, _)| *known == id).map(|(_, name)| *name);
            let key = short.or_else(|| oid2sn(oid, registry).ok()).unwrap_or(&id);
            [key.as_bytes(), b"=", &text(attribute.attr_value())].concat()
        })
        .collect();
    attributes.join(&b"+"[..])
}

/// A value of a name in UTF-8, of whichever kind of string it is (RFC 5280 section 4.1.2.4). What is none of its kind
/// stays as it is.
fn text<'a>(value: &Any<'a>) -> Cow<'a, [u8]> {
    let bytes = value.data;
    let wide = |unit: usize| bytes.len().is_multiple_of(unit).then(|| bytes.chunks_exact(unit));
    let read = match value.tag() {
        Tag::BmpString => wide(2).and_then(|units| {
            let units: Vec<u16> =
                units.map(|unit| unit.iter().fold(0, |all, byte| all << 8 | u16::from(*byte))).collect();
            String::from_utf16(&units).ok()
        }),
        Tag::UniversalString => wide(4).and_then(|units| {
            units.map(|unit| char::from_u32(unit.iter().fold(0, |all, byte| all << 8 | u32::from(*byte)))).collect()
        }),
        // In practice Latin-1, whatever T.61 says.
        Tag::T61String if std::str::from_utf8(bytes).is_err() => Some(bytes.iter().copied().map(char::from).collect()),
        _ => None,
    };
    read.map_or(Cow::Borrowed(bytes), |read| Cow::Owned(read.into_bytes()))
}

fn ip(bytes: &[u8]) -> Option<IpAddr> {
    match *bytes {
        [a, b, c, d] => Some([a, b, c, d].into()),
        _ => <[u8; 16]>::try_from(bytes).ok().map(IpAddr::from),
    }
}

/// The thumbprint of what may not be readable.
pub(super) fn sha1(der: &[u8]) -> String {
    hex(&Sha1::digest(der))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
