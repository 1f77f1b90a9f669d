//! `mxray explain [CODE]`: the article for one code in any spelling, or the situation and the list of codes.

use super::{
    Exit,
    args::{Explain, ThreeFormats},
    output::Output,
};
use crate::{
    intake::status,
    knowledge::{Article, Knowledge},
    l10n::Texts,
    model::{CodeId, Told},
    report::{self, Dress},
};

pub(super) fn run(explain: &Explain, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    let knowledge = Knowledge::embedded();
    let article = match explain.code.as_slice() {
        [] => None,
        words => Some(article(&words.join(" "), knowledge)?),
    };
    let document = || match article {
        Some(article) => report::explain(article, knowledge, texts),
        None => report::articles(knowledge, texts),
    };
    output.print(&match explain.format {
        ThreeFormats::Text => document().dressed(Dress::Text { styled: output.is_styled() }, texts.locale()),
        ThreeFormats::Markdown => document().dressed(Dress::Markdown, texts.locale()),
        ThreeFormats::Json => match article {
            Some(article) => report::json::document(&report::json::explain(article, knowledge, texts)),
            None => report::json::document(&report::json::articles(knowledge, texts)),
        },
    });
    Ok(Exit::Healthy)
}

/// The article of a code as people write it; a code without one of its own is in the article on all others.
fn article<'a>(text: &str, knowledge: &'a Knowledge) -> Result<&'a Article, Told> {
    let id = if text.trim().eq_ignore_ascii_case("other") {
        CodeId::other()
    } else {
        let code = status::code(text).map_err(|error| Told::of(error.id(), &error))?;
        CodeId::new(code.temporary().to_string())
    };
    let article = knowledge.article(&id).or_else(|| knowledge.article(&CodeId::other()));
    Ok(article.expect("tests/words/knowledge.rs shows that there is an article on all other codes"))
}
