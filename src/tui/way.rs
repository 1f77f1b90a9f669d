//! Who talks to whom, as a picture: the stops of the way to an address, how far one came, and the codes that a fault there
//! gets.

use super::{
    shared::Shared,
    theme::Glyph,
    widgets::row::{Row, width},
};
use crate::{
    l10n::Args,
    model::{Endpoint, Fault, Outcome, SMTP_PORT, Stage, StageState},
    wizard::Walk,
};

/// A stop of the way, with the stages that end at it.
const STOPS: [(&str, &[Stage]); 5] = [
    ("stage-dns", &[Stage::Dns]),
    ("way-port", &[Stage::Connect]),
    ("way-smtp", &[Stage::Greeting, Stage::Ehlo, Stage::StartTls]),
    ("way-tls", &[Stage::Handshake]),
    ("stage-certificate", &[Stage::Certificate]),
];

/// The picture in so many columns: names, marks where a walk has come so far, codes. Nothing where it has no room.
pub(crate) fn picture(shared: &Shared, walk: Option<&Walk>, room: usize) -> Vec<Row> {
    let texts = &shared.texts;
    let port = walk.map_or(SMTP_PORT, |walk| walk.connector.port);
    let names = STOPS.map(|(id, _)| texts.with(id, &Args::new().text("port", port)));
    let codes = STOPS.map(|(_, stages)| codes(shared, stages[0]));
    let sender = texts.get("way-sender");
    let cell = |(name, codes): (&String, &Vec<String>)| {
        codes.iter().map(|code| width(code)).max().unwrap_or(0).max(width(name))
    };
    let cells: Vec<usize> = names.iter().zip(&codes).map(cell).collect();
    let stops = width(&sender) + cells.iter().sum::<usize>();
    let fits = |arrow: &&str| stops + cells.len() * (width(arrow) + 2) <= room;
    let Some(arrow) = shared.theme.arrows().into_iter().find(fits) else { return Vec::new() };
    let between = width(arrow) + 2;
    let mut column = width(&sender);
    let mut first = Row::default().text(sender);
    let mut marks = Row::default();
    let mut below = [Row::default(), Row::default()];
    for (index, cell) in cells.into_iter().enumerate() {
        column += between;
        let middle = |text: &str| column + cell.saturating_sub(width(text)) / 2;
        first = first
            .text(" ")
            .styled(arrow, shared.theme.dim())
            .text(" ")
            .to(middle(&names[index]))
            .text(names[index].clone());
        // The next arrow begins behind the cell, however long its name is.
        first = first.to(column + cell);
        if let Some(glyph) = walk.and_then(|walk| mark(shared, walk, STOPS[index].1)) {
            marks = marks.to(middle(" ")).glyph(shared.theme, glyph);
        }
        for (row, code) in below.iter_mut().zip(&codes[index]) {
            *row = std::mem::take(row).to(middle(code)).text(code.clone());
        }
        column += cell;
    }
    [first, marks].into_iter().chain(below).filter(|row| !row.is_blank()).collect()
}

/// The codes that a fault at a stage gets.
fn codes(shared: &Shared, stage: Stage) -> Vec<String> {
    let faults: &[Fault] = match stage {
        Stage::Dns => &[Fault::DnsNxDomain],
        Stage::Connect => &[Fault::TcpTimedOut, Fault::TcpRefused],
        Stage::Certificate => &[Fault::CertificateExpired],
        _ => &[Fault::GreetingRejected, Fault::Closed],
    };
    let code = |fault: &Fault| shared.knowledge.claim(*fault).map(|(article, _)| article.id.to_string());
    faults.iter().filter_map(code).collect()
}

/// How far one came with the stages of a stop, at the address that has the focus.
fn mark(shared: &Shared, walk: &Walk, stages: &[Stage]) -> Option<Glyph> {
    let run = shared.run(walk);
    if stages == [Stage::Dns] {
        return Some(match run.route {
            Some(Outcome::Failed(fault)) if fault.is_unknowable() => Glyph::Unknown,
            Some(Outcome::Failed(_)) if run.endpoints.is_empty() => Glyph::Fault,
            // Addresses that were named were not looked up.
            Some(_) if run.lookups.is_empty() => Glyph::Skipped,
            Some(_) => Glyph::Ok,
            None => Glyph::Running,
        });
    }
    let endpoint = shared.endpoint()?;
    let glyphs: Vec<_> = stages.iter().map(|stage| of_stage(endpoint, *stage)).collect();
    // The worst of them, else what is still to come, else that all is well.
    let order = [Glyph::Fault, Glyph::Unknown, Glyph::Running, Glyph::NotYet, Glyph::Ok, Glyph::Skipped];
    order.into_iter().find(|glyph| glyphs.contains(glyph))
}

fn of_stage(endpoint: &Endpoint, stage: Stage) -> Glyph {
    match endpoint.stage(stage) {
        StageState::NotYet => Glyph::NotYet,
        StageState::Running { .. } => Glyph::Running,
        StageState::Ended { outcome: Outcome::Passed, .. } => Glyph::Ok,
        StageState::Ended { outcome: Outcome::Skipped, .. } => Glyph::Skipped,
        StageState::Ended { outcome: Outcome::Failed(fault), .. } if fault.is_unknowable() => Glyph::Unknown,
        StageState::Ended { outcome: Outcome::Failed(_), .. } => Glyph::Fault,
    }
}
