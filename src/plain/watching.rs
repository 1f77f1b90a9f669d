//! A connector that is watched, in lines: one for each change, the finding at another verdict, until it is healthy or Enter.

use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::time::sleep;

use super::{
    answer::{Answer, Asked, answer},
    session::{End, Session},
};
use crate::{
    l10n::Args,
    model::{Verdict, WatchEvent},
    probe::{self, Vantage},
    report,
    wizard::{Change, Now, RunId, Walk},
};

/// Whether it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goes {
    On,
    /// Nobody types any more; it goes on.
    Unheard,
    Over,
}

/// What ends a wait.
enum Happened<T> {
    Waited(T),
    Typed(Option<Vec<u8>>),
}

impl Session<'_> {
    /// Watches the connector of a walk with that pause, in milliseconds.
    pub(super) async fn watch(&mut self, walk: &mut Walk, vantage: &Vantage, pause_ms: u64) -> Result<(), End> {
        let since = Instant::now();
        walk.watch(pause_ms, now(since));
        let pause = self.texts.duration(walk.pause_ms().unwrap_or(pause_ms));
        self.pause()?;
        self.tell("plain-watching", &Args::new().text("pause", pause))?;
        let symptom = walk.symptom.as_ref();
        let left = symptom.and_then(|told| report::watch_deadline(told, Timestamp::now(), self.knowledge, &self.texts));
        left.map_or(Ok(()), |left| self.say(&left))?;
        let ended = self.watch_on(walk, vantage, since).await;
        walk.stop_watching();
        ended
    }

    async fn watch_on(&mut self, walk: &mut Walk, vantage: &Vantage, since: Instant) -> Result<(), End> {
        // A line that waits for the next question is the first of those that do.
        let mut listening = self.held.is_empty();
        loop {
            let left_ms = walk.next_look_ms().unwrap_or(0).saturating_sub(now(since).ms);
            let mut pause = Box::pin(sleep(Duration::from_millis(left_ms)));
            while let Happened::Typed(line) = self.heard(&mut pause, listening).await? {
                match self.typed_while_watching(line)? {
                    Goes::On => {}
                    Goes::Unheard => listening = false,
                    Goes::Over => return self.tell("watched-no-more", &Args::new()),
                }
            }
            let (change, goes) = self.look_again(walk, vantage, since, listening).await?;
            if goes == Goes::Over {
                return self.tell("watched-no-more", &Args::new());
            }
            listening &= goes == Goes::On;
            if self.tell_changes(walk, change)? {
                return Ok(());
            }
        }
    }

    /// What comes first: what is waited for, or a line.
    async fn heard<T>(&mut self, wait: impl Future<Output = T>, listening: bool) -> Result<Happened<T>, End> {
        tokio::select! {
            biased;
            signal = &mut self.stop => Err(End::Signal(signal)),
            waited = wait => Ok(Happened::Waited(waited)),
            line = self.lines.recv(), if listening => Ok(Happened::Typed(line)),
        }
    }

    /// Probes once more, in silence; what that made of the steps.
    async fn look_again(
        &mut self,
        walk: &mut Walk,
        vantage: &Vantage,
        since: Instant,
        mut listening: bool,
    ) -> Result<(Change, Goes), End> {
        self.runs += 1;
        let now_ms = now(since).ms;
        walk.begin_look(RunId(self.runs), now_ms, walk.next_look_ms().unwrap_or(now_ms));
        let mut probe = probe::start(walk.plan(), vantage.clone());
        let (mut change, mut goes) = (Change::default(), Goes::On);
        loop {
            match self.heard(probe.next(), listening).await? {
                Happened::Waited(None) => return Ok((change, goes)),
                Happened::Waited(Some(event)) => {
                    let made = walk.see(event, now(since), self.knowledge);
                    change = if made == Change::default() { change } else { made };
                }
                Happened::Typed(line) => {
                    goes = self.typed_while_watching(line)?;
                    listening = goes == Goes::On;
                    if goes == Goes::Over {
                        probe.cancel();
                    }
                }
            }
        }
    }

    /// A line for each change, and the finding at another verdict; whether it is healthy now.
    fn tell_changes(&mut self, walk: &mut Walk, change: Change) -> Result<bool, End> {
        let news = walk.news();
        for event in &news {
            let line = report::watch_line(&walk.connector, event, &self.texts);
            self.say(&line)?;
        }
        for (id, count) in change.told() {
            self.tell(id, &Args::new().number("count", count))?;
        }
        let turned = news.iter().find_map(|event| match event {
            WatchEvent::Turn { after, .. } => Some(after.verdict),
            WatchEvent::Shift { .. }
            | WatchEvent::Blind { .. }
            | WatchEvent::Sighted { .. }
            | WatchEvent::Gap { .. }
            | WatchEvent::Alive { .. } => None,
        });
        if turned.is_some() {
            self.tell_finding(walk)?;
        }
        Ok(turned == Some(Verdict::Healthy))
    }

    /// Enter ends it, and so does a line that is the answer to the next question.
    fn typed_while_watching(&mut self, line: Option<Vec<u8>>) -> Result<Goes, End> {
        let Some(line) = line else { return Ok(Goes::Unheard) };
        match answer(&String::from_utf8_lossy(&line), Asked::Text) {
            Answer::Enter => return Ok(Goes::Over),
            Answer::Language => self.next_language()?,
            Answer::Help => self.tell("plain-watching-help", &Args::new())?,
            Answer::Back | Answer::Quit | Answer::Correction | Answer::Text(_) => {
                self.held.push_back(line);
                return Ok(Goes::Over);
            }
        }
        Ok(Goes::On)
    }
}

fn now(since: Instant) -> Now {
    Now { wall: Timestamp::now(), ms: u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX) }
}
