//! A mail address in any text: nothing of it is left. The first byte says in which form and between what it stands, the
//! second where.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mxray::{intake::ndr, knowledge::Knowledge};

/// All in ASCII: in a mail of another encoding than UTF-8, other signs would be other signs.
const FORMS: [&str; 10] = [
    "quixote@fabrikam.example",
    "quixote@mailhost01",
    "bounces+quixote=fabrikam.example@lists.contoso.example",
    "/o=Contoso/ou=Exchange/cn=Recipients/cn=quixote",
    "IMCEAEX-_O=CONTOSO_cn=Recipients_cn=quixote@contoso.example",
    "\"x quixote\"@fabrikam.example",
    "quixote%40fabrikam.example",
    "quixote @ fabrikam.example",
    "quixote@@fabrikam.example",
    "mailto:quixote@fabrikam.example?subject=x",
];

const AROUND: [(&str, &str); 12] = [
    (" ", " "),
    (" <", "> "),
    (" (", ") "),
    (": ", ", "),
    ("\n", "\n"),
    (" [Odd=", "] "),
    // At the beginning of a line, behind what ends the line before.
    (" for=\n", "\n"),
    (" for=\r\n", "\r\n"),
    ("/\n", "\n"),
    (";\n\n", "\n"),
    (":\n", "\n"),
    ("(\n", "\n)\n"),
];

fuzz_target!(|bytes: &[u8]| {
    let [how, place, rest @ ..] = bytes else { return };
    let text = String::from_utf8_lossy(rest);
    let end = text.len() * usize::from(*place) / 255;
    let Some((before, after)) = (0..=end).rev().find_map(|end| text.split_at_checked(end)) else { return };
    let (form, around) = (usize::from(*how) % FORMS.len(), AROUND[usize::from(*how) / FORMS.len() % AROUND.len()]);
    let text = [before, around.0, FORMS[form], around.1, after].concat();
    let Ok(reading) = ndr::read(text.as_bytes(), Knowledge::embedded()) else { return };
    let told = format!("{reading:?}").to_lowercase();
    assert!(!told.contains("quixote"), "{:?} is left of {text:?}:\n{reading:#?}", FORMS[form]);
});
