//! The control connection: when every address of a connector is silent, it tells "this port is blocked from here"
//! from "their server is silent". It begins when half of the wait is over and nothing has answered, so that it is
//! done when the addresses are; nothing is said on it.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};

use super::{
    dns::Names,
    events::Sink,
    pulse::Pulse,
    tasks::Owned,
    tcp::{self, Connected, Segments},
};
use crate::model::{Control, Domain, Evidence, Fault, Host, ProbePlan, Reach, RecordType, SMTP_PORT};

/// Where a connection is tried by default: the public mail endpoint of Microsoft's own domain.
pub const CONTROL_HOST: &str = "microsoft-com.mail.protection.outlook.com";

/// Watches what becomes of the addresses.
pub(super) struct Watch {
    target: Option<Target>,
    seen: Arc<Seen>,
    looking: Option<Owned<Look>>,
}

/// What became of the addresses so far.
#[derive(Debug, Default)]
pub(super) struct Seen {
    tried: AtomicUsize,
    timed_out: AtomicUsize,
    /// An address was tried that the default host is not asked for.
    inside: AtomicBool,
    first: Notify,
}

#[derive(Clone, Debug)]
struct Target {
    host: Host,
    port: u16,
    named: bool,
    connect: Duration,
}

/// What the control connection showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// There was no need to look, or no way.
    None,
    Answered,
    Refused,
    Silent,
}

impl Target {
    fn of(plan: &ProbePlan) -> Option<Self> {
        let connect = Duration::from_millis(plan.limits.connect_ms);
        match &plan.control {
            Control::None => None,
            // It tells about port 25 and no other.
            Control::Default if plan.connector.port != SMTP_PORT => None,
            Control::Default => {
                let host = Domain::from_ascii(CONTROL_HOST).expect("the constant is a name");
                Some(Self { host: host.into(), port: SMTP_PORT, named: false, connect })
            }
            Control::Named(host, port) => Some(Self { host: host.clone(), port: *port, named: true, connect }),
        }
    }

    fn text(&self) -> String {
        match self.host {
            Host::Ip(ip) => SocketAddr::new(ip, self.port).to_string(),
            Host::Name(ref name) => format!("{name}:{}", self.port),
        }
    }
}

/// Begins to watch the addresses of a run.
pub(super) fn beside(names: &Names, plan: &ProbePlan) -> Watch {
    let (target, seen) = (Target::of(plan), Arc::new(Seen::default()));
    let looking = target.clone().map(|target| {
        let (seen, names) = (seen.clone(), names.clone());
        Owned::spawn(async move {
            seen.first.notified().await;
            tokio::time::sleep(target.connect / 2).await;
            if seen.wants(&target) { look(&names, &target).await } else { Look::None }
        })
    });
    Watch { target, seen, looking }
}

impl Seen {
    /// An address is tried.
    pub(super) fn tried(&self, ip: IpAddr) {
        self.tried.fetch_add(1, Ordering::Relaxed);
        if Reach::of(ip) != Reach::Public {
            self.inside.store(true, Ordering::Relaxed);
        }
        self.first.notify_one();
    }

    /// An address was left out after all.
    pub(super) fn left_out(&self) {
        self.tried.fetch_sub(1, Ordering::Relaxed);
    }

    /// An address is over.
    pub(super) fn ended(&self, fault: Option<Fault>) {
        if fault == Some(Fault::TcpTimedOut) {
            self.timed_out.fetch_add(1, Ordering::Relaxed);
        } else {
            // One answer is enough to know that the port gets out of here.
            self.timed_out.store(usize::MAX / 2, Ordering::Relaxed);
        }
    }

    fn wants(&self, target: &Target) -> bool {
        let tried = self.tried.load(Ordering::Relaxed);
        let allowed = target.named || !self.inside.load(Ordering::Relaxed);
        allowed && tried > 0 && self.timed_out.load(Ordering::Relaxed) <= tried
    }

    fn all_were_silent(&self) -> bool {
        let tried = self.tried.load(Ordering::Relaxed);
        tried > 0 && self.timed_out.load(Ordering::Relaxed) == tried
    }
}

impl Watch {
    /// Where the addresses are counted.
    pub(super) fn seen(&self) -> Arc<Seen> {
        self.seen.clone()
    }

    /// All addresses are over: if all were silent, tells what the control connection showed.
    pub(super) async fn conclude(self, sink: &Sink) {
        let (Some(looking), Some(target)) = (self.looking, &self.target) else { return };
        if !self.seen.all_were_silent() {
            return;
        }
        let control = target.text();
        match looking.join().await {
            Some(Look::Answered) => sink.saw(None, Evidence::ControlAnswered { control }),
            Some(look @ (Look::Silent | Look::Refused)) => {
                let (port, refused) = (target.port.to_string(), look == Look::Refused);
                sink.saw(None, Evidence::OutboundBlocked { control, port, refused });
            }
            Some(Look::None) | None => {}
        }
    }
}

async fn look(names: &Names, target: &Target) -> Look {
    let until = Instant::now() + target.connect;
    let ip = match &target.host {
        Host::Ip(ip) => Some(*ip),
        Host::Name(name) => names.find_quietly(name, RecordType::A, until).await.ips().first().copied(),
    };
    // A control host that cannot be found tells nothing about the port.
    let Some(ip) = ip else { return Look::None };
    let address = SocketAddr::new(ip, target.port);
    let pulse = Pulse::new(address);
    match pulse.beside(tcp::connect(address, Segments::Usual, until)).await {
        Ok(Connected::Open(_) | Connected::ResetAtOnce) => Look::Answered,
        Err((fault, _)) if fault.is_local() => Look::None,
        // Refused on the way is as blocked as swallowed: this host accepts mail from everywhere.
        Err((Fault::TcpRefused, _)) => Look::Refused,
        // The way there is this machine's trouble, and no firewall's.
        Err(_) if pulse.lost().is_some() => Look::None,
        Err(_) => Look::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_control_host_is_a_name() {
        assert!(Domain::from_ascii(CONTROL_HOST).is_ok());
    }
}
