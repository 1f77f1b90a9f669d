//! What became of what was wrong between two reports, in words.

use super::{Block, Document, Entry, Section};
use crate::{
    l10n::{Args, Texts},
    model::{Comparison, Connector, Fault, Placed, Run},
};

/// New, gone, the same, and what was not seen again, each under its heading.
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
        .number("unseen", comparison.unseen.len());
    let mut document = Document { title: texts.with("compare-title", &counts), ..Document::default() };
    document.lead = vec![side("compare-before", before, texts), side("compare-after", after, texts)];
    let entry = |placed: &Placed| Entry::new(place(placed, None, texts));
    let parts =
        [("compare-new", &comparison.new), ("compare-gone", &comparison.gone), ("compare-same", &comparison.same)];
    for (heading, placed) in parts {
        let entries = placed.iter().map(entry).collect();
        document.add(Section::headed(texts.get(heading), vec![Block::List(entries)]));
    }
    let unseen = comparison.unseen.iter().map(|(placed, why)| Entry::new(place(placed, Some(*why), texts)));
    document.add(Section::headed(texts.get("compare-unseen"), vec![Block::List(unseen.collect())]));
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

/// Where, what, and perhaps why it was not seen again.
fn place(placed: &Placed, unseen: Option<Option<Fault>>, texts: &Texts) -> String {
    let met = &placed.met;
    let host = met.host.clone().or_else(|| placed.connector.route.hosts().into_iter().next());
    let args = Args::new()
        .text("host", host.map(|host| host.to_string()).unwrap_or_default())
        .text("ip", met.ip.map_or_else(|| "none".to_owned(), |ip| ip.to_string()))
        .text("fault", texts.fault(met.fault));
    match unseen {
        None => texts.with("compare-place", &args),
        Some(None) => texts.with("compare-place-untried", &args),
        Some(Some(why)) => texts.with("compare-place-unseen", &args.text("why", texts.fault(why))),
    }
}
