//! A mail server that says and does what its scenario tells it: healthy where the scenario says nothing.
//!
//! It reads commands, never a message, and never more than [`LINE`] bytes of one. Whatever a turn ends in is
//! done to the real socket: a close is a FIN, a reset a RST, silence is an open connection.

use std::{
    io,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::sleep,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use super::{
    handshake,
    wire::{Wire, fall_silent},
};
use crate::model::{LabHandshake, LabLineEnd, LabPace, LabProtocol, LabServer, LabThen, LabTurn};

/// The longest command that is read (RFC 5321 section 4.5.3.1.4 allows 512).
const LINE: u64 = 4096;
/// Between two bytes of a server that dribbles.
const DRIP: Duration = Duration::from_millis(200);

/// One server of a scenario, as its connections share it.
pub(super) struct Host {
    /// What it is from which connection on, in order; the first from the first one.
    lives: Vec<(usize, Arc<Life>)>,
    /// How many connections there were.
    met: AtomicUsize,
}

/// What a server is for a while.
pub(super) struct Life {
    /// Its name, `{host}` in what it says.
    pub(super) name: String,
    /// What it does.
    pub(super) server: LabServer,
    /// Its certificates; connections take turns.
    pub(super) tls: Vec<TlsAcceptor>,
}

/// What is left to do with a connection after a turn.
enum Next {
    Command,
    Over,
}

/// A connection in clear or inside TLS, of which the wire can be reached, to reset it.
trait Line: AsyncRead + AsyncWrite + Unpin + Send {
    fn wire(&self) -> &Wire;
}

impl Line for Wire {
    fn wire(&self) -> &Wire {
        self
    }
}

impl Line for TlsStream<Wire> {
    fn wire(&self) -> &Wire {
        self.get_ref().0
    }
}

impl Host {
    /// One that is these things from these connections on.
    pub(super) fn new(lives: Vec<(usize, Arc<Life>)>) -> Self {
        Self { lives, met: AtomicUsize::new(0) }
    }

    /// The number of a new connection, from 0, and what the server is for it.
    pub(super) fn meet(&self) -> (usize, Arc<Life>) {
        let turn = self.met.fetch_add(1, Ordering::Relaxed);
        let (_, life) = self.lives.iter().rfind(|(from, _)| *from <= turn).expect("the first is from the first one");
        (turn, Arc::clone(life))
    }
}

impl Life {
    /// Serves one connection to its end. An error is the client's leaving, so nobody is told.
    pub(super) async fn serve(self: Arc<Self>, turn: usize, stream: TcpStream) -> io::Result<()> {
        let acceptor = &self.tls[turn % self.tls.len()];
        let stream = Wire::new(stream, self.server.cut_after)?;
        match self.server.speaks {
            LabProtocol::Smtp => {}
            LabProtocol::Http => return http(stream).await,
            LabProtocol::Tls => {
                let mut stream = BufReader::new(acceptor.accept(stream).await?);
                if let Next::Command = self.take(&self.server.greeting, &mut stream, greeting()).await? {
                    self.talk_inside(&mut stream).await?;
                }
                return Ok(());
            }
        }
        let mut reader = BufReader::new(stream);
        if let Next::Over = self.take(&self.server.greeting, &mut reader, greeting()).await? {
            return Ok(());
        }
        if !self.talk_in_clear(&mut reader).await? {
            return Ok(());
        }
        // What came after STARTTLS in clear is dropped with the reader (RFC 3207 section 4.2).
        let stream = reader.into_inner();
        match self.server.handshake {
            LabHandshake::Normal => {
                let mut stream = BufReader::new(acceptor.accept(stream).await?);
                self.talk_inside(&mut stream).await
            }
            broken => handshake::break_off(stream, broken).await,
        }
    }

    /// Until QUIT, or until STARTTLS was answered well (`true`).
    async fn talk_in_clear(&self, stream: &mut BufReader<Wire>) -> io::Result<bool> {
        loop {
            let Some(verb) = command(stream).await? else { return Ok(false) };
            let (turn, usual) = match verb.as_str() {
                "EHLO" => (&self.server.ehlo, vec!["250-{host}", "250-SIZE 37748736", "250-8BITMIME", "250 STARTTLS"]),
                "HELO" => (&self.server.helo, vec!["250 {host}"]),
                "STARTTLS" => (&self.server.starttls, vec!["220 2.0.0 Ready to start TLS"]),
                other => {
                    if self.answer(stream, other).await? {
                        continue;
                    }
                    return Ok(false);
                }
            };
            let said = turn.says.clone();
            let next = self.take(turn, stream, usual).await?;
            let accepted = said.is_none_or(|lines| lines.first().is_some_and(|line| line.starts_with("220")));
            match next {
                Next::Over => return Ok(false),
                Next::Command if verb == "STARTTLS" && accepted => return Ok(true),
                Next::Command => {}
            }
        }
    }

    async fn talk_inside<S: Line>(&self, stream: &mut BufReader<S>) -> io::Result<()> {
        loop {
            let Some(verb) = command(stream).await? else { return Ok(()) };
            if matches!(verb.as_str(), "EHLO" | "HELO") {
                let usual = vec!["250-{host}", "250-SIZE 37748736", "250 8BITMIME"];
                if let Next::Over = self.take(&self.server.ehlo_tls, stream, usual).await? {
                    return Ok(());
                }
            } else if !self.answer(stream, &verb).await? {
                return Ok(());
            }
        }
    }

    /// Answers what is asked at any time; `false` after QUIT.
    async fn answer<S: Line>(&self, stream: &mut BufReader<S>, verb: &str) -> io::Result<bool> {
        if verb == "QUIT" {
            if let Next::Command = self.take(&self.server.quit, stream, vec!["221 2.0.0 Bye"]).await? {
                stream.shutdown().await?;
            }
            return Ok(false);
        }
        let reply = match verb {
            "NOOP" | "RSET" => "250 2.0.0 OK",
            _ => "502 5.5.1 Command not implemented",
        };
        stream.write_all(format!("{reply}\r\n").as_bytes()).await?;
        stream.flush().await?;
        Ok(true)
    }

    /// Takes one turn of the conversation.
    async fn take<S: Line>(&self, turn: &LabTurn, stream: &mut BufReader<S>, usual: Vec<&str>) -> io::Result<Next> {
        let lines = match (&turn.says, turn.then) {
            (Some(lines), _) => lines.clone(),
            (None, LabThen::GoesOn) => usual.into_iter().map(str::to_owned).collect(),
            (None, LabThen::Closes | LabThen::Resets | LabThen::FallsSilent | LabThen::NeverEnds) => Vec::new(),
        };
        let end = match turn.line_end {
            LabLineEnd::CrLf => "\r\n",
            LabLineEnd::Lf => "\n",
            LabLineEnd::Nothing => "",
        };
        let text: String = lines.iter().map(|line| format!("{}{end}", line.replace("{host}", &self.name))).collect();
        if turn.after_ms > 0 {
            sleep(Duration::from_millis(turn.after_ms)).await;
        }
        // What never ends is said in larger pieces, so that it costs the listener more than the speaker.
        let text = if turn.then == LabThen::NeverEnds { text.repeat(64) } else { text };
        loop {
            speak(stream, text.as_bytes(), turn.pace).await?;
            match turn.then {
                LabThen::GoesOn => return Ok(Next::Command),
                LabThen::NeverEnds => continue,
                LabThen::Closes => close(stream).await?,
                LabThen::Resets => stream.get_ref().wire().reset()?,
                LabThen::FallsSilent => fall_silent(stream).await?,
            }
            return Ok(Next::Over);
        }
    }
}

fn greeting() -> Vec<&'static str> {
    vec!["220 {host} ESMTP ready"]
}

async fn speak<S: Line>(stream: &mut BufReader<S>, text: &[u8], pace: LabPace) -> io::Result<()> {
    match pace {
        LabPace::AtOnce => stream.write_all(text).await?,
        LabPace::Split | LabPace::Dribble => {
            for byte in text {
                stream.write_all(&[*byte]).await?;
                stream.flush().await?;
                match pace {
                    LabPace::Dribble => sleep(DRIP).await,
                    // Without Nagle each write is a segment; yielding lets the client read it alone.
                    LabPace::Split | LabPace::AtOnce => tokio::task::yield_now().await,
                }
            }
        }
    }
    stream.flush().await
}

/// The verb of the next command in capitals; `None` at the end of the stream or where no command is.
async fn command<S: Line>(stream: &mut BufReader<S>) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut limited = pin!(stream.take(LINE));
    limited.read_until(b'\n', &mut line).await?;
    if !line.ends_with(b"\n") {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&line);
    Ok(Some(text.split_whitespace().next().unwrap_or_default().to_ascii_uppercase()))
}

/// Closes: a FIN, and no reset, which unread bytes would make of it.
async fn close<S: Line>(stream: &mut BufReader<S>) -> io::Result<()> {
    stream.shutdown().await?;
    fall_silent(stream).await
}

/// A web server on the mail port: it waits to be asked.
async fn http(stream: Wire) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    if command(&mut stream).await?.is_some() {
        let page = "HTTP/1.1 400 Bad Request\r\nServer: lab\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        stream.write_all(page.as_bytes()).await?;
        close(&mut stream).await?;
    }
    Ok(())
}
