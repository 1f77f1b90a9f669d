//! A walk as a report: to be copied, to be saved, and what is left of it on the normal screen.

use super::shared::Shared;
use crate::report::{self, Document, FileKind};

/// The width of a report, in columns, and the least that the normal screen is given.
const REPORT_WIDTH: usize = 80;
const LEAST_WIDTH: usize = 20;

/// The finding as a report for a ticket, line by line; empty where nothing was found yet.
pub(crate) fn report(shared: &Shared) -> Vec<String> {
    document(shared).map(|document| lines(&document, REPORT_WIDTH)).unwrap_or_default()
}

/// The lines of the verdict, left on the normal screen at the end: no wider than that is.
pub(crate) fn last_words(shared: &Shared) -> Vec<String> {
    let Some(document) = document(shared) else { return Vec::new() };
    let width = shared.columns().clamp(LEAST_WIDTH, REPORT_WIDTH);
    lines(&document, width).into_iter().take_while(|line| !line.is_empty()).collect()
}

/// A file of that kind, and its name where only a folder is told; `None` where nothing was found yet.
pub(crate) fn file(shared: &Shared, kind: FileKind) -> Option<(String, String)> {
    let walk = shared.walk.as_ref()?;
    let (run, diagnosis) = walk.told()?;
    let name = report::file_name(&walk.connector, shared.now.wall);
    let (symptom, knowledge) = (walk.symptom.as_ref(), shared.knowledge);
    Some((name, kind.contents(&walk.connector, symptom, run, &diagnosis, knowledge, &shared.texts)))
}

fn document(shared: &Shared) -> Option<Document> {
    let walk = shared.walk.as_ref()?;
    let (run, diagnosis) = walk.told()?;
    Some(report::check(&walk.connector, walk.symptom.as_ref(), run, &diagnosis, shared.knowledge, &shared.texts))
}

fn lines(document: &Document, width: usize) -> Vec<String> {
    document.text(width).lines().map(str::to_owned).collect()
}
