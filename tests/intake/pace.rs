//! What the masker looks for, without an end: no text is read in more than the time that its length takes.

use proptest::{prelude::*, test_runner::RngSeed};

use mxray::{intake::ndr, knowledge::Knowledge};

use crate::support::growth::assert_linear;

/// Less than what a file may have, because this runs unoptimized; a square shows all the same.
const SIZE: usize = 40 * 1024;

/// What is read at once of a line without an end: beyond it a square shows no more.
const PIECE: usize = 8 * 1024;

/// Every way to write the sign, with and without what stands before it.
const SIGNS: [&str; 43] = [
    r"?a=\100a.b",
    r"\100",
    r"a\100",
    r"1\100",
    r"\100.",
    r"\100\147",
    r"\40",
    r"a\40",
    r"\x40",
    r"\x{40}",
    r"\u{40}",
    r"\u0040",
    r"\U00000040",
    "U+0040",
    "%40",
    "a%40",
    "%252540",
    "=40",
    "a=40",
    "=3D40",
    "+40",
    "a+40",
    "%u0040",
    "+AEA-",
    "％40",
    "%４０",
    "*40",
    "-40",
    "&#64;",
    "&commat;",
    "＠",
    "﹫",
    "(at)",
    "@[1]",
    "@a@[1]",
    "%25",
    "%EF%BC",
    "a%EF%BC%A0",
    "a=2540",
    "a_x0040_",
    "://a/-3A-252540",
    "a://a/*40",
    "*__;a.",
];

/// What opens, names, parts or ends an address.
const MARKS: [&str; 50] = [
    "<",
    "<!--",
    "<!-- ",
    "<?",
    "<a@",
    "a<x>",
    "a<b>",
    "<![CDATA[",
    "]]>",
    "\"",
    "a\"",
    "\"a\" . ",
    "(",
    ")",
    "(a",
    "[",
    "{a, ",
    "/o=x/cn=",
    ";a=",
    "S=a;",
    "G=a;S=b;",
    "X400:c=a;",
    "imcea",
    "To: a\n",
    "To: a <",
    "to=<",
    "rfc822;a ",
    "=> a",
    "a!",
    "a:",
    "a[",
    "=?utf-8?Q?",
    "=\n",
    "=\n> ",
    "> \n",
    "\n@",
    "a@\n",
    r"\",
    r"\@",
    r"\303\251",
    "\u{1b}@",
    "//a?",
    "(a)a@",
    "[[a]]@",
    "a<a@a.b ",
    "=a:a@",
    "\u{1b}]0;",
    "^[]0;",
    "\u{1b}[1 ",
    "#033[",
];

/// Codes, and what stands right behind one where no space does.
const CODES: [&str; 3] = ["4.4.3", "4.4.316", "450 4.4.316"];
const BEHIND: [&str; 8] = ["!", "~", "~\"", "{MSG=", "\u{202e}", ",", "=", "\""];

/// Lengths of lines, of which the middle ones may be the edge of a terminal, and signs at which they are broken.
const LENGTHS: [usize; 4] = [10, 60, 75, 401];
const BROKEN: [&str; 8] = ["@", "%40", "&#64;", "=40", "＠", "@a", "@a.b", "."];

/// Lines of letters that end at a sign, each way to end one.
fn wrapped() -> impl Iterator<Item = String> {
    LENGTHS.into_iter().flat_map(|length| {
        BROKEN.into_iter().flat_map(move |sign| ["\n", "\r\n"].map(|end| "x".repeat(length) + sign + end))
    })
}

fn coded() -> impl Iterator<Item = String> {
    CODES.into_iter().flat_map(|code| BEHIND.map(|mark| format!("{code}{mark}")))
}

#[track_caller]
fn assert_paced(units: &[&str], size: usize) {
    for unit in units {
        assert_linear(unit, size, |size| {
            let _ = ndr::read_text(&unit.repeat(size / unit.len()), Knowledge::embedded());
        });
    }
}

#[test]
fn signs_without_an_end_are_read_in_time() {
    assert_paced(&SIGNS, SIZE);
}

#[test]
fn marks_without_an_end_are_read_in_time() {
    assert_paced(&MARKS, SIZE);
}

#[test]
fn lines_broken_at_their_signs_are_read_in_time() {
    let units: Vec<String> = wrapped().collect();
    assert_paced(&units.iter().map(String::as_str).collect::<Vec<_>>(), SIZE);
}

#[test]
fn codes_without_a_space_are_read_in_time() {
    let units: Vec<String> = coded().collect();
    assert_paced(&units.iter().map(String::as_str).collect::<Vec<_>>(), PIECE);
}

/// Documents that are nothing but many: what looks for the end of each must not count from the beginning.
const MANY: usize = 512 * 1024;

#[test]
fn documents_of_json_without_an_end_are_read_in_time() {
    assert_paced(&["{\"a\":1}\n"], MANY);
}

/// Any of the units of this file.
fn unit() -> impl Strategy<Value = String> {
    let simple = SIGNS.iter().chain(&MARKS).map(|unit| (*unit).to_owned());
    proptest::sample::select(simple.chain(wrapped()).chain(coded()).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, rng_seed: RngSeed::Fixed(13), failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn any_two_of_them_without_an_end_are_read_in_time(one in unit(), other in unit()) {
        assert_paced(&[&format!("{one}{other}")], SIZE);
    }
}

#[test]
fn encoded_words_without_their_ends_are_read_in_time() {
    assert_paced(
        &["=?a?q?x", "=?a?q?=?", "=?a?b?YQ", "=?a?q?=40", "=?a?q?a ", "=?a?q?a\n> ", "=?a\n", "=\n", "=?a?q?a?\n"],
        SIZE,
    );
}

#[test]
fn attributes_without_an_end_are_read_in_time_and_masked() {
    assert_paced(&["G=ann;S=secret;", "x=a;y=b;", "C=a;O=b;CN=c;", "/g=ann/s=secret", "/a=ann;", "a=b; c=d, "], SIZE);
    // More attributes than a name has, each another one.
    let keys = ('a'..='z').map(|key| format!("/{key}=secret")).collect::<String>();
    for text in [format!("{keys} x"), "G=ann;S=secret;".repeat(15), keys.replace('/', "; ")] {
        let reading = ndr::read(text.as_bytes(), Knowledge::embedded()).expect("it is text");
        assert!(!format!("{reading:?}").contains("ann;S=secret") && reading.addresses_dropped > 0, "{reading:?}");
    }
}
