//! What a mailer puts in front of the lines that it quotes, and how to see behind it: the same for reports and exports.

use std::borrow::Cow;

/// A line without the marks of quoting.
pub(super) fn unquoted(raw: &str) -> &str {
    let mut line = raw;
    for _ in 0..32 {
        match line.trim_start().strip_prefix(['>', '|']) {
            Some(rest) => line = rest.strip_prefix(' ').unwrap_or(rest),
            None => break,
        }
    }
    if is_boxed(raw) { line.trim_end().strip_suffix('|').unwrap_or(line) } else { line }
}

/// Whether a line stands in a box of one column, `| … |`: a table has more.
pub(super) fn is_boxed(raw: &str) -> bool {
    let inside = raw.trim().strip_prefix("| ").and_then(|rest| rest.strip_suffix(" |"));
    inside.is_some_and(|inside| !inside.contains('|'))
}

/// A text that was quoted as a whole, without the marks in front of its lines: most of them have one. A line without
/// is a long one that was broken; those above say who wrote it.
pub(super) fn whole(text: &str) -> Cow<'_, str> {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let marked = lines().filter(|line| line.trim_start().starts_with('>')).count();
    if marked < 2 || marked * 2 <= lines().count() {
        return Cow::Borrowed(text);
    }
    let is_marked = |line: &str| line.trim_start().starts_with('>');
    let lines = text.lines().skip_while(|line| !is_marked(line));
    let lines = lines.map(|line| if is_marked(line) { unquoted(line) } else { line });
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}
