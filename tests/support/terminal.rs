//! A program in a pseudo-terminal, and what it leaves of the terminal.

use std::{
    collections::BTreeSet,
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

/// The real program.
pub const MXRAY: &str = env!("CARGO_BIN_EXE_mxray");

/// How long anything may take that is not waited for on purpose.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// `O_NOCTTY` of Linux: the test must not come to own the terminal.
pub const NO_CONTROLLING_TERMINAL: i32 = 0o400;

/// A program in a terminal of its own.
pub struct Session {
    writer: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    pub screen: Arc<Mutex<vt100::Parser>>,
    sent: Arc<Mutex<Vec<u8>>>,
    pub folder: PathBuf,
    pub found: Termios,
    pub terminal: File,
    /// Ends the reader's terminal with the session.
    master: Box<dyn MasterPty + Send>,
}

/// The modes of a terminal that a program may change, in a form that can be compared.
pub fn modes(termios: &Termios) -> String {
    format!(
        "{:?} {:?} {:?} {:?}",
        termios.input_modes, termios.output_modes, termios.control_modes, termios.local_modes
    )
}

impl Session {
    /// The program of ours.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_in(&[], MXRAY, arguments)
    }

    /// A shell with job control and a short prompt.
    pub fn shell() -> Self {
        let mut session = Self::start_in(&[], "/bin/sh", &["-i"]);
        session.press("PS1='$ '; set -m\n");
        session
    }

    /// Any program, with more in its environment.
    pub fn start_in(environment: &[(&str, &str)], program: &str, arguments: &[&str]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let folder = tempfile::tempdir().expect("a folder").keep();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "en_US.UTF-8");
        command.env("HOME", &folder);
        for name in ["LC_ALL", "LC_MESSAGES", "LC_CTYPE", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "XDG_STATE_HOME"] {
            command.env_remove(name);
        }
        for (name, value) in environment {
            command.env(name, value);
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
        Self { writer, child, screen, sent, folder, found, terminal, master: pair.master }
    }

    /// The program's end of the terminal. It stays open, or the modes would go with the program.
    pub fn terminal_of(master: &dyn MasterPty) -> File {
        let mut options = OpenOptions::new();
        options.read(true).custom_flags(NO_CONTROLLING_TERMINAL);
        options.open(master.tty_name().expect("a name")).expect("the terminal")
    }

    pub fn contents(&self) -> String {
        self.screen.lock().expect("the screen").screen().contents()
    }

    #[track_caller]
    pub fn until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let begun = Instant::now();
        while !holds(self.screen.lock().expect("the screen").screen()) {
            assert!(begun.elapsed() < PATIENCE, "{what} did not come about:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    #[track_caller]
    pub fn until_shown(&self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    pub fn press(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).expect("keys");
        self.writer.flush().expect("keys");
    }

    /// All that was sent to the terminal so far.
    pub fn sent(&self) -> Vec<u8> {
        self.sent.lock().expect("the bytes").clone()
    }

    /// How often that was sent to the terminal so far.
    pub fn times_sent(&self, what: &str) -> usize {
        String::from_utf8_lossy(&self.sent()).matches(what).count()
    }

    /// The process of the program that was started.
    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    /// Gives the terminal another size, of which the program is told.
    pub fn resize(&self, cols: u16, rows: u16) {
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).expect("a size");
    }

    /// To the program that was started.
    pub fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.process_id().expect("a process")).expect("a pid");
        kill_process(Pid::from_raw(pid).expect("a pid"), signal).expect("a signal");
    }

    /// To the leader of the job in the foreground, and to no other process.
    pub fn signal_job(&self, signal: Signal) {
        let leader = self.master.process_group_leader().expect("a job in the foreground");
        kill_process(Pid::from_raw(leader).expect("a pid"), signal).expect("a signal");
    }

    #[track_caller]
    pub fn ended(&mut self) -> u32 {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status.exit_code();
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Nothing of ours is left in the terminal, and nothing was ever changed in it that is not ours to change.
    #[track_caller]
    pub fn is_as_found(&self) {
        self.until("the normal screen", |screen| !screen.alternate_screen());
        self.until("the cursor", |screen| !screen.hide_cursor());
        self.until("no bracketed paste", |screen| !screen.bracketed_paste());
        let screen = self.screen.lock().expect("the screen");
        assert_eq!(screen.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        drop(screen);
        self.has_the_modes_found();
        let sent = self.sent();
        assert_eq!(switched(&sent), BTreeSet::from(["1049", "2004", "25"].map(String::from)), "modes switched");
        // Titles, the clipboard and whatever else a terminal can be told in words.
        assert!(!sent.windows(2).any(|two| two == b"\x1b]" || two == b"\x1bP"), "more was told than shown");
    }

    /// Echo, lines and the keys that send signals are as before.
    #[track_caller]
    pub fn has_the_modes_found(&self) {
        let begun = Instant::now();
        loop {
            let left = termios::tcgetattr(&self.terminal).expect("the modes");
            if modes(&left) == modes(&self.found) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{} instead of {}", modes(&left), modes(&self.found));
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The private modes (`CSI ? n h` and `l`) that were switched.
fn switched(sent: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(sent);
    let sequences = text.split("\x1b[?").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        matches!(&rest[end..=end], "h" | "l").then(|| rest[..end].to_owned())
    });
    sequences.flat_map(|modes| modes.split(';').map(str::to_owned).collect::<Vec<_>>()).collect()
}

impl Drop for Session {
    fn drop(&mut self) {
        drop((self.child.kill(), std::fs::remove_dir_all(&self.folder)));
    }
}

/// The program at its first screen.
pub fn on_the_welcome_screen() -> Session {
    let session = Session::start(&[]);
    session.until_shown("What do you have?");
    session
}
