//! What the finding rests on, in lines: what was said at an address, and the DNS lookups.

use jiff::Timestamp;

use super::session::{End, Session};
use crate::{
    l10n::Args,
    model::Run,
    report::{self, Moment, MomentKind},
    wizard::Walk,
};

impl Session<'_> {
    /// What was said at an address: the one of that place, else the one that decided, else the first.
    pub(super) fn conversation(&mut self, walk: &Walk, place: Option<usize>) -> Result<(), End> {
        let run = walk.settled_run();
        let decided = walk.diagnosis().and_then(|diagnosis| diagnosis.finding.decided_by);
        let place =
            place.or_else(|| run.endpoints.iter().position(|endpoint| Some(endpoint.id) == decided)).unwrap_or(0);
        let Some(endpoint) = run.endpoints.get(place) else { return self.lookups(walk) };
        let args = Args::new()
            .text("ip", endpoint.ip)
            .text("host", &run.host_of(endpoint).host)
            .text("port", endpoint.port)
            .number("place", place + 1)
            .number("count", run.endpoints.len());
        self.pause()?;
        self.tell("plain-said-at", &args)?;
        let moments = report::conversation(endpoint, &self.texts);
        if moments.is_empty() {
            return self.tell("nothing-said", &Args::new());
        }
        let lines: Vec<_> = moments.iter().map(|moment| self.moment(moment)).collect();
        self.say_all(&lines)
    }

    fn moment(&self, moment: &Moment) -> String {
        let fact = match moment.kind {
            MomentKind::Received => format!("< {}", moment.text),
            MomentKind::Sent => format!("> {}", moment.text),
            MomentKind::Happened => moment.text.clone(),
            MomentKind::Fault => self.texts.with("report-fault", &Args::new().text("fact", &moment.text)),
        };
        format!("{} {fact}", self.texts.duration(moment.at_ms))
    }

    /// Every question that DNS was asked, and its answer.
    pub(super) fn lookups(&mut self, walk: &Walk) -> Result<(), End> {
        let run: &Run = walk.settled_run();
        let all = report::lookups(run, Timestamp::now(), &self.texts);
        self.pause()?;
        if all.is_empty() {
            return self.tell("lookups-none", &Args::new());
        }
        let mut purpose = String::new();
        for told in all {
            if purpose != told.purpose {
                purpose.clone_from(&told.purpose);
                self.say(&purpose)?;
            }
            let mut lines = vec![told.question];
            for (label, values) in told.parts {
                lines.extend(values.into_iter().map(|value| report::phrases::labelled(label, value, &self.texts)));
            }
            self.say_all(&lines)?;
            self.pause()?;
        }
        Ok(())
    }
}
