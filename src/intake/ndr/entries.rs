//! Entries of a mail server's log: where one begins, and which of them are about one message.

use std::collections::HashMap;

/// By what lines of Postfix's are told to be of one message: the process, `postfix/smtp[22104]`, which sees to one at a time,
/// and the id in the queue.
pub(super) fn threads(line: &str) -> impl Iterator<Item = &str> {
    let head = line.find("postfix/smtp[").and_then(|at| Some((at, at + line[at..].find(']')? + 1)));
    let process = head.map(|(at, end)| &line[at..end]);
    let behind = head.and_then(|(_, end)| line[end..].strip_prefix(": ")?.split_once(": "));
    let id = behind.map(|(id, _)| id).filter(|id| id.len() > 5 && id.bytes().all(|b| b.is_ascii_alphanumeric()));
    process.into_iter().chain(id)
}

/// Of each of these the line that says last what became of the message: the attempts above it led to that.
pub(super) fn latest<'a>(lines: impl Iterator<Item = &'a str>) -> HashMap<String, String> {
    let mut latest: HashMap<String, String> = HashMap::new();
    for line in lines.filter(|line| line.contains(" status=")) {
        for thread in threads(line) {
            if latest.get(thread).is_none_or(|last| written(last) <= written(line)) {
                latest.insert(thread.to_owned(), line.to_owned());
            }
        }
    }
    latest
}

/// Whether a line begins the entry of a log: with the stamp of RFC 3164, `Nov  4 09:15:02`, or with one of digits before the
/// program or the message that it tells of, `postfix/smtp[22104]: `, `1t7xQ6-0001Ab-2E `.
pub(super) fn begins(line: &str) -> bool {
    let is_time =
        |word: &str| word.len() == 8 && word.bytes().filter(u8::is_ascii_digit).count() == 6 && word.contains(':');
    let mut words = line.split_whitespace();
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    if MONTHS.contains(&first) {
        return second.parse::<u8>().is_ok() && words.next().is_some_and(is_time);
    }
    // A day, whatever of the time stands behind it.
    let is_dated = first.len() >= 10 && first.bytes().take(10).all(|b| b.is_ascii_digit() || b == b'-');
    let is_program = |word: &str| word.strip_suffix("]:").is_some_and(|word| word.contains('['));
    let is_message = |word: &str| {
        let mut parts = word.split('-').map(str::len);
        matches!((parts.next(), parts.next(), parts.next(), parts.next()), (Some(6), Some(6 | 11), Some(2 | 4), None))
    };
    is_dated && std::iter::once(second).chain(words.take(2)).any(|word| is_program(word) || is_message(word))
}

/// The months of a stamp of RFC 3164.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// When a line of a log was written, to compare it with others of the same: the month, the day and the time of RFC 3164, or
/// a stamp that is in order as it stands.
fn written(line: &str) -> (usize, usize, &str) {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let Some(month) = MONTHS.iter().position(|month| *month == first) else { return (0, 0, first) };
    let day = words.next().and_then(|day| day.parse().ok()).unwrap_or(0);
    (month, day, words.next().unwrap_or_default())
}
