//! What of a report's own text may stand in a redacted file: the words of mail systems, numbers, and stand-ins. Rules that find
//! names miss some in what people paste; a word that nobody knows is left out, so that a name need not be found.

use super::{
    users::{Word, word},
    words::is_of_dotnet,
};
use crate::{knowledge::Knowledge, l10n::is_of_catalogue, report::nobody::microsoft};

/// What stands for words that are left out.
const LEFT_OUT: &str = "…";

/// What stand-ins begin with, each before `-1`, `-2` and so on.
const STAND_INS: [&str; 11] = [
    "certificate",
    "connector",
    "file",
    "group",
    "host",
    "mailbox",
    "name",
    "organization",
    "tenant",
    "thumbprint",
    "user",
];

/// Commands of SMTP (RFC 5321 section 4.1.1) and words of logs and statuses that no message of ours has.
const OF_SYSTEMS: [&str; 42] = [
    "rcpt",
    "helo",
    "rset",
    "vrfy",
    "esmtp",
    "smtp",
    "rfc822",
    "dsn",
    "stat",
    "relay",
    "queued",
    "deferred",
    "bounced",
    "mta",
    "diagnostic",
    "recipient",
    "recipients",
    "sender",
    "undeliverable",
    "socket",
    "winsock",
    "sent",
    "lost",
    "unknown",
    "alternate",
    "am",
    "attempted",
    "closing",
    "defer",
    "delivered",
    "endpoint",
    "failover",
    "initial",
    "issued",
    "mailer",
    "pm",
    "postfix",
    "primary",
    "succeed",
    "thumbprint",
    "transmission",
    "win32",
];

/// Whether a letter is a part of a word here: what stands between such is kept as it is.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '\'' | '’' | '%' | '+' | '@' | '*' | '&' | '#' | '\\')
}

/// A tab as [`WireText`](crate::model::WireText) has it: it parts words.
const TAB: &str = r"\x09";

/// What quotes a word and may stand within one.
const QUOTES: [char; 2] = ['\'', '\u{2019}'];

/// A text of a report of which no word is left that is not known.
pub(super) fn known(text: &str, knowledge: &Knowledge) -> String {
    let text = text.replace(TAB, "\t");
    let runs = runs(&text);
    let mut kept = String::with_capacity(text.len());
    // Where the last word that was left out ended, if only a gap came behind it.
    let mut left_out = None;
    for (at, run) in runs.iter().enumerate() {
        if !run.starts_with(is_of_word) {
            // What is no letter and no sign of a text is no part of one either.
            kept.extend(
                run.chars().filter(|c| c.is_ascii() || c.is_whitespace() || *c == '…' || "«»“”„‘".contains(*c)),
            );
            continue;
        }
        let is_field = runs.get(at + 1).is_some_and(|behind| behind.starts_with('='));
        if is_known(run, is_field, knowledge) && !is_of_somebody(&runs, at, knowledge) {
            kept.push_str(run);
            left_out = None;
            continue;
        }
        // What quotes a name is none of it.
        let bare = run.trim_matches(QUOTES);
        let begin = run.len() - run.trim_start_matches(QUOTES).len();
        match left_out.filter(|at: &usize| kept[*at..].trim().is_empty() && begin == 0) {
            Some(at) => kept.truncate(at),
            None => {
                kept.push_str(&run[..begin]);
                kept.push_str(LEFT_OUT);
            }
        }
        left_out = Some(kept.len());
        kept.push_str(&run[begin + bare.len()..]);
    }
    kept.replace('\t', TAB)
}

/// The words of a text and what stands between them, in turn.
fn runs(text: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = is_of_word(first);
        let (run, behind) = rest.split_at(rest.find(|c| is_of_word(c) != is_word).unwrap_or(rest.len()));
        runs.push(run);
        rest = behind;
    }
    runs
}

/// Whether a word of our own messages is a part of a name: `Mark Long` is called by two of them. Both have a capital, and
/// neither is of what mail systems write; beside a stand-in one is enough.
fn is_of_somebody(runs: &[&str], at: usize, knowledge: &Knowledge) -> bool {
    let part = |at: usize| runs.get(at).is_some_and(|run| is_like_part(run, knowledge));
    let named = |at: usize| runs.get(at).is_some_and(|run| is_stand_in(run.trim_matches(QUOTES)));
    let joined = |gap: usize| runs.get(gap).is_some_and(|gap| *gap == " ");
    let before = at >= 2 && joined(at - 1) && (part(at - 2) || named(at - 2));
    let behind = joined(at + 1) && part(at + 2);
    part(at) && (before || behind)
}

/// Whether a word may be a part of a name for all that is known.
fn is_like_part(run: &str, knowledge: &Knowledge) -> bool {
    let bare = run.trim_matches(['.', '\'', '\u{2019}']);
    let mut letters = bare.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    let small = bare.to_lowercase();
    is_capital
        && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{2019}'))
        && !OF_SYSTEMS.contains(&small.as_str())
        && !knowledge.is_written(&small)
        && word(&small) != Word::Said
}

/// Whether a word is one of mail systems, a number, a stand-in, or the name of a field.
fn is_known(word: &str, is_field: bool, knowledge: &Knowledge) -> bool {
    let bare = word.trim_matches(['.', '-', '_', '\'', '’', '*', '#', '&', '\\']);
    if bare.is_empty()
        || is_number_or_time(bare)
        || is_stand_in(bare)
        || is_of_dotnet(bare)
        || microsoft(&bare.to_lowercase()) == Some("")
    {
        return true;
    }
    if bare.contains(['%', '+', '@', '\\', '&', '#', '*']) {
        return false;
    }
    let is_hexadecimal = bare.strip_prefix("0x").is_some_and(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    is_hexadecimal
        || is_field && bare.bytes().all(|byte| byte.is_ascii_alphabetic()) && !is_one_word(bare)
        || is_word(bare, knowledge)
        || pieces(bare).all(|piece| is_word(piece, knowledge))
}

/// Whether it is a number, a version or a time: `10061`, `192.0.2.1`, `2026-11-20T08`, `10.123Z`.
fn is_number_or_time(bare: &str) -> bool {
    let digits = bare.strip_suffix('Z').unwrap_or(bare);
    let (date, time) = digits.split_once('T').unwrap_or((digits, ""));
    let is_one = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    bare.starts_with(|c: char| c.is_ascii_digit()) && is_one(date) && is_one(time)
}

/// Whether it may be a name before the sign of equality, `Meier=`: the name of a field is short, or several words written together.
fn is_one_word(bare: &str) -> bool {
    bare.len() > 2 && bare.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
}

fn is_word(piece: &str, knowledge: &Knowledge) -> bool {
    let small = piece.to_lowercase();
    let mut letters = small.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        // One letter is an initial, but for the words of our languages that are one.
        return letter.is_ascii_digit() || "aàyoe".contains(letter) && piece == small;
    }
    small.chars().all(|c| c.is_ascii_digit())
        || OF_SYSTEMS.contains(&small.as_str())
        || knowledge.is_written(&small)
        || is_of_catalogue(&small)
}

/// The words in one that is written together: `LastAttemptedServerName`, `TLS1.2`, `end-of-data`.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let mut begins = vec![0];
    let mut before: Option<char> = None;
    for (at, c) in word.char_indices() {
        let turns = before.is_some_and(|before| {
            before.is_lowercase() && c.is_uppercase()
                || before.is_numeric() != c.is_numeric()
                || !before.is_alphanumeric()
        });
        if turns {
            begins.push(at);
        }
        before = Some(c);
    }
    let ends = begins.clone().into_iter().skip(1).chain([word.len()]);
    let pieces = begins.into_iter().zip(ends).map(|(begin, end)| &word[begin..end]);
    pieces.map(|piece| piece.trim_matches(|c: char| !c.is_alphanumeric())).filter(|piece| !piece.is_empty())
}

/// Whether a word is what stands for another: `user-3`, `host-1.example`, `tenant-1.mail.protection.outlook.com`.
fn is_stand_in(word: &str) -> bool {
    let small = word.to_ascii_lowercase();
    let Some((kind, number)) = small.split_once('-') else { return false };
    let number = number.split(['.', '-']).next().unwrap_or_default();
    STAND_INS.contains(&kind) && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_named_by_what_is_left_and_what_mail_systems_write_stays() {
        for (text, left) in [
            (
                "450 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName=host-1.example] \
                 [LastAttemptedIP=192.0.2.1:25]",
                None,
            ),
            ("451 4.7.320 Certificate validation failed [Message=CertificateExpired]", None),
            ("550 5.1.1 *** User unknown (in reply to RCPT TO command)", None),
            ("450 4.4.317 refused Vixywav Wyjovav <***>", Some("450 4.4.317 refused … <***>")),
            ("2026-11-20T08:12:31.123Z Primary target IP address responded", None),
            ("mailbox \"Vixywav Q. Wyjovav\" is full", Some("mailbox \"…\" is full")),
            ("\"Vixywav\",\"***\"", Some("\"…\",\"***\"")),
            ("ziky。wav *** %70%6C", Some("… *** …")),
            ("Z293YXZhdiU0MGNvbnRvc28uY29t", Some("…")),
            ("CN=Vixywav", Some("CN=…")),
            ("550 User 'Anna Meier' not found", Some("550 User '…' not found")),
            (r"Mark Long\x09***\x09450 4.4.316", Some(r"…\x09***\x09450 4.4.316")),
            ("| Mark Long | *** |", Some("| … | *** |")),
            ("mailbox of Mark Long is full ***", Some("mailbox of … is full ***")),
            ("450 4.4.316 user-1 Long", Some("450 4.4.316 user-1 …")),
            ("Mark: the server took too long", None),
            ("Message Expired, Connection Refused, Last Attempted Server Name, Remote Server", None),
        ] {
            assert_eq!(known(text, Knowledge::embedded()), left.unwrap_or(text), "{text}");
        }
    }
}
