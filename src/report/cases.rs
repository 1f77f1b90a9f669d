//! What a list says of a case: where it stands, what is done, when something was noted last. The same on a screen, in lines
//! and by `mxray cases`.

use super::{Block, Entry, Section};
use crate::{
    l10n::{Args, Locale, Texts},
    model::{Case, CaseLine, Probed, Verdict, Written},
};

/// What it is called in a list: the connector's name, or the host.
pub fn case_name(line: &CaseLine) -> String {
    line.connector.as_ref().map_or_else(|| line.host.clone(), ToString::to_string)
}

/// The word of its state, in JSON and in messages.
pub fn case_state(line: &CaseLine) -> &'static str {
    match &line.last {
        None => "begun",
        Some(last) if last.repaired => "repaired",
        Some(last) if last.cancelled && last.verdict != Verdict::Fault => "stopped",
        Some(last) => last.verdict.id(),
    }
}

/// Where it stands, how much is done, and since when it is so.
pub fn case_about(line: &CaseLine, texts: &Texts) -> String {
    let steps = Args::new().number("done", line.done).number("count", line.steps);
    let args = Args::new()
        .text("state", state(line, texts))
        .text("steps", texts.with("case-steps", &steps))
        .text("at", texts.date(line.updated));
    texts.with("case-about", &args)
}

/// Where it stands.
fn state(line: &CaseLine, texts: &Texts) -> String {
    let last = line.last.as_ref();
    let code = last.and_then(|last| last.code.as_ref());
    let fault = last.and_then(|last| last.fault);
    let state = Args::new()
        .text("state", case_state(line))
        .text("code", code.map_or("other", |code| code.as_str()))
        .text("fault", fault.map_or_else(|| texts.get("case-some-fault"), |fault| texts.fault(fault)));
    texts.with("case-state", &state)
}

/// A case in a list on standard output: its name, and below it where it stands.
pub fn case_entry(line: &CaseLine, texts: &Texts) -> String {
    format!("{}\n    {}\n", line.id, texts.with("cases-line", &about_args(line, texts)))
}

/// Its name and where it stands, as values of a sentence.
fn about_args(line: &CaseLine, texts: &Texts) -> Args {
    Args::new().text("name", case_name(line)).text("about", case_about(line, texts))
}

/// What was done in a case: its probes and its letters, with their times.
pub fn case_history(case: &Case, texts: &Texts) -> Vec<Section> {
    let probe = |probed: &Probed| {
        let line = CaseLine { last: Some(probed.clone()), ..case.line() };
        let args = Args::new()
            .text("at", texts.date(probed.at))
            .text("state", state(&line, texts))
            .number("healthy", probed.healthy)
            .number("count", probed.addresses);
        Entry::new(texts.with("case-probed", &args))
    };
    let letter = |letter: &Written| {
        let lang = Locale::parse(&letter.lang).map_or_else(|| letter.lang.clone(), |locale| locale.name().to_owned());
        let args =
            Args::new().text("at", texts.date(letter.at)).text("actor", texts.actor(letter.to)).text("lang", lang);
        Entry::new(texts.with("case-letter", &args))
    };
    let parts = [
        ("case-probes", case.probes.iter().map(probe).collect::<Vec<_>>()),
        ("case-letters", case.letters.iter().map(letter).collect()),
    ];
    let parts = parts.into_iter().filter(|(_, entries)| !entries.is_empty());
    parts.map(|(heading, entries)| Section::headed(texts.get(heading), vec![Block::List(entries)])).collect()
}
