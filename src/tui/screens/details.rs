//! One address: what was said, and the certificates as they were sent. Whole, unlike the table. Before the first address
//! stand the lookups that led to them.

use crate::{
    l10n::Args,
    model::EndpointOutcome,
    report::phrases,
    tui::{
        body::Body,
        conversation::{self, Folded},
        keys::{Action, Hint, hint, stopping},
        lookups,
        shared::Shared,
        theme::Glyph,
        turn::{Proof, Turn},
        widgets::{
            list::{self, Focus, pointed},
            page::Page,
            row::{Row, prose},
        },
    },
};

/// What is looked at, and how.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// Whether the lookups are shown, and not an address.
    lookups: bool,
    /// Whether long answers are unfolded; where nobody said so, as far as there is room.
    unfolded: Option<bool>,
    /// What was looked for, until a key moves.
    proof: Option<Proof>,
}

impl State {
    /// Opened for that.
    pub(super) fn of(proof: Proof) -> Self {
        let lookups = matches!(proof, Proof::Lookups(_));
        Self { lookups, unfolded: None, proof: Some(proof) }
    }

    /// How much of long answers is shown in so many rows: all, where the conversation fits, where nothing stands below it,
    /// or where a reply is looked for.
    fn folded(&self, shared: &Shared, rows: usize) -> Folded {
        let unfolded = self.unfolded.unwrap_or_else(|| {
            let is_sought = matches!(self.proof, Some(Proof::Said(_, Some(_))));
            is_sought || shared.endpoint().is_some_and(|endpoint| endpoint.tls.is_none()) || {
                let whole = |walk| conversation::said_rows(shared, walk);
                shared.walk.as_ref().is_some_and(|walk| whole(walk) <= rows)
            }
        });
        if unfolded { Folded::Not } else { Folded::ToOne }
    }

    fn page(&self, shared: &Shared, folded: Folded) -> Page {
        let Some(walk) = &shared.walk else { return Page::new() };
        let sought = match &self.proof {
            Some(Proof::Lookups(sought)) => sought.as_ref(),
            Some(Proof::Said(..) | Proof::Certificate(..)) | None => None,
        };
        if self.lookups {
            lookups::page(shared, walk, sought)
        } else {
            conversation::page(shared, walk, folded, self.proof.as_ref())
        }
    }

    /// Whether an answer is longer than its first line.
    fn has_folds(&self, shared: &Shared) -> bool {
        let Some(walk) = shared.walk.as_ref().filter(|_| !self.lookups) else { return false };
        let rows = |folded| conversation::page(shared, walk, folded, None).len();
        rows(Folded::Not) != rows(Folded::ToOne)
    }
}

pub(super) fn hints(state: &State, shared: &Shared) -> Vec<Hint> {
    let mut hints = vec![hint(Action::Next, "back-to-table")];
    if state.has_folds(shared) {
        let is_whole = state.folded(shared, shared.rows) == Folded::Not;
        hints.push(hint(Action::Enter, if is_whole { "fold" } else { "unfold" }));
    }
    hints.push(hint(Action::Down, "scroll"));
    if shared.has_addresses() {
        hints.push(hint(Action::Right, "address"));
    }
    if !state.lookups {
        hints.push(hint(Action::Lookups, "lookups"));
    } else if shared.endpoint().is_some() {
        hints.push(hint(Action::Lookups, "conversation"));
    }
    hints.extend([
        hint(Action::Copy, "copy-all"),
        hint(Action::Save, "save"),
        hint(Action::Back, "back"),
        hint(Action::SaveAs, "save-as"),
    ]);
    stopping(hints, shared.may_stop())
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    match action {
        Action::Next | Action::Previous | Action::Back => return Turn::Back,
        Action::Enter if state.has_folds(shared) => {
            state.unfolded = Some(state.folded(shared, shared.rows) == Folded::ToOne);
        }
        Action::Lookups if state.lookups && shared.endpoint().is_none() => return Turn::Nothing,
        Action::Lookups => *state = State { lookups: !state.lookups, ..State::default() },
        Action::Left | Action::Right if shared.endpoint().is_some() && !state.lookups => {
            // What led to the addresses stands before them.
            let is_other = shared.step_address(action == Action::Right);
            *state = State { lookups: !is_other && action == Action::Left, ..State::default() };
            if !is_other && action == Action::Right {
                return shared.say(None, "last-address", Args::new());
            }
        }
        Action::Right if shared.endpoint().is_some() => *state = State::default(),
        _ if action.moves() => {
            let page = state.page(shared, state.folded(shared, shared.rows));
            if state.proof.take().is_some() {
                shared.scroll = page.top(shared.rows, shared.scroll);
            }
            return shared.scroll_page(action, &page, shared.rows);
        }
        Action::Copy => return shared.copy_page("copied-or-saved", |shared| state.page(shared, Folded::Not)),
        Action::ProbeAgain => return Turn::ProbeAgain,
        Action::Save => return Turn::Save,
        Action::SaveAs => return Turn::SaveAs,
        _ => return Turn::Nothing,
    }
    shared.scroll = 0;
    Turn::stay()
}

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    let page = state.page(shared, state.folded(shared, height));
    Body::of(page, height, shared.scroll).with_right(others(state, shared))
}

/// The second pane: every address there is, and how it went there.
fn others(state: &State, shared: &Shared) -> Page {
    let mut page = Page::new();
    let Some(walk) = &shared.walk else { return page };
    let texts = &shared.texts;
    let columns = shared.right_columns();
    let run = shared.run(walk);
    page.push(Row::at(0).text(texts.get("pane-addresses")));
    for (index, host) in run.hosts.iter().enumerate() {
        page.extend(prose(&phrases::both_forms(&host.host), columns));
        for endpoint in run.endpoints_of(index) {
            let focus = Focus::of(!state.lookups && shared.is_focused(endpoint), true);
            let (glyph, words) = match (endpoint.outcome(), endpoint.failure()) {
                (None, _) => (Glyph::Running, texts.get("still-running")),
                (Some(_), Some((_, fault))) if fault.is_unknowable() => (Glyph::Unknown, texts.fault(fault)),
                (Some(_), Some((_, fault))) => (Glyph::Fault, texts.fault(fault)),
                (Some(EndpointOutcome::Healthy), None) => (Glyph::Ok, texts.get("outcome-healthy")),
                (Some(_), None) => (Glyph::Skipped, texts.get("outcome-not-tried")),
            };
            let start = pointed(0, focus, shared.theme).glyph(shared.theme, glyph).text(" ");
            let words = format!("{}  {words}", endpoint.ip);
            let room = columns.saturating_sub(start.width());
            list::add(&mut page, start.block(prose(&words, room)), 0, columns + 2, focus, shared.theme);
        }
    }
    page
}
