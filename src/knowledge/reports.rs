//! What the wording of a report means: the article, and the cause where one is established.

use super::{
    Article, Knowledge, Matter,
    wording::{OtherCode, Sureness, Wording, by_beginning, said},
};
use crate::model::{CauseId, EnhancedCode, MailDirection, MatterId};

impl Knowledge {
    /// What a detail (in lower case) says in words of that sureness: the article, and the cause it establishes. What more
    /// letters say counts: `security status untrustedroot` is another matter than `untrustedroot`.
    pub fn worded(&self, lower: &str, sureness: Sureness) -> Option<(&Article, Option<CauseId>)> {
        let of = |article: &Article, wording: &Wording| article.wordings.iter().any(|own| std::ptr::eq(own, wording));
        let all = self.articles().iter().flat_map(|article| &article.wordings);
        let wording = said(all.filter(|wording| wording.sureness == sureness), lower)?;
        let article = self.articles().iter().find(|article| of(article, wording))?;
        Some((article, article.cause_named(wording.cause.as_deref())))
    }

    /// The article that a socket error number means.
    pub fn by_socket(&self, number: u32) -> Option<&Article> {
        self.articles().iter().find(|article| article.sockets.contains(&number))
    }

    /// The article that a code without one of its own means, and the cause it establishes; `alone`: no words stand behind
    /// it.
    pub fn meant_by(&self, code: EnhancedCode, alone: bool) -> Option<(&Article, Option<CauseId>)> {
        self.articles().iter().find_map(|article| {
            let means = |other: &&OtherCode| {
                (other.id == code || (!other.temporary_only && other.id == code.temporary())) && (alone || !other.alone)
            };
            let other = article.other_codes.iter().find(means)?;
            Some((article, article.cause_named(other.cause.as_deref())))
        })
    }
}

impl Knowledge {
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

impl Article {
    /// The cause that its own words in a detail (in lower case) establish.
    pub fn cause_worded(&self, lower: &str) -> Option<CauseId> {
        let by = |sureness| said(self.wordings.iter().filter(move |wording| wording.sureness == sureness), lower);
        let surest = [Sureness::Name, Sureness::Plain, Sureness::Vague].into_iter().find_map(by)?;
        self.cause_named(surest.cause.as_deref())
    }

    /// The cause that the reply of the server behind the code establishes, by how it begins.
    pub fn cause_of_reply(&self, reply: &str) -> Option<CauseId> {
        self.cause_named(by_beginning(&self.cause_by_reply, reply))
    }

    fn cause_named(&self, name: Option<&str>) -> Option<CauseId> {
        name.map(|name| CauseId::of(&self.id, name))
    }
}
