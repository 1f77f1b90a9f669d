//! Addresses with a sign: `local@domain`, and whatever stands for the sign, around it or in between.

use std::ops::Range;

use super::{
    domains::{Right, dotted, end_of, numbered},
    glued::{KEYS, bracketed, glued, is_told},
    reading::{Hit, MAX_REACH, above, back, is_blank, is_margin, is_sign, local},
    signs::{Fold, Folds, Sign, sign},
    words::{comment_before, half_quoted, is_word, word_before},
    written,
};
use crate::intake::ndr::{
    codes,
    fields::{self, Label},
    server::INSIDE,
};

/// The next address with a sign in it.
pub(super) fn at_sign(text: &str, from: usize, folds: &Folds) -> Option<Hit> {
    let mut at = from;
    loop {
        at += text[at..].find(|c| is_sign(c) || codes::begins(c) || written::begins(c))?;
        let Some((kind, length)) = sign(&text[at..]) else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let hit = match kind {
            Sign::Written => written_out(text, from, at, length),
            Sign::Sure | Sign::Percent | Sign::Perhaps => around(text, from, at, kind, length, folds),
        };
        if hit.is_some() {
            return hit;
        }
        // A space ends one word and begins the next.
        at += if kind == Sign::Written { 1 } else { length };
    }
}

/// The address around a sign that is a word.
fn written_out(text: &str, from: usize, at: usize, length: usize) -> Option<Hit> {
    let (end, host) = written::host(text, at + length)?;
    let mut start = above(text, from, at).unwrap_or(at - back(&text[from..at], char::is_whitespace));
    // So a report begins, whatever stands before it.
    if text[from..start].ends_with("Server") && text[at..].starts_with(" at ") {
        return None;
    }
    loop {
        let word = word_before(text, from, start);
        let word = word + trimmed(&text[word..start], Sign::Sure)?;
        if word == start {
            return None;
        }
        start = word;
        match written::point_before(&text[from..start]) {
            Some(point) => start -= point,
            None => break,
        }
    }
    let sure = host.has_word || !text[at..].starts_with([' ', '\n']) || written::is_told(text, from, start);
    (sure && is_word(&text[start..at])).then(|| Hit::on_one_line(start..end))
}

/// The address around a sign, if it is one.
fn around(text: &str, from: usize, at: usize, kind: Sign, length: usize, folds: &Folds) -> Option<Hit> {
    // Quoted-printable of `john @ contoso.com` has its spaces, too.
    let spaced = kind == Sign::Perhaps && text[at..].starts_with("=40") && text[..at].ends_with(is_blank);
    let right = match Right::attached(text, at + length) {
        Some(right) if kind != Sign::Perhaps || right.dotted => right,
        Some(right) if text[at..].starts_with("=40") && numbered(&text[at + length..right.end]) => {
            Right { dotted: true, ..right }
        }
        None if kind != Sign::Perhaps => Right::apart(text, at + length),
        None if spaced => Some(Right::apart(text, at + length)).filter(|right| right.dotted)?,
        Some(_) | None => return None,
    };
    // `"450 4.4.316 …"`, and somebody who is called on the line below.
    if !right.dotted && folds.at(at).is_some_and(|fold| !fold.sure) && text[..at].ends_with('"') {
        return None;
    }
    let left = left_of(text, from, at, if spaced { Sign::Sure } else { kind }, &right)?;
    if spaced && is_told(text, left.start, at) {
        return None;
    }
    let (mut start, end) = (left.start, end_of(text, at + length, &right, folds));
    if let Some(Fold { at: fold, sure: false }) = folds.within(start, at).last().copied()
        && (!is_word(&text[start..fold])
            || is_generator(text, start, fold)
            || (right.dotted && is_named_host(text, start, fold)))
    {
        start = fold;
    }
    start -= before_side(&text[from..start], &text[end..]);
    start += inside_host(&text[start..at]);
    start -= glued(text, from, start, end);
    Some(Hit { before: left.before, at: start..end, after: right.after })
}

/// How long what stands in angle brackets before a side is, `<john.doe|` before `x@contoso.com>`: no cell of a table begins in
/// the midst of them.
fn before_side(before: &str, behind: &str) -> usize {
    let length = back(before, |c| local(c) && !is_sign(c));
    let opened = before[..before.len() - length].ends_with('<') && behind.starts_with('>');
    if opened && before.ends_with('|') { length } else { 0 }
}

/// Whether what ends at a fold is the server that a report says wrote it: an address stands on the line below.
fn is_generator(text: &str, start: usize, fold: usize) -> bool {
    let least = text.ceil_char_boundary(start.saturating_sub(MAX_REACH));
    let line = &text[text[least..start].rfind('\n').map_or(least, |end| least + end + 1)..fold];
    matches!(fields::label(line), Some((Label::Generator, _))) && dotted(&text[start..fold])
}

/// Whether what ends at a fold is the host of a sentence, `refused by mail.contoso.com`: an address stands on the line below.
fn is_named_host(text: &str, start: usize, fold: usize) -> bool {
    const BEFORE: [&str; 8] = ["by", "at", "from", "host", "server", "connect to", "connection to", "connecting to"];
    let near = text[text.ceil_char_boundary(start.saturating_sub(MAX_REACH))..start].trim_end_matches(is_blank);
    let is_before = |word: &str| near.strip_suffix(word).is_some_and(|rest| rest.ends_with([' ', '\n', '(']));
    dotted(&text[start..fold]) && BEFORE.into_iter().any(is_before)
}

/// How long the name of a host inside Exchange Online is that a word begins with, where a local part stands behind it: a page
/// that lost its line ends puts the address of the recipient there.
fn inside_host(word: &str) -> usize {
    let lower = word.to_ascii_lowercase();
    let end = INSIDE.iter().filter_map(|end| Some(lower.rfind(end)? + end.len())).max();
    end.filter(|end| is_word(&word[*end..])).unwrap_or_default()
}

/// Where the local part begins.
struct Left {
    start: usize,
    /// What of it stands on the line before.
    before: Option<Range<usize>>,
}

fn left_of(text: &str, from: usize, at: usize, kind: Sign, right: &Right) -> Option<Left> {
    let attached = right.attached && (right.dotted || kind == Sign::Sure);
    let fenced = || bracketed(text, from, at).filter(|_| attached).map(|start| Left { start, before: None });
    // Round brackets are a comment's, where a word stands before them.
    let commented = text[from..at - comment_before(&text[from..at])].trim_end();
    if commented.len() == at - from || !commented.ends_with(|c| local(c) || c == '"') {
        return fenced().or_else(|| bare(text, from, at, kind, right));
    }
    let left = bare(text, from, at, kind, right).or_else(fenced)?;
    // The word may stand on the line before, and be none.
    let start = fenced().filter(|_| left.before.is_some()).map_or(left.start, |fence| fence.start.min(left.start));
    Some(Left { start, ..left })
}

/// Where a local part without brackets begins.
fn bare(text: &str, from: usize, at: usize, kind: Sign, right: &Right) -> Option<Left> {
    let mut start = at - comment_before(&text[from..at]);
    let mut word = word_before(text, from, start);
    if word == start && kind == Sign::Sure {
        word = half_quoted(text, from, start);
    }
    let on_line_above = || {
        let end = above(text, from, start).filter(|_| kind != Sign::Perhaps && right.dotted)?;
        let word = word_before(text, from, end);
        let whole = word + trimmed(&text[word..end], kind)?;
        is_word(&text[whole..end]).then_some(Left { start: at, before: Some(whole..end) })
    };
    if word < start {
        let trimmed = word + trimmed(&text[word..start], kind)?;
        if !is_word(&text[trimmed..start])
            && let Some(left) = on_line_above()
        {
            return Some(left);
        }
        if trimmed == start {
            return None;
        }
        // A comment may stand between the end of a line and the word.
        let commented = word - comment_before(&text[from..word]);
        let goes_on = text[word..].starts_with('=');
        // What looks like a key is of the domain, where the line above rewrites somebody.
        let before = broken(text, from, commented)
            .filter(|part| trimmed == word || goes_on || is_rewritten(&text[part.clone()]));
        return Some(Left { start: if before.is_some() { commented } else { trimmed }, before });
    }
    // Nothing right before the sign: a word further to the left, if the sign says that there is one.
    if kind == Sign::Percent && right.attached {
        return on_line_above();
    }
    if kind != Sign::Sure || !(right.any && (right.dotted || !right.attached)) {
        return None;
    }
    if let Some(left) = on_line_above() {
        return Some(left);
    }
    start -= back(&text[from..start], is_blank);
    start -= comment_before(&text[from..start]);
    start -= back(&text[from..start], is_blank);
    // A page made spaces of its line ends, and left the marks of quoting.
    let marks = back(&text[from..start], is_margin);
    start -= if text[start - marks..start].starts_with(is_blank) { marks } else { 0 };
    let word = word_before(text, from, start);
    if word < start {
        let whole = word + trimmed(&text[word..start], kind)?;
        return is_word(&text[whole..start]).then_some(Left { start: whole, before: None });
    }
    let end = above(text, from, start).filter(|_| right.dotted)?;
    let word = word_before(text, from, end);
    let whole = word + trimmed(&text[word..end], kind)?;
    is_word(&text[whole..end]).then_some(Left { start: at, before: Some(whole..end) })
}

/// How many bytes at the beginning of a word are no part of the local part: marks, a field's key, the way of a link.
/// `None`: with this sign it is none at all.
fn trimmed(word: &str, kind: Sign) -> Option<usize> {
    // What stands in quotes is of the local part, whatever it looks like.
    let (whole, word) = (word, &word[..word.find('"').unwrap_or(word.len())]);
    let mut start = word.len() - word.trim_start_matches(['|', '*', '#', '`', '~', '>', '{', '}']).len();
    // The cells of a table; one sign may be of a name, behind letters alone.
    if let Some(side) = word.rfind('|').filter(|side| *side > start) {
        let before = &word[start..side];
        start = if before.contains(|c: char| c.is_ascii_digit() || ".|".contains(c)) { side + 1 } else { start };
    }
    // A link: what is asked for, or the last part of its path.
    if word[start..].starts_with("//") {
        start += word[start..].rfind(['?', '&']).or(word[start..].rfind('/')).map_or(0, |edge| edge + 1);
        if let Some(sign) = word[start..].find('=') {
            start += sign + 1;
        }
    }
    // A brace that opens a field; one within a local part has no key behind it.
    if let Some(brace) = word[start..].rfind('{').map(|found| start + found)
        && word[brace..].contains('=')
    {
        start = brace + 1;
    }
    while let Some(sign) = word[start..].find('=') {
        let key = &word[start..start + sign];
        let bare = key.rsplit(['?', '&', '/']).next().unwrap_or(key).to_ascii_lowercase();
        // `john/=?doe`: nothing is no key behind something.
        let nothing = bare.is_empty() && !key.is_empty();
        if nothing || !(KEYS.contains(&bare.as_str()) || bare.len() < 2) {
            break;
        }
        start += sign + 1;
    }
    let known_key = start > 0 && word[..start].ends_with('=');
    (kind != Sign::Perhaps || !(known_key && start == whole.len())).then_some(start).filter(|_| {
        // `[LastAttemptedServerName=40gb.contoso.com]` is a field and no quoted-printable.
        kind != Sign::Perhaps || !KEYS.contains(&whole.to_ascii_lowercase().as_str())
    })
}

/// What of a local part stands on the line before, where something broke the line inside it.
fn broken(text: &str, from: usize, word: usize) -> Option<Range<usize>> {
    let end = above(text, from, word)?;
    let named = end - comment_before(&text[from..end]);
    let start = word_before(text, from, named);
    let part = &text[start..named];
    let bracket = text[from..start].ends_with('<') || written::is_told(text, from, start);
    let hangs = part.len() > 1 && part.ends_with(['_', '+', '-', '=', '.']) && !part.ends_with("=3D") && {
        let head = part.trim_end_matches(['_', '+', '-', '=', '.']);
        // A sentence ends with a point too.
        !part.ends_with('.') && head.ends_with(|c: char| c.is_alphanumeric())
    };
    // No local part begins with the sign that parts VERP: `bounces-john` above `=contoso.com@`.
    if text[word..].starts_with('=') && !bracket && !hangs {
        let whole = start + trimmed(part, Sign::Sure)?;
        return (is_word(&text[whole..end]) && !is_told(text, whole, named)).then_some(whole..end);
    }
    ((bracket || hangs || is_rewritten(part)) && !part.is_empty()).then_some(start..end)
}

/// Whether a part of a local part is of one that Exchange Online rewrote, `john+SRS=…`: no other word is like it.
fn is_rewritten(part: &str) -> bool {
    part.contains("+SRS=")
}
