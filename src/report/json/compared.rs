//! `mxray-compare/1`: two reports beside each other.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Comparison, Connector, Fault, Placed, Run};

/// What `mxray compare --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "mxray-compare/1")]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct Compared {
    #[schemars(extend("const" = "mxray-compare/1"))]
    pub schema: &'static str,
    pub before: Vec<SideJson>,
    pub after: Vec<SideJson>,
    /// Whether the look after could not look at one of the connectors: what is not new may be there.
    pub blind: bool,
    /// Seen before; the place was seen past it since, or is no longer one of the connector's.
    pub gone: Vec<PlaceJson>,
    /// Not there before: its place was seen past it, or was none of the connector's.
    pub new: Vec<PlaceJson>,
    /// Seen both times.
    pub same: Vec<PlaceJson>,
    /// Seen before; the place was not seen as far since.
    pub unseen: Vec<PlaceJson>,
    /// Seen now; whether it was there before is not known: the place was not seen as far.
    pub unseen_before: Vec<PlaceJson>,
}

/// One report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SideJson {
    /// The hosts of the connector.
    pub hosts: Vec<String>,
    /// RFC 3339; null where the probe never began.
    pub started: Option<String>,
    /// The host it was looked from.
    pub from: Option<String>,
}

/// A fault at a place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlaceJson {
    /// The hosts of the connector.
    pub hosts: Vec<String>,
    pub host: Option<String>,
    pub ip: Option<String>,
    pub fault: &'static str,
    /// Whether it stops the mail.
    pub stops: bool,
    /// What kept the place from being seen the other time; null where it was not tried, and for what was seen.
    pub because: Option<&'static str>,
}

/// Two reports beside each other.
pub fn compared(comparison: &Comparison, before: &[(Connector, Run)], after: &[(Connector, Run)]) -> Compared {
    let all = |placed: &[Placed]| placed.iter().map(|placed| place(placed, None)).collect();
    let because = |placed: &[(Placed, Option<Fault>)]| placed.iter().map(|(placed, why)| place(placed, *why)).collect();
    Compared {
        schema: "mxray-compare/1",
        before: before.iter().map(side).collect(),
        after: after.iter().map(side).collect(),
        blind: comparison.blind,
        gone: all(&comparison.gone),
        new: all(&comparison.new),
        same: all(&comparison.same),
        unseen: because(&comparison.unseen),
        unseen_before: because(&comparison.unseen_before),
    }
}

fn hosts(connector: &Connector) -> Vec<String> {
    connector.route.hosts().iter().map(ToString::to_string).collect()
}

fn side((connector, run): &(Connector, Run)) -> SideJson {
    SideJson {
        hosts: hosts(connector),
        started: run.started.map(|at| at.to_string()),
        from: run.view.host.as_ref().map(ToString::to_string),
    }
}

fn place(placed: &Placed, because: Option<Fault>) -> PlaceJson {
    PlaceJson {
        hosts: hosts(&placed.connector),
        host: placed.met.host.as_ref().map(ToString::to_string),
        ip: placed.met.ip.map(|ip| ip.to_string()),
        fault: placed.met.fault.id(),
        stops: placed.met.stops,
        because: because.map(Fault::id),
    }
}
