//! What the DNS says about a scenario's host, and how its answers break.

use serde::Deserialize;

use crate::model::RecordType;

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
    /// The same as another name server of the zone has it: one at 127.0.0.55, which the zone has to name.
    pub other: Option<String>,
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
    /// NXDOMAIN, by the SOA of `lab.test`; elsewhere it is there where that has a zone.
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
    /// Whose answer it is.
    #[serde(default)]
    pub by: LabDnsBy,
}

/// Whose answers break.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabDnsBy {
    /// The resolver's, and the second one's.
    #[default]
    Resolver,
    /// The name server's of the zone.
    Authority,
    /// All of them.
    All,
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
    /// Over UDP a truncated answer (TC), over TCP none.
    Cut,
    /// Nothing to a question with EDNS (RFC 6891), the answer to one without.
    NoEdns,
    /// NOTIMP, whatever is asked: a code that is seldom seen.
    NotImp,
    /// SERVFAIL to every other question for the same.
    Falters,
}
