//! Lower case in which every letter stands at its place: what is found there is cut out of the text itself.

/// A text in lower case. A letter whose lower case has another length in UTF-8 (`K` of Kelvin, `İ`) stays as it is.
pub(super) fn in_place(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut lower = c.to_lowercase();
            lower.next().filter(|small| lower.next().is_none() && small.len_utf8() == c.len_utf8()).unwrap_or(c)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_stays_at_its_place() {
        assert_eq!(in_place("ÚLTIMO Erro \u{212a} \u{130} É"), "último erro \u{212a} \u{130} é");
    }
}
