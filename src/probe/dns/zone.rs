//! A zone and its name servers as far as they were looked up. Asking is left to `authority`.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::OnceCell;

use crate::model::Domain;

/// A zone and the servers it is delegated to.
#[derive(Clone, Debug)]
pub(super) struct Zone {
    pub(super) name: Domain,
    pub(super) servers: Vec<NameServer>,
}

#[derive(Clone, Debug)]
pub(super) struct NameServer {
    pub(super) name: Domain,
    pub(super) place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    At(SocketAddr),
    /// It has no address.
    Missing,
    /// Whether it has one could not be told.
    Unknown,
}

/// The zones of a run: each is looked up once, whoever wants to know.
#[derive(Default)]
pub(super) struct Zones(Mutex<HashMap<Domain, Arc<OnceCell<Known>>>>);

/// What a resolver says about the servers of a name.
#[derive(Clone, Debug)]
pub(super) enum Known {
    /// It is a zone of its own.
    Zone(Zone),
    /// It is not, and perhaps this is the zone it lies in.
    Above(Option<Domain>),
}

impl Zones {
    /// Where the look at a name stands, or will.
    pub(super) fn of(&self, name: &Domain) -> Arc<OnceCell<Known>> {
        let mut zones = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(zones.entry(name.clone()).or_default())
    }
}
