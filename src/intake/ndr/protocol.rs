//! Rows of the logs in which an Exchange server writes down what it sends: "Protocol logging" and "Connectivity logging" of its
//! documentation list the columns.

use std::net::IpAddr;

use csv::{ReaderBuilder, StringRecord};

use super::{
    server::{is_inside, server},
    tags::socket_address,
};
use crate::intake::status::is_exchange_online_inbound;

/// The highest port that a server takes mail at and no client speaks from: those below it are the system's (RFC 6335
/// section 6), and beside them stands 2525. The log of what was received has the same columns, the ports the other way.
const SYSTEM_PORTS: u16 = 1023;

/// One row.
pub(super) struct Row {
    /// The send connector.
    pub(super) connector: String,
    pub(super) session: String,
    /// The other side, where the row was not cut before it.
    pub(super) remote: Option<(IpAddr, u16)>,
    pub(super) event: Event,
    /// What was said, or what the server noted.
    pub(super) said: String,
}

/// Who a row quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// `<`: the other side.
    Reply,
    /// `>`: this side.
    Command,
    /// `*`, `+`, `-`: nobody; the server notes what happened.
    Note,
}

/// The row that a line is: `date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context`.
pub(super) fn row(line: &str) -> Option<Row> {
    let line = line.trim_start_matches(['"', ' ']);
    if !begins(line) {
        return cut_row(line);
    }
    let mut rows = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
    let cells = rows.records().next()?.ok()?;
    if let Some(row) = connectivity(&cells) {
        return Some(row);
    }
    let (connector, session) = (cells.get(1)?.to_owned(), cells.get(2)?.to_owned());
    let (ip, port) = socket_address(cells.get(5)?)?;
    let port = port.filter(|port| *port <= SYSTEM_PORTS || *port == 2525)?;
    let event = event(cells.get(6)?)?;
    Some(Row { connector, session, remote: Some((ip, port)), event, said: said(&cells, 7) })
}

/// The row of a connectivity log, `date-time,session,source,destination,direction,description`: whatever it says, the server notes.
fn connectivity(cells: &StringRecord) -> Option<Row> {
    let (session, source) = (cells.get(1)?.to_owned(), cells.get(2)?);
    event(cells.get(4)?).filter(|_| source.eq_ignore_ascii_case("smtp"))?;
    let said = said(cells, 5);
    let remote = said.strip_prefix("Failed connection to ").and_then(|at| socket_address(at.split(' ').next()?));
    let remote = remote.and_then(|(ip, port)| Some((ip, port?)));
    Some(Row { connector: String::new(), session, remote, event: Event::Note, said })
}

/// Whether a line is a row of the same log of what was received: the other side has a port that clients speak from.
pub(super) fn is_received(line: &str) -> bool {
    received_from(line).is_some()
}

/// The cells of the address and the name of the next server in a row of a message tracking log that says that it could not be reached, `…,SMTP,DEFER,…`.
pub(super) fn tracked(line: &str) -> Option<(&str, &str)> {
    // The event stands in the eighth column, before whatever is long: each statement of a line asks, so no more is looked at.
    let start = &line[..line.floor_char_boundary(1024)];
    let is_failure = || [",SMTP,DEFER,", ",SMTP,FAIL,"].iter().any(|event| start.contains(event));
    let mut cells = line.split(',').skip(3);
    if begins(line) && is_failure() { cells.next().zip(cells.next()) } else { None }
}

/// The address that such a row was received from.
pub(super) fn received_from(line: &str) -> Option<IpAddr> {
    let cells: Vec<&str> = line.trim_start_matches(['"', ' ']).splitn(8, ',').collect();
    let [_, _, _, _, own, other, noted, _] = cells[..] else { return None };
    let is_row = begins(line) && event(noted).is_some() && socket_address(own)?.1.is_some();
    let (ip, port) = socket_address(other)?;
    (is_row && port? > SYSTEM_PORTS).then_some(ip)
}

fn event(cell: &str) -> Option<Event> {
    match cell {
        "<" => Some(Event::Reply),
        ">" => Some(Event::Command),
        "*" | "+" | "-" => Some(Event::Note),
        _ => None,
    }
}

/// The note of an event stands in the column of its data or in that of its context.
fn said(cells: &StringRecord, from: usize) -> String {
    cells.iter().skip(from).map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The row that is left where somebody took its first columns: `<,454 4.7.5 …`, `08DE,7,10.1.1.5:41022,192.0.2.1:25,*,,…`.
fn cut_row(line: &str) -> Option<Row> {
    /// The columns before the event.
    const BEFORE: usize = 6;
    let start = &line[..line.floor_char_boundary(400)];
    let is_row = |mark: &str| start.starts_with(&mark[1..]) || start.contains(mark);
    if ![",<,", ",>,", ",*,", ",+,", ",-,"].iter().any(|mark| is_row(mark)) {
        return None;
    }
    let mut rows = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
    let cells = rows.records().next()?.ok()?;
    let at = cells.iter().take(BEFORE).position(|cell| event(cell).is_some())?;
    let event = event(cells.get(at)?)?;
    let remote = at.checked_sub(1).and_then(|at| cells.get(at)).map(socket_address);
    // What stands before the event is the other side, with its port.
    let remote = match remote {
        None => None,
        Some(Some((ip, Some(port)))) if port <= SYSTEM_PORTS || port == 2525 => Some((ip, port)),
        Some(_) => return None,
    };
    let said = said(&cells, at + 1);
    let replies = said.get(..3).is_some_and(|basic| basic.bytes().all(|b| b.is_ascii_digit()));
    let row = Row { connector: String::new(), session: String::new(), remote, event, said };
    (event != Event::Reply || replies).then_some(row)
}

/// Whether a line begins with the event of such a row, `<,454 4.7.5 …`, `-,,Remote(ConnectionReset)`.
pub(super) fn begins_with_event(line: &str) -> bool {
    ["<,", ">,", "*,", "+,", "-,"].iter().any(|mark| line.starts_with(mark))
}

/// Whether a line begins with the stamp of such a log, `2026-11-03T10:04:11.120Z,`.
pub(super) fn begins(line: &str) -> bool {
    const STAMP: &str = "0000-00-00T00:00:00.000Z";
    let alike = |(is, like): (u8, u8)| if like == b'0' { is.is_ascii_digit() } else { is == like };
    line.get(..STAMP.len()).is_some_and(|stamp| stamp.bytes().zip(STAMP.bytes()).all(alike))
        && line[STAMP.len()..].starts_with(',')
}

impl Row {
    /// Whether it may tell of a fault: what this side said is none, nor is what the other side agreed to.
    pub(super) fn may_fail(&self) -> bool {
        match self.event {
            Event::Reply => self.said.starts_with(['4', '5']),
            Event::Command => false,
            Event::Note => true,
        }
    }

    /// The name with which the other side greets, `220 mx.contoso.com ESMTP`, also one inside Exchange Online; or the domain of the
    /// mail where it is one of Office 365's: a connection that is noted has no greeting yet.
    pub(super) fn other_side(&self) -> Option<String> {
        let name = match self.event {
            Event::Reply => self.said.strip_prefix("220")?.trim_start_matches(['-', ' ']).split([' ', ',']).next()?,
            // `HOST[IP]`, in a connectivity log.
            Event::Note if self.said.ends_with(']') => self.said.split_once('[').map(|(name, _)| name)?,
            Event::Note => {
                let (_, behind) = self.said.split_once("estination domain: ")?;
                behind.split([' ', ',', '"']).next().filter(|name| is_exchange_online_inbound(name))?
            }
            Event::Command => return None,
        };
        server(name).or_else(|| is_inside(name).then(|| name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_what_was_sent_is_told_from_one_of_what_was_received() {
        let sent =
            "2026-11-03T10:04:11.180Z,To Partner,08DE,2,10.1.1.5:41022,203.0.113.18:25,<,220 mx.contoso.com ESMTP,";
        let row = row(sent).expect("a row");
        assert_eq!(
            (row.connector.as_str(), row.session.as_str(), row.remote.map(|(_, port)| port)),
            ("To Partner", "08DE", Some(25))
        );
        assert_eq!(row.other_side().as_deref(), Some("mx.contoso.com"));
        assert!(!row.may_fail());
        for line in [
            "2026-11-03T10:04:11.180Z,EX1\\Default Frontend EX1,08DE,2,10.1.1.5:25,203.0.113.18:41022,<,EHLO a,",
            "2026-11-03T10:04:11.180Z,a,b",
            "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context",
        ] {
            assert!(super::row(line).is_none(), "{line}");
        }
    }
}
