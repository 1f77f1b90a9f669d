//! Where a person stands in what a stranger wrote: before an `@`, and as the common name of a directory.

use std::ops::Range;

use crate::report::{
    addresses::addresses,
    nobody::{EVERYBODY, is_word},
};

/// Letters that a mail address may have before its `@`, beside letters and digits (RFC 5322 section 3.2.3).
const OF_PERSONS: &str = "!#$%&'*+-/=?^_`{|}~.";

/// How many words of a name may follow its first.
const MAX_WORDS: usize = 3;

/// The longest name that is looked for (the upper bound of a common name, RFC 5280 appendix A.1, in four bytes a letter).
const LONGEST: usize = 256;

/// The longest way to write an address (RFC 4291 section 2.2).
const LONGEST_ADDRESS: usize = 45;

/// What stands before an `@`: words in quotes or of letters that may stand there, comments, and points with blanks around
/// them (RFC 5322 sections 3.4.1 and 4.4). A point that a blank follows ends a sentence, unless quotes stand beside it.
pub(super) fn person(before: &str) -> &str {
    let mut begin = word_before(before);
    loop {
        let rest = &before[..begin];
        let has_point = before[begin..].starts_with('.');
        let Some(joined) = rest.trim_end().strip_suffix('.').or_else(|| Some(rest).filter(|_| has_point)) else {
            break;
        };
        let apart = joined.ends_with(char::is_whitespace);
        let joined = joined.trim_end();
        if !(apart || joined.ends_with('"') || before[begin..].starts_with('"')) {
            break;
        }
        let next = word_before(joined);
        if next == joined.len() {
            break;
        }
        begin = next;
    }
    &before[begin..]
}

/// Where the last word of a text begins, with a comment behind it: in quotes, where there are any, or of such letters.
fn word_before(text: &str) -> usize {
    let opened = text.strip_suffix(')').and_then(|comment| comment.rfind('('));
    let bare = &text[..opened.unwrap_or(text.len())];
    let begin = match bare.strip_suffix('"') {
        Some(quoted) => {
            let opens = |at: &usize| !quoted[..*at].ends_with('\\');
            quoted.rmatch_indices('"').map(|(at, _)| at).find(opens).unwrap_or(0)
        }
        None => {
            let is_part = |c: char| c.is_alphanumeric() || OF_PERSONS.contains(c);
            let letters = bare.char_indices().rev().take_while(|(_, c)| is_part(*c));
            letters.last().map_or(bare.len(), |(at, _)| at)
        }
    };
    if begin == bare.len() { text.len() } else { begin }
}

/// Attributes of a directory that name somebody or an organization (RFC 4519 section 2, RFC 5280 appendix A.1, the
/// guidelines of the CA/Browser Forum), one letter alone in capitals only: `s=` and `l=` are fields of many things. The domain
/// component of `dc=` is a label.
const NAMING: [&str; 21] = [
    "cn",
    "o",
    "ou",
    "l",
    "st",
    "s",
    "sn",
    "gn",
    "givenname",
    "surname",
    "stateorprovincename",
    "street",
    "streetaddress",
    "postalcode",
    "localityname",
    "commonname",
    "dc",
    "dnqualifier",
    "businesscategory",
    "emailaddress",
    "initials",
];

/// What the attributes of an organization and of its seat begin with (the guidelines of the CA/Browser Forum, section 9.2).
const OF_ORGANIZATIONS: [&str; 2] = ["jurisdiction", "organization"];

/// Such attributes that are words of settings as well: where what stands behind is one too they name nobody.
const PERHAPS_NAMING: [&str; 5] = ["title", "o", "serialnumber", "pseudonym", "uid"];

/// Such attributes as identifiers of objects: those of X.520, of a company's seat, of a directory (RFC 4519 section 2.39) and of
/// PKCS #9.
const OF_OBJECTS: [&str; 4] = ["2.5.4.", "1.3.6.1.4.1.311.60.2.1.", "0.9.2342.19200300.100.1.", "1.2.840.113549.1.9."];

/// The longest key that is looked for, in letters or numbers.
const LONGEST_KEY: usize = 40;

/// The shortest name behind a key that may be another thing's.
const SHORTEST_NAME: usize = 3;

/// Whether a key is one whose value names somebody: surely, or if it looks like it.
fn naming(before: &str) -> Option<bool> {
    let length = before.bytes().rev().take(LONGEST_KEY).take_while(u8::is_ascii_alphabetic).count();
    let (rest, key) = before.split_at(before.len() - length);
    if length == 0 {
        let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
        let length = rest.bytes().rev().take(LONGEST_KEY).take_while(is_part).count();
        let (rest, number) = rest.split_at(rest.len() - length);
        let is_apart = !rest.ends_with(|c: char| c.is_alphanumeric()) || rest.to_ascii_lowercase().ends_with("oid");
        let number = number.trim_start_matches('.');
        let is_object = OF_OBJECTS.iter().any(|object| number.starts_with(object));
        return (is_object && is_apart).then_some(true);
    }
    let is = |name: &&str| key.eq_ignore_ascii_case(name);
    let is_apart = !rest.ends_with(char::is_alphanumeric);
    let surely = NAMING.iter().any(|name| is(name) && (key.len() > 1 || key.starts_with(char::is_uppercase)));
    let small = key.to_ascii_lowercase();
    let surely = surely || OF_ORGANIZATIONS.iter().any(|begin| small.starts_with(begin));
    let perhaps = PERHAPS_NAMING.iter().any(is);
    (is_apart && (surely || perhaps)).then_some(surely)
}

/// Whether a value names somebody, though it stands behind a key of many things: no word of servers, and no number.
fn is_naming(value: &str) -> bool {
    let small = value.to_lowercase();
    let is_word = is_word(&small) || EVERYBODY.contains(&small.as_str());
    let is_number = value.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, ' ' | '-' | 'x'));
    small.chars().count() >= SHORTEST_NAME && !is_word && !is_number
}

/// The value of the next attribute that names somebody: `cn=John Doe`, `O = Contoso Ltd` (RFC 4514). In quotes, up to the next
/// attribute, or as far as words begin with a capital, so that no sentence is taken along. One with an `@` is left to that.
pub(super) fn common_name(text: &str) -> Option<Range<usize>> {
    text.match_indices('=').find_map(|(at, _)| {
        let before = text[..at].strip_suffix(' ').unwrap_or(&text[..at]);
        let surely = naming(before)?;
        let value = at + 1 + usize::from(before.len() < at && text[at + 1..].starts_with(' '));
        let begin = value + usize::from(text[value..].starts_with('"'));
        let reach = &text[begin..text.floor_char_boundary(begin + LONGEST)];
        let address = addresses(&reach[..reach.floor_char_boundary(LONGEST_ADDRESS)]).into_iter().next();
        let length = match address.filter(|written| written.at.start == 0) {
            Some(written) => written.at.end,
            None if begin > value => reach.find('"').unwrap_or(reach.len()),
            None => name_ahead(reach),
        };
        let named = length > 0 && !reach[..length].contains('@') && !reach[length..].starts_with('@');
        let is_common = ["cn", "CN", "Cn"].iter().any(|key| before.ends_with(key));
        let is_name = match surely {
            true => is_common || reach[..length].contains(char::is_alphabetic),
            false => is_naming(&reach[..length]),
        };
        (named && is_name).then_some(begin..begin + length)
    })
}

/// How long the name is that a text begins with.
fn name_ahead(text: &str) -> usize {
    let is_end = |at: usize, c: char| ",;/+<>()[]{}|\"=:".contains(c) && !text[..at].ends_with('\\');
    let reach = text.char_indices().find(|(at, c)| is_end(*at, *c)).map_or(text.len(), |(at, _)| at);
    let behind = text[reach..].trim_start_matches([',', ';', '/', '+', ' ']);
    let key = behind.len() - behind.trim_start_matches(char::is_alphanumeric).len();
    if reach < text.len() && key > 0 && behind[key..].starts_with('=') {
        return text[..reach].trim_end().len();
    }
    // The word before a sign is the key of another.
    let keyed = text[reach..].starts_with('=');
    let words = text[..reach].rfind(' ').filter(|_| keyed).unwrap_or(reach);
    let (mut at, mut end) = (0, 0);
    for word in text[..words].split_inclusive(' ').take(1 + MAX_WORDS) {
        let name = word.trim_end_matches([' ', '.', '\'']);
        if name.is_empty() {
            break;
        }
        if at == 0 || name.starts_with(char::is_uppercase) {
            end = at + name.len();
        }
        at += word.len();
        // Whoever ends a sentence ends the name, but for an initial.
        if word.trim_end() != name && name.chars().count() > 2 {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_stands_before_an_at_is_found_whole() {
        for (before, expected) in [
            ("to john.doe", "john.doe"),
            ("to \"john doe\"", "\"john doe\""),
            (r#"to "john \\" doe""#, r#""john \\" doe""#),
            ("to \"john\" . \"doe\"", "\"john\" . \"doe\""),
            ("to \"john\".\"doe\"", "\"john\".\"doe\""),
            ("to \"john\".doe", "\"john\".doe"),
            ("to john . doe", "john . doe"),
            ("to john .van . \"doe\"", "john .van . \"doe\""),
            ("to john.\"doe\"", "john.\"doe\""),
            ("to john(his work)", "john(his work)"),
            ("refused. doe", "doe"),
            ("refused.", "refused."),
            ("(x)", ""),
            ("", ""),
            ("to ", ""),
        ] {
            assert_eq!(person(before), expected, "{before}");
        }
    }

    #[test]
    fn a_common_name_is_found_whole_and_no_sentence_with_it() {
        for (text, expected) in [
            ("user cn=John Doe not found", "John Doe"),
            ("user CN=John van der Berg, unknown", "John van der Berg"),
            ("cn=john doe,dc=contoso", "john doe"),
            ("cn=\"john doe\" unknown", "john doe"),
            (r"cn=Doe\\, John,ou=x", r"Doe\\, John"),
            ("/cn=Recipients/cn=john", "Recipients"),
            ("cn=John Doe. Then it ended", "John Doe"),
            ("cn=J. Doe is away", "J. Doe"),
            ("cn=john was not found", "john"),
            ("cn=mail.contoso.com.", "mail.contoso.com"),
            ("xcn=John Doe, cn=john@contoso.com, c=US", ""),
            ("cn=", ""),
            ("CN=2001:db8:77::5, O=x", "2001:db8:77::5"),
            ("C=US, O=Contoso Ltd, L=Redmond", "Contoso Ltd"),
            ("C = US, O = Contoso Ltd", "Contoso Ltd"),
            ("ou=Sales Dept of", "Sales Dept"),
            ("ST=\"New York\" x", "New York"),
            ("OID.2.5.4.3=john", "john"),
            ("2.5.4.10 = Contoso Ltd", "Contoso Ltd"),
            ("title=Boss", "Boss"),
            ("dnQualifier=john", "john"),
            ("o=contoso", "contoso"),
            ("jurisdictionC=QX, x", "QX"),
            ("jurisdictionStateOrProvinceName=New York, x", "New York"),
            ("OID.1.3.6.1.4.1.311.60.2.1.3=QX", "QX"),
            ("0.9.2342.19200300.100.1.1=john", "john"),
            ("uid=john uid=1000", "john"),
            ("uid=1000 uid=0a1b2c", ""),
            ("O=#0C0751756978,x", "#0C0751756978"),
            ("serialNumber=4F1C9A0B7D o=no Title=Mail 2.5.29.17=x", ""),
            ("F=smtp S=1234 s=relay, o=x l=y RTO=x d=contoso", ""),
        ] {
            assert_eq!(common_name(text).map_or("", |at| &text[at]), expected, "{text}");
        }
    }
}
