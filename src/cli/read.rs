//! `mxray read [FILE|-]`: what a report, a queue line, a trace or an alert says.

use std::path::Path;

use super::{
    Exit,
    args::{Read, TwoFormats},
    inputs,
    output::Output,
};
use crate::{
    intake::{
        ndr::{self, ReadError},
        outbound_connector::in_place_of_report,
    },
    knowledge::Knowledge,
    l10n::Texts,
    model::{Symptom, Told, WireText},
    report::{self, Dress},
};

pub(super) fn run(read: &Read, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    let bytes = inputs::file(read.file.as_deref())?;
    let reading = ndr::read(&bytes, Knowledge::embedded()).map_err(|error| Told::of(error.id(), &error))?;
    // Connectors are no text without a report: it is said what they are, and what to do with them.
    match in_place_of_report(&bytes, reading.first().is_some()) {
        Some(Err(error)) => return Err(Told::of(error.id(), &error)),
        Some(Ok(_)) => {
            let error = match read.file.as_deref().and_then(report::typed) {
                Some(file) => ReadError::ExportFile { file: WireText::from_text(&file) },
                None => ReadError::Export,
            };
            return Err(Told::of(error.id(), &error));
        }
        None => {}
    }
    let nothing = Symptom {
        form: reading.form,
        text: reading.unread.clone().unwrap_or_default(),
        addresses_dropped: reading.addresses_dropped,
        ..Symptom::default()
    };
    let first = reading.first().unwrap_or(&nothing);
    let left_out = usize::try_from(reading.left_out).unwrap_or(usize::MAX);
    let more = reading.reports.len().saturating_sub(1).saturating_add(left_out);
    let file = read.file.as_deref().filter(|file| *file != Path::new("-"));
    output.print(&match read.format {
        TwoFormats::Text => report::read(first, more, file, Knowledge::embedded(), texts)
            .dressed(Dress::Text { styled: output.is_styled() }, texts.locale()),
        TwoFormats::Json => report::json::document(&report::json::read(first, &reading.reports, reading.left_out)),
    });
    Ok(if reading.has_code() { Exit::Healthy } else { Exit::Fault })
}
