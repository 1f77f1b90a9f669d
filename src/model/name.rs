//! Names and hosts in the one form everything else may trust: [`Domain`], [`Host`], [`NamePattern`].
//!
//! Only the letters-digits-hyphen form lives here. Turning what a person typed (capitals, final dots,
//! `bücher.example`, a URL by mistake) into it is the work of `intake::targets`.

use std::{fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Serialize};

/// A DNS name in lower-case ASCII without the final dot: `mail.contoso.com`, `xn--bcher-kva.example`.
///
/// RFC 1035 section 2.3.4 sets the lengths (63 octets a label, 253 in text). Underscores are accepted,
/// because such hosts exist.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Domain(String);

/// Why a text cannot be a DNS name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing is left of it.
    #[error("empty name")]
    Empty,
    /// Two dots in a row, or a dot in front.
    #[error("empty label")]
    EmptyLabel,
    /// A label of more than 63 octets.
    #[error("label longer than 63 octets")]
    LabelTooLong,
    /// More than 253 octets in all.
    #[error("name longer than 253 octets")]
    TooLong,
    /// A label that begins or ends with a hyphen.
    #[error("hyphen at the edge of a label")]
    Hyphen,
    /// A character that no host name has.
    #[error("character {0:?} in a name")]
    Character(char),
    /// The last label is a number, so it was meant as an IP address and is none.
    #[error("looks like an IP address and is none")]
    NumericEnd,
}

impl Domain {
    /// Checks an ASCII name; capitals and one final dot are forgiven.
    ///
    /// # Errors
    /// [`NameError`] names the first rule that does not hold.
    pub fn from_ascii(text: &str) -> Result<Self, NameError> {
        let name = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
        if name.is_empty() {
            return Err(NameError::Empty);
        }
        if name.len() > 253 {
            return Err(NameError::TooLong);
        }
        for label in name.split('.') {
            if label.is_empty() {
                return Err(NameError::EmptyLabel);
            }
            if label.len() > 63 {
                return Err(NameError::LabelTooLong);
            }
            if let Some(c) = label.chars().find(|c| !(c.is_ascii_alphanumeric() || *c == '-' || *c == '_')) {
                return Err(NameError::Character(c));
            }
            if label.starts_with('-') || label.ends_with('-') {
                return Err(NameError::Hyphen);
            }
        }
        if name.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit())) {
            return Err(NameError::NumericEnd);
        }
        Ok(Self(name))
    }

    /// The root of all names, written `.`: the only one that has no label. It is asked for to see whether a
    /// resolver answers at all, and nobody can type it.
    #[must_use]
    pub fn root() -> Self {
        Self(".".into())
    }

    /// The name: lower case, no final dot.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without its first label; `None` for a single label.
    pub fn parent(&self) -> Option<Self> {
        self.0.split_once('.').map(|(_, rest)| Self(rest.to_owned()))
    }

    /// Whether this is `other` or lies below it.
    pub fn is_within(&self, other: &Self) -> bool {
        let below = |rest: &str| rest.ends_with('.');
        self == other || *other == Self::root() || self.0.strip_suffix(other.as_str()).is_some_and(below)
    }
}

impl TryFrom<String> for Domain {
    type Error = NameError;
    fn try_from(text: String) -> Result<Self, NameError> {
        if text == "." { Ok(Self::root()) } else { Self::from_ascii(&text) }
    }
}

impl From<Domain> for String {
    fn from(domain: Domain) -> Self {
        domain.0
    }
}

impl FromStr for Domain {
    type Err = NameError;
    fn from_str(text: &str) -> Result<Self, NameError> {
        Self::from_ascii(text)
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Where mail is handed to: a name that is looked up, or an address that is used as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Host {
    /// An IPv4 or IPv6 address.
    Ip(IpAddr),
    /// A DNS name.
    Name(Domain),
}

impl Host {
    /// The name, where it is one.
    pub fn name(&self) -> Option<&Domain> {
        match self {
            Self::Name(domain) => Some(domain),
            Self::Ip(_) => None,
        }
    }
}

impl From<Domain> for Host {
    fn from(domain: Domain) -> Self {
        Self::Name(domain)
    }
}

impl From<IpAddr> for Host {
    fn from(ip: IpAddr) -> Self {
        Self::Ip(ip)
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(domain) => domain.fmt(f),
            Self::Ip(ip) => f.pad(&ip.to_string()),
        }
    }
}

/// A name as a connector's TlsDomain or a certificate writes it: exact, or `*.` for one label more.
///
/// A wildcard stands for exactly one whole label, on either side of a comparison, and `*.x` never
/// matches `x` (RFC 9525 section 6.3; what Exchange Online does with deeper names is not documented).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NamePattern {
    wildcard: bool,
    base: Domain,
}

impl NamePattern {
    /// Reads `mail.contoso.com` or `*.contoso.com`.
    ///
    /// # Errors
    /// [`NameError`], of the part after `*.`.
    pub fn from_ascii(text: &str) -> Result<Self, NameError> {
        let (wildcard, base) = match text.strip_prefix("*.") {
            Some(base) => (true, base),
            None => (false, text),
        };
        Ok(Self { wildcard, base: Domain::from_ascii(base)? })
    }

    /// The pattern that matches one name only.
    pub fn exact(base: Domain) -> Self {
        Self { wildcard: false, base }
    }

    /// Whether it begins with `*.`.
    pub fn is_wildcard(&self) -> bool {
        self.wildcard
    }

    /// The name, or what follows the `*.`.
    pub fn base(&self) -> &Domain {
        &self.base
    }

    /// Whether some name is covered by both patterns.
    pub fn agrees_with(&self, other: &Self) -> bool {
        match (self.wildcard, other.wildcard) {
            (false, false) | (true, true) => self.base == other.base,
            (true, false) => other.base.parent().as_ref() == Some(&self.base),
            (false, true) => self.base.parent().as_ref() == Some(&other.base),
        }
    }
}

impl TryFrom<String> for NamePattern {
    type Error = NameError;
    fn try_from(text: String) -> Result<Self, NameError> {
        Self::from_ascii(&text)
    }
}

impl From<NamePattern> for String {
    fn from(pattern: NamePattern) -> Self {
        pattern.to_string()
    }
}

impl fmt::Display for NamePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}{}", if self.wildcard { "*." } else { "" }, self.base))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_checked_once_and_kept_in_one_form() {
        assert_eq!(Domain::from_ascii("Mail.Contoso.COM.").map(String::from), Ok("mail.contoso.com".into()));
        assert_eq!(Domain::from_ascii("_dmarc.contoso.com").map(String::from), Ok("_dmarc.contoso.com".into()));
        for (text, error) in [
            ("", NameError::Empty),
            ("a..b", NameError::EmptyLabel),
            (".a", NameError::EmptyLabel),
            ("-a.b", NameError::Hyphen),
            ("a b", NameError::Character(' ')),
            ("256.1.1.1", NameError::NumericEnd),
        ] {
            assert_eq!(Domain::from_ascii(text), Err(error), "{text}");
        }
        assert_eq!(Domain::from_ascii(&"a".repeat(64)), Err(NameError::LabelTooLong));
        assert_eq!(Domain::from_ascii(&"ab.".repeat(85)), Err(NameError::TooLong));
    }

    #[test]
    fn a_wildcard_covers_one_label_on_either_side_and_never_the_bare_name() {
        let agree = |a: &str, b: &str| {
            NamePattern::from_ascii(a).expect("a pattern").agrees_with(&NamePattern::from_ascii(b).expect("a pattern"))
        };
        for (a, b, expected) in [
            ("mail.contoso.com", "mail.contoso.com", true),
            ("*.contoso.com", "mail.contoso.com", true),
            ("mail.contoso.com", "*.contoso.com", true),
            ("*.contoso.com", "*.contoso.com", true),
            ("*.contoso.com", "contoso.com", false),
            ("*.contoso.com", "a.b.contoso.com", false),
            ("mail.contoso.com", "owa.contoso.com", false),
        ] {
            assert_eq!(agree(a, b), expected, "{a} and {b}");
        }
    }
}
