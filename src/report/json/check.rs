//! `mxray/1`: the diagnosis of one connector, and `mxray-list/1`: of several.

use std::{collections::HashSet, hash::Hash};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Reported, word, words};
use crate::{
    knowledge::{Answer, Knowledge, Question},
    l10n::Texts,
    model::{
        Actor, Answers, CauseId, CertificateProblem, Checklist, Connector, Diagnosis, Direction, DnsOutcome, Endpoint,
        EndpointOutcome, Evidence, Finding, Item, ItemState, Level, LookupRole, Noted, OtherFault, Party, RecordType,
        Repair, Route, Run, Stage, TlsPolicy, TlsSeen, Unseen, Verdict,
    },
    report::{Inquiry, check::summary, phrases},
};

/// Bytes of transcript an address; the cut is marked.
const TRANSCRIPT_LIMIT: usize = 8 * 1024;

/// Bytes of each list of a check, so that all of it is less than 200 kB; what is beyond is counted in `left_out`.
const HOSTS_LIMIT: usize = 12 * 1024;
const DNS_LIMIT: usize = 40 * 1024;
const ENDPOINTS_LIMIT: usize = 88 * 1024;
const EVIDENCE_LIMIT: usize = 32 * 1024;

/// What `mxray check --format json` prints for one connector.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "mxray/1")]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct Check {
    #[schemars(extend("const" = "mxray/1"))]
    pub schema: &'static str,
    pub version: &'static str,
    pub lang: String,
    /// Whether names, addresses, persons and thumbprints are replaced by stand-ins.
    pub redacted: bool,
    /// RFC 3339; null where the probe never began.
    pub started: Option<String>,
    pub elapsed_ms: u64,
    /// From where it was looked.
    pub view: ViewJson,
    pub connector: ConnectorJson,
    pub reported: Option<ReportedHere>,
    pub dns: Vec<DnsJson>,
    pub endpoints: Vec<EndpointJson>,
    pub finding: FindingJson,
    pub checklist: Vec<ItemJson>,
    /// Entries of its lists that are left out, because a check prints less than 200 kB.
    pub left_out: u64,
}

/// What it prints for several.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "mxray-list/1")]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct List {
    #[schemars(extend("const" = "mxray-list/1"))]
    pub schema: &'static str,
    pub results: Vec<Check>,
}

impl List {
    /// The results of several connectors, in the order in which they were named.
    pub fn new(results: Vec<Check>) -> Self {
        Self { schema: "mxray-list/1", results }
    }
}

/// What Office 365 said, and what it is compared by.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReportedHere {
    /// With the keys of `read`.
    #[serde(flatten)]
    pub report: Reported,
    /// What its detail gives as the reason: `untrusted-root`, the name of a cause, or null.
    pub detail_reason: Option<String>,
}

/// Words in the language of `lang`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Text {
    pub text: String,
}

impl Text {
    pub(super) fn new(text: String) -> Self {
        Self { text }
    }
}

/// The vantage.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ViewJson {
    pub host: Option<String>,
    pub ip: Option<String>,
    pub resolvers: Vec<String>,
}

/// The connector.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ConnectorJson {
    pub name: Option<String>,
    #[schemars(extend("enum" = words::<Party>()))]
    pub kind: &'static str,
    pub route: RouteJson,
    pub port: u16,
    #[schemars(extend("enum" = TlsPolicy::IDS))]
    pub tls: &'static str,
    pub tls_domain: Option<String>,
}

/// How the next hop is found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RouteJson {
    #[schemars(extend("enum" = Route::IDS))]
    pub kind: &'static str,
    pub hosts: Vec<String>,
}

/// One question of the DNS.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DnsJson {
    pub name: String,
    #[schemars(extend("enum" = words::<RecordType>()))]
    pub r#type: &'static str,
    pub server: String,
    /// Why it was asked.
    #[schemars(extend("enum" = words::<LookupRole>()))]
    pub role: String,
    #[schemars(extend("enum" = words::<DnsOutcome>()))]
    pub outcome: String,
    /// As in a zone file.
    pub records: Vec<String>,
    /// The aliases (CNAME) it led through, the name asked first.
    pub aliases: Vec<String>,
    /// Seconds.
    pub ttl: Option<u32>,
    pub elapsed_ms: u64,
}

/// One address.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EndpointJson {
    pub host: String,
    pub ip: String,
    pub port: u16,
    /// The preference of its MX record.
    pub preference: Option<u16>,
    #[schemars(extend("enum" = words::<EndpointOutcome>()))]
    pub outcome: String,
    #[schemars(extend("enum" = stages_of_an_address()))]
    pub stage: &'static str,
    /// The fault it ended in.
    pub fault: Option<&'static str>,
    pub elapsed_ms: u64,
    /// The peer's own words about it.
    pub detail: Option<String>,
    pub transcript: Vec<LineJson>,
    pub tls: Option<TlsJson>,
}

/// One line of a transcript.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LineJson {
    pub at_ms: u64,
    #[schemars(extend("enum" = words::<Direction>()))]
    pub direction: String,
    pub text: String,
}

/// What was seen of TLS.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TlsJson {
    pub version: String,
    pub cipher: String,
    /// Whether the connector's TLS setting accepts it.
    pub verified: bool,
    #[schemars(extend("items" = {"type": "string", "enum": words::<CertificateProblem>()}))]
    pub problems: Vec<String>,
    pub chain: Vec<CertificateJson>,
}

/// One certificate.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CertificateJson {
    pub subject: String,
    pub sans: Vec<String>,
    pub issuer: String,
    pub not_before: String,
    pub not_after: String,
    pub key: String,
    pub signature: String,
    pub sha1: String,
    pub sha256: String,
}

/// The conclusion.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FindingJson {
    #[schemars(extend("enum" = words::<Verdict>()))]
    pub verdict: &'static str,
    pub code: Option<String>,
    pub also_reported_as: Vec<String>,
    pub cause: Option<String>,
    /// The fault that decided.
    pub fault: Option<&'static str>,
    pub summary: String,
    pub evidence: Vec<EvidenceJson>,
    /// What is wrong at other addresses than the one that decided.
    pub others: Vec<OtherFaultJson>,
    /// Ids of other likely causes, and other codes.
    pub alternatives: Vec<String>,
    pub agreement: Option<&'static str>,
    /// What an earlier probe of the walk saw stop the mail, and this one sees no more.
    pub repaired: Vec<RepairJson>,
    /// Every fault that on its own would stop the mail.
    pub faults: Vec<&'static str>,
    /// What could not be seen from here.
    pub unknown: Vec<&'static str>,
    /// The questions of which an answer would change causes or steps, with what can be answered and what was.
    pub questions: Vec<QuestionJson>,
    /// What was answered and changes nothing here.
    pub idle_answers: Vec<GivenJson>,
    /// Whether the probe was stopped before its end.
    pub provisional: bool,
}

/// A fault of addresses beside the one that decided.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OtherFaultJson {
    pub fault: &'static str,
    #[schemars(extend("enum" = stages_of_an_address()))]
    pub stage: &'static str,
    pub code: Option<String>,
    pub addresses: Vec<String>,
    /// The id of the cause, where one is established.
    pub cause: Option<String>,
    /// Ids of other likely causes.
    pub alternatives: Vec<String>,
}

/// A question to whoever has the connector; `--answer ID=ANSWER` answers it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct QuestionJson {
    pub id: String,
    pub text: String,
    pub answers: Vec<AnswerJson>,
    /// The id of what was answered.
    pub given: Option<String>,
}

/// What was answered to a question.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GivenJson {
    /// The id of the question.
    pub question: String,
    /// The id of the answer.
    pub answer: String,
}

/// What can be answered.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AnswerJson {
    pub id: String,
    pub text: String,
}

/// What was wrong at one place before, and is gone.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RepairJson {
    pub host: Option<String>,
    pub ip: Option<String>,
    #[schemars(extend("enum" = words::<Stage>()))]
    pub stage: &'static str,
    pub fault: &'static str,
    /// When the last probe began that saw it, RFC 3339.
    pub seen: String,
    /// When the first probe began that did not, RFC 3339.
    pub gone: String,
    /// Whether the address is still one of the connector's.
    pub listed: bool,
}

/// One fact.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EvidenceJson {
    pub id: &'static str,
    #[schemars(extend("enum" = words::<Level>()))]
    pub level: String,
    pub host: Option<String>,
    pub ip: Option<String>,
    /// The numbers and words behind the sentence.
    pub args: serde_json::Map<String, serde_json::Value>,
    pub text: String,
}

/// One step.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ItemJson {
    pub id: String,
    pub text: String,
    /// Whether it belongs to a fault in whose place another was seen since.
    pub earlier: bool,
    #[schemars(extend("enum" = words::<Actor>()))]
    pub actor: &'static str,
    /// The stage whose success proves it done.
    pub verify: Option<&'static str>,
    #[schemars(extend("enum" = words::<ItemState>()))]
    pub state: &'static str,
    /// Since when, RFC 3339; null for an open step.
    pub since: Option<String>,
    /// Where the latest probe did not come as far as what it mends was seen before.
    pub unseen: Vec<UnseenJson>,
    pub commands: Vec<String>,
    /// Addresses on the web.
    pub links: Vec<String>,
}

/// A place that a probe did not get far enough at.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnseenJson {
    pub ip: Option<String>,
    /// What stopped it; null where it was not tried.
    pub fault: Option<&'static str>,
}

fn unseen_json(place: &Unseen) -> UnseenJson {
    UnseenJson { ip: place.ip.map(|ip| ip.to_string()), fault: place.fault.map(crate::model::Fault::id) }
}

/// The stages that a row can end at: the look-up comes before any row.
fn stages_of_an_address() -> Vec<String> {
    words::<Stage>().into_iter().filter(|stage| stage != Stage::Dns.id()).collect()
}

/// The diagnosis of one connector.
pub fn check(inquiry: &Inquiry<'_>, run: &Run, diagnosis: &Diagnosis, knowledge: &Knowledge, texts: &Texts) -> Check {
    let &Inquiry { connector, symptom, .. } = inquiry;
    let mut connector_json = connector_json(connector);
    let mut dns = dns(run);
    let mut endpoints = run.endpoints.iter().map(|endpoint| endpoint_json(connector, run, endpoint)).collect();
    let mut finding = finding(diagnosis, inquiry.answers, summary(run, &diagnosis.finding, texts), knowledge, texts);
    let left_out = bound(&mut connector_json.route.hosts, HOSTS_LIMIT)
        + bound(&mut dns, DNS_LIMIT)
        + bound(&mut endpoints, ENDPOINTS_LIMIT)
        + bound_by(&mut finding.evidence, EVIDENCE_LIMIT, |noted| (noted.id, noted.level.clone()));
    Check {
        schema: "mxray/1",
        version: env!("CARGO_PKG_VERSION"),
        lang: texts.locale().tag().to_owned(),
        redacted: inquiry.redacted,
        started: run.started.map(|at| at.to_string()),
        elapsed_ms: run.elapsed_ms,
        view: ViewJson {
            host: run.view.host.as_ref().map(ToString::to_string),
            ip: run.view.ip.map(|ip| ip.to_string()),
            resolvers: run.view.resolvers.iter().map(ToString::to_string).collect(),
        },
        connector: connector_json,
        reported: symptom.map(|symptom| ReportedHere {
            report: symptom.into(),
            detail_reason: knowledge.reason(symptom).map(|reason| reason.id),
        }),
        dns,
        endpoints,
        finding,
        checklist: items(&diagnosis.checklist, knowledge, texts),
        left_out,
    }
}

/// Keeps of a list what has room, and tells how many entries had none. The first always stays.
fn bound<T: Serialize>(list: &mut Vec<T>, limit: usize) -> u64 {
    bound_by(list, limit, |_| ())
}

/// The same, and the first entry of each kind comes before all others of it: many of one kind leave room for the rest.
fn bound_by<T: Serialize, K: Eq + Hash>(list: &mut Vec<T>, limit: usize, kind: impl Fn(&T) -> K) -> u64 {
    // Printed with indents, which are half of it at the most.
    let size =
        |entry: &T| serde_json::to_string_pretty(entry).map_or(limit, |text| text.len() + text.lines().count() * 6);
    let mut kinds = HashSet::new();
    let (first, more): (Vec<usize>, Vec<usize>) = (0..list.len()).partition(|place| kinds.insert(kind(&list[*place])));
    let mut bytes = 0;
    let fitting = first.into_iter().chain(more).take_while(|place| {
        bytes += size(&list[*place]);
        bytes <= limit || *place == 0
    });
    let kept: HashSet<usize> = fitting.collect();
    let left_out = list.len() - kept.len();
    let mut places = 0..;
    list.retain(|_| places.next().is_some_and(|place| kept.contains(&place)));
    left_out as u64
}

fn connector_json(connector: &Connector) -> ConnectorJson {
    ConnectorJson {
        name: connector.name.as_ref().map(ToString::to_string),
        kind: connector.party.id(),
        route: RouteJson {
            kind: connector.route.id(),
            hosts: connector.route.hosts().iter().map(ToString::to_string).collect(),
        },
        port: connector.port,
        tls: connector.tls.id(),
        tls_domain: connector.tls.tls_domain().map(ToString::to_string),
    }
}

/// The answered questions, in an order that is the same in every run.
fn dns(run: &Run) -> Vec<DnsJson> {
    run.lookups_in_order()
        .into_iter()
        .filter_map(|lookup| {
            let (elapsed_ms, answer) = lookup.answer.as_ref()?;
            Some(DnsJson {
                name: lookup.name.to_string(),
                r#type: lookup.record.id(),
                server: lookup.server.to_string(),
                role: word(&lookup.role),
                outcome: word(&answer.outcome),
                records: answer.records.iter().map(ToString::to_string).collect(),
                aliases: answer.aliases.iter().map(ToString::to_string).collect(),
                ttl: answer.ttl,
                elapsed_ms: *elapsed_ms,
            })
        })
        .collect()
}

fn endpoint_json(connector: &Connector, run: &Run, endpoint: &Endpoint) -> EndpointJson {
    let host = run.host_of(endpoint);
    let fault = endpoint.failure().map(|(_, fault)| fault);
    let decisive = endpoint.evidence.iter().find(|evidence| fault.is_some() && evidence.fault() == fault);
    EndpointJson {
        host: host.host.to_string(),
        ip: endpoint.ip.to_string(),
        port: endpoint.port,
        preference: host.preference,
        outcome: word(&endpoint.outcome().unwrap_or(EndpointOutcome::NotTried)),
        stage: endpoint.decided_at().id(),
        fault: fault.map(crate::model::Fault::id),
        elapsed_ms: endpoint.elapsed_ms(),
        detail: decisive.and_then(words_of_the_peer),
        transcript: transcript(endpoint),
        tls: endpoint.tls.as_ref().map(|tls| tls_json(&connector.tls, tls, endpoint)),
    }
}

/// What the other side said about the fault, where it said something.
fn words_of_the_peer(evidence: &Evidence) -> Option<String> {
    let args = args(evidence);
    ["reply", "received", "alert", "error", "last", "detail"]
        .into_iter()
        .find_map(|name| args.get(name)?.as_str().map(str::to_owned))
}

fn transcript(endpoint: &Endpoint) -> Vec<LineJson> {
    let mut lines = Vec::new();
    let mut bytes = 0;
    for line in &endpoint.transcript {
        let left = TRANSCRIPT_LIMIT - bytes;
        let text = line.text.shortened(left).to_string();
        let cut = line.text.as_str().len() > left;
        bytes += line.text.as_str().len().min(left);
        lines.push(LineJson { at_ms: line.at_ms, direction: word(&line.direction), text });
        if cut {
            break;
        }
    }
    lines
}

fn tls_json(policy: &TlsPolicy, tls: &TlsSeen, endpoint: &Endpoint) -> TlsJson {
    let judged = !endpoint
        .evidence
        .iter()
        .any(|evidence| matches!(evidence, Evidence::NoRoots { .. } | Evidence::CertificateUnsupportedHere { .. }));
    TlsJson {
        version: tls.version.clone(),
        cipher: tls.cipher.clone(),
        verified: !tls.problems.iter().any(|problem| policy.minds(*problem)) && (judged || !policy.requires_trust()),
        problems: tls.problems.iter().map(word).collect(),
        chain: tls
            .chain
            .iter()
            .map(|certificate| CertificateJson {
                subject: certificate.subject.to_string(),
                sans: certificate.sans.iter().map(ToString::to_string).collect(),
                issuer: certificate.issuer.to_string(),
                not_before: certificate.not_before.to_string(),
                not_after: certificate.not_after.to_string(),
                key: certificate.key.clone(),
                signature: certificate.signature.clone(),
                sha1: certificate.sha1.clone(),
                sha256: certificate.sha256.clone(),
            })
            .collect(),
    }
}

fn finding(
    diagnosis: &Diagnosis,
    answers: &Answers,
    summary: String,
    knowledge: &Knowledge,
    texts: &Texts,
) -> FindingJson {
    let finding = &diagnosis.finding;
    let idle = phrases::idle_answers(answers, finding, knowledge);
    let given =
        |(question, answer): (&Question, &str)| GivenJson { question: question.id.clone(), answer: answer.to_owned() };
    let causes = alternatives(&finding.causes, finding.cause.as_ref());
    FindingJson {
        verdict: finding.verdict.id(),
        code: finding.code.as_ref().map(ToString::to_string),
        also_reported_as: finding.also_reported_as.iter().map(ToString::to_string).collect(),
        cause: finding.cause.as_ref().map(ToString::to_string),
        fault: finding.fault.map(crate::model::Fault::id),
        summary,
        evidence: finding.evidence.iter().map(|noted| evidence(noted, texts)).collect(),
        others: finding.others.iter().map(other_fault).collect(),
        alternatives: causes.chain(finding.alternative_codes.iter().map(ToString::to_string)).collect(),
        agreement: finding.agreement.as_ref().map(crate::model::Agreement::id),
        repaired: finding.repaired.iter().map(repair_json).collect(),
        faults: finding.faults.iter().map(|fault| fault.id()).collect(),
        unknown: finding.unknown.iter().map(|unknown| unknown.id()).collect(),
        questions: phrases::asked(finding, knowledge).map(|question| question_json(question, finding, texts)).collect(),
        idle_answers: idle.map(given).collect(),
        provisional: finding.provisional,
    }
}

fn other_fault(other: &OtherFault) -> OtherFaultJson {
    OtherFaultJson {
        fault: other.fault.id(),
        stage: other.stage.id(),
        code: other.code.as_ref().map(ToString::to_string),
        addresses: other.at.iter().map(ToString::to_string).collect(),
        cause: other.cause.as_ref().map(ToString::to_string),
        alternatives: alternatives(&other.causes, other.cause.as_ref()).collect(),
    }
}

fn alternatives<'a>(causes: &'a [CauseId], established: Option<&'a CauseId>) -> impl Iterator<Item = String> + 'a {
    causes.iter().filter(move |cause| Some(*cause) != established).map(ToString::to_string)
}

fn question_json(question: &Question, finding: &Finding, texts: &Texts) -> QuestionJson {
    let answer =
        |answer: &Answer| AnswerJson { id: answer.id.clone(), text: phrases::answer(question, &answer.id, texts) };
    QuestionJson {
        id: question.id.clone(),
        text: phrases::question(question, texts),
        answers: question.answers.iter().map(answer).collect(),
        given: finding.answers.to(&question.id).map(str::to_owned),
    }
}

fn evidence(noted: &Noted, texts: &Texts) -> EvidenceJson {
    EvidenceJson {
        id: noted.evidence.id(),
        level: word(&noted.level),
        host: noted.host.as_ref().map(ToString::to_string),
        ip: noted.ip.map(|ip| ip.to_string()),
        args: args(&noted.evidence),
        text: texts.evidence(&noted.evidence),
    }
}

fn repair_json(repair: &Repair) -> RepairJson {
    RepairJson {
        host: repair.host.as_ref().map(ToString::to_string),
        ip: repair.ip.map(|ip| ip.to_string()),
        stage: repair.stage.id(),
        fault: repair.fault.id(),
        seen: repair.seen.to_string(),
        gone: repair.gone.to_string(),
        listed: repair.listed,
    }
}

/// The fields of a piece of evidence.
fn args(evidence: &Evidence) -> serde_json::Map<String, serde_json::Value> {
    match serde_json::to_value(evidence) {
        Ok(serde_json::Value::Object(mut fields)) => {
            fields.remove("id");
            fields
        }
        _ => serde_json::Map::new(),
    }
}

fn items(checklist: &Checklist, knowledge: &Knowledge, texts: &Texts) -> Vec<ItemJson> {
    let present = checklist.present().len();
    let items = checklist.items.iter().enumerate();
    items.map(|(place, item)| item_json(item, place >= present, knowledge, texts)).collect()
}

fn item_json(item: &Item, earlier: bool, knowledge: &Knowledge, texts: &Texts) -> ItemJson {
    ItemJson {
        earlier,
        id: item.id.to_string(),
        text: texts.step(item).title,
        actor: item.actor.id(),
        verify: item.verify.filter(|_| !item.unproven).map(Stage::id),
        state: item.state.id(),
        since: item.since.map(|at| at.to_string()),
        unseen: item.unseen.iter().map(unseen_json).collect(),
        commands: item.commands.clone(),
        links: item.links.iter().filter_map(|id| Some(knowledge.link(id)?.url.clone())).collect(),
    }
}
