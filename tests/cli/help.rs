//! Help, manual pages, completions and the version: what the program says of itself, in every language.

use std::{collections::BTreeSet, process::Command as StdCommand};

use crate::support::{
    languages::tags,
    program::{mxray, stderr, stdout},
    skipped,
};

/// The commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = stdout(&mxray(&["-h"]).output().expect("runs"));
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| line.starts_with("  "));
    let names: Vec<_> = lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    assert!(names.len() > 10 && names.contains(&"help".to_owned()), "{help}");
    names
}

fn printed(arguments: &[&str]) -> String {
    let output = mxray(arguments).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    stdout(&output)
}

/// The program that helps a test, or `None` with a word about it where this machine has none.
fn helper(name: &str) -> Option<StdCommand> {
    let is_there = StdCommand::new(name).arg("--version").output().is_ok();
    if !is_there {
        skipped(&format!("no {name} here"));
    }
    is_there.then(|| StdCommand::new(name))
}

#[test]
fn the_short_help_of_every_command_fits_24_rows_of_80_columns_in_every_language() {
    for language in tags() {
        for command in commands().iter().map(String::as_str).chain([""]) {
            let words = [command, "-h", "--lang", language].into_iter().filter(|word| !word.is_empty());
            let help = printed(&words.collect::<Vec<_>>());
            assert!(help.lines().count() <= 24, "{language} {command}: {} rows\n{help}", help.lines().count());
            let wide = help.lines().find(|line| line.chars().count() > 80);
            assert_eq!(wide, None, "{language} {command}");
            // Nothing goes on below: a line of its own for each.
            let hangs =
                help.lines().find(|line| line.starts_with("            ") && !line.trim_start().starts_with("--"));
            assert_eq!(hangs, None, "{language} {command}");
            assert!(help.contains("--help"), "{language} {command}");
        }
    }
}

#[test]
fn help_before_a_command_is_help_behind_it_and_has_examples_and_exit_codes() {
    for language in tags() {
        assert_eq!(printed(&["help", "--lang", language]), printed(&["--help", "--lang", language]));
        for command in commands() {
            let help = printed(&["help", &command, "--lang", language]);
            assert_eq!(help, printed(&[&command, "--help", "--lang", language]), "{language}");
            assert!(help.lines().filter(|line| line.starts_with(&format!("  mxray {command}"))).count() > 0, "{help}");
            assert!(help.lines().any(|line| line.starts_with("  128+n ")), "{help}");
            assert_eq!(help.lines().find(|line| line.chars().count() > 80), None, "{language} {command}");
        }
        let unknown = mxray(&["help", "chekc", "--lang", language]).output().expect("runs");
        assert_eq!(unknown.status.code(), Some(2));
        assert!(stderr(&unknown).contains("chekc") && stderr(&unknown).contains("check, read"), "{unknown:?}");
    }
}

/// The pages of a language in a folder, by name.
fn pages(folder: &std::path::Path, language: &str) -> Vec<(String, String)> {
    let out = folder.join(language).display().to_string();
    assert_eq!(printed(&["man", "--out", &out, "--lang", language]), "");
    let files = std::fs::read_dir(&out).expect("the folder was made").flatten();
    let read = |path| std::fs::read_to_string(path).expect("a page");
    files.map(|file| (file.file_name().to_string_lossy().into_owned(), read(file.path()))).collect()
}

#[test]
fn every_page_of_the_manual_that_is_named_is_there_with_all_its_parts_in_every_language() {
    let folder = tempfile::tempdir().expect("a folder");
    for (language, headings) in [
        ("en", "NAME SYNOPSIS DESCRIPTION OPTIONS EXAMPLES EXIT|STATUS ENVIRONMENT FILES SEE|ALSO"),
        ("fr", "NOM SYNOPSIS DESCRIPTION OPTIONS EXEMPLES CODE|DE|SORTIE ENVIRONNEMENT FICHIERS VOIR|AUSSI"),
        ("pt-BR", "NOME SINOPSE DESCRIÇÃO OPÇÕES EXEMPLOS STATUS|DE|SAÍDA AMBIENTE ARQUIVOS VEJA|TAMBÉM"),
    ] {
        let pages = pages(folder.path(), language);
        let there: BTreeSet<_> = pages.iter().map(|(name, _)| name.clone()).collect();
        let expected: BTreeSet<_> =
            commands().iter().map(|name| format!("mxray-{name}.1")).chain(["mxray.1".to_owned()]).collect();
        assert_eq!(there, expected, "{language}");
        for (name, page) in &pages {
            for heading in headings.split(' ').map(|heading| format!("\n.SH {}\n", heading.replace('|', " "))) {
                assert_eq!(page.matches(&heading).count(), 1, "{language} {name}: {heading}");
            }
            let named = page.split(['\n', ' ']).filter_map(|word| word.strip_prefix("\\fBmxray"));
            let named = named.filter_map(|word| word.split_once("\\fR(1)")).map(|(name, _)| name.replace('\\', ""));
            let named: BTreeSet<_> = named.map(|name| format!("mxray{name}.1")).collect();
            assert!(named.len() > 10 && named.is_subset(&there), "{language} {name}: {named:?}");
            let command = name.trim_start_matches("mxray").trim_start_matches('-').trim_end_matches(".1");
            let words = ["man", command, "--lang", language].into_iter().filter(|word| !word.is_empty());
            assert_eq!(&printed(&words.collect::<Vec<_>>()), page);
        }
        // A second time it is written anew.
        assert_eq!(self::pages(folder.path(), language).len(), pages.len());
    }
}

#[test]
fn mandoc_has_nothing_to_say_of_any_page() {
    let folder = tempfile::tempdir().expect("a folder");
    for language in tags() {
        for (name, _) in pages(folder.path(), language) {
            let Some(mut mandoc) = helper("mandoc") else { return };
            let output = mandoc.args(["-T", "lint"]).arg(folder.path().join(language).join(&name)).output();
            let said = stdout(&output.expect("runs"));
            assert!(said.is_empty(), "{language}: {said}");
        }
    }
}

#[test]
fn pages_that_cannot_be_written_are_told_in_a_sentence() {
    for language in tags() {
        for (arguments, named) in [
            (["man", "--out", "/proc/nowhere"], "/proc/nowhere"),
            (["man", "--out", "/etc/passwd"], "/etc/passwd"),
            (["man", "lunch", "--no-state"], "lunch"),
        ] {
            let output = mxray(&arguments).args(["--lang", language]).output().expect("runs");
            assert_eq!(output.status.code(), Some(2), "{output:?}");
            assert!(stderr(&output).contains(named) && stderr(&output).lines().count() == 1, "{output:?}");
        }
    }
}

#[test]
fn completions_offer_codes_scenarios_and_languages_and_never_a_host() {
    for language in tags() {
        for shell in ["bash", "elvish", "fish", "nushell", "powershell", "zsh"] {
            let script = printed(&["completions", shell, "--lang", language]);
            assert!(script.contains("tls-domain") && script.contains("explain"), "{shell}");
            let valued = !["elvish", "powershell"].contains(&shell);
            for offered in ["4.4.316", "4.7.320", "nx-domain", "starttls-missing", "pt-BR", "nftables", "delete"] {
                assert!(!valued || script.contains(offered), "{shell}: {offered}");
            }
            // Nushell would ask for the value that may be left out.
            assert!(shell != "nushell" || !script.contains("\n    --watch"), "{script}");
            for host in ["_hosts", "hostname", "__fish_print", "contoso", "_users"] {
                assert!(!script.contains(host), "{shell}: {host}");
            }
        }
    }
}

#[test]
fn bash_completes_what_is_known_and_files_where_a_file_is_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("mail-report.eml"), "").expect("a file");
    let script = folder.path().join("mxray.bash");
    std::fs::write(&script, printed(&["completions", "bash"])).expect("the script");
    let offered = |line: &str| {
        let words: Vec<_> = line.split(' ').map(|word| format!("'{word}'")).collect();
        let ask = format!(
            ". '{}'; COMP_WORDS=({}); COMP_CWORD={}; _mxray mxray {} {} 2>/dev/null; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            script.display(),
            words.join(" "),
            words.len() - 1,
            words[words.len() - 1],
            words[words.len() - 2],
        );
        let output = helper("bash").map(|mut bash| bash.args(["--norc", "-c", &ask]).current_dir(&folder).output());
        output.map(|output| stdout(&output.expect("runs")).split_whitespace().collect::<Vec<_>>().join(" "))
    };
    for (line, expected) in [
        ("mxray ex", "explain"),
        ("mxray explain 4.7", "4.7.320"),
        ("mxray check --reported 4.7", "4.7.320"),
        ("mxray lab --serve refused-p", "refused-partner"),
        ("mxray --lang ", "en fr pt-BR"),
        ("mxray check x.test --letter-lang p", "pt-BR"),
        ("mxray check x.test --ndr ma", "mail-report.eml"),
        ("mxray cases s", "show"),
        ("mxray help comp", "compare completions"),
        ("mxray completions n", "nushell"),
        // Left to bash, which offers files there.
        ("mxray open ", ""),
        // What cannot be known is not guessed, a file of that name neither.
        ("mxray check mail", ""),
        ("mxray check --ehlo ", ""),
    ] {
        let Some(offered) = offered(line) else { return };
        assert_eq!(offered, expected, "{line}");
    }
}

#[test]
fn fish_completes_the_same_with_a_word_on_each() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = folder.path().join("mxray.fish");
    std::fs::write(&script, printed(&["completions", "fish", "--lang", "fr"])).expect("the script");
    for (line, expected) in [
        ("mxray ex", "explain\tExplique un code, ou liste les codes\n"),
        ("mxray explain 4.7", "4.7.320\tÉchec de la validation du certificat\n"),
        ("mxray --lang f", "fr\tFrançais\n"),
        ("mxray cases sh", "show\n"),
        ("mxray check mail", ""),
        ("mxray check --ehlo ", ""),
    ] {
        let Some(mut fish) = helper("fish") else { return };
        let ask = format!("source {}; complete -C '{line}'", script.display());
        let output = fish
            .args(["--no-config", "-c", &ask])
            .current_dir(&folder)
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", folder.path())
            .output();
        assert_eq!(stdout(&output.expect("runs")), expected, "{line}");
    }
}

#[test]
fn a_slip_of_the_finger_is_told_with_the_whole_command_in_every_language() {
    for language in tags() {
        for (typed, meant) in [
            ("chekc mail.contoso.com", "mxray check mail.contoso.com --lang"),
            ("chekc mail.contoso.com --format json", "mxray check mail.contoso.com --format json --lang"),
            ("check mail.contoso.com --prot=25", "mxray check mail.contoso.com --port=25 --lang"),
            ("check mail.contoso.com --hlep", "mxray check mail.contoso.com --help --lang"),
            ("chekc --help", "mxray check --help --lang"),
            ("mail.contoso.com --format json", "mxray check mail.contoso.com --format json --lang"),
        ] {
            let output =
                mxray(&typed.split(' ').chain(["--lang", language]).collect::<Vec<_>>()).output().expect("runs");
            assert_eq!(output.status.code(), Some(2), "{output:?}");
            assert!(stderr(&output).contains(meant) && stdout(&output).is_empty(), "{output:?}");
            assert_eq!(stderr(&output).lines().count(), 1, "{output:?}");
        }
    }
}

#[test]
fn the_version_is_short_and_told_with_what_it_was_built_for() {
    let version = format!("mxray {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(printed(&["-V"]), version);
    let long = printed(&["--version"]);
    assert!(long.starts_with(&version) && long.contains(std::env::consts::ARCH) && long.contains("rustls"), "{long}");
}
