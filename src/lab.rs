//! The training lab: a network on loopback that fails on request.
//!
//! A [`Scenario`] says what to break; [`Lab::start`] breaks it with real sockets, real DNS and real certificates,
//! without root and on ports that were free. Trainees meet it as `mxray lab`, other programs as
//! `mxray lab --serve`, and every test of this program as its only test double. It does not know `probe`: what
//! breaks and what looks share only [`model`](crate::model).
//!
//! [`dns`] has the name servers, [`socket`] what happens to a connection attempt, [`smtp`] the conversation,
//! [`handshake`] what goes wrong before TLS stands, [`wire`] the bytes under both, [`authority`] the certificates.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::Path,
    sync::Arc,
    time::Duration,
};

use jiff::Timestamp;
use tokio::{net::TcpListener, sync::Semaphore, task::JoinSet, time::timeout};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use crate::model::{Connector, Domain, Host, LabListening, LabServer, Limits, Party, Route, Scenario, WireText};

mod authority;
mod ca_folder;
mod dns;
mod error;
mod handshake;
mod smtp;
mod socket;
mod wire;

pub use ca_folder::CaFolder;
pub use error::{LabError, not_set_up};

/// Connections that a server holds at once; more wait in the accept queue.
const CONNECTIONS: usize = 64;
/// The longest that a connection is served: longer than any probe waits, so that only an abandoned one meets it.
const LIFETIME: Duration = Duration::from_secs(600);

/// A running lab. It serves until [`Lab::stop`] or until it is dropped, and leaves nothing behind.
///
/// It needs a tokio runtime with I/O and time, and serves only while that runtime runs.
pub struct Lab {
    resolver: SocketAddr,
    ca_pem: String,
    exercises: BTreeMap<String, Exercise>,
    order: Vec<String>,
    cancel: CancellationToken,
    tasks: JoinSet<()>,
    /// Doors that need no task: refusing and silent ones, and the port of a scenario without a server.
    doors: Vec<socket::Door>,
}

/// A scenario that is set up, and what a probe needs to meet it.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// What it is.
    pub scenario: Scenario,
    /// The connector to probe.
    pub connector: Connector,
    /// How long the probe is to wait.
    pub limits: Limits,
    /// The resolvers it is to ask, the deciding one first.
    pub resolvers: Vec<SocketAddr>,
}

impl Lab {
    /// Sets up these scenarios. They listen when this returns.
    ///
    /// # Errors
    /// [`LabError`]: no sockets, or a scenario that cannot be made.
    pub async fn start(scenarios: &[Scenario]) -> Result<Self, LabError> {
        let authority = authority::Authority::new(Timestamp::now())?;
        let cancel = CancellationToken::new();
        let mut tasks = JoinSet::new();
        let mut doors = Vec::new();
        let mut reached = Vec::new();
        let name_servers = dns::bind().await?;
        let resolver = name_servers[0].1.local_addr().map_err(LabError::Bind)?;

        for scenario in scenarios {
            // Keys and certificates are made without a pause, and others have work on this thread too.
            tokio::task::yield_now().await;
            let mut addresses = vec![Vec::new(); scenario.servers.len()];
            let mut hosts = Vec::new();
            for (index, server) in scenario.servers.iter().enumerate() {
                hosts.push(host(&authority, scenario, index, server)?);
            }
            let (port, bound) = socket::bind(&wanted(scenario)).await?;
            for (ip, door) in bound {
                let place = scenario.servers.iter().position(|server| server.addresses.contains(&ip));
                if let Some(index) = place {
                    addresses[index].push(ip);
                }
                match (door, place) {
                    (socket::Door::Open(listener), Some(index)) => {
                        tasks.spawn(accept(Arc::clone(&hosts[index]), listener, cancel.clone()));
                    }
                    (door, _) => doors.push(door),
                }
            }
            reached.push((port, addresses));
        }

        let known = scenarios.iter().zip(&reached).map(|(scenario, (_, addresses))| (scenario, addresses.as_slice()));
        let names = Arc::new(dns::Names::new(known)?);
        for (role, udp, tcp) in name_servers {
            let (names, cancel) = (Arc::clone(&names), cancel.clone());
            let serve_udp = dns::serve_udp(Arc::clone(&names), role, udp);
            let serve_tcp = dns::serve_tcp(names, role, tcp);
            tasks.spawn(async move {
                tokio::select! {
                    () = cancel.cancelled() => {}
                    () = serve_udp => {}
                    () = serve_tcp => {}
                }
            });
        }
        let exercises = scenarios
            .iter()
            .zip(&reached)
            .map(|(scenario, (port, addresses))| {
                (scenario.id.clone(), exercise(scenario, *port, addresses, resolver.port()))
            })
            .collect();
        let order = scenarios.iter().map(|scenario| scenario.id.clone()).collect();
        Ok(Self { resolver, ca_pem: authority.root_pem(), exercises, order, cancel, tasks, doors })
    }

    /// Its resolver, on UDP and TCP; it answers `.` too.
    pub fn resolver(&self) -> SocketAddr {
        self.resolver
    }

    /// The root, in PEM, that the healthy servers' certificates chain to. Its key never leaves memory.
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }

    /// The exercise of that scenario.
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        self.exercises.get(id)
    }

    /// Every exercise, in the order in which the scenarios were given.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.order.iter().filter_map(|id| self.exercises.get(id))
    }

    /// Ends every connection and gives every port back before it returns.
    pub async fn stop(mut self) {
        self.cancel.cancel();
        while self.tasks.join_next().await.is_some() {}
        self.doors.clear();
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

impl Exercise {
    /// The arguments that make `mxray check` diagnose it, the lab's root lying in `ca_file`.
    pub fn args(&self, ca_file: &Path) -> Vec<String> {
        let mut args = Vec::new();
        args.extend(self.connector.route.hosts().iter().map(ToString::to_string));
        let mut option = |name: &str, value: String| args.extend([name.to_owned(), value]);
        option("--port", self.connector.port.to_string());
        for resolver in &self.resolvers {
            option("--resolver", resolver.to_string());
        }
        option("--ca-file", ca_file.display().to_string());
        option("--tls", self.connector.tls.id().to_owned());
        if let Some(name) = self.connector.tls.tls_domain() {
            option("--tls-domain", name.to_string());
        }
        option("--timeout", (self.limits.connect_ms / 1000).to_string());
        option("--reply-timeout", (self.limits.reply_ms / 1000).to_string());
        if matches!(self.connector.route, Route::Mx(_)) {
            args.push("--mx".to_owned());
        }
        if self.connector.party == Party::Partner {
            args.push("--partner".to_owned());
        }
        args
    }
}

/// Every address of a scenario with what becomes of a connection to it. Without a server the port is kept
/// by a door that refuses, so that nobody else answers there.
fn wanted(scenario: &Scenario) -> Vec<(IpAddr, LabListening)> {
    let all = scenario.servers.iter();
    let wanted: Vec<_> = all.flat_map(|s| s.addresses.iter().map(|ip| (*ip, s.listens))).collect();
    if wanted.is_empty() { vec![(Ipv4Addr::LOCALHOST.into(), LabListening::Refuses)] } else { wanted }
}

fn host(
    authority: &authority::Authority,
    scenario: &Scenario,
    index: usize,
    server: &LabServer,
) -> Result<Arc<smtp::Host>, LabError> {
    let name = scenario.absolute(&dns::host_label(scenario, index));
    let mut lives = vec![(0, life(authority, scenario, server, &name)?)];
    for later in &server.later {
        lives.push((later.after, life(authority, scenario, &later.becomes, &name)?));
    }
    Ok(Arc::new(smtp::Host::new(lives)))
}

/// What a server is for a while.
fn life(
    authority: &authority::Authority,
    scenario: &Scenario,
    server: &LabServer,
    name: &str,
) -> Result<Arc<smtp::Life>, LabError> {
    let mut tls = Vec::new();
    for certificate in [Some(&server.certificate), server.other_certificate.as_ref()].into_iter().flatten() {
        tls.push(TlsAcceptor::from(authority.config(scenario, server, certificate, name)?));
    }
    Ok(Arc::new(smtp::Life { name: name.to_owned(), server: server.clone(), tls }))
}

fn exercise(scenario: &Scenario, port: u16, addresses: &[Vec<IpAddr>], dns_port: u16) -> Exercise {
    let domain = Domain::from_ascii(&scenario.host()).expect("a scenario's id was checked to be a label");
    let first = addresses.iter().flatten().next().copied();
    let route = match (scenario.mx, first.filter(|_| scenario.by_address)) {
        (true, _) => Route::Mx(domain),
        (false, Some(ip)) => Route::SmartHosts(vec![Host::Ip(ip)]),
        (false, None) => Route::SmartHosts(vec![Host::Name(domain)]),
    };
    Exercise {
        scenario: scenario.clone(),
        connector: Connector {
            name: Some(WireText::from_text(&scenario.id)),
            route,
            tls: scenario.tls.clone(),
            party: scenario.party,
            port,
        },
        limits: scenario.limits,
        resolvers: dns::resolvers(scenario, dns_port),
    }
}

/// Accepts connections until the lab ends, and ends them with it.
async fn accept(host: Arc<smtp::Host>, listener: TcpListener, cancel: CancellationToken) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut connections = JoinSet::new();
    let accepting = async {
        loop {
            let seat = Arc::clone(&room).acquire_owned().await.expect("nobody closes it");
            while connections.try_join_next().is_some() {}
            // An error here is of one connection, gone before it was accepted.
            let Ok((stream, _)) = listener.accept().await else { continue };
            let host = Arc::clone(&host);
            connections.spawn(async move {
                let (turn, life) = host.meet();
                let _ = timeout(LIFETIME, life.serve(turn, stream)).await;
                drop(seat);
            });
        }
    };
    tokio::select! {
        () = cancel.cancelled() => {}
        () = accepting => {}
    }
    connections.shutdown().await;
}
