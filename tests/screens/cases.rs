//! Cases on the screens: what is done is kept as it comes, and Enter goes on from it.

use crate::support::stage::{NDR, Stage, open_cases, story_case};
use mxray::{
    model::{Case, Settings, Told, WireText},
    tui::message::{Effect, Exit, Message},
};

/// A walk at its checklist, at home.
fn at_the_checklist() -> Stage {
    let mut stage = Stage::english((80, 24));
    stage.at_home(Vec::new()).paste(NDR).press("Enter").replay("certificate").press("Enter Enter");
    stage
}

fn keeps(stage: &Stage) -> usize {
    stage.effects.iter().filter(|effect| matches!(effect, Effect::Keep(_))).count()
}

#[test]
fn enter_resumes_the_case_that_was_worked_on_last_in_whatever_language() {
    for (keys, words) in [("Enter", "ticked 14:12"), ("F2 Enter", "coché 14:12"), ("F2 F2 Enter", "marcado 14:12")] {
        let mut stage = Stage::english((80, 24));
        stage.at_home(open_cases()).press(keys);
        let Some(Effect::OpenCase(id)) = stage.effects.last() else { panic!("nothing was opened") };
        assert_eq!(id, &open_cases()[0].id);
        stage.opened(story_case()).shows("relay.contoso.com").shows(words).hides("0 verified, 0 ticked");
        assert!(matches!(stage.effects.last(), Some(Effect::HoldCase(_))), "others are told");
        assert!(
            !stage.effects.iter().any(|effect| matches!(effect, Effect::StartRun(..))),
            "nothing is probed unasked"
        );
    }
    // The finding lies behind it, the next probe is begun from there, and the way back is the welcome.
    let mut stage = Stage::english((80, 24));
    stage.at_home(open_cases()).press("Enter").opened(story_case()).shows("Case resumed");
    stage.press("Esc").shows("Certificate validation failed").press("r").wait(60).replay_now("healthy");
    stage.press("Enter").shows("✓ Repaired");
    assert!(stage.case().line().last.is_some_and(|last| last.repaired));
    assert_eq!(stage.case().id, story_case().id);
    assert_eq!(stage.case().probes.len(), 2);
}

#[test]
fn every_way_in_and_every_case_is_reached_by_keys_and_a_paste_works_beside_them() {
    let mut stage = Stage::english((80, 24));
    stage.at_home(open_cases()).shows("▸ relay.contoso.com").shows("Enter resume");
    stage.press("Up").shows("▸ Time to practise").shows("Enter open").press("Down Down Down").shows("▸ Archive");
    stage.press("Down").shows("▸ The error itself").press("Down Enter").shows("▸ Smart host");
    let mut stage = Stage::english((80, 24));
    stage.at_home(open_cases()).paste(NDR).shows("4.7.320");
    // Of many cases the latest are there, and it is said where the others are.
    let many = (0..12).map(|number| {
        let line = open_cases().remove(0);
        mxray::model::CaseLine { id: format!("c-{number}").parse().expect("a name"), ..line }
    });
    Stage::english((80, 40)).at_home(many.collect()).shows("3 more cases: mxray cases lists all of them.");
}

#[test]
fn a_tick_that_is_kept_is_no_loss_and_one_that_found_no_room_is_told_once_and_asked_about() {
    let mut stage = at_the_checklist();
    stage.press("Space").kept(Ok(())).press("q").hides("not saved");
    assert_eq!(stage.effects.last(), Some(&Effect::Quit(Exit::Asked)));

    let full = || Told::new("store-full").text("path", "/home/ops/.local/state/mxray/cases/x.json");
    let mut stage = at_the_checklist();
    stage.press("Space").kept(Err(full())).shows("There is no room left for");
    stage.press("Down Space").kept(Err(full())).hides("There is no room left for").shows("2 ticked");
    stage.press("q").shows("2 changes to the steps are not saved.");
}

#[test]
fn what_is_new_is_kept_with_the_key_that_made_it_and_nothing_else_writes() {
    let mut stage = at_the_checklist();
    let before = keeps(&stage);
    stage.press("Down Up Esc Enter F2 F2 F2 F1 Esc");
    assert_eq!(keeps(&stage), before, "looking changes nothing");
    stage.press("Space");
    assert_eq!(keeps(&stage), before + 1);
    stage.press("Down Down Down Down Down Down Down m y");
    assert_eq!((keeps(&stage), stage.case().letters.len()), (before + 2, 1), "a letter that was copied");
    stage.press("s").send(Message::Saved(Ok("letter.txt".into())));
    assert_eq!((keeps(&stage), stage.case().letters.len()), (before + 3, 2), "and one that was saved");
}

#[test]
fn a_hang_up_in_the_middle_of_a_probe_keeps_what_was_seen() {
    let mut stage = Stage::english((80, 24));
    stage.at_home(Vec::new()).paste(NDR).press("Enter");
    assert!(stage.case().run.is_none() && stage.case().symptom.is_some(), "the report, before anything was seen");
    stage.replay("certificate-half");
    let killed = stage.case();
    assert!(killed.run.is_some_and(|run| run.finished && run.cancelled), "what kill -9 leaves");
    stage.send(Message::Stop(1));
    let [.., Effect::Keep(case), Effect::Quit(Exit::Signal(1))] = stage.effects.as_slice() else {
        panic!("{:?}", stage.effects)
    };
    assert_eq!((case.probes.len(), case.steps.is_empty()), (1, false));
}

#[test]
fn a_case_that_is_open_elsewhere_or_gone_is_told_and_nothing_is_lost() {
    let mut stage = Stage::english((80, 24));
    stage.at_home(open_cases()).press("Enter").opened(story_case());
    stage.send(Message::CaseShared);
    stage.shows("Another mxray has this case open too.");
    let mut stage = Stage::english((80, 24));
    stage.at_home(open_cases()).press("Enter");
    let gone = Told::new("store-no-case").text("value", "x");
    stage.send(Message::CaseOpened(Err(gone)));
    stage.shows("There is no case x.").shows("▸ relay.contoso.com");
    // A walk with ticks that no file knows of is not left without a word.
    let mut stage = at_the_checklist();
    stage.press("Space");
    stage.opened(story_case()).shows("1 change to the steps is not saved.").press("q").shows("2 ticked");
}

#[test]
fn without_state_and_in_the_lab_nothing_is_kept() {
    let mut stage = Stage::english((80, 24));
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter Enter Space");
    assert_eq!(keeps(&stage), 0);
    let mut stage = Stage::english((80, 24));
    stage.at_home(Vec::new()).press("Up Enter Down Down").exercise("refused").replay("refused");
    stage.press("Enter Enter Enter Enter Enter Space");
    assert_eq!(keeps(&stage), 0);
}

#[test]
fn the_case_at_hand_goes_on_as_it_is_and_stays_watched_or_probed() {
    let mut stage = at_the_checklist();
    stage.kept(Ok(())).press("w Esc Esc Esc Esc").shows("▸ relay.contoso.com").press("Enter");
    stage.shows("0 verified, 0 ticked").shows("end watch");
    stage.press("r").press("Esc").press("Esc Esc Esc Esc").shows("What do you have?");
    assert!(!stage.effects.iter().any(|effect| matches!(effect, Effect::OpenCase(_))));
}

/// The settings of the probe that was begun last.
fn settings(stage: &Stage) -> Settings {
    let started = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::StartRun(.., settings) => Some(Settings::clone(settings)),
        _ => None,
    });
    started.unwrap_or_else(|| panic!("no probe was begun:\n{}", stage.screen()))
}

#[test]
fn a_resumed_case_and_its_edited_connector_are_looked_at_as_before_and_another_report_is_not() {
    let mut case = story_case();
    case.looked.resolvers = vec!["192.0.2.53:5353".parse().expect("a server")];
    case.looked.ca_files = vec![WireText::from_text("/etc/contoso/ca.pem")];
    let kept = Settings::default().going_on(case.looked.clone());
    assert_ne!(kept, Settings::default());
    let mut stage = Stage::english((80, 24));
    stage.at_home(open_cases()).press("Enter").opened(case).press("r");
    assert_eq!(settings(&stage), kept);
    stage.replay_now("certificate").press("Esc Esc Esc Esc").shows("What do you have?");
    stage.press("Home Down Enter").shows("Smart host").type_text(",mx2.contoso.com").press("Enter");
    assert_eq!(stage.effects.iter().filter(|effect| matches!(effect, Effect::StartRun(..))).count(), 2);
    assert_eq!(settings(&stage), kept, "its connector was edited");
    stage.replay_now("certificate").press("Esc Esc Esc Esc").paste(NDR).press("Enter");
    assert_eq!(settings(&stage), Settings::default(), "another report");
}

#[test]
fn a_repaired_case_is_no_longer_among_the_open_ones() {
    let mut stage = Stage::english((80, 24));
    stage.at_home(open_cases()).press("Enter").opened(story_case()).press("r").replay_now("healthy").kept(Ok(()));
    stage.press("Esc Esc Esc Esc").shows("Open cases").hides("relay.contoso.com");
    let closed: Case = stage.case();
    assert!(!closed.line().is_open());
}
