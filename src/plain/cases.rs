//! The cases in lines: those that are open stand behind the ways in, and a number goes on from one.

use jiff::Timestamp;

use super::{
    dialogue::choice_about,
    session::{End, Session},
};
use crate::{
    l10n::{Args, Texts},
    model::{Case, CaseId, CaseLine},
    report::{case_about, case_name},
    store::{Cases, StoreError},
    wizard::Walk,
};

/// The cases as choices behind so many others.
pub(super) fn choices(before: usize, cases: &[CaseLine], texts: &Texts) -> Vec<String> {
    let resume = |line: &CaseLine| texts.with("plain-resume", &Args::new().text("name", case_name(line)));
    let choice = |(place, line): (usize, &CaseLine)| {
        choice_about(before + place, &resume(line), &case_about(line, texts), texts)
    };
    cases.iter().enumerate().map(choice).collect()
}

impl Session<'_> {
    /// The latest cases that are open; why others are not there is told.
    pub(super) fn cases(&mut self) -> Result<Vec<CaseLine>, End> {
        let cases = self.options.state.as_deref().map(Cases::read).unwrap_or_default();
        cases.trouble.iter().try_for_each(|error| self.tell_store(error))?;
        Ok(cases.still_open().into_iter().take(CaseLine::OFFERED).collect())
    }

    /// Goes on from a case that is kept.
    pub(super) async fn open_case(&mut self, id: &CaseId) -> Result<(), End> {
        let state = self.options.state.clone().ok_or(StoreError::NoHome);
        match state.and_then(|state| Cases::open(&state, id)) {
            Ok(case) => self.resume(case).await,
            Err(error) => self.tell_store(&error),
        }
    }

    /// Goes on from a case: its finding and its steps, as they were; one that was never probed is probed first.
    pub(super) async fn resume(&mut self, case: Case) -> Result<(), End> {
        if let Some(state) = &self.options.state {
            self.hold.case(state, &case.id);
        }
        let mut walk = Walk::resume(case, self.options.settings.clone(), self.knowledge);
        let vantage = self.options.vantage.clone().of(&walk.settings);
        if walk.is_settled() {
            let at = walk.run().started.map(|at| self.texts.date(at)).unwrap_or_default();
            self.pause()?;
            self.tell("case-resumed", &Args::new().text("at", at))?;
            self.tell_of_another()?;
            self.tell_finding(&walk)?;
            self.list(&walk)?;
        } else {
            self.tell_of_another()?;
            self.look(&mut walk, &vantage).await?;
        }
        self.go_on(walk, &vantage).await
    }

    /// Keeps the case of a walk, where something is new in it. Where it cannot be, that is told, and its ticks count as not
    /// saved.
    pub(super) fn keep(&mut self, walk: &mut Walk) -> Result<(), End> {
        if self.options.no_state {
            return Ok(());
        }
        let Some(case) = walk.case_to_keep(Timestamp::now()) else { return Ok(()) };
        let ticked = case.ticked();
        let state = self.options.state.as_deref().ok_or(StoreError::NoHome);
        let Err(error) = state.and_then(|state| Cases::keep(state, case, &mut self.hold)) else {
            walk.kept_with(ticked);
            self.unsaved = walk.unsaved();
            return self.tell_of_another();
        };
        if self.not_kept.replace(error.clone()).as_ref() == Some(&error) {
            return Ok(());
        }
        let reason = self.texts.with(&format!("error-{}", error.id()), &self.texts.args_of(&error));
        self.tell("case-not-kept", &Args::new().text("reason", reason))
    }

    /// That another program has the case open too, once.
    fn tell_of_another(&mut self) -> Result<(), End> {
        if self.hold.tells_of_another() { self.tell("case-shared", &Args::new()) } else { Ok(()) }
    }

    fn tell_store(&mut self, error: &StoreError) -> Result<(), End> {
        let args = self.texts.args_of(error);
        self.tell(&format!("error-{}", error.id()), &args)
    }
}
