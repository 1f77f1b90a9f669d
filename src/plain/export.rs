//! Connectors as Exchange Online exports them: a file is named, one of its connectors chosen, and probed.

use super::{
    answer::{Asked, place, saved_in},
    dialogue::{Question, Reply, choice, pick},
    session::{End, Session},
    survey::Survey,
};
use crate::{
    intake::{
        outbound_connector::{self, EXPORT_COMMAND, Exported, Unusable},
        targets,
    },
    l10n::{Args, Texts},
    model::{Connector, Domain, Host},
    store::{self, MAX_INPUT},
    wizard::ConnectorForm,
};

impl Session<'_> {
    /// Asks for a file and walks its connectors, until one goes back.
    pub(super) async fn export(&mut self) -> Result<(), End> {
        let lines = |texts: &Texts| vec![texts.get("plain-file"), texts.get("plain-back-key")];
        let help = |texts: &Texts| vec![texts.get("plain-export-with")];
        loop {
            let name = match self
                .ask(&Question {
                    asked: Asked::Text,
                    lines: &lines,
                    help: &help,
                    command: Some(EXPORT_COMMAND.to_owned()),
                })
                .await?
            {
                Reply::Quit => return Err(End::Quit),
                Reply::Back => return Ok(()),
                Reply::Enter | Reply::Correction => continue,
                Reply::Text(name) => name,
            };
            let bytes = match store::read_bounded(Some(&store::named(&self.options.folder, &name)), MAX_INPUT) {
                Ok(bytes) => bytes,
                Err(error) => {
                    let args = self.texts.args_of(&error);
                    self.tell(&format!("error-{}", error.id()), &args)?;
                    continue;
                }
            };
            match outbound_connector::connectors(&bytes) {
                Ok(export) => self.choose(&export.connectors).await?,
                Err(error) => {
                    let args = self.texts.args_of(&error);
                    self.tell(&format!("error-{}", error.id()), &args)?;
                }
            }
        }
    }

    /// Asks for one of the connectors, until one goes back.
    pub(super) async fn choose(&mut self, connectors: &[Exported]) -> Result<(), End> {
        let count = connectors.len();
        let lines = |texts: &Texts, seen: bool| {
            let names = connectors.iter().enumerate().map(|(place, exported)| choice(place, &name(exported), texts));
            let head = texts.with("plain-connectors", &Args::new().number("count", count));
            let probed = seen.then(|| texts.get("plain-probed-all-key"));
            let keys = [pick(count, texts), texts.get("plain-probe-all-key")].into_iter().chain(probed);
            [head].into_iter().chain(names).chain(keys).chain([texts.get("plain-back-key")]).collect()
        };
        let help = |texts: &Texts| vec![texts.get("plain-connector-choice"), texts.get("plain-probe-all-help")];
        let mut survey = Survey::of(count);
        loop {
            let seen = survey.is_any();
            let lines = |texts: &Texts| lines(texts, seen);
            match self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await? {
                Reply::Quit => return Err(End::Quit),
                Reply::Back => return Ok(()),
                Reply::Enter | Reply::Correction => {}
                Reply::Text(text) if text.eq_ignore_ascii_case("a") => survey = self.survey(connectors).await?,
                Reply::Text(text) if seen && text.eq_ignore_ascii_case("n") => match survey.next() {
                    Some(place) => self.surveyed(connectors, place, &mut survey).await?,
                    None => self.tell("export-no-next", &Args::new())?,
                },
                Reply::Text(text) if seen && saved_in(&text).is_some() => {
                    let table = self.overview(connectors, &survey);
                    self.save_table(&table, saved_in(&text).unwrap_or_default()).await?;
                }
                Reply::Text(text) => match place(&text, count) {
                    Some(place) if survey.run(place).is_some() => {
                        self.surveyed(connectors, place, &mut survey).await?;
                    }
                    Some(place) => self.chosen(&connectors[place]).await?,
                    None => self.not_understood(&text)?,
                },
            }
        }
    }

    /// Says what is to be known about a connector, and probes it, its settings corrected first if one likes.
    async fn chosen(&mut self, exported: &Exported) -> Result<(), End> {
        for note in &exported.notes {
            let args = self.texts.args_of(note);
            self.tell(&format!("note-{}", note.id()), &args)?;
        }
        let connector = match &exported.connector {
            Ok(connector) => connector.clone(),
            Err(Unusable::RecipientDomain { .. }) => match self.domain(exported).await? {
                Some(connector) => connector,
                None => return Ok(()),
            },
            Err(unusable) => {
                let why = self.texts.told("error", &unusable.told());
                return self.say(&why);
            }
        };
        let host = connector.route.hosts().first().map(Host::to_string).unwrap_or_default();
        let lines = |texts: &Texts| vec![texts.with("plain-probe-or-correct", &Args::new().text("host", &host))];
        let help = |texts: &Texts| vec![texts.get("plain-back-key")];
        let symptom = self.options.symptom.clone();
        loop {
            match self.ask(&Question { asked: Asked::Choice, lines: &lines, help: &help, command: None }).await? {
                Reply::Quit => return Err(End::Quit),
                Reply::Back => return Ok(()),
                Reply::Enter => return self.walk_here(connector, symptom).await,
                Reply::Text(text) if text.eq_ignore_ascii_case("c") => {
                    return self.walk_asked(ConnectorForm::of(&connector), symptom).await;
                }
                Reply::Text(text) => self.not_understood(&text)?,
                Reply::Correction => {}
            }
        }
    }

    /// The connector for one recipient domain, where it routes by MX: one of the export, or another.
    async fn domain(&mut self, exported: &Exported) -> Result<Option<Connector>, End> {
        let domains = &exported.recipient_domains;
        let lines = |texts: &Texts| {
            let choices = domains.iter().enumerate().map(|(place, domain)| choice(place, domain.as_str(), texts));
            [texts.get("plain-domain")].into_iter().chain(choices).collect()
        };
        let help = |texts: &Texts| vec![texts.get("field-domain.why"), texts.get("plain-back-key")];
        loop {
            let domain: Domain =
                match self.ask(&Question { asked: Asked::Text, lines: &lines, help: &help, command: None }).await? {
                    Reply::Quit => return Err(End::Quit),
                    Reply::Back => return Ok(None),
                    Reply::Enter | Reply::Correction => continue,
                    Reply::Text(text) => match place(&text, domains.len()) {
                        Some(place) => domains[place].clone(),
                        None => match targets::domain(&text) {
                            Ok(domain) => domain,
                            Err(error) => {
                                let args = self.texts.args_of(&error);
                                self.tell(&format!("answer-{}", error.id()), &args)?;
                                continue;
                            }
                        },
                    },
                };
            return Ok(exported.for_domain(domain));
        }
    }
}

/// What a connector is called: its name, else where it leads.
fn name(exported: &Exported) -> String {
    let target = || match &exported.connector {
        Ok(connector) => connector.route.hosts().first().map(Host::to_string).unwrap_or_default(),
        Err(_) => "?".to_owned(),
    };
    exported.name.as_ref().map_or_else(target, |name| name.shortened(200).to_string())
}
