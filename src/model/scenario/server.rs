//! One server of a scenario: where it listens, what it says, and where it breaks off.

use std::net::{IpAddr, Ipv4Addr};

use serde::Deserialize;

use super::LabCertificate;

/// One server of a scenario: everything it leaves out is healthy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LabServer {
    /// Where it listens: 127.0.0.x and ::1 (left out where there is none).
    pub addresses: Vec<IpAddr>,
    /// The preference of its MX record; with one, or where the scenario routes by MX, its host is `mx<n>`, by its
    /// place among the servers, else the scenario's host.
    pub preference: Option<u16>,
    /// What becomes of a connection attempt.
    pub listens: LabListening,
    /// What it speaks.
    pub speaks: LabProtocol,
    /// Its greeting.
    pub greeting: LabTurn,
    /// Its answer to EHLO in clear.
    pub ehlo: LabTurn,
    /// Its answer to HELO.
    pub helo: LabTurn,
    /// Its answer to STARTTLS.
    pub starttls: LabTurn,
    /// What it does with the client's first TLS message.
    pub handshake: LabHandshake,
    /// Its answer to EHLO inside TLS.
    pub ehlo_tls: LabTurn,
    /// Its answer to QUIT; the connection ends behind it.
    pub quit: LabTurn,
    /// Its TLS versions: `"1.2"`, `"1.3"`.
    pub versions: Vec<LabTlsVersion>,
    /// Whether it demands a client certificate.
    pub client_certificate: bool,
    /// The certificate it shows.
    pub certificate: LabCertificate,
    /// The certificate it shows on every second connection, as two servers behind one address would.
    pub other_certificate: Option<LabCertificate>,
    /// The connection ends when it has sent so many bytes, TLS included, wherever that is.
    pub cut_after: Option<usize>,
    /// What it becomes later, in order.
    pub later: Vec<LabLater>,
}

/// What a server becomes once it was met so often, as one that is repaired, or breaks in another way, while it is watched.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LabLater {
    /// After so many connections.
    pub after: usize,
    /// What it does then: what it leaves out is healthy. Where it listens does not change.
    #[serde(default)]
    pub becomes: Box<LabServer>,
}

impl Default for LabServer {
    fn default() -> Self {
        Self {
            addresses: vec![IpAddr::V4(Ipv4Addr::LOCALHOST)],
            preference: None,
            listens: LabListening::Accepts,
            speaks: LabProtocol::Smtp,
            greeting: LabTurn::default(),
            ehlo: LabTurn::default(),
            helo: LabTurn::default(),
            starttls: LabTurn::default(),
            handshake: LabHandshake::Normal,
            ehlo_tls: LabTurn::default(),
            quit: LabTurn::default(),
            versions: vec![LabTlsVersion::V1_2, LabTlsVersion::V1_3],
            client_certificate: false,
            certificate: LabCertificate::default(),
            other_certificate: None,
            cut_after: None,
            later: Vec::new(),
        }
    }
}

/// What becomes of a connection attempt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabListening {
    /// It is accepted.
    #[default]
    Accepts,
    /// It is refused: the port is bound and nobody listens.
    Refuses,
    /// It is not answered: the accept queue is full (Linux drops the SYN).
    Silent,
}

/// What a server speaks on the mail port.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabProtocol {
    /// SMTP, or whatever its greeting says.
    #[default]
    Smtp,
    /// HTTP: silent until something is said, then a 400.
    Http,
    /// TLS from the first byte: silent until a ClientHello comes.
    Tls,
}

/// One turn of a server in the conversation. Without `says` and with a `then` it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct LabTurn {
    /// The lines it says, without line ends; `{host}` is its name. Without: what a healthy server says.
    pub says: Option<Vec<String>>,
    /// How long it thinks first, in milliseconds.
    pub after_ms: u64,
    /// How its bytes come.
    pub pace: LabPace,
    /// What ends its lines.
    pub line_end: LabLineEnd,
    /// What it does next.
    pub then: LabThen,
}

/// How bytes come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabPace {
    /// In one piece.
    #[default]
    AtOnce,
    /// Each byte in a segment of its own.
    Split,
    /// A byte every 200 ms, for ever where the text ends with a continued line.
    Dribble,
}

/// What ends a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabLineEnd {
    /// CR LF, as RFC 5321 section 2.3.8 demands.
    #[default]
    CrLf,
    /// LF alone.
    Lf,
    /// Nothing: the line goes on.
    Nothing,
}

/// What a server does after a turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabThen {
    /// It waits for the next command.
    #[default]
    GoesOn,
    /// It closes the connection (FIN).
    Closes,
    /// It resets the connection (RST, by a linger time of zero).
    Resets,
    /// It says nothing more and keeps the connection.
    FallsSilent,
    /// It says the same again and again, without an end.
    NeverEnds,
}

/// What a server does with the client's first TLS message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabHandshake {
    /// It answers it.
    #[default]
    Normal,
    /// It answers in plain text.
    PlainText,
    /// It answers with this fatal alert (RFC 8446 section 6), whatever was offered.
    Alert(u8),
    /// It speaks TLS 1.0 only: a ServerHello of that version where it is offered, else the alert
    /// `protocol_version`.
    OldVersion,
    /// It speaks TLS 1.2 with CBC and RSA key exchange only: a ServerHello where one of them is offered, else
    /// the alert `handshake_failure`.
    OldSuites,
    /// It refuses every hello that knows TLS 1.3 with the alert `handshake_failure`; of TLS 1.2 it has a suite that
    /// everybody has, and falls silent behind its ServerHello.
    RefusesNew,
    /// It answers with a TLS record whose content is none of TLS.
    Garbage,
    /// It closes the connection.
    Closes,
    /// It closes the connection behind its ServerHello.
    ClosesHalfway,
    /// It resets the connection.
    Resets,
    /// It says nothing more.
    FallsSilent,
}

/// A TLS version that a healthy handshake can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[expect(missing_docs, reason = "the names are the versions")]
pub enum LabTlsVersion {
    #[serde(rename = "1.2")]
    V1_2,
    #[serde(rename = "1.3")]
    V1_3,
}
