//! A document as one HTML page that loads nothing, runs nothing and links to addresses of ours only.

use super::{Block, Cell, Document, Entry, document::anchor, drawing::drawing, escape::escaped};
use crate::l10n::Locale;

/// The look: the reader's own font and colours, narrow enough to read. On paper the colours are those of the light, and
/// neither a drawing nor a command is cut by the end of a sheet.
/// The scheme is the root's: what lies behind the page is coloured after it (CSS Color Adjustment, section 2.4).
const STYLE: &str = ":root{color-scheme:light dark}\
body{font:1em/1.5 system-ui,sans-serif;max-width:50em;margin:2em auto;padding:0 1em;overflow-wrap:anywhere}\
h1{font-size:1.4em}h2{font-size:1.1em;margin-bottom:.2em}h3{font-size:1em;margin-bottom:.2em}\
ul,ol{margin-top:.2em}pre{white-space:pre-wrap}table{border-collapse:collapse}\
th,td{padding:.1em .8em .1em 0;text-align:left;vertical-align:top}\
figure{margin:.8em 0;overflow-x:auto;break-inside:avoid}svg{display:block;width:100%;min-width:40em;color:inherit}\
svg text{font-size:11px;fill:currentColor;text-anchor:middle}svg .fault text,svg .warning text{font-weight:bold}\
svg path,svg circle{fill:none;stroke:currentColor;stroke-width:2}svg .far{stroke-dasharray:2 4}\
.ok{color:#1b6e3c}.warning{color:#7a4f00}.fault{color:#b3261e}\
@media (prefers-color-scheme:dark){.ok{color:#7ddc9f}.warning{color:#f2c063}.fault{color:#ff9a8f}}\
@media print{:root,body{color-scheme:light;color:#000;background:#fff}body{max-width:none;margin:0}\
h1,h2,h3{break-after:avoid}pre,li,tr{break-inside:avoid}svg{min-width:0}\
.ok{color:#1b6e3c}.warning{color:#7a4f00}.fault{color:#b3261e}}";

/// Documents, one after the other, as a whole page.
pub(super) fn render(documents: &[Document], locale: Locale) -> String {
    let title = documents.first().map(|document| escaped(&document.title)).unwrap_or_default();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width\"/>\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n",
        escaped(locale.tag())
    );
    let mut drawn = 0;
    out.extend(documents.iter().map(|document| body(document, &mut drawn)));
    out.push_str("</body>\n</html>\n");
    out
}

/// A document; so many ways were drawn before it on the page.
fn body(document: &Document, drawn: &mut usize) -> String {
    let level = if document.part.is_some() { 2 } else { 1 };
    let id = document.part.map(|number| format!(" id=\"{}\"", anchor(number))).unwrap_or_default();
    let mut out = format!("<h{level}{id}>{}</h{level}>\n", escaped(&document.title));
    if !document.lead.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", escaped(&document.lead.join(" "))));
    }
    for section in &document.sections {
        if let Some(heading) = &section.heading {
            out.push_str(&format!("<h{under}>{}</h{under}>\n", escaped(heading), under = level + 1));
        }
        for block in &section.blocks {
            out.push_str(&match block {
                Block::Paragraph(sentences) => format!("<p>{}</p>\n", escaped(&sentences.join(" "))),
                Block::Facts(facts) => list("ul", facts.iter().map(Entry::new)),
                Block::List(entries) => list("ul", entries.iter().cloned()),
                Block::Numbered { from, entries } => {
                    list("ol", entries.iter().cloned()).replacen("<ol>", &format!("<ol start=\"{from}\">"), 1)
                }
                Block::Way { ways, left_out } => {
                    let drawings = ways.iter().map(|way| {
                        *drawn += 1;
                        drawing(way, *drawn)
                    });
                    let more = left_out.iter().map(|more| format!("<p>{}</p>\n", escaped(more)));
                    drawings.collect::<String>() + &more.collect::<String>()
                }
                Block::Table { heads, rows } => table(heads, rows),
                Block::Command(command) => format!("<pre>{}</pre>\n", escaped(&command.join(" "))),
            });
        }
    }
    out
}

fn table(heads: &[Cell], rows: &[Vec<Cell>]) -> String {
    let row = |tag: &str, row: &[Cell]| {
        let cells = row.iter().map(|cell| {
            let look = cell.mark.map(|mark| format!(" class=\"{}\"", mark.id())).unwrap_or_default();
            let text = escaped(&cell.text);
            let text = cell.link.map(|to| format!("<a href=\"#{}\">{text}</a>", anchor(to))).unwrap_or(text);
            format!("<{tag}{look}>{text}</{tag}>")
        });
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    };
    let rows: String = rows.iter().map(|cells| row("td", cells)).collect();
    format!("<table>\n{}{rows}</table>\n", row("th", heads))
}

fn list(tag: &str, entries: impl Iterator<Item = Entry>) -> String {
    let items: String = entries.map(|entry| format!("<li>{}</li>\n", item(&entry))).collect();
    format!("<{tag}>\n{items}</{tag}>\n")
}

fn item(entry: &Entry) -> String {
    let mut out = escaped(&entry.text);
    if !entry.more.is_empty() {
        out.push_str(&list("ul", entry.more.iter().map(Entry::new)));
    }
    if !entry.commands.is_empty() {
        out.push_str(&format!("<pre>{}</pre>", escaped(&entry.commands.join("\n"))));
    }
    for link in &entry.links {
        let link = escaped(link);
        out.push_str(&format!("<div><a href=\"{link}\" rel=\"noreferrer\">{link}</a></div>"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_text_is_text() {
        let document = Document { title: "<script>\"&'".into(), ..Document::default() };
        let page = render(&[document], Locale::english());
        assert!(page.contains("<h1>&lt;script&gt;&quot;&amp;&#39;</h1>"), "{page}");
        assert!(!page.contains("<script"), "{page}");
    }

    #[test]
    fn in_the_dark_the_whole_page_is_dark_and_not_its_marks_alone() {
        let page = render(&[], Locale::english());
        let (root, marks) = (page.find(":root{color-scheme:light dark}"), page.find("(prefers-color-scheme:dark)"));
        assert!(root.is_some() && root < marks, "{page}");
        assert_eq!(page.matches("color-scheme:light dark").count(), 1, "{page}");
    }
}
