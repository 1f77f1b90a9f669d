//! Reads SMTP replies (RFC 5321 section 4.2) out of bytes as they come, however they are cut. Pure; every bound
//! is here, so a hostile peer costs at most one line of memory.

/// The longest line that is read, line end included.
pub(in crate::probe) const LINE_READ: usize = 64 * 1024;

/// The most of a line that is kept, in bytes.
const LINE_KEPT: usize = 2_048;

/// The longest reply that is read, line ends included: 128 lines of the 512 octets that a line may have (RFC 5321 section
/// 4.5.3.1.5). How many lines there may be nobody says.
pub(in crate::probe) const REPLY_READ: usize = 128 * 512;

/// A complete reply. All text is as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::probe) struct Reply {
    /// The three digits of its last line, which is the one that counts (RFC 5321 section 4.2.1).
    pub(in crate::probe) code: u16,
    /// The lines as they came, without line ends, each as far as it is kept.
    pub(in crate::probe) lines: Vec<Vec<u8>>,
}

impl Reply {
    /// Whether its lines say different things, such as a refusal and a welcome. The codes of all lines must be the same,
    /// to the last digit, and a client may go by any of them (RFC 5321 section 4.2.1), so nobody knows which one Office
    /// 365 goes by.
    pub(in crate::probe) fn contradicts_itself(&self) -> bool {
        let mut codes = self.lines.iter().map(|line| line.get(..3));
        let first = codes.next();
        codes.any(|code| Some(code) != first)
    }

    /// Whether already the first digits of its lines differ, which say how a command went (RFC 5321 section 4.2.1).
    pub(in crate::probe) fn says_opposites(&self) -> bool {
        let mut digits = self.lines.iter().map(|line| line.first());
        let first = digits.next();
        digits.any(|digit| Some(digit) != first)
    }

    /// The lines as they came, with their ends.
    pub(in crate::probe) fn with_ends(&self) -> Vec<u8> {
        self.lines.iter().flat_map(|line| [line.as_slice(), b"\r\n"]).flatten().copied().collect()
    }

    /// The text of a line: what follows the code and the separator.
    pub(in crate::probe) fn text(line: &[u8]) -> &[u8] {
        line.get(4..).unwrap_or_default()
    }
}

/// Why bytes are no reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::probe) enum NotAReply {
    /// A line that does not begin like one.
    Line {
        line: Vec<u8>,
        /// Whether its end came too.
        whole: bool,
    },
    /// More than any server has to say.
    Endless(Vec<u8>),
}

/// What one step of reading found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::probe) enum Step {
    /// More bytes are needed.
    More,
    /// A line, for the transcript; the reply goes on.
    Line(Vec<u8>),
    /// The last line of a reply, and the reply.
    Last(Vec<u8>, Reply),
    /// This is not SMTP.
    Bad(NotAReply),
}

/// A character that stands in no line of a reply, whose text is printable, spaces and tabs (RFC 5321 section 4.2): a control,
/// of which a CR may stand before an LF only (section 2.3.8), or what ends a line or a paragraph to Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::probe) struct Stray(char);

impl Stray {
    /// The first in a line without its end.
    fn of(line: &[u8]) -> Option<Self> {
        characters(line)
            .find_map(|found| match found {
                Ok('\t') => None,
                Ok(character) if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') => {
                    Some(character)
                }
                // A control of ISO 8859, which is that of Unicode (ISO/IEC 6429 section 5.3).
                Err(byte @ 0x80..=0x9f) => Some(char::from(byte)),
                Ok(_) | Err(_) => None,
            })
            .map(Self)
    }

    pub(in crate::probe) fn name(self) -> String {
        match self.0 {
            '\r' => "CR".to_owned(),
            '\0' => "NUL".to_owned(),
            other => format!("U+{:04X}", u32::from(other)),
        }
    }
}

/// The characters of a line, and the bytes that are none.
pub(super) fn characters(line: &[u8]) -> impl Iterator<Item = Result<char, u8>> {
    line.utf8_chunks().flat_map(|chunk| chunk.valid().chars().map(Ok).chain(chunk.invalid().iter().copied().map(Err)))
}

/// Collects bytes into replies.
#[derive(Debug, Default)]
pub(in crate::probe) struct ReplyReader {
    buffer: Vec<u8>,
    /// Where to go on looking for a line end.
    seen: usize,
    lines: Vec<Vec<u8>>,
    /// How long those were, with their ends.
    taken: usize,
    /// The first line that ended in LF alone, until it is taken.
    bare: Option<Vec<u8>>,
    /// The first line with such a character in it, until it is taken.
    stray: Option<(Stray, Vec<u8>)>,
}

impl ReplyReader {
    /// Takes bytes in. Whoever feeds takes the steps before feeding again; that bounds the buffer.
    pub(in crate::probe) fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next thing that can be said about the bytes so far.
    pub(in crate::probe) fn step(&mut self) -> Step {
        let Some(end) = self.buffer[self.seen..].iter().position(|b| *b == b'\n').map(|at| at + self.seen) else {
            self.seen = self.buffer.len();
            if !may_become_reply(&self.buffer) {
                return Step::Bad(NotAReply::Line { line: self.give_up(), whole: false });
            }
            if self.buffer.len() >= LINE_READ {
                return Step::Bad(NotAReply::Endless(self.give_up()));
            }
            return Step::More;
        };
        self.seen = 0;
        let mut line: Vec<u8> = self.buffer.drain(..=end).collect();
        line.pop();
        let whole = line.last() == Some(&b'\r');
        if whole {
            line.pop();
        }
        let Some((code, last)) = read_line(&line) else {
            return Step::Bad(NotAReply::Line { line, whole: true });
        };
        if !whole && self.bare.is_none() {
            self.bare = Some(line[..line.len().min(LINE_KEPT)].to_vec());
        }
        if self.stray.is_none() {
            self.stray = Stray::of(&line).map(|stray| (stray, line[..line.len().min(LINE_KEPT)].to_vec()));
        }
        self.taken = self.taken.saturating_add(end + 1);
        if self.taken > REPLY_READ {
            return Step::Bad(NotAReply::Endless(line));
        }
        // A line is kept as far as it can be shown.
        self.lines.push(line[..line.len().min(LINE_KEPT)].to_vec());
        if last {
            self.taken = 0;
        }
        if last { Step::Last(line, Reply { code, lines: std::mem::take(&mut self.lines) }) } else { Step::Line(line) }
    }

    /// All that came, of which no end was found; what comes next is looked through from its beginning.
    fn give_up(&mut self) -> Vec<u8> {
        self.seen = 0;
        std::mem::take(&mut self.buffer)
    }

    /// The first line since the last look that ended in LF without CR (RFC 5321 section 2.3.8).
    pub(in crate::probe) fn take_bare(&mut self) -> Option<Vec<u8>> {
        self.bare.take()
    }

    /// The first line since the last look with a character in it that no line has.
    pub(in crate::probe) fn take_stray(&mut self) -> Option<(Stray, Vec<u8>)> {
        self.stray.take()
    }

    /// Bytes that came and belong to no reply yet.
    pub(in crate::probe) fn pending(&self) -> &[u8] {
        &self.buffer
    }

    /// Whole lines of a reply whose last did not come.
    pub(in crate::probe) fn lines(&self) -> u64 {
        self.lines.len() as u64
    }

    /// What came of a reply whose end did not.
    pub(in crate::probe) fn begun(&self) -> Vec<u8> {
        let lines = self.lines.iter().map(Vec::as_slice).chain([self.pending()]);
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(&b"\n"[..])
    }

    /// Whether whole lines of a reply came and its last did not.
    pub(in crate::probe) fn is_within_reply(&self) -> bool {
        !self.lines.is_empty()
    }
}

/// The code of a reply line, and whether it is the last of its reply.
fn read_line(line: &[u8]) -> Option<(u16, bool)> {
    let digits = line.get(..3)?;
    if !may_become_reply(line) {
        return None;
    }
    let code = digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
    Some((code, line.get(3) != Some(&b'-')))
}

/// Whether a line that begins so can be one of a reply: `2yz` to `5yz`, then a space, a hyphen or nothing.
fn may_become_reply(line: &[u8]) -> bool {
    line.iter().take(4).enumerate().all(|(place, byte)| match place {
        0 => (b'2'..=b'5').contains(byte),
        1 | 2 => byte.is_ascii_digit(),
        _ => matches!(byte, b' ' | b'-' | b'\r'),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(chunks: &[&[u8]]) -> Vec<Step> {
        let mut reader = ReplyReader::default();
        let mut steps = Vec::new();
        for chunk in chunks {
            reader.feed(chunk);
            loop {
                match reader.step() {
                    Step::More => break,
                    step @ Step::Bad(_) => {
                        steps.push(step);
                        return steps;
                    }
                    step => steps.push(step),
                }
            }
        }
        steps
    }

    #[test]
    fn reading_goes_on_behind_what_is_no_reply_and_has_no_end() {
        for bad in [&b"bye"[..], &[b"221 ".as_slice(), &[b'a'; LINE_READ]].concat()] {
            let mut reader = ReplyReader::default();
            reader.feed(bad);
            assert!(matches!(reader.step(), Step::Bad(_)));
            assert_eq!(reader.step(), Step::More);
            reader.feed(b"2");
            assert_eq!(reader.step(), Step::More);
            reader.feed(b"21 bye\r\n");
            assert!(matches!(reader.step(), Step::Last(_, reply) if reply.code == 221));
        }
    }

    fn last_reply(steps: &[Step]) -> Option<&Reply> {
        steps.iter().find_map(|step| if let Step::Last(_, reply) = step { Some(reply) } else { None })
    }

    #[test]
    fn one_line_many_lines_and_a_bare_code_are_replies() {
        for (bytes, code, lines) in [
            (&b"220 mx ready\r\n"[..], 220, 1),
            (b"250-a\r\n250-b\r\n250 c\r\n", 250, 3),
            (b"250\r\n", 250, 1),
            (b"220 only a line feed\n", 220, 1),
            (b"250-x\r\n250\r\n", 250, 2),
        ] {
            let steps = read(&[bytes]);
            let reply = last_reply(&steps).expect("a reply");
            assert_eq!((reply.code, reply.lines.len()), (code, lines), "{steps:?}");
        }
    }

    #[test]
    fn lines_whose_codes_are_not_the_same_contradict_each_other() {
        for (bytes, contradicts) in [
            (&b"220 mx\r\n"[..], false),
            (b"250-mx\r\n250 SIZE\r\n", false),
            (b"250-mx\r\n250\r\n", false),
            (b"250-mx\r\n251 SIZE\r\n", true),
            (b"250-mx\r\n251-SIZE\r\n250 STARTTLS\r\n", true),
            (b"554-go away\r\n220 mx\r\n", true),
            (b"220-mx\r\n554 go away\r\n", true),
            (b"250-mx\r\n550-no\r\n250 SIZE\r\n", true),
            (b"450-no\r\n550 no\r\n", true),
        ] {
            let steps = read(&[bytes]);
            assert_eq!(last_reply(&steps).map(Reply::contradicts_itself), Some(contradicts), "{steps:?}");
        }
    }

    #[test]
    fn what_cannot_become_a_reply_is_known_from_its_first_byte() {
        for bytes in [&b"S"[..], b"HTTP/1.1 400", b"\x16\x03", b"22x", b"220_", b"* OK", b"+OK", b"620 x", b"\r\n"] {
            assert!(matches!(read(&[bytes]).as_slice(), [Step::Bad(NotAReply::Line { .. })]), "{bytes:?}");
        }
    }

    #[test]
    fn the_first_line_that_ends_in_lf_alone_is_kept_until_it_is_taken() {
        for (bytes, bare) in [
            (&b"220 mx\r\n"[..], None),
            (b"220 mx\n", Some(&b"220 mx"[..])),
            (b"250-mx\r\n250-SIZE\n250 HELP\n", Some(b"250-SIZE")),
        ] {
            let mut reader = ReplyReader::default();
            reader.feed(bytes);
            while !matches!(reader.step(), Step::Last(..) | Step::More) {}
            assert_eq!(reader.take_bare().as_deref(), bare);
            assert_eq!(reader.take_bare(), None);
        }
    }

    #[test]
    fn the_first_line_with_a_control_in_it_is_kept_until_it_is_taken() {
        for (bytes, stray) in [
            (&b"220 mx\tESMTP\r\n"[..], None),
            (b"220 mx\n", None),
            (b"220 mx\r421 bye\r\n", Some(('\r', &b"220 mx\r421 bye"[..]))),
            (b"220 mx\r\r\n", Some(('\r', b"220 mx\r"))),
            (b"250\r250-x\r\n", Some(('\r', b"250\r250-x"))),
            (b"250-mx\r\n250-SI\0ZE\r\n250 X\rY\r\n", Some(('\0', b"250-SI\0ZE"))),
            (b"250 X\0Y\n", Some(('\0', b"250 X\0Y"))),
            (b"250 X\x1b[mY\n", Some(('\x1b', b"250 X\x1b[mY"))),
            (b"250 X\x7f\n", Some(('\x7f', b"250 X\x7f"))),
            (b"250 X\xc2\x85Y\n", Some(('\u{85}', b"250 X\xc2\x85Y"))),
            (b"250 X\x85Y\n", Some(('\u{85}', b"250 X\x85Y"))),
            (b"250 X\xe2\x80\xa8Y\n", Some(('\u{2028}', b"250 X\xe2\x80\xa8Y"))),
            ("250 \u{e0} bient\u{f4}t \u{416}\r\n".as_bytes(), None),
            (b"250 \xe0 bient\xf4t\r\n", None),
        ] {
            let mut reader = ReplyReader::default();
            reader.feed(bytes);
            while !matches!(reader.step(), Step::Last(..) | Step::More) {}
            assert_eq!(reader.take_stray(), stray.map(|(stray, line)| (Stray(stray), line.to_vec())));
            assert_eq!(reader.take_stray(), None);
        }
    }

    #[test]
    fn a_line_and_a_reply_are_bounded() {
        let long = [&b"220 "[..], &vec![b'a'; LINE_READ]].concat();
        assert!(matches!(read(&[&long]).as_slice(), [Step::Bad(NotAReply::Endless(_))]));
        for line in [&b"220-\n"[..], b"220-x\r\n", &[&b"220-"[..], &[b'a'; 506], b"\r\n"].concat()] {
            let most = REPLY_READ / line.len();
            let many = line.repeat(most + 1);
            assert!(matches!(read(&[&many]).last(), Some(Step::Bad(NotAReply::Endless(_)))));
            let ends = [&line.repeat(most - 1), &b"220\n"[..]].concat();
            // The next reply begins anew.
            let steps = read(&[&ends, &ends]);
            let lasts =
                steps.iter().filter_map(|step| if let Step::Last(_, reply) = step { Some(reply) } else { None });
            assert_eq!(lasts.map(|reply| reply.lines.len()).collect::<Vec<_>>(), [most, most]);
        }
    }

    #[test]
    fn every_cut_in_two_reads_the_same() {
        let bytes = b"220-mx.contoso.com\r\n220 ESMTP\r\n250-mx\r\n250-SIZE 1\r\n250 STARTTLS\r\n";
        let whole = read(&[bytes]);
        for at in 0..=bytes.len() {
            assert_eq!(read(&[&bytes[..at], &bytes[at..]]), whole, "cut at {at}");
        }
    }

    proptest! {
        #[test]
        fn how_the_bytes_are_cut_changes_nothing(
            bytes in prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..400),
                "([2-5][0-9]{2}[ -][a-z\u{e9}]{0,20}(\r\n|\n)){0,12}".prop_map(String::into_bytes),
            ],
            cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..8),
        ) {
            let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
            places.extend([0, bytes.len()]);
            places.sort_unstable();
            let chunks: Vec<&[u8]> = places.windows(2).map(|w| &bytes[w[0]..w[1]]).collect();
            let (cut, whole) = (read(&chunks), read(&[&bytes]));
            // A bad line shows what had come by then, which depends on the cut; that it is bad does not.
            let kinds = |steps: &[Step]| steps.iter().map(std::mem::discriminant).collect::<Vec<_>>();
            prop_assert_eq!(kinds(&cut), kinds(&whole));
            prop_assert_eq!(last_reply(&cut), last_reply(&whole));
        }
    }
}
