//! Labels before a value: what each is to a report. In the languages of the program, and in those of other servers and
//! admin centers whose reports are pasted: German, Spanish, Italian, Japanese.

use super::{
    answered::receiver,
    labels::{means_address, means_destination, means_some_server},
    lowercase,
    server::{is_inside, server},
    tags::socket_address,
};

/// What a labelled value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// The destination server of a queue, an alert or a DSN.
    Server,
    /// The same of a queue, which only an Exchange server has.
    NextHop,
    /// The server that an NDR says was to receive, `NAME (IP)`, in whatever language.
    Receiver,
    /// The same behind the error that it gave, in the admin center: no line is that label alone, for a sentence begins so.
    Remote,
    /// A host alone, behind a label of no report's that means a server: it counts where nothing nearer the error names one.
    Named,
    /// The same in the words of a mail gateway, which then speaks: Mimecast.
    Gateway,
    /// Its last address.
    Ip,
    /// The last error of a queue or an alert.
    LastError,
    /// The same of `Get-Queue`, which only an Exchange server has.
    QueueError,
    /// The connector.
    Connector,
    /// A recipient: what follows belongs to it.
    Recipient,
    /// The error itself, in a DSN or a newer NDR.
    Error,
    /// When the last attempt was (RFC 3464 section 2.3.7).
    LastAttempt,
    /// Until when the message is tried (RFC 3464 section 2.3.9).
    RetryUntil,
    /// The server that wrote the report.
    Generator,
    /// The same in a delivery status, which servers of every kind write (RFC 3464 section 2.2.2).
    Reporter,
    /// Known, and of no use to a report.
    Ignored,
    /// The message that was returned begins: nothing after it is the report's.
    Original,
    /// The report itself begins (again).
    Diagnostics,
}

/// Labels in lower case with straight apostrophes. Microsoft's words of these languages, first those of
/// its admin center and its NDRs; then DSN fields (RFC 3464), and `Get-Queue`.
const LABELS: [(&str, Label); 134] = [
    ("destination server", Label::Server),
    ("serveur de destination", Label::Server),
    ("servidor de destino", Label::Server),
    ("zielserver", Label::Server),
    ("server di destinazione", Label::Server),
    ("宛先サーバー", Label::Server),
    ("remote server", Label::Remote),
    ("serveur distant", Label::Remote),
    ("servidor remoto", Label::Remote),
    ("remoteserver", Label::Remote),
    ("server remoto", Label::Remote),
    ("リモート サーバー", Label::Remote),
    ("message rejected by", Label::Remote),
    ("message rejeté par", Label::Remote),
    ("mensagem rejeitada por", Label::Remote),
    ("nachricht abgelehnt von", Label::Remote),
    ("mensaje rechazado por", Label::Remote),
    ("messaggio rifiutato da", Label::Remote),
    ("last ip address", Label::Ip),
    // Mimecast's.
    ("remote server ip", Label::Ip),
    // As a picture of it is read.
    ("last lp address", Label::Ip),
    ("dernière adresse ip", Label::Ip),
    ("último endereço ip", Label::Ip),
    ("letzte ip-adresse", Label::Ip),
    ("última dirección ip", Label::Ip),
    ("ultimo indirizzo ip", Label::Ip),
    ("最後の ip アドレス", Label::Ip),
    ("last error", Label::LastError),
    ("dernière erreur", Label::LastError),
    ("último erro", Label::LastError),
    ("letzter fehler", Label::LastError),
    ("último error", Label::LastError),
    ("ultimo errore", Label::LastError),
    ("最後のエラー", Label::LastError),
    ("lasterror", Label::QueueError),
    ("recipientstatus", Label::QueueError),
    ("connector name", Label::Connector),
    ("nom du connecteur", Label::Connector),
    ("nome do conector", Label::Connector),
    ("connector", Label::Connector),
    ("outbound connector", Label::Connector),
    ("outboundconnector", Label::Connector),
    ("connecteur", Label::Connector),
    ("conector", Label::Connector),
    ("nexthopconnector", Label::Ignored),
    ("nexthopdomain", Label::NextHop),
    ("next hop domain", Label::NextHop),
    ("remote-mta", Label::Server),
    ("final-recipient", Label::Recipient),
    ("original-recipient", Label::Ignored),
    ("status", Label::Error),
    ("diagnostic-code", Label::Error),
    ("status code", Label::Error),
    ("code d'état", Label::Error),
    ("code de statut", Label::Error),
    ("código de status", Label::Error),
    ("reported error", Label::Error),
    ("erreur signalée", Label::Error),
    ("erro relatado", Label::Error),
    ("error", Label::Error),
    ("erreur", Label::Error),
    ("erro", Label::Error),
    ("fehler", Label::Error),
    ("errore", Label::Error),
    ("エラー", Label::Error),
    ("error details", Label::Ignored),
    ("reason", Label::Error),
    ("raison", Label::Error),
    ("motivo", Label::Error),
    ("detail", Label::Error),
    ("details", Label::Error),
    ("détail", Label::Error),
    ("détails", Label::Error),
    ("detalhe", Label::Error),
    ("detalhes", Label::Error),
    ("last-attempt-date", Label::LastAttempt),
    ("action", Label::Ignored),
    ("arrival-date", Label::Ignored),
    ("reporting-mta", Label::Reporter),
    ("received-from-mta", Label::Ignored),
    ("x-display-name", Label::Ignored),
    ("will-retry-until", Label::RetryUntil),
    ("generating server", Label::Generator),
    ("serveur de génération", Label::Generator),
    ("servidor gerador", Label::Generator),
    ("servidor de origem", Label::Generator),
    ("generierender server", Label::Generator),
    ("servidor de generación", Label::Generator),
    ("generando servidor", Label::Generator),
    ("server di generazione", Label::Generator),
    ("生成サーバー", Label::Generator),
    ("receiving server", Label::Receiver),
    ("serveur de réception", Label::Receiver),
    ("servidor de recebimento", Label::Receiver),
    ("empfangender server", Label::Receiver),
    ("servidor de recepción", Label::Receiver),
    ("server di ricezione", Label::Receiver),
    ("受信サーバー", Label::Receiver),
    ("total retry attempts", Label::Ignored),
    ("nombre total de tentatives", Label::Ignored),
    ("total de tentativas", Label::Ignored),
    ("queue started time", Label::Ignored),
    ("number of queued messages", Label::Ignored),
    ("oldest messages expired", Label::Ignored),
    ("how to fix", Label::Ignored),
    ("dsn generated by", Label::Generator),
    ("identity", Label::Ignored),
    ("messagecount", Label::Ignored),
    ("original message headers", Label::Original),
    ("en-têtes de message d'origine", Label::Original),
    ("en-têtes de message originaux", Label::Original),
    ("en-têtes du message d'origine", Label::Original),
    ("cabeçalhos originais da mensagem", Label::Original),
    ("cabeçalhos da mensagem original", Label::Original),
    ("ursprüngliche nachrichtenkopfzeilen", Label::Original),
    ("ursprüngliche nachrichtenköpfe", Label::Original),
    ("encabezados de mensaje originales", Label::Original),
    ("encabezados de mensajes originales", Label::Original),
    ("encabezados originales del mensaje", Label::Original),
    ("encabezados del mensaje original", Label::Original),
    ("intestazioni messaggio originale", Label::Original),
    ("intestazioni originali del messaggio", Label::Original),
    ("intestazioni del messaggio originale", Label::Original),
    ("元のメッセージ ヘッダー", Label::Original),
    ("元のメッセージのヘッダー", Label::Original),
    ("diagnostic information for administrators", Label::Diagnostics),
    ("informations de diagnostic pour les administrateurs", Label::Diagnostics),
    ("informações de diagnóstico para administradores", Label::Diagnostics),
    ("diagnoseinformationen für administratoren", Label::Diagnostics),
    ("información de diagnóstico para los administradores", Label::Diagnostics),
    ("información de diagnóstico para administradores", Label::Diagnostics),
    ("informazioni di diagnostica per gli amministratori", Label::Diagnostics),
    ("informazioni diagnostiche per gli amministratori", Label::Diagnostics),
    ("管理者向けの診断情報", Label::Diagnostics),
];

/// What parts a label from its value; a row of a table has a line there.
const MARKS: [char; 3] = [':', '\t', '|'];

/// The label a line begins with, as [`label`] has it, if the line proves that it is one: by a mark behind it, by its
/// value, or because it may stand alone.
pub(super) fn labelled(line: &str) -> Option<(Label, &str)> {
    label(line).filter(|(label, _)| line.contains(MARKS) || stands_alone(*label) || *label == Label::Named)
}

/// The label a line begins with and the value behind its colon; a line that is a label and nothing else has
/// an empty value.
pub(super) fn label(line: &str) -> Option<(Label, &str)> {
    let bare = line.trim_start_matches([' ', '\t', '"', '*', '-', '|']);
    // Markdown's stars stand around a label too, or around it and its colon.
    let is_starred = line.len() > bare.len() && line[..line.len() - bare.len()].contains('*');
    let line = bare;
    let (name, value) = match line.split_once(MARKS) {
        Some((name, value)) => (name, value.trim().trim_end_matches('|').trim_end()),
        None => (line, ""),
    };
    // What was read off a picture has its columns apart by spaces alone.
    if let Some((name, value)) = line.split_once("  ") {
        let value = value.trim_start_matches([' ', '\t']).trim_start_matches(MARKS).trim_matches([' ', '|']);
        let label = known(name).map(|(_, label)| *label).filter(|label| has_its_value_beside(*label));
        if let Some(label) = label.or_else(|| names_host(name, value).then_some(Label::Named)) {
            return Some((label, value));
        }
    }
    let (name, value) = if is_starred {
        (name.trim_end_matches([' ', '*']), value.trim_start_matches('*').trim_start())
    } else {
        (name.trim(), value)
    };
    // The longest label has 51 letters, some of two bytes.
    if name.is_empty() || name.len() > 60 {
        return None;
    }
    match known(name) {
        Some((_, label)) => Some((*label, value)),
        // A field of a language that is not known here tells by its value.
        None if !means_address(name) && !name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-')) => None,
        None if says_who_wrote_it(name, value) => Some((Label::Generator, value)),
        None if means_destination(name) && receiver(value).is_some() => Some((Label::Receiver, value)),
        None if name.eq_ignore_ascii_case("remote host") && is_host_alone(value) => Some((Label::Gateway, value)),
        None if names_host(name, value) => Some((Label::Named, value)),
        // `Sending server: NAME (IP)`: another's.
        None => receiver(value).map(|_| (Label::Ignored, value)),
    }
}

/// Whether a name is one of a server or of its address, and the value a host, an address or both.
fn names_host(name: &str, value: &str) -> bool {
    let means = means_destination(name) || means_some_server(name) || means_address(name);
    means && is_host_or_receiver(value)
}

/// Whether a value is a host, an address or both.
fn is_host_or_receiver(value: &str) -> bool {
    is_host_alone(value) || receiver(value).is_some()
}

/// Whether a value is a host and nothing else, its port aside.
fn is_host_alone(value: &str) -> bool {
    host_and_port(value).is_some() || socket_address(value).is_some()
}

/// The host that a value is, without its port.
pub(super) fn host_and_port(value: &str) -> Option<(String, Option<u16>)> {
    let value = value.trim().trim_end_matches(['.', ',', ';']);
    let (name, port) = match value.rsplit_once(':').map(|(name, port)| (name, port.parse())) {
        Some((name, Ok(port))) => (name, Some(port)),
        Some((_, Err(_))) | None => (value, None),
    };
    let is_name = !name.contains(char::is_whitespace) && socket_address(name).is_none();
    is_name.then(|| server(name)).flatten().map(|name| (name, port))
}

/// The label that a name is.
fn known(name: &str) -> Option<&'static (&'static str, Label)> {
    // Lower case has as many bytes as upper case in these languages, so most labels are out at a glance.
    let first = name.as_bytes().first()?.to_ascii_lowercase();
    let alike = |label: &str| label.len() == name.len() && (!first.is_ascii() || label.as_bytes()[0] == first);
    LABELS.iter().find(|(label, _)| alike(label) && (name == *label || name.to_lowercase() == *label))
}

/// Where the value behind a label begins that stands inside a sentence, `… Destination server: HOST. …`.
pub(super) fn value_inside(lower: &str, wanted: Label) -> Option<usize> {
    let behind = |(name, label): &(&str, Label)| {
        let at = Some(lower.find(name)? + name.len()).filter(|_| *label == wanted)?;
        let value = lower[at..].trim_start();
        // What was copied off a page in one piece lost the colons of its columns.
        let is_column = value.len() < lower[at..].len() && has_its_value_beside(wanted);
        let value = value.strip_prefix(':').or_else(|| is_column.then_some(value))?;
        Some(lower.len() - value.len())
    };
    LABELS.iter().find_map(behind)
}

/// Where the error begins that a queue or an alert names inside a sentence, and its label.
pub(super) fn error_inside(lower: &str) -> Option<(usize, Label)> {
    let inside = |label| value_inside(lower, label).map(|at| (at, label));
    inside(Label::LastError).or_else(|| inside(Label::QueueError))
}

/// Where the next field of such a sentence begins, in lower case; its length if nowhere.
pub(super) fn next_inside(lower: &str) -> usize {
    let begins = |(name, label): &(&str, Label)| {
        let at = lower.find(name).filter(|at| lower[..*at].ends_with([' ', '\t']))?;
        let behind = &lower[at + name.len()..];
        let is_beside = behind.starts_with(' ') && has_its_value_beside(*label);
        (is_beside || behind.trim_start().starts_with(':')).then_some(at)
    };
    LABELS.iter().filter_map(begins).min().unwrap_or(lower.len())
}

/// Whether the value of a label proves that it is one, with nothing but spaces between them.
fn has_its_value_beside(label: Label) -> bool {
    matches!(label, Label::Server | Label::NextHop | Label::Ip | Label::LastError)
}

/// Whether a label says of a DSN which host generated it: `DSN gerada por`, `DSN généré par`.
fn says_who_wrote_it(name: &str, value: &str) -> bool {
    let is_of_dsn = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("dsn "));
    is_of_dsn && !value.contains(' ') && (is_inside(value) || server(value).is_some())
}

/// Where the heading of the returned message stands in a long line; its length if nowhere.
pub(super) fn original(line: &str) -> usize {
    let lower = lowercase::in_place(line);
    let heading = |(name, label): &(&str, Label)| (*label == Label::Original).then(|| lower.find(name)).flatten();
    LABELS.iter().filter_map(heading).min().unwrap_or(line.len())
}

/// Whether a line without a colon may be a label all the same, its value on the line below: as the panes of the
/// admin center are copied.
pub(super) fn stands_alone(label: Label) -> bool {
    matches!(
        label,
        Label::Server
            | Label::NextHop
            | Label::Ip
            | Label::LastError
            | Label::Connector
            | Label::Original
            | Label::Diagnostics
    )
}

/// Whether the value of a label is a host and nothing else, which may stand in the next cell of a table.
pub(super) fn has_host_for_value(label: Label) -> bool {
    matches!(label, Label::Remote | Label::Receiver | Label::Generator)
}

/// Whether the value of a label is a date of RFC 5322.
pub(super) fn has_date_for_value(label: Label) -> bool {
    matches!(label, Label::LastAttempt | Label::RetryUntil)
}

/// Whether a line is the value of such a label above it.
pub(super) fn is_value_of(label: Label, line: &str) -> bool {
    has_host_for_value(label) && (is_host_or_receiver(line) || is_inside(line))
}
