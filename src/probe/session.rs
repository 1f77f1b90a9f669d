//! One address, from the connection to QUIT, in reading order. Each stage is noted as it begins and as it ends; after
//! a failure the rest is skipped, and a farewell is said where one can be. No TLS setting is known here: what one minds
//! and another does not (no TLS, the certificate) is noted and the conversation goes on, so that `judged` can tell under
//! each setting what this one connection showed.

use std::{net::IpAddr, sync::Arc, time::Duration};

use jiff::Timestamp;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::{Instant, timeout_at},
};

use super::{
    address_log::{AddressLog, LINE_SHOWN, NoTls},
    attempt::{Attempt, Call, Visits},
    certificate::{Presented, Shown},
    events::millis,
    explain,
    plan::{greeting_name, is_literal, own_name},
    smtp::{self, Conversation, NoReply, farewell::Parting, reply::Reply},
    stop::{Stop, Waited, ehlo_rejected, malformed, misplaced, not_smtp, shown, unasked},
    tcp::{self, Connected, Segments, Wire},
    tls::{self, Refusal, Secured, hello::Breadth},
    trust_store::TrustStore,
    vantage::Roots,
};
use crate::model::{Evidence, Fault, Outcome, ServiceKind, Stage, TlsPolicy, WireText};

/// A greeting that takes longer is told as late: a person at a terminal would wonder by then.
const LATE: Duration = Duration::from_secs(5);

/// How long a farewell may take to leave.
const FAREWELL: Duration = Duration::from_millis(200);

/// How long the answer to a farewell is waited for, where it shows whether replies and commands were in step: a few
/// times what the connection took, within these bounds.
const ECHO: (Duration, Duration) = (FAREWELL, Duration::from_secs(1));

/// How long a silent server is waited for once more, after a hello of TLS was sent to it: a few times what the
/// connection took, within these bounds, since its time was up before.
const EXTRA_LOOK: (Duration, Duration) = (Duration::from_millis(300), Duration::from_secs(2));

/// Nothing more is to be seen; why is in the log.
struct Over;

/// One try of one address.
pub(super) struct Session<'a> {
    attempt: Attempt<'a>,
}

impl<'a> Session<'a> {
    pub(super) fn new(call: &'a Call, log: &'a AddressLog, visits: &'a Visits, end: Instant) -> Self {
        Self { attempt: Attempt::new(call, log, visits, end) }
    }

    /// Goes all the way, or as far as there is one.
    pub(super) async fn run(mut self, roots: &Arc<TrustStore>, now: impl Fn() -> Timestamp) {
        let pulse = self.attempt.pulse.clone();
        match pulse.beside(self.walk(roots, now)).await {
            Ok(()) | Err(Over) => {}
        }
    }

    async fn walk(&mut self, roots: &Arc<TrustStore>, now: impl Fn() -> Timestamp) -> Result<(), Over> {
        let (stream, from) = self.connect().await?;
        self.attempt.ehlo = greeting_name(self.attempt.call.ehlo.as_deref(), from);
        match self.speak_in_clear(stream, roots).await? {
            Some(stream) => self.speak_in_tls(stream, roots, now).await,
            None => Ok(()),
        }
    }

    /// Connects; the address that is spoken from, where it is known.
    async fn connect(&mut self) -> Result<(Connected, Option<IpAddr>), Over> {
        let until = (Instant::now() + Duration::from_millis(self.attempt.call.limits.connect_ms)).min(self.attempt.end);
        self.begin(Stage::Connect, until);
        let stream = match tcp::connect(self.attempt.call.address(), Segments::Usual, until).await {
            Ok(stream) => stream,
            Err((fault, evidence)) => {
                if fault == Fault::TcpTimedOut && self.is_spent() {
                    self.attempt.log.cut_short();
                }
                return Err(self.fail(Stage::Connect, Stop::new(fault, evidence)));
            }
        };
        self.attempt.connected = Instant::now();
        let local = if let Connected::Open(stream) = &stream { stream.local_addr().ok() } else { None };
        let from = local.map(|at| at.ip());
        let elapsed_ms = millis(self.attempt.begun.elapsed());
        self.attempt.log.saw(Evidence::Connected { from, elapsed_ms });
        self.pass(Stage::Connect);
        Ok((stream, from))
    }

    /// Greeting, EHLO and STARTTLS; the stream on which TLS begins, or nothing where the server offers none and all is
    /// said.
    async fn speak_in_clear(&mut self, stream: Connected, roots: &Arc<TrustStore>) -> Result<Option<TcpStream>, Over> {
        let until = self.begin_reply(Stage::Greeting);
        let Connected::Open(stream) = stream else {
            let stop = self.lost(Stage::Greeting, NoReply::Reset, None);
            return Err(self.fail(Stage::Greeting, stop));
        };
        // A server that answers may present a certificate.
        roots.begin();
        let mut talk = Conversation::greeted(stream, self.attempt.log);
        let greeting = match self.greeting(&mut talk, until).await {
            Ok(greeting) => greeting,
            Err(stop) => return Err(self.fail_politely(Stage::Greeting, stop, talk).await),
        };
        self.pass(Stage::Greeting);

        let until = self.begin_reply(Stage::Ehlo);
        let no_tls = match self.ehlo(&mut talk, &greeting, until).await {
            Ok(no_tls) => no_tls,
            Err(stop) => return Err(self.fail_politely(Stage::Ehlo, stop, talk).await),
        };
        if let Some(no_tls) = no_tls {
            self.healthy(Last::Clear(no_tls), talk).await?;
            return Ok(None);
        }
        self.pass(Stage::Ehlo);

        let until = self.begin_reply(Stage::StartTls);
        if let Err(stop) = self.starttls(&mut talk, until).await {
            return Err(self.fail_politely(Stage::StartTls, stop, talk).await);
        }
        self.pass(Stage::StartTls);
        Ok(Some(talk.into_stream()))
    }

    /// Handshake, certificate, EHLO again and QUIT.
    async fn speak_in_tls(
        &mut self,
        stream: TcpStream,
        roots: &Arc<TrustStore>,
        now: impl Fn() -> Timestamp,
    ) -> Result<(), Over> {
        let (stream, presented) = self.handshake(stream, &now).await?;

        self.begin(Stage::Certificate, self.attempt.end);
        let mut talk = Conversation::secured(stream, self.attempt.log);
        let shown = Arc::new(self.shown(presented, roots, now()).await);
        self.attempt.log.certificate(shown.clone());

        let until = self.begin_reply(Stage::EhloTls);
        if let Err(stop) = self.ehlo_tls(&mut talk, &shown.presented, until).await {
            return Err(self.fail_politely(Stage::EhloTls, stop, talk).await);
        }
        self.healthy(Last::Tls(shown.presented.version.clone()), talk).await
    }

    async fn greeting(&mut self, talk: &mut Conversation<'_, TcpStream>, until: Instant) -> Result<Reply, Stop> {
        let greeting = match talk.reply(until).await {
            Ok(greeting) => greeting,
            Err(NoReply::Malformed(first)) => return Err(not_smtp(&first)),
            Err(why @ NoReply::Silent(_)) => {
                let stop = self.lost(Stage::Greeting, why, talk.last());
                let kind = self.kind_of_silent_server(talk).await;
                return Err(stop.with(kind));
            }
            Err(why) => return Err(self.lost(Stage::Greeting, why, talk.last())),
        };
        let waited = self.attempt.connected.elapsed();
        if waited >= LATE && self.was_there() {
            self.attempt.log.saw(Evidence::GreetingLate { waited_ms: millis(waited) });
        }
        let (first, shown) = (greeting.lines.first().cloned().unwrap_or_default(), shown(&greeting));
        match greeting.code {
            220 => {}
            400..=599 => {
                let status = greeting.code.to_string();
                let evidence = Evidence::GreetingRejected { reply: shown, status };
                return Err(Stop::new(Fault::GreetingRejected, evidence));
            }
            _ => return Err(malformed(Stage::Greeting, shown)),
        }
        if smtp::is_masked_greeting(&greeting) {
            self.attempt.log.saw(Evidence::GreetingMasked { received: shown });
        }
        if let Some(host) = Reply::text(&first).split(|byte| *byte == b' ').next() {
            self.attempt.log.greeted_by(host.to_vec());
        }
        Ok(greeting)
    }

    /// A server that waits for TLS from the first byte says nothing to a client that waits for a greeting. A hello
    /// on the same connection, which is of no more use, makes it speak; so does it an HTTP server.
    async fn kind_of_silent_server(&self, talk: &mut Conversation<'_, TcpStream>) -> Option<Evidence> {
        if talk.last().is_some() {
            return None;
        }
        let until = self.attempt.patience(5, EXTRA_LOOK);
        let answer = tls::hello::ask(talk.stream_mut(), self.attempt.call.host.name(), Breadth::Wide, until).await;
        // A mail server that was about to greet does so now, or protests in words of SMTP: it was only late.
        if answer.is_empty() || smtp::begins_like_a_reply(&answer) {
            return None;
        }
        let kind = smtp::service_kind(&answer);
        let received = WireText::from_bytes(&answer).shortened(256);
        Some(Evidence::NotSmtp { kind, received })
    }

    /// Says EHLO. Office 365 greets with a name: where an address is refused, this host's name is tried, unless the
    /// server knows no EHLO at all (500, 502) or is about to leave (421).
    async fn introduce<S: AsyncRead + AsyncWrite + Unpin>(
        &mut self,
        talk: &mut Conversation<'_, S>,
        until: Instant,
    ) -> Result<Reply, NoReply> {
        let reply = talk.ask(&format!("EHLO {}", self.attempt.ehlo), until).await?;
        let refused = matches!(reply.code, 400..=599) && !matches!(reply.code, 421 | 500 | 502);
        if !refused || !is_literal(&self.attempt.ehlo) {
            return Ok(reply);
        }
        let name = own_name();
        let second = match talk.ask(&format!("EHLO {name}"), until).await {
            Ok(second) => second,
            Err(why @ NoReply::Unasked(_)) => return Err(why),
            // Whoever hangs up or falls silent after its refusal has refused, and is asked nothing more.
            Err(_) => return Ok(reply),
        };
        let address = std::mem::replace(&mut self.attempt.ehlo, name);
        self.attempt.log.saw(Evidence::EhloName {
            address: WireText::from_text(&address),
            reply: shown(&reply),
            name: WireText::from_text(&self.attempt.ehlo),
            accepted: second.code == 250,
        });
        Ok(second)
    }

    /// What there is to say where STARTTLS is not offered; nothing where it is.
    async fn ehlo(
        &mut self,
        talk: &mut Conversation<'_, TcpStream>,
        greeting: &Reply,
        until: Instant,
    ) -> Result<Option<NoTls>, Stop> {
        let reply = match self.introduce(talk, until).await {
            Ok(reply) => reply,
            Err(why) => return Err(self.lost(Stage::Ehlo, why, talk.last())),
        };
        match reply.code {
            250 => {}
            500..=599 if smtp::greets_like_ftp(greeting) => {
                let received = shown(greeting);
                return Err(Stop::new(Fault::NotSmtp, Evidence::NotSmtp { kind: ServiceKind::Ftp, received }));
            }
            500..=599 => return self.helo(talk, &reply, until).await.map(Some),
            400..=499 => return Err(ehlo_rejected(&reply)),
            _ => return Err(misplaced(Stage::Ehlo, &reply)),
        }
        let keywords = smtp::keywords(&reply);
        if !keywords.iter().any(|keyword| keyword == b"STARTTLS") {
            self.tell_of_size(&reply);
            return Ok(Some(without_starttls(&keywords)));
        }
        masked(&keywords).into_iter().for_each(|evidence| self.attempt.log.saw(evidence));
        Ok(None)
    }

    /// A size that hardly a message has, in the last reply to EHLO.
    fn tell_of_size(&self, reply: &Reply) {
        if let Some(octets) = smtp::small_size(reply) {
            self.attempt.log.saw(Evidence::SizeSmall { octets });
        }
    }

    /// EHLO was refused for good; a server from before 1995 knows HELO (RFC 5321 section 3.2), and no TLS.
    async fn helo(
        &self,
        talk: &mut Conversation<'_, TcpStream>,
        refused: &Reply,
        until: Instant,
    ) -> Result<NoTls, Stop> {
        // Whoever hangs up or falls silent after its refusal has refused: its words tell why.
        match talk.ask(&format!("HELO {}", self.attempt.ehlo), until).await {
            Ok(reply) if reply.code == 250 => {}
            // What had come by then and accepts something is the answer to EHLO, so the refusal was none.
            Err(NoReply::Unasked(early)) if early.starts_with(b"2") => return Err(unasked(Stage::Ehlo, &early)),
            Ok(_) | Err(_) => return Err(ehlo_rejected(refused)),
        }
        let evidence = Evidence::EhloUnsupported { reply: shown(refused) };
        Ok(NoTls { required: (Fault::EhloUnsupported, vec![evidence.clone()]), optional: vec![evidence] })
    }

    async fn starttls(&self, talk: &mut Conversation<'_, TcpStream>, until: Instant) -> Result<(), Stop> {
        let reply = self.ask(talk, "STARTTLS", Stage::StartTls, until).await?;
        if reply.code != 220 {
            if !(400..=599).contains(&reply.code) {
                return Err(misplaced(Stage::StartTls, &reply));
            }
            let (reply, status) = (shown(&reply), reply.code.to_string());
            return Err(Stop::new(Fault::StartTlsRejected, Evidence::StartTlsRejected { reply, status }));
        }
        // RFC 3207 section 6: whatever came before TLS must not count after it. The server speaks second in TLS, so
        // bytes that are here already are somebody else's.
        let Some(injected) = talk.unasked(until).await else { return Ok(()) };
        let received = WireText::from_bytes(&injected).shortened(LINE_SHOWN);
        Err(Stop::new(Fault::StartTlsInjected, Evidence::StartTlsInjected { received }))
    }

    async fn handshake(
        &mut self,
        stream: TcpStream,
        now: impl Fn() -> Timestamp,
    ) -> Result<(Secured, Presented), Over> {
        let until = self.begin_reply(Stage::Handshake);
        match tls::handshake(stream, &self.attempt.call.host, until).await {
            Ok(secured) => {
                self.pass(Stage::Handshake);
                Ok(secured)
            }
            Err(Refusal::Alert(alert)) if explain::leaves_open(&self.attempt, alert) => {
                let asked = Evidence::NotAskedAgain { count: self.attempt.visits.made() };
                self.attempt.log.saw(Evidence::TlsAlert { alert: tls::alert_name(alert) });
                self.attempt.log.saw(asked);
                self.attempt.log.not_tried();
                Err(Over)
            }
            Err(refusal) => {
                let stop = self.refused(refusal, now).await;
                Err(self.fail(Stage::Handshake, stop))
            }
        }
    }

    /// A certificate with the roots to judge it by: all there are, where the first do not trust it.
    async fn shown(&self, presented: Presented, roots: &TrustStore, at: Timestamp) -> Shown {
        let shown = Shown { presented, roots: roots.file().await, at };
        // Whom it leads to is the same whatever name it should carry.
        let is_trusted = || shown.judge(&TlsPolicy::Opportunistic, &self.attempt.call.host, 0).is_trusted;
        if shown.roots.are_all() || is_trusted() {
            return shown;
        }
        Shown { roots: roots.all().await, ..shown }
    }

    /// Names what is behind a failed handshake, with up to two more connections where one alone cannot tell.
    async fn refused(&self, refusal: Refusal, now: impl Fn() -> Timestamp) -> Stop {
        match refusal {
            Refusal::Known(fault, evidence) => Stop::new(fault, evidence),
            Refusal::Version(offer) => explain::old_version(self.attempt.log, offer),
            Refusal::KeyMismatch(presented) => {
                // Whom the certificate is from is beside the point; which one it is may help to find its key.
                let (presented, roots) = (*presented, Arc::new(Roots::none("")));
                self.attempt.log.other_key(Shown { presented, roots, at: now() });
                Stop::new(Fault::TlsKeyMismatch, Evidence::TlsKeyMismatch {})
            }
            Refusal::Silent => {
                let stop = self.lost(Stage::Handshake, NoReply::Silent(None), None);
                stop.with(explain::silence(&self.attempt).await)
            }
            Refusal::Alert(alert) => explain::alert(&self.attempt, alert).await,
            Refusal::Closed => {
                let stop = self.lost(Stage::Handshake, NoReply::Closed, None);
                explain::cut(&self.attempt, stop).await
            }
            Refusal::Reset => {
                let stop = self.lost(Stage::Handshake, NoReply::Reset, None);
                explain::cut(&self.attempt, stop).await
            }
        }
    }

    async fn ehlo_tls(
        &mut self,
        talk: &mut Conversation<'_, Secured>,
        presented: &Presented,
        until: Instant,
    ) -> Result<(), Stop> {
        let reply = match self.introduce(talk, until).await {
            Ok(reply) => reply,
            // A TLS 1.3 server that demands a client certificate says so only now (RFC 8446 section 4.4.2.4).
            Err(NoReply::Tls(_) | NoReply::Closed | NoReply::Reset)
                if presented.asked_for_certificate && presented.version == "1.3" =>
            {
                return Err(Stop::new(Fault::TlsClientCertificate, Evidence::TlsClientCertificate {}));
            }
            Err(why) => return Err(self.lost(Stage::EhloTls, why, talk.last())),
        };
        match reply.code {
            250 => {
                self.tell_of_size(&reply);
                Ok(())
            }
            // Postfix lets the handshake pass and then refuses in words: "421 … No client certificate presented".
            400..=599 if presented.asked_for_certificate && speaks_of_certificates(&reply) => {
                Err(Stop::new(Fault::TlsClientCertificate, Evidence::TlsClientCertificate {}))
            }
            400..=599 => {
                let (reply, status) = (shown(&reply), reply.code.to_string());
                Err(Stop::new(Fault::EhloTlsRejected, Evidence::EhloTlsRejected { reply, status }))
            }
            _ => Err(misplaced(Stage::EhloTls, &reply)),
        }
    }

    /// The last stage went well if the farewell shows that its reply was its own: whoever says more than it is asked
    /// for answers every later command with what belongs to another, and whoever has hung up by then answers none.
    async fn healthy<S: AsyncRead + AsyncWrite + Unpin + Wire>(
        &self,
        last: Last,
        mut talk: Conversation<'_, S>,
    ) -> Result<(), Over> {
        let elapsed_ms = millis(self.attempt.begun.elapsed());
        let parting = match talk.quit_and_listen(self.attempt.patience(4, ECHO)).await {
            Ok(parting) => parting,
            Err(why) => {
                let stage = last.stage();
                return Err(self.fail(stage, self.lost(stage, why, talk.last())));
            }
        };
        let tls = match last {
            Last::Tls(version) => {
                self.pass(Stage::EhloTls);
                Some(version)
            }
            Last::Clear(no_tls) => {
                self.attempt.log.no_tls(no_tls);
                self.attempt.log.saw(Evidence::PlainText {});
                for stage in [Stage::StartTls, Stage::Handshake, Stage::Certificate, Stage::EhloTls] {
                    self.attempt.log.ended(stage, Outcome::Skipped);
                }
                None
            }
        };
        self.begin(Stage::Quit, Instant::now() + FAREWELL);
        self.attempt.log.saw(Evidence::Healthy { elapsed_ms, tls });
        if let Parting::Odd { answer, received, waited } = parting
            && self.was_there()
        {
            self.attempt.log.saw(Evidence::QuitAnswered { answer, received, waited_ms: millis(waited) });
        }
        self.pass(Stage::Quit);
        Ok(())
    }

    async fn ask<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        talk: &mut Conversation<'_, S>,
        command: &str,
        stage: Stage,
        until: Instant,
    ) -> Result<Reply, Stop> {
        match talk.ask(command, until).await {
            Ok(reply) => Ok(reply),
            Err(why) => Err(self.lost(stage, why, talk.last())),
        }
    }

    /// No reply came: what it is, told with the stage.
    fn lost(&self, at: Stage, why: NoReply, last: Option<&WireText>) -> Stop {
        let spent = self.is_spent();
        if spent && matches!(why, NoReply::Silent(_) | NoReply::Endless { .. }) {
            self.attempt.log.cut_short();
        }
        let waited = Waited {
            connection_ms: millis(self.attempt.connected.elapsed()),
            stage_ms: self.attempt.log.since_started(),
            spent,
        };
        Stop::without_reply(at, why, last.cloned(), &waited)
    }

    /// Whether the time for the address as a whole is over.
    fn is_spent(&self) -> bool {
        Instant::now() >= self.attempt.end
    }

    /// Whether this process was there all the time, and the way too since the newest stage began: else nobody knows who was late.
    fn was_there(&self) -> bool {
        self.attempt.pulse.stopped().is_none() && self.attempt.pulse.lost().is_none()
    }

    fn begin(&self, stage: Stage, until: Instant) {
        self.attempt.pulse.begin();
        self.attempt.log.started(stage, until.min(self.attempt.end));
    }

    fn begin_reply(&self, stage: Stage) -> Instant {
        let until = (Instant::now() + Duration::from_millis(self.attempt.call.limits.reply_ms)).min(self.attempt.end);
        self.begin(stage, until);
        until
    }

    fn pass(&self, stage: Stage) {
        self.attempt.log.ended(stage, Outcome::Passed);
    }

    /// What ended badly while this process was stopped, or after the way there was lost in this stage and came back, may be the
    /// other side's patience, and a silence where that way is lost now is none of the other side's.
    fn unless_ours(&self, stop: Stop) -> Stop {
        let is_prompt = matches!(stop.fault, Fault::TcpRefused | Fault::TcpProhibited) || stop.fault.is_local();
        if is_prompt {
            return stop;
        }
        let pulse = &self.attempt.pulse;
        if let Some(stopped) = pulse.stopped() {
            return Stop::new(Fault::LocalStopped, Evidence::LocalStopped { stopped_ms: millis(stopped) });
        }
        let is_silence = matches!(stop.fault, Fault::TcpTimedOut | Fault::TcpUnreachable | Fault::Silent);
        let lost = if is_silence { pulse.lost() } else { pulse.was_lost() };
        lost.map_or(stop, |(fault, evidence)| Stop::new(fault, evidence))
    }

    /// The stage failed, and with it all that would come after.
    fn fail(&self, stage: Stage, stop: Stop) -> Over {
        let stop = self.unless_ours(stop);
        stop.evidence.into_iter().for_each(|evidence| self.attempt.log.saw(evidence));
        self.attempt.log.ended(stage, Outcome::Failed(stop.fault));
        for later in Stage::OF_ADDRESS.into_iter().filter(|later| *later > stage) {
            self.attempt.log.ended(later, Outcome::Skipped);
        }
        Over
    }

    /// The same, with a QUIT before the connection is let go. Where a reply decided, the farewell shows whether it was
    /// the reply to what was asked.
    async fn fail_politely<S: AsyncRead + AsyncWrite + Unpin + Wire>(
        &self,
        stage: Stage,
        stop: Stop,
        mut talk: Conversation<'_, S>,
    ) -> Over {
        let answered = matches!(stage, Stage::Ehlo | Stage::StartTls | Stage::EhloTls);
        if !stop.fault.can_be_told_goodbye() {
            return self.fail(stage, stop);
        }
        if answered && stop.fault != Fault::ReplyUnasked {
            return match talk.quit_and_listen(self.attempt.patience(4, ECHO)).await {
                Err(NoReply::Unasked(early)) if !smtp::is_leaving(&early) => self.fail(stage, unasked(stage, &early)),
                // Whoever leaves after its refusal, with a word or without, has refused.
                Ok(_) | Err(_) => self.fail(stage, stop),
            };
        }
        let _ = timeout_at(self.attempt.end, talk.quit(Instant::now() + FAREWELL)).await;
        self.fail(stage, stop)
    }
}

/// What a conversation ended with that went well.
enum Last {
    /// EHLO in clear, and there is no TLS.
    Clear(NoTls),
    /// EHLO inside TLS of that version.
    Tls(String),
}

impl Last {
    fn stage(&self) -> Stage {
        match self {
            Self::Clear(_) => Stage::Ehlo,
            Self::Tls(_) => Stage::EhloTls,
        }
    }
}

/// The most keywords of an answer to EHLO that are told; servers have ten or twenty.
const KEYWORDS_SHOWN: usize = 128;

/// What is to be said of a list of keywords without STARTTLS.
fn without_starttls(keywords: &[Vec<u8>]) -> NoTls {
    let optional: Vec<Evidence> = masked(keywords).into_iter().collect();
    // The mask is as long as what it hides.
    let hidden = keywords.iter().find(|keyword| keyword.len() == b"STARTTLS".len() && smtp::is_masked(keyword));
    if let Some(keyword) = hidden {
        let keyword = WireText::from_bytes(keyword);
        return NoTls { required: (Fault::StartTlsMasked, vec![Evidence::StartTlsMasked { keyword }]), optional };
    }
    let told = keywords.iter().take(KEYWORDS_SHOWN).map(|keyword| WireText::from_bytes(keyword).shortened(64));
    // A cut is marked.
    let cut = (keywords.len() > KEYWORDS_SHOWN).then(|| WireText::from_text("[…]"));
    let keywords = told.chain(cut).collect();
    let missing = optional.iter().cloned().chain([Evidence::StartTlsMissing { keywords }]).collect();
    NoTls { required: (Fault::StartTlsMissing, missing), optional }
}

fn masked(keywords: &[Vec<u8>]) -> Option<Evidence> {
    let keyword = keywords.iter().find(|keyword| smtp::is_masked(keyword))?;
    Some(Evidence::EhloMasked { keyword: WireText::from_bytes(keyword) })
}

fn speaks_of_certificates(reply: &Reply) -> bool {
    reply.lines.iter().any(|line| String::from_utf8_lossy(line).to_ascii_lowercase().contains("certificate"))
}
