//! What is known is whole: every asset is read, every fault is claimed once, every fact can be found by its
//! id, and everything that has an id has its words in every language, and nothing else has.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
};

use crate::support::{
    examples::{examples, is_listed},
    ftl,
};
use mxray::{
    intake::{ndr, status},
    knowledge::{Article, COMMAND_VALUES, Knowledge, Step, scenarios, wording::Sureness},
    l10n::{Args, Locale, Texts},
    model::{
        Actor, Agreement, CauseId, CodeId, DnsOutcome, Domain, EndpointOutcome, Evidence, Fault, Item, ItemState,
        Level, Noted, Scenario, Speaker, Stage, Symptom, Unknown, Verdict,
    },
    report,
};

const FLOW: [&str; 11] =
    ["own", "partner", "queue", "retry", "expire", "name", "partner-rule", "force", "whole-error", "ipv6", "health"];

fn languages() -> impl Iterator<Item = Texts> {
    Locale::all().map(Texts::new)
}

/// The values that every cause and step may use: the numbers of Exchange Online, and nothing of a run.
fn values() -> BTreeMap<String, String> {
    let exchange = Knowledge::embedded().exchange();
    let ranges: Vec<_> = exchange.addresses.ranges.iter().map(ToString::to_string).collect();
    [
        ("ranges", ranges.join(", ")),
        ("list-version", exchange.addresses.version.clone()),
        ("list-date", exchange.addresses.date.clone()),
        ("retry-hours", exchange.retry.hours.to_string()),
        ("retry-hours-before", exchange.retry.hours_before.to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

fn args() -> Args {
    values().iter().fold(Args::new(), |args, (name, value)| args.text(name, value))
}

fn item(article: &Article, step: &Step, noted: Option<Noted>) -> Item {
    article.item(step, step.commands.clone(), values(), noted)
}

fn steps() -> impl Iterator<Item = (&'static Article, &'static Step)> {
    Knowledge::embedded().articles().iter().flat_map(|article| article.steps.iter().map(move |step| (article, step)))
}

fn endpoint_outcomes() -> Vec<String> {
    // A full match, so that a new outcome asks for its place in the list.
    let is_listed = |outcome: EndpointOutcome| match outcome {
        EndpointOutcome::Healthy
        | EndpointOutcome::TimedOut
        | EndpointOutcome::Refused
        | EndpointOutcome::Unreachable
        | EndpointOutcome::Rejected
        | EndpointOutcome::TlsUnavailable
        | EndpointOutcome::Closed
        | EndpointOutcome::CertificateInvalid
        | EndpointOutcome::TlsFailed
        | EndpointOutcome::ProtocolError
        | EndpointOutcome::NotTried
        | EndpointOutcome::Local => outcome,
    };
    let of_faults = Fault::ALL.iter().filter_map(|fault| fault.endpoint_outcome());
    let all = of_faults.chain([EndpointOutcome::Healthy, EndpointOutcome::NotTried]).map(is_listed);
    all.map(|outcome| word(&outcome)).collect::<BTreeSet<_>>().into_iter().collect()
}

fn dns_outcomes() -> Vec<String> {
    let is_listed = |outcome: DnsOutcome| match outcome {
        DnsOutcome::Answer
        | DnsOutcome::NoData
        | DnsOutcome::NxDomain
        | DnsOutcome::ServFail
        | DnsOutcome::Refused
        | DnsOutcome::Timeout
        | DnsOutcome::Malformed
        | DnsOutcome::Loop => outcome,
    };
    [
        DnsOutcome::Answer,
        DnsOutcome::NoData,
        DnsOutcome::NxDomain,
        DnsOutcome::ServFail,
        DnsOutcome::Refused,
        DnsOutcome::Timeout,
        DnsOutcome::Malformed,
        DnsOutcome::Loop,
    ]
    .map(is_listed)
    .iter()
    .map(word)
    .collect()
}

/// The word that machine output has for a value.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).expect("a word")
}

/// Every id that assets and types give a right to words, besides steps' `-here`, `-why`, `-how` and `-done`.
/// What stands in angle brackets in a command: what an article leaves to be filled in, and each value that may not be
/// known. `<I>` and `<S>` are part of what `TlsCertificateName` takes.
fn places() -> BTreeSet<String> {
    let values = COMMAND_VALUES.into_iter().chain(["server"]);
    let mut places: BTreeSet<_> = values.map(|value| value.replace('_', "-")).collect();
    for (_, step) in steps() {
        for part in step.commands.iter().flat_map(|command| command.split('<').skip(1)) {
            let place = part.split('>').next().unwrap_or_default();
            places.extend((!matches!(place, "i" | "s")).then(|| place.to_owned()));
        }
    }
    places
}

fn place_words(place: &str) -> String {
    format!("place-{}", place.replace([' ', '.'], "-"))
}

fn wanted() -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut add = |id: String| {
        ids.insert(id);
    };
    for article in Knowledge::embedded().articles() {
        let message = article.id.message();
        for part in ["", ".verdict", ".short", ".meaning"] {
            add(format!("{message}{part}"));
        }
        if article.id == CodeId::other() {
            add(format!("{message}.concluded"));
        }
        article.causes.iter().for_each(|cause| add(format!("{message}.cause-{}", cause.id)));
        article.steps.iter().filter_map(|step| step.group.as_ref()).for_each(|g| add(format!("{message}.group-{g}")));
        article.entries().iter().for_each(|entry| add(entry.words(article)));
    }
    for matter in Knowledge::embedded().matters() {
        add(matter.id.message());
        add(format!("{}.next", matter.id.message()));
    }
    Knowledge::embedded().links().iter().for_each(|link| add(format!("link-{}", link.id)));
    FLOW.iter().for_each(|id| add(format!("flow-{id}")));
    places().iter().for_each(|place| add(place_words(place)));
    for fault in Fault::ALL {
        add(format!("fault-{}", fault.id()));
        if fault.is_unknowable() {
            add(format!("verdict-inconclusive-{}", fault.id()));
        }
    }
    for evidence in examples() {
        for part in ["", ".label", ".detail"] {
            add(format!("evidence-{}{part}", evidence.id()));
        }
        if evidence.tells_of_untried() {
            add(format!("verdict-inconclusive-{}", evidence.id()));
        }
    }
    for stage in Stage::OF_ADDRESS.into_iter().chain([Stage::Dns]) {
        add(format!("stage-{}", stage.id()));
        add(format!("stage-{}.short", stage.id()));
    }
    Actor::ALL.iter().for_each(|actor| add(format!("actor-{}", actor.id())));
    for state in [
        ItemState::Open,
        ItemState::Ticked,
        ItemState::Verified,
        ItemState::StillSeen,
        ItemState::NotSeen,
        ItemState::NotNeeded,
    ] {
        add(format!("state-{}", state.id()));
    }
    [Level::Info, Level::Warning, Level::Fault].iter().for_each(|level| add(format!("level-{}", word(level))));
    [Verdict::Healthy, Verdict::Fault, Verdict::Inconclusive].iter().for_each(|v| add(format!("verdict-{}", v.id())));
    Unknown::ALL.iter().for_each(|unknown| add(format!("unknown-{}", unknown.id())));
    for agreement in [
        Agreement::Confirmed,
        Agreement::CodeFits,
        Agreement::OtherReason,
        Agreement::Different { reported: CodeId::other() },
        Agreement::NotReproduced,
        Agreement::Repaired,
    ] {
        add(format!("agreement-{}", agreement.id()));
    }
    add("agreement-repaired-since".to_owned());
    add("agreement-repaired-another".to_owned());
    add("agreement-may-remain".to_owned());
    add("agreement-elsewhere".to_owned());
    add("agreement-beside".to_owned());
    add("may-remain".to_owned());
    endpoint_outcomes().iter().for_each(|id| add(format!("outcome-{id}")));
    dns_outcomes().iter().for_each(|id| add(format!("dns-outcome-{id}")));
    ["each-enough", "also-reported", "also-reported.short", "meanwhile", "meanwhile.long"]
        .iter()
        .chain(&[
            "repaired-at",
            "repaired-queue",
            "verdict-repaired",
            "step-not-seen",
            "step-not-seen-name",
            "step-also",
        ])
        .for_each(|id| add((*id).to_owned()));
    ids
}

#[test]
fn every_asset_is_read() {
    let knowledge = Knowledge::read().expect("the assets");
    let ids: Vec<_> = knowledge.articles().iter().map(|article| article.id.as_str()).collect();
    let folder = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/codes")).expect("the folder");
    let files =
        folder.flatten().map(|file| file.path()).filter(|path| path.extension().is_some_and(|end| end == "toml"));
    let mut files: Vec<_> =
        files.map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned()).collect();
    files.sort();
    assert_eq!(ids, files, "by code, `other` last, each in the file of its name");
}

#[test]
fn every_fault_is_claimed_by_exactly_one_code() {
    let claims: Vec<_> = Knowledge::embedded().articles().iter().flat_map(|article| &article.claims).collect();
    for fault in Fault::ALL {
        let found = claims.iter().filter(|claim| claim.id == *fault).count();
        assert_eq!(found, 1, "{}", fault.id());
    }
}

#[test]
fn every_fault_that_is_not_ours_has_a_cause_and_none_that_is_ours() {
    for fault in Fault::ALL {
        let (_, claim) = Knowledge::embedded().claim(*fault).expect("claimed");
        assert_eq!(fault.is_local(), claim.causes.is_empty(), "{}", fault.id());
        if let Some(cause) = &claim.cause {
            assert_eq!(claim.causes.first(), Some(cause), "{}: what is established leads", fault.id());
        }
    }
}

#[test]
fn silence_and_a_reset_establish_no_cause_by_themselves() {
    for fault in [Fault::TcpTimedOut, Fault::TcpRefused, Fault::Closed, Fault::Reset, Fault::Silent] {
        let (_, claim) = Knowledge::embedded().claim(fault).expect("claimed");
        assert_eq!(claim.cause_for(None, |_| false), None, "{}", fault.id());
    }
}

#[test]
fn a_reply_that_says_not_now_establishes_another_cause_than_one_that_says_no() {
    let (_, claim) = Knowledge::embedded().claim(Fault::GreetingRejected).expect("claimed");
    for (reply, cause) in [(Some("421"), "unavailable"), (Some("554"), "rejected"), (None, "rejected")] {
        assert_eq!(claim.cause_for(reply, |_| false), Some(cause), "{reply:?}");
    }
}

#[test]
fn certificates_and_silent_hosts_are_also_reported_as_4_4_317() {
    for fault in Fault::ALL {
        let (article, claim) = Knowledge::embedded().claim(*fault).expect("claimed");
        let certificate = fault.endpoint_outcome() == Some(EndpointOutcome::CertificateInvalid);
        let silent = matches!(fault, Fault::TcpTimedOut | Fault::TcpUnreachable);
        let also = claim.also_reported_as.iter().map(CodeId::as_str).collect::<Vec<_>>();
        assert_eq!(also == ["4.4.317"], certificate || silent, "{} of {}", fault.id(), article.id);
    }
}

#[test]
fn everything_that_an_article_names_is_there() {
    let knowledge = Knowledge::embedded();
    let mut used = BTreeSet::new();
    for article in knowledge.articles() {
        let causes: BTreeSet<_> = article.causes.iter().map(|cause| cause.id.as_str()).collect();
        assert_eq!(causes.len(), article.causes.len(), "{}: a cause is there twice", article.id);
        let steps: BTreeSet<_> = article.steps.iter().map(|step| step.id.as_str()).collect();
        assert_eq!(steps.len(), article.steps.len(), "{}: a step is there twice", article.id);
        for claim in &article.claims {
            let conditional = claim.cause_by_reply.values().chain(claim.cause_beside.values());
            let conditional = conditional.chain(claim.cause_with.values()).chain(claim.only_with.values().flatten());
            for cause in claim.cause.iter().chain(&claim.causes).chain(conditional) {
                assert!(causes.contains(cause.as_str()), "{}: {} names {cause}", article.id, claim.id.id());
            }
            for cause in claim.not_with.values().flatten() {
                assert!(causes.contains(cause.as_str()), "{}: {} rules out {cause}", article.id, claim.id.id());
            }
            for code in claim.also_reported_as.iter().chain(claim.also_reported_at.values().flatten()) {
                assert!(knowledge.article(code).is_some(), "{}: {code}", article.id);
            }
        }
        let of_reports = article.wordings.iter().filter_map(|wording| wording.cause.as_ref());
        let of_codes = article.other_codes.iter().filter_map(|other| other.cause.as_ref());
        let of_replies = article.cause_by_reply.values().chain(article.cause_when.values());
        let beside = article.causes_beside.values().flatten().chain(&article.other_reason);
        let said = article.replies.iter().flat_map(|words| words.cause.iter().chain(&words.causes));
        let contrasted = article.contrasts.iter().flat_map(|contrast| contrast.reported.iter().chain(&contrast.causes));
        let contrasted = contrasted.chain(article.contrasts.iter().flat_map(|c| c.only_with.values().flatten()));
        let of_steps = article.steps.iter().flat_map(|step| step.suspects.iter().chain(&step.unless));
        let all =
            of_reports.chain(of_codes).chain(of_replies).chain(beside).chain(said).chain(contrasted).chain(of_steps);
        for cause in all {
            assert!(causes.contains(cause.as_str()), "{} names {cause}", article.id);
        }
        assert!(!article.sources.is_empty(), "{}: where is it from?", article.id);
        let of_servers = article.replies.iter().flat_map(|reply| &reply.any);
        for words in article.wordings.iter().flat_map(|wording| &wording.any).chain(of_servers) {
            assert_eq!(*words, words.to_ascii_lowercase(), "{}: they are looked for in lower case", article.id);
        }
        for step in &article.steps {
            for link in &step.links {
                assert!(knowledge.link(link).is_some(), "{}: link {link}", article.id);
                used.insert(link.as_str());
            }
        }
        // The first step for a partner's server is to contact the partner, in every article.
        let partner = article.steps.iter().find(|step| step.id == "partner").expect("a partner step");
        assert_eq!((partner.actor, partner.shared.as_deref()), (Actor::You, Some("partner")), "{}", article.id);
    }
    let links: BTreeSet<_> = knowledge.links().iter().map(|link| link.id.as_str()).collect();
    assert_eq!(links, used, "links that no step uses");
    assert!(knowledge.links().iter().all(|link| link.url.starts_with("https://")));
}

#[test]
fn commands_use_only_the_values_that_a_checklist_fills_in() {
    for (article, step) in steps() {
        for command in &step.commands {
            for part in command.split('{').skip(1) {
                let value = part.split('}').next().unwrap_or_default();
                let known = COMMAND_VALUES.contains(&value);
                assert!(known, "{} {}: {{{value}}} in {command}", article.id, step.id);
            }
            let fixed = command.contains(":25") || command.contains("-Port 25");
            assert!(!fixed, "{} {}: another port than the one that was probed", article.id, step.id);
            assert!(!command.contains('\n'), "{} {}: one command a line", article.id, step.id);
        }
    }
}

#[test]
fn what_is_to_be_filled_into_a_command_is_said_in_the_language() {
    for texts in languages() {
        let tag = texts.locale().tag();
        let known: BTreeSet<_> = places().iter().map(|place| texts.get(&place_words(place))).collect();
        for (article, step) in steps() {
            let filled = |command: &String| {
                COMMAND_VALUES.iter().fold(command.clone(), |command, value| {
                    command.replace(&format!("{{{value}}}"), &format!("<{}>", value.replace('_', "-")))
                })
            };
            let commands = step.commands.iter().map(filled);
            let item = Item { commands: commands.collect(), ..item(article, step, None) };
            for command in texts.step(&item).commands {
                for part in command.split('<').skip(1) {
                    let place = part.split('>').next().unwrap_or_default();
                    assert!(known.contains(place) || matches!(place, "i" | "s"), "{tag} {}: {command}", step.id);
                }
            }
        }
    }
}

/// The sentences that the conclusion stands in; `$code` is a number in all others.
#[test]
fn the_conclusion_that_has_no_number_is_said_in_words() {
    const NUMBERS: [&str; 13] = [
        "report-title-fault",
        "monitor-fault",
        "report-explain",
        "report-expired",
        "report-read-reported",
        "expired-as",
        "fact-code-alone",
        "fact-code-expired",
        // What has no number is said in a sentence of its own (`report-read-other`).
        "reason-means",
        "report-read-found",
        "report-read-unwrapped",
        "also-reported",
        "also-reported.short",
    ];
    for texts in languages() {
        let tag = texts.locale().tag();
        let mut seen = 0;
        for (id, unit) in ftl::catalogue(tag) {
            if !unit.variables.contains("code") || NUMBERS.contains(&id.as_str()) {
                continue;
            }
            let args = unit.variables.iter().fold(Args::new(), |args, name| args.text(name, format!("{name}!")));
            let args = args.text("code", CodeId::other()).text("article", CodeId::other());
            // English has the word for its own use.
            let said = texts.with(&id, &args).replace("other code", "");
            let shown =
                ["{", "other!", "(other)", " other ", " other;", " other."].iter().any(|bare| said.contains(bare));
            assert!(!shown && !said.ends_with(" other"), "{tag} {id}: {said}");
            seen += 1;
        }
        assert_eq!(seen, 7, "{tag}: sentences in which a conclusion stands");
        let symptom = status::reported(status::code("550 5.7.322").expect("a code"), Knowledge::embedded());
        assert_eq!(symptom.code, Some(CodeId::other()));
        let read =
            report::read(&symptom, 0, None, Knowledge::embedded(), &texts).text(80).replace("other error code", "");
        assert!(!read.contains("other"), "{tag}: {read}");
        let one = texts.concluded(&CodeId::other());
        assert_ne!(one, texts.code_title(&CodeId::other()), "{tag}: one code, and the title of the article on all");
        assert_eq!(texts.concluded(&CodeId::new("4.4.316")), texts.code_title(&CodeId::new("4.4.316")), "{tag}");
    }
}

/// The first report of a text.
fn first(text: &str) -> Symptom {
    let reading = ndr::read(text.as_bytes(), Knowledge::embedded()).expect("a text");
    reading.reports.into_iter().next().expect("a report")
}

#[test]
fn of_what_another_server_sends_no_cause_speaks_of_office_365_or_its_connector() {
    let told = |words: &str| {
        format!(
            "LastError : [{{LED=451 4.4.397 Error communicating with target host. -> {words}}};{{MSG=}};{{FQDN=mx.fabrikam.test}};{{IP=192.0.2.60}};{{LRT=}}]"
        )
    };
    for words in [
        "451 5.7.3 STARTTLS is required to send mail",
        "421 4.3.2 Service not available",
        "421 4.3.2 Service not active",
        "451 4.4.0 Security status UntrustedRoot",
        "451 4.4.0 Security status Unsupported",
        "451 4.4.0 Security status AlgorithmMismatch",
        "451 4.4.0 Security status Renegotiate",
        "451 4.4.0 Security status InvalidToken",
        "554 5.7.1 Client host blocked using a.blocklist.test",
        "451 4.7.1 Greylisted, try again later",
        "454 4.7.5 Certificate validation failure, Reason:SubjectMismatch",
        "454 4.7.5 Certificate validation failure, Reason:CertificateExpired",
    ] {
        let symptom = first(&told(words));
        assert_eq!(symptom.speaker, Speaker::ExchangeServer, "{words}");
        for texts in languages() {
            let Some(cause) = report::reported::established(&symptom, &texts) else { continue };
            for ours in ["Office 365", "The connector", "Le connecteur", "O conector", "the connector", "le connecteur"]
            {
                assert!(!cause.contains(ours), "{words}: {cause}");
            }
        }
    }
}

#[test]
fn a_cause_in_the_server_that_answers_has_a_first_step_that_says_nothing_of_office_365() {
    let mut seen = 0;
    for article in Knowledge::embedded().articles() {
        for cause in article.causes.iter().filter(|cause| cause.of_the_answering) {
            let step = article.first_step(Some(&CauseId::of(&article.id, &cause.id))).expect("a step");
            for texts in languages() {
                let words = texts.step(&item(article, step, None));
                let all = [Some(words.title), words.how].into_iter().flatten().collect::<Vec<_>>().join(" ");
                assert!(!all.contains("Office 365"), "{}: {all}", cause.id);
            }
            seen += 1;
        }
    }
    assert!(seen > 0);
    let texts = Texts::new(Locale::english());
    let read = |text: &str| report::read(&first(text), 0, None, Knowledge::embedded(), &texts).text(200);
    let inactive = read("451 4.4.397 Error communicating with target host -> 421 4.3.2 Service not active");
    assert!(inactive.contains("Get-ServerComponentState") && !inactive.contains("begin there"), "{inactive}");
}

#[test]
fn of_a_failure_that_nothing_is_known_of_the_first_step_is_to_read_what_it_says() {
    let texts = Texts::new(Locale::english());
    for (text, begins) in [
        ("421-4.7.28 Gmail has detected an unusual rate of unsolicited mail", "Read the reply itself"),
        ("550 5.7.1 Message content is not wanted here", "Read the reply itself"),
        (
            "dsn=5.1.0, status=bounced (Domain fabrikam.test does not accept mail (nullMX))",
            "If there is a null MX record",
        ),
    ] {
        let symptom = first(text);
        assert_eq!(symptom.code, Some(CodeId::other()), "{text}");
        let read = report::read(&symptom, 0, None, Knowledge::embedded(), &texts).text(200);
        let next = read.split("\nNext\n").nth(1).expect("where to go");
        assert!(next.contains(begins), "{text}: {next}");
        assert_eq!(next.contains("null MX"), begins.contains("null MX"), "{text}: {next}");
    }
}

#[test]
fn every_fact_can_be_found_by_its_id() {
    let facts = include_str!("../fixtures/facts.txt");
    let mut known: BTreeSet<String> = FLOW.iter().map(|id| format!("flow.{id}")).collect();
    for article in Knowledge::embedded().articles() {
        known.insert(format!("{}.meaning", article.id.short()));
        known.extend(article.cause_ids().iter().map(ToString::to_string));
        known.extend(article.entries().iter().map(|entry| entry.id.to_string()));
    }
    let missing: Vec<_> = facts.lines().filter(|id| !known.contains(*id)).collect();
    assert!(facts.lines().count() >= 45 && missing.is_empty(), "{missing:?}");
}

#[test]
fn everything_with_an_id_has_its_words_in_every_language() {
    for texts in languages() {
        let missing: Vec<_> = wanted().into_iter().filter(|id| !texts.has(id)).collect();
        assert!(missing.is_empty(), "{}: {missing:#?}", texts.locale().tag());
    }
}

#[test]
fn no_words_are_left_over() {
    let mut wanted = wanted();
    for (article, step) in steps() {
        // A step of certain faults may name what was seen; nothing else is seen.
        let parts: &[&str] =
            if step.faults.is_empty() { &["why", "how", "done"] } else { &["here", "why", "how", "done"] };
        wanted.extend(parts.iter().map(|part| article.more_words(step, part)));
    }
    wanted.insert("group-partner".into()); // for the headings of that name in each article
    // For the causes of that name in several articles.
    for article in Knowledge::embedded().articles() {
        wanted.extend(article.causes.iter().map(|cause| format!("cause-{}", cause.id)));
    }
    for locale in Locale::all() {
        let mine = |file: &str| file.starts_with("codes/") || matches!(file, "steps.ftl" | "probes.ftl");
        let units = ftl::catalogue(locale.tag());
        let left: Vec<_> =
            units.iter().filter(|(id, unit)| mine(&unit.file) && !wanted.contains(*id)).map(|(id, _)| id).collect();
        assert!(left.is_empty(), "{}: {left:#?}", locale.tag());
    }
}

#[test]
fn a_wrong_choice_that_the_case_decides_against_has_its_sentence_and_no_other_has_one() {
    let offers = |scenario: Scenario| {
        scenario.offers.into_iter().map(|answer| format!("else-{}", answer.id().replace('.', "-")))
    };
    let wanted: BTreeSet<_> = scenarios::all().expect("scenarios").into_iter().flat_map(offers).collect();
    for locale in Locale::all() {
        let there: BTreeSet<_> =
            ftl::catalogue(locale.tag()).into_keys().filter(|id| id.starts_with("else-")).collect();
        assert_eq!(there, wanted, "{}", locale.tag());
    }
}

#[test]
fn what_an_exercise_names_is_there() {
    for scenario in scenarios::all().expect("scenarios") {
        let named = scenario.accepts.iter().chain(&scenario.offers).chain(&scenario.omits);
        for answer in named {
            let words = report::lab_answer(answer, &[], Knowledge::embedded(), &Texts::new(Locale::english()));
            assert!(words.is_some() && scenario.chapter > 0, "{}: {answer:?}", scenario.id);
        }
    }
}

/// A missing value is an error of the message: `Texts` panics on one in a debug build, and the text holds a brace.
fn assert_whole(texts: &Texts, id: &str, text: &str) {
    let tag = texts.locale().tag();
    assert!(!text.contains(['{', '}']) && text.trim() == text && !text.is_empty(), "{id} in {tag}: {text:?}");
    assert!(!text.contains("  ") && !text.contains('\n'), "{id} in {tag}: {text:?}");
}

#[test]
fn articles_need_no_value_of_a_run() {
    for texts in languages() {
        for article in Knowledge::embedded().articles() {
            for cause in article.cause_ids() {
                assert_whole(&texts, cause.as_str(), &texts.cause(&article.id, &cause, &args()));
            }
            for part in ["verdict", "short", "meaning"] {
                let id = format!("{}.{part}", article.id.message());
                assert_whole(&texts, &id, &texts.get(&id));
            }
        }
        for (article, step) in steps() {
            let words = texts.step(&item(article, step, None));
            for text in [Some(words.title), words.why, words.how, words.done].into_iter().flatten() {
                assert_whole(&texts, article.step_id(step).as_str(), &text);
            }
        }
        for id in FLOW {
            let id = format!("flow-{id}");
            assert_whole(&texts, &id, &texts.with(&id, &args()));
        }
        for id in ["meanwhile", "meanwhile.long"] {
            assert_whole(&texts, id, &texts.with(id, &args()));
        }
    }
}

#[test]
fn a_step_is_made_concrete_by_any_of_its_faults() {
    let host = Domain::from_ascii("mx1.contoso.com").expect("a name");
    for texts in languages() {
        for (article, step) in steps() {
            for evidence in examples().into_iter().filter(|e| e.fault().is_some_and(|f| step.faults.contains(&f))) {
                let noted = Noted {
                    level: Level::Fault,
                    host: Some(host.clone().into()),
                    ip: Some(IpAddr::V4(Ipv4Addr::new(203, 0, 113, 25))),
                    stage: None,
                    evidence,
                };
                let words = texts.step(&item(article, step, Some(noted)));
                assert_whole(&texts, article.step_id(step).as_str(), &words.title);
                assert!(words.title.ends_with('.'), "{}: {}", step.id, words.title);
            }
        }
    }
}

#[test]
fn every_piece_of_evidence_is_a_sentence_in_every_language() {
    for texts in languages() {
        for evidence in examples() {
            assert!(is_listed(&evidence));
            let sentence = texts.evidence(&evidence);
            assert_whole(&texts, evidence.id(), &sentence);
            let (label, detail) = (texts.evidence_label(&evidence), texts.evidence_detail(&evidence));
            assert_whole(&texts, evidence.id(), &label.expect("a label"));
            assert_whole(&texts, evidence.id(), &detail.expect("a detail"));
        }
    }
}

#[test]
fn every_fault_has_evidence_of_its_name() {
    let seen: BTreeSet<_> = examples().iter().filter_map(Evidence::fault).collect();
    assert_eq!(seen, Fault::ALL.iter().copied().collect());
}

#[test]
fn what_cannot_be_judged_from_here_says_why() {
    for texts in languages() {
        for evidence in examples() {
            let unknowable = evidence.fault().is_some_and(Fault::is_unknowable) || evidence.tells_of_untried();
            let text = texts.inconclusive(&evidence);
            assert_eq!(unknowable, text.is_some(), "{}: {text:?}", evidence.id());
            text.iter().for_each(|text| assert_whole(&texts, evidence.id(), text));
        }
    }
}

#[test]
fn sentences_about_a_report_and_about_several_faults_take_their_values() {
    for texts in languages() {
        let args = Args::new().text("reported", "4.4.317 [CertificateExpired]").text("code", "4.7.320");
        let args = args.text("place", "server").text("stage", "certificate").text("fault", "expired");
        let args = args.text("address", "192.0.2.1").text("verdict", "healthy");
        for id in [
            "agreement-confirmed",
            "agreement-code-fits",
            "agreement-other-reason",
            "agreement-different",
            "agreement-not-reproduced",
            "agreement-repaired",
            "agreement-repaired-since",
            "agreement-repaired-another",
            "agreement-elsewhere",
            "agreement-beside",
            "also-reported",
            "also-reported.short",
        ] {
            assert_whole(&texts, id, &texts.with(id, &args));
        }
        for n in [0_u64, 1, 2, 3, 7] {
            assert_whole(&texts, "each-enough", &texts.with("each-enough", &Args::new().number("n", n)));
        }
        for unknown in Unknown::ALL {
            assert_whole(&texts, unknown.id(), &texts.get(&format!("unknown-{}", unknown.id())));
        }
    }
}

#[test]
fn numbers_that_words_hold_are_those_of_the_assets() {
    let retry = &Knowledge::embedded().exchange().retry;
    assert_eq!(
        (retry.since.as_str(), retry.hours_least, retry.minutes_first, retry.minutes_later),
        ("2019-07", 12, 15, 60)
    );
    assert_eq!(Knowledge::embedded().exchange().tls.version, "1.2");
    for texts in languages() {
        let (long, flow) = (texts.with("meanwhile.long", &args()), texts.with("flow-retry", &args()));
        for (text, numbers) in [(&long, ["12", "15", "24", "48"]), (&flow, ["12", "2019", "24", "48"])] {
            assert!(numbers.iter().all(|number| text.contains(number)), "{text}");
        }
    }
}

/// The label column is at most 18 wide; a longer name takes a row of its own (docs/screens.md, "Layout").
#[test]
fn the_name_of_a_fault_fits_beside_what_was_seen() {
    for texts in languages() {
        for fault in Fault::ALL {
            let name = texts.fault(*fault);
            assert!(unicode_width::UnicodeWidthStr::width(name.as_str()) <= 18, "{} {name}", texts.locale().tag());
        }
    }
}

#[test]
fn an_established_cause_leaves_out_the_steps_against_the_others() {
    let article = Knowledge::embedded().article(&CodeId::new("4.4.318")).expect("an article");
    let left = |cause: Option<&str>| {
        let cause = cause.map(CauseId::new);
        // Steps for what is only suspected stand in no list without that suspicion.
        let steps =
            article.steps.iter().filter(|step| step.group.is_none() && step.suspects.is_empty() && !step.unseen);
        let steps = steps.filter(|step| article.serves(step, cause.as_ref()));
        steps.map(|step| step.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(left(Some("318.cause.not-smtp")), ["tarpit", "validate"]);
    assert_eq!(left(Some("318.cause.network")), ["tarpit", "path-mtu", "network-team", "validate"]);
    // What another article says of its causes is none of this one's business.
    assert_eq!(left(Some("320.cause.expired")), left(None));
    for article in Knowledge::embedded().articles() {
        let causes = article.cause_ids();
        for (step, cause) in article.steps.iter().flat_map(|step| step.causes.iter().map(move |cause| (step, cause))) {
            assert!(causes.contains(&CauseId::of(&article.id, cause)), "{}: {} names {cause}", article.id, step.id);
        }
    }
}

#[test]
fn evidence_calls_itself_what_is_written_of_it() {
    for evidence in examples() {
        let written = serde_json::to_value(&evidence).expect("evidence is an object");
        assert_eq!(written["id"], evidence.id());
        let fault = Fault::ALL.iter().copied().find(|fault| fault.id() == evidence.id());
        assert_eq!(evidence.fault(), fault, "{}", evidence.id());
    }
}

#[test]
fn every_article_is_concluded_from_its_number_and_from_each_of_its_titles() {
    let knowledge = Knowledge::embedded();
    let concluded =
        |text: &str| ndr::read_text(text, knowledge).expect("a text").first().and_then(|read| read.code.clone());
    for article in knowledge.articles().iter().filter(|article| article.id != CodeId::other()) {
        let (number, short) = (article.id.as_str(), article.id.as_str().replacen('4', "5", 1));
        let numbers =
            [number.to_owned(), short.clone(), format!("450 {number} Something"), format!("550 {short} Something")];
        let titles = article.titles.iter().chain(&article.other_titles);
        for text in numbers.iter().chain(titles) {
            assert_eq!(concluded(text).as_ref(), Some(&article.id), "{text}");
        }
        assert_eq!(status::reported(status::code(number).expect("a code"), knowledge).code.as_ref(), Some(&article.id));
        assert_eq!(article.expired.as_deref(), Some(&*format!("550 {short}")), "{number}");
    }
}

#[test]
fn every_number_or_word_of_a_report_means_one_article() {
    let articles = Knowledge::embedded().articles();
    let mut seen: BTreeMap<String, (&CodeId, Option<&str>)> = BTreeMap::new();
    for article in articles {
        let titles = article.titles.iter().chain(&article.other_titles).map(|title| title.to_lowercase());
        let sockets = article.sockets.iter().map(|number| format!("socket error {number}"));
        let codes = article.other_codes.iter().map(|other| other.id.to_string());
        let alone = titles.chain(sockets).chain(codes).map(|written| (written, None));
        let words = article.wordings.iter().flat_map(|wording| {
            // The name of a cause, whatever article it is of: `318.cause.not-smtp`.
            let cause = wording.cause.as_deref().filter(|_| wording.sureness == Sureness::Name);
            let cause = cause.map(|cause| cause.rsplit('.').next().unwrap_or(cause));
            wording.any.iter().map(move |written| (written.clone(), cause))
        });
        // A title may be one of the words of its own article's details.
        let of_article: BTreeMap<_, _> = alone.chain(words).collect();
        for (written, cause) in of_article {
            // What names one and the same cause does so under whatever code is wrapped around it.
            match seen.insert(written.clone(), (&article.id, cause)) {
                Some((_, other)) if other.is_some() && other == cause => {}
                Some((other, _)) => panic!("{written} means {other} and {}", article.id),
                None => {}
            }
        }
    }
}

/// Codes (`4.4.316`), causes (`316.cause.firewall`) and steps (`316.fix.firewall`) that the code names in a string.
fn ids_in_the_code() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, ids: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).expect("src is there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, ids);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                let code = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
                let code = code.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
                let strings = code.split('"').filter(|string| is_id(string));
                ids.extend(strings.map(|id| (path.clone(), id.to_owned())));
            }
        }
    }
    let mut ids = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut ids);
    ids
}

fn is_id(text: &str) -> bool {
    let parts: Vec<_> = text.split('.').collect();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        ["4" | "5", subject, detail] => is_number(subject) && detail.len() == 3 && is_number(detail),
        [short, "cause" | "fix", _] => *short == "other" || is_number(short),
        _ => false,
    }
}

#[test]
fn every_id_that_the_code_names_is_in_the_assets() {
    let knowledge = Knowledge::embedded();
    let known: BTreeSet<String> = knowledge
        .articles()
        .iter()
        .flat_map(|article| {
            let causes = article.cause_ids().into_iter().map(|cause| cause.to_string());
            let steps = article.entries().into_iter().map(|entry| entry.id.to_string());
            [article.id.to_string()].into_iter().chain(causes).chain(steps).collect::<Vec<_>>()
        })
        .collect();
    for (file, id) in ids_in_the_code() {
        assert!(known.contains(&id), "{}: {id}", file.display());
    }
    assert!(is_id("4.4.318") && is_id("318.cause.inspection") && is_id("other.fix.connector"));
    assert!(!is_id("127.0.0") && !is_id("check.cause.x") && !is_id("4.4.2"));
}

/// The circumstances under which something leads to a cause: by a fault, a report, the server's words, a code.
fn ways_to(article: &Article, cause: &str) -> usize {
    let is_it = |name: &&String| name.as_str() == cause;
    let claims = article.claims.iter().flat_map(|claim| {
        let by_others =
            claim.cause_by_reply.values().chain(claim.cause_beside.values()).chain(claim.cause_with.values());
        claim.cause.iter().chain(&claim.causes).chain(by_others)
    });
    let of_article = article.cause_by_reply.values().chain(article.cause_when.values());
    let reports = article.wordings.iter().filter_map(|wording| wording.cause.as_ref());
    let codes = article.other_codes.iter().filter_map(|other| other.cause.as_ref());
    let said = article.replies.iter().flat_map(|words| words.cause.iter().chain(&words.causes));
    let contrasts = article.contrasts.iter().flat_map(|contrast| &contrast.causes);
    let beside = article.causes_beside.values().flatten().chain(&article.other_reason);
    claims
        .chain(of_article)
        .chain(reports)
        .chain(codes)
        .chain(said)
        .chain(contrasts)
        .chain(beside)
        .filter(is_it)
        .count()
}

#[test]
fn every_cause_is_led_to_and_has_a_sentence_in_every_language() {
    // Said by the article of Microsoft, and seen by no probe: what was once valid and is no longer.
    let by_reading_only: [&str; 0] = [];
    for article in Knowledge::embedded().articles() {
        for (cause, id) in article.causes.iter().zip(article.cause_ids()) {
            assert!(ways_to(article, &cause.id) > 0 || by_reading_only.contains(&id.as_str()), "nothing leads to {id}");
            for texts in languages() {
                let sentence = texts.cause(&article.id, &id, &args());
                assert!(sentence.ends_with('.') && sentence.chars().count() > 20, "{id}: {sentence}");
            }
        }
    }
}

#[test]
fn what_a_step_suspects_is_suspected_of_by_something() {
    for (article, step) in steps() {
        for cause in &step.suspects {
            assert!(ways_to(article, cause) > 0, "{}: {} waits for {cause} in vain", article.id, step.id);
        }
    }
}
