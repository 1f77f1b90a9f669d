//! What became of what was wrong between two reports, in words.

use super::{Block, Document, Entry, Section};
use crate::{
    l10n::{Args, Texts},
    model::{Comparison, Connector, Fault, Placed, Run},
};

/// New, gone, the same, and what was not seen the other time, each under its heading.
pub fn compared(
    comparison: &Comparison,
    before: &[(Connector, Run)],
    after: &[(Connector, Run)],
    texts: &Texts,
) -> Document {
    let counts = Args::new()
        .number("gone", comparison.gone.len())
        .number("new", comparison.new.len())
        .number("same", comparison.same.len())
        .number("unseen", comparison.unseen.len())
        .number("unknown", comparison.unseen_before.len());
    let mut document = Document { title: texts.with("compare-title", &counts), ..Document::default() };
    document.lead = vec![side("compare-before", before, texts), side("compare-after", after, texts)];
    let notes = [
        ("compare-apart", comparison.apart),
        ("compare-blind", comparison.blind),
        ("compare-swapped", comparison.swapped),
        ("compare-reset", comparison.reset),
    ];
    document.lead.extend(notes.into_iter().filter(|(_, holds)| *holds).map(|(id, _)| texts.get(id)));
    let entry = |placed: &Placed| Entry::new(place(placed, "compare-place", None, texts));
    let parts =
        [("compare-new", &comparison.new), ("compare-gone", &comparison.gone), ("compare-same", &comparison.same)];
    for (heading, placed) in parts {
        let entries = placed.iter().map(entry).collect();
        document.add(Section::headed(texts.get(heading), vec![Block::List(entries)]));
    }
    for (heading, untried, placed) in [
        ("compare-unknown", "compare-place-unknown", &comparison.unseen_before),
        ("compare-unseen", "compare-place-untried", &comparison.unseen),
    ] {
        let words = |why: Option<Fault>| why.map_or(untried, |_| "compare-place-unseen");
        let entries = placed.iter().map(|(placed, why)| Entry::new(place(placed, words(*why), *why, texts)));
        document.add(Section::headed(texts.get(heading), vec![Block::List(entries.collect())]));
    }
    document.bound();
    document
}

/// When and from where it was looked.
fn side(id: &str, side: &[(Connector, Run)], texts: &Texts) -> String {
    let first = side.first().map(|(_, run)| run);
    let at = first.and_then(|run| run.started).map_or_else(|| "?".to_owned(), |at| texts.date(at));
    let host = first.and_then(|run| run.view.host.as_ref()).map_or_else(|| "?".to_owned(), ToString::to_string);
    texts.with(id, &Args::new().text("at", at).text("host", host))
}

/// Where, what, and perhaps why it was not seen the other time.
fn place(placed: &Placed, words: &str, why: Option<Fault>, texts: &Texts) -> String {
    let met = &placed.met;
    let host = met.host.clone().or_else(|| placed.connector.route.hosts().into_iter().next());
    let args = Args::new()
        .text("host", host.map(|host| host.to_string()).unwrap_or_default())
        .text("ip", met.ip.map_or_else(|| "none".to_owned(), |ip| ip.to_string()))
        .text("fault", texts.fault(met.fault))
        .text("why", why.map(|why| texts.fault(why)).unwrap_or_default());
    texts.with(words, &args)
}
