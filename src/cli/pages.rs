//! `mxray man` and `mxray help`: the pages of the manual, one for each command, as troff for man(7); and the help of a command.

use clap::{Arg, Command};

use super::{
    Exit,
    args::{self, Man},
    manual,
    output::Output,
    words::{brief, made_safe, more},
};
use crate::{l10n::Texts, model::Told, store};

/// When this version was released, as `CHANGELOG.md` says: a page tells when it was written.
const RELEASED: &str = "2026-11-22";
/// How long a line of a page may be: mandoc(1) asks for 80 at the most.
const LINE: usize = 78;

pub(super) fn man(man: &Man, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    let mut program = args::command(texts);
    program.build();
    match &man.out {
        None => output.print(&page(find(&program, man.command.as_deref(), texts)?, &program, texts)),
        Some(folder) => {
            for command in program.get_subcommands().chain([&program]) {
                let file = format!("{}.1", title(command));
                store::publish(folder, &file, &page(command, &program, texts))
                    .map_err(|error| Told::of(error.id(), &error))?;
            }
        }
    }
    Ok(Exit::Healthy)
}

pub(super) fn help(command: Option<&str>, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    let mut program = args::command(texts);
    program.build();
    let mut command = find(&program, command, texts)?.clone();
    output.print(&command.render_long_help().to_string());
    Ok(Exit::Healthy)
}

/// The command of that name; none is the program.
fn find<'a>(program: &'a Command, name: Option<&str>, texts: &Texts) -> Result<&'a Command, Told> {
    match name {
        None | Some("mxray") => Ok(program),
        Some(name) => program.find_subcommand(name).ok_or_else(|| {
            let all = args::commands().join(", ");
            let option = texts.get("value-command");
            Told::new("value").text("option", option).text("value", made_safe(name)).text("valid", all)
        }),
    }
}

/// `mxray-check`.
fn title(command: &Command) -> String {
    match command.get_name() {
        "mxray" => "mxray".to_owned(),
        name => format!("mxray-{name}"),
    }
}

/// The page of a command.
fn page(command: &Command, program: &Command, texts: &Texts) -> String {
    let (name, title) = (command.get_name(), title(command));
    let mut page = Page::default();
    let version = format!("mxray {}", env!("CARGO_PKG_VERSION"));
    page.line(&format!(".TH {} 1 {RELEASED} \"{version}\"", title.to_uppercase()));
    // No language but English has its words broken by the rules of English.
    page.line(".nh\n.ad l");
    page.heading(&texts.get("man-name"));
    page.text(&escaped(&format!("{title} - {}", brief(name, texts))));
    page.heading(&texts.get("man-synopsis"));
    page.synopsis(&texts.get(&format!("usage-{name}")));
    page.heading(&texts.get("man-description"));
    page.text(&escaped(&texts.get(&format!("command-{name}"))));
    for paragraph in more(name, texts).iter().flat_map(|more| more.lines()).filter(|line| !line.is_empty()) {
        page.line(".PP");
        page.text(&escaped(paragraph));
    }
    options(&mut page, command, texts);
    if name == "mxray" {
        page.heading(&texts.get("heading-commands"));
        for sub in program.get_subcommands() {
            page.tagged(&bold(sub.get_name()), &escaped(&texts.get(&format!("command-{}", sub.get_name()))));
        }
    }
    page.list("heading-examples", manual::examples(name, texts), texts);
    page.list("man-exits", manual::exits(name, texts), texts);
    page.list("man-environment", manual::variables(name, texts), texts);
    page.list("man-files", manual::files(name, texts), texts);
    page.heading(&texts.get("man-see-also"));
    let pages = program.get_subcommands().chain([program]).map(self::title).filter(|other| *other != title);
    let mut pages: Vec<_> = pages.map(|other| format!("{}(1)", bold(&other))).collect();
    pages.sort();
    page.text(&pages.join(", "));
    page.0
}

/// Arguments, then options, each in the order of the help.
fn options(page: &mut Page, command: &Command, texts: &Texts) {
    let mut all: Vec<_> = command.get_arguments().filter(|arg| !arg.is_hide_set()).collect();
    all.sort_by_key(|arg| arg.get_display_order());
    for (heading, positional) in [("heading-arguments", true), ("heading-options", false)] {
        let mut some = all.iter().filter(|arg| arg.is_positional() == positional).peekable();
        if some.peek().is_some() {
            page.heading(&texts.get(heading));
        }
        for arg in some {
            let told = arg.get_long_help().map(ToString::to_string).unwrap_or_default();
            page.tagged(&typed(arg), &escaped(&told));
        }
    }
}

/// An argument as it is typed, its value in italics.
fn typed(arg: &Arg) -> String {
    let value = arg.get_value_names().and_then(|names| names.first()).filter(|_| arg.get_action().takes_values());
    let value = value.map(|name| format!("\\fI{}\\fR", escaped(name)));
    let short = arg.get_short().map(|short| bold(&format!("-{short}")));
    let long = arg.get_long().map(|long| bold(&format!("--{long}")));
    let option = short.into_iter().chain(long).collect::<Vec<_>>().join(", ");
    match value {
        None => option,
        Some(value) if option.is_empty() => value,
        Some(value) if arg.is_require_equals_set() => format!("{option}[={value}]"),
        Some(value) => format!("{option} {value}"),
    }
}

fn bold(text: &str) -> String {
    format!("\\fB{}\\fR", escaped(text))
}

/// Text that troff prints as it is (groff_char(7)): the marks it would read, and those it would make typographic.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\\' => escaped.push_str("\\e"),
            '-' => escaped.push_str("\\-"),
            '\'' => escaped.push_str("\\(aq"),
            '"' => escaped.push_str("\\(dq"),
            '`' => escaped.push_str("\\(ga"),
            '^' => escaped.push_str("\\(ha"),
            '~' => escaped.push_str("\\(ti"),
            '\u{a0}' => escaped.push_str("\\~"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// How long mandoc(1) counts a text: a letter beyond ASCII as it spells it, `\[u00E9]`.
fn counted(text: &str) -> usize {
    text.chars().map(|char| if char.is_ascii() { 1 } else { 8 }).sum()
}

/// A page in the making.
#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        // Those of the help have a blank before the colon that stands there.
        self.line(&format!(".SH {}", heading.trim_end_matches([':', '\u{a0}']).to_uppercase()));
    }

    /// Escaped text, filled.
    fn text(&mut self, text: &str) {
        let mut line = String::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            if !line.is_empty() && counted(&line) + 1 + counted(word) > LINE {
                self.line(&std::mem::take(&mut line));
            }
            // A point in front would be a request.
            line.push_str(if line.is_empty() && word.starts_with('.') { "\\&" } else { "" });
            line.push_str(if line.is_empty() || line == "\\&" { "" } else { " " });
            line.push_str(word);
        }
        if !line.is_empty() {
            self.line(&line);
        }
    }

    fn tagged(&mut self, tag: &str, text: &str) {
        self.line(".TP");
        self.line(tag);
        self.text(text);
    }

    fn list(&mut self, heading: &str, lines: impl IntoIterator<Item = (impl AsRef<str>, String)>, texts: &Texts) {
        self.heading(&texts.get(heading));
        for (tag, told) in lines {
            self.tagged(&bold(tag.as_ref()), &escaped(&told));
        }
    }

    /// Each form of a usage on a line, the command in it bold.
    fn synopsis(&mut self, usage: &str) {
        for (number, form) in usage.split(" | ").enumerate() {
            if number > 0 {
                self.line(".br");
            }
            let words = form.split(' ').take_while(|word| word.chars().all(|char| char.is_ascii_lowercase()));
            let command = words.collect::<Vec<_>>().join(" ");
            self.text(&format!("{} {}", bold(&command), escaped(form[command.len()..].trim_start())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_of_the_day_of_its_release() {
        let log = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/CHANGELOG.md")).expect("the page");
        let released = format!("## [{}] - {RELEASED}", env!("CARGO_PKG_VERSION"));
        assert!(log.lines().any(|line| line == released), "CHANGELOG.md does not say {released}");
    }

    #[test]
    fn no_line_is_read_as_a_request() {
        let mut page = Page::default();
        page.text(&escaped(".so it is, 'or' not"));
        assert_eq!(page.0, "\\&.so it is, \\(aqor\\(aq not\n");
    }
}
