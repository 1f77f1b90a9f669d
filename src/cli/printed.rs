//! What `check` prints, result by result: in which order, what stands between, and the table that stands before.
//!
//! Where there is a table it is known last and printed first, so the reports wait for it as the text they will be.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{
    args::{Check, Format},
    output::Output,
};
use crate::{
    intake::outbound_connector::Note,
    l10n::{Args, Texts},
    model::{Actor, CertificateDays, ServiceState, Told, Verdict},
    report::{self, Brief, Document, Dress, Service},
};

/// How the results are printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    pub(super) format: Format,
    /// How many connectors there are.
    pub(super) count: usize,
    /// Whether there are letters instead.
    pub(super) letters: bool,
    /// The table alone.
    pub(super) summary: bool,
    /// Faults alone are told whole.
    pub(super) only_faults: bool,
    /// Whether headings of text may be bold.
    pub(super) styled: bool,
    /// Whether names are replaced.
    pub(super) redacted: bool,
    /// Whether it is looked again and again.
    pub(super) watched: bool,
}

/// What was found of one connector.
pub(super) struct Found {
    pub(super) brief: Brief,
    pub(super) told: Whole,
}

/// What is told of it.
pub(super) enum Whole {
    /// As it is printed.
    Text(String),
    /// A part of the one page.
    Page(Document),
    /// No letter: there is nothing to write to that actor.
    Nobody(Actor),
    /// What monitoring is told of it.
    Service(Box<Service>),
    /// A row is all, because nothing else was asked for.
    Row,
    /// A row is all, because it is no fault.
    LeftOut,
}

/// What was printed so far, and what waits.
#[derive(Default)]
pub(super) struct Printed {
    /// How many were told or left out.
    count: usize,
    /// How many documents there are.
    documents: usize,
    /// What ended before its turn, by its place.
    waiting: BTreeMap<usize, Found>,
    /// The parts of the one page.
    pages: Vec<Document>,
    /// What stands behind the table.
    text: String,
    /// What the rows of the table say, by place.
    briefs: BTreeMap<usize, Brief>,
    /// The places of those that are told whole.
    whole: Vec<usize>,
    /// What monitoring is told, by place.
    services: BTreeMap<usize, Service>,
    /// How many are left out.
    left_out: usize,
}

/// Whether the table alone can be printed so.
pub(super) fn summable(check: &Check) -> Result<(), Told> {
    let fits = matches!(check.format, Format::Text | Format::Markdown | Format::Html | Format::Csv);
    if check.summary && !fits { Err(Told::new("summary-format").text("format", check.format.id())) } else { Ok(()) }
}

impl Manner {
    /// What was asked for, of so many connectors.
    pub(super) fn of(check: &Check, count: usize, styled: bool) -> Self {
        Self {
            format: check.format,
            count,
            letters: check.letter.is_some(),
            summary: check.summary,
            only_faults: check.only.is_some(),
            styled,
            redacted: check.redact,
            watched: check.watch.is_some(),
        }
    }

    /// Whether a table stands before the reports.
    pub(super) fn has_table(&self) -> bool {
        let is_document = matches!(self.format, Format::Text | Format::Markdown | Format::Html);
        is_document && !self.letters && !self.watched && (self.count > 1 || self.summary || self.only_faults)
    }

    /// Whether a note on a connector stands in what is printed of it: in its report, or in its row.
    pub(super) fn tells(&self, note: &Note) -> bool {
        match self.format {
            _ if self.letters || self.watched => false,
            Format::Text | Format::Markdown | Format::Html => !self.summary || *note == Note::Disabled,
            Format::Csv => *note == Note::Disabled,
            Format::Json | Format::Jsonl | Format::Nagios | Format::Openmetrics => false,
        }
    }

    /// Whether a connector of that verdict has a row where faults alone are asked for.
    pub(super) fn is_listed(&self, brief: &Brief) -> bool {
        !self.only_faults || brief.verdict == Some(Verdict::Fault)
    }

    /// Prints what was found, and what waited for it.
    pub(super) fn tell(&self, place: usize, found: Found, told: &mut Printed, output: &mut Output, texts: &Texts) {
        // A line stands alone, so it waits for no other.
        let turn = if matches!(self.format, Format::Jsonl | Format::Csv) { told.count } else { place };
        // What has no table keeps nothing of what is printed: there may be ten thousand.
        if self.has_table() {
            told.briefs.insert(place, found.brief.clone());
        }
        told.waiting.insert(turn, found);
        while let Some(found) = told.waiting.remove(&told.count) {
            let place = told.count;
            told.count += 1;
            match found.told {
                Whole::Page(page) => {
                    told.pages.push(page);
                    told.whole.push(place);
                }
                Whole::Text(text) if output.is_open() => {
                    let text = self.before(told.documents) + &text;
                    told.documents += 1;
                    if self.has_table() {
                        told.whole.push(place);
                        told.text.push_str(&text);
                    } else {
                        output.print(&text);
                    }
                }
                Whole::Text(_) | Whole::Row => {}
                Whole::Service(service) => {
                    told.services.insert(place, *service);
                }
                Whole::LeftOut => told.left_out += 1,
                Whole::Nobody(actor) => output.note(&report::no_letter(actor, texts)),
            }
        }
    }

    /// Ends the document, and says how many connectors are not in it; those not looked at have a row all the same.
    pub(super) fn end(&self, mut told: Printed, skipped: impl Fn(usize) -> Brief, output: &mut Output, texts: &Texts) {
        let left_out =
            (told.left_out > 0).then(|| texts.with("overview-left-out", &Args::new().number("count", told.left_out)));
        if self.has_table() {
            let table = self.table(&mut told, skipped, left_out, texts);
            match self.format {
                Format::Html => {
                    let pages: Vec<_> = [table].into_iter().chain(told.pages).collect();
                    output.print(&report::html(&pages, texts.locale()));
                }
                _ => {
                    let dress = match self.format {
                        Format::Markdown => Dress::Markdown,
                        _ => Dress::Text { styled: self.styled },
                    };
                    output.print(&(table.dressed(dress, texts.locale()) + &told.text));
                }
            }
            return;
        }
        match self.format {
            // Where there is no letter there is no page of them.
            Format::Html if told.pages.is_empty() => {}
            Format::Html => output.print(&report::html(&told.pages, texts.locale())),
            Format::Json if self.count > 1 => {
                let begin = if told.documents == 0 { report::json::LIST_BEGIN } else { "" };
                output.print(&format!("{begin}{}", report::json::LIST_END));
            }
            Format::Csv if told.documents == 0 => output.print(&report::csv_head()),
            Format::Csv | Format::Json | Format::Jsonl | Format::Text | Format::Markdown => {}
            // They are told of by [`Self::end_monitored`].
            Format::Nagios | Format::Openmetrics => {}
        }
        left_out.iter().for_each(|line| output.note(line));
    }

    /// Tells monitoring of all connectors, where that was asked for; how a plugin ends. Of a check that was stopped the
    /// numbers are left as they were: half of them would read as if the others were gone.
    pub(super) fn end_monitored(
        &self,
        told: Printed,
        skipped: impl Fn(usize) -> Brief,
        stopped: bool,
        days: CertificateDays,
        output: &mut Output,
        texts: &Texts,
    ) -> Option<ServiceState> {
        let mut services = told.services;
        let all =
            (0..self.count).map(|at| services.remove(&at).unwrap_or_else(|| Service::unprobed(skipped(at), texts)));
        if self.format == Format::Nagios {
            let (state, text) = report::nagios(all.collect(), days, texts);
            output.print(&text);
            return Some(state);
        }
        if stopped {
            output.drop_file();
        } else {
            output.print(&report::openmetrics(all.collect(), Timestamp::now()));
        }
        None
    }

    /// The table of all connectors.
    fn table(
        &self,
        told: &mut Printed,
        skipped: impl Fn(usize) -> Brief,
        left_out: Option<String>,
        texts: &Texts,
    ) -> Document {
        let briefs: Vec<_> = (0..self.count).map(|at| told.briefs.remove(&at).unwrap_or_else(|| skipped(at))).collect();
        let rows: Vec<_> = (0..self.count).filter(|at| !self.summary || self.is_listed(&briefs[*at])).collect();
        let mut table = report::overview(&briefs, &rows, &told.whole, texts);
        table.lead.extend(left_out);
        table.lead.extend((self.redacted && told.whole.is_empty()).then(|| texts.get("report-redacted")));
        table
    }

    /// What stands before the result at that place.
    fn before(&self, place: usize) -> String {
        let before = match (self.format, place) {
            (Format::Json, 0) if self.count > 1 => report::json::LIST_BEGIN,
            (Format::Csv, 0) => return report::csv_head(),
            (Format::Text, 0) if self.has_table() => "\n\n",
            (Format::Markdown, 0) if self.has_table() => "\n",
            (_, 0) => "",
            (Format::Text, _) => "\n\n",
            (Format::Markdown, _) => "\n",
            (Format::Json, _) => ",\n",
            (Format::Jsonl | Format::Html | Format::Csv | Format::Nagios | Format::Openmetrics, _) => "",
        };
        before.to_owned()
    }
}
