//! Tags and comments of HTML that stand inside a word, in a text that is not read as a page: a source that was pasted, or
//! what a form of the web made of one.

use super::reading::{MAX_REACH, ahead, is_blank, is_sign};

/// Elements that a browser puts inside a word without parting it: the phrasing content of the HTML standard (section
/// 3.2.5.2.5) that is text, what HTML 4 had of it, and the empty paragraph of Office.
const ELEMENTS: [&str; 41] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "map", "mark", "nobr", "noscript", "o:p", "output", "q", "ruby", "s", "samp", "script", "shy",
    "slot", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

/// How long the tag or the comment is that a text begins with, if it stands inside a word, or beside a sign.
pub(super) fn inside_word(before: &str, text: &str) -> Option<usize> {
    let length = comment(text).or_else(|| tag(text))?;
    let behind = &text[length..];
    let (left, right) = (before.trim_end_matches(is_blank), behind.trim_start_matches(is_blank));
    let word = |c: char| c.is_alphanumeric() || is_sign(c) || "._-+".contains(c);
    let begins = |c: char| word(c) || "<%=([\\".contains(c);
    let tight = before.ends_with(|c: char| word(c) || c == '>') && behind.starts_with(begins);
    let beside = left.ends_with(is_sign) && right.starts_with(begins)
        || left.ends_with(|c: char| word(c) || c == '>') && right.starts_with(is_sign);
    (tight || beside).then_some(length)
}

/// `<!-- x -->`, on one line and with nobody in it.
fn comment(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("<!--")?;
    let reach = &inside[..inside.floor_char_boundary(MAX_REACH)];
    let end = reach.find("-->")?;
    (!names(&reach[..end])).then_some(end + "<!---->".len())
}

/// `<wbr>`, `</b>`, `<wbr />`, `<span style="x">`.
fn tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name = &inside[..ahead(&inside[..inside.floor_char_boundary(12)], |c| c.is_ascii_alphanumeric() || c == ':')];
    let known = ELEMENTS.iter().any(|element| name.eq_ignore_ascii_case(element));
    let rest = &inside[name.len()..inside.floor_char_boundary(MAX_REACH)];
    let end = rest.find('>').filter(|_| known && rest.starts_with([' ', '/', '>', '\t']))?;
    let whole = !names(&rest[..end]) && !rest[..end].contains('<');
    whole.then(|| text.len() - inside.len() + name.len() + end + 1)
}

/// Whether what goes with a tag may hold an address, which is then to be read; a line end is none of a word.
fn names(text: &str) -> bool {
    text.contains(|c: char| is_sign(c) || c == '\n') || text.contains("40") || text.contains("mailto:")
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
            ("to", "<john>@c.org", None),
            ("john", "<br>@c.org", None),
            ("john", "<wbr", None),
        ] {
            assert_eq!(inside_word(before, text), length, "{before}{text}");
        }
    }
}
