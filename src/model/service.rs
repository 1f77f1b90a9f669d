//! [`ServiceState`]: how a connector stands for monitoring, by the rules of the monitoring plugins.

use super::{Evidence, Finding, Level, Verdict};

/// When an ending certificate is told, in days before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertificateDays {
    /// From here on it is a warning.
    pub warn: u32,
    /// From here on it is critical.
    pub crit: u32,
}

impl CertificateDays {
    /// The days from which on an end is critical, where nobody says another number: a week, in which every office opens
    /// once.
    pub const CRIT: u32 = 7;
}

/// The states of the monitoring plugins and their exit codes (Monitoring Plugins Development Guidelines, "Plugin Return
/// Codes").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServiceState {
    /// All is well. 0.
    #[default]
    Ok,
    /// Mail gets through, and something is wrong. 1.
    Warning,
    /// A fault, or a certificate that ends very soon. 2.
    Critical,
    /// It could not be told. 3.
    Unknown,
}

impl ServiceState {
    /// How a connector of that finding stands.
    pub fn of(finding: &Finding, days: CertificateDays) -> Self {
        match finding.verdict {
            Verdict::Fault => Self::Critical,
            Verdict::Inconclusive => Self::Unknown,
            Verdict::Healthy if finding.ends_within().is_some_and(|left| left < u64::from(days.crit)) => Self::Critical,
            Verdict::Healthy if finding.has_warning() => Self::Warning,
            Verdict::Healthy => Self::Ok,
        }
    }

    /// The exit code.
    pub fn number(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Warning => 1,
            Self::Critical => 2,
            Self::Unknown => 3,
        }
    }

    /// The word before the line, which is of the format and the same in every language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Critical => "CRITICAL",
            Self::Unknown => "UNKNOWN",
        }
    }

    /// How bad it is, as `max_state_alt` of the plugins has it: critical, warning, unknown, ok.
    pub fn weight(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Unknown => 1,
            Self::Warning => 2,
            Self::Critical => 3,
        }
    }

    /// The worse of two.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        if other.weight() > self.weight() { other } else { self }
    }
}

impl Finding {
    /// Whether something is wrong that lets mail through.
    pub fn has_warning(&self) -> bool {
        self.evidence.iter().any(|noted| noted.level == Level::Warning)
    }

    /// In how many days the first certificate ends that is warned of.
    pub fn ends_within(&self) -> Option<u64> {
        let ends = |evidence: &Evidence| match evidence {
            Evidence::CertificateEndsSoon { days, .. } | Evidence::ChainEndsSoon { days, .. } => Some(*days),
            _ => None,
        };
        let warned = self.evidence.iter().filter(|noted| noted.level == Level::Warning);
        warned.filter_map(|noted| ends(&noted.evidence)).min()
    }
}
