//! The certificates that were sent, one fact a line, for reports in which they matter: to be compared with those on
//! the server and with the thumbprint in Office 365's message.

use super::{Block, Entry, Section};
use crate::{
    l10n::{Args, Texts},
    model::{CertificateSeen, Endpoint, Evidence, Finding, Level, Run},
};

/// Different chains that are shown: a connector has one or two, and a report stays readable.
const MAX_CHAINS: usize = 3;

/// Names of one certificate that are shown; machine output has more of them.
const MAX_NAMES: usize = 12;

/// The chains of the addresses with something wrong or doubtful about their certificate, each chain once.
pub(super) fn certificates(run: &Run, finding: &Finding, texts: &Texts) -> Section {
    let mut shown: Vec<&Endpoint> = Vec::new();
    for endpoint in run.endpoints.iter().filter(|endpoint| matters(run, endpoint, finding)) {
        if thumbprints(endpoint).next().is_some()
            && !shown.iter().any(|other| thumbprints(endpoint).eq(thumbprints(other)))
        {
            shown.push(endpoint);
        }
    }
    shown.truncate(MAX_CHAINS);
    let several = shown.len() > 1;
    let mut blocks = Vec::new();
    for endpoint in shown {
        if several {
            let args = Args::new().text("ip", endpoint.ip).text("host", &run.host_of(endpoint).host);
            blocks.push(Block::Paragraph(vec![texts.with("report-chain-of", &args)]));
        }
        let chain = endpoint.tls.iter().flat_map(|tls| &tls.chain);
        blocks.push(Block::Numbered { from: 1, entries: chain.map(|certificate| entry(certificate, texts)).collect() });
    }
    Section::headed(texts.get("certificates-sent"), blocks)
}

fn thumbprints(endpoint: &Endpoint) -> impl Iterator<Item = &str> {
    endpoint.tls.iter().flat_map(|tls| &tls.chain).map(|certificate| certificate.sha256.as_str())
}

fn matters(run: &Run, endpoint: &Endpoint, finding: &Finding) -> bool {
    let host = &run.host_of(endpoint).host;
    finding.evidence.iter().any(|noted| {
        let here = noted.ip.is_none_or(|ip| ip == endpoint.ip) && noted.host.as_ref().is_none_or(|named| named == host);
        here && noted.level > Level::Info
            && (noted.evidence.is_about_certificate()
                || matches!(
                    noted.evidence,
                    Evidence::NoRoots { .. }
                        | Evidence::SampleDiffers { .. }
                        | Evidence::ReportThumbprintDiffers { .. }
                ))
    })
}

fn entry(certificate: &CertificateSeen, texts: &Texts) -> Entry {
    let line = |label: &str, detail: String| {
        texts.with("report-detail", &Args::new().text("label", texts.get(label)).text("detail", detail))
    };
    let span =
        Args::new().text("from", texts.date(certificate.not_before)).text("until", texts.date(certificate.not_after));
    let key = Args::new().text("key", &certificate.key).text("signature", texts.signature(&certificate.signature));
    let mut more = Vec::new();
    if !certificate.sans.is_empty() {
        let mut names: Vec<_> = certificate.sans.iter().take(MAX_NAMES).map(ToString::to_string).collect();
        let hidden = certificate.sans.len() - names.len();
        names.extend((hidden > 0).then(|| format!("(+{hidden})")));
        more.push(line("cert-names", texts.list(&names)));
    }
    more.push(line("cert-valid", texts.with("cert-span", &span)));
    more.push(line("cert-issuer", certificate.issuer.to_string()));
    more.push(line("cert-key", texts.with("cert-key-signed", &key)));
    more.push(line("cert-sha256", certificate.sha256.clone()));
    more.push(line("cert-sha1", certificate.sha1.clone()));
    Entry { more, ..Entry::new(certificate.subject.to_string()) }
}
