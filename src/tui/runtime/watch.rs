//! Who watches for the end: signals that ask to stop, and a terminal that goes away.

use std::{io, os::fd::AsFd};

use rustix::process::Signal;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::mpsc,
};

use crate::tui::app::Message;

/// Signals that ask to stop become messages. Ctrl-C is a key while the terminal is ours.
pub(super) fn listen_to_signals(sender: &mpsc::Sender<Message>) -> io::Result<()> {
    for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup(), SignalKind::quit()] {
        let mut signals = signal(kind)?;
        let sender = sender.clone();
        tokio::spawn(async move {
            while signals.recv().await.is_some() {
                if sender.send(Message::Stop(kind.as_raw_value())).await.is_err() {
                    return;
                }
            }
        });
    }
    Ok(())
}

/// Sees the terminal go away also where SIGHUP does not reach us; the key reader alone would spin on its end.
/// The thread sleeps in `poll` and ends with the program.
pub(super) fn watch_hang_up(sender: mpsc::Sender<Message>) {
    use rustix::event::{PollFd, PollFlags, poll};
    std::thread::spawn(move || {
        let stdin = io::stdin();
        loop {
            let mut fds = [PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::empty())];
            match poll(&mut fds, None) {
                Ok(_) if fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => break,
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
        drop(sender.blocking_send(Message::Stop(Signal::HUP.as_raw())));
    });
}
