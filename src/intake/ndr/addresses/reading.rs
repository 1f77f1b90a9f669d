//! What the readers of mail addresses share: what they find, and which letters may stand where.

use std::ops::Range;

/// How far a quote, a comment or a part of a name may reach, in bytes.
pub(super) const MAX_REACH: usize = 256;

/// One address: where it lies, and its parts on the line before and the line after.
pub(super) struct Hit {
    pub(super) before: Option<Range<usize>>,
    pub(super) at: Range<usize>,
    pub(super) after: Option<Range<usize>>,
}

impl Hit {
    pub(super) fn on_one_line(at: Range<usize>) -> Self {
        Self { before: None, at, after: None }
    }
}

/// What may stand in a local part without quotes (RFC 5321 `Atom`, RFC 6531 beyond ASCII), but for the quote in `o'brien`.
pub(super) fn local(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || "!#$%&*+/=?^_`{|}~.-".contains(c);
    }
    !(c.is_whitespace() || c.is_control() || "«»“”‘’‚„‹›（）［］｛｝【】《》〈〉「」『』、。，：；".contains(c))
}

/// What may stand in a domain, the underscore that many have included.
pub(super) fn domain(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '．' | '。') || (!c.is_ascii() && local(c) && !is_sign(c))
}

pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '@' | '＠' | '﹫')
}

pub(super) fn is_blank(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

/// Marks of quoting at the beginning of a line, as `lines` takes them off.
pub(super) fn is_margin(c: char) -> bool {
    is_blank(c) || c == '>' || c == '|'
}

/// How long the end of a text is in which each character is of a kind.
pub(super) fn back(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.chars().rev().take_while(|c| is(*c)).map(char::len_utf8).sum()
}

/// How long the beginning of a text is in which each character is of a kind.
pub(super) fn ahead(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|c| is(*c)).map(char::len_utf8).sum()
}

pub(super) fn starts_ignoring_case(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark))
}
