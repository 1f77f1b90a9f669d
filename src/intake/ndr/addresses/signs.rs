//! What stands for the sign of an address, and where lines were broken that are read as one.

use super::{
    reading::{ahead, is_sign},
    written,
};
use crate::intake::ndr::codes;

/// Where lines were broken that are read as one, and whether it is known that they were.
#[derive(Default)]
pub(super) struct Folds {
    pub(super) at: Vec<usize>,
    pub(super) sure: bool,
}

impl Folds {
    /// What lies behind a place, up to another.
    pub(super) fn within(&self, start: usize, end: usize) -> &[usize] {
        let first = self.at.partition_point(|at| *at <= start);
        let last = self.at.partition_point(|at| *at < end);
        self.at.get(first..last).unwrap_or_default()
    }
}

/// What stands for `@`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `@` itself, or a character that looks like it.
    Sure,
    /// `%40`: a link has it.
    Percent,
    /// `=40`, `+40`: only between a word and a domain.
    Perhaps,
    /// `(at)`, ` at `: with spaces around it.
    Written,
}

/// The sign that a text begins with, and its length.
pub(super) fn sign(text: &str) -> Option<(Sign, usize)> {
    let first = text.chars().next()?;
    if is_sign(first) {
        return Some((Sign::Sure, ahead(text, is_sign)));
    }
    coded(text).or_else(|| Some((Sign::Written, written::sign(text)?)))
}

/// The sign that a text begins with as a number, and its length.
pub(super) fn coded(text: &str) -> Option<(Sign, usize)> {
    codes::sign(text).map(|(sure, length)| (if sure { Sign::Percent } else { Sign::Perhaps }, length))
}
