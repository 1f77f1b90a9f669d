//! Why a session ends early, and the evidence that goes with it. When that is so is left to the session.

use super::{
    address_log::LINE_SHOWN,
    smtp::{self, NoReply, reply::Reply},
    tls,
};
use crate::model::{Evidence, Fault, Stage, WireText};

/// Why a session ended early: the fault, and everything that goes with it, its own evidence first.
pub(super) struct Stop {
    pub(super) fault: Fault,
    pub(super) evidence: Vec<Evidence>,
}

/// How long it took until no reply came, in milliseconds.
pub(super) struct Waited {
    /// Since the connection stands.
    pub(super) connection_ms: u64,
    /// Since the stage began.
    pub(super) stage_ms: u64,
    /// Whether the time for the address as a whole was over.
    pub(super) spent: bool,
}

impl Stop {
    pub(super) fn new(fault: Fault, evidence: Evidence) -> Self {
        Self { fault, evidence: vec![evidence] }
    }

    pub(super) fn with(mut self, more: impl IntoIterator<Item = Evidence>) -> Self {
        self.evidence.extend(more);
        self
    }

    /// No reply came: what it is, told with the stage.
    pub(super) fn without_reply(at: Stage, why: NoReply, last: Option<WireText>, waited: &Waited) -> Self {
        let elapsed_ms = waited.connection_ms;
        match why {
            NoReply::Closed => Self::new(Fault::Closed, Evidence::Closed { at, elapsed_ms, last }),
            NoReply::Reset => Self::new(Fault::Reset, Evidence::Reset { at, elapsed_ms, last }),
            NoReply::Silent(partial) => {
                let (waited_ms, spent) = (waited.stage_ms, waited.spent);
                Self::new(Fault::Silent, Evidence::Silent { at, waited_ms, partial, spent })
            }
            NoReply::Endless { lines, received } => {
                let elapsed_ms = waited.stage_ms;
                Self::new(Fault::ReplyEndless, Evidence::ReplyEndless { at, elapsed_ms, lines, received })
            }
            NoReply::Unasked(early) => unasked(at, &early),
            NoReply::Contradicting(reply) => malformed(at, shown(&reply)),
            NoReply::Malformed(line) => malformed(at, WireText::from_bytes(&line).shortened(LINE_SHOWN)),
            NoReply::Tls(rustls::Error::AlertReceived(alert)) => {
                Self::new(Fault::TlsAlert, Evidence::TlsAlert { alert: tls::alert_name(alert) })
            }
            NoReply::Tls(error) => {
                let error = WireText::from_text(&error.to_string()).shortened(256);
                Self::new(Fault::TlsMalformed, Evidence::TlsMalformed { error })
            }
        }
    }
}

/// The first bytes are another protocol's.
pub(super) fn not_smtp(first: &[u8]) -> Stop {
    let received = WireText::from_bytes(first).shortened(LINE_SHOWN);
    Stop::new(Fault::NotSmtp, Evidence::NotSmtp { kind: smtp::service_kind(first), received })
}

/// What came is no reply.
pub(super) fn malformed(at: Stage, received: WireText) -> Stop {
    Stop::new(Fault::ReplyMalformed, Evidence::ReplyMalformed { at, received })
}

/// Something came that nobody had asked for: a reply, or else what is none.
pub(super) fn unasked(at: Stage, early: &[u8]) -> Stop {
    let lines: Vec<&[u8]> = smtp::lines(early).collect();
    let received = WireText::from_bytes(&lines.join(&b" / "[..])).shortened(LINE_SHOWN);
    if !smtp::begins_like_a_reply(early) {
        return malformed(at, received);
    }
    let status = String::from_utf8_lossy(&early[..3]).into_owned();
    Stop::new(Fault::ReplyUnasked, Evidence::ReplyUnasked { at, received, status, early: true })
}

/// A reply of legal form that does not belong to what was asked, such as 220 where EHLO was.
pub(super) fn misplaced(at: Stage, reply: &Reply) -> Stop {
    let (received, status) = (shown(reply), reply.code.to_string());
    Stop::new(Fault::ReplyUnasked, Evidence::ReplyUnasked { at, received, status, early: false })
}

/// EHLO was refused in words.
pub(super) fn ehlo_rejected(reply: &Reply) -> Stop {
    let (reply, status) = (shown(reply), reply.code.to_string());
    Stop::new(Fault::EhloRejected, Evidence::EhloRejected { reply, status })
}

/// A reply as evidence shows it: its lines, with a slash between them.
pub(super) fn shown(reply: &Reply) -> WireText {
    WireText::from_bytes(&reply.lines.join(&b" / "[..])).shortened(LINE_SHOWN)
}
