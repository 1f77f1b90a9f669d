//! The terminal at both ends of this program: whether something was typed, what it is, how wide it is, and what its kind
//! can do.
//!
//! Keys come as the bytes that a terminal sends. A console of Windows is asked to send them too; one that puts no brackets
//! around what is pasted sends a burst of keys, which gets them here.

pub use self::here::{columns, look, read};

/// What there is to see at the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The time is over.
    Nothing,
    /// A signal came between.
    Again,
    /// Something was typed.
    Keys,
    /// The terminal is gone.
    End,
}

/// Bursts of keys that nobody can have typed. They are asked about on Windows alone, and tested everywhere.
#[cfg(any(test, not(unix)))]
mod burst {
    /// The least bytes of text that come at once and are pasted: who types has sent one between two looks, or a few where
    /// the program was busy.
    const LEAST: usize = 8;

    /// Whether what came at once is text that was pasted: no sequence of a key, no Ctrl-C, and more than a key that is held.
    pub(super) fn is_paste(bytes: &[u8]) -> bool {
        let is_text = |byte: &u8| matches!(byte, b'\t' | b'\r' | b'\n') || !byte.is_ascii_control();
        bytes.len() >= LEAST && bytes.iter().all(is_text) && bytes.iter().any(|byte| *byte != bytes[0])
    }

    /// A paste as a terminal sends it, between brackets (xterm, "Bracketed Paste Mode").
    pub(super) fn bracketed(bytes: &[u8]) -> Vec<u8> {
        [b"\x1b[200~", bytes, b"\x1b[201~"].concat()
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_burst_of_keys_that_is_a_paste_comes_as_a_paste() {
            for pasted in ["mail.contoso.com", "450 4.4.317\r\n\tTLS", "caf\u{e9} cr\u{e8}me"] {
                assert!(is_paste(pasted.as_bytes()), "{pasted:?}");
                assert_eq!(bracketed(pasted.as_bytes()), format!("\x1b[200~{pasted}\x1b[201~").as_bytes());
            }
            for typed in ["", "q", "yes\r", "jjjjjjjjjjjj", "\x1b[B\x1b[B\x1b[B", "mail.contoso.com\x03"] {
                assert!(!is_paste(typed.as_bytes()), "{typed:?}");
            }
        }
    }
}

#[cfg(unix)]
mod here {
    use std::{io, os::fd::AsFd as _, time::Duration};

    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        io::Errno,
        termios::tcgetwinsize,
    };

    use super::Seen;

    /// Looks at both ends of the terminal: for that time, or until there is something. They may be two terminals.
    ///
    /// # Errors
    /// Those of poll(2).
    pub fn look(time: Option<Duration>) -> io::Result<Seen> {
        let (stdin, stdout) = (io::stdin(), io::stdout());
        let mut ends = [
            PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN),
            PollFd::from_borrowed_fd(stdout.as_fd(), PollFlags::empty()),
        ];
        let time = time.and_then(|time| Timespec::try_from(time).ok());
        match poll(&mut ends, time.as_ref()) {
            Ok(_) => {}
            Err(Errno::INTR) => return Ok(Seen::Again),
            Err(error) => return Err(error.into()),
        }
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        Ok(if ends.iter().any(|end| end.revents().intersects(gone)) {
            Seen::End
        } else if ends[0].revents().contains(PollFlags::IN) {
            Seen::Keys
        } else {
            Seen::Nothing
        })
    }

    /// Reads what was typed; how many bytes. None: somebody else has read them.
    ///
    /// # Errors
    /// That the terminal is gone.
    pub fn read(bytes: &mut [u8]) -> io::Result<usize> {
        match rustix::io::read(io::stdin(), bytes) {
            Ok(0) => Err(Errno::IO.into()),
            Ok(count) => Ok(count),
            Err(Errno::INTR | Errno::AGAIN) => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    /// The width of the terminal; `None` where there is none.
    pub fn columns() -> Option<u16> {
        tcgetwinsize(io::stdout()).ok().map(|size| size.ws_col)
    }
}

#[cfg(not(unix))]
mod here {
    use std::{
        env,
        io::{self, ErrorKind, Read as _},
        sync::{
            Mutex, OnceLock, PoisonError,
            mpsc::{Receiver, RecvTimeoutError, channel},
        },
        thread,
        time::Duration,
    };

    use super::{Seen, burst};

    /// What a thread has read, and what of it is not taken yet: nothing else can wait for a console for a time.
    struct Typed {
        read: Receiver<Vec<u8>>,
        ahead: Vec<u8>,
    }

    impl Typed {
        /// All of a burst that begins so.
        fn whole(&self, mut bytes: Vec<u8>) -> Vec<u8> {
            while bytes.len() < MOST
                && let Ok(more) = self.read.recv_timeout(PAUSE)
            {
                bytes.extend(more);
            }
            if burst::is_paste(&bytes) { burst::bracketed(&bytes) } else { bytes }
        }
    }

    static TYPED: OnceLock<Mutex<Typed>> = OnceLock::new();
    /// Bytes that are read at once at the most.
    const AT_ONCE: usize = 4096;
    /// How long a burst may break off, and what is taken of one at the most.
    const PAUSE: Duration = Duration::from_millis(20);
    const MOST: usize = 8 << 20;

    /// Looks at the input: for that time, or until there is something.
    ///
    /// # Errors
    /// None.
    pub fn look(time: Option<Duration>) -> io::Result<Seen> {
        let mut typed = typed().lock().unwrap_or_else(PoisonError::into_inner);
        if !typed.ahead.is_empty() {
            return Ok(Seen::Keys);
        }
        let read = match time {
            Some(time) => typed.read.recv_timeout(time),
            None => typed.read.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        Ok(match read {
            Ok(bytes) => {
                typed.ahead = if burst::is_paste(&bytes) { typed.whole(bytes) } else { bytes };
                Seen::Keys
            }
            Err(RecvTimeoutError::Timeout) => Seen::Nothing,
            Err(RecvTimeoutError::Disconnected) => Seen::End,
        })
    }

    /// Takes what was typed; how many bytes.
    ///
    /// # Errors
    /// That the console is gone.
    pub fn read(bytes: &mut [u8]) -> io::Result<usize> {
        let mut typed = typed().lock().unwrap_or_else(PoisonError::into_inner);
        let count = typed.ahead.len().min(bytes.len());
        bytes[..count].copy_from_slice(&typed.ahead[..count]);
        typed.ahead.drain(..count);
        Ok(count)
    }

    fn typed() -> &'static Mutex<Typed> {
        TYPED.get_or_init(|| {
            send_sequences();
            let (tell, read) = channel();
            let watch = move || {
                let mut bytes = [0; AT_ONCE];
                loop {
                    match io::stdin().read(&mut bytes) {
                        Ok(count) if count > 0 => {
                            if tell.send(bytes[..count].to_vec()).is_err() {
                                return;
                            }
                        }
                        Err(error) if error.kind() == ErrorKind::Interrupted => {}
                        Ok(_) | Err(_) => return,
                    }
                }
            };
            // Without a thread nothing is ever read, which is told as a console that is gone.
            drop(thread::Builder::new().spawn(watch));
            Mutex::new(Typed { read, ahead: Vec::new() })
        })
    }

    /// Has the console send what a terminal sends: sequences for keys, and brackets around what is pasted.
    #[cfg(windows)]
    fn send_sequences() {
        use crossterm_winapi::{ConsoleMode, Handle};
        // `ENABLE_VIRTUAL_TERMINAL_INPUT` (SetConsoleMode). Where it cannot be set, letters are keys and others are none.
        const SEQUENCES: u32 = 0x200;
        let console = Handle::current_in_handle().map(ConsoleMode::from);
        let _ = console.and_then(|console| console.set_mode(console.mode()? | SEQUENCES));
    }

    #[cfg(not(windows))]
    fn send_sequences() {}

    /// The width of the terminal, where a shell tells.
    pub fn columns() -> Option<u16> {
        env::var("COLUMNS").ok()?.parse().ok()
    }
}
