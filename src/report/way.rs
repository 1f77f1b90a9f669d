//! The way to each address, stop by stop, for who sees it better than reads it: which stage of which address is the one.
//! How it looks is left to the page.

use super::{
    Block, Mark, Section, Stop, Way,
    phrases::target,
    seen::{address_line, belongs},
};
use crate::{
    l10n::{Args, Texts},
    model::{Connector, Endpoint, Fault, Finding, Level, MailHost, Noted, Outcome, Run, Stage, StageState},
};

/// Ways that are drawn at the most: what fits on four sheets of paper.
const MAX_WAYS: usize = 24;

/// The way to each address, and to each name that leads to none.
pub(super) fn way(connector: &Connector, run: &Run, finding: &Finding, texts: &Texts) -> Section {
    let mut ways = Vec::new();
    if run.hosts.is_empty() {
        let fault = run.route.and_then(fault);
        ways.extend(run.route.map(|_| to_name(&target(connector), fault, finding, texts)));
    }
    for (place, MailHost { host, outcome, .. }) in run.hosts.iter().enumerate() {
        if run.endpoints_of(place).next().is_none() {
            ways.push(to_name(&host.to_string(), outcome.and_then(fault), finding, texts));
        }
    }
    ways.extend(run.endpoints.iter().map(|endpoint| to_address(run, endpoint, finding, texts)));
    let more = ways.len().saturating_sub(MAX_WAYS);
    ways.truncate(MAX_WAYS);
    let left_out = (more > 0).then(|| texts.with("way-left-out", &Args::new().number("count", more)));
    Section::headed(texts.get("way-heading"), vec![Block::Way { ways, left_out }])
}

fn fault(outcome: Outcome) -> Option<Fault> {
    match outcome {
        Outcome::Failed(fault) => Some(fault),
        Outcome::Passed | Outcome::Skipped => None,
    }
}

/// The way to a name that leads no further.
fn to_name(host: &str, fault: Option<Fault>, finding: &Finding, texts: &Texts) -> Way {
    let stops_mail = |noted: &Noted| noted.level == Level::Fault && noted.evidence.fault() == fault;
    let mark = match fault {
        Some(_) if finding.evidence.iter().any(stops_mail) => Mark::Fault,
        Some(_) => Mark::Warning,
        None => Mark::Skipped,
    };
    let args = Args::new()
        .text("state", mark.id())
        .text("host", host)
        .text("fault", fault.map(|fault| texts.fault(fault)).unwrap_or_default());
    let mut stops = vec![stop(Stage::Dns, mark, texts)];
    stops.extend(Stage::OF_ADDRESS.map(|stage| stop(stage, Mark::Skipped, texts)));
    let title = texts.with("way-title", &Args::new().text("named", "no").text("ip", host).text("host", host));
    Way { text: texts.with("way-name", &args), title, stops }
}

fn to_address(run: &Run, endpoint: &Endpoint, finding: &Finding, texts: &Texts) -> Way {
    let notes: Vec<_> = finding.evidence.iter().filter(|noted| belongs(noted, endpoint, run)).collect();
    let (host, ip) = (run.host_of(endpoint).host.to_string(), endpoint.ip.to_string());
    let args = Args::new().text("named", if host == ip { "no" } else { "yes" }).text("host", host).text("ip", ip);
    // There is an address, so the names led to it.
    let mut stops = vec![stop(Stage::Dns, Mark::Ok, texts)];
    stops.extend(Stage::OF_ADDRESS.map(|stage| stop(stage, mark(endpoint, stage, &notes), texts)));
    Way { text: address_line(run, endpoint, &notes, texts), title: texts.with("way-title", &args), stops }
}

/// What became of a stage: as the line of its address says it of the one that decided.
fn mark(endpoint: &Endpoint, stage: Stage, notes: &[&Noted]) -> Mark {
    let of_level = |level: Level| match level {
        Level::Fault => Mark::Fault,
        Level::Warning => Mark::Warning,
        Level::Info => Mark::Skipped,
    };
    let noted = notes.iter().filter(|noted| noted.stage == Some(stage)).map(|noted| of_level(noted.level)).max();
    let worst = notes.iter().map(|noted| of_level(noted.level)).max();
    let reached = match endpoint.stage(stage) {
        _ if !endpoint.tried => Mark::Skipped,
        StageState::Running { .. } => Mark::Running,
        StageState::Ended { outcome: Outcome::Passed, .. } => Mark::Ok,
        StageState::Ended { outcome: Outcome::Failed(_), .. } => worst.unwrap_or(Mark::Warning).max(Mark::Warning),
        StageState::NotYet | StageState::Ended { outcome: Outcome::Skipped, .. } => Mark::Skipped,
    };
    noted.map_or(reached, |noted| noted.max(reached))
}

fn stop(stage: Stage, mark: Mark, texts: &Texts) -> Stop {
    let word = texts.get(&format!("mark-{}", mark.id()));
    let told = texts.with("report-detail", &Args::new().text("label", texts.stage(stage)).text("detail", &word));
    Stop { label: texts.get(&format!("stage-{}.short", stage.id())), mark, word, told }
}
