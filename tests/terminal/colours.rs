//! The real program in terminals of all kinds: which colours it sends, and when it asks questions instead.

use std::collections::BTreeSet;

use crate::support::terminal::{MXRAY, Session};

/// The parameters of every SGR sequence that sets a colour, on the way through a finding.
fn colours(environment: &[(&str, &str)]) -> BTreeSet<String> {
    let mut session = Session::start_in(environment, MXRAY, &["lab", "expired"]);
    // The case is told first.
    session.until_shown("Enter start");
    session.press("\r");
    session.until_shown("expired, ");
    session.press("q");
    assert_eq!(session.ended(), 0);
    session.is_as_found();
    let sent = session.sent();
    let sent = String::from_utf8_lossy(&sent).into_owned();
    let styles = sent.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        (&rest[end..=end] == "m").then(|| rest[..end].to_owned())
    });
    styles.filter(|style| style.starts_with(['3', '4', '9']) || style.contains(';')).collect()
}

#[test]
fn colours_are_of_the_first_eight_and_written_as_every_terminal_knows_them() {
    let ours = BTreeSet::from(["31", "32", "33", "35", "36"].map(String::from));
    for term in ["xterm", "xterm-256color", "linux", "screen", "screen-256color", "tmux-256color"] {
        let seen = colours(&[("TERM", term)]);
        assert!(seen.contains("31") && seen.is_subset(&ours), "{term}: {seen:?}");
    }
}

#[test]
fn without_colour_in_the_terminal_or_the_environment_none_is_sent() {
    for environment in [&[("TERM", "vt100")][..], &[("NO_COLOR", "1")], &[("CLICOLOR", "0")]] {
        assert_eq!(colours(environment), BTreeSet::new(), "{environment:?}");
    }
    // Whoever insists gets it; NO_COLOR is stronger.
    assert!(colours(&[("TERM", "vt100"), ("CLICOLOR_FORCE", "1")]).contains("31"));
    assert_eq!(colours(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), BTreeSet::new());
}

#[test]
fn a_terminal_without_a_cursor_is_asked_questions() {
    for term in ["", "dumb", "unknown"] {
        let mut session = Session::start_in(&[("TERM", term)], MXRAY, &[]);
        session.until_shown("What do you have?");
        session.press("q\n");
        assert_eq!(session.ended(), 0, "{term:?}");
        assert!(!session.sent().contains(&0x1b), "{term:?}: {:?}", String::from_utf8_lossy(&session.sent()));
        session.has_the_modes_found();
    }
}
