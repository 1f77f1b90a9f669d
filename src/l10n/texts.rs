//! [`Texts`]: the messages of one language, and the rules that turn ids and values into sentences.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use fluent::{FluentArgs, FluentValue};
use jiff::{Timestamp, tz::TimeZone};

use super::{
    Locale,
    messages::Messages,
    number::{Marks, Worded},
};
use crate::model::{Actor, CauseId, CodeId, DnsOutcome, Evidence, Fault, Item, ItemState, Stage, Told, common_name};

/// The messages of one language. Cheap to clone; switching the language is replacing it.
#[derive(Clone)]
pub struct Texts {
    locale: Locale,
    messages: Arc<Messages>,
    /// Whether English stands behind it.
    falls_back: bool,
    marks: Marks,
}

/// English, to which everything falls back; read only when something is missing, which tests see to.
static ENGLISH: LazyLock<Messages> = LazyLock::new(|| Messages::of(Locale::english(), None));

/// Values for a message. Counts are numbers, so that plurals follow; ports and codes are text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Args(HashMap<String, Value>);

#[derive(Clone, Debug, PartialEq)]
enum Value {
    Text(String),
    Number(u64),
}

impl Args {
    /// No values yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text: a name, an address, a port, a code.
    #[must_use]
    pub fn text(mut self, name: &str, value: impl ToString) -> Self {
        self.0.insert(name.to_owned(), Value::Text(value.to_string()));
        self
    }

    /// Adds a count.
    #[must_use]
    pub fn number(mut self, name: &str, value: impl TryInto<u64>) -> Self {
        self.0.insert(name.to_owned(), Value::Number(value.try_into().unwrap_or(u64::MAX)));
        self
    }

    fn fluent(&self) -> FluentArgs<'_> {
        let mut fluent = FluentArgs::new();
        for (name, value) in &self.0 {
            match value {
                Value::Text(text) => fluent.set(name.as_str(), FluentValue::from(text.as_str())),
                Value::Number(number) => fluent.set(name.as_str(), FluentValue::from(*number)),
            }
        }
        fluent
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Texts").field(&self.locale.tag()).finish()
    }
}

impl Texts {
    /// The messages of a language; what it lacks is English.
    pub fn new(locale: Locale) -> Self {
        let falls_back = locale != Locale::english();
        Self { locale, messages: Arc::new(Messages::of(locale, None)), falls_back, marks: Marks::of(locale.id()) }
    }

    /// Those of a language, which may be these.
    #[must_use]
    pub fn in_language(&self, locale: Locale) -> Self {
        if locale == self.locale { self.clone() } else { Self::new(locale) }
    }

    /// English made longer by two fifths and marked, for tests: a plain word on a screen was not localized,
    /// and what does not fit here will not fit in French.
    pub fn pseudo() -> Self {
        let english = Locale::english();
        let messages = Arc::new(Messages::of(english, Some(pseudo_text)));
        Self { locale: english, messages, falls_back: false, marks: Marks::of(english.id()) }
    }

    /// The language.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The message `id`, or its attribute when `id` is `message.attribute`. What exists in no language comes
    /// back as `{id}`; tests walk the ids so that nobody sees it.
    pub fn get(&self, id: &str) -> String {
        self.with(id, &Args::new())
    }

    /// The same, with values.
    pub fn with(&self, id: &str, args: &Args) -> String {
        let english = || if self.falls_back { ENGLISH.find(id, &args.fluent()) } else { None };
        self.try_with(id, args).or_else(english).unwrap_or_else(|| format!("{{{id}}}"))
    }

    /// The message, if this language has it: English has no more, which tests see to.
    pub fn try_get(&self, id: &str) -> Option<String> {
        self.try_with(id, &Args::new())
    }

    /// The message with values, if this language has it.
    pub fn try_with(&self, id: &str, args: &Args) -> Option<String> {
        self.messages.find(id, &args.fluent())
    }

    /// Whether this very language (not English behind it) has the message or attribute.
    pub fn has(&self, id: &str) -> bool {
        self.messages.has(id)
    }

    /// A count.
    pub fn number(&self, number: u64) -> String {
        self.marks.whole(number)
    }

    /// A duration in prose: `412 ms`, `6.5 s`, `10 s`, `45 min`.
    pub fn duration(&self, ms: u64) -> String {
        self.worded(self.marks.prose(ms))
    }

    /// What is left of a time that counts down: `23 h`, `9 s`.
    pub fn time_left(&self, ms: u64) -> String {
        self.worded(self.marks.left(ms))
    }

    /// How many milliseconds [`time_left`](Self::time_left) stays the same words.
    pub fn time_left_holds(ms: u64) -> u64 {
        Marks::holds(ms)
    }

    /// A duration in a cell of the matrix: `18 ms`, `0.2 s`, `12 s`; at most five columns up to 999 s.
    pub fn cell_time(&self, ms: u64) -> String {
        self.worded(self.marks.cell(ms))
    }

    fn worded(&self, worded: Worded) -> String {
        let (id, n) = match worded {
            Worded::Milliseconds(n) => ("duration-ms", n),
            Worded::Seconds(n) => ("duration-s", n),
            Worded::Minutes(n) => ("duration-min", n),
            Worded::Hours(n) => ("duration-h", n),
        };
        self.with(id, &Args::new().text("n", n))
    }

    /// A point in time, the same in every language: `2026-11-09 23:59:59 UTC`.
    pub fn date(&self, at: Timestamp) -> String {
        at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
    }

    /// The time of day: `14:31`.
    pub fn clock(&self, at: Timestamp) -> String {
        at.to_zoned(TimeZone::UTC).strftime("%H:%M").to_string()
    }

    /// A piece of evidence as a whole sentence.
    pub fn evidence(&self, evidence: &Evidence) -> String {
        self.with(&format!("evidence-{}", evidence.id()), &self.evidence_args(evidence))
    }

    /// Why there is no verdict, where it is not known whether a fault is one for Office 365: the message of the
    /// fault (`verdict-inconclusive-<id>`) with the values of its evidence, if it has one.
    pub fn inconclusive(&self, evidence: &Evidence) -> Option<String> {
        self.try_with(&format!("verdict-inconclusive-{}", evidence.id()), &self.evidence_args(evidence))
    }

    /// Its short name for a narrow column (`expired`), where it has one.
    pub fn evidence_label(&self, evidence: &Evidence) -> Option<String> {
        self.try_with(&format!("evidence-{}.label", evidence.id()), &self.evidence_args(evidence))
    }

    /// What stands beside the short name (`2026-11-09 23:59:59 UTC, 12 days ago`), where it has one.
    pub fn evidence_detail(&self, evidence: &Evidence) -> Option<String> {
        self.try_with(&format!("evidence-{}.detail", evidence.id()), &self.evidence_args(evidence))
    }

    /// The same with its lists as `first (+n)` and certificate names as their common name.
    pub fn evidence_in_short(&self, evidence: &Evidence) -> Option<String> {
        let mut fields = serde_json::to_value(evidence).ok()?;
        fields.as_object_mut().into_iter().flatten().for_each(|(name, value)| shorten(name, value));
        self.try_with(&format!("evidence-{}.detail", evidence.id()), &self.args_of(&fields))
    }

    fn evidence_args(&self, evidence: &Evidence) -> Args {
        self.args_of(evidence)
    }

    /// The values of a piece of evidence, or of an error that is a value: its fields, by the rule told at [`Evidence`].
    pub fn args_of(&self, value: &impl serde::Serialize) -> Args {
        let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(value) else { return Args::new() };
        fields.iter().filter(|(name, _)| *name != "id").fold(Args::new(), |args, (name, value)| {
            match (name.strip_suffix("_ms"), name.strip_suffix("_at"), value) {
                (Some(name), _, value) => args.text(&kebab(name), self.duration(value.as_u64().unwrap_or(0))),
                (_, Some(name), serde_json::Value::String(at)) => {
                    args.text(&kebab(name), at.parse().map(|at| self.date(at)).unwrap_or_else(|_| at.clone()))
                }
                (_, _, serde_json::Value::Number(number)) => args.number(&kebab(name), number.as_u64().unwrap_or(0)),
                (_, _, serde_json::Value::String(text)) if name == "signature" => args.text(name, self.signature(text)),
                (_, _, serde_json::Value::String(text)) => args.text(&kebab(name), text),
                (_, _, serde_json::Value::Bool(yes)) => args.text(&kebab(name), if *yes { "yes" } else { "no" }),
                (_, _, serde_json::Value::Array(items)) => {
                    let list: Vec<_> =
                        items.iter().map(|i| i.as_str().map_or_else(|| i.to_string(), str::to_owned)).collect();
                    let list: Vec<_> =
                        list.iter().map(|item| if of_records(name) { without_final_dot(item) } else { item }).collect();
                    args.text(&kebab(name), self.list(&list)).number(&format!("{}-count", kebab(name)), items.len())
                }
                (_, _, serde_json::Value::Null | serde_json::Value::Object(_)) => args.text(&kebab(name), "none"),
            }
        })
    }

    /// What is to be told, as a message of that kind: `error-<id>`, `answer-<id>`.
    pub fn told(&self, kind: &str, told: &Told) -> String {
        self.with(&format!("{kind}-{}", told.id), &self.args_of(&told.values))
    }

    /// Items one after the other, as the language lists names.
    pub fn list(&self, items: &[impl AsRef<str>]) -> String {
        items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
    }

    /// The name of a fault: "no answer", "wrong name".
    pub fn fault(&self, fault: Fault) -> String {
        self.get(&format!("fault-{}", fault.id()))
    }

    /// The name of a stage.
    pub fn stage(&self, stage: Stage) -> String {
        self.get(&format!("stage-{}", stage.id()))
    }

    /// How a DNS question ended.
    pub fn dns_outcome(&self, outcome: DnsOutcome) -> String {
        self.get(match outcome {
            DnsOutcome::Answer => "dns-outcome-answer",
            DnsOutcome::NoData => "dns-outcome-nodata",
            DnsOutcome::NxDomain => "dns-outcome-nxdomain",
            DnsOutcome::ServFail => "dns-outcome-servfail",
            DnsOutcome::Refused => "dns-outcome-refused",
            DnsOutcome::Timeout => "dns-outcome-timeout",
            DnsOutcome::Malformed => "dns-outcome-malformed",
            DnsOutcome::Loop => "dns-outcome-loop",
        })
    }

    /// Who acts.
    pub fn actor(&self, actor: Actor) -> String {
        self.get(&format!("actor-{}", actor.id()))
    }

    /// The word for the state of a step.
    pub fn state(&self, state: ItemState) -> String {
        self.get(&format!("state-{}", state.id()))
    }

    /// The title of a code: "Connection refused".
    pub fn code_title(&self, code: &CodeId) -> String {
        self.get(&code.message())
    }

    /// The title of a code that was concluded: "Connection refused"; a code without an article of its own is one of
    /// those that "Other codes" stands for.
    pub fn concluded(&self, code: &CodeId) -> String {
        self.try_get(&format!("{}.concluded", code.message())).unwrap_or_else(|| self.code_title(code))
    }

    /// How a certificate is signed: "SHA-256 with RSA".
    pub fn signature(&self, name: &str) -> String {
        match name.split_once(" with ") {
            Some((digest, key)) => self.with("signed-with", &Args::new().text("digest", digest).text("key", key)),
            None => name.to_owned(),
        }
    }

    /// A command with the words for what is to be filled in: `place-<name>` for `<name>`. What has no such words is
    /// part of the command.
    fn command(&self, command: &str) -> String {
        let mut filled = String::new();
        let mut rest = command;
        while let Some((before, after)) = rest.split_once('<') {
            filled.push_str(before);
            let place = after.split_once('>').and_then(|(name, after)| {
                let words = self.try_get(&format!("place-{}", name.replace([' ', '.'], "-")))?;
                Some((words, after))
            });
            rest = match place {
                Some((words, after)) => {
                    filled.push_str(&format!("<{words}>"));
                    after
                }
                None => {
                    filled.push('<');
                    after
                }
            };
        }
        filled + rest
    }

    /// A cause as a sentence, with the values of a finding.
    pub fn cause(&self, code: &CodeId, cause: &CauseId, args: &Args) -> String {
        self.with(&format!("{}.cause-{}", code.message(), cause.name()), args)
    }

    /// The words of a step. Where something was seen that calls for it, `-here` names it.
    pub fn step(&self, item: &Item) -> StepWords {
        let known = |args: Args| item.args.iter().fold(args, |args, (name, value)| args.text(&kebab(name), value));
        let args = known(Args::new());
        let (title, more) = match &item.shared {
            Some(shared) => (format!("step-{shared}"), format!("step-{shared}.")),
            None => {
                let title = format!("{}.step-{}", item.code.message(), item.id.name());
                (title.clone(), format!("{title}-"))
            }
        };
        let ip = item.noted.as_ref().and_then(|noted| noted.ip).map(|ip| ip.to_string());
        let here = item.noted.as_ref().and_then(|noted| {
            let args = known(self.evidence_args(&noted.evidence))
                .text("host", noted.host.as_ref().map(ToString::to_string).unwrap_or_default())
                .text("ip", ip.as_deref().unwrap_or_default());
            self.try_with(&format!("{more}here"), &args)
        });
        // Words that name no address are about all of them.
        let names_one = here.as_ref().zip(ip.as_ref()).is_some_and(|(here, ip)| here.contains(ip));
        let is_of_one = !item.also.is_empty() && names_one;
        let places = || self.list(&item.also.iter().map(ToString::to_string).collect::<Vec<_>>());
        StepWords {
            also: is_of_one.then(|| self.with("step-also", &Args::new().text("places", places()))),
            title: here.unwrap_or_else(|| self.with(&title, &args)),
            why: self.try_with(&format!("{more}why"), &args),
            how: self.try_with(&format!("{more}how"), &args),
            done: self.try_with(&format!("{more}done"), &args),
            commands: item.commands.iter().map(|command| self.command(command)).collect(),
        }
    }
}

/// The words of a step: what to do, at which other addresses it is to be done, and where there is more to say, why, how, with
/// which commands, and when it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "told above")]
pub struct StepWords {
    pub title: String,
    pub also: Option<String>,
    pub why: Option<String>,
    pub how: Option<String>,
    pub done: Option<String>,
    pub commands: Vec<String>,
}

/// Whether a field lists records, whose final dot says that a name is absolute, which every name here is.
fn of_records(field: &str) -> bool {
    matches!(field, "records" | "cached" | "current" | "others")
}

/// A record without the dot that says that its name is absolute; the root itself is nothing but that dot.
fn without_final_dot(record: &str) -> &str {
    record.strip_suffix('.').filter(|rest| !rest.is_empty() && !rest.ends_with(' ')).unwrap_or(record)
}

/// Makes a field of evidence fit into a line: a list becomes `first (+n)`, the name of a certificate its common name.
fn shorten(name: &str, value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Array(items) if items.len() > 1 => {
            let more = items.len() - 1;
            if let Some(first) = items.first().and_then(|item| item.as_str()) {
                let first = if of_records(name) { without_final_dot(first) } else { first };
                *items = vec![format!("{first} (+{more})").into()];
            }
        }
        serde_json::Value::String(text) if matches!(name, "subject" | "issuer") => *text = common_name(text).to_owned(),
        _ => {}
    }
}

fn kebab(name: &str) -> String {
    name.replace('_', "-")
}

fn pseudo_text(text: &str) -> Cow<'_, str> {
    let longer: String = text
        .chars()
        .flat_map(|c| {
            let marked = match c {
                'a' => 'á',
                'e' => 'ê',
                'i' => 'ï',
                'o' => 'ô',
                'u' => 'ü',
                'A' => 'Å',
                'E' => 'É',
                'I' => 'Î',
                'O' => 'Ø',
                'U' => 'Û',
                c => c,
            };
            let twice = if marked == c { None } else { Some(marked) };
            std::iter::once(marked).chain(twice)
        })
        .collect();
    Cow::Owned(longer)
}
