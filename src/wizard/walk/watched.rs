//! A walk that is watched: when it is looked at again, and what is kept where a look saw nothing.

use jiff::SignedDuration;

use super::{RunId, Walk, Watching};
use crate::{
    model::{Diagnosis, WatchEvent},
    wizard::{
        now::Now,
        watch::{Watch, slept},
    },
};

impl Walk {
    /// Has it watched from now on, with that pause between two probes, in milliseconds. What finding and checklist rest on
    /// is the first look.
    pub fn watch(&mut self, pause_ms: u64, now: Now) {
        let mut watching = Watching { watch: Watch::new(pause_ms), next_ms: None, is_its_run: false, news: Vec::new() };
        if let Some((run, diagnosis)) = &self.settled
            && let Some(started) = run.started
        {
            let wall = started + SignedDuration::from_millis(i64::try_from(run.elapsed_ms).unwrap_or(0));
            watching.watch.look(Now { wall, ms: now.ms }, run, &diagnosis.finding);
        }
        watching.watch.sit_down(now);
        if self.run.finished {
            watching.next_ms = Some(now.ms + watching.watch.pause_ms(&self.run));
        }
        self.watching = Some(watching);
    }

    /// Has it watched no more. A run that the watch began goes on to its end.
    pub fn stop_watching(&mut self) {
        self.watching = None;
    }

    /// What is known from watching it, while it is watched.
    pub fn watching(&self) -> Option<&Watch> {
        self.watching.as_ref().map(|watching| &watching.watch)
    }

    /// When the watch probes next, by the clock that only goes forward; `None` while a probe goes on or nobody watches.
    pub fn next_look_ms(&self) -> Option<u64> {
        self.watching.as_ref()?.next_ms
    }

    /// The pause of the watch after the run that was last, in milliseconds.
    pub fn pause_ms(&self) -> Option<u64> {
        self.watching().map(|watch| watch.pause_ms(&self.run))
    }

    /// A run begins that nobody asked for but the watch: nothing is said of it unless something changed.
    /// `due_ms`: when it was to begin.
    pub fn begin_look(&mut self, id: RunId, now_ms: u64, due_ms: u64) {
        self.begin(id, now_ms);
        if let Some(watching) = &mut self.watching {
            watching.is_its_run = true;
            watching.watch.begin(now_ms, due_ms);
        }
    }

    /// What changed since the last time that was asked.
    pub fn news(&mut self) -> Vec<WatchEvent> {
        self.watching.as_mut().map(|watching| std::mem::take(&mut watching.news)).unwrap_or_default()
    }

    /// Whether the run that goes on was begun by the watch.
    pub fn is_looking_by_itself(&self) -> bool {
        !self.run.finished && self.watching.as_ref().is_some_and(|watching| watching.is_its_run)
    }

    /// Has the watch look at a run that is over; whether what was known before is kept, because this machine could not look
    /// and nobody asked it to, or nothing was to be seen of it.
    pub(super) fn watched(&mut self, now: Now, leading: &Diagnosis) -> bool {
        let Some(watching) = self.watching.as_mut().filter(|_| self.run.finished) else { return false };
        watching.next_ms = Some(now.ms + watching.watch.pause_ms(&self.run));
        let is_its_run = std::mem::take(&mut watching.is_its_run);
        watching.news.extend(watching.watch.look(now, &self.run, &leading.finding));
        let is_blind = watching.watch.blind().is_some() || self.run.cancelled || slept(now, &self.run);
        is_its_run && is_blind && self.settled.is_some()
    }
}
