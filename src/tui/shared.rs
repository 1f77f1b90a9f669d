//! [`Shared`]: what every screen may know and say. What one screen alone knows is in its own state.

use super::{
    keys::Action,
    message::{Effect, OpenCases, Practised},
    theme::{Glyph, Theme},
    turn::{Proof, Turn},
    widgets::page::Page,
};
use crate::{
    knowledge::Known,
    l10n::{Args, Locale, Texts},
    model::{Endpoint, EndpointId, Run, Scenario, Settings, Symptom, View},
    report::phrases,
    wizard::{Now, Walk, exercises},
};

/// The least width at which the screens are whole, in columns.
pub(crate) const LEAST_WIDTH: u16 = 60;
/// The least height at which the screens are whole, in rows.
pub(crate) const LEAST_HEIGHT: u16 = 16;
/// From this width on there is a second pane.
pub(crate) const TWO_PANES: u16 = 120;
/// The width of a page that has no edge, wider than any window and any text in it.
pub(crate) const NO_EDGE: usize = 1 << 24;
/// The most columns of the left one of two panes.
pub(crate) const LEFT_PANE: usize = 80;

/// One sentence on the message line, until the next key.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Note {
    pub(crate) glyph: Option<Glyph>,
    pub(crate) text: String,
}

/// Words, looks, what is known, the walk, and where one looks on the screen that is shown.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    pub(crate) texts: Texts,
    pub(crate) theme: Theme,
    /// Columns and rows of the window.
    pub(crate) size: (u16, u16),
    /// Rows of the body, as the message line leaves them.
    pub(crate) rows: usize,
    pub(crate) knowledge: &'static Known,
    pub(crate) settings: Settings,
    pub(crate) here: View,
    pub(crate) now: Now,
    /// What Office 365 reported of the connector at hand.
    pub(crate) symptom: Option<Symptom>,
    pub(crate) walk: Option<Walk>,
    /// The address of the walk that was gone to; `None` until a key went to one.
    pub(crate) address: Option<EndpointId>,
    /// Whether what is looked at is what the finding rests on, whatever a probe sees meanwhile.
    pub(crate) looks_back: bool,
    /// Whether two panes have the same width; else the left one has [`LEFT_PANE`] columns.
    pub(crate) halves: bool,
    /// Whether the training lab is offered.
    pub(crate) has_lab: bool,
    /// What is remembered of the lab.
    pub(crate) practised: Practised,
    /// The cases that are kept; `None` where none is.
    pub(crate) cases: Option<OpenCases>,
    pub(crate) note: Option<Note>,
    /// How far the page, or the lower pane, is scrolled.
    pub(crate) scroll: usize,
    /// Whether the lower pane has the keys that move.
    pub(crate) pane: bool,
    /// Whether a page is made to be copied: it has no edge, so that nothing in it is wrapped.
    has_no_edge: bool,
}

impl Shared {
    pub(crate) fn new(texts: Texts, theme: Theme, here: View, settings: Settings, now: Now) -> Self {
        Self {
            texts,
            theme,
            size: (80, 24),
            rows: 20,
            knowledge: Known::embedded(),
            settings,
            here,
            now,
            symptom: None,
            walk: None,
            address: None,
            looks_back: false,
            halves: false,
            has_lab: false,
            practised: Practised::default(),
            cases: None,
            note: None,
            scroll: 0,
            pane: false,
            has_no_edge: false,
        }
    }

    /// Columns of the left or only pane.
    pub(crate) fn columns(&self) -> usize {
        match self.size.0 {
            _ if self.has_no_edge => NO_EDGE,
            width if width >= TWO_PANES => self.left_pane(),
            width => usize::from(width),
        }
    }

    /// Whether there is room for a second pane.
    pub(crate) fn has_two_panes(&self) -> bool {
        self.size.0 >= TWO_PANES
    }

    /// Columns of the left one of two panes.
    pub(crate) fn left_pane(&self) -> usize {
        if self.halves { (usize::from(self.size.0) / 2).min(LEFT_PANE) } else { LEFT_PANE }
    }

    /// Columns of the second pane.
    pub(crate) fn right_columns(&self) -> usize {
        usize::from(self.size.0).saturating_sub(self.left_pane() + 4)
    }

    /// Columns of what belongs to the focused item of a list, with its margins: it stands in the second pane, where there
    /// is one, else below the list.
    pub(crate) fn detail_columns(&self) -> usize {
        if self.has_two_panes() && !self.has_no_edge { self.right_columns() + 2 } else { self.columns() }
    }

    /// Whether the screens would not be whole.
    pub(crate) fn is_too_small(&self) -> bool {
        self.size.0 < LEAST_WIDTH || self.size.1 < LEAST_HEIGHT
    }

    /// Goes on in another language.
    pub(crate) fn speak(&mut self, locale: Locale) {
        self.texts = Texts::new(locale);
        self.say(None, "language-now", Args::new().text("name", self.texts.get("locale-name")));
    }

    /// Says something on the message line.
    pub(crate) fn say(&mut self, glyph: Option<Glyph>, id: &str, args: Args) -> Turn {
        self.note = Some(Note { glyph, text: self.texts.with(id, &args) });
        Turn::stay()
    }

    /// Copies rows: what was sent is told, because the terminal never answers. `copied` is the message that says so,
    /// `copied-or-saved` where a key of the screen saves.
    pub(crate) fn copy(&mut self, copied: &str, lines: &[String]) -> Turn {
        self.copy_text(copied, lines.join("\n").replace('\u{a0}', " "))
    }

    /// Copies a text as it is.
    pub(crate) fn copy_text(&mut self, copied: &str, text: String) -> Turn {
        self.say(Some(Glyph::Ok), copied, Args::new().number("count", text.lines().count()));
        Turn::Stay(vec![Effect::Copy(text)])
    }

    /// Copies a page, its rows without what stands before them, each whole however wide the window is.
    pub(crate) fn copy_page(&mut self, copied: &str, page: impl FnOnce(&Self) -> Page) -> Turn {
        self.has_no_edge = true;
        let page = page(self);
        self.has_no_edge = false;
        let lines: Vec<_> = page.plain().iter().map(|line| line.trim().to_owned()).collect();
        self.copy(copied, &lines)
    }

    /// Scrolls a page in so many rows; where all of it is seen, that is said.
    pub(crate) fn scroll_page(&mut self, action: Action, page: &Page, rows: usize) -> Turn {
        let hidden = page.scrollable(rows);
        if hidden == 0 && self.scroll == 0 && action.moves() {
            return self.say(None, "all-is-seen", Args::new());
        }
        self.scroll = scrolled(self.scroll, action, hidden, rows);
        Turn::stay()
    }

    /// Whether a probe runs, so that seconds count.
    pub(crate) fn is_probing(&self) -> bool {
        self.walk.as_ref().is_some_and(Walk::is_probing)
    }

    /// Whether a probe runs that nobody has stopped yet.
    pub(crate) fn may_stop(&self) -> bool {
        self.walk.as_ref().is_some_and(Walk::may_stop)
    }

    /// Stops a run that goes on.
    pub(crate) fn cancel(&mut self) -> Vec<Effect> {
        self.walk.as_mut().and_then(Walk::stop).map(Effect::CancelRun).into_iter().collect()
    }

    /// The exercises of the lab, where it is offered.
    pub(crate) fn exercises(&self) -> &'static [Scenario] {
        if self.has_lab { exercises() } else { &[] }
    }

    /// The run that is looked at: the one that goes on, unless it began by itself or what the finding rests on is looked at.
    pub(crate) fn run<'a>(&self, walk: &'a Walk) -> &'a Run {
        let looks_by_itself = walk.is_looking_by_itself() && !walk.run().finished;
        if self.looks_back || looks_by_itself { walk.settled_run() } else { walk.run() }
    }

    /// The address that has the focus: the one that was gone to, else the one that decided what is said above it, else
    /// the first.
    pub(crate) fn endpoint(&self) -> Option<&Endpoint> {
        let walk = self.walk.as_ref()?;
        let run = self.run(walk);
        let leading = if self.looks_back { walk.diagnosis() } else { walk.leading().or(walk.diagnosis()) };
        let decided = || leading.and_then(|diagnosis| diagnosis.finding.decided_by);
        self.address.or_else(decided).and_then(|id| run.endpoint(id)).or_else(|| run.endpoints.first())
    }

    /// Whether that address has the focus.
    pub(crate) fn is_focused(&self, endpoint: &Endpoint) -> bool {
        self.endpoint().is_some_and(|focused| focused.id == endpoint.id)
    }

    /// Moves the focus among the addresses: from a place to a place, of so many.
    pub(crate) fn focus_address(&mut self, to: impl FnOnce(usize, usize) -> usize) {
        let Some(walk) = &self.walk else { return };
        let endpoints = &self.run(walk).endpoints;
        let focused = self.endpoint().map(|endpoint| endpoint.id);
        let at = endpoints.iter().position(|endpoint| Some(endpoint.id) == focused).unwrap_or(0);
        if let Some(last) = endpoints.len().checked_sub(1) {
            self.address = endpoints.get(to(at, endpoints.len()).min(last)).map(|endpoint| endpoint.id);
        }
    }

    /// Goes to the address behind the one that has the focus, or before it; whether there is one.
    pub(crate) fn step_address(&mut self, forward: bool) -> bool {
        let before = self.endpoint().map(|endpoint| endpoint.id);
        self.focus_address(|at, _| if forward { at + 1 } else { at.saturating_sub(1) });
        before != self.endpoint().map(|endpoint| endpoint.id)
    }

    /// Whether there are several addresses to go to and fro between.
    pub(crate) fn has_addresses(&self) -> bool {
        self.walk.as_ref().is_some_and(|walk| self.run(walk).endpoints.len() > 1)
    }

    /// Whether something was said or asked that can be shown.
    pub(crate) fn has_details(&self) -> bool {
        let may_come = |walk: &Walk| !walk.run().finished || !self.run(walk).lookups.is_empty();
        self.endpoint().is_some() || self.walk.as_ref().is_some_and(may_come)
    }

    /// To what was said at the address that has the focus; where none is known, to the lookups.
    pub(crate) fn open_details(&mut self) -> Turn {
        match self.endpoint() {
            Some(endpoint) => Turn::Open(Proof::Said(endpoint.id, None)),
            None if self.walk.as_ref().is_some_and(|walk| !self.run(walk).lookups.is_empty()) => {
                Turn::Open(Proof::Lookups(None))
            }
            None => self.say(None, "no-address-yet", Args::new()),
        }
    }

    /// From where this machine looks, as a sentence; nothing where it is not known.
    pub(crate) fn vantage(&self, id: &str) -> Option<String> {
        let seen = self.walk.as_ref().map(|walk| &walk.run().view);
        let seen = seen.filter(|view| view.host.is_some() || view.ip.is_some());
        phrases::vantage(seen.unwrap_or(&self.here), id, &self.texts)
    }
}

/// Where a page stands after a key: it has so many hidden rows, and so many are seen.
pub(crate) fn scrolled(at: usize, action: Action, hidden: usize, rows: usize) -> usize {
    let page = rows.saturating_sub(2).max(1);
    match action {
        Action::Up => at.min(hidden).saturating_sub(1),
        Action::Down => (at + 1).min(hidden),
        Action::PageUp => at.min(hidden).saturating_sub(page),
        Action::PageDown => (at + page).min(hidden),
        Action::Home => 0,
        Action::End => hidden,
        _ => at,
    }
}
