//! [`Document`]: what is said and in which order, before it becomes text, Markdown or HTML.

/// A report as a person reads it from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The first line; it becomes the subject of a ticket.
    pub title: String,
    /// Sentences that belong to the title.
    pub lead: Vec<String>,
    /// What follows, in reading order.
    pub sections: Vec<Section>,
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
    /// A command to copy, exactly as it stands.
    Command(String),
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

    /// A section without a heading.
    pub fn plain(blocks: Vec<Block>) -> Self {
        Self { heading: None, blocks }
    }
}

impl Document {
    /// Adds a section, unless nothing stands in it.
    pub fn add(&mut self, mut section: Section) {
        section.blocks.retain(|block| match block {
            Block::Paragraph(lines) | Block::Facts(lines) => lines.iter().any(|line| !line.is_empty()),
            Block::List(entries) | Block::Numbered { entries, .. } => !entries.is_empty(),
            Block::Command(command) => !command.is_empty(),
        });
        if !section.blocks.is_empty() {
            self.sections.push(section);
        }
    }
}
