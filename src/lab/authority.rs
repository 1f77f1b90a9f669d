//! The lab's certificate authority: a root, an intermediate, a root that nobody trusts, and what they sign.
//!
//! Certificates are made at start-up, because they expire; the RSA keys are those of `assets/lab/keys/`,
//! published and worthless, because making them takes a second each. What the crypto library refuses to sign
//! (RSA-1024, SHA-1, MD5) are fixtures that hang under the same root.

use std::{net::IpAddr, sync::Arc, time::Duration};

use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CustomExtension, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, PKCS_ED25519, SanType, SerialNumber,
};
use rust_embed::RustEmbed;
use rustls::{
    RootCertStore, ServerConfig, SupportedProtocolVersion,
    crypto::{
        CryptoProvider,
        ring::{self, Ticketer},
    },
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, UnixTime, pem::PemObject},
    server::{NoServerSessionStorage, ProducesTickets, WebPkiClientVerifier},
    sign::{CertifiedKey, SingleCertAndKey},
    time_provider::TimeProvider,
    version::{TLS12, TLS13},
};
use time::OffsetDateTime;

use super::error::LabError;
use crate::model::{LabCertificate, LabChain, LabIssuer, LabKey, LabServer, LabTlsVersion, LabUse, Scenario};

const ROOT_KEY: &str = include_str!("../../assets/lab/keys/root.pem");
const ISSUING_KEY: &str = include_str!("../../assets/lab/keys/issuing.pem");
const PRIVATE_KEY: &str = include_str!("../../assets/lab/keys/private.pem");
const SERVER_KEY: &str = include_str!("../../assets/lab/keys/server.pem");

/// Names of the authorities; the fixtures name the first two as their issuers.
const ROOT_NAME: &str = "mxray lab root";
const ISSUING_NAME: &str = "mxray lab issuing CA";
const PRIVATE_NAME: &str = "Contoso internal root";

/// Where a certificate says that its issuer's can be fetched. Nobody ever does: RFC 2606 reserves the name.
const ISSUER_URL: &str = "http://certificates.example.com/issuing.cer";
/// The serial number of a certificate with a stapled answer; the fixture speaks of this one.
const STAPLED_SERIAL: u64 = 0x6d78_7261_7901;

#[derive(RustEmbed)]
#[folder = "assets/lab/fixtures/"]
struct Fixtures;

type Signer = CertifiedIssuer<'static, KeyPair>;

/// The time at which the lab began: near enough to judge the certificate of a client by.
#[derive(Debug)]
struct Began(UnixTime);

impl TimeProvider for Began {
    fn current_time(&self) -> Option<UnixTime> {
        Some(self.0)
    }
}

/// Everything that signs.
pub(super) struct Authority {
    root: Signer,
    issuing: Signer,
    private: Signer,
    server: KeyPair,
    now: OffsetDateTime,
    provider: Arc<CryptoProvider>,
    /// None where the clock stands before 1970: the library's own panics there.
    ticketer: Option<Arc<dyn ProducesTickets>>,
}

impl Authority {
    /// Makes the authorities' own certificates, valid from a year ago for ten.
    pub(super) fn new(began: Timestamp) -> Result<Self, LabError> {
        let now = OffsetDateTime::from_unix_timestamp(began.as_second()).expect("a timestamp of jiff is in range");
        let root = CertifiedIssuer::self_signed(ca(ROOT_NAME, now), KeyPair::from_pem(ROOT_KEY)?)?;
        let issuing = CertifiedIssuer::signed_by(ca(ISSUING_NAME, now), KeyPair::from_pem(ISSUING_KEY)?, &root)?;
        let private = CertifiedIssuer::self_signed(ca(PRIVATE_NAME, now), KeyPair::from_pem(PRIVATE_KEY)?)?;
        let server = KeyPair::from_pem(SERVER_KEY)?;
        Ok(Self {
            root,
            issuing,
            private,
            server,
            now,
            ticketer: (began >= Timestamp::UNIX_EPOCH).then(Ticketer::new).transpose()?,
            provider: Arc::new(ring::default_provider()),
        })
    }

    /// The root that a probe of the lab is to trust.
    pub(super) fn root_pem(&self) -> String {
        self.root.pem()
    }

    /// The TLS side of a server that shows this certificate.
    pub(super) fn config(
        &self,
        scenario: &Scenario,
        server: &LabServer,
        certificate: &LabCertificate,
        host: &str,
    ) -> Result<Arc<ServerConfig>, LabError> {
        let (chain, key) = self.chain(scenario, certificate, host)?;
        let versions: Vec<&'static SupportedProtocolVersion> = server
            .versions
            .iter()
            .map(|version| match version {
                LabTlsVersion::V1_2 => &TLS12,
                LabTlsVersion::V1_3 => &TLS13,
            })
            .collect();
        let builder =
            ServerConfig::builder_with_provider(Arc::clone(&self.provider)).with_protocol_versions(&versions)?;
        let builder = if server.client_certificate {
            let mut roots = RootCertStore::empty();
            roots.add(self.root.der().clone())?;
            let verifier =
                WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&self.provider)).build()?;
            builder.with_client_cert_verifier(verifier)
        } else {
            builder.with_no_client_auth()
        };
        let staple = match &certificate.staple {
            Some(name) => fixture(name)?,
            None => Vec::new(),
        };
        let mut config = if certificate.wrong_key {
            let key = self.provider.key_provider.load_private_key(der(self.private.key()))?;
            builder.with_cert_resolver(Arc::new(SingleCertAndKey::from(CertifiedKey::new(chain, key))))
        } else {
            builder.with_single_cert_with_ocsp(chain, key, staple)?
        };
        // Tickets are sent as by most servers, but sealed instead of remembered: the memory of a lab that serves for
        // days must not grow with the sessions it has seen.
        match &self.ticketer {
            Some(ticketer) => config.ticketer = Arc::clone(ticketer),
            None => config.send_tls13_tickets = 0,
        }
        let since_1970 = u64::try_from(self.now.unix_timestamp()).unwrap_or(0);
        config.time_provider = Arc::new(Began(UnixTime::since_unix_epoch(Duration::from_secs(since_1970))));
        config.session_storage = Arc::new(NoServerSessionStorage {});
        Ok(Arc::new(config))
    }

    /// The certificates as they are sent, and the key of the first.
    fn chain(
        &self,
        scenario: &Scenario,
        recipe: &LabCertificate,
        host: &str,
    ) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), LabError> {
        if let Some(name) = &recipe.fixture {
            let chain = CertificateDer::pem_slice_iter(&fixture(name)?)
                .collect::<Result<_, _>>()
                .map_err(|_| LabError::Fixture(name.clone()))?;
            return Ok((chain, der(&self.server)));
        }
        let own = match recipe.key {
            LabKey::Rsa => None,
            LabKey::Ecdsa => Some(KeyPair::generate()?),
            LabKey::Ed25519 => Some(KeyPair::generate_for(&PKCS_ED25519)?),
        };
        let key = own.as_ref().unwrap_or(&self.server);
        let params = self.params(scenario, recipe, host)?;
        let (issuer, sent) = match recipe.signed_by {
            LabIssuer::Issuing => (Some(&self.issuing), true),
            LabIssuer::Root => (Some(&self.root), false),
            LabIssuer::Private => (Some(&self.private), true),
            LabIssuer::Itself => (None, false),
        };
        let mut issuers: Vec<_> = issuer.filter(|_| sent).map(|issuer| issuer.der().clone()).into_iter().collect();
        let leaf = match issuer {
            None => params.self_signed(key)?,
            Some(issuer) if recipe.between == 0 => params.signed_by(key, issuer)?,
            Some(issuer) => {
                // One key will do for all of them: a path is built by names.
                let between = self.between(issuer, recipe)?;
                issuers.splice(0..0, between.iter().rev().map(|issuer| issuer.der().clone()));
                params.signed_by(key, &between[between.len() - 1])?
            }
        };
        let mut chain = vec![leaf.der().clone()];
        match recipe.sends {
            LabChain::Whole => chain.extend(issuers),
            LabChain::Alone => {}
            LabChain::Lowest => chain.extend(issuers.into_iter().take(1)),
            LabChain::WrongOrder => {
                chain.push(self.root.der().clone());
                chain.extend(issuers);
            }
        }
        Ok((chain, der(key)))
    }

    /// So many intermediates below an issuer, the lowest last.
    fn between(&self, issuer: &Issuer<'static, KeyPair>, recipe: &LabCertificate) -> Result<Vec<Signer>, LabError> {
        let mut all: Vec<Signer> = Vec::new();
        for number in 1..=recipe.between {
            let above = all.last().map_or(issuer, |signer| &**signer);
            let mut params = ca(&format!("mxray lab CA {number}"), self.now);
            params.custom_extensions.extend(recipe.aia.then(issuer_url));
            if number == recipe.between {
                params.not_before = self.now + time::Duration::days(recipe.between_from_days);
                params.not_after = self.now + time::Duration::days(recipe.between_to_days);
                if !recipe.between_authority {
                    params.is_ca = IsCa::ExplicitNoCa;
                }
            }
            all.push(CertifiedIssuer::signed_by(params, KeyPair::from_pem(ISSUING_KEY)?, above)?);
        }
        Ok(all)
    }

    fn params(&self, scenario: &Scenario, recipe: &LabCertificate, host: &str) -> Result<CertificateParams, LabError> {
        let names: Vec<String> = match &recipe.names {
            Some(names) => names.iter().map(|name| scenario.absolute(name)).collect(),
            None => vec![host.to_owned()],
        };
        let first = names.first().map_or(host, String::as_str);
        let mut params = CertificateParams::default();
        params.distinguished_name = common_name(recipe.common_name.as_deref().unwrap_or(first));
        for name in &names {
            params.subject_alt_names.push(match name.parse::<IpAddr>() {
                Ok(ip) => SanType::IpAddress(ip),
                Err(_) => SanType::DnsName(name.as_str().try_into()?),
            });
        }
        params.not_before = self.now + time::Duration::days(recipe.from_days);
        params.not_after = self.now + time::Duration::days(recipe.to_days);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::KeyEncipherment];
        params.extended_key_usages = vec![match recipe.meant_for {
            LabUse::Servers => ExtendedKeyUsagePurpose::ServerAuth,
            LabUse::Clients => ExtendedKeyUsagePurpose::ClientAuth,
            LabUse::Anything => ExtendedKeyUsagePurpose::Any,
        }];
        if recipe.authority {
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        }
        params.use_authority_key_identifier_extension = true;
        if recipe.aia && recipe.signed_by != LabIssuer::Itself {
            params.custom_extensions.push(issuer_url());
        }
        if recipe.staple.is_some() {
            params.serial_number = Some(SerialNumber::from(STAPLED_SERIAL));
        }
        Ok(params)
    }
}

fn der(key: &KeyPair) -> PrivateKeyDer<'static> {
    PrivatePkcs8KeyDer::from(key.serialize_der()).into()
}

fn ca(name: &str, now: OffsetDateTime) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = common_name(name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.not_before = now - time::Duration::days(365);
    params.not_after = now + time::Duration::days(9 * 365);
    params
}

fn common_name(name: &str) -> DistinguishedName {
    let mut distinguished = DistinguishedName::new();
    distinguished.push(DnType::CommonName, name);
    distinguished
}

/// Authority information access with one `caIssuers` address (RFC 5280 section 4.2.2.1), in DER by hand: a
/// sequence of one access description, the method's object identifier and a URI as general name 6.
fn issuer_url() -> CustomExtension {
    const CA_ISSUERS: [u8; 10] = [0x06, 0x08, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x02];
    let short = |length: usize| u8::try_from(length).expect("the address is a short constant");
    let url = [&[0x86, short(ISSUER_URL.len())], ISSUER_URL.as_bytes()].concat();
    let description = [&CA_ISSUERS[..], &url].concat();
    let description = [&[0x30, short(description.len())], &description[..]].concat();
    let access = [&[0x30, short(description.len())], &description[..]].concat();
    CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], access)
}

fn fixture(name: &str) -> Result<Vec<u8>, LabError> {
    Fixtures::get(name).map(|file| file.data.into_owned()).ok_or_else(|| LabError::Fixture(name.to_owned()))
}
