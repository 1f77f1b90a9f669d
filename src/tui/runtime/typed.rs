//! Bytes from the terminal to keys and pastes. Nothing of it waits for ever: what breaks off in the middle is given up
//! after a moment, and Ctrl-C is Ctrl-C wherever it comes.
//!
//! crossterm has the types; its own reader waits for the end of a sequence or of a paste for good, with everything that
//! is typed meanwhile.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::{intake::ndr::MAX_PASTE, tui::message::Message};

/// How long Escape may be the beginning of a sequence. A terminal sends all of one at once.
const ESCAPE: Duration = Duration::from_millis(25);
/// How long a sequence that has begun may break off.
const SEQUENCE: Duration = Duration::from_millis(300);
/// How long a paste may break off: a slow line sends it in pieces.
const PASTE: Duration = Duration::from_secs(1);
/// How long a Ctrl-C in a paste is looked at: one that is typed is followed by nothing.
const INTERRUPT: Duration = Duration::from_millis(50);
/// The longest sequence of a key.
const MAX_SEQUENCE: usize = 64;

const ESC: u8 = 0x1b;
const CTRL_C: u8 = 0x03;
const BEL: u8 = 0x07;
const CAN: u8 = 0x18;
const SUB: u8 = 0x1a;
const PASTE_END: &[u8] = b"\x1b[201~";

/// What was typed so far and is no key yet.
#[derive(Debug, Default)]
pub(super) struct Typed {
    /// The beginning of a sequence or of a character.
    begun: Vec<u8>,
    /// Whether a string to a terminal has begun ([`opens_string`]): what stands in it is no key.
    in_string: bool,
    /// What of a paste is here, and whether its last byte is a Ctrl-C.
    paste: Option<Vec<u8>>,
}

impl Typed {
    /// Takes bytes as they came.
    pub(super) fn take(&mut self, bytes: &[u8], out: &mut Vec<Message>) {
        for byte in bytes {
            match &mut self.paste {
                Some(paste) => {
                    // Of a paste that is far too long the end is not kept, but seen.
                    if paste.len() >= MAX_PASTE + PASTE_END.len() {
                        paste.drain(MAX_PASTE..=MAX_PASTE);
                    }
                    paste.push(*byte);
                    if paste.ends_with(PASTE_END) {
                        paste.truncate(paste.len() - PASTE_END.len());
                        self.end_paste(out);
                    }
                }
                None => self.key(*byte, out),
            }
        }
    }

    /// How long to wait for what would end what has begun; `None`: nothing has.
    pub(super) fn waits(&self) -> Option<Duration> {
        match &self.paste {
            Some(paste) if paste.ends_with(&[CTRL_C]) => Some(INTERRUPT),
            Some(_) => Some(PASTE),
            None if self.begun.is_empty() => self.in_string.then_some(SEQUENCE),
            None if self.begun == [ESC] => Some(ESCAPE),
            None => Some(SEQUENCE),
        }
    }

    /// Nothing came in that time: what has begun is taken for what is there, or given up.
    pub(super) fn give_up(&mut self, out: &mut Vec<Message>) {
        if let Some(paste) = &mut self.paste {
            let interrupted = paste.ends_with(&[CTRL_C]);
            if interrupted {
                paste.pop();
            }
            self.end_paste(out);
            if interrupted {
                out.push(control(CTRL_C));
            }
            return;
        }
        self.in_string = false;
        if std::mem::take(&mut self.begun) == [ESC] {
            out.push(key(KeyCode::Esc, KeyModifiers::NONE));
        }
    }

    fn end_paste(&mut self, out: &mut Vec<Message>) {
        let paste = self.paste.take().unwrap_or_default();
        out.push(Message::Paste(String::from_utf8_lossy(&paste).into_owned()));
    }

    fn key(&mut self, byte: u8, out: &mut Vec<Message>) {
        // No sequence and no character holds a control character: it begins anew, and what had begun is none.
        if byte == CTRL_C || (byte < b' ' && byte != ESC && self.begun.len() > 1) {
            self.begun.clear();
            self.in_string &= byte != CTRL_C;
        }
        if self.in_string {
            // Escape begins its end or something else; CAN and SUB call it off (ECMA-48 sections 8.3.6 and 8.3.148), and
            // xterm ends one by BEL.
            self.in_string = !matches!(byte, ESC | BEL | CAN | SUB);
            if byte != ESC {
                return;
            }
        }
        self.begun.push(byte);
        match read(&self.begun) {
            Read::More if self.begun.len() < MAX_SEQUENCE => {}
            // Of one that is far too long the end is not kept, but seen.
            Read::More => {
                self.begun.pop();
            }
            Read::Nothing => self.begun.clear(),
            Read::String => {
                self.begun.clear();
                self.in_string = true;
            }
            Read::Key(message) => {
                self.begun.clear();
                out.push(message);
            }
            Read::Paste => {
                self.begun.clear();
                self.paste = Some(Vec::new());
            }
            Read::Again(message) => {
                self.begun.clear();
                out.extend(message);
                self.key(byte, out);
            }
        }
    }
}

/// What bytes are.
enum Read {
    /// Not yet anything.
    More,
    /// Something that is of no use here: a click, the end of a paste that was given up.
    Nothing,
    Key(Message),
    /// The beginning of a paste.
    Paste,
    /// The beginning of a string to a terminal.
    String,
    /// Something without the last byte, which begins anew.
    Again(Option<Message>),
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Message {
    Message::Key(KeyEvent::new(code, modifiers))
}

fn control(byte: u8) -> Message {
    let letter = |first: u8, of: u8| KeyCode::Char(char::from(of + byte - first));
    match byte {
        b'\r' => key(KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => key(KeyCode::Tab, KeyModifiers::NONE),
        0 => key(KeyCode::Char(' '), KeyModifiers::CONTROL),
        1..=0x1a => key(letter(1, b'a'), KeyModifiers::CONTROL),
        _ => key(letter(0x1c, b'4'), KeyModifiers::CONTROL),
    }
}

fn letter(c: char, modifiers: KeyModifiers) -> Message {
    let shift = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    key(KeyCode::Char(c), modifiers | shift)
}

fn read(bytes: &[u8]) -> Read {
    match bytes {
        [] | [ESC] | [ESC, b'[' | b'O'] => Read::More,
        // Escape twice is Escape once, as two of them come from one key in some terminals.
        [ESC, ESC] => Read::Key(key(KeyCode::Esc, KeyModifiers::NONE)),
        [ESC, b'O', last] => named(*last).map_or(Read::Nothing, |code| Read::Key(key(code, KeyModifiers::NONE))),
        [ESC, b'[', rest @ ..] => sequence(rest),
        [ESC, b'\\'] => Read::Nothing,
        [ESC, last] if opens_string(*last) => Read::String,
        [ESC, rest @ ..] => plain(rest, KeyModifiers::ALT),
        _ => plain(bytes, KeyModifiers::NONE),
    }
}

/// Whether Escape and that byte open a string that goes on until `ESC \` (ECMA-48 section 5.6): DCS, SOS, OSC, PM, APC.
/// Terminals answer in such strings, and one may break off.
fn opens_string(byte: u8) -> bool {
    matches!(byte, b'P' | b'X' | b']' | b'^' | b'_')
}

/// A character, or a control character.
fn plain(bytes: &[u8], modifiers: KeyModifiers) -> Read {
    match bytes {
        [0x7f] => Read::Key(key(KeyCode::Backspace, modifiers)),
        [byte @ ..b' '] => match control(*byte) {
            Message::Key(event) => Read::Key(key(event.code, event.modifiers | modifiers)),
            other => Read::Key(other),
        },
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.chars().next().map_or(Read::Nothing, |c| Read::Key(letter(c, modifiers))),
            Err(error) if error.error_len().is_none() => Read::More,
            // What follows the beginning of a character and does not belong to it.
            Err(_) if bytes.len() > 1 => Read::Again(None),
            Err(_) => Read::Nothing,
        },
    }
}

/// What follows `ESC [` (ECMA-48 section 5.4): parameters, then one final byte.
fn sequence(bytes: &[u8]) -> Read {
    match bytes {
        // The function keys of the Linux console.
        [b'['] => return Read::More,
        [b'[', last @ b'A'..=b'E'] => return Read::Key(key(KeyCode::F(1 + last - b'A'), KeyModifiers::NONE)),
        // A click without numbers has three bytes behind its name.
        [b'M', rest @ ..] => return if rest.len() < 3 { Read::More } else { Read::Nothing },
        _ => {}
    }
    let Some((last, parameters)) = bytes.split_last() else { return Read::More };
    if !(0x40..=0x7e).contains(last) {
        // Parameters and intermediates; a character of another kind ends what was none.
        return if (0x20..=0x3f).contains(last) { Read::More } else { Read::Again(None) };
    }
    let numbers: Option<Vec<u16>> = std::str::from_utf8(parameters)
        .ok()
        .map(|text| text.split([';', ':']).map(|n| n.parse().unwrap_or(0)).collect());
    let numbers = numbers.unwrap_or_default();
    let number = |place: usize| numbers.get(place).copied().unwrap_or(0);
    let modifiers = modifiers(number(1));
    let code = match last {
        b'~' if number(0) == 200 => return Read::Paste,
        b'~' => numbered(number(0)),
        b'Z' => return Read::Key(key(KeyCode::BackTab, KeyModifiers::SHIFT)),
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' if !parameters.starts_with(b"<") => named(*last),
        _ => None,
    };
    code.map_or(Read::Nothing, |code| Read::Key(key(code, modifiers)))
}

/// Keys that a letter names.
fn named(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(1 + letter - b'P'),
        _ => return None,
    })
}

/// Keys that a number names (the VT220 and its heirs).
fn numbered(number: u16) -> Option<KeyCode> {
    let of = |first: u16, name: u8| KeyCode::F(name + u8::try_from(number - first).unwrap_or(0));
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => of(11, 1),
        17..=21 => of(17, 6),
        23..=26 => of(23, 11),
        28..=29 => of(28, 15),
        31..=34 => of(31, 17),
        _ => return None,
    })
}

/// One more than a set of bits, as xterm sends them.
fn modifiers(number: u16) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let all = [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)];
    all.into_iter().filter(|(bit, _)| bits & bit != 0).fold(KeyModifiers::NONE, |sum, (_, one)| sum | one)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What bytes come to, in pieces of that size, with time to give up at the end.
    fn typed(bytes: &[u8], piece: usize) -> Vec<Message> {
        let (mut typed, mut out) = (Typed::default(), Vec::new());
        bytes.chunks(piece).for_each(|piece| typed.take(piece, &mut out));
        if typed.waits().is_some() {
            typed.give_up(&mut out);
        }
        assert_eq!(typed.waits(), None, "{bytes:?}");
        out
    }

    fn shown(messages: &[Message]) -> String {
        let one = |message: &Message| match message {
            Message::Key(event) if event.modifiers.is_empty() => format!("{:?}", event.code),
            Message::Key(event) => format!("{:?}-{:?}", event.modifiers, event.code),
            Message::Paste(text) => format!("Paste({text})"),
            other => format!("{other:?}"),
        };
        messages.iter().map(one).collect::<Vec<_>>().join(" ").replace("KeyModifiers", "")
    }

    const CTRL_C_KEY: &str = "(CONTROL)-Char('c')";

    #[test]
    fn keys_are_read_as_terminals_send_them() {
        for (bytes, keys) in [
            (&b"a\xc3\xa9A\r\t\x7f"[..], "Char('a') Char('é') (SHIFT)-Char('A') Enter Tab Backspace"),
            (b"\x1b", "Esc"),
            (b"\x1b\x1b", "Esc"),
            (b"\x1bx", "(ALT)-Char('x')"),
            (b"\x1b[A\x1b[B\x1bOC\x1bOD", "Up Down Right Left"),
            (b"\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[5~\x1b[6~\x1b[3~", "Home End Home End PageUp PageDown Delete"),
            (b"\x1b[1;5C\x1b[1;2A\x1b[3;5~", "(CONTROL)-Right (SHIFT)-Up (CONTROL)-Delete"),
            (b"\x1bOP\x1b[[A\x1b[11~\x1b[15~\x1b[24~", "F(1) F(1) F(1) F(5) F(12)"),
            (b"\x1b[Z", "(SHIFT)-BackTab"),
            (
                b"\0\x01\x1a\x1c\n",
                "(CONTROL)-Char(' ') (CONTROL)-Char('a') (CONTROL)-Char('z') (CONTROL)-Char('4') (CONTROL)-Char('j')",
            ),
            (b"\x1b[200~a\rb\x1b[Ac\x1b[201~d", "Paste(a\rb\u{1b}[Ac) Char('d')"),
            (b"\x1b[<0;1;1Mq\x1b[M !!q\x1b[Iq\x1b[?1;2cq", "Char('q') Char('q') Char('q') Char('q')"),
        ] {
            for piece in [1, 2, 3, 1000] {
                assert_eq!(shown(&typed(bytes, piece)), keys, "{bytes:?} in pieces of {piece}");
            }
        }
    }

    #[test]
    fn what_breaks_off_is_given_up_and_ctrl_c_is_never_lost() {
        for begun in ["\x1b[<0;1", "\x1b[", "\x1bO", "\x1b[1;", "\x1b[200", "\x1b[[", "\x1b[M", "\x1b[?", "\x1b"] {
            let (mut keys, mut out) = (Typed::default(), Vec::new());
            keys.take(begun.as_bytes(), &mut out);
            assert!(keys.waits().is_some_and(|time| time <= PASTE), "{begun:?}");
            keys.give_up(&mut out);
            keys.take(b"q", &mut out);
            assert!(shown(&out).ends_with("Char('q')"), "{begun:?}: {out:?}");
            assert_eq!(shown(&typed(format!("{begun}\x03").as_bytes(), 1)), CTRL_C_KEY, "{begun:?}");
        }
        assert_eq!(shown(&typed(b"\xc3\x03", 9)), CTRL_C_KEY);
        assert_eq!(shown(&typed(b"\xc3q", 9)), "Char('q')");
        // Within a paste one that nothing follows was typed; any other was pasted.
        assert_eq!(shown(&typed(b"\x1b[200~hello", 9)), "Paste(hello)");
        assert_eq!(shown(&typed(b"\x1b[200~hello\x03", 9)), format!("Paste(hello) {CTRL_C_KEY}"));
        assert_eq!(shown(&typed(b"\x1b[200~a\x03b\x1b[201~", 9)), "Paste(a\u{3}b)");
        assert_eq!(shown(&typed(b"\x1b[200~\x1b[201~\x1b[201~q", 9)), "Paste() Char('q')");
    }

    #[test]
    fn what_stands_in_an_unfinished_sequence_is_no_key() {
        for opened in ["\x1bP", "\x1bX", "\x1b]", "\x1b^", "\x1b_", "\x1b[", "\x1b[1;"] {
            let inside = if opened.starts_with("\x1b[") { "1" } else { "q" }.repeat(9000);
            for piece in [1, 7, 10_000] {
                let come = |end: &str| shown(&typed(format!("{opened}{inside}{end}").as_bytes(), piece));
                assert_eq!(come(""), "", "{opened:?}");
                assert_eq!(come("\x03"), CTRL_C_KEY, "{opened:?}");
                assert!(!come("\x1b[A").contains("Char"), "{opened:?}");
                let end = if opened.starts_with("\x1b[") { "x" } else { "\x1b\\" };
                assert_eq!(come(&format!("{end}a")), "Char('a')", "{opened:?}");
            }
        }
        // It ends by itself after a moment, and then keys are keys.
        let (mut keys, mut out) = (Typed::default(), Vec::new());
        keys.take(b"\x1bPq", &mut out);
        assert_eq!(keys.waits(), Some(SEQUENCE));
        keys.give_up(&mut out);
        keys.take(b"\x1b]0;q\x07q", &mut out);
        assert_eq!(shown(&out), "Char('q')");
    }

    #[test]
    fn a_paste_without_an_end_keeps_what_is_read_of_one() {
        let (mut keys, mut out) = (Typed::default(), Vec::new());
        keys.take(b"\x1b[200~", &mut out);
        keys.take(&vec![b'x'; MAX_PASTE], &mut out);
        (0..10).for_each(|_| keys.take(&[b'y'; 1000], &mut out));
        keys.take(b"\x1b[201~q", &mut out);
        let [Message::Paste(text), Message::Key(_)] = &out[..] else { panic!("{} messages", out.len()) };
        assert!(text.len() <= MAX_PASTE + PASTE_END.len(), "{}", text.len());
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic_and_pieces_change_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..200), piece in 1..20_usize) {
            prop_assert_eq!(shown(&typed(&bytes, piece)), shown(&typed(&bytes, 1000)));
        }
    }
}
