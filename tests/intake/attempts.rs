//! Which of several attempts leads: the last one, whoever wrote them down and in whatever order they stand.

use mxray::{intake::ndr, knowledge::Knowledge};

/// The address that leads.
fn tried(text: &str) -> String {
    let reading = ndr::read_text(text, Knowledge::embedded()).expect("a text");
    reading.first().and_then(|report| report.server_ip).map_or("-".into(), |ip| ip.to_string())
}

#[test]
fn the_line_that_decides_leads_in_the_log_of_every_server() {
    for text in [
        "2026-03-01 10:00:10 1wAbCd-0001Ab-2E H=mx1.fabrikam.test [192.0.2.71] Connection timed out\n2026-03-01 10:00:11 1wAbCd-0001Ab-2E == a@fabrikam.test R=dnslookup T=remote_smtp defer (111): Connection refused H=mx2.fabrikam.test [192.0.2.72]",
        "Mar  1 10:00:00 h sendmail[7]: 3A1x: makeconnection (mx1.fabrikam.test. [192.0.2.71]) failed: Connection timed out\nMar  1 10:00:01 h sendmail[7]: 3A1x: to=<a@fabrikam.test>, mailer=esmtp, relay=mx2.fabrikam.test. [192.0.2.72], dsn=4.0.0, stat=Deferred: Connection refused by mx2.fabrikam.test.",
        "2026-03-01T08:01:22.002Z,To Fabrikam,08DE1,0,,192.0.2.71:25,*,,\"Failed to connect. Winsock error code: 10060, Win32 error code: 10060\"\n2026-03-01T08:01:44.002Z,To Fabrikam,08DE2,0,,192.0.2.72:25,*,,\"Failed to connect. Winsock error code: 10061, Win32 error code: 10061\"",
    ] {
        assert_eq!(tried(text), "192.0.2.72", "{text}");
    }
}

#[test]
fn the_last_event_of_a_trace_leads_in_whatever_order_they_stand() {
    let fault = |last: u8, lrt: &str| {
        format!(
            "Reason: [{{LED=450 4.4.31{last} x}};{{MSG=}};{{FQDN=mx{last}.fabrikam.test}};{{IP=192.0.2.7{last}}};{{LRT={lrt}}}]"
        )
    };
    for (row, early, late) in [
        ("DATE,Defer,\"FAULT\"", "2026-03-01 07:00:00", "2026-03-01 07:30:00"),
        ("Date: DATE\nEvent: Defer\nDetail: FAULT\n", "3/1/2026 11:00:00 AM", "3/1/2026 1:00:00 PM"),
        ("DATE Verzögern FAULT", "28.02.2026 23:00:00", "01.03.2026 01:00:00"),
        (
            "{\"Date\":\"DATE\",\"Event\":\"Defer\",\"Detail\":\"FAULT\"}",
            "2026-03-01T07:00:00Z",
            "2026-03-01T07:30:00Z",
        ),
        ("Defer FAULT", "", ""),
    ] {
        let one = |last, date: &str, lrt| row.replace("DATE", date).replace("FAULT", &fault(last, lrt));
        let is_bare = early.is_empty();
        let (first, second) = if is_bare { ("3/1/2026 11:00:00 AM", "3/1/2026 1:00:00 PM") } else { ("", "") };
        let (a, b) = (one(5, early, first), one(6, late, second));
        for text in [format!("{a}\n\n{b}"), format!("{b}\n\n{a}")] {
            assert_eq!(tried(&text), "192.0.2.76", "{text}");
        }
    }
}

/// Rows of an Exchange server's log: two sessions to two servers.
const FIRST: &str =
    "2026-11-03T10:04:11.280Z,To A,08DE1,3,10.1.1.5:41022,192.0.2.18:25,<,454 4.7.5 Certificate validation failure,";
const SECOND: &str = "2026-11-03T10:09:12.130Z,To B,08DE2,1,,192.0.2.94:25,*,,\"Failed to connect. Winsock error code: 10061, Win32 error code: 10061, Destination domain: b.test\"";

#[test]
fn of_the_sessions_of_a_protocol_log_the_last_leads_and_beside_an_ndr_that_whose_server_it_names() {
    let ndr =
        |host: &str, ip: &str, said: &str| format!("11/4/2026 9:14:00 AM - Server at {host} ({ip}) returned '{said}'");
    for (text, ip) in [
        (format!("{FIRST}\n{SECOND}"), "192.0.2.94"),
        (format!("{SECOND}\n{FIRST}"), "192.0.2.94"),
        (
            format!(
                "{FIRST}\n{SECOND}\n\n{}",
                ndr("mx.a.test", "192.0.2.18", "454 4.7.5 Certificate validation failure")
            ),
            "192.0.2.18",
        ),
        (
            format!("{FIRST}\n{SECOND}\n\n{}", ndr("mx.b.test", "192.0.2.94", "450 4.4.316 Connection refused")),
            "192.0.2.94",
        ),
    ] {
        assert_eq!(tried(&text), ip, "{text}");
    }
}
