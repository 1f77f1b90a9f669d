//! Every scenario of the lab, started, probed for real on loopback, and concluded: the verdict, code, fault and cause
//! that its file says.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::{StreamExt, stream};
use jiff::Timestamp;
use mxray::{
    diagnose::diagnose,
    knowledge::{Knowledge, scenarios},
    l10n::{Args, Locale, Texts},
    lab::{Exercise, Lab},
    model::{Answers, CodeId, Diagnosis, Evidence, Fault, Level, ProbePlan, Run, Scenario, Settings, Stage, Verdict},
    probe::{self, Clock, Trust, Vantage},
    report::{self, Inquiry, phrases},
};

/// Probes that run side by side. More would time healthy servers out on a busy machine.
const AT_ONCE: usize = 8;

async fn probe_it(lab: &Lab, exercise: &Exercise, change: impl FnOnce(&mut ProbePlan)) -> Run {
    let vantage = Vantage {
        resolvers: exercise.resolvers.clone(),
        trust: Trust { system: false, pem: vec![lab.ca_pem().into()], ..Trust::default() },
        clock: Clock::fixed(Timestamp::now()),
    };
    let mut plan = ProbePlan::for_connector(exercise.connector.clone());
    plan.limits = exercise.limits;
    change(&mut plan);
    let mut probe = probe::start(plan, vantage);
    let mut run = Run::default();
    while let Some(event) = probe.next().await {
        run.apply(event);
    }
    run
}

fn conclude(exercise: &Exercise, run: &Run) -> Diagnosis {
    diagnose(&exercise.connector, None, run, Knowledge::embedded())
}

/// What the finding says other than the scenario does.
fn differences(scenario: &Scenario, run: &Run, diagnosis: &Diagnosis) -> Vec<String> {
    let finding = &diagnosis.finding;
    let mut wrong = Vec::new();
    let mut compare = |what: &str, got: String, expected: String| {
        if got != expected {
            wrong.push(format!("{what}: {got}, expected {expected}"));
        }
    };
    let id = |fault: Option<Fault>| fault.map(|fault| fault.id().to_owned()).unwrap_or_default();
    let show = |text: Option<String>| text.unwrap_or_default();
    compare("verdict", finding.verdict.id().into(), scenario.verdict.id().into());
    let code = |code: &Option<CodeId>| show(code.as_ref().map(ToString::to_string));
    compare("code", code(&finding.code), code(&scenario.code));
    compare("fault", id(finding.fault), id(scenario.fault));
    compare(
        "cause",
        show(finding.cause.as_ref().map(ToString::to_string)),
        show(scenario.cause.as_ref().map(ToString::to_string)),
    );
    let seen: Vec<_> = finding.evidence.iter().filter_map(|noted| noted.evidence.fault()).collect();
    for fault in scenario.fault.iter().chain(&scenario.also) {
        compare("seen", seen.iter().find(|seen| *seen == fault).map_or("", |seen| seen.id()).into(), fault.id().into());
    }
    if let Some(answer) = &scenario.answer {
        compare("likely", finding.causes.contains(answer).to_string(), "true".into());
    }
    if let Some(step) = &scenario.step {
        // The first step a trainee is to name is one of those that are offered.
        compare("step", diagnosis.checklist.items.iter().any(|item| item.id == *step).to_string(), "true".into());
    }
    if scenario.verdict == Verdict::Healthy {
        // A healthy server gets no warning that its scenario does not tell of.
        let stray: Vec<_> = finding
            .evidence
            .iter()
            .filter(|noted| noted.level > Level::Info)
            .filter(|noted| noted.evidence.fault().is_none_or(|fault| !scenario.also.contains(&fault)))
            .map(|noted| noted.evidence.id())
            .collect();
        compare("stray warnings", format!("{stray:?}"), "[]".into());
    }
    if !wrong.is_empty() {
        let all: Vec<_> = run.evidence.iter().map(Evidence::id).collect();
        let rows: Vec<_> = run.endpoints.iter().map(|e| (e.ip, e.failure().map(|(s, f)| (s.id(), f.id())))).collect();
        wrong.push(format!(
            "run {all:?}, addresses {rows:?}, noted {:?}",
            seen.iter().map(|f| f.id()).collect::<Vec<_>>()
        ));
    }
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_scenario_ends_in_the_verdict_code_fault_and_cause_of_its_file() {
    let all = scenarios::all().expect("the assets are right");
    let lab = Arc::new(Lab::start(&all).await.expect("a lab"));
    let probes = all.iter().map(|scenario| {
        let lab = Arc::clone(&lab);
        let id = scenario.id.clone();
        async move {
            let exercise = lab.exercise(&id).expect("it was started");
            let begun = Instant::now();
            let run = probe_it(&lab, exercise, |_| {}).await;
            let mut wrong = differences(&exercise.scenario, &run, &conclude(exercise, &run));
            // The total that is promised, and more for a machine that is busy.
            let limit = Duration::from_millis(exercise.limits.total_ms()) + Duration::from_secs(15);
            if begun.elapsed() > limit {
                wrong.push(format!("took {:?}, may take {limit:?}", begun.elapsed()));
            }
            (id, wrong)
        }
    });
    let results: Vec<_> = stream::iter(probes).buffer_unordered(AT_ONCE).collect().await;
    let report: Vec<_> = results
        .into_iter()
        .filter(|(_, wrong)| !wrong.is_empty())
        .map(|(id, wrong)| format!("{id}\n    {}", wrong.join("\n    ")))
        .collect();
    assert!(report.is_empty(), "{} scenarios end otherwise:\n{}", report.len(), report.join("\n"));
}

#[tokio::test]
async fn an_odd_farewell_of_the_lab_is_told() {
    let all = scenarios::all().expect("the assets are right");
    let odd: Vec<_> = all.into_iter().filter(|scenario| scenario.id == "odd-farewell").collect();
    let lab = Lab::start(&odd).await.expect("a lab");
    let run = probe_it(&lab, lab.exercise("odd-farewell").expect("it was started"), |_| {}).await;
    let told = |e: &Evidence| matches!(e, Evidence::QuitAnswered { received: Some(words), .. } if words.as_str().starts_with("502"));
    assert!(run.endpoints[0].evidence.iter().any(told), "{run:#?}");
}

fn healthy() -> Scenario {
    let all = scenarios::all().expect("the assets are right");
    all.into_iter().find(|scenario| scenario.id == "healthy").expect("it is there")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_cut_after_any_byte_is_a_cut_and_never_anything_else() {
    // Every byte of the lines in clear, then every so often through the TLS handshake.
    let cuts = (0..180).chain((180..4_000).step_by(67));
    let scenarios: Vec<_> = cuts
        .map(|cut| {
            let mut scenario = Scenario { id: format!("cut-{cut}"), ..healthy() };
            scenario.servers[0].addresses.truncate(1);
            scenario.servers[0].cut_after = Some(cut);
            scenario
        })
        .collect();
    let lab = Arc::new(Lab::start(&scenarios).await.expect("a lab"));
    let probes = scenarios.iter().map(|scenario| {
        let lab = Arc::clone(&lab);
        async move {
            let exercise = lab.exercise(&scenario.id).expect("it was started");
            let run = probe_it(&lab, exercise, |_| {}).await;
            (scenario.id.clone(), conclude(exercise, &run).finding)
        }
    });
    let findings: Vec<_> = stream::iter(probes).buffer_unordered(AT_ONCE).collect().await;
    let mut healthy = 0;
    for (id, finding) in findings {
        match (finding.verdict, finding.fault) {
            (Verdict::Fault, Some(Fault::Closed | Fault::Reset)) => {}
            // Long enough for the whole conversation.
            (Verdict::Healthy, None) => healthy += 1,
            other => panic!("{id}: {other:?} {:?}", finding.evidence),
        }
    }
    assert!(healthy > 0, "the longest cut is behind the end of the conversation");
}

#[tokio::test]
async fn samples_of_one_address_tell_two_servers_apart() {
    let all = scenarios::all().expect("the assets are right");
    let two: Vec<_> = all.into_iter().filter(|scenario| scenario.id == "two-servers").collect();
    let lab = Lab::start(&two).await.expect("a lab");
    let exercise = lab.exercise("two-servers").expect("it was started");
    let run = probe_it(&lab, exercise, |plan| plan.samples = 4).await;
    let differs = |evidence: &Evidence| evidence.fault() == Some(Fault::SampleDiffers);
    assert!(run.evidence.iter().chain(&run.endpoints[0].evidence).any(differs), "{run:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pool_of_which_a_part_takes_mail_is_weighed_fault_by_fault_with_steps_for_each() {
    let all = scenarios::all().expect("the assets are right");
    let scenario = all.iter().find(|scenario| scenario.id == "half-a-pool").expect("a scenario");
    let lab = Lab::start(std::slice::from_ref(scenario)).await.expect("a lab");
    let exercise = lab.exercise("half-a-pool").expect("it was started");
    let run = probe_it(&lab, exercise, |_| {}).await;
    let diagnosis = conclude(exercise, &run);
    let code = |id: &str| diagnosis.checklist.items.iter().any(|item| item.code.as_str() == id);
    assert!(code("4.7.320") && code("4.4.317"), "{:?}", diagnosis.checklist);
    let shared: Vec<_> = diagnosis.checklist.items.iter().filter_map(|item| item.shared.as_ref()).collect();
    let once: BTreeSet<_> = shared.iter().collect();
    assert_eq!(once.len(), shared.len(), "a step that both faults share is there once: {shared:?}");
    let wizard = diagnosis.checklist.items.iter().find(|item| item.shared.as_deref() == Some("hybrid-wizard"));
    let mends = &wizard.expect("a step of both").faults;
    assert!(mends.contains(&Fault::CertificateExpired) && mends.contains(&Fault::StartTlsMissing), "{mends:?}");
    let [other] = diagnosis.finding.others.as_slice() else { panic!("{:?}", diagnosis.finding.others) };
    let at: Vec<_> = other.at.iter().map(ToString::to_string).collect();
    assert_eq!((other.stage, other.fault, at), (Stage::Ehlo, Fault::StartTlsMissing, vec!["127.0.0.4".to_owned()]));
    assert!(other.code.as_ref().is_some_and(|code| code.as_str() == "4.4.317") && other.causes.len() > 1, "{other:?}");
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let fault = |stage, fault| {
            let args =
                Args::new().text("stage", texts.stage(stage)).text("fault", texts.fault(fault)).number("count", 1);
            texts.with("pool-fault", &args)
        };
        let faults = [fault(Stage::Certificate, Fault::CertificateExpired), fault(Stage::Ehlo, Fault::StartTlsMissing)];
        let said = phrases::pool(&run, &diagnosis.finding, &texts).expect("a mixed pool");
        let args = Args::new().number("well", 2).number("count", 4).text("faults", texts.list(&faults));
        assert_eq!(said, texts.with("pool-mixed", &args));
        let knowledge = Knowledge::embedded();
        let settings = Settings::default();
        let inquiry = Inquiry {
            connector: &exercise.connector,
            symptom: None,
            settings: &settings,
            answers: &Answers::default(),
            scenario: None,
            redacted: false,
        };
        let report = report::check(&inquiry, &run, &diagnosis, report::Depth::Short, knowledge, &texts).text(2000);
        let elsewhere = phrases::elsewhere(&exercise.connector, &diagnosis.finding, knowledge, &texts);
        let [(what, causes)] = elsewhere.as_slice() else { panic!("{elsewhere:?}") };
        assert!(report.contains(what) && causes.iter().all(|cause| report.contains(cause)), "{report}");
    }
    let well = Run { endpoints: run.endpoints[..2].to_vec(), ..run.clone() };
    assert_eq!(phrases::pool(&well, &conclude(exercise, &well).finding, &Texts::new(Locale::english())), None);
}
