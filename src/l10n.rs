//! Every word that a person reads, in the language they chose.
//!
//! The only room that names fluent. [`Locale`] is only ever an available one: the folders of `locales/` are
//! found by being there. [`Texts`] is a value; switching the language is replacing it.

mod locale;
mod messages;
mod number;
mod texts;
mod written;

pub use locale::{Locale, is_of_catalogue};
pub use texts::{Args, StepWords, Texts};
