//! What a probe is asked to do, made from a connector; and the name it greets with. Pure but for the host's name.

use std::net::IpAddr;

use crate::{
    model::{Connector, Control, Domain, Limits, ProbePlan, WARN_DAYS},
    system::host,
};

impl ProbePlan {
    /// A plan with the usual limits, one try an address and no control connection.
    pub fn for_connector(connector: Connector) -> Self {
        Self {
            connector,
            ehlo: None,
            limits: Limits::default(),
            samples: 1,
            control: Control::None,
            in_lab: false,
            warn_days: WARN_DAYS,
        }
    }
}

/// The name to greet with: the one that was named, else this host's if it is a full name, else the literal of the
/// address spoken from (RFC 5321 section 4.1.1.1).
pub(super) fn greeting_name(named: Option<&str>, from: Option<IpAddr>) -> String {
    if let Some(named) = named {
        // What a person typed must stay one word on one line.
        return named.split_whitespace().collect::<Vec<_>>().join("");
    }
    let own = host::name().and_then(|name| Domain::from_ascii(&name).ok()).filter(|name| name.parent().is_some());
    match (own, from) {
        (Some(name), _) => name.to_string(),
        (None, Some(ip)) => literal(ip),
        (None, None) => "localhost".into(),
    }
}

/// The name to greet with where an address was not taken: this host's, full or not.
pub(super) fn own_name() -> String {
    let own = host::name().and_then(|name| Domain::from_ascii(&name).ok());
    own.map_or_else(|| "localhost".into(), |name| name.to_string())
}

/// Whether a name to greet with is the literal of an address.
pub(super) fn is_literal(name: &str) -> bool {
    name.starts_with('[')
}

/// An address literal (RFC 5321 section 4.1.3).
fn literal(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => format!("[{ip}]"),
        IpAddr::V6(ip) => format!("[IPv6:{ip}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_literal_says_its_family() {
        assert_eq!(literal("192.0.2.1".parse().expect("an address")), "[192.0.2.1]");
        assert_eq!(literal("2001:db8::1".parse().expect("an address")), "[IPv6:2001:db8::1]");
    }

    #[test]
    fn a_greeting_name_cannot_carry_a_command() {
        assert_eq!(greeting_name(Some("mx.test\r\nMAIL FROM:<>"), None), "mx.testMAILFROM:<>");
    }
}
