//! The letters: recorded in every language, polite and complete, and nothing of the own network in any of them.

use std::cmp::Ordering;

use crate::support::{
    examples::examples,
    recorded::{assert_recorded_folder, root},
};
use mxray::{
    diagnose::diagnose,
    intake::ndr,
    knowledge::Knowledge,
    l10n::{Args, Locale, Texts},
    model::{
        Actor, Answers, Connector, Diagnosis, Direction, Domain, Endpoint, EndpointId, Evidence, Fault, Host,
        NamePattern, Noted, Outcome, Party, ProbeEvent, Route, Run, SMTP_PORT, Settings, Stage, StageState, Symptom,
        TlsPolicy, TranscriptLine, WireText,
    },
    report::{Inquiry, letter, letter_text, no_letter},
};

/// The recorded runs of which letters are recorded, and whose server it is.
const LETTERS: [(&str, Party, Actor); 5] = [
    ("certificate", Party::Partner, Actor::Partner),
    ("certificate", Party::Own, Actor::NetworkTeam),
    ("refused", Party::Own, Actor::NetworkTeam),
    ("timed-out", Party::Partner, Actor::Partner),
    ("nx-domain", Party::Own, Actor::DnsHost),
];

/// A router on our side that says no.
const ROUTER: &str = "10.20.30.40";

/// What is ours in the recorded runs and in what is put into them below.
const OURS: [&str; 18] = [
    "ops1",
    "OPS1",
    "ops1.corp.contoso.com",
    "192.0.2.10",
    "192.0.2.53",
    ROUTER,
    "203.0.113.200",
    "2001:db8:ffff::10",
    "/etc/contoso",
    "10.20.30.41",
    "10.20.30.42",
    "10.20.30.43",
    "10.20.30.44",
    "10-20-30-45",
    "10.20.30.046",
    "47.30.20.10",
    "2001:db8:fffe::11",
    "10.20.30.48",
];

fn run(name: &str) -> Run {
    let text = std::fs::read_to_string(root(&format!("tests/fixtures/runs/{name}.jsonl"))).expect("a recorded run");
    let mut run = Run::default();
    for line in text.lines() {
        let event: ProbeEvent = serde_json::from_str(line).expect("an event");
        run.apply(event);
    }
    run
}

fn connector(run: &Run, party: Party) -> Connector {
    let host = run.hosts.first().map(|host| host.of.clone());
    let name = || run.lookups.first().map(|lookup| Host::Name(lookup.name.clone()));
    let name = host.or_else(name).expect("a host");
    Connector {
        name: Some(WireText::from_text("Outbound to the plant")),
        route: Route::SmartHosts(vec![name]),
        tls: TlsPolicy::DomainValidation(NamePattern::exact(Domain::from_ascii("mail.contoso.com").expect("a name"))),
        party,
        port: SMTP_PORT,
    }
}

/// Settings that say much about the network in which they were typed.
fn settings() -> Settings {
    Settings {
        ehlo: Some("ops1.corp.contoso.com".into()),
        resolvers: vec!["192.0.2.53:53".parse().expect("a server")],
        ca_files: vec!["/etc/contoso/ca.pem".into()],
        endpoints: Some("/etc/contoso/list.json".into()),
        ..Settings::default()
    }
}

fn reported() -> Symptom {
    let text = std::fs::read(root("tests/fixtures/runs/relay.ndr.txt")).expect("a report");
    let read = ndr::read(&text, Knowledge::embedded()).expect("a report");
    read.first().expect("a symptom").clone()
}

/// The letter as text, in one language.
fn text(run: &Run, connector: &Connector, symptom: Option<&Symptom>, actor: Actor, texts: &Texts) -> Option<String> {
    let diagnosis = diagnose(connector, symptom, run, Knowledge::embedded());
    of(run, connector, symptom, &diagnosis, actor, texts)
}

fn of(
    run: &Run,
    connector: &Connector,
    symptom: Option<&Symptom>,
    diagnosis: &Diagnosis,
    actor: Actor,
    texts: &Texts,
) -> Option<String> {
    let settings = settings();
    let inquiry = Inquiry {
        connector,
        symptom,
        settings: &settings,
        answers: &Answers::default(),
        scenario: None,
        redacted: false,
    };
    let letter = letter(&inquiry, run, diagnosis, actor, Knowledge::embedded(), texts)?;
    Some(letter_text(&letter))
}

#[test]
fn microsoft_is_told_the_message_and_the_tenant_where_the_report_names_them() {
    const ID: &str = "<AM6PR0402MB1234ABCDEF@AM6PR0402MB1234.eurprd04.prod.outlook.com>";
    const TENANT: &str = "01234567-89ab-cdef-0123-456789abcdef";
    let run = run("healthy");
    let connector = connector(&run, Party::Own);
    let beside = format!("Message-ID: {ID}\nX-MS-Exchange-CrossTenant-Id: {TENANT}");
    for (report, is_known) in [(format!("{OF_OFFICE}\n\n{beside}\n"), true), (OF_OFFICE.to_owned(), false)] {
        let symptom = ndr::read_text(&report, Knowledge::embedded()).expect("a report").reports.remove(0);
        for texts in Locale::all().map(Texts::new) {
            let mut told = 0;
            for actor in Actor::OTHERS {
                let Some(letter) = text(&run, &connector, Some(&symptom), actor, &texts) else { continue };
                let is_theirs = actor == Actor::Microsoft;
                told += usize::from(is_theirs);
                for id in [ID, TENANT] {
                    assert_eq!(letter.contains(id), is_known && is_theirs, "{actor:?} {id}:\n{letter}");
                }
            }
            assert_eq!(told, 1, "there is a letter to them");
        }
    }
}

/// Answers of a destination as Office 365 quotes them; whether it asked a list of bad senders.
const ANSWERS: [(&str, bool); 7] = [
    ("450 4.4.317 Cannot connect to remote server [Message=451 4.7.1 Greylisting in action]", false),
    ("450 4.4.395 Target host responded with error. -> 451 4.7.1 Greylisting in action", false),
    ("450 4.4.395 Target host responded with error. -> 452 4.3.2 Too many connections from your host", false),
    ("450 4.4.317 Cannot connect to remote server [Message=421 4.7.0 Rate limit exceeded]", false),
    ("450 4.4.317 Cannot connect to remote server [Message=452 4.3.2 Too many connections from your host]", false),
    (
        "450 4.4.317 Cannot connect to remote server [Message=554 5.7.1 Client host [40.92.1.2] blocked using a.test]",
        true,
    ),
    ("450 4.4.395 Target host responded with error. -> 554 5.7.1 Client host [40.92.1.2] blocked using a.test", true),
];

#[test]
fn where_all_is_well_from_here_an_answer_of_the_destination_asks_for_no_firewall() {
    let run = run("healthy");
    let own = connector(&run, Party::Own);
    for texts in Locale::all().map(Texts::new) {
        let mut asked = std::collections::BTreeSet::new();
        for (reply, is_listed) in ANSWERS {
            let symptom = ndr::read_text(reply, Knowledge::embedded()).expect("a report").reports.remove(0);
            let to = |actor| text(&run, &own, Some(&symptom), actor, &texts);
            assert_eq!(to(Actor::NetworkTeam), None, "{reply}");
            let letter = to(Actor::Microsoft);
            assert_eq!(letter.is_some(), is_listed, "{reply}: {letter:?}");
            asked.extend(letter.and_then(|letter| Some(letter.split_once(&texts.get("letter-asked"))?.1.to_owned())));
        }
        assert_eq!(asked.len(), 1, "whichever code it stands in: {asked:?}");
    }
}

#[test]
fn a_letter_on_what_is_seen_quotes_no_report_of_another_kind() {
    for (name, party, actor) in LETTERS {
        let run = run(name);
        let connector = connector(&run, party);
        for (reply, is_quoted) in [
            ("451 4.7.1 Greylisting in action, please come back later", false),
            ("421 4.7.0 Rate limit exceeded, [TSS04] Messages from 40.92.1.2 temporarily deferred", false),
            (ANSWERS[0].0, false),
            (ANSWERS[1].0, false),
            (ANSWERS[2].0, false),
            (ANSWERS[3].0, false),
            (ANSWERS[4].0, false),
            (ANSWERS[5].0, false),
            (ANSWERS[6].0, false),
            ("450 4.4.316 Connection refused [Message=Socket error code 10061]", true),
            ("450 4.4.312 DNS query failed [Message=InfoDomainNonexistent]", true),
        ] {
            let symptom = ndr::read_text(reply, Knowledge::embedded()).expect("a report").reports.remove(0);
            for texts in Locale::all().map(Texts::new) {
                let Some(letter) = text(&run, &connector, Some(&symptom), actor, &texts) else { continue };
                let code = symptom.reported_code.expect("a code").to_string();
                assert_eq!(letter.contains(&code), is_quoted, "{name} {reply}:\n{letter}");
                assert_eq!(letter.contains(&texts.get("letter-written")), is_quoted, "{letter}");
                assert!(!letter.contains("Greylisting"), "{letter}");
                if !is_quoted {
                    let alone = text(&run, &connector, None, actor, &texts);
                    assert_eq!(Some(letter), alone, "as if there were no report");
                }
            }
        }
    }
}

#[test]
fn the_letters_of_the_recorded_runs_are_these_in_every_language() {
    let symptom = reported();
    let mut files = std::collections::BTreeMap::new();
    for texts in Locale::all().map(Texts::new) {
        for (name, party, actor) in LETTERS {
            let run = run(name);
            let connector = connector(&run, party);
            let symptom = (name == "certificate").then_some(&symptom);
            let letter = text(&run, &connector, symptom, actor, &texts).unwrap_or_else(|| panic!("{name}: no letter"));
            assert!(!letter.contains(['{', '}']), "a word is missing:\n{letter}");
            files.insert(format!("{name}-{}.{}.txt", actor.id(), texts.locale().tag()), letter);
        }
    }
    assert_recorded_folder("tests/fixtures/letters", &files);
}

/// A run whose names lead to no server, because of that.
fn nowhere(evidence: &Evidence) -> Run {
    let mut run = run("nx-domain");
    run.hosts.clear();
    run.endpoints.clear();
    run.route = evidence.fault().map(Outcome::Failed);
    run.evidence = vec![evidence.clone()];
    run
}

#[test]
fn a_partner_whose_names_lead_to_no_server_is_not_asked_why_it_answers() {
    let is_of_names = |evidence: &Evidence| {
        let id = evidence.fault().map_or("", Fault::id);
        ["dns-", "mx-", "null-mx"].iter().any(|start| id.starts_with(start))
    };
    let mut asked = std::collections::BTreeSet::new();
    for evidence in examples().iter().filter(|evidence| is_of_names(evidence)) {
        let run = nowhere(evidence);
        let name = run.lookups.first().expect("a question").name.clone();
        let connector = Connector { route: Route::Mx(name), ..connector(&run, Party::Partner) };
        for texts in Locale::all().map(Texts::new) {
            let Some(letter) = text(&run, &connector, None, Actor::Partner, &texts) else { continue };
            let letter = letter.split_whitespace().collect::<Vec<_>>().join(" ");
            let ask = |about: &str| {
                let said = texts.with("letter-ask", &Args::new().text("about", about));
                letter.contains(&said.split_whitespace().collect::<Vec<_>>().join(" "))
            };
            assert!(!ask("partner"), "{evidence:?}\n{letter}");
            assert_eq!(ask("null-mx"), evidence.fault() == Some(Fault::NullMx), "{evidence:?}\n{letter}");
            assert!(!letter.contains(&texts.get("code-other.verdict")), "it says nothing:\n{letter}");
            asked.insert(evidence.fault().map(Fault::id));
        }
    }
    assert!(asked.len() > 10, "{asked:?}");
}

#[test]
fn the_commands_of_a_letter_look_at_the_very_place_that_has_the_fault() {
    let texts = Texts::new(Locale::english());
    let half = run("certificate-half");
    let letter = text(&half, &connector(&half, Party::Partner), None, Actor::Partner, &texts).expect("a letter");
    let failed = half.endpoints.iter().find(|endpoint| endpoint.failure().is_some()).expect("one of them");
    let host = &half.host_of(failed).host;
    let command = format!("-connect {}:25 -servername {host} ", failed.ip);
    assert!(letter.contains(&command), "{command}\n{letter}");

    let target = Domain::from_ascii("gone.partner.example").expect("a name");
    for evidence in examples() {
        let Evidence::MxTargetMissing { name, server, .. } = evidence else { continue };
        let run = nowhere(&Evidence::MxTargetMissing { name: name.clone(), target: target.clone(), server });
        for (party, actor) in [(Party::Partner, Actor::Partner), (Party::Own, Actor::DnsHost)] {
            let connector = Connector { route: Route::Mx(name.clone()), ..connector(&run, party) };
            let letter = text(&run, &connector, None, actor, &texts).expect("a letter");
            let asks = |name: &Domain, kind: &str| letter.contains(&format!("Resolve-DnsName {name} -Type {kind}\n"));
            assert!(asks(&name, "MX") && asks(&target, "A") && asks(&target, "AAAA"), "{letter}");
            assert!(!asks(&name, "A"), "{letter}");
        }
    }
}

#[test]
fn the_commands_of_a_letter_ask_for_the_record_that_is_wrong() {
    let texts = Texts::new(Locale::english());
    for evidence in examples() {
        let (name, commands) = match &evidence {
            Evidence::MxTargetAddress { name, .. } => (name, vec![format!("{name} -Type MX")]),
            Evidence::MxTargetAlias { name, target, .. } => {
                (name, vec![format!("{name} -Type MX"), format!("{target} -Type CNAME")])
            }
            Evidence::DnsLoop { name, .. } => (name, vec![format!("{name} -Type MX"), format!("{name} -Type CNAME")]),
            _ => continue,
        };
        let run = nowhere(&evidence);
        let connector = Connector { route: Route::Mx(name.clone()), ..connector(&run, Party::Own) };
        let Some(letter) = text(&run, &connector, None, Actor::DnsHost, &texts) else { panic!("{evidence:?}") };
        let asked: Vec<_> = letter.lines().filter_map(|line| line.trim().strip_prefix("Resolve-DnsName ")).collect();
        assert_eq!(asked, commands, "{letter}");
        assert!(!letter.contains("has no address"), "{letter}");
    }
}

/// A line of a trace, which Office 365 writes, that says nothing of what failed.
const OF_OFFICE: &str = "{LED=451 4.4.397 Error communicating with target host};{MSG=};{FQDN=mail.contoso.com};\
                         {IP=203.0.113.25};{LRT=11/21/2026 12:00:00 PM}";

#[test]
fn where_all_is_well_from_here_what_is_reported_is_asked_of_the_network_team_and_of_microsoft() {
    let run = run("healthy");
    for (line, is_theirs) in [
        ("450 4.4.317 Cannot connect to remote server [Message=CertificateExpired]", false),
        ("450 4.4.315 Connection timed out", false),
        ("450 4.4.316 Connection refused", false),
        ("450 4.4.318 Connection was closed abruptly", false),
        ("450 4.7.320 Certificate validation failed", false),
        (OF_OFFICE, true),
        // An Exchange server's own line.
        ("451 4.4.397 Error communicating with target host", false),
    ] {
        let read = ndr::read(line.as_bytes(), Knowledge::embedded()).expect("a report");
        let symptom = read.first().expect("a symptom");
        let code = symptom.reported_code.expect("a code");
        let (own, partner) = (connector(&run, Party::Own), connector(&run, Party::Partner));
        for texts in Locale::all().map(Texts::new) {
            let to = |connector, symptom, actor| text(&run, connector, symptom, actor, &texts);
            let letter = to(&own, Some(symptom), Actor::NetworkTeam).unwrap_or_else(|| panic!("{line}: no letter"));
            assert!(letter.contains("40.92.0.0/15\n") && letter.contains(&code.to_string()), "{letter}");
            let support = to(&own, Some(symptom), Actor::Microsoft);
            assert_eq!(support.is_some(), is_theirs, "{line}");
            let ask = |about: &str| {
                let said = texts.with("letter-ask", &Args::new().text("about", about));
                said.split_whitespace().collect::<Vec<_>>().join(" ")
            };
            for letter in support.iter().map(|letter| letter.split_whitespace().collect::<Vec<_>>().join(" ")) {
                assert!(letter.contains(&ask("microsoft-well")) && !letter.contains(&ask("microsoft")), "{letter}");
                // They look in what is theirs, from which no tool of the outside is.
                for line in ["letter-message", "letter-tenant", "letter-look-trace"] {
                    let line = texts.with(line, &Args::new().text("id", "none"));
                    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
                    assert!(letter.contains(&line), "{line}: {letter}");
                }
                assert!(
                    !["mxray", "Test-NetConnection", "openssl"].iter().any(|tool| letter.contains(tool)),
                    "{letter}"
                );
            }
            // The network in front of a partner's server is none of ours, and without a report there is nothing to ask.
            assert!(to(&partner, Some(symptom), Actor::NetworkTeam).is_none(), "{line}");
            assert!(Actor::OTHERS.into_iter().all(|actor| to(&own, None, actor).is_none()), "{line}");
        }
    }
}

#[test]
fn what_is_not_seen_from_here_is_asked_of_microsoft_where_office_365_says_nothing_else_of_it() {
    let run = run("healthy");
    let texts = Texts::new(Locale::english());
    for (line, is_theirs) in [
        (OF_OFFICE, true),
        ("450 4.4.319 Some words that nobody has published [LastAttemptedServerName=mail.contoso.com]", true),
        ("451 4.4.398 Some words that nobody has published", true),
        // Their server said why.
        (
            "{LED=451 4.4.397 Error communicating with target host};{MSG=554 5.7.1 You are on a list};{FQDN=x.example}",
            false,
        ),
        ("451 4.4.397 Error communicating with target host. -> 421 4.4.2 Connection dropped", false),
        ("550 5.7.350 Remote server returned message detected as spam -> 554 5.7.1 looks like spam", false),
        ("451 4.7.1 Greylisted, please try again in 300 seconds", false),
        // Nothing of a connection, and nothing of Office 365.
        ("550 5.6.0 Corrupt message content", false),
        ("450 4.4.7 Message delayed", false),
    ] {
        let read = ndr::read(line.as_bytes(), Knowledge::embedded()).expect("a report");
        let symptom = read.first().unwrap_or_else(|| panic!("{line}: no symptom"));
        let own = connector(&run, Party::Own);
        let letter = text(&run, &own, Some(symptom), Actor::Microsoft, &texts);
        let asks = |letter: &String| letter.contains("Please look up what your servers met");
        assert_eq!(letter.as_ref().is_some_and(asks), is_theirs, "{line}\n{letter:?}\n{symptom:?}");
    }
}

#[test]
fn a_letter_to_the_network_team_has_each_range_of_office_365_on_a_line() {
    let run = run("refused");
    for texts in Locale::all().map(Texts::new) {
        let letter = text(&run, &connector(&run, Party::Own), None, Actor::NetworkTeam, &texts).expect("a letter");
        for range in &Knowledge::embedded().exchange().addresses.ranges {
            let range = range.to_string();
            assert_eq!(letter.lines().filter(|line| line.trim() == range).count(), 1, "{range}\n{letter}");
        }
    }
}

/// A run in which the servers, DNS and the way repeat all that is ours, in every place where a stranger may.
fn gossiping(run: &mut Run, diagnosis: &mut Diagnosis) {
    let gossip = "550 5.7.1 ops1.corp.contoso.com [192.0.2.10] (OPS1, 203.0.113.200:25, IPv6:2001:db8:ffff::10) blocked, \
                  asked 192.0.2.53, 10.20.30.40, ip:10.20.30.41, client:10.20.30.42:25: ip_10.20.30.43-10.20.30.44 \
                  h-10-20-30-45 10.20.30.046 47.30.20.10.zen.test ip:2001:db8:fffe::11 p10.20.30.48q h:ops1 \
                  ip:ops1.corp.contoso.com x_ops1 ops1-x.";
    for endpoint in &mut run.endpoints {
        for (direction, line) in [
            (Direction::Out, "EHLO ops1.corp.contoso.com"),
            (Direction::In, "250-relay.contoso.com Hello ops1 [203.0.113.200], pleased to meet you"),
            (Direction::In, gossip),
        ] {
            endpoint.transcript.push(TranscriptLine { at_ms: 1, direction, text: WireText::from_text(line) });
        }
    }
    let noted = |evidence| Noted {
        level: mxray::model::Level::Fault,
        host: None,
        ip: run.endpoints.first().map(|endpoint| endpoint.ip),
        stage: None,
        evidence,
    };
    let ours = ROUTER.parse().expect("an address");
    let more = [
        Evidence::GreetingRejected { status: "550".into(), reply: WireText::from_text(gossip) },
        Evidence::TcpProhibited { by: ours },
        Evidence::TcpUnreachable { by: Some(ours) },
        Evidence::Connected { from: Some("192.0.2.10".parse().expect("an address")), elapsed_ms: 1 },
    ]
    .map(noted);
    diagnosis.finding.evidence.extend(more);
}

#[test]
fn no_letter_holds_a_name_or_an_address_of_ours() {
    for name in ["certificate", "refused", "timed-out", "nx-domain", "healthy", "inconclusive"] {
        for party in [Party::Own, Party::Partner] {
            let mut run = run(name);
            run.view.host = Some(WireText::from_text("ops1"));
            run.view.ip = Some("192.0.2.10".parse().expect("an address"));
            run.view.resolvers = vec!["192.0.2.53:53".parse().expect("a server")];
            let connector = connector(&run, party);
            let mut symptom = reported();
            symptom.detail = Some(WireText::from_text("refused ops1.corp.contoso.com [203.0.113.200]"));
            let mut diagnosis = diagnose(&connector, Some(&symptom), &run, Knowledge::embedded());
            gossiping(&mut run, &mut diagnosis);
            // There is something to write to everybody.
            for (item, actor) in diagnosis.checklist.items.iter_mut().zip(Actor::OTHERS.into_iter().cycle()) {
                item.letter = Some(actor);
            }
            for texts in Locale::all().map(Texts::new) {
                for actor in Actor::OTHERS {
                    // The network team is told which router said no.
                    let kept = |ours: &str| actor == Actor::NetworkTeam && ours == ROUTER;
                    let Some(letter) = of(&run, &connector, Some(&symptom), &diagnosis, actor, &texts) else {
                        continue;
                    };
                    let told: Vec<_> = OURS.iter().filter(|ours| letter.contains(**ours) && !kept(ours)).collect();
                    assert!(told.is_empty(), "{name} {actor:?} tells {told:?}:\n{letter}");
                }
            }
        }
    }
}

/// How a server may spell who greeted it, and from where: by its name, its domain and its address.
const SPELLED: [&str; 55] = [
    "gate3.wolpertinger.example",
    "GATE3.WOLPERTINGER.EXAMPLE.",
    "gate3",
    "GATE3",
    "wolpertinger.example",
    "gate3.wolper\x01tinger.example",
    "gate3.wolper\u{200b}tinger.example",
    "ga\u{200b}te3",
    "gate3%2Ewolpertinger%2Eexample",
    "gate3=2Ewolpertinger.example",
    "gate3\\.wolpertinger\\.example",
    "gate3.wolpertinger&#46;example",
    "gate3[.]wolpertinger[.]example",
    "gate3\u{ff0e}wolpertinger\u{3002}example",
    "gate3_wolpertinger_example",
    "gate3-wolpertinger-example",
    "xgate3.wolpertinger.example",
    "x@gate3.wolpertinger.example",
    "https://x.invalid/?h=gate3.wolpertinger.example",
    "c000020a",
    "0xC000020A",
    "3221225994",
    "192%2E0%2E2%2E10",
    "192[.]0[.]2[.]10",
    "10.2.0.192.in-addr.arpa",
    "::ffff:192.0.2.10",
    "gate3\\056wolpertinger\\056example",
    "gate3\\x2ewolpertinger\\x2eexample",
    "gate3\\u002ewolpertinger.example",
    "gate3 . wolpertinger . example",
    "gate3 (dot) wolpertinger (dot) example",
    "gate3\u{2024}wolpertinger\u{2024}example",
    "gate3\u{b7}wolpertinger\u{b7}example",
    "gate3.<b>wolpertinger</b>.example",
    "gate3.\x1b[1mwolpertinger\x1b[0m.example",
    "\u{ff47}\u{ff41}\u{ff54}\u{ff45}\u{ff13}.wolpertinger.example",
    "gate3.\u{ff57}\u{ff4f}lpertinger.example",
    "WOLPERTINGER\\gate3$",
    "0xC0.0.2.0x0A",
    "0300.0.2.012",
    "192,0,2,10",
    "192 0 2 10",
    "030000001012",
    "\u{ff11}\u{ff19}\u{ff12}.0.2.10",
    "192\u{3002}0\u{3002}2\u{3002}10",
    "wolpertinger",
    "Wolpertinger's",
    "WOLPERTINGER-MAIL",
    "www.wolpertinger.invalid",
    "example.wolpertinger.gate3",
    "example.wolpertinger",
    "gate3+2Ewolpertinger+2Eexample",
    "\u{ff11}\u{ff10}\u{ff0e}\u{ff19}\u{ff0e}\u{ff18}\u{ff0e}\u{ff17}",
    "10\u{ff0e}9\u{ff0e}8\u{ff0e}7",
    "10\u{3002}9\u{3002}8\u{3002}7",
];

/// How it may spell an organization whose domain has a hyphen.
const APART: [&str; 5] =
    ["Wolpertinger Slarti GmbH", "WOLPERTINGER_SLARTI", "WolpertingerSlarti", "Wolpertinger", "wolpertinger-slarti"];

#[test]
fn no_letter_tells_who_greeted_however_a_server_spells_it() {
    let texts = Texts::new(Locale::english());
    let base = run("refused");
    let mut left = Vec::new();
    let forms = SPELLED.map(|form| (form, "wolpertinger"));
    let forms = forms.into_iter().chain(APART.map(|form| (form, "wolpertinger-slarti")));
    for (at, (form, domain)) in forms.enumerate() {
        let settings = Settings { ehlo: Some(format!("gate3.{domain}.example")), ..settings() };
        let (open, close) = [("", ""), ("(", ")"), ("h=", ","), ("", ".")][at % 4];
        for line in [
            format!("554 5.7.1 refused {open}{form}{close} see"),
            format!("250-XX {open}{form}{close}"),
            format!("454 4.7.0 no <{form}>: {form}"),
        ] {
            for (party, actor) in [(Party::Partner, Actor::Partner), (Party::Own, Actor::NetworkTeam)] {
                let mut run = base.clone();
                run.view.ip = None;
                let from = Some("192.0.2.10".parse().expect("an address"));
                let endpoint = run.endpoints.first_mut().expect("an address");
                endpoint.evidence.push(Evidence::Connected { from, elapsed_ms: 1 });
                let connector = connector(&run, party);
                let mut diagnosis = diagnose(&connector, None, &run, Knowledge::embedded());
                let said = WireText::from_text(&line);
                let endpoint = run.endpoints.first_mut().expect("an address");
                let text = said.clone();
                endpoint.transcript.push(TranscriptLine { at_ms: 1, direction: Direction::In, text });
                let evidence = Evidence::GreetingRejected { status: "554".into(), reply: said };
                let level = mxray::model::Level::Fault;
                diagnosis.finding.evidence.push(Noted { level, host: None, ip: None, stage: None, evidence });
                let inquiry = Inquiry {
                    connector: &connector,
                    symptom: None,
                    settings: &settings,
                    answers: &Answers::default(),
                    scenario: None,
                    redacted: false,
                };
                let letter = letter(&inquiry, &run, &diagnosis, actor, Knowledge::embedded(), &texts);
                let told = letter_text(&letter.expect("a letter")).to_lowercase();
                let hidden = [
                    "gate3",
                    "ga\\u",
                    "wolper",
                    "slarti",
                    "c000020a",
                    "3221225994",
                    "192%2e0",
                    "192[.]0",
                    "2.0.192",
                    "192.0.2.10",
                    "\u{ff47}",
                    "\u{ff57}",
                    "lperting",
                    "0xc0",
                    "0300",
                    "192,0",
                    "192 0",
                    "\u{ff11}",
                    "192\u{3002}",
                    "10\u{ff0e}",
                    "10\u{3002}",
                ];
                left.extend(told.lines().find(|line| hidden.iter().any(|ours| line.contains(ours))).map(str::to_owned));
            }
        }
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn a_letter_quotes_the_whole_line_that_refused_our_greeting_but_for_what_is_ours() {
    let mut run = run("certificate");
    let connector = connector(&run, Party::Partner);
    for endpoint in &mut run.endpoints {
        endpoint.transcript = [
            (Direction::In, "220 relay.contoso.com ESMTP"),
            (Direction::Out, "EHLO ops1.corp.contoso.com"),
            (
                Direction::In,
                "550-5.7.1 <ops1.corp.contoso.com>: nat7.corp.contoso.com[203.0.113.200] refused by rule 4711",
            ),
            (Direction::In, "550 5.7.1 see https://postmaster.contoso.com/4711"),
        ]
        .map(|(direction, text)| TranscriptLine { at_ms: 1, direction, text: WireText::from_text(text) })
        .into();
    }
    for texts in Locale::all().map(Texts::new) {
        let letter = text(&run, &connector, None, Actor::Partner, &texts).expect("a letter to the partner");
        let whole = letter.split_whitespace().collect::<Vec<_>>().join(" ");
        let [host, address] = ["letter-our-host", "letter-our-address"].map(|id| texts.get(id));
        let expected = format!("550-5.7.1 <<{host}>>: <{host}>[<{address}>] refused by rule 4711");
        assert!(
            whole.contains(&expected) && whole.contains("550 5.7.1 see https://postmaster"),
            "{expected}\n{letter}"
        );
        assert!(!letter.contains("corp.contoso.com") && !letter.contains("203.0.113.200"), "{letter}");
    }
}

#[test]
fn a_letter_to_a_partner_asks_for_each_fault_that_was_seen_there() {
    let mut run = run("certificate");
    let ids: Vec<_> = run.endpoints.iter().map(|endpoint| endpoint.id).collect();
    let no_starttls = (Stage::Ehlo, Fault::StartTlsMissing, Evidence::StartTlsMissing { keywords: Vec::new() });
    let faults =
        [no_starttls.clone(), (Stage::Connect, Fault::TcpRefused, Evidence::TcpRefused { elapsed_ms: 1 }), no_starttls];
    let first = run.endpoints[0].clone();
    for (place, (stage, fault, seen)) in faults.into_iter().enumerate() {
        let mut endpoint = Endpoint { tls: None, transcript: Vec::new(), evidence: vec![seen], ..first.clone() };
        endpoint.id = EndpointId(u32::try_from(ids.len() + place).expect("a few"));
        endpoint.ip = format!("203.0.113.{}", 20 + place).parse().expect("an address");
        for (at, state) in Stage::OF_ADDRESS.into_iter().zip(&mut endpoint.stages) {
            let outcome = match at.cmp(&stage) {
                Ordering::Less => Outcome::Passed,
                Ordering::Equal => Outcome::Failed(fault),
                Ordering::Greater => Outcome::Skipped,
            };
            *state = StageState::Ended { outcome, at_ms: 5, took_ms: 1 };
        }
        run.endpoints.push(endpoint);
    }
    let connector = connector(&run, Party::Partner);
    for texts in Locale::all().map(Texts::new) {
        let letter = text(&run, &connector, None, Actor::Partner, &texts).expect("a letter");
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, asked) = letter.split_once(&texts.get("letter-asked")).expect("what is asked");
        let (asked, _) = asked.split_once(&texts.get("letter-themselves")).expect("how to look");
        let renew = flat(&texts.get("code-4-7-320.step-renew-here"));
        assert!(flat(asked).contains(&renew), "{renew}\n{letter}");
        for ip in ["203.0.113.20", "203.0.113.21", "203.0.113.22"] {
            assert!(flat(asked).contains(ip), "what is wrong at {ip} is asked for:\n{letter}");
        }
    }
}

#[test]
fn a_letter_for_nobody_is_one_sentence_in_every_language() {
    let run = run("refused");
    let connector = connector(&run, Party::Own);
    for texts in Locale::all().map(Texts::new) {
        assert_eq!(text(&run, &connector, None, Actor::Partner, &texts), None, "our own server is no partner's");
        for actor in Actor::ALL {
            let sentence = no_letter(actor, &texts);
            assert!(sentence.ends_with('.') && !sentence.contains(['{', '\n']), "{sentence}");
        }
    }
}
