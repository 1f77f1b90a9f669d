//! What the wording of a report means: the article, and the cause where one is established.

use std::collections::BTreeSet;

use super::{
    Article, Knowledge, Matter,
    wording::{Sureness, Wording, by_beginning, said},
};
use crate::model::{CauseId, CodeId, EnhancedCode, Fault, MailDirection, MatterId, Speaker, Stage, Symptom};

/// What a report gives as the reason, beside its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Its word, the same in machine output: `untrusted-root`.
    pub id: String,
    /// How a probe would see it.
    pub shown_by: ShownBy,
}

/// How a probe would see the reason of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownBy {
    /// In one of these faults; none: no probe can see it.
    Faults(Vec<Fault>),
    /// In a fault of which that cause is established or likely.
    Cause(CauseId),
}

impl Knowledge {
    /// What a detail (in lower case) says in words of that sureness: the article, and the cause it establishes. What more
    /// letters say counts: `security status untrustedroot` is another matter than `untrustedroot`.
    pub fn worded(&self, lower: &str, sureness: Sureness) -> Option<(&Article, Option<CauseId>)> {
        let of = |article: &Article, wording: &Wording| article.wordings.iter().any(|own| std::ptr::eq(own, wording));
        let all = self.articles().iter().flat_map(|article| &article.wordings);
        let wording = said(all.filter(|wording| wording.sureness == sureness), lower)?;
        let article = self.articles().iter().find(|article| of(article, wording))?;
        // What names no cause leaves open what less sure words of the same article say.
        let is_open = wording.cause.is_none() && wording.causes.is_empty();
        let less_sure = [Sureness::Plain, Sureness::Vague].into_iter().filter(|less| is_open && *less > sureness);
        let mut all = std::iter::once(sureness).chain(less_sure);
        Some((article, all.find_map(|sureness| article.cause_of(sureness, lower))))
    }

    /// The words of titles and details, in lower case: those of five letters and more, for two ends of others make a
    /// short one by chance.
    pub(super) fn words_of_reports(&self) -> BTreeSet<String> {
        let wordings = self.articles().iter().flat_map(|article| &article.wordings);
        let details = wordings.flat_map(|wording| &wording.any).map(String::as_str);
        let matters =
            self.matters().iter().flat_map(|matter| &matter.when).flat_map(|writing| &writing.any).map(String::as_str);
        let all = self.titles().iter().map(|(title, _)| title).chain(details).chain(matters);
        let words = all.flat_map(|text| text.split(|c: char| !c.is_ascii_alphanumeric()));
        words.filter(|word| word.len() >= 5).map(str::to_ascii_lowercase).collect()
    }

    /// The article that a socket error number means.
    pub fn by_socket(&self, number: u32) -> Option<&Article> {
        self.articles().iter().find(|article| article.sockets.contains(&number))
    }

    /// The article that a code without one of its own means, and the cause it establishes.
    pub fn meant_by(&self, code: EnhancedCode) -> Option<(&Article, Option<CauseId>)> {
        self.articles().iter().find_map(|article| {
            let other = article.other_codes.iter().find(|other| other.id == code.temporary())?;
            Some((article, article.cause_named(other.cause.as_deref())))
        })
    }

    /// Everything that a report may be about beside the articles.
    pub fn matters(&self) -> &[Matter] {
        &self.matters
    }

    /// What is known under that name.
    pub fn matter(&self, id: &MatterId) -> Option<&Matter> {
        self.matters.iter().find(|matter| matter.id == *id)
    }

    /// The matter of a reply: its code and its words (in lower case), and which way the mail went where that tells. What
    /// more letters say counts first, a code alone last.
    pub fn matter_of(&self, code: Option<EnhancedCode>, lower: &str) -> Option<(&Matter, Option<MailDirection>)> {
        let all = self.matters.iter().flat_map(|matter| matter.when.iter().map(move |when| (matter, when)));
        let said = all.filter_map(|(matter, when)| Some((when.holds(code, lower)?, matter, when)));
        // Of equal ones the first counts.
        let (_, matter, when) = said.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        Some((matter, when.direction.or(matter.direction)))
    }

    /// Whether that code alone says what it is about.
    pub fn is_matter(&self, code: EnhancedCode) -> bool {
        self.matter_of(Some(code), "").is_some()
    }
}

impl Knowledge {
    /// What a report gives as the reason: its words, else the cause that was concluded from it, else a socket error number.
    /// A code or a title alone gives none.
    pub fn reason(&self, symptom: &Symptom) -> Option<Reason> {
        let article = self.article(symptom.code.as_ref()?)?;
        let lower = symptom.detail.as_ref().map(|detail| detail.as_str().to_lowercase()).unwrap_or_default();
        let of = |sureness| said(article.wordings.iter().filter(move |wording| wording.sureness == sureness), &lower);
        let wording = [Sureness::Name, Sureness::Plain, Sureness::Vague].into_iter().find_map(of);
        // A refusal of the server counts before the words it stands in.
        let fits = |wording: &&Wording| {
            symptom.cause.is_none() || article.cause_named(wording.cause.as_deref()) == symptom.cause
        };
        if let Some((wording, id)) = wording.filter(fits).and_then(|wording| Some((wording, wording.reason.as_ref()?)))
        {
            return Some(Reason { id: id.clone(), shown_by: ShownBy::Faults(wording.shown_by.clone()) });
        }
        if let Some(cause) = &symptom.cause {
            return Some(Reason { id: cause.name().to_owned(), shown_by: ShownBy::Cause(cause.clone()) });
        }
        let told = wording.is_some() || article.names_socket(&lower);
        let id = article.reason.as_ref().filter(|_| told)?;
        let shown_by = ShownBy::Faults(article.claims.iter().map(|claim| claim.id).collect());
        Some(Reason { id: id.clone(), shown_by })
    }
}

impl Knowledge {
    /// Whether a report tells what the destination itself answered, which no way to it explains: by its matter, by a cause
    /// that a server tells in its greeting, or because the destination wrote a line that no article has.
    pub fn is_answer(&self, symptom: &Symptom) -> bool {
        let matter = symptom.matter.as_ref().and_then(|matter| self.matter(matter));
        let is_matter = matter.is_some_and(|matter| matter.is_delivery && !matter.last_resort);
        let is_line = symptom.speaker == Speaker::Destination && symptom.code == Some(CodeId::other());
        let greets = |cause: &CauseId| {
            let article = symptom.code.as_ref().and_then(|code| self.article(code));
            let contrasts = article.map_or(&[][..], |article| &article.contrasts);
            let mut told = contrasts.iter().filter(|contrast| contrast.passed == Stage::Greeting);
            told.any(|contrast| article.is_some_and(|article| article.names(&contrast.reported, cause)))
        };
        is_matter || is_line || symptom.cause.as_ref().is_some_and(greets)
    }
}

impl Article {
    /// The causes that the words of a detail leave likely where they establish none, the likeliest first.
    pub fn causes_left(&self, detail: &str) -> Vec<CauseId> {
        let left = said(self.wordings.iter().filter(|wording| !wording.causes.is_empty()), &detail.to_lowercase());
        left.into_iter().flat_map(|wording| &wording.causes).map(|cause| CauseId::of(&self.id, cause)).collect()
    }

    /// Whether a detail (in lower case) names one of its socket error numbers.
    fn names_socket(&self, lower: &str) -> bool {
        let mut numbers = lower.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok());
        lower.contains("sock") && numbers.any(|number| self.sockets.contains(&number))
    }

    /// The cause that its own words in a detail (in lower case) establish.
    pub fn cause_worded(&self, lower: &str) -> Option<CauseId> {
        let says = |sureness: &Sureness| said(self.wordings_of(*sureness), lower).is_some();
        let surest = [Sureness::Name, Sureness::Plain, Sureness::Vague].into_iter().find(says)?;
        self.cause_of(surest, lower)
    }

    /// The cause that words of one sureness establish: `UntrustedRoot, SelfSigned` has several findings, and the first leaves
    /// open what the second says.
    fn cause_of(&self, sureness: Sureness, lower: &str) -> Option<CauseId> {
        let telling = self.wordings_of(sureness).filter(|wording| wording.cause.is_some());
        self.cause_named(said(telling, lower)?.cause.as_deref())
    }

    fn wordings_of(&self, sureness: Sureness) -> impl Iterator<Item = &Wording> {
        self.wordings.iter().filter(move |wording| wording.sureness == sureness)
    }

    /// The cause that the reply of the server behind the code establishes, by how it begins.
    pub fn cause_of_reply(&self, reply: &str) -> Option<CauseId> {
        self.cause_named(by_beginning(&self.cause_by_reply, reply))
    }

    fn cause_named(&self, name: Option<&str>) -> Option<CauseId> {
        name.map(|name| CauseId::of(&self.id, name))
    }
}
