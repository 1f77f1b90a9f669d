//! The arrows between the rooms, kept: who may name whom, which outside crate lives where, and that
//! `docs/architecture.md` names the rooms that exist.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Room, what it may name, as in the table of `docs/architecture.md`.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("knowledge", &["model"]),
    ("intake", &["model"]),
    ("diagnose", &["model", "knowledge"]),
    ("wizard", &["model", "intake", "knowledge"]),
    ("l10n", &["model"]),
    ("probe", &["model"]),
    ("report", &["model", "knowledge", "l10n"]),
    ("tui", &["model", "knowledge", "intake", "diagnose", "wizard", "l10n", "report"]),
    ("plain", &["model", "knowledge", "intake", "diagnose", "wizard", "l10n", "report", "probe", "lab", "store"]),
    ("store", &["model"]),
    ("lab", &["model"]),
    (
        "cli",
        &[
            "model",
            "knowledge",
            "intake",
            "diagnose",
            "wizard",
            "l10n",
            "report",
            "probe",
            "tui",
            "plain",
            "store",
            "lab",
        ],
    ),
];

/// Single files that may name more than their room.
const WIDER_FILES: &[(&str, &[&str])] = &[
    ("tui/runtime", &["probe"]),
    ("tui/runtime/hands", &["probe", "lab", "store"]),
    ("tui/runtime/files", &["store"]),
];

/// Outside crates that live only in these rooms.
const HOMES: &[(&str, &[&str])] = &[
    ("fluent", &["l10n"]),
    ("fluent_bundle", &["l10n"]),
    ("fluent_langneg", &["l10n"]),
    ("intl_memoizer", &["l10n"]),
    ("unic_langid", &["l10n"]),
    ("toml", &["knowledge", "store"]),
    ("mail_parser", &["intake"]),
    ("csv", &["intake", "report"]),
    ("quick_xml", &["intake"]),
    ("hickory_resolver", &["probe", "lab"]),
    ("hickory_server", &["lab"]),
    ("rustls", &["probe", "lab"]),
    ("tokio_rustls", &["probe", "lab"]),
    ("rustls_native_certs", &["probe"]),
    ("webpki", &["probe"]),
    ("x509_parser", &["probe", "lab"]),
    ("nix", &["probe", "tui"]),
    ("rcgen", &["lab"]),
    ("ratatui", &["tui"]),
    ("ratatui_textarea", &["tui"]),
    ("crossterm", &["tui"]),
    ("termini", &["cli"]),
    ("anstyle_query", &["cli"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
];

/// Rooms that decide: values in, values out.
const PURE: &[&str] = &["model", "knowledge", "intake", "diagnose", "wizard", "l10n", "report"];

/// What a pure room must not contain, and why it would not be pure.
const IMPURE: &[&str] = &[
    "Timestamp::now",
    "SystemTime",
    "Instant::now",
    "std::env",
    "env::var",
    "println!",
    "eprintln!",
    "std::fs",
    "std::net::TcpStream",
    "UdpSocket",
    "tokio::",
];

struct Source {
    /// `tui/runtime` for `src/tui/runtime.rs`.
    name: String,
    room: String,
    /// The file without comments and without the tests at its foot.
    code: String,
}

fn sources() -> Vec<Source> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src is there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&root, &mut files);
    files
        .into_iter()
        .map(|path| {
            let name =
                path.strip_prefix(&root).expect("below src").with_extension("").to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).expect("a source file");
            let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
            let code = lines.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            Source { room: name.split('/').next().unwrap_or_default().to_owned(), name, code }
        })
        .filter(|source| !["lib", "main"].contains(&source.name.as_str()) && !source.name.ends_with("/tests"))
        .collect()
}

/// Every room named in the code as `crate::room`, also inside braces: `use crate::{a::B, c::{D, E}}`.
fn named_rooms(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for (place, _) in code.match_indices("crate::") {
        if code[..place].ends_with('$') {
            continue;
        }
        let rest = &code[place + "crate::".len()..];
        let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        if let Some(list) = rest.strip_prefix('{') {
            let (mut depth, mut item) = (0, String::new());
            for c in list.chars() {
                match c {
                    '}' if depth == 0 => break,
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        rooms.insert(word(item.trim()));
                        item.clear();
                        continue;
                    }
                    _ => {}
                }
                item.push(c);
            }
            rooms.insert(word(item.trim()));
        } else {
            rooms.insert(word(rest));
        }
    }
    rooms.remove("");
    rooms
}

#[test]
fn no_room_names_another_against_the_arrows() {
    let allowed: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    let mut wrong = Vec::new();
    for source in sources() {
        let may =
            allowed.get(source.room.as_str()).unwrap_or_else(|| panic!("{} is in no room of the table", source.name));
        let wider = WIDER_FILES.iter().find(|(file, _)| *file == source.name).map_or(&[][..], |(_, rooms)| rooms);
        for room in named_rooms(&source.code) {
            if room != source.room && !may.contains(&room.as_str()) && !wider.contains(&room.as_str()) {
                wrong.push(format!("{} names {room}", source.name));
            }
        }
    }
    assert!(wrong.is_empty(), "against the arrows:\n{}", wrong.join("\n"));
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (outside, homes) in HOMES {
            let used = [
                format!("use {outside}::"),
                format!("use ::{outside}::"),
                format!(" {outside}::"),
                format!("({outside}::"),
                format!("<{outside}::"),
            ]
            .iter()
            .any(|form| source.code.contains(form.as_str()));
            if used && !homes.contains(&source.room.as_str()) {
                wrong.push(format!("{} uses {outside}", source.name));
            }
        }
        let opens_sockets = ["TcpStream::connect", "TcpSocket::new", "TcpListener::bind", "UdpSocket::bind"];
        if opens_sockets.iter().any(|call| source.code.contains(call))
            && !["probe", "lab"].contains(&source.room.as_str())
        {
            wrong.push(format!("{} opens a socket", source.name));
        }
    }
    assert!(wrong.is_empty(), "out of their rooms:\n{}", wrong.join("\n"));
}

#[test]
fn pure_rooms_have_no_clock_environment_or_output() {
    let mut wrong = Vec::new();
    for source in sources().into_iter().filter(|source| PURE.contains(&source.room.as_str())) {
        for impure in IMPURE {
            if source.code.contains(impure) {
                wrong.push(format!("{} contains {impure}", source.name));
            }
        }
    }
    assert!(wrong.is_empty(), "not pure:\n{}", wrong.join("\n"));
}

#[test]
fn only_store_writes_files() {
    let writes =
        ["fs::write", "File::create", "OpenOptions", "NamedTempFile", "create_dir", "remove_file", "fs::rename"];
    let wrong: Vec<_> = sources()
        .into_iter()
        .filter(|source| source.room != "store" && source.room != "lab")
        .flat_map(|source| {
            writes
                .into_iter()
                .filter(move |call| source.code.contains(call))
                .map(move |call| format!("{} calls {call}", source.name))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(wrong.is_empty(), "only `store` (and `lab`, for its CA folder) writes files:\n{}", wrong.join("\n"));
}

#[test]
fn the_page_on_architecture_names_the_rooms_that_exist() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md")).expect("the page");
    let table: BTreeSet<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|line| line.split_once("` |").map(|(room, _)| room.to_owned()))
        .filter(|room| !room.contains(['/', '.']))
        .collect();
    let rooms: BTreeSet<String> = sources().into_iter().map(|source| source.room).collect();
    let arrows: BTreeSet<String> = ARROWS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(rooms, table, "rooms in src/ and in the table of docs/architecture.md");
    assert_eq!(rooms, arrows, "rooms in src/ and in the table of this test");
}

#[test]
fn the_reader_of_use_lines_sees_what_it_must() {
    let code = "use crate::{\n    model::{A, B},\n    probe::c,\n};\nlet x = crate::lab::Lab;\n$crate::cli";
    assert_eq!(named_rooms(code), ["lab", "model", "probe"].map(String::from).into());
}
