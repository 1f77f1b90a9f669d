//! The line that was typed to make an export, which is often copied with it and tells whose connectors they are.

use super::properties::Kind;

/// The lines in front of an export in which a command is looked for.
const LINES_ABOVE: usize = 8;

/// The cmdlets that write connectors (Exchange PowerShell reference).
const CMDLETS: [(&str, Kind); 4] = [
    ("get-outboundconnector", Kind::Outbound),
    ("get-inboundconnector", Kind::Inbound),
    ("get-sendconnector", Kind::Send),
    ("get-receiveconnector", Kind::Receive),
];

/// What was typed above an export, and the export without it.
pub(super) fn typed(text: &str) -> (Option<Kind>, &str) {
    let mut rest = text;
    for _ in 0..LINES_ABOVE {
        let Some((line, below)) = rest.split_once('\n') else { break };
        if let Some(kind) = asks(line).filter(|_| !below.trim().is_empty()) {
            return (Some(kind), below.trim());
        }
        rest = below;
    }
    (None, text)
}

/// Whose connectors a line asks for, if it is a command: nothing but a prompt or words in front of it.
pub(super) fn asks(line: &str) -> Option<Kind> {
    let line = line.get(..line.floor_char_boundary(1000))?.to_ascii_lowercase();
    let (at, kind) =
        CMDLETS.iter().filter_map(|(name, kind)| Some((line.find(name)?, *kind))).min_by_key(|(at, _)| *at)?;
    // A value that quotes a command is none, and neither is a remark in a list of targets.
    let is_quoted = line[..at].contains(['"', '<', '#', '=']) || line[..at].contains(" : ");
    (!is_quoted).then_some(kind)
}
