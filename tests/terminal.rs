//! The real program in a pseudo-terminal: whatever ends or stops it, the terminal is as it was found.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::{
    process::{Pid, Signal, kill_process},
    termios::{self, Termios},
};

/// How long anything may take that is not waited for on purpose.
const PATIENCE: Duration = Duration::from_secs(20);

/// `O_NOCTTY` of Linux: the test must not come to own the terminal.
const NO_CONTROLLING_TERMINAL: i32 = 0o400;

/// A program in a terminal of its own.
struct Session {
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    sent: Arc<Mutex<Vec<u8>>>,
    folder: PathBuf,
    found: Termios,
    terminal: File,
    /// Ends the reader's terminal with the session.
    _master: Box<dyn MasterPty + Send>,
}

/// The modes of a terminal that a program may change, in a form that can be compared.
fn modes(termios: &Termios) -> String {
    format!(
        "{:?} {:?} {:?} {:?}",
        termios.input_modes, termios.output_modes, termios.control_modes, termios.local_modes
    )
}

impl Session {
    fn start(arguments: &[&str]) -> Self {
        Self::start_command(env!("CARGO_BIN_EXE_mxray"), arguments)
    }

    fn start_command(program: &str, arguments: &[&str]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let folder = tempfile::tempdir().expect("a folder").keep();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "en_US.UTF-8");
        command.env("HOME", &folder);
        for name in ["LC_ALL", "LC_MESSAGES", "LC_CTYPE", "NO_COLOR"] {
            command.env_remove(name);
        }
        command.cwd(&folder);
        let terminal = Self::terminal_of(pair.master.as_ref());
        let found = termios::tcgetattr(&terminal).expect("the modes");
        let child = pair.slave.spawn_command(command).expect("the program");
        // With a copy of the other end open, its end would never be seen.
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let (columns, rows) = (80.try_into().expect("not zero"), 24.try_into().expect("not zero"));
        let screen = Arc::new(Mutex::new(vt100::Parser::new(rows, columns, 0)));
        let sent = Arc::new(Mutex::new(Vec::new()));
        let (shown, kept) = (Arc::clone(&screen), Arc::clone(&sent));
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                shown.lock().expect("the screen").process(&buffer[..read]);
                kept.lock().expect("the bytes").extend(&buffer[..read]);
            }
        });
        Self { writer, child, screen, sent, folder, found, terminal, _master: pair.master }
    }

    /// The program's end of the terminal. It stays open, or the modes would go with the program.
    fn terminal_of(master: &dyn MasterPty) -> File {
        let mut options = OpenOptions::new();
        options.read(true).custom_flags(NO_CONTROLLING_TERMINAL);
        options.open(master.tty_name().expect("a name")).expect("the terminal")
    }

    fn contents(&self) -> String {
        self.screen.lock().expect("the screen").screen().contents()
    }

    #[track_caller]
    fn until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let begun = Instant::now();
        while !holds(self.screen.lock().expect("the screen").screen()) {
            assert!(begun.elapsed() < PATIENCE, "{what} did not come about:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[track_caller]
    fn until_shown(&self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("keys");
        self.writer.flush().expect("keys");
    }

    fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.process_id().expect("a process")).expect("a pid");
        kill_process(Pid::from_raw(pid).expect("a pid"), signal).expect("a signal");
    }

    #[track_caller]
    fn ended(&mut self) -> u32 {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status.exit_code();
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Nothing of ours is left in the terminal.
    #[track_caller]
    fn is_as_found(&self) {
        self.until("the normal screen", |screen| !screen.alternate_screen());
        self.until("the cursor", |screen| !screen.hide_cursor());
        self.until("no bracketed paste", |screen| !screen.bracketed_paste());
        let screen = self.screen.lock().expect("the screen");
        assert_eq!(screen.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        drop(screen);
        let left = termios::tcgetattr(&self.terminal).expect("the modes");
        assert_eq!(modes(&left), modes(&self.found));
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        drop((self.child.kill(), std::fs::remove_dir_all(&self.folder)));
    }
}

fn on_the_welcome_screen() -> Session {
    let session = Session::start(&[]);
    session.until_shown("What do you have?");
    session
}

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
    let export = include_str!("fixtures/runs/connectors.json");
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
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131)] {
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

/// Starts a program, waits for the welcome screen, takes its terminal away; how long it then lived.
fn life_without_a_terminal(program: &str, arguments: &[&str]) -> Duration {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "en_US.UTF-8");
    let mut child = pair.slave.spawn_command(command).expect("the program");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&seen).contains("have?") {
        let read = reader.read(&mut buffer).expect("the screen");
        seen.extend(&buffer[..read]);
    }
    drop((reader, pair.master));
    let begun = Instant::now();
    while child.try_wait().expect("a status").is_none() {
        if begun.elapsed() > PATIENCE {
            drop(child.kill());
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    begun.elapsed()
}

#[test]
fn it_ends_within_2_s_when_the_terminal_goes_away() {
    let lived = life_without_a_terminal(env!("CARGO_BIN_EXE_mxray"), &[]);
    assert!(lived < Duration::from_secs(2), "{lived:?}");
}

#[test]
fn it_ends_within_2_s_when_the_terminal_goes_away_and_no_signal_says_so() {
    // The hang-up goes to the shell, which leads the session and ignores it.
    let script = format!("trap '' HUP; {}; :", env!("CARGO_BIN_EXE_mxray"));
    let lived = life_without_a_terminal("/bin/sh", &["-c", &script]);
    assert!(lived < Duration::from_secs(2), "{lived:?}");
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_draws_again() {
    let mut session = Session::start_command("/bin/sh", &["-i"]);
    session.press("PS1='$ '; set -m\n");
    session.press(&format!("{}\n", env!("CARGO_BIN_EXE_mxray")));
    session.until_shown("What do you have?");
    session.press("\x1a");
    session.until("the normal screen", |screen| !screen.alternate_screen());
    session.press("echo the shell is $((40 + 2))\n");
    session.until_shown("the shell is 42");
    session.press("fg\n");
    session.until("the screen again", vt100::Screen::alternate_screen);
    session.until_shown("What do you have?");
    session.press("q");
    session.until("the normal screen", |screen| !screen.alternate_screen());
    session.press("echo left with $?\n");
    session.until_shown("left with 0");
}

#[test]
fn the_last_finding_is_left_on_the_normal_screen() {
    let mut session = Session::start(&["lab", "refused"]);
    session.until_shown("Connection refused");
    session.press("\r");
    // A trainee is asked first; the arrow skips the question.
    session.until_shown("What is the cause");
    session.press("\x1b[C");
    session.until_shown("Meanwhile");
    session.press("q");
    assert_eq!(session.ended(), 0);
    session.until_shown("FAULT: 450 4.4.316 Connection refused");
    session.is_as_found();
}

#[test]
fn an_idle_screen_sends_nothing() {
    let session = on_the_welcome_screen();
    session.until_shown("F1 help");
    let sent = || session.sent.lock().expect("the bytes").len();
    // Until what was drawn has arrived.
    let mut before = sent();
    loop {
        std::thread::sleep(Duration::from_millis(200));
        if sent() == before {
            break;
        }
        before = sent();
    }
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(sent(), before, "bytes were sent while nothing happened");
}

#[test]
fn a_whole_healthy_walk_sends_less_than_60_kb() {
    let mut session = Session::start(&["lab", "healthy"]);
    session.until_shown("Nothing found");
    session.press("\r");
    session.until_shown("Means");
    session.press("q");
    assert_eq!(session.ended(), 0);
    let sent = session.sent.lock().expect("the bytes").len();
    assert!(sent < 60_000, "{sent} bytes");
}
