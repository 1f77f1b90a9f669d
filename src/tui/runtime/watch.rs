//! Who watches: for what is typed, for signals, and for a terminal that goes away. What they see becomes messages.

use std::{io, sync::Arc, thread, time::Duration};

use tokio::sync::{Mutex, mpsc};
use tokio_util::sync::CancellationToken;

use super::{burst, typed::Typed};
use crate::{
    system::{
        signals::{self, Heard},
        terminal::{self, Seen},
    },
    tui::{message::Message, terminal::paint},
};

/// Who holds it has the keys to himself: nobody reads meanwhile, so what is typed is the shell's.
pub(super) type KeyLock = Arc<Mutex<()>>;

/// Bytes that are read at once at the most, before somebody else may hold the keys.
const AT_ONCE: usize = 4096;

/// Signals that ask to stop, tell of going on, or of another size become messages. Ctrl-C is a key while the terminal
/// is ours.
pub(super) fn listen_to_signals(sender: &mpsc::Sender<Message>) -> io::Result<()> {
    let sender = sender.clone();
    signals::listen(move |heard| {
        let (message, sender) = (told(heard), sender.clone());
        async move {
            match message {
                Some(message) => sender.send(message).await.is_ok(),
                None => true,
            }
        }
    })
}

fn told(heard: Heard) -> Option<Message> {
    match heard {
        Heard::Stop(number) => Some(Message::Stop(number)),
        Heard::Continued => Some(Message::Continued),
        Heard::Resized => {
            let (columns, rows) = crossterm::terminal::size().ok()?;
            let size = paint::drawn(columns, rows);
            Some(Message::Resize(size.width, size.height))
        }
    }
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
            match terminal::look(typed.waits()) {
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
        drop(sender.blocking_send(Message::Stop(signals::HANGUP)));
    };
    thread::Builder::new().spawn(watch).map(drop)
}

/// Reads what is there; nothing, where somebody else has read it meanwhile.
fn read(typed: &mut Typed, messages: &mut Vec<Message>) -> io::Result<()> {
    if terminal::look(Some(Duration::ZERO))? != Seen::Keys {
        return Ok(());
    }
    let mut bytes = [0; AT_ONCE];
    let count = terminal::read(&mut bytes)?;
    typed.take(&bytes[..count], messages);
    Ok(())
}
