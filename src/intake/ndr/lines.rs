//! Plain text to logical lines: quote marks off, what a mailer or a terminal wrapped joined again.

use super::{
    entries,
    fields::{self, Label},
    joints::{
        awaits, begins_reply, begins_report, between_words, ends_in_basic_code, goes_on_in_brackets, goes_on_in_log,
        holds_reply, inside_word, is_live, least_nesting, names_field, nesting, runs_on,
    },
    legible::{Legible, MASK},
    logs::is_host_of_google,
    status_codes, tags,
};
use crate::{
    intake::quoted::{is_boxed, unquoted},
    knowledge::Knowledge,
};

/// The longest logical line; the longest reply seen has 700 characters.
const MAX_LINE: usize = 16 * 1024;
/// The most lines that are joined where no bracket or quote says that they belong together.
const MAX_JOINED: usize = 12;

/// The most lines behind an empty one in which a record must end that goes on there; as many as three are a row of a table.
const MAX_AHEAD: usize = 64;

/// The longest code that stands alone, with the marks around it.
pub(super) const MAX_CODE: usize = 40;

/// The most lines that are joined at all.
const MAX_OPEN: usize = 256;

/// A logical line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A value with a known label.
    Field(Label, Legible),
    /// Anything else that may state something.
    Text(Legible),
    /// A mail address alone: what follows is about it.
    Recipient,
}

/// Calls `each` with every logical line of a plain text, in order.
pub(super) fn lines(plain: &Legible, knowledge: &Knowledge, mut each: impl FnMut(Line)) {
    let text = plain.as_str();
    let width = wrap_width(text).or_else(|| broken_width(text, knowledge));
    let mut open = Open::new(edge(text), knowledge);
    let mut behind = text;
    while let Some(raw) = next_line(&mut behind) {
        let line = unquoted(raw);
        if line.trim().is_empty() {
            // The value of a label may stand in the next cell of a table.
            if !open.waits_for_value() && !open.goes_on_in(behind, Gap::Empty) {
                open.close(&mut each);
            }
            continue;
        }
        // Nothing that short says anything by itself.
        if line.len() < 5 && !open.waits() && !open.takes(line) {
            open.close(&mut each);
            continue;
        }
        let full = !is_boxed(raw) && width.is_some_and(|width| raw.chars().count() == width);
        if is_address(line) && !(open.names_somebody() || open.goes_on_in(behind, Gap::Address)) {
            open.close(&mut each);
            each(Line::Recipient);
        } else if open.takes(line) || is_address(line) {
            open.join(plain, raw, line, full);
        } else {
            open.close(&mut each);
            open.begin(plain, raw, line, full);
        }
    }
    open.close(&mut each);
}

/// The next line of a text, which is taken off; `None` after the last one.
fn next_line<'a>(text: &mut &'a str) -> Option<&'a str> {
    if text.is_empty() {
        return None;
    }
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    *text = rest;
    Some(line)
}

/// The width at which something wrapped every line, words or not: the greatest length, if three lines have it:
/// two of those that are broken at words are often as long by chance.
fn wrap_width(text: &str) -> Option<usize> {
    let mut longest = 0;
    let mut times = 0;
    for line in text.split('\n') {
        let length = if line.len() < longest { continue } else { line.chars().count() };
        if length > longest {
            (longest, times) = (length, 1);
        } else if length == longest {
            times += 1;
        }
    }
    (times >= 3 && (40..=400).contains(&longest)).then_some(longest)
}

/// The greatest length at which a mailer breaks lines at words: a line of RFC 5322 section 2.1.1 has 78 characters, one of a
/// terminal 80.
const MAX_EDGE: usize = 80;

/// How long the lines are that a mailer may have broken at words: the longest of them; a word alone may be longer.
fn edge(text: &str) -> usize {
    let lines = text.split('\n').filter(|line| line.len() <= 4 * MAX_EDGE && unquoted(line).trim().contains(' '));
    lines.map(|line| line.trim_end().chars().count()).filter(|length| *length <= MAX_EDGE).max().unwrap_or(0)
}

/// The width of lines that follow each other, all as long but the last, of which one is broken inside a word: a shorter
/// record than [`wrap_width`] needs, or a narrower one.
fn broken_width(text: &str, knowledge: &Knowledge) -> Option<usize> {
    const LEAST: usize = 16;
    let mut lines = text.split('\n').filter(|line| !unquoted(line).trim().is_empty() && line.len() <= MAX_LINE);
    let mut before = lines.next()?;
    let mut width = before.chars().count();
    let (mut run, mut proven) = (1, false);
    for line in lines {
        let length = line.chars().count();
        // Nothing that breaks lines at words parts what closes from what it closes.
        let inside =
            |line: &str| line.starts_with(['.', ',', ';', ':', ')', ']', '}']) || inside_word(before, line, knowledge);
        proven |= width >= LEAST && inside(unquoted(line));
        if proven && run >= 2 && length <= width {
            return Some(width);
        }
        if length == width {
            run += 1;
        } else {
            (run, proven, width) = (1, false, length);
        }
        before = line;
    }
    None
}

/// Whether the line is one mail address and nothing else but its link.
fn is_address(line: &str) -> bool {
    let line = line.trim();
    let one = line.split(['<', '(']).next().unwrap_or_default();
    let one = if one.is_empty() { line.trim_matches(['<', '>']) } else { one.trim() };
    line.len() < 600 && !one.is_empty() && one.chars().all(|c| c == MASK)
}

/// What little there is besides the lines that name somebody; `None` of a whole text.
pub(super) fn beside_people(plain: &Legible) -> Option<String> {
    let mut rest = String::new();
    for line in
        plain.as_str().lines().map(|line| unquoted(line).trim()).filter(|line| !line.is_empty() && !line.contains(MASK))
    {
        if !rest.is_empty() || line.len() > MAX_CODE {
            return None;
        }
        rest.push_str(line);
    }
    Some(rest)
}

/// Whether a text begins with a recipient and what became of the mail to it, `<anna@contoso.com>: `.
fn names_recipient(text: &str) -> bool {
    let one = text.strip_prefix('<').and_then(|text| text.split_once(">: "));
    one.is_some_and(|(one, _)| !one.is_empty() && one.chars().all(|c| c == MASK))
}

/// What parts a record from the rest of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// An empty line.
    Empty,
    /// A mail address that had a line to itself: most often the record is over, and the next one is about whom it names.
    Address,
}

/// What stands behind an empty line, as far as it may belong to the record before it.
struct Ahead {
    squeezed: String,
    /// The lines that may still stand before a field of the record.
    left: usize,
}

impl Ahead {
    /// No part of a record between two of its fields is broken into more lines than this.
    const MAX_LINES: usize = 5;

    /// The last letters before it count: a field may be broken there.
    fn behind(so_far: &str) -> Self {
        let start = so_far.ceil_char_boundary(so_far.len().saturating_sub(30));
        Self { squeezed: tags::squeeze(&so_far[start..]).to_ascii_lowercase(), left: Self::MAX_LINES }
    }

    /// Whether a field of the record is there with this line; of a server that was only named, what it returned.
    fn is_of_record(&mut self, line: &str, named: bool) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        let seam = self.squeezed.len();
        self.squeezed.push_str(&tags::squeeze(line).to_ascii_lowercase());
        if named { self.squeezed.contains("returned") } else { names_field(&self.squeezed, seam) }
    }
}

/// The logical line that is being joined.
struct Open<'k> {
    knowledge: &'k Knowledge,
    /// What [`edge`] is of the text, and how long the last line was.
    edge: usize,
    last: usize,
    label: Option<Label>,
    text: Legible,
    joined: usize,
    /// Whether the last line filled the width, so that the next goes on inside a word.
    full: bool,
    depth: i32,
    /// Where the reply behind the last `returned '` begins.
    reply: Option<usize>,
    /// Whether `Server at` stands there, and `returned`.
    server_at: bool,
    returned: bool,
}

impl<'k> Open<'k> {
    fn new(edge: usize, knowledge: &'k Knowledge) -> Self {
        Self {
            knowledge,
            edge,
            last: 0,
            label: None,
            text: Legible::default(),
            joined: 0,
            full: false,
            depth: 0,
            reply: None,
            server_at: false,
            returned: false,
        }
    }

    fn begin(&mut self, plain: &Legible, raw: &str, line: &str, full: bool) {
        let (label, text) = match fields::labelled(line) {
            Some((label, value)) => (Some(label), value),
            None => (None, line.trim_start()),
        };
        self.label = label;
        self.joined = 1;
        self.full = full;
        self.depth = 0;
        (self.reply, self.server_at, self.returned) = (None, false, false);
        self.text.clear();
        self.push(plain, raw, text);
        // The value of a label was trimmed; what the edge cut may end in a space all the same.
        if full && !text.is_empty() && raw.ends_with(' ') && !self.text.as_str().ends_with(' ') {
            self.text.push_str(" ");
        }
    }

    /// Adds what a raw line holds behind its marks.
    fn push(&mut self, plain: &Legible, raw: &str, text: &str) {
        let text = if self.full { text } else { text.trim_end() };
        // A mark may lie across the joint, so a little of what stands there is looked at again.
        let so_far = self.text.as_str();
        let seam = so_far.floor_char_boundary(so_far.len().saturating_sub(10));
        self.text.append(plain, text, raw);
        let new = &self.text.as_str()[seam..];
        self.server_at |= new.contains("Server at ");
        self.returned |= new.contains("returned");
        if let Some(at) = new.rfind("returned '") {
            self.reply = Some(seam + at + 10);
        }
        self.depth += nesting(text);
        self.last = if raw.len() <= 4 * MAX_EDGE { raw.trim_end().chars().count() } else { usize::MAX };
    }

    /// Whether a line begins with a word that had no room at the end of the one before.
    fn had_no_room(&self, line: &str) -> bool {
        let word = line.split(' ').next().unwrap_or_default();
        self.last <= MAX_EDGE && self.last + word.len() >= self.edge
    }

    /// Whether the line goes on with this one.
    fn takes(&self, line: &str) -> bool {
        if self.joined == 0 || self.joined == MAX_OPEN || self.text.as_str().len() + line.len() > MAX_LINE {
            return false;
        }
        // A bounce of Postfix: what it says of a recipient stands behind it and hangs under it.
        let hangs = line.starts_with("    ") && names_recipient(self.text.as_str());
        let line = line.trim_start();
        if hangs {
            return true;
        }
        let label = fields::labelled(line);
        // A label alone on its line has its value below.
        let so_far = self.text.as_str();
        if so_far.is_empty() && self.label.is_some_and(fields::stands_alone) {
            return label.is_none();
        }
        if so_far.is_empty() && self.label.is_some_and(|label| fields::is_value_of(label, line)) {
            return true;
        }
        if begins_report(line) && !so_far.trim_end().ends_with('-') {
            return false;
        }
        if label.is_some_and(|(label, _)| label != Label::Error || !self.is_open()) {
            return false;
        }
        if self.is_open() {
            return true;
        }
        let tail = so_far.trim_end();
        // A bounce of another mail server breaks its line around the host.
        let host = tail.ends_with(": host") || (tail.ends_with(']') && line.starts_with("said: "));
        if host || goes_on_in_log(tail, line) || awaits(tail) || is_host_of_google(line) {
            return true;
        }
        let version = line.starts_with(|c: char| c.is_ascii_digit()) && status_codes::awaits_version(tail);
        // What an entry that is whole has below it may be another's reply.
        let whole = holds_reply(line) && tail.ends_with([']', ')', '.']);
        if version || (!whole && self.had_no_room(line) && entries::goes_on(tail, line)) {
            return true;
        }
        let basic = ends_in_basic_code(tail) && line.starts_with(['4', '5']) && line.contains('.');
        let anew = (begins_reply(line) || holds_reply(line)) && !goes_on_in_brackets(so_far, line);
        basic || (self.joined < MAX_JOINED && is_live(so_far, self.knowledge) && !anew)
    }

    /// Whether anything may follow on the next line.
    fn waits(&self) -> bool {
        let so_far = self.text.as_str();
        let live = || is_live(so_far, self.knowledge) || awaits(so_far.trim_end());
        self.joined > 0 && (self.is_open() || self.label.is_some() || live())
    }

    /// Whether the reply behind `returned '` waits for its end.
    fn is_quoted(&self) -> bool {
        self.reply.is_some_and(|at| !self.text.as_str()[at..].trim_end().ends_with('\''))
    }

    /// Whether a bracket or a quote waits for its end.
    fn is_open(&self) -> bool {
        let quoted = self.is_quoted();
        let named = self.server_at && !self.returned;
        self.depth > 0 || quoted || named || (self.returned && self.text.as_str().trim_end().ends_with("returned"))
    }

    /// Whether a label alone has had no value yet.
    fn waits_for_value(&self) -> bool {
        let waits = |label| fields::stands_alone(label) || fields::has_host_for_value(label);
        self.joined > 0 && self.label.is_some_and(waits) && self.text.as_str().trim().is_empty()
    }

    /// Whether the record stops before whom it is about, so that a mailer put the address on a line of its own.
    fn names_somebody(&self) -> bool {
        const BEFORE: [&str; 9] = ["for", "to", "from", "of", "by", "user", "recipient", "mailbox", "address"];
        let tail = self.text.as_str().trim_end();
        let word = tail.rsplit(' ').next().unwrap_or_default();
        self.joined > 0
            && is_live(tail, self.knowledge)
            && BEFORE.iter().any(|before| word.eq_ignore_ascii_case(before))
    }

    /// Whether the record goes on behind an empty line, as it does on web pages: its bracket or its quote is open, and
    /// closes before anything else begins; or fields of its own are still to come. Behind an address on a line of its own
    /// it does so only where what comes is neither a sentence nor a reply of its own.
    fn goes_on_in(&self, mut behind: &str, gap: Gap) -> bool {
        let quoted = self.is_quoted();
        let so_far = self.text.as_str();
        let named = self.server_at && !self.returned;
        if self.joined == 0 || !(named || is_live(so_far, self.knowledge)) {
            return false;
        }
        // What an edge broke inside a bracket goes on whatever stands there.
        if self.full && self.depth > 0 {
            return true;
        }
        let is_address_between = gap == Gap::Address;
        let chained = !is_address_between && awaits(so_far.trim_end());
        let mut depth = self.depth;
        // `[Message=421`, and its enhanced code on the next line.
        let mut cut = ends_in_basic_code(so_far);
        let mut ahead = Ahead::behind(so_far);
        let mut looked = false;
        for _ in 0..MAX_AHEAD {
            let Some(raw) = next_line(&mut behind).filter(|raw| raw.len() <= MAX_LINE) else { return false };
            let line = unquoted(raw).trim_start();
            if line.trim().is_empty() {
                continue;
            }
            let labelled = fields::label(line).is_some_and(|(label, _)| line.contains(':') && label != Label::Error);
            let reply = begins_reply(line);
            if !looked && goes_on_in_brackets(so_far, line) {
                return true;
            }
            if is_address_between && (fields::label(line).is_some() || (holds_reply(line) && !cut)) {
                return false;
            }
            if begins_report(line) || (reply && !cut && !chained) || labelled || is_address(line) {
                return false;
            }
            // Its number stands on one side and its enhanced code on the other.
            if reply && cut && !looked {
                return true;
            }
            cut = ends_in_basic_code(line);
            let is_next = !std::mem::replace(&mut looked, true);
            let sentence = is_next && !is_address_between && runs_on(so_far.trim_end(), line);
            if chained || sentence || ahead.is_of_record(line, named) {
                return true;
            }
            // The innermost one is enough: the outer ones of a string that was cut never close.
            let innermost = depth + least_nesting(line) < self.depth;
            depth += nesting(line);
            if (self.depth > 0 && innermost) || (quoted && line.trim_end().ends_with('\'')) {
                return true;
            }
        }
        false
    }

    fn join(&mut self, plain: &Legible, raw: &str, line: &str, full: bool) {
        // What hangs under its first line was indented, and the edge cut it all the same.
        let hangs = line.starts_with("  ");
        let line = if self.full && !hangs { line } else { line.trim_start() };
        let so_far = self.text.as_str();
        let apart = if self.full && !hangs {
            !line.starts_with(' ') && between_words(so_far, line, self.knowledge)
        } else {
            !inside_word(so_far, line, self.knowledge)
        };
        if apart && !so_far.is_empty() && !so_far.ends_with(' ') {
            self.text.push_str(" ");
        }
        self.joined += 1;
        self.full = full;
        self.push(plain, raw, line);
    }

    fn close(&mut self, each: &mut impl FnMut(Line)) {
        if self.joined == 0 {
            return;
        }
        self.joined = 0;
        (self.depth, self.reply, self.server_at, self.returned) = (0, None, false, false);
        let whole = std::mem::take(&mut self.text);
        let text = whole.as_str().trim();
        // A line may have megabytes, so it is copied only where it must be.
        let text = if text.len() == whole.as_str().len() { whole } else { whole.trimmed(text, whole.as_str()) };
        match self.label.take() {
            Some(label) => each(Line::Field(label, text)),
            None => each(Line::Text(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        lines(&Legible::new(text.to_owned()), Knowledge::embedded(), |line| match line {
            Line::Text(text) => all.push(text.shown()),
            Line::Field(label, text) => all.push(format!("{label:?}={}", text.shown())),
            Line::Recipient => {}
        });
        all
    }

    #[test]
    fn what_was_wrapped_is_joined() {
        for (text, expected) in [
            (
                "> 550 5.4.316 Message expired, connection\n> refused(Socket error code 10061)",
                "550 5.4.316 Message expired, connection refused(Socket error code 10061)",
            ),
            (
                "- Server at a.example (192.0.2.1) return\ned '450 4.4.3\n16 Connec\ntion refused'",
                "- Server at a.example (192.0.2.1) returned '450 4.4.316 Connection refused'",
            ),
            ("[LastAttemptedIP=203.0.\n113.25:25]", "[LastAttemptedIP=203.0.113.25:25]"),
            ("Last error\n450 4.4.316 Connection refused", "LastError=450 4.4.316 Connection refused"),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_begins_anew_is_not_joined() {
        assert_eq!(read("450 4.4.316 a\n550 5.4.317 b\n#5.4.312 c").len(), 3);
        assert_eq!(
            read("1/1/2025 1:00 AM - Server at a returned '550 5.4.316 x'\n1/1/2025 - Server at b returned '450 4.4.316 y'").len(),
            2
        );
        assert_eq!(
            read("Status: 5.4.317\nDiagnostic-Code: smtp;550 5.4.317 Message expired\nX-Display-Name: x").len(),
            3
        );
    }

    #[test]
    fn a_terminal_wraps_inside_words_at_one_width() {
        let text = "11/20/2026 9:57:15 AM - Server at relay.contoso.com (203.0.113.25) returned '450 4.4.317 Cannot establish session with remote server [Message=CertificateExpired Expected Subject: mail.contoso.com.]'";
        let wrapped: Vec<String> =
            text.as_bytes().chunks(60).map(|c| String::from_utf8_lossy(c).into_owned()).collect();
        assert_eq!(read(&wrapped.join("\n")), [text]);
    }
}
