//! Titles in a text: what stands in a report instead of a code, and where it may stand.

use super::elsewhere;
use crate::{
    intake::status,
    knowledge::{Knowledge, wording::Sureness},
    model::EnhancedCode,
};

/// The first known title, inside brackets too.
pub(super) fn anywhere(text: &str, knowledge: &Knowledge) -> Option<EnhancedCode> {
    let starts = text.char_indices().scan(false, |after_letter, (at, c)| {
        let begins = c.is_alphabetic() && !*after_letter;
        *after_letter = c.is_alphanumeric();
        Some((at, begins))
    });
    starts.filter(|(_, begins)| *begins).take(512).find_map(|(at, _)| status::title(&text[at..], knowledge))
}

/// The title of a log's line. Exim puts behind its own words what the system calls a broken wait, `SMTP timeout after EHLO …:
/// Connection timed out`: words of another article say better what happened.
pub(super) fn in_log(text: &str, knowledge: &Knowledge) -> Option<EnhancedCode> {
    let lower = text.to_ascii_lowercase();
    let worded = knowledge.worded(&lower, Sureness::Plain).map(|(article, _)| article.id.as_str().to_owned());
    let is_its_own = |code: &EnhancedCode| worded.as_ref().is_none_or(|worded| *worded == code.temporary().to_string());
    anywhere(text, knowledge).filter(is_its_own)
}

/// The first known title outside brackets.
pub(super) fn title(text: &str, knowledge: &Knowledge) -> Option<EnhancedCode> {
    if elsewhere::names_another_port(text) {
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

/// Whether a code stands in a text with what it is the number of: its title behind it, or the fields of its reply.
pub(super) fn is_told(text: &str, code: EnhancedCode, knowledge: &Knowledge) -> bool {
    let number = code.to_string();
    text.match_indices(&number).take(8).any(|(at, _)| {
        let behind = text[at + number.len()..].trim_start_matches([' ', ':', '-', ',']);
        let titled = status::title(behind, knowledge).is_some_and(|title| title.temporary() == code.temporary());
        titled || behind.starts_with("[Message=") || behind.starts_with("[LastAttempted")
    })
}
