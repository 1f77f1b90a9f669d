//! A document as one HTML page that loads nothing, runs nothing and links to addresses of ours only.

use super::{Block, Document, Entry};
use crate::l10n::Locale;

/// The look: the reader's own font and colours, narrow enough to read.
const STYLE: &str = "body{font:1em/1.5 system-ui,sans-serif;max-width:50em;margin:2em auto;padding:0 1em;\
color-scheme:light dark}h1{font-size:1.4em}h2{font-size:1.1em;margin-bottom:.2em}ul,ol{margin-top:.2em}\
pre{white-space:pre-wrap;overflow-wrap:anywhere}";

/// Documents, one after the other, as a whole page.
pub(super) fn render(documents: &[Document], locale: Locale) -> String {
    let title = documents.first().map(|document| escaped(&document.title)).unwrap_or_default();
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n",
        escaped(locale.tag())
    );
    out.extend(documents.iter().map(body));
    out.push_str("</body>\n</html>\n");
    out
}

fn body(document: &Document) -> String {
    let mut out = format!("<h1>{}</h1>\n", escaped(&document.title));
    if !document.lead.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", escaped(&document.lead.join(" "))));
    }
    for section in &document.sections {
        if let Some(heading) = &section.heading {
            out.push_str(&format!("<h2>{}</h2>\n", escaped(heading)));
        }
        for block in &section.blocks {
            out.push_str(&match block {
                Block::Paragraph(sentences) => format!("<p>{}</p>\n", escaped(&sentences.join(" "))),
                Block::Facts(facts) => list("ul", facts.iter().map(Entry::new)),
                Block::List(entries) => list("ul", entries.iter().cloned()),
                Block::Numbered { from, entries } => {
                    list("ol", entries.iter().cloned()).replacen("<ol>", &format!("<ol start=\"{from}\">"), 1)
                }
                Block::Command(command) => format!("<pre>{}</pre>\n", escaped(&command.join(" "))),
            });
        }
    }
    out
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
        out.push_str(&format!("<br><a href=\"{link}\" rel=\"noreferrer\">{link}</a>"));
    }
    out
}

/// Text in which no character means anything to HTML, inside and outside of an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
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
}
