//! Mail addresses, found by what people and servers write rather than by one grammar, and masked before anything else is
//! read: what comes later cannot keep what it never saw.
//!
//! Known are `local@domain` (RFC 5321 section 4.1.2) with all that the signs allow, quoted and commented local parts, VERP,
//! a percent or quoted-printable sign, signs that only look like `@`, spaces and line ends around it, bang paths,
//! legacyExchangeDN and X.400 names, IMCEAEX, base64, signs that are written out, and names alone in the fields of logs.
//! Line breaks with their margins, the colours of a terminal and tags that change or break a word part none of them. In doubt a word too much is masked: a report says the same without it.

mod display;
mod domains;
mod glued;
mod markup;
mod named;
mod reading;
mod seen;
mod signed;
mod signs;
mod unsigned;
mod words;
mod written;

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

pub(super) use self::seen::Seen;
use self::{
    reading::{Hit, is_margin, is_side, starts_ignoring_case},
    signed::at_sign,
    signs::Folds,
    unsigned::{bang_path, directory_name, has_imcea},
};
use super::{
    edges::{Edge, edges},
    encoded, escapes,
    legible::{Legible, MASK},
};

/// What stands in place of a mail address.
pub(super) const BLOT: &str = "***";
/// Distinct addresses that are counted one by one; beyond it every occurrence counts.
const MAX_DISTINCT: usize = 4096;

/// What names somebody in a text without what breaks its lines.
pub(super) fn seen(text: Legible) -> Vec<Seen> {
    let mut count = Count { names: Some(Vec::new()), ..Count::default() };
    each_pass(bare(text), &mut count, &[]);
    count.names.unwrap_or_default()
}

/// The text with every mail address masked, letter by letter, so that its lines keep their lengths; and how many there
/// were, each once. What was seen of it without what breaks its lines is found again.
pub(super) fn masked(text: Legible, mut seen: Vec<Seen>) -> (Legible, u64) {
    let mut count = Count::default();
    let (text, marks) = bare(text).without_breaks();
    let edges = edges(text.as_str(), &marks);
    let text = text.folded(edges.iter().map(Edge::gap));
    let mut text = each_pass(text, &mut count, &edges).unfolded();
    if !edges.is_empty() {
        // The longest line may be so by chance, and what follows it be the margin of another.
        text = pass(text, &mut count, |text, from| at_sign(text, from, &Folds::default()));
        text = pass(text, &mut count, named::alone);
        text = pass(text, &mut count, in_base64);
        text = pass(text, &mut Count::default(), display::name);
    }
    let mut places = seen::places(text.as_str(), &mut seen).into_iter();
    text = pass(text, &mut count, |_, _| places.next());
    text = pass(text, &mut Count::default(), |text, from| seen::half(text, from, &seen));
    (text, count.total())
}

/// A text with what parts no word set apart: colours of a terminal, tags inside a word.
pub(super) fn bare(text: Legible) -> Legible {
    let text = text.without_pieces(&escapes::MARKS, |_, behind| escapes::sequence(behind));
    text.without_pieces(&markup::MARKS, markup::inside_word)
}

/// Such a text of one line with every mail address masked, what was set apart still so.
pub(super) fn passed(text: Legible) -> Legible {
    each_pass(text, &mut Count::default(), &[])
}

fn each_pass(mut text: Legible, count: &mut Count, edges: &[Edge]) -> Legible {
    let names = |text: &str| text.contains('=') || has_imcea(text);
    if names(text.as_str()) {
        let folds = Folds::of(&text, edges);
        text = pass(text, count, |text, from| directory_name(text, from, &folds));
    }
    // A mask is one byte, whatever it masks.
    let folds = Folds::of(&text, edges);
    text = pass(text, count, |text, from| at_sign(text, from, &folds));
    if text.as_str().contains('!') {
        text = pass(text, count, bang_path);
    }
    text = pass(text, count, named::alone);
    text = pass(text, count, in_base64);
    // It names the one whose address follows, who is counted.
    pass(text, &mut Count::default(), display::name)
}

/// The next base64 that says an address of any form.
fn in_base64(text: &str, from: usize) -> Option<Hit> {
    encoded::in_base64(text, from, names_somebody).map(Hit::on_one_line)
}

/// Whether a text that was encoded names anybody: by chance it never does.
fn names_somebody(said: &str) -> bool {
    let mut count = Count::default();
    each_pass(bare(Legible::new(said.to_owned())), &mut count, &[]);
    count.total() > 0
}

/// A text in which each mask is [`BLOT`].
pub(super) fn blotted(text: &Legible) -> Legible {
    let came = text.as_str();
    let mut out = Legible::with_capacity(came.len());
    let mut from = 0;
    while let Some(start) = came[from..].find(MASK).map(|found| from + found) {
        let end = came[start..].find(|c| c != MASK).map_or(came.len(), |length| start + length);
        out.append(text, &came[from..start], &came[from..start]);
        out.push_str(BLOT);
        from = end;
    }
    out.append(text, &came[from..], &came[from..]);
    out
}

#[derive(Default)]
struct Count {
    seen: HashSet<u64>,
    beyond: u64,
    /// What they are known by, where that is asked for.
    names: Option<Vec<Seen>>,
}

impl Count {
    fn add<'a>(&mut self, parts: impl Iterator<Item = &'a str>) {
        if self.seen.len() == MAX_DISTINCT {
            self.beyond += 1;
            return;
        }
        let mut hasher = DefaultHasher::new();
        // Where a line was broken in one, it has what stands between the lines too.
        let words = parts.flat_map(str::chars).filter(|c| !is_side(*c) && !matches!(c, '\n' | '>'));
        words.flat_map(char::to_lowercase).for_each(|c| c.hash(&mut hasher));
        self.seen.insert(hasher.finish());
    }

    fn total(&self) -> u64 {
        self.seen.len() as u64 + self.beyond
    }
}

/// Masks what one reader finds. It gets the text and where the last address ended, and never looks before that.
fn pass(text: Legible, count: &mut Count, mut find: impl FnMut(&str, usize) -> Option<Hit>) -> Legible {
    let came = text.as_str();
    let mut out: Option<Legible> = None;
    let mut from = 0;
    while let Some(hit) = find(came, from) {
        let parts = [hit.before, Some(hit.at), hit.after];
        // Half of one, perhaps: nothing else is known by it.
        let known = count.names.as_mut().filter(|_| !text.is_broken_at(parts[1].as_ref().map_or(from, |at| at.start)));
        if let Some(names) = known {
            names.extend(Seen::of(&parts.iter().flatten().map(|part| &came[part.clone()]).collect::<String>()));
        }
        if !names_a_mail(came, from, parts[0].as_ref().or(parts[1].as_ref()).map_or(from, |part| part.start)) {
            count.add(parts.iter().flatten().map(|part| &came[part.clone()]));
        }
        let out = out.get_or_insert_with(|| Legible::with_capacity(came.len()));
        for part in parts.into_iter().flatten() {
            let between = &came[from..part.start];
            out.append(&text, between, between);
            out.append_masked(&text, &came[part.clone()]);
            from = part.end;
        }
    }
    match out {
        Some(mut out) => {
            out.append(&text, &came[from..], &came[from..]);
            out
        }
        None => text,
    }
}

/// Whether what stands there names a mail and nobody: its field says so (RFC 5322 section 3.6.4). It goes all the same.
fn names_a_mail(text: &str, from: usize, at: usize) -> bool {
    let line = text[from..at].rfind('\n').map_or(from, |end| from + end + 1);
    let field = text[line..at].trim_start_matches(is_margin);
    ["message-id:", "in-reply-to:", "references:"]
        .iter()
        .any(|name| starts_ignoring_case(field.as_bytes(), name.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, u64) {
        let (text, count) = masked(Legible::new(text.to_owned()), Vec::new());
        (blotted(&text).shown(), count)
    }

    #[test]
    fn mail_addresses_are_counted_once_each_and_not_kept() {
        let text = "User@Contoso.com, <us\u{200b}er@contoso.com>; x=a.b@c.example. @ 4.4.316\u{200b} x";
        assert_eq!(read(text), ("***, <***>; x=***. @ 4.4.316\u{200b} x".into(), 2));
    }

    #[test]
    fn whatever_form_an_address_has_it_is_masked_and_counted() {
        for (came, left) in [
            ("to bounces+john.doe=fabrikam.com@lists.contoso.com now", "to *** now"),
            ("to john=fabrikam.com@lists.contoso.com now", "to *** now"),
            ("[Odd=john@x.example] y", "[***] y"),
            ("[Message=john@x.example said] y", "[Message=*** said] y"),
            ("spf=pass smtp.mailfrom=john@x.example; y", "spf=pass smtp.mailfrom=***; y"),
            ("/o=Contoso/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=john.doe now", "*** now"),
            ("'/O=CONTOSO/OU=FIRST/CN=RECIPIENTS/CN=John Doe' now", "'***' now"),
            ("EX:/o=a b/ou=c/cn=Recipients/cn=0a1b-john.doe;450 x", "EX:***;450 x"),
            ("X400:c=us;a= ;p=contoso;o=exchange;s=doe;g=john; x", "***; x"),
            ("G=John;S=Doe;O=contoso x", "*** x"),
            ("IMCEAEX-_O=CONTOSO_OU=EXCHANGE+20ADMIN_cn=Recipients_cn=john+2Edoe@contoso.com x", "*** x"),
            ("IMCEAEX-_O=CONTOSO_OU=EXCHANGE_cn=jo\nhn+2Edoe@contoso.com x", "***\n*** x"),
            ("to john.doe@\n contoso.com x", "to ***\n *** x"),
            ("> to john.doe@\n> contoso.com x", "> to ***\n> *** x"),
            ("> to john.doe\n> @contoso.com x", "> to ***\n> *** x"),
            ("<john.\ndoe@contoso.com>", "<***\n***>"),
            ("to \"john doe\"@contoso.com x", "to *** x"),
            ("to <\"john doe\"@contoso.com>", "to <***>"),
            ("unknown \"john \"x\" doe\"@contoso.com x", "unknown *** x"),
            ("returned \"550 unknown \"john doe\"@contoso.com\"", "returned \"550 unknown ***\""),
            ("for\"john doe\"@contoso.com x", "*** x"),
            ("for\"john \"x\" doe\"@contoso.com x", "*** x"),
            ("john.\"x doe\"@contoso.com x", "*** x"),
            ("a.\"doe/b=x\".c@contoso.com x", "*** x"),
            ("cn=\"john doe\"@contoso.com x", "cn=*** x"),
            ("4.4.316\"john doe\"@contoso.com x", "4.4.316*** x"),
            ("x\"450 4.4.316 y\"\nfor\"john doe\"@contoso.com x", "x\"450 4.4.316 y\"\n*** x"),
            ("\"450 4.4.316 y\"\nfor\"john doe\"@contoso.com x", "\"450 4.4.316 y\"\n*** x"),
            ("\"john\n\"x\" doe\"@contoso.com x", "***\n*** x"),
            ("450 doe\"@contoso.com 5\"@contoso.com x", "450 *** 5\"@contoso.com x"),
            ("o'brien@contoso.com 'd@e.example'", "*** '***'"),
            ("https://x.example/?to=john%40contoso.com&a=1", "https://x.example/?to=***&a=1"),
            ("john=40contoso.com john%2540contoso.com", "*** ***"),
            (
                "[LastAttemptedServerName=40gb.contoso.com] [LastAttemptedIP=40.107.1.2:25]",
                "[LastAttemptedServerName=40gb.contoso.com] [LastAttemptedIP=40.107.1.2:25]",
            ),
            ("to john.doe@mailhost01 x john@con_toso.com", "to *** x ***"),
            (&format!("{}@contoso.com x", "j".repeat(300)), "*** x"),
            ("uunet!host!user x", "*** x"),
            ("-uunet!host!user !!uunet!host!user =!x", "-*** !!*** =!x"),
            ("Error! Please try! 450", "Error! Please try! 450"),
            ("to user @ host x", "to *** host x"),
            ("to user @ contoso.com x", "to *** x"),
            ("to user\t@contoso.com x", "to *** x"),
            ("to user＠contoso.com and user﹫contoso.com", "to *** and ***"),
            ("a(x)@b.example a@(x)b.example a@@b.example a @ (x) b.example", "*** *** *** ***"),
            ("john@[192.0.2.1] [LastAttemptedIP=192.0.2.1:25]", "*** [LastAttemptedIP=192.0.2.1:25]"),
            ("john@contoso.com[Message=x] john@contoso.com:550 5.1.1", "***[Message=x] ***:550 5.1.1"),
            ("[john@x.com, a@b.c]", "[***, ***]"),
            ("**a@b.example** |c@d.example|", "******* |***|"),
        ] {
            let (text, count) = read(came);
            assert_eq!(text, left, "{came}");
            assert_eq!(count > 0, left.contains(BLOT), "{came}");
        }
    }
}
