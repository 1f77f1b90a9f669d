//! Which codes Exchange Online has an article of its own for, and by which titles it calls them.

use crate::model::EnhancedCode;

/// The code of a title that Exchange Online, its admin center or its pages give to an error, in the three
/// languages; the title stands at the beginning of the words.
pub fn title(words: &str) -> Option<EnhancedCode> {
    let words = words.trim_start();
    // The letters that titles begin with.
    if !words.starts_with([
        'c', 'C', 'd', 'D', 'm', 'M', 'é', 'É', 'l', 'L', 'i', 'I', 'f', 'F', 't', 'T', 'n', 'N', 'a', 'A',
    ]) {
        return None;
    }
    let rest = after(words, "message expired").map(|rest| rest.trim_start_matches([',', ' ']));
    let (_, code) = TITLES.iter().find(|(title, _)| after(rest.unwrap_or(words), title).is_some())?;
    Some(if rest.is_some() { EnhancedCode { class: 5, ..*code } } else { *code })
}

/// What follows a beginning in lower case, whatever the case and the apostrophe of the words. Without
/// allocation: it is asked at every word of a text.
fn after<'a>(words: &'a str, lower: &str) -> Option<&'a str> {
    let mut rest = words.chars();
    for wanted in lower.chars() {
        let c = rest.next()?;
        let same = match c {
            '’' => wanted == '\'',
            c if c.is_ascii() => c.to_ascii_lowercase() == wanted,
            c => c == wanted || c.to_lowercase().eq(std::iter::once(wanted)),
        };
        if !same {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Whether Exchange Online gives the code to a failed delivery over a connector (class 4).
pub(in crate::intake) fn has_article(code: EnhancedCode) -> bool {
    let EnhancedCode { class, subject, detail } = code;
    class == 4 && matches!((subject, detail), (4, 312 | 315..=318) | (7, 320))
}

/// Whether the code only says that something inside it failed (class 4).
pub(in crate::intake) fn is_wrapper(code: EnhancedCode) -> bool {
    let EnhancedCode { class, subject, detail } = code;
    class == 4
        && (matches!((subject, detail), (4, 0 | 1 | 2 | 7 | 101 | 300 | 395 | 397 | 400))
            || (350..=359).contains(&detail))
}

pub(super) const fn four(subject: u16, detail: u16) -> EnhancedCode {
    EnhancedCode { class: 4, subject, detail }
}

/// Titles in lower case. English: what the service writes. French and Portuguese: Microsoft's pages.
const TITLES: [(&str, EnhancedCode); 26] = [
    ("dns query failed", four(4, 312)),
    ("connection timed out", four(4, 315)),
    ("connection refused", four(4, 316)),
    ("cannot connect to remote server", four(4, 317)),
    ("cannot establish session with remote server", four(4, 317)),
    ("connection was closed abruptly", four(4, 318)),
    ("connection reset", four(4, 318)),
    ("certificate validation failed", four(7, 320)),
    ("échec de la requête dns", four(4, 312)),
    ("délai de connexion dépassé", four(4, 315)),
    ("connexion refusée", four(4, 316)),
    ("la connexion au serveur distant a échoué", four(4, 317)),
    ("impossible de se connecter au serveur distant", four(4, 317)),
    ("la connexion a été interrompue brusquement", four(4, 318)),
    ("échec de la validation du certificat", four(7, 320)),
    ("falha na consulta dns", four(4, 312)),
    ("tempo limite da conexão esgotado", four(4, 315)),
    ("conexão esgotada", four(4, 315)),
    ("conexão recusada", four(4, 316)),
    ("não é possível se conectar ao servidor remoto", four(4, 317)),
    ("não é possível conectar ao servidor remoto", four(4, 317)),
    ("a conexão foi fechada abruptamente", four(4, 318)),
    ("a conexão foi encerrada abruptamente", four(4, 318)),
    ("falha na validação do certificado", four(7, 320)),
    ("falha na validação de certificado", four(7, 320)),
    ("échec de validation du certificat", four(7, 320)),
];
