//! Tags, comments and other markup that stand inside a word, in a text that is not read as a page: a source
//! that was pasted, or what a form of the web made of one.

use super::{
    super::{codes, elements::tag_end},
    reading::{MAX_REACH, ahead, is_blank, is_sign, local},
};

/// Elements that a browser puts inside a word without parting it: the phrasing content of the HTML standard (section
/// 3.2.5.2.5) that is text, what HTML 4 had of it, and the empty paragraph of Office.
const ELEMENTS: [&str; 41] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "map", "mark", "nobr", "noscript", "o:p", "output", "q", "ruby", "s", "samp", "script", "shy",
    "slot", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

/// What opens and closes characters that are none of markup (XML 1.0 section 2.7).
const CDATA: (&str, &str) = ("<![CDATA[", "]]>");

/// With what begins what [`inside_word`] knows.
pub(super) const MARKS: [char; 2] = ['<', ']'];

/// How long the tag, the comment, the declaration or the instruction is that a text begins with, if it stands inside a word
/// or beside a sign: there it is nothing, whatever its name. What opens and closes CDATA is nothing anywhere.
pub(super) fn inside_word(before: &str, text: &str) -> Option<usize> {
    if text.starts_with(CDATA.0) {
        return Some(CDATA.0.len());
    }
    if text.starts_with(CDATA.1) {
        let reach = &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_REACH))..];
        return reach.contains(CDATA.0).then_some(CDATA.1.len());
    }
    let (length, sure) = piece(text)?;
    let behind = &text[length..];
    let word = |c: char| c.is_alphanumeric() || is_sign(c) || "._-+".contains(c);
    let begins = |c: char| word(c) || "<%=([\\".contains(c);
    let (left, right) = (before.trim_end_matches(is_blank), behind.trim_start_matches(is_blank));
    if !sure {
        let from_word = begins_in_word(before) && (behind.starts_with(begins) || right.starts_with(is_sign));
        let to_host = left.ends_with(is_sign) && behind.starts_with(begins);
        return (to_host || (from_word && addressed(before, behind))).then_some(length);
    }
    let tight = before.ends_with(|c: char| word(c) || c == '>') && behind.starts_with(begins);
    let beside = left.ends_with(is_sign) && right.starts_with(begins)
        || left.ends_with(|c: char| word(c) || c == '>') && right.starts_with(is_sign);
    (tight || beside).then_some(length)
}

/// How long the piece of markup is that a text begins with, and whether it can be nothing else: `<john>` may be somebody.
fn piece(text: &str) -> Option<(usize, bool)> {
    comment(text).or_else(|| declaration(text)).map(|length| (length, true)).or_else(|| tag(text))
}

/// `<!-- x -->`, `<!-- x -- >` (SGML) or `<!-- x --!>`, on one line and with nobody in it.
fn comment(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("<!--")?;
    let reach = &inside[..inside.floor_char_boundary(MAX_REACH)];
    let end = reach.match_indices('>').find_map(|(at, _)| {
        let inside = reach[..at].strip_suffix('!').unwrap_or(&reach[..at]);
        Some((inside.trim_end_matches(is_blank).strip_suffix("--")?.len(), at + 1))
    });
    let (end, closed) = end?;
    (!names(&reach[..end])).then(|| text.len() - inside.len() + closed)
}

/// `<!doctype x>`, `<![if x]>`, `<?xml x?>`.
fn declaration(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("<!").or_else(|| text.strip_prefix("<?"))?;
    let end = tag_end(inside).filter(|end| !inside.starts_with("--") && !names(&inside[..*end]))?;
    Some("<!".len() + end + 1)
}

/// `<wbr>`, `</b>`, `<wbr />`, `<span style="x">`, `<st1:place>`, `<x>`; and whether it is an element that is known.
fn tag(text: &str) -> Option<(usize, bool)> {
    let inside = text.strip_prefix('<')?;
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name = &inside
        [..ahead(&inside[..inside.floor_char_boundary(64)], |c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-'))];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let known = ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element));
    let rest = &inside[name.len()..];
    let named = rest.starts_with([' ', '/', '>', '\t']);
    let end = tag_end(rest).filter(|end| named && !rest.starts_with("//") && !names(&rest[..*end]))?;
    Some((text.len() - rest.len() + end + 1, known))
}

/// Whether a word stands right before a place, or the pieces that follow one.
fn begins_in_word(before: &str) -> bool {
    let reach = &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_REACH))..];
    reach.ends_with(char::is_alphanumeric)
        || (reach.ends_with('>')
            && reach.rsplit(char::is_whitespace).next().is_some_and(|run| run.starts_with(char::is_alphanumeric)))
}

/// Whether what stands around a place has a sign: only there is what may be somebody none.
fn addressed(before: &str, behind: &str) -> bool {
    let reach = &behind[..behind.floor_char_boundary(MAX_REACH)];
    let mut at = 0;
    loop {
        at += ahead(&reach[at..], |c| (local(c) && !is_sign(c)) || c == '\'');
        match piece(&reach[at..]) {
            Some((length, _)) => at += length,
            None => break,
        }
    }
    let goes_on = &reach[at..];
    if goes_on.trim_start_matches(is_blank).starts_with(is_sign) || has_coded_sign(&reach[..at]) {
        return true;
    }
    let tail = &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_REACH))..];
    tail.rfind(is_sign).is_some_and(|sign| !tail[sign..].contains(char::is_whitespace))
}

/// Whether a sign that is written as a number stands before a word.
fn has_coded_sign(text: &str) -> bool {
    text.match_indices(codes::begins).any(|(at, _)| {
        codes::sign(&text[at..]).is_some_and(|(_, length)| text[at + length..].starts_with(char::is_alphabetic))
    })
}

/// Whether what goes with a tag may hold an address, which is then to be read; a line end is none of a word.
fn names(text: &str) -> bool {
    let sign = text.contains(is_sign) && text.contains(char::is_alphanumeric);
    sign || text.contains('\n') || text.contains("mailto:") || has_coded_sign(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_inside_a_word_is_known_and_a_name_in_angles_is_none() {
        for (before, text, length) in [
            ("john", "<wbr>@c.org", Some(5)),
            ("john", "<WBR />.doe@c.org", Some(7)),
            ("john", "<!-- x -->@c.org", Some(10)),
            ("john<b>", "</b>@c.org", Some(4)),
            ("john ", "<b>@</b> c.org", Some(3)),
            ("john", "<span style=\"x\">.doe@c.org", Some(16)),
            ("john", "<a href=\"mailto:john@c.org\">.doe", None),
            ("to=", "<mark>, x", None),
            ("to ", "<b> x", None),
            ("to", "<john>@c.org", Some(6)),
            ("john", "<br>@c.org", Some(4)),
            ("john", "<st1:place>.doe@c.org", Some(11)),
            ("john", "<img alt=\">\">@c.org", Some(13)),
            ("john@c", "<x/>.org", Some(4)),
            ("john", "<!doctype x>@c.org", Some(12)),
            ("john", "<?xml x?>@c.org", Some(9)),
            ("john", "<!-- -- >@c.org", Some(9)),
            ("john", "<!--@-->@c.org", Some(8)),
            ("<![CDATA[john", "]]>@c.org", Some(3)),
            ("john", "]]>@c.org", None),
            ("to ", "<john>@c.org", None),
            ("to=", "<john>@c.org", None),
            ("John", "<john@c.org>", None),
            ("john", "<x>doe is not here", None),
            ("john", "<wbr", None),
        ] {
            assert_eq!(inside_word(before, text), length, "{before}{text}");
        }
    }
}
