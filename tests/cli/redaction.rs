//! Mail addresses of a report are nobody's business: none reaches an output, whatever it is and whatever language, and
//! each says how many were left out.

use std::{fs, io::Cursor, path::Path};

use crate::support::{
    program::{self, json, mxray},
    stage::Stage,
};
use mxray::{
    l10n::{Args, Locale, Texts},
    model::{Control, Limits, Settings},
    plain,
    probe::Vantage,
    tui::message::Effect,
    wizard::Start,
};

/// A report that names four people: in its head, behind brackets, in a reply, in the line with the code itself.
const REPORT: &str = "Delivery has failed to these recipients: Anna.Secret@fabrikam.example\r\n\
    Reply-To: \"B. Secret\" <b.secret+tag@contoso.example>\r\n\r\n\
    Diagnostic information for administrators:\r\n\
    anna.secret@fabrikam.example\r\n\
    11/20/2026 9:57:15 AM - Server at relay.contoso.com (203.0.113.25) returned '450 4.4.316 Connection refused \
    [Message=Socket error code 10061 for c.secret@contoso.example] [LastAttemptedServerName=relay.contoso.com] \
    [LastAttemptedIP=203.0.113.25:25] [x=d.secret@fabrikam.example]'\r\n";
const PEOPLE: u64 = 4;

/// The sentence that says so, as a part of a text that may be wrapped or marked up.
fn says(text: &str, texts: &Texts, id: &str) -> bool {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['\\', '\u{a0}'], "");
    flat(text).contains(&flat(&texts.with(id, &Args::new().number("count", PEOPLE))))
}

#[track_caller]
fn assert_clean(text: &str, from: &str) {
    assert!(!text.to_lowercase().contains("secret"), "{from} names somebody:\n{text}");
}

fn report(folder: &Path) -> String {
    let path = folder.join("report.txt");
    fs::write(&path, REPORT).expect("written");
    path.to_string_lossy().into_owned()
}

#[test]
fn no_output_names_a_person_and_each_says_how_many_were_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = report(folder.path());
    // A resolver where none is: what was reported is told all the same.
    let check = ["check", "relay.contoso.com", "--resolver", "127.0.0.1:1", "--no-control", "--timeout", "1", "--ndr"];
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        for format in ["text", "markdown", "html", "json", "jsonl"] {
            let look = ["--lang", locale.tag(), "--format", format];
            let checked = mxray(&[&check[..], &[&path], &look].concat()).output().expect("it runs");
            let read = (format != "jsonl").then(|| mxray(&[&["read", &path][..], &look].concat()).output());
            let read = read.map(|output| output.expect("it runs"));
            let machine = format.starts_with("json");
            for (output, id, key) in [(Some(checked), "report-dropped", "/reported"), (read, "report-read-dropped", "")]
            {
                let Some(output) = output else { continue };
                let from = format!("{id} in {format}, {}", locale.tag());
                let text = program::stdout(&output) + &program::stderr(&output);
                assert_clean(&text, &from);
                if machine {
                    let count = json(&output).pointer(&format!("{key}/addresses_dropped")).cloned();
                    assert_eq!(count, Some(PEOPLE.into()), "{from}: {text}");
                } else if !output.stdout.is_empty() {
                    assert!(says(&text, &texts, id), "{from} does not say it:\n{text}");
                }
            }
        }
    }
}

#[test]
fn no_screen_copy_saved_report_or_case_names_a_person() {
    for name in ["", "x.md", "x.html", "x.json"] {
        let mut stage = Stage::english((120, 40));
        stage.at_home(Vec::new()).paste(REPORT).shows("4 mail addresses");
        // What was pasted stands in its own editor; from here on it is what was read of it.
        stage.press("Enter").replay("refused");
        let mut screens = vec![stage.screen()];
        for keys in ["Enter", "Tab", "Esc", "y", "Enter", "y"] {
            screens.push(stage.press(keys).screen());
        }
        stage.press("Esc S").type_text(name).press("Enter");
        assert_clean(&screens.join("\n"), "the screen");
        let case = stage.case();
        assert_clean(&String::from_utf8_lossy(&case.bytes()), "the case");
        assert_eq!(case.symptom.map(|symptom| symptom.addresses_dropped), Some(PEOPLE));
        let texts: Vec<_> = stage
            .effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Copy(text) | Effect::Save { text, .. } => Some(text),
                _ => None,
            })
            .collect();
        assert!(texts.len() > 1, "{texts:?}");
        texts.iter().for_each(|text| assert_clean(text, name));
        let saved = texts.last().expect("saved");
        let told = says(saved, &Texts::new(Locale::english()), "report-dropped");
        assert!(told || saved.contains("\"addresses_dropped\": 4"), "{name}: {saved}");
    }
}

#[test]
fn no_walk_in_lines_names_a_person() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = plain::Options {
        knowledge: mxray::knowledge::Known::embedded(),
        locale: Locale::english(),
        vantage: Vantage { resolvers: vec!["127.0.0.1:1".parse().expect("an address")], ..Vantage::system() },
        settings: Settings {
            limits: Limits { connect_ms: 500, ..Limits::default() },
            control: Control::None,
            ..Settings::default()
        },
        symptom: None,
        width: 80,
        folder: folder.path().to_owned(),
        state: None,
        no_state: false,
    };
    let mut said = Vec::new();
    let typed = format!("1\n{}.\n\n\n\n\n\nf\ns\nq\n", REPORT.replace("\r\n", "\n"));
    plain::run(Start::Welcome, options, Cursor::new(typed), &mut said, std::future::pending())
        .expect("memory takes everything");
    let said = String::from_utf8(said).expect("UTF-8");
    assert!(said.contains("4.4.316"), "{said}");
    assert_clean(&said, "the walk in lines");
    for saved in fs::read_dir(folder.path()).expect("a folder").flatten() {
        assert_clean(&fs::read_to_string(saved.path()).expect("a report"), "the saved report");
    }
}

#[test]
fn no_redacted_check_names_whoever_stands_beside_a_masked_address_of_its_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.txt");
    let report = path.to_string_lossy();
    for (index, form) in [
        "(Ann Secret <a.secret@contoso.example>)",
        "Ann Secret \u{2039}a.secret@contoso.example\u{203a}",
        "\"Secret, Ann\" <a.secret@contoso.example>",
        "Secret, Ann (CONTOSO) <a.secret@contoso.example>",
        "Ann Secret (a.secret@contoso.example)",
        "Ann Secret [mailto:a.secret@contoso.example]",
        "Ann Secret <mailto:a.secret@contoso.example>",
        "=?utf-8?Q?Ann_Secret?= <a.secret@contoso.example>",
        "Ann Secret &lt;a.secret@contoso.example&gt;",
        "Ann Secret <a.secret\n@contoso.example>",
        "a.secret@contoso.example (Ann Secret)",
    ]
    .into_iter()
    .enumerate()
    {
        for place in [
            "450 4.4.316 Connection refused for # x",
            "450 4.4.317 x [Message=550 5.1.1 #]",
            "About # x\n450 4.4.316 Connection refused",
        ] {
            fs::write(&path, place.replace('#', form)).expect("written");
            let format = ["text", "json", "markdown", "html", "jsonl"][index % 5];
            let check = ["check", "127.0.0.1:1", "--no-state", "--redact", "--format", format, "--ndr", &report];
            let output = mxray(&check).output().expect("it runs");
            let told = program::stdout(&output) + &program::stderr(&output);
            assert!(told.contains("4.4.31"), "{told}");
            assert_clean(&told, &format!("{form:?} in {format}"));
        }
    }
}

#[test]
fn no_redacted_check_names_whoever_is_called_by_words_of_the_program_wherever_the_name_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.txt");
    let report = path.to_string_lossy();
    // Names that stand in messages of ours, and one that does not.
    for name in ["Mark Long", "Will Young", "Anna Meier"] {
        for form in [
            "User '#' not found",
            "mailbox \"#\" is full",
            "mailbox of # is full <a@contoso.example>",
            "user # unknown",
            "| # | a@contoso.example |",
            "#\ta@contoso.example\tx",
            "# - a@contoso.example",
            "# / a@contoso.example",
            "#,a@contoso.example,x",
            "# {a@contoso.example}",
            "# 2 <a@contoso.example>",
            "# [EXT] <a@contoso.example>",
            "<a@contoso.example>: # no longer works here",
        ] {
            let text = format!("450 4.4.316 Connection refused for {}", form.replace('#', name));
            fs::write(&path, text).expect("written");
            let check = ["check", "127.0.0.1:1", "--no-state", "--redact", "--format", "json", "--ndr", &report];
            let output = mxray(&check).output().expect("it runs");
            let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
            let told = told["reported"].to_string();
            assert!(told.contains("4.4.316"), "{told}");
            for part in name.split(' ') {
                assert!(!told.contains(part), "{part} of {form}: {told}");
            }
            assert_eq!(told.matches('\'').count(), form.matches('\'').count(), "{form}: {told}");
        }
    }
}
