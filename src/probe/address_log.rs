//! What was seen at one address, kept so that every connector that names it can tell it as its own: an address
//! is probed once a run, whoever asks. What a TLS setting makes of it is left to `judged`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::{sync::watch, time::Instant};

use super::{certificate::Shown, events::millis};
use crate::model::{Direction, Evidence, Fault, Outcome, Stage, TlsSeen, TranscriptLine, WireText};

/// The most of a transcript that is kept for one address, in bytes.
pub(super) const TRANSCRIPT_LIMIT: usize = 8 * 1024;

/// What a line counts at the least, in bytes: whatever shows it needs a row for the emptiest.
const LINE_LEAST: usize = 24;

/// The most of one line that is shown, in bytes.
pub(super) const LINE_SHOWN: usize = 2_048;

/// Something that was noted.
#[derive(Clone)]
pub(super) enum Note {
    /// The same under every TLS setting.
    Told(Told),
    /// Without TLS a setting decides whether that was the end (EHLO is over with it).
    NoTls(Arc<NoTls>),
    /// The certificate, which each setting judges (its stage is over with it).
    Certificate(Arc<Shown>),
    /// A certificate whose key the server has not: it only helps to find that key.
    OtherKey(Arc<Shown>),
    /// Further conversations with the address, one after the other, and how many in all were asked for (`--samples`).
    Samples(Vec<Arc<AddressLog>>, u8),
}

/// What can be told as it is.
#[derive(Clone)]
pub(super) enum Told {
    Started { stage: Stage, until: Instant },
    Said(TranscriptLine),
    Tls(TlsSeen),
    Saw(Evidence),
    NotTried,
    Ended { stage: Stage, outcome: Outcome },
}

/// EHLO, or HELO instead, was answered and TLS is not offered.
pub(super) struct NoTls {
    /// Where TLS is required: what is wrong, and what is seen of it.
    pub(super) required: (Fault, Vec<Evidence>),
    /// What is seen where it is not.
    pub(super) optional: Vec<Evidence>,
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
    /// The name in the greeting.
    greeting_host: Option<Vec<u8>>,
    /// What it ended in is only that the time for the address was over.
    cut_short: bool,
    over: bool,
}

/// What has been noted by now.
pub(super) struct Notes {
    pub(super) begun: Instant,
    pub(super) notes: Vec<(Instant, Note)>,
    pub(super) over: bool,
}

impl AddressLog {
    pub(super) fn new() -> Self {
        let (begun, notes) = (Instant::now(), Vec::new());
        let state = State { begun, notes, transcript: 0, greeting_host: None, cut_short: false, over: false };
        Self { state: Mutex::new(state), changed: watch::Sender::new(()) }
    }

    /// The address is begun now; until then it waited for its turn.
    pub(super) fn begin(&self) {
        self.state().begun = Instant::now();
    }

    pub(super) fn started(&self, stage: Stage, until: Instant) {
        self.note(Note::Told(Told::Started { stage, until }));
    }

    pub(super) fn ended(&self, stage: Stage, outcome: Outcome) {
        self.note(Note::Told(Told::Ended { stage, outcome }));
    }

    pub(super) fn saw(&self, evidence: Evidence) {
        self.note(Note::Told(Told::Saw(evidence)));
    }

    pub(super) fn tls(&self, tls: TlsSeen) {
        self.note(Note::Told(Told::Tls(tls)));
    }

    pub(super) fn no_tls(&self, no_tls: NoTls) {
        self.note(Note::NoTls(Arc::new(no_tls)));
    }

    pub(super) fn certificate(&self, shown: Arc<Shown>) {
        self.note(Note::Certificate(shown));
    }

    pub(super) fn other_key(&self, shown: Shown) {
        self.note(Note::OtherKey(Arc::new(shown)));
    }

    pub(super) fn samples(&self, samples: Vec<Arc<AddressLog>>, asked: u8) {
        self.note(Note::Samples(samples, asked));
    }

    pub(super) fn greeted_by(&self, host: Vec<u8>) {
        self.state().greeting_host = Some(host);
    }

    /// A line of a reply ended in LF alone.
    pub(super) fn ended_in_bare_line_feed(&self, line: &[u8]) {
        self.saw_once(|at| Evidence::BareLineFeed { at, received: WireText::from_bytes(line).shortened(LINE_SHOWN) });
    }

    /// A line of a reply has a character in it that no line has.
    pub(super) fn held_a_stray(&self, character: &str, line: &[u8]) {
        let (character, received) = (character.to_owned(), WireText::from_bytes(line).shortened(LINE_SHOWN));
        self.saw_once(|at| Evidence::StrayCharacter { at, character, received });
    }

    /// What was seen at the stage that is on. Once is enough for an address: a server that does so does it in all of them.
    fn saw_once(&self, seen: impl FnOnce(Stage) -> Evidence) {
        let state = self.state();
        let begun =
            state.notes.iter().rev().find_map(|(_, note)| {
                if let Note::Told(Told::Started { stage, .. }) = note { Some(*stage) } else { None }
            });
        let Some(seen) = begun.map(seen) else { return };
        let same = |told: &Evidence| std::mem::discriminant(told) == std::mem::discriminant(&seen);
        let is_known = state.notes.iter().any(|(_, note)| matches!(note, Note::Told(Told::Saw(told)) if same(told)));
        drop(state);
        if !is_known {
            self.saw(seen);
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
        state.transcript += text.as_str().len().max(LINE_LEAST);
        // The cut is marked, whether it falls within this line or behind it.
        let text = if state.transcript >= TRANSCRIPT_LIMIT { cut(&text, left) } else { text };
        let at_ms = millis(state.begun.elapsed());
        state.notes.push((Instant::now(), Note::Told(Told::Said(TranscriptLine { at_ms, direction, text }))));
        drop(state);
        self.changed.send_replace(());
    }

    /// Tells what another log of the same address noted as its own, with its times: nothing of it depends on a name.
    pub(super) fn repeat(&self, other: &Self) {
        let other = other.state();
        let (begun, notes, transcript) = (other.begun, other.notes.clone(), other.transcript);
        let host = other.greeting_host.clone();
        drop(other);
        let mut state = self.state();
        (state.begun, state.notes, state.transcript, state.greeting_host) = (begun, notes, transcript, host);
        drop(state);
        self.changed.send_replace(());
    }

    /// It was not tried, or not to an end that tells anything.
    pub(super) fn not_tried(&self) {
        self.note(Note::Told(Told::NotTried));
    }

    /// The time for the address as a whole was over while it still had some for its answer.
    pub(super) fn cut_short(&self) {
        self.state().cut_short = true;
    }

    /// Whether it was cut short, or could not be looked into.
    pub(super) fn is_unconcluded(&self) -> bool {
        let state = self.state();
        state.cut_short || state.notes.iter().any(|(_, note)| matches!(note, Note::Told(Told::NotTried)))
    }

    /// Whether it was left out for want of time: then another connector may have more.
    pub(super) fn is_late(&self) -> bool {
        matches!(self.state().notes.as_slice(), [(_, Note::Told(Told::NotTried))])
    }

    /// Whether a stage was begun.
    pub(super) fn has_begun(&self, wanted: Stage) -> bool {
        let state = self.state();
        state.notes.iter().any(|(_, note)| matches!(note, Note::Told(Told::Started { stage, .. }) if *stage == wanted))
    }

    /// Milliseconds since the newest stage began.
    pub(super) fn since_started(&self) -> u64 {
        let state = self.state();
        let started = state.notes.iter().rev().find(|(_, note)| matches!(note, Note::Told(Told::Started { .. })));
        started.map_or(0, |(at, _)| millis(at.elapsed()))
    }

    /// Nothing more will come.
    pub(super) fn close(&self) {
        self.state().over = true;
        self.changed.send_replace(());
    }

    pub(super) fn is_over(&self) -> bool {
        self.state().over
    }

    /// What has been noted from that place on.
    pub(super) fn since(&self, place: usize) -> Notes {
        let state = self.state();
        Notes { begun: state.begun, notes: state.notes[place..].to_vec(), over: state.over }
    }

    /// Tells when there is more.
    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// The name in the greeting, where there was one.
    pub(super) fn greeting_host(&self) -> Option<Vec<u8>> {
        self.state().greeting_host.clone()
    }

    fn note(&self, note: Note) {
        self.state().notes.push((Instant::now(), note));
        self.changed.send_replace(());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn cut(text: &WireText, limit: usize) -> WireText {
    let short = text.shortened(limit);
    if short == *text { WireText::from_safe(&format!("{text} […]")) } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transcript(log: &AddressLog) -> Vec<TranscriptLine> {
        let said = |(_, note): &(Instant, Note)| match note {
            Note::Told(Told::Said(line)) => Some(line.clone()),
            _ => None,
        };
        log.state().notes.iter().filter_map(said).collect()
    }

    #[test]
    fn a_transcript_ends_at_its_limit_with_a_mark() {
        let log = AddressLog::new();
        (0..1_000).for_each(|_| log.said(Direction::In, &[b'a'; 100]));
        let lines = transcript(&log);
        let total: usize = lines.iter().map(|line| line.text.as_str().len()).sum();
        assert!((TRANSCRIPT_LIMIT..TRANSCRIPT_LIMIT + 16).contains(&total), "{total}");
        assert!(lines.last().expect("a line").text.as_str().ends_with(" […]"));
    }

    #[test]
    fn of_lines_without_words_a_transcript_keeps_a_few_hundred() {
        let log = AddressLog::new();
        (0..5_000).for_each(|_| log.said(Direction::In, b"550-"));
        let lines = transcript(&log);
        assert!((100..400).contains(&lines.len()), "{}", lines.len());
        assert!(lines.last().expect("a line").text.as_str().ends_with("[…]"));
    }
}
