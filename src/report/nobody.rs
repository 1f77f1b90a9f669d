//! Names that stay, because they are Microsoft's, and words that are no name, whatever domain has them.

/// Domains whose names are Microsoft's own: worldwide, then those of the clouds of the United States' government and defence,
/// of 21Vianet in China and of Germany of old (`intake/status/direction.rs` has the sources).
const MICROSOFT: [&str; 12] = [
    "microsoft.com",
    "aka.ms",
    "outlook.com",
    "office.com",
    "office365.com",
    "exchangelabs.com",
    "microsoftonline.com",
    "office365.us",
    "microsoftonline.us",
    "protection.apps.mil",
    "partner.outlook.cn",
    "outlook.de",
];

/// Domains of public lists of senders, which refusals name (`multirbl.valli.org/list`, 2026): a name of one more label is a
/// list, one of several holds what was looked for in it.
const LISTS: [&str; 8] = [
    "spamhaus.org",
    "spamcop.net",
    "barracudacentral.org",
    "sorbs.net",
    "uceprotect.net",
    "surbl.org",
    "uribl.com",
    "abuseat.org",
];

/// Domains of Microsoft, in the same clouds, under which a name is a tenant's, the longest of each kind first.
const OF_TENANTS: [&str; 14] = [
    "mail.protection.outlook.com",
    "olc.protection.outlook.com",
    "mail.eo.outlook.com",
    "mail.protection.office365.us",
    "mail.protection.apps.mil",
    "mail.protection.partner.outlook.cn",
    "mail.protection.outlook.de",
    "mail.onmicrosoft.com",
    "onmicrosoft.com",
    "mail.onmicrosoft.us",
    "onmicrosoft.us",
    "partner.onmschina.cn",
    "onmicrosoft.de",
    "mx.microsoft",
];

/// Where everybody knocks to see whether port 25 gets out (`probe/control.rs`).
pub(super) const CONTROL: &str = "microsoft-com.mail.protection.outlook.com";

/// The second label of domains under which people register: `contoso.co.uk` is Contoso's.
pub(super) const REGISTRIES: [&str; 7] = ["co", "com", "net", "org", "gov", "ac", "edu"];

/// Words that are no organization's name, whatever domain has them; those of ours among them.
pub(super) const EVERYBODY: [&str; 14] = [
    "mail",
    "smtp",
    "relay",
    "mailer",
    "server",
    "test",
    "local",
    "example",
    "internal",
    "host",
    "name",
    "user",
    "tenant",
    "organization",
];

/// Short words that are no organization's name either, but those of the protocols: `mail.ip.example` is nobody's.
pub(super) const OF_PROTOCOLS: [&str; 14] =
    ["ad", "ca", "dns", "edu", "gov", "imap", "ip", "mta", "mx", "ns", "pop", "ssl", "tls", "www"];

/// Short words of sentences: an organization's name where they stand in capitals alone.
pub(super) const OF_SENTENCES: [&str; 38] = [
    "all", "an", "and", "any", "are", "as", "at", "be", "by", "can", "do", "for", "from", "go", "has", "if", "in",
    "is", "it", "may", "my", "new", "no", "not", "now", "of", "on", "or", "our", "see", "so", "the", "to", "too",
    "via", "was", "we", "you",
];

/// Words that are the first label of many hosts.
pub(super) const OF_HOSTS: [&str; 22] = [
    "antispam",
    "autodiscover",
    "cloud",
    "edge",
    "email",
    "exchange",
    "filter",
    "firewall",
    "gateway",
    "hub",
    "inbound",
    "mailhost",
    "mta-sts",
    "office",
    "outbound",
    "outlook",
    "owa",
    "postfix",
    "remote",
    "secure",
    "transport",
    "webmail",
];

/// Words that servers write, with a capital or before an address or a backslash, and that are nobody's name.
const OF_SERVERS: &str = "access account address administrator again blocked bounce busy client closed connection \
                          contact delivery denied domain email error esmtp expn failed failure for from greylisted \
                          helo host incoming invalid later limit local mail mailbox message network ok originator \
                          outgoing please policy postmaster quota rcpt ready recipient refused rejected relay \
                          relaying reply report retry security sender server service smtp spam support system \
                          temporary timeout to try unavailable unknown user vrfy";

/// The most letters of the first word of a label that does not stand for all of it: `news-paper`.
const SHORT_FIRST: usize = 4;

/// The word for an organization that a name is called after: the label that it registered, unless that is short or many have it.
pub(super) fn organization(small: &str) -> Option<&str> {
    let label = small.rsplit('.').skip(1).find(|label| label.len() > 3 && !REGISTRIES.contains(label));
    label.filter(|word| !EVERYBODY.contains(word))
}

/// How else it is written, where it has hyphens: without them, in words apart, and by the first of these alone, unless that
/// is short or many have it.
pub(super) fn forms(organization: &str) -> impl Iterator<Item = String> {
    let first = organization.split_once('-').map(|(first, _)| first);
    let is_common = |word: &str| is_word(word) || OF_HOSTS.contains(&word) || EVERYBODY.contains(&word);
    let alone = first.filter(|first| first.len() > SHORT_FIRST && !is_common(first)).map(str::to_owned);
    first.into_iter().flat_map(|_| ["", " "].map(|mark| organization.replace('-', mark))).chain(alone)
}

/// Whether a word in small letters is one of a list that blanks part.
pub(super) fn is_one_of(list: &str, small: &str) -> bool {
    list.split(' ').any(|word| word == small)
}

/// Whether a word in small letters is one of servers or of sentences.
pub(super) fn is_word(small: &str) -> bool {
    is_one_of(OF_SERVERS, small) || OF_SENTENCES.contains(&small)
}

/// Whether a word in small letters names nobody, whatever line it stands in.
pub(super) fn is_everybodys(small: &str) -> bool {
    is_word(small) || EVERYBODY.contains(&small) || OF_PROTOCOLS.contains(&small)
}

/// Public authorities for certificates and their older names, as their certificates have them (Mozilla's included CA list,
/// ccadb.org): who issued a certificate of a server is no organization of whoever runs it.
const AUTHORITIES: [&str; 26] = [
    "actalis",
    "amazon",
    "baltimore",
    "buypass",
    "certum",
    "cloudflare",
    "comodo",
    "digicert",
    "entrust",
    "geotrust",
    "globalsign",
    "go daddy",
    "godaddy",
    "google trust services",
    "gts",
    "harica",
    "identrust",
    "isrg",
    "let's encrypt",
    "microsoft",
    "rapidssl",
    "sectigo",
    "starfield",
    "swisssign",
    "thawte",
    "usertrust",
];

/// Words that stand behind these names in theirs: what they are, and what they sign with.
const OF_AUTHORITIES: [&str; 38] = [
    "a",
    "assurance",
    "authentication",
    "authority",
    "azure",
    "b",
    "ca",
    "certificate",
    "certification",
    "class",
    "cloud",
    "corporation",
    "cybertrust",
    "domain",
    "dv",
    "ecc",
    "encryption",
    "ev",
    "extended",
    "global",
    "inc",
    "intermediate",
    "issuing",
    "limited",
    "llc",
    "ltd",
    "nv-sa",
    "organization",
    "ov",
    "public",
    "root",
    "rsa",
    "secure",
    "server",
    "signing",
    "tls",
    "trust",
    "validation",
];

/// Whether a name is that of a public authority, and of nobody else.
pub(super) fn is_authority(name: &str) -> bool {
    let small = name.trim().to_lowercase().replace('\u{2019}', "'");
    let behind =
        |authority: &&str| small.strip_prefix(*authority).filter(|rest| !rest.starts_with(char::is_alphanumeric));
    let is_theirs = |word: &str| {
        word.is_empty()
            || OF_AUTHORITIES.contains(&word)
            || word.len() < 7 && word.contains(|c: char| c.is_ascii_digit())
    };
    AUTHORITIES.iter().find_map(behind).is_some_and(|rest| rest.split([' ', ',', '.', '(', ')']).all(is_theirs))
}

/// Products and files that look like the name of a host, as servers write them. What a file is called after may be somebody,
/// so only whole names stay.
const LIKE_HOSTS: [&str; 23] = [
    "a.out",
    "access.db",
    "asp.net",
    "exim.conf",
    "host.name",
    "index.html",
    "libssl.so",
    "mail.err",
    "mail.log",
    "mail.warn",
    "mailer.conf",
    "main.cf",
    "master.cf",
    "messagelabs.cloud",
    "node.js",
    "php.ini",
    "readme.txt",
    "robots.txt",
    "sendmail.cf",
    "smtpd.py",
    "submit.cf",
    "symantec.cloud",
    "winhttp.dll",
];

/// Whether a word that looks like the name of a host is a product or a file.
pub(super) fn is_like_host(word: &str) -> bool {
    LIKE_HOSTS.contains(&word.to_lowercase().as_str())
}

/// Whether a name is Microsoft's or a public list's, and under which domain, if it is a tenant's there.
pub(super) fn microsoft(small: &str) -> Option<&'static str> {
    let under = |domain: &str| small.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
    match OF_TENANTS.into_iter().find(|domain| under(domain)) {
        Some(_) if small == CONTROL => Some(""),
        Some(domain) => Some(domain),
        None if LISTS.into_iter().any(|list| small == list || under(list) && small.matches('.').count() == 2) => {
            Some("")
        }
        None => MICROSOFT.into_iter().any(|domain| small == domain || under(domain)).then_some(""),
    }
}
