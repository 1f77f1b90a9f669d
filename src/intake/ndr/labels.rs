//! Labels of languages that [`fields`](super::fields) does not list: whether one means the server that was to receive, by the
//! beginning of its words.

/// How the words for what receives, or for where the mail was to go, begin: Microsoft's words for the `Receiving server` of
/// its NDRs, and `destination`, in the languages of Exchange Online.
const RECEIVES: [&str; 66] = [
    "receiv",
    "destinat",
    "recipient",
    "target",
    "réception",
    "destinataire",
    "distant",
    "recebimento",
    "recept",
    "destino",
    "recepción",
    "empfang",
    "empfäng",
    "ziel",
    "ricezione",
    "destinazione",
    "ricevente",
    "ontvang",
    "doel",
    "bestemming",
    "modtag",
    "mottag",
    "mottak",
    "vastaanot",
    "kohde",
    "odbier",
    "odbior",
    "docelow",
    "přij",
    "příj",
    "cílov",
    "prijím",
    "prijem",
    "prima",
    "prejem",
    "cieľ",
    "odrediš",
    "fogad",
    "címzett",
    "primire",
    "recepție",
    "получа",
    "приним",
    "приема",
    "целев",
    "одержув",
    "приймаю",
    "λήψ",
    "παραλήπτ",
    "προορισμ",
    "alıcı",
    "alan",
    "hedef",
    "المستقبل",
    "المستلم",
    "الوجهة",
    "המקבל",
    "מקבל",
    "היעד",
    "penerima",
    "tujuan",
    "nhận",
    "đích",
    "受信",
    "宛先",
    "接收",
];

/// The same in scripts that do not part words.
const RECEIVES_ANYWHERE: [&str; 7] = ["接收", "收件", "目标", "目的", "수신", "받는", "ปลายทาง"];

/// Labels that say it without such a word.
const WHOLE: [&str; 15] = [
    "mx",
    "mx host",
    "mx record",
    "smart host",
    "smarthost",
    "partner server",
    "remote host",
    "remote ip",
    // Mimecast's.
    "route",
    "next hop",
    "nexthop",
    "computername",
    "remoteaddress",
    // Fields of a reply, on lines of their own.
    "lastattemptedservername",
    "lastattemptedip",
];

/// Words before one of these that say whose it is: `Our MX`, `Unser Mailserver`.
pub(super) const OURS: [&str; 13] =
    ["our", "my", "the", "unser", "unsere", "mein", "notre", "mon", "nosso", "nossa", "meu", "nuestro", "nostro"];

/// Labels that mean a server and do not say which: the one that was to receive, where nothing else names it.
const SERVER: [&str; 19] = [
    "server",
    "host",
    "hostname",
    "host name",
    "mail server",
    "mailserver",
    "mail host",
    "serveur",
    "serveur de messagerie",
    "servidor",
    "servidor de email",
    "servidor de correo",
    "server di posta",
    "サーバー",
    "hôte",
    "fqdn",
    "servername",
    "服务器",
    "主机",
];

/// What stands beside `IP` in a label of an address, in lower case.
const ADDRESS: [&str; 17] = [
    "ip",
    "ipv4",
    "ipv6",
    "address",
    "addr",
    "adresse",
    "endereço",
    "dirección",
    "indirizzo",
    "server",
    "host",
    "do",
    "du",
    "del",
    "des",
    "地址",
    "アドレス",
];

/// What stands beside the mail's way, whatever it receives.
const ELSE: [&str; 5] = ["dns", "proxy", "firewall", "client", "reverse"];

/// Whether a label means the server that was to receive the mail: no other has a host that could not be reached behind it.
pub(super) fn means_destination(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words = || lower.split_whitespace();
    let begins = words().any(|word| RECEIVES.iter().any(|start| word.starts_with(start)));
    let means = begins
        || is_ours(&lower)
        || WHOLE.contains(&lower.trim())
        || RECEIVES_ANYWHERE.iter().any(|part| lower.contains(part));
    means && !words().any(|word| ELSE.contains(&word))
}

/// Whether a label says of such a server that it is theirs.
fn is_ours(lower: &str) -> bool {
    let (whose, what) = lower.trim().split_once(' ').unwrap_or_default();
    OURS.contains(&whose) && (WHOLE.contains(&what) || SERVER.contains(&what))
}

/// Whether a label means a server of which only what stands beside it tells whether it was to receive.
pub(super) fn means_some_server(name: &str) -> bool {
    SERVER.contains(&name.to_lowercase().trim())
}

/// Whether a label means an address, and does not say whose: `IP`, `Adresse IP`, `Server-IP`.
pub(super) fn means_address(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words = || lower.split([' ', '-']).filter(|word| !word.is_empty());
    words().any(|word| word.starts_with("ip") || word == "地址")
        && words().all(|word| ADDRESS.contains(&word) || SERVER.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_label_of_the_destination_is_taken_for_one() {
        for name in [
            "Receiving server",
            "Vastaanottava palvelin",
            "Ziel",
            "Принимающий сервер",
            "接收服务器",
            "수신 서버",
            "MX",
            "Our MX",
            "Unser Mailserver",
            "Next hop",
        ] {
            assert!(means_destination(name), "{name}");
        }
        for name in [
            "Sending server",
            "Absender",
            "Serveur d'envoi",
            "Our DNS server",
            "Receiving proxy",
            "Firewall",
            "Zabbix",
            "Helo",
            "Ticket portal",
            "Client",
            "Server",
        ] {
            assert!(!means_destination(name), "{name}");
        }
    }
}
