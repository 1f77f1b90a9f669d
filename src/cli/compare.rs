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
    intake::saved::{self, Saved},
    knowledge::Knowledge,
    l10n::Texts,
    model::{Comparison, Connector, Run, Told},
    report::{self, Dress, json},
};

pub(super) fn run(arguments: &Compare, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    if [&arguments.before, &arguments.after].iter().all(|file| *file == Path::new("-")) {
        return Err(Told::new("compare-stdin"));
    }
    let (before, after) = (read(&arguments.before)?, read(&arguments.after)?);
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
    } else if !comparison.unseen.is_empty() {
        Exit::Inconclusive
    } else {
        Exit::Healthy
    }
}

fn read(file: &Path) -> Result<Vec<(Connector, Run)>, Told> {
    let saved = saved::saved(&inputs::file(Some(file))?).map_err(|error| inputs::not_saved(file, &error))?;
    Ok(saved.into_iter().map(|Saved { connector, run, .. }| (connector, run)).collect())
}
