//! `mxray check TARGET…`: the diagnosis without a screen.

use std::{borrow::Cow, time::Duration};

use futures_util::{StreamExt as _, stream};

use super::{
    Exit,
    args::{Check, Format, Look},
    inputs,
    output::Output,
    probing,
    progress::Progress,
    words::made_safe,
};
use crate::{
    diagnose::diagnose,
    knowledge::Knowledge,
    l10n::{Args, Texts},
    model::{Connector, Control, Diagnosis, ProbePlan, Run, Symptom, Told},
    probe::{Prober, Vantage},
    report::{self, Document, Dress},
};

/// Connectors that are looked at side by side. Connections are what costs, and `--jobs` bounds them; this bounds
/// what a thousand targets keep in memory.
const SIDE_BY_SIDE: usize = 32;

pub(super) fn run(check: &Check, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    let connectors = connectors(check, texts, output)?;
    let symptom = inputs::symptom(&check.look)?;
    let control = control(check)?;
    let vantage = probing::vantage(&check.look)?;
    let plans: Vec<_> = connectors
        .into_iter()
        .map(|connector| plan(connector, &check.look, check.samples, control.clone()))
        .collect::<Result<_, _>>()?;
    let knowledge = match &check.endpoints {
        None => Cow::Borrowed(Knowledge::embedded()),
        Some(path) => {
            let (addresses, note) = inputs::addresses(path, texts)?;
            note.iter().for_each(|note| output.note(note));
            Cow::Owned(Knowledge::embedded().clone().with_addresses(addresses))
        }
    };
    let job = Job {
        plans,
        symptom: symptom.as_ref(),
        vantage,
        jobs: usize::from(check.jobs),
        knowledge: &knowledge,
        texts,
        format: check.format,
    };
    probing::block_on(async {
        loop {
            let exit = job.pass(output).await;
            let pause = check.watch.filter(|_| output.is_open());
            let done = check.until.is_some() && exit == Exit::Healthy;
            match pause {
                Some(ms) if !done => tokio::time::sleep(Duration::from_millis(ms)).await,
                Some(_) | None => return exit,
            }
        }
    })
}

/// The connectors of the command line and of `--from`, with what is to be known about them said.
fn connectors(check: &Check, texts: &Texts, output: &Output) -> Result<Vec<Connector>, Told> {
    let mut connectors =
        check.targets.iter().map(|target| inputs::connector(target, &check.look)).collect::<Result<Vec<_>, _>>()?;
    if let Some(path) = &check.from {
        for (connector, notes) in inputs::connectors(path, &check.look, texts)? {
            // One without a name is known by where it leads.
            let name = connector.name.as_ref().map(ToString::to_string).filter(|name| !name.trim().is_empty());
            let name = name.or_else(|| connector.route.hosts().first().map(ToString::to_string)).unwrap_or_default();
            for note in notes {
                output.note(&texts.with("note-line", &Args::new().text("name", &name).text("note", note)));
            }
            connectors.push(connector);
        }
    }
    if connectors.is_empty() { Err(Told::new("no-target")) } else { Ok(connectors) }
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
    Ok(ProbePlan { connector, ehlo: inputs::ehlo(look)?, limits: inputs::limits(look), samples, control })
}

/// Everything a pass over the connectors needs.
struct Job<'a> {
    plans: Vec<ProbePlan>,
    symptom: Option<&'a Symptom>,
    vantage: Vantage,
    jobs: usize,
    knowledge: &'a Knowledge,
    texts: &'a Texts,
    format: Format,
}

impl Job<'_> {
    /// Looks at every connector once and prints what was found, in the order in which they were named; with
    /// `jsonl` as each ends.
    async fn pass(&self, output: &mut Output) -> Exit {
        // What was seen at an address is shared within a pass and looked at again in the next.
        let prober = &Prober::new(self.vantage.clone(), self.jobs);
        let looks = stream::iter(&self.plans).map(|plan| async move {
            let run = probing::look(prober, plan, &mut Progress::new(plan, self.texts)).await;
            let diagnosis = diagnose(&plan.connector, self.symptom, &run, self.knowledge);
            (plan, run, diagnosis)
        });
        let mut found = match self.format {
            Format::Jsonl => looks.buffer_unordered(SIDE_BY_SIDE).boxed_local(),
            Format::Text | Format::Json | Format::Markdown | Format::Html => looks.buffered(SIDE_BY_SIDE).boxed_local(),
        };
        let several = self.plans.len() > 1;
        let mut exit = Exit::Healthy;
        let mut pages = Vec::new();
        let mut place = 0;
        while let Some((plan, run, diagnosis)) = found.next().await {
            exit = exit.with(diagnosis.finding.verdict.into());
            if !output.is_open() {
                continue;
            }
            let document = || self.document(plan, &run, &diagnosis);
            match self.format {
                Format::Text => {
                    let dress = Dress::Text { styled: output.is_styled() };
                    let between = if place > 0 { "\n\n" } else { "" };
                    output.print(&format!("{between}{}", document().dressed(dress, self.texts.locale())));
                }
                Format::Markdown => {
                    let between = if place > 0 { "\n" } else { "" };
                    output.print(&format!("{between}{}", document().dressed(Dress::Markdown, self.texts.locale())));
                }
                Format::Html => pages.push(document()),
                Format::Jsonl => output.print(&report::json::line(&self.json(plan, &run, &diagnosis))),
                Format::Json if several => {
                    // A thousand results are not kept until the last one is there.
                    let begin = if place == 0 { report::json::LIST_BEGIN } else { ",\n" };
                    let one = report::json::line(&self.json(plan, &run, &diagnosis));
                    output.print(&format!("{begin}{}", one.trim_end()));
                }
                Format::Json => output.print(&report::json::document(&self.json(plan, &run, &diagnosis))),
            }
            place += 1;
        }
        match self.format {
            Format::Html => output.print(&report::html(&pages, self.texts.locale())),
            Format::Json if several => output.print(report::json::LIST_END),
            Format::Json | Format::Jsonl | Format::Text | Format::Markdown => {}
        }
        exit
    }

    fn document(&self, plan: &ProbePlan, run: &Run, diagnosis: &Diagnosis) -> Document {
        report::check(&plan.connector, self.symptom, run, diagnosis, self.knowledge, self.texts)
    }

    fn json(&self, plan: &ProbePlan, run: &Run, diagnosis: &Diagnosis) -> report::json::Check {
        report::json::check(&plan.connector, self.symptom, run, diagnosis, self.knowledge, self.texts)
    }
}
