//! The reports that people hand on: pages with the way drawn, and reports without names, recorded in every language.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::Event;

use crate::support::recorded::{assert_recorded_folder, root};
use mxray::{
    diagnose::diagnose,
    intake::ndr,
    knowledge::Knowledge,
    l10n::{Locale, Texts},
    model::{
        Answers, Connector, Diagnosis, Direction, Evidence, Host, Level, NamePattern, Noted, Party, ProbeEvent, Route,
        Run, SMTP_PORT, Settings, Symptom, TlsPolicy, TranscriptLine, WireText,
    },
    report::{Depth, FileKind, Inquiry, Manner, check, html},
};

/// The recorded runs.
const RUNS: [&str; 8] =
    ["begun", "certificate-half", "certificate", "healthy", "inconclusive", "nx-domain", "refused", "timed-out"];

/// What a server or a report may say of everybody.
const GOSSIP: &str = "550 5.7.1 <\"Anna B\"@quuxcorp.com> anna.secret+x@plant.quuxcorp.com of Quuxcorp \
    ops1.corp.quuxcorp.com [192.0.2.10] (OPS1, 203.0.113.200:25, IPv6:2001:db8:ffff::10) \\x09ops1 blocked, \
    gw_quuxcorp.com_x, asked 192.0.2.53, 10.20.30.40, ip:10.20.30.41 \
    client:10.20.30.42:25: ip_10.20.30.43-10.20.30.44 h-10-20-30-45 10.20.30.046 ip:2001:db8:fffe::11, \
    quux\\u{ad}corp mx7.plant2 mail\u{3002}plant3\u{ff0e}example, quuxcorp-com.mail.protection.outlook.com.";

/// Addresses in it that are glued to what stands beside them, as they stand there.
const GLUED: [&str; 7] =
    ["10.20.30.41", "10.20.30.42", "10.20.30.43", "10.20.30.44", "10-20-30-45", "10.20.30.046", "2001:db8:fffe::11"];

/// A recorded run, its names such as stand in no word of ours.
fn run(name: &str) -> Run {
    let text = std::fs::read_to_string(root(&format!("tests/fixtures/runs/{name}.jsonl"))).expect("a recorded run");
    let events = text.lines().map(|line| serde_json::from_str::<ProbeEvent>(&own(line)).expect("an event"));
    Run::replay(events)
}

fn own(text: &str) -> String {
    text.replace("contoso", "quuxcorp").replace("Contoso", "Quuxcorp")
}

fn connector(run: &Run) -> Connector {
    wanting(run, "*.quuxcorp.com")
}

/// A connector that wants that name of a certificate.
fn wanting(run: &Run, name: &str) -> Connector {
    let pattern = NamePattern::from_ascii(name).expect("a name");
    let host = run.hosts.first().map(|host| host.of.clone());
    let name = || run.lookups.first().map(|lookup| Host::Name(lookup.name.clone()));
    Connector {
        name: Some(WireText::from_text("Outbound to the Quux's plant")),
        route: Route::SmartHosts(vec![host.or_else(name).expect("a host")]),
        tls: TlsPolicy::DomainValidation(pattern),
        party: Party::Own,
        port: SMTP_PORT,
    }
}

fn reported() -> Symptom {
    let text = std::fs::read_to_string(root("tests/fixtures/runs/relay.ndr.txt")).expect("a report");
    let read = ndr::read_text(&own(&text), Knowledge::embedded()).expect("a report");
    read.first().expect("a symptom").clone()
}

fn settings() -> Settings {
    Settings {
        ehlo: Some("ops1.corp.quuxcorp.com".into()),
        resolvers: vec!["192.0.2.53:53".parse().expect("a server")],
        ca_files: vec!["/etc/quuxcorp/ca.pem".into()],
        ..Settings::default()
    }
}

#[test]
fn the_pages_of_the_recorded_runs_are_these_in_every_language() {
    let mut files = BTreeMap::new();
    let (symptom, settings) = (reported(), Settings::default());
    for texts in Locale::all().map(Texts::new) {
        for (name, redact) in [("certificate-half", false), ("nx-domain", false), ("certificate", true)] {
            let run = run(name);
            let connector = connector(&run);
            let symptom = (name != "nx-domain").then_some(&symptom);
            let diagnosis = diagnose(&connector, symptom, &run, Knowledge::embedded());
            let inquiry = Inquiry {
                connector: &connector,
                symptom,
                settings: &settings,
                answers: &Answers::default(),
                scenario: None,
                redacted: false,
            };
            let manner = Manner { locale: None, redact };
            let page = FileKind::Html.contents(&inquiry, &run, &diagnosis, manner, Knowledge::embedded(), &texts);
            assert_is_page(&page);
            files.insert(format!("{name}.{}.html", texts.locale().tag()), page);
        }
    }
    assert_recorded_folder("tests/fixtures/pages", &files);
}

/// A page that is whole, runs nothing and loads nothing.
#[track_caller]
fn assert_is_page(page: &str) {
    let mut reader = quick_xml::Reader::from_str(page);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let keys: Vec<_> = tag.attributes().map(|each| each.expect("an attribute").key).collect();
                let acts = keys.iter().any(|key| key.as_ref().starts_with("on"));
                assert!(!acts, "something is done at {tag:?}:\n{page}");
            }
            Ok(_) => {}
            Err(error) => panic!("{error}:\n{page}"),
        }
    }
    let small = page.to_lowercase();
    for loads in ["<script", "src=", "url(", "@import", "<link", "xlink", "<use", "<image"] {
        assert!(!small.contains(loads), "{loads} in\n{page}");
    }
    assert_eq!(small.matches("http").count(), small.matches("http-equiv").count() + small.matches("https://").count());
}

#[test]
fn every_address_has_its_way_drawn_and_the_stage_that_fails_is_marked_by_a_shape_and_a_word() {
    for name in RUNS {
        let mut run = run(name);
        let hostile = WireText::from_text("<script>alert('x')</script>\"&");
        let connector = Connector { name: Some(hostile), ..connector(&run) };
        run.view.host = Some(WireText::from_text("</title><script>"));
        let diagnosis = diagnose(&connector, None, &run, Knowledge::embedded());
        let settings = Settings::default();
        let inquiry = Inquiry {
            connector: &connector,
            symptom: None,
            settings: &settings,
            answers: &Answers::default(),
            scenario: None,
            redacted: false,
        };
        for texts in Locale::all().map(Texts::new) {
            let document = check(&inquiry, &run, &diagnosis, Depth::Full, Knowledge::embedded(), &texts);
            // Two of them on one page are told apart.
            let page = html(&[document.clone(), document.clone()], texts.locale());
            assert_is_page(&page);
            let ids: Vec<_> =
                page.match_indices(" id=\"").map(|(at, id)| page[at + id.len()..].split('"').next()).collect();
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: an id stands twice");
            let drawn: Vec<_> = page.split("<figure>").skip(1).collect();
            let ways = run.endpoints.len()
                + run.hosts.iter().enumerate().filter(|(at, _)| run.endpoints_of(*at).next().is_none()).count();
            let ways = if run.hosts.is_empty() && run.route.is_some() { 1 } else { ways };
            assert_eq!(drawn.len(), 2 * ways, "{name}:\n{page}");
            for endpoint in &run.endpoints {
                let ip = endpoint.ip.to_string();
                let way = drawn.iter().find(|way| way.contains(&ip)).unwrap_or_else(|| panic!("{name}: no {ip}"));
                let Some((stage, _)) = endpoint.failure() else { continue };
                let label = texts.get(&format!("stage-{}.short", stage.id()));
                let marked: Vec<_> =
                    way.split("<g class=\"").skip(1).filter(|stop| stop.contains(&format!(">{label}<"))).collect();
                let [stop] = marked[..] else { panic!("{name}: {label} stands in\n{way}") };
                let mark = if stop.starts_with("fault") { "mark-fault" } else { "mark-warning" };
                assert!(stop.starts_with(&mark[5..]) && stop.contains(&format!(">{}<", texts.get(mark))), "{stop}");
            }
            for told in [document.dressed(mxray::report::Dress::Markdown, texts.locale()), document.text(80)] {
                assert!(!told.contains(&texts.get("way-heading")), "{told}");
            }
        }
    }
}

#[test]
fn of_very_many_addresses_it_is_said_how_many_are_not_drawn() {
    let mut run = run("certificate-half");
    let one = run.endpoints.first().expect("an address").clone();
    run.endpoints = (0..40_u8)
        .map(|last| mxray::model::Endpoint {
            id: mxray::model::EndpointId(last.into()),
            ip: std::net::Ipv4Addr::new(198, 51, 100, last).into(),
            ..one.clone()
        })
        .collect();
    let connector = connector(&run);
    let diagnosis = diagnose(&connector, None, &run, Knowledge::embedded());
    let settings = Settings::default();
    let inquiry = Inquiry {
        connector: &connector,
        symptom: None,
        settings: &settings,
        answers: &Answers::default(),
        scenario: None,
        redacted: false,
    };
    for texts in Locale::all().map(Texts::new) {
        let page =
            FileKind::Html.contents(&inquiry, &run, &diagnosis, Manner::default(), Knowledge::embedded(), &texts);
        let drawn = page.matches("<svg").count();
        let nowhere = run.hosts.len() - 1;
        assert!(drawn >= 12, "{drawn}");
        let args = mxray::l10n::Args::new().number("count", 40 + nowhere - drawn);
        assert!(page.contains(&texts.with("way-left-out", &args)), "{drawn} drawn:\n{page}");
        assert!(page.len() < 200_000, "{}", page.len());
    }
}

/// Words of a text as a stranger would look for them: names, addresses, persons; not what is Microsoft's.
fn secrets(text: &str, into: &mut BTreeSet<String>) {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | ':' | '-' | '_' | '@' | '+');
    for word in text.split(|c| !is_part(c)) {
        let word = word.trim_matches(['.', ':', '-']).to_lowercase();
        let ip = [word.as_str(), word.rsplit_once(':').map_or("", |(before, _)| before)];
        if let Some(ip) = ip.iter().find(|text| text.parse::<std::net::IpAddr>().is_ok_and(|ip| !ip.is_unspecified())) {
            into.insert((*ip).to_owned());
        } else if let Some((_, last)) = word.rsplit_once('.')
            && last.len() > 1
            && last.chars().all(char::is_alphabetic)
            && !["outlook.com", "microsoft.com", "exchangelabs.com", "office365.com"]
                .iter()
                .any(|own| word.ends_with(own))
        {
            into.extend(word.split('@').map(str::to_owned));
        }
    }
}

fn strings(value: &serde_json::Value, into: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::String(text) => secrets(text, into),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, into)),
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| match value {
            serde_json::Value::String(text) if matches!(name.as_str(), "sha1" | "sha256") => {
                into.insert(text.to_lowercase());
            }
            value => strings(value, into),
        }),
        _ => {}
    }
}

/// Whether a word stands in a text, no other letter or digit beside it.
fn tells(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric();
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(|c| is_part(c) || c == '.') && !after.is_some_and(is_part)
    })
}

fn gossiping(run: &mut Run, diagnosis: &mut Diagnosis) {
    run.view.host = Some(WireText::from_text("ops1"));
    run.view.ip = Some("192.0.2.10".parse().expect("an address"));
    for endpoint in &mut run.endpoints {
        let said = [
            (Direction::In, "220 gw7 ESMTP"),
            (Direction::Out, "EHLO ops1.corp.quuxcorp.com"),
            (Direction::In, "250-EXCHBOX1 Hello [10.20.30.41]"),
            (Direction::In, "250-AUTH NTLM (exchbox1)"),
            (Direction::In, GOSSIP),
        ];
        let said =
            said.map(|(direction, line)| TranscriptLine { at_ms: 1, direction, text: WireText::from_safe(line) });
        endpoint.transcript.splice(0..0, said);
    }
    let ip = run.endpoints.first().map(|endpoint| endpoint.ip);
    let noted = |evidence| Noted { level: Level::Fault, host: None, ip, stage: None, evidence };
    diagnosis.finding.evidence.extend(
        [
            Evidence::GreetingRejected { status: "550".into(), reply: WireText::from_safe(GOSSIP) },
            Evidence::TcpProhibited { by: "10.20.30.40".parse().expect("an address") },
            Evidence::NoRoots { errors: vec![WireText::from_text("/etc/quuxcorp/ca.pem: not found")] },
            Evidence::CertificateSelfSigned { subject: WireText::from_text("CN=gw7, O=Quuxcorp AG") },
        ]
        .map(noted),
    );
}

#[test]
fn no_redacted_report_tells_a_name_an_address_or_a_person_in_any_form_or_language() {
    for (name, wanted) in
        RUNS.iter().flat_map(|name| ["*.quuxcorp.com", "mail.quuxcorp.com"].map(|wanted| (*name, wanted)))
    {
        let mut run = run(name);
        let connector = wanting(&run, wanted);
        let mut symptom = reported();
        symptom.detail = Some(WireText::from_safe(GOSSIP));
        symptom.thumbprint = Some(WireText::from_text("00112233445566778899AABBCCDDEEFF00112233"));
        let mut diagnosis = diagnose(&connector, Some(&symptom), &run, Knowledge::embedded());
        gossiping(&mut run, &mut diagnosis);
        let mut hidden: BTreeSet<_> = [
            "quux",
            "ops1",
            "gw7",
            "anna",
            "exchbox1",
            "corp",
            "plant2",
            "plant3",
            "00112233445566778899aabbccddeeff00112233",
        ]
        .map(String::from)
        .into();
        strings(&serde_json::to_value(&run).expect("JSON"), &mut hidden);
        strings(&serde_json::to_value(&connector).expect("JSON"), &mut hidden);
        secrets(symptom.text.as_str(), &mut hidden);
        secrets(GOSSIP, &mut hidden);
        hidden.extend(GLUED.map(str::to_owned));
        hidden.remove("");
        let settings = settings();
        let inquiry = Inquiry {
            connector: &connector,
            symptom: Some(&symptom),
            settings: &settings,
            answers: &Answers::default(),
            scenario: None,
            redacted: false,
        };
        for texts in Locale::all().map(Texts::new) {
            for kind in [FileKind::Text, FileKind::Markdown, FileKind::Html, FileKind::Json] {
                let manner = Manner { locale: None, redact: true };
                let told = kind.contents(&inquiry, &run, &diagnosis, manner, Knowledge::embedded(), &texts);
                let small = told.to_lowercase();
                // Of the organization's name no part of a word is left either.
                let left: Vec<_> = hidden
                    .iter()
                    .filter(|word| tells(&small, word) || *word == "quux" && small.contains("quux"))
                    .collect();
                assert!(left.is_empty(), "{name}, {kind:?}: {left:?} in\n{told}");
                let says = texts.get("report-redacted");
                let flat = |text: &str| {
                    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("&#39;", "'").replace('\\', "")
                };
                let says = if kind == FileKind::Json { "\"redacted\": true".to_owned() } else { flat(&says) };
                assert!(flat(&told).contains(&says), "{name}, {kind:?} does not say it:\n{told}");
            }
        }
    }
}

#[test]
fn in_a_redacted_report_the_same_thing_has_the_same_stand_in_and_microsoft_keeps_its_names() {
    let mut run = run("certificate");
    let connector = connector(&run);
    let mut symptom = reported();
    let theirs =
        "550 5.4.300 AM0PR04MB1234.eurprd04.prod.outlook.com 40.107.1.2 said it, System.Net.Sockets.SocketException";
    symptom.detail = Some(WireText::from_text(theirs));
    let mut diagnosis = diagnose(&connector, Some(&symptom), &run, Knowledge::embedded());
    gossiping(&mut run, &mut diagnosis);
    let settings = settings();
    let inquiry = Inquiry {
        connector: &connector,
        symptom: Some(&symptom),
        settings: &settings,
        answers: &Answers::default(),
        scenario: None,
        redacted: false,
    };
    let manner = Manner { locale: Some(Locale::english()), redact: true };
    let texts = Texts::new(Locale::english());
    let told = FileKind::Json.contents(&inquiry, &run, &diagnosis, manner, Knowledge::embedded(), &texts);
    let json: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(json["reported"]["detail"], theirs);
    let host = json["connector"]["route"]["hosts"][0].as_str().expect("a host");
    assert_eq!((host, json["connector"]["name"].as_str()), ("host-1.example", Some("connector-1")));
    let (endpoint, lines) = (&json["endpoints"][0], &json["endpoints"][0]["transcript"]);
    assert!(json["dns"].as_array().expect("look-ups").iter().any(|lookup| lookup["name"] == host), "{told}");
    assert!(lines.to_string().contains("tenant-1.mail.protection.outlook.com"), "{lines}");
    assert!(
        endpoint["tls"]["chain"][0]["sha1"].as_str().is_some_and(|sha1| sha1.starts_with("thumbprint-")),
        "{endpoint}"
    );
    let ip = endpoint["ip"].as_str().expect("an address");
    assert!(json["finding"]["evidence"].as_array().expect("evidence").iter().any(|noted| noted["ip"] == ip), "{told}");
}

/// What names somebody, an organization, a certificate or an address in the reply of a server, and what of it is looked for.
const NAMED: [(&str, &str); 131] = [
    ("relay.quuxcorp.com!quixote", "quixote"),
    ("quixote(at)slarti.example", "quixote"),
    ("quixote [at] slarti.example", "quixote"),
    ("quixote&#64;slarti.example", "quixote"),
    ("quixote&commat;slarti.example", "quixote"),
    ("RCPT TO:<quixote>", "quixote"),
    ("to=<quixote>", "quixote"),
    ("for <quixote>", "quixote"),
    ("sasl_username=quixote", "quixote"),
    ("/o=quixote/ou=y/cn=Recipients", "quixote"),
    ("/o=x/ou=y/cn=Recipients/cn=quixote", "quixote"),
    ("/C=US/A= /P=x/S=quixote/G=john/", "quixote"),
    ("X400:c=us;a= ;p=x;s=quixote;g=john;", "quixote"),
    ("IMCEAEX-_O=QUIXOTE_OU=X_cn=Recipients_cn=bob@x.example", "quixote"),
    ("IMCEAEX-_O=X_OU=X_cn=Recipients_cn=quixote@x.example", "quixote"),
    ("=?utf-8?Q?John_Quixote?= <j@slarti.example>", "quixote"),
    ("=?utf-8?B?am9obi5xdWl4b3RlQHguZXhhbXBsZQ==?=", "am9o"),
    ("am9obi5xdWl4b3RlQHNsYXJ0aS5leGFtcGxl", "am9o"),
    ("john=2Equixote=40x.example", "quixote"),
    ("john.quixote%2540slarti.example", "quixote"),
    ("CONTOSO\\quixote", "quixote"),
    ("\"John Quixote\" <j@slarti.example>", "quixote"),
    ("John Quixote <j@slarti.example>", "quixote"),
    ("John van Quixote &lt;j@slarti.example&gt;", "quixote"),
    ("CN=mail.x.example, O=Quixote Ltd, L=Quixtown, ST=Quixshire, C=US", "quix"),
    ("C = US, O = Quixote Ltd, OU = Quixote", "quix"),
    ("OU=Quixote Ltd", "quixote"),
    ("O=\"Quixote, Ltd\"", "quixote"),
    ("4F 1C 9A 0B 7D 3E 52 A8 66 10 FB 94 C7 D2 E8 39 5A 1B 6C A7", "4f 1c"),
    ("4f-1c-9a-0b-7d-3e-52-a8-66-10-fb-94-c7-d2-e8-39-5a-1b-6c-a7", "4f-1c"),
    ("4F1C9A0B 7D3E52A8 6610FB94 C7D2E839 5A1B6CA7", "4f1c9a0b"),
    ("sha256/cXVpeG90ZXF1aXhvdGVxdWl4b3RlcXVpeG90ZXF1aQ==", "cxvp"),
    ("pin-sha256=\"cXVpeG90ZXF1aXhvdGVxdWl4b3RlcXVpeG90ZXF1aQ==\"", "cxvp"),
    ("serial 0A1B2C3D4E5F60718293A4B5", "0a1b"),
    ("Serial Number: 0A:1B:2C:3D:4E:5F", "0a:1b"),
    ("CN=2001:db8:77::5", "db8:77"),
    ("CN=2001:0db8:0077:0001::5", "0db8:0077"),
    ("CN=198.51.100.77", "198.51"),
    ("198%2E51%2E100%2E77", "198%2e51"),
    ("198[.]51[.]100[.]77", "198[.]51"),
    ("b+john.quixote=slarti.example@x.example", "quixote"),
    ("\u{201c}John Quixote\u{201d} \u{2039}j@slarti.example\u{203a}", "quixote"),
    ("\u{ab}John Quixote\u{bb} \u{2039}j@slarti.example\u{203a}", "quixote"),
    ("John_Quixote <j@slarti.example>", "quixote"),
    ("John Quixote [SMTP:j@slarti.example]", "quixote"),
    ("-SLARTIBART\\quixote", "quixote"),
    ("o=quixote", "quixote"),
    ("title=Quixote", "quixote"),
    ("dnQualifier=quixote", "quixote"),
    ("OID.2.5.4.3=quixote", "quixote"),
    ("2.5.4.3=quixote", "quixote"),
    ("0x4F1C9A0B7D3E52A86610FB94C7D2E8395A1B6CA7", "4f1c"),
    ("\\x4F\\x1C\\x9A\\x0B\\x7D\\x3E\\x52\\xA8\\x66\\x10\\xFB\\x94\\xC7\\xD2\\xE8\\x39\\x5A\\x1B\\x6C\\xA7", "x7d"),
    ("4F_1C_9A_0B_7D_3E_52_A8_66_10_FB_94_C7_D2_E8_39_5A_1B_6C_A7", "4f_1c"),
    ("4F,1C,9A,0B,7D,3E,52,A8,66,10,FB,94,C7,D2,E8,39,5A,1B,6C,A7", "4f,1c"),
    ("fingerprint TxyaC30+UqhmEPuUx9LoOVobbKdPHJoLfT5SqGYQ+5Q=", "txyac"),
    ("pin TxyaC30+UqhmEPuUx9LoOVobbKdPHJoLfT5SqGYQ+5Q=", "txyac"),
    ("md5 4f1c9a0b7d3e52a86610fb94c7d2e839", "4f1c"),
    ("serial number is 4F1C9A0B7D3E52", "4f1c"),
    ("Serial Number: 4F1C 9A0B 7D3E", "9a0b"),
    ("S/N 4F1C9A0B7D3E", "4f1c"),
    ("quixote[.]example", "quixote"),
    ("quixote%2eexample", "quixote"),
    ("quixote=2Eexample", "quixote"),
    ("quixote&#46;example", "quixote"),
    ("https://quixote/", "quixote"),
    ("https://quixote:25/x", "quixote"),
    ("jo<wbr>hn.qui<wbr>xote@slarti.example", "xote"),
    ("user quixote unknown", "quixote"),
    ("User quixote", "quixote"),
    ("unknown user quixote", "quixote"),
    ("no such user quixote here", "quixote"),
    ("user: quixote", "quixote"),
    ("user 'quixote' is", "quixote"),
    ("login quixote failed", "quixote"),
    ("account quixote is disabled", "quixote"),
    ("mailbox quixote is full", "quixote"),
    ("mailbox for quixote is full", "quixote"),
    ("recipient quixote rejected", "quixote"),
    ("utilisateur quixote inconnu", "quixote"),
    ("compte quixote inconnu", "quixote"),
    ("usuário quixote desconhecido", "quixote"),
    ("caixa postal quixote cheia", "quixote"),
    ("username=quixote", "quixote"),
    ("quixote: user unknown", "quixote"),
    ("<quixote> User unknown", "quixote"),
    ("<quixote>: Recipient address rejected: no", "quixote"),
    ("aucun utilisateur quixote ici", "quixote"),
    ("nenhum usu\u{e1}rio quixote aqui", "quixote"),
    ("organizationIdentifier=VATQX-1234", "vatqx"),
    ("mx{.}quixote{.}example", "quixote"),
    ("\"john quixote\" at slarti.example", "quixote"),
    ("<j@slarti.example> (John Quixote)", "quixote"),
    ("j@slarti.example (John Quixote)", "quixote"),
    ("John Quixote (j@slarti.example)", "quixote"),
    ("<j@slarti.example> \"John Quixote\"", "quixote"),
    ("user SLARTIBART/quixote", "quixote"),
    ("CN=x.example, O=#0C0751756978", "7569"),
    ("O=#0c0751756978", "7569"),
    ("CN=#0C0751756978,C=US", "7569"),
    ("jurisdictionC=QX, CN=x.example", "qx"),
    ("jurisdictionST=Quixshire", "quix"),
    ("jurisdictionL=Quixtown", "quix"),
    ("jurisdictionCountryName=QX", "qx"),
    ("jurisdictionStateOrProvinceName=Quixshire", "quix"),
    ("1.3.6.1.4.1.311.60.2.1.1=Quixtown", "quix"),
    ("OID.1.3.6.1.4.1.311.60.2.1.2=Quixshire", "quix"),
    ("1.3.6.1.4.1.311.60.2.1.3=QX", "qx"),
    ("stateOrProvinceName=Quixshire", "quix"),
    ("streetAddress=Quixstreet 7", "quix"),
    ("emailAddress=quixote", "quixote"),
    ("UID=quixote", "quixote"),
    ("0.9.2342.19200300.100.1.1=quixote", "quixote"),
    ("quixote\\.example", "quixote"),
    ("mx\\.quixote\\.example", "quixote"),
    ("mx\\056quixote\\056example", "quixote"),
    ("mx\u{b7}quixote\u{b7}example", "quixote"),
    ("mx\u{2024}quixote\u{2024}example", "quixote"),
    ("mx(dot)quixote(dot)example", "quixote"),
    ("mx [dot] quixote [dot] example", "quixote"),
    ("mx dot quixote dot example", "quixote"),
    ("mx+2Equixote+2Eexample", "quixote"),
    ("ip [0xC633644D]", "c633"),
    ("address [3325256781]", "3325"),
    ("ip=3325256781", "3325"),
    ("IP 0xC6.0x33.0x64.0x4D", "0xc6"),
    ("[0306.063.0144.0115]", "0306"),
    ("address 0306.063.0144.0115", "0306"),
    ("http://3325256781/", "3325"),
    ("[198\u{b7}51\u{b7}100\u{b7}77]", "198\u{b7}"),
    ("198\\.51\\.100\\.77", "198\\"),
];

/// What a server may say that names nobody.
const KEPT: [&str; 54] = [
    "O=Microsoft Corporation",
    "CN=Microsoft RSA TLS CA 01",
    "CN=DigiCert Global Root G2, O=DigiCert Inc",
    "O=Let's Encrypt",
    "O=GlobalSign nv-sa",
    "https://aka.ms/x",
    "EKU 1.3.6.1.5.5.7.3.1",
    "OID 2.5.29.17",
    "version 1.2.3.4",
    "build: 8.17.1.9",
    "Symantec.cloud",
    "ASP.NET",
    "main.cf",
    "index.html",
    "Access\\denied",
    "ESMTP\\Ready",
    "Client\\Server",
    "key=value o=no l=1 st=2 s=selector Title=Mail",
    "serial port, serial number missing, pinning failed, sha-256 fingerprint",
    "queue id 4F1C9A0B7D3 10:20:30:40 E=mc2",
    "RESOLVER.ADR.RecipientNotFound; not found",
    "SMTPSEND.DNS.NonExistentDomain",
    "error 0x80090325 at address 0x7fff1234",
    "aucun utilisateur ici, nenhum usu\u{e1}rio aqui",
    "user unknown in local recipient table",
    "unknown user account; user is disabled",
    "mailbox is full; mailbox not found",
    "account has been disabled, account name missing",
    "login failed, login first",
    "utilisateur inconnu, compte inexistant",
    "usuário desconhecido, conta bloqueada",
    "no such user here",
    "user's mailbox over quota",
    "recipient address rejected: access denied",
    "2.5.29.17 is missing",
    "2.5.29.15, 2.5.29.37",
    "TLS/SSL and/or SMTP/ESMTP IPv4/IPv6 try 2/3",
    "Postfix/Debian text/plain Sendmail/8.14",
    "queue 3325256782 (0x80090325) [0x80090325]",
    "error [2148074277]",
    "user authentication required",
    "user quota exceeded",
    "user limit reached for this domain",
    "account expired on server",
    "mailbox size limit exceeded",
    "mailbox temporarily unavailable",
    "mailbox disabled for this recipient",
    "user doesn't have permission",
    "login with STARTTLS required",
    "zen.spamhaus.org",
    "https://dnsbl-1.uceprotect.net/x",
    "bl.spamcop.net b.barracudacentral.org",
    "winhttp.dll",
    "RFC 5321 4.1.1.1, section 4.1.1.1",
];

/// What a server is quoted with in a redacted report.
fn quoted(base: &Run, connector: &Connector, line: &str) -> String {
    let settings = settings();
    let texts = Texts::new(Locale::english());
    let text = WireText::from_text(line);
    let mut run = base.clone();
    let said = TranscriptLine { at_ms: 1, direction: Direction::In, text: text.clone() };
    run.endpoints.first_mut().expect("an address").transcript.push(said);
    let mut diagnosis = diagnose(connector, None, &run, Knowledge::embedded());
    let evidence = Evidence::GreetingRejected { status: "554".into(), reply: text };
    diagnosis.finding.evidence.push(Noted { level: Level::Fault, host: None, ip: None, stage: None, evidence });
    let inquiry = Inquiry {
        connector,
        symptom: None,
        settings: &settings,
        answers: &Answers::default(),
        scenario: None,
        redacted: false,
    };
    let manner = Manner { locale: None, redact: true };
    FileKind::Json.contents(&inquiry, &run, &diagnosis, manner, Knowledge::embedded(), &texts)
}

#[test]
fn what_names_nobody_stays_in_a_redacted_report() {
    let base = run("refused");
    let connector = connector(&base);
    let mut lost = Vec::new();
    for said in KEPT {
        let told = quoted(&base, &connector, &format!("554 5.7.1 refused {said} see"));
        let said = WireText::from_text(said).as_str().replace('\\', "\\\\");
        let is_kept = told.contains(&format!("refused {said} see"));
        lost.extend(told.lines().find(|line| line.contains("refused ")).filter(|_| !is_kept).map(str::to_owned));
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    for (said, stays) in
        [("Contact Support <s@x.example>", "Contact Support <user"), ("Server Busy <x@y.example>", "Server Busy <user")]
    {
        assert!(quoted(&base, &connector, &format!("554 {said}")).contains(stays), "{said}");
    }
}

#[test]
fn what_is_known_of_a_check_is_in_no_redacted_report_however_it_is_spelled() {
    let mut base = run("refused");
    let [v4, v6] = ["198.51.100.77", "2001:db8:77:1::5"].map(|ip| ip.parse().expect("an address"));
    base.view.ip = Some(v4);
    base.view.resolvers = vec![std::net::SocketAddr::new(v6, 53)];
    let route = ["gate3.wolpertinger.example", "mx7.wolpertinger.example", "exchange.wolpertinger.example"];
    let hosts = route.map(|name| Host::Name(mxray::model::Domain::from_ascii(name).expect("a name"))).to_vec();
    let connector = Connector { route: Route::SmartHosts(hosts), ..connector(&base) };
    for (said, hidden) in [
        ("gate3[.]wolpertinger[.]example", "gate3"),
        ("gate3\\.wolpertinger\\.example", "gate3"),
        ("gate3\\056wolpertinger\\056example", "gate3"),
        ("gate3\u{2024}wolpertinger\u{2024}example", "gate3"),
        ("gate3 . wolpertinger . example", "gate3"),
        ("gate3.wolper&#46;wolpertinger.example", "gate3"),
        ("\u{ff47}ate3.wolpertinger.example", "\u{ff47}"),
        ("to gate3 and", "gate3"),
        ("GATE3:", "gate3"),
        ("x mx7.", "mx7"),
        ("3325256781", "3325"),
        ("0xc633644d", "c633"),
        ("C633644D", "c633"),
        ("0xC6.0x33.0x64.0x4D", "0xc6"),
        ("0306.063.0144.0115", "0306"),
        ("198,51,100,77", "198,51"),
        ("198 51 100 77", "198 51"),
        ("\u{ff11}\u{ff19}\u{ff18}.51.100.77", "\u{ff11}"),
        ("version 198.51.100.77", "198.51"),
        ("2001-db8-77-1--5", "db8-77"),
        ("2001_db8_77_1__5", "db8_77"),
        ("20010db8007700010000000000000005", "0db8"),
        ("0x20010db8007700010000000000000005", "0db8"),
    ] {
        let told = quoted(&base, &connector, &format!("554 5.7.1 refused {said} see")).to_lowercase();
        assert!(!told.contains(hidden) && told.contains(" refused "), "{said} in\n{told}");
    }
    let told = quoted(&base, &connector, "554 5.7.1 WOLPERTINGER/quixote GATE3/quixote.");
    assert!(!told.contains("quixote"), "{told}");
    let told = quoted(&base, &connector, "554 5.7.1 Microsoft Exchange gate32 mx70 3325256782 1,2,3,4");
    assert!(told.contains("554 5.7.1 Microsoft Exchange gate32 mx70 3325256782 1,2,3,4"), "{told}");
}

#[test]
fn whoever_a_server_names_in_whatever_form_and_place_is_in_no_redacted_report() {
    let base = run("refused");
    let connector = connector(&base);
    let mut left = Vec::new();
    for (at, (form, needle)) in NAMED.iter().enumerate() {
        for place in 0..4 {
            let (open, close) = [("", ""), ("(", ")"), ("", ","), ("", ".")][(at + place) % 4];
            let said = format!("{open}{form}{close}");
            let line = match place {
                0 => format!("554 5.7.1 refused {said} see relay.slarti.example there"),
                1 => format!("250-XX {said}"),
                2 => format!("220 relay ESMTP {said} and {said}"),
                _ => format!("454 4.7.0 no: {said}; and so on"),
            };
            let told = quoted(&base, &connector, &line);
            left.extend(told.lines().find(|line| line.to_lowercase().contains(needle)).map(str::to_owned));
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}

/// How a server may write the points of a name or an address of others; a middle dot and the word only from the second on.
const POINTS: [&str; 15] = [
    "\\.", "\\056", "\\x2e", "%2E", "%252e", "=2E", "+2E", "&#46;", "&period;", "[.]", "(.)", "{.}", "(dot)", "\u{b7}",
    "\u{2024}",
];

#[test]
fn hosts_and_addresses_of_others_are_in_no_redacted_report_however_their_points_are_written() {
    let base = run("refused");
    let connector = connector(&base);
    let mut left = Vec::new();
    for point in POINTS {
        for (plain, needles) in [
            ("mx7.quixote.example", ["quixote", "mx7"]),
            ("a.b-c.quixote.com", ["quixote", "b-c"]),
            ("198.51.100.77", ["198", "77"]),
            ("mx-198-51-100-7.quixote.net", ["quixote", "198-51"]),
        ] {
            let said = plain.replace('.', point);
            for line in
                [format!("554 no {said} there"), format!("250-XX ({said}), and"), format!("554 x={said}; [{said}].")]
            {
                let told = quoted(&base, &connector, &line);
                let said = told.lines().filter(|told| told.contains("554 ") || told.contains("250-XX"));
                let said =
                    said.map(str::to_lowercase).filter(|told| needles.iter().any(|needle| told.contains(needle)));
                left.extend(said);
            }
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn hosts_and_addresses_in_letters_of_full_width_are_in_no_redacted_report() {
    let base = run("refused");
    let connector = connector(&base);
    let mut left = Vec::new();
    for (plain, needles) in [
        ("mx9.quixote.example", ["quixote", "mx9"]),
        ("10.77.66.55", ["77", "66"]),
        ("2001:db8:77::66", ["77", "66"]),
        ("mx-10-77-66-55.quixote.net", ["quixote", "77"]),
    ] {
        for line in ["554 no # there", "250-XX (#), and", "554 x=#; [#]."] {
            let told = quoted(&base, &connector, &line.replace('#', &wide(plain)));
            let said = told.lines().filter(|told| told.contains("554 ") || told.contains("250-XX"));
            left.extend(said.filter(|told| needles.iter().any(|it| told.contains(&wide(it)))).map(str::to_owned));
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
    let said = "554 \u{5931}\u{8d25}\u{ff0e}\u{8bf7} \u{ff2f}\u{ff2b}\u{ff0e}\u{8bf7}\u{91cd}\u{8bd5}";
    assert!(quoted(&base, &connector, said).contains(said));
}

/// The same in letters of full width.
fn wide(plain: &str) -> String {
    plain.chars().filter_map(|c| char::from_u32(u32::from(c) + 0xfee0)).collect()
}

/// A connector to one host of wolpertinger.example.
fn to_wolpertinger(base: &Run, domain: &str) -> Connector {
    let host = mxray::model::Domain::from_ascii(domain).expect("a name");
    Connector { route: Route::SmartHosts(vec![Host::Name(host)]), ..connector(base) }
}

#[test]
fn a_reply_begins_with_a_name_in_the_greeting_and_behind_ehlo_alone_and_its_code_is_no_part_of_it() {
    let mut base = run("refused");
    let connector = to_wolpertinger(&base, "mx7.wolpertinger.example");
    for ready in ["220 2.0.0 Ready to start TLS", "220 go", "220 TLS", "220 Go ahead", "220-we like it"] {
        let said = [
            (Direction::In, "220-gw7 ESMTP"),
            (Direction::In, "220-We do not authorize you"),
            (Direction::In, "220 and nobody else"),
            (Direction::Out, "EHLO ops1"),
            (Direction::In, "250-mx7.wolpertinger.example Hello gw7"),
            (Direction::In, "250-sizes are not told"),
            (Direction::In, "250 STARTTLS"),
            (Direction::Out, "STARTTLS"),
            (Direction::In, ready),
        ];
        let said =
            said.map(|(direction, text)| TranscriptLine { at_ms: 1, direction, text: WireText::from_text(text) });
        base.endpoints.first_mut().expect("an address").transcript = said.into();
        let told = quoted(&base, &connector, "554-mx7.wolpertinger.example refuses, 554-slarti.example too");
        let kept = [ready, "220-We do not authorize you", "220 and nobody else", "250-sizes are not told"];
        for line in kept.into_iter().chain(["250-host-1.example Hello host-"]) {
            assert!(told.contains(line), "{line}\n{told}");
        }
        assert!(told.contains("554-host-1.example refuses, 554-host-"), "{told}");
        assert!(!told.contains("gw7") && !told.contains("slarti") && !told.contains("wolper"), "{told}");
    }
}

#[test]
fn an_organization_is_in_no_redacted_report_with_or_without_its_hyphens_or_by_its_first_word() {
    let base = run("refused");
    let connector = to_wolpertinger(&base, "mx7.wolpertinger-slarti.example");
    for said in [
        "policy of Wolpertinger Slarti GmbH",
        "XORG=Wolpertinger",
        "wolpertinger-slarti",
        "WolpertingerSlarti.",
        "WOLPERTINGER SLARTI's",
        "Wolpertinger_Slarti",
    ] {
        let told = quoted(&base, &connector, &format!("554 5.7.1 {said} refuses")).to_lowercase();
        assert!(!told.contains("wolper") && !told.contains("slarti"), "{said} in\n{told}");
        assert!(told.contains("organization-1"), "{said} in\n{told}");
    }
}

#[test]
fn the_connector_that_a_report_names_is_in_no_redacted_report() {
    let base = run("refused");
    let connector = Connector { name: None, ..connector(&base) };
    for text in [
        "Mail flow to the connector \"Quixote-Plumb\" is delayed. Error: 450 4.4.317 Cannot connect to remote server",
        "OutboundConnector: Quixote-Plumb\nError: 450 4.4.317 Cannot connect to remote server [Quixote-Plumb]",
        "Outbound connector Quixote-Plumb (id 12)\nError: 450 4.4.317 Cannot connect to remote server",
        "Outbound connector name = Quixote to the plumb\n450 4.4.317 Cannot connect to remote server",
        "The 'Quixote plumb' connector fails: 450 4.4.317 Cannot connect to remote server",
        "Connecteur sortant : Quixote Plumb, 450 4.4.317 Cannot connect to remote server",
        "Conector de sa\u{ed}da \u{201c}quixote plumb\u{201d}: 450 4.4.317 Cannot connect to remote server",
        "Connector Name: Quixote Plumb\n450 4.4.317 Cannot connect to remote server through Quixote Plumb",
    ] {
        let read = ndr::read_text(text, Knowledge::embedded()).expect("a report");
        let symptom = read.first().expect("a symptom").clone();
        let diagnosis = diagnose(&connector, Some(&symptom), &base, Knowledge::embedded());
        let settings = settings();
        let answers = Answers::default();
        let symptom = Some(&symptom);
        let inquiry = Inquiry {
            connector: &connector,
            symptom,
            settings: &settings,
            answers: &answers,
            scenario: None,
            redacted: false,
        };
        let texts = Texts::new(Locale::english());
        for kind in [FileKind::Text, FileKind::Markdown, FileKind::Html, FileKind::Json] {
            let manner = Manner { locale: None, redact: true };
            let told = kind.contents(&inquiry, &base, &diagnosis, manner, Knowledge::embedded(), &texts);
            let small = told.to_lowercase();
            assert!(!small.contains("quixote") && !small.contains("plumb"), "{text}\n{told}");
            assert!(told.contains("Cannot connect to remote server") || kind != FileKind::Json, "{told}");
        }
    }
}
