//! All connectors of the list probed at once: a row fills as each ends, where it stood before.

use crate::{
    diagnose::diagnose,
    intake::outbound_connector::{Exported, Note},
    knowledge::Knowledge,
    l10n::Args,
    model::{Connector, ProbeEvent, Run, Verdict},
    report::{self, Brief, Document, Mark},
    tui::{
        shared::Shared,
        theme::Glyph,
        widgets::{
            list::{self, Focus, pointed},
            page::Page,
            row::width,
        },
    },
    wizard::RunId,
};

/// From this width on a row has the host too; below it, only what is told of the focused one.
const WIDE: usize = 80;
/// The columns of a code, `4.7.320`, and of what is left of a probe, `restam 117 s`.
const CODE: usize = 12;

/// A survey that was begun.
#[derive(Clone, Debug)]
pub(super) struct Survey {
    pub(super) id: RunId,
    /// By place in the export; `None` where the connector cannot be probed.
    rows: Vec<Option<Looked>>,
    /// Whether faults alone are listed.
    pub(super) only_faults: bool,
    /// The connector whose finding was opened last.
    pub(super) opened: Option<usize>,
}

/// A connector that is being probed, or was.
#[derive(Clone, Debug)]
struct Looked {
    run: Run,
    brief: Brief,
    /// When its probe began, by the clock that only goes forward; `None` while it waits for its turn.
    began_ms: Option<u64>,
}

impl Survey {
    /// A survey of those of these connectors that can be probed.
    pub(super) fn new(id: RunId, exported: &[Exported]) -> Self {
        let row = |one: &Exported| {
            let connector = one.connector.as_ref().ok()?;
            let brief = Brief::new(connector, one.notes.contains(&Note::Disabled));
            Some(Looked { run: Run::default(), brief, began_ms: None })
        };
        Self { id, rows: exported.iter().map(row).collect(), only_faults: false, opened: None }
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
        let Some(Some(row)) = self.rows.get_mut(place) else { return };
        if let ProbeEvent::Began { .. } = event {
            row.began_ms = Some(now_ms);
        }
        row.run.apply(event);
        if row.run.finished {
            let diagnosis = diagnose(connector, None, &row.run, knowledge);
            row.brief = row.brief.clone().found(&row.run, &diagnosis.finding);
        }
    }

    /// Whether a probe of it goes on.
    pub(super) fn goes_on(&self) -> bool {
        self.rows.iter().flatten().any(|row| !row.run.finished)
    }

    /// The run of a connector whose probe is over.
    pub(super) fn run(&self, place: usize) -> Option<&Run> {
        let row = self.rows.get(place)?.as_ref()?;
        row.run.finished.then_some(&row.run)
    }

    /// Whether that connector is listed.
    pub(super) fn lists(&self, place: usize) -> bool {
        let is_fault = |row: &Looked| row.brief.verdict == Some(Verdict::Fault);
        !self.only_faults || self.rows.get(place).and_then(Option::as_ref).is_some_and(is_fault)
    }

    fn briefs(&self) -> Vec<Brief> {
        self.rows.iter().flatten().map(|row| row.brief.clone()).collect()
    }

    /// How many there are, and how many have a fault.
    pub(super) fn title(&self, shared: &Shared) -> String {
        report::overview_title(&self.briefs(), &shared.texts)
    }

    /// The table, as a report has it.
    pub(super) fn table(&self, shared: &Shared) -> Document {
        let briefs = self.briefs();
        let all: Vec<_> = (0..briefs.len()).collect();
        report::overview(&briefs, &all, &[], &shared.texts)
    }

    /// How a connector stands: by its look, and in a code or what is left of its time.
    fn state(&self, place: usize, shared: &Shared) -> (Option<Glyph>, String) {
        let Some(row) = self.rows.get(place).and_then(Option::as_ref) else { return (None, String::new()) };
        let texts = &shared.texts;
        if row.run.finished {
            return (Some(glyph(&row.brief)), row.brief.code(texts));
        }
        let Some(began_ms) = row.began_ms else { return (Some(Glyph::NotYet), String::new()) };
        let end_ms = began_ms + shared.settings.limits.total_ms();
        let left = end_ms.saturating_sub(shared.now.ms).div_ceil(1_000) * 1_000;
        (Some(Glyph::Running), texts.with("export-left", &Args::new().text("left", texts.duration(left))))
    }

    /// Why, in a word or two.
    fn reason(&self, place: usize, shared: &Shared) -> String {
        let row = self.rows.get(place).and_then(Option::as_ref);
        row.map(|row| row.brief.reason(&shared.texts)).unwrap_or_default()
    }

    /// What was found of the focused connector, in a sentence.
    pub(super) fn told(&self, place: usize, shared: &Shared) -> Option<(Glyph, String)> {
        let brief = self.rows.get(place)?.as_ref().map(|row| &row.brief).filter(|brief| brief.verdict.is_some())?;
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

/// The rows of the list: state, code or what is left, name, host, reason.
pub(super) fn rows(
    survey: &Survey,
    listed: &[Listed],
    focus: Option<usize>,
    in_list: bool,
    shared: &Shared,
    fitted: impl Fn(&str, usize) -> String,
    page: &mut Page,
) {
    let (theme, columns) = (shared.theme, shared.columns());
    let reasons: Vec<_> = listed.iter().map(|one| survey.reason(one.place, shared)).collect();
    let longest = |words: &mut dyn Iterator<Item = &String>| words.map(|word| width(word)).max().unwrap_or(0);
    let room = columns.saturating_sub(6 + CODE + 2 + 2);
    let reason = longest(&mut reasons.iter()).min(room / 3);
    let host = longest(&mut listed.iter().map(|one| &one.host)).min(room / 3);
    let host = if columns >= WIDE { host + 2 } else { 0 };
    let name = longest(&mut listed.iter().map(|one| &one.name)).min(room.saturating_sub(reason + 2 + host));
    for (one, why) in listed.iter().zip(&reasons) {
        let focus = Focus::of(focus == Some(one.place), in_list);
        let (glyph, code) = survey.state(one.place, shared);
        let row = pointed(2, focus, theme);
        let row = match glyph.or(one.mark) {
            Some(glyph) => row.glyph(theme, glyph).text(" "),
            None => row,
        };
        let at = 6 + CODE + 2;
        let row = row.to(6).text(fitted(&code, CODE)).to(at).text(fitted(&one.name, name)).to(at + name + 2);
        let row = if host > 0 { row.text(fitted(&one.host, host - 2)).to(at + name + 2 + host) } else { row };
        list::add(page, vec![row.text(fitted(why, reason))], 2, columns, focus, theme);
    }
}
