//! Small servers on loopback that behave or misbehave as a test says, and a probe to meet them.

use std::{
    collections::HashMap,
    future::Future,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
    time::Duration,
};

use hickory_resolver::proto::{
    op::{Message, ResponseCode},
    rr::{
        Name, RData, Record, RecordType,
        rdata::{A, AAAA, CNAME, MX, NS, SOA},
    },
};
use mxray::{
    model::{
        Connector, Control, Domain, Evidence, Fault, Host, Limits, NamePattern, Party, ProbeEvent, ProbePlan, Route,
        Run, Stage, TlsPolicy,
    },
    probe::{Clock, Prober, Trust, Vantage, start},
};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, SanType};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream, UdpSocket},
};
use tokio_rustls::TlsAcceptor;

pub const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

pub fn domain(text: &str) -> Domain {
    Domain::from_ascii(text).expect("a name")
}

/// Time limits that keep a test short and still leave a loaded machine room.
pub const LIMITS: Limits = Limits { connect_ms: 1_000, reply_ms: 1_500 };

/// Time limits that no test waits for: what ends, was ended by something else.
pub const HOURS: Limits = Limits { connect_ms: 7_200_000, reply_ms: 7_200_000 };

/// How long anything may take that is not waited for on purpose.
pub const PATIENCE: Duration = Duration::from_secs(30);

pub fn plan(route: Route, port: u16, tls: TlsPolicy) -> ProbePlan {
    let connector = Connector { name: None, route, tls, party: Party::Own, port };
    ProbePlan {
        ehlo: Some("probe.test".into()),
        limits: LIMITS,
        control: Control::None,
        ..ProbePlan::for_connector(connector)
    }
}

pub fn to_ip(at: SocketAddr, tls: TlsPolicy) -> ProbePlan {
    plan(Route::SmartHosts(vec![Host::Ip(at.ip())]), at.port(), tls)
}

pub fn to_name(name: &str, port: u16, tls: TlsPolicy) -> ProbePlan {
    plan(Route::SmartHosts(vec![Host::Name(domain(name))]), port, tls)
}

pub fn to_domain(name: &str, port: u16, tls: TlsPolicy) -> ProbePlan {
    plan(Route::Mx(domain(name)), port, tls)
}

pub fn tls_domain(name: &str) -> TlsPolicy {
    TlsPolicy::DomainValidation(NamePattern::from_ascii(name).expect("a pattern"))
}

/// A vantage that trusts nobody and asks nobody but those that are named.
pub fn vantage(resolvers: &[SocketAddr], roots: &[&str]) -> Vantage {
    let mut trust = Trust { system: false, ..Trust::default() };
    for root in roots {
        trust.add_pem(root.as_bytes()).expect("a root");
    }
    Vantage { resolvers: resolvers.to_vec(), trust, clock: Clock::default() }
}

pub async fn events(plan: ProbePlan, vantage: Vantage) -> Vec<ProbeEvent> {
    let mut probe = start(plan, vantage);
    let mut events = Vec::new();
    let all = async {
        while let Some(event) = probe.next().await {
            events.push(event);
        }
    };
    tokio::time::timeout(PATIENCE, all).await.expect("a probe ends");
    events
}

pub async fn run(plan: ProbePlan, vantage: Vantage) -> Run {
    let events = events(plan, vantage).await;
    assert!(matches!(events.first(), Some(ProbeEvent::Began { .. })), "{events:?}");
    assert!(matches!(events.last(), Some(ProbeEvent::Finished { .. })), "{events:?}");
    Run::replay(events)
}

pub async fn run_with(prober: &Prober, plan: ProbePlan) -> Run {
    let mut probe = prober.start(plan);
    let mut run = Run::default();
    while let Some(event) = probe.next().await {
        run.apply(event);
    }
    run
}

/// The stage and fault of the only address.
pub fn only(run: &Run) -> Option<(Stage, Fault)> {
    assert_eq!(run.endpoints.len(), 1, "{run:#?}");
    run.endpoints[0].failure()
}

/// Asserts that the only address is healthy.
pub fn assert_healthy(run: &Run) {
    assert_eq!(only(run), None, "{run:#?}");
    assert!(run.endpoints[0].is_healthy(), "{run:#?}");
}

pub fn ids(evidence: &[Evidence]) -> Vec<&'static str> {
    evidence.iter().map(Evidence::id).collect()
}

pub fn has(run: &Run, id: &str) -> bool {
    ids(&run.evidence)
        .iter()
        .chain(&run.endpoints.iter().flat_map(|e| ids(&e.evidence)).collect::<Vec<_>>())
        .any(|i| *i == id)
}

/// A TCP server that hands each connection, numbered from 0, to a function.
pub async fn server<F, W>(handle: F) -> SocketAddr
where
    F: Fn(usize, TcpStream) -> W + Send + Sync + 'static,
    W: Future<Output = ()> + Send + 'static,
{
    server_at((LOOPBACK, 0).into(), handle).await
}

pub async fn server_at<F, W>(at: SocketAddr, handle: F) -> SocketAddr
where
    F: Fn(usize, TcpStream) -> W + Send + Sync + 'static,
    W: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind(at).await.expect("a port");
    let at = listener.local_addr().expect("its address");
    tokio::spawn(async move {
        for number in 0.. {
            let Ok((stream, _)) = listener.accept().await else { return };
            tokio::spawn(handle(number, stream));
        }
    });
    at
}

/// Everything a client said, line by line.
pub type Heard = Arc<Mutex<Vec<String>>>;

/// How an SMTP server answers.
#[derive(Clone)]
pub struct Smtp {
    pub greeting: &'static str,
    pub ehlo: &'static str,
    pub starttls: &'static str,
    pub helo: &'static str,
    pub ehlo_tls: &'static str,
    pub tls: Option<TlsAcceptor>,
    pub heard: Heard,
}

impl Smtp {
    pub fn healthy(tls: TlsAcceptor) -> Self {
        Self { tls: Some(tls), ..Self::plain() }
    }

    pub fn plain() -> Self {
        Self {
            greeting: "220 mx.test ESMTP\r\n",
            ehlo: "250-mx.test\r\n250-SIZE 1000\r\n250 STARTTLS\r\n",
            starttls: "220 ready\r\n",
            helo: "250 mx.test\r\n",
            ehlo_tls: "250-mx.test\r\n250 SIZE 1000\r\n",
            tls: None,
            heard: Heard::default(),
        }
    }

    pub async fn listen(self) -> SocketAddr {
        self.listen_at((LOOPBACK, 0).into()).await
    }

    pub async fn listen_at(self, at: SocketAddr) -> SocketAddr {
        server_at(at, move |_, stream| self.clone().serve(stream)).await
    }

    /// Serves one connection. A reply that is empty closes the connection.
    pub async fn serve(self, stream: TcpStream) {
        let mut stream = BufReader::new(stream);
        if self.converse(&mut stream, self.greeting, self.ehlo).await != Some(Next::Tls) {
            return;
        }
        let Some(acceptor) = &self.tls else {
            // Nothing more, and the connection stays open.
            std::future::pending::<()>().await;
            return;
        };
        if let Ok(stream) = acceptor.accept(stream.into_inner()).await {
            self.converse(&mut BufReader::new(stream), "", self.ehlo_tls).await;
        }
    }

    async fn converse<S>(&self, stream: &mut BufReader<S>, greeting: &str, ehlo: &str) -> Option<Next>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        stream.write_all(greeting.as_bytes()).await.ok()?;
        stream.flush().await.ok()?;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            let line = line.trim_end().to_owned();
            self.heard.lock().expect("no panic").push(line.clone());
            let reply = match line.split(' ').next().unwrap_or_default() {
                "EHLO" => ehlo,
                "HELO" => self.helo,
                "STARTTLS" => self.starttls,
                "QUIT" => "221 bye\r\n",
                _ => "502 no\r\n",
            };
            if reply.is_empty() {
                return None;
            }
            stream.write_all(reply.as_bytes()).await.ok()?;
            stream.flush().await.ok()?;
            if line == "STARTTLS" && reply.starts_with("220") {
                return Some(Next::Tls);
            }
            if line == "QUIT" {
                return None;
            }
        }
    }
}

#[derive(PartialEq, Eq)]
enum Next {
    Tls,
}

/// A certificate authority made for a test.
pub struct Authority {
    key: KeyPair,
    params: CertificateParams,
    pub pem: String,
    pub der: CertificateDer<'static>,
}

impl Authority {
    pub fn new(name: &str) -> Self {
        let (key, params) = (KeyPair::generate().expect("a key"), Self::params(name));
        let certificate = params.self_signed(&key).expect("a root");
        Self { key, params, pem: certificate.pem(), der: certificate.der().clone() }
    }

    fn params(name: &str) -> CertificateParams {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params
    }

    pub fn intermediate(&self, name: &str) -> Self {
        let (key, params) = (KeyPair::generate().expect("a key"), Self::params(name));
        let issuer = Issuer::from_params(&self.params, &self.key);
        let certificate = params.signed_by(&key, &issuer).expect("an intermediate");
        Self { key, params, pem: certificate.pem(), der: certificate.der().clone() }
    }

    /// A server certificate.
    pub fn leaf(&self, change: impl FnOnce(&mut CertificateParams)) -> (CertificateDer<'static>, KeyPair) {
        let key = KeyPair::generate().expect("a key");
        let mut params = leaf_params();
        change(&mut params);
        let issuer = Issuer::from_params(&self.params, &self.key);
        (params.signed_by(&key, &issuer).expect("a certificate").der().clone(), key)
    }
}

/// For `mx.test`, valid from yesterday for a year.
pub fn leaf_params() -> CertificateParams {
    let mut params = CertificateParams::new(vec!["mx.test".into()]).expect("a name");
    params.subject_alt_names.push(SanType::IpAddress(LOOPBACK));
    params.distinguished_name.push(DnType::CommonName, "mx.test");
    let now = time::OffsetDateTime::now_utc();
    params.not_before = now - time::Duration::days(1);
    params.not_after = now + time::Duration::days(365);
    params
}

pub fn acceptor(chain: Vec<CertificateDer<'static>>, key: &KeyPair) -> TlsAcceptor {
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("a chain and its key");
    TlsAcceptor::from(Arc::new(config))
}

/// A healthy server with a certificate of that authority.
pub fn healthy(authority: &Authority) -> Smtp {
    let (leaf, key) = authority.leaf(|_| {});
    Smtp::healthy(acceptor(vec![leaf], &key))
}

/// How a DNS server answers a question.
#[derive(Clone, Default)]
pub struct Zone {
    records: HashMap<(String, RecordType), Vec<RData>>,
    /// Answers for names by their ending.
    codes: Vec<(String, ResponseCode)>,
    /// Names that are never answered.
    silent: Vec<String>,
    pub soa: Option<String>,
    pub authoritative: bool,
    pub asked: Arc<Mutex<Vec<String>>>,
}

impl Zone {
    pub fn new(soa: &str) -> Self {
        let root = vec![RData::NS(NS(fqdn("ns.root.test")))];
        let records = HashMap::from([((String::new(), RecordType::NS), root)]);
        Self { records, soa: Some(soa.into()), ..Self::default() }
    }

    pub fn soa(mut self, zone: &str) -> Self {
        self.soa = Some(zone.into());
        self
    }

    pub fn with(mut self, name: &str, data: RData) -> Self {
        self.records.entry((name.into(), data.record_type())).or_default().push(data);
        self
    }

    pub fn mx(self, name: &str, preference: u16, exchange: &str) -> Self {
        self.with(name, RData::MX(MX::new(preference, fqdn(exchange))))
    }

    pub fn a(self, name: &str, ip: &str) -> Self {
        self.with(name, RData::A(A(ip.parse().expect("IPv4"))))
    }

    pub fn aaaa(self, name: &str, ip: &str) -> Self {
        self.with(name, RData::AAAA(AAAA(ip.parse().expect("IPv6"))))
    }

    pub fn cname(self, name: &str, target: &str) -> Self {
        self.with(name, RData::CNAME(CNAME(fqdn(target))))
    }

    pub fn ns(self, name: &str, server: &str) -> Self {
        self.with(name, RData::NS(NS(fqdn(server))))
    }

    pub fn code(mut self, ending: &str, code: ResponseCode) -> Self {
        self.codes.push((ending.into(), code));
        self
    }

    pub fn silent(mut self, name: &str) -> Self {
        self.silent.push(name.into());
        self
    }

    pub fn answer(&self, question: &Message) -> Option<Message> {
        let query = question.queries.first()?;
        let name = query.name.to_ascii().trim_end_matches('.').to_ascii_lowercase();
        self.asked.lock().expect("no panic").push(format!("{name} {}", query.query_type));
        if self.silent.contains(&name) {
            return None;
        }
        let mut answer = Message::response(question.metadata.id, question.metadata.op_code);
        answer.metadata.recursion_desired = question.metadata.recursion_desired;
        answer.metadata.recursion_available = true;
        answer.metadata.authoritative = self.authoritative;
        answer.add_query(query.clone());
        if let Some((_, code)) = self.codes.iter().find(|(ending, _)| name.ends_with(ending.as_str())) {
            answer.metadata.response_code = *code;
            if *code != ResponseCode::NXDomain {
                return Some(answer);
            }
        }
        let mut at = name.clone();
        for _ in 0..32 {
            let Some(targets) = self.records.get(&(at.clone(), RecordType::CNAME)) else { break };
            let RData::CNAME(target) = &targets[0] else { break };
            answer.add_answers(targets.iter().map(|data| Record::from_rdata(fqdn(&at), 300, data.clone())));
            at = target.0.to_ascii().trim_end_matches('.').into();
        }
        if let Some(records) = self.records.get(&(at.clone(), query.query_type)) {
            answer.add_answers(records.iter().map(|data| Record::from_rdata(fqdn(&at), 300, data.clone())));
            return Some(answer);
        }
        if !self.records.keys().any(|(known, _)| *known == at) {
            answer.metadata.response_code = ResponseCode::NXDomain;
        }
        if let Some(soa) = &self.soa {
            let data = SOA::new(fqdn("ns.test"), fqdn("admin.test"), 1, 3600, 600, 86400, 60);
            answer.add_authority(Record::from_rdata(fqdn(soa), 60, RData::SOA(data)));
        }
        Some(answer)
    }

    pub async fn serve(self) -> SocketAddr {
        self.serve_at((LOOPBACK, 0).into()).await
    }

    pub async fn serve_at(self, at: SocketAddr) -> SocketAddr {
        dns_at(at, move |question| self.answer(question).and_then(|answer| answer.to_vec().ok())).await
    }
}

pub fn fqdn(name: &str) -> Name {
    Name::from_ascii(format!("{}.", name.trim_end_matches('.'))).expect("a name")
}

/// A DNS server over UDP that answers with whatever bytes a function gives.
pub async fn dns(answer: impl Fn(&Message) -> Option<Vec<u8>> + Send + 'static) -> SocketAddr {
    dns_at((LOOPBACK, 0).into(), answer).await
}

/// The same where a server over TCP is to have its port too: connections of this machine take theirs elsewhere.
pub async fn dns_alone(answer: impl Fn(&Message) -> Option<Vec<u8>> + Send + 'static) -> SocketAddr {
    dns_at(([127, 0, 0, 54], 0).into(), answer).await
}

pub async fn dns_at(at: SocketAddr, answer: impl Fn(&Message) -> Option<Vec<u8>> + Send + 'static) -> SocketAddr {
    dns_in_its_time(at, move |question| Some((Duration::ZERO, answer(question)?))).await
}

/// The same with how long each answer takes.
pub async fn dns_in_its_time(
    at: SocketAddr,
    answer: impl Fn(&Message) -> Option<(Duration, Vec<u8>)> + Send + 'static,
) -> SocketAddr {
    let socket = Arc::new(UdpSocket::bind(at).await.expect("a port"));
    let at = socket.local_addr().expect("its address");
    tokio::spawn(async move {
        let mut packet = [0; 4096];
        loop {
            let Ok((count, from)) = socket.recv_from(&mut packet).await else { continue };
            let Ok(question) = Message::from_vec(&packet[..count]) else { continue };
            let Some((wait, bytes)) = answer(&question) else { continue };
            if wait.is_zero() {
                let _ = socket.send_to(&bytes, from).await;
                continue;
            }
            let socket = socket.clone();
            tokio::spawn(async move {
                tokio::time::sleep(wait).await;
                let _ = socket.send_to(&bytes, from).await;
            });
        }
    });
    at
}

/// A port that refuses: bound for as long as this lives, and never listened on.
pub fn refusing() -> (tokio::net::TcpSocket, SocketAddr) {
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.bind((LOOPBACK, 0).into()).expect("a port");
    let at = socket.local_addr().expect("its address");
    (socket, at)
}

/// A port that drops: its queue of connections is full, so Linux answers no more.
pub async fn silent() -> (TcpListener, TcpStream, SocketAddr) {
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.bind((LOOPBACK, 0).into()).expect("a port");
    let listener = socket.listen(0).expect("a queue");
    let at = listener.local_addr().expect("its address");
    let filler = TcpStream::connect(at).await.expect("the only place");
    (listener, filler, at)
}
