//! [`Open`]: the logical line that is being joined, and what belongs to it: what its brackets and quotes wait for, what goes on
//! behind an empty line or an address. Where a text has its lines, and how wide they are, is left to `lines`.

use super::{
    dates, entries,
    fields::{self, Label},
    joints::{
        awaits, begins_reply, begins_report, between_words, ends_in_basic_code, goes_on_in_brackets, goes_on_in_log,
        holds_reply, inside_word, is_live, least_nesting, names_field, nesting, runs_on,
    },
    legible::{Legible, MASK},
    logs::{begins_with_outcome, goes_on_with_host, is_host_of_google, names_attempt},
    status_codes, tags, tried,
};
use crate::{intake::quoted::unquoted, knowledge::Knowledge};

/// The longest logical line; the longest reply seen has 700 characters.
pub(super) const MAX_LINE: usize = 16 * 1024;
/// The most lines that are joined where no bracket or quote says that they belong together.
const MAX_JOINED: usize = 12;

/// The most lines behind an empty one in which a record must end that goes on there; as many as three are a row of a table.
const MAX_AHEAD: usize = 64;

/// The most lines that are joined at all.
const MAX_OPEN: usize = 256;

/// The greatest length at which a mailer breaks lines at words: a line of RFC 5322 section 2.1.1 has 78 characters, one of a
/// terminal 80.
pub(super) const MAX_EDGE: usize = 80;

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

/// The next line of a text, which is taken off; `None` after the last one.
pub(super) fn next_line<'a>(text: &mut &'a str) -> Option<&'a str> {
    if text.is_empty() {
        return None;
    }
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    *text = rest;
    Some(line)
}

/// Whether the line is one mail address and nothing else but its link.
pub(super) fn is_address(line: &str) -> bool {
    let line = line.trim();
    let one = line.split(['<', '(']).next().unwrap_or_default();
    let one = if one.is_empty() { line.trim_matches(['<', '>']) } else { one.trim() };
    let closed = line.starts_with('<') == line.ends_with('>') || !line.starts_with('<');
    let behind = if line.starts_with('<') { "" } else { &line[one.len()..] };
    line.len() < 600 && closed && !one.is_empty() && one.chars().all(|c| c == MASK) && is_in_brackets(behind)
}

/// Whether a text is nothing but what stands in brackets: `(1001/1001), relay=…` goes on behind them.
fn is_in_brackets(text: &str) -> bool {
    let mut depth = 0_i32;
    let outside = |c: char| {
        depth += i32::from(matches!(c, '<' | '(')) - i32::from(matches!(c, '>' | ')'));
        depth <= 0 && !matches!(c, '>' | ')') && !c.is_whitespace()
    };
    !text.contains(outside)
}

/// Whether an address at the end of one line goes on at the beginning of the next, behind the key of a field: `to=` of a log.
fn parts_value(tail: &str, line: &str) -> bool {
    let key = tail.trim_end_matches(MASK);
    key.len() < tail.len() && key.ends_with('=') && line.starts_with(MASK)
}

/// Whether a text begins with a recipient and what became of the mail to it, `<anna@contoso.com>: `.
fn names_recipient(text: &str) -> bool {
    let one = text.strip_prefix('<').and_then(|text| text.split_once(">: "));
    // Postfix: `<***> (expanded from <***>): `.
    let one = one.map(|(one, _)| one).or_else(|| Some(text.strip_prefix('<')?.split_once("> (expanded from <")?.0));
    one.is_some_and(|one| !one.is_empty() && one.chars().all(|c| c == MASK))
}

/// What parts a record from the rest of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
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
pub(super) struct Open<'k> {
    knowledge: &'k Knowledge,
    /// How long the lines are that a mailer may have broken at words, and how long the last line was.
    edge: usize,
    last: usize,
    /// Whether that line was one word, which nothing breaks.
    is_word: bool,
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
    pub(super) fn new(edge: usize, knowledge: &'k Knowledge) -> Self {
        Self {
            knowledge,
            edge,
            last: 0,
            is_word: false,
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

    pub(super) fn begin(&mut self, plain: &Legible, raw: &str, line: &str, full: bool) {
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
        let line = raw.trim_end();
        (self.last, self.is_word) = if raw.len() <= 4 * MAX_EDGE {
            (line.chars().count(), !unquoted(line).trim().contains(' '))
        } else {
            (MAX_LINE, false)
        };
    }

    /// Whether a line begins with a word that had no room at the end of the one before.
    fn had_no_room(&self, line: &str) -> bool {
        let word = line.split(' ').next().unwrap_or_default();
        (self.last <= MAX_EDGE || self.is_word) && self.last + word.len() >= self.edge
    }

    /// Whether a sentence goes on with a word that had no room, and begins no reply: what begins with a small letter, or stands
    /// behind the colon of an error.
    fn breaks_sentence(&self, line: &str) -> bool {
        let tail = self.text.as_str().trim_end();
        let word = line.split(' ').next().unwrap_or_default();
        let is_error = self.label == Some(Label::Error);
        let is_small = word.bytes().next().is_some_and(|b| b.is_ascii_lowercase())
            && word.trim_end_matches([',', ';', '.']).bytes().all(|b| b.is_ascii_lowercase());
        let is_inside =
            tail.contains(' ') && (line.contains(' ') || is_error) && !tail.ends_with(['.', '!', '?', ':', '|']);
        let goes_on = (is_small && is_inside) || (is_error && tail.ends_with(':'));
        goes_on && self.joined < MAX_JOINED && self.had_no_room(line) && !holds_reply(line)
    }

    /// Whether what had no room is what became of the host that an entry of a log ends with.
    fn tells_outcome(&self, line: &str) -> bool {
        let tail = self.text.as_str().trim_end();
        tail.ends_with(']') && self.had_no_room(line) && begins_with_outcome(line) && entries::is_entry(tail)
    }

    /// Whether the line goes on with this one.
    pub(super) fn takes(&self, line: &str) -> bool {
        if self.joined == 0 || self.joined == MAX_OPEN || self.text.as_str().len() + line.len() > MAX_LINE {
            return false;
        }
        // A bounce of Postfix: what it says of a recipient stands behind it and hangs under it.
        let hangs = line.starts_with("    ") && names_recipient(self.text.as_str());
        let folded = line.starts_with([' ', '\t']);
        let line = line.trim_start();
        if hangs {
            return true;
        }
        let label = fields::labelled(line);
        let so_far = self.text.as_str();
        // A date in a field of a delivery status may be folded at each of its spaces (RFC 5322 section 2.2.3).
        if folded && label.is_none() && self.label.is_some_and(fields::has_date_for_value) {
            return so_far.is_empty() || line.split_whitespace().all(|word| dates::is_of_a_date(&word.to_lowercase()));
        }
        // A label alone on its line has its value below.
        if so_far.is_empty() && self.label.is_some_and(fields::stands_alone) {
            return label.is_none();
        }
        if so_far.is_empty() && self.label.is_some_and(|label| fields::is_value_of(label, line)) {
            return true;
        }
        let is_new = begins_report(line) || tried::begins_row_of_queue(line);
        if is_new && !self.is_bare_label(line) && !so_far.trim_end().ends_with('-') {
            return false;
        }
        // sendmail says `STARTTLS=server, error: …`.
        let is_inside = || {
            let is_cut = so_far.trim_end().ends_with(',') || self.had_no_room(line);
            self.is_open() || (is_cut && entries::goes_on(so_far, line))
        };
        if label.is_some_and(|(label, _)| label != Label::Error || !is_inside()) {
            return false;
        }
        if self.is_open() || self.is_in_name() || self.is_bare_label(line) {
            return true;
        }
        let tail = so_far.trim_end();
        // A bounce of another mail server breaks its line around the host.
        let host = goes_on_with_host(tail, line)
            || (tail.ends_with(']') && (line.starts_with("said: ") || line.starts_with("refused to talk")))
            || (tail.ends_with(':') && tail.contains("SMTP error from remote mail server after "));
        if host || parts_value(tail, line) || goes_on_in_log(tail, line) || awaits(tail) || is_host_of_google(line) {
            return true;
        }
        let version = line.starts_with(|c: char| c.is_ascii_digit()) && status_codes::awaits_version(tail);
        // What an entry that is whole has below it may be another's reply.
        let whole = holds_reply(line) && tail.ends_with([']', ')', '.']);
        let is_cut = self.full || self.had_no_room(line) || tail.ends_with([',', ':']);
        if version
            || self.breaks_sentence(line)
            || self.tells_outcome(line)
            || (!whole && is_cut && entries::goes_on(tail, line))
        {
            return true;
        }
        let basic = ends_in_basic_code(tail) && line.starts_with(['4', '5']) && line.contains('.');
        let anew = (begins_reply(line) || holds_reply(line)) && !goes_on_in_brackets(so_far, line);
        // Below a field, the sentence of Postfix is another server's.
        let anew = anew || (tail.ends_with(']') && names_attempt(line));
        basic || (self.joined < MAX_JOINED && is_live(so_far, self.knowledge) && !anew)
    }

    /// What stands behind the colon of such a line, which then is of that label.
    fn below_bare_label<'a>(&mut self, line: &'a str) -> &'a str {
        if self.label.is_some() || !self.is_bare_label(line) {
            return line;
        }
        self.label = fields::label(self.text.as_str()).map(|(label, _)| label);
        self.text.clear();
        line[1..].trim_start()
    }

    /// Whether a line is the value of the label that is all there is, its colon in front: `LastError` and `: [{LED=…`.
    fn is_bare_label(&self, line: &str) -> bool {
        line.starts_with(": ") && fields::label(self.text.as_str()).is_some_and(|(_, value)| value.is_empty())
    }

    /// Whether anything may follow on the next line.
    pub(super) fn waits(&self) -> bool {
        let so_far = self.text.as_str();
        let live = || is_live(so_far, self.knowledge) || awaits(so_far.trim_end());
        self.joined > 0 && (self.is_open() || self.label.is_some() || live())
    }

    /// Whether the reply behind `returned '` waits for its end.
    fn is_quoted(&self) -> bool {
        self.reply.is_some_and(|at| !self.text.as_str()[at..].trim_end().ends_with('\''))
    }

    /// Whether what the server returned is still to come.
    fn awaits_quote(&self) -> bool {
        self.returned && self.text.as_str().trim_end().ends_with("returned")
    }

    /// Whether a bracket or a quote waits for its end.
    fn is_open(&self) -> bool {
        let quoted = self.is_quoted();
        let named = self.server_at && !self.returned;
        self.depth > 0 || quoted || named || self.awaits_quote()
    }

    /// Whether it ends inside the brackets around an address or the name of a directory, which the next line may go on with.
    pub(super) fn is_in_name(&self) -> bool {
        let so_far = self.text.as_str();
        so_far.ends_with(MASK) && (self.depth > 0 || so_far.rfind('<') > so_far.rfind('>'))
    }

    /// Whether a label alone has had no value yet.
    pub(super) fn waits_for_value(&self) -> bool {
        let waits = |label| fields::stands_alone(label) || fields::has_host_for_value(label);
        self.joined > 0 && self.label.is_some_and(waits) && self.text.as_str().trim().is_empty()
    }

    /// Whether the record stops before whom it is about, so that a mailer put the address on a line of its own.
    pub(super) fn names_somebody(&self) -> bool {
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
    pub(super) fn goes_on_in(&self, mut behind: &str, gap: Gap) -> bool {
        let quoted = self.is_quoted();
        let so_far = self.text.as_str();
        let named = self.server_at && !self.returned;
        if self.joined == 0 || !(named || self.awaits_quote() || is_live(so_far, self.knowledge)) {
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
            if !looked && self.awaits_quote() {
                return line.starts_with(['\'', '"']);
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

    pub(super) fn join(&mut self, plain: &Legible, raw: &str, line: &str, full: bool) {
        // What hangs under its first line was indented, and the edge cut it all the same.
        let hangs = line.starts_with("  ");
        let line = if self.full && !hangs { line } else { line.trim_start() };
        let line = self.below_bare_label(line);
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

    pub(super) fn close(&mut self, each: &mut impl FnMut(Line)) {
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
