//! What was found: verdict, evidence, meaning, causes, what Office 365 does meanwhile, in that order.

use crate::{
    l10n::Args,
    model::{CertificateSeen, Finding, Noted, Verdict, common_name},
    report::{phrases, reported},
    tui::{
        body::{Band, Body},
        keys::{Action, Hint, hint, stopping},
        proof::proof_of,
        seen::{self, seen},
        shared::Shared,
        theme::Glyph,
        told,
        turn::{Proof, Screen, Turn},
        watching,
        widgets::{
            labelled::Labelled,
            page::Page,
            row::{Row, prose, wrap},
        },
        wording::{key, mark, verdict_rows},
    },
    wizard::Walk,
};

/// Which line of what was seen has the focus, if one has.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    focus: Option<usize>,
}

pub(super) fn hints(state: &State, shared: &Shared) -> Vec<Hint> {
    let mut hints = vec![
        hint(Action::Next, "details"),
        hint(Action::ProbeAgain, "probe-again"),
        watching::key(shared),
        hint(Action::Down, "evidence"),
        hint(Action::Copy, "copy"),
        hint(Action::Save, "save-report"),
        hint(Action::Lookups, "lookups"),
        hint(Action::Edit, "edit-connector"),
        hint(Action::Back, "back"),
        hint(Action::SaveAs, "save-as"),
    ];
    if has_questions(shared) {
        hints.insert(5, hint(Action::Ask, "questions"));
    }
    if !shared.has_details() {
        hints.retain(|hint| !matches!(hint.action, Action::Next | Action::Lookups));
    }
    if state.focus.is_some() {
        hints.insert(0, hint(Action::Enter, "show-evidence"));
    // Where there are no steps, Enter only says why.
    } else if shared.walk.as_ref().is_some_and(|walk| walk.no_steps().is_none()) {
        hints.insert(0, hint(Action::Enter, "checklist"));
    }
    stopping(hints, shared.may_stop())
}

/// What was seen, line by line.
fn lines(shared: &Shared) -> Vec<&Noted> {
    let seen = shared.walk.as_ref().and_then(|walk| Some((walk.settled_run(), &walk.diagnosis()?.finding)));
    seen.map(|(run, finding)| seen::lines(run, finding)).unwrap_or_default()
}

/// To what the line that has the focus rests on.
fn open(shared: &mut Shared, place: usize) -> Turn {
    let run = shared.walk.as_ref().map(Walk::settled_run);
    let proof = lines(shared).get(place).zip(run).and_then(|(noted, run)| proof_of(noted, run));
    match proof {
        Some(proof) => Turn::Open(proof),
        None => shared.say(None, "proof-none", Args::new()),
    }
}

/// A key that moves goes through the lines of what was seen first, and scrolls on behind the last of them.
fn moved(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    let last = lines(shared).len().checked_sub(1);
    state.focus = match (action, state.focus, last) {
        (Action::Down, None, Some(_)) if shared.scroll == 0 => Some(0),
        (Action::Down, Some(at), Some(last)) if at < last => Some(at + 1),
        (Action::Up, Some(at), _) => at.checked_sub(1),
        (_, before, _) => {
            let page = page(state, shared);
            let rows = shared.rows.saturating_sub(head(shared).len());
            if before.is_some() {
                shared.scroll = page.top(rows, shared.scroll);
                state.focus = None;
            }
            return shared.scroll_page(action, &page, rows);
        }
    };
    Turn::stay()
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    if let (Action::Enter, Some(place)) = (action, state.focus) {
        return open(shared, place);
    }
    match action {
        Action::Enter => match shared.walk.as_ref().and_then(Walk::no_steps) {
            Some(why) => {
                let glyph = if why == "nothing-to-do" { Glyph::Ok } else { Glyph::Unknown };
                shared.say(Some(glyph), why, Args::new())
            }
            None => Turn::Go(Screen::Checklist),
        },
        Action::Next | Action::Previous => shared.open_details(),
        Action::Lookups if shared.has_details() => Turn::Open(Proof::Lookups(None)),
        Action::ProbeAgain => Turn::ProbeAgain,
        Action::Edit => Turn::Edit,
        Action::Watch => watching::toggle(shared),
        Action::Ask if has_questions(shared) => Turn::Go(Screen::Questions),
        Action::Ask => shared.say(None, "questions-none", Args::new()),
        Action::Copy => {
            let lines = told::report(shared);
            shared.copy("copied-or-saved", &lines)
        }
        Action::Save => Turn::Save,
        Action::SaveAs => Turn::SaveAs,
        Action::Back if state.focus.is_some() => {
            state.focus = None;
            Turn::stay()
        }
        Action::Back => Turn::Back,
        _ if action.moves() => moved(state, shared, action),
        _ => Turn::Nothing,
    }
}

/// Whether there is something to be asked.
fn has_questions(shared: &Shared) -> bool {
    shared.walk.as_ref().is_some_and(|walk| !walk.questions(shared.knowledge).is_empty())
}

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    let head = head(shared);
    let above = head.len().min(height);
    let mut body = Body::of(page(state, shared), height - above, shared.scroll);
    body.bands.insert(0, Band { page: head, height: above, scroll: 0 });
    match &shared.walk {
        Some(walk) => body.with_right(right(shared, walk)),
        None => body,
    }
}

/// The second and third line: what that means for delivery, and the report or the vantage.
fn lead(shared: &Shared, walk: &Walk, finding: &Finding) -> Vec<String> {
    let texts = &shared.texts;
    let mut lead = Vec::new();
    match (finding.verdict, &finding.code) {
        (Verdict::Fault, Some(code)) => lead.extend(texts.try_get(&format!("{}.verdict", code.message()))),
        (Verdict::Inconclusive, _) => lead.extend(phrases::no_verdict(walk.settled_run(), finding, texts)),
        (Verdict::Fault, None) | (Verdict::Healthy, _) => {}
    }
    match (&finding.agreement, &walk.symptom) {
        (Some(agreement), Some(symptom)) => {
            // The word in brackets is told where it costs no row.
            let room = shared.columns().saturating_sub(6);
            let line = |with_word| reported::agreement(agreement, finding, Some(symptom), with_word, texts);
            let (whole, short) = (line(true), line(false));
            let rows = |sentence: &str| wrap(sentence, room).len();
            lead.push(if rows(&whole) > rows(&short) { short } else { whole });
        }
        _ => {
            if let Some(also) = finding.also_reported_as.first() {
                lead.push(texts.with("also-reported.short", &Args::new().text("code", also)));
            }
            lead.extend(shared.vantage("vantage"));
        }
    }
    // The second pane tells it otherwise.
    let narrow = walk.symptom.as_ref().filter(|_| !shared.has_two_panes());
    lead.extend(narrow.and_then(|symptom| reported::report_age_in_days(symptom, shared.now.wall, texts)));
    lead.extend(walk.told().and_then(|(_, diagnosis)| phrases::another(&diagnosis, texts)));
    lead.extend(phrases::since_repair(finding, texts));
    lead.extend(phrases::pool(walk.settled_run(), finding, texts));
    lead.extend(phrases::repaired(finding, texts));
    let open = walk.open_questions(shared.knowledge).len();
    if open > 0 {
        let args = Args::new().number("count", open).text("key", texts.get(&Action::Ask.key()));
        lead.push(texts.with("questions-open", &args));
    }
    lead.extend(phrases::provisional(walk.settled_run(), finding, texts));
    lead
}

/// The verdict, which stays while the rest scrolls.
fn head(shared: &Shared) -> Page {
    let mut page = Page::fixed();
    if let Some((walk, diagnosis)) = shared.walk.as_ref().and_then(|walk| Some((walk, walk.diagnosis()?))) {
        page.extend(verdict_rows(shared, walk.settled_run(), &diagnosis.finding));
    }
    page
}

fn page(state: &State, shared: &Shared) -> Page {
    let mut page = Page::new();
    let Some(walk) = &shared.walk else { return page };
    let Some(diagnosis) = walk.diagnosis() else { return page };
    let (texts, theme) = (&shared.texts, shared.theme);
    let finding = &diagnosis.finding;
    let run = walk.settled_run();
    let columns = shared.columns();

    let most = if shared.size.1 < 20 { 3 } else { 6 };
    let timeline = watching::timeline(shared, walk, columns.saturating_sub(6), most);
    if !timeline.is_empty() {
        page.extend(Row::at(4).block(timeline));
    }
    for sentence in lead(shared, walk, finding) {
        page.extend(Row::at(4).block(prose(&sentence, columns.saturating_sub(6))));
    }
    page.gap();

    let labels = ["label-seen", "label-means", "label-causes", "label-meanwhile", "label-unknown"];
    let parts = Labelled::new(texts, &labels, 2, columns);
    let room = parts.room();
    seen(shared, run, finding, state.focus, &parts, &mut page);
    parts.section(&mut page, "label-means", means(shared, walk, finding, room));
    parts.section(&mut page, "label-causes", causes(shared, walk, finding, room));
    if finding.verdict == Verdict::Fault {
        let retry = &shared.knowledge.exchange().retry;
        let args = Args::new().number("retry-hours", retry.hours).number("retry-hours-before", retry.hours_before);
        let id = if shared.has_two_panes() { "meanwhile.long" } else { "meanwhile" };
        let mut meanwhile = prose(&texts.with(id, &args), room);
        meanwhile.extend(watching::countdown(shared, walk).iter().flat_map(|line| prose(line, room)));
        parts.section(&mut page, "label-meanwhile", meanwhile);
    }
    page.more_follows();
    let unknown = finding.unknown.iter().flat_map(|unknown| {
        let words = texts.get(&format!("unknown-{}", unknown.id()));
        Row::default().glyph(theme, Glyph::Unknown).text(" ").block(prose(&words, room.saturating_sub(2)))
    });
    parts.section(&mut page, "label-unknown", unknown.collect());
    page
}

fn means(shared: &Shared, walk: &Walk, finding: &Finding, room: usize) -> Vec<Row> {
    let mut rows = what_it_means(shared, finding, room);
    // Where the screen is small, the causes below matter more than which setting would be content.
    let short = !shared.has_two_panes();
    let setting = phrases::setting_sentence(&walk.connector, finding, short, &shared.texts);
    rows.extend(setting.iter().flat_map(|text| prose(text, room)));
    rows
}

fn what_it_means(shared: &Shared, finding: &Finding, room: usize) -> Vec<Row> {
    let texts = &shared.texts;
    let several = finding.faults.len();
    if several > 1 {
        return prose(&texts.with("each-enough", &Args::new().number("n", several)), room);
    }
    match (&finding.code, finding.verdict) {
        (Some(code), Verdict::Fault) => {
            prose(&texts.try_get(&format!("{}.meaning", code.message())).unwrap_or_default(), room)
        }
        // Of a destination that was not seen to the end nothing of the kind can be said.
        (None, Verdict::Healthy) if !finding.provisional => prose(&texts.get("healthy-means"), room),
        _ => Vec::new(),
    }
}

fn causes(shared: &Shared, walk: &Walk, finding: &Finding, room: usize) -> Vec<Row> {
    let known = phrases::causes(&walk.connector, finding, shared.knowledge, &shared.texts);
    let mut rows = numbered(&known, 0, room);
    for (what, causes) in phrases::elsewhere(&walk.connector, finding, shared.knowledge, &shared.texts) {
        rows.extend(prose(&what, room));
        rows.extend(numbered(&causes, 2, room));
    }
    rows
}

fn numbered(texts: &[String], indent: usize, room: usize) -> Vec<Row> {
    let rows = texts.iter().enumerate().flat_map(|(index, text)| {
        let start = Row::at(indent).text(format!("{} ", index + 1));
        let room = room.saturating_sub(start.width());
        start.block(prose(text, room))
    });
    rows.collect()
}

/// The second pane: the steps, the certificate, what Office 365 wrote.
fn right(shared: &Shared, walk: &Walk) -> Page {
    let texts = &shared.texts;
    let room = shared.right_columns();
    let mut page = Page::new();
    let items = walk.items();
    if !items.is_empty() {
        let done = items.iter().filter(|item| item.is_done()).count();
        let args = Args::new().number("done", done).number("count", items.len());
        page.push(Row::at(0).text(texts.with("pane-checklist", &args)));
        for item in items {
            let start = mark(Row::at(2), item.state, shared.theme).text(" ");
            let words = Args::new().text("step", texts.step(item).title).text("actor", texts.actor(item.actor));
            page.extend(start.block(prose(&texts.with("pane-step", &words), room.saturating_sub(6))));
        }
    }
    let chain = walk.settled_run().endpoints.iter().find_map(|endpoint| endpoint.tls.as_ref()?.chain.first());
    if let Some(certificate) = chain {
        page.gap();
        page.push(Row::at(0).text(texts.get("pane-certificate")));
        for line in certificate_in_short(shared, certificate) {
            page.extend(Row::at(2).block(prose(&line, room.saturating_sub(2))));
        }
    }
    if let Some(symptom) = &walk.symptom {
        let age = reported::report_age(symptom, shared.now.wall, texts);
        page.extend(age.iter().flat_map(|age| Row::at(2).block(prose(age, room.saturating_sub(2)))));
        page.gap();
        page.push(Row::at(0).text(texts.get("pane-report")));
        page.extend(Row::at(2).block(prose(&format!("\"{}\"", symptom.text.shortened(400)), room.saturating_sub(2))));
    }
    page
}

/// A certificate in four lines.
fn certificate_in_short(shared: &Shared, certificate: &CertificateSeen) -> Vec<String> {
    let texts = &shared.texts;
    let day = |at| texts.date(at).split(' ').next().unwrap_or_default().to_owned();
    let span = Args::new().text("from", day(certificate.not_before)).text("until", day(certificate.not_after));
    let issuer = Args::new().text("issuer", common_name(certificate.issuer.as_str()));
    vec![
        certificate.subject.to_string(),
        texts.with("cert-span", &span),
        texts.with("cert-issued-by", &issuer),
        key(certificate, texts),
    ]
}
