//! What is read from real report strings: one row a case, in `tests/fixtures/reports/*.tsv`.

use std::{fmt::Write as _, fs, path::PathBuf};

use mxray::{
    intake::ndr,
    model::{CodeId, MailDirection, Symptom},
};

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
    text: String,
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
        for (number, line) in fs::read_to_string(&file).expect("a fixture of text").lines().enumerate() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let cells: Vec<&str> = line.splitn(8, '\t').collect();
            let [reported, code, _kind, direction, inner, server, address, text] = cells[..] else {
                panic!("{}:{}: {} cells", file.display(), number + 1, cells.len())
            };
            // What `decisions.md` says of each direction; a conclusion of `none` from Exchange itself is mail to it.
            let direction = match direction {
                "exo-out" | "exo-validate" => MailDirection::Outbound,
                "onprem-out" if code == "none" => MailDirection::Inbound,
                "onprem-out" => MailDirection::Outbound,
                "exo-in" => MailDirection::Inbound,
                "unknown" => MailDirection::Unknown,
                other => panic!("{other}"),
            };
            all.push(Case {
                place: format!("{}:{}", file.display(), number + 1),
                reported: reported.into(),
                code: code.into(),
                direction,
                inner: inner.into(),
                server: server.into(),
                address: address.into(),
                text: text.replace("\\n", "\n").replace("\\t", "\t"),
            });
        }
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
        ]
        .join(" | ");
        let expected = [
            case.reported.clone(),
            case.code.clone(),
            format!("{:?}", case.direction),
            case.inner.clone(),
            case.server.clone(),
            case.address.clone(),
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
