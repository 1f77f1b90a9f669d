//! `docs/codes/*.md` and `docs/faults.md` say what the assets and the English words say. `UPDATE=1` rewrites them;
//! nobody edits them by hand.

use std::fmt::Write as _;

use crate::support::{
    examples::{examples, is_listed},
    recorded::{assert_recorded, assert_recorded_folder, root},
};
use mxray::{
    knowledge::{Article, Knowledge, Step},
    l10n::{Args, Locale, Texts},
    model::Fault,
};

const NOTE: &str =
    "<!-- Made from assets/ and locales/en/ by tests/house/docs.rs; UPDATE=1 cargo test rewrites it. -->\n";

/// The values of words that need no run.
fn args() -> Args {
    let exchange = Knowledge::embedded().exchange();
    let ranges: Vec<_> = exchange.addresses.ranges.iter().map(ToString::to_string).collect();
    Args::new()
        .text("ranges", ranges.join(", "))
        .text("list-version", &exchange.addresses.version)
        .text("list-date", &exchange.addresses.date)
        .text("retry-hours", exchange.retry.hours)
        .text("retry-hours-before", exchange.retry.hours_before)
}

fn article(article: &Article, texts: &Texts) -> String {
    let message = article.id.message();
    let title = texts.code_title(&article.id);
    let head = article.id.reply().map_or_else(|| title.clone(), |reply| format!("{reply} {title}"));
    let mut page = format!("# {head}\n\n{NOTE}\n");
    if let Some(expired) = &article.expired {
        let titles: Vec<_> = article.titles.iter().map(|title| format!("\"{title}\"")).collect();
        let written = titles.join(" or ");
        let _ = writeln!(page, "Office 365 writes {written}; once the message has expired, the code is {expired}.\n");
    }
    let _ = writeln!(
        page,
        "{}\n\n{}\n",
        texts.get(&format!("{message}.verdict")),
        texts.get(&format!("{message}.meaning"))
    );

    page.push_str("## Causes, the likeliest first\n\n");
    for cause in article.cause_ids() {
        let _ = writeln!(page, "- {} (`{cause}`)", texts.cause(&article.id, &cause, &args()));
    }

    for steps in article.steps.chunk_by(|a, b| a.group == b.group) {
        let heading = match steps.first().and_then(|step| step.group.as_ref()) {
            Some(group) => texts.get(&format!("{message}.group-{group}")),
            None => "Steps".into(),
        };
        let _ = writeln!(page, "\n## {heading}\n");
        steps.iter().for_each(|step| page.push_str(&entry(article, step, texts)));
    }

    page.push_str("\n## What a probe may see\n\n| fault | in a word | establishes | makes likely | also reported as |\n| --- | --- | --- | --- | --- |\n");
    for claim in &article.claims {
        let by_reply = claim.cause_by_reply.iter().map(|(begin, cause)| format!("`{cause}` for {begin:x<3}"));
        let beside = claim.cause_beside.iter().map(|(fault, cause)| format!("`{cause}` beside `{}`", fault.id()));
        let alone = claim.cause.iter().map(|cause| format!("`{cause}`"));
        let with = claim.cause_with.iter().map(|(what, cause)| format!("`{cause}` with {}", what.id()));
        let established: Vec<_> = alone.chain(by_reply).chain(beside).chain(with).collect();
        let likely: Vec<_> = claim.causes.iter().map(|cause| format!("`{cause}`")).collect();
        let also: Vec<_> = claim.also_reported_as.iter().map(ToString::to_string).collect();
        let _ = writeln!(
            page,
            "| `{}` | {} | {} | {} | {} |",
            claim.id.id(),
            texts.fault(claim.id),
            established.join(", "),
            likely.join(", "),
            also.join(", ")
        );
    }
    page.push_str("\n## Sources\n\n");
    article.sources.iter().for_each(|source| page.push_str(&format!("- {source}\n")));
    if let Some(lab) = &article.lab {
        let _ = writeln!(page, "\nSee it happen: `mxray lab {lab}`");
    }
    page
}

fn entry(article: &Article, step: &Step, texts: &Texts) -> String {
    let mut text = String::new();
    let say = |id: &str| texts.try_with(id, &args());
    let title = say(&article.words(step)).unwrap_or_default();
    let _ = writeln!(text, "- **{}**: {title} (`{}`)", texts.actor(step.actor), article.step_id(step));
    for part in ["why", "how"] {
        if let Some(more) = say(&article.more_words(step, part)) {
            let _ = writeln!(text, "  - {more}");
        }
    }
    if let Some(done) = say(&article.more_words(step, "done")) {
        let _ = writeln!(text, "  - Done: {done}");
    }
    for id in &step.links {
        if let Some(link) = Knowledge::embedded().link(id) {
            let _ = writeln!(text, "  - [{}]({})", texts.get(&format!("link-{id}")), link.url);
        }
    }
    if !step.commands.is_empty() {
        let _ = writeln!(text, "\n  ```powershell");
        step.commands.iter().for_each(|command| text.push_str(&format!("  {command}\n")));
        let _ = writeln!(text, "  ```\n");
    }
    text
}

fn faults(texts: &Texts) -> String {
    let mut page = format!(
        "# Faults\n\n{NOTE}\nEvery way in which a delivery fails or is at risk, in the order in which it would be met; \
         the code under which Office 365 reports it, the cause that it establishes (else, in brackets, the likeliest), \
         and an example of what mxray says.\n\n\
         | fault | in a word | code | cause | evidence |\n| --- | --- | --- | --- | --- |\n"
    );
    for fault in Fault::ALL {
        let Some((article, claim)) = Knowledge::embedded().claim(*fault) else { continue };
        let code = if fault.is_local() { format!("({})", article.id) } else { article.id.to_string() };
        let cause = match (&claim.cause, claim.causes.first()) {
            (Some(cause), _) => format!("`{}.cause.{cause}`", article.id.short()),
            (None, Some(likely)) => format!("(`{}.cause.{likely}`)", article.id.short()),
            (None, None) => "trouble of this machine".into(),
        };
        let sentence = examples().iter().find(|seen| seen.fault() == Some(*fault)).map(|seen| texts.evidence(seen));
        let sentence = sentence.unwrap_or_default().replace('|', "\\|").replace('*', "\\*");
        let _ = writeln!(page, "| `{}` | {} | {code} | {cause} | {sentence} |", fault.id(), texts.fault(*fault));
    }
    page.push_str("\nBesides these, what is only good to know:\n\n");
    let mut told = Vec::new();
    for seen in examples().iter().filter(|seen| is_listed(seen) && seen.fault().is_none()) {
        if !told.contains(&seen.id()) {
            let _ = writeln!(page, "- `{}`: {}", seen.id(), texts.evidence(seen));
            told.push(seen.id());
        }
    }
    page
}

/// One row of the page on causes: what establishes a cause, what makes it likely, what rules it out.
fn cause_row(article: &Article, cause: &str) -> [String; 3] {
    let is_it = |name: &String| name == cause;
    let (mut sure, mut likely, mut out) = (Vec::new(), Vec::new(), Vec::new());
    let words = |any: &[String]| any.iter().map(|words| format!("\"{words}\"")).collect::<Vec<_>>().join(" or ");
    for claim in &article.claims {
        let fault = format!("`{}`", claim.id.id());
        let held = claim.only_when.map_or_else(String::new, |what| format!(" with {}", what.id()));
        sure.extend(claim.cause.iter().filter(|name| is_it(name)).map(|_| format!("{fault}{held}")));
        for (begin, _) in claim.cause_by_reply.iter().filter(|(_, name)| is_it(name)) {
            sure.push(format!("{fault} with a reply {begin}…"));
        }
        for (beside, _) in claim.cause_beside.iter().filter(|(_, name)| is_it(name)) {
            sure.push(format!("{fault} beside `{}`", beside.id()));
        }
        for (what, _) in claim.cause_with.iter().filter(|(_, name)| is_it(name)) {
            sure.push(format!("{fault} with {}", what.id()));
        }
        let is_sure = claim.cause.as_ref().is_some_and(&is_it) && claim.only_when.is_none();
        likely.extend(claim.causes.iter().filter(|name| is_it(name) && !is_sure).map(|_| fault.clone()));
        let with = claim.not_with.iter().filter(|(_, names)| names.iter().any(is_it));
        out.extend(with.map(|(what, _)| format!("{fault} with {}", what.id())));
        let without = claim.only_with.iter().filter(|(_, names)| names.iter().any(is_it));
        out.extend(without.map(|(what, _)| format!("{fault} without {}", what.id())));
    }
    let when = article.cause_when.iter().filter(|(_, name)| is_it(name));
    sure.extend(when.map(|(fault, _)| format!("`{}` anywhere", fault.id())));
    let beside = article.causes_beside.iter().filter(|(_, names)| names.iter().any(is_it));
    likely.extend(beside.map(|(fault, _)| format!("`{}` anywhere", fault.id())));
    likely.extend(
        article
            .other_reason
            .iter()
            .filter(|name| is_it(name))
            .map(|_| "a report of the code for another reason".to_owned()),
    );
    for reply in &article.replies {
        sure.extend(
            reply.cause.iter().filter(|name| is_it(name)).map(|_| format!("the server says {}", words(&reply.any))),
        );
        likely.extend(
            reply.causes.iter().filter(|name| is_it(name)).map(|_| format!("the server says {}", words(&reply.any))),
        );
    }
    for (begin, _) in article.cause_by_reply.iter().filter(|(_, name)| is_it(name)) {
        sure.push(format!("a report with a reply {begin:x<3} of the server"));
    }
    for wording in article.wordings.iter().filter(|wording| wording.cause.as_ref().is_some_and(&is_it)) {
        sure.push(format!("a report that says {}", words(&wording.any)));
    }
    for code in article.other_codes.iter().filter(|code| code.cause.as_ref().is_some_and(&is_it)) {
        sure.push(format!("a report of {}", code.id));
    }
    for contrast in article.contrasts.iter().filter(|contrast| contrast.causes.iter().any(is_it)) {
        let reported: Vec<_> = contrast.reported.iter().map(|name| format!("`{name}`")).collect();
        let of = if reported.is_empty() { String::new() } else { format!(" of {}", reported.join(" or ")) };
        let when: Vec<_> = contrast.when.iter().map(|condition| format!(" ({})", condition.id())).collect();
        let without = contrast.only_with.iter().filter(|(_, names)| names.iter().any(is_it));
        out.extend(without.map(|(what, _)| format!("a report without {}", what.id())));
        likely.push(format!("a report{of}, and every address passes `{}`{}", contrast.passed.id(), when.concat()));
    }
    [sure, likely, out].map(|parts| parts.join("; "))
}

fn causes(texts: &Texts) -> String {
    let mut page = format!(
        "# Causes\n\n{NOTE}\nWhat leads to each cause, by code, the likeliest first. What is established leads; what is \
         likely stands behind it; what is ruled out is not listed. *No-mx*: the domain has no MX record; *has-ipv6*: the \
         name has an IPv6 address; *others-healthy*: another address takes mail; *refused-for-good*: the reply is a 5yz; \
         *root-sent*: the chain was sent up to its root; *zone-fails*: the zone's own servers fail too.\n"
    );
    for article in Knowledge::embedded().articles() {
        let _ = writeln!(page, "\n## {}\n", article.id.reply().unwrap_or_else(|| texts.code_title(&article.id)));
        page.push_str(
            "| cause | in words | established by | suggested by | ruled out by |\n| --- | --- | --- | --- | --- |\n",
        );
        for (cause, id) in article.causes.iter().zip(article.cause_ids()) {
            let [sure, likely, out] = cause_row(article, &cause.id);
            let sentence = texts.cause(&article.id, &id, &args());
            let _ = writeln!(page, "| `{id}` | {sentence} | {sure} | {likely} | {out} |");
        }
    }
    page
}

#[test]
fn the_page_on_causes_is_that_of_the_assets() {
    let page = causes(&Texts::new(Locale::english()));
    assert_recorded([("docs/causes.md", page.as_str())]);
}

#[test]
fn the_pages_on_codes_and_faults_are_those_of_the_assets() {
    let texts = Texts::new(Locale::english());
    let articles = Knowledge::embedded().articles();
    let pages = articles.iter().map(|known| (format!("{}.md", known.id), article(known, &texts))).collect();
    assert_recorded_folder("docs/codes", &pages);
    assert_recorded([("docs/faults.md", faults(&texts).as_str())]);
}

/// What the program prints about the story of the drawings, without a window: a fault that was reported, the same
/// connector mended, and an article. `UPDATE=1` writes them anew.
#[test]
fn the_reports_in_the_docs_are_those_of_the_program() {
    use mxray::{
        diagnose::diagnose,
        intake::ndr,
        model::{Answers, Connector, Host, NamePattern, Party, Route, Run, SMTP_PORT, Settings, TlsPolicy},
        report::{self, Dress, Inquiry},
    };
    let read = |name: &str| std::fs::read_to_string(root(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (knowledge, texts) = (Knowledge::embedded(), Texts::new(Locale::english()));
    let connector = Connector {
        name: None,
        route: Route::SmartHosts(vec![Host::Name("relay.contoso.com".parse().expect("a name"))]),
        tls: TlsPolicy::DomainValidation(NamePattern::from_ascii("mail.contoso.com").expect("a name")),
        party: Party::Own,
        port: SMTP_PORT,
    };
    let reading = ndr::read_text(&read("tests/fixtures/runs/relay.ndr.txt"), knowledge).expect("a report");
    let check = |name: &str, symptom| {
        let mut run = Run::default();
        let events = read(&format!("tests/fixtures/runs/{name}.jsonl"));
        events.lines().for_each(|event| run.apply(serde_json::from_str(event).expect("an event")));
        let diagnosis = diagnose(&connector, symptom, &run, knowledge);
        let inquiry = Inquiry {
            connector: &connector,
            symptom,
            settings: &Settings::default(),
            answers: &Answers::default(),
            scenario: None,
            redacted: false,
        };
        report::check(&inquiry, &run, &diagnosis, report::Depth::Short, knowledge, &texts)
    };
    let refused = knowledge.articles().iter().find(|article| article.id.as_str() == "4.4.316").expect("an article");
    for (name, document) in [
        ("check-fault", check("certificate", reading.first())),
        ("check-ok", check("healthy", None)),
        ("explain", report::explain(refused, knowledge, &texts)),
    ] {
        let printed = document.dressed(Dress::Text { styled: false }, texts.locale());
        assert_recorded([(format!("docs/screens/{name}.80.txt").as_str(), printed.as_str())]);
    }
}

#[test]
fn what_contributing_counts_is_what_there_is() {
    let page = std::fs::read_to_string(root("CONTRIBUTING.md")).expect("the page");
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    let files = |folder: &str, end: &str| {
        let entries = std::fs::read_dir(root(folder)).expect("a folder");
        entries.filter(|entry| entry.as_ref().expect("a file").file_name().to_string_lossy().ends_with(end)).count()
    };
    // Rounded to tens, so that not each line that is added counts.
    let lines = |folder: &str| {
        let entries = std::fs::read_dir(root(folder)).expect("a folder").map(|entry| entry.expect("a file").path());
        let count = |path| std::fs::read_to_string(path).expect("a text").lines().count();
        let counts: Vec<_> = entries.map(count).collect();
        let (least, most) = (counts.iter().min().expect("a file"), counts.iter().max().expect("a file"));
        format!("{} to {}", least / 10 * 10, most.div_ceil(10) * 10)
    };
    let (words, codes) = (files("locales/en", ".ftl"), files("locales/en/codes", ".ftl"));
    let course =
        mxray::knowledge::scenarios::all().expect("the assets are right").iter().filter(|s| s.chapter > 0).count();
    for counted in [
        format!("{} files: {words} for screens, outputs and the lab, {codes} for the codes", words + codes),
        format!("{} files of words and one of what tests know", words + codes),
        format!("one for each scene ({})", files("tests/screens/snapshots", ".en.txt")),
        format!("\"0 of {course} solved\""),
        format!("Those there are have {} lines", lines("assets/codes")),
        format!("each part of a step: {} in those there are", lines("locales/en/codes")),
    ] {
        assert!(page.contains(&counted), "CONTRIBUTING.md does not say: {counted}");
    }
}
