//! The questions that narrow a finding: every one, every answer, in every language and for every article.

use std::collections::BTreeSet;

use mxray::{
    diagnose::{Asked, diagnose, narrowed},
    knowledge::Knowledge,
    l10n::{Args, Locale, Texts},
    model::{Answers, CauseId, Connector, Diagnosis, Domain, Host, Party, Route, Run, Settings, TlsPolicy},
    report::{FileKind, Inquiry, Manner, phrases},
};

fn connector(party: Party) -> Connector {
    let host = Host::Name(Domain::from_ascii("mail.contoso.com").expect("a name"));
    Connector { name: None, route: Route::SmartHosts(vec![host]), port: 25, tls: TlsPolicy::Opportunistic, party }
}

/// A diagnosis with every cause of an article, none of them established, and every step of it.
fn of_article(code: &str, connector: &Connector, knowledge: &Knowledge) -> Diagnosis {
    let article = knowledge.articles().iter().find(|article| article.id.as_str() == code).expect("an article");
    let mut whole = diagnose(connector, None, &Run::default(), knowledge);
    whole.finding.code = Some(article.id.clone());
    whole.finding.causes = article.cause_ids();
    let held = article.steps.iter().filter(|step| step.when.iter().all(|condition| condition.holds(connector)));
    whole.checklist.items = held.map(|step| article.item(step, Vec::new(), Default::default(), None)).collect();
    whole
}

fn codes(knowledge: &Knowledge) -> Vec<String> {
    knowledge.articles().iter().map(|article| article.id.as_str().to_owned()).collect()
}

#[test]
fn every_question_and_answer_has_its_words_in_every_language() {
    for locale in Locale::all() {
        let texts = Texts::new(locale);
        for question in Knowledge::embedded().questions() {
            let id = format!("question-{}", question.id);
            let parts = ["why", "how"].iter().map(|part| format!("{id}.{part}"));
            let answers = question.answers.iter().map(|answer| format!("{id}.answer-{}", answer.id));
            for id in parts.chain(answers).chain([id.clone()]) {
                let words = texts.try_get(&id).unwrap_or_else(|| panic!("{id} in {}", locale.tag()));
                assert!(words.ends_with(['.', '?']), "{id} is no sentence: {words}");
            }
        }
    }
}

#[test]
fn every_cause_and_group_that_an_answer_names_is_one_of_an_article_and_every_answer_changes_something() {
    let knowledge: &Knowledge = Knowledge::embedded();
    let articles = knowledge.articles();
    let causes: BTreeSet<&str> = articles.iter().flat_map(|a| &a.causes).map(|cause| cause.id.as_str()).collect();
    let groups: BTreeSet<&str> = articles.iter().flat_map(|a| &a.steps).filter_map(|s| s.group.as_deref()).collect();
    let mut idle = Vec::new();
    for question in knowledge.questions() {
        for other in &question.not_after {
            let (id, answer) = other.split_once('.').expect("a question and an answer");
            let known = knowledge.questions().iter().find(|question| question.id == id).expect("a question");
            assert!(known.answer(answer).is_some(), "{other}");
        }
        for answer in &question.answers {
            for cause in answer.leads.iter().chain(&answer.rules_out) {
                assert!(causes.contains(cause.as_str()), "{}: no article has {cause}", question.id);
            }
            assert!(answer.drops.iter().all(|group| groups.contains(group.as_str())), "{:?}", answer.drops);
            let own = connector(Party::Own);
            let answers = Answers::default().with(&question.id, &answer.id);
            let changes = codes(knowledge).iter().any(|code| {
                let whole = of_article(code, &own, knowledge);
                let asked = Asked { connector: &own, symptom: None, answers: &answers, knowledge };
                let now = narrowed(whole.clone(), &asked);
                now.finding.causes != whole.finding.causes || now.checklist.items.len() != whole.checklist.items.len()
            });
            if !changes {
                idle.push(format!("{}.{}", question.id, answer.id));
            }
        }
    }
    assert_eq!(idle, [] as [&str; 0], "what nobody needs to answer");
}

#[test]
fn no_answers_invent_a_cause_or_move_the_established_one_and_what_is_asked_changes_something() {
    let knowledge: &Knowledge = Knowledge::embedded();
    for party in [Party::Own, Party::Partner] {
        let connector = connector(party);
        for code in codes(knowledge) {
            let whole = of_article(&code, &connector, knowledge);
            let causes = whole.finding.causes.clone();
            for established in causes.iter().map(Some).chain([None]) {
                let mut whole = whole.clone();
                whole.finding.cause = established.cloned();
                whole.finding.causes.sort_by_key(|cause| Some(cause) != established);
                let mut answers = Answers::default();
                // One after the other, so that each is met beside others.
                for question in knowledge.questions() {
                    for answer in &question.answers {
                        answers.set(&question.id, &answer.id);
                        let asked = Asked { connector: &connector, symptom: None, answers: &answers, knowledge };
                        let now = narrowed(whole.clone(), &asked).finding;
                        assert!(now.causes.iter().all(|cause| causes.contains(cause)), "{code}: {:?}", now.causes);
                        assert!(established.is_none_or(|cause| now.causes.first() == Some(cause)), "{code}");
                        let unique: BTreeSet<&CauseId> = now.causes.iter().collect();
                        assert_eq!(unique.len(), now.causes.len());
                        assert!(now.answers.iter().all(|(id, _)| now.questions.iter().any(|asked| asked == id)));
                    }
                }
                let none = Answers::default();
                let asked = Asked { connector: &connector, symptom: None, answers: &none, knowledge };
                let now = narrowed(whole.clone(), &asked);
                assert_eq!(now.finding.causes, whole.finding.causes, "what was not answered changes nothing");
                for id in &now.finding.questions {
                    let question = knowledge.questions().iter().find(|question| question.id == *id).expect("one");
                    let counts = question.answers.iter().any(|answer| {
                        let answers = Answers::default().with(id, &answer.id);
                        let then = narrowed(whole.clone(), &Asked { answers: &answers, ..asked });
                        let steps = |d: &Diagnosis| d.checklist.items.iter().map(|i| i.id.clone()).collect::<Vec<_>>();
                        then.finding.causes != now.finding.causes || steps(&then) != steps(&now)
                    });
                    assert!(counts, "{code}: {id} changes nothing");
                }
            }
        }
    }
}

#[test]
fn every_answer_that_was_given_is_in_the_report_and_one_that_changes_nothing_is_told_as_that() {
    let knowledge = Knowledge::embedded();
    let (connector, run, settings) = (connector(Party::Own), Run::default(), Settings::default());
    for question in knowledge.questions() {
        for answer in &question.answers {
            let answers = Answers::default().with(&question.id, &answer.id);
            let whole = diagnose(&connector, None, &run, knowledge);
            let asked = Asked { connector: &connector, symptom: None, answers: &answers, knowledge };
            let diagnosis = narrowed(whole, &asked);
            let counts = diagnosis.finding.questions.contains(&question.id);
            let inquiry = Inquiry {
                connector: &connector,
                symptom: None,
                settings: &settings,
                answers: &answers,
                scenario: None,
                redacted: false,
            };
            for texts in Locale::all().map(Texts::new) {
                let told = FileKind::Text.contents(&inquiry, &run, &diagnosis, Manner::default(), knowledge, &texts);
                let args = Args::new()
                    .text("question", phrases::question(question, &texts))
                    .text("answer", phrases::answer(question, &answer.id, &texts));
                let id = if counts { "question-answered" } else { "question-answered-idle" };
                let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                let sentence = flat(&texts.with(id, &args));
                assert!(flat(&told).contains(&sentence), "{sentence}\n{told}");
            }
        }
    }
}
