//! Who is named by one word, beside a word that says that it is somebody: `user john unknown`, `john: user unknown`.

use std::ops::Range;

use super::words::{QUOTES, is_host};
use crate::report::nobody::{EVERYBODY, OF_HOSTS, OF_PROTOCOLS, OF_SENTENCES, is_one_of, is_word};

/// Words behind which somebody is named, in the languages of the reports; two words by their last.
const BEFORE: &str = "user username userid login logon account mailbox recipient utilisateur compte lettres \
                      destinataire usu\u{e1}rio utilizador conta postal destinat\u{e1}rio";

/// What may stand in between.
const BETWEEN: &str = "as for name named id of nomm\u{e9} de da do du";

/// What says of somebody that there is nobody.
const NOBODY: &str = "aucun nenhum unknown such invalid nonexistent inconnu inconnue inexistant desconhecido desconhecida \
                      inexistente";

/// What else is said behind somebody's name.
const SAID: &str = "on recusado recusada is was isn has had hasn not no does doesn do don cannot could couldn can won disabled \
                    inactive suspended locked expired full over exceeded failed rejected refused unavailable \
                    blocked deactivated closed removed est n a existe ne plein pleine introuvable refus\u{e9} \
                    d\u{e9}sactiv\u{e9} bloqu\u{e9} \u{e9} est\u{e1} n\u{e3}o tem foi cheia cheio bloqueada \
                    bloqueado desativada desativado";

/// What else stands behind such words and is nobody's name.
const NO_NAMES: &str = "aqui ici tal tel accepts already also among and attempt attempts auth bad by credentials data database \
                        details does ended error exists first folder full group has here holder id incorrect \
                        info insufficient lacks limits list lists lookup lookups must name names never non of \
                        only or owner part password passwords plan pour par que rate records require required \
                        requires said session sessions should size sorry space status store successful table \
                        temporarily that their there they this type until used was went when where which who \
                        will with without wrong yet your avec ces cette d\u{e9}j\u{e0} dans des en este esta \
                        inexistants para pas por sans sem seu sur um une";

/// What words end in that are nobody's name.
const ENDINGS: [&str; 6] = ["tion", "tions", "\u{e7}\u{e3}o", "able", "ible", "ing"];

/// What words end in that say what an address is or what became of it, where German joins them with others.
const OF_ADDRESSES: [&str; 13] = [
    "adresse",
    "address",
    "endere\u{e7}o",
    "empf\u{e4}nger",
    "benutzer",
    "absender",
    "konto",
    "postfach",
    "nachricht",
    "zustellung",
    "fehler",
    "unbekannt",
    "g\u{fc}ltig",
];

/// Words among those that somebody may be called.
const OF_PEOPLE: [&str; 4] = ["can", "do", "don", "won"];

/// What a word with a capital beside somebody's address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// It says who somebody is or what became of it: `Recipient`, `Unknown`.
    Said,
    /// A word of sentences that may be a part of a name: `Will`.
    Perhaps,
    /// A name, for all that is known.
    Name,
}

/// What such a word in small letters is.
pub(super) fn word(small: &str) -> Word {
    let said = [SAID, NOBODY, BEFORE].iter().any(|list| is_one_of(list, small))
        || is_word(small) && !OF_SENTENCES.contains(&small)
        || [EVERYBODY.as_slice(), &OF_PROTOCOLS, &OF_HOSTS].iter().any(|words| words.contains(&small))
        || OF_ADDRESSES.iter().any(|end| small.ends_with(end));
    if said && !OF_PEOPLE.contains(&small) {
        return Word::Said;
    }
    let initial = small.chars().count() == 1;
    if said || initial || !is_name(small) { Word::Perhaps } else { Word::Name }
}

/// The shortest and longest such name (RFC 5321 section 4.5.3.1.1).
const OF_NAMES: std::ops::RangeInclusive<usize> = 2..=64;

/// The most words of a name in quotes.
const MAX_WORDS: usize = 5;

/// The most letters between two words that belong together.
const GAP: usize = 4;

/// Who stands beside such words.
pub(super) fn users(text: &str) -> Vec<Range<usize>> {
    let words: Vec<_> = words(text).collect();
    let small: Vec<_> = words.iter().map(|at| text[at.clone()].to_lowercase()).collect();
    let is = |list: &str, at: usize| small.get(at).is_some_and(|word| is_one_of(list, word));
    let gap = |at: usize| words.get(at + 1).map_or("", |next| &text[words[at].end..next.start]);
    let mut found = Vec::new();
    // In capitals it is a way to say who one is.
    let is_way = |at: usize| &text[words[at].clone()] == "LOGIN";
    for at in (0..words.len()).filter(|at| is(BEFORE, *at) && !is_way(*at)) {
        let begin = at - usize::from(at > 0 && is(NOBODY, at - 1) && gap(at - 1) == " ");
        let begin = begin - usize::from(begin > 0 && is("no", begin - 1) && gap(begin - 1) == " ");
        let is_nobody = begin < at || is(NOBODY, at + 1) && gap(at) == " ";
        let told = begin.checked_sub(1).filter(|who| match gap(*who).trim() {
            // Whatever is said of who stands between brackets.
            ">" | ">:" => text[..words[*who].start].ends_with('<'),
            sign => is_nobody && matches!(sign, ":" | "..." | "\":"),
        });
        found.extend(told.filter(|who| is_name(&small[*who])).map(|who| words[who].clone()));
        let is_led = is(BETWEEN, at + 1) && !is(SAID, at + 2) || is(NOBODY, at + 1) && gap(at + 1).trim() == ":";
        let next = at + 1 + usize::from(is_led);
        let Some(who) = words.get(next).filter(|_| (at..next).all(|at| is_gap(gap(at)))) else { continue };
        let before = gap(next - 1).trim_start();
        let behind = &text[who.end..];
        let is_marked = before.contains(['=', '\'', '"', '<', '(', '[', '`', '\u{2018}', '\u{201c}', '\u{ab}']);
        // Behind a colon a sentence begins with a capital.
        let is_marked = is_marked || before.starts_with(':') && text[who.clone()].starts_with(char::is_lowercase);
        let ends = !behind.starts_with([' ', '-', '/', '@', ':', '=']);
        let is_said = is(SAID, next + 1) || is(NOBODY, next + 1);
        let is_odd = small[next].contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '_' | '/'));
        let is_somebody = is_marked || is_odd || is_said || ends || begin < at;
        found.extend(Some(who.clone()).filter(|_| is_somebody && is_name(&small[next])));
        found.extend(whole(text, who.start));
    }
    found.extend(quoted(text));
    found
}

/// Whoever stands in quotes with more than one name, `user 'Mark Long' unknown`: all of it, where each has a capital and not
/// all are said of somebody, or where all may be names.
fn whole(text: &str, begin: usize) -> Option<Range<usize>> {
    let (_, close) = QUOTES.into_iter().find(|(open, _)| text[..begin].ends_with(open))?;
    let reach = &text[begin..text.floor_char_boundary(begin + *OF_NAMES.end())];
    let name = &reach[..reach.find(close)?];
    let words: Vec<_> = name.split(' ').map(|part| part.trim_matches(['.', ','])).collect();
    let smalls: Vec<_> = words.iter().map(|part| part.to_lowercase()).collect();
    let large = words.iter().all(|part| part.starts_with(char::is_uppercase))
        && smalls.iter().any(|small| word(small) != Word::Said);
    let is_somebody = large || smalls.iter().all(|small| small.chars().count() == 1 || is_name(small));
    ((2..=MAX_WORDS).contains(&words.len()) && is_somebody && name.contains(char::is_alphabetic))
        .then_some(begin..begin + name.len())
}

/// The words of a text, with the marks that names have in them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '\\');
    let mut at = 0;
    std::iter::from_fn(move || {
        let begin = at + text[at..].find(char::is_alphanumeric)?;
        at = text[begin..].find(|c| !is_part(c)).map_or(text.len(), |length| begin + length);
        Some(begin..begin + text[begin..at].trim_end_matches(['.', '-', '_', '/', '\\']).len())
    })
}

/// Whether what stands between two words leads from one to the other.
fn is_gap(gap: &str) -> bool {
    (1..=GAP).contains(&gap.chars().count()) && !gap.contains([',', ';', '.', ')', '>', ']', '!', '?', '|'])
}

/// Whether a word may be somebody's name, of a domain too: no word of sentences, and no host.
fn is_name(small: &str) -> bool {
    let is_known = |part: &str| {
        let is_listed = [SAID, NOBODY, NO_NAMES, BEFORE, BETWEEN].iter().any(|list| is_one_of(list, part));
        is_listed
            || is_word(part)
            || EVERYBODY.contains(&part)
            || OF_PROTOCOLS.contains(&part)
            || ENDINGS.iter().any(|end| part.ends_with(end))
    };
    OF_NAMES.contains(&small.len())
        && small.starts_with(char::is_alphabetic)
        && !small.split(['/', '\\', '-']).any(is_known)
        && !is_host(small)
}

/// Somebody in quotes whose host stands behind the word for the sign: `"john quixote" at mail.example`.
fn quoted(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("\" at ").filter_map(|(at, sign)| {
        let reach = text.ceil_char_boundary(at.saturating_sub(*OF_NAMES.end()));
        let begin = reach + text[reach..at].rfind('"')? + 1;
        let rest = &text[at + sign.len()..];
        let reach = &rest[..rest.floor_char_boundary(256)];
        let host = reach.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).next()?;
        let name = &text[begin..at];
        let is_somebody =
            !name.is_empty() && name.to_lowercase().split(' ').all(is_name) && name.split(' ').count() < 5;
        (is_somebody && is_host(host.trim_matches('.'))).then_some(begin..at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What servers write of somebody, with `#` for him.
    const SENTENCES: [&str; 41] = [
        "550 5.1.1 user # unknown",
        "550 5.1.1 User #",
        "550 User: #",
        "550 unknown user #.",
        "550 No such user # here",
        "550 No such user '#'",
        "550 user \"#\" does not exist",
        "550 user (#) is over quota",
        "550 user # doesn't exist",
        "535 login # failed",
        "535 login=# x",
        "535 username=# x",
        "535 username # rejected",
        "552 mailbox # is full",
        "552 mailbox for # is full",
        "552 mailbox # not found",
        "550 account # has been disabled",
        "550 account name # is unknown",
        "550 recipient # rejected",
        "550 #: user unknown",
        "550 #... User unknown",
        "550 #: no such user here",
        "550 #: unknown user",
        "550 #: Recipient unknown",
        "550 utilisateur # inconnu",
        "550 utilisateur inconnu : #",
        "550 User unknown: #",
        "550 le compte # n'existe pas",
        "550 le compte de # est plein",
        "550 #: utilisateur inconnu",
        "552 la bo\u{ee}te aux lettres # est pleine",
        "550 destinataire # refus\u{e9}",
        "550 usu\u{e1}rio # desconhecido",
        "550 usu\u{e1}rio # n\u{e3}o existe",
        "550 a conta # est\u{e1} bloqueada",
        "552 a caixa postal # cheia",
        "550 destinat\u{e1}rio # inexistente",
        "550 #: usu\u{e1}rio desconhecido",
        "550 user CONTOSO/# is unknown",
        "550 <user #>",
        "550 \"# doe\" at mail.example refused",
    ];

    #[test]
    fn whoever_is_named_by_a_word_beside_one_that_says_so_is_found() {
        let mut lost = Vec::new();
        for sentence in SENTENCES {
            for name in ["quixote", "Quixote", "j_doe7", "andr\u{e9}", "o_neil"] {
                let text = sentence.replace('#', name);
                let found = users(&text).into_iter().any(|at| text[at].contains(name));
                lost.extend(Some(text).filter(|_| !found));
            }
        }
        assert!(lost.is_empty(), "{}", lost.join("\n"));
    }

    #[test]
    fn whoever_stands_in_quotes_is_found_with_every_name() {
        for name in ["Mark Long", "Anna Meier", "Will Q. Long", "john quixote", "Quixote, John"] {
            for (open, close) in QUOTES.into_iter().skip(1) {
                for sentence in ["550 5.1.1 User # not found", "552 mailbox # is full", "550 unknown user: #"] {
                    let text = sentence.replace('#', &format!("{open}{name}{close}"));
                    assert!(users(&text).into_iter().any(|at| &text[at] == name), "{text}");
                }
            }
        }
        for said in
            ["User 'not found' x", "mailbox \"Quota Exceeded\" x", "user 'does not exist' x", "account '4711 4712' x"]
        {
            assert!(users(said).is_empty(), "{said}");
        }
    }

    #[test]
    fn no_sentence_about_users_names_one() {
        let mut taken = Vec::new();
        for text in [
            "550 5.1.1 User unknown in virtual mailbox table",
            "550 5.1.1 Recipient address rejected: User unknown in local recipient table",
            "550 unknown user account; user is disabled, user disabled",
            "550 5.2.1 mailbox disabled, not accepting messages",
            "452 4.2.2 mailbox full; mailbox is full; mailbox over quota",
            "450 4.2.1 mailbox temporarily unavailable, mailbox busy",
            "550 no such user here; no such user; no such recipient",
            "550 account has been disabled, account name missing, account: suspended, user: wrong password, mailbox: full",
            "login: incorrect user or password, Login: Sorry, account: Expired Account",
            "535 5.7.8 login failed, login first, login attempt failed, login authentication failed",
            "535 5.7.3 user authentication required, user authentication failed.",
            "552 user quota exceeded; user limit reached; user lookup failed",
            "552 mailbox size limit exceeded. mailbox store is full.",
            "550 user doesn't have permission; user's mailbox over quota; user(s) unknown",
            "550 recipient domain does not exist, recipient verification failed",
            "550 RCPT: user unknown, 5.1.1: user unknown, Rejected: user unknown, error: no such user",
            "550 utilisateur inconnu, compte inexistant, compte d\u{e9}sactiv\u{e9}, le compte n'existe pas",
            "550 destinataire refus\u{e9}, bo\u{ee}te aux lettres pleine, compte est bloqu\u{e9}",
            "550 usu\u{e1}rio desconhecido, conta bloqueada, caixa postal cheia, conta n\u{e3}o existe",
            "550 destinat\u{e1}rio n\u{e3}o encontrado, usu\u{e1}rio inexistente",
            "250-AUTH LOGIN PLAIN",
            "250 AUTH=PLAIN LOGIN XOAUTH2",
            "login with STARTTLS required; account at mail.example is closed",
            "user mail.example.com is no host; account 4711 is closed; mailbox 5.7.1",
            "\"access denied\" at mail.example \"x\" at noon \"550 refused\" at mail.example",
        ] {
            taken.extend(users(text).into_iter().map(|at| format!("{} of {text}", &text[at])));
        }
        assert!(taken.is_empty(), "{}", taken.join("\n"));
    }
}
