//! `mxray-explain/1`: one article, or the situation and every article.

use schemars::JsonSchema;
use serde::Serialize;

use super::{check::Text, words};
use crate::{
    intake::status::Meant,
    knowledge::{Article, Knowledge, Matter},
    l10n::{Args, Texts},
    model::{Actor, CodeId, EnhancedCode},
    report::{
        explain::{SITUATION, item},
        phrases::fact,
        reported,
    },
};

/// What `mxray explain CODE --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "mxray-explain/1")]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct Explained {
    #[schemars(extend("const" = "mxray-explain/1"))]
    pub schema: &'static str,
    pub lang: String,
    #[serde(flatten)]
    pub article: ArticleText,
    /// What the code is about, where no article has it; its causes and steps are then empty.
    pub matter: Option<MatterText>,
    /// What was asked about, where that is a word that reports give as their reason.
    pub word: Option<WordText>,
}

/// A word that reports give as their reason, and what it stands for.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WordText {
    /// The word as it was asked about: `UntrustedRoot`.
    pub asked: String,
    /// What it stands for, in a sentence.
    pub text: String,
    /// The ids of the cause that it establishes or of those that it leaves likely.
    pub causes: Vec<String>,
}

/// What a code is about beside the articles.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MatterText {
    /// Its name: `dane`.
    pub id: String,
    /// The code as it was asked about, `4.7.323`.
    pub asked: String,
    /// What it is.
    pub text: String,
    /// Where to go with it.
    pub next: String,
    /// Addresses on the web.
    pub links: Vec<String>,
}

/// What `mxray explain --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "mxray-explain/1, the list")]
#[expect(missing_docs, reason = "the names of docs/contract.md")]
pub struct Articles {
    #[schemars(extend("const" = "mxray-explain/1"))]
    pub schema: &'static str,
    pub lang: String,
    pub situation: Vec<IdText>,
    pub codes: Vec<ArticleText>,
}

/// One article.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ArticleText {
    pub code: String,
    /// How Office 365 writes it while it retries: `450 4.4.316`.
    pub reply: Option<String>,
    /// How an expired message carries it: `550 5.4.316`.
    pub expired: Option<String>,
    pub title: String,
    pub meaning: String,
    pub causes: Vec<IdText>,
    pub steps: Vec<StepText>,
    /// The lab scenario that shows it.
    pub lab: Option<String>,
}

/// Words under the id of a cause, or of a fact about the situation.
#[derive(Debug, Serialize, JsonSchema)]
pub struct IdText {
    pub id: String,
    pub text: String,
}

/// One step.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StepText {
    pub id: String,
    /// Where this is the reason for a step: the id of that step.
    pub reason_of: Option<String>,
    #[schemars(extend("enum" = words::<Actor>()))]
    pub actor: &'static str,
    pub text: String,
    /// Why it is to be done.
    pub why: Option<Text>,
    /// How it is done.
    pub how: Option<Text>,
    /// When it is done.
    pub done: Option<Text>,
    /// The stage whose success proves it done.
    pub verify: Option<&'static str>,
    pub commands: Vec<String>,
    /// Addresses on the web.
    pub links: Vec<String>,
}

/// One article.
pub fn explain(article: &Article, knowledge: &Knowledge, texts: &Texts) -> Explained {
    Explained {
        schema: "mxray-explain/1",
        lang: texts.locale().tag().to_owned(),
        article: article_text(article, knowledge, texts),
        matter: None,
        word: None,
    }
}

/// The article that a word of a report comes to.
pub fn explain_word(word: &str, meant: &Meant<'_>, knowledge: &Knowledge, texts: &Texts) -> Explained {
    let text = reported::meant(word, meant, texts);
    let causes = meant.causes.iter().map(ToString::to_string).collect();
    let word = Some(WordText { asked: word.to_owned(), text, causes });
    Explained { word, ..explain(meant.article, knowledge, texts) }
}

/// What a code is about that no article has.
pub fn explain_matter(code: EnhancedCode, matter: &Matter, knowledge: &Knowledge, texts: &Texts) -> Explained {
    let text = texts.get(&matter.id.message());
    let other = CodeId::other();
    let article = ArticleText {
        code: other.to_string(),
        reply: None,
        expired: None,
        title: texts.concluded(&other),
        meaning: text.clone(),
        causes: Vec::new(),
        steps: Vec::new(),
        lab: None,
    };
    let links = matter.links.iter().filter_map(|id| knowledge.link(id)).map(|link| link.url.clone()).collect();
    let next = texts.get(&format!("{}.next", matter.id.message()));
    let matter = MatterText { id: matter.id.to_string(), asked: code.to_string(), text, next, links };
    Explained {
        schema: "mxray-explain/1",
        lang: texts.locale().tag().to_owned(),
        article,
        matter: Some(matter),
        word: None,
    }
}

/// The situation and every article.
pub fn articles(knowledge: &Knowledge, texts: &Texts) -> Articles {
    Articles {
        schema: "mxray-explain/1",
        lang: texts.locale().tag().to_owned(),
        situation: SITUATION
            .iter()
            .map(|id| IdText { id: (*id).to_owned(), text: fact(id, knowledge, texts) })
            .collect(),
        codes: knowledge.articles().iter().map(|article| article_text(article, knowledge, texts)).collect(),
    }
}

fn article_text(article: &Article, knowledge: &Knowledge, texts: &Texts) -> ArticleText {
    ArticleText {
        code: article.id.to_string(),
        reply: article.id.reply(),
        expired: article.expired.clone(),
        title: texts.code_title(&article.id),
        meaning: texts.get(&format!("{}.meaning", article.id.message())),
        causes: article
            .cause_ids()
            .into_iter()
            .map(|id| IdText { text: texts.cause(&article.id, &id, &Args::new()), id: id.to_string() })
            .collect(),
        steps: article
            .entries()
            .into_iter()
            .map(|entry| {
                let item = item(article, entry.step, knowledge);
                let words = texts.step(&item);
                let (text, why) = match (&entry.reason_of, words.why) {
                    // The reason under an id of its own says only itself.
                    (Some(_), Some(why)) => (why, None),
                    (_, why) => (words.title, why),
                };
                StepText {
                    id: entry.id.to_string(),
                    reason_of: entry.reason_of.map(|id| id.to_string()),
                    actor: item.actor.id(),
                    text,
                    why: why.map(Text::new),
                    how: words.how.map(Text::new),
                    done: words.done.map(Text::new),
                    verify: item.verify.map(crate::model::Stage::id),
                    commands: item.commands,
                    links: item.links.iter().filter_map(|id| Some(knowledge.link(id)?.url.clone())).collect(),
                }
            })
            .collect(),
        lab: article.lab.clone(),
    }
}
