//! A code that is only named: numbers of the same shape that are something else, and words beside one that tell of mail.

/// Words before a number that is theirs, in lower case: papers, parts of texts and things are numbered alike.
const NUMBERED: [&str; 82] = [
    "invoice",
    "item",
    "offer",
    "section",
    "chapter",
    "clause",
    "paragraph",
    "account",
    "order",
    "quote",
    "driver",
    "part",
    "model",
    "rechnung",
    "angebot",
    "auftrag",
    "kapitel",
    "abschnitt",
    "ziffer",
    "artikel",
    "position",
    "konto",
    "treiber",
    "gerät",
    "zähler",
    "facture",
    "devis",
    "chapitre",
    "compte",
    "commande",
    "pilote",
    "fatura",
    "oferta",
    "proposta",
    "pedido",
    "conta",
    "seção",
    "capítulo",
    "cláusula",
    "factura",
    "cuenta",
    "capitolo",
    "fattura",
    "offerta",
    "ordine",
    "conto",
    "§",
    "art.",
    "pos.",
    "article",
    "articolo",
    "artigo",
    "artículo",
    "bestellung",
    "ticket",
    "sensor",
    "capteur",
    "zimmer",
    "raum",
    "room",
    "sala",
    "salle",
    "kostenstelle",
    "phone",
    "tel.",
    "tel",
    "telefon",
    "tél.",
    "patch",
    "notes",
    "changelog",
    "versie",
    "versão",
    "versione",
    "versión",
    "atualização",
    "actualización",
    "aktualisierung",
    // What SNMP counts ports by, and what npm writes before the name or the version of a package.
    "ifindex",
    "interface",
    "session",
    "err!",
];

/// Words that announce a number of anything, in lower case: the word before them tells of what.
const NUMBER: [&str; 11] = ["no", "no.", "nr", "nr.", "n°", "nº", "num", "num.", "number", "nummer", "№"];

/// How the things begin that a number of a code is of, in lower case.
const OF_CODE: [&str; 14] = [
    "error", "err", "fehler", "erreur", "erro", "code", "status", "ndr", "dsn", "smtp", "código", "codice", "fout",
    "mit",
];

/// The most bytes of a word that is held against what stands beside a number: none of those words is longer, and a text
/// without spaces is one word around each of its numbers.
const MAX_WORD: usize = 64;

/// The last bytes of a text, as many as any word has that is looked for.
pub(super) fn last_of(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(MAX_WORD))..]
}

/// Whether the word before a number, its marks left off, is one that numbers something else: `invoice `, `Artikel-Nr. `,
/// `## [`; so does a number that goes on with a `-`, as those of telephones do.
pub(super) fn is_numbered(before: &str) -> bool {
    let near = last_of(before.trim_end_matches([' ', '"', '\'', '(', '#']));
    let mut words = near.rsplit([' ', '\n', '\t', '/']).filter(|word| !word.is_empty());
    let lower = words.next().unwrap_or_default().trim_end_matches(':').to_lowercase();
    if NUMBER.contains(&lower.as_str()) {
        let of = words.next().unwrap_or_default().to_lowercase();
        return !OF_CODE.iter().any(|start| of.starts_with(start));
    }
    let stem = NUMBER.iter().find_map(|end| lower.strip_suffix(end)?.strip_suffix('-')).unwrap_or(&lower);
    let is_heading = before.ends_with('[') && before.len() <= MAX_WORD && before.trim_start().starts_with('#');
    is_heading || NUMBERED.contains(&stem)
}

/// Whether a number is the value of a field that identifies something, `RequestId: `, `&CorrelationID=`, `session=<`: the letters
/// that say so end a longer name, so that no word of a sentence is one.
pub(super) fn is_identifier(before: &str) -> bool {
    const NAMES: [&str; 3] = ["session", "token", "cookie"];
    let near = last_of(before);
    let named = near.trim_end_matches([' ', '<', '"', '\'', '{', '[', '(']);
    let Some(named) = named.strip_suffix([':', '=']).map(|name| name.trim_end_matches(['"', '\'', ' '])) else {
        return false;
    };
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let name = named.rsplit(|c: char| !is_part(c)).next().unwrap_or_default();
    let lower = name.to_ascii_lowercase();
    // `session id=`
    let apart = || named[..named.len() - name.len()].trim_end().rsplit(|c: char| !is_part(c)).next();
    let of = match lower.as_str() {
        "id" => apart(),
        _ => ["ID", "Id", "-id", "_id"].iter().find_map(|end| name.strip_suffix(end)),
    };
    let of = of.unwrap_or_default();
    let is_id = !of.is_empty() && !OF_CODE.iter().any(|start| of.to_ascii_lowercase().contains(start));
    is_id || NAMES.contains(&lower.as_str())
}

/// Whether a number alone is that of a step or of a test in a list of them, `Ansible task `, `Test case `, or of a version in two
/// words. A colon behind them begins what went wrong there.
pub(super) fn is_step(before: &str) -> bool {
    const STEPS: [&str; 13] = [
        "step",
        "task",
        "test case",
        "testfall",
        "schritt",
        "aufgabe",
        "étape",
        "tâche",
        "passo",
        "tarefa",
        "paso",
        "tarea",
        "mise à jour",
    ];
    let lower = last_of(before.trim_end_matches([' ', '#'])).to_lowercase();
    let is_word = |step: &str| {
        let rest = lower.strip_suffix(step);
        rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
    };
    STEPS.iter().any(|step| is_word(step))
}

/// Whether a number is the end of a name that goes on from letters, `INV-450-`, `mail-`: the names of codes aside.
pub(super) fn is_in_a_name(before: &str) -> bool {
    let Some(joined) = last_of(before).strip_suffix('-') else { return false };
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let name = joined.rsplit(|c: char| !is_part(c)).next().unwrap_or_default().to_lowercase();
    name.starts_with(char::is_alphabetic) && name.is_ascii() && !OF_CODE.iter().any(|start| name.starts_with(start))
}

/// Whether what stands behind a number makes it a key of SNMP's, `= INTEGER: 25`, or the version in a list of changes of Debian's,
/// `) unstable; urgency=medium`.
pub(super) fn is_key(behind: &str) -> bool {
    const TYPES: [&str; 7] = ["INTEGER:", "STRING:", "Counter32:", "Counter64:", "Gauge32:", "Timeticks:", "OID:"];
    let near = &behind[..behind.floor_char_boundary(MAX_WORD)];
    let value = near.trim_start().strip_prefix('=').map(str::trim_start);
    value.is_some_and(|value| TYPES.iter().any(|kind| value.starts_with(kind)))
        || (near.starts_with(')') && near.contains("; urgency="))
}

/// Whether a number goes on behind digits and a `-`, as that of a telephone does; three digits are those of a reply.
pub(super) fn is_dialled(before: &str) -> bool {
    let Some(digits) = before.strip_suffix('-') else { return false };
    let count = digits.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
    count > 0 && count != 3
}

/// Whether a number is one of a section, for another goes on from it: `4.4.3 Requirements 4.4.3.1 Availability`.
pub(super) fn is_section(text: &str, number: &str) -> bool {
    let near = &text[..text.floor_char_boundary(2048)];
    near.match_indices(number).any(|(at, _)| {
        let behind = near[at + number.len()..].strip_prefix('.');
        behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Whether what stands behind a number makes it an amount: a currency, a unit.
pub(super) fn is_amount(behind: &str) -> bool {
    const UNITS: [&str; 25] = [
        "euro", "euros", "dollar", "chf", "eur", "usd", "gbp", "brl", "cad", "aud", "€", "$", "£", "r$", "kg", "km",
        "kb", "mb", "gb", "tb", "kwh", "mm", "cm", "%", "fr.",
    ];
    let behind = behind.trim_start();
    let near = &behind[..behind.floor_char_boundary(MAX_WORD)];
    let word = near.split([' ', ',', ';', ')', '\n', '\t']).next().unwrap_or_default().to_lowercase();
    UNITS.contains(&word.trim_end_matches('.')) || word == "fr."
}

/// Whether a sentence says that it is not that code: `It is not 4.4.316`, `no error 4.4.316 any more`, `4.4.316 is not what …`.
pub(super) fn is_denied(before: &str, behind: &str) -> bool {
    const NOT: [&str; 22] = [
        "not", "no", "never", "without", "nor", "isn't", "wasn't", "kein", "keine", "keinen", "keiner", "ohne", "sans",
        "aucun", "aucune", "não", "nem", "sem", "nenhum", "sin", "ningún", "senza",
    ];
    // These end sentences of their own, `mail geht nicht`: they deny what comes only behind such a verb.
    const NOT_BEHIND_VERB: [&str; 3] = ["nicht", "pas", "non"];
    const VERBS: [&str; 7] = ["ist", "war", "es", "n'est", "est", "n'était", "c'est"];
    const BETWEEN: [&str; 25] = [
        "a", "an", "the", "any", "more", "code", "error", "errors", "fehler", "der", "ein", "d'erreur", "erreur", "de",
        "le", "erro", "o", "error:", "errore", "longer", "é", "era", "è", "es", "um",
    ];
    const BEHIND: [&str; 10] = [
        "is not",
        "isn't",
        "was not",
        "wasn't",
        "ist nicht",
        "war nicht",
        "n'est pas",
        "n'était pas",
        "não é",
        "no es",
    ];
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(64))..];
    let lower = near.to_lowercase();
    let mut words = lower.split_whitespace().rev().take(5).skip_while(|word| BETWEEN.contains(word));
    let first = words.next();
    let is_of_verb = first.is_some_and(|word| NOT_BEHIND_VERB.contains(&word))
        && (words.next().is_some_and(|verb| VERBS.contains(&verb)) || lower.trim_end().ends_with("pas de"));
    let after = behind[..behind.floor_char_boundary(24)].trim_start().to_lowercase();
    is_of_verb || first.is_some_and(|word| NOT.contains(&word)) || BEHIND.iter().any(|words| after.starts_with(words))
}

/// Whether a sentence says of something of theirs that it is that number, and nothing of mail: `our cost centre is 4.4.316`,
/// `4.4.316 ist unsere Kostenstelle`.
pub(super) fn is_name_of_theirs(before: &str, behind: &str) -> bool {
    const IS: [&str; 7] = ["is", "ist", "est", "é", "è", "es", "lautet"];
    const THEIRS: [&str; 22] = [
        "our", "my", "your", "their", "unser", "unsere", "unserer", "mein", "meine", "notre", "mon", "ma", "nos",
        "nosso", "nossa", "meu", "minha", "nuestro", "nuestra", "mi", "nostro", "nostra",
    ];
    let near = last_of(before).rsplit(['.', '\n']).next().unwrap_or_default().to_lowercase();
    let after = behind[..behind.floor_char_boundary(MAX_WORD)].to_lowercase();
    let is_theirs = |text: &str| text.split_whitespace().any(|word| THEIRS.contains(&word));
    let joined = near.split_whitespace().next_back().is_some_and(|word| IS.contains(&word)) && is_theirs(&near);
    let begins = before.trim().is_empty()
        && after.split_whitespace().next().is_some_and(|word| IS.contains(&word))
        && is_theirs(&after);
    (joined || begins) && !tells_of_mail(&near) && !tells_of_mail(&after)
}

/// Beginnings and parts of words that stand where mail has trouble, in lower case: in the languages of the program and in
/// those whose reports are pasted.
const OF_MAIL: [&str; 107] = [
    // What it is about.
    "konnektor",
    "konektor",
    "conector",
    "connettore",
    "コネクタ",
    "连接器",
    // Whoever gets a number says so.
    "firewall",
    "getting",
    "we get",
    "bekommen",
    "erhalten",
    "reçoi",
    "receb",
    "recibi",
    "riceviamo",
    "error",
    "erreur",
    "erro ",
    "erro:",
    "errore",
    "fehler",
    "fout",
    "błąd",
    "błęd",
    "ошибк",
    "エラー",
    "错误",
    "오류",
    "virhe",
    "mail",
    "smtp",
    "bounce",
    "ndr",
    "dsn",
    "deliver",
    "undeliver",
    "zustell",
    "zugestellt",
    "livr",
    "entreg",
    "consegn",
    "remis",
    "connect",
    "verbind",
    "connex",
    "conex",
    "connessione",
    "verbinding",
    "refus",
    "reject",
    "recus",
    "rechaz",
    "abgelehnt",
    "abgewiesen",
    "rifiut",
    "timeout",
    "timed out",
    "time-out",
    "zeitüber",
    "expired",
    "abgelaufen",
    "expir",
    "defer",
    "delay",
    "verzöger",
    "retard",
    "atras",
    "queue",
    "warteschlange",
    "file d'attente",
    "fila ",
    "exchange",
    "office",
    "microsoft",
    "o365",
    "m365",
    "outlook",
    "code",
    "código",
    "codice",
    "status",
    "statut",
    "server",
    "serveur",
    "servidor",
    "tls",
    "certif",
    "zertifik",
    "dns",
    "port ",
    " mx ",
    "returned",
    "fail",
    "échou",
    "échec",
    "falh",
    "fallo",
    "report",
    "nachricht",
    "message ",
    "mensage",
    "mensaje",
    "messaggio",
    "postfach",
    "メール",
    "邮件",
    "почт",
];

/// Whether a line tells of mail that has trouble.
pub(super) fn tells_of_mail(line: &str) -> bool {
    let lower = line[..line.floor_char_boundary(1024)].to_lowercase();
    OF_MAIL.iter().any(|word| lower.contains(word)) || is_dated_trouble(&lower)
}

/// Whether a line (in lower case) says since when something has been so, which nobody says of a version or an invoice: `since
/// Monday`, `seit gestern`, `depuis hier`.
fn is_dated_trouble(lower: &str) -> bool {
    const SINCE: [&str; 9] = ["since", "seit", "depuis", "desde", "dal", "da", "sinds", "od", "all"];
    const WHEN: [&str; 40] = [
        "day",
        "yesterday",
        "today",
        "this",
        "last",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "gestern",
        "heute",
        "vorgestern",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "hier",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "ce",
        "ontem",
        "hoje",
        "segunda",
        "terça",
        "quarta",
        "quinta",
        "sexta",
        "ayer",
        "hoy",
        "ieri",
        "lunes",
        "lunedì",
    ];
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).any(|pair| SINCE.contains(&pair[0]) && WHEN.contains(&pair[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_numbered_priced_or_denied_is_no_code() {
        for before in ["Invoice ", "see section ", "Rechnung: ", "Treiber #"] {
            assert!(is_numbered(before), "{before}");
        }
        for before in ["error ", "we get ", ""] {
            assert!(!is_numbered(before), "{before}");
        }
        assert!(is_numbered("## [") && is_numbered("Artikel-Nr. ") && !is_numbered("Fehler Nr. "));
        for before in ["RequestId: ", "&CorrelationID=", "session=<", "session id=", "\"trace_id\": \"", "ifIndex "] {
            assert!(is_identifier(before) || is_numbered(before), "{before}");
        }
        for before in ["he said: ", "ErrorId: ", "error id: ", "ID: ", "paid ", "dsn=", "code: "] {
            assert!(!is_identifier(before), "{before}");
        }
        assert!(is_dialled("0441-") && !is_dialled("450-"));
        assert!(is_section("4.4.3 Availability 4.4.3.1 Power", "4.4.3") && !is_section("450 4.4.3. Deferred", "4.4.3"));
        assert!(is_amount(" CHF.") && is_amount(" €, due") && !is_amount(" Connection refused"));
        for (before, behind) in [
            ("It is not ", ""),
            ("Keine Fehler ", " mehr"),
            ("plus d'erreur, pas de ", ""),
            ("es ist nicht der ", ""),
            ("", " is not what we have"),
        ] {
            assert!(is_denied(before, behind), "{before}|{behind}");
        }
        for before in [
            "Not delivered. ",
            "could not be delivered: error ",
            "no mail gets out, code ",
            "why? ",
            "Mail geht nicht Fehler ",
        ] {
            assert!(!is_denied(before, ""), "{before}");
        }
    }
}
