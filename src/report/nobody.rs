//! Names that stay, because they are Microsoft's, and words that are no name, whatever domain has them.

/// Domains whose names are Microsoft's own: worldwide, then those of the clouds of the United States' government and defence,
/// of 21Vianet in China and of Germany of old (`intake/status/direction.rs` has the sources).
const MICROSOFT: [&str; 11] = [
    "microsoft.com",
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

/// Whether a name is Microsoft's, and under which domain, if it is a tenant's there.
pub(super) fn microsoft(small: &str) -> Option<&'static str> {
    let under = |domain: &str| small.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'));
    match OF_TENANTS.into_iter().find(|domain| under(domain)) {
        Some(_) if small == CONTROL => Some(""),
        Some(domain) => Some(domain),
        None => MICROSOFT.into_iter().any(|domain| small == domain || under(domain)).then_some(""),
    }
}
