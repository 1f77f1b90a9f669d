//! The connectors of an export: it is pasted or its file named, and one of them is picked for the form.
//!
//! Here are the state and the keys; `ask` shows the question for an export and what is wrong with one, `pick` the
//! list. Reading an export is left to `intake`, reading a file to the runtime.

mod ask;
mod pick;

use crossterm::event::{KeyCode, KeyEvent};

use super::{Body, Screen, connector, paste as report, scroll_detail};
use crate::{
    intake::{
        ndr,
        outbound_connector::{self, EXPORT_COMMAND, Import, ImportError, Imported, Unusable, recognized},
    },
    l10n::Args,
    model::{Connector, Domain, Route, SMTP_PORT, TlsPolicy},
    tui::{
        app::{Effect, Model, NotRead},
        keys::{Action, Hint, hint},
        theme::Glyph,
        widgets::input::Input,
    },
    wizard::{ConnectorForm, Field},
};

/// What was read, and what has the focus.
#[derive(Clone, Debug)]
pub(crate) struct State {
    answer: Option<Answer>,
    /// The name of the file.
    file: Input,
    /// Whether keys go into the name of the file.
    in_file: bool,
    /// The file that is being read.
    awaited: Option<String>,
    /// Whether the export was asked for here, so that the way back is the question.
    asked: bool,
    /// The place of the focused connector in the export.
    focus: usize,
    find: Option<Input>,
    /// Whether the line to find in takes the keys.
    finding: bool,
    /// The focused recipient domain, while one is chosen; behind the last one is another, to be typed.
    domain: Option<usize>,
}

/// What became of a paste or a file.
#[derive(Clone, Debug)]
enum Answer {
    Connectors(Import),
    NotImported(ImportError),
    NotRead(NotRead),
}

impl Default for State {
    fn default() -> Self {
        Self {
            answer: None,
            file: Input::new(""),
            in_file: true,
            awaited: None,
            asked: false,
            focus: 0,
            find: None,
            finding: false,
            domain: None,
        }
    }
}

impl State {
    fn import(&self) -> Option<&Import> {
        match &self.answer {
            Some(Answer::Connectors(import)) => Some(import),
            Some(Answer::NotImported(_) | Answer::NotRead(_)) | None => None,
        }
    }

    fn imported(&self) -> &[Imported] {
        self.import().map_or(&[], |import| &import.connectors)
    }

    /// Reads an export.
    fn read(&mut self, bytes: &[u8]) {
        self.awaited = None;
        (self.focus, self.find, self.finding, self.domain) = (0, None, false, None);
        self.answer = Some(match outbound_connector::connectors(bytes) {
            Ok(import) => Answer::Connectors(import),
            Err(error) => {
                // Where the answer is a command, the key that copies it is to be no letter of a name.
                self.in_file = !has_command(&error);
                Answer::NotImported(error)
            }
        });
    }
}

/// Whether the words for an error tell the command that exports well.
fn has_command(error: &ImportError) -> bool {
    match error {
        ImportError::NoConnectors { .. }
        | ImportError::Inbound { .. }
        | ImportError::Table { .. }
        | ImportError::Lossy { .. } => true,
        ImportError::Empty
        | ImportError::TooLarge { .. }
        | ImportError::TooMany { .. }
        | ImportError::Binary { .. }
        | ImportError::Broken { .. } => false,
    }
}

/// Asks for an export; a name that was typed before is still there.
pub(super) fn ask(model: &mut Model) {
    let file = Input::new(model.import.file.text());
    model.import = State { file, asked: true, ..State::default() };
}

/// Takes an export that was pasted, here or elsewhere.
pub(super) fn take(model: &mut Model, text: &str) {
    if model.screen != Screen::Import {
        model.import = State::default();
    }
    model.import.read(text.as_bytes());
    model.go(Screen::Import);
}

/// Takes a paste: an export, the name of a file, or what is looked for. A report goes where reports are read.
pub(super) fn paste(model: &mut Model, text: &str) {
    if let (Some(find), true) = (&mut model.import.find, model.import.finding) {
        find.paste(text);
    } else if let Some(name) = file_name(text) {
        model.import = State { file: Input::new(&name), asked: true, ..State::default() };
    } else if recognized(text).is_none()
        && ndr::read_text(text, model.knowledge).is_ok_and(|reading| reading.first().is_some())
    {
        report::take(model, text);
    } else {
        take(model, text);
    }
}

/// The name of a file that was pasted, as file managers and shells write them.
fn file_name(text: &str) -> Option<String> {
    let line = bare_name(text);
    let is_path = ["/", "~/", "./", "../"].iter().any(|start| line.starts_with(start));
    let ending = line.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let is_export = ending.is_some_and(|ending| ["json", "csv", "txt", "xml", "clixml"].contains(&ending.as_str()));
    (!line.contains('\n') && line.len() < 1_000 && (is_path || is_export)).then(|| line.to_owned())
}

/// A name without the marks around it.
fn bare_name(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_prefix("file://").unwrap_or(text);
    let within = |quote: char| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    within('\'').or_else(|| within('"')).unwrap_or(text)
}

/// A file was read, or not; one that nobody waits for any more changes nothing.
pub(crate) fn file_read(model: &mut Model, name: &str, read: Result<Vec<u8>, NotRead>) -> Vec<Effect> {
    if model.import.awaited.as_deref() == Some(name) {
        match read {
            Ok(bytes) => model.import.read(&bytes),
            Err(error) => {
                model.import.awaited = None;
                model.import.answer = Some(Answer::NotRead(error));
            }
        }
    }
    Vec::new()
}

pub(super) fn count(model: &Model) -> String {
    match model.import.imported().len() {
        0 => String::new(),
        count => model.texts.with("import-count", &Args::new().number("count", count)),
    }
}

pub(super) fn is_typing(model: &Model) -> bool {
    let state = &model.import;
    if state.import().is_some() { state.finding } else { state.in_file }
}

pub(super) fn type_key(model: &mut Model, key: KeyEvent) {
    let state = &mut model.import;
    match (&mut state.find, state.finding) {
        (Some(find), true) => find.key(key),
        _ => state.file.key(key),
    };
}

pub(super) fn hints(model: &Model) -> Vec<Hint> {
    let state = &model.import;
    if state.import().is_none() {
        return if state.in_file {
            vec![hint(Action::Enter, "open"), hint(Action::Next, "to-command"), hint(Action::Back, "back")]
        } else {
            vec![hint(Action::Copy, "copy-command"), hint(Action::Next, "to-file"), hint(Action::Back, "back")]
        };
    }
    if state.finding {
        return vec![hint(Action::Enter, "done"), hint(Action::Back, "show-all")];
    }
    if state.domain.is_some() {
        return vec![hint(Action::Enter, "open"), hint(Action::Down, "choose"), hint(Action::Back, "back-to-list")];
    }
    let tells_command = pick::focused(model).is_some_and(|(_, one)| tells_command(one));
    vec![
        hint(Action::Enter, "open"),
        hint(Action::Down, if model.pane { "scroll" } else { "move" }),
        hint(Action::Find, "find"),
        hint(Action::Next, if model.pane { "back-to-list" } else { "scroll" }),
        hint(Action::Copy, if tells_command { "copy-command" } else { "copy" }),
        hint(Action::Back, "back"),
    ]
}

pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let state = &mut model.import;
    if state.import().is_none() {
        return act_on_question(model, action);
    }
    match (state.finding, state.domain) {
        (true, _) => act_on_find(model, action),
        (false, Some(at)) => act_on_domains(model, action, at),
        (false, None) => act_on_list(model, action),
    }
}

fn act_on_question(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let state = &mut model.import;
    match action {
        Action::Next | Action::Previous | Action::Up | Action::Down => state.in_file = !state.in_file,
        Action::Enter if state.in_file => {
            let name = bare_name(state.file.text()).to_owned();
            if name.is_empty() {
                return Some(model.say(None, "import-no-name", Args::new()));
            }
            state.answer = None;
            state.awaited = Some(name.clone());
            return Some(vec![Effect::ReadFile(name)]);
        }
        Action::Enter => state.in_file = true,
        Action::Left | Action::Right if state.in_file => {
            let code = if action == Action::Left { KeyCode::Left } else { KeyCode::Right };
            state.file.key(KeyEvent::from(code));
        }
        Action::Copy => return Some(copy_command(model)),
        Action::PageUp | Action::PageDown => {
            let height = model.body_rows();
            let hidden = ask::page(model).scrollable(height);
            model.scroll_by(action, hidden, height);
        }
        Action::Back => {
            model.go_back();
        }
        _ => return None,
    }
    Some(Vec::new())
}

fn act_on_find(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::Enter | Action::Next => model.import.finding = false,
        Action::Back => {
            model.import.finding = false;
            model.import.find = None;
        }
        Action::Up | Action::Down => return act_on_list(model, action),
        _ => return None,
    }
    Some(Vec::new())
}

fn act_on_domains(model: &mut Model, action: Action, at: usize) -> Option<Vec<Effect>> {
    let (_, one) = pick::focused(model)?;
    let last = one.recipient_domains.len();
    let to = match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::Home | Action::PageUp => 0,
        Action::End | Action::PageDown => last,
        Action::Enter => {
            let form = match one.recipient_domains.get(at) {
                Some(domain) => form_for(one, domain),
                None => form_by_hand(one),
            };
            return Some(open_form(model, form));
        }
        Action::Back => {
            model.import.domain = None;
            return Some(Vec::new());
        }
        _ => return None,
    };
    model.import.domain = Some(to);
    Some(Vec::new())
}

fn act_on_list(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    if model.pane && action.moves() {
        let (list, detail, rows) = (pick::list(model), pick::detail(model), model.body_rows());
        return Some(scroll_detail(model, action, &list, &detail, rows));
    }
    let listed = pick::listed(model);
    let last = listed.len().saturating_sub(1);
    let at = listed.iter().position(|place| *place == model.import.focus).unwrap_or(0);
    let page = (model.body_rows() / 2).saturating_sub(1).max(1);
    let to = match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => (at + 1).min(last),
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => (at + page).min(last),
        Action::Home => 0,
        Action::End => last,
        Action::Next | Action::Previous => {
            model.pane = !model.pane;
            return Some(Vec::new());
        }
        Action::Find => {
            model.pane = false;
            model.import.finding = true;
            model.import.find.get_or_insert_with(|| Input::new(""));
            at
        }
        Action::Enter => return Some(open(model)),
        Action::Copy => {
            if pick::focused(model).is_some_and(|(_, one)| tells_command(one)) {
                return Some(copy_command(model));
            }
            let lines: Vec<_> = pick::detail(model).plain().iter().map(|line| line.trim().to_owned()).collect();
            return Some(model.copy(&lines));
        }
        Action::Back => {
            back(model);
            return Some(Vec::new());
        }
        _ => return None,
    };
    model.import.focus = listed.get(to).copied().unwrap_or(0);
    model.scroll = 0;
    Some(Vec::new())
}

/// One step back: all connectors again, the question for an export, the screen before.
fn back(model: &mut Model) {
    let state = &mut model.import;
    if state.find.is_some() {
        state.find = None;
    } else if state.asked {
        state.answer = None;
        state.in_file = true;
    } else {
        model.go_back();
    }
}

/// Opens the form of the focused connector, or asks for which recipient domain.
fn open(model: &mut Model) -> Vec<Effect> {
    let Some((_, one)) = pick::focused(model) else {
        return model.say(None, "import-found-none", Args::new());
    };
    let form = match &one.connector {
        Ok(connector) => connector::State::of(connector),
        Err(Unusable::RecipientDomain { .. }) if !one.recipient_domains.is_empty() => {
            model.import.domain = Some(0);
            model.pane = false;
            return Vec::new();
        }
        Err(_) => form_by_hand(one),
    };
    open_form(model, form)
}

fn open_form(model: &mut Model, form: connector::State) -> Vec<Effect> {
    model.connector = form;
    // A report that was read before is about another server.
    model.symptom = None;
    model.go(Screen::Connector);
    Vec::new()
}

fn form_for(one: &Imported, domain: &Domain) -> connector::State {
    one.for_domain(domain.clone()).map_or_else(|| form_by_hand(one), |connector| connector::State::of(&connector))
}

/// The form as far as the export fills it, the focus on what has to be answered by hand.
fn form_by_hand(one: &Imported) -> connector::State {
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
    connector::State::at(form, field)
}

/// Whether the words about a connector tell the command that exports well.
fn tells_command(one: &Imported) -> bool {
    use outbound_connector::Note;
    matches!(one.connector, Err(Unusable::Lost { .. }))
        || one.notes.iter().any(|note| matches!(note, Note::ListCut { .. } | Note::ListLost { .. }))
}

fn copy_command(model: &mut Model) -> Vec<Effect> {
    model.say(Some(Glyph::Ok), "import-copied", Args::new());
    vec![Effect::Copy(EXPORT_COMMAND.to_owned())]
}

pub(super) fn body(model: &Model, height: usize) -> Body {
    if model.import.import().is_none() {
        return Body::of(ask::page(model), height, model.scroll);
    }
    Body::list_and_detail(model, pick::list(model), pick::detail(model), height, model.scroll)
}
