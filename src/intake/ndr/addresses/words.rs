//! Where the words begin that a local part is made of: atoms, quoted words and comments (RFC 5322 section 3.4.1), and what else
//! stands in one.

use super::reading::{MAX_REACH, back, escaped, is_stop, local};

/// How long a local part may be, in bytes: a letter may take six, and RFC 5321 (section 4.5.3.1.1) allows 64. What is longer
/// is masked from there on; without an end, each sign of a text that has no address would be held against all before it.
const MAX_LOCAL: usize = 1024;

/// Whether it may be somebody's name, rather than a number, a time or a mark.
pub(super) fn is_word(text: &str) -> bool {
    text.contains(|c: char| c.is_alphabetic())
}

/// Where the word or the quoted words begin that stand right before a place.
pub(super) fn word_before(text: &str, from: usize, end: usize) -> usize {
    let from = from.max(text.ceil_char_boundary(end.saturating_sub(MAX_LOCAL)));
    let before = &text[from..end];
    if before.ends_with('"')
        && let Some(start) = quoted(before)
    {
        return from + quoted_words(before, start);
    }
    let mut start = before.len();
    loop {
        start -= back(&before[..start], local);
        let rest = &before[..start];
        let goes_on = |mark: usize| {
            rest[..rest.len() - mark].ends_with(|c: char| c.is_alphanumeric())
                && (before[start..].starts_with(char::is_alphanumeric) || escaped(&before[start..]).is_some())
        };
        // `o'brien`; a quote or a word in quotes inside (`a."b c".d@e`); a quoted pair (RFC 5322 section 3.2.4).
        if rest.ends_with('\'') && goes_on(1) {
            start -= 1;
        } else if rest.ends_with("''") && goes_on(2) {
            start -= 2;
        } else if let Some(stop) = stop_inside(rest, &before[start..]) {
            start -= stop;
        } else if let Some(inside) = comment_inside(rest, &before[start..]).or_else(|| point(rest, &before[start..])) {
            start -= inside;
        } else if rest.ends_with('"')
            && start < before.len()
            && before[start..].starts_with(['.', '+'])
            && let Some(quote) = quoted(rest)
        {
            start = quote;
        } else if let Some(quote) = quoted_before_point(rest, &before[start..]) {
            start = quote;
        } else if rest.ends_with('\\')
            && (escaped(&before[start - 1..]).is_some() || !before[start..].starts_with(|c: char| c.is_alphanumeric()))
        {
            start -= 1;
        } else if rest.ends_with("\\ ") || rest.ends_with("\\@") {
            start -= 2;
        } else {
            return from + start;
        }
    }
}

/// How long the stop of East Asia is that a text ends with, if it parts no sentences but letters of another script: a keyboard
/// writes it for a point. A code above it is no word.
fn stop_inside(before: &str, word: &str) -> Option<usize> {
    let of_word = |c: char| c.is_alphanumeric() && c < '\u{2e80}';
    let stop = before.chars().next_back().filter(|c| is_stop(*c))?.len_utf8();
    let rest = &before[..before.len() - stop];
    let run = &rest[rest.len() - back(rest, local)..];
    (is_word(run) && run.ends_with(of_word) && word.starts_with(of_word)).then_some(stop)
}

/// How long the comment is that parts a local part in two: `john(x)doe`. What has a number in it is the address of a host.
fn comment_inside(before: &str, word: &str) -> Option<usize> {
    let length = comment_before(before);
    let (whole, inside) = before.split_at(before.len() - length);
    let parts = length > 0 && whole.ends_with(local) && word.starts_with(|c: char| c == '.' || c.is_alphanumeric());
    (parts && !inside.contains(|c: char| c.is_ascii_digit())).then_some(length)
}

/// How long what stands between the parts of `john . doe` is (RFC 5322 section 4.4). A point with no space before it ends a
/// sentence, but where the address is told to begin.
fn point(before: &str, word: &str) -> Option<usize> {
    let space = spaces(before);
    let point = before[..before.len() - space].strip_suffix('.');
    let first = point.map_or(space, |rest| space + 1 + spaces(rest));
    let (rest, between) = before.split_at(before.len() - first);
    let named = rest.ends_with(local) && !rest.ends_with('.') && word.starts_with(local);
    let begins = || rest[..rest.len() - back(rest, local)].ends_with('<');
    let pointed = match point {
        Some(_) => between.starts_with(char::is_whitespace) || (space > 0 && begins()),
        None => space > 0 && word.starts_with('.') && !word.starts_with(".."),
    };
    (named && pointed).then_some(first)
}

/// How many spaces a text ends with, of the few that may stand at a point.
fn spaces(text: &str) -> usize {
    back(&text[text.ceil_char_boundary(text.len().saturating_sub(8))..], char::is_whitespace)
}

/// How long the point with a space before it is that a text ends with: one without ends a sentence.
fn spaced_point(text: &str) -> Option<usize> {
    let point = text[..text.len() - spaces(text)].strip_suffix('.')?;
    let before = spaces(point);
    (before > 0).then_some(text.len() - point.len() + before)
}

/// Where the quoted words begin that such a point parts from a word: `"john" . doe`, `"john" .doe`.
fn quoted_before_point(before: &str, word: &str) -> Option<usize> {
    let length = if word.starts_with('.') { spaces(before) } else { spaced_point(before)? };
    let quotes = &before[..before.len() - length];
    if length > 0 && word.starts_with(local) && quotes.ends_with('"') { quoted(quotes) } else { None }
}

/// Where the local part begins that quoted words end: `"john"."doe"`, `"john" . "doe"`, `john."x"."y z"`, `john . "x"`.
fn quoted_words(before: &str, quote: usize) -> usize {
    let mut start = quote - joined(&before[..quote]);
    loop {
        let rest = &before[..start];
        let spaced = spaced_point(rest).map(|length| &rest[..rest.len() - length]);
        let rest = match spaced {
            Some(rest) => rest,
            None if before[start..].starts_with('.') => rest,
            None => rest.strip_suffix('.').unwrap_or_default(),
        };
        let Some(quote) = quoted(rest).filter(|_| rest.ends_with('"')) else {
            let word = spaced.map(joined).filter(|word| *word > 0);
            return word.map_or(start, |word| rest.len() - word);
        };
        start = quote - joined(&before[..quote]);
    }
}

/// How long the word is that quoted words follow at once: `john."x y"` (RFC 5322 section 4.4), or what a soft line break
/// that was undone left of `for=`. A code is no such word.
fn joined(text: &str) -> usize {
    let length = back(text, |c| c.is_alphanumeric() || "._-+'".contains(c));
    if is_word(&text[text.len() - length..]) { length } else { 0 }
}

/// Where the word begins that a quote ends which nothing opens: what came before it was cut off.
pub(super) fn half_quoted(text: &str, from: usize, end: usize) -> usize {
    let from = from.max(text.ceil_char_boundary(end.saturating_sub(MAX_LOCAL)));
    let word = text[from..end].trim_end_matches('"');
    let start = from + word.len() - back(word, local);
    if from + word.len() < end && is_word(&text[start..end]) { start } else { end }
}

/// Where the quoted words begin that a text ends with. Quotes inside them are in pairs, as their backslashes are gone; so
/// the first of them is one that no word stands before, or, where a word stands before each, the one furthest back on
/// its line.
fn quoted(text: &str) -> Option<usize> {
    let window = text.ceil_char_boundary(text.len().saturating_sub(MAX_REACH));
    let mut quotes = 1;
    let mut end = text.trim_end_matches('"').len();
    let mut behind_word: Option<usize> = None;
    while let Some(open) = text[window..end].rfind('"').map(|found| window + found) {
        if text[open..end].matches('\n').count() > 2 {
            break;
        }
        quotes += 1;
        let first = text[..open].trim_end_matches('"').len();
        if quotes % 2 == 0 {
            // What stands in quotes on a line before is something else: a reply.
            let opens = |at: usize| text[at..].trim_start_matches('"').starts_with(|c: char| c.is_alphanumeric());
            let line_before = |at: usize| text[first..at].contains('\n');
            if behind_word.is_some_and(|nearer| opens(nearer) && line_before(nearer)) {
                break;
            }
            if !text[..first].ends_with(|c: char| c.is_alphanumeric()) {
                return Some(first);
            }
            if !behind_word.is_some_and(line_before) {
                behind_word = Some(first);
            }
        }
        end = first;
    }
    behind_word
}

/// How long the comment is that a text begins with (RFC 5322 section 3.2.2): others may lie in it, and one line end, where
/// something broke it.
pub(super) fn comment(text: &str) -> usize {
    let reach = &text[..text.floor_char_boundary(MAX_REACH)];
    closed(reach.char_indices(), '(', ')').map_or(0, |last| last + 1)
}

/// How long the comment is that a text ends with.
pub(super) fn comment_before(text: &str) -> usize {
    let reach = &text[text.ceil_char_boundary(text.len().saturating_sub(MAX_REACH))..];
    closed(reach.char_indices().rev(), ')', '(').map_or(0, |first| reach.len() - first)
}

/// Where the bracket closes that the letters begin with, in whichever direction they are read.
fn closed(letters: impl Iterator<Item = (usize, char)>, open: char, close: char) -> Option<usize> {
    let (mut depth, mut lines) = (0_usize, 0);
    for (at, c) in letters {
        if c == open {
            depth += 1;
        } else if c == close && depth > 0 {
            depth -= 1;
        }
        lines += usize::from(c == '\n');
        if depth == 0 {
            return (c == close).then_some(at);
        }
        if lines == 2 || (c == '\'' && open == '(') {
            return None;
        }
    }
    None
}
