//! What the pages tell of the languages there are: the README in its `--lang`, `docs/screens.md` in the words of each
//! state. `UPDATE=1 cargo test` adds a new language to both.

use std::fs;

use crate::support::{
    ftl::catalogue,
    languages::tags,
    recorded::{assert_recorded, root},
};

#[test]
fn the_readme_names_every_language() {
    let readme = fs::read_to_string(root("README.md")).expect("the README");
    let (before, rest) = readme.split_once("`--lang ").expect("the README says how to choose a language");
    let (_, after) = rest.split_once('`').expect("the end of the option");
    assert_recorded([("README.md", format!("{before}`--lang {}`{after}", tags().join("|")).as_str())]);
}

#[test]
fn the_table_of_states_has_the_words_of_every_language() {
    const PAGE: &str = "docs/screens.md";
    let page = fs::read_to_string(root(PAGE)).expect("the page");
    let english = catalogue("en");
    let catalogues: Vec<_> = tags().into_iter().map(catalogue).collect();
    let words = |state: &str| {
        let is_state = |id: &str| id.starts_with("mark-") || id.starts_with("state-");
        let id = english.iter().find(|(id, unit)| is_state(id) && unit.words.trim() == state).map(|(id, _)| id);
        let id = id.unwrap_or_else(|| panic!("{PAGE}: no message says {state:?}"));
        let words = catalogues.iter().map(|units| units.get(id).map_or("", |unit| unit.words.trim()));
        words.collect::<Vec<_>>().join(" · ")
    };
    let (mut rows, mut in_table, mut told) = (Vec::new(), false, 0);
    for row in page.lines() {
        let mut cells: Vec<_> = row.split(" | ").map(str::to_owned).collect();
        let is_head = row.starts_with("| state | UTF-8 | ASCII | ");
        in_table = row.starts_with('|') && (in_table || is_head);
        if is_head {
            cells[3] = tags().join(" · ");
        } else if in_table && !row.starts_with("| ---") {
            cells[3] = words(cells[0].trim_start_matches("| "));
            told += 1;
        }
        rows.push(cells.join(" | "));
    }
    assert!(told > 5, "{PAGE}: the table of states is not found");
    assert_recorded([(PAGE, (rows.join("\n") + "\n").as_str())]);
}
