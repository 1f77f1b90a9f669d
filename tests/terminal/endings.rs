//! The real program in a pseudo-terminal: whatever ends it, the terminal is as it was found.

use std::time::{Duration, Instant};

use crate::support::terminal::{MXRAY, PATIENCE, Session, modes, on_the_welcome_screen};
use rustix::{process::Signal, termios};

#[test]
fn q_leaves_with_0_and_the_terminal_as_found() {
    let mut session = on_the_welcome_screen();
    session.press("q");
    assert_eq!(session.ended(), 0);
    session.is_as_found();
}

#[test]
fn a_file_with_connectors_is_read_from_the_folder_and_from_home() {
    let mut session = on_the_welcome_screen();
    let export = include_str!("../fixtures/runs/connectors.json");
    std::fs::write(session.folder.join("export.json"), export).expect("an export");
    session.press("\x1b[B\x1b[B\r");
    session.until_shown("Paste the output of");
    session.press("none.json\r");
    session.until_shown("There is no file");
    session.press(&"\x7f".repeat("none.json".len()));
    session.press("export.json\r");
    session.until_shown("5 connectors");
    session.press("\x1b");
    session.until_shown("Paste the output of");
    session.press(&"\x7f".repeat("export.json".len()));
    session.press("~/export.json\r");
    session.until_shown("5 connectors");
    session.press("q");
    assert_eq!(session.ended(), 0);
    session.is_as_found();
}

#[test]
fn ctrl_c_leaves_with_130_and_the_terminal_as_found() {
    let mut session = on_the_welcome_screen();
    session.press("\x03");
    assert_eq!(session.ended(), 130);
    session.is_as_found();
}

#[test]
fn signals_leave_with_128_and_their_number_and_the_terminal_as_found() {
    for signal in [
        Signal::TERM,
        Signal::HUP,
        Signal::INT,
        Signal::QUIT,
        Signal::USR1,
        Signal::USR2,
        Signal::ALARM,
        Signal::VTALARM,
        Signal::PROF,
        Signal::XCPU,
        Signal::ABORT,
        Signal::IO,
        Signal::POWER,
        Signal::STKFLT,
    ] {
        let code = 128 + signal.as_raw().unsigned_abs();
        let mut session = on_the_welcome_screen();
        session.signal(signal);
        assert_eq!(session.ended(), code, "{signal:?}");
        session.is_as_found();
    }
}

#[test]
fn while_it_runs_the_mouse_is_the_terminals_own_and_a_paste_is_bracketed() {
    let session = on_the_welcome_screen();
    let screen = session.screen.lock().expect("the screen");
    assert_eq!(screen.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert!(screen.screen().bracketed_paste() && screen.screen().alternate_screen());
    let now = termios::tcgetattr(&session.terminal).expect("the modes");
    assert_ne!(modes(&now), modes(&session.found), "the test looks at the wrong terminal");
}

/// The screen of an exercise under that much address space, in KiB, once it is there or has ended.
fn in_the_lab_with(kib: u32) -> Session {
    let limited = format!("ulimit -v {kib} && exec \"$0\" \"$@\"");
    let mut session = Session::start_in(&[], "sh", &["-c", &limited, MXRAY, "lab", "refused", "--no-state"]);
    let begun = Instant::now();
    let wait_for = |session: &Session, words: &[u8]| {
        let is_there = || session.sent().windows(words.len()).any(|sent| sent == words);
        while !is_there() && begun.elapsed() < Duration::from_secs(2) {
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    // The case is told first.
    wait_for(&session, b"Training lab");
    session.press("\r");
    wait_for(&session, b"[Lab]");
    session
}

/// The least address space, in KiB, in which the program begins at all; it depends on how it was built.
fn least_memory() -> u32 {
    let begins = |kib: &u32| {
        let limited = format!("ulimit -v {kib} && exec \"$0\" --version");
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &limited, MXRAY]).output().expect("a shell").status.success()
    };
    (10..200).map(|step| step * 2000).find(begins).expect("a limit that lets it begin")
}

#[test]
fn with_little_memory_the_lab_is_shown_or_a_sentence_and_the_terminal_is_as_found() {
    let least = least_memory();
    let mut codes = Vec::new();
    for kib in (least + 2000..least + 200_000).step_by(16_000) {
        let mut session = in_the_lab_with(kib);
        // It may have ended already.
        session.press("\x03");
        let code = session.ended();
        assert!(matches!(code, 3 | 130), "{code} with {kib} KiB:\n{}", session.contents());
        session.until("the normal screen", |screen| !screen.alternate_screen());
        session.has_the_modes_found();
        codes.push(code);
    }
    assert!(codes.contains(&3) && codes.ends_with(&[130]), "the limit limits: {codes:?}");
}

/// A heap of glibc takes 64 MiB: between two limits that are as far apart, each step leaves another rest.
#[test]
fn whatever_the_heaps_of_threads_take_memory_is_left_to_draw_with() {
    let least = least_memory();
    for kib in (least + 110_000..least + 110_000 + (64 << 10)).step_by(9500) {
        let mut session = in_the_lab_with(kib);
        let status = format!("/proc/{}/status", session.pid());
        let status = std::fs::read_to_string(status).expect("the status of the program");
        let size = status.lines().find_map(|line| line.strip_prefix("VmSize:")?.split_whitespace().next());
        let size: u32 = size.and_then(|size| size.parse().ok()).expect("a size");
        assert!(kib - size >= 32_000, "{size} of {kib} KiB are taken");
        session.press("\x03");
        assert_eq!(session.ended(), 130, "{kib}");
    }
}

fn on_a_finding() -> Session {
    let mut session = Session::start(&["lab", "refused"]);
    // The case is told first.
    session.until_shown("Enter start");
    session.press("\r");
    session.until_shown("Connection refused");
    session.press("\r");
    // A trainee is asked first; the arrow skips the question.
    session.until_shown("What is the cause");
    session.press("\x1b[C");
    session.until_shown("Meanwhile");
    session
}

#[test]
fn the_last_finding_is_left_on_the_normal_screen_however_it_ended() {
    type End = fn(&mut Session);
    let ends: [(End, u32); 4] = [
        (|session| session.press("q"), 0),
        (|session| session.press("\x03"), 130),
        (|session| session.signal(Signal::TERM), 143),
        (|session| session.signal(Signal::QUIT), 131),
    ];
    for (end, code) in ends {
        let mut session = on_a_finding();
        end(&mut session);
        assert_eq!(session.ended(), code);
        session.until_shown("FAULT: 450 4.4.316 Connection refused");
        session.is_as_found();
    }
}

/// A probe of an address where nobody answers for as long as it is patient.
fn in_a_probe() -> Session {
    let mut session = Session::start(&["lab", "timed-out"]);
    session.until_shown("Enter start");
    session.press("\r");
    // The screen of the lab names 127.0.0.1 too.
    session.until("the address", |screen| {
        let shown = screen.contents();
        shown.contains("127.0.0.") && !shown.contains("Training lab")
    });
    session
}

#[test]
fn a_signal_in_the_middle_of_a_probe_leaves_the_terminal_as_found() {
    let mut session = in_a_probe();
    session.signal(Signal::TERM);
    assert_eq!(session.ended(), 143);
    session.is_as_found();
}

#[test]
fn a_probe_that_is_left_in_the_middle_is_told_once_as_one_that_was_stopped() {
    type End = fn(&mut Session);
    let ends: [(End, u32); 4] = [
        (|session| session.press("\x03"), 130),
        (|session| session.signal(Signal::TERM), 143),
        (|session| session.signal(Signal::HUP), 129),
        // As after Esc, which stops it.
        (
            |session| {
                session.press("\x1b");
                session.until_shown("Stopped.");
                session.press("\x03");
            },
            130,
        ),
    ];
    for (end, code) in ends {
        let mut session = in_a_probe();
        end(&mut session);
        assert_eq!(session.ended(), code);
        session.is_as_found();
        session.until_shown("NO VERDICT: the probe was stopped before its end");
        let left = session.contents();
        assert!(!left.contains("goes on") && !left.contains("not over"), "{left}");
        assert_eq!(left.matches("stopped").count(), 1, "{left}");
    }
}

/// What is asked for is in debug builds only.
#[cfg(debug_assertions)]
#[test]
fn keys_and_frames_go_on_while_the_lab_starts_and_every_way_out_is_open() {
    const STARTING: &str = "The servers are being started.";
    let starting = || {
        let mut session = Session::start_in(&[("MXRAY_HOLD", "lab")], MXRAY, &["lab", "refused"]);
        session.until_shown("Enter start");
        session.press("\r");
        session.until_shown(STARTING);
        session
    };
    type End = fn(&mut Session);
    let ends: [(End, u32); 3] = [
        (|session| session.press("\x03"), 130),
        (|session| session.signal(Signal::TERM), 143),
        (|session| session.press("q"), 0),
    ];
    for (end, code) in ends {
        let mut session = starting();
        end(&mut session);
        assert_eq!(session.ended(), code);
        session.is_as_found();
    }
    let mut session = starting();
    session.press("\x1bOQ");
    session.until_shown("Démarrage des serveurs.");
    session.press("\x1b");
    session.until("the start given up", |screen| !screen.contents().contains("Démarrage des serveurs."));
    session.press("\x03");
    assert_eq!(session.ended(), 130);
    session.is_as_found();
}

/// What is asked for is in debug builds only.
#[cfg(debug_assertions)]
#[test]
fn a_panic_in_any_thread_leaves_with_101_and_the_terminal_as_found_and_its_message_to_be_read() {
    for (place, said) in [("loop", "in the loop"), ("task", "in a task"), ("thread", "in a thread")] {
        let mut session = Session::start_in(&[("MXRAY_PANIC", place), ("RUST_BACKTRACE", "0")], MXRAY, &[]);
        session.until_shown("What do you have?");
        session.press("x");
        // What Rust itself ends with after a panic.
        assert_eq!(session.ended(), 101, "{place}");
        session.until_shown(&format!("rehearsed {said}"));
        session.is_as_found();
    }
}

/// What was drawn may still be arriving; what sends by itself is never silent for so long.
fn falls_silent(session: &Session) {
    let (sent, begun) = (|| session.sent().len(), Instant::now());
    loop {
        let before = sent();
        std::thread::sleep(Duration::from_secs(2));
        if sent() == before {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "bytes are sent while nothing happens");
    }
}

#[test]
fn an_idle_screen_sends_nothing() {
    let session = on_the_welcome_screen();
    session.until_shown("F1 help");
    falls_silent(&session);
}

#[test]
fn a_watch_sends_nothing_between_two_looks() {
    let mut session =
        Session::start(&["127.0.0.1", "--port", "1", "--reported", "4.4.316", "--resolver", "127.0.0.1:1"]);
    session.until_shown("Enter finding");
    session.press("\r");
    session.until_shown("Causes");
    session.press("w");
    session.until_shown("w end watch");
    falls_silent(&session);
    // It ticks meanwhile, and the next look is most of a minute away.
    let sent = session.sent().len();
    std::thread::sleep(Duration::from_secs(5));
    assert_eq!(session.sent().len(), sent);
}

#[test]
fn a_whole_healthy_walk_sends_less_than_60_kb() {
    let mut session = Session::start(&["lab", "healthy"]);
    session.until_shown("Nothing found");
    session.press("\r");
    session.until_shown("Means");
    session.press("q");
    assert_eq!(session.ended(), 0);
    let sent = session.sent().len();
    assert!(sent < 60_000, "{sent} bytes");
}
