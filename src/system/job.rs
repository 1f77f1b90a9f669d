//! Job control: SIGTSTP waits until the terminal is given back, and then does what it always does.
//!
//! The signal is blocked and looked for, never handled. So its default action stays, and the kernel goes on deciding
//! whether there is anybody to wake us: in an orphaned process group it discards the signal (POSIX.1-2024, System
//! Interfaces, section 2.4.3), where a SIGSTOP of our own would stop us for good. Who started us with the signal ignored
//! is still obeyed.
//!
//! Only Linux can be asked whether it waits. On another Unix one that somebody sends waits for Ctrl-Z; Windows has no jobs.

pub use self::here::{Held, LookOut, hold};

#[cfg(unix)]
mod here {
    use std::io;

    use nix::sys::signal::{SigSet, Signal};
    use rustix::process::{self, getpid};

    pub use super::found::LookOut;

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
        pub fn look_out(&self) -> io::Result<LookOut> {
            LookOut::of(&self.0)
        }

        /// Stops every process of the job, as the terminal does it when Ctrl-Z is typed: a script that started us stops
        /// too, or its shell would wait for it. Returns as [`Self::stop_ourselves`] does.
        pub fn stop_job(&self) {
            self.stop(|| process::kill_current_process_group(process::Signal::TSTP));
        }

        /// Stops this process alone, and returns when somebody lets us go on, or at once where nothing can stop us. The
        /// terminal must have been given back, and nobody may look out: the signal would be found instead of acting.
        pub fn stop_ourselves(&self) {
            self.stop(|| process::kill_process(getpid(), process::Signal::TSTP));
        }

        fn stop(&self, ask: impl FnOnce() -> rustix::io::Result<()>) {
            // This is the one thread in which it may act, so it does before `kill` returns (POSIX.1-2024, `kill`).
            let free = self.0.thread_unblock();
            let asked = ask();
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
}

#[cfg(target_os = "linux")]
mod found {
    use std::io;

    use nix::sys::{
        signal::SigSet,
        signalfd::{SfdFlags, SignalFd},
    };
    use tokio::io::{Interest, unix::AsyncFd};

    /// Somebody who looks out for SIGTSTP.
    #[derive(Debug)]
    pub struct LookOut(AsyncFd<SignalFd>);

    impl LookOut {
        #[expect(
            deprecated,
            reason = "its successor is unsafe, for descriptors that are closed elsewhere; this one is owned by what is handed over"
        )]
        pub(super) fn of(signals: &SigSet) -> io::Result<Self> {
            let found = SignalFd::with_flags(signals, SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC)?;
            Ok(Self(AsyncFd::with_interest(found, Interest::READABLE)?))
        }

        /// Waits until somebody asks us to stop. Nothing is lost when it is not waited for to the end.
        ///
        /// # Errors
        /// None that is known; those of the system are handed on.
        pub async fn asked(&mut self) -> io::Result<()> {
            loop {
                let mut ready = self.0.readable().await?;
                if ready.get_inner().read_signal()?.is_some() {
                    return Ok(());
                }
                ready.clear_ready();
            }
        }
    }
}

#[cfg(all(unix, not(target_os = "linux")))]
mod found {
    use std::{future, io};

    use nix::sys::signal::SigSet;

    /// Nobody who looks out: what waits is not seen.
    #[derive(Debug)]
    pub struct LookOut(());

    impl LookOut {
        pub(super) fn of(_signals: &SigSet) -> io::Result<Self> {
            Ok(Self(()))
        }

        /// Never.
        ///
        /// # Errors
        /// None.
        pub async fn asked(&mut self) -> io::Result<()> {
            future::pending().await
        }
    }
}

#[cfg(not(unix))]
mod here {
    use std::{future, io};

    /// Nothing that waits.
    #[derive(Debug)]
    pub struct Held(());

    /// There is nothing to keep waiting.
    ///
    /// # Errors
    /// None.
    pub fn hold() -> io::Result<Held> {
        Ok(Held(()))
    }

    impl Held {
        /// Looks out for nothing.
        ///
        /// # Errors
        /// None.
        pub fn look_out(&self) -> io::Result<LookOut> {
            Ok(LookOut(()))
        }

        /// Nothing stops.
        pub fn stop_job(&self) {}

        /// Nothing stops.
        pub fn stop_ourselves(&self) {}
    }

    /// Nobody who looks out.
    #[derive(Debug)]
    pub struct LookOut(());

    impl LookOut {
        /// Never.
        ///
        /// # Errors
        /// None.
        pub async fn asked(&mut self) -> io::Result<()> {
            future::pending().await
        }
    }
}
