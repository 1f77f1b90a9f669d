//! Every word that reports give as their reason is explained in a sentence, in every language.

use mxray::{
    intake::status::{self, AskedCode},
    knowledge::Knowledge,
    l10n::{Locale, Texts},
    report::{Document, Dress, explain_word, reported},
};

/// Socket error numbers, the words and stems of every wording, and the titles: all that `read` knows.
fn words(knowledge: &Knowledge) -> Vec<String> {
    let mut words =
        vec!["STARTTLS".to_owned(), "starttls".to_owned(), "UNTRUSTEDROOT".to_owned(), "ConnectionRefused".to_owned()];
    for article in knowledge.articles().iter().filter(|article| article.id.reply().is_some()) {
        words.extend(article.sockets.iter().map(ToString::to_string));
        words.extend(article.wordings.iter().flat_map(|wording| wording.any.iter().chain(&wording.stems)).cloned());
        words.extend(article.titles.iter().chain(&article.other_titles).cloned());
    }
    words
}

#[test]
fn every_word_of_a_report_is_explained_with_its_code_in_every_language() {
    let knowledge = Knowledge::embedded();
    let mut unknown = Vec::new();
    for word in words(knowledge) {
        let Some(meant) = status::meant(&word, knowledge) else {
            unknown.push(word);
            continue;
        };
        for locale in Locale::all() {
            let texts = Texts::new(locale);
            let said = reported::meant(&word, &meant, &texts);
            let reply = meant.article.id.reply().expect("an article with a number");
            let code = meant.article.id.to_string();
            assert!(said.contains(&code) && !said.contains(['{', '}']) || word.contains(['{', '}']), "{word}: {said}");
            let document: Document = explain_word(&word, &meant, knowledge, &texts);
            assert!(document.dressed(Dress::Markdown, locale).contains(&reply), "{word}");
        }
    }
    assert_eq!(unknown, Vec::<String>::new());
}

#[test]
fn a_word_comes_to_the_article_that_a_report_with_it_comes_to() {
    let knowledge = Knowledge::embedded();
    for (word, code, causes) in [
        (
            "UntrustedRoot",
            "4.7.320",
            vec!["320.cause.unknown-issuer", "320.cause.self-signed", "320.cause.incomplete-chain"],
        ),
        ("certificateexpired", "4.7.320", vec!["320.cause.expired"]),
        ("SubjectMismatch", "4.7.320", vec!["320.cause.name"]),
        ("RevocationStatusUnknown", "4.7.320", vec!["320.cause.revoked"]),
        ("STARTTLS", "4.4.317", vec!["317.cause.no-tls"]),
        ("10061", "4.4.316", vec![]),
        ("10060", "4.4.315", vec![]),
        ("995", "4.4.315", vec![]),
        ("11001", "4.4.312", vec![]),
        ("Connection refused", "4.4.316", vec![]),
    ] {
        let Ok(AskedCode::Word(meant)) = status::asked(word, knowledge) else { panic!("{word}") };
        let found: Vec<_> = meant.causes.iter().map(ToString::to_string).collect();
        assert_eq!(
            (meant.article.id.as_str(), found),
            (code, causes.iter().map(ToString::to_string).collect()),
            "{word}"
        );
    }
    for word in ["hello", "12345", "mail.contoso.com", "x", ""] {
        assert!(status::meant(word, knowledge).is_none(), "{word}");
    }
}
