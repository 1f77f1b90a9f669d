//! `Format-List`: `Name : value`, lists in braces, long values wrapped under the value column, lists cut after
//! four items unless `$FormatEnumerationLimit` was raised.

use super::{
    ExportError, MAX_CONNECTORS,
    properties::{Kind, Properties, Value, kind_of_columns, split_list},
};

/// Whether at least two lines are properties.
pub(super) fn looks_like(text: &str) -> bool {
    text.lines()
        .filter(|line| property(line).is_some_and(|(name, _)| Properties::known(name).is_some()))
        .take(2)
        .count()
        == 2
}

/// Whether any line is a property.
pub(super) fn has_property(text: &str) -> bool {
    text.lines().any(|line| property(line).is_some_and(|(name, _)| Properties::known(name).is_some()))
}

/// Whether it is `Format-Table`, or the default view.
pub(super) fn looks_like_table(text: &str) -> bool {
    header(text).is_some()
}

/// The kind of a table's columns, which has too few of them to be read.
pub(super) fn kind_of_table(text: &str) -> Option<Kind> {
    kind_of_columns(header(text)?.split_whitespace())
}

/// Whether a line names the columns of a table of connectors: two at least, one of which only connectors have.
pub(super) fn is_header(line: &str) -> bool {
    let columns = || line.split_whitespace();
    columns().filter(|name| Properties::known(name).is_some()).take(2).count() == 2
        && kind_of_columns(columns()).is_some()
}

/// The row of names: it stands over a row of dashes, or tells by itself at the top.
fn header(text: &str) -> Option<&str> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_ruled = |(names, dashes): &(&str, &str)| {
        dashes.contains("--")
            && dashes.chars().all(|c| c == '-' || c.is_whitespace())
            && (kind_of_columns(names.split_whitespace()).is_some()
                || names.split_whitespace().filter(|name| Properties::known(name).is_some()).take(2).count() == 2)
    };
    let ruled = lines().zip(lines().skip(1)).find(is_ruled).map(|(names, _)| names);
    ruled.or_else(|| lines().next().filter(|first| is_header(first)))
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
