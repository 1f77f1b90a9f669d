//! What the screens show of a connector that is watched: the key that begins and ends it, the line that says that it goes
//! on, what changed, and a small timeline of each address. Nothing of it changes while nothing else does.

use std::cmp::Reverse;

use jiff::{Timestamp, tz::TimeZone};

use super::{
    keys::{Action, Hint, hint},
    message::Effect,
    shared::{Note, Shared},
    theme::Glyph,
    turn::{Screen, Turn},
    widgets::row::{Row, middle, prose, width},
};
use crate::{
    l10n::Args,
    model::{Sight, Verdict, WatchEvent, WatchPlace},
    report,
    wizard::{PAUSE_MS, Track, Walk},
};

/// Columns of an address at the most.
const ADDRESS: usize = 21;
/// Columns between two states.
const GAP: usize = 3;

/// The key that begins or ends it.
pub(crate) fn key(shared: &Shared) -> Hint {
    let is_watched = shared.walk.as_ref().is_some_and(|walk| walk.watching().is_some());
    hint(Action::Watch, if is_watched { "watch-no-more" } else { "watch" })
}

/// Watches the connector of the walk, or watches it no more.
pub(crate) fn toggle(shared: &mut Shared) -> Turn {
    let now = shared.now;
    let Some(walk) = &mut shared.walk else { return Turn::Nothing };
    if walk.watching().is_some() {
        walk.stop_watching();
        return shared.say(None, "watched-no-more", Args::new());
    }
    walk.watch(PAUSE_MS, now);
    let pause = walk.pause_ms().unwrap_or(PAUSE_MS);
    shared.say(Some(Glyph::Running), "watched-now", Args::new().text("pause", shared.texts.duration(pause)))
}

/// That it goes on, and when it was looked last; or that this machine cannot look.
pub(crate) fn note(shared: &Shared) -> Option<Note> {
    let watch = shared.walk.as_ref()?.watching()?;
    let texts = &shared.texts;
    if let Some((fault, since)) = watch.blind() {
        let args = Args::new().text("at", texts.clock(since)).text("fault", texts.fault(fault));
        return Some(Note { glyph: Some(Glyph::Unknown), text: texts.with("watched-blind", &args) });
    }
    let args = Args::new().text("at", texts.clock(watch.looked()?));
    Some(Note { glyph: Some(Glyph::Running), text: texts.with("watched", &args) })
}

/// Says the most important thing that changed; with the bell where the connector became healthy. `None`: nothing changed.
pub(crate) fn tell_news(shared: &mut Shared) -> Option<Vec<Effect>> {
    let walk = shared.walk.as_mut()?;
    let news = walk.news();
    let weight = |event: &&WatchEvent| match event {
        WatchEvent::Turn { .. } => 3,
        WatchEvent::Shift { .. } => 2,
        WatchEvent::Blind { .. } | WatchEvent::Sighted { .. } => 1,
        WatchEvent::Gap { .. } | WatchEvent::Alive { .. } => 0,
    };
    let event = news.iter().max_by_key(weight)?;
    let well = matches!(event, WatchEvent::Turn { after, .. } if after.verdict == Verdict::Healthy);
    let glyph = match event {
        WatchEvent::Turn { after, .. } => match after.verdict {
            Verdict::Healthy => Glyph::Ok,
            Verdict::Fault => Glyph::Fault,
            Verdict::Inconclusive => Glyph::Unknown,
        },
        WatchEvent::Shift { after, .. } => mark(*after),
        WatchEvent::Blind { .. } | WatchEvent::Gap { .. } => Glyph::Unknown,
        WatchEvent::Sighted { .. } | WatchEvent::Alive { .. } => Glyph::Running,
    };
    let texts = &shared.texts;
    let text = match event {
        // What it was before stands in the timeline.
        WatchEvent::Turn { at, after, .. } => {
            let args = Args::new().text("at", texts.clock(*at)).text("after", report::standing_words(after, texts));
            texts.with("watched-turn", &args)
        }
        WatchEvent::Shift { .. }
        | WatchEvent::Blind { .. }
        | WatchEvent::Sighted { .. }
        | WatchEvent::Gap { .. }
        | WatchEvent::Alive { .. } => report::watch_line(&walk.connector, event, texts),
    };
    shared.note = Some(Note { glyph: Some(glyph), text });
    Some(if well { vec![Effect::Bell] } else { Vec::new() })
}

/// What a place was and became, an address a row, the newest at the end; what changed last comes first where not all have
/// room. None where it is not watched.
pub(crate) fn timeline(shared: &Shared, walk: &Walk, room: usize, most: usize) -> Vec<Row> {
    let Some(watch) = walk.watching() else { return Vec::new() };
    let texts = &shared.texts;
    let mut tracks: Vec<&Track> = watch.addresses().iter().collect();
    let left = tracks.len().saturating_sub(most);
    if left > 0 {
        tracks.sort_by_key(|track| Reverse(track.now().0));
        tracks.truncate(most);
    }
    let address = |track: &Track| match &track.place {
        WatchPlace::Address(_, ip) => middle(&ip.to_string(), ADDRESS, shared.theme),
        WatchPlace::Names => String::new(),
    };
    let column = tracks.iter().map(|track| width(&address(track))).max().unwrap_or(0) + 2;
    let mut rows: Vec<Row> = tracks
        .iter()
        .flat_map(|track| states(shared, track, Row::default().text(address(track)).to(column), room))
        .collect();
    if left > 0 {
        rows.extend(prose(&texts.with("watched-more", &Args::new().number("count", left)), room));
    }
    rows
}

/// The states of a place behind its address, as many of the newest as there is room for; the newest always.
fn states(shared: &Shared, track: &Track, row: Row, room: usize) -> Vec<Row> {
    let state = |(at, sight): &(Timestamp, Sight)| {
        let words = report::sight_words(*sight, &shared.texts);
        Row::default().text(time(shared, *at)).text(" ").glyph(shared.theme, mark(*sight)).text(" ").text(words)
    };
    let all: Vec<Row> = track.seen.iter().map(state).collect();
    let newest = all.last().map_or(0, Row::width);
    if row.width() + newest > room {
        // Where the window is narrow it stands under its address.
        let (at, sight) = track.now();
        let start = Row::at(2).text(time(shared, at)).text(" ").glyph(shared.theme, mark(sight)).text(" ");
        let words = prose(&report::sight_words(sight, &shared.texts), room.saturating_sub(start.width()));
        return [row].into_iter().chain(start.block(words)).collect();
    }
    let mut free = room.saturating_sub(row.width() + newest);
    let mut from = all.len().saturating_sub(1);
    while from > 0 {
        // What came before has to leave room for the sign that something came before it.
        let sign = if from > 1 { 2 } else { 0 };
        let wide = all[from - 1].width() + GAP;
        if wide + sign > free {
            break;
        }
        free -= wide;
        from -= 1;
    }
    let row = if from > 0 && free >= 2 { row.text(shared.theme.ellipsis()).text(" ") } else { row };
    let mut shown = all.into_iter().skip(from);
    let row = row.block(shown.next().into_iter().collect()).remove(0);
    vec![shown.fold(row, |row, state| row.text(" ".repeat(GAP)).block(vec![state]).remove(0))]
}

/// How long the message of the report has; nothing where it is not watched or the report does not tell.
pub(crate) fn countdown(shared: &Shared, walk: &Walk) -> Option<String> {
    let symptom = walk.symptom.as_ref().filter(|_| walk.watching().is_some())?;
    report::watch_deadline(symptom, shared.now.wall, shared.knowledge, &shared.texts)
}

/// When what counts down on that screen changes its words next, by the clock that only goes forward, in milliseconds; `None`
/// where nothing does. The message of the report counts only while it is watched, a change that was ticked always.
pub(crate) fn next_words_ms(shared: &Shared, screen: Screen) -> Option<u64> {
    let walk = shared.walk.as_ref()?;
    let (now, knowledge) = (shared.now, shared.knowledge);
    let symptom = walk.symptom.as_ref().filter(|_| screen == Screen::Finding && walk.watching().is_some());
    let deadline = symptom.and_then(|symptom| report::watch_deadline_holds(symptom, now.wall, knowledge));
    let is_list = screen == Screen::Checklist;
    let wait = if is_list { report::watch_wait_holds(walk.checklist(), now.wall, knowledge) } else { None };
    deadline.or(wait).map(|holds| now.ms.saturating_add(holds))
}

fn mark(sight: Sight) -> Glyph {
    match sight {
        Sight::Well => Glyph::Ok,
        Sight::Wrong(_) => Glyph::Fault,
        Sight::Unseen(_) => Glyph::Unknown,
        Sight::Absent => Glyph::Skipped,
    }
}

/// The time of day; with the day where it is another one than today's.
fn time(shared: &Shared, at: Timestamp) -> String {
    let day = |at: Timestamp| at.to_zoned(TimeZone::UTC).date();
    if day(at) == day(shared.now.wall) {
        return shared.texts.clock(at);
    }
    shared.texts.date(at).chars().skip("2026-".len()).take("11-27 01:44".len()).collect()
}
