//! What the terminal can do, as its environment and its kind tell: colour, a cursor, signs.

use std::io::{self, IsTerminal};

use crate::system::described;

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
    wanted && io::stdout().is_terminal() && described::has_colours()
}

/// Whether standard input and output are a terminal whose cursor cannot be placed, so that there is no screen.
pub(super) fn lacks_screen() -> bool {
    is_one() && described::lacks_cursor()
}

/// Whether standard input and output are a terminal.
pub(super) fn is_one() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}
