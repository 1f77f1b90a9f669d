//! [`Runtime`]: what drives everything that waits for the network.
//!
//! tokio's own pool of threads panics, or hangs, where the system gives it no thread (`ulimit -u`) or no room for one
//! (`ulimit -v`), and so does its pool for what blocks. So there is one thread, of ours, and it may be missing: whoever
//! waits drives the network himself then.

use std::{
    io,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use tokio::{
    runtime::{Builder, Handle},
    sync::oneshot,
};

use super::memory::Room;

/// What a runtime opens for itself: its queue of events, its waker, and both ends of its pipe for signals.
const DESCRIPTORS: usize = 6;
/// The memory that must be there before anything begins, in bytes: without it a program is aborted in the middle.
const MEMORY: usize = 12 << 20;

/// Drives tasks, sockets and timers beside whoever waits for a future, so that one who is held up by a slow reader of
/// the output does not hold up the clock of a connection.
#[derive(Debug)]
pub struct Runtime {
    driven: Driven,
    /// Given back last.
    _room: Room,
}

#[derive(Debug)]
enum Driven {
    /// By a thread of its own, which ends when the first is dropped and tells so by dropping the second.
    Beside { handle: Handle, stop: oneshot::Sender<Duration>, over: Receiver<()> },
    /// By whoever waits, where there is no thread to be had, or no room for what a thread takes.
    Here(tokio::runtime::Runtime),
}

impl Runtime {
    /// Sets it up where there are 12 MiB of memory, enough to look at one connector.
    ///
    /// # Errors
    /// As [`Runtime::with_memory`].
    pub fn new() -> io::Result<Self> {
        Self::with_memory(MEMORY)
    }

    /// Sets it up where there are so many bytes of memory.
    ///
    /// # Errors
    /// What the system says where it gives no descriptors or no memory.
    pub fn with_memory(bytes: usize) -> io::Result<Self> {
        // tokio panics where there is no descriptor left for its signals, so that there are some is seen to before.
        // A pipe takes two and needs no file, for there may be none (`chroot`).
        let spare = (0..DESCRIPTORS.div_ceil(2)).map(|_| io::pipe()).collect::<io::Result<Vec<_>>>()?;
        let room = Room::of(bytes)?;
        drop(spare);
        let runtime = Builder::new_current_thread().enable_all().build()?;
        if room.is_scarce {
            return Ok(Self { driven: Driven::Here(runtime), _room: room });
        }
        let handle = runtime.handle().clone();
        let (give, given) = channel::<tokio::runtime::Runtime>();
        let (stop, stopped) = oneshot::channel();
        let (told, over) = channel();
        let drive = move || {
            let _told = told;
            let Ok(runtime) = given.recv() else { return };
            let patience = runtime.block_on(stopped).unwrap_or_default();
            runtime.shutdown_timeout(patience);
        };
        // The runtime is handed over once the thread is there: one that cannot be had would take it along.
        let driven = match thread::Builder::new().name("network".to_owned()).spawn(drive) {
            Ok(_) => match give.send(runtime) {
                Ok(()) => Driven::Beside { handle, stop, over },
                Err(back) => Driven::Here(back.0),
            },
            Err(_) => Driven::Here(runtime),
        };
        Ok(Self { driven, _room: room })
    }

    /// Runs a future to its end.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        match &self.driven {
            Driven::Beside { handle, .. } => handle.block_on(future),
            Driven::Here(runtime) => runtime.block_on(future),
        }
    }

    /// Ends every task. What cannot be stopped holds the way out no longer than that.
    pub fn shutdown_timeout(self, patience: Duration) {
        match self.driven {
            Driven::Beside { stop, over, .. } => {
                // Nobody listens where the thread has ended, and then there is nothing to wait for.
                let _ = stop.send(patience);
                match over.recv_timeout(patience) {
                    Ok(()) | Err(RecvTimeoutError::Disconnected | RecvTimeoutError::Timeout) => {}
                }
            }
            Driven::Here(runtime) => runtime.shutdown_timeout(patience),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn the_clock_of_a_task_goes_on_while_whoever_waits_is_held_up() {
        let runtime = Runtime::new().expect("a runtime");
        let late = runtime.block_on(async {
            let task = tokio::spawn(async {
                let begun = Instant::now();
                tokio::time::sleep(Duration::from_millis(50)).await;
                begun.elapsed()
            });
            thread::sleep(Duration::from_millis(600));
            task.await.expect("no panic")
        });
        assert!(late < Duration::from_millis(500), "{late:?}");
        runtime.shutdown_timeout(Duration::from_secs(1));
    }

    #[test]
    fn what_cannot_be_stopped_does_not_hold_the_way_out() {
        let runtime = Runtime::new().expect("a runtime");
        runtime.block_on(async { drop(tokio::spawn(async { thread::sleep(Duration::from_secs(5)) })) });
        let begun = Instant::now();
        runtime.shutdown_timeout(Duration::from_millis(50));
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    }
}
