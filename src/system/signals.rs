//! Signals: those that ask to stop, that tell of going on, or of another size of the terminal; and how a program ends by
//! one. They have the numbers of Unix everywhere.
//!
//! Windows has Ctrl-C alone, which is its SIGINT. That the size changed nobody tells there, so it is looked at by the clock.

pub use self::here::{Signals, end_by, listen, outlive_full_files};

/// SIGHUP (POSIX.1-2024, `<signal.h>` and the numbers of `kill`): the terminal is gone.
pub const HANGUP: i32 = 1;
/// SIGINT: Ctrl-C.
pub const INTERRUPT: i32 = 2;

/// What was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The signal of that number asks to stop.
    Stop(i32),
    /// The program goes on after it was stopped.
    Continued,
    /// The terminal may have another size.
    Resized,
}

#[cfg(unix)]
mod here {
    use std::{
        fs,
        future::{Future, pending},
        io,
        sync::{Arc, atomic::AtomicBool},
    };

    use rustix::process::Signal;
    use tokio::signal::unix::{self, SignalKind, signal};

    use super::Heard;

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

    /// Tells of each signal that a program with a screen has to know of, until it is told no more is wanted. Within a
    /// runtime; from then on none of them ends the program.
    ///
    /// # Errors
    /// When one of them cannot be listened to.
    pub fn listen<F>(tell: impl Fn(Heard) -> F + Clone + Send + 'static) -> io::Result<()>
    where
        F: Future<Output = bool> + Send,
    {
        for stop in STOPS.iter().map(|stop| stop.as_raw()) {
            on(SignalKind::from_raw(stop), Heard::Stop(stop), tell.clone())?;
        }
        on(SignalKind::from_raw(Signal::CONT.as_raw()), Heard::Continued, tell.clone())?;
        on(SignalKind::window_change(), Heard::Resized, tell)
    }

    fn on<F>(kind: SignalKind, heard: Heard, tell: impl Fn(Heard) -> F + Send + 'static) -> io::Result<()>
    where
        F: Future<Output = bool> + Send,
    {
        let mut signals = signal(kind)?;
        tokio::spawn(async move { while signals.recv().await.is_some() && tell(heard).await {} });
        Ok(())
    }

    /// The signals that ask a program without a screen to stop.
    const ASKS: [Signal; 3] = [Signal::INT, Signal::TERM, Signal::HUP];

    /// Who listens to those that ask to stop. What cannot be listened to acts as it would without us.
    #[derive(Debug)]
    pub struct Signals([Option<unix::Signal>; 3]);

    impl Signals {
        /// Listens for each of them, within a runtime. One that is ignored from the start (`nohup`, `&` in a script) stays ignored.
        pub fn each() -> Self {
            let ignored = ignored();
            Self(ASKS.map(|ask| {
                let number = ask.as_raw();
                let heeded = ignored & (1 << (number - 1)) == 0;
                heeded.then(|| signal(SignalKind::from_raw(number)).ok()).flatten()
            }))
        }

        /// Listens for one of each: a second one ends the program at once, whatever it waits for.
        pub fn once() -> Self {
            let signals = Self::each();
            for (ask, _) in ASKS.iter().zip(&signals.0).filter(|(_, heard)| heard.is_some()) {
                let seen = Arc::new(AtomicBool::new(false));
                // Where it cannot be had, a second one changes nothing.
                let _ = signal_hook::flag::register_conditional_default(ask.as_raw(), Arc::clone(&seen));
                let _ = signal_hook::flag::register(ask.as_raw(), seen);
            }
            signals
        }

        /// The number of the next one.
        pub async fn next(&mut self) -> u8 {
            let [interrupt, terminate, hangup] = &mut self.0;
            let ask = tokio::select! {
                () = heard(interrupt) => Signal::INT,
                () = heard(terminate) => Signal::TERM,
                () = heard(hangup) => Signal::HUP,
            };
            u8::try_from(ask.as_raw()).unwrap_or(u8::MAX)
        }
    }

    async fn heard(signal: &mut Option<unix::Signal>) {
        match signal {
            Some(signal) => drop(signal.recv().await),
            None => pending().await,
        }
    }

    /// The signals that this process ignores, the first in the lowest bit (proc_pid_status(5)); none where nobody says so.
    fn ignored() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }

    /// Ends the program by that signal; returns where it cannot be raised.
    pub fn end_by(number: u8) {
        let _ = signal_hook::low_level::emulate_default_handler(i32::from(number));
    }

    /// A file that grows beyond this process's limit (`ulimit -f`) kills by SIGXFSZ, with the terminal still taken. Once
    /// the signal is somebody's, writing fails instead (EFBIG) and is told as a full disk is.
    pub fn outlive_full_files() {
        let seen = Arc::new(AtomicBool::new(false));
        // Where it cannot be had, the limit kills as it does every program.
        let _ = signal_hook::flag::register(Signal::XFSZ.as_raw(), seen);
    }
}

#[cfg(not(unix))]
mod here {
    use std::{
        future::{Future, pending},
        io,
        time::Duration,
    };

    use tokio::{signal::ctrl_c, time::sleep};

    use super::{Heard, INTERRUPT};

    /// How often it is looked whether the terminal has another size.
    const LOOK: Duration = Duration::from_millis(500);

    /// Tells of Ctrl-C, and twice a second that the size may be another. Within a runtime.
    ///
    /// # Errors
    /// None.
    pub fn listen<F>(tell: impl Fn(Heard) -> F + Clone + Send + 'static) -> io::Result<()>
    where
        F: Future<Output = bool> + Send,
    {
        let stop = tell.clone();
        tokio::spawn(async move { while ctrl_c().await.is_ok() && stop(Heard::Stop(INTERRUPT)).await {} });
        tokio::spawn(async move {
            while tell(Heard::Resized).await {
                sleep(LOOK).await;
            }
        });
        Ok(())
    }

    /// Who listens to Ctrl-C.
    #[derive(Debug)]
    pub struct Signals(());

    impl Signals {
        /// Listens for each of them, within a runtime.
        pub fn each() -> Self {
            Self(())
        }

        /// The same: a second one changes nothing.
        pub fn once() -> Self {
            Self::each()
        }

        /// The number of the next one.
        pub async fn next(&mut self) -> u8 {
            match ctrl_c().await {
                Ok(()) => u8::try_from(INTERRUPT).unwrap_or(u8::MAX),
                Err(_) => pending().await,
            }
        }
    }

    /// No program ends by a signal: its exit code tells.
    pub fn end_by(_number: u8) {}

    /// No program has such a limit.
    pub fn outlive_full_files() {}
}
