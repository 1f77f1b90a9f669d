//! Text as it came, to plain text: HTML to words, quoted-printable undone, entities and curly quotes and spaces
//! in one form; what hides is set apart.

use super::{
    edges, encoded, encoded_words,
    entities::entity,
    json,
    legible::{Legible, Mark},
    lines, links, pages, quoted_printable, scanned,
};
use crate::knowledge::Knowledge;

/// How often a page may show the source of a page.
const MAX_PAGES: usize = 3;

/// The text in the one form in which the rest of the room reads it. Line ends are `\n`.
pub(super) fn plain(text: String, knowledge: &Knowledge) -> Legible {
    in_one_form(text, MAX_PAGES, knowledge)
}

/// The same of the fields of a report (RFC 3464 section 2.1): they are no page, whatever tag stands in one of them.
pub(super) fn fields(text: String, knowledge: &Knowledge) -> Legible {
    in_one_form(text, 0, knowledge)
}

fn in_one_form(mut text: String, most_pages: usize, knowledge: &Knowledge) -> Legible {
    text = match json::texts(&text) {
        Some(texts) => texts,
        None if most_pages > 0 && pages::is_html(&text) => json::unescaped(text),
        None => json::unescaped(marked(json::texts_of_lines(text), knowledge)),
    };
    text = signs_again(text);
    // Attributes that are encoded so prove that the page as a whole is: its soft breaks would be spaces in HTML.
    if text.contains("=3D\"") && pages::is_html(&text) {
        text = quoted_printable::undone(text);
    }
    // Each form of the text is let go as soon as the next one is there: it may have megabytes.
    for _ in 0..most_pages {
        text = pages::with_shown_tags(text);
        if !pages::is_html(&text) {
            break;
        }
        text = pages::words(&text);
    }
    text = marked(text, knowledge);
    // An encoded word has signs of quoted-printable in it, and may have been encoded so as a whole.
    text = encoded_words::undone(text);
    text = encoded_words::undone(signs_again(quoted_printable::undone(text)));
    // A quote may be an entity, which is one only then.
    text = encoded::pairs_undone(tidy(&encoded::pairs_undone(text)));
    text = scanned::corrected(text);
    Legible::new(links::without(text))
}

/// A text without what breaks its lines, where that changes more than its lines: a page makes a space of their ends, and a
/// code that is broken is none.
pub(super) fn unbroken(text: &str) -> Option<String> {
    let decoded = is_coded(text) || text.contains("</") || pages::is_html(text);
    if decoded { edges::unbroken(text) } else { None }
}

fn is_coded(text: &str) -> bool {
    ["=?", "&", r"\u00", "[.]", "_x00", "%"].iter().any(|code| text.contains(code))
}

/// With the edges of its lines marked, where something in it is decoded and was as long as it was written where they were
/// broken: once, before the first of it.
fn marked(text: String, knowledge: &Knowledge) -> String {
    let is_marked = || text.contains(|c| Mark::of(c).is_some());
    if !is_coded(&text) || !text.contains('\n') || is_marked() {
        return text;
    }
    edges::marked(&text, lines::width(&text, knowledge))
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
        // Lines of a box, and of a table, drawn thin, thick or double (Unicode, Box Drawing).
        '│' | '┃' | '║' => '|',
        '］' => ']',
        '０'..='９' | '．' | '：' => char::from_u32(u32::from(c) - FULL_WIDTH).unwrap_or(c),
        '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => '\n',
        c => c,
    }
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
            let plain = plain(came.to_owned(), Knowledge::embedded());
            assert!(plain.as_str().trim_start().starts_with(read), "{came}: {plain:?}");
        }
        let cells =
            plain("<tr><td>Status code:</td><td>550 5.4.316</td></tr>".to_owned(), Knowledge::embedded()).shown();
        assert_eq!(cells.split_whitespace().collect::<Vec<_>>().join(" "), "Status code: 550 5.4.316", "{cells:?}");
        assert!(cells.contains(":\n"), "{cells:?}");
    }
}
