//! One question to one server: over UDP on a connected socket, without EDNS where there is no answer with it, again
//! over TCP when the answer was cut. Everything that can come back is a value.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use hickory_resolver::proto::{
    op::{Edns, Message, MessageType, Query, ResponseCode},
    rr::{DNSClass, Name, Record, RecordType as WireType},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, Interest},
    net::{TcpStream, UdpSocket},
    time::{Instant, timeout_at},
};

use crate::{
    model::{Domain, RecordType},
    probe::tcp,
    system::errno,
};

/// The largest answer over UDP that is asked for (DNS flag day 2020: what is not fragmented anywhere).
const UDP_PAYLOAD: u16 = 1_232;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::probe) struct Question {
    pub(in crate::probe) name: Domain,
    pub(in crate::probe) record: RecordType,
    /// RD: the server may ask others.
    pub(in crate::probe) recursion: bool,
    /// CD: what fails DNSSEC validation is wanted too; and DO: with its signatures.
    pub(in crate::probe) checking_disabled: bool,
}

impl Question {
    pub(in crate::probe) fn recursive(name: Domain, record: RecordType) -> Self {
        Self { name, record, recursion: true, checking_disabled: false }
    }

    /// To an authoritative server: what it knows itself.
    pub(in crate::probe) fn direct(name: Domain, record: RecordType) -> Self {
        Self { recursion: false, ..Self::recursive(name, record) }
    }

    fn message(&self, edns: bool) -> Option<Message> {
        let mut message = Message::query();
        message.metadata.recursion_desired = self.recursion;
        message.metadata.checking_disabled = self.checking_disabled;
        let name = Name::from_ascii(format!("{}.", self.name.as_str().trim_end_matches('.'))).ok()?;
        message.add_query(Query::query(name, wire_type(self.record)));
        if edns {
            let mut options = Edns::new();
            options.set_max_payload(UDP_PAYLOAD).set_version(0).set_dnssec_ok(self.checking_disabled);
            message.set_edns(options);
        }
        Some(message)
    }
}

/// The type on the wire.
pub(in crate::probe) fn wire_type(record: RecordType) -> WireType {
    match record {
        RecordType::Mx => WireType::MX,
        RecordType::A => WireType::A,
        RecordType::Aaaa => WireType::AAAA,
        RecordType::Ns => WireType::NS,
        RecordType::Soa => WireType::SOA,
        RecordType::Cname => WireType::CNAME,
    }
}

/// What came back.
pub(super) enum Heard {
    /// An answer to this question, and whether it came over TCP.
    Message(Box<Message>, bool),
    /// Nothing in time.
    Silent,
    /// Over UDP an answer that was cut, and over TCP nothing in time.
    CutSilent,
    /// Over UDP an answer that was cut, and over TCP none that can be read or is whole.
    CutMalformed,
    /// Nothing listens there: the system says so.
    Absent,
    /// This machine has no way to get a packet there.
    Unroutable,
    /// Something that is no answer to this question.
    Malformed,
    /// This machine could not ask.
    Local(io::Error),
}

pub(super) async fn exchange(server: SocketAddr, question: &Question, until: Instant) -> Heard {
    let heard = ask(server, question, true, until).await;
    match heard {
        // RFC 6891 section 7: a server that knows no EDNS says FORMERR (or NOTIMP) and is asked without. One that knows
        // another version says BADVERS (section 6.1.3), and may well answer without any.
        Heard::Message(message, _) if minds_edns(message.metadata.response_code) => {
            ask(server, question, false, until).await
        }
        heard => heard,
    }
}

fn minds_edns(code: ResponseCode) -> bool {
    // BADVERS, which shares its number with BADSIG.
    matches!(code, ResponseCode::FormErr | ResponseCode::NotImp) || u16::from(code) == 16
}

async fn ask(server: SocketAddr, question: &Question, edns: bool, until: Instant) -> Heard {
    let Some(message) = question.message(edns) else { return Heard::Malformed };
    match over_udp(server, &message, until).await {
        Heard::Message(answer, _) if answer.metadata.truncation => over_tcp(server, &message, until).await,
        heard => heard,
    }
}

/// Sends, and sends again after a tenth, three tenths and six tenths of the time: a lost packet must not cost the
/// whole wait. From the third time on it is sent without EDNS, because some servers, and firewalls in front of
/// them, drop what they do not know (DNS flag day 2019). A closed port is noticed at once, because the socket is
/// connected.
async fn over_udp(server: SocketAddr, message: &Message, until: Instant) -> Heard {
    let Ok(bytes) = message.to_vec() else { return Heard::Malformed };
    // The id stays, so an answer to either is one to this question.
    let mut bare = message.clone();
    bare.edns = None;
    let Ok(bare) = bare.to_vec() else { return Heard::Malformed };
    let any: IpAddr = if server.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = match UdpSocket::bind((any, 0)).await {
        Ok(socket) => socket,
        Err(error) => return Heard::Local(error),
    };
    if let Err(error) = socket.connect(server).await {
        return unsent(error);
    }
    let begun = Instant::now();
    let time = until.saturating_duration_since(begun);
    let mut packets = Packets::default();
    for (tenths, packet) in [(1, &bytes), (3, &bytes), (6, &bare), (10, &bare)] {
        if let Err(error) = socket.send(packet).await {
            return unsent(error);
        }
        let next = begun + time * tenths / 10;
        match timeout_at(next, packets.answer(&socket, message)).await {
            Err(_) => {}
            Ok(Err(error)) => return unsent(error),
            Ok(Ok(answer)) => return Heard::Message(Box::new(answer), false),
        }
    }
    packets.heard()
}

/// What came while an answer was waited for. Whatever is none is dropped and the wait goes on (RFC 5452 section 9.1), so
/// that nobody ends a look-up but the server that was asked.
struct Packets {
    buffer: Vec<u8>,
    /// Whether anything came that is no answer.
    strange: bool,
    /// An error that does not say what it is an error about.
    unasked: Option<Message>,
}

impl Default for Packets {
    fn default() -> Self {
        Self { buffer: vec![0; usize::from(u16::MAX)], strange: false, unasked: None }
    }
}

impl Packets {
    /// Waits for the answer, for as long as anybody waits for this.
    async fn answer(&mut self, socket: &UdpSocket, asked: &Message) -> io::Result<Message> {
        loop {
            let count = receive(socket, &mut self.buffer).await?;
            match read(&self.buffer[..count], asked) {
                Read::Answer(answer) => return Ok(*answer),
                Read::Unasked(error) => self.unasked = self.unasked.take().or(Some(*error)),
                Read::Strange => self.strange = true,
            }
        }
    }

    /// What it was, when no answer came.
    fn heard(self) -> Heard {
        match self.unasked {
            Some(error) => Heard::Message(Box::new(error), false),
            None if self.strange => Heard::Malformed,
            None => Heard::Silent,
        }
    }
}

/// What an error of a connected socket says: ICMP for an earlier packet, or what this machine will not send.
fn unsent(error: io::Error) -> Heard {
    match error.raw_os_error() {
        Some(errno::CONNREFUSED) => Heard::Absent,
        Some(number) if tcp::is_no_way(number) => Heard::Unroutable,
        Some(_) | None => Heard::Local(error),
    }
}

/// Waits for a packet or an error. Waiting to read alone would miss the error: a closed port makes a socket
/// readable for nobody, only erroneous.
async fn receive(socket: &UdpSocket, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        let ready = socket.ready(Interest::READABLE | Interest::ERROR).await?;
        match socket.try_recv(buffer) {
            Ok(count) => return Ok(count),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                if let Some(error) = socket.take_error()? {
                    return Err(error);
                }
                if ready.is_error() {
                    // Readiness for errors is not taken back by reading; give the scheduler a turn.
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
            Err(error) => return Err(error),
        }
    }
}

async fn over_tcp(server: SocketAddr, message: &Message, until: Instant) -> Heard {
    let Ok(bytes) = message.to_vec() else { return Heard::Malformed };
    let (mut came, mut unasked) = (false, None);
    let talk = async {
        let mut stream = TcpStream::connect(server).await?;
        let length = u16::try_from(bytes.len()).map_err(io::Error::other)?;
        stream.write_all(&[&length.to_be_bytes(), bytes.as_slice()].concat()).await?;
        let mut packet = Vec::new();
        // What is no answer is passed over here too: a connection carries messages until it ends (RFC 7766).
        loop {
            let length = stream.read_u16().await?;
            packet.resize(usize::from(length), 0);
            stream.read_exact(&mut packet).await?;
            match read(&packet, message) {
                Read::Answer(answer) if !is_cut(&answer) => return Ok::<_, io::Error>(Some(answer)),
                // Over UDP that is enough to ask again over TCP. There is nothing to ask again for here, and nothing that
                // is cut (RFC 7766 section 8), so without a question it answers none (RFC 5452 section 9.1).
                Read::Answer(answer) if answer.queries.is_empty() => came = true,
                Read::Answer(_) => return Ok(None),
                Read::Unasked(error) => unasked = unasked.take().or(Some(error)),
                Read::Strange => came = true,
            }
        }
    };
    let talked = timeout_at(until, talk).await;
    match (talked, unasked) {
        (Ok(Ok(Some(answer))), _) => Heard::Message(answer, true),
        // Nothing better came by the end.
        (Ok(Err(_)) | Err(_), Some(error)) => Heard::Message(error, true),
        // It cut its answer and then would not give it whole.
        (Ok(Ok(None) | Err(_)), _) => Heard::CutMalformed,
        (Err(_), None) if came => Heard::CutMalformed,
        (Err(_), None) => Heard::CutSilent,
    }
}

/// Whether what should say which records there are says that it is not all (TC, RFC 1035 section 4.1.1). Over TCP that is
/// the last word (RFC 7766 section 8), so nobody knows what is missing: another record, or the only one. An error is one
/// without its records too.
fn is_cut(answer: &Message) -> bool {
    let of_records = matches!(answer.metadata.response_code, ResponseCode::NoError | ResponseCode::NXDomain);
    answer.metadata.truncation && of_records
}

/// What a packet is to a question.
pub(in crate::probe) enum Read {
    Answer(Box<Message>),
    /// An error with the right id and no question in it: some servers write errors so.
    Unasked(Box<Message>),
    /// Anything else.
    Strange,
}

/// Whether a packet answers this question: RFC 5452 section 9.1 wants its id and its question, name, type and class (and
/// its source, which the connected socket sees to). Records of another class than that of the question are no part of it.
pub(in crate::probe) fn read(packet: &[u8], asked: &Message) -> Read {
    let Ok(mut answer) = Message::from_vec(packet) else { return Read::Strange };
    let told = &answer.metadata;
    if told.id != asked.metadata.id
        || told.message_type != MessageType::Response
        || told.op_code != asked.metadata.op_code
    {
        return Read::Strange;
    }
    let same = |ours: &Query, theirs: &Query| {
        ours.query_type == theirs.query_type
            && ours.query_class == theirs.query_class
            && ours.name.to_ascii().eq_ignore_ascii_case(&theirs.name.to_ascii())
    };
    match (asked.queries.as_slice(), answer.queries.as_slice()) {
        ([ours], [theirs]) if same(ours, theirs) => {}
        // Whoever cannot read the question cannot repeat it, and where EDNS may be why, it is asked again without; what was
        // cut is asked for again over TCP.
        (_, []) if is_cut(&answer) || asked.edns.is_some() && minds_edns(told.response_code) => {}
        (_, []) if told.response_code != ResponseCode::NoError => return Read::Unasked(Box::new(answer)),
        _ => return Read::Strange,
    }
    let came = !answer.answers.is_empty() || denies_elsewhere(&answer);
    for records in [&mut answer.answers, &mut answer.authorities, &mut answer.additionals] {
        records.retain(|record| record.dns_class == DNSClass::IN);
    }
    let whole = answer.metadata.response_code == ResponseCode::NoError && !answer.metadata.truncation;
    if whole && came && !asked.queries.iter().any(|ours| is_about(&answer, ours)) {
        return Read::Strange;
    }
    Read::Answer(Box::new(answer))
}

/// Whether there is an SOA and no referral beside it: what is no answer then denies something, of whatever zone.
fn denies_elsewhere(answer: &Message) -> bool {
    let has = |kind| answer.authorities.iter().any(|record| record.record_type() == kind);
    has(WireType::SOA) && !has(WireType::NS)
}

/// Whether a record in an answer is one that was asked for, or the alias that leads to it (RFC 1034 section 4.3.2), or the
/// SOA of its zone says that there is none, whatever stands beside. Records of other owners, types or classes alone, and an
/// SOA of another zone, say neither that there is one nor, as an empty answer does (RFC 2308 section 2.2), that there is none.
fn is_about(answer: &Message, ours: &Query) -> bool {
    let name = ours.name.to_ascii();
    let denies = |record: &Record| record.record_type() == WireType::SOA && record.name.zone_of(&ours.name);
    answer.authorities.iter().any(denies)
        || answer.answers.iter().any(|record| {
            [ours.query_type, WireType::CNAME].contains(&record.record_type())
                && record.name.to_ascii().eq_ignore_ascii_case(&name)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_that_cannot_leave_is_no_closed_port() {
        let heard = |number: i32| unsent(io::Error::from_raw_os_error(number));
        assert!(matches!(heard(errno::CONNREFUSED), Heard::Absent));
        for number in [errno::NETUNREACH, errno::HOSTUNREACH, errno::ACCES, errno::INVAL] {
            assert!(matches!(heard(number), Heard::Unroutable), "{number}");
        }
        for number in [errno::PERM, errno::NOBUFS] {
            assert!(matches!(heard(number), Heard::Local(_)), "{number}");
        }
    }
}
