//! Many connectors on a terminal: how many are done is told, and no line for each address.

use std::net::Ipv4Addr;

use crate::support::{servers::server_at, terminal::Session};

#[test]
fn of_many_connectors_the_terminal_is_told_how_many_are_done() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mute = |_, stream: tokio::net::TcpStream| async move {
        std::future::pending::<()>().await;
        drop(stream);
    };
    let at = runtime.block_on(server_at((Ipv4Addr::UNSPECIFIED, 0).into(), mute));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("targets.txt");
    let targets: String = (1..=40).map(|number| format!("127.78.0.{number}\n")).collect();
    std::fs::write(&file, targets).expect("written");
    let (port, file) = (at.port().to_string(), file.to_str().expect("a path").to_owned());
    let mut session = Session::start(&[
        "check",
        "--no-control",
        "--port",
        &port,
        "--reply-timeout",
        "0.5",
        "--jobs",
        "8",
        "--summary",
        "--from",
        &file,
    ]);
    session.until_shown(" of 40 connectors");
    // The last row of the table.
    session.until_shown("127.78.0.40");
    assert_eq!(session.ended(), 1);
    assert_eq!(session.times_sent("40 connectors: 40 faults"), 1, "{}", session.contents());
    assert_eq!(session.times_sent("127.78.0.18"), 1, "its row, and no line of progress");
}
