//! The loop: waits for one message, drains what is queued, draws once; and performs the effects.
//!
//! Everything comes through one channel, so the loop knows neither keyboard nor network, and a test can feed it.
//! It is the only file of the screen that names `probe`, `lab` and `store`.

use std::{
    collections::BTreeMap,
    io::{self, Stdout, Write},
    os::fd::AsFd,
    path::{Path, PathBuf},
    time::Duration,
};

use crossterm::{
    clipboard::CopyToClipboard,
    event::{Event, EventStream, KeyEventKind},
    execute,
};
use futures_util::StreamExt;
use jiff::Timestamp;
use ratatui::{Terminal, backend::CrosstermBackend, layout::Rect};
use rustix::process::Signal;
use serde::Serialize;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::mpsc,
    task::JoinHandle,
    time::{Instant, sleep_until},
};
use tokio_util::sync::CancellationToken;

use super::{
    app::{Effect, Exit, LabReady, Message, Model, NotSaved, Now, Practised, RunId, Settings, update, view},
    terminal::{self, Taken},
    theme::Theme,
};
use crate::{
    knowledge::scenarios,
    l10n::Texts,
    lab::Lab,
    model::{Connector, LabAnswer, Symptom, WireText},
    probe::{self, Vantage},
    store::{self, LabProgress, MAX_INPUT, StoreError},
};

/// Messages that wait for the loop at the most; who sends more waits too.
const QUEUE: usize = 1024;
/// While a probe runs a frame is drawn at most so often: ten a second.
const FRAME: Duration = Duration::from_millis(100);
/// How long tasks have to end before the program does.
const GOODBYE: Duration = Duration::from_millis(200);

/// Where the wizard begins.
#[derive(Clone, Debug)]
pub enum Start {
    /// At the question what one has in hand.
    Welcome,
    /// At the probe of a connector.
    Connector(Box<Connector>),
    /// At the list of exercises.
    Lab,
    /// At the probe of one exercise.
    Scenario(String),
}

/// How it looks and probes.
#[derive(Clone, Debug)]
pub struct Options {
    /// The words of the first language; F2 goes on to the next.
    pub texts: Texts,
    /// From where probes look.
    pub vantage: Vantage,
    /// Time limits, EHLO name, control connection.
    pub settings: Settings,
    /// Whether colours may be used.
    pub color: bool,
    /// Whether glyphs and rules are to be ASCII.
    pub ascii: bool,
    /// Where reports are saved.
    pub folder: PathBuf,
    /// Where it is remembered which exercises were solved; `None`: nowhere.
    pub state: Option<PathBuf>,
    /// What Office 365 reported, to compare with the first connector.
    pub symptom: Option<Symptom>,
}

/// Why the screen could not be shown.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The terminal cannot be used.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[source] io::Error),
    /// The system gives no threads or no signals.
    #[error("the program cannot be set up: {0}")]
    Setup(#[source] io::Error),
    /// A thread panicked; its message is on the terminal.
    #[error("a part of the program failed")]
    Panicked,
}

/// Shows the wizard until it is left. Returns the exit code; what was found last stands on the normal screen then.
///
/// # Errors
/// [`RunError`]; the terminal is as it was found.
pub fn run(start: Start, options: Options) -> Result<u8, RunError> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(RunError::Setup)?;
    let taken = terminal::take().map_err(RunError::Terminal)?;
    let ended = runtime.block_on(session(start, options, &taken));
    drop(taken);
    // What still runs (a reader whose terminal is gone, a look-up) does not hold the way out.
    runtime.shutdown_timeout(GOODBYE);
    let (exit, words) = ended?;
    let mut out = io::stdout().lock();
    for line in words {
        // The terminal may be gone; the exit code tells all the same.
        if writeln!(out, "{line}").is_err() {
            break;
        }
    }
    Ok(exit.code())
}

async fn session(start: Start, options: Options, taken: &Taken) -> Result<(Exit, Vec<String>), RunError> {
    let (sender, messages) = mpsc::channel(QUEUE);
    let clock = Clock::start();
    let here = probe::view(&options.vantage.resolvers);
    let theme = Theme::new(options.color, options.ascii);
    // Read beside the rest, so that the first frame does not wait for a hundred files that few will open.
    let lessons = std::thread::spawn(|| scenarios::all().unwrap_or_default());
    let model = Model::new(options.texts, theme, here, options.settings.clone(), clock.now());
    let lessons = lessons.join().unwrap_or_default();
    let mut model = model.with_lab(lessons).with_practised(practised(options.state.as_deref()));
    if let Some(symptom) = options.symptom {
        model.bring(symptom);
    }
    let effects = match start {
        Start::Welcome => Vec::new(),
        Start::Connector(connector) => model.open_connector(*connector),
        Start::Lab => {
            model.open_lab();
            Vec::new()
        }
        Start::Scenario(id) => {
            model.open_lab();
            model.open_exercise(&id)
        }
    };
    let screen = Terminal::new(CrosstermBackend::new(io::stdout())).map_err(RunError::Terminal)?;
    let mut hands = Hands {
        sender: sender.clone(),
        vantage: options.vantage,
        lab_vantage: None,
        lab: None,
        folder: options.folder,
        state: options.state,
        run: None,
        reader: None,
        taken,
    };
    listen_to_signals(&sender).map_err(RunError::Setup)?;
    watch_hang_up(sender);
    hands.read_keys();
    tokio::select! {
        ended = drive(screen, &mut model, messages, &mut hands, &clock, effects) => {
            hands.stop_reading().await;
            if let Some(lab) = hands.lab.take() {
                lab.stop().await;
            }
            ended.map(|exit| (exit, model.last_words()))
        }
        () = terminal::panicked() => Err(RunError::Panicked),
    }
}

/// The two clocks: one to show, one to count with.
struct Clock(std::time::Instant);

impl Clock {
    fn start() -> Self {
        Self(std::time::Instant::now())
    }

    fn now(&self) -> Now {
        Now { wall: Timestamp::now(), ms: u64::try_from(self.0.elapsed().as_millis()).unwrap_or(u64::MAX) }
    }
}

/// The loop itself.
async fn drive(
    mut screen: Terminal<CrosstermBackend<Stdout>>,
    model: &mut Model,
    mut messages: mpsc::Receiver<Message>,
    hands: &mut Hands<'_>,
    clock: &Clock,
    effects: Vec<Effect>,
) -> Result<Exit, RunError> {
    for effect in effects {
        hands.perform(effect, &mut screen).await?;
    }
    let mut drawn = Instant::now();
    let mut dirty = false;
    if draw(&mut screen, model).is_err() {
        return Ok(hung_up());
    }
    let mut tick = Instant::now() + Duration::from_secs(1);
    loop {
        let ticking = model.is_probing();
        let first = tokio::select! {
            message = messages.recv() => message.unwrap_or(Message::Stop(Signal::HUP.as_raw())),
            // No timer runs while nothing is awaited.
            () = sleep_until(tick), if ticking => {
                tick += Duration::from_secs(1);
                Message::Tick
            }
            () = sleep_until(drawn + FRAME), if dirty => {
                if draw(&mut screen, model).is_err() {
                    return Ok(hung_up());
                }
                (drawn, dirty) = (Instant::now(), false);
                continue;
            }
        };
        let was_ticking = ticking;
        let mut at_once = false;
        let mut next = Some(first);
        while let Some(message) = next {
            // What a person does is answered at once; what a probe sees waits for the next frame.
            at_once |= !matches!(message, Message::Probe(..) | Message::Tick);
            for effect in update(model, clock.now(), message) {
                if let Some(exit) = hands.perform(effect, &mut screen).await? {
                    return Ok(exit);
                }
            }
            next = messages.try_recv().ok();
        }
        if model.is_probing() && !was_ticking {
            tick = Instant::now() + Duration::from_secs(1);
        }
        if at_once || drawn.elapsed() >= FRAME {
            if draw(&mut screen, model).is_err() {
                return Ok(hung_up());
            }
            (drawn, dirty) = (Instant::now(), false);
        } else {
            dirty = true;
        }
    }
}

fn draw(screen: &mut Terminal<CrosstermBackend<Stdout>>, model: &Model) -> io::Result<()> {
    screen.draw(|frame| view(model, frame)).map(|_| ())
}

/// An output that is closed is a terminal that is gone.
fn hung_up() -> Exit {
    Exit::Signal(Signal::HUP.as_raw())
}

/// What performs the effects.
struct Hands<'a> {
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

impl Hands<'_> {
    async fn perform(
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
            Effect::Save(name, text) => {
                let saved = save(&self.folder, &name, &text);
                let sender = self.sender.clone();
                tokio::spawn(async move { sender.send(Message::Saved(saved)).await });
            }
            Effect::Remember(id, wrong) => {
                let remembered = remember(self.state.as_deref(), &id, wrong);
                let sender = self.sender.clone();
                tokio::spawn(async move { sender.send(Message::Remembered(remembered)).await });
            }
            Effect::ReadFile(name) => {
                let path = named(&self.folder, &name);
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
    fn read_keys(&mut self) {
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

/// Signals that ask to stop become messages. Ctrl-C is a key while the terminal is ours.
fn listen_to_signals(sender: &mpsc::Sender<Message>) -> io::Result<()> {
    for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup(), SignalKind::quit()] {
        let mut signals = signal(kind)?;
        let sender = sender.clone();
        tokio::spawn(async move {
            while signals.recv().await.is_some() {
                if sender.send(Message::Stop(kind.as_raw_value())).await.is_err() {
                    return;
                }
            }
        });
    }
    Ok(())
}

/// Sees the terminal go away also where SIGHUP does not reach us; the key reader alone would spin on its end.
/// The thread sleeps in `poll` and ends with the program.
fn watch_hang_up(sender: mpsc::Sender<Message>) {
    use rustix::event::{PollFd, PollFlags, poll};
    std::thread::spawn(move || {
        let stdin = io::stdin();
        loop {
            let mut fds = [PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::empty())];
            match poll(&mut fds, None) {
                Ok(_) if fds[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => break,
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
        drop(sender.blocking_send(Message::Stop(Signal::HUP.as_raw())));
    });
}

/// Saves a report under its name, or with a number behind it where that is taken: nothing is ever overwritten.
fn save(folder: &Path, name: &str, text: &str) -> Result<String, NotSaved> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    let numbered = (2..=99).map(|number| format!("{stem}-{number}.{ending}"));
    let mut taken = None;
    for name in std::iter::once(name.to_owned()).chain(numbered) {
        match store::save_report(folder, &name, text) {
            Ok(path) => return Ok(WireText::from_path(&path).to_string()),
            Err(error @ StoreError::Exists { .. }) => taken = Some(error),
            Err(error) => return Err(not_saved(&error)),
        }
    }
    Err(taken.map_or_else(|| not_saved(&StoreError::NoHome), |error| not_saved(&error)))
}

/// What is remembered of the lab in that folder. A file that cannot be read counts as none, and why is told.
pub fn practised(state: Option<&Path>) -> Practised {
    let (progress, trouble) = state.map(LabProgress::load).unwrap_or_default();
    let solved = progress.solved.into_keys().collect();
    Practised { solved, wrong: progress.wrong, trouble: trouble.as_ref().map(not_saved) }
}

/// Remembers how an exercise was answered: with that wrong answer, or rightly.
///
/// # Errors
/// [`NotSaved`]; what was remembered before is then as it was.
pub fn remember(state: Option<&Path>, id: &str, wrong: Option<LabAnswer>) -> Result<(), NotSaved> {
    let folder = state.ok_or(StoreError::NoHome);
    let remembered = folder.and_then(|folder| LabProgress::remember(folder, id, wrong, Timestamp::now()));
    remembered.map_err(|error| not_saved(&error))
}

fn not_saved(error: &StoreError) -> NotSaved {
    told(error.id(), error)
}

/// What is wrong with a file, for the screen.
fn told(id: &str, error: &impl Serialize) -> NotSaved {
    let values = match serde_json::to_value(error) {
        Ok(serde_json::Value::Object(fields)) => {
            fields.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect()
        }
        _ => BTreeMap::new(),
    };
    NotSaved { id: id.to_owned(), values }
}

/// The file a person means: of the current folder, and with `~` as every shell reads it.
fn named(folder: &Path, name: &str) -> PathBuf {
    match (name.strip_prefix("~/"), store::home_folder()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => folder.join(name),
    }
}
