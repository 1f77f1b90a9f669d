//! A report that was saved as JSON (`mxray/1`, `mxray-list/1`), back to what it tells of: connector, what Office 365
//! reported, DNS questions, addresses with their stages and evidence, states of the steps. What is concluded is concluded anew, and no sentence or command of the file is used.

use std::net::IpAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::model::{
    Answer, Answers, CertificateProblem, CertificateSeen, Connector, Endpoint, EndpointId, EndpointOutcome, Evidence,
    Fault, Host, ItemState, Limits, Lookup, LookupId, LookupRole, MailHost, NamePattern, Outcome, Party, Route, Run,
    Stage, StageState, StepId, Symptom, TlsPolicy, TlsSeen, TranscriptLine, Unknown, View, bounded_and_safe,
};

/// Addresses of one report that are read; far more than one has.
const MOST_ADDRESSES: usize = 1_000;

/// DNS questions of one report that are read; far more than one has.
const MOST_LOOKUPS: usize = 1_000;

/// What a saved report tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The connector.
    pub connector: Connector,
    /// What Office 365 reported.
    pub symptom: Option<Symptom>,
    /// What was seen.
    pub run: Run,
    /// What was answered to the questions that narrow, by their ids.
    pub answers: Answers,
    /// Whether other names stand in it in place of those that were seen.
    pub redacted: bool,
    /// What became of the steps: which, what, since when.
    pub steps: Vec<(StepId, ItemState, Option<Timestamp>)>,
}

/// Why a text is no saved report. Messages are `error-<id>`, their arguments the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "where it is not understood")]
pub enum SavedError {
    /// It is no JSON.
    NoJson { line: String, column: String },
    /// It is a report on each line, `--format jsonl`.
    Lines {},
    /// It is JSON, and no report of `check`.
    NoReport {},
    /// It is one, and part of it cannot be understood.
    Damaged { part: String },
}

impl SavedError {
    /// Every id there is, for the tests that walk the words.
    pub const IDS: [&'static str; 4] = ["saved-no-json", "saved-no-report", "saved-damaged", "saved-lines"];

    /// The id of its message.
    pub fn id(&self) -> &'static str {
        match self {
            Self::NoJson { .. } => Self::IDS[0],
            Self::NoReport {} => Self::IDS[1],
            Self::Damaged { .. } => Self::IDS[2],
            Self::Lines {} => Self::IDS[3],
        }
    }
}

/// The reports of a file: one, or those of a list.
///
/// # Errors
/// [`SavedError`].
pub fn saved(bytes: &[u8]) -> Result<Vec<Saved>, SavedError> {
    let mut value: Value = serde_json::from_slice(bytes).map_err(|error| {
        if has_lines(bytes) {
            return SavedError::Lines {};
        }
        SavedError::NoJson { line: error.line().max(1).to_string(), column: error.column().max(1).to_string() }
    })?;
    bounded_and_safe(&mut value);
    match (value["schema"].as_str(), value["results"].as_array()) {
        (Some("mxray/1"), _) => Ok(vec![one(&value)?]),
        (Some("mxray-list/1"), Some(results)) => results.iter().map(one).collect(),
        _ => Err(SavedError::NoReport {}),
    }
}

/// Whether two values stand behind each other, the first one a report.
fn has_lines(bytes: &[u8]) -> bool {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<Value>();
    let mut next = || values.next().and_then(Result::ok);
    next().is_some_and(|first| first["schema"] == "mxray/1") && next().is_some_and(|second| second.is_object())
}

fn damaged(part: &str) -> SavedError {
    SavedError::Damaged { part: part.to_owned() }
}

/// A part of it as a value of ours.
fn part<T: DeserializeOwned>(value: &Value, name: &str) -> Result<T, SavedError> {
    // From a value of its own, as a case is read: one reader of each part serves both.
    T::deserialize(value[name].clone()).map_err(|_| damaged(name))
}

fn one(value: &Value) -> Result<Saved, SavedError> {
    let connector = connector(&value["connector"])?;
    let run = run(value, &connector)?;
    let steps = list(value, "checklist")?.iter().map(step).collect::<Result<_, _>>()?;
    let redacted = value["redacted"].as_bool().unwrap_or(false);
    Ok(Saved {
        symptom: part(value, "reported")?,
        connector,
        run,
        answers: answers(&value["finding"]),
        redacted,
        steps,
    })
}

/// What was answered; a report of before there were questions has none.
fn answers(finding: &Value) -> Answers {
    let questions = finding["questions"].as_array().map(Vec::as_slice).unwrap_or_default();
    let given = questions.iter().filter_map(|question| Some((question["id"].as_str()?, question["given"].as_str()?)));
    let idle = finding["idle_answers"].as_array().map(Vec::as_slice).unwrap_or_default();
    let idle = idle.iter().filter_map(|given| Some((given["question"].as_str()?, given["answer"].as_str()?)));
    given.chain(idle).fold(Answers::default(), |answers, (question, answer)| answers.with(question, answer))
}

fn list<'a>(value: &'a Value, name: &str) -> Result<&'a [Value], SavedError> {
    value[name].as_array().map(Vec::as_slice).ok_or_else(|| damaged(name))
}

fn connector(value: &Value) -> Result<Connector, SavedError> {
    let hosts: Vec<Host> = part(&value["route"], "hosts")?;
    let route = match (value["route"]["kind"].as_str(), hosts.as_slice()) {
        (Some("smart-host"), [_, ..]) => Route::SmartHosts(hosts),
        (Some("mx"), [Host::Name(domain)]) => Route::Mx(domain.clone()),
        _ => return Err(damaged("route")),
    };
    let pattern: Option<NamePattern> = part(value, "tls_domain")?;
    let tls = match (value["tls"].as_str(), pattern) {
        (Some("opportunistic"), _) => TlsPolicy::Opportunistic,
        (Some("encryption"), _) => TlsPolicy::EncryptionOnly,
        (Some("certificate"), _) => TlsPolicy::CertificateValidation,
        (Some("domain"), Some(pattern)) => TlsPolicy::DomainValidation(pattern),
        _ => return Err(damaged("tls")),
    };
    let party = if value["kind"].as_str() == Some(Party::Partner.id()) { Party::Partner } else { Party::Own };
    Ok(Connector { name: part(value, "name")?, route, tls, party, port: part(value, "port")? })
}

fn step(value: &Value) -> Result<(StepId, ItemState, Option<Timestamp>), SavedError> {
    Ok((part(value, "id")?, part(value, "state")?, part(value, "since")?))
}

/// What was seen, as far as the report has it: the probe is over.
fn run(value: &Value, connector: &Connector) -> Result<Run, SavedError> {
    let finding = &value["finding"];
    let mut run = Run {
        started: part(value, "started")?,
        view: part::<View>(value, "view")?,
        limits: Limits::default(),
        elapsed_ms: part(value, "elapsed_ms")?,
        finished: true,
        cancelled: part(finding, "provisional")?,
        route: Some(Outcome::Passed),
        ..Run::default()
    };
    let knows_revocation =
        !list(finding, "unknown")?.iter().any(|word| word.as_str() == Some(Unknown::Revocation.id()));
    let of = connector.route.hosts().into_iter().next().ok_or_else(|| damaged("route"))?;
    for (number, found) in (0..).zip(list(value, "endpoints")?.iter().take(MOST_ADDRESSES)) {
        let host: Host = part(found, "host")?;
        let place = run.hosts.iter().position(|known| known.host == host).unwrap_or(run.hosts.len());
        if place == run.hosts.len() {
            let (preference, outcome) = (part(found, "preference")?, Some(Outcome::Passed));
            run.hosts.push(MailHost { host, preference, of: of.clone(), outcome });
        }
        run.endpoints.push(endpoint(found, EndpointId(number), place, knows_revocation)?);
    }
    run.lookups = lookups(&value["dns"])?;
    if run.endpoints.is_empty() {
        let fault: Option<Fault> = part(finding, "fault")?;
        run.route = Some(fault.map_or(Outcome::Skipped, Outcome::Failed));
    }
    for seen in list(finding, "evidence")? {
        add_evidence(&mut run, seen)?;
    }
    Ok(run)
}

/// The questions that were answered, in their order. What they came to is told from them, and not once more from the
/// evidence; a report without any is read all the same.
fn lookups(value: &Value) -> Result<Vec<Lookup>, SavedError> {
    let asked = value.as_array().map(Vec::as_slice).unwrap_or_default();
    (0..).zip(asked.iter().take(MOST_LOOKUPS)).map(|(number, asked)| lookup(LookupId(number), asked)).collect()
}

fn lookup(id: LookupId, value: &Value) -> Result<Lookup, SavedError> {
    let answer = Answer {
        outcome: part(value, "outcome")?,
        records: part(value, "records")?,
        ttl: part(value, "ttl")?,
        zone: None,
        aliases: part(value, "aliases")?,
        authoritative: part::<LookupRole>(value, "role")? == LookupRole::Authoritative,
        extended_error: None,
        over_tcp: false,
    };
    let elapsed_ms = part(value, "elapsed_ms")?;
    Ok(Lookup {
        id,
        role: part(value, "role")?,
        name: part(value, "name")?,
        record: part(value, "type")?,
        server: part(value, "server")?,
        asked_ms: 0,
        until_ms: elapsed_ms,
        answer: Some((elapsed_ms, answer)),
    })
}

/// A fact belongs to the address that it was seen at. What compares with the report is compared anew.
fn add_evidence(run: &mut Run, seen: &Value) -> Result<(), SavedError> {
    let mut fields = seen["args"].as_object().cloned().ok_or_else(|| damaged("evidence"))?;
    if seen["id"].as_str().is_some_and(|id| id.starts_with("report-")) {
        return Ok(());
    }
    fields.insert("id".to_owned(), seen["id"].clone());
    let evidence = Evidence::deserialize(Value::Object(fields)).map_err(|_| damaged("evidence"))?;
    let (host, ip): (Option<Host>, Option<IpAddr>) = (part(seen, "host")?, part(seen, "ip")?);
    let hosts = &run.hosts;
    let is_there = |endpoint: &&mut Endpoint| {
        Some(endpoint.ip) == ip && host.as_ref().is_none_or(|host| hosts[endpoint.host].host == *host)
    };
    match run.endpoints.iter_mut().find(is_there) {
        Some(endpoint) => endpoint.evidence.push(evidence),
        None => run.evidence.push(evidence),
    }
    Ok(())
}

fn endpoint(value: &Value, id: EndpointId, host: usize, knows_revocation: bool) -> Result<Endpoint, SavedError> {
    let outcome: EndpointOutcome = part(value, "outcome")?;
    let fault: Option<Fault> = part(value, "fault")?;
    let took_ms: u64 = part(value, "elapsed_ms")?;
    let stage = value["stage"].as_str();
    let decided = Stage::OF_ADDRESS.iter().position(|known| Some(known.id()) == stage);
    let decided = decided.ok_or_else(|| damaged("stage"))?;
    // One that was stopped on its way is no more than one that was never begun, but for the time it took.
    let is_known = outcome != EndpointOutcome::NotTried;
    let tls = tls(&value["tls"], knows_revocation)?;
    let mut place = 0;
    let stages = [(); 8].map(|()| {
        let stage = Stage::OF_ADDRESS[place];
        let outcome = match fault {
            _ if !is_known => Outcome::Skipped,
            // Mail would have gone in clear, past no stage of TLS.
            None if tls.is_none() && (Stage::StartTls..=Stage::EhloTls).contains(&stage) => Outcome::Skipped,
            None => Outcome::Passed,
            Some(_) if place < decided => Outcome::Passed,
            Some(fault) if place == decided => Outcome::Failed(fault),
            Some(_) => Outcome::Skipped,
        };
        let took_ms = if place == decided { took_ms } else { 0 };
        place += 1;
        StageState::Ended { outcome, at_ms: took_ms, took_ms }
    });
    Ok(Endpoint {
        id,
        host,
        ip: part(value, "ip")?,
        port: part(value, "port")?,
        tried: is_known || took_ms > 0,
        stages,
        transcript: part::<Vec<TranscriptLine>>(value, "transcript")?,
        tls,
        evidence: Vec::new(),
    })
}

fn tls(value: &Value, revocation_known: bool) -> Result<Option<TlsSeen>, SavedError> {
    if value.is_null() {
        return Ok(None);
    }
    Ok(Some(TlsSeen {
        version: part(value, "version")?,
        cipher: part(value, "cipher")?,
        chain: part::<Vec<CertificateSeen>>(value, "chain")?,
        problems: part::<Vec<CertificateProblem>>(value, "problems")?,
        revocation_known,
    }))
}
