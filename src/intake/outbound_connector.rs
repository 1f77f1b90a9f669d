//! Connectors as `Get-OutboundConnector` exports them: JSON, CSV, `Format-List`, CLIXML, or a plain list of targets.
//!
//! Each form is read into the same properties (a submodule each); here they become [`Connector`]s, with what
//! an admin should know about each ([`Note`]) and what keeps one from being probed ([`Unusable`]). The shapes
//! are those that the cmdlet and PowerShell write, old and new (`tests/fixtures/connectors/` has one of each).

use std::collections::HashSet;

use serde::Serialize;

use super::{
    decode, quoted,
    targets::{self, TargetError},
};
use crate::model::{Connector, Domain, Host, Party, Route, SMTP_PORT, TlsPolicy, WireText};

mod clixml;
mod command;
mod csv;
mod dsc;
mod json;
mod list;
mod mistakes;
mod properties;

pub use mistakes::{ExportError, Note, Unusable};
pub use properties::MAX_CONNECTORS;
use properties::{Kind, Properties, Value};

/// The command that exports every property whole, into `connectors.json`.
pub const EXPORT_COMMAND: &str = "Get-OutboundConnector -IncludeTestModeConnectors $true | ConvertTo-Json -Depth 4 | Out-File -Encoding utf8 connectors.json";

/// What was read of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The form of the export.
    pub kind: ExportKind,
    /// The connectors in the order of the export.
    pub connectors: Vec<Exported>,
}

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExportKind {
    /// `ConvertTo-Json`, or the admin REST interface.
    Json,
    /// `Export-Csv` or `ConvertTo-Csv`.
    Csv,
    /// `Format-List`.
    List,
    /// `Export-Clixml`.
    Clixml,
    /// A configuration of Microsoft365DSC.
    Dsc,
    /// A plain list of targets: only route and port come from it, the TLS setting is the default.
    Targets,
}

impl ExportKind {
    /// All of them, for the tests that walk the words.
    pub const ALL: [Self; 6] = [Self::Json, Self::Csv, Self::List, Self::Clixml, Self::Dsc, Self::Targets];

    /// The id in machine output and of messages (`export-<id>`).
    pub fn id(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::List => "list",
            Self::Clixml => "clixml",
            Self::Dsc => "dsc",
            Self::Targets => "targets",
        }
    }
}

/// One connector of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// Its name, where it has one; for a list of targets the line as it stands.
    pub name: Option<WireText>,
    /// The connector, or what keeps it from being probed.
    pub connector: Result<Connector, Unusable>,
    /// What an admin should know about it.
    pub notes: Vec<Note>,
    /// The domains it is for, in the order of the export; of `*.contoso.com` the name behind the `*.`.
    pub recipient_domains: Vec<Domain>,
    /// The line of a list of targets, from 1.
    pub line: Option<usize>,
    /// As far as they could be read; nothing of a list of targets.
    tls: Option<TlsPolicy>,
    party: Party,
}

impl Exported {
    /// The connector for one recipient domain, where it routes by MX: the answer to
    /// [`Unusable::RecipientDomain`]. `None` if something else is wrong with it.
    pub fn for_domain(&self, domain: Domain) -> Option<Connector> {
        let (tls, party) = (self.tls.clone()?, self.party);
        match &self.connector {
            Err(Unusable::RecipientDomain { .. }) | Ok(Connector { route: Route::Mx(_), .. }) => {
                Some(Connector { name: self.name.clone(), route: Route::Mx(domain), tls, party, port: SMTP_PORT })
            }
            Ok(_) | Err(_) => None,
        }
    }

    /// The TLS setting, if it could be read, also where the rest keeps it from being probed.
    pub fn tls(&self) -> Option<&TlsPolicy> {
        self.connector.as_ref().ok().map(|connector| &connector.tls).or(self.tls.as_ref())
    }

    /// Whose server it is, as far as the export tells.
    pub fn party(&self) -> Party {
        self.party
    }
}

/// Reads connectors from an export of any form, or from a list of targets.
///
/// # Errors
/// [`ExportError`] if it is none of these, or lost what matters; what is wrong with one connector stands in its
/// [`Exported`].
pub fn connectors(bytes: &[u8]) -> Result<Export, ExportError> {
    let text = decode::text(bytes)?;
    let text = quoted::whole(&text);
    let (asked, text) = command::typed(text.trim_start_matches('\u{feff}').trim());
    let text = &*json::unquoted(text);
    let (kind, found) = if text.starts_with(['{', '[']) && json::looks_like(text) {
        (ExportKind::Json, json::read(text)?)
    } else if clixml::looks_like(text) {
        (ExportKind::Clixml, clixml::read(text)?)
    } else if dsc::looks_like(text) {
        (ExportKind::Dsc, dsc::read(text)?)
    } else if csv::looks_like(text) {
        (ExportKind::Csv, csv::read(text)?)
    } else if list::looks_like(text) {
        (ExportKind::List, list::read(text)?)
    } else if list::looks_like_table(text) || (asked.is_some() && list::has_property(text)) {
        let told = asked.and_then(wrong_cmdlet).or_else(|| list::kind_of_table(text).and_then(wrong_cmdlet));
        return Err(told.unwrap_or(ExportError::Table { command: EXPORT_COMMAND }));
    } else {
        return target_list(text);
    };
    if found.len() > MAX_CONNECTORS {
        return Err(ExportError::TooMany { limit: MAX_CONNECTORS });
    }
    // Send connectors have smart hosts as well, so what was typed tells them where little was asked for.
    if let Some(error) = asked.and_then(wrong_cmdlet)
        && !found.iter().any(Properties::is_surely_outbound)
    {
        return Err(error);
    }
    let kinds = || found.iter().filter_map(Properties::kind);
    if !kinds().any(|kind| kind == Kind::Outbound)
        && let Some(error) = kinds().find_map(wrong_cmdlet)
    {
        return Err(error);
    }
    // Rule-scoped and test-mode connectors are exported apart, so one may stand there twice.
    let mut seen = HashSet::new();
    let mut is_new = |one: &&Properties| {
        let guid = one.text("Guid").filter(|guid| !guid.is_empty());
        guid.is_none_or(|guid| seen.insert(guid.to_ascii_lowercase()))
    };
    let outbound = found.iter().filter(|one| one.kind() == Some(Kind::Outbound)).filter(|one| is_new(one));
    let connectors: Vec<Exported> = outbound.map(exported).collect();
    if connectors.is_empty() {
        return Err(ExportError::NoConnectors { command: EXPORT_COMMAND });
    }
    let lost = |one: &Exported| match one.connector {
        Err(Unusable::Lost { property }) => Some(property),
        Ok(_) | Err(_) => None,
    };
    match connectors.iter().map(lost).collect::<Option<Vec<_>>>() {
        Some(properties) => Err(ExportError::Lossy { property: properties[0], command: EXPORT_COMMAND }),
        None => Ok(Export { kind, connectors }),
    }
}

/// What another cmdlet exported in place of outbound connectors.
fn wrong_cmdlet(kind: Kind) -> Option<ExportError> {
    match kind {
        Kind::Outbound => None,
        Kind::Inbound => Some(ExportError::Inbound { command: EXPORT_COMMAND }),
        Kind::Send => Some(ExportError::Send { command: EXPORT_COMMAND }),
        Kind::Receive => Some(ExportError::Receive { command: EXPORT_COMMAND }),
    }
}

/// An export of connectors that was given in the place of a report: its outbound connectors, or what it holds instead and
/// which command is right. `None` if it is none, or if the report that was read in it goes first; a list of targets counts
/// as none.
pub fn in_place_of_report(bytes: &[u8], has_report: bool) -> Option<Result<Export, ExportError>> {
    let text = decode::text(bytes).ok()?;
    let kind = recognized(&text)?;
    let export = connectors(text.as_bytes());
    let leads = match (kind, &export) {
        _ if !has_report => true,
        // Anything may stand in JSON or in a table of a report; of connectors they hold some.
        (ExportKind::Json | ExportKind::Csv | ExportKind::Clixml | ExportKind::Dsc, export) => {
            is_named(&text) && holds_connectors(export)
        }
        // A list may quote anything.
        (ExportKind::List | ExportKind::Targets, _) => false,
    };
    leads.then_some(export)
}

/// Whether connectors were found, be it of another cmdlet.
fn holds_connectors(export: &Result<Export, ExportError>) -> bool {
    match export {
        Ok(_)
        | Err(
            ExportError::Inbound { .. }
            | ExportError::Send { .. }
            | ExportError::Receive { .. }
            | ExportError::Lossy { .. }
            | ExportError::TooMany { .. },
        ) => true,
        Err(
            ExportError::Empty
            | ExportError::TooLarge { .. }
            | ExportError::Binary { .. }
            | ExportError::Broken { .. }
            | ExportError::NoConnectors { .. }
            | ExportError::Table { .. },
        ) => false,
    }
}

/// Whether a line begins an export of connectors: what was typed to make it, names of properties, or JSON.
pub fn begins(line: &str) -> bool {
    let line = quoted::unquoted(line.trim_start_matches('\u{feff}')).trim();
    matches!(line, "[" | "{" | "[{")
        || (json::looks_like(line) && is_named(line))
        || command::asks(line).is_some()
        || dsc::begins(line)
        || csv::looks_like(line)
        || list::is_header(line)
        || list::has_property(line)
}

/// The form of an export, if a text is one rather than anything else that may be pasted; a table counts as a list.
/// Only its shape and its names are looked at: [`connectors`] may find it broken or lossy all the same.
pub fn recognized(text: &str) -> Option<ExportKind> {
    let text = quoted::whole(text);
    let (asked, text) = command::typed(text.trim_start_matches('\u{feff}').trim());
    let text = &*json::unquoted(text);
    // Anything may be JSON or XML; an export names what makes a connector.
    let is_named = asked.is_some() || is_named(text);
    if text.starts_with(['{', '[']) && json::looks_like(text) && is_named {
        Some(ExportKind::Json)
    } else if clixml::looks_like(text) && is_named {
        Some(ExportKind::Clixml)
    } else if dsc::looks_like(text) {
        Some(ExportKind::Dsc)
    } else if csv::looks_like(text) {
        Some(ExportKind::Csv)
    } else if list::looks_like_table(text)
        || (is_named && list::looks_like(text))
        || (asked.is_some() && list::has_property(text))
    {
        Some(ExportKind::List)
    } else {
        None
    }
}

/// Whether a text names what makes a connector.
fn is_named(text: &str) -> bool {
    properties::MARKS.into_iter().any(|name| text.contains(name))
}

fn target_list(text: &str) -> Result<Export, ExportError> {
    let list = targets::targets(text).map_err(|_| ExportError::TooMany { limit: targets::MAX_TARGETS })?;
    if list.is_empty() {
        return Err(ExportError::Empty);
    }
    if list.iter().all(|listed| listed.target.is_err()) && list.len() > 1 {
        return Err(ExportError::NoConnectors { command: EXPORT_COMMAND });
    }
    let connectors = list.into_iter().map(|listed| {
        let connector = listed.target.map_err(Unusable::Target).map(|target| Connector {
            name: None,
            route: Route::SmartHosts(target.hosts),
            tls: TlsPolicy::CertificateValidation,
            party: Party::Own,
            port: target.port.unwrap_or(SMTP_PORT),
        });
        Exported {
            name: Some(listed.text),
            connector,
            notes: Vec::new(),
            recipient_domains: Vec::new(),
            line: Some(listed.line),
            tls: None,
            party: Party::Own,
        }
    });
    Ok(Export { kind: ExportKind::Targets, connectors: connectors.collect() })
}

/// One connector from its properties.
fn exported(found: &Properties) -> Exported {
    let mut notes = Vec::new();
    for (property, when, note) in [
        ("Enabled", false, Note::Disabled),
        ("IsTransportRuleScoped", true, Note::RuleScoped),
        ("TestMode", true, Note::TestMode),
        ("RouteAllMessagesViaOnPremises", true, Note::CentralizedTransport),
        ("AllAcceptedDomains", true, Note::AllAcceptedDomains),
    ] {
        if found.flag(property) == Some(when) {
            notes.push(note);
        }
    }
    let name = found.text("Name").or_else(|| found.text("Identity"));
    let name = name.filter(|name| !name.is_empty()).map(|name| WireText::from_text(&name).shortened(300));
    let recipient_domains = recipient_domains(found, &mut notes);
    let party = match found.text("ConnectorType").as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("partner" | "2") => Party::Partner,
        Some(_) => Party::Own,
        None => {
            notes.push(Note::Missing { property: "ConnectorType" });
            Party::Own
        }
    };
    let tls = tls(found, &mut notes);
    let connector = match (&tls, route(found, &recipient_domains, &mut notes)) {
        // That values were lost goes first: what else is wrong may be of that.
        (_, Err(why @ Unusable::Lost { .. })) | (Ok(_), Err(why)) => Err(why),
        (Err(why), _) => Err(why.clone()),
        (Ok(tls), Ok(route)) => Ok(Connector { name: name.clone(), route, tls: tls.clone(), party, port: SMTP_PORT }),
    };
    Exported { name, connector, notes, recipient_domains, line: None, tls: tls.ok(), party }
}

fn recipient_domains(found: &Properties, notes: &mut Vec<Note>) -> Vec<Domain> {
    let mut domains: Vec<Domain> = Vec::new();
    for text in list_of(found, "RecipientDomains", notes) {
        // `*` alone is every domain: nothing to choose.
        let bare = text.strip_prefix("smtp:").unwrap_or(&text);
        let bare = bare.split(';').next().unwrap_or_default().trim();
        if bare == "*" || bare.is_empty() {
            continue;
        }
        match targets::domain(bare.strip_prefix("*.").unwrap_or(bare)) {
            Ok(domain) if domains.contains(&domain) => {}
            Ok(domain) => domains.push(domain),
            Err(_) => notes.push(Note::DomainUnreadable { text: WireText::from_text(&text).shortened(300) }),
        }
    }
    domains
}

/// The values of a list, with a note if the export cut or lost it.
fn list_of(found: &Properties, property: &'static str, notes: &mut Vec<Note>) -> Vec<String> {
    match found.get(property) {
        Some(Value::List { items, cut }) => {
            if *cut {
                notes.push(Note::ListCut { property, command: EXPORT_COMMAND });
            }
            items.clone()
        }
        Some(Value::Lost) => {
            notes.push(Note::ListLost { property, command: EXPORT_COMMAND });
            Vec::new()
        }
        Some(Value::Text(text)) => properties::split_list(text),
        None => Vec::new(),
    }
}

fn tls(found: &Properties, notes: &mut Vec<Note>) -> Result<TlsPolicy, Unusable> {
    if found.get("TlsSettings").is_none() {
        notes.push(Note::Missing { property: "TlsSettings" });
    }
    let text = found.text("TlsSettings").unwrap_or_default();
    // The numbers are those of the enum TlsAuthLevel, which old exports write.
    match text.to_ascii_lowercase().as_str() {
        "" | "null" | "none" | "0" => Ok(TlsPolicy::Opportunistic),
        "encryptiononly" | "1" => Ok(TlsPolicy::EncryptionOnly),
        "certificatevalidation" | "2" => Ok(TlsPolicy::CertificateValidation),
        "domainvalidation" | "3" => {
            let name = found.text("TlsDomain").unwrap_or_default();
            targets::name_pattern(&name)
                .map(TlsPolicy::DomainValidation)
                .map_err(|_| Unusable::TlsDomain { text: WireText::from_text(&name).shortened(300) })
        }
        _ => Err(Unusable::TlsSettings { text: WireText::from_text(&text).shortened(80) }),
    }
}

fn route(found: &Properties, domains: &[Domain], notes: &mut Vec<Note>) -> Result<Route, Unusable> {
    let smart_hosts = list_of(found, "SmartHosts", notes);
    let by_mx = found.flag("UseMXRecord").unwrap_or_else(|| {
        notes.push(Note::Missing { property: "UseMXRecord" });
        smart_hosts.is_empty() && found.get("SmartHosts") != Some(&Value::Lost)
    });
    if by_mx {
        let wildcard = found.text("RecipientDomains").is_some_and(|text| text.contains('*'));
        return match domains {
            [only] if !wildcard => Ok(Route::Mx(only.clone())),
            choices => Err(Unusable::RecipientDomain { choices: choices.len() }),
        };
    }
    if found.get("SmartHosts") == Some(&Value::Lost) {
        return Err(Unusable::Lost { property: "SmartHosts" });
    }
    let mut hosts: Vec<Host> = Vec::new();
    for text in &smart_hosts {
        let shown = || WireText::from_text(text).shortened(300);
        match targets::host(text) {
            Ok(host) if hosts.contains(&host) => {}
            Ok(host) => hosts.push(host),
            Err(TargetError::Cidr { .. }) => notes.push(Note::CidrSmartHost { text: shown() }),
            Err(_) => notes.push(Note::SmartHostUnreadable { text: shown() }),
        }
    }
    match (hosts.is_empty(), smart_hosts.first()) {
        (false, _) => Ok(Route::SmartHosts(hosts)),
        (true, Some(text)) => Err(Unusable::SmartHost { text: WireText::from_text(text).shortened(300) }),
        (true, None) => Err(Unusable::NoSmartHosts),
    }
}
