//! `mxray lab`: the training lab as a list, as a server for other programs, and in the wizard.

use std::{
    io::{self, IsTerminal, Read as _},
    path::Path,
};

use super::{
    Exit,
    args::{Lab as LabArguments, TwoFormats},
    output::Output,
    probing,
    signals::Signals,
    wizard::{self, How},
    words::made_safe,
};
use crate::{
    knowledge::scenarios,
    l10n::{Args, Texts},
    lab::{CaFolder, Exercise, Lab, not_set_up},
    model::{Scenario, Told},
    report::json::{self, LabScenario},
    system::places,
};

pub(super) fn run(arguments: &LabArguments, how: &How, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    let all = scenarios::all().expect("tests show that every shipped scenario is read");
    let chosen = match &arguments.scenario {
        None => all.iter().collect::<Vec<_>>(),
        Some(id) => vec![find(&all, id)?],
    };
    if arguments.list {
        list(&chosen, arguments.format, texts, output);
        Ok(Exit::Healthy)
    } else if arguments.serve {
        let chosen: Vec<Scenario> = chosen.into_iter().cloned().collect();
        serve(&chosen, arguments.format, texts, output)
    } else {
        wizard::lab(arguments.scenario.as_deref(), how, texts, output)
    }
}

fn find<'a>(all: &'a [Scenario], id: &str) -> Result<&'a Scenario, Told> {
    all.iter().find(|scenario| scenario.id == id).ok_or_else(|| {
        let told = match super::words::nearest(id, all.iter().map(|scenario| scenario.id.as_str())) {
            Some(near) => Told::new("scenario-near").text("suggestion", near),
            None => Told::new("scenario"),
        };
        told.text("value", made_safe(id))
    })
}

/// What a scenario is called: its words, or for one of the bench the fault it shows.
pub(super) fn title(scenario: &Scenario, texts: &Texts) -> String {
    texts.try_get(&format!("lab-{}", scenario.id)).unwrap_or_else(|| match scenario.fault {
        Some(fault) => texts.fault(fault),
        None => texts.get("outcome-healthy"),
    })
}

fn entry(scenario: &Scenario, args: Option<Vec<String>>, texts: &Texts) -> LabScenario {
    LabScenario {
        id: scenario.id.clone(),
        title: title(scenario, texts),
        code: scenario.code.as_ref().map(ToString::to_string),
        args,
    }
}

fn list(scenarios: &[&Scenario], format: TwoFormats, texts: &Texts, output: &mut Output) {
    let entries: Vec<_> = scenarios.iter().map(|scenario| entry(scenario, None, texts)).collect();
    match format {
        TwoFormats::Json => output.print(&json::document(&json::Lab::list(entries))),
        TwoFormats::Text => output.print(&lines(&entries, texts)),
    }
}

fn lines(entries: &[LabScenario], texts: &Texts) -> String {
    let line = |entry: &LabScenario| {
        let args = Args::new()
            .text("id", &entry.id)
            .text("title", &entry.title)
            .text("code", entry.code.as_deref().unwrap_or("none"));
        texts.with("lab-line", &args) + "\n"
    };
    entries.iter().map(line).collect()
}

/// Serves until standard input closes or a signal comes, and leaves nothing behind.
fn serve(scenarios: &[Scenario], format: TwoFormats, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    let (told, ended) = tokio::sync::oneshot::channel();
    // A thread of its own: a read of standard input cannot be taken back, and must not hold the exit.
    let wait = move || {
        let mut buffer = [0; 4096];
        while io::stdin().lock().read(&mut buffer).is_ok_and(|read| read > 0) {}
        let _ = told.send(());
    };
    std::thread::Builder::new().spawn(wait).map_err(|error| probing::no_runtime(&error))?;
    let mut complaint = None;
    let exit = probing::block_on(async {
        let served = async {
            let mut signals = Signals::each();
            let lab = Lab::start(scenarios).await.map_err(|error| error.told())?;
            let folder = CaFolder::create(&places::runtime(), lab.ca_pem()).map_err(not_set_up)?;
            print(&lab, &folder.ca_file(), format, texts, output);
            let exit = tokio::select! {
                _ = ended => Exit::Healthy,
                number = signals.next() => Exit::Signal(number),
            };
            lab.stop().await;
            Ok(exit)
        };
        served.await.unwrap_or_else(|error| {
            complaint = Some(error);
            Exit::Usage
        })
    })?;
    complaint.map_or(Ok(exit), Err)
}

fn print(lab: &Lab, ca_file: &Path, format: TwoFormats, texts: &Texts, output: &mut Output) {
    let entries: Vec<_> = lab
        .exercises()
        .map(|exercise: &Exercise| entry(&exercise.scenario, Some(exercise.args(ca_file)), texts))
        .collect();
    match format {
        TwoFormats::Json => output.print(&json::line(&json::Lab {
            schema: "mxray-lab/1",
            resolver: Some(lab.resolver().to_string()),
            ca_file: Some(ca_file.display().to_string()),
            scenarios: entries,
        })),
        TwoFormats::Text => {
            let args =
                Args::new().text("resolver", lab.resolver().to_string()).text("ca-file", ca_file.display().to_string());
            let mut text = texts.with("lab-serves", &args) + "\n\n";
            for entry in &entries {
                text += &lines(std::slice::from_ref(entry), texts);
                text += &format!("  mxray check {}\n", entry.args.as_deref().unwrap_or_default().join(" "));
            }
            if io::stdin().is_terminal() {
                text += &format!("\n{}\n", texts.get("lab-stop"));
            }
            output.print(&text);
        }
    }
}
