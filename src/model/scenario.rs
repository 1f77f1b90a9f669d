//! [`Scenario`]: one exercise of the training lab, as its TOML in `assets/lab/` says it.
//!
//! What to break and what it must end in. Breaking it is the work of `lab`, finding the files that of
//! `knowledge`; the words are `lab-<id>` with `.case` and `.task`.
//!
//! Names in a file are written as in a zone file: `@` is the scenario's host `<id>.lab.test`, `mx1` is
//! `mx1.<id>.lab.test`, and a final dot makes a name absolute.

use std::net::{IpAddr, Ipv4Addr};

use serde::Deserialize;

use super::{
    CauseId, CodeId, Domain, Fault, Limits, NameError, NamePattern, Party, RecordType, StepId, TlsPolicy, Verdict,
};

/// The domain below which every scenario has its host (RFC 2606 reserves `test`).
pub const LAB_DOMAIN: &str = "lab.test";

/// One exercise, ready to be set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The file's name without `.toml`; the host is `<id>.lab.test`.
    pub id: String,
    /// The chapter of the lab it stands in: 1 names … 7 "which one is it?"; 0 is the bench, for every fault
    /// that is no lesson.
    pub chapter: u8,
    /// Its place in the chapter, from 1.
    pub order: u8,
    /// The verdict it must end in.
    pub verdict: Verdict,
    /// The code it must end in; none for a healthy one.
    pub code: Option<CodeId>,
    /// The fault that must be seen; none for a healthy one.
    pub fault: Option<Fault>,
    /// What else must be seen: further faults, and warnings.
    pub also: Vec<Fault>,
    /// The cause that must be established, if any.
    pub cause: Option<CauseId>,
    /// The cause the story leads to, for the trainee to name; `cause` where the file gives no other.
    pub answer: Option<CauseId>,
    /// The first step to take, for the trainee to name.
    pub step: Option<StepId>,
    /// The TLS setting of its connector.
    pub tls: TlsPolicy,
    /// Whose server it is.
    pub party: Party,
    /// Whether the connector routes by the MX of the recipient domain.
    pub mx: bool,
    /// Whether the connector names the first address instead of the host.
    pub by_address: bool,
    /// How long a probe of it waits: short, and whole seconds.
    pub limits: Limits,
    /// What the DNS says.
    pub dns: LabDns,
    /// The servers; one port number for all of them.
    pub servers: Vec<LabServer>,
}

impl Scenario {
    /// The host, and the recipient domain of one that routes by MX: `<id>.lab.test`.
    pub fn host(&self) -> String {
        format!("{}.{LAB_DOMAIN}", self.id)
    }

    /// A name of the file made absolute, without the final dot.
    pub fn absolute(&self, name: &str) -> String {
        match name.strip_suffix('.') {
            Some(absolute) => absolute.to_owned(),
            None if name == "@" => self.host(),
            None => format!("{name}.{}", self.host()),
        }
    }
}

/// A scenario as its file has it; [`Self::into_scenario`] makes it whole.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ScenarioFile {
    chapter: u8,
    order: u8,
    verdict: Verdict,
    code: Option<CodeId>,
    fault: Option<Fault>,
    #[serde(default)]
    also: Vec<Fault>,
    cause: Option<CauseId>,
    answer: Option<CauseId>,
    step: Option<StepId>,
    #[serde(default)]
    tls: TlsWord,
    tls_domain: Option<String>,
    #[serde(default)]
    party: Party,
    #[serde(default)]
    mx: bool,
    #[serde(default)]
    by_address: bool,
    #[serde(default = "one")]
    timeout: u64,
    #[serde(default = "one")]
    reply_timeout: u64,
    #[serde(default)]
    dns: LabDns,
    #[serde(default, rename = "server")]
    servers: Vec<LabServer>,
}

fn one() -> u64 {
    1
}

/// The words of `--tls`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TlsWord {
    Opportunistic,
    Encryption,
    #[default]
    Certificate,
    Domain,
}

/// Why a scenario's file makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioError {
    /// The file's name cannot be a label of the host.
    #[error("the file's name cannot be part of a host name: {0}")]
    Id(NameError),
    /// There is no such chapter.
    #[error("chapter {0} does not exist")]
    Chapter(u8),
    /// `tls-domain` is no name.
    #[error("tls-domain: {0}")]
    TlsDomain(NameError),
    /// `tls-domain` without `tls = "domain"`.
    #[error("tls-domain goes with tls = \"domain\"")]
    StrayTlsDomain,
    /// A healthy one has neither code nor fault; a fault has both.
    #[error("verdict, code and fault do not go together")]
    Ending,
    /// An address that is not of this machine.
    #[error("{0} is not a loopback address")]
    NotLoopback(IpAddr),
    /// A server that listens nowhere.
    #[error("a server without an address")]
    NoAddress,
}

/// The last chapter of the lab.
pub const LAB_CHAPTERS: u8 = 7;

impl ScenarioFile {
    /// Checks the file and gives the scenario the name of its file.
    ///
    /// # Errors
    /// [`ScenarioError`] names the first thing that does not go together.
    pub fn into_scenario(self, id: &str) -> Result<Scenario, ScenarioError> {
        let host = Domain::from_ascii(&format!("{id}.{LAB_DOMAIN}")).map_err(ScenarioError::Id)?;
        if self.chapter > LAB_CHAPTERS {
            return Err(ScenarioError::Chapter(self.chapter));
        }
        let ends_well = match self.verdict {
            Verdict::Healthy => self.code.is_none() && self.fault.is_none(),
            Verdict::Fault | Verdict::Inconclusive => self.code.is_some() && self.fault.is_some(),
        };
        if !ends_well {
            return Err(ScenarioError::Ending);
        }
        for server in &self.servers {
            if server.addresses.is_empty() {
                return Err(ScenarioError::NoAddress);
            }
            if let Some(stranger) = server.addresses.iter().find(|ip| !ip.is_loopback()) {
                return Err(ScenarioError::NotLoopback(*stranger));
            }
        }
        let tls = match (self.tls, self.tls_domain) {
            (TlsWord::Opportunistic, None) => TlsPolicy::Opportunistic,
            (TlsWord::Encryption, None) => TlsPolicy::EncryptionOnly,
            (TlsWord::Certificate, None) => TlsPolicy::CertificateValidation,
            (TlsWord::Domain, None) => TlsPolicy::DomainValidation(NamePattern::exact(host)),
            (TlsWord::Domain, Some(name)) => {
                TlsPolicy::DomainValidation(NamePattern::from_ascii(&name).map_err(ScenarioError::TlsDomain)?)
            }
            (_, Some(_)) => return Err(ScenarioError::StrayTlsDomain),
        };
        Ok(Scenario {
            id: id.to_owned(),
            chapter: self.chapter,
            order: self.order,
            verdict: self.verdict,
            code: self.code,
            fault: self.fault,
            also: self.also,
            answer: self.answer.or_else(|| self.cause.clone()),
            cause: self.cause,
            step: self.step,
            tls,
            party: self.party,
            mx: self.mx,
            by_address: self.by_address,
            limits: Limits { connect_ms: self.timeout * 1000, reply_ms: self.reply_timeout * 1000 },
            dns: self.dns,
            servers: self.servers,
        })
    }
}

/// What the DNS says about a scenario's host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LabDns {
    /// Whether the name is there at all.
    pub name: LabName,
    /// The zone's records besides SOA and NS, as a zone file writes them. Without: made from the servers, MX
    /// where they have a preference or the scenario routes by MX, else addresses.
    pub zone: Option<String>,
    /// The same as the authoritative server has it, where the resolver's is old.
    pub authoritative: Option<String>,
    /// The same as a second resolver has it.
    pub second: Option<String>,
    /// What the resolver itself is like.
    pub resolver: LabResolver,
    /// Answers that break.
    pub breaks: Vec<LabDnsBreak>,
}

/// Whether a scenario's host is in the DNS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabName {
    /// It has a zone of its own.
    #[default]
    Exists,
    /// NXDOMAIN, by the SOA of `lab.test`.
    Unknown,
    /// NXDOMAIN, by the SOA of `test`: the domain is not delegated any more.
    NotDelegated,
    /// It is delegated to one server that does not serve it and another that has no address.
    Lame,
}

/// What a scenario's resolver is like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabResolver {
    /// It answers.
    #[default]
    Works,
    /// It answers nothing, on UDP and TCP.
    Silent,
    /// It answers REFUSED to everything.
    Refuses,
    /// Nothing listens at its address.
    Absent,
}

/// An answer that breaks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LabDnsBreak {
    /// The name asked for.
    #[serde(default = "at")]
    pub name: String,
    /// The type asked for; every type where it is left out.
    pub record: Option<RecordType>,
    /// What comes back.
    pub does: LabDnsAnswer,
}

fn at() -> String {
    "@".to_owned()
}

/// What comes back instead of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabDnsAnswer {
    /// SERVFAIL, whatever is asked.
    ServFail,
    /// SERVFAIL that goes away with checking disabled, with extended error 6 (RFC 8914 section 4.7).
    Bogus,
    /// REFUSED.
    Refused,
    /// Nothing.
    Silent,
    /// Bytes that are no DNS message.
    Garbage,
    /// The answer to another question: its id is not the one asked with.
    WrongId,
    /// Over UDP a truncated answer (TC), over TCP the whole one.
    Truncated,
}

/// One server of a scenario: everything it leaves out is healthy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LabServer {
    /// Where it listens: 127.0.0.x and ::1 (left out where there is none).
    pub addresses: Vec<IpAddr>,
    /// The preference of its MX record; with one, or where the scenario routes by MX, its host is `mx<n>`, by its
    /// place among the servers, else the scenario's host.
    pub preference: Option<u16>,
    /// What becomes of a connection attempt.
    pub listens: LabListening,
    /// What it speaks.
    pub speaks: LabProtocol,
    /// Its greeting.
    pub greeting: LabTurn,
    /// Its answer to EHLO in clear.
    pub ehlo: LabTurn,
    /// Its answer to HELO.
    pub helo: LabTurn,
    /// Its answer to STARTTLS.
    pub starttls: LabTurn,
    /// What it does with the client's first TLS message.
    pub handshake: LabHandshake,
    /// Its answer to EHLO inside TLS.
    pub ehlo_tls: LabTurn,
    /// Its TLS versions: `"1.2"`, `"1.3"`.
    pub versions: Vec<LabTlsVersion>,
    /// Whether it demands a client certificate.
    pub client_certificate: bool,
    /// The certificate it shows.
    pub certificate: LabCertificate,
    /// The certificate it shows on every second connection, as two servers behind one address would.
    pub other_certificate: Option<LabCertificate>,
    /// The connection ends when it has sent so many bytes, TLS included, wherever that is.
    pub cut_after: Option<usize>,
}

impl Default for LabServer {
    fn default() -> Self {
        Self {
            addresses: vec![IpAddr::V4(Ipv4Addr::LOCALHOST)],
            preference: None,
            listens: LabListening::Accepts,
            speaks: LabProtocol::Smtp,
            greeting: LabTurn::default(),
            ehlo: LabTurn::default(),
            helo: LabTurn::default(),
            starttls: LabTurn::default(),
            handshake: LabHandshake::Normal,
            ehlo_tls: LabTurn::default(),
            versions: vec![LabTlsVersion::V1_2, LabTlsVersion::V1_3],
            client_certificate: false,
            certificate: LabCertificate::default(),
            other_certificate: None,
            cut_after: None,
        }
    }
}

/// What becomes of a connection attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabListening {
    /// It is accepted.
    #[default]
    Accepts,
    /// It is refused: the port is bound and nobody listens.
    Refuses,
    /// It is not answered: the accept queue is full (Linux drops the SYN).
    Silent,
}

/// What a server speaks on the mail port.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabProtocol {
    /// SMTP, or whatever its greeting says.
    #[default]
    Smtp,
    /// HTTP: silent until something is said, then a 400.
    Http,
    /// TLS from the first byte: silent until a ClientHello comes.
    Tls,
}

/// One turn of a server in the conversation. Without `says` and with a `then` it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LabTurn {
    /// The lines it says, without line ends; `{host}` is its name. Without: what a healthy server says.
    pub says: Option<Vec<String>>,
    /// How long it thinks first, in milliseconds.
    pub after_ms: u64,
    /// How its bytes come.
    pub pace: LabPace,
    /// What ends its lines.
    pub line_end: LabLineEnd,
    /// What it does next.
    pub then: LabThen,
}

/// How bytes come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabPace {
    /// In one piece.
    #[default]
    AtOnce,
    /// Each byte in a segment of its own.
    Split,
    /// A byte every 200 ms, for ever where the text ends with a continued line.
    Dribble,
}

/// What ends a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabLineEnd {
    /// CR LF, as RFC 5321 section 2.3.8 demands.
    #[default]
    CrLf,
    /// LF alone.
    Lf,
    /// Nothing: the line goes on.
    Nothing,
}

/// What a server does after a turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabThen {
    /// It waits for the next command.
    #[default]
    GoesOn,
    /// It closes the connection (FIN).
    Closes,
    /// It resets the connection (RST, by a linger time of zero).
    Resets,
    /// It says nothing more and keeps the connection.
    FallsSilent,
    /// It says the same again and again, without an end.
    NeverEnds,
}

/// What a server does with the client's first TLS message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabHandshake {
    /// It answers it.
    #[default]
    Normal,
    /// It answers in plain text.
    PlainText,
    /// It answers with this fatal alert (RFC 8446 section 6), whatever was offered.
    Alert(u8),
    /// It speaks TLS 1.0 only: a ServerHello of that version where it is offered, else the alert
    /// `protocol_version`.
    OldVersion,
    /// It speaks TLS 1.2 with CBC and RSA key exchange only: a ServerHello where one of them is offered, else
    /// the alert `handshake_failure`.
    OldSuites,
    /// It answers with a TLS record whose content is none of TLS.
    Garbage,
    /// It closes the connection.
    Closes,
    /// It closes the connection behind its ServerHello.
    ClosesHalfway,
    /// It resets the connection.
    Resets,
    /// It says nothing more.
    FallsSilent,
}

/// A TLS version that a healthy handshake can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[expect(missing_docs, reason = "the names are the versions")]
pub enum LabTlsVersion {
    #[serde(rename = "1.2")]
    V1_2,
    #[serde(rename = "1.3")]
    V1_3,
}

/// How a server's certificate is made.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LabCertificate {
    /// The names and addresses of its SAN; without: the server's host.
    pub names: Option<Vec<String>>,
    /// Its common name; without: its first name.
    pub common_name: Option<String>,
    /// When it begins, in days from now.
    pub from_days: i64,
    /// When it ends, in days from now.
    pub to_days: i64,
    /// Who signed it.
    pub signed_by: LabIssuer,
    /// How many more intermediates stand between it and its issuer.
    pub between: u8,
    /// What is sent with it.
    pub sends: LabChain,
    /// Its key.
    pub key: LabKey,
    /// Whether it says where its issuer's certificate can be fetched (AIA, RFC 5280 section 4.2.2.1).
    pub aia: bool,
    /// Whether it is meant for clients only.
    pub for_clients: bool,
    /// A chain of `assets/lab/fixtures/` instead: what the crypto library of the lab refuses to make.
    pub fixture: Option<String>,
    /// A stapled answer of `assets/lab/fixtures/` about it.
    pub staple: Option<String>,
}

impl Default for LabCertificate {
    fn default() -> Self {
        Self {
            names: None,
            common_name: None,
            from_days: -30,
            to_days: 335,
            signed_by: LabIssuer::Issuing,
            between: 0,
            sends: LabChain::Whole,
            key: LabKey::Rsa,
            aia: true,
            for_clients: false,
            fixture: None,
            staple: None,
        }
    }
}

/// Who signed a certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabIssuer {
    /// The lab's intermediate, under the root that a probe of the lab trusts.
    #[default]
    Issuing,
    /// That root itself.
    Root,
    /// A root of its own that nobody trusts.
    Private,
    /// Itself.
    Itself,
}

/// What is sent with a certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabChain {
    /// Its issuers up to the root, without it; of a private root that root too.
    #[default]
    Whole,
    /// Nothing.
    Alone,
    /// Root and intermediate, in the wrong order.
    WrongOrder,
}

/// The kind of a certificate's key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabKey {
    /// RSA with 2048 bits.
    #[default]
    Rsa,
    /// ECDSA on P-256.
    Ecdsa,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> ScenarioFile {
        ScenarioFile {
            chapter: 1,
            order: 1,
            verdict: Verdict::Healthy,
            code: None,
            fault: None,
            also: Vec::new(),
            cause: None,
            answer: None,
            step: None,
            tls: TlsWord::Certificate,
            tls_domain: None,
            party: Party::Own,
            mx: false,
            by_address: false,
            timeout: 1,
            reply_timeout: 1,
            dns: LabDns::default(),
            servers: Vec::new(),
        }
    }

    #[test]
    fn a_scenario_never_names_an_address_off_this_machine() {
        let server = LabServer { addresses: vec![[192, 0, 2, 1].into()], ..LabServer::default() };
        let error = ScenarioFile { servers: vec![server], ..file() }.into_scenario("x");
        assert_eq!(error, Err(ScenarioError::NotLoopback([192, 0, 2, 1].into())));
    }

    #[test]
    fn a_fault_has_a_code_and_a_healthy_one_has_none() {
        let code = Some(CodeId::new("4.4.316"));
        assert_eq!(ScenarioFile { code, ..file() }.into_scenario("x"), Err(ScenarioError::Ending));
        let verdict = Verdict::Fault;
        assert_eq!(ScenarioFile { verdict, ..file() }.into_scenario("x"), Err(ScenarioError::Ending));
    }

    #[test]
    fn names_are_relative_to_the_host_as_in_a_zone_file() {
        let scenario = file().into_scenario("refused").expect("a scenario");
        assert_eq!(scenario.absolute("@"), "refused.lab.test");
        assert_eq!(scenario.absolute("mx1"), "mx1.refused.lab.test");
        assert_eq!(scenario.absolute("owa.contoso.com."), "owa.contoso.com");
    }
}
