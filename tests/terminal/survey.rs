//! All connectors of a list, probed for real from the screen.

use crate::support::terminal::Session;

#[test]
fn all_connectors_of_a_list_are_probed_from_the_screen_and_their_findings_opened_one_after_the_other() {
    let mut session = Session::start(&["--resolver", "127.0.0.1:1"]);
    session.until_shown("What do you have?");
    session.press("\x1b[B\x1b[B\r");
    session.until_shown("Get-OutboundConnector");
    // Nobody listens on port 1 of loopback.
    session.press("\x1b[200~127.0.0.1:1\n127.0.0.2:1\n127.0.0.1:1\n\x1b[201~");
    session.until_shown("a probe all");
    session.press("a");
    session.until_shown("connectors: 3 faults");
    session.until_shown("refused");
    session.press("\r");
    session.until_shown("450 4.4.316");
    session.until_shown("127.0.0.1");
    session.press("n");
    session.until_shown("127.0.0.2");
    session.press("q");
    // What was seen of them is in no file.
    session.until_shown("3 connectors is in no file");
    session.press("q");
    assert_eq!(session.ended(), 0);
}
