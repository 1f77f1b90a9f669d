//! `Export-Csv`: with commas, semicolons or tabs, with or without `#TYPE`, perhaps through a spreadsheet.

use csv::{ReaderBuilder, StringRecord};

use super::{
    ExportError, MAX_CONNECTORS,
    properties::{Properties, Value, split_list},
};

/// The most columns that are looked at; the cmdlet has some 40 properties.
const MAX_COLUMNS: usize = 512;
const LISTS: [&str; 2] = ["SmartHosts", "RecipientDomains"];

/// Whether the first row names at least two properties.
pub(super) fn looks_like(text: &str) -> bool {
    header(text).is_some()
}

/// The delimiter, and the text from its row of names on.
fn header(text: &str) -> Option<(u8, &str)> {
    let mut rest = text;
    while rest.starts_with('#') || rest.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep=")) {
        rest = rest.split_once('\n')?.1;
    }
    // The names of an export have one kilobyte; a row without end is none.
    let first = rest.lines().next().filter(|first| first.len() < 64 * 1024)?;
    let named = |delimiter: u8| {
        first
            .split(char::from(delimiter))
            .filter(|cell| Properties::known(cell.trim().trim_matches('"')).is_some())
            .take(2)
            .count()
            == 2
    };
    [b',', b';', b'\t', b'|'].into_iter().find(|delimiter| named(*delimiter)).map(|delimiter| (delimiter, rest))
}

pub(super) fn read(text: &str) -> Result<Vec<Properties>, ExportError> {
    let Some((delimiter, text)) = header(text) else { return Ok(Vec::new()) };
    let broken =
        |error: &csv::Error| ExportError::Broken { kind: "CSV", line: error.position().map_or(1, csv::Position::line) };
    // Not trimmed by the reader: that would copy every row.
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut row = StringRecord::new();
    let mut names: Option<Vec<&'static str>> = None;
    let mut all = Vec::new();
    while reader.read_record(&mut row).map_err(|error| broken(&error))? {
        let Some(names) = &names else {
            names =
                Some(row.iter().take(MAX_COLUMNS).map(|name| Properties::known(name).unwrap_or_default()).collect());
            continue;
        };
        let mut found = Properties::default();
        for (name, cell) in names.iter().zip(row.iter()).filter(|(name, _)| !name.is_empty()) {
            let value = match (Value::scalar(cell), LISTS.contains(name)) {
                (Value::Text(text), true) => {
                    let cut = text.contains("...") || text.contains('…');
                    let items = split_list(&text).into_iter().filter(|i| !matches!(i.as_str(), "..." | "…")).collect();
                    Value::list(items, cut)
                }
                (value, _) => value,
            };
            found.set(name, value);
        }
        all.push(found);
        if all.len() > MAX_CONNECTORS {
            return Err(ExportError::TooMany { limit: MAX_CONNECTORS });
        }
    }
    Ok(all)
}
