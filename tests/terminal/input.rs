//! What a terminal may say: any size, and the beginning of a key or of a paste that nothing follows.

use std::{
    fs,
    time::{Duration, Instant},
};

use crate::support::terminal::{MXRAY, Session, on_the_welcome_screen};
use rustix::process::Signal;

/// A walk to a port that refuses, on loopback.
const WALK: [&str; 7] = ["127.0.0.1", "--port", "1", "--reported", "4.4.316", "--resolver", "127.0.0.1:1"];

/// What the program has needed at the most, in KiB.
fn peak(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("its status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

#[test]
fn any_size_that_a_terminal_names_is_drawn_in_little_memory() {
    let mut session = on_the_welcome_screen();
    let before = peak(session.pid());
    for (columns, rows) in
        [(65_535, 65_535), (65_535, 1), (1, 65_535), (12_000, 12_000), (0, 0), (1, 1), (65_535, 65_535)]
    {
        session.resize(columns, rows);
        // A key that changes the screen is answered at any size.
        session.press("?");
        std::thread::sleep(Duration::from_millis(150));
        session.press("\x1b");
        std::thread::sleep(Duration::from_millis(150));
    }
    let more = peak(session.pid()) - before;
    assert!(more < 256 * 1024, "{more} KiB more");
    session.press("\x03");
    assert_eq!(session.ended(), 130);
    session.has_the_modes_found();
}

#[test]
fn a_sequence_that_breaks_off_is_given_up_and_ctrl_c_quits_in_the_middle_of_it() {
    for begun in ["\x1b[<0;1", "\x1b[", "\x1bO", "\x1b[200", "\x1b[M"] {
        let mut session = on_the_welcome_screen();
        session.press(begun);
        std::thread::sleep(Duration::from_millis(20));
        session.press("\x03");
        assert_eq!(session.ended(), 130, "{begun:?}");
        session.is_as_found();

        let mut session = on_the_welcome_screen();
        session.press(begun);
        std::thread::sleep(Duration::from_secs(1));
        session.press("q");
        assert_eq!(session.ended(), 0, "{begun:?}");
        session.is_as_found();
    }
}

#[test]
fn ctrl_c_quits_at_once_behind_however_much_was_typed() {
    for (way, shown) in [("\x1b[B\r", "Smart host"), ("\r", "Paste")] {
        for opened in ["", "\x1bP"] {
            let mut session = on_the_welcome_screen();
            session.press(way);
            session.until_shown(shown);
            // A terminal without bracketed paste sends what is pasted as keys.
            (0..9).for_each(|_| session.press(&format!("{opened}{}", "a".repeat(1000))));
            let begun = Instant::now();
            session.press("\x03");
            assert_eq!(session.ended(), 130, "{shown} {opened:?}");
            assert!(begun.elapsed() < Duration::from_secs(2), "{shown} {opened:?}: {:?}", begun.elapsed());
            session.is_as_found();
        }
    }
}

#[test]
fn ctrl_c_quits_at_once_behind_however_many_ticks_and_they_are_kept_once_and_for_all() {
    let mut session = Session::start(&WALK);
    session.until_shown("Connection refused");
    session.press("\r\r");
    session.until_shown("0 ticked");
    (0..3).for_each(|_| session.press(&" ".repeat(1000)));
    let begun = Instant::now();
    session.press("\x03");
    assert_eq!(session.ended(), 130);
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    session.is_as_found();
    // What a burst changed is in the file as soon as it is shown.
    let mut lost = Session::start(&WALK);
    lost.until_shown("Connection refused");
    lost.press("\r\r");
    lost.until_shown("0 ticked");
    lost.press(&" \x1b[B".repeat(2));
    lost.until_shown("2 ticked");
    lost.signal(Signal::KILL);
    lost.ended();
    let home = lost.folder.to_str().expect("a name").to_owned();
    let mut next = Session::start_in(&[("HOME", &home)], MXRAY, &[]);
    next.until_shown("2 of 8 steps done");
    next.press("q");
    assert_eq!(next.ended(), 0);
}

#[test]
fn ctrl_c_quits_at_once_behind_however_many_keys_in_the_help_and_in_the_lab() {
    for (way, shown, keys) in [("?", "Help", "ajk"), ("\x1b[B\x1b[B\x1b[B\x1b[B\r", "of 24 solved", "jkx")] {
        let mut session = on_the_welcome_screen();
        session.press(way);
        session.until_shown(shown);
        (0..3).for_each(|_| session.press(&keys.repeat(1000)));
        let begun = Instant::now();
        session.press("\x03");
        assert_eq!(session.ended(), 130, "{shown}");
        assert!(begun.elapsed() < Duration::from_secs(2), "{shown}: {:?}", begun.elapsed());
    }
}

#[test]
fn what_stands_in_a_string_that_breaks_off_is_no_key() {
    for way in ["", "?"] {
        let mut session = on_the_welcome_screen();
        session.press(way);
        std::thread::sleep(Duration::from_millis(100));
        session.press(&format!("\x1bP{}", "q".repeat(3000)));
        std::thread::sleep(Duration::from_millis(100));
        session.press("\x03");
        assert_eq!(session.ended(), 130, "{way:?}");
        session.is_as_found();
    }
}

#[test]
fn a_paste_that_breaks_off_is_given_up_and_ctrl_c_quits_in_the_middle_of_it() {
    let mut session = on_the_welcome_screen();
    session.press("\x1b[200~hello");
    std::thread::sleep(Duration::from_millis(200));
    let begun = Instant::now();
    session.press("\x03");
    assert_eq!(session.ended(), 130);
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    session.is_as_found();

    // What came of it counts as pasted, and then keys are keys.
    let mut session = on_the_welcome_screen();
    session.press("\x1b[200~450 4.4.316 Connection refused");
    session.until_shown("4.4.316");
    session.press("\x03");
    assert_eq!(session.ended(), 130);
    session.is_as_found();
}
