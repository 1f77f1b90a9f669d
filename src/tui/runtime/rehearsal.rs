//! What goes wrong on request, so that a test sees what the real program makes of it. It is in debug builds only.
//!
//! `MXRAY_PANIC` names where a panic is to be: `loop` (the main thread), `task` (of the runtime) or `thread`; the first key
//! sets it off. `MXRAY_HOLD=lab` has a lab that never comes to listen.

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

/// Never ends where it is asked for.
pub(super) async fn hold_if_asked() {
    if std::env::var("MXRAY_HOLD").as_deref() == Ok("lab") {
        std::future::pending::<()>().await;
    }
}
