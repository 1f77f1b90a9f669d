//! [`Document`]: what is said and in which order, before it becomes text, Markdown or HTML.

/// Bytes of all that a document says: dressed it is less than 200 kB.
const LIMIT: usize = 80 * 1024;
/// Bytes of one sentence, and of one command.
const LINE_LIMIT: usize = 8 * 1024;

/// A report as a person reads it from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The first line; it becomes the subject of a ticket.
    pub title: String,
    /// Sentences that belong to the title.
    pub lead: Vec<String>,
    /// What follows, in reading order.
    pub sections: Vec<Section>,
    /// Its number, where it is a part of a greater one whose table leads to it.
    pub part: Option<usize>,
}

/// A part of a document; an empty one is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Its heading, if it has one.
    pub heading: Option<String>,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Whole sentences that flow.
    Paragraph(Vec<String>),
    /// One fact a line.
    Facts(Vec<String>),
    /// A list, each entry perhaps with entries of its own.
    List(Vec<Entry>),
    /// A numbered list that begins with `from`.
    #[expect(missing_docs, reason = "told above")]
    Numbered { from: usize, entries: Vec<Entry> },
    /// The way to each address, drawn, and a sentence on those that are not: a page alone has it.
    #[expect(missing_docs, reason = "told above")]
    Way { ways: Vec<Way>, left_out: Option<String> },
    /// Rows of cells under heads, as many in each.
    #[expect(missing_docs, reason = "told above")]
    Table { heads: Vec<Cell>, rows: Vec<Vec<Cell>> },
    /// A command to copy, exactly as it stands: the program and what it is about, then an option with its value each.
    Command(Vec<String>),
}

/// An entry of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What it says.
    pub text: String,
    /// What belongs under it.
    pub more: Vec<String>,
    /// Commands to copy, exactly as they stand.
    pub commands: Vec<String>,
    /// Addresses on the web, of ours only.
    pub links: Vec<String>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// Its look, beside the word.
    pub mark: Option<Mark>,
    /// The part of the same whole that it leads to, by its number.
    pub link: Option<usize>,
}

impl Cell {
    /// A cell that says one thing.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// The way to one address, stop by stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// How far one came, in a sentence.
    pub text: String,
    /// What the drawing is of, for who does not see it.
    pub title: String,
    /// The stops, in order.
    pub stops: Vec<Stop>,
}

/// A stop on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Its name, short.
    pub label: String,
    /// What became of it.
    pub mark: Mark,
    /// The word for that.
    pub word: String,
    /// Its name and what became of it, in a sentence.
    pub told: String,
}

/// What became of a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Not looked at.
    Skipped,
    /// Awaited.
    Running,
    /// Looked at, nothing wrong.
    Ok,
    /// Wrong, but mail still gets through, or what is not known to stop it.
    Warning,
    /// Stops the mail.
    Fault,
}

impl Mark {
    /// The word of messages (`mark-<id>`) and of the look of a drawing.
    pub fn id(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Running => "running",
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Fault => "fault",
        }
    }
}

impl Way {
    /// How long its words are together.
    fn bytes(&self) -> usize {
        let stops = self.stops.iter().map(|stop| stop.label.len() + stop.word.len() + stop.told.len());
        self.text.len() + self.title.len() + stops.sum::<usize>()
    }
}

impl Entry {
    /// An entry that says one thing.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

impl Section {
    /// A section under a heading.
    pub fn headed(heading: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self { heading: Some(heading.into()), blocks }
    }

    /// Whether there is nothing in it for who does not draw.
    pub(super) fn is_drawn(&self) -> bool {
        self.blocks.iter().all(|block| matches!(block, Block::Way { .. }))
    }

    /// A section without a heading.
    pub fn plain(blocks: Vec<Block>) -> Self {
        Self { heading: None, blocks }
    }
}

impl Document {
    /// Keeps what has room, in reading order, and counts what has none. A command is whole or not there at all.
    pub(super) fn bound(&mut self) -> u64 {
        let mut room = Room { bytes: LIMIT, left_out: 0 };
        room.keep(&mut self.lead, String::len, shorten);
        for section in &mut self.sections {
            for block in &mut section.blocks {
                match block {
                    Block::Paragraph(lines) | Block::Facts(lines) => room.keep(lines, String::len, shorten),
                    Block::List(entries) | Block::Numbered { entries, .. } => {
                        let size = |entry: &Entry| {
                            let parts = [&entry.more, &entry.commands, &entry.links].into_iter().flatten();
                            entry.text.len() + parts.map(String::len).sum::<usize>()
                        };
                        room.keep(entries, size, |entry| {
                            shorten(&mut entry.text);
                            entry.more.iter_mut().for_each(shorten);
                            entry.commands.retain(|command| command.len() <= LINE_LIMIT);
                        });
                    }
                    Block::Way { ways, .. } => room.keep(ways, Way::bytes, |way| {
                        shorten(&mut way.text);
                        shorten(&mut way.title);
                    }),
                    // A row is a connector, and none of them is left out.
                    Block::Table { .. } => {}
                    Block::Command(words) if bytes(words) > LINE_LIMIT.min(room.bytes) => {
                        words.clear();
                        room.left_out += 1;
                    }
                    Block::Command(words) => room.bytes -= bytes(words),
                }
            }
        }
        let sections = std::mem::take(&mut self.sections);
        sections.into_iter().for_each(|section| self.add(section));
        room.left_out
    }

    /// Makes it the part of a greater one that has this number: what it is about stands in each of its headings.
    #[must_use]
    pub fn into_part(mut self, number: usize, heading: impl Fn(&str) -> String) -> Self {
        self.part = Some(number);
        let headings = self.sections.iter_mut().filter_map(|section| section.heading.as_mut());
        headings.for_each(|words| *words = heading(words));
        self
    }

    /// Adds a section before all others, unless nothing stands in it.
    pub fn begin(&mut self, section: Section) {
        let rest = std::mem::take(&mut self.sections);
        [section].into_iter().chain(rest).for_each(|section| self.add(section));
    }

    /// Adds a section, unless nothing stands in it.
    pub fn add(&mut self, mut section: Section) {
        section.blocks.retain(|block| match block {
            Block::Paragraph(lines) | Block::Facts(lines) => lines.iter().any(|line| !line.is_empty()),
            Block::List(entries) | Block::Numbered { entries, .. } => !entries.is_empty(),
            Block::Way { ways, .. } => !ways.is_empty(),
            Block::Table { rows, .. } => !rows.is_empty(),
            Block::Command(command) => !command.is_empty(),
        });
        if !section.blocks.is_empty() {
            self.sections.push(section);
        }
    }
}

/// Where the part of that number begins, as a link in the same text names it.
pub(super) fn anchor(number: usize) -> String {
    format!("connector-{}", number + 1)
}

/// How long words are together.
fn bytes(words: &[String]) -> usize {
    words.iter().map(|word| word.len() + 1).sum()
}

/// What room there is left.
struct Room {
    bytes: usize,
    left_out: u64,
}

impl Room {
    /// Keeps the entries that have room; the first of a list always has some.
    fn keep<T>(&mut self, list: &mut Vec<T>, size: impl Fn(&T) -> usize, shorten: impl Fn(&mut T)) {
        list.iter_mut().for_each(shorten);
        let mut kept = 0;
        // No list takes the room of all that follows it.
        let mut room = self.bytes.min(LIMIT / 2);
        for entry in list.iter() {
            let size = size(entry);
            if size > room && kept > 0 {
                break;
            }
            room = room.saturating_sub(size);
            self.bytes = self.bytes.saturating_sub(size);
            kept += 1;
        }
        self.left_out += (list.len() - kept) as u64;
        list.truncate(kept);
    }
}

/// Cuts a sentence that is far too long, with a mark.
fn shorten(text: &mut String) {
    if text.len() > LINE_LIMIT {
        text.truncate(text.floor_char_boundary(LINE_LIMIT));
        text.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_room_is_counted_and_a_command_is_never_cut() {
        let mut document = Document { title: "x".into(), lead: vec!["y".repeat(20_000)], ..Document::default() };
        let list = (0..1000).map(|place| Entry::new(format!("{place}{}", "z".repeat(1000)))).collect();
        document.add(Section::plain(vec![Block::List(list), Block::Command(vec!["c".repeat(9000)])]));
        assert!(document.bound() > 900);
        assert!(document.lead[0].ends_with("y…") && document.lead[0].len() < 9000);
        let [Block::List(kept)] = &document.sections[0].blocks[..] else { panic!("{:?}", document.sections) };
        assert!((30..=40).contains(&kept.len()), "{}", kept.len());
        assert_eq!(document.bound(), 0, "what is left has room");
    }
}
