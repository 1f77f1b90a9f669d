//! What stands for the sign of an address, and where lines were broken that are read as one.

use super::{
    reading::{ahead, is_sign},
    written,
};
use crate::intake::ndr::{
    codes,
    edges::Edge,
    legible::{Legible, Mark},
};

/// Where lines were broken that are read as one.
#[derive(Default)]
pub(super) struct Folds(Vec<Fold>);

/// The place behind the end of such a line.
#[derive(Clone, Copy)]
pub(super) struct Fold {
    pub(super) at: usize,
    /// Whether it is known that the line was broken there.
    pub(super) sure: bool,
}

impl Folds {
    /// Those of a text whose lines ended at some edges; of one without its edges, those that are marked in it.
    pub(super) fn of(text: &Legible, edges: &[Edge]) -> Self {
        let mut folds: Vec<_> = text.folds().zip(edges).map(|(at, edge)| Fold { at, sure: edge.sure }).collect();
        if edges.is_empty() {
            folds.extend(text.breaks().map(|(at, mark)| Fold { at, sure: mark == Mark::Surely }));
        }
        Self(folds)
    }

    /// The one at a place.
    pub(super) fn at(&self, place: usize) -> Option<&Fold> {
        self.0.binary_search_by_key(&place, |fold| fold.at).ok().map(|found| &self.0[found])
    }

    /// What lies behind a place, up to another.
    pub(super) fn within(&self, start: usize, end: usize) -> &[Fold] {
        let first = self.0.partition_point(|fold| fold.at <= start);
        let last = self.0.partition_point(|fold| fold.at < end);
        self.0.get(first..last).unwrap_or_default()
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
