//! [`WatchEvent`]: what changed between two probes of one connector that is watched. Values only: what changed is
//! decided in `wizard`, how it is worded in `report`.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

use super::{CodeId, Fault, Host, Symptom, Verdict};

/// How a place was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Mail gets in there.
    Well,
    /// It stops or would stop there, for that.
    Wrong(Fault),
    /// This machine could not look there, for that; `None` where it was not tried at all.
    Unseen(Option<Fault>),
    /// It is no place of the connector: its names do not lead there.
    Absent,
}

impl Sight {
    /// The word of JSON, and of messages (`watch-<id>`).
    pub fn id(self) -> &'static str {
        match self {
            Self::Well => "healthy",
            Self::Wrong(_) => "fault",
            Self::Unseen(_) => "not-seen",
            Self::Absent => "absent",
        }
    }

    /// The fault behind it.
    pub fn fault(self) -> Option<Fault> {
        match self {
            Self::Wrong(fault) => Some(fault),
            Self::Unseen(fault) => fault,
            Self::Well | Self::Absent => None,
        }
    }
}

/// What is watched: an address, or the names of the connector as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchPlace {
    /// The names: whether they lead to addresses.
    Names,
    /// An address that a host led to.
    Address(Host, IpAddr),
}

/// A verdict and its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The verdict.
    pub verdict: Verdict,
    /// The code of a fault.
    pub code: Option<CodeId>,
}

/// Something that changed while a connector was watched, or a sign that nothing did. Spans are milliseconds of this
/// machine's clock, whatever it did meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WatchEvent {
    /// A place is seen otherwise than before; `lasted_ms`: how long it was as before, where it was known at all.
    #[expect(missing_docs, reason = "told above")]
    Shift { at: Timestamp, place: WatchPlace, before: Sight, after: Sight, lasted_ms: Option<u64> },
    /// This machine cannot look any more, for that: no change of anything.
    #[expect(missing_docs, reason = "told above")]
    Blind { at: Timestamp, fault: Fault },
    /// It can look again.
    #[expect(missing_docs, reason = "told above")]
    Sighted { at: Timestamp, lasted_ms: u64 },
    /// It slept: nobody looked between these times.
    #[expect(missing_docs, reason = "told above")]
    Gap { at: Timestamp, from: Timestamp },
    /// Another verdict, or another code.
    #[expect(missing_docs, reason = "told above")]
    Turn { at: Timestamp, before: Standing, after: Standing, lasted_ms: u64 },
    /// Nothing happened for an hour; `blind`: it cannot look, for that.
    #[expect(missing_docs, reason = "told above")]
    Alive { at: Timestamp, standing: Standing, lasted_ms: u64, blind: Option<Fault> },
}

impl WatchEvent {
    /// When it was noticed.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Shift { at, .. }
            | Self::Blind { at, .. }
            | Self::Sighted { at, .. }
            | Self::Gap { at, .. }
            | Self::Turn { at, .. }
            | Self::Alive { at, .. } => *at,
        }
    }

    /// The word of JSON (`event`).
    pub fn id(&self) -> &'static str {
        match self {
            Self::Shift { .. } => "change",
            Self::Blind { .. } => "blind",
            Self::Sighted { .. } => "sighted",
            Self::Gap { .. } => "gap",
            Self::Turn { .. } => "verdict",
            Self::Alive { .. } => "alive",
        }
    }
}

/// When a message that waits goes back to its sender: by the shortest limit that a tenant can set, and by the usual one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// By the shortest limit.
    pub least: Timestamp,
    /// By the usual limit.
    pub most: Timestamp,
}

impl Deadline {
    /// The time that the report states, if it does; else that of a message that was waiting as the report was written: it
    /// goes back by then at the latest, because it may have waited before. `None` where the report does not tell when it was
    /// written, or tells that it was given up. The hours are those of `assets/exchange-online.toml`.
    pub fn of(symptom: &Symptom, hours_least: u32, hours: u32) -> Option<Self> {
        if symptom.expired == Some(true) {
            return None;
        }
        if let Some(until) = symptom.retry_until {
            return Some(Self { least: until, most: until });
        }
        let at = symptom.at?;
        let after = |hours: u32| at.checked_add(SignedDuration::from_hours(hours.into())).ok();
        Some(Self { least: after(hours_least)?, most: after(hours)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_waits_goes_back_a_day_after_its_report_at_the_latest() {
        let at = |hours| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let symptom = Symptom { at: Some(at(0)), ..Symptom::default() };
        assert_eq!(Deadline::of(&symptom, 12, 24), Some(Deadline { least: at(12), most: at(24) }));
        let stated = Symptom { retry_until: Some(at(48)), ..symptom.clone() };
        assert_eq!(
            Deadline::of(&stated, 12, 24),
            Some(Deadline { least: at(48), most: at(48) }),
            "it states it itself"
        );
        assert_eq!(Deadline::of(&Symptom { expired: Some(true), ..stated }, 12, 24), None);
        assert_eq!(Deadline::of(&Symptom { expired: Some(true), ..symptom }, 12, 24), None);
        assert_eq!(Deadline::of(&Symptom::default(), 12, 24), None);
    }
}
