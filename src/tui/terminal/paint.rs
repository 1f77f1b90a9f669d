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

/// The end of a link.
const NO_LINK: &[u8] = b"\x1b]8;;\x1b\\";

/// A size that may be drawn.
pub(in crate::tui) fn drawn(columns: u16, rows: u16) -> Size {
    Size::new(columns.min(LARGEST.width), rows.min(LARGEST.height))
}

/// The address of a link that cells name by its number.
type LinkOf = fn(u8) -> Option<&'static str>;

/// A screen that becomes bytes.
#[derive(Debug)]
pub struct Paint<W: Write> {
    out: CrosstermBackend<W>,
    links: LinkOf,
}

impl<W: Write> Paint<W> {
    /// On whatever takes its bytes.
    pub const fn on(out: W) -> Self {
        Self { out: CrosstermBackend::new(out), links: |_| None }
    }

    /// Where a terminal knows links (OSC 8), these can be clicked. They are this program's own: no address that a stranger
    /// sent is among them.
    #[must_use]
    pub fn with_links(self, links: LinkOf) -> Self {
        Self { links, ..self }
    }
}

/// The number of the link that a cell belongs to ([`Theme::link`](crate::tui::theme::Theme::link)).
fn link(cell: &Cell) -> Option<u8> {
    match cell.underline_color {
        Color::Indexed(number) => Some(number),
        _ => None,
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
        let out = &mut self.out;
        let mut worn = Style::new();
        let mut linked = None;
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
            let link = link(cell).and_then(|number| Some((number, (self.links)(number)?)));
            if link != linked {
                // The number is the id too, so that the rows of a link are one.
                match link {
                    Some((number, address)) => write!(out, "\x1b]8;id={number};{address}\x1b\\")?,
                    None => out.write_all(NO_LINK)?,
                }
                linked = link;
            }
            out.write_all(cell.symbol().as_bytes())?;
        }
        if linked.is_some() {
            out.write_all(NO_LINK)?;
        }
        if !worn.is_plain() {
            write!(out, "{Reset}")?;
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.out.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.out.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.out.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.out.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.out.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.out.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        self.out.size().map(|size| drawn(size.width, size.height))
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let mut size = self.out.window_size()?;
        size.columns_rows = drawn(size.columns_rows.width, size.columns_rows.height);
        Ok(size)
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.out)
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

    #[test]
    fn only_links_of_our_own_can_be_clicked_and_each_is_ended() {
        let theme = Theme::new(true, false);
        let line = Line::from(vec![
            Span::raw("a "),
            Span::styled("https://x.example/", theme.link(0)),
            Span::styled("far", theme.link(9)),
            Span::raw(" b"),
        ]);
        let mut sent = Vec::new();
        let area = Rect::new(0, 0, 40, 1);
        let options = TerminalOptions { viewport: Viewport::Fixed(area) };
        let paint = Paint::on(&mut sent).with_links(|number| (number == 0).then_some("https://x.example/whole"));
        let mut terminal = Terminal::with_options(paint, options).expect("a screen");
        terminal.draw(|frame| frame.render_widget(&line, area)).expect("a frame");
        drop(terminal);
        let sent = String::from_utf8_lossy(&sent);
        let link = "\x1b]8;id=0;https://x.example/whole\x1b\\https://x.example/\x1b]8;;\x1b\\far";
        assert!(sent.contains(link), "{sent:?}");
        assert_eq!(Theme::new(true, true).link(0), ratatui::style::Style::new());
    }
}
