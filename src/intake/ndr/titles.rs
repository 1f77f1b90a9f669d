//! Titles in a text: what stands in a report instead of a code, and where it may stand.

use crate::{intake::status, knowledge::Knowledge, model::EnhancedCode};

/// The first known title, inside brackets too.
pub(super) fn anywhere(text: &str, knowledge: &Knowledge) -> Option<EnhancedCode> {
    let starts = text.char_indices().scan(false, |after_letter, (at, c)| {
        let begins = c.is_alphabetic() && !*after_letter;
        *after_letter = c.is_alphanumeric();
        Some((at, begins))
    });
    starts.filter(|(_, begins)| *begins).take(512).find_map(|(at, _)| status::title(&text[at..], knowledge))
}

/// Whether a text speaks of a port that is not for mail: a browser, a remote desktop, a shell.
pub(super) fn names_another_port(text: &str) -> bool {
    const MAIL: [&str; 5] = ["25", "26", "465", "587", "2525"];
    let lower = text[..text.floor_char_boundary(512)].to_ascii_lowercase();
    let ports = lower.match_indices("port ").map(|(at, mark)| {
        let digits = &lower[at + mark.len()..];
        &digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())]
    });
    let ports: Vec<&str> = ports.filter(|digits| !digits.is_empty()).collect();
    // Programs that speak to none of those.
    let programs = ["ssh:", "ssh ", "scp:", "sftp", "rdp ", "remote desktop", "mstsc", "winrm", "curl: "];
    let starts = |at: usize| !lower[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    if ports.is_empty() {
        return programs.iter().any(|name| lower.match_indices(name).any(|(at, _)| starts(at)));
    }
    !ports.iter().any(|port| MAIL.contains(port))
}

/// The first known title outside brackets.
pub(super) fn title(text: &str, knowledge: &Knowledge) -> Option<EnhancedCode> {
    if names_another_port(text) {
        return None;
    }
    let mut depth = 0_i32;
    let mut after_letter = false;
    for (at, c) in text.char_indices().take(2048) {
        match c {
            '[' | '(' => depth += 1,
            ']' | ')' => depth -= 1,
            _ => {}
        }
        if depth <= 0
            && c.is_alphabetic()
            && !after_letter
            && let Some(code) = status::title(&text[at..], knowledge)
        {
            return Some(code);
        }
        after_letter = c.is_alphanumeric();
    }
    None
}
