//! [`Redactor`]: a report without names, for who may see what is wrong and not whose it is.
//!
//! What was asked, seen and concluded is replaced before it becomes words, so that every form of a report has the same
//! stand-ins, and the same thing the same one in a whole file. Which name stands for which is told nowhere.

mod connectors;
mod named;
mod numbers;
mod persons;
mod prints;
mod stand_ins;
mod texts;
mod users;
mod vocabulary;
mod words;

use std::net::{IpAddr, SocketAddr};

use connectors::connectors;
use serde_json::Value;
use stand_ins::StandIns;

use super::{
    Brief, Document, Inquiry,
    check::check,
    json::{self, Check},
    nobody::is_everybodys,
    steps::Depth,
};
use crate::{
    knowledge::Knowledge,
    l10n::Texts,
    model::{
        Answers, CertificateSeen, Connector, Control, Diagnosis, Direction, Endpoint, Evidence, Finding, Item, Lookup,
        NamePattern, Noted, Repair, Route, Run, Settings, Symptom, TlsPolicy, Unseen, WireText,
    },
};

/// What a server without a name begins its greeting with, or its answer to EHLO (the keywords of IANA's registry of SMTP
/// service extensions that servers have), beside the words that name nobody in any line.
const NO_NAMES: [&str; 19] = [
    "esmtp",
    "ready",
    "welcome",
    "hello",
    "microsoft",
    "8bitmime",
    "auth",
    "binarymime",
    "chunking",
    "dsn",
    "enhancedstatuscodes",
    "help",
    "pipelining",
    "requiretls",
    "size",
    "smtputf8",
    "starttls",
    "vrfy",
    "etrn",
];

/// Replaces the names of all that goes into one file.
#[derive(Clone, Debug)]
pub struct Redactor<'a> {
    stand_ins: StandIns<'a>,
    knowledge: &'a Knowledge,
}

/// What a report is made of, without names.
#[derive(Clone, Debug)]
pub struct Redacted<'a> {
    connector: Connector,
    symptom: Option<Symptom>,
    settings: Settings,
    answers: &'a Answers,
    scenario: Option<&'a str>,
    run: Run,
    diagnosis: Diagnosis,
}

impl Redacted<'_> {
    fn inquiry(&self) -> Inquiry<'_> {
        let Self { connector, symptom, settings, answers, scenario, .. } = self;
        Inquiry { connector, symptom: symptom.as_ref(), settings, answers, scenario: *scenario, redacted: true }
    }

    /// The report, which says what was done to it.
    pub fn document(&self, depth: Depth, knowledge: &Knowledge, texts: &Texts) -> Document {
        check(&self.inquiry(), &self.run, &self.diagnosis, depth, knowledge, texts)
    }

    /// The connector in a row, without names; whether it is turned off.
    pub fn brief(&self, off: bool) -> Brief {
        Brief::new(&self.connector, off).found(&self.run, &self.diagnosis.finding)
    }

    /// The same for programs.
    pub fn json(&self, knowledge: &Knowledge, texts: &Texts) -> Check {
        json::check(&self.inquiry(), &self.run, &self.diagnosis, knowledge, texts)
    }
}

impl<'a> Redactor<'a> {
    /// One that knows no name yet.
    pub fn new(knowledge: &'a Knowledge) -> Self {
        Self { stand_ins: StandIns::new(&knowledge.exchange().addresses), knowledge }
    }

    /// Learns the names of a connector, so that what stands for them does not depend on which is told first.
    pub fn learn(&mut self, connector: &Connector) {
        connector.name.iter().for_each(|name| self.learn_name(name));
        for host in connector.route.hosts() {
            self.stand_ins.learn(&host.to_string());
        }
        if let Some(name) = connector.tls.tls_domain() {
            self.stand_ins.learn(name.base().as_str());
        }
    }

    /// Learns how a connector is called.
    pub fn learn_name(&mut self, name: &WireText) {
        self.stand_ins.learn_phrase("connector", name.as_str());
    }

    /// What stands for a text that could not be read as a name.
    pub fn unread(&mut self, text: &WireText) -> String {
        self.stand_ins.unread(text.as_str())
    }

    /// A line about a connector that was learnt, without names: what was read of its file.
    pub fn line(&mut self, text: &str) -> String {
        self.stand_ins.in_theirs(text)
    }

    /// All of a report without names.
    pub fn redacted<'b>(&mut self, inquiry: &Inquiry<'b>, run: &Run, diagnosis: &Diagnosis) -> Redacted<'b> {
        self.know(inquiry, run, &diagnosis.finding);
        Redacted {
            connector: self.connector(inquiry.connector),
            symptom: inquiry.symptom.map(|symptom| self.symptom(symptom)),
            settings: self.settings(inquiry.settings),
            answers: inquiry.answers,
            scenario: inquiry.scenario,
            run: self.run(run),
            diagnosis: self.diagnosis(diagnosis),
        }
    }

    /// Learns all names and takes note of all addresses before the first is replaced.
    fn know(&mut self, inquiry: &Inquiry<'_>, run: &Run, finding: &Finding) {
        let Inquiry { connector, symptom, settings, .. } = inquiry;
        let told = [serde_json::to_string(connector), serde_json::to_string(run), serde_json::to_string(symptom)];
        let noted = serde_json::to_string(&finding.evidence);
        for text in told.iter().chain(Some(&noted)).flatten() {
            self.stand_ins.take(text);
            self.stand_ins.meet(text);
        }
        self.learn(connector);
        for host in run.hosts.iter().flat_map(|host| [&host.of, &host.host]) {
            self.stand_ins.learn(&host.to_string());
        }
        run.lookups.iter().for_each(|lookup| self.stand_ins.learn(lookup.name.as_str()));
        self.learn_addresses(inquiry, run);
        let view = run.view.host.iter().map(|name| name.as_str());
        view.chain(settings.ehlo.as_deref()).for_each(|name| self.stand_ins.learn(name));
        run.endpoints.iter().for_each(|endpoint| self.learn_spoken(endpoint));
        if let Some(symptom) = symptom {
            let names = [&symptom.server_name, &symptom.expected_name, &symptom.presented_name];
            names.into_iter().flatten().for_each(|name| self.stand_ins.learn(name.as_str()));
            let name = symptom.connector_name.iter().map(|name| name.as_str());
            let names = name.chain(connectors(symptom.text.as_str()));
            names.for_each(|name| self.stand_ins.learn_phrase("connector", name));
            // A detail may have lost the address that tells whose name it is.
            let texts = [Some(&symptom.text), symptom.detail.as_ref()].into_iter().flatten().map(WireText::as_str);
            let people =
                texts.flat_map(|text| named::names(text).map(|at| &text[at])).filter(|name| name.contains(' '));
            people.for_each(|name| self.stand_ins.learn_phrase("name", name));
        }
        let files =
            settings.ca_files.iter().chain(&settings.endpoints).chain(settings.report.iter().map(|(path, _)| path));
        files.for_each(|path| self.stand_ins.learn_phrase("file", WireText::from_path(path).as_str()));
    }

    /// Learns the addresses of both sides, and those that were told of them.
    fn learn_addresses(&mut self, inquiry: &Inquiry<'_>, run: &Run) {
        let Inquiry { connector, symptom, settings, .. } = inquiry;
        let resolvers = run.view.resolvers.iter().chain(&settings.resolvers).map(SocketAddr::ip);
        let asked = run.endpoints.iter().map(|endpoint| endpoint.ip).chain(run.view.ip).chain(resolvers);
        let told =
            run.lookups.iter().filter_map(|lookup| lookup.answer.as_ref()).flat_map(|(_, answer)| &answer.records);
        let told = told.filter_map(|record| record.as_str().parse::<IpAddr>().ok());
        let hosts = connector.route.hosts().iter().filter_map(|host| host.to_string().parse().ok()).collect::<Vec<_>>();
        let seen = run.endpoints.iter().flat_map(|endpoint| &endpoint.evidence).filter_map(|evidence| match evidence {
            Evidence::Connected { from, .. } => *from,
            _ => None,
        });
        let reported = symptom.iter().filter_map(|symptom| symptom.server_ip);
        asked.chain(told).chain(hosts).chain(seen).chain(reported).for_each(|ip| self.stand_ins.learn_address(ip));
    }

    /// Learns by which names both sides greet: the first word behind a greeting (RFC 5321 section 4.2), and of the answer
    /// to EHLO (section 4.1.1.1). Only the first line of such a reply begins with one, and none to another command does.
    fn learn_spoken(&mut self, endpoint: &Endpoint) {
        // The code of the reply that comes with a name.
        let mut awaited = Some("220");
        for line in &endpoint.transcript {
            let text = line.text.as_str();
            let greets = match line.direction {
                Direction::Out => {
                    let greets = ["EHLO ", "HELO "].iter().any(|verb| text.to_ascii_uppercase().starts_with(verb));
                    awaited = greets.then_some("250");
                    greets
                }
                Direction::In => awaited.take().is_some_and(|code| text.starts_with(code)),
            };
            let name = text.get(4..).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default();
            let small = name.to_lowercase();
            let is_known = NO_NAMES.contains(&small.as_str()) || is_everybodys(&small);
            // A status (RFC 3463) has no letter.
            let is_name = greets && !is_known && small.contains(char::is_alphabetic);
            Some(name).filter(|_| is_name).into_iter().for_each(|name| self.stand_ins.learn(name));
        }
    }

    fn wire(&mut self, text: &WireText) -> WireText {
        WireText::from_safe(&self.stand_ins.in_theirs(text.as_str()))
    }

    fn each(&mut self, texts: &[WireText]) -> Vec<WireText> {
        texts.iter().map(|text| self.wire(text)).collect()
    }

    fn maybe(&mut self, text: Option<&WireText>) -> Option<WireText> {
        text.map(|text| self.wire(text))
    }

    /// A text of a report as people paste it: no word of it stays that mail systems do not use.
    fn pasted(&mut self, text: &WireText) -> WireText {
        WireText::from_safe(&vocabulary::known(self.wire(text).as_str(), self.knowledge))
    }

    fn carried(&mut self, name: &WireText) -> WireText {
        WireText::from_safe(&self.stand_ins.carried(name.as_str()))
    }

    fn server(&mut self, server: SocketAddr) -> SocketAddr {
        SocketAddr::new(self.stand_ins.address(server.ip()), server.port())
    }

    /// A connector that was learnt, without names.
    pub fn connector(&mut self, connector: &Connector) -> Connector {
        let route = match &connector.route {
            Route::Mx(domain) => Route::Mx(self.stand_ins.domain(domain)),
            Route::SmartHosts(hosts) => Route::SmartHosts(hosts.iter().map(|host| self.stand_ins.host(host)).collect()),
        };
        let tls = match &connector.tls {
            TlsPolicy::DomainValidation(pattern) => {
                let name = self.stand_ins.carried(&pattern.to_string());
                NamePattern::from_ascii(&name).map_or(TlsPolicy::CertificateValidation, TlsPolicy::DomainValidation)
            }
            same @ (TlsPolicy::Opportunistic | TlsPolicy::EncryptionOnly | TlsPolicy::CertificateValidation) => {
                same.clone()
            }
        };
        Connector { name: self.maybe(connector.name.as_ref()), route, tls, ..connector.clone() }
    }

    /// What a command would say again; files stand on one machine alone.
    fn settings(&mut self, settings: &Settings) -> Settings {
        let control = match &settings.control {
            Control::Named(host, port) => Control::Named(self.stand_ins.host(host), *port),
            same @ (Control::None | Control::Default) => same.clone(),
        };
        Settings {
            ehlo: settings.ehlo.as_ref().map(|name| self.stand_ins.carried(name)),
            control,
            resolvers: settings.resolvers.iter().map(|server| self.server(*server)).collect(),
            ca_files: Vec::new(),
            report: None,
            endpoints: None,
            ..settings.clone()
        }
    }

    fn symptom(&mut self, symptom: &Symptom) -> Symptom {
        let named = |redactor: &mut Self, name: &Option<WireText>| name.as_ref().map(|name| redactor.carried(name));
        let thumbprint = symptom.thumbprint.as_ref();
        Symptom {
            server_name: named(self, &symptom.server_name),
            server_ip: symptom.server_ip.map(|ip| self.stand_ins.address(ip)),
            detail: symptom.detail.as_ref().map(|detail| self.pasted(detail)),
            expected_name: named(self, &symptom.expected_name),
            presented_name: named(self, &symptom.presented_name),
            thumbprint: thumbprint.map(|print| WireText::from_safe(&self.stand_ins.thumbprint(print.as_str()))),
            connector_name: self.maybe(symptom.connector_name.as_ref()),
            // Both name the organization, and whoever reads it without names can look for neither.
            message_id: None,
            tenant: None,
            unread: symptom.unread.iter().map(|text| self.pasted(text)).collect(),
            unpublished: symptom.unpublished.iter().map(|text| self.pasted(text)).collect(),
            text: self.pasted(&symptom.text),
            ..symptom.clone()
        }
    }

    fn run(&mut self, run: &Run) -> Run {
        let mut run = run.clone();
        run.view.host = run.view.host.as_ref().map(|name| self.carried(name));
        run.view.ip = run.view.ip.map(|ip| self.stand_ins.address(ip));
        run.view.resolvers = run.view.resolvers.iter().map(|server| self.server(*server)).collect();
        for host in &mut run.hosts {
            host.host = self.stand_ins.host(&host.host);
            host.of = self.stand_ins.host(&host.of);
        }
        run.unlisted.iter_mut().for_each(|unlisted| unlisted.of = self.stand_ins.host(&unlisted.of));
        run.endpoints.iter_mut().for_each(|endpoint| self.endpoint(endpoint));
        run.lookups.iter_mut().for_each(|lookup| self.lookup(lookup));
        run.evidence = run.evidence.iter().filter_map(|evidence| self.evidence(evidence)).collect();
        run
    }

    fn lookup(&mut self, lookup: &mut Lookup) {
        lookup.name = self.stand_ins.domain(&lookup.name);
        lookup.server = self.server(lookup.server);
        if let Some((_, answer)) = &mut lookup.answer {
            answer.records = self.each(&answer.records);
            answer.aliases = self.each(&answer.aliases);
            answer.zone = answer.zone.as_ref().map(|zone| self.stand_ins.domain(zone));
            answer.extended_error = answer.extended_error.as_ref().map(|(code, text)| (*code, self.wire(text)));
        }
    }

    fn endpoint(&mut self, endpoint: &mut Endpoint) {
        endpoint.ip = self.stand_ins.address(endpoint.ip);
        for line in &mut endpoint.transcript {
            line.text = self.wire(&line.text);
        }
        for certificate in endpoint.tls.iter_mut().flat_map(|tls| &mut tls.chain) {
            *certificate = self.certificate(certificate);
        }
        endpoint.evidence = endpoint.evidence.iter().filter_map(|evidence| self.evidence(evidence)).collect();
    }

    fn certificate(&mut self, certificate: &CertificateSeen) -> CertificateSeen {
        CertificateSeen {
            subject: WireText::from_safe(&self.stand_ins.subject(certificate.subject.as_str())),
            sans: certificate.sans.iter().map(|name| self.carried(name)).collect(),
            issuer: WireText::from_safe(&self.stand_ins.subject(certificate.issuer.as_str())),
            sha1: self.stand_ins.thumbprint(&certificate.sha1),
            sha256: self.stand_ins.thumbprint(&certificate.sha256),
            ..certificate.clone()
        }
    }

    /// Evidence with every text in it replaced; `None` where it is none any more, and then it is told nowhere.
    fn evidence(&mut self, evidence: &Evidence) -> Option<Evidence> {
        let mut value = serde_json::to_value(evidence).ok()?;
        if let Value::Object(fields) = &mut value {
            fields.iter_mut().for_each(|(name, value)| self.value(name, value));
        }
        serde_json::from_value(value).ok()
    }

    /// A field of evidence, by its name.
    fn value(&mut self, name: &str, value: &mut Value) {
        match value {
            Value::String(text) => {
                *text = match name {
                    // Words of our own enums, and what no name is in.
                    "id" | "record" | "rcode" | "answer" | "authority" | "outcome" | "kind" | "at" | "status"
                    | "what" | "flaw" | "limit" | "character" | "key" | "signature" => return,
                    "subject" | "issuer" => self.stand_ins.subject(text),
                    "wanted" | "presented" => self.stand_ins.carried(text),
                    _ => self.stand_ins.in_theirs(text),
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(name, item)),
            Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn noted(&mut self, noted: &Noted) -> Option<Noted> {
        Some(Noted {
            host: noted.host.as_ref().map(|host| self.stand_ins.host(host)),
            ip: noted.ip.map(|ip| self.stand_ins.address(ip)),
            evidence: self.evidence(&noted.evidence)?,
            ..noted.clone()
        })
    }

    fn diagnosis(&mut self, diagnosis: &Diagnosis) -> Diagnosis {
        let mut diagnosis = diagnosis.clone();
        let finding = &mut diagnosis.finding;
        finding.evidence = finding.evidence.iter().filter_map(|noted| self.noted(noted)).collect();
        let repair = |repair: &Repair| Repair {
            host: repair.host.as_ref().map(|host| self.stand_ins.host(host)),
            ip: repair.ip.map(|ip| self.stand_ins.address(ip)),
            ..repair.clone()
        };
        finding.repaired = finding.repaired.iter().map(repair).collect();
        for other in &mut finding.others {
            other.at = other.at.iter().map(|ip| self.stand_ins.address(*ip)).collect();
        }
        diagnosis.checklist.items.iter_mut().for_each(|item| self.item(item));
        diagnosis
    }

    fn item(&mut self, item: &mut Item) {
        if let Some(seen) = item.thumbprint.take() {
            let print = self.stand_ins.thumbprint(&seen);
            item.commands.iter_mut().for_each(|command| *command = command.replace(&seen, &print));
            item.thumbprint = Some(print);
        }
        item.commands = item.commands.iter().map(|command| self.stand_ins.in_ours(command)).collect();
        item.args.values_mut().for_each(|value| *value = self.stand_ins.in_ours(value));
        item.noted = item.noted.as_ref().and_then(|noted| self.noted(noted));
        item.also.iter_mut().for_each(|ip| *ip = self.stand_ins.address(*ip));
        let unseen = |place: &Unseen| Unseen { ip: place.ip.map(|ip| self.stand_ins.address(ip)), ..place.clone() };
        item.unseen = item.unseen.iter().map(unseen).collect();
    }
}
