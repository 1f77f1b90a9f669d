//! What is asked of the network and seen there: real servers on loopback, real links between namespaces.

mod address;
mod hostile_names;
mod hostile_peers;
mod manners;
mod many_addresses;
mod names;
mod namespaces;
mod replies;
mod runs;
mod tls;
mod tls_limits;
mod wire_manners;

#[path = "../support/mod.rs"]
mod support;
