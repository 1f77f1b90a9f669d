//! The real program when its terminal goes away: a lost connection, a closed input or output.

use std::{
    fs::{File, OpenOptions},
    io::Read,
    os::unix::{fs::OpenOptionsExt, process::ExitStatusExt},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::support::terminal::{MXRAY, NO_CONTROLLING_TERMINAL, PATIENCE, modes};
use portable_pty::{CommandBuilder, PtyPair, PtySize, native_pty_system};
use rustix::termios;

const SIZE: PtySize = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };

/// Starts a program, waits for the welcome screen, takes its terminal away; the exit code with which it then ends.
fn end_without_a_terminal(program: &str, arguments: &[&str]) -> u32 {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(program);
    command.args(arguments);
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "en_US.UTF-8");
    // A home in which nothing is found and nothing can be kept.
    command.env_remove("XDG_STATE_HOME");
    command.env("HOME", "/proc/no-home");
    command.cwd("/");
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
    loop {
        if let Some(status) = child.try_wait().expect("a status") {
            return status.exit_code();
        }
        if begun.elapsed() > PATIENCE {
            drop(child.kill());
            panic!("it lives on without a terminal");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn it_ends_when_the_terminal_goes_away() {
    assert_eq!(end_without_a_terminal(MXRAY, &[]), 129);
}

#[test]
fn it_ends_when_the_terminal_goes_away_and_no_signal_says_so() {
    // The hang-up goes to the shell, which leads the session and ignores it.
    let script = format!("trap '' HUP; {MXRAY}; exit $?");
    assert_eq!(end_without_a_terminal("/bin/sh", &["-c", &script]), 129);
}

/// One end of a program: a terminal of its own.
struct End {
    pair: PtyPair,
    terminal: File,
}

impl End {
    fn new() -> Self {
        let pair = native_pty_system().openpty(SIZE).expect("a pseudo-terminal");
        let mut options = OpenOptions::new();
        options.read(true).write(true).custom_flags(NO_CONTROLLING_TERMINAL);
        let terminal = options.open(pair.master.tty_name().expect("a name")).expect("the terminal");
        Self { pair, terminal }
    }

    fn stdio(&self) -> Stdio {
        self.terminal.try_clone().expect("a descriptor").into()
    }

    fn modes(&self) -> String {
        modes(&termios::tcgetattr(&self.terminal).expect("the modes"))
    }

    /// Takes the terminal away from who still uses it.
    fn close(self) {
        let Self { pair, terminal } = self;
        drop((pair.slave, terminal, pair.master));
    }

    /// Reads what is shown until a text comes, or until nobody can send any more.
    fn read_until(&self, text: &str) -> String {
        let mut reader = self.pair.master.try_clone_reader().expect("a reader");
        let (mut seen, mut buffer) = (Vec::new(), [0; 4096]);
        while !String::from_utf8_lossy(&seen).contains(text) {
            let read = reader.read(&mut buffer).expect("the screen");
            seen.extend(&buffer[..read]);
        }
        String::from_utf8_lossy(&seen).into_owned()
    }
}

/// The program between two terminals: it reads from the one and draws on the other.
fn between(input: &End, output: &End) -> Child {
    let mut command = Command::new(MXRAY);
    command.env("TERM", "xterm-256color").env("LC_ALL", "en_US.UTF-8");
    command.env_remove("XDG_STATE_HOME").env("HOME", "/proc/no-home");
    command.stdin(input.stdio()).stdout(output.stdio()).stderr(Stdio::null());
    let child = command.spawn().expect("the program");
    output.read_until("have?");
    child
}

/// The exit code with which it ends by itself.
fn ended(mut child: Child) -> Option<i32> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a status") {
            assert_eq!(status.signal(), None);
            return status.code();
        }
        if begun.elapsed() > PATIENCE {
            drop(child.kill());
            panic!("it lives on without a terminal");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_closed_input_ends_it_with_129_and_the_screen_is_as_found() {
    let (input, output) = (End::new(), End::new());
    let found = output.modes();
    let child = between(&input, &output);
    input.close();
    assert_eq!(ended(child), Some(129));
    let last = output.read_until("\x1b[?25h");
    assert!(last.contains("\x1b[?1049l") && last.contains("\x1b[?2004l"), "{last:?}");
    assert_eq!(output.modes(), found);
}

#[test]
fn a_closed_output_ends_it_with_129_and_the_modes_of_the_input_are_as_found() {
    let (input, output) = (End::new(), End::new());
    let found = input.modes();
    let child = between(&input, &output);
    assert_ne!(input.modes(), found, "the test looks at the wrong terminal");
    output.close();
    assert_eq!(ended(child), Some(129));
    assert_eq!(input.modes(), found);
}
