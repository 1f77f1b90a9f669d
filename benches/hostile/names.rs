//! A name server that misbehaves in one way, and knows whether a name can be found all the same.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
    time::Duration,
};

use hickory_resolver::proto::{
    op::{Edns, Message, MessageType, OpCode, Query, ResponseCode},
    rr::{
        DNSClass, RData, Record, RecordType,
        rdata::{A, CNAME, MX},
    },
};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream, UdpSocket},
    task::JoinSet,
};

use crate::{
    Truth,
    dice::Dice,
    support::servers::{Zone, fqdn},
};

/// A name that only forged answers lead to.
pub(crate) const TRAP: &str = "trap.test";

/// Failures that a server may name.
const FAILURES: [ResponseCode; 6] = [
    ResponseCode::ServFail,
    ResponseCode::Refused,
    ResponseCode::FormErr,
    ResponseCode::NotImp,
    ResponseCode::BADVERS,
    ResponseCode::NXDomain,
];

/// What happens to the whole answer, which is to come over TCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OverTcp {
    Whole,
    Refused,
    Silent,
    Garbled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Oddity {
    None,
    /// Forgeries before each answer.
    Strays,
    /// And no answer.
    OnlyStrays,
    /// So many of a hundred answers are that failure.
    Fails(ResponseCode, u8),
    /// Whoever asks with EDNS is told so, and answered without.
    MindsEdns(ResponseCode),
    /// So many of a hundred questions have no answer.
    Silent(u8),
    /// Every answer is cut, with a forgery in what is left of it.
    Cut(OverTcp),
    Broken,
    Loop,
    EndlessAliases,
    /// The question for IPv6 is not answered, or so.
    HalfSilent,
    Half(ResponseCode),
    OtherClass,
    /// Beside what was asked for, what was not.
    Beside,
    /// Another part of the addresses each time.
    Deals,
    NullMx,
}

impl Oddity {
    pub(crate) fn thrown(dice: &mut Dice) -> Self {
        let code = dice.one_of(&FAILURES);
        match dice.below(24) {
            0..=4 => Self::None,
            5..=8 => Self::Strays,
            9 => Self::OnlyStrays,
            10 | 11 => Self::Fails(code, dice.one_of(&[10, 30, 60])),
            12 => Self::Fails(code, 100),
            13 => Self::MindsEdns(dice.one_of(&FAILURES[2..5])),
            14 => Self::Silent(dice.one_of(&[10, 30, 60, 100])),
            15 => Self::Cut(OverTcp::Whole),
            16 => Self::Cut(dice.one_of(&[OverTcp::Refused, OverTcp::Silent, OverTcp::Garbled])),
            17 => Self::Broken,
            18 => dice.one_of(&[Self::Loop, Self::EndlessAliases]),
            19 => Self::HalfSilent,
            20 => Self::Half(code),
            21 => dice.one_of(&[Self::OtherClass, Self::NullMx]),
            22 => Self::Beside,
            _ => Self::Deals,
        }
    }

    /// Whether all addresses are found.
    pub(crate) fn truth(self) -> Truth {
        match self {
            Self::None | Self::Strays | Self::MindsEdns(_) | Self::Cut(OverTcp::Whole) | Self::HalfSilent => {
                Truth::Must
            }
            Self::Half(_) | Self::Beside => Truth::Must,
            Self::Fails(_, 100) | Self::Silent(100) => Truth::Never,
            Self::Fails(..) | Self::Silent(_) | Self::Deals => Truth::May,
            Self::OnlyStrays | Self::Cut(_) | Self::Broken | Self::Loop | Self::EndlessAliases => Truth::Never,
            Self::OtherClass | Self::NullMx => Truth::Never,
        }
    }
}

struct Server {
    zone: Zone,
    oddity: Oddity,
    dice: Mutex<Dice>,
    trap: Ipv4Addr,
    socket: UdpSocket,
    /// From where nothing was asked.
    elsewhere: UdpSocket,
}

/// Serves a zone in that way, for as long as the tasks are kept.
pub(crate) async fn open(
    zone: Zone,
    oddity: Oddity,
    (ip, trap): (Ipv4Addr, Ipv4Addr),
    dice: Dice,
    tasks: &mut JoinSet<()>,
) -> io::Result<SocketAddr> {
    let socket = UdpSocket::bind((ip, 0)).await?;
    let elsewhere = UdpSocket::bind((ip, 0)).await?;
    let at = socket.local_addr()?;
    let server = Arc::new(Server { zone, oddity, dice: Mutex::new(dice), trap, socket, elsewhere });
    if let Oddity::Cut(how) = oddity
        && how != OverTcp::Refused
    {
        let (server, listener) = (server.clone(), TcpListener::bind(at).await?);
        tasks.spawn(async move {
            let mut talks = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                talks.spawn(async move { server.over_tcp(how, stream).await });
            }
        });
    }
    tasks.spawn(async move {
        let (mut talks, mut packet) = (JoinSet::new(), [0; 2048]);
        loop {
            let Ok((count, from)) = server.socket.recv_from(&mut packet).await else { continue };
            let Ok(question) = Message::from_vec(&packet[..count]) else { continue };
            while talks.try_join_next().is_some() {}
            let server = server.clone();
            talks.spawn(async move { server.over_udp(&question, from).await });
        }
    });
    Ok(at)
}

fn bytes(message: &Message) -> Vec<u8> {
    message.to_vec().unwrap_or_default()
}

impl Server {
    fn dice<T>(&self, throw: impl FnOnce(&mut Dice) -> T) -> T {
        throw(&mut self.dice.lock().expect("no panic"))
    }

    async fn over_udp(&self, question: &Message, from: SocketAddr) {
        if matches!(self.oddity, Oddity::Strays | Oddity::OnlyStrays) {
            for _ in 0..self.dice(|dice| dice.between(1, 4)) {
                let (stray, elsewhere) = self.stray(question);
                let socket = if elsewhere { &self.elsewhere } else { &self.socket };
                let _ = socket.send_to(&stray, from).await;
            }
            tokio::time::sleep(Duration::from_millis(self.dice(|dice| dice.below(30)) as u64)).await;
        }
        if let Some(answer) = self.answer(question) {
            let _ = self.socket.send_to(&answer, from).await;
        }
    }

    async fn over_tcp(&self, how: OverTcp, mut stream: TcpStream) -> Option<()> {
        loop {
            let length = stream.read_u16().await.ok()?;
            let mut packet = vec![0; usize::from(length)];
            stream.read_exact(&mut packet).await.ok()?;
            let question = Message::from_vec(&packet).ok()?;
            let answer = match how {
                OverTcp::Whole => bytes(&self.zone.answer(&question)?),
                OverTcp::Garbled => vec![0xff; 40],
                OverTcp::Silent | OverTcp::Refused => std::future::pending().await,
            };
            stream.write_u16(answer.len() as u16).await.ok()?;
            stream.write_all(&answer).await.ok()?;
            stream.flush().await.ok()?;
        }
    }

    /// What would lead to the trap if anybody believed it.
    fn forged(&self, question: &Message) -> Message {
        let mut answer = Message::response(question.metadata.id, question.metadata.op_code);
        answer.metadata.recursion_available = true;
        for query in &question.queries {
            answer.add_query(query.clone());
            let data = match query.query_type {
                RecordType::A => RData::A(A(self.trap)),
                RecordType::MX => RData::MX(MX::new(0, fqdn(TRAP))),
                _ => continue,
            };
            answer.add_answer(Record::from_rdata(query.name.clone(), 300, data));
        }
        answer
    }

    /// A forgery with one thing wrong, and whether that is where it comes from.
    fn stray(&self, question: &Message) -> (Vec<u8>, bool) {
        let mut forged = self.forged(question);
        let kind = self.dice(|dice| dice.below(12));
        match kind {
            0 => forged.metadata.id ^= 1 << self.dice(|dice| dice.below(16)),
            1 => forged.queries[0].name = fqdn("other.test"),
            2 => forged.queries[0].query_type = RecordType::TXT,
            3 => forged.queries[0].query_class = DNSClass::CH,
            4 => forged.metadata.message_type = MessageType::Query,
            5 => {
                forged.add_query(Query::query(fqdn("other.test"), RecordType::A));
            }
            6 => forged.queries.clear(),
            7 => forged.metadata.op_code = OpCode::Status,
            8 => {
                forged.metadata.id = !forged.metadata.id;
                forged.metadata.response_code = self.dice(|dice| dice.one_of(&FAILURES));
            }
            9 => return (Vec::new(), false),
            10 => {
                let whole = bytes(&forged);
                let end = self.dice(|dice| dice.below(whole.len()));
                return (whole[..end].to_vec(), false);
            }
            _ => return (bytes(&forged), true),
        }
        (bytes(&forged), false)
    }

    fn answer(&self, question: &Message) -> Option<Vec<u8>> {
        let query = question.queries.first()?;
        let mut answer = self.zone.answer(question)?;
        let failed = |mut answer: Message, code| {
            answer.answers.clear();
            answer.authorities.clear();
            answer.metadata.response_code = code;
            if code == ResponseCode::BADVERS {
                answer.set_edns(Edns::new());
            }
            Some(bytes(&answer))
        };
        match self.oddity {
            Oddity::OnlyStrays => return None,
            Oddity::Fails(code, percent) if self.dice(|dice| dice.percent(percent)) => return failed(answer, code),
            Oddity::MindsEdns(code) if question.edns.is_some() => return failed(answer, code),
            Oddity::Silent(percent) if self.dice(|dice| dice.percent(percent)) => return None,
            Oddity::Cut(_) => {
                let mut cut = self.forged(question);
                cut.metadata.truncation = true;
                return Some(bytes(&cut));
            }
            Oddity::Broken => return Some(self.broken(&answer)),
            Oddity::Loop | Oddity::EndlessAliases if !query.name.is_root() => {
                answer.answers.clear();
                answer.authorities.clear();
                answer.metadata.response_code = ResponseCode::NoError;
                let next = self.dice(|dice| dice.below(1 << 30));
                let next = if self.oddity == Oddity::Loop { "round.test".into() } else { format!("a{next}.test") };
                let alias = |from, to: &str| Record::from_rdata(from, 300, RData::CNAME(CNAME(fqdn(to))));
                answer.add_answer(alias(query.name.clone(), &next));
                if self.oddity == Oddity::Loop {
                    answer.add_answer(alias(fqdn("round.test"), &query.name.to_ascii()));
                }
            }
            Oddity::HalfSilent if query.query_type == RecordType::AAAA => return None,
            Oddity::Half(code) if query.query_type == RecordType::AAAA => return failed(answer, code),
            Oddity::OtherClass => answer.answers.iter_mut().for_each(|record| record.dns_class = DNSClass::CH),
            Oddity::Beside => {
                answer.add_answer(Record::from_rdata(fqdn("other.test"), 300, RData::A(A(self.trap))));
                answer.add_answer(Record::from_rdata(fqdn("other.test"), 300, RData::MX(MX::new(0, fqdn(TRAP)))));
            }
            Oddity::Deals if query.query_type == RecordType::A && !answer.answers.is_empty() => {
                self.dice(|dice| {
                    dice.shuffle(&mut answer.answers);
                    answer.answers.truncate(dice.between(1, answer.answers.len()));
                });
            }
            Oddity::NullMx if query.query_type == RecordType::MX => {
                answer.answers.clear();
                answer.metadata.response_code = ResponseCode::NoError;
                let null = RData::MX(MX::new(0, fqdn("")));
                answer.add_answer(Record::from_rdata(query.name.clone(), 300, null));
            }
            _ => {}
        }
        Some(bytes(&answer))
    }

    /// What nobody can read.
    fn broken(&self, answer: &Message) -> Vec<u8> {
        let mut bytes = bytes(answer);
        match self.dice(|dice| dice.below(3)) {
            0 => bytes.truncate(self.dice(|dice| dice.below(bytes.len()))),
            // More records than there are.
            1 => bytes[6] = 0xff,
            // A name that points to itself.
            _ => bytes.splice(12.., [0xc0, 12, 0, 1, 0, 1]).for_each(drop),
        }
        bytes
    }
}
