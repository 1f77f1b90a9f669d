//! What editors make of a name on the way: Markdown's links and escapes, and the links that Outlook writes behind a
//! name. Only a link that says its own text goes, as it adds nothing; any other stays as it stands.

use super::codes;

/// The most bytes of a link's text.
const MAX_LINK: usize = 512;
/// The most bytes of its target: what a filter put another one into has a signature of some hundred letters.
const MAX_TARGET: usize = 2048;
/// How many line ends a link may have in it.
const MAX_BREAKS: usize = 3;
/// The beginnings of the targets that are looked at.
const SCHEMES: [&str; 3] = ["http://", "https://", "mailto:"];

/// The text with `[name](http://name/)`, `name<http://name/>` and `<mailto:name>` as `name`, and `\[` as `[` where that
/// shows that an editor escaped it.
pub(super) fn without(text: String) -> String {
    let text = if text.contains(r"\[") { unescaped(&text) } else { text };
    let text = if text.contains("://") { with_signs(&text) } else { text };
    if SCHEMES.iter().any(|scheme| text.contains(scheme)) { unlinked(&text) } else { text }
}

/// With `%40` again where a filter for mail wrote it in a link in its own way. No host that a link leads to is changed.
fn with_signs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, link) = rest.split_at(at + 3);
        let (link, behind) = link.split_at(reach(link));
        let (host, asked) = link.split_at(link.find(['/', '?', '#']).unwrap_or(link.len()));
        out.push_str(before);
        out.push_str(host);
        push_signs(&mut out, asked, DASHED.iter().any(|mark| link.contains(mark)), link.contains("__;"));
        rest = behind;
    }
    out + rest
}

/// How long a link is, that may have been broken over lines.
fn reach(link: &str) -> usize {
    let run = |at: usize| link[at..].find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(link.len() - at);
    let mut end = run(0);
    for _ in 0..MAX_BREAKS {
        let line = end + usize::from(link[end..].starts_with('\r'));
        if !link[line..].starts_with('\n') {
            break;
        }
        end = line + 1 + run(line + 1);
    }
    end
}

/// What shows that `-40` is a sign in a link: other codes of version 2 of URL Defense (Proofpoint), or the host of a filter.
const DASHED: [&str; 5] = ["-3A", "-3D", "-2F", "urldefense", "mimecast"];

/// Adds what a link asks for. Version 3 of URL Defense has `*` alone in place of `@`, and `__;` behind.
fn push_signs(out: &mut String, asked: &str, dashed: bool, starred: bool) {
    let mut rest = asked;
    while let Some(at) = rest.find(['*', '-', '_']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let star = rest.starts_with('*');
        let named = |(_, length): &(bool, usize)| rest[*length..].starts_with(char::is_alphanumeric);
        let code = codes::octets(rest, codes::MARKS_OF_LINKS).filter(|_| star || dashed).filter(named);
        let alone = || {
            let host = rest[1..].split(|c: char| !(c.is_alphanumeric() || "._-".contains(c))).next()?;
            let parts = out.ends_with(|c: char| c.is_alphanumeric()) && !host.starts_with('.') && host.contains('.');
            (star && starred && parts).then_some(1)
        };
        let length = code.map(|(_, length)| length).or_else(alone);
        out.push_str(length.map_or(&rest[..1], |_| "%40"));
        rest = &rest[length.unwrap_or(1)..];
    }
    out.push_str(rest);
}

/// Undoes the escapes of Markdown (CommonMark section 2.4) before the marks that reports use.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let mark = |next: &char| "[](){}<>_*#-.!|~`=".contains(*next);
        match (c, chars.peek()) {
            ('\\', Some(next)) if mark(next) => {}
            _ => out.push(c),
        }
    }
    out
}

fn unlinked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(found) = text[from..].find(['(', '<']) {
        let at = from + found;
        let target = Target::at(&text[at..]);
        let end = at + target.as_ref().map_or(1, |target| target.length);
        out.push_str(&text[from..at]);
        from = end;
        let Some(target) = target else {
            out.push_str(&text[at..end]);
            continue;
        };
        match text.as_bytes()[at] {
            // Markdown: the text stands in brackets right before it.
            b'(' => match bracketed(&out) {
                Some((open, name)) if target.says(&name) => {
                    out.truncate(open);
                    out.push_str(&name);
                }
                Some(_) | None => out.push_str(&text[at..end]),
            },
            // Outlook: the text stands before it, with or without a space; `<mailto:…>` alone is the name itself.
            _ => {
                let name = out[out.floor_char_boundary(out.len().saturating_sub(MAX_LINK))..].trim_end();
                let start = name
                    .rfind(|c: char| c.is_whitespace() || "<>()[]='\"".contains(c))
                    .map_or(0, |at| at + name[at..].chars().next().map_or(1, char::len_utf8));
                if target.says(&name[start..]) {
                    let spaces = out.len() - out.trim_end().len();
                    out.truncate(out.len() - spaces);
                } else {
                    out.push_str(&text[at..end]);
                }
            }
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Where the bracketed text that a text ends with begins, and what it holds.
fn bracketed(text: &str) -> Option<(usize, String)> {
    let inside = text.strip_suffix(']')?;
    let window = inside.ceil_char_boundary(inside.len().saturating_sub(MAX_LINK));
    let open = window + inside[window..].rfind('[')?;
    Some((open, inside[open + 1..].to_owned()))
}

/// Where a link leads.
struct Target {
    /// Without its scheme and its last slash.
    name: String,
    /// The bytes it takes, its marks included.
    length: usize,
}

impl Target {
    /// The target in (…) or <…> that a text begins with.
    fn at(text: &str) -> Option<Self> {
        let close = if text.starts_with('(') { ')' } else { '>' };
        let inside = &text[1..text.floor_char_boundary(MAX_TARGET)];
        let scheme = SCHEMES.iter().find(|scheme| inside.starts_with(**scheme))?;
        let end = inside.find(close)?;
        let name = inside.get(scheme.len()..end)?;
        let name = wrapped(name).unwrap_or_else(|| name.to_owned());
        Some(Self { name: name.trim_end_matches('/').to_owned(), length: end + 2 })
    }

    fn says(&self, name: &str) -> bool {
        let name = name.trim().trim_end_matches('/');
        let bare = SCHEMES.iter().find_map(|scheme| name.strip_prefix(scheme)).unwrap_or(name);
        !bare.is_empty() && bare.eq_ignore_ascii_case(&self.name)
    }
}

/// What a filter for mail put into a link of its own: Safe Links of Microsoft (`?url=`), Link Protection of Barracuda
/// (`?a=`), both with `%3A%2F%2F`; URL Defense of Proofpoint, `v2/url?u=http-3A__name_` and `v3/__http://name__;`.
fn wrapped(link: &str) -> Option<String> {
    let decoded = if let Some((_, inside)) = link.split_once("/v3/__") {
        inside.split("__;").next()?.to_owned()
    } else {
        let (_, query) = link.split_once('?')?;
        let value =
            query.split('&').find_map(|pair| ["url=", "a=", "u="].iter().find_map(|key| pair.strip_prefix(key)))?;
        let value =
            if value.contains("-3A__") { value.replace("-3A", "%3a").replace('_', "%2f") } else { value.to_owned() };
        value.to_ascii_lowercase().replace("%3a", ":").replace("%2f", "/")
    };
    SCHEMES.iter().find_map(|scheme| decoded.strip_prefix(scheme)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_says_its_own_text_goes_and_any_other_stays() {
        for (came, read) in [
            ("at [mail.contoso.com](http://mail.contoso.com/) (192.0.2.1)", "at mail.contoso.com (192.0.2.1)"),
            ("Name=[mail.contoso.com](http://mail.contoso.com)]", "Name=mail.contoso.com]"),
            ("Name=mail.contoso.com<http://mail.contoso.com/>]", "Name=mail.contoso.com]"),
            ("at Mail.contoso.com <https://mail.contoso.com> x", "at Mail.contoso.com x"),
            ("[maria@x.com](mailto:maria@x.com)", "maria@x.com"),
            ("<maria@x.com<mailto:maria@x.com>>", "<maria@x.com>"),
            ("[https://evil.example](https://evil.example)", "https://evil.example"),
            ("[Learn more](https://evil.example)", "[Learn more](https://evil.example)"),
            ("[HOST.prod.outlook.com](Socket error code 10061)", "[HOST.prod.outlook.com](Socket error code 10061)"),
            ("é <http://", "é <http://"),
            (
                "Name=a.x.test<https://eur01.safelinks.protection.outlook.com/?url=http%3A%2F%2Fa.x.test%2F&data=05%7C>]",
                "Name=a.x.test]",
            ),
            ("a.x.test <https://urldefense.com/v3/__http://a.x.test/__;!!x$> b", "a.x.test b"),
            ("[a.x.test](https://urldefense.proofpoint.com/v2/url?u=http-3A__a.x.test_&d=DwM) b", "a.x.test b"),
            ("a.x.test<https://linkprotect.cudasvc.com/url?a=http%3a%2f%2fa.x.test&c=E,1> b", "a.x.test b"),
            (
                "a.x.test<https://x.test/?url=http%3A%2F%2Fevil.test>",
                "a.x.test<https://x.test/?url=http%3A%2F%2Fevil.test>",
            ),
            (r"\[Message=a\] \*x\* C:\d", r"[Message=a] *x* C:\d"),
            (r"C:\_x", r"C:\_x"),
        ] {
            assert_eq!(without(came.to_owned()), read, "{came}");
        }
    }
}
