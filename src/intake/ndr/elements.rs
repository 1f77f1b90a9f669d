//! Where a tag of HTML or XML ends: not at a `>` in the quotes of an attribute.

/// How far a tag may reach, in bytes: Word's have long styles.
const MAX_TAG: usize = 1024;

/// Where the `>` is that ends the tag of which the text is what stands behind its `<`. A quote that nothing closes opens
/// none.
pub(super) fn tag_end(inside: &str) -> Option<usize> {
    let reach = &inside.as_bytes()[..inside.len().min(MAX_TAG)];
    let mut at = 0;
    let mut value = false;
    while let Some(byte) = reach.get(at) {
        match byte {
            b'>' => return Some(at),
            b'<' => return None,
            // Only a value has quotes (section 13.2.5.37 of the HTML standard).
            b'"' | b'\'' if value => {
                at += reach[at + 1..].iter().position(|b| b == byte).map_or(0, |length| length + 1)
            }
            _ => {}
        }
        value = *byte == b'=' || (value && byte.is_ascii_whitespace());
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_ends_behind_its_quotes() {
        for (inside, end) in [
            ("b>x", Some(1)),
            ("a b=\">\">x", Some(7)),
            ("a b= '>'/>x", Some(9)),
            ("a b=\">x", Some(5)),
            ("a \">x", Some(3)),
            ("a <b>", None),
            ("a", None),
        ] {
            assert_eq!(tag_end(inside), end, "{inside}");
        }
    }
}
