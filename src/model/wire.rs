//! [`WireText`]: text from the network, a file or the clipboard, made safe to show.
//!
//! This is the one gate between a stranger and any screen, file, log or clipboard of ours. It does not
//! parse and it does not shorten for layout; it only makes every character visible and inert.

use std::{fmt, path::Path};

use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{DefaultIgnorableCodePoint, GeneralCategory},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One line of text that a stranger sent, in the single made-safe form used everywhere.
///
/// * A control character below U+0080 becomes `\x1b`; a byte that is not UTF-8 becomes `\xff`.
/// * A control, bidirectional, zero-width or otherwise invisible character from U+0080 on becomes
///   `\u{202e}`, and so does a non-character.
/// * A backslash becomes `\\`, so that the form can be turned back into what was sent.
///
/// The form is the same on a screen, in a file and in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WireText(String);

impl WireText {
    /// Makes bytes as they came safe; bytes that are not UTF-8 stay visible as `\xNN`.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut safe = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            for character in chunk.valid().chars() {
                push_safe(&mut safe, character, Backslash::Escape);
            }
            for byte in chunk.invalid() {
                safe.push_str(&format!("\\x{byte:02x}"));
            }
        }
        Self(safe)
    }

    /// Makes text safe. Line ends and tabs are escaped too: the result is one line.
    pub fn from_text(text: &str) -> Self {
        Self::from_bytes(text.as_bytes())
    }

    /// The name of a file or folder, which may hold any bytes: those that are no UTF-8 stay visible as `\xNN`.
    pub fn from_path(path: &Path) -> Self {
        Self::from_bytes(path.as_os_str().as_encoded_bytes())
    }

    /// Takes text that already went through this gate (a file of ours, JSON of ours) without escaping
    /// its backslashes again; whatever is unsafe in it is made safe all the same.
    pub fn from_safe(text: &str) -> Self {
        let mut safe = String::with_capacity(text.len());
        for character in text.chars() {
            push_safe(&mut safe, character, Backslash::Keep);
        }
        Self(safe)
    }

    /// The lines of a longer text, each made safe; CR LF, LF and CR all end a line.
    pub fn lines(text: &str) -> Vec<Self> {
        text.replace("\r\n", "\n").split(['\n', '\r']).map(Self::from_text).collect()
    }

    /// The made-safe text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text as it was before it was made safe; a byte that was no UTF-8 stays as it is shown.
    pub fn original(&self) -> String {
        let mut original = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some((before, escape)) = rest.split_once('\\') {
            original.push_str(before);
            let (character, length) = unescaped(escape).unwrap_or(('\\', 0));
            original.push(character);
            rest = &escape[length..];
        }
        original + rest
    }

    /// Whether nothing was sent.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What stands at the end of a text that was shortened.
    pub const CUT: &'static str = " […]";

    /// The first `limit` bytes of the made-safe text, cut between characters and marked with [`CUT`](Self::CUT)
    /// where something was left out.
    #[must_use]
    pub fn shortened(&self, limit: usize) -> Self {
        if self.0.len() <= limit {
            return self.clone();
        }
        Self(format!("{}{}", &self.0[..self.0.floor_char_boundary(limit)], Self::CUT))
    }
}

enum Backslash {
    Escape,
    Keep,
}

fn push_safe(safe: &mut String, character: char, backslash: Backslash) {
    match (character, backslash) {
        ('\\', Backslash::Escape) => safe.push_str("\\\\"),
        (c, _) if (c as u32) < 0x20 || c == '\u{7f}' => safe.push_str(&format!("\\x{:02x}", c as u32)),
        (c, _) if is_invisible(c) => safe.push_str(&format!("\\u{{{:x}}}", c as u32)),
        (c, _) => safe.push(c),
    }
}

/// The character that stands behind the backslash of an escape, and how long that is.
fn unescaped(escape: &str) -> Option<(char, usize)> {
    if escape.starts_with('\\') {
        return Some(('\\', 1));
    }
    if let Some(hex) = escape.strip_prefix('x').and_then(|rest| rest.get(..2)) {
        let byte = u8::from_str_radix(hex, 16).ok().filter(u8::is_ascii_control)?;
        return Some((char::from(byte), 3));
    }
    let (hex, _) = escape.strip_prefix("u{")?.split_once('}')?;
    let character = char::from_u32(u32::from_str_radix(hex, 16).ok()?).filter(|c| is_invisible(*c))?;
    Some((character, hex.len() + 3))
}

/// Whether a character hides, reorders or joins what stands beside it, or looks like nothing that anybody knows:
/// by the general category and `Default_Ignorable_Code_Point` of the Unicode Character Database (UAX #44 sections 5.7.1
/// and 5.1), so controls, format characters, separators of lines and paragraphs, fillers, variation selectors, tags,
/// private use, non-characters and what is not assigned. The blank Braille pattern is a picture to Unicode, of nothing.
pub(crate) fn is_invisible(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    matches!(
        category,
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
    ) || c == '\u{2800}'
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

impl fmt::Display for WireText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for WireText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Serialize for WireText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for WireText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_safe(&String::deserialize(deserializer)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_control_and_invisible_character_becomes_visible() {
        for (sent, shown) in [
            ("220 mx\x1b[2J", r"220 mx\x1b[2J"),
            ("a\tb\r\nc", r"a\x09b\x0d\x0ac"),
            ("moc.\u{202e}oso", r"moc.\u{202e}oso"),
            ("x\u{200b}y\u{9b}z", r"x\u{200b}y\u{9b}z"),
            (r"C:\x1b", r"C:\\x1b"),
            ("Zürich é 東京", "Zürich é 東京"),
        ] {
            assert_eq!(WireText::from_text(sent).as_str(), shown);
        }
        assert_eq!(WireText::from_bytes(b"ok \xff\xfe").as_str(), r"ok \xff\xfe");
    }

    #[test]
    fn nothing_that_hides_is_left_out_of_the_gate() {
        let planes = (0..=16).flat_map(|plane| [plane << 16 | 0xfffe, plane << 16 | 0xffff]);
        let hidden = [
            // Bidirectional and joining controls, also those outside of the general punctuation.
            0x61c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0xfeff,
            // Fillers and blanks.
            0x34f, 0x115f, 0x1160, 0x17b4, 0x2800, 0x3164, 0xffa0, 0xad,
            // Variation selectors, tags, private use, controls, an unassigned one.
            0xfe0f, 0xe0001, 0xe0041, 0xe0100, 0xe000, 0xf0000, 0x10fffd, 0x80, 0x85, 0x9b, 0x2028, 0x2029, 0x378,
        ];
        for code in hidden.into_iter().chain(0xfdd0..=0xfdef).chain(planes) {
            let c = char::from_u32(code).expect("no surrogate");
            assert_eq!(WireText::from_text(&c.to_string()).as_str(), format!("\\u{{{code:x}}}"));
        }
        for shown in ["é", "e\u{301}", "東京", "עברית", "مرحبا", "नमस्ते", "🙂", "\u{a0}", "…", "\u{fffd}"]
        {
            assert_eq!(WireText::from_text(shown).as_str(), shown);
        }
    }

    #[test]
    fn text_that_was_made_safe_stays_as_it_is_when_it_is_read_back() {
        let safe = WireText::from_text("a\\b \u{202e} \x07");
        assert_eq!(WireText::from_safe(safe.as_str()), safe);
        assert_eq!(WireText::from_safe("not ours: \x1b[0m").as_str(), r"not ours: \x1b[0m");
    }

    #[test]
    fn a_cut_is_marked_and_never_splits_a_character() {
        assert_eq!(WireText::from_text("ééé").shortened(3).as_str(), "é […]");
        assert_eq!(WireText::from_text("short").shortened(5).as_str(), "short");
    }
}
