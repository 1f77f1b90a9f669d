//! A text as PowerShell reads it: one argument that is nothing but text.

use super::{WireText, is_invisible};

/// A text that was made safe, as one argument of PowerShell that is nothing but the text as it was: single quotes, doubled
/// inside (`about_Quoting_Rules`; the typographic single quotes count as quotes too). What nobody could see or type is
/// named by its number, which Windows PowerShell 5.1 reads too: `('a' + [char]0x9 + 'b')`.
pub fn powershell_word(safe: &str) -> String {
    let text = WireText::from_safe(safe).original();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | ':' | '-');
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(plain) {
        return text;
    }
    if !text.contains(is_invisible) {
        return format!("'{}'", powershell_inside(&text));
    }
    // It begins with a text, so that what follows is joined to one and not added up.
    let mut parts: Vec<String> = Vec::new();
    let mut rest = text.as_str();
    loop {
        let seen = rest.find(is_invisible).unwrap_or(rest.len());
        if seen > 0 || parts.is_empty() {
            parts.push(format!("'{}'", powershell_inside(&rest[..seen])));
        }
        rest = &rest[seen..];
        let Some(unseen) = rest.chars().next() else { break };
        parts.push(match unseen as u32 {
            number @ ..=0xffff => format!("[char]0x{number:x}"),
            number => format!("[char]::ConvertFromUtf32(0x{number:x})"),
        });
        rest = &rest[unseen.len_utf8()..];
    }
    format!("({})", parts.join(" + "))
}

/// A text as it stands between single quotes.
fn powershell_inside(text: &str) -> String {
    let is_quote = |c: &char| matches!(c, '\'' | '\u{2018}'..='\u{201b}');
    text.chars().flat_map(|c| std::iter::once(c).chain(Some(c).filter(is_quote))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What PowerShell makes of an argument, by `about_Quoting_Rules`, `about_Parsing` and `about_Operators`.
    fn read(argument: &str) -> Option<String> {
        let is_quote = |c: char| matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}');
        let Some(mut rest) = argument.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')) else {
            if !argument.starts_with(is_quote) {
                let is_bare = argument.chars().all(|c| c.is_ascii_alphanumeric() || "._:-".contains(c));
                return (is_bare && !argument.starts_with('-')).then(|| argument.to_owned());
            }
            return read(&format!("({argument})"));
        };
        let mut text = String::new();
        loop {
            if let Some(inside) = rest.strip_prefix(is_quote) {
                let mut chars = inside.char_indices().peekable();
                loop {
                    let (at, c) = chars.next()?;
                    match chars.peek() {
                        Some((_, next)) if is_quote(c) && is_quote(*next) => {
                            text.push(c);
                            chars.next();
                        }
                        _ if is_quote(c) => {
                            rest = &inside[at + c.len_utf8()..];
                            break;
                        }
                        _ => text.push(c),
                    }
                }
            } else {
                let number = rest.strip_prefix("[char]::ConvertFromUtf32(").or_else(|| rest.strip_prefix("[char]"))?;
                let hex = number.strip_prefix("0x")?;
                let end = hex.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(hex.len());
                text.push(char::from_u32(u32::from_str_radix(&hex[..end], 16).ok()?)?);
                rest = hex[end..].strip_prefix(')').unwrap_or(&hex[end..]);
            }
            match rest.strip_prefix(" + ") {
                Some(more) => rest = more,
                None => return rest.is_empty().then_some(text),
            }
        }
    }

    #[test]
    fn a_name_is_one_argument_whatever_is_in_it() {
        for (name, expected) in [
            ("Outbound-1", "Outbound-1"),
            ("", "''"),
            ("-Force", "'-Force'"),
            ("it's \u{2019}ours\u{2019}", "'it''s \u{2019}\u{2019}ours\u{2019}\u{2019}'"),
            ("a\tb", "('a' + [char]0x9 + 'b')"),
            ("\u{202e}x\u{e0041}", "('' + [char]0x202e + 'x' + [char]::ConvertFromUtf32(0xe0041))"),
            (r"EX01\Default", r"'EX01\Default'"),
            ("$(x) `y`", "'$(x) `y`'"),
        ] {
            assert_eq!(powershell_word(WireText::from_text(name).as_str()), expected, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_connector_is_called_powershell_reads_the_same(
            name in prop_oneof![".*", "[\u{2018}-\u{201b}'\"`$() \t\n\u{202e}\u{200f}b\u{fc}\u{5d0}\\\\{}-]{0,12}"],
        ) {
            let word = powershell_word(WireText::from_text(&name).as_str());
            prop_assert!(!word.contains(is_invisible), "{}", word);
            prop_assert_eq!(read(&word), Some(name), "{}", word);
        }
    }
}
