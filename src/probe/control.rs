//! The control connection: when every address of a connector is silent, it tells "this port is blocked from here"
//! from "their server is silent".

use std::{net::IpAddr, sync::Arc};

use super::{dns::Names, events::Sink};
use crate::model::{Fault, ProbePlan};

/// Where a connection is tried by default: the public mail endpoint of Microsoft's own domain.
pub const CONTROL_HOST: &str = "microsoft-com.mail.protection.outlook.com";

/// Watches what becomes of the addresses.
pub(super) struct Watch;

pub(super) fn beside(_names: &Names, _plan: &ProbePlan) -> Arc<Watch> {
    Arc::new(Watch)
}

impl Watch {
    pub(super) fn tried(&self, _ip: IpAddr) {}
    pub(super) fn ended(&self, _fault: Option<Fault>) {}
    pub(super) async fn conclude(&self, _sink: &Sink) {}
}
