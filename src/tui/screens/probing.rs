//! Every address and stage, live. Addresses down, stages across, time in the cell; the leading code stands where
//! the verdict will stand, and rows never change their places.

mod leading;
mod matrix;
mod names;
mod wait;

use self::{
    leading::{leading, still_open},
    matrix::matrix,
    names::names,
};
use crate::{
    l10n::Args,
    report::{
        phrases::connector_args,
        reported::{detail_word, report_age, report_age_in_days},
    },
    tui::{
        body::{Body, rule_row},
        conversation::{self, Folded},
        keys::{Action, Hint, hint},
        shared::{LEAST_HEIGHT, Shared},
        theme::Glyph,
        told,
        turn::{Proof, Screen, Turn},
        way,
        widgets::{
            page::Page,
            row::{Row, prose},
        },
        wording::coded,
    },
    wizard::{Ahead, Walk},
};

/// It looks at what all share alone.
#[derive(Clone, Debug, Default)]
pub(super) struct State;

pub(super) fn hints(_: &State, shared: &Shared) -> Vec<Hint> {
    let running = shared.may_stop();
    let asks = shared.walk.as_ref().is_some_and(Walk::asks_first);
    let mut hints = vec![hint(Action::Enter, if asks { "questions" } else { "finding" })];
    if running {
        hints.push(hint(Action::Back, "stop"));
    }
    if shared.has_details() {
        hints.push(hint(Action::Next, if shared.endpoint().is_some() { "conversation" } else { "details" }));
    }
    if !running {
        hints.push(hint(Action::ProbeAgain, "probe-again"));
    }
    hints.push(hint(Action::Copy, "copy"));
    if shared.has_addresses() {
        hints.push(hint(Action::Down, "address"));
    }
    if running {
        hints.push(hint(Action::ProbeAgain, "probe-again"));
    }
    hints.push(hint(Action::Save, "save-report"));
    if !running {
        hints.push(hint(Action::Back, "back"));
    }
    hints.push(hint(Action::Edit, "edit-connector"));
    if shared.has_details() {
        hints.push(hint(Action::Lookups, "lookups"));
    }
    hints.push(hint(Action::SaveAs, "save-as"));
    hints
}

pub(super) fn act(_: &mut State, shared: &mut Shared, action: Action) -> Turn {
    let page = shared.rows.saturating_sub(2).max(1);
    let Some(walk) = &mut shared.walk else { return Turn::Nothing };
    match action {
        Action::Enter => {
            return match walk.ahead(shared.knowledge) {
                Ahead::Nothing => shared.say(None, "nothing-seen-yet", Args::new()),
                Ahead::QuestionsLater => shared.say(None, "quiz-later", Args::new()),
                Ahead::Questions => Turn::Go(Screen::Quiz),
                Ahead::Finding => Turn::Go(Screen::Finding),
            };
        }
        Action::Back if walk.may_stop() && !walk.run().endpoints.is_empty() => {
            let effects = shared.cancel();
            shared.say(None, "stopped", Args::new());
            return Turn::Stay(effects);
        }
        Action::Back => return Turn::Back,
        Action::Next | Action::Previous => return shared.open_details(),
        Action::Up => shared.focus_address(|at, _| at.saturating_sub(1)),
        Action::Down => shared.focus_address(|at, _| at + 1),
        Action::PageUp => shared.focus_address(|at, _| at.saturating_sub(page)),
        Action::PageDown => shared.focus_address(|at, _| at + page),
        Action::Home => shared.focus_address(|_, _| 0),
        Action::End => shared.focus_address(|_, count| count),
        Action::ProbeAgain => return Turn::ProbeAgain,
        Action::Edit => return Turn::Edit,
        Action::Lookups => return Turn::Open(Proof::Lookups(None)),
        Action::Copy if walk.hides_code() => return shared.say(None, "quiz-before", Args::new()),
        Action::Copy if walk.leading().is_none() => return shared.say(None, "nothing-seen-yet", Args::new()),
        Action::Copy => {
            let lines = told::report(shared);
            return shared.copy("copied-or-saved", &lines);
        }
        Action::Save => return Turn::Save,
        Action::SaveAs => return Turn::SaveAs,
        _ => return Turn::Nothing,
    }
    Turn::stay()
}

pub(super) fn body(_: &State, shared: &Shared, height: usize) -> Body {
    let Some(walk) = &shared.walk else { return Body::of(Page::new(), height, 0) };
    let mut page = Page::new();
    let columns = shared.columns();
    let leading = leading(shared, walk);
    // The leading code has its rows from the beginning, so nothing moves when there is one.
    let kept = match columns {
        _ if shared.has_two_panes() => 2,
        80.. => 4,
        _ => 3,
    };
    let used = leading.len();
    page.extend(leading);
    for _ in used..kept {
        page.push(Row::default());
    }
    page.push(Row::default());
    page.extend(names(shared, walk));
    page.push(Row::default());
    matrix(shared, walk, &mut page);

    let picture = drawn(shared, walk);
    let below = height.saturating_sub(page.len() + 2 + picture.len());
    if below >= usize::from(LEAST_HEIGHT) && shared.has_two_panes() && shared.endpoint().is_some() {
        // Where there are rows enough, the conversation stands below the table.
        page.push(Row::default());
        page.push(rule_row(shared));
        let folded = if conversation::said_rows(shared, walk) <= below { Folded::Not } else { Folded::ToOne };
        let said = conversation::page(shared, walk, folded, None);
        let bands = [(page, height - below - picture.len()), (said, below)].into_iter().chain([with_height(picture)]);
        return Body::in_bands(bands).with_right(right(shared, walk));
    }
    page.push(Row::default());
    let sentences = [
        (columns >= 80).then(|| shared.texts.with("summary", &connector_args(&walk.connector, &shared.texts))),
        shared.vantage("vantage"),
        walk.symptom.as_ref().and_then(|symptom| report_age_in_days(symptom, shared.now.wall, &shared.texts)),
    ];
    for sentence in sentences.into_iter().flatten() {
        page.extend(Row::at(2).block(prose(&sentence, columns.saturating_sub(4))));
    }
    let picture = if page.len() + picture.len() <= height { picture } else { Page::new() };
    let above = height - picture.len();
    Body::in_bands([(page, above), with_height(picture)]).with_right(right(shared, walk))
}

fn with_height(page: Page) -> (Page, usize) {
    let rows = page.len();
    (page, rows)
}

/// The picture of the way, which has the last rows, so that it does not move while addresses come; nothing where the window
/// is narrow.
fn drawn(shared: &Shared, walk: &Walk) -> Page {
    let mut page = Page::fixed();
    let picture = way::picture(shared, Some(walk), shared.columns().saturating_sub(4));
    if !picture.is_empty() {
        page.push(Row::default());
    }
    page.extend(picture.into_iter().flat_map(|row| Row::at(2).block(vec![row])));
    page
}

/// The second pane: what could still change it, the report, the connector, why it takes a while, whose view it is.
fn right(shared: &Shared, walk: &Walk) -> Page {
    let (texts, theme) = (&shared.texts, shared.theme);
    let room = shared.right_columns();
    let mut page = Page::new();
    let mut section = |id: &str, block: Vec<Row>| {
        if !block.is_empty() {
            page.gap();
            page.push(Row::at(0).text(texts.get(id)));
            page.extend(block);
        }
    };
    let inset = |text: &str| Row::at(2).block(prose(text, room.saturating_sub(2)));
    let open = still_open(shared, walk).into_iter().flat_map(|(code, sentence)| {
        let mut rows = vec![coded(Row::at(0).glyph(theme, Glyph::Unknown).text(" "), &code, theme)];
        rows.extend(inset(&sentence));
        rows
    });
    section("pane-open", open.collect());
    if let Some(symptom) = &walk.symptom {
        let code = symptom.reported_code.map(|code| code.to_string()).unwrap_or_default();
        let status = symptom.status.map(|status| format!("{status} ")).unwrap_or_default();
        let word = symptom.detail.as_ref().and_then(|detail| detail_word(detail));
        let word = word.map(|word| format!(" [{word}]")).unwrap_or_default();
        let mut rows = inset(&format!("{status}{code}{word}"));
        rows.extend(report_age(symptom, shared.now.wall, texts).iter().flat_map(|age| inset(age)));
        section("pane-reported", rows);
    }
    let mut connector = inset(&texts.with("summary-long", &connector_args(&walk.connector, &shared.texts)));
    if let Some(resolver) = walk.run().view.resolvers.first() {
        connector.extend(inset(&texts.with("asked-from", &Args::new().text("server", resolver.ip()))));
    }
    section("pane-connector", connector);
    let limits = walk.run().limits;
    let args = Args::new()
        .text("connect", texts.duration(limits.connect_ms))
        .text("reply", texts.duration(limits.reply_ms))
        .text("total", texts.duration(limits.address_total_ms()));
    section("pane-patience", inset(&texts.with("patience", &args)));
    if let Some(view) = shared.vantage("vantage-long") {
        section("pane-view", inset(&view));
    }
    page
}
