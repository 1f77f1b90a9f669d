//! Where a probe looks from: resolvers, trusted roots, clock. Everything the lab, `--resolver`, `--ca-file` and
//! tests replace is here; nothing else in this room reads the environment.

mod roots;

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket},
    path::PathBuf,
    sync::Arc,
};

use jiff::Timestamp;
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

pub(super) use self::roots::Roots;
use crate::{
    model::{DNS_PORT, Settings, View, WireText},
    system::host,
};

/// The view a probe has of the world.
#[derive(Clone, Debug)]
pub struct Vantage {
    /// The DNS servers to ask, the deciding one first; empty: those of this system (`resolv.conf`).
    pub resolvers: Vec<SocketAddr>,
    /// The roots that are trusted.
    pub trust: Trust,
    /// The time by which certificates are judged.
    pub clock: Clock,
}

impl Vantage {
    /// This system's resolvers, roots and clock.
    pub fn system() -> Self {
        Self { resolvers: Vec::new(), trust: Trust::default(), clock: Clock::default() }
    }

    /// The same, asking the DNS servers of a walk and trusting its files of roots, where it has any. Those that were named
    /// to this program were read already, and are its only ones.
    #[must_use]
    pub fn of(mut self, settings: &Settings) -> Self {
        if !settings.resolvers.is_empty() {
            self.resolvers.clone_from(&settings.resolvers);
        }
        if self.trust.pem.is_empty() {
            self.trust.files.clone_from(&settings.ca_files);
        }
        self
    }

    /// The training lab's resolvers and its root alone, with this system's clock.
    ///
    /// # Errors
    /// [`TrustError`] where the root is none.
    pub fn of_lab(resolvers: Vec<SocketAddr>, ca_pem: impl Into<Vec<u8>>) -> Result<Self, TrustError> {
        let mut trust = Trust { system: false, ..Trust::default() };
        trust.add_pem(ca_pem)?;
        Ok(Self { resolvers, trust, ..Self::system() })
    }
}

impl Default for Vantage {
    fn default() -> Self {
        Self::system()
    }
}

/// Tells the time. The default is the system's clock.
#[derive(Clone)]
pub struct Clock(pub Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// A clock that stands still, for tests and exercises.
    pub fn fixed(at: Timestamp) -> Self {
        Self(Arc::new(move || at))
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self(Arc::new(Timestamp::now))
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

/// Which roots are trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trust {
    /// Whether those of the system count.
    pub system: bool,
    /// More of them, each entry the bytes of a PEM file.
    pub pem: Vec<Vec<u8>>,
    /// Files with more, which are read for each probe. Where one of them cannot be, nothing is known of trust.
    pub files: Vec<PathBuf>,
}

impl Default for Trust {
    fn default() -> Self {
        Self { system: true, pem: Vec::new(), files: Vec::new() }
    }
}

/// Why a file of roots cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrustError {
    /// There is no `CERTIFICATE` section in it.
    #[error("no certificate in PEM form")]
    Empty,
    /// The PEM armour or its base64 is damaged.
    #[error("damaged PEM: {0}")]
    Pem(WireText),
    /// One of its certificates cannot be used as a root; counted from 1.
    #[error("certificate {number} cannot be used as a root: {error}")]
    #[expect(missing_docs, reason = "the message names them")]
    Certificate { number: usize, error: WireText },
}

impl Trust {
    /// Trusts the roots of a PEM file too, and tells how many they are.
    ///
    /// # Errors
    /// [`TrustError`] when the file has no certificate, is damaged, or holds one that cannot be a root; nothing
    /// of it is trusted then.
    pub fn add_pem(&mut self, bytes: impl Into<Vec<u8>>) -> Result<usize, TrustError> {
        let bytes = bytes.into();
        let roots = read_pem(&bytes)?;
        let mut store = RootCertStore::empty();
        for (index, root) in roots.iter().enumerate() {
            store.add(root.clone()).map_err(|error| TrustError::Certificate {
                number: index + 1,
                error: WireText::from_text(&error.to_string()),
            })?;
        }
        self.pem.push(bytes);
        Ok(roots.len())
    }
}

fn read_pem(bytes: &[u8]) -> Result<Vec<CertificateDer<'static>>, TrustError> {
    let roots = CertificateDer::pem_slice_iter(bytes)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| TrustError::Pem(WireText::from_text(&error.to_string())))?;
    if roots.is_empty() { Err(TrustError::Empty) } else { Ok(roots) }
}

/// This host's name and the address that packets to the outside leave from. Nothing is sent: a UDP socket that
/// is connected only asks the routing table.
pub fn view(resolvers: &[SocketAddr]) -> View {
    // The short name: what a colleague calls the machine.
    let host = host::name().and_then(|name| name.split('.').next().map(WireText::from_text));
    // Documentation addresses (RFC 5737, RFC 3849): routed like any outside address, and nobody's.
    let outside: [IpAddr; 2] =
        [Ipv4Addr::new(192, 0, 2, 1).into(), Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).into()];
    let ip = outside.into_iter().find_map(outgoing).or_else(|| resolvers.iter().find_map(|r| outgoing(r.ip())));
    View { host, ip, resolvers: resolvers.to_vec() }
}

fn outgoing(to: IpAddr) -> Option<IpAddr> {
    let any: IpAddr = if to.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = UdpSocket::bind((any, 0)).ok()?;
    socket.connect((to, DNS_PORT)).ok()?;
    let ip = socket.local_addr().ok()?.ip();
    (!ip.is_unspecified() && !ip.is_loopback()).then_some(ip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ca_file_says_what_is_wrong_with_it() {
        let mut trust = Trust { system: false, ..Trust::default() };
        assert_eq!(trust.add_pem(*b"not a certificate"), Err(TrustError::Empty));
        let damaged = b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n";
        assert!(matches!(trust.add_pem(*damaged), Err(TrustError::Pem(_))));
        let empty = b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
        assert!(matches!(trust.add_pem(*empty), Err(TrustError::Certificate { number: 1, .. })));
        assert!(trust.pem.is_empty(), "nothing of a bad file is kept");
    }

    #[test]
    fn a_walk_trusts_the_files_it_names_and_where_one_cannot_be_read_nothing_is_known_of_trust() {
        let folder = tempfile::tempdir().expect("a folder");
        let key = rcgen::KeyPair::generate().expect("a key");
        let root = rcgen::CertificateParams::new(vec!["ca.test".into()]).expect("params").self_signed(&key);
        let pem = root.expect("a certificate").pem();
        let (good, empty) = (folder.path().join("good.pem"), folder.path().join("empty.pem"));
        std::fs::write(&good, &pem).expect("written");
        std::fs::write(&empty, "").expect("written");
        let trust = |files: &[&PathBuf], pem: &[&str]| {
            let files = files.iter().map(|path| (*path).clone()).collect();
            let named = pem.iter().map(|pem| pem.as_bytes().to_vec()).collect();
            let here = Vantage { trust: Trust { pem: named, ..Trust::default() }, ..Vantage::system() };
            let trust = here.of(&Settings { ca_files: files, ..Settings::default() }).trust;
            Roots::load(&Trust { system: false, ..trust })
        };
        assert_eq!(trust(&[&good, &good], &[]).certificates.len(), 1);
        for bad in [&empty, &folder.path().join("gone.pem"), &folder.path().to_owned(), &"/dev/zero".into()] {
            let roots = trust(&[&good, bad], &[]);
            assert!(roots.store.is_empty() && roots.certificates.is_empty(), "{bad:?}");
            let said = roots.errors.iter().any(|error| error.as_str().contains(&bad.display().to_string()));
            assert!(said, "{bad:?}: {:?}", roots.errors);
        }
        // What was named now was read already.
        assert_eq!(trust(&[&empty], &[&pem]).certificates.len(), 1);
    }

    #[test]
    fn a_ca_file_counts_its_roots() {
        let key = rcgen::KeyPair::generate().expect("a key");
        let root = rcgen::CertificateParams::new(vec!["ca.test".into()]).expect("params").self_signed(&key);
        let pem = root.expect("a certificate").pem();
        let mut trust = Trust { system: false, ..Trust::default() };
        assert_eq!(trust.add_pem(format!("{pem}{pem}")), Ok(2));
        assert_eq!(Roots::load(&trust).certificates.len(), 1);
    }
}
