//! What the terminal can do, as its environment and its description (terminfo(5)) tell: colour, a cursor, signs.
//!
//! A terminal without a description, as there is many a new one and many a small machine, is taken for one that can.

use std::{
    env,
    io::{self, IsTerminal},
};

use termini::{NumberCapability, StringCapability, TermInfo};

/// Colours that we use: of the first eight.
const COLOURS: i32 = 8;

/// Whether the environment and the terminal let standard output have colour, by the rules that are common to many
/// programs (<https://no-color.org>, <https://bixense.com/clicolors>).
pub(super) fn has_colour() -> bool {
    if anstyle_query::no_color() {
        return false;
    }
    if anstyle_query::clicolor_force() {
        return true;
    }
    let wanted = anstyle_query::clicolor().unwrap_or(true) && anstyle_query::term_supports_color();
    wanted && io::stdout().is_terminal() && described().is_none_or(|known| knows_colours(&known))
}

/// Whether standard input and output are a terminal whose cursor cannot be placed, so that there is no screen.
pub(super) fn lacks_screen() -> bool {
    is_one() && lacks_cursor(env::var("TERM").ok().as_deref(), described().as_ref())
}

/// Whether standard input and output are a terminal.
pub(super) fn is_one() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Whether glyphs and rules must be ASCII: the locale is not UTF-8, or the font of the Linux console lacks them.
pub(super) fn is_ascii() -> bool {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    // POSIX, Base Definitions section 8.2: the first that is set decides on characters.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default().to_lowercase();
    let utf8 = locale.contains("utf-8") || locale.contains("utf8");
    !utf8 || set("TERM").is_some_and(|term| term == "linux")
}

fn described() -> Option<TermInfo> {
    TermInfo::from_env().ok()
}

fn knows_colours(known: &TermInfo) -> bool {
    known.number_cap(NumberCapability::MaxColors).is_some_and(|colours| colours >= COLOURS)
}

fn lacks_cursor(term: Option<&str>, described: Option<&TermInfo>) -> bool {
    match (term, described) {
        (None | Some("" | "dumb" | "unknown"), _) => true,
        (Some(_), Some(known)) => known.raw_string_cap(StringCapability::CursorAddress).is_none(),
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_without_a_cursor_gets_questions_and_lines() {
        for (term, expected) in
            [(None, true), (Some(""), true), (Some("dumb"), true), (Some("unknown"), true), (Some("xterm"), false)]
        {
            assert_eq!(lacks_cursor(term, None), expected, "{term:?}");
        }
        // A description of nothing at all, as a printing terminal has one.
        assert!(lacks_cursor(Some("tty33"), Some(&TermInfo::default())));
    }

    #[test]
    fn a_terminal_whose_description_has_no_colours_has_none() {
        assert!(!knows_colours(&TermInfo::default()));
    }
}
