//! `mxray compare BEFORE AFTER`: what is gone, new and the same between two saved reports.

use std::path::Path;

use super::{
    Exit,
    args::{Compare, TwoFormats},
    inputs,
    output::Output,
};
use crate::{
    diagnose,
    intake::saved::{self, Saved, SavedError},
    knowledge::Knowledge,
    l10n::Texts,
    model::{Comparison, Connector, Run, Told, WireText},
    report::{self, Dress, json},
};

pub(super) fn run(arguments: &Compare, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    if [&arguments.before, &arguments.after].iter().all(|file| *file == Path::new("-")) {
        return Err(Told::new("compare-stdin"));
    }
    let (before, after) = (read(&arguments.before)?, read(&arguments.after)?);
    // Stand-ins are counted anew in every report: none is the name in another.
    let without_names = [(&arguments.before, &before), (&arguments.after, &after)];
    if let Some((file, _)) = without_names.into_iter().find(|(_, read)| read.redacted) {
        return Err(Told::new("compare-redacted").text("file", WireText::from_path(file)));
    }
    let (before, after) = (before.seen, after.seen);
    let comparison = diagnose::compare(&before, &after, Knowledge::embedded());
    output.print(&match arguments.format {
        TwoFormats::Json => json::document(&json::compared(&comparison, &before, &after)),
        TwoFormats::Text => report::compared(&comparison, &before, &after, texts)
            .dressed(Dress::Text { styled: output.is_styled() }, texts.locale()),
    });
    Ok(exit(&comparison))
}

fn exit(comparison: &Comparison) -> Exit {
    if !comparison.new.is_empty() {
        Exit::Fault
    } else if comparison.blind || !comparison.unseen.is_empty() || !comparison.unseen_before.is_empty() {
        Exit::Inconclusive
    } else {
        Exit::Healthy
    }
}

/// What a file tells of.
struct Read {
    seen: Vec<(Connector, Run)>,
    /// Whether names stand in it in place of others.
    redacted: bool,
}

fn read(file: &Path) -> Result<Read, Told> {
    let bytes = inputs::file(Some(file))?;
    if let Some(case) = inputs::case(&bytes)? {
        let run = case.run.ok_or_else(|| inputs::not_saved(file, &SavedError::NoReport {}))?;
        return Ok(Read { seen: vec![(case.connector, run)], redacted: case.redacted });
    }
    let saved = saved::saved(&bytes).map_err(|error| inputs::not_saved(file, &error))?;
    let redacted = saved.iter().any(|saved| saved.redacted);
    Ok(Read { seen: saved.into_iter().map(|Saved { connector, run, .. }| (connector, run)).collect(), redacted })
}
