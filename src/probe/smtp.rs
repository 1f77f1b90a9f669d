//! The conversation: lines out, replies in, on a connection in clear or inside TLS; and what a reply tells about
//! the server. What follows from it is left to `session`.

pub(super) mod farewell;
pub(super) mod reply;

use std::{io, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    time::{Instant, timeout_at},
};

use self::reply::{LINE_READ, NotAReply, Reply, ReplyReader, Step};
use super::address_log::{AddressLog, LINE_SHOWN};
use crate::model::{Direction, ServiceKind, WireText};

/// Why no reply came.
#[derive(Debug)]
pub(super) enum NoReply {
    /// The other side closed the connection.
    Closed,
    /// The other side reset it.
    Reset,
    /// Nothing, or nothing more, came in time; what had come of the reply by then.
    Silent(Option<WireText>),
    /// Lines kept coming until the time or our patience was over, and the reply did not end.
    Endless { lines: u64, received: WireText },
    /// Bytes came that are no reply.
    Malformed(Vec<u8>),
    /// A whole reply whose lines contradict each other.
    Contradicting(Reply),
    /// Replies had come before the command was sent, which was not: what answers it now answers nothing.
    Unasked(Vec<u8>),
    /// TLS broke.
    Tls(rustls::Error),
}

/// A connection on which SMTP is spoken.
pub(super) struct Conversation<'a, S> {
    stream: S,
    log: &'a AddressLog,
    reader: ReplyReader,
    /// The last line that came, for the evidence of a cut.
    last: Option<WireText>,
    /// Replies that are still to come for what was asked.
    owed: usize,
    /// How the connection ended, where that was noticed before anything was asked.
    ended: Option<NoReply>,
    /// Whether the connection was gone when a command was to be sent.
    cut: bool,
    /// Whether what is heard stays out of the transcript.
    quiet: bool,
    /// Whether what stayed out of it had a character in it that no line has.
    strayed: bool,
}

/// How long a look for what nobody asked for takes: long enough for what was sent together and came in two packets.
const LOOK: Duration = Duration::from_millis(4);

/// The reply of a server that closes the connection, as it may at any time (RFC 5321 section 3.8).
const CLOSING: u16 = 421;

/// Octets of a message that every server must take (RFC 5321 section 4.5.3.1.7).
const SIZE_AT_LEAST: u64 = 64 * 1024;

/// How long the rest of a line is waited for.
const REST: Duration = Duration::from_millis(100);

impl<'a, S: AsyncRead + AsyncWrite + Unpin> Conversation<'a, S> {
    /// One on which the server speaks first.
    pub(super) fn greeted(stream: S, log: &'a AddressLog) -> Self {
        Self { owed: 1, ..Self::secured(stream, log) }
    }

    /// One inside TLS, where the client does (RFC 3207 section 4.2).
    pub(super) fn secured(stream: S, log: &'a AddressLog) -> Self {
        let reader = ReplyReader::default();
        Self { stream, log, reader, last: None, owed: 0, ended: None, cut: false, quiet: false, strayed: false }
    }

    /// Sends one command and waits for its reply. What came before is none, so it is looked for first: each reply
    /// answers one command (RFC 5321 section 4.2). Nothing is sent while one is still to come: without PIPELINING, which
    /// this program does not use, commands and replies alternate (RFC 5321 section 4.3.1).
    pub(super) async fn ask(&mut self, command: &str, until: Instant) -> Result<Reply, NoReply> {
        if self.owed > 0 {
            return Err(NoReply::Silent(None));
        }
        match self.unasked(until).await {
            Some(early) if begins_like_a_reply(&early) => return Err(NoReply::Unasked(early)),
            Some(early) => return Err(NoReply::Malformed(early)),
            None => {}
        }
        self.send(command, until).await?;
        self.owed += 1;
        self.reply(until).await
    }

    /// What the server says although every question has its answer.
    pub(super) async fn unasked(&mut self, until: Instant) -> Option<Vec<u8>> {
        if self.owed > 0 || self.ended.is_some() {
            return None;
        }
        let mut chunk = [0; LINE_SHOWN];
        let mut patience = if self.reader.pending().is_empty() { LOOK } else { REST };
        while !self.reader.pending().contains(&b'\n') && self.reader.pending().len() < LINE_SHOWN {
            match timeout_at(until.min(Instant::now() + patience), self.read(&mut chunk)).await {
                Ok(Ok(0)) => self.ended = Some(NoReply::Closed),
                Ok(Ok(count)) => self.reader.feed(&chunk[..count]),
                Ok(Err(error)) => self.ended = Some(no_reply(&error)),
                Err(_) => break,
            }
            if self.ended.is_some() {
                break;
            }
            patience = REST;
        }
        let pending = self.reader.pending();
        let early = pending[..pending.len().min(LINE_SHOWN)].to_vec();
        self.heard_early(&early);
        (!early.is_empty()).then_some(early)
    }

    /// Reads what comes. Where TLS breaks behind something that came with it, that is told first, and then how it ended: they
    /// are the same whether one packet brings them or two.
    async fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        if let Some(NoReply::Tls(error)) = &self.ended {
            return Err(io::Error::new(io::ErrorKind::InvalidData, error.clone()));
        }
        let error = match self.stream.read(chunk).await {
            Err(error) => error,
            read => return read,
        };
        let ended = no_reply(&error);
        if !matches!(ended, NoReply::Tls(_)) {
            return Err(error);
        }
        // Without a moment of waiting, in which whoever waits for this might give up and lose the error.
        let more = tokio::select! {
            biased;
            more = self.stream.read(chunk) => more,
            () = std::future::ready(()) => Ok(0),
        };
        match more {
            Ok(count) if count > 0 => {
                self.ended = Some(ended);
                Ok(count)
            }
            Ok(_) | Err(_) => Err(error),
        }
    }

    async fn send(&mut self, command: &str, until: Instant) -> Result<(), NoReply> {
        self.log.said(Direction::Out, command.as_bytes());
        let line = format!("{command}\r\n");
        let sending = async {
            self.stream.write_all(line.as_bytes()).await?;
            self.stream.flush().await
        };
        match timeout_at(until, sending).await {
            Err(_) => Err(NoReply::Silent(None)),
            // A reset answers what was sent before; what the server said first may still be waiting to be read.
            Ok(Err(error)) if is_cut(&error) => {
                self.cut = true;
                Ok(())
            }
            Ok(sent) => sent.map_err(|error| no_reply(&error)),
        }
    }

    /// Waits for a whole reply, in how many pieces it may come. `until` is the end of the wait as a whole.
    pub(super) async fn reply(&mut self, until: Instant) -> Result<Reply, NoReply> {
        let begun = Instant::now();
        let mut heard_at = begun;
        let mut chunk = [0; 4096];
        loop {
            loop {
                let step = self.reader.step();
                self.tell_of_its_characters();
                match step {
                    Step::More => break,
                    Step::Line(line) => self.heard(&line),
                    Step::Last(line, reply) => {
                        self.heard(&line);
                        self.owed = self.owed.saturating_sub(1);
                        return if reply.contradicts_itself() { Err(NoReply::Contradicting(reply)) } else { Ok(reply) };
                    }
                    Step::Bad(NotAReply::Endless(line)) => {
                        self.heard(&line);
                        let received = WireText::from_bytes(&line).shortened(LINE_SHOWN);
                        return Err(NoReply::Endless { lines: self.reader.lines(), received });
                    }
                    Step::Bad(NotAReply::Line { line, whole }) => {
                        // Behind a whole line stands the answer to QUIT, which is told apart.
                        let line = match (whole, self.quiet) {
                            (true, true) => line,
                            (false, true) => self.rest_of_farewell(line, until).await,
                            (_, false) => self.rest_of(line).await,
                        };
                        self.heard(&line);
                        return Err(NoReply::Malformed(line));
                    }
                }
            }
            if let Some(ended) = self.ended.take() {
                return Err(self.cut(ended));
            }
            match timeout_at(until, self.read(&mut chunk)).await {
                Ok(Ok(0)) => return Err(self.cut(NoReply::Closed)),
                Ok(Ok(count)) => {
                    heard_at = Instant::now();
                    self.reader.feed(&chunk[..count]);
                }
                Ok(Err(error)) => {
                    let why = no_reply(&error);
                    return Err(self.cut(why));
                }
                Err(_) => {
                    // Whoever still sends lines near the end of the wait is not silent, only never done; a first line
                    // that did not come in time is told as silence (4.4.318).
                    let endless = self.reader.is_within_reply() && heard_at.elapsed() < begun.elapsed() / 2;
                    let pending = WireText::from_bytes(self.reader.pending()).shortened(LINE_SHOWN);
                    let lines = self.reader.lines();
                    let nothing = pending.is_empty() && !self.reader.is_within_reply();
                    let partial = (!nothing).then(|| pending.clone());
                    return Err(self.cut(if endless {
                        NoReply::Endless { lines, received: pending }
                    } else {
                        NoReply::Silent(partial)
                    }));
                }
            }
        }
    }

    /// What in the line that was read is no text or no end of one.
    fn tell_of_its_characters(&mut self) {
        if let Some(line) = self.reader.take_bare().filter(|_| !self.quiet) {
            self.log.ended_in_bare_line_feed(&line);
        }
        match self.reader.take_stray() {
            Some(_) if self.quiet => self.strayed = true,
            Some((stray, line)) => self.log.held_a_stray(&stray.name(), &line),
            None => {}
        }
    }

    /// Sends QUIT and ends the connection from this side, without waiting for an answer. Whoever still owes an answer is
    /// asked nothing more, and the connection is closed.
    pub(super) async fn quit(mut self, until: Instant) {
        if self.owed == 0 && self.send("QUIT", until).await.is_ok() {
            // Nothing after QUIT is a fault, a failed farewell neither.
            let _ = timeout_at(until, self.stream.shutdown()).await;
        }
    }

    /// The last line that came.
    pub(super) fn last(&self) -> Option<&WireText> {
        self.last.as_ref()
    }

    pub(super) fn stream_mut(&mut self) -> &mut S {
        &mut self.stream
    }

    pub(super) fn into_stream(self) -> S {
        self.stream
    }

    /// What is no reply is shown with what comes at once behind it: two bytes would say little.
    async fn rest_of(&mut self, mut line: Vec<u8>) -> Vec<u8> {
        let mut chunk = [0; 1024];
        let soon = Instant::now() + REST;
        while line.len() < LINE_SHOWN && !line.contains(&b'\n') {
            match timeout_at(soon, self.read(&mut chunk)).await {
                Ok(Ok(count)) if count > 0 => line.extend_from_slice(&chunk[..count]),
                Ok(Ok(_) | Err(_)) | Err(_) => break,
            }
        }
        line.truncate(LINE_SHOWN);
        line
    }

    /// The same where the answer to QUIT should stand, of which one line is told: all up to its end belongs to it, and is
    /// let go. What begins like a reply a while later is one. Whoever ends no line is heard no further than any line is.
    async fn rest_of_farewell(&mut self, mut line: Vec<u8>, until: Instant) -> Vec<u8> {
        let mut chunk = [0; 4096];
        let (mut heard, mut from) = (line.len(), 0);
        while !line[from..].contains(&b'\n') {
            line.truncate(LINE_SHOWN);
            from = line.len();
            if heard >= LINE_READ {
                self.ended = Some(NoReply::Silent(None));
                return line;
            }
            let asked = Instant::now();
            let count = match timeout_at(until, self.read(&mut chunk)).await {
                Ok(Ok(count)) if count > 0 => count,
                // How it ended is told to whoever reads on.
                Ok(ended) => {
                    self.ended = Some(ended.map_or_else(|error| no_reply(&error), |_| NoReply::Closed));
                    return line;
                }
                Err(_) => return line,
            };
            if asked.elapsed() >= REST && begins_like_a_reply(&chunk[..count]) {
                self.reader.feed(&chunk[..count]);
                return line;
            }
            heard += count;
            line.extend_from_slice(&chunk[..count]);
        }
        if let Some(end) = line[from..].iter().position(|byte| *byte == b'\n').map(|at| at + from) {
            self.reader.feed(&line[end + 1..]);
            line.truncate(end.min(LINE_SHOWN));
        }
        line
    }

    fn heard_early(&mut self, early: &[u8]) {
        lines(early).for_each(|line| self.heard(line));
    }

    fn heard(&mut self, line: &[u8]) {
        if self.quiet {
            return;
        }
        self.log.said(Direction::In, line);
        self.last = Some(WireText::from_bytes(line).shortened(LINE_SHOWN));
    }

    /// Half a line stands in the transcript too.
    fn cut(&mut self, why: NoReply) -> NoReply {
        let pending = self.reader.pending().to_vec();
        if !pending.is_empty() {
            self.heard(&pending);
        }
        why
    }
}

/// The lines of what came, without their ends.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.filter(|line| !line.is_empty())
}

fn is_cut(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset)
}

fn no_reply(error: &io::Error) -> NoReply {
    match error.kind() {
        io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionAborted => NoReply::Reset,
        io::ErrorKind::UnexpectedEof => NoReply::Closed,
        io::ErrorKind::TimedOut => NoReply::Silent(None),
        _ => match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(tls) => NoReply::Tls(tls.clone()),
            // Whatever else ends a connection (a host that is gone, a route that is lost) cuts it.
            None => NoReply::Reset,
        },
    }
}

/// The keywords of an EHLO reply, in upper case, each with what follows it.
pub(super) fn keywords(reply: &Reply) -> Vec<Vec<u8>> {
    let keyword = |line: &Vec<u8>| {
        let text = Reply::text(line);
        text.split(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default().to_ascii_uppercase()
    };
    reply.lines.iter().skip(1).map(keyword).filter(|keyword| !keyword.is_empty()).collect()
}

/// The most octets that a message may have, where the reply to EHLO says less than every server must take (RFC 5321 section
/// 4.5.3.1.7). 0 stands for no limit, and what is not of digits alone is no size (RFC 1870 section 4).
pub(super) fn small_size(reply: &Reply) -> Option<u64> {
    let size = |line: &Vec<u8>| {
        let text = std::str::from_utf8(Reply::text(line)).ok()?;
        let (keyword, octets) = text.split_once(' ')?;
        let octets = octets.trim();
        let octets = octets.parse().ok().filter(|_| octets.bytes().all(|byte| byte.is_ascii_digit()))?;
        (keyword.eq_ignore_ascii_case("SIZE") && (1..SIZE_AT_LEAST).contains(&octets)).then_some(octets)
    };
    reply.lines.iter().skip(1).find_map(size)
}

/// Whether a keyword was overwritten by an inspecting firewall: Cisco's SMTP inspection puts `X` over each letter
/// of what it does not let through, the last letter sometimes kept or counted (`XXXXXXXA`, `XXXB`).
pub(super) fn is_masked(keyword: &[u8]) -> bool {
    let (last, rest) = match keyword {
        [rest @ .., last] if rest.len() >= 3 => (last, rest),
        _ => return false,
    };
    rest.iter().all(|byte| *byte == b'X') && last.is_ascii_uppercase()
}

/// Whether a greeting was masked by the same kind of firewall: asterisks instead of the server's words, of which it
/// lets the digits 0 and 2 through. A banner that is only adorned with asterisks has words.
pub(super) fn is_masked_greeting(greeting: &Reply) -> bool {
    let mut text = greeting.lines.iter().flat_map(|line| Reply::text(line));
    let stars = text.clone().filter(|byte| **byte == b'*').count();
    stars >= 5 && text.all(|byte| matches!(byte, b'*' | b'0' | b'2' | b' '))
}

/// Whether bytes begin as a reply of SMTP does: three digits, then a space, a hyphen or the end of the line
/// (RFC 5321 section 4.2).
pub(super) fn begins_like_a_reply(bytes: &[u8]) -> bool {
    matches!(bytes, [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', b' ' | b'-' | b'\r' | b'\n', ..])
}

/// Whether a server said that it is closing the connection, as it may at any time (RFC 5321 section 3.8).
pub(super) fn is_leaving(early: &[u8]) -> bool {
    early.starts_with(b"421") && begins_like_a_reply(early)
}

/// The kind of server that begins like this.
pub(super) fn service_kind(first: &[u8]) -> ServiceKind {
    let begins = |with: &str| first.len() >= with.len() && first[..with.len()].eq_ignore_ascii_case(with.as_bytes());
    match first {
        // An alert, or a hello of a server (RFC 8446 sections 5.1 and 4): an echo of ours is a client's.
        [0x15, 3, ..] | [0x16, 3, _, _, _, 2, ..] => ServiceKind::Tls,
        _ if begins("SSH-") => ServiceKind::Ssh,
        _ if begins("HTTP/") || begins("<html") || begins("<!doctype") || begins("<?xml") => ServiceKind::Http,
        _ if begins("+OK") || begins("-ERR") => ServiceKind::Pop3,
        _ if begins("* OK") || begins("* PREAUTH") || begins("* BYE") => ServiceKind::Imap,
        _ => ServiceKind::Unknown,
    }
}

/// Whether the words of a greeting are those of an FTP server, which greets with 220 like SMTP does.
pub(super) fn greets_like_ftp(greeting: &Reply) -> bool {
    let text = greeting.lines.iter().map(|line| String::from_utf8_lossy(line).to_ascii_lowercase());
    let text = text.collect::<Vec<_>>().join(" ");
    text.contains("ftp") && !text.contains("smtp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_of_an_inspecting_firewall_are_known_and_words_are_not() {
        for masked in ["XXXXXXXA", "XXXXXXXX", "XXXB", "XXXX"] {
            assert!(is_masked(masked.as_bytes()), "{masked}");
        }
        for plain in ["STARTTLS", "XXX", "X-ANONYMOUSTLS", "XEXCH50", "XCLIENT", "SIZE", ""] {
            assert!(!is_masked(plain.as_bytes()), "{plain}");
        }
        let greeting =
            |lines: &[&str]| Reply { code: 220, lines: lines.iter().map(|l| l.as_bytes().to_vec()).collect() };
        assert!(is_masked_greeting(&greeting(&["220 ************************0****"])));
        assert!(is_masked_greeting(&greeting(&["220-****************", "220 **2***0**"])));
        assert!(!is_masked_greeting(&greeting(&["220 mx.contoso.com ESMTP *** ready"])));
        assert!(!is_masked_greeting(&greeting(&["220-**********", "220-* Contoso *", "220 mx.contoso.com ESMTP"])));
    }

    #[test]
    fn other_servers_are_known_by_their_first_bytes() {
        for (bytes, kind) in [
            (&b"SSH-2.0-OpenSSH_9.2"[..], ServiceKind::Ssh),
            (b"HTTP/1.1 400 Bad Request", ServiceKind::Http),
            (b"\x15\x03\x01\x00\x02", ServiceKind::Tls),
            (b"\x16\x03\x03\x00\x4a\x02", ServiceKind::Tls),
            // Our own hello, sent back.
            (b"\x16\x03\x01\x00\x4a\x01", ServiceKind::Unknown),
            (b"+OK ready", ServiceKind::Pop3),
            (b"* OK IMAP4rev1", ServiceKind::Imap),
            (b"hello", ServiceKind::Unknown),
        ] {
            assert_eq!(service_kind(bytes), kind);
        }
    }

    #[test]
    fn a_limit_below_what_every_server_must_take_is_small_and_none_is_not() {
        for (line, expected) in [
            ("250 SIZE 1", Some(1)),
            ("250 size 65535", Some(65_535)),
            ("250 SIZE 65536", None),
            ("250 SIZE 0", None),
            ("250 SIZE", None),
            ("250 SIZE=1", None),
            ("250 SIZE +5", None),
            ("250 SIZE -5", None),
            ("250 SIZE 5k", None),
            ("250 SIZE 5 6", None),
            ("250 X-SIZE 1", None),
        ] {
            let lines = ["250-mx SIZE 1", line].map(|l| l.as_bytes().to_vec()).to_vec();
            assert_eq!(small_size(&Reply { code: 250, lines }), expected, "{line}");
        }
    }

    #[test]
    fn keywords_are_the_first_words_behind_the_first_line() {
        let lines = ["250-mx hello", "250-size 100", "250 StartTLS"].map(|l| l.as_bytes().to_vec()).to_vec();
        assert_eq!(keywords(&Reply { code: 250, lines }), [b"SIZE".to_vec(), b"STARTTLS".to_vec()]);
    }
}
