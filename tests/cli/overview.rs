//! Several connectors through the real binary: the table that stands before their reports, what is left out on request,
//! and the same as a spreadsheet.

use std::process::Output;

use crate::support::program::{Lab, mxray, stderr, stdout};

/// Three connectors, the second with a fault, turned off, and with a name that would be markup and a formula.
const EXPORT: &str = r#"[
{"Name":"To HQ","ConnectorType":"OnPremises","UseMXRecord":false,"SmartHosts":["healthy.lab.test"],"TlsSettings":"CertificateValidation","Enabled":true},
{"Name":"=Plant|<b>1","ConnectorType":"OnPremises","UseMXRecord":false,"SmartHosts":["nx-domain.lab.test"],"TlsSettings":"CertificateValidation","Enabled":false},
{"Name":"To Montréal","ConnectorType":"OnPremises","UseMXRecord":false,"SmartHosts":["healthy.lab.test"],"TlsSettings":"CertificateValidation","Enabled":true}]"#;

/// What `check` says of the three.
fn checked(lab: &Lab, more: &[&str]) -> Output {
    let mut arguments = vec!["check", "--from", "-", "--no-control"];
    arguments.extend(lab.scenario("healthy").args[1..].iter().map(String::as_str));
    arguments.extend(more);
    let output = mxray(&arguments).write_stdin(EXPORT).output().expect("runs");
    assert_eq!(output.status.code(), Some(1), "{more:?}: {}", stderr(&output));
    output
}

#[test]
fn a_table_of_all_connectors_stands_before_their_reports_and_leads_to_them() {
    let lab = Lab::start();
    let output = checked(&lab, &[]);
    let text = stdout(&output);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("3 connectors: 1 fault"), "{text}");
    let row = lines.find(|line| line.starts_with("FAULT ") || line.starts_with("- FAULT ")).expect("a row");
    for cell in ["4.4.312", "no such name, turned off", "=Plant|<b>1"] {
        assert!(text.contains(cell), "{cell}: {row}\n{text}");
    }
    assert!(text.contains("This connector is turned off: no mail uses it."), "{text}");
    assert!(!stderr(&output).contains("turned off"), "{}", stderr(&output));
    // Whoever scrolls knows of whom it is.
    assert_eq!(text.matches("\nSeen - ").count(), 3, "{text}");
    assert!(text.contains("\nSeen - To Montréal\n") && text.contains(" - To HQ\n"), "{text}");

    let page = stdout(&checked(&lab, &["--format", "markdown"]));
    assert!(page.starts_with("# 3 connectors: 1 fault\n\n| State |"), "{page}");
    assert!(page.contains(r"| [\=Plant\|\<b\>1](#connector-2) | nx-domain.lab.test |"), "{page}");
    assert!(page.contains("<a id=\"connector-2\"></a>\n\n## FAULT: 450 4.4.312"), "{page}");
    assert!(page.contains("\n### Seen - To HQ\n"), "{page}");

    let page = stdout(&checked(&lab, &["--format", "html"]));
    assert!(page.contains("<title>3 connectors: 1 fault</title>"), "{page}");
    assert_eq!(page.matches("<h1").count(), 1, "{page}");
    assert!(page.contains("<td class=\"fault\">FAULT</td><td>4.4.312</td>"), "{page}");
    assert!(page.contains("<a href=\"#connector-2\">=Plant|&lt;b&gt;1</a>"), "{page}");
    assert!(page.contains("<h2 id=\"connector-2\">FAULT: 450 4.4.312"), "{page}");
}

#[test]
fn one_connector_has_no_table_unless_it_is_asked_for() {
    let lab = Lab::start();
    let refused = lab.scenario("refused");
    let text = stdout(&lab.check(refused, &[]));
    assert!(text.starts_with("FAULT: 450 4.4.316") && text.contains("\nSeen\n"), "{text}");
    let text = stdout(&lab.check(refused, &["--summary"]));
    assert!(text.starts_with("1 connector: 1 fault\n") && !text.contains("Seen"), "{text}");
}

#[test]
fn the_table_can_be_had_alone_and_faults_alone_be_told_in_full() {
    let lab = Lab::start();
    for format in ["text", "markdown", "html"] {
        let table = stdout(&checked(&lab, &["--summary", "--format", format]));
        for words in ["3 connectors: 1 fault", "To HQ", "To Montréal", "turned off"] {
            assert!(table.contains(words), "{format}: {words}: {table}");
        }
        // A link would lead to nothing.
        assert!(!table.contains("Seen") && !table.contains("#connector"), "{format}: {table}");

        let faults = stdout(&checked(&lab, &["--only", "faults", "--format", format]));
        assert_eq!(faults.matches("Seen - ").count(), 1, "{format}: {faults}");
        assert!(faults.contains("2 connectors that show no fault are left out."), "{format}: {faults}");
        assert!(faults.contains("To HQ") && !faults.contains("Seen - To HQ"), "{format}: {faults}");
    }
    let lines = checked(&lab, &["--only", "faults", "--format", "jsonl"]);
    assert_eq!(stdout(&lines).lines().count(), 1, "{}", stdout(&lines));
    assert!(stderr(&lines).contains("2 connectors that show no fault are left out."), "{}", stderr(&lines));
}

#[test]
fn a_spreadsheet_has_a_row_for_each_connector_and_no_formula() {
    let lab = Lab::start();
    let read = |more: &[&str]| {
        let output = checked(&lab, &[&["--format", "csv"], more].concat());
        let text = stdout(&output);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let heads = reader.headers().expect("a head").iter().collect::<Vec<_>>().join(",");
        assert_eq!(heads, "name,target,port,tls,verdict,code,fault,reason,turned_off,started,elapsed_ms");
        let mut rows: Vec<Vec<String>> =
            reader.records().map(|row| row.expect("a row").iter().take(9).map(str::to_owned).collect()).collect();
        rows.sort();
        rows
    };
    let port = lab.scenario("healthy").args.iter().skip_while(|arg| *arg != "--port").nth(1).expect("a port").clone();
    let row = |cells: [&str; 9]| cells.map(str::to_owned).to_vec();
    let faulty = [
        "'=Plant|<b>1",
        "nx-domain.lab.test",
        &port,
        "certificate",
        "fault",
        "4.4.312",
        "dns-nx-domain",
        "no such name",
        "true",
    ];
    let healthy = |name| row([name, "healthy.lab.test", &port, "certificate", "healthy", "", "", "", "false"]);
    assert_eq!(read(&[]), [row(faulty), healthy("To HQ"), healthy("To Montréal")]);
    assert_eq!(read(&["--only", "faults"]), [row(faulty)]);
}

#[test]
fn stand_ins_stand_in_the_table_and_in_every_heading() {
    let lab = Lab::start();
    for more in [&[][..], &["--summary"], &["--format", "html"], &["--format", "csv"]] {
        let output = checked(&lab, &[&["--redact"], more].concat());
        let text = stdout(&output) + &stderr(&output);
        for name in ["Plant", "HQ", "Montréal", "healthy.lab", "nx-domain.lab"] {
            assert!(!text.contains(name), "{more:?} {name}: {text}");
        }
        assert!(text.contains("connector-2"), "{more:?}: {text}");
    }
}

#[test]
fn what_stops_the_mail_is_told_before_what_is_only_known() {
    let lab = Lab::start();
    for id in ["expired", "half-a-pool", "monday"] {
        let text = stdout(&lab.check(lab.scenario(id), &[]));
        let seen = text.lines().skip_while(|line| *line != "Seen").skip(1).take_while(|line| !line.is_empty());
        let seen: Vec<_> = seen.filter(|line| line.starts_with("- ")).collect();
        let is_fault = |line: &&str| line.starts_with("- FAULT");
        let faults = seen.iter().filter(|line| is_fault(line)).count();
        assert!(faults > 0 && seen[..faults].iter().all(|line| is_fault(line)), "{id}: {text}");
    }
}
