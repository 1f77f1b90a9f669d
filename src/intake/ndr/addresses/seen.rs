//! Addresses that were seen in a text without what breaks its lines (`edges::unbroken`), found again in what is read of
//! it: letter by letter, whatever margins, sides of boxes, tags or spaces stand between two letters there.

use super::{
    super::{codes, legible::MASK},
    reading::{Hit, MAX_REACH, ahead, back, is_sign},
};

/// The least letters of a local part and a domain that are looked for: fewer stand in other words by chance.
const LEAST: usize = 6;
/// How many letters may be left of a sign that is written as a number and was broken itself: `&#6 4;`, `_x00 40_`.
const MAX_SIGN: usize = 8;
/// How many addresses with the same local part are held against one place.
const MAX_ALIKE: usize = 8;

/// The letters of an address, on both sides of its sign.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::intake::ndr) struct Seen {
    local: String,
    domain: String,
}

impl Seen {
    /// What an address is known by; `None` if it is by too little, or masked in part.
    pub(super) fn of(address: &str) -> Option<Self> {
        let mut signs = address.char_indices().filter_map(|(at, c)| {
            let sign =
                if is_sign(c) { Some(c.len_utf8()) } else { codes::sign(&address[at..]).map(|(_, length)| length) };
            sign.map(|length| (at, at + length))
        });
        let (end, begin) = signs.next().unwrap_or((address.len(), address.len()));
        let it = Self { local: letters(&address[..end]), domain: letters(&address[begin..]) };
        let known = !it.local.is_empty() && it.local.len() + it.domain.len() >= LEAST && !address.contains(MASK);
        known.then_some(it)
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The places of all that was seen, in their order.
pub(super) fn places(text: &str, seen: &mut Vec<Seen>) -> Vec<Hit> {
    seen.sort();
    seen.dedup();
    let mut found = Vec::new();
    if seen.is_empty() {
        return found;
    }
    let (letters, places) = squeezed(text);
    let mut at = 0;
    while at < letters.len() {
        let begins = letters.is_char_boundary(at)
            && (at == 0 || places[at] > places[at - 1] + 1 || !text[..places[at]].ends_with(char::is_alphanumeric));
        match Some(at).filter(|_| begins).and_then(|at| longest(&letters[at..], seen)) {
            Some(length) => {
                let last = text[places[at + length - 1]..].chars().next().map_or(1, char::len_utf8);
                found.push(Hit::on_one_line(places[at]..places[at + length - 1] + last));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// The letters of a text, and for each of their bytes where it stands.
fn squeezed(text: &str) -> (String, Vec<usize>) {
    let (mut letters, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        letters.extend(c.to_lowercase());
        places.resize(letters.len(), at);
    }
    (letters, places)
}

/// How long the longest of the addresses is that some letters begin with.
fn longest(letters: &str, seen: &[Seen]) -> Option<usize> {
    let behind = seen.partition_point(|it| it.local.as_str() <= letters);
    // What is not greater begins them, or no other before it does but one that begins both.
    let alike = seen[..behind].iter().rev().take(MAX_ALIKE).filter(|it| letters.starts_with(&it.local));
    alike.filter_map(|it| Some(it.local.len() + domain(&letters[it.local.len()..], &it.domain)?)).max()
}

/// Where a domain ends behind its sign, which leaves no letter but those of a number.
fn domain(letters: &str, domain: &str) -> Option<usize> {
    let reach = &letters[..letters.floor_char_boundary(domain.len() + MAX_SIGN)];
    let at = reach.find(domain)?;
    let of_number = |c: char| c.is_ascii_hexdigit() || matches!(c, 'x' | 'u');
    let sign = &reach[..at];
    let is_sign = sign.is_empty() || (sign.chars().all(of_number) && sign.contains(|c: char| c.is_ascii_digit()));
    is_sign.then_some(at + domain.len())
}

/// The next first half of such an address whose other half is masked, whatever stands between the two.
pub(super) fn half(text: &str, from: usize, seen: &[Seen]) -> Option<Hit> {
    let mut at = from;
    while !seen.is_empty() {
        at += text[at..].find(MASK)?;
        let reach = from.max(text.ceil_char_boundary(at.saturating_sub(MAX_REACH)));
        let gap = back(&text[reach..at], |c| !c.is_alphanumeric() && c != MASK);
        let end = at - gap;
        let start = end - back(&text[reach..end], |c| c.is_alphanumeric() || "._-+='".contains(c));
        let first = letters(&text[start..end]);
        let alike = seen.get(seen.partition_point(|it| it.local < first));
        if gap > 0 && !first.is_empty() && alike.is_some_and(|it| it.local.starts_with(&first)) {
            return Some(Hit::on_one_line(start..end));
        }
        at += ahead(&text[at..], |c| c == MASK);
    }
    None
}
