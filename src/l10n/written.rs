//! Where in a file of words each message stands, so that one can be read without the others.

/// The messages and terms of a file, each its id and its text. One begins where a line does, with a letter or with the
/// dash of a term: what goes on is indented, or closes a brace.
pub(super) fn messages(file: &str) -> Vec<(&str, &str)> {
    let mut begins = Vec::new();
    let mut at = 0;
    for line in file.split_inclusive('\n') {
        if line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-') {
            begins.push(at);
        }
        at += line.len();
    }
    let ends = begins.iter().skip(1).copied().chain([file.len()]);
    let texts = begins.iter().zip(ends).map(|(begin, end)| &file[*begin..end]);
    texts.filter_map(|text| Some((text.split_once('=')?.0.trim_end(), text))).collect()
}

#[cfg(test)]
mod tests {
    use super::messages;

    #[test]
    fn a_message_goes_on_until_the_next_begins() {
        let file = "# Words.\n\nhello = Hello,\n    { $name ->\n    [one] you\n   *[other] all\n}\n    .more = x = y\n\n\
                    ## Others\n\n-brand=Exchange\nlast = { hello }";
        let found = messages(file);
        assert_eq!(found.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ["hello", "-brand", "last"]);
        assert!(found[0].1.starts_with("hello = Hello,") && found[0].1.contains(".more = x = y"));
        assert_eq!(found[2].1, "last = { hello }");
        assert_eq!(messages("# Nothing.\n"), []);
    }
}
