//! A connector that is watched, by keys alone: the steps verify themselves, the bell rings once it is healthy, and nothing
//! is drawn while nothing changes.

use std::{cell::RefCell, io, rc::Rc};

use mxray::{
    l10n::{Locale, Texts},
    tui::{
        layout::view,
        message::{Effect, Message},
        terminal::paint::Paint,
        theme::Theme,
    },
};
use ratatui::{Terminal, TerminalOptions, Viewport, layout::Rect};

use crate::support::stage::{NDR, Stage, story_time};

/// The story's finding, watched since then.
fn watched(size: (u16, u16)) -> Stage {
    let mut stage = Stage::english(size);
    stage.paste(NDR).press("Enter").replay("certificate").press("Enter w");
    stage
}

fn runs(stage: &Stage) -> usize {
    stage.effects.iter().filter(|effect| matches!(effect, Effect::StartRun(..))).count()
}

fn bells(stage: &Stage) -> usize {
    stage.effects.iter().filter(|effect| matches!(effect, Effect::Bell)).count()
}

#[test]
fn a_watch_probes_by_itself_at_its_pace_verifies_the_steps_and_rings_once_it_is_healthy() {
    let mut stage = watched((80, 24));
    stage.shows("Watching: a probe every 60 s").shows("w end watch");
    stage.press("Enter").shows("0 verified, 0 ticked");
    stage.wait(59);
    assert_eq!(runs(&stage), 1, "not before its time");
    stage.wait(1);
    assert_eq!(runs(&stage), 2);
    stage.replay_now("certificate").shows("0 verified, 0 ticked").shows("Watching; last look at 14:13 UTC.");
    stage.wait(60).replay_now("healthy").shows("[✓]").shows("14:14 UTC: now nothing keeps Office 365 from delivering");
    assert_eq!((runs(&stage), bells(&stage)), (3, 1));
    stage.press("Esc").shows("✓ Repaired").shows("14:12 ✗ expired").shows("14:14 ✓ ok");
    // It goes on, and says and rings nothing more.
    stage.wait(60).replay_now("healthy");
    assert_eq!((runs(&stage), bells(&stage)), (4, 1));
    stage.press("w").shows("Watching is over.").wait(300);
    assert_eq!(runs(&stage), 4, "nobody watches any more");
}

#[test]
fn a_dead_resolver_while_watched_keeps_finding_and_steps_and_says_that_it_could_not_look() {
    let mut stage = watched((80, 24));
    stage.wait(60).replay_now("inconclusive");
    stage.shows("✗ 450 4.7.320").shows("could not look");
    stage.press("Up").shows("Watching; since 14:13 UTC this machine could not look");
    assert_eq!(bells(&stage), 0);
    stage.wait(60).replay_now("certificate").shows("this machine can look again");
    stage.press("Enter").shows("0 verified, 0 ticked");
}

#[test]
fn the_timeline_can_be_read_on_a_small_window_without_colour_and_in_every_language() {
    for size in [(60, 16), (80, 24), (120, 40)] {
        let mut stage = watched(size);
        stage.wait(60).replay_now("healthy").press("Down Up");
        for _ in 0..3 {
            let screen = stage.screen();
            let rows: Vec<_> = screen.lines().filter(|row| row.contains("14:12") && row.contains("14:13")).collect();
            assert!(!rows.is_empty(), "{size:?}\n{screen}");
            stage.press("Enter").press("F2").press("Esc");
        }
    }
}

#[test]
fn an_idle_minute_of_watching_draws_nothing_but_the_time_of_the_last_look() {
    for keys in ["Down Up", "Enter Down Up"] {
        let mut stage = watched((80, 24));
        stage.wait(60).replay_now("certificate").press(keys);
        let (before, effects) = (stage.buffer(), stage.effects.len());
        stage.wait(59);
        assert_eq!((&stage.buffer(), stage.effects.len()), (&before, effects), "while nobody looks");
        stage.wait(1);
        assert_eq!(stage.buffer(), before, "a probe that nobody asked for begins in silence");
        stage.replay_now("certificate");
        let after = stage.buffer();
        let changed: Vec<_> = before.diff(&after).into_iter().map(|(_, y, _)| y).collect();
        assert!(changed.len() <= 2 && changed.iter().all(|y| *y == 22), "{changed:?}\n{}", stage.screen());
    }
}

/// A report whose first answer, turning the connector off, takes its time.
const REFUSED: &str = "450 4.4.316 Connection refused [Message=Socket error code 10061] \
    [LastAttemptedServerName=relay.contoso.com] [LastAttemptedIP=203.0.113.25:25]{2026-11-21T13:12:00.0000000Z}";

/// Ticks that step.
fn turn_the_connector_off(stage: &mut Stage) {
    for _ in 0..30 {
        if stage.screen().lines().any(|line| line.contains("▸ [ ]") && line.contains("part 1: turn the connector")) {
            break;
        }
        stage.press("Down");
    }
    stage.press("Space");
}

/// What a terminal is sent.
#[derive(Clone, Default)]
struct Wire(Rc<RefCell<Vec<u8>>>);

impl io::Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_idle_minute_of_watching_with_a_countdown_sends_less_than_a_line() {
    for keys in ["Up", "F2", "F2 F2", "Esc Down Up"] {
        let theme = Theme::new(true, false);
        let mut stage = Stage::with_theme(Texts::new(Locale::english()), (80, 40), theme);
        stage.paste(REFUSED).press("Enter").replay("refused").press("Enter w Enter");
        turn_the_connector_off(&mut stage);
        stage.wait(60).replay_now("refused").press(keys);
        let wire = Wire::default();
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, 80, 40)) };
        let mut screen = Terminal::with_options(Paint::on(wire.clone()), options).expect("a screen");
        let sent = |stage: &Stage, screen: &mut Terminal<Paint<Wire>>| {
            wire.0.borrow_mut().clear();
            screen.draw(|frame| view(&stage.model, frame)).expect("drawn");
            wire.0.borrow().len()
        };
        let whole = sent(&stage, &mut screen);
        let nothing = sent(&stage, &mut screen);
        let before = stage.screen();
        // Drawn as often as the loop may: after each second, and after each event of the next look.
        let mut bytes = 0;
        for _ in 0..60 {
            stage.wait(1);
            bytes += sent(&stage, &mut screen) - nothing;
        }
        stage.replay_now("refused");
        bytes += sent(&stage, &mut screen) - nothing;
        let after = stage.screen();
        let changed: Vec<_> = before.lines().zip(after.lines()).filter(|(before, after)| before != after).collect();
        let counts = changed.iter().any(|(before, after)| before.contains(" 59") && after.contains(" 58"));
        // On the finding the message of the report has hours.
        assert!(counts != keys.starts_with("Esc"), "nothing counts down: {changed:#?}\n{before}");
        assert!(whole > 1_000 && bytes < 80, "{bytes} of {whole} bytes:\n{before}\n{}", stage.screen());
    }
}

#[test]
fn what_a_person_asks_for_and_another_walk_end_or_go_on_with_the_watch() {
    let mut stage = watched((80, 24));
    // A probe by hand is shown as ever, and is a look too.
    stage.press("r").replay_now("healthy").press("Enter").shows("✓ Repaired");
    assert_eq!(bells(&stage), 1);
    stage.wait(61);
    assert_eq!(runs(&stage), 3);
    // Another walk is watched only once that is asked for.
    stage.replay_now("healthy").send(Message::Tick);
    stage.press("Esc Esc Esc Esc").paste(NDR).press("Enter").replay_now("certificate").press("Enter").wait(300);
    assert_eq!(runs(&stage), 4, "{}", stage.screen());
}

#[test]
fn a_change_that_was_ticked_takes_its_time_and_the_message_of_the_report_has_a_last_one() {
    let mut stage = Stage::english((80, 40));
    stage.paste(REFUSED).press("Enter").replay("refused").press("Enter w");
    let screen = stage.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(screen.contains("goes back to its sender by 2026-11-22 13:12:00 UTC (in 23 h)"), "{screen}");
    stage.press("w Enter").hides("takes effect");
    turn_the_connector_off(&mut stage);
    let screen = stage.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(screen.contains("takes effect between 14:42 and 15:12 UTC (in 60 min at the latest)"), "{screen}");
    stage.wait(61 * 60).press("Up").hides("takes effect");
}

/// Nobody watches, so nothing else ticks: each tick is one after which other words stand there, an hour of them is less than a
/// screen, and the last one takes them away.
#[test]
fn the_wait_for_a_change_that_was_ticked_goes_on_by_itself_where_nobody_watches() {
    let mut stage = Stage::english((80, 40));
    stage.paste(REFUSED).press("Enter").replay("refused").press("Enter Enter");
    assert_eq!(stage.model.next_tick_ms(), None, "nothing counts yet");
    turn_the_connector_off(&mut stage);
    let told = |stage: &Stage| {
        let screen = stage.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        screen
            .split_once("UTC (in ")
            .and_then(|(_, left)| left.split_once(" at the latest"))
            .map(|(left, _)| left.to_owned())
    };
    let (mut seen, mut waited) = (vec![told(&stage)], 0);
    while stage.model.next_tick_ms().is_some() {
        assert!(seen.len() < 400, "{seen:?}");
        waited += stage.wait_for_tick();
        assert_ne!(seen.last(), Some(&told(&stage)), "a tick for nothing: {seen:?}");
        seen.push(told(&stage));
    }
    assert_eq!(seen.pop(), Some(None), "it is over");
    let words = |left: &str| seen.contains(&Some(left.to_owned()));
    assert!(["60 min", "59 min", "2 min", "119 s", "1 s"].into_iter().all(words), "{seen:?}");
    // Minute by minute, the last two second by second, and a millisecond until it is over.
    assert_eq!((seen.len(), waited), (179, 3_600_001), "{seen:?}");
    // Elsewhere nothing shows it.
    let mut stage = Stage::english((80, 40));
    stage.paste(REFUSED).press("Enter").replay("refused").press("Enter Enter");
    turn_the_connector_off(&mut stage);
    stage.press("Esc");
    assert_eq!(stage.model.next_tick_ms(), None);
}

/// Each tick of the loop between two looks is one after which other words stand there, and none is missed.
#[test]
fn a_countdown_goes_on_by_itself_as_often_as_its_words_change() {
    let mut stage = Stage::english((80, 40));
    let until = story_time().to_zoned(jiff::tz::TimeZone::UTC) + jiff::SignedDuration::from_secs(200);
    let until = jiff::fmt::rfc2822::to_string(&until).expect("a date");
    let status = "Reporting-MTA: dns;AM0PR01MB0000.eurprd01.prod.exchangelabs.com\n\nFinal-Recipient: rfc822;user@contoso.com\n\
        Action: delayed\nStatus: 4.4.316\nDiagnostic-Code: smtp;450 4.4.316 Connection refused [Message=Socket error code 10061] \
        [LastAttemptedServerName=relay.contoso.com] [LastAttemptedIP=203.0.113.25:25]\nWill-Retry-Until: ";
    stage.paste(&format!("{status}{until}\n")).press("Enter").replay("refused").press("Enter w Up");
    let told = |stage: &Stage| {
        let screen = stage.screen().split_whitespace().collect::<Vec<_>>().join(" ");
        let left = screen.split_once("UTC (in ").and_then(|(_, left)| left.split_once(')'));
        left.map_or_else(|| "over".to_owned(), |(left, _)| left.to_owned())
    };
    let mut seen = vec![told(&stage)];
    while seen.last().is_some_and(|left| left != "over") {
        assert!(seen.len() < 400, "{seen:?}");
        let runs = runs(&stage);
        let waited = stage.wait_for_tick();
        let is_look = self::runs(&stage) > runs;
        let now = told(&stage);
        assert!(is_look || seen.last() != Some(&now), "a tick of {waited} ms for nothing at {now}: {seen:?}");
        if is_look {
            stage.replay_now("refused");
        }
        seen.push(told(&stage));
    }
    seen.dedup();
    for left in ["3 min", "2 min", "119 s", "61 s", "60 s", "10 s", "9 s", "2 s", "1 s"] {
        assert!(seen.iter().any(|seen| seen == left), "{left}: {seen:?}");
    }
    assert!(seen.iter().all(|left| !left.contains('.')), "{seen:?}");
    assert!(stage.wait_for_tick() > 10_000, "nothing counts any more");
}
