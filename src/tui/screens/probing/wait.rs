//! A wait in words: what is left of it, once a second.

use crate::{l10n::Args, tui::shared::Shared, wizard::Walk};

/// What is left of a wait, once a second.
pub(super) fn wait(shared: &Shared, walk: &Walk, id: &str, since_ms: u64, until_ms: u64) -> String {
    let total = until_ms.saturating_sub(since_ms).div_ceil(1_000);
    let left = ((until_ms.saturating_sub(walk.elapsed_ms(shared.now.ms)) + 500) / 1_000).min(total);
    let seconds = |seconds: u64| shared.texts.duration(seconds * 1_000);
    let left = if left == 0 { shared.texts.with("duration-s", &Args::new().text("n", "0")) } else { seconds(left) };
    shared.texts.with(id, &Args::new().text("left", left).text("total", seconds(total)))
}
