//! [`Scenario`]: one exercise of the training lab, as its TOML in `assets/lab/` says it.
//!
//! What to break and what it must end in. Breaking it is the work of `lab`, finding the files that of
//! `knowledge`; the words are `lab-<id>` with `.case` and `.task`.
//!
//! Names in a file are written as in a zone file: `@` is the scenario's host `<id>.lab.test`, `mx1` is
//! `mx1.<id>.lab.test`, and a final dot makes a name absolute.

mod certificate;
mod dns;
mod server;

use std::net::IpAddr;

use serde::Deserialize;

pub use self::{certificate::*, dns::*, server::*};

use super::{
    CauseId, CodeId, Domain, Fault, LabAnswer, Limits, NameError, NamePattern, Party, StepId, TlsPolicy, Verdict,
};

/// The domain below which every scenario has its host (RFC 2606 reserves `test`).
pub const LAB_DOMAIN: &str = "lab.test";

/// One exercise, ready to be set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// The file's name without `.toml`; the host is `<id>.lab.test`.
    pub id: String,
    /// The chapter of the lab it stands in: 1 names … 7 "which one is it?"; 0 is the bench, for every fault
    /// that is no exercise.
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
    /// What is as true as `answer` or `step`, and counts as right.
    pub accepts: Vec<LabAnswer>,
    /// Wrong choices that look the same from here, so that the case alone decides against them.
    pub offers: Vec<LabAnswer>,
    /// What is no choice, because it is true in part.
    pub omits: Vec<LabAnswer>,
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
    accepts: Vec<LabAnswer>,
    #[serde(default)]
    offers: Vec<LabAnswer>,
    #[serde(default)]
    omits: Vec<LabAnswer>,
    #[serde(default)]
    tls: TlsWord,
    tls_domain: Option<String>,
    #[serde(default)]
    party: Party,
    #[serde(default)]
    mx: bool,
    #[serde(default)]
    by_address: bool,
    #[serde(default = "two")]
    timeout: u64,
    #[serde(default = "two")]
    reply_timeout: u64,
    #[serde(default)]
    dns: LabDns,
    #[serde(default, rename = "server")]
    servers: Vec<LabServer>,
}

/// Seconds: more than a busy machine needs on loopback, less than anybody minds.
fn two() -> u64 {
    2
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
            accepts: self.accepts,
            offers: self.offers,
            omits: self.omits,
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
            accepts: Vec::new(),
            offers: Vec::new(),
            omits: Vec::new(),
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
