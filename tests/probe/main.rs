//! What is asked of the network and seen there: real servers on loopback, real links between namespaces.

mod address;
mod crowded;
mod manners;
mod many_addresses;
mod names;
mod namespaces;
mod runs;
mod tls;
mod wire_manners;

#[path = "../support/mod.rs"]
mod support;
