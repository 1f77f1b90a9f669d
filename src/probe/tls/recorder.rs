//! A verifier that writes down what it is shown and accepts everything, and a client without a certificate that
//! notices when it is asked for one.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rustls::{
    CertificateError, DigitallySignedStruct, Error, SignatureScheme,
    client::{
        ResolvesClientCert,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{WebPkiSupportedAlgorithms, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    sign::CertifiedKey,
    time_provider::TimeProvider,
};

use crate::probe::certificate::{Presented, tells_by_its_key};

#[derive(Debug)]
pub(super) struct Recorder {
    algorithms: WebPkiSupportedAlgorithms,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    chain: Vec<CertificateDer<'static>>,
    ocsp: Vec<u8>,
    key_error: Option<Error>,
    asked: bool,
}

impl Recorder {
    pub(super) fn new() -> Self {
        let algorithms = ring::default_provider().signature_verification_algorithms;
        Self { algorithms, seen: Mutex::default() }
    }

    /// What was seen; version and cipher are for the connection to tell.
    pub(super) fn take(&self) -> Presented {
        let seen = std::mem::take(&mut *self.seen());
        Presented {
            version: String::new(),
            cipher: String::new(),
            chain: seen.chain,
            ocsp: seen.ocsp,
            key_proof: seen.key_error.map_or(Ok(()), Err),
            asked_for_certificate: seen.asked,
        }
    }

    /// A signature that does not fit ends the handshake, as it would for every client. One that this program cannot
    /// check is written down instead: another client might.
    fn note(
        &self,
        cert: &CertificateDer<'_>,
        proof: Result<HandshakeSignatureValid, Error>,
    ) -> Result<HandshakeSignatureValid, Error> {
        match proof {
            Err(error @ Error::InvalidCertificate(CertificateError::BadSignature)) if tells_by_its_key(cert) => {
                return Err(error);
            }
            Err(error) => self.seen().key_error = Some(error),
            Ok(_) => {}
        }
        Ok(HandshakeSignatureValid::assertion())
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let mut seen = self.seen();
        seen.chain = std::iter::once(end_entity).chain(intermediates).map(|der| der.clone().into_owned()).collect();
        seen.ocsp = ocsp_response.to_vec();
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.note(cert, verify_tls12_signature(message, cert, dss, &self.algorithms))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.note(cert, verify_tls13_signature(message, cert, dss, &self.algorithms))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let mut schemes = self.algorithms.supported_schemes();
        // RSA first, for the reason that `provider` gives.
        schemes.sort_by_key(|scheme| {
            !matches!(
                scheme,
                SignatureScheme::RSA_PSS_SHA256
                    | SignatureScheme::RSA_PSS_SHA384
                    | SignatureScheme::RSA_PSS_SHA512
                    | SignatureScheme::RSA_PKCS1_SHA256
                    | SignatureScheme::RSA_PKCS1_SHA384
                    | SignatureScheme::RSA_PKCS1_SHA512
            )
        });
        schemes
    }
}

/// Nothing is judged by the time of a handshake: `certificate` asks the vantage's clock. The library's own panics where
/// this machine's stands before 1970.
impl TimeProvider for Recorder {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::ZERO))
    }
}

impl ResolvesClientCert for Recorder {
    fn resolve(&self, _root_hints: &[&[u8]], _schemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.seen().asked = true;
        None
    }

    fn has_certs(&self) -> bool {
        false
    }
}
