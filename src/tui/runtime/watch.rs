//! Who watches: for what is typed, for signals, and for a terminal that goes away. What they see becomes messages.

use std::{io, os::fd::AsFd, sync::Arc, thread, time::Duration};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    process::Signal,
};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::{Mutex, mpsc},
};
use tokio_util::sync::CancellationToken;

use super::{burst, typed::Typed};
use crate::tui::{message::Message, terminal::paint};

/// Who holds it has the keys to himself: nobody reads meanwhile, so what is typed is the shell's.
pub(super) type KeyLock = Arc<Mutex<()>>;

/// Bytes that are read at once at the most, before somebody else may hold the keys.
const AT_ONCE: usize = 4096;

/// Signals that end a program which does not heed them, but those of a crash of its own and of real time (POSIX.1-2024,
/// `<signal.h>`).
const STOPS: &[Signal] = &[
    Signal::INT,
    Signal::TERM,
    Signal::HUP,
    Signal::QUIT,
    Signal::USR1,
    Signal::USR2,
    Signal::ALARM,
    Signal::VTALARM,
    Signal::PROF,
    Signal::XCPU,
    Signal::ABORT,
    #[cfg(target_os = "linux")]
    Signal::IO,
    #[cfg(target_os = "linux")]
    Signal::POWER,
    #[cfg(target_os = "linux")]
    Signal::STKFLT,
];

/// Signals that ask to stop, tell of going on, or of another size become messages. Ctrl-C is a key while the terminal
/// is ours.
pub(super) fn listen_to_signals(sender: &mpsc::Sender<Message>) -> io::Result<()> {
    for stop in STOPS.iter().copied() {
        on_signal(SignalKind::from_raw(stop.as_raw()), sender, move || Some(Message::Stop(stop.as_raw())))?;
    }
    on_signal(SignalKind::from_raw(Signal::CONT.as_raw()), sender, || Some(Message::Continued))?;
    on_signal(SignalKind::window_change(), sender, || {
        let (columns, rows) = crossterm::terminal::size().ok()?;
        let size = paint::drawn(columns, rows);
        Some(Message::Resize(size.width, size.height))
    })
}

fn on_signal(
    kind: SignalKind,
    sender: &mpsc::Sender<Message>,
    message: impl Fn() -> Option<Message> + Send + 'static,
) -> io::Result<()> {
    let mut signals = signal(kind)?;
    let sender = sender.clone();
    tokio::spawn(async move {
        while signals.recv().await.is_some() {
            if let Some(message) = message()
                && sender.send(message).await.is_err()
            {
                return;
            }
        }
    });
    Ok(())
}

/// Reads what is typed, and sees the terminal go away also where SIGHUP does not reach us. Input and output may be two
/// terminals: either is enough.
///
/// The thread sleeps in `poll` and ends with the program. A Ctrl-C is told ahead of what was typed before it, too.
///
/// # Errors
/// When there is no thread for it.
pub(super) fn watch_terminal(
    sender: mpsc::Sender<Message>,
    keys: KeyLock,
    interrupted: CancellationToken,
) -> io::Result<()> {
    let watch = move || {
        let (mut typed, mut messages) = (Typed::default(), Vec::new());
        loop {
            match look(typed.waits()) {
                Ok(Seen::Nothing) => typed.give_up(&mut messages),
                Ok(Seen::Again) => {}
                Ok(Seen::Keys) => {
                    let held = keys.blocking_lock();
                    let read = read(&mut typed, &mut messages);
                    drop(held);
                    if read.is_err() {
                        break;
                    }
                }
                Ok(Seen::End) | Err(_) => break,
            }
            if messages.iter().any(burst::interrupts) {
                interrupted.cancel();
            }
            for message in messages.drain(..) {
                if sender.blocking_send(message).is_err() {
                    return;
                }
            }
        }
        drop(sender.blocking_send(Message::Stop(Signal::HUP.as_raw())));
    };
    thread::Builder::new().spawn(watch).map(drop)
}

/// What there is to see at the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// The time is over.
    Nothing,
    /// A signal came between.
    Again,
    Keys,
    End,
}

/// Looks at both ends of the terminal: for that time, or until there is something.
fn look(time: Option<Duration>) -> rustix::io::Result<Seen> {
    let (stdin, stdout) = (io::stdin(), io::stdout());
    let mut ends = [
        PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN),
        PollFd::from_borrowed_fd(stdout.as_fd(), PollFlags::empty()),
    ];
    let time = time.and_then(|time| Timespec::try_from(time).ok());
    match poll(&mut ends, time.as_ref()) {
        Ok(_) => {}
        Err(rustix::io::Errno::INTR) => return Ok(Seen::Again),
        Err(error) => return Err(error),
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

/// Reads what is there; nothing, where somebody else has read it meanwhile.
fn read(typed: &mut Typed, messages: &mut Vec<Message>) -> rustix::io::Result<()> {
    if look(Some(Duration::ZERO))? != Seen::Keys {
        return Ok(());
    }
    let mut bytes = [0; AT_ONCE];
    match rustix::io::read(io::stdin(), &mut bytes) {
        Ok(0) => Err(rustix::io::Errno::IO),
        Ok(count) => {
            typed.take(&bytes[..count], messages);
            Ok(())
        }
        Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => Ok(()),
        Err(error) => Err(error),
    }
}
