//! `Format-List`: `Name : value`, lists in braces, long values wrapped under the value column, lists cut after
//! four items unless `$FormatEnumerationLimit` was raised.

use super::{
    ExportError, MAX_CONNECTORS,
    properties::{Kind, Properties, Value, split_list},
};

/// Whether at least two lines are properties.
pub(super) fn looks_like(text: &str) -> bool {
    text.lines()
        .filter(|line| property(line).is_some_and(|(name, _)| Properties::known(name).is_some()))
        .take(2)
        .count()
        == 2
}

/// Whether it is `Format-Table`, or the default view: two names of properties over a row of dashes.
pub(super) fn looks_like_table(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    match (lines.next(), lines.next()) {
        (Some(names), Some(dashes)) => {
            names.split_whitespace().filter(|name| Properties::known(name).is_some()).take(2).count() == 2
                && dashes.contains("--")
                && dashes.chars().all(|c| c == '-' || c.is_whitespace())
        }
        _ => false,
    }
}

/// The name and value of a line that begins a property: a name without spaces at the margin, then a colon.
fn property(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name_ends = name.trim_end();
    let is_name =
        !name_ends.is_empty() && name_ends.len() <= 64 && name_ends.bytes().all(|b| b.is_ascii_alphanumeric());
    is_name.then_some((name_ends, value.trim()))
}

pub(super) fn read(text: &str) -> Result<Vec<Properties>, ExportError> {
    let mut all = Vec::new();
    let mut found = Properties::default();
    let mut open: Option<(&str, String)> = None;
    let mut after_blank = false;
    // A web page may put an empty line behind every line, which then parts no connectors.
    let empty = text.lines().filter(|line| line.trim().is_empty()).count();
    let spaced = empty * 10 >= (text.lines().count() - empty) * 8;
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            close(&mut open, &mut found);
            after_blank = !spaced;
            continue;
        }
        match (property(line), &mut open) {
            (Some((name, value)), _) => {
                close(&mut open, &mut found);
                let again = Properties::known(name).is_some_and(|known| found.get(known).is_some());
                if again || (after_blank && found.kind() == Some(Kind::Outbound)) {
                    all.push(std::mem::take(&mut found));
                    if all.len() > MAX_CONNECTORS {
                        return Err(ExportError::TooMany { limit: MAX_CONNECTORS });
                    }
                }
                after_blank = false;
                open = Some((name, value.to_owned()));
            }
            // The wrapped rest of the value above: only names have spaces, other values break at a comma or
            // inside a word.
            (None, Some((name, value))) => {
                let spaced = name.eq_ignore_ascii_case("Name") || name.eq_ignore_ascii_case("Identity");
                if spaced || value.ends_with(',') {
                    value.push(' ');
                }
                value.push_str(line.trim());
            }
            (None, None) => {}
        }
    }
    if !found.is_empty() {
        all.push(found);
    }
    Ok(all)
}

fn close(open: &mut Option<(&str, String)>, found: &mut Properties) {
    let Some((name, value)) = open.take() else { return };
    let Some(inside) = value.strip_prefix('{') else {
        return found.set(name, Value::scalar(&value));
    };
    let whole = inside.strip_suffix('}');
    let inside = whole.unwrap_or(inside).trim_end();
    let shown = inside.trim_end_matches("...").trim_end_matches('…');
    let cut = whole.is_none() || shown.len() != inside.len();
    found.set(name, Value::list(split_list(shown), cut));
}
