//! `mxray cases [list|show|export|delete] [ID]` and `mxray open FILE`: the repairs that are under way.

use jiff::Timestamp;

use super::{
    Exit,
    args::{CaseAction, Cases as CasesArguments, TwoFormats},
    inputs,
    output::Output,
    wizard::{self, How},
    words::made_safe,
};
use crate::{
    intake::saved,
    knowledge::Knowledge,
    l10n::{Args, Texts},
    model::{Case, CaseId, Settings, Told, WireText},
    report::{self, Depth, Dress, Inquiry, Redactor, json},
    store::{self, Cases, Hold, StoreError},
    wizard::Walk,
};

pub(super) fn run(arguments: &CasesArguments, how: &How, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    if how.no_state {
        return Err(Told::new("cases-no-state"));
    }
    if arguments.redact && arguments.action != CaseAction::Show {
        return Err(Told::new("cases-redact"));
    }
    let state = store::state_folder().map_err(|error| told(&error))?;
    let cases = Cases::read(&state);
    for error in &cases.trouble {
        output.note(&texts.told("error", &told(error)));
    }
    let action = match arguments.action {
        CaseAction::List => {
            list(&cases, arguments, texts, output)?;
            return Ok(Exit::Healthy);
        }
        action => action,
    };
    let id = chosen(arguments.id.as_deref(), &cases)?;
    if action == CaseAction::Delete {
        Cases::delete(&state, &id).map_err(|error| told(&error))?;
        output.print(&(texts.with("case-deleted", &Args::new().text("id", &id)) + "\n"));
        return Ok(Exit::Healthy);
    }
    let case = Cases::open(&state, &id).map_err(|error| told(&error))?;
    if action == CaseAction::Export {
        output.print(&(String::from_utf8_lossy(&case.bytes()).into_owned() + "\n"));
    } else {
        show(case, arguments, texts, output)?;
    }
    Ok(Exit::Healthy)
}

fn told(error: &StoreError) -> Told {
    Told::of(error.id(), error)
}

fn list(cases: &Cases, arguments: &CasesArguments, texts: &Texts, output: &mut Output) -> Result<(), Told> {
    if let Some(id) = &arguments.id {
        return Err(Told::new("case-list-id").text("value", made_safe(id)));
    }
    let lines: Vec<_> = cases.kept.iter().map(Case::line).collect();
    output.print(&match arguments.format {
        TwoFormats::Json => json::document(&json::Cases::new(&cases.kept)),
        TwoFormats::Text if lines.is_empty() => texts.get("cases-none") + "\n",
        TwoFormats::Text => lines.iter().map(|line| report::case_entry(line, texts)).collect(),
    });
    Ok(())
}

/// The case that is meant: by its name, or by the beginning of it where only one begins so.
fn chosen(typed: Option<&str>, cases: &Cases) -> Result<CaseId, Told> {
    let typed = typed.filter(|typed| !typed.trim().is_empty()).ok_or_else(|| Told::new("case-which"))?;
    let ids: Vec<&CaseId> = cases.kept.iter().map(|case| &case.id).collect();
    let begins: Vec<&CaseId> = ids.iter().copied().filter(|id| id.as_str().starts_with(typed)).collect();
    match (ids.iter().find(|id| id.as_str() == typed), begins.as_slice()) {
        (Some(id), _) | (None, [id]) => Ok((*id).clone()),
        (None, []) => {
            // What is not understood can be deleted all the same.
            typed.parse().map_err(|_| Told::new("store-no-case").text("value", made_safe(typed)))
        }
        (None, several) => {
            let names = several.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            Err(Told::new("case-several").text("value", made_safe(typed)).text("names", names))
        }
    }
}

fn show(case: Case, arguments: &CasesArguments, texts: &Texts, output: &mut Output) -> Result<(), Told> {
    let knowledge = Knowledge::embedded();
    let walk = Walk::resume(case.clone(), Settings::default(), knowledge);
    let symptom = walk.symptom.as_ref();
    let inquiry = Inquiry {
        connector: &walk.connector,
        symptom,
        settings: &walk.settings,
        answers: walk.answers(),
        scenario: None,
        redacted: walk.redacted,
    };
    let history = report::case_history(&case, texts);
    let told = walk.told();
    if told.is_none() && arguments.redact {
        return Err(Told::new("cases-redact-unprobed"));
    }
    let redacted = told.as_ref().filter(|_| arguments.redact);
    let redacted = redacted.map(|(run, said)| Redactor::new(knowledge).redacted(&inquiry, run, said));
    output.print(&match (told, arguments.format) {
        (Some((run, said)), TwoFormats::Json) => json::document(&match redacted {
            Some(redacted) => redacted.json(knowledge, texts),
            None => json::check(&inquiry, run, &said, knowledge, texts),
        }),
        (None, TwoFormats::Json) => json::document(&json::Cases::new(&[case])),
        (told, TwoFormats::Text) => {
            let mut document = match (redacted, told) {
                (Some(redacted), _) => redacted.document(Depth::Short, knowledge, texts),
                (None, Some((run, said))) => report::check(&inquiry, run, &said, Depth::Short, knowledge, texts),
                (None, None) => {
                    report::Document { title: report::case_name(&case.line()), ..report::Document::default() }
                }
            };
            history.into_iter().for_each(|section| document.sections.push(section));
            document.dressed(Dress::Text { styled: output.is_styled() }, texts.locale())
        }
    });
    Ok(())
}

/// Opens a saved report, or a case that was exported, as a case.
pub(super) fn open(file: &std::path::Path, how: &How, texts: &Texts, output: &Output) -> Result<Exit, Told> {
    let case = read(file)?;
    // What cannot be shown is not kept either.
    if let Some(told) = wizard::lacks_terminal(&case, how, texts) {
        return Err(told);
    }
    let Some(state) = how.state() else { return wizard::case(case, how, texts, output) };
    let id = case.id.clone();
    // What is known of it here stays, and where nothing can be kept it is opened all the same.
    let kept = Cases::keep(&state, case.clone(), &mut Hold::default()).and_then(|()| Cases::open(&state, &id));
    if let Err(error) = &kept {
        let reason = texts.told("error", &told(error));
        output.note(&texts.with("case-not-kept", &Args::new().text("reason", reason)));
    }
    wizard::case(kept.unwrap_or(case), how, texts, output)
}

fn read(file: &std::path::Path) -> Result<Case, Told> {
    let bytes = inputs::file(Some(file))?;
    if let Some(case) = inputs::case(&bytes)? {
        // Whoever wrote it: whom this machine asks and what it calls itself is not said by a file.
        return Ok(Case { looked: case.looked.clone().elsewhere(), ..case });
    }
    let wrong = |error: &saved::SavedError| inputs::not_saved(file, error);
    let mut reports = saved::saved(&bytes).map_err(|error| wrong(&error))?;
    if reports.len() > 1 {
        return Err(Told::new("open-several").text("count", reports.len()).text("file", WireText::from_path(file)));
    }
    let now = Timestamp::now();
    let report = reports.pop().ok_or_else(|| wrong(&saved::SavedError::NoReport {}))?;
    let mut walk = Walk::of_saved(report, Settings::default(), now, Knowledge::embedded());
    walk.case_to_keep(now).ok_or_else(|| wrong(&saved::SavedError::NoReport {}))
}
