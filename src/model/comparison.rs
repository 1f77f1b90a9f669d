//! [`Comparison`]: what became, from one look to another, of what was seen wrong.

use super::{Connector, Fault, Met};

/// A fault at a place of one of the connectors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The connector.
    pub connector: Connector,
    /// What and where.
    pub met: Met,
}

/// What became of everything that was seen wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// No connector is in both.
    pub apart: bool,
    /// The look before is the later one.
    pub swapped: bool,
    /// The look after could not look at one of the connectors.
    pub blind: bool,
    /// What is demanded of TLS is not the same in both for one of the connectors.
    pub reset: bool,
    /// Seen before; the place was seen past it since, or is no longer one of the connector's.
    pub gone: Vec<Placed>,
    /// Not there before: its place was seen past it, was none of the connector's, or it stopped no mail under what was demanded then.
    pub new: Vec<Placed>,
    /// Seen both times.
    pub same: Vec<Placed>,
    /// Seen before; the place was not seen as far since, because of that.
    pub unseen: Vec<(Placed, Option<Fault>)>,
    /// Seen now; whether it was there before is not known, because the place was not seen as far, because of that.
    pub unseen_before: Vec<(Placed, Option<Fault>)>,
}
