//! A drawn screen as a picture in colour: SVG that loads and runs nothing, light and dark as the reader's page is.

use ratatui::{
    buffer::{Buffer, Cell},
    style::{Color, Modifier},
};
use unicode_width::UnicodeWidthStr;

/// A cell in units of the picture.
const CELL: (u32, u32) = (8, 18);
/// What is left free around the screen.
const MARGIN: u32 = 10;

/// The styles: the eight colours as both kinds of page read well, and the focus, which is reversed.
const STYLE: &str = "svg{--bg:#fff;--fg:#1f2328;--red:#cf222e;--green:#116329;--yellow:#7d4e00;--magenta:#8250df;--cyan:#0b6e7f}\
@media (prefers-color-scheme:dark){svg{--bg:#0d1117;--fg:#e6edf3;--red:#ff7b72;--green:#56d364;--yellow:#e3b341;--magenta:#d2a8ff;--cyan:#56d4dd}}\
rect{fill:var(--bg)}rect.v{fill:var(--fg)}text{fill:var(--fg);font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;white-space:pre}\
.b{font-weight:700}.d{opacity:.55}.v{fill:var(--bg)}.r{fill:var(--red)}.g{fill:var(--green)}.y{fill:var(--yellow)}.m{fill:var(--magenta)}.c{fill:var(--cyan)}";

/// The classes of a cell.
fn classes(cell: &Cell) -> String {
    let color = match cell.fg {
        Color::Red => "r",
        Color::Green => "g",
        Color::Yellow => "y",
        Color::Magenta => "m",
        Color::Cyan => "c",
        _ => "",
    };
    let has = |modifier| cell.modifier.contains(modifier);
    let marks = [(Modifier::BOLD, "b"), (Modifier::DIM, "d"), (Modifier::REVERSED, "v")];
    let marks = marks.into_iter().filter(|(modifier, _)| has(*modifier)).map(|(_, class)| class);
    marks.chain((!color.is_empty()).then_some(color)).collect::<Vec<_>>().join(" ")
}

/// The screen as SVG, with a title for who does not see it.
pub fn svg(buffer: &Buffer, title: &str) -> String {
    let (columns, rows) = (u32::from(buffer.area.width), u32::from(buffer.area.height));
    let (width, height) = (columns * CELL.0 + 2 * MARGIN, rows * CELL.1 + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\"><title>{}</title>\n<style>{STYLE}</style>\n<rect width=\"{width}\" height=\"{height}\" rx=\"6\"/>\n",
        escaped(title)
    );
    for y in 0..buffer.area.height {
        for (x, text, class) in runs(buffer, y) {
            let at = (MARGIN + u32::from(x) * CELL.0, MARGIN + u32::from(y) * CELL.1);
            let wide = u32::try_from(text.width()).expect("a row") * CELL.0;
            if class.split(' ').any(|class| class == "v") {
                out += &format!(
                    "<rect class=\"v\" x=\"{}\" y=\"{}\" width=\"{wide}\" height=\"{}\"/>",
                    at.0, at.1, CELL.1
                );
            }
            if text.trim().is_empty() {
                continue;
            }
            let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
            // A reader's font may be wider: each run keeps to its columns.
            out += &format!(
                "<text{class} x=\"{}\" y=\"{}\" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>\n",
                at.0,
                at.1 + 13,
                escaped(&text)
            );
        }
    }
    out + "</svg>\n"
}

/// The cells of a row that look alike, without the blanks at its end: where they begin, what they say, their classes.
fn runs(buffer: &Buffer, y: u16) -> Vec<(u16, String, String)> {
    let mut runs: Vec<(u16, String, String)> = Vec::new();
    let mut skip = 0;
    for x in 0..buffer.area.width {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let cell = &buffer[(x, y)];
        skip = cell.symbol().width().saturating_sub(1);
        let class = classes(cell);
        // Two blanks part columns, so that no run is stretched over another.
        let parted = runs.last().is_some_and(|(_, text, _)| text.ends_with("  ")) && cell.symbol() != " ";
        match runs.last_mut() {
            Some((_, text, worn)) if *worn == class && !parted => text.push_str(cell.symbol()),
            _ => runs.push((x, cell.symbol().to_owned(), class)),
        }
    }
    for (_, text, class) in &mut runs {
        if !class.contains('v') {
            text.truncate(text.trim_end_matches(' ').len());
        }
    }
    runs.retain(|(_, text, _)| !text.is_empty());
    runs
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
