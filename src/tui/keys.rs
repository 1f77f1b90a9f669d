//! The keys: one table for behaviour, footer and help.
//!
//! A screen lists the [`Hint`]s that work there; what it does not list answers that it does nothing here. In a
//! text field letters are letters.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Next, or open what has the focus.
    Enter,
    /// Back.
    Back,
    /// The next field or pane.
    Next,
    /// The one before.
    Previous,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// To the left, or the choice before.
    Left,
    /// To the right, the next choice, or take the correction.
    Right,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// To the first.
    Home,
    /// To the last.
    End,
    /// Tick, or choose.
    Tick,
    /// Probe again.
    ProbeAgain,
    /// Watch, or watch no more.
    Watch,
    /// The next language.
    Language,
    /// Help, or away with it.
    Help,
    /// Edit the connector.
    Edit,
    /// Show the DNS lookups.
    Lookups,
    /// Answer questions that narrow what is likely; of a list, probe all.
    Ask,
    /// List faults alone, or all again.
    Faults,
    /// To the next connector.
    Following,
    /// Show what the probe of an exercise saw, or hide it.
    Seen,
    /// Write the letter to whoever takes a step.
    Letter,
    /// The next language of a letter.
    LetterLanguage,
    /// The next language of a report that is being saved.
    FileLanguage,
    /// Whether the names of a report that is being saved are replaced.
    Names,
    /// Find in a list.
    Find,
    /// Copy.
    Copy,
    /// Save a report.
    Save,
    /// Save a report in a place that is asked for.
    SaveAs,
    /// Quit; asks when work would be lost.
    Quit,
    /// Quit at once, from anywhere.
    QuitAtOnce,
    /// Give the terminal back to the shell for a while.
    Suspend,
}

/// The keys of an action. The message `key-<id>` is how the footer and help write them.
struct Binding {
    action: Action,
    id: &'static str,
    keys: &'static [(KeyCode, KeyModifiers)],
}

const NONE: KeyModifiers = KeyModifiers::NONE;
const CONTROL: KeyModifiers = KeyModifiers::CONTROL;

const fn bind(action: Action, id: &'static str, keys: &'static [(KeyCode, KeyModifiers)]) -> Binding {
    Binding { action, id, keys }
}

const TABLE: &[Binding] = &[
    bind(Action::Enter, "enter", &[(KeyCode::Enter, NONE)]),
    bind(Action::Back, "esc", &[(KeyCode::Esc, NONE)]),
    bind(Action::Next, "tab", &[(KeyCode::Tab, NONE)]),
    bind(Action::Previous, "shift-tab", &[(KeyCode::BackTab, NONE)]),
    bind(Action::Up, "move", &[(KeyCode::Up, NONE), (KeyCode::Char('k'), NONE)]),
    bind(Action::Down, "move", &[(KeyCode::Down, NONE), (KeyCode::Char('j'), NONE)]),
    bind(Action::Left, "left", &[(KeyCode::Left, NONE)]),
    bind(Action::Right, "right", &[(KeyCode::Right, NONE)]),
    bind(Action::PageUp, "page", &[(KeyCode::PageUp, NONE)]),
    bind(Action::PageDown, "page", &[(KeyCode::PageDown, NONE)]),
    bind(Action::Home, "home", &[(KeyCode::Home, NONE)]),
    bind(Action::End, "home", &[(KeyCode::End, NONE)]),
    bind(Action::Tick, "space", &[(KeyCode::Char(' '), NONE)]),
    bind(Action::ProbeAgain, "r", &[(KeyCode::Char('r'), NONE)]),
    bind(Action::Watch, "w", &[(KeyCode::Char('w'), NONE)]),
    bind(Action::Language, "f2", &[(KeyCode::F(2), NONE), (KeyCode::Char('l'), CONTROL)]),
    bind(Action::Help, "f1", &[(KeyCode::F(1), NONE), (KeyCode::Char('?'), NONE)]),
    bind(Action::FileLanguage, "f3", &[(KeyCode::F(3), NONE)]),
    bind(Action::Names, "f4", &[(KeyCode::F(4), NONE)]),
    bind(Action::Find, "slash", &[(KeyCode::Char('/'), NONE)]),
    bind(Action::Edit, "e", &[(KeyCode::Char('e'), NONE)]),
    bind(Action::Lookups, "d", &[(KeyCode::Char('d'), NONE)]),
    bind(Action::Ask, "a", &[(KeyCode::Char('a'), NONE)]),
    bind(Action::Faults, "f", &[(KeyCode::Char('f'), NONE)]),
    bind(Action::Following, "n", &[(KeyCode::Char('n'), NONE)]),
    bind(Action::Seen, "h", &[(KeyCode::Char('h'), NONE)]),
    bind(Action::Letter, "m", &[(KeyCode::Char('m'), NONE)]),
    bind(Action::LetterLanguage, "l", &[(KeyCode::Char('l'), NONE)]),
    bind(Action::Copy, "y", &[(KeyCode::Char('y'), NONE)]),
    bind(Action::Save, "s", &[(KeyCode::Char('s'), NONE)]),
    bind(Action::SaveAs, "shift-s", &[(KeyCode::Char('S'), NONE)]),
    bind(Action::Quit, "q", &[(KeyCode::Char('q'), NONE)]),
    bind(Action::QuitAtOnce, "ctrl-c", &[(KeyCode::Char('c'), CONTROL)]),
    bind(Action::Suspend, "ctrl-z", &[(KeyCode::Char('z'), CONTROL)]),
];

impl Action {
    /// What a key asks for; in a text field a character asks for nothing but itself.
    pub fn of(key: KeyEvent, typing: bool) -> Option<Self> {
        let modifiers = key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
        let character = matches!(key.code, KeyCode::Char(_)) && modifiers.is_empty();
        if typing && (character || matches!(key.code, KeyCode::Home | KeyCode::End)) {
            return None;
        }
        let code = match key.code {
            // Shift-Tab comes as either, by terminal.
            KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            KeyCode::Char(c) if !modifiers.is_empty() => KeyCode::Char(c.to_ascii_lowercase()),
            code => code,
        };
        let modifiers = if code == KeyCode::BackTab { NONE } else { modifiers };
        TABLE.iter().find(|binding| binding.keys.contains(&(code, modifiers))).map(|binding| binding.action)
    }

    /// Whether it moves through rows: of a list, or of a page that is longer than the screen.
    pub(crate) fn moves(self) -> bool {
        matches!(self, Self::Up | Self::Down | Self::PageUp | Self::PageDown | Self::Home | Self::End)
    }

    /// Why it does nothing on a screen that does not know it, where a connector is walked or not: a variant of the message
    /// `does-nothing`.
    pub(crate) fn why_nothing(self, is_walked: bool) -> &'static str {
        match self {
            Self::ProbeAgain | Self::Watch | Self::Edit | Self::Lookups | Self::Ask | Self::Seen if !is_walked => {
                "unprobed"
            }
            Self::ProbeAgain | Self::Watch | Self::Edit | Self::Lookups | Self::Ask => "elsewhere",
            Self::Following => "follows",
            Self::Letter | Self::LetterLanguage => "letter",
            Self::Find => "find",
            Self::Faults => "faults",
            Self::Tick => "tick",
            Self::Save | Self::SaveAs => "save",
            Self::Copy => "copy",
            Self::Next | Self::Previous | Self::Left | Self::Right => "move",
            _ if self.moves() => "move",
            _ => "other",
        }
    }

    /// The id of the message that writes its key: `key-<id>`.
    pub fn key(self) -> String {
        let id = TABLE.iter().find(|binding| binding.action == self).map_or("", |binding| binding.id);
        format!("key-{id}")
    }
}

/// A key that works on a screen, and the id of what it does there (`do-<id>`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What the key asks for.
    pub action: Action,
    /// The message `do-<does>`.
    pub does: &'static str,
}

/// A hint.
pub(crate) const fn hint(action: Action, does: &'static str) -> Hint {
    Hint { action, does }
}

/// The hints of a screen that tells of a probe or starts an exercise: while that may be stopped, the way back stops it
/// first.
pub(crate) fn stopping(mut hints: Vec<Hint>, may_stop: bool) -> Vec<Hint> {
    if may_stop {
        hints.retain(|hint| hint.action != Action::Back);
        hints.insert(1.min(hints.len()), hint(Action::Back, "stop"));
    }
    hints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_a_text_field_letters_are_letters_and_the_way_out_stays() {
        let press = |code, modifiers, typing| Action::of(KeyEvent::new(code, modifiers), typing);
        assert_eq!(press(KeyCode::Char('q'), NONE, true), None);
        assert_eq!(press(KeyCode::Char('q'), NONE, false), Some(Action::Quit));
        assert_eq!(press(KeyCode::Char('c'), CONTROL, true), Some(Action::QuitAtOnce));
        assert_eq!(press(KeyCode::Char('l'), CONTROL, true), Some(Action::Language));
        assert_eq!(press(KeyCode::F(1), NONE, true), Some(Action::Help));
        assert_eq!(press(KeyCode::Tab, KeyModifiers::SHIFT, false), Some(Action::Previous));
    }

    #[test]
    fn no_key_means_two_things() {
        for (index, binding) in TABLE.iter().enumerate() {
            for key in binding.keys {
                assert!(TABLE[..index].iter().all(|other| !other.keys.contains(key)), "{key:?}");
            }
        }
    }
}
