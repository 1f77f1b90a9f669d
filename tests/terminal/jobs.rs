//! The real program as a job of a shell: however it is stopped, the shell gets the terminal as it was found, and `fg`
//! draws again.

use crate::support::terminal::{self, MXRAY, Session, on_the_welcome_screen};
use rustix::process::Signal;

/// The program at its first screen, started by a shell with job control.
fn in_a_shell(command: &str) -> Session {
    let mut session = Session::shell();
    session.press(&format!("{command}\n"));
    session.until_shown("What do you have?");
    session
}

#[track_caller]
fn the_shell_has_the_terminal(session: &mut Session) {
    session.until("the normal screen", |screen| !screen.alternate_screen());
    session.press("echo the shell is $((40 + 2))\n");
    session.until_shown("the shell is 42");
    session.is_as_found();
}

#[track_caller]
fn fg_draws_again_and_q_leaves(session: &mut Session) {
    session.press("fg\n");
    session.until("the screen again", vt100::Screen::alternate_screen);
    session.until_shown("What do you have?");
    session.press("q");
    session.until("the normal screen", |screen| !screen.alternate_screen());
    session.press("echo left with $?\n");
    session.until_shown("left with 0");
    session.is_as_found();
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_draws_again() {
    let mut session = in_a_shell(MXRAY);
    session.press("\x1a");
    the_shell_has_the_terminal(&mut session);
    fg_draws_again_and_q_leaves(&mut session);
}

#[test]
fn a_stop_signal_from_outside_does_what_ctrl_z_does_as_often_as_it_comes() {
    let mut session = in_a_shell(MXRAY);
    for _ in 0..2 {
        session.signal_job(Signal::TSTP);
        the_shell_has_the_terminal(&mut session);
        session.press("fg\n");
        session.until("the screen again", vt100::Screen::alternate_screen);
        session.until_shown("What do you have?");
    }
    session.press("\x1a");
    the_shell_has_the_terminal(&mut session);
    fg_draws_again_and_q_leaves(&mut session);
}

#[test]
fn ctrl_z_stops_the_script_that_started_it_too() {
    let mut session = in_a_shell(&format!("sh -c '{MXRAY}; echo the script goes on with $?'"));
    session.press("\x1a");
    the_shell_has_the_terminal(&mut session);
    session.press("fg\n");
    session.until("the screen again", vt100::Screen::alternate_screen);
    session.press("q");
    session.until_shown("the script goes on with 0");
    session.is_as_found();
}

#[test]
fn a_terminal_with_one_screen_only_shows_either_the_shell_or_the_program() {
    // As the Linux console shows it, which does not know the other screen.
    let console = |session: &Session| {
        let mut console = vt100::Parser::new(24.try_into().expect("not zero"), 80.try_into().expect("not zero"), 99);
        let sent = String::from_utf8_lossy(&session.sent()).replace("\x1b[?1049h", "").replace("\x1b[?1049l", "");
        console.process(sent.as_bytes());
        console
    };
    let shown = |session: &Session| console(session).screen().contents();
    let mut session = Session::shell();
    session.press(&format!("for line in 1 2 3 4 5 6 7 8 9; do echo of the shell; done; {MXRAY}\n"));
    session.until_shown("What do you have?");
    session.until_shown("F1 help");
    assert!(!shown(&session).contains("of the shell"), "{}", shown(&session));
    session.press("\x1a");
    the_shell_has_the_terminal(&mut session);
    assert!(!shown(&session).contains("What do you have?"), "{}", shown(&session));
    fg_draws_again_and_q_leaves(&mut session);
    assert!(!shown(&session).contains("What do you have?"), "{}", shown(&session));
    // What the shell had shown is not lost: one scrolls back to it.
    let mut console = console(&session);
    console.screen_mut().set_scrollback(99);
    assert!(console.screen().contents().contains("of the shell"), "{}", console.screen().contents());
}

#[test]
fn a_stop_without_a_word_is_made_good_when_it_goes_on() {
    let mut session = in_a_shell(MXRAY);
    session.signal_job(Signal::STOP);
    // Nothing can be given back then: the shell's user has to, and what he sets is not what a screen needs.
    session.until_shown("Stopped");
    session.press("stty sane; printf '\\033[?1049l\\033[?2004l\\033[2J'\n");
    session.until("the normal screen", |screen| !screen.alternate_screen());
    fg_draws_again_and_q_leaves(&mut session);
}

#[test]
fn where_nobody_could_wake_it_a_stop_signal_stops_nothing() {
    // It leads its session, so its process group is orphaned.
    let mut session = on_the_welcome_screen();
    for (times, stop) in [(2, "signal"), (3, "key")] {
        if stop == "key" {
            session.press("\x1a");
        } else {
            session.signal(Signal::TSTP);
        }
        let begun = std::time::Instant::now();
        while session.times_sent("\x1b[?1049h") < times {
            assert!(begun.elapsed() < terminal::PATIENCE, "it is stopped by a {stop}");
            std::thread::yield_now();
        }
        session.until_shown("What do you have?");
    }
    session.press("q");
    assert_eq!(session.ended(), 0);
    session.is_as_found();
}

#[test]
fn a_signal_that_ends_it_while_it_is_stopped_leaves_the_terminal_as_found() {
    let mut session = in_a_shell(MXRAY);
    session.press("\x1a");
    the_shell_has_the_terminal(&mut session);
    session.press("kill -TERM %1; fg; echo left with $?\n");
    session.until_shown("left with 143");
    session.is_as_found();
}
