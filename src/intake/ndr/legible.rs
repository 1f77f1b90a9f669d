//! Text without the characters that nobody sees, and where they stood: a code that a zero-width space splits is read
//! all the same, and what is shown of a report still holds the space.

use std::ops::Range;

use super::escapes;
use crate::model::is_invisible;

/// The most characters that are taken out of one text; further ones stay in it, as visible as any other.
const MAX_HIDDEN: usize = 4096;
/// The most characters that are set apart as pieces.
const MAX_SET_APART: usize = 64 * 1024;

/// A letter of a mail address. A control character: what came as one is set apart before.
pub(super) const MASK: char = '\u{1}';

/// A text to read, and what was taken out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Legible {
    text: String,
    /// Each with the place in the text before which it stood, in order.
    hidden: Vec<(usize, char)>,
}

/// What stands behind the margin of a line that goes on with the one above, since before anything was decoded and lines had
/// other lengths (noncharacters, Unicode section 23.7): nobody writes them, and they are never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It may have been broken there.
    Perhaps,
    /// It was broken there.
    Surely,
    /// The line above is as wide as all that were wrapped.
    Full,
}

impl Mark {
    const ALL: [(Self, char); 3] = [(Self::Perhaps, '\u{fdd0}'), (Self::Surely, '\u{fdd1}'), (Self::Full, '\u{fdd2}')];

    pub(super) fn letter(self) -> char {
        Self::ALL.iter().find(|(mark, _)| *mark == self).map_or('\u{fdd0}', |(_, c)| *c)
    }

    /// The mark that a character is.
    pub(super) fn of(c: char) -> Option<Self> {
        Self::ALL.iter().find(|(_, letter)| *letter == c).map(|(mark, _)| *mark)
    }
}

impl Legible {
    /// Takes out what hides, NUL and its like too. An escape stays where a sequence of a terminal begins: what it is made
    /// of would be read as words. A link of a terminal goes, and a title: either may hold an address where nobody sees it.
    pub(super) fn new(text: String) -> Self {
        let hides = |c: char| {
            if c.is_ascii() {
                c.is_ascii_control() && c != '\t' && c != '\n'
            } else {
                is_invisible(c) || Mark::of(c).is_some()
            }
        };
        if !text.contains(hides) {
            return Self { text, hidden: Vec::new() };
        }
        let mut it = Self { text: String::with_capacity(text.len()), hidden: Vec::new() };
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            let sequence = c == '\u{1b}' && escapes::begins(chars.as_str());
            if sequence && let Some(length) = escapes::command(chars.as_str()) {
                chars = chars.as_str()[length..].chars();
                continue;
            }
            let room = it.hidden.len() < MAX_HIDDEN || Mark::of(c).is_some();
            if room && hides(c) && !sequence {
                it.hidden.push((it.text.len(), c));
            } else {
                it.text.push(c);
            }
        }
        it
    }

    /// Nothing yet, with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), hidden: Vec::new() }
    }

    /// What is read.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// What came, or of what came: everything that was taken out stands in its place again.
    pub(super) fn shown(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + 4 * self.hidden.len());
        let mut from = 0;
        for (at, c) in self.hidden.iter().filter(|(_, c)| Mark::of(*c).is_none()) {
            out.push_str(&self.text[from..*at]);
            out.push(*c);
            from = *at;
        }
        out + &self.text[from..]
    }

    /// The same of a part that was read out of the text; one that does not stand in it as it is has nothing hidden.
    pub(super) fn shown_part(&self, part: &str) -> String {
        match self.text.find(part).filter(|_| !self.hidden.is_empty()) {
            Some(at) => self.within(&self.text[at..at + part.len()]).shown(),
            None => part.to_owned(),
        }
    }

    /// A slice of this text, with what hid in it.
    pub(super) fn within(&self, part: &str) -> Self {
        self.trimmed(part, part)
    }

    /// What is left of a slice of this text once its edges were trimmed; what hid in the edges stays.
    pub(super) fn trimmed(&self, part: &str, whole: &str) -> Self {
        let mut it = Self::default();
        it.append(self, part, whole);
        it
    }

    /// Adds text in which nothing hides.
    pub(super) fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds what is left of a slice of another text.
    pub(super) fn append(&mut self, from: &Self, part: &str, whole: &str) {
        let base = self.text.len();
        self.text.push_str(part);
        if from.hidden.is_empty() {
            return;
        }
        let (Some(start), Some(begin)) = (from.place_of(part), from.place_of(whole)) else { return };
        let first = from.hidden.partition_point(|(at, _)| *at < begin);
        let of_whole = from.hidden[first..].iter().take_while(|(at, _)| *at <= begin + whole.len());
        self.hidden.extend(of_whole.map(|(at, c)| (base + (*at).clamp(start, start + part.len()) - start, *c)));
    }

    /// Without the ends of some lines, and the margins behind them: something broke them at its edge, words or not. They are
    /// set apart like what hides; where that has a margin of its own, it stays.
    pub(super) fn folded(self, ends: impl Iterator<Item = Range<usize>>) -> Self {
        let mut it = Self::with_capacity(self.text.len());
        let mut hidden = self.hidden.iter().peekable();
        let (mut removed, mut from) = (0, 0);
        for Range { start, end } in ends {
            // What hides in the side of a box moves to its beginning.
            let line = start + self.text[start..end].find('\n').unwrap_or_default();
            while let Some((at, c)) = hidden.next_if(|(at, _)| *at <= line) {
                it.hidden.push(((*at).min(start) - removed, *c));
            }
            let is_free = |(at, c): &&(usize, char)| *at > end || (*at == end && Mark::of(*c).is_some());
            let end = if hidden.peek().is_none_or(is_free) { end } else { line + 1 };
            it.text.push_str(&self.text[from..start]);
            it.hidden.extend(self.text[start..end].chars().map(|c| (it.text.len(), c)));
            removed += end - start;
            from = end;
        }
        it.hidden.extend(hidden.map(|(at, c)| (at - removed, *c)));
        it.text.push_str(&self.text[from..]);
        it
    }

    /// Without the pieces whose lengths are told of what stands before and what behind the place of a mark: they are set
    /// apart like what hides. Beyond a limit they are let go, because nobody saw them.
    pub(super) fn without_pieces(self, marks: &[char], piece: impl Fn(&str, &str) -> Option<usize>) -> Self {
        let next = |from: usize| {
            let found = self.text[from..].match_indices(marks).map(|(at, _)| from + at);
            found.into_iter().find_map(|at| {
                let (before, behind) = self.text.split_at(at);
                piece(before, behind).map(|length| (at, at + length))
            })
        };
        let Some(mut found) = next(0) else { return self };
        let mut it = Self::with_capacity(self.text.len());
        let mut hidden = self.hidden.iter().peekable();
        let mut from = 0;
        loop {
            let (start, end) = found;
            while let Some((at, c)) = hidden.next_if(|(at, _)| *at <= start) {
                it.hidden.push((it.text.len() + at - from, *c));
            }
            it.text.push_str(&self.text[from..start]);
            let set_apart = it.hidden.len() < MAX_SET_APART;
            it.hidden.extend(self.text[start..end].chars().filter(|_| set_apart).map(|c| (it.text.len(), c)));
            while hidden.next_if(|(at, _)| *at < end).is_some() {}
            from = end;
            match next(from) {
                Some(next) => found = next,
                None => break,
            }
        }
        it.hidden.extend(hidden.map(|(at, c)| (it.text.len() + at - from, *c)));
        it.text.push_str(&self.text[from..]);
        it
    }

    /// With all of its line ends and pieces again.
    pub(super) fn unfolded(self) -> Self {
        let was_text = |index: usize, at: usize, c: char| match c {
            '\n' => true,
            // One alone hides; in a piece another letter of it follows.
            '\u{1b}' => self.hidden.get(index + 1).is_some_and(|(next, c)| *next == at && (' '..='~').contains(c)),
            c => (' '..='~').contains(&c),
        };
        if !self.hidden.iter().enumerate().any(|(index, (at, c))| was_text(index, *at, *c)) {
            return self;
        }
        let mut it = Self::with_capacity(self.text.len() + self.hidden.len());
        let mut from = 0;
        for (index, (at, c)) in self.hidden.iter().enumerate() {
            it.text.push_str(&self.text[from..*at]);
            from = *at;
            if was_text(index, *at, *c) {
                it.text.push(*c);
            } else {
                it.hidden.push((it.text.len(), *c));
            }
        }
        it.text.push_str(&self.text[from..]);
        it
    }

    /// For each character that is read, how many stand before it in what is shown.
    pub(super) fn places(&self) -> Vec<usize> {
        let mut hidden = self.hidden.iter().peekable();
        let mut before = 0;
        let places = self.text.char_indices().enumerate().map(|(index, (at, _))| {
            while hidden.next_if(|(place, _)| *place <= at).is_some() {
                before += 1;
            }
            index + before
        });
        places.collect()
    }

    /// Before what lines were broken.
    pub(super) fn folds(&self) -> impl Iterator<Item = usize> {
        self.hidden.iter().filter(|(_, c)| *c == '\n').map(|(at, _)| *at)
    }

    /// The marks of lines that were broken, each with its place.
    pub(super) fn breaks(&self) -> impl Iterator<Item = (usize, Mark)> {
        let is_break = |c: char| Mark::of(c).filter(|mark| *mark != Mark::Full);
        self.hidden.iter().filter_map(move |(at, c)| is_break(*c).map(|mark| (*at, mark)))
    }

    /// Whether a line may have been broken at a place.
    pub(super) fn is_broken_at(&self, place: usize) -> bool {
        let first = self.hidden.partition_point(|(at, _)| *at < place);
        let here = self.hidden[first..].iter().take_while(|(at, _)| *at == place);
        here.into_iter().any(|(_, c)| Mark::of(*c).is_some_and(|mark| mark != Mark::Full))
    }

    /// Takes them out.
    pub(super) fn without_breaks(mut self) -> (Self, Vec<(usize, Mark)>) {
        let breaks = self.breaks().collect();
        self.hidden.retain(|(_, c)| Mark::of(*c).is_none_or(|mark| mark == Mark::Full));
        (self, breaks)
    }

    /// Whether a line of this text, without its end, was as wide as all that were wrapped when it came.
    pub(super) fn was_full(&self, line: &str) -> bool {
        let Some(end) = self.place_of(line).map(|at| at + line.len()) else { return false };
        let first = self.hidden.partition_point(|(at, _)| *at <= end);
        let mark = self.hidden[first..].iter().find(|(_, c)| Mark::of(*c) == Some(Mark::Full));
        mark.is_some_and(|(at, _)| !self.text[end + 1..*at].contains('\n'))
    }

    /// Adds a mask for each character of a slice of another text. What hid in it is gone, but not its lines, with what stands
    /// between them: the sides of a box, the marks of quoting. They are nobody's, and tell what the other rows are.
    pub(super) fn append_masked(&mut self, from: &Self, part: &str) {
        let Some(start) = from.place_of(part) else { return };
        let first = from.hidden.partition_point(|(at, _)| *at <= start);
        let last = from.hidden.partition_point(|(at, _)| *at < start + part.len()).max(first);
        let mut stay = from.hidden[first..last]
            .chunk_by(|one, next| one.0 == next.0)
            .flat_map(|gap| {
                let parts_lines = gap.iter().any(|(_, c)| *c == '\n');
                gap.iter().filter(move |(_, c)| parts_lines || Mark::of(*c).is_some())
            })
            .map(|(at, c)| (at - start, *c))
            .peekable();
        let mut lines = part.split('\n').peekable();
        let (mut begin, mut is_first) = (0, true);
        while let Some(line) = lines.next() {
            let ends = if lines.peek().is_some() { line.trim_end_matches(parts_rows).len() } else { line.len() };
            let begins = if is_first { 0 } else { line.len() - line.trim_start_matches(parts_rows).len() };
            let breaks = lines.peek().map(|_| (line.len(), '\n'));
            for (at, c) in line.char_indices().chain(breaks) {
                while let Some((_, c)) = stay.next_if(|(place, _)| *place <= begin + at) {
                    self.hidden.push((self.text.len(), c));
                }
                self.text.push(if (begins..ends).contains(&at) { MASK } else { c });
            }
            (begin, is_first) = (begin + line.len() + 1, false);
        }
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.hidden.clear();
    }

    /// Where a slice of this text begins; `None` of one that is not of this text.
    fn place_of(&self, part: &str) -> Option<usize> {
        let at = part.as_ptr().addr().checked_sub(self.text.as_ptr().addr())?;
        (at + part.len() <= self.text.len()).then_some(at)
    }
}

/// What stands between the words of two rows, at the end of one or at the beginning of the other.
fn parts_rows(c: char) -> bool {
    c.is_whitespace() || "|>*#".contains(c) || matches!(c, '\u{2500}'..='\u{259f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_not_read_and_not_lost() {
        const CAME: &str = "\u{200e}a \u{feff}4.4.\u{200b}316\u{ad} Connection \u{202e}moc";
        let text = Legible::new(CAME.to_owned());
        assert_eq!(text.as_str(), "a 4.4.316 Connection moc");
        assert_eq!(text.shown(), CAME);
        assert_eq!(text.shown_part("4.4.316"), "\u{feff}4.4.\u{200b}316\u{ad}");
        assert_eq!(text.shown_part("not there"), "not there");
        let part = text.trimmed(text.as_str()[2..10].trim(), &text.as_str()[..10]);
        assert_eq!(part.shown(), "\u{200e}\u{feff}4.4.\u{200b}316\u{ad}");
        let mut joined = part.clone();
        joined.push_str(" x ");
        joined.append(&part, part.as_str(), part.as_str());
        assert_eq!(joined.shown(), format!("{} x {}", part.shown(), part.shown()));
    }

    #[test]
    fn lines_that_were_broken_are_one_and_come_apart_again() {
        let came = "a\u{200b}bcd\nef\nghij\u{200b}\nk";
        let text = Legible::new(came.to_owned()).folded([4..5, 12..13].into_iter());
        assert_eq!(text.as_str(), "abcdef\nghijk");
        let mut masked = Legible::default();
        masked.append(&text, &text.as_str()[..3], &text.as_str()[..3]);
        masked.append_masked(&text, &text.as_str()[3..5]);
        masked.append(&text, &text.as_str()[5..], &text.as_str()[5..]);
        assert_eq!(masked.unfolded().shown(), "a\u{200b}bc\u{1}\n\u{1}f\nghij\u{200b}\nk");
        assert_eq!(text.unfolded().shown(), came);
    }

    #[test]
    fn beyond_its_limit_what_hides_stays_in_the_text() {
        let came = "\u{200b}".repeat(MAX_HIDDEN + 2);
        let text = Legible::new(came.clone());
        assert_eq!((text.as_str(), text.shown()), ("\u{200b}\u{200b}", came));
    }
}
