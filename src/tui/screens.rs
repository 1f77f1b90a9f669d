//! The screens: which there are, and what each one answers. A file per screen.

pub(crate) mod checklist;
pub(crate) mod codes;
pub(crate) mod connector;
pub(crate) mod details;
pub(crate) mod finding;
pub(crate) mod help;
pub(crate) mod import;
pub(crate) mod lab;
pub(crate) mod paste;
pub(crate) mod probing;
pub(crate) mod quiz;
pub(crate) mod small;
pub(crate) mod welcome;

use crossterm::event::KeyEvent;

use super::{
    app::{Effect, Model},
    keys::{Action, Hint},
    widgets::{page::Page, row::Row},
};
use crate::report::phrases::{self, target};

/// One of the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// What do you have?
    Welcome,
    /// The questions about a connector.
    Connector,
    /// A report that was pasted.
    Paste,
    /// The connectors of an export.
    Import,
    /// Every address and stage, live.
    Probing,
    /// One address: its conversation and certificates.
    Details,
    /// The questions of an exercise.
    Quiz,
    /// What was found.
    Finding,
    /// The steps.
    Checklist,
    /// The articles.
    Codes,
    /// The training lab.
    Lab,
}

/// The first line of a screen: a step of the walk, or a title, and what stands at its right end.
pub(crate) struct Header {
    pub(crate) step: Option<usize>,
    pub(crate) title: String,
    pub(crate) right: String,
}

/// What stands between the rule and the message line: bands from top to bottom, and perhaps a second pane.
pub(crate) struct Body {
    pub(crate) bands: Vec<Band>,
    pub(crate) right: Option<Page>,
}

/// A page in a number of rows of its own, scrolled on its own.
pub(crate) struct Band {
    pub(crate) page: Page,
    pub(crate) height: usize,
    pub(crate) scroll: usize,
}

impl Body {
    /// A body of one page.
    pub(crate) fn of(page: Page, height: usize, scroll: usize) -> Self {
        Self { bands: vec![Band { page, height, scroll }], right: None }
    }

    /// With a pane at the right, where the window has room for it.
    pub(crate) fn with_right(mut self, right: Page) -> Self {
        self.right = Some(right);
        self
    }

    /// A list above, a rule, and what belongs to the focused item below it; the list gives way first.
    pub(crate) fn list_and_detail(model: &Model, list: Page, detail: Page, height: usize, scroll: usize) -> Self {
        let above = list_rows(&list, height);
        let mut rule = Page::new();
        rule.push(rule_row(model));
        Self {
            bands: vec![
                Band { page: list, height: above, scroll: 0 },
                Band { page: rule, height: 1.min(height.saturating_sub(above)), scroll: 0 },
                Band { page: detail, height: height.saturating_sub(above + 1), scroll },
            ],
            right: None,
        }
    }
}

/// Rows a list gets above its detail: all it needs, but the detail keeps at least half.
pub(crate) fn list_rows(list: &Page, height: usize) -> usize {
    list.len().min((height / 2).max(4)).min(height)
}

/// Scrolls a page that has the whole body.
pub(crate) fn scroll_page(model: &mut Model, action: Action, page: &Page) -> Vec<Effect> {
    let height = model.body_rows();
    model.scroll_by(action, page.scrollable(height), height);
    Vec::new()
}

/// Scrolls the detail below a list, which have that many rows together.
pub(crate) fn scroll_detail(model: &mut Model, action: Action, list: &Page, detail: &Page, rows: usize) -> Vec<Effect> {
    let below = rows.saturating_sub(list_rows(list, rows) + 1);
    model.scroll_by(action, detail.scrollable(below), below);
    Vec::new()
}

/// Probes again, where it is watched.
pub(crate) fn probe_again(model: &mut Model) -> Vec<Effect> {
    let effects = model.probe();
    model.go(Screen::Probing);
    effects
}

/// The rule between a list and its detail.
pub(crate) fn rule_row(model: &Model) -> Row {
    let columns = model.columns().saturating_sub(4);
    Row::at(2).styled(model.theme.rule(columns), model.theme.dim())
}

macro_rules! dispatch {
    ($screen:expr, $function:ident ( $($argument:expr),* )) => {
        match $screen {
            Screen::Welcome => welcome::$function($($argument),*),
            Screen::Connector => connector::$function($($argument),*),
            Screen::Paste => paste::$function($($argument),*),
            Screen::Import => import::$function($($argument),*),
            Screen::Probing => probing::$function($($argument),*),
            Screen::Details => details::$function($($argument),*),
            Screen::Quiz => quiz::$function($($argument),*),
            Screen::Finding => finding::$function($($argument),*),
            Screen::Checklist => checklist::$function($($argument),*),
            Screen::Codes => codes::$function($($argument),*),
            Screen::Lab => lab::$function($($argument),*),
        }
    };
}

impl Screen {
    /// The id of its title: `title-<id>`.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Connector => "connector",
            Self::Paste => "report",
            Self::Import => "import",
            Self::Probing => "probe",
            Self::Details => "details",
            Self::Quiz => "quiz",
            Self::Finding => "finding",
            Self::Checklist => "checklist",
            Self::Codes => "codes",
            Self::Lab => "lab",
        }
    }

    /// The first line.
    pub(crate) fn header(self, model: &Model) -> Header {
        let step = match self {
            Self::Connector | Self::Paste => Some(0),
            Self::Probing | Self::Details => Some(1),
            Self::Finding => Some(2),
            Self::Checklist => Some(3),
            Self::Welcome | Self::Import | Self::Quiz | Self::Codes | Self::Lab => None,
        };
        let title = match self {
            Self::Welcome => String::new(),
            _ => model.texts.get(&format!("title-{}", self.id())),
        };
        let right = match self {
            Self::Welcome => env!("CARGO_PKG_VERSION").to_owned(),
            Self::Codes => codes::count(model),
            Self::Import => import::count(model),
            Self::Lab => lab::count(model),
            Self::Quiz => quiz::count(model),
            Self::Connector | Self::Paste => String::new(),
            Self::Probing | Self::Details | Self::Finding | Self::Checklist => {
                model.walk.as_ref().map(|walk| target(&walk.connector)).unwrap_or_default()
            }
        };
        Header { step, title, right }
    }

    /// The keys that work here, the next step first.
    pub(crate) fn hints(self, model: &Model) -> Vec<Hint> {
        dispatch!(self, hints(model))
    }

    /// Does what a key asks for; `None` when it does nothing here.
    pub(crate) fn act(self, model: &mut Model, action: Action) -> Option<Vec<Effect>> {
        dispatch!(self, act(model, action))
    }

    /// What it shows in so many rows.
    pub(crate) fn body(self, model: &Model, height: usize) -> Body {
        dispatch!(self, body(model, height))
    }

    /// Whether characters go into a text.
    pub(crate) fn is_typing(self, model: &Model) -> bool {
        match self {
            Self::Connector => connector::is_typing(model),
            Self::Paste => paste::is_typing(model),
            Self::Codes => codes::is_typing(model),
            Self::Import => import::is_typing(model),
            Self::Welcome
            | Self::Probing
            | Self::Details
            | Self::Quiz
            | Self::Finding
            | Self::Checklist
            | Self::Lab => false,
        }
    }

    /// Takes a key that goes into a text.
    pub(crate) fn type_key(self, model: &mut Model, key: KeyEvent) {
        match self {
            Self::Connector => connector::type_key(model, key),
            Self::Paste => paste::type_key(model, key),
            Self::Codes => codes::type_key(model, key),
            Self::Import => import::type_key(model, key),
            Self::Welcome
            | Self::Probing
            | Self::Details
            | Self::Quiz
            | Self::Finding
            | Self::Checklist
            | Self::Lab => {}
        }
    }

    /// Takes a paste; whether there is a place for it.
    pub(crate) fn paste(self, model: &mut Model, text: &str) -> bool {
        match self {
            Self::Welcome | Self::Paste => {
                paste::take(model, text);
                true
            }
            Self::Connector => connector::paste(model, text),
            Self::Codes => codes::paste(model, text),
            Self::Import => {
                import::paste(model, text);
                true
            }
            Self::Probing | Self::Details | Self::Quiz | Self::Finding | Self::Checklist | Self::Lab => false,
        }
    }
}

/// The names of the four steps of the walk.
pub(crate) fn steps(model: &Model) -> Vec<String> {
    let first = if model.screen == Screen::Paste || model.symptom.is_some() { "report" } else { "connector" };
    [first, "probe", "finding", "checklist"].iter().map(|id| model.texts.get(&format!("title-{id}"))).collect()
}

/// From where this machine looks, as a sentence; nothing where it is not known.
pub(crate) fn vantage(model: &Model, id: &str) -> Option<String> {
    let seen = model.walk.as_ref().map(|walk| &walk.run.view).filter(|view| view.host.is_some() || view.ip.is_some());
    phrases::vantage(seen.unwrap_or(&model.here), id, &model.texts)
}
