//! Glyphs and styles. A glyph and a word say it; colour repeats it, and paints the glyph only.
//!
//! Two glyph tables (UTF-8 and ASCII) and one switch for colour (`NO_COLOR`, `--color never`); bold, dim and
//! reverse stay without colour. `docs/screens-why.md` has the reasons.

use ratatui::{
    style::{Color, Modifier, Style},
    text::Span,
};

/// What a glyph says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Looked at, nothing wrong.
    Ok,
    /// Wrong, but mail still gets through.
    Warning,
    /// Stops the mail.
    Fault,
    /// Awaited.
    Running,
    /// Not looked at.
    Skipped,
    /// Its turn will come.
    NotYet,
    /// Could not be seen from here, or guessed.
    Unknown,
}

/// How the screen is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    color: bool,
    ascii: bool,
}

impl Theme {
    /// A theme with or without colour, in UTF-8 or in ASCII glyphs.
    pub fn new(color: bool, ascii: bool) -> Self {
        Self { color, ascii }
    }

    /// Whether glyphs and rules are ASCII.
    pub fn is_ascii(self) -> bool {
        self.ascii
    }

    fn pick(self, utf8: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { utf8 }
    }

    /// The character of a glyph.
    pub fn symbol(self, glyph: Glyph) -> &'static str {
        match glyph {
            Glyph::Ok => self.pick("✓", "+"),
            Glyph::Warning => "!",
            Glyph::Fault => self.pick("✗", "X"),
            Glyph::Running => self.pick("»", "*"),
            Glyph::Skipped => "-",
            Glyph::NotYet => self.pick("·", "."),
            Glyph::Unknown => "?",
        }
    }

    /// A glyph in its colour.
    pub fn glyph(self, glyph: Glyph) -> Span<'static> {
        Span::styled(self.symbol(glyph), self.style(glyph))
    }

    /// The style of a glyph. Of the sixteen colours only those that can be told on dark and on light.
    pub fn style(self, glyph: Glyph) -> Style {
        let (color, modifier) = match glyph {
            Glyph::Ok => (Some(Color::Green), Modifier::BOLD),
            Glyph::Warning => (Some(Color::Yellow), Modifier::BOLD),
            Glyph::Fault => (Some(Color::Red), Modifier::BOLD),
            Glyph::Running => (Some(Color::Cyan), Modifier::BOLD),
            Glyph::Skipped | Glyph::NotYet => (None, Modifier::DIM),
            Glyph::Unknown => (Some(Color::Magenta), Modifier::BOLD),
        };
        let style = Style::new().add_modifier(modifier);
        match color {
            Some(color) if self.color => style.fg(color),
            _ => style,
        }
    }

    /// What stands before the row that has the focus.
    pub fn pointer(self) -> &'static str {
        self.pick("▸", ">")
    }

    /// What stands before "n more lines".
    pub fn more(self) -> &'static str {
        self.pick("▾", "v")
    }

    /// A horizontal rule of that width.
    pub fn rule(self, width: usize) -> String {
        self.pick("─", "-").repeat(width)
    }

    /// The line between two panes.
    pub fn bar(self) -> &'static str {
        self.pick("│", "|")
    }

    /// What leads from one to the next, the longest first.
    pub fn arrows(self) -> [&'static str; 2] {
        [self.pick("──▶", "-->"), self.pick("─▶", "->")]
    }

    /// Corners of a box: top left, top right, bottom left, bottom right.
    pub fn corners(self) -> [&'static str; 4] {
        if self.ascii { ["+"; 4] } else { ["┌", "┐", "└", "┘"] }
    }

    /// What stands for what was left out in the middle.
    pub fn ellipsis(self) -> &'static str {
        self.pick("…", "~")
    }

    /// A choice that is, or is not, the chosen one.
    pub fn radio(self, chosen: bool) -> &'static str {
        match chosen {
            true => self.pick("(•)", "(*)"),
            false => "( )",
        }
    }

    /// Replaces what an ASCII terminal font lacks among the signs that words use; letters stay as they are.
    pub fn plain_sign(self, symbol: &str) -> Option<&'static str> {
        if !self.ascii {
            return None;
        }
        match symbol {
            "→" => Some(">"),
            "←" => Some("<"),
            "↑" => Some("^"),
            "↓" => Some("v"),
            "×" => Some("x"),
            "…" => Some("~"),
            _ => None,
        }
    }

    /// The link of that number, of those that the program has; where the terminal can, it is clicked. Not on a console that
    /// has no signs beside ASCII: it might show what a link is made of. The number travels as the colour of a line that
    /// nobody draws.
    pub fn link(self, number: u8) -> Style {
        if self.ascii { Style::new() } else { Style::new().underline_color(Color::Indexed(number)) }
    }

    /// Codes, keys, headings, the current step.
    pub fn bold(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Rules and separators; nothing that one must read.
    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// The focus, and only it.
    pub fn focus(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }
}
