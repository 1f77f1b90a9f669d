//! TOML of ours: an article, the matters, the links, the numbers of Exchange Online. The text is each of them in turn.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mxray::knowledge::Knowledge;

const MATTERS: &str = include_str!("../../assets/matters.toml");
const LINKS: &str = include_str!("../../assets/links.toml");
const EXCHANGE: &str = include_str!("../../assets/exchange-online.toml");

fuzz_target!(|text: &str| {
    let article = || [("x", text.to_owned())];
    for read in [
        Knowledge::from_texts(article(), MATTERS, LINKS, EXCHANGE),
        Knowledge::from_texts([], text, LINKS, EXCHANGE),
        Knowledge::from_texts([], MATTERS, text, EXCHANGE),
        Knowledge::from_texts([], MATTERS, LINKS, text),
    ] {
        let Ok(knowledge) = read else { continue };
        let _ = knowledge.exchange().values();
        for article in knowledge.articles() {
            let _ = (article.cause_ids(), article.entries());
        }
        for link in knowledge.links() {
            assert!(knowledge.link(&link.id).is_some());
        }
    }
});
