//! What was found: verdict, evidence, meaning, causes, what Office 365 does meanwhile, in that order.

mod seen;

use self::seen::seen;
pub(super) use self::seen::{common_name, shortened};
use super::{Body, Screen, checklist, details, probe_again, scroll_page};
use crate::{
    l10n::{Args, Texts},
    model::{CodeId, Connector, Diagnosis, Finding, Run, Unknown, Verdict},
    report::{self, Document, phrases},
    tui::{
        app::{Effect, Model},
        keys::{Action, Hint, hint},
        saving,
        theme::Glyph,
        walk::Walk,
        widgets::{
            page::Page,
            row::{Row, prose, width, wrap},
        },
    },
};

/// The width of a report, in columns, and the least that the normal screen is given.
const REPORT_WIDTH: usize = 80;
const LEAST_WIDTH: usize = 20;

pub(super) fn hints(_: &Model) -> Vec<Hint> {
    vec![
        hint(Action::Enter, "checklist"),
        hint(Action::Next, "details"),
        hint(Action::ProbeAgain, "probe-again"),
        hint(Action::Copy, "copy"),
        hint(Action::Save, "save-report"),
        hint(Action::Down, "scroll"),
        hint(Action::Back, "back"),
        hint(Action::SaveAs, "save-as"),
    ]
}

pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::Enter => {
            if let Some(walk) = model.walk.as_ref().filter(|walk| walk.checklist.items.is_empty()) {
                let verdict = walk.diagnosis().map(|diagnosis| diagnosis.finding.verdict);
                return Some(match verdict {
                    Some(Verdict::Healthy) => model.say(Some(Glyph::Ok), "nothing-to-do", Args::new()),
                    _ => model.say(Some(Glyph::Unknown), "no-steps", Args::new()),
                });
            }
            model.go(Screen::Checklist);
        }
        Action::Next | Action::Previous => model.go(Screen::Details),
        Action::ProbeAgain => return Some(probe_again(model)),
        Action::Copy => {
            let lines = model.walk.as_ref().map(|walk| report(model, walk)).unwrap_or_default();
            return Some(model.copy(&lines));
        }
        Action::Save => return Some(saving::save(model)),
        Action::SaveAs => return Some(saving::ask(model)),
        Action::Back => {
            model.go_back();
        }
        _ if action.moves() => {
            let page = page(model);
            return Some(scroll_page(model, action, &page));
        }
        _ => return None,
    }
    Some(Vec::new())
}

pub(super) fn body(model: &Model, height: usize) -> Body {
    let body = Body::of(page(model), height, model.scroll);
    match &model.walk {
        Some(walk) => body.with_right(right(model, walk)),
        None => body,
    }
}

/// What a report tells of: the run that the finding rests on, and what it says. The states of the steps go along,
/// because a report says what was done too.
pub(crate) fn told(walk: &Walk) -> Option<(&Run, Diagnosis)> {
    let settled = walk.settled.as_ref().map(|(run, diagnosis)| (run, diagnosis));
    let (run, diagnosis) = settled.or_else(|| walk.leading.as_ref().map(|leading| (&walk.run, leading)))?;
    Some((run, Diagnosis { checklist: walk.checklist.clone(), ..diagnosis.clone() }))
}

/// The finding as a report for a ticket, line by line.
pub(crate) fn report(model: &Model, walk: &Walk) -> Vec<String> {
    document(model, walk).map(|document| lines(&document, REPORT_WIDTH)).unwrap_or_default()
}

/// The lines of the verdict, left on the normal screen at the end: no wider than that is.
pub(crate) fn last_words(model: &Model, walk: &Walk) -> Vec<String> {
    let Some(document) = document(model, walk) else { return Vec::new() };
    let width = model.columns().clamp(LEAST_WIDTH, REPORT_WIDTH);
    lines(&document, width).into_iter().take_while(|line| !line.is_empty()).collect()
}

fn document(model: &Model, walk: &Walk) -> Option<Document> {
    let (run, diagnosis) = told(walk)?;
    Some(report::check(&walk.connector, walk.symptom.as_ref(), run, &diagnosis, model.knowledge, &model.texts))
}

fn lines(document: &Document, width: usize) -> Vec<String> {
    document.text(width).lines().map(str::to_owned).collect()
}

/// The code as Office 365 writes it, and its title.
pub(super) fn code_title(texts: &Texts, code: &CodeId) -> (String, String) {
    (code.reply().unwrap_or_default(), texts.code_title(code))
}

/// The first line: what it is. Where the window is narrow it may take two.
pub(super) fn verdict_rows(model: &Model, finding: &Finding) -> Vec<Row> {
    let (texts, theme) = (&model.texts, model.theme);
    let glyph = match finding.verdict {
        Verdict::Healthy => Glyph::Ok,
        Verdict::Fault => Glyph::Fault,
        Verdict::Inconclusive => Glyph::Unknown,
    };
    let row = Row::at(2).glyph(theme, glyph).text(" ");
    let (row, title) = match &finding.code {
        Some(code) => {
            let (reply, title) = code_title(texts, code);
            (if reply.is_empty() { row } else { row.styled(reply, theme.bold()).text("  ") }, title)
        }
        None => (row, texts.get(&format!("verdict-{}", finding.verdict.id()))),
    };
    let room = model.columns().saturating_sub(row.width() + 2);
    row.block(wrap(&title, room).into_iter().map(|line| Row::default().styled(line, theme.bold())).collect())
}

/// The second and third line: what that means for delivery, and the report or the vantage.
fn lead(model: &Model, walk: &Walk, finding: &Finding) -> Vec<String> {
    let texts = &model.texts;
    let mut lead = Vec::new();
    match (finding.verdict, &finding.code) {
        (Verdict::Fault, Some(code)) => lead.extend(texts.try_get(&format!("{}.verdict", code.message()))),
        (Verdict::Inconclusive, _) => lead.push(no_verdict(texts, finding)),
        (Verdict::Fault, None) | (Verdict::Healthy, _) => {}
    }
    match (&finding.agreement, &walk.symptom) {
        (Some(agreement), Some(symptom)) => {
            // The word in brackets is told where it costs no row.
            let room = model.columns().saturating_sub(6);
            let line = |with_word| phrases::agreement(agreement, finding, Some(symptom), with_word, texts);
            let (whole, short) = (line(true), line(false));
            let rows = |sentence: &str| wrap(sentence, room).len();
            lead.push(if rows(&whole) > rows(&short) { short } else { whole });
        }
        _ => {
            if let Some(also) = finding.also_reported_as.first() {
                lead.push(texts.with("also-reported.short", &Args::new().text("code", also)));
            }
            lead.extend(super::vantage(model, "vantage"));
        }
    }
    if finding.provisional {
        lead.push(texts.get("provisional"));
    }
    lead
}

/// Why there is no verdict.
pub(super) fn no_verdict(texts: &Texts, finding: &Finding) -> String {
    let mut evidence = finding.evidence.iter().map(|noted| &noted.evidence);
    texts.inconclusive(evidence.find(|seen| seen.fault().is_some() && seen.fault() == finding.fault))
}

fn page(model: &Model) -> Page {
    let mut page = Page::new();
    let Some(walk) = &model.walk else { return page };
    let Some(diagnosis) = walk.diagnosis() else { return page };
    let (texts, theme) = (&model.texts, model.theme);
    let finding = &diagnosis.finding;
    let run = walk.settled_run();
    let columns = model.columns();

    page.extend(verdict_rows(model, finding));
    for sentence in lead(model, walk, finding) {
        page.extend(Row::at(4).block(prose(&sentence, columns.saturating_sub(6))));
    }
    page.gap();

    let labels = ["label-seen", "label-means", "label-causes", "label-meanwhile", "label-unknown"];
    let column = 2 + labels.iter().map(|label| width(&texts.get(label))).max().unwrap_or(0) + 2;
    let room = columns.saturating_sub(column + 2);
    let section = |page: &mut Page, label: &str, block: Vec<Row>| {
        if !block.is_empty() {
            page.gap();
            page.extend(Row::at(2).text(texts.get(label)).to(column).block(block));
        }
    };
    section(&mut page, "label-seen", seen(model, run, finding, room));
    section(&mut page, "label-means", means(model, &walk.connector, finding, room));
    section(&mut page, "label-causes", causes(model, walk, finding, room));
    if finding.verdict == Verdict::Fault {
        let retry = &model.knowledge.exchange().retry;
        let args = Args::new().number("retry-hours", retry.hours).number("retry-hours-before", retry.hours_before);
        let long = model.size.0 >= crate::tui::app::TWO_PANES;
        let id = if long { "meanwhile.long" } else { "meanwhile" };
        section(&mut page, "label-meanwhile", prose(&texts.with(id, &args), room));
    }
    page.more_follows();
    let unknown = finding.unknown.iter().flat_map(|unknown| {
        let start = Row::default().glyph(theme, Glyph::Unknown).text(" ");
        start.block(prose(&unknown_text(model, *unknown), room.saturating_sub(2)))
    });
    section(&mut page, "label-unknown", unknown.collect());
    page
}

fn unknown_text(model: &Model, unknown: Unknown) -> String {
    model.texts.get(&format!("unknown-{}", unknown.id()))
}

fn means(model: &Model, connector: &Connector, finding: &Finding, room: usize) -> Vec<Row> {
    let mut rows = what_it_means(&model.texts, finding, room);
    // Where the screen is small, the causes below matter more than which setting would be content.
    let short = model.size.0 < crate::tui::app::TWO_PANES;
    let setting = phrases::setting_sentence(connector, finding, short, &model.texts);
    rows.extend(setting.iter().flat_map(|text| prose(text, room)));
    rows
}

fn what_it_means(texts: &Texts, finding: &Finding, room: usize) -> Vec<Row> {
    let several = finding.faults.len();
    if several > 1 {
        return prose(&texts.with("each-enough", &Args::new().number("n", several)), room);
    }
    match (&finding.code, finding.verdict) {
        (Some(code), Verdict::Fault) => {
            prose(&texts.try_get(&format!("{}.meaning", code.message())).unwrap_or_default(), room)
        }
        (None, Verdict::Healthy) => prose(&texts.get("healthy-means"), room),
        _ => Vec::new(),
    }
}

fn causes(model: &Model, walk: &Walk, finding: &Finding, room: usize) -> Vec<Row> {
    let known = phrases::causes(&walk.connector, finding, model.knowledge, &model.texts);
    let numbered = known.iter().enumerate().flat_map(|(index, text)| {
        let start = Row::default().text(format!("{} ", index + 1));
        let room = room.saturating_sub(start.width());
        start.block(prose(text, room))
    });
    numbered.collect()
}

/// The second pane: the steps, the certificate, what Office 365 wrote.
fn right(model: &Model, walk: &Walk) -> Page {
    let texts = &model.texts;
    let room = usize::from(model.size.0).saturating_sub(crate::tui::app::LEFT_PANE + 4);
    let mut page = Page::new();
    let done = walk.checklist.items.iter().filter(|item| checklist::is_done(item)).count();
    let args = Args::new().number("done", done).number("count", walk.checklist.items.len());
    if !walk.checklist.items.is_empty() {
        page.push(Row::at(0).text(texts.with("pane-checklist", &args)));
        for item in &walk.checklist.items {
            let start = checklist::mark(model, Row::at(2), item.state).text(" ");
            let words = Args::new().text("step", texts.step(item).title).text("actor", texts.actor(item.actor));
            page.extend(start.block(prose(&texts.with("pane-step", &words), room.saturating_sub(6))));
        }
    }
    let chain = walk.settled_run().endpoints.iter().find_map(|endpoint| endpoint.tls.as_ref()?.chain.first());
    if let Some(certificate) = chain {
        page.gap();
        page.push(Row::at(0).text(texts.get("pane-certificate")));
        for line in details::certificate_in_short(model, certificate) {
            page.extend(Row::at(2).block(prose(&line, room.saturating_sub(2))));
        }
    }
    if let Some(symptom) = &walk.symptom {
        page.gap();
        page.push(Row::at(0).text(texts.get("pane-report")));
        page.extend(Row::at(2).block(prose(&format!("\"{}\"", symptom.text.shortened(400)), room.saturating_sub(2))));
    }
    page
}
