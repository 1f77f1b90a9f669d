//! The article for one code, or the situation and the list of codes, as a [`Document`].

use super::{
    Block, Document, Entry, Section,
    phrases::{code_line, fact, values},
    reported,
};
use crate::{
    intake::status::Meant,
    knowledge::{Article, COMMAND_VALUES, Knowledge, Matter, Step},
    l10n::{Args, Texts},
    model::{EnhancedCode, Item},
};

/// Ids of the facts about connectors in general; their words are the messages `flow-<name>`.
pub(super) const SITUATION: [&str; 11] = [
    "flow.own",
    "flow.partner",
    "flow.queue",
    "flow.retry",
    "flow.expire",
    "flow.name",
    "flow.partner-rule",
    "flow.force",
    "flow.whole-error",
    "flow.ipv6",
    "flow.health",
];

/// The article for one code.
pub fn explain(article: &Article, knowledge: &Knowledge, texts: &Texts) -> Document {
    let message = article.id.message();
    let expired = article.expired.as_ref().map(|code| texts.with("report-expired", &Args::new().text("code", code)));
    let mut document =
        Document { title: code_line(&article.id, texts), lead: expired.into_iter().collect(), ..Document::default() };
    let meaning = texts.get(&format!("{message}.meaning"));
    document.add(Section::headed(texts.get("report-means"), vec![Block::Paragraph(vec![meaning])]));
    let causes = article.cause_ids().into_iter().map(|id| Entry::new(texts.cause(&article.id, &id, &Args::new())));
    document
        .add(Section::headed(texts.get("report-causes"), vec![Block::Numbered { from: 1, entries: causes.collect() }]));
    let mut from = 1;
    for steps in article.steps.chunk_by(|a, b| a.group == b.group) {
        let heading = match steps.first().and_then(|step| step.group.as_ref()) {
            Some(group) => texts.get(&format!("{message}.group-{group}")),
            None => texts.get("report-steps"),
        };
        let entries: Vec<_> = steps.iter().map(|step| entry(article, step, knowledge, texts)).collect();
        let next = from + entries.len();
        document.add(Section::headed(heading, vec![Block::Numbered { from, entries }]));
        from = next;
    }
    document.add(Section::headed(
        texts.get("report-meanwhile"),
        vec![Block::Paragraph(vec![texts.with("meanwhile", &values(knowledge))])],
    ));
    let lab = article.lab.as_ref().map(|id| texts.with("report-lab", &Args::new().text("scenario", id)));
    document.add(Section::plain(vec![Block::Facts(lab.into_iter().collect())]));
    document
}

/// The article that a word of a report comes to, with what the word itself says before it.
pub fn explain_word(word: &str, meant: &Meant<'_>, knowledge: &Knowledge, texts: &Texts) -> Document {
    let mut document = explain(meant.article, knowledge, texts);
    document.lead.insert(0, reported::meant(word, meant, texts));
    document
}

/// What a code is about that no article has, and where to go with it.
pub fn explain_matter(code: EnhancedCode, matter: &Matter, knowledge: &Knowledge, texts: &Texts) -> Document {
    let mut document = Document { title: code.to_string(), ..Document::default() };
    let text = texts.get(&matter.id.message());
    document.add(Section::headed(texts.get("report-means"), vec![Block::Paragraph(vec![text])]));
    document
        .add(Section::headed(texts.get("report-read-next"), vec![Block::List(vec![way(matter, knowledge, texts)])]));
    document
}

/// Where to go with a matter, with its links.
pub(super) fn way(matter: &Matter, knowledge: &Knowledge, texts: &Texts) -> Entry {
    let links = matter.links.iter().filter_map(|id| knowledge.link(id)).map(|link| link.url.clone()).collect();
    Entry { links, ..Entry::new(texts.get(&format!("{}.next", matter.id.message()))) }
}

/// The situation, and every code on a line.
pub fn articles(knowledge: &Knowledge, texts: &Texts) -> Document {
    let mut document = Document { title: texts.get("report-situation"), ..Document::default() };
    let situation = SITUATION.iter().map(|id| Entry::new(fact(id, knowledge, texts)));
    document.add(Section::plain(vec![Block::List(situation.collect())]));
    let codes = knowledge.articles().iter().map(|article| {
        let title = code_line(&article.id, texts);
        Entry {
            more: texts.try_get(&format!("{}.short", article.id.message())).into_iter().collect(),
            ..Entry::new(title)
        }
    });
    document.add(Section::headed(texts.get("report-codes"), vec![Block::List(codes.collect())]));
    document.add(Section::plain(vec![Block::Facts(vec![texts.get("report-article")])]));
    document
}

/// A step of an article as it stands in a checklist, with the values that need no connector.
pub(super) fn item(article: &Article, step: &Step, knowledge: &Knowledge) -> Item {
    // A place to fill in reads as one: `<connector>`.
    let commands = step.commands.iter().map(|command| placeholders(command)).collect();
    article.item(step, commands, knowledge.exchange().values(), None)
}

fn placeholders(command: &str) -> String {
    COMMAND_VALUES.iter().fold(command.to_owned(), |command, name| {
        command.replace(&format!("{{{name}}}"), &format!("<{}>", name.replace('_', "-")))
    })
}

fn entry(article: &Article, step: &Step, knowledge: &Knowledge, texts: &Texts) -> Entry {
    let item = item(article, step, knowledge);
    let words = texts.step(&item);
    let step = Args::new().text("actor", texts.actor(item.actor)).text("step", words.title);
    let done = words.done.map(|when| texts.with("report-done", &Args::new().text("when", when)));
    let more = [words.why, words.how, done].into_iter().flatten().collect();
    let links = item.links.iter().filter_map(|id| knowledge.link(id)).map(|link| link.url.clone()).collect();
    Entry { text: texts.with("report-step", &step), more, commands: words.commands, links }
}
