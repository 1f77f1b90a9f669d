//! Attacks, each for its class: name servers, mail servers and strangers that answer what was not asked, hold on, flood,
//! break off or forge, and text that is to act on whoever reads it.

mod names;
mod output;
mod peers;
mod replies;
mod tls_limits;

#[path = "../support/mod.rs"]
mod support;
