//! `mxray explain [CODE]`: the article for one code in any spelling, or the situation and the list of codes.

use super::{
    Exit,
    args::{Explain, ThreeFormats},
    output::Output,
    words::{made_safe, nearest},
};
use crate::{
    intake::status::{self, AskedCode, CodeError},
    knowledge::Knowledge,
    l10n::Texts,
    model::Told,
    report::{self, Dress},
};

pub(super) fn run(explain: &Explain, texts: &Texts, output: &mut Output) -> Result<Exit, Told> {
    let knowledge = Knowledge::embedded();
    let asked = match explain.code.as_slice() {
        [] => None,
        words => Some(status::asked(&words.join(" "), knowledge).map_err(|error| mistake(&words.join(" "), &error))?),
    };
    let word = made_safe(&explain.code.join(" "));
    let document = || match &asked {
        Some(AskedCode::Article(article)) => report::explain(article, knowledge, texts),
        Some(AskedCode::Matter(code, matter)) => report::explain_matter(*code, matter, knowledge, texts),
        Some(AskedCode::Word(meant)) => report::explain_word(&word, meant, knowledge, texts),
        None => report::articles(knowledge, texts),
    };
    output.print(&match explain.format {
        ThreeFormats::Text => document().dressed(Dress::Text { styled: output.is_styled() }, texts.locale()),
        ThreeFormats::Markdown => document().dressed(Dress::Markdown, texts.locale()),
        ThreeFormats::Json => match &asked {
            Some(AskedCode::Article(article)) => {
                report::json::document(&report::json::explain(article, knowledge, texts))
            }
            Some(AskedCode::Matter(code, matter)) => {
                report::json::document(&report::json::explain_matter(*code, matter, knowledge, texts))
            }
            Some(AskedCode::Word(meant)) => {
                report::json::document(&report::json::explain_word(&word, meant, knowledge, texts))
            }
            None => report::json::document(&report::json::articles(knowledge, texts)),
        },
    });
    Ok(Exit::Healthy)
}

/// What is wrong with what was asked about, and which word is near it.
fn mistake(asked: &str, error: &CodeError) -> Told {
    match nearest(asked, Knowledge::embedded().reasons().chain(["starttls"])) {
        Some(near) => Told::new("code-near").text("text", made_safe(asked)).text("suggestion", near),
        None => Told::of(error.id(), error),
    }
}
