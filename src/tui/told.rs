//! A walk as a report: to be copied, to be saved, and what is left of it on the normal screen.

use super::{shared::Shared, turn::Letter};
use crate::{
    l10n::{Args, Texts},
    report::{self, Depth, Document, FileKind, Inquiry, Manner},
    wizard::Walk,
};

/// The width of a report, in columns, and the least that the normal screen is given.
const REPORT_WIDTH: usize = 80;
const LEAST_WIDTH: usize = 20;

/// The finding as a report for a ticket, line by line; empty where nothing was found yet.
pub(crate) fn report(shared: &Shared) -> Vec<String> {
    document(shared).map(|document| lines(&document, REPORT_WIDTH)).unwrap_or_default()
}

/// The lines of the verdict, left on the normal screen at the end, and how many ticks no file knows of: no wider than that
/// screen is.
pub(crate) fn last_words(shared: &Shared, unsaved: usize) -> Vec<String> {
    let width = shared.columns().clamp(LEAST_WIDTH, REPORT_WIDTH);
    // What the questions of an exercise ask for is not told by leaving them.
    let is_hidden = shared.walk.as_ref().is_some_and(|walk| walk.hides_code());
    let document = document(shared).filter(|_| !is_hidden);
    let verdict = document.map(|document| lines(&document, width)).unwrap_or_default();
    let mut words: Vec<_> = verdict.into_iter().take_while(|line| !line.is_empty()).collect();
    if unsaved > 0 {
        let lost = shared.texts.with("changes-not-saved", &Args::new().number("count", unsaved));
        words.extend(report::lines(&lost, width));
    }
    words
}

/// A file of that kind, and its name where only a folder is told; `None` where nothing was found yet.
pub(crate) fn file(shared: &Shared, kind: FileKind, manner: Manner) -> Option<(String, String)> {
    let walk = shared.walk.as_ref()?;
    let (run, diagnosis) = walk.told()?;
    let name = report::file_name(&walk.connector, manner, shared.now.wall);
    Some((name, kind.contents(&inquiry(walk), run, &diagnosis, manner, shared.knowledge, &shared.texts)))
}

/// The words of a letter, which may be those of the screen.
pub(crate) fn letter_texts(shared: &Shared, letter: Letter) -> Texts {
    shared.texts.in_language(letter.locale)
}

/// A letter of the walk; `None` where there is nothing to write to that actor.
pub(crate) fn letter(shared: &Shared, letter: Letter) -> Option<Document> {
    let walk = shared.walk.as_ref()?;
    let (run, diagnosis) = walk.told()?;
    let texts = letter_texts(shared, letter);
    report::letter(&inquiry(walk), run, &diagnosis, letter.to, shared.knowledge, &texts)
}

/// A letter as a file, and its name where only a folder is told.
pub(crate) fn letter_file(shared: &Shared, letter: Letter, kind: FileKind) -> Option<(String, String)> {
    let document = self::letter(shared, letter)?;
    let name = report::letter_file_name(&shared.walk.as_ref()?.connector, letter.to, shared.now.wall);
    Some((name, kind.letter(&document, letter.locale)))
}

fn document(shared: &Shared) -> Option<Document> {
    let walk = shared.walk.as_ref()?;
    let (run, diagnosis) = walk.told()?;
    Some(report::check(&inquiry(walk), run, &diagnosis, Depth::Short, shared.knowledge, &shared.texts))
}

/// What the walk asks, as a command asks it.
pub(crate) fn inquiry(walk: &Walk) -> Inquiry<'_> {
    let (symptom, scenario) = (walk.symptom.as_ref(), walk.scenario());
    Inquiry {
        connector: &walk.connector,
        symptom,
        settings: &walk.settings,
        answers: walk.answers(),
        scenario,
        redacted: walk.redacted,
    }
}

fn lines(document: &Document, width: usize) -> Vec<String> {
    document.text(width).lines().map(str::to_owned).collect()
}
