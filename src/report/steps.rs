//! The steps of a checklist in a report: what was done, what a probe saw done, what is left, what belongs
//! to earlier faults.

use super::{
    Block, Entry, Section,
    phrases::{earlier, group, standing, unseen},
};
use crate::{
    knowledge::Knowledge,
    l10n::{Args, Texts},
    model::{Diagnosis, Item, ItemState, Verdict},
};

/// How much is told of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// What to do, and the commands for it: what one pastes into a ticket.
    #[default]
    Short,
    /// Why, how and when it is done, too: what one hands on.
    Full,
}

impl Depth {
    /// As much as there is where that is wished, else as little as is needed.
    pub fn of(full: bool) -> Self {
        if full { Self::Full } else { Self::Short }
    }
}

/// The parts of a report about the steps, in the order in which a repair comes about.
pub(super) fn sections(diagnosis: &Diagnosis, depth: Depth, knowledge: &Knowledge, texts: &Texts) -> [Section; 5] {
    let checklist = &diagnosis.checklist;
    // What is over is no order to do it again.
    let (settled, open): (Vec<&Item>, Vec<&Item>) = checklist.present().iter().partition(|item| item.is_settled());
    let (ticked, left): (Vec<&Item>, Vec<&Item>) = open.into_iter().partition(|item| item.state == ItemState::Ticked);
    // Where the mail flows, what an address that fell out may still need is nothing to do before it is seen again.
    let flows = diagnosis.finding.verdict == Verdict::Healthy;
    let (unseen, left): (Vec<&Item>, Vec<&Item>) =
        left.into_iter().partition(|item| flows && item.state == ItemState::NotSeen);
    // Of what is over no command invites one to do it again.
    let settled = settled.into_iter().map(|item| match depth {
        Depth::Short => Entry::new(line(item, texts)),
        Depth::Full => Entry { commands: Vec::new(), ..told(item, depth, knowledge, texts) },
    });
    let settled = settled.collect();
    let before = checklist.past().map(|(_, steps)| {
        let each: Vec<&Item> = steps.iter().collect();
        Entry { more: past_lines(&each, texts), ..Entry::new(earlier(steps, texts)) }
    });
    let ticked = ticked.into_iter().map(|item| told(item, depth, knowledge, texts)).collect();
    let unseen = past_lines(&unseen, texts).into_iter().map(Entry::new).collect();
    let mut parts: Vec<_> =
        standing(diagnosis, true, texts).map(|why| Block::Paragraph(vec![why])).into_iter().collect();
    parts.extend(in_parts(&left, depth, knowledge, texts));
    [
        Section::headed(texts.get("report-ticked"), vec![Block::List(ticked)]),
        Section::headed(texts.get("report-settled"), vec![Block::List(settled)]),
        Section::headed(texts.get("report-not-seen"), vec![Block::List(unseen)]),
        Section::headed(texts.get("report-steps"), parts),
        Section::headed(texts.get("report-earlier"), vec![Block::List(before.collect())]),
    ]
}

/// Steps numbered through, each part of an article under its heading: which of the parts is for the reader stands there.
fn in_parts(items: &[&Item], depth: Depth, knowledge: &Knowledge, texts: &Texts) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut from = 1;
    for part in items.chunk_by(|one, next| one.group == next.group) {
        let heading = part.first().and_then(|item| group(&item.code, item.group.as_ref(), texts));
        blocks.extend(heading.map(|heading| Block::Paragraph(vec![heading])));
        let entries = part.iter().map(|item| told(item, depth, knowledge, texts)).collect();
        blocks.push(Block::Numbered { from, entries });
        from += part.len();
    }
    blocks
}

/// A step with what is known of it, as much as is wished.
fn told(item: &Item, depth: Depth, knowledge: &Knowledge, texts: &Texts) -> Entry {
    let text = line(item, texts);
    let mut more = unseen(item, texts);
    match depth {
        Depth::Short => {
            let words = texts.step(item);
            more.extend(words.also);
            Entry { text, more, commands: words.commands, links: Vec::new() }
        }
        Depth::Full => {
            let whole = whole(item, knowledge, texts);
            more.extend(whole.more);
            Entry { text, more, ..whole }
        }
    }
}

/// A step as something that is asked: what, why, how, when it is done, and where more stands.
pub(super) fn whole(item: &Item, knowledge: &Knowledge, texts: &Texts) -> Entry {
    let words = texts.step(item);
    let done = words.done.map(|when| texts.with("report-done", &Args::new().text("when", when)));
    let more = [words.also, words.why, words.how, done].into_iter().flatten().collect();
    let links = item.links.iter().filter_map(|id| knowledge.link(id)).map(|link| link.url.clone()).collect();
    Entry { text: words.title, more, commands: words.commands, links }
}

/// Steps that are not asked for now, and why nothing is known of one: said once for those that have it in common.
fn past_lines(items: &[&Item], texts: &Texts) -> Vec<String> {
    let lines = items.iter().enumerate().map(|(at, item)| {
        let is_said = items[..at].last().is_some_and(|before| before.unseen == item.unseen);
        let why = if is_said { Vec::new() } else { unseen(item, texts) };
        [vec![line(item, texts)], why].concat().join(" ")
    });
    lines.collect()
}

/// Who does what; where something became of the step, what and when.
fn line(item: &Item, texts: &Texts) -> String {
    let args = Args::new().text("actor", texts.actor(item.actor)).text("step", texts.step(item).title);
    match item.since {
        Some(at) => {
            let args = args.text("state", texts.state(item.state)).text("at", texts.date(at));
            texts.with("report-step-since", &args)
        }
        None => texts.with("report-step", &args),
    }
}
