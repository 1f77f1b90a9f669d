//! The languages say the same: the same messages with the same values, nothing left in English, each by the
//! rules of its own writing. Every file of `locales/` is read, whoever uses it.

use std::{fs, path::Path};

use crate::support::{
    ftl::{self, Catalogue, catalogue},
    languages::{Language, SoThat, languages, tags},
    recorded::{assert_recorded, root},
};
use mxray::l10n::{Locale, Texts};

const NO_BREAK_SPACE: char = '\u{a0}';

fn translations() -> impl Iterator<Item = (&'static str, Catalogue)> {
    Locale::all().filter(|locale| *locale != Locale::english()).map(|locale| (locale.tag(), catalogue(locale.tag())))
}

/// Fails with everything that was found, each on a line.
fn assert_none(found: &[String]) {
    assert!(found.is_empty(), "{} found:\n{}", found.len(), found.join("\n"));
}

/// Every reading of every text of a language that a check objects to.
fn objections(tag: &str, objects: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let units = catalogue(tag);
    let readings = units.iter().flat_map(|(id, unit)| unit.readings.iter().map(move |reading| (id, unit, reading)));
    let found = readings.filter_map(|(id, unit, reading)| {
        objects(reading).map(|what| format!("{tag}/{} {id}: {what}: {reading}", unit.file))
    });
    found.collect()
}

#[test]
fn every_language_has_the_same_files_messages_and_attributes() {
    let english = catalogue("en");
    let mut found = Vec::new();
    for (tag, units) in translations() {
        let missing = english.iter().filter(|(id, _)| !units.contains_key(*id));
        found.extend(missing.map(|(id, unit)| format!("{tag}/{}: {id} is missing", unit.file)));
        let extra = units.iter().filter(|(id, _)| !english.contains_key(*id));
        found.extend(extra.map(|(id, unit)| format!("{tag}/{}: {id} is not in English", unit.file)));
        let moved = units.iter().filter(|(id, unit)| english.get(*id).is_some_and(|e| e.file != unit.file));
        found.extend(moved.map(|(id, unit)| format!("{tag}/{}: {id} stands in another file in English", unit.file)));
    }
    assert_none(&found);
}

#[test]
fn every_language_uses_the_same_values() {
    let english = catalogue("en");
    let mut found = Vec::new();
    for (tag, units) in translations() {
        for (id, unit) in &units {
            let Some(original) = english.get(id) else { continue };
            if unit.variables != original.variables {
                found.push(format!("{tag} {id}: {:?}, in English {:?}", unit.variables, original.variables));
            }
            if unit.references != original.references {
                found.push(format!("{tag} {id}: {:?}, in English {:?}", unit.references, original.references));
            }
        }
    }
    assert_none(&found);
}

#[test]
fn nothing_is_left_in_english() {
    let known = languages();
    let everywhere = &known[0].same;
    let english = catalogue("en");
    let mut found = Vec::new();
    for language in &known[1..] {
        let tag = language.tag;
        for (id, unit) in &catalogue(tag) {
            let Some(original) = english.get(id) else { continue };
            for reading in unit.readings.iter().filter(|reading| original.readings.contains(reading)) {
                let text = without_values(reading);
                let may = [everywhere, &language.same].iter().any(|same| same.contains_key(&text));
                if text.chars().any(char::is_alphabetic) && !may {
                    found.push(format!("{tag}/{} {id}\t{text}", unit.file));
                }
            }
        }
    }
    assert_none(&found);
}

/// The words of a reading, without `{$name}` and marks.
fn without_values(reading: &str) -> String {
    let mut text = String::new();
    let mut rest = reading;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        text.push(' ');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn no_text_hides_or_reorders_anything() {
    for locale in Locale::all() {
        for (file, text) in ftl::files(locale.tag()) {
            let safe = |line: &str| mxray::model::WireText::from_safe(line).as_str() == line;
            let bad: Vec<_> = text.lines().filter(|line| !safe(line)).collect();
            assert!(bad.is_empty(), "{}/{file}: {bad:?}", locale.tag());
            assert!(!text.contains(['\t', '\u{202f}', '\u{2009}']), "{}/{file}: an odd space", locale.tag());
        }
    }
}

#[test]
fn the_form_for_one_shows_the_number_where_it_also_covers_zero() {
    let mut found = Vec::new();
    for (tag, units) in translations() {
        for (id, unit) in &units {
            let wrong = unit.plurals.iter().filter(|(_, shows, zero)| !shows && !zero);
            found.extend(wrong.map(|(variable, ..)| format!("{tag} {id}: [one] hides {variable}, and 0 is `one`")));
        }
    }
    assert_none(&found);
}

#[test]
fn french_puts_a_no_break_space_before_tall_marks() {
    assert_none(&objections("fr", |text| {
        let letters: Vec<char> = text.chars().collect();
        letters.iter().enumerate().find_map(|(at, mark)| {
            let before = at.checked_sub(1).map(|at| letters[at]);
            let after = letters.get(at + 1).copied();
            let ends = after.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '.' | ',' | NO_BREAK_SPACE));
            // `::` is an address.
            let address = before == Some(':') || after == Some(':');
            match mark {
                ':' | ';' | '!' | '?' | '»' | '%'
                    if ends && !address && before.is_some_and(|c| c != NO_BREAK_SPACE && c != '(') =>
                {
                    // A key or a mark that is named stands alone.
                    let named = before == Some(' ') && matches!(after, None | Some(' '));
                    (!(named && matches!(mark, '!' | '?'))).then(|| format!("before {mark}"))
                }
                '«' if after != Some(NO_BREAK_SPACE) => Some("after «".into()),
                '\'' if after == Some(' ') => Some("a space after the apostrophe".into()),
                _ => None,
            }
        })
    }));
}

#[test]
fn french_puts_a_no_break_space_before_a_unit() {
    let units = ["bits", "octets", "Kio", "Mio", "ms", "s", "min", "h", "%"];
    assert_none(&objections("fr", |text| {
        let words: Vec<&str> = text.split(' ').collect();
        words.windows(2).find_map(|pair| {
            let number = pair[0].ends_with(|c: char| c.is_ascii_digit() || c == '}');
            let unit = pair[1].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%');
            (number && units.contains(&unit)).then(|| format!("{} {}", pair[0], pair[1]))
        })
    }));
}

#[test]
fn french_elides_and_puts_a_noun_before_a_value() {
    assert_none(&objections("fr", |text| {
        let words: Vec<&str> = text.split([' ', NO_BREAK_SPACE]).collect();
        words.windows(2).find_map(|pair| {
            let first = pair[0].trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let vowel = pair[1].chars().next().is_some_and(|c| "aeiouàâéèêîôûAEIOUÀÂÉÈÊÎÔÛ".contains(c));
            let elides = ["que", "de", "le", "la", "ne", "jusque", "je", "se"].contains(&first.as_str());
            // A number in digits elides nothing, and a duration begins with one.
            let numbers =
                ["limit", "count", "n}", "total", "hours", "days", "connect", "reply", "waited", "elapsed", "left"];
            let number = pair[1].strip_prefix("{$").is_some_and(|name| numbers.iter().any(|n| name.starts_with(n)));
            let before_value = matches!(first.as_str(), "de" | "que") && pair[1].starts_with("{$") && !number;
            let if_he = first == "si" && pair[1].starts_with("il");
            ((elides && vowel) || before_value || if_he).then(|| format!("{} {}", pair[0], pair[1]))
        })
    }));
}

#[test]
fn no_language_is_written_by_the_rules_of_another() {
    let mut found = Vec::new();
    for Language { tag, never, foreign, .. } in languages() {
        found.extend(objections(tag, |text| {
            let padded = format!(" {} ", text.replace('\n', " "));
            let is_mark = !text.contains(char::is_alphabetic);
            let never = never.iter().find(|never| padded.contains(*never) && !is_mark);
            let word = || words(text).into_iter().find(|word| foreign.contains(word));
            never.map(|never| format!("{never:?}")).or_else(word)
        }));
    }
    assert_none(&found);
}

/// The words of a text, in small letters.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect()
}

/// `instead` holds what was found beside the word that is used for the thing everywhere else.
#[test]
fn one_thing_has_one_word_in_a_language() {
    let mut found = Vec::new();
    for Language { tag, instead, in_letters, .. } in languages() {
        found.extend(objections(tag, |text| {
            let padded = format!(" {} ", every_word(text).join(" "));
            let other = instead.iter().find(|(other, _)| padded.contains(&format!(" {other} ")));
            other.map(|(other, word)| format!("{other:?}, where the others say {word:?}"))
        }));
        let letter = format!("{tag}/letter.ftl ");
        let said_by_us = |found: &str| in_letters.iter().any(|word| found.contains(&format!("{word:?}, where")));
        found.retain(|found| !(found.starts_with(&letter) && said_by_us(found)));
    }
    assert_none(&found);
}

/// The words of a text, in small letters, its apostrophes and hyphens within them.
fn every_word(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '-')).map(str::to_lowercase).collect()
}

/// What machines turn around: a result become a purpose, a condition become an order.
#[test]
fn so_that_is_not_taken_for_so() {
    let mut found = Vec::new();
    for Language { tag, so_that, .. } in languages() {
        let Some(SoThat { begin, result }) = so_that else { continue };
        found.extend(objections(tag, |text| {
            let after = text.to_lowercase().split_once(&begin)?.1.split(['.', ',']).next()?.to_owned();
            let near = after.split_whitespace().take(6).find(|word| result.iter().any(|verb| verb == word));
            near.map(|verb| format!("{begin} … {verb}"))
        }));
    }
    assert_none(&found);
}

#[test]
fn each_language_says_a_place_of_its_own_and_english_the_first() {
    let place = |tag: &str| -> u32 {
        let units = catalogue(tag);
        let said = units.get("locale-order").unwrap_or_else(|| panic!("locales/{tag}/locale.ftl: no `locale-order`"));
        said.words.trim().parse().unwrap_or_else(|_| panic!("locales/{tag}/locale.ftl: `locale-order` is no number"))
    };
    let places: Vec<_> = Locale::all().map(|locale| (place(locale.tag()), locale.tag())).collect();
    let next = places.iter().map(|(place, _)| place + 1).max().unwrap_or_default();
    for pair in places.windows(2) {
        let ((before, first), (after, second)) = (pair[0], pair[1]);
        assert!(
            before < after,
            "`locale-order` of {first} is {before}, of {second} {after}; a new language takes {next}"
        );
    }
}

/// The negating words of a text, in order; French `n'a pas` counts as `n`.
fn negations(language: &Language, text: &str) -> String {
    words(text).into_iter().filter(|word| language.negating.contains(word)).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_sentence_whose_no_matters_keeps_it_in_every_language() {
    const TABLE: &str = "tests/fixtures/polarity.tsv";
    let table = fs::read_to_string(root(TABLE)).expect("the table");
    let languages: Vec<_> = languages().into_iter().map(|language| (catalogue(language.tag), language)).collect();
    let mut rows = Vec::new();
    let mut lost = Vec::new();
    for line in table.lines() {
        let id = line.split('\t').next().unwrap_or_default();
        if line.starts_with('#') {
            rows.push(if id == "# id" { format!("# id\t{}", tags().join("\t")) } else { line.to_owned() });
            continue;
        }
        let cells = languages.iter().map(|(units, language)| {
            let unit = units.get(id).unwrap_or_else(|| panic!("{id} of polarity.tsv is not in {}", language.tag));
            negations(language, &unit.words)
        });
        let cells: Vec<_> = cells.collect();
        if cells.iter().any(String::is_empty) {
            lost.push(format!("{id}: no negation is left: {cells:?}"));
        }
        rows.push(format!("{id}\t{}", cells.join("\t")));
    }
    assert_none(&lost);
    // What changed is to be read again in every language before it is recorded.
    assert_recorded([(TABLE, (rows.join("\n") + "\n").as_str())]);
}

/// A message is asked for by its whole id, or by the id of its family (`"arg-{…}"`, `"vantage-long"`).
#[test]
fn no_message_of_screen_or_command_line_is_an_orphan() {
    fn read(folder: &Path, source: &mut String) {
        for entry in fs::read_dir(folder).expect("src is there").flatten() {
            if entry.path().is_dir() {
                read(&entry.path(), source);
            } else {
                source.push_str(&fs::read_to_string(entry.path()).expect("a source file"));
            }
        }
    }
    let mut source = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut source);
    let asked = |id: &str| ["\"", ".", "-{"].iter().any(|end| source.contains(&format!("\"{id}{end}")));
    let is_asked = |id: &str| asked(id) || id.match_indices('-').any(|(place, _)| asked(&id[..place]));
    let files = ["locale.ftl", "ui.ftl", "wizard.ftl", "cli.ftl", "manual.ftl", "report.ftl", "plain.ftl"];
    let english = catalogue("en");
    let orphans: Vec<_> = english
        .iter()
        .filter(|(id, unit)| files.contains(&unit.file.as_str()) && !is_asked(id.split('.').next().unwrap_or(id)))
        .map(|(id, _)| id)
        .collect();
    assert!(orphans.is_empty(), "{orphans:#?}");
    assert!(!is_asked("zebra-crossing"), "a family that nobody asks for is noticed");
}

/// Messages that the code names whole, where it asks for their words.
fn named_messages() -> Vec<(String, String)> {
    const ASKS: [&str; 8] = [
        "texts.get(\"",
        "texts.with(\"",
        "texts.try_get(\"",
        ".tell(\"",
        ".say(None, \"",
        ".say(Some(Glyph::Ok), \"",
        ".say(Some(Glyph::Fault), \"",
        ".say(Some(Glyph::Unknown), \"",
    ];
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src is there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("a source file");
            for ask in ASKS {
                for (place, _) in text.match_indices(ask) {
                    let id = text[place + ask.len()..].split('"').next().unwrap_or_default();
                    found.push((path.display().to_string(), id.to_owned()));
                }
            }
        }
    }
    found
}

#[test]
fn every_message_that_the_code_asks_for_is_there_in_every_language() {
    let named = named_messages();
    assert!(named.len() > 200, "{} messages", named.len());
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        let missing: Vec<_> = named.iter().filter(|(_, id)| !texts.has(id)).collect();
        assert!(missing.is_empty(), "{}: {missing:#?}", locale.tag());
    }
}
