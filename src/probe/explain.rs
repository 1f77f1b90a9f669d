//! Names what is behind a failed handshake: at most two more connections, one after the other, each with a hello of
//! our own that offers what this program's TLS lacks.

use std::time::Duration;

use rustls::AlertDescription;
use tokio::time::Instant;

use super::{
    address_log::AddressLog,
    certificate,
    plan::greeting_name,
    session::{Session, Stop},
    smtp::Conversation,
    tcp::{self, Connected},
    tls::{
        alert_name,
        hello::{self, Offer},
    },
};
use crate::model::{Evidence, Fault};

/// The server speaks an old version only.
pub(super) fn old_version(log: &AddressLog, offer: Offer) -> Stop {
    log.tls(certificate::of_old_version(offer.version(), offer.suite_name()));
    Stop::new(Fault::TlsVersion, Evidence::TlsVersion { offered: Some(offer.version_name()) })
}

/// An alert: its name says little of the reason.
pub(super) async fn alert(session: &Session<'_>, alert: AlertDescription) -> Stop {
    let name = alert_name(alert);
    let refuses_all = matches!(
        alert,
        AlertDescription::ProtocolVersion | AlertDescription::HandshakeFailure | AlertDescription::InsufficientSecurity
    );
    if !refuses_all {
        return Stop::new(Fault::TlsAlert, Evidence::TlsAlert { alert: name });
    }
    match offer(session).await {
        Some(offer) if offer.is_old() => old_version(session.log, offer),
        Some(offer) if offer.is_documented() => {
            let detail = offer.suite_name();
            Stop::new(Fault::TlsUnsupportedHere, Evidence::TlsUnsupportedHere { detail })
        }
        Some(_) => Stop::new(Fault::TlsCipher, Evidence::TlsCipher { alert: name }),
        None if alert == AlertDescription::ProtocolVersion => {
            Stop::new(Fault::TlsVersion, Evidence::TlsVersion { offered: None })
        }
        None => Stop::new(Fault::TlsCipher, Evidence::TlsCipher { alert: name }),
    }
}

/// A cut in the handshake: some old servers know no other way to refuse.
pub(super) async fn cut(session: &Session<'_>, stop: Stop) -> Stop {
    match offer(session).await {
        Some(offer) if offer.is_old() => old_version(session.log, offer),
        Some(_) | None => stop,
    }
}

/// What the server chooses from a wide offer; none where it refuses that too.
async fn offer(session: &Session<'_>) -> Option<Offer> {
    let call = session.call;
    let limit = |ms| (Instant::now() + Duration::from_millis(ms)).min(session.end);
    let Ok(Connected::Open(stream)) = tcp::connect(call.address(), limit(call.limits.connect_ms)).await else {
        return None;
    };
    let local = stream.local_addr().ok().map(|at| at.ip());
    // Its lines are those of the first connection once more: the transcript has them.
    let unlogged = AddressLog::new();
    let mut talk = Conversation::new(stream, &unlogged, None);
    let until = limit(call.limits.reply_ms);
    talk.reply(until).await.ok()?;
    talk.ask(&format!("EHLO {}", greeting_name(call.ehlo.as_deref(), local)), until).await.ok()?;
    talk.ask("STARTTLS", until).await.ok().filter(|reply| reply.code == 220)?;
    let answer = hello::ask(talk.stream_mut(), call.host.name(), until).await;
    hello::read(&answer)
}
