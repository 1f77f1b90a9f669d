//! One logical line to the pieces of it that state something each: entries with a date, items of a trace, what is said of now.

use super::{
    dates,
    joints::{begins_reply, holds_reply},
    lowercase,
};

/// The longest reply that is looked at.
const MAX_REPLY: usize = 8 * 1024;
/// The most entries of one line.
const MAX_PIECES: usize = 20_000;
/// The longest prefix of a dated line that is its date: `2024/10/1 上午 06:43:04`.
const MAX_DATE: usize = 40;
/// The most words of a reply before the trace item that it holds.
const MAX_WORDS: usize = 512;

/// Cuts a line before every dated entry and every trace item, and what is endless into bounded pieces.
pub(super) fn pieces(line: &str) -> Vec<&str> {
    let mut cuts: Vec<usize> = Vec::new();
    for (at, _) in line.match_indices("Server at ").take(MAX_PIECES) {
        // No server's name has 300 letters.
        let near = &line[at..line.floor_char_boundary(at + 400)];
        if near.contains(" returned") {
            let remote = line[..at].trim_end().strip_suffix("Remote").map_or(at, str::len);
            cuts.push(date_before(&line[..remote]).map_or(remote, |(start, _)| start));
        }
    }
    for (at, _) in line.match_indices("[{").take(MAX_PIECES) {
        let near = &line[at..line.floor_char_boundary(at + 64)];
        let is_item = ["LED=", "LRT=", "MSG=", "FQDN="].iter().any(|key| near[2..].trim_start().starts_with(key));
        if is_item && !in_reply(&line[..at]) {
            cuts.push(at);
        }
    }
    cuts.sort_unstable();
    let records = records(line, &cuts);
    cuts.extend(records);
    cuts.sort_unstable();
    // What stands before the first is no piece of its own if it only introduces it.
    let first = cuts.first().copied().unwrap_or(0);
    if first > 0 && first <= 64 {
        cuts[0] = 0;
    } else if first != 0 || cuts.is_empty() {
        cuts.insert(0, 0);
    }
    cuts.dedup();
    cuts.push(line.len());
    let mut all = Vec::new();
    for pair in cuts.windows(2).take(MAX_PIECES) {
        let mut piece = &line[pair[0]..pair[1]];
        while piece.len() > MAX_REPLY {
            let end = piece.floor_char_boundary(MAX_REPLY);
            let end = piece[..end].rfind(' ').filter(|space| *space > MAX_REPLY / 2).unwrap_or(end);
            all.push(&piece[..end]);
            piece = &piece[end..];
        }
        all.push(piece);
    }
    all
}

/// Where records begin behind the fields of another one, `450 4.4.316 … [LastAttemptedServerName=A] and 450 4.4.315 …`: each has a
/// host of its own. `cuts` are where something else begins, and a reply behind one is of that.
fn records(line: &str, cuts: &[usize]) -> Vec<usize> {
    const FIELDS: [&str; 2] = ["LastAttemptedServerName=", "LastAttemptedIP="];
    let begins = |field: &str, from: usize, to: usize| {
        let value = |at: usize| line[at + field.len()..].split([']', ' ', ',', ';']).next();
        let at = from + next_reply(&line[from..to], value(from) != value(to))?;
        (cuts.partition_point(|cut| *cut < from) == cuts.partition_point(|cut| *cut <= at)).then_some(at)
    };
    let of_field = |field: &'static str| {
        let places: Vec<_> = line.match_indices(field).map(|(at, _)| at).take(MAX_PIECES).collect();
        let pairs = places.windows(2).filter_map(|pair| begins(field, pair[0], pair[1]));
        pairs.collect::<Vec<_>>()
    };
    FIELDS.into_iter().flat_map(of_field).collect()
}

/// Where a reply stands outside of brackets, and behind no arrow: right behind one, or behind whatever words where it is of another
/// host.
fn next_reply(between: &str, of_another: bool) -> Option<usize> {
    let (mut depth, mut closed) = (0_usize, false);
    for (at, c) in between.char_indices() {
        match c {
            '[' | '(' | '{' => depth += 1,
            ']' | ')' | '}' => (depth, closed) = (depth.saturating_sub(1), true),
            _ => {}
        }
        let (before, behind) = (&between[..at], &between[at..]);
        let is_beside = || {
            let before = before.trim_end_matches([' ', ';', ',', '|', '.']);
            before.strip_suffix(" and").unwrap_or(before).ends_with(']')
        };
        let digits = behind.strip_prefix("LED=").unwrap_or(behind);
        let is_first =
            digits.starts_with(['4', '5']) && !before.ends_with(|c: char| c.is_alphanumeric() || ".='\"-:".contains(c));
        if depth == 0 && closed && is_first && begins_reply(&digits[..digits.floor_char_boundary(40)]) {
            let is_whole = digits.get(3..).is_some_and(|rest| rest.starts_with([' ', '-']));
            let is_told = of_another && is_whole && !before.trim_end().ends_with("->");
            if is_told || is_beside() {
                return Some(at);
            }
        }
    }
    None
}

/// What a piece says of now, where it says of before too: `450 4.4.316 was last week. Today: 450 4.7.320 …`.
pub(super) fn present(piece: &str) -> &str {
    const NOW: [&str; 13] = [
        "today",
        "now",
        "currently",
        "since then",
        "aujourd'hui",
        "maintenant",
        "désormais",
        "hoje",
        "agora",
        "heute",
        "jetzt",
        "hoy",
        "ahora",
    ];
    let start = &piece[..piece.floor_char_boundary(MAX_REPLY)];
    let lower = lowercase::in_place(start);
    let later = NOW.iter().flat_map(|word| lower.match_indices(word)).filter_map(|(at, word)| {
        let behind = &start[at + word.len()..];
        let alone = !lower[..at].ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric);
        // A verb or two may stand between.
        let code = behind[..behind.floor_char_boundary(24)].find(['4', '5'])?;
        (alone && begins_reply(&behind[code..]) && holds_reply(&start[..at])).then_some(at + word.len() + code)
    });
    later.max().map_or(piece, |at| &piece[at..])
}

/// Where the date before ` - Server at` begins, and the date: as people write it, or at most four words of digits and marks.
pub(super) fn date_before(before: &str) -> Option<(usize, &str)> {
    let text = before.trim_end().strip_suffix('-')?.trim_end();
    if let Some(start) = dates::written_at_end(text) {
        return Some((start, &text[start..]));
    }
    let mut start = None;
    let mut end = text.len();
    for _ in 0..4 {
        let word_start = text[..end].rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let word_start = text.ceil_char_boundary(word_start);
        // A mailer that shows bold letters as text puts stars around them.
        let word = text[word_start..end].trim_start_matches('*');
        let word_start = end - word.len();
        let digits = word.chars().filter(char::is_ascii_digit).count();
        if text.len() - word_start > MAX_DATE || word.is_empty() {
            break;
        }
        // A day has marks between its digits; before it stands something else.
        if digits >= 3 && word.contains(['/', '.', '-']) && word.starts_with(|c: char| c.is_ascii_digit()) {
            start = Some(word_start);
            break;
        }
        if digits == 0 && word.chars().count() > 5 {
            break;
        }
        end = text[..word_start].trim_end().len();
    }
    start.map(|start| (start, &text[start..]))
}

/// Whether a text ends inside the reply behind `returned '`: a trace item there is a part of it.
fn in_reply(before: &str) -> bool {
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_WORDS))..];
    near.rsplit_once("returned '").is_some_and(|(_, reply)| {
        let mut quotes = reply.match_indices('\'');
        quotes.all(|(at, _)| reply[at + 1..].starts_with(|c: char| c.is_alphanumeric()))
    })
}
