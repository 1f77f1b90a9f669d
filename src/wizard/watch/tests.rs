//! What changes between two probes, class by class.

use jiff::SignedDuration;

use super::*;
use crate::model::Host;
use crate::{
    diagnose::diagnose,
    knowledge::Knowledge,
    model::{
        Connector, Endpoint, EndpointId, Limits, MailHost, Party, Route, SMTP_PORT, Stage, StageState, TlsPolicy,
        Unlisted,
    },
};

const MINUTE: u64 = 60_000;

fn at(ms: u64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_millis(i64::try_from(ms).expect("a short test"))
}

/// A watch of a connector, minute by minute.
struct Story {
    watch: Watch,
    now: Now,
}

impl Story {
    fn begin(run: Run) -> Self {
        let mut story = Self { watch: Watch::new(PAUSE_MS), now: Now { wall: at(0), ms: 0 } };
        assert_eq!(story.then(run), [], "of the first look nothing changed");
        story
    }

    /// A minute later.
    fn then(&mut self, run: Run) -> Vec<WatchEvent> {
        self.after(MINUTE, MINUTE, run)
    }

    /// So much later by one clock and by the other.
    fn after(&mut self, wall_ms: u64, ms: u64, mut run: Run) -> Vec<WatchEvent> {
        let wall = self.now.wall + SignedDuration::from_millis(i64::try_from(wall_ms).expect("a short test"));
        self.now = Now { wall, ms: self.now.ms + ms };
        run.started = Some(run.started.unwrap_or(wall));
        let finding = diagnose(&connector(), None, &run, Knowledge::embedded()).finding;
        self.watch.look(self.now, &run, &finding)
    }
}

fn host() -> Host {
    "mail.contoso.com".parse().map(Host::Name).expect("a name")
}

fn connector() -> Connector {
    Connector {
        name: None,
        route: Route::SmartHosts(vec![host()]),
        tls: TlsPolicy::EncryptionOnly,
        party: Party::Own,
        port: SMTP_PORT,
    }
}

/// A whole run that met these addresses (the last number of each), well or with that fault at that stage.
fn met(addresses: &[(u8, Option<(Stage, Fault)>)]) -> Run {
    let mut run = named(Some(Outcome::Passed));
    for (place, (last, failure)) in addresses.iter().enumerate() {
        let mut stages = Stage::OF_ADDRESS.map(|_| ended(Outcome::Passed));
        if let Some((stage, fault)) = failure {
            let failed = Stage::OF_ADDRESS.iter().position(|other| other == stage).expect("a stage of an address");
            stages[failed] = ended(Outcome::Failed(*fault));
            stages[failed + 1..].fill(ended(Outcome::Skipped));
        }
        run.endpoints.push(Endpoint {
            id: EndpointId(u32::try_from(place).expect("few")),
            host: 0,
            ip: [198, 51, 100, *last].into(),
            port: SMTP_PORT,
            tried: true,
            stages,
            transcript: Vec::new(),
            tls: None,
            evidence: Vec::new(),
        });
    }
    run
}

fn ended(outcome: Outcome) -> StageState {
    StageState::Ended { outcome, at_ms: 1, took_ms: 1 }
}

/// A whole run whose names ended so.
fn named(route: Option<Outcome>) -> Run {
    let mail_host = MailHost { host: host(), preference: None, of: host(), outcome: route };
    Run { route, hosts: vec![mail_host], finished: true, elapsed_ms: 100, limits: Limits::default(), ..Run::default() }
}

fn shift(at_minute: u64, last: u8, before: Sight, after: Sight, lasted_minutes: Option<u64>) -> WatchEvent {
    let place = WatchPlace::Address(host(), [198, 51, 100, last].into());
    let lasted_ms = lasted_minutes.map(|minutes| minutes * MINUTE);
    WatchEvent::Shift { at: at(at_minute * MINUTE), place, before, after, lasted_ms }
}

const REFUSED: Option<(Stage, Fault)> = Some((Stage::Connect, Fault::TcpRefused));
const CLOSED: Option<(Stage, Fault)> = Some((Stage::Greeting, Fault::Closed));
const NO_ROUTE: Option<(Stage, Fault)> = Some((Stage::Connect, Fault::LocalNoRoute));

#[test]
fn what_stays_as_it_is_says_nothing() {
    let mut story = Story::begin(met(&[(1, REFUSED), (2, None)]));
    for _ in 0..50 {
        assert_eq!(story.then(met(&[(1, REFUSED), (2, None)])), []);
    }
}

#[test]
fn an_address_that_goes_well_says_what_it_was_and_how_long() {
    let mut story = Story::begin(met(&[(1, CLOSED)]));
    story.then(met(&[(1, CLOSED)]));
    let events = story.then(met(&[(1, None)]));
    assert_eq!(events[0], shift(3, 1, Sight::Wrong(Fault::Closed), Sight::Well, Some(2)));
    assert!(
        matches!(&events[1..], [WatchEvent::Turn { before, after, lasted_ms: 120_000, .. }]
        if before.verdict == Verdict::Fault && after.verdict == Verdict::Healthy),
        "{events:?}"
    );
    assert!(story.watch.is_well());
}

#[test]
fn another_fault_at_an_address_is_another_verdict_where_its_code_is() {
    let mut story = Story::begin(met(&[(1, CLOSED)]));
    let events = story.then(met(&[(1, REFUSED)]));
    assert_eq!(events[0], shift(2, 1, Sight::Wrong(Fault::Closed), Sight::Wrong(Fault::TcpRefused), Some(1)));
    assert!(matches!(&events[1..], [WatchEvent::Turn { .. }]), "{events:?}");
}

#[test]
fn half_a_pool_that_heals_changes_lines_and_no_verdict() {
    let mut story = Story::begin(met(&[(1, CLOSED), (2, CLOSED)]));
    let events = story.then(met(&[(1, None), (2, CLOSED)]));
    assert_eq!(events, [shift(2, 1, Sight::Wrong(Fault::Closed), Sight::Well, Some(1))]);
}

#[test]
fn an_address_appears_disappears_and_comes_back() {
    let mut story = Story::begin(met(&[(1, None)]));
    let events = story.then(met(&[(1, None), (2, None)]));
    assert_eq!(events, [shift(2, 2, Sight::Absent, Sight::Well, None)]);
    let events = story.then(met(&[(2, None)]));
    assert_eq!(events, [shift(3, 1, Sight::Well, Sight::Absent, Some(2))]);
    let events = story.then(met(&[(1, None), (2, None)]));
    assert_eq!(events, [shift(4, 1, Sight::Absent, Sight::Well, Some(1))]);
}

#[test]
fn an_address_may_be_missing_where_one_was_left_out() {
    let mut story = Story::begin(met(&[(1, None), (2, None)]));
    let unlisted = Unlisted { of: host(), preference: 0 };
    assert_eq!(story.then(Run { unlisted: vec![unlisted], ..met(&[(1, None)]) }).len(), 1, "the verdict alone");
}

#[test]
fn a_name_that_leads_nowhere_is_one_line_and_no_address_is_gone() {
    let mut story = Story::begin(met(&[(1, None), (2, None)]));
    let events = story.then(named(Some(Outcome::Failed(Fault::DnsNxDomain))));
    assert!(
        matches!(
            events[..],
            [
                WatchEvent::Shift {
                    place: WatchPlace::Names,
                    before: Sight::Well,
                    after: Sight::Wrong(Fault::DnsNxDomain),
                    ..
                },
                WatchEvent::Turn { .. }
            ]
        ),
        "{events:?}"
    );
    let events = story.then(met(&[(1, None), (2, None)]));
    assert!(matches!(events[..], [WatchEvent::Shift { place: WatchPlace::Names, .. }, WatchEvent::Turn { .. }]));
}

#[test]
fn a_dead_resolver_and_no_network_are_could_not_look_and_what_was_known_stays() {
    let blind = [named(Some(Outcome::Failed(Fault::ResolverUnavailable))), met(&[(1, NO_ROUTE), (2, NO_ROUTE)])];
    for blind in blind {
        let mut story = Story::begin(met(&[(1, CLOSED), (2, None)]));
        let events = story.then(blind.clone());
        assert!(matches!(events[..], [WatchEvent::Blind { fault, .. }] if fault.is_local()), "{events:?}");
        assert!(!story.watch.is_well());
        assert_eq!(story.then(blind), [], "it is said once");
        let events = story.then(met(&[(1, None), (2, None)]));
        let lasted_ms = 2 * MINUTE;
        assert_eq!(events[0], WatchEvent::Sighted { at: at(4 * MINUTE), lasted_ms });
        assert_eq!(events[1], shift(4, 1, Sight::Wrong(Fault::Closed), Sight::Well, Some(3)));
    }
}

#[test]
fn silence_in_the_first_probe_after_blindness_is_doubted_once_and_believed_the_second_time() {
    let silent = || met(&[(1, Some((Stage::Connect, Fault::TcpTimedOut)))]);
    for quiet in [silent(), named(Some(Outcome::Failed(Fault::DnsTimedOut)))] {
        for comes_back in [true, false] {
            let mut story = Story::begin(met(&[(1, None)]));
            story.then(met(&[(1, NO_ROUTE)]));
            assert_eq!(story.then(quiet.clone()), [], "the network may have come back in its middle");
            assert!(story.watch.blind().is_some());
            let events = story.then(if comes_back { met(&[(1, None)]) } else { quiet.clone() });
            assert!(matches!(events[0], WatchEvent::Sighted { .. }), "{events:?}");
            assert_eq!(events.len() == 1, comes_back, "{events:?}");
            assert_eq!(story.watch.is_well(), comes_back);
        }
    }
}

#[test]
fn one_address_that_this_machine_cannot_reach_is_not_seen_and_the_others_are() {
    let mut story = Story::begin(met(&[(1, None), (2, None)]));
    let events = story.then(met(&[(1, NO_ROUTE), (2, None)]));
    assert_eq!(events, [shift(2, 1, Sight::Well, Sight::Unseen(Some(Fault::LocalNoRoute)), Some(1))]);
}

#[test]
fn where_mail_stopped_a_way_there_that_is_gone_makes_nothing_well() {
    let mut story = Story::begin(met(&[(1, CLOSED), (2, None)]));
    let before = story.watch.standing().cloned();
    let gone = met(&[(1, NO_ROUTE), (2, None)]);
    let events = story.then(gone.clone());
    assert_eq!(events, [WatchEvent::Blind { at: at(2 * MINUTE), fault: Fault::LocalNoRoute }]);
    assert_eq!(story.then(gone), [], "it is said once");
    assert_eq!(story.watch.standing().cloned(), before);
    assert!(!story.watch.is_well());
    let events = story.then(met(&[(1, None), (2, None)]));
    assert_eq!(events[0], WatchEvent::Sighted { at: at(4 * MINUTE), lasted_ms: 2 * MINUTE });
    assert_eq!(events[1], shift(4, 1, Sight::Wrong(Fault::Closed), Sight::Well, Some(3)));
    assert!(story.watch.is_well());
}

#[test]
fn a_machine_that_slept_did_not_look_and_what_ran_out_of_time_meanwhile_says_nothing() {
    let night = 8 * 60 * MINUTE;
    let mut story = Story::begin(met(&[(1, CLOSED)]));
    let from = story.now.wall;
    // Between two probes: the one after it counts.
    let events = story.after(night, MINUTE, met(&[(1, None)]));
    let gap = WatchEvent::Gap { at: story.now.wall, from };
    assert_eq!((&events[0], events.len()), (&gap, 3), "{events:?}");
    // In the middle of a probe: that one shows nothing.
    let began = story.now.wall;
    let timed_out = Some((Stage::Connect, Fault::TcpTimedOut));
    let events = story.after(night, MINUTE, Run { started: Some(began), ..met(&[(1, timed_out)]) });
    assert!(matches!(events[..], [WatchEvent::Gap { .. }]), "{events:?}");
    // A process that was stopped in the middle of one is no better.
    let events = story.after(night, night, Run { started: Some(began), elapsed_ms: night, ..met(&[(1, timed_out)]) });
    assert!(matches!(events[..], [WatchEvent::Gap { .. }]), "{events:?}");
    assert_eq!(story.then(met(&[(1, None)])), []);
}

#[test]
fn a_process_that_was_stopped_between_two_probes_did_not_look_and_the_probe_after_it_counts() {
    let mut story = Story::begin(met(&[(1, CLOSED)]));
    let from = story.now.wall;
    for (late, gaps) in [(SLEPT_MS - 1, 0), (SLEPT_MS, 1)] {
        let due = story.now.ms + PAUSE_MS;
        story.watch.begin(due + late, due);
        let events = story.then(met(&[(1, CLOSED)]));
        assert_eq!(events.len(), gaps, "{events:?}");
    }
    let due = story.now.ms + PAUSE_MS;
    story.watch.begin(due + SLEPT_MS, due);
    let events = story.then(met(&[(1, None)]));
    assert!(matches!(events[..], [WatchEvent::Gap { from: looked, .. }, _, _] if looked > from), "{events:?}");
    assert_eq!(story.then(met(&[(1, None)])), [], "once");
}

#[test]
fn a_stopped_probe_tells_nothing() {
    let mut story = Story::begin(met(&[(1, None)]));
    assert_eq!(story.then(Run { cancelled: true, ..met(&[(1, CLOSED)]) }), []);
}

#[test]
fn an_hour_without_a_word_is_a_sign_of_life_once_an_hour() {
    let mut story = Story::begin(met(&[(1, CLOSED)]));
    let signs: Vec<_> = (0..180).flat_map(|_| story.then(met(&[(1, CLOSED)]))).collect();
    let is_alive = |event: &WatchEvent| {
        matches!(event, WatchEvent::Alive { standing, blind: None, .. }
        if standing.verdict == Verdict::Fault)
    };
    assert_eq!((signs.len(), signs.iter().all(is_alive)), (3, true), "{signs:?}");
}

#[test]
fn a_clock_that_is_put_back_makes_no_span_and_no_panic() {
    let mut story = Story::begin(met(&[(1, CLOSED)]));
    story.now.wall = at(0);
    let events = story.after(0, MINUTE, met(&[(1, None)]));
    assert_eq!(events[0], shift(0, 1, Sight::Wrong(Fault::Closed), Sight::Well, Some(0)));
}

#[test]
fn a_stranger_is_never_asked_more_often_than_the_shortest_pause() {
    let stranger = met(&[(1, None)]);
    let mut here = met(&[(1, None)]);
    here.endpoints[0].ip = [127, 0, 0, 1].into();
    here.started = Some(at(0));
    let watch = Watch::new(100);
    assert_eq!((watch.pause_ms(&stranger), watch.pause_ms(&here)), (LEAST_PAUSE_MS, 100));
    assert_eq!(watch.pause_ms(&Run::default()), LEAST_PAUSE_MS, "nothing is known of whom it would ask");
    assert_eq!(Watch::new(PAUSE_MS).pause_ms(&stranger), PAUSE_MS);
}
