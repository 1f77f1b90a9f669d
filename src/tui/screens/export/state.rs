//! What was read of an export, and what has the focus.

use super::survey::Survey;
use crate::{
    intake::outbound_connector::{self, Export, ExportError, Exported},
    model::Told,
    tui::widgets::{find::Find, input::Input},
};

/// What was read, and what has the focus.
#[derive(Clone, Debug)]
pub(in crate::tui::screens) struct State {
    pub(super) answer: Option<Answer>,
    /// The name of the file.
    pub(super) file: Input,
    /// Whether keys go into the name of the file.
    pub(super) in_file: bool,
    /// The file that is being read.
    pub(super) awaited: Option<String>,
    /// Whether the export was asked for here, so that the way back is the question.
    pub(super) asked: bool,
    /// The place of the focused connector in the export.
    pub(super) focus: usize,
    pub(super) find: Find,
    /// The focused recipient domain, while one is chosen; behind the last one is another, to be typed.
    pub(super) domain: Option<usize>,
    /// The probe of all of them, once it was begun.
    pub(super) survey: Option<Survey>,
}

/// What became of a paste or a file.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    Connectors(Export),
    NotExported(ExportError),
    NotRead(Told),
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
            find: Find::default(),
            domain: None,
            survey: None,
        }
    }
}

impl State {
    pub(super) fn export(&self) -> Option<&Export> {
        match &self.answer {
            Some(Answer::Connectors(export)) => Some(export),
            Some(Answer::NotExported(_) | Answer::NotRead(_)) | None => None,
        }
    }

    pub(super) fn exported(&self) -> &[Exported] {
        self.export().map_or(&[], |export| &export.connectors)
    }

    /// Reads an export.
    pub(super) fn read(&mut self, bytes: &[u8]) {
        self.awaited = None;
        (self.focus, self.find, self.domain, self.survey) = (0, Find::default(), None, None);
        self.answer = Some(match outbound_connector::connectors(bytes) {
            Ok(export) => Answer::Connectors(export),
            Err(error) => {
                // Where the answer is a command, the key that copies it is to be no letter of a name.
                self.in_file = !has_command(&error);
                Answer::NotExported(error)
            }
        });
    }
}

/// Whether the words for an error tell the command that exports well.
pub(super) fn has_command(error: &ExportError) -> bool {
    match error {
        ExportError::NoConnectors { .. }
        | ExportError::Inbound { .. }
        | ExportError::Send { .. }
        | ExportError::Receive { .. }
        | ExportError::Table { .. }
        | ExportError::Lossy { .. } => true,
        ExportError::Empty
        | ExportError::TooLarge { .. }
        | ExportError::TooMany { .. }
        | ExportError::Binary { .. }
        | ExportError::Broken { .. } => false,
    }
}
