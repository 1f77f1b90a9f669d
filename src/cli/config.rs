//! What is set once, and `mxray config`, which shows it: the files and the environment are read here, and what is wrong in
//! them is told with its place.
//!
//! What a value may be is judged as if it had been typed; see [`super::args`].

use std::{
    env,
    ffi::OsString,
    path::{self, Path, PathBuf},
};

use super::{
    Exit,
    args::{self, ConfigArguments, TwoFormats},
    inputs,
    output::Output,
    probing,
    words::{complaint, made_safe, nearest, unknown_language, value_of},
};
use crate::{
    config::{self, Config, Key, Kind, MAX_FILE, Origin, Value},
    l10n::{Args, Locale, Texts},
    model::{CertificateDays, Limits, Told, WARN_DAYS, WireText},
    probe::Trust,
    report::json::{self, ConfigFile, Setting, Settings},
    store,
};

/// Whether a file of settings is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum There {
    /// It was read.
    Read,
    /// There is none.
    Missing,
    /// This user may not look into its folder.
    Unseen,
}

/// What is set once, as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct SetOnce {
    /// What files and environment say together.
    pub(super) config: Config,
    /// The files that were looked for, and whether each is there.
    files: Vec<(PathBuf, There)>,
    /// The first thing that is wrong.
    problem: Option<Told>,
}

impl SetOnce {
    /// Reads the files that there are, and the environment.
    pub(super) fn read(arguments: &[OsString]) -> Self {
        let named = value_of(arguments, "--config").map(PathBuf::from);
        let without =
            arguments.iter().take_while(|argument| *argument != "--").any(|argument| argument == "--no-config");
        let mut read = Self::default();
        match &named {
            _ if without => {}
            Some(path) => read.file(path, true),
            None => store::config_files().iter().for_each(|path| read.file(path, false)),
        }
        let split = |list: &std::ffi::OsStr| env::split_paths(list).map(OsString::from).collect();
        if let Some((name, near)) = env::vars_os().find_map(|(name, _)| misspelt(name.to_str()?)) {
            read.wrong(Told::new("config-variable").text("variable", name).text("suggestion", near));
        }
        let environment = Config::of_environment(|name| env::var_os(name), split);
        match environment {
            Ok(environment) => read.config = std::mem::take(&mut read.config).under(environment),
            Err((key, said)) => {
                let told = Told::new("config-switch").text("variable", key.variable());
                read.wrong(told.text("value", made_safe(&said.to_string_lossy())));
            }
        }
        read
    }

    fn file(&mut self, path: &Path, is_named: bool) {
        let bytes = match store::read_bounded(Some(path), MAX_FILE as u64 + 1) {
            Ok(bytes) => bytes,
            // Nor is there one for somebody who may not look into the folder: `sudo` keeps the home of another.
            Err(error) if !is_named && path.symlink_metadata().is_err() => {
                let is_denied = matches!(error, store::InputError::Denied { .. });
                let there = if is_denied { There::Unseen } else { There::Missing };
                return self.files.push((path.to_owned(), there));
            }
            Err(error) => return self.wrong(Told::of(error.id(), &error)),
        };
        self.files.push((path.to_owned(), There::Read));
        match config::read(&bytes, path, store::home_folder().as_deref()) {
            Ok(said) => self.config = std::mem::take(&mut self.config).under(said),
            Err(problem) => {
                let told = match &problem {
                    config::Problem::Key { key, .. } => near(key.as_str()).map_or_else(
                        || Told::of(problem.id(), &problem).text("keys", keys()),
                        |near| Told::of("config-key-near", &problem).text("suggestion", near.name()),
                    ),
                    _ => Told::of(problem.id(), &problem),
                };
                self.wrong(told.text("file", WireText::from_path(path)));
            }
        }
    }

    /// The first thing that is wrong is told.
    fn wrong(&mut self, told: Told) {
        self.problem.get_or_insert(told);
    }

    /// The one value that is set of a key.
    pub(super) fn text(&self, key: Key) -> Option<String> {
        self.config.get(key)?.values.first().map(|value| value.to_string_lossy().into_owned())
    }

    /// Tells of a file that others may write to: who can change where a probe looks and whom it trusts.
    pub(super) fn warn(&self, output: &Output, texts: &Texts) {
        for (path, _) in
            self.files.iter().filter(|(path, there)| *there == There::Read && store::is_open_to_others(path))
        {
            output.note(&texts.with("note-config-open", &Args::new().text("file", WireText::from_path(path))));
        }
    }

    /// What is wrong: in a file, or with a value, which is judged as if it had been typed.
    ///
    /// # Errors
    /// The first thing that is, with its place.
    pub(super) fn judge(&self, texts: &Texts) -> Result<(), Told> {
        if let Some(problem) = &self.problem {
            return Err(problem.clone());
        }
        self.days_in_order(texts)?;
        self.config.values().try_for_each(|(key, value)| {
            taken(key, value).map_err(|why| {
                let names_it = why.values.contains_key("option");
                match &value.origin {
                    Origin::Variable(name) if names_it => why.text("option", name),
                    Origin::File(..) if names_it => at(&value.origin, &why.text("option", key.name()), texts),
                    origin => at(origin, &why, texts),
                }
            })
        })
    }

    /// That what is critical comes after what is a warning.
    fn days_in_order(&self, texts: &Texts) -> Result<(), Told> {
        let days = |key| self.text(key).and_then(|text| text.parse::<u32>().ok());
        let (warn, crit) = (days(Key::WarnDays).unwrap_or(WARN_DAYS), self.config.get(Key::CritDays));
        let Some((value, crit)) = crit.zip(days(Key::CritDays)).filter(|(_, crit)| *crit > warn) else { return Ok(()) };
        Err(at(&value.origin, &Told::new("days-order").text("crit", crit).text("warn", warn), texts))
    }

    /// That the files and the folder can be used that are set once and were not typed.
    ///
    /// # Errors
    /// The first that is not, with the place where it is named.
    pub(super) fn files_are_there(&self, wanted: impl Fn(Key) -> bool, texts: &Texts) -> Result<(), Told> {
        let named = self.config.values().filter(|(key, _)| wanted(*key));
        for (key, value) in named {
            let unusable = value.values.iter().map(Path::new).find_map(|path| match key {
                Key::CaFile => probing::trust(&mut Trust::default(), path).err(),
                Key::Endpoints => inputs::addresses(path, texts).err(),
                Key::ReportFolder => {
                    (!path.is_dir()).then(|| Told::new("report-folder").text("file", WireText::from_path(path)))
                }
                _ => None,
            });
            if let Some(why) = unusable {
                return Err(at(&value.origin, &why, texts));
            }
        }
        Ok(())
    }
}

/// The variable that was probably meant by one that says nothing.
fn misspelt(name: &str) -> Option<(String, String)> {
    let key = name.strip_prefix("MXRAY_").filter(|_| Key::ALL.iter().all(|key| key.variable() != name))?;
    Some((made_safe(name), near(&key.to_ascii_lowercase())?.variable()))
}

/// The key that was probably meant.
fn near(typed: &str) -> Option<Key> {
    nearest(&typed.replace('-', "_"), Key::ALL.into_iter().map(Key::name)).and_then(Key::of_name)
}

fn keys() -> String {
    Key::ALL.map(Key::name).join(", ")
}

/// What is wrong, behind its place.
fn at(origin: &Origin, why: &Told, texts: &Texts) -> Told {
    Told::new("config-at").text("place", place(origin, texts)).text("why", texts.told("error", why))
}

fn place(origin: &Origin, texts: &Texts) -> String {
    match origin {
        Origin::File(path, line) => {
            texts.with("config-place", &Args::new().text("file", WireText::from_path(path)).text("line", line))
        }
        Origin::Variable(name) => name.clone(),
    }
}

/// Whether an option takes that value.
fn taken(key: Key, value: &Value) -> Result<(), Told> {
    let is_file = matches!(key.kind(), Kind::File | Kind::Files);
    if !is_file && value.values.iter().any(|value| value.to_str().is_none()) {
        return Err(Told::new("utf8"));
    }
    let definition = args::definition();
    let command = ["check", "lab"].into_iter().find(|name| {
        let command = definition.find_subcommand(name);
        command.is_some_and(|command| command.get_arguments().any(|arg| arg.get_id() == key.name()))
    });
    let switched_off = key.kind() == Kind::Switch && value.values.iter().all(|value| value == "false");
    let values = value.values.iter().filter(|_| !switched_off).map(|value| {
        let mut option = OsString::from(key.option());
        if key.kind() != Kind::Switch {
            option.push("=");
            option.push(value);
        }
        option
    });
    let typed: Vec<_> = [OsString::from("mxray")].into_iter().chain(command.map(Into::into)).chain(values).collect();
    args::definition().try_get_matches_from(&typed).map_err(|error| complaint(&error, &typed))?;
    value.values.iter().map(|value| value.to_string_lossy()).try_for_each(|value| match key {
        Key::Resolver => inputs::resolvers(&[value.into_owned()]).map(drop),
        Key::Ehlo => inputs::ehlo(&value).map(drop),
        Key::Control => inputs::control_host(&value).map(drop),
        Key::Lang => Locale::parse(&value).map(drop).ok_or_else(|| unknown_language(&value)),
        _ => Ok(()),
    })
}

/// Shows what holds and where it comes from.
pub(super) fn run(
    arguments: &ConfigArguments,
    set_once: &SetOnce,
    typed: impl Fn(Key) -> Option<Vec<OsString>>,
    texts: &Texts,
    output: &mut Output,
) -> Exit {
    let settings = Key::ALL.into_iter().map(|key| setting(key, set_once, &typed));
    let text = match arguments.format {
        TwoFormats::Json => {
            let files = set_once.files.iter().map(|(path, there)| ConfigFile {
                file: WireText::from_path(path).to_string(),
                found: *there == There::Read,
            });
            let settings = settings.map(|(setting, _)| setting).collect();
            json::document(&Settings { schema: "mxray-config/1", files: files.collect(), settings })
        }
        TwoFormats::Text => page(&settings.collect::<Vec<_>>(), &set_once.files, texts),
    };
    output.print(&text);
    Exit::Healthy
}

/// A key with what holds of it, made safe and as it is. Whoever typed one of two rivals wants not the other; a file has its
/// whole name, for this may be read in another folder.
fn setting(key: Key, set_once: &SetOnce, typed: impl Fn(Key) -> Option<Vec<OsString>>) -> (Setting, Vec<String>) {
    let (rival_is_typed, own) = (key.rival().and_then(&typed).is_some(), typed(key));
    let text = |value: &OsString| match key.kind() {
        Kind::File | Kind::Files => {
            path::absolute(value).map_or_else(|_| value.clone(), Into::into).to_string_lossy().into_owned()
        }
        _ => value.to_string_lossy().into_owned(),
    };
    let none =
        Setting { key: key.name(), value: Vec::new(), source: "default", file: None, line: None, variable: None };
    let set = set_once.config.get(key).filter(|_| !rival_is_typed);
    let (values, setting) = match (&own, set) {
        (Some(values), _) => (values.iter().map(text).collect(), Setting { source: "option", ..none }),
        (None, Some(Value { values, origin: Origin::File(path, line) })) => {
            let file = Some(WireText::from_path(path).to_string());
            (values.iter().map(text).collect(), Setting { source: "file", file, line: Some(*line), ..none })
        }
        (None, Some(Value { values, origin: Origin::Variable(name) })) => {
            let variable = Some(name.clone());
            (values.iter().map(text).collect(), Setting { source: "environment", variable, ..none })
        }
        (None, None) => (default(key, set_once, typed).into_iter().collect::<Vec<_>>(), none),
    };
    (Setting { value: values.iter().map(|value| made_safe(value)).collect(), ..setting }, values)
}

/// What holds where nothing is said, if it can be said in a value.
fn default(key: Key, set_once: &SetOnce, typed: impl Fn(Key) -> Option<Vec<OsString>>) -> Option<String> {
    let limits = Limits::default();
    let seconds = |ms: u64| Some((ms / 1_000).to_string());
    match key {
        Key::Timeout => seconds(limits.connect_ms),
        Key::ReplyTimeout => seconds(limits.reply_ms),
        Key::Samples => Some("1".to_owned()),
        Key::NoControl => Some("false".to_owned()),
        Key::WarnDays => Some(WARN_DAYS.to_string()),
        Key::CritDays => {
            let typed = typed(Key::WarnDays).and_then(|values| values.first()?.to_str().map(str::to_owned));
            let warn = typed.or_else(|| set_once.text(Key::WarnDays)).and_then(|warn| warn.parse().ok());
            Some(CertificateDays::CRIT.min(warn.unwrap_or(WARN_DAYS)).to_string())
        }
        _ => {
            let definition = args::definition();
            let in_check = definition.find_subcommand("check").into_iter().flat_map(clap::Command::get_arguments);
            let mut all = in_check.chain(definition.get_arguments());
            let arg = all.find(|arg| arg.get_id() == key.name())?;
            arg.get_default_values().first().map(|value| value.to_string_lossy().into_owned())
        }
    }
}

/// A page that is a configuration file itself: what is said nowhere is a remark.
fn page(settings: &[(Setting, Vec<String>)], files: &[(PathBuf, There)], texts: &Texts) -> String {
    let remark = |text: &str| format!("# {text}\n");
    let mut page: String = files
        .iter()
        .map(|(path, there)| {
            let id = match there {
                There::Read => "config-file-read",
                There::Missing => "config-file-missing",
                There::Unseen => "config-file-unseen",
            };
            remark(&texts.with(id, &Args::new().text("file", WireText::from_path(path))))
        })
        .collect();
    let line = |(setting, values): &(Setting, Vec<String>)| {
        let key = Key::of_name(setting.key).expect("a setting is one of the keys");
        let origin = match (&setting.source, &setting.file, setting.line) {
            (&"file", Some(file), Some(line)) => {
                texts.with("config-place", &Args::new().text("file", file).text("line", line))
            }
            (&"environment", ..) => setting.variable.clone().unwrap_or_default(),
            (&"option", ..) => key.option(),
            _ => texts
                .try_get(&format!("config-default-{}", setting.key.replace('_', "-")))
                .unwrap_or_else(|| texts.get("config-default")),
        };
        let hidden = if setting.source == "default" { "# " } else { "" };
        let said = format!("{hidden}{} = {}", setting.key, written(key.kind(), values));
        format!("{said:<38}  # {origin}\n")
    };
    page.extend(settings.iter().map(line));
    page
}

/// A value as TOML has it.
fn written(kind: Kind, values: &[String]) -> String {
    match (kind, values) {
        (Kind::List | Kind::Files, [] | [_, _, ..]) => {
            format!("[{}]", values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", "))
        }
        // An option takes `.5` and `05`, which are no numbers there.
        (Kind::Number, [value, ..]) => value.parse::<f64>().map_or_else(|_| quoted(value), |number| number.to_string()),
        (Kind::Switch, [value, ..]) => value.clone(),
        (Kind::Text | Kind::File | Kind::List | Kind::Files, [value, ..]) => quoted(value),
        (Kind::Text | Kind::File | Kind::Number | Kind::Switch, []) => "\"\"".to_owned(),
    }
}

/// A text in quotes, in which nothing acts on a terminal (TOML 1.0, "String").
fn quoted(text: &str) -> String {
    let shown = |c: char| WireText::from_text(c.encode_utf8(&mut [0; 4])).as_str().chars().eq([c]);
    let character = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if shown(c) => c.to_string(),
        c => format!("\\U{:08x}", u32::from(c)),
    };
    format!("\"{}\"", text.chars().map(character).collect::<String>())
}
