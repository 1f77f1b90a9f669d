//! What monitoring asks of `check`: the days of a certificate, options that do not go with its formats, and that a plugin that
//! cannot look says so where a plugin speaks.

use std::ffi::OsString;

use super::{
    Exit,
    args::{Check, Format},
    output::Output,
    words,
};
use crate::{
    model::{CertificateDays, ServiceState, Told, WARN_DAYS},
    report,
};

/// When an ending certificate is told.
pub(super) fn days(check: &Check) -> Result<CertificateDays, Told> {
    let warn = check.warn_days.unwrap_or(WARN_DAYS);
    let crit = check.crit_days.unwrap_or(CertificateDays::CRIT.min(warn));
    if crit > warn {
        return Err(Told::new("days-order").text("crit", crit).text("warn", warn));
    }
    Ok(CertificateDays { warn, crit })
}

/// Whether nothing was asked for that a format for monitoring cannot tell.
pub(super) fn fits(check: &Check) -> Result<(), Told> {
    if !check.format.is_monitoring() {
        return Ok(());
    }
    let given = [("--redact", check.redact), ("--only", check.only.is_some()), ("--full", check.full)];
    match given.into_iter().find(|(_, given)| *given) {
        Some((option, _)) => {
            Err(Told::new("conflict").text("option", option).text("other", format!("--format {}", check.format.id())))
        }
        None => Ok(()),
    }
}

/// Says in the line of a plugin why it cannot look, where the command line asks for such a line; whoever calls a plugin
/// reads nothing else.
pub(super) fn unknown(
    arguments: &[OsString],
    set_once: Option<String>,
    sentence: &str,
    output: &mut Output,
) -> Option<Exit> {
    let is_check = arguments.iter().skip(1).any(|argument| argument == "check");
    let asked = words::value_of(arguments, "--format").or(set_once).is_some_and(|format| format == Format::Nagios.id());
    if !is_check || !asked {
        return None;
    }
    output.drop_file();
    output.print(&report::nagios_unknown(sentence));
    Some(Exit::Service(ServiceState::Unknown))
}
