//! Titles in a text: what stands in a report instead of a code, and where it may stand.

use super::elsewhere;
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
