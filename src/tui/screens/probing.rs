//! Every address and stage, live. Addresses down, stages across, time in the cell; the leading code stands where
//! the verdict will stand, and rows never change their places.

use std::net::IpAddr;

use super::{Band, Body, Screen, connector_args, details, finding, quiz, save, vantage};
use crate::{
    l10n::Args,
    model::{
        CodeId, DnsOutcome, Endpoint, Evidence, Fault, Level, Lookup, Noted, Outcome, RecordType, Route, Run, Stage,
        StageState, Verdict,
    },
    tui::{
        app::{Effect, LEAST_HEIGHT, Model, TWO_PANES},
        keys::{Action, Hint, hint},
        theme::Glyph,
        walk::Walk,
        widgets::{
            page::Page,
            row::{self, Row, middle, prose, width},
        },
    },
};

/// The stages that have a column; a fault in the others gets a line under its address.
const COLUMNS: [Stage; 6] =
    [Stage::Connect, Stage::Greeting, Stage::Ehlo, Stage::StartTls, Stage::Handshake, Stage::Certificate];
/// The column where addresses begin, and the widest one: `255.255.255.255`, a short IPv6 address.
const ADDRESS: usize = 4;
const ADDRESS_WIDTH: usize = 15;
/// Where the first cell begins.
const CELLS: usize = ADDRESS + ADDRESS_WIDTH + 2;
/// The least width of a cell and of the gap behind it: glyph, blank, five columns of time; two blanks.
const CELL: usize = 8;

pub(super) fn hints(model: &Model) -> Vec<Hint> {
    let running = model.is_probing();
    let mut hints = vec![hint(Action::Enter, "finding")];
    if running {
        hints.push(hint(Action::Back, "stop"));
    }
    hints.push(hint(Action::Next, "conversation"));
    if !running {
        hints.push(hint(Action::ProbeAgain, "probe-again"));
    }
    hints.push(hint(Action::Copy, "copy"));
    hints.push(hint(Action::Down, "address"));
    if running {
        hints.push(hint(Action::ProbeAgain, "probe-again"));
    }
    hints.push(hint(Action::Save, "save-report"));
    if !running {
        hints.push(hint(Action::Back, "back"));
    }
    hints
}

pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let page = model.body_rows().saturating_sub(2).max(1);
    let walk = model.walk.as_mut()?;
    match action {
        Action::Enter => {
            if walk.leading.is_none() {
                return Some(model.say(None, "nothing-seen-yet", Args::new()));
            }
            if let Some(effects) = quiz::before_finding(model) {
                return Some(effects);
            }
            let walk = model.walk.as_mut()?;
            // Before the end the finding is provisional; at the end of the run it is settled by itself.
            if !walk.run.finished {
                walk.settle();
            }
            model.go(Screen::Finding);
        }
        Action::Back => {
            let stopping = model.cancel();
            if !stopping.is_empty() && model.walk.as_ref().is_some_and(|walk| !walk.run.endpoints.is_empty()) {
                model.say(None, "stopped", Args::new());
                return Some(stopping);
            }
            model.go_back();
            return Some(stopping);
        }
        Action::Next | Action::Previous => {
            if walk.run.endpoints.is_empty() {
                return Some(model.say(None, "no-address-yet", Args::new()));
            }
            model.go(Screen::Details);
        }
        Action::Up => walk.focus_address(|at, _| at.saturating_sub(1)),
        Action::Down => walk.focus_address(|at, _| at + 1),
        Action::PageUp => walk.focus_address(|at, _| at.saturating_sub(page)),
        Action::PageDown => walk.focus_address(|at, _| at + page),
        Action::Home => walk.focus_address(|_, _| 0),
        Action::End => walk.focus_address(|_, count| count),
        Action::ProbeAgain => return Some(model.probe()),
        Action::Copy if walk.hides_code() => return Some(model.say(None, "quiz-before", Args::new())),
        Action::Copy => {
            let lines = copied(model);
            return Some(model.copy(&lines));
        }
        Action::Save => return Some(save(model)),
        _ => return None,
    }
    Some(Vec::new())
}

/// The table as text: the report, once something can be said.
fn copied(model: &Model) -> Vec<String> {
    match &model.walk {
        Some(walk) if walk.leading.is_some() => finding::report(model, walk),
        _ => Vec::new(),
    }
}

pub(super) fn body(model: &Model, height: usize) -> Body {
    let Some(walk) = &model.walk else { return Body::of(Page::new(), height, 0) };
    let mut page = Page::new();
    let columns = model.columns();
    let leading = leading(model, walk);
    // The leading code has its rows from the beginning, so nothing moves when there is one.
    let kept = match model.size.0 {
        TWO_PANES.. => 2,
        80.. => 4,
        _ => 3,
    };
    let used = leading.len();
    page.extend(leading);
    for _ in used..kept {
        page.push(Row::default());
    }
    page.push(Row::default());
    page.extend(names(model, walk));
    page.push(Row::default());
    matrix(model, walk, &mut page);

    // Where there are rows enough, the conversation stands below the table.
    let spare = height.saturating_sub(page.len() + 2);
    if spare >= usize::from(LEAST_HEIGHT) && model.size.0 >= TWO_PANES && walk.endpoint().is_some() {
        page.push(Row::default());
        page.push(super::rule_row(model));
        let above = page.len();
        let below = Band { page: details::page(model, walk, false), height: height.saturating_sub(above), scroll: 0 };
        let body = Body { bands: vec![Band { page, height: above, scroll: 0 }, below], right: None };
        return body.with_right(right(model, walk));
    }
    page.push(Row::default());
    let sentences = [
        (columns >= 80).then(|| model.texts.with("summary", &connector_args(&walk.connector))),
        vantage(model, "vantage"),
    ];
    for sentence in sentences.into_iter().flatten() {
        page.extend(Row::at(2).block(prose(&sentence, columns.saturating_sub(4))));
    }
    Body::of(page, height, 0).with_right(right(model, walk))
}

/// The code that leads and its witness, and what could still change it.
fn leading(model: &Model, walk: &Walk) -> Vec<Row> {
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let run = &walk.run;
    let time = Args::new().text("time", texts.duration(walk.elapsed_ms(model.now) / 1_000 * 1_000));
    let state = match (run.finished, run.cancelled) {
        (false, _) => texts.with("so-far", &time),
        (true, false) => texts.with("took", &Args::new().text("time", texts.duration(run.elapsed_ms))),
        (true, true) => texts.with("stopped-after", &Args::new().text("time", texts.duration(run.elapsed_ms))),
    };
    let Some(diagnosis) = &walk.leading else {
        let first = Row::at(2).glyph(theme, Glyph::Running).text(" ").text(texts.get("asking-names"));
        return vec![first.right(state, columns - 2)];
    };
    let found = &diagnosis.finding;
    let nothing_yet = found.code.is_none() && found.verdict == Verdict::Healthy && !run.finished;
    let mut rows = if nothing_yet {
        vec![Row::at(2).glyph(theme, Glyph::Running).text(" ").styled(texts.get("nothing-wrong-yet"), theme.bold())]
    } else if walk.hides_code() {
        vec![Row::at(2).glyph(theme, Glyph::Unknown).text(" ").styled(texts.get("quiz-code"), theme.bold())]
    } else {
        finding::verdict_rows(model, found)
    };
    let fits = rows[0].width() + 2 + width(&state) <= columns - 2;
    if fits {
        rows[0] = std::mem::take(&mut rows[0]).right(state.clone(), columns - 2);
    }
    if let Some(witness) = witness(model, walk) {
        rows.extend(Row::at(4).block(prose(&witness, columns.saturating_sub(6))));
    }
    if !fits {
        let last = rows.pop().unwrap_or_default();
        if last.width() + 2 + width(&state) <= columns - 2 && last.width() > 4 {
            rows.push(last.right(state, columns - 2));
        } else {
            rows.push(last);
            rows.push(Row::default().right(state, columns - 2));
        }
    }
    if model.size.0 < TWO_PANES {
        for (code, sentence) in still_open(model, walk).into_iter().take(1) {
            rows.extend(open_rows(model, &code, &sentence, columns));
        }
    }
    rows
}

fn open_rows(model: &Model, code: &CodeId, sentence: &str, columns: usize) -> Vec<Row> {
    let (reply, _) = finding::code_title(&model.texts, code);
    let row = Row::at(2).glyph(model.theme, Glyph::Unknown).text(" ").styled(reply, model.theme.bold()).text("  ");
    let first = row.width();
    // The first line begins behind the code, the next ones under the title's row.
    let mut words = prose(sentence, columns.saturating_sub(first + 2)).into_iter();
    let head = words.next().map(|row| row.plain()).unwrap_or_default();
    let rest = sentence.get(head.len()..).unwrap_or_default().trim_start().to_owned();
    let mut rows = vec![row.text(head)];
    if !rest.is_empty() {
        rows.extend(Row::at(4).block(prose(&rest, columns.saturating_sub(6))));
    }
    rows
}

/// The evidence behind the leading code, and how many faults stand beside it.
pub(super) fn witness(model: &Model, walk: &Walk) -> Option<String> {
    let found = &walk.leading.as_ref()?.finding;
    if found.verdict == Verdict::Inconclusive {
        return Some(finding::no_verdict(&model.texts, found));
    }
    let deciding = |noted: &&Noted| {
        noted.level == Level::Fault && noted.evidence.fault().is_some() && noted.evidence.fault() == found.fault
    };
    let noted =
        found.evidence.iter().find(deciding).or_else(|| found.evidence.iter().find(|n| n.level == Level::Fault))?;
    let more = found.faults.len().saturating_sub(1);
    let label = model.texts.evidence_label(&noted.evidence)?;
    let detail = model.texts.evidence_detail(&finding::shortened(&noted.evidence)).filter(|_| model.size.0 >= 80);
    let seen = match detail {
        Some(detail) => {
            let args = Args::new().text("fault", label).text("detail", detail);
            model.texts.with("witness-says", &args)
        }
        None => label,
    };
    let args = Args::new().text("seen", seen).number("count", more);
    let args = match noted.ip {
        Some(ip) => args.text("at", ip),
        None => return Some(model.texts.with(if more > 0 { "witness-alone-more" } else { "witness-alone" }, &args)),
    };
    Some(model.texts.with(if more > 0 { "witness-more" } else { "witness" }, &args))
}

/// Codes that may still come true, and when.
fn still_open(model: &Model, walk: &Walk) -> Vec<(CodeId, String)> {
    if walk.hides_code() {
        return Vec::new();
    }
    let run = &walk.run;
    let total = run.endpoints.iter().filter(|endpoint| endpoint.tried).count();
    let mut open: Vec<(CodeId, String)> = Vec::new();
    // What is decided soonest comes first.
    let mut waiting: Vec<_> = run.endpoints.iter().filter(|endpoint| running(endpoint).is_some()).collect();
    waiting.sort_by_key(|endpoint| until(endpoint));
    for endpoint in waiting {
        let Some(stage) = running(endpoint) else { continue };
        let fault = if stage == Stage::Connect { Fault::TcpTimedOut } else { Fault::Silent };
        let Some((article, _)) = model.knowledge.claim(fault) else { continue };
        if open.iter().any(|(code, _)| *code == article.id) {
            continue;
        }
        let leads = walk.leading.as_ref().is_some_and(|leading| leading.finding.code.as_ref() == Some(&article.id));
        if leads {
            continue;
        }
        let args = Args::new()
            .text("title", model.texts.code_title(&article.id))
            .text("ip", endpoint.ip)
            .number("count", total);
        let id = match (stage, total) {
            (Stage::Connect, 0 | 1) => "open-silent",
            (Stage::Connect, _) => "open-silent-of",
            (Stage::Greeting, _) => "open-greeting",
            _ => "open-later",
        };
        open.push((article.id.clone(), model.texts.with(id, &args)));
    }
    open
}

/// When the wait for an address ends.
fn until(endpoint: &Endpoint) -> u64 {
    let ends = endpoint.stages.iter().filter_map(|state| match state {
        StageState::Running { until_ms, .. } => Some(*until_ms),
        StageState::NotYet | StageState::Ended { .. } => None,
    });
    ends.min().unwrap_or(u64::MAX)
}

fn running(endpoint: &Endpoint) -> Option<Stage> {
    let state = |stage: &Stage| matches!(endpoint.stage(*stage), StageState::Running { .. });
    Stage::OF_ADDRESS.into_iter().find(state)
}

/// The name look-ups: a row each for MX, A and AAAA, from the beginning.
fn names(model: &Model, walk: &Walk) -> Vec<Row> {
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let run = &walk.run;
    let by_name = match &walk.connector.route {
        Route::Mx(_) => true,
        Route::SmartHosts(hosts) => hosts.iter().any(|host| host.name().is_some()),
    };
    let head = Row::at(2).text(texts.get("stage-dns"));
    if !by_name {
        let row = head.to(11).glyph(theme, Glyph::Skipped).text(" ");
        return row.block(prose(&texts.get("no-names-asked"), columns.saturating_sub(15)));
    }
    if columns < 80 {
        return head.to(7).block(vec![names_in_short(model, run)]);
    }
    let mut rows = Vec::new();
    for record in [RecordType::Mx, RecordType::A, RecordType::Aaaa] {
        let asked: Vec<_> = run.route_lookups().filter(|lookup| lookup.record == record).collect();
        rows.push(lookup_row(model, walk, record, &asked, columns.saturating_sub(13)));
    }
    head.to(11).block(rows)
}

fn lookup_row(model: &Model, walk: &Walk, record: RecordType, asked: &[&Lookup], room: usize) -> Row {
    let (texts, theme) = (&model.texts, model.theme);
    let start = |glyph: Glyph| Row::default().glyph(theme, glyph).text(" ").text(record.id()).to(9);
    let waiting = asked.iter().find(|lookup| lookup.answer.is_none());
    if asked.is_empty() {
        let skipped = walk.run.finished || record == RecordType::Mx && !walk.run.hosts.is_empty();
        return start(if skipped { Glyph::Skipped } else { Glyph::NotYet });
    }
    if walk.run.finished && waiting.is_some() {
        // Nobody waits for it any more: another answer decided.
        return start(Glyph::Skipped);
    }
    if let Some(lookup) = waiting {
        return start(Glyph::Running).text(wait(model, walk, "wait-dns", lookup.asked_ms, lookup.until_ms));
    }
    let answers: Vec<_> = asked.iter().filter_map(|lookup| lookup.answer.as_ref()).collect();
    let took = answers.iter().map(|(took, _)| *took).max().unwrap_or(0);
    let bad = answers.iter().find(|(_, answer)| !matches!(answer.outcome, DnsOutcome::Answer | DnsOutcome::NoData));
    let mut records: Vec<String> = Vec::new();
    for (_, answer) in &answers {
        for text in &answer.records {
            let text = text.as_str().strip_suffix('.').unwrap_or(text.as_str()).to_owned();
            if !records.contains(&text) {
                records.push(text);
            }
        }
    }
    let time = texts.cell_time(took);
    let column = 9 + 5_usize.saturating_sub(width(&time));
    let glyph = if bad.is_some() { Glyph::Fault } else { Glyph::Ok };
    let row = start(glyph).to(column).text(time).to(16);
    let text = match bad {
        Some((_, answer)) => dns_outcome(model, answer.outcome),
        None if records.is_empty() => dns_outcome(model, DnsOutcome::NoData),
        None => shortened_list(&records, room.saturating_sub(16)),
    };
    row.text(text)
}

/// As many items as fit, the rest counted; the whole list is in the details and in the report.
fn shortened_list(items: &[String], room: usize) -> String {
    for shown in (1..=items.len()).rev() {
        let mut text = items[..shown].join(", ");
        if shown < items.len() {
            text.push_str(&format!(" (+{})", items.len() - shown));
        }
        if width(&text) <= room || shown == 1 {
            return text;
        }
    }
    String::new()
}

fn dns_outcome(model: &Model, outcome: DnsOutcome) -> String {
    let id = serde_json::to_value(outcome).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
    model.texts.get(&format!("dns-outcome-{id}"))
}

fn names_in_short(model: &Model, run: &Run) -> Row {
    let (texts, theme) = (&model.texts, model.theme);
    let failed = matches!(run.route, Some(Outcome::Failed(_)));
    let records = |record: RecordType| -> usize {
        let asked = run.route_lookups().filter(|lookup| lookup.record == record);
        asked.filter_map(|lookup| lookup.answer.as_ref()).map(|(_, answer)| answer.records.len()).sum()
    };
    let glyph = match (failed, run.route) {
        (true, _) => Glyph::Fault,
        (false, None) => Glyph::Running,
        (false, Some(_)) => Glyph::Ok,
    };
    let args = Args::new().number("hosts", records(RecordType::Mx)).number("count", run.endpoints.len());
    let text =
        if failed && run.endpoints.is_empty() { texts.get("dns-failed") } else { texts.with("dns-short", &args) };
    Row::default().glyph(theme, glyph).text(" ").text(text)
}

/// What is left of a wait, once a second.
fn wait(model: &Model, walk: &Walk, id: &str, since_ms: u64, until_ms: u64) -> String {
    let total = until_ms.saturating_sub(since_ms).div_ceil(1_000);
    let left = ((until_ms.saturating_sub(walk.elapsed_ms(model.now)) + 500) / 1_000).min(total);
    let seconds = |seconds: u64| model.texts.duration(seconds * 1_000);
    let left = if left == 0 { model.texts.with("duration-s", &Args::new().text("n", "0")) } else { seconds(left) };
    model.texts.with(id, &Args::new().text("left", left).text("total", seconds(total)))
}

/// Widths of the cells in this language.
fn cells(model: &Model) -> [usize; 6] {
    COLUMNS.map(|stage| width(&head(model, stage)).clamp(CELL, CELL + 2))
}

fn head(model: &Model, stage: Stage) -> String {
    model.texts.get(&format!("stage-{}.short", stage.id()))
}

/// Where the cell of a column begins.
fn cell_at(cells: &[usize; 6], index: usize) -> usize {
    CELLS + cells[..index].iter().map(|cell| cell + 1).sum::<usize>()
}

fn matrix(model: &Model, walk: &Walk, page: &mut Page) {
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let run = &walk.run;
    let narrow = columns < 80;
    let cells = cells(model);
    if !narrow {
        let mut heads = Row::default();
        for (index, stage) in COLUMNS.into_iter().enumerate() {
            let place = cell_at(&cells, index);
            // The words of a language keep to ten columns; a test walks them.
            let room = if index + 1 == COLUMNS.len() { columns.saturating_sub(place + 2) } else { cells[index] };
            heads = heads.to(place).text(row::head(&head(model, stage), room));
        }
        page.push(heads);
        if usize::from(model.size.1) >= 34 {
            page.extend(codes_of_stages(model, &cells));
        }
    }
    if run.hosts.is_empty() {
        let glyph = match (run.route, run.finished) {
            (Some(Outcome::Failed(_)), _) => Glyph::Fault,
            (_, true) => Glyph::Skipped,
            _ => Glyph::NotYet,
        };
        let id = if run.route.is_some() || run.finished { "no-address" } else { "addresses-follow" };
        let start = Row::at(4).glyph(theme, glyph).text(" ");
        page.extend(start.block(prose(&texts.get(id), columns.saturating_sub(8))));
    }
    for (index, host) in run.hosts.iter().enumerate() {
        let only_address = run.endpoints_of(index).count() == 1
            && run.endpoints_of(index).all(|endpoint| host.host == endpoint.ip.into());
        if !only_address {
            let name = match host.preference {
                Some(preference) => format!("{preference} {}", host.host),
                None => host.host.to_string(),
            };
            page.extend(Row::at(2).block(prose(&name, columns.saturating_sub(4))));
            if let Some(Outcome::Failed(fault)) = host.outcome {
                let start = Row::at(ADDRESS).glyph(theme, Glyph::Fault).text(" ");
                page.extend(start.block(prose(&texts.fault(fault), columns.saturating_sub(ADDRESS + 4))));
            }
        }
        for endpoint in run.endpoints_of(index) {
            let first = page.len();
            let focused = walk.endpoint().is_some_and(|focus| focus.id == endpoint.id);
            for (place, row) in address_rows(model, walk, endpoint, &cells).into_iter().enumerate() {
                page.push(if focused && place == 0 { row.highlighted(2, columns - 2, theme.focus()) } else { row });
            }
            if focused {
                page.focus_since(first);
            }
        }
    }
}

/// Which code a fault gets, under the heads, where there are rows for it.
fn codes_of_stages(model: &Model, cells: &[usize; 6]) -> Vec<Row> {
    let code =
        |fault: Fault| model.knowledge.claim(fault).map(|(article, _)| article.id.to_string()).unwrap_or_default();
    let at = |stage: Stage| match stage {
        Stage::Connect => [code(Fault::TcpTimedOut), code(Fault::TcpRefused)],
        Stage::Certificate => [code(Fault::CertificateExpired), String::new()],
        _ => [code(Fault::GreetingRejected), code(Fault::Silent)],
    };
    let label = model.texts.get("a-fault-here");
    (0..2)
        .map(|line| {
            let row = if line == 0 { Row::at(4).text(label.clone()) } else { Row::default() };
            COLUMNS.into_iter().enumerate().fold(row, |row, (index, stage)| {
                let text = at(stage)[line].clone();
                if text.is_empty() { row } else { row.to(cell_at(cells, index)).text(text) }
            })
        })
        .collect()
}

/// How much the failure of an address weighs.
fn weight(walk: &Walk, ip: IpAddr, fault: Fault) -> Glyph {
    let noted = walk.leading.iter().flat_map(|leading| &leading.finding.evidence);
    let level =
        noted.filter(|noted| noted.ip == Some(ip) && noted.evidence.fault() == Some(fault)).map(|n| n.level).max();
    match (level, fault.is_unknowable()) {
        (_, true) => Glyph::Unknown,
        (Some(Level::Warning), _) => Glyph::Warning,
        _ => Glyph::Fault,
    }
}

/// What a stage says where it is not merely over: a wait or a fault.
fn cell_words(model: &Model, walk: &Walk, endpoint: &Endpoint, stage: Stage, room: usize) -> Option<(Glyph, String)> {
    let texts = &model.texts;
    match endpoint.stage(stage) {
        StageState::Running { since_ms, until_ms } => {
            let id = format!("wait-{}", stage.id());
            Some((Glyph::Running, wait(model, walk, &id, since_ms, until_ms)))
        }
        StageState::Ended { outcome: Outcome::Failed(fault), .. } => {
            let glyph = weight(walk, endpoint.ip, fault);
            let seen = endpoint.evidence.iter().find(|seen| seen.fault() == Some(fault));
            let name = texts.fault(fault);
            let long = seen.and_then(|seen: &Evidence| {
                let detail = texts.evidence_detail(seen)?;
                Some(texts.with("fault-and-detail", &Args::new().text("fault", &name).text("detail", detail)))
            });
            let words = long.filter(|long| width(long) <= room).unwrap_or(name);
            Some((glyph, words))
        }
        StageState::NotYet | StageState::Ended { .. } => None,
    }
}

fn address_rows(model: &Model, walk: &Walk, endpoint: &Endpoint, cells: &[usize; 6]) -> Vec<Row> {
    let (texts, theme) = (&model.texts, model.theme);
    let columns = model.columns();
    let right = columns.saturating_sub(2);
    let focused = walk.endpoint().is_some_and(|focus| focus.id == endpoint.id);
    let start = if focused { Row::at(2).text(theme.pointer()).text(" ") } else { Row::at(ADDRESS) };
    let start = start.text(middle(&endpoint.ip.to_string(), ADDRESS_WIDTH, theme)).to(CELLS);
    if !endpoint.tried {
        let start = start.glyph(theme, Glyph::Skipped).text(" ");
        return start.block(prose(&texts.get("outcome-not-tried"), right.saturating_sub(CELLS + 2)));
    }
    let mut under = Vec::new();
    if columns < 80 {
        let mut row = start;
        for stage in COLUMNS {
            row = row.glyph(theme, glyph_of(walk, endpoint, stage));
        }
        let room = right.saturating_sub(row.width() + 1);
        let speaking = Stage::OF_ADDRESS.into_iter().find_map(|stage| {
            let (_, words) = cell_words(model, walk, endpoint, stage, 0)?;
            let short = match endpoint.stage(stage) {
                StageState::Running { since_ms, until_ms } => wait(model, walk, "wait-short", since_ms, until_ms),
                StageState::NotYet | StageState::Ended { .. } => words,
            };
            Some(texts.with("stage-says", &Args::new().text("stage", head(model, stage)).text("what", short)))
        });
        return match speaking {
            Some(words) if width(&words) <= room => vec![row.text(" ").text(words)],
            Some(words) => {
                let mut rows = vec![row];
                rows.extend(Row::at(6).block(prose(&words, columns.saturating_sub(8))));
                rows
            }
            None => vec![row],
        };
    }
    let mut row = start;
    for (index, stage) in COLUMNS.into_iter().enumerate() {
        row = row.to(cell_at(cells, index));
        let room = right.saturating_sub(row.width() + 2);
        if let Some((glyph, words)) = cell_words(model, walk, endpoint, stage, room) {
            row = row.glyph(theme, glyph).text(" ");
            if width(&words) <= room {
                row = row.text(words);
            } else {
                under.push((glyph, words));
            }
            break;
        }
        row = match endpoint.stage(stage) {
            StageState::Ended { outcome: Outcome::Passed, took_ms, .. } => {
                let time = texts.cell_time(took_ms);
                let pad = 5_usize.saturating_sub(width(&time));
                row.glyph(theme, Glyph::Ok).text(" ".repeat(pad + 1)).text(time)
            }
            StageState::Ended { .. } => row.glyph(theme, Glyph::Skipped),
            StageState::NotYet | StageState::Running { .. } => row.glyph(theme, Glyph::NotYet),
        };
    }
    let mut rows = vec![row];
    for stage in [Stage::EhloTls, Stage::Quit] {
        if let Some((glyph, words)) = cell_words(model, walk, endpoint, stage, right.saturating_sub(CELLS + 20)) {
            let text = texts.with("stage-says", &Args::new().text("stage", head(model, stage)).text("what", words));
            under.push((glyph, text));
        }
    }
    for (glyph, words) in under {
        let start = Row::at(CELLS).glyph(theme, glyph).text(" ");
        rows.extend(start.block(prose(&words, right.saturating_sub(CELLS + 2))));
    }
    rows
}

fn glyph_of(walk: &Walk, endpoint: &Endpoint, stage: Stage) -> Glyph {
    match endpoint.stage(stage) {
        StageState::NotYet => Glyph::NotYet,
        StageState::Running { .. } => Glyph::Running,
        StageState::Ended { outcome: Outcome::Passed, .. } => Glyph::Ok,
        StageState::Ended { outcome: Outcome::Skipped, .. } => Glyph::Skipped,
        StageState::Ended { outcome: Outcome::Failed(fault), .. } => weight(walk, endpoint.ip, fault),
    }
}

/// The second pane: what could still change it, the report, the connector, why it takes a while, whose view it is.
fn right(model: &Model, walk: &Walk) -> Page {
    let (texts, theme) = (&model.texts, model.theme);
    let room = usize::from(model.size.0).saturating_sub(crate::tui::app::LEFT_PANE + 4);
    let mut page = Page::new();
    let mut section = |id: &str, block: Vec<Row>| {
        if !block.is_empty() {
            page.gap();
            page.push(Row::at(0).text(texts.get(id)));
            page.extend(block);
        }
    };
    let inset = |text: &str| Row::at(2).block(prose(text, room.saturating_sub(2)));
    let open = still_open(model, walk).into_iter().flat_map(|(code, sentence)| {
        let (reply, _) = finding::code_title(texts, &code);
        let mut rows = vec![Row::at(0).glyph(theme, Glyph::Unknown).text(" ").styled(reply, theme.bold())];
        rows.extend(inset(&sentence));
        rows
    });
    section("pane-open", open.collect());
    if let Some(symptom) = &walk.symptom {
        let code = symptom.reported_code.map(|code| code.to_string()).unwrap_or_default();
        let status = symptom.status.map(|status| format!("{status} ")).unwrap_or_default();
        let word = symptom.detail.as_ref().and_then(|detail| finding::detail_word(detail));
        let word = word.map(|word| format!(" [{word}]")).unwrap_or_default();
        section("pane-reported", inset(&format!("{status}{code}{word}")));
    }
    let mut connector = inset(&texts.with("summary-long", &connector_args(&walk.connector)));
    if let Some(resolver) = walk.run.view.resolvers.first() {
        connector.extend(inset(&texts.with("asked-from", &Args::new().text("server", resolver.ip()))));
    }
    section("pane-connector", connector);
    let limits = walk.run.limits;
    let args = Args::new()
        .text("connect", texts.duration(limits.connect_ms))
        .text("reply", texts.duration(limits.reply_ms))
        .text("total", texts.duration(limits.address_total_ms()));
    section("pane-patience", inset(&texts.with("patience", &args)));
    if let Some(view) = vantage(model, "vantage-long") {
        section("pane-view", inset(&view));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::{Locale, Texts};

    #[test]
    fn the_heads_of_the_matrix_fit_in_every_language() {
        for locale in Locale::all() {
            let texts = Texts::new(locale);
            let heads = COLUMNS.map(|stage| width(&texts.get(&format!("stage-{}.short", stage.id()))));
            let cells = heads.map(|head| head.max(CELL));
            assert!(heads[..5].iter().all(|head| *head <= CELL + 2), "{}: {heads:?}", locale.tag());
            assert!(cell_at(&cells, 5) + heads[5] <= 78, "{}: {heads:?}", locale.tag());
        }
    }
}
