//! Mail servers that misbehave at one place of the conversation, and know whether they can be healthy all the same.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use mxray::model::TlsPolicy;
use rcgen::KeyPair;
use rustls::{ServerConfig, server::NoServerSessionStorage};
use time::{Duration as Days, OffsetDateTime};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpSocket, TcpStream},
    task::JoinSet,
};
use tokio_rustls::TlsAcceptor;

use crate::{
    Truth,
    dice::Dice,
    support::servers::{Authority, acceptor, leaf_params},
};

/// Between two bytes of a drip: many of them fit into a deadline, so a wait that begins anew with each is found out.
const DRIP: Duration = Duration::from_millis(40);

/// The name of the servers, and the TlsDomain of connectors that ask for one.
pub(crate) const NAME: &str = "mx.test";

const GREETING: &[u8] = b"220 mx.test ESMTP\r\n";
const EHLO: &[u8] = b"250-mx.test\r\n250-SIZE 1000\r\n250 STARTTLS\r\n";
const EHLO_PLAIN: &[u8] = b"250-mx.test\r\n250 SIZE 1000\r\n";
const GO: &[u8] = b"220 go\r\n";

/// The certificate a server shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Papers {
    Good,
    OtherName,
    Expired,
    NotYetValid,
    SelfSigned,
    /// From somebody whom nobody trusts.
    Stranger,
    /// Without what leads to the root.
    Incomplete,
}

impl Papers {
    const ALL: [Self; 7] = [
        Self::Good,
        Self::OtherName,
        Self::Expired,
        Self::NotYetValid,
        Self::SelfSigned,
        Self::Stranger,
        Self::Incomplete,
    ];

    fn accepted(self, policy: &TlsPolicy) -> bool {
        match policy {
            TlsPolicy::Opportunistic | TlsPolicy::EncryptionOnly => true,
            TlsPolicy::CertificateValidation => matches!(self, Self::Good | Self::OtherName),
            TlsPolicy::DomainValidation(_) => self == Self::Good,
        }
    }
}

/// What serves each kind of certificate, and the root that is trusted.
#[derive(Clone)]
pub(crate) struct Office {
    acceptors: Vec<TlsAcceptor>,
    pub(crate) root: String,
}

impl Office {
    pub(crate) fn new() -> Self {
        let (authority, stranger) = (Authority::new("Soak CA"), Authority::new("Nobody's CA"));
        let between = authority.intermediate("Between");
        let now = OffsetDateTime::now_utc();
        let acceptors = Papers::ALL.map(|papers| {
            let (leaf, key) = match papers {
                Papers::Good => authority.leaf(|_| {}),
                Papers::OtherName => authority.leaf(|params| {
                    params.subject_alt_names =
                        vec![rcgen::SanType::DnsName("other.example".try_into().expect("ASCII"))];
                    params.distinguished_name.push(rcgen::DnType::CommonName, "other.example");
                }),
                Papers::Expired => authority.leaf(|params| {
                    (params.not_before, params.not_after) = (now - Days::days(90), now - Days::days(1));
                }),
                Papers::NotYetValid => authority.leaf(|params| params.not_before = now + Days::days(2)),
                Papers::SelfSigned => {
                    let key = KeyPair::generate().expect("a key");
                    (leaf_params().self_signed(&key).expect("a certificate").der().clone(), key)
                }
                Papers::Stranger => stranger.leaf(|_| {}),
                Papers::Incomplete => between.leaf(|_| {}),
            };
            // What a server remembers of its clients would count as kept.
            let mut config = ServerConfig::clone(acceptor(vec![leaf], &key).config());
            config.session_storage = Arc::new(NoServerSessionStorage {});
            TlsAcceptor::from(Arc::new(config))
        });
        Self { acceptors: acceptors.into(), root: authority.pem }
    }

    fn acceptor(&self, papers: Papers) -> &TlsAcceptor {
        let place = Papers::ALL.iter().position(|one| *one == papers).expect("all are there");
        &self.acceptors[place]
    }
}

/// Where in the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Accepted,
    Greeting,
    Ehlo,
    StartTls,
    /// Instead of a handshake, after the hello.
    Hello,
    /// Inside TLS, before anything was asked.
    Secured,
    EhloTls,
    Quit,
}

/// What is done there.
#[derive(Clone, Copy)]
enum Deed {
    Close,
    Reset,
    Silence,
    HalfClose,
    /// A byte now and then.
    Drip(&'static [u8]),
    /// The same over and over, as fast as it goes.
    Flood(&'static [u8]),
    /// The same over and over, slowly.
    Trickle(&'static [u8]),
    /// That, and not what is right.
    Say(&'static [u8]),
    /// What is right, and more: in one piece or in two.
    More(&'static [u8], bool),
    /// EHLO is refused, HELO is not.
    OnlyHelo,
    /// What is right, a moment later, byte by byte, or with half a line end.
    Late(u64),
    Bytewise(u64),
    BareLf,
}

impl std::fmt::Debug for Deed {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut told = |what: &str, bytes: &[u8]| write!(out, "{what} \"{}\"", bytes.escape_ascii());
        match self {
            Self::Drip(bytes) => told("drip", bytes),
            Self::Flood(bytes) => told("flood", bytes),
            Self::Trickle(bytes) => told("trickle", bytes),
            Self::Say(bytes) => told("say", bytes),
            Self::More(bytes, false) => told("more, together", bytes),
            Self::More(bytes, true) => told("more, apart", bytes),
            Self::Close => told("close", b""),
            Self::Reset => told("reset", b""),
            Self::Silence => told("silence", b""),
            Self::HalfClose => told("half close", b""),
            Self::OnlyHelo => told("HELO only", b""),
            Self::BareLf => told("bare LF", b""),
            Self::Late(ms) => write!(out, "{ms} ms late"),
            Self::Bytewise(ms) => write!(out, "a byte each {ms} ms"),
        }
    }
}

/// What a server is like: it misbehaves at one place, and only there.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Conduct {
    /// Nobody listens.
    Refuses,
    /// The port drops whoever knocks.
    Dark,
    Talks(Talk),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Talk {
    /// Whether STARTTLS is offered.
    offers: bool,
    papers: Papers,
    odd: Option<(Place, Deed)>,
}

/// The hello of a TLS 1.2 server (RFC 5246 section 7.4.1.3), and nothing behind it.
const SERVER_HELLO: &[u8] =
    b"\x16\x03\x03\x00\x2a\x02\x00\x00\x26\x03\x03random-random-random-random-rand\x00\xc0\x2f\x00";

const CUTS: [Deed; 4] = [Deed::Close, Deed::Reset, Deed::Silence, Deed::HalfClose];

const AT_GREETING: [Deed; 20] = [
    Deed::Drip(b"220 mx.test says nothing that ever ends "),
    Deed::Flood(b"220-mx.test\r\n"),
    Deed::Flood(b"220 mx.test "),
    Deed::Flood(b"\0"),
    Deed::Trickle(b"220-mx.test\r\n"),
    Deed::Say(b"421 closing\r\n"),
    Deed::Say(b"450 4.7.1 later\r\n"),
    Deed::Say(b"554 no\r\n"),
    Deed::Say(b"250 hello\r\n"),
    Deed::Say(b"354 go on\r\n"),
    Deed::Say(b"220mx.test\r\n"),
    Deed::Say(b"SSH-2.0-x\r\n"),
    Deed::Say(b"* OK IMAP4rev1\r\n"),
    Deed::Say(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
    Deed::Say(b"\0\x1b[2J\xff\r\n"),
    Deed::Say(b"\x15\x03\x01\x00\x02\x02\x28"),
    Deed::More(b"220 again\r\n", false),
    Deed::More(b"220 again\r\n", true),
    Deed::More(b"250-early\r\n250 STARTTLS\r\n", false),
    Deed::More(b"421 closing\r\n", false),
];

const AT_EHLO: [Deed; 20] = [
    Deed::OnlyHelo,
    Deed::Drip(b"250-mx.test says nothing that ever ends "),
    Deed::Flood(b"250-X\r\n"),
    Deed::Flood(b"250-STARTTLS "),
    Deed::Trickle(b"250-X\r\n"),
    Deed::Say(b"421 closing\r\n"),
    Deed::Say(b"450 4.7.1 later\r\n"),
    Deed::Say(b"451 4.7.1 later\r\n"),
    Deed::Say(b"500 what\r\n"),
    Deed::Say(b"502 no\r\n"),
    Deed::Say(b"550 5.7.1 not you\r\n"),
    Deed::Say(b"220-mx.test\r\n220 STARTTLS\r\n"),
    Deed::Say(b"251-mx.test\r\n251 STARTTLS\r\n"),
    Deed::Say(b"299 STARTTLS\r\n"),
    Deed::Say(b"hello there\r\n"),
    Deed::Say(b"\xff\xfe\r\n"),
    Deed::More(b"250 again\r\n", false),
    Deed::More(b"250 again\r\n", true),
    Deed::More(b"421 closing\r\n", false),
    Deed::More(b"220 go\r\n", true),
];

const AT_STARTTLS: [Deed; 14] = [
    Deed::Drip(b"220 go and go and go "),
    Deed::Flood(b"220-go\r\n"),
    Deed::Trickle(b"220-go\r\n"),
    Deed::Say(b"421 closing\r\n"),
    Deed::Say(b"454 4.7.0 not now\r\n"),
    Deed::Say(b"501 no\r\n"),
    Deed::Say(b"554 5.7.3 no\r\n"),
    Deed::Say(b"250 ok\r\n"),
    Deed::Say(b"334 go on\r\n"),
    Deed::Say(b"\0\0\0\r\n"),
    Deed::More(b"250-injected\r\n250 SIZE 1\r\n", false),
    Deed::More(b"250 injected\r\n", true),
    Deed::More(b"220 go\r\n", false),
    Deed::More(b"x", false),
];

const AT_HELLO: [Deed; 12] = [
    Deed::Say(b"250 what TLS\r\n"),
    Deed::Say(b"502 no\r\n"),
    Deed::Say(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
    Deed::Say(b"\x00\x01\x02\x03\x04\x05\x06\x07"),
    Deed::Say(b"\x15\x03\x03\x00\x02\x02\x28"),
    Deed::Say(b"\x15\x03\x01\x00\x02\x02\x46"),
    Deed::Say(b"\x15\x03\x03\x00\x02\x02\x50"),
    Deed::Say(SERVER_HELLO),
    Deed::Drip(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc"),
    Deed::Flood(b"\0"),
    Deed::Flood(b"\x16\x03\x03\x40\x00"),
    Deed::Trickle(b"\x15\x03\x03\x00\x02\x01\x70"),
];

const INSIDE: [Deed; 5] = [
    Deed::More(b"220 mx.test\r\n", false),
    Deed::More(b"250-mx.test\r\n250 SIZE 1\r\n", false),
    Deed::More(b"421 closing\r\n", false),
    Deed::More(b"550 no\r\n", false),
    Deed::More(b"\0", false),
];

const AT_FAREWELL: [Deed; 5] = [
    Deed::Drip(b"221 bye and bye "),
    Deed::Flood(b"221-bye\r\n"),
    Deed::Say(b"500 what\r\n"),
    Deed::Say(b"\0\0\r\n"),
    Deed::More(b"250 more\r\n", false),
];

impl Conduct {
    /// Whatever comes.
    pub(crate) fn thrown(dice: &mut Dice) -> Self {
        match dice.below(20) {
            0 => Self::Refuses,
            1 => Self::Dark,
            2..=6 => Self::Talks(Talk { odd: None, ..Talk::thrown(dice) }),
            _ => Self::Talks(Talk::thrown(dice)),
        }
    }

    /// One to whom any connector can deliver.
    pub(crate) fn good() -> Self {
        Self::Talks(Talk { offers: true, papers: Papers::Good, odd: None })
    }

    /// Whether it is healthy under a setting.
    pub(crate) fn truth(self, policy: &TlsPolicy) -> Truth {
        match self {
            Self::Refuses | Self::Dark => Truth::Never,
            Self::Talks(talk) => talk.truth(policy),
        }
    }

    /// Whether a connection to it comes about and stays: then Office 365 goes nowhere else.
    pub(crate) fn answers(self) -> Truth {
        match self {
            Self::Refuses | Self::Dark => Truth::Never,
            // A reset may come before the connection is noticed.
            Self::Talks(Talk { odd: Some((Place::Accepted, Deed::Reset)), .. }) => Truth::May,
            Self::Talks(_) => Truth::Must,
        }
    }
}

impl Talk {
    fn thrown(dice: &mut Dice) -> Self {
        let place = dice.one_of(&[
            Place::Accepted,
            Place::Greeting,
            Place::Ehlo,
            Place::StartTls,
            Place::Hello,
            Place::Secured,
            Place::EhloTls,
            Place::Quit,
        ]);
        let own: &[Deed] = match place {
            Place::Accepted => &CUTS,
            Place::Greeting => &AT_GREETING,
            // What is wrong at EHLO is wrong inside TLS too, but nobody says HELO there.
            Place::Ehlo => &AT_EHLO,
            Place::EhloTls => &AT_EHLO[1..],
            Place::StartTls => &AT_STARTTLS,
            Place::Hello => &AT_HELLO,
            Place::Secured => &INSIDE,
            Place::Quit => &AT_FAREWELL,
        };
        let harmless = [Deed::Late(150), Deed::Late(300), Deed::Bytewise(1), Deed::Bytewise(5), Deed::BareLf];
        let deed = match dice.below(8) {
            0 if !matches!(place, Place::Accepted | Place::Hello | Place::Secured) => dice.one_of(&harmless),
            1 | 2 if place != Place::Secured => dice.one_of(&CUTS),
            _ => dice.one_of(own),
        };
        let papers = if dice.percent(50) { Papers::Good } else { dice.one_of(&Papers::ALL) };
        Self { offers: dice.percent(85), papers, odd: Some((place, deed)) }
    }

    fn truth(self, policy: &TlsPolicy) -> Truth {
        let usual = match self.offers {
            true if self.papers.accepted(policy) => Truth::Must,
            false if *policy == TlsPolicy::Opportunistic => Truth::Must,
            _ => Truth::Never,
        };
        let Some((place, deed)) = self.odd else { return usual };
        let in_tls = matches!(place, Place::StartTls | Place::Hello | Place::Secured | Place::EhloTls);
        match deed {
            _ if in_tls && !self.offers => usual,
            Deed::Late(_) | Deed::Bytewise(_) | Deed::BareLf => usual,
            Deed::OnlyHelo if *policy == TlsPolicy::Opportunistic => Truth::Must,
            // A farewell that is odd or missing tells nothing; what comes behind it may be taken for more than was asked.
            // A reset is what a socket does that is closed over an unread QUIT.
            Deed::Close | Deed::Silence | Deed::HalfClose if place == Place::Quit => usual,
            _ if place == Place::Quit => usual.and(Truth::May),
            _ => Truth::Never,
        }
    }

    async fn serve(self, stream: TcpStream, office: &Office) -> Option<()> {
        stream.set_nodelay(true).ok()?;
        if matches!(self.odd, Some((_, Deed::Reset))) {
            stream.set_zero_linger().ok()?;
        }
        let mut stream = BufReader::new(stream);
        self.at(Place::Accepted, b"", &mut stream).await?;
        self.at(Place::Greeting, GREETING, &mut stream).await?;
        let (ehlo, place) = (if self.offers { EHLO } else { EHLO_PLAIN }, Place::Ehlo);
        self.converse(place, ehlo, &mut stream).await?;
        if matches!(self.odd, Some((Place::Hello, _))) {
            let hello = stream.read(&mut [0; 4096]).await.ok()?;
            (hello > 0).then_some(())?;
            self.at(Place::Hello, b"", &mut stream).await?;
            // Whoever is slow to read it must not lose it to a reset.
            return until_closed(&mut stream).await;
        }
        let stream = office.acceptor(self.papers).accept(stream.into_inner()).await.ok()?;
        let mut stream = BufReader::new(stream);
        self.at(Place::Secured, b"", &mut stream).await?;
        self.converse(Place::EhloTls, EHLO_PLAIN, &mut stream).await
    }

    /// Answers until TLS is to begin.
    async fn converse<S>(self, place: Place, ehlo: &[u8], stream: &mut BufReader<S>) -> Option<()>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let only_helo = matches!(self.odd, Some((Place::Ehlo, Deed::OnlyHelo)));
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            match line.split_whitespace().next().unwrap_or_default() {
                "EHLO" => self.at(place, ehlo, stream).await?,
                "HELO" if only_helo => send(b"250 mx.test\r\n", stream).await?,
                "STARTTLS" => {
                    self.at(Place::StartTls, GO, stream).await?;
                    if !matches!(self.odd, Some((Place::StartTls, Deed::Say(_)))) {
                        return Some(());
                    }
                }
                "QUIT" => {
                    self.at(Place::Quit, b"221 bye\r\n", stream).await?;
                    return until_closed(stream).await;
                }
                _ => send(b"502 no\r\n", stream).await?,
            }
        }
    }

    /// What is right at a place, or what is done instead. Nothing where the conversation is over.
    async fn at<S>(self, place: Place, right: &[u8], stream: &mut S) -> Option<()>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let Some((_, deed)) = self.odd.filter(|(odd, _)| *odd == place) else { return send(right, stream).await };
        match deed {
            Deed::Close | Deed::Reset => None,
            Deed::Silence => until_closed(stream).await,
            Deed::HalfClose => {
                stream.shutdown().await.ok()?;
                until_closed(stream).await
            }
            Deed::Drip(bytes) => {
                for byte in bytes.iter().cycle() {
                    send(&[*byte], stream).await?;
                    tokio::time::sleep(DRIP).await;
                }
                None
            }
            Deed::Flood(bytes) => {
                let much = bytes.repeat(16_384 / bytes.len() + 1);
                while send(&much, stream).await.is_some() {}
                None
            }
            Deed::Trickle(bytes) => {
                while send(bytes, stream).await.is_some() {
                    tokio::time::sleep(DRIP).await;
                }
                None
            }
            Deed::Say(bytes) => send(bytes, stream).await,
            Deed::OnlyHelo => send(b"500 what\r\n", stream).await,
            Deed::More(more, false) => send(&[right, more].concat(), stream).await,
            Deed::More(more, true) => {
                send(right, stream).await?;
                send(more, stream).await
            }
            Deed::Late(ms) => {
                tokio::time::sleep(Duration::from_millis(ms)).await;
                send(right, stream).await
            }
            Deed::Bytewise(ms) => {
                for byte in right {
                    send(&[*byte], stream).await?;
                    tokio::time::sleep(Duration::from_millis(ms)).await;
                }
                Some(())
            }
            Deed::BareLf => {
                let bare: Vec<u8> = right.iter().copied().filter(|byte| *byte != b'\r').collect();
                send(&bare, stream).await
            }
        }
    }
}

async fn send<S: AsyncWrite + Unpin>(bytes: &[u8], stream: &mut S) -> Option<()> {
    stream.write_all(bytes).await.ok()?;
    stream.flush().await.ok()
}

/// Says nothing more, and notices when the other side has gone.
async fn until_closed<S: AsyncRead + Unpin>(stream: &mut S) -> Option<()> {
    let mut chunk = [0; 1024];
    while stream.read(&mut chunk).await.ok()? > 0 {}
    None
}

/// Connections that an address took.
#[derive(Clone, Debug, Default)]
pub(crate) struct Count(Arc<AtomicUsize>);

impl Count {
    pub(crate) fn now(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Lets a server behave so at an address, for as long as the tasks are kept; what it is heard at, if anywhere.
pub(crate) async fn open(
    conduct: Conduct,
    at: SocketAddr,
    office: &Office,
    tasks: &mut JoinSet<()>,
) -> std::io::Result<(SocketAddr, Count)> {
    let count = Count::default();
    let talk = match conduct {
        Conduct::Refuses => return Ok((at, count)),
        Conduct::Dark => {
            // Its queue of connections is full, so Linux answers no more.
            let socket = TcpSocket::new_v4()?;
            socket.bind(at)?;
            let listener = socket.listen(0)?;
            let filler = TcpStream::connect(at).await?;
            tasks.spawn(async move {
                let _kept = (listener, filler);
                std::future::pending().await
            });
            return Ok((at, count));
        }
        Conduct::Talks(talk) => talk,
    };
    let listener = TcpListener::bind(at).await?;
    let at = listener.local_addr()?;
    let (office, taken) = (office.clone(), count.0.clone());
    tasks.spawn(async move {
        let mut talks = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            taken.fetch_add(1, Ordering::SeqCst);
            while talks.try_join_next().is_some() {}
            let office = office.clone();
            talks.spawn(async move { talk.serve(stream, &office).await });
        }
    });
    Ok((at, count))
}
