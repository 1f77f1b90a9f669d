//! Job control: SIGTSTP waits until the terminal is given back, and then does what it always does.
//!
//! The signal is blocked and looked for, never handled. So its default action stays, and the kernel goes on deciding
//! whether there is anybody to wake us: in an orphaned process group it discards the signal (POSIX.1-2024, System
//! Interfaces, section 2.4.3), where a SIGSTOP of our own would stop us for good. Who started us with the signal ignored
//! is still obeyed.

use std::io;

use nix::sys::{
    signal::{SigSet, Signal},
    signalfd::{SfdFlags, SignalFd},
};
use rustix::process::{self, getpid};
use tokio::io::{Interest, unix::AsyncFd};

/// Who is to stop until `fg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Every process of the job, as the terminal does it when Ctrl-Z is typed: a script that started us stops too, or
    /// its shell would wait for it.
    Job,
    /// This process alone, which alone was asked.
    Ourselves,
}

/// SIGTSTP while it is kept waiting in this thread and in those it starts from now on. Dropping it lets it act again.
#[derive(Debug)]
pub struct Held(SigSet);

/// Keeps SIGTSTP waiting. To be called before any thread is started.
///
/// # Errors
/// None that is known; those of the system are handed on.
pub fn hold() -> io::Result<Held> {
    let mut signals = SigSet::empty();
    signals.add(Signal::SIGTSTP);
    signals.thread_block()?;
    Ok(Held(signals))
}

impl Held {
    /// Looks out for the signal. As long as nobody does, it waits. Panics outside of a runtime.
    ///
    /// # Errors
    /// When there is no descriptor left.
    #[expect(
        deprecated,
        reason = "its successor is unsafe, for descriptors that are closed elsewhere; this one is owned by what is handed over"
    )]
    pub(in crate::tui) fn look_out(&self) -> io::Result<LookOut> {
        let found = SignalFd::with_flags(&self.0, SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC)?;
        Ok(LookOut(AsyncFd::with_interest(found, Interest::READABLE)?))
    }

    /// Stops, and returns when somebody lets us go on, or at once where nothing can stop us. The terminal must have been
    /// given back, and nobody may look out: the signal would be found instead of acting.
    pub(in crate::tui) fn stop(&self, whom: Whom) {
        // This is the one thread in which it may act, so it does before `kill` returns (POSIX.1-2024, `kill`).
        let free = self.0.thread_unblock();
        let asked = match whom {
            Whom::Job => process::kill_current_process_group(process::Signal::TSTP),
            Whom::Ourselves => process::kill_process(getpid(), process::Signal::TSTP),
        };
        // Where it is not allowed, nothing stops and the terminal is simply taken again.
        let _ = (free, asked, self.0.thread_block());
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // It fails for a wrong argument only.
        let _ = self.0.thread_unblock();
    }
}

/// Somebody who looks out for SIGTSTP.
#[derive(Debug)]
pub(in crate::tui) struct LookOut(AsyncFd<SignalFd>);

impl LookOut {
    /// Waits until somebody asks us to stop. Nothing is lost when it is not waited for to the end.
    ///
    /// # Errors
    /// None that is known; those of the system are handed on.
    pub(in crate::tui) async fn asked(&mut self) -> io::Result<()> {
        loop {
            let mut ready = self.0.readable().await?;
            if ready.get_inner().read_signal()?.is_some() {
                return Ok(());
            }
            ready.clear_ready();
        }
    }
}
