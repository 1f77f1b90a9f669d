//! `mxray check TARGET…`: the diagnosis without a screen.

use std::{borrow::Cow, cell::RefCell, collections::BTreeMap};

use futures_util::{StreamExt as _, stream};
use tokio_util::sync::CancellationToken;

use super::{
    Exit,
    args::{Check, Format, LetterTo, Look},
    inputs,
    output::Output,
    probing,
    progress::{self, Progress},
    signals::{self, Signals},
    watch::Watching,
    words::{made_safe, unknown_language},
};
use crate::{
    diagnose::{Asked, diagnose, narrowed},
    intake::outbound_connector::Note,
    knowledge::Knowledge,
    l10n::{Args, Locale, Texts},
    model::{Actor, Answers, Connector, Control, Diagnosis, ProbePlan, Run, Settings, Symptom, Told},
    probe::{Prober, Vantage},
    report::{self, Depth, Document, Dress, Inquiry, Redacted, Redactor},
};

pub(super) fn run(check: &Check, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    let letter = letter(check, texts)?;
    watchable(check)?;
    let (connectors, notes) = connectors(check, texts)?;
    let symptom = inputs::symptom(&check.look)?;
    let vantage = probing::vantage(&check.look)?;
    let settings = settings(check, symptom.as_ref())?;
    let plans: Vec<_> = connectors
        .into_iter()
        .map(|connector| plan(connector, &check.look, check.samples, settings.control.clone()))
        .collect::<Result<_, _>>()?;
    let knowledge = knowledge(check, texts, output)?;
    let answers = inputs::answers(&check.answer)?;
    let mut redactor = check.redact.then(|| Redactor::new(&knowledge));
    // In the order in which they were named, and not in that in which they end.
    redactor.iter_mut().for_each(|redactor| plans.iter().for_each(|plan| redactor.learn(&plan.connector)));
    notes.iter().for_each(|(name, note)| output.note(&note_line(name, note, redactor.as_mut(), texts)));
    let job = Job {
        plans,
        answers: &answers,
        symptom: symptom.as_ref(),
        settings,
        vantage,
        jobs: usize::from(check.jobs),
        knowledge: &knowledge,
        texts,
        format: check.format,
        depth: Depth::of(check.full || check.format == Format::Html),
        redactor: redactor.map(RefCell::new),
        letter,
    };
    let exit = probing::block_on(async {
        let mut signals = Signals::once();
        let Some(pause_ms) = check.watch else { return job.pass(output, &mut signals).await };
        let dress = Dress::Text { styled: output.is_styled() };
        let report = |plan: &ProbePlan, run: &Run, diagnosis: &Diagnosis| match job.found(plan, run, diagnosis, dress) {
            Found::Text(text) => text,
            // Neither pages nor letters are watched.
            Found::Page(_) | Found::Nobody(_) => String::new(),
        };
        let watching = Watching {
            plans: &job.plans,
            symptom: job.symptom,
            answers: job.answers,
            vantage: &job.vantage,
            jobs: job.jobs,
            knowledge: job.knowledge,
            texts,
            for_programs: check.format == Format::Jsonl,
            report: &report,
            pause_ms,
            for_ms: check.for_ms,
            until_healthy: check.until.is_some(),
        };
        watching.watch(output, &mut signals).await
    })?;
    Ok(signals::end_by(exit))
}

/// What is known, with the addresses of a list that was downloaded where one is named.
fn knowledge(check: &Check, texts: &Texts, output: &Output) -> Result<Cow<'static, Knowledge>, Told> {
    let known: &'static Knowledge = Knowledge::embedded();
    let Some(path) = &check.endpoints else { return Ok(Cow::Borrowed(known)) };
    let (addresses, note) = inputs::addresses(path, texts)?;
    note.iter().for_each(|note| output.note(note));
    Ok(Cow::Owned(known.clone().with_addresses(addresses)))
}

/// What is to be known about connectors, each with the name of its own.
type Notes = Vec<(String, Note)>;

/// The connectors of the command line and of `--from`, and what is to be known about which of them.
fn connectors(check: &Check, texts: &Texts) -> Result<(Vec<Connector>, Notes), Told> {
    let mut connectors =
        check.targets.iter().map(|target| inputs::typed(target, &check.look, texts)).collect::<Result<Vec<_>, _>>()?;
    let mut noted = Vec::new();
    if let Some(path) = &check.from {
        let redactor = check.redact.then(|| Redactor::new(Knowledge::embedded()));
        for (connector, notes) in inputs::connectors(path, &check.look, redactor, texts)? {
            // One without a name is known by where it leads.
            let name = connector.name.as_ref().map(ToString::to_string).filter(|name| !name.trim().is_empty());
            let name = name.or_else(|| connector.route.hosts().first().map(ToString::to_string)).unwrap_or_default();
            noted.extend(notes.into_iter().map(|note| (name.clone(), note)));
            connectors.push(connector);
        }
    }
    if connectors.is_empty() { Err(Told::new("no-target")) } else { Ok((connectors, noted)) }
}

/// What is to be known about a connector, without names where the report has none.
fn note_line(name: &str, note: &Note, redactor: Option<&mut Redactor<'_>>, texts: &Texts) -> String {
    let line = |args: &Args| {
        let note_args = Args::new().text("name", name).text("note", texts.with(&format!("note-{}", note.id()), args));
        texts.with("note-line", &note_args)
    };
    let args = texts.args_of(note);
    let Some(redactor) = redactor else { return line(&args) };
    let args = match note.text() {
        Some(text) => args.text("text", redactor.unread(text)),
        None => args,
    };
    redactor.line(&line(&args))
}

/// Whether what is watched can be told as it comes: a document has an end.
fn watchable(check: &Check) -> Result<(), Told> {
    let format = match check.format {
        Format::Text | Format::Jsonl => return Ok(()),
        Format::Json => "json",
        Format::Markdown => "markdown",
        Format::Html => "html",
    };
    if check.watch.is_some() { Err(Told::new("watch-format").text("format", format)) } else { Ok(()) }
}

/// To whom a letter is to be written, and in which language.
fn letter(check: &Check, texts: &Texts) -> Result<Option<(Actor, Texts)>, Told> {
    let Some(to) = check.letter else { return Ok(None) };
    let format = match check.format {
        Format::Json => Some("json"),
        Format::Jsonl => Some("jsonl"),
        Format::Text | Format::Markdown | Format::Html => None,
    };
    if let Some(format) = format {
        return Err(Told::new("letter-format").text("format", format));
    }
    let texts = match &check.letter_lang {
        None => texts.clone(),
        Some(tag) => Texts::new(Locale::parse(tag).ok_or_else(|| unknown_language(tag))?),
    };
    let actor = match to {
        LetterTo::Partner => Actor::Partner,
        LetterTo::DnsHost => Actor::DnsHost,
        LetterTo::NetworkTeam => Actor::NetworkTeam,
        LetterTo::Microsoft => Actor::Microsoft,
    };
    Ok(Some((actor, texts)))
}

/// How the connectors are looked at, and the file that this report was read from.
pub(super) fn settings(check: &Check, symptom: Option<&Symptom>) -> Result<Settings, Told> {
    Ok(Settings {
        control: control(check)?,
        samples: check.samples,
        endpoints: check.endpoints.clone(),
        ..inputs::settings(&check.look, symptom)?
    })
}

fn control(check: &Check) -> Result<Control, Told> {
    match &check.control {
        _ if check.no_control => Ok(Control::None),
        None => Ok(Control::Default),
        Some(text) => {
            let target = crate::intake::targets::target(text).map_err(|error| Told::of(error.id(), &error))?;
            match (target.hosts.as_slice(), target.port) {
                ([host], port) => Ok(Control::Named(host.clone(), port.unwrap_or(crate::model::SMTP_PORT))),
                _ => Err(Told::new("control").text("value", made_safe(text))),
            }
        }
    }
}

/// What to ask of the network for one connector.
pub(super) fn plan(connector: Connector, look: &Look, samples: u8, control: Control) -> Result<ProbePlan, Told> {
    Ok(ProbePlan {
        connector,
        ehlo: inputs::ehlo(look)?,
        limits: inputs::limits(look),
        samples,
        control,
        in_lab: false,
    })
}

/// Everything a pass over the connectors needs.
struct Job<'a> {
    plans: Vec<ProbePlan>,
    symptom: Option<&'a Symptom>,
    answers: &'a Answers,
    settings: Settings,
    vantage: Vantage,
    jobs: usize,
    knowledge: &'a Knowledge,
    texts: &'a Texts,
    format: Format,
    depth: Depth,
    /// What replaces names, the same in all that is printed.
    redactor: Option<RefCell<Redactor<'a>>>,
    /// To whom a letter is written instead of the report, and in which language.
    letter: Option<(Actor, Texts)>,
}

/// What was printed so far.
#[derive(Default)]
struct Printed {
    count: usize,
    /// What ended before its turn, by its place.
    waiting: BTreeMap<usize, Found>,
    /// The parts of the one page.
    pages: Vec<Document>,
}

/// What was found of one connector.
enum Found {
    /// As it is printed.
    Text(String),
    /// A part of the one page.
    Page(Document),
    /// No letter: there is nothing to write to that actor.
    Nobody(Actor),
}

impl Job<'_> {
    /// Looks at every connector once and prints what was found, in the order in which they were named; with
    /// `jsonl` as each ends. At a signal those that are looked at are stopped and told as far as they were seen, and no
    /// other is begun.
    async fn pass(&self, output: &mut Output, signals: &mut Signals) -> Exit {
        // What was seen at an address is shared within a pass and looked at again in the next.
        let prober = &Prober::new(self.vantage.clone(), self.jobs);
        let dress = Dress::Text { styled: output.is_styled() };
        let stop = &CancellationToken::new();
        let looks = stream::iter(self.plans.iter().enumerate()).map(|(place, plan)| async move {
            // A single one is always told of, so that there is a document.
            if stop.is_cancelled() && self.plans.len() > 1 {
                return None;
            }
            let run = probing::look(prober, plan, &mut Progress::new(plan, self.texts), stop).await;
            let diagnosis = diagnose(&plan.connector, self.symptom, &run, self.knowledge);
            let diagnosis = narrowed(diagnosis, &self.asked(plan));
            Some((place, diagnosis.finding.verdict, self.found(plan, &run, &diagnosis, dress)))
        });
        // Each is begun as soon as another ends, whichever that is: one that is silent holds nobody up. What ends before
        // its turn to be printed waits as the text it will be.
        let mut looks = looks.buffer_unordered(self.jobs).boxed_local();
        let mut exit = Exit::Healthy;
        let mut told = Printed::default();
        let mut left_out = 0;
        loop {
            let look = tokio::select! {
                biased;
                number = signals.next(), if !stop.is_cancelled() => {
                    stop.cancel();
                    progress::end_line();
                    exit = exit.with(Exit::Signal(number));
                    continue;
                }
                look = looks.next() => look,
            };
            match look {
                None => break,
                Some(None) => left_out += 1,
                Some(Some((place, verdict, found))) => {
                    exit = exit.with(verdict.into());
                    self.tell(place, found, &mut told, output);
                }
            }
        }
        self.end(&told, left_out, output);
        exit
    }

    /// Prints what was found, and what waited for it.
    fn tell(&self, place: usize, found: Found, told: &mut Printed, output: &mut Output) {
        told.waiting.insert(if self.format == Format::Jsonl { told.count } else { place }, found);
        while let Some(found) = told.waiting.remove(&told.count) {
            match found {
                Found::Page(page) => told.pages.push(page),
                Found::Text(text) if output.is_open() => output.print(&(self.before(told.count) + &text)),
                Found::Text(_) => {}
                Found::Nobody(actor) => output.note(&report::no_letter(actor, self.texts)),
            }
            told.count += 1;
        }
    }

    /// Ends the document, and says how many connectors are not in it.
    fn end(&self, told: &Printed, left_out: usize, output: &mut Output) {
        match self.format {
            // Where there is no letter there is no page of them.
            Format::Html if self.letter.is_some() && told.pages.is_empty() => {}
            Format::Html => {
                let texts = self.letter.as_ref().map_or(self.texts, |(_, texts)| texts);
                output.print(&report::html(&told.pages, texts.locale()));
            }
            Format::Json if self.plans.len() > 1 => {
                let begin = if told.count == 0 { report::json::LIST_BEGIN } else { "" };
                output.print(&format!("{begin}{}", report::json::LIST_END));
            }
            Format::Json | Format::Jsonl | Format::Text | Format::Markdown => {}
        }
        if left_out > 0 {
            output.note(&self.texts.with("note-not-looked", &Args::new().number("count", left_out)));
        }
    }

    /// What stands before the result at that place.
    fn before(&self, place: usize) -> String {
        let before = match (self.format, place) {
            (Format::Json, 0) if self.plans.len() > 1 => report::json::LIST_BEGIN,
            (Format::Text | Format::Markdown | Format::Json | Format::Jsonl | Format::Html, 0) => "",
            (Format::Text, _) => "\n\n",
            (Format::Markdown, _) => "\n",
            (Format::Json, _) => ",\n",
            (Format::Jsonl | Format::Html, _) => "",
        };
        before.to_owned()
    }

    /// A result as it will be printed.
    fn found(&self, plan: &ProbePlan, run: &Run, diagnosis: &Diagnosis, dress: Dress) -> Found {
        if let Some((actor, texts)) = &self.letter {
            return match report::letter(&self.inquiry(plan), run, diagnosis, *actor, self.knowledge, texts) {
                Some(letter) => self.dressed_letter(letter, texts),
                None => Found::Nobody(*actor),
            };
        }
        let document = || self.document(plan, run, diagnosis);
        let json = || self.json(plan, run, diagnosis);
        Found::Text(match self.format {
            Format::Text => document().dressed(dress, self.texts.locale()),
            Format::Markdown => document().dressed(Dress::Markdown, self.texts.locale()),
            Format::Html => return Found::Page(document()),
            Format::Jsonl => report::json::line(&json()),
            // A thousand results are not kept until the last one is there.
            Format::Json if self.plans.len() > 1 => report::json::line(&json()).trim_end().to_owned(),
            Format::Json => report::json::document(&json()),
        })
    }

    /// A letter as it will be printed: as text it has the width of a mail and no style. It is no machine output.
    fn dressed_letter(&self, letter: Document, texts: &Texts) -> Found {
        match self.format {
            Format::Html => Found::Page(letter),
            Format::Markdown => Found::Text(letter.dressed(Dress::Markdown, texts.locale())),
            Format::Text | Format::Json | Format::Jsonl => Found::Text(report::letter_text(&letter)),
        }
    }

    fn redacted<'b>(&'b self, plan: &'b ProbePlan, run: &Run, diagnosis: &Diagnosis) -> Option<Redacted<'b>> {
        let mut redactor = self.redactor.as_ref()?.borrow_mut();
        Some(redactor.redacted(&self.inquiry(plan), run, diagnosis))
    }

    fn document(&self, plan: &ProbePlan, run: &Run, diagnosis: &Diagnosis) -> Document {
        if let Some(redacted) = self.redacted(plan, run, diagnosis) {
            return redacted.document(self.depth, self.knowledge, self.texts);
        }
        report::check(&self.inquiry(plan), run, diagnosis, self.depth, self.knowledge, self.texts)
    }

    fn json(&self, plan: &ProbePlan, run: &Run, diagnosis: &Diagnosis) -> report::json::Check {
        if let Some(redacted) = self.redacted(plan, run, diagnosis) {
            return redacted.json(self.knowledge, self.texts);
        }
        report::json::check(&self.inquiry(plan), run, diagnosis, self.knowledge, self.texts)
    }

    fn asked<'a>(&'a self, plan: &'a ProbePlan) -> Asked<'a> {
        Asked { connector: &plan.connector, symptom: self.symptom, answers: self.answers, knowledge: self.knowledge }
    }

    fn inquiry<'a>(&'a self, plan: &'a ProbePlan) -> Inquiry<'a> {
        Inquiry {
            connector: &plan.connector,
            symptom: self.symptom,
            settings: &self.settings,
            answers: self.answers,
            scenario: None,
        }
    }
}
