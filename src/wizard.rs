//! The walk from what a person has in hand to a [`Connector`](crate::model::Connector): the questions, their
//! answers, what is wrong with an answer and what was probably meant. From there on to the ticked checklist: the
//! [`Walk`] itself, and the questions of the training lab.
//!
//! Pure, and without a terminal: the full screen and the numbered prompts ask the same questions through it.
//! Reading a name or a report is left to `intake`, the words to `l10n` (`field-<id>` with `.help`, `.why`, `.fix`
//! and `.find`; `choice-<field>-<value>`; `answer-<id>`).

mod answer;
mod choices;
mod form;
mod journal;
mod now;
mod quiz;
mod start;
mod walk;
mod watch;
mod ways;

pub use answer::{AnswerError, TlsChoice};
pub use choices::MOST_CHOICES;
pub use form::{ConnectorForm, Field};
pub use now::Now;
pub use quiz::{Question, Quiz, Topic, hides_code};
pub use start::{Start, WayIn};
pub use walk::{Ahead, Change, Exercise, RunId, SeenFrom, Ticked, Walk};
pub use watch::{LEAST_PAUSE_MS, PAUSE_MS, Track, Watch};
pub use ways::{ReportWay, exercises, ways};
