//! [`WireText`]: text from the network, a file or the clipboard, made safe to show.
//!
//! This is the one gate between a stranger and any screen, file, log or clipboard of ours. It does not
//! parse and it does not shorten for layout; it only makes every character visible and inert.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One line of text that a stranger sent, in the single made-safe form used everywhere.
///
/// * A control character below U+0080 becomes `\x1b`; a byte that is not UTF-8 becomes `\xff`.
/// * A control, bidirectional, zero-width or otherwise invisible character from U+0080 on becomes
///   `\u{202e}`.
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

    /// Whether nothing was sent.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first `limit` bytes of the made-safe text, cut between characters and marked with ` […]`
    /// where something was left out.
    #[must_use]
    pub fn shortened(&self, limit: usize) -> Self {
        if self.0.len() <= limit {
            return self.clone();
        }
        Self(format!("{} […]", &self.0[..self.0.floor_char_boundary(limit)]))
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

/// Characters that hide, reorder or join what stands beside them: C1 controls, the format characters of
/// Unicode (general category Cf), the line and paragraph separators, fillers, variation selectors, tags,
/// and private-use or non-characters, whose look nobody can know.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
        | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}'..='\u{ffff}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{10ffff}')
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
