//! Whole walks: keys and recorded runs in, screens out.

use crate::support::cmdlets::OTHER_CMDLETS;
use crate::support::growth::assert_linear;
use crate::support::stage::{self, EXPORT, LOSSY_EXPORT, NDR, Stage};
use mxray::{
    intake::outbound_connector::EXPORT_COMMAND,
    knowledge::Knowledge,
    l10n::{Args, Locale, Texts},
    model::{
        EndpointId, Fault, Host, LabAnswer, Outcome, ProbeEvent, Route, Settings, Stage as Stage_, TlsPolicy, Told,
        WireText,
    },
    tui::{
        message::{Effect, Exit, Message, OpenCases},
        runtime::{practised, remember},
        theme::Theme,
    },
    wizard::SeenFrom,
};

fn last_effect(stage: &Stage) -> &Effect {
    stage.effects.last().expect("an effect")
}

#[test]
fn from_the_welcome_screen_to_a_fully_ticked_checklist_with_keys_alone() {
    let mut stage = Stage::english((80, 24));
    stage.shows("What do you have?").press("Down Enter").shows("▸ Smart host");

    // A web address is no host: the error stands at the field, Enter does not go past it, → takes the correction.
    stage.type_text("https://relay.contoso.com/").press("Enter");
    stage.shows("✗ This is a web address, not a name.").shows("takes relay.contoso.com");
    stage.press("Right").hides("✗").shows("relay.contoso.com");
    stage.press("Tab Space").shows("(•) trusted CA and name");
    stage.press("Tab").type_text("mail.contoso.com").press("Enter");
    let Some(Effect::StartRun(_, plan, ..)) = stage.effects.last() else { panic!("no probe:\n{}", stage.screen()) };
    assert_eq!(plan.connector.route, Route::SmartHosts(vec![Host::Name("relay.contoso.com".parse().expect("a name"))]));
    assert!(matches!(&plan.connector.tls, TlsPolicy::DomainValidation(name) if name.to_string() == "mail.contoso.com"));

    // The language changes in the middle of the probe; nothing is lost.
    stage.replay("certificate-half").wait(6).shows("after 6 s").shows("no greeting yet, 24 s left of 30 s");
    stage.press("F2").shows("après 6 s").shows("pas encore d'accueil, reste 24 s sur 30 s").shows("Langue : Français");
    stage.press("Down").press(&stage::on_to_english(1)).shows("▸ 2001:db8:40::25");

    let rest = stage::recorded("certificate").split_off(stage::recorded("certificate-half").len());
    let id = stage.run_id();
    for event in rest {
        stage.send(Message::Probe(id, event));
    }
    stage.press("Enter").shows("✗ 450 4.7.320  Certificate validation failed").shows("! silent");
    stage.press("Enter").shows("0 verified, 0 ticked");
    for _ in 0..20 {
        if stage.screen().lines().any(|line| line.contains("▸ [ ]")) {
            stage.press("Space");
        }
        stage.press("Down");
    }
    stage.shows("0 open");

    // Ticks are work: q asks, Esc stays, s saves and quits.
    stage.press("q").shows("are not saved");
    stage.press("Esc").shows("0 open");
    stage.press("q s");
    assert!(
        matches!(last_effect(&stage), Effect::Save { place, name, text } if place.is_empty() && name.contains("relay.contoso.com") && text.contains("4.7.320"))
    );
    stage.send(Message::Saved(Ok("report.txt".into())));
    assert_eq!(last_effect(&stage), &Effect::Quit(Exit::Asked));
    assert!(stage.model.last_words().iter().any(|line| line.contains("4.7.320")));
    // What stays on the normal screen is no wider than it.
    let widest = |stage: &Stage| stage.model.last_words().iter().map(|line| line.chars().count()).max();
    assert!(widest(&stage).is_some_and(|columns| (61..=80).contains(&columns)), "{:?}", stage.model.last_words());
    stage.send(Message::Resize(60, 16));
    assert!(widest(&stage).is_some_and(|columns| columns <= 60), "{:?}", stage.model.last_words());
}

/// Where the report that was last asked for is to go, and what it says.
fn last_saved(stage: &Stage) -> (&str, &str) {
    match last_effect(stage) {
        Effect::Save { place, text, .. } => (place, text),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_report_that_finds_no_place_is_kept_and_asked_about_until_it_has_one() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter s").not_saved();
    stage.shows("/mnt/share is read-only. The report is still here: y copies it, s asks for").shows("another place.");
    stage.press("s").shows("Where is the report to be saved?").type_text("~/qs?/relay.md");
    stage.shows("~/qs?/relay.md").press("Enter").hides("Where is the report");
    let (place, text) = last_saved(&stage);
    assert!(place == "~/qs?/relay.md" && text.starts_with("# "), "{place} {text}");
    // The second place is no better: what was typed is there to be corrected, in any language, or left.
    stage.not_saved().press("s F2").shows("Où enregistrer le rapport ?").press(&stage::on_to_english(1));
    stage.shows("~/qs?/relay.md");
    let before = stage.effects.len();
    stage.press("Esc").hides("~/qs?/relay.md");
    assert_eq!(stage.effects.len(), before, "nothing was saved");
    // Nothing typed is the current folder again, and once it is saved s asks no more.
    stage.press("S").paste("\n").press("Home");
    (0..20).for_each(|_| {
        stage.press("End Backspace");
    });
    stage.press("Enter");
    assert_eq!(last_saved(&stage).0, "");
    stage.send(Message::Saved(Ok("report.txt".into())));
    stage.shows("Saved as report.txt").press("s");
    assert_eq!(last_saved(&stage).0, "");
}

#[test]
fn ticks_that_find_no_place_are_saved_elsewhere_before_it_quits() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space q s").not_saved();
    stage.shows("The report is still here: s asks for").press("q").shows("not saved").press("s");
    stage.type_text("/tmp/steps.html").press("Enter");
    let (place, text) = last_saved(&stage);
    assert!(place == "/tmp/steps.html" && text.starts_with("<!DOCTYPE html>"), "{place} {text}");
    stage.send(Message::Saved(Ok(place.to_owned())));
    assert_eq!(last_effect(&stage), &Effect::Quit(Exit::Asked));
}

#[test]
fn a_pasted_report_is_read_probed_and_compared() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).shows("Pasted: an NDR").shows("CertificateExpired, so this is 4.7.320");
    stage.press("Enter").replay("certificate").press("Enter").shows("the same fault, confirmed");
    stage.press("Tab").shows("as in the report").press("Esc").shows("the same fault, confirmed");
}

/// What was copied last.
fn last_copied(stage: &Stage) -> &str {
    match last_effect(stage) {
        Effect::Copy(text) => text,
        other => panic!("{other:?}"),
    }
}

/// On the step of the story that the network team takes.
fn at_a_step_of_others(size: (u16, u16)) -> Stage {
    let mut stage = Stage::english(size);
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space");
    stage.press("Down Down Down Down Down Down Down").shows("▸ [ ] Compare the thumbprint");
    stage
}

#[test]
fn the_letter_of_a_step_is_written_in_any_language_copied_and_saved() {
    let mut stage = at_a_step_of_others((80, 24));
    stage.press("m").shows("To the network team").shows("Subject: Mail from Office 365").shows("English");
    stage.press("l").shows("Objet : les messages d'Office 365").shows("To the network team").shows("Français");
    stage.press("y").shows("lines sent to your terminal's clipboard");
    let copied = last_copied(&stage).to_owned();
    assert!(copied.starts_with("Objet\u{a0}: ") && copied.contains("4F1C9A0B7D3E52A8"), "{copied}");
    assert!(!copied.contains("ops1") && !copied.contains("192.0.2.10"), "{copied}");
    // The language of the screen is another matter.
    stage.press("F2").shows("À l'équipe réseau").press(&stage::on_to_english(1)).shows("Objet : ");
    stage.press("s");
    let Effect::Save { place, name, text } = last_effect(&stage) else { panic!("{:?}", last_effect(&stage)) };
    assert!(place.is_empty() && name == "mxray-letter-network-team-relay.contoso.com-2026-11-21.txt", "{name}");
    assert_eq!(text, &copied, "byte for byte");
    // A letter holds no ticks: they are asked about all the same, and the report that s then saves is no letter.
    stage.send(Message::Saved(Ok("letter.txt".into())));
    stage.shows("Saved as letter.txt").press("q").shows("1 change to the steps is not saved").press("s");
    let (_, report) = last_saved(&stage);
    assert!(report.starts_with("FAULT: 450 4.7.320"), "{report}");
    stage.send(Message::Saved(Ok("report.txt".into())));
    assert_eq!(last_effect(&stage), &Effect::Quit(Exit::Asked));
}

#[test]
fn on_a_step_about_the_addresses_of_office_365_these_are_copied_one_a_line() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("refused").press("Enter Enter Home");
    for _ in 0..12 {
        if !stage.screen().contains("▸ [ ] Let Office 365's") {
            stage.press("Down");
        }
    }
    stage.shows("▸ [ ] Let Office 365's").press("y");
    let ranges = &Knowledge::embedded().exchange().addresses.ranges;
    let lines: Vec<_> = ranges.iter().map(ToString::to_string).collect();
    assert_eq!(last_copied(&stage), lines.join("\n"));
}

#[test]
fn a_letter_that_finds_no_place_is_asked_about_and_saved_elsewhere() {
    let mut stage = at_a_step_of_others((60, 16));
    stage.press("m s").not_saved().shows("is read-only").press("s").shows("Where is the letter to be saved?");
    stage.type_text("/tmp/letter.html").press("Enter");
    let (place, text) = last_saved(&stage);
    assert!(place == "/tmp/letter.html" && text.starts_with("<!DOCTYPE html>") && text.contains("Subject: "), "{text}");
}

#[test]
fn a_letter_is_the_same_in_every_window_and_there_is_none_to_oneself() {
    let copied = |size| {
        let mut stage = at_a_step_of_others(size);
        stage.press("m y");
        last_copied(&stage).to_owned()
    };
    assert_eq!(copied((60, 16)), copied((120, 40)));
    let mut stage = at_a_step_of_others((80, 24));
    let before = stage.effects.len();
    stage.press("Home m").shows("There is no letter to write: this step is yours.").shows("▸ [x] Renew");
    assert_eq!(stage.effects.len(), before);
}

#[test]
fn an_export_is_pasted_a_connector_picked_and_probed() {
    let mut stage = Stage::english((80, 24));
    stage.paste(EXPORT).shows("5 connectors").shows("▸   Relay of Contoso");
    stage.press("Enter").shows("▸ Smart host").shows("relay.contoso.com").shows("mail.contoso.com");
    stage.press("Enter").replay("certificate").press("Enter").shows("4.7.320");
    let Some(Effect::StartRun(_, plan, ..)) =
        stage.effects.iter().rev().find(|effect| matches!(effect, Effect::StartRun(..)))
    else {
        panic!("no probe:\n{}", stage.screen())
    };
    assert_eq!(plan.connector.name.as_ref().map(|name| name.as_str()), Some("Relay of Contoso"));
    assert!(matches!(&plan.connector.tls, TlsPolicy::DomainValidation(name) if name.to_string() == "mail.contoso.com"));
    // The way back passes the probe, the form and the list.
    stage.press("Esc Esc Esc").shows("5 connectors").press("Esc").shows("What do you have?");
}

#[test]
fn all_connectors_of_an_export_are_probed_at_once_and_each_row_opens_its_finding() {
    let mut stage = Stage::english((80, 24));
    stage.paste(EXPORT).shows("a probe all").press("a").shows("5 connectors: no fault, not probed: 3");
    let Some(Effect::StartSurvey(id, plans, _)) = stage.effects.last() else { panic!("{}", stage.screen()) };
    let (id, places): (_, Vec<_>) = (*id, plans.iter().map(|(place, _)| *place).collect());
    // Those that need an answer first are not probed, and stay what they were.
    assert_eq!(places, [0, 2]);
    stage.survey(0, stage::recorded("certificate-half")).wait(3).shows(" s left").shows("Esc stop");
    stage.press("Enter").shows("This connector is still being probed.").shows("5 connectors");

    let rest = stage::recorded("certificate").split_off(stage::recorded("certificate-half").len());
    stage.survey(0, rest).shows("▸ ✗ 4.7.320").shows("expired").shows("5 connectors: 1 fault").shows("450 4.7.320");
    stage.press("Esc").shows("Stopped.");
    assert_eq!(last_effect(&stage), &Effect::CancelRun(id));
    stage.survey(2, stage::recorded("refused")).shows("✗ 4.4.316").shows("refused, turned off");
    stage.shows("5 connectors: 2 faults");

    stage.press("f").hides("Fabrikam").shows("f show all").press("f").shows("Fabrikam");
    stage.press("s");
    let (_, text) = last_saved(&stage);
    assert!(text.starts_with("5 connectors: 2 faults, not probed: 3\n") && text.contains("4.4.316"), "{text}");
    assert!(text.contains("Not probed") && text.contains("Scanner: "), "{text}");
    stage.send(Message::Saved(Ok("mxray-connectors.txt".into())));

    stage.press("Enter").shows("✗ 450 4.7.320").shows("n next connector").press("n").shows("✗ 450 4.4.316");
    stage.press("n").shows("No connector behind this one was probed to its end.");
    stage.press("Esc").shows("5 connectors: 2 faults").shows("▸ ✗ 4.4.316");
    // A probe of another list is not waited for, and stopped.
    stage.paste(EXPORT).shows("5 connectors");
    stage.send(Message::Surveyed(id, 0, stage::recorded("refused").remove(0)));
    assert_eq!(last_effect(&stage), &Effect::CancelRun(id));
}

#[test]
fn what_was_seen_of_a_list_is_not_lost_and_leads_on_after_a_correction() {
    let mut stage = Stage::english((80, 24));
    stage.paste(EXPORT).press("a");
    stage.survey(0, stage::recorded("certificate")).survey(2, stage::recorded("refused"));
    stage.shows("5 connectors: 2 faults");
    // Whoever looks elsewhere finds it again.
    stage.press("Esc").shows("What do you have?");
    stage.press("Down Down Enter").shows("5 connectors: 2 faults").shows("4.7.320");
    // What no file has is asked about, and only once.
    stage.press("q").shows("What was seen of 2 connectors is in no file.").press("Esc").shows("5 connectors: 2 faults");
    stage.paste(EXPORT).shows("the other list, q takes it").press("Esc").shows("5 connectors: 2 faults");
    // So is a file that is named; what holds no connector is no list, and takes the place of none.
    stage.paste("/tmp/other.json").shows("the other list, q takes it").press("Esc");
    stage.paste("[]").hides("the other list").shows("5 connectors: 2 faults");
    stage.press("Esc").shows("What do you have?").press("Enter").shows("5 connectors: 2 faults");
    // A finding that was corrected and probed again leads on to the next all the same.
    stage.press("Home Enter").shows("✗ 450 4.7.320").press("e").shows("▸ Smart host").press("Enter");
    stage.replay("healthy").press("Enter").shows("n next connector").press("n").shows("✗ 450 4.4.316");
    // The words of what is saved are those of the screen now.
    stage.press("Esc F2 s");
    let (_, text) = last_saved(&stage);
    assert!(text.contains("inconnu") && !text.contains("unknown"), "{text}");
    stage.press("F2 F2").shows("5 connectors: 2 faults").press("Home Enter");
    stage.press("Esc S").shows("Where is the table to be saved?").paste("all.csv").press("Enter");
    let (place, text) = last_saved(&stage);
    assert_eq!(place, "all.csv", "{text}");
    assert!(text.starts_with("name,target,port,tls,verdict,"), "{text}");
    assert_eq!(text.lines().count(), 1 + 5, "{text}");
    stage.send(Message::Saved(Ok("all.csv".into())));
    stage.press("q");
    assert_eq!(last_effect(&stage), &Effect::Quit(Exit::Asked));
}

#[test]
fn a_connector_by_mx_is_probed_for_a_domain_that_is_chosen_or_typed() {
    let mut stage = Stage::english((80, 24));
    stage
        .paste(EXPORT)
        .press("Down")
        .shows("by MX for 2 domains")
        .press("Enter Down")
        .shows("For which")
        .shows("▸ fabrikam.net");
    stage.press("Enter").shows("(•) MX of the recipient domain").press("Enter");
    assert!(
        matches!(last_effect(&stage), Effect::StartRun(_, plan, ..) if plan.connector.route == Route::Mx("fabrikam.net".parse().expect("a name")))
    );
    stage.press("Esc Esc").shows("▸ fabrikam.net").press("Down Enter").type_text("fabrikam.org").press("Enter");
    assert!(matches!(
        last_effect(&stage),
        Effect::StartRun(_, plan, ..) if plan.connector.route == Route::Mx("fabrikam.org".parse().expect("a name"))
            && plan.connector.party.id() == "partner"
    ));
}

#[test]
fn a_connector_that_cannot_be_probed_says_why_and_opens_its_form() {
    let mut stage = Stage::english((80, 24));
    stage.paste(EXPORT).press("/").type_text("branch").shows("Find: branch").hides("Scanner").press("Enter");
    stage
        .shows("✗ The smart host 198.51.100.0/24 is a range")
        .shows("Enter opens the form")
        .press("Enter")
        .shows("✗ This is a range, not one address.");
    stage.press("Esc Esc").shows("Scanner").press("End").shows("lost the values of SmartHosts").press("y");
    assert!(matches!(last_effect(&stage), Effect::Copy(text) if text == EXPORT_COMMAND));
}

#[test]
fn a_lossy_export_is_answered_with_the_command_that_exports_well() {
    let mut stage = Stage::english((80, 24));
    stage.press("Down Down Enter").paste(LOSSY_EXPORT).shows("lost the values of").press("y").shows("was sent");
    assert!(matches!(last_effect(&stage), Effect::Copy(text) if text == EXPORT_COMMAND));
    // A good one takes its place, from here or from the screen of a report; a report goes where reports are read.
    stage.paste(EXPORT).shows("5 connectors").press("Esc").hides("5 connectors").shows("File");
    stage.press("Esc Home Enter").shows("Nothing pasted yet").paste(EXPORT).shows("5 connectors");
    stage.paste(NDR).shows("Pasted: an NDR");
}

#[test]
fn connectors_in_the_place_of_a_report_are_told_with_the_command_that_is_right() {
    for (locale, (id, text)) in Locale::all().flat_map(|locale| OTHER_CMDLETS.map(|other| (locale, other))) {
        let texts = Texts::new(locale);
        let said = texts.with(&format!("error-{id}"), &Args::new().text("command", EXPORT_COMMAND));
        let told = |stage: &Stage| {
            let words = |text: &str| text.split_whitespace().collect::<String>();
            assert!(words(&stage.screen()).contains(&words(&said)), "{text}:\n{}", stage.screen());
            let probes = stage.effects.iter().any(|effect| matches!(effect, Effect::StartRun(..)));
            assert!(!probes, "{text}");
        };
        // Pasted at the welcome and where reports are read; typed, as by a terminal that marks no paste.
        let mut stage = Stage::new(Texts::new(locale), (118, 40));
        stage.paste(text);
        told(&stage);
        stage.press("y");
        assert!(matches!(last_effect(&stage), Effect::Copy(text) if text == EXPORT_COMMAND));
        let mut stage = Stage::new(Texts::new(locale), (118, 40));
        stage.press("Enter").paste(text);
        told(&stage);
        let mut stage = Stage::new(Texts::new(locale), (118, 40));
        stage.press("Enter");
        for line in text.lines() {
            stage.type_text(line).press("Enter");
        }
        told(&stage);
    }
    let mut stage = Stage::english((80, 24));
    stage.press("Enter").type_text("[{\"Name\":\"Ours\",\"SmartHosts\":[\"a.test\"]}]").shows("Tab opens them.");
    stage.press("Tab").shows("1 connector");
}

#[test]
fn an_export_is_read_from_a_file_that_is_named() {
    let mut stage = Stage::english((80, 24));
    stage.press("Down Down Enter Enter").shows("Type the name of a file");
    stage.type_text("none.json").press("Enter").shows("Reading none.json");
    assert_eq!(last_effect(&stage), &Effect::ReadFile("none.json".into()));
    stage.send(Message::FileRead("none.json".into(), Err(Told::new("file-missing").text("file", "none.json"))));
    stage.shows("There is no file none.json.").hides("Reading");
    // A name that is dragged here comes quoted; a late answer for another file changes nothing.
    stage.paste("'/tmp/all connectors.json'\n").press("Enter");
    assert_eq!(last_effect(&stage), &Effect::ReadFile("/tmp/all connectors.json".into()));
    stage.send(Message::FileRead("none.json".into(), Ok(EXPORT.into())));
    stage.hides("5 connectors");
    stage.send(Message::FileRead("/tmp/all connectors.json".into(), Ok(EXPORT.into())));
    stage.shows("5 connectors").press("Esc").shows("/tmp/all connectors.json");
}

#[test]
fn thousands_of_connectors_are_walked_and_searched_in_time() {
    assert_linear("connectors", 10_000, |count| {
        let hosts: String = (0..count).map(|n| format!("relay{n}.contoso.com\n")).collect();
        let mut stage = Stage::english((80, 24));
        let (last, one) = (format!("relay{}", count - 1), format!("y{}.", count / 2));
        stage.press("Down Down Enter").paste(&hosts).press("End").shows(&format!("▸   {last}"));
        stage.press("/").type_text(&one).shows(&format!("▸   rela{one}")).hides(&last);
    });
}

/// Letters of every kind, and what stands between words.
const UNITS: [&str; 6] = ["a", "\u{e9}", "\u{6f22}", "\u{301}", "word, ", "a.b@c "];

#[test]
fn a_field_costs_as_much_as_there_is_in_it() {
    for (field, way) in [
        ("a connector", "Down Enter"),
        ("its name", "Down Enter Up Up Up"),
        ("the name of a file", "Down Down Enter Enter"),
    ] {
        for unit in UNITS {
            assert_linear(&format!("{field}: {unit:?}"), 2_000, |size| {
                let mut stage = Stage::english((80, 24));
                stage.press(way).paste(&unit.repeat(size / unit.chars().count()));
                // What each key costs, and what is drawn behind it.
                (0..40).for_each(|_| drop(stage.press("Left Right").screen()));
            });
        }
    }
}

#[test]
fn what_is_typed_in_one_go_is_read_once() {
    // A line end comes as Enter.
    for unit in UNITS.into_iter().chain(["a\r"]) {
        assert_linear(&format!("{unit:?}"), 16_000, |size| {
            let mut stage = Stage::english((80, 24));
            stage.press("Enter");
            for c in unit.repeat(size / unit.chars().count()).chars() {
                if c == '\r' {
                    stage.press("Enter")
                } else {
                    stage.type_text(&c.to_string())
                };
            }
            assert!(!stage.screen().is_empty());
        });
    }
}

#[test]
fn a_plain_list_of_hosts_says_that_its_settings_are_defaults() {
    let mut stage = Stage::english((80, 24));
    stage.press("Down Down Enter").paste("relay.contoso.com\n203.0.113.0/24\n").shows("2 connectors");
    stage.shows("so the TLS setting").press("Down").shows("range of addresses");
}

#[test]
fn the_guesses_of_a_report_can_be_corrected_first() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Down Enter").shows("guessed from the report").shows("relay.contoso.com");
    stage.press("Space").shows("(•) a partner organization");
    stage.press("Enter");
    assert!(matches!(last_effect(&stage), Effect::StartRun(_, plan, ..) if plan.connector.party.id() == "partner"));
}

#[test]
fn steps_that_a_probe_sees_repaired_are_verified_and_others_are_still_seen() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space");
    stage.shows("[x] Renew the certificate.");
    stage.press("r").replay("certificate").shows("[!] Renew the certificate.").shows("still seen");
    stage.shows("The probe still sees what 1 ticked step was to mend.");
    stage.press("r").replay("healthy").shows("[✓] Renew the certificate.").shows("verified");
}

#[test]
fn where_another_fault_takes_the_place_its_steps_are_open_and_the_earlier_ones_folded_until_one_goes_there() {
    for size in [(80, 24), (60, 16)] {
        let mut stage = Stage::english(size);
        stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Down Space r").replay("refused");
        stage.shows("Another fault now").shows("4.4.316").hides("Renew the certificate");
        stage.press("End").shows("Ask why 198.51.100.7 is silent.");
        stage.press("Home").hides("Ask why 198.51.100.7 is silent.").shows("▸ [ ]");
        // The message line is gone with a key; what it says stands in both heads.
        stage.shows("Another fault now; before it was");
        stage.press("Esc").shows("Another fault now; before it was").shows("4.7.320");
    }
}

#[test]
fn what_was_repaired_is_told_as_repaired_and_is_no_mystery() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter r").replay("healthy").press("Esc");
    stage.shows("Repaired: what kept Office 365 from delivering is gone.").shows("older than the repair");
    stage.hides("a firewall first of all").press("s");
    let (_, text) = last_saved(&stage);
    assert!(text.starts_with("REPAIRED") && text.contains("Before and after"), "{text}");
}

#[test]
fn a_probe_is_stopped_by_esc_and_what_was_seen_stays() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate-half").wait(3);
    let id = stage.run_id();
    stage.press("Esc");
    assert_eq!(last_effect(&stage), &Effect::CancelRun(id));
    stage.shows("Stopped. What was seen stays").shows("✗ expired");
}

/// A person stops the probe that goes on, and the network ends it.
fn stop(stage: &mut Stage) -> &mut Stage {
    let id = stage.press("Esc").run_id();
    stage.send(Message::Probe(id, ProbeEvent::Finished { at_ms: 4_000, cancelled: true }));
    stage
}

#[test]
fn a_probe_that_was_stopped_says_so_once_and_gives_no_all_clear() {
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let mut stage = Stage::new(texts.clone(), (80, 24));
        let id = stage.paste(NDR).press("Enter").run_id();
        let begins = |event: &ProbeEvent| {
            matches!(event, ProbeEvent::Began { .. } | ProbeEvent::Host { .. } | ProbeEvent::Address { .. })
        };
        for event in stage::recorded("healthy").into_iter().filter(begins) {
            stage.send(Message::Probe(id, event));
        }
        stop(&mut stage).press("Enter");
        let told = texts.get("verdict-stopped");
        let screen = stage.screen().replace('\u{a0}', " ");
        assert_eq!(screen.matches(told.replace('\u{a0}', " ").as_str()).count(), 1, "{screen}");
        stage.hides(&texts.get("verdict-inconclusive")).hides(&texts.get("healthy-means"));
        stage.press("Enter").hides(&texts.get("nothing-to-do"));
        let said = texts.get("no-steps-stopped").replace('\u{a0}', " ");
        stage.shows(said.split(':').next().expect("words"));
    }
}

#[test]
fn a_probe_that_is_left_in_the_middle_leaves_the_words_of_one_that_was_stopped() {
    for (locale, run) in Locale::all().flat_map(|locale| [(locale, "begun"), (locale, "certificate-half")]) {
        let texts = Texts::new(locale);
        let begun = || {
            let mut stage = Stage::new(texts.clone(), (80, 24));
            stage.paste(NDR).press("Enter").replay(run).wait(4);
            stage
        };
        let (mut stopped, mut left) = (begun(), begun());
        stop(&mut stopped).press("Ctrl-C");
        left.press("Ctrl-C");
        let words = left.model.last_words();
        assert_eq!(words, stopped.model.last_words());
        let told = words.join(" ");
        let said = |id: &str| told.matches(&texts.get(id)).count();
        let (title, lead) = (said("report-title-stopped"), said("report-provisional"));
        assert_eq!((title, lead), if run == "begun" { (1, 0) } else { (0, 1) }, "{told}");
        assert_eq!(said("report-title-running") + said("provisional"), 0, "{told}");
    }
}

#[test]
fn ticks_that_are_lost_by_ctrl_c_are_told_at_the_end() {
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let lost = texts.with("changes-not-saved", &Args::new().number("count", 1));
        let mut stage = Stage::new(texts, (80, 24));
        stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space Ctrl-C");
        assert!(stage.model.last_words().contains(&lost), "{:?}", stage.model.last_words());
        // Who was asked knows.
        let mut stage = Stage::new(Texts::new(locale), (80, 24));
        stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space q q");
        assert!(!stage.model.last_words().contains(&lost), "{:?}", stage.model.last_words());
    }
}

#[test]
fn enter_opens_a_step_and_neither_says_nor_unsays_that_it_is_done() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter");
    // It bounces, on the way here and on the step.
    stage.press("Enter Enter Enter").shows("not yet").hides("[ ]").shows("Why   A new certificate");
    stage.press("Space").shows("ticked").press("Enter Enter").shows("ticked");
    // Opened, it has the screen for itself where rows are few, and beside the list where they are not.
    stage
        .press("Right")
        .shows("choose it.")
        .press("Esc")
        .shows("[x] Renew the certificate.")
        .shows("▸ [ ] If the right");
    for size in [(80, 30), (120, 24)] {
        stage.resize(size).press("Enter").shows("[x] Renew the certificate.").press("Tab").shows("Enter open");
    }
}

#[test]
fn esc_stops_a_running_probe_first_on_every_screen_and_then_leads_back() {
    let cancelled = |stage: &Stage| matches!(last_effect(stage), Effect::CancelRun(id) if *id == stage.run_id());
    // The steps, from which it was begun.
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter r").shows("Esc stop");
    stage.press("Esc").shows("Stopped. What was seen stays").shows("Renew the certificate.");
    assert!(cancelled(&stage), "{:?}", last_effect(&stage));
    stage.press("Esc").shows("Causes");
    // The finding and the details of the first.
    for (keys, seen) in [("Enter", "Causes"), ("Tab", "EHLO")] {
        let mut stage = Stage::english((80, 24));
        stage.paste(NDR).press("Enter").replay("certificate-half").press(keys).shows(seen).shows("Esc stop");
        stage.press("Esc").shows("Stopped. What was seen stays").shows(seen);
        assert!(cancelled(&stage), "{:?}", last_effect(&stage));
        stage.press("Esc").shows("connect");
    }
}

#[test]
fn what_an_earlier_probe_found_says_so_while_another_goes_on() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter").hides("Earlier result");
    let place = |stage: &Stage| stage.screen().lines().position(|row| row.contains("Renew the certificate."));
    let before = place(&stage);
    stage.press("r").replay("begun").shows("Earlier result; new probe: ");
    assert_eq!(place(&stage), before, "the list jumped");
    stage.replay("certificate").hides("Earlier result");
    assert_eq!(place(&stage), before, "the list jumped");
}

#[test]
fn a_tick_that_is_still_seen_is_counted_as_the_question_counts_it() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space r").replay("certificate");
    stage
        .shows("[!] Renew the certificate.")
        .shows("0 verified, 1 ticked")
        .press("q")
        .shows("1 change to the steps is not saved");
}

#[test]
fn an_exercise_that_was_named_at_the_start_has_the_focus_on_the_way_back() {
    let mut stage = Stage::english((80, 24));
    // Its case is told first.
    assert_eq!(stage.model.open_exercise("silent"), []);
    let case = Texts::new(Locale::english()).get("lab-silent.case");
    stage.shows(&case.chars().take(30).collect::<String>());
    stage.press("Enter");
    assert_eq!(last_effect(&stage), &Effect::StartLab("silent".into()));
    // A scenario of the bench has no case to tell.
    let mut bench = Stage::english((80, 24));
    assert_eq!(bench.model.open_exercise("healthy"), [Effect::StartLab("healthy".into())]);
    let name = stage.exercise("silent").press("Esc").screen();
    let title = Texts::new(Locale::english()).get("lab-silent");
    assert!(name.contains(title.split(' ').next().expect("words")) && name.contains("of 24 solved"), "{name}");
    stage.shows(&title.chars().take(20).collect::<String>());
}

#[test]
fn a_pasted_text_wraps_at_words() {
    let mut stage = Stage::english((60, 24));
    let line = "450 4.4.317 Cannot connect to remote server [Message=CertificateExpired] unmistakably";
    stage.paste(line).shows("Pasted");
    let screen = stage.screen();
    let words: Vec<_> = screen.split_whitespace().collect();
    assert!(line.split(' ').all(|word| words.contains(&word)), "{screen}");
}

#[test]
fn a_host_that_has_no_room_in_the_header_is_shortened_in_its_middle() {
    for locale in Locale::all() {
        let mut stage = Stage::new(Texts::new(locale), (80, 24));
        stage.press("Up Enter").exercise("late-greeting-of-a-relay").replay("begun");
        for columns in [60, 70, 80] {
            let screen = stage.resize((columns, 24)).screen();
            let header = screen.lines().next().expect("a header");
            assert!(header.contains('…') || header.contains("late-greeting"), "{header}");
            assert!(header.ends_with("test"), "{header}");
        }
    }
}

#[test]
fn ctrl_u_clears_a_line() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter S").type_text("wrong.md").press("Ctrl-U");
    stage.hides("wrong.md").type_text("right.md").press("Enter");
    assert_eq!(last_saved(&stage).0, "right.md");
    let mut stage = Stage::english((80, 24));
    stage
        .press("Down Enter")
        .type_text("wrong.contoso.com")
        .press("Ctrl-U")
        .hides("wrong")
        .type_text("relay.contoso.com");
    stage.shows("relay.contoso.com");
}

#[test]
fn a_destination_of_which_one_address_was_seen_and_another_not_is_not_called_healthy() {
    let mut stage = Stage::english((80, 24));
    let events = stage::recorded("healthy");
    let over = events.iter().position(|event| matches!(event, ProbeEvent::Ended { stage: Stage_::Quit, .. }));
    stage.paste(NDR).press("Enter");
    let id = stage.run_id();
    for event in events.into_iter().take(over.expect("an address that ends") + 1) {
        stage.send(Message::Probe(id, event));
    }
    // As the probe ends when it is stopped: what it did not reach is skipped, and only then it is over.
    for endpoint in [EndpointId(1), EndpointId(2)] {
        for stage_of_address in Stage_::OF_ADDRESS {
            let skipped = Outcome::Skipped;
            stage.send(Message::Probe(
                id,
                ProbeEvent::Ended { endpoint, stage: stage_of_address, at_ms: 4_000, outcome: skipped },
            ));
        }
    }
    stage.send(Message::Probe(id, ProbeEvent::Finished { at_ms: 4_000, cancelled: true }));
    stage.press("Enter").shows("No verdict: the probe was stopped before its end.").hides("From here all is well");
    stage.press("s");
    let (_, text) = last_saved(&stage);
    assert!(text.starts_with("NO VERDICT: the probe was stopped before its end"), "{text}");
}

#[test]
fn what_is_saved_says_what_became_of_each_step_in_every_form() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space s");
    let (_, text) = last_saved(&stage);
    assert!(text.contains("ticked, 2026-11-21 14:12:07 UTC - you: Renew"), "{text}");
    for (name, says) in [("steps.md", "ticked, 2026-11-21 14:12:07 UTC"), ("steps.html", "ticked, 2026-11-21")] {
        stage.press("S").type_text(name).press("Enter");
        let (_, text) = last_saved(&stage);
        assert!(text.contains(says), "{text}");
        stage.send(Message::Saved(Ok(name.into())));
        stage.press("S").press("End");
        (0..name.len()).for_each(|_| {
            stage.press("Backspace");
        });
        stage.press("Esc");
    }
    // Open steps, and what was copied, say no more than before.
    stage.press("Down Space Space s");
    let (_, text) = last_saved(&stage);
    assert_eq!(text.matches("ticked, ").count(), 1, "{text}");
}

#[test]
fn a_report_is_saved_in_another_language_and_without_names_where_that_is_chosen() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter");
    let path = |stage: &Stage| match stage.effects.last() {
        Some(Effect::Save { name, .. }) => name.clone(),
        other => panic!("{other:?}"),
    };
    stage.press("S").shows("Language of the file (F3): English. Names and addresses (F4): as they are.");
    stage.press("F3 F4").shows("Language of the file (F3): Français.").shows("(F4): replaced.");
    stage.press("Enter");
    let (_, text) = last_saved(&stage);
    assert!(text.starts_with("DÉFAUT") && text.contains("host-1.example"), "{text}");
    assert!(!text.contains("contoso") && !path(&stage).contains("contoso"), "{text}");
    stage.send(Message::Saved(Ok("x".into())));
    // What nobody is asked about is as usual; the screen kept its language.
    stage.press("s");
    let (_, text) = last_saved(&stage);
    assert!(text.starts_with("FAULT") && text.contains("contoso.com") && path(&stage).contains("contoso"), "{text}");
    stage.send(Message::Saved(Ok("x".into())));
    // At 60 columns the choice is seen too, and a letter offers none.
    stage
        .resize((60, 16))
        .press("S")
        .shows("Language of the file (F3): English.")
        .press("F4")
        .shows("replaced")
        .press("Esc");
}

#[test]
fn another_walk_asks_before_ticks_are_lost() {
    let started = |stage: &Stage| stage.effects.iter().filter(|effect| matches!(effect, Effect::StartRun(..))).count();
    type Way = (&'static str, fn(&mut Stage));
    let ways: [Way; 3] = [
        ("the form", |stage| {
            stage.press("Esc Esc Esc Esc Down Enter").type_text("relay.contoso.com").press("Enter");
        }),
        ("a report", |stage| {
            stage.press("Esc Esc Esc").paste(NDR).press("Enter");
        }),
        ("an exercise", |stage| {
            stage.press("Esc Esc Esc Esc Up Enter Enter");
        }),
    ];
    for (name, other) in ways {
        let ticked = || {
            let mut stage = Stage::english((80, 24));
            stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space");
            other(&mut stage);
            stage.shows("1 change to the steps is not saved. s saves and goes on, q goes on without");
            assert_eq!(started(&stage), 1, "{name}");
            stage
        };
        // It stays, and asks again.
        let mut stage = ticked();
        stage.press("Esc").hides("not saved").press("Enter").shows("1 change to the steps is not saved");
        assert_eq!(started(&stage), 1, "{name}");
        // It goes on without the tick.
        let mut stage = ticked();
        stage.press("q").hides("not saved");
        let begun = |stage: &Stage| started(stage) == 2 || matches!(last_effect(stage), Effect::StartLab(_));
        assert!(begun(&stage), "{name}: {:?}", last_effect(&stage));
        // It goes on once the tick is saved, and not before.
        let mut stage = ticked();
        stage.press("s");
        let (_, text) = last_saved(&stage);
        assert!(text.contains("ticked, "), "{name}: {text}");
        assert!(!begun(&stage), "{name}");
        stage.send(Message::Saved(Ok("report.txt".into())));
        assert!(begun(&stage), "{name}: {:?}", last_effect(&stage));
    }
}

#[test]
fn an_exercise_that_is_ready_late_asks_before_ticks_are_lost() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space");
    stage.exercise("refused").shows("1 change to the steps is not saved. s saves and goes on");
    stage.press("Esc").shows("[x] Renew the certificate.");
    stage.exercise("refused").press("q").replay("refused").shows("450 4.4.316");
}

#[test]
fn after_an_exercise_the_form_is_as_it_was_left() {
    let mut stage = Stage::english((80, 24));
    stage.press("Down Enter").type_text("relay.contoso.com").press("Esc Esc");
    practise(&mut stage).press("Esc Esc Home Down Enter").hides("lab.test");
}

#[test]
fn a_tick_that_comes_while_a_report_is_saved_is_not_in_it_and_is_asked_about() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space s Down Space");
    stage.send(Message::Saved(Ok("report.txt".into())));
    stage.shows("Saved as report.txt").press("q").shows("1 change to the steps is not saved");
    // Taken back, the file has all there is.
    stage.press("Esc Space q");
    assert_eq!(last_effect(&stage), &Effect::Quit(Exit::Asked));
}

#[test]
fn what_is_copied_of_a_screen_is_whole_and_the_same_in_every_window() {
    type Way = (&'static str, fn(&mut Stage));
    let ways: [Way; 4] = [
        ("an article", |stage| {
            stage.press("Esc Esc Esc Esc Down Down Down Enter y");
        }),
        ("an address", |stage| {
            stage.press("Tab y");
        }),
        ("a step without commands", |stage| {
            stage.press("Enter Enter End y");
        }),
        ("a finding", |stage| {
            stage.press("Enter y");
        }),
    ];
    for (locale, (what, way)) in Locale::all().flat_map(|locale| ways.map(|way| (locale, way))) {
        let copied = |size| {
            let mut stage = Stage::new(Texts::new(locale), size);
            stage.paste(NDR).press("Enter").replay("certificate");
            way(&mut stage);
            last_copied(&stage).to_owned()
        };
        let narrow = copied((60, 16));
        assert_eq!(narrow, copied((120, 40)), "{what}, {}", locale.tag());
        assert!(narrow.lines().count() > 4, "{what}: {narrow}");
        assert!(!narrow.contains(&" ".repeat(90)), "{what}: {narrow}");
        for url in narrow.split_whitespace().filter(|word| word.starts_with("https://")) {
            let known = Knowledge::embedded().links().iter().any(|link| link.url == url);
            assert!(known, "{what}: {url} is cut");
        }
    }
}

#[test]
fn a_saved_tick_that_is_taken_back_is_asked_about_as_the_change_it_is() {
    for (turns, locale) in Locale::all().enumerate() {
        let mut stage = Stage::english((80, 24));
        (0..turns).for_each(|_| {
            stage.press("F2");
        });
        stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space s");
        stage.send(Message::Saved(Ok("report.txt".into())));
        stage.press("Space q");
        let said = Texts::new(locale).with("quit-unsaved", &Args::new().number("count", 1));
        let question: String = said.split_inclusive(". ").take(1).collect();
        stage.shows(question.trim()).shows("[ ]");
    }
}

#[test]
fn a_finding_offers_a_checklist_only_where_there_is_one() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter").shows("Enter checklist");
    let mut stage = Stage::english((80, 24));
    stage.press("Down Enter").type_text("mail.contoso.com").press("Enter").replay("healthy").press("Enter");
    stage.shows("Nothing found").hides("Enter checklist").press("Enter").shows("nothing to do");
}

#[test]
fn a_question_is_seen_in_a_window_too_small_and_waits_for_nothing_that_is_over() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space");
    stage
        .resize((40, 10))
        .shows("Nothing is lost")
        .press("q")
        .shows("1 change to the steps is not saved")
        .hides("Nothing is lost");
    stage.press("Esc").resize((80, 24)).press("s q").shows("1 change to the steps is not saved");
    stage.send(Message::Saved(Ok("report.txt".into())));
    stage.hides("not saved").shows("Saved as report.txt");
}

#[test]
fn an_exercise_that_is_ready_while_something_is_asked_changes_nothing() {
    let ticked = |keys: &str| {
        let mut stage = Stage::english((80, 24));
        stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space").press(keys);
        stage
    };
    let mut quitting = ticked("q");
    quitting.exercise("refused").shows("s saves and quits").press("Esc").shows("[x] Renew the certificate.");
    let mut saving = ticked("S");
    saving.exercise("refused").type_text("x.txt").shows("x.txt").press("Enter");
    assert_eq!(last_saved(&saving).0, "x.txt");
}

#[test]
fn ticks_that_were_given_up_for_an_exercise_that_never_listened_are_still_asked_about() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space Esc Esc Esc Esc Up Enter Enter q");
    assert!(matches!(last_effect(&stage), Effect::StartLab(_)));
    stage.send(Message::LabFailed(mxray::lab::not_set_up("no ports")));
    stage.shows("no ports").press("q").shows("1 change to the steps is not saved");
}

#[test]
fn a_report_that_finds_no_place_is_asked_about_again_where_no_key_would() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space Esc Esc Esc Esc Down Enter");
    stage.type_text("relay.contoso.com").press("Enter s").not_saved();
    stage
        .shows("/mnt/share is read-only")
        .shows("Where is the report to be saved?")
        .type_text("/tmp/x.md")
        .press("Enter");
    assert_eq!(last_saved(&stage).0, "/tmp/x.md");
    stage.send(Message::Saved(Ok("/tmp/x.md".into())));
    stage.shows("Saved as /tmp/x.md");
    assert!(stage.effects.iter().filter(|effect| matches!(effect, Effect::StartRun(..))).count() == 2);
}

#[test]
fn a_finding_before_the_end_is_no_all_clear() {
    let mut stage = Stage::english((80, 24));
    let events = stage::recorded("healthy");
    let half = events.iter().position(|event| matches!(event, ProbeEvent::Ended { stage: Stage_::Quit, .. }));
    stage.paste(NDR).press("Enter");
    let id = stage.run_id();
    for event in events.into_iter().take(half.expect("an address that ends") + 1) {
        stage.send(Message::Probe(id, event));
    }
    stage.press("Enter").shows("» Nothing wrong so far").hides("Nothing found that would keep").press("s");
    let (_, text) = last_saved(&stage);
    assert!(
        text.starts_with("NO VERDICT YET") && !text.contains("stopped") && text.contains("still looked at"),
        "{text}"
    );
}

/// The rows of the command in a window too small, as they would be pasted.
fn offered(stage: &Stage) -> Option<String> {
    let screen = stage.screen();
    let rows: Vec<_> =
        screen.lines().skip_while(|row| !row.contains("mxray check ") && !row.contains("mxray lab ")).collect();
    let end = rows.iter().position(|row| !row.ends_with('\\'))?;
    Some(rows[..=end].iter().map(|row| row.trim_start().trim_end_matches('\\')).collect())
}

#[test]
fn a_small_window_shows_the_whole_command_or_none() {
    let mut stage = Stage::english((80, 24));
    stage.press("Down Enter").type_text("relay.contoso.com").press("Up Up Space").press("Enter");
    let whole = Some("mxray check relay.contoso.com --partner".to_owned());
    for rows in 1..16 {
        for columns in 1..59 {
            let shown = offered(stage.resize((columns, rows)));
            assert!(shown.is_none() || shown == whole, "{shown:?}:\n{}", stage.screen());
        }
    }
    assert_eq!(offered(stage.resize((40, 12))), whole);
    stage.resize((40, 8)).shows("not fit here");
    // Ten hosts are one word, and a part of them is another connector.
    let mut stage = Stage::english((80, 24));
    let hosts: Vec<_> = (0..10).map(|n| format!("relay{n}.contoso.com")).collect();
    stage.press("Down Enter").type_text(&hosts.join(",")).press("Enter").resize((50, 15));
    stage.shows("not fit here").hides("mxray check");
}

#[test]
fn the_command_in_a_small_window_asks_what_was_asked_and_in_the_lab_leads_to_the_lab() {
    let settings = Settings {
        resolvers: vec!["127.0.0.1:5353".parse().expect("a server")],
        ca_files: vec!["our root.pem".into()],
        ehlo: Some("mail.contoso.com".into()),
        ..Settings::default()
    };
    let texts = Texts::new(Locale::english());
    let mut stage = Stage::with_settings(texts, (80, 24), Theme::new(false, false), settings);
    stage.paste(NDR).press("Enter").resize((50, 15));
    let expected = "mxray check relay.contoso.com --tls domain --tls-domain mail.contoso.com --resolver 127.0.0.1:5353 \
        --ca-file 'our root.pem' --ehlo mail.contoso.com --reported 4.4.317";
    assert_eq!(offered(&stage).as_deref(), Some(expected), "{}", stage.screen());
    let mut stage = Stage::english((80, 24));
    practise(&mut stage).resize((50, 15));
    assert_eq!(offered(&stage).as_deref(), Some("mxray lab refused --plain --no-state"), "{}", stage.screen());
    // It keeps nothing only where nothing is kept.
    stage.model.keep_cases(OpenCases::default());
    assert_eq!(offered(&stage).as_deref(), Some("mxray lab refused --plain"), "{}", stage.screen());
}

#[test]
fn a_window_too_small_names_only_what_it_lacks() {
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let mut stage = Stage::new(texts, (59, 16));
        let said = |stage: &Stage, what: &str| stage.screen().split_whitespace().filter(|word| *word == what).count();
        let one = |stage: &Stage| said(stage, "1");
        assert_eq!(one(&stage), 1, "{}", stage.screen());
        assert_eq!(one(stage.resize((59, 15))), 2, "{}", stage.screen());
        assert_eq!(one(stage.resize((60, 15))), 1, "{}", stage.screen());
        for size in [(59, 16), (60, 15)] {
            assert_eq!(said(stage.resize(size), "0"), 0, "{}", stage.screen());
        }
    }
}

#[test]
fn after_an_exercise_a_connector_on_loopback_is_looked_at_from_here() {
    let seen_from = |stage: &Stage| match last_effect(stage) {
        Effect::StartRun(_, _, seen_from, _) => seen_from.clone(),
        other => panic!("{other:?}"),
    };
    let mut stage = Stage::english((80, 24));
    practise(&mut stage);
    assert_eq!(seen_from(&stage), SeenFrom::Lab("refused".into()));
    stage.press("r");
    assert_eq!(seen_from(&stage), SeenFrom::Lab("refused".into()));
    for host in ["127.0.0.1", "::1", "relay.lab.test"] {
        stage.replay("refused").press("Esc Esc Esc Home Down Enter");
        (0..80).for_each(|_| {
            stage.press("End Backspace");
        });
        stage.type_text(host).press("Enter");
        assert_eq!(seen_from(&stage), SeenFrom::Here, "{host}");
    }
}

#[test]
fn the_command_offered_in_a_window_too_small_names_the_partner() {
    let mut stage = Stage::english((80, 24));
    stage.press("Down Enter").type_text("relay.contoso.com").press("Up Up Space").shows("(•) a partner").press("Enter");
    stage.resize((40, 30)).shows("mxray check relay.contoso.com").shows("--partner");
}

#[test]
fn a_window_that_gets_too_small_in_the_middle_of_a_probe_loses_nothing() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate-half").wait(6).press("Down");
    let before = stage.screen();
    stage.resize((48, 12)).shows("needs 60 × 16").shows("The probe goes on and nothing is lost.");
    stage.resize((1, 1)).resize((80, 24));
    assert_eq!(stage.screen(), before);
    stage.resize((48, 12)).press("Ctrl-C");
    assert_eq!(last_effect(&stage), &Effect::Quit(Exit::Interrupted));
}

#[test]
fn late_events_of_a_cancelled_run_change_nothing() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter");
    let old = stage.run_id();
    stage.press("r");
    assert_ne!(stage.run_id(), old);
    let before = stage.screen();
    for event in stage::recorded("certificate") {
        stage.send(Message::Probe(old, event));
    }
    assert_eq!(stage.screen(), before);
}

#[test]
fn ctrl_c_quits_at_once_from_anywhere() {
    for scene in stage::SCENES {
        let mut stage = Stage::english((80, 24));
        (scene.play)(&mut stage);
        stage.press("Ctrl-C");
        assert_eq!(last_effect(&stage), &Effect::Quit(Exit::Interrupted), "{}", scene.name);
    }
}

#[test]
fn every_screen_changes_its_language_and_keeps_everything_else() {
    for scene in stage::SCENES {
        let mut stage = Stage::english((80, 24));
        (scene.play)(&mut stage);
        stage.press(&stage::on_to_english(0));
        // A key clears the message line, so compare with a screen on which nothing is said either.
        let mut never = Stage::english((80, 24));
        (scene.play)(&mut never);
        never.press(&stage::on_to_english(0));
        assert_eq!(stage.screen(), never.screen(), "{}", scene.name);
        let body = |screen: String| screen.lines().take(21).map(str::to_owned).collect::<Vec<_>>();
        let mut again = Stage::english((80, 24));
        (scene.play)(&mut again);
        // What was said may have taken more than one row.
        again.press("F1 F1");
        assert_eq!(body(stage.screen()), body(again.screen()), "{}", scene.name);
    }
}

#[test]
fn an_exercise_of_the_lab_is_started() {
    let mut stage = Stage::english((80, 24));
    stage.press("Up Enter").shows("0 of 24 solved").press("Down Down Enter");
    assert_eq!(last_effect(&stage), &Effect::StartLab("refused".into()));
    stage.shows("The servers are being started.");
}

#[test]
fn an_exercise_that_does_not_listen_yet_is_given_up_by_the_first_esc() {
    let mut stage = Stage::english((80, 24));
    stage.press("Up Enter Down Down Enter").shows("The servers are being started.").shows("Esc stop");
    stage.press("Right Left").shows("The servers are being started.");
    stage.press("Esc").hides("The servers are being started.").shows("0 of 24 solved").hides("Esc stop");
    assert_eq!(last_effect(&stage), &Effect::GiveUpLab);
    stage.press("Esc").shows("What do you have?");
}

/// The exercise on the stage, from the lab on.
fn practise(stage: &mut Stage) -> &mut Stage {
    stage.press("Up Enter Down Down").exercise("refused").replay("refused")
}

#[test]
fn an_exercise_is_answered_wrongly_and_then_rightly() {
    let mut stage = Stage::english((80, 24));
    practise(&mut stage).press("Enter").shows("What is the cause in this case?").shows("question 1 of 2");
    stage.press("2 Enter").shows("Which step comes first?").press("4 Enter");
    let Effect::Remember(id, Some(LabAnswer::Cause(cause))) = last_effect(&stage) else {
        panic!("{:?}", last_effect(&stage))
    };
    assert_eq!(id, "refused");
    assert_ne!(cause.as_str(), "316.cause.firewall");
    stage.shows("Not solved yet.").shows("You chose").shows("450 4.4.316 Connection refused");
    stage.shows("Then you would have seen that no mail is meant for this server");
    stage.press("Enter").shows("Causes");
    // The way back leads past the questions, to the lab that tells what was chosen.
    stage.press("Esc Esc").shows("0 of 24 solved").shows("You chose:").shows("Read the case again.");
    stage.shows("✗ · ·").press("F1").shows("✗ tried, not solved").press("F1");

    stage.exercise("refused").replay("refused").press("Enter 5 Enter 4 Enter");
    assert_eq!(last_effect(&stage), &Effect::Remember("refused".into(), None));
    stage.shows("Solved: every answer was right.").hides("You chose");
    stage.press("Enter Esc Esc").shows("1 of 24 solved").hides("You chose");
}

#[test]
fn what_the_probe_saw_is_hidden_until_it_is_asked_for() {
    let mut stage = Stage::english((80, 24));
    practise(&mut stage).press("Enter").shows("What is the cause").hides("refused, after").shows("h what was seen");
    stage.press("h").shows("refused, after").shows("h hide it");
    stage.press("h").hides("refused, after");
}

#[test]
fn questions_that_are_skipped_solve_nothing() {
    let mut stage = Stage::english((80, 24));
    practise(&mut stage).press("Enter Right").shows("Causes");
    assert!(!stage.effects.iter().any(|effect| matches!(effect, Effect::Remember(..))));
    // They were left: the probe leads to the finding now.
    stage.press("Esc Enter").shows("Causes").press("Esc Esc").shows("0 of 24 solved").hides("You chose");
}

#[test]
fn the_questions_wait_for_the_end_of_the_probe_and_a_look_back_keeps_them() {
    let mut stage = Stage::english((80, 24));
    stage.press("Up Enter").exercise("expired").replay("certificate-half").press("Enter");
    stage.shows("The questions come when the probe is over.");
    let rest = stage::recorded("certificate").split_off(stage::recorded("certificate-half").len());
    let id = stage.run_id();
    for event in rest {
        stage.send(Message::Probe(id, event));
    }
    stage.press("Enter Down Enter").shows("question 2 of 2").press("Esc").shows("connect").press("Enter");
    stage.shows("question 2 of 2");
}

#[test]
fn nothing_names_the_code_of_the_last_chapter_before_it_was_asked() {
    for size in [(80, 24), (120, 40)] {
        let mut stage = Stage::english(size);
        stage.press("Up Enter End").exercise("monday").replay("certificate-half").wait(3);
        // From 120 columns on the table says which code a fault would get at each stage; that is no answer.
        let unnamed = |stage: &mut Stage| {
            stage.hides("450 4.7.320").hides("Certificate validation failed").hides("450 4.4.315");
        };
        unnamed(&mut stage);
        unnamed(stage.replay("certificate"));
        unnamed(stage.press("Tab"));
        stage.press("Esc");
        let before = stage.effects.len();
        stage.press("y").shows("The questions come first").press("s").shows("The questions come first");
        assert!(stage.model.last_words().is_empty(), "leaving answers nothing: {:?}", stage.model.last_words());
        assert_eq!(stage.effects.len(), before, "nothing was copied or saved");
        // Another code is named: nothing more is asked, and what was broken is told.
        stage.press("Enter").shows("Which code does Office 365 report here?").press("2 Enter");
        stage.shows("Not solved yet.").shows("450 4.7.320");
    }
}

#[test]
fn an_ordinary_connector_is_asked_nothing() {
    let mut stage = Stage::english((80, 24));
    practise(&mut stage).press("Esc Esc Esc");
    stage.paste(NDR).press("Enter").replay("refused").press("Enter").shows("Causes");
}

#[test]
fn what_was_answered_comes_back_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let state = folder.path().join("mxray");
    let begin = || {
        let mut stage = Stage::english((80, 24));
        stage.model = stage.model.clone().with_lab(practised(Some(&state)));
        stage
    };
    let perform = |stage: &mut Stage| {
        let Effect::Remember(id, wrong) = last_effect(stage).clone() else { panic!("{:?}", last_effect(stage)) };
        stage.send(Message::Remembered(remember(Some(&state), &id, wrong)));
    };
    let mut stage = begin();
    practise(&mut stage).press("Enter 2 Enter 4 Enter");
    perform(&mut stage);
    let mut stage = begin();
    stage.press("Up Enter Down Down").shows("0 of 24 solved").shows("You chose:").shows("✗ · ·");
    stage.exercise("refused").replay("refused").press("Enter 5 Enter 4 Enter");
    perform(&mut stage);
    begin().press("Up Enter Down Down").shows("1 of 24 solved").hides("You chose:");

    // A damaged file is told, is left as it is, and the program works on.
    std::fs::write(state.join("lab.json"), "{").expect("written");
    let mut stage = begin();
    practise(&mut stage).press("Esc").shows("is damaged at line 1").shows("0 of 24 solved");
    stage.exercise("refused").replay("refused").press("Enter 5 Enter 4 Enter");
    perform(&mut stage);
    stage.shows("is damaged at line 1").press("Enter Esc Esc").shows("1 of 24 solved");
    assert_eq!(std::fs::read_to_string(state.join("lab.json")).expect("read"), "{");
}

#[test]
fn megabytes_that_are_pasted_neither_freeze_nor_start_anything() {
    let mut stage = Stage::new(Texts::new(Locale::english()), (80, 24));
    stage.paste(&"q\r\n\x1b[31m y s r Enter ".repeat(250_000));
    assert_eq!(stage.effects, Vec::new());
    stage.shows("Report").hides("\x1b");
}

/// A screen after screen of one walk, each looked at and copied.
fn looked_at_and_copied(stage: &mut Stage, seen: &mut String) {
    stage.press("y");
    seen.push_str(&stage.screen());
    seen.push('\n');
}

#[test]
fn what_a_stranger_sent_is_shown_and_copied_without_its_teeth() {
    const HOSTILE: &str = "MARK\u{202e}moc.live \x1b]52;c;aGk=\x07 \u{9b}2J\u{200b}\u{61c}\u{180e}\u{2800}\u{fdd0}";
    let mut stage = Stage::english((120, 50));
    let mut seen = String::new();
    stage.paste(&NDR.replace("CertificateExpired", &format!("CertificateExpired {HOSTILE}")));
    looked_at_and_copied(&mut stage, &mut seen);
    stage.press("Enter");
    // Everything that the other side says in the recorded run is hostile.
    let hostile = WireText::from_text(HOSTILE);
    let id = stage.run_id();
    for mut event in stage::recorded("certificate") {
        match &mut event {
            ProbeEvent::Said { line, .. } => line.text = hostile.clone(),
            ProbeEvent::Tls { tls, .. } => {
                for certificate in &mut tls.chain {
                    certificate.subject = hostile.clone();
                    certificate.issuer = hostile.clone();
                    certificate.sans = vec![hostile.clone()];
                }
            }
            _ => {}
        }
        stage.send(Message::Probe(id, event));
    }
    // The matrix and its details, the finding and its panes, the checklist and its steps.
    for keys in ["Tab", "Tab", "End", "Enter", "Tab", "End", "Tab", "End", "Enter", "Down", "Down", "Enter"] {
        looked_at_and_copied(&mut stage, &mut seen);
        stage.press(keys);
    }
    looked_at_and_copied(&mut stage, &mut seen);
    let copied: Vec<&String> = stage
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Copy(text) => Some(text),
            _ => None,
        })
        .collect();
    assert!(copied.iter().any(|text| text.contains("MARK")), "nothing of it was copied: {copied:#?}\n{seen}");
    for step in ["▸ Report", "▸ Probe", "▸ Finding", "▸ Checklist"] {
        assert!(seen.contains(step), "{step} was not looked at");
    }
    assert!(seen.contains(r"MARK\u{202e}moc.live") && seen.contains(r"\x1b]52"), "{seen}");
    for text in copied.into_iter().chain([&seen]) {
        // What is safe is not changed by the gate.
        let changed = text.lines().find(|line| WireText::from_safe(line).as_str() != *line);
        assert_eq!(changed, None);
        assert_eq!(
            text.chars().find(|c| *c != '\n' && !c.is_ascii_graphic() && HOSTILE.replace(' ', "").contains(*c)),
            None
        );
    }
}

#[test]
fn a_mistake_is_seen_when_its_field_is_left_and_said_once() {
    for locale in Locale::all() {
        for size in [(80, 24), (60, 16)] {
            let mut stage = Stage::new(Texts::new(locale), size);
            let texts = Texts::new(locale);
            stage.press("Down Enter").type_text("a..b").press("Tab").shows("✗");
            stage.press("Shift-Tab").shows("✗");
            let said = texts.told("answer", &Told::new("target-empty-label"));
            let start = said.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
            // Where it is cut it is told whole below.
            let times = if stage.screen().contains('…') { 2 } else { 1 };
            assert_eq!(stage.screen().matches(&start).count(), times, "{}", stage.screen());
        }
    }
}

#[test]
fn a_file_that_is_typed_or_dropped_where_a_report_is_pasted_is_opened() {
    let mut stage = Stage::english((80, 24));
    // Dropped on the first screen; it is not there, so its name stays and is told.
    stage.paste("'/tmp/my reports/ndr.txt'").shows("Reading /tmp/my reports/ndr.txt");
    assert_eq!(last_effect(&stage), &Effect::ReadFile("/tmp/my reports/ndr.txt".into()));
    let missing = Told::new("file-missing").text("file", "ndr.txt");
    stage.send(Message::FileRead("/tmp/my reports/ndr.txt".into(), Err(missing)));
    stage.shows("✗").shows("ndr.txt");
    // Typed, then Enter.
    stage.press("Esc Home Enter").paste("/tmp/x").press("Esc Enter");
    let mut stage = Stage::english((80, 24));
    stage.press("Enter").type_text("ndr.eml").shows("Enter open").press("Enter").shows("Reading ndr.eml");
    // One that nobody waits for changes nothing.
    stage.send(Message::FileRead("other.eml".into(), Ok(NDR.into())));
    stage.shows("Reading ndr.eml");
    stage.send(Message::FileRead("ndr.eml".into(), Ok(NDR.into())));
    stage.shows("Pasted: an NDR").shows("1 day old").hides("Reading");
    // Connectors go where they are read.
    let mut stage = Stage::english((80, 24));
    stage.press("Enter").paste("all.json");
    stage.send(Message::FileRead("all.json".into(), Ok(EXPORT.into())));
    stage.shows("5 connectors");
    // A report whose lines name files is a report.
    Stage::english((80, 24)).paste(NDR).shows("Pasted: an NDR");
}

#[test]
fn of_several_reports_in_a_text_one_is_chosen_and_its_age_is_told() {
    let text = "2026-01-05T10:00:00Z 450 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName=a.example]\n\n\
        450 4.4.315 Connection timed out [Message=Socket error code 10060] [LastAttemptedServerName=b.example]\n";
    let mut stage = Stage::english((80, 24));
    stage.paste(text).shows("Report 1 of 2").shows("a.example").shows("next report");
    stage.press("Right").shows("Report 2 of 2").shows("4.4.315").press("Right").shows("Report 2 of 2");
    stage.press("Enter");
    assert!(
        matches!(last_effect(&stage), Effect::StartRun(_, plan, ..) if plan.connector.route.hosts()[0].to_string() == "b.example"),
        "{}",
        stage.screen()
    );
    stage.press("Esc").shows("Report 2 of 2").press("Left").shows("Report 1 of 2").shows("4.4.316");
    // One alone has no place.
    Stage::english((80, 24)).paste(NDR).hides("Report 1 of");
}

#[test]
fn a_mistake_shows_what_is_wrong_and_the_arrow_takes_what_was_meant() {
    for (typed, shown, meant) in [
        ("mail contoso com", "A space stands behind \"mail\".", "mail.contoso.com"),
        ("a; b", "No name contains \";\".", "a, b"),
        ("smtp:mail.contoso.com", "This is a web address", "mail.contoso.com"),
        ("https://mail.contoso.com/owa", "This is a web address", "mail.contoso.com"),
        ("someone@contoso.com", "This is a mail address", "contoso.com"),
        ("mail.contoso.com:smtp", "\"smtp\" is no port", "mail.contoso.com"),
    ] {
        for size in [(80, 24), (60, 16)] {
            let mut stage = Stage::english(size);
            stage.press("Down Enter").type_text(typed).press("Tab Shift-Tab").shows(shown);
            stage.shows(&format!("takes {meant}")).press("End Right").hides("✗").shows(meant);
        }
    }
}

#[test]
fn what_office_365_can_hardly_reach_is_said_at_the_form_and_probed_all_the_same() {
    for (typed, label, said) in [
        ("10.0.0.5", "! not public", "a private address"),
        ("169.254.1.1", "! not public", "a link-local address"),
        ("contoso", "! no dot", "Office 365 completes none"),
        ("contoso-com.mail.protection.outlook.com", "! Office 365 itself", "mail sent there comes back"),
    ] {
        let mut stage = Stage::english((80, 24));
        stage.press("Down Enter").type_text(typed).shows(label).shows("Note").shows(said).press("Enter");
        assert!(matches!(last_effect(&stage), Effect::StartRun(..)), "{typed}:\n{}", stage.screen());
    }
    for typed in ["203.0.113.25", "127.0.0.1", "mail.contoso.com"] {
        Stage::english((80, 24)).press("Down Enter").type_text(typed).hides("!").hides("Note");
    }
}

#[test]
fn the_tls_choices_have_the_words_of_exchange_beside_them_or_in_the_help_of_the_field() {
    for locale in Locale::all() {
        for (size, behind) in [((120, 40), true), ((80, 24), false), ((60, 16), false)] {
            let mut stage = Stage::new(Texts::new(locale), size);
            stage.press("Down Enter").type_text("mail.contoso.com");
            let is_beside = stage.screen().contains("(DomainValidation)");
            assert_eq!(is_beside, behind, "{}", stage.screen());
            stage.press("Tab");
            for word in ["EncryptionOnly", "CertificateValidation", "DomainValidation"] {
                stage.shows(word);
            }
        }
    }
}

#[test]
fn what_was_probed_is_no_longer_taken_back() {
    let mut stage = Stage::english((80, 24));
    stage.press("Down Enter").type_text("relay.contoso.com").press("Enter").replay("certificate");
    // The form again, the list, and the form: nothing that was typed is lost.
    stage.press("Esc").shows("relay.contoso.com").press("Esc").shows("What do you have?");
    stage.press("Enter").shows("relay.contoso.com");
}

#[test]
fn trouble_on_this_machine_is_no_other_fault_and_takes_no_step_away() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space");
    stage.press("r").replay("inconclusive");
    stage.hides("Another fault now").hides("earlier one").shows("No verdict this time; the steps stand as before.");
    stage.shows("[ ] Probe again from a network").shows("[x] Renew");
    // Once it can look again, the list is about the same fault.
    stage.press("r").replay("certificate").shows("450 4.7.320").shows("[!] Renew").hides("No verdict");
}

#[test]
fn where_no_address_is_known_the_lookups_tell_why() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("nx-domain").hides("another address").press("Tab");
    stage.shows("DNS lookups").shows("relay.contoso.com A").shows("no such name").hides("d conversation");
    stage.press("Right").shows("does nothing here").press("Tab Enter Tab").shows("DNS lookups");
    stage.press("Esc").shows("450 4.4.312").press("d").shows("DNS lookups");
    assert_eq!(stage.focused(), [""; 0], "nothing is looked for");
    // A line of the finding marks those that it tells of.
    stage.press("Esc Down Enter").shows("DNS lookups");
    assert!(stage.focused().iter().any(|row| row.contains("relay.contoso.com")), "{:?}", stage.focused());
    // One address alone has no other to go to.
    let mut stage = Stage::english((120, 40));
    stage.paste(NDR).press("Enter").replay("refused");
    let several = stage.screen().contains("address 1 of 2");
    assert_eq!(stage.screen().contains("another address"), several, "{}", stage.screen());
    stage.press("Tab");
    assert_eq!(stage.screen().contains("another address"), several, "{}", stage.screen());
}

#[test]
fn while_ticks_are_asked_about_no_other_key_is_named() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space q").shows("not saved");
    stage.hides("probe again").hides("F1 help").shows("F2 Français").press("Esc").shows("probe again");
}

#[test]
fn the_help_of_the_first_screen_names_no_key_that_leads_before_it() {
    let mut stage = Stage::english((80, 24));
    stage.press("F1").shows("quit at once").hides("stop, then back").press("Esc Down Enter F1").shows("quit at once");
    stage.shows("Esc");
}

#[test]
fn the_help_of_a_text_field_names_no_key_that_is_a_letter_there() {
    let mut stage = Stage::english((80, 24));
    stage.press("Down F1").shows("quit; asks before a loss").shows("F1  ?").press("Esc Enter F1");
    stage.hides("quit; asks before a loss").hides("F1  ?").shows("this help").shows("quit at once");
}

#[test]
fn the_list_begins_in_the_same_row_whatever_step_has_the_focus() {
    for recording in ["certificate", "refused", "timed-out", "nx-domain", "inconclusive"] {
        for size in [(120, 40), (80, 24), (100, 30), (100, 26)] {
            let mut stage = Stage::english(size);
            stage.paste(NDR).press("Enter").replay(recording).press("Enter Enter");
            let gap = |stage: &Stage| {
                stage.screen().lines().skip(3).take(2).any(|row| row.trim_matches('│').trim().is_empty())
            };
            let before = gap(&stage);
            for _ in 0..9 {
                stage.press("Down");
                assert_eq!(gap(&stage), before, "{recording} {size:?}\n{}", stage.screen());
            }
        }
    }
}

#[test]
fn a_line_of_what_was_seen_opens_what_it_rests_on() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter").shows("Enter checklist");
    stage.press("Down").shows("▸ ✗ expired").shows("Enter open the evidence").press("Enter");
    stage.shows("203.0.113.25").shows("address 1 of 3");
    assert!(stage.focused().iter().any(|row| row.contains("ended 12 days ago")), "{:?}", stage.focused());
    stage.press("Esc").shows("▸ ✗ expired").press("Down Enter");
    assert!(stage.focused().iter().any(|row| row.contains("no mail.contoso.com")), "{:?}", stage.focused());
    // A silent server has no reply: what was waited for is told at its place.
    stage.press("Tab Down Down Enter").shows("198.51.100.7").shows("address 3 of 3");
    assert!(stage.focused().iter().any(|row| row.contains("✗")), "{:?}", stage.focused());
    // Esc leaves the lines first, then the finding; from the last line on the page scrolls, and its verdict stays.
    stage.press("Esc").shows("▸ ! silent").press("Esc").hides("▸ !").shows("Enter checklist");
    stage.press("End").shows("✗ 450 4.7.320").hides("Seen");
}

#[test]
fn the_focus_is_where_the_verdict_is_until_a_key_moves_it() {
    // Nobody answers at the first address, so that the second decides.
    let events = stage::recorded("certificate").into_iter().filter_map(|event| match event {
        ProbeEvent::Said { endpoint: EndpointId(0), .. }
        | ProbeEvent::Tls { endpoint: EndpointId(0), .. }
        | ProbeEvent::Saw { endpoint: Some(EndpointId(0)), .. } => None,
        ProbeEvent::Ended { endpoint: EndpointId(0), stage, at_ms, .. } => {
            let is_first = stage == Stage_::Connect;
            let outcome = if is_first { Outcome::Failed(Fault::TcpTimedOut) } else { Outcome::Skipped };
            Some(ProbeEvent::Ended { endpoint: EndpointId(0), stage, at_ms, outcome })
        }
        other => Some(other),
    });
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter");
    let id = stage.run_id();
    for event in events {
        stage.send(Message::Probe(id, event));
    }
    stage
        .shows("▸ 2001:db8:40::25")
        .press("Tab")
        .shows("address 2 of 3")
        .press("Tab Enter Tab")
        .shows("address 2 of 3");
    stage
        .press("Left")
        .shows("address 1 of 3")
        .press("Left")
        .shows("DNS lookups")
        .press("Right")
        .shows("address 1 of 3");
    stage.press("Right Right").shows("address 3 of 3").press("Right").shows("the last address");
    stage.press("Tab Esc").shows("▸ 198.51.100.7");
}

#[test]
fn a_report_is_compared_with_a_finding_where_it_is_pasted() {
    for (locale, again) in Locale::all().flat_map(|locale| [(locale, false), (locale, true)]) {
        let texts = Texts::new(locale);
        let mut stage = Stage::new(texts.clone(), (80, 24));
        let mut reported = Stage::english((80, 24));
        reported.paste(NDR).press("Enter");
        let Some(Effect::StartRun(_, plan, ..)) = reported.effects.last() else { panic!("no probe") };
        let effects = stage.model.open_connector(plan.connector.clone());
        stage.effects.extend(effects);
        stage.replay("certificate").press("Enter");
        let told = |stage: &mut Stage| {
            let _ = stage.shows(&texts.get("compared-with-report").replace('\u{a0}', " "));
            stage.screen().contains("4.4.317 [CertificateExpired]")
        };
        stage
            .press("Enter Space Esc")
            .paste("no report at all")
            .shows(&texts.get("paste-no-report").replace('\u{a0}', " ")[..20]);
        stage.paste(NDR);
        assert!(told(&mut stage), "{}", stage.screen());
        if again {
            stage.paste(NDR);
            assert!(told(&mut stage), "{}", stage.screen());
        }
        // What was ticked stays.
        stage.press("Enter").shows("[x]");
    }
}
