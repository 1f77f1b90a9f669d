//! The sentence in which an NDR says who answered what, by its shape: Microsoft writes it in the reader's language, and
//! only the host, its address and the reply in quotes are the same in all of them.

use super::{
    joints::begins_reply,
    server::{is_inside, server},
    tags::socket_address,
};

/// The most bytes before the host, and between its address and the reply.
const MAX_WORDS: usize = 120;

/// `<words> NAME (IP) <words> '550 …' <words>`.
pub(super) struct Answered<'a> {
    /// What stands before the host: words, and a date before them.
    pub(super) head: &'a str,
    pub(super) name: &'a str,
    pub(super) address: &'a str,
    /// The reply, without its quotes.
    pub(super) reply: &'a str,
}

/// The sentence, if a text is one.
pub(super) fn answered(text: &str) -> Option<Answered<'_>> {
    let text = text.trim();
    let open = text.find(" (")?;
    let close = open + text[open..].find(')')?;
    let address = &text[open + 2..close];
    socket_address(address)?;
    let start = text[..open].rfind(' ').map_or(0, |at| at + 1);
    let (head, name) = (&text[..start], &text[start..open]);
    // A field of a log or of a report is no word.
    let is_prose = |words: &str| {
        words.len() <= MAX_WORDS && !words.contains(['[', ']', '{', '}', '=', ';', '"']) && quote(words).is_none()
    };
    // What somebody writes before it may have as many words as they like.
    let sentence = ["\"", ". ", ": "].iter().filter_map(|end| head.rfind(end).map(|at| at + end.len())).max();
    server(name).filter(|_| is_prose(&head[sentence.unwrap_or_default()..]))?;
    let behind = &text[close + 1..];
    let quote = quote(behind).filter(|at| is_prose(&behind[..*at]) && !behind[..*at].trim().is_empty())?;
    let reply = &behind[quote + 1..];
    let mark = char::from(behind.as_bytes()[quote]);
    // The closing quote is the last one with no letter behind it: "The recipient's inbox" has none.
    let lasts = |at: &usize| mark == '"' || !reply[at + 1..].starts_with(|c: char| c.is_alphanumeric());
    let end = reply.rmatch_indices(mark).map(|(at, _)| at).find(lasts).unwrap_or(reply.len());
    let reply = reply[..end].trim();
    begins_reply(reply).then_some(Answered { head, name, address, reply })
}

/// The first mark of quoting: between two letters stands an apostrophe, `l'avis`.
fn quote(text: &str) -> Option<usize> {
    let is_apostrophe =
        |at: usize| text[..at].ends_with(char::is_alphabetic) && text[at + 1..].starts_with(char::is_alphabetic);
    text.match_indices(['\'', '"']).map(|(at, _)| at).find(|at| text.as_bytes()[*at] == b'"' || !is_apostrophe(*at))
}

/// The value of a field that names who was to receive, `NAME (IP)`, `NAME [IP]`, `NAME / IP`, unless it is a host inside
/// Exchange Online.
pub(super) fn receiver(value: &str) -> Option<(&str, &str)> {
    let (name, address) = value.trim().split_once([' ', '('])?;
    let address = address.trim_start_matches([' ', '(', '/', '-']).trim_end_matches(')');
    let bare = address.strip_prefix('[').and_then(|inside| inside.strip_suffix(']'));
    let address = bare.unwrap_or(address);
    socket_address(address)?;
    (!name.contains(' ') && !is_inside(name) && server(name).is_some()).then_some((name, address))
}
