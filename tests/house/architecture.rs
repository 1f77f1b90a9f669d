//! The arrows between the rooms, kept: who may name whom and which outside crate lives where, as the tables of
//! `docs/architecture.md` say; and that no files stand in a circle.

mod names;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use names::Names;

/// A row of the table of rooms.
struct Room {
    name: String,
    may_name: BTreeSet<String>,
    crates: BTreeSet<String>,
}

/// The cells of a table of `docs/architecture.md`, row by row.
fn rows(columns: &str) -> Vec<Vec<String>> {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md")).expect("the page");
    let table = page.lines().skip_while(|line| *line != columns).skip(2).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    let rows: Vec<Vec<String>> = table.map(cells).collect();
    assert!(!rows.is_empty(), "no table of {columns}");
    rows
}

/// The tables of `docs/architecture.md`: the rooms, and the files that may name more than their room.
fn page() -> (Vec<Room>, BTreeMap<String, BTreeSet<String>>) {
    let table = rows("| room | what it is for | may name | outside crates |");
    let all: BTreeSet<String> = table.iter().flat_map(|row| quoted(&row[0])).collect();
    let rooms = table.iter().map(|row| {
        let (name, named) = (row[0].trim_matches('`').to_owned(), quoted(&row[2]));
        let may_name = match row[2].as_str() {
            "all" => all.clone(),
            cell if cell.starts_with("all but ") => all.difference(&named).cloned().collect(),
            "–" => BTreeSet::new(),
            cell => {
                assert!(named.len() == cell.split(", ").count(), "{cell} is no list of rooms");
                named
            }
        };
        Room { name, may_name, crates: quoted(&row[3]) }
    });
    let wider = rows("| file | may name too |").into_iter();
    (rooms.collect(), wider.map(|row| (row[0].trim_matches('`').to_owned(), quoted(&row[1]))).collect())
}

/// What stands in backticks.
fn quoted(cell: &str) -> BTreeSet<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Rooms that decide: values in, values out.
const PURE: &[&str] = &["model", "knowledge", "intake", "config", "diagnose", "wizard", "l10n", "report"];

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

/// Every file of `src` with its text; what belongs to tests alone is left out.
fn names() -> Names {
    let sources = sources();
    Names::read(sources.iter().map(|source| (source.name.as_str(), source.code.as_str())))
}

/// Whether the code uses an outside crate.
fn uses(code: &str, outside: &str) -> bool {
    let mut places = code.match_indices(outside).map(|(at, _)| (&code[..at], &code[at + outside.len()..]));
    places.any(|(before, after)| {
        let begins = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '"'));
        let is_path = before.ends_with("use ") || !before.ends_with("::") || before.ends_with(" ::");
        begins && is_path && (after.starts_with("::") || (before.ends_with("use ") && after.starts_with([';', ' '])))
    })
}

#[test]
fn no_room_names_another_against_the_arrows() {
    let (rooms, wider) = page();
    let may: BTreeMap<_, _> = rooms.iter().map(|room| (room.name.as_str(), &room.may_name)).collect();
    let mut wrong = Vec::new();
    for (file, named) in names().arrows() {
        let room = file.split('/').next().unwrap_or_default();
        let Some(may) = may.get(room) else { continue };
        for other in named {
            let other = other.split('/').next().unwrap_or_default();
            let wider = wider.get(file).is_some_and(|rooms| rooms.contains(other));
            if other != room && !may.contains(other) && !wider {
                wrong.push(format!("{file} names {other}"));
            }
        }
    }
    assert!(wrong.is_empty(), "against the arrows:\n{}", wrong.join("\n"));
}

#[test]
fn what_the_page_lets_single_files_name_they_name() {
    let (_, wider) = page();
    let names = names();
    let arrows = names.arrows();
    for (file, rooms) in &wider {
        let named = arrows.get(file.as_str()).unwrap_or_else(|| panic!("there is no {file}"));
        for room in rooms {
            assert!(named.iter().any(|other| other.split('/').next() == Some(room)), "{file} does not name {room}");
        }
    }
}

#[test]
fn no_files_stand_in_a_circle() {
    let names = names();
    let arrows = names.arrows();
    let mut circles = Vec::new();
    for circle in &names.circles() {
        for file in circle {
            let named: Vec<_> = arrows[file.as_str()].intersection(circle).cloned().collect();
            circles.push(format!("{file} names {}", named.join(", ")));
        }
        circles.push(String::new());
    }
    assert!(circles.is_empty(), "files in a circle:\n{}", circles.join("\n"));
}

/// Functions that are one plain closed match, in which every arm is short.
const PLAIN_MATCHES: [&str; 3] = ["model/evidence kind", "model/run apply", "tui/app follow"];

/// The lines of a function, from its name to its closing brace.
const MOST_LINES: usize = 60;

#[test]
fn a_function_can_be_read_at_once() {
    let mut long = Vec::new();
    for source in sources() {
        let lines: Vec<_> = source.code.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let Some((before, rest)) = line.split_once("fn ").filter(|(before, _)| is_before_fn(before)) else {
                continue;
            };
            let indent = before.len() - before.trim_start().len();
            let end = lines[at..].iter().position(|line| *line == format!("{}}}", " ".repeat(indent)));
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            if end.is_some_and(|end| end >= MOST_LINES) {
                long.push(format!("{} {name}", source.name));
            }
        }
    }
    long.sort();
    assert_eq!(long, PLAIN_MATCHES, "functions of more than {MOST_LINES} lines");
}

/// What may stand before `fn` where a function begins.
fn is_before_fn(text: &str) -> bool {
    text.split_whitespace().all(|word| word == "async" || word == "const" || word.starts_with("pub"))
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    let (rooms, _) = page();
    let sources = sources();
    let listed: BTreeSet<&String> = rooms.iter().flat_map(|room| &room.crates).collect();
    let mut wrong = Vec::new();
    for room in &rooms {
        let code: Vec<_> = sources.iter().filter(|source| source.room == room.name).collect();
        for outside in &listed {
            let used: Vec<_> = code.iter().filter(|source| uses(&source.code, outside)).collect();
            match (room.crates.contains(*outside), used.first()) {
                (true, None) => wrong.push(format!("{} does not use {outside}, as the page has it", room.name)),
                (false, Some(source)) => wrong.push(format!("{} uses {outside}", source.name)),
                (true, Some(_)) | (false, None) => {}
            }
        }
    }
    for source in &sources {
        let opens_sockets = ["TcpStream::connect", "TcpSocket::new", "TcpListener::bind", "UdpSocket::bind"];
        if opens_sockets.iter().any(|call| source.code.contains(call))
            && !["probe", "lab"].contains(&source.room.as_str())
        {
            wrong.push(format!("{} opens a socket", source.name));
        }
    }
    assert!(wrong.is_empty(), "out of their rooms:\n{}", wrong.join("\n"));
}

/// What only one kind of system has, or asks which one this is, beside the crates of the room `system`.
const OF_SYSTEMS: &[&str] = &[
    "std::os",
    "os::fd",
    "os::unix",
    "os::windows",
    "libc::",
    "signal::unix",
    "signal::windows",
    "unix::AsyncFd",
    "\"/proc/",
    "\"/dev/",
    "\"/etc/",
    "target_os",
    "target_family",
    "(unix",
    "(windows",
];

#[test]
fn what_only_one_kind_of_system_has_stays_in_its_room() {
    let mut wrong = Vec::new();
    for source in sources().into_iter().filter(|source| source.room != "system") {
        let named = OF_SYSTEMS.iter().filter(|name| source.code.contains(**name));
        wrong.extend(named.map(|name| format!("{} has {name}", source.name)));
    }
    assert!(wrong.is_empty(), "out of `system`:\n{}", wrong.join("\n"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table =
        fs::read_to_string(root.join("Cargo.toml")).expect("the manifest").parse().expect("is TOML");
    let targets = manifest["target"].as_table().expect("dependencies of one kind of system alone");
    let (rooms, _) = page();
    for name in targets.values().flat_map(|target| target["dependencies"].as_table().expect("a table").keys()) {
        let name = name.replace('-', "_");
        let with: Vec<_> = rooms.iter().filter(|room| room.crates.contains(&name)).map(|room| &room.name).collect();
        assert_eq!(with, ["system"], "{name} is there on one kind of system alone");
    }
}

#[test]
fn the_page_lists_every_door_to_the_system() {
    let table = rows("| door | what it is | Linux | macOS | Windows |");
    let listed: BTreeSet<String> = table.iter().flat_map(|row| quoted(&row[0])).collect();
    let names = sources().into_iter().map(|source| source.name);
    let doors: BTreeSet<String> = names.filter_map(|name| name.strip_prefix("system/").map(str::to_owned)).collect();
    assert_eq!(listed, doors, "files of src/system/ and doors in docs/architecture.md");
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
        .filter(|source| !["store", "lab", "system"].contains(&source.room.as_str()))
        .flat_map(|source| {
            writes
                .into_iter()
                .filter(move |call| source.code.contains(call))
                .map(move |call| format!("{} calls {call}", source.name))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "only `store` (and `lab`, for its CA folder, by the doors of `system`) writes files:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_page_on_architecture_names_the_rooms_that_exist() {
    let (rooms, _) = page();
    let table: BTreeSet<String> = rooms.iter().map(|room| room.name.clone()).collect();
    for named in rooms.iter().flat_map(|room| &room.may_name) {
        assert!(table.contains(named), "{named} is no room");
    }
    let rooms: BTreeSet<String> = sources().into_iter().map(|source| source.room).collect();
    assert_eq!(rooms, table, "rooms in src/ and in the table of docs/architecture.md");
}

#[test]
fn an_outside_crate_is_known_by_its_paths() {
    for (code, is_used) in [
        ("use csv::Reader;", true),
        ("    use ::csv::{Reader};", true),
        ("Vec<csv::Error>", true),
        ("webpki::ring::X", false),
        ("use super::csv::read;", false),
        ("my_csv::read()", false),
        ("use csv;", true),
    ] {
        assert_eq!(uses(code, "csv"), is_used, "{code}");
    }
}
