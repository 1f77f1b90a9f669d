//! What the terminal can do by its description (terminfo(5)) and the locale. A terminal without a description, as there is
//! many a new one and many a small machine, is taken for one that can.

pub use self::here::{has_colours, lacks_cursor, shows_ascii_only};

/// Of Unix: `TERM` names the description.
#[cfg(unix)]
mod here {
    use std::env;

    use termini::{NumberCapability, StringCapability, TermInfo};

    /// Colours that we use: of the first eight.
    const COLOURS: i32 = 8;

    /// Whether it is not described as one without colours.
    pub fn has_colours() -> bool {
        described().is_none_or(|known| knows_colours(&known))
    }

    /// Whether its cursor cannot be placed, so that there is no screen.
    pub fn lacks_cursor() -> bool {
        lacks_cursor_of(env::var("TERM").ok().as_deref(), described().as_ref())
    }

    /// Whether glyphs and rules must be ASCII: the locale is not UTF-8, or the font of the Linux console lacks them.
    pub fn shows_ascii_only() -> bool {
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

    fn lacks_cursor_of(term: Option<&str>, described: Option<&TermInfo>) -> bool {
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
                assert_eq!(lacks_cursor_of(term, None), expected, "{term:?}");
            }
            // A description of nothing at all, as a printing terminal has one.
            assert!(lacks_cursor_of(Some("tty33"), Some(&TermInfo::default())));
        }

        #[test]
        fn a_terminal_whose_description_has_no_colours_has_none() {
            assert!(!knows_colours(&TermInfo::default()));
        }
    }
}

/// Of Windows, where nothing describes a console: since Windows 10 it does all that is used here.
#[cfg(not(unix))]
mod here {
    /// It has them.
    pub fn has_colours() -> bool {
        true
    }

    /// It can be placed.
    pub fn lacks_cursor() -> bool {
        false
    }

    /// It shows them all.
    pub fn shows_ascii_only() -> bool {
        false
    }
}
