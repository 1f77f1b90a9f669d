//! How cells become bytes: the eight colours as `SGR 30` to `37`, which every terminal with colours knows.
//!
//! crossterm writes them as colours of a palette (`38;5;n`). A terminal of sixteen colours that does not know it reads
//! `5` as blinking and `2` as dim: some consoles of servers and serial lines do. Everything else is left to ratatui's own
//! backend.

use std::io::{self, Write};

use anstyle::{AnsiColor, Reset, Style};
use crossterm::{cursor::MoveTo, queue};
use ratatui::{
    backend::{Backend, ClearType, CrosstermBackend, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
    style::{Color, Modifier},
};

/// The largest area that is drawn. A terminal may name any size up to 65,535 times as much (an SSH client sets it), and
/// every cell costs memory.
const LARGEST: Size = Size::new(1000, 500);

/// A size that may be drawn.
pub(in crate::tui) fn drawn(columns: u16, rows: u16) -> Size {
    Size::new(columns.min(LARGEST.width), rows.min(LARGEST.height))
}

/// A screen that becomes bytes.
#[derive(Debug)]
pub struct Paint<W: Write>(CrosstermBackend<W>);

impl<W: Write> Paint<W> {
    /// On whatever takes its bytes.
    pub const fn on(out: W) -> Self {
        Self(CrosstermBackend::new(out))
    }
}

/// What a cell looks like; more than the theme has is not painted.
fn style(cell: &Cell) -> Style {
    let color = match cell.fg {
        Color::Red => Some(AnsiColor::Red),
        Color::Green => Some(AnsiColor::Green),
        Color::Yellow => Some(AnsiColor::Yellow),
        Color::Magenta => Some(AnsiColor::Magenta),
        Color::Cyan => Some(AnsiColor::Cyan),
        _ => None,
    };
    let style = Style::new().fg_color(color.map(Into::into));
    let style = if cell.modifier.contains(Modifier::BOLD) { style.bold() } else { style };
    let style = if cell.modifier.contains(Modifier::DIM) { style.dimmed() } else { style };
    if cell.modifier.contains(Modifier::REVERSED) { style.invert() } else { style }
}

impl<W: Write> Backend for Paint<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let out = &mut self.0;
        let mut worn = Style::new();
        let mut next = None;
        for (x, y, cell) in content {
            if next != Some((x, y)) {
                queue!(out, MoveTo(x, y))?;
            }
            next = x.checked_add(1).map(|x| (x, y));
            let style = style(cell);
            if style != worn {
                let off = if worn.is_plain() { String::new() } else { Reset.render().to_string() };
                write!(out, "{off}{style}")?;
                worn = style;
            }
            out.write_all(cell.symbol().as_bytes())?;
        }
        if !worn.is_plain() {
            write!(out, "{Reset}")?;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.0.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.0.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.0.size().map(|size| drawn(size.width, size.height))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let mut size = self.0.window_size()?;
        size.columns_rows = drawn(size.columns_rows.width, size.columns_rows.height);
        Ok(size)
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{
        Terminal, TerminalOptions, Viewport,
        layout::Rect,
        text::{Line, Span},
    };

    use super::*;
    use crate::tui::theme::{Glyph, Theme};

    #[test]
    fn no_size_is_drawn_that_memory_is_not_there_for() {
        assert_eq!(drawn(80, 24), Size::new(80, 24));
        assert_eq!(drawn(u16::MAX, u16::MAX), LARGEST);
        assert_eq!(drawn(u16::MAX, 1), Size::new(1000, 1));
    }

    #[test]
    fn what_is_painted_is_what_a_terminal_shows() {
        let theme = Theme::new(true, false);
        let line = Line::from(vec![
            theme.glyph(Glyph::Fault),
            Span::raw(" a "),
            Span::styled("b", theme.focus()),
            Span::styled("c", theme.dim()),
            Span::raw("日本"),
            Span::styled("d", theme.bold()),
        ]);
        let mut sent = Vec::new();
        let area = Rect::new(0, 0, 20, 2);
        let options = TerminalOptions { viewport: Viewport::Fixed(area) };
        let mut terminal = Terminal::with_options(Paint::on(&mut sent), options).expect("a screen");
        terminal.draw(|frame| frame.render_widget(&line, Rect::new(2, 1, 18, 1))).expect("a frame");
        drop(terminal);

        let mut screen = vt100::Parser::new(2.try_into().expect("not 0"), 20.try_into().expect("not 0"), 0);
        screen.process(&sent);
        assert_eq!(screen.screen().contents(), "\n  ✗ a bc日本d");
        let cell = |column: u16| screen.screen().cell(1, column).expect("a cell").clone();
        assert_eq!((cell(2).fgcolor(), cell(2).bold()), (vt100::Color::Idx(1), true));
        assert_eq!((cell(4).fgcolor(), cell(4).bold()), (vt100::Color::Default, false));
        assert!(cell(6).inverse() && !cell(7).inverse() && cell(7).dim() && !cell(8).dim() && cell(12).bold());
        let sent = String::from_utf8_lossy(&sent);
        assert!(sent.contains("\x1b[31m") && !sent.contains("\x1b[38"), "{sent:?}");
    }
}
