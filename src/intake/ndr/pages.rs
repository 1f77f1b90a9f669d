//! Pages of HTML to the words that a person reads in them, line by line.

use std::borrow::Cow;

use mail_parser::decoders::html::html_to_text;

use super::{elements::tag_end, entities::entity};

/// The words of a page, each block and each cell on a line of its own.
pub(super) fn words(html: &str) -> String {
    html_to_text(&one_break_each(&with_breaks(&with_addressees(html))))
}

/// With the address of a link to somebody behind its words, as Markdown has it, where they are none: a page shows the name alone.
fn with_addressees(html: &str) -> Cow<'_, str> {
    const SCHEME: &str = "mailto:";
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(SCHEME) {
        let (before, link) = rest.split_at(at + SCHEME.len());
        text.push_str(before);
        rest = link;
        let Some((address, words, close)) = addressee(before, link) else { continue };
        text.extend([&link[..words], "[", &link[words..close], "](mailto:", address, ")"]);
        rest = &link[close..];
    }
    if text.is_empty() { html.into() } else { (text + rest).into() }
}

/// The address that a link has behind its scheme, and where its words begin and end, if they are a name.
fn addressee<'a>(before: &str, link: &'a str) -> Option<(&'a str, usize, usize)> {
    const MAX_LINK: usize = 512;
    let near = &before[before.floor_char_boundary(before.len().saturating_sub(MAX_LINK))..];
    let tag = &near[near.rfind('<')?..];
    let linked = ["<a ", "<A ", "<a\n", "<a\r"].iter().any(|start| tag.starts_with(start)) && !tag.contains('>');
    let reach = &link[..link.floor_char_boundary(MAX_LINK)];
    let words = reach.find('>').filter(|_| linked)? + 1;
    let close = words + reach[words..].find("</a").or_else(|| reach[words..].find("</A"))?;
    let address = reach.split(|c: char| c.is_whitespace() || "?\"'<>".contains(c)).next()?;
    let named = !reach[words..close].contains('@') && address.len() < words;
    named.then_some((address, words, close))
}

/// Whether there is a tag that only HTML has.
pub(super) fn is_html(text: &str) -> bool {
    const TAGS: [&str; 9] = ["html", "body", "p", "div", "span", "td", "br", "b", "font"];
    text.match_indices('<').take(100_000).any(|(at, _)| {
        let rest = &text.as_bytes()[at + 1..];
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let end = rest.iter().take(6).position(|b| matches!(b, b'>' | b' ' | b'/')).unwrap_or(0);
        TAGS.iter().any(|tag| rest[..end].eq_ignore_ascii_case(tag.as_bytes()))
    })
}

/// With the tags of a page whose source is shown, `&lt;br&gt;`, however often it was escaped; a text in which nothing that
/// is escaped is such a tag stays as it is.
pub(super) fn with_shown_tags(text: String) -> String {
    if is_html(&text) || !text.contains("lt;") {
        return text;
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('&') {
        shown.push_str(&rest[..at]);
        match entity(&rest[at..]) {
            Some((c @ ('<' | '>'), length)) => {
                shown.push(c);
                rest = &rest[at + length..];
            }
            Some(_) | None => {
                shown.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    shown.push_str(rest);
    if is_html(&shown) { shown } else { text }
}

/// A line break in place of the tags of each block and each cell: the library only breaks at `<br>` and `</p>`, and
/// would join what stands in two cells.
fn with_breaks(html: &str) -> String {
    const BLOCKS: [&str; 13] = ["div", "tr", "td", "th", "table", "li", "ul", "h1", "h2", "h3", "h4", "pre", "p"];
    let mut text = String::with_capacity(html.len() + html.len() / 3 + 4);
    let mut rest = html;
    let mut preformatted = false;
    while let Some(at) = rest.find('<') {
        push(&mut text, &rest[..at], preformatted);
        if let Some(end) = somebody(&rest[at + 1..]) {
            text.extend(["&lt;", &rest[at + 1..at + 1 + end], "&gt;"]);
            rest = &rest[at + 1 + end + 1..];
            continue;
        }
        // Only a letter begins a tag (HTML standard, section 13.2.5.6): `<<< 450 …` is a reply.
        if !rest[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
            text.push_str("&lt;");
            rest = &rest[at + 1..];
            continue;
        }
        let inside = &rest.as_bytes()[at + 1..];
        let tag = inside.strip_prefix(b"/").unwrap_or(inside);
        let name = &tag[..tag.iter().take(8).position(|b| !b.is_ascii_alphanumeric()).unwrap_or(tag.len().min(8))];
        if name.eq_ignore_ascii_case(b"pre") {
            preformatted = tag.len() == inside.len();
        }
        if name.len() < 6 && BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block.as_bytes())) {
            // Only the name is replaced, so that a text of tags alone does not double: `<p>` becomes `<br>`.
            text.push_str("<br");
            rest = &rest[at + 1 + inside.len() - tag.len() + name.len()..];
        } else {
            text.push('<');
            rest = &rest[at + 1..];
            // The library ends a tag at the first `>`, in quotes too.
            if rest.starts_with(|c: char| c.is_ascii_alphabetic())
                && let Some(end) = tag_end(rest)
                && rest[..end].contains('>')
            {
                text.extend(rest[..end].chars().filter(|c| !matches!(c, '<' | '>')));
                rest = &rest[end..];
            }
        }
    }
    push(&mut text, rest, preformatted);
    text
}

/// Adds words of a page. Where they are preformatted (HTML standard, section 4.4.3), line ends and spaces stay what they are:
/// as characters that the library takes for no white space, and `plain` for it.
fn push(text: &mut String, words: &str, preformatted: bool) {
    if !preformatted {
        return text.push_str(words);
    }
    for c in words.chars() {
        text.push(match c {
            '\n' => '\u{b}',
            ' ' if text.ends_with(['\u{b}', ' ', '\u{a0}', '>']) => '\u{a0}',
            c => c,
        });
    }
}

/// Where what is no tag but somebody ends, whose marks were not written as `&lt;` and `&gt;`.
fn somebody(inside: &str) -> Option<usize> {
    let end = inside.find(|c: char| c == '>' || c.is_whitespace() || "<=\"'/".contains(c))?;
    (inside[end..].starts_with('>') && inside[..end].contains('@')).then_some(end)
}

/// Without the line end that stands behind the tag of a break in the source: it is no second one. A single blank beside the tag is
/// one of the text that was folded there, and stays, as a character that the library takes for no white space.
fn one_break_each(html: &str) -> String {
    const BLANK: char = '\u{a0}';
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<br") {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        match rest[..at].strip_suffix(' ').filter(|words| words.ends_with(|c: char| !c.is_whitespace() && c != '>')) {
            Some(words) => {
                text.push_str(words);
                text.push(BLANK);
            }
            None => text.push_str(&rest[..at]),
        }
        text.push_str(&rest[at..end]);
        let behind = &rest[end..];
        rest = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix('\n')).unwrap_or(behind);
        let folded = rest.strip_prefix(' ');
        if let Some(words) = folded.filter(|words| words.starts_with(|c: char| !c.is_whitespace() && c != '<')) {
            text.push(BLANK);
            rest = words;
        }
    }
    text.push_str(rest);
    text
}
