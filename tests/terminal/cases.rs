//! Whatever takes the terminal away, a case is there again afterwards.

use std::{
    net::UdpSocket,
    time::{Duration, Instant},
};

use crate::support::terminal::{MXRAY, PATIENCE, Session};
use rustix::process::Signal;

/// A walk to a port that refuses, on loopback.
const WALK: [&str; 7] = ["127.0.0.1", "--port", "1", "--reported", "4.4.316", "--resolver", "127.0.0.1:1"];

#[test]
fn a_lost_session_costs_nothing_and_enter_goes_on_from_it() {
    for signal in [Signal::KILL, Signal::HUP] {
        let mut lost = Session::start(&WALK);
        lost.until_shown("Connection refused");
        lost.press("\r");
        lost.until_shown("Means");
        lost.press("\r");
        lost.until_shown("0 ticked");
        lost.press(" ");
        lost.until_shown("1 ticked");
        // The answer to this key comes after the tick was kept.
        lost.press("\x1b[B");
        lost.until("the next step", |screen| screen.contents().contains("▸ [ ]"));
        lost.signal(signal);
        lost.ended();
        let home = lost.folder.to_str().expect("a name").to_owned();
        let mut next = Session::start_in(&[("HOME", &home), ("LANG", "fr_FR.UTF-8")], MXRAY, &[]);
        next.until_shown("Cas ouverts");
        next.until_shown("1 étape faite sur");
        next.press("\r");
        next.until_shown("Cas repris");
        next.until_shown("[x]");
        // Nothing is lost, so nothing is asked.
        next.press("q");
        assert_eq!(next.ended(), 0);
    }
}

#[test]
fn a_tick_and_quit_typed_in_one_go_are_kept_without_a_question() {
    let mut session = Session::start(&WALK);
    session.until_shown("Connection refused");
    session.press("\r\r q");
    assert_eq!(session.ended(), 0);
    let home = session.folder.to_str().expect("a name").to_owned();
    let mut next = Session::start_in(&[("HOME", &home)], MXRAY, &[]);
    next.until_shown("1 of 8 steps done");
    next.press("q");
    assert_eq!(next.ended(), 0);
}

#[test]
fn a_resumed_case_asks_the_very_resolver_it_was_begun_with() {
    let server = UdpSocket::bind("127.0.0.1:0").expect("a server");
    server.set_read_timeout(Some(PATIENCE)).expect("a time limit");
    let resolver = server.local_addr().expect("an address").to_string();
    // It hears, and never answers.
    let is_asked = || {
        let (mut question, begun) = ([0; 512], Instant::now());
        while begun.elapsed() < PATIENCE {
            let (length, _) = server.recv_from(&mut question).expect("nobody asked");
            if question[..length].windows(5).any(|name| name == b"relay") {
                return;
            }
        }
        panic!("it was asked something else");
    };
    let arguments = ["relay.test", "--reported", "4.4.312", "--resolver", &resolver, "--timeout", "1"];
    let mut begun = Session::start(&arguments);
    is_asked();
    begun.until_shown("Enter finding");
    begun.press("q");
    assert_eq!(begun.ended(), 0);
    server.set_nonblocking(true).expect("no wait");
    while server.recv_from(&mut [0; 512]).is_ok() {}
    server.set_nonblocking(false).expect("a wait");
    let home = begun.folder.to_str().expect("a name").to_owned();
    let mut resumed = Session::start_in(&[("HOME", &home)], MXRAY, &[]);
    resumed.until_shown("Open cases");
    resumed.press("\r");
    resumed.until_shown("Case resumed");
    server.set_read_timeout(Some(Duration::from_millis(300))).expect("a time limit");
    assert!(server.recv_from(&mut [0; 512]).is_err(), "it is asked before anybody wants it");
    server.set_read_timeout(Some(PATIENCE)).expect("a time limit");
    resumed.press("r");
    is_asked();
    resumed.press("q");
    assert_eq!(resumed.ended(), 0);
}
