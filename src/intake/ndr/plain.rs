//! Text as it came, to plain text: HTML to words, quoted-printable undone, entities and curly quotes and spaces
//! in one form; what hides is set apart.

use mail_parser::decoders::html::html_to_text;

use super::{edges::edges, elements::tag_end, encoded, json, legible::Legible, links, scanned};

/// How often a page may show the source of a page.
const MAX_PAGES: usize = 3;

/// The text in the one form in which the rest of the room reads it. Line ends are `\n`.
pub(super) fn plain(text: String) -> Legible {
    in_one_form(text, MAX_PAGES)
}

/// The same of the fields of a report (RFC 3464 section 2.1): they are no page, whatever tag stands in one of them.
pub(super) fn fields(text: String) -> Legible {
    in_one_form(text, 0)
}

fn in_one_form(mut text: String, pages: usize) -> Legible {
    text = match json::texts(&text) {
        Some(texts) => texts,
        None => json::unescaped(text),
    };
    text = signs_again(text);
    // Attributes that are encoded so prove that the page as a whole is: its soft breaks would be spaces in HTML.
    if text.contains("=3D\"") && is_html(&text) {
        text = unquoted_printable(text);
    }
    // Each form of the text is let go as soon as the next one is there: it may have megabytes.
    for _ in 0..pages {
        text = with_shown_tags(text);
        if !is_html(&text) {
            break;
        }
        text = one_break_each(&with_breaks(&text));
        text = html_to_text(&text);
    }
    // An encoded word has signs of quoted-printable in it, and may have been encoded so as a whole.
    text = encoded::words_undone(text);
    text = encoded::words_undone(unquoted_printable(text));
    text = encoded::pairs_undone(text);
    text = scanned::corrected(tidy(&text));
    Legible::new(links::without(text))
}

/// With `＠` and `﹫` again where their UTF-8 was read as Windows-1252: no language writes what that leaves, and HTML and
/// spaces in one form would take its last letter away.
fn signs_again(mut text: String) -> String {
    for (left, sign) in [("ï¼\u{a0}", "＠"), ("ï¹«", "﹫")] {
        if text.contains(left) {
            text = text.replace(left, sign);
        }
    }
    text
}

/// Whether there is a tag that only HTML has.
fn is_html(text: &str) -> bool {
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
fn with_shown_tags(text: String) -> String {
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
/// as characters that the library takes for no white space, and [`one_form`] for it.
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

/// Without the line end that stands behind the tag of a break in the source: it is no second one.
fn one_break_each(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<br") {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        text.push_str(&rest[..end]);
        let behind = &rest[end..];
        rest = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix('\n')).unwrap_or(behind);
    }
    text.push_str(rest);
    text
}

/// Undoes quoted-printable (RFC 2045 section 6.7) in text that was pasted with it: soft line breaks, and, where
/// `=3D` proves it, every `=XX`. Without that proof `[Message=45…` stays as it is.
fn unquoted_printable(text: String) -> String {
    let encoded = text.contains("=3D");
    if !encoded && !text.contains("=\n") && !text.contains("=\r\n") {
        return text;
    }
    if !encoded && is_broken_at_its_edge(&text) {
        return text;
    }
    // What began to quote on the line below was no part of the word above it.
    let is_soft = |at: usize, below: usize| {
        let quotes = || text[below..].starts_with("> ") && margin_below(&text, at, below) == 0;
        let is_plain = || [last_line(&text[..at]), first_line(&text[below..])].into_iter().any(has_bare_sign);
        encoded || !(ends_with_key(&text.as_bytes()[..at]) || is_plain() || quotes())
    };
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| {
            bytes.get(i).and_then(|b| char::from(*b).to_digit(16)).filter(|_| !bytes[i].is_ascii_lowercase())
        };
        match (bytes[at], bytes.get(at + 1), bytes.get(at + 2)) {
            // `[Message=` at the end of a line that was wrapped by hand keeps its sign.
            (b'=', Some(b'\n'), _) if is_soft(at, at + 2) => at += 2 + margin_below(&text, at, at + 2),
            (b'=', Some(b'\r'), Some(b'\n')) if is_soft(at, at + 3) => {
                at += 3 + margin_below(&text, at, at + 3);
            }
            // `[LastAttemptedIP=20.1.2.3]` is no space: the sign of a key would be encoded itself.
            (b'=', Some(_), Some(_))
                if encoded && (bytes[at + 1..].starts_with(b"3D") || !ends_with_key(&bytes[..at])) =>
            {
                match (hex(at + 1), hex(at + 2)) {
                    (Some(high), Some(low)) => {
                        out.push(u8::try_from(high * 16 + low).expect("two hex digits are one byte"));
                        at += 3;
                    }
                    _ => {
                        out.push(b'=');
                        at += 1;
                    }
                }
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn last_line(text: &str) -> &str {
    &text[text.rfind('\n').map_or(0, |end| end + 1)..]
}

fn first_line(text: &str) -> &str {
    text.split(['\n', '\r']).next().unwrap_or_default()
}

/// Whether a line has a sign that quoted-printable would have encoded, `/cn=john`, `to=<john`, elsewhere than at its end.
fn has_bare_sign(line: &str) -> bool {
    let line = line.strip_suffix('=').unwrap_or(line);
    let is_encoded = |rest: &str| rest.bytes().take(2).filter(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F')).count() == 2;
    line.match_indices('=').any(|(at, _)| !is_encoded(&line[at + 1..]))
}

/// Whether a terminal broke the lines, so that an `=` at the end of one is no soft break: others are as long and have none.
fn is_broken_at_its_edge(text: &str) -> bool {
    edges(text).iter().any(|edge| edge.sure && !text[..edge.at].trim_end_matches('\r').ends_with('='))
}

/// How long the marks of quoting are before a line that a soft break joins to the one above: as many as that one has, which
/// came there after the text was encoded.
fn margin_below(text: &str, above: usize, below: usize) -> usize {
    let line = last_line(&text[..above]);
    let next = &text[below..];
    // Whatever a program puts there with a space behind it, and behind the number of the line.
    let number =
        |line: &str| line.len() - line.trim_start_matches(' ').trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (of_line, of_next) = (number(line), number(next));
    let behind = &line[of_line..];
    let behind = &behind[..behind.floor_char_boundary(64)];
    let marks = &behind[..behind.find(char::is_alphanumeric).unwrap_or(behind.len())];
    let spaced = |(at, c): (usize, char)| Some(&marks[..at + c.len_utf8()]).filter(|_| c.is_whitespace());
    let same = |marks: &&str| !marks.trim().is_empty() && next[of_next..].starts_with(*marks);
    if (of_line > 0) == (of_next > 0)
        && let Some(marks) = marks.char_indices().rev().filter_map(spaced).find(same)
    {
        return of_next + marks.len();
    }
    // The column of a list: more spaces than one part words no further.
    let column = next.len() - next.trim_start_matches(' ').len();
    if column > 1 {
        return column;
    }
    let initials = line.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    let marks = line[initials..].find(|c| !matches!(c, '>' | '|' | ' ')).unwrap_or(line.len() - initials);
    let margin = &line[..initials + marks];
    let Some(last) = margin.rfind(['>', '|']) else { return 0 };
    let whole = &margin[..(last + 2).min(margin.len())];
    [whole, &margin[..=last]].iter().find(|margin| next.starts_with(**margin)).map_or(0, |margin| margin.len())
}

fn ends_with_key(before: &[u8]) -> bool {
    ["Message", "Name", "IP", "MSG", "FQDN", "LED", "LRT", "SmtpSecurity", "relay", "dsn"]
        .iter()
        .any(|key| before.ends_with(key.as_bytes()))
}

/// One form for line ends, spaces, quotes, dashes and entities.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match c {
            '&' => match entity(rest) {
                Some((decoded, length)) => {
                    out.push(one_form(decoded));
                    taken = length;
                }
                None => out.push('&'),
            },
            '\r' => {
                if !rest[1..].starts_with('\n') {
                    out.push('\n');
                }
            }
            '»' if begins_line(&out) && rest[taken..].starts_with([' ', '\u{a0}']) => out.push('>'),
            // A dot that somebody took the life out of, so that nothing makes a link of it.
            '[' if is_defanged(&out, rest) => {
                out.push('.');
                taken = 3;
            }
            '\\' => match rest.get(..6) {
                // JSON of a trace, pasted with its escapes.
                Some(r"\u0027") => {
                    out.push('\'');
                    taken = 6;
                }
                Some(r"\u0022") => {
                    out.push('"');
                    taken = 6;
                }
                Some(r"\u0040") => {
                    out.push('@');
                    taken = 6;
                }
                _ if rest[1..].starts_with('"') => {}
                _ => out.push('\\'),
            },
            _ => out.push(one_form(c)),
        }
        rest = &rest[taken..];
    }
    out
}

/// Whether nothing but a margin stands there: a mark that ends quotes elsewhere is one of quoting.
fn begins_line(before: &str) -> bool {
    const MAX_MARGIN: usize = 64;
    let least = before.ceil_char_boundary(before.len().saturating_sub(MAX_MARGIN));
    let line = before[least..].trim_end_matches([' ', '>', '|']);
    line.ends_with('\n') || (line.is_empty() && least == 0)
}

/// Whether `[.]` stands there between two parts of a host or an address.
fn is_defanged(before: &str, rest: &str) -> bool {
    let behind = rest.strip_prefix("[.]");
    before.ends_with(|c: char| c.is_ascii_alphanumeric())
        && behind.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// How far the full-width forms lie from ASCII (Unicode, U+FF01 to U+FF5E).
const FULL_WIDTH: u32 = 0xfee0;

fn one_form(c: char) -> char {
    match c {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        '‘' | '’' | '‚' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => '"',
        '–' | '—' | '‐' | '‑' | '−' => '-',
        // A keyboard of East Asia.
        '［' => '[',
        '］' => ']',
        '０'..='９' | '．' | '：' => char::from_u32(u32::from(c) - FULL_WIDTH).unwrap_or(c),
        '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => '\n',
        c => c,
    }
}

/// Entities by their names (section 13.5 of the HTML standard).
const NAMED: [(&str, char); 29] = [
    ("quot;", '"'),
    ("apos;", '\''),
    ("lt;", '<'),
    ("gt;", '>'),
    ("nbsp;", ' '),
    ("ndash;", '-'),
    ("mdash;", '-'),
    ("lsquo;", '\''),
    ("rsquo;", '\''),
    ("ldquo;", '"'),
    ("rdquo;", '"'),
    ("hellip;", '…'),
    ("commat;", '@'),
    ("shy;", '\u{ad}'),
    ("zwnj;", '\u{200c}'),
    ("zwj;", '\u{200d}'),
    ("ZeroWidthSpace;", '\u{200b}'),
    ("NoBreak;", '\u{2060}'),
    ("period;", '.'),
    ("lowbar;", '_'),
    ("percnt;", '%'),
    ("plus;", '+'),
    ("equals;", '='),
    ("bsol;", '\\'),
    ("num;", '#'),
    ("excl;", '!'),
    ("LT;", '<'),
    ("GT;", '>'),
    ("QUOT;", '"'),
];

/// The entity a text begins with, and its length; `&amp;#39;` counts as `&#39;`.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let mut name = &text[1..];
    let mut twice = 0;
    // The names of old are written in capitals too.
    while twice < 4 && name.get(..4).is_some_and(|name| name == "amp;" || name == "AMP;") {
        name = &name[4..];
        twice += 1;
    }
    let skipped = 1 + twice * 4;
    if let Some((entity, c)) = NAMED.iter().find(|(entity, _)| name.starts_with(entity)) {
        return Some((*c, skipped + entity.len()));
    }
    if let Some(number) = name.strip_prefix('#') {
        let (digits, radix, mark) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16, 2),
            None => (number, 10, 1),
        };
        let end = digits.bytes().take(8).take_while(|b| char::from(*b).is_digit(radix)).count();
        let closed = digits[end..].starts_with(';');
        // Without its end, which browsers do not demand, the letters of a domain would be digits of it.
        let sign =
            digits[..end].find(|c| c != '0').filter(|at| !closed && radix == 16 && digits[*at..].starts_with("40"));
        let end = sign.map_or(end, |at| at + 2);
        let c = u32::from_str_radix(&digits[..end], radix).ok().and_then(char::from_u32)?;
        return Some((c, skipped + mark + end + usize::from(closed)));
    }
    // Some names need no end either (section 13.5 of the HTML standard).
    const OPEN: [(&str, char); 5] = [("shy", '\u{ad}'), ("nbsp", ' '), ("gt", '>'), ("lt", '<'), ("commat", '@')];
    if let Some((entity, c)) = OPEN.iter().find(|(entity, _)| name.starts_with(entity)) {
        let letter = name[entity.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '=');
        if !letter || *entity == "shy" {
            return Some((*c, skipped + entity.len()));
        }
    }
    (twice > 0).then_some(('&', skipped))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_one_form_whatever_carried_it() {
        for (came, read) in [
            ("returned ‘450 4.4.316’ – “x”", "returned '450 4.4.316' - \"x\""),
            ("a&#39;b&quot;c&amp;#39;d &amp; e &lt;f&gt; &#x2019;", "a'b\"c'd & e <f> '"),
            ("[LastA=\nttemptedIP=3D1.2.3.4]", "[LastAttemptedIP=1.2.3.4]"),
            ("[Message=\n451 5.7.3]", "[Message=\n451 5.7.3]"),
            ("[Message=45]", "[Message=45]"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("aï¼\u{a0}b ï¹«c ï¼š", "a＠b ﹫c ï¼š"),
            ("4.4.\u{200b}316&#8203;\u{a0}x", "4.4.316 x"),
            ("<p>450 4.4.316</p><table><tr><td>a</td><td>b</td></tr></table>", "450 4.4.316"),
        ] {
            let plain = plain(came.to_owned());
            assert!(plain.as_str().trim_start().starts_with(read), "{came}: {plain:?}");
        }
        let cells = plain("<tr><td>Status code:</td><td>550 5.4.316</td></tr>".to_owned()).shown();
        assert_eq!(cells.split_whitespace().collect::<Vec<_>>().join(" "), "Status code: 550 5.4.316", "{cells:?}");
        assert!(cells.contains(":\n"), "{cells:?}");
    }
}
