//! `mxray check TARGET…`: the diagnosis without a screen.

use std::{cell::RefCell, path::Path};

use futures_util::{StreamExt as _, stream};
use tokio_util::sync::CancellationToken;

use super::{
    Exit,
    args::{Check, Format, LetterTo},
    inputs, monitoring,
    output::Output,
    printed::{Found, Manner, Printed, Whole, summable},
    probing,
    progress::{self, Count},
    signals::{self, Signals},
    watch::{Metrics, Watching},
    words::unknown_language,
};
use crate::{
    diagnose::{Asked, diagnose, narrowed},
    intake::outbound_connector::Note,
    knowledge::Knowledge,
    l10n::{Args, Locale, Texts},
    model::{
        Actor, Answers, CertificateDays, Connector, Diagnosis, Finding, ProbePlan, Run, Settings, Symptom, Told,
        Verdict, WARN_DAYS,
    },
    probe::{Prober, Vantage},
    report::{self, Block, Brief, Depth, Document, Dress, Entry, Inquiry, Redacted, Redactor, Section, Service},
};

pub(super) fn run(check: &Check, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    let letter = letter(check, texts)?;
    watchable(check)?;
    summable(check)?;
    monitoring::fits(check)?;
    let days = monitoring::days(check)?;
    let (connectors, notes): (Vec<_>, Vec<_>) = connectors(check, texts)?.into_iter().unzip();
    let symptom = inputs::symptom(&check.look)?;
    let vantage = probing::vantage(&check.look)?;
    let settings = inputs::settings(&check.look, symptom.as_ref())?;
    let plans: Vec<_> = connectors
        .into_iter()
        .map(|connector| ProbePlan { warn_days: days.warn, ..plan(connector, &settings) })
        .collect();
    let knowledge = inputs::known(&check.look, texts, output)?;
    let answers = inputs::answers(&check.answer)?;
    let mut redactor = check.redact.then(|| Redactor::new(knowledge));
    // In the order in which they were named, and not in that in which they end.
    redactor.iter_mut().for_each(|redactor| plans.iter().for_each(|plan| redactor.learn(&plan.connector)));
    if let Some(path) = file(check) {
        output.write_to(path)?;
    }
    let manner = Manner::of(check, plans.len(), output.is_styled());
    for (plan, notes) in plans.iter().zip(&notes) {
        let beside = notes.iter().filter(|note| !manner.tells(note));
        beside.for_each(|note| output.note(&note_line(&plan.connector, note, redactor.as_mut(), texts)));
    }
    let job = Job {
        plans,
        notes,
        manner,
        answers: &answers,
        symptom: symptom.as_ref(),
        settings,
        vantage,
        jobs: usize::from(check.jobs),
        knowledge,
        texts,
        format: check.format,
        depth: Depth::of(check.full || check.format == Format::Html),
        redactor: redactor.map(RefCell::new),
        letter,
        days,
        strict: check.strict,
    };
    let exit = probing::block_on(async {
        let mut signals = Signals::once();
        let Some(pause_ms) = check.watch else { return job.pass(output, &mut signals).await };
        job.watch(check, pause_ms, output, &mut signals).await
    })?;
    output.keep();
    Ok(signals::end_by(exit))
}

/// The connectors of the command line and of `--from`, and what is to be known about each.
fn connectors(check: &Check, texts: &Texts) -> Result<Vec<(Connector, Vec<Note>)>, Told> {
    let named = check.targets.iter().map(|target| Ok((inputs::typed(target, &check.look, texts)?, Vec::new())));
    let mut connectors = named.collect::<Result<Vec<_>, Told>>()?;
    if let Some(path) = &check.from {
        let redactor = check.redact.then(|| Redactor::new(Knowledge::embedded()));
        connectors.extend(inputs::connectors(path, &check.look, redactor, texts)?);
    }
    if connectors.is_empty() { Err(Told::new("no-target")) } else { Ok(connectors) }
}

/// What is to be known about a connector, on a line of its own, without names where the report has none.
fn note_line(connector: &Connector, note: &Note, redactor: Option<&mut Redactor<'_>>, texts: &Texts) -> String {
    // One without a name is known by where it leads.
    let name = connector.name.as_ref().map(ToString::to_string).filter(|name| !name.trim().is_empty());
    let name = name.or_else(|| connector.route.hosts().first().map(ToString::to_string)).unwrap_or_default();
    let line = |note: String| texts.with("note-line", &Args::new().text("name", &name).text("note", note));
    note_words(note, line, redactor, texts)
}

/// The words of a note, as they stand in a line.
fn note_words(
    note: &Note,
    line: impl Fn(String) -> String,
    redactor: Option<&mut Redactor<'_>>,
    texts: &Texts,
) -> String {
    let words = |args: &Args| line(texts.with(&format!("note-{}", note.id()), args));
    let args = texts.args_of(note);
    let Some(redactor) = redactor else { return words(&args) };
    let args = match note.text() {
        Some(text) => args.text("text", redactor.unread(text)),
        None => args,
    };
    redactor.line(&words(&args))
}

/// Whether what is watched can be told as it comes: a document has an end.
fn watchable(check: &Check) -> Result<(), Told> {
    if check.watch.is_none() {
        return Ok(());
    }
    // Metrics are rewritten after each round; whatever else goes to a file would wait there for an end.
    let rewritten = check.format == Format::Openmetrics;
    if file(check).is_some() != rewritten && (rewritten || matches!(check.format, Format::Text | Format::Jsonl)) {
        return Err(Told::new("watch-output"));
    }
    let fits = rewritten || matches!(check.format, Format::Text | Format::Jsonl);
    if !fits { Err(Told::new("watch-format").text("format", check.format.id())) } else { Ok(()) }
}

/// The file that is written to instead of standard output.
fn file(check: &Check) -> Option<&Path> {
    check.output.as_deref().filter(|path| *path != Path::new("-"))
}

/// To whom a letter is to be written, and in which language.
fn letter(check: &Check, texts: &Texts) -> Result<Option<(Actor, Texts)>, Told> {
    let Some(to) = check.letter else { return Ok(None) };
    if !matches!(check.format, Format::Text | Format::Markdown | Format::Html) {
        return Err(Told::new("letter-format").text("format", check.format.id()));
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

/// What to ask of the network for one connector.
fn plan(connector: Connector, settings: &Settings) -> ProbePlan {
    ProbePlan {
        connector,
        ehlo: settings.ehlo.clone(),
        limits: settings.limits,
        samples: settings.samples,
        control: settings.control.clone(),
        in_lab: false,
        warn_days: WARN_DAYS,
    }
}

/// Everything a pass over the connectors needs.
struct Job<'a> {
    plans: Vec<ProbePlan>,
    /// What is to be known about each.
    notes: Vec<Vec<Note>>,
    manner: Manner,
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
    /// When an ending certificate is told.
    days: CertificateDays,
    /// Whether a warning counts as a fault.
    strict: bool,
}

impl Job<'_> {
    /// Looks at every connector once and prints what was found, in the order in which they were named; with
    /// `jsonl` as each ends. At a signal those that are looked at are stopped and told as far as they were seen, and no
    /// other is begun.
    async fn pass(&self, output: &mut Output, signals: &mut Signals) -> Exit {
        // What was seen at an address is shared within a pass and looked at again in the next.
        let prober = &Prober::new(self.vantage.clone(), self.jobs);
        let stop = &CancellationToken::new();
        let looks = stream::iter(self.plans.iter().enumerate()).map(|(place, plan)| async move {
            // A single one is always told of, so that there is a document.
            if stop.is_cancelled() && self.plans.len() > 1 {
                return None;
            }
            let progress = &mut Count::of(self.plans.len(), plan, self.texts);
            let run = probing::look(prober, plan, progress, stop).await;
            let diagnosis = diagnose(&plan.connector, self.symptom, &run, self.knowledge);
            let diagnosis = narrowed(diagnosis, &self.asked(plan));
            Some((place, self.exit(&diagnosis.finding), self.found(place, plan, &run, &diagnosis)))
        });
        // Each is begun as soon as another ends, whichever that is: one that is silent holds nobody up. What ends before
        // its turn to be printed waits as the text it will be.
        let mut looks = looks.buffer_unordered(self.jobs).boxed_local();
        let (mut exit, mut count) = (Exit::Healthy, Count::new(self.plans.len(), self.texts));
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
                () = count.tell(), if !stop.is_cancelled() => continue,
            };
            match look {
                None => break,
                Some(None) => left_out += 1,
                Some(Some((place, found_exit, found))) => {
                    count.one_more();
                    exit = exit.with(found_exit);
                    self.manner.tell(place, found, &mut told, output, self.texts);
                }
            }
        }
        if self.format.is_monitoring() {
            let (stopped, skipped) = (stop.is_cancelled(), |place| self.skipped(place));
            let state = self.manner.end_monitored(told, skipped, stopped, self.days, output, self.texts);
            return state.map_or(exit, Exit::Service);
        }
        let texts = self.letter.as_ref().map_or(self.texts, |(_, texts)| texts);
        self.manner.end(told, |place| self.skipped(place), output, texts);
        if left_out > 0 {
            output.note(&self.texts.with("note-not-looked", &Args::new().number("count", left_out)));
        }
        exit
    }

    /// How the program ends, were it this connector alone.
    fn exit(&self, finding: &Finding) -> Exit {
        match finding.verdict {
            Verdict::Healthy if self.strict && finding.has_warning() => Exit::Fault,
            verdict => verdict.into(),
        }
    }

    /// Looks at every connector again and again, and tells what changes.
    async fn watch(&self, check: &Check, pause_ms: u64, output: &mut Output, signals: &mut Signals) -> Exit {
        let report = |plan: &ProbePlan, run: &Run, diagnosis: &Diagnosis| match self.whole(0, plan, run, diagnosis) {
            Whole::Text(text) => text,
            // Neither pages nor letters are watched, nor is there a table.
            Whole::Page(_) | Whole::Service(_) | Whole::Nobody(_) | Whole::Row | Whole::LeftOut => String::new(),
        };
        let service = |plan: &ProbePlan, run: &Run| {
            let diagnosis = diagnose(&plan.connector, self.symptom, run, self.knowledge);
            Service::new(&plan.connector, run, &diagnosis.finding, self.days, self.texts)
        };
        let metrics = file(check).map(|path| Metrics { path, service: &service });
        let watching = Watching {
            metrics,
            plans: &self.plans,
            symptom: self.symptom,
            answers: self.answers,
            vantage: &self.vantage,
            jobs: self.jobs,
            knowledge: self.knowledge,
            texts: self.texts,
            for_programs: check.format == Format::Jsonl,
            report: &report,
            pause_ms,
            for_ms: check.for_ms,
            until_healthy: check.until.is_some(),
        };
        let exit = watching.watch(output, signals).await;
        // What was not written in a whole round is not written.
        output.drop_file();
        exit
    }

    /// A connector that was not looked at.
    fn skipped(&self, place: usize) -> Brief {
        let connector = &self.plans[place].connector;
        match &self.redactor {
            Some(redactor) => Brief::new(&redactor.borrow_mut().connector(connector), self.is_off(place)),
            None => Brief::new(connector, self.is_off(place)),
        }
    }

    fn is_off(&self, place: usize) -> bool {
        self.notes[place].contains(&Note::Disabled)
    }

    /// What was found of a connector: its row, and what is told of it beyond.
    fn found(&self, place: usize, plan: &ProbePlan, run: &Run, diagnosis: &Diagnosis) -> Found {
        let off = self.is_off(place);
        let brief = match self.redacted(plan, run, diagnosis) {
            Some(redacted) => redacted.brief(off),
            None => Brief::new(&plan.connector, off).found(run, &diagnosis.finding),
        };
        let told = match self.format {
            _ if !self.manner.is_listed(&brief) => Whole::LeftOut,
            Format::Nagios | Format::Openmetrics => {
                let service = Service::new(&plan.connector, run, &diagnosis.finding, self.days, self.texts);
                Whole::Service(Box::new(service))
            }
            Format::Csv => Whole::Text(report::csv_line(&brief, self.texts)),
            _ if self.manner.summary => Whole::Row,
            _ => self.whole(place, plan, run, diagnosis),
        };
        Found { brief, told }
    }

    /// A result as it will be printed.
    fn whole(&self, place: usize, plan: &ProbePlan, run: &Run, diagnosis: &Diagnosis) -> Whole {
        if let Some((actor, texts)) = &self.letter {
            return match report::letter(&self.inquiry(plan), run, diagnosis, *actor, self.knowledge, texts) {
                Some(letter) => self.dressed_letter(letter, texts),
                None => Whole::Nobody(*actor),
            };
        }
        let document = || self.document(place, plan, run, diagnosis);
        let json = || self.json(plan, run, diagnosis);
        let dress = Dress::Text { styled: self.manner.styled };
        Whole::Text(match self.format {
            Format::Text => document().dressed(dress, self.texts.locale()),
            Format::Markdown => document().dressed(Dress::Markdown, self.texts.locale()),
            Format::Html => return Whole::Page(document()),
            Format::Jsonl => report::json::line(&json()),
            // A thousand results are not kept until the last one is there.
            Format::Json if self.plans.len() > 1 => report::json::line(&json()).trim_end().to_owned(),
            Format::Json => report::json::document(&json()),
            // A row is all that is told there, and of a service it is no text.
            Format::Csv | Format::Nagios | Format::Openmetrics => return Whole::Row,
        })
    }

    /// A letter as it will be printed: as text it has the width of a mail and no style. It is no machine output.
    fn dressed_letter(&self, letter: Document, texts: &Texts) -> Whole {
        match self.format {
            Format::Html => Whole::Page(letter),
            Format::Markdown => Whole::Text(letter.dressed(Dress::Markdown, texts.locale())),
            _ => Whole::Text(report::letter_text(&letter)),
        }
    }

    fn redacted<'b>(&'b self, plan: &'b ProbePlan, run: &Run, diagnosis: &Diagnosis) -> Option<Redacted<'b>> {
        let mut redactor = self.redactor.as_ref()?.borrow_mut();
        Some(redactor.redacted(&self.inquiry(plan), run, diagnosis))
    }

    fn document(&self, place: usize, plan: &ProbePlan, run: &Run, diagnosis: &Diagnosis) -> Document {
        let redacted = self.redacted(plan, run, diagnosis);
        let mut document = match &redacted {
            Some(redacted) => redacted.document(self.depth, self.knowledge, self.texts),
            None => report::check(&self.inquiry(plan), run, diagnosis, self.depth, self.knowledge, self.texts),
        };
        let notes = self.notes[place].iter().filter(|note| self.manner.tells(note)).map(|note| {
            let mut redactor = self.redactor.as_ref().map(RefCell::borrow_mut);
            Entry::new(note_words(note, |words| words, redactor.as_deref_mut(), self.texts))
        });
        document.begin(Section::plain(vec![Block::List(notes.collect())]));
        if !self.manner.has_table() {
            return document;
        }
        let name =
            redacted.map_or_else(|| report::phrases::named(&plan.connector), |redacted| redacted.brief(false).name);
        document.into_part(place, |heading| {
            self.texts.with("report-title", &Args::new().text("verdict", heading).text("connector", &name))
        })
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
            redacted: false,
        }
    }
}
