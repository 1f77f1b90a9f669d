//! The classes of misreading that the field showed: the same error inside whatever people paste it in gives the same
//! answer.

use std::io::{Cursor, Write as _};

use mxray::{
    intake::ndr::{self, Reading},
    knowledge::Knowledge,
    model::{CodeId, MailDirection, MatterId, Speaker},
};
use proptest::prelude::*;

use MailDirection::{Inbound, Outbound, Unknown};

fn read(bytes: &[u8]) -> Reading {
    ndr::read(bytes, Knowledge::embedded()).expect("a text")
}

/// An error as it is said, and what it comes to.
struct Said {
    words: &'static str,
    /// The conclusion; none: no delivery error of a connector.
    code: Option<&'static str>,
    cause: Option<&'static str>,
    direction: MailDirection,
    matter: Option<&'static str>,
}

const fn said(
    words: &'static str,
    code: Option<&'static str>,
    cause: Option<&'static str>,
    direction: MailDirection,
    matter: Option<&'static str>,
) -> Said {
    Said { words, code, cause, direction, matter }
}

/// Replies of a server that does not deliver, each whole and on one line.
const REPLIES: [Said; 73] = [
    // DNS under other numbers.
    said("451 4.4.0 DNS query failed", Some("4.4.312"), None, Outbound, None),
    said(
        "451 4.4.0 DNS query failed. The error was: DNS query failed with error ErrorRetry",
        Some("4.4.312"),
        None,
        Outbound,
        None,
    ),
    said("550 5.4.312 Message expired, DNS query failed (ErrorTimeout)", Some("4.4.312"), None, Outbound, None),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=ServerFailure] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.312"),
        None,
        Outbound,
        None,
    ),
    said(
        "554 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain",
        Some("4.4.312"),
        Some("312.cause.no-such-name"),
        Outbound,
        None,
    ),
    said(
        "550 5.6.7 DNS domain 'contoso.test' does not exist [Message=InfoDomainNonexistent] [LastAttemptedServerName=contoso.test]",
        Some("4.4.312"),
        Some("312.cause.no-such-name"),
        Outbound,
        None,
    ),
    said(
        "550 5.4.310 DNS domain contoso.test does not exist [Message=InfoDomainNonexistent] [LastAttemptedServerName=contoso.test]",
        Some("4.4.312"),
        Some("312.cause.no-such-name"),
        Outbound,
        None,
    ),
    said(
        "451 4.4.0 [Message=InfoNoRecords] [LastAttemptedServerName=contoso.test]",
        Some("4.4.312"),
        Some("312.cause.no-address"),
        Outbound,
        None,
    ),
    // Service unavailable, whoever says it.
    said("432 4.3.2 STOREDRV.Deliver; recipient thread limit exceeded", None, None, Unknown, Some("store")),
    said(
        "421 4.3.2 The maximum number of concurrent connections per resource forest has exceeded a limit, closing transmission channel",
        None,
        None,
        Inbound,
        Some("service-trouble"),
    ),
    said(
        "550 5.7.350 Remote server returned message detected as spam -> 554 5.7.1 Service unavailable; Client host [192.0.2.44] blocked using a.blocklist.example",
        Some("other"),
        None,
        Outbound,
        Some("blocklist"),
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=554 5.7.1 Service unavailable; Client host [192.0.2.107] blocked using a.blocklist.example] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.blocklist"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=421 4.3.2 Service not available] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.unavailable"),
        Outbound,
        None,
    ),
    said(
        "451 4.4.397 Error communicating with target host -> 421 4.3.2 Service not active",
        Some("4.4.317"),
        Some("317.cause.inactive-component"),
        Outbound,
        None,
    ),
    // Exchange's own words in the place of a reply.
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Socket error SocketError] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.318"),
        None,
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Error Response was not in the expected format] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.bad-replies"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=454 4.7.0 The cipher strength is too weak] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.tls-cipher"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 5.7.3 Cannot achieve Exchange Server authentication] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        None,
        Outbound,
        None,
    ),
    // Security status, and certificate words without it.
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status UntrustedRoot] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.client-certificate"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status CertExpired] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.client-certificate"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status Renegotiate] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.session-tickets"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status InvalidToken] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.starttls-broken"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status AlgorithmMismatch] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.tls-cipher"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        None,
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=CertRole] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        Some("320.cause.malformed"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=CERT_E_CHAINING] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        Some("320.cause.incomplete-chain"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=RevocationFailure] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        None,
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=CnNoMatch Expected Subject: mail.contoso.com. Presented Subject: CN=other.]",
        Some("4.7.320"),
        Some("320.cause.name"),
        Outbound,
        None,
    ),
    // Old wrappers.
    said(
        "451 4.4.0 Primary target IP address responded with: \"421 4.4.1 Connection timed out.\" Attempted failover to alternate host, but that did not succeed. Either there are no alternate hosts, or delivery failed to all alternate hosts.",
        Some("4.4.315"),
        None,
        Outbound,
        None,
    ),
    said(
        "451 4.4.0 Primary target IP address responded with: \"421 4.2.1 Unable to connect.\" Attempted failover to alternate host, but that did not succeed. The last endpoint attempted was 192.0.2.25:25: SocketConnectionRefused: Socket error code 10061",
        Some("4.4.316"),
        None,
        Outbound,
        None,
    ),
    said(
        "451 4.4.395 Target host responded with error. -> 421 4.4.2 Connection dropped due to SocketError",
        Some("4.4.318"),
        None,
        Outbound,
        None,
    ),
    said(
        "550 5.4.300 Message expired -> 451 4.4.397 Error communicating with target host. -> 421 4.2.1 Unable to connect -> SocketTimedout: Socket error code 10060",
        Some("4.4.315"),
        None,
        Outbound,
        None,
    ),
    // Codes of other articles, and what is the tenant's own or Microsoft's.
    said(
        "550 5.7.325 certificate-host-mismatch: Remote certificate MUST have a common name or subject alternative name matching the hostname (DANE)",
        Some("other"),
        None,
        Outbound,
        Some("dane"),
    ),
    said(
        "450 4.4.8 MX hosts of 'contoso.test' failed MTA-STS validation",
        Some("other"),
        None,
        Outbound,
        Some("mta-sts"),
    ),
    said(
        "450 4.7.230 Connecting Exchange server version is out-of-date; connection to Exchange Online throttled",
        None,
        None,
        Inbound,
        Some("outdated-exchange"),
    ),
    said(
        "550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources",
        None,
        None,
        Inbound,
        Some("direct-send"),
    ),
    said(
        "550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit for sending email to external recipients",
        None,
        None,
        Outbound,
        Some("sending-limit"),
    ),
    said("550 5.1.8 Access denied, bad outbound sender AS(42003)", None, None, Outbound, Some("sender-blocked")),
    said("550 5.7.64 TenantAttribution; Relay Access Denied ATTR36", None, None, Inbound, Some("inbound")),
    said(
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        None,
        None,
        Unknown,
        Some("recipient"),
    ),
    // Limits and rules of one's own, and filters of the destination's.
    said(
        "550 5.2.3 RESOLVER.RST.SendSizeLimit.Sender; message too large for this sender",
        None,
        None,
        Unknown,
        Some("own-limit"),
    ),
    said(
        "550 5.2.3 RESOLVER.RST.SendSizeLimit.Org; message too large for this organization",
        None,
        None,
        Unknown,
        Some("own-limit"),
    ),
    said("550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients", None, None, Unknown, Some("own-limit")),
    said("550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large", None, None, Unknown, Some("recipient")),
    said("550 5.2.0 RESOLVER.ADR.BadPrimary; recipient primary SMTP address", None, None, Unknown, Some("recipient")),
    said("550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized", Some("other"), None, Unknown, Some("restricted")),
    said(
        "451 4.7.1 Service unavailable - try again later (Milter failure)",
        Some("other"),
        None,
        Unknown,
        Some("filtered"),
    ),
    said(
        "451 4.7.5 Remote certificate MUST have a subject alternative name matching the hostname (MTA-STS)",
        Some("other"),
        None,
        Outbound,
        Some("mta-sts"),
    ),
    // The rest of what Windows makes of an alert, each word.
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status IllegalMessage] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.handshake"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status Unsupported] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.tls-version"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status CertUnknown] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.client-certificate"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status LogonDenied] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.rejected"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status MessageAltered] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.handshake"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status DecryptFailure] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.handshake"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 Security status InternalError] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.handshake"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [Message=451 4.4.0 TLS negotiation failed with error ConnectionAborted] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        Some("317.cause.handshake"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot connect to remote server [LastAttemptedServerName=mail.contoso.com]",
        Some("4.4.317"),
        None,
        Outbound,
        None,
    ),
    // The rest of what is said of a certificate.
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=CertificateExpired] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        Some("320.cause.expired"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=ValidityPeriodNesting] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        Some("320.cause.expired"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=SubjectMismatch Expected Subject: mail.contoso.com. Presented Subject: CN=other.] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        Some("320.cause.name"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=SelfSigned] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        Some("320.cause.self-signed"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=CertificateRevoked] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        Some("320.cause.revoked"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=NotYetValid] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        Some("320.cause.not-yet-valid"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=WrongUsage] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        Some("320.cause.malformed"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=BasicConstraints] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        Some("320.cause.malformed"),
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=RevocationOffline] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        None,
        Outbound,
        None,
    ),
    said(
        "450 4.4.317 Cannot establish session with remote server [Message=454 4.7.5 Certificate validation failure] [LastAttemptedServerName=mail.contoso.com]",
        Some("4.7.320"),
        None,
        Outbound,
        None,
    ),
    // The rest of DNS, of what old servers say, and of what is the tenant's own or mail into Office 365.
    said(
        "450 4.4.312 DNS query failed [Message=InfoMxLoopback] [LastAttemptedServerName=contoso.test]",
        Some("4.4.312"),
        Some("312.cause.mx-target"),
        Outbound,
        None,
    ),
    said("421 4.2.1 Unable to connect.", Some("other"), None, Outbound, None),
    said(
        "550 5.7.232 Your message can't be sent because your trial tenant has exceeded its daily limit for sending email to external recipients",
        None,
        None,
        Outbound,
        Some("sending-limit"),
    ),
    said(
        "550 5.7.236 Access denied, tenant exceeded its limit for sending from onmicrosoft.com",
        None,
        None,
        Outbound,
        Some("sending-limit"),
    ),
    said("550 5.7.705 Access denied, tenant has exceeded threshold", None, None, Outbound, Some("sender-blocked")),
    said(
        "451 4.7.500 Server busy. Please try again later from [198.51.100.4]. (AS77714) [AM1FT012.eop-eur05.prod.protection.outlook.com]",
        None,
        None,
        Inbound,
        Some("inbound-throttled"),
    ),
];

/// What people paste an error in.
#[derive(Clone, Copy, Debug)]
enum Envelope {
    Alone,
    Prose,
    Dated,
    Delay,
    Trace,
    Queue,
    Html,
    Forwarded,
    Mail,
    Status,
    Csv,
    Outlook,
    /// An empty line behind each line that was wrapped at words.
    Paragraphs,
    /// Table cells and paragraphs of a web page in their place.
    Cells,
    /// Broken at a width, inside words.
    Broken,
    /// The same, quoted, with an empty line behind each.
    BrokenParagraphs,
    Json,
    EscapedJson,
    /// Entities escaped once more, as where a page shows a page.
    HtmlTwice,
    /// All of a page escaped, its tags too.
    HtmlShown,
    /// A mail whose headers and fields a second mailer wrapped, without a space in front.
    Rewrapped,
    /// In the frame of a server that speaks German or Japanese.
    German,
    Japanese,
    /// A phone's forward.
    Phone,
}

const ENVELOPES: [Envelope; 24] = [
    Envelope::Alone,
    Envelope::Prose,
    Envelope::Dated,
    Envelope::Delay,
    Envelope::Trace,
    Envelope::Queue,
    Envelope::Html,
    Envelope::Forwarded,
    Envelope::Mail,
    Envelope::Status,
    Envelope::Csv,
    Envelope::Outlook,
    Envelope::Paragraphs,
    Envelope::Cells,
    Envelope::Broken,
    Envelope::BrokenParagraphs,
    Envelope::Json,
    Envelope::EscapedJson,
    Envelope::HtmlTwice,
    Envelope::HtmlShown,
    Envelope::Rewrapped,
    Envelope::German,
    Envelope::Japanese,
    Envelope::Phone,
];

/// A line broken at a width, words or not; into three at least, for two lines show no width.
fn broken(text: &str, width: usize, mark: &str, between: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let width = width.min(letters.len() / 3);
    let lines = letters.chunks(width).map(|line| format!("{mark}{}", line.iter().collect::<String>()));
    lines.collect::<Vec<_>>().join(between)
}

/// A line broken at words to a width, each line behind a mark.
fn wrapped(text: &str, width: usize, mark: &str) -> String {
    let mut out = String::from(mark);
    let mut column = 0;
    for word in text.split(' ') {
        if column > 0 && column + word.len() > width {
            out.push('\n');
            out.push_str(mark);
            column = 0;
        } else if column > 0 {
            out.push(' ');
        }
        out.push_str(word);
        column += word.len() + 1;
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\'', "&#39;")
}

/// A page with that in a cell, wrapped to a width.
fn page(words: &str, width: usize) -> String {
    format!(
        "<html><body><table><tr><td>Error</td></tr><tr><td>{}</td></tr></table></body></html>",
        wrapped(words, width, "").replace('\n', "<br>\n")
    )
}

/// A report in the frame of another language: its heading, the label of its server, and the heading of the mail that was
/// returned, of which nothing is read.
fn framed(words: &str, [heading, generator, original]: [&str; 3]) -> String {
    format!(
        "{heading}:\n\n{generator}: EX01.contoso.local\n\nuser@fabrikam.com\n04.02.2025 09:58:10 - Server at mail.fabrikam.com (192.0.2.25) returned '{words}'\n\n{original}:\n\nReceived: from EX01.contoso.local\nX-Note: 450 4.4.316 Connection refused\n"
    )
}

fn delay(words: &str) -> String {
    format!(
        "Delivery is delayed to these recipients or groups:\n\nuser@fabrikam.com\n\nDiagnostic information for administrators:\n\nGenerating server: EX01.contoso.local\n\nServer at mail.fabrikam.com (192.0.2.25) returned '400 4.4.7 Message delayed'\n2/4/2025 9:58:10 AM - Server at mail.fabrikam.com (192.0.2.25) returned '{words}'\n\nOriginal message headers:\n\nReceived: from EX01.contoso.local\n"
    )
}

/// A message of Outlook's with that body, attached to as many others as `depth` says.
fn outlook_inside(body: &str, depth: usize) -> Vec<u8> {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file in memory");
    let mut at = String::from("/");
    for around in 0..=depth {
        let body = if around == depth { body } else { "see what is attached" };
        for (name, bytes) in [
            ("__substg1.0_0037001F", utf16("Undeliverable: invoice")),
            ("__substg1.0_1000001F", utf16(body)),
            (
                "__substg1.0_007D001F",
                utf16("Date: Tue, 4 Feb 2025 09:58:10 +0000\r\nSubject: Undeliverable: invoice\r\n"),
            ),
            ("__properties_version1.0", vec![0; 32]),
        ] {
            let name = format!("{at}{name}");
            file.create_stream(name).expect("a stream in memory").write_all(&bytes).expect("room in memory");
        }
        if around < depth {
            at += "__attach_version1.0_#00000000/__substg1.0_3701000D/";
            file.create_storage_all(&at).expect("a storage in memory");
        }
    }
    file.flush().expect("room in memory");
    file.into_inner().into_inner()
}

/// A message of Outlook's with that body.
fn outlook(body: &str) -> Vec<u8> {
    outlook_inside(body, 0)
}

fn trace(led: &str) -> String {
    format!("Reason: {led}. OutboundProxyTargetIP: 192.0.2.25. OutboundProxyTargetHostName: mail.fabrikam.com")
}

fn put(words: &str, envelope: Envelope, width: usize) -> Vec<u8> {
    let led = format!("[{{LED={words}}};{{MSG=}};{{FQDN=}};{{IP=}};{{LRT=2/4/2025 9:58:10 AM}}]");
    let text = match envelope {
        Envelope::Alone => words.to_owned(),
        Envelope::Prose => format!("Hello,\n\nsince Monday our users get this:\n\n{words}\n\nAny ideas? Regards"),
        Envelope::Dated => format!("2/4/2025 9:58:10 AM - Server at mail.fabrikam.com (192.0.2.25) returned '{words}'"),
        Envelope::Delay => delay(words),
        Envelope::Trace => format!("Status: Pending\n{}", trace(&led)),
        Envelope::Queue => format!(
            "Identity          : EX01\\123\nNextHopDomain     : site:branch1; version: 14\nStatus            : Retry\nMessageCount      : 3\nLastError         : {led}\n"
        ),
        Envelope::Html => page(&escaped(words), width),
        Envelope::HtmlTwice => page(&escaped(&escaped(words)), width),
        Envelope::HtmlShown => escaped(&page(&escaped(words), width)),
        Envelope::Rewrapped => format!(
            "From: postmaster@contoso.com\nTo: user@contoso.com\nSubject: Undeliverable: what a second mailer\nwrapped again\nMIME-Version: 1.0\nContent-Type: multipart/report;\nreport-type=delivery-status; boundary=\n\"b\"\n\n--b\nContent-Type:\nmessage/delivery-status\n\nReporting-MTA: dns;AM0PR01MB0000.eurprd01.prod.outlook.com\n\nFinal-Recipient:\nrfc822;user@fabrikam.com\nAction: failed\nDiagnostic-Code:\n{}\n\n--b--\n",
            wrapped(&format!("smtp;{words}"), width, "")
        ),
        Envelope::German => framed(
            words,
            [
                "Diagnoseinformationen für Administratoren",
                "Generierender Server",
                "Ursprüngliche Nachrichtenkopfzeilen",
            ],
        ),
        Envelope::Japanese => framed(words, ["管理者向けの診断情報", "生成サーバー", "元のメッセージ ヘッダー"]),
        Envelope::Phone => format!(
            "Get Outlook for iOS\n________________________________\nFrom: A User\nSubject: Fwd: Undeliverable\n\n{}\n\nSent from my iPhone",
            wrapped(words, width, "> ")
        ),
        Envelope::Forwarded => wrapped(words, width, "> > "),
        Envelope::Mail => format!(
            "From: postmaster@contoso.com\nTo: user@contoso.com\nSubject: Undeliverable\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{}",
            delay(words)
        ),
        Envelope::Status => format!(
            "From: postmaster@contoso.com\nTo: user@contoso.com\nSubject: Undeliverable\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\nIt could not be delivered.\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns;AM0PR01MB0000.eurprd01.prod.outlook.com\n\nFinal-Recipient: rfc822;user@fabrikam.com\nAction: delayed\nStatus: 4.4.7\nDiagnostic-Code: smtp;{words}\n\n--b--\n"
        ),
        Envelope::Csv => format!(
            "\"Date\",\"Event\",\"Detail\"\n\"2/4/2025 9:58:10 AM\",\"Defer\",\"Reason: {}\"\n",
            led.replace('"', "\"\"")
        ),
        Envelope::Paragraphs => wrapped(&trace(&led), width, "").replace('\n', "\n\n"),
        Envelope::Cells => {
            let escaped = trace(&led).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let cells = wrapped(&escaped, width, "").replace('\n', "</td></tr><tr><td>");
            format!("<table><tr><td>{cells}</td></tr></table>")
        }
        Envelope::Broken => broken(&trace(&led), width, "", "\n"),
        Envelope::BrokenParagraphs => broken(&trace(&led), width, "> ", "\n>\n"),
        Envelope::Json => {
            let detail = serde_json::Value::String(trace(&led));
            format!("{{\"value\":[{{\"event\":\"Defer\",\"detail\":{detail},\"size\":1}}]}}")
        }
        Envelope::EscapedJson => {
            let detail = serde_json::Value::String(trace(&led).replace(". Outbound", ".\nOutbound"));
            let line = format!("{{\"event\":\"Defer\",\"detail\":{detail}}}");
            format!("worker[1]: got {}", line.replace('"', "\\\""))
        }
        Envelope::Outlook => return outlook(&delay(words).replace('\n', "\r\n")),
    };
    text.into_bytes()
}

fn check(said: &Said, envelope: Envelope, width: usize) -> Result<(), TestCaseError> {
    let bytes = put(said.words, envelope, width);
    let shown = String::from_utf8_lossy(&bytes);
    let reading = read(&bytes);
    let Some(report) = reading.first() else {
        return Err(TestCaseError::fail(format!("nothing read of {envelope:?} {width}: {shown}")));
    };
    let read = (
        report.code.as_ref().map(CodeId::as_str),
        report.cause.as_ref().map(mxray::model::CauseId::as_str),
        // What is about a recipient tells no direction by itself; what it stands in may.
        if said.direction == Unknown { Unknown } else { report.direction },
        report.matter.as_ref().map(MatterId::as_str),
        reading.reports.len(),
    );
    let wanted = (said.code, said.cause, said.direction, said.matter, 1);
    prop_assert_eq!(read, wanted, "{:?} {}: {}", envelope, width, shown);
    Ok(())
}

#[test]
fn an_error_says_the_same_in_every_envelope() {
    let mut wrong = String::new();
    for said in &REPLIES {
        for envelope in ENVELOPES {
            if let Err(error) = check(said, envelope, 200) {
                wrong.push_str(&format!("{error}\n\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, max_global_rejects: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn however_it_is_wrapped_an_error_says_the_same(
        said in 0..REPLIES.len(),
        envelope in proptest::sample::select(vec![
            Envelope::Html, Envelope::Forwarded, Envelope::Paragraphs, Envelope::Cells, Envelope::Broken,
            Envelope::BrokenParagraphs, Envelope::HtmlTwice, Envelope::HtmlShown, Envelope::Rewrapped, Envelope::Phone,
        ]),
        width in 34_usize..160,
    ) {
        check(&REPLIES[said], envelope, width)?;
    }

    /// Web pages put empty lines into a record: while a bracket is open, it goes on.
    #[test]
    fn an_empty_line_inside_a_bracket_ends_nothing(said in 0..REPLIES.len(), at in 0_usize..400) {
        let words = REPLIES[said].words;
        let inside = words.match_indices(' ').filter(|(space, _)| {
            let depth: i32 = words[..*space].bytes().map(|b| i32::from(b == b'[') - i32::from(b == b']')).sum();
            depth > 0
        });
        let spaces: Vec<usize> = inside.map(|(space, _)| space).collect();
        prop_assume!(!spaces.is_empty());
        let space = spaces[at % spaces.len()];
        let broken = format!("{}\n\n{}", &words[..space], &words[space + 1..]);
        let report = read(broken.as_bytes());
        let read = report.first().and_then(|report| Some((report.code.clone()?, report.server_name.clone())));
        let whole = ndr::read(words.as_bytes(), Knowledge::embedded()).unwrap();
        let whole = whole.first().and_then(|report| Some((report.code.clone()?, report.server_name.clone())));
        prop_assert_eq!(read, whole, "{}", broken);
    }
}

#[test]
fn what_of_a_message_could_not_be_read_is_told() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file in memory");
    let subject: Vec<u8> = "Undeliverable: invoice".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [("/__substg1.0_0037001F", subject), ("/__substg1.0_10090102", vec![7; 200])] {
        file.create_stream(name).expect("a stream in memory").write_all(&bytes).expect("room in memory");
    }
    file.flush().expect("room in memory");
    let rich = file.into_inner().into_inner();
    let nested = |depth: usize| {
        let mut text = "From: postmaster@contoso.com\nTo: user@contoso.com\n".to_owned();
        for level in 0..depth {
            text += &format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
        }
        text + "Content-Type: text/plain\n\n450 4.4.316 Connection refused\n"
    };
    let id = |bytes: &[u8]| {
        ndr::read(bytes, Knowledge::embedded()).map(|reading| reading.has_code()).map_err(|error| error.id())
    };
    assert_eq!(id(&rich), Err("read-rich-text"));
    assert_eq!(id(nested(12).as_bytes()), Ok(true));
    assert_eq!(id(nested(15).as_bytes()), Err("read-too-deep"));
}

#[test]
fn mail_to_where_office_365_receives_is_inbound_wherever_the_host_stands() {
    for host in [
        "contoso-com.mail.protection.outlook.com",
        "contoso-com.k-v1.mx.microsoft",
        "hotmail-com.olc.protection.outlook.com",
    ] {
        for line in [
            format!("connect to {host}[192.0.2.36]:25: Connection refused"),
            format!(
                "postfix/smtp[123]: 4F1: to=<user@contoso.com>, relay={host}[192.0.2.36]:25, delay=30, dsn=4.4.1, status=deferred (connect to {host}[192.0.2.36]:25: Connection timed out)"
            ),
            format!("postfix/smtp[123]: 4F1: lost connection with {host}[192.0.2.36] while sending RCPT TO"),
            format!(
                "sm-mta[99]: x1: to=<user@contoso.com>, mailer=esmtp, relay={host}. [192.0.2.36], dsn=4.0.0, stat=Deferred: Connection reset by {host}."
            ),
            format!(
                "2024-04-02 12:33:56 1rrbSl-0001 == user@contoso.com R=dnslookup T=remote_smtp defer (110): Connection timed out H={host} [192.0.2.36]"
            ),
            format!(
                "LastError : [{{LED=451 4.4.397 Error communicating with target host. -> 421 4.4.2 Connection dropped due to TimedOut}};{{MSG=}};{{FQDN={host}}};{{IP=192.0.2.36}};{{LRT=}}]"
            ),
            format!("454 4.7.5 Certificate validation failure, reason:untrustedroot}};{{MSG=}};{{FQDN={host}."),
            format!(
                "<user@contoso.com>: host\n    {host}[192.0.2.36] said: 550 5.7.1 Service refused (in reply to\n    RCPT TO command)"
            ),
        ] {
            let reading = read(line.as_bytes());
            let report = reading.first().unwrap_or_else(|| panic!("nothing read of {line}"));
            assert_eq!((report.direction, report.code.as_ref()), (Inbound, None), "{line}");
            assert_eq!(report.server_name.as_ref().map(|name| name.as_str()), Some(host), "{line}");
        }
    }
}

#[test]
fn what_is_no_name_and_no_address_is_no_server() {
    for junk in
        ["xxx", "<YourConnectionPoint.domain>", "site:branch1; version: 14", "edgesync - default to internet", "server"]
    {
        for text in [
            format!("450 4.4.316 Connection refused [LastAttemptedServerName={junk}]"),
            format!("2/4/2025 9:58:10 AM - Server at {junk} returned '450 4.4.316 Connection refused'"),
            format!(
                "NextHopDomain : {junk}\nLastError : [{{LED=450 4.4.316 Connection refused}};{{MSG=}};{{FQDN={junk}}};{{IP=}};{{LRT=}}]"
            ),
        ] {
            let reading = read(text.as_bytes());
            let report = reading.first().unwrap_or_else(|| panic!("nothing read of {text}"));
            assert_eq!(
                (report.code.as_ref().map(CodeId::as_str), &report.server_name),
                (Some("4.4.316"), &None),
                "{text}"
            );
        }
    }
    let text = "NextHopDomain : fabrikam.com\nLastError : [{LED=450 4.4.316 Connection refused};{MSG=};{FQDN=mail.contoso.com};{IP=192.0.2.25};{LRT=}]";
    assert_eq!(read(text.as_bytes()).first().unwrap().server_name.as_ref().unwrap().as_str(), "mail.contoso.com");
}

#[test]
fn who_speaks_is_told() {
    for (text, speaker) in [
        (
            "450 4.4.316 Connection refused [Message=Socket error code 10061] [LastAttemptedServerName=mail.contoso.com]",
            Speaker::ExchangeOnline,
        ),
        (
            "550 5.7.64 TenantAttribution; Relay Access Denied [AM5EUR03FT000.eop-EUR03.prod.protection.outlook.com]",
            Speaker::ExchangeOnline,
        ),
        ("451 4.4.397 Error communicating with target host. -> 421 4.2.1 Unable to connect", Speaker::ExchangeServer),
        (
            "LastError : [{LED=421 4.4.2 Connection dropped due to SocketError};{MSG=};{FQDN=mail.contoso.com};{IP=192.0.2.25};{LRT=}]",
            Speaker::ExchangeServer,
        ),
        (
            "Generating server: EX01.contoso.local\n\n2/4/2025 9:58:10 AM - Server at mail.contoso.com (192.0.2.25) returned '421 4.4.2 Connection dropped due to SocketError'",
            Speaker::ExchangeServer,
        ),
        (
            "554 5.7.1 Service unavailable; Client host [192.0.2.44] blocked using a.blocklist.example",
            Speaker::Destination,
        ),
        ("connect to mail.contoso.com[192.0.2.25]:25: Connection refused", Speaker::MailServer),
        ("Connection refused", Speaker::Unknown),
        ("4.4.316", Speaker::ExchangeOnline),
        ("4.4.1", Speaker::Unknown),
    ] {
        let reading = read(text.as_bytes());
        let report = reading.first().unwrap_or_else(|| panic!("nothing read of {text}"));
        assert_eq!(report.speaker, speaker, "{text}");
    }
}

#[test]
fn a_report_attached_to_an_outlook_message_is_read_and_what_is_too_deep_is_left() {
    for (depth, is_read) in [(1, true), (6, true), (7, false), (20, false)] {
        let reading = read(&outlook_inside(&delay("450 4.4.316 Connection refused"), depth));
        let code = reading.first().and_then(|report| report.code.as_ref()).map(CodeId::as_str);
        assert_eq!(code, is_read.then_some("4.4.316"), "{depth}");
    }
}

/// A report whose text says that, and whose delivery status says this.
fn two_parts(text: &str, status: &str) -> String {
    format!(
        "From: postmaster@contoso.com\nTo: user@contoso.com\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: text/plain\n\n{text}\n\n--b\nContent-Type: message/delivery-status\n\n{status}\n\n--b--\n"
    )
}

#[test]
fn a_status_that_only_names_its_class_beats_neither_a_diagnostic_nor_the_text() {
    let alone = "Reporting-MTA: dns;EX01.contoso.local\n\nFinal-Recipient: rfc822;user@fabrikam.com\nAction: failed\n";
    for said in REPLIES.iter().filter(|said| said.words.starts_with(['4', '5'])) {
        for class in ["5.0.0", "4.0.0", "4.4.0"] {
            let status = format!("{alone}Status: {class}");
            for text in [
                format!("{status}\nDiagnostic-Code: smtp;{}", said.words),
                two_parts(&delay(said.words), &status),
                two_parts("It could not be delivered.", &format!("{status}\nDiagnostic-Code: smtp;{}", said.words)),
            ] {
                let reading = read(text.as_bytes());
                let report = reading.first().unwrap_or_else(|| panic!("nothing read of {text}"));
                let told = (report.code.as_ref().map(CodeId::as_str), report.matter.as_ref().map(MatterId::as_str));
                assert_eq!((told, reading.reports.len()), ((said.code, said.matter), 1), "{text}");
            }
        }
    }
}

#[test]
fn a_broken_outlook_message_is_refused_and_a_whole_one_is_dated() {
    let whole = outlook(&delay("450 4.4.316 Connection refused"));
    let reading = read(&whole);
    let report = reading.first().unwrap();
    assert_eq!(report.code.as_ref().map(CodeId::as_str), Some("4.4.316"));
    for end in (0..whole.len()).step_by(97) {
        let _ = ndr::read(&whole[..end], Knowledge::embedded());
    }
    for at in (0..whole.len()).step_by(13) {
        let mut broken = whole.clone();
        broken[at] ^= 0xff;
        let _ = ndr::read(&broken, Knowledge::embedded());
    }
}

#[test]
fn an_entry_of_a_log_says_the_same_wherever_a_mailer_broke_it() {
    for entry in [
        "telnet: Unable to connect to remote host: Connection refused",
        "telnet: Unable to connect to remote host: Connection timed out",
        "Feb 2 10:10:10 mx postfix/smtp[1]: connect to mail.fabrikam.com[203.0.113.4]:25: Connection refused",
        "Feb 2 10:10:10 mx postfix/smtp[1]: AA11: to=<x@contoso.test>, relay=mail.contoso.test[192.0.2.4]:25, delay=1, dsn=4.4.2, status=deferred (lost connection with mail.contoso.test[192.0.2.4] while receiving the initial server greeting)",
        "Feb 2 10:10:10 mx sm-mta[1811]: x12A: to=<bob@fabrikam.com>, delay=00:10:00, mailer=esmtp, relay=mail.fabrikam.com. [203.0.113.4], dsn=4.0.0, stat=Deferred: Connection refused by mail.fabrikam.com.",
        "2026-02-02 10:10:10 1rVnfC-0003aP-2H == bob@contoso.com R=dnslookup T=remote_smtp defer (110): Connection timed out H=mail.contoso.test [192.0.2.36]",
        "mxray check mail.contoso.test --reported 4.4.316",
    ] {
        let told = |text: &str| {
            let reading = read(text.as_bytes());
            let report = reading.first().unwrap_or_else(|| panic!("nothing read of {text}"));
            let server = report.server_name.as_ref().map(ToString::to_string);
            (report.code.clone(), report.direction, server, report.server_ip, report.speaker, reading.reports.len())
        };
        let whole = told(entry);
        for (space, _) in entry.match_indices(' ') {
            let broken = format!("{}\n{}", &entry[..space], &entry[space + 1..]);
            assert_eq!(told(&broken), whole, "{broken}");
        }
    }
}
