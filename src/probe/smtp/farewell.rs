//! The end of a conversation: QUIT, what comes in the place of its answer, and what the end of the connection tells of
//! whether it was read. What an answer means for the address is left to `session`.

use std::{ops::RangeInclusive, time::Duration};

use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt},
    time::{Instant, timeout_at},
};

use super::{
    super::tcp::{self, Wire},
    CLOSING, Conversation, LINE_READ, LINE_SHOWN, NoReply, REST, begins_like_a_reply, is_cut, is_leaving, lines,
    reply::{Reply, characters},
};
use crate::model::{QuitAnswer, WireText, is_invisible};

/// The most that is shown of an answer to QUIT, which stops no mail: as much as a reply line of RFC 5321 section 4.5.3.1.5
/// has at most.
const FAREWELL_SHOWN: usize = 512;

/// Bytes behind the answer to QUIT that are let go to see how the connection ends.
const MOST_LET_GO: usize = 1 << 20;

/// How long what comes behind the answer to QUIT is listened to at most, however it drips: as long as that answer is waited
/// for on a slow path.
const BEHIND: Duration = Duration::from_secs(1);

/// What came on QUIT.
enum Farewell {
    /// The answer that belongs there.
    Said,
    /// An answer, and another than that.
    Odd(Vec<u8>),
    /// What nobody asked for, and perhaps an answer.
    Unasked(Vec<u8>),
    /// A reply that is none at any stage.
    Garbled(Reply),
    /// Nothing.
    Missing(NoReply),
}

/// How a conversation ended that was in step till then.
#[derive(Debug)]
pub(in crate::probe) enum Parting {
    /// With QUIT and its 221, or without QUIT.
    InForm,
    /// With QUIT, and not with the 221 that a server must send (RFC 5321 section 4.1.1.10).
    Odd { answer: QuitAnswer, received: Option<WireText>, waited: Duration },
}

impl Parting {
    /// What came of an answer where none came whole.
    fn without_answer(why: NoReply, waited: Duration) -> Self {
        let (answer, received) = match why {
            NoReply::Silent(None) => (QuitAnswer::Silent, None),
            NoReply::Silent(Some(received)) | NoReply::Endless { received, .. } => {
                (QuitAnswer::Unended, Some(received.shortened(FAREWELL_SHOWN)))
            }
            NoReply::Malformed(line) | NoReply::Unasked(line) => (QuitAnswer::Other, Some(odd(&line))),
            NoReply::Contradicting(reply) => (QuitAnswer::Other, Some(odd(&reply.with_ends()))),
            NoReply::Closed | NoReply::Reset | NoReply::Tls(_) => (QuitAnswer::Closed, None),
        };
        Self::Odd { answer, received, waited }
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin + Wire> Conversation<'_, S> {
    /// The same as `quit`, and listens: QUIT is the last question, so it shows whether the server said more than it was
    /// asked for. That came before, or stands where the answer to QUIT should and has that behind it; a 421 there has
    /// nothing behind it. Any other farewell is no fault, and an odd one is told. Whoever hung up before QUIT was read did so
    /// on its own: only the client ends a session, with QUIT (RFC 5321 section 4.1.1.10). Whoever hung up before it was said
    /// hears none; neither does whoever still owes an answer.
    pub(in crate::probe) async fn quit_and_listen(&mut self, until: Instant) -> Result<Parting, NoReply> {
        if self.owed > 0 {
            return Ok(Parting::InForm);
        }
        let early = self.unasked(until).await;
        if let Some(ended) = self.ended.take() {
            return Err(early.map_or(ended, NoReply::Unasked));
        }
        let begun = Instant::now();
        let sent = self.send("QUIT", until).await;
        self.owed += 1;
        let farewell = match (sent, early) {
            (sent, Some(early)) => {
                if sent.is_ok() {
                    let _ = timeout_at(until, self.stream.shutdown()).await;
                }
                return Err(NoReply::Unasked(early));
            }
            (Err(why @ NoReply::Silent(_)), None) => return Ok(Parting::without_answer(why, begun.elapsed())),
            // It was never sent.
            (Err(why), None) => return Err(why),
            (Ok(()), None) => self.before_farewell(until).await,
        };
        let waited = begun.elapsed();
        let parting = match farewell {
            Farewell::Missing(why) => {
                let why = self.left_once_it_read(why, until).await?;
                Ok(Parting::without_answer(why, waited))
            }
            Farewell::Said => Ok(Parting::InForm),
            Farewell::Odd(line) => Ok(Parting::without_answer(NoReply::Malformed(line), waited)),
            Farewell::Unasked(line) => Err(NoReply::Unasked(line)),
            Farewell::Garbled(reply) => Err(NoReply::Contradicting(reply)),
        };
        let _ = timeout_at(until, self.stream.shutdown()).await;
        parting
    }

    /// How the connection ended where nothing answered QUIT and the server may have read that; an error where it has not.
    /// QUIT that a closed socket gets is answered with a reset, and a socket that is closed over unread bytes resets the
    /// connection (RFC 9293 section 3.10.7.1, RFC 2525 section 2.17); whoever reads QUIT and leaves sends a FIN alone.
    async fn left_once_it_read(&mut self, why: NoReply, until: Instant) -> Result<NoReply, NoReply> {
        match why {
            NoReply::Closed if self.cut => Err(NoReply::Reset),
            NoReply::Closed if tcp::is_reset(self.stream.tcp(), until).await => Err(NoReply::Closed),
            NoReply::Reset | NoReply::Tls(_) => Err(why),
            NoReply::Closed | NoReply::Silent(_) => {
                let begun = self.reader.begun();
                self.heard_early(&begun);
                if lines(&begun).any(is_leaving_somehow) {
                    return Err(NoReply::Unasked(begun));
                }
                Ok(if begun.is_empty() { why } else { NoReply::Silent(Some(odd(&begun))) })
            }
            NoReply::Endless { ref received, .. } if is_leaving_somehow(received.as_str().as_bytes()) => Err(why),
            NoReply::Endless { .. } if self.breaks_off(until).await => Err(why),
            NoReply::Endless { .. } | NoReply::Malformed(_) | NoReply::Contradicting(_) | NoReply::Unasked(_) => {
                Ok(why)
            }
        }
    }

    /// Whether the end of the connection shows that the server did not read QUIT.
    async fn left_unread(&mut self, ended: &NoReply, until: Instant) -> bool {
        match ended {
            NoReply::Reset => true,
            NoReply::Closed => self.cut || tcp::is_reset(self.stream.tcp(), until).await,
            NoReply::Silent(_) | NoReply::Endless { .. } => self.breaks_off(until).await,
            NoReply::Malformed(_) | NoReply::Contradicting(_) | NoReply::Unasked(_) | NoReply::Tls(_) => false,
        }
    }

    /// Whether the connection, heard on for a moment without heeding what comes, ends as that of a server that did not read
    /// QUIT: where more came than is read of any reply, its end stands behind that.
    async fn breaks_off(&mut self, until: Instant) -> bool {
        let mut chunk = [0; 4096];
        let mut left = MOST_LET_GO;
        let soon = until.min(Instant::now() + REST);
        while left > 0 {
            match timeout_at(soon, self.read(&mut chunk)).await {
                Ok(Ok(0)) => return self.cut || tcp::is_reset(self.stream.tcp(), until).await,
                Ok(Ok(count)) => left = left.saturating_sub(count),
                Ok(Err(error)) => return is_cut(&error),
                Err(_) => return false,
            }
        }
        false
    }

    /// A reply behind the answer to QUIT, which nothing asked for: then one of the two was on its way before, and which of
    /// the two came before QUIT was said is a matter of a few milliseconds. Nothing more is said, so whoever is done closes
    /// the connection; a reset takes nothing of what came before it.
    async fn behind_farewell(&mut self, answer: &[u8], until: Instant) -> Option<Farewell> {
        let _ = timeout_at(until, self.stream.shutdown()).await;
        // The answer came in its time; what it may have behind it has one of its own.
        let until = Instant::now() + BEHIND;
        let mut soon = Instant::now() + REST;
        let mut behind = self.reader.pending().to_vec();
        let mut chunk = [0; 4096];
        let is_reply = |line: &[u8]| begins_like_a_reply(seen_of(line)) || is_leaving_somehow(line);
        let is_whole = |line: &[u8]| is_reply(line) && line.ends_with(b"\n");
        while behind.len() < LINE_READ && !with_ends(&behind).any(is_whole) {
            match timeout_at(soon, self.read(&mut chunk)).await {
                Ok(Ok(count)) if count > 0 => {
                    behind.extend_from_slice(&chunk[..count]);
                    // Where a line was cut says nothing about what it is.
                    if !behind.ends_with(b"\n") {
                        soon = until.min(Instant::now() + REST);
                    }
                }
                Ok(Ok(_) | Err(_)) | Err(_) => break,
            }
        }
        let and = |line: &[u8]| [answer, &line[..line.len().min(LINE_SHOWN)]].concat();
        if let Some(reply) = with_ends(&behind).find(|line| is_reply(line)) {
            return Some(Farewell::Unasked(and(reply)));
        }
        // What is no reply asks nothing and answers nothing.
        let says_something = |line: &&[u8]| line.iter().any(|byte| byte.is_ascii_graphic() || !byte.is_ascii());
        let odd = with_ends(&behind).find(says_something).map(|line| Farewell::Odd(and(line)));
        // Of so much nothing the end was not heard.
        odd.or_else(|| (behind.len() >= LINE_READ).then(|| Farewell::Odd(and(&behind))))
            .or_else(|| self.strayed.then(|| Farewell::Odd(answer.to_vec())))
    }

    /// What stands where the answer to QUIT should, if that came too.
    async fn before_farewell(&mut self, until: Instant) -> Farewell {
        let mut first = None;
        self.quiet = true;
        let farewell = loop {
            let owed = self.owed;
            let (line, code) = match self.reply(until).await {
                Ok(reply) => (reply.with_ends(), reply.code),
                // One reply and the opposite one: which of them is meant is known of no stage.
                Err(NoReply::Contradicting(reply)) if owed == 1 && reply.says_opposites() => {
                    break Farewell::Garbled(reply);
                }
                // Whose last line says 221 is an answer to QUIT, and an odd one.
                Err(NoReply::Contradicting(reply)) if owed == 1 && reply.code == 221 => {
                    let answer = reply.with_ends();
                    break self.behind_farewell(&answer, until).await.unwrap_or(Farewell::Odd(answer));
                }
                Err(NoReply::Contradicting(reply)) => {
                    let leaves = reply.lines.iter().any(|line| is_leaving(line));
                    (reply.with_ends(), if leaves { CLOSING } else { reply.code })
                }
                Err(NoReply::Malformed(line)) if is_leaving_somehow(&line) => break Farewell::Unasked(line),
                // Lines that are no replies answer nothing, however many there are.
                Err(NoReply::Malformed(_)) if first.as_deref().is_some_and(|line| !begins_like_a_reply(line)) => {
                    continue;
                }
                Err(NoReply::Malformed(line)) => {
                    self.owed = self.owed.saturating_sub(1);
                    (line, 0)
                }
                Err(why) => match first.take() {
                    None => break Farewell::Missing(why),
                    // Whoever left without reading QUIT has not answered it.
                    Some(line) if self.left_unread(&why, until).await => break Farewell::Unasked(line),
                    Some(_) if lines(&self.reader.begun()).any(is_leaving_somehow) => {
                        break Farewell::Unasked(self.reader.begun());
                    }
                    Some(line) => break Farewell::Odd(line),
                },
            };
            if owed == 0 {
                break Farewell::Unasked(first.take().unwrap_or_default());
            }
            if code == 221 && owed == 1 {
                break self.behind_farewell(&line, until).await.unwrap_or(Farewell::Said);
            }
            // It closes the channel (RFC 5321 section 3.8), so no 221 follows, and is no answer to QUIT, which closes it
            // too: it was on its way already.
            if code == CLOSING || lines(&line).any(hides_closing) {
                break Farewell::Unasked(first.take().unwrap_or(line));
            }
            first.get_or_insert(line);
        };
        self.quiet = matches!(farewell, Farewell::Said);
        match &farewell {
            Farewell::Unasked(line) | Farewell::Odd(line) => self.heard_early(line),
            Farewell::Garbled(reply) => self.heard_early(&reply.with_ends()),
            Farewell::Said | Farewell::Missing(_) => {}
        }
        farewell
    }
}

/// The lines of what came, with their ends.
fn with_ends(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n')
}

/// An answer to QUIT as it is shown.
fn odd(lines: &[u8]) -> WireText {
    let lines: Vec<&[u8]> = super::lines(lines).collect();
    WireText::from_bytes(&lines.join(&b" / "[..])).shortened(FAREWELL_SHOWN)
}

/// Whether a server said that it is closing the connection where the answer to QUIT should stand: a 421 that is no whole
/// reply, or not quite one, was not meant as one either.
fn is_leaving_somehow(line: &[u8]) -> bool {
    begins_with_closing(line) || hides_closing(line)
}

/// Whether 421 stands anywhere in a line with controls: what a terminal makes of them, one another makes something else of
/// (a sequence that has no end, a cursor that goes back), and whoever sends them takes no leave in form. What a cursor writes
/// over is not worked out.
fn hides_closing(line: &[u8]) -> bool {
    let line = line.trim_ascii_end();
    let is_control = |found: Result<char, u8>| match found {
        Ok(character) => is_hidden(character),
        Err(byte) => (0x80..0xa0).contains(&byte),
    };
    // Escape may belong to the character behind it, and may not.
    characters(line).any(is_control)
        && [1, 2].into_iter().any(|length| is_closing_among(&without_escapes(line, length)))
}

/// A line with a NUL for everything that is not seen, where each Escape takes so many bytes.
fn without_escapes(line: &[u8], length: usize) -> Vec<u8> {
    let (mut seen, mut rest) = (Vec::new(), line);
    while let Some((first, behind)) = rest.split_first() {
        rest = if *first == 0x1b { rest.get(length..).unwrap_or_default() } else { behind };
        seen.push(if first.is_ascii_graphic() || *first == b' ' { *first } else { 0 });
    }
    seen
}

/// Whether 421 stands there, whatever is not seen between its digits, and is no part of a longer number.
fn is_closing_among(seen: &[u8]) -> bool {
    let begins = |at: &usize| seen[*at] == b'4' && !at.checked_sub(1).is_some_and(|at| seen[at].is_ascii_digit());
    (0..seen.len()).filter(begins).any(|at| {
        let mut behind = seen[at + 1..].iter().skip_while(|byte| **byte == 0);
        let is_two = behind.next() == Some(&b'2');
        let mut behind = behind.skip_while(|byte| **byte == 0);
        is_two && behind.next() == Some(&b'1') && !behind.next().is_some_and(u8::is_ascii_digit)
    })
}

/// Whether a line begins with 421, but for what is not seen.
fn begins_with_closing(line: &[u8]) -> bool {
    let behind_code = b"421".iter().try_fold(words_of(line), |rest, digit| {
        let rest = behind(rest, |found| found.map_or(true, is_hidden));
        rest.strip_prefix(std::slice::from_ref(digit))
    });
    behind_code.is_some_and(|behind| !behind.first().is_some_and(u8::is_ascii_digit))
}

/// A line from its first word on. What is in front of that and cannot be read, such as a NUL, a byte order mark or a
/// sequence for a terminal, is none of its words.
fn words_of(line: &[u8]) -> &[u8] {
    behind(line, |found| !found.is_ok_and(|character| character.is_ascii_graphic()))
}

/// A line without what nobody sees in front of its words: what is invisible but for tabs, and sequences for a terminal.
fn seen_of(line: &[u8]) -> &[u8] {
    behind(line, |found| is_hidden(found.unwrap_or_else(char::from)))
}

fn is_hidden(character: char) -> bool {
    character != '\t' && is_invisible(character)
}

/// What stands behind such characters and bytes that are none, and behind sequences for a terminal.
fn behind(line: &[u8], is_let_go: impl Fn(Result<char, u8>) -> bool) -> &[u8] {
    let mut rest = line;
    loop {
        rest = match rest {
            [0x1b, b'0'..=b'9', ..] => &rest[1..],
            [0x1b, sequence @ ..] => behind_sequence(sequence),
            // U+009B, which is Escape and a bracket in one (ECMA-48 section 8.3.16).
            [0xc2, 0x9b, sequence @ ..] | [0x9b, sequence @ ..] => behind_final(sequence, b' '..=b'?'),
            // None is longer (RFC 3629 section 3).
            _ => match characters(&rest[..rest.len().min(4)]).next() {
                Some(found) if is_let_go(found) => &rest[found.map_or(1, char::len_utf8)..],
                Some(_) | None => return rest,
            },
        };
    }
}

/// What stands behind an escape sequence, whose first byte is Escape (ECMA-48 sections 5.3, 5.4 and 5.6).
fn behind_sequence(sequence: &[u8]) -> &[u8] {
    match sequence {
        [b'[', rest @ ..] => behind_final(rest, b' '..=b'?'),
        // A string, as to name a window: xterm ends one by BEL, and ESC of what ends it is a sequence of its own.
        [b']' | b'P' | b'X' | b'^' | b'_', rest @ ..] => {
            let end = rest.iter().position(|byte| matches!(byte, 0x07 | 0x1b));
            end.map_or(&[], |end| &rest[end..])
        }
        _ => behind_final(sequence, b' '..=b'/'),
    }
}

/// What stands behind the one byte that follows any number of those.
fn behind_final(rest: &[u8], before: RangeInclusive<u8>) -> &[u8] {
    let end = rest.iter().position(|byte| !before.contains(byte)).unwrap_or(rest.len());
    rest.get(end + 1..).unwrap_or_default()
}
