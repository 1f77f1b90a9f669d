//! A panic on request, so that a test sees what the real program leaves behind. It is in debug builds only.
//!
//! `MXRAY_PANIC` names where: `loop` (the main thread), `task` (of the runtime) or `thread`; the first key sets it off.

use crate::tui::message::Message;

/// Panics where it is asked for.
pub(super) fn panic_if_asked(message: &Message) {
    if !matches!(message, Message::Key(_)) {
        return;
    }
    match std::env::var("MXRAY_PANIC").as_deref() {
        Ok("loop") => panic!("rehearsed in the loop"),
        Ok("task") => drop(tokio::spawn(async { panic!("rehearsed in a task") })),
        Ok("thread") => drop(std::thread::spawn(|| panic!("rehearsed in a thread"))),
        Ok(_) | Err(_) => {}
    }
}
