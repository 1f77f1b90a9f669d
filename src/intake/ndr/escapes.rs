//! Sequences with which programs colour what a terminal shows and make links of it (ECMA-48), as they come along with what
//! is copied out of a file, of `less` or of `grep`.

/// How sequences begin that were written down: the escape itself, or what editors, `less`, JSON, logs and `rsyslog` show for
/// it, in letters of either case but for the name.
const ESCAPES: [&str; 15] = [
    "\u{1b}", "␛", "^[", "ESC", "<ESC>", "<1b>", "<0x1b>", "#033", "%1b", r"\e", r"\x1b", r"\x{1b}", r"\u001b",
    r"\u{1b}", r"\033",
];
/// What stands where an escape was lost: it shows by a colour alone that it was one.
const LOST: char = '\u{fffd}';
/// With what any of them begins, and what is left where the escape was lost without a mark.
pub(super) const MARKS: [char; 10] = ['\u{1b}', '␛', '^', 'E', '<', '#', '%', '\\', LOST, '['];
/// What ends a string that was written down.
const ENDS: [&str; 9] = ["␇", "^G", "BEL", "#007", r"\a", r"\x07", r"\007", r"\u0007", r"\\"];
/// The longest sequence, and the longest string in one.
const MAX_SEQUENCE: usize = 48;
const MAX_STRING: usize = 2048;

/// How long the sequence is that a text begins with.
pub(super) fn sequence(text: &str) -> Option<usize> {
    let same = |escape: &&&str| text.get(..escape.len()).is_some_and(|start| start.eq_ignore_ascii_case(escape));
    let named = text.starts_with("ESC");
    let escape = ESCAPES.iter().find(same).filter(|escape| **escape != "ESC" || named).map_or(0, |escape| escape.len());
    let rest = &text[escape..];
    if escape == 0 {
        return lost(rest);
    }
    let real = text.starts_with('\u{1b}');
    // Nothing that a terminal does parts somebody from a host.
    if rest.starts_with('@') {
        return Some(escape);
    }
    let short = || short(rest).filter(|_| !named);
    let length = control(rest, real).or_else(|| written(rest).filter(|_| !real)).or_else(short).or_else(|| {
        // Such as the end of a string; only the escape itself says so.
        (real && rest.starts_with(|c| matches!(c, '@'..='_'))).then_some(1)
    });
    length.map(|length| escape + length)
}

/// Whether what stands behind an escape may be of a sequence (ECMA-35 section 13.2).
pub(super) fn begins(rest: &str) -> bool {
    rest.starts_with(|next| matches!(next, '@'..='_')) || short(rest).is_some()
}

/// A set of characters, or a mode of the keys: `(B`, `)0`, `>`, `7`.
fn short(text: &str) -> Option<usize> {
    if text.starts_with(['<', '=', '>', '7', '8']) {
        return Some(1);
    }
    let set = text.strip_prefix(['(', ')', '*', '+', '-', '.', '/', '#', '%'])?;
    set.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase()).then_some(2)
}

/// A control sequence (ECMA-48 section 5.4): parameters, intermediates, one last letter. A space is an intermediate too: behind
/// a number, if only what was written down says so.
fn control(text: &str, real: bool) -> Option<usize> {
    let inside = text.strip_prefix('[')?.as_bytes();
    let is_part = |at: usize| match inside[at] {
        b' ' => real || (at > 0 && inside[at - 1].is_ascii_digit()),
        byte => matches!(byte, b'!'..=b'?'),
    };
    let last = (0..inside.len().min(MAX_SEQUENCE)).find(|at| !is_part(*at))?;
    match inside[last] {
        b'@' => Some(last + 1),
        b'A'..=b'~' => Some(last + 2),
        _ => None,
    }
}

/// How long the string of a command is that was written down, `]0;title^G`.
fn written(text: &str) -> Option<usize> {
    let inside = text.strip_prefix(']').filter(|inside| inside.starts_with(|c: char| c.is_ascii_digit()))?;
    let line = inside[..inside.floor_char_boundary(MAX_STRING)].split('\n').next()?;
    ENDS.iter().filter_map(|end| Some(line.find(end)? + end.len())).min().map(|length| 1 + length)
}

/// `[01;31m` and `[01;31m[K` without their escapes, and `[m[K` behind what they coloured.
fn lost(text: &str) -> Option<usize> {
    let mark = text.strip_prefix(LOST).map_or(0, |_| LOST.len_utf8());
    let text = &text[mark..];
    if mark > 0 && text.starts_with("[K") {
        return Some(mark + 2);
    }
    let inside = text.strip_prefix('[')?;
    let numbers = inside.bytes().take(MAX_SEQUENCE).take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
    let colour = inside[numbers..].starts_with('m').then_some(numbers + 2)?;
    let erased = text[colour..].starts_with("[K");
    let told = numbers > 0 || erased || mark > 0 || text[colour..].starts_with('@');
    told.then_some(mark + colour + if erased { 2 } else { 0 })
}

/// How long the sequences are that a text begins with, if they part the digits and points of a code: a colour shows nothing.
pub(super) fn inside_code(before: &str, text: &str) -> Option<usize> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let mut length = 0;
    while text[length..].starts_with('\u{1b}') {
        length += sequence(&text[length..])?;
    }
    (before.ends_with(is_part) && text[length..].starts_with(is_part)).then_some(length)
}

/// How long the string of a command is, with its end (sections 5.6 and 8.3.143, or BEL as xterm ends it).
fn string(text: &str) -> Option<usize> {
    let reach = &text[..text.floor_char_boundary(MAX_STRING)];
    let end = reach.find(['\u{7}', '\u{1b}', '\n'])?;
    match &reach[end..] {
        rest if rest.starts_with('\u{7}') => Some(end + 1),
        rest if rest.starts_with("\u{1b}\\") => Some(end + 2),
        _ => None,
    }
}

/// How long the string of a command is that a text behind an escape begins with: it shows nothing, be it a link (OSC 8) or a
/// title.
pub(super) fn command(text: &str) -> Option<usize> {
    string(text.strip_prefix([']', 'P', 'X', '^', '_'])?).map(|length| 1 + length)
}
