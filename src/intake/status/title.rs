//! Titles: what stands in a report instead of a code, or behind it.

use crate::{knowledge::Knowledge, model::EnhancedCode};

/// The code of a title that Exchange Online, its admin center or its pages give to an error, in whichever language;
/// the title stands at the beginning of the words. A message that expired has it behind a title of its own.
pub fn title(words: &str, knowledge: &Knowledge) -> Option<EnhancedCode> {
    let (words, titles) = (words.trim_start(), knowledge.titles());
    if !words.starts_with(|c| matches!(c, 'm' | 'M') || titles.may_begin_with(c)) {
        return None;
    }
    let rest = after(words, "message expired").map(|rest| rest.trim_start_matches([',', ' ']));
    let (_, code) = titles.iter().find(|(title, _)| after(rest.unwrap_or(words), title).is_some())?;
    Some(if rest.is_some() { EnhancedCode { class: 5, ..code } } else { code })
}

/// What follows a beginning in lower case, whatever the case and the apostrophe of the words. Without
/// allocation: it is asked at every word of a text.
fn after<'a>(words: &'a str, lower: &str) -> Option<&'a str> {
    let mut rest = words.chars();
    for wanted in lower.chars() {
        let c = rest.next()?;
        let same = match c {
            '’' => wanted == '\'',
            c if c.is_ascii() => c.to_ascii_lowercase() == wanted,
            c => c == wanted || c.to_lowercase().eq(std::iter::once(wanted)),
        };
        if !same {
            return None;
        }
    }
    Some(rest.as_str())
}
