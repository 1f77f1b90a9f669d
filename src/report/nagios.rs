//! What a monitoring plugin prints: a line with its state, the numbers behind a bar, and details on the lines below it
//! (Monitoring Plugins Development Guidelines, "Plugin Output for Nagios"). ASCII only, and short enough for every agent.

use std::collections::BTreeSet;

use icu_normalizer::DecomposingNormalizerBorrowed;

use super::{
    overview_title,
    service::{Service, tell_apart},
};
use crate::{
    l10n::{Args, Texts},
    model::{CertificateDays, ServiceState, Verdict},
};

/// The bytes of all of it: what Nagios reads of a plugin ("Nagios Plugin API", Plugin Output Length Restrictions: the first
/// 4 KB), and one less for the end of a string.
const LIMIT: usize = 4_095;
/// Bytes of the sentence before the bar.
const SENTENCE: usize = 700;
/// Bytes of the numbers.
const NUMBERS: usize = 1_500;
/// Bytes of one line of the details.
const DETAIL: usize = 300;
/// Bytes that are kept for the last line, which says what is left out.
const REST: usize = 100;

/// The output of a plugin on connectors, and its state: that of the worst of them.
pub fn nagios(mut services: Vec<Service>, days: CertificateDays, texts: &Texts) -> (ServiceState, String) {
    tell_apart(&mut services);
    let state = services.iter().fold(ServiceState::Ok, |state, service| state.with(service.state));
    let sentence = match services.as_slice() {
        [only] => named(only, texts),
        _ => title(&services, texts),
    };
    let mut output = format!("{} | {}\n", head(state, &sentence), numbers(&services, days));
    // What is worst is told first.
    services.sort_by_key(|service| std::cmp::Reverse(service.state.weight()));
    let mut details = Vec::new();
    if services.len() > 1 {
        details.extend(services.iter().map(|one| format!("{}: {}", one.state.word(), named(one, texts))));
    }
    for service in &services {
        if services.len() > 1 && !service.seen.is_empty() {
            details.push(service.name.clone());
        }
        details.extend(service.seen.iter().cloned());
    }
    append(&mut output, &details, texts);
    (state, output)
}

/// The line of a plugin that could not look, and why.
pub fn nagios_unknown(sentence: &str) -> String {
    format!("{}\n", head(ServiceState::Unknown, sentence))
}

fn head(state: ServiceState, sentence: &str) -> String {
    format!("MXRAY {} - {}", state.word(), inert(sentence, SENTENCE))
}

fn named(service: &Service, texts: &Texts) -> String {
    texts.with("note-line", &Args::new().text("name", &service.name).text("note", &service.line))
}

/// How many connectors there are, and how many have a fault or a warning.
fn title(services: &[Service], texts: &Texts) -> String {
    let briefs: Vec<_> = services.iter().map(|service| service.brief.clone()).collect();
    let title = overview_title(&briefs, texts);
    let odd = |verdict| services.iter().filter(|one| one.verdict() == verdict && one.state != ServiceState::Ok).count();
    let (warnings, skipped) = (odd(Some(Verdict::Healthy)), odd(None));
    texts.with(
        "monitor-title",
        &Args::new().text("title", title).number("warnings", warnings).number("skipped", skipped),
    )
}

/// The numbers: of all of them, and of each as far as there is room; which ones have it depends on their names alone.
fn numbers(services: &[Service], days: CertificateDays) -> String {
    // Wider than any number of ours with its limits.
    const WIDTH: usize = 110;
    let slowest = services.iter().map(|service| service.elapsed_ms).max().unwrap_or(0);
    let minding: Vec<_> = services.iter().filter(|service| service.minds_end).collect();
    let dated = if minding.is_empty() { services.iter().collect() } else { minding };
    let first = dated.iter().filter_map(|service| Some((service.days_left()?, service.minds_end))).min();
    let up = services.iter().map(Service::up).sum();
    let all = services.iter().map(|service| service.addresses.len()).sum();
    let mut numbers = of_one("", slowest, first, (up, all), days);
    if services.len() < 2 {
        return numbers;
    }
    let faults = services.iter().filter(|one| one.verdict() == Some(Verdict::Fault)).count();
    numbers.push_str(&format!(" faults={faults};;;0;{}", services.len()));
    let mut room = NUMBERS.saturating_sub(WIDTH);
    let mut known = BTreeSet::new();
    for service in services {
        let label = label(&service.name, &mut known);
        let Some(left) = room.checked_sub(3 * label.len() + WIDTH) else { break };
        room = left;
        let first = service.days_left().map(|left| (left, service.minds_end));
        let addresses = (service.up(), service.addresses.len());
        numbers.push(' ');
        numbers.push_str(&of_one(&format!("{label} "), service.elapsed_ms, first, addresses, days));
    }
    numbers
}

/// The numbers of a connector, or of all, behind that label.
fn of_one(
    label: &str,
    elapsed_ms: u64,
    ends: Option<(u64, bool)>,
    (up, all): (usize, usize),
    days: CertificateDays,
) -> String {
    let quote = if label.is_empty() { "" } else { "'" };
    let named = |what: &str| format!("{quote}{label}{what}{quote}");
    let mut numbers = vec![format!("{}={}.{:03}s;;;0", named("time"), elapsed_ms / 1_000, elapsed_ms % 1_000)];
    numbers.extend(ends.map(|(left, minds)| {
        let limits = if minds { format!("{}:;{}:", days.warn, days.crit) } else { ";".to_owned() };
        format!("{}={left};{limits};0", named("cert_days"))
    }));
    numbers.push(format!("{}={up};;;0;{all}", named("endpoints_ok")));
    numbers.join(" ")
}

/// A name as it may stand in a quoted label: names that differ in what a label cannot have get a number.
fn label(name: &str, known: &mut BTreeSet<String>) -> String {
    let plain = |c: char| if matches!(c, '\'' | '"' | '=' | '|' | '\\' | '`' | '$') { '_' } else { c };
    let plain: String = inert(name, 80).chars().map(plain).collect();
    let mut names = [plain.clone()].into_iter().chain((2..).map(|number| format!("{plain} #{number}")));
    names.find(|name| known.insert(name.clone())).expect("there is always another number")
}

/// Writes lines as long as there is room, and how many there is none for.
fn append(output: &mut String, lines: &[String], texts: &Texts) {
    for (place, line) in lines.iter().enumerate() {
        let line = inert(line, DETAIL);
        let is_last = place + 1 == lines.len();
        let room = LIMIT.saturating_sub(output.len() + if is_last { 0 } else { REST });
        if line.len() + 1 > room {
            let more = texts.with("monitor-more", &Args::new().number("count", lines.len() - place));
            output.push_str(&format!("{}\n", inert(&more, REST)));
            return;
        }
        output.push_str(&format!("{line}\n"));
    }
}

/// Text as one line of ASCII of at most so many bytes and a mark of the cut, in which no bar begins the numbers: letters
/// without their accents, and what is no letter with an accent as the number of its character.
fn inert(text: &str, limit: usize) -> String {
    let mut ascii = String::with_capacity(text.len());
    for c in DecomposingNormalizerBorrowed::new_nfd().normalize_iter(text.chars()) {
        match c {
            '|' => ascii.push_str("\\x7c"),
            ' '..='~' => ascii.push(c),
            // Combining diacritical marks (Unicode block U+0300).
            '\u{300}'..='\u{36f}' => {}
            '\u{a0}' | '\u{2009}' | '\u{202f}' | '\n' | '\t' => ascii.push(' '),
            '\u{2010}'..='\u{2015}' => ascii.push('-'),
            '\u{2018}'..='\u{201b}' => ascii.push('\''),
            '\u{201c}'..='\u{201f}' | '\u{ab}' | '\u{bb}' => ascii.push('"'),
            '\u{2026}' => ascii.push_str("..."),
            '\u{2192}' => ascii.push_str("->"),
            c => ascii.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
        }
    }
    let ascii = ascii.trim_end();
    if ascii.len() <= limit { ascii.to_owned() } else { format!("{}...", &ascii[..limit.saturating_sub(3)]) }
}
