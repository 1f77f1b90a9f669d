//! Replies that nobody asked for, at every stage, in one packet or in several: they are told as what they are, and
//! no verdict hangs on how the bytes were cut.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use mxray::model::{Evidence, Fault, ProbePlan, QuitAnswer, Run, Stage, TlsPolicy};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpStream,
};
use tokio_rustls::{TlsAcceptor, rustls, server::TlsStream};

use crate::support::servers::*;

const GREETING: &[&str] = &["220 mx.test ESMTP\r\n"];
const EHLO: &[&str] = &["250-mx.test\r\n250 STARTTLS\r\n"];
const GO: &[&str] = &["220 go\r\n"];
const EHLO_TLS: &[&str] = &["250-mx.test\r\n250 SIZE 1000\r\n"];
const NOTHING: &[&str] = &[];

/// What a server says at each place, in pieces; anything but the first piece is more than it was asked for.
#[derive(Clone, Copy)]
struct Script {
    greeting: &'static [&'static str],
    ehlo: &'static [&'static str],
    starttls: &'static [&'static str],
    /// Before anything was asked inside TLS.
    secured: &'static [&'static str],
    ehlo_tls: &'static [&'static str],
}

const HEALTHY: Script = Script { greeting: GREETING, ehlo: EHLO, starttls: GO, secured: NOTHING, ehlo_tls: EHLO_TLS };

/// How the pieces of one place go out.
#[derive(Clone, Copy, Debug)]
enum Cut {
    Together,
    Apart(u64),
}

impl Cut {
    const ALL: [Self; 3] = [Self::Together, Self::Apart(0), Self::Apart(30)];

    async fn say<S: AsyncWrite + Unpin>(self, stream: &mut S, pieces: &[&str]) -> Option<()> {
        match self {
            Self::Together => stream.write_all(pieces.concat().as_bytes()).await.ok()?,
            Self::Apart(pause) => {
                for (number, piece) in pieces.iter().enumerate() {
                    if number > 0 {
                        tokio::time::sleep(Duration::from_millis(pause)).await;
                    }
                    stream.write_all(piece.as_bytes()).await.ok()?;
                    stream.flush().await.ok()?;
                }
            }
        }
        stream.flush().await.ok()
    }
}

impl Script {
    async fn serve(self, cut: Cut, stream: TcpStream, tls: TlsAcceptor) -> Option<()> {
        stream.set_nodelay(true).ok()?;
        let mut stream = BufReader::new(stream);
        if !self.talk(cut, &mut stream, self.greeting, self.ehlo).await? {
            return None;
        }
        let stream = tls.accept(stream.into_inner()).await.ok()?;
        self.talk(cut, &mut BufReader::new(stream), self.secured, self.ehlo_tls).await.map(drop)
    }

    /// Whether TLS begins.
    async fn talk<S>(self, cut: Cut, stream: &mut BufReader<S>, first: &[&str], ehlo: &[&str]) -> Option<bool>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        cut.say(stream, first).await?;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            match line.split_whitespace().next().unwrap_or_default() {
                "EHLO" => cut.say(stream, ehlo).await?,
                "STARTTLS" => {
                    cut.say(stream, self.starttls).await?;
                    return Some(self.starttls[0].starts_with("220"));
                }
                "QUIT" => {
                    cut.say(stream, &["221 bye\r\n"]).await?;
                    return None;
                }
                _ => cut.say(stream, &["502 no\r\n"]).await?,
            }
        }
    }

    async fn met(self, cut: Cut, policy: TlsPolicy) -> Run {
        let authority = Authority::new("Test CA");
        let (leaf, key) = authority.leaf(|_| {});
        let tls = acceptor(vec![leaf], &key);
        let at = server(move |_, stream| {
            let tls = tls.clone();
            async move { self.serve(cut, stream, tls).await.unwrap_or_default() }
        })
        .await;
        run(to_ip(at, policy), vantage(&[], &[&authority.pem])).await
    }
}

fn policies() -> [TlsPolicy; 4] {
    [TlsPolicy::Opportunistic, TlsPolicy::EncryptionOnly, TlsPolicy::CertificateValidation, tls_domain("mx.test")]
}

#[tokio::test]
async fn a_server_whose_replies_are_in_step_is_healthy_however_they_are_cut() {
    for cut in Cut::ALL {
        for policy in policies() {
            assert_healthy(&HEALTHY.met(cut, policy).await);
        }
        let plain = Script { ehlo: &["250 mx.test\r\n"], ..HEALTHY };
        assert_healthy(&plain.met(cut, TlsPolicy::Opportunistic).await);
    }
}

/// A reply of so many lines, in one piece.
fn of_lines(count: usize, code: &str, last: &str) -> &'static [&'static str] {
    let lines = (1..count).map(|line| format!("{code}-X{line}\r\n")).collect::<String>();
    let reply: &'static str = format!("{lines}{code} {last}\r\n").leak();
    vec![reply].leak()
}

#[tokio::test]
async fn a_reply_that_ends_is_read_to_its_end_however_many_lines_it_has() {
    for count in [127, 129, 302, 5_000] {
        for script in [
            Script { greeting: of_lines(count, "220", "mx.test"), ..HEALTHY },
            Script { ehlo: of_lines(count, "250", "STARTTLS"), ..HEALTHY },
            Script { starttls: of_lines(count, "220", "go"), ..HEALTHY },
            Script { ehlo_tls: of_lines(count, "250", "SIZE 1000"), ..HEALTHY },
        ] {
            assert_healthy(&script.met(Cut::Together, TlsPolicy::CertificateValidation).await);
        }
    }
    let script = Script { ehlo: of_lines(302, "250", "SIZE 1000"), ..HEALTHY };
    let run = script.met(Cut::Together, TlsPolicy::EncryptionOnly).await;
    assert_eq!(only(&run), Some((Stage::Ehlo, Fault::StartTlsMissing)));
    let told = run.endpoints[0].evidence.iter().find_map(|evidence| match evidence {
        Evidence::StartTlsMissing { keywords } => Some(keywords),
        _ => None,
    });
    let told = told.expect("what is offered");
    assert!(told.len() == 129 && told.last().is_some_and(|last| last.as_str() == "[…]"), "{told:?}");
    // What is longer than any server's has no end that anybody waits for.
    let script = Script { ehlo: of_lines(20_000, "250", "STARTTLS"), ..HEALTHY };
    let run = script.met(Cut::Together, TlsPolicy::EncryptionOnly).await;
    assert_eq!(only(&run), Some((Stage::Ehlo, Fault::ReplyEndless)));
}

#[tokio::test]
async fn a_reply_nobody_asked_for_is_told_as_one_in_every_setting_however_it_is_cut() {
    let attacks: [(&str, Script, Stage); 9] = [
        ("a second greeting", Script { greeting: &["220 a\r\n", "220 b\r\n"], ..HEALTHY }, Stage::Ehlo),
        ("a third too", Script { greeting: &["220 a\r\n", "220 b\r\n", "220 c\r\n"], ..HEALTHY }, Stage::Ehlo),
        ("an early answer to EHLO", Script { greeting: &["220 a\r\n", "250 hello\r\n"], ..HEALTHY }, Stage::Ehlo),
        ("another code with it", Script { greeting: &["220 a\r\n", "251 hello\r\n"], ..HEALTHY }, Stage::Ehlo),
        (
            "EHLO answered twice",
            Script { ehlo: &["250-mx.test\r\n250 STARTTLS\r\n", "250 again\r\n"], ..HEALTHY },
            Stage::StartTls,
        ),
        (
            "EHLO answered twice, no TLS",
            Script { ehlo: &["250 mx.test\r\n", "250-mx.test\r\n250 STARTTLS\r\n"], ..HEALTHY },
            Stage::Ehlo,
        ),
        ("a greeting inside TLS", Script { secured: &["220 mx.test\r\n"], ..HEALTHY }, Stage::EhloTls),
        (
            "EHLO answered twice inside TLS",
            Script { ehlo_tls: &["250 mx.test\r\n", "250 again\r\n"], ..HEALTHY },
            Stage::EhloTls,
        ),
        (
            "a refusal behind the welcome inside TLS",
            Script { ehlo_tls: &["250 mx.test\r\n", "550 no\r\n"], ..HEALTHY },
            Stage::EhloTls,
        ),
    ];
    for (name, script, stage) in attacks {
        for cut in Cut::ALL {
            for policy in policies() {
                let run = script.met(cut, policy.clone()).await;
                assert_eq!(only(&run), Some((stage, Fault::ReplyUnasked)), "{name} {cut:?} {policy:?}: {run:#?}");
            }
        }
    }
}

/// Where the wrong bytes come after the command, nobody can tell them from its answer; they are a fault all the same,
/// of the same code.
#[tokio::test]
async fn a_server_that_goes_ahead_of_the_conversation_is_never_healthy() {
    let attacks: [(&str, Script); 4] = [
        ("closing before STARTTLS", Script { ehlo: &["250-a\r\n250 STARTTLS\r\n", "421 closing\r\n"], ..HEALTHY }),
        ("go before STARTTLS", Script { ehlo: &["250-a\r\n250 STARTTLS\r\n", "220 go\r\n"], ..HEALTHY }),
        ("closing before EHLO", Script { greeting: &["220 a\r\n", "421 closing\r\n"], ..HEALTHY }),
        ("closing inside TLS", Script { secured: &["421 closing\r\n"], ..HEALTHY }),
    ];
    for (name, script) in attacks {
        for policy in policies() {
            let together = script.met(Cut::Together, policy.clone()).await;
            let (_, fault) = only(&together).expect("a fault");
            let rejected = matches!(fault, Fault::EhloTlsRejected | Fault::ReplyUnasked);
            assert!(rejected, "{name} {policy:?}: {together:#?}");
            for cut in Cut::ALL {
                let run = script.met(cut, policy.clone()).await;
                let (_, fault) = only(&run).expect("a fault");
                assert!(!matches!(fault, Fault::StartTlsMissing | Fault::EhloUnsupported), "{name} {cut:?}: {run:#?}");
            }
        }
    }
}

#[tokio::test]
async fn only_250_accepts_an_ehlo() {
    for code in ["220", "221", "251", "299", "354"] {
        let ehlo = format!("{code}-mx.test\r\n{code} STARTTLS\r\n").leak() as &'static str;
        for (place, stage) in [(0, Stage::Ehlo), (1, Stage::EhloTls)] {
            let pieces: &'static [&'static str] = vec![ehlo].leak();
            let script =
                if place == 0 { Script { ehlo: pieces, ..HEALTHY } } else { Script { ehlo_tls: pieces, ..HEALTHY } };
            for policy in policies() {
                let run = script.met(Cut::Together, policy).await;
                assert_eq!(only(&run), Some((stage, Fault::ReplyUnasked)), "{code}: {run:#?}");
                let told = run.endpoints[0]
                    .evidence
                    .iter()
                    .any(|e| matches!(e, Evidence::ReplyUnasked { status, early: false, .. } if status == code));
                assert!(told, "{code}: {run:#?}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_no_reply_behind_a_reply_is_garbled_and_not_healthy() {
    let attacks: [(Script, Stage); 3] = [
        (Script { greeting: &["220 a\r\n", "hello there\r\n"], ..HEALTHY }, Stage::Ehlo),
        (Script { ehlo: &["250-a\r\n250 STARTTLS\r\n", "\0\0\r\n"], ..HEALTHY }, Stage::StartTls),
        (Script { ehlo_tls: &["250 a\r\n", "bye bye\r\n"], ..HEALTHY }, Stage::EhloTls),
    ];
    for (script, stage) in attacks {
        for cut in Cut::ALL {
            for policy in policies() {
                let run = script.met(cut, policy).await;
                assert_eq!(only(&run), Some((stage, Fault::ReplyMalformed)), "{cut:?}: {run:#?}");
            }
        }
    }
}

/// A server that says something after QUIT and says nothing more until that was taken in.
async fn parting(words: &'static str) -> Run {
    let at = server(move |_, stream| async move {
        let _ = stream.set_nodelay(true);
        let mut stream = BufReader::new(stream);
        let _ = stream.write_all(GREETING[0].as_bytes()).await;
        let mut line = String::new();
        while stream.read_line(&mut line).await.is_ok_and(|count| count > 0) {
            let quits = line.starts_with("QUIT");
            if quits {
                let _ = stream.write_all(words.as_bytes()).await;
                taken_in(stream.get_ref()).await;
            }
            let _ = stream.write_all(if quits { b"221 bye\r\n".as_slice() } else { b"250 mx.test\r\n" }).await;
            line.clear();
        }
    })
    .await;
    run(to_ip(at, TlsPolicy::Opportunistic), vantage(&[], &[])).await
}

/// Until the other side's program has read all that was sent: nothing of it waits in a queue of this machine.
async fn taken_in(stream: &TcpStream) {
    let Ok(to) = stream.peer_addr() else { return };
    let waits = |table: &str| {
        let own = format!("{:04X}", to.port());
        let of_peer = table.lines().skip(1).filter_map(|line| {
            let mut cells = line.split_whitespace().skip(1);
            let (local, queues) = (cells.next()?, cells.nth(2)?);
            local.ends_with(&format!(":{own}")).then(|| !queues.ends_with(":00000000"))
        });
        of_peer.into_iter().any(|waits| waits)
    };
    while waits(&std::fs::read_to_string("/proc/net/tcp").unwrap_or_default()) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

#[tokio::test]
async fn a_whole_line_that_is_no_reply_before_the_farewell_is_garbled_also_in_a_packet_of_its_own() {
    for words in ["bye bye\r\n", "\0\0\r\n", "bye bye\n", "see you\r\nlater\r\n"] {
        let run = parting(words).await;
        assert_eq!(only(&run), Some((Stage::Ehlo, Fault::ReplyMalformed)), "{words:?}: {run:#?}");
    }
    assert_healthy(&parting("").await);
}

#[tokio::test]
async fn a_refusal_in_its_turn_stays_one_whatever_follows_it() {
    for cut in Cut::ALL {
        let greeting = Script { greeting: &["554 go away\r\n", "421 closing\r\n"], ..HEALTHY };
        let run = greeting.met(cut, TlsPolicy::Opportunistic).await;
        assert_eq!(only(&run), Some((Stage::Greeting, Fault::GreetingRejected)), "{cut:?}: {run:#?}");
    }
}

/// A server that takes EHLO from those alone of whom `takes` says so, in clear or inside TLS.
async fn particular(
    policy: TlsPolicy,
    ehlo: &str,
    in_tls: bool,
    takes: fn(&str) -> &'static str,
) -> (Run, Vec<String>) {
    let authority = Authority::new("Test CA");
    let (leaf, key) = authority.leaf(|_| {});
    let (tls, heard) = (acceptor(vec![leaf], &key), Heard::default());
    let record = heard.clone();
    let at = server(move |_, stream| {
        let (tls, heard) = (tls.clone(), record.clone());
        async move {
            let mut stream = BufReader::new(stream);
            let _ = stream.write_all(GREETING[0].as_bytes()).await;
            let clear = if in_tls { |_: &str| "250-mx.test\r\n250 STARTTLS\r\n" } else { takes };
            if listen(&mut stream, &heard, clear).await
                && let Ok(stream) = tls.accept(stream.into_inner()).await
            {
                let inside = if in_tls { takes } else { |_: &str| "250 mx.test\r\n" };
                listen(&mut BufReader::new(stream), &heard, inside).await;
            }
        }
    })
    .await;
    let plan = ProbePlan { ehlo: Some(ehlo.into()), ..to_ip(at, policy) };
    let run = run(plan, vantage(&[], &[&authority.pem])).await;
    let heard = heard.lock().expect("no panic").clone();
    (run, heard)
}

async fn listen<S>(stream: &mut BufReader<S>, heard: &Heard, takes: fn(&str) -> &'static str) -> bool
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return false;
        }
        let line = line.trim_end().to_owned();
        heard.lock().expect("no panic").push(line.clone());
        let reply = match line.split(' ').next().unwrap_or_default() {
            "EHLO" => takes(line.split(' ').nth(1).unwrap_or_default()),
            "STARTTLS" => GO[0],
            "QUIT" => "221 bye\r\n",
            _ => "502 no\r\n",
        };
        if stream.write_all(reply.as_bytes()).await.is_err() || stream.flush().await.is_err() {
            return false;
        }
        if line == "STARTTLS" {
            return true;
        }
    }
}

const WELCOME: &str = "250-mx.test\r\n250 STARTTLS\r\n";

#[tokio::test]
async fn a_server_that_refuses_addresses_in_ehlo_is_asked_again_with_a_name() {
    for (in_tls, stage) in [(false, Stage::Ehlo), (true, Stage::EhloTls)] {
        for literal in ["[127.0.0.1]", "[IPv6:::1]"] {
            for policy in policies() {
                let by_name = |name: &str| if name.starts_with('[') { "550 HELO literal refused\r\n" } else { WELCOME };
                let (run, heard) = particular(policy.clone(), literal, in_tls, by_name).await;
                assert_healthy(&run);
                assert!(has(&run, "ehlo-name"), "{run:#?}");
                assert!(heard.iter().all(|line| line != &format!("HELO {literal}")), "{heard:?}");

                let later = |name: &str| if name.starts_with('[') { "450 4.7.1 literal\r\n" } else { WELCOME };
                assert_healthy(&particular(policy.clone(), literal, in_tls, later).await.0);

                let (run, _) = particular(policy, literal, in_tls, |_| "550 5.7.1 not you\r\n").await;
                let (at, fault) = only(&run).expect("a failure");
                assert_eq!(at, stage, "{run:#?}");
                assert!(matches!(fault, Fault::EhloRejected | Fault::EhloTlsRejected), "{run:#?}");
                let told =
                    run.endpoints[0].evidence.iter().any(|e| matches!(e, Evidence::EhloName { accepted: false, .. }));
                assert!(told, "{run:#?}");
                assert_eq!(fault.unknown(), Some(mxray::model::Unknown::GreetingName));
            }
        }
    }
}

#[tokio::test]
async fn only_an_address_that_is_refused_is_followed_by_a_name() {
    // Who greeted with a name, met a server that knows no EHLO, or one that leaves, is asked no second time.
    for (ehlo, reply) in [
        ("probe.test", "550 5.7.1 not you\r\n"),
        ("[127.0.0.1]", "502 5.5.1 no\r\n"),
        ("[127.0.0.1]", "500 what\r\n"),
        ("[127.0.0.1]", "421 closing\r\n"),
    ] {
        let answer: fn(&str) -> &'static str = match &reply[..3] {
            "550" => |_| "550 5.7.1 not you\r\n",
            "502" => |_| "502 5.5.1 no\r\n",
            "500" => |_| "500 what\r\n",
            _ => |_| "421 closing\r\n",
        };
        let (run, heard) = particular(TlsPolicy::EncryptionOnly, ehlo, false, answer).await;
        assert_eq!(only(&run), Some((Stage::Ehlo, Fault::EhloRejected)), "{run:#?}");
        assert_eq!(heard.iter().filter(|line| line.starts_with("EHLO")).count(), 1, "{heard:?}");
        assert!(!has(&run, "ehlo-name"), "{run:#?}");
    }
}

#[tokio::test]
async fn a_line_that_ends_in_lf_alone_is_told_with_its_stage_and_its_words_and_stops_nothing() {
    let all = Script {
        greeting: &["220 mx.test\n"],
        ehlo: &["250-mx.test\n250 STARTTLS\n"],
        starttls: &["220 go\n"],
        ehlo_tls: &["250 mx.test\n"],
        ..HEALTHY
    };
    for (script, stage, words) in [
        (Script { greeting: all.greeting, ..HEALTHY }, Stage::Greeting, "220 mx.test"),
        (Script { ehlo: &["250-mx.test\r\n250-SIZE 1\n250 STARTTLS\r\n"], ..HEALTHY }, Stage::Ehlo, "250-SIZE 1"),
        (Script { starttls: all.starttls, ..HEALTHY }, Stage::StartTls, "220 go"),
        (Script { ehlo_tls: all.ehlo_tls, ..HEALTHY }, Stage::EhloTls, "250 mx.test"),
        // Once is enough for an address.
        (all, Stage::Greeting, "220 mx.test"),
    ] {
        let run = script.met(Cut::Together, TlsPolicy::Opportunistic).await;
        let told = run.endpoints[0].evidence.iter().filter_map(|seen| match seen {
            Evidence::BareLineFeed { at, received } => Some((*at, received.as_str())),
            _ => None,
        });
        assert_eq!(told.collect::<Vec<_>>(), [(stage, words)], "{run:#?}");
        assert_eq!(only(&run), None, "{run:#?}");
    }
    let run = HEALTHY.met(Cut::Apart(0), TlsPolicy::Opportunistic).await;
    assert!(!run.endpoints[0].evidence.iter().any(|seen| matches!(seen, Evidence::BareLineFeed { .. })));
}

#[tokio::test]
async fn a_control_in_a_line_is_told_with_its_stage_and_its_words_and_stops_nothing() {
    let all = Script { greeting: &["220 mx\r421 bye\r\n"], ehlo: &["250-mx\0\r\n250 STARTTLS\r\n"], ..HEALTHY };
    for (script, stage, name, words) in [
        (Script { greeting: all.greeting, ..HEALTHY }, Stage::Greeting, "CR", r"220 mx\x0d421 bye"),
        (Script { ehlo: all.ehlo, ..HEALTHY }, Stage::Ehlo, "NUL", r"250-mx\x00"),
        (Script { starttls: &["220 go\r454 no\r\n"], ..HEALTHY }, Stage::StartTls, "CR", r"220 go\x0d454 no"),
        (Script { ehlo_tls: &["250 mx\0\r\n"], ..HEALTHY }, Stage::EhloTls, "NUL", r"250 mx\x00"),
        (Script { greeting: &["220 mx\x1b]0;\r\n"], ..HEALTHY }, Stage::Greeting, "U+001B", r"220 mx\x1b]0;"),
        (Script { ehlo: &["250-mx\u{85}\r\n250 STARTTLS\r\n"], ..HEALTHY }, Stage::Ehlo, "U+0085", r"250-mx\u{85}"),
        (Script { starttls: &["220 go\x7f\r\n"], ..HEALTHY }, Stage::StartTls, "U+007F", r"220 go\x7f"),
        (Script { ehlo_tls: &["250 mx\u{2028}\r\n"], ..HEALTHY }, Stage::EhloTls, "U+2028", r"250 mx\u{2028}"),
        // Once is enough for an address.
        (all, Stage::Greeting, "CR", r"220 mx\x0d421 bye"),
    ] {
        let run = script.met(Cut::Together, TlsPolicy::Opportunistic).await;
        let told = run.endpoints[0].evidence.iter().filter_map(|seen| match seen {
            Evidence::StrayCharacter { at, character, received } => Some((*at, character.as_str(), received.as_str())),
            _ => None,
        });
        assert_eq!(told.collect::<Vec<_>>(), [(stage, name, words)], "{run:#?}");
        assert_eq!(only(&run), None, "{run:#?}");
    }
}

/// How a server ends a connection. Nothing is waited for between its last words and that, and client and server share a
/// thread, so both are there before the client goes on.
#[derive(Clone, Copy, Debug)]
enum End {
    Fin,
    Reset,
    CloseNotify,
    Undecryptable,
}

impl End {
    fn clear(self, stream: &TcpStream) {
        if matches!(self, Self::Reset) {
            stream.set_zero_linger().expect("an option");
        }
    }

    /// Inside TLS; what is still to be kept open.
    async fn secured(self, mut stream: TlsStream<TcpStream>) -> Option<TlsStream<TcpStream>> {
        match self {
            Self::Fin | Self::Reset => {
                self.clear(stream.get_ref().0);
                return None;
            }
            Self::CloseNotify => {
                stream.get_mut().1.send_close_notify();
                stream.flush().await.ok()?;
            }
            Self::Undecryptable => {
                let record = [&[0x17, 3, 3, 0, 32][..], &[0; 32]].concat();
                stream.get_mut().0.write_all(&record).await.ok()?;
            }
        }
        Some(stream)
    }
}

/// The next command; nothing where the client is gone.
async fn command<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> Option<String> {
    let mut line = String::new();
    let count = stream.read_line(&mut line).await.ok()?;
    (count > 0).then(|| line.trim_end().to_owned())
}

/// Says the greeting, then one answer to each command; whoever is asked more has no more to say.
async fn answer<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>, answers: &[&str]) -> Option<()> {
    for answer in answers {
        command(stream).await?;
        stream.write_all(answer.as_bytes()).await.ok()?;
        stream.flush().await.ok()?;
    }
    Some(())
}

async fn in_clear(stream: TcpStream, answers: &[&str]) -> Option<BufReader<TcpStream>> {
    stream.set_nodelay(true).ok()?;
    let mut stream = BufReader::new(stream);
    stream.write_all(GREETING[0].as_bytes()).await.ok()?;
    answer(&mut stream, answers).await?;
    Some(stream)
}

async fn in_tls(stream: TcpStream, tls: &TlsAcceptor, answers: &[&str]) -> Option<BufReader<TlsStream<TcpStream>>> {
    let stream = in_clear(stream, &[EHLO[0], GO[0]]).await?;
    let mut stream = BufReader::new(tls.accept(stream.into_inner()).await.ok()?);
    answer(&mut stream, answers).await?;
    Some(stream)
}

/// Sound in all, but that these alerts stand before its hello, in the same packet.
async fn alerts_before_hello(stream: TcpStream, tls: TlsAcceptor, alerts: &[[u8; 2]]) -> Option<()> {
    let mut stream = in_clear(stream, &[EHLO[0], GO[0]]).await?.into_inner();
    let (inside, mut outside) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move {
        answer(&mut BufReader::new(tls.accept(inside).await.ok()?), &[EHLO_TLS[0], "221 bye\r\n"]).await
    });
    let mut chunk = [0; 8_192];
    let count = stream.read(&mut chunk).await.ok()?;
    outside.write_all(&chunk[..count]).await.ok()?;
    let count = outside.read(&mut chunk).await.ok()?;
    let records: Vec<u8> = alerts.iter().flat_map(|[level, alert]| [0x15, 3, 3, 0, 2, *level, *alert]).collect();
    stream.write_all(&[&records, &chunk[..count]].concat()).await.ok()?;
    tokio::io::copy_bidirectional(&mut stream, &mut outside).await.ok()?;
    Some(())
}

#[tokio::test]
async fn what_stands_behind_an_alert_that_ends_a_handshake_makes_none() {
    let authority = Authority::new("Test CA");
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        // close_notify, no_renegotiation, and one that every client goes on behind (RFC 8446 section 6).
        for (alerts, fault) in [
            (&[[1, 0]][..], Some(Fault::Closed)),
            (&[[1, 100]], Some(Fault::TlsAlert)),
            (&[[1, 90]], None),
            (&[[1, 112], [1, 0]], Some(Fault::Closed)),
            (&[[1, 42], [1, 112], [1, 0]], Some(Fault::Closed)),
            (&[[1, 112], [1, 100]], Some(Fault::TlsAlert)),
            (&[[1, 112], [1, 90]], None),
        ] {
            let tls = only_version(&authority, version);
            let at = server(move |_, stream| {
                let tls = tls.clone();
                async move {
                    alerts_before_hello(stream, tls, alerts).await;
                }
            })
            .await;
            let run = run(to_ip(at, TlsPolicy::EncryptionOnly), vantage(&[], &[&authority.pem])).await;
            assert_eq!(only(&run), fault.map(|fault| (Stage::Handshake, fault)), "{alerts:?} {version:?}: {run:#?}");
        }
    }
}

fn only_version(authority: &Authority, version: &'static rustls::SupportedProtocolVersion) -> TlsAcceptor {
    let (leaf, key) = authority.leaf(|_| {});
    let key = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_protocol_versions(&[version])
        .expect("a version")
        .with_no_client_auth()
        .with_single_cert(vec![leaf], key)
        .expect("a chain and its key");
    TlsAcceptor::from(Arc::new(config))
}

fn said(run: &Run, words: &str) -> bool {
    run.endpoints[0].transcript.iter().any(|line| line.text.as_str() == words)
}

#[tokio::test]
async fn whoever_hangs_up_in_clear_before_quit_is_not_healthy() {
    // After EHLO, and after HELO.
    for answers in [&["250-mx.test\r\n250 SIZE 1\r\n"][..], &["502 no\r\n", "250 mx.test\r\n"]] {
        for (end, fault) in [(End::Fin, Fault::Closed), (End::Reset, Fault::Reset)] {
            for samples in [1, 2] {
                let at = server(move |_, stream| async move {
                    if let Some(stream) = in_clear(stream, answers).await {
                        end.clear(stream.get_ref());
                    }
                })
                .await;
                let plan = ProbePlan { samples, ..to_ip(at, TlsPolicy::Opportunistic) };
                let run = run(plan, vantage(&[], &[])).await;
                assert_eq!(only(&run), Some((Stage::Ehlo, fault)), "{end:?} {answers:?}: {run:#?}");
                assert!(!said(&run, "QUIT"), "{run:#?}");
            }
        }
    }
}

#[tokio::test]
async fn whoever_hangs_up_inside_tls_before_quit_is_not_healthy() {
    let authority = Authority::new("Test CA");
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        for (end, fault) in [
            (End::Fin, Fault::Closed),
            (End::Reset, Fault::Reset),
            (End::CloseNotify, Fault::Closed),
            // As it is told where it comes instead of an answer.
            (End::Undecryptable, Fault::TlsMalformed),
        ] {
            let tls = only_version(&authority, version);
            let at = server(move |_, stream| {
                let tls = tls.clone();
                async move {
                    let Some(stream) = in_tls(stream, &tls, EHLO_TLS).await else { return };
                    if let Some(open) = end.secured(stream.into_inner()).await {
                        command(&mut BufReader::new(open)).await;
                    }
                }
            })
            .await;
            for policy in policies() {
                let run = run(to_ip(at, policy), vantage(&[], &[&authority.pem])).await;
                assert_eq!(only(&run), Some((Stage::EhloTls, fault)), "{end:?} {version:?}: {run:#?}");
                assert!(!said(&run, "QUIT"), "{run:#?}");
            }
        }
    }
}

#[tokio::test]
async fn a_sample_that_hangs_up_before_quit_turns_mail_away() {
    let at = server(|number, stream| async move {
        let Some(mut stream) = in_clear(stream, &["250 mx.test\r\n"]).await else { return };
        // The first is polite.
        if number == 0 {
            answer(&mut stream, &["221 bye\r\n"]).await;
        }
    })
    .await;
    let plan = ProbePlan { samples: 2, ..to_ip(at, TlsPolicy::Opportunistic) };
    let run = run(plan, vantage(&[], &[])).await;
    assert_eq!(only(&run), Some((Stage::Ehlo, Fault::Closed)), "{run:#?}");
}

/// How long behind its last answer a server hangs up: around the moment at which QUIT is said, and after it.
const HANGS_UP_AFTER: [Duration; 9] = [
    Duration::from_millis(1),
    Duration::from_micros(3_500),
    Duration::from_micros(4_000),
    Duration::from_micros(4_500),
    Duration::from_micros(5_000),
    Duration::from_micros(5_500),
    Duration::from_millis(6),
    Duration::from_millis(20),
    Duration::from_millis(80),
];

#[tokio::test]
async fn whoever_hangs_up_without_having_read_quit_is_not_healthy_however_close_that_is() {
    let authority = Authority::new("Test CA");
    let tls = only_version(&authority, &rustls::version::TLS13);
    for (end, after) in [End::Fin, End::Reset].into_iter().flat_map(|end| HANGS_UP_AFTER.map(|after| (end, after))) {
        for secured in [false, true] {
            let tls = tls.clone();
            let at = server(move |_, stream| {
                let tls = tls.clone();
                async move {
                    if secured {
                        let Some(stream) = in_tls(stream, &tls, EHLO_TLS).await else { return };
                        tokio::time::sleep(after).await;
                        end.clear(stream.get_ref().get_ref().0);
                    } else if let Some(stream) = in_clear(stream, &["250-mx.test\r\n250 SIZE 1\r\n"]).await {
                        tokio::time::sleep(after).await;
                        end.clear(stream.get_ref());
                    }
                }
            })
            .await;
            let run = run(to_ip(at, TlsPolicy::Opportunistic), vantage(&[], &[&authority.pem])).await;
            let stage = if secured { Stage::EhloTls } else { Stage::Ehlo };
            let (failed, fault) = only(&run).unwrap_or((Stage::Quit, Fault::Silent));
            assert_eq!(failed, stage, "{end:?} after {after:?}: {run:#?}");
            assert!(matches!(fault, Fault::Closed | Fault::Reset), "{end:?} after {after:?}: {run:#?}");
        }
    }
}

#[tokio::test]
async fn whoever_leaves_once_it_has_read_quit_is_healthy_and_whoever_refuses_first_has_refused() {
    const REFUSED: Option<(Stage, Fault)> = Some((Stage::Ehlo, Fault::EhloRejected));
    for (end, first, outcome) in [
        (End::Fin, "250 mx.test\r\n", None),
        // A socket that is closed over an unread QUIT does that too, so nothing shows that this one was not.
        (End::Reset, "250 mx.test\r\n", Some((Stage::Ehlo, Fault::Reset))),
        (End::Fin, "450 not now\r\n", REFUSED),
        (End::Reset, "450 not now\r\n", REFUSED),
    ] {
        let at = server(move |_, stream| async move {
            let Some(mut stream) = in_clear(stream, &[first]).await else { return };
            if outcome != REFUSED {
                command(&mut stream).await;
            }
            end.clear(stream.get_ref());
        })
        .await;
        let plan = ProbePlan { ehlo: Some("probe.test".into()), ..to_ip(at, TlsPolicy::Opportunistic) };
        let run = run(plan, vantage(&[], &[])).await;
        assert_eq!(only(&run), outcome, "{end:?}: {run:#?}");
    }
}

/// How long behind an answer the 421 comes: before QUIT, or as what seems its answer.
const DELAYS: [u64; 4] = [0, 8, 50, 80];

/// Says that it closes, after a while, and does so at once or once it was told goodbye.
async fn leave<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>, delay: u64, waits: bool) -> Option<()> {
    tokio::time::sleep(Duration::from_millis(delay)).await;
    stream.write_all(b"421 4.3.2 closing\r\n").await.ok()?;
    stream.flush().await.ok()?;
    if waits {
        command(stream).await;
    }
    Some(())
}

/// Whether the only address ended in what `421` is told as.
fn left(run: &Run, stage: Stage) -> bool {
    let told = |e: &Evidence| matches!(e, Evidence::ReplyUnasked { status, .. } if status == "421");
    only(run) == Some((stage, Fault::ReplyUnasked)) && run.endpoints[0].evidence.iter().any(told)
}

#[tokio::test]
async fn a_421_in_clear_before_quit_or_as_its_answer_is_never_taken_for_a_farewell() {
    for answers in [&["250-mx.test\r\n250 SIZE 1\r\n"][..], &["502 no\r\n", "250 mx.test\r\n"]] {
        for (delay, waits) in DELAYS.into_iter().flat_map(|delay| [(delay, false), (delay, true)]) {
            let at = server(move |_, stream| async move {
                let Some(mut stream) = in_clear(stream, answers).await else { return };
                leave(&mut stream, delay, waits).await.unwrap_or_default();
            })
            .await;
            let run = run(to_ip(at, TlsPolicy::Opportunistic), vantage(&[], &[])).await;
            assert!(left(&run, Stage::Ehlo), "{delay} ms {waits} {answers:?}: {run:#?}");
        }
    }
}

#[tokio::test]
async fn a_421_inside_tls_before_quit_or_as_its_answer_is_never_taken_for_a_farewell() {
    let authority = Authority::new("Test CA");
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        for (delay, waits) in DELAYS.into_iter().flat_map(|delay| [(delay, false), (delay, true)]) {
            let tls = only_version(&authority, version);
            let at = server(move |_, stream| {
                let tls = tls.clone();
                async move {
                    let Some(mut stream) = in_tls(stream, &tls, EHLO_TLS).await else { return };
                    leave(&mut stream, delay, waits).await.unwrap_or_default();
                }
            })
            .await;
            let run = run(to_ip(at, TlsPolicy::CertificateValidation), vantage(&[], &[&authority.pem])).await;
            assert!(left(&run, Stage::EhloTls), "{delay} ms {waits} {version:?}: {run:#?}");
        }
    }
}

#[tokio::test]
async fn a_421_behind_a_refusal_leaves_the_refusal_as_it_is() {
    for (delay, waits) in DELAYS.into_iter().flat_map(|delay| [(delay, false), (delay, true)]) {
        let at = server(move |_, stream| async move {
            let Some(mut stream) = in_clear(stream, &["450 not now\r\n"]).await else { return };
            leave(&mut stream, delay, waits).await.unwrap_or_default();
        })
        .await;
        let plan = ProbePlan { ehlo: Some("probe.test".into()), ..to_ip(at, TlsPolicy::Opportunistic) };
        let run = run(plan, vantage(&[], &[])).await;
        assert_eq!(only(&run), Some((Stage::Ehlo, Fault::EhloRejected)), "{delay} ms {waits}: {run:#?}");
    }
}

/// Answers in turn, the last of them to nothing more than its beginning, and writes down what is heard till the end.
async fn fall_silent<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: BufReader<S>,
    answers: &[&str],
    heard: &Heard,
) -> Option<()> {
    let mut answers = answers.iter();
    while let Some(line) = command(&mut stream).await {
        heard.lock().expect("no panic").push(line.split(' ').next().unwrap_or_default().to_owned());
        if let Some(answer) = answers.next() {
            stream.write_all(answer.as_bytes()).await.ok()?;
            stream.flush().await.ok()?;
        }
    }
    Some(())
}

#[tokio::test]
async fn nothing_is_sent_while_an_answer_is_still_to_come() {
    let authority = Authority::new("Test CA");
    let (leaf, key) = authority.leaf(|_| {});
    let tls = acceptor(vec![leaf], &key);
    let (ehlo, in_tls_too) = (Fault::EhloRejected, Fault::EhloTlsRejected);
    for (is_secured, answers, expected, fault) in [
        (false, &[][..], &["EHLO"][..], Fault::Silent),
        (false, &["250-mx.test\r\n"], &["EHLO"], Fault::Silent),
        (false, EHLO, &["EHLO", "STARTTLS"], Fault::Silent),
        (false, &["550 no literal\r\n"], &["EHLO", "EHLO"], ehlo),
        (false, &["550 no literal\r\n", "250-mx.test\r\n"], &["EHLO", "EHLO"], ehlo),
        (false, &["450 no literal\r\n"], &["EHLO", "EHLO"], ehlo),
        (false, &["550 no\r\n", "550 no\r\n"], &["EHLO", "EHLO", "HELO"], ehlo),
        (false, &["502 no\r\n"], &["EHLO", "HELO"], ehlo),
        (false, &["502 no\r\n", "250-mx.test\r\n"], &["EHLO", "HELO"], ehlo),
        (true, &[], &["EHLO"], Fault::Silent),
        (true, &["550 no literal\r\n"], &["EHLO", "EHLO"], in_tls_too),
    ] {
        let (tls, heard) = (tls.clone(), Heard::default());
        let record = heard.clone();
        let at = server(move |_, stream| {
            let (tls, heard) = (tls.clone(), record.clone());
            async move {
                if is_secured {
                    let Some(stream) = in_tls(stream, &tls, &[]).await else { return };
                    fall_silent(stream, answers, &heard).await.unwrap_or_default();
                } else {
                    let Some(stream) = in_clear(stream, &[]).await else { return };
                    fall_silent(stream, answers, &heard).await.unwrap_or_default();
                }
            }
        })
        .await;
        let plan = ProbePlan { ehlo: Some("[127.0.0.1]".into()), ..to_ip(at, TlsPolicy::Opportunistic) };
        let mut limits = plan.limits;
        limits.reply_ms = 300;
        let run = run(ProbePlan { limits, ..plan }, vantage(&[], &[&authority.pem])).await;
        assert_eq!(only(&run).map(|(_, fault)| fault), Some(fault), "{answers:?}: {run:#?}");
        // What was said last may still be on its way to the one who writes it down.
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert_eq!(*heard.lock().expect("no panic"), expected, "{answers:?}: {run:#?}");
    }
}

#[tokio::test]
async fn a_reply_whose_lines_contradict_each_other_is_garbled_whichever_comes_last() {
    for (script, stage, words) in [
        (Script { greeting: &["554-go away\r\n", "220 mx\r\n"], ..HEALTHY }, Stage::Greeting, "554-go away / 220 mx"),
        (Script { greeting: &["220-mx\r\n", "554 no\r\n"], ..HEALTHY }, Stage::Greeting, "220-mx / 554 no"),
        (Script { ehlo: &["550-no\r\n", "250 STARTTLS\r\n"], ..HEALTHY }, Stage::Ehlo, "550-no / 250 STARTTLS"),
        (Script { ehlo: &["250-a\r\n550-b\r\n", "250 c\r\n"], ..HEALTHY }, Stage::Ehlo, "250-a / 550-b / 250 c"),
        (Script { starttls: &["454-no\r\n", "220 go\r\n"], ..HEALTHY }, Stage::StartTls, "454-no / 220 go"),
        (Script { greeting: &["221-mx\r\n", "220 mx\r\n"], ..HEALTHY }, Stage::Greeting, "221-mx / 220 mx"),
        (
            Script { ehlo: &["250-a\r\n251-b\r\n", "250 STARTTLS\r\n"], ..HEALTHY },
            Stage::Ehlo,
            "250-a / 251-b / 250 STARTTLS",
        ),
        (
            Script { starttls: &["220-a\r\n221-b\r\n", "220 go\r\n"], ..HEALTHY },
            Stage::StartTls,
            "220-a / 221-b / 220 go",
        ),
        (Script { ehlo_tls: &["250-a\r\n", "251 x\r\n"], ..HEALTHY }, Stage::EhloTls, "250-a / 251 x"),
        (Script { ehlo_tls: &["550-no\r\n", "250 x\r\n"], ..HEALTHY }, Stage::EhloTls, "550-no / 250 x"),
    ] {
        for cut in Cut::ALL {
            for policy in policies() {
                let run = script.met(cut, policy).await;
                assert_eq!(only(&run), Some((stage, Fault::ReplyMalformed)), "{cut:?}: {run:#?}");
                let told =
                    |e: &Evidence| matches!(e, Evidence::ReplyMalformed { received, .. } if received.as_str() == words);
                assert!(run.endpoints[0].evidence.iter().any(told), "{words}: {run:#?}");
            }
        }
    }
    // HELO, and a name instead of an address, are accepted by no such reply either.
    for answers in [&["502 no\r\n", "550-no\r\n250 x\r\n"][..], &["550 no literal\r\n", "550-no\r\n250 x\r\n"]] {
        let at = server(move |_, stream| async move {
            let Some(mut stream) = in_clear(stream, answers).await else { return };
            answer(&mut stream, &["502 no\r\n", "221 bye\r\n"]).await.unwrap_or_default();
        })
        .await;
        let plan = ProbePlan { ehlo: Some("[127.0.0.1]".into()), ..to_ip(at, TlsPolicy::Opportunistic) };
        let run = run(plan, vantage(&[], &[])).await;
        assert_eq!(only(&run), Some((Stage::Ehlo, Fault::EhloRejected)), "{answers:?}: {run:#?}");
    }
}

/// What a server does once it has read QUIT, after an EHLO that it answered well.
#[derive(Clone, Copy, Debug)]
enum AtQuit {
    /// Says that, and waits for the other side to hang up.
    Says(&'static str),
    /// Says that, and closes the connection for writing.
    SaysAndLeaves(&'static str),
    /// Says no end of one line that begins so.
    Babbles(&'static str, usize),
    /// Says that in pieces, with this many milliseconds between them.
    Drips(u64, &'static [&'static str]),
}

impl AtQuit {
    async fn act<S: AsyncRead + AsyncWrite + Unpin>(self, stream: &mut BufReader<S>) -> Option<()> {
        command(stream).await?;
        match self {
            Self::Says(words) | Self::SaysAndLeaves(words) => stream.write_all(words.as_bytes()).await.ok()?,
            Self::Babbles(begin, count) => {
                stream.write_all(&[begin.as_bytes(), &b"a".repeat(count)].concat()).await.ok()?;
            }
            Self::Drips(pause, pieces) => {
                for piece in pieces {
                    stream.write_all(piece.as_bytes()).await.ok()?;
                    stream.flush().await.ok()?;
                    tokio::time::sleep(Duration::from_millis(pause)).await;
                }
            }
        }
        stream.flush().await.ok()?;
        if let Self::SaysAndLeaves(_) = self {
            stream.shutdown().await.ok()?;
        }
        command(stream).await;
        Some(())
    }

    async fn met(self, secured: bool, tls: &TlsAcceptor, pem: &str) -> Run {
        let tls = tls.clone();
        let at = server(move |_, stream| {
            let tls = tls.clone();
            async move {
                if secured {
                    let Some(mut stream) = in_tls(stream, &tls, EHLO_TLS).await else { return };
                    self.act(&mut stream).await.unwrap_or_default();
                } else {
                    let Some(mut stream) = in_clear(stream, &["250 mx.test\r\n"]).await else { return };
                    self.act(&mut stream).await.unwrap_or_default();
                }
            }
        })
        .await;
        run(to_ip(at, TlsPolicy::Opportunistic), vantage(&[], &[pem])).await
    }
}

#[tokio::test]
async fn whoever_answers_quit_with_anything_but_221_is_healthy_and_that_is_told() {
    let authority = Authority::new("Test CA");
    let tls = only_version(&authority, &rustls::version::TLS13);
    for (what, answer, received) in [
        (AtQuit::Says("500 what?\r\n"), QuitAnswer::Other, "500 what?"),
        (AtQuit::Says("250 ok\r\n"), QuitAnswer::Other, "250 ok"),
        (AtQuit::SaysAndLeaves("450-not\r\n450 now\r\n"), QuitAnswer::Other, "450-not / 450 now"),
        (AtQuit::SaysAndLeaves("250-bye\r\n221 bye\r\n"), QuitAnswer::Other, "250-bye / 221 bye"),
        (AtQuit::Says("bye bye\r\n"), QuitAnswer::Other, "bye bye"),
        (AtQuit::SaysAndLeaves("bye"), QuitAnswer::Other, "bye"),
        (AtQuit::Says("221-bye\r\n"), QuitAnswer::Unended, "221-bye"),
        (AtQuit::SaysAndLeaves("221 bye"), QuitAnswer::Unended, "221 bye"),
        (AtQuit::Babbles("221 ", 70_000), QuitAnswer::Unended, "221 aaa"),
        (AtQuit::Babbles("", 1_500), QuitAnswer::Other, "aaa"),
        (AtQuit::Babbles("", 60_000), QuitAnswer::Other, "aaa"),
        (AtQuit::Babbles("\0\0", 300_000), QuitAnswer::Other, "\\x00\\x00aaa"),
        (AtQuit::Babbles("bye\r\n", 60_000), QuitAnswer::Other, "bye"),
        (AtQuit::Drips(40, &["x", "y", "z", "x", "y"]), QuitAnswer::Other, "x"),
        (AtQuit::Says("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n"), QuitAnswer::Other, "HTTP/1.1 400"),
        (AtQuit::Says(""), QuitAnswer::Silent, ""),
        (AtQuit::SaysAndLeaves(""), QuitAnswer::Closed, ""),
    ] {
        for secured in [false, true] {
            let run = what.met(secured, &tls, &authority.pem).await;
            assert_healthy(&run);
            let told: Vec<_> = run.endpoints[0].evidence.iter().filter(|e| e.id() == "quit-answered").collect();
            let [Evidence::QuitAnswered { answer: seen, received: words, .. }] = told[..] else {
                panic!("{received:?} {secured}: {run:#?}")
            };
            assert_eq!(*seen, answer, "{received:?} {secured}: {run:#?}");
            let words = words.as_ref().map(|words| words.as_str()).unwrap_or_default();
            assert!(words.starts_with(received) && words.is_empty() == received.is_empty(), "{words:?}: {run:#?}");
            assert!(words.len() <= 520, "{words:?} is no short quote");
        }
    }
}

#[tokio::test]
async fn whoever_says_opposites_or_that_it_leaves_on_quit_is_not_healthy_whichever_line_comes_last() {
    let authority = Authority::new("Test CA");
    let tls = only_version(&authority, &rustls::version::TLS13);
    for (what, fault) in [
        (AtQuit::Says("421-a\r\n221 b\r\n"), Fault::ReplyMalformed),
        (AtQuit::Says("221-a\r\n421 b\r\n"), Fault::ReplyMalformed),
        (AtQuit::SaysAndLeaves("550-a\r\n221 b\r\n"), Fault::ReplyMalformed),
        (AtQuit::Says("221-a\r\n550 b\r\n"), Fault::ReplyMalformed),
        (AtQuit::Says("250-a\r\n450-b\r\n250 c\r\n"), Fault::ReplyMalformed),
        (AtQuit::Drips(20, &["354-a\r\n", "221 b\r\n"]), Fault::ReplyMalformed),
        (AtQuit::Says("421-a\r\n421 b\r\n"), Fault::ReplyUnasked),
        (AtQuit::Says("421-a\r\n450 b\r\n"), Fault::ReplyUnasked),
        (AtQuit::SaysAndLeaves("421-a\r\n"), Fault::ReplyUnasked),
        (AtQuit::Says("421 a"), Fault::ReplyUnasked),
        (AtQuit::Babbles("421 ", 70_000), Fault::ReplyEndless),
        (AtQuit::Drips(120, &["xx", "221 bye\r\n"]), Fault::ReplyMalformed),
        (AtQuit::Says("xx\r\nyy\r\n221 bye\r\n"), Fault::ReplyMalformed),
    ] {
        for secured in [false, true] {
            let run = what.met(secured, &tls, &authority.pem).await;
            let stage = if secured { Stage::EhloTls } else { Stage::Ehlo };
            assert_eq!(only(&run), Some((stage, fault)), "{what:?}: {run:#?}");
        }
    }
}

/// A server that says that a while after its last answer and hangs up without reading QUIT.
async fn says_and_hangs_up(words: &'static str, secured: bool, tls: &TlsAcceptor, pem: &str) -> Run {
    async fn act<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>, words: &str) {
        tokio::time::sleep(Duration::from_millis(30)).await;
        let _ = stream.write_all(words.as_bytes()).await;
        let _ = stream.flush().await;
    }
    let tls = tls.clone();
    let at = server(move |_, stream| {
        let tls = tls.clone();
        async move {
            if secured {
                let Some(mut stream) = in_tls(stream, &tls, EHLO_TLS).await else { return };
                act(&mut stream, words).await;
            } else {
                let Some(mut stream) = in_clear(stream, &["250 mx.test\r\n"]).await else { return };
                act(&mut stream, words).await;
            }
        }
    })
    .await;
    run(to_ip(at, TlsPolicy::Opportunistic), vantage(&[], &[pem])).await
}

#[tokio::test]
async fn what_is_said_by_whoever_hangs_up_over_quit_is_no_answer_to_it() {
    let authority = Authority::new("Test CA");
    let tls = only_version(&authority, &rustls::version::TLS13);
    let replies = ["550 5.7.1 you are blocked\r\n", "451 later\r\n", "250 ok\r\n", "220 mx ESMTP\r\n", "354 go\r\n"];
    let no_replies = ["\0\0", "Segmentation fault", "panic: oh no\r\n", "x\r\ny\r\n", "221x\r\n"];
    let replies = replies.into_iter().map(|words| (words, Fault::ReplyUnasked));
    let no_replies = no_replies.into_iter().map(|words| (words, Fault::ReplyMalformed));
    let unended = ["", "550 5.7", "550-a\r\n"].into_iter().map(|words| (words, Fault::Reset));
    for (words, fault) in replies.chain(no_replies).chain(unended) {
        for secured in [false, true] {
            let run = says_and_hangs_up(words, secured, &tls, &authority.pem).await;
            let stage = if secured { Stage::EhloTls } else { Stage::Ehlo };
            assert_eq!(only(&run), Some((stage, fault)), "{words:?}: {run:#?}");
        }
    }
    // More than is read of any reply: the reset stands behind it.
    let long = format!("{}550 z\r\n", format!("550-{}\r\n", "a".repeat(60)).repeat(250));
    for words in [long, format!("550 {}", "x".repeat(100_000)), "x".repeat(100_000)] {
        let words: &'static str = words.leak();
        for secured in [false, true] {
            let run = says_and_hangs_up(words, secured, &tls, &authority.pem).await;
            assert!(only(&run).is_some(), "{:?}, {secured}: {run:#?}", &words[..20]);
        }
    }
    // A farewell looks the same whether QUIT was read or not.
    for secured in [false, true] {
        assert_healthy(&says_and_hangs_up("221 bye\r\n", secured, &tls, &authority.pem).await);
    }
}

#[tokio::test]
async fn a_reply_behind_the_farewell_is_one_too_many_whether_quit_was_read_or_not() {
    let authority = Authority::new("Test CA");
    let tls = only_version(&authority, &rustls::version::TLS13);
    for words in [
        "221 a\r\n550 x\r\n",
        "221-a\r\n221 b\r\n250 ok\r\n",
        "221 a\r\n421 x\r\n",
        "221-a\r\n250 b\r\n550\r\n",
        "221 a\r\n\x1b[m550 x\r\n",
        "221 a\r\n\u{9b}1m\x00550 x\r\n",
        "221 a\r\n\x7f\x08\x0b\x0c\r550 x\r\n",
        "221 a\r\n\u{85}\u{2028}\u{200b}550 x\r\n",
        "221 a\x0b550 x\r\n550 x\r\n",
    ] {
        for secured in [false, true] {
            let stage = if secured { Stage::EhloTls } else { Stage::Ehlo };
            for run in [
                says_and_hangs_up(words, secured, &tls, &authority.pem).await,
                AtQuit::Says(words).met(secured, &tls, &authority.pem).await,
                AtQuit::SaysAndLeaves(words).met(secured, &tls, &authority.pem).await,
            ] {
                assert_eq!(only(&run), Some((stage, Fault::ReplyUnasked)), "{words:?}: {run:#?}");
            }
        }
    }
    for what in [
        AtQuit::Drips(30, &["221 a\r\n", "55", "0 x\r\n"]),
        // The line begins in time and ends behind that.
        AtQuit::Drips(60, &["221 a\r\n", "55", "0 x\r\n"]),
        AtQuit::Drips(1, &["221 a\r\n", "550 x"]),
    ] {
        let run = what.met(true, &tls, &authority.pem).await;
        assert_eq!(only(&run), Some((Stage::EhloTls, Fault::ReplyUnasked)), "{what:?}: {run:#?}");
    }
    // Nothing after QUIT is a fault that is no reply; words are told.
    let nothing: &'static str = format!("221 a\r\n{}550 x\r\n", "\0".repeat(80_000)).leak();
    for (words, is_told) in [
        (nothing, true),
        ("221 a\r\n\r\n", false),
        ("221 a\r\n\0", false),
        ("221 a\r\nbye\r\n", true),
        ("221 a\r\nhi", true),
        ("221 a\r550 x\r\n", true),
        ("221 a\r\né\r\n", true),
        ("221 a\r\n  250 messages today\r\n", true),
        ("221 a\r\nПринято 250 писем\r\n", true),
    ] {
        for what in [AtQuit::Says(words), AtQuit::SaysAndLeaves(words)] {
            let run = what.met(false, &tls, &authority.pem).await;
            assert_healthy(&run);
            let told = run.endpoints.iter().flat_map(|endpoint| &endpoint.evidence);
            let told = told.filter(|seen| matches!(seen, Evidence::QuitAnswered { .. })).count();
            assert_eq!(told == 1, is_told, "{words:?}: {run:#?}");
        }
    }
}

#[tokio::test]
async fn a_control_in_the_farewell_or_behind_it_is_told_with_the_line_it_stands_in() {
    let authority = Authority::new("Test CA");
    let tls = only_version(&authority, &rustls::version::TLS13);
    for (words, told) in [
        ("221 a\x1b]0;550 x\r\n", r"221 a\x1b]0;550 x"),
        ("221 a\x1b[550 x\r\n", r"221 a\x1b[550 x"),
        ("221 a\x00550 x\r\n", r"221 a\x00550 x"),
        ("221 a\u{85}550 x\r\n", r"221 a\u{85}550 x"),
        ("221 a\u{2028}421 x\r\n", r"221 a\u{2028}421 x"),
        ("221 a\x0b550 x\r\n", r"221 a\x0b550 x"),
        ("221 a\x0c550 x\r\n", r"221 a\x0c550 x"),
        ("221 a\x08\x08550 x\r\n", r"221 a\x08\x08550 x"),
        ("221 a\x7f421 x\r\n", r"221 a\x7f421 x"),
        ("221 a\r550 x\r\n", r"221 a\x0d550 x"),
        ("221-a\x07\r\n221 b\r\n", r"221-a\x07 / 221 b"),
        ("250-a\r\r\n221 b\r\n", r"250-a\x0d / 221 b"),
        // The line ends in CR CR LF.
        ("221 a\r\r\n", r"221 a\x0d"),
        ("221 a\r\n\x1b]0;550 x\r\n", r"221 a / \x1b]0;550 x"),
        ("221 a\r\n\x1b]0;550 x", r"221 a / \x1b]0;550 x"),
        ("221 a\r\n\x1b[550 x\r\n", r"221 a / \x1b[550 x"),
        ("221 a\r\n5\x1b[m50 x\r\n", r"221 a / 5\x1b[m50 x"),
    ] {
        for secured in [false, true] {
            for what in [AtQuit::Says(words), AtQuit::SaysAndLeaves(words)] {
                let run = what.met(secured, &tls, &authority.pem).await;
                assert_healthy(&run);
                let seen = run.endpoints[0].evidence.iter().filter_map(|seen| match seen {
                    Evidence::QuitAnswered { received: Some(words), .. } => Some(words.as_str()),
                    _ => None,
                });
                assert_eq!(seen.collect::<Vec<_>>(), [told], "{what:?}: {run:#?}");
            }
        }
    }
    let long: &'static str = format!("221 {}\x1b550 x\r\n", "a".repeat(3_000)).leak();
    for what in [AtQuit::Says(long), AtQuit::Drips(20, &["221 a\x1b]0;", "550 x", "\r\n"])] {
        let run = what.met(false, &tls, &authority.pem).await;
        assert_healthy(&run);
        assert!(run.endpoints[0].evidence.iter().any(|seen| seen.id() == "quit-answered"), "{run:#?}");
    }
}

#[tokio::test]
async fn a_421_at_quit_is_no_odd_farewell_however_it_is_written() {
    let authority = Authority::new("Test CA");
    let tls = only_version(&authority, &rustls::version::TLS13);
    let forms = [
        AtQuit::Says("421"),
        AtQuit::SaysAndLeaves("421"),
        AtQuit::Says("421\tx\r\n"),
        AtQuit::SaysAndLeaves("421.x"),
        AtQuit::Says("421.x\r\n"),
        AtQuit::Says("421: closing\r\n"),
        AtQuit::Says("421é\r\n"),
        AtQuit::Says("\u{0}421 bye\r\n"),
        AtQuit::Says(" 421 bye\r\n"),
        AtQuit::SaysAndLeaves("\u{feff}421 bye"),
        AtQuit::Says("\u{1b}421 bye\r\n"),
        AtQuit::Says("\u{1b}[m421 bye\r\n"),
        AtQuit::SaysAndLeaves("\u{1b}[1;31m\u{1b}[K421 bye"),
        AtQuit::Says("\u{1b}(B\u{1b}c421.x\r\n"),
        AtQuit::Says("\u{1b}]0;mx\u{7}421 bye\r\n"),
        AtQuit::Says("\u{1b}]0;mx\u{1b}\\421 bye\r\n"),
        AtQuit::Says("bye\r\n421.x\r\n"),
        AtQuit::SaysAndLeaves("250 ok\r\n421"),
        AtQuit::Drips(20, &["42", "1", ":"]),
        // For longer than the answer to QUIT is waited for.
        AtQuit::Drips(40, &["221 bye\r\n", "\u{1b}", "[", "0", "m", "4", "2", "1 no\r\n"]),
        AtQuit::Says("4\u{1b}[m21 bye\r\n"),
        AtQuit::Says("42\u{0}1 bye\r\n"),
        AtQuit::Says("4\u{8}2\u{85}1 bye\r\n"),
        AtQuit::SaysAndLeaves("\u{200b}4\u{200b}2\u{9b}m1"),
        // What has no end, what terminals read in several ways, and a cursor that goes back.
        AtQuit::Says("\u{1b}7421 bye\r\n"),
        AtQuit::Says("4\u{1b}72\u{1b}81 bye\r\n"),
        AtQuit::Says("\u{1b}]0;mx\u{9c}421 bye\r\n"),
        AtQuit::Says("\u{9d}0;mx\u{18}421 bye\r\n"),
        AtQuit::Says("\u{90}mx\u{7}421 bye\r\n"),
        AtQuit::Says("\u{1b}[\u{7}m421 bye\r\n"),
        AtQuit::SaysAndLeaves("\u{1b}[421 bye"),
        AtQuit::Says("\u{1b}]421 bye\r\n"),
        AtQuit::Says("\u{1b}[1;421mx\r\n"),
        AtQuit::Says("xxx\u{8}\u{8}\u{8}421 bye\r\n"),
        AtQuit::Says("250 ok\r421 no\r\n"),
        AtQuit::Says("250-ok\u{1b}[2K\u{1b}[1G421 closing\r\n250 ok\r\n"),
        AtQuit::Says("9\r421\r\n"),
        AtQuit::Says("12\u{8}\u{8}421\r\n"),
        AtQuit::Says("bye\u{2028}421\r\n"),
    ];
    for what in forms {
        for secured in [false, true] {
            let run = what.met(secured, &tls, &authority.pem).await;
            let stage = if secured { Stage::EhloTls } else { Stage::Ehlo };
            let fault = only(&run);
            assert!(
                matches!(fault, Some((at, Fault::ReplyMalformed | Fault::ReplyUnasked)) if at == stage),
                "{what:?}: {run:#?}"
            );
        }
    }
    for what in [
        AtQuit::Says("4210\r\n"),
        AtQuit::Says("I say 421\r\n"),
        AtQuit::Says("4 2 1\r\n"),
        AtQuit::Says("\u{1b}[1;4210mx\r\n"),
    ] {
        assert_healthy(&what.met(false, &tls, &authority.pem).await);
    }
}

/// Sound in all, but that this stands in clear behind its answer to a command inside TLS, in the same packet or a while later.
async fn breaks_tls_behind(
    answered: &str,
    mut stream: TcpStream,
    tls: TlsAcceptor,
    broken: &[u8],
    pause: Duration,
) -> Option<()> {
    stream = in_clear(stream, &[EHLO[0], GO[0]]).await?.into_inner();
    let (inside, mut outside) = tokio::io::duplex(1 << 16);
    let said = Arc::new(AtomicBool::new(false));
    let (saying, answered) = (said.clone(), answered.to_owned());
    tokio::spawn(async move {
        let mut stream = BufReader::new(tls.accept(inside).await.ok()?);
        for reply in [EHLO_TLS[0], "221 bye\r\n"] {
            let asked = command(&mut stream).await?;
            saying.store(asked.starts_with(&answered), Ordering::SeqCst);
            answer_now(&mut stream, reply).await?;
        }
        command(&mut stream).await
    });
    let (mut theirs, mut ours) = ([0; 8_192], [0; 8_192]);
    loop {
        tokio::select! {
            count = stream.read(&mut theirs) => {
                let count = count.ok().filter(|count| *count > 0)?;
                outside.write_all(&theirs[..count]).await.ok()?;
            }
            count = outside.read(&mut ours) => {
                let mut bytes = ours[..count.ok().filter(|count| *count > 0)?].to_vec();
                if said.load(Ordering::SeqCst) && pause.is_zero() {
                    bytes.extend_from_slice(broken);
                }
                stream.write_all(&bytes).await.ok()?;
                if said.swap(false, Ordering::SeqCst) && !pause.is_zero() {
                    tokio::time::sleep(pause).await;
                    stream.write_all(broken).await.ok()?;
                }
            }
        }
    }
}

/// Says something that was not asked for, inside TLS.
async fn answer_now<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut BufReader<S>, said: &str) -> Option<()> {
    stream.write_all(said.as_bytes()).await.ok()?;
    stream.flush().await.ok()
}

#[tokio::test]
async fn tls_that_breaks_behind_a_whole_farewell_is_no_fault_in_whichever_packet_it_comes() {
    let authority = Authority::new("Test CA");
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let tls = only_version(&authority, version);
        for broken in [&b"\x15\x03\x03\0\x02\x01\0"[..], b"221 bye\r\n", b"\x17\x03\x03\0\x05hello"] {
            for pause in [Duration::ZERO, Duration::from_millis(20)] {
                let tls = tls.clone();
                let at = server(move |_, stream| {
                    let tls = tls.clone();
                    async move {
                        breaks_tls_behind("QUIT", stream, tls, broken, pause).await.unwrap_or_default();
                    }
                })
                .await;
                let run = run(to_ip(at, TlsPolicy::EncryptionOnly), vantage(&[], &[&authority.pem])).await;
                assert_healthy(&run);
            }
        }
    }
}

#[tokio::test]
async fn tls_that_breaks_behind_the_last_answer_is_never_healthy_however_close_to_quit_that_is() {
    let authority = Authority::new("Test CA");
    for version in [&rustls::version::TLS12, &rustls::version::TLS13] {
        let tls = only_version(&authority, version);
        for broken in [&b"\x15\x03\x03\0\x02\x02\x50"[..], b"421 bye\r\n", b"\x17\x03\x03\0\x05hello"] {
            for pause in (0..=28).map(|quarter| Duration::from_micros(quarter * 250)) {
                let tls = tls.clone();
                let at = server(move |_, stream| {
                    let tls = tls.clone();
                    async move {
                        breaks_tls_behind("EHLO", stream, tls, broken, pause).await.unwrap_or_default();
                    }
                })
                .await;
                let run = run(to_ip(at, TlsPolicy::EncryptionOnly), vantage(&[], &[&authority.pem])).await;
                let (stage, _) = only(&run).unwrap_or_else(|| panic!("healthy after {pause:?}: {run:#?}"));
                assert_eq!(stage, Stage::EhloTls, "after {pause:?}: {run:#?}");
            }
        }
    }
}

#[tokio::test]
async fn a_size_that_is_too_small_for_mail_is_told_once_and_stops_nothing() {
    for (ehlo, told) in [("250-mx.test\r\n250 SIZE 1\r\n", 1), ("250-mx.test\r\n250 SIZE 10240000\r\n", 0)] {
        let at = Smtp { ehlo, ..Smtp::plain() }.listen().await;
        let run = run(to_ip(at, TlsPolicy::Opportunistic), vantage(&[], &[])).await;
        assert_healthy(&run);
        let sizes = run.endpoints[0].evidence.iter().filter(|e| matches!(e, Evidence::SizeSmall { octets: 1 }));
        assert_eq!(sizes.count(), told, "{ehlo:?}: {run:#?}");
    }
}

#[tokio::test]
async fn whoever_answers_quit_with_221_leaves_nothing_to_tell() {
    let authority = Authority::new("Test CA");
    let tls = only_version(&authority, &rustls::version::TLS13);
    for what in
        [AtQuit::Says("221 bye\r\n"), AtQuit::SaysAndLeaves("221-bye\r\n221 bye\r\n"), AtQuit::SaysAndLeaves("221\r\n")]
    {
        for secured in [false, true] {
            let run = what.met(secured, &tls, &authority.pem).await;
            assert_healthy(&run);
            assert!(run.endpoints[0].evidence.iter().all(|e| e.id() != "quit-answered"), "{run:#?}");
        }
    }
}
