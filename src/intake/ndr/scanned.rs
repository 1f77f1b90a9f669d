//! Text that was read off a picture: letters and marks that look like those of a code, put right where nothing but a code of
//! Office 365's can stand; and in the name of the host that a field gives.

/// What a letter that looks like a digit is; a digit is itself.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        'O' | 'o' | 'Q' | 'D' => Some('0'),
        'l' | 'I' | 'i' | '|' | '!' => Some('1'),
        'Z' => Some('2'),
        'S' | 's' => Some('5'),
        'B' => Some('8'),
        _ => None,
    }
}

/// The most characters of a code with its slips: `4 . 4 . 3 1 6` has none between its last digits.
const MAX_CODE: usize = 12;

/// The text with its codes and hosts put right.
pub(super) fn corrected(text: String) -> String {
    let text = with_codes(text);
    with_hosts(text)
}

fn with_codes(text: String) -> String {
    let mut out: Option<String> = None;
    let mut from = 0;
    // A code ends in three digits of which the first is a 3, with a mark before it.
    for (at, _) in text.match_indices(['.', ',']) {
        let start = at - usize::from(text[..at].ends_with(' '));
        let Some(first) = text[..start].chars().next_back() else { continue };
        let begin = start - first.len_utf8();
        let Some((code, end)) = (begin >= from).then(|| code_at(&text, begin)).flatten() else { continue };
        let basic = basic_before(&text[..begin]).filter(|(place, _)| *place >= from);
        let came = &text[begin..end];
        let marked = came.contains([',', ' ']);
        if text[..begin].ends_with(char::is_alphanumeric)
            || text[..begin].ends_with(['.', ','])
            || (marked && basic.is_none())
        {
            continue;
        }
        if came == code && basic.as_ref().is_none_or(|(place, digits)| text[*place..].starts_with(digits.as_str())) {
            continue;
        }
        let out = out.get_or_insert_with(String::new);
        match basic {
            Some((place, digits)) => {
                out.push_str(&text[from..place]);
                out.push_str(&digits);
                out.push(' ');
            }
            None => out.push_str(&text[from..begin]),
        }
        out.push_str(&code);
        from = end;
    }
    match out {
        Some(out) => out + &text[from..],
        None => text,
    }
}

/// The code that begins at a place, put right, and where it ends: `x.4.3yz` and `x.7.3yz`, in which Office 365 counts its own.
fn code_at(text: &str, begin: usize) -> Option<(String, usize)> {
    let mut code = String::with_capacity(7);
    let mut chars = text[begin..].char_indices().take(MAX_CODE).peekable();
    for place in 0..7 {
        let is_mark = matches!(place, 1 | 3);
        // A space may stand on either side of a mark.
        if is_mark || matches!(place, 2 | 4) {
            chars.next_if(|(_, c)| *c == ' ');
        }
        let (_, c) = chars.next()?;
        code.push(if is_mark { Some('.').filter(|_| matches!(c, '.' | ','))? } else { digit(c)? });
    }
    let end = begin + chars.peek().map_or(text.len() - begin, |(at, _)| *at);
    let is_one =
        code.starts_with(['4', '5']) && matches!(code.as_bytes()[2], b'4' | b'7') && code.as_bytes()[4] == b'3';
    let goes_on = text[end..]
        .starts_with(|c: char| c.is_alphanumeric() || c == '.' && text[end + 1..].starts_with(char::is_alphanumeric));
    (is_one && !goes_on).then_some((code, end))
}

/// The basic code right before a place, put right, and where it begins.
fn basic_before(before: &str) -> Option<(usize, String)> {
    let bare = before.trim_end_matches([' ', '-']);
    let start = bare.char_indices().rev().nth(2)?.0;
    let alone = bare.len() < before.len() && !bare[..start].ends_with(|c: char| c.is_alphanumeric() || c == '.');
    let digits: Option<String> = bare[start..].chars().map(digit).collect();
    digits.filter(|digits| alone && digits.starts_with(['4', '5'])).map(|digits| (start, digits))
}

/// A capital `I` inside a name in small letters is an `l`, where a field says that it is a host.
fn with_hosts(text: String) -> String {
    const FIELDS: [&str; 2] = ["ServerName=", "Server at "];
    let mut places = Vec::new();
    for (at, field) in FIELDS.iter().flat_map(|field| text.match_indices(field)) {
        let start = at + field.len();
        let name = text[start..].split([' ', ']', ')', '\n']).next().unwrap_or_default();
        let small = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase() || c == '.' || c == '-');
        let is_slip = |at: &usize| small(name[..*at].chars().next_back()) && small(name[*at + 1..].chars().next());
        places.extend(name.match_indices('I').map(|(at, _)| at).filter(is_slip).map(|at| start + at));
    }
    let mut text = text;
    for at in places {
        text.replace_range(at..=at, "l");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_code_is_one_only_where_nothing_else_can_stand() {
        for (came, read) in [
            ("450 4.4.3l6 x", "450 4.4.316 x"),
            ("45O 4.4.316 x", "450 4.4.316 x"),
            ("4S0 4 .4. 3I6 x", "450 4.4.316 x"),
            ("450 4,4,316 x", "450 4.4.316 x"),
            ("'45O 4.7.32O O", "'450 4.7.320 O"),
            ("55O 5.4.3l6, y", "550 5.4.316, y"),
            ("error 4.4.3l6.", "error 4.4.316."),
            ("Server at maiI.b.test (", "Server at mail.b.test ("),
        ] {
            assert_eq!(corrected(came.to_owned()), read, "{came}");
        }
        for text in [
            "at 4,4,316 Main street",
            "4.4.316 and 450 4.4.316 x",
            "1.4.4.31 o",
            "s.4.3oz",
            "14.4.3l6",
            "Server at MAIL.B.TEST (",
            "[LastAttemptedServerName=Ilona.b.test]",
        ] {
            assert_eq!(corrected(text.to_owned()), text, "{text}");
        }
    }
}
