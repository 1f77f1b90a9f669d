//! Entries of a mail server's log: where one begins, and which of them are about one message.

use std::collections::HashMap;

use super::protocol;

/// By what lines of a log are told to be of one message. Of Postfix's the process, `postfix/smtp[22104]`, which sees to one at a
/// time, and the id in the queue; of another server's the id behind its name, `sm-mta[71]: 5A5xx1: `, or behind the stamp, as Exim
/// has it; of an Exchange server's the connector and the session.
pub(super) fn threads(line: &str) -> Vec<&str> {
    if protocol::begins(line) {
        return line.split(',').skip(1).take(2).filter(|cell| !cell.is_empty()).collect();
    }
    let start = &line[..line.floor_char_boundary(160)];
    let head = start.find("postfix/smtp[").and_then(|at| Some((at, at + start[at..].find(']')? + 1)));
    if let Some((at, end)) = head {
        let behind = start[end..].strip_prefix(": ").and_then(|behind| behind.split_once(": "));
        let id = behind.map(|(id, _)| id).filter(|id| id.len() > 5 && id.bytes().all(|b| b.is_ascii_alphanumeric()));
        return std::iter::once(&start[at..end]).chain(id).collect();
    }
    let of_syslog = || start.split_once("]: ").and_then(|(_, behind)| behind.split_once(": ")).map(|(id, _)| id);
    let is_id = |id: &&str| id.len() > 2 && id.bytes().all(|b| b.is_ascii_alphanumeric());
    let of_exim = || start.split_whitespace().skip(2).take(2).find(|word| is_of_exim(word));
    of_syslog().filter(is_id).or_else(of_exim).into_iter().collect()
}

/// Whether a word is the id of a message in Exim's log, `1t7xQ6-0001Ab-2E`.
fn is_of_exim(word: &str) -> bool {
    let plain = word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain
        && word.len() > 4
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.matches('-').count() < 3
        && word.contains('-')
        && word.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Whether a line of a log says what became of the message: Postfix's `status=`, sendmail's `stat=`, Exim's `==` and `**`; what an
/// Exchange server notes has no such mark, so there the last says it.
pub(super) fn decides(line: &str) -> bool {
    [" status=", " stat=", " == ", " ** "].iter().any(|mark| line.contains(mark)) || protocol::begins(line)
}

/// Whether two lines that say it are of one server that was tried: of the rows of an Exchange server's log.
fn is_of_one_server(line: &str, other: &str) -> bool {
    let remote = |line: &str| line.split(',').nth(5).map(str::to_owned);
    protocol::begins(line) && protocol::begins(other) && remote(line) == remote(other)
}

/// Whether a line of a log tells of an attempt above the last one; `latest` as [`latest`] has it.
pub(super) fn is_earlier(line: &str, latest: &HashMap<String, String>) -> bool {
    let is_other = |last: &String| last != line && !is_of_one_server(line, last);
    threads(line).iter().any(|thread| latest.get(*thread).is_some_and(is_other))
}

/// The row of an Exchange server's log that was written last, of all sessions.
pub(super) fn last_row<'a>(lines: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    lines.filter(|line| protocol::begins(line)).max_by(|one, other| written(one).cmp(&written(other)))
}

/// Whether a line is such a row of another session, or of another server, than `last`.
pub(super) fn is_of_another_session(line: &str, last: &str) -> bool {
    protocol::begins(line) && (threads(line) != threads(last) || !is_of_one_server(line, last))
}

/// Of each of these the line that says last what became of the message: the attempts above it led to that.
pub(super) fn latest<'a>(lines: impl Iterator<Item = &'a str>) -> HashMap<String, String> {
    let mut latest: HashMap<String, String> = HashMap::new();
    for line in lines.filter(|line| decides(line)) {
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

/// Whether a line that lay too close to the edge for it goes on with an entry of a log: that has a stamp, its program or its
/// message in front, and a sentence of somebody's own begins with a capital letter, which an entry has behind a mark.
pub(super) fn goes_on(entry: &str, line: &str) -> bool {
    (!begins_sentence(line) || is_unfinished(entry)) && is_entry(entry) && !is_stamped(line)
}

/// Whether a line is an entry of a log, with its stamp or without.
pub(super) fn is_entry(line: &str) -> bool {
    begins(line) || is_stamped(line) || begins_without_stamp(line)
}

/// Whether a line begins as a sentence does: `Internet,08DE2B6E9C1F0B99,3,…` are cells.
fn begins_sentence(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && !word.contains(|c: char| c.is_ascii_digit())
}

/// Whether an entry stops at a mark behind which more stands, or inside a quoted cell.
fn is_unfinished(entry: &str) -> bool {
    const MAX_ENTRY: usize = 2048;
    let is_quoted = || entry.len() <= MAX_ENTRY && entry.matches('"').count() % 2 == 1;
    entry.ends_with([':', ',', ';', '=']) || is_quoted()
}

/// Whether a line begins with the program or the message of an entry whose stamp somebody left out, `smtpd[2231]: `, `1t7xQ6-0001Ab-2E `.
fn begins_without_stamp(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    first.strip_suffix("]:").is_some_and(|name| name.contains('[')) || (first.len() >= 16 && is_of_exim(first))
}

/// Whether a line begins with a day and the time of it to the second, as logs write them: `Tue 2026-11-24 11:10:00.101: `, `[24/Nov/2026
/// 11:20:00] `, `2026-11-24T09:00:02.400Z,`, `date=2026-11-24 time=11:51:00 `, `"TCPIP"<tab>2684<tab>"2026-11-24 11:00:01.102"`.
fn is_stamped(line: &str) -> bool {
    const MAX_STAMP: usize = 64;
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let near = &line.as_bytes()[..line.len().min(MAX_STAMP)];
    let is_time = |time: &[u8]| {
        time.iter().enumerate().all(|(at, b)| if at == 2 || at == 5 { *b == b':' } else { b.is_ascii_digit() })
    };
    let Some(head) = near.windows(8).position(is_time).and_then(|at| line.get(..at)) else { return false };
    let is_of_stamp = |word: &str| {
        word.contains(|c: char| c.is_ascii_digit())
            || word.starts_with('"')
            || word.ends_with('=')
            || DAYS.contains(&word)
            || MONTHS.contains(&word)
    };
    head.contains(|c: char| c.is_ascii_digit()) && head.split_whitespace().all(is_of_stamp)
}

/// The months of a stamp of RFC 3164.
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// When a line of a log was written, to compare it with others of the same: the month, the day and the time of RFC 3164, or
/// a stamp that is in order as it stands.
fn written(line: &str) -> (usize, usize, &str) {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let Some(month) = MONTHS.iter().position(|month| *month == first) else {
        // `2026-11-04 08:15:41`, `2026-11-04T08:15:41.120Z`
        return (0, 0, &line[..line.floor_char_boundary(23)]);
    };
    let day = words.next().and_then(|day| day.parse().ok()).unwrap_or(0);
    (month, day, words.next().unwrap_or_default())
}
