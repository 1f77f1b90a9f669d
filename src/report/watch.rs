//! A connector that is watched, in lines: one for each change, the same in both faces and in `check`.

use jiff::{SignedDuration, Timestamp};

use super::phrases::{code_line, target};
use crate::{
    knowledge::Knowledge,
    l10n::{Args, Texts},
    model::{Checklist, Connector, Deadline, Sight, Standing, Symptom, WatchEvent, WatchPlace},
};

/// What happened, on one line that begins with when.
pub fn watch_line(connector: &Connector, event: &WatchEvent, texts: &Texts) -> String {
    let args = Args::new().text("at", texts.date(event.at())).text("target", target(connector));
    let span = |ms: u64| texts.duration(ms);
    let before = |args: Args, standing: &Standing| args.text("before", standing_words(standing, texts));
    match event {
        WatchEvent::Shift { place, before, after, lasted_ms, .. } => {
            let args =
                args.text("place", place_words(connector, place, texts)).text("after", sight_words(*after, texts));
            match lasted_ms {
                Some(ms) => {
                    let args = args.text("span", span(*ms)).text("before", sight_words(*before, texts));
                    texts.with("watch-now", &args)
                }
                None => texts.with("watch-new", &args),
            }
        }
        WatchEvent::Blind { fault, .. } => texts.with("watch-blind", &args.text("fault", texts.fault(*fault))),
        WatchEvent::Sighted { lasted_ms, .. } => texts.with("watch-sighted", &args.text("span", span(*lasted_ms))),
        WatchEvent::Gap { from, .. } => texts.with("watch-gap", &args.text("from", texts.date(*from))),
        WatchEvent::Turn { before: was, after, lasted_ms, .. } => {
            let args = args.text("place", target(connector)).text("after", standing_words(after, texts));
            texts.with("watch-now", &before(args, was).text("span", span(*lasted_ms)))
        }
        WatchEvent::Alive { standing, blind: Some(fault), .. } => {
            texts.with("watch-alive-blind", &before(args, standing).text("fault", texts.fault(*fault)))
        }
        WatchEvent::Alive { standing, lasted_ms, blind: None, .. } => {
            texts.with("watch-alive", &before(args, standing).text("span", span(*lasted_ms)))
        }
    }
}

/// That it is watched, with which pause; `slower`: with a longer one than was wished.
pub fn watch_began(pause_ms: u64, slower: bool, texts: &Texts) -> String {
    let args = Args::new().text("pause", texts.duration(pause_ms));
    texts.with(if slower { "watch-began-slower" } else { "watch-began" }, &args)
}

/// Why the watch is over: `healthy`, `time` or `stopped`, and how long it took.
pub fn watch_ended(why: &str, at: Timestamp, span_ms: u64, texts: &Texts) -> String {
    let args = Args::new().text("why", why).text("at", texts.date(at)).text("span", texts.duration(span_ms));
    texts.with("watch-ended", &args)
}

/// How long the message of a report has until it goes back to its sender; `None` where the report does not tell.
pub fn watch_deadline(symptom: &Symptom, now: Timestamp, knowledge: &Knowledge, texts: &Texts) -> Option<String> {
    let deadline = deadline(symptom, knowledge)?;
    let left_ms = left_ms(deadline.most, now);
    if symptom.retry_until.is_some() {
        let args = Args::new()
            .text("most", texts.date(deadline.most))
            .text("state", if left_ms.is_some() { "ahead" } else { "over" })
            .text("left", left_ms.map(|ms| texts.time_left(ms)).unwrap_or_default());
        return Some(texts.with("watch-deadline-stated", &args));
    }
    let args = Args::new()
        .text("at", symptom.at.map(|at| texts.date(at)).unwrap_or_default())
        .text("most", texts.date(deadline.most))
        .text("least", texts.date(deadline.least))
        .text("shorter", if deadline.least <= now { "over" } else { "ahead" })
        .text("hours", knowledge.exchange().retry.hours_least)
        .text("left", left_ms.map(|ms| texts.time_left(ms)).unwrap_or_default());
    Some(texts.with(if left_ms.is_some() { "watch-deadline" } else { "watch-deadline-over" }, &args))
}

fn deadline(symptom: &Symptom, knowledge: &Knowledge) -> Option<Deadline> {
    let retry = &knowledge.exchange().retry;
    Deadline::of(symptom, retry.hours_least, retry.hours)
}

/// `None` where it is over.
fn left_ms(until: Timestamp, now: Timestamp) -> Option<u64> {
    u64::try_from(until.duration_since(now).as_millis()).ok()
}

/// How many milliseconds the words of [`watch_deadline`] stay the same; `None` where they do for good.
pub fn watch_deadline_holds(symptom: &Symptom, now: Timestamp, knowledge: &Knowledge) -> Option<u64> {
    let deadline = deadline(symptom, knowledge)?;
    let shorter = left_ms(deadline.least, now).map(|ms| ms + 1);
    let longer = left_ms(deadline.most, now).map(Texts::time_left_holds);
    shorter.into_iter().chain(longer).min()
}

/// How many milliseconds the words of [`watch_wait`] stay the same; `None` where nothing is waited for.
pub fn watch_wait_holds(checklist: &Checklist, now: Timestamp, knowledge: &Knowledge) -> Option<u64> {
    let (_, _, most) = wait(checklist, knowledge)?;
    left_ms(most, now).map(Texts::time_left_holds)
}

/// When the change that was ticked last takes effect, where a step is there that waits for it and the time is not over.
pub fn watch_wait(checklist: &Checklist, now: Timestamp, knowledge: &Knowledge, texts: &Texts) -> Option<String> {
    let (at, least, most) = wait(checklist, knowledge)?;
    let args = Args::new()
        .text("at", texts.clock(at))
        .text("least", texts.clock(least))
        .text("most", texts.clock(most))
        .text("left", texts.time_left(left_ms(most, now)?));
    Some(texts.with("watch-wait", &args))
}

/// When it was ticked, and when it takes effect at the soonest and at the latest.
fn wait(checklist: &Checklist, knowledge: &Knowledge) -> Option<(Timestamp, Timestamp, Timestamp)> {
    let items = &checklist.items;
    let waits = items.iter().enumerate().filter(|(_, item)| !item.is_done()).find_map(|(place, item)| {
        let steps = &knowledge.article(&item.code)?.steps;
        Some((place, item, steps.iter().find(|step| step.id == item.id.name())?.minutes?))
    });
    let (place, wait, (least, most)) = waits?;
    let changes = items[..place].iter().filter(|item| item.is_ticked() && item.group == wait.group);
    let at = changes.filter_map(|item| item.since).max()?;
    let after = |minutes: u32| at.checked_add(SignedDuration::from_mins(minutes.into())).ok();
    Some((at, after(least)?, after(most)?))
}

/// How a place is seen, in a word or two.
pub fn sight_words(sight: Sight, texts: &Texts) -> String {
    match sight {
        Sight::Wrong(fault) | Sight::Unseen(Some(fault)) => texts.fault(fault),
        Sight::Well | Sight::Unseen(None) | Sight::Absent => texts.get(&format!("watch-{}", sight.id())),
    }
}

fn place_words(connector: &Connector, place: &WatchPlace, texts: &Texts) -> String {
    match place {
        WatchPlace::Names => texts.with("watch-names", &Args::new().text("target", target(connector))),
        WatchPlace::Address(host, ip) if *host == (*ip).into() => ip.to_string(),
        WatchPlace::Address(host, ip) => texts.with("watch-address", &Args::new().text("ip", ip).text("host", host)),
    }
}

/// A verdict and its code, in words.
pub fn standing_words(standing: &Standing, texts: &Texts) -> String {
    match &standing.code {
        Some(code) => code_line(code, texts),
        None => texts.get(&format!("watch-standing-{}", standing.verdict.id())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::Locale;

    #[test]
    fn a_limit_that_is_over_is_told_as_over_in_every_language() {
        let knowledge = Knowledge::read().expect("what is shipped can be read");
        let symptom = Symptom { at: Some(Timestamp::UNIX_EPOCH), ..Symptom::default() };
        let retry = &knowledge.exchange().retry;
        let after = |hours: u32| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours.into());
        for locale in Locale::all() {
            let texts = Texts::new(locale);
            let told = |now| watch_deadline(&symptom, now, &knowledge, &texts).expect("the report tells its time");
            let (least, most) = (texts.date(after(retry.hours_least)), texts.date(after(retry.hours)));
            let early = told(after(1));
            assert!(early.contains(&least) && early.contains(&most), "{early}");
            let between = told(after(retry.hours_least) + SignedDuration::from_mins(1));
            assert!(!between.contains(&least) && between.contains(&most), "{between}");
            let late = told(after(retry.hours) + SignedDuration::from_mins(1));
            assert!(!late.contains(&least) && !late.contains(&most), "{late}");
            let until = after(retry.hours * 2);
            let stated = Symptom { retry_until: Some(until), ..symptom.clone() };
            let told = |now| watch_deadline(&stated, now, &knowledge, &texts).expect("the report states it");
            assert!(
                told(after(1)).contains(&texts.date(until)) && !told(after(1)).contains(&most),
                "{}",
                told(after(1))
            );
            assert_ne!(told(after(1)), told(until + SignedDuration::from_mins(1)));
        }
    }
}
