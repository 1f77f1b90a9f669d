//! Connectors as they are exported, in every form, good, lossy and broken: `tests/fixtures/connectors/`.

use std::{fs, path::PathBuf};

use proptest::prelude::*;

use crate::support::growth::assert_linear;
use mxray::{
    intake::outbound_connector::{Export, ExportError, ExportKind, Exported, Note, Unusable, connectors, recognized},
    model::{Connector, Host, Party, Route, TlsPolicy},
};

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/connectors").join(name);
    fs::read(path).expect("a fixture")
}

fn export(name: &str) -> Export {
    connectors(&fixture(name)).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// A connector in one line: what it is worth comparing by.
fn shown(one: &Exported) -> String {
    let name = one.name.as_ref().map_or("-", |name| name.as_str());
    let what = match &one.connector {
        Err(why) => why.id().to_owned(),
        Ok(Connector { route, tls, party, port, .. }) => {
            let route = match route {
                Route::Mx(domain) => format!("mx {domain}"),
                Route::SmartHosts(hosts) => hosts.iter().map(Host::to_string).collect::<Vec<_>>().join(","),
            };
            let domain = tls.tls_domain().map_or(String::new(), |name| format!(" {name}"));
            format!("{route} {}{domain} {} {port}", tls.id(), party.id())
        }
    };
    let notes: Vec<&str> = one.notes.iter().map(Note::id).filter(|id| *id != "export-missing").collect();
    let domains: Vec<&str> = one.recipient_domains.iter().map(|domain| domain.as_str()).collect();
    format!("{name}: {what} [{}] for {}", notes.join(" "), domains.join(","))
}

fn all(name: &str) -> (ExportKind, Vec<String>) {
    let export = export(name);
    (export.kind, export.connectors.iter().map(shown).collect())
}

#[test]
fn a_configuration_of_microsoft365dsc_holds_outbound_connectors() {
    let (kind, found) = all("dsc.ps1");
    assert_eq!(kind, ExportKind::Dsc);
    assert_eq!(
        found,
        [
            "To \"plant\" 1: mx1.fabrikam.com,203.0.113.25 domain *.fabrikam.com partner 25 [export-disabled] for fabrikam.com",
            "By MX: mx contoso.com opportunistic own 25 [] for contoso.com",
        ]
    );
    // One block alone, cut or whole, is one; a sentence that names the resource is none.
    let block = "EXOOutboundConnector \"a\" {\n Identity = \"a\"\n SmartHosts = @(\"a.example\"";
    assert_eq!(recognized(block), Some(ExportKind::Dsc));
    assert!(connectors(block.as_bytes()).is_ok());
    assert_eq!(recognized("EXOOutboundConnector is a resource of Microsoft365DSC."), None);
    // Only inbound ones: the same answer as for every other export of them.
    let inbound = "EXOInboundConnector \"a\"\n{\n Identity = \"a\";\n SenderDomains = @(\"*\");\n}";
    assert!(matches!(connectors(inbound.as_bytes()), Err(ExportError::Inbound { .. })));
}

#[test]
fn lost_values_are_told_before_what_else_is_wrong() {
    let text =
        "Name,SmartHosts,TlsSettings,TlsDomain,UseMXRecord\nx,System.Collections.ArrayList,DomainValidation,,False\n";
    assert!(matches!(connectors(text.as_bytes()), Err(ExportError::Lossy { property: "SmartHosts", .. })));
}

#[test]
fn an_export_is_recognized_by_its_shape_and_a_report_is_not() {
    let text = |name: &str| {
        let bytes = fixture(name);
        match bytes.strip_prefix(b"\xff\xfe") {
            // What is pasted is text already, however the file had it.
            Some(units) => {
                let units = units.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
                char::decode_utf16(units).filter_map(Result::ok).collect()
            }
            None => String::from_utf8_lossy(&bytes).into_owned(),
        }
    };
    for (name, form) in [
        ("one-object.json", Some(ExportKind::Json)),
        ("utf8-bom.json", Some(ExportKind::Json)),
        ("cut.json", Some(ExportKind::Json)),
        ("inbound.json", Some(ExportKind::Json)),
        ("outbound-connector-good.csv", Some(ExportKind::Csv)),
        ("outbound-connector-lossy.csv", Some(ExportKind::Csv)),
        ("semicolon.csv", Some(ExportKind::Csv)),
        ("connectors.clixml", Some(ExportKind::Clixml)),
        ("dsc.ps1", Some(ExportKind::Dsc)),
        ("outbound-connector-fl.txt", Some(ExportKind::List)),
        ("narrow-list.txt", Some(ExportKind::List)),
        ("table.txt", Some(ExportKind::List)),
        ("targets.txt", None),
    ] {
        assert_eq!(recognized(&text(name)), form, "{name}");
    }
    for report in [
        "",
        "4.4.316",
        "[{LED=450 4.4.316 Connection refused};{MSG=};{FQDN=mail.contoso.com};{IP=203.0.113.25}]",
        "{\"code\": \"4.4.316\"}",
        "We ran Get-SendConnector and Get-OutboundConnector\nand both look right.\nAny ideas?",
        "Identity : EX1\\3\nStatus : Retry\nLastError : 451 4.4.395 Target host responded with error",
        include_str!("../fixtures/runs/relay.ndr.txt"),
    ] {
        assert_eq!(recognized(report), None, "{report}");
    }
}

#[test]
fn an_export_is_the_same_with_the_line_ends_of_a_terminal_and_quoted() {
    for name in ["outbound-connector-fl.txt", "outbound-connector-good.csv", "outbound-connector-rest.json"] {
        let plain = String::from_utf8(fixture(name)).expect("a fixture of text").replace("\r\n", "\n");
        let expected = connectors(plain.as_bytes());
        assert!(expected.is_ok(), "{name}");
        for changed in [
            plain.replace('\n', "\r"),
            plain.replace('\n', "\r\n"),
            format!("On Friday Anna wrote:\n\n> {}", plain.trim_end().replace('\n', "\n> ")),
            format!("> > {}", plain.trim_end().replace('\n', "\r> > ")),
        ] {
            assert_eq!(connectors(changed.as_bytes()), expected, "{name}: {changed:?}");
        }
    }
}

const HYBRID: &str =
    "Outbound to 00000000-0000-0000-0000-000000000001: mail.contoso.com domain *.contoso.com own 25 [] for contoso.com";
const FABRIKAM: &str = "To Fabrikam: export-recipient-domain [] for fabrikam.com";
const CONTOSO: &str =
    "Contoso outbound: mail.contoso.com,203.0.113.25 domain *.contoso.com own 25 [] for contoso.com,sales.contoso.com";

#[test]
fn json_is_read_with_a_mark_as_utf_16_as_array_and_as_object() {
    for name in ["outbound-connector-rest.json", "utf8-bom.json", "utf16le.json"] {
        assert_eq!(all(name), (ExportKind::Json, vec![HYBRID.into(), FABRIKAM.into()]), "{name}");
    }
    assert_eq!(all("one-object.json"), (ExportKind::Json, vec![HYBRID.into()]));
}

#[test]
fn json_that_was_quoted_as_a_whole_is_read_as_it_was() {
    let json = r#"[{"Identity":"To partner","Name":"To partner","ConnectorType":"Partner","UseMXRecord":false,"RecipientDomains":["fabrikam.test"],"SmartHosts":["mail.fabrikam.test"],"TlsSettings":"CertificateValidation"}]"#;
    let bare = connectors(json.as_bytes()).expect("an export");
    let as_text = serde_json::Value::from(json).to_string();
    let escaped = json.replace('"', r#"\""#);
    let object = &json[1..json.len() - 1];
    for quoted in [
        as_text,
        format!("\"{json}\""),
        format!("'{json}'"),
        format!("“{json}”"),
        format!("'{escaped}'"),
        format!("\"{}\"", json.replace('"', "\"\"")),
        format!("'{object}'\n"),
    ] {
        assert_eq!(recognized(&quoted), Some(ExportKind::Json), "{quoted}");
        assert_eq!(connectors(quoted.as_bytes()).as_ref(), Ok(&bare), "{quoted}");
    }
    assert_eq!(recognized("'[203.0.113.25]'"), None);
}

#[test]
fn json_of_an_old_session_has_objects_for_enums_and_hosts() {
    let expected = "Old session: mail.contoso.com,203.0.113.25 domain *.contoso.com own 25 [] for contoso.com";
    assert_eq!(all("enum-objects.json").1, [expected]);
}

#[test]
fn two_documents_in_one_file_are_one_export_and_no_connector_counts_twice() {
    let twice = fixture("outbound-connector-rest.json").repeat(2);
    assert_eq!(connectors(&twice).map(|export| export.connectors.len()), Ok(2));
    let twice = [fixture("one-object.json"), b"\r\n".to_vec(), fixture("mx.json")].concat();
    assert_eq!(connectors(&twice).map(|export| export.connectors.len()), Ok(5));
}

#[test]
fn csv_is_read_with_commas_semicolons_and_a_type_line() {
    assert_eq!(all("outbound-connector-good.csv"), (ExportKind::Csv, vec![CONTOSO.into()]));
    assert_eq!(all("semicolon.csv").1, [CONTOSO]);
    assert_eq!(
        all("excel.csv").1,
        ["Contoso outbound: mail.contoso.com,203.0.113.25 domain *.contoso.com own 25 [] for contoso.com"]
    );
}

#[test]
fn a_list_is_read_at_any_width() {
    assert_eq!(
        all("outbound-connector-fl.txt"),
        (
            ExportKind::List,
            vec!["Contoso outbound: mail.contoso.com,203.0.113.25 certificate own 25 [] for contoso.com,sales.contoso.com".into()]
        )
    );
    assert_eq!(
        all("narrow-list.txt").1,
        [
            "Contoso outbound: a.very.long.name.contoso.com,203.0.113.25 domain *.contoso.com own 25 [] for contoso.com,sales.contoso.com",
            "To Fabrikam: mx fabrikam.com opportunistic partner 25 [export-disabled] for fabrikam.com",
        ]
    );
}

#[test]
fn a_cut_list_is_told_with_the_command_that_exports_it_whole() {
    let export = export("cut-list.txt");
    let cut: Vec<&Note> =
        export.connectors[0].notes.iter().filter(|note| matches!(note, Note::ListCut { .. })).collect();
    assert_eq!(cut.len(), 2, "{cut:?}");
    assert!(
        shown(&export.connectors[0])
            .starts_with("Many: mx1.contoso.com,mx2.contoso.com,mx3.contoso.com,mx4.contoso.com encryption")
    );
}

#[test]
fn clixml_is_read_with_its_enums_and_lists() {
    assert_eq!(
        all("connectors.clixml"),
        (
            ExportKind::Clixml,
            vec![
                CONTOSO.replace("Contoso outbound", "Contoso & outbound"),
                "To Fabrikam: mx fabrikam.com opportunistic partner 25 [] for fabrikam.com".into(),
            ]
        )
    );
}

#[test]
fn a_list_of_targets_keeps_its_lines() {
    let export = export("targets.txt");
    assert_eq!(export.kind, ExportKind::Targets);
    let read: Vec<(Option<usize>, String)> = export.connectors.iter().map(|one| (one.line, shown(one))).collect();
    assert_eq!(
        read,
        [
            (Some(2), "mail.contoso.com: mail.contoso.com certificate own 25 [] for ".into()),
            (Some(3), "203.0.113.25:2525: 203.0.113.25 certificate own 2525 [] for ".into()),
            (Some(5), "a.example, b.example: a.example,b.example certificate own 25 [] for ".into()),
            (Some(6), "user@contoso.com: target-mail-address [] for ".into()),
        ]
    );
}

#[test]
fn what_an_admin_should_know_is_told() {
    assert_eq!(
        all("told.json").1,
        [
            "Off: mail.contoso.com opportunistic own 25 [export-disabled] for contoso.com",
            "Rule: mail.contoso.com opportunistic own 25 [export-rule-scoped] for contoso.com",
            "Test: mail.contoso.com opportunistic own 25 [export-test-mode] for contoso.com",
            "Central: mail.contoso.com opportunistic own 25 [export-centralized] for contoso.com",
            "All: mail.contoso.com opportunistic own 25 [export-all-accepted-domains] for ",
            "Range: mail.contoso.com opportunistic own 25 [export-cidr] for contoso.com",
            "Only a range: export-smart-host [export-cidr] for contoso.com",
            "None: export-no-smart-hosts [] for contoso.com",
            "Any: mail.contoso.com encryption own 25 [] for contoso.com",
            "CA: mail.contoso.com certificate own 25 [] for contoso.com",
            "Name: mail.contoso.com domain *.contoso.com own 25 [] for contoso.com",
            "No name: export-tls-domain [] for contoso.com",
            "New: export-tls-settings [] for contoso.com",
            "IP: 203.0.113.25,2001:db8::25 opportunistic own 25 [] for contoso.com",
            "IDN: xn--bcher-kva.example opportunistic own 25 [] for contoso.com",
        ]
    );
}

#[test]
fn a_connector_that_routes_by_mx_offers_its_domains() {
    let export = export("mx.json");
    let read: Vec<String> = export.connectors.iter().map(shown).collect();
    assert_eq!(
        read,
        [
            "One domain: mx fabrikam.com opportunistic partner 25 [] for fabrikam.com",
            "Several: export-recipient-domain [] for fabrikam.com,fabrikam.net",
            "Wildcard: export-recipient-domain [] for fabrikam.com",
            "Every: export-recipient-domain [] for ",
        ]
    );
    let wildcard = &export.connectors[2];
    assert_eq!(wildcard.connector, Err(Unusable::RecipientDomain { choices: 1 }));
    let chosen = wildcard.for_domain(wildcard.recipient_domains[0].clone()).expect("a connector");
    assert_eq!(
        (chosen.route, chosen.tls, chosen.party),
        (Route::Mx(wildcard.recipient_domains[0].clone()), TlsPolicy::EncryptionOnly, Party::Partner)
    );
}

#[test]
fn an_empty_line_behind_every_line_parts_no_connector() {
    let text = String::from_utf8(fixture("outbound-connector-fl.txt")).expect("a fixture of text");
    let whole: Vec<String> = connectors(text.as_bytes()).expect("an export").connectors.iter().map(shown).collect();
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let spaced: Vec<String> =
        connectors(lines.join("\n\n").as_bytes()).expect("an export").connectors.iter().map(shown).collect();
    assert_eq!(spaced, whole);
}

#[test]
fn what_cannot_be_used_is_told_from_what_lost_its_values() {
    for (name, expected) in [
        ("outbound-connector-lossy.csv", "export-lossy"),
        ("lossy.json", "export-lossy"),
        ("inbound.json", "export-inbound"),
        ("send-connector-fl.txt", "export-send"),
        ("send.csv", "export-send"),
        ("send-table.txt", "export-send"),
        ("receive-connector.json", "export-receive"),
        ("receive-table.txt", "export-receive"),
        ("table.txt", "export-table"),
        ("cut.json", "export-broken"),
        ("cut.clixml", "export-broken"),
        ("other.json", "export-no-connectors"),
    ] {
        assert_eq!(connectors(&fixture(name)).map_err(|error| error.id()).err(), Some(expected), "{name}");
    }
    for (bytes, expected) in [
        (&b""[..], "export-empty"),
        (b"# nothing\n", "export-empty"),
        (b"PK\x03\x04", "export-binary"),
        (b"Dear all,\nplease find attached.\n", "export-no-connectors"),
    ] {
        assert_eq!(connectors(bytes).map_err(|error| error.id()).err(), Some(expected), "{bytes:?}");
    }
    for (text, expected) in [
        (
            "Name       : Outbound to Office 365\nSmartHosts : {mail.contoso.com}\nEnabled    : True\nRequireTLS : True\n",
            "export-send",
        ),
        ("\"Name\",\"SmartHosts\",\"RequireTLS\"\n\"Out\",\"mail.contoso.com\",\"False\"\n", "export-send"),
        (r#"[{"Name":"Out","SmartHosts":["mail.contoso.com"],"RequireTLS":false}]"#, "export-send"),
    ] {
        assert_eq!(connectors(text.as_bytes()).map_err(|error| error.id()).err(), Some(expected), "{text}");
    }
    for text in [
        "Name        : Out\nSmartHosts  : {mail.contoso.com}\nEnabled     : True\nTlsSettings : EncryptionOnly\n",
        r#"[{"Name":"Out","SmartHosts":["mail.contoso.com"],"RequireTLS":null}]"#,
    ] {
        assert_eq!(connectors(text.as_bytes()).map(|export| export.connectors.len()).ok(), Some(1), "{text}");
    }
    let broken = connectors(&fixture("cut.json")).expect_err("it is cut");
    assert!(matches!(broken, ExportError::Broken { kind: "JSON", line } if line > 5), "{broken:?}");
}

/// What exports are made of, to be put together in ways that nobody thought of.
const PIECES: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    "\"Name\": ",
    "\"SmartHosts\": ",
    "\"value\": ",
    "\"a.example\"",
    "null",
    "true",
    ",",
    ":",
    "\n",
    "\r\n",
    " ",
    "Name",
    "SmartHosts",
    "UseMXRecord",
    "TlsSettings",
    " : ",
    ";",
    "\t",
    "\"",
    "#TYPE x\n",
    "System.Object[]",
    "...",
    "…",
    "<Objs>",
    "</Objs>",
    "<Obj>",
    "</Obj>",
    "<S N=\"Name\">",
    "</S>",
    "<LST>",
    "</LST>",
    "&amp;",
    "203.0.113.0/24",
    "DomainValidation",
    "*.contoso.com",
    "---- ----\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..1000)) {
        let _ = connectors(&bytes);
    }

    #[test]
    fn whatever_an_export_is_put_together_from_its_routes_are_never_empty(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES.as_slice()), 0..60),
        start in proptest::sample::select(&["", "[{\"Name\": \"x\", ", "Name,SmartHosts\n", "Name : x\nSmartHosts : {", "<Objs><Obj><Props>"][..]),
    ) {
        let text = format!("{start}{}", pieces.concat());
        for one in connectors(text.as_bytes()).map(|export| export.connectors).unwrap_or_default() {
            if let Ok(Connector { route: Route::SmartHosts(hosts), .. }) = one.connector {
                prop_assert!(!hosts.is_empty());
            }
        }
    }
}

#[test]
fn an_export_cut_after_any_byte_is_read_without_a_panic() {
    for name in [
        "outbound-connector-rest.json",
        "enum-objects.json",
        "semicolon.csv",
        "narrow-list.txt",
        "connectors.clixml",
        "targets.txt",
    ] {
        let bytes = fixture(name);
        for end in 0..bytes.len() {
            let _ = connectors(&bytes[..end]);
        }
    }
}

#[test]
fn an_endless_export_is_refused_or_read_in_time() {
    // Less than five mebibytes each, because this runs unoptimized.
    const SIZE: usize = 256 * 1024;
    for (head, unit) in [
        ("[", "["),
        ("[", "{},"),
        ("[", "[],"),
        ("[", "{\"Name\":\"a\",\"SmartHosts\":[\"a.example\"]},"),
        ("", "[{\"value\":"),
        ("[{\"SmartHosts\":[", "\"a.example\","),
        ("Name,SmartHosts\n", "a,b\n"),
        ("Name,SmartHosts\n\"", "a\"\""),
        ("Name,SmartHosts\n", "a,"),
        ("", "Name : a\nSmartHosts : {a.example}\n\n"),
        ("Name : a\nSmartHosts : {a", "\n  b.example,"),
        ("<Objs>", "<Obj>"),
        ("<Objs>", "<S>"),
        ("<Objs>", "<Obj><S N=\"Name\">a</S></Obj>"),
        ("<Objs><Obj ", "a=\"b\" "),
        ("", "a.example\n"),
        ("", "a.example,"),
        ("", "#\n"),
        ("", "EXOOutboundConnector \"{\n"),
        ("", "EXOOutboundConnector 'x'{a=@(b\n"),
        ("", "EXOOutboundConnector 'x'{a=\"\n"),
    ] {
        assert_linear(&format!("{head}{unit:?}"), SIZE, |size| {
            let _ = connectors((head.to_owned() + &unit.repeat(size / unit.len())).as_bytes());
        });
    }
    assert_eq!(
        connectors(&vec![b'x'; 5 * 1024 * 1024 + 1]).map_err(|error| error.id()).err(),
        Some("export-too-large")
    );
}
