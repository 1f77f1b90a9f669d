//! The name of a file in the place of a text, as file managers and shells write it where a file is dropped.

/// What files of reports and of exports end in.
const ENDINGS: [&str; 11] = ["txt", "eml", "msg", "json", "csv", "log", "html", "htm", "xml", "clixml", "ps1"];

/// The name of a file, if a text is nothing else.
pub fn file_name(text: &str) -> Option<&str> {
    let line = bare_name(text);
    let is_path = ["/", "~/", "./", "../"].iter().any(|start| line.starts_with(start));
    let ending = line.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let is_known = ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
    (!line.contains('\n') && line.len() < 1_000 && (is_path || is_known)).then_some(line)
}

/// A name without the marks around it.
pub fn bare_name(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix("file://").unwrap_or(text);
    let within = |quote: char| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    within('\'').or_else(|| within('"')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_from_its_ending_or_its_path_and_a_report_is_none() {
        for (text, expected) in [
            ("ndr.txt\n", Some("ndr.txt")),
            ("'/home/me/my report'", Some("/home/me/my report")),
            ("file:///tmp/a.eml", Some("/tmp/a.eml")),
            ("~/x", Some("~/x")),
            ("mail.contoso.com", None),
            ("450 4.4.316 Connection refused", None),
            ("see a.txt\nand b.txt", None),
        ] {
            assert_eq!(file_name(text), expected, "{text}");
        }
    }
}
