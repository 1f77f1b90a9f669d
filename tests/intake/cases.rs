//! A case goes through its file and back into a walk as it was, whatever was done in it and whoever wrote the file.

use jiff::SignedDuration;
use mxray::{
    knowledge::Knowledge,
    l10n::{Locale, Texts},
    model::{
        Actor, Case, CaseError, Connector, Evidence, Fault, Item, KeptStep, Limits, Looked, Run, Settings, StepId,
        WireText,
    },
    report::{FileKind, Inquiry, Manner},
    wizard::{Now, RunId, Walk},
};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{
    examples::examples,
    recorded::assert_recorded_folder,
    stage::{NDR, recorded, story_time},
};

const RUNS: [&str; 8] =
    ["begun", "certificate", "certificate-half", "healthy", "inconclusive", "nx-domain", "refused", "timed-out"];

/// The walk of the story, with its report.
fn walk() -> Walk {
    let read = mxray::intake::ndr::read(NDR.as_bytes(), Knowledge::embedded()).expect("a report");
    let mut symptom = read.first().expect("one").clone();
    symptom.retry_until = Some(story_time() + SignedDuration::from_hours(20));
    let connector: Connector =
        mxray::wizard::ConnectorForm::of_symptom(&symptom).connector().expect("the report tells it");
    Walk::new(connector, Some(symptom), Settings::default())
}

/// Probes it once more: what is recorded, begun so many hours after the story.
fn probe(walk: &mut Walk, number: u64, name: &str) {
    walk.begin(RunId(number), 0);
    let hours = SignedDuration::from_hours(i64::try_from(number).expect("few"));
    for mut event in recorded(name) {
        if let mxray::model::ProbeEvent::Began { at, .. } = &mut event {
            *at = story_time() + hours;
        }
        walk.see(event, Now { wall: story_time(), ms: 0 }, Knowledge::embedded());
    }
    walk.end(0, Knowledge::embedded());
}

fn back(case: &Case) -> Walk {
    let read = Case::read(&case.bytes()).expect("it was just written");
    assert_eq!(&read, case);
    Walk::resume(read, Settings::default(), Knowledge::embedded())
}

fn assert_same(walk: &Walk, resumed: &Walk) {
    assert_eq!(resumed.connector, walk.connector);
    assert_eq!(resumed.symptom, walk.symptom);
    assert_eq!(resumed.answers(), walk.answers());
    assert_eq!(resumed.checklist(), walk.checklist());
    assert_eq!(resumed.diagnosis().map(|said| &said.finding), walk.diagnosis().map(|said| &said.finding));
    assert_eq!(resumed.settled_run(), walk.settled_run());
    assert_eq!(resumed.case_id(), walk.case_id());
    assert!(!resumed.is_probing());
    assert_eq!(resumed.unsaved(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_was_seen_and_done_a_case_goes_on_as_it_was(
        runs in prop::collection::vec(0..RUNS.len(), 1..4),
        ticks in prop::collection::vec(0..20_usize, 0..8),
        letters in 0..3_usize,
        answers in prop::collection::vec((0..5_usize, 0..9_usize), 0..4),
    ) {
        let mut walk = walk();
        for (number, run) in (1..).zip(&runs) {
            probe(&mut walk, number, RUNS[*run]);
            for tick in &ticks {
                walk.tick(*tick, story_time() + SignedDuration::from_mins(20 + i64::try_from(*tick).expect("few")));
            }
        }
        let questions = Knowledge::embedded().questions();
        for (question, answer) in answers {
            let question = &questions[question % questions.len()];
            let choices = Walk::choices(question);
            walk.answer(&question.id, Some(choices[answer % choices.len()]), Knowledge::embedded());
        }
        (0..letters).for_each(|_| walk.wrote(Actor::Partner, "fr", story_time()));
        let case = walk.case_to_keep(story_time()).expect("something was done");
        prop_assert_eq!(case.probes.len(), runs.len());
        let mut resumed = back(&case);
        assert_same(&walk, &resumed);
        prop_assert_eq!(resumed.case_to_keep(story_time()), None, "nothing is new");
        // What comes next comes to the same in both.
        probe(&mut walk, 9, "healthy");
        probe(&mut resumed, 9, "healthy");
        assert_same(&walk, &resumed);
    }

    #[test]
    fn no_bytes_make_the_reader_of_cases_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>()) {
        let _ = Case::read(&bytes);
        let mut walk = walk();
        probe(&mut walk, 1, "certificate-half");
        let mut text = walk.case_to_keep(story_time()).expect("a case").bytes();
        let at = at.index(text.len());
        text.splice(at..(at + bytes.len() / 40).min(text.len()), bytes.into_iter().take(3));
        if let Ok(case) = Case::read(&text) {
            let _ = Walk::resume(case, Settings::default(), Knowledge::embedded()).told();
        }
    }
}

#[test]
fn a_case_goes_on_with_what_it_was_looked_at_with_unless_something_else_is_named() {
    let of = |walk: &Walk| {
        let symptom = walk.symptom.as_ref();
        let inquiry = Inquiry {
            connector: &walk.connector,
            symptom,
            settings: &walk.settings,
            answers: walk.answers(),
            scenario: None,
            redacted: false,
        };
        mxray::report::command(&inquiry).join(" ")
    };
    let server = |text: &str| vec![text.parse().expect("a server")];
    let settings = Settings {
        limits: Limits { connect_ms: 1_500, reply_ms: 90_000 },
        resolvers: server("192.0.2.53:5353"),
        ehlo: Some("relay.contoso.com".to_owned()),
        ca_files: vec!["/etc/contoso/ca.pem".into()],
        ..Settings::default()
    };
    let mut begun = walk();
    begun.settings = settings.clone();
    probe(&mut begun, 1, "certificate");
    let case = begun.case_to_keep(story_time()).expect("a case");
    let resumed = back(&case);
    assert_eq!(resumed.settings, settings);
    assert_eq!((resumed.plan().limits, resumed.plan().ehlo), (settings.limits, settings.ehlo));
    for option in [
        "--ca-file /etc/contoso/ca.pem",
        "--resolver 192.0.2.53:5353",
        "--timeout 1.5",
        "--reply-timeout 90",
        "--ehlo relay.contoso.com",
    ] {
        assert!(of(&resumed).contains(option), "{}", of(&resumed));
    }
    let named = server("198.51.100.53:53");
    let named = Settings { resolvers: named, ca_files: vec!["other.pem".into()], ..Settings::default() };
    let resumed = Walk::resume(case.clone(), named, Knowledge::embedded());
    assert_eq!((&resumed.settings.resolvers, resumed.settings.limits.reply_ms), (&server("198.51.100.53:53"), 90_000));
    assert_eq!(resumed.settings.ca_files, [std::path::PathBuf::from("other.pem")]);
    // Another machine has other files there.
    assert_eq!(case.looked.clone().elsewhere().ca_files, []);
    // Of both that were noted, the one that tells it; and whatever the file says, it is a wait and a name.
    let silent = Case { looked: Looked::default(), ..case.clone() };
    assert_eq!(silent.with(case.clone()).looked, case.looked);
    let waits = Case { looked: case.looked.clone().elsewhere(), ..case.clone() };
    assert_eq!(waits.with(case.clone()).looked, case.looked, "it was exported and is opened where it is known");
    let limits = Limits { connect_ms: 0, reply_ms: u64::MAX };
    let ca_files = [&["ca.pem", ""][..], &["/a"; 99]].concat().into_iter().map(WireText::from_text).collect();
    let odd = Looked { limits, resolvers: Vec::new(), ehlo: Some("a b;c".to_owned()), ca_files };
    let resumed = Walk::resume(Case { looked: odd, ..case }, Settings::default(), Knowledge::embedded());
    assert_eq!(resumed.plan().limits, Limits { connect_ms: 1, reply_ms: 3_600_000 });
    assert_eq!(resumed.plan().ehlo, None);
    // Only whole paths: which file another one names depends on the folder.
    assert_eq!(resumed.settings.ca_files, vec![std::path::PathBuf::from("/a"); 16]);
}

#[test]
fn a_case_of_version_1_is_read_and_tells_nothing_of_how_it_was_looked_at() {
    let file = std::fs::read(crate::support::recorded::root("tests/fixtures/kept/case-1.json")).expect("a case");
    let case = Case::read(&file).expect("a case of the version before");
    assert_eq!((case.version, &case.looked), (mxray::model::CASE_VERSION, &Looked::default()));
    assert!(Walk::resume(case, Settings::default(), Knowledge::embedded()).is_settled());
}

#[test]
fn a_case_of_version_2_is_read_and_names_no_file_of_roots() {
    let file = std::fs::read(crate::support::recorded::root("tests/fixtures/kept/case-2.json")).expect("a case");
    assert!(String::from_utf8_lossy(&file).contains("\"version\": 2"));
    let case = Case::read(&file).expect("a case of the version before");
    assert_eq!((case.version, case.looked.ca_files.len()), (mxray::model::CASE_VERSION, 0));
    assert!(Walk::resume(case, Settings::default(), Knowledge::embedded()).is_settled());
}

#[test]
fn whatever_a_file_of_roots_is_called_its_case_is_kept() {
    use std::os::unix::ffi::OsStringExt as _;
    let mut begun = walk();
    begun.settings.ca_files = vec![std::ffi::OsString::from_vec(b"/etc/\xff\n\x1b.pem".to_vec()).into()];
    probe(&mut begun, 1, "certificate");
    let case = begun.case_to_keep(story_time()).expect("a case");
    // It leads to no file any more, which is told when it is to be read.
    assert_eq!(back(&case).settings.ca_files.len(), 1);
}

#[test]
fn a_report_that_was_read_is_a_case_before_its_first_probe() {
    let mut walk = walk();
    assert_eq!(walk.case_to_keep(story_time()), None);
    walk.begin(RunId(1), 0);
    let case = walk.case_to_keep(story_time()).expect("a probe was begun");
    assert!(case.run.is_none() && case.symptom.is_some());
    assert!(!back(&case).is_settled());
}

#[test]
fn a_first_probe_that_is_killed_in_the_middle_leaves_what_it_saw() {
    let mut walk = walk();
    walk.begin(RunId(1), 0);
    assert!(walk.case_to_keep(story_time()).is_some(), "the report");
    let mut kept = None;
    for event in recorded("certificate-half") {
        walk.see(event, Now { wall: story_time(), ms: 0 }, Knowledge::embedded());
        kept = walk.case_to_keep(story_time()).or(kept);
    }
    assert!(walk.is_probing());
    let resumed = back(&kept.expect("an address was done with"));
    let over = |walk: &Walk| walk.run().endpoints.iter().filter(|endpoint| endpoint.is_healthy()).count();
    assert!(resumed.is_settled() && resumed.run().cancelled);
    assert_eq!((resumed.run().endpoints.len(), over(&resumed)), (walk.run().endpoints.len(), over(&walk)));
    assert!(!resumed.items().is_empty());
    walk.end(0, Knowledge::embedded());
    assert_eq!(resumed.diagnosis().map(|said| said.finding.fault), walk.diagnosis().map(|said| said.finding.fault));
}

#[test]
fn every_piece_of_evidence_comes_back_from_its_json_and_half_of_one_is_none() {
    for evidence in examples() {
        let value = serde_json::to_value(&evidence).expect("JSON");
        assert_eq!(serde_json::from_value::<Evidence>(value.clone()).ok(), Some(evidence), "{value}");
        let mut other = value.clone();
        other["id"] = "no-such-thing".into();
        assert!(serde_json::from_value::<Evidence>(other).is_err());
        for (field, was) in value.as_object().expect("fields").iter().filter(|(_, was)| !was.is_null()) {
            let mut wrong = value.clone();
            wrong[field] = serde_json::json!({ "wrong": was });
            assert!(serde_json::from_value::<Evidence>(wrong).is_err(), "{field} of {value}");
        }
    }
}

#[test]
fn the_form_of_a_case_is_the_recorded_one() {
    let mut walk = walk();
    probe(&mut walk, 1, "certificate");
    walk.tick(0, story_time() + SignedDuration::from_mins(70));
    walk.wrote(Actor::Partner, "pt-BR", story_time() + SignedDuration::from_mins(80));
    let case = walk.case_to_keep(story_time() + SignedDuration::from_mins(80)).expect("a case");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("JSON");
    let forms = [("case.json", text(case.bytes())), ("report.json", text(report("certificate", 1)))];
    assert_recorded_folder("tests/fixtures/cases", &forms.map(|(name, text)| (name.to_owned(), text)).into());
}

#[test]
fn a_destination_that_is_well_and_unreported_is_no_case() {
    let mut walk = Walk::new(walk().connector, None, Settings::default());
    probe(&mut walk, 1, "healthy");
    assert_eq!(walk.case_to_keep(story_time()), None);
    probe(&mut walk, 2, "refused");
    assert!(walk.case_to_keep(story_time()).is_some());
    probe(&mut walk, 3, "healthy");
    let case = walk.case_to_keep(story_time()).expect("it was one before");
    assert!(case.line().last.is_some_and(|last| last.repaired));
}

#[test]
fn two_programs_lose_no_tick_of_each_other_and_the_later_hand_counts() {
    let mut walk = walk();
    probe(&mut walk, 1, "certificate");
    let case = walk.case_to_keep(story_time()).expect("a case");
    let (mut one, mut two) = (back(&case), back(&case));
    let at = |minutes: i64| story_time() + SignedDuration::from_hours(2) + SignedDuration::from_mins(minutes);
    one.tick(0, at(1));
    two.tick(1, at(2));
    // Ticked by one and later taken back by the other.
    one.tick(2, at(3));
    two.tick(2, at(4));
    two.tick(2, at(5));
    let (one, two) = (one.case_to_keep(at(6)).expect("new"), two.case_to_keep(at(6)).expect("new"));
    let ids: Vec<StepId> = case.steps.iter().map(|step| step.id.clone()).collect();
    for both in [one.clone().with(two.clone()), two.with(one)] {
        let back = back(&both);
        let ticked: Vec<_> = back.items().iter().filter(|item| item.is_ticked()).map(|item| item.id.clone()).collect();
        assert_eq!(ticked, ids[..2]);
    }
}

#[test]
fn what_a_later_probe_opens_again_is_open_in_the_case_too() {
    let mut walk = walk();
    let mut on_disk = None::<Case>;
    for (number, recording) in (1..).zip(["certificate", "healthy", "certificate", "inconclusive", "certificate"]) {
        probe(&mut walk, number, recording);
        let kept = walk.case_to_keep(story_time()).expect("new");
        // As it is kept: together with what was kept before.
        let kept = match on_disk {
            Some(before) => kept.with(before),
            None => kept,
        };
        let states = |walk: &Walk| walk.items().iter().map(|item| (item.id.clone(), item.state)).collect::<Vec<_>>();
        assert_eq!(states(&back(&kept)), states(&walk), "{recording}");
        on_disk = Some(kept);
    }
}

#[test]
fn a_step_of_several_articles_is_one_step_in_the_case_under_whatever_code_it_is_asked_for() {
    let mut walk = walk();
    probe(&mut walk, 1, "certificate");
    let shared = |walk: &Walk| {
        let of = |item: &Item| item.shared.as_deref() == Some("validate");
        walk.items().iter().position(of).expect("the step that every list ends with")
    };
    walk.tick(shared(&walk), story_time() + SignedDuration::from_mins(1));
    let before = walk.case_to_keep(story_time()).expect("a case");
    probe(&mut walk, 2, "refused");
    let kept = walk.case_to_keep(story_time()).expect("new").with(before);
    assert_eq!(kept.steps.len(), walk.items().len());
    assert_eq!((back(&kept).checklist().ticks(), walk.checklist().ticks()), (1, 1));
    // Taken back, it is taken back.
    walk.tick(shared(&walk), story_time() + SignedDuration::from_mins(2));
    let kept = walk.case_to_keep(story_time()).expect("new").with(kept);
    assert_eq!((kept.steps.len(), back(&kept).checklist().ticks()), (walk.items().len(), 0));
}

#[test]
fn a_step_that_an_answer_leaves_out_stays_out_of_the_case_unless_something_was_done_to_it() {
    let mut walk = walk();
    probe(&mut walk, 1, "refused");
    let before = walk.case_to_keep(story_time()).expect("a case");
    let last = 0;
    walk.tick(last, story_time());
    walk.answer("mailboxes", Some("none"), Knowledge::embedded());
    let kept = walk.case_to_keep(story_time()).expect("new").with(before.clone());
    let ids = |steps: &[KeptStep]| steps.iter().map(|step| step.id.clone()).collect::<Vec<_>>();
    assert_eq!(kept.steps.len(), walk.items().len());
    assert!(kept.steps.len() < before.steps.len() && ids(&kept.steps).contains(&before.steps[last].id));
    assert_same(&walk, &back(&kept));
}

#[test]
fn nothing_that_stands_in_a_file_hides_moves_or_overflows_anything() {
    let mut walk = walk();
    probe(&mut walk, 1, "certificate-half");
    let case = walk.case_to_keep(story_time()).expect("a case");
    let text = String::from_utf8(case.bytes()).expect("JSON");
    let evil =
        text.replace("TLS_", "\\u001b[2J\\u202e").replace("\"elapsed_ms\": ", "\"elapsed_ms\": 1844674407370955");
    let read = Case::read(evil.as_bytes()).expect("a case all the same");
    let shown = String::from_utf8(read.bytes()).expect("JSON");
    assert!(!shown.contains("\\u001b") && !shown.contains('\u{202e}'), "{shown}");
    assert!(shown.contains("\\\\x1b[2J"), "{shown}");
    // An address of a host that is not there is none.
    let run: &mut Run = &mut case.run.clone().expect("a run");
    run.endpoints.iter_mut().for_each(|endpoint| endpoint.host = 7_000);
    let case = Case { run: Some(run.clone()), ..case };
    assert!(Case::read(&case.bytes()).expect("a case").run.is_some_and(|run| run.endpoints.is_empty()));
}

#[test]
fn a_case_is_damaged_or_newer_or_read() {
    let read = |text: &str| Case::read(text.as_bytes());
    assert_eq!(read(""), Err(CaseError::Damaged));
    assert_eq!(read("{\n \"version\": 1,\n \"id\": 3}"), Err(CaseError::Damaged));
    assert_eq!(read("{\"version\": 4}"), Err(CaseError::Newer { version: 4 }));
    let mut walk = walk();
    probe(&mut walk, 1, "refused");
    let case = walk.case_to_keep(story_time()).expect("a case");
    let more = String::from_utf8(case.bytes()).expect("JSON").replacen('{', "{\"more\": 1,", 1);
    assert!(read(&more).is_err(), "nothing is left out without a word");
    for id in ["../x", "a/b", "", ".hidden", "A", "x y"] {
        assert!(id.parse::<mxray::model::CaseId>().is_err(), "{id}");
    }
}

#[test]
fn a_year_of_probes_stays_a_small_file() {
    let mut walk = walk();
    (1..=300).for_each(|number| probe(&mut walk, number, if number % 2 == 0 { "refused" } else { "certificate" }));
    let case = walk.case_to_keep(story_time()).expect("a case");
    assert_eq!(case.probes.len(), 100);
    let hours = |hours: i64| story_time() + SignedDuration::from_hours(hours);
    assert_eq!(case.probes.first().map(|probed| probed.at), Some(hours(1)));
    assert_eq!(case.probes.last().map(|probed| probed.at), Some(hours(300)));
    assert!(case.bytes().len() < 200_000, "{} bytes", case.bytes().len());
}

/// The report of a walk as it is saved.
fn report(name: &str, number: u64) -> Vec<u8> {
    let mut walk = walk();
    probe(&mut walk, number, name);
    answer(&mut walk);
    let settings = Settings::default();
    let symptom = walk.symptom.as_ref();
    let inquiry = Inquiry {
        connector: &walk.connector,
        symptom,
        settings: &settings,
        answers: walk.answers(),
        scenario: None,
        redacted: false,
    };
    let (run, said) = walk.told().expect("it was probed");
    let texts = Texts::new(Locale::english());
    let check = mxray::report::json::check(&inquiry, run, &said, Knowledge::embedded(), &texts);
    mxray::report::json::document(&check).into_bytes()
}

/// The report of a walk as text.
fn text(walk: &Walk) -> String {
    let symptom = walk.symptom.as_ref();
    let (settings, answers) = (Settings::default(), walk.answers());
    let inquiry =
        Inquiry { connector: &walk.connector, symptom, settings: &settings, answers, scenario: None, redacted: false };
    let (run, said) = walk.told().expect("it was probed");
    let texts = Texts::new(Locale::english());
    let depth = mxray::report::Depth::Full;
    mxray::report::check(&inquiry, run, &said, depth, Knowledge::embedded(), &texts).text(80)
}

#[test]
fn whatever_comes_of_a_redacted_report_says_that_stand_ins_are_in_it() {
    for is_redacted in [true, false] {
        let mut value: Value = serde_json::from_slice(&report("certificate", 1)).expect("a report");
        value["redacted"] = is_redacted.into();
        let saved = mxray::intake::saved::saved(value.to_string().as_bytes()).expect("a report").pop().expect("one");
        let mut opened = Walk::of_saved(saved, Settings::default(), story_time(), Knowledge::embedded());
        let case = opened.case_to_keep(story_time()).expect("a case");
        let mut kept = Case::read(&case.bytes()).expect("a case");
        kept = case.with(kept);
        let mut walk = back(&kept);
        probe(&mut walk, 2, "refused");
        assert_eq!((kept.redacted, walk.redacted), (is_redacted, is_redacted));
        for texts in Locale::all().map(Texts::new) {
            let (symptom, redacted) = (walk.symptom.as_ref(), walk.redacted);
            let (settings, answers) = (Settings::default(), walk.answers());
            let inquiry =
                Inquiry { connector: &walk.connector, symptom, settings: &settings, answers, scenario: None, redacted };
            let (run, said) = walk.told().expect("it was probed");
            let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            for kind in [FileKind::Text, FileKind::Html, FileKind::Markdown, FileKind::Json] {
                let file = kind.contents(&inquiry, run, &said, Manner::default(), Knowledge::embedded(), &texts);
                let says = texts.get("report-redacted");
                let says = says.split_once('.').expect("a sentence").0;
                let says = if kind == FileKind::Json { "\"redacted\": true" } else { says };
                assert_eq!(flat(&file).contains(&flat(says)), is_redacted, "{kind:?}:\n{file}");
            }
            let to = Actor::OTHERS
                .into_iter()
                .filter_map(|actor| mxray::report::letter(&inquiry, run, &said, actor, Knowledge::embedded(), &texts));
            let letters: Vec<_> = to.map(|letter| flat(&mxray::report::letter_text(&letter))).collect();
            assert!(!letters.is_empty(), "there is a letter");
            for letter in letters {
                assert_eq!(letter.contains(&flat(&texts.get("letter-redacted"))), is_redacted, "{letter}");
            }
        }
    }
}

#[test]
fn a_saved_report_that_is_opened_tells_what_it_told() {
    for name in RUNS.into_iter().filter(|name| *name != "begun") {
        let mut walk = walk();
        probe(&mut walk, 1, name);
        answer(&mut walk);
        let saved = mxray::intake::saved::saved(&report(name, 1)).expect("a report").pop().expect("one");
        let opened = Walk::of_saved(saved, Settings::default(), story_time(), Knowledge::embedded());
        let (is, was) = (text(&opened), text(&walk));
        assert!(is == was, "{name}\n--- is\n{is}\n--- was\n{was}");
    }
}

/// What is answered to whatever asks for it.
fn answer(walk: &mut Walk) {
    walk.answer("mailboxes", Some("none"), Knowledge::embedded());
    walk.answer("before", Some("yes"), Knowledge::embedded());
}

#[test]
fn a_saved_report_is_a_case_with_the_same_finding_answers_and_steps() {
    for name in RUNS {
        let mut walk = walk();
        probe(&mut walk, 1, name);
        answer(&mut walk);
        let saved = mxray::intake::saved::saved(&report(name, 1)).expect("a report").pop().expect("one");
        assert_eq!(saved.symptom, walk.symptom, "{name}");
        let opened = Walk::of_saved(saved, Settings::default(), story_time(), Knowledge::embedded());
        let (was, is) = (walk.diagnosis().expect("probed"), opened.diagnosis().expect("read"));
        let short = |said: &mxray::model::Diagnosis| {
            let finding = &said.finding;
            (finding.verdict, finding.code.clone(), finding.fault, finding.cause.clone(), finding.agreement.clone())
        };
        assert_eq!(short(is), short(was), "{name}");
        assert_eq!(is.finding.answers, was.finding.answers, "{name}");
        let ids = |walk: &Walk| walk.items().iter().map(|item| item.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&opened), ids(&walk), "{name}");
    }
}

/// How many are gone, new, the same, not seen again and not looked at before.
fn compared(before: (&str, u64), after: (&str, u64)) -> [usize; 5] {
    let read = |(name, number)| {
        let saved = mxray::intake::saved::saved(&report(name, number)).expect("a report");
        saved.into_iter().map(|saved| (saved.connector, saved.run)).collect::<Vec<_>>()
    };
    let all = mxray::diagnose::compare(&read(before), &read(after), Knowledge::embedded());
    [all.gone.len(), all.new.len(), all.same.len(), all.unseen.len(), all.unseen_before.len()]
}

#[test]
fn between_two_reports_every_fault_is_gone_new_the_same_or_not_seen_again() {
    let [gone, new, same, unseen, unknown] = compared(("certificate", 1), ("certificate", 2));
    assert!(gone == 0 && new == 0 && same > 0 && unseen == 0 && unknown == 0, "{gone} {new} {same} {unseen} {unknown}");
    assert_eq!(compared(("certificate", 1), ("certificate", 1)), [0, 0, same, 0, 0], "a report and itself");
    let [gone, _, kept, unseen, _] = compared(("certificate", 1), ("refused", 2));
    assert_eq!(gone + kept + unseen, same, "nothing is left out: its addresses are others, or show no certificate");
    assert_eq!(compared(("certificate", 1), ("begun", 2))[0], 0, "what was not reached is not gone");
    // Nothing is new where nobody could look before.
    assert_eq!(compared(("begun", 1), ("certificate", 2)), [0, 0, 0, 0, same], "it was stopped before it came there");
    assert_eq!(compared(("inconclusive", 1), ("certificate", 2))[1], 0, "this machine could not look");
    let [_, new, _, _, unknown] = compared(("healthy", 1), ("certificate", 2));
    assert_eq!((new, unknown), (same, 0), "all was well before");
}

#[test]
fn a_second_look_that_could_not_look_says_so_although_nothing_is_new() {
    let read = |(name, number)| {
        let saved = mxray::intake::saved::saved(&report(name, number)).expect("a report");
        saved.into_iter().map(|saved| (saved.connector, saved.run)).collect::<Vec<_>>()
    };
    for (before, after, is_blind) in [
        ("healthy", "inconclusive", true),
        ("healthy", "begun", true),
        ("healthy", "healthy", false),
        ("healthy", "certificate", false),
        ("certificate", "healthy", false),
        ("inconclusive", "inconclusive", true),
        ("inconclusive", "healthy", false),
    ] {
        let (before, after) = (read((before, 1)), read((after, 2)));
        let all = mxray::diagnose::compare(&before, &after, Knowledge::embedded());
        assert_eq!(all.blind, is_blind, "{before:?} {after:?}");
        let json = mxray::report::json::compared(&all, &before, &after);
        assert_eq!(json.blind, is_blind);
        for locale in Locale::all() {
            let texts = Texts::new(locale);
            let lead = mxray::report::compared(&all, &before, &after, &texts).lead;
            assert_eq!(lead.contains(&texts.get("compare-blind")), is_blind, "{lead:?}");
        }
    }
}

/// What a report tells whose connector demands that, after more was seen at each address; in clear without TLS.
fn demanding(
    (tls, domain): (&str, Option<&str>),
    number: u64,
    is_clear: bool,
    seen: &[Value],
) -> Vec<(Connector, Run)> {
    let mut told: Value = serde_json::from_slice(&report("healthy", number)).expect("JSON");
    (told["connector"]["tls"], told["connector"]["tls_domain"]) = (tls.into(), domain.into());
    let mut more = Vec::new();
    for endpoint in told["endpoints"].as_array_mut().expect("addresses") {
        for seen in seen {
            let mut seen = seen.clone();
            (seen["host"], seen["ip"]) = (endpoint["host"].clone(), endpoint["ip"].clone());
            more.push(seen);
        }
        if is_clear {
            endpoint["tls"] = Value::Null;
        }
        if seen.iter().any(|seen| seen["level"] == "fault") {
            endpoint["outcome"] = "certificate-invalid".into();
            (endpoint["stage"], endpoint["fault"]) = ("certificate".into(), seen[0]["id"].clone());
        }
    }
    told["finding"]["evidence"].as_array_mut().expect("evidence").extend(more);
    let saved = mxray::intake::saved::saved(told.to_string().as_bytes()).expect("a report");
    saved.into_iter().map(|saved| (saved.connector, saved.run)).collect()
}

fn evidence(id: &str, level: &str, args: Value) -> Value {
    serde_json::json!({ "id": id, "level": level, "args": args, "text": "" })
}

fn expired(level: &str) -> Value {
    let args = serde_json::json!({ "days": 12, "not_after_at": "2026-11-16T07:47:07Z" });
    evidence("certificate-expired", level, args)
}

#[test]
fn a_certificate_that_mail_in_clear_does_not_show_is_not_gone() {
    let any = ("opportunistic", None);
    let shown = demanding(any, 1, false, &[expired("warning")]);
    let clear = demanding(any, 2, true, &[evidence("plain-text", "info", serde_json::json!({}))]);
    let count = |before, after| {
        let all = mxray::diagnose::compare(before, after, Knowledge::embedded());
        let because = all.unseen.iter().chain(&all.unseen_before).all(|(_, why)| *why == Some(Fault::StartTlsMissing));
        ([all.gone.len(), all.new.len(), all.same.len(), all.unseen.len(), all.unseen_before.len()], because, all.reset)
    };
    let places = shown[0].1.endpoints.len();
    assert_eq!(count(&shown, &clear), ([0, 0, 0, places, 0], true, false));
    assert_eq!(count(&clear, &shown), ([0, 0, 0, 0, places], true, false));
    assert_eq!(count(&shown, &demanding(any, 2, false, &[])).0, [places, 0, 0, 0, 0], "seen past");
}

#[test]
fn what_another_tls_setting_let_pass_is_new_where_it_stops_the_mail() {
    let names = serde_json::json!({ "wanted": "mail.fabrikam.com", "presented": [], "common_name_only": false });
    let mismatch = evidence("certificate-name-mismatch", "fault", names);
    let count = |before: &_, after: &_| {
        let all = mxray::diagnose::compare(before, after, Knowledge::embedded());
        for texts in Locale::all().map(Texts::new) {
            let lead = mxray::report::compared(&all, before, after, &texts).lead;
            assert_eq!(lead.contains(&texts.get("compare-reset")), all.reset);
        }
        ([all.gone.len(), all.new.len(), all.same.len(), all.unseen.len(), all.unseen_before.len()], all.reset)
    };
    let (any, trusted, named) = (("opportunistic", None), ("certificate", None), ("domain", Some("mail.fabrikam.com")));
    let (passed, refused) =
        (demanding(any, 1, false, &[expired("warning")]), demanding(trusted, 2, false, &[expired("fault")]));
    let places = passed[0].1.endpoints.len();
    assert_eq!(count(&passed, &refused), ([0, places, 0, 0, 0], true), "accepted with a warning");
    assert_eq!(count(&refused, &passed), ([0, 0, places, 0, 0], true), "it is there still");
    assert_eq!(count(&refused, &refused), ([0, 0, places, 0, 0], false));
    let (unasked, asked) = (demanding(trusted, 1, false, &[]), demanding(named, 2, false, &[mismatch]));
    assert_eq!(count(&unasked, &asked), ([0, places, 0, 0, 0], true), "no name was compared");
    // Of two connectors to one place the one with the same setting is compared.
    let both = [passed.clone(), refused.clone()].concat();
    assert_eq!(count(&refused, &both), ([0, 0, places, 0, 0], false));
}

#[test]
fn two_reports_that_are_swapped_or_of_different_connectors_are_told_to_be() {
    let read = |name, number| {
        let saved = mxray::intake::saved::saved(&report(name, number)).expect("a report");
        saved.into_iter().map(|saved| (saved.connector, saved.run)).collect::<Vec<_>>()
    };
    let (first, second) = (read("certificate", 1), read("healthy", 2));
    let mut other = second.clone();
    other[0].0.port = 2525;
    for (before, after, words) in [
        (&first, &second, None),
        (&first, &first, None),
        (&second, &first, Some("compare-swapped")),
        (&first, &other, Some("compare-apart")),
        (&other, &first, Some("compare-apart")),
    ] {
        let comparison = mxray::diagnose::compare(before, after, Knowledge::embedded());
        for texts in Locale::all().map(Texts::new) {
            let lead = mxray::report::compared(&comparison, before, after, &texts).lead.split_off(2);
            assert_eq!(lead, words.iter().map(|id| texts.get(id)).collect::<Vec<_>>());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_the_reader_of_saved_reports_panic(bytes in prop::collection::vec(any::<u8>(), 0..9), at in any::<prop::sample::Index>()) {
        let mut text = report("certificate-half", 1);
        let at = at.index(text.len());
        text.splice(at..(at + bytes.len() / 3).min(text.len()), bytes);
        for saved in mxray::intake::saved::saved(&text).unwrap_or_default() {
            let _ = Walk::of_saved(saved, Settings::default(), story_time(), Knowledge::embedded()).told();
        }
    }
}
