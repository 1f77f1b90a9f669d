//! The wizard as questions and lines: the journeys of the screen, typed line by line against a real lab on loopback,
//! in every language, and through the real program.

use std::{
    io::{BufRead, Cursor, Read, Write as _},
    path::Path,
    sync::{Mutex, mpsc},
    time::Duration,
};

use crate::support::{
    cmdlets::OTHER_CMDLETS,
    program::{mxray, stdout},
    servers::events,
    stage::Stage,
};
use mxray::{
    intake::outbound_connector::EXPORT_COMMAND,
    knowledge::scenarios,
    l10n::{Args, Locale, Texts},
    lab::{Exercise, Lab},
    model::{CauseId, CodeId, Control, DnsOutcome, Host, LabAnswer, LabCertificate, ProbePlan, Scenario, Settings},
    plain::{Options, run},
    probe::{Trust, Vantage},
    store::LabProgress,
    tui::message::{Effect, Message},
    wizard::Start,
};

fn scenario(id: &str) -> Scenario {
    let all = scenarios::all().expect("the assets are right");
    all.into_iter().find(|scenario| scenario.id == id).unwrap_or_else(|| panic!("no scenario {id}"))
}

/// Exercises that listen, and what is needed to look at them.
struct Bench {
    runtime: tokio::runtime::Runtime,
    lab: Option<Lab>,
    /// Where reports and progress go.
    folder: tempfile::TempDir,
}

impl Bench {
    fn new(ids: &[&str]) -> Self {
        Self::of(&ids.iter().map(|id| scenario(id)).collect::<Vec<_>>())
    }

    fn of(scenarios: &[Scenario]) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let lab = runtime.block_on(Lab::start(scenarios)).expect("a lab");
        Self { runtime, lab: Some(lab), folder: tempfile::tempdir().expect("a folder") }
    }

    fn exercise(&self, id: &str) -> &Exercise {
        self.lab.as_ref().and_then(|lab| lab.exercise(id)).expect("it was started")
    }

    /// Where its connector leads, as one types it.
    fn target(&self, id: &str) -> String {
        let connector = &self.exercise(id).connector;
        let hosts: Vec<_> = connector.route.hosts().iter().map(Host::to_string).collect();
        format!("{}:{}", hosts.join(","), connector.port)
    }

    fn options(&self, id: &str, locale: Locale) -> Options {
        let exercise = self.exercise(id);
        let ca = self.lab.as_ref().map(|lab| lab.ca_pem().into()).into_iter().collect();
        Options {
            knowledge: mxray::knowledge::Known::embedded(),
            locale,
            vantage: Vantage {
                resolvers: exercise.resolvers.clone(),
                trust: Trust { system: false, pem: ca, ..Trust::default() },
                ..Vantage::system()
            },
            settings: Settings { limits: exercise.limits, control: Control::None, ..Settings::default() },
            symptom: None,
            width: 80,
            folder: self.folder.path().to_owned(),
            state: Some(self.folder.path().join("state")),
            no_state: false,
        }
    }

    /// The same, and nothing is kept.
    fn without_state(&self, id: &str, locale: Locale) -> Options {
        Options { state: None, no_state: true, ..self.options(id, locale) }
    }

    fn saved(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.folder.path()).expect("the folder").flatten().map(|entry| entry.path());
        files.filter(|path| path.is_file()).map(|path| std::fs::read_to_string(path).expect("a report")).collect()
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        if let Some(lab) = self.lab.take() {
            self.runtime.block_on(lab.stop());
        }
    }
}

/// What is said to these lines; it ends well, and no line of it is for a screen.
fn say(start: Start, options: Options, lines: &[&str]) -> String {
    spoken(start, options, Cursor::new(lines.join("\n") + "\n"))
}

fn spoken(start: Start, options: Options, input: impl BufRead + Send + 'static) -> String {
    let mut output = Vec::new();
    let code = run(start, options, input, &mut output, std::future::pending()).expect("memory takes everything");
    let text = String::from_utf8(output).expect("UTF-8");
    assert_eq!(code, 0, "{text}");
    assert_plain(&text);
    text
}

/// Fit for a screen reader and for a teletype: nothing but lines, and every word known.
fn assert_plain(text: &str) {
    let odd = text.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(odd, None, "{text}");
    let glyph = text.chars().find(|c| "✓✗▸▾·│─…●○".contains(*c));
    assert_eq!(glyph, None, "{text}");
    let announced: Vec<_> = Locale::all().map(|locale| Texts::new(locale).get("plain-find")).collect();
    let lines: Vec<_> = text.lines().collect();
    for pair in lines.windows(2).filter(|pair| announced.iter().any(|find| find == pair[0])) {
        assert!(pair[1].starts_with("    "), "no command behind it: {pair:?}");
    }
    for line in lines {
        // An id in braces is a message that is missing.
        assert!(!line.replace("\\u{", "").contains('{'), "{line}");
        let words = line.split(' ').filter(|word| !word.is_empty()).count();
        let copied = line.starts_with("    ");
        assert!(line.chars().count() <= 80 || copied || words < 3, "over 80 columns: {line}");
    }
}

fn has(text: &str, texts: &Texts, id: &str, args: &Args) -> bool {
    let flat = |text: &str| text.split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    flat(text).contains(&flat(&texts.with(id, args)))
}

#[track_caller]
fn assert_has(text: &str, texts: &Texts, id: &str, args: &Args) {
    assert!(has(text, texts, id, args), "{id} is not in:\n{text}");
}

/// The part of a finding that `check` and the wizard share to the letter: the title, causes and steps. Times differ.
fn shared_part(text: &str, texts: &Texts) -> Vec<String> {
    let head = |id: &str| texts.get(id);
    let until = [head("report-meanwhile"), head("report-seen")];
    let way_on = texts.with("report-explain", &Args::new().text("code", ""));
    let mut kept = Vec::new();
    let mut keeps = false;
    for line in text.lines() {
        if line == head("report-causes") || line == head("report-steps") {
            keeps = true;
        } else if until.contains(&line.to_owned()) || line.starts_with(way_on.trim_end()) {
            keeps = false;
        }
        if keeps && !line.is_empty() {
            kept.push(line.to_owned());
        }
    }
    kept
}

/// How `mxray check` says it.
fn checked(bench: &Bench, id: &str, locale: Locale) -> (Vec<String>, String) {
    let ca_file = bench.folder.path().join(format!("{id}.pem"));
    std::fs::write(&ca_file, bench.lab.as_ref().expect("a lab").ca_pem()).expect("written");
    let mut arguments = vec!["check".to_owned()];
    arguments.extend(bench.exercise(id).args(&ca_file));
    arguments.extend(["--no-control", "--lang", locale.tag()].map(str::to_owned));
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let text = stdout(&mxray(&arguments).output().expect("it runs"));
    std::fs::remove_file(ca_file).expect("it is there");
    // Behind the verdict stands the connector, which has a name in the walk alone.
    let title = text.lines().next().and_then(|line| line.rsplit_once(" - ")).map_or("", |(verdict, _)| verdict);
    (shared_part(&text, &Texts::new(locale)), title.to_owned())
}

/// How many steps the finding has.
fn steps(text: &str, texts: &Texts) -> usize {
    let part = shared_part(text, texts);
    let from = part.iter().position(|line| *line == texts.get("report-steps")).expect("steps");
    let number = |line: &String| line.split_once(". ").and_then(|(number, _)| number.parse::<usize>().ok());
    part[from..].iter().filter_map(number).max().unwrap_or(0)
}

#[test]
fn a_connector_typed_with_a_mistake_is_corrected_probed_and_its_checklist_ticked() {
    let bench = Bench::new(&["expired"]);
    let connector = &bench.exercise("expired").connector;
    let (host, port) = (connector.route.hosts()[0].to_string(), connector.port.to_string());
    let mistyped = format!("https://{host}/");
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let form = ["2", "Outbound to Contoso", "", "", &mistyped, "=", "", &port];
        let found = say(Start::Welcome, bench.options("expired", locale), &form);
        assert_has(&found, &texts, "answer-target-url", &Args::new());
        assert_has(&found, &texts, "plain-correction", &Args::new().text("suggestion", &host));

        let (expected, title) = checked(&bench, "expired", locale);
        let titled = format!("{title} - Outbound to Contoso");
        assert!(found.contains(&titled), "{titled} is not in:\n{found}");
        assert_eq!(shared_part(&found, &texts), expected);

        let count = steps(&found, &texts);
        assert!(count > 2, "{found}");
        let mut lines: Vec<String> = form.map(str::to_owned).into();
        lines.extend(["f", "", "1?"].map(str::to_owned));
        lines.extend((1..=count).map(|number| number.to_string()));
        lines.extend(["s", "", "q"].map(str::to_owned));
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        let walked = say(Start::Welcome, bench.options("expired", locale), &lines);
        assert_has(&walked, &texts, "all-done", &Args::new());
        let counts = Args::new().number("verified", 0).number("needless", 0).number("ticked", count).number("open", 0);
        assert_has(&walked, &texts, "checklist-counts", &counts);
        assert!(!walked.contains(&texts.get("plain-ended")), "q ends it, not the input:\n{walked}");
        let saved = bench.saved();
        assert!(saved.iter().any(|report| report.contains(&title)), "{saved:?}");
        let ticked = format!("\n- {},", texts.get("state-ticked"));
        assert!(saved.iter().any(|report| report.matches(&ticked).count() == count), "{ticked}: {saved:?}");
    }
    assert_eq!(bench.saved().len(), Locale::all().count(), "a second report of the day has a name of its own");
}

#[test]
fn what_narrows_a_finding_is_asked_in_lines_changed_and_saved_with_the_report() {
    for locale in Locale::all() {
        let bench = Bench::new(&["refused"]);
        let texts = Texts::new(locale);
        let words = |id: &str| texts.get(id);
        let start = || Start::Connector(Box::new(bench.exercise("refused").connector.clone()));
        let options = || bench.options("refused", locale);
        let asked = say(start(), options(), &["a", "?", "2", "", "<", "a", "<", "s"]);
        for id in ["question-mailboxes", "question-mailboxes.why", "question-mailboxes.answer-none", "report-answers"] {
            assert_has(&asked, &texts, id, &Args::new());
        }
        assert!(asked.contains("\n    Get-Mailbox -ResultSize 10\n    Get-AcceptedDomain"), "{asked}");
        assert_has(&asked, &texts, "questions-follow", &Args::new().number("count", 4));
        let answered = Args::new()
            .text("question", words("question-mailboxes"))
            .text("answer", words("question-mailboxes.answer-none"));
        let saved = bench.saved().pop().expect("a report");
        assert!(has(&saved, &texts, "question-answered", &answered), "{saved}");
        // The second time the others come; the third, all of them, to be changed.
        let changed = say(start(), options(), &["a", "2", "1", "8", "3", "a", "1", "<"]);
        assert_has(
            &changed,
            &texts,
            "plain-answered",
            &Args::new().text("answer", words("question-mailboxes.answer-none")),
        );
        assert_has(&changed, &texts, "questions-follow", &Args::new().number("count", 4));
        let not_one = say(start(), options(), &["a", "x", "9", "<"]);
        for text in ["x", "9"] {
            assert_has(&not_one, &texts, "plain-not-understood", &Args::new().text("text", text));
        }
    }
}

#[test]
fn what_is_watched_is_told_line_by_line_until_it_is_healthy_and_its_steps_verify_themselves() {
    for locale in Locale::all() {
        // A lab of its own each time: what has healed stays so.
        let bench = Bench::new(&["heals-watched"]);
        let connector = bench.exercise("heals-watched").connector.clone();
        let texts = Texts::new(locale);
        let start = Start::Connector(Box::new(connector));
        let watched = say(start, bench.options("heals-watched", locale), &["w 0.2"]);
        let well = Args::new().text("pause", texts.duration(200));
        assert_has(&watched, &texts, "plain-watching", &well);
        assert_has(&watched, &texts, "report-title-repaired", &Args::new());
        assert_has(&watched, &texts, "steps-verified", &Args::new().number("count", 1));
        assert!(watched.contains(" UTC  127.0.0.1 (heals-watched.lab.test)"), "{watched}");
    }
}

#[test]
fn enter_ends_watching_and_another_answer_is_the_next_one() {
    let bench = Bench::new(&["refused"]);
    let texts = Texts::new(Locale::english());
    let connector = bench.exercise("refused").connector.clone();
    let start = || Start::Connector(Box::new(connector.clone()));
    for lines in [&["w", "", "q"][..], &["w 300", "q"]] {
        let watched = say(start(), bench.options("refused", Locale::english()), lines);
        assert_has(&watched, &texts, "watched-no-more", &Args::new());
        assert!(!watched.contains(&texts.get("plain-ended")), "q ends it, not the input:\n{watched}");
    }
}

#[test]
fn a_pasted_report_is_read_probed_and_compared() {
    let bench = Bench::new(&["refused"]);
    let connector = &bench.exercise("refused").connector;
    let host = connector.route.hosts()[0].to_string();
    let report = format!(
        "450 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName={host}] \
         [LastAttemptedIP=127.0.0.1:{}]",
        connector.port
    );
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        // By the first question, and at once: whoever pastes need not choose first.
        for begin in [&["1"][..], &[]] {
            let mut lines = begin.to_vec();
            lines.extend([report.as_str(), ".", "1", "f"]);
            let text = say(Start::Welcome, bench.options("refused", locale), &lines);
            assert_has(&text, &texts, "paste-probe", &Args::new().text("server", &host));
            let args = Args::new().text("code", format!("450 4.4.316 {}", texts.get("code-4-4-316")));
            assert_has(&text, &texts, "report-title-fault", &args);
            let agreed = Args::new().text("reported", "4.4.316").text("code", "4.4.316").text("detail", "");
            assert_has(&text, &texts, "agreement-confirmed", &agreed);
            assert_has(&text, &texts, "plain-ended", &Args::new());
        }
    }
}

#[test]
fn an_exercise_is_answered_wrongly_and_then_rightly_and_that_is_remembered() {
    let bench = Bench::new(&["healthy"]);
    let exercises: Vec<_> = scenarios::all().expect("scenarios").into_iter().filter(|s| s.chapter > 0).collect();
    let place = exercises.iter().position(|exercise| exercise.id == "refused").expect("an exercise") + 1;
    let number = place.to_string();
    let code = CodeId::new("4.4.316");
    let wrong = CauseId::of(&code, "migrated");
    let wrong = LabAnswer::Cause(wrong);
    // The same exercise has the same order; the right ones stand at these places.
    let (choice, cause, step) = ("2", "5", "4");
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let options = || bench.options("healthy", locale);
        let state = options().state.expect("a folder");
        let none = Args::new();

        let text = say(Start::Welcome, options(), &["5", &number, "", "h", choice, "4", "q", "q"]);
        assert_has(&text, &texts, "lab-refused.case", &none);
        assert_has(&text, &texts, "quiz-not-solved", &none);
        assert_has(&text, &texts, "else-316-cause-migrated", &none);
        // What was seen is told where it is asked for, between the question and the same question again.
        let asked: Vec<_> = text.split(&texts.get("quiz-cause")).collect();
        let seen = format!("\n{}\n", texts.get("report-seen"));
        assert!(asked.len() == 3 && asked[1].contains(&seen) && !asked[0].contains(&seen), "{text}");
        // The solution says all that the screen does.
        for label in ["label-chosen", "label-broken", "label-cause", "label-first-step", "label-why"] {
            assert_has(&text, &texts, label, &none);
        }
        let (progress, error) = LabProgress::load(&state);
        assert_eq!((progress.is_solved("refused"), progress.wrong.get("refused"), error), (false, Some(&wrong), None));
        // What the finding says would answer the questions, so it comes behind them.
        let at = |id: &str| text.find(&texts.get(id)).unwrap_or_else(|| panic!("{id} is not in:\n{text}"));
        assert!(at("quiz-cause") < at("quiz-step") && at("quiz-step") < at("report-causes"), "{text}");

        let text = say(Start::Welcome, options(), &["5", &number, "", cause, step, "q", "q"]);
        assert_has(&text, &texts, "lab-read-again", &none);
        let title = Args::new().text("number", &number).text("title", texts.get("lab-refused"));
        assert_has(&text, &texts, "plain-exercise", &title.text("state", "tried"));
        assert_has(&text, &texts, "quiz-solved", &none);
        let (progress, _) = LabProgress::load(&state);
        assert_eq!((progress.is_solved("refused"), progress.wrong.get("refused")), (true, None));

        // A question that is left open changes nothing, and a damaged file is left as it is.
        std::fs::write(state.join("lab.json"), "{").expect("written");
        let text = say(Start::Welcome, options(), &["5", &number, "", "<", "q", "q"]);
        assert_has(&text, &texts, "report-causes", &none);
        assert!(!has(&text, &texts, "quiz-not-solved", &none), "{text}");
        let text = say(Start::Welcome, options(), &["5", &number, "", cause, step, "q", "q"]);
        assert_has(&text, &texts, "quiz-solved", &none);
        assert_eq!(std::fs::read_to_string(state.join("lab.json")).expect("read"), "{");
        std::fs::remove_dir_all(state).expect("it is there");
    }
}

#[test]
fn the_language_changes_in_the_middle_of_anything() {
    let bench = Bench::new(&["refused"]);
    let target = bench.target("refused");
    let locales: Vec<_> = Locale::all().collect();
    let [english, others @ ..] = &locales[..] else { panic!("English") };
    let (english, last) = (*english, *others.last().expect("a translation"));
    // At the first question, in the form with an answer given, and at the finding: once around.
    let mut lines = vec!["l"; others.len() - 1];
    lines.extend(["2", "Contoso", "l", "", "", &target, "", "", "f", "l", "1", "q", "q"]);
    let text = say(Start::Welcome, bench.options("refused", english), &lines);
    for locale in locales.iter().copied() {
        let texts = Texts::new(locale);
        assert_has(&text, &texts, "language-now", &Args::new().text("name", texts.get("locale-name")));
    }
    let code = |locale| {
        let texts = Texts::new(locale);
        texts
            .with("report-title-fault", &Args::new().text("code", format!("450 4.4.316 {}", texts.get("code-4-4-316"))))
    };
    assert!(text.contains(&code(last)) && !text.contains(&code(english)), "{text}");
    let english = Texts::new(english);
    let ticked = text.lines().find(|line| line.starts_with(&format!("1. {}", english.get("state-ticked"))));
    assert!(ticked.is_some(), "{text}");
}

#[test]
fn the_input_may_end_anywhere() {
    let bench = Bench::new(&["refused"]);
    let target = bench.target("refused");
    let english = Texts::new(Locale::english());
    let journeys: [&[&str]; 6] = [
        &[
            "?",
            "2",
            "?",
            "Contoso",
            "<",
            "",
            "2",
            "",
            "?",
            "x y",
            &target,
            "4",
            "mail.contoso.com",
            "?",
            "",
            "f",
            "",
            "?",
            "1",
            "q",
            "",
        ],
        &["1", "?", "nothing of note", ".", "<"],
        &["1", "450 4.4.316 Connection refused", "goes on", ".", "2", "?"],
        &["3", "?", "/nowhere", "/", "<"],
        &["4", "?", "4.4.316", "", "nonsense", "4.4.999", "p", "<", "other", "<"],
        &["5", "?", "1", "?", "<", "999", "<", "9"],
    ];
    for journey in journeys {
        for until in 0..=journey.len() {
            let text = say(Start::Welcome, bench.without_state("refused", Locale::english()), &journey[..until]);
            let ended = has(&text, &english, "plain-ended", &Args::new());
            let unsaved = has(&text, &english, "plain-ended-unsaved", &Args::new().number("count", 1));
            assert!(ended || unsaved, "{:?}\n{text}", &journey[..until]);
        }
    }
}

#[test]
fn ticks_that_nothing_keeps_are_asked_about_and_nothing_else_is() {
    let bench = Bench::new(&["refused"]);
    let connector = bench.exercise("refused").connector.clone();
    let english = Texts::new(Locale::english());
    let start = || Start::Connector(Box::new(connector.clone()));
    let asked = Args::new().number("count", 1);
    for (lines, expected, saved) in [
        (&["", "q"][..], false, 0),
        (&["1", "1", "q"][..], false, 0),
        (&["1", "q", "q"][..], true, 0),
        (&["1", "q", "", "q", "q"][..], true, 0),
        // The way back to the settings does not leave.
        (&["1", "b", "", "q", "q"][..], true, 0),
        (&["1", "s", "q"][..], false, 1),
        (&["1", "q", "s"][..], true, 2),
    ] {
        let mut typed = vec!["f"];
        typed.extend(lines);
        let text = say(start(), bench.without_state("refused", Locale::english()), &typed);
        assert_eq!(has(&text, &english, "plain-unsaved", &asked), expected, "{lines:?}\n{text}");
        assert_eq!(has(&text, &english, "plain-leave-unsaved", &asked), lines.contains(&"b"), "{lines:?}\n{text}");
        assert!(!has(&text, &english, "plain-ended", &Args::new()), "{lines:?}\n{text}");
        assert_eq!(bench.saved().len(), saved, "{lines:?}");
    }
}

#[test]
fn a_letter_is_saved_in_its_own_language_where_that_is_told_and_help_tells_its_keys_once() {
    let bench = Bench::new(&["refused"]);
    let connector = bench.exercise("refused").connector.clone();
    let start = || Start::Connector(Box::new(connector.clone()));
    let (english, french) = (Texts::new(Locale::english()), Texts::new(Locale::parse("fr").expect("French")));
    let options = bench.without_state("refused", Locale::english());
    let lines = ["1m fr gone/", "to them.html", "1m them.txt", "1m fr .", "1m xx", "?", "q"];
    let text = say(start(), options, &lines);
    assert_eq!(
        text.matches(&english.get("plain-save-where")[..20]).count(),
        1,
        "there is no folder of that name: {text}"
    );
    let read = |name: &str| std::fs::read_to_string(bench.folder.path().join(name)).expect("saved");
    let page = read("to them.html");
    assert!(page.contains("<html lang=\"fr\">") && page.contains(&french.get("letter-themselves")), "{page}");
    assert!(read("them.txt").contains(&english.get("letter-themselves")));
    let named = bench.saved().iter().filter(|letter| letter.starts_with("Objet\u{a0}: ")).count();
    assert_eq!((bench.saved().len(), named), (3, 1), "one under a name of ours");
    assert!(!text.contains(&english.get("letter-themselves")), "a letter that is saved is not read out: {text}");
    let keys = english.with("plain-keys", &Args::new().text("language", "Français"));
    assert_eq!(text.matches(&keys).count(), 2, "{text}");
    let text = say(Start::Welcome, bench.without_state("refused", Locale::english()), &["?", "?", "q"]);
    assert_eq!(text.matches(&keys).count(), 3, "as often as it is asked: {text}");
}

#[test]
fn a_report_that_finds_no_place_is_asked_about_until_it_has_one() {
    let bench = Bench::new(&["refused"]);
    let connector = bench.exercise("refused").connector.clone();
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let home = tempfile::tempdir().expect("a folder");
        let gone = home.path().join("gone");
        let report = home.path().join("report.md");
        let options = Options { folder: gone.clone(), ..bench.without_state("refused", locale) };
        let start = || Start::Connector(Box::new(connector.clone()));
        let typed = report.to_string_lossy().into_owned();
        let text = say(start(), options.clone(), &["f", "1", "s", "", "also/gone/", &typed, "q"]);
        let reason = texts.with("error-store-missing", &Args::new().text("path", gone.to_string_lossy()));
        assert_has(&text, &texts, "plain-not-saved", &Args::new().text("reason", &reason));
        assert_eq!(text.matches(&texts.get("plain-save-where")[..20]).count(), 3, "{text}");
        // The tick is saved, so nothing is asked at the end.
        assert!(!has(&text, &texts, "plain-unsaved", &Args::new().number("count", 1)), "{text}");
        let saved = std::fs::read_to_string(&report).expect("saved");
        assert!(saved.starts_with("# "), "{saved}");
        // Given up, the tick is asked about.
        let text = say(start(), options, &["f", "1", "s", "<", "q", "q"]);
        assert_has(&text, &texts, "plain-unsaved", &Args::new().number("count", 1));
        // A place can be named at once, and what is there stays as it is.
        let behind = format!("s {typed}");
        let page = format!("s {}", home.path().join("page.html").display());
        let text = say(start(), bench.options("refused", locale), &["f", &behind, "<", &page, "q"]);
        let reason = texts.with("error-store-exists", &Args::new().text("path", &typed));
        assert_has(&text, &texts, "plain-not-saved", &Args::new().text("reason", reason));
        assert_eq!(std::fs::read_to_string(&report).expect("saved"), saved);
        assert!(std::fs::read_to_string(home.path().join("page.html")).expect("saved").starts_with("<!DOCTYPE html>"));
    }
}

#[test]
fn a_report_is_saved_from_lines_in_another_language_and_without_names() {
    let bench = Bench::new(&["refused"]);
    let connector = bench.exercise("refused").connector.clone();
    let home = tempfile::tempdir().expect("a folder");
    let report = home.path().join("a report.txt");
    let start = || Start::Connector(Box::new(connector.clone()));
    let save = format!("s --redact --lang pt-BR {}", report.display());
    let text = say(start(), bench.without_state("refused", Locale::english()), &["f", "s --lang tlh x", &save, "q"]);
    assert!(text.contains("tlh"), "{text}");
    let saved = std::fs::read_to_string(&report).expect("saved");
    assert!(saved.starts_with("FALHA") && saved.contains("host-1.example"), "{saved}");
    assert!(!saved.contains("lab.test") && !saved.contains("127.0.0"), "{saved}");
    assert_eq!(bench.saved().len(), 0, "nothing is saved under a language that is none");
}

/// Lines that come one after the other, as something appears in what was said.
struct Typist {
    lines: mpsc::Receiver<Vec<u8>>,
    rest: Cursor<Vec<u8>>,
}

impl Read for Typist {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.rest.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            match self.lines.recv() {
                Ok(line) => self.rest = Cursor::new(line),
                Err(_) => return Ok(0),
            }
        }
    }
}

/// Types a line each time its mark is said.
struct Listener {
    heard: Vec<u8>,
    script: Vec<(String, &'static str)>,
    typist: Option<mpsc::Sender<Vec<u8>>>,
}

impl std::io::Write for Listener {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.heard.extend(bytes);
        let text = String::from_utf8_lossy(&self.heard).into_owned();
        if let Some((mark, line)) = self.script.first()
            && text.ends_with(&format!("{mark}\n"))
        {
            if let Some(typist) = &self.typist {
                typist.send(format!("{line}\n").into()).expect("somebody reads");
            }
            self.script.remove(0);
            if self.script.is_empty() {
                self.typist = None;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn while_a_probe_runs_the_language_changes_and_enter_stops_it_and_what_was_seen_stays() {
    let bench = Bench::new(&["silent"]);
    let locales: Vec<_> = Locale::all().collect();
    let (english, french) = (Texts::new(locales[0]), Texts::new(locales[1]));
    let mut options = bench.options("silent", locales[0]);
    // Nobody would wait that long: it ends because it is stopped.
    options.settings.limits.reply_ms = 600_000;
    let connector = bench.exercise("silent").connector.clone();
    let (sender, lines) = mpsc::channel();
    let name = |texts: &Texts| Args::new().text("name", texts.get("locale-name"));
    let keys = Args::new().text("language", Texts::new(locales[1].next()).get("locale-name"));
    let script = vec![
        (english.get("plain-stop"), "l"),
        (french.with("language-now", &name(&french)), ""),
        (french.with("plain-keys", &keys), ""),
        (french.get("no-steps-stopped"), "q"),
    ];
    let mut listener = Listener { heard: Vec::new(), script, typist: Some(sender) };
    let input = std::io::BufReader::new(Typist { lines, rest: Cursor::new(Vec::new()) });
    let code = run(Start::Connector(Box::new(connector)), options, input, &mut listener, std::future::pending())
        .expect("it runs");
    let text = String::from_utf8(listener.heard).expect("UTF-8");
    assert_plain(&text);
    assert_eq!(code, 0);
    assert_has(&text, &french, "plain-stopped", &Args::new());
    // It says what happened, once, and gives no all-clear for what nobody saw.
    assert_has(&text, &french, "report-title-stopped", &Args::new());
    assert!(!has(&text, &french, "report-provisional", &Args::new()), "{text}");
    assert!(!has(&text, &french, "verdict-inconclusive", &Args::new()), "{text}");
    assert!(!has(&text, &french, "nothing-to-do", &Args::new()), "{text}");
    assert!(listener.script.is_empty(), "{text}");
}

/// Something that nobody reads any more.
struct Closed;

impl std::io::Write for Closed {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_who_went_away_ends_it_well() {
    let bench = Bench::new(&["healthy"]);
    let ended = run(
        Start::Welcome,
        bench.options("healthy", Locale::english()),
        Cursor::new("2\n"),
        Closed,
        std::future::pending(),
    );
    assert_eq!(ended.expect("no error"), 0);
}

#[test]
fn a_line_typed_ahead_is_no_wish_to_stop() {
    let bench = Bench::new(&["closed"]);
    let connector = bench.exercise("closed").connector.clone();
    let english = Texts::new(Locale::english());
    let lines = ["1", "", "", "q", "q"];
    let text = say(Start::Connector(Box::new(connector)), bench.options("closed", Locale::english()), &lines);
    assert!(!has(&text, &english, "plain-stopped", &Args::new()), "{text}");
    let args = Args::new().text("code", format!("450 4.4.318 {}", english.get("code-4-4-318")));
    assert_has(&text, &english, "report-title-fault", &args);
}

#[test]
fn a_second_probe_verifies_what_was_mended() {
    // The certificate is renewed between the first connection and the second.
    let mut renewed = scenario("expired");
    renewed.servers[0].addresses.truncate(1);
    renewed.servers[0].other_certificate = Some(LabCertificate::default());
    let bench = Bench::of(&[renewed]);
    let connector = bench.exercise("expired").connector.clone();
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let options = bench.options("expired", locale);
        let text = say(Start::Connector(Box::new(connector.clone())), options, &["1", "r", "f", "", "q", "q"]);
        assert_has(&text, &texts, "report-title-repaired", &Args::new());
        let verified = format!("1. {} - ", texts.get("state-verified"));
        assert!(text.contains(&verified), "{verified}:\n{text}");
    }
}

/// A text without its times, which no two probes share: digits that belong to a date, a clock or a duration.
fn timeless(text: &str) -> String {
    let words = text
        .split(' ')
        .map(|word| if word.trim_start_matches('(').starts_with(|c: char| c.is_ascii_digit()) { "#" } else { word });
    let words: Vec<_> = words.collect();
    // Where a time is longer the line breaks elsewhere.
    words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn both_faces_save_the_same_text() {
    let bench = Bench::new(&["expired"]);
    let exercise = bench.exercise("expired");
    let connector = exercise.connector.clone();
    for (locale, place) in Locale::all().zip(["a.txt", "b.md", "c.html"]) {
        let options = bench.options("expired", locale);
        let file = bench.folder.path().join(place);
        let save = format!("s {}", file.display());
        say(Start::Connector(Box::new(connector.clone())), options.clone(), &["1", &save, "q"]);
        let plain = std::fs::read_to_string(&file).expect("saved");

        let mut stage = Stage::new(Texts::new(locale), (80, 24));
        let begun = stage.model.open_connector(connector.clone());
        stage.effects.extend(begun);
        let id = stage.run_id();
        let plan = ProbePlan { limits: exercise.limits, ..ProbePlan::for_connector(connector.clone()) };
        let events = bench.runtime.block_on(events(plan, options.vantage.clone()));
        for event in events {
            stage.send(Message::Probe(id, event));
        }
        stage.press("Enter Enter Space S").type_text(place).press("Enter");
        let Some(Effect::Save { text, .. }) = stage.effects.last() else { panic!("{}", stage.screen()) };
        assert!(text.contains(&Texts::new(locale).get("state-ticked")), "{text}");
        assert_eq!(timeless(&plain), timeless(text), "{}", locale.tag());
    }
}

#[test]
fn what_a_finding_rests_on_is_told_in_the_order_in_which_it_went() {
    for locale in Locale::all() {
        let bench = Bench::new(&["starttls-missing"]);
        let texts = Texts::new(locale);
        let start = Start::Connector(Box::new(bench.exercise("starttls-missing").connector.clone()));
        let text = say(start, bench.options("starttls-missing", locale), &["c", "c 1", "c 9", "d", "q", "q"]);
        let lines: Vec<_> = text.lines().collect();
        let place =
            |part: &str| lines.iter().position(|line| line.contains(part)).unwrap_or_else(|| panic!("{part}: {text}"));
        let said = ["< 220 ", "> EHLO ", "< 250-", "STARTTLS", "> QUIT"].map(place);
        assert!(place("> EHLO ") < place("> QUIT") && said[2] > said[1], "{text}");
        let fault = lines[..said[4]].iter().rposition(|line| line.contains("STARTTLS"));
        assert!(
            fault.is_some_and(|fault| fault > said[2]),
            "what is missing is named behind the answer that lacks it: {text}"
        );
        assert_eq!(text.matches("> QUIT").count(), 2, "{text}");
        assert_has(&text, &texts, "lookup-for-route", &Args::new());
        assert!(text.contains(&texts.dns_outcome(DnsOutcome::NoData)), "{text}");
    }
}

#[test]
fn a_healthy_connector_has_nothing_to_do() {
    let bench = Bench::new(&["healthy"]);
    let connector = bench.exercise("healthy").connector.clone();
    let english = Texts::new(Locale::english());
    let options = bench.options("healthy", Locale::english());
    let text = say(Start::Connector(Box::new(connector)), options, &["f", "", "1", "q"]);
    assert_has(&text, &english, "nothing-to-do", &Args::new());
    assert_has(&text, &english, "plain-not-understood", &Args::new().text("text", "1"));
}

#[test]
fn one_connector_of_an_export_is_chosen_and_probed() {
    let bench = Bench::new(&["refused"]);
    let file = bench.folder.path().join("targets.list");
    std::fs::write(&file, format!("{}\nhttps://not-a-host/\n", bench.target("refused"))).expect("written");
    let english = Texts::new(Locale::english());
    let path = file.to_string_lossy().into_owned();
    let text = say(Start::Welcome, bench.options("refused", Locale::english()), &["3", &path, "2", "1", "", "q", "q"]);
    assert_has(&text, &english, "plain-connectors", &Args::new().number("count", 2));
    let args = Args::new().text("code", format!("450 4.4.316 {}", english.get("code-4-4-316")));
    assert_has(&text, &english, "report-title-fault", &args);
}

#[test]
fn all_connectors_of_an_export_are_probed_at_once_and_a_number_opens_a_finding() {
    let bench = Bench::new(&["refused"]);
    let file = bench.folder.path().join("targets.list");
    let target = bench.target("refused");
    std::fs::write(&file, format!("{target}\nhttps://not-a-host/\n{target}\n")).expect("written");
    let path = file.to_string_lossy().into_owned();
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        // What is typed before the end is the answer to the next question.
        let typed = ["3", &path, "n", "a", "1", "<", "n", "<", "n", "2", "s all.csv", "<", "q"];
        let text = say(Start::Welcome, bench.options("refused", locale), &typed);
        assert_has(&text, &texts, "plain-probing-all", &Args::new().number("count", 2));
        let counts = Args::new().number("count", 3).number("faults", 2).number("unsure", 0).number("unprobed", 1);
        assert_has(&text, &texts, "overview-title", &counts);
        assert_has(&text, &texts, "overview-unprobed", &Args::new());
        // One after the other, until there is none; before any was probed there is no next one.
        assert_has(&text, &texts, "export-no-next", &Args::new());
        assert_has(&text, &texts, "plain-not-understood", &Args::new().text("text", "n"));
        let saved = bench.folder.path().join("all.csv");
        let sheet = std::fs::read_to_string(&saved).expect("a spreadsheet");
        assert_eq!(sheet.lines().count(), 1 + 3, "{sheet}");
        std::fs::remove_file(saved).expect("ours");
        let args = Args::new().text("code", format!("450 4.4.316 {}", texts.get("code-4-4-316")));
        assert_has(&text, &texts, "report-title-fault", &args);
        // A row as each ends, and in the table.
        assert!(text.matches(&texts.get("fault-tcp-refused")).count() >= 4, "{text}");
        assert_eq!(text.matches(&texts.get("report-seen")).count(), 2, "{text}");
    }
}

#[test]
fn what_is_typed_can_neither_move_the_cursor_nor_hide() {
    let bench = Bench::new(&["refused"]);
    let hostile = "\u{1b}[2J\u{202e}\u{7}x";
    let lines = [
        hostile, "2", hostile, hostile, "", "", hostile, "<", "<", "<", "<", "1", hostile, ".", "<", "4", hostile, "<",
        "3", hostile,
    ];
    let mut output = Vec::new();
    let input = Cursor::new(lines.join("\n").into_bytes());
    run(Start::Welcome, bench.options("refused", Locale::english()), input, &mut output, std::future::pending())
        .expect("it runs");
    let text = String::from_utf8(output).expect("UTF-8");
    assert_plain(&text);
    assert!(!text.contains('\u{202e}'), "{text}");
    // And bytes that are no UTF-8 at all.
    let bytes = Cursor::new(b"2\n\xff\xfe\n\n\n\xc3\x28\n1\n".to_vec());
    spoken(Start::Welcome, bench.options("refused", Locale::english()), bytes);
}

#[test]
fn a_narrow_terminal_gets_narrow_lines() {
    let bench = Bench::new(&["expired"]);
    let connector = bench.exercise("expired").connector.clone();
    for locale in Locale::all() {
        let options = Options { width: 40, ..bench.options("expired", locale) };
        let text = say(Start::Connector(Box::new(connector.clone())), options, &["f", "", "1?", "q"]);
        // A name or a command is never broken; nothing else is longer.
        let long: Vec<_> = text
            .lines()
            .filter(|line| line.chars().count() > 40 && line.trim().split(' ').count() > 1 && !line.starts_with("    "))
            .collect();
        assert!(long.is_empty(), "{}: {long:#?}", locale.tag());
    }
}

#[test]
fn the_program_speaks_over_a_pipe() {
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let output =
            mxray(&["--plain", "--lang", locale.tag()]).write_stdin("4\n4.4.316\n<\nq\n").output().expect("it runs");
        let text = stdout(&output);
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{text}");
        assert_plain(&text);
        assert_has(&text, &texts, "code-4-4-316.meaning", &Args::new());
    }
}

#[test]
fn the_lab_opens_over_a_pipe_and_leaves_nothing_behind() {
    let state = tempfile::tempdir().expect("a folder");
    let output = mxray(&["lab", "refused", "--plain", "--lang", "en"])
        .env("XDG_STATE_HOME", state.path())
        .write_stdin("\n1\n")
        .output()
        .expect("it runs");
    let text = stdout(&output);
    assert_plain(&text);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains("4.4.316"), "{text}");
}

/// The real program in a pseudo-terminal of that type, answered line by line.
fn on_terminal(term: Option<&str>, arguments: &[&str], script: &[(&str, &str)]) -> (String, portable_pty::ExitStatus) {
    use portable_pty::{CommandBuilder, PtySize, native_pty_system};
    // One at a time: the machine has two cores, and a waiting test is no failing one.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_mxray"));
    command.cwd(Path::new(env!("CARGO_TARGET_TMPDIR")));
    command.args(arguments);
    let home = tempfile::tempdir().expect("a folder");
    command.env("HOME", home.path());
    ["LC_ALL", "LC_MESSAGES", "LANG", "TERM", "XDG_STATE_HOME"].iter().for_each(|name| command.env_remove(name));
    if let Some(term) = term {
        command.env("TERM", term);
    }
    let mut child = pair.slave.spawn_command(command).expect("it starts");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let (sender, received) = mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..read].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut writer = pair.master.take_writer().expect("a writer");
    let (mut heard, mut from) = (String::new(), 0);
    for (mark, line) in script {
        while !heard[from..].contains(mark) {
            let bytes =
                received.recv_timeout(Duration::from_secs(30)).unwrap_or_else(|_| panic!("no {mark} in:\n{heard}"));
            heard.push_str(&String::from_utf8_lossy(&bytes));
        }
        from = heard.len();
        writer.write_all(line.as_bytes()).expect("it listens");
        writer.flush().expect("it listens");
    }
    let status = child.wait().expect("it ends");
    while let Ok(bytes) = received.recv_timeout(Duration::from_secs(5)) {
        heard.push_str(&String::from_utf8_lossy(&bytes));
    }
    (heard, status)
}

#[test]
fn a_terminal_without_a_cursor_is_spoken_to_without_being_asked() {
    for term in [Some("dumb"), None, Some("unknown")] {
        let script = [("q quits.", "4\r"), ("goes back.", "4.4.316\r"), ("goes back.", "q\r")];
        let (text, status) = on_terminal(term, &["--lang", "en"], &script);
        assert!(status.success(), "{status}: {text}");
        assert!(!text.contains('\u{1b}'), "{text}");
        assert!(text.contains("Connection refused"), "{text}");
    }
}

#[test]
fn on_a_terminal_control_d_ends_it_well() {
    let (text, status) = on_terminal(Some("dumb"), &["--lang", "en"], &[("q quits.", "\u{4}")]);
    assert!(status.success(), "{status}: {text}");
    assert!(text.contains("The input has ended"), "{text}");
}

#[test]
fn on_a_terminal_control_c_ends_it_at_once_by_the_signal() {
    // A shell makes 130 of it.
    let (text, status) = on_terminal(Some("dumb"), &["--lang", "en"], &[("q quits.", "\u{3}")]);
    assert_eq!(status.signal(), Some("Interrupt"), "{text}");
}

#[test]
fn on_a_terminal_an_exercise_is_probed_and_stopped_by_control_c() {
    let script = [("goes back.", "\r"), ("Enter stops the probe", "\u{3}")];
    let (text, status) = on_terminal(Some("dumb"), &["lab", "silent", "--lang", "en"], &script);
    assert_eq!(status.signal(), Some("Interrupt"), "{text}");
    // As on a screen it says what was seen, and once that it was stopped.
    assert_eq!(text.matches("NO VERDICT: the probe was stopped before its end").count(), 1, "{text}");
    assert_eq!(text.matches("was stopped").count() + text.matches("Stopped.").count(), 1, "{text}");
}

#[test]
fn on_a_terminal_control_c_never_asks_and_says_how_many_ticks_are_lost() {
    let script = [("goes back.", "\r"), ("question open.", "\r"), ("f repeats", "1\r"), ("1. ticked", "\u{3}")];
    let (text, status) = on_terminal(Some("dumb"), &["lab", "refused", "--lang", "en"], &script);
    assert_eq!(status.signal(), Some("Interrupt"), "{text}");
    assert!(text.contains("1 change to the steps was not saved."), "{text}");
    assert!(!text.contains("s saves a report with it and"), "{text}");
}

#[test]
fn whatever_an_export_holds_is_told_in_words() {
    let bench = Bench::new(&["refused"]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/connectors");
    let files: Vec<_> = std::fs::read_dir(folder).expect("the fixtures").flatten().map(|entry| entry.path()).collect();
    assert!(!files.is_empty());
    for (file, locale) in files.iter().flat_map(|file| Locale::all().map(move |locale| (file, locale))) {
        let path = file.to_string_lossy().into_owned();
        // Where a connector cannot be probed, `<` leaves the list, and what follows are files that are not there.
        let lines = ["3", path.as_str(), "1", "?", "<", "2", "?", "<", "3", "?", "<"];
        say(Start::Welcome, bench.options("refused", locale), &lines);
    }
}

#[test]
fn connectors_in_the_place_of_a_report_are_told_and_outbound_ones_are_walked() {
    let bench = Bench::new(&["refused"]);
    for (locale, (id, text)) in Locale::all().flat_map(|locale| OTHER_CMDLETS.map(|other| (locale, other))) {
        let texts = Texts::new(locale);
        // At the question for a report, and at the welcome, where its first line leads there.
        for start in [["1"].as_slice(), &[]] {
            let lines: Vec<&str> = start.iter().copied().chain(text.trim().lines()).chain([".", "q"]).collect();
            if start.is_empty() && (text.starts_with("Hello") || text.starts_with('#')) {
                continue;
            }
            let said = say(Start::Welcome, bench.options("refused", locale), &lines);
            assert_has(&said, &texts, &format!("error-{id}"), &Args::new().text("command", EXPORT_COMMAND));
        }
    }
    let english = Texts::new(Locale::english());
    let outbound = "[{\"Name\":\"Ours\",\"SmartHosts\":[\"mail.contoso.com\"],\"UseMXRecord\":false}]";
    let said = say(Start::Welcome, bench.options("refused", Locale::english()), &["1", outbound, ".", "q"]);
    assert_has(&said, &english, "plain-connectors", &Args::new().number("count", 1));
}
