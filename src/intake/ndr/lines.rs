//! Plain text to logical lines: quote marks off, what a mailer or a terminal wrapped joined again. Whether a line goes on
//! with the one before is left to `open_line`.

use super::{
    joints::inside_word,
    legible::{Legible, MASK},
    open_line::{Gap, Line, MAX_EDGE, MAX_LINE, Open, is_address, next_line},
};
use crate::{
    intake::quoted::{is_boxed, unquoted},
    knowledge::Knowledge,
};

/// The longest code that stands alone, with the marks around it.
pub(super) const MAX_CODE: usize = 40;

/// Calls `each` with every logical line of a plain text, in order.
pub(super) fn lines(plain: &Legible, knowledge: &Knowledge, mut each: impl FnMut(Line)) {
    let text = plain.as_str();
    let width = width(text, knowledge);
    let mut open = Open::new(edge(text), knowledge);
    let mut behind = text;
    while let Some(raw) = next_line(&mut behind) {
        let line = unquoted(raw);
        if line.trim().is_empty() {
            // The value of a label may stand in the next cell of a table.
            if !open.waits_for_value() && !open.goes_on_in(behind, Gap::Empty) {
                open.close(&mut each);
            }
            continue;
        }
        // Nothing that short says anything by itself.
        if line.len() < 5 && !open.waits() && !open.takes(line) {
            open.close(&mut each);
            continue;
        }
        let is_wide = || width.is_some_and(|width| raw.chars().count() == width);
        let full = !is_boxed(raw) && (plain.was_full(raw) || is_wide());
        let goes_on = |open: &Open| open.is_in_name() || open.names_somebody() || open.goes_on_in(behind, Gap::Address);
        if is_address(line) && !goes_on(&open) {
            open.close(&mut each);
            each(Line::Recipient);
        } else if open.takes(line) || is_address(line) {
            open.join(plain, raw, line, full);
        } else {
            open.close(&mut each);
            open.begin(plain, raw, line, full);
        }
    }
    open.close(&mut each);
}

/// The width at which something wrapped every line of a text, or those of a record, words or not.
pub(super) fn width(text: &str, knowledge: &Knowledge) -> Option<usize> {
    wrap_width(text).or_else(|| broken_width(text, knowledge))
}

/// The width at which something wrapped every line, words or not: the greatest length, if three lines have it:
/// two of those that are broken at words are often as long by chance.
fn wrap_width(text: &str) -> Option<usize> {
    let mut longest = 0;
    let mut times = 0;
    for line in text.split('\n') {
        let length = if line.len() < longest { continue } else { line.chars().count() };
        if length > longest {
            (longest, times) = (length, 1);
        } else if length == longest {
            times += 1;
        }
    }
    (times >= 3 && (40..=400).contains(&longest)).then_some(longest)
}

/// How long the lines are that a mailer may have broken at words: the longest of them; a word alone may be longer.
fn edge(text: &str) -> usize {
    let lines = text.split('\n').filter(|line| line.len() <= 4 * MAX_EDGE && unquoted(line).trim().contains(' '));
    lines.map(|line| line.trim_end().chars().count()).filter(|length| *length <= MAX_EDGE).max().unwrap_or(0)
}

/// The width of lines that follow each other, all as long but the last, of which one is broken inside a word: a shorter
/// record than [`wrap_width`] needs, or a narrower one.
fn broken_width(text: &str, knowledge: &Knowledge) -> Option<usize> {
    const LEAST: usize = 16;
    let mut lines = text.split('\n').filter(|line| !unquoted(line).trim().is_empty() && line.len() <= MAX_LINE);
    let mut before = lines.next()?;
    let mut width = before.chars().count();
    let (mut run, mut proven) = (1, false);
    for line in lines {
        let length = line.chars().count();
        // Nothing that breaks lines at words parts what closes from what it closes.
        let inside =
            |line: &str| line.starts_with(['.', ',', ';', ':', ')', ']', '}']) || inside_word(before, line, knowledge);
        proven |= width >= LEAST && inside(unquoted(line));
        if proven && run >= 2 && length <= width {
            return Some(width);
        }
        if length == width {
            run += 1;
        } else {
            (run, proven, width) = (1, false, length);
        }
        before = line;
    }
    None
}

/// What little there is besides the lines that name somebody; `None` of a whole text.
pub(super) fn beside_people(plain: &Legible) -> Option<String> {
    let mut rest = String::new();
    for line in
        plain.as_str().lines().map(|line| unquoted(line).trim()).filter(|line| !line.is_empty() && !line.contains(MASK))
    {
        if !rest.is_empty() || line.len() > MAX_CODE {
            return None;
        }
        rest.push_str(line);
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        lines(&Legible::new(text.to_owned()), Knowledge::embedded(), |line| match line {
            Line::Text(text) => all.push(text.shown()),
            Line::Field(label, text) => all.push(format!("{label:?}={}", text.shown())),
            Line::Recipient => {}
        });
        all
    }

    #[test]
    fn what_was_wrapped_is_joined() {
        for (text, expected) in [
            (
                "> 550 5.4.316 Message expired, connection\n> refused(Socket error code 10061)",
                "550 5.4.316 Message expired, connection refused(Socket error code 10061)",
            ),
            (
                "- Server at a.example (192.0.2.1) return\ned '450 4.4.3\n16 Connec\ntion refused'",
                "- Server at a.example (192.0.2.1) returned '450 4.4.316 Connection refused'",
            ),
            ("[LastAttemptedIP=203.0.\n113.25:25]", "[LastAttemptedIP=203.0.113.25:25]"),
            ("Last error\n450 4.4.316 Connection refused", "LastError=450 4.4.316 Connection refused"),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_begins_anew_is_not_joined() {
        assert_eq!(read("450 4.4.316 a\n550 5.4.317 b\n#5.4.312 c").len(), 3);
        assert_eq!(
            read("1/1/2025 1:00 AM - Server at a returned '550 5.4.316 x'\n1/1/2025 - Server at b returned '450 4.4.316 y'").len(),
            2
        );
        assert_eq!(
            read("Status: 5.4.317\nDiagnostic-Code: smtp;550 5.4.317 Message expired\nX-Display-Name: x").len(),
            3
        );
    }

    #[test]
    fn a_terminal_wraps_inside_words_at_one_width() {
        let text = "11/20/2026 9:57:15 AM - Server at relay.contoso.com (203.0.113.25) returned '450 4.4.317 Cannot establish session with remote server [Message=CertificateExpired Expected Subject: mail.contoso.com.]'";
        let wrapped: Vec<String> =
            text.as_bytes().chunks(60).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
        assert_eq!(read(&wrapped.join("\n")), [text]);
    }
}
