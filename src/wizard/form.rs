//! [`ConnectorForm`]: the questions about a connector and the answers so far.

use std::collections::BTreeSet;

use super::answer::{self, AnswerError, TlsChoice};
use crate::model::{Connector, Evidence, Host, Party, Route, SMTP_PORT, Symptom, TlsPolicy, WireText, doubts};

/// A question, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// What the connector is called; may be left out.
    Name,
    /// Whose server it is.
    Party,
    /// Smart host, or MX of the recipient domain.
    Route,
    /// The smart hosts, or the recipient domain.
    Target,
    /// The TLS setting.
    Tls,
    /// TlsDomain; asked only with the setting that compares it.
    TlsDomain,
    /// The port, 25 but for tests.
    Port,
}

impl Field {
    /// Every question, in order.
    pub const ALL: [Self; 7] =
        [Self::Name, Self::Party, Self::Route, Self::Target, Self::Tls, Self::TlsDomain, Self::Port];
}

/// The answers so far. Everything typed is kept, also while it is wrong or not asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectorForm {
    name: String,
    party: Party,
    mx: bool,
    smart_hosts: String,
    domain: String,
    tls: TlsChoice,
    tls_domain: String,
    port: String,
    guessed: BTreeSet<Field>,
    /// Fields whose error is told, because they were left once.
    looked_at: BTreeSet<Field>,
}

impl Default for ConnectorForm {
    fn default() -> Self {
        Self {
            name: String::new(),
            party: Party::Own,
            mx: false,
            smart_hosts: String::new(),
            domain: String::new(),
            tls: TlsChoice::default(),
            tls_domain: String::new(),
            port: SMTP_PORT.to_string(),
            guessed: BTreeSet::new(),
            looked_at: BTreeSet::new(),
        }
    }
}

impl ConnectorForm {
    /// The answers that describe a connector.
    pub fn of(connector: &Connector) -> Self {
        let mut form = Self {
            name: connector.name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default(),
            party: connector.party,
            tls: TlsChoice::of(&connector.tls),
            tls_domain: connector.tls.tls_domain().map(ToString::to_string).unwrap_or_default(),
            port: connector.port.to_string(),
            ..Self::default()
        };
        match &connector.route {
            Route::Mx(domain) => {
                form.mx = true;
                form.domain = domain.to_string();
            }
            Route::SmartHosts(hosts) => {
                form.smart_hosts = hosts.iter().map(Host::to_string).collect::<Vec<_>>().join(", ");
            }
        }
        form
    }

    /// The answers a report gives, and guesses where it does not tell: they are marked ([`Self::is_guessed`]).
    ///
    /// A name that was wanted means DomainValidation, because only that setting compares names; else the
    /// setting that most connectors have. A report never tells whose server it is.
    pub fn of_symptom(symptom: &Symptom) -> Self {
        let mut form = Self::default();
        let server = symptom.server_name.as_ref().map(|name| name.as_str().to_owned());
        form.smart_hosts = server.or_else(|| symptom.server_ip.map(|ip| ip.to_string())).unwrap_or_default();
        if let Some(port) = symptom.server_port {
            form.port = port.to_string();
        }
        if let Some(name) = &symptom.connector_name {
            form.name = name.as_str().to_owned();
        }
        if let Some(expected) = &symptom.expected_name {
            form.tls = TlsChoice::Domain;
            form.tls_domain = expected.as_str().to_owned();
        }
        form.guessed.extend([Field::Party, Field::Route, Field::Tls]);
        form
    }

    /// Whether the answer is a guess that nobody looked at yet.
    pub fn is_guessed(&self, field: Field) -> bool {
        self.guessed.contains(&field)
    }

    /// Whether the question is asked, as the other answers stand.
    pub fn is_asked(&self, field: Field) -> bool {
        field != Field::TlsDomain || self.tls == TlsChoice::Domain
    }

    /// The id of the question's words (`field-<id>`).
    pub fn id(&self, field: Field) -> &'static str {
        match field {
            Field::Name => "name",
            Field::Party => "party",
            Field::Route => "route",
            Field::Target if self.mx => "domain",
            Field::Target => "smart-host",
            Field::Tls => "tls",
            Field::TlsDomain => "tls-domain",
            Field::Port => "port",
        }
    }

    /// The ids of the answers one can choose from (`choice-<field>-<value>`); none for a text.
    pub fn choices(field: Field) -> &'static [&'static str] {
        match field {
            Field::Party => &["own", "partner"],
            Field::Route => &Route::IDS,
            Field::Tls => &TlsPolicy::IDS,
            Field::Name | Field::Target | Field::TlsDomain | Field::Port => &[],
        }
    }

    /// Which of [`Self::choices`] is chosen.
    pub fn chosen(&self, field: Field) -> Option<usize> {
        match field {
            Field::Party => Some(usize::from(self.party == Party::Partner)),
            Field::Route => Some(usize::from(self.mx)),
            Field::Tls => TlsChoice::ALL.iter().position(|choice| *choice == self.tls),
            Field::Name | Field::Target | Field::TlsDomain | Field::Port => None,
        }
    }

    /// Chooses an answer; a number beyond the last is ignored.
    pub fn choose(&mut self, field: Field, choice: usize) {
        if choice >= Self::choices(field).len() {
            return;
        }
        self.guessed.remove(&field);
        match field {
            Field::Party => self.party = if choice == 0 { Party::Own } else { Party::Partner },
            Field::Route => self.mx = choice == 1,
            Field::Tls => self.tls = TlsChoice::ALL[choice],
            Field::Name | Field::Target | Field::TlsDomain | Field::Port => {}
        }
    }

    /// The text of an answer; empty for a choice.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Name => &self.name,
            Field::Target if self.mx => &self.domain,
            Field::Target => &self.smart_hosts,
            Field::TlsDomain => &self.tls_domain,
            Field::Port => &self.port,
            Field::Party | Field::Route | Field::Tls => "",
        }
    }

    /// Replaces the text of an answer.
    pub fn set_text(&mut self, field: Field, text: impl Into<String>) {
        let place = match field {
            Field::Name => &mut self.name,
            Field::Target if self.mx => &mut self.domain,
            Field::Target => &mut self.smart_hosts,
            Field::TlsDomain => &mut self.tls_domain,
            Field::Port => &mut self.port,
            Field::Party | Field::Route | Field::Tls => return,
        };
        *place = text.into();
        self.guessed.remove(&field);
    }

    /// Tells the error of a field from now on: it was left.
    pub fn leave(&mut self, field: Field) {
        self.looked_at.insert(field);
    }

    /// What is wrong with an answer, whether or not it is told yet.
    pub fn problem(&self, field: Field) -> Option<AnswerError> {
        if !self.is_asked(field) {
            return None;
        }
        match field {
            Field::Name | Field::Party | Field::Route | Field::Tls => None,
            Field::Target if self.mx => answer::domain(&self.domain).err(),
            Field::Target => answer::smart_hosts(&self.smart_hosts).err(),
            Field::TlsDomain => answer::tls_domain(&self.tls_domain).err(),
            Field::Port => answer::port(&self.port).err(),
        }
    }

    /// What is wrong with an answer that was left once; gone as soon as it is mended.
    pub fn error(&self, field: Field) -> Option<AnswerError> {
        if self.looked_at.contains(&field) { self.problem(field) } else { None }
    }

    /// What is doubtful about an answer that is none the less one: where the connector leads.
    pub fn doubts(&self, field: Field) -> Vec<Evidence> {
        let route = match field {
            Field::Target if self.mx => answer::domain(&self.domain).ok().map(Route::Mx),
            Field::Target => answer::smart_hosts(&self.smart_hosts).ok().map(|(hosts, _)| Route::SmartHosts(hosts)),
            Field::Name | Field::Party | Field::Route | Field::Tls | Field::TlsDomain | Field::Port => None,
        };
        route.as_ref().map(doubts).unwrap_or_default()
    }

    /// What Exchange Online calls a choice of a field, where it is another word than ours.
    pub fn in_exchange(field: Field, choice: usize) -> Option<&'static str> {
        TlsPolicy::IN_EXCHANGE.get(choice).copied().flatten().filter(|_| field == Field::Tls)
    }

    /// Takes the correction that is offered for a field; whether there was one.
    pub fn take_suggestion(&mut self, field: Field) -> bool {
        match self.problem(field).and_then(|error| error.suggestion) {
            Some(suggestion) => {
                self.set_text(field, suggestion);
                true
            }
            None => false,
        }
    }

    /// The questions that are asked, in order.
    pub fn asked(&self) -> impl Iterator<Item = Field> + '_ {
        Field::ALL.into_iter().filter(|field| self.is_asked(*field))
    }

    /// The question after one, or before it; the first and the last have each other as neighbours.
    pub fn neighbour(&self, field: Field, forward: bool) -> Field {
        let asked: Vec<_> = self.asked().collect();
        let place = asked.iter().position(|other| *other == field).unwrap_or(0);
        let step = if forward { 1 } else { asked.len() - 1 };
        asked[(place + step) % asked.len()]
    }

    /// The connector, or the first field whose answer is wrong; every error is told from then on.
    ///
    /// # Errors
    /// The first field with a problem.
    pub fn connector(&mut self) -> Result<Connector, Field> {
        self.looked_at.extend(Field::ALL);
        let route = |error: AnswerError| {
            let _ = error;
            Field::Target
        };
        let mut port = answer::port(&self.port).map_err(|_| Field::Port);
        let route = if self.mx {
            Route::Mx(answer::domain(&self.domain).map_err(route)?)
        } else {
            let (hosts, named) = answer::smart_hosts(&self.smart_hosts).map_err(route)?;
            if let Some(named) = named {
                port = Ok(named);
            }
            Route::SmartHosts(hosts)
        };
        let tls = match self.tls {
            TlsChoice::Opportunistic => TlsPolicy::Opportunistic,
            TlsChoice::Encryption => TlsPolicy::EncryptionOnly,
            TlsChoice::Certificate => TlsPolicy::CertificateValidation,
            TlsChoice::Domain => {
                TlsPolicy::DomainValidation(answer::tls_domain(&self.tls_domain).map_err(|_| Field::TlsDomain)?)
            }
        };
        let name = Some(self.name.trim()).filter(|name| !name.is_empty()).map(WireText::from_text);
        Ok(Connector { name, route, tls, party: self.party, port: port? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(target: &str) -> ConnectorForm {
        let mut form = ConnectorForm::default();
        form.set_text(Field::Target, target);
        form
    }

    #[test]
    fn an_error_is_told_when_the_field_is_left_and_goes_as_soon_as_it_is_mended() {
        let mut form = filled("https://mail.contoso.com/");
        assert_eq!(form.error(Field::Target), None);
        form.leave(Field::Target);
        let error = form.error(Field::Target).expect("a web address is no host");
        assert_eq!((error.told.id.as_str(), error.suggestion.as_deref()), ("target-url", Some("mail.contoso.com")));
        assert!(form.take_suggestion(Field::Target));
        assert_eq!((form.error(Field::Target), form.text(Field::Target)), (None, "mail.contoso.com"));
    }

    #[test]
    fn the_correction_of_one_smart_host_leaves_the_others_as_they_are() {
        let mut form = filled("mx1.contoso.com, someone@contoso.com");
        assert!(form.take_suggestion(Field::Target));
        assert_eq!(form.text(Field::Target), "mx1.contoso.com, contoso.com");
    }

    #[test]
    fn nothing_typed_is_lost_when_another_route_is_chosen() {
        let mut form = filled("relay.contoso.com");
        form.choose(Field::Route, 1);
        form.set_text(Field::Target, "contoso.com");
        form.choose(Field::Route, 0);
        assert_eq!(form.text(Field::Target), "relay.contoso.com");
        form.choose(Field::Route, 1);
        assert_eq!(form.text(Field::Target), "contoso.com");
    }

    #[test]
    fn a_form_with_errors_names_the_first_of_them() {
        let mut form = filled("");
        form.set_text(Field::Port, "0");
        assert_eq!(form.connector(), Err(Field::Target));
        form.set_text(Field::Target, "relay.contoso.com");
        assert_eq!(form.connector(), Err(Field::Port));
        form.set_text(Field::Port, "25");
        assert!(form.connector().is_ok());
    }

    #[test]
    fn the_name_is_asked_only_where_it_is_compared() {
        let mut form = filled("relay.contoso.com");
        assert!(!form.is_asked(Field::TlsDomain));
        assert_eq!(form.neighbour(Field::Tls, true), Field::Port);
        form.choose(Field::Tls, 3);
        assert_eq!(form.neighbour(Field::Tls, true), Field::TlsDomain);
        assert_eq!(form.connector(), Err(Field::TlsDomain));
    }

    #[test]
    fn a_connector_survives_the_way_through_the_form() {
        let mut form = filled("relay.contoso.com:2525");
        form.set_text(Field::Name, "Outbound to Contoso");
        form.choose(Field::Party, 1);
        form.choose(Field::Tls, 3);
        form.set_text(Field::TlsDomain, "*.contoso.com");
        let connector = form.connector().expect("a good form");
        assert_eq!(connector.port, 2525);
        assert_eq!(ConnectorForm::of(&connector).connector(), Ok(connector));
    }
}
