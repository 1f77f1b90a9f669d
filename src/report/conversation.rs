//! One address in the order in which it went: what was said, and what happened without a line. How it stands on a screen is
//! left to the faces.

use crate::{
    l10n::{Args, Texts},
    model::{Direction, Endpoint, Evidence, Stage, StageState},
};

/// Something that was said, or happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When, in milliseconds since the address was begun.
    pub at_ms: u64,
    /// Which of them it was.
    pub kind: MomentKind,
    /// The stage it belongs to.
    pub stage: Stage,
    /// The line as it went over the wire, or what happened, in words.
    pub text: String,
}

/// What a moment of a conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentKind {
    /// A line of the server.
    Received,
    /// A line of this program.
    Sent,
    /// Something that happened, as it should.
    Happened,
    /// What went wrong.
    Fault,
}

/// The conversation with an address.
///
/// Stage and line are each told in whole milliseconds, rounded on their own, so that clocks do not say which came first:
/// the conversation does. A connection stands before all that is said, TLS before what is first said in it, and a fault
/// is followed by QUIT at the most (RFC 5321 section 4.1.1.10).
pub fn conversation(endpoint: &Endpoint, texts: &Texts) -> Vec<Moment> {
    let mut moments = said(endpoint);
    let mut at_ms = 0;
    for (stage, state) in Stage::OF_ADDRESS.into_iter().zip(endpoint.stages) {
        let StageState::Ended { took_ms, .. } = state else { continue };
        at_ms += took_ms;
        // What is wrong with the certificate stands beside it.
        if stage == Stage::Certificate && endpoint.tls.is_some() {
            continue;
        }
        let Some((kind, text)) = happened(endpoint, stage, state, texts) else { continue };
        let place = match (kind, stage) {
            (MomentKind::Fault, _) => moments.iter().position(|moment| moment.stage > stage).unwrap_or(moments.len()),
            (_, Stage::Connect) => 0,
            _ => moments.iter().position(|moment| moment.stage > Stage::StartTls).unwrap_or(moments.len()),
        };
        let least = place.checked_sub(1).map_or(0, |before| moments[before].at_ms);
        let most = moments.get(place).map_or(u64::MAX, |next| next.at_ms);
        moments.insert(place, Moment { at_ms: at_ms.min(most).max(least), kind, stage, text });
    }
    moments
}

/// The lines, each with the stage of the command that it is, or answers.
fn said(endpoint: &Endpoint) -> Vec<Moment> {
    let mut stage = Stage::Greeting;
    let lines = endpoint.transcript.iter().map(|line| {
        let kind = match line.direction {
            Direction::In => MomentKind::Received,
            Direction::Out => {
                stage = stage_of(line.text.as_str(), stage);
                MomentKind::Sent
            }
        };
        Moment { at_ms: line.at_ms, kind, stage, text: line.text.to_string() }
    });
    lines.collect()
}

/// The stage that a command begins, after another stage.
fn stage_of(command: &str, before: Stage) -> Stage {
    match command.split_whitespace().next().unwrap_or_default() {
        "EHLO" | "HELO" if before >= Stage::StartTls => Stage::EhloTls,
        "EHLO" | "HELO" => Stage::Ehlo,
        "STARTTLS" => Stage::StartTls,
        "QUIT" => Stage::Quit,
        _ => before,
    }
}

/// What happened at the end of a stage that no line tells.
fn happened(endpoint: &Endpoint, stage: Stage, state: StageState, texts: &Texts) -> Option<(MomentKind, String)> {
    if let Some(fault) = state.fault() {
        let seen = endpoint.evidence.iter().find(|seen| seen.fault() == Some(fault));
        return Some((MomentKind::Fault, seen.map_or_else(|| texts.fault(fault), |seen| texts.evidence(seen))));
    }
    let text = match stage {
        _ if !state.passed() => return None,
        Stage::Connect => {
            let from = endpoint.evidence.iter().find_map(|seen| match seen {
                Evidence::Connected { from: Some(from), .. } => Some(*from),
                _ => None,
            });
            let words = from.map(|from| texts.with("connected-from", &Args::new().text("from", from)));
            words.unwrap_or_else(|| texts.get("connected"))
        }
        Stage::Handshake => {
            let tls = endpoint.tls.as_ref()?;
            texts.with("tls-stands", &Args::new().text("version", &tls.version).text("cipher", &tls.cipher))
        }
        _ => return None,
    };
    Some((MomentKind::Happened, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        l10n::Locale,
        model::{EndpointId, Outcome, TranscriptLine, WireText},
    };

    /// An address of which each line went in the same millisecond, and each stage took one.
    fn endpoint(lines: &[&str], failed: Option<(Stage, crate::model::Fault)>) -> Endpoint {
        let line = |text: &&str| {
            let (mark, text) = text.split_at(2);
            let direction = if mark == "> " { Direction::Out } else { Direction::In };
            TranscriptLine { at_ms: 0, direction, text: WireText::from_text(text) }
        };
        let stages = Stage::OF_ADDRESS.map(|stage| {
            let outcome = match failed {
                Some((at, fault)) if at == stage => Outcome::Failed(fault),
                Some((at, _)) if stage > at => Outcome::Skipped,
                _ => Outcome::Passed,
            };
            StageState::Ended { outcome, at_ms: 9, took_ms: 1 }
        });
        Endpoint {
            id: EndpointId(0),
            host: 0,
            ip: "127.0.0.1".parse().expect("an address"),
            port: 25,
            tried: true,
            stages,
            transcript: lines.iter().map(line).collect(),
            tls: None,
            evidence: Vec::new(),
        }
    }

    #[test]
    fn what_happened_stands_where_it_happened_whatever_the_clock_says() {
        use crate::model::Fault;
        let texts = Texts::new(Locale::english());
        let clear = ["< 220 mx ready", "> EHLO me", "< 250 mx", "> QUIT"];
        let all = |fault: Option<(Stage, Fault)>, lines: &[&str]| {
            let moments = conversation(&endpoint(lines, fault), &texts);
            assert!(moments.is_sorted_by_key(|moment| moment.at_ms), "{moments:?}");
            moments.iter().map(|moment| (moment.kind, moment.stage)).collect::<Vec<_>>()
        };
        use MomentKind::{Fault as Wrong, Happened, Received, Sent};
        let connected = (Happened, Stage::Connect);
        let to_ehlo = [connected, (Received, Stage::Greeting), (Sent, Stage::Ehlo), (Received, Stage::Ehlo)];
        let missing = all(Some((Stage::StartTls, Fault::StartTlsMissing)), &clear);
        assert_eq!(missing, [&to_ehlo[..], &[(Wrong, Stage::StartTls), (Sent, Stage::Quit)]].concat());
        let refused = all(Some((Stage::Connect, Fault::TcpRefused)), &[]);
        assert_eq!(refused, [(Wrong, Stage::Connect)]);
        let tls =
            ["< 220 mx", "> EHLO me", "< 250 STARTTLS", "> STARTTLS", "< 220 go", "> EHLO me", "< 250 mx", "> QUIT"];
        let broken = all(Some((Stage::EhloTls, Fault::EhloTlsRejected)), &tls);
        let place = broken.iter().position(|moment| *moment == (Wrong, Stage::EhloTls));
        assert_eq!(place, Some(8), "{broken:?}");
    }
}
