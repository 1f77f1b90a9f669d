//! What Prometheus reads: the text format of OpenMetrics 1.0, in the part of it that the parser of Prometheus (text format
//! 0.0.4), and so the textfile collector of node_exporter, reads alike: gauges alone, times without a fraction.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::service::{Service, tell_apart};
use crate::model::Verdict;

/// What each metric is: its name, its unit and its help. They are keys of a machine output, so they are the same in every
/// language: a collector that reads two files wants one help for one name.
const METRICS: [(&str, &str, &str); 6] = [
    ("mxray_healthy", "", "1 if nothing was found that would keep Office 365 from delivering, else 0."),
    ("mxray_verdict", "", "Always 1; the labels tell the verdict, and the code of a fault."),
    ("mxray_endpoint_up", "", "1 if mail would get in at that address, else 0; the stage is the last one reached."),
    ("mxray_seconds", "seconds", "How long the check of the connector took."),
    (
        "mxray_certificate_expiry_timestamp_seconds",
        "seconds",
        "When the certificate of the server ends, or one above it that ends sooner and within the days of the warning.",
    ),
    ("mxray_last_run_timestamp_seconds", "seconds", "When the last check of the connector ended."),
];

/// A sample: its labels and its value.
type Sample = (Vec<(&'static str, String)>, String);

/// The metrics of connectors that were looked at until then.
pub fn openmetrics(mut services: Vec<Service>, at: Timestamp) -> String {
    tell_apart(&mut services);
    let mut output = String::new();
    for (place, (name, unit, help)) in METRICS.into_iter().enumerate() {
        let samples: Vec<_> = services.iter().flat_map(|service| samples(place, service, at)).collect();
        if samples.is_empty() {
            continue;
        }
        output.push_str(&format!("# TYPE {name} gauge\n"));
        if !unit.is_empty() {
            output.push_str(&format!("# UNIT {name} {unit}\n"));
        }
        output.push_str(&format!("# HELP {name} {help}\n"));
        // Twice the same is none at all to whoever reads it.
        let mut known = BTreeSet::new();
        for (labels, value) in samples {
            let labels = written(&labels);
            if known.insert(labels.clone()) {
                output.push_str(&format!("{name}{labels} {value}\n"));
            }
        }
    }
    output + "# EOF\n"
}

/// What a connector adds to the metric of that place.
fn samples(place: usize, service: &Service, at: Timestamp) -> Vec<Sample> {
    let of_it = || vec![("connector", service.name.clone())];
    let Some(verdict) = service.verdict() else { return Vec::new() };
    let addresses = service.addresses.iter().map(|address| {
        let mut labels = of_it();
        labels.extend([("host", address.host.clone()), ("ip", address.ip.clone())]);
        (address, labels)
    });
    match place {
        0 => vec![(of_it(), flag(verdict == Verdict::Healthy))],
        1 => {
            let code = service.code().map(ToString::to_string).unwrap_or_default();
            let mut labels = of_it();
            labels.extend([("verdict", verdict.id().to_owned()), ("code", code)]);
            vec![(labels, flag(true))]
        }
        2 => addresses
            .map(|(address, mut labels)| {
                labels.push(("stage", address.stage.id().to_owned()));
                (labels, flag(address.up))
            })
            .collect(),
        3 => vec![(of_it(), format!("{}.{:03}", service.elapsed_ms / 1_000, service.elapsed_ms % 1_000))],
        4 => addresses.filter_map(|(address, labels)| Some((labels, address.ends?.as_second().to_string()))).collect(),
        _ => vec![(of_it(), at.as_second().to_string())],
    }
}

fn flag(holds: bool) -> String {
    u8::from(holds).to_string()
}

/// Labels as they are written.
fn written(labels: &[(&'static str, String)]) -> String {
    let labels: Vec<_> = labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
    format!("{{{}}}", labels.join(","))
}

/// The three characters that mean something in the value of a label (OpenMetrics 1.0, "Escaping").
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}
