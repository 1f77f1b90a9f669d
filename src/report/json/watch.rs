//! `mxray-watch/1`: what changed while a connector was watched, an object a line.

use std::net::IpAddr;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    model::{Connector, Deadline, Fault, Sight, Standing, Verdict, WatchEvent, WatchPlace},
    report::phrases::target,
};

/// A line that `mxray check --watch --format jsonl` prints between two reports.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(title = "mxray-watch/1")]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct Watched {
    #[schemars(extend("const" = "mxray-watch/1"))]
    pub schema: &'static str,
    #[schemars(extend("enum" = ["change", "blind", "sighted", "gap", "verdict", "alive", "end"]))]
    pub event: &'static str,
    /// RFC 3339.
    pub at: String,
    /// The target; null for `end`, which is of all of them.
    pub target: Option<String>,
    /// The address of a `change`; null where it is of the names.
    pub host: Option<String>,
    pub ip: Option<IpAddr>,
    pub before: Option<State>,
    pub after: Option<State>,
    /// How long it was as before; null where that is not known.
    pub lasted_ms: Option<u64>,
    /// When somebody looked last, before a gap.
    pub from: Option<String>,
    /// Why it ended: `healthy` `time` `stopped`.
    pub why: Option<&'static str>,
    /// When the message of the report goes back to its sender, with `alive`.
    pub deadline: Option<DeadlineJson>,
}

/// How a place or a connector is seen.
#[derive(Debug, Serialize, JsonSchema)]
pub struct State {
    /// How it is.
    #[schemars(extend("enum" = ["healthy", "fault", "not-seen", "absent", "inconclusive"]))]
    pub state: &'static str,
    /// The fault of an address, or why this machine could not look.
    pub fault: Option<&'static str>,
    /// The code of a verdict.
    pub code: Option<String>,
}

/// When a message goes back: by the shortest limit that a tenant can set, and by the usual one.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DeadlineJson {
    /// RFC 3339.
    pub least: String,
    /// RFC 3339.
    pub most: String,
}

/// What happened.
pub fn watched(connector: &Connector, event: &WatchEvent, deadline: Option<Deadline>) -> Watched {
    let (host, ip) = match event {
        WatchEvent::Shift { place: WatchPlace::Address(host, ip), .. } => (Some(host.to_string()), Some(*ip)),
        _ => (None, None),
    };
    let of_event = Watched {
        schema: "mxray-watch/1",
        event: event.id(),
        at: event.at().to_string(),
        target: Some(target(connector)),
        host,
        ip,
        ..Watched::default()
    };
    match event {
        WatchEvent::Shift { before, after, lasted_ms, .. } => {
            Watched { before: Some(seen(*before)), after: Some(seen(*after)), lasted_ms: *lasted_ms, ..of_event }
        }
        WatchEvent::Blind { fault, .. } => Watched { after: Some(blind(*fault)), ..of_event },
        WatchEvent::Sighted { lasted_ms, .. } => Watched { lasted_ms: Some(*lasted_ms), ..of_event },
        WatchEvent::Gap { from, .. } => Watched { from: Some(from.to_string()), ..of_event },
        WatchEvent::Turn { before, after, lasted_ms, .. } => {
            let (before, after) = (Some(stands(before)), Some(stands(after)));
            Watched { before, after, lasted_ms: Some(*lasted_ms), ..of_event }
        }
        WatchEvent::Alive { standing, lasted_ms, blind: fault, .. } => {
            let deadline = deadline
                .map(|deadline| DeadlineJson { least: deadline.least.to_string(), most: deadline.most.to_string() });
            let (before, after) = (Some(stands(standing)), fault.map(blind));
            Watched { before, after, lasted_ms: Some(*lasted_ms), deadline, ..of_event }
        }
    }
}

/// That the watch is over: why, and what the last look at all of them said.
pub fn watch_ended(why: &'static str, at: Timestamp, lasted_ms: u64, verdict: Verdict) -> Watched {
    Watched {
        schema: "mxray-watch/1",
        event: "end",
        at: at.to_string(),
        after: Some(State { state: verdict.id(), fault: None, code: None }),
        lasted_ms: Some(lasted_ms),
        why: Some(why),
        ..Watched::default()
    }
}

fn seen(sight: Sight) -> State {
    State { state: sight.id(), fault: sight.fault().map(Fault::id), code: None }
}

fn blind(fault: Fault) -> State {
    seen(Sight::Unseen(Some(fault)))
}

fn stands(standing: &Standing) -> State {
    State { state: standing.verdict.id(), fault: None, code: standing.code.as_ref().map(ToString::to_string) }
}
