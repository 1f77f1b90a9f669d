//! A document as CommonMark in which nothing that a stranger sent is live.
//!
//! Every character that could open markup is escaped. What a reader such as GitHub's would turn into a link or a
//! mention by itself (`https://…`, `www.…`, `a@b`) stands in a code span.

use super::{Block, Cell, Document, Entry, document::anchor};

/// The document as Markdown.
pub(super) fn render(document: &Document) -> String {
    let level = if document.part.is_some() { "##" } else { "#" };
    // Readers give headings anchors by rules of their own.
    let place = document.part.map(|number| format!("<a id=\"{}\"></a>\n\n", anchor(number))).unwrap_or_default();
    let mut out = format!("{place}{level} {}\n", inline(&document.title));
    if !document.lead.is_empty() {
        out.push_str(&format!("\n{}\n", paragraph(&document.lead)));
    }
    for section in document.sections.iter().filter(|section| !section.is_drawn()) {
        if let Some(heading) = &section.heading {
            out.push_str(&format!("\n{level}# {}\n", inline(heading)));
        }
        for block in &section.blocks {
            out.push('\n');
            out.push_str(&match block {
                Block::Paragraph(sentences) => format!("{}\n", paragraph(sentences)),
                Block::Facts(facts) => facts.iter().map(|fact| entry(&Entry::new(fact), "- ")).collect(),
                Block::List(entries) => entries.iter().map(|e| entry(e, "- ")).collect(),
                Block::Numbered { from, entries } => {
                    entries.iter().enumerate().map(|(place, e)| entry(e, &format!("{}. ", from + place))).collect()
                }
                Block::Way { .. } => String::new(),
                Block::Table { heads, rows } => table(heads, rows),
                Block::Command(command) => fenced(&command.join(" "), ""),
            });
        }
    }
    out
}

fn paragraph(sentences: &[String]) -> String {
    inline(&sentences.join(" "))
}

/// A table as GitHub, GitLab and most others read one (GitHub Flavored Markdown, section 4.10).
fn table(heads: &[Cell], rows: &[Vec<Cell>]) -> String {
    let row = |cells: &[Cell]| {
        let cells: Vec<_> = cells.iter().map(cell).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = format!("|{}\n", " --- |".repeat(heads.len()));
    row(heads) + &rule + &rows.iter().map(|cells| row(cells)).collect::<String>()
}

/// A cell, in which a bar ends nothing: in a code span none is escaped yet.
fn cell(cell: &Cell) -> String {
    let mut text = String::new();
    let mut is_escaped = false;
    for c in inline(&cell.text).chars() {
        if c == '|' && !is_escaped {
            text.push('\\');
        }
        is_escaped = c == '\\' && !is_escaped;
        text.push(c);
    }
    cell.link.map(|to| format!("[{text}](#{})", anchor(to))).unwrap_or(text)
}

fn entry(entry: &Entry, mark: &str) -> String {
    let under = " ".repeat(mark.len());
    let mut out = format!("{mark}{}\n", inline(&entry.text));
    for more in &entry.more {
        out.push_str(&format!("{under}- {}\n", inline(more)));
    }
    if !entry.commands.is_empty() {
        out.push('\n');
        out.push_str(&fenced(&entry.commands.join("\n"), &under));
    }
    for link in &entry.links {
        out.push_str(&format!("{under}- <{link}>\n"));
    }
    out
}

/// A block of code behind a fence longer than any run of backticks in it.
fn fenced(code: &str, indent: &str) -> String {
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    let lines: String = code.lines().map(|line| format!("{indent}{line}\n")).collect();
    format!("{indent}{fence}\n{lines}{indent}{fence}\n")
}

fn longest_run(text: &str, mark: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// Text with nothing live in it, on one line.
fn inline(text: &str) -> String {
    text.split(' ').enumerate().map(|(place, word)| self::word(word, place == 0)).collect::<Vec<_>>().join(" ")
}

fn word(word: &str, first: bool) -> String {
    if word.contains('@') || word.contains("://") || word.to_ascii_lowercase().contains("www.") || refers(word) {
        let fence = "`".repeat(longest_run(word, '`') + 1);
        // A space on both sides is taken off again by the reader, and keeps a backtick at the edge apart.
        return format!("{fence} {word} {fence}");
    }
    let mut out = String::with_capacity(word.len());
    for (place, c) in word.chars().enumerate() {
        let opens_block = first && place == 0 && matches!(c, '-' | '+' | '=' | '#' | '>');
        if opens_block || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    // `1.` or `1)` at the begin of a line would open a numbered list.
    if first && word.ends_with(['.', ')']) && word[..word.len() - 1].bytes().all(|b| b.is_ascii_digit()) {
        out.insert(out.len() - 1, '\\');
    }
    out
}

/// Whether GitHub or GitLab would lead from the word to an issue, a change or a commit: `#12`, `GH-12`, `a/b#12`, `!12`,
/// `%12`, `$12`, `~12`, `&12`, or a hash. A hash is one of seven hexadecimal digits and more, a digit and a letter among
/// them; the thumbprint of a certificate looks like one too.
fn refers(word: &str) -> bool {
    let numbered = |mark: &str| {
        let lower = word.to_ascii_lowercase();
        lower.match_indices(mark).any(|(at, _)| lower[at + mark.len()..].starts_with(|c: char| c.is_ascii_digit()))
    };
    let hash = |part: &str| {
        (7..=40).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
            && part.contains(|c: char| c.is_ascii_digit())
            && part.contains(|c: char| c.is_ascii_alphabetic())
    };
    ["#", "gh-", "!", "%", "~", "$", "&"].iter().any(|mark| numbered(mark))
        || word.split(|c: char| !c.is_ascii_alphanumeric()).any(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_stranger_sent_opens_markup() {
        for (text, shown) in [
            ("<script>x</script>", r"\<script\>x\</script\>"),
            ("![x](y)", r"\!\[x\](y)"),
            ("a_b *c* `d`", r"a\_b \*c\* \`d\`"),
            ("- x", r"\- x"),
            ("1. x", r"1\. x"),
            ("see https://e.example now", "see ` https://e.example ` now"),
            ("@team", "` @team `"),
            ("`@`x", "`` `@`x ``"),
            ("a | b", r"a \| b"),
            ("closes #12, GH-12 gh-3. a/b#4 (#5) !6", "closes ` #12, ` ` GH-12 ` ` gh-3. ` ` a/b#4 ` ` (#5) ` ` !6 `"),
            ("of 0123abc and 25 # x", "of ` 0123abc ` and 25 # x"),
        ] {
            assert_eq!(inline(text), shown);
        }
        for (text, shown) in [("a | b", r"a \| b"), ("a|b@x", r"` a\|b@x `"), (r"a\|b@x", r"` a\|b@x `")] {
            assert_eq!(cell(&Cell::new(text)), shown);
        }
        assert_eq!(fenced("a ```` b", ""), "`````\na ```` b\n`````\n");
    }
}
