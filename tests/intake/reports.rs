//! What is read from real report strings: one row a case, in `tests/fixtures/reports/*.tsv`.

use std::{fmt::Write as _, fs, path::PathBuf};

use proptest::prelude::*;

use crate::support::growth::assert_linear;
use mxray::{
    knowledge::Knowledge,
    l10n::{Locale, Texts},
    model::{CodeId, ConclusionReason, MailDirection, ReportForm, Speaker, Symptom, WireText},
    report::{self, Dress, json},
};

/// Reading with what is built in.
mod ndr {
    use mxray::{
        intake::ndr::{self, ReadError, Reading},
        knowledge::Knowledge,
    };

    pub(super) use ndr::{MAX_REPORTS, is_received};

    pub(super) fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
        ndr::read(bytes, Knowledge::embedded())
    }

    pub(super) fn read_text(text: &str) -> Result<Reading, ReadError> {
        ndr::read_text(text, Knowledge::embedded())
    }
}

fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reports")
}

/// One row: what must be read, and the text.
struct Case {
    place: String,
    reported: String,
    code: String,
    direction: MailDirection,
    inner: String,
    server: String,
    address: String,
    /// Who speaks, and the first cause, where the columns of the file name them.
    speaker: Option<String>,
    cause: Option<String>,
    text: String,
}

impl Case {
    /// A row; newer files name a speaker and a cause before the text.
    fn of(line: &str, is_wide: bool, place: String) -> Self {
        let mut cells: Vec<&str> = line.splitn(if is_wide { 10 } else { 8 }, '\t').collect();
        let text = cells.pop().expect("a row has cells");
        let [reported, code, _kind, direction, inner, server, address, ref more @ ..] = cells[..] else {
            panic!("{place}: {} cells", cells.len())
        };
        // The directions of `docs/decisions.md`; a conclusion of `none` from Exchange itself is mail to it.
        let direction = match direction {
            "exo-out" | "exo-validate" => MailDirection::Outbound,
            "onprem-out" if code == "none" => MailDirection::Inbound,
            "onprem-out" => MailDirection::Outbound,
            "exo-in" => MailDirection::Inbound,
            "unknown" => MailDirection::Unknown,
            other => panic!("{place}: {other}"),
        };
        Self {
            place,
            reported: reported.into(),
            code: code.into(),
            direction,
            inner: inner.into(),
            server: server.into(),
            address: address.into(),
            speaker: more.first().map(ToString::to_string),
            cause: more.get(1).map(ToString::to_string),
            text: text.replace("\\n", "\n").replace("\\t", "\t"),
        }
    }
}

fn cases() -> Vec<Case> {
    let mut files: Vec<PathBuf> = fs::read_dir(fixtures())
        .expect("the fixtures")
        .map(|entry| entry.expect("a fixture").path())
        .filter(|p| p.extension().is_some_and(|e| e == "tsv"))
        .collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let rows = fs::read_to_string(&file).expect("a fixture of text");
        let is_wide = rows.lines().any(|line| line.starts_with("# Columns:"));
        let rows = rows.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
        all.extend(rows.map(|(at, line)| Case::of(line, is_wide, format!("{}:{}", file.display(), at + 1))));
    }
    all
}

fn or_dash(value: Option<impl ToString>) -> String {
    value.map_or("-".into(), |value| value.to_string())
}

fn address(report: &Symptom) -> String {
    match (report.server_ip, report.server_port) {
        (Some(ip), Some(port)) if ip.is_ipv6() => format!("[{ip}]:{port}"),
        (Some(ip), Some(port)) => format!("{ip}:{port}"),
        (ip, _) => or_dash(ip),
    }
}

#[test]
fn what_no_article_has_is_told_by_what_stands_in_it() {
    let into = "contoso-com.mail.protection.outlook.com";
    for (text, matter) in [
        (
            format!(
                "Remote Server at {into} (192.0.2.36) returned '451 4.4.397 Error communicating with target host. -> 421 4.4.1 Connection timed out'"
            ),
            "inbound-connect",
        ),
        (
            format!("450 4.4.316 Connection refused [LastAttemptedServerName={into}] [LastAttemptedIP=192.0.2.36:25]"),
            "inside",
        ),
        ("450 4.4.315 Connection timed out [LastAttemptedServerName=fabrikam.onmicrosoft.com]".into(), "inside"),
        (
            format!(
                "LastError : [{{LED=451 5.7.3 STARTTLS is required to send mail}};{{FQDN={into}}};{{IP=192.0.2.36}}]"
            ),
            "inbound-tls",
        ),
        (
            format!(
                "postfix/smtp[1]: A1: to=<a@contoso.com>, relay={into}[192.0.2.36]:25, dsn=4.7.4, status=deferred (TLS is required, but was not offered by host {into}[192.0.2.36])"
            ),
            "inbound-tls",
        ),
        (
            format!(
                "postfix/smtp[1]: A1: to=<a@contoso.com>, relay={into}[192.0.2.36]:25, dsn=4.7.5, status=deferred (Server certificate not trusted)"
            ),
            "inbound-tls",
        ),
        (
            format!(
                "450 4.4.317 Cannot connect to remote server [Message=Security status IllegalMessage] [LastAttemptedServerName={into}]"
            ),
            "inside",
        ),
        (
            format!(
                "LastError : [{{LED=454 4.7.5 The certificate specified in TlsCertificateName of the SendConnector could not be found}};{{MSG=}};{{FQDN={into}}};{{IP=192.0.2.36}}]"
            ),
            "send-connector-certificate",
        ),
        ("554 5.2.252 SendAsDenied; a is not allowed to send as b".into(), "send-as"),
        ("554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied".into(), "send-as"),
        ("554 5.2.122 The recipient has exceeded a limit".into(), "mailbox"),
        ("550 5.7.1 Unable to relay for anna@fabrikam.test".into(), "relay-refused"),
        ("550 5.4.300 Message expired -> 452 4.3.1 Insufficient system resources".into(), "wrapper"),
    ] {
        let reading = ndr::read_text(&text).unwrap();
        let read = reading.first().and_then(|report| report.matter.as_ref()).map(ToString::to_string);
        assert_eq!(read.as_deref(), Some(matter), "{text}");
    }
}

/// The server that Office 365 sends to knows it by its name: nobody else sends there.
#[test]
fn a_handshake_that_a_server_logs_as_the_one_that_answers_is_of_mail_out_of_office_365() {
    let from = "mail-db8eur05on2061.outbound.protection.outlook.com";
    for line in [
        format!("Mar 10 10:10:10 mx postfix/smtpd[123]: SSL_accept error from {from}[192.0.2.61]: -1"),
        format!(
            "2026-03-10 10:10:10 TLS error on connection from {from} [192.0.2.61] (SSL_accept): tlsv1 alert unknown ca"
        ),
        format!("Mar 10 10:10:10 mx sm-mta[123]: STARTTLS=server, error: accept failed=-1, relay={from} [192.0.2.61]"),
    ] {
        let reading = ndr::read_text(&line).expect("a text");
        let report = reading.first().expect("a report");
        assert_eq!((ndr::is_received(report), report.direction), (true, MailDirection::Outbound), "{line}");
        let (locale, knowledge) = (Locale::english(), Knowledge::embedded());
        let document = report::read(report, 0, None, knowledge, &Texts::new(locale));
        let shown = document.dressed(Dress::Markdown, locale);
        assert!(!shown.contains("another server sends"), "{shown}");
    }
}

#[test]
fn what_became_of_the_message_last_leads_and_a_whole_report_before_what_a_sentence_tells() {
    for (text, server) in [
        (
            "Nov  4 09:10:25 relay2 postfix/smtp[22104]: connect to mx10.fabrikam.test[198.51.100.10]:25: Connection refused\nNov  4 09:10:55 relay2 postfix/smtp[22104]: connect to mx20.fabrikam.test[198.51.100.20]:25: Connection timed out\nNov  4 09:10:55 relay2 postfix/smtp[22104]: 4XyZ5Q1Ghz: to=<red@fabrikam.test>, relay=none, delay=60, delays=0.05/0.02/60/0, dsn=4.4.1, status=deferred (connect to mx20.fabrikam.test[198.51.100.20]:25: Connection timed out)",
            "mx20.fabrikam.test",
        ),
        (
            "Third bounce this week (first one said 550 5.4.312 Message expired, DNS query failed(InfoNoRecords), that was solved on Monday):\n\nGenerating server: FR3P281MB1550.DEUP281.PROD.OUTLOOK.COM\nw@fabrikam.test\n11/4/2026 6:00:00 AM - Server at FR3P281MB1550.DEUP281.PROD.OUTLOOK.COM returned '550 5.4.318 Message expired, connection reset(SocketError)'\n11/4/2026 5:40:00 AM - Server at mx.fabrikam.test (203.0.113.33) returned '450 4.4.318 Connection was closed abruptly [Message=SocketError]'",
            "mx.fabrikam.test",
        ),
        (
            "> On Monday we had\n> 450 4.4.316 Connection refused [LastAttemptedServerName=old.b.test] [LastAttemptedIP=192.0.2.7:25]\nToday instead:\n450 4.4.318 Connection was closed abruptly [LastAttemptedServerName=mx.b.test] [LastAttemptedIP=192.0.2.8:25]",
            "mx.b.test",
        ),
        (
            "Update: after fixing the cert (was CertificateExpired / 4.7.320 last week) now the trace says: Reason: [{LED=450 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName=gw.b.test] [LastAttemptedIP=203.0.113.190:25]}]",
            "gw.b.test",
        ),
    ] {
        let reading = ndr::read_text(text).unwrap();
        let read = reading.first().and_then(|report| report.server_name.as_ref()).map(ToString::to_string);
        assert_eq!(read.as_deref(), Some(server), "{text}");
    }
}

#[test]
fn a_field_whose_value_names_another_and_no_mark_between_them_is_read_once() {
    let text = "Destination server: mx.b.test Last error: 450 4.4.316 Connection refused";
    let reading = ndr::read_text(text).unwrap();
    assert_eq!(reading.first().and_then(|report| report.code.as_ref()).map(CodeId::as_str), Some("4.4.316"));
}

#[test]
fn the_last_entry_of_a_message_leads_and_what_is_over_does_not() {
    const TEE: &str = "450 4.4.315 Connection timed out [LastAttemptedServerName=mx.tee.test]";
    const MATE: &str = "450 4.4.316 Connection refused [LastAttemptedServerName=mx.mate.test]";
    let entry = |stamp: &str, process: u8, why: &str| {
        format!("{stamp} relay postfix/smtp[{process}]: 4XyZ12ab: to=<a@b.test>, relay=none, delay=3900, {why})\n")
    };
    let refused = "dsn=4.4.1, status=deferred (connect to mx.b.test[192.0.2.9]:25: Connection refused";
    let lost = "dsn=4.4.2, status=deferred (lost connection with mx.b.test[192.0.2.9] while sending MAIL FROM";
    for (text, code) in [
        (entry("Nov  4 10:00:00", 12, lost) + &entry("Nov  4 11:00:00", 45, refused), "4.4.316"),
        (entry("Nov  4 10:00:00", 12, refused) + &entry("Nov  4 11:00:00", 45, lost), "4.4.318"),
        (
            entry("2026-11-04T10:00:00.1+01:00", 12, refused) + &entry("2026-11-04T11:00:00.1+01:00", 45, lost),
            "4.4.318",
        ),
        (format!("{TEE} - solved, closed that ticket\nnow mx.mate.test: {MATE}"), "4.4.316"),
        (format!("Yesterday's 450 4.4.312 DNS query failed is gone. New one today:\n{MATE}"), "4.4.316"),
        (format!("Le {TEE} est résolu\nLe suivant : {MATE}"), "4.4.316"),
        (format!("{TEE} foi resolvido\n{MATE}"), "4.4.316"),
        (format!("{TEE} - not solved yet\nalso {MATE}"), "4.4.315"),
        (format!("{TEE}, the name resolved to 192.0.2.4\nalso {MATE}"), "4.4.315"),
    ] {
        let reading = ndr::read_text(&text).unwrap();
        let read = reading.first().and_then(|report| report.code.as_ref()).map(CodeId::as_str);
        assert_eq!(read, Some(code), "{text}");
    }
}

#[test]
fn another_service_and_a_number_of_something_else_are_no_report() {
    let file = fixtures().join("nothing.txt");
    let texts = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    for row in texts.lines().filter(|row| !row.starts_with("# ")) {
        let text = row.replace("\\n", "\n").replace("\\t", "\t");
        let reading = ndr::read_text(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(reading.first().map(|report| report.text.to_string()), None, "{text}");
    }
}

#[test]
fn what_was_delivered_and_the_version_of_a_program_are_no_report() {
    for text in [
        "Nov  4 09:10:55 relay2 postfix/smtp[22104]: 4XyZ5Q1Ghz: to=<a@fabrikam.test>, relay=mx3.fabrikam.test[192.0.2.46]:25, delay=1.2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4.4.316)",
        "250 2.0.0 Ok: queued as 4.4.316",
        "2026-03-01 10:00:01 1wAbCd-0001Ab-2E => a@fabrikam.test R=dnslookup T=remote_smtp H=mx.fabrikam.test [192.0.2.58] C=\"250 OK id=4.4.316\"",
        "Mar  1 11:40:31 bsd smtpd[99]: 0f1e2d3c mta delivery evpid=1a relay=\"192.0.2.63 (mx.fabrikam.test)\" delay=2s result=\"Ok\" stat=\"250 2.0.0: 4.4.316 accepted\"",
        "We upgraded library 4.4.316 to 4.4.317 and 4.7.320. Changelog: fixed connection pool.",
        "The package was upgraded from 4.4.315 to 4.4.316",
    ] {
        let reading = ndr::read_text(text).unwrap();
        assert_eq!(reading.first().map(|report| report.reported_code), None, "{text}");
    }
}

/// A field below an error is of that error, unless another error comes below the field: then nobody says of which.
#[test]
fn a_receiving_server_between_two_errors_is_of_the_one_below_it() {
    let of_all = |text: &str| {
        let reading = ndr::read_text(text).expect("a text");
        let name = |report: &Symptom| report.server_name.as_ref().map_or("-".to_owned(), ToString::to_string);
        reading.reports.iter().map(name).collect::<Vec<_>>().join(" ")
    };
    let (refused, timed_out) = (
        "Remote server returned '550 5.4.316 Message expired, connection refused'",
        "450 4.4.315 Connection timed out",
    );
    let (a, b) = ("Receiving server: mx.a.test (192.0.2.1)", "Receiving server: mx.b.test (192.0.2.2)");
    assert_eq!(of_all(&format!("{refused}\n\n{a}")), "mx.a.test");
    assert_eq!(of_all(&format!("{refused}\n\n{b}\n\nbob@b.test\n{timed_out}")), "- mx.b.test");
    assert_eq!(of_all(&format!("{a}\n\n{refused}\n\n{b}\n\n{timed_out}")), "mx.a.test mx.b.test");
    assert_eq!(of_all(&format!("mx.a.test\n{refused}\n\nbob@b.test\nmx.b.test\n{refused}")), "mx.a.test mx.b.test");
    assert_eq!(of_all(&format!("mx.a.test\nsee above\n{refused}")), "-");
}

#[test]
fn the_error_in_quotes_of_another_language_is_no_detail() {
    let text = "Le serveur distant mail.fabrikam.test (192.0.2.25) a renvoyé « 550 5.4.316 Message expired, connection refused(Socket error code 10061) »";
    let reading = ndr::read_text(text).unwrap();
    let detail = reading.first().and_then(|report| report.detail.as_ref()).map(ToString::to_string);
    assert_eq!(detail.as_deref(), Some("Socket error code 10061"));
}

#[test]
fn every_report_is_read_as_its_row_says() {
    let cases = cases();
    let mut wrong = String::new();
    for case in &cases {
        let reading = ndr::read_text(&case.text).unwrap();
        let Some(report) = reading.first() else {
            writeln!(wrong, "{}: nothing was read from {:?}", case.place, case.text).unwrap();
            continue;
        };
        let inner: Vec<String> = report.inner.iter().map(ToString::to_string).collect();
        let read = [
            or_dash(report.reported_code),
            report.code.as_ref().map_or("none", CodeId::as_str).to_owned(),
            format!("{:?}", report.direction),
            if inner.is_empty() { "-".into() } else { inner.join(",") },
            or_dash(report.server_name.as_ref()),
            address(report),
            // Where a row names none, none is asked for.
            case.speaker.as_ref().map_or("", |_| report.speaker.id()).to_owned(),
            case.cause.as_ref().map_or(String::new(), |_| or_dash(report.cause.as_ref())),
        ]
        .join(" | ");
        let expected = [
            case.reported.clone(),
            case.code.clone(),
            format!("{:?}", case.direction),
            case.inner.clone(),
            case.server.clone(),
            case.address.clone(),
            case.speaker.clone().unwrap_or_default(),
            case.cause.clone().unwrap_or_default(),
        ]
        .join(" | ");
        if read != expected {
            writeln!(wrong, "{}: {:?}\n  expected {expected}\n  read     {read}", case.place, case.text).unwrap();
        }
        if reading.reports.len() != 1 {
            writeln!(wrong, "{}: {} reports", case.place, reading.reports.len()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(cases.len() >= 150, "only {} cases", cases.len());
}

fn eml() -> String {
    fs::read_to_string(fixtures().join("expired-connection-refused.eml")).expect("the sample")
}

/// What a report comes to, in one line.
fn told(report: &Symptom) -> String {
    format!(
        "{} {} {} {} {}",
        or_dash(report.reported_code),
        or_dash(report.expired_code),
        report.code.as_ref().map_or("none", CodeId::as_str),
        or_dash(report.server_name.as_ref()),
        address(report)
    )
}

const EXPIRED: &str = "4.4.316 5.4.316 4.4.316 mail.fabrikam.com 203.0.113.25:25";

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (number, group) in bytes.chunks(3).enumerate() {
        let bits = group.iter().chain([&0; 2]).take(3).fold(0, |bits, byte| bits << 8 | usize::from(*byte));
        for place in 0..4 {
            let letter = if place <= group.len() { char::from(LETTERS[bits >> (18 - 6 * place) & 63]) } else { '=' };
            out.push(letter);
        }
        if number % 19 == 18 {
            out.push('\n');
        }
    }
    out
}

/// RFC 3464 section 2.3.9, as Exchange Online and Postfix write it.
#[test]
fn until_when_a_message_is_tried_is_what_its_delivery_status_states() {
    const FOLDED: [&str; 4] = [
        "\r\n Wed, 5 Feb 2025 07:00:00 +0000",
        "\r\n Wed, 5 Feb 2025\r\n 07:00:00 +0000",
        "Wed, 5 Feb 2025\r\n 08:00:00\r\n +0100",
        "\r\n Wed,\r\n 5\r\n Feb 2025\r\n 07:00:00 +0000 (UTC)",
    ];
    const STATUS: &str = "Reporting-MTA: dns;AM0PR01MB0000.eurprd01.prod.exchangelabs.com\r\nArrival-Date: Tue, 4 Feb 2025 06:00:00 +0000\r\n\r\n\
        Final-Recipient: rfc822;user@fabrikam.com\r\nAction: delayed\r\nStatus: 4.4.316\r\n\
        Diagnostic-Code: smtp;450 4.4.316 Connection refused [LastAttemptedServerName=mail.fabrikam.com]\r\nWill-Retry-Until: ";
    let mail = |said: &str, status: &str, until: &str| {
        format!(
            "From: postmaster@contoso.com\r\nTo: a@contoso.com\r\nSubject: Delivery delayed\r\nDate: Tue, 4 Feb 2025 10:00:00 +0000\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\n{said}\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n{status}{until}\r\n\r\n--b--\r\n"
        )
    };
    let until = |text: &str| ndr::read(text.as_bytes()).expect("a text").reports.first().and_then(|r| r.retry_until);
    let told = Some("2025-02-05T07:00:00Z".parse().expect("a time"));
    let said = "450 4.4.316 Connection refused [LastAttemptedServerName=mail.fabrikam.com]";
    let bare = "Final-Recipient: rfc822;user@fabrikam.com\r\nAction: delayed\r\nStatus: 4.4.316\r\nWill-Retry-Until: ";
    for date in ["Wed, 5 Feb 2025 08:00:00 +0100", "Wed, 5 Feb 2025 07:00:00 +0000 (UTC)", "5 Feb 2025 07:00:00 GMT"]
        .into_iter()
        // Folded at any of its spaces (RFC 5322 section 2.2.3).
        .chain(FOLDED)
    {
        assert_eq!(until(&format!("{STATUS}{date}")), told, "{date}");
        assert_eq!(until(&mail("Your message is delayed.", STATUS, date)), told, "{date}");
        // What the words beside it say too is one report, which keeps the time.
        assert_eq!(until(&mail(said, STATUS, date)), told, "{date}");
        assert_eq!(until(&mail(said, bare, date)), told, "{date}");
    }
    // No zone has these: the farthest are at -12:00 and +14:00.
    let no_zone =
        ["Wed, 5 Feb 2025 07:00:00 +2500", "Wed, 5 Feb 2025 07:00:00 -1800", "Wed, 5 Feb 2025 07:00:00 +0099"];
    for date in ["", "soon", "1738738800"].into_iter().chain(no_zone) {
        assert_eq!(until(&mail(said, STATUS, date)), None, "{date}");
    }
    assert_eq!(until(&eml()), None);
}

#[test]
fn a_saved_bounce_tells_everything_it_holds() {
    let reading = ndr::read(eml().as_bytes()).unwrap();
    assert_eq!(reading.reports.len(), 1, "{:#?}", reading.reports);
    let report = &reading.reports[0];
    assert_eq!(told(report), EXPIRED);
    assert_eq!(report.form, ReportForm::Dsn);
    assert_eq!((report.status, report.expired), (Some(450), Some(true)));
    assert_eq!(report.detail.as_ref().map(|d| d.as_str()), Some("Socket error code 10061"));
    assert_eq!(report.at.map(|at| at.to_string()).as_deref(), Some("2025-02-04T09:58:10.123Z"));
    assert_eq!(report.last_attempt.as_ref().map(|d| d.as_str()), Some("2/4/2025 9:58:10 AM"));
    assert_eq!(report.unpublished.iter().map(|raw| raw.as_str()).collect::<Vec<_>>(), ["[SmtpSecurity=-2;-2]"]);
    assert!(report.unread.is_empty(), "{:?}", report.unread);
    assert!(report.inner.is_empty());
    assert_eq!(report.addresses_dropped, 1);
    assert!(!format!("{report:?}").contains("user@"), "{report:?}");
}

#[test]
fn a_bounce_reads_the_same_however_its_parts_are_encoded() {
    let text = "Informations de diagnostic pour les administrateurs :\n\nServeur de génération : AM0PR01MB0000.eurprd01.prod.exchangelabs.com\n\nuser@fabrikam.com\n04/02/2025 10:12:13 - Server at AM0PR01MB0000.eurprd01.prod.exchangelabs.com returned '550 5.4.316 Message expired, connection refused(Socket error code 10061)'\n04/02/2025 09:58:10 - Server at mail.fabrikam.com (203.0.113.25) returned '450 4.4.316 Connection refused [LastAttemptedServerName=mail.fabrikam.com] [LastAttemptedIP=203.0.113.25:25]'\n\nEn-têtes de message d'origine :\n\nSubject: 450 4.4.317 no\n";
    let html = format!("<html><body><p>{}</p></body></html>", text.replace('\n', "<br>").replace('\'', "&#39;"));
    let latin1: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mail = |kind: &str, encoding: &str, body: &[u8]| {
        let head = format!(
            "From: a@b.example\r\nSubject: Non remis : x\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
        );
        [head.as_bytes(), body].concat()
    };
    for (name, bytes) in [
        ("8bit utf-8", mail("text/plain; charset=utf-8", "8bit", text.as_bytes())),
        ("8bit latin-1", mail("text/plain; charset=iso-8859-1", "8bit", &latin1)),
        ("base64", mail("text/plain; charset=\"utf-8\"", "base64", base64(text.as_bytes()).as_bytes())),
        ("base64 latin-1", mail("text/plain; charset=windows-1252", "BASE64", base64(&latin1).as_bytes())),
        ("base64 utf-16", mail("text/plain; charset=utf-16le", "base64", base64(&utf16).as_bytes())),
        ("html", mail("text/html; charset=utf-8", "8bit", html.as_bytes())),
        ("html in base64", mail("text/html; charset=utf-8", "base64", base64(html.as_bytes()).as_bytes())),
        ("text alone", text.as_bytes().to_vec()),
        ("text in utf-16", [&[0xff, 0xfe], utf16.as_slice()].concat()),
        ("text in latin-1", latin1.clone()),
        ("pasted html", html.as_bytes().to_vec()),
    ] {
        let reading = ndr::read(&bytes).unwrap();
        assert_eq!(reading.reports.iter().map(told).collect::<Vec<_>>(), [EXPIRED], "{name}");
    }
}

#[test]
fn a_bounce_forwarded_as_an_attachment_is_found_and_the_returned_message_is_not_read() {
    let forwarded = format!(
        "From: a@b.example\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=outer\n\n--outer\nContent-Type: text/plain\n\nPlease look.\n--outer\nContent-Type: message/rfc822\n\n{}\n--outer--\n",
        eml()
    );
    assert_eq!(ndr::read_text(&forwarded).unwrap().first().map(told).as_deref(), Some(EXPIRED));
    // The message that is returned holds a code in its text: it is the sender's, not the report's.
    let returned =
        eml().replace("Subject: Test\nMessage-ID", "Subject: Test\n\n450 4.4.312 DNS query failed\nMessage-ID");
    assert_eq!(ndr::read_text(&returned).unwrap().reports.iter().map(told).collect::<Vec<_>>(), [EXPIRED]);
}

#[test]
fn a_delivery_status_alone_gives_the_code() {
    let status = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nYour message could not be delivered.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;x.eurprd01.prod.exchangelabs.com\n\nFinal-Recipient: rfc822;user@fabrikam.com\nAction: failed\nStatus: 5.4.316\nDiagnostic-Code: smtp;550 5.4.316 Message expired, connection refused\nLast-Attempt-Date: Tue, 4 Feb 2025 09:58:10 +0000\n\nFinal-Recipient: rfc822;other@contoso.com\nAction: failed\nStatus: 5.4.312\nRemote-MTA: dns;mail.contoso.com\nDiagnostic-Code: smtp;550 5.4.312 Message expired, DNS query failed\n--b--\n";
    let reading = ndr::read_text(status).unwrap();
    assert_eq!(
        reading.reports.iter().map(told).collect::<Vec<_>>(),
        ["5.4.316 - 4.4.316 - -", "5.4.312 - 4.4.312 mail.contoso.com -"]
    );
    assert_eq!(reading.reports[0].at.map(|at| at.to_string()).as_deref(), Some("2025-02-04T09:58:10Z"));
    assert_eq!(reading.addresses_dropped, 2);
}

#[test]
fn the_names_of_a_certificate_are_read() {
    let reading = ndr::read_text("450 4.4.317 Cannot establish session with remote server [Message=SubjectMismatch Expected Subject: *.contoso.com. Presented Subject: CN=owa.contoso.com, O=Contoso. Thumbprint: 4f1c9a0b7d3e52a86610fb94c7d2e8395a1b6ca7.] [LastAttemptedServerName=mail.contoso.com]").unwrap();
    let report = reading.first().unwrap();
    assert_eq!(report.expected_name.as_ref().map(|n| n.as_str()), Some("*.contoso.com"));
    assert_eq!(report.presented_name.as_ref().map(|n| n.as_str()), Some("CN=owa.contoso.com, O=Contoso"));
    assert_eq!(report.thumbprint.as_ref().map(|n| n.as_str()), Some("4F1C9A0B7D3E52A86610FB94C7D2E8395A1B6CA7"));
    assert_eq!(report.cause.as_ref().map(|c| c.as_str()), Some("320.cause.name"));
    assert_eq!(report.reason, Some(ConclusionReason::Detail));
}

#[test]
fn many_reports_are_told_apart_and_the_first_leads() {
    let trace = |n: u8, code: &str| {
        format!(
            "\"2025-02-03\",\"Defer\",\"Reason: [{{LED=450 {code} x [LastAttemptedServerName=mx{n}.contoso.com]}};{{MSG=}};{{FQDN=mx{n}.contoso.com}};{{IP=203.0.113.{n}}};{{LRT=}}]\""
        )
    };
    let export = [trace(1, "4.4.316"), trace(1, "4.4.316"), trace(2, "4.4.315"), trace(3, "4.4.316")].join("\r\n");
    assert_eq!(
        ndr::read_text(&export).unwrap().reports.iter().map(told).collect::<Vec<_>>(),
        [
            "4.4.316 - 4.4.316 mx1.contoso.com 203.0.113.1",
            "4.4.315 - 4.4.315 mx2.contoso.com 203.0.113.2",
            "4.4.316 - 4.4.316 mx3.contoso.com 203.0.113.3",
        ]
    );
    let two = "a@contoso.com\n2/4/2025 10:12:13 AM - Server at a.example (192.0.2.1) returned '450 4.4.316 Connection refused'\n\nb@contoso.com\n2/4/2025 10:12:13 AM - Server at b.example (192.0.2.2) returned '450 4.4.315 Connection timed out'\n";
    assert_eq!(
        ndr::read_text(two).unwrap().reports.iter().map(told).collect::<Vec<_>>(),
        ["4.4.316 - 4.4.316 a.example 192.0.2.1", "4.4.315 - 4.4.315 b.example 192.0.2.2"]
    );
    let queues = "Connector name: A\nDestination server: a.example\nLast error: 450 4.4.316 Connection refused\n\nConnector name: B\nDestination server: b.example\nLast error: 450 4.4.315 Connection timed out\n";
    assert_eq!(
        ndr::read_text(queues)
            .unwrap()
            .reports
            .iter()
            .map(|r| format!("{} {}", or_dash(r.connector_name.as_ref()), told(r)))
            .collect::<Vec<_>>(),
        ["A 4.4.316 - 4.4.316 a.example -", "B 4.4.315 - 4.4.315 b.example -"]
    );
}

#[test]
fn what_stands_around_the_error_never_leads_a_report() {
    const TRACE: &str = "LED=450 4.4.316 Connection refused [LastAttemptedServerName=mail.contoso.com]";
    const FOUND: &str = "4.4.316 - 4.4.316 mail.contoso.com -";
    for around in [
        "[maria@contoso.com](mailto:maria@contoso.com)",
        "(https://x.example)",
        "[https://evil.example]",
        "[https://evil.example](https://evil.example)",
        "[Learn more](https://evil.example)",
        "[a](b: c)",
        "(a: b)",
        "\"x\"",
        "-> y",
        "<maria@contoso.com<mailto:maria@contoso.com>>",
    ] {
        let text = format!("Your message to {around} couldn't be delivered.\n\n{TRACE}\n");
        let reading = ndr::read_text(&text).unwrap();
        assert_eq!(reading.reports.iter().map(told).collect::<Vec<_>>(), [FOUND], "{text}");
        assert!(!format!("{:?}", reading.reports).contains("evil"), "{text}");
    }
    // What is a report of its own and comes to nothing stands behind the one that comes to something.
    for before in ["Your message [Message=evil] failed.", "550 5.1.1 No such user"] {
        let reading = ndr::read_text(&format!("{before}\n\n{TRACE}\n")).unwrap();
        assert_eq!((reading.first().map(told).as_deref(), reading.reports.len()), (Some(FOUND), 2), "{before}");
        assert!(reading.has_code());
    }
}

#[test]
fn a_report_reads_the_same_whatever_it_was_copied_through() {
    const ENTRY: &str = "2/4/2025 9:58:10 AM - Server at mail.fabrikam.com (203.0.113.25) returned '450 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName=mail.fabrikam.com] [LastAttemptedIP=203.0.113.25:25]'";
    const LETTER: &str = "Your message to [m@contoso.com](mailto:m@contoso.com) was refused (see https://x.example).";
    let (head, tail) = ENTRY.split_at(90);
    for (name, text) in [
        ("Markdown links", ENTRY.replace("mail.fabrikam.com", "[mail.fabrikam.com](http://mail.fabrikam.com/)")),
        ("Outlook's links", ENTRY.replace("mail.fabrikam.com", "mail.fabrikam.com<http://mail.fabrikam.com/>")),
        (
            "Outlook's links with spaces",
            ENTRY.replace("mail.fabrikam.com", "mail.fabrikam.com <http://mail.fabrikam.com/>"),
        ),
        ("Markdown escapes", ENTRY.replace('[', "\\[").replace(']', "\\]").replace('-', "\\-")),
        ("bold", format!("**{ENTRY}**")),
        ("code", format!("`{ENTRY}`")),
        ("a fence", format!("```\n{ENTRY}\n```")),
        ("a list", format!("- {LETTER}\n- {ENTRY}")),
        ("quoted twice", format!("> {LETTER}\n>\n> > {head}\n> > {tail}")),
        ("numbered", format!("   1  {LETTER}\n   2\n   3  {head}\n   4  {tail}")),
        ("numbered by a tool", format!("1:{LETTER}\n2:\n3:{head}\n4:{tail}")),
        ("a table", format!("| Error | {LETTER} |\n|---|---|\n| Server | {ENTRY} |")),
        ("rests of HTML", format!("{LETTER}<br/>\n</span></font>{ENTRY}<br/>\n</p>")),
        ("escaped HTML", format!("&lt;p&gt;{LETTER}&lt;/p&gt;&lt;p&gt;{ENTRY}&lt;/p&gt;")),
    ] {
        let reading = ndr::read_text(&text).unwrap();
        assert_eq!(
            reading.reports.iter().map(told).collect::<Vec<_>>(),
            ["4.4.316 - 4.4.316 mail.fabrikam.com 203.0.113.25:25"],
            "{name}: {text}"
        );
        let detail = reading.reports[0].detail.as_ref().map(|detail| detail.as_str());
        assert_eq!(detail, Some("Socket error code 10061"), "{name}: {text}");
    }
}

#[test]
fn more_reports_than_are_kept_are_counted() {
    let many: String = (0..1200).map(|n| format!("[{{LED=450 4.4.316 x}};{{FQDN=mx{n}.contoso.com}}]\n")).collect();
    let reading = ndr::read_text(&many).unwrap();
    assert_eq!((reading.reports.len(), reading.left_out), (ndr::MAX_REPORTS, 200));
}

#[test]
fn a_text_without_a_report_is_none_and_stays_visible() {
    for text in [
        "Dear all,\nthe meeting is at 4.4.2025, version 5.2.14, 203.0.113.25, write to user@contoso.com.",
        "250 2.0.0 OK queued",
        "See RFC 3463 section 4.4",
        "ssh: connect to host mail.contoso.com port 22: Connection refused",
        "ssh mail.contoso.com\nssh: Connection refused",
        "RDP to server.contoso.com: connection refused",
        "curl: (7) Failed to connect to mail.contoso.com port 443: Connection refused",
        "ComputerName     : mail.contoso.com\nRemoteAddress    : 192.0.2.4\nRemotePort       : 25\nTcpTestSucceeded : False",
        "Test-NetConnection mail.contoso.com -Port 25",
        "Angebot 5.4.316 vom Montag",
        "It is not 4.4.318 that we see.",
        "Keine Fehler 4.4.315 mehr",
        "library bar==4.4.316",
        "{\n\"version\": \"4.4.318\"\n}",
        "Total 4.7.320 EUR",
        "see section 4.4.312 of the contract",
    ] {
        let reading = ndr::read_text(text).unwrap();
        assert!(reading.reports.is_empty(), "{text}: {:#?}", reading.reports);
        assert!(!reading.has_code());
        let shown = reading.unread.expect("the beginning of the text");
        assert!(!shown.as_str().contains("user@"), "{shown}");
    }
}

#[test]
fn a_line_of_another_server_below_an_error_of_office_365_is_another_report() {
    let fields = "[LastAttemptedServerName=mail.fab.example] [LastAttemptedIP=192.0.2.41:25]";
    for error in ["450 4.4.316 Connection refused", "Failed to connect. Winsock error code: 10060"] {
        for before in ["", "postfix: ", "in: postfix: "] {
            let text =
                format!("{error} {fields}\n{before}connect to mx.contoso.test[192.0.2.43]:25: Connection timed out");
            let reading = ndr::read_text(&text).expect("a text");
            let mut told: Vec<_> =
                reading.reports.iter().map(|it| (or_dash(it.server_name.as_ref()), it.speaker)).collect();
            told.sort_by(|one, other| one.0.cmp(&other.0));
            let wanted = [
                ("mail.fab.example".to_owned(), Speaker::ExchangeOnline),
                ("mx.contoso.test".to_owned(), Speaker::MailServer),
            ];
            assert_eq!(told, wanted, "{text}");
        }
    }
}

#[test]
fn what_a_server_logs_of_what_it_receives_is_another_report_than_the_error_above_it() {
    let error = "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status UntrustedRoot]";
    let from = "mail-db8eur05on2061.outbound.protection.outlook.com";
    for line in [
        format!("Mar 10 10:10:10 mx postfix/smtpd[123]: SSL_accept error from {from}[192.0.2.61]: -1"),
        format!("2026-03-10 10:10:10 TLS error on connection from {from} [192.0.2.61] (SSL_accept): unknown ca"),
        format!("Mar 10 10:10:10 mx sm-mta[123]: STARTTLS=server, error: accept failed=-1, relay={from} [192.0.2.61]"),
    ] {
        let reading = ndr::read_text(&format!("{error}\n\n{line}")).expect("a text");
        let told: Vec<_> = reading.reports.iter().map(|report| report.speaker).collect();
        assert_eq!(told, [Speaker::ExchangeOnline, Speaker::MailServer], "{line}");
    }
}

#[test]
fn every_row_of_an_exported_queue_is_a_report() {
    let rows = [("mx.f.test", "451 4.4.0 DNS query failed"), ("mx.g.test", "451 4.4.0 DNS query failed")];
    for (mark, quote) in [("\",\"", "\""), ("\t", "")] {
        let rows = rows.iter().enumerate().map(|(at, (host, error))| {
            let row = [format!(r"EX01\{at}"), (*host).to_owned(), (*error).to_owned()].join(mark);
            format!("{quote}{row}{quote}")
        });
        let text = rows.fold(["Identity", "NextHopDomain", "LastError"].join(mark), |all, row| all + "\n" + &row);
        let reading = ndr::read_text(&text).expect("a text");
        let told: Vec<_> = reading.reports.iter().map(|report| or_dash(report.server_name.as_ref())).collect();
        assert_eq!(told, ["mx.f.test", "mx.g.test"], "{text}");
    }
}

/// What a server refuses is never given up after a day of trying.
#[test]
fn no_refusal_is_said_to_have_expired() {
    for (text, expired) in [
        ("550 5.4.316 Message expired, connection refused", Some(true)),
        ("5.4.300", Some(true)),
        ("450 4.4.316 Connection refused", Some(false)),
        ("550 5.4.1 Recipient address rejected: Access denied", None),
        ("5.4.1", None),
        ("550 5.7.350 Remote server returned message detected as spam -> 554 5.7.1 rejected", None),
        ("5.1.351", None),
    ] {
        let reading = ndr::read_text(text).expect("a text");
        assert_eq!(reading.first().expect("a report").expired, expired, "{text}");
    }
}

#[test]
fn what_hides_splits_no_code_and_stays_visible() {
    for hidden in
        ['\u{200b}', '\u{202e}', '\u{61c}', '\u{180e}', '\u{ad}', '\u{feff}', '\u{2800}', '\u{e0041}', '\u{9b}']
    {
        let mark = format!("\\u{{{:x}}}", u32::from(hidden));
        let text = format!(
            "hello{hidden} 450 4.4.{hidden}317 Can{hidden}not connect [Mes{hidden}sage=Socket error code 10{hidden}061] [Odd{hidden}=1;1] [LastAttemptedServerName=mail.{hidden}contoso.com]{hidden}"
        );
        let reading = ndr::read_text(&text).unwrap();
        assert_eq!(
            reading.reports.iter().map(told).collect::<Vec<_>>(),
            ["4.4.317 - 4.4.316 mail.contoso.com -"],
            "{mark}"
        );
        let report = &reading.reports[0];
        assert_eq!(report.text.as_str(), text.replace(hidden, &mark));
        assert_eq!(report.detail.as_ref().map(|it| it.to_string()), Some(format!("Socket error code 10{mark}061")));
        assert_eq!(report.unread.iter().map(ToString::to_string).collect::<Vec<_>>(), [format!("[Odd{mark}=1;1]")]);
        // Over joined lines, behind quote marks and labels, with an address blotted out before it, and in a mail.
        for (text, expected) in [
            (
                format!(
                    "> {hidden}550 5.4.316 Message expired, connection\n> ref{hidden}used(Socket error code 10061)"
                ),
                format!("{mark}550 5.4.316 Message expired, connection ref{mark}used(Socket error code 10061)"),
            ),
            (format!("Last err{hidden}or: 450 4.4.316 a{hidden}"), format!("{mark}450 4.4.316 a{mark}")),
            (format!("u{hidden}@contoso.com: 450 4.4.316 a{hidden}b"), format!("***: 450 4.4.316 a{mark}b")),
            (format!("From: a@b.example\nSubject: x\n\n450 4.4.316 a{hidden}b"), format!("450 4.4.316 a{mark}b")),
            (format!("<p>450 4.4.316 a&#x{:x};b</p>", u32::from(hidden)), format!("450 4.4.316 a{mark}b")),
        ] {
            let reading = ndr::read_text(&text).unwrap();
            let told: Vec<_> = reading.reports.iter().map(|report| report.text.to_string()).collect();
            assert_eq!(told, [expected], "{text:?}");
        }
        let nothing = ndr::read_text(&format!("no{hidden}thing to be said here")).unwrap();
        assert_eq!(nothing.unread.map(|it| it.to_string()), Some(format!("no{mark}thing to be said here")));
    }
}

#[test]
fn no_control_character_splits_a_code() {
    for hidden in ['\0', '\u{1}', '\u{7}', '\u{8}', '\u{e}', '\u{1a}', '\u{1f}', '\u{7f}'] {
        let mark = format!("\\x{:02x}", u32::from(hidden));
        for text in [
            format!("450 4.4.3{hidden}16 x"),
            format!("4.4.3{hidden}16"),
            format!("The line is 4{hidden}50 4.4.316 Connection refused, and nothing else"),
            format!("From: a@b.example\nSubject: x\n\n450 4.4.3{hidden}16 x"),
        ] {
            let reading = ndr::read_text(&text).unwrap();
            let report = reading.first().unwrap_or_else(|| panic!("{text:?}"));
            assert_eq!(told(report), "4.4.316 - 4.4.316 - -", "{text:?}");
            assert!(report.text.as_str().contains(&mark), "{text:?}: {}", report.text);
        }
    }
}

#[test]
fn no_sequence_of_a_terminal_splits_a_code() {
    for hidden in ["\u{1b}[m", "\u{1b}[01;31m\u{1b}[K", "\u{1b}[0m\u{1b}[1m\u{1b}[4m"] {
        for text in [
            format!("450 4.4.3{hidden}16 x, and that is all there was to read"),
            format!("450 4{hidden}.4.316 x, and that is all there was to read"),
            format!("450 4.4.{hidden}316{hidden} x, and that is all there was to read, line by line, to its end"),
            format!("  4.4.3{hidden}16                   "),
            format!("From: a@b.example\nSubject: x\n\n450 4.4.3{hidden}16 x, and that is all there was to read"),
        ] {
            let reading = ndr::read_text(&text).unwrap();
            let report = reading.first().unwrap_or_else(|| panic!("{text:?}"));
            assert_eq!(told(report), "4.4.316 - 4.4.316 - -", "{text:?}");
            assert!(report.text.as_str().contains(r"\x1b["), "{text:?}: {}", report.text);
        }
    }
}

#[test]
fn what_holds_no_text_is_refused_by_its_kind() {
    for (bytes, id) in [
        (b"".to_vec(), "read-empty"),
        (b" \r\n\t".to_vec(), "read-empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Outlook".to_vec(), "read-outlook-message"),
        (b"PK\x03\x04 archive".to_vec(), "read-binary"),
        (vec![b'x'; 5 * 1024 * 1024 + 1], "read-too-large"),
    ] {
        assert_eq!(ndr::read(&bytes).map_err(|error| error.id()).err(), Some(id));
    }
}

#[test]
fn hostile_text_is_safe_wherever_it_comes_out() {
    const EVIL: &str = "\x1b[2J\x1b]0;t\x07\u{202e}c\u{9b}1m\u{200b}\u{2800}\u{fdd0}";
    let inert = |place: &str, text: &str| {
        let live = text.lines().find(|line| WireText::from_safe(line).as_str() != *line);
        assert_eq!(live, None, "{place}");
        assert_eq!(text.chars().find(|c| !c.is_ascii_graphic() && EVIL.contains(*c)), None, "{place}");
    };
    // Each place where a report keeps what was written, and the field it comes to.
    for (text, field) in [
        (format!("450 4.4.316 a{EVIL}b"), "text"),
        (format!("450 4.4.317 x [Message=a{EVIL}b]"), "detail"),
        (format!("450 4.4.317 x [LastAttemptedServerName=a{EVIL}b.example]"), "text"),
        (format!("450 4.4.317 x [Odd=a{EVIL}b]"), "unread"),
        (
            format!("450 4.4.317 x [Message=SubjectMismatch Expected Subject: a{EVIL}b. Presented Subject: c.]"),
            "expected_name",
        ),
        (
            format!("450 4.4.317 x [Message=SubjectMismatch Expected Subject: c. Presented Subject: a{EVIL}b.]"),
            "presented_name",
        ),
        (format!("Connector name: a{EVIL}b\nLast error: 450 4.4.316 x"), "connector_name"),
        (format!("[{{LED=450 4.4.316 x}};{{LRT=a{EVIL}b}}]"), "last_attempt"),
        (format!("nothing of the kind, only words a{EVIL}b and words and words and words and words"), "text"),
    ] {
        let reading = ndr::read_text(&text).unwrap();
        let nothing = Symptom { text: reading.unread.clone().unwrap_or_default(), ..Symptom::default() };
        let report = reading.first().unwrap_or(&nothing);
        let kept = serde_json::to_value(report).unwrap();
        assert!(kept[field].to_string().contains(r"\\x1b[2J"), "{field} of {text:?}: {kept:#}");
        let json = json::document(&json::read(report, &reading.reports, reading.left_out));
        assert!(!json.contains("\\u001b"), "{field}: {json}");
        inert(field, &json);
        for locale in Locale::all() {
            let texts = Texts::new(locale);
            for dress in [Dress::Text { styled: false }, Dress::Markdown, Dress::Html] {
                inert(field, &report::read(report, 0, None, Knowledge::embedded(), &texts).dressed(dress, locale));
            }
        }
    }
}

#[test]
fn a_report_cut_after_any_byte_is_read_without_a_panic_and_never_names_half_a_server() {
    let eml = eml();
    for end in 0..eml.len() {
        if let Ok(reading) = ndr::read(&eml.as_bytes()[..end]) {
            for report in &reading.reports {
                let named = report.server_name.as_ref().map(|name| name.as_str());
                assert!(named.is_none_or(|name| name == "mail.fabrikam.com"), "cut at {end}: {named:?}");
            }
            let code = reading.first().map(|report| report.code.as_ref().map(CodeId::as_str));
            assert!(matches!(code, None | Some(Some("4.4.316"))), "cut at {end}: {:?}", reading.first());
        }
    }
    for case in cases().iter().step_by(3) {
        for (end, _) in case.text.char_indices() {
            let _ = ndr::read_text(&case.text[..end]);
        }
    }
}

/// What reports are made of, to be put together in ways that nobody thought of.
const PIECES: [&str; 40] = [
    "450 4.4.316 ",
    "550 5.4.317 ",
    "5.7.3",
    "Connection refused",
    "Message expired, ",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "'",
    "\"",
    "->",
    "=",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "> ",
    "[Message=",
    "[LastAttemptedServerName=",
    "[LastAttemptedIP=",
    "{LED=",
    "};{MSG=",
    "};{FQDN=",
    "}]",
    "Server at ",
    " returned '",
    "2/4/2025 9:58:10 AM - ",
    "mail.contoso.com",
    "203.0.113.25:25",
    "user@contoso.com",
    "Last error: ",
    "Destination server",
    "Original message headers:",
    "&amp;#39;",
    "=3D",
    "<br>",
    "é\u{202e}上午",
];

fn pieces() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![8 => proptest::sample::select(PIECES.as_slice()).prop_map(str::to_owned), 1 => ".{0,12}"],
        0..60,
    )
    .prop_map(|pieces| pieces.concat())
}

/// What must hold of anything that was read.
fn sound(bytes: &[u8]) {
    let Ok(reading) = ndr::read(bytes) else { return };
    assert!(reading.reports.len() <= ndr::MAX_REPORTS);
    for report in &reading.reports {
        let kept = serde_json::to_string(report).expect("a report is plain data");
        assert!(!kept.contains("user@contoso.com"), "{kept}");
        assert!(!kept.chars().any(|c| c.is_control() || c == '\u{202e}'), "{kept}");
        assert!(!report.inner.iter().any(|inner| Some(*inner) == report.reported_code), "{kept}");
        assert!(report.direction != MailDirection::Inbound || report.code.is_none(), "{kept}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        sound(&bytes);
    }

    #[test]
    fn whatever_a_report_is_put_together_from_it_is_read_soundly(text in pieces()) {
        sound(text.as_bytes());
    }

    #[test]
    fn a_mail_of_any_parts_is_read_soundly(text in pieces(), kind in "[a-z/;=\" ]{0,40}", encoding in "(base64|quoted-printable|8bit)") {
        let mail = format!("From: a@b.example\nSubject: x\nContent-Type: multipart/report; boundary=b; {kind}\n\n--b\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n{text}\n--b\nContent-Type: message/delivery-status\n\n{text}\n--b--");
        sound(mail.as_bytes());
    }
}

#[test]
fn an_endless_paste_is_read_in_time() {
    // Less than five mebibytes each, because this runs unoptimized.
    const SIZE: usize = 128 * 1024;
    for unit in [
        "a",
        "x\n",
        "@",
        "a@",
        "[",
        "[\n",
        "{LED=",
        "[{LED=",
        "450 4.4.316 ",
        "450 4.4.316 x\n",
        "Server at ",
        "Server at x returned '",
        "> ",
        "&amp;",
        "=3D",
        "<",
        "<div>",
        "->",
        "[Message=",
        "Last error\n",
        "Connection refused ",
        "É",
        "a@b.example ",
        "'\n",
        "!",
        "A!",
        "!a",
        "(@",
        "@(",
        "a\"@",
        "/a=b",
        ";a=",
        "\n\n",
        "[\n\n",
        "[\n\n]",
        "450 4.4.316 [\n\n",
        "host a.b[192.0.2.1] said: ",
        "relay=",
        "{FQDN=",
        "[a.prod.outlook.com",
        "a+40",
        "a_at_",
        " at ",
        "a dot ",
        "(a)",
        "(a)a@",
        "a .",
        "to=<",
        "from=a",
        "=> a",
        "to local ",
        "\"\\\"@",
        "=?a?q?=",
        "=?utf-8?b?YQ==?= ",
        "YUBiLmNvbQ",
        "YUBiLmNvbQ==\n",
        "a@\n| ",
        "\n@a.b",
        "\u{1b}[31mabcdefghi",
        "\u{1b}]8;;abcdefghi",
        "[0m",
        "\"a\" <a@b.example>, ",
    ] {
        for head in ["", "450 4.4.316 [", "From: a@b.c\nTo: d@e.f\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"]
        {
            assert_linear(&format!("{head:.12}{unit:?}"), SIZE, |size| {
                let _ = ndr::read_text(&(head.to_owned() + &unit.repeat(size / unit.len())));
            });
        }
    }
}

/// Five mebibytes, as many as are read at most.
#[cfg(unix)]
const MOST: usize = 5 * 1024 * 1024;

/// What is read of a text with so much memory.
#[cfg(unix)]
fn read_within(kib: u32, text: &str) -> std::process::Output {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report");
    fs::write(&file, text).expect("written");
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &format!("ulimit -d {kib} && exec \"$0\" read --format json \"$1\"")]);
    command.arg(env!("CARGO_BIN_EXE_mxray")).arg(&file).output().expect("a shell")
}

/// A text costs less than 32 MiB, and of the reports sent in it those that are not kept are counted.
#[cfg(unix)]
#[track_caller]
fn assert_costs_little(text: &str, sent: u64) {
    let output = read_within(32 * 1024, text);
    assert_eq!(output.status.code(), Some(0), "{text:.40}: {output:?}");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(told["code"], "4.4.316");
    let reports = told["reports"].as_array().expect("reports").len() as u64;
    assert_eq!(reports + told["left_out"].as_u64().expect("a count"), sent, "{text:.40}");
}

// Two tests, because one alone would be what the others wait for.
#[cfg(unix)]
#[test]
fn no_report_costs_32_mib_and_what_is_left_out_is_counted() {
    // The limit limits.
    assert_eq!(read_within(32 * 1024 / 3, &"4.4.316 ".repeat(MOST / 8)).status.code(), None);
    let full = |n: usize| {
        let odd = "\\".repeat(1500);
        format!(
            "Server at mx{n}.contoso.com (192.0.2.1) returned '450 4.4.316 x [Message={odd}] [Odd={odd}] [Old={odd}]'\n"
        )
    };
    assert_costs_little(&(0..1100).map(full).collect::<String>(), 1100);
    assert_costs_little(&"4.4.316 ".repeat(MOST / 8), 1);
    assert_costs_little(&format!("450 4.4.316 {}", "a".repeat(MOST - 12)), 1);
}

#[cfg(unix)]
#[test]
fn no_page_address_or_mail_costs_32_mib() {
    assert_costs_little(&"<p>450 4.4.316".repeat(MOST / 14), 1);
    assert_costs_little(&"450 4.4.316 a@b.example ".repeat(MOST / 24), 1);
    let text = "4.4.316 ".repeat(MOST / 8 - 20);
    assert_costs_little(&format!("From: a@b.c\nTo: d@e.f\nContent-Type: text/plain\n\n{text}"), 1);
}

#[test]
fn mails_nested_fifty_thousand_times_are_read_without_a_crash() {
    let mut nested = String::from("From: a@b.example\nTo: c@d.example\n");
    for n in 0..50_000 {
        nested.push_str(if n % 2 == 0 {
            "Content-Type: message/rfc822\n\n"
        } else {
            "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        });
    }
    assert!(ndr::read_text(&nested).unwrap().reports.is_empty());
}

#[test]
fn every_cause_that_is_concluded_stands_in_its_article() {
    let mut seen = Vec::new();
    for case in cases() {
        for report in ndr::read_text(&case.text).unwrap().reports {
            let (Some(code), Some(cause)) = (report.code, report.cause) else { continue };
            let article = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("assets/codes/{code}.toml"));
            let article = fs::read_to_string(&article).unwrap();
            assert!(article.contains(&format!("[[cause]]\nid = \"{}\"", cause.name())), "{}: {cause}", case.place);
            seen.push(cause.to_string());
        }
    }
    seen.sort();
    seen.dedup();
    assert!(seen.len() >= 8, "{seen:?}");
}

/// The error of a report in its text, in lines of that length, as people get it.
fn told_in_text(error: &str, quoted: bool, length: usize) -> String {
    let said = if quoted { format!("Remote Server returned '{error}'") } else { error.to_owned() };
    let told = wrapped(&said, length, "");
    if quoted {
        let head = "Diagnostic information for administrators:\n\nGenerating server: DB8.eurprd05.prod.outlook.com";
        return format!("{head}\n\nmax@fabrikam.com\n{told}\n");
    }
    format!("mx1.fabrikam.com rejected your message to the following email addresses:\n\nmax@fabrikam.com\n\n{told}\n")
}

/// The same in a delivery status (RFC 3464 section 2.3).
fn told_in_status(error: &str, server: &str, length: usize) -> String {
    let (code, told) = (error.split(' ').nth(1).unwrap_or_default(), wrapped(error, length, " "));
    format!(
        "Final-Recipient: rfc822;max@fabrikam.com\nAction: failed\nStatus: {code}\nDiagnostic-Code: smtp;{told}\n{server}\n"
    )
}

fn wrapped(text: &str, length: usize, margin: &str) -> String {
    let mut column = 0;
    text.split(' ').fold(String::new(), |mut all, word| {
        let joint = if column == 0 || column + word.len() < length { " " } else { "\n" };
        column = if joint == "\n" { word.len() } else { column + 1 + word.len() };
        let margin = if joint == "\n" { margin } else { "" };
        write!(all, "{}{margin}{word}", if all.is_empty() { "" } else { joint }).expect("a text takes all");
        all
    })
}

fn both_parts(text: &str, status: &str, as_mail: bool) -> String {
    let status = format!("Reporting-MTA: dns;DB8.eurprd05.prod.outlook.com\n\n{status}");
    if !as_mail {
        return format!("{text}\n{status}");
    }
    let part = |kind: &str, body: &str| format!("--b1\nContent-Type: {kind}\n\n{body}\n");
    let head = "From: postmaster@contoso.com\nMIME-Version: 1.0\nContent-Type: multipart/report; boundary=\"b1\"\n\n";
    format!("{head}{}{}--b1--\n", part("text/plain", text), part("message/delivery-status", &status))
}

const REFUSED: &str = "450 4.4.316 Connection refused [Message=Socket error code 10061] \
    [LastAttemptedServerName=mx1.fabrikam.com] [LastAttemptedIP=192.0.2.25:25] [SmtpSecurity=-1;-1]";

#[test]
fn the_same_error_in_both_parts_of_a_report_is_one() {
    let certificate = "550 5.4.318 Message expired, cannot connect to remote server(451 4.7.320 Certificate validation \
        failed [Message=451 4.7.320 Certificate validation failed due to: CertExpired] \
        [LastAttemptedServerName=mx1.fabrikam.com] [LastAttemptedIP=192.0.2.25:25])";
    let denied = "550 5.7.1 Access denied by policy of the recipient, please contact your administrator for help";
    for (error, quoted, length, server, as_mail) in [REFUSED, certificate, denied].into_iter().flat_map(|error| {
        let servers = ["", "Remote-MTA: dns;mx1.fabrikam.com\n", "Remote-MTA: dns; MX1.fabrikam.com (192.0.2.25)\n"];
        let forms = [(true, 1_000), (true, 60), (false, 1_000), (false, 60)];
        let all = servers.into_iter().flat_map(move |server| forms.map(|(quoted, length)| (quoted, length, server)));
        all.flat_map(move |(quoted, length, server)| {
            [true, false].map(|as_mail| (error, quoted, length, server, as_mail))
        })
    }) {
        let (text, status) = (told_in_text(error, quoted, length), told_in_status(error, server, length));
        let all = both_parts(&text, &status, as_mail);
        let (read, alone) = (ndr::read_text(&all).unwrap(), ndr::read_text(&text).unwrap());
        assert_eq!(read.reports.len(), 1, "{all}\n{:#?}", read.reports);
        let (report, told) = (&read.reports[0], &alone.reports[0]);
        assert_eq!((&report.code, report.reported_code), (&told.code, told.reported_code), "{all}");
        // What only one of them names is there.
        assert!(report.server_name.is_some() || (error == denied && quoted && server.is_empty()), "{all}");
    }
}

#[test]
fn what_gave_a_message_up_is_one_with_the_attempts_below_it_and_none_with_those_of_the_next() {
    let gave_up = |domain: &str| {
        format!("Remote Server at {domain} (192.0.2.25) returned '550 5.4.316 Message expired, connection refused'\n")
    };
    let tried = |host: &str, end: &str| {
        format!(
            "2/4/2025 9:58:10 AM - Server at {host} (192.0.2.25) returned '450 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName={host}]{end}'\n"
        )
    };
    let trace = tried("fabrikam.test", " [{LED=450 4.4.316 Connection refused};{FQDN=mx.fabrikam.test}]");
    for (text, servers) in [
        (gave_up("fabrikam.test") + &tried("mx.fabrikam.test", ""), &["mx.fabrikam.test"][..]),
        (gave_up("fabrikam.test") + &trace, &["fabrikam.test"]),
        (
            gave_up("fabrikam.test")
                + &tried("mx.fabrikam.test", "")
                + &gave_up("contoso.test")
                + &tried("mx.contoso.test", ""),
            &["mx.fabrikam.test", "mx.contoso.test"],
        ),
    ] {
        let read = ndr::read_text(&text).unwrap().reports;
        let read: Vec<_> = read.iter().map(|report| or_dash(report.server_name.as_ref())).collect();
        assert_eq!(read, servers, "{text}");
    }
}

#[test]
fn no_title_says_that_there_is_no_article_where_the_cause_is_known() {
    let title = |words: &str| {
        let text = format!("Remote Server returned '550 5.4.310 DNS domain fabrikam.test does not exist{words}'");
        let reading = ndr::read_text(&text).unwrap();
        let texts = Texts::new(Locale::english());
        reading.first().map(|report| report::reported::reading(report, &texts))
    };
    assert_eq!(title(" (nullMX)").as_deref(), Some("The words behind 5.4.310 tell its cause."));
}

#[test]
fn every_reading_as_text_says_what_comes_next_in_every_language() {
    let knowledge = Knowledge::embedded();
    let mut wrong = String::new();
    let bare = fs::read_to_string(fixtures().join("nothing.txt")).expect("the texts without a report");
    let bare = bare.lines().filter(|line| !line.starts_with('#')).map(|line| line.replace("\\n", "\n"));
    for text in cases().into_iter().map(|case| case.text).chain(bare) {
        let reading = ndr::read_text(&text).expect("a text");
        let nothing = Symptom { text: reading.unread.clone().unwrap_or_default(), ..Symptom::default() };
        let report = reading.first().unwrap_or(&nothing);
        for locale in Locale::all() {
            let texts = Texts::new(locale);
            let shown = report::read(report, 0, None, knowledge, &texts).dressed(Dress::Markdown, locale);
            let heading = format!("## {}\n", texts.get("report-read-next"));
            let next = shown.split_once(&heading).map_or("", |(_, next)| next);
            // Nothing is probed where mail goes into Office 365, and a connector is no matter of another sender's.
            let of_another = matches!(report.speaker, Speaker::ExchangeServer | Speaker::MailServer);
            let is_untrue = (report.direction == MailDirection::Inbound && next.contains("mxray check"))
                || (of_another && !ndr::is_received(report) && next.contains("OutboundConnector"))
                || (!of_another && next.contains(&texts.get("report-read-elsewhere")[..20]));
            if next.trim().is_empty() || is_untrue {
                writeln!(wrong, "{locale:?}: {text:?}\n{shown}").expect("a string");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn errors_that_differ_in_words_or_server_are_two() {
    let denied = |words: &str| format!("550 5.7.1 Access denied, {words} by policy of the recipient");
    let elsewhere = REFUSED.replace("mx1.", "mx2.").replace("192.0.2.25", "192.0.2.26");
    let (black, grey) = (denied("listed"), denied("deferred"));
    for (one, other, server) in [
        (black.as_str(), grey.as_str(), "Remote-MTA: dns;mx1.fabrikam.com\n"),
        (black.as_str(), black.as_str(), "Remote-MTA: dns;mx2.fabrikam.com\n"),
        (REFUSED, elsewhere.as_str(), ""),
    ] {
        for as_mail in [true, false] {
            let all = both_parts(&told_in_text(one, false, 1_000), &told_in_status(other, server, 1_000), as_mail);
            assert_eq!(ndr::read_text(&all).unwrap().reports.len(), 2, "{all}");
        }
    }
}

#[test]
fn each_of_two_records_on_one_line_has_its_own_host() {
    for between in [
        " ",
        "; ",
        " | ",
        ", ",
        " and ",
        ". ",
        " and tenant B gets ",
        ". Second one: ",
        " / LED=",
        ", today: ",
        " (and also) ",
    ] {
        let text = format!(
            "450 4.4.316 Connection refused [LastAttemptedServerName=mx1.fab.example] [LastAttemptedIP=192.0.2.1:25]{between}\
             450 4.4.315 Connection timed out [LastAttemptedServerName=mx2.fab.example] [LastAttemptedIP=192.0.2.2:25]"
        );
        let reports = ndr::read_text(&text).expect("it is text").reports;
        let read: Vec<_> = reports
            .iter()
            .map(|report| {
                (report.code.as_ref().map(ToString::to_string), report.server_name.as_ref().map(ToString::to_string))
            })
            .collect();
        let is = |code: &str, name: &str| (Some(code.to_owned()), Some(name.to_owned()));
        assert_eq!(read, [is("4.4.316", "mx1.fab.example"), is("4.4.315", "mx2.fab.example")], "{text}");
    }
}

#[test]
fn the_line_that_was_read_is_not_told_as_left() {
    for text in [
        "[mail.fab.example. 198.51.100.200: unable to connect (61): Connection refused]",
        "RecipientStatus : {550 4.4.7 QUEUE.Expired; message expired}",
    ] {
        let reports = ndr::read_text(text).expect("a text").reports;
        assert_eq!(reports.iter().map(|report| report.unread.len()).collect::<Vec<_>>(), [0], "{text}");
    }
}

#[test]
fn what_validated_a_connector_is_known_by_its_tasks() {
    const ERROR: &str =
        "450 4.4.315 Connection timed out [Message=Socket error code 10060] [LastAttemptedServerName=hq.fab.example]";
    for (text, form) in [
        (
            format!("Validate this connector\nFailed\nCheck connectivity to hq.fab.example\tFailed\n{ERROR}"),
            ReportForm::Validation,
        ),
        (format!("TaskName : Check connectivity to 'hq.fab.example'\nErrorMessage : {ERROR}"), ReportForm::Validation),
        (format!("Valider ce connecteur\n{ERROR}"), ReportForm::Validation),
        (
            format!("Connector \"HQ\" validation details\nTask: Check connectivity. Details: {ERROR}"),
            ReportForm::Validation,
        ),
        (ERROR.to_owned(), ReportForm::Line),
        (
            "Check connectivity\nconnect to mail.fab.example[192.0.2.25]:25: Connection refused".to_owned(),
            ReportForm::Line,
        ),
    ] {
        assert_eq!(ndr::read_text(&text).expect("a text").form, form, "{text}");
    }
}

#[test]
fn what_a_queue_shows_has_the_form_of_one_and_the_item_of_a_trace_has_not() {
    const ITEM: &str = "[{LRT=11/24/2026 7:30:00 AM};{LED=421 4.4.2 Connection dropped due to SocketTimeout};{FQDN=mx.b.test};{IP=192.0.2.43}]";
    const TRACED: &str = "Reason: [{LED=421 4.4.2 Connection dropped due to SocketTimeout};{MSG=};{FQDN=mx.b.test};{IP=192.0.2.43};{LRT=11/24/2026 7:30:00 AM}]";
    for (text, form) in [
        (format!("Get-QueueDigest -Dag DAG1 | select -exp LastErrors\n{ITEM}"), ReportForm::Queue),
        (format!("Get-Queue | fl LastError\n{ITEM}"), ReportForm::Queue),
        (format!("EX1\\55             b.test       DNS Connector Delivery   Retry   3   {ITEM}"), ReportForm::Queue),
        (
            format!("QueueIdentity,NextHopDomain,Status,LastError\n\"EX1\\11\",\"b.test\",\"Retry\",\"{ITEM}\""),
            ReportForm::Queue,
        ),
        (format!("LastError : {ITEM}"), ReportForm::Queue),
        (ITEM.to_owned(), ReportForm::Trace),
        (TRACED.to_owned(), ReportForm::Trace),
        (format!("11/24/2026 7:30:00 AM\tDefer\t{TRACED}"), ReportForm::Trace),
    ] {
        assert_eq!(ndr::read_text(&text).expect("a text").form, form, "{text}");
    }
}

#[test]
fn a_log_of_what_office_365_sent_to_a_server_is_of_mail_out_of_it() {
    for (remote, said, received) in [
        ("40.107.22.81:33211", "*,,TLS negotiation failed with error UntrustedRoot", true),
        ("40.92.1.77:41002", ">,\"454 4.7.0 TLS not available due to local problem\",", true),
        ("198.51.100.9:41002", ">,\"454 4.7.0 TLS not available due to local problem\",", false),
    ] {
        let row = format!("2026-01-05T06:11:01.120Z,EX\\Default Frontend EX,08DE5,6,10.0.0.5:25,{remote},{said}");
        let reading = ndr::read_text(&row).expect("a text");
        let report = reading.first().expect("a report");
        assert_eq!((ndr::is_received(report), report.speaker), (received, Speaker::ExchangeServer), "{row}");
    }
}

#[test]
fn a_reply_inside_another_and_a_field_that_says_the_same_again_begin_no_report() {
    for text in [
        "550 5.4.300 Message expired [LastAttemptedServerName=mx1.fab.example] -> 450 4.4.316 Connection refused [LastAttemptedServerName=mx2.fab.example]",
        "450 4.4.316 Connection refused [LastAttemptedServerName=mx1.fab.example] [Message=450 4.4.316 x] [LastAttemptedServerName=mx2.fab.example]",
        "450 4.4.316 Connection refused [LastAttemptedServerName=mx1.fab.example], that is 450 4.4.316 for [LastAttemptedServerName=mx1.fab.example]",
    ] {
        assert_eq!(ndr::read_text(text).expect("a text").reports.len(), 1, "{text}");
    }
}

#[test]
fn letters_whose_lower_case_is_longer_or_shorter_move_no_field() {
    const LABELS: [&str; 5] =
        ["Último erro", "Dernière erreur", "Servidor de destino", "Dernière adresse IP", "NextHopDomain"];
    for (first, second) in LABELS.iter().flat_map(|first| LABELS.map(|second| (first, second))) {
        for times in 1..8 {
            let (short, long) = ("\u{212a}".repeat(times), "\u{130}".repeat(2 * times));
            for (before, behind) in [(&short, &long), (&long, &short)] {
                let text = format!("{first}: é{before} {second}: 450 4.4.315 é {behind} Último erro: 450 4.4.315 x\n");
                assert!(ndr::read_text(&text).is_ok(), "{text}");
            }
        }
    }
}

/// What is kept of the message that failed.
fn original(text: &[u8]) -> (Option<String>, Option<String>) {
    let reading = ndr::read(text).expect("a text");
    let first = reading.first().expect("a report");
    (first.message_id.as_ref().map(ToString::to_string), first.tenant.as_ref().map(ToString::to_string))
}

#[test]
fn the_message_that_failed_and_its_tenant_are_known_where_a_report_names_one_and_no_other() {
    const ID: &str = "<AM6PR0402MB1234ABCDEF@AM6PR0402MB1234.eurprd04.prod.outlook.com>";
    const OTHER: &str = "<DB7PR0402MB9999ABCDEF@DB7PR0402MB9999.eurprd04.prod.outlook.com>";
    const TENANT: &str = "01234567-89ab-cdef-0123-456789abcdef";
    let line = "450 4.4.316 Connection refused [Message=Socket error code 10061]";
    let known = |id: &str| Some(id.to_owned());
    for (more, message, tenant) in [
        (format!("Message-ID: {ID}"), known(ID), None),
        (
            format!("MessageId        : {ID}\nOrganization     : contoso.onmicrosoft.com"),
            known(ID),
            known("contoso.onmicrosoft.com"),
        ),
        (format!("Message-ID:\n {ID}\nReferences: {OTHER}"), known(ID), None),
        (format!("X-MS-Exchange-CrossTenant-Id: {TENANT}"), None, known(TENANT)),
        (format!("\"2026-11-21\",\"{ID}\",\"Fail\""), known(ID), None),
        (format!("Message-ID: {ID}\nMessage-ID: {OTHER}"), None, None),
        (
            "Message-ID: <0123456789abcdef0123@mail.contoso.com>".into(),
            known("<0123456789abcdef0123@mail.contoso.com>"),
            None,
        ),
        (format!("X-MS-Exchange-CrossTenant-id:\n {TENANT}"), None, known(TENANT)),
        (format!("X-MS-Exchange-CrossTenant-id:\n\n{TENANT}"), None, None),
        (format!("Tenant ID: {{{TENANT}}}"), None, known(TENANT)),
        (format!("TenantId={TENANT}"), None, known(TENANT)),
        // One that is too short to be kept is another one all the same, where a label or a column says that it is one.
        (format!("date,message_id,status\n1,{ID},Fail\n2,<other@x.prod.outlook.com>,Fail"), None, None),
        (format!("\"Date\";\"MessageId\"\n\"1;2\";\"{ID}\"\n\"2\";\"<other@contoso.com>\""), None, None),
        (format!("date,message_id,sender\n1,{ID},John <john.doe@contoso.com>"), known(ID), None),
        (format!("Message-ID: {ID}\nMessage-ID: <other@x.prod.outlook.com>"), None, None),
        // What may be somebody's address is none, whatever its label says; nor is any other name a tenant.
        ("Message-ID: <john.doe@contoso.com>".into(), None, None),
        ("Mail <john.doe.0123456789@contoso.com>".into(), None, None),
        ("Organization: Contoso Ltd".into(), None, None),
    ] {
        assert_eq!(original(format!("{line}\n\n{more}\n").as_bytes()), (message, tenant), "{more}");
    }
    // That of the mail that brings the report is another one.
    let mail = eml().replace("<orig-1@contoso.com>", ID);
    assert_eq!(original(mail.as_bytes()).0, known(ID));
    assert_eq!(original(eml().as_bytes()).0, None, "too short to be told from an address");
}
