//! The connectors of an export: it is pasted or its file named, and one of them is picked for the form.
//!
//! Here are the keys; `state` has what was read, `ask` shows the question for an export and what is wrong with one, `pick`
//! the list. Reading an export is left to `intake`, reading a file to the runtime.

mod ask;
mod pick;
mod state;
mod survey;

use crossterm::event::KeyEvent;

pub(super) use self::state::State;
use self::{state::Answer, survey::Survey};
use crate::{
    intake::{
        bare_name, file_name, ndr,
        outbound_connector::{EXPORT_COMMAND, Exported, Note, Unusable, in_place_of_report},
    },
    l10n::Args,
    model::{Connector, Domain, ProbeEvent, Route, SMTP_PORT, TlsPolicy, Told},
    report::Overview,
    tui::{
        body::{Body, scroll_detail},
        keys::{Action, Hint, hint, stopping},
        message::Effect,
        shared::Shared,
        theme::Glyph,
        turn::Turn,
        widgets::input::Input,
    },
    wizard::{ConnectorForm, Field, RunId},
};

/// Asks for an export; a name that was typed before is still there. A list that was probed is shown again: what was seen
/// took minutes.
pub(super) fn ask(state: &mut State) {
    if state.survey.is_some() {
        (state.asked, state.domain) = (true, None);
        return;
    }
    let file = Input::new(state.file.text());
    *state = State { file, asked: true, ..State::default() };
}

/// Takes an export that was pasted, here or elsewhere.
pub(super) fn take(state: &mut State, text: &str, is_shown: bool) {
    if !is_shown {
        *state = State::default();
    }
    state.read(text.as_bytes());
}

/// Takes a paste: an export, the name of a file, or what is looked for. A report goes where reports are read.
pub(super) fn paste(state: &mut State, shared: &Shared, text: &str) -> Turn {
    if state.find.paste(text) {
        return Turn::stay();
    }
    if let Some(name) = file_name(text) {
        return Turn::ExportFile(name.to_owned());
    }
    let is_report = ndr::read_text(text, shared.knowledge).is_ok_and(|reading| reading.first().is_some());
    if is_report && in_place_of_report(text.as_bytes(), is_report).is_none() {
        Turn::Report(text.to_owned())
    } else {
        Turn::Export(text.to_owned())
    }
}

/// A file is read that was named here, in the place of what is listed.
pub(super) fn await_file(state: &mut State, name: &str) {
    let file = Input::new(name);
    *state = State { file, asked: true, awaited: Some(name.to_owned()), ..State::default() };
}

/// A file was read, or not; one that nobody waits for any more changes nothing.
pub(super) fn file_read(state: &mut State, name: &str, read: Result<Vec<u8>, Told>) {
    if state.awaited.as_deref() != Some(name) {
        return;
    }
    match read {
        Ok(bytes) => state.read(&bytes),
        Err(error) => {
            state.awaited = None;
            state.answer = Some(Answer::NotRead(error));
        }
    }
}

pub(super) fn count(state: &State, shared: &Shared) -> String {
    if let Some(survey) = &state.survey {
        return survey.title(shared);
    }
    match state.exported().len() {
        0 => String::new(),
        count => shared.texts.with("export-count", &Args::new().number("count", count)),
    }
}

pub(super) fn is_typing(state: &State) -> bool {
    if state.export().is_some() { state.find.is_searching() } else { state.in_file }
}

pub(super) fn type_key(state: &mut State, key: KeyEvent) -> Turn {
    if !is_typing(state) {
        return Turn::Nothing;
    }
    if !state.find.key(key) {
        state.file.key(key);
    }
    Turn::stay()
}

pub(super) fn hints(state: &State, shared: &Shared) -> Vec<Hint> {
    if state.export().is_none() {
        return if state.in_file {
            vec![hint(Action::Enter, "open"), hint(Action::Next, "to-command"), hint(Action::Back, "back")]
        } else {
            vec![hint(Action::Copy, "copy-command"), hint(Action::Next, "to-file"), hint(Action::Back, "back")]
        };
    }
    if state.find.is_searching() {
        return vec![hint(Action::Enter, "done"), hint(Action::Back, "show-all")];
    }
    if state.domain.is_some() {
        return vec![hint(Action::Enter, "open"), hint(Action::Down, "choose"), hint(Action::Back, "back-to-list")];
    }
    let place = pick::focused(state, shared).map(|(place, _)| place);
    let is_over = |survey: &Survey| place.is_some_and(|place| survey.run(place).is_some());
    let tells_command = pick::focused(state, shared).is_some_and(|(_, one)| tells_command(one));
    let mut hints = match &state.survey {
        None => vec![hint(Action::Enter, "open"), hint(Action::Ask, "probe-all")],
        Some(survey) => vec![
            hint(Action::Enter, if is_over(survey) { "finding" } else { "open" }),
            hint(Action::Faults, if survey.only_faults { "show-all" } else { "only-faults" }),
            hint(Action::Save, "save-table"),
            hint(Action::SaveAs, "save-as"),
            hint(Action::Ask, "probe-all-again"),
        ],
    };
    hints.extend([
        hint(Action::Down, if shared.pane { "scroll" } else { "move" }),
        hint(Action::Find, "find"),
        hint(Action::Next, if shared.pane { "back-to-list" } else { "scroll" }),
        hint(Action::Copy, if tells_command { "copy-command" } else { "copy" }),
        hint(Action::Back, "back"),
    ]);
    stopping(hints, goes_on(state))
}

pub(super) fn act(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    if state.export().is_none() {
        return act_on_question(state, shared, action);
    }
    match (state.find.is_searching(), state.domain) {
        (true, _) => act_on_find(state, shared, action),
        (false, Some(at)) => act_on_domains(state, shared, action, at),
        (false, None) => act_on_list(state, shared, action),
    }
}

fn act_on_question(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    match action {
        Action::Next | Action::Previous | Action::Up | Action::Down => state.in_file = !state.in_file,
        Action::Enter if state.in_file => {
            let name = bare_name(state.file.text()).to_owned();
            if name.is_empty() {
                return shared.say(None, "export-no-name", Args::new());
            }
            state.answer = None;
            state.awaited = Some(name.clone());
            return Turn::Stay(vec![Effect::ReadFile(name)]);
        }
        Action::Enter => state.in_file = true,
        Action::Left | Action::Right if state.in_file => state.file.step(action == Action::Left),
        Action::Copy => return copy_command(shared),
        Action::PageUp | Action::PageDown => {
            let page = ask::page(state, shared);
            return shared.scroll_page(action, &page, shared.rows);
        }
        Action::Back => return Turn::Back,
        _ => return Turn::Nothing,
    }
    Turn::stay()
}

fn act_on_find(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    match action {
        Action::Enter | Action::Next => state.find.done(),
        Action::Back => state.find.close(),
        Action::Up | Action::Down => return act_on_list(state, shared, action),
        _ => return Turn::Nothing,
    }
    Turn::stay()
}

fn act_on_domains(state: &mut State, shared: &Shared, action: Action, at: usize) -> Turn {
    let Some((_, one)) = pick::focused(state, shared) else { return Turn::Nothing };
    let last = one.recipient_domains.len();
    let to = match action {
        Action::Up => Some(at.saturating_sub(1)),
        Action::Down => Some((at + 1).min(last)),
        Action::Home | Action::PageUp => Some(0),
        Action::End | Action::PageDown => Some(last),
        Action::Enter => {
            return match one.recipient_domains.get(at) {
                Some(domain) => form_for(one, domain),
                None => form_by_hand(one),
            };
        }
        Action::Back => None,
        _ => return Turn::Nothing,
    };
    state.domain = to;
    Turn::stay()
}

/// The keys of the probe of all; `None` for others.
fn act_on_survey(state: &mut State, shared: &mut Shared, action: Action) -> Option<Turn> {
    if action == Action::Ask {
        let is_any = state.exported().iter().any(|one| one.connector.is_ok());
        return Some(if is_any { Turn::Survey } else { shared.say(None, "export-none-to-probe", Args::new()) });
    }
    let survey = state.survey.as_mut()?;
    match action {
        Action::Faults => {
            survey.only_faults = !survey.only_faults;
            shared.scroll = 0;
            Some(Turn::stay())
        }
        Action::Save => table(state, shared).map(|table| Turn::SaveTable(Box::new(table))),
        Action::SaveAs => table(state, shared).map(|table| Turn::SaveTableAs(Box::new(table))),
        Action::Back if survey.goes_on() => {
            shared.say(None, "export-stopped", Args::new());
            Some(Turn::Stay(vec![Effect::CancelRun(survey.id)]))
        }
        _ => None,
    }
}

fn act_on_list(state: &mut State, shared: &mut Shared, action: Action) -> Turn {
    if let Some(turn) = act_on_survey(state, shared, action) {
        return turn;
    }
    if shared.pane && action.moves() {
        let (list, detail) = (pick::list(state, shared), pick::detail(state, shared));
        return scroll_detail(shared, action, &list, &detail, shared.rows);
    }
    let listed = pick::listed(state, shared);
    let last = listed.len().saturating_sub(1);
    let at = listed.iter().position(|place| *place == state.focus).unwrap_or(0);
    let page = (shared.rows / 2).saturating_sub(1).max(1);
    let to = match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => (at + page).min(last),
        Action::Home => 0,
        Action::End => last,
        Action::Next | Action::Previous => {
            shared.pane = !shared.pane;
            return Turn::stay();
        }
        Action::Find => {
            shared.pane = false;
            state.find.open();
            at
        }
        Action::Enter => return open(state, shared),
        Action::Copy => {
            if pick::focused(state, shared).is_some_and(|(_, one)| tells_command(one)) {
                return copy_command(shared);
            }
            return shared.copy_page("copied", |shared| pick::detail(state, shared));
        }
        Action::Back => return back(state, shared),
        _ => return Turn::Nothing,
    };
    state.focus = listed.get(to).copied().unwrap_or(0);
    shared.scroll = 0;
    Turn::stay()
}

/// One step back: all connectors again, the question for an export, the screen before.
fn back(state: &mut State, shared: &mut Shared) -> Turn {
    (shared.pane, shared.scroll) = (false, 0);
    if state.find.is_open() {
        state.find.close();
    } else if state.asked && unsaved(state) == 0 {
        state.answer = None;
        state.in_file = true;
    } else {
        return Turn::Back;
    }
    Turn::stay()
}

/// Opens the form of the focused connector, or asks for which recipient domain.
fn open(state: &mut State, shared: &mut Shared) -> Turn {
    let Some((place, one)) = pick::focused(state, shared) else {
        return shared.say(None, pick::why_none(state), Args::new());
    };
    let one = one.clone();
    // What is filled in or corrected is of the list all the same, and leads on to the next.
    state.survey.iter_mut().for_each(|survey| survey.opened = Some(place));
    let one = &one;
    if let (Some(survey), Ok(connector)) = (&state.survey, &one.connector) {
        return match (survey.run(place), survey.is_over(place)) {
            (Some(_), _) => found(state, place),
            (None, false) => shared.say(Some(Glyph::Running), "export-still-probing", Args::new()),
            (None, true) => form_of(connector),
        };
    }
    match &one.connector {
        Ok(connector) => form_of(connector),
        Err(Unusable::RecipientDomain { .. }) if !one.recipient_domains.is_empty() => {
            state.domain = Some(0);
            shared.pane = false;
            Turn::stay()
        }
        Err(_) => form_by_hand(one),
    }
}

/// Begins the probe of all connectors that can be probed: by place, each of them.
pub(super) fn begin_survey(state: &mut State, id: RunId) -> Vec<(usize, Connector)> {
    state.survey = Some(Survey::new(id, state.exported()));
    let connectors = state.exported().iter().enumerate();
    connectors.filter_map(|(place, one)| Some((place, one.connector.clone().ok()?))).collect()
}

/// Takes in what a probe of all saw; whether anybody waits for it.
pub(super) fn surveyed(state: &mut State, shared: &Shared, id: RunId, place: usize, event: ProbeEvent) -> bool {
    let connector = state.exported().get(place).and_then(|one| one.connector.clone().ok());
    let survey = state.survey.as_mut().filter(|survey| survey.id == id);
    let (Some(survey), Some(connector)) = (survey, connector) else { return false };
    survey.see(place, event, &connector, shared.now.ms, shared.knowledge);
    true
}

/// Whether the probe of all goes on.
pub(super) fn goes_on(state: &State) -> bool {
    state.survey.as_ref().is_some_and(Survey::goes_on)
}

/// How many connectors were probed of which no file tells.
pub(super) fn unsaved(state: &State) -> usize {
    state.survey.as_ref().map_or(0, Survey::unsaved)
}

/// The table of all that were probed.
pub(super) fn table(state: &State, shared: &Shared) -> Option<Overview> {
    let called = |place: usize| pick::called(&state.exported()[place], &shared.texts);
    state.survey.as_ref().map(|survey| survey.table(shared, called))
}

/// A file has the table, or may lack it.
pub(super) fn let_go(state: &mut State) {
    state.survey.iter_mut().for_each(|survey| survey.saved = true);
}

/// To what was found of a connector whose probe is over.
fn found(state: &mut State, place: usize) -> Turn {
    let connector = state.exported().get(place).and_then(|one| one.connector.clone().ok());
    let run = state.survey.as_ref().and_then(|survey| survey.run(place)).cloned();
    let (Some(connector), Some(run)) = (connector, run) else { return Turn::Nothing };
    state.focus = place;
    state.survey.iter_mut().for_each(|survey| survey.opened = Some(place));
    Turn::Found(Box::new(connector), Box::new(run))
}

/// The connector behind the one that was opened, of those that are listed and whose probe is over.
fn next(state: &State, shared: &Shared) -> Option<usize> {
    let survey = state.survey.as_ref()?;
    let opened = survey.opened?;
    pick::listed(state, shared).into_iter().find(|place| *place > opened && survey.run(*place).is_some())
}

/// Whether the walk at hand began with a connector of the list, corrected since or not.
pub(super) fn is_opened(state: &State) -> bool {
    state.survey.as_ref().is_some_and(|survey| survey.opened.is_some())
}

/// The walk at hand is no longer that of a connector of the list.
pub(super) fn is_left(state: &mut State) {
    state.survey.iter_mut().for_each(|survey| survey.opened = None);
}

/// To the finding of the next connector.
pub(super) fn following(state: &mut State, shared: &mut Shared) -> Turn {
    match next(state, shared) {
        Some(place) => found(state, place),
        None => shared.say(None, "export-no-next", Args::new()),
    }
}

/// The form of a connector. A report that was read before is about another server.
fn form_of(connector: &Connector) -> Turn {
    Turn::Form(Box::new(ConnectorForm::of(connector)), Field::Target, None)
}

fn form_for(one: &Exported, domain: &Domain) -> Turn {
    one.for_domain(domain.clone()).map_or_else(|| form_by_hand(one), |connector| form_of(&connector))
}

/// The form as far as the export fills it, the focus on what has to be answered by hand.
fn form_by_hand(one: &Exported) -> Turn {
    let mut form = ConnectorForm::of(&Connector {
        name: one.name.clone(),
        route: Route::SmartHosts(Vec::new()),
        tls: one.tls().cloned().unwrap_or(TlsPolicy::CertificateValidation),
        party: one.party(),
        port: SMTP_PORT,
    });
    let mut wrong = |field: Field, text: &str| {
        form.set_text(field, text);
        form.leave(field);
        field
    };
    let field = match &one.connector {
        Err(Unusable::SmartHost { text }) => wrong(Field::Target, text.as_str()),
        Err(Unusable::Target(_)) => {
            let field = wrong(Field::Target, one.name.as_ref().map_or("", |line| line.as_str()));
            form.set_text(Field::Name, "");
            field
        }
        Err(Unusable::TlsDomain { text }) => {
            form.choose(Field::Tls, ConnectorForm::choices(Field::Tls).len() - 1);
            form.set_text(Field::TlsDomain, text.as_str());
            form.leave(Field::TlsDomain);
            Field::TlsDomain
        }
        Err(Unusable::TlsSettings { .. }) => Field::Tls,
        Err(Unusable::RecipientDomain { .. }) => {
            form.choose(Field::Route, 1);
            Field::Target
        }
        Err(Unusable::NoSmartHosts | Unusable::Lost { .. }) | Ok(_) => Field::Target,
    };
    Turn::Form(Box::new(form), field, None)
}

/// Whether the words about a connector tell the command that exports well.
fn tells_command(one: &Exported) -> bool {
    matches!(one.connector, Err(Unusable::Lost { .. }))
        || one.notes.iter().any(|note| matches!(note, Note::ListCut { .. } | Note::ListLost { .. }))
}

fn copy_command(shared: &mut Shared) -> Turn {
    shared.say(Some(Glyph::Ok), "export-copied", Args::new());
    Turn::Stay(vec![Effect::Copy(EXPORT_COMMAND.to_owned())])
}

pub(super) fn body(state: &State, shared: &Shared, height: usize) -> Body {
    if state.export().is_none() {
        return Body::of(ask::page(state, shared), height, shared.scroll);
    }
    Body::list_and_detail(shared, pick::list(state, shared), pick::detail(state, shared), height)
}
