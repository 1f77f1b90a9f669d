//! The host that a complaint in somebody's own words names: `we get 4.4.316 since Monday, host mail.contoso.com`.

use std::net::IpAddr;

use super::{labels::OURS, server::server, tags::socket_address};
use crate::{
    intake::{quoted::unquoted, status::is_exchange_online_inbound},
    model::EnhancedCode,
};

/// Words a little before one that sends, in lower case: `from our host`, `unser sendender Server`.
const SENDS: [&str; 10] =
    ["from", "von", "sending", "sender", "sendet", "sendender", "absender", "émetteur", "remetente", "expéditeur"];

/// Words that say of a name, even of one with a single dot, that it is a host, in lower case.
const HOST: [&str; 12] = [
    "host",
    "server",
    "mailserver",
    "serveur",
    "servidor",
    "mx",
    "smarthost",
    "mailhost",
    "hostname",
    "hôte",
    "サーバー",
    "--server",
];

/// Words right before a host that tie it to a code or a connection, in lower case: in the languages of the program and in
/// those whose reports are pasted.
const TIES: [&str; 64] = [
    "to",
    "for",
    "with",
    "on",
    "at",
    "against",
    "towards",
    "reach",
    "check",
    "connector",
    "zu",
    "für",
    "mit",
    "auf",
    "bei",
    "an",
    "gegen",
    "nach",
    "zum",
    "beim",
    "konnektor",
    "vers",
    "pour",
    "avec",
    "sur",
    "à",
    "chez",
    "contre",
    "connecteur",
    "para",
    "com",
    "em",
    "no",
    "ao",
    "contra",
    "conector",
    "con",
    "en",
    "a",
    "per",
    "su",
    "verso",
    "connettore",
    "naar",
    "bij",
    "do",
    "hacia",
    "até",
    "box",
    "на",
    "до",
    "到",
    "发到",
    "发往",
    "至",
    "连接",
    "へ",
    "na",
    "joindre",
    "atteindre",
    "alcançar",
    "alcanzar",
    "contact",
    "raggiungere",
];

/// Words that may stand between a host and its address, in lower case.
const BETWEEN: [&str; 11] =
    ["/", "-", "ip", "address", "adresse", "ip-adresse", "endereço", "dirección", "indirizzo", "@", "with"];

/// How a connector is called, in lower case.
const CONNECTOR: [&str; 6] = ["connector", "konnektor", "connecteur", "conector", "connettore", "konektor"];

/// Words a little before a host of which somebody only tells where to read or what was looked at, in lower case.
const ASIDE: [&str; 34] = [
    "see",
    "siehe",
    "voir",
    "veja",
    "visit",
    "checked",
    "tested",
    "asked",
    "read",
    "dns",
    "ns",
    "nameserver",
    "firewall",
    "frag",
    "gefragt",
    "gelesen",
    "portal",
    "page",
    "status",
    "forum",
    "help",
    "hilfe",
    "support",
    "website",
    "site",
    "geprüft",
    "getestet",
    "vérifié",
    "testé",
    "testei",
    "signed",
    "login",
    "web",
    "webserver",
];

/// What is said behind a host that is well, in lower case.
const WELL: [&str; 18] = [
    "works",
    "work",
    "up",
    "resolves",
    "fine",
    "ok",
    "okay",
    "reachable",
    "funktioniert",
    "geht",
    "läuft",
    "erreichbar",
    "fonctionne",
    "marche",
    "joignable",
    "funciona",
    "funziona",
    "werkt",
];

/// What may stand between a host and what is said of it, in lower case.
const SO: [&str; 18] = [
    "and", "und", "et", "e", "is", "are", "it", "itself", "still", "ist", "selbst", "noch", "est", "toujours", "está",
    "é", "è", "ainda",
];

/// Words with which a letter ends, in lower case: behind them stands who wrote it.
const GREETINGS: [&str; 26] = [
    "regards",
    "kind regards",
    "best regards",
    "best wishes",
    "thanks",
    "thank you",
    "cheers",
    "sincerely",
    "mit freundlichen",
    "freundliche grü",
    "viele grü",
    "beste grü",
    "liebe grü",
    "grüße",
    "gruß",
    "danke",
    "mfg",
    "vg",
    "cordialement",
    "bien à vous",
    "merci",
    "saludos",
    "abraços",
    "atenciosamente",
    "att.",
    "cordiali saluti",
];

/// Ends of names that are no hosts of anybody's mail: files, and pages of help.
const NO_HOST: [&str; 16] = [
    ".txt",
    ".log",
    ".eml",
    ".msg",
    ".pdf",
    ".png",
    ".jpg",
    ".csv",
    ".xlsx",
    ".docx",
    ".zip",
    ".html",
    ".exe",
    ".ps1",
    "microsoft.com",
    "office.com",
];

/// What is found of a host in prose: its name, and its address.
type Found = (Option<String>, Option<(IpAddr, Option<u16>)>);

/// The host that somebody names in a sentence with a code, and the address; else that which another sentence says is theirs.
pub(super) fn other_side(text: &str, code: EnhancedCode) -> Found {
    match found(&about(text, code), code) {
        (None, None) => in_sentence_before(text, code).unwrap_or_else(|| theirs(text, code)),
        found => found,
    }
}

/// The host of the sentence right before a code that names it with its address: `The recipient's server at HOST (IP) refused the
/// connection. 450 4.4.316 …`.
fn in_sentence_before(text: &str, code: EnhancedCode) -> Option<Found> {
    let head = &text[..text.find(&code.to_string())?];
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '#' | '\'' | '"'));
    let sentence = head.strip_suffix('.')?.rsplit(['\n']).next()?;
    let sentence = ENDS
        .iter()
        .filter_map(|end| sentence.rfind(end).map(|at| at + end.len()))
        .max()
        .map_or(sentence, |at| &sentence[at..]);
    let (name, address) = found(sentence, code);
    (name.is_some() && address.is_some()).then_some((name, address))
}

/// The host of a sentence that says so of a server of theirs, `Our smart host is HOST, IP address IP`: of several none.
fn theirs(text: &str, code: EnhancedCode) -> Found {
    let said = |sentence: &&str| {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        (1..words.len()).any(|at| is_theirs(&lowered(&words[..at])))
    };
    let sentences = text.split('\n').flat_map(|line| line.split(". "));
    let mut all = sentences.filter(said).map(|sentence| found(sentence, code));
    all.next().filter(|_| all.next().is_none()).unwrap_or_default()
}

/// Whether the words before a host say that a server of theirs is that: `our smart host is`, `notre serveur de messagerie est`.
fn is_theirs(before: &[String]) -> bool {
    const IS: [&str; 8] = ["is", "ist", "est", "é", "es", "è", "called", "heißt"];
    // Our backup server is another.
    const OF_MAIL: [&str; 10] =
        ["smart", "mail", "email", "e-mail", "smtp", "de", "messagerie", "correo", "correio", "exchange"];
    let Some((_, words)) = before.split_last().filter(|(last, _)| IS.contains(&last.as_str())) else { return false };
    // `…, mx is HOST`, which nobody says of another's.
    if let [.., before, last] = words
        && last == "mx"
        && !before.starts_with("backup")
    {
        return true;
    }
    let Some(at) = words.iter().rposition(|word| OURS.contains(&word.as_str())) else { return false };
    let of = &words[at + 1..];
    let is = |listed: &[&str], word: &String| listed.contains(&word.as_str());
    of.iter().any(|word| is(&HOST, word))
        && of.iter().all(|word| is(&HOST, word) || is(&OF_MAIL, word) || is(&IS, word))
}

/// The one host that a text ties to a code, and its one address: of several names none, for nobody says which.
fn found(said: &str, code: EnhancedCode) -> Found {
    let parts = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ',' | ';' | '(' | ')' | '"' | '\'' | '=' | '!' | '?' | '。' | '、' | '，' | '„' | '“' | '”' | '«' | '»'
            )
    };
    let all: Vec<&str> = said.split(parts).filter(|word| !word.is_empty()).collect();
    let (mut names, mut addresses): (Vec<String>, Vec<_>) = (Vec::new(), Vec::new());
    for (at, word) in all.iter().enumerate() {
        let bare = word.trim_end_matches(['.', ':']);
        let before = lowered(&all[..at]);
        // `HOST, IP address IP`, `HOST / IP`
        let last = all[..at].iter().rfind(|word| !BETWEEN.contains(&word.to_lowercase().as_str()));
        let is_named = last.is_some_and(|last| names.iter().any(|name| last.starts_with(name.as_str())));
        let is_tied = is_tied(&before, code) || bare.ends_with(":25") || is_said_of(&all[at + 1..], code);
        let answers = all.get(at + 1).is_some_and(|next| socket_address(next).is_some()) && is_got_from(&before, code);
        let is_tied = is_tied || answers || is_theirs(&before);
        if !(is_tied || is_named) || (is_aside(&before) && !answers && !is_named) || is_well(&all[at + 1..]) {
            continue;
        }
        match socket_address(bare).filter(|_| bare.contains(['.', ':'])) {
            Some(address) if bare.matches('.').count() == 3 || bare.contains("::") => addresses.push(address),
            Some(_) => {}
            None => names.extend(host(bare, before.last().is_some_and(|word| HOST.contains(&word.as_str())))),
        }
    }
    names.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    let only = (names.len() == 1).then(|| names.swap_remove(0));
    (only, addresses.first().copied().filter(|_| addresses.len() == 1))
}

/// Whether a code and a word for whom it came from stand right before a host: `we get 4.7.320 from`.
fn is_got_from(before: &[String], code: EnhancedCode) -> bool {
    const FROM: [&str; 6] = ["from", "by", "von", "de", "da", "par"];
    let [.., got, from] = before else { return false };
    FROM.contains(&from.as_str()) && *got == code.to_string()
}

/// The last words before another, in lower case and without the marks behind them.
fn lowered(words: &[&str]) -> Vec<String> {
    let near = &words[words.len().saturating_sub(5)..];
    near.iter().map(|word| word.trim_matches([':', '.', '[', ']']).to_lowercase()).collect()
}

/// Whether the word right before it ties a host to the code, or is the code.
fn is_tied(before: &[String], code: EnhancedCode) -> bool {
    let Some(last) = before.last() else { return false };
    let is_connector = before.iter().any(|word| CONNECTOR.iter().any(|start| word.starts_with(start)));
    is_connector || TIES.contains(&last.as_str()) || HOST.contains(&last.as_str()) || *last == code.to_string()
}

/// Whether the words behind a host tie it to the code: `HOST answers 4.4.316`, `HOST 宛のメール`.
fn is_said_of(behind: &[&str], code: EnhancedCode) -> bool {
    let code = code.to_string();
    behind.first().is_some_and(|word| word.starts_with(['宛', 'へ']))
        || behind.iter().take(2).any(|word| word.starts_with("erreich"))
        || behind.iter().take(2).any(|word| word.trim_matches(['.', ':']) == code)
}

/// Whether the words before a host say that it is another one than the one that fails.
fn is_aside(before: &[String]) -> bool {
    // `when sending to HOST`
    const TO: [&str; 4] = ["to", "an", "à", "para"];
    let sends = |at: usize| {
        let goes_to = before.get(at + 1).is_some_and(|next| TO.contains(&next.as_str()));
        SENDS.contains(&before[at].as_str()) && !goes_to
    };
    before.iter().any(|word| ASIDE.contains(&word.as_str())) || (0..before.len()).any(sends)
}

/// Whether the words behind a host say that it is well.
fn is_well(behind: &[&str]) -> bool {
    let mut words = behind.iter().map(|word| word.trim_matches(['.', ':']).to_lowercase());
    let said = words.find(|word| !SO.contains(&word.as_str()) && socket_address(word).is_none());
    let denied = words.next().is_some_and(|word| ["nicht", "pas", "not", "não", "no", "only"].contains(&word.as_str()));
    said.is_some_and(|word| WELL.contains(&word.as_str())) && !denied
}

/// What belongs to a code in a text: the sentence that it stands in, and the lines right behind that one; nothing behind an
/// empty line, a greeting or the mark of a signature. What stands in brackets is a field or the time of a chat.
fn about(text: &str, code: EnhancedCode) -> String {
    const MAX_BEHIND: usize = 2;
    let (code, bare) = (code.to_string(), code.to_string().replace('.', ""));
    let holds = |part: &str| part.contains(&code) || part.contains(&bare);
    let lines: Vec<String> = text.lines().map(|line| without_brackets(unquoted(line))).collect();
    let ends = |line: &&String| {
        let line = line.trim().to_lowercase();
        line.is_empty() || line == "--" || GREETINGS.iter().any(|words| line.starts_with(words))
    };
    let Some(at) = lines.iter().position(|line| holds(line)) else { return String::new() };
    // A label and its value are a sentence of their own.
    let is_labelled = |line: &String| line.trim_end().trim_end_matches(':').contains(": ");
    let first = lines[..at].iter().rposition(|line| ends(&line) || is_labelled(line)).map_or(0, |end| end + 1);
    let before = lines[first..at].join(" ");
    let behind: Vec<&str> =
        lines[at + 1..].iter().take_while(|line| !ends(line)).take(MAX_BEHIND).map(String::as_str).collect();
    let line = &lines[at];
    let place = line.find(&code).or_else(|| line.find(&bare)).unwrap_or_default();
    let begins = |words: &str| ENDS.iter().filter_map(|end| words.rfind(end)).max().map_or(0, |end| end + 1);
    let stop = ENDS.iter().filter_map(|end| line[place..].find(end)).min().map_or(line.len(), |end| place + end);
    let start = begins(&line[..place]);
    let before = if start == 0 { &before[before.floor_char_boundary(begins(&before))..] } else { "" };
    format!("{before} {} {}", &line[line.floor_char_boundary(start)..stop], behind.join(" "))
}

/// Where a sentence ends.
const ENDS: [&str; 3] = [". ", "! ", "? "];

/// A line without what stands in square brackets, addresses aside.
fn without_brackets(line: &str) -> String {
    let mut rest = line;
    let mut kept = String::new();
    while let Some((before, inside)) = rest.split_once('[') {
        kept.push_str(before);
        let (inside, behind) = inside.split_once(']').unwrap_or((inside, ""));
        kept.push(' ');
        kept.push_str(if socket_address(inside).is_some() { inside } else { "" });
        rest = behind;
    }
    kept.push_str(rest);
    kept
}

/// The host that a word is; with a single dot it is one only where a word before it says so (`announced`).
fn host(word: &str, announced: bool) -> Option<String> {
    let name = word.split_once(':').map_or(word, |(name, _)| name);
    let lower = name.to_lowercase();
    let last = name.rsplit('.').next()?;
    let is_lettered = last.len() > 1 && last.chars().all(char::is_alphabetic);
    let is_long = name.matches('.').count() > 1 || announced;
    let is_other = name.contains(['/', '\\', '@', '_', '\u{1}', '*', '[', ']', '{', '}', '<', '>'])
        || lower.starts_with("www.")
        || NO_HOST.iter().any(|end| lower.ends_with(end))
        || is_exchange_online_inbound(name);
    server(name).filter(|_| is_lettered && is_long && !is_other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_host_of_a_complaint_is_found_and_no_other() {
        let code = |text: &str| {
            let at = text.find("4.4.31").expect("each text has a code");
            text[at..at + 7].parse::<EnhancedCode>().expect("seven letters are a code")
        };
        let read = |text: &str| other_side(text, code(text)).0.unwrap_or_default();
        for (text, name) in [
            ("we get 4.4.316 since Monday for our connector, host mail.contoso.com", "mail.contoso.com"),
            ("seit Montag 4.4.316 auf mail.contoso.com:25.", "mail.contoso.com"),
            ("4.4.316, Server contoso.com", "contoso.com"),
            ("4.4.316 at mail.contoso.com since 9 am", "mail.contoso.com"),
            ("Mail an mail.contoso.com:\n\"450 4.4.316\"", "mail.contoso.com"),
            ("[10:02] Ada\n4.4.316 again\n[10:03] Ada\nit goes to mail.contoso.com", "mail.contoso.com"),
            ("4.4.317 \"STARTTLS is required\" an mail.contoso.com", "mail.contoso.com"),
            ("4.4.316 for contoso.com", ""),
            ("4.4.316 from relay.contoso.com", ""),
            ("From our host relay.contoso.com (10.2.0.14) we get 4.4.315", ""),
            ("4.4.316 on a.contoso.com and with b.c.contoso.com and to d.c.contoso.com", ""),
            ("4.4.316, see learn.microsoft.com and report.2026.txt", ""),
            ("4.4.316 with one partner.\n\nKind regards\nAda, admin at mail.contoso.com", ""),
            ("4.4.316 with one partner.\nRegards\nmail to a.contoso.com", ""),
            ("4.4.316 here.\nContoso | www.contoso.com", ""),
            ("The host mail.contoso.com (10.2.0.14) works, but we get 4.4.316", ""),
            ("4.4.316 since Monday\nhost dc.contoso.local resolves fine", ""),
            ("4.4.316 all day. Help! Ask on forum.contoso.com", ""),
            ("4.4.316 Refused\nFor more visit mail.contoso.com or call", ""),
        ] {
            assert_eq!(read(text), name, "{text}");
        }
        let text = "4.4.316 when it sends to mail.contoso.com (203.0.113.7)";
        let address = other_side(text, code(text)).1;
        assert_eq!(address.map(|(ip, _)| ip.to_string()).as_deref(), Some("203.0.113.7"));
    }
}
