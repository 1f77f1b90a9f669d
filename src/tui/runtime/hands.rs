//! The hands of the loop: they perform the effects, and what comes of it goes back as a message.

use std::{
    io::{self, Stdout},
    path::PathBuf,
};

use crossterm::{
    clipboard::CopyToClipboard,
    event::{Event, EventStream, KeyEventKind},
    execute,
};
use futures_util::StreamExt;
use ratatui::{Terminal, backend::CrosstermBackend, layout::Rect};
use rustix::process::Signal;
use tokio::{sync::mpsc, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use super::{
    RunError,
    files::{remember, save, told},
    hung_up,
};
use crate::{
    knowledge::scenarios,
    lab::Lab,
    model::{Connector, WireText},
    probe::{self, Vantage},
    store::{self, MAX_INPUT},
    tui::{
        app::{Effect, Exit, LabReady, Message, RunId},
        terminal::Taken,
    },
};

/// What performs the effects.
pub(super) struct Hands<'a> {
    sender: mpsc::Sender<Message>,
    vantage: Vantage,
    lab_vantage: Option<Vantage>,
    lab: Option<Lab>,
    folder: PathBuf,
    state: Option<PathBuf>,
    run: Option<(RunId, CancellationToken)>,
    reader: Option<JoinHandle<()>>,
    taken: &'a Taken,
}

impl<'a> Hands<'a> {
    /// Hands that send what comes of an effect there.
    pub(super) fn new(
        sender: mpsc::Sender<Message>,
        vantage: Vantage,
        folder: PathBuf,
        state: Option<PathBuf>,
        taken: &'a Taken,
    ) -> Self {
        Self { sender, vantage, lab_vantage: None, lab: None, folder, state, run: None, reader: None, taken }
    }

    pub(super) async fn perform(
        &mut self,
        effect: Effect,
        screen: &mut Terminal<CrosstermBackend<Stdout>>,
    ) -> Result<Option<Exit>, RunError> {
        match effect {
            Effect::StartRun(id, plan) => {
                let vantage = match &self.lab_vantage {
                    // An exercise is looked at from the lab's own vantage, everything else from this machine's.
                    Some(lab) if is_of_lab(&plan.connector) => lab.clone(),
                    _ => self.vantage.clone(),
                };
                let stop = CancellationToken::new();
                self.run = Some((id, stop.clone()));
                let sender = self.sender.clone();
                tokio::spawn(async move {
                    let mut probe = probe::start(plan, vantage);
                    loop {
                        let event = tokio::select! {
                            event = probe.next() => event,
                            () = stop.cancelled(), if !stop.is_cancelled() => {
                                probe.cancel();
                                continue;
                            }
                        };
                        let Some(event) = event else { break };
                        if sender.send(Message::Probe(id, event)).await.is_err() {
                            break;
                        }
                    }
                });
            }
            Effect::CancelRun(id) => {
                if let Some((run, stop)) = &self.run
                    && *run == id
                {
                    stop.cancel();
                }
            }
            Effect::StartLab(id) => {
                let message = match self.start_lab(&id).await {
                    Ok(ready) => Message::LabReady(Box::new(ready)),
                    Err(reason) => Message::LabFailed(WireText::from_text(&reason).to_string()),
                };
                // The loop is not receiving while it performs: the queue must have room.
                let sender = self.sender.clone();
                tokio::spawn(async move { sender.send(message).await });
            }
            Effect::Save { place, name, text } => {
                let saved = save(&self.folder, &place, &name, &text);
                let sender = self.sender.clone();
                tokio::spawn(async move { sender.send(Message::Saved(saved)).await });
            }
            Effect::Remember(id, wrong) => {
                let remembered = remember(self.state.as_deref(), &id, wrong);
                let sender = self.sender.clone();
                tokio::spawn(async move { sender.send(Message::Remembered(remembered)).await });
            }
            Effect::ReadFile(name) => {
                let path = store::named(&self.folder, &name);
                let sender = self.sender.clone();
                // A pipe or a share may never answer: the screen goes on, and nothing waits for this at the end.
                tokio::task::spawn_blocking(move || {
                    let read = store::read_bounded(Some(&path), MAX_INPUT).map_err(|error| told(error.id(), &error));
                    drop(sender.blocking_send(Message::FileRead(name, read)));
                });
            }
            Effect::Copy(text) => {
                // The terminal never answers; the screen says how many lines were sent.
                if execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text)).is_err() {
                    return Ok(Some(hung_up()));
                }
            }
            Effect::Suspend => {
                self.stop_reading().await;
                self.taken.lend_back();
                // The default action of SIGTSTP stops us here until SIGCONT. Without job control nothing stops.
                if rustix::process::kill_process(rustix::process::getpid(), Signal::TSTP).is_err() {
                    // Not allowed to: then the terminal is simply taken again.
                }
                if self.taken.take_again().is_err() {
                    return Ok(Some(hung_up()));
                }
                let size = screen.size().map_err(RunError::Terminal)?;
                // Everything is drawn anew; asking the terminal for its cursor would wait for an answer.
                screen.resize(Rect::new(0, 0, size.width, size.height)).map_err(RunError::Terminal)?;
                self.read_keys();
                let sender = self.sender.clone();
                tokio::spawn(async move {
                    let sized = sender.send(Message::Resize(size.width, size.height)).await;
                    drop((sized, sender.send(Message::Resumed).await));
                });
            }
            Effect::Quit(exit) => return Ok(Some(exit)),
        }
        Ok(None)
    }

    /// Makes the exercises listen, all at once and once, and tells how to probe one.
    async fn start_lab(&mut self, id: &str) -> Result<LabReady, String> {
        if self.lab.is_none() {
            // Read again: few come here, and everyone else would keep them in memory.
            let lessons = scenarios::all().map_err(|error| error.to_string())?;
            self.lab = Some(Lab::start(&lessons).await.map_err(|error| error.to_string())?);
        }
        let lab = self.lab.as_ref().ok_or_else(String::new)?;
        let exercise = lab.exercise(id).ok_or_else(|| id.to_owned())?;
        let mut vantage = Vantage { resolvers: exercise.resolvers.clone(), ..Vantage::system() };
        vantage.trust.system = false;
        vantage.trust.add_pem(lab.ca_pem()).map_err(|error| error.to_string())?;
        self.lab_vantage = Some(vantage);
        let ready = LabReady { id: id.to_owned(), connector: exercise.connector.clone(), limits: exercise.limits };
        Ok(ready)
    }

    /// Reads keys, pastes and sizes until told to stop.
    pub(super) fn read_keys(&mut self) {
        let sender = self.sender.clone();
        self.reader = Some(tokio::spawn(async move {
            let mut events = EventStream::new();
            while let Some(Ok(event)) = events.next().await {
                let message = match event {
                    Event::Key(key) if key.kind != KeyEventKind::Release => Message::Key(key),
                    Event::Paste(text) => Message::Paste(text),
                    Event::Resize(columns, rows) => Message::Resize(columns, rows),
                    Event::Key(_) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => continue,
                };
                if sender.send(message).await.is_err() {
                    return;
                }
            }
            // The input is closed: nobody is there any more.
            drop(sender.send(Message::Stop(Signal::HUP.as_raw())).await);
        }));
    }

    /// Lets go of the keys and ends the lab.
    pub(super) async fn rest(&mut self) {
        self.stop_reading().await;
        if let Some(lab) = self.lab.take() {
            lab.stop().await;
        }
    }

    /// Stops reading, so that what is typed from now on is the shell's.
    async fn stop_reading(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.abort();
            drop(reader.await);
        }
    }
}

/// Whether a connector leads into the lab.
fn is_of_lab(connector: &Connector) -> bool {
    connector.route.hosts().iter().all(|host| match host {
        crate::model::Host::Name(name) => name.as_str().ends_with(crate::model::LAB_DOMAIN),
        crate::model::Host::Ip(ip) => ip.is_loopback(),
    })
}
