//! What the wording of a report means: the article, and the cause where one is established.

use super::{
    Article, Knowledge,
    wording::{OtherCode, Sureness, Wording, by_beginning, said},
};
use crate::model::{CauseId, EnhancedCode};

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

impl Article {
    /// The cause that its own words in a detail (in lower case) establish.
    pub fn cause_worded(&self, lower: &str) -> Option<CauseId> {
        self.cause_named(said(&self.wordings, lower)?.cause.as_deref())
    }

    /// The cause that the reply of the server behind the code establishes, by how it begins.
    pub fn cause_of_reply(&self, reply: &str) -> Option<CauseId> {
        self.cause_named(by_beginning(&self.cause_by_reply, reply))
    }

    fn cause_named(&self, name: Option<&str>) -> Option<CauseId> {
        name.map(|name| CauseId::of(&self.id, name))
    }
}
