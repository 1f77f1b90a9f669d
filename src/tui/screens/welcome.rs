//! The first screen: it asks what one has in hand, not which function one wants.

use crate::{
    l10n::Args,
    model::{CaseId, CaseLine},
    report::{case_about, case_name, case_state},
    tui::{
        body::Body,
        keys::{Action, Hint, hint},
        shared::Shared,
        theme::Glyph,
        turn::{Screen, Turn},
        way::picture,
        widgets::{
            list::{self, Focus, pointed},
            page::Page,
            row::{Row, middle, prose, width},
        },
    },
    wizard::WayIn,
};

/// From so many columns on what is said of a case stands beside its name.
const TWO_COLUMNS: usize = 80;

/// What has the focus: behind the ways in stand the cases, of which it is the case and not the row. Until a key moves it,
/// it is the case that was worked on last.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    focus: Option<usize>,
    case: Option<CaseId>,
}

impl State {
    /// The place that has the focus.
    fn place(&self, ways: usize, cases: &[CaseLine]) -> usize {
        let case = self.case.as_ref().and_then(|id| cases.iter().position(|line| line.id == *id));
        let first = if cases.is_empty() { 0 } else { ways };
        case.map_or(self.focus.unwrap_or(first), |place| ways + place).min(ways + cases.len() - 1)
    }
}

/// Where a way leads.
fn screen(way: WayIn) -> Screen {
    match way {
        WayIn::Report => Screen::Paste,
        WayIn::Connector => Screen::Connector,
        WayIn::Export => Screen::Export,
        WayIn::Code => Screen::Codes,
        WayIn::Lab => Screen::Lab,
    }
}

/// The cases that are offered; of more it is said how many.
fn cases(shared: &Shared) -> &[CaseLine] {
    let all = shared.cases.as_ref().map_or(&[][..], |cases| &cases.lines);
    &all[..all.len().min(CaseLine::OFFERED)]
}

pub(super) fn hints(state: &State, shared: &Shared) -> Vec<Hint> {
    let (ways, cases) = (WayIn::all(shared.has_lab).len(), cases(shared));
    let opens = if state.place(ways, cases) < ways { "open" } else { "resume" };
    vec![hint(Action::Enter, opens), hint(Action::Down, "move"), hint(Action::Quit, "quit")]
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    let (ways, cases) = (WayIn::all(shared.has_lab), cases(shared));
    let last = ways.len() + cases.len() - 1;
    let at = state.place(ways.len(), cases);
    let to = match action {
        Action::Up | Action::Previous => at.checked_sub(1).unwrap_or(last),
        Action::Down | Action::Next => {
            if at == last {
                0
            } else {
                at + 1
            }
        }
        Action::Home | Action::PageUp => 0,
        Action::End | Action::PageDown => last,
        Action::Enter => {
            return match ways.get(at) {
                Some(way) => Turn::Go(screen(*way)),
                None => Turn::Case(cases[at - ways.len()].id.clone()),
            };
        }
        _ => return Turn::Nothing,
    };
    state.focus = Some(to);
    state.case = to.checked_sub(ways.len()).map(|place| cases[place].id.clone());
    Turn::stay()
}

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    let texts = &shared.texts;
    let columns = shared.columns();
    let mut page = Page::new();
    page.extend(Row::at(2).block(prose(&texts.get("welcome-question"), columns - 4)));
    page.gap();
    let ways = WayIn::all(shared.has_lab);
    let label = |way: &WayIn| texts.get(&format!("welcome-{}", way.id()));
    let longest = ways.iter().map(|way| width(&label(way))).max().unwrap_or(0);
    let column = (4 + longest + 2).clamp(34, 44);
    let place = state.place(ways.len(), cases(shared));
    for (index, way) in ways.iter().enumerate() {
        let focus = Focus::of(index == place, true);
        let row = pointed(2, focus, shared.theme).text(label(way)).to(column);
        let about = texts.get(&format!("welcome-{}.about", way.id()));
        let rows = row.block(prose(&about, columns.saturating_sub(column + 2)));
        list::add(&mut page, rows, 2, columns, focus, shared.theme);
    }
    add_cases(&mut page, place.checked_sub(ways.len()), column, shared);
    let about = [Some(texts.get("welcome-what")), shared.vantage("welcome-vantage")];
    if shared.has_two_panes() {
        return Body::of(page, height, shared.scroll).with_right(beside(shared, &about));
    }
    // The explanation stands at the same place in every language where there is room.
    let rows = |text: &String| prose(text, columns.saturating_sub(4).min(76));
    let need: usize = about.iter().flatten().map(|text| rows(text).len() + 1).sum();
    for _ in 0..4 {
        if page.len() + need < height {
            page.push(Row::default());
        }
    }
    page.gap();
    for text in about.iter().flatten() {
        page.gap();
        page.extend(Row::at(2).block(rows(text)));
    }
    Body::of(page, height, shared.scroll)
}

/// What stands beside the ways in: what this is, the way that is looked at, and from where.
fn beside(shared: &Shared, about: &[Option<String>]) -> Page {
    let (mut page, room) = (Page::new(), shared.detail_columns().saturating_sub(4));
    for text in about.iter().flatten() {
        page.extend(Row::at(2).block(prose(text, room)));
        page.gap();
    }
    page.extend(picture(shared, None, room).into_iter().map(|row| Row::at(2).block(vec![row]).remove(0)));
    page
}

/// The cases that are open: what each is called, where it stands, what is done.
fn add_cases(page: &mut Page, place: Option<usize>, column: usize, shared: &Shared) {
    let (texts, theme, columns) = (&shared.texts, shared.theme, shared.columns());
    let cases = cases(shared);
    if cases.is_empty() {
        return;
    }
    page.gap();
    page.push(Row::at(2).styled(texts.get("welcome-cases"), theme.bold()));
    for (index, line) in cases.iter().enumerate() {
        let focus = Focus::of(place == Some(index), true);
        list::add(page, case_rows(line, focus, column, shared), 2, columns, focus, theme);
    }
    let all = shared.cases.as_ref().map_or(0, |cases| cases.lines.len());
    if all > cases.len() {
        let more = texts.with("welcome-more-cases", &Args::new().number("count", all - cases.len()));
        page.extend(Row::at(4).block(prose(&more, columns.saturating_sub(6))));
    }
}

/// What is said of a case: beside its name, or where there is little room below it.
fn case_rows(line: &CaseLine, focus: Focus, column: usize, shared: &Shared) -> Vec<Row> {
    let (theme, columns) = (shared.theme, shared.columns());
    let begun = pointed(2, focus, theme);
    let (mut rows, about) = if columns < TWO_COLUMNS {
        (vec![begun.text(middle(&case_name(line), columns.saturating_sub(6), theme))], Row::at(4))
    } else {
        (Vec::new(), begun.text(middle(&case_name(line), column.saturating_sub(6), theme)).to(column))
    };
    let left = columns.saturating_sub(about.width().max(4) + 4);
    rows.extend(about.glyph(theme, glyph(line)).text(" ").block(prose(&case_about(line, &shared.texts), left)));
    rows
}

fn glyph(line: &CaseLine) -> Glyph {
    match case_state(line) {
        "begun" => Glyph::NotYet,
        "healthy" | "repaired" => Glyph::Ok,
        "fault" => Glyph::Fault,
        _ => Glyph::Unknown,
    }
}
