//! Where a line of what was seen can be looked up: the lookups, a conversation at a reply, a certificate at a field.

use super::turn::{CertificateField, Proof, Sought};
use crate::model::{Domain, Endpoint, EndpointId, Evidence, Host, Noted, Run, Stage};

/// What a piece of evidence rests on; `None` where that is no answer of anybody, as with the port that was asked for.
pub(crate) fn proof_of(noted: &Noted, run: &Run) -> Option<Proof> {
    let name = |host: &Host| host.name().cloned();
    let at = endpoint_of(noted, run);
    let certificate = |field| {
        let shows = |endpoint: &&Endpoint| endpoint.tls.is_some();
        let shown = at.or_else(|| run.endpoints.iter().find(shows))?;
        Some(Proof::Certificate(shown.id, field))
    };
    let evidence = &noted.evidence;
    if let Some(field) = field_of(evidence).filter(|_| at.is_none_or(|endpoint| endpoint.tls.is_some())) {
        return certificate(field);
    }
    if noted.stage == Some(Stage::Dns) || is_of_names(evidence) {
        let (told, record) = asked(evidence);
        return Some(Proof::Lookups(Some(Sought {
            name: told.or_else(|| noted.host.as_ref().and_then(name)),
            record,
        })));
    }
    if let Evidence::Ipv6Fails { failing, .. } = evidence {
        let first = run.endpoints.iter().find(|endpoint| failing.contains(&endpoint.ip))?;
        return Some(Proof::Said(first.id, Some(first.decided_at())));
    }
    let endpoint = at?;
    let stage = stage_of(evidence).or(noted.stage).unwrap_or_else(|| endpoint.decided_at());
    Some(Proof::Said(endpoint.id, Some(stage)))
}

/// The name and the type of record that a piece of evidence tells of, by the fields that all such evidence has.
fn asked(evidence: &Evidence) -> (Option<Domain>, Option<String>) {
    let fields = serde_json::to_value(evidence).unwrap_or_default();
    let field = |name: &str| fields.get(name).and_then(|value| value.as_str());
    let name = ["name", "target", "host", "zone"].iter().find_map(|id| field(id)?.parse().ok());
    (name, field("record").map(str::to_owned))
}

/// The address it was seen at.
fn endpoint_of<'a>(noted: &Noted, run: &'a Run) -> Option<&'a Endpoint> {
    run.endpoints.iter().find(|endpoint| {
        let is_of = |host: &Host| *host == run.host_of(endpoint).host;
        noted.ip == Some(endpoint.ip) && noted.host.as_ref().is_none_or(is_of)
    })
}

/// The field of a certificate that tells it.
fn field_of(evidence: &Evidence) -> Option<CertificateField> {
    Some(match evidence {
        Evidence::CertificateNameMismatch { .. } => CertificateField::Names,
        Evidence::CertificateExpired { .. }
        | Evidence::CertificateNotYetValid { .. }
        | Evidence::CertificateEndsSoon { .. }
        | Evidence::ChainExpired { .. }
        | Evidence::ChainNotYetValid { .. }
        | Evidence::ChainEndsSoon { .. } => CertificateField::Valid,
        Evidence::CertificateSelfSigned { .. }
        | Evidence::CertificateUnknownIssuer { .. }
        | Evidence::CertificateIncompleteChain { .. } => CertificateField::Issuer,
        Evidence::CertificateWeakKey { .. }
        | Evidence::CertificateWeakSignature { .. }
        | Evidence::CertificateEcdsaOnly { .. } => CertificateField::Key,
        Evidence::Thumbprint { .. }
        | Evidence::ReportThumbprintDiffers { .. }
        | Evidence::ReportThumbprintSame { .. } => CertificateField::Thumbprint,
        other if other.is_about_certificate() => CertificateField::Subject,
        _ => return None,
    })
}

/// Whether lookups tell it, without a stage of its own.
fn is_of_names(evidence: &Evidence) -> bool {
    matches!(
        evidence,
        Evidence::Records { .. }
            | Evidence::ImplicitMx { .. }
            | Evidence::ReportAddressDiffers { .. }
            | Evidence::ReportServerDiffers { .. }
            | Evidence::NotTried { .. }
    )
}

/// The stage whose reply tells it, where that is not the one at which the address failed.
fn stage_of(evidence: &Evidence) -> Option<Stage> {
    Some(match evidence {
        Evidence::GreetingLate { .. } | Evidence::GreetingMasked { .. } => Stage::Greeting,
        Evidence::EhloName { .. }
        | Evidence::SizeSmall { .. }
        | Evidence::EhloMasked { .. }
        | Evidence::PlainText { .. } => Stage::Ehlo,
        Evidence::QuitAnswered { .. } | Evidence::Healthy { .. } => Stage::Quit,
        Evidence::BareLineFeed { at, .. }
        | Evidence::StrayCharacter { at, .. }
        | Evidence::ReplyUnasked { at, .. }
        | Evidence::ReplyMalformed { at, .. }
        | Evidence::ReplyEndless { at, .. } => *at,
        Evidence::TcpTimedOut { .. } | Evidence::TcpRefused { .. } => Stage::Connect,
        _ => return None,
    })
}

impl Proof {
    /// The address it is of.
    pub(crate) fn address(&self) -> Option<EndpointId> {
        match self {
            Self::Lookups(_) => None,
            Self::Said(id, _) | Self::Certificate(id, _) => Some(*id),
        }
    }
}
