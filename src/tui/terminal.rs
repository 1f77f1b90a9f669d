//! The terminal is borrowed: taken over and given back exactly as it was found, after quit, panic in any thread,
//! signal and suspension.
//!
//! Raw mode, the alternate screen, bracketed paste and the cursor are all that is ever changed: no mouse capture,
//! so that text can be selected; no title. Nothing is asked of the terminal, because not every one answers.
//! How the program stops and goes on is the work of `system::job`, how cells become bytes that of `paint`.

pub mod paint;

use std::{
    io::{self, Write},
    panic,
    sync::{
        Once,
        atomic::{AtomicBool, Ordering},
    },
};

use crossterm::{
    cursor::{MoveTo, Show},
    event::{DisableBracketedPaste, EnableBracketedPaste},
    execute,
    style::Print,
    terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size},
};
use tokio::sync::Notify;

/// Whether the terminal is ours now.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Whether some thread panicked since the start.
static PANICKED: AtomicBool = AtomicBool::new(false);
/// Tells the loop that a thread panicked.
static PANIC: Notify = Notify::const_new();

/// The terminal while it is ours. Dropping it gives it back.
#[derive(Debug)]
pub struct Taken(());

/// Takes the terminal over.
///
/// # Errors
/// When it is none, or is gone; nothing is changed then.
pub fn take() -> io::Result<Taken> {
    install_panic_hook();
    enter()?;
    Ok(Taken(()))
}

impl Taken {
    /// Gives the terminal back, to be taken again later.
    pub fn lend_back(&self) {
        give_back();
    }

    /// Takes it again; also where it was never given back and somebody else used it, because we were stopped without a
    /// word (SIGSTOP).
    ///
    /// # Errors
    /// When it is gone.
    pub fn take_again(&self) -> io::Result<()> {
        if is_taken() {
            // The modes count as ours, and may be the shell's.
            disable_raw_mode()?;
        }
        enter()
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

/// Draws, while the terminal is ours: after a panic in another thread the normal screen is there, with its message.
///
/// # Errors
/// Those of drawing.
pub(super) fn while_taken(draw: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    // A panic in another thread waits for the end of the frame; one in this thread has the lock already.
    let _out = io::stdout().lock();
    if is_taken() { draw() } else { Ok(()) }
}

fn is_taken() -> bool {
    TAKEN.load(Ordering::SeqCst)
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    // The Linux console, a VT100, GNU screen as it is shipped have one screen only: what the shell left there goes up to
    // where one scrolls back to, and must not shine through.
    let up = "\n".repeat(size().map_or(24, |(columns, rows)| usize::from(paint::drawn(columns, rows).height)));
    let entered = execute!(io::stdout(), EnterAlternateScreen, Print(up), Clear(ClearType::All), EnableBracketedPaste);
    if entered.is_err() {
        give_back();
    }
    entered
}

/// Gives the terminal back, once however often it is called. What fails is gone anyway.
fn give_back() {
    // Nobody draws meanwhile, nor after.
    let mut out = io::stdout().lock();
    if TAKEN.swap(false, Ordering::SeqCst) {
        // And what we leave there must not stand between the lines that follow.
        let left =
            execute!(out, DisableBracketedPaste, Clear(ClearType::All), MoveTo(0, 0), LeaveAlternateScreen, Show);
        // Each is tried for itself: a closed output must not keep the modes of the input.
        let raw = disable_raw_mode();
        drop((left, raw, out.flush()));
    }
}

/// A panic in any thread gives the terminal back before its message is written, and ends the loop.
fn install_panic_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let told = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            give_back();
            PANICKED.store(true, Ordering::SeqCst);
            told(info);
            PANIC.notify_one();
        }));
    });
}

/// Waits until a thread panics.
pub(super) async fn panicked() {
    while !PANICKED.load(Ordering::SeqCst) {
        PANIC.notified().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_any_thread_gives_the_terminal_back_and_ends_the_loop() {
        install_panic_hook();
        TAKEN.store(true, Ordering::SeqCst);
        let ended = std::thread::spawn(|| panic!("of a test")).join();
        assert!(ended.is_err());
        assert!(!TAKEN.load(Ordering::SeqCst), "the terminal was not given back");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        runtime.block_on(panicked());
    }
}
