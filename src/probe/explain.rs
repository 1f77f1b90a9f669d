//! Names what is behind a failed handshake: at most two more connections, one after the other, each with a hello of
//! our own that offers what this program's TLS lacks, or over segments that fit through any path.

use std::time::Duration;

use rustls::AlertDescription;
use tokio::{net::TcpStream, time::Instant};

use super::{
    address_log::AddressLog,
    attempt::Attempt,
    certificate,
    smtp::Conversation,
    stop::Stop,
    tcp::{self, Connected, Segments},
    tls::{
        self, Refusal, alert_name,
        hello::{self, Breadth, Offer},
    },
};
use crate::model::{Evidence, Fault, Stage, TlsLimit};

/// How long a handshake over small segments may take: some round trips, within these bounds.
const SMALL_LOOK: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(5));

/// The server speaks an old version only.
pub(super) fn old_version(log: &AddressLog, offer: Offer) -> Stop {
    log.tls(certificate::of_old_version(offer.version(), offer.suite_name()));
    Stop::new(Fault::TlsVersion, Evidence::TlsVersion { offered: Some(offer.version_name()) })
}

/// What a server does with a hello of our own.
enum Look {
    /// It goes on with one of the offers; all of its answer.
    Chose(Offer, Vec<u8>),
    /// It refuses that hello too, with an alert or without a word.
    Refused(Option<AlertDescription>),
    /// It did not come to the hello: the connection was refused, or an earlier step.
    Unasked,
}

/// Whether an alert refuses all that a hello offers. What it minds shows in a second look only.
fn refuses_all(alert: AlertDescription) -> bool {
    matches!(
        alert,
        AlertDescription::ProtocolVersion | AlertDescription::HandshakeFailure | AlertDescription::InsufficientSecurity
    )
}

/// Whether nothing can be concluded from an alert without a second look, for which one more connection would be needed:
/// it may refuse what this program alone lacks.
pub(super) fn leaves_open(attempt: &Attempt<'_>, alert: AlertDescription) -> bool {
    refuses_all(alert) && alert != AlertDescription::ProtocolVersion && !attempt.visits.may_have(attempt.call)
}

/// An alert: its name says little of the reason.
pub(super) async fn alert(attempt: &Attempt<'_>, alert: AlertDescription) -> Stop {
    let name = alert_name(alert);
    let bare = |alert| Stop::new(Fault::TlsAlert, Evidence::TlsAlert { alert });
    if !refuses_all(alert) {
        return bare(name);
    }
    match look(attempt, Breadth::Wide).await {
        Look::Chose(offer, _) if offer.is_old() => old_version(attempt.log, offer),
        Look::Chose(offer, answer) => match chosen(&name, offer, &answer) {
            Some(stop) => stop,
            None => documented_alone(attempt, name, offer).await,
        },
        Look::Refused(_) | Look::Unasked if alert == AlertDescription::ProtocolVersion => {
            Stop::new(Fault::TlsVersion, Evidence::TlsVersion { offered: None })
        }
        // It speaks TLS 1.3 only, of which what is documented was offered: it has ChaCha20 only (Windows has that too,
        // switched off), or refuses something else.
        Look::Refused(Some(AlertDescription::ProtocolVersion)) => limit(&name, TlsLimit::Hello, "TLS 1.3".into()),
        Look::Refused(_) => strange_key(attempt, name).await,
        Look::Unasked => bare(name),
    }
}

fn no_suite(alert: String) -> Stop {
    Stop::new(Fault::TlsCipher, Evidence::TlsCipher { alert })
}

fn limit(alert: &str, limit: TlsLimit, offered: String) -> Stop {
    let evidence = Evidence::TlsLimitHere { limit, alert: Some(alert.into()), offered: Some(offered) };
    Stop::new(Fault::TlsLimitHere, evidence)
}

/// It speaks that version and that suite: nothing shows for what our own hello was refused, for they differ in more
/// than one thing.
fn another_hello(alert: &str, offer: Offer) -> Stop {
    limit(alert, TlsLimit::Hello, format!("{}, {}", offer.version_name(), offer.suite_name()))
}

/// Why the server may have refused the hello of this program's TLS and chosen that of one of our own; `None` if it
/// chose what neither that nor Office 365 has.
fn chosen(alert: &str, offer: Offer, answer: &[u8]) -> Option<Stop> {
    if let Some(curve) = hello::curve(answer).and_then(hello::curve_lacking) {
        return Some(limit(alert, TlsLimit::Curve, curve.into()));
    }
    if let Some(key) = hello::certificate(answer).and_then(|der| certificate::strange_key(&der)) {
        return Some(limit(alert, TlsLimit::Key, key));
    }
    if tls::speaks(offer.suite) {
        return Some(another_hello(alert, offer));
    }
    let unsupported = || {
        let detail = offer.suite_name();
        Stop::new(Fault::TlsUnsupportedHere, Evidence::TlsUnsupportedHere { detail })
    };
    offer.is_documented().then(unsupported)
}

/// The server refuses every suite: it has none of them, or its key is of a kind that was not offered, and then nothing is
/// known of what Office 365 has.
async fn strange_key(attempt: &Attempt<'_>, alert: String) -> Stop {
    match look(attempt, Breadth::Curves).await {
        Look::Chose(offer, answer) => chosen(&alert, offer, &answer).unwrap_or_else(|| no_suite(alert)),
        Look::Refused(_) | Look::Unasked => no_suite(alert),
    }
}

/// The server went on with a suite that Office 365 does not offer, where it had the choice. Its own order may lead it
/// there past one that Office 365 has (RFC 5246 section 7.4.1.3), so it is asked for those alone.
async fn documented_alone(attempt: &Attempt<'_>, alert: String, other: Offer) -> Stop {
    match look(attempt, Breadth::Documented).await {
        Look::Chose(offer, _) if offer.is_old() => old_version(attempt.log, offer),
        Look::Chose(offer, answer) => chosen(&alert, offer, &answer).unwrap_or_else(|| no_suite(alert)),
        Look::Refused(_) => no_suite(alert),
        // What it would have done is not known.
        Look::Unasked => another_hello(&alert, other),
    }
}

/// A cut in the handshake: some old servers know no other way to refuse, and some of those cannot even be offered
/// more than they know.
pub(super) async fn cut(attempt: &Attempt<'_>, stop: Stop) -> Stop {
    for breadth in [Breadth::Wide, Breadth::Old] {
        match look(attempt, breadth).await {
            Look::Chose(offer, _) if offer.is_old() => return old_version(attempt.log, offer),
            Look::Chose(..) => return stop,
            Look::Refused(_) | Look::Unasked => {}
        }
    }
    stop
}

/// Silence in the handshake, the first time that the server sends more than a packet holds: where it answers a
/// client that takes small segments only, the large ones are lost on the way (RFC 2923 section 2.1).
pub(super) async fn silence(attempt: &Attempt<'_>) -> Option<Evidence> {
    let until = attempt.patience(10, SMALL_LOOK);
    let unlogged = AddressLog::new();
    let stream = starttls(attempt, &unlogged, Segments::Small, until).await?.into_stream();
    match tls::handshake(stream, &attempt.call.host, until).await {
        // Whatever it says now, it said nothing before.
        Ok(_) => Some(Evidence::PathMtu {}),
        Err(Refusal::Silent) => None,
        Err(Refusal::Closed | Refusal::Reset) => None,
        Err(Refusal::Known(..) | Refusal::Version(_) | Refusal::KeyMismatch(_) | Refusal::Alert(_)) => {
            Some(Evidence::PathMtu {})
        }
    }
}

/// What the server does with a hello of our own.
async fn look(attempt: &Attempt<'_>, breadth: Breadth) -> Look {
    let until = Instant::now() + Duration::from_millis(attempt.call.limits.connect_ms + attempt.call.limits.reply_ms);
    let until = until.min(attempt.end);
    let unlogged = AddressLog::new();
    let Some(mut talk) = starttls(attempt, &unlogged, Segments::Usual, until).await else { return Look::Unasked };
    let answer = hello::ask(talk.stream_mut(), attempt.call.host.name(), breadth, until).await;
    match hello::read(&answer) {
        Some(offer) => Look::Chose(offer, answer),
        None => Look::Refused(hello::read_alert(&answer)),
    }
}

/// One more connection as far as TLS. Its lines are those of the first once more: the transcript has them.
async fn starttls<'a>(
    attempt: &Attempt<'_>,
    unlogged: &'a AddressLog,
    segments: Segments,
    until: Instant,
) -> Option<Conversation<'a, TcpStream>> {
    if !attempt.visits.another(attempt.call) {
        return None;
    }
    // Whoever waits is told how long this may take as well.
    attempt.log.started(Stage::Handshake, until);
    let connect_until = Instant::now() + Duration::from_millis(attempt.call.limits.connect_ms);
    let Ok(Connected::Open(stream)) = tcp::connect(attempt.call.address(), segments, connect_until.min(until)).await
    else {
        return None;
    };
    let mut talk = Conversation::greeted(stream, unlogged);
    talk.reply(until).await.ok()?;
    talk.ask(&format!("EHLO {}", attempt.ehlo), until).await.ok()?;
    talk.ask("STARTTLS", until).await.ok().filter(|reply| reply.code == 220)?;
    Some(talk)
}
