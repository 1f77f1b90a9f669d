//! A diagnosis, an article or a report that was read, for people and for programs.
//!
//! What is said, and in which order, is decided once, as a [`Document`]: verdict, evidence, meaning, causes, remedy.
//! `text`, `markdown` and `html` only dress it; `json` holds the machine outputs of `docs/contract.md`. Everything here
//! is a function from values to text: no clock, no terminal, no file.

mod addresses;
mod cases;
mod chain;
mod check;
mod command;
mod compared;
mod conversation;
mod document;
mod drawing;
mod escape;
mod exercise;
mod explain;
mod file;
mod html;
pub mod json;
mod letter;
mod lookups;
mod markdown;
mod nagios;
mod nobody;
mod openmetrics;
mod overview;
pub mod phrases;
mod progress;
mod quads;
mod ranges;
mod read;
mod redact;
pub mod reported;
mod rules;
mod seen;
mod service;
mod spelled;
mod steps;
mod text;
mod watch;
mod way;

pub use cases::{case_about, case_entry, case_history, case_name, case_state};
pub use check::check;
pub use command::{Inquiry, command, continued, options, typed, word};
pub use compared::compared;
pub use conversation::{Moment, MomentKind, conversation};
pub use document::{Block, Cell, Document, Entry, Mark, Section, Stop, Way};
pub use exercise::{lab_answer, lab_choice, solution};
pub use explain::{articles, explain, explain_matter, explain_word};
pub use file::{FileKind, Manner, file_name, letter_file_name, table_file_name};
pub use letter::{LETTER_WIDTH, letter, letter_text, no_letter};
pub use lookups::{LOOKUP_LABELS, LookupTold, lookups};
pub use nagios::{nagios, nagios_unknown};
pub use openmetrics::openmetrics;
pub use overview::{Brief, Overview, csv_head, csv_line, overview, overview_title};
pub use progress::Progress;
pub use ranges::{is_theirs, ranges};
pub use read::read;
pub use redact::{Redacted, Redactor};
pub use rules::{Firewall, rules};
pub use seen::{evidence, fault_first};
pub use service::Service;
pub use steps::Depth;
pub use watch::{
    sight_words, standing_words, watch_began, watch_deadline, watch_deadline_holds, watch_ended, watch_line,
    watch_wait, watch_wait_holds,
};

use crate::l10n::Locale;

/// What a person may want a document as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dress {
    /// Lines for a terminal or a ticket, wrapped at 80 columns.
    Text {
        /// Whether headings may be bold (SGR 1); nothing else is ever styled.
        styled: bool,
    },
    /// CommonMark, for a wiki or an issue.
    Markdown,
    /// A whole page that loads nothing and runs nothing.
    Html,
}

impl Dress {
    /// How much is told of the steps where nothing is wished: a page is handed on, and says all.
    pub fn depth(self) -> Depth {
        Depth::of(self == Self::Html)
    }
}

/// Documents, one after the other, as one HTML page.
pub fn html(documents: &[Document], locale: Locale) -> String {
    html::render(documents, locale)
}

/// A sentence as lines of at most that many columns, what follows the first set off by two spaces; wrapped at spaces
/// only, so that names, addresses and commands are never broken.
pub fn lines(sentence: &str, width: usize) -> Vec<String> {
    text::wrap(sentence, "", "  ", width)
}

impl Document {
    /// The document as text of that many columns, without any style.
    pub fn text(&self, width: usize) -> String {
        text::render(self, false, width)
    }

    /// The document as a text file of that kind.
    pub fn dressed(&self, dress: Dress, locale: Locale) -> String {
        match dress {
            Dress::Text { styled } => text::render(self, styled, text::WIDTH),
            Dress::Markdown => markdown::render(self),
            Dress::Html => html(std::slice::from_ref(self), locale),
        }
    }
}
