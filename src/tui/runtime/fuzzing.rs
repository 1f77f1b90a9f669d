//! The reader of keys, opened for `fuzz/`, which sees only what is public. Built with `--cfg fuzzing` alone and never
//! shipped.

use std::time::Duration;

use super::typed::Typed;
use crate::{intake::ndr::MAX_PASTE, tui::message::Message};

/// Nothing that breaks off is waited for longer.
const LONGEST: Duration = Duration::from_secs(1);

/// What a terminal sends; the first byte says in how long pieces. However it is cut it is the same, and a Ctrl-C at its
/// end is one.
pub fn keys(bytes: &[u8]) {
    let Some((size, bytes)) = bytes.split_first() else { return };
    assert_eq!(typed(bytes, usize::from(*size).max(1)), typed(bytes, bytes.len().max(1)));
    let interrupted = typed(&[bytes, b"\x03"].concat(), 4_096);
    let alone = typed(b"\x03", 1);
    assert!(interrupted.ends_with(&alone), "{interrupted:?}");
}

/// What was typed, with time to give up at the end.
fn typed(bytes: &[u8], piece: usize) -> Vec<String> {
    let (mut typed, mut out) = (Typed::default(), Vec::new());
    bytes.chunks(piece).for_each(|piece| typed.take(piece, &mut out));
    assert!(typed.waits().is_none_or(|time| time <= LONGEST));
    typed.give_up(&mut out);
    assert_eq!(typed.waits(), None);
    let told = |message: &Message| {
        if let Message::Paste(text) = message {
            // Each byte that is no text is shown as a mark of three.
            assert!(text.len() <= 3 * (MAX_PASTE + 8), "{}", text.len());
        }
        format!("{message:?}")
    };
    out.iter().map(told).collect()
}
