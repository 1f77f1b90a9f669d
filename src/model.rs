//! Plain data that every room shares: no I/O, no words, no clock.
//!
//! A [`Connector`] and perhaps a [`Symptom`] come in; a [`ProbePlan`] goes to the network, whose
//! [`ProbeEvent`]s fold into a [`Run`]; a [`Diagnosis`] comes out.

mod answers;
mod case;
mod certificate;
mod checklist;
mod code;
mod comparison;
mod connector;
mod diagnosis;
mod doubt;
mod evidence;
mod fault;
mod finding;
mod lab_answer;
mod level;
mod lookup;
mod met;
mod name;
mod packed;
mod powershell;
mod probe;
mod reach;
mod repair;
mod run;
mod scenario;
mod service;
mod settings;
mod stage;
mod symptom;
mod told;
mod watch;
mod wire;

pub use answers::*;
pub use case::*;
pub use certificate::*;
pub use checklist::*;
pub use code::*;
pub use comparison::*;
pub use connector::*;
pub use diagnosis::*;
pub use doubt::*;
pub use evidence::*;
pub use fault::*;
pub use finding::*;
pub use lab_answer::*;
pub use level::*;
pub use lookup::*;
pub use met::*;
pub use name::*;
pub use packed::*;
pub use powershell::*;
pub use probe::*;
pub use reach::*;
pub use repair::*;
pub use run::*;
pub use scenario::*;
pub use service::*;
pub use settings::*;
pub use stage::*;
pub use symptom::*;
pub use told::*;
pub use watch::*;
pub use wire::*;
