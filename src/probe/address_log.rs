//! What was seen at one address, kept so that every connector that names it can tell it as its own: an address
//! is probed once a run, whoever asks.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::watch, time::Instant};

use super::events::{Sink, millis};
use crate::model::{
    Direction, EndpointId, Evidence, Fault, Outcome, ProbeEvent, Stage, TlsSeen, TranscriptLine, WireText,
};

/// The most of a transcript that is kept for one address, in bytes.
pub(super) const TRANSCRIPT_LIMIT: usize = 8 * 1024;

/// The most of one line that is shown, in bytes.
pub(super) const LINE_SHOWN: usize = 2_048;

#[derive(Clone)]
enum Note {
    Started { stage: Stage, until: Instant },
    Said(TranscriptLine),
    Tls(TlsSeen),
    Saw(Evidence),
    NotTried,
    Ended { stage: Stage, outcome: Outcome },
}

/// The notes of one address, in the order in which they were taken.
pub(super) struct AddressLog {
    state: Mutex<State>,
    changed: watch::Sender<()>,
}

struct State {
    /// When the address was begun; its notes cannot be older.
    begun: Instant,
    notes: Vec<(Instant, Note)>,
    transcript: usize,
    over: bool,
}

impl AddressLog {
    pub(super) fn new() -> Self {
        let state = State { begun: Instant::now(), notes: Vec::new(), transcript: 0, over: false };
        Self { state: Mutex::new(state), changed: watch::Sender::new(()) }
    }

    /// The address is begun now; until then it waited for its turn.
    pub(super) fn begin(&self) {
        self.state().begun = Instant::now();
    }

    pub(super) fn started(&self, stage: Stage, until: Instant) {
        self.note(Note::Started { stage, until });
    }

    pub(super) fn ended(&self, stage: Stage, outcome: Outcome) {
        self.note(Note::Ended { stage, outcome });
    }

    pub(super) fn saw(&self, evidence: Evidence) {
        self.note(Note::Saw(evidence));
    }

    pub(super) fn tls(&self, tls: TlsSeen) {
        self.note(Note::Tls(tls));
    }

    /// A line of a reply ended in LF alone. Once is enough for an address: a server that does so does it in all of them.
    pub(super) fn ended_in_bare_line_feed(&self, line: &[u8]) {
        let state = self.state();
        let told = |note: &Note| matches!(note, Note::Saw(Evidence::BareLineFeed { .. }));
        let begun = state
            .notes
            .iter()
            .rev()
            .find_map(|(_, note)| if let Note::Started { stage, .. } = note { Some(*stage) } else { None });
        let known = state.notes.iter().any(|(_, note)| told(note));
        drop(state);
        if let (Some(at), false) = (begun, known) {
            self.saw(Evidence::BareLineFeed { at, received: WireText::from_bytes(line).shortened(LINE_SHOWN) });
        }
    }

    /// A line of the transcript. Past the limit nothing more is kept, and the last line says so.
    pub(super) fn said(&self, direction: Direction, line: &[u8]) {
        let mut state = self.state();
        if state.transcript >= TRANSCRIPT_LIMIT {
            return;
        }
        let text = WireText::from_bytes(&line[..line.len().min(4 * LINE_SHOWN)]).shortened(LINE_SHOWN);
        let left = TRANSCRIPT_LIMIT - state.transcript;
        state.transcript += text.as_str().len();
        // The cut is marked, whether it falls within this line or behind it.
        let text = if state.transcript >= TRANSCRIPT_LIMIT { cut(&text, left) } else { text };
        let at_ms = millis(state.begun.elapsed());
        state.notes.push((Instant::now(), Note::Said(TranscriptLine { at_ms, direction, text })));
        drop(state);
        self.changed.send_replace(());
    }

    /// Takes over what another log of the same address noted: its stages, its lines and what it ended in.
    pub(super) fn append(&self, other: &Self) {
        let (mut state, other) = (self.state(), other.state());
        let later = millis(other.begun - state.begun);
        for (at, note) in &other.notes {
            let note = match note {
                Note::Said(line) => Note::Said(TranscriptLine { at_ms: line.at_ms + later, ..line.clone() }),
                Note::Started { .. } | Note::Tls(_) | Note::Saw(_) | Note::NotTried | Note::Ended { .. } => {
                    note.clone()
                }
            };
            state.notes.push((*at, note));
        }
        drop(state);
        self.changed.send_replace(());
    }

    /// Tells what another log of the same address noted as its own, with its times: nothing of it depends on a name.
    pub(super) fn repeat(&self, other: &Self) {
        let other = other.state();
        let (begun, notes, transcript) = (other.begun, other.notes.clone(), other.transcript);
        drop(other);
        let mut state = self.state();
        (state.begun, state.notes, state.transcript) = (begun, notes, transcript);
        drop(state);
        self.changed.send_replace(());
    }

    /// There was no time left to try it.
    pub(super) fn not_tried(&self) {
        self.note(Note::NotTried);
    }

    /// Whether it was left out for want of time.
    pub(super) fn is_not_tried(&self) -> bool {
        self.state().notes.iter().any(|(_, note)| matches!(note, Note::NotTried))
    }

    /// Whether a stage was begun.
    pub(super) fn has_begun(&self, wanted: Stage) -> bool {
        let state = self.state();
        state.notes.iter().any(|(_, note)| matches!(note, Note::Started { stage, .. } if *stage == wanted))
    }

    /// Milliseconds since the newest stage began.
    pub(super) fn since_started(&self) -> u64 {
        let state = self.state();
        let started = state.notes.iter().rev().find(|(_, note)| matches!(note, Note::Started { .. }));
        started.map_or(0, |(at, _)| millis(at.elapsed()))
    }

    /// The fault it ended in, if it has.
    pub(super) fn fault(&self) -> Option<Fault> {
        self.state().notes.iter().find_map(|(_, note)| match note {
            Note::Ended { outcome: Outcome::Failed(fault), .. } => Some(*fault),
            Note::Ended { .. }
            | Note::Started { .. }
            | Note::Said(_)
            | Note::Tls(_)
            | Note::Saw(_)
            | Note::NotTried => None,
        })
    }

    /// Nothing more will come.
    pub(super) fn close(&self) {
        self.state().over = true;
        self.changed.send_replace(());
    }

    pub(super) fn is_over(&self) -> bool {
        self.state().over
    }

    /// Tells every note to a run, those to come too, as events of its address `endpoint`. What was noted before
    /// the run began is told with its own durations.
    pub(super) async fn tell(self: Arc<Self>, sink: Sink, endpoint: EndpointId) {
        let mut changed = self.changed.subscribe();
        let mut told = 0;
        loop {
            changed.mark_unchanged();
            let (notes, begun, over) = {
                let state = self.state();
                (state.notes[told..].to_vec(), state.begun, state.over)
            };
            let shift = sink.begun().saturating_duration_since(begun);
            told += notes.len();
            for (at, note) in notes {
                sink.send(as_event(note, &sink, endpoint, at, shift));
            }
            if over || changed.changed().await.is_err() {
                return;
            }
        }
    }

    fn note(&self, note: Note) {
        self.state().notes.push((Instant::now(), note));
        self.changed.send_replace(());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn as_event(note: Note, sink: &Sink, endpoint: EndpointId, at: Instant, shift: Duration) -> ProbeEvent {
    let at_ms = sink.at(at + shift);
    match note {
        Note::Started { stage, until } => {
            ProbeEvent::Started { endpoint, stage, at_ms, until_ms: sink.at(until + shift) }
        }
        Note::Said(line) => ProbeEvent::Said { endpoint, line },
        Note::Tls(tls) => ProbeEvent::Tls { endpoint, tls },
        Note::Saw(evidence) => ProbeEvent::Saw { endpoint: Some(endpoint), at_ms, evidence },
        Note::NotTried => ProbeEvent::NotTried { endpoint, at_ms },
        Note::Ended { stage, outcome } => ProbeEvent::Ended { endpoint, stage, at_ms, outcome },
    }
}

fn cut(text: &WireText, limit: usize) -> WireText {
    let short = text.shortened(limit);
    if short == *text { WireText::from_safe(&format!("{text} […]")) } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcript_ends_at_its_limit_with_a_mark() {
        let log = AddressLog::new();
        (0..1_000).for_each(|_| log.said(Direction::In, &[b'a'; 100]));
        let state = log.state();
        let lines: Vec<_> =
            state.notes.iter().filter_map(|(_, n)| if let Note::Said(l) = n { Some(l) } else { None }).collect();
        let total: usize = lines.iter().map(|line| line.text.as_str().len()).sum();
        assert!((TRANSCRIPT_LIMIT..TRANSCRIPT_LIMIT + 16).contains(&total), "{total}");
        assert!(lines.last().expect("a line").text.as_str().ends_with(" […]"));
    }
}
