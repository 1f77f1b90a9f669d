//! The hands of the loop: they perform the effects, and what comes of it goes back as a message.

use std::{
    io::{self, Stdout},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
};

use crossterm::{clipboard::CopyToClipboard, execute, style::Print};
use ratatui::{Terminal, layout::Rect};
use tokio::{
    sync::{OwnedMutexGuard, mpsc},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

use super::{
    burst::Burst,
    end::{GOODBYE, RunError, hung_up},
    files::{keep, open, remember, save},
    watch::KeyLock,
};
use crate::{
    knowledge::scenarios,
    lab::{Lab, not_set_up},
    model::{Case, ProbeEvent, ProbePlan, Settings, Told, WireText},
    probe::{self, Probe, Prober, Vantage},
    store::{self, Hold, MAX_INPUT},
    system::job::Held,
    tui::{
        message::{Effect, Exit, LabReady, Message, Whom},
        terminal::{Taken, paint::Paint},
    },
    wizard::{RunId, SeenFrom},
};

/// The lab: it runs, or is being started.
#[derive(Default)]
struct Bench {
    lab: Option<Lab>,
    starting: bool,
    /// The exercise that is to be probed as soon as it listens.
    wanted: Option<String>,
}

/// What performs the effects.
pub(super) struct Hands<'a> {
    sender: mpsc::Sender<Message>,
    vantage: Vantage,
    bench: Arc<Mutex<Bench>>,
    start_of_lab: Option<JoinHandle<()>>,
    folder: PathBuf,
    state: Option<PathBuf>,
    /// Whether a person wants nothing to be kept.
    pub(super) keeps_nothing: bool,
    /// What keys that came together change is kept once.
    pub(super) burst: Burst,
    run: Option<(RunId, CancellationToken)>,
    /// The probe of all connectors of an export.
    survey: Option<(RunId, CancellationToken)>,
    keys: KeyLock,
    look_out: Option<JoinHandle<()>>,
    taken: &'a Taken,
    held: &'a Held,
    /// The case that is open here.
    hold: Hold,
}

/// Hands on what a probe sees until its end, which is near once it is to stop.
async fn hand_on(
    mut probe: Probe,
    stop: CancellationToken,
    sender: mpsc::Sender<Message>,
    message: impl Fn(ProbeEvent) -> Message,
) {
    while let Some(event) = probe.next_until(&stop).await {
        if sender.send(message(event)).await.is_err() {
            break;
        }
    }
}

impl<'a> Hands<'a> {
    /// Hands that send what comes of an effect there.
    pub(super) fn new(
        sender: mpsc::Sender<Message>,
        vantage: Vantage,
        folder: PathBuf,
        state: Option<PathBuf>,
        keys: KeyLock,
        taken: &'a Taken,
        held: &'a Held,
    ) -> Self {
        let (bench, start_of_lab) = (Arc::default(), None);
        Self {
            sender,
            vantage,
            bench,
            start_of_lab,
            folder,
            state,
            keeps_nothing: false,
            burst: Burst::default(),
            run: None,
            survey: None,
            keys,
            look_out: None,
            taken,
            held,
            hold: Hold::default(),
        }
    }

    pub(super) async fn perform(
        &mut self,
        effect: Effect,
        screen: &mut Terminal<Paint<Stdout>>,
    ) -> Result<Option<Exit>, RunError> {
        match effect {
            Effect::StartRun(id, plan, seen_from, settings) => self.start_run(id, plan, &seen_from, &settings),
            Effect::CancelRun(id) => {
                let runs = self.run.iter().chain(&self.survey);
                runs.filter(|(run, _)| *run == id).for_each(|(_, stop)| stop.cancel());
            }
            Effect::StartSurvey(id, plans, settings) => self.start_survey(id, plans, &settings),
            Effect::StartLab(id) => self.start_lab(id),
            // It goes on, so that the next exercise finds it there.
            Effect::GiveUpLab => bench(&self.bench).wanted = None,
            Effect::Save { place, name, text } => {
                self.send(Message::Saved(save(&self.folder, &place, &name, &text)));
            }
            Effect::Remember(..) if self.keeps_nothing => {}
            Effect::Remember(id, wrong) => {
                self.send(Message::Remembered(remember(self.state.as_deref(), &id, wrong)));
            }
            Effect::Keep(case) => {
                let kept = self.keep(*case);
                self.send(kept);
            }
            Effect::HoldCase(id) => {
                self.state.iter().for_each(|state| self.hold.case(state, &id));
                if self.hold.tells_of_another() {
                    self.send(Message::CaseShared);
                }
            }
            Effect::OpenCase(id) => self.send(open(self.state.as_deref(), &id)),
            Effect::ReadFile(name) => self.read_file(name),
            Effect::Copy(text) => {
                // The terminal never answers; the screen says how many lines were sent.
                if execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text)).is_err() {
                    return Ok(Some(hung_up()));
                }
            }
            Effect::Bell => {
                if execute!(io::stdout(), Print("\x07")).is_err() {
                    return Ok(Some(hung_up()));
                }
            }
            Effect::Suspend(whom) => return self.suspend(whom, screen).await,
            Effect::Retake => return self.retake(screen),
            Effect::Quit(exit) => return Ok(Some(exit)),
        }
        Ok(None)
    }

    /// Keeps a case, and tells what became of it.
    pub(super) fn keep(&mut self, case: Case) -> Message {
        keep(self.state.as_deref(), case, &mut self.hold)
    }

    /// Hands a message to the loop, which does not receive while it performs: its queue may be full.
    fn send(&self, message: Message) {
        let sender = self.sender.clone();
        tokio::spawn(async move { sender.send(message).await });
    }

    /// Probes, and hands on what is seen until the end or a wish to stop.
    fn start_run(&mut self, id: RunId, plan: ProbePlan, seen_from: &SeenFrom, settings: &Settings) {
        let vantage = match seen_from {
            SeenFrom::Here => Ok(self.vantage.clone().of(settings)),
            SeenFrom::Lab(id) => self.lab_vantage(id),
        };
        let vantage = match vantage {
            Ok(vantage) => vantage,
            Err(reason) => return self.send(Message::LabFailed(not_set_up(reason))),
        };
        let stop = CancellationToken::new();
        self.run = Some((id, stop.clone()));
        let message = move |event| Message::Probe(id, event);
        tokio::spawn(hand_on(probe::start(plan, vantage), stop, self.sender.clone(), message));
    }

    /// Probes several connectors, with one prober: an address is looked at once, and no more connections are open than
    /// `check` has.
    fn start_survey(&mut self, id: RunId, plans: Vec<(usize, ProbePlan)>, settings: &Settings) {
        let prober = Prober::new(self.vantage.clone().of(settings), probe::DEFAULT_JOBS);
        let stop = CancellationToken::new();
        if let Some((_, before)) = self.survey.replace((id, stop.clone())) {
            before.cancel();
        }
        for (place, plan) in plans {
            let message = move |event| Message::Surveyed(id, place, event);
            tokio::spawn(hand_on(prober.start(plan), stop.clone(), self.sender.clone(), message));
        }
    }

    /// Reads a file that a person named. A pipe or a share may never answer: the screen goes on, and nothing waits for this
    /// at the end.
    fn read_file(&self, name: String) {
        let path = store::named(&self.folder, &name);
        let sender = self.sender.clone();
        let told = (name.clone(), self.sender.clone());
        let read = move || {
            let read = store::read_bounded(Some(&path), MAX_INPUT).map_err(|error| Told::of(error.id(), &error));
            drop(sender.blocking_send(Message::FileRead(name, read)));
        };
        if let Err(error) = thread::Builder::new().spawn(read) {
            let (name, sender) = told;
            let error = Told::new("runtime").text("error", WireText::from_text(&error.to_string()));
            tokio::spawn(async move { sender.send(Message::FileRead(name, Err(error))).await });
        }
    }

    /// Has the exercises listen, all at once and once, and tells how to probe one. Certificates take their time, so keys
    /// and frames go on meanwhile.
    fn start_lab(&mut self, id: String) {
        let mut kept = bench(&self.bench);
        if let Some(lab) = &kept.lab {
            let message = ready(lab, &id);
            drop(kept);
            return self.send(message);
        }
        kept.wanted = Some(id);
        if std::mem::replace(&mut kept.starting, true) {
            return;
        }
        drop(kept);
        let (kept, sender) = (Arc::clone(&self.bench), self.sender.clone());
        self.start_of_lab = Some(tokio::spawn(async move {
            let started = started_lab().await;
            // Whoever asks from here on finds the lab, or asks for another start.
            let message = bench(&kept).ended(started);
            if let Some(message) = message {
                // The loop is gone only when the program ends.
                let _ = sender.send(message).await;
            }
        }));
    }

    /// From where a scenario that listens is looked at.
    fn lab_vantage(&self, id: &str) -> Result<Vantage, String> {
        let kept = bench(&self.bench);
        let exercise = kept.lab.as_ref().and_then(|lab| Some((lab, lab.exercise(id)?)));
        let (lab, exercise) = exercise.ok_or_else(|| id.to_owned())?;
        Vantage::of_lab(exercise.resolvers.clone(), lab.ca_pem()).map_err(|error| error.to_string())
    }

    /// Takes the terminal again and draws everything.
    fn retake(&mut self, screen: &mut Terminal<Paint<Stdout>>) -> Result<Option<Exit>, RunError> {
        if self.taken.take_again().is_err() {
            return Ok(Some(hung_up()));
        }
        let size = screen.size().map_err(RunError::Terminal)?;
        // Everything is drawn anew; asking the terminal for its cursor would wait for an answer.
        screen.resize(Rect::new(0, 0, size.width, size.height)).map_err(RunError::Terminal)?;
        let sender = self.sender.clone();
        tokio::spawn(async move { sender.send(Message::Resize(size.width, size.height)).await });
        Ok(None)
    }

    /// Gives the terminal back, stops, and takes it again when somebody lets us go on.
    async fn suspend(&mut self, whom: Whom, screen: &mut Terminal<Paint<Stdout>>) -> Result<Option<Exit>, RunError> {
        let keys = self.hold_keys().await;
        self.stop_looking_out().await;
        self.taken.lend_back();
        match whom {
            Whom::Job => self.held.stop_job(),
            Whom::Ourselves => self.held.stop_ourselves(),
        }
        self.look_out()?;
        let retaken = self.retake(screen);
        drop(keys);
        retaken
    }

    /// Looks out for SIGTSTP.
    ///
    /// # Errors
    /// [`RunError::Setup`] when there is no descriptor left.
    pub(super) fn look_out(&mut self) -> Result<(), RunError> {
        let mut pauses = self.held.look_out().map_err(RunError::Setup)?;
        let sender = self.sender.clone();
        self.look_out = Some(tokio::spawn(async move {
            while pauses.asked().await.is_ok() && sender.send(Message::Pause).await.is_ok() {}
        }));
        Ok(())
    }

    /// Looks out no more, so that the signal acts.
    async fn stop_looking_out(&mut self) {
        if let Some(look_out) = self.look_out.take() {
            look_out.abort();
            drop(look_out.await);
        }
    }

    /// Lets go of the terminal and ends the lab. Nothing is read any more until what it returns is dropped.
    pub(super) async fn rest(&mut self) -> Option<OwnedMutexGuard<()>> {
        let keys = self.hold_keys().await;
        if let Some(start) = self.start_of_lab.take() {
            // What it holds goes with it.
            start.abort();
            drop(tokio::time::timeout(GOODBYE, start).await);
        }
        let lab = bench(&self.bench).lab.take();
        if let Some(lab) = lab {
            lab.stop().await;
        }
        keys
    }

    /// Has the keys left alone, so that what is typed from now on is the shell's. In the middle of a key (Escape and `[`
    /// that nothing follows) they cannot be had.
    async fn hold_keys(&self) -> Option<OwnedMutexGuard<()>> {
        tokio::time::timeout(GOODBYE, KeyLock::clone(&self.keys).lock_owned()).await.ok()
    }
}

fn bench(bench: &Mutex<Bench>) -> MutexGuard<'_, Bench> {
    bench.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Bench {
    /// The start is over; what is to be told, if somebody still waits for it.
    fn ended(&mut self, started: Result<Lab, Told>) -> Option<Message> {
        self.starting = false;
        let wanted = self.wanted.take();
        match started {
            Ok(lab) => {
                let lab = self.lab.insert(lab);
                wanted.map(|id| ready(lab, &id))
            }
            Err(reason) => wanted.map(|_| Message::LabFailed(reason)),
        }
    }
}

async fn started_lab() -> Result<Lab, Told> {
    #[cfg(debug_assertions)]
    super::rehearsal::hold_if_asked().await;
    // Read again: few come here, and everyone else would keep them in memory.
    let scenarios = scenarios::all().map_err(not_set_up)?;
    Lab::start(&scenarios).await.map_err(|error| error.told())
}

/// How an exercise that listens is to be probed.
fn ready(lab: &Lab, id: &str) -> Message {
    let Some(exercise) = lab.exercise(id) else { return Message::LabFailed(not_set_up(id)) };
    let (connector, limits) = (exercise.connector.clone(), exercise.limits);
    Message::LabReady(Box::new(LabReady { id: id.to_owned(), connector, limits }))
}
