//! Where lines end because something broke them at its edge, words or not: a terminal, a program that quotes, a list of
//! PowerShell, a field that was folded. Lines with one margin are held against each other; the first of them may stand
//! behind a label, a quote or the cell of a table.

use std::ops::{Range, RangeInclusive};

use super::legible::Mark;

/// How wide what breaks lines is: a narrow window, and what a wide one shows.
const WIDTHS: RangeInclusive<usize> = 40..=400;

/// How long the margin of a line is at most, in bytes: a column of a list.
const MAX_MARGIN: usize = 64;

/// The end of a line at which the next one goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    /// Where the line end stands.
    pub(super) at: usize,
    /// How long the side of a box before it is, with the blanks that fill the row.
    pub(super) side: usize,
    /// How long the margin behind it is.
    pub(super) margin: usize,
    /// Whether another line ends there too. The longest line may be so by chance.
    pub(super) sure: bool,
}

impl Edge {
    /// What parts the two halves of a word that was broken there.
    pub(super) fn gap(&self) -> Range<usize> {
        self.at - self.side..self.at + 1 + self.margin
    }
}

/// The edges of a text, in its order, those included that were marked in it before anything was decoded.
pub(super) fn edges(text: &str, marks: &[(usize, Mark)]) -> Vec<Edge> {
    let mut all = of_lengths(text);
    if marks.is_empty() {
        return all;
    }
    let marked = marks.iter().filter_map(|(behind, mark)| {
        let at = text[..*behind].rfind('\n')?;
        let margin = *behind - at - 1;
        // Where a line end went with what was decoded the mark stands in the midst of a line.
        let is_margin = margin <= MAX_MARGIN && !text[at + 1..*behind].contains(char::is_alphabetic);
        let sure = *mark == Mark::Surely;
        // What was decoded to a blank ends a word there.
        let goes_on = sure || !text[..at].ends_with(' ');
        (is_margin && goes_on).then(|| {
            let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
            Edge { at, side: line.len() - beside(line).len(), margin, sure }
        })
    });
    all.extend(marked);
    all.sort_by_key(|edge| (edge.at, !edge.sure));
    all.dedup_by_key(|edge| edge.at);
    all
}

/// A text with its edges marked, for they are told by the lengths of lines, which decoding changes.
pub(super) fn marked(text: &str, width: Option<usize>) -> String {
    let edges = of_lengths(text);
    let mut edges = edges.iter().peekable();
    let mut out = String::with_capacity(text.len());
    let mut full = false;
    for line in lines(text, 0) {
        let edge = edges.next_if(|edge| edge.at + 1 == line.begin);
        let shown = &text[line.begin..line.end + line.side];
        let behind = edge.map_or_else(|| margin(shown).len(), |edge| edge.margin).min(shown.len());
        out.push_str(if line.begin > 0 { "\n" } else { "" });
        out.push_str(&shown[..behind]);
        out.extend(edge.map(|edge| if edge.sure { Mark::Surely } else { Mark::Perhaps }.letter()));
        out.extend(full.then(|| Mark::Full.letter()));
        out.push_str(&shown[behind..]);
        full = width == Some(line.chars);
    }
    out
}

/// The edges that are told by the lengths of the lines.
fn of_lengths(text: &str) -> Vec<Edge> {
    let mut widest = Widths::default();
    lines(text, 0).for_each(|line| widest.take(line.chars));
    let mut edges = Vec::new();
    let (mut at, mut head) = (0, None);
    while at < text.len() {
        let run = Run::at(text, at);
        run.edges(text, head, &widest, &mut edges);
        (at, head) = (run.end, Some(run.last));
    }
    edges
}

/// A line without its end, and without the side of a box that it ends with.
#[derive(Clone, Copy, Default)]
struct Line {
    begin: usize,
    end: usize,
    /// How long that side is.
    side: usize,
    chars: usize,
}

impl Line {
    fn of<'a>(&self, text: &'a str) -> &'a str {
        &text[self.begin..self.end]
    }
}

fn lines(text: &str, from: usize) -> impl Iterator<Item = Line> {
    let mut at = from;
    text[from..].split('\n').map(move |line| {
        let begin = at;
        at += line.len() + 1;
        let words = beside(line);
        let chars = words.chars().filter(|c| Mark::of(*c).is_none()).count();
        Line { begin, end: begin + words.len(), side: line.len() - words.len(), chars }
    })
}

/// The two greatest lengths of lines.
#[derive(Default)]
struct Widths {
    first: usize,
    times: usize,
    second: usize,
}

impl Widths {
    fn take(&mut self, chars: usize) {
        if chars > self.first {
            (self.first, self.times, self.second) = (chars, 1, self.first);
        } else if chars == self.first {
            self.times += 1;
        } else {
            self.second = self.second.max(chars);
        }
    }
}

/// Lines that follow one another with the same margin; an empty one ends them.
struct Run<'a> {
    margin: &'a str,
    begin: usize,
    end: usize,
    last: Line,
    widths: Widths,
}

impl<'a> Run<'a> {
    fn at(text: &'a str, begin: usize) -> Self {
        let mut it = Self { margin: "", begin, end: begin, last: Line::default(), widths: Widths::default() };
        for line in lines(text, begin) {
            let shown = line.of(text);
            let first = it.end == begin;
            if first {
                it.margin = margin(shown);
            }
            let empty = shown.len() == it.margin.len();
            if !first && (empty || !goes_on(shown, it.margin)) {
                break;
            }
            (it.end, it.last) = (line.end + line.side + 1, line);
            it.widths.take(line.chars);
            if empty {
                break;
            }
        }
        it
    }

    /// Whether each line has a mark that may as well begin the entry of a list: two of them are as long by chance less often.
    fn is_marked(&self) -> bool {
        self.margin.contains(|c: char| !c.is_whitespace() && c != '>')
    }

    /// The edges of the lines, and that of the one before them, which may have something else in the place of their margin.
    fn edges(&self, text: &str, head: Option<Line>, widest: &Widths, edges: &mut Vec<Edge>) {
        // What is quoted is so from its first line on.
        let marks = self.margin.trim();
        let head = head.filter(|head| !head.of(text).is_empty() && head.of(text).contains(marks));
        let known = self.known(text, head);
        let apart = self.longest(text).is_some_and(|line| begins_apart(line.of(text)));
        let mut before = head;
        for line in lines(text, self.begin).take_while(|line| line.begin < self.end) {
            if let Some(above) = before.filter(|above| WIDTHS.contains(&above.chars)) {
                let sure = (above.chars == widest.first && widest.times > 1)
                    || known.is_some_and(|width| above.chars == width || self.is_full(text, above, width));
                let may_be = (above.side > 0 || !self.is_marked())
                    && (self.may_be_full(text, above, apart) || self.is_widest(above, widest));
                if (sure || may_be) && is_word_broken(above.of(text), line.of(text), self.margin.len(), sure) {
                    edges.push(Edge { at: above.end + above.side, side: above.side, margin: self.margin.len(), sure });
                }
            }
            before = Some(line);
        }
    }

    /// How long the lines are where they were broken, if two of them are so, or the first behind what it has in the place of the
    /// margin.
    fn known(&self, text: &str, head: Option<Line>) -> Option<usize> {
        let Widths { first, times, second } = self.widths;
        let leads = |width: usize| head.is_some_and(|head| self.is_full(text, head, width));
        if times > 1 || leads(first) {
            return Some(first);
        }
        (leads(second) || self.longest(text).is_some_and(|line| self.is_full(text, line, second))).then_some(second)
    }

    /// Whether a line is the longest, or may be so behind what others have not.
    fn may_be_full(&self, text: &str, line: Line, apart: bool) -> bool {
        let Widths { first, times, second } = self.widths;
        if line.begin < self.begin {
            // A line that begins with a space may have been broken there, between two words, where no field is folded.
            let above = line.of(text);
            return line.chars >= first && (self.margin.len() != 1 || above.starts_with(' ') || begins_apart(above));
        }
        line.chars == first || (apart && times == 1 && line.chars == second)
    }

    /// Whether a line is the longest of them all, and the next one has no margin or the same.
    fn is_widest(&self, line: Line, widest: &Widths) -> bool {
        line.chars == widest.first && (line.begin >= self.begin || self.margin.is_empty())
    }

    /// The first of the longest lines.
    fn longest(&self, text: &str) -> Option<Line> {
        lines(text, self.begin).take_while(|line| line.begin < self.end).find(|line| line.chars == self.widths.first)
    }

    /// Whether a line is as long as others are behind what stands in it in the place of their margin.
    fn is_full(&self, text: &str, line: Line, width: usize) -> bool {
        WIDTHS.contains(&width)
            && (line.chars + self.margin.len()).checked_sub(width).is_some_and(|chars| hides(line.of(text), chars))
    }
}

/// Whether a line has cells of a table before one that may go on, or a label of one word.
fn begins_apart(line: &str) -> bool {
    let label = line.split_once(": ").map(|(label, _)| label.trim_end());
    line.contains(",\"")
        || label.is_some_and(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        })
}

/// Whether the first characters of a line are a label, an opened quote, the cells before one, or a margin themselves.
fn hides(line: &str, chars: usize) -> bool {
    let Some((end, _)) = line.char_indices().nth(chars).filter(|_| chars > 0) else { return false };
    let before = &line[..end];
    let label = before.trim_end_matches([' ', '\t', '>', '|']).chars().next_back();
    label.is_none_or(|c| matches!(c, ':' | ';' | ',' | '"' | '\'' | '=')) || before.ends_with("  ")
}

/// What stands before the words of a line: spaces, or marks of quoting, of a comment or of a list, initials or a number, and one
/// space.
fn margin(line: &str) -> &str {
    let reach = &line[..line.floor_char_boundary(MAX_MARGIN)];
    let marks = &reach[..reach.len() - reach.trim_start_matches([' ', '\t', '>']).len()];
    if let Some(last) = marks.rfind('>') {
        return &marks[..last + 1 + usize::from(marks[last + 1..].starts_with(' '))];
    }
    let rest = &reach[marks.len()..];
    let behind = rest.trim_start_matches(|c| "#/*|;%•-+~".contains(c) || is_side(c));
    let behind = if behind.len() < rest.len() { behind } else { numbered(rest).unwrap_or(rest) };
    let spaced = behind.strip_prefix(' ').filter(|_| behind.len() < rest.len());
    spaced.map_or(marks, |behind| &reach[..reach.len() - behind.len()])
}

/// What is behind initials, `JD> `, or the number of a line, `12: `.
fn numbered(line: &str) -> Option<&str> {
    let word = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if word > 0 {
        return line[word..].strip_prefix([':', '.']);
    }
    let word = line.len() - line.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    line[word..].strip_prefix('>').filter(|_| (1..=4).contains(&word))
}

/// Whether a line has the margin of those above. Behind one, a line may begin with the space at which it was broken. Numbers count.
fn goes_on(line: &str, above: &str) -> bool {
    if above.contains(|c: char| c.is_ascii_digit()) {
        let own = margin(line);
        return own.len() == above.len() && own.contains(|c: char| c.is_ascii_digit());
    }
    let most = usize::from(!above.is_empty());
    let fits = |rest: &str| rest.len() - rest.trim_start_matches([' ', '\t']).len() <= most && !rest.starts_with('>');
    let whole = above.trim().is_empty().then(|| margin(line)).is_none_or(|own| own.trim().is_empty());
    whole && line.strip_prefix(above).is_some_and(fits)
}

/// What draws the side of a box.
fn is_side(c: char) -> bool {
    c == '|' || matches!(c, '\u{2500}'..='\u{259f}')
}

/// What stands in a row of a box: without its right side, and the blanks before that. A row has the same on its left.
fn beside(line: &str) -> &str {
    let row = line.trim_end();
    let Some(side) = row.chars().next_back().filter(|c| is_side(*c) || "*#+:!".contains(*c)) else { return line };
    let opened = line.trim_start_matches([' ', '\t', '>']).strip_prefix(side);
    let opened = opened.is_some_and(|rest| rest.starts_with([' ', '\t', side]) && rest.trim_start().len() > 1);
    if opened { row.trim_end_matches(side).trim_end() } else { line }
}

/// A text without what breaks its lines: the margins of quoting, the sides of boxes, the ends of lines that something broke at
/// its edge. Where it is not known that one was, a mark stands in its place, but inside a tag or a code.
pub(super) fn unbroken(came: &str) -> Option<String> {
    let text = &came.replace("\r\n", "\n");
    let edges = of_lengths(text);
    let mut edges = edges.iter().peekable();
    let mut out = String::with_capacity(text.len());
    for line in lines(text, 0) {
        let edge = edges.next_if(|edge| edge.at + 1 == line.begin);
        let shown = line.of(text);
        let marks = margin(shown);
        let behind = match edge {
            Some(edge) => edge.margin.min(shown.len()),
            None if marks.contains(|c: char| !c.is_whitespace()) => marks.len(),
            None => 0,
        };
        match edge {
            Some(edge) if edge.sure || is_inside_code(&out) => {}
            Some(_) => out.push(Mark::Perhaps.letter()),
            None if line.begin > 0 => out.push('\n'),
            None => {}
        }
        out.push_str(&shown[behind..]);
    }
    (out != came).then_some(out)
}

/// Whether a text ends inside a tag, an entity, an encoded word or another code.
fn is_inside_code(text: &str) -> bool {
    let near = &text[text.ceil_char_boundary(text.len().saturating_sub(MAX_MARGIN))..];
    let opened = near.rfind(['<', '>']).is_some_and(|at| near[at..].starts_with('<'));
    let code = near.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).map_or("", |at| &near[at..]);
    opened || code.starts_with(['&', '\\', '_', '%', '=', '?'])
}

/// Whether a word may go on behind the margin of the next line. What begins with another mark, a space or the initials of
/// whoever is quoted was no word that was broken; nor is what the side of a box ends. Where it is sure that lines were broken, any
/// letter goes on.
fn is_word_broken(line: &str, next: &str, margin: usize, sure: bool) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || r"@＠﹫%=._-+!()'\/".contains(c);
    let Some(next) = next.get(margin..) else { return false };
    let next = next.trim_start_matches(|c| Mark::of(c).is_some());
    let initials = next.bytes().take(4).take_while(u8::is_ascii_uppercase).count();
    next.starts_with(|c: char| goes_on(c) || (sure && !c.is_whitespace() && !is_side(c)))
        && !next[initials..].starts_with('>')
        && !line.ends_with(is_side)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines that are read as one with the next, each with what stands on both sides of its end, and whether it is sure.
    fn read(text: &str) -> Vec<(String, bool)> {
        let near = |edge: &Edge| {
            let behind = &text[edge.at + 1 + edge.margin..];
            format!("{}|{}", &text[edge.at - 2..edge.at], &behind[..2])
        };
        edges(text, &[]).iter().map(|edge| (near(edge), edge.sure)).collect()
    }

    /// A line of a text of letters that is broken there.
    fn line(number: u8, length: usize) -> String {
        char::from(b'a' + number).to_string().repeat(length)
    }

    #[test]
    fn an_edge_is_found_whatever_stands_in_the_place_of_the_margin() {
        let three = |first: &str, margin: &str, more: usize| {
            format!("x\n\n{first}{}\n{margin}{}\n{margin}{}", line(0, 60 - more), line(1, 60), line(2, 9))
        };
        for (text, sure) in [
            (three("", "", 0), true),
            (three("> ", "> ", 0), true),
            (three("Message   : ", "            ", 0), true),
            (three("Message   : > ", "            > ", 0), true),
            (three("Detail: ", "", 0), true),
            (three("Detail: > ", "> ", 0), true),
            (three("2026-11-27,FAIL,\"", "", 0), true),
            (three("2026-11-27,FAIL,\"> ", "> ", 0), true),
            (three("Diagnostic-Code: smtp; ", " ", 0), true),
            (three("27.11.2026 Defer  ", "                  ", 0), true),
        ] {
            assert_eq!(read(&text), [("aa|bb".to_owned(), sure), ("bb|cc".to_owned(), sure)], "{text}");
        }
        // The first one is shorter: it ended by itself.
        assert_eq!(read(&three("", "", 5)), [("bb|cc".to_owned(), false)]);
        assert_eq!(read(&three("> ", "> ", 5)), [("bb|cc".to_owned(), false)]);
    }

    #[test]
    fn what_begins_or_ends_with_a_mark_was_no_word() {
        for (end, begin) in [("", "> "), ("", "JD> "), ("", "| "), ("│", ""), ("|", ""), ("", " ")] {
            let text = format!("{}{end}\n{begin}{}", line(0, 60), line(1, 9));
            assert_eq!(edges(&text, &[]), [], "{text}");
        }
        for narrow_or_wide in [39, 401] {
            assert_eq!(edges(&format!("{}\nb", line(0, narrow_or_wide)), &[]), []);
        }
    }
}
