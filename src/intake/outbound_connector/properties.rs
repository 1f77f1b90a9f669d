//! The properties of one connector, as any form of export holds them.

use std::collections::BTreeMap;

/// The most connectors that are taken from one export; Exchange Online allows far fewer.
pub const MAX_CONNECTORS: usize = 10_000;

/// The most values of one list that are kept.
pub(super) const MAX_ITEMS: usize = 1000;

/// The properties that matter, by the names of the Exchange PowerShell reference. The last lines tell an inbound connector,
/// and the connectors of an Exchange server.
const KNOWN: [&str; 29] = [
    "Name",
    "Identity",
    "Guid",
    "Enabled",
    "ConnectorType",
    "UseMXRecord",
    "SmartHosts",
    "RecipientDomains",
    "TlsSettings",
    "TlsDomain",
    "IsTransportRuleScoped",
    "RouteAllMessagesViaOnPremises",
    "AllAcceptedDomains",
    "TestMode",
    "CloudServicesMailEnabled",
    "ConnectorSource",
    "SenderDomains",
    "SenderIPAddresses",
    "RequireTls",
    "TlsSenderCertificateName",
    "AddressSpaces",
    "DNSRoutingEnabled",
    "TlsAuthLevel",
    "SourceTransportServers",
    "Bindings",
    "RemoteIPRanges",
    "PermissionGroups",
    "AuthMechanism",
    "TransportRole",
];

/// What marks an outbound connector, and an inbound one.
const OUTBOUND: [&str; 3] = ["SmartHosts", "UseMXRecord", "RecipientDomains"];
const INBOUND: [&str; 4] = ["SenderDomains", "SenderIPAddresses", "RequireTls", "TlsSenderCertificateName"];
/// What marks a send connector of an Exchange server, which has smart hosts as well, and a receive connector.
const SEND: [&str; 4] = ["AddressSpaces", "DNSRoutingEnabled", "TlsAuthLevel", "SourceTransportServers"];
const RECEIVE: [&str; 5] = ["Bindings", "RemoteIPRanges", "PermissionGroups", "AuthMechanism", "TransportRole"];

/// Names that stand in every export of connectors of one kind or the other, and hardly in another text.
pub(super) const MARKS: [&str; 10] = [
    "SmartHosts",
    "UseMXRecord",
    "RecipientDomains",
    "SenderDomains",
    "SenderIPAddresses",
    "TlsSenderCertificateName",
    "AddressSpaces",
    "DNSRoutingEnabled",
    "RemoteIPRanges",
    "PermissionGroups",
];

/// Which kind of connector, told by what only that kind has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `Get-OutboundConnector`.
    Outbound,
    /// `Get-InboundConnector`.
    Inbound,
    /// `Get-SendConnector`.
    Send,
    /// `Get-ReceiveConnector`.
    Receive,
}

/// The kind of connector that has such properties.
pub(super) fn kind_of_columns<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Option<Kind> {
    let has = |marks: &[&str]| names.clone().any(|name| marks.iter().any(|mark| mark.eq_ignore_ascii_case(name)));
    // Of those that have smart hosts, only a send connector has RequireTLS (Set-SendConnector); an outbound one has
    // TlsSettings.
    let by_tls =
        has(&["SmartHosts"]) && has(&["RequireTls"]) && !has(&["TlsSettings", "UseMXRecord", "RecipientDomains"]);
    if has(&SEND) || by_tls {
        Some(Kind::Send)
    } else if has(&RECEIVE) {
        Some(Kind::Receive)
    } else if has(&OUTBOUND) {
        Some(Kind::Outbound)
    } else if has(&INBOUND) {
        Some(Kind::Inbound)
    } else {
        None
    }
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// A scalar; empty for null.
    Text(String),
    /// A list.
    List {
        /// Its values.
        items: Vec<String>,
        /// Whether the export says that there are more.
        cut: bool,
    },
    /// The name of a .NET type where values should be.
    Lost,
}

impl Value {
    /// A scalar as written; a type name in its place means that the values were lost.
    pub(super) fn scalar(text: &str) -> Self {
        let text = text.trim();
        if text.starts_with("System.") || text.contains("MultiValuedProperty") {
            Self::Lost
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// A list; type names in it mean that the values were lost.
    pub(super) fn list(items: Vec<String>, cut: bool) -> Self {
        if items.iter().any(|item| Self::scalar(item) == Self::Lost) { Self::Lost } else { Self::List { items, cut } }
    }
}

/// The properties of one connector.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Properties(BTreeMap<&'static str, Value>);

impl Properties {
    /// The spelling of the reference, if the property matters here.
    pub(super) fn known(name: &str) -> Option<&'static str> {
        let name = name.trim();
        KNOWN.iter().find(|known| known.eq_ignore_ascii_case(name)).copied()
    }

    /// Keeps a value; the first of a name counts.
    pub(super) fn set(&mut self, name: &str, value: Value) {
        if let Some(known) = Self::known(name) {
            self.0.entry(known).or_insert(value);
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A scalar; lists are joined, `None` if it is not there or lost.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::Text(text) => Some(text.clone()),
            Value::List { items, .. } => Some(items.join(", ")),
            Value::Lost => None,
        }
    }

    /// A yes or no, however PowerShell wrote it.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        match self.text(name)?.trim_start_matches('$').to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Which kind of connector has these properties; `None` if they tell none.
    pub(super) fn kind(&self) -> Option<Kind> {
        // Whoever selects a property that is not there gets it empty.
        let is_there =
            |(name, value): &(&&'static str, &Value)| **name != "RequireTls" || **value != Value::Text(String::new());
        kind_of_columns(self.0.iter().filter(is_there).map(|(name, _)| *name))
    }

    /// Whether it has what an outbound connector alone has; a send connector has smart hosts too.
    pub(super) fn is_surely_outbound(&self) -> bool {
        self.kind() == Some(Kind::Outbound)
            && OUTBOUND.iter().any(|name| *name != "SmartHosts" && self.0.contains_key(name))
    }
}

/// The values of a list that was written as one text: joined by `;`, `,`, spaces or line ends.
pub(super) fn split_list(text: &str) -> Vec<String> {
    text.trim_matches(['{', '}'])
        .split(|c: char| matches!(c, ';' | ',') || c.is_whitespace())
        // A number alone is the cost of an address space, `smtp:contoso.com;1`.
        .filter(|item| !item.is_empty() && !item.bytes().all(|b| b.is_ascii_digit()))
        .take(MAX_ITEMS)
        .map(str::to_owned)
        .collect()
}
