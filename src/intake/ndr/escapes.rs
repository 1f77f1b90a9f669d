//! Sequences with which programs colour what a terminal shows and make links of it (ECMA-48), as they come along with what
//! is copied out of a file, of `less` or of `grep`.

/// How sequences begin that were written down: the escape itself, or what editors, `less` and JSON show for it.
const ESCAPES: [&str; 9] = ["\u{1b}", "^[", "ESC", r"\x1b", r"\x1B", r"\033", r"\e", r"\u001b", r"\u001B"];
/// With what any of them begins, and what is left where the escape was lost.
pub(super) const MARKS: [char; 5] = ['\u{1b}', '^', 'E', '\\', '['];
/// The longest sequence, and the longest string in one.
const MAX_SEQUENCE: usize = 48;
const MAX_STRING: usize = 2048;

/// How long the sequence is that a text begins with.
pub(super) fn sequence(text: &str) -> Option<usize> {
    let escape = ESCAPES.iter().find(|escape| text.starts_with(**escape)).map_or(0, |escape| escape.len());
    let rest = &text[escape..];
    if escape == 0 {
        return lost(rest);
    }
    // Nothing that a terminal does parts somebody from a host.
    if rest.starts_with('@') {
        return Some(escape);
    }
    if let Some(length) = control(rest) {
        return Some(escape + length);
    }
    // Of two characters, such as the end of a string; only the escape itself says so.
    let first = rest.chars().next().filter(|c| text.starts_with('\u{1b}') && matches!(c, '@'..='_'))?;
    Some(escape + if first == ']' { string(&rest[1..]).map_or(1, |length| 1 + length) } else { 1 })
}

/// A control sequence (section 5.4): parameters, intermediates, one last letter.
fn control(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('[')?.as_bytes();
    let last = inside.iter().take(MAX_SEQUENCE).position(|byte| !matches!(byte, b'!'..=b'?'))?;
    match inside[last] {
        b'@' => Some(last + 1),
        b'A'..=b'~' => Some(last + 2),
        _ => None,
    }
}

/// `[01;31m` and `[01;31m[K` without their escapes, and `[m[K` behind what they coloured.
fn lost(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('[')?;
    let numbers = inside.bytes().take(MAX_SEQUENCE).take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
    let colour = inside[numbers..].starts_with('m').then_some(numbers + 2)?;
    let erased = text[colour..].starts_with("[K");
    (numbers > 0 || erased).then_some(colour + if erased { 2 } else { 0 })
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

/// How long the string of a command is that a text behind an escape begins with, if it is a link (OSC 8) or an address may
/// be in it: it shows nothing.
pub(super) fn link(text: &str) -> Option<usize> {
    let inside = text.strip_prefix([']', 'P', 'X', '^', '_'])?;
    let length = string(inside)?;
    (inside.starts_with("8;") || inside[..length].contains(['@', '%', '=', '＠', '﹫'])).then_some(1 + length)
}
