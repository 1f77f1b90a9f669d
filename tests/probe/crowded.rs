//! More questions than sockets for them, and a resolver that is slow: what there was no time to ask is open and told, nobody is
//! blamed for it, and no other verdict takes its place.

use std::{collections::HashMap, net::SocketAddr, sync::Mutex, time::Duration};

use futures_util::future::join_all;
use hickory_resolver::proto::{
    op::{Message, ResponseCode},
    rr::RecordType as RecordTypeOnWire,
};
use mxray::{
    diagnose::diagnose,
    knowledge::Knowledge,
    model::{Finding, Limits, ProbePlan, Run, TlsPolicy, Verdict},
    probe::Prober,
};

use crate::support::servers::*;

const LIMITS: Limits = Limits { connect_ms: 2_000, reply_ms: 2_000 };

/// Connections at once that leave six sockets for DNS, one of them for the resolver's health.
const FEW: usize = 12;

/// Connections at once that leave more sockets for DNS than there are questions.
const MANY: usize = 1_024;

/// Longer than half of the time of an answer, and shorter than the whole.
const LATE: Duration = Duration::from_millis(1_850);

fn diagnosed(plan: &ProbePlan, run: &Run) -> Finding {
    diagnose(&plan.connector, None, run, Knowledge::embedded()).finding
}

/// The plans side by side, as a list is probed.
async fn found(jobs: usize, resolver: SocketAddr, root: &str, plans: Vec<ProbePlan>) -> Vec<(Finding, Run)> {
    let prober = Prober::new(vantage(&[resolver], &[root]), jobs);
    let plans: Vec<_> = plans.into_iter().map(|plan| ProbePlan { limits: LIMITS, ..plan }).collect();
    let runs = join_all(plans.iter().map(|plan| run_with(&prober, plan.clone()))).await;
    plans.iter().zip(runs).map(|(plan, run)| (diagnosed(plan, &run), run)).collect()
}

/// One plan for each of the names `h0.test` and so on.
fn to_each(count: usize, port: u16) -> Vec<ProbePlan> {
    (0..count).map(|name| to_name(&format!("h{name}.test"), port, TlsPolicy::EncryptionOnly)).collect()
}

/// The name a question is about, and its type.
fn asked(question: &Message) -> (String, RecordTypeOnWire) {
    let query = &question.queries[0];
    (query.name.to_ascii().trim_end_matches('.').to_ascii_lowercase(), query.query_type)
}

/// A domain of six mail hosts of one preference: five that `late` answers when its time is nearly over, and one more.
async fn six_hosts(
    jobs: usize,
    authority: &Authority,
    late: ResponseCode,
    last: impl Fn(RecordTypeOnWire) -> Option<Duration> + Send + 'static,
) -> (Finding, Run) {
    let port = healthy(authority).listen().await.port();
    let zone = (0..6).fold(Zone::new("test"), |zone, host| {
        let name = format!("h{host}.test");
        // Only the last one is there: three names of one address are asked at most.
        zone.mx("d.test", 10, &name).a(&name, &format!("127.0.0.{}", 6 - host))
    });
    let zone = zone.aaaa("h5.test", "::1");
    let resolver = dns_in_its_time((LOOPBACK, 0).into(), move |question| {
        let (name, record) = asked(question);
        let mut answer = zone.answer(question)?;
        let wait = match name.as_str() {
            "h5.test" => last(record)?,
            name if name.starts_with('h') => {
                if late != ResponseCode::NoError {
                    answer.answers.clear();
                    answer.metadata.response_code = late;
                }
                LATE
            }
            _ => Duration::ZERO,
        };
        Some((wait, answer.to_vec().ok()?))
    })
    .await;
    let plan = to_domain("d.test", port, TlsPolicy::EncryptionOnly);
    found(jobs, resolver, &authority.pem, vec![plan]).await.remove(0)
}

#[tokio::test]
async fn a_family_that_there_was_no_time_for_is_open_whatever_the_other_leads_to() {
    let authority = Authority::new("Test CA");
    // Nothing listens at the IPv6 address, and nobody knows that where it is not asked for.
    for missing in [RecordTypeOnWire::AAAA, RecordTypeOnWire::A] {
        let quick = move |record| Some(if record == missing { Duration::from_millis(500) } else { Duration::ZERO });
        let mut open = 0;
        // Which question comes last is a matter of the moment.
        for _ in 0..3 {
            let (finding, run) = six_hosts(FEW, &authority, ResponseCode::NoError, quick).await;
            let unasked = has(&run, "dns-not-asked");
            open += usize::from(unasked);
            assert_eq!(finding.verdict == Verdict::Inconclusive, unasked, "{missing}: {run:#?}");
        }
        assert!(open > 0, "{missing}");
        let (finding, run) = six_hosts(MANY, &authority, ResponseCode::NoError, quick).await;
        assert!(!has(&run, "dns-not-asked"), "{missing}: {run:#?}");
        assert_ne!(finding.verdict, Verdict::Inconclusive, "{missing}: {run:#?}");
    }
}

#[tokio::test]
async fn where_one_name_was_not_asked_for_those_that_lead_nowhere_are_no_fault() {
    let authority = Authority::new("Test CA");
    for late in [ResponseCode::NXDomain, ResponseCode::Refused, ResponseCode::FormErr] {
        let slow = |_| Some(Duration::from_millis(1_700));
        let (finding, run) = six_hosts(FEW, &authority, late, slow).await;
        assert!(has(&run, "dns-not-asked"), "{late}: {run:#?}");
        assert_eq!((finding.verdict, finding.fault), (Verdict::Inconclusive, None), "{late}: {run:#?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_resolver_is_blamed_only_where_it_was_asked_whether_it_answers_anything() {
    // It knows the root, and is silent about every name: those are to blame.
    let answers_the_root = |question: &Message| {
        let (name, _) = asked(question);
        let answer = Zone::new("").answer(question)?;
        name.is_empty().then_some((Duration::ZERO, answer.to_vec().ok()?))
    };
    let authority = Authority::new("Test CA");
    for jobs in [FEW, MANY] {
        for count in [4, 12] {
            let resolver = dns_in_its_time((LOOPBACK, 0).into(), answers_the_root).await;
            for (finding, run) in found(jobs, resolver, &authority.pem, to_each(count, 25)).await {
                assert!(!has(&run, "resolver-unavailable"), "{jobs} jobs, {count}: {run:#?}");
                let open = has(&run, "dns-not-asked");
                assert_eq!(finding.verdict == Verdict::Inconclusive, open, "{jobs} jobs, {count}: {run:#?}");
                assert!(!open || jobs == FEW, "{jobs} jobs, {count}: {run:#?}");
            }
        }
    }
    // It answers nothing: no name is to blame.
    let resolver = dns_in_its_time((LOOPBACK, 0).into(), |_| None).await;
    for (jobs, count) in [(MANY, 2), (FEW, 12)] {
        for (finding, run) in found(jobs, resolver, &authority.pem, to_each(count, 25)).await {
            assert_eq!(finding.verdict, Verdict::Inconclusive, "{run:#?}");
            let told = has(&run, "resolver-unavailable");
            assert!(told || jobs == FEW && has(&run, "dns-not-asked"), "{run:#?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_fails_once_is_no_fault_where_there_was_no_time_to_ask_again_or_another() {
    let authority = Authority::new("Test CA");
    let port = healthy(&authority).listen().await.port();
    let zone = || (0..12).fold(Zone::new("test"), |zone, name| zone.a(&format!("h{name}.test"), "127.0.0.1"));
    let failing = |zone: Zone, how_often: usize| {
        let failures = Mutex::new(HashMap::new());
        move |question: &Message| {
            let mut answer = zone.answer(question)?;
            let mut failures = failures.lock().expect("no panic");
            let count: &mut usize = failures.entry(asked(question)).or_default();
            *count += 1;
            if *count <= how_often {
                answer.answers.clear();
                answer.metadata.response_code = ResponseCode::ServFail;
            }
            Some((Duration::from_millis(700), answer.to_vec().ok()?))
        }
    };
    // It fails once; it fails always, and another one would do better.
    let once = vec![dns_in_its_time((LOOPBACK, 0).into(), failing(zone(), 1)).await];
    let better = zone().serve().await;
    let two = vec![dns_in_its_time((LOOPBACK, 0).into(), failing(zone(), usize::MAX)).await, better];
    for resolvers in [once, two] {
        let prober = Prober::new(vantage(&resolvers, &[&authority.pem]), FEW);
        let plans: Vec<_> = to_each(12, port).into_iter().map(|plan| ProbePlan { limits: LIMITS, ..plan }).collect();
        let runs = join_all(plans.iter().map(|plan| run_with(&prober, plan.clone()))).await;
        assert!(runs.iter().any(|run| has(run, "dns-not-asked")), "{runs:#?}");
        for (plan, run) in plans.iter().zip(runs) {
            let finding = diagnosed(plan, &run);
            assert_ne!(finding.verdict, Verdict::Fault, "{run:#?}");
            assert!(finding.verdict == Verdict::Healthy || finding.fault.is_none(), "{run:#?}");
        }
    }
}

/// A prober of few sockets for names, whose resolver takes 0.6 of the time of an answer for each.
async fn slowly_answered(count: usize, authority: &Authority) -> Vec<(Finding, Run)> {
    let port = healthy(authority).listen().await.port();
    let zone = (0..count).fold(Zone::new("test"), |zone, name| zone.a(&format!("h{name}.test"), "127.0.0.1"));
    let resolver = dns_in_its_time((LOOPBACK, 0).into(), move |question| {
        Some((Duration::from_millis(1_200), zone.answer(question)?.to_vec().ok()?))
    })
    .await;
    found(FEW, resolver, &authority.pem, to_each(count, port)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_question_waits_for_its_turn_is_not_the_resolvers_silence() {
    let authority = Authority::new("Test CA");
    // Questions go out five at a time: nine are answered in time, and thirty-six take longer than there is.
    for (finding, run) in slowly_answered(3, &authority).await {
        assert_eq!(finding.verdict, Verdict::Healthy, "{run:#?}");
    }
    let mut open = 0;
    for (finding, run) in slowly_answered(12, &authority).await {
        assert!(!["resolver-unavailable", "dns-timed-out"].iter().any(|id| has(&run, id)), "{run:#?}");
        if has(&run, "dns-not-asked") {
            open += 1;
            assert_eq!(finding.verdict, Verdict::Inconclusive, "{run:#?}");
        }
    }
    assert!(open > 0);
}
