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

/// Sees the terminal go away also where SIGHUP does not reach us; the key reader alone would spin on its end. Input and
/// output may be two terminals: either is enough. The thread sleeps in `poll` and ends with the program.
pub(super) fn watch_hang_up(sender: mpsc::Sender<Message>) {
    use rustix::event::{PollFd, PollFlags, poll};
    std::thread::spawn(move || {
        let (stdin, stdout) = (io::stdin(), io::stdout());
        loop {
            let ends = [stdin.as_fd(), stdout.as_fd()];
            let mut fds = ends.map(|end| PollFd::from_borrowed_fd(end, PollFlags::empty()));
            let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
            match poll(&mut fds, None) {
                Ok(_) if fds.iter().any(|fd| fd.revents().intersects(gone)) => break,
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
        drop(sender.blocking_send(Message::Stop(Signal::HUP.as_raw())));
    });
}
