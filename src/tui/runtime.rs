//! The loop: waits for one message, drains what is queued, draws once; and performs the effects.
//!
//! Everything comes through one channel, so the loop knows neither keyboard nor network, and a test can feed it:
//! `watch` sees the end come, `hands` perform the effects, `files` keep and read. It is the only part of the screen that
//! names `probe`, `lab` and `store`.

mod burst;
mod end;
mod files;
#[cfg(fuzzing)]
pub mod fuzzing;
mod hands;
#[cfg(debug_assertions)]
mod rehearsal;
mod typed;
mod watch;

use std::{
    io::{self, Stdout, Write},
    mem::ManuallyDrop,
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    time::Duration,
};

use jiff::Timestamp;
use ratatui::Terminal;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};

pub use self::{
    end::RunError,
    files::{open_cases, practised, remember},
};
use self::{
    end::{GOODBYE, hung_up},
    hands::Hands,
    watch::{KeyLock, listen_to_signals, watch_terminal},
};
use super::{
    app::{Model, update},
    layout::view,
    message::{Effect, Exit, Message},
    terminal::{self, Taken, paint::Paint},
    theme::Theme,
};
use crate::{
    knowledge::{Knowledge, Known},
    l10n::Texts,
    model::{Settings, Symptom},
    probe::{self, Runtime, Vantage},
    system::{
        job::{self, Held},
        signals,
    },
    wizard::{Now, Start},
};

/// Messages that wait for the loop at the most; who sends more waits too. All that a terminal and its reader hold together,
/// 4 KiB each, so that a Ctrl-C behind it is seen.
const QUEUE: usize = 8192;
/// The memory that must be there before the terminal is taken, in bytes. An exercise of the lab took 42 MiB of address space
/// with what loads the program (2026-11, glibc 2.36).
const MEMORY: usize = 60 << 20;
/// While a probe runs a frame is drawn at most so often: ten a second.
const FRAME: Duration = Duration::from_millis(100);
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
    /// Whether a person wants nothing to be kept.
    pub no_state: bool,
    /// What Office 365 reported, to compare with the first connector.
    pub symptom: Option<Symptom>,
    /// What is known, with a list of addresses of one's own where one was named.
    pub knowledge: &'static Known,
}

/// Shows the wizard until it is left. Returns the exit code; what was found last stands on the normal screen then.
///
/// # Errors
/// [`RunError`]; the terminal is as it was found.
///
/// # Panics
/// When any thread did: its message is on the normal screen, and the program ends as after a panic of its own.
pub fn run(start: Start, options: Options) -> Result<u8, RunError> {
    let held = job::hold().map_err(RunError::Setup)?;
    let runtime = Runtime::with_memory(MEMORY).map_err(RunError::Setup)?;
    let (sender, messages) = mpsc::channel(QUEUE);
    // Before the terminal is another: from then on no signal ends the program without giving it back.
    runtime.block_on(async { listen_to_signals(&sender) }).map_err(RunError::Setup)?;
    let taken = terminal::take().map_err(RunError::Terminal)?;
    let session = session(start, options, (sender, messages), &taken, &held);
    let ended = panic::catch_unwind(AssertUnwindSafe(|| runtime.block_on(session)));
    drop(taken);
    // What still runs (a reader whose terminal is gone, a look-up) does not hold the way out, after a panic neither.
    runtime.shutdown_timeout(GOODBYE);
    drop(held);
    let (exit, words) = ended.unwrap_or_else(|panic| panic::resume_unwind(panic))?;
    let mut out = io::stdout().lock();
    for line in words {
        // The terminal may be gone; the exit code tells all the same.
        if writeln!(out, "{line}").is_err() {
            break;
        }
    }
    Ok(exit.code())
}

async fn session(
    start: Start,
    options: Options,
    (sender, messages): (mpsc::Sender<Message>, mpsc::Receiver<Message>),
    taken: &Taken,
    held: &Held,
) -> Result<(Exit, Vec<String>), RunError> {
    let clock = Clock::start();
    let here = probe::view(&options.vantage.resolvers);
    let theme = Theme::new(options.color, options.ascii);
    let model = Model::new(options.texts, theme, here, options.settings, clock.now());
    let mut model = model.knowing(options.knowledge).with_lab(practised(options.state.as_deref()));
    if !options.no_state {
        model.keep_cases(open_cases(options.state.as_deref()));
    }
    if let Some(symptom) = options.symptom {
        model.bring(symptom);
    }
    let effects = match start {
        Start::Welcome => Vec::new(),
        Start::Connector(connector) => model.open_connector(*connector),
        Start::Case(case) => model.open_case(*case),
        Start::Lab => {
            model.open_lab();
            Vec::new()
        }
        Start::Scenario(id) => model.open_exercise(&id),
    };
    let links = |number: u8| Knowledge::embedded().links().get(usize::from(number)).map(|link| link.url.as_str());
    let paint = Paint::on(io::stdout()).with_links(links);
    let screen = Terminal::new(paint).map_err(RunError::Terminal)?;
    // Its own end would show the cursor, which is done elsewhere, and complain on standard error where it cannot: that
    // panics where standard error is gone with the terminal.
    let mut screen = ManuallyDrop::new(screen);
    let keys = KeyLock::default();
    let mut hands =
        Hands::new(sender.clone(), options.vantage, options.folder, options.state, KeyLock::clone(&keys), taken, held);
    hands.keeps_nothing = options.no_state;
    watch_terminal(sender, keys, hands.burst.interrupted.clone()).map_err(RunError::Setup)?;
    hands.look_out()?;
    tokio::select! {
        ended = drive(&mut screen, &mut model, messages, &mut hands, &clock, effects) => {
            // Kept for good: what is typed while the program ends is the shell's.
            std::mem::forget(hands.rest().await);
            ended.map(|exit| (exit, model.last_words()))
        }
        // The hook has told it; here it only reaches this thread.
        () = terminal::panicked() => panic::resume_unwind(Box::new("a thread panicked")),
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

    /// When so many milliseconds are over; at once where none are named.
    fn instant(&self, ms: Option<u64>) -> Instant {
        Instant::from_std(self.0 + Duration::from_millis(ms.unwrap_or(0)))
    }
}

/// The loop itself.
async fn drive(
    screen: &mut Terminal<Paint<Stdout>>,
    model: &mut Model,
    mut messages: mpsc::Receiver<Message>,
    hands: &mut Hands<'_>,
    clock: &Clock,
    effects: Vec<Effect>,
) -> Result<Exit, RunError> {
    for effect in effects {
        hands.perform(effect, screen).await?;
    }
    let mut drawn = Instant::now();
    let mut dirty = false;
    if draw(screen, model, clock).is_err() {
        return Ok(hung_up());
    }
    let mut tick = Instant::now() + Duration::from_secs(1);
    loop {
        let ticking = model.is_probing();
        let due = model.next_tick_ms();
        let first = tokio::select! {
            message = messages.recv() => message.unwrap_or(Message::Stop(signals::HANGUP)),
            // No timer runs while nothing is awaited.
            () = sleep_until(tick), if ticking => {
                tick += Duration::from_secs(1);
                Message::Tick
            }
            // It is watched and the next probe is due, or a countdown has other words.
            () = sleep_until(clock.instant(due)), if due.is_some() => Message::Tick,
            () = sleep_until(drawn + FRAME), if dirty => {
                if draw(screen, model, clock).is_err() {
                    return Ok(hung_up());
                }
                (drawn, dirty) = (Instant::now(), false);
                continue;
            }
        };
        let mut at_once = false;
        let mut next = Some(first);
        while let Some(message) = next {
            // What a person does is answered at once; what a probe sees waits for the next frame.
            at_once |= !matches!(message, Message::Probe(..) | Message::Surveyed(..) | Message::Tick);
            next = messages.try_recv().ok();
            if let Some(exit) = take_in(screen, model, hands, clock, message, next.is_none()).await? {
                return Ok(exit);
            }
        }
        if model.is_probing() && !ticking {
            tick = Instant::now() + Duration::from_secs(1);
        }
        if at_once || drawn.elapsed() >= FRAME {
            if draw(screen, model, clock).is_err() {
                return Ok(hung_up());
            }
            (drawn, dirty) = (Instant::now(), false);
        } else {
            dirty = true;
        }
    }
}

/// Takes one message in and performs what comes of it, all of it by the last that is there; how it ends, if it does.
async fn take_in(
    screen: &mut Terminal<Paint<Stdout>>,
    model: &mut Model,
    hands: &mut Hands<'_>,
    clock: &Clock,
    message: Message,
    is_last: bool,
) -> Result<Option<Exit>, RunError> {
    #[cfg(debug_assertions)]
    rehearsal::panic_if_asked(&message);
    if hands.burst.leaves_out(&message) {
        return Ok(None);
    }
    // What is kept is known before a key that may ask about it: nobody is asked about a tick that a file holds.
    if !burst::goes_on_with(&message)
        && let Some(exit) = keep_now(screen, model, hands, clock).await?
    {
        return Ok(Some(exit));
    }
    for effect in update(model, clock.now(), message) {
        if let Effect::Keep(case) = effect {
            hands.burst.put_off(case);
            continue;
        }
        if let Some(exit) = keep_now(screen, model, hands, clock).await? {
            return Ok(Some(exit));
        }
        if let Some(exit) = hands.perform(effect, screen).await? {
            return Ok(Some(exit));
        }
    }
    if is_last || hands.burst.is_long() {
        return keep_now(screen, model, hands, clock).await;
    }
    Ok(None)
}

/// Keeps what a burst of keys has changed, if it has.
async fn keep_now(
    screen: &mut Terminal<Paint<Stdout>>,
    model: &mut Model,
    hands: &mut Hands<'_>,
    clock: &Clock,
) -> Result<Option<Exit>, RunError> {
    let Some(case) = hands.burst.take_put_off() else { return Ok(None) };
    let kept = hands.keep(case);
    for effect in update(model, clock.now(), kept) {
        if let Some(exit) = hands.perform(effect, screen).await? {
            return Ok(Some(exit));
        }
    }
    Ok(None)
}

/// Draws, in the size that the terminal has now: its word on the way here may be late.
fn draw(screen: &mut Terminal<Paint<Stdout>>, model: &mut Model, clock: &Clock) -> io::Result<()> {
    let size = screen.size()?;
    if (size.width, size.height) != model.size() {
        update(model, clock.now(), Message::Resize(size.width, size.height));
    }
    terminal::while_taken(|| screen.draw(|frame| view(model, frame)).map(|_| ()))
}
