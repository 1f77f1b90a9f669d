//! Characters that are written as entities of HTML.

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
