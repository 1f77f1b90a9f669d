//! What of a report's own text may stand in a redacted file: the words of mail systems, numbers, and stand-ins. Rules that find
//! names miss some in what people paste; a word that nobody knows is left out, so that a name need not be found.

use super::words::is_of_dotnet;
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
const OF_SYSTEMS: [&str; 41] = [
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
    "transmission",
    "win32",
];

/// Whether a letter is a part of a word here: what stands between such is kept as it is.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '\'' | '’' | '%' | '+' | '@' | '*' | '&' | '#' | '\\')
}

/// A text of a report of which no word is left that is not known.
pub(super) fn known(text: &str, knowledge: &Knowledge) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    // Where the last word that was left out ended, if only a gap came behind it.
    let mut left_out = None;
    while let Some(first) = rest.chars().next() {
        let is_word = is_of_word(first);
        let end = rest.find(|c| is_of_word(c) != is_word).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        rest = behind;
        if !is_word {
            // What is no letter and no sign of a text is no part of one either.
            kept.extend(
                run.chars().filter(|c| c.is_ascii() || c.is_whitespace() || *c == '…' || "«»“”„‘".contains(*c)),
            );
        } else if is_known(run, behind.starts_with('='), knowledge) {
            kept.push_str(run);
            left_out = None;
        } else if left_out.is_some_and(|at: usize| kept[at..].trim().is_empty()) {
            kept.truncate(left_out.unwrap_or(kept.len()));
        } else {
            kept.push_str(LEFT_OUT);
            left_out = Some(kept.len());
        }
    }
    kept
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
        ] {
            assert_eq!(known(text, Knowledge::embedded()), left.unwrap_or(text), "{text}");
        }
    }
}
