//! The report against what is seen from here.

use std::net::IpAddr;

use crate::{
    knowledge::{Knowledge, ShownBy},
    model::{
        Agreement, CodeId, Connector, Endpoint, EndpointId, Evidence, Fault, Finding, Host, Level, Met, Noted, Run,
        Stage, Symptom, Verdict, WireText,
    },
};

/// Whether the report and the finding speak of the same fault, and the address where that is seen, if another one decides;
/// `None` where either has nothing to compare.
pub(super) fn agreement(
    symptom: &Symptom,
    run: &Run,
    finding: &Finding,
    knowledge: &Knowledge,
) -> (Option<Agreement>, Option<EndpointId>) {
    match with_deciding(symptom, run, finding, knowledge) {
        agreed @ Some(Agreement::Confirmed | Agreement::CodeFits) => (agreed, None),
        agreed => match beside(symptom, run, finding, knowledge) {
            Some((seen, at)) => (Some(seen), Some(at)),
            None => (agreed, None),
        },
    }
}

/// The report against what decides, code by code and then reason by reason.
fn with_deciding(symptom: &Symptom, run: &Run, finding: &Finding, knowledge: &Knowledge) -> Option<Agreement> {
    let conclusion = symptom.code.clone()?;
    if finding.provisional && finding.fault.is_none() {
        return None;
    }
    let written = symptom.reported_code.map(|code| CodeId::new(code.temporary().to_string()));
    let reported = [Some(conclusion.clone()), written];
    let seen = || finding.code.iter().chain(&finding.also_reported_as);
    match finding.verdict {
        Verdict::Healthy => Some(Agreement::NotReproduced),
        Verdict::Fault | Verdict::Inconclusive if seen().any(|code| reported.contains(&Some(code.clone()))) => {
            let agreed = by_reason(symptom, finding, knowledge);
            let is_same = matches!(agreed, Agreement::Confirmed | Agreement::CodeFits);
            if is_same && is_elsewhere(symptom, run, knowledge) {
                not_there(symptom, run, finding)
            } else {
                Some(agreed)
            }
        }
        Verdict::Fault => Some(Agreement::Different { reported: conclusion }),
        Verdict::Inconclusive => None,
    }
}

/// What a report of the same code is worth: today's 4.4.317 stands for every failure of a session, so that the code alone
/// confirms nothing. Of several addresses one that shows the reason is enough, where the report names none of them.
fn by_reason(symptom: &Symptom, finding: &Finding, knowledge: &Knowledge) -> Agreement {
    let Some(reason) = knowledge.reason(symptom) else { return Agreement::CodeFits };
    let stopping = finding.evidence.iter().filter(|noted| noted.level == Level::Fault);
    let mut seen = finding.faults.iter().copied().chain(stopping.filter_map(|noted| noted.evidence.fault()));
    let is_seen = match &reason.shown_by {
        ShownBy::Faults(faults) => seen.any(|fault| faults.contains(&fault)),
        ShownBy::Cause(cause) => finding.causes.contains(cause),
    };
    match finding.fault {
        _ if is_seen => Agreement::Confirmed,
        // What cannot be judged from here may be what the report tells of.
        Some(fault) if !fault.is_unknowable() => Agreement::OtherReason,
        Some(_) | None => Agreement::CodeFits,
    }
}

/// Whether an address failed with what the report speaks of.
fn shows(symptom: &Symptom, endpoint: &Endpoint, knowledge: &Knowledge) -> bool {
    let Some((stage, fault)) = endpoint.failure() else { return false };
    let mut seen = endpoint.evidence.iter().filter_map(Evidence::fault).chain([fault]);
    seen.any(|fault| is_of(symptom, (fault, stage), knowledge))
}

/// Whether what the report speaks of is seen, and not at the address that it names.
fn is_elsewhere(symptom: &Symptom, run: &Run, knowledge: &Knowledge) -> bool {
    let Some(named) = Named::by(symptom, run) else { return false };
    let mut shown = run.endpoints.iter().filter(|endpoint| shows(symptom, endpoint, knowledge)).peekable();
    shown.peek().is_some() && !shown.any(|endpoint| named.has(run, endpoint))
}

/// An address that the report names and where its fault is seen, though another one decides: what it met is judged there.
fn beside(symptom: &Symptom, run: &Run, finding: &Finding, knowledge: &Knowledge) -> Option<(Agreement, EndpointId)> {
    symptom.code.as_ref()?;
    let named = Named::by(symptom, run)?;
    // What a network that lets nothing out does to each address is not what Office 365 met there.
    if finding.provisional && finding.fault.is_none() || finding.fault == Some(Fault::OutboundBlocked) {
        return None;
    }
    let is_here = |endpoint: &&Endpoint| {
        named.has(run, endpoint) && Some(endpoint.id) != finding.decided_by && !run.is_inside(endpoint)
    };
    let mut here = run.endpoints.iter().filter(is_here).filter(|endpoint| shows(symptom, endpoint, knowledge));
    let is_explained = |endpoint: &&Endpoint, cause| {
        let mut others = finding.others.iter().filter(|other| other.at.contains(&endpoint.ip));
        others.any(|other| other.causes.contains(cause))
    };
    let (agreed, endpoint) = match knowledge.reason(symptom).map(|reason| reason.shown_by) {
        Some(ShownBy::Faults(_)) => (Agreement::Confirmed, here.next()),
        Some(ShownBy::Cause(cause)) => (Agreement::Confirmed, here.find(|endpoint| is_explained(endpoint, &cause))),
        None => (Agreement::CodeFits, here.next()),
    };
    Some((agreed, endpoint?.id))
}

/// What a report is worth that names an address where its fault is not seen: nothing is known before that one was looked at.
fn not_there(symptom: &Symptom, run: &Run, finding: &Finding) -> Option<Agreement> {
    let named = Named::by(symptom, run);
    let is_named = |endpoint: &Endpoint| named.as_ref().is_some_and(|named| named.has(run, endpoint));
    let is_open = finding.provisional && run.endpoints.iter().any(|endpoint| is_named(endpoint) && !endpoint.is_over());
    (!is_open).then_some(Agreement::NotReproduced)
}

/// Where a report says that it failed: an address of the connector, else all of a host of the connector.
struct Named {
    host: Option<Host>,
    ips: Vec<IpAddr>,
}

impl Named {
    /// `None` where it names nothing of the connector's. An address that is none may be the same server behind another (NAT), or
    /// one that was replaced.
    fn by(symptom: &Symptom, run: &Run) -> Option<Self> {
        if let Some(ip) = symptom.server_ip.filter(|ip| !ip.is_unspecified()) {
            let is_ours = run.endpoints.iter().any(|endpoint| endpoint.ip == ip);
            return is_ours.then(|| Self { host: None, ips: vec![ip] });
        }
        let name = written(symptom.server_name.as_ref()?);
        let is_its = |endpoint: &&Endpoint| run.host_of(endpoint).host.to_string() == name;
        let its: Vec<&Endpoint> = run.endpoints.iter().filter(is_its).collect();
        let host = Some(run.host_of(its.first()?).host.clone());
        Some(Self { host, ips: its.iter().map(|endpoint| endpoint.ip).collect() })
    }

    fn has(&self, run: &Run, endpoint: &Endpoint) -> bool {
        self.is_at(Some(&run.host_of(endpoint).host), Some(endpoint.ip))
    }

    /// Whether that place is meant; one without an address may be. A host may have had other addresses before.
    fn is_at(&self, host: Option<&Host>, ip: Option<IpAddr>) -> bool {
        ip.is_none_or(|ip| self.ips.contains(&ip)) || self.host.is_some() && self.host.as_ref() == host
    }
}

/// The name of a server as names are compared.
fn written(name: &WireText) -> String {
    name.as_str().trim_end_matches('.').to_ascii_lowercase()
}

/// Whether the report speaks of something else than is seen.
pub(super) fn disagrees(finding: &Finding) -> bool {
    finding.verdict == Verdict::Fault
        && matches!(finding.agreement, Some(Agreement::OtherReason | Agreement::Different { .. }))
}

/// Whether a fault is what the report speaks of: by the reason that it gives, else by its code.
pub(super) fn tells_of(symptom: &Symptom, fault: Fault, knowledge: &Knowledge) -> bool {
    match knowledge.reason(symptom).map(|reason| reason.shown_by) {
        Some(ShownBy::Faults(faults)) => faults.contains(&fault),
        Some(ShownBy::Cause(_)) | None => {
            knowledge.claim(fault).is_some_and(|(article, _)| Some(&article.id) == symptom.code.as_ref())
        }
    }
}

/// Whether a report may speak of what was met at a place: not where it names another one that is the connector's.
pub(super) fn may_be_at(symptom: &Symptom, host: Option<&Host>, ip: Option<IpAddr>, run: &Run) -> bool {
    Named::by(symptom, run).is_none_or(|named| named.is_at(host, ip))
}

/// Whether a report names that place.
pub(super) fn is_named(symptom: &Symptom, met: &Met, run: &Run) -> bool {
    Named::by(symptom, run).is_some_and(|named| met.ip.is_some() && named.is_at(met.host.as_ref(), met.ip))
}

/// Whether a fault at that stage may be what the report speaks of: the reason that it gives, else a code under which Office 365
/// reports that. A report that no code was read from says nothing else.
pub(super) fn is_of(symptom: &Symptom, (fault, stage): (Fault, Stage), knowledge: &Knowledge) -> bool {
    let Some(conclusion) = &symptom.code else { return true };
    if let Some(ShownBy::Faults(faults)) = knowledge.reason(symptom).map(|reason| reason.shown_by) {
        return faults.contains(&fault);
    }
    let written = symptom.reported_code.map(|code| CodeId::new(code.temporary().to_string()));
    let reported = [Some(conclusion), written.as_ref()];
    knowledge.claim(fault).is_some_and(|(article, claim)| {
        let at_stage = claim.also_reported_at.get(&stage).into_iter().flatten();
        let mut codes = std::iter::once(&article.id).chain(&claim.also_reported_as).chain(at_stage);
        codes.any(|code| reported.contains(&Some(code)))
    })
}

/// What the report says that can be laid beside what is seen: certificate, address, server, age.
pub(super) fn comparison(symptom: &Symptom, connector: &Connector, run: &Run, knowledge: &Knowledge) -> Vec<Noted> {
    let mut noted = Vec::new();
    let mut tell = |level, stage, evidence| noted.push(Noted { level, host: None, ip: None, stage, evidence });

    let leaves: Vec<&str> = run
        .endpoints
        .iter()
        .filter_map(|endpoint| endpoint.tls.as_ref()?.chain.first())
        .map(|certificate| certificate.sha1.as_str())
        .collect();
    if let (Some(reported), Some(seen)) = (&symptom.thumbprint, leaves.first()) {
        let same = leaves.iter().any(|sha1| sha1.eq_ignore_ascii_case(reported.as_str()));
        // Only a SHA-1 thumbprint (40 hexadecimal digits) can be laid beside ours.
        if same {
            tell(Level::Info, Some(Stage::Certificate), Evidence::ReportThumbprintSame { reported: reported.clone() });
        } else if reported.as_str().len() == 40 {
            let evidence = Evidence::ReportThumbprintDiffers { reported: reported.clone(), seen: (*seen).to_owned() };
            tell(Level::Warning, Some(Stage::Certificate), evidence);
        }
    }

    let current: Vec<_> = run.endpoints.iter().map(|endpoint| endpoint.ip).collect();
    if let Some(reported) = symptom.server_ip
        && !current.is_empty()
        && !reported.is_unspecified()
        && !current.contains(&reported)
    {
        tell(Level::Warning, Some(Stage::Dns), Evidence::ReportAddressDiffers { reported, current });
    }

    if let Some(server) = &symptom.server_name {
        let name = written(server);
        let ours = |host: &Host| host.to_string() == name;
        let known = connector.route.hosts().iter().any(ours) || run.hosts.iter().any(|host| ours(&host.host));
        // A queue may name the connector or the sending server instead; only a name is laid beside ours.
        if !known && name.contains('.') && !name.contains(' ') && name.parse::<IpAddr>().is_err() {
            let expected = connector.route.hosts();
            tell(Level::Warning, None, Evidence::ReportServerDiffers { reported: server.clone(), expected });
        }
    }

    if let (Some(at), Some(now)) = (symptom.at, run.started) {
        let hours = (now.as_second() - at.as_second()) / 3_600;
        if hours >= i64::from(knowledge.exchange().retry.hours) {
            let days = u64::try_from(hours / 24).unwrap_or(0);
            tell(Level::Info, None, Evidence::ReportOld { reported_at: at, days });
        }
    }
    noted
}
