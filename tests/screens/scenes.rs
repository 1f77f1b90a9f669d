//! Every screen in every language at three sizes, drawn from recorded runs; and that no size, no language and no
//! theme breaks one.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::LazyLock,
};

use crate::support::{
    picture::svg,
    recorded::{assert_recorded, assert_recorded_folder, root},
    stage::{SCENES, Stage},
};
use mxray::{
    l10n::{Locale, Texts},
    tui::theme::Theme,
};

/// Every language there is.
fn languages() -> Vec<(&'static str, Texts)> {
    Locale::all().map(|locale| (locale.tag(), Texts::new(locale))).collect()
}

const SIZES: [(u16, u16); 3] = [(120, 40), (80, 24), (60, 16)];

#[test]
fn every_screen_in_every_language_at_three_sizes() {
    let mut snapshots = BTreeMap::new();
    for locale in Locale::all() {
        // F2 names the language that comes next; another one behind this changes nothing here.
        let is_english = locale == Locale::english();
        let (tag, texts) = (locale.tag(), Texts::new(if is_english { locale } else { locale.as_last() }));
        for scene in SCENES {
            let mut shown = String::new();
            for size in SIZES {
                let mut stage = Stage::new(texts.clone(), size);
                (scene.play)(&mut stage);
                shown.push_str(&format!("{} x {}\n{}\n\n", size.0, size.1, stage.screen()));
            }
            snapshots.insert(format!("{}.{tag}.txt", scene.name), shown.trim_end().to_owned() + "\n");
        }
    }
    assert_recorded_folder("tests/screens/snapshots", &snapshots);
}

#[test]
fn every_screen_has_a_scene() {
    let mut shown = BTreeSet::new();
    let mut all = BTreeSet::new();
    for scene in SCENES {
        let mut stage = Stage::english((80, 24));
        (scene.play)(&mut stage);
        let (screen, screens) = stage.model.screen();
        shown.insert(screen);
        all.extend(screens);
    }
    assert_eq!(shown, all, "a scene is missing in SCENES of tests/support/stage.rs");
}

#[test]
fn no_screen_panics_at_any_size() {
    for scene in SCENES {
        let mut stage = Stage::english((80, 24));
        (scene.play)(&mut stage);
        for columns in (0..=130).step_by(26).chain([1, 60, 61, 79, 80, 119, 120, 500]) {
            for rows in [0, 1, 2, 3, 12, 15, 16, 17, 24, 33, 40, 45, 200] {
                stage.resize((columns, rows)).screen();
            }
        }
    }
}

#[test]
fn a_screen_drawn_small_first_is_the_same_when_it_has_grown() {
    for scene in SCENES {
        let mut grown = Stage::english((80, 24));
        (scene.play)(&mut grown);
        let wanted = grown.screen();
        grown.resize((0, 0)).resize((60, 16)).resize((1, 1)).resize((120, 40)).resize((80, 24));
        assert_eq!(grown.screen(), wanted, "{}", scene.name);
    }
}

/// Words that are the same in every language: names, protocols, and what the fixtures and the assets brought.
static DATA: LazyLock<String> = LazyLock::new(|| {
    let mut data = String::from(
        "mxray Tab return monday refused lab test nothing in here speaks of mail flow Dear postmaster bücher xn bcher kva https",
    );
    for folder in ["assets/codes", "assets", "tests/fixtures/runs"] {
        let folder = format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"));
        let files = fs::read_dir(folder).expect("a folder");
        data.push_str(mxray::intake::outbound_connector::EXPORT_COMMAND);
        data.extend(files.filter_map(|file| fs::read_to_string(file.ok()?.path()).ok()));
    }
    data
});

#[test]
fn under_the_pseudo_locale_no_plain_word_is_left_on_any_screen() {
    let next = Texts::new(Locale::english().next()).get("locale-name");
    for scene in SCENES {
        for size in SIZES {
            let mut stage = Stage::new(Texts::pseudo(), size);
            (scene.play)(&mut stage);
            let screen = stage.screen();
            for word in screen.split(|c: char| !c.is_alphabetic()) {
                let plain = word.len() > 2 && word.is_ascii() && word.contains(['a', 'e', 'i', 'o', 'u']);
                // The name of the next language is written in that language.
                if plain && !next.contains(word) && !DATA.contains(word) {
                    panic!("{word:?} is not localized on {} at {size:?}:\n{screen}", scene.name);
                }
            }
        }
    }
}

#[test]
fn ascii_glyphs_leave_no_character_that_a_console_font_lacks() {
    for (tag, texts) in languages() {
        for scene in SCENES {
            let mut stage = Stage::with_theme(texts.clone(), (120, 40), Theme::new(true, true));
            (scene.play)(&mut stage);
            let screen = stage.screen();
            let strange = screen.chars().find(|c| !c.is_ascii() && !c.is_alphanumeric() && !"\u{a0}«»".contains(*c));
            assert_eq!(strange, None, "{} in {tag}:\n{screen}", scene.name);
        }
    }
}

#[test]
fn without_colour_no_cell_has_one_and_with_colour_only_glyphs_have() {
    use ratatui::style::Color;
    for scene in SCENES {
        for color in [false, true] {
            let theme = Theme::new(color, false);
            let mut stage = Stage::with_theme(Texts::new(Locale::english()), (120, 40), theme);
            (scene.play)(&mut stage);
            for cell in stage.buffer().content() {
                assert_eq!(cell.bg, Color::Reset, "{}", scene.name);
                if cell.fg != Color::Reset {
                    assert!(color && "✓!✗»?".contains(cell.symbol()), "{}: {:?}", scene.name, cell);
                }
            }
        }
    }
}

#[test]
fn the_language_and_help_keys_are_on_every_footer() {
    for (tag, texts) in languages() {
        for scene in SCENES {
            for size in SIZES {
                let mut stage = Stage::new(texts.clone(), size);
                (scene.play)(&mut stage);
                let screen = stage.screen();
                let footer = screen.lines().last().unwrap_or_default().to_owned();
                assert!(footer.contains("F2") && footer.contains("F1"), "{} in {tag}:\n{screen}", scene.name);
            }
        }
    }
}

#[test]
fn every_key_a_screen_names_does_something_there() {
    for scene in SCENES {
        for name in [
            "Enter", "Esc", "Tab", "Down", "Right", "Space", "a", "d", "e", "f", "h", "l", "m", "n", "r", "s", "w",
            "y", "S", "/", "F1", "F2", "F3", "F4",
        ] {
            let mut stage = Stage::english((160, 40));
            (scene.play)(&mut stage);
            let label = match name {
                "Down" => "↑↓",
                "Right" => "→",
                name => name,
            };
            let footer = stage.screen().lines().last().unwrap_or_default().to_owned();
            if footer.split("  ").any(|item| item.trim_start().starts_with(&format!("{label} "))) {
                stage.press(name).hides("does nothing here").shows("mxray");
                // What is said names no other key that does nothing here.
                if stage.screen().contains("s saves.") {
                    stage.press("s").hides("does nothing here");
                }
            }
        }
    }
}

/// The drawings of `docs/screens/` and the scenes they show.
const DRAWINGS: &[(&str, &str, &str, (u16, u16))] = &[
    ("welcome.80x24", "welcome", "en", (80, 24)),
    ("welcome-cases.80x24", "welcome-cases", "en", (80, 24)),
    ("welcome-cases.60x16", "welcome-cases", "en", (60, 16)),
    ("connector.80x24", "connector", "en", (80, 24)),
    ("paste.80x24", "paste", "en", (80, 24)),
    ("export.80x24", "export", "en", (80, 24)),
    ("probing.80x24", "probing", "en", (80, 24)),
    ("probing.60x16", "probing", "en", (60, 16)),
    ("probing.120x40", "probing", "en", (120, 40)),
    ("details.80x24", "details", "en", (80, 24)),
    ("finding.80x24", "finding", "en", (80, 24)),
    ("finding.60x16", "finding", "en", (60, 16)),
    ("finding.120x40", "finding", "en", (120, 40)),
    ("finding-fr.80x24", "finding", "fr", (80, 24)),
    ("checklist.80x24", "checklist", "en", (80, 24)),
    ("finding-watched.80x24", "finding-watched", "en", (80, 24)),
    ("finding-watched.60x16", "finding-watched", "en", (60, 16)),
    ("checklist-watched.80x24", "checklist-watched", "en", (80, 24)),
    ("letter.80x24", "letter", "en", (80, 24)),
    ("questions.80x24", "questions", "en", (80, 24)),
    ("codes.80x24", "codes", "en", (80, 24)),
    ("lab.80x24", "lab", "en", (80, 24)),
    ("help.80x24", "help", "en", (80, 24)),
    ("small.48x12", "probing", "en", (48, 12)),
];

/// A drawing of the docs.
fn drawn((_, name, tag, size): &(&str, &str, &str, (u16, u16)), theme: Theme) -> Stage {
    let scene = SCENES.iter().find(|scene| scene.name == *name).expect("a scene of that name");
    let mut stage = Stage::with_theme(Texts::new(Locale::parse(tag).expect("a language")), (80, 24), theme);
    (scene.play)(&mut stage);
    stage.resize(*size);
    stage
}

#[test]
fn the_drawings_in_the_docs_are_the_screens() {
    let drawings = DRAWINGS.iter().map(|drawing| {
        let stage = drawn(drawing, Theme::new(false, false));
        (format!("docs/screens/{}.txt", drawing.0), stage.screen().trim_end().to_owned() + "\n")
    });
    let drawings: Vec<_> = drawings.collect();
    assert_recorded(drawings.iter().map(|(path, drawn)| (path.as_str(), drawn.as_str())));
}

/// The walk in the README: which drawings, and what they show.
const WALK: [(&str, &str); 4] = [
    ("paste.80x24", "The report that was pasted, and what mxray read in it"),
    ("probing.80x24", "The probe of each address, stage by stage, while it goes on"),
    ("finding.80x24", "The finding: code, evidence, meaning and causes"),
    ("checklist.80x24", "The checklist, with the step that has the focus"),
];

#[test]
fn the_pictures_in_the_docs_are_the_screens_in_colour() {
    let pictures = DRAWINGS.iter().map(|drawing| {
        let stage = drawn(drawing, Theme::new(true, false));
        let title = WALK.iter().find(|(file, _)| *file == drawing.0).map_or(drawing.0, |(_, title)| *title);
        (format!("docs/screens/{}.svg", drawing.0), svg(&stage.buffer(), title))
    });
    let pictures: Vec<_> = pictures.collect();
    assert_recorded(pictures.iter().map(|(path, drawn)| (path.as_str(), drawn.as_str())));
    // Nothing is loaded or run, whoever opens one.
    for (path, picture) in &pictures {
        assert!(!["<script", "url(", "href", "src=", "@import"].iter().any(|loads| picture.contains(loads)), "{path}");
    }
}

#[test]
fn the_readme_shows_the_walk_in_four_pictures() {
    let readme = fs::read_to_string(root("README.md")).expect("the README");
    let named = WALK.map(|(file, title)| format!("![{title}](docs/screens/{file}.svg)"));
    let places: Vec<_> = named.iter().map(|picture| readme.find(picture)).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?}: {named:#?}");
}
