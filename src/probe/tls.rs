//! The TLS handshake: with a verifier that observes and lets everything pass, so that version, cipher and chain
//! are seen even where the certificate is bad. Nothing secret is ever sent inside. Judging the certificate is left
//! to `certificate`, naming what is behind a refusal to `hello`.

pub(super) mod hello;
mod recorder;
mod tap;

use std::{io, sync::Arc};

use rustls::{
    AlertDescription, CertificateError, ClientConfig, InvalidMessage, PeerIncompatible, PeerMisbehaved,
    ProtocolVersion,
    crypto::{CryptoProvider, ring},
    pki_types::ServerName,
};
use tokio::{
    net::TcpStream,
    time::{Instant, timeout_at},
};
use tokio_rustls::{TlsConnector, client::TlsStream};

use self::{hello::suite_name, recorder::Recorder, tap::Tap};
use super::{address_log::LINE_SHOWN, certificate::Presented, tcp::Wire};
use crate::model::{Evidence, Fault, Host, TlsLimit, WireText};

/// A connection inside TLS.
pub(super) type Secured = TlsStream<Tap<TcpStream>>;

impl Wire for Secured {
    fn tcp(&self) -> &TcpStream {
        self.get_ref().0.below()
    }
}

/// How a handshake failed.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The other side closed the connection.
    Closed,
    /// The other side reset it.
    Reset,
    /// Nothing more came in time.
    Silent,
    /// It is known what is wrong.
    Known(Fault, Evidence),
    /// The server speaks an old version only, as its own hello says.
    Version(hello::Offer),
    /// The server signs with another key than its certificate's; what it presented.
    KeyMismatch(Box<Presented>),
    /// An alert that an extra look may explain.
    Alert(AlertDescription),
}

/// Shakes hands as Exchange Online would, as far as it is documented. `Ok` says nothing about the certificate.
pub(super) async fn handshake(stream: TcpStream, host: &Host, until: Instant) -> Result<(Secured, Presented), Refusal> {
    let recorder = Arc::new(Recorder::new());
    let connector = TlsConnector::from(Arc::new(config(&recorder)));
    let name = match host {
        // SNI is the host that was asked for, and none for an address: rustls sends none for those.
        Host::Name(domain) => ServerName::try_from(domain.as_str().to_owned()).ok(),
        Host::Ip(ip) => Some(ServerName::IpAddress((*ip).into())),
    };
    let Some(name) = name else {
        let detail = format!("server name {host}");
        return Err(Refusal::Known(Fault::TlsUnsupportedHere, Evidence::TlsUnsupportedHere { detail }));
    };
    let (tap, first) = Tap::new(stream);
    let result = match timeout_at(until, connector.connect(name, tap)).await {
        Err(_) => return Err(Refusal::Silent),
        Ok(result) => result,
    };
    if let Some(refusal) = hello::alerts_before_hello(&first.bytes()).find_map(ends_whatever_follows) {
        return Err(refusal);
    }
    match result {
        Ok(stream) => {
            let connection = stream.get_ref().1;
            let presented = Presented {
                version: connection.protocol_version().map(version_name).unwrap_or_default(),
                cipher: connection.negotiated_cipher_suite().map(|suite| suite_name(suite.suite())).unwrap_or_default(),
                ..recorder.take()
            };
            Ok((stream, presented))
        }
        Err(error) => Err(refusal(&error, &first.bytes(), recorder.take())),
    }
}

/// What an alert before the server's hello ends, though a handshake stands behind it that the library would go on with:
/// what follows a `close_notify` is not read (RFC 8446 section 6.1), and `no_renegotiation` OpenSSL takes for the end too.
fn ends_whatever_follows(alert: AlertDescription) -> Option<Refusal> {
    match alert {
        AlertDescription::CloseNotify => Some(Refusal::Closed),
        AlertDescription::NoRenegotiation => {
            Some(Refusal::Known(Fault::TlsAlert, Evidence::TlsAlert { alert: alert_name(alert) }))
        }
        _ => None,
    }
}

fn config(recorder: &Arc<Recorder>) -> ClientConfig {
    let mut config = ClientConfig::builder_with_provider(Arc::new(provider()))
        .with_safe_default_protocol_versions()
        .expect("ring has suites of both versions")
        .dangerous()
        .with_custom_certificate_verifier(recorder.clone())
        .with_client_cert_resolver(recorder.clone());
    // Every connection is a first one: a resumed session would show no certificate.
    config.resumption = rustls::client::Resumption::disabled();
    config.time_provider = recorder.clone();
    config
}

/// RSA first. Only RSA-authenticated suites are on Microsoft's list (`hello`), so
/// a server that has both kinds of certificate must show us the one that Exchange Online would see.
///
/// ChaCha20 is left out, of both versions: Microsoft documents none of it for Exchange Online, Windows Server 2022 has it
/// of TLS 1.3 and switched off ("TLS Cipher Suites in Windows Server 2022"), and a server that has nothing else must not
/// seem well.
fn provider() -> CryptoProvider {
    let mut provider = ring::default_provider();
    provider.cipher_suites.retain(|suite| !suite_name(suite.suite()).contains("CHACHA20"));
    provider.cipher_suites.sort_by_key(|suite| suite_name(suite.suite()).contains("_ECDSA_"));
    provider
}

/// Whether this program can speak a suite.
pub(super) fn speaks(suite: u16) -> bool {
    provider().cipher_suites.iter().any(|known| u16::from(known.suite()) == suite)
}

fn version_name(version: ProtocolVersion) -> String {
    hello::version_name(u16::from(version))
}

fn refusal(error: &io::Error, first: &[u8], presented: Presented) -> Refusal {
    let asked_for_certificate = presented.asked_for_certificate;
    let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) else {
        let cut = match error.kind() {
            io::ErrorKind::UnexpectedEof => Refusal::Closed,
            io::ErrorKind::TimedOut => Refusal::Silent,
            _ => Refusal::Reset,
        };
        return if asked_for_certificate { client_certificate() } else { cut };
    };
    let malformed = || {
        let error = WireText::from_text(&tls.to_string()).shortened(LINE_SHOWN);
        Refusal::Known(Fault::TlsMalformed, Evidence::TlsMalformed { error })
    };
    let limit =
        |limit| Refusal::Known(Fault::TlsLimitHere, Evidence::TlsLimitHere { limit, alert: None, offered: None });
    let answered = hello::read(first).is_some();
    match tls {
        rustls::Error::InvalidMessage(
            InvalidMessage::CertificatePayloadTooLarge | InvalidMessage::HandshakePayloadTooLarge,
        ) if answered && hello::may_be_chain(first) => limit(TlsLimit::LongChain),
        // The library's name for the one value with a length of three bytes that may not be empty.
        rustls::Error::InvalidMessage(InvalidMessage::IllegalEmptyList("PayloadU24")) if answered => {
            limit(TlsLimit::EmptyStaple)
        }
        rustls::Error::InvalidCertificate(CertificateError::BadSignature) => {
            let hello = hello::read(first);
            let version = hello.map(hello::Offer::version).unwrap_or_default();
            let cipher = hello.map(hello::Offer::suite_name).unwrap_or_default();
            Refusal::KeyMismatch(Box::new(Presented { version, cipher, ..presented }))
        }
        rustls::Error::AlertReceived(_) if asked_for_certificate => client_certificate(),
        // It took our hello: whatever it minds now is nothing that a hello offers.
        rustls::Error::AlertReceived(alert) if answered => {
            Refusal::Known(Fault::TlsAlert, Evidence::TlsAlert { alert: alert_name(*alert) })
        }
        rustls::Error::AlertReceived(alert) => Refusal::Alert(*alert),
        rustls::Error::InvalidMessage(_) if is_text(first) => plaintext(first),
        rustls::Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13 | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => hello::read(first).map_or_else(malformed, Refusal::Version),
        rustls::Error::PeerIncompatible(what) => unsupported_here(format!("{what:?}")),
        // A server that can only sign the handshake with what no one accepts any more (SHA-1).
        rustls::Error::PeerMisbehaved(PeerMisbehaved::SignedHandshakeWithUnadvertisedSigScheme) => {
            unsupported_here("SignedHandshakeWithUnadvertisedSigScheme".into())
        }
        _ => match hello::read(first) {
            Some(offer) if offer.is_old() => Refusal::Version(offer),
            Some(_) | None => malformed(),
        },
    }
}

/// Whether bytes begin with a few that a person could read: a word or a line end, and no record of TLS.
fn is_text(bytes: &[u8]) -> bool {
    let readable = |byte: &u8| byte.is_ascii_graphic() || matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    !bytes.is_empty() && bytes.iter().take(5).all(readable)
}

fn plaintext(first: &[u8]) -> Refusal {
    let received = WireText::from_bytes(first).shortened(LINE_SHOWN);
    Refusal::Known(Fault::TlsPlaintext, Evidence::TlsPlaintext { received })
}

fn client_certificate() -> Refusal {
    Refusal::Known(Fault::TlsClientCertificate, Evidence::TlsClientCertificate {})
}

fn unsupported_here(detail: String) -> Refusal {
    Refusal::Known(Fault::TlsUnsupportedHere, Evidence::TlsUnsupportedHere { detail })
}

/// The name of an alert as RFC 8446 section 6 writes it: `handshake_failure`.
pub(super) fn alert_name(alert: AlertDescription) -> String {
    let name = match (alert, alert.as_str()) {
        // These two rustls spells its own way.
        (AlertDescription::UnrecognisedName, _) => return "unrecognized_name".into(),
        (AlertDescription::UnknownPSKIdentity, _) => return "unknown_psk_identity".into(),
        (_, Some(name)) => name,
        (_, None) => return u8::from(alert).to_string(),
    };
    let mut snake = String::with_capacity(name.len() + 4);
    let mut before = '_';
    for letter in name.chars() {
        // `UnknownCA` is unknown_ca: only the first of several capitals begins a word.
        if letter.is_ascii_uppercase() && before != '_' && !before.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
        before = letter;
    }
    snake
}

#[cfg(test)]
mod tests {
    use rustls::CipherSuite;

    use super::*;

    #[test]
    fn names_are_those_of_the_registries() {
        assert_eq!(alert_name(AlertDescription::HandshakeFailure), "handshake_failure");
        assert_eq!(alert_name(AlertDescription::UnknownCA), "unknown_ca");
        assert_eq!(alert_name(AlertDescription::CertificateRequired), "certificate_required");
        assert_eq!(alert_name(AlertDescription::UnrecognisedName), "unrecognized_name");
        assert_eq!(alert_name(AlertDescription::UnknownPSKIdentity), "unknown_psk_identity");
        assert_eq!(suite_name(CipherSuite::TLS13_AES_128_GCM_SHA256), "TLS_AES_128_GCM_SHA256");
        assert_eq!(
            suite_name(CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384),
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
        );
    }
}
