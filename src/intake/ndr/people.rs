//! Where people stand in a line that a server wrote, for a report without names: whatever [`addresses`] masks in a report.

use std::ops::Range;

use super::{
    addresses, entities,
    legible::{Legible, MASK},
};

/// The parts of a line in which somebody is named by a mail address, whatever its form, in their order. A sign may be
/// written as an entity of HTML; the line itself stays as it came.
pub fn people(line: &str) -> Vec<Range<usize>> {
    let (read, origins) = undone(line);
    let text = addresses::bare(Legible::new(read));
    let places = text.places();
    let masked = addresses::passed(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, _) in masked.as_str().chars().enumerate().filter(|(_, c)| *c == MASK) {
        let part = |index: usize| places.get(index).and_then(|place| origins.get(*place)).copied();
        let (Some(start), Some(last)) = (part(index), places.get(index)) else { continue };
        let end = origins.get(last + 1).copied().unwrap_or(line.len());
        match found.last_mut() {
            // What was set apart inside of it goes along.
            Some(before) if index > 0 && part(index - 1).is_some_and(|at| at < before.end) => before.end = end,
            _ => found.push(start..end),
        }
    }
    found
}

/// A line with its entities as what they stand for, and where each character of it stood.
fn undone(line: &str) -> (String, Vec<usize>) {
    let (mut read, mut origins) = (String::with_capacity(line.len()), Vec::with_capacity(line.len()));
    let mut at = 0;
    while let Some(first) = line[at..].chars().next() {
        let entity = (first == '&').then(|| entities::entity(&line[at..])).flatten();
        let (c, length) = entity.filter(|(c, _)| !c.is_control()).unwrap_or((first, first.len_utf8()));
        read.push(c);
        origins.push(at);
        at += length;
    }
    (read, origins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_found_where_they_stand_whatever_their_form() {
        for (line, expected) in [
            ("550 for <john>; x", "john"),
            ("550 john&#64;contoso.com x", "john&#64;contoso.com"),
            ("550 &lt;john&commat;contoso.com&gt; x", "john&commat;contoso.com"),
            ("550 john(at)contoso.com, contoso.com!john ü", "john(at)contoso.com|contoso.com!john"),
            ("550 jo<wbr>hn@contoso.com x", "jo<wbr>hn@contoso.com"),
            (r"550 ü \x1b[1mjohn\x1b[0m@contoso.com", r"john\x1b[0m@contoso.com"),
            ("550 john@a.test mary@a.test", "john@a.test|mary@a.test"),
            ("550 mail.contoso.com (192.0.2.1) AUTH=LOGIN 8BITMIME R&D; &amp; &#0; &", ""),
        ] {
            let found: Vec<_> = people(line).into_iter().map(|at| &line[at]).collect();
            assert_eq!(found.join("|"), expected, "{line}");
        }
    }
}
