//! Which file of `src` names which other one: a reader of `use` lines and paths, good enough for this house.
//!
//! A name counts for the file that defines it, whatever re-exports lie between. A `mod` line is no naming, nor is a
//! `pub use` of a name that the file does not use itself. What stands below `#[cfg(test)]` is not read.

use std::collections::{BTreeMap, BTreeSet};

/// The source files by name (`probe/tls` for `src/probe/tls.rs`), ready to be asked who names whom.
pub(crate) struct Names {
    files: BTreeMap<String, File>,
}

#[derive(Default)]
struct File {
    /// Items that it defines, not those within others.
    defined: BTreeSet<String>,
    /// Names handed to a macro that stands among the items: it may define them.
    perhaps: BTreeSet<String>,
    imports: Vec<Import>,
    /// Paths of two names and more, in the code.
    paths: Vec<Vec<String>>,
    /// Single names, in the code.
    words: BTreeSet<String>,
}

struct Import {
    /// From the root of the crate; outside crates are left out.
    path: Vec<String>,
    /// What the file calls it; nothing for `*`.
    name: Option<String>,
    public: bool,
}

/// Where a path leads.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Module(Vec<String>),
    Item(String),
}

impl Names {
    /// Reads files: names as in `tui/runtime`, texts as they are.
    pub(crate) fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files: BTreeMap<_, _> = files
            .into_iter()
            .map(|(name, text)| (name.to_owned(), File::read(&module_of(name), &tokens(text))))
            .collect();
        Self { files }
    }

    /// Every file with the files that it names.
    pub(crate) fn arrows(&self) -> BTreeMap<&str, BTreeSet<String>> {
        self.files.keys().map(|name| (name.as_str(), self.named_by(name))).collect()
    }

    /// Files that name each other in a circle, each circle once.
    pub(crate) fn circles(&self) -> Vec<BTreeSet<String>> {
        let arrows = self.arrows();
        let reached = |from: &str| {
            let (mut seen, mut open) = (BTreeSet::new(), vec![from.to_owned()]);
            while let Some(file) = open.pop() {
                for next in arrows.get(file.as_str()).into_iter().flatten() {
                    if seen.insert(next.clone()) {
                        open.push(next.clone());
                    }
                }
            }
            seen
        };
        let reached: BTreeMap<_, _> = arrows.keys().map(|file| ((*file).to_owned(), reached(file))).collect();
        let circles: BTreeSet<BTreeSet<String>> = reached
            .iter()
            .filter(|(file, below)| below.contains(*file))
            .map(|(file, below)| below.iter().filter(|other| reached[*other].contains(file)).cloned().collect())
            .collect();
        circles.into_iter().collect()
    }

    fn named_by(&self, name: &str) -> BTreeSet<String> {
        let (file, here) = (&self.files[name], module_of(name));
        let mut named = BTreeSet::new();
        let mut note = |place: Option<Place>| {
            if let Some(Place::Item(other)) = place
                && other != name
            {
                named.insert(other);
            }
        };
        for import in &file.imports {
            match &import.name {
                Some(own) if import.public && !file.words.contains(own) => {}
                Some(_) => note(self.lead(&[], &import.path, 0)),
                // All of another file: what of it stands in this one.
                None => {
                    for word in file.words.iter().filter(|word| !file.defined.contains(*word)) {
                        let path: Vec<_> = import.path.iter().chain([word]).cloned().collect();
                        if self.defines(&path) {
                            note(self.lead(&[], &path, 0));
                        }
                    }
                }
            }
        }
        for path in &file.paths {
            note(self.lead(&here, path, 0));
        }
        named
    }

    /// Whether somebody surely defines what a path leads to.
    fn defines(&self, path: &[String]) -> bool {
        let (Some(Place::Item(file)), Some(last)) = (self.lead(&[], path, 0), path.last()) else { return false };
        self.files.get(&file).is_some_and(|file| file.defined.contains(last))
    }

    /// Follows a path from a module; nothing where it leads out of the crate.
    fn lead(&self, from: &[String], path: &[String], depth: usize) -> Option<Place> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Vec::new(),
            "self" => from.to_vec(),
            "super" => from[..from.len().checked_sub(1)?].to_vec(),
            _ => {
                at_first(from, first, self)?;
                rest = path;
                from.to_vec()
            }
        };
        while let Some((next, after)) = rest.split_first() {
            if next == "super" {
                at.pop();
            } else {
                match self.step(&at, next, depth)? {
                    Place::Module(module) => at = module,
                    item @ Place::Item(_) => return Some(item),
                }
            }
            rest = after;
        }
        Some(Place::Module(at))
    }

    /// What a module calls by a name. A file that is not there is a module within a file.
    fn step(&self, at: &[String], name: &str, depth: usize) -> Option<Place> {
        let below: Vec<_> = at.iter().cloned().chain([name.to_owned()]).collect();
        if self.files.contains_key(&below.join("/")) {
            return Some(Place::Module(below));
        }
        let own = self.file_of(at)?;
        let file = &self.files[&own];
        if file.defined.contains(name) || depth > 8 {
            return Some(Place::Item(own));
        }
        let import = file.imports.iter().find(|import| import.name.as_deref() == Some(name));
        if let Some(import) = import {
            return self.lead(&[], &import.path, depth + 1);
        }
        let through = |sure: bool| {
            file.imports.iter().filter(|import| import.name.is_none()).find_map(|import| {
                let Some(Place::Module(module)) = self.lead(&[], &import.path, depth + 1) else { return None };
                let other = self.file_of(&module)?;
                let knows = if sure { &self.files[&other].defined } else { &self.files[&other].perhaps };
                knows.contains(name).then_some(Place::Item(other))
            })
        };
        through(true).or_else(|| through(false)).or(Some(Place::Item(own)))
    }

    /// The file in which a module stands: the longest of its beginnings that is one.
    fn file_of(&self, module: &[String]) -> Option<String> {
        if module.is_empty() {
            return self.files.contains_key("lib").then(|| "lib".to_owned());
        }
        (1..=module.len()).rev().map(|end| module[..end].join("/")).find(|name| self.files.contains_key(name))
    }
}

/// Whether a path that begins with neither `crate` nor `super` begins in this crate: with a module below, or with a
/// name that the file imports.
fn at_first(from: &[String], first: &str, names: &Names) -> Option<()> {
    let file = &names.files[&names.file_of(from)?];
    let below: Vec<_> = from.iter().cloned().chain([first.to_owned()]).collect();
    let imported = file.imports.iter().any(|import| import.name.as_deref() == Some(first));
    (imported || names.files.contains_key(&below.join("/"))).then_some(())
}

fn module_of(name: &str) -> Vec<String> {
    if name == "lib" { Vec::new() } else { name.split('/').map(str::to_owned).collect() }
}

impl File {
    fn read(module: &[String], tokens: &[String]) -> Self {
        let mut file = Self::default();
        // Where each open brace stands: in an item, or in a module within the file.
        let (mut open, mut inner) = (Vec::new(), module.to_vec());
        let mut at = 0;
        let token = |at: usize| tokens.get(at).map_or("", String::as_str);
        while at < tokens.len() {
            let among_items = open.iter().all(|is_module| *is_module);
            match token(at) {
                "#" if tokens[at..].iter().take(7).map(String::as_str).eq(["#", "[", "cfg", "(", "test", ")", "]"]) => {
                    at = after_item(tokens, at + 7);
                    continue;
                }
                "mod" if token(at + 2) == ";" => {
                    at += 3;
                    continue;
                }
                "mod" if token(at + 2) == "{" => {
                    open.push(true);
                    inner.push(token(at + 1).to_owned());
                    at += 3;
                    continue;
                }
                "use" if token(at + 1) != "<" => {
                    let public = at > 0 && matches!(token(at - 1), "pub" | ")");
                    let end = at + tokens[at..].iter().position(|token| token == ";").unwrap_or(tokens.len() - at - 1);
                    file.import(&inner, &mut Vec::new(), &tokens[at + 1..end], public);
                    at = end + 1;
                    continue;
                }
                "{" => open.push(false),
                "}" if open.pop() == Some(true) => drop(inner.pop()),
                "fn" | "struct" | "enum" | "union" | "trait" | "type" | "const" | "static" | "macro_rules"
                    if among_items =>
                {
                    let skip = if matches!(token(at + 1), "mut" | "!" | "unsafe") { 2 } else { 1 };
                    if token(at + skip) != "fn" {
                        file.defined.insert(token(at + skip).to_owned());
                        at += skip + 1;
                        continue;
                    }
                }
                word if is_name(word) => {
                    if among_items && token(at + 1) == "!" && matches!(token(at + 2), "{" | "(") {
                        file.perhaps.extend(within(&tokens[at + 2..]).iter().filter(|name| is_name(name)).cloned());
                    }
                    let mut path = vec![word.to_owned()];
                    while token(at + 1) == "::" && is_name(token(at + 2)) {
                        path.push(token(at + 2).to_owned());
                        at += 2;
                    }
                    let within_crate = at < 2 * path.len() || token(at + 1 - 2 * path.len()) != "::";
                    // `pub(in crate::probe)` says who may name it, and names nobody.
                    let is_visibility = at + 1 >= 2 * path.len() && token(at + 1 - 2 * path.len()) == "in";
                    match path.as_slice() {
                        [word] => drop(file.words.insert(word.clone())),
                        _ if is_visibility || !within_crate => {}
                        [first, ..] => {
                            file.words.insert(first.clone());
                            file.paths.push(from_file(&inner, module, path));
                        }
                        [] => {}
                    }
                }
                _ => {}
            }
            at += 1;
        }
        file
    }

    /// One tree of a `use` line: `a::{b, c::{self, D as E}, f::*}`.
    fn import(&mut self, here: &[String], before: &mut Vec<String>, tree: &[String], public: bool) {
        let length = before.len();
        let mut at = 0;
        while at < tree.len() {
            match tree[at].as_str() {
                "{" => {
                    let list = within(&tree[at..]);
                    let (mut depth, mut start) = (0, 0);
                    for (place, token) in list.iter().enumerate() {
                        match token.as_str() {
                            "{" => depth += 1,
                            "}" => depth -= 1,
                            "," if depth == 0 => {
                                self.import(here, before, &list[start..place], public);
                                start = place + 1;
                            }
                            _ => {}
                        }
                    }
                    self.import(here, before, &list[start..], public);
                    before.truncate(length);
                    return;
                }
                "::" => {}
                "*" => {
                    self.note(here, before, None, public);
                    before.truncate(length);
                    return;
                }
                "as" => {
                    self.note(here, before, tree.get(at + 1).cloned(), public);
                    before.truncate(length);
                    return;
                }
                "self" if !before.is_empty() => {}
                name => before.push(name.to_owned()),
            }
            at += 1;
        }
        if before.len() > length || tree.last().is_some_and(|last| last == "self") {
            let name = before.last().cloned();
            self.note(here, before, name, public);
        }
        before.truncate(length);
    }

    fn note(&mut self, here: &[String], path: &[String], name: Option<String>, public: bool) {
        let path = match path.first().map(String::as_str) {
            Some("crate") => path.to_vec(),
            Some("self" | "super") => absolute(here, path),
            // A module beside, or a crate outside: a path that leads nowhere is the latter.
            Some(_) => absolute(here, &[&["self".to_owned()], path].concat()),
            None => return,
        };
        self.imports.push(Import { path, name, public });
    }
}

/// A path of `self` and `super` from the root of the crate.
fn absolute(here: &[String], path: &[String]) -> Vec<String> {
    let mut at = here.to_vec();
    for name in path {
        match name.as_str() {
            "self" => {}
            "super" => drop(at.pop()),
            name => at.push(name.to_owned()),
        }
    }
    [&["crate".to_owned()], at.as_slice()].concat()
}

/// A path as the file would write it, whatever module within the file it stands in.
fn from_file(inner: &[String], module: &[String], path: Vec<String>) -> Vec<String> {
    if inner == module || !matches!(path[0].as_str(), "self" | "super") { path } else { absolute(inner, &path) }
}

/// What stands within the bracket at the beginning.
fn within(tokens: &[String]) -> &[String] {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return tokens.get(1..place).unwrap_or_default();
        }
    }
    &[]
}

/// Behind the item that begins here: its `;` or its braces.
fn after_item(tokens: &[String], from: usize) -> usize {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate().skip(from) {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(token.as_str(), ";" | "}") {
            return place + 1;
        }
    }
    tokens.len()
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names, `::` and single signs; no comments, no literals.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let (mut tokens, mut at) = (Vec::new(), 0);
    let starts = |at: usize, with: &str| with.chars().enumerate().all(|(place, c)| chars.get(at + place) == Some(&c));
    while let Some(&c) = chars.get(at) {
        let hashes = chars[at..].iter().skip(1).take_while(|c| **c == '#').count();
        match c {
            '/' if starts(at, "//") => at += chars[at..].iter().take_while(|c| **c != '\n').count(),
            '/' if starts(at, "/*") => {
                at += 2;
                while at < chars.len() && !starts(at, "*/") {
                    at += 1;
                }
                at += 2;
            }
            'r' if chars.get(at + 1 + hashes) == Some(&'"') => {
                let end: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                at += hashes + 2;
                while at < chars.len() && !starts(at, &end) {
                    at += 1;
                }
                at += end.len();
            }
            '"' => {
                at += 1;
                while at < chars.len() && chars[at] != '"' {
                    at += if chars[at] == '\\' { 2 } else { 1 };
                }
                at += 1;
            }
            // A letter, or a lifetime.
            '\'' if chars.get(at + 1) == Some(&'\\') => {
                at += 3;
                while at < chars.len() && chars[at] != '\'' {
                    at += 1;
                }
                at += 1;
            }
            '\'' if chars.get(at + 2) == Some(&'\'') => at += 3,
            '\'' => at += 1 + chars[at + 1..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').count(),
            ':' if starts(at, "::") => {
                tokens.push("::".to_owned());
                at += 2;
            }
            c if c.is_alphanumeric() || c == '_' => {
                let name: String = chars[at..].iter().take_while(|c| c.is_alphanumeric() || **c == '_').collect();
                at += name.chars().count();
                tokens.push(name);
            }
            c if c.is_whitespace() => at += 1,
            c => {
                tokens.push(c.to_string());
                at += 1;
            }
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrows(files: &[(&str, &str)], of: &str) -> Vec<String> {
        Names::read(files.iter().copied()).named_by(of).into_iter().collect()
    }

    #[test]
    fn a_name_counts_for_the_file_that_defines_it() {
        let files = [
            ("lib", "mod a; mod b;"),
            ("a", "//! Rooms.\nmod c;\nmod d;\npub use c::*;\npub(crate) use self::d::{D, inner::E as F};"),
            ("a/c", "pub struct C<'a>(&'a str); made!(Made, \"x\");"),
            ("a/d", "pub(crate) struct D; pub mod inner { pub struct E; }"),
            ("b", "use crate::{a::{self, C, F}};\nfn f() -> a::D { crate::a::Made::new() }"),
        ];
        assert_eq!(arrows(&files, "b"), ["a/c", "a/d"]);
        assert_eq!(arrows(&files, "a"), [""; 0], "it declares and re-exports");
    }

    #[test]
    fn paths_in_the_code_are_read_and_words_in_texts_are_not() {
        let files = [
            ("lib", ""),
            ("a", "mod b;\nmod c;\npub(super) use self::c::C;\nfn f(_: C) { b::g('\"', \"c::x\"); } // c::h()"),
            ("a/b", "pub(in crate::a) fn g() { super::super::z::y() }\nmod within { fn f() { super::super::c::h() } }"),
            ("a/c", "pub(crate) struct C; fn h() {}"),
            ("z", "pub fn y() {}\n#[cfg(test)]\nmod tests { use crate::a::b; fn f() { b::g() } }"),
        ];
        assert_eq!(arrows(&files, "a"), ["a/b", "a/c"]);
        assert_eq!(arrows(&files, "a/b"), ["a/c", "z"]);
        assert_eq!(arrows(&files, "z"), [""; 0]);
    }

    #[test]
    fn a_parent_and_its_child_that_use_each_other_are_a_circle() {
        let files = [
            ("lib", ""),
            ("a", "mod b;\npub struct A;\nfn f() { b::g() }"),
            ("a/b", "use super::A;\npub fn g(_: A) {}"),
            ("c", "use crate::a::A; use csv::Reader;"),
            ("csv", "use crate::c::X;"),
        ];
        let circles = Names::read(files).circles();
        assert_eq!(circles, [["a", "a/b"].map(String::from).into()]);
    }
}
