//! The five bands of every screen: header, rule, body, message line, footer. And the second pane, where the
//! window has room for it.

use ratatui::{Frame, layout::Position, text::Line};

use super::{
    app::Model,
    body::Body,
    keys::{Action, Hint},
    screens::{help, small},
    shared::Shared,
    theme::Glyph,
    turn::Screen,
    widgets::row::{LEAST_NAME, Row, middle, width},
};

/// Draws everything, in the size that the model was told last. Sizes down to nothing are drawn as far as they go.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    let (rows, cursor) = screen_rows(model);
    let theme = model.shared.theme;
    let buffer = frame.buffer_mut();
    for (y, row) in (area.y..area.bottom()).zip(rows) {
        buffer.set_line(area.x, y, &row, area.width);
    }
    if theme.is_ascii() {
        for cell in &mut buffer.content {
            if let Some(plain) = theme.plain_sign(cell.symbol()) {
                cell.set_symbol(plain);
            }
        }
    }
    if let Some((row, column)) = cursor
        && column < area.width
        && row < area.height
    {
        frame.set_cursor_position(Position::new(area.x + column, area.y + row));
    }
}

/// Every row of the screen from top to bottom, and where the cursor stands.
fn screen_rows(model: &Model) -> (Vec<Line<'static>>, Option<(u16, u16)>) {
    let shared = &model.shared;
    if shared.is_too_small() {
        return (small::rows(shared, model.question()).into_iter().map(Row::line).collect(), None);
    }
    let columns = usize::from(shared.size.0);
    let height = model.body_rows();
    let mut rows = vec![header(model, columns), Row::default().styled(shared.theme.rule(columns), shared.theme.dim())];
    let mut cursor = None;
    let body = match model.help {
        Some(scroll) => help::body(&model.keys_here(), shared, scroll, height),
        None => model.screens.body(model.screen, shared, height),
    };
    rows.extend(body_rows(shared, body, height, &mut cursor));
    rows.extend(message(model));
    if let Some((_, column)) = model.saving_rows() {
        // The last row of the question, behind the blank at its left.
        cursor =
            Some((u16::try_from(rows.len() - 1).unwrap_or(u16::MAX), u16::try_from(column + 1).unwrap_or(u16::MAX)));
    }
    rows.push(footer(model, columns));
    debug_assert!(rows.iter().all(|row| row.width() <= columns), "a row is cut: {:?}", widest(&rows));
    (rows.into_iter().map(Row::line).collect(), cursor)
}

/// The row that sticks out farthest, for the message of an assertion.
fn widest(rows: &[Row]) -> String {
    rows.iter().max_by_key(|row| row.width()).map(Row::plain).unwrap_or_default()
}

fn body_rows(shared: &Shared, body: Body, height: usize, cursor: &mut Option<(u16, u16)>) -> Vec<Row> {
    let (texts, theme) = (&shared.texts, shared.theme);
    let columns = shared.columns();
    let mut left: Vec<Row> = Vec::new();
    for band in body.bands {
        let shown = band.page.shown(band.height, columns.saturating_sub(2), band.scroll, texts, theme);
        if let Some((row, column)) = shown.cursor {
            let above = u16::try_from(left.len() + 2).unwrap_or(u16::MAX);
            *cursor = Some((row.saturating_add(above), column));
        }
        let until = left.len() + band.height;
        left.extend(shown.rows);
        left.resize(until, Row::default());
    }
    left.resize(height, Row::default());
    let Some(right) = body.right.filter(|_| shared.has_two_panes()) else { return left };
    let mut pane = right.page.shown(height, shared.right_columns(), right.scroll, texts, theme).rows;
    pane.resize(height, Row::default());
    left.into_iter()
        .zip(pane)
        .map(|(left, right)| {
            let joined = left.to(shared.left_pane()).styled(theme.bar(), theme.dim()).text(" ");
            joined.block(vec![right]).remove(0)
        })
        .collect()
}

/// The names of the four steps of the walk.
fn steps(model: &Model) -> [String; 4] {
    let from_report = model.screen == Screen::Paste || model.shared.symptom.is_some();
    let first = if from_report { "report" } else { "connector" };
    [first, "probe", "finding", "checklist"].map(|id| model.shared.texts.get(&format!("title-{id}")))
}

fn header(model: &Model, columns: usize) -> Row {
    let theme = model.shared.theme;
    let mut row = Row::at(1).styled("mxray", theme.bold());
    let header = model.screens.header(model.screen, &model.shared);
    match header.step {
        Some(current) => {
            let steps = steps(model);
            if columns < 80 {
                let count = steps.len();
                let name = steps.into_iter().nth(current).unwrap_or_default();
                row = row.text("  ").styled(format!("{}/{count} {name}", current + 1), theme.bold());
            } else {
                for (index, name) in steps.into_iter().enumerate() {
                    row = row.text("   ");
                    row = match index.cmp(&current) {
                        std::cmp::Ordering::Less => row.glyph(theme, Glyph::Ok).text(" ").text(name),
                        std::cmp::Ordering::Equal => row.styled(format!("{} {name}", theme.pointer()), theme.bold()),
                        std::cmp::Ordering::Greater => row.glyph(theme, Glyph::NotYet).text(" ").text(name),
                    };
                }
            }
        }
        None => {
            row = row.text("   ").styled(header.title, theme.bold());
        }
    }
    // A host that does not fit is known by its two ends; a count would be another one.
    let room = columns.saturating_sub(row.width() + 3);
    let right = match header.step {
        Some(_) if room >= LEAST_NAME => middle(&header.right, room, theme),
        Some(_) | None => header.right,
    };
    row.right(right, columns.saturating_sub(1))
}

fn message(model: &Model) -> Vec<Row> {
    let glyph = model.message().and_then(|note| note.glyph).filter(|_| model.saving_rows().is_none());
    let mut rows: Vec<Row> = Vec::new();
    for (index, line) in model.message_rows().into_iter().enumerate() {
        rows.push(match glyph {
            Some(glyph) if index == 0 => Row::at(1).glyph(model.shared.theme, glyph).text(" ").text(line),
            Some(_) => Row::at(3).text(line),
            None => Row::at(1).text(line),
        });
    }
    if rows.is_empty() {
        rows.push(Row::default());
    }
    rows
}

/// The keys that work here. Whole items drop from the right; language and help are pinned, because the lost need
/// exactly these.
fn footer(model: &Model, columns: usize) -> Row {
    let Shared { texts, theme, .. } = &model.shared;
    let next = texts.locale().next().name().to_owned();
    let key = |action: Action| texts.get(&action.key());
    let helping = model.help.is_some();
    let help = texts.get(if helping { "do-close" } else { "do-help" });
    let mut pinned = vec![(key(Action::Language), next), (key(Action::Help), help)];
    let leaving = model.is_asking_to_leave() && !helping;
    if leaving {
        pinned.pop();
    }
    let pinned_width: usize = pinned.iter().map(|(key, does)| width(key) + 1 + width(does)).sum::<usize>() + 2;
    let start = columns.saturating_sub(1).saturating_sub(pinned_width);
    let hints: Vec<Hint> = if helping {
        help::hints()
    } else if leaving {
        // The question above names the only keys there are.
        Vec::new()
    } else if model.saving.is_asking() {
        model.saving.hints()
    } else {
        model.screens.hints(model.screen, &model.shared)
    };
    let mut row = Row::at(1);
    for hint in hints {
        let (key, does) = (key(hint.action), texts.get(&format!("do-{}", hint.does)));
        let from = if row.width() == 1 { 1 } else { row.width() + 2 };
        if from + width(&key) + 1 + width(&does) + 2 > start {
            break;
        }
        row = row.to(from).styled(key, theme.bold()).text(" ").text(does);
    }
    let after = row.width() + usize::from(row.width() > 1) * 2;
    row = row.to(start.max(after));
    for (index, (key, does)) in pinned.into_iter().enumerate() {
        if index > 0 {
            row = row.text("  ");
        }
        row = row.styled(key, theme.bold()).text(" ").text(does);
    }
    row
}
