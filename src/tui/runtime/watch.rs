//! Who watches: for what is typed, for signals, and for a terminal that goes away. What they see becomes messages.

use std::{io, os::fd::AsFd, sync::Arc, time::Duration};

use crossterm::event::{self, Event, KeyEventKind};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    process::Signal,
};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::{Mutex, mpsc},
};

use crate::tui::message::Message;

/// Who holds it has the keys to himself: nobody reads meanwhile, so what is typed is the shell's.
pub(super) type KeyLock = Arc<Mutex<()>>;

/// Keys that are read at once at the most, before somebody else may hold them.
const AT_ONCE: usize = 256;
/// How long crossterm may look for what is there already; with no time at all it does not look.
const A_LOOK: Duration = Duration::from_millis(1);

/// Signals that ask to stop, tell of going on, or of another size become messages. Ctrl-C is a key while the terminal
/// is ours.
pub(super) fn listen_to_signals(sender: &mpsc::Sender<Message>) -> io::Result<()> {
    let stops = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup(), SignalKind::quit()];
    for kind in stops {
        on_signal(kind, sender, move || Some(Message::Stop(kind.as_raw_value())))?;
    }
    on_signal(SignalKind::from_raw(Signal::CONT.as_raw()), sender, || Some(Message::Continued))?;
    on_signal(SignalKind::window_change(), sender, || {
        let (columns, rows) = crossterm::terminal::size().ok()?;
        Some(Message::Resize(columns, rows))
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
/// crossterm is asked only when something is there, because it cannot be told to let go of the keys in time, and spins
/// on a terminal that is gone. The thread sleeps in `poll` and ends with the program.
pub(super) fn watch_terminal(sender: mpsc::Sender<Message>, keys: KeyLock) {
    std::thread::spawn(move || {
        let mut typed = Vec::new();
        loop {
            match look(None) {
                Ok(Seen::Nothing) => {}
                Ok(Seen::Keys) => {
                    let held = keys.blocking_lock();
                    let read = read(&mut typed);
                    drop(held);
                    for message in typed.drain(..) {
                        if sender.blocking_send(message).is_err() {
                            return;
                        }
                    }
                    if read.is_err() {
                        break;
                    }
                }
                Ok(Seen::End) | Err(_) => break,
            }
        }
        drop(sender.blocking_send(Message::Stop(Signal::HUP.as_raw())));
    });
}

/// What there is to see at the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Nothing,
    Keys,
    End,
}

/// Looks at both ends of the terminal: once, or until there is something.
fn look(time: Option<&Timespec>) -> rustix::io::Result<Seen> {
    let (stdin, stdout) = (io::stdin(), io::stdout());
    let mut ends = [
        PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN),
        PollFd::from_borrowed_fd(stdout.as_fd(), PollFlags::empty()),
    ];
    match poll(&mut ends, time) {
        Ok(_) | Err(rustix::io::Errno::INTR) => {}
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
fn read(typed: &mut Vec<Message>) -> io::Result<()> {
    if look(Some(&Timespec { tv_sec: 0, tv_nsec: 0 }))? != Seen::Keys {
        return Ok(());
    }
    while typed.len() < AT_ONCE && event::poll(A_LOOK)? {
        match event::read()? {
            Event::Key(key) if key.kind != KeyEventKind::Release => typed.push(Message::Key(key)),
            Event::Paste(text) => typed.push(Message::Paste(text)),
            // Sizes come with their signal.
            Event::Key(_) | Event::Resize(..) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => {}
        }
    }
    Ok(())
}
