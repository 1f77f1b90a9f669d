//! Standard output and standard error: colour, broken pipes, sentences that name what is wrong.

use std::{
    io::{self, ErrorKind, Write},
    path::Path,
};

use super::{Exit, terminal, words::made_safe};
use crate::{
    l10n::{Args, Texts},
    model::Told,
    store::{ReportFile, StoreError},
};

/// Whether headings may be bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    /// On a terminal that can, unless `NO_COLOR` or `CLICOLOR` say otherwise.
    Auto,
    /// Also into a file or a pipe.
    Always,
    /// Nowhere.
    Never,
}

/// Where answers go.
#[derive(Debug)]
pub(super) struct Output {
    colour: Colour,
    failed: Option<Told>,
    /// What is written instead of standard output, until it is whole.
    file: Option<ReportFile>,
    /// Whether there is a reader no more: nothing is written from then on.
    closed: bool,
}

impl Output {
    pub(super) fn new(colour: Colour) -> Self {
        Self { colour, failed: None, file: None, closed: false }
    }

    /// Everything that is printed from now on goes into that file, once [`Self::keep`] is asked for.
    ///
    /// # Errors
    /// [`Told`], where nothing can be written there.
    pub(super) fn write_to(&mut self, path: &Path) -> Result<(), Told> {
        self.file = Some(ReportFile::begin(path).map_err(|error| failure(&error))?);
        Ok(())
    }

    /// Puts what was printed in the place of the file it goes to.
    pub(super) fn keep(&mut self) {
        if let Some(file) = self.file.take().filter(|_| self.failed.is_none()) {
            self.failed = file.finish().err().map(|error| failure(&error));
        }
    }

    /// Writes a text in the place of a file, as often as it is asked for; the first time where [`Self::write_to`] led.
    pub(super) fn rewrite(&mut self, path: &Path, text: &str) {
        if self.file.is_none()
            && let Err(told) = self.write_to(path)
        {
            self.failed = Some(told);
            return;
        }
        self.print(text);
        self.keep();
    }

    /// Leaves the file as it was.
    pub(super) fn drop_file(&mut self) {
        self.file = None;
    }

    /// Whether headings of text may be bold.
    pub(super) fn is_styled(&self) -> bool {
        match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => self.file.is_none() && terminal::has_colour(),
        }
    }

    /// Writes text to standard output. A reader that went away is no error: it has seen what it wanted.
    pub(super) fn print(&mut self, text: &str) {
        if self.closed || self.failed.is_some() {
            return;
        }
        if let Some(file) = &mut self.file {
            self.failed = file.push(text).err().map(|error| failure(&error));
            return;
        }
        let mut stdout = io::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.closed = true,
            Err(error) => self.failed = Some(Told::new("write").text("error", made_safe(&error.to_string()))),
        }
    }

    /// Whether it is of any use to go on.
    pub(super) fn is_open(&self) -> bool {
        !self.closed && self.failed.is_none()
    }

    /// Writes a line to standard error, whatever becomes of it.
    pub(super) fn note(&self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Says what is wrong, and where help is.
    pub(super) fn complain(&self, sentence: &str, texts: &Texts) {
        self.note(&texts.with("error-line", &Args::new().text("sentence", sentence)));
    }

    /// The exit code, once everything was said: that of the verdict, unless it could not be written down.
    pub(super) fn finish(&self, exit: Exit, texts: &Texts) -> Exit {
        match &self.failed {
            None => exit,
            // A terminal that went away is why it ends, and no trouble of its own.
            Some(_) if matches!(exit, Exit::Signal(_)) => exit,
            Some(told) => {
                self.complain(&texts.told("error", told), texts);
                Exit::Inconclusive
            }
        }
    }
}

fn failure(error: &StoreError) -> Told {
    Told::of(error.id(), error)
}
