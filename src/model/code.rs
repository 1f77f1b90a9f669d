//! Codes: the enhanced status code of a reply (RFC 3463), the id of an article about one, and the ids
//! of causes, steps and links in such an article.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An enhanced status code, class.subject.detail (RFC 3463 section 2): `4.4.316`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EnhancedCode {
    /// 2, 4 or 5.
    pub class: u8,
    /// 0 to 999.
    pub subject: u16,
    /// 0 to 999.
    pub detail: u16,
}

/// The text is not an enhanced status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an enhanced status code")]
pub struct NotACode;

impl EnhancedCode {
    /// The code with the class of a temporary failure: what Office 365 said while it still retried.
    #[must_use]
    pub fn temporary(self) -> Self {
        Self { class: 4, ..self }
    }

    /// Whether the class says that Office 365 gave up.
    pub fn is_permanent(self) -> bool {
        self.class == 5
    }
}

impl FromStr for EnhancedCode {
    type Err = NotACode;
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let number = |part: Option<&str>, most: usize| -> Result<u16, NotACode> {
            let part = part.ok_or(NotACode)?;
            if part.is_empty() || part.len() > most || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(NotACode);
            }
            part.parse().map_err(|_| NotACode)
        };
        let mut parts = text.split('.');
        let class = number(parts.next(), 1)?;
        let code = Self {
            class: u8::try_from(class).map_err(|_| NotACode)?,
            subject: number(parts.next(), 3)?,
            detail: number(parts.next(), 3)?,
        };
        if parts.next().is_some() || !matches!(code.class, 2 | 4 | 5) { Err(NotACode) } else { Ok(code) }
    }
}

impl fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

impl TryFrom<String> for EnhancedCode {
    type Error = NotACode;
    fn try_from(text: String) -> Result<Self, NotACode> {
        text.parse()
    }
}

impl From<EnhancedCode> for String {
    fn from(code: EnhancedCode) -> Self {
        code.to_string()
    }
}

/// The id of an article: `4.4.312` … `4.7.320`, or `other`. Which exist is knowledge, not code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeId(String);

impl CodeId {
    /// An article's id as the assets write it.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The article for everything without one of its own.
    pub fn other() -> Self {
        Self::new("other")
    }

    /// The id: `4.4.316`, `other`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The prefix of long ids and messages: `316` for `4.4.316`, `other` for `other`.
    pub fn short(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or(&self.0)
    }

    /// The id of its message: `code-4-4-316`, `code-other`.
    pub fn message(&self) -> String {
        format!("code-{}", self.0.replace('.', "-"))
    }

    /// How Office 365 writes it: `450 4.4.316`; `other` has no number.
    pub fn reply(&self) -> Option<String> {
        (self.0 != "other").then(|| format!("450 {}", self.0))
    }
}

impl fmt::Display for CodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

macro_rules! long_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id as machine output writes it.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id of `name` in the article `code`.
            pub fn of(code: &CodeId, name: &str) -> Self {
                Self(format!("{}.{}.{name}", code.short(), $kind))
            }

            /// The id as machine output writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// What follows the code and the kind.
            pub fn name(&self) -> &str {
                self.0.splitn(3, '.').nth(2).unwrap_or(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

long_id!(
    /// The id of a cause: `320.cause.expired`. Its words are `.cause-expired` of the code's message.
    CauseId, "cause"
);
long_id!(
    /// The id of a step: `316.fix.firewall`. Its words are `.step-firewall` of the code's message.
    StepId, "fix"
);

/// The id of a matter that is none of a connector's delivery: `sending-limit`. Its words are `matter-sending-limit`, and
/// `.next` for where to go with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MatterId(String);

impl MatterId {
    /// The id as machine output writes it.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as machine output writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of its message.
    pub fn message(&self) -> String {
        format!("matter-{}", self.0)
    }
}

impl fmt::Display for MatterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_one_form_each() {
        let code = CodeId::new("4.4.316");
        assert_eq!(code.message(), "code-4-4-316");
        assert_eq!(CauseId::of(&code, "firewall").as_str(), "316.cause.firewall");
        assert_eq!(StepId::new("316.fix.fix-now").name(), "fix-now");
        assert_eq!(CauseId::of(&CodeId::other(), "x").as_str(), "other.cause.x");
    }

    #[test]
    fn an_enhanced_code_is_three_numbers() {
        assert_eq!("5.4.316".parse::<EnhancedCode>().map(|c| c.temporary().to_string()), Ok("4.4.316".into()));
        for text in ["4.4", "4.4.3167", "1.2.3", "4.4.x", "4.4.316.1", "", "4..316"] {
            assert_eq!(text.parse::<EnhancedCode>(), Err(NotACode), "{text}");
        }
    }
}
