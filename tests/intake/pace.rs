//! What the masker looks for, without an end: no text is read in more than the time that its length takes.

use mxray::{intake::ndr, knowledge::Knowledge};

use crate::support::growth::assert_linear;

/// Less than what a file may have, because this runs unoptimized; a square shows all the same.
const SIZE: usize = 40 * 1024;

/// Every way to write the sign, with and without what stands before it.
const SIGNS: [&str; 35] = [
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
];

/// What opens, names, parts or ends an address.
const MARKS: [&str; 42] = [
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
];

#[track_caller]
fn assert_paced(units: &[&str]) {
    for unit in units {
        assert_linear(unit, SIZE, |size| {
            let _ = ndr::read_text(&unit.repeat(size / unit.len()), Knowledge::embedded());
        });
    }
}

#[test]
fn signs_without_an_end_are_read_in_time() {
    assert_paced(&SIGNS);
}

#[test]
fn marks_without_an_end_are_read_in_time() {
    assert_paced(&MARKS);
}
