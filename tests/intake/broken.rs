//! Addresses that something broke at its edge, words or not, in what hides where the edge is: a page, a list of PowerShell, a
//! cell, a value of JSON, a folded field. None of either half is left, and what is read is read as without them.

use proptest::{prelude::*, test_runner::RngSeed};

use mxray::{intake::ndr, knowledge::Knowledge};

/// Pieces of the names in [`FORMS`] that nothing else in these texts has.
const PIECES: [&str; 4] = ["quix", "xote", "sanc", "ncho"];

/// The grammars of an address, each with both names.
const FORMS: [&str; 15] = [
    "quixote.sancho@fabrikam.example",
    "<quixote.sancho@fabrikam.example>",
    "bounces+quixote.sancho=fabrikam.example@lists.contoso.example",
    "SRS0+ab/c=Xy=fabrikam.example=quixote.sancho@lists.contoso.example",
    "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=9d1f6c2a54b3489cb1a7-quixote.sancho",
    "/o=C/ou=F/cn=Recipients/cn=quixotesancho",
    "IMCEAEX-_O=CONTOSO_OU=FIRST+20ADMINISTRATIVE+20GROUP_CN=RECIPIENTS_CN=quixote+2Esancho@contoso.example",
    "imceaex-_o=c_ou=f_cn=recipients_cn=quixotesancho@exch01",
    "\"quixote.sancho\"@fabrikam.example",
    "quixote.sancho%40fabrikam.example",
    "https://x.contoso.example/u?e=quixote.sancho%2540fabrikam.example&k=1",
    "quixote_sancho@mailhost01",
    "<quixote.sancho@exch01>",
    "ｑｕｉｘｏｔｅ．ｓａｎｃｈｏ＠ｆａｂｒｉｋａｍ．ｅｘａｍｐｌｅ",
    "quixote.sancho＠fabrikam.example",
];

/// Where an address stands, at `#`.
const PLACES: [&str; 8] = [
    "To: #\n450 4.7.320 Certificate validation failed from outbound.contoso.example to mail-40gb.contoso.example [192.0.2.1]:25",
    "LED=450 4.7.320 Certificate validation failed [Message=SubjectMismatch] Remote server returned message detected for # [LastAttemptedServerName=mail-40gb.contoso.example] [LastAttemptedIP=192.0.2.1:25]",
    "Remote host said: 450 4.7.320 Certificate validation failed (#) [mail-40gb.contoso.example 192.0.2.1]",
    "Nov 27 10:00:00 mx postfix/smtp[123]: 4ABC: to=#, relay=mail-40gb.contoso.example[192.0.2.1]:25, delay=1, dsn=4.7.320, status=deferred (host mail-40gb.contoso.example[192.0.2.1] said: 450 4.7.320 Certificate validation failed (in reply to RCPT TO command))",
    "Final-Recipient: rfc822; #\nAction: failed\nStatus: 4.7.320\nRemote-MTA: dns; mail-40gb.contoso.example\nDiagnostic-Code: smtp; 450 4.7.320 Certificate validation failed; #",
    "[{LED=450 4.7.320 Certificate validation failed};{MSG=#};{FQDN=mail-40gb.contoso.example};{IP=192.0.2.1};{LRT=x}]",
    "mail-40gb.contoso.example [192.0.2.1] said 450 4.7.320 Certificate validation failed. The mail was for #",
    "#\n#\nmail-40gb.contoso.example gave this error:\n450 4.7.320 Certificate validation failed\n",
];

/// The lines of a text, broken behind so many letters, each behind a mark of quoting.
fn broken(text: &str, width: usize, mark: &str) -> String {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let letters: Vec<char> = line.chars().collect();
        let pieces = letters.chunks(width - mark.len()).map(|piece| format!("{mark}{}", String::from_iter(piece)));
        lines.extend(pieces);
        if letters.is_empty() {
            lines.push(mark.to_owned());
        }
    }
    lines.join("\n")
}

/// What hides where the edge is, around lines that were broken there.
fn hidden(text: &str, envelope: usize) -> String {
    match envelope {
        0 => text.to_owned(),
        1 => {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            format!("<html><body><p>See below.</p><pre>{escaped}</pre></body></html>")
        }
        2 => serde_json::json!({ "Event": "Fail", "Detail": text }).to_string(),
        3 => format!("date_time,event_id,detail\n2026-11-27T10:00:00Z,FAIL,\"{}\"\n", text.replace('"', "\"\"")),
        4 => format!("Identity  : 1\nMessage   : {}\n", text.replace('\n', "\n            ")),
        5 => format!("From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"),
        _ => format!(
            "From: a@b.example\nSubject: x\nContent-Type: multipart/report; boundary=b\n\n--b\n\nhello\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; z@b.example\nStatus: 4.7.320\nDiagnostic-Code: smtp; {}\n\n--b--\n",
            text.replace('\n', "\n ")
        ),
    }
}

fn seed() -> RngSeed {
    let chosen = std::env::var("PROPTEST_RNG_SEED").ok().and_then(|seed| seed.parse().ok());
    RngSeed::Fixed(chosen.unwrap_or(12))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, rng_seed: seed(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn neither_half_of_an_address_is_left_where_something_hides_the_edge_at_which_it_was_broken(
        form in proptest::sample::select(FORMS.as_slice()),
        place in proptest::sample::select(PLACES.as_slice()),
        before in 0..60_usize,
        width in 60..=100_usize,
        mark in proptest::sample::select(["", "> ", ">> "].as_slice()),
        envelope in 0..7_usize,
    ) {
        let place = if place.starts_with(['F', '#', 'T']) { place.to_owned() } else { format!("{} {place}", "x".repeat(before)) };
        let text = hidden(&broken(&place.replace('#', form), width, mark), envelope);
        let reading = ndr::read(text.as_bytes(), Knowledge::embedded()).expect("it is text");
        let folded: String = format!("{reading:?}").to_lowercase().chars().map(|c| match c {
            'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0).expect("the letters of ASCII"),
            c => c,
        }).collect();
        let told = folded.replace("\\n", "").replace([' ', '>'], "");
        for piece in PIECES {
            prop_assert!(!told.contains(piece), "{piece} is left of {text:?}:\n{reading:#?}");
        }
        prop_assert!(reading.addresses_dropped > 0, "{form:?} is not counted in {text:?}");
        // The key of the field may itself be broken.
        prop_assume!(text.contains("LED=450 4.7.320") || !place.contains("LED="));
        let others = hidden(&broken(&place.replace('#', &"x".repeat(form.chars().count())), width, mark), envelope);
        let others = ndr::read(others.as_bytes(), Knowledge::embedded()).expect("it is text");
        prop_assert_eq!(reading.has_code(), others.has_code(), "{:?}", text);
    }
}

/// An address whose letters are written in another way, as long as that is, at `@` in a name.
fn coded(sign: &str) -> String {
    match sign {
        "=?" => "=?utf-8?Q?quixote=2Esancho=40fabrikam=2Eexample?=".to_owned(),
        "[.]" => "quixote[.]sancho@fabrikam[.]example".to_owned(),
        sign => format!("quixote.sancho{sign}fabrikam.example"),
    }
}

#[test]
fn an_edge_stays_where_it_was_whatever_is_decoded_before_it() {
    const LOG: &str = "2026-11-20 08:12:31 1abcde-000123-AB == # R=dnslookup T=remote_smtp defer (111): Connection refused H=mail-40gb.contoso.example [192.0.2.1]";
    const JSON: &str = "{\"Recipient\":[\"#\"],\"Sender\":\"#\",\"LastError\":\"450 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName=mail-40gb.contoso.example] [LastAttemptedIP=192.0.2.1:25]\"}";
    let (mut left, mut lost) = (Vec::new(), Vec::new());
    for sign in ["&#64;", "&#00064;", "&commat;", "\\u0040", "[.]", "%40", "=?"] {
        for place in [LOG, JSON] {
            for width in (44..=120).step_by(3) {
                for mark in ["", "> "] {
                    let text = broken(&place.replace('#', &coded(sign)), width, mark);
                    // A sign that was itself broken is another thing.
                    let whole = sign == "=?"
                        || text.matches(sign).count() == place.replace('#', &coded(sign)).matches(sign).count();
                    let reading = ndr::read(text.as_bytes(), Knowledge::embedded()).expect("it is text");
                    let told =
                        format!("{:?}", (&reading.reports, &reading.unread)).replace("\\n", "").replace([' ', '>'], "");
                    let is_left = PIECES.iter().any(|piece| told.contains(piece));
                    left.extend(Some((sign, mark, width)).filter(|_| is_left && whole && sign != "=?"));
                    let others = broken(&place.replace('#', &"x".repeat(coded(sign).len())), width, mark);
                    let others = ndr::read(others.as_bytes(), Knowledge::embedded()).expect("it is text");
                    let is_lost = others.has_code() && !reading.has_code();
                    lost.extend(Some((sign, mark, width, place.starts_with('{'))).filter(|_| is_lost));
                }
            }
        }
    }
    assert!(left.is_empty() && lost.is_empty(), "left: {left:?}\nlost: {lost:?}");
}
