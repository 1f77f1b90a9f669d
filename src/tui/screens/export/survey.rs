//! All connectors of the list probed at once: a row fills as each ends, where it stood before.

use crate::{
    diagnose::diagnose,
    intake::outbound_connector::{Exported, Note},
    knowledge::Knowledge,
    l10n::Args,
    model::{Connector, ProbeEvent, Run, Told, Verdict},
    report::{self, Brief, Mark, Overview},
    tui::{
        shared::Shared,
        theme::Glyph,
        widgets::{
            list::{self, Focus, pointed},
            page::Page,
            row::fitted,
        },
    },
    wizard::RunId,
};

/// From this width on a row has the host too; below it, only what is told of the focused one.
const WIDE: usize = 80;
/// The columns of a code, `4.7.320`, and of what is left of a probe, `restam 117 s`.
const CODE: usize = 12;

/// Runs that are kept whole, so that Enter opens what was found; behind them the row alone is kept, or ten thousand
/// connectors would hold gigabytes of conversations.
const KEPT: usize = 1_000;

/// A survey that was begun.
#[derive(Clone, Debug)]
pub(super) struct Survey {
    pub(super) id: RunId,
    /// By place in the export.
    rows: Vec<Looked>,
    /// How many runs are kept.
    kept: usize,
    /// Whether faults alone are listed.
    pub(super) only_faults: bool,
    /// The connector whose finding was opened last.
    pub(super) opened: Option<usize>,
    /// Whether a file has the table as it is.
    pub(super) saved: bool,
}

/// A connector in the list, and how far its probe is.
#[derive(Clone, Debug)]
struct Looked {
    brief: Brief,
    at: At,
}

/// How far a probe is.
#[derive(Clone, Debug)]
enum At {
    /// It cannot be probed as it stands; that is why.
    Never(Told),
    /// It waits for its turn.
    Waits,
    /// It began then, by the clock that only goes forward, and saw that much.
    Runs(u64, Box<Run>),
    /// It is over; what it saw, as long as that is kept.
    Over(Option<Box<Run>>),
}

impl Survey {
    /// A survey of those of these connectors that can be probed.
    pub(super) fn new(id: RunId, exported: &[Exported]) -> Self {
        let row = |one: &Exported| {
            let off = one.notes.contains(&Note::Disabled);
            match &one.connector {
                Ok(connector) => Looked { brief: Brief::new(connector, off), at: At::Waits },
                Err(why) => {
                    let brief = Brief::unprobed(String::new(), String::new(), off);
                    Looked { brief, at: At::Never(why.told()) }
                }
            }
        };
        let rows = exported.iter().map(row).collect();
        Self { id, rows, kept: 0, only_faults: false, opened: None, saved: false }
    }

    /// Takes in what a probe saw.
    pub(super) fn see(
        &mut self,
        place: usize,
        event: ProbeEvent,
        connector: &Connector,
        now_ms: u64,
        knowledge: &Knowledge,
    ) {
        let Some(row) = self.rows.get_mut(place) else { return };
        if matches!(row.at, At::Waits) {
            row.at = At::Runs(now_ms, Box::default());
        }
        let At::Runs(began_ms, run) = &mut row.at else { return };
        if let ProbeEvent::Began { .. } = event {
            *began_ms = now_ms;
        }
        run.apply(event);
        if run.finished {
            let diagnosis = diagnose(connector, None, run, knowledge);
            row.brief = row.brief.clone().found(run, &diagnosis.finding);
            let kept = (self.kept < KEPT).then(|| std::mem::take(run));
            self.kept += usize::from(kept.is_some());
            row.at = At::Over(kept);
            self.saved = false;
        }
    }

    /// Whether a probe of it goes on.
    pub(super) fn goes_on(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.at, At::Waits | At::Runs(..)))
    }

    /// How many connectors were probed of which no file tells.
    pub(super) fn unsaved(&self) -> usize {
        let is_over = |row: &&Looked| matches!(row.at, At::Over(_));
        if self.saved { 0 } else { self.rows.iter().filter(is_over).count() }
    }

    /// Whether the probe of a connector is over.
    pub(super) fn is_over(&self, place: usize) -> bool {
        self.rows.get(place).is_some_and(|row| matches!(row.at, At::Over(_)))
    }

    /// The run of a connector whose probe is over, as long as it is kept.
    pub(super) fn run(&self, place: usize) -> Option<&Run> {
        match &self.rows.get(place)?.at {
            At::Over(run) => run.as_deref(),
            At::Never(_) | At::Waits | At::Runs(..) => None,
        }
    }

    /// Whether that connector is listed.
    pub(super) fn lists(&self, place: usize) -> bool {
        let is_fault = |row: &Looked| row.brief.verdict == Some(Verdict::Fault);
        !self.only_faults || self.rows.get(place).is_some_and(is_fault)
    }

    fn briefs(&self) -> Vec<Brief> {
        self.rows.iter().map(|row| row.brief.clone()).collect()
    }

    /// How many there are, and how many have a fault.
    pub(super) fn title(&self, shared: &Shared) -> String {
        report::overview_title(&self.briefs(), &shared.texts)
    }

    /// The table of all, and why connectors are not probed; what these are called, in the words of now.
    pub(super) fn table(&self, shared: &Shared, called: impl Fn(usize) -> (String, String)) -> Overview {
        let mut overview = Overview { briefs: self.briefs(), unprobed: Vec::new() };
        for (place, row) in self.rows.iter().enumerate() {
            let At::Never(why) = &row.at else { continue };
            let (name, target) = called(place);
            overview.unprobed.push((name.clone(), shared.texts.told("error", why)));
            (overview.briefs[place].name, overview.briefs[place].target) = (name, target);
        }
        overview
    }

    /// How a connector stands: by its look, and in a code or what is left of its time.
    fn state(&self, place: usize, shared: &Shared) -> (Option<Glyph>, String) {
        let Some(row) = self.rows.get(place) else { return (None, String::new()) };
        let texts = &shared.texts;
        match &row.at {
            At::Never(_) => (None, String::new()),
            At::Over(_) => (Some(glyph(&row.brief)), row.brief.code(texts)),
            At::Waits => (Some(Glyph::NotYet), String::new()),
            At::Runs(began_ms, _) => {
                let end_ms = began_ms + shared.settings.limits.total_ms();
                let left = end_ms.saturating_sub(shared.now.ms).div_ceil(1_000) * 1_000;
                (Some(Glyph::Running), texts.with("export-left", &Args::new().text("left", texts.duration(left))))
            }
        }
    }

    /// Why, in a word or two.
    fn reason(&self, place: usize, shared: &Shared) -> String {
        let row = self.rows.get(place).filter(|row| !matches!(row.at, At::Never(_)));
        row.map(|row| row.brief.reason(&shared.texts)).unwrap_or_default()
    }

    /// What was found of the focused connector, in a sentence.
    pub(super) fn told(&self, place: usize, shared: &Shared) -> Option<(Glyph, String)> {
        let brief = self.rows.get(place).map(|row| &row.brief).filter(|brief| brief.verdict.is_some())?;
        let texts = &shared.texts;
        let code = brief.code.as_ref().map(|code| report::phrases::concluded(code, texts));
        let words = [code.unwrap_or_else(|| brief.word(texts)), brief.reason(texts)];
        let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
        Some((glyph(brief), texts.list(&words)))
    }
}

fn glyph(brief: &Brief) -> Glyph {
    match (brief.verdict, brief.mark()) {
        (Some(Verdict::Inconclusive), _) => Glyph::Unknown,
        (_, Mark::Skipped | Mark::Running) => Glyph::Skipped,
        (_, Mark::Ok) => Glyph::Ok,
        (_, Mark::Warning) => Glyph::Warning,
        (_, Mark::Fault) => Glyph::Fault,
    }
}

/// What a row says whether its connector was probed or not.
pub(super) struct Listed {
    pub(super) place: usize,
    pub(super) name: String,
    pub(super) host: String,
    /// What it has to say where it cannot be probed.
    pub(super) mark: Option<Glyph>,
}

/// The columns of the list. They are those of all connectors, whichever are listed and whatever was found, so that nothing
/// jumps.
pub(super) struct Columns {
    name: usize,
    host: usize,
    /// What is left for a reason.
    reason: usize,
}

impl Columns {
    /// Columns for names and hosts that are so wide at most.
    pub(super) fn of(names: usize, hosts: usize, columns: usize) -> Self {
        let room = columns.saturating_sub(6 + CODE + 2 + 2);
        let host = if columns >= WIDE { hosts.min(room / 3) + 2 } else { 0 };
        let name = names.min(room.saturating_sub(room / 3 + 2 + host));
        Self { name, host, reason: room.saturating_sub(name + 2 + host) }
    }
}

/// The rows of the list: state, code or what is left, name, host, reason.
pub(super) fn rows(
    survey: &Survey,
    listed: &[Listed],
    widths: &Columns,
    focus: Option<usize>,
    in_list: bool,
    shared: &Shared,
    page: &mut Page,
) {
    let (theme, columns) = (shared.theme, shared.columns());
    let fitted = |text: &str, columns: usize| fitted(text, columns, theme);
    for one in listed {
        let focus = Focus::of(focus == Some(one.place), in_list);
        let (glyph, code) = survey.state(one.place, shared);
        let row = pointed(2, focus, theme);
        let row = match glyph.or(one.mark) {
            Some(glyph) => row.glyph(theme, glyph).text(" "),
            None => row,
        };
        let at = 6 + CODE + 2;
        let row = row.to(6).text(fitted(&code, CODE)).to(at).text(fitted(&one.name, widths.name));
        let at = at + widths.name + 2;
        let row = if widths.host > 0 { row.to(at).text(fitted(&one.host, widths.host - 2)) } else { row };
        let row = row.to(at + widths.host).text(fitted(&survey.reason(one.place, shared), widths.reason));
        list::add(page, vec![row], 2, columns, focus, theme);
    }
}
