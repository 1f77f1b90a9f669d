//! [`Case`]: a checklist with its ticks, kept from one day to the next.

use std::{fs, path::Path};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{StoreError, recall, remember};
use crate::model::{Checklist, Connector, Symptom};

/// The folder of cases in the state folder.
const FOLDER: &str = "cases";

/// One connector in trouble, and how far its repair is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The connector.
    pub connector: Connector,
    /// What Office 365 reported, if a report was there.
    pub symptom: Option<Symptom>,
    /// The steps and what became of them.
    pub checklist: Checklist,
    /// When it was saved last.
    pub saved: Timestamp,
}

impl Case {
    /// The name under which a connector's case is kept: its first host.
    pub fn name(connector: &Connector) -> String {
        connector.route.hosts().first().map(ToString::to_string).unwrap_or_default()
    }

    /// Keeps the case in that state folder, in place of an older one of the same connector.
    ///
    /// # Errors
    /// [`StoreError`]; an older one is then as it was.
    pub fn save(&self, state: &Path) -> Result<(), StoreError> {
        remember(&state.join(FOLDER), &file(&Self::name(&self.connector)), self)
    }

    /// The case of that name, if one is kept.
    ///
    /// # Errors
    /// [`StoreError`], [`StoreError::Damaged`] among them.
    pub fn load(state: &Path, name: &str) -> Result<Option<Self>, StoreError> {
        recall(&state.join(FOLDER), &file(name))
    }

    /// The names of all that are kept, in order.
    pub fn names(state: &Path) -> Vec<String> {
        let Ok(entries) = fs::read_dir(state.join(FOLDER)) else { return Vec::new() };
        let mut names: Vec<_> = entries
            .flatten()
            .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".json").map(str::to_owned))
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.sort();
        names
    }
}

fn file(name: &str) -> String {
    format!("{name}.json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Domain, Host, Party, Route, SMTP_PORT, TlsPolicy};

    #[test]
    fn a_case_comes_back_under_the_name_of_its_host() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let case = Case {
            connector: Connector {
                name: None,
                route: Route::SmartHosts(vec![Host::Name(Domain::from_ascii("relay.contoso.com").expect("a name"))]),
                tls: TlsPolicy::CertificateValidation,
                party: Party::Own,
                port: SMTP_PORT,
            },
            symptom: None,
            checklist: Checklist::default(),
            saved: Timestamp::UNIX_EPOCH,
        };
        case.save(folder.path()).expect("saved");
        assert_eq!(Case::names(folder.path()), ["relay.contoso.com"]);
        assert_eq!(Case::load(folder.path(), "relay.contoso.com"), Ok(Some(case)));
        assert_eq!(Case::load(folder.path(), "other.contoso.com"), Ok(None));
    }
}
